"""Delphi rounds against worked values; the quartile rule decides and is therefore named."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import delphi, examples

ROUND = examples.long("delphi")


def ratings(values, item="가"):
    return pd.DataFrame({"expert": range(len(values)), "item": item, "rating": values})


@pytest.mark.parametrize(("rule", "q1", "q3", "convergence", "consensus", "agreed"), [
    ("linear", 3.75, 4.25, 0.25, 0.875, True), ("weibull", 3.25, 4.75, 0.75, 0.625, False)])
def test_the_quartile_rule_flips_the_worked_item(rule, q1, q3, convergence, consensus, agreed):
    row = delphi.summary(ROUND, rule=rule).set_index("item").loc["문항 가"]
    assert row[["q1", "q3", "convergence", "consensus"]].tolist() == [q1, q3, convergence, consensus] and row["agreed"] == agreed


def test_the_second_worked_item():
    row = delphi.summary(ROUND).set_index("item").loc["문항 나"]
    assert row[["q1", "median", "q3", "convergence"]].tolist() == [4, 4.5, 5, 0.5]
    assert row[["consensus", "mean", "sd", "stability"]].tolist() == pytest.approx([0.777778, 4.416667, 0.668558, 0.151372], abs=1e-6)


def test_the_reading_names_the_item_that_hangs_on_the_rule():
    table = delphi.by_rule(ROUND)
    assert "2개 가운데 1개는" in delphi.read_rules(table) and "문항 가(합의도 0.625~0.875)" in delphi.read_rules(table)
    assert "어느 사분위수 규칙으로도 같습니다" in delphi.read_rules(table[table["item"] == "문항 나"])


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30), st.sampled_from(list(delphi.RULES)))
def test_every_rule_keeps_the_quartiles_in_order_and_within_the_data(values, rule):
    row = delphi.summary(ratings(values), rule=rule).iloc[0]
    assert min(values) <= row["q1"] <= row["median"] + 1e-9 and row["q3"] <= max(values) and row["convergence"] >= 0


@given(st.lists(st.integers(1, 5), min_size=2, max_size=30), st.integers(2, 5))
def test_consensus_and_stability_do_not_depend_on_the_unit(values, times):
    one, other = (delphi.summary(ratings([value * factor for value in values])).iloc[0] for factor in (1, times))
    assert one[["consensus", "stability"]].tolist() == pytest.approx(other[["consensus", "stability"]].tolist(), abs=1e-5)


@pytest.mark.parametrize(("values", "column"), [([0, 0, 0], "consensus"), ([-1, 1], "stability"), ([4], "stability")])
def test_what_cannot_be_divided_is_missing_and_not_agreed(values, column):
    row = delphi.summary(ratings(values)).iloc[0]
    assert np.isnan(row[column]) and not row["agreed"]


def test_full_agreement_is_agreement():
    assert delphi.summary(ratings([5] * 8)).iloc[0][["convergence", "consensus", "agreed"]].tolist() == [0, 1, True]


def test_two_rounds_count_only_those_who_answered_both():
    first, second = ratings([3, 4, 5, 2]), ratings([4, 4, 5])
    row = delphi.rounds(first, second).iloc[0]
    assert row[["both", "changed"]].tolist() == [3, 1] and row["difference"] == pytest.approx(row["cv_second"] - row["cv_first"], abs=2e-6)
    assert row["cv_first"] == pytest.approx(np.std([3, 4, 5], ddof=1) / 4, abs=1e-6)


def test_bad_input_is_refused():
    with pytest.raises(ParameterError, match="사분위수 규칙"):
        delphi.summary(ROUND, rule="spss")
    with pytest.raises(DataError, match="평정표"):
        delphi.summary(ROUND.assign(rating=None))
