"""The kit's own reader of HWPX, for when no engine works: every paragraph of every section, in order.

After KS X 6101 (OWPML). Elements are matched by local name, and members whether or not a manifest lists them.
"""

import re
from collections import Counter
from collections.abc import Iterable

from dpgkit.readers import containers
from dpgkit.readers.errors import ReadError
from dpgkit.readers.sources import Source

SECTION = re.compile(r"(^|/)section(\d+)\.xml$", re.IGNORECASE)
ELEMENT = re.compile(rb"<hp:(subList|tc|tbl|hiddenComment)[\s/>]")       # with the prefix that Hancom writes
BREAKS = {"lineBreak": "\n", "tab": "\t", "nbSpace": " ", "fwSpace": " "}


def read(data: bytes, name: str) -> tuple[str, int]:
    """Return the text of an HWPX document, one paragraph a line, and the number of its tables.

    Raises ReadError ``damaged`` where it has no section.
    """
    package = Source(data, name).package
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


def survey(bodies: Iterable[bytes]) -> Counter:
    """Return how many of the elements that matter to the reader begin in sections: subList, tc, tbl, hiddenComment.

    >>> survey([b"<hp:tbl id='1'><hp:tc><hp:subList></hp:subList></hp:tc></hp:tbl>"])[b"tbl"]
    1
    """
    return Counter(name for body in bodies for name in ELEMENT.findall(body))


def _paragraph(element: object) -> str:
    texts = (text for text in element.iter("{*}t") if _owner(text) is element)
    return "".join(_text(text) for text in texts)


def _owner(text: object) -> object:
    return next(text.iterancestors("{*}p"), None)      # a table's paragraphs are inside the paragraph that holds it


def _text(element: object) -> str:
    from lxml import etree

    inner = (BREAKS.get(etree.QName(child).localname, child.text or "") + (child.tail or "")
             for child in element if isinstance(child.tag, str))
    return (element.text or "") + "".join(inner)
