"""The file of a later edition, as the UN offers it, becomes rows of the table or is refused in Korean."""

import pandas as pd
import pytest

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.history import editions, egdi

EGDI = tables.load("egdi")
LONG = ["Survey Year", "Country Name", "E-Government Rank", "E-Government Index", "E-Participation Index",
        "Online Service Index", "Human Capital Index", "Telecommunication Infrastructure Index"]
SHORT = ["Survey Year", "Country", "Rank", "E_Index", "E_Participation", "Online_Service", "Human_Capital", "Tele_Infra"]


def file(folder, *rows, header=LONG, encoding="utf-8-sig"):
    path = folder / "유엔 2026.csv"
    path.write_bytes(pd.DataFrame(rows, columns=header, dtype=str).to_csv(index=False).encode(encoding))
    return path


def download(year=2024, header=LONG):
    table = EGDI[EGDI["year"] == year].assign(year=2026, country=lambda rows: rows["country"] + " ")
    return table[["year", "country", "egdi_rank", "egdi", "epi", "osi", "hci", "tii"]].astype(str).to_numpy().tolist()


KOREA = ["2026", "Republic of Korea ", "4", "0.97", "0.98", "1.0", "0.92", "0.99"]


@pytest.mark.parametrize("header", [LONG, SHORT])
def test_a_whole_edition_is_read_back(tmp_path, header):
    found = editions.read_edition(file(tmp_path, *download(), header=header), EGDI)
    expected = EGDI[EGDI["year"] == 2024].set_index("iso3").sort_index()
    assert list(found.columns) == list(EGDI.columns) and len(found) == 193
    for column in ("egdi_rank", "egdi", "osi", "tii", "hci", "epi", "region", "not_assessed"):
        assert found.set_index("iso3").sort_index()[column].tolist() == expected[column].tolist()


def test_the_rows_serve_the_analysis(tmp_path):
    later = editions.add_edition(EGDI, editions.read_edition(file(tmp_path, *download()), EGDI))
    assert egdi.country_series(later, "KOR", 2022, 2026)["year"].tolist() == [2022, 2024, 2026]
    with pytest.raises(DataError, match="이미 있는 회차"):
        editions.add_edition(later, later[later["year"] == 2026])


def test_a_new_way_to_write_a_country_is_understood(tmp_path):
    found = editions.read_edition(file(tmp_path, ["2026", "Korea, Rep.", *KOREA[2:]], ["2026", "Czechia", *KOREA[2:]]), EGDI)
    assert found["iso3"].tolist() == ["KOR", "CZE"] and found["region"].tolist() == ["Asia", "Europe"]


def test_an_unknown_country_is_named_with_what_to_do(tmp_path):
    with pytest.raises(DataError, match="(?s)Atlantis.*other_names에 이름을 더하십시오"):
        editions.read_edition(file(tmp_path, KOREA, ["2026", "Atlantis", *KOREA[2:]]), EGDI)


def test_a_country_without_an_index_is_not_assessed(tmp_path):
    found = editions.read_edition(file(tmp_path, KOREA, ["2026", "Denmark", "", "", "", "", "0.9", "0.9"]), EGDI).set_index("iso3")
    assert found["not_assessed"].to_dict() == {"KOR": 0, "DNK": 1} and found.loc["DNK", "egdi"] == 0
    assert egdi.assessed(found.reset_index())["iso3"].tolist() == ["KOR"]


def test_a_missing_component_is_seen_and_not_filled_in(tmp_path):
    found = editions.read_edition(file(tmp_path, [*KOREA[:6], "", KOREA[7]]), EGDI)
    weights = tables.load("egdi_editions").tail(1).assign(year=2026)
    left = egdi.exceptions(egdi.recompute(found, weights), tables.load("egdi_checks"))
    assert found["hci"].isna().all() and left["known"].tolist() == ["구성 지수가 빔"]


@pytest.mark.parametrize(("change", "message"), [
    (lambda row: row[:3] + ["97%"] + row[4:], "2행 'egdi' 열에 지수가 아닌 값"),
    (lambda row: row[:5] + ["92.1"] + row[6:], "2행 'osi' 열에"),
    (lambda row: ["이천이십육", *row[1:]], "2행 'year' 열에")])
def test_a_value_that_is_no_index_is_refused(tmp_path, change, message):
    with pytest.raises(DataError, match=message):
        editions.read_edition(file(tmp_path, change(KOREA)), EGDI)


def test_a_missing_column_and_a_country_named_twice_are_refused(tmp_path):
    with pytest.raises(DataError, match="다음 열을 더하십시오: telecommunication infrastructure index"):
        editions.read_edition(file(tmp_path, KOREA[:7], header=LONG[:7]), EGDI)
    with pytest.raises(DataError, match="같은 나라가 두 번"):
        editions.read_edition(file(tmp_path, KOREA, ["2026", "대한민국", *KOREA[2:]]), EGDI)


def test_a_file_saved_by_a_korean_excel_is_read(tmp_path):
    assert editions.read_edition(file(tmp_path, ["2026", "대한민국", *KOREA[2:]], encoding="cp949"), EGDI)["iso3"].tolist() == ["KOR"]
