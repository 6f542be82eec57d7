"""What the order of a composite would be had one chosen otherwise: weights drawn around their values, methods exchanged.

Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical Society A 168(2).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.kpi import composites
from dpgkit.reading import Reading, particle

SEED = 20260101


def weight_draws(scheme: pd.DataFrame, *, spread: float = 0.25, draws: int = 2000, seed: int = SEED) -> pd.DataFrame:
    """Return weights drawn around those of the scheme, one row a draw, each summing to 1.

    >>> scheme = pd.DataFrame({"weight": [0.5, 0.5]}, index=["a", "b"])
    >>> bool(np.isclose(weight_draws(scheme, draws=3).sum(axis=1), 1).all())
    True

    Each weight is multiplied by a number drawn evenly from 1 - spread to 1 + spread. Raises ParameterError for a spread outside
    0 to 1 and for fewer than one draw.
    """
    columns.within(spread, 0, 1, "흔드는 폭")
    columns.within(draws, 1, np.inf, "뽑는 횟수")
    factors = np.random.default_rng(seed).uniform(1 - spread, 1 + spread, size=(draws, len(scheme)))
    drawn = factors * columns.numbers(scheme, ["weight"], "지표의 틀", low=0)["weight"].to_numpy()
    return pd.DataFrame(drawn / drawn.sum(axis=1, keepdims=True), columns=scheme.index)


def uncertainty(values: pd.DataFrame, scheme: pd.DataFrame, *, normalisation: str = "goalposts", aggregation: str = "geometric",
                spread: float = 0.25, draws: int = 2000, seed: int = SEED) -> pd.DataFrame:
    """Return how the rank of each unit moves with the weights: unit, score, rank, low, high, first, last.

    ``low`` and ``high`` are the 5th and the 95th percentile of the rank, ``first`` and ``last`` the share of the draws in which
    the unit is first and last. Raises as ``composites.composite`` and ``weight_draws``.
    """
    base = composites.composite(values, scheme, normalisation=normalisation, aggregation=aggregation)
    places = _ranks(values, scheme, normalisation, aggregation, weight_draws(scheme, spread=spread, draws=draws, seed=seed))
    low, high = np.quantile(places, [0.05, 0.95], axis=0, method="inverted_cdf")
    return base.assign(low=low.astype("int64"), high=high.astype("int64"), first=(places == 1).mean(axis=0),
                       last=(places == places.max(axis=1, keepdims=True)).mean(axis=0))


def rank_shares(values: pd.DataFrame, scheme: pd.DataFrame, *, normalisation: str = "goalposts", aggregation: str = "geometric",
                spread: float = 0.25, draws: int = 2000, seed: int = SEED) -> pd.DataFrame:
    """Return the share of the draws in which each unit takes each rank: unit, rank, share. Raises as ``uncertainty``."""
    places = _ranks(values, scheme, normalisation, aggregation, weight_draws(scheme, spread=spread, draws=draws, seed=seed))
    rows = [(unit, rank, float((places[:, place] == rank).mean())) for place, unit in enumerate(values.index)
            for rank in range(1, len(values) + 1)]
    return pd.DataFrame(rows, columns=["unit", "rank", "share"])


def rank_shift(ranks: pd.Series, base: pd.Series) -> float:
    """Return the mean number of places that units have moved.

    >>> rank_shift(pd.Series([3, 1, 2, 4]), pd.Series([1, 2, 3, 4]))
    1.0
    """
    return round(float((ranks.astype(float) - base.astype(float)).abs().mean()), 6)


def leave_one_out(values: pd.DataFrame, scheme: pd.DataFrame, *, normalisation: str = "goalposts",
                  aggregation: str = "geometric") -> pd.DataFrame:
    """Return the order without each indicator in turn: left_out, shift, order.

    ``shift`` is the mean number of places moved against the full composite. Raises as ``composites.composite``.
    """
    options = {"normalisation": normalisation, "aggregation": aggregation}
    base, rows = composites.composite(values, scheme, **options), []
    for name in values.columns if values.shape[1] > 1 else []:
        found = composites.composite(values.drop(columns=name), scheme, **options)
        rows.append((name, rank_shift(found["rank"], base["rank"]), " ".join(found.sort_values("rank", kind="stable")["unit"])))
    return pd.DataFrame(rows, columns=["left_out", "shift", "order"])


def factors(values: pd.DataFrame, scheme: pd.DataFrame, *, normalisations: Sequence[str] = ("goalposts", "minmax", "rank"),
            aggregations: Sequence[str] = tuple(composites.AGGREGATIONS), spread: float = 0.25, draws: int = 200,
            seed: int = SEED) -> pd.DataFrame:
    """Return how much of the variation of the rank shift each choice makes by itself: factor, label, share, total.

    Every combination of the methods meets every draw of weights; ``share`` is the variance of the mean rank shift between the
    values of one choice over the whole variance (first-order effect); what the three do not make comes from their
    interaction (the row ``interaction``). NaN where the order never moves. Raises as ``uncertainty``.
    """
    base = composites.composite(values, scheme)["rank"].to_numpy(dtype=float)
    weights = weight_draws(scheme, spread=spread, draws=draws, seed=seed)
    shifts = np.array([[np.abs(_ranks(values, scheme, one, other, weights) - base).mean(axis=1) for other in aggregations]
                       for one in normalisations])                       # normalisations x aggregations x draws
    total = shifts.var()
    effects = [shifts.mean(axis=tuple({0, 1, 2} - {axis})).var() / total if total > 0 else np.nan for axis in range(3)]
    labels = {"normalisation": "표준화", "aggregation": "묶는 방법", "weights": "가중치", "interaction": "서로 얽힌 몫"}
    found = np.round([*effects, 1 - sum(effects)], 6)
    return pd.DataFrame({"factor": list(labels), "label": list(labels.values()), "share": found, "total": round(float(total), 6)})


def read_uncertainty(table: pd.DataFrame) -> Reading:
    """Return one sentence on how firm the first place is.

    >>> read_uncertainty(pd.DataFrame({"unit": ["갑", "을"], "rank": [1, 2], "low": [1, 1], "high": [2, 2], "first": [0.9, 0.1]}))
    '1위 갑은 가중치를 흔든 것의 90.0%에서 1위입니다. 순위가 한 자리에 머무는 단위는 2개 가운데 0개입니다.'
    """
    best = table.sort_values(["rank", "first"], ascending=[True, False]).iloc[0]
    steady = int((table["low"] == table["high"]).sum())
    return Reading(f"1위 {particle(best['unit'], '은', '는')} 가중치를 흔든 것의 {100 * best['first']:.1f}%에서 1위입니다. "
                   f"순위가 한 자리에 머무는 단위는 {len(table)}개 가운데 {steady}개입니다.")


def read_factors(table: pd.DataFrame) -> Reading:
    """Return one sentence on the choice that moves the order most.

    >>> read_factors(pd.DataFrame({"factor": ["weights", "aggregation"], "label": ["가중치", "묶는 방법"], "share": [0.2, 0.7]}))
    '차례를 가장 많이 바꾸는 선택은 묶는 방법(70.0%)입니다. 나머지: 가중치 20.0%.'
    """
    if table["share"].isna().any():
        return Reading("어느 선택을 바꾸어도 차례가 그대로입니다.")
    rows = table.sort_values("share", ascending=False, kind="stable")
    own = rows[rows["factor"] != "interaction"]
    rest = ", ".join(f"{row.label} {100 * row.share:.1f}%" for row in rows.drop(index=own.index[0]).itertuples())
    return Reading(f"차례를 가장 많이 바꾸는 선택은 {own['label'].iloc[0]}({100 * own['share'].iloc[0]:.1f}%)입니다. 나머지: {rest}.")


def _ranks(values: pd.DataFrame, scheme: pd.DataFrame, normalisation: str, aggregation: str, weights: pd.DataFrame) -> np.ndarray:
    """Return the ranks under each draw of weights, draws by units."""
    table = composites.normalise(values, scheme, how=normalisation)
    composites.aggregate(table, scheme["weight"], how=aggregation)                   # refuses what cannot be put together
    scores = _means(table.to_numpy(dtype=float), weights[list(table.columns)].to_numpy(), aggregation)
    return 1 + (scores[:, None, :] > scores[:, :, None] + 1e-9).sum(axis=2)


def _means(table: np.ndarray, weights: np.ndarray, aggregation: str) -> np.ndarray:
    if aggregation == "arithmetic":
        return weights @ table.T
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.log(table) if aggregation == "geometric" else 1 / table
        total = np.nan_to_num(weights[:, None, :] * parts[None, :, :], nan=0.0, posinf=np.inf, neginf=-np.inf).sum(axis=2)
        return np.exp(total) if aggregation == "geometric" else 1 / total
