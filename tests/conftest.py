"""Shared by all tests: tables of lessons and analysed words go into folders of the run, never into the reader's."""

import contextlib
import os
import shutil
import signal
import tempfile
from pathlib import Path

import hypothesis
import pytest

from dpgkit import paths, results
from dpgkit.analyzers import tagging, unitstore
from dpgkit.widgets.panel import PLAIN

collect_ignore = ["fixtures"]       # what tests start or copy
RESULTS = Path(tempfile.mkdtemp(prefix="dpgkit-test-"))


def pytest_configure(config):
    _hear_signals()
    hypothesis.settings.register_profile("kit", deadline=None)       # machines are shared and slow
    hypothesis.settings.load_profile("kit")
    shutil.copytree(paths.notebooks_dir() / "results" / "housing", RESULTS, dirs_exist_ok=True)
    os.environ.update({results.FOLDER_VARIABLE: str(RESULTS), PLAIN: "1"})
    if not hasattr(config, "workerinput"):       # xdist: the workers of one run share what one of them has analysed
        os.environ[unitstore.FOLDER_VARIABLE] = tempfile.mkdtemp(prefix="dpgkit-cache-")


def _hear_signals():
    """Take back that a run in the background (``nohup``, ``&``) ignores signals: commands that tests start inherit it."""
    for name, handler in {"SIGINT": signal.default_int_handler, "SIGHUP": signal.SIG_DFL}.items():
        number = getattr(signal, name, None)                         # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


def pytest_unconfigure(config):
    tagging.release()
    shutil.rmtree(RESULTS, ignore_errors=True)
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ[unitstore.FOLDER_VARIABLE], ignore_errors=True)


@pytest.fixture
def kit_copy(tmp_path, monkeypatch):
    """An empty kit folder with Hangul and a space in its name; corpus and fonts stay those of the real kit."""
    folder = tmp_path / "한글 폴더"
    for name in ("notebooks/source", "runs"):
        (folder / name).mkdir(parents=True)
    monkeypatch.setattr(paths, "runs_dir", lambda: folder / "runs")
    monkeypatch.setattr(paths, "notebooks_dir", lambda: folder / "notebooks")
    return folder


def pytest_terminal_summary(terminalreporter, exitstatus, config):
    with contextlib.suppress(Exception):         # a note about the run must never fail the run
        from dpgkit.site import evidence

        evidence.after(terminalreporter, exitstatus, config)
