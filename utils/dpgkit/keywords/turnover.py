"""Terms that appear and terms that vanish between groups of documents, and how surely the absent ones are absent."""

from collections.abc import Iterable

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.keywords import groups as by_group
from dpgkit.reading import Reading, some

COLUMNS = ["change", "term", "count", "documents", "share", "lower", "searched", "upper", "clear"]
NEW, GONE = "새로 나옴", "사라짐"


def turnover(counts: pd.DataFrame, groups: pd.Series, before: str | Iterable[str], after: str | Iterable[str], *,
             min_count: int = 3, min_documents: int = 2, level: float = 0.95) -> pd.DataFrame:
    """Return the terms found after but not before, and before but not after: the columns of ``COLUMNS``.

    count, documents, share: occurrences, documents and percent of the documents on the side that has the term; lower: the
    exact lower bound of that percent (Clopper and Pearson 1934). searched: documents of the side that lacks it; upper: the
    exact upper bound of a percent seen as 0, 100 x (1 - (1 - level) ^ (1 / searched)), about 300 / searched (rule of three,
    Hanley and Lippman-Hand 1983). clear: whether ``lower`` lies above ``upper``; where it does not, the side that lacks the
    term may just hold too few documents.

    Parameters: ``counts`` as ``terms.count_terms`` returns them; ``groups`` maps a document id (index) to its group; ``before``
    and ``after`` one label or several; a term has to stand ``min_count`` times in ``min_documents`` documents.
    Raises DataError for an unknown label, one that is on both sides, and a level outside 0 to 1.

    >>> counts = pd.DataFrame({"document": ["a", "b", "c"], "term": ["전산", "데이터", "데이터"], "count": [5, 2, 2]})
    >>> turnover(counts, pd.Series({"a": "앞", "b": "뒤", "c": "뒤"}), "앞", "뒤").values.tolist()
    [['새로 나옴', '데이터', 4, 2, 100.0, 22.36, 1, 95.0, False]]
    """
    if not 0 < level < 1:
        raise DataError("확실한 정도가 맞지 않습니다.", value=level, allowed="0과 1 사이", todo="level을 고치십시오.")
    sides = _sides(groups, before, after)
    table, searched = by_group.two_sides(counts, sides), sides.value_counts()
    new, gone = _only_on("b", table, min_count, min_documents), _only_on("a", table, min_count, min_documents)
    parts = [_bounded(new, searched["b"], searched["a"], level).assign(change=NEW),
             _bounded(gone, searched["a"], searched["b"], level).assign(change=GONE)]
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def read_turnover(table: pd.DataFrame, *, top: int = 5) -> Reading:
    """Return the leading new and vanished terms, and how many of them may be absent only for want of documents.

    >>> rows = [["새로 나옴", "데이터", 9, 9, 90.0, 60.58, 20, 13.91, True], ["사라짐", "전산", 5, 2, 10.0, 1.81, 10, 25.89, False]]
    >>> read_turnover(pd.DataFrame(rows, columns=COLUMNS))
    '새로 나온 말 1개: 데이터. 사라진 말 1개: 전산. 이 가운데 1개는 문서가 적어 없어 보였을 수 있습니다.'
    """
    unclear = int((~table["clear"].astype(bool)).sum())
    parts = [_named(table[table["change"] == change], said, top) for change, said in ((NEW, "새로 나온"), (GONE, "사라진"))]
    warning = f" 이 가운데 {unclear:,}개는 문서가 적어 없어 보였을 수 있습니다." if unclear else ""
    return Reading(" ".join(parts) + warning)


def _sides(groups: pd.Series, before: str | Iterable[str], after: str | Iterable[str]) -> pd.Series:
    """Return for each document of the comparison ``a`` (before) or ``b`` (after)."""
    labels = {side: [chosen] if isinstance(chosen, str) else list(chosen) for side, chosen in (("a", before), ("b", after))}
    for label in [*labels["a"], *labels["b"]]:
        by_group.check_label(groups, label)
    shared = sorted(set(labels["a"]) & set(labels["b"]))
    if shared or not all(labels.values()):
        raise DataError("견줄 두 쪽이 나뉘지 않습니다.", value=", ".join(shared) or "빈 쪽", allowed="서로 겹치지 않는 시기",
                        todo="앞과 뒤의 시기를 고치십시오.")
    side_of = {label: side for side, chosen in labels.items() for label in chosen}
    return by_group.known(groups).map(side_of).dropna()


def _only_on(side: str, table: pd.DataFrame, min_count: int, min_documents: int) -> pd.DataFrame:
    rows = table[table["count_b" if side == "a" else "count_a"] == 0]
    rows = rows.reset_index().rename(columns={f"count_{side}": "count", f"documents_{side}": "documents"})
    rows = rows.loc[(rows["count"] >= min_count) & (rows["documents"] >= min_documents), ["term", "count", "documents"]]
    return rows.sort_values(["documents", "count", "term"], ascending=[False, False, True])


def _bounded(table: pd.DataFrame, here: int, there: int, level: float) -> pd.DataFrame:
    """Return the terms with their share of ``here`` documents and what ``there`` documents without them allow."""
    from scipy.stats import beta  # heavy, and most lessons do not need it

    lower = pd.Series(beta.ppf(1 - level, table["documents"], here - table["documents"] + 1), index=table.index)
    upper = 1 - (1 - level) ** (1 / there)
    return table.assign(share=(table["documents"] / here * 100).round(2), lower=(lower * 100).round(2), searched=there,
                        upper=round(upper * 100, 2), clear=lower > upper)


def _named(rows: pd.DataFrame, change: str, top: int) -> str:
    names = some(rows["term"], top)
    return f"{change} 말 {len(rows):,}개: {names}." if names else f"{change} 말 {len(rows):,}개."
