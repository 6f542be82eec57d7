"""Every chart states its finding, names its source, has a text alternative and is really drawn."""

import base64
import json
import re

import numpy as np
import pandas as pd
import pytest

from dpgkit import architecture, charts, claims, kpi, lessons, network, tables, topics
from dpgkit.architecture import resilience
from dpgkit.cases import load_case
from dpgkit.errors import DataError
from dpgkit.history import decomposition, egdi, laws, surveys
from dpgkit.impact import casecomparison, ratings
from dpgkit.keywords import dispersion, keyness, trends
from dpgkit.kpi import achievement, chains, examples, gaming, gates, indicators, judges, ladders, satisfaction, sensitivity
from dpgkit.measurement import voices
from dpgkit.network import blocks
from dpgkit.topics import coherence

CASE = load_case("housing")
EGDI, EDITIONS = tables.load("egdi"), tables.load("egdi_editions")
SERIES = egdi.compare_countries(EGDI, ["KOR", "DNK"], 2003, 2024)
SCORE = decomposition.score_change(EGDI, EDITIONS, "KOR", 2014, 2024)
RIVALS = decomposition.rank_change(EGDI, EDITIONS, "MNE", 2008, 2024)
GAPS = decomposition.gap_change(EGDI, EDITIONS, "KOR", ["DNK", "SGP"], 2014, 2024)
PARTS = decomposition.rank_parts(RIVALS, EGDI, "MNE", 2008, 2024)
SURVEY = tables.load("service_survey")
KEYWORDS = pd.DataFrame({"term": ["국민", "법률"], "tfidf": [0.3, 0.2], "count": [9, 5], "documents": [3, 2]})
COUNTS = pd.DataFrame([("a", "전산", 6), ("a", "국민", 2), ("b", "국민", 5), ("b", "데이터", 4), ("c", "데이터", 3), ("c", "국민", 1)],
                      columns=["document", "term", "count"])
STAGES, YEARS = pd.Series({"a": "앞", "b": "뒤", "c": "뒤"}), pd.Series({"a": "1987", "b": "2022", "c": "2022"})
PAIRS = pd.DataFrame({"source": "국민", "target": ["전산", "자료"], "count": [3, 1], "pmi": [1.0, 0.1], "npmi": [0.5, 0.1]})
NET = network.graph(PAIRS, pd.DataFrame({"term": ["국민", "전산", "자료"], "count": [8, 6, 2], "documents": [3, 1, 1]}))
TIES = pd.DataFrame([[0, 3, 1], [3, 0, 0], [1, 0, 0]], index=list(NET), columns=list(NET))
EXPERTS = pd.concat([examples.judgements(f"ahp_expert_{number}").assign(expert=number) for number in "123"])
UNITS, SCHEME = examples.example("composite"), examples.example("composite_scheme")
ANSWERS, CELLS = satisfaction.scores(tables.load("satisfaction_counts")), ladders.grid(indicators.case_table("housing", "ladder"))
JUDGED = gates.judge(indicators.case_table("housing", "gates"), gates.known_values(ladders.function_shares(CELLS)))
THESIS = pd.DataFrame({"target": "뒤", "comparison": "앞", "idea": ["데이터", "플랫폼"], "analyzer": "kiwi",
                       "stopwords": "base", "names": "out", "documents_b": 9, "count_a": 3, "count_b": 1,
                       "log_ratio": [1.0, 0.2], "low": [0.4, -1], "high": [1.8, 1.1],
                       "p_holm": [0.01, 0.4], "verdict": ["받쳐 줌", "판단할 수 없음"]})
