"""Charts have room for what they say in either language, and say all of it in that language."""

import re
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageChops

from dpgkit import architecture, charts, impact, lessons, network, topics
from dpgkit.cases import load_case
from dpgkit.charts import chains, lettering, look
from dpgkit.history import egdi
from dpgkit.impact import casecomparison, ratings
from dpgkit.kpi import gates, indicators, ladders
from dpgkit.language import VARIABLE, display
from dpgkit.tables import load

CASE = load_case("housing")
CELLS = ladders.grid(indicators.case_table("housing", "ladder"))
JUDGED = gates.judge(indicators.case_table("housing", "gates"), gates.known_values(ladders.function_shares(CELLS)))
COUNTS = pd.DataFrame([("a", "기관", 6), ("a", "국민", 2), ("b", "국민", 5), ("b", "데이터", 4)], columns=["document", "term", "count"])
STAGES = pd.Series({"a": "행정전산망·국가기간전산망", "b": "디지털플랫폼정부"})
CHARTS = {
    "road": lambda: charts.road(lessons.overview(), "제목"),
    "ranks": lambda: charts.ranks(egdi.compare_countries(load("egdi"), ["KOR", "GBR", "USA"], 2003, 2024), "제목"),
    "timeline": lambda: charts.timeline(load("timeline"), "제목"),
    "topics": lambda: charts.topic_shares(topics.group_shares(topics.topics(COUNTS, 2).shares, STAGES), "제목", "출처"),
    "evidence": lambda: charts.evidence_grid(CASE.mapping, "제목"),
    "levels": lambda: charts.level_grid(ratings.ratings(CASE.mapping), "제목", "키트"),
    "cases": lambda: charts.case_heat(casecomparison.compare(), "제목"),
    "passing": lambda: charts.passing(CASE.links, architecture.positions(CASE.links, CASE.actors), "제목"),
    "chain": lambda: charts.results_chain(CASE.indicators, "제목"),
    "gates": lambda: charts.gate_steps(JUDGED, "제목", "출처"),
    "integration": lambda: charts.integration_grid(CELLS, "제목", "출처"),
}
BOTH = pytest.mark.parametrize("language", ["ko", "en"])
ALL = pytest.mark.parametrize("name", CHARTS)
SHIFT = re.compile(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)")


@pytest.fixture
def spoken(monkeypatch, language):
    monkeypatch.setenv(VARIABLE, language)
    charts.enable()


@pytest.fixture
def language():
    return "en"


def drawn(name):
    return charts.to_svg(display.say_spec(CHARTS[name]().to_dict()))


def texts(svg):
    """Return every level text of a drawing: its words and its box, from the left, from the top, to the right, to the bottom."""
    for node in etree.fromstring(svg.encode()).iter("{*}text"):
        moves = [found.groups() for part in (node, *node.iterancestors()) if (found := SHIFT.match(part.get("transform", "")))]
        x, y = (sum(float(move[axis]) for move in moves) for axis in (0, 1))
        size = float(node.get("font-size").removesuffix("px"))
        if "rotate" in node.get("transform", "") or node.get("stroke"):          # slanted, or the halo of another text
            continue
        for line, words in enumerate(node.itertext()):
            wide = lettering.width(words, size, bold=node.get("font-weight") == "bold") / lettering.SPARE
            left = x - {"middle": wide / 2, "end": wide}.get(node.get("text-anchor"), 0)
            down = y + line * float(node[-1].get("dy", 0) if len(node) else 0)
            yield words, (left, down - 0.75 * size, left + wide, down + 0.1 * size)


def shared(one, other):
    return min(min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1]))


@BOTH
@ALL
def test_no_text_runs_over_another_and_none_is_cut(name, language, spoken):
    told = [text for text in texts(drawn(name)) if text[0].strip()]
    assert len(told) > 5 and not [words for words, _ in told if words.endswith("…")]
    assert not [(one[0], other[0]) for one, other in combinations(told, 2) if shared(one[1], other[1]) > 1]


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"topics"}))
def test_an_english_chart_shows_no_korean(name, spoken):
    assert not [words for words, _ in texts(drawn(name)) if re.search("[가-힣]", words)]


@BOTH
def test_words_stay_inside_the_boxes_of_gates_and_of_a_chain(spoken):
    boxes, heads = chains._stairs(JUDGED)
    places = chains.chains.layout(CASE.indicators)
    assert all(lettering.width(words, chains.LETTERS) <= chains.GATE_WIDTH for words in boxes["text"])
    assert all(lettering.width(words, chains.LETTERS) <= chains.BOX_WIDTH for words in places["name"].map(chains._wrapped))
    assert (boxes["bottom"] - boxes["top"] >= chains.LINE * (boxes["text"].str.count("\n") + 1)).all()
    assert all(lettering.width(head, chains.HEAD, bold=True) <= chains.GATE_WIDTH for head in heads["head"]) and heads["head_y"].min() > 0


@BOTH
def test_heads_and_cells_of_a_grid_are_no_wider_than_its_columns(spoken):
    spec = charts.evidence_grid(CASE.mapping, "제목").to_dict()
    cell = spec["width"] / 3
    status = [lettering.width(display.language.say_title(words)) for words in impact.STATUS.values()]
    heads = [row["head"] for rows in spec["datasets"].values() for row in rows if "head" in row]
    assert len(heads) == 3 and max(map(lettering.width, heads)) < cell and max(status) < cell


