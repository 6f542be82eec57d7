"""CONCOR against a published partition, another program's examples, and blocks that can be seen by eye."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.errors import DataError
from dpgkit.network import blocks

# Mohr (1994), Soldiers, Mothers, Tramps and Others, Poetics 22: which of 58 kinds of relief each of 26 groups of people was
# given (table 3), and the eight blocks that CONCOR makes of them (figure 1; the R program concoR finds the same).
RELIEF = """BLIND_M 8: 17 22 27 28 29 | BLIND_NG 4: 0 4 8 12 21 22 25 27 34 35 37 43 44 49 55 | BLIND_F 8: 17 18 22 27 28 29 39
CONSUM_NG 6: 0 21 25 29 | DISABLE_NG 2: 35 44 | EXCON_NG 3: 7 21 23 24 37 | HISTAT_M 5: 25 39 | HISTAT_NG 5: 25 39
HISTAT_F 5: 23 25 38 39 47 | IMMIGN_NG 4: 0 3 7 21 23 24 25 27 28 29 31 34 35 38 42 43 44 48 | IMMIGN_F 3: 23 29 36 37 38 43 47
MOTHERS 7: 12 20 24 25 28 33 34 35 38 47 49 | SEAMEN 4: 21 24 25 30 31 34 38 44 48 49 | SOLDIERS 4: 0 21 23 25 37 44 48
STRANG_NG 2: 44 54 | TRAMP_M 1: 1 5 | TRAMP_F 1: 1 5 6 | UNEMPL_M 3: 24 36 37 38 44 | UNEMPL_NG 3: 22 23 24 37 | UNEMPL_F 3: 23
UNWEDMOTH 2: 8 39 44 | WIDOWS 4: 0 21 23 25 35 37 39 49 | WORKBOYS 7: 10 12 25 28 33 34 57
WORKGIRLS 7: 24 28 33 34 39 42 43 47 48 | WORKMEN 6: 25 | WORKWOMEN 7: 23 25 28 29 33 34 47"""


def mohr():
    rows = [part.split(":") for part in RELIEF.replace("\n", " | ").split(" | ")]
    names = [head.split()[0] for head, _ in rows]
    given_ = {name: [int(kind in set(map(int, kinds.split()))) for kind in range(58)] for name, (_, kinds) in zip(names, rows, strict=True)}
    return pd.DataFrame(given_).T, {name: int(head.split()[1]) for name, (head, _) in zip(names, rows, strict=True)}


def parts(found):
    return {frozenset(part) for _, part in found.groupby("block")["term"]}


def test_the_published_blocks_of_mohr_come_out():
    table, published = mohr()
    found = blocks.concor(table, depth=3).set_index("term")["block"]
    pairs = {(found[name], published[name]) for name in table.index}
    assert len(pairs) == 8 == len({mine for mine, _ in pairs})                     # one to one
    assert table.T.corr().loc["SEAMEN", "WIDOWS"] == pytest.approx(0.2145247)      # as published: alike only through others


# Examples of the R package concorR 0.2.1, with the blocks its manual prints; rows give ties to columns.
SMALL = pd.DataFrame([[0, 1, 1, 1, 1], [0, 0, 1, 0, 0], [0, 1, 0, 1, 0], [0, 0, 1, 0, 0], [1, 1, 1, 1, 0]],
                     index=list("abcde"), columns=list("abcde"))
ISOLATE = pd.DataFrame([[0, 1, 1, 1, 1, 0], [1, 0, 1, 1, 1, 0], [1, 1, 0, 1, 1, 0], [0, 0, 0, 0, 1, 0], [0, 0, 0, 1, 0, 0], [0] * 6],
                       index=list("ABCDEF"), columns=list("ABCDEF"))


@pytest.mark.parametrize(("table", "expected"), [(SMALL, ["bcd", "ae"]), (ISOLATE, ["ABC", "DE", "F"])])
def test_directed_networks_split_as_in_another_program(table, expected):
    assert parts(blocks.concor(table, depth=1)) == set(map(frozenset, expected))


def test_the_image_matrix_is_that_of_the_other_program():
    found = blocks.densities(SMALL, pd.DataFrame({"term": list("bcdae"), "block": [1, 1, 1, 2, 2]}))
    assert found["density"].tolist() == pytest.approx([4 / 6, 0, 1, 1], abs=1e-6)
    assert found["dense"].tolist() == [1, 0, 1, 1] and SMALL.to_numpy().sum() / 20 == 0.6


def test_blocks_that_can_be_seen_are_found():
    kind = np.array([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3])
    ties = np.array([[9, 1, 0, 0], [1, 9, 0, 0], [0, 0, 9, 2], [0, 0, 2, 9]])[kind][:, kind] * (1 - np.eye(12))
    names = [f"낱말{number}" for number in range(12)]
    found = blocks.concor(pd.DataFrame(ties, index=names, columns=names), depth=2)
    assert parts(found) == {frozenset(names[place] for place in np.flatnonzero(kind == which)) for which in range(4)}
    assert found.set_index("term").loc["낱말0", "block"] == 1                       # the first row is in the first block
    means = blocks.densities(pd.DataFrame(ties, index=names, columns=names), found).pivot(index="row", columns="column", values="density")
    assert np.diag(means).tolist() == [9, 9, 9, 9] and means.loc[1, 2] in (0, 1)


@pytest.mark.parametrize(("rows", "expected"), [
    ([[1, 1, 1], [2, 2, 2]], [1, 1]),                          # no variance anywhere
    ([[1, 2, 3], [1, 2, 3], [2, 4, 6]], [1, 1, 1]),            # all alike
    ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1, 1, 1]),            # alike unlike: correlations stay in balance
    ([[1, 2, 3], [3, 2, 1], [5, 5, 5]], [1, 2, 3]),            # the row without variance comes last
    ([[1, 2, 3]], [1]), ([], [])])
def test_odd_tables_follow_the_rules(rows, expected):
    table = pd.DataFrame(rows, index=list("가나다")[:len(rows)])
    assert blocks.concor(table, depth=1)["block"].tolist() == expected


@given(st.lists(st.lists(st.integers(0, 5), min_size=6, max_size=6), min_size=1, max_size=9), st.integers(1, 3))
def test_every_row_has_one_block_and_numbers_have_no_gap(rows, depth):
    found = blocks.concor(pd.DataFrame(rows), depth=depth)
    assert sorted(found["term"]) == list(range(len(rows)))
    assert sorted(found["block"].unique()) == list(range(1, found["block"].max() + 1)) and found["block"].max() <= 2 ** depth + 1


@pytest.mark.parametrize("depth", [0, 7, "2"])
def test_a_wrong_depth_is_refused(depth):
    with pytest.raises(DataError, match="나눌 횟수"):
        blocks.concor(SMALL, depth=depth)


def test_terms_by_documents_have_blocks_on_both_sides():
    table = pd.DataFrame([[4, 3, 0, 0], [2, 2, 0, 1], [0, 0, 5, 4]], index=list("가나다"), columns=list("abcd"))
    found = blocks.densities(table, blocks.concor(table, depth=1), blocks.concor(table.T, depth=1))
    assert found["density"].tolist() == [2.75, 0.25, 0, 4.5]


def test_the_reading_holds_for_a_single_block():
    one = pd.DataFrame({"term": ["가"], "block": [1]})
    found = blocks.densities(pd.DataFrame([[0]], index=["가"], columns=["가"]), one)
    assert blocks.read_blocks(one, found) == "낱말 1개가 블록 1개로 나뉩니다."
