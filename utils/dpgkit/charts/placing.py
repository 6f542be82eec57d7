"""Where the terms of a network stand: near their neighbours, and no name on another."""

import random
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

SWEEPS = 200              # enough for a hundred terms to come to rest
ROUNDS = 400              # of pushing apart; names that still touch then have no room in the frame
NAME, LINE, GAP = 12, 15, 3            # pixels: the size of a name's letters, its height, the air around it
SMALL, LARGE = 4, 17                   # pixels: radius of the rarest and of the most frequent term

if TYPE_CHECKING:
    import networkx as nx


def placed(net: "nx.Graph", groups: pd.DataFrame, width: int, height: int, *, seed: int = 1) -> pd.DataFrame:
    """Return where each linked term is drawn: term, count, community, x, y, radius, name_y (pixels, from the lower left).

    The area of a dot grows with the count. Spring layouts enlarge the last digit of a number until terms move; here only
    + - * / and square roots are taken, in a fixed order, so that a seed gives one picture on all machines.

    Parameters: ``groups`` with term and community, as ``network.communities`` returns them.
    """
    linked = sorted(term for term in net if net.degree(term))
    table = pd.DataFrame({"term": linked, "count": [net.nodes[term]["count"] for term in linked]}).merge(groups, on="term")
    most = table["count"].max()
    table["radius"] = (LARGE * np.sqrt(table["count"] / most)).clip(lower=SMALL).round(1)
    boxes = np.array([(max(2 * row.radius, text_width(row.term)), 2 * row.radius + LINE) for row in table.itertuples()]).reshape(-1, 2)
    spots = _apart(_stretched(_relaxed(_path_lengths(net, linked), seed), boxes, width, height), boxes + GAP, width, height)
    x, top = spots[:, 0], spots[:, 1] + boxes[:, 1] / 2
    places = table.assign(x=x, y=top - table["radius"], name_y=top - 2 * table["radius"] - LINE / 2)
    return places.round({"x": 1, "y": 1, "name_y": 1})[["term", "count", "community", "x", "y", "radius", "name_y"]]


def text_width(text: str, size: int = NAME) -> float:
    """Return about how many pixels wide a text is drawn: a Hangul syllable is as wide as high, a Latin letter a bit over half.

    >>> text_width("정부24")
    38.4
    """
    return round(sum(size if ord(letter) > 0x1100 else size * 0.6 for letter in text), 1)


def _path_lengths(net: "nx.Graph", linked: list[str]) -> np.ndarray:
    """Return the shortest path between all terms, links being 1 (the strongest) to 2 long; parts are one more than the longest apart."""
    import networkx as nx

    strongest = max((weight for *_, weight in net.edges(data="weight")), default=1)
    paths = dict(nx.all_pairs_dijkstra_path_length(net, weight=lambda _, __, link: 2 - link["weight"] / strongest))
    beyond = 1 + max((length for ends in paths.values() for length in ends.values()), default=0)
    return np.array([[paths[one].get(other, beyond) for other in linked] for one in linked]).reshape(len(linked), len(linked))


def _relaxed(wanted: np.ndarray, seed: int) -> np.ndarray:
    """Return points whose distances are near the wanted ones: stress majorization (Gansner, Koren and North 2004)."""
    chance = random.Random(seed)
    points = np.array([[chance.random(), chance.random()] for _ in wanted]).reshape(-1, 2)
    for step in range(SWEEPS * len(points)):
        _settle(points, wanted, step % len(points))
    return points


def _settle(points: np.ndarray, wanted: np.ndarray, which: int) -> None:
    """Move one point to the mean of where the others would have it, near ones counting more (1 / length squared)."""
    others = np.arange(len(points)) != which
    run, length = points[which] - points[others], wanted[which, others][:, None]
    seen = np.sqrt(run[:, :1] * run[:, :1] + run[:, 1:] * run[:, 1:])
    weight = 1 / (length * length)
    aims = weight * (points[others] + run * (length / np.where(seen > 0, seen, 1)))
    if len(aims):
        points[which] = np.cumsum(aims, axis=0)[-1] / np.cumsum(weight)[-1]          # cumsum adds in order, sum does not


def _stretched(points: np.ndarray, boxes: np.ndarray, width: int, height: int) -> np.ndarray:
    """Return the points spread over the frame, every box inside it, half by place and half by rank: one far point leaves room."""
    if not len(points):
        return points
    low, span = points.min(axis=0), points.max(axis=0) - points.min(axis=0)
    share = np.where(span > 0, (points - low) / np.where(span > 0, span, 1), 0.5)
    rank = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(points) - 1, 1)
    edge = boxes.max(axis=0) / 2 + GAP
    return edge + (share + rank) / 2 * (np.array([width, height]) - 2 * edge)


def _apart(points: np.ndarray, boxes: np.ndarray, width: int, height: int) -> np.ndarray:
    """Return the points moved so that no box lies on another, each pair pushed the shorter way."""
    spots, frame = points.tolist(), (width, height)
    for _ in range(ROUNDS):
        clear = True
        for one, other in combinations(range(len(spots)), 2):
            overlap = [(boxes[one][axis] + boxes[other][axis]) / 2 - abs(spots[one][axis] - spots[other][axis]) for axis in (0, 1)]
            if min(overlap) > 0.01:
                clear = False
                _push(spots, boxes, (one, other), overlap.index(min(overlap)), min(overlap) / 2, frame)
        if clear:
            break
    return np.array(spots).reshape(-1, 2)


def _push(spots: list, boxes: np.ndarray, pair: tuple[int, int], axis: int, by: float, frame: tuple[int, int]) -> None:
    one, other = pair
    way = 1 if spots[one][axis] >= spots[other][axis] else -1
    for which, step in ((one, way * by), (other, -way * by)):
        half = boxes[which][axis] / 2
        spots[which][axis] = min(max(spots[which][axis] + step, half), frame[axis] - half)
