"""The table for a paper: what stands in it, and that each file holds it."""

import dataclasses

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import html

from dpgkit import papers
from dpgkit.cases import load_case, shipped_names
from dpgkit.errors import DataError
from dpgkit.impact import handouts

CASE = load_case("housing")
MADE = handouts.paper(CASE.info, CASE.mapping)


def test_every_line_is_there_in_the_order_of_the_conditions():
    assert len(MADE.lines) == 15 and MADE.lines["condition"].drop_duplicates().tolist()[0] == "공동의 어젠다"
    assert MADE.lines["actor"].tolist()[:3] == ["정부", "기업", "국민"] and MADE.lines["level"].iloc[0] == "1"


def test_sources_are_numbered_once_and_cited():
    cited = MADE.lines["evidence"].str.extract(r"\[(\d+)\]$")[0].dropna().astype(int)
    assert sorted(set(cited)) == MADE.sources["number"].tolist() and (MADE.lines["evidence"] == "근거 미확인").sum() == 5


def test_a_plan_carries_its_mark_and_the_note_explains_it():
    assert MADE.lines["activity"].str.endswith("[혜택만]").sum() == 1 and "추론, 혜택만" in MADE.notes[0]


@pytest.mark.parametrize("name", shipped_names())
@pytest.mark.parametrize("english", [False, True])
def test_the_page_is_whole_and_says_what_it_is(name, english):
    case = load_case(name)
    made = handouts.paper(case.info, case.mapping, english=english)
    page = html.fromstring(papers.to_html(made))
    assert page.get("lang") == "ko" and page.findtext(".//caption") == made.caption
    spans = [int(cell.get("rowspan")) for cell in page.iterfind(".//tbody/tr/th")]
    assert sum(spans) == len(made.lines) == len(page.findall(".//tbody/tr"))
    assert len(page.findall(".//ol/li")) == len(made.sources) and not page.findall(".//link") and not page.findall(".//script")


def test_english_stands_below_the_korean():
    made = handouts.paper(CASE.info, CASE.mapping, english=True)
    assert made.lines["condition"].iloc[0] == "공동의 어젠다\nCommon agenda" and made.lines["actor"].iloc[-1] == "국민\nCitizens"
    assert made.headings[-1] == "수준 (Level)" and MADE.headings[-1] == "수준"


def test_text_that_looks_like_markup_stays_text():
    odd = handouts.paper(CASE.info, CASE.mapping.assign(activity="<b>굵게</b>"))
    assert "<b>굵게" not in papers.to_html(odd) and "&lt;b&gt;굵게" in papers.to_html(odd)


def test_the_notebook_shows_the_table_and_its_words():
    assert repr(MADE).startswith("표 1. 청약정보") and "근거 미확인 5줄" in repr(MADE) and "<table" in MADE._repr_html_()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("한글 폴더")
    made = handouts.write(MADE, folder)
    assert made["파일"].tolist() == sorted((path.name for path in folder.iterdir()), key=lambda name: made["파일"].tolist().index(name))
    return folder


def test_the_word_file_holds_the_table_with_its_text_alternative(files):
    document = docx.Document(files / "03_mapping.docx")
    table = document.tables[0]
    assert len(table.rows) == 16 and table.cell(1, 0).text == "공동의 어젠다" == table.cell(3, 0).text
    assert [table.cell(1, column).text for column in range(1, 5)] == MADE.lines.iloc[0, 1:].tolist()
    assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == MADE.alternative
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None and document.paragraphs[0].text == MADE.caption
    assert document.sections[0].page_width > document.sections[0].page_height


def test_the_workbook_holds_the_table_and_its_sources(files):
    book = openpyxl.load_workbook(files / "03_mapping.xlsx")
    sheet = book["매핑 표"]
    assert sheet["A1"].value == MADE.caption and [cell.value for cell in sheet[2]] == ["조건", "주체", "활동", "근거", "수준"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A12:A14", "A15:A17", "A3:A5", "A6:A8", "A9:A11"]
    assert sheet["E3"].value == 1 and book["출처"].max_row == len(MADE.sources) + 1
    assert sheet.print_title_rows == "$2:$2" and sheet.page_setup.orientation == "landscape"


def test_a_cell_that_begins_like_a_formula_stays_text(tmp_path):
    lines = MADE.lines.assign(activity="=1+1")
    handouts.write(dataclasses.replace(MADE, lines=lines), tmp_path)
    assert openpyxl.load_workbook(tmp_path / "03_mapping.xlsx")["매핑 표"]["C3"].data_type == "s"


def test_a_locked_file_is_a_clear_message(tmp_path):
    (tmp_path / "03_mapping.docx").mkdir()
    with pytest.raises(DataError, match="파일을 쓰지 못했습니다"):
        handouts.write(MADE, tmp_path)


def test_a_mapping_without_rows_is_an_empty_table():
    empty = handouts.paper(CASE.info, CASE.mapping.head(0))
    assert empty.lines.empty and "활동 0줄" in repr(empty) and "<table" in papers.to_html(empty)