ANALYZED = pd.DataFrame({"a": ["okt", "kiwi"], "b": ["kiwi", "okt"], "count": [0, 15], "literal": [22, 22]})
OWN = pd.DataFrame({"period": ["2024", "2025"], "value": [3.5, None], "data": "공식"})
PRIORITIES = voices.quadrants(pd.DataFrame({"group": ["가", "나"], "n": 3, "importance": [4.5, 3.0], "performance": [2.0, 4.0]}))
CHARTS = {
    "timeline": lambda: charts.timeline(tables.load("timeline"), "제목"),
    "one event": lambda: charts.timeline(tables.load("timeline").head(1), "제목"),
    "law": lambda: charts.law_growth(laws.law_growth(tables.load("law_history"), "전자정부법"), "제목"),
    "ranks": lambda: charts.ranks(SERIES, "제목"),
    "components": lambda: charts.components(SERIES, egdi.group_means(EGDI), "제목"),
    "score": lambda: charts.score_parts(SCORE, 0.94623, 0.96789, (2014, 2024), "제목"),
    "gaps": lambda: charts.gap_parts(GAPS, "대한민국", "제목"),
    "places": lambda: charts.rank_parts(PARTS, "제목"),
    "survey": lambda: charts.survey(surveys.survey_series(SURVEY), surveys.breaks(SURVEY, tables.load("survey_methods")), "제목"),
    "claims": lambda: charts.ledger_bars(claims.check_claims(), "제목"),
    "keywords": lambda: charts.keyword_bars(KEYWORDS, "제목", "시험"),
    "keyness": lambda: charts.keyness_bars(keyness.keyness(COUNTS, STAGES, "앞", "뒤"), "앞", "뒤", "제목", "시험"),
    "no keyness": lambda: charts.keyness_bars(keyness.keyness(COUNTS, STAGES, "앞", "뒤", min_count=99), "앞", "뒤", "제목", "시험"),
    "analyzer overlap": lambda: charts.analyzer_overlap(ANALYZED.assign(jaccard=0.5, shared=25), "제목", "시험"),
    "analyzer counts": lambda: charts.analyzer_counts(ANALYZED.assign(term="공공데이터", analyzer=["okt", "kiwi"]), "제목", "시험"),
    "no analyzer counts": lambda: charts.analyzer_counts(ANALYZED.head(0).assign(term="", analyzer=""), "제목", "시험"),
    "measure": lambda: charts.measure_bars(keyness.keyness(COUNTS, STAGES, "앞", "뒤"), "앞", "뒤", "제목", "시험", measure="log_ratio"),
    "trend": lambda: charts.trend_lines(trends.mark_bursts(trends.trend(COUNTS, STAGES, ["국민", "데이터"])), "제목", "시험"),
    "years": lambda: charts.trend_lines(trends.trend(COUNTS, YEARS, ["국민"]), "제목", "시험", shared=False),
    "dispersion": lambda: charts.dispersion_points(dispersion.dispersion(COUNTS), "제목", "시험"),
    "thesis": lambda: charts.thesis_forest(THESIS, "제목", "시험"),
    "network": lambda: charts.term_network(NET, network.communities(NET), "제목", "시험"),
    "blocks": lambda: charts.block_matrix(blocks.densities(TIES, blocks.concor(TIES)), blocks.concor(TIES), "제목", "시험"),
    "topics": lambda: charts.topic_shares(topics.group_shares(topics.topics(COUNTS, 2).shares, STAGES), "제목", "시험"),
    "coherence": lambda: charts.coherence_line(coherence.choose_k(COUNTS, [2, 3]), "제목", "시험"),
    "evidence": lambda: charts.evidence_grid(CASE.mapping, "제목"),
    "levels": lambda: charts.level_grid(ratings.ratings(CASE.mapping), "제목", "키트"),
    "cases": lambda: charts.case_heat(casecomparison.compare(["housing", "x_road"]), "제목"),
    "quadrant": lambda: charts.quadrant_plot(architecture.novelty(CASE.links), 0.5, 0.5, "제목"),
    "survival": lambda: charts.survival_line(resilience.simulate(CASE.links, CASE.actors, draws=5), "제목", 5, 0),
    "passing": lambda: charts.passing(CASE.links, architecture.positions(CASE.links, CASE.actors), "제목"),
    "rate": lambda: charts.rate_line(kpi.measured(CASE.measurements, "ineligible_rate"), 1.0, "제목", "시험"),
    "no target": lambda: charts.rate_line(kpi.measured(CASE.measurements, "ineligible_rate"), None, "제목", "시험"),
    "achievement": lambda: charts.achievement_bars(achievement.side_by_side(9.5, 1, 5.3), "제목", "시험"),
    "ahp": lambda: charts.ahp_weights(judges.intervals(EXPERTS), "제목", "시험"),
    "composite": lambda: charts.rank_intervals(sensitivity.uncertainty(UNITS, SCHEME, draws=50), "제목", "시험"),
    "gaming": lambda: charts.gaming_histogram(gaming.bins(examples.example("threshold")["value"], 80, 2), 80, "제목", "시험"),
    "satisfaction": lambda: charts.satisfaction_lines(ANSWERS, "제목", "시험"),
    "unpublished": lambda: charts.satisfaction_lines(ANSWERS.drop(columns="published_percent"), "제목", "시험"),
    "answers": lambda: charts.satisfaction_levels(ANSWERS, "제목", "시험"),
    "chain": lambda: charts.results_chain(CASE.indicators, "제목"),
    "gates": lambda: charts.gate_steps(JUDGED, "제목", "시험"),
    "stored": lambda: charts.stored_trend(pd.DataFrame({"period": ["2023", "2024"], "value": [1, 2], "data": "모의"}), "제목", "시험"),
    "aimed": lambda: charts.stored_trend(OWN.assign(data="제출"), "제목", "시험", noted=OWN, target=4.0),
    "priorities": lambda: charts.importance_performance(PRIORITIES, "제목", "시험"),
    "weights": lambda: charts.weight_bars(pd.DataFrame({"criterion": ["가", "나"], "weight": [0.75, 0.25]}), "제목", "시험"),
    "integration": lambda: charts.integration_grid(CELLS, "제목", "시험"),
    "no chain": lambda: charts.results_chain(CASE.indicators.head(0), "제목"),
    "no gates": lambda: charts.gate_steps(JUDGED.head(0), "제목", "시험"),
    "no integration": lambda: charts.integration_grid(CELLS.head(0), "제목", "시험"),
    "road": lambda: charts.road(lessons.overview(), "제목"),
}


