"""Who passes data to whom, before and after: architectural innovation in two numbers.

Henderson and Clark (1990), Administrative Science Quarterly 35(1), 9-30: an architectural innovation changes the
links between components and leaves the components as they are.
"""

import networkx as nx
import pandas as pd

from dpgkit.reading import Reading

SIDES = {"before": "이전", "after": "이후"}


def graph(links: pd.DataFrame, side: str) -> nx.DiGraph:
    """Return the directed graph of who passes data to whom on one side, ``before`` or ``after``.

    >>> links = pd.DataFrame({"giver": ["LH"], "receiver": ["국민"], "before": [1], "after": [0]})
    >>> graph(links, "before").number_of_edges(), graph(links, "after").number_of_edges()
    (1, 0)
    """
    present = links[links[side] == 1]
    return nx.DiGraph(list(zip(present["giver"], present["receiver"], strict=True)))


def linkage_novelty(before: nx.DiGraph, after: nx.DiGraph) -> float:
    """Return 1 minus the share of links that both sides have (Jaccard distance of the edge sets).

    >>> linkage_novelty(nx.DiGraph([("LH", "국민")]), nx.DiGraph([("LH", "국민"), ("토스", "국민")]))
    0.5
    """
    return _distance(set(before.edges), set(after.edges))


def component_novelty(before: nx.DiGraph, after: nx.DiGraph) -> float:
    """Return 1 minus the share of parts that both sides have (Jaccard distance of the node sets).

    >>> component_novelty(nx.DiGraph([("LH", "국민")]), nx.DiGraph([("LH", "국민")]))
    0.0
    """
    return _distance(set(before.nodes), set(after.nodes))


def compare(links: pd.DataFrame) -> pd.DataFrame:
    """Return parts, links and direct doors to the citizen on both sides: 재는 것, 이전, 이후.

    >>> links = pd.DataFrame({"giver": ["LH"], "receiver": ["국민"], "before": [1], "after": [1]})
    >>> compare(links)["이후"].tolist()
    [2, 1, 1]
    """
    rows = {}
    for side, label in SIDES.items():
        net = graph(links, side)
        doors = net.in_degree("국민") if "국민" in net else 0
        rows[label] = [net.number_of_nodes(), net.number_of_edges(), doors]
    return pd.DataFrame({"재는 것": ["참여자 수", "연결 수", "국민에게 닿는 창구 수"], **rows})


def novelty(links: pd.DataFrame) -> pd.DataFrame:
    """Return linkage and component novelty as a table: measure, label, value (0-1).

    >>> links = pd.DataFrame({"giver": ["LH", "토스"], "receiver": ["국민", "국민"], "before": [1, 0], "after": [1, 1]})
    >>> novelty(links)["value"].tolist()
    [0.5, 0.333333]
    """
    before, after = graph(links, "before"), graph(links, "after")
    values = {"linkage": ("연결의 새로움", linkage_novelty(before, after)),
              "component": ("참여자의 새로움", component_novelty(before, after))}
    rows = [(key, label, round(value, 6)) for key, (label, value) in values.items()]
    return pd.DataFrame(rows, columns=["measure", "label", "value"])


def new_links(links: pd.DataFrame) -> pd.DataFrame:
    """Return the links that came and those that went: giver, receiver, passes, change.

    >>> links = pd.DataFrame({"giver": ["토스"], "receiver": ["국민"], "passes": ["공고"], "before": [0], "after": [1]})
    >>> new_links(links)["change"].tolist()
    ['새로 생김']
    """
    changed = links[links["before"] != links["after"]]
    change = changed["after"].map({1: "새로 생김", 0: "사라짐"})
    return changed.assign(change=change)[["giver", "receiver", "passes", "change"]].reset_index(drop=True)


def read_novelty(measures: pd.DataFrame) -> Reading:
    """Return one sentence that compares the two novelties.

    >>> read_novelty(pd.DataFrame({"measure": ["linkage", "component"], "value": [.5, .375]}))
    '연결의 새로움 0.500, 참여자의 새로움 0.375: 참여자보다 연결이 더 많이 바뀌었습니다.'
    """
    linkage, component = measures.set_index("measure")["value"][["linkage", "component"]]
    verdict = ("연결도 참여자도 바뀌지 않았습니다" if linkage == component == 0 else
               "참여자보다 연결이 더 많이 바뀌었습니다" if linkage > component else
               "연결보다 참여자가 더 많이 바뀌었습니다" if linkage < component else "연결과 참여자가 같은 만큼 바뀌었습니다")
    return Reading(f"연결의 새로움 {linkage:.3f}, 참여자의 새로움 {component:.3f}: {verdict}.")


def positions(links: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return where each actor of the links stands in the picture, the same place on both sides: name, kind, x, y.

    >>> links = pd.DataFrame({"giver": ["LH"], "receiver": ["국민"], "before": [1], "after": [1]})
    >>> actors = pd.DataFrame({"name": ["LH", "국민"], "kind": ["government", "citizens"], "layer": [1, 2],
    ...                        "height": [0.5, 0.5]})
    >>> positions(links, actors)["x"].tolist()
    [1, 2]
    """
    named = actors[actors["name"].isin(pd.concat([links["giver"], links["receiver"]]))]
    return named.rename(columns={"layer": "x", "height": "y"})[["name", "kind", "x", "y"]]


def _distance(first: set, second: set) -> float:
    union = first | second
    return 1 - len(first & second) / len(union) if union else 0.0
