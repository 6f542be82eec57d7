"""Documents beside others to compare them with: own documents beside the digests, or those that a case cites beside the rest."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from dpgkit import documents, keywords, terms
from dpgkit.documents import Corpus
from dpgkit.errors import DataError
from dpgkit.keywords import keyness
from dpgkit.reading import Reading

DIGESTS = "digests"
OWN, KITS = "이 말뭉치", "키트의 요약문"
NOTHING = "말뭉치 전체"
CITED, REST = "사례가 인용한 문서", "나머지 문서"


@dataclass(frozen=True)
class Beside:
    """Two sides to compare: ``texts`` (id, text), ``side`` by document id, both names, the ids to be read, what they are."""

    texts: pd.DataFrame
    side: pd.Series
    own: str
    other: str
    read: pd.Index
    label: str


def open_corpus(corpus: str) -> Corpus:
    """Return a corpus as ``documents.read_corpus``, one without documents where none could be read, and why.

    >>> len(open_corpus("bills").documents)
    10
    """
    try:
        return documents.read_corpus(corpus)
    except DataError as error:
        what, *rest = str(error).splitlines()
        reason = " ".join([what, *(line.strip() for line in rest)])
        refused = pd.DataFrame([(NOTHING, reason)], columns=documents.REFUSED)
        return Corpus(pd.DataFrame(columns=documents.COLUMNS, dtype=str), refused, "읽은 문서 없음")


def beside(loaded: Corpus, corpus: str, cited: Collection[str] = ()) -> Beside:
    """Return the documents of a corpus beside those they are compared with.

    >>> one = beside(documents.read_corpus("bills"), "bills")
    >>> one.own, one.other, len(one.read)
    ('이 말뭉치', '키트의 요약문', 10)

    The digests are compared among themselves: those that a case cites with the others. Any other corpus is compared with
    the digests, whose ids begin with ``요약문/`` then, so that no document stands twice.
    Parameters: ``cited`` ids of the documents that the case cites.
    """
    own = loaded.documents[["id", "text"]]
    if corpus == DIGESTS:
        side = own["id"].isin(list(cited)).map({True: CITED, False: REST}).set_axis(own["id"])
        return Beside(own, side, CITED, REST, pd.Index(own["id"]), loaded.label)
    digests = documents.load_documents(DIGESTS)[["id", "text"]]
    texts = pd.concat([own, digests.assign(id="요약문/" + digests["id"])], ignore_index=True)
    side = texts["id"].isin(own["id"]).map({True: OWN, False: KITS}).set_axis(texts["id"])
    return Beside(texts, side, OWN, KITS, pd.Index(own["id"]), f"{loaded.label}, {KITS} {len(digests)}편")


def sides(both: Beside) -> pd.Series:
    """Return the side of each document, where both sides hold some.

    Raises DataError where one side is empty, for example where the case cites none of the digests.
    """
    if set(both.side) != {both.own, both.other}:
        there = both.side.iloc[0]
        raise DataError("견줄 두 쪽 가운데 하나가 비어 있습니다.", value=f"{there}만 {len(both.side)}건",
                        allowed=f"{both.own}, {both.other}",
                        todo="mapping.csv의 sentences에 근거 문장을 적거나, corpus에 내 문서의 폴더를 적으십시오.")
    return both.side


def of_read(table: pd.DataFrame, both: Beside) -> pd.DataFrame:
    """Return the rows of a table (column document) that come from the documents to be read, not from those beside them."""
    return table[table["document"].isin(both.read)].reset_index(drop=True)


def leading_sentences(sentences: pd.DataFrame, nouns: pd.DataFrame, both: Beside, marks: pd.DataFrame | Reading, top: int) -> pd.DataFrame:
    """Return one readable sentence for each word that sets the own side apart: term, document, sentence, text.

    Parameters: ``sentences`` and ``nouns`` as for ``keywords.find_sentences``; ``marks`` as ``keyness.keyness``, or why there are
    none: then the words with the highest mean TF-IDF of the documents that were read stand in. No row where no word is left.
    """
    compared = isinstance(marks, pd.DataFrame)
    chosen = nouns[nouns["document"].isin(both.side.index[both.side == both.own] if compared else both.read)]
    if chosen.empty:
        return pd.DataFrame(columns=["term", "document", "sentence", "text"])
    weights = keywords.tfidf(terms.count_terms(chosen))
    leading = keyness.leading(marks, top=top)[0] if compared else keywords.top_terms(weights, top)
    return keywords.find_sentences(sentences, chosen, weights, leading["term"].tolist(), per_term=1)


def sample(sentences: pd.DataFrame, seed: int, size: int = 5) -> pd.DataFrame:
    """Return some sentences drawn at random, to see with one's own eyes whether the files were read well: document, sentence, text.

    >>> sample(pd.DataFrame({"document": ["가"], "sentence": [1], "text": ["첫째."]}), 1)["text"].tolist()
    ['첫째.']
    """
    drawn = sentences.sample(min(size, len(sentences)), random_state=seed).sort_index()
    return drawn[["document", "sentence", "text"]].reset_index(drop=True)
