"""A step of scikit-learn that counts Korean words, held against CountVectorizer over the same words."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from dpgkit import documents, lexicon, morphology, terms
from dpgkit.errors import DataError
from dpgkit.terms.vectorizer import KoreanVectorizer

TEXTS = ["국민이 법률을 만든다. 국민은 국가를 이룬다.", "법률과 조례를 만든다.", "", "국가는 국민의 권리를 지킨다. 지킨 권리"]
DIGESTS = documents.load_documents("digests")["text"].tolist()[::6]


def plain(texts, **options):
    """Return what CountVectorizer makes of the nouns that the kit finds."""
    def nouns(text):
        return [lemma for lemma in morphology.nouns(morphology.analyze([text], "okt", progress=False).tokens)["lemma"] if len(lemma) > 1]
    counted = CountVectorizer(analyzer=nouns, **options)
    return counted.fit_transform(texts), counted


@pytest.mark.parametrize("options", [
    {}, {"min_df": 2}, {"max_df": 0.5}, {"min_df": 0.4, "max_df": 3}, {"max_features": 2}, {"binary": True}, {"dtype": np.float32},
    {"vocabulary": ["국민", "없는 말", "법률"]}, {"vocabulary": {"법률": 0, "국민": 1}}])
def test_it_is_countvectorizer_over_the_words_of_the_kit(options):
    expected, counted = plain(TEXTS, **options)
    mine = KoreanVectorizer(**options)
    matrix = mine.fit_transform(TEXTS)
    assert mine.get_feature_names_out().tolist() == counted.get_feature_names_out().tolist() and mine.vocabulary_ == counted.vocabulary_
    assert matrix.dtype == expected.dtype and (matrix != expected).nnz == 0 and matrix.shape == expected.shape
    assert (mine.transform(TEXTS[::-1]) != counted.transform(TEXTS[::-1])).nnz == 0


def test_the_commonest_features_are_those_of_the_counts():
    matrix, counted = KoreanVectorizer(max_features=20, min_df=2), terms.count_matrix(DIGESTS, min_documents=2, progress=False)
    most = counted.terms.sort_values("count", ascending=False).head(15)["term"]
    assert set(most) <= set(matrix.fit(DIGESTS).vocabulary_) and len(matrix.vocabulary_) == 20


def test_runs_of_words_are_those_of_neighbours():
    counted = KoreanVectorizer("komoran", ngram_range=(1, 2), stop_words=["조례"]).fit(["공공 데이터 개방과 조례 개방", "공공 데이터"])
    assert counted.get_feature_names_out().tolist() == ["개방", "공공", "공공 데이터", "데이터", "데이터 개방"]
    assert KoreanVectorizer("komoran", ngram_range=(2, 2)).fit_transform(["공공 데이터", ""]).toarray().tolist() == [[1], [0]]


def test_stop_words_do_not_count():
    assert KoreanVectorizer(stop_words=["국민", "권리"]).fit(TEXTS).get_feature_names_out().tolist() == ["국가", "법률", "조례"]


def test_unseen_words_do_not_count():
    counted = KoreanVectorizer().fit(TEXTS[:2])
    assert counted.transform(["처음 보는 낱말", "국민과 대통령"]).toarray().tolist() == [[0] * 4, [0, 1, 0, 0]]
    assert counted.transform([]).shape == (0, 4)
    assert [names.tolist() for names in counted.inverse_transform(counted.transform(["국민의 국가", ""]))] == [["국가", "국민"], []]


def test_it_can_be_cloned_and_told():
    rules = lexicon.load()
    counted = KoreanVectorizer("kiwi", pos=("NOUN",), ngram_range=(1, 2), lexicon=rules, min_df=2)
    twin = clone(counted)
    assert twin.get_params().keys() == counted.get_params().keys() and twin.lexicon.key == rules.key and twin.min_df == 2
    assert clone(twin.set_params(min_df=3, analyzer="okt")).get_params()["min_df"] == 3 and not hasattr(twin, "vocabulary_")
    with pytest.raises(NotFittedError):
        twin.transform(TEXTS)


def test_it_works_in_a_pipeline():
    headers = documents.digest_headers()
    late = (headers["date"].str[:4] >= "2013").to_numpy()
    texts = documents.load_documents("digests")["text"]
    model = Pipeline([("counts", KoreanVectorizer(min_df=2)), ("weights", TfidfTransformer()), ("line", LogisticRegression(C=10))])
    assert model.fit(texts[::2], late[::2]).score(texts[1::2], late[1::2]) > max(late.mean(), 1 - late.mean())
    assert make_pipeline(KoreanVectorizer(), TfidfTransformer()).fit_transform(TEXTS).shape == (4, 5)
    assert model.set_params(counts__min_df=3).fit(texts, late)["counts"].min_df == 3


def test_nouns_of_the_reader_count_whole():
    counted = KoreanVectorizer("komoran", lexicon=lexicon.load()).fit(["디지털플랫폼정부는 공공데이터를 연다."])
    assert {"디지털플랫폼정부", "공공데이터"} <= set(counted.vocabulary_)


def test_texts_may_come_as_a_column_or_as_documents():
    table = pd.DataFrame({"id": list("abcd"), "text": TEXTS})
    expected = KoreanVectorizer().fit_transform(TEXTS).toarray().tolist()
    assert [KoreanVectorizer().fit_transform(texts).toarray().tolist() for texts in (table["text"], table, iter(TEXTS))] == [expected] * 3


@pytest.mark.parametrize(("options", "texts", "what"), [
    ({}, "국민이 법률을", "글의 목록"), ({}, ["", "!"], "남지 않았습니다"), ({"min_df": 9}, TEXTS, "남지 않았습니다"),
    ({"ngram_range": (2, 1)}, TEXTS, "ngram_range"), ({"ngram_range": (0, 1)}, TEXTS, "ngram_range"),
    ({"form": "x", "ngram_range": (1, 2)}, TEXTS, "form"),
    ({"analyzer": "mecab"}, TEXTS, "없는 형태소")])
def test_what_cannot_be_counted_is_refused(options, texts, what):
    with pytest.raises(DataError, match=what):
        KoreanVectorizer(**options).fit(texts)
