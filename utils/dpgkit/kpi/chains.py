"""Results chains: which indicator leads to which, from input to impact, and why one expects it to."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError
from dpgkit.kpi import LEVELS
from dpgkit.reading import Reading

if TYPE_CHECKING:
    import networkx as nx

ORDER = list(LEVELS)                 # input, activity, output, outcome, impact
ENDS = ("outcome", "impact")
Stop = str | tuple[str, str, int]          # an indicator, or the column that a link from one to another passes
PASSING, SWEEPS = 0.4, 8                   # of the height of a box; rounds of ordering


def nodes(cards: pd.DataFrame) -> pd.DataFrame:
    """Return the indicators of a chain: indicator, name, level, label, guards (keys of the cards that it guards).

    >>> nodes(pd.DataFrame({"indicator": ["a"], "name": ["가"], "level": ["output"], "feeds": [""]}))["label"].tolist()
    ['산출']

    Raises DataError where a column is missing.
    """
    columns.require(cards, ["indicator", "name", "level", "feeds"], "지표 카드", empty=True)
    guards = cards.get("guard_indicator", pd.Series("", index=cards.index)).fillna("")
    guarded = [" ".join(cards.loc[guards == name, "indicator"]) for name in cards["indicator"]]
    return cards[["indicator", "name", "level"]].assign(label=cards["level"].map(LEVELS), guards=guarded).reset_index(drop=True)


def edges(cards: pd.DataFrame) -> pd.DataFrame:
    """Return the links of a chain, one row each: giver, receiver, assumption.

    >>> edges(pd.DataFrame({"indicator": ["a"], "feeds": ["b c"], "assumption": ["까닭"]}))["receiver"].tolist()
    ['b', 'c']
    """
    columns.require(cards, ["indicator", "feeds"], "지표 카드", empty=True)
    reasons = cards.get("assumption", pd.Series("", index=cards.index)).fillna("")
    rows = [(giver, receiver, reason) for giver, feeds, reason in zip(cards["indicator"], cards["feeds"].fillna(""), reasons, strict=True)
            for receiver in dict.fromkeys(str(feeds).split())]
    return pd.DataFrame(rows, columns=["giver", "receiver", "assumption"])


def problems(cards: pd.DataFrame) -> pd.DataFrame:
    """Return what is wrong with a chain, one row each: indicator, problem.

    Looked for: links to unknown indicators or to itself, links that go down a level, circles, links without an assumption,
    indicators that lead nowhere although they are no end of the chain and guard no other.
    """
    known, links = nodes(cards), edges(cards)
    level = known.set_index("indicator")["level"]
    found = [(row.giver, _broken(row, level)) for row in links.itertuples(index=False)]
    found += [(name, "되돌아오는 길이 있습니다") for name in _circle(links)]
    idle = known[~known["level"].isin(ENDS) & ~known["indicator"].isin(links["giver"]) & (known["guards"] == "")]
    found += [(name, "어떤 지표로도 이어지지 않습니다") for name in idle["indicator"]]
    return pd.DataFrame([row for row in found if row[1]], columns=["indicator", "problem"])


def feeders(cards: pd.DataFrame, indicator: str) -> list[str]:
    """Return the indicators from which a path leads to this one, in the order of the cards.

    >>> cards = pd.DataFrame({"indicator": ["a", "b", "c"], "feeds": ["b", "c", ""]})
    >>> feeders(cards, "c")
    ['a', 'b']

    Raises DataError for an indicator without a card.
    """
    if indicator not in set(cards["indicator"]):
        raise DataError("없는 지표입니다.", value=indicator, allowed=cards["indicator"], todo="지표의 열쇠를 고치십시오.")
    giving = edges(cards).groupby("receiver")["giver"].agg(list).to_dict()
    reached, waiting = set(), [indicator]
    while waiting:
        fresh = set(giving.get(waiting.pop(), [])) - reached - {indicator}
        reached |= fresh
        waiting += sorted(fresh)
    return [name for name in cards["indicator"] if name in reached]


def layout(cards: pd.DataFrame) -> pd.DataFrame:
    """Return where each indicator of a chain is drawn: indicator, name, level, label, x, y; links always lead to the right.

    ``x`` counts columns from 0: a level takes as many as its longest inner path. ``y`` counts boxes from the middle.
    Indicators without any link are left out. Raises DataError for a chain with a circle or a link down a level.
    """
    linked, places = _placed(cards)
    spots = [places[name] for name in linked["indicator"]]
    return linked.assign(x=[x for x, _ in spots], y=[y for _, y in spots])


def routes(cards: pd.DataFrame) -> pd.DataFrame:
    """Return the way of each link around the boxes between its ends: giver, receiver, assumption, step, x, y.

    >>> cards = pd.DataFrame({"indicator": ["a", "b"], "name": ["가", "나"], "level": ["output", "outcome"], "feeds": ["b", ""],
    ...                       "assumption": ["까닭", ""]})
    >>> routes(cards)[["step", "x", "y"]].values.tolist()
    [[0.0, 0.0, 0.0], [1.0, 1.0, 0.0]]

    Places as in ``layout``; step 0 is the giver, the last step the receiver. Raises as ``layout``.
    """
    _, places = _placed(cards)
    rows = [(link.giver, link.receiver, link.assumption, step, *places[stop]) for link in edges(cards).itertuples(index=False)
            for step, stop in enumerate(_stops(link.giver, link.receiver, places))]
    return pd.DataFrame(rows, columns=["giver", "receiver", "assumption", "step", "x", "y"])


def read_chain(cards: pd.DataFrame) -> Reading:
    """Return one sentence on how many outcomes are led to, and what is loose.

    >>> cards = pd.DataFrame({"indicator": ["a", "b"], "name": ["가", "나"], "level": ["output", "outcome"], "feeds": ["b", ""],
    ...                       "assumption": ["까닭", ""]})
    >>> read_chain(cards)
    '결과와 영향의 지표 1개 가운데 다른 지표에서 이어진 것은 1개입니다. 사슬의 문제는 없습니다.'
    """
    if cards.empty:
        return Reading("지표 카드가 없어 결과 사슬이 없습니다.")
    ends = cards.loc[cards["level"].isin(ENDS), "indicator"]
    led, wrong = sum(bool(feeders(cards, name)) for name in ends), problems(cards)
    start = f"결과와 영향의 지표 {len(ends)}개 가운데 다른 지표에서 이어진 것은 {led}개입니다. "
    if wrong.empty:
        return Reading(start + "사슬의 문제는 없습니다.")
    names = cards.set_index("indicator")["name"].reindex(wrong["indicator"].unique())
    return Reading(f"{start}고칠 곳은 {len(wrong)}곳입니다: {', '.join(names)}.")


def graph(cards: pd.DataFrame) -> "nx.DiGraph":
    """Return a chain as a NetworkX graph from giver to receiver."""
    import networkx as nx

    return nx.DiGraph(list(edges(cards)[["giver", "receiver"]].itertuples(index=False, name=None)))


def _broken(link: tuple, level: pd.Series) -> str:
    if link.receiver == link.giver:
        return "자기 자신으로 이어집니다"
    if link.receiver not in level.index:
        return f"없는 지표로 이어집니다: {link.receiver}"
    if ORDER.index(level[link.receiver]) < ORDER.index(level[link.giver]):
        return f"아래 수준으로 이어집니다: {link.receiver}"
    return "" if link.assumption else f"이어진다고 보는 까닭이 없습니다: {link.receiver}"


def _circle(links: pd.DataFrame) -> list[str]:
    """Return the indicators of one circle, the first again not named."""
    import networkx as nx

    net = nx.DiGraph(list(links[["giver", "receiver"]].itertuples(index=False, name=None)))
    net.remove_edges_from(list(nx.selfloop_edges(net)))
    try:
        return [giver for giver, _ in nx.find_cycle(net)]
    except nx.NetworkXNoCycle:
        return []


def _columns(linked: pd.DataFrame, links: pd.DataFrame) -> list[int]:
    """Return the column of each indicator: its level first, then its longest path within the level."""
    level = linked.set_index("indicator")["level"].map(ORDER.index)
    inner = links[[level[giver] == level[receiver] for giver, receiver in zip(links["giver"], links["receiver"], strict=True)]]
    depth = dict.fromkeys(level.index, 0)
    for _ in range(len(level)):                       # as often as the longest possible path
        for giver, receiver in zip(inner["giver"], inner["receiver"], strict=True):
            depth[receiver] = max(depth[receiver], depth[giver] + 1)
    pairs = [(level[name], depth[name]) for name in level.index]
    places = {pair: place for place, pair in enumerate(sorted(set(pairs)))}
    return [places[pair] for pair in pairs]


def _placed(cards: pd.DataFrame) -> tuple[pd.DataFrame, dict[Stop, tuple[int, float]]]:
    """Return the linked indicators, and the place of each of them and of every column that a long link passes."""
    wrong = problems(cards)
    wrong = wrong[wrong["problem"].str.contains("되돌아오는|아래 수준|없는 지표|자기 자신")]
    if not wrong.empty:
        raise DataError("결과 사슬을 그릴 수 없습니다.", value=f"{wrong['indicator'].iloc[0]}: {wrong['problem'].iloc[0]}",
                        todo="indicators.csv의 feeds를 고치십시오.")
    links, table = edges(cards), nodes(cards).drop(columns="guards")
    linked = table[table["indicator"].isin(links["giver"]) | table["indicator"].isin(links["receiver"])].reset_index(drop=True)
    column: dict[Stop, int] = dict(zip(linked["indicator"], _columns(linked, links), strict=True))
    column |= {(link.giver, link.receiver, passed): passed for link in links.itertuples(index=False)
               for passed in range(column[link.giver] + 1, column[link.receiver])}
    ways = [_stops(link.giver, link.receiver, column) for link in links.itertuples(index=False)]
    heights = _heights(column, [pair for way in ways for pair in pairwise(way)])
    return linked, {stop: (place, heights[stop]) for stop, place in column.items()}


def _stops(giver: str, receiver: str, known: Mapping[Stop, object]) -> list[Stop]:
    passed = sorted(stop for stop in known if isinstance(stop, tuple) and stop[:2] == (giver, receiver))
    return [giver, *passed, receiver]


def _heights(column: dict[Stop, int], steps: list[tuple[Stop, Stop]]) -> dict[Stop, float]:
    """Return the height of each stop, near its neighbours in the columns beside it (Sugiyama, Tagawa and Toda 1981)."""
    files = [[stop for stop in column if column[stop] == place] for place in range(max(column.values(), default=-1) + 1)]
    at = {stop: height for file in files for stop, height in _spread(file).items()}
    for sweep in range(SWEEPS):
        for file in files if sweep % 2 == 0 else reversed(files):
            wish = {stop: _wish(stop, steps, at, backward=sweep % 2) for stop in file}
            at |= _spread(sorted(file, key=wish.__getitem__))
    return at


def _wish(stop: Stop, steps: list[tuple[Stop, Stop]], at: dict[Stop, float], *, backward: int) -> float:
    beside = [at[pair[backward]] for pair in steps if pair[1 - backward] == stop]
    return sum(beside) / len(beside) if beside else at[stop]


def _spread(file: list[Stop]) -> dict[Stop, float]:
    """Return heights one below the other, centred on 0; a passing link needs less room than a box."""
    sizes = [PASSING if isinstance(stop, tuple) else 1.0 for stop in file]
    tops = [sum(sizes[:place]) for place in range(len(file))]
    return {stop: top + size / 2 - sum(sizes) / 2 for stop, top, size in zip(file, tops, sizes, strict=True)}
