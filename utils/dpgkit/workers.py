"""Work done in processes of its own: what crashes, hangs or eats memory costs one task, never the run."""

import faulthandler
import multiprocessing
import os
import pickle
import signal
import sys
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import connection
from pathlib import Path
from types import ModuleType

from dpgkit import paths
from dpgkit.errors import DataError

MEGABYTE = 1024 * 1024
START_SECONDS = 120      # a cold start under a virus scanner is slow
FAILED_STARTS = 3
GRACE = 10               # seconds after which a worker whose parent died ends itself
LOOK = 0.2               # seconds between two looks at the clocks
UNTRIED = object()      # the answer to a task that a lost worker had not begun
SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Limits:
    """What one task may cost: ``seconds``, and ``megabytes`` on top of what an idle worker holds (None: as many as there are)."""

    seconds: float
    megabytes: int | None = None


@dataclass(frozen=True)
class Task:
    """One call: ``key`` for the caller, who gets it back, and the ``arguments`` of the function."""

    key: object
    arguments: tuple


@dataclass(frozen=True)
class Lost:
    """The answer that never came: ``kind`` timeout, memory or crash; ``reason`` the error where Python told one."""

    kind: str
    reason: str = ""


def run(tasks: Sequence[Task], function: str, *, workers: int, limits: Limits) -> Iterator[tuple[Task, object]]:
    """Yield every task with its answer, or with ``Lost``, in the order in which they are done.

    Parameters: ``function`` the dotted name of a function, called in ``workers`` processes side by side.
    Raises DataError where no worker can be started.
    """
    waiting, crew = deque(tasks), {}
    try:
        crew.update((Worker(function, limits), deque()) for _ in range(min(workers, len(waiting))))
        while waiting or any(crew.values()):
            done = [(given.popleft(), answer) for worker, given in crew.items() for answer in worker.collect()]
            waiting.extendleft(task for task, answer in reversed(done) if answer is UNTRIED)
            for worker, given in crew.items():
                room = 1 + (len(waiting) > len(crew))      # a second task, so that the worker need not wait for this process
                while waiting and worker.ready and len(given) < room and worker.give(waiting[0].arguments):
                    given.append(waiting.popleft())
            yield from (pair for pair in done if pair[1] is not UNTRIED)
            if not done:
                connection.wait([worker.pipe for worker in crew], timeout=LOOK)
    finally:
        for worker in crew:
            worker.end()


