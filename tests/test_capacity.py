"""Capacity: learnt and used within ninety days, and hours that were measured before and after."""

import pandas as pd
import pytest
from scipy import stats

from dpgkit import kpi, tables
from dpgkit.cases import load_case
from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import capacity

TRAINING, SAMPLES = tables.load("training_example"), tables.load("time_samples_example")


def people(*rows):
    return pd.DataFrame([(place, "rpa", *row) for place, row in enumerate(rows)], columns=["person", "skill", "trained", "used"])


@pytest.mark.parametrize(("used", "counted"), [("2025-01-01", 1), ("2025-04-01", 1), ("2025-04-02", 0), ("", 0), (None, 0)])
def test_use_counts_up_to_the_ninetieth_day(used, counted):
    assert capacity.used_at_work(people(("2025-01-01", used)), "2025-12-31")["used"].tolist() == [counted]


def test_learning_alone_is_not_counted():
    table = capacity.used_at_work(people(("2025-01-01", ""), ("2025-01-01", "2025-01-05"), ("", "")), "2025-12-31").iloc[0]
    assert table[["target", "trained", "used"]].tolist() == [3, 2, 1]
    assert table[["trained_share", "used_share"]].tolist() == pytest.approx([66.666667, 33.333333])


def test_those_whose_days_are_not_over_are_left_out_unless_they_used_it():
    rows = people(("2025-12-01", ""), ("2025-12-01", "2025-12-05"), ("2025-01-01", ""))
    table = capacity.used_at_work(rows, "2025-12-31").iloc[0]
    assert table[["waiting", "used", "used_share"]].tolist() == [1, 1, 50]
    alone = capacity.used_at_work(rows.head(1), "2025-12-31")
    assert pd.isna(alone["used_share"][0]) and "아직 모름" in capacity.read_used(alone)


def test_the_example_shows_that_learning_and_using_lie_apart():
    table = capacity.used_at_work(TRAINING, "2025-12-31").set_index("skill")
    assert table["trained_share"].gt(table["used_share"]).all() and table["waiting"].sum() == 1
    assert "판단하지 않은 사람은 1명" in capacity.read_used(table.reset_index())


def test_the_counts_are_measurements_of_the_cards_of_the_case():
    measured = capacity.measurements(capacity.used_at_work(TRAINING, "2025-12-31"), 2025)
    assert set(measured["indicator"]) <= set(load_case("housing").indicators["indicator"])
    assert kpi.rates(measured)["rate"].tolist() == pytest.approx([40, 80, 30])


@pytest.mark.parametrize(("row", "message"), [
    (("2025-02-01", "2025-01-01"), "쓴 날이 배운 날보다 앞섭니다"), (("", "2025-01-01"), "배우지 않았는데 쓴 날"),
    (("2026-02-01", ""), "2025-12-31보다 뒤의 날"), (("2025-02-30", ""), "날짜로 읽을 수 없는(?s:.*)2025-02-30"),
    (("작년", ""), "날짜로 읽을 수 없는")])
def test_dates_that_cannot_be_are_refused(row, message):
    with pytest.raises(DataError, match=message):
        capacity.used_at_work(people(row), "2025-12-31")


def test_a_person_twice_and_an_unknown_skill_are_refused():
    with pytest.raises(DataError, match="같은 사람의 같은 역량이 두 줄"):
        capacity.used_at_work(people(("", ""), ("", "")).assign(person=1), "2025-12-31")
    with pytest.raises(ParameterError, match="없는 역량입니다"):
        capacity.used_at_work(people(("", "")).assign(skill="엑셀"), "2025-12-31")


def test_hours_follow_from_the_sample_and_the_volume():
    row = capacity.hours_saved(SAMPLES, pd.Series({"공고 정리(RPA)": 1200})).set_index("task").loc["공고 정리(RPA)"]
    assert row["saved"] == pytest.approx(39.5 - 13.875) and row["hours"] == pytest.approx(row["saved"] * 20)
    assert row["hours_low"] < row["hours"] < row["hours_high"]


def test_the_interval_is_welchs():
    part = SAMPLES[SAMPLES["task"] == "회의록 함께 쓰기"]
    one, other = (part.loc[part["phase"] == phase, "minutes"] for phase in capacity.PHASES)
    parts = one.var() / len(one), other.var() / len(other)
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / (len(one) - 1) + parts[1] ** 2 / (len(other) - 1))
    margin = stats.t.ppf(0.975, freedom) * sum(parts) ** 0.5
    row = capacity.hours_saved(part).iloc[0]
    assert [row["low"], row["high"]] == pytest.approx([row["saved"] - margin, row["saved"] + margin], abs=1e-5)


@pytest.mark.parametrize("phases", [["after", "after"], ["before", "before"], ["before", "after"], ["before", "before", "after"]])
def test_without_two_pieces_on_both_sides_nothing_is_computed(phases):
    row = capacity.hours_saved(pd.DataFrame({"task": "가", "phase": phases, "minutes": 10}), pd.Series({"가": 100})).iloc[0]
    assert pd.isna(row["saved"]) and pd.isna(row["hours"]) and "셈하지 않습니다" in row["reason"]


def test_pieces_that_all_take_the_same_time_leave_no_interval():
    same = pd.DataFrame({"task": "가", "phase": ["before"] * 2 + ["after"] * 2, "minutes": [30, 30, 10, 10]})
    assert capacity.hours_saved(same)[["saved", "low", "high"]].values.tolist() == [[20, 20, 20]]


def test_the_reading_claims_only_what_was_measured():
    words = capacity.read_hours(capacity.hours_saved(SAMPLES))
    assert "2가지 가운데 시간이 줄었다고 말할 수 있는 것은 1가지" in words and words.endswith("셈하지 않은 업무: 자료 내려받기.")


def test_bad_samples_are_refused():
    with pytest.raises(DataError, match="시간 표본의 'minutes' 열"):
        capacity.hours_saved(SAMPLES.assign(minutes=-1))
    with pytest.raises(ParameterError, match="없는 잰 때"):
        capacity.hours_saved(SAMPLES.assign(phase="during"))
