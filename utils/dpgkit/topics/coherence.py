"""How many topics: coherence, stability and misfit for each number, so that the reader can choose."""

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dpgkit.keywords.association import npmi
from dpgkit.reading import Reading
from dpgkit.topics import codes, most_topics, topics

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
MEASURES = {"npmi": "NPMI", "u_mass": "u_mass", "stability": "안정성"}


def coherence(model_terms: pd.DataFrame, counts: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """Return how well the ``top`` terms of each topic go together in documents: topic, label, u_mass, npmi (higher is better).

    With D the number of documents that hold a term or both terms of a pair, and v1 the term with the higher weight of a pair:
    u_mass is the mean over all pairs of ln((D(v1, v2) + 1) / D(v1)) (Mimno and others 2011, who take the sum); npmi is the
    mean of log(p(v1, v2) / (p(v1) p(v2))) / -log p(v1, v2), p = D / documents, -1 for a pair that never meets and 0 for one
    that stands in every document (Bouma 2009; Aletras and Stevenson 2013).

    Parameters: ``model_terms`` as the ``terms`` of ``Topics``; ``counts`` as in ``topics`` (take sentences as documents to
    measure within sentences). A topic of fewer than two terms has NaN.
    """
    matrix, _, words = codes(counts)
    present = (matrix > 0).astype("int64")
    leading = model_terms[model_terms["rank"] <= top].sort_values(["topic", "rank"])
    rows = [(*key, *_coherence(present[:, words.get_indexer(part[part.isin(words)])]))
            for key, part in leading.groupby(["topic", "label"])["term"]]
    return pd.DataFrame(rows, columns=["topic", "label", "u_mass", "npmi"]).round(6)


def choose_k(counts: pd.DataFrame, ks: Iterable[int], *, method: str = "nmf", seed: int = 1, top: int = 10,
             runs: int = 5) -> pd.DataFrame:
    """Return what speaks for each number of topics: k, npmi, u_mass, stability, misfit. It is for the reader to choose.

    npmi and u_mass are means over the topics (``coherence``), misfit is that of ``Topics``. Raises DataError as ``topics`` does.
    """
    rows = []
    for k in ks:
        model = topics(counts, k, method=method, seed=seed)
        measured = coherence(model.terms, counts, top=top)[["npmi", "u_mass"]].mean().round(6)
        rows.append((k, *measured, stability(counts, k, method=method, seed=seed, top=top, runs=runs), model.misfit))
    return pd.DataFrame(rows, columns=["k", "npmi", "u_mass", "stability", "misfit"])


def stability(counts: pd.DataFrame, k: int, *, method: str = "nmf", seed: int = 1, top: int = 10, runs: int = 5,
              kept: float = 0.8) -> float:
    """Return how alike the topics of several runs are (0 to 1): same leading terms, or others.

    Each run has another seed and only a random ``kept`` share of the documents (Greene, O'Callaghan and Cunningham 2014). The
    topics of two runs are paired so that the Jaccard overlap of their ``top`` terms is as large as can be; the result is the
    mean overlap over all pairs of runs. NaN for fewer than two runs, and where too few documents are left for ``k`` topics.
    """
    from scipy.optimize import linear_sum_assignment

    documents, chance = np.sort(counts["document"].unique()), np.random.default_rng(seed)
    samples = [counts[counts["document"].isin(chance.choice(documents, round(len(documents) * kept), replace=False))]
               for _ in range(runs)]
    if runs < 2 or min(map(most_topics, samples)) < k:
        return float("nan")
    found = [topics(sample, k, method=method, seed=seed + run) for run, sample in enumerate(samples)]
    leading = [[set(part.head(top)) for _, part in model.terms.groupby("topic")["term"]] for model in found]
    overlaps = [np.array([[len(a & b) / len(a | b) for b in second] for a in first]) for first, second in combinations(leading, 2)]
    return round(float(np.mean([one[linear_sum_assignment(-one)].sum() / k for one in overlaps])), 6)


def read_coherence(table: pd.DataFrame) -> Reading:
    """Return a few sentences on the numbers of topics that each measure would choose.

    >>> table = pd.DataFrame({"k": [2, 4], "npmi": [.1, .2], "u_mass": [-2., -1.], "stability": [.9, .5]})
    >>> read_coherence(table).split(". ")[0]
    '주제의 수 2~4 가운데 가장 높은 곳은 NPMI 4개(0.200), u_mass 4개(-1.000), 안정성 2개(0.900)입니다'
    """
    best = {column: table.loc[table[column].idxmax()] for column in MEASURES if table[column].notna().any()}
    if not best:
        return Reading("주제의 수를 견줄 값이 없습니다.")
    found = ", ".join(f"{MEASURES[column]} {row['k']:.0f}개({row[column]:.3f})" for column, row in best.items())
    verdict = "값이 모두 같은 수를 가리키지만" if len({row["k"] for row in best.values()}) == 1 else "값마다 가리키는 수가 다르므로"
    return Reading(f"주제의 수 {table['k'].min()}~{table['k'].max()} 가운데 가장 높은 곳은 {found}입니다. "
                   f"{verdict}, 낱말과 문장을 읽고 정하십시오.")


def _coherence(present: "csr_matrix") -> tuple[float, float]:
    """Return u_mass and npmi of the terms of one topic, one column each, from the heaviest to the lightest."""
    size = present.shape[1]
    if size < 2:
        return float("nan"), float("nan")
    together = (present.T @ present).toarray()
    first, second = np.triu_indices(size, k=1)
    both, one, other = together[first, second], together[first, first], together[second, second]
    close = np.where(both > 0, npmi(np.maximum(both, 1), one, other, present.shape[0]), -1.0)
    return float(np.mean(np.log((both + 1) / one))), float(close.mean())
