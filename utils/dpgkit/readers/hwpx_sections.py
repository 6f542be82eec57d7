"""The kit's own reader of HWPX, for when no engine works: every paragraph of every section, in order.

After KS X 6101 (OWPML). Elements are matched by local name, and members whether or not a manifest lists them.
"""

import re

from lxml import etree

from dpgkit.readers import containers
from dpgkit.readers.errors import ReadError

SECTION = re.compile(r"(^|/)section(\d+)\.xml$", re.IGNORECASE)
BREAKS = {"lineBreak": "\n", "tab": "\t", "nbSpace": " ", "fwSpace": " "}


def read(data: bytes, name: str) -> tuple[str, int]:
    """Return the text of an HWPX document, one paragraph a line, and the number of its tables.

    Raises ReadError ``damaged`` where it has no section.
    """
    package = containers.Package(data, name)
    roots = [package.xml(member) for member in sections(package)]
    if not roots:
        raise ReadError("damaged", name)
    lines = [_paragraph(element) for root in roots for element in root.iter("{*}p")]
    return "\n".join(lines), sum(1 for root in roots for _ in root.iter("{*}tbl"))


def sections(package: containers.Package) -> list[str]:
    """Return the names of the members that hold sections, in the order of their numbers."""
    found = [(int(match.group(2)), member) for member in package.members if (match := SECTION.search(member))]
    return [member for _, member in sorted(found)]


def is_encrypted(package: containers.Package) -> bool:
    """Return whether the package's manifest lists encrypted members, as OpenDocument writes it."""
    manifests = [member for member in package.members if member.lower() == "meta-inf/manifest.xml"]
    return any(b"encryption-data" in package.read(member) for member in manifests)


def hidden_comments(data: bytes, name: str) -> int:
    """Return how many hidden comments (숨은 설명) the document holds. Raises ReadError."""
    package = containers.Package(data, name)
    pattern = re.compile(rb"<(\w+:)?hiddenComment[\s/>]")
    return sum(len(pattern.findall(package.read(member))) for member in sections(package))


def _paragraph(element: etree._Element) -> str:
    texts = (text for text in element.iter("{*}t") if _owner(text) is element)
    return "".join(_text(text) for text in texts)


def _owner(text: etree._Element) -> etree._Element | None:
    return next(text.iterancestors("{*}p"), None)      # a table's paragraphs are inside the paragraph that holds it


def _text(element: etree._Element) -> str:
    inner = (BREAKS.get(etree.QName(child).localname, child.text or "") + (child.tail or "")
             for child in element if isinstance(child.tag, str))
    return (element.text or "") + "".join(inner)
