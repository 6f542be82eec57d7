"""A folder of the reader's own documents: nothing found disappears, and no file stops the run."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import paths
from dpgkit.documents import citable, corpora, dates, imports, journal
from dpgkit.errors import DataError, ParameterError

REAL = paths.kit_root().parent / "shared" / "real-documents"
STUB = '''
import ctypes, os, time
from dpgkit import readers
from dpgkit.documents import intake

def read_file(path, name):
    return intake.read_file(path, name, read)

def read(data, name):
    with open(os.environ["READ_LOG"], "a", encoding="utf-8") as log:
        log.write(name + "\\n")
    if data.startswith(b"HANG"):
        time.sleep(600)
    if data.startswith(b"EXIT"):
        os._exit(3)
    if data.startswith(b"SEGV"):
        ctypes.string_at(0)
    if data.startswith(b"HOGS"):
        [bytearray(100_000_000) for _ in range(100)]
    if data.startswith(b"SLOW"):
        time.sleep(0.15)
    return readers.read_all(data, name)
'''
SCRIPT = """
import sys
from dpgkit.documents import imports
imports.import_folder(sys.argv[1], '말뭉치', workers=2, reader='stub.read_file')
"""
LAW = "모든 국민은 인간으로서의 존엄과 가치를 가지며 행복을 추구할 권리를 가진다. "


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder and a reading function of our own, for this module."""
    folder = tmp_path_factory.mktemp("자료 폴더")
    (folder / "stub.py").write_text(STUB, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DPGKIT_DATA", str(folder / "data"))
        patch.setenv("READ_LOG", str(folder / "read.log"))
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(paths.kit_root() / "utils")]))
        patch.syspath_prepend(str(folder))
        yield folder


def fill(folder):
    (folder / "하위 폴더").mkdir(parents=True)
    texts = {"2023_계획.md": "# 계획\n" + LAW, "하위 폴더/공문 (250813).txt": "정부가 공문을 보낸다. 담당 044-123-4567, 900101-1234567",
             unicodedata.normalize("NFD", "한글 이름.txt"): "데이터기반행정", "사본.txt": "# 계획\n" + LAW,
             "멈춤.hwp": "HANG", "끝남.hwp": "EXIT", "죽음.hwp": "SEGV", "먹보.hwp": "HOGS", "빈 파일.pdf": ""}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "묶음.zip", "w") as archive:
        archive.writestr("안/의견.txt", "국민의 의견을 듣는다.")
        archive.writestr("빈.txt", "")
        archive.writestr("__MACOSX/._빈.txt", "x")
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "없는 곳.hwp").symlink_to(folder / "어디에도 없음")
    return folder


@pytest.fixture(scope="module")
def source(home):
    return fill(home / "내 문서")


@pytest.fixture(scope="module")
def imported(home, source):
    return imports.import_folder(source, "모음", workers=2, seconds=2, megabytes=300, progress=False, reader="stub.read_file")


def counts(flow):
    return flow.set_index("단계")["수"]


def reads(home):
    log = home / "read.log"
    return log.read_text(encoding="utf-8").split("\n")[:-1] if log.is_file() else []


@pytest.mark.parametrize(("name", "kind"), [
    ("멈춤.hwp", "timeout"), ("끝남.hwp", "crash"), ("죽음.hwp", "crash"), ("먹보.hwp", "memory"), ("빈 파일.pdf", "empty_file"),
    ("없는 곳.hwp", "missing"), ("묶음.zip/빈.txt", "empty_file")])
def test_a_bad_file_costs_one_file(imported, name, kind):
    assert imported.refused.set_index("file").loc[name, "kind"] == kind


def test_the_documents_are_one_table(imported):
    table = imported.documents.set_index("id", drop=False)
    assert table.columns.tolist() == imports.COLUMNS and table["id"].is_unique
    assert set(table["id"]) == {"2023_계획.md", "하위_폴더/공문_(250813).txt", "한글_이름.txt", "묶음.zip/안/의견.txt"}
    assert table.map(lambda value: isinstance(value, str)).all(axis=None)
    assert table.loc["하위_폴더/공문_(250813).txt", "date"] == "2025-08-13"
    assert table.loc["묶음.zip/안/의견.txt", ["path", "source"]].tolist() == ["묶음.zip", "의견.txt"]
    assert all(unicodedata.is_normalized("NFC", value) for value in table.to_numpy().ravel())


