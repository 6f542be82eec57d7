"""Each analyzer survives any text, answers as its library does, and knows the nouns of the reader."""

import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import unicodedata
from importlib import metadata

import pandas as pd
import pytest

from dpgkit import analyzers, cleaning, documents, lexicon, morphology, tables
from dpgkit.analyzers import ANALYZERS, FINALS, Settings, hannanum, java
from dpgkit.errors import DataError

ODD = {
    "empty": "", "space": " ", "line ends": "\n\n\r\n", "mixed line ends": "정부는\r\n국민을\n위한다.\r끝",
    "emoji": "정부24 앱 👍🏽 좋아요 👨‍👩‍👧", "hanja": "第1條 大韓民國은 民主共和國이다", "nul": "정부\x00정책",
    "control": "정부\x01\x02\x1b정책\x7f\x85", "surrogate": "정부\ud83d정책", "zero width": "정부\u200b정책\ufeff추진\u00ad",
    "nfd": unicodedata.normalize("NFD", "디지털플랫폼정부가 추진된다"), "half width": "ﾃﾞｼﾞﾀﾙ ﾡﾢﾣ ＡＢＣ１２３",
    "private use": "정부\ue000\uf0b7정책\U000f02b1 추진", "jamo": "ㅋㅋㅋ ㅠㅠ ㄱㄴㄷ", "ui": "오즤 엘즤 즤",
    "no space": "데이터기반행정활성화" * 100, "longer": "데이터기반행정활성화" * 1000, "one syllable": "가" * 5000,
    "long line": "정부는 데이터기반행정을 추진한다. " * 5300}
BLANK = {"empty", "space", "line ends"}
TERMS = ["디지털플랫폼정부", "집합적 임팩트", "공공데이터", "마이데이터", "민관협력", "핵심성과지표", "국민체감", "원스톱 서비스",
         "국민비서 구삐", "데이터기반행정"]
SENTENCES = ["디지털플랫폼정부는 모든 데이터를 하나의 플랫폼에서 연결하는 것을 목표로 한다.",
             "지역 문제를 풀기 위해 집합적 임팩트 접근을 민관협력 사업에 적용하였다.",
             "공공데이터와 마이데이터를 활용한 원스톱 서비스가 시군구까지 확대된다.",
             "핵심성과지표를 국민체감 중심으로 다시 설계할 필요가 있다.", "국민비서 구삐가 건강검진 일정을 미리 알려 준다.",
             "데이터기반행정을 담당하는 책임관을 기관마다 지정해야 한다."]
HARD = ["홈택스를 쓰고 챗봇을 부른다.", "ㅋㅋ 第1條 AI(인공지능), 24+", "뷁 쀍 ①",
        "가 나=[morph=가, pos=NNG, beginIndex=0, endIndex=1], 다"]
@pytest.fixture(scope="module", params=ANALYZERS)
def analyzer(request):
    """One analyzer after the other, so that each starts once."""
    return request.param


def words(texts, analyzer, **options):
    return morphology.analyze(texts, analyzer, progress=False, **options)


def documents_of(texts):
    return pd.DataFrame({"id": [str(name) for name in texts], "text": pd.Series(list(texts.values()), dtype=object)})


def test_no_text_stops_an_analyzer(analyzer):
    found = words(documents_of(ODD), analyzer)
    assert set(found.sentences["document"]) == set(ODD) - BLANK and found.skipped.empty
    assert set(found.tokens["document"]) >= set(ODD) - BLANK - {"jamo"}
    assert found.removed["count"].sum() > 5000 and (found.tokens["surface"] != "").all()


def any_text(chosen):
    kind, length = chosen.random(), chosen.randint(0, 60)
    if kind < 0.3:
        return "".join(chosen.choice("가나다라법을 한다. \n\t\x00ㅋㅠᆨᄀ大A1.@#/\ud800\U0001f600\u200b") for _ in range(length))
    return "".join(chr(chosen.randrange(0x110000 if kind < 0.5 else 0x10000 if kind < 0.8 else 0x3000)) for _ in range(length))


