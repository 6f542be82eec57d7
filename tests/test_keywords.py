"""Weights against a hand computation, and sentences found again."""

from math import log, sqrt

import pandas as pd
import pytest

from dpgkit import keywords
from dpgkit.errors import DataError

COUNTS = pd.DataFrame({"document": ["a", "a", "b"], "term": ["국민", "법률", "국민"], "count": [3, 2, 1]})


def test_tfidf_equals_the_formula_by_hand():
    everywhere, once = log(3 / 3) + 1, log(3 / 2) + 1        # idf = ln((1 + n) / (1 + df)) + 1
    length = sqrt((3 * everywhere) ** 2 + (2 * once) ** 2)
    weights = keywords.tfidf(COUNTS)["tfidf"].tolist()
    assert weights == pytest.approx([3 * everywhere / length, 2 * once / length, 1.0])


def test_top_terms_average_over_all_documents():
    top = keywords.top_terms(keywords.tfidf(COUNTS), top=2).set_index("term")
    assert top.loc["법률", "tfidf"] == pytest.approx(keywords.tfidf(COUNTS)["tfidf"][1] / 2, abs=1e-6)
    assert top.loc["국민", ["count", "documents"]].tolist() == [4, 2]


def test_no_terms_left_is_a_clear_message():
    with pytest.raises(DataError, match="남은 낱말이 없습니다"):
        keywords.tfidf(COUNTS.head(0))


def test_each_group_has_its_own_leading_terms():
    leading = keywords.top_terms_by(keywords.tfidf(COUNTS), pd.Series({"a": "앞", "b": "뒤"}), top=1)
    assert leading[["group", "term"]].to_numpy().tolist() == [["앞", "국민"], ["뒤", "국민"]]


def test_sentences_are_found_in_the_order_of_the_terms():
    texts = ["국민이 스스로 법을 정한다.", "국회는 법률로 그것을 정한다.",
             "--- (생 략) 법률 제1호 --- 법률", "법률이 정하는 바에 따라 한다."]
    units = pd.DataFrame({"document": ["a", "a", "a", "b"], "sentence": [1, 2, 3, 1], "text": texts})
    nouns = pd.DataFrame({"document": list("aaab"), "sentence": [1, 2, 3, 1], "lemma": ["국민", "법률", "법률", "법률"]})
    weights = pd.DataFrame({"document": list("aab"), "term": ["국민", "법률", "법률"], "tfidf": [0.5, 0.3, 0.9]})
    found = keywords.find_sentences(units, nouns, weights, ["법률", "국민"])
    assert found["text"].tolist() == [texts[3], texts[1], texts[0]]      # best document first, table leftovers left out


def test_the_method_check_finds_the_published_values():
    check = keywords.check_method("komoran").set_index("재는 것")
    assert check.loc["띄어쓰기로 나눈 낱말 수", ["기준값", "계산한 값"]].tolist() == [4178, 4178]
    assert check.loc["Komoran 명사 '법률'의 횟수", "차이"] == 0
    assert check.loc["글자 수", "차이"] == -356          # the file is shorter than the one the documentation counted
