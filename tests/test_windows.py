"""Windows, simulated: consoles of CP949, line ends and marks of Notepad, back slashes, long paths, files open in Excel."""

import ast
import errno
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path, PureWindowsPath

import pandas as pd
import pytest

from dpgkit import atomic, cases, cli, documents, lexicon, paths, results, runs, workbooks
from dpgkit.agenda import sheets
from dpgkit.documents import corpora
from dpgkit.errors import DataError
from dpgkit.impact import checkup
from dpgkit.kpi import achievement

ROOT = paths.kit_root()
CONSOLES = {"cp949": {"LC_ALL": "C.UTF-8"}, "ascii": {"LC_ALL": "C.UTF-8"},
            "cp949, plain C": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "cp949"}}
COMMANDS = [["cases"], ["check-case", "housing"], ["tables"], ["tables", "timeline"], ["tables", "없는 표 😀"], ["claims"], ["--help"],
            ["없는명령"]]
RUN = """
import json, sys
from dpgkit import cli, consoles
consoles.speak_korean()
for words in json.loads(sys.argv[1]):
    try:
        print("CODE", cli.main(words))
    except SystemExit as end:
        print("CODE", end.code)
"""


def run_in_console(console, commands, tmp_path, *options):
    own = {"DPGKIT_DATA": str(tmp_path / "data"), "DPGKIT_HOME": str(ROOT), "PYTHONPATH": str(ROOT / "utils"), "TQDM_DISABLE": "1"}
    env = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": console.split(",")[0], **CONSOLES[console], **own}
    return subprocess.run([sys.executable, *options, "-c", RUN, json.dumps(commands)], env=env, capture_output=True, check=False,
                          cwd=tmp_path)


# consoles

@pytest.mark.parametrize("console", CONSOLES)
def test_commands_print_on_every_console(console, tmp_path):
    done = run_in_console(console, COMMANDS, tmp_path)
    text = done.stdout.decode("utf-8" if console == "ascii" else "cp949")
    assert done.returncode == 0 and b"Traceback" not in done.stderr, done.stderr.decode("utf-8", "replace")
    assert re.findall(r"CODE (\d)", text) == ["0", "0", "0", "0", "1", "0", "0", "2"]
    assert "다가구주택" in text or "주택" in text


@pytest.mark.parametrize("console", CONSOLES)
def test_every_command_explains_itself_on_every_console(console, tmp_path):
    names = list(cli._parser()._subparsers._group_actions[0].choices)
    done = run_in_console(console, [[name, *more] for name in names for more in (["--help"], ["--nosuch"])], tmp_path)
    encoding = "utf-8" if console == "ascii" else "cp949"
    text, told = done.stdout.decode(encoding), done.stderr.decode(encoding)
    assert "Traceback" not in told and re.findall(r"CODE (\d)", text) == ["0", "2"] * len(names)
    assert text.count("이 도움말을 보여 줍니다") == len(names) and told.count("명령 오류: ") == len(names)


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize(("words", "code"), [([], 0), (["--help"], 0), (["test", "--help"], 0), (["rnu"], 2), (["가 😀"], 2)])
def test_the_kit_itself_speaks_on_every_console(console, words, code, tmp_path):
    root = tmp_path / "홍 길동" / "dpgkit"
    root.mkdir(parents=True)
    shutil.copy(ROOT / "kit.py", root)
    env = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": console.split(",")[0], **CONSOLES[console]}
    done = subprocess.run([sys.executable, str(root / "kit.py"), *words], env=env, capture_output=True, check=False, cwd=tmp_path)
    said = (done.stdout + done.stderr).decode("utf-8" if console == "ascii" else "cp949")
    assert done.returncode == code and "Traceback" not in said and ("없는 명령입니다" in said if code else "사용법: " in said)


