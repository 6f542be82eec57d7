"""A run sheet worked out: clock times, sections, and which exercises are done in class and which at home."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.exercises.catalogue import Exercise
from dpgkit.teaching import places, selectors
from dpgkit.teaching.models import REST, Block, RunSheet, Session

COLUMNS = ["모임", "때", "분", "종류", "하는 일", "과", "절", "수업 중 연습문제", "숙제로 할 연습문제", "목표"]
NONE_YET = "(아직 없음)"


class Planned(NamedTuple):
    """A block with what it resolves to; ``start`` counts minutes from the beginning of its meeting."""

    number: int
    session: Session
    block: Block
    start: int
    sections: list[str]
    in_class: list[Exercise]
    at_home: list[Exercise]


def plan(sheet: RunSheet) -> list[Planned]:
    """Return the blocks of a run sheet with their sections and exercises.

    An exercise is done in class as long as the block has room for it after its sections are read, else at home.
    Raises DataError naming the run sheet and the block where a lesson, a heading or an exercise is not there.
    """
    given: set[str] = set()
    read: set[tuple[str, str]] = set()
    return [planned for number, session in enumerate(sheet.sessions, start=1)
            for planned in _blocks(sheet, number, session, given, read)]


def table(sheet: RunSheet) -> pd.DataFrame:
    """Return a run sheet as a table: one row a block, the columns in ``COLUMNS``.

    >>> from dpgkit.teaching import sources
    >>> table(sources.run_sheets()["managers"])["분"].sum()
    np.int64(120)
    """
    return pd.DataFrame([row(planned) for planned in plan(sheet)], columns=COLUMNS)


def row(planned: Planned) -> tuple[object, ...]:
    """Return a planned block as a row of the table."""
    block = planned.block
    return (f"{planned.number}. {planned.session.title}", f"{clock(planned.start)}~{clock(planned.start + block.minutes)}",
            block.minutes, block.kind, block.title, places.title(block.lesson) if block.lesson else "",
            ", ".join(planned.sections), in_words(planned), ", ".join(one.name for one in planned.at_home), block.goal)


def in_words(planned: Planned) -> str:
    """Return the exercises done in class with their minutes; a selector of a lesson without exercises is shown as such."""
    shown = ", ".join(f"{one.name}({one.minutes}분)" for one in planned.in_class)
    waiting = [word for word in planned.block.exercises if not selectors.exercises_of(selectors.number_of(word))]
    return ", ".join(part for part in (shown, *(f"{word} {NONE_YET}" for word in waiting)) if part)


def clock(minutes: int) -> str:
    """Return minutes as hours and minutes.

    >>> clock(95)
    '1:35'
    """
    return f"{minutes // 60}:{minutes % 60:02d}"


def lesson_minutes(sheet: RunSheet) -> dict[str, int]:
    """Return how many minutes a run sheet gives to each lesson, breaks left out."""
    spent: dict[str, int] = {}
    for session in sheet.sessions:
        for block in session.blocks:
            if block.lesson:
                spent[block.lesson] = spent.get(block.lesson, 0) + block.minutes
    return spent


def _blocks(sheet: RunSheet, number: int, session: Session, given: set[str], read: set[tuple[str, str]]) -> Iterator[Planned]:
    start = 0
    for block in session.blocks:
        try:
            named = _sections(block, read)
            yield _resolved(number, session, block, start, named, given)
        except DataError as error:
            place = f"{sheet.name}.yml {number}째 모임 '{session.title}'의 '{block.title}'"
            raise DataError(f"{place}: {error}") from error
        start += block.minutes


def _sections(block: Block, read: set[tuple[str, str]]) -> list[str]:
    """Return the headings of a block, ``나머지`` as those that no earlier block of the sheet has, and note them as read."""
    named = places.sections(block.lesson, [name for name in block.sections if name != REST]) if block.lesson else []
    if REST in block.sections:
        named = [*named, *(name for name in places.headings(block.lesson) if (block.lesson, name) not in read and name not in named)]
    read.update((block.lesson, name) for name in named)
    return named


def _resolved(number: int, session: Session, block: Block, start: int, named: list[str], given: set[str]) -> Planned:
    reading = places.reading_minutes(block.lesson, named) if block.lesson else 0
    if reading > block.minutes:
        raise DataError("절을 읽는 시간이 칸보다 깁니다.", value=f"{reading}분", allowed=f"{block.minutes}분 이하",
                        todo="절을 줄이거나 시간을 늘리십시오.")
    room, in_class, at_home = block.minutes - reading, [], []
    for exercise in _chosen(block, given):
        fits = exercise.minutes <= room
        (in_class if fits else at_home).append(exercise)
        room -= exercise.minutes if fits else 0
    given.update(one.name for one in (*in_class, *at_home))
    return Planned(number, session, block, start, named, in_class, at_home)


def _chosen(block: Block, given: set[str]) -> list[Exercise]:
    chosen: dict[str, Exercise] = {}
    for selector in block.exercises:
        chosen |= {one.name: one for one in selectors.select(selector, given)}
    return list(chosen.values())
