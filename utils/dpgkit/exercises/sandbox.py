"""Runs a submission apart from everything else, watches what it costs, and brings back plain data.

How far apart depends on the system, and ``level`` says so: ``namespaces`` (Linux: no network, other files out of sight, limits),
``limits`` (other Unix: limits on memory, time and files, but the rights of whoever marks), ``process`` (Windows: a process that is
watched and ended). None of them is a virtual machine.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue

import psutil

from dpgkit import paths

NAMESPACES, LIMITS, PROCESS = "namespaces", "limits", "process"
LEVELS = {NAMESPACES: "이름 공간(네트워크가 없고 다른 파일이 보이지 않음)", LIMITS: "한도만(네트워크와 파일은 막지 못함)",
          PROCESS: "따로 도는 프로그램(지켜보다 끝냄)"}
START_SECONDS = 90       # a cold start under a virus scanner is slow
GRACE = 8                # seconds for a cell to end itself once its time is over
LOOK = 0.2               # seconds between two looks at the clocks and the memory
MOST_BYTES = 20_000_000  # of everything that a submission tells
LONGEST = 300            # characters of an error
FIRST_USER, USERS = 61_200, 3_000        # where root marks, submissions run as a user that owns nothing
HIDE = ("lesson", "expected", "bands", "keys")
KIT = ("kit.py", "corpus", "notebooks", "utils")
DONE, STOPPED = "done", "stopped"
ENDS = {"timeout": "시간이 다 되어 끝냈습니다", "memory": "메모리를 너무 많이 써서 끝냈습니다",
        "processes": "프로그램을 너무 많이 띄워서 끝냈습니다", "flood": "알리는 값이 너무 많아서 끝냈습니다",
        "died": "실행하던 프로그램이 스스로 끝났습니다", "start": "실행을 시작하지 못했습니다", STOPPED: "채점을 멈추었습니다"}
NEEDED = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "NUMBER_OF_PROCESSORS")      # by Windows, to start a program


@dataclass(frozen=True)
class Limits:
    """What one submission may cost: seconds for a cell and in all, memory, the size of a file and of all files, processes."""

    cell_seconds: float = 60
    total_seconds: float = 300
    megabytes: int = 2_500
    file_megabytes: int = 50
    room_megabytes: int = 300
    processes: int = 64


@dataclass
class Ran:
    """What a submission did: its answers, parameters and errors by cell, how many cells ran, and how it ended."""

    answers: dict[str, object] = field(default_factory=dict)
    given: dict[str, object] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    cells: int = 0
    ended: str = ""
    told: int = 0
    seconds: float = 0.0
    problem: str = ""


def run(cells: Sequence[str], names: dict[str, str], parameters: Sequence[str], *, limits: Limits | None = None,
        cache_folder: Path | None = None, how: str | None = None, stop: threading.Event | None = None) -> Ran:
    """Run the code cells of a submission and return what came of it; it never raises for what a submission does.

    Parameters: ``names`` the variable of each exercise; ``parameters`` names of the parameters to bring back; ``cache_folder`` analysed
    units to copy into the throw-away home; ``how`` one of ``LEVELS``, the best that the system allows unless told; ``stop`` ends the
    submission when it is set.
    """
    limits, how, begun = limits or Limits(), how or level(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dpgkit-", ignore_cleanup_errors=True) as place:
        work = {"cells": list(cells), "names": names, "parameters": list(parameters), "seconds": limits.cell_seconds,
                "limits": _system_limits(limits) if how == LIMITS else None}
        Path(place, "work.json").write_text(json.dumps(work), encoding="utf-8")
        ran = _watched(_start(Path(place), limits, cache_folder, how), limits, stop or threading.Event())
    ran.seconds = round(time.monotonic() - begun, 1)
    return ran


@cache
def level() -> str:
    """Return how far apart this system can keep a submission: a key of ``LEVELS``."""
    if os.name == "nt":
        return PROCESS
    if sys.platform == "linux":
        tried = run(["answer = 1"], {"x": "answer"}, [], limits=Limits(total_seconds=60), how=NAMESPACES)
        if tried.ended == DONE and tried.answers == {"x": 1}:
            return NAMESPACES
    return LIMITS


def _start(place: Path, limits: Limits, cache_folder: Path | None, how: str) -> subprocess.Popen:
    home = Path("/tmp/home") if how == NAMESPACES else place / "home"
    command = [sys.executable, "-P", "-s", "-m", "dpgkit.exercises.runner",
               str(home.parent / "work.json" if how == NAMESPACES else place / "work.json")]
    environment = _environment(home)
    if how == NAMESPACES:
        spec = _jail(place, limits, cache_folder, command, environment)
        Path(place, "jail.json").write_text(json.dumps(spec), encoding="utf-8")
        command = [sys.executable, "-I", str(Path(__file__).with_name("jail.py")), str(place / "jail.json")]
        home = place
    else:
        _fill_home(home, cache_folder)
    return subprocess.Popen(command, cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, start_new_session=os.name != "nt")


def _jail(place: Path, limits: Limits, cache_folder: Path | None, command: list[str], environment: dict[str, str]) -> dict:
    root, package = place / "root", Path(__file__).parent
    root.mkdir()
    (place / "empty").mkdir()
    hidden = [file for pattern in HIDE for file in (*package.glob(f"{pattern}*"), *package.glob(f"__pycache__/{pattern}*"))]
    shown = dict.fromkeys([*(str(paths.kit_root() / name) for name in KIT), sys.prefix, sys.base_prefix, *_libraries()])
    copies = [(str(place / "work.json"), "/tmp/work.json"), (str(place / "empty"), "/tmp/home")]
    copies += [(str(cache_folder), "/tmp/cache")] if cache_folder else []
    return {"root": str(root), "show": list(shown), "hide": list(map(str, hidden)), "copy": copies, "room": limits.room_megabytes,
            "limits": _system_limits(limits), "user": FIRST_USER + random.randrange(USERS), "command": command, "environment": environment}


def _libraries() -> list[str]:
    """Return the folders of installed packages, where they lie outside of Python's own."""
    return [folder for folder in sys.path if folder and Path(folder).is_dir() and "site-packages" in folder]


