"""A panel redraws when a control moves, and shows its plain twin where nobody can move one."""

import ipywidgets
import pandas as pd
import pytest

from dpgkit import charts, widgets

TERMS = pd.DataFrame({"term": ["국민", "법률"], "tfidf": [0.3, 0.2], "count": [9, 5], "documents": [3, 2]})


def bars(top):
    return charts.keyword_bars(TERMS.head(top), f"{top}개", "시험")


@pytest.fixture
def panel():
    return widgets.Panel(bars, top=ipywidgets.IntSlider(value=1, min=0, max=2, description="낱말 수"))


def test_a_moved_control_changes_the_chart(panel):
    assert ">국민<" in panel.output.value and ">법률<" not in panel.output.value
    panel.controls["top"].value = 2
    assert ">법률<" in panel.output.value and 'aria-label="2개 (' in panel.output.value


def test_a_problem_is_shown_in_place_of_the_chart():
    panel = widgets.Panel(lambda word: {"국민": "있습니다"}[word], word=ipywidgets.Text(value="국민"))
    panel.controls["word"].value = "<없는 말>"
    assert 'role="alert"' in panel.output.value and "&lt;없는 말&gt;" in panel.output.value
    panel.controls["word"].value = "국민"
    assert panel.output.value == "<p>있습니다</p>\n"


def test_a_stored_notebook_holds_the_plain_twin(panel, monkeypatch):
    monkeypatch.delenv("DPGKIT_PLAIN")
    assert "application/vnd.jupyter.widget-view+json" in panel._repr_mimebundle_()
    monkeypatch.setenv("DPGKIT_PLAIN", "1")
    assert panel._repr_mimebundle_() == {"text/html": panel.output.value, "text/plain": "조작 판: top"}


def test_a_table_becomes_a_table():
    assert widgets.as_html(TERMS[["term"]]).count("<tr") == 3
