"""From text to words: any analyzer behind one call that survives any text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dpgkit import analyzers, cleaning, tables
from dpgkit.analyzers import Settings, java, tagging
from dpgkit.analyzers.unitstore import LISTS
from dpgkit.errors import DataError

if TYPE_CHECKING:
    from dpgkit.lexicon import Lexicon

ANALYZERS = tuple(analyzers.ANALYZERS)
NOUNS = ("NOUN", "PROPN", "BOUND")       # what KoNLPy's ``nouns`` returns for Komoran
NO_JAVA = "자바가 없어서 {analyzer} 대신 kiwi로 분석했습니다. 낱말의 수가 책과 다를 수 있습니다."
NO_NOUNS = "{analyzer}는 사용자 사전을 받지 않습니다. 사전의 낱말은 분석한 뒤에 이어 붙입니다."
NO_SPACED_NOUNS = "{analyzer}는 띄어 쓴 사전 낱말을 받지 않습니다. 그런 낱말 {number}개는 분석한 뒤에 이어 붙입니다."


@dataclass(frozen=True)
class Analysis:
    """The words of some documents.

    ``tokens``: document, sentence, position (both from 1), surface, lemma, tag, pos; ``sentences``: document, sentence,
    start, text; ``skipped``: document, sentence, unit, reason; ``removed``: kind, documents, count of what cleaning took
    out; ``analyzer`` that did it; ``notes`` what a reader must know.
    """

    tokens: pd.DataFrame
    sentences: pd.DataFrame
    skipped: pd.DataFrame
    removed: pd.DataFrame
    analyzer: str
    notes: tuple[str, ...] = ()


def analyze(texts: pd.DataFrame | Iterable[str], analyzer: str = "komoran", *, lexicon: "Lexicon | None" = None, norm: bool = False,
            seconds: float = 10, keep: bool = True, progress: bool = True) -> Analysis:
    """Return the words of documents, whatever they hold.

    >>> analyze(["국민이 법률을 만든다."]).tokens[["surface", "pos"]].values.tolist()[:2]
    [['국민', 'NOUN'], ['이', 'PARTICLE']]

    Parameters: ``texts`` documents with columns id and text, or just texts (numbered from 1); ``lexicon`` whose nouns the
    analyzer is to know; ``norm`` Okt's normalisation; ``seconds`` what a sentence may take; ``keep`` whether units are kept
    in the store. A unit that the analyzer refuses is listed as skipped. Without Java, Kiwi answers and a note says so.
    Raises DataError for an unknown analyzer, two documents with one id, and where no analyzer can be started.
    """
    names, raw = named(texts)
    settings, notes = settings_for(analyzer, lexicon, norm)
    cleaned, removed = cleaning.clean_all(raw)
    sentences = cleaning.split_all(names, cleaned)
    tokens, skipped = tag_sentences(sentences, settings, seconds=seconds, keep=keep, progress=progress)
    return Analysis(_texts_apart(tokens).to_pandas(), sentences, skipped, removed, settings.analyzer, notes)


def tag_sentences(sentences: pd.DataFrame, settings: Settings, *, seconds: float = 10, keep: bool = True,
                  progress: bool = True) -> tuple[pa.Table, pd.DataFrame]:
    """Return the tokens of sentences as an Arrow table with the columns of ``Analysis.tokens``, and what was skipped.

    Parameters: ``sentences`` as ``cleaning.sentences`` returns them; the others as for ``tagging.tag_distinct``.
    """
    owners, places, units = distinct_units(sentences["text"], analyzers.check(settings.analyzer).unit)
    tagged, refused = tagging.tag_distinct(units, settings, seconds=seconds, keep=keep, progress=progress)
    skipped = _skipped(sentences, owners, places, units, refused)
    return _tokens(sentences, owners, tagged.take(places), settings.analyzer), skipped


def nouns(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the tokens that are nouns.

    >>> nouns(analyze(["국민이 법률을 만든다."]).tokens)["lemma"].tolist()
    ['국민', '법률']
    """
    return tokens[tokens["pos"].isin(NOUNS)].reset_index(drop=True)


def losses(analysis: Analysis) -> pd.DataFrame:
    """Return what cleaning took out of the texts and what the analyzer refused: 무엇, 문서 수, 수.

    >>> losses(analyze(["정부\u200b는 일한다."]))["무엇"].tolist()
    ['보이지 않는 서식 문자', '분석기가 거절한 단위']
    """
    refused = ("분석기가 거절한 단위", analysis.skipped["document"].nunique(), len(analysis.skipped))
    return pd.DataFrame([*analysis.removed.itertuples(index=False, name=None), refused], columns=["무엇", "문서 수", "수"])


@cache
def common_tags(analyzer: str) -> dict[str, str]:
    """Return the common tag of each tag of an analyzer, as the table ``tags`` says.

    >>> common_tags("okt")["Josa"]
    'PARTICLE'
    """
    table = tables.load("tags")
    return table[table["analyzer"] == analyzer].set_index("tag")["pos"].to_dict()


