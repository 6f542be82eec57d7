"""Any text becomes sentences and nouns, and the counts agree with published ones."""

import signal
import subprocess
import sys
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import documents, morphology
from dpgkit.errors import DataError

ODD = {
    "nothing": "", "space": " ", "line ends": "\n\n\r\n", "emoji": "정부24 앱 👍🏽 좋아요", "hanja": "第1條 大韓民國은 民主共和國이다",
    "nul": "정부\x00정책", "surrogate": "정부\ud83d정책", "nfd": unicodedata.normalize("NFD", "디지털플랫폼정부가 추진된다"),
    "private use": "정부\ue000\uf0b7정책\U000f02b1 추진", "zero width": "정부\u200b정책\ufeff추진\u00ad",
    "no space": "데이터기반행정활성화" * 100, "one syllable": "가" * 5000, "long line": "정부는 데이터기반행정을 추진한다. " * 50,
}


def table(text):
    return pd.DataFrame({"id": ["a"], "text": pd.Series([text], dtype=object)})      # any Python text, also lone surrogates


@pytest.mark.parametrize("case", ODD)
@pytest.mark.parametrize("analyzer", morphology.ANALYZERS)
def test_no_text_stops_an_analyzer(case, analyzer):
    units = morphology.sentences(table(ODD[case]))
    found = morphology.nouns(units, analyzer)
    assert found.columns.tolist() == ["document", "sentence", "position", "noun"]
    assert found["noun"].str.len().gt(0).all()


@given(st.text(max_size=400))
def test_cleaned_text_is_safe(text):
    cleaned = morphology.clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") or ord(letter) > 0xFFFF for letter in cleaned)
    assert max(map(len, cleaned.split()), default=0) <= morphology.LONGEST_WORD


@given(st.text(alphabet=st.characters(codec="cp949"), max_size=2000))
def test_sentences_lose_nothing_but_white_space(text):
    cleaned = morphology.clean(text)
    units = morphology.split_sentences(cleaned)
    assert "".join("".join(units).split()) == "".join(cleaned.split())
    assert all(0 < len(unit) <= morphology.LONGEST_UNIT for unit in units)


def test_the_constitution_counts_as_published():
    text = documents.load_documents("constitution")
    found = morphology.nouns(morphology.sentences(text))["noun"]
    assert len(text["text"][0].split()) == 4178                       # KoNLPy documentation
    assert (len(found), found.nunique()) == (3358, 888)               # Komoran over the file as a whole
    assert found.value_counts()[["법률", "대통령", "국가", "국회", "국민", "헌법"]].tolist() == [128, 84, 70, 69, 67, 55]


def test_sentence_by_sentence_equals_konlpy_on_the_whole_text():
    from konlpy.tag import Komoran

    text = documents.load_documents("constitution")
    assert morphology.nouns(morphology.sentences(text))["noun"].tolist() == Komoran().nouns(text["text"][0])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows에는 SIGTERM이 없습니다")
def test_java_leaves_signals_to_python():
    code = ("import time; from dpgkit import morphology; morphology.start_jvm()\n"
            "try: print('준비', flush=True); time.sleep(60)\nexcept KeyboardInterrupt: print('멈춤', flush=True); time.sleep(60)")
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout.readline() == "준비\n"
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "멈춤\n"
    process.terminate()
    assert process.wait(timeout=30) == -signal.SIGTERM and process.stdout.read() == ""      # no crash report of Java


def test_an_unknown_analyzer_is_refused():
    with pytest.raises(DataError, match="komoran, okt"):
        morphology.tagger("mecab")
