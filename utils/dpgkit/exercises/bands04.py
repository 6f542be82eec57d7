"""Which parameters the exercises of lesson 4 can take, and the bands within which they are alike in difficulty."""

from collections.abc import Callable

from dpgkit import architecture
from dpgkit.exercises import casework, expected04
from dpgkit.exercises.given import CASES, MUTUAL, Architecture
from dpgkit.exercises.variants import Measure


def pools() -> dict[str, tuple | Callable]:
    """Return what each parameter is drawn from; who is looked at or taken out is a part of the net drawn before."""
    return {"case": CASES, "link_threshold": architecture.THRESHOLDS, "part_threshold": architecture.THRESHOLDS, "net": MUTUAL,
            "hub": lambda values: parts_of(values["net"]), "fall_case": CASES, "removed": lambda values: parts_of(values["fall_case"]),
            "top": (2, 3, 4)}


def parts_of(name: str) -> tuple[str, ...]:
    """Return the parts of a case after the change, in order of their names."""
    return tuple(sorted(expected04.sides(name).parts_after))


def changed(values: Architecture) -> float:
    """Return how many links came or went."""
    found = expected04.sides(values.case)
    return len(found.links_before ^ found.links_after)


def others(values: Architecture) -> float:
    """Return how many of the tried pairs of thresholds give another name."""
    return expected04.kind_of(values.case, values.link_threshold, values.part_threshold)[1]


def pairs(values: Architecture) -> float:
    """Return how many pairs the part stands between; nothing where some of them have another shortest way."""
    found = expected04.between(values.net, values.hub).pairs
    return found if float(found).is_integer() else -1


def beside(values: Architecture) -> float:
    """Return how many other parts stop; nothing for those who use the services."""
    case = casework.shipped(values.fall_case)
    hands = set(case.actors.loc[case.actors["kind"] == "citizens", "name"])
    return len(expected04.fall(values.fall_case, values.removed).stopped) if values.removed not in hands else -1


def half(values: Architecture) -> float:
    """Return how many APIs hold half of the keys; nothing where two of them have equally many."""
    counts = casework.apis(values.seed)["인증키"]
    return expected04.keys_of(values.seed, values.top).half if counts.is_unique else -1


MEASURES = (
    Measure("04-1", "바뀐 연결", ("case",), changed, 3, 9),
    Measure("04-2", "연결의 새로움", ("case",), lambda values: expected04.sides(values.case).novelty()[0], 0.4, 0.75),
    Measure("04-3", "다른 이름이 되는 조합", ("link_threshold", "part_threshold", "case"), others, 5, 24),
    Measure("04-4", "주고받는 비율", ("net",), lambda values: expected04.shape(values.net).mutual, 0.2, 0.7),
    Measure("04-5", "사이에 선 쌍", ("hub", "net"), pairs, 2, 20),
    Measure("04-6", "함께 멈추는 참여자", ("removed", "fall_case"), beside, 1, 3),
    Measure("04-7", "절반에 이르는 API", ("seed",), half, 1, 3),
)
