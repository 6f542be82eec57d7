"""Shapley values: fair shares of a result that several parts bring about together."""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial

import numpy as np


def shares(value: Callable[[frozenset[str]], np.ndarray], players: Sequence[str]) -> dict[str, np.ndarray]:
    """Return each player's share of ``value(all) - value(none)``; the shares add up to it exactly.

    A share is the mean of what the player adds, over all orders in which the players can join (Shapley 1953).

    >>> shares(lambda joined: np.array(2.0 * ("가" in joined) * ("나" in joined)), ["가", "나"])["가"].item()
    1.0
    """
    known = {joined: value(joined) for size in range(len(players) + 1)
             for joined in map(frozenset, combinations(players, size))}
    count = len(players)
    found = {}
    for player in players:
        without = [joined for joined in known if player not in joined]
        found[player] = sum(factorial(len(joined)) * factorial(count - len(joined) - 1) / factorial(count)
                            * (known[joined | {player}] - known[joined]) for joined in without)
    return found
