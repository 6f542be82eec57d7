"""Words that keep company: pairs of tokens, and neighbouring nouns that may be one compound."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from dpgkit.errors import DataError
from dpgkit.keywords.association import log_likelihood, npmi, p_value, pmi

COLUMNS = ["left", "right", "count", "documents", "count_left", "count_right", "pmi", "npmi", "g2", "p"]
CANDIDATES = ["compound", "left", "right", "count", "documents", "npmi", "g2", "left_entropy", "right_entropy"]
PLACE = ["document", "sentence", "position"]
EDGE = "(문장 끝)"
NOUNS = ("NOUN", "PROPN")     # bound nouns (것, 수, 년) pair up with everything


def collocations(tokens: pd.DataFrame, *, pos: Collection[str] = NOUNS, window: int = 1, min_count: int = 3) -> pd.DataFrame:
    """Return the pairs that stand together, ``left`` before ``right``: the columns of ``COLUMNS``, highest g2 first.

    count: pairs at most ``window`` positions apart within a sentence; count_left, count_right: pairs with that word on that
    side. From these and the number of all pairs: pmi in bits (Church and Hanks 1990), npmi from -1 to 1 (Bouma 2009), g2 signed
    and p (Dunning 1993). pmi favours rare pairs and g2 frequent ones; npmi stands between.

    Parameters: ``tokens`` with document, sentence, position, lemma, tag, pos; ``pos`` the classes of words that can pair up; a
    ``window`` of 1 takes neighbours only (every token counts, so 국민의 안전 is not a pair of neighbours; see ``places``).
    Raises DataError for a window below 1.

    >>> words = ["디지털", "정부", "가", "디지털", "정부", "로"]
    >>> tokens = pd.DataFrame({"document": "a", "sentence": 1, "position": range(1, 7), "lemma": words, "tag": "",
    ...                        "pos": ["NOUN", "NOUN", "PARTICLE"] * 2})
    >>> collocations(tokens, min_count=2)[["left", "right", "count"]].values.tolist()
    [['디지털', '정부', 2]]
    """
    pairs = _pairs(tokens, pos, window)
    table = pairs.groupby(["left", "right"]).agg(count=("document", "size"), documents=("document", "nunique")).reset_index()
    table["count_left"] = table["left"].map(pairs["left"].value_counts()).astype("int64")
    table["count_right"] = table["right"].map(pairs["right"].value_counts()).astype("int64")
    table = table[table["count"] >= max(min_count, 1)]
    margins = [table[column].to_numpy() for column in ("count", "count_left", "count_right")]
    g2 = log_likelihood(*margins, len(pairs))
    measures = {"pmi": pmi(*margins, len(pairs)), "npmi": npmi(*margins, len(pairs)), "g2": g2, "p": p_value(g2)}
    table = table.assign(**measures)[COLUMNS].round(6)
    return table.sort_values(["g2", "left", "right"], ascending=[False, True, True], ignore_index=True)


def compound_candidates(tokens: pd.DataFrame, *, pos: Collection[str] = NOUNS, min_count: int = 3,
                        min_documents: int = 2) -> pd.DataFrame:
    """Return neighbouring nouns that may be one term, for a person to decide: the columns of ``CANDIDATES``, highest g2 first.

    left_entropy, right_entropy: how many different tokens stand before and after the pair, as entropy in bits (Jin and
    Tanaka-Ishii 2006); near 0 the pair is part of a longer term. The edge of a sentence counts as one token. Longer compounds
    appear once their first pair is in the dictionary.

    Parameters: ``tokens`` as in ``collocations``, with all tokens, not nouns alone; pairs that stand fewer than ``min_count``
    times, in fewer than ``min_documents`` documents, or together no more often than by chance are left out.

    >>> words = ["디지털", "정부", "가", "디지털", "정부", "로", "국민", "안전", "을"]
    >>> tokens = pd.DataFrame({"document": list("aaabbbccc"), "sentence": 1, "position": [1, 2, 3] * 3, "lemma": words,
    ...                        "tag": "", "pos": ["NOUN", "NOUN", "PARTICLE"] * 3})
    >>> compound_candidates(tokens, min_count=2)[["compound", "count", "left_entropy", "right_entropy"]].values.tolist()
    [['디지털 정부', 2, 0.0, 1.0]]
    """
    table = collocations(tokens, pos=pos, min_count=min_count)
    table = table[(table["documents"] >= min_documents) & (table["npmi"] > 0)]
    pairs = _pairs(tokens, pos, 1)
    sides = {f"{side}_entropy": _entropy(pairs, neighbour) for side, neighbour in (("left", "before"), ("right", "after"))}
    table = table.assign(compound=table["left"] + " " + table["right"])
    table = table.join(pd.DataFrame(sides), on=["left", "right"])
    return table[CANDIDATES].round(6).reset_index(drop=True)


def places(tokens: pd.DataFrame) -> np.ndarray:
    """Return the place of each token in its sentence, a term that a dictionary joined counting as one token.

    >>> tokens = pd.DataFrame({"document": "a", "sentence": 1, "position": [1, 3, 4, 6], "tag": ["NNG+NNG", "JX", "NNG", "NNG"]})
    >>> places(tokens).tolist()
    [1, 2, 3, 5]

    Parameters: ``tokens`` in reading order. A joined token carries its tags with + between and covers as many positions
    (``lexicon``); the place of a token that was taken out stays free.
    """
    covered = tokens["tag"].str.count(r"\+") + 1
    free = tokens["position"] - (tokens["position"] + covered).groupby([tokens["document"], tokens["sentence"]], sort=False).shift(
        fill_value=1)
    return (free.clip(lower=0) + 1).groupby([tokens["document"], tokens["sentence"]], sort=False).cumsum().to_numpy(dtype="int64")


def _pairs(tokens: pd.DataFrame, pos: Collection[str], window: int) -> pd.DataFrame:
    """Return one row a pair: document, left, right, and the tokens before and after it."""
    if window < 1:
        raise DataError("함께 나온 낱말을 찾을 거리가 너무 짧습니다.", value=window, allowed="1 이상", todo="window를 고치십시오.")
    rows = _with_neighbours(tokens.sort_values(PLACE, kind="stable", ignore_index=True))
    rows = rows.assign(place=places(rows))[rows["pos"].isin(list(pos))]
    unit = rows.groupby(PLACE[:2], sort=False).ngroup().to_numpy()
    place = rows["place"].to_numpy()
    found = [_at_distance(rows, unit, place, step, window) for step in range(1, window + 1)]
    return pd.concat(found, ignore_index=True)


def _at_distance(rows: pd.DataFrame, unit: np.ndarray, place: np.ndarray, step: int, window: int) -> pd.DataFrame:
    """Return the pairs of a row and the row ``step`` further on, where both stand in one sentence and near enough."""
    near = np.flatnonzero((unit[:-step] == unit[step:]) & (place[step:] - place[:-step] <= window))
    first, second = rows.iloc[near], rows.iloc[near + step]
    return pd.DataFrame({"document": first["document"].to_numpy(), "left": first["lemma"].to_numpy(),
                         "right": second["lemma"].to_numpy(), "before": first["before"].to_numpy(), "after": second["after"].to_numpy()})


def _with_neighbours(tokens: pd.DataFrame) -> pd.DataFrame:
    sentence = tokens.groupby(PLACE[:2], sort=False)["lemma"]
    return tokens.assign(before=sentence.shift(1).fillna(EDGE), after=sentence.shift(-1).fillna(EDGE))


def _entropy(pairs: pd.DataFrame, neighbour: str) -> pd.Series:
    counts = pairs.groupby(["left", "right", neighbour]).size()
    share = counts / counts.groupby(level=["left", "right"]).transform("sum")
    return (share * -np.log2(share)).groupby(level=["left", "right"]).sum() + 0.0     # adding 0.0 turns -0.0 into 0.0
