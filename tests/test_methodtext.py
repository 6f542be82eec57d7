"""Every number of the paragraphs comes from the manifest, both languages agree, and the appendix reads back as it was."""

import os
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest

from dpgkit import cleaning, lexicon
from dpgkit.desk import methodtext
from dpgkit.desk.manifests import Manifest
from dpgkit.errors import DataError, ParameterError

LOG = pd.DataFrame([("명사 합치기", "청약 + 홈", "청약홈", "서비스의 이름입니다.", 22, 11), ("명사 합치기", "합계", "", "", 3111, 3100),
                    ("불용어 빼기", "경우", "뺌", "넓은 말입니다.", 60, 0), ("불용어 빼기", "합계", "", "", 3100, 3040)],
                   columns=lexicon.LOG)
FLOW = pd.DataFrame({"단계": ["찾은 문서", "읽지 못했거나 겹친 문서", "남긴 문서"], "수": [1320, 8, 1312]})
MADE = Manifest(
    label="말뭉치 '우리기관'의 문서 1312건", label_en="corpus 'agency', 1312 documents", flow=FLOW,
    refused=pd.DataFrame({"파일": ["=1+1.hwp"], "까닭": ["암호가 걸려 있습니다."]}), first="2001-03-28", last="2024", undated=13,
    analyzer="komoran", notes=("알림 한 줄.",), sentences=45678,
    removed=pd.DataFrame({"kind": ["제어 문자", "새 종류"], "documents": [14, 15], "count": [1616, 17]}),
    skipped=pd.DataFrame({"document": ["가"] * 19, "sentence": 1, "unit": "@말", "reason": "시간이 넘었습니다."}),
    sizes={"nouns": 271, "synonyms": 123, "stopwords": 166}, key="0123456789abcdef", log=LOG, words=3040, distinct=905,
    parameters={"min_length": 2, "extra_stopwords": ["자료", "가"]}, seeds={"lda": 7},
    versions={"dpgkit": "9.8", "Python": "3.99", "KoNLPy": "0.77", "KOMORAN": "3.33"})
CHANGES = {
    "first": "1990-01", "last": "2031", "undated": 999, "sentences": 98765, "words": 71, "distinct": 59, "seeds": {"lda": 31337},
    "key": "fedcba987654", "sizes": {"nouns": 881, "synonyms": 882, "stopwords": 883}, "parameters": {"top": 4242},
    "versions": {"dpgkit": "1.1.77"}, "flow": FLOW.assign(수=[7001, 7002, 7003]), "skipped": MADE.skipped.head(3),
    "removed": MADE.removed.assign(count=[5151, 5252]), "log": LOG.assign(뒤=[1, 6061, 2, 6062])}


def numbers(text):
    return Counter(re.findall(r"\d+(?:[.,-]\d+)*", text))


def given(manifest):
    """Return every number and text that the manifest holds, as the paragraphs may write it."""
    totals = manifest.log.loc[manifest.log["규칙"] == "합계", "뒤"]
    counts = [*manifest.flow["수"], manifest.undated, manifest.sentences, *manifest.removed["count"], *manifest.removed["documents"],
              len(manifest.skipped), *manifest.sizes.values(), *totals, manifest.words, manifest.distinct]
    texts = [manifest.label, manifest.first, manifest.last, manifest.key[:12], *map(str, manifest.parameters.values()),
             *map(str, manifest.seeds.values()), *manifest.versions.values(), "sha256"]
    return numbers(" ; ".join([*(f"{count:,}" for count in counts), *texts]))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_number_comes_from_the_manifest(language):
    assert set(numbers(methodtext.method_paragraph(MADE, language).replace("SHA-256", "sha256"))) == set(given(MADE))


@pytest.mark.parametrize("manifest", [MADE, *(replace(MADE, **{name: value}) for name, value in CHANGES.items()),
                                      replace(MADE, first="", removed=MADE.removed.head(0), log=LOG.head(0), parameters={}, seeds={})])
def test_both_languages_name_the_same_numbers(manifest):
    korean, english = (methodtext.method_paragraph(manifest, language) for language in ("ko", "en"))
    assert numbers(korean) == numbers(english.replace("SHA-256", "sha256"))


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_manifest_changes_both_paragraphs(name):
    changed = replace(MADE, **{name: CHANGES[name]})
    for language in ("ko", "en"):
        before, after = (methodtext.method_paragraph(one, language) for one in (MADE, changed))
        assert before != after and set(numbers(after)) - set(numbers(before)) <= set(given(changed))


def test_the_english_paragraph_holds_no_korean_but_names():
    english = methodtext.method_paragraph(replace(MADE, removed=MADE.removed.head(1), parameters={}), "en")
    assert not re.search("[가-힣]", english) and "1,616 in 14 document(s)" in english and "3,100 after joining nouns" in english


def test_every_kind_of_removed_text_and_every_step_has_an_english_name():
    kinds = {cleaning.CONTROL, cleaning.ASTRAL, cleaning.CUT, cleaning.BROKEN, *cleaning.DROPPED.values(), *lexicon.STEPS}
    assert set(methodtext.ENGLISH) == kinds


def test_another_language_is_refused():
    with pytest.raises(ParameterError, match="쓸 수 있는 값: ko, en"):
        methodtext.method_paragraph(MADE, "fr")


