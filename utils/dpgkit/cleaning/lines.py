"""Which line breaks of a text end a unit, and which only wrap a line, part a mark from its line or the numbers of a table.

A line break ends a unit, but for these, and none of them where a blank line stands between:

1. In a text that is wrapped at a column, a line goes on below where the first word of the next line would have gone past the
   column, no sentence ends and nothing (a mark, an indent) begins. There a blank line ends a unit only if few lines have one.
2. A mark that stands alone (□, 1., ①) belongs to the line below it.
3. A number or a sign that stands alone is a cell of a table and belongs to the cell before it, so that a row stays together.

A text is wrapped where at least 30 % of its longer lines are full and go on, and 5 % do so with a particle or an adnominal
ending, as a list of titles does not. Measured on 155 digests, the Constitution and 47 speeches, wrapped at 60, 72, 80 and 100
columns: 28,521 of 28,527 wraps between words and 28,111 of 28,739 wraps within words are undone, and 19,997 of 20,008 true line
ends stay. As they are, none of 39 documents (HWP, HWPX, DOCX, CSV, Markdown, PDF) and none of 2,535 speeches is taken for
wrapped; the ten bills of KoNLPy, printed pages with a blank line below every line, are.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dpgkit.readers import marks

NUMBER = re.compile(r"[+−–△▲▽▼(\['’‘`-]{0,2}\d[\d.,:/~∼%)\]-]*\s?[가-힣A-Za-z㎡%℃]{0,2}|[-–—()→~∼]")
GOES_ON = re.compile(r"(?:[을를의에은는와과고며할된한,]|으로|및|\b(?:the|of|and|to|in|a|an|for|with|by|on|as|is|that|or))$")
ENDS = (".", "?", "!", ":", ";")
COLUMNS = range(50, 121)    # where a page or a terminal wraps; a Hangul syllable takes two
FEW = 10                    # lines below which nothing can be told
SLACK = 8                   # columns by which lines of one page differ
FULL, OPEN, SPACED = 0.3, 0.05, 0.8
CELL, ROW = 20, 200         # characters of a cell, and of a row that is put together


class Line(NamedTuple):
    """A line that holds something: its ``text``, how far it is indented, and whether a blank line stands above it."""

    text: str
    indent: int
    spaced: bool


def joined(raw: Sequence[str], cleaned: Sequence[str]) -> str:
    """Return lines as one text, with a line break where one ends a unit and a space where it goes on.

    >>> lines = ["□", "추진 배경", " ㅇ 국민의 요구"]
    >>> joined(lines, [line.strip() for line in lines])
    '□ 추진 배경\\nㅇ 국민의 요구'

    Parameters: ``raw`` the lines as they stand; ``cleaned`` the same without blanks around them.
    """
    lines = _filled(raw, cleaned)
    if not lines:
        return ""
    column = wrap_column([line.text for line in lines])
    loose = column > 0 and sum(line.spaced for line in lines) >= SPACED * len(lines)     # a blank line below every line says nothing
    pieces, length = [lines[0].text], 0
    for above, line in pairwise(lines):
        length += len(above.text) + 1
        goes_on = (loose or not line.spaced) and (_belongs(above.text, line.text, length) or (column and _is_wrapped(above, line, column)))
        length = length if goes_on else 0
        pieces += [" " if goes_on else "\n", line.text]
    return "".join(pieces)


def wrap_column(lines: Sequence[str]) -> int:
    """Return the column at which the lines of a text are wrapped, 0 where its line breaks are meant.

    >>> wrap_column(["국민이 편리한 정부를", "만든다."] * 20)
    0
    """
    if len(lines) < FEW:
        return 0
    widths = [_width(line) for line in lines]
    column = sorted(widths)[int(0.95 * len(widths)) - 1]
    if column not in COLUMNS:
        return 0
    full = [above for above, line, width in zip(lines, lines[1:], widths, strict=False) if _reaches(above, line, width, column)]
    long = sum(width >= column / 2 for width in widths)
    is_wrapped = len(full) >= FULL * long and sum(bool(GOES_ON.search(line)) for line in full) >= OPEN * long
    return column if is_wrapped else 0


def _filled(raw: Sequence[str], cleaned: Sequence[str]) -> list[Line]:
    lines, spaced = [], False
    for line, text in zip(raw, cleaned, strict=True):
        if text:
            lines.append(Line(text, len(line) - len(line.lstrip()), spaced))
        spaced = not text
    return lines


def _belongs(above: str, line: str, length: int) -> bool:
    """Return whether a line belongs to the one above it whatever the page looks like: to a mark, or to a row of a table."""
    if len(above) > CELL:
        return False
    if marks.stands_alone(above):
        return not marks.begins_item(line)
    is_number = length + len(line) <= ROW and NUMBER.fullmatch(line) is not None
    return is_number and not above.endswith(ENDS) and not marks.begins_item(above)


def _is_wrapped(above: Line, line: Line, column: int) -> bool:
    begins = line.indent > above.indent and not marks.begins_item(above.text)
    return not begins and _reaches(above.text, line.text, _width(above.text), column)


def _reaches(above: str, line: str, width: int, column: int) -> bool:
    """Return whether a line is full and goes on in the next one."""
    if width > column + SLACK or above.endswith(ENDS) or marks.begins_item(line, wrapped=True):
        return False
    return width + 1 + max(SLACK, _width(line.split(" ", 1)[0])) > column


def _width(line: str) -> int:
    return len(line.encode("cp949", "replace"))
