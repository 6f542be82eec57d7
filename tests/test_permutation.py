"""Exchanged documents against plain loops and scipy, redrawn documents against a plain loop, Holm against worked values."""

from itertools import combinations, product
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import permutation_test

from dpgkit.thesis import permutation

FOUND, UNITS = np.array([5, 3, 4, 1, 0, 2, 1]), np.array([10, 9, 12, 8, 7, 11, 10])
SIDES = np.array([True, True, True, False, False, False, False])
KINDS = np.array(["법", "법", "계획", "법", "계획", "계획", "법"])


def ratio(chosen, found=FOUND, units=UNITS):
    sums = [[sum(row[place] for place in range(len(row)) if (place in chosen) is side) for row in (found, units)] for side in (True, False)]
    return log2(max(sums[0][0], .5) / sums[0][1]) - log2(max(sums[1][0], .5) / sums[1][1])


def by_loop(kinds=None):
    """p from a plain loop over every way to choose the first side, with as many of each kind as there really are."""
    real, share = {place for place, side in enumerate(SIDES) if side}, []
    for chosen in combinations(range(len(SIDES)), len(real)):
        if kinds is None or sorted(kinds[list(chosen)]) == sorted(kinds[list(real)]):
            share.append(ratio(set(chosen)) >= ratio(real) - 1e-9)
    return sum(share) / len(share), len(share)


@pytest.mark.parametrize("kinds", [None, KINDS])
def test_p_is_that_of_a_plain_loop(kinds):
    p, number = by_loop(kinds)
    assert permutation.ways(SIDES, kinds) == number and len(permutation.exchanged(SIDES, kinds)) == number
    assert permutation.p_values(FOUND[:, None], UNITS, SIDES, kinds).tolist() == pytest.approx([p])


def test_p_is_that_of_scipy():
    places = np.arange(len(SIDES))
    both = [places[SIDES], places[~SIDES]]
    scipys = permutation_test(both, lambda a, _b: ratio(set(a.tolist())), vectorized=False, n_resamples=np.inf, alternative="greater")
    assert permutation.p_values(FOUND[:, None], UNITS, SIDES)[0] == pytest.approx(scipys.pvalue)
    assert permutation.observed(FOUND[:, None], UNITS, SIDES)[0] == pytest.approx(scipys.statistic)


def test_random_draws_come_near_to_all_ways():
    few = permutation.p_values(FOUND[:, None], UNITS, SIDES, KINDS, draws=17, seed=1)[0]       # one fewer than there are ways
    assert few * 18 == pytest.approx(round(few * 18)) and few >= 1 / 18
    wide = [np.tile(one, 3) for one in (FOUND, UNITS, SIDES)]
    exact = permutation.p_values(wide[0][:, None], wide[1], wide[2], draws=400_000)
    drawn = permutation.p_values(wide[0][:, None], wide[1], wide[2], draws=20_000, seed=2)
    assert permutation.ways(wide[2]) == 293_930 and drawn == pytest.approx(exact, abs=0.003)


def test_pieces_give_what_the_whole_gives(monkeypatch):
    wide = [np.tile(one, 9) for one in (FOUND, UNITS, SIDES)]

    def result():
        found, units, sides = wide[0][:, None], wide[1], wide[2]
        return [*permutation.p_values(found, units, sides), *np.ravel(permutation.ranges(found, units, sides))]

    whole = result()
    monkeypatch.setattr(permutation, "CELLS", 1_000)
    assert result() == whole == result()


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("가나다")), min_size=1, max_size=9))
def test_every_kind_keeps_its_number_on_each_side(documents):
    sides, kinds = (np.array(column) for column in zip(*documents, strict=True))
    for drawn in (permutation.exchanged(sides, kinds), permutation.exchanged(sides, kinds, draws=1, seed=3)):
        for kind in np.unique(kinds):
            assert (drawn[:, kinds == kind].sum(axis=1) == sides[kinds == kind].sum()).all()
    every = permutation.exchanged(sides, kinds)
    assert len(np.unique(every, axis=0)) == len(every) and (every == sides).all(axis=1).any()


def test_without_an_effect_p_is_spread_evenly():
    random = np.random.default_rng(7)
    p = np.array([permutation.p_values(random.poisson(8, (12, 1)), random.integers(8, 20, 12), np.arange(12) < 6)[0] for _ in range(400)])
    shares = [(p <= bound).mean() for bound in (0.05, 0.25, 0.5, 0.75)]
    assert shares == pytest.approx([0.05, 0.25, 0.5, 0.75], abs=0.06)


def test_a_planted_effect_is_found_and_the_other_is_not():
    random = np.random.default_rng(8)
    sides, units = np.arange(40) < 16, random.integers(10, 20, 40)
    found = np.column_stack([random.poisson(units * np.where(sides, 0.4, 0.1)), random.poisson(units * 0.2)])
    p, (low, high) = permutation.p_values(found, units, sides), permutation.ranges(found, units, sides)
    assert p[0] < 0.001 and p[1] > 0.05 and low[0] > 1 and low[0] < 2 < high[0] and low[1] < 0 < high[1]


def test_ranges_are_those_of_a_plain_loop():
    random, ratios = np.random.default_rng(9), []
    for _ in range(6_000):
        drawn = [random.choice(np.flatnonzero(side), side.sum()) for side in (SIDES, ~SIDES)]
        sums = [(max(FOUND[places].sum(), .5) / UNITS[places].sum()) for places in drawn]
        ratios.append(log2(sums[0] / sums[1]))
    low, high = permutation.ranges(FOUND[:, None], UNITS, SIDES, resamples=6_000, level=0.8, seed=1)
    assert [low[0], high[0]] == pytest.approx(np.quantile(ratios, [0.1, 0.9]), abs=0.08)


@pytest.mark.parametrize(("p", "expected"), [
    ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]), ([0.01, 0.02, 0.03, 0.04, 0.05], [0.05, 0.08, 0.09, 0.09, 0.09]),
    ([0.6, 0.5], [1.0, 1.0]), ([0.03], [0.03]), ([], [])])
def test_holm_by_hand(p, expected):
    assert permutation.holm(np.array(p)).tolist() == pytest.approx(expected)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_lies_between_p_and_bonferroni(values):
    p = np.array(values)
    corrected = permutation.holm(p)
    assert (corrected >= p).all() and (corrected <= np.minimum(p * len(p), 1) + 1e-12).all()
    assert (np.diff(corrected[np.argsort(p, kind="stable")]) >= 0).all()


def test_a_missing_p_is_no_test():
    assert permutation.holm(np.array([np.nan, 0.02, 0.04]))[1:].tolist() == [0.04, 0.04]


def test_all_ways_of_two_kinds_are_the_product():
    every = permutation.exchanged(SIDES, KINDS)
    expected = {tuple(sorted((*laws, *plans))) for laws, plans in product(combinations([0, 1, 3, 6], 2), combinations([2, 4, 5], 1))}
    assert {tuple(np.flatnonzero(row).tolist()) for row in every} == expected and every.shape == (18, 7)
