"""Where the steps on one indicator begin: what the reader left open is taken from the case itself."""

from typing import NamedTuple

import pandas as pd

from dpgkit.errors import ParameterError


class Beginning(NamedTuple):
    """The indicator to look at, the year that achievement is counted from, the year that the trend is drawn on to."""

    indicator: str
    base_year: int
    trend_year: int


def beginning(cards: pd.DataFrame, measurements: pd.DataFrame, indicator: str = "", base_year: int = 0, trend_year: int = 0) -> Beginning:
    """Return where to begin: an empty ``indicator`` and a year of 0 are filled in from the case.

    >>> cards = pd.DataFrame({"indicator": ["a", "b"]})
    >>> beginning(cards, pd.DataFrame({"indicator": ["b", "b"], "year": [2024, 2023]}))
    Beginning(indicator='b', base_year=2023, trend_year=2025)

    The indicator is the first card that was measured, else the first card; the base year is the one that its card names where it has a
    value, measured or told by the card, else the first measured; the trend goes one year on from the last measured. What a case without
    values lacks stays open.
    Raises ParameterError for an indicator without a card (where there are cards) and for a base year without a value, naming those
    of this case.
    """
    known = cards["indicator"].tolist()
    if indicator and known and indicator not in known:
        raise ParameterError("이 사례에 없는 지표입니다(indicator).", value=indicator, allowed=known,
                             todo="지표의 열쇠를 고치거나, 비워 두십시오. 비우면 잰 값이 있는 첫 지표를 봅니다.")
    chosen = indicator or _first(cards, measurements)
    years = sorted(measurements.loc[measurements["indicator"] == chosen, "year"].tolist())
    known = sorted({*years, *_told(cards, chosen)})
    if base_year and years and base_year not in known:
        raise ParameterError(f"지표 '{chosen}'의 값을 재지 않은 해입니다. 달성률을 낼 수 없습니다(base_year).", value=base_year,
                             allowed=known, todo="기준 연도를 고치거나 0으로 두십시오. 0이면 카드의 기준 연도나 처음 잰 해를 씁니다.")
    if not years:
        return Beginning(chosen, base_year, trend_year)
    return Beginning(chosen, int(base_year or _base(cards, chosen, years)), int(trend_year or years[-1] + 1))


def _first(cards: pd.DataFrame, measurements: pd.DataFrame) -> str:
    measured = cards["indicator"].isin(measurements["indicator"])
    ordered = [*cards.loc[measured, "indicator"], *cards["indicator"]]
    return ordered[0] if ordered else ""


def _base(cards: pd.DataFrame, indicator: str, years: list[int]) -> int:
    card = cards[cards["indicator"] == indicator].reindex(columns=["baseline_year"]).dropna()
    named = [int(year) for year in card["baseline_year"] if year in {*years, *_told(cards, indicator)}]
    return named[0] if named else years[0]


def _told(cards: pd.DataFrame, indicator: str) -> list[int]:
    """Return the year for which the card itself tells a value, where it does."""
    card = cards[cards["indicator"] == indicator].reindex(columns=["baseline", "baseline_year"]).dropna()
    return card["baseline_year"].astype(int).tolist()
