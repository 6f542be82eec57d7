"""Answers as plain data: numbers, text, lists and dictionaries, whatever a student's notebook held."""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

MOST_PARTS = 5_000         # values in one answer
LONGEST = 20_000           # characters of one text
DEEPEST = 8
UNREADABLE = "?"           # the key under which the name of a type stands that is no answer


def plain(answer: object) -> object:
    """Return an answer as None, bool, int, float, str, list or dict: what JSON can hold, and nothing that runs.

    >>> plain({"평균": np.float64(0.5), "해": {2014, 2012}, "칸": ...})
    {'평균': 0.5, '해': [2012, 2014], '칸': None}

    A Series with labels becomes a dict, other sequences and sets become lists, a DataFrame becomes a list of rows. Text and keys
    come in NFC without spaces at the ends. What is no data, too large or too deep becomes ``{"?": why}``.
    """
    return _plain(answer, [MOST_PARTS], 0)


def is_blank(answer: object) -> bool:
    """Return whether nothing was answered yet: None, an empty text, or a container of nothing else.

    >>> is_blank({"평균": None, "해": []}), is_blank(0), is_blank(["", None])
    (True, False, True)
    """
    if isinstance(answer, Mapping):
        return all(map(is_blank, answer.values()))
    return all(map(is_blank, answer)) if isinstance(answer, list) else answer is None or answer == ""


def near(answer: float, expected: float, within: float = 0.00011) -> bool:
    """Return whether a number is the expected one, but for rounding; the default forgives rounding to four decimals.

    >>> near(0.95003, 0.95), near(0.9502, 0.95)
    (True, False)
    """
    return math.isfinite(answer) and abs(answer - expected) <= within


def same_words(first: object, second: object) -> bool:
    """Return whether two texts are the same but for spaces, capitals and the form of Hangul (NFC or NFD).

    >>> same_words("디지털 플랫폼정부", "디지털플랫폼정부"), same_words("CAP", "cap")
    (True, True)
    """
    return compact(first) == compact(second)


def compact(text: object) -> str:
    """Return a value as text in NFC, small letters, without spaces; a whole number loses its ``.0``.

    >>> compact("AI 정부"), compact(2014.0)
    ('ai정부', '2014')
    """
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    return "".join(unicodedata.normalize("NFC", str(text)).casefold().split())


def same_members(answer: Iterable[object], expected: Iterable[object]) -> bool:
    """Return whether two lists hold the same values, in whatever order and however often.

    >>> same_members([2016, "2014"], [2014, 2016])
    True
    """
    return set(map(compact, answer)) == set(map(compact, expected))


def _plain(value: object, room: list[int], depth: int) -> object:
    room[0] -= 1
    if room[0] < 0 or depth > DEEPEST:
        return {UNREADABLE: "너무 큰 값"}
    if isinstance(value, pd.DataFrame | pd.Series | pd.Index | np.ndarray):
        value = _unwrapped(value)
    if isinstance(value, Mapping):
        return {str(_scalar(key)): _plain(one, room, depth + 1) for key, one in list(value.items())[:MOST_PARTS]}
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple | range | type({}.keys()) | type({}.values())):
        return [_plain(one, room, depth + 1) for one in list(value[:MOST_PARTS] if isinstance(value, list | tuple | range) else value)]
    return _scalar(value)


def _unwrapped(value: pd.DataFrame | pd.Series | pd.Index | np.ndarray) -> object:
    """Return a table as rows, labelled values as a dict, and other arrays as a list."""
    if isinstance(value, pd.DataFrame):
        labelled = value if isinstance(value.index, pd.RangeIndex) else value.reset_index()
        return labelled.head(MOST_PARTS).to_dict("records")
    if isinstance(value, pd.Series) and not isinstance(value.index, pd.RangeIndex):
        return value.head(MOST_PARTS).to_dict()
    return value[:MOST_PARTS].tolist() if getattr(value, "ndim", 1) else value.item()


def _scalar(value: object) -> object:
    if value is None or value is ... or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value) if -10**300 < int(value) < 10**300 else {UNREADABLE: "너무 큰 값"}
    if isinstance(value, float | np.floating | Decimal | Fraction):
        return float(value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value)).strip()[:LONGEST]
    return value.isoformat() if isinstance(value, date) else {UNREADABLE: type(value).__name__}
