"""Delphi rounds: convergence, consensus and stability, each under a named quartile rule, since the rule can decide."""

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.kpi.panels import wide
from dpgkit.reading import Reading

RULES = {"linear": "선형(넘파이와 엑셀 QUARTILE.INC)", "weibull": "(n+1) 방식(SPSS가 쓰는 것으로 알려짐)", "hazen": "헤이즌",
         "median_unbiased": "가운데값에 치우치지 않음", "lower": "낮은 관측값"}
LIMITS = {"convergence": 0.5, "consensus": 0.75, "stability": 0.5}      # Korean custom; the source was not seen
LABELS = {"convergence": "수렴도", "consensus": "합의도", "stability": "안정도(변이계수)"}


def summary(ratings: pd.DataFrame, *, rule: str = "linear") -> pd.DataFrame:
    """Return each item of a round: item, n, mean, sd, q1, median, q3, convergence, consensus, stability, rule, agreed.

    >>> ratings = pd.DataFrame({"expert": range(4), "item": "가", "rating": [4, 4, 4, 4]})
    >>> summary(ratings)[["convergence", "consensus", "stability", "agreed"]].values.tolist()
    [[0.0, 1.0, 0.0, True]]

    convergence (수렴도) = (Q3 - Q1) / 2, good at 0.5 and below; consensus (합의도) = 1 - (Q3 - Q1) / median, good at 0.75 and
    above; stability (안정도) = sd / mean, good below 0.5; ``agreed`` where all three are good. The limits are customary in
    Korea; no source of them was seen. NaN where a mean or a median of 0 or a single rating leaves nothing to divide.
    Parameters: ``rule`` one of ``RULES``. Raises ParameterError for an unknown one, DataError as ``panels.wide``.
    """
    columns.known(rule, RULES, "사분위수 규칙")
    table = wide(ratings)
    rows = [_row(item, table[item].dropna().to_numpy(dtype=float), rule) for item in table]
    names = ["item", "n", "mean", "sd", "q1", "median", "q3", "convergence", "consensus", "stability"]
    found = pd.DataFrame(rows, columns=names).round(6).assign(rule=rule)
    good = (found["convergence"] <= LIMITS["convergence"]) & (found["consensus"] >= LIMITS["consensus"])
    return found.assign(agreed=good & (found["stability"] < LIMITS["stability"]))


def by_rule(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return each item under every quartile rule: item, rule, label, q1, q3, convergence, consensus, agreed."""
    rows = [summary(ratings, rule=rule).assign(label=label) for rule, label in RULES.items()]
    table = pd.concat(rows, ignore_index=True)[["item", "rule", "label", "q1", "q3", "convergence", "consensus", "agreed"]]
    order = {item: place for place, item in enumerate(table["item"].unique())}
    return table.sort_values("item", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def rounds(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return how much each item moved between two rounds: item, both, changed, cv_first, cv_second, difference.

    >>> one, two = (pd.DataFrame({"expert": [1, 2], "item": "가", "rating": given}) for given in ([3, 5], [4, 5]))
    >>> rounds(one, two)[["both", "changed"]].values.tolist()
    [[2, 1]]

    ``both`` counts the experts who rated the item twice, ``changed`` those of them who moved; ``difference`` is the change of
    the coefficient of variation (Dajani, Sincoff and Talley 1979, Technological Forecasting and Social Change 13(1)).
    """
    before, after = wide(first), wide(second)
    rows = []
    for item in [name for name in before if name in after]:
        pair = pd.concat([before[item], after[item]], axis=1, keys=["first", "second"]).dropna()
        spread = [_cv(pair[name].to_numpy()) for name in pair]
        rows.append((item, len(pair), int((pair["first"] != pair["second"]).sum()), *spread, spread[1] - spread[0]))
    return pd.DataFrame(rows, columns=["item", "both", "changed", "cv_first", "cv_second", "difference"]).round(6)


def read_rules(table: pd.DataFrame) -> Reading:
    """Return one sentence on the items whose verdict depends on the quartile rule.

    >>> read_rules(pd.DataFrame({"item": ["가", "가"], "consensus": [0.875, 0.625], "agreed": [True, False]}))
    '문항 1개 가운데 1개는 사분위수 규칙에 따라 합의 여부가 갈립니다: 가(합의도 0.625~0.875). 규칙을 먼저 정하고 함께 적어야 합니다.'
    """
    parts = {item: rows for item, rows in table.groupby("item", sort=False)}
    split = [f"{item}(합의도 {rows['consensus'].min():.3f}~{rows['consensus'].max():.3f})" for item, rows in parts.items()
             if rows["agreed"].nunique() > 1]
    if not split:
        return Reading(f"문항 {len(parts)}개의 합의 여부는 어느 사분위수 규칙으로도 같습니다.")
    return Reading(f"문항 {len(parts)}개 가운데 {len(split)}개는 사분위수 규칙에 따라 합의 여부가 갈립니다: {', '.join(split)}. "
                   "규칙을 먼저 정하고 함께 적어야 합니다.")


def _row(item: str, values: np.ndarray, rule: str) -> tuple[object, ...]:
    q1, median, q3 = np.quantile(values, 0.25, method=rule), float(np.median(values)), np.quantile(values, 0.75, method=rule)
    sd = values.std(ddof=1) if len(values) > 1 else np.nan
    consensus = 1 - (q3 - q1) / median if median else np.nan
    return item, len(values), values.mean(), sd, float(q1), median, float(q3), float(q3 - q1) / 2, consensus, _cv(values)


def _cv(values: np.ndarray) -> float:
    return float(values.std(ddof=1) / values.mean()) if len(values) > 1 and values.mean() else np.nan
