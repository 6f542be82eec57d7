"""A cell leads to a sentence, a broken lead is an error, and nothing is filled in unasked."""

import re

import pandas as pd
import pytest

from dpgkit.cases import caselibrary, caserows
from dpgkit.errors import DataError
from dpgkit.impact import citations

UNITS = pd.DataFrame({"document": ["가"] * 3, "sentence": [1, 2, 3], "text": ["첫째.", "둘째.", "셋째."]})
FOUND = pd.DataFrame({"document": ["가", "가"], "sentence": [2, 3], "code": "backbone", "matched": "위원회", "text": ["둘째.", "셋째."]})


def mapping(*sentences):
    return pd.DataFrame({"condition": "backbone", "actor": "multi", "sentences": sentences, "status": "documented"})


def test_a_sentence_stands_between_its_neighbours():
    row = citations.in_context(mapping("가#2"), UNITS).iloc[0]
    assert row[["before", "text", "after"]].tolist() == ["첫째.", "둘째.", "셋째."]


def test_the_first_sentence_has_nothing_before_it():
    row = citations.in_context(mapping("가#1"), UNITS, around=2).iloc[0]
    assert row[["before", "after"]].tolist() == ["", "둘째. 셋째."]


@pytest.mark.parametrize(("cited", "what"), [
    ("나#1", "그 이름의 문서가 없습니다"), ("가#4", "그 번호의 문장이 없습니다"), ("가#0", "그 번호의 문장이 없습니다"),
    ("가", "그 이름의 문서가 없습니다")])
def test_a_broken_citation_is_an_error(cited, what):
    found = citations.check_citations(mapping("가#1", cited), UNITS)
    assert found[["행", "문제"]].values.tolist() == [[3, what]]
    with pytest.raises(DataError, match="근거 문장을 찾지 못했습니다"):
        citations.in_context(mapping(cited), UNITS)


@pytest.mark.parametrize("name", caselibrary.library().query("kind != 'broken'")["case"])
def test_the_citations_of_the_kit_lead_to_sentences_that_speak_of_the_row(name):
    rows = caselibrary.load_mapping(name)
    for cited in citations.in_context(rows, citations.units()).itertuples():
        told = f"{rows['activity'].iloc[cited.row]} {rows['evidence'].iloc[cited.row]}"
        near = f"{cited.before} {cited.text} {cited.after}"
        starts = {word[:2] for word in re.findall(r"[가-힣A-Za-z]{2,}|\d[\d,.]*", told)}
        assert any(start in near for start in starts), (cited.document, cited.sentence)


def test_only_what_the_reader_accepts_is_added():
    sheet = citations.decision_sheet(FOUND)
    unchanged = citations.accept(mapping("가#1", ""), sheet)
    assert unchanged["sentences"].tolist() == ["가#1", ""]
    sheet.loc[0, ["row", "accept"]] = ["2", "예"]
    assert citations.accept(mapping("가#1", ""), sheet)["sentences"].tolist() == ["가#1 가#2", ""]
    assert citations.accept(mapping("가#2", ""), sheet)["sentences"].tolist() == ["가#2", ""]


def test_rows_are_those_of_the_file():
    read = caserows.with_lines(mapping("가#1", "").set_axis([8, 10]))
    sheet = citations.decision_sheet(FOUND.head(1)).assign(row="10", accept="예")
    assert citations.accept(read, sheet)["sentences"].tolist() == ["가#1", f"{FOUND['document'][0]}#{FOUND['sentence'][0]}"]
    with pytest.raises(DataError, match="쓸 수 있는 값: 8, 10"):
        citations.accept(read, sheet.assign(row="2"))


def test_a_document_that_cannot_be_cited_comes_with_what_to_do():
    old = pd.DataFrame({"document": ["업무 계획.hwp"], "sentence": [1]})
    told = citations.check_citations(mapping("업무 계획.hwp#1", ""), old)
    assert told["할 일"].str.contains("한 번 더 실행하면 빈칸이 밑줄").all() and told["할 일"].str.contains("kit.py find").all()


@pytest.mark.parametrize("row", ["", "1", "9", "둘"])
def test_an_accepted_sentence_needs_a_row(row):
    sheet = citations.decision_sheet(FOUND).assign(row=row, accept="예")
    with pytest.raises(DataError, match="받아들인 문장을 붙일 행이 없습니다"):
        citations.accept(mapping("가#1", ""), sheet)


def test_candidates_without_their_columns_are_refused():
    with pytest.raises(DataError, match="다음 열을 더하십시오: code"):
        citations.decision_sheet(FOUND.drop(columns="code"))


def test_what_is_shown_is_in_korean():
    lines = citations.in_context(mapping("가#2"), UNITS)
    assert citations.in_words(lines).iloc[0].tolist() == ["중추지원조직", "여럿이 함께", "가#2", "첫째.", "둘째.", "셋째."]
    shown = citations.sheet_in_words(citations.decision_sheet(FOUND))
    assert shown.values.tolist() == [["중추지원조직", "가#2", "위원회", "둘째.", "", ""]]


def test_sentences_can_be_quoted_by_their_names():
    assert citations.quoted("가#1 가#3", UNITS)["text"].tolist() == ["첫째.", "셋째."]
    with pytest.raises(DataError, match="근거 문장을 찾지 못했습니다"):
        citations.quoted("가#9", UNITS)


@pytest.mark.parametrize(("cited", "said"), [
    ("2023_dpg_plann#1", "case.yml의 corpus(내글)에 이 문서가 없습니다. 가장 비슷한 이름: 2023_dpg_plan. "),
    ("바다#1", "case.yml의 corpus(내글)에 이 문서가 없습니다. 문서의 이름(id)을 확인하십시오. "),
    ("2025_ai_basic_act#1", "case.yml의 corpus(내글)에는 이 문서가 없고, 말뭉치 'digests'에는 있습니다. ")])
def test_where_a_document_may_be_is_said(cited, said):
    known = pd.DataFrame({"document": ["2023_dpg_plan"], "sentence": [1]})
    assert citations.check_citations(mapping(cited), known, corpus="내글")["할 일"].iloc[0].startswith(said)
