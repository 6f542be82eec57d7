"""How strongly two things go together, measured on tables of two rows and two columns."""

import numpy as np

# In every function below a table is given by four counts (single numbers or arrays of equal length):
# ``both`` = row and column together, ``row`` and ``column`` = each alone or together, ``total`` = everything counted.


def log_likelihood(both: np.ndarray, row: np.ndarray, column: np.ndarray, total: np.ndarray | int) -> np.ndarray:
    """Return the signed log-likelihood ratio: positive where the two meet more often than by chance, negative where less.

    >>> log_likelihood(110, 2552, 221, 31777).round(2)
    np.float64(270.72)

    G2 = 2 sum(O ln(O / E)) over the four cells, E = row x column / total (Dunning 1993); a cell of 0 adds 0. The sign is that
    of ``both`` minus its expected count. Rayson and Garside (2000) sum two of the four cells; for rare words the two are close.
    """
    from scipy.special import rel_entr  # heavy, and most lessons do not need it

    both, row, column, total = (np.asarray(count, dtype=float) for count in (both, row, column, total))
    seen = (both, row - both, column - both, total - row - column + both)
    expected = (row * column / total, row * (total - column) / total, (total - row) * column / total,
                (total - row) * (total - column) / total)
    size = 2 * sum(rel_entr(cell, chance) for cell, chance in zip(seen, expected, strict=True))
    return np.maximum(size, 0) * np.where(both < expected[0], -1, 1)      # rounding may leave a tiny negative number


def p_value(likelihood: np.ndarray) -> np.ndarray:
    """Return how often chance alone gives a log-likelihood this large: chi-squared with one degree of freedom.

    >>> p_value(-3.8414588).round(4)
    np.float64(0.05)
    """
    from scipy.stats import chi2

    return chi2.sf(np.abs(likelihood), 1)


def pmi(both: np.ndarray, row: np.ndarray, column: np.ndarray, total: np.ndarray | int) -> np.ndarray:
    """Return the pointwise mutual information in bits: log2(both x total / (row x column)) (Church and Hanks 1990).

    >>> pmi(4, 8, 8, 64)
    np.float64(2.0)

    Parameters: ``both`` is 1 or more.
    """
    return np.log2(np.asarray(both, dtype=float) * total / (np.asarray(row, dtype=float) * column))


def npmi(both: np.ndarray, row: np.ndarray, column: np.ndarray, total: np.ndarray | int) -> np.ndarray:
    """Return the normalised PMI: 1 where the two never stand apart, 0 by chance, below 0 where they avoid each other.

    >>> npmi(4, 4, 4, 64), npmi(4, 16, 16, 64)
    (np.float64(1.0), np.float64(0.0))

    NPMI = PMI / -log2(both / total) (Bouma 2009). Where one pair is all there is, nothing can be told and it is 0.
    """
    bits = -np.log2(np.asarray(both, dtype=float) / total)
    return np.where(bits > 0, pmi(both, row, column, total) / np.where(bits > 0, bits, 1), 0.0)[()]
