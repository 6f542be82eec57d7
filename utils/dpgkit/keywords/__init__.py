"""Which terms matter: frequency, TF-IDF, and the sentences that carry a term."""

from typing import TYPE_CHECKING

import pandas as pd

from dpgkit import documents, morphology, tables
from dpgkit.errors import DataError
from dpgkit.reading import Reading

READABLE = (12, 200)             # characters of a sentence that a reader takes in at once
TABLE_LIKE = r"-{3}|(?:생 ?략)"     # leftovers of comparison tables
KINDS = {"published": "발표된 값", "baseline": "미리 센 값"}

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def frequency(counts: pd.DataFrame) -> pd.DataFrame:
    """Return how often and in how many documents each term stands, most frequent first.

    >>> frequency(pd.DataFrame({"document": ["a", "b"], "term": ["국민", "국민"], "count": [2, 1]})).values.tolist()
    [['국민', 3, 2]]

    Parameters: ``counts`` as ``terms.count_terms`` returns them.
    """
    table = counts.groupby("term").agg(count=("count", "sum"), documents=("document", "nunique")).reset_index()
    return table.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)


def tfidf(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with a column ``tfidf``: high where a term is frequent here and rare elsewhere.

    >>> tfidf(pd.DataFrame({"document": ["a", "b"], "term": ["국민", "국민"], "count": [2, 1]}))["tfidf"].tolist()
    [1.0, 1.0]

    scikit-learn's ``TfidfTransformer`` with its defaults: idf = ln((1 + n) / (1 + df)) + 1, rows scaled to length 1.
    Raises DataError where no term is left.
    """
    from sklearn.feature_extraction.text import TfidfTransformer  # two seconds that only this step needs

    if counts.empty:
        raise DataError("남은 낱말이 없습니다.", value=0, allowed="낱말 1개 이상",
                        todo="min_length를 줄이거나 문서를 더하십시오.")
    matrix, documents_, terms_ = _matrix(counts)
    weights = TfidfTransformer().fit_transform(matrix).tocoo()
    table = pd.DataFrame({"document": documents_.take(weights.row), "term": terms_.take(weights.col),
                          "tfidf": weights.data})
    return counts.merge(table, on=["document", "term"], validate="one_to_one")


def top_terms(weights: pd.DataFrame, top: int = 15) -> pd.DataFrame:
    """Return the terms with the highest mean TF-IDF over all documents: term, tfidf, count, documents.

    >>> weights = pd.DataFrame({"document": ["a", "b"], "term": ["국민", "법률"], "count": [2, 1], "tfidf": [.9, .4]})
    >>> top_terms(weights, top=1)["term"].tolist()
    ['국민']
    """
    total = weights["document"].nunique()
    table = weights.groupby("term").agg(tfidf=("tfidf", "sum"), count=("count", "sum"),
                                        documents=("document", "nunique")).reset_index()
    table["tfidf"] = (table["tfidf"] / total).round(6)
    return table.sort_values(["tfidf", "term"], ascending=[False, True], ignore_index=True).head(top)


def top_terms_by(weights: pd.DataFrame, groups: pd.Series, top: int = 5) -> pd.DataFrame:
    """Return the leading terms of each group of documents: group, term, tfidf, count, documents.

    Parameters: ``groups`` maps a document id (index) to its group, for example the stage of ``history.stage_of``.

    >>> weights = pd.DataFrame({"document": ["a", "b"], "term": ["국민", "법률"], "count": [2, 1], "tfidf": [.9, .4]})
    >>> top_terms_by(weights, pd.Series({"a": "앞", "b": "뒤"}), top=1)["term"].tolist()
    ['국민', '법률']
    """
    labels = weights["document"].map(groups)
    parts = {group: top_terms(weights[labels == group], top) for group in labels.drop_duplicates()}
    return pd.concat(parts, names=["group"]).reset_index("group").reset_index(drop=True)


def find_sentences(units: pd.DataFrame, nouns: pd.DataFrame, weights: pd.DataFrame, chosen: list[str], *,
                   per_term: int = 3) -> pd.DataFrame:
    """Return readable sentences that carry each chosen term: term, document, sentence, text.

    Sentences come from the documents in which the term weighs most; very short, very long and table-like ones
    are passed over.

    Parameters: ``units`` the sentences and ``nouns`` the nouns of ``morphology.analyze``, ``weights``
    as ``tfidf`` does.

    >>> units = pd.DataFrame({"document": ["a"], "sentence": [1], "text": ["국민이 스스로 법을 정한다."]})
    >>> nouns = pd.DataFrame({"document": ["a"], "sentence": [1], "lemma": ["국민"]})
    >>> weights = pd.DataFrame({"document": ["a"], "term": ["국민"], "tfidf": [1.0]})
    >>> find_sentences(units, nouns, weights, ["국민"])["text"].tolist()
    ['국민이 스스로 법을 정한다.']
    """
    readable = units[units["text"].str.len().between(*READABLE) & ~units["text"].str.contains(TABLE_LIKE)]
    where = nouns.loc[nouns["lemma"].isin(chosen), ["lemma", "document", "sentence"]].drop_duplicates()
    hits = where.rename(columns={"lemma": "term"}).merge(readable, on=["document", "sentence"])
    hits = hits.merge(weights[["document", "term", "tfidf"]], on=["document", "term"])
    hits["order"] = hits["term"].map({term: place for place, term in enumerate(chosen)})
    hits = hits.sort_values(["order", "tfidf", "document", "sentence"], ascending=[True, False, True, True])
    best = hits.groupby("term", sort=False).head(per_term).reset_index(drop=True)
    return best[["term", "document", "sentence", "text"]]


def check_method(analyzer: str = "komoran") -> pd.DataFrame:
    """Return the counts of the Constitution beside the expected ones: 재는 것, 기준값, 계산한 값, 차이, 종류, 출처.

    The expected values stand in the table ``published_counts``: the KoNLPy documentation, and a baseline of our own.
    """
    expected = tables.load("published_counts")
    text = documents.load_documents("constitution")
    found = morphology.nouns(morphology.analyze(text, analyzer).tokens)["lemma"].value_counts()
    got = [_measure(measure, text["text"].iloc[0], found) for measure in expected["measure"]]
    table = expected.assign(got=got, difference=lambda rows: rows["got"] - rows["expected"], kind=expected["kind"].map(KINDS))
    names = {"label_ko": "재는 것", "expected": "기준값", "got": "계산한 값", "difference": "차이", "kind": "종류",
             "source": "출처", "note": "덧붙임"}
    return table[list(names)].rename(columns=names)


def read_method(check: pd.DataFrame) -> Reading:
    """Return one sentence on whether the method gives the expected counts.

    >>> read_method(pd.DataFrame({"재는 것": ["글자 수"], "차이": [0]}))
    '기준값 1개가 모두 그대로 나왔습니다.'
    """
    off = check[check["차이"] != 0]
    if off.empty:
        return Reading(f"기준값 {len(check)}개가 모두 그대로 나왔습니다.")
    items = ", ".join(f"{row['재는 것']} {row['차이']:+,}" for _, row in off.iterrows())
    return Reading(f"기준값 {len(check)}개 가운데 {len(check) - len(off)}개가 그대로 나왔고, 다른 것은 {items}입니다.")


def _measure(measure: str, text: str, found: pd.Series) -> int:
    kind, _, term = measure.partition("_")
    if measure == "characters":
        return len(text)
    if measure == "whitespace_tokens":
        return len(text.split())
    return text.count(term) if kind == "string" else int(found.get(term, 0))


def _matrix(counts: pd.DataFrame) -> tuple["csr_matrix", pd.Index, pd.Index]:
    from scipy.sparse import coo_matrix

    rows, documents_ = pd.factorize(counts["document"], sort=True)
    columns, terms_ = pd.factorize(counts["term"], sort=True)
    return coo_matrix((counts["count"], (rows, columns))).tocsr(), documents_, terms_
