"""Every chart states its finding, names its source, has a text alternative and is really drawn."""

import base64
import re

import pandas as pd
import pytest

from dpgkit import architecture, charts, history, kpi, lessons, tables
from dpgkit.cases import load_case

CASE = load_case("housing")
SERIES = history.country_series(tables.load("egdi"), "KOR", 2003, 2024)
KEYWORDS = pd.DataFrame({"term": ["국민", "법률"], "tfidf": [0.3, 0.2], "count": [9, 5], "documents": [3, 2]})
CHARTS = {
    "timeline": lambda: charts.timeline(tables.load("timeline"), "제목"),
    "ranks": lambda: charts.ranks(SERIES.assign(country="KOR"), "제목"),
    "components": lambda: charts.components(SERIES, "제목"),
    "keywords": lambda: charts.keyword_bars(KEYWORDS, "제목", "시험"),
    "evidence": lambda: charts.evidence_grid(CASE.mapping, "제목"),
    "passing": lambda: charts.passing(CASE.links, architecture.positions(CASE.links, CASE.actors), "제목"),
    "rate": lambda: charts.rate_line(kpi.measured(CASE.measurements, "ineligible_rate"), 1.0, "제목", "시험"),
    "no target": lambda: charts.rate_line(kpi.measured(CASE.measurements, "ineligible_rate"), None, "제목", "시험"),
    "road": lambda: charts.road(lessons.overview(), "제목"),
}


@pytest.fixture(autouse=True)
def kit_theme():
    charts.enable()


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_what_it_shows(name):
    spec = CHARTS[name]().to_dict()
    assert spec["title"]["text"] == "제목" and spec["title"]["subtitle"][1].startswith("출처: ")
    assert spec["description"].startswith("제목 (") and re.fullmatch(r"\d\d_\w+", spec["name"])


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_with_its_korean_title(name):
    svg = charts.to_svg(CHARTS[name]().to_dict())
    assert ">제목<" in svg and "NanumGothic" in svg and len(svg) > 2000


def test_the_renderer_gives_lab_what_it_can_draw():
    bundle = charts.mime_bundle(CHARTS["ranks"]().to_dict())
    assert bundle["application/vnd.vegalite.v5+json"]["$schema"] == charts.SCHEMA
    assert base64.b64decode(bundle["image/png"])[:4] == b"\x89PNG"
    assert bundle["text/plain"].startswith("제목")


def test_the_same_chart_gives_the_same_picture():
    assert charts.to_png(CHARTS["evidence"]().to_dict()) == charts.to_png(CHARTS["evidence"]().to_dict())


def test_arrows_point_from_giver_to_receiver():
    places = pd.DataFrame({"name": ["가", "나"], "kind": ["government", "citizens"], "x": [1, 2], "y": [0.5, 0.5]})
    links = pd.DataFrame({"giver": ["가"], "receiver": ["나"], "passes": ["말"], "before": [0], "after": [1]})
    arrow = charts.cases._arrows(links, places).iloc[0]
    assert arrow["angle"] == 90 and 1 < arrow["x2"] < 2 and arrow["colour"] == charts.look.PURPLE


@pytest.mark.parametrize("colour", charts.look.PALETTE)
def test_colours_stand_out_on_white(colour):
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 3            # WCAG 1.4.11, graphical objects


def test_partial_dates_are_drawn_at_their_first_day():
    assert [charts.history._full_date(date) for date in ("1967", "1967-03", "1967-06-24")] == ["1967-01-01", "1967-03-01", "1967-06-24"]
