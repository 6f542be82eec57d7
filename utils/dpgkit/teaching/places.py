"""Where things are in the lessons: the lesson of a number, its numbered headings, and how long a section takes to read."""

import math
import re
from functools import cache

from dpgkit import lessons
from dpgkit.errors import DataError
from dpgkit.teaching.models import EVERY

HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
NUMBERED = re.compile(r"^\d+\. ")


def lesson_name(number: str) -> str:
    """Return the name of the lesson with this number.

    >>> lesson_name("01")
    '01_egov_history'

    Raises DataError for a number that no lesson has.
    """
    names = {name[:2]: name for name in lessons.names()}
    if number not in names:
        raise DataError("없는 과입니다.", value=number, allowed=names, todo="과의 번호를 고치십시오.")
    return names[number]


def title(number: str) -> str:
    """Return the title of a lesson, with its number.

    >>> title("01")
    '01 전자정부의 역사'
    """
    return f"{number} {lessons.describe(lesson_name(number)).title}"


def goals(number: str) -> list[str]:
    """Return what a reader can do after a lesson."""
    return lessons.describe(lesson_name(number)).goals


@cache
def cells_of(name: str) -> dict[str, int]:
    """Return how many cells stand under each heading of a lesson, in order.

    >>> list(cells_of("01_egov_history"))[:2]
    ['준비', '1. 연표']
    """
    counts: dict[str, int] = {}
    heading = ""
    for cell in lessons.notebook(name).cells[1:]:
        found = HEADING.findall(cell.source) if cell.cell_type == "markdown" else []
        heading = found[-1] if found else heading
        counts[heading] = counts.get(heading, 0) + 1
    return counts


def headings(number: str) -> list[str]:
    """Return the numbered headings of a lesson.

    >>> headings("04")[0]
    '1. 표에서 관계로'
    """
    return [heading for heading in cells_of(lesson_name(number)) if NUMBERED.match(heading)]


def sections(number: str, named: list[str]) -> list[str]:
    """Return the headings that a block names, where ``모두`` stands for all numbered ones.

    >>> len(sections("04", ["모두"])) == len(headings("04"))
    True

    Raises DataError for a heading that the lesson does not have.
    """
    if named == [EVERY]:
        return headings(number)
    known = cells_of(lesson_name(number))
    for heading in named:
        if heading not in known:
            raise DataError(f"{title(number)} 과에 없는 절입니다.", value=heading, allowed=known, todo="과의 제목을 그대로 적으십시오.")
    return named


def reading_minutes(number: str, named: list[str]) -> int:
    """Return how long sections take to read and run: the minutes of the lesson, shared among its cells.

    >>> reading_minutes("01", ["모두"]) <= 90
    True
    """
    if not named:
        return 0
    counts = cells_of(lesson_name(number))
    share = sum(counts[heading] for heading in sections(number, named)) / sum(counts.values())
    return math.ceil(share * lessons.describe(lesson_name(number)).minutes)
