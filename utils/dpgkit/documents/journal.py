"""What was read of each file, kept line by line, so that a stopped import goes on and a second one reads only what changed."""

import hashlib
import json
import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pyarrow

from dpgkit.documents import dates

FILE = "journal.jsonl"
ARCHIVED = "readings.jsonl.zst"
TEXT = {"encoding": "utf-8", "errors": "surrogatepass", "newline": "\n"}     # file names need not be valid Unicode
AGAIN = {"locked", "missing", "unreadable"}                # may be gone without a change of the file
FETCHED = "manifest.csv"                                   # the list that the kit leaves beside fetched originals
DEARER = {"timeout", "memory", "crash"}                    # may go well with other limits


@dataclass(frozen=True)
class Found:
    """A file of the folder: ``key`` (its path as the system has it), ``name`` (the same in NFC), ``size``, ``mtime`` (ns)."""

    path: str
    key: str
    name: str
    size: int
    mtime: int


def found_files(folder: Path) -> list[Found]:
    """Return every file below a folder, sorted by name, without the lists of the kit; a folder that cannot be opened counts as a file."""
    closed: list[str] = []
    files = [os.path.join(root, file) for root, _, names in os.walk(folder, onerror=lambda error: closed.append(error.filename))
             for file in names if file != FETCHED and not (root == str(folder) and dates.is_list(Path(file)))]
    return sorted((_found(path, folder) for path in [*files, *closed]), key=lambda file: (file.name, file.key))


def entry(file: Found, answer: dict, conditions: dict) -> dict:
    """Return the line of the journal for a file: the file, the conditions of reading, the answer."""
    return {"key": file.key, "size": file.size, "mtime": file.mtime, **conditions, **answer}


def still_true(file: Found, line: dict | None, conditions: dict) -> bool:
    """Return whether an earlier reading still holds: same size and time of the same folder, or the same content.

    Parameters: ``conditions`` root (the folder), engines (their versions) and limits; ``line`` as ``entry`` made it.
    """
    if not line or line["size"] != file.size or line["engines"] != conditions["engines"]:
        return False
    kinds = {failure["kind"] for failure in line["failures"]}
    if kinds & AGAIN or (kinds & DEARER and line["limits"] != conditions["limits"]):
        return False
    if (line["root"], line["mtime"]) == (conditions["root"], file.mtime):
        return True
    return bool(line["sha256"]) and line["sha256"] == _sha256(file.path)


def load(*folders: Path) -> dict[str, dict]:
    """Return the last line for each file in the journals of these folders; a line that was cut off is passed over."""
    lines = (line for folder in folders for line in [*_archived(folder / ARCHIVED), *_open_lines(folder / FILE)])
    return {line["key"]: line for line in lines}


class Log:
    """The journal of an import under way, and beside it the lines of the whole corpus, compressed, for the next import."""

    def __init__(self, journal: TextIO, archive: pyarrow.NativeFile) -> None:
        self.journal, self.archive = journal, archive

    def add(self, line: dict) -> None:
        """Add a line, handed to the system at once so that killing this process does not lose it."""
        text = json.dumps(line, ensure_ascii=False) + "\n"
        self.journal.write(text)
        self.journal.flush()
        self.archive.write(text.encode("utf-8", "surrogatepass"))

    def keep(self, line: dict) -> None:
        """Take over a line of an earlier import."""
        self.archive.write((json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))


@contextmanager
def writing(folder: Path) -> Iterator[Log]:
    """Open the journal of a folder to add to it, and its archive anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / FILE, "a", **TEXT) as file, pyarrow.output_stream(str(folder / ARCHIVED), compression="zstd") as archive:
        file.write("\n")         # the last line may have been cut off
        yield Log(file, archive)


def shown(name: str) -> str:
    """Return a file name in NFC that every file can hold.

    >>> shown(unicodedata.normalize("NFD", "계획.hwp"))
    '계획.hwp'
    """
    return unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode("utf-8")


def _found(path: str, folder: Path) -> Found:
    key = Path(path).relative_to(folder).as_posix()
    try:
        status = os.stat(path)
        regular = stat.S_ISREG(status.st_mode)
        return Found(path, key, shown(key), status.st_size if regular else 0, status.st_mtime_ns)
    except OSError:              # a link that leads nowhere: the worker will say so
        return Found(path, key, shown(key), 0, 0)


def _archived(file: Path) -> Iterator[dict]:
    if not file.is_file():
        return
    try:
        with pyarrow.input_stream(str(file), compression="zstd") as stream:
            data = stream.read()
    except (OSError, pyarrow.ArrowException):
        return                   # damaged: everything is read again
    yield from _parsed(data.decode("utf-8", "surrogatepass").split("\n"))


def _open_lines(file: Path) -> Iterator[dict]:
    if file.is_file():
        with open(file, encoding="utf-8", errors="replace", newline="\n") as lines:
            yield from _parsed(lines)


def _parsed(lines: object) -> Iterator[dict]:
    for line in lines:
        try:
            known = json.loads(line)
        except ValueError:
            continue
        if isinstance(known, dict) and "key" in known:
            yield known


def _sha256(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
