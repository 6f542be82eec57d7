"""Novelty of links and parts against the worked housing example."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import architecture
from dpgkit.cases import load_case, shipped_names

CASE = load_case("housing")
EDGES = st.sets(st.tuples(st.sampled_from("가나다라"), st.sampled_from("마바사아")), max_size=8)


def test_the_housing_case_gives_the_worked_numbers():
    measures = architecture.novelty(CASE.links).set_index("measure")["value"]
    assert measures.to_dict() == {"linkage": 0.5, "component": 0.375}
    assert architecture.compare(CASE.links, CASE.actors)[["이전", "이후"]].to_numpy().tolist() == [[5, 8], [6, 12], [4, 6]]


@given(EDGES, EDGES)
def test_novelty_is_a_distance(first, second):
    before, after = nx.DiGraph(first), nx.DiGraph(second)
    assert 0 <= architecture.linkage_novelty(before, after) <= 1
    assert architecture.linkage_novelty(before, after) == architecture.linkage_novelty(after, before)
    assert architecture.linkage_novelty(before, before) == architecture.component_novelty(after, after) == 0


@pytest.mark.parametrize(("values", "verdict"), [
    ([0.5, 0.4], "연결이 더 많이"), ([0.4, 0.5], "참여자가 더 많이"), ([0.5, 0.5], "같은 만큼"), ([0, 0], "바뀌지 않았습니다")])
def test_the_sentence_follows_the_numbers(values, verdict):
    measures = pd.DataFrame({"measure": ["linkage", "component"], "value": values})
    assert verdict in architecture.read_novelty(measures)


def test_links_that_came_and_went_are_listed():
    links = pd.DataFrame({"giver": ["가", "나"], "receiver": ["다", "다"], "passes": ["말", "말"], "before": [1, 0], "after": [0, 1]})
    assert architecture.new_links(links)["change"].tolist() == ["사라짐", "새로 생김"]


def test_only_actors_of_the_links_are_placed():
    places = architecture.positions(CASE.links[CASE.links["before"] == 1], CASE.actors)
    assert set(places["name"]) == {"청약홈", "마이홈", "LH", "SH", "국민"}


def novelties(linkage, component):
    return pd.DataFrame({"measure": ["linkage", "component"], "value": [linkage, component]})


@pytest.mark.parametrize(("linkage", "component", "kind"), [
    (0.1, 0.1, "점진적"), (0.1, 0.9, "모듈"), (0.9, 0.1, "아키텍처"), (0.9, 0.9, "급진적"), (0.5, 0.5, "급진적"), (0.49, 0.5, "모듈")])
def test_the_four_kinds_lie_around_the_thresholds(linkage, component, kind):
    assert architecture.quadrant(novelties(linkage, component))["kind"].iloc[0].startswith(kind)


def test_the_name_changes_with_the_threshold():
    table = architecture.threshold_table(architecture.novelty(CASE.links))
    assert table.shape == (5, 6) and set(table.iloc[:, 1:].to_numpy().ravel()) == {"급진적", "아키텍처", "모듈", "점진적"}
    assert "13가지는 다른 이름" in architecture.read_quadrant(architecture.novelty(CASE.links), 0.5, 0.5)


def test_actors_without_a_place_get_one_from_the_links():
    links = pd.DataFrame({"giver": ["기관", "창구", "창구"], "receiver": ["창구", "국민", "앱"], "before": 1, "after": 1})
    actors = pd.DataFrame({"name": ["국민", "기관", "창구", "앱"], "kind": ["citizens", "government", "government", "business"],
                           "layer": pd.array([pd.NA] * 4, "Int64"), "height": float("nan")})
    places = architecture.positions(links, actors).set_index("name")
    assert places["x"].to_dict() == {"국민": 3, "기관": 1, "창구": 2, "앱": 1} and places.loc[["기관", "앱"], "y"].tolist() == [0.75, 0.25]


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_case_can_be_drawn(name):
    case = load_case(name)
    places = architecture.positions(case.links, case.actors)
    assert not places[["x", "y"]].duplicated().any() and places["y"].between(0, 1).all()
