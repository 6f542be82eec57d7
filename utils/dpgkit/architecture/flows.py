"""The shape of a net of data links: how dense, how mutual, who stands between, how closed, how far the citizen is.

Sources: betweenness Freeman (1977); E-I index Krackhardt and Stern (1988); modularity Newman and Girvan (2004).
"""

import networkx as nx
import numpy as np
import pandas as pd

from dpgkit.architecture import SIDES, graph
from dpgkit.reading import Reading

MEASURES = {"density": ("밀도", "있는 연결 ÷ 있을 수 있는 연결"), "reciprocity": ("주고받음", "되돌아오는 연결이 있는 연결의 비율"),
            "inside": ("같은 종류 안의 연결", "종류가 같은 둘을 잇는 연결의 비율"),
            "ei": ("E-I 지수", "(밖의 연결 − 안의 연결) ÷ 모든 연결, −1은 모두 안, 1은 모두 밖"),
            "modularity": ("모듈성", "종류로 나눈 무리 안의 연결이 우연보다 많은 정도"),
            "steps": ("국민까지의 걸음", "국민에게 닿는 참여자에서 국민까지 가장 짧은 걸음의 평균")}


def shape(links: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return the shape of the net before and after: measure, label, before, after, meaning; NaN where it is not defined.

    >>> links = pd.DataFrame({"giver": ["LH", "국민"], "receiver": ["국민", "LH"], "before": [1, 0], "after": [1, 1]})
    >>> actors = pd.DataFrame({"name": ["LH", "국민"], "kind": ["government", "citizens"]})
    >>> shape(links, actors).set_index("measure").loc["reciprocity", ["before", "after"]].tolist()
    [0.0, 1.0]
    """
    sides = {side: _measure(graph(links, side), actors.set_index("name")["kind"].to_dict()) for side in SIDES}
    rows = [(key, label, round(sides["before"][key], 6), round(sides["after"][key], 6), meaning)
            for key, (label, meaning) in MEASURES.items()]
    return pd.DataFrame(rows, columns=["measure", "label", "before", "after", "meaning"])


def between(links: pd.DataFrame) -> pd.DataFrame:
    """Return how often each actor stands on the shortest ways between others, before and after: name, before, after (0-1).

    >>> links = pd.DataFrame({"giver": ["가", "나"], "receiver": ["나", "다"], "before": [1, 1], "after": [1, 0]})
    >>> between(links).iloc[0, 1:].tolist()
    [0.5, 0.0]

    An actor that a side does not have gets 0 there. Freeman (1977), for directed ways.
    """
    sides = {side: nx.betweenness_centrality(graph(links, side)) for side in SIDES}
    names = list(dict.fromkeys([*links["giver"], *links["receiver"]]))
    table = pd.DataFrame([(name, *(round(sides[side].get(name, 0.0), 6) for side in SIDES)) for name in names],
                         columns=["name", "before", "after"])
    return table.sort_values(["after", "before"], ascending=False, kind="stable", ignore_index=True)


def steps(links: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return how many links lie between each actor and the nearest citizen: name, before, after; missing where none leads there.

    >>> links = pd.DataFrame({"giver": ["가", "나"], "receiver": ["나", "국민"], "before": [0, 1], "after": [1, 1]})
    >>> actors = pd.DataFrame({"name": ["가", "나", "국민"], "kind": ["business", "business", "citizens"]})
    >>> steps(links, actors).values.tolist()
    [['가', <NA>, 2], ['나', 1, 1]]
    """
    citizens = set(actors.loc[actors["kind"] == "citizens", "name"])
    sides = {side: _away(graph(links, side), citizens) for side in SIDES}
    present = set(links["giver"]) | set(links["receiver"])
    names = [name for name in actors["name"] if name in present - citizens]
    columns = {side: pd.array([sides[side].get(name, pd.NA) for name in names], "Int64") for side in SIDES}
    return pd.DataFrame({"name": names, **columns})


def key_shares(apis: pd.DataFrame) -> pd.DataFrame:
    """Return the keys issued for each open API, the most first, with share and running share: data_id, name, keys, share, running.

    >>> key_shares(pd.DataFrame({"data_id": ["1", "2"], "name": ["가", "나"], "keys": [1, 3]}))["running"].tolist()
    [0.75, 1.0]
    """
    rows = apis.dropna(subset="keys").sort_values("keys", ascending=False, kind="stable", ignore_index=True)
    share = rows["keys"].astype("float64") / rows["keys"].sum()
    return rows[["data_id", "name", "keys"]].assign(share=share.round(6), running=share.cumsum().round(6))


def read_shape(table: pd.DataFrame) -> Reading:
    """Return one sentence on whether the net became more open or more closed between kinds of actors.

    >>> read_shape(pd.DataFrame({"measure": ["inside"], "before": [0.3333], "after": [0.2]})).split(". ")[0]
    '같은 종류의 참여자를 잇는 연결의 비율은 33%에서 20%로 낮아졌습니다'
    """
    before, after = table.set_index("measure").loc["inside", ["before", "after"]]
    if pd.isna(before) or pd.isna(after):
        return Reading("한쪽에 연결이 없어 칸막이를 견줄 수 없습니다.")
    verb = "낮아졌습니다" if after < before else "높아졌습니다" if after > before else "그대로입니다"
    return Reading(f"같은 종류의 참여자를 잇는 연결의 비율은 {100 * before:.0f}%에서 {100 * after:.0f}%로 {verb}. "
                   "이 값이 낮다고 칸막이가 없는 것은 아닙니다. 그린 연결만 셉니다.")


def read_keys(table: pd.DataFrame) -> Reading:
    """Return two sentences on what a count of keys says and what it does not.

    >>> read_keys(pd.DataFrame({"keys": [3, 1], "running": [0.75, 1.0]})).split(". ")[0]
    'API 2개에 발급된 인증키는 모두 4개이고, 가장 많은 2개가 그 100.0%를 차지합니다'
    """
    if table.empty:
        return Reading("이 사례에는 공개 API의 표가 없습니다.")
    top = min(3, len(table))
    return Reading(f"API {len(table)}개에 발급된 인증키는 모두 {table['keys'].sum():,}개이고, 가장 많은 {top}개가 그 "
                   f"{100 * table['running'].iloc[top - 1]:.1f}%를 차지합니다. "
                   "인증키는 문을 열 수 있는 사람의 수이지 드나든 사람의 수가 아닙니다.")


def _measure(net: nx.DiGraph, kinds: dict[str, str]) -> dict[str, float]:
    if net.number_of_edges() == 0:
        return dict.fromkeys(MEASURES, float("nan"))
    inside = sum(kinds[giver] == kinds[receiver] for giver, receiver in net.edges)
    total = net.number_of_edges()
    groups = [{name for name in net if kinds[name] == kind} for kind in dict.fromkeys(kinds[name] for name in net)]
    away = _away(net, {name for name in net if kinds[name] == "citizens"})
    walked = [distance for distance in away.values() if distance > 0]
    return {"density": nx.density(net), "reciprocity": nx.overall_reciprocity(net), "inside": inside / total,
            "ei": (total - 2 * inside) / total, "modularity": nx.community.modularity(net.to_undirected(), groups),
            "steps": float(np.mean(walked)) if walked else float("nan")}


def _away(net: nx.DiGraph, citizens: set[str]) -> dict[str, int]:
    """Return for each actor from which a citizen can be reached how many links that takes."""
    present = citizens & set(net)
    return {name: int(far) for name, far in nx.multi_source_dijkstra_path_length(net.reverse(), present).items()} if present else {}
