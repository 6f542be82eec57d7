"""Which terms set one group of documents apart from another: log-likelihood, log ratio and weighted log-odds."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from dpgkit.errors import DataError
from dpgkit.keywords import groups as by_group
from dpgkit.keywords.association import log_likelihood, p_value
from dpgkit.reading import Reading, particle

COLUMNS = ["term", "count_a", "count_b", "rate_a", "rate_b", "documents_a", "documents_b", "log_ratio", "g2", "p", "log_odds", "z"]
HANDED_ON = ["group", "term", "count_a", "count_b", "documents_a", "documents_b", "log_ratio", "g2", "z"]
MILLION = 1_000_000
RARE = 0.001        # the p below which ``read_keyness`` counts a term


def keyness(counts: pd.DataFrame, groups: pd.Series, a: str, b: str | None = None, *, min_count: int = 3,
            prior: float = 500.0) -> pd.DataFrame:
    """Return how far each term sets group ``a`` apart from group ``b``: the columns of ``COLUMNS``, highest z first.

    rate: occurrences in a million counted words. log_ratio: log2 of rate_a / rate_b, a count of 0 taken as 0.5 (Hardie 2014).
    g2, p: signed log-likelihood (Dunning 1993; Rayson and Garside 2000), positive where ``a`` uses the term more; p without
    correction for the number of terms. log_odds, z: log-odds weighted by an informative Dirichlet prior (Monroe, Colaresi
    and Quinn 2008), see ``log_odds``; the prior has the shape of the whole of ``counts``, so a group with few words is drawn
    to the whole corpus. All of them treat words as drawn one by one, so look at documents_a and documents_b too.

    Parameters: ``counts`` as ``terms.count_terms`` returns them; ``groups`` maps a document id (index) to its group; without
    ``b`` the other side is every other document whose group is known; ``min_count`` leaves out terms rarer than that in both
    groups together; ``prior`` is the weight of the prior in words: the larger, the nearer are rare terms drawn to 0.
    Raises DataError for an unknown group, a group without words, a vocabulary of one term, and a prior of 0 or less.

    >>> counts = pd.DataFrame({"document": ["가", "가", "나", "나"], "term": ["전산", "국민"] * 2, "count": [6, 4, 1, 9]})
    >>> keyness(counts, pd.Series({"가": "앞", "나": "뒤"}), "앞")[["term", "count_a", "count_b", "g2"]].values.tolist()
    [['전산', 6, 1, 5.935973], ['국민', 4, 9, -5.935973]]
    """
    check_counts(counts)
    if prior <= 0:
        raise DataError("사전 분포의 무게가 0보다 커야 합니다.", value=prior, allowed="0보다 큰 수(낱말 수)", todo="prior를 고치십시오.")
    table = by_group.two_sides(counts, _sides(groups, a, b))
    words_a, words_b = int(table["count_a"].sum()), int(table["count_b"].sum())
    _check_words({a: words_a, b or "나머지 문서": words_b})
    whole = counts.groupby("term")["count"].sum()
    alpha = (prior * whole / whole.sum()).reindex(table.index)
    delta, z = log_odds(table["count_a"], table["count_b"], words_a, words_b, alpha, prior)
    both = table["count_a"] + table["count_b"]
    g2 = log_likelihood(table["count_a"], both, words_a, words_a + words_b)
    table = table.assign(rate_a=table["count_a"] / words_a * MILLION, rate_b=table["count_b"] / words_b * MILLION,
                         log_ratio=_log_ratio(table, words_a, words_b), g2=g2, p=p_value(g2), log_odds=delta, z=z)
    table = table[both >= min_count].round({"rate_a": 2, "rate_b": 2}).round(6).reset_index()[COLUMNS]
    return table.sort_values(["z", "term"], ascending=[False, True], ignore_index=True)


def keyness_by_group(counts: pd.DataFrame, groups: pd.Series, *, order: Iterable[str] | None = None, top: int = 10,
                     min_count: int = 3, prior: float = 500.0) -> pd.DataFrame:
    """Return the ``top`` terms that set each group apart from all the others: group and the columns of ``keyness``.

    Parameters: ``order`` of the groups, sorted without; the others as in ``keyness``.
    Raises DataError where fewer than two groups hold documents, and as ``keyness`` does.
    """
    labels = by_group.ordered(groups, order)
    if len(labels) < 2:
        raise DataError("견줄 시기가 하나뿐입니다.", value=", ".join(labels), allowed="문서가 있는 시기 2개 이상",
                        todo="다른 시기의 문서를 더하십시오.")
    parts = {label: keyness(counts, groups, label, min_count=min_count, prior=prior) for label in labels}
    table = pd.concat({label: leading(part, top=top)[0] for label, part in parts.items()}, names=["group"])
    return table.reset_index("group").reset_index(drop=True)


def leading(table: pd.DataFrame, *, top: int = 10) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of the ``top`` terms of ``a`` and of ``b``, each by falling distance.

    A term is listed where z and the rates agree on the side: a prior heavier than a group of few words can turn the sign of z.

    >>> table = pd.DataFrame({"term": ["전산", "국민"], "z": [0.5, -0.1], "rate_a": [9, 1], "rate_b": [1, 9]})
    >>> [rows["term"].tolist() for rows in leading(table)]
    [['전산'], ['국민']]
    """
    of_a = table[(table["z"] > 0) & (table["rate_a"] > table["rate_b"])].head(top)
    of_b = table[(table["z"] < 0) & (table["rate_a"] < table["rate_b"])].iloc[::-1].head(top)
    return of_a, of_b


