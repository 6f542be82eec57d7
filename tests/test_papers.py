"""A table for a paper as HTML; what stands in it is tested with ``handouts``."""

import pandas as pd
from lxml import html

from dpgkit.papers import Paper, to_html

LINES = pd.DataFrame([["가", "정부", "일 <1>", "근거 [1]", "2"], ["가", "국민", "둘\nTwo", "", ""], ["나", "기업", "셋", "", "0"]],
                     columns=["condition", "actor", "activity", "evidence", "level"])
MADE = Paper("표 & 제목", LINES, ["조건", "주체", "활동", "근거", "수준"], ["주: 설명"],
             pd.DataFrame([[1, "신문", "https://a.kr/?a=1&b=2"]], columns=["number", "source_title", "source_url"]), "세 줄의 표")


def test_conditions_span_their_rows():
    page = html.fromstring(to_html(MADE))
    assert [(cell.text, cell.get("rowspan"), cell.get("scope")) for cell in page.iterfind(".//tbody/tr/th")] == [
        ("가", "2", "rowgroup"), ("나", "1", "rowgroup")]


def test_text_is_escaped_and_lines_are_kept():
    page = to_html(MADE)
    assert "일 &lt;1&gt;" in page and "둘<br>Two" in page and "a=1&amp;b=2" in page and "표 &amp; 제목" in page


def test_a_notebook_shows_the_table_and_a_terminal_its_words():
    assert repr(MADE) == "세 줄의 표" and MADE._repr_html_().count("<tr>") == 4
