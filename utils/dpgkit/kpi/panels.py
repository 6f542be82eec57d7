"""Expert panels: content validity by an exact count, and agreement between rankings."""

import numpy as np
import pandas as pd

from dpgkit import columns, tables
from dpgkit.errors import DataError
from dpgkit.reading import Reading

ALPHA = 0.05
ESSENTIAL = 4          # on a five-point scale, 4 and 5 count as essential
RATED = ["expert", "item", "rating"]
SIZES = (5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 25, 30, 40)


def wide(ratings: pd.DataFrame, *, complete: bool = False) -> pd.DataFrame:
    """Return experts by items from one row a rating: expert, item, rating; NaN where an expert left an item out.

    >>> wide(pd.DataFrame({"expert": ["갑", "을"], "item": "가", "rating": [5, 4]}))["가"].tolist()
    [5.0, 4.0]

    Parameters: ``complete`` refuses gaps. Raises DataError for ratings that are no numbers or given twice.
    """
    columns.require(ratings, RATED, "평정표")
    values = ratings.assign(rating=columns.numbers(ratings, ["rating"], "평정표")["rating"])
    twice = values[values.duplicated(["expert", "item"])]
    if not twice.empty:
        raise DataError("한 사람이 같은 문항을 두 번 평정했습니다.", value=" / ".join(map(str, twice[["expert", "item"]].iloc[0])),
                        todo="겹친 줄 하나를 지우십시오.")
    table = values.pivot(index="expert", columns="item", values="rating")
    table = table.reindex(index=values["expert"].unique(), columns=values["item"].unique()).rename_axis(index=None, columns=None)
    if complete and table.isna().to_numpy().any():
        expert, item = np.argwhere(table.isna().to_numpy())[0]
        raise DataError("빠진 평정이 있습니다.", value=f"{table.index[expert]} / {table.columns[item]}", allowed="모든 사람이 모든 문항",
                        todo="빠진 평정을 채우거나 그 사람이나 문항을 빼십시오.")
    return table


def needed(n: int, *, alpha: float = ALPHA) -> int | None:
    """Return how many of n experts must call an item essential; None where even all of them would not do.

    >>> needed(10), needed(20), needed(4)
    (9, 15, None)

    Exact one-sided binomial test against a half. Ayre and Scally (2014), Measurement and Evaluation in Counseling and
    Development 47(1). Raises ParameterError for n below 1 and alpha outside 0 to 1.
    """
    from scipy import stats

    columns.within(n, 1, np.inf, "전문가 수")
    columns.within(alpha, 0, 1, "유의수준")
    tails = stats.binom.sf(np.arange(n + 1) - 1, n, 0.5)
    enough = np.flatnonzero(tails <= alpha)
    return int(enough[0]) if len(enough) else None


def cvr(ratings: pd.DataFrame, *, essential: float = ESSENTIAL, alpha: float = ALPHA) -> pd.DataFrame:
    """Return the content validity ratio of each item: item, n, essential, cvr, needed, p, passes, reason.

    >>> ratings = pd.DataFrame({"expert": range(5), "item": "가", "rating": [5, 5, 4, 4, 4]})
    >>> cvr(ratings)[["cvr", "needed", "passes"]].values.tolist()
    [[1.0, 5, True]]

    CVR = (n_e - N/2) / (N/2); it passes where n_e reaches the whole number ``needed``, not where CVR reaches a rounded
    decimal. Parameters: ``essential`` the rating from which an item counts as essential. Raises DataError as ``wide``.
    Lawshe (1975), Personnel Psychology 28(4).
    """
    from scipy import stats

    table, rows = wide(ratings), []
    for item in table:
        given = table[item].dropna()
        n, chosen = len(given), int((given >= essential).sum())
        enough = needed(n, alpha=alpha)
        reason = "" if enough else "전문가가 적어 모두가 꼽아도 우연일 수 있습니다"
        rows.append((item, n, chosen, round((chosen - n / 2) / (n / 2), 6), enough, round(float(stats.binom.sf(chosen - 1, n, 0.5)), 6),
                     enough is not None and chosen >= enough, reason))
    found = pd.DataFrame(rows, columns=["item", "n", "essential", "cvr", "needed", "p", "passes", "reason"])
    return found.astype({"needed": "Int64"})


