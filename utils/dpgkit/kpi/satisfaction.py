"""Satisfaction from five counts: a weighted score, the share of the satisfied with its interval, and which one was published."""

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError
from dpgkit.reading import Reading

LEVELS = {"very_dissatisfied": "매우 불만족", "dissatisfied": "불만족", "neither": "보통", "satisfied": "만족",
          "very_satisfied": "매우 만족"}
POINTS = np.array([0.0, 25.0, 50.0, 75.0, 100.0])
FORMULAS = {"score": "0, 25, 50, 75, 100점의 평균", "top_two": "만족과 매우 만족의 몫"}


def scores(counts: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Return both ways to sum up each row of counts: n, score, score_low, score_high, top_two, top_two_low, top_two_high.

    >>> scores(pd.DataFrame([[23, 46, 153, 419, 528]], columns=list(LEVELS)))[["score", "top_two"]].round(2).values.tolist()
    [[79.58, 81.01]]

    All values are 0 to 100. ``score`` is the mean of 0, 25, 50, 75, 100 with a normal interval; ``top_two`` the share of the two
    best levels with Wilson's interval. Other columns are kept. Parameters: ``counts`` with the columns ``LEVELS``.
    Raises DataError for counts that are missing, negative, not whole, or all 0. Wilson (1927), JASA 22(158).
    """
    answers = _checked(counts)
    n = answers.sum(axis=1)
    mean = answers @ POINTS / n
    margin = _quantile(confidence) * np.sqrt((answers @ POINTS**2 / n - mean**2).clip(min=0) / n)
    top = answers[:, 3:].sum(axis=1)
    low, high = np.array([wilson(int(some), int(all_), confidence=confidence) for some, all_ in zip(top, n, strict=True)]).T
    return counts.assign(n=n.astype("int64"), score=mean.round(6), score_low=(mean - margin).clip(0, 100).round(6),
                         score_high=(mean + margin).clip(0, 100).round(6), top_two=(100 * top / n).round(6),
                         top_two_low=(100 * low).round(6), top_two_high=(100 * high).round(6))


def wilson(count: int, total: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return Wilson's interval of a share, 0 to 1.

    >>> tuple(round(end, 6) for end in wilson(847, 1169))
    (0.698238, 0.749393)

    Raises DataError where the count is not between 0 and a total above 0.
    """
    from scipy import stats

    if not (0 <= count <= total and total > 0):
        raise DataError("비율을 낼 수 없습니다.", value=f"{total} 가운데 {count}", allowed="0보다 큰 전체와 그 이하의 수",
                        todo="응답 수를 고치십시오.")
    found = stats.binomtest(count, total).proportion_ci(confidence, method="wilson")
    return float(found.low), float(found.high)


def published_by(counts: pd.DataFrame) -> pd.DataFrame:
    """Return how often each formula gives the published percentage once rounded: formula, label, matched, months, gap.

    ``gap`` is the mean of computed minus published, in points. Parameters: ``counts`` with ``LEVELS`` and published_percent;
    rows without a published value are left out. Raises DataError where none is left.
    """
    table = scores(counts)
    known = table[pd.to_numeric(table["published_percent"], errors="coerce").notna()]
    if known.empty:
        raise DataError("발표한 만족도가 없습니다.", allowed="published_percent가 있는 줄", todo="발표값을 적으십시오.")
    published = known["published_percent"].astype("float64")
    rows = [(formula, label, int((_rounded(known[formula]) == published).sum()), len(known), round((known[formula] - published).mean(), 6))
            for formula, label in FORMULAS.items()]
    return pd.DataFrame(rows, columns=["formula", "label", "matched", "months", "gap"])


def shares(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the five levels pooled over all rows: level, label, count, share.

    >>> shares(pd.DataFrame([[1, 0, 0, 1, 2]], columns=list(LEVELS)))["share"].tolist()
    [0.25, 0.0, 0.0, 0.25, 0.5]

    Raises as ``scores``.
    """
    total = _checked(counts).sum(axis=0)
    return pd.DataFrame({"level": list(LEVELS), "label": list(LEVELS.values()), "count": total.astype("int64"),
                         "share": (total / total.sum()).round(6)})


def read_scores(table: pd.DataFrame) -> Reading:
    """Return one sentence on how far the two ways lie apart.

    >>> read_scores(pd.DataFrame({"score": [79.6, 80.0], "top_two": [81.0, 83.0]}))
    '같은 응답에서 점수는 79.6~80.0, 만족한 사람의 몫은 81.0~83.0%로, 둘은 1.4~3.0점 다릅니다. 서로 다른 산식의 값은 견줄 수 없습니다.'
    """
    apart = (table["top_two"].round(1) - table["score"].round(1)).abs()
    return Reading(f"같은 응답에서 점수는 {_span(table['score'])}, 만족한 사람의 몫은 {_span(table['top_two'])}%로, "
                   f"둘은 {_span(apart)}점 다릅니다. 서로 다른 산식의 값은 견줄 수 없습니다.")


def read_published(table: pd.DataFrame) -> Reading:
    """Return one sentence on which formula gives the published values.

    >>> read_published(pd.DataFrame({"label": ["점수", "몫"], "matched": [14, 0], "months": [14, 14]}))
    '발표값 14개를 그대로 내는 산식은 점수(14개)입니다. 나머지: 몫(0개).'
    """
    best = table["matched"] == table["matched"].max()
    named = table["label"] + "(" + table["matched"].astype(str) + "개)"
    rest = f" 나머지: {', '.join(named[~best])}." if (~best).any() else ""
    if table["matched"].max() == 0:
        return Reading(f"발표값 {table['months'].iloc[0]}개를 내는 산식을 찾지 못했습니다.")
    return Reading(f"발표값 {table['months'].iloc[0]}개를 그대로 내는 산식은 {', '.join(named[best])}입니다.{rest}")


def _checked(counts: pd.DataFrame) -> np.ndarray:
    answers = columns.numbers(counts, list(LEVELS), "응답 수", low=0)
    broken = answers[(answers % 1 != 0).any(axis=1) | (answers.sum(axis=1) == 0)]
    if not broken.empty:
        raise DataError("만족도를 낼 수 없는 줄이 있습니다.", value=f"{broken.index[0]}번 줄: {broken.iloc[0].tolist()}",
                        allowed="정수이고 더해서 0보다 큰 응답 수", todo="다섯 단계의 응답 수를 고치십시오.")
    return answers.to_numpy()


def _rounded(values: pd.Series) -> pd.Series:
    return np.floor(values + 0.5)               # half up, as published; Python rounds half to even


def _quantile(confidence: float) -> float:
    from scipy import stats

    return float(stats.norm.ppf((1 + confidence) / 2))


def _span(values: pd.Series) -> str:
    low, high = f"{values.min():.1f}", f"{values.max():.1f}"
    return low if low == high else f"{low}~{high}"
