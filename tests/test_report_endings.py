"""Sentences in the clipped style: the noun of the predicate where it is certain, the whole sentence elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.report.endings import clipped, sentences


@pytest.mark.parametrize(("sentence", "noun"), [
    ("4위입니다.", "4위임"), ("올랐습니다", "올랐음"), ("자료가 없습니다.", "자료가 없음"), ("다르지 않습니다.", "다르지 않음"),
    ("값이 같습니다.", "값이 같음"), ("관례를 넘습니다.", "관례를 넘음"), ("달라집니다.", "달라짐"), ("이름이 됩니다.", "이름이 됨"),
    ("셀 수 있습니다(모름 4, 빈 해 3).", "셀 수 있음(모름 4, 빈 해 3)"), ("하나입니다: 가, 나.", "하나임: 가, 나"),
    ("법칙이 아닙니다.", "법칙이 아님"), ("함께 멈춥니다.", "함께 멈춤"), ("차이를 보여 줍니다.", "차이를 보여 줌"),
    ("서로 다릅니다.", "서로 다름"), ("가장 큽니다.", "가장 큼"),
])
def test_certain_endings_become_nouns(sentence, noun):
    assert clipped(sentence) == noun


@pytest.mark.parametrize("sentence", [
    "지표를 만듭니다.", "수가 줄어듭니다.", "판단이 어렵습니다.", "가장 무겁습니다.", "국민이 압니다.", "까닭을 묻습니다.",
    "값을 잇습니다.", "그렇습니다.", "길이 깁니다.", "이 값은 큽니까?", "값을 고치십시오.",
    "어긋난 주장: C16, C19.", "", "습니다", "값이 작습니다, 곧",
    "올랐습니다. 내렸습니다.",
])
def test_doubtful_endings_stay_whole(sentence):
    assert clipped(sentence) == sentence


@given(st.text(alphabet="가나다 습입니다.()됩1:", max_size=30))
def test_nothing_but_the_ending_ever_changes(text):
    short = clipped(text)
    assert short == text or (len(short) < len(text) and short[-1] != "." and short[:1] == text[:1] or len(text) < 6)


@pytest.mark.parametrize(("text", "parts"), [
    ("가입니다. 나입니다.", ["가입니다.", "나입니다."]), ("0.5입니다. 끝", ["0.5입니다.", "끝"]),
    ("셋입니까? 넷입니다.", ["셋입니까?", "넷입니다."]),
    ("있습니다(가 1). 다음", ["있습니다(가 1).", "다음"]), ("Saaty 1980. Kim 2003.", ["Saaty 1980. Kim 2003."]), ("", []),
])
def test_only_the_end_of_a_predicate_divides(text, parts):
    assert sentences(text) == parts
