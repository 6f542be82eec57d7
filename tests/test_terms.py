"""Counts and filters, by hand on three words."""

import pandas as pd

from dpgkit import terms

NOUNS = pd.DataFrame({"document": ["a", "a", "a", "b", "b"], "noun": ["국민", "국민", "수", "경우", "법률"]})


def test_counts_add_up_to_the_tokens():
    counts = terms.count_terms(NOUNS)
    assert counts["count"].sum() == len(NOUNS)
    assert counts.set_index(["document", "term"]).loc[("a", "국민"), "count"] == 2


def test_stop_words_and_short_words_go():
    assert terms.drop_stopwords(NOUNS)["noun"].tolist() == ["국민", "국민", "법률"]
    assert terms.drop_stopwords(NOUNS, min_length=1)["noun"].tolist() == ["국민", "국민", "수", "법률"]


def test_the_effect_of_each_filter_is_listed():
    assert terms.filter_effect(NOUNS).to_numpy().tolist() == [["모든 명사", 5, 4], ["2글자 이상", 4, 3], ["불용어를 뺀 뒤", 3, 2]]
