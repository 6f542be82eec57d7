"""What stops when one part stops: single points of failure, and random removals with a seed.

A part stops when it is taken out, when something it cannot do without has stopped (``needed`` 1), or when all those have
of which it needs one (``needed`` 2). A service is a link into the hands of those who use it: citizens, and parts that
pass nothing on. It is lost when its giver has stopped. What is not drawn cannot fail here.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from dpgkit.architecture import graph
from dpgkit.errors import ParameterError
from dpgkit.reading import Reading, particle


def stopped(links: pd.DataFrame, removed: Iterable[str], users: set[str], side: str = "after") -> set[str]:
    """Return every part that stops when some are taken out, those included.

    >>> links = pd.DataFrame({"giver": ["전산실", "포털"], "receiver": ["포털", "국민"], "before": 1, "after": 1, "needed": [1, 0]})
    >>> sorted(stopped(links, ["전산실"], {"국민"}))
    ['전산실', '포털']

    Parameters: ``users`` who never stop; ``side`` ``before`` or ``after``.
    """
    return _cascade(set(removed), *_demands(links, users, side))


def services(links: pd.DataFrame, actors: pd.DataFrame, side: str = "after") -> pd.DataFrame:
    """Return the services of one side: giver, receiver, passes.

    >>> links = pd.DataFrame({"giver": ["포털"], "receiver": ["국민"], "passes": ["안내"], "before": 1, "after": 1})
    >>> services(links, pd.DataFrame({"name": ["포털", "국민"], "kind": ["government", "citizens"]})).iloc[0].tolist()
    ['포털', '국민', '안내']
    """
    present = links[(links[side] == 1) & links["receiver"].isin(users(links, actors, side))]
    return present[["giver", "receiver", "passes"]].reset_index(drop=True)


def users(links: pd.DataFrame, actors: pd.DataFrame, side: str = "after") -> set[str]:
    """Return who uses the services: the citizens, and the parts that pass nothing on."""
    net = graph(links, side)
    citizens = set(actors.loc[actors["kind"] == "citizens", "name"])
    return {name for name in net if name in citizens or net.out_degree(name) == 0}


def removals(links: pd.DataFrame, actors: pd.DataFrame, side: str = "after") -> pd.DataFrame:
    """Return what each single removal takes away, the worst first: name, stopped, lost, share, own, services.

    ``stopped`` parts beside itself; ``lost`` services and their ``share`` of all; ``own`` those it gives itself. A part
    that takes away more than its own is a single point of failure.
    """
    offered, hands = services(links, actors, side), users(links, actors, side)
    rows = []
    for name in sorted(set(graph(links, side)) - hands):
        gone = stopped(links, {name}, hands, side)
        lost, own = offered[offered["giver"].isin(gone)], int((offered["giver"] == name).sum())
        told = ", ".join(f"{row.giver}→{row.receiver}" for row in lost.itertuples())
        rows.append((name, len(gone) - 1, len(lost), round(len(lost) / max(1, len(offered)), 6), own, told))
    table = pd.DataFrame(rows, columns=["name", "stopped", "lost", "share", "own", "services"])
    return table.sort_values(["lost", "stopped", "name"], ascending=[False, False, True], ignore_index=True)


def single_points(table: pd.DataFrame) -> pd.DataFrame:
    """Return the parts whose removal takes away services that are not their own.

    >>> single_points(pd.DataFrame({"name": ["가", "나"], "lost": [2, 1], "own": [0, 1]}))["name"].tolist()
    ['가']
    """
    return table[table["lost"] > table["own"]].reset_index(drop=True)


def simulate(links: pd.DataFrame, actors: pd.DataFrame, *, draws: int = 200, seed: int = 0, side: str = "after") -> pd.DataFrame:
    """Return the share of services left after random removals: removed, mean, low, high (tenth and ninetieth percentile).

    Parameters: ``draws`` orders in which the parts are taken out one after the other; ``seed`` of the draws. The same seed
    gives the same table.
    """
    offered, hands = services(links, actors, side), users(links, actors, side)
    parts, random = sorted(set(graph(links, side)) - hands), np.random.default_rng(seed)
    demands, givers = _demands(links, hands, side), offered["giver"].tolist()
    left = np.ones((draws, len(parts) + 1))
    for row in range(draws):
        order = [parts[place] for place in random.permutation(len(parts))]
        for count in range(1, len(parts) + 1):
            gone = _cascade(set(order[:count]), *demands)
            left[row, count] = np.mean([giver not in gone for giver in givers]) if givers else np.nan
    low, high = np.quantile(left, [0.1, 0.9], axis=0)
    return pd.DataFrame({"removed": range(len(parts) + 1), "mean": left.mean(axis=0), "low": low, "high": high}).round(6)


def fall(links: pd.DataFrame, actors: pd.DataFrame, removed: str = "", side: str = "after") -> pd.DataFrame:
    """Return every service and whether it survives one removal: 주는 쪽, 받는 쪽, 넘기는 것, 상태.

    Parameters: ``removed`` the part taken out; empty means the one that takes most away. Raises ParameterError for a part
    that the net does not have.
    """
    table = removals(links, actors, side)
    name = removed or (table["name"].iloc[0] if len(table) else "")
    if table.empty or name not in set(table["name"]):
        raise ParameterError("이 사례에서 뺄 수 없는 참여자입니다.", value=name, allowed=table["name"],
                             todo="removed를 고치거나 비우십시오.")
    gone = stopped(links, {name}, users(links, actors, side), side)
    offered = services(links, actors, side)
    state = offered["giver"].isin(gone).map({True: "멈춤", False: "이어짐"})
    return pd.DataFrame({"주는 쪽": offered["giver"], "받는 쪽": offered["receiver"], "넘기는 것": offered["passes"], "상태": state})


def read_fall(fallen: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on what a removal leaves.

    >>> read_fall(pd.DataFrame({"주는 쪽": ["포털", "앱"], "상태": ["멈춤", "이어짐"]}), "전산실")
    '전산실이 멈추면 그림 속의 서비스 2개 가운데 1개(포털)가 함께 멈춥니다.'
    """
    lost = list(dict.fromkeys(fallen.loc[fallen["상태"] == "멈춤", "주는 쪽"]))
    if not lost:
        return Reading(f"{particle(name, '이', '가')} 멈추어도 그림 속의 서비스 {len(fallen)}개는 이어집니다.")
    count = int((fallen["상태"] == "멈춤").sum())
    return Reading(f"{particle(name, '이', '가')} 멈추면 그림 속의 서비스 {len(fallen)}개 가운데 "
                   f"{count}개({', '.join(lost)})가 함께 멈춥니다.")


