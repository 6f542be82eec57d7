"""Composite indicators: several indicators made comparable and put together, and how much of the order hangs on the method.

OECD and JRC (2008), Handbook on Constructing Composite Indicators. Values are units by indicators; a scheme has one row an
indicator: weight, worst and best. An indicator with best below worst is better the lower it is.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError
from dpgkit.reading import Reading

NORMALISATIONS = {"goalposts": "골대(가장 나쁜 값과 가장 좋은 값을 미리 정함)", "minmax": "최소-최대", "zscore": "표준점수", "rank": "순위"}
AGGREGATIONS = {"geometric": "기하평균", "arithmetic": "산술평균", "harmonic": "조화평균"}
SHARE_NEEDED = 0.65            # JRC's rule of thumb for the data that a unit and an indicator need
SCHEME = ["weight", "worst", "best"]


def normalise(values: pd.DataFrame, scheme: pd.DataFrame, *, how: str = "goalposts", ddof: int = 0) -> pd.DataFrame:
    """Return every indicator on one scale where more is better, units by indicators, NaN where a value is missing.

    >>> scheme = pd.DataFrame([[1, 0, 10]], index=["a"], columns=SCHEME)
    >>> normalise(pd.DataFrame({"a": [2.0, 12.0]}), scheme)["a"].tolist()
    [0.2, 1.0]

    goalposts: 0 at worst, 1 at best, cut beyond both. minmax: 0 and 1 at the extremes present, so a new unit moves all.
    zscore: mean 0, standard deviation 1 with ``ddof`` 0 (population) or 1 (sample). rank: 1 is worst, ties share the mean.
    Raises ParameterError for an unknown way, DataError for indicators without a row in the scheme, for worst equal to best, and
    for minmax and zscore where all units are alike.
    """
    columns.known(how, NORMALISATIONS, "표준화")
    numbers, plan = checked(values, scheme)
    if how == "goalposts":
        return ((numbers - plan["worst"]) / (plan["best"] - plan["worst"])).clip(0, 1)
    upward = numbers * np.sign(plan["best"] - plan["worst"])
    if how == "rank":
        return upward.rank()
    _refuse_alike(upward, how)
    if how == "zscore":
        return (upward - upward.mean()) / upward.std(ddof=ddof)
    return (upward - upward.min()) / (upward.max() - upward.min())


def aggregate(normalised: pd.DataFrame, weights: pd.Series, *, how: str = "geometric", floor: float | None = None,
              missing: str = "refuse") -> pd.Series:
    """Return one score a unit from normalised indicators, weights made to sum to 1.

    >>> even = pd.Series({"a": 1, "b": 1})
    >>> aggregate(pd.DataFrame({"a": [0.2], "b": [0.8]}), even).round(6).tolist()
    [0.4]

    arithmetic lets a strong indicator make up for a weak one in full, geometric in part, harmonic least; 0 in the latter two
    gives 0 unless ``floor`` lifts small values. Parameters: ``missing`` ``"refuse"``, or ``"available"`` to spread the weights
    over what is there (NaN for a unit with less than 65% of its indicators). Raises ParameterError for unknown options,
    DataError for gaps that are refused, for negative values that are no scores for geometric and harmonic, and bad weights.
    """
    columns.known(how, AGGREGATIONS, "묶는 방법")
    columns.known(missing, ("refuse", "available"), "빈 값을 다루는 방법")
    _refuse_gaps(normalised, missing)
    table = normalised if floor is None else normalised.clip(lower=floor)
    if how != "arithmetic" and (table < 0).to_numpy().any():
        raise DataError(f"음수가 있어 {AGGREGATIONS[how]}을 낼 수 없습니다.", allowed="골대나 최소-최대로 옮긴 0 이상의 값",
                        todo="표준화를 goalposts로 바꾸거나 산술평균을 쓰십시오.")
    return _mean(table, _shared(weights, table), how)


def composite(values: pd.DataFrame, scheme: pd.DataFrame, *, normalisation: str = "goalposts", aggregation: str = "geometric",
              floor: float | None = None, ddof: int = 0, missing: str = "refuse") -> pd.DataFrame:
    """Return score and rank of each unit: unit, score, rank (1 is best; ties share the better rank).

    >>> scheme = pd.DataFrame([[1, 0, 10]], index=["a"], columns=SCHEME)
    >>> composite(pd.DataFrame({"a": [2.0, 5.0]}, index=["갑", "을"]), scheme)["rank"].tolist()
    [2, 1]

    Goalposts and the geometric mean are the default, since a new unit then leaves the others where they are and a weak
    indicator shows. Raises as ``normalise`` and ``aggregate``.
    """
    scores = aggregate(normalise(values, scheme, how=normalisation, ddof=ddof), scheme["weight"], how=aggregation, floor=floor,
                       missing=missing)
    return pd.DataFrame({"unit": list(values.index), "score": scores.round(6).to_numpy(), "rank": ranks(scores).to_numpy()})


def compare(values: pd.DataFrame, scheme: pd.DataFrame, *, normalisations: Iterable[str] = ("goalposts", "minmax", "rank"),
            aggregations: Iterable[str] = tuple(AGGREGATIONS), floor: float | None = None) -> pd.DataFrame:
    """Return score and rank under every combination of methods: normalisation, aggregation, unit, score, rank.

    Raises as ``composite``.
    """
    tables = [composite(values, scheme, normalisation=one, aggregation=other, floor=floor).assign(normalisation=one, aggregation=other)
              for one in normalisations for other in aggregations]
    return pd.concat(tables, ignore_index=True)[["normalisation", "aggregation", "unit", "score", "rank"]]


def reversal(values: pd.DataFrame, scheme: pd.DataFrame, added: str, *, normalisation: str = "minmax",
             aggregation: str = "arithmetic") -> pd.DataFrame:
    """Return the order of the other units without and with one more unit: unit, score_without, score_with, without, with_, moved.

    ``without`` and ``with_`` are ranks among the other units; ``moved`` marks those that changed places although their own
    values did not. Raises DataError for an unknown unit, and as ``composite``.
    """
    if added not in values.index:
        raise DataError("없는 단위입니다.", value=added, allowed=values.index, todo="더할 단위의 이름을 고치십시오.")
    options = {"normalisation": normalisation, "aggregation": aggregation}
    before = composite(values.drop(index=added), scheme, **options).set_index("unit")
    after = composite(values, scheme, **options).set_index("unit").drop(index=added)
    table = pd.DataFrame({"score_without": before["score"], "score_with": after["score"], "without": before["rank"],
                          "with_": ranks(after["score"])})
    return table.assign(moved=table["without"] != table["with_"]).rename_axis("unit").reset_index()


def coverage(values: pd.DataFrame, *, needed: float = SHARE_NEEDED) -> pd.DataFrame:
    """Return which units and indicators lack data: kind, name, share, enough.

    >>> coverage(pd.DataFrame({"a": [1, None]}, index=["갑", "을"]))["enough"].tolist()
    [True, False, False]
    """
    there = values.notna()
    rows = [("unit", name, share) for name, share in there.mean(axis=1).items()]
    rows += [("indicator", name, share) for name, share in there.mean().items()]
    table = pd.DataFrame(rows, columns=["kind", "name", "share"]).round({"share": 6})
    return table.assign(enough=table["share"] >= needed)


def ranks(scores: pd.Series) -> pd.Series:
    """Return the rank of each score, 1 for the highest; scores equal to nine digits share the better rank.

    >>> ranks(pd.Series([0.1, 0.3, 0.3])).tolist()
    [3, 1, 1]
    """
    return scores.round(9).rank(ascending=False, method="min").astype("Int64")


def read_compare(table: pd.DataFrame) -> Reading:
    """Return one sentence on which units come first under which methods.

    >>> read_compare(pd.DataFrame({"unit": ["갑", "을", "갑", "을"], "rank": [1, 2, 2, 1]}))
    '방법 2가지에서 1위에 오른 단위는 갑(1번), 을(1번)입니다.'
    """
    first = table.loc[table["rank"] == 1, "unit"].value_counts()
    runs = len(table) // table["unit"].nunique()
    listed = ", ".join(f"{unit}({count}번)" for unit, count in first.items())
    return Reading(f"방법 {runs}가지에서 1위에 오른 단위는 {listed}입니다.")


def read_reversal(table: pd.DataFrame, added: str) -> Reading:
    """Return one sentence on the units that changed places because another was added.

    >>> read_reversal(pd.DataFrame({"unit": ["갑", "을"], "without": [1, 2], "with_": [2, 1], "moved": [True, True]}), "병")
    '병 하나를 더하자 값이 그대로인 2개 단위의 차례가 갑 을에서 을 갑(으)로 바뀌었습니다.'
    """
    before, after = (" ".join(table.sort_values(name)["unit"]) for name in ("without", "with_"))
    if not table["moved"].any():
        return Reading(f"{added} 하나를 더해도 나머지의 차례는 {before} 그대로입니다.")
    return Reading(f"{added} 하나를 더하자 값이 그대로인 {int(table['moved'].sum())}개 단위의 차례가 "
                   f"{before}에서 {after}(으)로 바뀌었습니다.")


def checked(values: pd.DataFrame, scheme: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return values and scheme as numbers, the scheme in the order of the indicators.

    Raises DataError for indicators without a row in the scheme, a worst value equal to the best, values that are no numbers.
    """
    absent = [name for name in values.columns if name not in scheme.index]
    if absent:
        raise DataError("틀에 없는 지표가 있습니다.", value=", ".join(map(str, absent)), allowed=scheme.index,
                        todo="그 지표의 가중치와 골대를 적으십시오.")
    plan = columns.numbers(scheme.loc[list(values.columns)], SCHEME, "지표의 틀")
    level = plan.index[plan["worst"] == plan["best"]]
    if len(level):
        raise DataError("가장 나쁜 값과 가장 좋은 값이 같습니다.", value=level[0], allowed="서로 다른 두 값", todo="골대를 고치십시오.")
    return columns.numbers(values, list(values.columns), "지표의 값", missing=True), plan


