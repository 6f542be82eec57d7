"""What the checks of lesson 4 compare with, recomputed from the links of the kit's cases."""

from functools import cache
from typing import NamedTuple

import networkx as nx

from dpgkit import architecture
from dpgkit.architecture import flows, resilience
from dpgkit.exercises import casework

KINDS = tuple(name.partition(" (")[0] for name in architecture.KINDS.values())
HALF = 0.5


class Sides(NamedTuple):
    """The links and the parts of a case before and after, the doors to its citizens, and the links that citizens give."""

    links_before: set
    links_after: set
    parts_before: set[str]
    parts_after: set[str]
    doors: set
    from_citizens: set

    def novelty(self) -> tuple[float, float]:
        """Return how new the links and the parts are (Jaccard distances)."""
        pairs = ((self.links_before, self.links_after), (self.parts_before, self.parts_after))
        return tuple(1 - len(one & other) / len(one | other) for one, other in pairs)


class Shape(NamedTuple):
    """A net after the change, read with its directions."""

    links: int
    density: float
    mutual: float
    steps: float


class Between(NamedTuple):
    """Where one part stands in a net: links in and out, pairs that it stands between, pairs that there are, and who does so most."""

    into: int
    out: int
    pairs: float
    possible: int
    first: list[str]

    @property
    def centrality(self) -> float:
        """The share of pairs (Freeman 1977)."""
        return self.pairs / self.possible


class Fall(NamedTuple):
    """What the removal of one part takes away: other parts, services lost of all, and services lost if nobody needed it."""

    stopped: set[str]
    direct: set[str]
    lost: int
    services: int
    own: int
    loosened: int

    @property
    def single(self) -> bool:
        """Whether it takes away services of others."""
        return self.lost > self.own


class Keys(NamedTuple):
    """The keys of some open APIs: all, the largest summed up, and how many of the largest hold half of them."""

    total: int
    top: int
    half: int


@cache
def sides(name: str) -> Sides:
    """Return the links and the parts of a case on both sides."""
    case = casework.shipped(name)
    before, after = (architecture.graph(case.links, side) for side in architecture.SIDES)
    citizens = set(case.actors.loc[case.actors["kind"] == "citizens", "name"])
    doors, given = ({link for link in after.edges if link[end] in citizens} for end in (1, 0))
    return Sides(set(before.edges), set(after.edges), set(before), set(after), doors, given)


@cache
def kind_of(name: str, link_threshold: float, part_threshold: float) -> tuple[str, int]:
    """Return the kind of innovation under two thresholds, and how many of the tried pairs of thresholds say otherwise."""
    links, parts = sides(name).novelty()
    named = {(link, part): _kind(links, parts, link, part) for link in architecture.THRESHOLDS for part in architecture.THRESHOLDS}
    kind = _kind(links, parts, link_threshold, part_threshold)
    return kind, sum(other != kind for other in named.values())


@cache
def shape(name: str, *, directed: bool = True) -> Shape:
    """Return the shape of a net after the change; read without directions, every link goes both ways."""
    case = casework.shipped(name)
    net = architecture.graph(case.links, "after")
    if not directed:
        net = net.to_undirected()
    table = flows.shape(case.links, case.actors).set_index("measure")["after"]
    mutual = nx.overall_reciprocity(net) if directed else 1.0
    return Shape(net.number_of_edges(), nx.density(net), mutual, float(table["steps"]))


@cache
def between(name: str, hub: str) -> Between:
    """Return where a part stands in a net after the change."""
    net = architecture.graph(casework.shipped(name).links, "after")
    pairs = nx.betweenness_centrality(net, normalized=False)
    count = net.number_of_nodes()
    first = [part for part in pairs if abs(pairs[part] - max(pairs.values())) < 1e-9]
    return Between(net.in_degree(hub), net.out_degree(hub), pairs[hub], (count - 1) * (count - 2), first)


@cache
def fall(name: str, removed: str) -> Fall:
    """Return what the removal of a part takes away."""
    case = casework.shipped(name)
    hands = resilience.users(case.links, case.actors)
    gone = resilience.stopped(case.links, {removed}, hands)
    offered = resilience.services(case.links, case.actors)
    loose = case.links.assign(needed=case.links["needed"].where(case.links["giver"] != removed, 0))
    left = resilience.stopped(loose, {removed}, hands)
    fed = case.links.query("giver == @removed and after == 1")["receiver"]
    return Fall(gone - {removed}, set(fed) - hands, int(offered["giver"].isin(gone).sum()), len(offered),
                int((offered["giver"] == removed).sum()), int(offered["giver"].isin(left).sum()))


@cache
def keys_of(seed: int, top: int) -> Keys:
    """Return the sums of keys of the APIs drawn by a seed."""
    counts = casework.apis(seed)["인증키"].sort_values(ascending=False)
    half = int((counts.cumsum() < HALF * counts.sum()).sum()) + 1
    return Keys(int(counts.sum()), int(counts.head(top).sum()), half)


def _kind(links: float, parts: float, link_threshold: float, part_threshold: float) -> str:
    new = round(links, 6) >= link_threshold, round(parts, 6) >= part_threshold
    return architecture.KINDS[new].partition(" (")[0]
