"""Scores against the worked example of the notes, and what is not rated."""

import numpy as np
import pandas as pd
import pytest

from dpgkit import impact
from dpgkit.impact import ratings

CONDITIONS = list(impact.condition_labels())
EXAMPLE = pd.DataFrame([[3, 2, 1], [2, 1, 0], [2, 2, 1], [1, 1, 2], [3, 1, 0]], index=CONDITIONS, columns=list(impact.ACTORS), dtype=float)


def score(matrix, measure, weights=None):
    return ratings.scores(matrix, weights).set_index("measure").loc[measure, "value"]


@pytest.mark.parametrize(("measure", "value"), [
    ("fill_rate", 0.866667), ("mean", 1.466667), ("weakest", 0.333333), ("balance", 0.5), ("geometric", 0.475806), ("equal", 0.488889),
    ("weighted", 0.469166)])
def test_the_worked_example_gives_its_numbers(measure, value):
    weights = dict(zip(CONDITIONS, ratings.EXAMPLE_WEIGHTS, strict=True))
    assert score(EXAMPLE, measure, weights) == pytest.approx(value, abs=1e-6)


def test_means_by_condition_and_by_actor():
    assert ratings.means(EXAMPLE)["mean"].tolist() == [2, 1, 1.666667, 1.333333, 1.333333]
    assert ratings.means(EXAMPLE, by="actor")[["label", "mean"]].values.tolist() == [["정부", 2.2], ["기업", 1.4], ["국민", 0.8]]


def test_the_example_weights_are_the_eigenvector_of_their_judgements():
    judged = np.eye(5)
    judged[np.triu_indices(5, 1)] = [1 / 2, 2, 3, 2, 3, 4, 3, 2, 1, 1 / 2]
    judged[np.tril_indices(5, -1)] = 1 / judged.T[np.tril_indices(5, -1)]
    values, vectors = np.linalg.eig(judged)
    leading = np.abs(vectors[:, values.real.argmax()].real)
    assert leading / leading.sum() == pytest.approx(ratings.EXAMPLE_WEIGHTS, abs=1e-6)


def test_only_the_ratio_of_weights_counts():
    weights = dict(zip(CONDITIONS, (4, 4, 4, 4, 4), strict=True))
    assert score(EXAMPLE, "weighted", weights) == score(EXAMPLE, "equal") == score(EXAMPLE, "weighted")


def test_a_cell_has_the_highest_level_of_its_rows():
    mapping = pd.DataFrame({"condition": ["backbone", "backbone", "outcome"], "actor": "government", "level": pd.array([1, 2, 3], "Int64")})
    matrix = ratings.ratings(mapping)
    assert matrix.loc["backbone", "government"] == 2 and matrix.to_numpy().sum() == 2


def test_what_nobody_has_rated_is_counted_and_not_hidden():
    mapping = pd.DataFrame({"condition": ["backbone", "common_agenda"], "actor": "government", "level": pd.array([pd.NA, 1], "Int64")})
    matrix = ratings.ratings(mapping)
    assert ratings.unrated(matrix) == 1 and "매기지 않은 1칸은 0으로" in ratings.read_scores(matrix)


def test_without_any_level_there_is_no_balance():
    matrix = EXAMPLE * 0
    assert np.isnan(score(matrix, "balance")) and "0보다 높은 수준을 매긴 칸이 없습니다" in ratings.read_scores(matrix)


def test_the_rubric_has_four_levels_for_each_condition():
    assert ratings.rubric().shape == (5, 6) and ratings.rubric().map(len).gt(0).all(axis=None)
