"""Counts of Korean words as a step of scikit-learn: the interface of CountVectorizer, the analyzers of the kit."""

from collections.abc import Collection, Iterable, Mapping
from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted

from dpgkit import morphology, terms
from dpgkit.errors import DataError
from dpgkit.morphology import NOUNS
from dpgkit.terms import DocumentTerms

if TYPE_CHECKING:
    from dpgkit.lexicon import Lexicon

Texts = Iterable[str] | pd.DataFrame


class KoreanVectorizer(TransformerMixin, BaseEstimator, auto_wrap_output_keys=None):
    """Turn Korean texts into a sparse matrix of counts, as a step of a scikit-learn pipeline.

    >>> counted = KoreanVectorizer().fit(["국민이 법률을 만든다.", "국민은 국가를 이룬다."])
    >>> counted.get_feature_names_out().tolist()
    ['국가', '국민', '법률']
    >>> counted.transform(["법률과 조례"]).toarray().tolist()
    [[0, 0, 1]]

    Parameters: ``analyzer``, ``lexicon``, ``norm`` and ``keep`` as for ``morphology.analyze``; ``pos``, ``form`` and ``min_length`` as for
    ``terms.count_matrix``; ``ngram_range`` shortest and longest run of neighbours, as ``terms.ngrams`` makes them; ``stop_words`` that do
    not count; ``min_df`` and ``max_df`` documents with the term (a whole number) or their share (a fraction); ``max_features`` the
    commonest terms; ``vocabulary`` the terms to count, instead of those found by ``fit``; ``binary`` 1 instead of the count; ``dtype``
    of the counts. What ``fit`` learns is ``vocabulary_``: term and column.
    """

    def __init__(self, analyzer: str = "okt", *, pos: Collection[str] = NOUNS, form: str = "lemma", min_length: int = 2,
                 ngram_range: tuple[int, int] = (1, 1), stop_words: Collection[str] | None = None, min_df: float = 1, max_df: float = 1.0,
                 max_features: int | None = None, vocabulary: Iterable[str] | None = None, binary: bool = False, dtype: type = np.int64,
                 lexicon: "Lexicon | None" = None, norm: bool = False, keep: bool = True, progress: bool = False) -> None:
        self.analyzer, self.pos, self.form, self.min_length = analyzer, pos, form, min_length
        self.ngram_range, self.stop_words, self.min_df, self.max_df = ngram_range, stop_words, min_df, max_df
        self.max_features, self.vocabulary, self.binary, self.dtype = max_features, vocabulary, binary, dtype
        self.lexicon, self.norm, self.keep, self.progress = lexicon, norm, keep, progress

    def fit(self, raw_documents: Texts, y: object = None) -> "KoreanVectorizer":
        """Learn which terms to count. Raises DataError where none is left."""
        self.fit_transform(raw_documents)
        return self

    def fit_transform(self, raw_documents: Texts, y: object = None) -> csr_matrix:
        """Learn which terms to count, and return their counts: documents x terms. Raises DataError where none is left."""
        counts = self._counts(raw_documents)
        chosen = self._chosen(counts) if self.vocabulary is None else list(self.vocabulary)
        if not chosen:
            raise DataError("셀 낱말이 남지 않았습니다.", value=f"문서 {len(counts.documents)}건, 낱말 {len(counts.terms)}개",
                            todo="pos, min_length, stop_words, min_df, max_df를 늦추십시오.")
        self.vocabulary_ = dict(self.vocabulary) if isinstance(self.vocabulary, Mapping) else {term: at for at, term in enumerate(chosen)}
        return self._arranged(counts)

    def transform(self, raw_documents: Texts) -> csr_matrix:
        """Return the counts of the learned terms: documents x terms. Other terms do not count."""
        check_is_fitted(self, "vocabulary_")
        return self._arranged(self._counts(raw_documents))

    def inverse_transform(self, X: csr_matrix) -> list[np.ndarray]:
        """Return the terms of each row that do not count zero."""
        names = self.get_feature_names_out()
        return [names[row.indices[row.data != 0]] for row in csr_matrix(X)]

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return the terms in the order of the columns."""
        check_is_fitted(self, "vocabulary_")
        return np.array(sorted(self.vocabulary_, key=self.vocabulary_.__getitem__), dtype=object)

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        return tags

    def _counts(self, raw_documents: Texts) -> DocumentTerms:
        if isinstance(raw_documents, str):
            raise DataError("글 하나가 아니라 여러 글이 있어야 합니다.", value=raw_documents, allowed="글의 목록",
                            todo="대괄호로 싸십시오.")
        terms.check_form(self.form)
        low, high = self.ngram_range
        if not 1 <= low <= high:
            raise DataError("이어 볼 낱말의 수가 맞지 않습니다.", value=self.ngram_range, allowed="(1, 1), (1, 2), (2, 2) 등",
                            todo="ngram_range를 고치십시오.")
        texts = raw_documents if isinstance(raw_documents, pd.DataFrame) else list(raw_documents)
        options = {"lexicon": self.lexicon, "norm": self.norm, "keep": self.keep, "progress": self.progress}
        if (low, high) == (1, 1):
            return terms.count_matrix(texts, self.analyzer, pos=self.pos, form=self.form, min_length=self.min_length, **options)
        tokens = self._kept(morphology.analyze(texts, self.analyzer, **options).tokens)
        grams = [terms.ngrams(tokens, size) for size in range(low, high + 1)]
        return terms.from_tokens(pd.concat(grams, ignore_index=True), documents=morphology.named(texts)[0])

    def _kept(self, tokens: pd.DataFrame) -> pd.DataFrame:
        tokens = tokens.assign(lemma=tokens[self.form])
        kept = (tokens["lemma"].str.len() >= self.min_length) & ~tokens["lemma"].isin(list(self.stop_words or ()))
        return tokens[kept & tokens["pos"].isin(list(self.pos))] if self.pos else tokens[kept]

    def _chosen(self, counts: DocumentTerms) -> list[str]:
        """Return the terms that stand in neither too few nor too many documents, in the order of the alphabet."""
        found, number = counts.terms, len(counts.documents)
        least, most = (limit if isinstance(limit, Integral) else limit * number for limit in (self.min_df, self.max_df))
        found = found[found["documents"].between(least, most) & ~found["term"].isin(list(self.stop_words or ()))]
        commonest = found.sort_values("count", ascending=False, kind="stable").head(self.max_features or len(found))
        return sorted(commonest["term"])

    def _arranged(self, counts: DocumentTerms) -> csr_matrix:
        place = counts.terms["term"].map(self.vocabulary_).fillna(-1).to_numpy(dtype=np.int64)
        cells = counts.matrix.tocoo()
        columns = place[cells.col]
        known = columns >= 0
        data = np.ones(known.sum()) if self.binary else cells.data[known]
        shape = (len(counts.documents), max(self.vocabulary_.values()) + 1)
        return csr_matrix((data.astype(self.dtype), (cells.row[known], columns[known])), shape=shape)
