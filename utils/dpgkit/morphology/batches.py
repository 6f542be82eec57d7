"""Documents in parts of even size, whether they come as a table, as a file or as tables one after the other."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dpgkit import morphology, tables
from dpgkit.errors import DataError

ROWS = 500                  # of a file held at a time
COLUMNS = ("id", "text")
Batch = pd.DataFrame        # these columns


def split(documents: "pd.DataFrame | Path | Iterable[pd.DataFrame]", characters: int) -> Iterator[Batch]:
    """Return documents in parts that do not depend on how they came: the same order gives the same parts.

    >>> [len(part) for part in split(pd.DataFrame({"id": ["a", "b", "c"], "text": ["가나", "다", "라"]}), 3)]
    [2, 1]

    Parameters: ``documents`` a table, a Parquet or CSV file (UTF-8 or CP949), or tables one after the other, with columns id and
    text; ``characters`` of text after which a part ends.
    Raises DataError for a missing file or column and a repeated id: at once, but for ids that come late in tables one after the other.
    """
    parts = _parts(_checked(documents), characters)
    first = next(parts, None)
    return iter(()) if first is None else chain([first], parts)


def _parts(documents: Iterable[pd.DataFrame], characters: int) -> Iterator[Batch]:
    waiting, size = [], 0
    for name, text in _unrepeated(documents):
        waiting.append((name, text))
        size += len(text)
        if size >= characters:
            yield pd.DataFrame(waiting, columns=COLUMNS, dtype=object)
            waiting, size = [], 0
    if waiting:
        yield pd.DataFrame(waiting, columns=COLUMNS, dtype=object)


def _unrepeated(documents: Iterable[pd.DataFrame]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for table in documents:
        for name, text in zip(morphology.column(table, "id"), morphology.column(table, "text"), strict=True):
            morphology.refuse_repeated([*(seen & {name}), name])
            seen.add(name)
            yield name, text


def _checked(documents: "pd.DataFrame | Path | Iterable[pd.DataFrame]") -> Iterable[pd.DataFrame]:
    """Return documents as tables; a table or a file has been read through once, for what could be wrong with it."""
    if isinstance(documents, pd.DataFrame):
        morphology.named(documents)
        return [documents]
    if not isinstance(documents, str | os.PathLike):
        return documents
    file = Path(documents).expanduser()
    if not file.is_file():
        raise DataError("파일이 없습니다.", value=file, todo="파일 이름과 위치를 확인하십시오.")
    for read in _readings(file):
        try:
            deque(_unrepeated(read()), maxlen=0)
            return read()
        except UnicodeDecodeError:
            continue
        except (pd.errors.ParserError, pd.errors.EmptyDataError, pa.ArrowException) as error:
            raise DataError("표로 읽을 수 없는 파일입니다.", value=file.name, allowed="CSV, Parquet",
                            todo="파일을 다시 저장하십시오.") from error
    raise DataError("글자로 읽을 수 없는 파일입니다.", value=file.name, allowed="UTF-8 또는 CP949로 저장한 CSV",
                    todo="UTF-8로 다시 저장하십시오.")


def _readings(file: Path) -> list[Callable[[], Iterable[pd.DataFrame]]]:
    """Return the ways of reading a file, the likely one first."""
    if file.suffix.lower() == ".parquet":
        return [partial(_parquet, file)]
    return [partial(_csv, file, encoding) for encoding in tables.ENCODINGS]


def _parquet(file: Path) -> Iterator[pd.DataFrame]:
    with pq.ParquetFile(file) as opened:
        columns = [name for name in COLUMNS if name in opened.schema_arrow.names]
        yield from (part.to_pandas() for part in opened.iter_batches(ROWS, columns=columns))


def _csv(file: Path, encoding: str) -> Iterator[pd.DataFrame]:
    with pd.read_csv(file, dtype=str, keep_default_na=False, chunksize=ROWS, encoding=encoding,
                     usecols=lambda name: name in COLUMNS) as parts:
        yield from parts
