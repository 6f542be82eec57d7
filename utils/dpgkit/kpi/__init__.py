"""Indicators of a case with their measured values: rates, pooling, state against the target, and one card to read."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import numpy as np
import pandas as pd

from dpgkit.cases.values import COUNTS, rates
from dpgkit.errors import DataError
from dpgkit.kpi.achievement import DIRECTIONS, FORMULAS, base_values, of_card
from dpgkit.reading import Reading, some

LEVELS = {"input": "투입", "activity": "과정", "output": "산출", "outcome": "결과", "impact": "영향"}
ACCOUNTABILITY = {"population": "여럿이 함께 지는 책임(모두의 상태)", "performance": "한 사업의 책임"}
FREQUENCY = {"year": "해마다", "half": "반년마다", "quarter": "분기마다", "month": "달마다", "event": "일이 있을 때마다"}
AGGREGATION = {"ratio_of_sums": "합끼리 나누기", "mean_of_ratios": "비율의 평균"}
UNKNOWN = "근거 미확인"
NAMED = 3              # so many indicators are named in a sentence
UNCOUNTED = "셈하지 않음: 분자와 분모를 모르는 해가 있습니다"
ITEMS = {"지표": "name", "수준": "level", "정의": "definition", "분자": "numerator", "분모": "denominator", "단위": "unit",
         "묶는 방법": "aggregation", "방향": "direction", "기준값": "baseline", "기준 연도": "baseline_year", "목표값": "target",
         "목표 연도": "target_year", "목표의 근거": "target_basis", "달성률 산식": "formula", "함께 볼 것": "guard", "담당": "owner",
         "책임": "accountability", "재는 주기": "frequency", "한계와 왜곡 위험": "limits", "출처": "source_title"}
WORDS = {"level": LEVELS, "direction": DIRECTIONS, "accountability": ACCOUNTABILITY, "frequency": FREQUENCY, "aggregation": AGGREGATION,
         "formula": {key: formula.label for key, formula in FORMULAS.items()}}


def __getattr__(name: str) -> ModuleType:
    """Import a module of this package when it is first asked for, so that ``kpi.gates`` needs no line of its own in a lesson."""
    if name.startswith("_") or find_spec(f"{__name__}.{name}") is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")


def measured(measurements: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return the measured rates of one indicator, one row a year.

    Raises DataError for an indicator that was never measured.
    """
    chosen = measurements[measurements["indicator"] == indicator].sort_values("year", ignore_index=True)
    if chosen.empty:
        raise DataError("측정값이 없는 지표입니다.", value=indicator, allowed=measurements["indicator"].unique(),
                        todo="측정값이 있는 지표를 고르거나 measurements.csv에 값을 더하십시오.")
    return rates(chosen)


def target(cards: pd.DataFrame, indicator: str) -> float | None:
    """Return the target of an indicator, or None where its card has none.

    >>> target(pd.DataFrame({"indicator": ["a"], "target": [1.0]}), "a")
    1.0
    """
    goal = cards.set_index("indicator")["target"].get(indicator)
    return None if goal is None or pd.isna(goal) else float(goal)


def pooling(measured_: pd.DataFrame) -> pd.DataFrame:
    """Return both ways to pool several years into one rate: 묶는 방법, 비율(%).

    >>> pooling(pd.DataFrame({"numerator": [1, 3], "denominator": [10, 10]}))["비율(%)"].tolist()
    [20.0, 20.0]

    Sums need counts: where a year has a rate only, that way tells so instead of a value.
    """
    ways = {"합끼리 나누기": pooled_rate(measured_), "해마다의 비율을 평균": mean_rate(measured_)}
    shown = [(way, UNCOUNTED if np.isnan(rate) else round(rate, 6)) for way, rate in ways.items()]
    return pd.DataFrame(shown, columns=["묶는 방법", "비율(%)"])


def pooled_rate(measurements: pd.DataFrame) -> float:
    """Return the ratio of sums over all years, in per cent; NaN where the counts of a year are not known.

    >>> pooled_rate(pd.DataFrame({"numerator": [1, 3], "denominator": [10, 10]}))
    20.0
    """
    counts = measurements[COUNTS].astype("float64").sum(skipna=False)
    return float(100 * counts["numerator"] / counts["denominator"])


def mean_rate(measurements: pd.DataFrame) -> float:
    """Return the plain mean of the yearly rates, in per cent; it differs from the pooled rate where bases differ.

    >>> mean_rate(pd.DataFrame({"numerator": [1, 30], "denominator": [10, 100]}))
    20.0
    """
    return float(rates(measurements)["rate"].mean())


def achievement_of(cards: pd.DataFrame, measured_: pd.DataFrame, indicator: str, base_year: int) -> pd.DataFrame:
    """Return the achievement of an indicator from its base year to its newest year, as ``achievement.side_by_side``, and ``chosen``.

    ``chosen`` is 1 for the formula that the card names. The base is the value measured in that year, or the baseline of the card
    where its year is that one and was not measured.
    Raises DataError where the base year has no value or the card has no target.
    """
    goal, years = target(cards, indicator), measured_["year"].tolist()
    if goal is None:
        raise DataError("목표값이 없는 지표라 달성률을 낼 수 없습니다.", value=indicator, allowed="목표값이 있는 지표",
                        todo="indicators.csv의 target에 목표값을, target_basis에 그 근거를 적거나 다른 지표를 고르십시오.")
    card = cards.set_index("indicator").loc[indicator]
    known = base_values(card, measured_)
    if base_year not in known.index:
        raise DataError("기준 연도에 잰 값이 없어 달성률을 낼 수 없습니다.", value=base_year, allowed=known.index,
                        todo="base_year를 고치거나 0으로 두십시오.")
    newest = max(years)
    return of_card(card, known[newest], newest, known[base_year], base_year)


