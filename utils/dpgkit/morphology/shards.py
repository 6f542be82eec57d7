"""Corpora larger than memory: words are written shard by shard, and counted where they lie."""

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from dpgkit import atomic, cleaning, locks, morphology
from dpgkit.analyzers import Settings, unitstore
from dpgkit.errors import DataError
from dpgkit.morphology import NOUNS, batches
from dpgkit.morphology.batches import Batch

if TYPE_CHECKING:
    from distributed import Client, Future

    from dpgkit.lexicon import Lexicon

FORMAT = 2                  # raised when the same text gives other words: another cleaning, other sentences
CHARACTERS = 1_000_000      # of text in a shard: some 400,000 tokens
ABOUT = b"dpgkit"           # what a shard says of itself, beside its columns
NAME = re.compile(r"\d{5,}\.(parquet|part)")       # no other file in the folder is ever touched
DONE = "done.txt"           # the number of shards, once all of them are there
MEMORY = "500MB"            # of the database that counts
Shard = tuple[pa.Table, dict]


class Job(NamedTuple):
    """One shard to be made from a ``batch``; None where it is there already."""

    number: int
    batch: Batch | None
    fingerprint: str


@dataclass(frozen=True)
class Shards:
    """Words on disk: the ``folder``, the ids of its ``documents`` with the number of their tokens (document, tokens), what
    was ``skipped`` (document, sentence, unit, reason) and ``removed`` by cleaning (kind, documents, count), how many shards
    were ``made`` this time, and ``notes`` what a reader must know."""

    folder: Path
    documents: pd.DataFrame
    skipped: pd.DataFrame
    removed: pd.DataFrame
    made: int = 0
    notes: tuple[str, ...] = ()


def analyze_to_parquet(documents: "pd.DataFrame | Path | Iterable[pd.DataFrame]", folder: Path, analyzer: str = "okt", *,
                       lexicon: "Lexicon | None" = None, norm: bool = False, characters: int = CHARACTERS,
                       client: "Client | None" = None, keep: bool = True, progress: bool = True) -> Shards:
    """Write the words of documents into Parquet files, one shard after the other, with flat memory.

    Parameters: ``documents`` a table, a Parquet or CSV file, or tables one after the other, each with columns id and text, in an
    order that stays the same; ``folder`` for the shards; ``characters`` of text in a shard; ``client`` of Dask, whose workers
    then do the work; the others as for ``morphology.analyze``. The columns are those of ``Analysis.tokens``.
    Stopped at any moment, even by a power cut, the next call goes on after the last whole shard: no document is lost or doubled.
    Raises DataError for a file without these columns or with a repeated id (before anything is written, unless it is found late in
    tables one after the other), or where another process writes into the folder.
    """
    settings, notes = morphology.settings_for(analyzer, lexicon, norm)
    parts = batches.split(documents, characters)
    folder = Path(folder).expanduser().absolute()
    with locks.alone(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for left in _files(folder, ".part"):
            left.unlink()
        made = _write_missing(parts, folder, settings, client, keep, progress)
    return replace(opened(folder), made=made, notes=notes)


def opened(folder: Path) -> Shards:
    """Return the shards of a folder as ``analyze_to_parquet`` left them.

    Raises DataError where there are none, or where it was stopped before it was done.
    """
    abouts = [_about(file) for file in _whole(Path(folder))]
    if not all(abouts):
        raise DataError("분석한 말뭉치의 파일이 깨졌습니다.", value=Path(folder).name, todo="analyze_to_parquet를 다시 실행하십시오.")
    columns = {"documents": ["document", "tokens"], "skipped": ["document", "sentence", "unit", "reason"],
               "removed": ["kind", "documents", "count"]}
    told = {name: pd.DataFrame([row for about in abouts for row in about[name]], columns=titles) for name, titles in columns.items()}
    return Shards(Path(folder), told["documents"], told["skipped"], told["removed"].groupby("kind").sum().reset_index())


def make_shard(batch: Batch, settings: Settings, keep: bool = True, progress: bool = False) -> Shard:
    """Return the tokens of some documents and what there is to say about them. Importable, so that workers elsewhere can run it."""
    cleaned, removed = cleaning.clean_all(batch["text"])
    sentences = cleaning.split_all(batch["id"], cleaned)
    tokens, skipped = morphology.tag_sentences(sentences, settings, keep=keep, progress=progress)
    counted = {pair["values"]: pair["counts"] for pair in tokens["document"].combine_chunks().value_counts().to_pylist()}
    return tokens, {"documents": [(name, counted.get(name, 0)) for name in batch["id"]],
                    "skipped": skipped.astype(object).to_numpy().tolist(), "removed": removed.astype(object).to_numpy().tolist()}


def count_terms(folder: Path, *, pos: Collection[str] = NOUNS, min_length: int = 2, by: str = "document") -> pd.DataFrame:
    """Return how often each term stands in each document, counted by DuckDB without loading the tokens: document, term, count.

    Parameters: ``folder`` of the shards; ``pos`` common tags that count; ``min_length`` characters; ``by`` "document", or
    "corpus" for term, count, documents.
    """
    import duckdb

    what = {"document": ("document, lemma AS term, count(*) AS count", "document, lemma", "document, term"),
            "corpus": ("lemma AS term, count(*) AS count, count(DISTINCT document) AS documents", "lemma", "count DESC, term")}
    if by not in what:
        raise DataError("셀 단위가 맞지 않습니다.", value=by, allowed=what, todo="by를 고치십시오.")
    columns, groups, order = what[by]
    files = [escape(str(file)) for file in _whole(Path(folder))]
    if not files:
        return pd.DataFrame(columns=["document", "term", "count"] if by == "document" else ["term", "count", "documents"])
    with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(Path(folder) / ".duckdb")}) as database:
        query = (f"SELECT {columns} FROM read_parquet(?) WHERE (? OR list_contains(?::VARCHAR[], pos)) AND length(lemma) >= ? "
                 f"GROUP BY {groups} ORDER BY {order}")
        return database.execute(query, [files, not pos, list(pos), min_length]).df()


