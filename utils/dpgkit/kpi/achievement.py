"""How far a result is from its target: every formula in use side by side, and the one that a card names."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dpgkit.errors import DataError, ParameterError

COLUMNS = ["formula", "label", "value", "reason", "chosen"]       # of ``of_card``
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


def of_card(card: pd.Series, actual: float, year: int, base: float, base_year: float) -> pd.DataFrame:
    """Return one result of a card under every formula, as ``side_by_side``, and ``chosen``: 1 for the formula that the card names.

    >>> card = pd.Series({"target": 100.0, "direction": "up", "formula": "gap"})
    >>> of_card(card, 75.0, 2024, 60.0, 2020)[["value", "chosen"]].values.tolist()
    [[75.0, 0.0], [37.5, 1.0]]

    From one year to the same year no distance can be closed, and ``reason`` says so.
    Parameters: ``actual`` the value of ``year``, ``base`` that of ``base_year``, in per cent; NaN where not known.
    """
    tolerance = card.get("tolerance")
    table = side_by_side(base, card["target"], actual, card["direction"], tolerance=None if pd.isna(tolerance) else tolerance)
    if pd.notna(base_year) and base_year >= year:
        way = table["formula"] == "gap"
        reason = table["reason"].mask(way, f"{base_year:.0f}년 다음에 잰 해가 없습니다")
        table = table.assign(value=table["value"].mask(way), reason=reason)
    return table.assign(chosen=(table["formula"] == card.get("formula")).astype("int64"))


def clipped(values: pd.Series, low: float = 0.0, high: float = 100.0) -> pd.Series:
    """Return achievement as text to show, cut at both ends with a mark, so that the data keep the real value.

    >>> clipped(pd.Series([-329.5, 49.49])).tolist()
    ['0.0 (자름)', '49.5']
    """
    cut = values.clip(low, high)
    marks = np.where(values.notna() & (cut != values), " (자름)", "")
    return pd.Series([("" if pd.isna(value) else f"{value:.1f}") + mark for value, mark in zip(cut, marks, strict=True)],
                     index=values.index)


def by_card(cards: pd.DataFrame, measured: pd.DataFrame) -> pd.DataFrame:
    """Return the achievement of every card that has target and result: indicator, name, formula, label, value, lowest, highest.

    ``value`` follows the formula that the card names, from the value measured in its baseline year, or the baseline that it tells;
    ``lowest`` and ``highest`` are those of all formulas in use.
    Parameters: ``cards`` with baseline, baseline_year, target, formula and tolerance; ``measured`` indicator, year and rate.
    """
    ready = cards[cards["indicator"].isin(measured["indicator"]) & cards["target"].notna()]
    rows = [_card_row(card, measured[measured["indicator"] == card["indicator"]]) for _, card in ready.iterrows()]
    return pd.DataFrame(rows, columns=["indicator", "name", "formula", "label", "value", "lowest", "highest"])


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


def base_values(card: pd.Series, measured: pd.DataFrame) -> pd.Series:
    """Return the values that achievement can be counted from, in per cent by year: those measured, and the baseline of the card.

    >>> card = pd.Series({"baseline": 60.0, "baseline_year": 2020})
    >>> base_values(card, pd.DataFrame({"year": [2024], "rate": [75.0]})).to_dict()
    {2020: 60.0, 2024: 75.0}

    A year that was measured keeps its measured value. Parameters: ``measured`` year and rate of this indicator.
    """
    told, year = card.reindex(["baseline", "baseline_year"])
    known = {} if pd.isna(told) or pd.isna(year) else {int(year): float(told)}
    known |= {int(year): float(rate) for year, rate in zip(measured["year"], measured["rate"], strict=True)}
    return pd.Series(known, dtype="float64").sort_index()


def _card_row(card: pd.Series, measured: pd.DataFrame) -> tuple[object, ...]:
    base, base_year = (np.nan if pd.isna(value) else float(value) for value in card.reindex(["baseline", "baseline_year"]))
    newest = measured.sort_values("year").iloc[-1]
    base = base_values(card, measured).get(base_year, base)
    found = of_card(card, newest["rate"], newest["year"], base, base_year)
    named = found[found["chosen"] == 1]
    label, value = (named["label"].iloc[0], named["value"].iloc[0]) if len(named) else ("", np.nan)
    return (card["indicator"], card["name"], card.get("formula") or "", label, value, found["value"].min(), found["value"].max())
