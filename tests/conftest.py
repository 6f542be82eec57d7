"""Shared by all tests: lessons under test hand their tables on in a folder of their own, never in the reader's."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from dpgkit import paths, results
from dpgkit.widgets.panel import PLAIN

RESULTS = Path(tempfile.mkdtemp(prefix="dpgkit-test-"))


def pytest_configure(config):
    shutil.copytree(paths.notebooks_dir() / "results" / "housing", RESULTS, dirs_exist_ok=True)
    os.environ.update({results.FOLDER_VARIABLE: str(RESULTS), PLAIN: "1"})


def pytest_unconfigure(config):
    shutil.rmtree(RESULTS, ignore_errors=True)


@pytest.fixture
def kit_copy(tmp_path, monkeypatch):
    """An empty kit folder with Hangul and a space in its name; corpus and fonts stay those of the real kit."""
    folder = tmp_path / "한글 폴더"
    for name in ("notebooks/source", "runs"):
        (folder / name).mkdir(parents=True)
    monkeypatch.setattr(paths, "runs_dir", lambda: folder / "runs")
    monkeypatch.setattr(paths, "notebooks_dir", lambda: folder / "notebooks")
    return folder
