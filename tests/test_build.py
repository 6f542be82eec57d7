"""Building twice gives the same bytes, and a lesson that fails changes nothing."""

import os

import nbformat
import pytest

from dpgkit import build, lessons, paths, results
from dpgkit.errors import LessonError

LESSON = "04_architecture"       # the shortest that takes a table over and draws a chart


def without_pictures(text):
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output["data"].pop("image/png", None)      # pixels may differ between systems
    return notebook


@pytest.fixture(scope="module")
def twice():
    return [nbformat.writes(build.execute(LESSON)) + "\n" for _ in range(2)]


def test_building_twice_gives_the_same_bytes(twice):
    assert twice[0] == twice[1]


def test_the_shipped_notebook_is_what_the_build_gives(twice):
    shipped = (paths.notebooks_dir() / f"{LESSON}.ipynb").read_text(encoding="utf-8")
    assert without_pictures(shipped) == without_pictures(twice[0])


def test_nothing_of_this_machine_stays_in_the_metadata(twice):
    metadata = nbformat.reads(twice[0], as_version=4).metadata
    assert metadata["language_info"] == {"name": "python"} and set(metadata) == {"kernelspec", "language_info", "dpgkit"}


def test_a_failing_lesson_replaces_nothing(kit_copy, monkeypatch):
    facts = "{title: 가, question: 나, goals: [], minutes: 1, before: 없음, data: 없음, verified: ''}"
    source = f"# ---\n# jupyter:\n#   dpgkit: {facts}\n# ---\n\n# %%\n1 / 0\n"
    (kit_copy / "notebooks" / "source" / "97_fails.py").write_text(source, encoding="utf-8")
    with pytest.raises(LessonError, match="ZeroDivisionError"):
        build.build()
    assert not list((kit_copy / "notebooks").glob("*.ipynb"))
    lessons.describe.cache_clear()


def test_the_corpus_is_the_one_that_was_checked():
    noted = (paths.kit_root() / "corpus" / build.CHECKSUMS).read_text(encoding="utf-8")
    assert noted == build.checksums(), "자료를 고쳤다면 kit.py build를 실행하십시오."
    assert len(noted.splitlines()) > 150


def test_the_environment_is_put_back(tmp_path):
    before = os.environ.get(results.FOLDER_VARIABLE)
    with build.handing_on(tmp_path):
        assert os.environ[results.FOLDER_VARIABLE] == str(tmp_path)
    assert os.environ.get(results.FOLDER_VARIABLE) == before
