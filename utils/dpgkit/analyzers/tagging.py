"""Each distinct unit of text is analysed once: looked up in the store, or sent to an analyzer in a process of its own."""

import multiprocessing
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from tqdm import tqdm

from dpgkit import analyzers, paths
from dpgkit.analyzers import Settings, Tagged
from dpgkit.analyzers.unitstore import LISTS, UnitStore
from dpgkit.errors import DataError
from dpgkit.workers import Limits, Lost, Worker

FUNCTION = "dpgkit.analyzers.tag_units"
START_SECONDS = 120      # for the start of Java and its dictionaries
SHARE = 0.02             # seconds that each unit of a batch adds to what one unit may take
PIECES = 16              # into which a lost batch is cut, to find the unit at fault with few starts
HEAVY_FROM = 20_000      # units from which Java may take its time to optimise
WARM = 2                 # workers kept for the next call; each holds up to half a gigabyte
REASONS = {"timeout": "정해 둔 시간 안에 분석하지 못했습니다", "memory": "메모리가 모자랐습니다", "crash": "분석기가 멈췄습니다"}
# Okt cuts a chunk at the borders of Hangul runs, so that such a chunk is the sum of its parts. Marks that can make an address,
# a tag or a number (. @ # $ : / - _ & digits, letters) stand only at an end, or not at all.
MARKS, INNER = r"""[.,!?"'()<>「」『』“”‘’《》〈〉·…;~]""", r"""[,"'()<>「」『』“”‘’《》〈〉·]"""
SEPARABLE = re.compile(rf"{MARKS}*[가-힣]+(?:{INNER}+[가-힣]+)*{MARKS}*")
NO_DATA = "글을 받고 낱말을 하나도 돌려주지 않았습니다. 사전을 읽지 못한 것입니다"
TODO = (f"{paths.PROGRAM} doctor로 점검하십시오. 키트를 C:\\dpgkit처럼 빈칸과 한글이 없는 폴더로 옮기거나 "
        "analyzer를 komoran이나 kiwi로 바꾸어도 됩니다.")
NOTHING = Tagged([], [], [], [], {})
RUNS = re.compile(r"[가-힣]+|[^가-힣]+")
_workers: dict[Settings, Worker] = {}
_of_the_parent: list[dict[Settings, Worker]] = []
_one_at_a_time = threading.RLock()


def tag_distinct(units: pa.Array, settings: Settings, *, seconds: float = 10, keep: bool = True,
                 progress: bool = True) -> tuple[pa.Table, dict[int, str]]:
    """Return the tokens of distinct units, row by row (surface, lemma, tag: lists), and the reasons of refused rows.

    Parameters: ``units`` distinct, none of them blank; ``seconds`` what a unit on its own may take; ``keep`` False leaves the
    store alone. Of a refused unit there are no tokens, or of a chunk of Okt those of its other parts; it is tried again the next time.
    Raises DataError where the analyzer cannot be started.
    """
    store = UnitStore(settings) if keep else None
    known, stored = _look_up(store, units)
    missing = _others(len(units), stored)
    if not len(missing):
        return _in_order([known], stored), {}
    fresh, refused = _tag_missing(units.take(pa.array(missing)), settings, store, seconds, progress)
    if store:
        _keep(store, units.take(pa.array(missing)), fresh, _others(len(missing), list(refused)))
    tokens = _in_order([known, fresh], np.concatenate([stored, missing]))
    return tokens, {int(missing[row]): reason for row, reason in refused.items()}


def release() -> None:
    """End the analyzers that wait for another call, and free their memory."""
    with _one_at_a_time:
        while _workers:
            _workers.popitem()[1].end()


def _look_up(store: UnitStore | None, units: pa.Array) -> tuple[pa.Table, np.ndarray]:
    """Return what is known of units, and which of them that is."""
    known = store.look_up(units) if store else _table(NOTHING)
    return known, known["place"].to_numpy() if store else np.zeros(0, dtype=np.int64)


