"""Every country has a Korean name, and is known by the names that files write."""

import unicodedata

import pandas as pd
import pytest

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.history import countries

TABLE = tables.load("countries")


def test_every_country_of_the_tables_has_a_korean_name():
    assert set(tables.load("egdi")["iso3"]) == set(TABLE["iso3"])
    assert TABLE["name_ko"].is_unique and TABLE["name_ko"].str.fullmatch(r"[가-힣 -]+").all()
    assert all(unicodedata.is_normalized("NFC", text) for text in TABLE.to_numpy().ravel())


@pytest.mark.parametrize(("table", "code", "name"), [
    ("egdi", "iso3", "country"), ("oecd_dgi", "area", "area_name"), ("gtmi", "iso3", "economy")])
def test_names_written_in_the_tables_lead_to_their_codes(table, code, name):
    rows = tables.load(table).drop_duplicates(name)
    rows = rows[rows[code].isin(TABLE["iso3"])]
    assert (countries.codes_of(rows[name]) == rows[code]).all() and len(rows) > 30


def test_names_agree_with_another_implementation():
    locale = pytest.importorskip("babel").Locale("ko")
    from babel.core import get_global
    codes = get_global("territory_aliases")
    assert {code: locale.territories[codes[code][0]] for code in TABLE["iso3"]} == countries._korean()


@pytest.mark.parametrize(("name", "code"), [
    ("대한민국", "KOR"), ("한국", "KOR"), ("Korea, Rep.", "KOR"), (" denmark ", "DNK"), ("Georgia (Country)", "GEO"),
    ("Côte d’Ivoire", "CIV"), ("Turkey", "TUR"), ("usa", "USA"), ("호주", "AUS")])
def test_a_country_is_known_by_many_names(name, code):
    assert countries.code_of(name) == code


def test_unknown_names_are_listed_together():
    with pytest.raises(DataError, match="(?s)Atlantis; Utopia.*countries.csv에 줄을 더하거나"):
        countries.codes_of(pd.Series(["Denmark", "Atlantis", "Utopia"]))
    with pytest.raises(DataError, match="모르는 나라 이름입니다"):
        countries.code_of("Atlantis")


def test_the_english_name_in_brackets_stands_in():
    table = countries.in_korean(pd.DataFrame({"iso3": ["KOR", "XKX"], "country": ["Korea", "Kosovo"]}))
    assert table["country"].tolist() == ["대한민국", "(Kosovo)"]
    assert countries.in_korean(pd.DataFrame({"area": ["XKX"]}), code="area")["country"].tolist() == ["(XKX)"]
