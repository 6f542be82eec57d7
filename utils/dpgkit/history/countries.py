"""Names of countries: Korean for the reader, and codes for whatever name a file writes."""

from functools import cache

import pandas as pd

from dpgkit import tables
from dpgkit.errors import DataError

NOTES = (" (Country)",)          # what the UN download adds to tell a country from its namesake


def korean_name(code: str, english: str = "") -> str:
    """Return the Korean name of a country, or its English name in brackets where none is known.

    >>> korean_name("KOR"), korean_name("XKX", "Kosovo")
    ('대한민국', '(Kosovo)')

    Parameters: ``code`` ISO 3166 alpha-3, ``english`` the name to fall back to (the code unless told).
    """
    return _korean().get(code) or f"({english or code})"


def in_korean(table: pd.DataFrame, *, code: str = "iso3", english: str = "country") -> pd.DataFrame:
    """Return the table with Korean names in its column ``country``.

    >>> in_korean(pd.DataFrame({"iso3": ["DNK"], "country": ["Denmark"]}))["country"].tolist()
    ['덴마크']

    Parameters: ``code`` the column of codes, ``english`` the column to fall back to (need not exist).
    """
    fallback = table[english] if english in table else table[code]
    names = [korean_name(one, name) for one, name in zip(table[code], fallback, strict=True)]
    return table.assign(country=names)


def choices(codes: list[str]) -> list[tuple[str, str]]:
    """Return (Korean name, code) in the order of the Korean alphabet, as a control wants them.

    >>> choices(["KOR", "DNK"])
    [('대한민국', 'KOR'), ('덴마크', 'DNK')]
    """
    return sorted((korean_name(code), code) for code in codes)


def code_of(name: str) -> str:
    """Return the code of a country written in Korean, in English, or as a code.

    >>> code_of("한국"), code_of("Türkiye "), code_of("turkey"), code_of("EST")
    ('KOR', 'TUR', 'TUR', 'EST')

    Raises DataError for a name that the table ``countries`` does not hold.
    """
    known = _codes()
    plain = _plain(name)
    if plain not in known:
        raise DataError("모르는 나라 이름입니다.", value=name, allowed=f"countries.csv에 있는 이름 {len(set(known.values()))}개 나라",
                        todo="이름을 고치거나 corpus/tables/countries.csv의 other_names에 더하십시오.")
    return known[plain]


def codes_of(names: pd.Series) -> pd.Series:
    """Return the codes of a column of names.

    >>> codes_of(pd.Series(["Denmark", "Korea, Rep."])).tolist()
    ['DNK', 'KOR']

    Raises DataError that lists every name not known, so that all can be added at once.
    """
    found = names.map(_plain).map(_codes())
    missing = names[found.isna()]
    if len(missing):
        raise DataError("모르는 나라 이름이 있습니다.", value="; ".join(missing.astype(str)), allowed="countries.csv에 있는 이름",
                        todo="corpus/tables/countries.csv에 줄을 더하거나 그 나라의 other_names에 이름을 더하십시오.")
    return found


@cache
def _table() -> pd.DataFrame:
    return tables.load("countries")


@cache
def _korean() -> dict[str, str]:
    return dict(zip(_table()["iso3"], _table()["name_ko"], strict=True))


@cache
def _codes() -> dict[str, str]:
    """Return every known name, made plain, with its code."""
    rows = _table()[["iso3", "name_ko", "name_en", "other_names"]].itertuples(index=False)
    return {_plain(name): row.iso3 for row in rows
            for name in (row.iso3, row.name_ko, row.name_en, *row.other_names.split(";")) if name.strip()}


def _plain(name: str) -> str:
    for note in NOTES:
        name = name.strip().removesuffix(note)
    return " ".join(name.replace("’", "'").casefold().split())
