"""Any documents become words, and what a reader must know about them is told."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import cleaning, documents, lexicon, morphology
from dpgkit.analyzers import java, tagging
from dpgkit.errors import DataError
from dpgkit.morphology import NO_JAVA, NO_NOUNS

COLUMNS = ["document", "sentence", "position", "surface", "lemma", "tag", "pos"]


def words(texts, analyzer="komoran", **options):
    return morphology.analyze(texts, analyzer, progress=False, **options)


def split_at_spaces(patch):
    """Put an analyzer in place that splits at spaces, and refuses what begins with x."""
    def tag(units, settings, *, keep=True, **_options):
        texts = units.to_pylist()
        assert len(set(texts)) == len(texts) and all(text.strip() for text in texts)
        refused = {place: "까닭" for place, text in enumerate(texts) if text.startswith("x")}
        told = [[] if place in refused else text.split() for place, text in enumerate(texts)]
        flat = [word for unit in told for word in unit]
        return tagging._table(tagging.Tagged([len(unit) for unit in told], flat, flat, ["NNG"] * len(flat), refused)), refused
    patch.setattr(tagging, "tag_distinct", tag)


@pytest.fixture
def by_space(monkeypatch):
    split_at_spaces(monkeypatch)


def test_the_constitution_counts_as_published():
    text = documents.load_documents("constitution")
    found = morphology.nouns(words(text).tokens)["lemma"]
    assert len(text["text"][0].split()) == 4178                       # KoNLPy documentation
    assert (len(found), found.nunique()) == (3358, 888)               # Komoran over the file as a whole
    assert found.value_counts()[["법률", "대통령", "국가", "국회", "국민", "헌법"]].tolist() == [128, 84, 70, 69, 67, 55]


DOCUMENTS = st.lists(st.text("가나 .x\n\u200b", max_size=40) | st.text(max_size=30), max_size=6)


@given(DOCUMENTS, st.sampled_from(["komoran", "okt"]))
def test_every_word_is_at_its_place(texts, analyzer):
    with pytest.MonkeyPatch.context() as patch:
        split_at_spaces(patch)
        found = words(texts, analyzer)
    cleaned = cleaning.clean_all(texts)[0]
    at = [(str(place), number, sentence) for place, text in enumerate(cleaned, start=1)
          for number, sentence in enumerate(cleaning.split_sentences(text), start=1)]
    assert found.sentences[["document", "sentence", "text"]].values.tolist() == [list(row) for row in at]
    expected, refused = [], []
    for document, number, sentence in at:
        units = [sentence] if analyzer == "komoran" else sentence.split()
        refused += [[document, number, unit, "까닭"] for unit in units if unit.startswith("x")]
        kept = [word for unit in units if not unit.startswith("x") for word in unit.split()]
        expected += [[document, number, place, word] for place, word in enumerate(kept, start=1)]
    assert found.tokens[["document", "sentence", "position", "surface"]].values.tolist() == expected
    assert found.skipped.values.tolist() == refused


@pytest.mark.parametrize("analyzer", ["komoran", "okt", "kiwi"])
@pytest.mark.parametrize("texts", [[], [""], [" \n", "\x00"], pd.DataFrame({"id": ["a", "b"], "text": [None, np.nan]}),
                                   pd.DataFrame({"id": [], "text": []})], ids=["none", "empty", "blank", "missing", "no rows"])
@pytest.mark.parametrize("keep", [True, False])
def test_nothing_to_analyse_gives_empty_tables(monkeypatch, texts, analyzer, keep):
    monkeypatch.setattr(tagging, "Worker", None)        # nothing is started for it
    found = words(texts, analyzer, keep=keep)
    assert found.tokens.columns.tolist() == COLUMNS and found.tokens.empty and found.sentences.empty and found.skipped.empty
    assert found.tokens.dtypes.astype(str).tolist() == ["str", "int64", "int64", "str", "str", "str", "str"]
    assert morphology.nouns(found.tokens).empty


def test_texts_may_come_as_one_as_several_or_as_a_table(by_space):
    table = pd.DataFrame({"id": [7, 8], "text": ["가 나", "다"], "title": ["", ""]})
    assert words("가 나").tokens["surface"].tolist() == ["가", "나"]
    assert words(pd.Series(["가 나", "다"])).tokens["document"].tolist() == ["1", "1", "2"]
    assert words(iter(["가 나", "다"])).tokens["document"].tolist() == ["1", "1", "2"]
    assert words(table).tokens["document"].tolist() == ["7", "7", "8"]


@pytest.mark.parametrize(("table", "what"), [
    ({"id": ["", ""], "text": ["가", "나"]}, "여럿"), ({"id": [0, 0], "text": ["가", "나"]}, "여럿"),
    ({"id": pd.Series([1, "1"], dtype=object), "text": ["가", "나"]}, "여럿"), ({"name": ["a"], "text": ["가"]}, "열이 없습니다"),
    ({"id": ["a"], "body": ["가"]}, "열이 없습니다"), ({"id": ["a", "b"], "text": ["가", 7]}, "글이 아닌")])
def test_tables_that_are_not_documents_are_refused(table, what):
    with pytest.raises(DataError, match=what):
        words(pd.DataFrame(table))


def test_what_cleaning_took_out_is_told(by_space):
    found = words(["정부\u200b는", "국민\ue000을\ue000", "깨끗한 글"])
    assert found.removed.values.tolist() == [["보이지 않는 서식 문자", 1, 1], ["사용자 정의 문자", 1, 2]] and found.analyzer == "komoran"


@pytest.mark.parametrize("analyzer", ["komoran", "okt", "hannanum", "kkma"])
def test_without_java_kiwi_answers_and_says_so(monkeypatch, analyzer):
    expected = words(["국민이 법률을 만든다."], "kiwi").tokens
    monkeypatch.setattr(java, "is_there", lambda: False)
    found = words(["국민이 법률을 만든다."], analyzer, norm=True)
    assert found.analyzer == "kiwi" and found.tokens.equals(expected) and found.notes == (NO_JAVA.format(analyzer=analyzer),)
    settings, notes = morphology.settings_for(analyzer, lexicon.load(), False)
    assert len(settings.nouns) == len(lexicon.load().nouns) and notes == found.notes      # kiwi takes them
    assert words(["국민"], "kiwi").notes == ()


@pytest.mark.parametrize("analyzer", ["hannanum", "kkma"])
def test_an_analyzer_that_takes_no_nouns_says_so(analyzer):
    settings, notes = morphology.settings_for(analyzer, lexicon.load(), False)
    assert settings.nouns == () and notes == (NO_NOUNS.format(analyzer=analyzer),) and "받지 않습니다" in notes[0]
    assert morphology.settings_for(analyzer, None, False)[1] == ()


def test_settings_do_not_depend_on_the_order_of_the_nouns():
    rules = lexicon.load()
    turned = lexicon.Lexicon(rules.nouns.iloc[::-1], rules.synonyms, rules.stopwords)
    assert morphology.settings_for("komoran", rules, True) == morphology.settings_for("komoran", turned, False)
    assert morphology.settings_for("okt", None, True)[0].norm and not morphology.settings_for("kiwi", None, True)[0].norm


def test_common_tags_are_those_of_the_table():
    assert morphology.common_tags("komoran")["NNP"] == "PROPN" and morphology.common_tags("kiwi")["XR"] == "ROOT"
    found = words(["서울에서 국민 셋이 법률을 만든다."]).tokens
    assert morphology.nouns(found)["pos"].isin(["NOUN", "PROPN", "BOUND"]).all()
