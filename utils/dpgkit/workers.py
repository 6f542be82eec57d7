"""Files read in processes of their own: a file that crashes, hangs or eats memory costs one file, never the run."""

import faulthandler
import hashlib
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from multiprocessing import connection
from pathlib import Path
from types import ModuleType

import psutil

from dpgkit import personal
from dpgkit.errors import DataError

READER = "dpgkit.readers.read_all"
MEGABYTE = 1024 * 1024
LARGEST = 500 * MEGABYTE
START_SECONDS = 120      # a cold start under a virus scanner is slow
FAILED_STARTS = 3
GRACE = 10               # seconds after which a worker whose parent died ends itself
LOOK = 0.2               # seconds between two looks at the clocks
READY = "ready"
SPAWN = multiprocessing.get_context("spawn")
MESSAGES = {
    "timeout": "정해 둔 시간 안에 읽지 못했습니다.", "memory": "읽는 데 메모리가 너무 많이 듭니다.",
    "crash": "읽는 도중에 읽기 프로그램이 멈췄습니다.", "locked": "다른 프로그램이 열고 있거나 읽을 권한이 없는 파일입니다.",
    "missing": "파일이 사라졌거나 문서 파일이 아닙니다.", "unreadable": "저장 장치에서 파일을 읽지 못했습니다.",
    "huge": f"{LARGEST // MEGABYTE} MB를 넘는 파일이라 읽지 않았습니다.", "no_text": "읽을 글이 없는 문서입니다."}


@dataclass(frozen=True)
class Limits:
    """What one file may cost: ``seconds``, and ``megabytes`` of memory on top of what an idle worker holds."""

    seconds: float = 60
    megabytes: int = 2000


@dataclass(frozen=True)
class Task:
    """One file to read: ``key`` for the caller, ``path`` to open, ``name`` as the reader of the kit sees it."""

    key: str
    path: str
    name: str


def read_files(tasks: Sequence[Task], *, workers: int, limits: Limits, reader: str = READER) -> Iterator[tuple[Task, dict]]:
    """Yield every task with its answer, in the order in which they are done.

    Parameters: ``workers`` processes side by side; ``reader`` the dotted name of a function like ``readers.read_all``.
    An answer holds sha256 (hex, "" where the file was not read to its end), parts and failures (lists of dicts).
    Raises DataError where no worker can be started.
    """
    waiting, crew = deque(tasks), []
    try:
        crew += [Worker(reader, limits) for _ in range(min(workers, len(waiting)))]
        while waiting or any(worker.task for worker in crew):
            for worker in crew:
                if waiting and worker.is_free() and worker.give(waiting[0]):
                    waiting.popleft()
            connection.wait([worker.pipe for worker in crew], timeout=LOOK)
            for worker in crew:
                yield from worker.collect()
    finally:
        for worker in crew:
            worker.end()


class Worker:
    """A warm process that reads one file at a time, seen from the parent."""

    def __init__(self, reader: str, limits: Limits) -> None:
        self.reader, self.limits, self.failed_starts = reader, limits, 0
        self._start()

    def is_free(self) -> bool:
        """Return whether the worker waits for a file."""
        return self.ready and self.task is None

    def give(self, task: Task) -> bool:
        """Hand over a file and return whether the worker took it; one that died meanwhile is replaced."""
        try:
            self.pipe.send((task.path, task.name))
        except OSError:
            self._restart()
            return False
        self.task, self.deadline = task, time.monotonic() + self.limits.seconds
        return True

    def collect(self) -> list[tuple[Task, dict]]:
        """Return the answer if there is one; end and replace a worker that crashed or went over a limit."""
        if self.pipe.poll():
            return self._receive()
        if time.monotonic() > self.deadline:
            return self._lose("timeout")
        return self._lose("memory") if self.task and self._is_greedy() else []

    def end(self) -> None:
        """Kill the process: nothing is lost, because a worker writes nothing."""
        self.process.kill()
        self.process.join(START_SECONDS)
        self.pipe.close()

    def _start(self) -> None:
        self.pipe, theirs = SPAWN.Pipe()
        self.process = SPAWN.Process(target=serve, args=(theirs, self.reader, self.limits), daemon=True)
        with _clean_start():
            self.process.start()
        theirs.close()
        self.task, self.ready, self.deadline = None, False, time.monotonic() + START_SECONDS

    def _restart(self) -> None:
        self.end()
        self._start()

    def _receive(self) -> list[tuple[Task, dict]]:
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError):
            return self._lose("crash")
        task, self.task, self.deadline = self.task, None, float("inf")
        if answer == READY:
            self.ready, self.failed_starts = True, 0
            return []
        if any(failure["kind"] == "memory" for failure in answer["failures"]):
            self._restart()      # its heap is in pieces
        return [(task, answer)]

    def _lose(self, kind: str) -> list[tuple[Task, dict]]:
        task, self.failed_starts = self.task, self.failed_starts + (not self.ready)
        if self.failed_starts >= FAILED_STARTS:
            raise DataError("문서를 읽는 프로그램을 시작하지 못했습니다.", value=self.reader,
                            todo="python3 kit.py doctor로 컴퓨터를 점검하십시오.")
        self._restart()
        return [(task, refusal(task.name, kind))] if task else []

    def _is_greedy(self) -> bool:
        if sys.platform == "linux":
            return False         # the system itself enforces the limit that the worker has set
        try:
            return psutil.Process(self.process.pid).memory_info().rss > self.limits.megabytes * MEGABYTE
        except psutil.Error:
            return False         # it has just ended, which the pipe will tell