def card(cards: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return one card to read: 항목, 내용; what is not known shows as ``근거 미확인``.

    Raises DataError for an indicator that has no card.
    """
    chosen = cards[cards["indicator"] == indicator]
    if chosen.empty:
        raise DataError("없는 지표입니다.", value=indicator, allowed=cards["indicator"], todo="지표 이름을 고치십시오.")
    items = {label: _shown(chosen.iloc[0], column) for label, column in ITEMS.items() if column in chosen}
    return pd.DataFrame(items.items(), columns=["항목", "내용"])


def latest(cards: pd.DataFrame, measurements: pd.DataFrame) -> pd.DataFrame:
    """Return each card with its newest measured value: indicator, name, level, direction, target, year, rate, status."""
    newest = rates(measurements).sort_values("year").groupby("indicator").tail(1)[["indicator", "year", "rate"]]
    table = cards[["indicator", "name", "level", "direction", "target"]].merge(newest, on="indicator", how="left")
    ahead = (table["rate"] - table["target"]) * table["direction"].map({"down": -1, "up": 1, "hold": 0}).astype("float64")
    width = cards["tolerance"] if "tolerance" in cards else pd.Series(np.nan, index=cards.index)
    held = (table["rate"] - table["target"]).abs() <= width.to_numpy(dtype=float)
    reached = np.where(table["direction"] == "hold", held, ahead >= 0)
    status = np.select([table["rate"].isna(), table["target"].isna(), reached], ["측정값 없음", "목표 없음", "목표에 닿음"],
                       "목표에 못 미침")
    return table.assign(year=table["year"].astype("Int64"), rate=table["rate"].round(6), status=status)


def read_trend(measured_: pd.DataFrame) -> Reading:
    """Return one sentence on the way from the first to the last measured year.

    >>> read_trend(pd.DataFrame({"year": [2019, 2023], "rate": [11.3, 5.3]}))
    '2019년 11.30%에서 2023년 5.30%로 6.00%p 내렸습니다'
    """
    first, last = measured_.iloc[0], measured_.iloc[-1]
    change = round(last["rate"], 2) - round(first["rate"], 2)       # so that the sentence adds up as printed
    verb = "내렸습니다" if change < 0 else "올랐습니다" if change > 0 else "그대로입니다"
    return Reading(f"{first['year']:.0f}년 {first['rate']:.2f}%에서 {last['year']:.0f}년 {last['rate']:.2f}%로 "
                   f"{abs(change):.2f}%p {verb}")


def read_state(state: pd.DataFrame) -> Reading:
    """Return one sentence on how many indicators are measured and how many reach their target.

    >>> read_state(pd.DataFrame({"name": ["가", "나"], "status": ["목표에 닿음", "측정값 없음"]}))
    '지표 2개 가운데 목표에 닿은 것은 1개이고, 측정값이 없는 것은 1개(나)입니다.'
    """
    if state.empty:
        return Reading("지표 카드가 없어 목표에 견줄 값이 없습니다.")
    missing = state.loc[state["status"] == "측정값 없음", "name"]
    reached = int((state["status"] == "목표에 닿음").sum())
    names = f"({some(missing, NAMED)})" if len(missing) else ""
    return Reading(f"지표 {len(state)}개 가운데 목표에 닿은 것은 {reached}개이고, 측정값이 없는 것은 {len(missing)}개{names}입니다.")


def read_result(cards: pd.DataFrame, indicator: str, table: pd.DataFrame) -> Reading:
    """Return one or two sentences on how the same result reads under each formula, and under the one that the card names.

    >>> cards = pd.DataFrame({"indicator": ["a"], "name": ["비율"]})
    >>> read_result(cards, "a", pd.DataFrame({"label": ["가", "나"], "value": [18.9, 49.5]}))
    "'비율'의 달성률은 산식에 따라 18.9%에서 49.5%까지 달라집니다."
    """
    name = cards.set_index("indicator").loc[indicator, "name"]
    values = table["value"].dropna()
    named = table[table.reindex(columns=["chosen"])["chosen"].eq(1) & table["value"].notna()]
    if values.empty:
        return Reading(f"'{name}'의 달성률은 어느 산식으로도 낼 수 없습니다.")
    if len(values) == 1:
        way = table.loc[values.index[0], "label"]
        return Reading(f"'{name}'의 달성률을 낼 수 있는 산식은 하나({way})이고 {values.iloc[0]:.1f}%입니다.")
    spread = f"'{name}'의 달성률은 산식에 따라 {values.min():.1f}%에서 {values.max():.1f}%까지 달라집니다."
    if named.empty:
        return Reading(spread)
    return Reading(f"{spread} 카드가 정한 산식({named['label'].iloc[0]})으로는 {named['value'].iloc[0]:.1f}%입니다.")


def _shown(row: pd.Series, column: str) -> str:
    """Return one field of a card in Korean; an empty one is not known."""
    value = row[column]
    if pd.isna(value) or value == "":
        return UNKNOWN
    return WORDS.get(column, {}).get(value, value) if isinstance(value, str) else f"{value:.7g}"