def named(texts: pd.DataFrame | Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the ids and the texts of documents; bare texts are numbered from 1.

    >>> named(["가", "나"])
    (['1', '2'], ['가', '나'])

    Raises DataError for a column that is missing, a repeated id, and a text that is none.
    """
    if not isinstance(texts, pd.DataFrame):
        listed = _as_texts([texts] if isinstance(texts, str) else list(texts))
        return [str(number) for number in range(1, len(listed) + 1)], listed
    ids = column(texts, "id")
    refuse_repeated(ids)
    return ids, column(texts, "text")


def column(documents: pd.DataFrame, name: str) -> list[str]:
    """Return the ids or the texts of a table of documents; a missing text is an empty one.

    >>> column(pd.DataFrame({"id": [7], "text": [None]}), "text")
    ['']

    Raises DataError where the table has no such column, or where a text is something else.
    """
    if not isinstance(documents, pd.DataFrame) or name not in documents:
        raise DataError("문서 표에 열이 없습니다.", value=name, allowed="id, text 열이 있는 표", todo="열 이름을 고치십시오.")
    values = documents[name].astype(object).tolist()
    return _as_texts(values) if name == "text" else [str(value) for value in values]


def refuse_repeated(ids: Iterable[str]) -> None:
    """Raise DataError where two documents have one id.

    >>> refuse_repeated(["a", "b"])
    """
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise DataError("같은 번호의 문서가 여럿 있습니다.", value=name, allowed="문서마다 다른 번호", todo="id 열을 고치십시오.")
        seen.add(name)


def settings_for(analyzer: str, lexicon: "Lexicon | None", norm: bool) -> tuple[Settings, tuple[str, ...]]:
    """Return how an analyzer is to work, and what the reader must know about it: no Java, no user nouns."""
    kind, notes = analyzers.check(analyzer), []
    if kind.java and not java.is_there():
        notes.append(NO_JAVA.format(analyzer=analyzer))
        analyzer, kind = "kiwi", analyzers.check("kiwi")
    given = [] if lexicon is None else list(zip(lexicon.nouns["term"], lexicon.nouns["tag"], strict=True))
    taken = [(term, tag) for term, tag in given if kind.nouns and (kind.spaced_nouns or " " not in term)]
    if len(taken) < len(given):
        notes.append((NO_SPACED_NOUNS if kind.nouns else NO_NOUNS).format(analyzer=analyzer, number=len(given) - len(taken)))
    return Settings(analyzer, tuple(sorted(taken)), norm=norm and analyzer == "okt"), tuple(notes)


def _as_texts(values: list) -> list[str]:
    texts = [value if isinstance(value, str) else "" if pd.api.types.is_scalar(value) and pd.isna(value) else value for value in values]
    odd = next((value for value in texts if not isinstance(value, str)), None)
    if odd is not None:
        raise DataError("글이 아닌 값이 있습니다.", value=odd, allowed="글로 된 값", todo="text 열을 고치십시오.")
    return texts


def distinct_units(texts: pd.Series, unit: str) -> tuple[np.ndarray, pa.Array, pa.Array]:
    """Return the sentence of each unit, its place among the distinct units, and the distinct units."""
    whole = pa.array(texts, pa.string())
    if unit == "sentence":
        encoded, owners = whole.dictionary_encode(), np.arange(len(whole))
    else:
        chunks = pc.split_pattern(whole, " ")
        encoded, owners = chunks.flatten().dictionary_encode(), pc.list_parent_indices(chunks).to_numpy()
    return owners, encoded.indices, encoded.dictionary


def _texts_apart(tokens: pa.Table) -> pa.Table:
    """Return tokens with plain texts: the dictionaries of Arrow would be categories in pandas, which few methods expect."""
    plain = [field.with_type(pa.large_string()) if pa.types.is_dictionary(field.type) else field for field in tokens.schema]
    return tokens.cast(pa.schema(plain))


def _tokens(sentences: pd.DataFrame, owners: np.ndarray, tagged: pa.Table, analyzer: str) -> pa.Table:
    lists = {name: tagged[name].combine_chunks() for name in LISTS}
    rows = np.repeat(owners, pc.list_value_length(lists["surface"]).to_numpy())      # the sentence of each token
    before = np.searchsorted(rows, np.arange(len(sentences)))                        # tokens before each sentence
    words = {name: column.flatten().dictionary_encode() for name, column in lists.items()}
    tags = words["tag"]
    common = [common_tags(analyzer).get(tag, "UNKNOWN") for tag in tags.dictionary.to_pylist()]
    documents = pa.array(sentences["document"], pa.string()).dictionary_encode().take(pa.array(rows))
    return pa.table({
        "document": documents, "sentence": sentences["sentence"].to_numpy(dtype=np.int64)[rows],
        "position": np.arange(len(rows)) - before[rows] + 1, **words,
        "pos": pa.array(common, pa.string()).take(tags.indices).dictionary_encode()})


def _skipped(sentences: pd.DataFrame, owners: np.ndarray, places: pa.Array, units: pa.Array, refused: dict[int, str]) -> pd.DataFrame:
    at = np.flatnonzero(np.isin(places.to_numpy(), list(refused)))
    unit = places.to_numpy()[at]
    where = sentences.iloc[owners[at]]
    return pd.DataFrame({"document": where["document"].to_numpy(), "sentence": where["sentence"].to_numpy(),
                         "unit": [units[int(place)].as_py() for place in unit],
                         "reason": [refused[int(place)] for place in unit]})
