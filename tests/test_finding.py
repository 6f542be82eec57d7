"""Sentences with a word, and the names by which they are cited."""

import argparse
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import finding
from dpgkit.documents import imports
from dpgkit.errors import DataError, ParameterError
from dpgkit.impact import citations

SENTENCES = pd.DataFrame({"document": ["계획", "계획", "법"], "sentence": [1, 2, 1],
                          "text": ["데이터 기반 행정을 한다.", "AI 정부를 세운다.", "(국민)은 a.b를 정한다."]})


def said(*arguments, capsys):
    parser = argparse.ArgumentParser()
    finding.add_commands(parser.add_subparsers())
    options = parser.parse_args(["find", *arguments])
    assert options.command(options) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(("word", "cited"), [
    ("행정", ["계획#1"]), ("ai 정부", ["계획#2"]), (" AI  정부 ", ["계획#2"]), ("다.", ["계획#1", "계획#2", "법#1"]), ("(국민)", ["법#1"]),
    ("a.b", ["법#1"]), ("axb", []), (unicodedata.normalize("NFD", "행정"), ["계획#1"])])
def test_words_are_found_as_they_are_written(word, cited):
    assert finding.find_in(SENTENCES, word)["cited"].tolist() == cited


@given(st.lists(st.text(st.sampled_from("가나 (.*A"), min_size=1), min_size=1, max_size=5),
       st.text(st.sampled_from("가나(.*a"), min_size=1))
def test_found_is_what_contains(texts, word):
    sentences = pd.DataFrame({"document": "문서", "sentence": range(1, len(texts) + 1), "text": texts})
    assert finding.find_in(sentences, word)["text"].tolist() == [text for text in texts if word.lower() in text.lower()]


def test_what_is_found_can_be_cited():
    found = finding.find("digests", "플랫폼").head(5)
    quoted = citations.quoted(" ".join(found["cited"]), citations.units("digests"))
    assert quoted["text"].tolist() == found["text"].tolist() and found["text"].str.contains("플랫폼").all()


def test_the_command_shows_as_many_as_asked(capsys):
    lines = said("constitution", "국민", "--most", "3", "--mark", capsys=capsys).splitlines()
    assert len(lines) == 4 and all(line.startswith("constitution#") and "【국민】" in line for line in lines[:3])
    assert f"--most {len(finding.find('constitution', '국민'))}" in lines[3]


def test_a_folder_and_an_imported_corpus_give_the_same(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "자료"))
    folder = tmp_path / "내 문서"
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "업무 계획#1.txt")).write_text("국민이 의견을 냈다. 정부가 답했다.", encoding="cp949")
    imports.import_folder(folder, "우리", progress=False)
    for corpus in (str(folder), "우리", unicodedata.normalize("NFD", "우리")):
        assert said(corpus, "답했다", capsys=capsys).startswith("업무_계획_1.txt#2  정부가 답했다.\n")


@pytest.mark.parametrize(("word", "hint"), [
    ("데이터기반", "띄어쓰기가 다른 문장은 1개 있습니다. 예: 데이터 기반"), ("우주", "더 짧은 말이나 다른 이름"),
    ("국민들에게", "일부만 든 문장: 국민 1개"), ("「국민」", "일부만 든 문장: 국민 1개"), ("데이타", "비슷한 말이 든 문장: 데이터 1개"),
    ("정부 AI", "큰따옴표 없이 적으면(정부 AI) 떨어져 나온 것까지 문장 1개"), ("정부 국밈", "말마다 든 문장: 정부 1개, 국밈 0개"),
    ("정부 국밈", "비슷한 말이 든 문장: 국민 1개"), ("가", "더 짧은 말이나 다른 이름"), ("?!", "더 짧은 말이나 다른 이름")])
def test_nothing_found_says_what_to_try(word, hint):
    told = finding.read_found(SENTENCES, word)
    assert "문서 2건의 문장 3개를 찾아보았습니다" in told and hint in told


def test_several_words_are_all_held(capsys):
    assert finding.find_in(SENTENCES, "정부", "AI")["cited"].tolist() == ["계획#2"] and finding.find_in(SENTENCES, "정부", "국민").empty
    assert "'정부', '국민'이 모두 든 문장이 없습니다" in finding.read_found(SENTENCES, "정부", "국민")
    lines = said("constitution", "국민", "국가", "--mark", "--most", "50", capsys=capsys).splitlines()
    assert all("【국민】" in line and "【국가】" in line for line in lines[:-1]) and "'국민', '국가'가 모두 든 문장은" in lines[-1]


def test_a_folder_whose_name_has_a_space_is_to_be_quoted(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "내 문서").mkdir()
    with pytest.raises(ParameterError, match='"내 문서"'):
        said("내", "문서", "국민", capsys=capsys)


@given(st.text(st.sampled_from("가나다라"), min_size=2, max_size=6))
def test_a_near_word_is_as_long_and_is_there(word):
    near = finding.near_words(["가나다라 나다라가의 가가나나다다", "라다 나가"], word)
    assert all(len(one) == len(word) for one in near) and (word not in ("가나", "가나다라", "나다라가") or word in near)


def test_names_of_an_older_import_come_with_what_to_do():
    assert "한 번 더 실행하면" in finding.read_found(SENTENCES.replace("계획", "업무 계획"), "행정")


@pytest.mark.parametrize("call", [lambda: finding.find("digests", " "), lambda: finding.read_found(SENTENCES, "가", most=0)])
def test_calls_that_make_no_sense_are_refused(call):
    with pytest.raises(ParameterError):
        call()


def test_an_unknown_corpus_is_refused():
    with pytest.raises(DataError, match="없는 말뭉치입니다"):
        finding.find("없는말뭉치", "국민")
