"""Which parameters the exercises of lesson 1 can take, and the bands within which they are alike in difficulty."""

from collections.abc import Callable
from functools import cache
from typing import get_args

from dpgkit.exercises import expected01, material
from dpgkit.exercises.given import DISPUTES, SURVEYED, History
from dpgkit.exercises.variants import Measure
from dpgkit.history import egdi
from dpgkit.history.egdi import COMPONENTS

EQUAL_WEIGHTS = (2012, 2014, 2016, 2018, 2020, 2022, 2024)       # editions whose three components weigh the same

LAST_RANK = 60


def pools() -> dict[str, tuple | Callable]:
    """Return what each parameter is drawn from; the rank of the claim is one that the country has held in the period."""
    fields = History.model_fields
    return {"country": countries(), "weighted_year": get_args(fields["weighted_year"].annotation),
            "mean_year": get_args(fields["mean_year"].annotation), "from_year": EQUAL_WEIGHTS[:4], "to_year": EQUAL_WEIGHTS[4:],
            "measure": SURVEYED, "dispute": DISPUTES, "rank": ranks}


@cache
def countries() -> tuple[str, ...]:
    """Return the countries that stood among the first ``LAST_RANK`` in every edition with equal weights."""
    rows = egdi.assessed(expected01.index())
    rows = rows[rows["year"].isin(EQUAL_WEIGHTS)].groupby("iso3")["egdi_rank"].agg(["max", "size"])
    return tuple(sorted(rows.index[(rows["max"] <= LAST_RANK) & (rows["size"] == len(EQUAL_WEIGHTS))]))


def ranks(values: dict[str, object]) -> tuple[int, ...]:
    """Return the ranks of a country between two editions."""
    rows = expected01.of_country(values["country"])
    held = rows.loc[rows["year"].between(values["from_year"], values["to_year"]), "egdi_rank"]
    return tuple(int(rank) for rank in held)


def weighting(values: History) -> float:
    """Return how far the weighted mean of the components lies from the plain one; nothing where neither is the published index."""
    row = expected01.of_country(values.country).set_index("year").loc[values.weighted_year, ["egdi", *COMPONENTS]].astype(float)
    weights = egdi.weights_of(material.table("egdi_editions"), values.weighted_year)
    weighted = sum(row[name] * weights[name] for name in COMPONENTS)
    return abs(weighted - row[list(COMPONENTS)].mean()) if abs(weighted - row["egdi"]) <= egdi.TOLERANCE else -1


def changes(values: History) -> list[float]:
    """Return the changes of the components between the two editions, the largest last."""
    rows = expected01.of_country(values.country).set_index("year")[list(COMPONENTS)]
    return sorted(rows.loc[values.to_year] - rows.loc[values.from_year])


def lead(values: History) -> float:
    """Return by how much the largest part of the change of the score leads the second."""
    *_, second, first = changes(values)
    return (first - second) / 3 if first > 0 else -1


def beyond(values: History) -> float:
    """Return in how many editions the rank was worse than the claim says; with none between, or all, there is nothing to find."""
    held = expected01.between(values)["egdi_rank"]
    return (held > values.rank).sum() if len(held) >= 4 else -1


def made(values: History) -> float:
    """Return how many of the four cards were put together from several sources."""
    return (material.drawn_cells(values.seed)["basis"] == "synthesis").sum()


MEASURES = (
    Measure("01-1", "가중치가 바꾸는 값", ("country", "weighted_year"), weighting, 0.0005, 0.02),
    Measure("01-2", "평가하지 않은 나라", ("mean_year",), lambda values: (
        expected01.index().query("year == @values.mean_year")["not_assessed"].sum()), 3, 25),
    Measure("01-3", "가장 작은 변화", ("country", "from_year", "to_year"), lambda values: (
        min(map(abs, changes(values)))), 0.005, 1),
    Measure("01-3", "가장 큰 몫의 앞섬", ("country", "from_year", "to_year"), lead, 0.002, 1),
    Measure("01-4", "점수와 순위가 갈라진 회차", ("country",), lambda values: len(expected01.moves(values.country)[0]), 1, 3),
    Measure("01-5", "끊을 걸음", ("measure",), lambda values: expected01.survey_steps(values.measure)["broken"].sum(), 3, 6),
    Measure("01-6", "엇갈리는 줄", ("dispute",), lambda values: len(expected01.disputed(values.dispute)), 2, 3),
    Measure("01-7", "주장에서 벗어난 회차", ("country", "from_year", "to_year", "rank"), beyond, 1, 3),
    Measure("01-8", "묶은 카드", ("seed",), made, 1, 2),
)
