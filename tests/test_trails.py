"""The evidence line of an indicator."""

import dataclasses

import pandas as pd
import pytest

from dpgkit import cases
from dpgkit.errors import DataError
from dpgkit.impact import citations
from dpgkit.kpi import trails
from dpgkit.reading import Reading

CASE = cases.load_case("insurance")


def trail(case=CASE):
    return trails.trail(case.indicators, case.measurements, case.mapping, citations.units())


def test_the_share_of_insurance_leads_to_the_sentence_that_states_it():
    table = trail()
    rows = table[table["indicator"] == "linked_share"]
    assert rows["rate"].round(3).unique().tolist() == [10.446] and rows["value_source"].unique().tolist() == ["다자비 2025-10"]
    assert rows["cited"].tolist() == ["2023_insurance_claim_law#7", "2023_insurance_claim_law#8", "2023_insurance_claim_law#13"]
    assert "10.4%" in rows["text"].iloc[-1] and set(rows["reach"]) == {"sentence"} and set(rows["row"]) == {9}


def test_a_way_ends_where_the_mapping_has_nothing_more():
    mapping = CASE.mapping
    place = (mapping["condition"] == "mutually_reinforcing") & (mapping["actor"] == "business")
    ends = {}
    for reach, changed in {"source": mapping.assign(sentences=mapping["sentences"].mask(place, "")),
                           "cell": mapping.assign(status=mapping["status"].mask(place, "unverified")), "none": mapping[~place]}.items():
        table = trail(dataclasses.replace(CASE, mapping=changed.reset_index(drop=True)))
        ends[reach] = table.loc[table["indicator"] == "linked_share", "reach"].unique().tolist()
    assert ends == {reach: [reach] for reach in ends}


def test_the_longest_way_of_an_indicator_is_kept():
    twice = pd.concat([CASE.mapping, CASE.mapping.iloc[[7]].assign(status="unverified", sentences="")], ignore_index=True)
    assert set(trail(dataclasses.replace(CASE, mapping=twice)).query("indicator == 'linked_share'")["row"]) == {9}


def test_a_value_that_was_not_measured_is_no_whole_way():
    assert trails.whole(trail()) == 1
    assert trails.read_trail(trail()) == ("지표 2개 가운데 잰 값에서 문장까지 이어진 것은 1개입니다. "
                                          "잰 값이 없음: 청구되지 않은 보험금.")
    assert trails.in_words(trail()).query("지표 == '청구되지 않은 보험금'")["값"].tolist() == ["근거 미확인"]


@pytest.mark.parametrize("name", ["housing", "dpg"])
def test_every_indicator_of_a_case_has_its_way(name):
    case = cases.load_case(name)
    table = trail(case)
    assert set(table["indicator"]) == set(case.indicators["indicator"]) and not table.duplicated(["indicator", "row", "cited"]).any()
    assert table.loc[table["reach"] == "sentence", "text"].ne("").all() and trails.in_words(table).notna().all(axis=None)


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
