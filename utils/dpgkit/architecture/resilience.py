"""What stops when one part stops: single points of failure, and random removals with a seed.

A part stops when it is taken out, when something it cannot do without has stopped (``needed`` 1), or when all those have
of which it needs one (``needed`` 2). A service is a link into the hands of those who use it: citizens, and parts that
pass nothing on. It is lost when its giver has stopped. What is not drawn cannot fail here.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from dpgkit.architecture import graph
from dpgkit.errors import DataError, ParameterError
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
    gives the same table. One removal is not drawn: every part is taken out once, so that its mean is that of ``removals``.
    """
    offered, hands = services(links, actors, side), users(links, actors, side)
    parts, random = sorted(set(graph(links, side)) - hands), np.random.default_rng(seed)
    demands, givers = _demands(links, hands, side), offered["giver"].tolist()
    singles = [_left({part}, demands, givers) for part in parts]
    orders = [[parts[place] for place in random.permutation(len(parts))] for _ in range(draws)]
    left = [[1.0], *([singles] if parts else []),
            *([_left(set(order[:count]), demands, givers) for order in orders] for count in range(2, len(parts) + 1))]
    low, high = zip(*(np.quantile(shares, [0.1, 0.9]) for shares in left), strict=True)
    return pd.DataFrame({"removed": range(len(left)), "mean": list(map(np.mean, left)), "low": low, "high": high}).round(6)


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


def worst(table: pd.DataFrame, removed: str = "") -> str:
    """Return the part to take out: the one that was named, else the one that takes most away.

    >>> worst(pd.DataFrame({"name": ["포털", "앱"]})), worst(pd.DataFrame({"name": ["포털", "앱"]}), "앱")
    ('포털', '앱')

    Parameters: ``table`` as ``removals`` returns it. Raises DataError where the net has no part that passes anything on.
    """
    if table.empty:
        raise DataError("이후에 자료를 넘기는 참여자가 없어 빼 볼 곳이 없습니다.", allowed="이후에 있는 연결 한 줄 이상",
                        todo="links.csv에서 이후에 있는 연결의 after를 1로 적으십시오.")
    return removed or table["name"].iloc[0]


def read_one(simulated: pd.DataFrame) -> Reading:
    """Return half a sentence on what one removal leaves on average.

    >>> read_one(pd.DataFrame({"removed": [0, 1], "mean": [1.0, 0.8]}))
    '하나를 빼면 서비스의 80%가 이어집니다(평균)'

    Parameters: ``simulated`` as ``simulate`` returns it. Raises DataError where nothing could be removed.
    """
    if len(simulated) < 2:
        raise DataError("무작위로 뺄 참여자가 없습니다.", allowed="이후에 자료를 넘기는 참여자 한 곳 이상",
                        todo="links.csv에서 이후에 있는 연결의 after를 1로 적으십시오.")
    return Reading(f"하나를 빼면 서비스의 {100 * simulated['mean'].iloc[1]:.0f}%가 이어집니다(평균)")


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


def _left(removed: set[str], demands: tuple[Demands, Demands], givers: list[str]) -> float:
    """Return the share of services, by their givers, that are left when some parts are taken out."""
    gone = _cascade(removed, *demands)
    return float(np.mean([giver not in gone for giver in givers])) if givers else float("nan")


def _cascade(gone: set[str], needs: Demands, choices: Demands) -> set[str]:
    while True:
        falling = {part for part, givers in needs.items() if givers & gone} | {part for part, givers in choices.items() if givers <= gone}
        if falling <= gone:
            return gone
        gone = gone | falling
