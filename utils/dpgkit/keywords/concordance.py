"""Every place where a term stands, with the words around it (keyword in context)."""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import pandas as pd

from dpgkit.errors import DataError
from dpgkit.keywords.collocations import places

COLUMNS = ["document", "sentence", "start", "end", "left", "keyword", "right"]
ORDERS = ("document", "left", "right")
LEFT_OUT = 12       # letters that a token may take up that is not in the table


def concordance(sentences: pd.DataFrame, term: str, *, tokens: pd.DataFrame | None = None, window: int = 40,
                sort_by: str = "document") -> pd.DataFrame:
    """Return every occurrence of a term with its context: the columns of ``COLUMNS``.

    Without ``tokens`` every place where the letters stand counts, also inside longer words. With ``tokens`` a place counts
    where tokens begin and end with the term (surface or lemma), so that 국민 is not found in 국민연금 where that is one token.
    A space in the term matches a space or none. Text between two units of a sentence cut at 300 characters is searched too.

    Parameters: ``sentences`` with document, sentence, start (offset of the sentence in the cleaned text of its document) and
    text; ``tokens`` with document, sentence, position, surface, lemma, tag; ``window`` in characters on each side; ``sort_by``
    ``document``, ``left`` (from the term outwards) or ``right``. start and end are offsets in the cleaned text.
    Raises DataError for an empty term, a negative window, and another order.

    >>> sentences = pd.DataFrame({"document": ["a"], "sentence": [1], "start": [0], "text": ["국민이 국민연금을 낸다."]})
    >>> concordance(sentences, "국민", window=3)[["start", "left", "keyword", "right"]].values.tolist()
    [[0, '', '국민', '이 국'], [4, '민이 ', '국민', '연금을']]
    """
    term = " ".join(unicodedata.normalize("NFC", term).split())
    _check(term, window, sort_by)
    kept = None if tokens is None else _candidates(tokens, term)
    parts = [_in_document(rows, term, kept, window) for _, rows in sentences.groupby("document", sort=False)]
    table = pd.DataFrame([row for part in parts for row in part], columns=COLUMNS)
    if sort_by == "document":
        return table
    key = table["left"].str[::-1] if sort_by == "left" else table["right"]
    return table.assign(key=key.astype(str)).sort_values("key", kind="stable", ignore_index=True)[COLUMNS]


def token_spans(text: str, surfaces: Sequence[str], positions: Sequence[int]) -> list[tuple[int, int]]:
    """Return where each token stands in its sentence, whether or not the text is spaced as the token is.

    A token that the analyzer rewrote (하 + 았 for 했) takes the text between its neighbours. A token is looked for only as
    far on as the tokens before it that were not found, or are not in the table, may reach.

    >>> token_spans("추진했다.", ["추진", "하", "았", "다", "."], range(1, 6))
    [(0, 2), (2, 3), (2, 3), (3, 4), (4, 5)]
    """
    found, at, room = [], 0, 1
    missing = np.diff(positions, prepend=0) - 1
    for surface, left_out in zip(surfaces, missing, strict=True):
        room += LEFT_OUT * left_out
        span = _find(text, surface, at, at + room)
        found.append(span)
        at, room = (span[1], 1) if span else (at, room + len(surface) + 1)
    ends = [0, *_filled([span and span[1] for span in found])]
    starts = [*_filled([span and span[0] for span in found][::-1], len(text))[::-1], len(text)]
    gaps = zip(found, surfaces, ends, starts[1:], strict=False)
    return [span or _find(text[:end], surface, start, end) or _trimmed(text, start, end) for span, surface, start, end in gaps]


def _check(term: str, window: int, sort_by: str) -> None:
    if not term:
        raise DataError("찾을 낱말이 비어 있습니다.", value=repr(term), allowed="한 글자 이상", todo="찾을 낱말을 적으십시오.")
    if window < 0:
        raise DataError("앞뒤로 보일 글자 수가 맞지 않습니다.", value=window, allowed="0 이상", todo="window를 고치십시오.")
    if sort_by not in ORDERS:
        raise DataError("없는 차례입니다.", value=sort_by, allowed=ORDERS, todo="sort_by를 고치십시오.")


