"""What to mend first, from what people say: importance-performance analysis, and the Kano model."""

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError
from dpgkit.reading import Reading

QUADRANTS = {"concentrate": "먼저 고칠 것", "keep": "지킬 것", "overkill": "힘을 덜 것", "low": "나중에 볼 것"}
KANO = {"attractive": "매력", "one_dimensional": "일원", "must_be": "당연", "indifferent": "무관심"}
LEFT_OUT = ("reverse", "questionable")        # answers that do not enter the two coefficients


def importance_performance(items: pd.DataFrame, *, crosshair: str | float = "mean") -> pd.DataFrame:
    """Return in which quadrant each item falls: item, importance, performance, quadrant, label, on_line, lines.

    >>> items = pd.DataFrame({"item": ["가", "나"], "importance": [5, 1], "performance": [1, 5]})
    >>> importance_performance(items)["quadrant"].tolist()
    ['concentrate', 'overkill']

    concentrate: important, not done well; keep: both; overkill: done well, not important; low: neither. A value on a line
    counts as above it and is marked in ``on_line``. ``lines`` says where the lines lie, since moving them moves items.
    Parameters: ``crosshair`` ``"mean"`` of the items, or a point of the scale such as 3. Raises DataError for ratings that are
    missing or no numbers, ParameterError for another cross-hair. Martilla and James (1977), Journal of Marketing 41(1).
    """
    columns.require(items, ["item"], "평정")
    values = columns.numbers(items, ["importance", "performance"], "평정")
    if isinstance(crosshair, str):
        columns.known(crosshair, ["mean", "척도의 한 점(수)"], "기준선")
    lines = values.mean() if crosshair == "mean" else pd.Series(float(crosshair), index=values.columns)
    lines = lines.round(9)
    high = (values.round(9) >= lines).to_numpy()
    names = np.select([high[:, 0] & ~high[:, 1], high.all(axis=1), high[:, 1]], ["concentrate", "keep", "overkill"], "low")
    shown = f"중요도 {lines['importance']:.2f}, 실행도 {lines['performance']:.2f}"
    return pd.DataFrame({"item": items["item"], **values, "quadrant": names, "label": [QUADRANTS[name] for name in names],
                         "on_line": (values.round(9) == lines).any(axis=1), "lines": shown})


def kano(counts: pd.DataFrame) -> pd.DataFrame:
    """Return for each item how much having it pleases and lacking it displeases: item, n, left_out, better, worse, kind.

    >>> counts = pd.DataFrame({"item": ["가"], "attractive": 40, "one_dimensional": 30, "must_be": 20, "indifferent": 10})
    >>> kano(counts)[["better", "worse", "kind"]].values.tolist()
    [[0.7, -0.5, '매력']]

    better = (A + O) / (A + O + M + I), worse = -(O + M) / (A + O + M + I); reverse and questionable answers are left out and
    counted. ``kind`` is the most frequent, several where they tie. Raises DataError for counts that cannot be and for items
    without any of the four answers. Berger et al. (1993), Center for Quality of Management Journal 2(4).
    """
    columns.require(counts, ["item"], "카노 응답 수")
    whole = counts.assign(**{name: 0 for name in LEFT_OUT if name not in counts})
    values = columns.numbers(whole, [*KANO, *LEFT_OUT], "카노 응답 수", low=0)
    base = values[list(KANO)].sum(axis=1)
    if (base == 0).any():
        raise DataError("셈할 응답이 없는 문항이 있습니다.", value=counts["item"][base == 0].iloc[0], allowed=", ".join(KANO.values()),
                        todo="응답 수를 고치거나 그 문항을 빼십시오.")
    kinds = [" · ".join(label for name, label in KANO.items() if row[name] == max(row[list(KANO)])) for _, row in values.iterrows()]
    return pd.DataFrame({"item": counts["item"], "n": base.astype("int64"), "left_out": values[list(LEFT_OUT)].sum(axis=1).astype("int64"),
                         "better": ((values["attractive"] + values["one_dimensional"]) / base).round(6),
                         "worse": (-(values["one_dimensional"] + values["must_be"]) / base).round(6), "kind": kinds})


def read_importance(table: pd.DataFrame) -> Reading:
    """Return one sentence on what to mend first, with the lines that decide it.

    >>> read_importance(pd.DataFrame({"item": ["가"], "quadrant": ["keep"], "on_line": [True], "lines": ["중요도 3.00, 실행도 3.00"]}))
    '기준선(중요도 3.00, 실행도 3.00)에서 먼저 고칠 것은 없습니다. 선 위에 있는 것: 가.'
    """
    first, near = (", ".join(table.loc[mask, "item"]) for mask in (table["quadrant"] == "concentrate", table["on_line"]))
    words = f"먼저 고칠 것: {first}." if first else "먼저 고칠 것은 없습니다."
    return Reading(f"기준선({table['lines'].iloc[0]})에서 {words}" + (f" 선 위에 있는 것: {near}." if near else ""))
