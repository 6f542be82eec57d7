"""A later edition of the EGDI: the file that the UN offers for download, made into rows of the table ``egdi``."""

import io
from pathlib import Path

import pandas as pd

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.history.countries import codes_of

HEADERS = {
    "year": ("survey year", "year"), "country": ("country name", "country"),
    "egdi_rank": ("e-government rank", "rank"), "egdi": ("e-government index", "e-government development index", "e_index", "egdi"),
    "osi": ("online service index", "online_service", "osi"), "hci": ("human capital index", "human_capital", "hci"),
    "tii": ("telecommunication infrastructure index", "tele_infra", "tii"),
    "epi": ("e-participation index", "e_participation", "epi"),
}
NUMBERS = ["egdi_rank", "egdi", "osi", "tii", "hci", "epi"]
HIGHEST = 1.5        # the data hold human-capital values a little above 1; a percentage would be far above


def read_edition(path: Path, egdi: pd.DataFrame) -> pd.DataFrame:
    """Return one edition in the columns of the table ``egdi``, from the CSV file that the UN's EGOVKB offers.

    Names of columns and countries may be written in any of the ways known so far; regions are those of ``egdi``. A
    country without an index, or with the index 0, is marked as not assessed. Raises DataError for a missing column, a
    country name not in the table ``countries``, a country named twice, and a value that is no index.
    """
    raw = pd.read_csv(io.StringIO(tables.read_text(path)), dtype=str, keep_default_na=False)
    table = _columns(raw, path.name)
    table = table.assign(iso3=codes_of(table["country"]), country=table["country"].str.strip())
    table = table.assign(**{name: _numbers(table[name], name, path.name) for name in ["year", *NUMBERS]})
    twice = table[table.duplicated(["year", "iso3"])]
    if len(twice):
        raise DataError(f"{path.name}에 같은 나라가 두 번 있습니다.", value=", ".join(twice["country"]), allowed="회차마다 한 나라에 한 줄",
                        todo="겹친 줄을 지우십시오.")
    regions = egdi.drop_duplicates("iso3").set_index("iso3")["region"]
    table = table.assign(region=table["iso3"].map(regions).fillna(""), not_assessed=(table["egdi"].fillna(0) == 0).astype(int))
    return table.fillna({"egdi": 0.0}).astype({"year": int, "egdi_rank": "Int64"})[list(egdi.columns)]


def add_edition(egdi: pd.DataFrame, edition: pd.DataFrame) -> pd.DataFrame:
    """Return the table ``egdi`` with the rows of another edition; an edition already there is refused.

    >>> old = pd.DataFrame({"year": [2022], "iso3": ["KOR"], "egdi_rank": [3]})
    >>> add_edition(old, old.assign(year=2024))["year"].tolist()
    [2022, 2024]

    Raises DataError for an edition whose year the table already holds.
    """
    years = sorted(set(edition["year"]) & set(egdi["year"]))
    if years:
        raise DataError("이미 있는 회차입니다.", value=", ".join(map(str, years)), allowed="표에 없는 회차",
                        todo="egdi.csv에서 그 회차의 줄을 지우거나 다른 파일을 고르십시오.")
    return pd.concat([egdi, edition], ignore_index=True)


def _columns(raw: pd.DataFrame, file: str) -> pd.DataFrame:
    written = {column.strip().casefold(): column for column in raw.columns}
    found = {name: next((written[way] for way in ways if way in written), None) for name, ways in HEADERS.items()}
    missing = [ways[0] for name, ways in HEADERS.items() if found[name] is None]
    if missing:
        raise DataError(f"{file}에 있어야 할 열이 없습니다.", value=", ".join(raw.columns), allowed=[ways[0] for ways in HEADERS.values()],
                        todo=f"다음 열을 더하십시오: {', '.join(missing)}")
    return pd.DataFrame({name: raw[column] for name, column in found.items()})


def _numbers(cells: pd.Series, name: str, file: str) -> pd.Series:
    """Return cells as numbers, an empty one as missing; refuse what is no number, and an index far above 1."""
    numbers = pd.to_numeric(cells.str.strip().replace("", pd.NA), errors="coerce")
    wrong = cells.str.strip().ne("") & (numbers.isna() | (name not in ("year", "egdi_rank")) & ~numbers.between(0, HIGHEST))
    if wrong.any():
        row = wrong.idxmax()
        raise DataError(f"{file} {row + 2}행 '{name}' 열에 지수가 아닌 값이 있습니다.", value=cells[row], allowed="0에서 1까지의 수",
                        todo="그 칸을 고치고 다시 실행하십시오.")
    return numbers
