"""Consistency: worked values under named tables, exact random indices, and the triple that contradicts most."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpgkit.errors import ParameterError
from dpgkit.kpi import ahp, consistency, examples

SCALE = [1 / value for value in range(9, 1, -1)] + list(range(1, 10))
BORDER, CIRCLE = (ahp.matrix(examples.judgements(name)) for name in ("ahp_border", "ahp_circle"))


def cis_of_three():
    """Return the consistency index of every matrix of three criteria on the scale of 17 values."""
    times = np.array([(far / (near * next_)) ** (1 / 3) for near, next_, far in product(SCALE, repeat=3)])
    return (times + 1 / times - 2) / 2


@pytest.mark.parametrize(("name", "lambda_max", "ci", "cr"), [
    ("ahp_perfect", 3, 0, 0), ("ahp_usual", 3.003695, 0.001847, 0.003185), ("ahp_uneven", 3.053622, 0.026811, 0.046225),
    ("ahp_circle", 4.333333, 0.666667, 1.149425), ("ahp_four", 4.116982, 0.038994, 0.043327), ("ahp_five", 5.033114, 0.008279, 0.007392)])
def test_the_worked_matrices(name, lambda_max, ci, cr):
    row = consistency.consistency(ahp.matrix(examples.judgements(name)), index_table="saaty_1980").iloc[0]
    assert row[["lambda_max", "ci", "cr"]].tolist() == pytest.approx([lambda_max, ci, cr], abs=1.5e-6)


@pytest.mark.parametrize(("table", "cr", "passes"), [
    ("saaty_1980", 0.0930, True), ("saaty_2005", 0.1037, False), ("donegan_dodd_1991", 0.1097, False), ("dpgkit", 0.1028, False)])
def test_the_verdict_flips_with_the_table(table, cr, passes):
    row = consistency.consistency(BORDER, index_table=table).iloc[0]
    assert row["ci"] == pytest.approx(0.053924, abs=1e-6) and round(row["cr"], 4) == cr and bool(row["passes"]) == passes
    assert "합격: Saaty 1980. 불합격: 키트의 계산" in consistency.read_tables(consistency.by_table(BORDER))


def test_the_random_index_of_three_is_the_mean_over_all_matrices():
    assert cis_of_three().mean() == pytest.approx(consistency.random_index(3), abs=1e-9)


@pytest.mark.parametrize(("table", "passing"), [("saaty_1980", 1087), ("saaty_2005", 1009), ("donegan_dodd_1991", 985), ("dpgkit", 1021)])
def test_so_many_matrices_of_three_pass(table, passing):
    assert (cis_of_three() / consistency.random_index(3, table) <= consistency.LIMIT).sum() == passing


@pytest.mark.parametrize("n", [4, 5, 6, 7])
def test_the_larger_random_indices_agree_with_a_sample(n):
    tables = np.tile(np.eye(n), (3000, 1, 1))
    rows, columns = np.triu_indices(n, 1)
    tables[:, rows, columns] = np.random.default_rng(7).choice(SCALE, size=(3000, len(rows)))
    tables[:, columns, rows] = 1 / tables[:, rows, columns]
    found = (np.linalg.eigvals(tables).real.max(axis=1) - n) / (n - 1)
    assert found.mean() == pytest.approx(consistency.random_index(n), abs=4 * found.std() / 3000**0.5)


@pytest.mark.parametrize("size", [1, 2])
def test_two_criteria_cannot_contradict(size):
    row = consistency.consistency(pd.DataFrame([[1, 9], [1 / 9, 1]]).iloc[:size, :size]).iloc[0]
    assert row["cr"] == row["ci"] == row["ri"] == 0 and row["passes"] and pd.isna(row["gci"])


def test_the_geometric_index_of_the_worked_matrix():
    assert consistency.consistency(ahp.matrix(examples.judgements("ahp_four")))["gci"][0] == pytest.approx(0.154392, abs=1e-6)


def test_a_stricter_limit_may_be_asked_for():
    uneven = ahp.matrix(examples.judgements("ahp_uneven"))
    assert consistency.consistency(uneven)["passes"][0] and not consistency.consistency(uneven, limit=0.05)["passes"][0]


def test_the_circle_is_the_worst_triple_though_its_weights_are_equal():
    worst = consistency.triples(CIRCLE).iloc[0]
    assert worst[["said", "implied", "times"]].tolist() == pytest.approx([1 / 3, 9, 27], abs=1e-5)
    assert len(consistency.triples(ahp.matrix(examples.judgements("ahp_five")))) == 10


@given(st.lists(st.sampled_from(SCALE), min_size=3, max_size=3))
@settings(max_examples=50)
def test_the_closed_form_of_three_holds(upper):
    table = np.eye(3)
    table[np.triu_indices(3, 1)] = upper
    table[np.tril_indices(3, -1)] = [1 / upper[0], 1 / upper[1], 1 / upper[2]]
    times = (upper[1] / (upper[0] * upper[2])) ** (1 / 3)
    assert consistency.consistency(pd.DataFrame(table))["lambda_max"][0] == pytest.approx(1 + times + 1 / times, abs=2e-6)


def test_the_judgement_to_ask_about_again_comes_first():
    found = consistency.revisits(ahp.matrix(examples.judgements("ahp_uneven")))
    assert found["times"].is_monotonic_decreasing and found["times"][0] > 1.2
    assert (consistency.revisits(ahp.matrix(examples.judgements("ahp_perfect")))["times"].round(4) == 1).all()


def test_unknown_tables_and_sizes_are_refused():
    with pytest.raises(ParameterError, match="무작위 지수 표"):
        consistency.random_index(3, "saaty")
    with pytest.raises(ParameterError, match="기준 10개까지"):
        consistency.random_index(11)


def test_the_reading_names_the_table():
    found = consistency.consistency(BORDER, index_table="saaty_1980")
    assert "Saaty 1980의 무작위 지수로 나눈 CR은 0.0930" in consistency.read_consistency(found)
    assert "어느 표로도 불합격" in consistency.read_tables(consistency.by_table(CIRCLE))