def test_no_random_text_stops_an_analyzer(analyzer):
    chosen = random.Random(2026)
    texts = {number: any_text(chosen) for number in range({"hannanum": 300, "kkma": 60}.get(analyzer, 1000))}      # the slow ones
    found = words(documents_of(texts), analyzer)
    full = {str(number) for number, text in texts.items() if cleaning.clean(text)}
    assert set(found.sentences["document"]) == full and len(found.skipped) < 10
    assert set(found.skipped["reason"]) <= {"분석기가 이 글을 받지 못했습니다 (ArrayIndexOutOfBoundsException)"}


@pytest.fixture(scope="module")
def plain_java(tmp_path_factory):
    """A copy of Hannanum's Java in a folder with a plain name, the only kind in which KoNLPy's own finds its data."""
    folder = tmp_path_factory.mktemp("plain") / "java"
    if not str(folder).isascii() or " " in str(folder):
        pytest.skip("임시 폴더의 경로에 빈칸이나 한글이 있어 KoNLPy의 한나눔과 견줄 수 없습니다")
    return shutil.copytree(java.jar_folder(), folder, ignore=shutil.ignore_patterns("[!j]*.jar"))


def konlpys_hannanum(folder):
    """KoNLPy's Hannanum as it is, with its Java loaded from a folder."""
    java.start()
    import jpype
    from konlpy.tag import Hannanum

    urls = [jpype.java.io.File(str(place)).toURI().toURL() for place in (folder / "bin", *folder.glob("*.jar"))]
    tagger, loader = Hannanum(), jpype.java.net.URLClassLoader(urls, None)
    tagger.jhi = jpype.JClass("kr.lucypark.jhannanum.comm.HannanumInterface", loader=loader)()
    return tagger.pos


def library(analyzer, request):
    """Return the function that tags a text, of the library itself, in this process."""
    if analyzer == "hannanum":
        return konlpys_hannanum(request.getfixturevalue("plain_java"))
    if analyzer == "kiwi":
        from kiwipiepy import Kiwi

        tokenize = Kiwi().tokenize
        return lambda text: [(token.form.translate(FINALS), token.tag) for token in tokenize(text)]
    java.start()
    import konlpy.tag

    pos = getattr(konlpy.tag, analyzer.capitalize())().pos
    return lambda text: [tuple(pair) for pair in pos(text)]


def by_sentence(analysis):
    pairs = dict(list(analysis.tokens.groupby(["document", "sentence"], sort=False)))
    return [list(zip(part["surface"], part["tag"], strict=True)) if (part := pairs.get(key)) is not None else []
            for key in zip(analysis.sentences["document"], analysis.sentences["sentence"], strict=True)]


def test_every_sentence_is_as_the_library_has_it(analyzer, request):
    digests = documents.load_documents("digests")["text"].tolist()
    texts = {"komoran": digests + HARD, "kkma": HARD[:2], "okt": HARD}.get(analyzer, digests[::12] + HARD)
    found, pos = words(texts, analyzer), library(analyzer, request)
    assert found.skipped.empty and by_sentence(found) == [pos(text) for text in found.sentences["text"]]


@pytest.mark.parametrize("name", ["with space", "한글 폴더", "百分 100%25 #1"])
def test_hannanum_finds_its_data_in_a_folder_of_any_name(plain_java, tmp_path, monkeypatch, name):
    pos = konlpys_hannanum(plain_java)
    from konlpy.tag import Hannanum

    monkeypatch.setattr(java, "jar_folder", lambda: shutil.copytree(plain_java, tmp_path / name / "java", dirs_exist_ok=True))
    assert [hannanum.anywhere(Hannanum()).pos(text) for text in SENTENCES[:1] + HARD] == [pos(text) for text in SENTENCES[:1] + HARD]


def test_hannanum_without_its_data_says_so(tmp_path, monkeypatch):
    java.start()
    from konlpy.tag import Hannanum

    monkeypatch.setattr(java, "jar_folder", lambda: tmp_path)
    with pytest.raises(DataError, match=r"사전을 읽지 못했습니다(.|\n)*C:.dpgkit(.|\n)*kiwi"):
        hannanum.anywhere(Hannanum())


