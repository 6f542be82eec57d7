"""The evidence line of an indicator."""

import dataclasses

import pandas as pd
import pytest

from dpgkit import cases, kpi
from dpgkit.errors import DataError
from dpgkit.impact import citations
from dpgkit.kpi import trails
from dpgkit.reading import Reading

CASE = cases.load_case("insurance")


def trail(case=CASE):
    return trails.trail(case.indicators, case.measurements, case.mapping, citations.units())


def beside(case=CASE):
    """The case with values that name no sentence."""
    return dataclasses.replace(case, measurements=case.measurements.assign(sentences=""))


def test_the_share_of_insurance_leads_to_the_sentence_that_states_it():
    row = trail().set_index("indicator").loc["linked_share"]
    assert (round(row["rate"], 3), row["value_source"], row["row"], row["reach"]) == (10.446, "다자비 2025-10", 9, "stated")
    assert "104,541곳 가운데 10,920곳으로 10.4%" in row["text"]


def test_a_value_that_names_no_sentence_is_not_said_to_lead_to_one():
    table = trail(beside())
    rows = table[table["indicator"] == "linked_share"]
    assert len(rows) == 3 and set(rows["reach"]) == {"sentence"} and set(rows["row"]) == {9}
    shown = trails.in_words(table).set_index("지표")
    assert shown.loc["전산 연계 기관의 비율", "닿은 곳"] == "같은 칸의 문장까지" and len(shown) == 2
    assert trails.whole(table) == 0 and "같은 칸의 문장까지만 이어진 것은 1개" in trails.read_trail(table)


@pytest.mark.parametrize("name", [name for name in cases.shipped_names() if len(cases.load_case(name).measurements)])
def test_every_sentence_that_a_value_names_states_it(name):
    measured, texts = kpi.rates(cases.load_case(name).measurements), citations.units().set_index(["document", "sentence"])["text"]
    for row in measured[measured["sentences"] != ""].itertuples():
        for cited in citations.citations(pd.DataFrame([{"condition": "", "actor": "", "sentences": row.sentences}])).itertuples():
            said = texts[(cited.document, cited.sentence)]
            assert f"{row.numerator:,}" in said or f"{row.year}년 {row.rate:.2f}%" in said, (row.year, cited, said)


def test_a_way_ends_where_the_mapping_has_nothing_more():
    mapping = CASE.mapping
    place = (mapping["condition"] == "mutually_reinforcing") & (mapping["actor"] == "business")
    ends = {}
    for reach, changed in {"source": mapping.assign(sentences=mapping["sentences"].mask(place, "")),
                           "cell": mapping.assign(status=mapping["status"].mask(place, "unverified")), "none": mapping[~place]}.items():
        table = trail(dataclasses.replace(beside(), mapping=changed))
        ends[reach] = table.loc[table["indicator"] == "linked_share", "reach"].unique().tolist()
    assert ends == {reach: [reach] for reach in ends}


def test_the_longest_way_of_an_indicator_is_kept():
    again = CASE.mapping.iloc[[7]].assign(status="unverified", sentences="")
    twice = pd.concat([CASE.mapping, again], ignore_index=True)
    twice.attrs.clear()             # made here, not read from a file
    assert set(trail(dataclasses.replace(beside(), mapping=twice)).query("indicator == 'linked_share'")["row"]) == {9}


def test_a_cell_of_two_rows_is_one_row_to_read():
    case = cases.load_case("dpg")
    table = trail(case)
    assert table.groupby("indicator").size().tolist() == [4, 3]
    shown = trails.in_words(table)
    assert shown["칸"].tolist() == ["성과시스템 공유 · 정부 (6행 / 7행)", "상호활동의 강화 · 정부 (10행 / 11행)"]
    assert shown["문장"].iloc[0].count("#") == 2


def test_a_value_that_was_not_measured_is_no_whole_way():
    assert trails.whole(trail()) == 1
    assert trails.read_trail(trail()) == (
        "지표 2개 가운데 잰 값이 적힌 문장까지 이어진 것은 1개, 같은 칸의 문장까지만 이어진 것은 0개입니다. "
        "잰 값이 없음: 청구되지 않은 보험금.")
    shown = trails.in_words(trail()).set_index("지표").loc["청구되지 않은 보험금"]
    assert (shown["값"], shown["글"], shown["닿은 곳"]) == ("근거 미확인", "", "잰 값이 없음")


def test_the_newest_value_decides():
    case = cases.load_case("housing")
    older = case.measurements.assign(sentences=case.measurements["sentences"].where(case.measurements["year"] < 2023, ""))
    assert trail(dataclasses.replace(case, measurements=older)).query("indicator == 'ineligible_rate'")["reach"].unique() == ["sentence"]


@pytest.mark.parametrize("name", ["housing", "dpg"])
def test_every_indicator_of_a_case_has_its_way(name):
    case = cases.load_case(name)
    table = trail(case)
    assert table["indicator"].unique().tolist() == case.indicators["indicator"].tolist() == table["indicator"].drop_duplicates().tolist()
    assert not table.duplicated(["indicator", "row", "cited"]).any() and len(trails.in_words(table)) == len(case.indicators)
    assert table.loc[table["reach"].isin(["stated", "sentence"]), "text"].ne("").all() and trails.in_words(table).notna().all(axis=None)


def test_without_cards_there_is_no_way():
    with pytest.raises(DataError, match="지표 카드가 없어"):
        trail(cases.load_case("benefit"))
    with pytest.raises(DataError, match="잰 값이 있는 지표가 없습니다"):
        trails.first_measured(CASE.indicators, CASE.measurements.head(0))
    assert list(trails.or_empty(Reading("없습니다."))) == trails.COLUMNS


def test_one_year_is_no_trend():
    several = pd.DataFrame({"indicator": "linked_share", "year": [2024, 2025], "rate": [5.0, 10.0]})
    assert "다른 해의 값은 없습니다" in trails.read_value(CASE.indicators, several.tail(1))
    assert trails.read_value(CASE.indicators, several).endswith("5.00%p 올랐습니다")


def test_a_sentence_that_is_named_and_does_not_hold_the_value_is_said_to():
    table = trail(dataclasses.replace(CASE, measurements=CASE.measurements.assign(numerator=500, denominator=1000)))
    assert table.query("indicator == 'linked_share'")["reach"].tolist() == ["cited"] and trails.whole(table) == 0
    assert trails.read_trail(table).endswith(" 문장을 댔으나 그 값은 없음: 전산 연계 기관의 비율.")
    assert "문장을 댔으나 그 값은 없음" in trails.in_words(table)["닿은 곳"].tolist()


def test_of_two_named_sentences_the_one_that_holds_the_value_counts():
    named = CASE.measurements.assign(sentences="2023_insurance_claim_law#1 " + CASE.measurements["sentences"])
    table = trail(dataclasses.replace(CASE, measurements=named)).query("indicator == 'linked_share'")
    assert table[["cited", "reach"]].values.tolist() == [["2023_insurance_claim_law#13", "stated"]]
