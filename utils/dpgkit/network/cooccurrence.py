"""Which terms stand together, how often, and which pairs are worth drawing."""

import numpy as np
import pandas as pd

from dpgkit.errors import DataError
from dpgkit.keywords.association import npmi, pmi

WITHIN = {"sentence": "문장", "window": "창", "document": "문서"}
EDGES = ["source", "target", "count", "pmi", "npmi"]


def nodes(tokens: pd.DataFrame, *, top: int = 40) -> pd.DataFrame:
    """Return the ``top`` most frequent terms: term, count (tokens), documents (that hold the term).

    >>> nodes(pd.DataFrame({"document": ["a", "b", "b"], "lemma": ["국민", "국민", "법률"]}), top=1).values.tolist()
    [['국민', 2, 2]]
    """
    table = tokens.groupby("lemma").agg(count=("document", "size"), documents=("document", "nunique"))
    table = table.rename_axis("term").reset_index().sort_values(["count", "term"], ascending=[False, True])
    return table.head(top).reset_index(drop=True)


def edges(tokens: pd.DataFrame, terms: pd.DataFrame, *, within: str = "sentence", window: int = 10,
          min_count: int = 2) -> pd.DataFrame:
    """Return the pairs of terms that stand together: source, target, count, pmi (bits), npmi (-1 to 1), most frequent first.

    ``count`` is the number of units that hold both: sentences, documents, or windows of ``window`` tokens that follow one
    another within a sentence (a shorter sentence is one window; near pairs share more windows). pmi (Church and Hanks 1990)
    and npmi (Bouma 2009) refer to all units that hold a token.

    Parameters: ``terms`` as ``nodes`` returns them; pairs below ``min_count`` are left out.
    Raises DataError for an unknown unit and for a window below 2 tokens.

    >>> tokens = pd.DataFrame({"document": ["a"] * 4, "sentence": [1, 1, 2, 2], "position": [1, 2, 1, 2],
    ...                        "lemma": ["국민", "법률", "국민", "정부"]})
    >>> edges(tokens, nodes(tokens), min_count=1)[["source", "target", "count", "npmi"]].values.tolist()
    [['국민', '법률', 1, 0.0], ['국민', '정부', 1, 0.0]]
    """
    held = _units(tokens, within, window)
    table = _pairs(held[held["term"].isin(terms["term"])], max(min_count, 1))
    margins = [table[column].to_numpy() for column in ("count", "one", "other")]
    units = max(held["unit"].nunique(), 1)
    table = table.assign(pmi=pmi(*margins, units).round(6), npmi=npmi(*margins, units).round(6))
    return table.sort_values(["count", "source", "target"], ascending=[False, True, True], ignore_index=True)[EDGES]


def thresholds(pairs: pd.DataFrame, levels: list[float], *, weight: str = "count") -> pd.DataFrame:
    """Return what each threshold would leave: at_least, edges, terms, components. The choice stays with the reader.

    >>> pairs = pd.DataFrame({"source": ["가", "다"], "target": ["나", "라"], "count": [5, 2]})
    >>> thresholds(pairs, [1, 3])["components"].tolist()
    [2, 1]
    """
    import networkx as nx

    nets = [nx.from_pandas_edgelist(pairs[pairs[weight] >= level]) for level in levels]
    rows = [(level, net.number_of_edges(), net.number_of_nodes(), nx.number_connected_components(net))
            for level, net in zip(levels, nets, strict=True)]
    return pd.DataFrame(rows, columns=["at_least", "edges", "terms", "components"])


def backbone(pairs: pd.DataFrame, *, weight: str = "count", alpha: float = 0.2) -> pd.DataFrame:
    """Return the pairs that stand out for at least one of their two terms, with a column ``chance``.

    The disparity filter of Serrano, Boguñá and Vespignani (2009): were the weight of a term spread at random over its k
    links, a given one would hold a share p or more with chance (1 - p)^(k - 1). A pair stays where the smaller of its two
    chances is below ``alpha``; the only link of a term never stands out for that term. Weights of 0 or less are left out.

    >>> pairs = pd.DataFrame({"source": ["가", "가", "가"], "target": ["나", "다", "라"], "count": [8, 1, 1]})
    >>> backbone(pairs)[["target", "chance"]].round(3).values.tolist()
    [['나', 0.04]]
    """
    table = pairs[pairs[weight] > 0].reset_index(drop=True)
    both = pd.concat([table.set_index(end)[weight] for end in ("source", "target")]).groupby(level=0)
    total, links = both.sum(), both.size()
    ends = [(table[end].map(total).astype(float), table[end].map(links).astype(float)) for end in ("source", "target")]
    chances = [(1 - table[weight] / whole) ** (among - 1) for whole, among in ends]
    table["chance"] = np.minimum(*chances).astype(float)
    return table[table["chance"] < alpha].reset_index(drop=True)


def _units(tokens: pd.DataFrame, within: str, window: int) -> pd.DataFrame:
    """Return which term stands in which unit, each pair once: unit (a number), term."""
    if within not in WITHIN:
        raise DataError("함께 나왔다고 볼 범위를 알 수 없습니다.", value=within, allowed=WITHIN, todo="within을 고치십시오.")
    if window < 2:
        raise DataError("창이 너무 짧습니다.", value=window, allowed="낱말 2개 이상", todo="window를 고치십시오.")
    keys = ["document"] if within == "document" else ["document", "sentence"]
    rows = tokens.sort_values([*keys, "position"], kind="stable") if within == "window" else tokens
    held = pd.DataFrame({"unit": rows.groupby(keys, sort=False).ngroup(), "term": rows["lemma"]}).reset_index(drop=True)
    return (_windows(held, window) if within == "window" else held).drop_duplicates(ignore_index=True)


def _windows(held: pd.DataFrame, window: int) -> pd.DataFrame:
    """Return the terms of each sentence spread over its windows: a token stands in every window that begins near enough before it."""
    sentence = held.groupby("unit")
    place, last = sentence.cumcount(), (sentence["unit"].transform("size") - window).clip(lower=0)
    starts = pd.concat([held.assign(start=place - back, last=last) for back in range(window)])
    starts = starts[starts["start"].between(0, starts["last"])]
    return pd.DataFrame({"unit": starts.groupby(["unit", "start"], sort=False).ngroup(), "term": starts["term"]})


def _pairs(held: pd.DataFrame, min_count: int) -> pd.DataFrame:
    """Return how many units hold both terms of a pair (count), the first (one) and the second (other)."""
    from scipy.sparse import coo_matrix, triu

    rows, columns = pd.factorize(held["unit"])[0], pd.Categorical(held["term"])
    held_in = coo_matrix((np.ones(len(held), dtype="int64"), (rows, columns.codes)),
                         shape=(rows.max(initial=-1) + 1, len(columns.categories))).tocsr()
    together, alone = triu(held_in.T @ held_in, k=1).tocoo(), held_in.sum(axis=0).A1
    table = pd.DataFrame({"source": columns.categories.take(together.row), "target": columns.categories.take(together.col),
                          "count": together.data, "one": alone[together.row], "other": alone[together.col]})
    return table[table["count"] >= min_count]
