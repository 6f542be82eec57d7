"""From words to counts: which terms stand in which document, and how often."""

from collections.abc import Iterable

import pandas as pd

from dpgkit import tables


def drop_stopwords(nouns: pd.DataFrame, *, min_length: int = 2, extra: Iterable[str] = ()) -> pd.DataFrame:
    """Return the nouns without stop words, without ``extra`` ones, and without those shorter than ``min_length``.

    >>> drop_stopwords(pd.DataFrame({"noun": ["수", "경우", "국민", "자료"]}), extra=["자료"])["noun"].tolist()
    ['국민']
    """
    stopwords = {*tables.load("stopwords")["term"], *extra}
    return nouns[(nouns["noun"].str.len() >= min_length) & ~nouns["noun"].isin(stopwords)]


def filter_effect(nouns: pd.DataFrame, *, min_length: int = 2, extra: Iterable[str] = ()) -> pd.DataFrame:
    """Return what each filter removed: step, tokens left, distinct terms left.

    >>> filter_effect(pd.DataFrame({"noun": ["수", "경우", "국민"]}))["낱말 수"].tolist()
    [3, 2, 1]
    """
    steps = {"모든 명사": nouns, f"{min_length}글자 이상": nouns[nouns["noun"].str.len() >= min_length],
             "불용어를 뺀 뒤": drop_stopwords(nouns, min_length=min_length, extra=extra)}
    rows = [(step, len(left), left["noun"].nunique()) for step, left in steps.items()]
    return pd.DataFrame(rows, columns=["단계", "낱말 수", "서로 다른 낱말"])


def count_terms(nouns: pd.DataFrame) -> pd.DataFrame:
    """Return one row a document and term: document, term, count.

    >>> count_terms(pd.DataFrame({"document": ["a", "a", "b"], "noun": ["국민", "국민", "법률"]}))["count"].tolist()
    [2, 1]
    """
    counts = nouns.groupby(["document", "noun"], sort=True).size()
    return counts.rename("count").reset_index().rename(columns={"noun": "term"})
