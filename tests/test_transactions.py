"""The four service measures against the worked example, and what is missing."""

import pandas as pd
import pytest

from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import examples, satisfaction, transactions

ROWS = examples.example("transactions").rename_axis("channel").reset_index()


def value(rows, measure, **options):
    return transactions.measures(rows, **options).set_index("measure").loc[measure, "value"]


@pytest.mark.parametrize(("measure", "expected"), [("take_up", 86.0), ("completion", 90.526316), ("strict", 83.157895), ("cost", 41_200)])
def test_the_worked_example(measure, expected):
    assert value(ROWS, measure) == pytest.approx(expected, abs=1e-6)


def test_help_with_the_digital_channel_counts_as_digital():
    helped = pd.concat([ROWS, pd.DataFrame([("assisted", 500, 400, 0, 0)], columns=ROWS.columns)], ignore_index=True)
    assert value(helped, "take_up") == pytest.approx(100 * 9000 / 10400, abs=1e-6)


def test_the_target_audience_gives_another_number():
    assert value(ROWS, "audience", audience=20_000) == pytest.approx(43.0)


def test_satisfaction_is_pooled_over_all_answers():
    answers = pd.DataFrame([[0, 0, 0, 0, 3], [1, 0, 0, 0, 0]], columns=list(satisfaction.LEVELS))
    assert value(ROWS, "satisfaction", answers=answers) == 75


@pytest.mark.parametrize(("change", "measure", "reason"), [
    ({"cost": [None, 1]}, "cost", "비용을 모르는 창구가 있습니다"),
    ({"started": [None, None]}, "completion", "시작한 건수를 모릅니다"),
    ({"succeeded": [0, 0], "not_eligible": [0, 0]}, "take_up", "나눌 건수가 0입니다"),
])
def test_a_measure_that_cannot_be_computed_says_why(change, measure, reason):
    row = transactions.measures(ROWS.assign(**change)).set_index("measure").loc[measure]
    assert pd.isna(row["value"]) and row["reason"] == reason


@pytest.mark.parametrize("change", [{"started": [8000, None]}, {"succeeded": [-1, 0]}, {"not_eligible": [None, 0]}])
def test_numbers_that_cannot_be_are_refused(change):
    with pytest.raises(DataError, match="처리 건수"):
        transactions.measures(ROWS.assign(**change))


def test_an_unknown_channel_is_refused():
    with pytest.raises(ParameterError, match="없는 창구입니다"):
        transactions.measures(ROWS.assign(channel=["digital", "fax"]))


def test_the_reading_holds_what_is_known():
    assert "완료율이 7.3%p 높아집니다" in transactions.read_measures(transactions.measures(ROWS))
    silent = transactions.measures(ROWS.assign(started=None, cost=None))
    assert transactions.read_measures(silent) == "디지털 이용률 86.0%입니다."
    assert transactions.read_measures(silent.assign(value=None)) == "낼 수 있는 값이 없습니다."
