"""What is wrong with the YAML of a case, by line, column and in Korean."""

import re
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import cases
from dpgkit.cases import caselibrary, casetext
from dpgkit.errors import DataError


@pytest.mark.parametrize(("text", "place", "what"), [
    ("a: 1\nb: 물음: 답", "2행 6칸", "쌍점"), ("a: 1\nb 2\nc: 3", "2행 1칸", "이름 뒤에 쌍점"), ("a:\n  - x\n - y", "3행 2칸", "들여쓰기"),
    ("a:\n\tb: 1", "2행 1칸", "탭"), ("a: @x", "1행 4칸", "표시로 시작"), ("a: '열림\nb: c", "1행 4칸", "닫지 않았습니다"),
    ("a: [1 2", "1행 8칸", "괄호"), ("title: [추론] 가나", "1행 13칸", "괄호 뒤에 글"), ('a: "\\가"', "1행 6칸", "역빗금"),
    ("a: | 글\n b", "1행 6칸", "줄을 바꾸고"), ("a: 1\nb: \x07", "2행 4칸", "제어 글자"), ("a: 1\n---\nb: 2", "2행 1칸", "--- 줄")])
def test_a_problem_is_told_by_its_place_and_in_words(text, place, what):
    with pytest.raises(DataError) as caught:
        casetext.fields(text)
    said = str(caught.value)
    assert said.startswith(f"case.yml {place}: ") and what in said and "할 일: " in said and "YAML" not in said


@pytest.mark.parametrize("text", ["", "그냥 글", "- 가\n- 나", "a: 2026-13-40"])
def test_a_text_without_fields_is_refused(text):
    with pytest.raises(DataError, match="없습니다|없는 날짜"):
        casetext.fields(text)


@given(st.text(max_size=60))
def test_no_text_at_all_brings_english_or_another_error(text):
    try:
        content = casetext.fields(text)
    except DataError as error:
        quoted = re.sub(r"받은 값: .*", "", str(error).split("\n  쓸 수 있는 값")[0], flags=re.DOTALL)
        assert re.search("[가-힣]", quoted) and not re.search(r"while |expected|found|line \d", quoted)
    else:
        assert content == yaml.safe_load(text)


@pytest.mark.parametrize(("old", "new", "message"), [
    (f'verified: "{date.today()}"', "verified: 2026-11-23", r"verified\. 글이어야 합니다\.\n  받은 값: 2026-11-23"),
    ("design: 근거 미확인", "design: good", r"design\. 쓸 수 없는 값입니다.*randomised\(무작위 배정\)"),
    ("sources: []", "sources: 보도", r"sources\. 목록이어야"),
    ("  legal_basis:", "  basis:", r"없는 항목이 있습니다: backbone\.basis"), ("parameters: {}", "parameters: 없음", "묶음이어야"),
    ("country: 한국", "나라: 한국", r"없는 항목이 있습니다: 나라")])
def test_a_field_that_holds_something_else_is_named(tmp_path, monkeypatch, old, new, message):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    file = caselibrary.new_case("내사례") / "case.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=re.compile(message, re.DOTALL)):
        cases.load_info("내사례")


@pytest.mark.parametrize(("word", "code"), [("법률", "law"), ("조례", "decree"), ("대통령령·조례·규칙", "decree"), ("협약", "agreement"),
                                            ("없음", "none"), ("근거 미확인", "unknown"), ("decree", "decree")])
def test_the_legal_basis_may_be_written_in_korean(tmp_path, monkeypatch, word, code):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    file = caselibrary.new_case("내사례") / "case.yml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("legal_basis: 근거 미확인", f"legal_basis: {word}").replace("design: 근거 미확인", "design: 추세")
    file.write_text(text, encoding="utf-8")
    info = cases.load_info("내사례")
    assert info.backbone.legal_basis == code and info.design == "trend"