def _write_missing(parts: Iterable[Batch], folder: Path, settings: Settings, client: "Client | None", keep: bool,
                   progress: bool) -> int:
    """Make the shards that are not there yet, take away those beyond the last, and return how many were made."""
    jobs = (_job(number, batch, folder, settings) for number, batch in enumerate(parts))
    done = _in_cluster(jobs, client, settings, keep) if client else _here(jobs, settings, keep)
    number, made = 0, 0
    for job, shard in tqdm(done, desc="말뭉치를 분석합니다", unit="묶음", disable=None if progress else True):
        number = max(number, job.number + 1)
        if shard is not None:
            (folder / DONE).unlink(missing_ok=True)
            _write(folder / f"{job.number:05d}.parquet", shard[0], {**shard[1], "fingerprint": job.fingerprint})
            made += 1
    stale = [file for file in _files(folder) if int(file.stem) >= number]
    if made or stale or not (folder / DONE).exists():
        (folder / DONE).unlink(missing_ok=True)
        for file in stale:
            file.unlink()
        (folder / DONE).write_text(str(number), encoding="ascii")
    return made


def _job(number: int, batch: Batch, folder: Path, settings: Settings) -> Job:
    way = [FORMAT, unitstore.key(settings), *morphology.common_tags(settings.analyzer).items()]
    print_ = hashlib.sha256(repr(way).encode("utf-8"))
    for name, text in zip(batch["id"], batch["text"], strict=True):
        print_.update(f"{len(name)} {len(text)} {name}{text}".encode("utf-8", "surrogatepass"))
    file = folder / f"{number:05d}.parquet"
    there = file.is_file() and _about(file).get("fingerprint") == print_.hexdigest()
    return Job(number, None if there else batch, print_.hexdigest())


def _here(jobs: Iterable[Job], settings: Settings, keep: bool) -> Iterator[tuple[Job, Shard | None]]:
    for job in jobs:
        yield job, None if job.batch is None else make_shard(job.batch, settings, keep)


def _in_cluster(jobs: Iterable[Job], client: "Client", settings: Settings, keep: bool) -> Iterator[tuple[Job, Shard | None]]:
    """Keep every worker of the cluster busy with one shard and one waiting, so that neither side holds the corpus."""
    from distributed import wait

    waiting: dict[Future, Job] = {}
    try:
        for job in jobs:
            if job.batch is None:
                yield job, None
                continue
            waiting[client.submit(make_shard, job.batch, settings, keep, pure=False)] = Job(job.number, None, job.fingerprint)
            while len(waiting) >= 2 * max(1, len(client.nthreads())):
                yield from _finished(waiting, wait(list(waiting), return_when="FIRST_COMPLETED").done)
        while waiting:
            yield from _finished(waiting, wait(list(waiting), return_when="FIRST_COMPLETED").done)
    finally:
        client.cancel(list(waiting))     # of a run that was stopped


def _finished(waiting: "dict[Future, Job]", done: "Iterable[Future]") -> Iterator[tuple[Job, Shard]]:
    for future in done:
        shard = future.result()
        yield waiting.pop(future), shard
        future.release()


def _write(file: Path, tokens: pa.Table, about: dict) -> None:
    """Write a shard under another name and rename it, so that it is whole or absent."""
    unfinished = file.with_suffix(".part")
    text = json.dumps(about, ensure_ascii=True)
    pq.write_table(tokens.replace_schema_metadata({ABOUT: text.encode("ascii")}), unfinished, compression="zstd", write_page_checksum=True)
    with open(unfinished, "rb+") as written:
        os.fsync(written.fileno())       # a rename that outlives a power cut, with content that does not, would lose a shard
    try:
        os.replace(unfinished, file)
    except OSError as problem:
        raise atomic.worded(problem, file, what="분석 결과를 쓰지 못했습니다.") from problem


def _about(file: Path) -> dict:
    """Return what a shard says of itself; nothing where it is damaged, so that it is made again."""
    try:
        return json.loads(pq.read_schema(file).metadata[ABOUT])
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
        return {}


def _whole(folder: Path) -> list[Path]:
    """Return the shards of a folder. Raises DataError where some are missing."""
    files, done = _files(folder), folder / DONE
    if not files and not done.is_file():
        raise DataError("분석한 말뭉치가 없는 폴더입니다.", value=folder.name, allowed="analyze_to_parquet로 만든 폴더",
                        todo="폴더를 고치십시오.")
    if not done.is_file() or done.read_text(encoding="ascii") != str(len(files)):
        raise DataError("말뭉치를 분석하다가 멈춘 폴더입니다.", value=folder.name, allowed="분석이 끝난 폴더",
                        todo="analyze_to_parquet를 다시 실행하십시오. 멈춘 곳부터 이어서 합니다.")
    return files


def _files(folder: Path, suffix: str = ".parquet") -> list[Path]:
    found = [file for file in folder.glob(f"*{suffix}") if NAME.fullmatch(file.name)]
    return sorted(found, key=lambda file: int(file.stem))