def _in_document(rows: pd.DataFrame, term: str, tokens: dict | None, window: int) -> list[tuple]:
    """Return the occurrences in one document as rows of ``COLUMNS``."""
    rows = rows.sort_values("start")
    text, starts, numbers = _whole_text(rows), rows["start"].to_numpy(), rows["sentence"].to_numpy()
    spans = _literal(text, term) if tokens is None else _as_tokens(rows, term, tokens)
    document = rows["document"].iloc[0]
    return [(document, int(numbers[np.searchsorted(starts, start, side="right") - 1]), start, end,
             text[max(start - window, 0):start], text[start:end], text[end:end + window]) for start, end in spans]


def _whole_text(rows: pd.DataFrame) -> str:
    """Return the cleaned text again: sentences at their offsets, and between them the space they were split at."""
    pieces, end = [], 0
    for start, text in zip(rows["start"], rows["text"], strict=True):
        pieces += [" " * (start - end), text]
        end = start + len(text)
    return "".join(pieces)


def _literal(text: str, term: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(_pattern(term), text)]


def _pattern(term: str) -> str:
    return " ?".join(map(re.escape, term.split()))


def _candidates(tokens: pd.DataFrame, term: str) -> dict[tuple, pd.DataFrame]:
    """Return the tokens of the sentences in which some token begins the term."""
    target = _joined(term)
    forms = pd.unique(pd.concat([tokens["surface"], tokens["lemma"]]))
    begins = [form for form in forms if form and target.startswith(_joined(form))]
    keys = tokens.loc[tokens["surface"].isin(begins) | tokens["lemma"].isin(begins), ["document", "sentence"]].drop_duplicates()
    kept = tokens.merge(keys, on=["document", "sentence"]).sort_values(["document", "sentence", "position"], kind="stable")
    kept = kept.assign(position=places(kept))
    return dict(list(kept.groupby(["document", "sentence"], sort=False)))


def _as_tokens(rows: pd.DataFrame, term: str, tokens: dict) -> list[tuple[int, int]]:
    hits = []
    for row in rows.itertuples():
        if (row.document, row.sentence) in tokens:
            found = _runs(tokens[row.document, row.sentence], _joined(term), row.text)
            hits += [(row.start + start, row.start + end) for start, end in found]
    return hits


def _runs(tokens: pd.DataFrame, target: str, text: str) -> list[tuple[int, int]]:
    """Return the spans of runs of neighbouring tokens whose surfaces or lemmas, joined, are the term."""
    forms = [tokens[column].map(_joined).tolist() for column in ("surface", "lemma")]
    position = tokens["position"].to_numpy()
    spans = token_spans(text, tokens["surface"].tolist(), position)
    runs = {}
    for form in forms:
        for first in range(len(form)):
            last = _run_end(form, position, first, target)
            if last is not None:
                runs[first] = (spans[first][0], spans[last][1])
    return [runs[first] for first in sorted(runs)]


def _run_end(form: list[str], position: np.ndarray, first: int, target: str) -> int | None:
    """Return the token with which the term ends that begins at ``first``, if it does."""
    rest = target
    for last in range(first, len(form)):
        if position[last] - position[first] != last - first or not form[last] or not rest.startswith(form[last]):
            return None
        rest = rest.removeprefix(form[last])
        if not rest:
            return last
    return None


def _joined(form: str) -> str:
    return "".join(form.split())


def _find(text: str, surface: str, at: int, last: int) -> tuple[int, int] | None:
    """Return where a token stands next, if it begins at ``last`` or before."""
    found = re.compile(" ?".join(map(re.escape, _joined(surface)))).search(text, at) if surface.strip() else None
    return found.span() if found and found.start() <= last else None


def _filled(values: list[int | None], first: int = 0) -> list[int]:
    """Return the values with each missing one taken from the one before."""
    filled = []
    for value in values:
        filled.append(value if value is not None else filled[-1] if filled else first)
    return filled


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, end - (len(piece) - len(piece.rstrip())))
