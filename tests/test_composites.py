"""Composites against the worked table: normalisation, aggregation, rank reversal, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import composites, examples

FIVE, SCHEME = examples.example("composite"), examples.example("composite_scheme")
FOUR = FIVE.drop(index="E")
SHARES = st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), min_size=2, max_size=6)


def order(table):
    return " ".join(table.sort_values("rank", kind="stable")["unit"])


@pytest.mark.parametrize(("how", "expected"), [
    ("minmax", [[0, 1, 0], [0.428571, 0.714286, 0.5], [1, 0, 1], [0.571429, 0.642857, 0.75]]),
    ("zscore", [[-1.4, 1.1236, -1.5213], [-0.2, 0.3420, -0.1690], [1.4, -1.6122, 1.1832], [0.2, 0.1466, 0.5071]]),
    ("rank", [[1, 4, 1], [2, 3, 2], [4, 1, 4], [3, 2, 3]]),
    ("goalposts", [[0.2, 0.8, 0.25], [0.5, 0.6, 0.5], [0.9, 0.1, 0.75], [0.6, 0.55, 0.625]]),
])
def test_each_normalisation_gives_its_worked_values(how, expected):
    assert composites.normalise(FOUR, SCHEME, how=how).to_numpy() == pytest.approx(np.array(expected), abs=6e-5)


def test_the_sample_deviation_gives_other_scores():
    assert composites.normalise(FOUR, SCHEME, how="zscore", ddof=1).loc["A"].tolist() == pytest.approx([-1.2124, 0.9731, -1.3175], abs=5e-5)


@pytest.mark.parametrize(("normalisation", "aggregation", "floor", "scores", "places"), [
    ("minmax", "arithmetic", None, [0.3, 0.528571, 0.7, 0.628571], "C D B A"),
    ("minmax", "geometric", 0.01, [0.0398, 0.5152, 0.2512, 0.6251], "D B C A"),
    ("minmax", "geometric", None, [0, 0.5152, 0, 0.6251], "D B A C"),
    ("goalposts", "arithmetic", None, [0.39, 0.53, 0.63, 0.59], "C D B A"),
    ("goalposts", "geometric", None, [0.3170, 0.5281, 0.4489, 0.5893], "D B C A"),
    ("goalposts", "harmonic", None, [0.2721, 0.5263, 0.2616, 0.5887], "D B A C"),
])
def test_the_worked_table(normalisation, aggregation, floor, scores, places):
    table = composites.composite(FOUR, SCHEME, normalisation=normalisation, aggregation=aggregation, floor=floor)
    assert table["score"].tolist() == pytest.approx(scores, abs=5.1e-5) and order(table) == places


def test_zeros_tie_at_the_bottom():
    table = composites.composite(FOUR, SCHEME, normalisation="minmax").set_index("unit")["rank"]
    assert table.to_dict() == {"A": 3, "B": 2, "C": 3, "D": 1}


def test_the_default_is_goalposts_and_the_geometric_mean():
    assert composites.composite(FOUR, SCHEME).equals(composites.composite(FOUR, SCHEME, normalisation="goalposts", aggregation="geometric"))


def test_adding_a_unit_reverses_the_order_under_min_max_only():
    table = composites.reversal(FIVE, SCHEME, "E").set_index("unit")
    assert table["score_with"].to_dict() == pytest.approx({"A": 0.3, "B": 0.3976, "C": 0.3944, "D": 0.4540}, abs=5e-5)
    assert table["moved"].to_dict() == {"A": False, "B": True, "C": True, "D": True}
    assert "C D B A에서 D B C A" in composites.read_reversal(table.reset_index(), "E")
    still = composites.reversal(FIVE, SCHEME, "E", normalisation="goalposts")
    assert not still["moved"].any() and "그대로입니다" in composites.read_reversal(still, "E")


def test_the_new_unit_comes_first_with_its_worked_score():
    table = composites.composite(FIVE, SCHEME, normalisation="minmax", aggregation="arithmetic")
    assert order(table) == "E D B C A" and table["score"].iloc[-1] == pytest.approx(0.7857, abs=5e-5)


@given(SHARES)
def test_harmonic_is_below_geometric_is_below_arithmetic(rows):
    table, weights = pd.DataFrame(rows, columns=list("abc")), pd.Series({"a": 0.5, "b": 0.3, "c": 0.2})
    low, middle, high = (composites.aggregate(table, weights, how=how) for how in ("harmonic", "geometric", "arithmetic"))
    assert (low <= middle + 1e-9).all() and (middle <= high + 1e-9).all()


@given(SHARES, st.floats(0.1, 100))
def test_only_the_ratio_of_weights_counts(rows, times):
    table, weights = pd.DataFrame(rows, columns=list("abc")), pd.Series({"a": 3, "b": 2, "c": 1})
    for how in composites.AGGREGATIONS:
        assert composites.aggregate(table, weights, how=how).to_numpy() == pytest.approx(
            composites.aggregate(table, weights * times, how=how).to_numpy())


@given(st.lists(st.lists(st.integers(0, 100), min_size=2, max_size=2), min_size=3, max_size=6), st.floats(0.5, 20), st.floats(-50, 50))
def test_another_unit_of_measurement_changes_nothing(rows, times, shift):
    values = pd.DataFrame(rows, columns=["a", "b"], dtype=float)
    scheme = pd.DataFrame([[1, 0, 100], [1, 100, 0]], index=["a", "b"], columns=composites.SCHEME, dtype=float)
    moved = scheme.assign(worst=scheme["worst"] * times + shift, best=scheme["best"] * times + shift)
    one, other = (composites.normalise(*pair) for pair in ((values, scheme), (values * times + shift, moved)))
    assert one.to_numpy() == pytest.approx(other.to_numpy(), abs=1e-9)


def test_a_single_indicator_is_its_own_composite():
    one = composites.composite(FOUR[["I1"]], SCHEME)
    assert one["score"].tolist() == [0.2, 0.5, 0.9, 0.6] and order(one) == "C D B A"


def test_values_beyond_the_goalposts_are_cut():
    assert composites.normalise(FIVE, SCHEME).loc["E", "I1"] == 1


@pytest.mark.parametrize("how", ["minmax", "zscore"])
def test_units_that_are_all_alike_cannot_be_spread(how):
    with pytest.raises(DataError, match="모든 단위의 값이 같아(?s:.*)I2(?s:.*)goalposts"):
        composites.normalise(FOUR.assign(I2=5), SCHEME, how=how)
    assert composites.composite(FOUR.assign(I1=5, I2=5, I3=3), SCHEME)["rank"].tolist() == [1, 1, 1, 1]


def test_a_gap_is_refused_or_its_weight_is_shared_out():
    gap = FOUR.assign(I3=[np.nan, 3, 2, 2.5])
    with pytest.raises(DataError, match="빈 값이 있습니다(?s:.*)A / I3"):
        composites.composite(gap, SCHEME)
    table = composites.composite(gap, SCHEME, aggregation="arithmetic", missing="available")
    assert table["score"][0] == pytest.approx((0.5 * 0.2 + 0.3 * 0.8) / 0.8)


def test_a_unit_with_too_little_data_has_no_score():
    thin = FOUR.assign(I2=[np.nan, 60, 10, 55], I3=[np.nan, 3, 2, 2.5])
    table = composites.composite(thin, SCHEME, missing="available")
    assert pd.isna(table["score"][0]) and pd.isna(table["rank"][0]) and table["rank"][1:].tolist() == [2, 3, 1]
    assert composites.coverage(thin).query("not enough")["name"].tolist() == ["A"]


@pytest.mark.parametrize(("values", "scheme", "options", "message"), [
    (FOUR.assign(new=1), SCHEME, {}, "틀에 없는 지표가 있습니다(?s:.*)new"),
    (FOUR, SCHEME.assign(best=SCHEME["worst"]), {}, "가장 나쁜 값과 가장 좋은 값이 같습니다"),
    (FOUR, SCHEME.assign(weight=0), {}, "가중치가 맞지 않습니다"),
    (FOUR, SCHEME.assign(weight=[1, -1, 1]), {}, "가중치가 맞지 않습니다"),
    (FOUR, SCHEME, {"normalisation": "zscore"}, "음수가 있어 기하평균"),
    (FOUR.assign(I1="많음"), SCHEME, {}, "지표의 값의 'I1' 열"),
])
def test_bad_tables_are_refused(values, scheme, options, message):
    with pytest.raises(DataError, match=message):
        composites.composite(values, scheme, **options)


@pytest.mark.parametrize("options", [{"normalisation": "log"}, {"aggregation": "median"}, {"missing": "mean"}])
def test_unknown_methods_are_refused(options):
    with pytest.raises(ParameterError, match="쓸 수 있는 값"):
        composites.composite(FOUR, SCHEME, **options)


def test_the_comparison_says_who_comes_first_how_often():
    table = composites.compare(FOUR, SCHEME)
    assert len(table) == 9 * 4 and "방법 9가지에서" in composites.read_compare(table)
    with pytest.raises(DataError, match="없는 단위입니다"):
        composites.reversal(FOUR, SCHEME, "E")
