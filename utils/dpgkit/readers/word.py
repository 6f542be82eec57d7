"""DOCX."""

import io
import re

from dpgkit.readers import containers
from dpgkit.readers.errors import ReadError
from dpgkit.readers.parts import Part, part
from dpgkit.readers.sources import Source

FURNITURE = re.compile(r"/word/(header|footer|footnotes|endnotes)\d*\.xml")
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TEXT, TAB, BREAK, TABLE = (NAMESPACE + tag for tag in ("p", "t", "tab", "br", "tbl"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"    # the same text box a second time


def read_docx(source: Source) -> Part:
    """Return a Word document: body and tables in order, text boxes, then headers, footers and notes. Raises ReadError.

    python-docx opens the package; the paragraphs are taken from its element tree, because its own list of them leaves
    out text boxes, content controls and insertions that are still marked.
    """
    import docx  # slow to import, and most folders hold no Word document
    from docx.opc.exceptions import OpcError
    from lxml import etree

    source.package.refuse_declarations()
    try:
        document = docx.Document(io.BytesIO(source.data))
        roots = [document.element.body, *_furniture(document, source.name)]
    except (OpcError, etree.LxmlError, *containers.DAMAGE, AttributeError) as error:
        raise ReadError("damaged", source.name) from error
    lines = [line for root in roots for line in _paragraphs(root)]
    tables = sum(1 for _ in roots[0].iter(TABLE))
    return part(source.name, "\n".join(lines), "docx", warnings=(f"표 {tables}개",) if tables else ())


def _furniture(document: object, name: str) -> list:
    parts = [part for part in document.part.package.iter_parts() if FURNITURE.fullmatch(str(part.partname))]
    return [containers.xml(part.blob, name) for part in sorted(parts, key=lambda part: str(part.partname))]


def _paragraphs(root: object) -> list[str]:
    return [_text(paragraph) for paragraph in root.iter(PARAGRAPH) if next(paragraph.iterancestors(FALLBACK), None) is None]


def _text(paragraph: object) -> str:
    own = (node for node in paragraph.iter(TEXT, TAB, BREAK) if next(node.iterancestors(PARAGRAPH), None) is paragraph)
    marks = {TAB: "\t", BREAK: "\n"}
    return "".join(marks.get(node.tag, node.text or "") for node in own)
