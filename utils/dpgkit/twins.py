"""Documents that are there more than once: the same file, the same text, or the same document in another format."""

import re
from collections import Counter

import numpy as np
import pandas as pd

RICHEST = ("hwpx", "hwp", "docx", "md", "txt", "html", "pdf")     # which of several formats is kept
WRITTEN, PRINTED = ("hwpx", "hwp"), ("pdf",)
COLUMNS = ["document", "kept", "reason"]
GRAM = 6                # characters
SKETCH = 1000           # hashes kept of a document: the estimate of the overlap is right within .03
ALIKE = 0.8
SHORTEST = 30           # Hangul syllables and digits; shorter texts are too easily alike
NOT_SAID = re.compile(r"[^0-9가-힣]+")


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
        said = NOT_SAID.sub("", document.text)
        match = _same(document, said, seen) or shelf.twin(document, said)
        if match:
            repeated[document.id] = match
        else:
            _remember(document, said, seen)
            shelf.put(document, said)
    rows = [(name, *repeated[name]) for name in documents["id"] if name in repeated]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=str)


class Shelf:
    """Sketches of the HWP and HWPX documents, found again by the hashes that they share with a PDF."""

    def __init__(self) -> None:
        self.sketches: dict[str, np.ndarray] = {}
        self.dates: dict[str, str] = {}
        self.owners: dict[int, list[str]] = {}

    def put(self, document: object, said: str) -> None:
        """Take in a document if a PDF may have been printed from it."""
        if document.format not in WRITTEN or len(said) < SHORTEST:
            return
        self.sketches[document.id], self.dates[document.id] = sketch(said), document.date
        for code in self.sketches[document.id].tolist():
            self.owners.setdefault(code, []).append(document.id)

    def twin(self, document: object, said: str) -> tuple[str, str] | None:
        """Return the document that a PDF was printed from, and why we think so."""
        if document.format not in PRINTED or len(said) < SHORTEST:
            return None
        mine = sketch(said)
        shared = Counter(owner for code in mine.tolist() for owner in self.owners.get(code, ()))
        for owner, _ in shared.most_common(5):
            if _may_agree(document.date, self.dates[owner]) and resemblance(mine, self.sketches[owner]) >= ALIKE:
                return owner, "거의 같은 글"
        return None


def sketch(said: str) -> np.ndarray:
    """Return the smallest hashes of the 6-grams of a text, sorted: shape (at most 1,000,), uint64.

    >>> len(sketch("가나다라마바사")), bool((sketch("가나다라마바") == sketch("가나다라마바")).all())
    (2, True)
    """
    letters = np.frombuffer(said.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    size = max(len(letters) - GRAM + 1, 0)
    codes = np.zeros(size, dtype=np.uint64)
    for place in range(GRAM):
        codes = codes * np.uint64(0x100000001B3) + letters[place:place + size]
    codes = (codes ^ (codes >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)     # spread, so that small means random
    return np.unique(codes ^ (codes >> np.uint64(32)))[:SKETCH]


def resemblance(first: np.ndarray, second: np.ndarray) -> float:
    """Return the Jaccard index of two texts, estimated from their sketches (exact up to 1,000 different 6-grams).

    >>> resemblance(sketch("가나다라마바사"), sketch("가나다라마바아"))
    0.3333333333333333
    """
    together = np.union1d(first, second)[:SKETCH]
    both = np.intersect1d(np.intersect1d(first, second, assume_unique=True), together, assume_unique=True)
    return len(both) / len(together) if len(together) else 0.0


def _keys(document: object, said: str) -> list[tuple[str, tuple]]:
    member = document.id.removeprefix(document.path)     # members of one archive share its sha256
    keys = [("같은 파일", (document.sha256, member))] if document.sha256 else []
    text = " ".join(document.text.split())
    return [*keys, *([("같은 글", ("text", text))] if text else [])]


def _same(document: object, said: str, seen: dict) -> tuple[str, str] | None:
    for reason, key in _keys(document, said):
        if key in seen:
            return seen[key].id, reason
    other = seen.get(("said", said))
    # in one format, texts that differ in Latin letters or signs only are two documents
    return (other.id, "같은 글") if other and other.format != document.format else None


def _remember(document: object, said: str, seen: dict) -> None:
    for _, key in _keys(document, said):
        seen.setdefault(key, document)
    if len(said) >= SHORTEST:
        seen.setdefault(("said", said), document)


def _may_agree(first: str, second: str) -> bool:
    """Return whether two dates can be those of one document: one unknown, or one the beginning of the other."""
    return first.startswith(second) or second.startswith(first)