@pytest.fixture(autouse=True)
def kit_theme():
    charts.enable()


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_what_it_shows(name):
    spec = CHARTS[name]().to_dict()
    assert spec["title"]["text"] == "제목" and spec["title"]["subtitle"][-1].startswith("출처: ")
    assert spec["description"].startswith("제목 (") and re.fullmatch(r"\d\d_\w+", spec["name"])


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_with_its_korean_title(name):
    svg = charts.to_svg(CHARTS[name]().to_dict())
    assert ">제목<" in svg and "NanumGothic" in svg and len(svg) > 2000


@pytest.mark.parametrize("name", ["no chain", "no gates", "no integration", "chain", "gates", "achievement"])
def test_a_picture_is_made_even_where_there_is_nothing_to_draw(name):
    assert charts.to_png(CHARTS[name]().to_dict()).startswith(b"\x89PNG")


def test_arrows_of_a_chain_begin_and_end_beside_their_boxes():
    boxes = charts.chains._boxes(chains.layout(CASE.indicators), 58).set_index("indicator")
    lines = charts.chains._lines(chains.routes(CASE.indicators), boxes.reset_index(), 58)
    for link, way in lines.groupby("link"):
        giver, receiver = (boxes.loc[name] for name in link.split())
        assert way["x"].iloc[0] == giver["right"] and way["x"].iloc[-1] == receiver["left"] - 4
        assert giver["top"] < way["y"].iloc[0] < giver["bottom"] and receiver["top"] < way["y"].iloc[-1] < receiver["bottom"]


