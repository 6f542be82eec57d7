"""What the exercises of lesson 5 are about: the case housing, and results, cards and submissions made up by a seed."""

from collections.abc import Mapping
from functools import cache
from random import Random

import pandas as pd

from dpgkit import cases, kpi, paths
from dpgkit.kpi import examples, indicators, ladders

CASE, INDICATOR = "housing", "ineligible_rate"
SET = ("end_to_end", INDICATOR, "wrongly_refused")           # the cards of exercise 05-9
DAMAGES = {"direction": ("up",), "denominator": ("부적격 당첨자 수",), "formula": ("simple",),
           "guard_indicator": ("", INDICATOR, "waiting_time"), "accountability": ("",)}
AGENCIES = 40
TODAY = "2026-03-02"                                         # the day on which exercise 05-8 takes place
ORGANISATION = "mock_a"
ROWS = 6
STORED = pd.DataFrame(
    [("notice_integration", "공고 통합 제공 비율", "ratio", "%", 0.0, 100.0, "예"),
     ("feedback_received", "받은 의견의 수", "count", "건", 0.0, 1e6, "예"),
     ("ineligible_rate", "부적격 당첨 비율", "ratio", "%", 0.0, 100.0, "아니요")],
    columns=["name", "title", "kind", "unit", "lowest", "highest", "맡음"])
CLOSES = {"2023": "2024-03-31", "2024": "", "2025": ""}
EARLIER = {"indicator": "notice_integration", "period": "2024", "numerator": 450, "denominator": 1000, "unit": "%"}


@cache
def case() -> dict[str, pd.DataFrame]:
    """Return the tables of the kit's case housing by name, whatever copy of it the reader has; for reading only."""
    return cases.read_tables(paths.cases_dir() / CASE)[0]


def cards() -> pd.DataFrame:
    """Return the indicator cards of the case: a copy, so that nothing a notebook does to it reaches a check."""
    return case()["indicators"].copy()


def measured(first: int, last: int) -> pd.DataFrame:
    """Return the measured rates of the indicator in some years: year, numerator, denominator, rate (%) and the source.

    >>> measured(2022, 2023)["rate"].round(3).tolist()
    [7.774, 5.295]
    """
    rows = kpi.measured(case()["measurements"], INDICATOR)
    return rows[rows["year"].between(first, last)].reset_index(drop=True)


@cache
def _ladder() -> pd.DataFrame:
    return indicators.read_table(paths.cases_dir() / CASE / "ladder.csv", "case-ladder")


def joined(providers: list[str]) -> pd.DataFrame:
    """Return which function of which provider works in one place: providers by functions, NaN where nobody knows.

    >>> joined(["청약홈"]).loc["청약홈", ["list", "apply"]].tolist()
    [1.0, 0.0]
    """
    return ladders.grid(_ladder()).loc[list(providers)]


def said_of_applying(providers: list[str]) -> pd.DataFrame:
    """Return what the sources say of applying in one place: provider, open, as_of, note, source_title."""
    rows = _ladder().query("function == 'apply'").set_index("provider").loc[list(providers)].reset_index()
    return rows[["provider", "open", "as_of", "note", "source_title"]]


@cache
def units() -> pd.DataFrame:
    """Return the values of the four made-up organisations: units by indicators."""
    return examples.example("composite").iloc[:-1]


def scheme(first_weight: float) -> pd.DataFrame:
    """Return weights and goalposts of the made-up indicators; the other two share what the first leaves as 3 to 2.

    >>> scheme(0.5)["weight"].tolist()
    [0.5, 0.3, 0.2]
    """
    rest = 1 - first_weight
    return _goalposts().assign(weight=[first_weight, round(0.6 * rest, 6), round(0.4 * rest, 6)])


@cache
def _goalposts() -> pd.DataFrame:
    return examples.example("composite_scheme")


def judgements(judged_12: list[int], judged_13: list[int], judged_23: list[int]) -> dict[str, pd.DataFrame]:
    """Return the reciprocal matrices of three made-up experts from how many times more important each finds the first of a pair."""
    from dpgkit.kpi import ahp

    pairs = (("기준1", "기준2"), ("기준1", "기준3"), ("기준2", "기준3"))
    return {f"전문가{place}": ahp.matrix(pd.DataFrame([(*pair, value) for pair, value in zip(pairs, values, strict=True)],
                                                  columns=ahp.JUDGED))
            for place, values in enumerate(zip(judged_12, judged_13, judged_23, strict=True), start=1)}


