"""Shares against the definition by orders, and their properties."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.history import shapley

PLAYERS = ["가", "나", "다"]
COALITIONS = st.lists(st.integers(-20, 20), min_size=8, max_size=8)


def game(values):
    return lambda joined: np.array(float(values[sum(2 ** place for place, player in enumerate(PLAYERS) if player in joined)]))


def by_orders(value):
    found = dict.fromkeys(PLAYERS, 0.0)
    for order in permutations(PLAYERS):
        for place, player in enumerate(order):
            before = frozenset(order[:place])
            found[player] += (value(before | {player}) - value(before)) / 6
    return found


@given(COALITIONS)
def test_shares_are_means_over_all_orders(values):
    assert shapley.shares(game(values), PLAYERS) == pytest.approx(by_orders(game(values)))


@given(COALITIONS)
def test_shares_add_up(values):
    assert sum(shapley.shares(game(values), PLAYERS).values()) == pytest.approx(values[7] - values[0])


def test_the_glove_game_of_the_textbook():
    shares = shapley.shares(lambda joined: np.array(float("가" in joined and len(joined) > 1)), PLAYERS)      # one left glove, two right
    assert {player: round(float(share), 4) for player, share in shares.items()} == {"가": 0.6667, "나": 0.1667, "다": 0.1667}


def test_a_part_that_changes_nothing_has_no_share():
    shares = shapley.shares(lambda joined: np.array([float("가" in joined), 0.0]), PLAYERS)
    assert shares["가"].tolist() == [1.0, 0.0] and shares["나"].tolist() == [0.0, 0.0]
