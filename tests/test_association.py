"""Association against the table that Dunning published, and against scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from dpgkit.keywords import association

DUNNING = [      # -2 log lambda, AB, A without B, B without A, neither: Dunning (1993), the first table of bigrams
    (270.72, 110, 2442, 111, 29114), (263.90, 29, 13, 123, 31612), (256.84, 31, 23, 139, 31584), (167.23, 10, 0, 3, 31764),
    (157.21, 76, 104, 2476, 29121), (115.02, 16, 0, 865, 30896), (76.30, 5, 13, 0, 31759), (61.61, 3, 0, 0, 31774),
    (44.36, 7, 0, 1333, 30437), (36.98, 3, 10, 5, 31759)]


@pytest.mark.parametrize("published, both, row_only, column_only, neither", DUNNING)
def test_the_likelihood_is_the_published_one(published, both, row_only, column_only, neither):
    total = both + row_only + column_only + neither
    assert association.log_likelihood(both, both + row_only, both + column_only, total) == pytest.approx(published, abs=0.005)


@given(st.lists(st.integers(0, 300), min_size=4, max_size=4))
def test_the_likelihood_is_that_of_scipy(cells):
    table = np.array(cells).reshape(2, 2)
    if not (table.sum(0).all() and table.sum(1).all()):
        return
    expected, p, *_ = chi2_contingency(table, correction=False, lambda_="log-likelihood")
    got = association.log_likelihood(table[0, 0], table[0].sum(), table[:, 0].sum(), table.sum())
    assert abs(got) == pytest.approx(expected, abs=1e-8) and association.p_value(got) == pytest.approx(p, abs=1e-8)
    assert got == pytest.approx(0, abs=1e-8) or np.sign(got) == np.sign(np.linalg.det(table))


@pytest.mark.parametrize("both, row, column, total", [(0, 5, 5, 10), (5, 5, 10, 10), (10, 10, 10, 10), (0, 0, 5, 10)])
def test_empty_cells_leave_a_number(both, row, column, total):
    assert np.isfinite(association.log_likelihood(both, row, column, total))


def test_npmi_ends_where_bouma_says():
    assert association.npmi(np.array([7]), np.array([7]), np.array([7]), 100).round(12).tolist() == [1]     # never apart
    assert association.npmi(np.array([6]), np.array([20]), np.array([30]), 100).round(12).tolist() == [0]   # as by chance
    assert association.npmi(np.array([1]), np.array([50]), np.array([50]), 100)[0] == pytest.approx(-np.log2(25) / np.log2(100))
    assert association.npmi(np.array([5]), np.array([5]), np.array([5]), 5).tolist() == [0]                 # nothing else to see
