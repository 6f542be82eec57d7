"""How wide the columns of a table are, for paper and for the screen."""

import re
from collections.abc import Sequence

from dpgkit.report.model import Block, Heading, Table
from dpgkit.report.outline import width

LONGEST = 44             # columns of text beyond which a cell is broken into lines anyway
STEP = 2                 # columns of text by which a column of a table is widened at a time
PADDING = 3              # the space beside the text of a cell
POINT, COLUMN = 0.3528, 0.48     # millimetres of a point; width of half a Hangul syllable in its size
LATIN, BOLD = 1.25, 1.1  # figures and Latin letters are wider than half a syllable, headings wider than what stands below them
MANY = 6                 # a table of more columns has smaller letters
UPRIGHT = 126            # columns of small text between the margins of an upright page
LONG_WORD, NARROWER = 22, 16     # columns of text; a longer word may be broken, and a shorter one no page is turned for
JOINTS = re.compile(r"[^_#./·-]+[_#./·-]*|[_#./·-]+")      # parts of a long word between which it is broken rather than within them
WHOLE = 14               # lines of a table that is not divided between pages
SMALLER = 0.82           # of a chart on paper, so that two share a page


def needs_landscape(table: Table) -> bool:
    """Return whether a table is read better on a page turned sideways."""
    return sum(_least(cells, NARROWER) for cells in columns(table)) > UPRIGHT


def split(blocks: Sequence[Block]) -> list[tuple[list[Block], bool]]:
    """Return blocks in groups, each with whether its pages are turned sideways: a wide table and the headings right above it."""
    groups: list[tuple[list[Block], bool]] = []
    for block in blocks:
        sideways = isinstance(block, Table) and needs_landscape(block)
        above = _taken(groups[-1][0]) if sideways and groups and not groups[-1][1] else []
        if not groups or sideways or groups[-1][1]:
            groups.append((above, sideways))
        groups[-1][0].append(block)
    return [group for group in groups if group[0]]


def fits(millimetres: float, points: float) -> int:
    """Return how many columns of text of a size stand side by side.

    >>> fits(170, 9)
    111
    """
    return int(millimetres / (points * POINT * COLUMN))


def shares(table: Table, total: int = 110) -> list[float]:
    """Return the share of each column in the width of a table; the shares add up to 1.

    >>> from dpgkit.report.frames import made
    >>> shares(made("가", ["해", "설명"], [["2024", "가 " * 60]]))[0] < 0.2
    True

    Parameters: ``total`` columns of text (a Hangul syllable two) that fit side by side. Every column gets room for its longest
    word; what is left goes, a little at a time, to the column whose text makes most lines, so that the table is low.
    """
    least = [_least(cells) for cells in columns(table)]
    longest = [[_longest_line(cell) for cell in cells] for cells in columns(table)]
    wanted = [max(small, min(LONGEST, max(lengths)) + PADDING) for small, lengths in zip(least, longest, strict=True)]
    widths = wanted if sum(wanted) <= total else _lowest(least, longest, total)
    return [value / sum(widths) for value in widths]


def is_short(table: Table, total: int = 110) -> bool:
    """Return whether a table is short enough to stand on one page, so that no page begins with its last rows.

    >>> from dpgkit.report.frames import made
    >>> is_short(made("가", ["해"], [["2024"]] * 12)), is_short(made("가", ["해"], [["2024"]] * 30))
    (True, False)

    Parameters: ``total`` columns of text that fit side by side, as of ``shares``.
    """
    rooms = [max(1, share * total - PADDING) for share in shares(table, total)]
    lines = [max(-(-_longest_line(cell) // int(room + 1)) for cell, room in zip(row, rooms, strict=True)) for row in table.rows if row]
    return sum(max(1, count) for count in lines) <= WHOLE


def columns(table: Table) -> list[list[str]]:
    """Return the texts of a table by column, its heading first."""
    return [[heading, *(row[place] for row in table.rows)] for place, heading in enumerate(table.headings)]


def is_number(table: Table, place: int) -> bool:
    """Return whether a column holds numbers, which stand on the right."""
    return place in table.formats


def _lowest(least: list[float], longest: list[list[int]], total: int) -> list[float]:
    """Return widths that make the rows low: each step widens the column that makes the highest rows high."""
    widths = list(least)
    while sum(widths) + STEP <= total:
        lines = [[length / max(1, width - PADDING) for length in lengths] for width, lengths in zip(widths, longest, strict=True)]
        highest = [max(range(len(row)), key=row.__getitem__) for row in zip(*lines, strict=True)]
        height = [sum(lines[place][row] for row, top in enumerate(highest) if top == place) for place in range(len(widths))]
        widths[max(range(len(widths)), key=height.__getitem__)] += STEP
    return widths


def _taken(blocks: list[Block]) -> list[Block]:
    """Take the headings at the end of a group away from it, with the question below the heading of a lesson, and return them."""
    place = len(blocks)
    while place and (isinstance(blocks[place - 1], Heading) or getattr(blocks[place - 1], "kind", "") == "question"):
        place -= 1
    above = blocks[place:]
    del blocks[place:]
    return above


def span(word: str) -> float:
    """Return the columns that a word takes: Hangul two a syllable, other letters a little more than one."""
    return sum(2 if ord(letter) >= 0x1100 else LATIN for letter in word)


def pieces(word: str, room: float) -> list[str]:
    """Return a word in pieces that fit into so many columns: whole where it fits, else divided at its joints, else anywhere.

    >>> pieces("2022_계획.txt#3", 40), pieces("2022_계획.txt#3", 12), pieces("행정안전부장관", 6)
    (['2022_계획.txt#3'], ['2022_계획.', 'txt#3'], ['행정안', '전부장', '관'])
    """
    parts = [word] if span(word) <= room else JOINTS.findall(word)
    found = [""]
    for part in parts:
        for letters in [part] if span(part) <= room else part:
            if found[-1] and span(found[-1] + letters) > room:
                found.append("")
            found[-1] += letters
    return found


def _least(cells: list[str], longest: float = LONG_WORD) -> float:
    heading, *below = cells
    return max(BOLD * _longest_word([heading], longest), _longest_word(below, longest)) + PADDING


def _longest_word(cells: list[str], longest: float) -> float:
    """Return how many columns the longest word takes, a word that may be broken so many as it must have."""
    words = (word for cell in cells for word in re.split(r"[\s,/·]+", cell))
    return max((min(longest, span(word)) for word in words), default=1)


def _longest_line(text: str) -> int:
    return max(map(width, text.split("\n")))
