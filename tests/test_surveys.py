"""The survey's values and the places where they must not be read as one line."""

import pandas as pd
import pytest

from dpgkit import tables
from dpgkit.history import surveys

SURVEY, METHODS = tables.load("service_survey"), tables.load("survey_methods")
SERIES = surveys.survey_series(SURVEY)
BREAKS = surveys.breaks(SURVEY, METHODS)


def test_only_published_years_have_values():
    assert SERIES["year"].max() == 2022 and len(SERIES) == SURVEY[list(surveys.MEASURES)].notna().sum().sum()
    assert SERIES.loc[SERIES["derived"], ["year", "measure"]].to_numpy().tolist() == [[2015, "인지도"]]


@pytest.mark.parametrize(("measure", "year", "change"), [
    ("이용률", 2014, 15.6), ("만족도", 2015, 7.8), ("인지도", 2016, 1.4), ("만족도", 2021, -0.3)])
def test_changes_are_those_that_the_press_reported(measure, year, change):
    row = SERIES[(SERIES["measure"] == measure) & (SERIES["year"] == year)].iloc[0]
    assert row["change"] == pytest.approx(change)


def test_the_method_changed_once_between_2018_and_2021():
    assert surveys.mode_breaks(METHODS)[["after", "by"]].to_numpy().tolist() == [[2018, 2021]]


def test_every_reason_is_listed():
    assert BREAKS["reason"].value_counts().to_dict() == {"미확인": 4, "뜀": 3, "빈 해": 3, "방법": 1, "계산": 1}
    assert BREAKS["year"].is_monotonic_increasing and (BREAKS["since"] < BREAKS["year"]).all()


def test_a_step_across_a_break_is_broken():
    steps = surveys.line_steps(SERIES, BREAKS).set_index(["measure", "year"])["broken"]
    assert steps[("이용률", 2013)] and not steps[("이용률", 2014)]                 # the jump of 2014
    assert steps[("인지도", 2013)]                                              # no value in 2014
    assert steps[("만족도", 2018)] and steps[("만족도", 2020)] and not steps[("만족도", 2021)]    # the method of 2021
    assert steps.groupby("measure").size().to_dict() == {"인지도": 8, "이용률": 9, "만족도": 9}


def test_a_year_added_as_a_row_continues_the_series():
    more = pd.concat([SURVEY, pd.DataFrame([{**SURVEY.iloc[9], "year": 2023, "usage_pct": 85.0}])], ignore_index=True)
    series = surveys.survey_series(more)
    assert surveys.jumps(series).iloc[-1][["year", "change"]].tolist() == [2023, -7.2]
    assert "2023년의 값은" in surveys.read_survey(series, surveys.breaks(more, METHODS))


def test_a_survey_without_breaks_says_none():
    assert surveys.read_survey(SERIES, BREAKS.head(0)).endswith("0가지 있습니다(없음).")