def _fill_home(home: Path, cache_folder: Path | None) -> None:
    import shutil

    home.mkdir()
    if cache_folder:
        shutil.copytree(cache_folder, home.parent / "cache")


def _environment(home: Path) -> dict[str, str]:
    """Return the variables that a submission sees: none of the marker's own but those that Windows needs to start a program."""
    kept = {name: os.environ[name] for name in NEEDED if name in os.environ}
    folders = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "IPYTHONDIR", "MPLCONFIGDIR", "DPGKIT_DATA"), str(home))
    return {**kept, **folders, "PATH": os.defpath, "LANG": "C.UTF-8", "USER": "student", "DPGKIT_HOME": str(paths.kit_root()),
            "DPGKIT_CACHE": str(home.parent / "cache"), "DPGKIT_PLAIN": "1", "TQDM_DISABLE": "1", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _system_limits(limits: Limits) -> dict[str, int]:
    """Return what the system itself shall enforce for each process of the submission."""
    return {"megabytes": limits.megabytes, "file_megabytes": limits.file_megabytes, "seconds": int(limits.total_seconds) + GRACE,
            "processes": limits.processes + _processes_of_user()}


def _processes_of_user() -> int:
    """Return how many threads this user has already, since the system counts them all against the limit."""
    if sys.platform == "win32" or os.geteuid() == 0:
        return 0
    mine = [one.info["num_threads"] for one in psutil.process_iter(["uids", "num_threads"])
            if one.info["uids"] and one.info["uids"].real == os.getuid()]
    return sum(count or 0 for count in mine)


def _watched(process: subprocess.Popen, limits: Limits, stop: threading.Event) -> Ran:
    """Collect what the submission tells until it ends or costs too much, and leave nothing of it running."""
    lines: SimpleQueue = SimpleQueue()
    threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
    ran, started = Ran(), time.monotonic()
    heard = started
    try:
        while not ran.ended:
            try:
                line = lines.get(timeout=LOOK)
                heard = time.monotonic()
                _take(ran, line)
            except Empty:
                ran.ended = STOPPED if stop.is_set() else _overrun(process, limits, started, heard, ran)
    finally:
        _end(process)
    return ran


def _read(stream: object, lines: SimpleQueue) -> None:
    told = 0
    while line := stream.readline(MOST_BYTES):
        told += len(line)
        if told > MOST_BYTES:
            lines.put(b'{"flood": true}')
            return
        lines.put(line)
    lines.put(b"")


def _take(ran: Ran, line: bytes) -> None:
    """Add one message to what is known; a line that is no message comes from a submission that found the pipe."""
    if not line:
        ran.ended = ran.ended or "died"
        return
    try:
        message = json.loads(line)
        if message.get("jail"):
            ran.problem, ran.ended = str(message["jail"]), "start"
        ran.told += 1
        if "cell" in message:
            ran.cells = int(message["cell"])
            ran.answers |= {str(name): answer for name, answer in message["answers"].items()}
            ran.errors |= {ran.cells: str(message["error"])[:LONGEST]} if message["error"] else {}
        if message.get("done"):
            ran.given, ran.ended = dict(message["given"]), DONE
        ran.ended = "flood" if message.get("flood") else ran.ended
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        ran.problem = "알 수 없는 말을 했습니다."


def _overrun(process: subprocess.Popen, limits: Limits, started: float, heard: float, ran: Ran) -> str:
    """Return why the submission must end now, empty where it need not."""
    now, silence = time.monotonic(), limits.cell_seconds + GRACE if ran.told else START_SECONDS
    if now - started > limits.total_seconds + (0 if ran.told else START_SECONDS) or now - heard > silence:
        return "timeout" if ran.told else "start"
    memory = count = 0
    for one in _family(process):
        try:
            memory, count = memory + one.memory_info().rss, count + 1
        except psutil.Error:
            continue
    if memory > 1.2 * limits.megabytes * 2**20:
        return "memory"
    return "processes" if count > limits.processes else ""


def _family(process: subprocess.Popen) -> list[psutil.Process]:
    try:
        parent = psutil.Process(process.pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def _end(process: subprocess.Popen) -> None:
    """End the submission and everything that it has started, as far as the system tells who that is."""
    for one in reversed(_family(process)):
        with suppress(psutil.Error):
            one.kill()
    if os.name != "nt":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
