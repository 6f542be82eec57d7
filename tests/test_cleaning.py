"""Any text becomes text that analyzers can take; nothing else goes, and what goes is counted."""

import re
import unicodedata

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dpgkit import cleaning, documents, paths, readers
from dpgkit.cleaning import ASTRAL, BROKEN, CONTROL, CUT, DROPPED, LONGEST_UNIT, LONGEST_WORD, lines

REAL = paths.kit_root().parent / "shared" / "real-documents"
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
    in_lines = cleaning.clean_all([text])[0][0]
    assert in_lines.replace("\n", " ") == cleaned and all(line == line.strip() != "" for line in in_lines.split("\n") if cleaned)


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
    units = cleaning.split_sentences(cleaning.clean_all([text])[0][0])
    assert " ".join(units) == cleaning.clean(text)
    assert all(0 < len(unit) <= LONGEST_UNIT and "\n" not in unit for unit in units)


@given(st.text(max_size=900))
def test_even_text_that_is_not_cleaned_has_sentences(text):
    assert "".join("".join(cleaning.split_sentences(text)).split()) == "".join(text.split())
    assert "".join(cleaning.split_sentences("가" * 1000)) == "가" * 1000


@pytest.mark.parametrize(("text", "units"), [
    ("법을 고친다. 또 고친다!", ["법을 고친다.", "또 고친다!"]), ("(제1조) 그런가? 아니다", ["(제1조) 그런가?", "아니다"]),
    ("제4.1호 No. 5", ["제4.1호 No. 5"]), ("끝.그리고", ["끝.그리고"]), ("(가). 나", ["(가).", "나"]),
    ("가. 목적", ["가. 목적"]), ("한다. 나. 절차 다. 그 밖", ["한다.", "나. 절차 다. 그 밖"]),
    ("□ 개요\nㅇ 정부는", ["□ 개요", "ㅇ 정부는"])])
def test_where_a_sentence_ends(text, units):
    assert cleaning.split_sentences(text) == units


def test_a_sentence_is_found_at_its_start():
    texts = {"a": "  법을   고친다. 또\n고친다. " + "데이터 " * 200, "b": "", "c": "끝"}
    table = cleaning.sentences(pd.DataFrame({"id": texts.keys(), "text": texts.values()}))
    assert table["document"].unique().tolist() == ["a", "c"] and len(table) == 7
    for row in table.itertuples():
        assert cleaning.clean(texts[row.document])[row.start:row.start + len(row.text)] == row.text


def units(text):
    return cleaning.split_sentences(cleaning.clean_all([text])[0][0])


def wrapped(text, columns, *, within=False):
    """Return a text as a page shows it, wrapped between words or wherever the column ends; a Hangul syllable takes two columns."""
    page = []
    for line in text.splitlines():
        page.append("")
        for piece in re.findall(r"\s*." if within else r"\s*\S+", line):
            if len((page[-1] + piece).encode("cp949", "replace")) > columns:
                page.append("")
            page[-1] += piece if page[-1] else piece.lstrip()
    return "\n".join(page)


@pytest.mark.parametrize(("text", "expected"), [
    ("추진 배경\r\n정부는\r국민과", ["추진 배경", "정부는", "국민과"]),
    ("□ 개요\n ㅇ 정부는\n  - 국민\n※ 참고\n✔ 완료\n▸ 다음\n① 첫째", [
        "□ 개요", "ㅇ 정부는", "- 국민", "※ 참고", "✔ 완료", "▸ 다음", "① 첫째"]),
    ("1. 목적\n가. 근거\n(1) 법률", ["1. 목적", "가. 근거", "(1) 법률"]), ("□\n추진 배경", ["□ 추진 배경"]),
    ("1.\n2.\n목적", ["1.", "2. 목적"]),
    ("제1조\n(목적) 이 법은", ["제1조 (목적) 이 법은"]), ("은행\n△2.8\n+0.2\n보험\n-", ["은행 △2.8 +0.2", "보험 -"]),
    ("은행\n\n2.8", ["은행", "2.8"]), ("정부가 그렇게 하였다.\n2", ["정부가 그렇게 하였다.", "2"]),
    ("첫째\u2028둘째\x0c셋째", ["첫째", "둘째", "셋째"])])
def test_a_line_break_that_is_meant_ends_a_unit(text, expected):
    assert units(text) == expected


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize("corpus", ["digests", "constitution"])
def test_a_text_that_is_wrapped_has_the_units_it_had(corpus, columns):
    text = "\n\n".join(" ".join(line.split()) for line in "\n".join(documents.load_documents(corpus)["text"]).splitlines() if line.strip())
    there = set(units(text))
    assert len(there - set(units(wrapped(text, columns)))) <= 0.01 * len(there)
    broken = cleaning.clean_all([wrapped(text, columns, within=True)])[0][0]
    assert broken.count("\n") < 1.2 * cleaning.clean_all([text])[0][0].count("\n")


def test_a_page_with_a_blank_line_below_every_line_is_wrapped_as_well():
    found = {unit for text in documents.load_documents("bills")["text"] for unit in units(text)}
    assert any(unit.startswith("초등학교 저학년의 경우에도") and unit.endswith("이어질 수 있을 것임.") for unit in found)


def test_lists_are_not_taken_for_wrapped_text():
    digests = documents.load_documents("digests")
    clauses = [clause for text in digests["text"] for clause in text.replace("\n", " ").split(". ") if 30 < len(clause) < 45]
    for listed in (digests["title"].tolist(), clauses, ["가나다라 마바사"] * 100, clauses[:5]):
        assert lines.wrap_column(listed) == 0


def test_a_sentence_that_is_too_long_is_cut_where_it_pauses():
    items = " ".join(f"{number}. 국민의 편의를 높이는 일" + " 그리고" * number for number in range(1, 20))
    assert [unit.split()[0] for unit in units(items)][1:] == [unit.split()[0] for unit in units(items)[1:] if unit[0].isdigit()]
    assert units("국민의 편의와 " * 30 + "안전을 높이고, " + "정부의 일을 " * 30)[0].endswith("높이고,")
    assert units("국민의 편의를 높이고 " + "정부의 일과 " * 60)[0].endswith("일과")


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real-documents가 없습니다")
def test_units_of_real_documents_are_seldom_cut():
    texts = [part.text for kind in ("docx", "hwpx", "md") for file in sorted((REAL / kind).iterdir()) for part in readers.read(file)]
    cleaned = cleaning.clean_all(texts)[0]
    found = sum(len(cleaning.split_sentences(text)) for text in cleaned)
    ends = sum(sum(map(bool, cleaning.SENTENCE_END.split(text))) for text in cleaned)
    assert found > 5000 and found - ends < 0.005 * found
    assert not any(lines.wrap_column([line for line in text.split("\n") if line]) for text in cleaned)
