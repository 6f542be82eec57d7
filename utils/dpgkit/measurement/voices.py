"""What the feedback adds up to: answers and their time, whose voices are heard, how satisfied, what to mend first, in which words."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dpgkit import keywords, morphology, terms
from dpgkit.errors import DataError
from dpgkit.measurement.ledger import SIMULATED
from dpgkit.reading import Reading

if TYPE_CHECKING:
    from dpgkit.lexicon import Lexicon

ALL = "전체"
LEVELS = (1, 2, 3, 4, 5)
NORMAL_95 = 1.959963984540054
QUADRANTS = {(True, False): "먼저 고칠 것", (True, True): "지킬 것", (False, False): "나중에 볼 것", (False, True): "지나친 것"}
ON_THE_LINE = "경계"
CROSSES = {"means": "평균", "midpoint": "척도의 가운데(3)"}


def responses(items: pd.DataFrame, *, by: str = "", within: int = 14, on: str = "") -> pd.DataFrame:
    """Return how the feedback was answered as a day saw it, one row a group.

    >>> items = pd.DataFrame({"received": ["2024-01-01"] * 4, "days": [1, 3, 20, None], "changes": [1, 0, 0, 0]})
    >>> seen = responses(items, on="2024-12-31").round(1).astype(str)
    >>> seen.iloc[0, :9].tolist(), seen.iloc[0, 9:].tolist()
    (['전체', '4', '3', '75.0', '3.0', '16.6', '50.0', '1', '25.0'], ['4', '2', '14', '2024-12-31'])

    Parameters: ``items`` as ``feedback_items`` returns them; ``by`` a column such as channel, topic, audience; ``within`` days; ``on`` the
    day on which it is looked at (default: the last day on which something was received or answered): feedback that came later is left
    out, an answer that came later is none yet.
    Columns: group, received, answered, answered_share (%), median_days, p90_days (of what was answered; linear interpolation),
    in_time_share (100 × in_time ÷ due), led_to_change, change_share (%), due (how many are at least ``within`` days old, unanswered
    included), in_time (how many of them were answered within that time), within, on.
    """
    day = pd.Timestamp(on) if on else last_day(items)
    seen = items[pd.to_datetime(items["received"]) <= day]
    seen = seen.assign(days=seen["days"].astype("Float64").where(_answer_days(seen) <= day))
    groups = [(ALL, seen), *(seen.groupby(by) if by else [])]
    rows = [(str(name), *_answered(group, within, day)) for name, group in groups]
    table = pd.DataFrame(rows, columns=["group", "received", "answered", "answered_share", "median_days", "p90_days", "in_time_share",
                                        "led_to_change", "change_share", "due", "in_time"])
    return table.assign(within=within, on="" if pd.isna(day) else f"{day:%Y-%m-%d}")


def last_day(items: pd.DataFrame) -> pd.Timestamp:
    """Return the last day on which feedback was received or answered; no day where there is none.

    >>> last_day(pd.DataFrame({"received": ["2024-01-01", "2024-01-05"], "days": [7, None]}))
    Timestamp('2024-01-08 00:00:00')
    """
    return max(pd.to_datetime(items["received"]).max(), _answer_days(items).max())


def mark(data: str) -> str:
    """Return what stands in a sentence beside a made-up value, and nothing beside others.

    >>> mark("모의자료"), mark("모의자료·제출"), mark("제출")
    ('(모의자료)', '(모의자료가 섞임)', '')
    """
    return "(모의자료)" if data == SIMULATED else "(모의자료가 섞임)" if SIMULATED in data else ""


def coverage(items: pd.DataFrame, population: pd.DataFrame, *, by: str = "audience") -> pd.DataFrame:
    """Return whose voices are heard: group, items, share (%), population, population_share (%), ratio (share ÷ population share).

    >>> people = pd.DataFrame({"audience": ["청년", "노년"], "people": [50, 50]})
    >>> coverage(pd.DataFrame({"audience": ["청년", "청년"]}), people)["ratio"].tolist()
    [2.0, 0.0]

    Parameters: ``population`` with the column ``by`` and ``people``; people of unknown group (모름) are left out of the shares.
    Raises DataError for a population without people.
    """
    if population.empty or (population["people"] <= 0).any():
        raise DataError("인구가 0보다 커야 합니다.", value=population["people"].tolist(), todo="견줄 인구 표를 고치십시오.")
    heard = items[by].value_counts().reindex(population[by], fill_value=0).to_numpy()
    people = population["people"].to_numpy(float)
    share, expected = 100 * heard / max(heard.sum(), 1), 100 * people / people.sum()
    return pd.DataFrame({"group": population[by].to_numpy(), "items": heard, "share": share.round(6), "population": population["people"],
                         "population_share": expected.round(6), "ratio": (share / expected).round(6)})


def satisfaction(items: pd.DataFrame, *, by: str = "") -> pd.DataFrame:
    """Return the ratings as counts and three ways to sum them up, one row a group.

    >>> ratings = pd.DataFrame({"rating": [1] * 23 + [2] * 46 + [3] * 153 + [4] * 419 + [5] * 528})
    >>> satisfaction(ratings)[["n", "score", "top2"]].iloc[0].round(2).tolist()
    [1169.0, 79.58, 81.01]

    Columns: group, level_1 to level_5, n, score (levels weigh 0, 25, 50, 75, 100, as GOV.UK publishes it), top2 (% of levels 4 and 5),
    low and high (its 95 % interval, Wilson 1927), missing (without a rating).
    """
    groups = [(ALL, items), *(items.groupby(by) if by else [])]
    rows = [_satisfied(str(name), group["rating"]) for name, group in groups]
    return pd.DataFrame(rows, columns=["group", *(f"level_{level}" for level in LEVELS), "n", "score", "top2", "low", "high", "missing"])


def importance_performance(items: pd.DataFrame, *, by: str = "topic", cross: str = "means") -> pd.DataFrame:
    """Return what to mend first: group, n, importance, performance (means of the ratings), quadrant, cross.

    Parameters: ``items`` with importance and rating; ``cross`` where the lines cross: ``means`` of the groups, or ``midpoint`` of the
    scale. Rows without both are left out. Raises DataError where none is left. Source: Martilla and James 1977.
    """
    whole = items.dropna(subset=["importance", "rating"])
    if whole.empty:
        raise DataError("중요도와 평점이 함께 있는 의견이 없습니다.", value=0, todo="중요도를 물은 의견을 더하십시오.")
    means = whole.astype({"importance": float, "rating": float}).groupby(by)[["importance", "rating"]].mean()
    table = pd.DataFrame({"group": means.index, "n": whole.groupby(by).size().to_numpy(), "importance": means["importance"].to_numpy(),
                          "performance": means["rating"].to_numpy()})
    return quadrants(table, cross=cross)


def quadrants(table: pd.DataFrame, *, cross: str = "means") -> pd.DataFrame:
    """Return a table of importance and performance with the quadrant of each row and the rule of the lines.

    >>> given = pd.DataFrame({"importance": [4.5, 4.1, 3.2, 3.0, 4.6], "performance": [3.0, 4.2, 4.0, 2.6, 2.4]})
    >>> quadrants(given)["quadrant"].tolist()
    ['먼저 고칠 것', '지킬 것', '지나친 것', '나중에 볼 것', '먼저 고칠 것']
    >>> quadrants(given, cross="midpoint")["quadrant"].tolist()[0]
    '경계'

    Raises DataError for an unknown rule.
    """
    if cross not in CROSSES:
        raise DataError("없는 기준선입니다.", value=cross, allowed=CROSSES, todo="cross를 고치십시오.")
    lines = [3.0, 3.0] if cross == "midpoint" else [table["importance"].mean(), table["performance"].mean()]
    gaps = table[["importance", "performance"]].sub(lines).round(9)
    named = [ON_THE_LINE if 0 in gap else QUADRANTS[gap[0] > 0, gap[1] > 0] for gap in gaps.itertuples(index=False)]
    return table.assign(quadrant=named, cross=CROSSES[cross])


def comment_terms(items: pd.DataFrame, *, by: str = "topic", top: int = 5, analyzer: str = "komoran",
                  lexicon: "Lexicon | None" = None) -> pd.DataFrame:
    """Return the words that set the comments of each group apart: group, term, tfidf, count, documents.

    Parameters: as ``morphology.analyze``; ``top`` words a group. Raises DataError where no comment has a noun.
    """
    said = items[items["comment"] != ""]
    texts = pd.DataFrame({"id": said["number"].astype(str), "text": said["comment"]})
    nouns = morphology.nouns(morphology.analyze(texts, analyzer, lexicon=lexicon, progress=False).tokens)
    weights = keywords.tfidf(terms.count_terms(nouns[nouns["lemma"].str.len() > 1]))
    return keywords.top_terms_by(weights, said.set_index(said["number"].astype(str))[by], top)


def comments_with(items: pd.DataFrame, term: str) -> pd.DataFrame:
    """Return the comments that hold a word: number, received, channel, topic, rating, comment, data.

    >>> items = pd.DataFrame({"number": [1], "received": ["2024-01-01"], "channel": ["앱"], "topic": ["공고"], "rating": [2],
    ...                       "comment": ["공고가 많습니다."], "data": ["모의자료"]})
    >>> comments_with(items, "공고")["number"].tolist()
    [1]
    """
    found = items[items["comment"].str.contains(term, regex=False)]
    return found[["number", "received", "channel", "topic", "rating", "comment", "data"]].reset_index(drop=True)


def read_responses(table: pd.DataFrame, *, data: str = "") -> Reading:
    """Return how many were answered, how fast, and how many of those that are old enough in time, each of how many.

    Parameters: ``table`` as ``responses``; ``data`` what the values are, said in each sentence where it is 모의자료.

    >>> items = pd.DataFrame({"received": ["2024-01-01"] * 4, "days": [1, 3, 20, None], "changes": 0})
    >>> print(read_responses(responses(items, on="2024-12-31")).replace(". ", ".\\n"))
    2024-12-31까지 받은 의견 4건 가운데 3건(75%)에 그날까지 답했습니다.
    답한 의견은 답까지 중앙값 3.0일이 걸렸고, 열에 아홉은 16.6일 안에 답을 받았습니다.
    받은 지 14일이 지난 의견 4건 가운데 2건(50%)에 14일 안에 답했습니다.
    """
    row, made_up = table.iloc[0], mark(data)
    told = [f"{row['on']}까지 받은 의견{made_up} {row['received']:.0f}건 가운데 {row['answered']:.0f}건({row['answered_share']:.0f}%)에 "
            "그날까지 답했습니다."]
    if row["answered"]:
        told.append(f"답한 의견{made_up}은 답까지 중앙값 {row['median_days']:.1f}일이 걸렸고, "
                    f"열에 아홉은 {row['p90_days']:.1f}일 안에 답을 받았습니다.")
    if row["due"]:
        told.append(f"받은 지 {row['within']}일이 지난 의견{made_up} {row['due']:.0f}건 가운데 {row['in_time']:.0f}건"
                    f"({row['in_time_share']:.0f}%)에 {row['within']}일 안에 답했습니다.")
    return Reading(" ".join(told))


def read_priorities(table: pd.DataFrame, *, data: str = "") -> Reading:
    """Return one sentence on what to mend first, the lowest rating first. Parameters: ``data`` as ``read_responses``.

    >>> read_priorities(quadrants(pd.DataFrame({"group": ["가", "나"], "importance": [4.5, 3.0], "performance": [2.0, 4.0]})))
    '중요하다고 하나 평점이 낮은 것: 가'
    """
    first = table.loc[table["quadrant"] == QUADRANTS[True, False]].sort_values("performance", kind="stable")["group"]
    return Reading(f"중요하다고 하나 평점이 낮은 것{mark(data)}: {', '.join(first) or '없음'}")


def _answer_days(items: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(items["received"]) + pd.to_timedelta(items["days"].astype("Float64").astype(float), unit="D")


def _answered(items: pd.DataFrame, within: int, on: pd.Timestamp) -> tuple[object, ...]:
    days = items["days"].dropna().astype(float)
    old = items[(on - pd.to_datetime(items["received"])).dt.days >= within]
    due, in_time = len(old), int((old["days"] <= within).fillna(False).sum())
    total, led = len(items), int((items["changes"] > 0).sum())
    quantiles = (days.median(), days.quantile(0.9)) if len(days) else (np.nan, np.nan)
    shares = [100 * len(days) / max(total, 1), *quantiles, 100 * in_time / due if due else np.nan]
    return (total, len(days), *np.round(shares, 6), led, round(100 * led / max(total, 1), 6), due, in_time)


def _satisfied(name: str, ratings: pd.Series) -> tuple[object, ...]:
    counts = ratings.dropna().astype(int).value_counts().reindex(LEVELS, fill_value=0).to_numpy()
    n = int(counts.sum())
    if not n:
        return (name, *counts, 0, np.nan, np.nan, np.nan, np.nan, len(ratings))
    top = counts[3:].sum() / n
    score = float(counts @ np.array([0, 25, 50, 75, 100]) / n)
    return (name, *counts, n, *np.round([score, 100 * top, *_wilson(top, n)], 6), len(ratings) - n)


def _wilson(share: float, n: int) -> tuple[float, float]:
    z2 = NORMAL_95**2
    middle, half = share + z2 / (2 * n), NORMAL_95 * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return 100 * (middle - half) / (1 + z2 / n), 100 * (middle + half) / (1 + z2 / n)
