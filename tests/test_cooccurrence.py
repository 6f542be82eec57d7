"""Pairs of terms against a count by hand and a plain second implementation; the disparity filter by hand."""

from itertools import combinations
from math import log2

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.errors import DataError
from dpgkit.network import cooccurrence


def tokens(*sentences, document="a"):
    rows = [(document, number, place, term) for number, words in enumerate(sentences, start=1)
            for place, term in enumerate(words.split(), start=1)]
    return pd.DataFrame(rows, columns=["document", "sentence", "position", "lemma"])


THREE = tokens("국민 정부 국민", "국민 정부 자료", "자료", "법률")


def test_terms_are_counted_and_cut():
    assert cooccurrence.nodes(THREE, top=2).values.tolist() == [["국민", 3, 1], ["자료", 2, 1]]


def test_a_pair_counts_once_a_sentence_with_pmi_over_all_sentences():
    found = cooccurrence.edges(THREE, cooccurrence.nodes(THREE), min_count=1).set_index(["source", "target"])
    assert found["count"].to_dict() == {("국민", "정부"): 2, ("국민", "자료"): 1, ("자료", "정부"): 1}
    assert found.loc[("국민", "정부"), ["pmi", "npmi"]].tolist() == [1.0, 1.0]          # 4 sentences: log2(2/4 / (2/4 x 2/4))
    assert found.loc[("국민", "자료"), "npmi"] == pytest.approx(log2(1 * 4 / (2 * 2)) / 2)


def test_a_term_outside_the_chosen_ones_still_counts_as_a_unit():
    found = cooccurrence.edges(THREE, pd.DataFrame({"term": ["국민", "정부"]}))
    assert found["pmi"].tolist() == [1.0]


@pytest.mark.parametrize(("within", "pairs"), [("sentence", 0), ("document", 3), ("window", 0)])
def test_what_counts_as_together_is_a_choice(within, pairs):
    table = tokens("국민", "정부", "자료")
    assert len(cooccurrence.edges(table, cooccurrence.nodes(table), within=within, min_count=1)) == pairs


def test_windows_are_counted_within_a_sentence():
    table = tokens("가 나 다 라")                                # windows of 3: 가나다, 나다라
    found = cooccurrence.edges(table, cooccurrence.nodes(table), within="window", window=3, min_count=1)
    assert dict(zip(found["source"] + found["target"], found["count"], strict=True)) == {
        "가나": 1, "가다": 1, "나다": 2, "나라": 1, "다라": 1}


@given(st.lists(st.lists(st.sampled_from("가나다라"), min_size=1, max_size=7), min_size=1, max_size=5), st.integers(2, 5))
def test_windows_equal_a_plain_count(sentences, window):
    expected = {}
    for words in sentences:
        for start in range(max(1, len(words) - window + 1)):
            for pair in combinations(sorted(set(words[start:start + window])), 2):
                expected[pair] = expected.get(pair, 0) + 1
    table = tokens(*map(" ".join, sentences)).sample(frac=1, random_state=1)
    found = cooccurrence.edges(table, cooccurrence.nodes(table), within="window", window=window, min_count=1)
    assert found.set_index(["source", "target"])["count"].to_dict() == expected
    assert found["npmi"].between(-1, 1).all()


@pytest.mark.parametrize("options", [{"within": "paragraph"}, {"within": "window", "window": 1}])
def test_a_wrong_choice_is_refused(options):
    with pytest.raises(DataError):
        cooccurrence.edges(THREE, cooccurrence.nodes(THREE), **options)


@pytest.mark.parametrize("within", cooccurrence.WITHIN)
def test_no_tokens_give_an_empty_table(within):
    found = cooccurrence.edges(THREE.head(0), cooccurrence.nodes(THREE.head(0)), within=within)
    assert found.columns.tolist() == cooccurrence.EDGES and found.empty
    assert cooccurrence.backbone(found).columns.tolist() == [*cooccurrence.EDGES, "chance"]
    assert cooccurrence.thresholds(found, [1])["terms"].tolist() == [0]


def test_the_backbone_follows_the_formula():
    pairs = pd.DataFrame({"source": ["가", "가", "가", "나"], "target": ["나", "다", "라", "다"], "count": [6, 2, 2, 2]})
    chances = cooccurrence.backbone(pairs, alpha=1).set_index(["source", "target"])["chance"]
    assert chances["가", "나"] == pytest.approx(min((1 - 6 / 10) ** 2, (1 - 6 / 8) ** 1))       # of 가: 6 of 10 over 3 links
    assert chances["가", "라"] == pytest.approx((1 - 2 / 10) ** 2)                              # 라 has no other link: 1 there
    assert len(cooccurrence.backbone(pairs, alpha=0.2)) == 1


def test_thresholds_show_what_falls_away():
    pairs = pd.DataFrame({"source": ["가", "나", "라"], "target": ["나", "다", "마"], "count": [5, 3, 3]})
    assert cooccurrence.thresholds(pairs, [3, 4, 9]).values.tolist() == [[3, 3, 5, 2], [4, 1, 2, 1], [9, 0, 0, 0]]
