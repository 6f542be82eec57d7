"""The report page: what goes in, and that odd text cannot break it."""

import base64
import io

import pytest
from fontTools.ttLib import TTFont
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dpgkit import cases, report


def notebook(*data, tags=("report",)):
    cells = [new_markdown_cell("## 1. 연표")]
    for bundle in data:
        cell = new_code_cell("x", outputs=[new_output("execute_result", bundle)])
        cell.metadata["tags"] = list(tags)
        cells.append(cell)
    return new_notebook(cells=cells)


def test_headings_sentences_and_tables_come_in_order():
    shown = list(report.parts(notebook({"text/markdown": "**읽기** — 올랐습니다."}, {"text/html": "<table></table>"})))
    assert [part["kind"] for part in shown] == ["heading", "text", "table"]
    assert shown[0]["text"] == "연표" and "<strong>읽기</strong>" in shown[1]["html"]


def test_only_tagged_cells_are_shown():
    assert list(report.parts(notebook({"text/html": "<table></table>"}, tags=()))) == []


def test_tables_lose_style_blocks_and_row_numbers():
    html = "<style scoped>a</style><table><thead><tr><th></th><th>해</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table>"
    assert report._plain_table(html) == "<table><thead><tr><th>해</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"


def test_text_that_looks_like_markup_stays_text():
    spec = {"title": "</script><script>alert(1)</script>"}
    info = cases.load_info("housing").model_copy(update={"title": "<b>사례</b>"})
    part = {"kind": "chart", "spec": spec, "alternative": "<i>그림</i>"}
    section = {"name": "01", "lesson": report.lessons.describe("01_egov_history"), "parts": [part]}
    page = report._template().render(info=info, sections=[section])
    assert "<script>alert" not in page and "<b>사례" not in page and "<i>그림" not in page


@pytest.mark.parametrize("weight", ["", "Bold"])
def test_the_font_carries_the_letters_and_no_reserved_name(weight):
    font = TTFont(io.BytesIO(base64.b64decode(report.font("국민 정부", weight))))
    assert {ord(letter) for letter in "국민정부"} <= set(font.getBestCmap())
    assert not [record for record in font["name"].names if "nanum" in record.toUnicode().lower()]


def test_the_script_is_one_piece():
    script = report._script()
    assert "</script" not in script and "vegaEmbed" not in script[:100] and len(script) > 500_000
