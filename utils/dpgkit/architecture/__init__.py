"""Who passes data to whom, before and after: architectural innovation in two numbers.

Henderson and Clark (1990), Administrative Science Quarterly 35(1), 9-30: an architectural innovation changes the
links between components and leaves the components as they are.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from dpgkit.reading import Reading

if TYPE_CHECKING:
    import networkx as nx

SIDES = {"before": "이전", "after": "이후"}
KINDS = {(False, False): "점진적 혁신 (incremental)", (False, True): "모듈 혁신 (modular)",
         (True, False): "아키텍처 혁신 (architectural)", (True, True): "급진적 혁신 (radical)"}      # (links, parts) are new
SHORT = ("점진적", "모듈", "아키텍처", "급진적")
PLAN = "계획"
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)


def graph(links: pd.DataFrame, side: str) -> "nx.DiGraph":
    """Return the directed graph of who passes data to whom on one side, ``before`` or ``after``.

    >>> links = pd.DataFrame({"giver": ["LH"], "receiver": ["국민"], "before": [1], "after": [0]})
    >>> graph(links, "before").number_of_edges(), graph(links, "after").number_of_edges()
    (1, 0)
    """
    import networkx as nx  # slow to import, and the charts of all lessons import this module

    present = links[links[side] == 1]
    return nx.DiGraph(list(zip(present["giver"], present["receiver"], strict=True)))


def linkage_novelty(before: "nx.DiGraph", after: "nx.DiGraph") -> float:
    """Return 1 minus the share of links that both sides have (Jaccard distance of the edge sets).

    >>> import networkx as nx
    >>> linkage_novelty(nx.DiGraph([("LH", "국민")]), nx.DiGraph([("LH", "국민"), ("토스", "국민")]))
    0.5
    """
    return _distance(set(before.edges), set(after.edges))


def component_novelty(before: "nx.DiGraph", after: "nx.DiGraph") -> float:
    """Return 1 minus the share of parts that both sides have (Jaccard distance of the node sets).

    >>> import networkx as nx
    >>> component_novelty(nx.DiGraph([("LH", "국민")]), nx.DiGraph([("LH", "국민")]))
    0.0
    """
    return _distance(set(before.nodes), set(after.nodes))


def compare(links: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return parts, links and direct doors to the citizens on both sides: 재는 것, 이전, 이후.

    >>> links = pd.DataFrame({"giver": ["LH"], "receiver": ["국민"], "before": [1], "after": [1]})
    >>> compare(links, pd.DataFrame({"name": ["LH", "국민"], "kind": ["government", "citizens"]}))["이후"].tolist()
    [2, 1, 1]
    """
    citizens = set(actors.loc[actors["kind"] == "citizens", "name"])
    rows = {}
    for side, label in SIDES.items():
        net = graph(links, side)
        rows[label] = [net.number_of_nodes(), net.number_of_edges(), sum(receiver in citizens for _, receiver in net.edges)]
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


def quadrant(measures: pd.DataFrame, link_threshold: float = 0.5, part_threshold: float = 0.5) -> pd.DataFrame:
    """Return the kind of innovation under two thresholds: linkage, link_threshold, component, part_threshold, kind.

    >>> quadrant(pd.DataFrame({"measure": ["linkage", "component"], "value": [.5, .375]}))["kind"].tolist()
    ['아키텍처 혁신 (architectural)']

    Parameters: ``measures`` as ``novelty`` returns them; a value at its threshold counts as new. Henderson and Clark (1990)
    name the four kinds; the thresholds are the reader's, not theirs.
    """
    linkage, component = measures.set_index("measure")["value"][["linkage", "component"]]
    kind = KINDS[bool(linkage >= link_threshold), bool(component >= part_threshold)]
    return pd.DataFrame([(linkage, link_threshold, component, part_threshold, kind)],
                        columns=["linkage", "link_threshold", "component", "part_threshold", "kind"])


def threshold_table(measures: pd.DataFrame, thresholds: Sequence[float] = THRESHOLDS) -> pd.DataFrame:
    """Return the kind of innovation for every pair of thresholds, one row a threshold of the links: 연결의 문턱, then parts.

    >>> table = threshold_table(pd.DataFrame({"measure": ["linkage", "component"], "value": [.5, .375]}), (.3, .5))
    >>> table.iloc[0, 1:].tolist()
    ['급진적', '아키텍처']
    """
    rows = [[link, *(_short(quadrant(measures, link, part)["kind"].iloc[0]) for part in thresholds)] for link in thresholds]
    return pd.DataFrame(rows, columns=["연결의 문턱", *(f"참여자의 문턱 {part:g}" for part in thresholds)])


def planned(links: pd.DataFrame, verified: str) -> pd.Series:
    """Return for each link whether it is only planned: it is to begin after the day on which the case was verified.

    >>> links = pd.DataFrame({"before": 0, "after": 1, "since": ["2027", "2026-12", "2026", ""]})
    >>> planned(links, "2026-11-23").tolist()
    [True, True, False, False]

    Parameters: ``links`` before, after, since (a year, a month or a day; empty where it is not known); ``verified`` a day. A year or
    a month that has begun counts as begun.
    """
    since = links["since"].fillna("").astype(str)
    later = pd.Series([bool(date) and date > verified[:len(date)] for date in since], index=links.index, dtype=bool)
    return later & (links["after"] == 1) & (links["before"] != 1)