def test_the_flow_adds_up(imported):
    flow = counts(imported.flow)
    assert flow[["찾은 파일", "읽은 파일", "읽지 못한 파일", "겹친 문서", "남긴 문서"]].tolist() == [14, 5, 7, 1, 4]
    assert flow["건너뛴 딸린 파일"] == 2 and not imported.refused["file"].str.contains("Thumbs|MACOSX").any()
    assert flow[flow.index.str.startswith("읽지 못한 파일: ")].sum() == 7
    assert imported.repeated.to_numpy().tolist() == [["사본.txt", "2023_계획.md", "같은 파일"]]


def test_personal_data_is_counted_and_not_shown(imported):
    warnings = imported.documents.set_index("id")["warnings"]
    assert counts(imported.flow)["개인정보로 보이는 문서"] == 1
    assert "주민등록번호로 보이는 수가 1개" in warnings["하위_폴더/공문_(250813).txt"]
    assert "900101" not in "".join(warnings)


def test_the_corpus_is_kept_and_found_again(imported):
    assert imports.corpus_names() == ["모음"]
    pd.testing.assert_frame_equal(imports.load_corpus("모음"), imported.documents, check_dtype=False)
    assert pd.read_csv(imported.folder / "flow.csv")["수"].tolist() == imported.flow["수"].tolist()
    assert (imported.folder / "refused.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    manifest = json.loads((imported.folder / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["files"]) == 12 and manifest["versions"]["dpgkit"]
    assert not list(imported.folder.parent.glob(".*"))


def test_the_table_of_files_holds_every_file_and_can_stand_as_the_list_of_dates(imported, source, home):
    kept = pd.read_csv(imported.folder / "files.csv", dtype=str, keep_default_na=False)
    assert kept["결과"].value_counts().to_dict() == {"읽지 못함": 7, "읽음": 4, "겹침": 1}
    assert (kept.loc[kept["결과"] == "읽지 못함", ["까닭", "할 일"]] != "").all(axis=None)
    assert dates.matched(dates.load(_copied(imported.folder / "files.csv", home / "옮긴")), kept["파일"])[1] == []


def _copied(table, folder):
    folder.mkdir()
    shutil.copy(table, folder / "dates.csv")
    return folder


def test_a_second_import_reads_only_what_changed(imported, home, source):
    again = {"workers": 1, "seconds": 2, "megabytes": 300, "progress": False, "reader": "stub.read_file"}
    before = len(reads(home))
    same = imports.import_folder(source, "모음", **again)
    assert len(reads(home)) == before
    pd.testing.assert_frame_equal(same.documents, imported.documents)
    os.utime(source / "2023_계획.md", (1, 1))           # touched, not changed
    (source / "한글 새 글.txt").write_text("새로 넣은 글", encoding="utf-8")
    assert counts(imports.import_folder(source, "모음", **again).flow)["남긴 문서"] == 5
    assert reads(home)[before:] == ["한글 새 글.txt"]


@pytest.fixture
def slow(home, tmp_path):
    """A folder that takes about two seconds to read, and no trace of an earlier import."""
    shutil.rmtree(corpora.corpora_dir(), ignore_errors=True)
    (home / "read.log").unlink(missing_ok=True)
    for number in range(24):
        (tmp_path / f"{number:02d}.txt").write_text(f"SLOW 정부의 공문 {'가나다라마바사'[number % 7] * (number + 1)}", encoding="utf-8")
    return tmp_path


def stopped(folder, number, after):
    """Start an import of its own, send it a signal once some files are read, and return how it ended."""
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(folder)], stderr=subprocess.PIPE, text=True, encoding="utf-8")
    log = corpora.staging(corpora.corpora_dir() / "말뭉치") / journal.FILE
    end = time.monotonic() + 30
    while time.monotonic() < end and (not log.is_file() or log.read_bytes().count(b'"key"') < after):
        time.sleep(0.01)
    process.send_signal(number)
    return process.communicate(timeout=30)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_keeps_what_was_read(home, slow):
    assert "다음에 다시 읽지 않습니다" in stopped(slow, signal.SIGINT, 5)
    first = len(reads(home))
    imported = imports.import_folder(slow, "말뭉치", workers=2, progress=False, reader="stub.read_file")
    assert len(imported.documents) == 24 and 5 <= first < 24
    assert len(reads(home)) <= 24 + 4                    # a worker may have an answer on its way and a file in hand


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_import_can_be_done_again(home, slow):
    stopped(slow, signal.SIGKILL, random.randrange(20))
    assert imports.corpus_names() == []
    imported = imports.import_folder(slow, "말뭉치", workers=2, progress=False, reader="stub.read_file")
    assert counts(imported.flow)[["찾은 파일", "남긴 문서"]].tolist() == [24, 24]
    assert len(reads(home)) <= 24 + 4 and not list(imported.folder.parent.glob(".*"))


