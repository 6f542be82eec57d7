"""Counts: by hand, against a plain Counter, and two ways of counting against each other."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpgkit import documents, lexicon, morphology, terms
from dpgkit.analyzers import java, tagging
from dpgkit.errors import DataError
from dpgkit.lexicon import phrases

TOKENS = pd.DataFrame({"document": ["a", "a", "a", "b", "b"], "lemma": ["국민", "국민", "수", "경우", "법률"]})
TEXTS = ["국민이 법률을, 국민이 만든다. 국민은 국가다.", "", "법률과 조례를 만든다. 만든 법률", "!?", "국가(국민)의 조례, 국가"]


def as_counter(counted):
    """Return the counts of a DocumentTerms as a dictionary, having checked that its parts fit together."""
    long, matrix = counted.counts(), counted.matrix
    assert matrix.shape == (len(counted.documents), len(counted.terms)) and matrix.dtype == np.int64
    dense = matrix.toarray()
    assert counted.documents["tokens"].tolist() == dense.sum(axis=1).tolist()
    assert counted.terms["count"].tolist() == dense.sum(axis=0).tolist() and long["count"].sum() == dense.sum()
    assert counted.terms["documents"].tolist() == (dense > 0).sum(axis=0).tolist()
    assert counted.terms["term"].tolist() == sorted(counted.terms["term"])
    return {(document, term): count for document, term, count in long.itertuples(index=False)}


def tokens_of(texts, analyzer, pos=morphology.NOUNS, form="lemma", min_length=2, **options):
    """Return the tokens that ``count_matrix`` counts, and the ids of all documents."""
    found = morphology.analyze(texts, analyzer, progress=False, **options).tokens
    kept = found[(found["pos"].isin(pos) if pos else True) & (found[form].str.len() >= min_length)]
    return kept.assign(lemma=kept[form]), morphology.named(texts)[0]


def test_counts_add_up_to_the_tokens():
    counts = terms.count_terms(TOKENS)
    assert counts.values.tolist() == [["a", "국민", 2], ["a", "수", 1], ["b", "경우", 1], ["b", "법률", 1]]
    assert as_counter(terms.from_tokens(TOKENS)) == {(document, term): count for document, term, count in counts.itertuples(index=False)}


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["가", "나", "나다", "A", "\uffff"])), max_size=30),
       st.integers(1, 4), st.sampled_from([0.25, 0.29, 0.5, 0.75, 1.0]))
def test_counts_are_those_of_a_counter(pairs, least, share):
    counted = terms.from_tokens(pd.DataFrame(pairs, columns=["document", "lemma"], dtype=str), documents="dcba",
                                min_documents=least, max_share=share)
    spread = Counter(term for _, term in set(pairs))
    kept = {pair: count for pair, count in Counter(pairs).items() if least <= spread[pair[1]] <= 4 * share}
    assert as_counter(counted) == kept and counted.documents["document"].tolist() == list("dcba")


def test_a_share_is_not_rounded_away():
    table = pd.DataFrame({"document": [str(number) for number in range(100)], "lemma": ["가"] * 29 + ["나"] * 71})
    assert terms.from_tokens(table, max_share=0.29).terms["term"].tolist() == ["가"]


OPTIONS = [{}, {"pos": ()}, {"pos": ("VERB",), "form": "surface"}, {"min_length": 1}, {"min_length": 3, "form": "surface", "pos": ()}]


@pytest.mark.parametrize(("analyzer", "options"), [(analyzer, options) for analyzer in ("okt", "komoran") for options in OPTIONS]
                         + [("komoran", {"lexicon": lexicon.load()})])
def test_a_matrix_without_a_token_table_is_the_same(analyzer, options):
    texts = documents.load_documents("digests")[["id", "text"]].iloc[::5]
    texts = pd.concat([texts, pd.DataFrame({"id": ["빈 글", "기호"], "text": [" \n", "· ·"]})])
    tokens, names = tokens_of(texts, analyzer, **options)
    counted = terms.count_matrix(texts, analyzer, progress=False, **options)
    expected = terms.from_tokens(tokens, documents=names)
    assert as_counter(counted) == as_counter(expected) and counted.documents.equals(expected.documents)
    assert counted.terms.equals(expected.terms) and (counted.matrix != expected.matrix).nnz == 0


@pytest.mark.parametrize("analyzer", ["okt", "komoran"])
@pytest.mark.parametrize(("least", "share"), [(1, 1.0), (2, 1.0), (1, 0.4), (3, 0.5)])
def test_thresholds_are_the_same_both_ways(analyzer, least, share):
    tokens, names = tokens_of(TEXTS, analyzer)
    counted = terms.count_matrix(TEXTS, analyzer, min_documents=least, max_share=share, progress=False)
    expected = terms.from_tokens(tokens, documents=names, min_documents=least, max_share=share)
    assert as_counter(counted) == as_counter(expected) and counted.documents["document"].tolist() == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("analyzer", ["okt", "komoran"])
@pytest.mark.parametrize(("texts", "rows"), [([], 0), ([""], 1), ([" \n", "\x00"], 2), (pd.DataFrame({"id": ["a"], "text": [None]}), 1)])
@pytest.mark.parametrize("keep", [True, False])
def test_without_words_there_is_an_empty_matrix(monkeypatch, analyzer, texts, rows, keep):
    monkeypatch.setattr(tagging, "Worker", None)
    counted = terms.count_matrix(texts, analyzer, keep=keep, progress=False)
    assert counted.matrix.shape == (rows, 0) and as_counter(counted) == {}
    assert counted.documents.columns.tolist() == ["document", "tokens"] and counted.terms.columns.tolist() == ["term", "count", "documents"]


def test_no_term_left_gives_an_empty_matrix():
    assert terms.count_matrix(TEXTS, min_length=9, progress=False).matrix.shape == (5, 0)
    assert terms.from_tokens(TOKENS, min_documents=3).counts().columns.tolist() == ["document", "term", "count"]
    assert terms.from_tokens(TOKENS.iloc[:0]).matrix.shape == (0, 0)
    assert terms.count_terms(TOKENS.iloc[:0]).empty and terms.ngrams(morphology.analyze([], progress=False).tokens).empty


@pytest.mark.parametrize(("options", "what"), [
    ({"min_documents": 0}, "기준"), ({"max_share": 0}, "기준"), ({"max_share": 1.5}, "기준"), ({"form": "tag"}, "surface, lemma"),
    ({"analyzer": "mecab"}, "없는 형태소 분석기")])
def test_bad_options_are_refused_before_anything_starts(monkeypatch, options, what):
    monkeypatch.setattr(tagging, "Worker", None)
    with pytest.raises(DataError, match=what):
        terms.count_matrix(TEXTS, **options, progress=False)


def test_tokens_of_unknown_or_repeated_documents_are_refused():
    with pytest.raises(DataError, match="목록에 없는(.|\n)*b"):
        terms.from_tokens(TOKENS, documents=["a"])
    with pytest.raises(DataError, match="여럿"):
        terms.from_tokens(TOKENS, documents=["a", "b", "a"])


def test_what_a_reader_must_know_comes_with_the_counts(monkeypatch):
    monkeypatch.setattr(java, "is_there", lambda: False)
    assert terms.count_matrix(["국민이 만든다."], progress=False).notes == (morphology.NO_JAVA.format(analyzer="okt"),)


def plain_ngrams(rows, size):
    """Return the runs in the plainest way: rows of (document, sentence, position, lemma)."""
    runs = [rows[start:start + size] for start in range(len(rows) - size + 1)]
    return [" ".join(row[3] for row in run) for run in runs
            if all(one[:2] == two[:2] and one[2] + 1 == two[2] for one, two in zip(run, run[1:], strict=False))]


ROW = st.tuples(st.sampled_from("ab"), st.integers(1, 3), st.integers(1, 6), st.sampled_from("가나다"))


@settings(max_examples=60)
@given(st.lists(ROW, max_size=20), st.integers(1, 4))
def test_runs_are_those_of_the_plain_way(rows, size):
    rows = sorted({row[:3]: row for row in rows}.values())
    table = pd.DataFrame(rows, columns=["document", "sentence", "position", "lemma"]).astype({"document": str, "lemma": str})
    assert terms.ngrams(table, size)["lemma"].tolist() == plain_ngrams(rows, size)


def test_a_joined_noun_has_its_neighbours():
    words = pd.DataFrame({"document": "a", "sentence": 1, "position": [1, 2, 3, 4], "surface": list("가나다라"), "lemma": list("가나다라"),
                          "tag": "NNG", "pos": "NOUN"})
    joined, _ = phrases.rewrite(words, {"가나": "가나"})
    assert terms.ngrams(joined)["lemma"].tolist() == ["가나 다", "다 라"] and terms.ngrams(joined, 3)["lemma"].tolist() == ["가나 다 라"]


def test_a_run_below_one_word_is_refused():
    with pytest.raises(DataError, match="1 이상"):
        terms.ngrams(TOKENS, 0)
