"""The language a reader sees: Korean, as everything is written, or English, by a catalogue of phrases.

Nothing is translated while the kit computes. What is shown passes through ``say`` on its way out: tables, readings, charts,
errors, reports. So a lesson has the same code cells in both languages.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from dpgkit.language.phrases import BESIDE, HANGUL, PARTED
from dpgkit.language.translation import TYPED, translate

if TYPE_CHECKING:          # slow to import, and every command imports this module
    import pandas as pd

LANGUAGES = {"ko": "한국어", "en": "English"}
STUDIED = {"term", "낱말", "용어", "말", "앞말", "뒷말", "후보", "왼쪽", "오른쪽", "surface", "lemma", "글에 나온 꼴", "기본꼴", "핵심어",
           "걸린 말", "조건의 말", "주체의 말", "활동의 말", "앞선 낱말", "겹말 후보", "바뀐 말", "글", "매개변수|값", "낱말|제목",
           "규칙 종류|규칙", "앞선 낱말|이름"}
"""Columns whose cells stay: words that are studied, and what a reader types; a heading beside makes a column one of them."""
PLAIN_WORD = re.compile(r"[a-z][a-z'’–-]*(?=[\s,.:;)]*(?:\s|$))")        # no address, no file name, no code
LINE, NAMED = re.compile(r"(\s*)(\[\S+\] )?(.*)"), re.compile(r"\S+#\d+\s")      # blanks, mark, words; a named sentence
CELL, CELL_GAP = re.compile(r"\S+(?: \S+)*"), re.compile(r"\S {2,}\S")      # of a table in columns of letters
VARIABLE = "DPGKIT_LANGUAGE"      # in the environment, so that kernels and workers inherit it


def current() -> str:
    """Return the language that a reader sees, ``"ko"`` or ``"en"``.

    >>> current()
    'ko'
    """
    chosen = os.environ.get(VARIABLE, "ko")
    return chosen if chosen in LANGUAGES else "ko"


def use(language: str) -> None:
    """Show everything that follows in a language, ``"ko"`` or ``"en"``; in a notebook also what cells return."""
    os.environ[VARIABLE] = language
    if language != "ko":
        from dpgkit.language import display

        display.install()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Show what is made in this block in a language.

    >>> with speaking("en"):
    ...     current()
    'en'
    """
    before = current()
    os.environ[VARIABLE] = language
    try:
        yield
    finally:
        os.environ[VARIABLE] = before


def say(text: str) -> str:
    """Return a text in the language of the reader; what the catalogue does not hold stays as it is.

    >>> say("공동의 어젠다")
    '공동의 어젠다'
    """
    return text if current() == "ko" else translate(text, current())


def say_lines(text: str) -> str:
    """Return what a command prints in the language of the reader, line by line.

    >>> with speaking("en"):
    ...     say_lines("        받은 값: 이름을 고치십시오.")
    '        Value received: 이름을 고치십시오.'

    What a reader typed stays as it is, and so does a sentence behind the name that it is cited by.
    """
    return text if current() == "ko" else "\n".join(map(_said_line, text.split("\n")))


def _said_line(line: str) -> str:
    blank, mark, words = LINE.fullmatch(line).groups()
    label, colon, rest = words.partition(": ")
    if NAMED.match(words):
        return line
    start = f"{blank}[{say(mark[1:-2])}] " if mark else blank
    if colon and label in TYPED:
        return f"{start}{say(label)}: {rest}"
    if CELL_GAP.search(words):
        return start + CELL.sub(lambda cell: say(cell[0]).ljust(len(cell[0]) + len(HANGUL.findall(cell[0]))), words).rstrip()
    ways = [say(words), f"{say(label)}: {say(rest)}" if colon else words]
    return start + min(reversed(ways) if mark else ways, key=lambda said: len(HANGUL.findall(said)))


def say_title(text: str) -> str:
    """Return a heading or a title in the language of the reader, its first letter large.

    >>> say_title("시기")
    '시기'
    """
    said = say(text)
    return said if current() == "ko" or not PLAIN_WORD.match(said) else said[:1].upper() + said[1:]


def say_table(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table to show: headings, row labels and cells in the language of the reader; words that are studied stay.

    >>> import pandas as pd
    >>> say_table(pd.DataFrame({"시기": ["전산화"]})).columns.tolist()
    ['시기']
    """
    if current() == "ko":
        return table
    import pandas as pd

    shown = table.copy()
    for place, heading in enumerate(table.columns):
        if not pd.api.types.is_numeric_dtype(shown.dtypes.iloc[place]):
            say_one = partial(_cell, heading=heading, stays=_stays(heading, table.columns))
            shown.isetitem(place, shown.iloc[:, place].astype(object).map(say_one))
    headings = [_cell(heading, heading=_beside(heading, table.columns, BESIDE)) for heading in table.columns]
    columns = shown.columns if isinstance(shown.columns, pd.MultiIndex) else pd.Index(headings, name=_cell(shown.columns.name))
    return shown.set_axis(_labels(columns), axis=1).set_axis(_labels(shown.index), axis=0)


def _cell(value: object, *, heading: object = "", stays: bool = False) -> object:
    """Return a value said as under its heading; what stays is said only where it is told apart."""
    if not isinstance(value, str) or not HANGUL.search(value):
        return value
    told_apart = say_title(f"{heading}|{value}") if heading in PARTED or f"{heading}|{value}" in BESIDE else "|"
    if "|" not in told_apart:
        return told_apart
    return value if stays else say_title(value)


def _stays(heading: object, headings: Iterable[object]) -> bool:
    return heading in STUDIED or bool(_beside(heading, headings, STUDIED))


def _beside(heading: object, headings: Iterable[object], known: Collection[str]) -> str:
    """Return the heading beside which another one is among those known, or nothing."""
    return next((str(other) for other in headings if f"{other}|{heading}" in known), "")


def _labels(index: "pd.Index", say_one: Callable = _cell) -> "pd.Index":
    import pandas as pd

    if isinstance(index, pd.MultiIndex):
        return pd.MultiIndex.from_tuples([tuple(map(say_one, labels)) for labels in index], names=list(map(_cell, index.names)))
    return index if pd.api.types.is_numeric_dtype(index) else pd.Index(list(map(say_one, index)), name=_cell(index.name))