def test_letters_beyond_cp949_do_not_stop_an_import(tmp_path):
    folder = tmp_path / "홍 길동" / "자료"
    folder.mkdir(parents=True)
    (folder / "2023_예산.csv").write_bytes("연도,사업\r\n2023,국민에게 민간·공공 서비스를 제공한다\r\n".encode("cp949"))
    (folder / "2024_계획 – 뷁 😀.md").write_bytes("\ufeff# 계획 😀\r\n\r\n정부는 데이터를 개방한다.\r\n".encode())
    (folder / "망가진 😀.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = run_in_console("cp949", [["import", str(folder), "--name", "시험"]], tmp_path)
    shown = done.stdout.decode("cp949")
    assert "CODE 0" in shown and "망가진 \\U0001f600.pdf" in shown, done.stderr.decode("utf-8", "replace")
    imported = pd.read_parquet(tmp_path / "data" / "corpora" / "시험" / corpora.DOCUMENTS)
    assert sorted(imported["title"].str[:4]) and imported["text"].str.contains("민간·공공").any()


def test_nothing_of_the_kit_is_opened_by_the_locale(tmp_path):
    done = run_in_console("cp949", [["check-case", "housing"], ["tables"]], tmp_path, "-X", "warn_default_encoding")
    warned = [row for row in done.stderr.decode("utf-8", "replace").splitlines() if "EncodingWarning" in row]
    assert done.stdout.count(b"CODE 0") == 2 and not [row for row in warned if "dpgkit" in row]


def test_every_file_is_opened_with_a_named_encoding():
    checked = subprocess.run([sys.executable, "-m", "ruff", "check", "--isolated", "--preview", "--select", "PLW1514", "kit.py", "utils",
                              "notebooks/source", "solutions/source"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert checked.returncode == 0, checked.stdout


def test_every_program_is_listened_to_in_a_named_encoding():
    calls = [(path.name, node) for path in [*(ROOT / "utils").rglob("*.py"), ROOT / "kit.py"]
             for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = [(file, {word.arg for word in node.keywords}) for file, node in calls]
    assert not [file for file, words in named if words & {"text", "universal_newlines"} and {"capture_output", "stdout"} & words
                and "encoding" not in words]


# what a reader edits

def rewritten(source, target, *, mark, end):
    shutil.copytree(source, target)
    for file in [*target.glob("*.csv"), *target.glob("*.yml"), *target.glob("*.md")]:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\n", end)
        file.write_bytes(mark + text.encode())
    return target


NOTEPAD = pytest.mark.parametrize(("mark", "end"), [(b"", "\r\n"), (b"\xef\xbb\xbf", "\r\n"), (b"\xef\xbb\xbf", "\n")],
                                  ids=["crlf", "bom crlf", "bom"])


@NOTEPAD
def test_a_case_saved_by_notepad_is_the_same_case(tmp_path, monkeypatch, mark, end):
    whole = cases.load_case("housing")
    monkeypatch.setattr(cases, "own_dir", lambda: tmp_path)
    rewritten(paths.cases_dir() / "housing", tmp_path / "내사례", mark=mark, end=end)
    facts = tmp_path / "내사례" / "case.yml"
    facts.write_bytes(facts.read_bytes().replace(b"id: housing", "id: 내사례".encode()))
    again = cases.load_case("내사례")
    pd.testing.assert_frame_equal(again.mapping, whole.mapping)
    pd.testing.assert_frame_equal(again.links, whole.links)
    assert again.info.title == whole.info.title and checkup.check_case("내사례").empty


@NOTEPAD
def test_lexicon_and_documents_saved_by_notepad_are_the_same(tmp_path, mark, end):
    own = rewritten(ROOT / "corpus" / "lexicon", tmp_path / "내 사전", mark=mark, end=end)
    assert {item.name for item in own.iterdir()} >= {"stopwords.csv", "synonyms.csv"}
    plain, again = lexicon.load(), lexicon.load(str(own))
    for name in ("stopwords", "synonyms"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(plain, name))
    source = next((ROOT / "corpus" / "documents").glob("*.md"))
    (tmp_path / "글").mkdir()
    (tmp_path / "글" / source.name).write_bytes(mark + source.read_bytes().replace(b"\n", end.encode()))
    text = documents.load_documents(str(tmp_path / "글"))["text"].iloc[0]
    assert "\r" not in text and "\ufeff" not in text and unicodedata.is_normalized("NFC", text)


# paths

@pytest.mark.parametrize("path", [r"C:\Users\홍 길동\Documents\new folder", r"\\서버\공유\표", "C:\\temp\\u0041'\"", "C:\\끝\\"])
def test_back_slashes_reach_a_lesson_unharmed(path):
    cell = runs.ReadableTranslator.codify({"corpus": path})
    assert ast.literal_eval(next(row for row in cell.splitlines() if row.startswith("corpus")).partition(" = ")[2]) == path
    assert PureWindowsPath(path).parts


@pytest.mark.parametrize("name", ["con", "NUL", "aux", "Com1", "lpt9", "prn", "a:b", "a\\b", "a/b", "끝.", "끝 ", "", "..", "*",
                                  "가" * 61])
def test_names_that_windows_keeps_for_itself_are_refused(name):
    assert not paths.is_name(name)


@pytest.mark.parametrize("name", ["con사례", "우리기관_2025", "com10x"])
def test_names_that_only_look_like_them_are_taken(name):
    assert paths.is_name(name)


def test_the_folder_of_a_user_with_hangul_and_spaces(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("DPGKIT_DATA", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", "/Users/홍 길동/AppData/Local")
    assert paths.user_dir() == Path("/Users/홍 길동/AppData/Local/dpgkit")


# files that another program holds, paths that are too long

TABLE = pd.DataFrame({"a": [1]})
SHEET = pd.DataFrame({name: [""] for name in sheets.SHEET})
WRITERS = {
    "results": lambda folder: results.save(pd.DataFrame(columns=achievement.COLUMNS), "05_achievement", "housing"),
    "workbook": lambda folder: workbooks.write(folder / "표.xlsx", {"표": TABLE}),
    "coding sheet": lambda folder: sheets.write_sheet(SHEET, folder / "부호.csv"),
    "text": lambda folder: atomic.write_text(folder / "글.md", "글"),
}
SAID = {errno.EACCES: "닫고 다시", errno.ENOSPC: "빈 자리", errno.ENAMETOOLONG: "너무 깁니다"}


@pytest.mark.parametrize("number", SAID)
@pytest.mark.parametrize("writer", WRITERS)
def test_writers_say_in_korean_why_they_cannot_write_and_leave_nothing(writer, number, tmp_path, monkeypatch):
    monkeypatch.setenv(results.FOLDER_VARIABLE, str(tmp_path))

    def refuse(*_):
        raise OSError(number, os.strerror(number))
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(DataError, match="할 일") as caught:
        WRITERS[writer](tmp_path)
    assert SAID[number] in str(caught.value) and not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_the_previous_corpus_stays_where_a_file_in_it_is_open(tmp_path, monkeypatch):
    final, staging = tmp_path / "이전", corpora.staging(tmp_path / "이전")
    for folder, text in ((final, "old"), (staging, "new")):
        folder.mkdir()
        (folder / "표.csv").write_text(text, encoding="utf-8")
    real = os.replace

    def second_fails(source, target):
        if Path(source) == staging:
            raise PermissionError(13, "Access is denied")
        real(source, target)
    monkeypatch.setattr(os, "replace", second_fails)
    with pytest.raises(DataError, match="닫고 다시"):
        corpora.exchange(final)
    assert (final / "표.csv").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(("length", "long"), [(300, True), (100, False)])
def test_windows_does_not_say_that_a_path_is_too_long_but_the_kit_does(length, long, monkeypatch):
    monkeypatch.setattr(atomic.os, "name", "nt")

    class Long:
        def absolute(self):
            return "C:\\" + "가" * length
    assert (atomic.cause(FileNotFoundError(errno.ENOENT, "no such"), Long()) == "long") == long
