"""The date of a document, and where it comes from."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.documents import dates
from dpgkit.errors import DataError


@pytest.mark.parametrize(("name", "day"), [
    ("20230115.hwp", "2023-01-15"), ("(20231315) 공고.pdf", ""), ("1999년 백서.pdf", "1999"), ("991231_결산.hwp", "1999-12-31"),
    ("202305_통계.csv", "2023-05"), ("201012.pdf", ""), ("문서 123456789.pdf", ""), ("2024-02-30 2023.txt", "2024"),
    ("2025.2.3. 채용 공고.hwp", "2025-02-03"), ("2025.02.03 결재 문서.hwpx", "2025-02-03"), ("2025. 13. 1. 계획.hwp", "2025"),
    ("2024-03-01 공고.hwp", "2024-03-01"), ("2024_03_01_공고.hwp", "2024-03-01"), ("2024년 3월 1일 공고.hwp", "2024-03-01"),
    ("(24.3.1.) 공고.hwp", "2024-03-01"), ("통계(2014.8월).hwp", "2014-08"), ("2024. 3. 공고.hwp", "2024-03"),
    ("2023-04 동향.hwp", "2023-04"), ("2010-2012 계획.hwp", "2010"), ("2023-24 회계.hwp", "2023"), ("v10.2.1 안내.pdf", "")])
def test_dates_in_file_names(name, day):
    assert dates.date_of(name) == day


@given(st.dates(min_value=pd.Timestamp("1971-01-01").date(), max_value=pd.Timestamp("2069-12-31").date()),
       st.sampled_from(["%Y-%m-%d", "%Y. %m. %d.", "%Y.%m.%d", "%Y%m%d", "%Y년 %m월 %d일"]))
def test_a_day_is_read_back_however_it_is_written(day, form):
    assert dates.date_of(f"{day.strftime(form)} 계획.hwp") == dates.written(day.strftime(form)) == day.isoformat()


@pytest.mark.parametrize(("name", "stated", "given_", "found"), [
    ("가.hwp", "", {}, ("", "")), ("2023.hwp", "2001-03-28", {}, ("2001-03-28", "문서 첫머리")),
    ("2023.hwp", "작년", {}, ("2023", "파일 이름")), ("2022/가.hwp", "", {}, ("2022", "폴더 이름")),
    ("2022/2023.hwp", "", {}, ("2023", "파일 이름")), ("2023.hwp", "", {"2023.hwp": "2023"}, ("2023", "파일 이름")),
    ("2023.hwp", "", {"2023.hwp": ""}, ("", "dates.csv"))])
def test_the_nearest_source_of_a_date_decides(name, stated, given_, found):
    assert dates.choose(name, stated, given_) == found


@pytest.mark.parametrize("listed", ["하위/계획 1.hwp", "하위\\계획 1.hwp", "하위/계획_1.hwp", "계획 1.hwp",
                                    unicodedata.normalize("NFD", "하위/계획 1.hwp")])
def test_a_file_is_found_however_it_is_listed(listed):
    table = pd.DataFrame({"file": [listed], "date": ["2024"]})
    assert dates.matched(table, ["하위/계획 1.hwp", "하위/계획 2.hwp"]) == ({"하위/계획 1.hwp": "2024"}, [])


def test_an_archive_stands_for_its_documents_and_a_name_that_two_have_for_none():
    table = pd.DataFrame({"file": ["묶음.zip", "공고.hwp"], "date": ["2024", "2023"]})
    names = ["묶음.zip/1.txt", "묶음.zip/안/2.txt", "가/공고.hwp", "나/공고.hwp"]
    assert dates.matched(table, names) == (dict.fromkeys(names[:2], "2024"), ["공고.hwp"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_the_list_is_read_as_excel_saves_it(tmp_path, encoding):
    (tmp_path / "dates.csv").write_text("파일,결과,날짜\n가.hwp,읽음,2024-03-01\n나.hwp,읽음,\n다.hwp,읽음,시기 미상\n", encoding=encoding)
    assert dates.load(tmp_path).to_numpy().tolist() == [["가.hwp", "2024-03-01"], ["다.hwp", ""]]


@pytest.mark.parametrize(("text", "error"), [
    ("이름,날짜\n가,2024\n", "'파일'과 '날짜' 열이 없습니다"), ("", "'파일'과 '날짜' 열이 없습니다"),
    ("파일,날짜\n가,2024\n나,2024-13\n", "3행의 날짜"), ('파일,날짜\n"가,2024\n', "열이 없습니다")])
def test_a_list_that_cannot_be_read_is_refused(tmp_path, text, error):
    (tmp_path / "dates.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=error):
        dates.load(tmp_path)


def test_without_a_list_nothing_is_given(tmp_path):
    assert dates.load(tmp_path).empty and dates.matched(dates.load(tmp_path), ["가.hwp"]) == ({}, [])
