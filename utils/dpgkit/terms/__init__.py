"""From words to counts: which terms stand in which document, and how often, as a table or as a sparse matrix."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dpgkit import analyzers, cleaning, morphology
from dpgkit.analyzers import tagging
from dpgkit.errors import DataError
from dpgkit.morphology import NOUNS

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from dpgkit.lexicon import Lexicon


@dataclass(frozen=True)
class DocumentTerms:
    """Counts as a sparse ``matrix`` (documents x terms) with a row table ``documents`` (document, tokens) and a column table
    ``terms`` (term, count, documents); row n and column n of the matrix are line n of their tables. ``notes`` what a reader must know."""

    matrix: "csr_matrix"
    documents: pd.DataFrame
    terms: pd.DataFrame
    notes: tuple[str, ...] = ()

    def counts(self) -> pd.DataFrame:
        """Return the counts as a long table: document, term, count; zeros are left out."""
        cells = self.matrix.tocoo()
        table = pd.DataFrame({"document": self.documents["document"].to_numpy()[cells.row],
                              "term": self.terms["term"].to_numpy()[cells.col], "count": cells.data})
        return table.sort_values(["document", "term"], ignore_index=True)


def count_terms(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return one row a document and term: document, term (the lemma), count.

    >>> count_terms(pd.DataFrame({"document": ["a", "a", "b"], "lemma": ["국민", "국민", "법률"]}))["count"].tolist()
    [2, 1]
    """
    counts = tokens.groupby(["document", "lemma"], sort=True).size()
    return counts.rename("count").reset_index().rename(columns={"lemma": "term"})


def ngrams(tokens: pd.DataFrame, size: int = 2) -> pd.DataFrame:
    """Return the runs of ``size`` tokens that follow each other in a sentence, joined by a space, as tokens.

    >>> tokens = pd.DataFrame({"document": ["a"] * 3, "sentence": [1, 1, 1], "position": [1, 2, 3], "lemma": ["공공", "데이터", "개방"]})
    >>> ngrams(tokens)["lemma"].tolist()
    ['공공 데이터', '데이터 개방']

    Tokens follow each other where their positions do: taking some out first leaves a gap, not a neighbour. A token that a
    lexicon joined covers as many positions as its tag has parts. Raises DataError for a size below 1.
    """
    if size < 1:
        raise DataError("이어 볼 낱말의 수가 너무 작습니다.", value=size, allowed="1 이상의 정수", todo="size를 고치십시오.")
    start = tokens.reset_index(drop=True)
    followed = _is_followed(start)
    joined, together = start["lemma"].astype(str), pd.Series(True, index=start.index)
    for step in range(1, size):
        together &= followed.shift(1 - step, fill_value=False)
        joined = joined + " " + start["lemma"].astype(str).shift(-step)
    return start.assign(lemma=joined)[together].reset_index(drop=True)


def from_tokens(tokens: pd.DataFrame, *, documents: Iterable[str] | None = None, min_documents: int = 1,
                max_share: float = 1.0) -> DocumentTerms:
    """Return the counts of the lemmas of a token table.

    >>> tokens = pd.DataFrame({"document": ["a", "a", "b"], "lemma": ["국민", "국민", "법률"]})
    >>> from_tokens(tokens).matrix.toarray().tolist()
    [[2, 0], [0, 1]]

    Parameters: ``documents`` all ids in the order of the rows (those of the tokens if None), so that a document without
    words keeps its row; a term stays if it stands in at least ``min_documents`` documents and in at most ``max_share`` of them.
    Raises DataError for a repeated id and for tokens of a document that is not among them.
    """
    names = pd.Index(tokens["document"].unique() if documents is None else list(documents), dtype=str)
    morphology.refuse_repeated(names)
    rows = names.get_indexer(tokens["document"].astype(str))
    if (rows < 0).any():
        raise DataError("문서 목록에 없는 문서의 낱말이 있습니다.", value=tokens["document"].iloc[int(np.argmin(rows))],
                        allowed="documents에 적은 번호", todo="documents를 고치십시오.")
    columns, found = pd.factorize(tokens["lemma"].astype(str))
    matrix = _sparse(np.ones(len(tokens), dtype=np.int64), rows, columns, (len(names), len(found)))
    return _described(matrix, names, pd.Index(found, dtype=str), min_documents, max_share)


