"""The report as an HWPX document (OWPML, KS X 6101): the package, its lists of parts and its preview."""

import zipfile
from pathlib import Path

from lxml import etree

from dpgkit.language import current
from dpgkit.report import hancomparts, hancomstyles
from dpgkit.report.hancomstyles import XML, make
from dpgkit.report.layout import split
from dpgkit.report.model import Heading, Paragraph, Report
from dpgkit.report.outline import mark
from dpgkit.report.pictures import Picture

MIMETYPE = "application/hwp+zip"
EPOCH = (1980, 1, 1, 0, 0, 0)            # the same content gives the same bytes
PREVIEW = 1000           # letters
PACKAGE = "http://www.hancom.co.kr/hwpml/2016/meta/pkg#"
OCF, ODF = (f"urn:oasis:names:tc:opendocument:xmlns:{name}" for name in ("container", "manifest:1.0"))
RDF, META = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.hancom.co.kr/hwpml/2011/"


def write(report: Report, path: Path, pictures: dict[int, Picture]) -> None:
    """Write the report as an HWPX document on A4; a wide table stands in a section turned sideways.

    Parameters: ``pictures`` by the number of the chart.
    """
    sections = [hancomparts.section(blocks, pictures, sideways=sideways) for blocks, sideways in split([*report.blocks(paper=True)])]
    names = [f"section{place}" for place in range(len(sections))]
    images = {f"image{chart.number}": pictures[chart.number].bare for chart in report.charts}
    parts = {
        "version.xml": _version(), "Contents/header.xml": hancomstyles.header(len(sections)),
        **{f"Contents/{name}.xml": root for name, root in zip(names, sections, strict=True)},
        "settings.xml": _settings(), "META-INF/container.xml": _container(), "META-INF/container.rdf": _listing(names),
        "META-INF/manifest.xml": etree.Element(f"{{{ODF}}}manifest", nsmap={"odf": ODF}),
        "Contents/content.hpf": _manifest(report, names, images)}
    _pack(path, parts, images, preview(report))


def preview(report: Report) -> str:
    """Return the first lines of the report, which file managers show."""
    lines = [mark(block) if isinstance(block, Paragraph) else block.text if isinstance(block, Heading) else block.caption
             for block in report.blocks()]
    return "\r\n".join(lines)[:PREVIEW]


def _pack(path: Path, parts: dict[str, etree._Element], images: dict[str, bytes], shown: str) -> None:
    with zipfile.ZipFile(path, "w") as package:
        _put(package, "mimetype", MIMETYPE.encode("ascii"), stored=True)       # first and not compressed: that is how it is known
        for name, root in parts.items():
            _put(package, name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
        for name, png in images.items():
            _put(package, f"BinData/{name}.png", png, stored=True)
        _put(package, "Preview/PrvText.txt", shown.encode("utf-8"))


def _put(package: zipfile.ZipFile, name: str, data: bytes, *, stored: bool = False) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    package.writestr(entry, data)


def _version() -> etree._Element:
    return etree.Element(f"{{{META}version}}HCFVersion", {
        "tagetApplication": "WORDPROCESSOR", "major": "5", "minor": "1", "micro": "0", "buildNumber": "1", "os": "1",
        "xmlVersion": "1.4", "application": "dpgkit", "appVersion": "1"}, nsmap={"hv": f"{META}version"})


def _settings() -> etree._Element:
    root = etree.Element(f"{{{META}app}}HWPApplicationSetting", nsmap={"ha": f"{META}app"})
    etree.SubElement(root, f"{{{META}app}}CaretPosition", listIDRef="0", paraIDRef="0", pos="0")
    return root


def _container() -> etree._Element:
    root = etree.Element(f"{{{OCF}}}container", nsmap={"ocf": OCF, "hpf": "http://www.hancom.co.kr/schema/2011/hpf"})
    files = etree.SubElement(root, f"{{{OCF}}}rootfiles")
    for name, kind in (("Contents/content.hpf", "application/hwpml-package+xml"), ("Preview/PrvText.txt", "text/plain"),
                       ("META-INF/container.rdf", "application/rdf+xml")):
        etree.SubElement(files, f"{{{OCF}}}rootfile", {"full-path": name, "media-type": kind})
    return root


def _listing(names: list[str]) -> etree._Element:
    root = etree.Element(f"{{{RDF}}}RDF", nsmap={"rdf": RDF, "pkg": PACKAGE})
    kinds = {"Contents/header.xml": "HeaderFile", **{f"Contents/{name}.xml": "SectionFile" for name in names}}
    for name, kind in kinds.items():
        whole = etree.SubElement(root, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
        etree.SubElement(whole, f"{{{PACKAGE}}}hasPart", {f"{{{RDF}}}resource": name})
        part = etree.SubElement(root, f"{{{RDF}}}Description", {f"{{{RDF}}}about": name})
        etree.SubElement(part, f"{{{RDF}}}type", {f"{{{RDF}}}resource": PACKAGE + kind})
    document = etree.SubElement(root, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    etree.SubElement(document, f"{{{RDF}}}type", {f"{{{RDF}}}resource": f"{PACKAGE}Document"})
    return root


def _manifest(report: Report, names: list[str], images: dict[str, bytes]) -> etree._Element:
    pictures = [(name, f"BinData/{name}.png", "image/png", {"isEmbeded": "1"}) for name in images]
    items = [("header", "Contents/header.xml", XML, {}), *pictures, *((name, f"Contents/{name}.xml", XML, {}) for name in names),
             ("settings", "settings.xml", XML, {})]
    metadata = make("opf:metadata", {}, make("opf:title", {}, report.title), make("opf:language", {}, current()),
                    make("opf:meta", {"name": "creator", "content": "text"}, "dpgkit"),
                    make("opf:meta", {"name": "subject", "content": "text"}, report.question),
                    make("opf:meta", {"name": "date", "content": "text"}, report.verified))
    listed = make("opf:manifest", {}, *(make("opf:item", {"id": name, "href": href, "media-type": kind, **more})
                                        for name, href, kind, more in items))
    order = make("opf:spine", {}, *(make("opf:itemref", {"idref": name, "linear": "yes"}) for name in ("header", *names)))
    return make("opf:package", {"version": "", "unique-identifier": "", "id": ""}, metadata, listed, order)