def agency_results(seed: int, aim: int) -> pd.DataFrame:
    """Return made-up results (%) of forty organisations around a target; in some draws they crowd just above it: 기관, 실적, 자료."""
    chance = Random(f"agencies {seed}")
    crowded = chance.random() < 0.6
    values = [round(aim + chance.gauss(-0.2, 3), 1) for _ in range(AGENCIES)]
    moved = [round(2 * aim - value, 1) if crowded and -2 < value - aim < 0 and chance.random() < 0.5 else value for value in values]
    names = [f"기관{place:02d}" for place in range(1, AGENCIES + 1)]
    return pd.DataFrame({"기관": names, "실적": moved, "자료": examples.MADE_UP})


def damaged_cards(seed: int) -> pd.DataFrame:
    """Return three cards of which one was damaged on purpose in three fields; made up after the cards of housing."""
    chosen = cards().set_index("indicator").loc[list(SET)].reset_index()
    chosen = chosen.assign(source_title=examples.MADE_UP, source_url="", owner=chosen["owner"].replace("근거 미확인", "맡은 기관(가상)"))
    place = chosen.index[chosen["indicator"] == INDICATOR][0]
    for field, value in damages(seed).items():
        chosen.loc[place, field] = value
    return chosen


def damages(seed: int) -> dict[str, str]:
    """Return which fields of the card are damaged, and how: three of ``DAMAGES``, never both direction and formula."""
    chance = Random(f"card {seed}")
    while True:
        fields = chance.sample(list(DAMAGES), 3)
        if not {"direction", "formula"} <= set(fields):
            return {field: chance.choice(DAMAGES[field]) for field in DAMAGES if field in fields}


def mended(damaged: pd.DataFrame, fields: Mapping[str, str]) -> pd.DataFrame:
    """Return the cards with other fields in the card of the indicator."""
    fixed = damaged.copy()
    for field in DAMAGES:
        fixed.loc[fixed["indicator"] == INDICATOR, field] = str(fields[field]).strip()
    return fixed


def submissions(seed: int) -> pd.DataFrame:
    """Return six made-up rows that one organisation hands in: 줄, indicator, period, value, numerator, denominator, unit, reason."""
    chance = Random(f"submissions {seed}")
    kinds = chance.sample(list(_taken(chance)), 2) + chance.sample(list(_refused(chance)), ROWS - 2)
    chance.shuffle(kinds)
    made = {**_taken(chance), **_refused(chance)}
    rows = [{**{"value": None, "numerator": None, "denominator": None, "reason": ""}, **made[kind]} for kind in kinds]
    table = pd.DataFrame(rows)[["indicator", "period", "value", "numerator", "denominator", "unit", "reason"]]
    return table.astype({"value": "float64", "numerator": "float64", "denominator": "float64"}).assign(줄=range(1, ROWS + 1))[
        ["줄", *table.columns]]


def _taken(chance: Random) -> dict[str, dict[str, object]]:
    whole = 100 * chance.randint(8, 14)
    part = round(whole * chance.uniform(0.5, 0.8))
    return {"new": _ratio(part, whole), "count": _count(chance.randint(120, 480)),
            "correction": {**_ratio(part, whole), "period": "2024", "reason": "겹친 공고를 뺐습니다."}}


def _refused(chance: Random) -> dict[str, dict[str, object]]:
    whole = 100 * chance.randint(8, 14)
    part = round(whole * chance.uniform(0.5, 0.8))
    return {"unit": {**_ratio(part, whole), "unit": "건"}, "ratio": {**_ratio(part, whole), "value": round(100 * part / whole + 3.1, 1)},
            "denominator": _ratio(part, 0), "range": _ratio(whole + part, whole), "period": {**_ratio(part, whole), "period": "2026"},
            "scope": {**_ratio(part, whole), "indicator": "ineligible_rate"}, "closed": {**_ratio(part, whole), "period": "2023"},
            "duplicate": {**_ratio(part, whole), "period": "2024"}, "whole": _count(chance.randint(120, 480) + 0.5)}


def _ratio(part: int, whole: int) -> dict[str, object]:
    return {"indicator": "notice_integration", "period": "2025", "numerator": part, "denominator": whole, "unit": "%"}


def _count(value: float) -> dict[str, object]:
    return {"indicator": "feedback_received", "period": "2025", "value": value, "unit": "건"}
