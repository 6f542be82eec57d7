"""Personal data is counted, and other numbers are left alone."""

import re

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
    assert list(personal.count(f"담당자({text})입니다").values()) == numbers


PIECES = ["90", "0101", "1231", "-", "–", " ", "1234567", "8234567", "02", "070", "010", "1", "123", "1234", ")", ". ", "가", "٣"]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_what_stands_in_front_counts_as_well(text):
    plain = {"주민등록번호": r"(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?[-–]?\s?[1-8]\d{6}(?![\d-])",
             "전화번호": r"(?<![\d-])(?:01[016-9][-. )]{0,2}\d{3,4}[-. ]?\d{4}|"
                     r"0(?:2|[3-6][1-5]|70)(?:\)\s?|[-. ]\s?)\d{3,4}[-. ]\d{4})(?![\d-])"}
    assert personal.count(text) == {kind: len(re.findall(pattern, text)) for kind, pattern in plain.items()}
