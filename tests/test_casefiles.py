"""Case files as people save them, and a save that nothing can tear."""

import os
import subprocess
import sys
import unicodedata

import pandas as pd
import pytest

from dpgkit import paths
from dpgkit.cases import casefiles
from dpgkit.errors import DataError

LINES = ["condition,actor,coder,date,level,source", 'backbone,government,가,2026-01-02,2,"설치, 대통령령"', "backbone,citizens,가,,,"]
GOOD = "\n".join(LINES) + "\n"
KEYS = ["condition", "actor", "level", "source"]


def write(folder, data):
    file = folder / "매긴 표.csv"
    file.write_bytes(data)
    return file


def read(folder, data):
    return casefiles.read_cells(write(folder, data), "case-codings")


@pytest.mark.parametrize("data", [
    GOOD.encode(), GOOD.encode("utf-8-sig"), GOOD.encode("cp949"), GOOD.replace("\n", "\r\n").encode("cp949"),
    GOOD.replace('"설치, 대통령령"', "설치, 대통령령").replace(",", "\t").replace("설치\t", "설치,").encode("utf-16"),
    GOOD.replace('"설치, 대통령령"', "설치+ 대통령령").replace(",", ";").replace("+", ",").encode("utf-8"),
    unicodedata.normalize("NFD", GOOD).encode(), ("# 설명, 쉼표\n\n" + GOOD + ",,,,,\n").encode(),
], ids=["utf-8", "bom", "cp949", "crlf", "excel unicode", "semicolons", "nfd", "comments and blank rows"])
def test_whatever_excel_saves_is_read(tmp_path, data):
    cells = read(tmp_path, data)
    assert cells[KEYS].values.tolist() == [["backbone", "government", "2", "설치, 대통령령"], ["backbone", "citizens", "", ""]]


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path):
    assert read(tmp_path, ("# 설명\n" + GOOD.replace("\nbackbone,citizens", "\n\nbackbone,citizens")).encode()).index.tolist() == [3, 5]


def test_korean_titles_and_words_stand_for_keys(tmp_path):
    cells = read(tmp_path, "조건,주체,매긴 사람,매긴 수준\n지속적인 소통,국민,나,1\n".encode("cp949"))
    assert cells.iloc[0].tolist() == ["continuous_communication", "citizens", "나", "", "1", ""]


def test_columns_that_may_be_empty_may_be_absent(tmp_path):
    cells = read(tmp_path, "condition,actor,coder\nbackbone,citizens,가\n".encode())
    assert cells["level"].tolist() == [""]


@pytest.mark.parametrize(("data", "message"), [
    (GOOD[:GOOD.index("령령")].encode(), "닫히지 않은 따옴표"), (GOOD.replace('"', "").encode(), "2행에 칸이 열보다 많습니다"),
    (b"condition,actor\nbackbone,citizens\n", "있어야 할 열이 없습니다: coder"), (b"", "읽을 수 없는 파일|빈 파일"), (b"\n,,\n", "빈 파일"),
    (b"coder,condition,coder,actor\n", "같은 이름의 열이 둘"), (b"PK\x03\x04\x00\x01\x02\x00\x00\xff\xfe\x00", "글자로 읽을 수 없는")])
def test_what_cannot_be_read_is_refused_clearly(tmp_path, data, message):
    with pytest.raises(DataError, match=message):
        read(tmp_path, data)


def test_a_half_written_last_row_keeps_what_is_there(tmp_path):
    assert read(tmp_path, (GOOD + "backbone,bus").encode()).iloc[-1].tolist() == ["backbone", "bus", "", "", "", ""]


def rows(level):
    return pd.DataFrame([["backbone", "citizens", "가", "", level, ""]], columns=["condition", "actor", "coder", "date", "level", "source"])


def test_a_save_keeps_the_state_before(tmp_path):
    file = tmp_path / "한글 폴더" / "codings.csv"
    for level in (1, 2, 3):
        casefiles.save(rows(level), file, "case-codings")
    assert casefiles.read_cells(file, "case-codings")["level"].tolist() == ["3"] and len(casefiles.backups(file)) == 2
    assert casefiles.read_cells(casefiles.restore(file), "case-codings")["level"].tolist() == ["2"]
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")              # so that Excel shows Hangul


def test_only_the_last_states_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(casefiles, "KEPT", 3)
    for level in (0, 1, 2, 3, 0, 1):
        casefiles.save(rows(level), tmp_path / "codings.csv", "case-codings")
    kept = [casefiles.read_cells(file, "case-codings")["level"].iloc[0] for file in casefiles.backups(tmp_path / "codings.csv")]
    assert kept == ["2", "3", "0"]


def test_a_change_by_someone_else_is_not_overwritten(tmp_path):
    file = casefiles.save(rows(1), tmp_path / "codings.csv", "case-codings")
    since = casefiles.digest(file)
    casefiles.save(rows(2), file, "case-codings", since=since)
    with pytest.raises(DataError, match="그사이 다른 곳에서"):
        casefiles.save(rows(3), file, "case-codings", since=since)
    assert casefiles.read_cells(file, "case-codings")["level"].tolist() == ["2"]


KILLED = """
import os, sys
import pandas as pd
from dpgkit.cases import casefiles
calls = iter(range(9))
def stop(*args, real={name}, **kwargs):
    if next(calls) == {call}:
        os._exit(9)
    return real(*args, **kwargs)
{name} = stop
rows = pd.DataFrame([["backbone", "citizens", "가", "", 3, ""]], columns=["condition", "actor", "coder", "date", "level", "source"])
casefiles.save(rows, casefiles.Path(sys.argv[1]), "case-codings")
"""


@pytest.mark.parametrize(("name", "call"), [("os.fsync", 0), ("os.replace", 0), ("os.replace", 1), ("casefiles.shutil.copyfile", 0)])
def test_a_kill_during_a_save_loses_nothing(tmp_path, name, call):
    file = casefiles.save(rows(1), tmp_path / "codings.csv", "case-codings")
    ended = subprocess.run([sys.executable, "-c", KILLED.format(name=name, call=call), str(file)], cwd=paths.kit_root(), check=False)
    assert ended.returncode == 9
    assert casefiles.read_cells(file, "case-codings")["level"].tolist() == ["1"]
    casefiles.save(rows(2), file, "case-codings")                     # and the next save goes through
    assert casefiles.read_cells(file, "case-codings")["level"].tolist() == ["2"]


def test_an_open_file_is_a_clear_message(tmp_path, monkeypatch):
    file = casefiles.save(rows(1), tmp_path / "codings.csv", "case-codings")

    def locked(*args):
        raise PermissionError

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(DataError, match="앞의 내용은 그대로 있습니다"):
        casefiles.save(rows(2), file, "case-codings")
    assert casefiles.read_cells(file, "case-codings")["level"].tolist() == ["1"]


def test_nothing_to_restore_is_said(tmp_path):
    with pytest.raises(DataError, match="되돌릴 앞의 상태가 없습니다"):
        casefiles.restore(tmp_path / "codings.csv")
