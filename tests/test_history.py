"""Dates put into stages, the timeline filtered and laid out, forms of government compared."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import history, tables
from dpgkit.errors import DataError

TIMELINE = tables.load("timeline")
DAYS = st.dates(min_value=pd.Timestamp("1950-01-01").date(), max_value=pd.Timestamp("2030-12-31").date())


def test_stages_follow_one_another():
    stages = history.stages(TIMELINE)
    assert stages["start"].is_monotonic_increasing and stages["events"].sum() == 127


@given(DAYS)
def test_every_date_has_one_stage(day):
    stages = history.stages(TIMELINE)
    found = history.stage_of(pd.Series([day.isoformat()]), stages).iloc[0]
    begun = stages.loc[stages["start"] <= day.isoformat(), "stage"].tolist()
    assert found == (begun[-1] if begun else "시기 미상")


@pytest.mark.parametrize(("asked", "count"), [
    ({}, 127), ({"types": ["law"]}, 25), ({"types": ["법"]}, 25), ({"types": ["법", "평가"]}, 25 + 16), ({"confidence": ["엇갈림"]}, 3),
    ({"stages": ["AI 정부"]}, 15), ({"stages": ["AI 정부"], "types": ["법"]}, 3), ({"actor": "국세청"}, 1), ({"word": "나라장터"}, 1),
    ({"word": "("}, None), ({"since": "2023-03-07"}, 30), ({"until": "1967"}, 3), ({"since": "1967", "until": "1967-12-31"}, 2)])
def test_filters_keep_what_fits(asked, count):
    found = history.filter_events(TIMELINE, **asked)
    assert list(found.columns) == list(TIMELINE.columns)                     # a note on a conflict is never cut off
    assert count is None or len(found) == count


@pytest.mark.parametrize("asked", [{"stages": ["없는 시기"]}, {"types": ["laws"]}, {"confidence": ["확실"]}])
def test_an_unknown_level_is_refused_with_the_levels(asked):
    with pytest.raises(DataError, match="연표에 없는 .*입니다"):
        history.filter_events(TIMELINE, **asked)


@pytest.mark.parametrize(("date", "since", "until", "kept"), [
    ("2023", "2023-03-07", "", True), ("2022", "2023-03-07", "", False), ("2023-02", "2023-03-07", "", False),
    ("2023-03", "2023-03-07", "2023-03-08", True), ("2024", "", "2023-12-31", False), ("2023", "", "2023-01-01", True)])
def test_a_coarse_date_counts_where_it_may_belong(date, since, until, kept):
    rows = pd.DataFrame({"date": [date]})
    assert len(history.filter_events(rows, since=since, until=until)) == kept


def test_conflicts_stay_visible():
    noted = history.conflicts(TIMELINE)
    assert noted["confidence"].tolist()[:3] == ["conflict"] * 3 and (noted["conflict_note"] != "").all()
    hidden = history.filter_events(TIMELINE, confidence=["verified"])
    assert "엇갈리는 사건이 3개" in history.read_filter(hidden, TIMELINE)


@given(st.lists(DAYS, min_size=1, max_size=40))
def test_no_two_dots_of_a_stage_lie_on_one_another(days):
    rows = pd.DataFrame({"stage": "가", "date": [day.isoformat() for day in days]})
    placed = history.lanes(rows)
    gaps = placed.sort_values("place").groupby("lane")["place"].diff().dropna()
    assert (gaps >= history.LANE_GAP - 1e-9).all() and placed["place"].between(0, 1).all() and len(placed) == len(days)


def test_the_timeline_of_the_kit_has_a_place_for_every_event():
    placed = history.lanes(TIMELINE)
    assert len(placed) == 127 and not placed.duplicated(["stage", "lane", "place"]).any() and placed["lane"].max() <= 5


def test_an_event_added_as_a_row_is_counted_filtered_and_placed():
    row = {**TIMELINE.iloc[-1], "id": "T999", "date": "2027-01-02", "title_ko": "내가 더한 사건"}
    more = pd.concat([TIMELINE, pd.DataFrame([row])], ignore_index=True)
    assert history.stages(more)["end"].max() == "2027-01-02" and "사건 128개" in history.read_timeline(more)
    assert history.filter_events(more, word="내가 더한")["id"].tolist() == ["T999"]
    assert history.lanes(more).set_index("id").loc["T999", "place"] == 1


def test_the_three_forms_are_compared_along_six_dimensions_with_sources():
    comparison = tables.load("stage_comparison")
    side = history.compare_forms(comparison)
    assert side.shape == (6, 4) and list(side.columns[1:]) == list(history.FORMS.values())
    assert not (side == "근거 미확인").any(axis=None) and "14개는 자료에" in history.read_forms(comparison)
    assert comparison.loc[comparison["basis"] == "sourced", "source_url"].ne("").all()


def test_an_empty_cell_of_the_comparison_says_that_it_is_unknown():
    side = history.compare_forms(tables.load("stage_comparison").iloc[1:])
    assert side.loc[0, "전자정부"] == "근거 미확인" or side["전자정부"].eq("근거 미확인").sum() == 1


def test_sentences_follow_the_rows():
    assert history.read_timeline(TIMELINE.head(0)) == "조건에 맞는 사건이 없습니다."
    assert history.read_after(TIMELINE.head(0)).endswith("0개입니다: 없음.")