def happened(links: pd.DataFrame, verified: str) -> pd.DataFrame:
    """Return the links as they stood on the day on which the case was verified: what is only planned is not there yet.

    >>> links = pd.DataFrame({"before": [0, 0], "after": [1, 1], "since": ["2027", "2024-10-25"]})
    >>> happened(links, "2026-11-23")["after"].tolist()
    [0, 1]
    """
    return links.assign(after=links["after"].mask(planned(links, verified), 0))


def new_links(links: pd.DataFrame, verified: str = "") -> pd.DataFrame:
    """Return the links that came and those that went: giver, receiver, passes, change.

    >>> links = pd.DataFrame({"giver": ["토스"], "receiver": ["국민"], "passes": ["공고"], "before": [0], "after": [1], "since": ["2027"]})
    >>> new_links(links)["change"].tolist(), new_links(links, "2026-11-23")["change"].tolist()
    (['새로 생김'], ['계획'])

    Parameters: ``verified`` the day on which the case was verified; with it, links that are to begin later are called planned.
    """
    changed = links[links["before"] != links["after"]]
    change = changed["after"].map({1: "새로 생김", 0: "사라짐"})
    change = change.mask(planned(changed, verified), PLAN) if verified else change
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


def read_quadrant(measures: pd.DataFrame, link_threshold: float, part_threshold: float) -> Reading:
    """Return two sentences on the kind of innovation and on how many other thresholds would call it otherwise.

    >>> said = read_quadrant(pd.DataFrame({"measure": ["linkage", "component"], "value": [.5, .375]}), 0.5, 0.5)
    >>> said.split(". ")[0]
    '문턱을 연결 0.5, 참여자 0.5에 두면 아키텍처 혁신 (architectural)입니다'
    """
    kind = quadrant(measures, link_threshold, part_threshold)["kind"].iloc[0]
    named = threshold_table(measures).iloc[:, 1:].to_numpy().ravel().tolist()
    others = sum(name != _short(kind) for name in named)
    tried = f"문턱을 {THRESHOLDS[0]:g}~{THRESHOLDS[-1]:g} 사이에서 바꾸어 본 {len(named)}가지"
    end = f"{tried} 가운데 {others}가지는 다른 이름이 됩니다." if others else f"{tried}에서 이름이 모두 같습니다."
    return Reading(f"문턱을 연결 {link_threshold:g}, 참여자 {part_threshold:g}에 두면 {kind}입니다. {end}")


def positions(links: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return where each actor of the links stands in the picture, the same place on both sides: name, kind, x, y.

    >>> links = pd.DataFrame({"giver": ["LH"], "receiver": ["국민"], "before": [1], "after": [1]})
    >>> actors = pd.DataFrame({"name": ["LH", "국민"], "kind": ["government", "citizens"], "layer": [1, 2],
    ...                        "height": [0.5, 0.5]})
    >>> positions(links, actors)["x"].tolist()
    [1, 2]

    Where ``layer`` or ``height`` is missing, the place is found from the links: the citizens (without them, those who
    pass nothing on) on the right, every other actor as many layers to the left as it is links away from them, along the links where they
    lead there; the actors of a layer spread from top to bottom.
    """
    named = actors[actors["name"].isin(pd.concat([links["giver"], links["receiver"]]))].reset_index(drop=True)
    found = _layers(links, named)
    layer = named["layer"].astype("Int64").fillna(named["name"].map(found).astype("Int64"))
    rank, size = named.groupby(layer).cumcount(), named.groupby(layer)["name"].transform("size")
    spread = (1 - (rank + 0.5) / size).round(4)
    return named.assign(x=layer.astype("int64"), y=named["height"].astype("float64").fillna(spread))[["name", "kind", "x", "y"]]


def _layers(links: pd.DataFrame, actors: pd.DataFrame) -> dict[str, int]:
    import networkx as nx

    backwards = nx.DiGraph(list(zip(links["receiver"], links["giver"], strict=True)))
    ends = [name for name in actors.loc[actors["kind"] == "citizens", "name"] if name in backwards]
    ends = ends or [name for name in backwards if backwards.in_degree(name) == 0] or list(backwards)[:1]
    beside = nx.multi_source_dijkstra_path_length(backwards.to_undirected(), set(ends)) if ends else {}
    away = beside | (nx.multi_source_dijkstra_path_length(backwards, set(ends)) if ends else {})
    farthest = max(away.values(), default=0)
    return {name: int(farthest - away.get(name, farthest)) + 1 for name in actors["name"]}


def _short(kind: str) -> str:
    return SHORT[list(KINDS.values()).index(kind)]


def _distance(first: set, second: set) -> float:
    union = first | second
    return 1 - len(first & second) / len(union) if union else 0.0
