"""What documents are about: topics by NMF, LDA and DMR, their shares over groups of documents, and their sentences."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dpgkit import keywords
from dpgkit.errors import DataError
from dpgkit.keywords.groups import known, ordered
from dpgkit.reading import Reading

METHODS = {"nmf": "비음수 행렬 분해(NMF)", "lda": "잠재 디리클레 할당(LDA)"}
NAMING = 3                # terms that name a topic
NAMELESS = "(낱말 없음)"
PASSES = 500              # DMR: rounds of sampling

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Topics:
    """Topics that were found, the one with the largest share first.

    ``terms``: topic, label (its three leading terms), term, weight (sums to 1 within a topic), rank. ``shares``: document,
    topic, label, share (sums to 1 within a document; 0 throughout where no topic reaches the document). ``misfit``: what
    the topics fail to tell, lower is better; for NMF the share of the weights' length (0 to 1), else perplexity.
    """

    terms: pd.DataFrame
    shares: pd.DataFrame
    misfit: float


def topics(counts: pd.DataFrame, k: int, *, method: str = "nmf", seed: int = 1) -> Topics:
    """Return ``k`` topics of the documents, by scikit-learn.

    ``nmf`` (Lee and Seung 1999) takes TF-IDF weights and starts from the singular vectors, so that the seed hardly matters;
    ``lda`` (Blei, Ng and Jordan 2003) takes counts and depends on the seed.

    Parameters: ``counts`` as ``terms.count_terms`` returns them. Raises DataError for an unknown method, and for a number
    below 2 or above what different documents and terms allow.

    >>> counts = pd.DataFrame({"document": list("aabb"), "term": ["주택", "청약", "법률", "국회"], "count": [2, 1, 2, 1]})
    >>> topics(counts, 2).terms[["topic", "term"]].values.tolist()
    [[1, '법률'], [1, '국회'], [2, '주택'], [2, '청약']]
    """
    if method not in METHODS:
        raise DataError("없는 주제 분석 방법입니다.", value=method, allowed=METHODS, todo="method를 고치십시오.")
    matrix, documents, words = _matrix(counts, k)
    mixture, profile, misfit = (_nmf if method == "nmf" else _lda)(matrix, k, seed)
    return _topics(mixture, profile, documents, words, misfit)


def dmr(counts: pd.DataFrame, groups: pd.Series, k: int, *, seed: int = 1) -> Topics:
    """Return ``k`` topics by Dirichlet-multinomial regression (Mimno and McCallum 2008), which knows the group of each document.

    Made by tomotopy, one thread, so that a seed repeats itself on one kind of machine. Documents without a known group are
    left out.

    Parameters: ``counts`` as in ``topics``, ``groups`` the label of each document id, for example its stage. Raises DataError
    as ``topics`` does, and where tomotopy is not installed.
    """
    tomotopy, labels = _tomotopy(), known(groups)
    held = counts[counts["document"].isin(labels.index)].sort_values(["document", "term"])
    _, documents, words = _matrix(held, k)
    model = tomotopy.DMRModel(k=k, seed=seed)
    for document, rows in held.groupby("document"):
        model.add_doc(np.repeat(rows["term"], rows["count"]).tolist(), metadata=labels[document])
    model.train(PASSES, workers=1)
    order = pd.Index(list(model.used_vocabs)).get_indexer(words)
    profile = np.array([model.get_topic_word_dist(topic) for topic in range(k)])[:, order]
    return _topics(np.array([document.get_topic_dist() for document in model.docs]), profile, documents, words, model.perplexity)


def summary(model: Topics, *, top: int = 8) -> pd.DataFrame:
    """Return one row a topic: topic, label, terms (the ``top`` leading ones), share (mean over all documents)."""
    leading = model.terms[model.terms["rank"] <= top].groupby("topic")["term"].agg(", ".join).rename("terms")
    share = model.shares.groupby(["topic", "label"])["share"].mean().round(6).reset_index()
    return share.join(leading, on="topic").fillna({"terms": ""})[["topic", "label", "terms", "share"]]


def group_shares(shares: pd.DataFrame, groups: pd.Series, *, order: Iterable[str] | None = None, draws: int = 1000,
                 level: float = 0.9, seed: int = 1) -> pd.DataFrame:
    """Return the mean share of each topic in each group: group, documents, topic, label, share, low, high.

    low to high is the band that holds ``level`` of the means of ``draws`` samples of the group's documents, drawn with
    replacement (percentile bootstrap, Efron 1979): how far the share would move with other documents of the kind. One
    document gives no band, and no document no share (NaN).

    Parameters: ``shares`` of ``Topics``; ``groups`` the label of each document id; ``order`` of the labels, sorted if None.
    Raises DataError where no document has a known group.
    """
    labels, chance = known(groups), np.random.default_rng(seed)
    wide = shares.pivot(index="document", columns=["topic", "label"], values="share")
    parts = {label: _band(wide[wide.index.map(labels) == label], draws, level, chance) for label in ordered(labels, order)}
    table = pd.concat(parts, names=["group", "topic", "label"]).round(6).reset_index()
    return table[["group", "documents", "topic", "label", "share", "low", "high"]]


def shares_by(model: Topics, groups: pd.Series, **options: object) -> pd.DataFrame:
    """Return ``group_shares`` of a model."""
    return group_shares(model.shares, groups, **options)


def find_sentences(model: Topics, tokens: pd.DataFrame, sentences: pd.DataFrame, *, per_topic: int = 3) -> pd.DataFrame:
    """Return the sentences that speak most of each topic: topic, label, weight, document, sentence, text.

    The weight of a sentence is the sum of the weights of its different terms; readable sentences come before very short,
    very long and table-like ones.

    Parameters: ``tokens`` with document, sentence, lemma; ``sentences`` with document, sentence, text.
    """
    held = tokens[["document", "sentence", "lemma"]].drop_duplicates().rename(columns={"lemma": "term"})
    weights = held.merge(model.terms, on="term").groupby(["topic", "label", "document", "sentence"])["weight"].sum()
    found = weights.round(6).reset_index().merge(sentences[["document", "sentence", "text"]], on=["document", "sentence"])
    found["odd"] = ~found["text"].str.len().between(*keywords.READABLE) | found["text"].str.contains(keywords.TABLE_LIKE)
    found = found.sort_values(["topic", "odd", "weight", "document", "sentence"], ascending=[True, True, False, True, True])
    best = found.groupby("topic").head(per_topic).reset_index(drop=True)
    return best[["topic", "label", "weight", "document", "sentence", "text"]]


def most_topics(counts: pd.DataFrame) -> int:
    """Return how many topics the documents can fill at most: no more than terms, nor than documents with different mixes of terms.

    >>> most_topics(pd.DataFrame({"document": list("aabb"), "term": list("xyxy"), "count": [1, 2, 2, 4]}))
    1
    """
    if counts.empty:
        return 0
    matrix, _, words = codes(counts)
    ends = zip(matrix.indptr, matrix.indptr[1:], strict=False)
    mixes = {(matrix.indices[start:end].tobytes(), (matrix.data[start:end] / matrix.data[start:end].sum()).round(9).tobytes())
             for start, end in ends}
    return min(len(mixes), len(words))


def codes(counts: pd.DataFrame) -> tuple["csr_matrix", pd.Index, pd.Index]:
    """Return the counts as a sparse matrix, documents x terms, with the names of its rows and columns in sorted order."""
    from scipy.sparse import coo_matrix

    rows, documents = pd.factorize(counts["document"], sort=True)
    columns, words = pd.factorize(counts["term"], sort=True)
    matrix = coo_matrix((counts["count"], (rows, columns)), shape=(len(documents), len(words))).tocsr()
    matrix.sort_indices()
    return matrix, documents, words


def read_topics(table: pd.DataFrame) -> Reading:
    """Return a few sentences on the largest topic of the first and the last group, and on what grew most between them.

    Parameters: ``table`` as ``group_shares`` returns it, groups in their order.

    >>> table = pd.DataFrame({"group": ["앞", "앞", "뒤", "뒤"], "documents": 9, "topic": [1, 2, 1, 2], "label": ["법", "자료"] * 2,
    ...                       "share": [.8, .2, .3, .7], "low": [.7, .1, .2, .6], "high": [.9, .3, .4, .8]})
    >>> read_topics(table).split(". ")[1]
    '그 사이에 가장 많이 늘어난 주제는 자료(20% → 70%)이고, 두 띠는 겹치지 않습니다.'
    """
    groups = table.loc[table["documents"] > 0, "group"].unique()
    if not len(groups):
        return Reading("주제의 몫을 잴 문서가 없습니다.")
    first, last = (table[table["group"] == group].set_index("topic") for group in (groups[0], groups[-1]))
    leaders = [f"'{top['group']}'에서 {top['label']}({top['share']:.0%})" for top in (first.loc[first["share"].idxmax()],
                                                                                 last.loc[last["share"].idxmax()])]
    if len(groups) == 1:
        return Reading(f"몫이 가장 큰 주제는 {leaders[0]}입니다. 견줄 다른 무리가 없습니다.")
    change = last["share"] - first["share"]
    most, start = change.idxmax(), f"몫이 가장 큰 주제는 {', '.join(leaders)}입니다."
    if change[most] <= 0:
        return Reading(f"{start} 그 사이에 몫이 늘어난 주제는 없습니다.")
    bands = _bands(first.loc[most], last.loc[most])
    return Reading(f"{start} 그 사이에 가장 많이 늘어난 주제는 {last.loc[most, 'label']}({first.loc[most, 'share']:.0%} → "
                   f"{last.loc[most, 'share']:.0%})이고, {bands}.")


def _bands(first: pd.Series, last: pd.Series) -> str:
    if np.isnan(first["high"]) or np.isnan(last["low"]):
        return "문서가 한 편뿐인 쪽이 있어 띠를 견줄 수 없습니다"
    return "두 띠는 겹치지 않습니다" if last["low"] > first["high"] else "두 띠는 겹칩니다"


def _band(part: pd.DataFrame, draws: int, level: float, chance: np.random.Generator) -> pd.DataFrame:
    """Return documents, share, low and high of each topic in one group of documents."""
    size = len(part)
    table = pd.DataFrame({"documents": size, "share": part.mean()}).assign(low=np.nan, high=np.nan)
    if size > 1:
        weights = np.array([np.bincount(chance.integers(0, size, size), minlength=size) for _ in range(draws)]) / size
        table["low"], table["high"] = np.quantile(weights @ part.to_numpy(), [(1 - level) / 2, (1 + level) / 2], axis=0)
    return table


def _nmf(matrix: "csr_matrix", k: int, seed: int) -> tuple[np.ndarray, np.ndarray, float]:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    weights = TfidfTransformer().fit_transform(matrix)
    model = NMF(k, init="nndsvda", random_state=seed, max_iter=1000)
    with np.errstate(invalid="ignore"):                 # a perfect fit may come out as the root of a tiny negative number
        mixture, profile = model.fit_transform(weights), model.components_
    misfit = np.nan_to_num(model.reconstruction_err_) / np.sqrt((weights.data ** 2).sum())
    return mixture * profile.sum(axis=1), profile, misfit            # neither factor has a scale of its own


def _lda(matrix: "csr_matrix", k: int, seed: int) -> tuple[np.ndarray, np.ndarray, float]:
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(k, learning_method="batch", max_iter=50, random_state=seed)
    return model.fit_transform(matrix), model.components_, model.perplexity(matrix)


def _topics(mixture: np.ndarray, profile: np.ndarray, documents: pd.Index, words: pd.Index, misfit: float) -> Topics:
    """Return the topics in the order of their shares, named by their leading terms."""
    shares, weights = _shares(mixture), _shares(profile)
    ranked = [_ranked(row, words) for row in weights]
    labels = ["·".join(part["term"].head(NAMING)) or NAMELESS for part in ranked]
    mean = shares.mean(axis=0).round(6)
    order = sorted(range(len(ranked)), key=lambda topic: (-mean[topic], labels[topic]))
    named = {(number, labels[topic]): ranked[topic] for number, topic in enumerate(order, start=1)}
    terms = pd.concat(named, names=["topic", "label"]).reset_index(["topic", "label"]).reset_index(drop=True)
    columns = pd.MultiIndex.from_tuples(named, names=["topic", "label"])
    wide = pd.DataFrame(shares[:, order].round(6), index=documents.rename("document"), columns=columns)
    long = wide.stack(["topic", "label"]).rename("share").reset_index()
    return Topics(terms, long.sort_values(["document", "topic"], ignore_index=True), round(float(misfit), 6))


def _shares(rows: np.ndarray) -> np.ndarray:
    total = rows.sum(axis=1, keepdims=True)
    return rows / np.where(total > 0, total, 1)


def _ranked(weights: np.ndarray, words: pd.Index) -> pd.DataFrame:
    table = pd.DataFrame({"term": words, "weight": weights.round(6)})
    table = table[table["weight"] > 0].sort_values(["weight", "term"], ascending=[False, True], ignore_index=True)
    return table.assign(rank=range(1, len(table) + 1))


def _matrix(counts: pd.DataFrame, k: int) -> tuple["csr_matrix", pd.Index, pd.Index]:
    """Return documents x terms with the names of both, or refuse a number of topics that they cannot fill."""
    limit = most_topics(counts)
    if limit < 2:
        found = f"문서 {counts['document'].nunique()}편, 낱말 {counts['term'].nunique()}개"
        raise DataError("주제를 나눌 만큼의 글이 없습니다.", value=found,
                        allowed="낱말의 구성이 다른 문서 2편 이상, 낱말 2개 이상", todo="거르는 기준을 늦추거나 문서를 더하십시오.")
    if k not in range(2, limit + 1):
        raise DataError("나눌 수 없는 주제의 수입니다.", value=k, allowed=f"2에서 {limit}까지의 정수", todo="주제의 수를 고치십시오.")
    return codes(counts)


def _tomotopy() -> ModuleType:
    try:
        import tomotopy
    except ImportError as error:
        command = f'"{sys.executable}" -m pip install -e ".[topics]"'
        raise DataError("이 방법에 쓰는 꾸러미 tomotopy가 없습니다.", value="dmr", allowed="선택 꾸러미 topics를 설치한 컴퓨터",
                        todo=f"kit.py가 있는 폴더에서 {command} 명령을 실행하십시오(인터넷 필요).") from error
    return tomotopy