@BOTH
def test_the_names_of_lessons_stay_inside_their_boxes(spoken):
    rows = next(iter(charts.road(lessons.overview(), "제목").to_dict()["datasets"].values()))
    assert all(lettering.width(row["name"], 13) < row["right"] - row["left"] for row in rows)
    assert all(lettering.width(row["needs"], 11) < row["left"] for row in rows)


def test_a_width_is_that_of_the_drawn_text():
    for words in ("근거 미확인 → 100 이상", "Evidence not confirmed", "12.5–56.2%"):
        mark = {"type": "text", "text": words, "font": charts.FONT, "fontSize": 40}
        plain = {"$schema": charts.SCHEMA, "data": {"values": [{}]}, "config": {"view": {"stroke": None}}, "mark": mark}
        png = look.vl_convert.svg_to_png(charts.to_svg(plain))
        with look.io.BytesIO(png) as file, Image.open(file) as picture:
            flat = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture.convert("RGBA")).convert("L")
        left, _, right, _ = ImageChops.invert(flat).getbbox()
        assert 0.9 * lettering.width(words, 40) < right - left <= lettering.width(words, 40)


@given(st.text("가나 abW,.", max_size=60), st.integers(40, 200))
def test_lines_hold_every_word_and_are_no_wider_than_asked(text, pixels):
    told = lettering.lines(text, pixels, 12)
    assert "".join("".join(told).split()) == "".join(text.split())
    assert all(lettering.width(line, 12) <= pixels for line in told)


@given(st.text("가나 abW,.", max_size=90))
def test_even_lines_are_as_few_and_no_wider(text):
    even, full = lettering.even_lines(text, 120), lettering.lines(text, 120)
    assert len(even) == len(full) and "".join(even).replace(" ", "") == "".join(full).replace(" ", "")
    assert max(map(lettering.width, even)) <= 120


def test_a_heading_is_as_wide_as_the_drawing_whatever_its_letters():
    for title in ("Largest rise: online services (+0.393); smallest rise: health. " * 3, "온라인서비스가 가장 많이 올랐습니다. " * 9):
        told = charts.ranks(egdi.compare_countries(load("egdi"), ["KOR"], 2003, 2024), title).to_dict()["title"]["text"]
        assert len(told) > 1 and all(lettering.width(line, look.TITLE_SIZE, bold=True) <= look.HEADING for line in told)


def test_countries_have_their_short_names(spoken):
    assert {"Korea", "United Kingdom", "United States"} <= {words for words, _ in texts(drawn("ranks"))}


def test_studied_words_stay_where_they_are_studied_and_are_said_elsewhere(spoken):
    """``디지털플랫폼정부`` is both a term of the documents and the name of a stage."""
    spec = {"data": {"values": [{"term": "기관", "terms": "1. 기관·시기", "side": "기관"}]},
            "encoding": {"y": {"field": "term", "sort": ["기관"], "title": "기관"},
                         "color": {"field": "side", "scale": {"domain": ["기관"]}}}}
    said = display.say_spec(spec)
    assert said["data"]["values"] == [{"term": "기관", "terms": "1. 기관·시기", "side": "Organisation"}]
    assert said["encoding"]["y"] == {"field": "term", "sort": ["기관"], "title": "Organisation"}
    assert said["encoding"]["color"]["scale"]["domain"] == ["Organisation"]


def test_topics_and_groups_of_words_are_named_by_the_words_as_they_stand(spoken):
    net = network.graph(pd.DataFrame({"source": "기관", "target": ["국민"], "count": [3], "pmi": [1.0], "npmi": [0.5]}),
                        pd.DataFrame({"term": ["국민", "기관"], "count": [8, 6], "documents": [3, 1]}))
    groups = charts.to_svg(display.say_spec(charts.term_network(net, network.communities(net), "제목", "출처").to_dict()))
    assert ">1 국민·기관<" in groups and re.search(r">1\. [가-힣·]+<", drawn("topics"))


def test_a_heading_that_is_said_is_not_said_again(spoken):
    spec = {"title": {"text": ["Of the words,", "기관 is 12.5~56.2%"], "subtitle": "기관"}, "description": "기관 3~5"}
    said = display.say_spec(spec)
    assert said["title"] == {"text": ["Of the words,", "기관 is 12.5–56.2%"], "subtitle": "기관"} and said["description"] == "기관 3–5"


@pytest.mark.parametrize(("korean", "english"), [
    ("5~95%", "5–95%"), ("0.0~16.7%", "0.0–16.7%"), ("-5~-3", "-5 to -3"), ("2024-01~2024-03", "2024-01 to 2024-03"),
    ("1961~1983 · 3", "1961–1983 · 3"),
    ("2001~2007년", "2001~2007년"), ("1~5 점", "1~5 점"), ("~/notes", "~/notes"), ("about ~5", "about ~5")])
def test_ranges_are_written_as_english_writes_them(korean, english):
    assert display.say_ranges(korean) == english


def test_ranges_in_shown_markup_change_in_texts_only(spoken):
    page = '<a href="x/1~2">1~2</a><code>3</code>'
    assert display.say_html(page) == '<a href="x/1~2">1–2</a><code>3</code>' and display._ranged("text/plain", "3~5") == "3–5"


@BOTH
def test_the_axis_of_times_has_the_unit_of_the_language(language, spoken):
    scale = charts.thesis._times(pd.DataFrame({"ratio": [1.0], "low": [0.5], "high": [2.0]})).to_dict()["axis"]["labelExpr"]
    assert scale.endswith({"ko": "'배'", "en": "'×'"}[language])
