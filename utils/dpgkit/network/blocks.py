"""Terms in like positions: CONCOR splits a network into blocks, and densities tell how the blocks hold together."""

import numpy as np
import pandas as pd

from dpgkit.errors import DataError
from dpgkit.reading import Reading, some

ARRIVED = 1 - 1e-9        # a correlation this close to 1 or -1 has arrived
ROUNDS = 1000             # correlations that have not arrived by then are in balance, as three rows that differ alike
DEPTHS = range(1, 7)


def concor(table: pd.DataFrame, *, depth: int = 2) -> pd.DataFrame:
    """Return blocks of rows with like profiles by CONCOR (Breiger, Boorman and Arabie 1975): term, block.

    Rows are correlated, then the rows of that table of correlations, and so on until all are 1 or -1: two halves. Each half
    is split again, always by its whole profiles, ``depth`` times (at most 2^depth blocks). A table with the same names on
    both sides is a network: a profile is the row and the column of a term, without its tie to itself and without the two
    ties between the terms compared (Wasserman and Faust 1994, chapter 9).

    Odd cases: rows without variance, such as terms without ties, form a last block; a correlation that cannot be computed
    counts as 0; rows that are all alike, or whose correlations stay in balance, are not split. Of two halves the one with
    the earlier row has the lower number.

    Parameters: ``table`` of numbers, terms by terms or terms by documents. Raises DataError for another ``depth``.

    >>> table = pd.DataFrame([[2, 2, 0, 0], [3, 3, 0, 0], [0, 0, 1, 1], [0, 0, 4, 4]], index=list("가나다라"))
    >>> concor(table, depth=1)["block"].tolist()
    [1, 1, 2, 2]
    """
    if depth not in DEPTHS:
        raise DataError("블록을 나눌 횟수가 맞지 않습니다.", value=depth, allowed=DEPTHS, todo="depth를 고치십시오.")
    profiles = _profiles(table)
    varied = (profiles.max() > profiles.min()).to_numpy(dtype=bool)
    blocks = [np.flatnonzero(varied)]
    for _ in range(depth):
        blocks = [half for block in blocks for half in _halves(profiles, block)]
    kept = [block for block in [*blocks, np.flatnonzero(~varied)] if len(block)]
    rows = [(table.index[row], number) for number, block in enumerate(kept, start=1) for row in block]
    return pd.DataFrame(rows, columns=["term", "block"])


def densities(table: pd.DataFrame, blocks: pd.DataFrame, columns: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the mean tie between blocks: row, column (numbers of blocks), density, dense (1 where above the overall mean).

    ``dense`` makes the image matrix (Wasserman and Faust 1994, chapter 10). Ties of a term to itself do not count, so that a block
    of one term has no density with itself (NaN).

    Parameters: ``table`` and ``blocks`` as for and from ``concor``; ``columns`` the blocks of the columns (also term,
    block), where the table is not a network.

    >>> table = pd.DataFrame([[0, 1, 0], [1, 0, 0], [0, 0, 0]], index=list("가나다"), columns=list("가나다"))
    >>> densities(table, pd.DataFrame({"term": list("가나다"), "block": [1, 1, 2]}))["density"].tolist()
    [1.0, 0.0, 0.0, nan]
    """
    ties = _ties(table).rename_axis(index="from", columns="to").stack().rename("tie").reset_index()
    side = {"row": ("from", blocks), "column": ("to", blocks if columns is None else columns)}
    for name, (end, placed) in side.items():
        ties[name] = ties[end].map(placed.set_index("term")["block"])
    every = pd.MultiIndex.from_product([sorted(placed["block"].unique()) for _, placed in side.values()], names=list(side))
    found = ties.groupby(list(side))["tie"].mean().reindex(every).rename("density").reset_index()
    return found.assign(density=found["density"].round(6), dense=(found["density"] > ties["tie"].mean()).astype("int64"))


def members(blocks: pd.DataFrame, *, shown: int = 8) -> pd.DataFrame:
    """Return one row a block: block, size, terms (the first ``shown``, in the order of the table).

    >>> members(pd.DataFrame({"term": ["국민", "법률"], "block": [1, 1]})).values.tolist()
    [[1, 2, '국민, 법률']]
    """
    rows = [(block, len(part), some(part, shown))
            for block, part in blocks.groupby("block")["term"]]
    return pd.DataFrame(rows, columns=["block", "size", "terms"])


def read_blocks(blocks: pd.DataFrame, found: pd.DataFrame) -> Reading:
    """Return a few sentences on how many blocks there are and which hold together most.

    >>> blocks = pd.DataFrame({"term": list("가나다"), "block": [1, 1, 2]})
    >>> read_blocks(blocks, pd.DataFrame({"row": [1, 1], "column": [1, 2], "density": [1.0, 0.5]}))
    '낱말 3개가 블록 2개로 나뉩니다. 밀도는 블록 1 안이 가장 높고(1.00), 서로 다른 블록 사이에서는 블록 1·2 사이가 가장 높습니다(0.50).'
    """
    start = f"낱말 {len(blocks)}개가 블록 {blocks['block'].nunique()}개로 나뉩니다."
    ties = found.dropna(subset="density").sort_values(["density", "row", "column"], ascending=[False, True, True])
    within, between = ties[ties["row"] == ties["column"]].head(1), ties[ties["row"] != ties["column"]].head(1)
    if within.empty or between.empty:
        return Reading(start)
    inner, outer = within.iloc[0], between.iloc[0]
    return Reading(f"{start} 밀도는 블록 {inner['row']:.0f} 안이 가장 높고({inner['density']:.2f}), 서로 다른 블록 사이에서는 "
                   f"블록 {outer['row']:.0f}·{outer['column']:.0f} 사이가 가장 높습니다({outer['density']:.2f}).")


def _is_network(table: pd.DataFrame) -> bool:
    return list(table.index) == list(table.columns)


def _ties(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as numbers, without the ties to oneself where it is a network."""
    values = table.astype(float)
    return values.mask(np.eye(len(values), dtype=bool)) if _is_network(table) else values


def _profiles(table: pd.DataFrame) -> pd.DataFrame:
    """Return one column a row of the table, so that pandas correlates them pair by pair, passing over missing cells."""
    values = _ties(table).to_numpy()
    return pd.DataFrame(np.vstack([values.T, values]) if _is_network(table) else values.T)


def _halves(profiles: pd.DataFrame, block: np.ndarray) -> list[np.ndarray]:
    """Return the two halves of a block, or the block itself where it does not fall apart."""
    if len(block) < 2:
        return [block]
    found = _settled(profiles[block].corr().to_numpy(copy=True))
    for _ in range(ROUNDS):
        if (np.abs(found) > ARRIVED).all():
            with_first = found[0] > 0
            return [block] if with_first.all() else [block[with_first], block[~with_first]]
        with np.errstate(invalid="ignore", divide="ignore"):
            found = _settled(np.corrcoef(found))
    return [block]


def _settled(found: np.ndarray) -> np.ndarray:
    """Return correlations without gaps, and without the last digits, in which machines differ."""
    found = np.nan_to_num(found).round(12)
    np.fill_diagonal(found, 1)
    return found
