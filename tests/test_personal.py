"""Personal data is counted, and other numbers are left alone."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.documents import personal


@pytest.mark.parametrize(("text", "numbers"), [
    ("900101-1234567", [1, 0]), ("9001011234567", [1, 0]), ("900101 - 8234567", [1, 0]), ("901301-1234567", [0, 0]),
    ("900101-9234567", [0, 0]), ("900101-1******", [0, 0]), ("19900101-1234567", [0, 0]), ("010-1234-5678", [0, 1]),
    ("01012345678", [0, 1]), ("02) 123-4567", [0, 1]), ("044-123-4567", [0, 1]), ("070-1234-5678", [0, 1]),
    ("0212345678", [0, 0]), ("2023-0101-1234", [0, 0]), ("1,234-5678", [0, 0]), ("978-89-1234-567", [0, 0])])
def test_what_is_counted(text, numbers):
    assert list(personal.count(f"담당자({text})입니다").values()) == [*numbers, 0]


PIECES = ["90", "0101", "1231", "-", "–", " ", "1234567", "8234567", "02", "070", "010", "1", "123", "1234", ")", ". ", "가", "٣"]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_what_stands_in_front_counts_as_well(text):
    plain = {"주민등록번호": r"(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?[-–]?\s?[1-8]\d{6}(?![\d-])",
             "전화번호": r"(?<![\d-])(?:01[016-9][-. )]{0,2}\d{3,4}[-. ]?\d{4}|"
                     r"0(?:2|[3-6][1-5]|70)(?:\)\s?|[-. ]\s?)\d{3,4}[-. ]\d{4})(?![\d-])"}
    assert personal.count(text) == {"전자우편 주소": 0} | {kind: len(re.findall(pattern, text)) for kind, pattern in plain.items()}


@pytest.mark.parametrize(("text", "number"), [
    ("문의: kim.cs_1@korea.kr", 1), ("a@b.go.kr, c@d.com", 2), ("@멘션 참고", 0), ("kim@localhost", 0), ("5@3", 0), ("가@나.kr", 0),
    ("a" * 65 + "@korea.kr", 0)])
def test_addresses_are_counted(text, number):
    assert personal.count(text)["전자우편 주소"] == number


def test_long_texts_without_an_address_take_no_time():
    assert personal.count("a." * 200_000 + "@") == dict.fromkeys(personal.PATTERNS, 0)


def test_the_file_and_the_kind_are_named_and_not_the_data():
    text = "담당 010-1234-5678, kim@korea.kr, 접수 900101-1234567"
    rows = [("공문.hwp", "공문.hwp", "; ".join(["표 1개를 뺐습니다.", *personal.warnings(personal.count(text))])),
            ("묶음.zip", "의견.txt", "전화번호로 보이는 수가 2개 있습니다."), ("빈.txt", "빈.txt", "")]
    table = personal.found(pd.DataFrame(rows, columns=["path", "source", "warnings"]))
    assert table["파일"].tolist() == ["공문.hwp", "묶음.zip 안의 의견.txt"]
    assert table["종류"].tolist() == ["주민등록번호 1개, 전화번호 1개, 전자우편 주소 1개", "전화번호 2개"]
    said = personal.read_found(table, most=1)
    assert "공문.hwp: 주민등록번호 1개" in said and "이 밖에 1건" in said and not re.search("010|kim|900101", said)
    assert personal.read_found(table.head(0)) == ""
