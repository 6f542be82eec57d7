"""The reader's own word lists as files: read with what people wrote into them by hand, tried before they are written, written whole."""

import csv
import io
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path

import pandas as pd

from dpgkit import atomic, lexicon, paths, tables
from dpgkit.errors import DataError
from dpgkit.lexicon import wordlists
from dpgkit.lexicon.wordlists import COLUMNS

REJECTED = "rejected"              # candidates that are no terms; ``lexicon.load`` passes this list over
LISTS = {**COLUMNS, REJECTED: ["term", "reason"]}
NUMBER = "decided"                 # a column of each list: the how-manyth decision a row is
BACKUP = ".backup"                 # holds the state before the last change of each list
NOT_SAVED = "사전 파일을 저장하지 못했습니다. 앞의 내용은 그대로 있습니다."


def own_folder() -> Path:
    """Return the folder of the reader's own word lists, beside the imported corpora."""
    return paths.user_dir() / "lexicon"


def place(folder: Path | str | None = None) -> Path:
    """Return the folder that is meant (``own_folder`` without one), or refuse it where it is the kit's own.

    Raises DataError.
    """
    meant = Path(folder).expanduser().absolute() if folder else own_folder()
    if meant.resolve() == (paths.kit_root() / "corpus" / "lexicon").resolve():
        raise DataError("키트의 사전에는 적지 않습니다.", value=meant.name, allowed="내 사전을 둘 다른 폴더", todo="folder를 고치십시오.")
    return meant


def rows(folder: Path, name: str) -> pd.DataFrame:
    """Return the cells of one list as text, other columns that people added included; no rows where there is no file.

    Raises DataError as ``wordlists.read`` does.
    """
    path, columns = folder / f"{name}.csv", [*LISTS[name], "action", NUMBER]
    if not path.is_file():
        return pd.DataFrame(columns=columns, dtype=str)
    _checked(path, name)
    lines = csv.reader(io.StringIO(unicodedata.normalize("NFC", tables.read_text(path)), newline=None))
    header = [cell.strip() for cell in next(lines)]
    records = [dict(zip(header, map(tidy, cells), strict=False)) for cells in lines if any(map(str.strip, cells))]
    return pd.DataFrame(records, columns=[*dict.fromkeys(filter(None, [*header, *columns]))], dtype=object).fillna("").astype(str)


def numbers(listed: pd.DataFrame) -> pd.Series:
    """Return the how-manyth decision each row is; 0 for a row written by hand.

    >>> numbers(pd.DataFrame({"decided": ["2", "", "x"]})).tolist()
    [2, 0, 0]
    """
    return pd.to_numeric(listed[NUMBER], errors="coerce").fillna(0).astype(int)


def with_row(folder: Path, name: str, row: dict[str, str]) -> pd.DataFrame:
    """Return the rows of one list with one more, numbered as the next decision of all lists; nothing is written or checked."""
    number = 1 + max(int(numbers(rows(folder, other)).max()) if len(rows(folder, other)) else 0 for other in LISTS)
    new = pd.DataFrame([{**{column: tidy(cell) for column, cell in row.items()}, NUMBER: str(number)}])
    return pd.concat([rows(folder, name), new], ignore_index=True).fillna("")


def check(folder: Path, name: str, listed: pd.DataFrame) -> None:
    """Read the lists as a lesson will, with one of them changed, in a folder of the same name that goes away again.

    Raises DataError as ``lexicon.load`` does.
    """
    lists = {other: listed if other == name else rows(folder, other) for other in LISTS}
    with tempfile.TemporaryDirectory() as aside:
        trial = Path(aside) / folder.name
        trial.mkdir()
        for other, table in lists.items():
            if other == name or len(table):
                (trial / f"{other}.csv").write_bytes(_csv(table))
                _checked(trial / f"{other}.csv", other)
        if any((trial / f"{other}.csv").is_file() for other in COLUMNS):
            lexicon.load(trial)


def write(folder: Path, name: str, listed: pd.DataFrame) -> Path:
    """Put a list in the place of the old one, which goes into ``.backup``, and return its path.

    A stop at any moment leaves the old or the new list whole. Raises DataError, before anything is written, where the lists
    could not be read as a lexicon, and where the file cannot be written, for example while Excel holds it open.
    """
    check(folder, name, listed)
    path = folder / f"{name}.csv"
    _keep(path)
    return atomic.write_bytes(path, _csv(listed), what=NOT_SAVED, durable=True)


def tidy(cell: str) -> str:
    """Return a cell in NFC without spaces at its ends or twice in a row, as ``wordlists`` reads it.

    >>> tidy(" 열린  혁신 ")
    '열린 혁신'
    """
    return re.sub(" +", " ", unicodedata.normalize("NFC", cell).strip())


def _checked(path: Path, name: str) -> None:
    wordlists.read(path, "stopwords" if name == REJECTED else name)      # the same columns


def _csv(listed: pd.DataFrame) -> bytes:
    return listed.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _keep(path: Path) -> None:
    if path.is_file():
        with atomic.replacing(path.parent / BACKUP / path.name, what=NOT_SAVED) as part:
            shutil.copyfile(path, part)