def test_the_renderer_gives_lab_what_it_can_draw():
    bundle = charts.mime_bundle(CHARTS["ranks"]().to_dict())
    assert bundle["application/vnd.vegalite.v5+json"]["$schema"] == charts.SCHEMA
    assert base64.b64decode(bundle["image/png"])[:4] == b"\x89PNG"
    assert bundle["text/plain"].startswith("제목")


def test_the_same_chart_gives_the_same_picture():
    assert charts.to_png(CHARTS["evidence"]().to_dict()) == charts.to_png(CHARTS["evidence"]().to_dict())


def test_labels_of_points_do_not_run_into_each_other():
    near = pd.DataFrame({"term": ["데이터", "정보", "국민"], "count": [100, 99, 20], "dp_norm": [0.5, 0.5, 0.5]})
    assert charts.words._labels(near) == ["데이터", "", "국민"]
    assert charts.words._labels(near.head(1)) == ["데이터"] and charts.words._labels(near.head(0)) == []


def test_years_stand_on_a_scale_of_time_and_stages_in_their_order():
    assert charts.words._periods(pd.Series(["1987", "2022"])).to_dict()["type"] == "quantitative"
    assert charts.words._periods(pd.Series(["뒤", "앞", "뒤"])).to_dict()["sort"] == ["뒤", "앞"]


def test_arrows_point_from_giver_to_receiver():
    places = pd.DataFrame({"name": ["가", "나"], "kind": ["government", "citizens"], "x": [1, 2], "y": [0.5, 0.5]})
    links = pd.DataFrame({"giver": ["가"], "receiver": ["나"], "passes": ["말"], "before": [0], "after": [1]})
    arrow = charts.links._arrows(links, places, np.array([100, 100])).iloc[0]
    assert arrow["angle"] == 90 and 1 < arrow["x2"] < 2 and arrow["colour"] == charts.look.PURPLE


def test_two_opposite_arrows_run_beside_each_other():
    places = pd.DataFrame({"name": ["가", "나"], "kind": ["government", "citizens"], "x": [1, 2], "y": [0.5, 0.5]})
    links = pd.DataFrame({"giver": ["가", "나"], "receiver": ["나", "가"], "passes": "말", "before": 1, "after": 1})
    arrows = charts.links._arrows(links, places, np.array([100, 100]))
    assert arrows["y"].tolist() == [0.45, 0.55] and arrows["angle"].tolist() == [90, -90]


def test_a_line_begins_and_ends_beside_the_dots_and_bends_around_those_in_its_way():
    places = pd.DataFrame({"name": ["가", "나", "다"], "kind": "government", "x": [1, 2, 3], "y": [0.5, 0.5, 0.5]})
    links = pd.DataFrame({"giver": ["가", "가"], "receiver": ["다", "나"], "passes": "말", "before": 1, "after": 1})
    pixels = np.array([100, 100])
    ways, arrows = charts.links._around(charts.links._arrows(links, places, pixels), places, pixels)
    bent, straight = (ways[ways["link"] == link][["x", "y"]].to_numpy() * pixels for link in (0, 1))
    away = [min(np.hypot(*(spot - place)) for spot in bent) for place in places[["x", "y"]].to_numpy() * pixels]
    assert min(away) >= charts.links.DOT and len(straight) == 2 and straight[0].round(6).tolist() == [112, 50]
    assert arrows["angle"].iloc[1] == 90 != arrows["angle"].iloc[0]


def test_a_name_stands_where_fewer_links_cross_it():
    places = pd.DataFrame({"name": ["위", "아래"], "kind": "government", "x": [1, 1], "y": [0.9, 0.1]})
    links = pd.DataFrame({"giver": ["위"], "receiver": ["아래"], "passes": "말", "before": 1, "after": 1})
    beside = charts.links._beside(places, charts.links._arrows(links, places, np.array([100, 100])))
    assert beside["dy"].tolist() == [-20, 21]