def count_matrix(texts: pd.DataFrame | Iterable[str], analyzer: str = "okt", *, pos: Collection[str] = NOUNS, form: str = "lemma",
                 min_length: int = 2, min_documents: int = 1, max_share: float = 1.0, lexicon: "Lexicon | None" = None,
                 norm: bool = False, keep: bool = True, progress: bool = True) -> DocumentTerms:
    """Return the counts of terms in documents without putting a token table together, for large corpora.

    >>> count_matrix(["국민이 법률을, 국민이 만든다."]).counts().values.tolist()
    [['1', '국민', 2], ['1', '법률', 1]]

    Units of text are counted per document, and that matrix is multiplied with the counts of terms per unit: the same as
    ``from_tokens`` of the same tokens. Parameters: ``texts``, ``analyzer``, ``lexicon``, ``norm`` and ``keep`` as for
    ``morphology.analyze``; ``pos`` common tags that count (empty: all); ``form`` surface or lemma; ``min_length`` characters;
    ``min_documents`` and ``max_share`` as for ``from_tokens``. Raises DataError for another form or share.
    """
    check_form(form)
    _check_limits(min_documents, max_share)
    names, raw = morphology.named(texts)
    settings, notes = morphology.settings_for(analyzer, lexicon, norm)
    owners, places, units = _units(cleaning.clean_all(raw)[0], analyzers.check(settings.analyzer).unit)
    tagged, _ = tagging.tag_distinct(units, settings, keep=keep, progress=progress)
    per_unit, found = _terms_of_units(tagged, settings.analyzer, pos, form, min_length)
    matrix = _sparse(np.ones(len(owners), dtype=np.int64), owners, places.to_numpy(), (len(names), len(units))) @ per_unit
    return replace(_described(matrix, pd.Index(names, dtype=str), found, min_documents, max_share), notes=notes)


def check_form(form: str) -> None:
    """Raise DataError for a form of words that cannot be counted.

    >>> check_form("lemma")
    """
    if form not in ("surface", "lemma"):
        raise DataError("세는 꼴이 맞지 않습니다.", value=form, allowed="surface, lemma", todo="form을 고치십시오.")


def _units(texts: Sequence[str], unit: str) -> tuple[np.ndarray, pa.Array, pa.Array]:
    """Return the document of each unit, its place among the distinct units, and the distinct units."""
    if unit == "chunk":
        full = np.flatnonzero([bool(text) for text in texts])        # a blank text has no chunk
        owners, places, units = morphology.distinct_units([texts[row].replace("\n", " ") for row in full], "chunk")
        return full[owners], places, units
    whole = cleaning.split_all(range(len(texts)), texts)
    owners, places, units = morphology.distinct_units(whole["text"], "sentence")
    return whole["document"].to_numpy(dtype=np.int64)[owners], places, units


def _terms_of_units(tagged: pa.Table, analyzer: str, pos: Collection[str], form: str, min_length: int) -> tuple["csr_matrix", pd.Index]:
    lists = tagged[form].combine_chunks()
    ends = np.concatenate([[0], np.cumsum(pc.list_value_length(lists).to_numpy())])
    words = lists.flatten().dictionary_encode()
    kept = _by_dictionary(words, lambda word: len(word) >= min_length)
    if pos:
        common = morphology.common_tags(analyzer)
        tags = tagged["tag"].combine_chunks().flatten().dictionary_encode()
        kept &= _by_dictionary(tags, lambda tag: common.get(tag, "UNKNOWN") in pos)
    units = np.repeat(np.arange(len(lists)), np.diff(ends))[kept]
    columns, found = words.indices.to_numpy()[kept], pd.Index(words.dictionary.to_pylist(), dtype=str)
    return _sparse(np.ones(len(units), dtype=np.int64), units, columns, (len(lists), len(found))), found


def _by_dictionary(encoded: pa.DictionaryArray, test: Callable[[str], bool]) -> np.ndarray:
    passed = np.array([test(value) for value in encoded.dictionary.to_pylist()], dtype=bool)
    return passed[encoded.indices.to_numpy()] if len(passed) else np.zeros(len(encoded), dtype=bool)


def _sparse(values: np.ndarray, rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> "csr_matrix":
    from scipy.sparse import coo_matrix

    return coo_matrix((values, (rows, columns)), shape=shape).tocsr()


def _is_followed(tokens: pd.DataFrame) -> pd.Series:
    """Return for each token whether the next row is its neighbour in the sentence."""
    width = tokens["tag"].astype(str).str.count(r"\+") + 1 if "tag" in tokens else 1
    later = tokens[["document", "sentence", "position"]].shift(-1)
    same = (later["document"] == tokens["document"]) & (later["sentence"] == tokens["sentence"])
    return same & (later["position"] == tokens["position"] + width)


def _check_limits(min_documents: int, max_share: float) -> None:
    if min_documents < 1 or not 0 < max_share <= 1:
        raise DataError("낱말을 남기는 기준이 맞지 않습니다.", value=f"min_documents {min_documents}, max_share {max_share}",
                        allowed="min_documents 1 이상, max_share 0보다 크고 1 이하", todo="기준을 고치십시오.")


def _described(matrix: "csr_matrix", names: pd.Index, found: pd.Index, min_documents: int, max_share: float) -> DocumentTerms:
    _check_limits(min_documents, max_share)
    spread = np.bincount(matrix.indices, minlength=len(found))
    most = max_share * len(names) + 1e-9        # 0.29 of 100 documents are 29, not 28.999
    columns = np.flatnonzero((spread >= min_documents) & (spread <= most))
    columns = columns[np.argsort(found[columns].to_numpy(dtype=object), kind="stable")]
    matrix = matrix[:, columns]
    terms = pd.DataFrame({"term": found[columns], "count": np.asarray(matrix.sum(axis=0)).ravel(), "documents": spread[columns]})
    documents = pd.DataFrame({"document": names, "tokens": np.asarray(matrix.sum(axis=1)).ravel()})
    return DocumentTerms(matrix, documents, terms)
