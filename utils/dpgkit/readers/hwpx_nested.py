"""Paragraphs inside paragraphs of HWPX: notes, text boxes, captions, memos, headers and footers.

unhwp 0.23 takes the end of such a paragraph for the end of the one around it, and loses the rest of that one; headers, footers
and captions it leaves out. So they are put after the paragraph that holds them before it reads: headers and footers at the end
of their section, and once only. Cells of tables, which it reads well, stay. Elements after KS X 6101 (OWPML), as Hancom names them.
"""

import io
import re
import zipfile

LIST = b"<hp:subList"
TAG = re.compile(rb"<(/?)hp:(p|subList|tc|header|footer)(?=[\s/>])[^<>]*?(/?)>")
MARKUP = re.compile(rb"<[^<>]*>")
DEEPEST = 100           # lists of paragraphs inside each other; no document needs more


def unnested(members: dict[str, bytes], sections: list[str]) -> bytes:
    """Return a package with the same text, in which no paragraph stands inside another one.

    Parameters: ``members`` what its XML members hold; ``sections`` the names of those that are sections.
    """
    file, seen = io.BytesIO(), set()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/hwp+zip")
        for member, data in members.items():
            archive.writestr(member, lifted(data, seen) if member in sections else data)
    return file.getvalue()


def lifted(section: bytes, seen: set[bytes]) -> bytes:
    """Return a section whose nested paragraphs stand after the paragraph that held them.

    >>> box = b"<hp:drawText><hp:subList><hp:p>2</hp:p></hp:subList></hp:drawText>"
    >>> lifted(b"<hs:sec><hp:p>1" + box + b"3</hp:p></hs:sec>", set())
    b'<hs:sec><hp:p>1<hp:drawText></hp:drawText>3</hp:p><hp:p>2</hp:p></hs:sec>'

    Parameters: ``seen`` the texts of headers and footers that stand already, which is added to.
    A section whose tags do not pair comes back as it is.
    """
    sheets = Sheets(section)
    try:
        body = sheets.sorted()
    except IndexError:
        return section
    new = {MARKUP.sub(b"", piece): piece for piece in sheets.furniture}
    end = body.rfind(b"</")
    body = b"".join([body[:end], *(piece for text, piece in new.items() if text not in seen), body[end:]])
    seen.update(new)
    return body


class Sheets:
    """A section while it is sorted: each list of paragraphs that is no cell is written on a sheet of its own, which is put
    behind the paragraph around it. Raises IndexError where tags do not pair."""

    def __init__(self, section: bytes) -> None:
        self.section, self.place, self.holder = section, 0, b""
        self.sheets, self.behind, self.holders, self.furniture = [[]], [], [], []

    def sorted(self) -> bytes:
        """Return the section without its headers and footers, which are in ``furniture`` then."""
        for found in re.finditer(LIST, self.section):
            if found.start() >= self.place:
                self.holder = self._before(found.start())
                if self.holder != b"tc":
                    self._sort_paragraph(found.start())
        self._write(len(self.section))
        return b"".join(self.sheets[0])

    def _before(self, place: int) -> bytes:
        return self.section[self.section.rfind(b"<", 0, place):place].partition(b" ")[0].strip(b"<>/").removeprefix(b"hp:")

    def _sort_paragraph(self, start: int) -> None:
        """Go through the rest of the paragraph around a list: most of a document need not be looked at tag by tag."""
        self.behind.append([])
        for tag in TAG.finditer(self.section, start):
            ends, name, is_empty = tag.groups()
            if not is_empty:
                self._close(name, tag) if ends else self._open(name, tag)
            if not self.behind and not self.holders:
                return
        raise IndexError

    def _open(self, name: bytes, tag: re.Match) -> None:
        if name == b"p":
            self.behind.append([])
        elif name == b"subList":
            self.holders.append(self.holder)
            if self.holder != b"tc":
                self._write(tag.start(), go_on=tag.end())
                self.sheets.append([])
        if len(self.sheets) > DEEPEST:
            raise IndexError
        self.holder = name

    def _close(self, name: bytes, tag: re.Match) -> None:
        if name == b"p":
            self._write(tag.end())
            self.sheets[-1] += self.behind.pop()
        elif name == b"subList" and (holder := self.holders.pop()) != b"tc":
            self._write(tag.start(), go_on=tag.end())
            place = self.furniture if holder in (b"header", b"footer") else self.behind[-1]
            place.append(b"".join(self.sheets.pop()))
        self.holder = b""

    def _write(self, end: int, *, go_on: int | None = None) -> None:
        self.sheets[-1].append(self.section[self.place:end])
        self.place = end if go_on is None else go_on