def test_a_level_nobody_gave_is_a_dash_and_no_zero():
    values = charts.case_heat(casecomparison.compare(["x_road"]), "제목").to_dict()
    cells = next(iter(values["datasets"].values()))
    assert [cell["text"] for cell in cells][3] == "– (0)" and cells[3]["level"] is None


@pytest.mark.parametrize("colour", charts.look.PALETTE)
def test_colours_stand_out_on_white(colour):
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 3            # WCAG 1.4.11, graphical objects


def test_a_click_on_the_timeline_shows_what_happened_and_where_it_is_written():
    spec = CHARTS["timeline"]().to_dict()
    click = next(param for param in spec["params"] if param["name"] == "chosen")
    assert click["value"] == [{"id": "T002"}] and click["select"]["fields"] == ["id"]          # a conflict is shown before the first click
    words = spec["vconcat"][1]
    assert words["transform"] == [{"filter": {"param": "chosen", "empty": False}}] and words["encoding"]["href"]["field"] == "source_url"
    assert "엇갈리는 점" in charts.to_svg(spec) and "한국생산성본부 FACOM 222 도입" in charts.to_svg(spec)


def test_a_timeline_without_events_is_refused():
    with pytest.raises(DataError, match="그릴 사건이 없습니다"):
        charts.timeline(tables.load("timeline").head(0), "제목")


def test_every_chart_of_countries_writes_korean_names():
    for name in ("ranks", "components", "gaps"):
        svg = charts.to_svg(CHARTS[name]().to_dict())
        assert ">덴마크<" in svg and "DNK" not in svg and ">Denmark<" not in svg


def test_charts_carry_no_missing_numbers():
    for name in ("score", "gaps", "places", "survey", "components"):
        json.dumps(CHARTS[name]().to_dict(), allow_nan=False)


def test_a_long_title_is_broken_between_its_sentences():
    title = "대한민국: 3계단 내려갔습니다. 앞선 나라가 3개 늘고 0개 줄었습니다. 가장 크게 끌어내린 것은 통신인프라(1.17계단)입니다."
    spec = charts.rank_parts(PARTS, title).to_dict()
    assert " ".join(spec["title"]["text"]) == title and len(spec["title"]["text"]) == 2 and spec["description"].startswith(title)


def test_bins_without_results_have_no_number_above_them():
    drawn = charts.gaming_histogram(gaming.bins([70, 75, 75, 90], 80, 1), 80, "제목", "시험").to_dict()
    assert "NaN" not in str(drawn) and "nan" not in charts.to_svg(drawn).lower().replace("nanumgothic", "")
    rows = next(rows for rows in drawn["datasets"].values() if "middle" in rows[0])
    assert [row["shown"] for row in rows] == ["1", "2", "1"]


def test_lines_of_priorities_stand_at_the_middle_of_the_scale_where_that_is_the_rule():
    halves = voices.quadrants(PRIORITIES.drop(columns=["quadrant", "cross"]), cross="midpoint")
    data = charts.importance_performance(halves, "제목", "시험").to_dict()["datasets"].values()
    assert [{"performance": 3.0, "importance": 3.0}] in list(data)


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_side_without_links_says_so(side):
    links = pd.DataFrame({"giver": ["구청"], "receiver": ["시민"], "passes": ["결과"], "before": [0], "after": [0]}).assign(**{side: 1})
    actors = pd.DataFrame({"name": ["구청", "시민"], "kind": ["government", "citizens"], "layer": [None, None], "height": [None, None]})
    chart = charts.passing(links, architecture.positions(links, actors), "제목")
    drawn = charts.to_svg(chart.to_dict())
    assert drawn.count("연결이 없습니다") >= 1 and "구청" in drawn and "시민" in drawn