def _refuse_alike(numbers: pd.DataFrame, how: str) -> None:
    alike = [name for name in numbers if numbers[name].nunique() < 2]
    if alike:
        raise DataError(f"모든 단위의 값이 같아 {NORMALISATIONS[how]}(으)로 옮길 수 없습니다.", value=", ".join(alike),
                        allowed="서로 다른 값", todo="표준화를 goalposts로 바꾸거나 그 지표를 빼십시오.")


def _refuse_gaps(normalised: pd.DataFrame, missing: str) -> None:
    if missing == "refuse" and normalised.isna().to_numpy().any():
        row, column = np.argwhere(normalised.isna().to_numpy())[0]
        raise DataError("빈 값이 있습니다.", value=f"{normalised.index[row]} / {normalised.columns[column]}",
                        allowed="모든 단위의 모든 지표", todo="값을 채우거나, 있는 지표로만 셈하려면 missing을 available로 하십시오.")


def _shared(weights: pd.Series, table: pd.DataFrame) -> pd.DataFrame:
    """Return weights unit by unit, 0 where a value is missing, each row summing to 1, NaN for a unit with too little data."""
    named = pd.to_numeric(weights.reindex(table.columns), errors="coerce")
    if named.isna().any() or (named < 0).any() or named.sum() <= 0:
        raise DataError("가중치가 맞지 않습니다.", value=named.to_dict(), allowed="지표마다 0 이상, 더해서 0보다 큰 수",
                        todo="가중치를 고치십시오.")
    there = table.notna()
    share = there * named.astype(float)
    enough = (there.mean(axis=1) >= SHARE_NEEDED) & (share.sum(axis=1) > 0)
    return share.div(share.sum(axis=1).where(enough), axis=0)


def _mean(table: pd.DataFrame, share: pd.DataFrame, how: str) -> pd.Series:
    if how == "arithmetic":
        return (table.fillna(0) * share).sum(axis=1, min_count=table.shape[1])
    filled = table.fillna(1).to_numpy(dtype=float)
    weights = share.to_numpy()
    with np.errstate(divide="ignore"):                   # an indicator at 0 gives 0, unless it weighs nothing
        parts = weights * np.log(filled) if how == "geometric" else weights / filled
    total = np.where(weights == 0, 0.0, parts).sum(axis=1)
    return pd.Series(np.exp(total) if how == "geometric" else 1 / total, index=table.index)
