"""Topics of texts whose topics are known, bands against a count by hand, and what happens with too little text."""

import builtins

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpgkit import topics
from dpgkit.errors import DataError

SUBJECTS = {"주택": ["청약", "주택", "임대", "공고"], "과학": ["연구", "기술", "실험", "특허"], "법률": ["국회", "법률", "조항", "개정"]}


def corpus(each=6):
    """Documents of one subject each, more of the first than of the last, with every term of the subject."""
    rows = [(f"{subject}{number}", term, 1 + (number + place) % 3) for size, (subject, terms) in enumerate(SUBJECTS.items())
            for number in range(each - size) for place, term in enumerate(terms)]
    return pd.DataFrame(rows, columns=["document", "term", "count"])


COUNTS = corpus()
GROUPS = pd.Series({document: "앞" if document.startswith("주택") else "뒤" for document in COUNTS["document"].unique()})
MAKERS = {"nmf": lambda counts: topics.topics(counts, 3),
          "lda": lambda counts: topics.topics(counts, 3, method="lda"),
          "dmr": lambda counts: topics.dmr(counts, GROUPS, 3)}


@pytest.mark.parametrize("name", MAKERS)
def test_known_subjects_are_found_and_ordered_by_their_share(name):
    if name == "dmr":
        pytest.importorskip("tomotopy", reason="선택 꾸러미 topics가 없습니다")
    model = MAKERS[name](COUNTS)
    leading = model.terms[model.terms["rank"] <= 4].groupby("topic")["term"].agg(set)
    assert leading.tolist() == list(map(set, SUBJECTS.values()))
    best = model.shares.loc[model.shares.groupby("document")["share"].idxmax()].set_index("document")["topic"]
    assert all(list(SUBJECTS)[topic - 1] == document[:2] for document, topic in best.items())


@pytest.mark.parametrize("name", MAKERS)
def test_a_seed_repeats_itself_in_any_order_of_rows(name):
    if name == "dmr":
        pytest.importorskip("tomotopy", reason="선택 꾸러미 topics가 없습니다")
    first, again = MAKERS[name](COUNTS), MAKERS[name](COUNTS.sample(frac=1, random_state=1))
    assert first.terms.equals(again.terms) and first.shares.equals(again.shares)


@pytest.mark.parametrize("method", topics.METHODS)
def test_weights_and_shares_sum_to_one(method):
    model = topics.topics(COUNTS, 3, method=method)
    assert np.allclose(model.terms.groupby("topic")["weight"].sum(), 1, atol=1e-4)
    assert np.allclose(model.shares.groupby("document")["share"].sum(), 1, atol=1e-5)
    assert model.terms.columns.tolist() == ["topic", "label", "term", "weight", "rank"] and model.misfit > 0


def test_a_topic_is_named_by_its_three_leading_terms():
    model = topics.topics(COUNTS, 3)
    leading = model.terms[(model.terms["topic"] == 1) & (model.terms["rank"] <= 3)]
    assert leading["label"].unique().tolist() == ["·".join(leading["term"])]
    table = topics.summary(model, top=4)
    assert table["share"].is_monotonic_decreasing and len(table["terms"][0].split(", ")) == 4


def test_nmf_misfit_is_the_relative_length_of_the_rest():
    counts = pd.DataFrame({"document": list("aabb"), "term": list("xyzw"), "count": [1, 1, 1, 1]})
    assert topics.topics(counts, 2).misfit == pytest.approx(0, abs=1e-3)


def frame(rows):
    return pd.DataFrame(rows, columns=["document", "term", "count"])


@pytest.mark.parametrize("rows", [[], [("a", "x", 1), ("a", "y", 2)], [("a", "x", 1), ("b", "x", 2)],
                                  [("a", "x", 1), ("a", "y", 1), ("b", "x", 3), ("b", "y", 3)]])
def test_too_little_text_is_a_clear_message(rows):
    with pytest.raises(DataError, match="만큼의 글이 없습니다"):
        topics.topics(frame(rows), 2)


@pytest.mark.parametrize("k", [1, 0, 13, 2.5, "3"])
def test_a_number_of_topics_out_of_range_names_the_range(k):
    with pytest.raises(DataError, match=r"2에서 9까지의 정수"):           # fifteen documents of nine different mixes
        topics.topics(COUNTS, k)


def test_an_unknown_method_is_refused():
    with pytest.raises(DataError, match="없는 주제 분석 방법"):
        topics.topics(COUNTS, 2, method="lsa")


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz"), st.integers(1, 4)), min_size=1, max_size=20))
def test_any_counts_give_topics_or_a_clear_message(rows):
    counts = frame(rows).drop_duplicates(["document", "term"])
    limit = topics.most_topics(counts)
    if limit < 2:
        with pytest.raises(DataError):
            topics.topics(counts, 2)
    else:
        model = topics.topics(counts, limit)
        assert model.shares["share"].between(0, 1).all() and model.terms["weight"].between(0, 1).all()
        assert model.shares["topic"].nunique() <= limit