class Worker:
    """A warm process that calls one function, one task at a time, seen from the parent.

    Parameters: ``function`` the dotted name of the function. Process and function are started once; a process that
    crashes or goes over a limit is replaced. A worker that is forgotten ends with this process.
    """

    def __init__(self, function: str, limits: Limits) -> None:
        self.function, self.limits, self.failed_starts = function, limits, 0
        self._start()

    def call(self, *arguments: object) -> object:
        """Return what the function answers, or ``Lost``; the first call also waits for the process to start.

        Raises DataError where the worker cannot be started.
        """
        if self.pipe.closed:
            self._start()
        try:
            while not (self.is_free() and self.give(arguments)):
                self._wait()
                self.collect()
            while not (answers := self.collect()):
                self._wait()
        except BaseException:
            if self.given:       # Ctrl-C: the answer must not meet the next call
                self._restart()
            raise
        return answers[0]

    def is_free(self) -> bool:
        """Return whether the worker waits for a task."""
        return self.ready and not self.given

    def give(self, arguments: tuple) -> bool:
        """Hand over a task and return whether the worker took it: it does not where it has died, which ``collect`` mends.

        A second task waits in the worker until the first is done.
        """
        try:
            self.pipe.send_bytes(pickle.dumps((self.limits.seconds, arguments)))
        except OSError:
            return False
        self.given += 1
        self.deadline = self.deadline if self.given > 1 else time.monotonic() + self.limits.seconds
        return True

    def collect(self) -> list[object]:
        """Return the answer, or ``Lost``, as a list of one; of none where there is nothing yet. It does not wait.

        A worker that crashed or went over a limit is ended and replaced; a second task is then answered by ``UNTRIED``.
        """
        if self.pipe.poll():
            return self._receive()
        if time.monotonic() > self.deadline:
            return self._lose("timeout")
        return self._lose("memory") if self.given and self._is_greedy() else []

    def end(self) -> None:
        """Kill the process; ``call`` would start another one."""
        self._kill()

    def _start(self) -> None:
        self.pipe, theirs = SPAWN.Pipe()
        process = SPAWN.Process(target=serve, args=(theirs, self.function, self.limits), daemon=True)
        with _clean_start():
            process.start()
        theirs.close()
        self.process, self._kill = process, weakref.finalize(self, _end, process, self.pipe)
        self.given, self.ready, self.deadline = 0, False, time.monotonic() + START_SECONDS

    def _restart(self) -> list[object]:
        untried = [UNTRIED] * (self.given - 1)
        self.end()
        self._start()
        return untried

    def _wait(self) -> None:
        connection.wait([self.pipe], timeout=max(0, min(LOOK, self.deadline - time.monotonic())))

    def _receive(self) -> list[object]:
        try:
            message = self.pipe.recv_bytes()
        except (EOFError, OSError):
            return self._lose("crash")
        if not self.ready:       # the first message says that the function is there
            self.ready, self.failed_starts, self.deadline = True, 0, float("inf")
            return []
        answer = _unpacked(message)
        if isinstance(answer, Lost) and answer.kind == "memory":
            return [answer, *self._restart()]      # its heap is in pieces
        self.given -= 1
        self.deadline = time.monotonic() + self.limits.seconds if self.given else float("inf")
        return [answer]

    def _lose(self, kind: str) -> list[object]:
        self.failed_starts += not self.ready
        if self.failed_starts >= FAILED_STARTS:
            raise DataError("따로 도는 프로그램을 시작하지 못했습니다.", value=self.function,
                            todo=f"{paths.PROGRAM} doctor로 컴퓨터를 점검하십시오.")
        lost = [Lost(kind)] if self.given else []
        return [*lost, *self._restart()]

    def _is_greedy(self) -> bool:
        if sys.platform == "linux" or self.limits.megabytes is None:
            return False         # on Linux the system itself enforces the limit that the worker has set
        import psutil

        try:
            return psutil.Process(self.process.pid).memory_info().rss > self.limits.megabytes * MEGABYTE
        except psutil.Error:
            return False         # it has just ended, which the pipe will tell


def serve(pipe: connection.Connection, function: str, limits: Limits) -> None:
    """Answer the parent task by task, in the worker process, until the parent closes the pipe."""
    _keep_quiet()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")      # numpy reserves memory for each thread; workers stand side by side
    module, _, name = function.rpartition(".")
    called = getattr(import_module(module), name)
    _limit_memory(limits.megabytes)
    pipe.send_bytes(b"ready")
    while True:
        try:
            message = pipe.recv_bytes()
        except EOFError:
            return
        pipe.send_bytes(_answer(called, message))
        faulthandler.cancel_dump_traceback_later()


def _answer(called: Callable, message: bytes) -> bytes:
    try:
        seconds, arguments = pickle.loads(message)
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=2)      # even if the parent is gone
        return pickle.dumps(called(*arguments), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(Lost("memory"))
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        return pickle.dumps(_crash(error))


def _unpacked(message: bytes) -> object:
    try:
        return pickle.loads(message)
    except Exception as error:   # a class that only the worker knows
        return _crash(error)


def _crash(error: BaseException) -> Lost:
    told = str(error).partition("\n")[0]
    return Lost("crash", f"{type(error).__name__}: {told}" if told else type(error).__name__)


def _end(process: multiprocessing.Process, pipe: connection.Connection) -> None:
    """Kill a process: nothing is lost, because a worker writes nothing."""
    process.kill()
    process.join(START_SECONDS)
    pipe.close()


def _keep_quiet() -> None:
    """Send what native libraries print into nothing, and leave Ctrl-C to the parent."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _limit_memory(megabytes: int | None) -> None:
    if megabytes is not None and sys.platform == "linux":      # other systems accept the limit and do not keep it
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + int(megabytes * MEGABYTE)
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
