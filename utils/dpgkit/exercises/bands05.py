"""Which parameters the exercises of lesson 5 can take, and the bands within which they are alike in difficulty."""

from collections.abc import Callable
from itertools import combinations, product

import numpy as np

from dpgkit.exercises import expected05, material05
from dpgkit.exercises.given import PROVIDERS, Kpi
from dpgkit.exercises.variants import Measure
from dpgkit.kpi import gaming

FIRST, LAST = 2019, 2023
UNKNOWN = PROVIDERS[-1]             # of which nobody knows whether one can apply there in one place
CONSISTENT = 0.1
CLEAR = (0.03, 0.08)                # chances between these would hang on the customary limit


def pools() -> dict[str, tuple | Callable]:
    """Return what each parameter is drawn from."""
    groups = tuple([*few, UNKNOWN] for size in (3, 4, 5) for few in combinations(PROVIDERS[:-1], size))
    judged = tuple(list(values) for values in product(range(1, 6), repeat=3) if len(set(values)) > 1)
    return {"providers": groups, "function": ("list", "detail", "eligibility"), "threshold": (50, 60, 70, 80, 90, 100),
            "pool_from": (2019, 2020, 2021), "pool_to": (2021, 2022, 2023), "base_year": (2019, 2020, 2021), "result_year": (2022, 2023),
            "goal": (1.0, 2.0, 3.0, 4.0), "judged_12": judged, "judged_13": judged, "judged_23": implied,
            "first_weight": (0.4, 0.45, 0.5, 0.55, 0.6), "spread": (0.2, 0.25, 0.3, 0.4, 0.5), "aim": (70, 75, 80, 85, 90),
            "width": (1.0, 1.5, 2.0), "month": tuple(expected05.answers().index)}


def implied(values: dict[str, object]) -> tuple[list[int], ...]:
    """Return judgements of the last pair that hardly contradict the first two of each expert."""
    near = [max(1, round(last / first)) for first, last in zip(values["judged_12"], values["judged_13"], strict=True)]
    return tuple([value + more for value, more in zip(near, moves, strict=True)] for moves in product((0, 1), repeat=3))


def open_cells(values: Kpi) -> float:
    """Return how many cells of the two functions nobody knows; nothing where the answer would not be a range."""
    cells = material05.joined(values.providers)[[values.function, "apply"]].isna().sum()
    return cells.sum() if cells.min() >= 1 else -1


def pooling(values: Kpi) -> float:
    """Return how far the two ways to pool lie apart (%p), over three years and more."""
    rows = material05.measured(values.pool_from, values.pool_to)
    pooled = 100 * rows["numerator"].sum() / rows["denominator"].sum()
    return abs(pooled - rows["rate"].mean()) if len(rows) >= 3 else -1


def formulas(values: Kpi) -> float:
    """Return how far the formulas lie apart (%p)."""
    found = expected05.formulas(values).values()
    return max(found) - min(found)


def judged(values: Kpi) -> float:
    """Return how far the arithmetic mean breaks reciprocity; nothing where the experts contradict themselves or the ways agree."""
    if expected05.worst_ratio(values) > CONSISTENT:
        return -1
    found = expected05.group(values)
    apart = min(np.abs(found.weights - other).max() for other in (found.of_arithmetic, found.mean_weights))
    lead = np.diff(np.sort(found.weights))[-1]
    return abs(found.product - 1) if apart >= 0.0015 and lead >= 0.03 else -1


def contested(values: Kpi) -> float:
    """Return how many organisations can come first when the weights move; nothing where another mean gives the same first one."""
    turned = expected05.first_by("arithmetic", values.first_weight) != expected05.first_by("geometric", values.first_weight)
    return (expected05.ranks(values)["low"] == 1).sum() if turned else -1


def steady(values: Kpi) -> float:
    """Return how many organisations keep their rank when the weights move."""
    table = expected05.ranks(values)
    return (table["low"] == table["high"]).sum()


def around(values: Kpi) -> float:
    """Return how many results lie about the target; nothing where the chance is near the limit or none lies on the target."""
    results = material05.agency_results(values.seed, values.aim)["실적"]
    found = gaming.caliper(results, values.aim, values.width).iloc[0]
    clear = not CLEAR[0] < found["p"] < CLEAR[1] and found["p"] < 1 and found["missed"] >= 2
    return found["met"] + found["missed"] if clear else -1


MEASURES = (
    Measure("05-1", "모르는 칸", ("providers", "function"), open_cells, 2, 6),
    Measure("05-2", "두 방법의 차이(%p)", ("pool_from", "pool_to"), pooling, 0.03, 1),
    Measure("05-3", "산식의 차이(%p)", ("base_year", "result_year", "goal"), formulas, 30, 700),
    Measure("05-4", "역수가 깨진 정도", ("judged_12", "judged_13", "judged_23"), judged, 0.05, 1.5),
    Measure("05-5", "1위가 될 수 있는 기관", ("first_weight", "spread", "seed"), contested, 1, 3),
    Measure("05-5", "자리가 그대로인 기관", ("first_weight", "spread", "seed"), steady, 1, 3),
    Measure("05-6", "목표 앞뒤의 기관", ("aim", "width", "seed"), around, 8, 30),
    Measure("05-7", "그달의 응답", ("month",), lambda values: expected05.answers().loc[values.month, "n"], 900, 1500),
    Measure("05-8", "받아들일 줄", ("seed",), lambda values: expected05.outcomes(values.seed).count("받음"), 2, 2),
    Measure("05-9", "어긴 규칙", ("seed",), lambda values: len(expected05.broken_rules(material05.damaged_cards(values.seed))), 4, 4),
)
