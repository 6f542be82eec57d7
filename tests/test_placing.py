"""The picture of a network: every name legible, the same picture for the same seed, near what belongs together."""

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpgkit import network
from dpgkit.charts import placing

WIDTH, HEIGHT = 680, 560


def drawn(edges, seed=1):
    net = nx.Graph()
    net.add_weighted_edges_from(edges)
    nx.set_node_attributes(net, {term: 1 + 7 * net.degree(term) for term in net}, "count")
    return placing.placed(net, network.communities(net), WIDTH, HEIGHT, seed=seed)


def boxes(places):
    half = np.maximum(places["radius"], places["term"].map(placing.text_width) / 2)
    return pd.DataFrame({"left": places["x"] - half, "right": places["x"] + half, "low": places["name_y"] - placing.LINE / 2,
                         "high": places["y"] + places["radius"]}).to_dict("records")


def overlaps(places):
    return [(one, other) for one, other in combinations(boxes(places), 2)
            if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 0.3
            and min(one["high"], other["high"]) - max(one["low"], other["low"]) > 0.3]


HUB = [("디지털플랫폼정부", f"행정정보공동이용{number}", float(number)) for number in range(1, 40)]
WEB = [(f"낱말{one}", f"낱말{other}", 1.0 + (one * other) % 5) for one, other in combinations(range(40), 2) if (one + other) % 7 == 0]


@pytest.mark.parametrize("edges", [HUB, WEB, [("가", "나", 1.0), ("다", "라", 2.0)]])
def test_no_name_lies_on_another_and_all_are_in_the_frame(edges):
    places = drawn(edges)
    assert not overlaps(places)
    assert all(box["left"] >= 0 and box["right"] <= WIDTH and box["low"] >= 0 and box["high"] <= HEIGHT for box in boxes(places))


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(12, 23), st.integers(1, 9)), min_size=1, max_size=30), st.integers(0, 9))
def test_small_networks_always_have_room(links, seed):
    assert not overlaps(drawn([(f"낱말{one}", f"낱말{other}", float(weight)) for one, other, weight in links], seed))


def test_the_same_seed_gives_the_same_picture_whatever_the_order():
    assert drawn(WEB).equals(drawn([(other, one, weight) for one, other, weight in reversed(WEB)]))
    assert not drawn(WEB).equals(drawn(WEB, seed=2))


def test_distances_follow_the_shortest_paths():
    wanted = np.array([[0, 1, 2, 3], [1, 0, 1, 2], [2, 1, 0, 1], [3, 2, 1, 0]], dtype=float)         # four terms in a row
    points = placing._relaxed(wanted, seed=1)
    found = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    assert np.abs(found - wanted).max() < 0.05


def test_a_dot_is_as_large_as_its_count_says():
    net = nx.Graph([("가", "나")])
    nx.set_edge_attributes(net, 1.0, "weight")
    nx.set_node_attributes(net, {"가": 100, "나": 25}, "count")
    radius = placing.placed(net, network.communities(net), WIDTH, HEIGHT).set_index("term")["radius"]
    assert radius["가"] / radius["나"] == 2


def test_a_network_without_links_is_an_empty_picture():
    net = nx.Graph()
    net.add_node("가", count=1)
    assert placing.placed(net, network.communities(net), WIDTH, HEIGHT).empty
