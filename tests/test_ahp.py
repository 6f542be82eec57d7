"""Weights from pairwise judgements: worked matrices, what a matrix must be, and properties of the method."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import ahp, examples

SCALE = [1 / 9, 1 / 7, 1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 5, 7, 9]
FOUR = ahp.matrix(examples.judgements("ahp_four"))


def reciprocal(upper):
    """Return the matrix whose upper triangle is given row by row."""
    size = int((1 + (1 + 8 * len(upper)) ** 0.5) / 2)
    table, (rows, columns) = np.eye(size), np.triu_indices(size, 1)
    table[rows, columns], table[columns, rows] = upper, 1 / np.array(upper)
    return pd.DataFrame(table)


UPPERS = st.sampled_from([1, 3, 6, 10]).flatmap(lambda pairs: st.lists(st.sampled_from(SCALE), min_size=pairs, max_size=pairs))


@pytest.mark.parametrize(("name", "expected"), [
    ("ahp_perfect", [0.6, 0.3, 0.1]),
    ("ahp_usual", [0.648329, 0.229651, 0.122020]),
    ("ahp_uneven", [0.559065, 0.352189, 0.088746]),
    ("ahp_circle", [1 / 3, 1 / 3, 1 / 3]),
    ("ahp_four", [0.565009, 0.262201, 0.117504, 0.055285]),
    ("ahp_five", [0.244403, 0.403048, 0.136732, 0.079086, 0.136732]),
])
def test_the_worked_matrices_give_their_weights(name, expected):
    assert ahp.weights(ahp.matrix(examples.judgements(name)))["weight"].tolist() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("method", "expected"), [
    ("geometric", [0.563813, 0.263378, 0.117786, 0.055022]), ("column_mean", [0.557892, 0.263345, 0.121873, 0.056890])])
def test_the_approximations_differ_from_the_eigenvector(method, expected):
    assert ahp.weights(FOUR, method=method)["weight"].tolist() == pytest.approx(expected, abs=1e-6)


@given(UPPERS)
@settings(max_examples=50)
def test_weights_are_positive_and_sum_to_one_and_solve_the_matrix(upper):
    table = reciprocal(upper)
    largest, share = ahp.principal(table.to_numpy())
    assert share.min() > 0 and share.sum() == pytest.approx(1) and largest >= len(table) - 1e-9
    assert table.to_numpy() @ share == pytest.approx(largest * share, abs=1e-7)


@given(st.lists(st.floats(1, 9), min_size=2, max_size=6), st.sampled_from(list(ahp.METHODS)))
def test_consistent_judgements_give_back_the_weights_they_were_made_from(parts, method):
    share = np.array(parts) / sum(parts)
    table = pd.DataFrame(share[:, None] / share[None, :])
    assert ahp.weights(table, method=method)["weight"].to_numpy() == pytest.approx(share, abs=1e-6)


@given(st.lists(st.sampled_from(SCALE), min_size=3, max_size=3))
def test_eigenvector_and_geometric_mean_coincide_for_three(upper):
    table = reciprocal(upper)
    assert ahp.weights(table)["weight"].to_numpy() == pytest.approx(ahp.weights(table, method="geometric")["weight"].to_numpy(), abs=1e-7)


@given(UPPERS, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_the_criteria_does_not_matter(upper, chance):
    table = reciprocal(upper)
    order = chance.sample(range(len(table)), len(table))
    one, other = (ahp.weights(part).set_index("criterion")["weight"] for part in (table, table.iloc[order, order]))
    assert one.to_numpy() == pytest.approx(other.loc[one.index].to_numpy(), abs=1e-7)


def test_a_pair_may_be_given_either_way_round_and_as_a_fraction():
    rows = pd.DataFrame({"first": ["나", "가", "나"], "second": ["가", "다", "다"], "value": ["1/3", 5, "2"]})
    table = ahp.matrix(rows, ["가", "나", "다"])
    assert table.loc["가"].tolist() == pytest.approx([1, 3, 5]) and table.loc["다", "나"] == 0.5


def test_one_criterion_has_all_the_weight():
    assert ahp.weights(pd.DataFrame([[1.0]], index=["가"], columns=["가"]))[["weight", "rank"]].values.tolist() == [[1.0, 1]]


def test_equal_weights_share_the_first_rank():
    assert ahp.weights(ahp.matrix(examples.judgements("ahp_circle")))["rank"].tolist() == [1, 1, 1]


@pytest.mark.parametrize(("rows", "message"), [
    ([("가", "나", 10)], "쓸 수 없는 값(?s:.*)1/9부터 9까지"), ([("가", "나", "많이")], "쓸 수 없는 값"),
    ([("가", "나", 0)], "쓸 수 없는 값"), ([("가", "나", None)], "쓸 수 없는 값"), ([("가", "가", 1)], "견줄 수 없는 쌍"),
    ([("가", "나", 2), ("나", "가", 2)], "같은 쌍을 두 번"),
    ([("가", "나", 2), ("가", "다", 2)], "견주지 않은 쌍이 있습니다(?s:.*)나-다"), ([], "쌍대비교에 줄이 없습니다")])
def test_bad_judgements_are_refused(rows, message):
    with pytest.raises(DataError, match=message):
        ahp.matrix(pd.DataFrame(rows, columns=ahp.JUDGED))


@pytest.mark.parametrize(("values", "message"), [
    ([[1, 2], [2, 1]], "서로 역수가 아닙니다(?s:.*)1줄 2열"), ([[1, -2], [-0.5, 1]], "쌍대비교 행렬"),
    ([[2, 1], [1, 1]], "서로 역수가 아닙니다"),
    ([[1, 2, 3], [0.5, 1, 2]], "줄과 열의 수가 다릅니다"), ([[1, None], [1, 1]], "빈 칸")])
def test_a_table_that_is_no_reciprocal_matrix_is_refused(values, message):
    with pytest.raises(DataError, match=message):
        ahp.weights(pd.DataFrame(values))


def test_an_unknown_method_is_refused():
    with pytest.raises(ParameterError, match="가중치의 셈법"):
        ahp.weights(FOUR, method="guess")


def test_weights_of_a_hierarchy_sum_to_one():
    top, part = ahp.weights(ahp.matrix(examples.judgements("ahp_usual"))), ahp.weights(FOUR)
    whole = ahp.hierarchy(top, dict.fromkeys(top["criterion"], part))
    assert whole["weight"].sum() == pytest.approx(1, abs=1e-6) and len(whole) == 12
    assert whole["weight"][0] == pytest.approx(0.648329 * 0.565009, abs=1e-6)
    with pytest.raises(DataError, match="아래 층의 가중치가 없습니다"):
        ahp.hierarchy(top, {})
