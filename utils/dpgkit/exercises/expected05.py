"""What the checks of lesson 5 compare with, recomputed from the case housing and from the made-up material."""

from functools import cache
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pandas as pd

from dpgkit.exercises import material, material05
from dpgkit.exercises.given import Kpi
from dpgkit.kpi import achievement, ahp, composites, gates, indicators, judges, ladders, satisfaction, sensitivity
from dpgkit.measurement import checking
from dpgkit.measurement.errors import Refused

OUTCOMES = {"": "받음", "unit": "단위가 다름", "ratio": "값이 분자 ÷ 분모와 다름", "denominator": "분모가 0", "range": "범위를 벗어남",
            "scope": "맡은 지표가 아님", "period": "없는 기간", "closed": "마감이 지남", "duplicate": "이미 낸 값",
            "whole": "개수가 정수가 아님"}
RANDOM_INDEX = 0.524457454      # of three criteria, as the kit has it
UNFIXABLE = 4            # the rule on the target year, which no source tells


class Share(NamedTuple):
    """The share of the providers where a function works, in per cent: its ends, and what one gets by leaving out the unknown."""

    low: float
    high: float
    known_only: float
    result: str


def share(function: str, given: Kpi) -> Share:
    """Return the share of one function, and whether it meets the threshold."""
    cells = material05.joined(given.providers)
    row = ladders.function_shares(cells).set_index("measure").loc[function, ["low", "high"]] * 100
    criterion = pd.DataFrame([(1, "문", function, "기준", function, "ge", given.threshold)], columns=gates.COLUMNS)
    judged = gates.judge(criterion, pd.DataFrame({"measure": [function], "low": [row["low"]], "high": [row["high"]]}))
    return Share(row["low"], row["high"], 100 * cells[function].mean(), gates.RESULTS[judged["result"].iloc[0]])


def formulas(given: Kpi) -> dict[str, float]:
    """Return the achievement (%) under each formula by its label."""
    rates = material05.measured(2019, 2023).set_index("year")["rate"]
    table = achievement.side_by_side(rates[given.base_year], given.goal, rates[given.result_year])
    return dict(zip(table["label"], table["value"], strict=True))


class Group(NamedTuple):
    """Three experts put together: what the arithmetic mean breaks, and the weights in three ways."""

    product: float
    weights: np.ndarray
    of_arithmetic: np.ndarray
    mean_weights: np.ndarray
    means: np.ndarray


def group(given: Kpi) -> Group:
    """Return the judgements of the three experts put together."""
    tables = material05.judgements(given.judged_12, given.judged_13, given.judged_23)
    mean = np.mean([table.to_numpy() for table in tables.values()], axis=0)
    joint = judges.combine(tables)
    own = np.mean([ahp.weights(table)["weight"] for table in tables.values()], axis=0)
    return Group(mean[0, 1] * mean[1, 0], ahp.weights(joint)["weight"].to_numpy(), ahp.principal(mean)[1], own,
                 np.exp(np.log(joint.to_numpy()).mean(axis=1)))


def worst_ratio(given: Kpi) -> float:
    """Return the largest consistency ratio of the three experts, from the closed form for three criteria."""
    turns = [(last / (first * second)) ** (1 / 3) for first, last, second in zip(given.judged_12, given.judged_13, given.judged_23,
                                                                                strict=True)]
    return max((1 + turn + 1 / turn - 3) / 2 for turn in turns) / RANDOM_INDEX


def ranks(given: Kpi) -> pd.DataFrame:
    """Return how the ranks of the made-up organisations move with the weights, indexed by unit."""
    return _ranks(given.first_weight, given.spread, given.seed)


@cache
def _ranks(first_weight: float, spread: float, seed: int) -> pd.DataFrame:
    table = sensitivity.uncertainty(material05.units(), material05.scheme(first_weight), aggregation="arithmetic", spread=spread, seed=seed)
    return table.set_index("unit")


@cache
def first_by(aggregation: str, first_weight: float) -> str:
    """Return the organisation that comes first under one way to put the indicators together."""
    table = composites.composite(material05.units(), material05.scheme(first_weight), aggregation=aggregation)
    return table.loc[table["rank"].idxmin(), "unit"]


@cache
def answers() -> pd.DataFrame:
    """Return the counts of the satisfaction survey with their scores, indexed by month."""
    return satisfaction.scores(material.table("satisfaction_counts")).set_index("period")


def reproduced() -> int:
    """Return in how many months the mean of the points gives the published percentage."""
    return int(satisfaction.published_by(material.table("satisfaction_counts")).set_index("formula").loc["score", "matched"])


def wald(row: pd.Series) -> tuple[float, float]:
    """Return the plain normal interval of the share of the satisfied, in per cent, which students may take for Wilson's."""
    part = row["top_two"] / 100
    half = 1.959964 * np.sqrt(part * (1 - part) / row["n"])
    return 100 * (part - half), 100 * (part + half)


def outcomes(seed: int) -> list[str]:
    """Return what becomes of each made-up submission, by the rules of the store itself."""
    desk = _desk()
    rows = material05.submissions(seed).astype(object)
    return [OUTCOMES[_refusal(desk, row)] for row in rows.where(rows.notna(), None).to_dict("records")]


def broken_rules(cards: pd.DataFrame) -> dict[int, str]:
    """Return the rules that a set of cards breaks, each with the first complaint about it."""
    found = indicators.check_cards(cards)
    numbers = found["문제"].str.extract(r"\[규칙 (\d+)\] (.*)")
    return {int(rule): what for rule, what in zip(numbers[0][::-1], numbers[1][::-1], strict=True)}


def _refusal(desk: checking.Desk, row: dict[str, object]) -> str:
    try:
        checking.checked(desk, row, simulated=True)
    except Refused as refusal:
        return refusal.code
    return ""


def _desk() -> checking.Desk:
    """Return what the store knows when the submissions come in: its indicators and periods, and what was submitted before."""
    stored = material05.STORED.assign(id=range(1, len(material05.STORED) + 1), period_kind="year").set_index("name", drop=False)
    periods = {name: {"id": place, "name": name, "kind": "year", "closes": closes}
               for place, (name, closes) in enumerate(material05.CLOSES.items(), start=1)}
    before = {**dict.fromkeys(checking.COMPARED, ""), **material05.EARLIER, "value": 45.0, "revision": 1, "id": 1}
    return checking.Desk(SimpleNamespace(id=1, name=material05.ORGANISATION), material05.TODAY, stored.to_dict("index"), periods,
                         set(stored.loc[stored["맡음"] == "예", "id"]), {(1, periods["2024"]["id"]): before})
