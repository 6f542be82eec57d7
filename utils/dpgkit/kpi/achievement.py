"""How far a result is from its target: every formula in use side by side, and targets that the past alone would give."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError, ParameterError
from dpgkit.reading import Reading

DIRECTIONS = {"up": "높일수록", "down": "낮출수록", "hold": "지킬수록"}


def upward_simple(base: float, target: float, actual: float) -> float:
    """Return actual / target in per cent, for an indicator that should rise.

    >>> round(upward_simple(40, 60, 55), 6)
    91.666667
    """
    return 100 * actual / target


def downward_inverse(base: float, target: float, actual: float) -> float:
    """Return target / actual in per cent, for an indicator that should fall.

    >>> round(downward_inverse(10, 5, 6), 6)
    83.333333
    """
    return 100 * target / actual


def downward_two_minus(base: float, target: float, actual: float) -> float:
    """Return (2 - actual / target) in per cent, for an indicator that should fall.

    >>> downward_two_minus(10, 5, 6)
    80.0
    """
    return 100 * (2 - actual / target)


def gap_closed(base: float, target: float, actual: float) -> float:
    """Return the share of the way from the base to the target that has been gone, in per cent, for either direction.

    >>> gap_closed(10, 5, 6)
    80.0
    """
    return 100 * (actual - base) / (target - base)


def held(target: float, actual: float, tolerance: float) -> float:
    """Return 100 within the tolerance around the target, and less the further outside it, down to 0.

    >>> held(50, 52, 2), held(50, 53, 2), held(50, 54, 2)
    (100.0, 50.0, 0.0)

    The formula is the kit's own.
    """
    beyond = abs(actual - target) - tolerance
    return 100.0 if beyond <= 0 else max(0.0, 100 * (1 - beyond / tolerance))


@dataclass(frozen=True)
class Formula:
    """A way to read achievement: its Korean name, the directions it serves, and what it divides."""

    label: str
    directions: tuple[str, ...]
    compute: Callable[[float, float, float], float]
    ratio: bool


FORMULAS = {
    "simple": Formula("실적 ÷ 목표", ("up",), upward_simple, True),
    "inverse": Formula("목표 ÷ 실적", ("down",), downward_inverse, True),
    "two_minus": Formula("2 − 실적 ÷ 목표", ("down",), downward_two_minus, True),
    "gap": Formula("좁힌 거리", ("down", "up"), gap_closed, False),
    "hold": Formula("목표를 지킴", ("hold",), lambda base, target, actual: np.nan, False),      # see ``held``
}


def formulas_for(direction: str) -> list[str]:
    """Return the keys of the formulas that serve a direction.

    >>> formulas_for("down")
    ['inverse', 'two_minus', 'gap']

    Raises DataError for an unknown direction.
    """
    if direction not in DIRECTIONS:
        raise DataError("없는 방향입니다.", value=direction, allowed=DIRECTIONS, todo="지표 카드의 direction을 고치십시오.")
    return [key for key, formula in FORMULAS.items() if direction in formula.directions]


def side_by_side(base: float, target: float, actual: float, direction: str = "down", *, tolerance: float | None = None) -> pd.DataFrame:
    """Return one result under every formula that serves its direction: formula, label, value (%), reason.

    >>> side_by_side(9.503127, 1, 5.295255)["value"].round(2).tolist()
    [18.88, -329.53, 49.49]

    Where a formula cannot be used the value is missing and ``reason`` says why. Values are never clipped.
    Parameters: ``base`` may be NaN where it is not known; ``tolerance`` the width that a held target allows.
    Raises DataError for an unknown direction and for a target or a result that is no number; ParameterError where a held
    target comes without a tolerance above 0.
    """
    base, target, actual = (float(value) for value in (base, target, actual))
    keys = formulas_for(direction)
    if not np.isfinite([target, actual]).all():
        raise DataError("달성률을 낼 수 없습니다.", value=f"목표 {target}, 실적 {actual}", allowed="수", todo="목표와 실적을 적으십시오.")
    if direction == "hold":
        return _table([("hold", held(target, actual, _tolerance(tolerance)), "")])
    return _table([(key, *_computed(FORMULAS[key], base, target, actual)) for key in keys])


def clipped(values: pd.Series, low: float = 0.0, high: float = 100.0) -> pd.Series:
    """Return achievement as text to show, cut at both ends with a mark, so that the data keep the real value.

    >>> clipped(pd.Series([-329.5, 49.49])).tolist()
    ['0.0 (자름)', '49.5']
    """
    cut = values.clip(low, high)
    marks = np.where(values.notna() & (cut != values), " (자름)", "")
    return pd.Series([("" if pd.isna(value) else f"{value:.1f}") + mark for value, mark in zip(cut, marks, strict=True)],
                     index=values.index)


def by_card(cards: pd.DataFrame, state: pd.DataFrame) -> pd.DataFrame:
    """Return the achievement of every card that has target and result: indicator, name, formula, label, value, lowest, highest.

    ``value`` follows the formula that the card names; ``lowest`` and ``highest`` are those of all formulas in use.
    Parameters: ``cards`` with baseline, target, formula and tolerance; ``state`` with indicator and rate, as ``kpi.latest``.
    """
    rates = state.dropna(subset="rate").set_index("indicator")["rate"]
    ready = cards[cards["indicator"].isin(rates.index) & cards["target"].notna()]
    rows = [_card_row(row, float(rates[row["indicator"]])) for row in ready.to_dict("records")]
    return pd.DataFrame(rows, columns=["indicator", "name", "formula", "label", "value", "lowest", "highest"])


def trend_targets(measured: pd.DataFrame, year: int, *, last: int = 3, confidence: float = 0.95) -> pd.DataFrame:
    """Return what the past alone leads one to expect in a year: basis, label, value, low, high.

    >>> past = pd.DataFrame({"year": [2019, 2020, 2021, 2022], "rate": [11.301, 9.503, 8.848, 7.774]})
    >>> trend_targets(past, 2023)["value"].round(4).tolist()
    [6.5475, 8.7083, 7.774]

    Rows: the least-squares line with its prediction interval (NaN for two years only), the mean of the ``last`` years, the
    newest value. Only years before ``year`` are used. Raises DataError for fewer than two of them.
    """
    past = columns.numbers(measured, ["year", "rate"], "측정값").query("year < @year").sort_values("year")
    if past["year"].nunique() < 2:
        raise DataError("추세를 낼 해가 모자랍니다.", value=f"{year}년보다 앞선 해 {past['year'].nunique()}개", allowed="두 해 이상",
                        todo="측정값을 더하거나 연도를 고치십시오.")
    line, margin = _line(past, year, confidence)
    tail = past["rate"].tail(last)
    rows = [("line", "추세선을 이은 값", line, line - margin, line + margin),
            ("mean", f"마지막 {len(tail)}해의 평균", tail.mean(), np.nan, np.nan),
            ("newest", "마지막 값", past["rate"].iloc[-1], np.nan, np.nan)]
    return pd.DataFrame(rows, columns=["basis", "label", "value", "low", "high"])


def trend_in_words(expected: pd.DataFrame) -> pd.DataFrame:
    """Return what ``trend_targets`` expects to read: 무엇으로, 값(%), 낮은 끝, 높은 끝; an end that is not computed is empty."""
    shown = expected[["label", "value", "low", "high"]].round(2).astype(object).fillna("")
    return shown.set_axis(["무엇으로", "값(%)", "낮은 끝", "높은 끝"], axis=1)


def slope(measured: pd.DataFrame) -> float:
    """Return the least-squares change of the rate per year.

    >>> slope(pd.DataFrame({"year": [1, 2, 3], "rate": [3.0, 2.0, 1.0]}))
    -1.0
    """
    values = columns.numbers(measured, ["year", "rate"], "측정값")
    return round(float(np.polyfit(values["year"] - values["year"].mean(), values["rate"], 1)[0]), 12)


def read_challenge(expected: pd.DataFrame, target: float, direction: str, year: int) -> Reading:
    """Return one sentence on how far a target lies beyond what the trend alone would bring.

    >>> expected = pd.DataFrame({"basis": ["line"], "value": [6.5475]})
    >>> read_challenge(expected, 1.0, "down", 2023)
    '추세를 이으면 2023년의 값은 6.55입니다. 목표 1.00은 추세보다 5.55만큼 더 나아가야 닿습니다.'
    """
    line = round(float(expected.set_index("basis").loc["line", "value"]), 2)
    ahead = round(target, 2) - line if direction == "up" else line - round(target, 2)
    start = f"추세를 이으면 {year}년의 값은 {line:.2f}입니다. 목표 {target:.2f}"
    if ahead <= 0:
        return Reading(f"{start}은 가만히 두어도 닿을 값입니다.")
    return Reading(f"{start}은 추세보다 {ahead:.2f}만큼 더 나아가야 닿습니다.")


def _computed(formula: Formula, base: float, target: float, actual: float) -> tuple[float, str]:
    reason = _obstacle(formula, base, target, actual)
    return (np.nan, reason) if reason else (round(formula.compute(base, target, actual), 6), "")


def _obstacle(formula: Formula, base: float, target: float, actual: float) -> str:
    """Return why a formula cannot be used, empty where it can."""
    if not formula.ratio:
        return "기준값이 없습니다" if np.isnan(base) else "목표가 기준값과 같습니다" if target == base else ""
    if target == 0:
        return "목표가 0이면 비율로 나타낼 수 없습니다"
    if min(target, actual) < 0:
        return "음수는 비율로 나타낼 수 없습니다"
    return "실적이 0이면 나눌 수 없습니다" if actual == 0 and formula is FORMULAS["inverse"] else ""


def _tolerance(tolerance: float | None) -> float:
    if tolerance is None or not tolerance > 0:
        raise ParameterError("지키는 지표에는 허용 폭이 있어야 합니다.", value=tolerance, allowed="0보다 큰 수",
                             todo="지표 카드의 tolerance를 적으십시오.")
    return float(tolerance)


def _table(rows: list[tuple[str, float, str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["formula", "value", "reason"]).astype({"value": "float64"})
    return table.assign(label=[FORMULAS[key].label for key in table["formula"]])[["formula", "label", "value", "reason"]]


def _card_row(card: dict[str, object], rate: float) -> tuple[object, ...]:
    tolerance = card.get("tolerance")
    found = side_by_side(card.get("baseline", np.nan), card["target"], rate, card["direction"],
                         tolerance=None if pd.isna(tolerance) else tolerance).set_index("formula")
    chosen = card.get("formula") or ""
    value, label = (found.loc[chosen, "value"], found.loc[chosen, "label"]) if chosen in found.index else (np.nan, "")
    return (card["indicator"], card["name"], chosen, label, value, found["value"].min(), found["value"].max())


def _line(past: pd.DataFrame, year: int, confidence: float) -> tuple[float, float]:
    """Return the value of the least-squares line in a year and the half width of its prediction interval."""
    from scipy import stats

    x, y = past["year"].to_numpy() - past["year"].mean(), past["rate"].to_numpy()
    steepness = (x @ y) / (x @ x)
    at = year - past["year"].mean()
    value = float(y.mean() + steepness * at)
    if len(past) < 3:
        return value, np.nan
    left = y - y.mean() - steepness * x
    spread = np.sqrt((left @ left) / (len(x) - 2) * (1 + 1 / len(x) + at**2 / (x @ x)))
    return value, float(stats.t.ppf((1 + confidence) / 2, len(x) - 2) * spread)