def test_the_previous_corpus_outlives_a_failure(home, tmp_path):
    good, bad = tmp_path / "좋은", tmp_path / "나쁜"
    for folder, text in {good: LAW, bad: ""}.items():
        folder.mkdir()
        (folder / "글.txt").write_text(text, encoding="utf-8")
    imports.import_folder(good, "지킴", workers=1, progress=False)
    with pytest.raises(DataError, match="빈 파일 1\n    글.txt: 내용이 없는 0바이트 파일입니다. 원본을 다시"):
        imports.import_folder(bad, "지킴", workers=1, progress=False)
    assert imports.load_corpus("지킴")["text"].tolist() == [LAW.strip()]


@pytest.mark.parametrize(("change", "error"), [
    ({"folder": "없음"}, "없는 폴더"), ({"folder": "."}, "파일이 없는 폴더"), ({"name": "bills"}, "키트에 들어 있는"),
    ({"name": "../밖"}, "쓸 수 없습니다"), ({"destination": paths.kit_root() / "corpus"}, "저장하지 않습니다")])
def test_wrong_input_is_refused_before_anything_is_written(home, tmp_path, change, error):
    (tmp_path / "문서").mkdir()
    given = {"name": "글", **change, "folder": tmp_path / "문서" / change.get("folder", ".")}
    with pytest.raises(DataError, match=error):
        imports.import_folder(given.pop("folder"), given.pop("name"), **given)
    assert "글" not in imports.corpus_names()


@pytest.mark.parametrize("limit", ["workers", "seconds", "megabytes"])
def test_limits_are_positive(tmp_path, limit):
    with pytest.raises(ParameterError, match=limit):
        imports.import_folder(tmp_path, "글", **{limit: 0})


def test_dates_of_the_reader_come_before_those_of_names(home, tmp_path):
    source = tmp_path / "날짜"
    (source / "2019년").mkdir(parents=True)
    for name in ("2023_계획.txt", "공고.txt", "2019년/보고.txt", "2030_미래.txt"):
        (source / name).write_text(f"국민을 위한 글 {name}. 2025. 8. 13. 배포", encoding="utf-8")
    (source / "법.md").write_text(f"---\ndate: 2001-03-28\nissuer: 국회\n---\n{LAW}", encoding="utf-8")
    (source / "빈.hwp").write_bytes(b"")
    rows = "파일,날짜\n빈.hwp,2024\n공고.txt,2024. 3. 1.\n2030_미래.txt,모름\n2023_계획.txt,2023\n없는 글.txt,2020\n"
    (source / "dates.csv").write_text(rows, encoding="cp949")
    given = imports.import_folder(source, "날짜", workers=1, progress=False)
    known = given.files.set_index("파일")[["날짜", "날짜의 근거"]].T.to_dict("list")
    assert known == {"2023_계획.txt": ["2023", "파일 이름"], "공고.txt": ["2024-03-01", "dates.csv"],
                     "2019년/보고.txt": ["2019", "폴더 이름"], "2030_미래.txt": ["", "dates.csv"],
                     "법.md": ["2001-03-28", "문서 첫머리"], "빈.hwp": ["", ""]}
    assert given.absent == ["없는 글.txt"] and given.documents.set_index("id").loc["법.md", "issuer"] == "국회"
    assert (given.files.set_index("파일").loc["공고.txt", "글 앞머리의 날짜"]) == "2025-08-13"


