"""Documents that are there more than once: the same file, the same text, or the same document in another format."""

import hashlib

import numpy as np
import pandas as pd

RICHEST = ("hwpx", "hwp", "docx", "md", "txt", "html", "pdf")     # which of several formats is kept
WRITTEN, PRINTED = ("hwpx", "hwp"), ("pdf",)
COLUMNS = ["document", "kept", "reason"]
GRAM = 6                # characters
SKETCH = 1000           # hashes kept of a document: the estimate of the overlap is right within .03
ALIKE = 0.8
SHORTEST = 30           # Hangul syllables and digits; shorter texts are too easily alike


def overlaps(documents: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each document that repeats another: document, kept (the one it repeats), reason.

    >>> rows = [("계획.pdf", "계획.pdf", "pdf", "b", "", "가 나 " * 20), ("계획.hwp", "계획.hwp", "hwp", "a", "", "가나" * 20)]
    >>> overlaps(pd.DataFrame(rows, columns=["id", "path", "format", "sha256", "date", "text"])).values.tolist()
    [['계획.pdf', '계획.hwp', '같은 글']]

    Parameters: ``documents`` with id, path, format, sha256, date and text. A document repeats another if file or text are
    the same, if Hangul and digits are the same in another format, or, for a PDF beside an HWP or HWPX of no other
    date, if 6-grams of Hangul and digits overlap by a Jaccard index of 0.8, estimated from the smallest 1,000 hashes
    of both (Broder 1997, On the resemblance and containment of documents). The richer format is kept.
    """
    rank = {form: place for place, form in enumerate(RICHEST)}
    order = sorted(documents.itertuples(), key=lambda document: rank.get(document.format, len(rank)))
    seen, shelf, repeated = {}, Shelf(), {}
    for document in order:
        said = spoken(document.text)
        match = _same(document, said, seen) or shelf.twin(document, said)
        if match:
            repeated[document.id] = match
        else:
            _remember(document, said, seen)
            shelf.put(document, said)
    rows = [(name, *repeated[name]) for name in documents["id"] if name in repeated]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=str)


class Shelf:
    """The HWP and HWPX documents, found again by the hashes that they share with a PDF."""

    def __init__(self) -> None:
        self.documents, self.sketches = [], []

    def put(self, document: object, said: np.ndarray) -> None:
        """Take in a document if a PDF may have been printed from it."""
        if document.format in WRITTEN and len(said) >= SHORTEST:
            self.documents.append(document)

    def twin(self, document: object, said: np.ndarray) -> tuple[str, str] | None:
        """Return the document that a PDF was printed from, and why we think so."""
        if document.format not in PRINTED or len(said) < SHORTEST or not self.documents:
            return None
        self._sort()
        mine = sketch(document.text)
        for place in self._nearest(mine):
            owner = self.documents[place]
            if _may_agree(document.date, owner.date) and resemblance(mine, self.sketches[place]) >= ALIKE:
                return owner.id, "거의 같은 글"
        return None

    def _sort(self) -> None:
        """Sketch the documents once, when the first PDF asks: they come before it, and most folders hold no PDF."""
        if len(self.sketches) == len(self.documents):
            return
        self.sketches = [sketch(document.text) for document in self.documents]
        codes = np.concatenate(self.sketches)
        order = np.argsort(codes)
        self.codes = codes[order]
        self.owners = np.repeat(np.arange(len(self.sketches)), [len(one) for one in self.sketches])[order]

    def _nearest(self, mine: np.ndarray) -> list[int]:
        first, last = np.searchsorted(self.codes, mine), np.searchsorted(self.codes, mine, side="right")
        hits = [self.owners[start:end] for start, end in zip(first, last, strict=True) if start < end]
        counts = np.bincount(np.concatenate(hits)) if hits else np.zeros(0)
        return [int(place) for place in np.argsort(-counts, kind="stable")[:5] if counts[place]]


def spoken(text: str) -> np.ndarray:
    """Return the Hangul syllables and digits of a text, as a reader would say them: shape (length,), uint16.

    >>> bytes(spoken("제1조 (목적)")).decode("utf-16-le")
    '제1조목적'
    """
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return units[(units - np.uint16(0xAC00) <= 0xD7A3 - 0xAC00) | (units - np.uint16(48) <= 9)]     # below zero it wraps round


def sketch(text: str) -> np.ndarray:
    """Return the smallest hashes of the 6-grams of what a text says, sorted: shape (at most 1,000,), uint64.

    >>> len(sketch("가나다라마바사")), bool((sketch("가나다라마바") == sketch("가나다라마바")).all())
    (2, True)
    """
    letters = spoken(text).astype(np.uint64)
    size = max(len(letters) - GRAM + 1, 0)
    codes = np.zeros(size, dtype=np.uint64)
    for place in range(GRAM):
        codes = codes * np.uint64(0x100000001B3) + letters[place:place + size]
    codes = (codes ^ (codes >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)     # spread, so that small means random
    return _smallest(codes ^ (codes >> np.uint64(32)))


def _smallest(codes: np.ndarray) -> np.ndarray:
    if len(codes) > 8 * SKETCH:      # sorting a small part is enough, unless it repeats itself
        part = np.unique(np.partition(codes, 4 * SKETCH)[:4 * SKETCH])
        if len(part) >= SKETCH:
            return part[:SKETCH]
    return np.unique(codes)[:SKETCH]


def resemblance(first: np.ndarray, second: np.ndarray) -> float:
    """Return the Jaccard index of two texts, estimated from their sketches (exact up to 1,000 different 6-grams).

    >>> resemblance(sketch("가나다라마바사"), sketch("가나다라마바아"))
    0.3333333333333333
    """
    together = np.union1d(first, second)[:SKETCH]
    both = np.intersect1d(np.intersect1d(first, second, assume_unique=True), together, assume_unique=True)
    return len(both) / len(together) if len(together) else 0.0


def _same(document: object, said: np.ndarray, seen: dict) -> tuple[str, str] | None:
    file, speech = _keys(document, said)
    if file in seen:
        return seen[file].id, "같은 파일"
    other = seen.get(speech)
    if other is None or not document.text.strip():
        return None              # texts that are the same say the same
    seen.setdefault(_text_key(other), other)
    if _text_key(document) in seen:
        return seen[_text_key(document)].id, "같은 글"
    # in one format, texts that differ in Latin letters or signs only are two documents
    return (other.id, "같은 글") if other.format != document.format and len(said) >= SHORTEST else None


def _remember(document: object, said: np.ndarray, seen: dict) -> None:
    file, speech = _keys(document, said)
    if document.sha256:
        seen.setdefault(file, document)
    if speech in seen:
        seen.setdefault(_text_key(document), document)
    seen.setdefault(speech, document)


def _keys(document: object, said: np.ndarray) -> tuple[tuple, tuple]:
    member = document.id.removeprefix(document.path)     # members of one archive share its sha256
    return ("file", document.sha256, member), ("speech", hashlib.blake2b(said, digest_size=16).digest())


def _text_key(document: object) -> tuple[str, str]:
    return "text", " ".join(document.text.split())


def _may_agree(first: str, second: str) -> bool:
    """Return whether two dates can be those of one document: one unknown, or one the beginning of the other."""
    return first.startswith(second) or second.startswith(first)
