"""Any text becomes text that analyzers can take; nothing else goes, and what goes is counted."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dpgkit import cleaning
from dpgkit.cleaning import ASTRAL, BROKEN, CONTROL, CUT, DROPPED, LONGEST_UNIT, LONGEST_WORD

ANY = st.text(st.characters(), max_size=200)                       # lone surrogates too
ODD = st.text(st.sampled_from("가각각ㅋ大A1.!) \n\t\x00\x85\u00a0\u200b\u0301\ue000\ud83d\U0001f600"), max_size=200)


@pytest.mark.parametrize(("text", "cleaned"), [
    ("", ""), (" \n\r\n", ""), ("정부는\r\n국민을\n위한다.\r끝", "정부는 국민을 위한다. 끝"), ("정부24 앱 👍🏽 좋아요", "정부24 앱 좋아요"),
    ("정부\x01\x1b정책\x85", "정부 정책"), ("정부\ud83d정책", "정부정책"), ("정부\ue000정책\U000f02b1 추진", "정부정책 추진"),
    ("정부\u200b정책\ufeff추진\u00ad", "정부정책추진"), (unicodedata.normalize("NFD", "디지털플랫폼정부"), "디지털플랫폼정부"),
    ("ᄀ\u200b\u1161", "가"), ("가" * 5000, "가가가"), ("㎡ ① Ａ １", "㎡ ① Ａ １"), ("가나다라마" * 9, "가나다라마" * 8 + " 가나다라마")])
def test_what_becomes_of_odd_text(text, cleaned):
    assert cleaning.clean(text) == cleaned


@given(ANY | ODD)
@example("ᄀ" * 11 + "\u1161")
def test_cleaned_text_is_safe_and_stays_as_it_is(text):
    cleaned = cleaning.clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") or ord(letter) > 0xFFFF for letter in cleaned)
    assert max(map(len, cleaned.split()), default=0) <= LONGEST_WORD
    assert " ".join(cleaned.split()) == cleaned == cleaning.clean(cleaned)


@given(ANY | ODD)
def test_what_is_taken_out_is_counted(text):
    composed = unicodedata.normalize("NFC", text)
    counted = cleaning.clean_all([text])[1].set_index("kind")["count"].to_dict()
    expected = {kind: sum(unicodedata.category(letter) == category for letter in composed) for category, kind in DROPPED.items()}
    astral = [letter for letter in composed if ord(letter) > 0xFFFF and unicodedata.category(letter) not in DROPPED]
    control = [letter for letter in composed if unicodedata.category(letter) == "Cc" and letter not in "\t\n\v\f\r"]
    expected |= {ASTRAL: len(astral), CONTROL: len(control)}
    assert {kind: counted.get(kind, 0) for kind in expected} == expected


def test_documents_and_characters_are_counted_apart():
    table = cleaning.clean_all(["가\u200b\u200b나", "다\u200b", "라" * 12, "마바" * 30])[1]
    assert table.set_index("kind").to_dict("index") == {
        "보이지 않는 서식 문자": {"documents": 2, "count": 3}, CUT: {"documents": 1, "count": 9}, BROKEN: {"documents": 1, "count": 1}}


@given(st.text(alphabet=st.characters(codec="cp949"), max_size=2000) | ODD)
def test_sentences_are_the_text_again(text):
    cleaned = cleaning.clean(text)
    units = cleaning.split_sentences(cleaned)
    assert " ".join(units) == cleaned
    assert all(0 < len(unit) <= LONGEST_UNIT for unit in units)


@given(st.text(max_size=900))
def test_even_text_that_is_not_cleaned_has_sentences(text):
    assert "".join("".join(cleaning.split_sentences(text)).split()) == "".join(text.split())
    assert "".join(cleaning.split_sentences("가" * 1000)) == "가" * 1000


@pytest.mark.parametrize(("text", "units"), [
    ("법을 고친다. 또 고친다!", ["법을 고친다.", "또 고친다!"]), ("(제1조) 그런가? 아니다", ["(제1조) 그런가?", "아니다"]),
    ("제4.1호 No. 5", ["제4.1호 No. 5"]), ("끝.그리고", ["끝.그리고"]), ("(가). 나", ["(가).", "나"])])
def test_where_a_sentence_ends(text, units):
    assert cleaning.split_sentences(text) == units


def test_a_sentence_is_found_at_its_start():
    texts = {"a": "  법을   고친다. 또\n고친다. " + "데이터 " * 200, "b": "", "c": "끝"}
    table = cleaning.sentences(pd.DataFrame({"id": texts.keys(), "text": texts.values()}))
    assert table["document"].unique().tolist() == ["a", "c"] and len(table) == 6
    for row in table.itertuples():
        assert cleaning.clean(texts[row.document])[row.start:row.start + len(row.text)] == row.text