def read_points(table: pd.DataFrame) -> Reading:
    """Return one sentence on the single points of failure.

    >>> read_points(pd.DataFrame({"name": ["가"], "lost": [2], "own": [1]}))
    '멈추면 남의 서비스까지 멈추게 하는 단일 장애점은 1곳(가)입니다.'
    """
    points = single_points(table)
    if points.empty:
        return Reading("이 그림에는 멈추면 남의 서비스까지 멈추게 하는 참여자가 없습니다.")
    return Reading(f"멈추면 남의 서비스까지 멈추게 하는 단일 장애점은 {len(points)}곳({', '.join(points['name'])})입니다.")


Demands = dict[str, set[str]]


def _demands(links: pd.DataFrame, users: set[str], side: str) -> tuple[Demands, Demands]:
    """Return for each part what it cannot do without, and of what it needs one."""
    present = links[(links[side] == 1) & ~links["receiver"].isin(users)]
    return tuple({part: set(rows["giver"]) for part, rows in present[present["needed"] == need].groupby("receiver")} for need in (1, 2))


def _cascade(gone: set[str], needs: Demands, choices: Demands) -> set[str]:
    while True:
        falling = {part for part, givers in needs.items() if givers & gone} | {part for part, givers in choices.items() if givers <= gone}
        if falling <= gone:
            return gone
        gone = gone | falling