def _tag_missing(units: pa.Array, settings: Settings, store: UnitStore | None, seconds: float,
                 progress: bool) -> tuple[pa.Table, dict[int, str]]:
    """Analyse units that are not in the store; those of Okt in parts, because parts are shared by many units."""
    if analyzers.check(settings.analyzer).unit != "chunk" or settings.norm:
        return _tag(units, settings, seconds, progress)
    parts = [RUNS.findall(unit) if SEPARABLE.fullmatch(unit) else [unit] for unit in units.to_pylist()]
    lengths = np.array([len(part) for part in parts])
    encoded = pa.array([run for part in parts for run in part], pa.string()).dictionary_encode()
    runs, places = encoded.dictionary, encoded.indices.to_numpy()
    apart = np.flatnonzero(~pc.is_in(runs, units).to_numpy(zero_copy_only=False))      # the others are known not to be in the store
    known, found = _look_up(store, runs.take(pa.array(apart)))
    stored = apart[found]
    open_ = _others(len(runs), stored)
    fresh, lost = _tag(runs.take(pa.array(open_)), settings, seconds, progress)
    if store:       # other units will hold them
        _keep(store, runs.take(pa.array(open_)), fresh, np.setdiff1d(np.flatnonzero(np.isin(open_, apart)), list(lost)))
    tokens = _in_order([known, fresh], np.concatenate([stored, open_]))
    unit_of = np.repeat(np.arange(len(units)), lengths)
    reasons = {int(open_[row]): reason for row, reason in lost.items()}
    refused = {int(unit_of[at]): reasons[place] for at, place in enumerate(places) if place in reasons} if reasons else {}
    return _glued(tokens.take(encoded.indices), lengths), refused


def _tag(units: pa.Array, settings: Settings, seconds: float, progress: bool) -> tuple[pa.Table, dict[int, str]]:
    settings = replace(settings, heavy=len(units) > HEAVY_FROM)
    texts, batch = units.to_pylist(), analyzers.check(settings.analyzer).batch
    tables, refused = [], {}
    with tqdm(total=len(texts), desc="형태소를 분석합니다", unit="개", disable=None if progress else True, leave=False) as bar:
        for start in range(0, len(texts), batch):
            for offset, tagged in _answers(texts[start:start + batch], settings, seconds):
                refused.update({start + offset + place: reason for place, reason in tagged.refused.items()})
                tables.append(_table(tagged))
            bar.update(len(texts[start:start + batch]))
    return pa.concat_tables([_table(NOTHING), *tables]), refused


