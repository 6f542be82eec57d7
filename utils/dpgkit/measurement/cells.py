"""What people write into cells, made safe to keep: text without hidden signs, numbers, days, names of periods."""

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pandas as pd

from dpgkit.documents import personal
from dpgkit.measurement.errors import Refused

SHORT, LONG = 200, 2000  # characters of a title, and of a note
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
NAME = re.compile(r"[a-z][a-z0-9_]{0,19}")
COMMAS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
SIGNS = {"－": "-", "−": "-", "．": ".", "，": ",", "％": "%"}
LARGEST = 1e15           # whole numbers are exact in both databases up to here
SHAPES = {"year": r"(\d{4})", "half": r"(\d{4})-H([12])", "quarter": r"(\d{4})-Q([1-4])", "month": r"(\d{4})-(0[1-9]|1[0-2])"}
DAY_NUMBERS = (20_000, 80_000)       # what a spreadsheet writes for the days from 1954 to 2119
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
MASKED = "({kind} 가림)"


class Formula(str):
    """What stands in a cell of a workbook that has a formula but not its result; ``place`` names the cell."""

    place = ""


def clean(value: object, most: int = LONG) -> str:
    """Return text in NFC without control signs, hidden direction marks and halves of characters.

    >>> clean("  가\\u202e나\\x00\\ud800 ")
    '가나'

    Raises Refused for text that is longer than ``most`` characters.
    """
    text = "" if pd.api.types.is_scalar(value) and pd.isna(value) else str(value)
    text = unicodedata.normalize("NFC", HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if len(text) > most:
        raise Refused("long", value=f"{len(text)}자", allowed=f"{most}자까지")
    return text


def label(value: object) -> str:
    """Return the beginning of a cell that should hold a name, whatever it holds.

    >>> label("가" * 1000) == "가" * 40
    True
    """
    return clean(value, 10**9)[:40]


def title(value: object) -> str:
    """Return a title: one line that is not empty. Raises Refused otherwise."""
    text = " ".join(clean(value, SHORT).split())
    if not text:
        raise Refused("missing", value="제목: 빈 칸")
    return text


def masked(value: object) -> str:
    """Return a comment without the numbers of persons and phones.

    >>> masked("010-1234-5678로 전화 주십시오. 900101-1234567")
    '(전화번호 가림)로 전화 주십시오. (주민등록번호 가림)'
    """
    text = clean(value)
    for kind, pattern in personal.WHOLE.items():
        text = pattern.sub(MASKED.format(kind=kind), text)
    return text


def number(value: object, label: str, *, unit: str = "") -> float | None:
    """Return a number as people write it, or None for an empty cell.

    >>> number(" 1,234.5 ", "값"), number("5.3%", "값", unit="%"), number("", "값")
    (1234.5, 5.3, None)

    Parameters: ``label`` of the column, for the message; ``unit`` a sign that may stand behind the number.
    Raises Refused for everything else, and for numbers that are not finite or larger than 10 to the 15th.
    """
    text = clean(value, SHORT)
    if isinstance(value, bool):
        raise Refused("number", value=f"{label}: {text}")
    for wide, narrow in SIGNS.items():
        text = text.replace(wide, narrow)
    if unit and text.endswith(unit):
        text = text[:-len(unit)].rstrip()
    if not text:
        return None
    try:
        found = float(COMMAS.sub("", text)) if re.fullmatch(r"[-+\d.,eE]+", text) else float("nan")
    except ValueError:
        found = float("nan")
    if not abs(found) <= LARGEST:
        raise Refused("number", value=f"{label}: {text}")
    return found + 0.0               # no negative zero


def day(value: object, label: str, *, latest: str = "") -> str:
    """Return a day as ISO 8601.

    >>> day("2024.3.2", "받은 날"), day(date(2024, 3, 2), "받은 날")
    ('2024-03-02', '2024-03-02')

    Parameters: ``latest`` the last day that would do. Raises Refused for everything else.
    """
    if isinstance(value, date) and value is not pd.NaT:
        found = value.date() if isinstance(value, datetime) else value
    else:
        parts = re.fullmatch(r"(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})\.?(?: 00:00:00)?", clean(value, SHORT))
        try:
            found = date(*map(int, parts.groups())) if parts else None
        except ValueError:
            found = None
    if found is None or (latest and found.isoformat() > latest):
        raise Refused("date", value=f"{label}: {value}", allowed=f"{latest}까지" if latest else "")
    return found.isoformat()


def span(name: str) -> tuple[str, str, str]:
    """Return the kind and the first and the last day of a period.

    >>> span("2024"), span("2024-Q1")[1:], span("2024-02")[1:]
    (('year', '2024-01-01', '2024-12-31'), ('2024-01-01', '2024-03-31'), ('2024-02-01', '2024-02-29'))

    Raises Refused for a name of another shape.
    """
    for kind, shape in SHAPES.items():
        if parts := re.fullmatch(shape, name):
            year, place = int(parts[1]), int(parts[2]) if kind != "year" else 1
            last = place * MONTHS[kind]
            if year:
                return kind, f"{year:04}-{last - MONTHS[kind] + 1:02}-01", f"{year:04}-{last:02}-{calendar.monthrange(year, last)[1]}"
    raise Refused("period", value=name, allowed="2024, 2024-H1, 2024-Q1, 2024-03의 모양")


def period_name(value: object) -> str:
    """Return the name of a period from a cell; a spreadsheet turns a month into a date or the number of a day, and a year into a number.

    >>> period_name(date(2024, 3, 1)), period_name(45352), period_name(2024.0), period_name(" 2024-q1 ")
    ('2024-03', '2024-03', '2024', '2024-Q1')
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and DAY_NUMBERS[0] <= value < DAY_NUMBERS[1]:
        value = date(1899, 12, 30) + timedelta(days=int(value))
    if isinstance(value, date) and value is not pd.NaT:
        return f"{value:%Y-%m}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return label(value).upper()


def chosen(value: object, allowed: Iterable[object], label: str) -> str:
    """Return a value that is one of a few. Raises Refused for another."""
    text, known = clean(value, SHORT), list(allowed)
    if text not in known:
        raise Refused("choice", value=f"{label}: {text}", allowed=known)
    return text
