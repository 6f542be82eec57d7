"""The shape of a net, by hand and against networkx's own definitions."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from dpgkit.architecture import flows
from dpgkit.cases import load_case, shipped_names

CASE = load_case("housing")


def shape(name, side="after"):
    case = load_case(name)
    return flows.shape(case.links, case.actors).set_index("measure")[side]


def test_the_housing_net_by_hand():
    found = shape("housing")
    assert found["density"] == pytest.approx(12 / (8 * 7), abs=1e-6) and found["reciprocity"] == 0
    assert found["inside"] == pytest.approx(4 / 12, abs=1e-6)          # four of the twelve links join two of government
    assert found["ei"] == pytest.approx((8 - 4) / 12, abs=1e-6)
    assert found["steps"] == pytest.approx((1 * 6 + 2) / 7, abs=1e-6)  # only the joint API is two links away


def test_modularity_by_its_formula():
    links, kinds = CASE.links[CASE.links["after"] == 1], CASE.actors.set_index("name")["kind"]
    degree = pd.concat([links["giver"], links["receiver"]]).value_counts()
    edges = len(links)
    same = {(a, b) for a in degree.index for b in degree.index if kinds[a] == kinds[b]}
    tied = sum((a, b) in same for a, b in zip(links["giver"], links["receiver"], strict=True)) * 2
    expected = sum(degree[a] * degree[b] for a, b in same) / (2 * edges) ** 2
    assert shape("housing")["modularity"] == pytest.approx(tied / (2 * edges) - expected, abs=1e-6)


def test_who_stands_between():
    table = flows.between(CASE.links).set_index("name")
    assert table["after"].idxmax() == "통합 API" and table.loc["통합 API", "before"] == 0
    assert table["after"].between(0, 1).all() and list(table.index)[0] == "통합 API"


def test_steps_are_shortest_ways():
    table = flows.steps(CASE.links, CASE.actors).set_index("name")
    assert table.loc["통합 API"].tolist() == [pd.NA, 2] and table.loc["LH"].tolist() == [1, 1] and "국민" not in table.index


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_case_has_a_shape(name):
    found = shape(name)
    assert found[["density", "reciprocity", "inside"]].between(0, 1).all() and -1 <= found["ei"] <= 1 and -0.5 <= found["modularity"] <= 1


def test_a_side_without_links_has_no_shape():
    table = flows.shape(CASE.links.assign(before=0), CASE.actors)
    assert table["before"].isna().all() and "견줄 수 없습니다" in flows.read_shape(table)


def test_betweenness_is_that_of_networkx():
    net = nx.DiGraph(list(zip(CASE.links["giver"], CASE.links["receiver"], strict=True)))
    table = flows.between(CASE.links).set_index("name")["after"]
    assert np.allclose([table[name] for name in net], [nx.betweenness_centrality(net)[name] for name in net], atol=1e-6)


def test_the_keys_are_those_of_the_notes():
    table = flows.key_shares(CASE.apis)
    assert table["keys"].sum() == 2267 and table["running"].iloc[2] == pytest.approx(0.729, abs=5e-4) and len(table) == 9
    assert flows.read_keys(table).startswith("API 9개에 발급된 인증키는 모두 2,267개이고, 가장 많은 3개가 그 72.9%를 차지합니다.")


def test_a_case_without_apis_says_so():
    assert flows.read_keys(flows.key_shares(load_case("dpg").apis)) == "이 사례에는 공개 API의 표가 없습니다."