def cvr_table(sizes: tuple[int, ...] = SIZES, *, alpha: float = ALPHA) -> pd.DataFrame:
    """Return the critical values by panel size: n, needed, cvr, p, lawshe_1975, normal.

    >>> cvr_table((10,))[["needed", "cvr", "lawshe_1975"]].values.tolist()
    [[9, 0.8, 0.62]]

    ``normal`` is the large-sample approximation z / √N (Wilson, Pan and Schumsky 2012); ``lawshe_1975`` the printed table as it
    is handed on, not checked against the original. NaN where no number of experts would do.
    """
    from scipy import stats

    printed = tables.load("critical_values").query("table == 'lawshe_1975'").set_index("n")["value"]
    rows = []
    for n in sizes:
        enough = needed(n, alpha=alpha)
        found = (np.nan,) * 3 if enough is None else (enough, 2 * enough / n - 1, float(stats.binom.sf(enough - 1, n, 0.5)))
        rows.append((n, *found, printed.get(n, np.nan), round(float(stats.norm.ppf(1 - alpha) / np.sqrt(n)), 6)))
    return pd.DataFrame(rows, columns=["n", "needed", "cvr", "p", "lawshe_1975", "normal"]).astype({"needed": "Int64"}).round(6)


def kendall_w(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return how far several rankings agree, one row: experts, items, s, w, chi2, df, p, ties, reason.

    >>> ratings = pd.DataFrame({"expert": [1, 1, 2, 2], "item": ["가", "나"] * 2, "rating": [1, 2, 1, 2]})
    >>> kendall_w(ratings)["w"].tolist()
    [1.0]

    Ratings count by their order within each expert, ties share the mean rank and are corrected for; ``ties`` counts tied
    ratings. ``w`` is missing where every expert rates all items alike. Raises DataError for gaps, for fewer than two experts
    and fewer than two items. Kendall and Babington Smith (1939), Annals of Mathematical Statistics 10(3).
    """
    from scipy import stats

    table = wide(ratings, complete=True)
    m, n = table.shape
    if min(m, n) < 2:
        raise DataError("순위의 일치를 낼 수 없습니다.", value=f"전문가 {m}명, 문항 {n}개", allowed="둘 이상", todo="평정을 더하십시오.")
    ranks = table.rank(axis=1)
    sums = ranks.sum(axis=0)
    s = float(((sums - sums.mean()) ** 2).sum())
    sizes = [size for _, row in table.iterrows() for size in row.value_counts()]
    whole = m**2 * (n**3 - n) - m * sum(size**3 - size for size in sizes)
    tied = sum(size for size in sizes if size > 1)
    if whole == 0:
        row = (m, n, s, np.nan, np.nan, n - 1, np.nan, tied, "모두가 모든 문항을 같게 평정했습니다")
    else:
        w = 12 * s / whole
        chi2 = m * (n - 1) * w
        row = (m, n, s, round(w, 6), round(chi2, 6), n - 1, round(float(stats.chi2.sf(chi2, n - 1)), 6), tied, "")
    return pd.DataFrame([row], columns=["experts", "items", "s", "w", "chi2", "df", "p", "ties", "reason"])


def read_cvr(table: pd.DataFrame) -> Reading:
    """Return one sentence on how many items pass by the exact count.

    >>> read_cvr(pd.DataFrame({"item": ["가", "나"], "n": [10, 10], "needed": [9, 9], "passes": [True, False]}))
    '문항 2개 가운데 1개가 기준을 넘었습니다. 전문가 10명이면 9명 이상이 꼽아야 합니다. 넘지 못한 문항: 나.'
    """
    failed = table.loc[~table["passes"].astype(bool), "item"]
    sizes = table.drop_duplicates("n")
    rule = ", ".join(f"{row.n}명이면 {'정할 수 없음' if pd.isna(row.needed) else f'{row.needed}명 이상'}" for row in sizes.itertuples())
    tail = f" 넘지 못한 문항: {', '.join(map(str, failed))}." if len(failed) else ""
    return Reading(f"문항 {len(table)}개 가운데 {len(table) - len(failed)}개가 기준을 넘었습니다. 전문가 {rule}이 꼽아야 합니다.{tail}")


def read_w(found: pd.DataFrame) -> Reading:
    """Return one sentence on the agreement between rankings.

    >>> read_w(pd.DataFrame({"experts": [5], "items": [6], "w": [0.862857], "chi2": [21.57], "df": [5], "p": [0.000631], "reason": [""]}))
    '5명이 6개를 매긴 순위의 켄달 일치계수는 0.863입니다(카이제곱 21.57, 자유도 5, p = 0.0006). 1이면 모두 같고 0이면 일치가 없습니다.'
    """
    row = found.iloc[0]
    if row["reason"]:
        return Reading(f"{row['experts']}명이 {row['items']}개를 매긴 순위의 켄달 일치계수는 정할 수 없습니다. {row['reason']}.")
    return Reading(f"{row['experts']}명이 {row['items']}개를 매긴 순위의 켄달 일치계수는 {row['w']:.3f}입니다"
                   f"(카이제곱 {row['chi2']:.2f}, 자유도 {row['df']}, p = {row['p']:.4f}). 1이면 모두 같고 0이면 일치가 없습니다.")
