"""What has been analysed once is kept: small immutable Parquet files, one folder for each way of analysing."""

import hashlib
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dpgkit import paths
from dpgkit.analyzers import Settings, version
from dpgkit.errors import DataError

FORMAT = 2               # raised when the files look different; older ones are then never read
MEGABYTES = 2000         # of all files together
MOST_FILES = 24          # small ones; beyond this they are joined into one
LARGE = 64 * 2**20       # bytes from which a file is no longer joined with others
ROWS = 100_000           # of a file held in memory at a time
LEFT_BEHIND = 3600       # seconds after which an unfinished file belongs to a process that was killed
LISTS = ("surface", "lemma", "tag")
SCHEMA = pa.schema([("unit", pa.string()), *((name, pa.list_(pa.string())) for name in LISTS)])
FOLDER = re.compile(r"[a-z]+-[0-9a-f]{16}")        # nothing else in the cache folder is ever touched
FOLDER_VARIABLE, SIZE_VARIABLE = "DPGKIT_CACHE", "DPGKIT_CACHE_MB"


def cache_dir() -> Path:
    """Return the folder of analysed units: ``DPGKIT_CACHE``, or a folder beside the imported corpora."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named).expanduser().absolute() if named else paths.user_dir() / "cache"


def most_megabytes() -> float:
    """Return how large all stores together may be: ``DPGKIT_CACHE_MB``, or 2,000. Raises DataError where that is no number."""
    named = os.environ.get(SIZE_VARIABLE) or MEGABYTES
    try:
        return float(named)
    except ValueError as error:
        raise DataError("보관할 크기가 수가 아닙니다.", value=named, allowed="메가바이트 수",
                        todo=f"환경 변수 {SIZE_VARIABLE}를 고치십시오.") from error


class UnitStore:
    """The units that were analysed under one ``Settings``, safe for several processes.

    A file is written under another name and then renamed to the digest of its content, so it is whole or absent; a file that is
    not what its name says is taken away, and its units are analysed again. Nothing is ever changed in place.
    """

    def __init__(self, settings: Settings) -> None:
        self.folder, self.most = cache_dir() / f"{settings.analyzer}-{key(settings)}", most_megabytes()

    def look_up(self, units: pa.Array) -> pa.Table:
        """Return the stored ones of ``units`` (distinct texts), each once: place in ``units``, surface, lemma, tag."""
        found, open_ = [], np.ones(len(units), dtype=bool)
        for batch in self._batches(self._files() if len(units) else []):
            if not open_.any():
                break
            places = pc.index_in(batch["unit"], value_set=units).fill_null(-1).to_numpy().astype(np.int64)
            rows = np.flatnonzero((places >= 0) & open_[places])
            at, first = np.unique(places[rows], return_index=True)       # two processes may have stored the same unit
            open_[at] = False
            found.append(pa.table([pa.array(at), *(batch[name].take(pa.array(rows[first])) for name in LISTS)], names=["place", *LISTS]))
        with suppress(OSError):
            os.utime(self.folder)
        return pa.concat_tables(found) if found else _empty()

    def add(self, table: pa.Table) -> None:
        """Keep analysed units (columns of ``SCHEMA``); a full or read-only disk costs the store, never the analysis."""
        if not len(table):
            return
        with suppress(OSError):
            self._write([table])
            small = [file for file in self._files() if file.stat().st_size < LARGE]
            if len(small) > MOST_FILES:
                self._join(small)
            keep_small(self.folder, self.most)

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.parquet"))

    def _batches(self, files: Iterable[Path]) -> Iterator[pa.RecordBatch]:
        for path in files:
            try:
                with open(path, "rb") as file:
                    if _digest(file) != path.stem:
                        raise OSError(path.name)
                    file.seek(0)
                    yield from pq.ParquetFile(file).iter_batches(ROWS, columns=SCHEMA.names)
            except FileNotFoundError:
                continue         # another process has joined it with others
            except OSError:
                with suppress(OSError):
                    path.unlink()

    def _write(self, tables: Iterable[pa.Table]) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f"{uuid.uuid4().hex}.part"
        try:
            with pq.ParquetWriter(partial, SCHEMA, compression="zstd") as writer:
                for table in tables:
                    writer.write_table(table.select(SCHEMA.names).cast(SCHEMA), row_group_size=ROWS)
            with open(partial, "rb") as file:
                path = self.folder / f"{_digest(file)}.parquet"
            os.replace(partial, path)
        finally:
            partial.unlink(missing_ok=True)
        return path

    def _join(self, files: list[Path]) -> None:
        joined = self._write(_once(self._batches(files)))
        for path in set(files) - {joined}:       # one of them may have held all
            with suppress(OSError):
                path.unlink()


def key(settings: Settings) -> str:
    """Return what names the folder of a store: it differs where the tokens could differ.

    >>> key(Settings("okt")) == key(Settings("okt", heavy=True)) != key(Settings("okt", norm=True))
    True
    """
    parts = [FORMAT, settings.analyzer, version(settings.analyzer), settings.norm, *sorted(settings.nouns)]
    return hashlib.sha256("\n".join(map(str, parts)).encode("utf-8")).hexdigest()[:16]


def usage() -> pd.DataFrame:
    """Return what the cache holds: analyzer, key, files, megabytes, last used; the longest unused first."""
    rows = []
    for folder in _folders():
        with suppress(OSError):      # another process has just taken it away
            files = list(folder.glob("*.parquet"))
            rows.append((*folder.name.split("-"), len(files), _size(files) / 2**20, pd.Timestamp(folder.stat().st_mtime, unit="s"), folder))
    table = pd.DataFrame(rows, columns=["analyzer", "key", "files", "megabytes", "used", "folder"])
    return table.sort_values("used", ignore_index=True)


def clear() -> int:
    """Take all analysed units away and return how many bytes that freed."""
    freed = 0
    for folder in _folders():
        freed += _size(list(folder.glob("*")))
        shutil.rmtree(folder, ignore_errors=True)
    return freed


def keep_small(current: Path, megabytes: float | None = None) -> None:
    """Take away what was not used for longest until all stores together fit; ``current`` goes last, file by file.

    Unfinished files of processes that were killed go as well.
    """
    table = usage()
    over = table["megabytes"].sum() - (most_megabytes() if megabytes is None else megabytes)
    for row in table[table["folder"] != current].itertuples():
        if over > 0:
            shutil.rmtree(row.folder, ignore_errors=True)
            over -= row.megabytes
    for file in sorted(current.glob("*.parquet"), key=lambda path: path.stat().st_mtime):
        if over > 0:
            over -= file.stat().st_size / 2**20
            file.unlink(missing_ok=True)
    for folder in _folders():
        for left in folder.glob("*.part"):
            if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                left.unlink(missing_ok=True)


def _once(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield the rows of batches, each unit once; a 64-bit hash stands for the unit, to hold little in memory."""
    seen = np.zeros(0, dtype=np.uint64)
    for batch in batches:
        hashes = pd.util.hash_array(batch["unit"].to_numpy(zero_copy_only=False))
        new, first = np.unique(hashes, return_index=True)
        fresh = ~np.isin(new, seen)
        seen = np.union1d(seen, new)
        yield pa.Table.from_batches([batch.take(pa.array(np.sort(first[fresh])))])


def _digest(file: BinaryIO) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def _folders() -> list[Path]:
    return [folder for folder in cache_dir().glob("*-*") if FOLDER.fullmatch(folder.name) and folder.is_dir()]


def _size(files: list[Path]) -> int:
    return sum(file.stat().st_size for file in files if file.exists())


def _empty() -> pa.Table:
    return pa.table([pa.array([], pa.int64()), *(pa.array([], pa.list_(pa.string())) for _ in LISTS)], names=["place", *LISTS])
