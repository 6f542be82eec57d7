"""Rank uncertainty: worked shares, the seed, and choices that move nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import composites, examples, sensitivity

SCHEME = examples.example("composite_scheme")
FOUR = examples.example("composite").drop(index="E")
WORKED = sensitivity.uncertainty(FOUR, SCHEME, aggregation="arithmetic").set_index("unit")


def test_the_worked_shares_of_the_first_place():
    assert WORKED["first"].to_dict() == {"A": 0, "B": 0, "C": 0.9055, "D": 0.0945}
    assert WORKED.loc["B", ["low", "high"]].tolist() == [3, 3] and WORKED.loc["A", "last"] == 1


def test_the_draws_are_the_first_of_a_longer_draw():
    long = np.random.default_rng(20260101).uniform(0.75, 1.25, size=(10000, 3))[:2000] * SCHEME["weight"].to_numpy()
    assert sensitivity.weight_draws(SCHEME).to_numpy() == pytest.approx(long / long.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("aggregation", composites.AGGREGATIONS)
def test_fast_ranks_are_those_of_the_composite(aggregation):
    drawn = sensitivity.weight_draws(SCHEME, draws=5)
    fast = sensitivity._ranks(FOUR, SCHEME, "minmax", aggregation, drawn)
    for place, weights in drawn.iterrows():
        table = composites.composite(FOUR, SCHEME.assign(weight=weights), normalisation="minmax", aggregation=aggregation)
        assert fast[place].tolist() == table["rank"].tolist()


def test_rank_shares_of_a_unit_sum_to_one():
    shares = sensitivity.rank_shares(FOUR, SCHEME, aggregation="arithmetic", draws=100)
    assert shares.groupby("unit")["share"].sum().tolist() == pytest.approx([1] * 4)


def test_the_seed_decides_and_no_spread_leaves_no_doubt():
    one, same = (sensitivity.uncertainty(FOUR, SCHEME, draws=50, seed=3) for _ in range(2))
    assert one.equals(same)
    still = sensitivity.uncertainty(FOUR, SCHEME, spread=0, draws=5)
    assert (still["low"] == still["high"]).all() and (still["low"] == still["rank"]).all()


def test_the_mean_shift_against_the_arithmetic_order():
    base, other = (composites.composite(FOUR, SCHEME, aggregation=how)["rank"] for how in ("arithmetic", "geometric"))
    assert [sensitivity.rank_shift(ranks, base) for ranks in (base, other)] == [0, 1.0]


def test_leaving_an_indicator_out_shows_what_hangs_on_it():
    table = sensitivity.leave_one_out(FOUR, SCHEME).set_index("left_out")
    assert table.loc["I3", "shift"] == 0 and table.loc["I2", "order"] == "C D B A"
    assert sensitivity.leave_one_out(FOUR[["I1"]], SCHEME).empty


@given(st.integers(0, 10**6))
@settings(max_examples=10)
def test_the_effects_of_the_choices_never_exceed_the_whole(seed):
    table = sensitivity.factors(FOUR, SCHEME, draws=20, seed=seed)
    assert table["share"].sum() == pytest.approx(1, abs=1e-5) and (table["share"][:3] >= 0).all() and table["share"][3] > -1e-6


def test_the_aggregation_moves_this_order_most():
    assert "가장 많이 바꾸는 선택은 묶는 방법" in sensitivity.read_factors(sensitivity.factors(FOUR, SCHEME))


def test_an_order_that_never_moves_has_no_cause():
    clear = pd.DataFrame({"I1": [10, 90], "I2": [10, 90], "I3": [4.5, 1.5]}, index=["갑", "을"])
    table = sensitivity.factors(clear, SCHEME, draws=10)
    assert table["share"].isna().all() and "차례가 그대로입니다" in sensitivity.read_factors(table)
    assert "100.0%에서 1위" in sensitivity.read_uncertainty(sensitivity.uncertainty(clear, SCHEME, draws=10))


def test_bad_input_is_refused():
    for options in ({"spread": 1.5}, {"draws": 0}):
        with pytest.raises(ParameterError, match="쓸 수 없는"):
            sensitivity.uncertainty(FOUR, SCHEME, **options)
    with pytest.raises(DataError, match="빈 값이 있습니다"):
        sensitivity.uncertainty(FOUR.assign(I1=[None, 1, 2, 3]), SCHEME)