def log_odds(count_a: np.ndarray, count_b: np.ndarray, words_a: int, words_b: int, alpha: np.ndarray,
             prior: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted log-odds of each term and its z-score (Monroe, Colaresi and Quinn 2008).

    delta = ln((y_a + alpha) / (n_a + prior - y_a - alpha)) - the same of b; variance = 1 / (y_a + alpha) + 1 / (y_b + alpha);
    z = delta / sqrt(variance).

    Parameters: ``alpha`` is the prior count of each term, ``prior`` the sum of alpha over the whole vocabulary.

    >>> delta, z = log_odds(np.array([1]), np.array([0]), 9, 9, np.array([0.05]), 0.55)
    >>> delta.round(3), z.round(3)
    (array([3.156]), array([0.689]))
    """
    seen_a, seen_b = count_a + alpha, count_b + alpha
    delta = np.log(seen_a / (words_a + prior - seen_a)) - np.log(seen_b / (words_b + prior - seen_b))
    return delta, delta / np.sqrt(1 / seen_a + 1 / seen_b)


def check_counts(counts: pd.DataFrame) -> None:
    """Refuse counts with fewer than two terms, which leave nothing to compare.

    >>> check_counts(pd.DataFrame({"term": ["국민", "법률"], "count": [1, 1]}))

    Raises DataError.
    """
    vocabulary = counts.loc[counts["count"] > 0, "term"].nunique()
    if vocabulary < 2:
        raise DataError("견줄 낱말이 모자랍니다.", value=f"서로 다른 낱말 {vocabulary}개", allowed="서로 다른 낱말 2개 이상",
                        todo="min_length를 줄이거나 문서를 더하십시오.")


def read_keyness(table: pd.DataFrame, a: str, b: str = "나머지 문서", *, top: int = 3) -> Reading:
    """Return the terms that set each side apart, how many differences chance alone would give, and what to beware of.

    >>> row = {"count_a": 6, "count_b": 1, "rate_a": 6e4, "rate_b": 1e4, "documents_a": 1, "documents_b": 1, "p": 0.01, "z": 0.5}
    >>> read_keyness(pd.DataFrame([{"term": "전산", **row}]), "앞", "뒤")
    "'앞' 쪽: 전산(6번과 1번). '뒤' 쪽: 없음. 견준 낱말 1개 가운데 p가 0.001보다 작은 것은 0개이고, \
차이가 전혀 없어도 0.0개쯤 나옵니다. 문서 한 건에만 나온 낱말: 전산."

    Parameters: ``table`` as ``keyness`` returns it for the groups ``a`` and ``b``.
    """
    if table.empty:
        return Reading(f"'{a}' 쪽과 '{b}' 쪽에서 견줄 만큼 나온 낱말이 없습니다.")
    first, last = leading(table, top=top)
    named = pd.concat([first, last])
    own = np.where(named["z"] > 0, named["documents_a"], named["documents_b"])
    single = ", ".join(named.loc[own == 1, "term"])
    found, chance = int((table["p"] < RARE).sum()), len(table) * RARE
    return Reading(f"'{a}' 쪽: {_listed(first)}. '{b}' 쪽: {_listed(last)}. 견준 낱말 {len(table):,}개 가운데 p가 {RARE}보다 작은 것은 "
                   f"{found:,}개이고, 차이가 전혀 없어도 {chance:.1f}개쯤 나옵니다."
                   + (f" 문서 한 건에만 나온 낱말: {single}." if single else ""))


def headline(table: pd.DataFrame, a: str, b: str) -> str:
    """Return the title of a chart of ``keyness``: the term that sets each side apart most.

    >>> headline(pd.DataFrame({"term": ["전산"], "z": [0.5], "rate_a": [9], "rate_b": [1]}), "앞", "뒤")
    "'앞'을 가르는 말은 전산, '뒤'를 가르는 말은 없음"
    """
    first, last = (rows["term"].head(2).tolist() for rows in leading(table, top=2))
    one, other = (", ".join(terms) or "없음" for terms in (first, last))
    return f"{particle(repr(a), '을', '를')} 가르는 말은 {one}, {particle(repr(b), '을', '를')} 가르는 말은 {other}"


def wide(by_group: pd.DataFrame) -> pd.DataFrame:
    """Return the terms of ``keyness_by_group`` side by side, one row a group, with their counts: 시기, 낱말.

    >>> wide(pd.DataFrame({"group": ["앞", "앞"], "term": ["전산", "국민"], "count_a": [6, 4]})).values.tolist()
    [['앞', '전산 6, 국민 4']]
    """
    listed = by_group.assign(word=by_group["term"] + " " + by_group["count_a"].astype(str))
    return listed.groupby("group", sort=False)["word"].agg(", ".join).rename("낱말과 횟수").rename_axis("시기").reset_index()


def or_empty(by_group: pd.DataFrame | Reading) -> pd.DataFrame:
    """Return the columns of ``keyness_by_group`` that are handed on, without rows where the documents did not allow them."""
    return by_group[HANDED_ON] if isinstance(by_group, pd.DataFrame) else pd.DataFrame(columns=HANDED_ON)


def _sides(groups: pd.Series, a: str, b: str | None) -> pd.Series:
    """Return for each document of the comparison which side it is on: ``a`` or ``b``."""
    for label in [a] if b is None else [a, b]:
        by_group.check_label(groups, label)
    if a == b:
        raise DataError("같은 시기를 서로 견줄 수 없습니다.", value=a, allowed=by_group.ordered(groups),
                        todo="서로 다른 두 시기를 고르십시오.")
    labels = by_group.known(groups)
    sides = labels.map(lambda label: "a" if label == a else "b" if b in (None, label) else "")
    return sides[sides != ""]


def _check_words(words: dict[str, int]) -> None:
    for label, count in words.items():
        if count == 0:
            raise DataError("센 낱말이 없는 시기입니다.", value=label, allowed="센 낱말이 1개 이상인 시기",
                            todo="그 시기의 문서를 더하거나 불용어를 줄이십시오.")


def _log_ratio(table: pd.DataFrame, words_a: int, words_b: int) -> pd.Series:
    return np.log2(table["count_a"].clip(lower=0.5) / words_a) - np.log2(table["count_b"].clip(lower=0.5) / words_b)


def _listed(rows: pd.DataFrame) -> str:
    return ", ".join(f"{row.term}({row.count_a:,}번과 {row.count_b:,}번)" for row in rows.itertuples()) or "없음"
