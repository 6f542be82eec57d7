"""Pairs of tokens against a plain loop, and compounds proposed from neighbours."""

from math import log2

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.errors import DataError
from dpgkit.keywords import collocations as module
from dpgkit.keywords.collocations import collocations, compound_candidates


def tagged(*sentences):
    """One document a sentence; words ending in - are particles."""
    rows = [(str(number), 1, place, word.rstrip("-"), "", "PARTICLE" if word.endswith("-") else "NOUN")
            for number, text in enumerate(sentences) for place, word in enumerate(text.split(), start=1)]
    return pd.DataFrame(rows, columns=["document", "sentence", "position", "lemma", "tag", "pos"])


TOKENS = tagged("디지털 정부 가- 국민 안전 을-", "새 디지털 정부 는- 국민 의- 안전", "디지털 정부 와- 국민 안전", "디지털 전환")


@pytest.mark.parametrize("window, pair, count", [
    (1, ("디지털", "정부"), 3), (1, ("국민", "안전"), 2), (2, ("국민", "안전"), 3), (2, ("정부", "국민"), 3), (4, ("디지털", "안전"), 2)])
def test_pairs_within_the_window_of_positions(window, pair, count):
    table = collocations(TOKENS, window=window, min_count=1).set_index(["left", "right"])
    assert table.loc[pair, "count"] == count


def test_a_joined_token_is_the_neighbour_of_what_follows():
    joined = tagged("디지털플랫폼 정부 가- 국민 안전").assign(position=[1, 3, 4, 5, 7], tag=["NNG+NNG", "NNG", "JKS", "NNG", "NNG"])
    assert collocations(joined, min_count=1)[["left", "right"]].to_numpy().tolist() == [["디지털플랫폼", "정부"]]    # 6 was taken out


def test_pairs_do_not_cross_sentences():
    table = collocations(tagged("국민 안전", "정부 국민"), min_count=1)
    assert table[["left", "right"]].to_numpy().tolist() == [["국민", "안전"], ["정부", "국민"]]


def test_measures_by_hand():
    row = collocations(TOKENS, min_count=1).set_index(["left", "right"]).loc[("디지털", "정부")]
    assert row[["count_left", "count_right", "documents"]].tolist() == [4, 3, 3]       # of seven pairs
    assert row["pmi"] == pytest.approx(log2(3 * 7 / 12), abs=1e-6)
    assert row["npmi"] == pytest.approx(log2(3 * 7 / 12) / -log2(3 / 7), abs=1e-6)


@given(st.lists(st.lists(st.sampled_from(["가", "나", "다-"]), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=4),
       st.integers(1, 4))
def test_counts_are_those_of_a_plain_loop(sentences, window):
    expected = {}
    for text in sentences:
        words = text.split()
        for first, left in enumerate(words):
            for right in words[first + 1:first + 1 + window]:
                if not (left + right).count("-"):
                    expected[left, right] = expected.get((left, right), 0) + 1
    table = collocations(tagged(*sentences), window=window, min_count=1)
    assert table.set_index(["left", "right"])["count"].to_dict() == expected
    assert table["count"].sum() == sum(expected.values()) and table[["pmi", "npmi", "g2", "p"]].notna().all(axis=None)


@pytest.mark.parametrize("tokens", [TOKENS.head(0), tagged("국민"), tagged("은- 는-"), tagged("국민 의- 안전")])
def test_nothing_to_pair_leaves_an_empty_table(tokens):
    assert collocations(tokens, min_count=1).columns.tolist() == module.COLUMNS and collocations(tokens, min_count=1).empty
    assert compound_candidates(tokens).columns.tolist() == module.CANDIDATES and compound_candidates(tokens).empty


def test_a_window_of_nothing_is_refused():
    with pytest.raises(DataError, match="거리가 너무 짧습니다"):
        collocations(TOKENS, window=0)


def test_candidates_carry_the_entropy_of_their_neighbours():
    row = compound_candidates(TOKENS, min_count=2).set_index("compound").loc["디지털 정부"]
    assert row["left_entropy"] == pytest.approx(-(2 / 3 * log2(2 / 3) + 1 / 3 * log2(1 / 3)), abs=1e-6)      # edge, 새, edge
    assert row["right_entropy"] == pytest.approx(log2(3), abs=1e-6)                                          # 가, 는, 와


def test_candidates_stand_in_enough_documents():
    once = pd.concat([TOKENS, tagged("핵심 지표 와- 핵심 지표 와- 핵심 지표").assign(document="9")])
    assert "핵심 지표" not in compound_candidates(once, min_count=2)["compound"].tolist()
    assert "핵심 지표" in compound_candidates(once, min_count=2, min_documents=1)["compound"].tolist()