def serve(pipe: connection.Connection, reader: str, limits: Limits) -> None:
    """Answer the parent file by file, in the worker process, until the parent closes the pipe."""
    _keep_quiet()
    module, _, function = reader.rpartition(".")
    read = getattr(import_module(module), function)
    _limit_memory(limits.megabytes)
    pipe.send(READY)
    while True:
        try:
            path, name = pipe.recv()
        except EOFError:
            return
        faulthandler.dump_traceback_later(limits.seconds + GRACE, exit=True, file=2)   # even if the parent is gone
        _send(pipe, read_file(path, name, read), name)
        faulthandler.cancel_dump_traceback_later()


def read_file(path: str, name: str, read: Callable) -> dict:
    """Return the answer for one file: its sha256, its parts with personal data counted, its failures.

    Parameters: ``read`` takes the bytes and the name and returns parts and failures.
    """
    try:
        if not Path(path).is_file():
            return refusal(name, "missing")
        if Path(path).stat().st_size > LARGEST:
            return refusal(name, "huge")
        data = Path(path).read_bytes()
        parts, failures = read(data, name)
        answer = {"sha256": hashlib.sha256(data).hexdigest(), "parts": [_told(part) for part in parts],
                  "failures": [asdict(failure) for failure in failures]}
    except Exception as error:
        return refusal(name, _kind(error))
    return answer if parts or failures else refusal(name, "no_text", answer["sha256"])


def refusal(name: str, kind: str, sha256: str = "") -> dict:
    """Return the answer for a file that gave nothing.

    >>> refusal("계획.hwp", "timeout")["failures"][0]["message"]
    '정해 둔 시간 안에 읽지 못했습니다.'
    """
    return {"sha256": sha256, "parts": [], "failures": [{"name": name, "kind": kind, "message": MESSAGES[kind]}]}


def _told(part: object) -> dict:
    text = part.text.encode("utf-8", "replace").decode("utf-8")     # a lone surrogate fits into no file
    counts = personal.count(text)
    return {**asdict(part), "text": text, "warnings": [*part.warnings, *personal.warnings(counts)], "personal": counts}


def _kind(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "memory"
    kinds = {PermissionError: "locked", FileNotFoundError: "missing", OSError: "unreadable"}
    return next((kind for cause, kind in kinds.items() if isinstance(error, cause)), "crash")


def _send(pipe: connection.Connection, answer: dict, name: str) -> None:
    try:
        pipe.send(answer)
    except MemoryError:      # raised while packing, before a byte is written
        pipe.send(refusal(name, "memory"))


def _keep_quiet() -> None:
    """Send what native libraries print into nothing, and leave Ctrl-C to the parent."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _limit_memory(megabytes: int) -> None:
    if sys.platform == "linux":      # other systems accept the limit and do not keep it
        import resource

        most = psutil.Process().memory_info().vms + int(megabytes * MEGABYTE)
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


@contextmanager
def _clean_start() -> Iterator[None]:
    """Start a worker without the script of the reader, which ``spawn`` would run again, and without Ctrl-C."""
    main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    mask = getattr(signal, "pthread_sigmask", lambda *_: ())      # not on Windows
    before = mask(getattr(signal, "SIG_BLOCK", 0), {signal.SIGINT})
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        mask(getattr(signal, "SIG_SETMASK", 0), before)