SHARES = pd.DataFrame([("a", 1, "가", 1.0), ("a", 2, "나", 0.0), ("b", 1, "가", 0.0), ("b", 2, "나", 1.0), ("c", 1, "가", 0.25),
                       ("c", 2, "나", 0.75)], columns=["document", "topic", "label", "share"])


def test_group_shares_are_means_with_a_bootstrap_band():
    table = topics.group_shares(SHARES, pd.Series({"a": "뒤", "b": "뒤", "c": "앞"}), order=["앞", "뒤"], draws=2000)
    assert table[["group", "documents", "topic", "share"]].values.tolist() == [
        ["앞", 1, 1, 0.25], ["앞", 1, 2, 0.75], ["뒤", 2, 1, 0.5], ["뒤", 2, 2, 0.5]]
    assert table["low"].isna().tolist() == [True, True, False, False]              # one document gives no band
    assert table.loc[2, ["low", "high"]].tolist() == [0, 1]                         # means of two draws: 0, 1/2, 1/2, 1


def test_the_band_is_near_the_known_error_of_a_mean():
    draws = np.random.default_rng(5).normal(0.5, 0.1, 100)
    shares = pd.DataFrame({"document": [f"d{number}" for number in range(100)], "topic": 1, "label": "가", "share": draws})
    band = topics.group_shares(shares, pd.Series("앞", index=shares["document"])).iloc[0]
    assert band["high"] - band["low"] == pytest.approx(2 * 1.645 * draws.std() / 10, rel=0.1)


def test_a_group_without_topics_has_no_share():
    table = topics.group_shares(SHARES, pd.Series({"a": "앞", "z": "뒤"}), order=["앞", "뒤"])
    assert table["documents"].tolist() == [1, 1, 0, 0] and table["share"].isna().tolist() == [False, False, True, True]
    assert topics.read_topics(table) == "몫이 가장 큰 주제는 '앞'에서 가(100%)입니다. 견줄 다른 무리가 없습니다."


@pytest.mark.parametrize(("last", "expected"), [
    ([0.8, 0.2], "늘어난 주제는 없습니다"), ([0.7, 0.3], "두 띠는 겹칩니다"), ([0.1, 0.9], "두 띠는 겹치지 않습니다"),
    ([np.nan] * 2, "견줄 다른 무리가 없습니다")])
def test_the_reading_follows_the_shares(last, expected):
    share = np.array([0.8, 0.2, *last])
    table = pd.DataFrame({"group": ["앞", "앞", "뒤", "뒤"], "documents": [5, 5, 0, 0] if np.isnan(last[0]) else 5, "topic": [1, 2, 1, 2],
                          "label": ["법", "자료"] * 2, "share": share, "low": share - 0.1, "high": share + 0.1})
    assert expected in topics.read_topics(table)


def test_sentences_of_a_topic_are_readable_and_full_of_its_terms():
    texts = ["주택 청약을 신청하는 길이 달라졌다.", "짧다", "주택을 공고한다는 소식이 있었다.", "국회가 법률을 새로 고쳐 알렸다."]
    sentences = pd.DataFrame({"document": "a", "sentence": [1, 2, 3, 4], "text": texts})
    tokens = pd.DataFrame({"document": "a", "sentence": [1, 1, 2, 2, 2, 3, 4, 4],
                           "lemma": ["주택", "청약", "주택", "청약", "임대", "주택", "국회", "법률"]})
    found = topics.find_sentences(topics.topics(COUNTS, 3), tokens, sentences, per_topic=3)
    assert found.loc[found["topic"] == 1, "sentence"].tolist() == [1, 3, 2]          # too short to read: last
    assert found.loc[found["topic"] == 3, "text"].tolist() == [texts[3]] and 2 not in found["topic"].tolist()


def test_a_missing_extra_is_a_clear_message(monkeypatch):
    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", lambda name, *rest: (_ for _ in ()).throw(ImportError(name))
                        if name == "tomotopy" else real(name, *rest))
    with pytest.raises(DataError, match=r"pip install -e \"\.\[topics\]\""):
        topics.dmr(COUNTS, GROUPS, 3)


def test_documents_without_a_group_are_left_out_of_dmr():
    pytest.importorskip("tomotopy", reason="선택 꾸러미 topics가 없습니다")
    model = topics.dmr(COUNTS, GROUPS.drop(["주택0"]), 3)
    assert "주택0" not in model.shares["document"].tolist() and model.shares["document"].nunique() == 14
