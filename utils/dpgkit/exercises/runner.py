"""Runs inside the sandbox: executes the code cells of a submission and tells the parent what the answers are, cell by cell.

What is written to standard output are lines of JSON with plain data. Whether an answer is right is decided outside. The checks
that a notebook calls are replaced by ones that only note what they were given, and the modules that know the answers do not load.
"""

import builtins
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from pathlib import Path

SECRETS = ("lesson", "expected", "bands", "keys", "trial", "source", "student", "assign")
HIDDEN = "채점할 때에는 검사 코드를 불러올 수 없습니다."
LONGEST = 300            # characters of an error


class CellTimeout(BaseException):
    """A cell took longer than it may."""


class Recorder:
    """Stands in for the checks of a notebook: says nothing, and notes what it was given."""

    given_to: dict[str, object] = {}

    def __init__(self, lesson: str, **values: object) -> None:
        self.values = values

    def __call__(self, name: object, answer: object) -> str:
        """Note an answer."""
        from dpgkit.exercises.values import plain

        self.given_to[str(name)] = plain(answer)
        return "채점 중입니다."

    def require(self, name: object, answer: object) -> None:
        """Note an answer."""
        self(name, answer)

    def parameters(self) -> dict[str, object]:
        """Return the parameters as they were given."""
        return dict(self.values)

    def progress(self) -> str:
        """Return nothing of use."""
        return "채점 중입니다."


class Curtain(MetaPathFinder):
    """Refuses to import the modules that know the answers."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Raise ImportError for a hidden module, and leave every other to the finders that follow."""
        package, _, module = name.rpartition(".")
        if package == "dpgkit.exercises" and module.startswith(SECRETS):
            raise ImportError(HIDDEN)


def main(file: str) -> None:
    """Execute the cells that a file of work lists, and end this process."""
    work = json.loads(Path(file).read_text(encoding="utf-8"))
    if work["limits"]:
        from dpgkit.exercises import jail

        jail.limit(work["limits"])
    tell = _voice()
    _no_network()
    shell = _shell()
    tell({"ready": True})
    known: dict[str, object] = {}
    for number, text in enumerate(work["cells"], start=1):
        begun = time.monotonic()
        error = _run_cell(shell, text, work["seconds"])
        answers = _answers(shell.user_ns, work["names"])
        changed = {name: answer for name, answer in answers.items() if name not in known or known[name] != answer}
        known |= changed
        tell({"cell": number, "seconds": round(time.monotonic() - begun, 2), "error": error, "answers": changed})
    tell({"done": True, "given": _given(shell.user_ns, work["parameters"])})
    os._exit(0)          # threads and exit handlers of the submission do not run on


def _voice() -> Callable[[dict], None]:
    """Return how to speak to the parent; what cells print goes nowhere."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)

    def tell(message: dict) -> None:
        stream.write(json.dumps(message, ensure_ascii=True) + "\n")
        stream.flush()

    return tell


def _shell() -> object:
    """Return an IPython shell in which magics work and nothing is displayed."""
    from IPython.core.interactiveshell import InteractiveShell

    from dpgkit import exercises

    exercises.checker = Recorder
    sys.meta_path.insert(0, Curtain())
    builtins.input = _no_input
    shell = InteractiveShell.instance(cache_size=0)
    shell.showtraceback = shell.showsyntaxerror = lambda *_, **__: None
    shell.display_pub.publish = lambda *_, **__: None
    shell.history_manager.enabled = False
    return shell


def _no_input(*_: object) -> str:
    raise RuntimeError("input()은 채점할 때 쓸 수 없습니다.")


def _no_network() -> None:
    """Refuse connections from Python; where the system has namespaces, nothing else can connect either."""
    import socket

    def refuse(*_: object) -> None:
        raise OSError("채점할 때에는 네트워크를 쓸 수 없습니다.")

    socket.socket.connect = socket.socket.connect_ex = refuse


def _run_cell(shell: object, text: str, seconds: float) -> str:
    """Run one cell silently and return its error in one line, empty where it had none."""
    cancel = _alarm(seconds)
    try:
        result = shell.run_cell(text, store_history=False, silent=True)
    except CellTimeout as late:      # it may come just after the cell
        return str(late)
    finally:
        cancel()
    error = result.error_before_exec or result.error_in_exec
    if error is None or isinstance(error, CellTimeout):
        return "" if error is None else str(error)
    return f"{type(error).__name__}: {error}"[:LONGEST].replace("\n", " ")


def _alarm(seconds: float) -> Callable[[], None]:
    """Interrupt this thread after some seconds, and return how to call that off."""
    if not hasattr(signal, "setitimer"):
        import _thread

        timer = threading.Timer(seconds, _thread.interrupt_main)
        timer.daemon = True
        timer.start()
        return timer.cancel

    def late(*_: object) -> None:
        raise CellTimeout(f"{seconds:g}초 안에 끝나지 않았습니다.")

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)      # again each second, for a cell that catches everything
    return lambda: signal.setitimer(signal.ITIMER_REAL, 0)


def _answers(names: dict[str, object], wanted: dict[str, str]) -> dict[str, object]:
    """Return the answer to each exercise: its variable, or what was last handed to the check where there is none."""
    from dpgkit.exercises.values import is_blank, plain

    found = {}
    for exercise, variable in wanted.items():
        answer = _safely(plain, names.get(variable))
        found[exercise] = Recorder.given_to.get(exercise) if is_blank(answer) else answer
    return found


def _given(names: dict[str, object], parameters: list[str]) -> dict[str, object]:
    from dpgkit.exercises.values import plain

    return {name: _safely(plain, names.get(name)) for name in parameters}


def _safely(function: Callable, value: object) -> object:
    """Return what a function makes of a value; an object of the submission may raise whatever it likes."""
    try:
        return json.loads(json.dumps(function(value)))
    except BaseException:
        return {"?": type(value).__name__}


if __name__ == "__main__":
    main(sys.argv[1])
