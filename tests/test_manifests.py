"""The manifest holds what a study really did, and every version it names is the installed one."""

import importlib.metadata
import platform
from dataclasses import replace

import pandas as pd
import pytest

from dpgkit import documents, lexicon, morphology
from dpgkit.desk import manifests
from dpgkit.errors import DataError

TEXTS = pd.DataFrame({"id": ["a", "b", "c"], "date": ["2023-04", "", "1999"],
                      "text": ["국민이 법률을\u200b 만든다. 데이터를 연다.", "국민이 본다.", "청약홈을 연다."]})
REFUSED = pd.DataFrame({"파일": ["나쁜.pdf"], "까닭": ["암호가 걸려 있습니다."]})
CORPUS = documents.Corpus(TEXTS, REFUSED, "'내 문서' 폴더의 문서 3건")
RULES = lexicon.load()


def made(analyzer="kiwi", corpus=CORPUS):
    analysis = morphology.analyze(corpus.documents, analyzer, lexicon=RULES, progress=False)
    nouns = morphology.nouns(analysis.tokens)
    kept = lexicon.drop_stopwords(nouns, RULES)
    return manifests.gather(corpus, analysis, RULES, lexicon.decision_log(nouns, RULES), kept, parameters={"top": 5}, seeds={"lda": 7})


def test_the_numbers_are_those_of_the_study():
    found = made()
    assert found.flow["수"].tolist() == [4, 1, 3] and (found.first, found.last, found.undated) == ("1999", "2023-04", 1)
    assert found.sentences == 4 and found.removed["count"].sum() == 1 and len(found.skipped) == 0
    assert (found.words, found.distinct) == (5, 4) and found.sizes == {"nouns": len(RULES.nouns), "synonyms": len(RULES.synonyms),
                                                                       "stopwords": len(RULES.stopwords)}
    assert found.key == RULES.key and found.parameters == {"top": 5} and found.seeds == {"lda": 7}


def test_a_corpus_without_dates():
    corpus = replace(CORPUS, documents=TEXTS.assign(date=""))
    assert (made(corpus=corpus).first, made(corpus=corpus).undated) == ("", 3)


@pytest.mark.parametrize(("analyzer", "named"), [("kiwi", {"kiwipiepy"}), ("komoran", {"KoNLPy", "KOMORAN"}),
                                                  ("okt", {"KoNLPy", "Open Korean Text"}), ("kkma", {"KoNLPy", "Kkma"})])
def test_versions_are_the_installed_ones(analyzer, named):
    found = manifests.versions(analyzer)
    assert named <= set(found) and all(found.values()) and "근거 미확인" not in found.values()
    assert found["Python"] == platform.python_version() and found["pandas"] == importlib.metadata.version("pandas")
    assert found["dpgkit"] == manifests.kit()["version"] and ("KoNLPy" in found) is (analyzer != "kiwi")


def test_the_versions_of_the_java_analyzers_are_those_of_their_files():
    assert manifests.versions("komoran")["KOMORAN"] == "3.0" and manifests.versions("okt")["Open Korean Text"] == "2.1.0"


def test_an_unknown_analyzer_has_no_version():
    with pytest.raises(DataError):
        manifests.versions("nosuch")


@pytest.mark.parametrize("corpus", ["digests", "bills", "constitution", "konlpy"])
def test_every_corpus_of_the_kit_has_an_english_name_with_the_same_numbers(corpus):
    label = documents.read_corpus(corpus).label
    english = manifests.english_label(label)
    assert english != label and not any("가" <= letter <= "힣" for letter in english)
    assert [letter for letter in english if letter.isdigit()] == [letter for letter in label if letter.isdigit()]


@pytest.mark.parametrize(("label", "expected"), [
    ("'내 문서' 폴더의 문서 3건", "folder '내 문서', 3 documents"), ("아무 이름", "아무 이름")])
def test_a_corpus_of_the_readers_own_keeps_its_name(label, expected):
    assert manifests.english_label(label) == expected