@pytest.mark.parametrize(("analyzer", "expected"), [
    ("komoran", ["Park, E. L., & Cho, S. (2014)", "KOMORAN 3.33. Shineware"]), ("okt", ["Park, E. L.", "Open Korean Text"]),
    ("kiwi", ["이민철 (2024). Kiwi"]), ("kkma", ["Park, E. L.", "Kkma"]), ("hannanum", ["Park, E. L.", "JHannanum"])])
def test_references_name_the_kit_and_the_analyzer_that_was_used(analyzer, expected):
    lines = methodtext.references(replace(MADE, analyzer=analyzer), "en").splitlines()
    assert len(lines) == 1 + len(expected) and lines[0].startswith("dpgkit 만든이들 (20") and "(Version 9.8)" in lines[0]
    assert all(line.startswith(start) for line, start in zip(lines[1:], expected, strict=True))


# --- the appendix

def cells(path, sheet):
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_the_appendix_reads_back_sheet_by_sheet(tmp_path):
    test = pd.DataFrame({"p": [0.5, np.nan]})
    path = methodtext.write_appendix(tmp_path / "부록 폴더" / "내 부록.xlsx", LOG, MADE, tables={"검정": test})
    names = ["안내", "문서 흐름", "읽지 못한 문서", "다듬은 글자", "건너뛴 단위", "결정 기록", "단계별 효과", "매개변수", "판", "검정"]
    assert openpyxl.load_workbook(path).sheetnames == names and [file.name for file in path.parent.iterdir()] == ["내 부록.xlsx"]
    assert cells(path, "결정 기록") == [list(LOG), *[[None if value == "" else value for value in row]
                                                       for row in LOG.to_numpy().tolist()]]
    assert cells(path, "문서 흐름")[1:] == [["찾은 문서", 1320], ["읽지 못했거나 겹친 문서", 8], ["남긴 문서", 1312]]
    assert cells(path, "매개변수")[1:] == [["min_length", "2"], ["extra_stopwords", "[자료, 가]"], ["씨앗: lda", "7"],
                                        ["사전의 sha256", MADE.key]]
    assert cells(path, "검정") == [["p"], [0.5], [None]] and len(cells(path, "건너뛴 단위")) == 20


def test_the_note_holds_both_paragraphs_and_says_what_each_sheet_is(tmp_path):
    note = dict(cells(methodtext.write_appendix(tmp_path / "a.xlsx", LOG, MADE), "안내"))
    assert note["방법(한국어)"] == methodtext.method_paragraph(MADE) and note["방법(영어)"] == methodtext.method_paragraph(MADE, "en")
    assert note["알아 둘 것"] == "알림 한 줄." and note["시트: 결정 기록"].startswith("사전의 규칙마다")


@pytest.mark.parametrize("text", ["=1+1", "+82-2", "-이상", "@국민", "=HYPERLINK(\"x\")", "#N/A", "\t=1", "007", "2023-04"])
def test_text_stays_text(tmp_path, text):
    table = pd.DataFrame({text: [text], "수": [-3]})
    sheet = openpyxl.load_workbook(methodtext.write_appendix(tmp_path / "a.xlsx", LOG, MADE, tables={"표": table}))["표"]
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.value, cell.data_type) == (text, "s") and cell.quotePrefix is text.startswith(methodtext.FORMULA)
    assert (sheet["B2"].value, sheet["B2"].data_type) == (-3, "n")


@pytest.mark.parametrize(("value", "expected"), [
    ("가\x00나\x0b", "가나"), ("가" * 40_000, "가" * 32_767), (np.int64(3), 3), (np.float64(0.5), 0.5), (True, "True"),
    (float("inf"), "inf"), (None, None), (pd.NA, None), (["가", 1], "[가, 1]")])
def test_odd_cells_are_written(tmp_path, value, expected):
    table = pd.DataFrame({"값": pd.Series([value], dtype=object)})
    assert cells(methodtext.write_appendix(tmp_path / "a.xlsx", LOG, MADE, tables={"표": table}), "표")[1:] in ([[expected]], [])


def test_columns_are_wide_enough_and_the_header_stays(tmp_path):
    sheet = openpyxl.load_workbook(methodtext.write_appendix(tmp_path / "a.xlsx", LOG, MADE))["결정 기록"]
    assert sheet.column_dimensions["D"].width >= 2 * len("서비스의 이름입니다") and sheet.freeze_panes == "A2" and sheet["A1"].font.bold


@pytest.mark.parametrize("name", ["부록.csv", "부록", "부록.xls"])
def test_another_ending_is_refused(tmp_path, name):
    with pytest.raises(DataError, match="부록은 엑셀 파일로만 씁니다"):
        methodtext.write_appendix(tmp_path / name, LOG, MADE)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["", "가" * 32, "표/1", "[표]"])
def test_a_name_that_no_sheet_can_have_is_refused(tmp_path, name):
    with pytest.raises(DataError, match="시트 이름으로 쓸 수 없습니다"):
        methodtext.write_appendix(tmp_path / "a.xlsx", LOG, MADE, tables={name: LOG})


def test_a_file_that_is_held_open_is_left_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def refuse(*_):
        raise PermissionError(13, "open elsewhere")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(DataError, match="부록을 쓰지 못했습니다.\n  받은 값: a.xlsx\n.*\n.*닫고 다시"):
        methodtext.write_appendix(path, LOG, MADE)
    assert path.read_bytes() == b"old" and [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "글").write_text("파일", encoding="utf-8")
    with pytest.raises(DataError, match="부록을 쓰지 못했습니다"):
        methodtext.write_appendix(tmp_path / "글" / "a.xlsx", LOG, MADE)