def _answers(units: list[str], settings: Settings, seconds: float, start: int = 0) -> Iterator[tuple[int, Tagged]]:
    """Yield the tokens of the units in order; where a worker is lost, pieces are tried until the unit at fault stands alone."""
    answer = _call(units, settings, seconds)
    if len(units) == 1 and answer == Lost("crash"):       # killed from outside, perhaps: once more
        answer = _call(units, settings, seconds)
    if not isinstance(answer, Lost):
        yield start, Tagged(*answer)
    elif len(units) == 1:
        yield start, Tagged([0], [], [], [], {0: _reason(answer)})
    else:
        size = -(-len(units) // PIECES)
        for first in range(0, len(units), size):
            yield from _answers(units[first:first + size], settings, seconds, start + first)


def _reason(lost: Lost) -> str:
    return REASONS[lost.kind] + (f" ({lost.reason})" if lost.reason else "")


def _call(units: list[str], settings: Settings, seconds: float) -> Tagged | Lost:
    """Return the answer of a warm worker. One that is lost is not called again: its successor would not be warm."""
    with _one_at_a_time, _as_parent():
        worker = _worker(settings)
        worker.limits = Limits(seconds + SHARE * len(units))
        answer = None
        try:
            answer = worker.call(replace(settings, heavy=replace(settings, heavy=True) in _workers), units)
        finally:
            if answer is None or isinstance(answer, Lost):
                _end(worker)
    return answer


def _worker(settings: Settings) -> Worker:
    """Return the worker for these settings, started if need be; the one unused for longest makes room."""
    for dead in [worker for worker in _workers.values() if not worker.process.is_alive()]:
        _end(dead)
    heavy, light = replace(settings, heavy=True), replace(settings, heavy=False)
    key = heavy if heavy in _workers else settings       # a heavy one does light work as well
    worker = _workers.pop(key, None)
    if worker is None:
        if light in _workers:
            _end(_workers[light])
        while len(_workers) >= WARM:
            _end(next(iter(_workers.values())))
        worker = _started(settings)
    _workers[key] = worker
    return worker


def _end(worker: Worker) -> None:
    for key in [key for key, one in _workers.items() if one is worker]:
        del _workers[key]
    worker.end()


def _started(settings: Settings) -> Worker:
    worker = Worker(FUNCTION, Limits(START_SECONDS))
    answer = worker.call(settings, ["가"])
    if reason := fault(answer):
        worker.end()
        raise DataError("형태소 분석기를 시작하지 못했습니다.", value=f"{settings.analyzer}: {reason}",
                        allowed=analyzers.ANALYZERS, todo=TODO)
    return worker


def fault(answer: Tagged | Lost) -> str:
    """Return why an analyzer that answers so to one text of Hangul does not work, or nothing where it does.

    >>> fault(Tagged([1], ["가"], ["가"], ["NNG"], {})), fault(Lost("memory"))
    ('', '메모리가 모자랐습니다')

    An analyzer without its dictionaries may give no tokens and no error either.
    """
    if isinstance(answer, Lost):
        return _reason(answer)
    return "" if answer.surfaces else answer.refused.get(0, NO_DATA)


@contextmanager
def _as_parent() -> Iterator[None]:
    """Let a worker of a cluster have a process of its own, which Python forbids to daemons; it ends with its parent all the same."""
    config = multiprocessing.current_process()._config
    daemon = config.pop("daemon", None)
    try:
        yield
    finally:
        if daemon is not None:
            config["daemon"] = daemon


def _forget() -> None:
    """Leave the workers to the parent, after a fork: an answer must reach the process that asked."""
    global _workers, _one_at_a_time
    _of_the_parent.append(_workers)
    _workers, _one_at_a_time = {}, threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _others(number: int, places: Sequence[int]) -> np.ndarray:
    """Return the places below ``number`` that are not among ``places``."""
    left = np.ones(number, dtype=bool)
    left[np.asarray(places, dtype=np.int64)] = False
    return np.flatnonzero(left)


def _keep(store: UnitStore, units: pa.Array, tokens: pa.Table, rows: np.ndarray) -> None:
    store.add(tokens.take(pa.array(rows)).add_column(0, "unit", units.take(pa.array(rows))))


def _table(tagged: Tagged) -> pa.Table:
    offsets = pa.array(np.concatenate([[0], np.cumsum(tagged.lengths)]), pa.int32())
    columns = (tagged.surfaces, tagged.lemmas, tagged.tags)
    return pa.table([pa.ListArray.from_arrays(offsets, pa.array(column, pa.string())) for column in columns], names=list(LISTS))


def _in_order(tables: list[pa.Table], places: np.ndarray) -> pa.Table:
    """Return the rows of several tables so that row n is the one whose place is n."""
    table = pa.concat_tables([table.select(LISTS) for table in tables]).combine_chunks()
    return table.take(pa.array(np.argsort(places, kind="stable")))


def _glued(parts: pa.Table, lengths: np.ndarray) -> pa.Table:
    """Return one row for every ``lengths`` rows, their lists end to end."""
    columns = []
    for name in LISTS:
        lists = parts[name].combine_chunks()
        tokens = np.concatenate([[0], np.cumsum(pc.list_value_length(lists).to_numpy())])
        ends = tokens[np.concatenate([[0], np.cumsum(lengths)])]
        columns.append(pa.ListArray.from_arrays(pa.array(ends, pa.int32()), lists.flatten()))
    return pa.table(columns, names=list(LISTS))
