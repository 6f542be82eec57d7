"""What was read is remembered, and only as long as it holds."""

import pytest

from dpgkit.documents import journal

CONDITIONS = {"root": "/글", "engines": "1", "limits": [60, 2000]}


def line(kind="", **changes):
    failures = [{"name": "a", "kind": kind, "message": ""}] if kind else []
    return {"key": "a", "size": 1, "mtime": 1, "sha256": "", "parts": [], "failures": failures, **CONDITIONS, **changes}


@pytest.mark.parametrize(("earlier", "holds"), [
    (line(), True), (None, False), (line(size=2), False), (line(mtime=2), False), (line(root="/다른"), False),
    (line(engines="0"), False), (line("encrypted"), True), (line("locked"), False), (line("timeout"), True),
    (line("timeout", limits=[5, 2000]), False), (line("encrypted", limits=[5, 2000]), True)])
def test_how_long_a_reading_holds(earlier, holds):
    assert journal.still_true(journal.Found("/nowhere", "a", "a", 1, 1), earlier, CONDITIONS) is holds


def test_a_line_that_was_cut_off_costs_one_line(tmp_path):
    with journal.writing(tmp_path) as log:
        log.add({"key": "가"})
        log.journal.write('{"key": "나", "te')
    with journal.writing(tmp_path) as log:
        log.add({"key": "다", "text": "\u2028\ud800"[:1]})
    (tmp_path / journal.ARCHIVED).unlink()
    assert list(journal.load(tmp_path)) == ["가", "다"]


def test_names_that_are_not_unicode_survive(tmp_path):
    with journal.writing(tmp_path) as log:
        log.keep({"key": "a\udcff", "text": "글\n"})
    assert journal.load(tmp_path) == {"a\udcff": {"key": "a\udcff", "text": "글\n"}}
    (tmp_path / journal.ARCHIVED).write_bytes(b"damaged")
    assert journal.load(tmp_path) == {}


def test_the_archive_holds_what_stays_and_what_is_new(tmp_path):
    with journal.writing(tmp_path) as log:
        log.keep({"key": "가"})
        log.add({"key": "나"})
    (tmp_path / journal.FILE).unlink()
    assert list(journal.load(tmp_path)) == ["가", "나"]


def test_lists_of_the_kit_are_no_documents(tmp_path):
    (tmp_path / "안").mkdir()
    for name in ("manifest.csv", "dates.csv", "글.txt", "안/dates.csv"):
        (tmp_path / name).write_text("글", encoding="utf-8")
    assert [file.name for file in journal.found_files(tmp_path)] == ["글.txt", "안/dates.csv"]
