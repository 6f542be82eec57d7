"""Undoing the line wraps of a printed page.

Hancom Office wraps Korean within words, so a wrap may stand for a space or for nothing. The rule, in this order:

1. A wrap is a line that reaches the right edge of the lines around it and goes on, in the same size and margin, below.
   Every other line end stays.
2. A space at the end of the line was printed: a space. A wrap next to anything but Hangul: nothing beside digits,
   brackets and middle dots, else a space.
3. The document writes the joined word, or both words apart, elsewhere: as it does more often.
4. The second half is a particle or an ending of its own: nothing. A conjunction or a noun marked by a particle: a space.
5. Otherwise nothing where the document prints its spaces at line ends; else what most of its wraps turned out to be.

Measured on two PDFs printed by Hancom Office (70 pages), where the HWP original tells what stood at the line end: 477 of
487 wraps between two Hangul syllables became what the original has (98 %; a space everywhere would be right in 35 %), 21 of
304 true line ends were joined by mistake, and 123 of 613 wraps were left as they are, mostly in narrow table cells.
"""

import re
from collections import Counter
from dataclasses import dataclass

from dpgkit.readers import marks

WORD_END = re.compile(r"([가-힣]+)$")
WORD_START = re.compile(r"\s*([가-힣]+)")
PARTICLES = re.compile("을|를|은|는|의|에|로|으로|에서|에게|와|하는|하여|하고|하며|하도록|하기|한다|하였다|되는|되어|되며|된다|됨|함|"
                       "까지|부터|에는|에도|이며|이고|이다|임|음|등을|등의")
ALONE = re.compile("및|등|또는|그|후|때|수|것|중")
MARKED = re.compile(r"[가-힣]{2,}(을|를|의|에|에서|으로|하는|하여|하고|되는|된|에는|에게)$|(에 )?(따른|대한|위한|관한)$")
OPEN = re.compile(r"[\dㆍ·(\[「『｢“‘]$")              # nothing stands between these and what follows
CLOSING = re.compile(r"\s*[ㆍ·()\],.」』｣”’%]")


@dataclass(frozen=True)
class Line:
    """One printed line: ``text``, ``left`` and ``right`` edges, ``bottom`` and ``height`` in points (1/72 inch)."""

    text: str
    left: float
    right: float
    bottom: float
    height: float


def join(pages: list[list[Line]]) -> tuple[str, int]:
    """Return the text of the pages with wrapped lines joined, and how many were.

    >>> page = [Line("국민의 삶을 바꾸는 디지털플랫폼정", 50, 300, 700, 10), Line("부를 만든다.", 50, 120, 685, 10)]
    >>> join([page])
    ('국민의 삶을 바꾸는 디지털플랫폼정부를 만든다.', 1)
    """
    text = "\n".join(line.text for page in pages for line in page)
    known = re.sub(r"[^가-힣\n]+", " ", text)
    gaps = [[_gap(page, place, known) for place in range(len(page))] for page in pages]
    usual = _usual(pages, gaps)
    gaps = [[usual if gap is None else gap for gap in page] for page in gaps]
    pieces = [_piece(line, gap) for page, ends in zip(pages, gaps, strict=True) for line, gap in zip(page, ends, strict=True)]
    return "".join(pieces).strip(), sum(gap != "\n" for page in gaps for gap in page)


def _piece(line: Line, gap: str) -> str:
    return (line.text if gap == "\n" else line.text.rstrip()) + gap


def _gap(page: list[Line], place: int, known: str) -> str | None:
    """What stands between a line and the next one; None where only the habit of the document can tell."""
    if not _is_wrapped(page, place):
        return "\n"
    line, following = page[place].text, page[place + 1].text
    first, second = WORD_END.search(line), WORD_START.match(following)
    if line.endswith(" "):
        return " "
    if not first or not second:
        return "" if OPEN.search(line) or CLOSING.match(following) else " "
    return _between(first.group(1), second.group(1), known)


def _is_wrapped(page: list[Line], place: int) -> bool:
    if place + 1 >= len(page) or marks.begins_item(page[place + 1].text, wrapped=True):
        return False
    line, following = page[place], page[place + 1]
    tall = max(line.height, following.height)
    same_block = (abs(line.height - following.height) < 0.35 * tall and 0 < line.bottom - following.bottom < 2.4 * tall
                  and abs(line.left - following.left) < 4 * tall and line.right - line.left > 8 * tall)
    around = [near.right for near in page[max(0, place - 3):place + 4] if abs(near.left - line.left) < 3 * tall]
    return same_block and line.right + line.height >= max([*around, following.right])


def _between(first: str, second: str, known: str) -> str | None:
    whole, apart = known.count(first + second), known.count(f"{first} {second}")
    if whole != apart:
        return "" if whole > apart else " "
    if PARTICLES.fullmatch(second):
        return ""
    if ALONE.fullmatch(first) or ALONE.fullmatch(second) or (MARKED.fullmatch(first) and len(second) > 1):
        return " "
    return None


def _usual(pages: list[list[Line]], gaps: list[list[str | None]]) -> str:
    wraps = [(line.text[-1:], gap) for page, ends in zip(pages, gaps, strict=True)
             for line, gap in zip(page, ends, strict=True) if gap != "\n"]
    printed = sum(last == " " for last, _ in wraps)
    counts = Counter(gap for last, gap in wraps if last != " ")
    return "" if printed * 10 >= len(wraps) or counts[""] >= counts[" "] else " "
