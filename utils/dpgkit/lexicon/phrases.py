"""Words of several tokens in a table of tokens: found, the longest first, and put in one piece."""

from collections import Counter, defaultdict

import numpy as np
import pandas as pd

from dpgkit.lexicon.wordlists import bare

NOUN = "NOUN"
GRAMMAR = ("PARTICLE", "ENDING")     # they may stand within a phrase (공동의 어젠다), not at its edges
Match = tuple[int, int, str]         # first row, row after the last, phrase without spaces


def rewrite(tokens: pd.DataFrame, words: dict[str, str]) -> tuple[pd.DataFrame, dict[str, Counter]]:
    """Return the tokens with every phrase replaced, and for each phrase the parts in which it was found, counted.

    >>> tokens = pd.DataFrame({"document": "a", "sentence": 1, "position": [1, 2], "surface": ["마이", "데이터"],
    ...                        "lemma": ["마이", "데이터"], "tag": "NNG", "pos": "NOUN"})
    >>> rewrite(tokens, {"마이데이터": "마이데이터"})[1]["마이데이터"]
    Counter({('마이', '데이터'): 1})

    Parameters: ``tokens`` in reading order with document, sentence, position, surface, lemma, tag, pos; ``words`` gives for a
    phrase without spaces the lemma to put there. A phrase is a run of neighbours (by position) of one sentence whose lemmas
    together, spaces aside, are the phrase. It neither begins nor ends with a particle or an ending. Longer phrases go
    first, over the whole table, and the work is repeated until nothing is left to replace.
    The new token has the position of its first part, the surfaces of its parts end to end, their tags with + between, and pos
    NOUN; from the tag one can tell how many tokens it covers. The index of the rows that stay is kept.
    """
    found = defaultdict(Counter)
    while matches := _longest_first(_matches(tokens, words)):
        parts = _parts(tokens, matches)
        for (_, _, phrase), lemmas in zip(matches, parts["lemma"], strict=True):
            found[phrase][lemmas] += 1
        tokens = _replaced(tokens, matches, parts, words)
    return tokens, found


def bare_lemmas(tokens: pd.DataFrame) -> pd.Series:
    """Return the lemmas without spaces.

    >>> bare_lemmas(pd.DataFrame({"lemma": ["집합적 임팩트"]})).tolist()
    ['집합적임팩트']
    """
    codes, lemmas = pd.factorize(tokens["lemma"], use_na_sentinel=False)
    return pd.Series(np.array([bare(lemma) for lemma in lemmas], dtype=object)[codes], index=tokens.index, dtype=str)


def _matches(tokens: pd.DataFrame, words: dict[str, str]) -> list[Match]:
    """Return every run of tokens that makes a phrase and is not yet the word it should be."""
    codes, lemmas = pd.factorize(tokens["lemma"], use_na_sentinel=False)
    plain, codes = [bare(lemma) for lemma in lemmas], codes.tolist()
    beginnings = {phrase[:length] for phrase in words for length in range(1, len(phrase) + 1)}
    edge, joined = _edges(tokens)
    opens = np.array([word in beginnings for word in plain], dtype=bool)[codes] & edge if codes else edge
    found = []
    for start in np.flatnonzero(opens).tolist():
        end, text = start, plain[codes[start]]
        while text in beginnings:
            if edge[end] and text in words and (end > start or lemmas[codes[start]] != words[text]):
                found.append((start, end + 1, text))
            if not joined[end]:
                break
            end += 1
            text += plain[codes[end]]
    return found


def _edges(tokens: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return which tokens may begin or end a phrase, and which are followed by a neighbour in the same sentence."""
    edge = ~tokens["pos"].isin(GRAMMAR).to_numpy(dtype=bool)
    codes, tags = pd.factorize(tokens["tag"], use_na_sentinel=False)
    width = np.array([str(tag).count("+") + 1 for tag in tags], dtype="int64")[codes]     # a joined token covers several
    same = [pd.factorize(tokens[column])[0] for column in ("document", "sentence")]
    position = tokens["position"].to_numpy(dtype="int64")
    joined = np.zeros(len(tokens), dtype=bool)
    joined[:-1] = (same[0][1:] == same[0][:-1]) & (same[1][1:] == same[1][:-1]) & (np.diff(position) == width[:-1])
    return edge, joined


def _longest_first(matches: list[Match]) -> list[Match]:
    """Return the matches to apply: none overlaps another, and a longer phrase goes before a shorter one."""
    taken, chosen = set(), []
    for start, end, phrase in sorted(matches, key=lambda match: (-len(match[2]), match[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            chosen.append((start, end, phrase))
    return chosen


def _parts(tokens: pd.DataFrame, matches: list[Match]) -> dict[str, list[tuple[str, ...]]]:
    """Return surfaces, lemmas and tags of the tokens of each match; of a long table only those rows are looked at."""
    rows = np.concatenate([np.arange(start, end) for start, end, _ in matches])
    cuts = np.cumsum([end - start for start, end, _ in matches])[:-1]
    flat = tokens[["surface", "lemma", "tag"]].iloc[rows]
    return {name: [tuple(part) for part in np.split(flat[name].to_numpy(dtype=object), cuts)] for name in flat}


def _replaced(tokens: pd.DataFrame, matches: list[Match], parts: dict[str, list[tuple[str, ...]]], words: dict[str, str]) -> pd.DataFrame:
    kept, starts = np.ones(len(tokens), dtype=bool), [start for start, _, _ in matches]
    for start, end, _ in matches:
        kept[start + 1:end] = False
    changed = {"surface": ["".join(part) for part in parts["surface"]], "lemma": [words[phrase] for _, _, phrase in matches],
               "tag": ["+".join(part) for part in parts["tag"]], "pos": [NOUN] * len(matches)}
    return tokens.assign(**{column: _with(tokens[column], starts, values) for column, values in changed.items()})[kept]


def _with(column: pd.Series, rows: list[int], values: list[str]) -> pd.Series:
    """Return the column with other values in some rows."""
    column = column.copy()
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.cat.add_categories(sorted(set(values) - set(column.cat.categories)))
    column.iloc[rows] = values
    return column
