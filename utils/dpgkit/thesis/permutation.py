"""Two groups of documents compared by exchanging and redrawing whole documents, for words of one document go together.

In every function ``found`` counts something in each document (documents x things), ``units`` is what it is counted in (words,
sentences; 1 or more a document), ``sides`` says which documents are on the first side, and ``strata`` gives each document a
kind: only documents of one kind are exchanged.
"""

from itertools import combinations, product
from math import comb, prod

import numpy as np

HALF = 0.5              # what a count of 0 is taken as, so that the ratio of two rates exists (Hardie 2014)
NEARLY = 1e-12          # sums of the same numbers in another order may differ by less than this
CELLS = 4_000_000       # how many weights are held at once, so that memory does not grow with the number of draws


def log_ratio(found_a: np.ndarray, found_b: np.ndarray, units_a: np.ndarray, units_b: np.ndarray) -> np.ndarray:
    """Return log2 of the rate on the first side over that on the second; a count of 0 is taken as 0.5 (Hardie 2014).

    >>> log_ratio(8, 2, 64, 64)
    np.float64(2.0)
    """
    return np.log2(np.maximum(found_a, HALF) / units_a) - np.log2(np.maximum(found_b, HALF) / units_b)


def observed(found: np.ndarray, units: np.ndarray, sides: np.ndarray) -> np.ndarray:
    """Return the log ratio of each thing between the two sides as they are.

    >>> observed(np.array([[8], [2]]), np.array([10, 10]), np.array([True, False]))
    array([2.])
    """
    return _ratios(found, units, sides[None, :].astype(float))[0]


def ways(sides: np.ndarray, strata: np.ndarray | None = None) -> int:
    """Return in how many ways the documents can be put on the two sides when each kind keeps its number on each side.

    >>> ways(np.array([True, True, False, False])), ways(np.array([True, False]), np.array(["법", "계획"]))
    (6, 1)
    """
    return prod(comb(len(places), int(sides[places].sum())) for places in _kinds(sides, strata))


def exchanged(sides: np.ndarray, strata: np.ndarray | None = None, *, draws: int = 2000, seed: int = 0) -> np.ndarray:
    """Return ways to put the documents on the two sides (ways x documents): all where there are up to ``draws``, or random ones.

    >>> exchanged(np.array([True, False])).tolist()
    [[True, False], [False, True]]
    """
    kinds = _kinds(sides, strata)
    if ways(sides, strata) <= draws:
        return _all_ways(sides, kinds)
    random, drawn = np.random.default_rng(seed), np.empty((draws, len(sides)), dtype=bool)
    for places in kinds:
        drawn[:, places] = random.permuted(np.tile(sides[places], (draws, 1)), axis=1)
    return drawn


def p_values(found: np.ndarray, units: np.ndarray, sides: np.ndarray, strata: np.ndarray | None = None, *, draws: int = 2000,
             seed: int = 0) -> np.ndarray:
    """Return for each thing how often exchanged documents give a log ratio as large as theirs (one-sided).

    All ways are tried where there are up to ``draws``; otherwise the real one counts as one more draw, so that p is never 0
    (Phipson and Smyth 2010).

    >>> found, units = np.array([[5], [4], [0], [0]]), np.array([9, 9, 9, 9])
    >>> p_values(found, units, np.array([True, True, False, False])).round(4)
    array([0.1667])
    """
    drawn = exchanged(sides, strata, draws=draws, seed=seed)
    least = observed(found, units, sides) - NEARLY
    as_large = sum((_ratios(found, units, part.astype(float)) >= least).sum(axis=0)
                   for part in np.array_split(drawn, drawn.size // CELLS + 1))
    more = 0 if ways(sides, strata) <= draws else 1
    return (as_large + more) / (len(drawn) + more)


def ranges(found: np.ndarray, units: np.ndarray, sides: np.ndarray, *, resamples: int = 2000, level: float = 0.95,
           seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and the upper end of each log ratio when the documents of each side are drawn anew (Efron 1979).

    >>> low, high = ranges(np.array([[3], [3], [1], [1]]), np.array([9, 9, 9, 9]), np.array([True, True, False, False]))
    >>> low.round(3), high.round(3)
    (array([1.585]), array([1.585]))

    Parameters: ``level`` of the percentile range, between 0 and 1.
    """
    random = np.random.default_rng(seed)
    sums_a, sums_b = (_redrawn(found[side], units[side], resamples, random) for side in (sides, ~sides))
    ratios = log_ratio(sums_a[:, :-1], sums_b[:, :-1], sums_a[:, -1:], sums_b[:, -1:])
    return tuple(np.quantile(ratios, [(1 - level) / 2, (1 + level) / 2], axis=0))


def holm(p: np.ndarray) -> np.ndarray:
    """Return p values corrected for their number, step by step from the smallest (Holm 1979); a missing one is no test.

    >>> holm(np.array([0.01, 0.04, 0.03, np.nan])).round(4)
    array([0.03, 0.06, 0.06,  nan])
    """
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    corrected = np.full(len(p), np.nan)
    corrected[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(len(order), 0, -1)), 1)
    return corrected


def _kinds(sides: np.ndarray, strata: np.ndarray | None) -> list[np.ndarray]:
    """Return the places of the documents of each kind."""
    if strata is None:
        return [np.arange(len(sides))]
    labels, kinds = np.unique(np.asarray(strata, dtype=str), return_inverse=True)
    return [np.flatnonzero(kinds == number) for number in range(len(labels))]


def _all_ways(sides: np.ndarray, kinds: list[np.ndarray]) -> np.ndarray:
    choices = product(*(combinations(places, int(sides[places].sum())) for places in kinds))
    chosen = [[place for places in choice for place in places] for choice in choices]
    everything = np.zeros((len(chosen), len(sides)), dtype=bool)
    np.put_along_axis(everything, np.array(chosen, dtype=int), True, axis=1)
    return everything


def _redrawn(found: np.ndarray, units: np.ndarray, resamples: int, random: np.random.Generator) -> np.ndarray:
    """Return the sums of each thing, and of the units last, over documents drawn anew (draws x things and units)."""
    number, both = len(units), np.column_stack([found, units]).astype(float)
    rows = CELLS // number + 1
    return np.concatenate([random.multinomial(number, np.full(number, 1 / number), size=min(rows, resamples - start)) @ both
                           for start in range(0, resamples, rows)])


def _ratios(found: np.ndarray, units: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return the log ratios (ways x things) when the documents marked 1 in each row of ``first`` are on the first side."""
    found_a, units_a = first @ found, (first @ units)[:, None]
    return log_ratio(found_a, found.sum(axis=0) - found_a, units_a, units.sum() - units_a)
