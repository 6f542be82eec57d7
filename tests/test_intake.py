"""One file as a worker takes it in."""

from pathlib import Path

import pytest

from dpgkit.documents import intake


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "글.txt"
    path.write_text("글쓴이 010-1234-5678", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("error", "kind"), [
    (PermissionError, "locked"), (FileNotFoundError, "missing"), (OSError, "unreadable"), (RecursionError, "crash")])
def test_every_error_has_its_kind(file, monkeypatch, error, kind):
    def fail(self):
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    answer = intake.read_file(file, "글.txt")
    assert [failure["kind"] for failure in answer["failures"]] == [kind] and answer["parts"] == []


def test_a_lack_of_memory_is_left_to_the_worker(file):
    def fail(data, name):
        raise MemoryError

    with pytest.raises(MemoryError):
        intake.read_file(file, "글.txt", fail)


def test_an_answer_tells_text_and_personal_data(file):
    answer = intake.read_file(file, "글.txt")
    assert (answer["parts"][0]["text"], answer["parts"][0]["personal"]["전화번호"]) == ("글쓴이 010-1234-5678", 1)
    assert answer["failures"] == [] and len(answer["sha256"]) == 64


def test_a_huge_file_is_refused_unread(tmp_path):
    with open(tmp_path / "큰 글.txt", "wb") as file:
        file.truncate(intake.LARGEST + 1)
    assert intake.read_file(str(tmp_path / "큰 글.txt"), "큰 글.txt")["failures"][0]["kind"] == "huge"


def test_a_reader_that_finds_nothing_is_a_refusal(file):
    answer = intake.read_file(file, "글.txt", lambda data, name: ([], []))
    assert answer["failures"][0]["kind"] == "no_text" and len(answer["sha256"]) == 64


@pytest.mark.parametrize("kind", intake.MESSAGES)
def test_every_refusal_says_what_to_do(kind):
    message = intake.refusal("글.txt", kind)["failures"][0]["message"]
    assert len(message.splitlines()) == 2 and "\n  할 일: " in message and message.endswith("시오.")


@pytest.mark.parametrize(("system", "path", "kind"), [
    ("win32", "C:\\" + "긴" * 260, "long"), ("win32", "C:\\짧은.hwp", "missing"), ("linux", "/" + "긴" * 260, "missing")])
def test_windows_finds_no_file_whose_place_is_too_long(monkeypatch, system, path, kind):
    monkeypatch.setattr(intake.sys, "platform", system)
    monkeypatch.setattr(Path, "is_file", lambda self: False)
    assert intake.read_file(path, "긴.hwp")["failures"][0]["kind"] == kind