def test_a_bad_list_of_dates_is_refused_before_anything_is_read(home, tmp_path):
    (tmp_path / "글.txt").write_text(LAW, encoding="utf-8")
    (tmp_path / "dates.csv").write_text("파일,날짜\n글.txt,작년\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"dates.csv 2행의 날짜"):
        imports.import_folder(tmp_path, "작년", progress=False)
    assert "작년" not in imports.corpus_names()


PARTS = st.lists(st.sampled_from(["가나다", "국민의 의견 " * 9, "국민의의견" * 9, "abc"]), max_size=3)
ANSWERS = st.lists(st.tuples(PARTS, st.lists(st.sampled_from(["encrypted", "새 까닭", "leftover"]), max_size=2)), min_size=1, max_size=8)


@given(ANSWERS, st.data())
def test_nothing_found_disappears(answers, data):
    files = [journal.Found(f"/{place}", f"{place}", "같은 이름", 1, 1) for place, _ in enumerate(answers)]
    part = {"name": "같은 이름", "title": "", "warnings": [], "personal": {"전화번호": 0}}
    lines = {file.key: {"sha256": "", "failures": [{"name": "a", "kind": kind, "message": ""} for kind in kinds], "parts": [
        {**part, "text": text, "format": data.draw(st.sampled_from(["hwp", "pdf", "txt"]))} for text in texts]}
        for file, (texts, kinds) in zip(files, answers, strict=True)}
    read, failed = sum(len(texts) for texts, _ in answers), sum(kind != "leftover" for _, kinds in answers for kind in kinds)
    passed = sum(kind == "leftover" for _, kinds in answers for kind in kinds)
    if not read:
        return
    result = imports._assemble(files, lines, Path("."))
    flow = counts(result.flow)
    assert (flow["찾은 파일"], flow["읽은 파일"], flow["읽지 못한 파일"]) == (read + failed + passed, read, failed)
    assert flow["건너뛴 딸린 파일"] == passed
    assert flow["남긴 문서"] == len(result.documents) and flow["남긴 문서"] + flow["겹친 문서"] == read
    assert len({*result.documents["id"], *result.repeated["document"]}) == read
    assert set(result.repeated["kept"]) <= set(result.documents["id"])


def test_every_real_document_is_read_or_refused(home):
    if not REAL.is_dir():
        pytest.skip("the real documents are not on this machine")
    before = sorted((path, path.stat().st_mtime_ns) for path in REAL.rglob("*"))
    imported = imports.import_folder(REAL, "실제", workers=2, progress=False)
    with open(REAL / "MANIFEST.csv", encoding="utf-8", newline="") as file:
        rows = {unicodedata.normalize("NFC", row["file"]): row["expected"] for row in csv.DictReader(file)}
    read = {*imported.documents["path"], *imported.repeated["document"].str.replace(r"(\.zip)/.*", r"\1", regex=True)}
    refused = set(imported.refused["file"].str.replace(r"(\.zip)/.*", r"\1", regex=True))
    named = {*map(citable.citable, read), *map(citable.citable, refused)}
    assert {citable.citable(name) for name in rows} <= named
    assert {name for name, expected in rows.items() if expected == "text" and citable.citable(name) not in map(citable.citable, read)} <= {
        name for name in rows if name.endswith(".pdf")}      # some text layers hold no Hangul
    assert sorted((path, path.stat().st_mtime_ns) for path in REAL.rglob("*")) == before
