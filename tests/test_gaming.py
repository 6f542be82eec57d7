"""Signs of gaming against worked vectors, and input that shows nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dpgkit import kpi
from dpgkit.cases import load_case
from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import examples, gaming

CASE = load_case("housing")
VALUES = examples.example("threshold")["value"]
HISTORY = examples.example("ratchet")
CARDS = pd.DataFrame({"indicator": ["a", "b", "c"], "name": ["가", "나", "다"], "direction": ["down", "down", "up"],
                      "guard_indicator": ["b", "", "a"]})


def test_crowding_at_the_threshold_gives_the_worked_p():
    row = gaming.caliper(VALUES, 80, 2).iloc[0]
    assert row[["met", "missed"]].tolist() == [18, 6] and row["p"] == pytest.approx(0.011328, abs=1e-6)


@pytest.mark.parametrize(("met", "missed"), [(18, 6), (0, 5), (5, 0), (3, 3), (0, 0)])
def test_the_caliper_is_an_exact_binomial_test(met, missed):
    expected = stats.binomtest(met, met + missed, 0.5, alternative="greater").pvalue if met + missed else 1.0
    assert gaming.caliper_counts(met, missed) == pytest.approx(expected)


def test_a_falling_indicator_is_met_from_below():
    row = gaming.caliper([10, 9.5, 10.5], 10, 1, direction="down").iloc[0]
    assert row[["met", "missed"]].tolist() == [2, 1]


@given(st.lists(st.integers(0, 200), min_size=1, max_size=40), st.sampled_from(["up", "down"]))
def test_bins_hold_every_value_and_never_straddle_the_target(values, direction):
    bins = gaming.bins(values, 100, 7, direction=direction)
    assert bins["count"].sum() == len(values) and ((bins["end"] <= 100) | (bins["start"] >= 100)).all()
    good = sum(value >= 100 if direction == "up" else value <= 100 for value in values)
    assert bins.loc[bins["side"] == "met", "count"].sum() == good


def test_the_ratchet_gives_the_worked_correlations():
    assert gaming.ratchet(HISTORY)["value"].tolist() == pytest.approx([1.0, 0.979257], abs=1e-6)
    assert gaming.ratchet(HISTORY)["value"][0] == pytest.approx(stats.spearmanr(HISTORY["over"], HISTORY["rise"]).statistic)


@pytest.mark.parametrize(("history", "reason"), [(HISTORY.head(2), "세 해보다"), (HISTORY.assign(rise=1), "모두 같습니다")])
def test_a_history_that_cannot_correlate_says_why(history, reason):
    table = gaming.ratchet(history)
    assert table["value"].isna().all() and table["reason"].str.contains(reason).all()


def test_the_ratchet_is_prepared_from_targets_and_results():
    targets = pd.DataFrame({"year": [2021, 2020, 2022], "target": [12, 10, 15], "actual": [13, 11, 15]})
    assert gaming.ratchet_history(targets).values.tolist() == [[2020, 1, 2], [2021, 1, 3]]


def test_the_denominator_of_the_case_fell_by_more_than_a_third():
    watch = gaming.denominator_watch(kpi.measured(CASE.measurements, "ineligible_rate")).set_index("연도")
    assert watch.loc[2023, "바뀐 정도(%)"] == -35.7 and watch["살필 것"].ne("").sum() == 2


@pytest.mark.parametrize(("now", "note"), [(120, ""), (121, "분모가 20%"), (80, ""), (79, "분모가 20%")])
def test_a_denominator_is_watched_from_beyond_a_fifth(now, note):
    watch = gaming.denominator_watch(pd.DataFrame({"year": [1, 2], "denominator": [100, now]}))
    assert watch["살필 것"].tolist()[1].startswith(note) and bool(watch["살필 것"][1]) == bool(note)


def test_an_indicator_that_improves_at_the_cost_of_its_guard_is_marked():
    table = gaming.guard_pairs(CARDS, pd.DataFrame({"indicator": ["a", "b", "c"], "change": [-1.0, 0.5, 2.0]}))
    assert table[["indicator", "moved", "guard_moved"]].values.tolist() == [["a", "better", "worse"], ["c", "better", "better"]]
    assert table["note"].tolist() == ["지표는 나아졌으나 짝이 나빠졌습니다", ""]


def test_a_guard_that_was_not_measured_is_marked_too():
    table = gaming.guard_pairs(CARDS, pd.DataFrame({"indicator": ["a"], "change": [-1.0]}))
    assert table["note"].tolist() == ["짝의 값을 모릅니다", ""] and table["moved"].tolist() == ["better", "unknown"]


def test_exits_at_which_nobody_was_asked_are_named():
    asked = pd.DataFrame({"exit": ["성공", "중단", "오류"], "left": [90, 10, 0], "asked": [45, 0, 0]})
    assert gaming.survivors(asked)["note"].ne("").tolist() == [False, True, False]
    with pytest.raises(DataError, match="나간 사람보다 물은 사람이 많음"):
        gaming.survivors(asked.assign(asked=[91, 0, 0]))


def test_the_panel_gathers_what_was_checked_and_only_that():
    pairs = gaming.guard_pairs(CARDS, pd.DataFrame({"indicator": ["a", "b"], "change": [-1.0, 0.5]}))
    watch = gaming.denominator_watch(kpi.measured(CASE.measurements, "ineligible_rate"))
    table = gaming.panel(threshold=gaming.caliper(VALUES, 80, 2), following=gaming.ratchet(HISTORY), guards=pairs, base=watch)
    assert table["점검"].tolist() == ["문턱", "톱니", "짝 지표", "분모의 변화"] and table["살필 것"].ne("").all()
    assert "4가지 가운데 살필 것은 4가지" in gaming.read_panel(table) and gaming.panel().empty


def test_no_sign_is_no_proof_of_honesty():
    table = gaming.panel(threshold=gaming.caliper([79, 81], 80, 2), following=gaming.ratchet(HISTORY.head(2)))
    assert "왜곡이 없다는 뜻은 아닙니다" in gaming.read_panel(table)


def test_bad_input_is_refused():
    with pytest.raises(ParameterError, match="띠의 너비"):
        gaming.caliper([1], 1, 0)
    with pytest.raises(ParameterError, match="방향"):
        gaming.caliper([1], 1, 1, direction="hold")
    with pytest.raises(DataError, match="결과값"):
        gaming.caliper([1, np.nan], 1, 1)
    with pytest.raises(DataError, match="guard_indicator"):
        gaming.guard_pairs(CARDS.drop(columns="guard_indicator"), pd.DataFrame({"indicator": [], "change": []}))


def test_a_guard_of_unknown_value_is_not_counted_as_worse_and_counts_are_whole():
    pairs = gaming.guard_pairs(CARDS, pd.DataFrame({"indicator": ["a"], "change": [-1.0]}))
    table = gaming.panel(guards=pairs, threshold=gaming.caliper(VALUES, 80, 2)).set_index("점검")
    assert table.loc["짝 지표"].tolist() == ["2쌍 가운데 나빠진 짝 0쌍, 값을 모르는 짝 1쌍", ""]
    assert table.loc["문턱", "값"] == "닿음 18, 못 닿음 6, p = 0.0113"
