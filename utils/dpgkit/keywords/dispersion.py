"""How evenly a term is spread over the documents."""

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.reading import Reading, particle


def dispersion(counts: pd.DataFrame) -> pd.DataFrame:
    """Return how unevenly each term is spread: term, count, documents, dp, dp_norm, most frequent term first.

    dp = half the sum over the documents of |share of the term's occurrences - share of all words| (Gries 2008): 0 where the
    term stands in every document in proportion to its length, near 1 where it stands in one small document. dp_norm = dp / (1 -
    the smallest document's share of all words) reaches 1 (Lijffijt and Gries 2012). A rare term cannot be even: compare
    terms of about the same count.

    Parameters: ``counts`` as ``terms.count_terms`` returns them; a document without counted words does not enter.
    Raises DataError for fewer than two documents with words.

    >>> counts = pd.DataFrame({"document": ["a", "b", "b"], "term": ["국민", "국민", "법률"], "count": [2, 1, 1]})
    >>> dispersion(counts)[["term", "dp", "dp_norm"]].values.tolist()
    [['국민', 0.166667, 0.333333], ['법률', 0.5, 1.0]]
    """
    counts = counts[counts["count"] > 0]
    words = counts.groupby("document")["count"].sum()
    if len(words) < 2:
        raise DataError("고르게 퍼졌는지 보려면 문서가 더 있어야 합니다.", value=f"낱말이 있는 문서 {len(words)}건", allowed="2건 이상",
                        todo="문서를 더하십시오.")
    table = _deviations(counts, words / words.sum())
    table["dp_norm"] = table["dp"] / (1 - words.min() / words.sum())
    table = table.round(6).reset_index()
    return table.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)


def read_dispersion(table: pd.DataFrame, *, top: int = 50) -> Reading:
    """Return which of the ``top`` most frequent terms is spread most evenly, and which least.

    >>> read_dispersion(pd.DataFrame({"term": ["국민", "법률"], "documents": [2, 1], "dp_norm": [0.1, 0.9]}))
    "자주 나온 낱말 2개 가운데 '국민'이 가장 고르고(문서 2건), '법률'이 가장 몰려 있습니다(문서 1건)"
    """
    often = table.head(top)
    even, uneven = often.loc[often["dp_norm"].idxmin()], often.loc[often["dp_norm"].idxmax()]
    most, least = (particle(f"'{row['term']}'", "이", "가") for row in (even, uneven))
    return Reading(f"자주 나온 낱말 {len(often)}개 가운데 {most} 가장 고르고(문서 {even['documents']}건), "
                   f"{least} 가장 몰려 있습니다(문서 {uneven['documents']}건)")


def _deviations(counts: pd.DataFrame, expected: pd.Series) -> pd.DataFrame:
    seen = counts["count"] / counts.groupby("term")["count"].transform("sum")
    share = counts["document"].map(expected)
    table = counts.assign(gap=(seen - share).abs(), share=share).groupby("term").agg(
        count=("count", "sum"), documents=("document", "nunique"), gap=("gap", "sum"), share=("share", "sum"))
    table["dp"] = (table["gap"] + 1 - table["share"]) / 2       # a document without the term adds its whole share
    return table[["count", "documents", "dp"]].clip(lower=0)
