"""The kit's own reader of HWP 5, for when no engine works: the text of every paragraph record, in order.

After Hancom's public "한글 문서 파일 형식 5.0" (revision 1.3): record header, section 4.1.3; control characters, table 6.
"""

import re
import struct
from collections.abc import Iterator

from dpgkit.readers import containers
from dpgkit.readers.errors import ReadError
from dpgkit.readers.sources import Source

COMPRESSED = 1
PARA_TEXT, CTRL_HEADER = 67, 71
LONG_RECORD = 0xFFF
TABLE, HIDDEN_COMMENT = b" lbt", b"tmct"      # the controls "tbl " and "tcmt", written from their ends
CONTROL = re.compile("[\x01-\x09\x0b\x0c\x0e-\x17].{7}|[\x00\x18-\x1f]", re.DOTALL)   # wide ones fill eight code units
TAB = "\x09"


def read(data: bytes, name: str) -> tuple[str, int]:
    """Return the text of an HWP 5 document, one paragraph a line, and 0 for tables, which are not told apart.

    Raises ReadError ``damaged`` or ``too_large``.
    """
    lines = [paragraph(payload) for section in sections(Source(data, name)) for tag, payload in records(section) if tag == PARA_TEXT]
    return "\n".join(lines), 0


def sections(source: Source) -> list[bytes]:
    """Return the unpacked sections of the body, in order. Raises ReadError ``damaged`` or ``too_large``."""
    file, name = source.ole, source.name
    compressed = containers.stream(file, "FileHeader", name)[36] & COMPRESSED
    entries = [entry for entry in file.listdir() if len(entry) == 2 and entry[0] == "BodyText"]
    raw = [containers.stream(file, entry, name) for entry in sorted(entries, key=_number)]
    unpacked = [containers.inflate(section, name) for section in raw] if compressed else raw
    containers.check_growth(sum(map(len, unpacked)), len(source.data), name)
    if not unpacked:
        raise ReadError("damaged", name)
    return unpacked


def records(section: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the tag and the content of each record; a cut-off record ends the section.

    >>> list(records(struct.pack("<I", 67 | 4 << 20) + "정부".encode("utf-16-le")))
    [(67, b'\\x15\\xc8\\x80\\xbd')]
    """
    place = 0
    while place + 4 <= len(section):
        header = struct.unpack_from("<I", section, place)[0]
        tag, size, place = header & 0x3FF, header >> 20, place + 4
        if size == LONG_RECORD and place + 4 <= len(section):
            size, place = struct.unpack_from("<I", section, place)[0], place + 4
        yield tag, section[place:place + size]
        place += size


def paragraph(payload: bytes) -> str:
    """Return the text of one paragraph record without its control characters.

    >>> paragraph("가\\x02\\0\\0\\0\\0\\0\\0\\x02나\\n다\\r".encode("utf-16-le"))
    '가나\\n다'
    """
    text = payload[:len(payload) // 2 * 2].decode("utf-16-le", errors="replace")
    return CONTROL.sub(lambda match: TAB if match.group().startswith(TAB) else "", text).rstrip("\r")


def survey(source: Source) -> tuple[int, int]:
    """Return how many tables and how many hidden comments (숨은 설명) the document holds. Raises ReadError."""
    bodies = sections(source)
    return sum(controls(body, TABLE) for body in bodies), sum(controls(body, HIDDEN_COMMENT) for body in bodies)


def controls(section: bytes, kind: bytes) -> int:
    """Return how many controls of a kind stand in a section.

    >>> controls(struct.pack("<I", CTRL_HEADER | 4 << 20) + TABLE + TABLE, TABLE)
    1
    """
    places = (match.start() for match in re.finditer(kind, section))      # walking through all records takes ten times as long
    return sum(place >= 4 and struct.unpack_from("<I", section, place - 4)[0] & 0x3FF == CTRL_HEADER for place in places)


def _number(entry: list[str]) -> int:
    return int(re.sub(r"\D", "", entry[1]) or 0)
