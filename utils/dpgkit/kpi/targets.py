"""Targets that the past alone would give, and how far a target lies beyond them."""

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError
from dpgkit.reading import Reading


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