def test_every_tag_is_in_the_table_and_every_version_is_told(analyzer):
    assert (tables.load("tags")["analyzer"] == analyzer).any()
    assert metadata.version(ANALYZERS[analyzer].package) in analyzers.version(analyzer)
    found = words(SENTENCES, analyzer).tokens
    assert not found.empty and "UNKNOWN" not in found["pos"].tolist()


LEMMAS = {"komoran": "아름답다 게 만들다 었 다", "okt": "아름답다 만들다", "kiwi": "아름답다 게 만들다 었 다",
          "hannanum": "아름답다 게 만들다 었다", "kkma": "아름답다 게 만들다 었 다"}


def test_lemmas_of_predicates_are_dictionary_forms(analyzer):
    assert words(["아름답게 만들었다"], analyzer).tokens["lemma"].tolist() == LEMMAS[analyzer].split()


def with_terms(terms):
    nouns = pd.DataFrame({"term": terms, "tag": "NNP", "reason": "시험입니다.", "kind": ""})
    return lexicon.Lexicon(nouns, lexicon.load().synonyms.iloc[:0], lexicon.load().stopwords.iloc[:0])


@pytest.mark.parametrize(("taking", "whole"), [("komoran", 10), ("kiwi", 10), ("okt", 7)])
def test_nouns_of_the_reader_stay_whole(taking, whole):
    found = words(SENTENCES, taking, lexicon=with_terms(TERMS))
    kept = [term for term in TERMS if term in set(found.tokens["surface"])]
    assert len(kept) == whole and kept == [term for term in TERMS if taking != "okt" or " " not in term]
    assert not set(words(SENTENCES, taking).tokens["surface"]) & set(TERMS)
    assert found.notes == (() if taking != "okt" else (morphology.NO_SPACED_NOUNS.format(analyzer="okt", number=3),))


def test_two_lexicons_in_one_process_do_not_mix(monkeypatch):
    """The dictionary of Okt is global to a Java; a worker of a cluster is a daemon, which may start no process by itself."""
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)
    cut = [words(["디지털플랫폼정부는"], "okt", lexicon=rules, keep=False).tokens["surface"].tolist()
           for rules in (with_terms(TERMS), None, with_terms(TERMS))]
    assert cut == [["디지털플랫폼정부", "는"], ["디지털", "플랫폼", "정부", "는"], ["디지털플랫폼정부", "는"]]
    assert multiprocessing.current_process().daemon


@pytest.mark.skipif(os.name == "nt", reason="Windows의 자바는 폴더 이름을 늘 유니코드로 엽니다")
def test_a_temporary_folder_that_java_cannot_name_loses_no_noun(tmp_path):
    folder = tmp_path / "임시 폴더"
    folder.mkdir()
    code = ("from dpgkit.analyzers import Settings, tag_units\n"
            "print(len(tag_units(Settings('komoran', (('집합적 임팩트', 'NNG'),)), ['집합적 임팩트']).surfaces))")
    environment = {**os.environ, "LC_ALL": "C", "TMPDIR": str(folder)}
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", code], env=environment, capture_output=True, text=True, encoding="utf-8")
    assert run.stdout.split() == ["1"] and not list(folder.iterdir()), run.stderr


def test_a_unit_that_is_refused_is_told_with_its_kind_of_error(monkeypatch):
    def tag(units):
        if "나쁜 글" in units:
            raise type("java.lang.NullPointerException", (Exception,), {})("at line 7\nat line 8")
        return [[(unit, unit, "NNG")] for unit in units]
    monkeypatch.setattr(analyzers, "engine", lambda _settings: tag)
    told = analyzers.tag_units(Settings("komoran"), ["가", "나쁜 글", "다"])
    assert told == ([1, 0, 1], ["가", "다"], ["가", "다"], ["NNG", "NNG"], {1: "분석기가 이 글을 받지 못했습니다 (NullPointerException)"})
    assert analyzers.tag_units(Settings("komoran"), ["나쁜 글"]).lengths == [0]


def test_an_unknown_analyzer_is_refused():
    with pytest.raises(DataError, match="mecab(.|\n)*komoran, okt"):
        analyzers.check("mecab")
