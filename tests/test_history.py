"""The UN index recomputed, and dates put into stages."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import history, tables
from dpgkit.errors import DataError

EGDI = tables.load("egdi")
RECOMPUTED = history.recompute(history.assessed(EGDI), tables.load("egdi_editions"))


def test_the_plain_mean_is_the_index_outside_the_weighted_editions():
    assert set(history.misfits(RECOMPUTED)["year"]) == {2008, 2010}
    assert len(history.misfits(RECOMPUTED)) == 347                      # as the data collection lists them


def test_the_listed_misfits_are_those_that_we_find():
    listed = tables.load("egdi_checks").set_index(["year", "iso3"])["egdi_minus_mean"]
    found = history.misfits(RECOMPUTED).set_index(["year", "iso3"])["plain_difference"]
    assert found.sort_index().to_dict() == pytest.approx(listed.sort_index().to_dict(), abs=1.1e-5)


def test_korea_has_the_same_values_in_both_tables():
    korea = tables.load("egdi_korea").set_index("year")
    series = history.country_series(EGDI, "KOR", 2003, 2024).set_index("year")
    assert (korea[series.columns] == series).all(axis=None)


def test_with_the_weights_two_countries_do_not_fit():
    left = history.misfits(RECOMPUTED, "weighted_difference").set_index("iso3")["weighted_difference"]
    assert left.to_dict() == pytest.approx({"KHM": -0.0028, "CMR": -0.0121}, abs=5e-5)


@pytest.mark.parametrize(("year", "mean"), [(2020, 0.5988), (2022, 0.6102), (2024, 0.6382)])
def test_world_means_are_those_published(year, mean):
    assert EGDI.loc[EGDI["year"] == year, "egdi"].mean() == pytest.approx(mean, abs=5e-5)


def test_korea_ranks_as_published():
    ranks = history.country_series(EGDI, "KOR", 2003, 2024).set_index("year")["egdi_rank"].to_dict()
    assert ranks == {2003: 13, 2004: 5, 2005: 5, 2008: 6, 2010: 1, 2012: 1, 2014: 1, 2016: 3, 2018: 3, 2020: 2, 2022: 3, 2024: 4}


def test_an_unknown_country_is_refused():
    with pytest.raises(DataError, match="그 나라의 값이 그 기간에 없습니다"):
        history.country_series(EGDI, "XXX", 2003, 2024)


def test_stages_follow_one_another():
    stages = history.stages(tables.load("timeline"))
    assert stages["start"].is_monotonic_increasing and stages["events"].sum() == 127


@given(st.dates(min_value=pd.Timestamp("1950-01-01").date(), max_value=pd.Timestamp("2030-12-31").date()))
def test_every_date_has_one_stage(day):
    stages = history.stages(tables.load("timeline"))
    found = history.stage_of(pd.Series([day.isoformat()]), stages).iloc[0]
    begun = stages.loc[stages["start"] <= day.isoformat(), "stage"].tolist()
    assert found == (begun[-1] if begun else "시기 미상")


def test_sentences_follow_the_numbers():
    series = pd.DataFrame({"year": [2010, 2024], "egdi_rank": [1, 4], "egdi": [0.87854, 0.96789]})
    assert history.read_rank(series, "KOR").startswith("KOR: 2010년 1위(0.879), 2024년 4위(0.968)")
    nothing = pd.DataFrame({"year": [2020], "plain_difference": [0.0], "weighted_difference": [0.0]})
    assert "0개(없음)" in history.read_misfits(nothing)
