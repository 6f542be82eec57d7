"""Reading in a process of its own."""

from pathlib import Path

import pytest

from dpgkit import readers, workers
from dpgkit.errors import DataError


@pytest.mark.parametrize(("error", "kind"), [
    (PermissionError, "locked"), (FileNotFoundError, "missing"), (OSError, "unreadable"), (MemoryError, "memory"),
    (RecursionError, "crash")])
def test_every_error_has_its_kind(tmp_path, monkeypatch, error, kind):
    def fail(self):
        raise error

    (tmp_path / "글.txt").write_text("글", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", fail)
    answer = workers.read_file(str(tmp_path / "글.txt"), "글.txt", readers.read_all)
    assert [failure["kind"] for failure in answer["failures"]] == [kind] and answer["parts"] == []


def test_a_huge_file_is_refused_unread(tmp_path):
    with open(tmp_path / "큰 글.txt", "wb") as file:
        file.truncate(workers.LARGEST + 1)
    assert workers.read_file(str(tmp_path / "큰 글.txt"), "큰 글.txt", None)["failures"][0]["kind"] == "huge"


def test_a_reader_that_finds_nothing_is_a_refusal(tmp_path):
    (tmp_path / "글.txt").write_text("글", encoding="utf-8")
    answer = workers.read_file(str(tmp_path / "글.txt"), "글.txt", lambda data, name: ([], []))
    assert answer["failures"][0]["kind"] == "no_text" and len(answer["sha256"]) == 64


def test_a_reader_that_cannot_be_imported_is_told():
    tasks = [workers.Task("a", "a", "a")]
    with pytest.raises(DataError, match="시작하지 못했습니다"):
        list(workers.read_files(tasks, workers=1, limits=workers.Limits(), reader="dpgkit.nowhere.read"))


def test_nothing_to_read_starts_nothing():
    assert list(workers.read_files([], workers=2, limits=workers.Limits())) == []
