"""The dictionary desk: candidates for compounds, decisions about words with their reasons, and what each does to the counts.

Decisions go into the reader's own word lists, which lie on top of the kit's. Nothing is written before the lists with the new
word were read as a lesson will read them.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from dpgkit import lexicon, morphology
from dpgkit.desk import deskfiles
from dpgkit.desk.deskfiles import LISTS, REJECTED
from dpgkit.errors import DataError
from dpgkit.keywords.collocations import compound_candidates
from dpgkit.lexicon import Lexicon
from dpgkit.lexicon.wordlists import COLUMNS, bare
from dpgkit.reading import Reading, some

NAMES = {"nouns": "합칠 명사", "synonyms": "모을 유의어", "stopwords": "뺄 말", REJECTED: "버린 후보"}
REMOVED = "키트의 사전에서 뺌"
DECISIONS = ["number", "list", "word", "into", "reason"]
EFFECT = ["term", "before", "after", "change"]
MOST = 200               # candidates that a reader looks at; their spelling is counted
SAMPLE = 3_000_000       # characters in which spelling is counted


def load(folder: Path | str | None = None, *, optional: bool = False) -> Lexicon:
    """Return the lexicon of the kit with the reader's lists on top, where there are any.

    Parameters: ``folder`` of the lists, ``deskfiles.own_folder()`` without it; ``optional`` as for ``lexicon.load``.
    Raises DataError as ``lexicon.load`` does.
    """
    place = deskfiles.place(folder)
    return lexicon.load(place if any((place / f"{name}.csv").is_file() for name in COLUMNS) else None, optional=optional)


def candidates(tokens: pd.DataFrame, *, folder: Path | str | None = None, sentences: pd.DataFrame | None = None, min_count: int = 3,
               min_documents: int = 2) -> pd.DataFrame:
    """Return the compounds that wait for a decision: the columns of ``collocations.CANDIDATES``, and written.

    A candidate that was accepted or rejected does not come back; one that was accepted takes part in longer ones.
    written: how ``sentences`` (column text) write it more often, with a space or without; with a space where they do not tell,
    and from row ``MOST`` on, where nobody decides by hand any more. Of a long text evenly chosen sentences are looked at.

    Parameters: ``tokens`` of ``morphology.analyze``, all of them; the others as for ``collocations.compound_candidates``.
    """
    words = load(folder)
    table = compound_candidates(lexicon.merge_nouns(tokens, words), min_count=min_count, min_documents=min_documents)
    rejected = deskfiles.rows(deskfiles.place(folder), REJECTED)["term"]
    decided = {bare(word) for word in (*words.nouns["term"], *words.synonyms["variant"], *rejected)}
    table = table[~table["compound"].map(bare).isin(decided)].reset_index(drop=True)
    text = "" if sentences is None else _sample(sentences["text"])
    spelled = [_written(compound, text) for compound in table["compound"].head(MOST)]
    return table.assign(written=[*spelled, *table["compound"].iloc[MOST:]])


def accept(term: str, reason: str, *, tag: str = "NNG", kind: str = "", folder: Path | str | None = None) -> pd.DataFrame:
    """Keep a noun whole from now on, and return all decisions: the columns of ``DECISIONS``.

    Parameters: ``reason`` one sentence; ``tag`` NNG (common noun) or NNP (proper noun); ``folder`` as for ``load``.
    Raises DataError, before anything is written, for a word that the lists refuse, that was decided already or is a stop word,
    and where the file cannot be written, for example while Excel holds it open.
    """
    return _decide("nouns", {"term": term, "tag": tag, "reason": reason, "kind": kind}, folder)


def reject(term: str, reason: str, *, folder: Path | str | None = None) -> pd.DataFrame:
    """Take a candidate off the list for good, and return all decisions. Raises DataError as ``accept`` does."""
    return _decide(REJECTED, {"term": term, "reason": reason}, folder)


def gather(variant: str, term: str, reason: str, *, folder: Path | str | None = None) -> pd.DataFrame:
    """Count a variant under another word from now on, and return all decisions. Raises DataError as ``accept`` does."""
    return _decide("synonyms", {"variant": variant, "term": term, "reason": reason}, folder)


def leave_out(term: str, reason: str, *, folder: Path | str | None = None) -> pd.DataFrame:
    """Count a word no more (a stop word), and return all decisions. Raises DataError as ``accept`` does."""
    return _decide("stopwords", {"term": term, "reason": reason}, folder)


def undo(folder: Path | str | None = None) -> pd.DataFrame:
    """Take back the last decision, and return those that are left; rows that were written into the files by hand stay.

    Raises DataError where there is nothing to take back, and as ``accept`` does.
    """
    last = decisions(folder).query("number > 0").tail(1)
    if last.empty:
        raise DataError("되돌릴 결정이 없습니다.", value="내린 결정 0개", todo="손으로 적은 줄은 파일에서 고치십시오.")
    name, number = last[["list", "number"]].iloc[0]
    rows = deskfiles.rows(deskfiles.place(folder), name)
    deskfiles.write(deskfiles.place(folder), name, rows[deskfiles.numbers(rows) != number])
    return decisions(folder)


def decisions(folder: Path | str | None = None) -> pd.DataFrame:
    """Return every row of the reader's lists in the order decided: number (0: written by hand), list, word, into, reason.

    into: the word under which a variant is counted, and ``REMOVED`` for a word that is taken out of the kit's list.
    """
    parts = []
    for name, columns in LISTS.items():
        rows = deskfiles.rows(deskfiles.place(folder), name)
        into = (rows["term"] if name == "synonyms" else pd.Series("", index=rows.index)).where(rows["action"] != "remove", REMOVED)
        parts.append(pd.DataFrame({"number": deskfiles.numbers(rows), "list": name, "word": rows[columns[0]], "into": into,
                                   "reason": rows["reason"]}))
    return pd.concat(parts).astype({"number": int}).sort_values("number", kind="stable", ignore_index=True)[DECISIONS]


def refusal(term: str, reason: str, *, tag: str = "NNG", folder: Path | str | None = None) -> str:
    """Return in Korean why ``accept`` would refuse a noun, empty text where it would not; nothing is written."""
    try:
        listed = _with_row("nouns", {"term": term, "tag": tag, "reason": reason, "kind": ""}, folder)
        deskfiles.check(deskfiles.place(folder), "nouns", listed)
    except DataError as problem:
        return str(problem)
    return ""


def with_noun(words: Lexicon, term: str, *, tag: str = "NNG", reason: str = "") -> Lexicon:
    """Return a lexicon with one more noun, to see its effect before it is decided.

    >>> with_noun(lexicon.load(), "열린 혁신").nouns["term"].iloc[-1]
    '열린 혁신'
    """
    row = pd.DataFrame([(term, tag, reason, "")], columns=COLUMNS["nouns"], dtype=str)
    kept = words.nouns[words.nouns["term"].map(bare) != bare(term)]
    return replace(words, nouns=pd.concat([kept, row], ignore_index=True))


def effect_of(tokens: pd.DataFrame, lexicon_before: Lexicon, lexicon_after: Lexicon, terms: Iterable[str] | None = None) -> pd.DataFrame:
    """Return how often terms are counted under two lexicons: term, before, after, change; the largest change first.

    Parameters: ``tokens`` of ``morphology.analyze``; ``terms`` to count, without them every term whose count changes. In these
    tokens nouns are joined, variants gathered and stop words left out; an analyzer that knows a new noun from the start may cut
    the words around it in another way.
    """
    counted = [_counted(tokens, words) for words in (lexicon_before, lexicon_after)]
    table = pd.concat(counted, axis=1, keys=EFFECT[1:3]).fillna(0).astype(int)
    table = table[table["before"] != table["after"]] if terms is None else _asked(table, list(dict.fromkeys(terms)))
    table = table.rename_axis("term").reset_index().assign(change=lambda rows: rows["after"] - rows["before"])
    table = table.assign(size=table["change"].abs()).sort_values(["size", "change", "term"], ascending=[False, False, True])
    return table[EFFECT].reset_index(drop=True)


def read_effect(effect: pd.DataFrame, *, most: int = 4) -> Reading:
    """Return one sentence on the counts that change.

    >>> read_effect(pd.DataFrame({"term": ["공공데이터", "공공"], "before": [0, 30], "after": [12, 18], "change": [12, -12]}))
    '수가 바뀌는 낱말은 2개입니다: 공공데이터 0→12, 공공 30→18.'
    """
    changed = effect[effect["change"] != 0]
    if changed.empty:
        return Reading("수가 바뀌는 낱말이 없습니다.")
    told = some((f"{row.term} {row.before:,}→{row.after:,}" for row in changed.itertuples()), most)
    return Reading(f"수가 바뀌는 낱말은 {len(changed):,}개입니다: {told}.")


def _decide(name: str, row: dict[str, str], folder: Path | str | None) -> pd.DataFrame:
    deskfiles.write(deskfiles.place(folder), name, _with_row(name, row, folder))
    return decisions(folder)


def _with_row(name: str, row: dict[str, str], folder: Path | str | None) -> pd.DataFrame:
    """Return the list with the row, or refuse it where another list holds the word."""
    word, words = bare(deskfiles.tidy(next(iter(row.values())))), load(folder)
    taken = {"nouns": {REJECTED: deskfiles.rows(deskfiles.place(folder), REJECTED)["term"], "stopwords": words.stopwords["term"]},
             REJECTED: {"nouns": words.nouns["term"]}}
    for other, terms in taken.get(name, {}).items():
        if word in set(terms.map(bare)):
            raise DataError(f"'{NAMES[other]}' 목록에 이미 있는 말입니다.", value=next(iter(row.values())), allowed="아직 정하지 않은 말",
                            todo=f"결정을 되돌리거나 {other}.csv에서 그 말을 먼저 빼십시오.")
    return deskfiles.with_row(deskfiles.place(folder), name, row)


def _sample(sentences: pd.Series) -> str:
    return "\n".join(sentences.iloc[::1 + sentences.str.len().sum() // SAMPLE])


def _written(compound: str, text: str) -> str:
    joined = bare(compound)
    return joined if text.count(joined) > text.count(compound) else compound


def _counted(tokens: pd.DataFrame, words: Lexicon) -> pd.Series:
    gathered = lexicon.apply_synonyms(lexicon.merge_nouns(tokens, words), words)
    return lexicon.drop_stopwords(morphology.nouns(gathered), words)["lemma"].value_counts()


def _asked(table: pd.DataFrame, terms: list[str]) -> pd.DataFrame:
    """Return the counts of the terms asked for, whatever spaces they are written with."""
    by_word = table.groupby(table.index.map(bare)).sum()
    return by_word.reindex([bare(term) for term in terms], fill_value=0).set_axis(terms)
