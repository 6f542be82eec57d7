"""The panels of lesson 1, moved without a browser."""

import pandas as pd
import pytest

from dpgkit import charts, tables, widgets
from dpgkit.errors import DataError
from dpgkit.widgets import history as panels


@pytest.fixture(autouse=True)
def kit_theme():
    charts.enable()


@pytest.mark.parametrize("view", panels.VIEWS)
def test_every_view_of_a_country_is_drawn(view):
    spec = panels.country_view("EST", 2010, 2020, view).to_dict()
    assert spec["description"] and ">2020" in charts.to_svg(spec) or "에스토니아" in charts.to_svg(spec)


def test_a_panel_shows_what_its_twin_shows():
    panel = panels.country_panel("KOR", 2014, 2024, view="순위의 변화")
    assert panel.output.value == widgets.as_html(panels.country_view("KOR", 2014, 2024, "순위의 변화"))
    panel.controls["country"].value = "DNK"
    assert 'aria-label="덴마크: 15계단 올라갔습니다' in panel.output.value


def test_countries_are_offered_in_korean():
    options = dict(panels.country_panel().controls["country"].options)
    assert options["대한민국"] == "KOR" and len(options) == 193 and list(options) == sorted(options)


def test_editions_in_the_wrong_order_are_explained_in_place():
    panel = panels.country_panel()
    panel.controls["later"].value = 2003
    assert 'role="alert"' in panel.output.value and "앞서야 합니다" in panel.output.value
    panel.controls["earlier"].value, panel.controls["later"].value = 2003, 2024
    assert panel.output.value.startswith("<figure")


def test_an_edition_before_a_country_was_assessed_is_explained_in_place():
    panel = panels.country_panel("SSD", 2012, 2024)
    panel.controls["earlier"].value = 2003
    assert "평가받지 않은 나라" in panel.output.value


def test_the_timeline_is_filtered_and_keeps_its_notes():
    panel = panels.timeline_panel(confidence="엇갈림")
    assert panel.output.value.count("<tr") == 4 and "1967-04-24" in panel.output.value
    panel.controls["confidence"].value, panel.controls["word"].value = "모두", "나라장터"
    assert panel.output.value.count("<tr") == 2
    assert panels.timeline_view(stage="AI 정부", kind="법")["종류"].unique().tolist() == ["법"]


def test_a_later_edition_is_offered(monkeypatch):
    egdi, load = tables.load("egdi"), tables.load
    later = pd.concat([egdi, egdi[egdi["year"] == 2024].assign(year=2026)], ignore_index=True)
    monkeypatch.setattr(tables, "load", lambda name: later if name == "egdi" else load(name))
    assert 2026 in panels.country_panel().controls["later"].options


def test_an_unknown_view_is_refused():
    with pytest.raises(DataError, match="없는 보기"):
        panels.country_view(view="없음")
