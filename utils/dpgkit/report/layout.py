"""How wide the columns of a table are, for paper and for the screen."""

import re
from collections.abc import Sequence

from dpgkit.report.model import Block, Heading, Table
from dpgkit.report.outline import width

LONGEST = 44             # columns of text beyond which a cell is broken into lines anyway
PADDING = 2
POINT, COLUMN = 0.3528, 0.48     # millimetres of a point; width of half a Hangul syllable in its size
LATIN = 1.2              # figures and Latin letters are wider than half a syllable
MANY = 6                 # a table of more columns has smaller letters
UPRIGHT = 118            # columns of small text between the margins of an upright page
LONG_WORD = 14
WHOLE = 24               # lines of a table that is not divided between pages


def needs_landscape(table: Table) -> bool:
    """Return whether a table is read better on a page turned sideways."""
    return sum(_least(cells) for cells in columns(table)) > UPRIGHT


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
    word; what is left goes to the columns with more text.
    """
    least = [_least(cells) for cells in columns(table)]
    wanted = [min(LONGEST, max(map(_longest_line, cells))) + PADDING for cells in columns(table)]
    wanted = [max(pair) for pair in zip(least, wanted, strict=True)]
    if sum(wanted) > total:
        spare = max(0, total - sum(least)) / max(1, sum(wanted) - sum(least))
        wanted = [small + spare * (large - small) for small, large in zip(least, wanted, strict=True)]
    return [value / sum(wanted) for value in wanted]


def is_short(table: Table, total: int = 110) -> bool:
    """Return whether a table is short enough to stand on one page, so that no page begins with its last rows.

    >>> from dpgkit.report.frames import made
    >>> is_short(made("가", ["해"], [["2024"]] * 20)), is_short(made("가", ["해"], [["2024"]] * 30))
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


def _taken(blocks: list[Block]) -> list[Block]:
    """Take the headings at the end of a group away from it, with the question below the heading of a lesson, and return them."""
    place = len(blocks)
    while place and (isinstance(blocks[place - 1], Heading) or getattr(blocks[place - 1], "kind", "") == "question"):
        place -= 1
    above = blocks[place:]
    del blocks[place:]
    return above


def _least(cells: list[str]) -> float:
    return LATIN * min(LONG_WORD, _longest_word(cells)) + PADDING


def _longest_word(cells: list[str]) -> int:
    return max((width(word) for cell in cells for word in re.split(r"[\s,/·]+", cell)), default=1)


def _longest_line(text: str) -> int:
    return max(map(width, text.split("\n")))
