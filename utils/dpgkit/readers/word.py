"""DOCX."""

import io
import re

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from dpgkit.readers import containers
from dpgkit.readers.errors import ReadError
from dpgkit.readers.parts import Part, part

FURNITURE = re.compile(r"/word/(header|footer|footnotes|endnotes)\d*\.xml")
PARAGRAPH, TEXT, TAB, BREAK, TABLE = (qn(f"w:{tag}") for tag in ("p", "t", "tab", "br", "tbl"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"    # the same text box a second time


def read_docx(data: bytes, name: str) -> Part:
    """Return a Word document: body and tables in order, text boxes, then headers, footers and notes. Raises ReadError.

    python-docx opens the package; the paragraphs are taken from its element tree, because its own list of them leaves
    out text boxes, content controls and insertions that are still marked.
    """
    containers.Package(data, name).refuse_declarations()
    try:
        document = docx.Document(io.BytesIO(data))
        roots = [document.element.body, *_furniture(document, name)]
    except (OpcError, etree.LxmlError, *containers.DAMAGE, AttributeError) as error:
        raise ReadError("damaged", name) from error
    lines = [line for root in roots for line in _paragraphs(root)]
    tables = sum(1 for _ in roots[0].iter(TABLE))
    return part(name, "\n".join(lines), "docx", warnings=(f"표 {tables}개",) if tables else ())


def _furniture(document: docx.document.Document, name: str) -> list[etree._Element]:
    parts = [part for part in document.part.package.iter_parts() if FURNITURE.fullmatch(str(part.partname))]
    return [containers.xml(part.blob, name) for part in sorted(parts, key=lambda part: str(part.partname))]


def _paragraphs(root: etree._Element) -> list[str]:
    return [_text(paragraph) for paragraph in root.iter(PARAGRAPH) if next(paragraph.iterancestors(FALLBACK), None) is None]


def _text(paragraph: etree._Element) -> str:
    own = (node for node in paragraph.iter(TEXT, TAB, BREAK) if next(node.iterancestors(PARAGRAPH), None) is paragraph)
    marks = {TAB: "\t", BREAK: "\n"}
    return "".join(marks.get(node.tag, node.text or "") for node in own)
