"""Marking: right, blank and hostile submissions each end as a row with a reason, and nothing a student edits changes the tests."""

import json
import os
import threading
from datetime import datetime
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pytest

from dpgkit import cli
from dpgkit.errors import DataError, ParameterError
from dpgkit.exercises import assign, feedback, grading, sandbox, student, submissions
from dpgkit.exercises.sandbox import Limits

LESSON = "01_egov_history"
FAST = Limits(cell_seconds=6, total_seconds=30, megabytes=900, processes=40)
IMPORTS = "import pandas as pd\nfrom dpgkit import exercises, history, lexicon, keywords, tables, terms\nfrom dpgkit.history import egdi"
WRONG = "answer_2 = {'평가받은 나라': 193, '세계 평균': 0.4, '고친 뒤 달라진 값': 0}"

STUBBORN = """
import signal
signal.setitimer(signal.ITIMER_REAL, 0)
while True:
    try:
        while True: pass
    except BaseException: pass
"""


def cell(text, **metadata):
    return nbformat.v4.new_code_cell(text, metadata=metadata)


def kept(notebook, *names):
    """Leave only what the named exercises need, so that a run is short."""
    first = {"part-1", "part-2", "part-3"}
    notebook.cells = [one for one in notebook.cells if one.cell_type == "code" and (one.id in first or one.id[:4] in names)]
    notebook.cells[0].source = IMPORTS
    return notebook


def solved():
    return kept(student.solution(LESSON), "01-2", "01-8")


def with_cells(*texts, at=None):
    notebook = solved()
    place = len(notebook.cells) if at is None else at
    notebook.cells[place:place] = [cell(text) for text in texts]
    return notebook


def split_and_doubled():
    notebook = solved()
    place = next(number for number, one in enumerate(notebook.cells) if one.id == "01-2-answer")
    lines = [line for line in notebook.cells[place].source.splitlines() if not line.startswith("###")]
    notebook.cells[place:place + 1] = [cell(lines[0]), cell(lines[1]), cell(lines[1])]
    notebook.cells = [one for one in notebook.cells if not one.id.endswith("check")]
    notebook.cells.append(cell(notebook.cells[-1].source))
    return notebook


def renamed():
    notebook = solved()
    for one in notebook.cells:
        one.source = one.source.replace("answer_2", "my_answer")
    return notebook


def with_metadata(**metadata):
    notebook = solved()
    notebook.metadata.update(metadata)
    return notebook


def with_output(megabytes):
    notebook = solved()
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", text="가" * (megabytes * 2**20 // 3))]
    return notebook


NOTEBOOKS = {
    "good": solved, "blank": lambda: kept(student.student_copy(LESSON), "01-2", "01-8"),
    "edited_tests": lambda: with_cells(WRONG, "check = lambda *_: '통과'", "check('01-2', answer_2)", "assert True"),
    "endless": lambda: with_cells("while True: pass", at=2), "stubborn": lambda: with_cells(STUBBORN),
    "killed": lambda: with_cells("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", at=5),
    "exit": lambda: with_cells("import os\nos._exit(0)", at=5), "input": lambda: with_cells("name = input('이름?')", at=0),
    "split": split_and_doubled, "renamed": renamed,
    "kernel": lambda: with_metadata(kernelspec={"name": "conda-env-수업", "language": "python"}),
    "julia": lambda: with_metadata(kernelspec={"name": "julia-1.9", "language": "julia"}, language_info={"name": "julia"}),
    "large": lambda: with_output(24), "parameters": lambda: with_cells("mean_year = 2010", at=2),
    "formula": lambda: with_cells("raise ValueError('=cmd|x')\n", "answer_8 = None"),
}
FILES = {"cut.ipynb": b'{"cells": [', "empty.ipynb": b"", "deep.ipynb": b'{"cells":' * 20000, "list.ipynb": b"[1]",
         "old.ipynb": b'{"worksheets": []}', "nocode.ipynb": b'{"cells": [], "metadata": {}, "nbformat": 4}', "report.docx": b"PK"}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("제출 모음")
    for name, make in NOTEBOOKS.items():
        notebook = make()
        (folder / f"01_egov_history {name}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    records = folder.parent / "기록"
    marks = grading.grade(folder, records=records, limits=FAST)
    by_digest = {submissions._sha256(file)[:8]: file.stem.rpartition(" ")[2] for file in folder.iterdir()}
    return folder, records, marks, by_digest


def row_of(marked, name):
    _, _, marks, names = marked
    return marks.submissions[marks.submissions["파일"].map(names) == name].iloc[0]


def results(marked, name):
    _, _, marks, names = marked
    rows = marks.exercises[marks.exercises["파일"].map(names) == name].set_index("문항")
    return rows.loc[["01-2", "01-8"], "결과"].tolist()


def test_every_file_ends_as_a_row_with_a_state(marked):
    _, _, marks, names = marked
    assert len(marks.submissions) == len(NOTEBOOKS) + len(FILES) and set(marks.submissions["상태"]) == {
        grading.MARKED, grading.PARTLY, grading.NOT}
    assert (marks.exercises.groupby("파일").size() == 8).all()


@pytest.mark.parametrize(("name", "expected"), [
    ("good", ["통과", "통과"]), ("blank", ["빈칸", "빈칸"]), ("edited_tests", ["다시", "통과"]), ("endless", ["통과", "통과"]),
    ("stubborn", ["통과", "통과"]), ("killed", ["통과", "빈칸"]), ("exit", ["통과", "빈칸"]), ("input", ["통과", "통과"]),
    ("split", ["통과", "통과"]), ("renamed", ["통과", "통과"]), ("kernel", ["통과", "통과"]), ("large", ["통과", "통과"]),
    ("parameters", ["다시", "통과"]), ("formula", ["통과", "통과"])])
def test_what_was_answered_counts(marked, name, expected):
    assert results(marked, name) == expected


@pytest.mark.parametrize(("name", "state", "why"), [
    ("good", grading.MARKED, ""), ("endless", grading.MARKED, "3번째 코드 셀의 오류: 6초 안에 끝나지 않았습니다"),
    ("stubborn", grading.PARTLY, "시간이 다 되어 끝냈습니다"), ("killed", grading.PARTLY, "스스로 끝났습니다(6번째"),
    ("exit", grading.PARTLY, "스스로 끝났습니다(6번째"), ("input", grading.MARKED, "input()은 채점할 때 쓸 수 없습니다"),
    ("kernel", grading.MARKED, "커널 이름이 conda-env-수업입니다"), ("julia", grading.NOT, "julia 노트북입니다"),
    ("large", grading.MARKED, "출력이 큽니다"), ("parameters", grading.MARKED, "다릅니다: mean_year"), ("cut", grading.NOT, "깨진 파일"),
    ("empty", grading.NOT, "깨진 파일"), ("deep", grading.NOT, "깨진 파일"), ("list", grading.NOT, "형식(nbformat 4)"),
    ("old", grading.NOT, "형식(nbformat 4)"), ("nocode", grading.NOT, "코드 셀이 없습니다"), ("report", grading.NOT, "파일이 아닙니다")])
def test_the_reason_is_told(marked, name, state, why):
    row = row_of(marked, name)
    assert row["상태"] == state and why in row["까닭"], row["까닭"]
    assert (state == grading.NOT and name in ("cut", "empty", "deep", "list", "old", "report")) <= ("파일: " in row["까닭"])


def test_marking_again_runs_nothing_that_did_not_change(marked, monkeypatch):
    folder, records, marks, _ = marked
    monkeypatch.setattr(sandbox, "run", lambda *_, **__: pytest.fail("다시 실행했습니다."))
    again = grading.grade(folder, records=records, limits=FAST)
    assert again.exercises.equals(marks.exercises) and again.submissions.equals(marks.submissions)


def test_an_interrupted_marking_goes_on_where_it_was(tmp_path, monkeypatch):
    for number in range(4):
        (tmp_path / f"01_egov_history {number}.ipynb").write_text(nbformat.writes(with_cells(f"# {number}")), encoding="utf-8")
    calls, records = [], tmp_path.parent / "기록 3"

    def once(cells, names, parameters, **options):
        calls.append(cells)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return sandbox.Ran(ended=sandbox.DONE)

    monkeypatch.setattr(sandbox, "run", once)
    with pytest.raises(KeyboardInterrupt):
        grading.grade(tmp_path, records=records, at_once=1)
    kept_before = len(list(records.iterdir()))
    marks = grading.grade(tmp_path, records=records, at_once=1)
    assert kept_before >= 2 and len(marks.submissions) == 4 and len(calls) <= 3 + 4 - kept_before + 1


def test_a_running_submission_ends_when_it_is_told_to(monkeypatch):
    stop = threading.Event()
    threading.Timer(1.5, stop.set).start()
    ran = sandbox.run(["import time\ntime.sleep(60)"], {}, [], limits=Limits(cell_seconds=60), stop=stop)
    assert ran.ended == sandbox.STOPPED and ran.seconds < 20


def test_tables_and_pages_are_written(marked, tmp_path):
    folder, _, marks, _ = marked
    os.utime(folder / "01_egov_history good.ipynb", (datetime(2026, 12, 2).timestamp(),) * 2)
    marks.submissions.loc[row_of(marked, "good").name, "낸 때"] = "2026-12-02 00:00"
    written = feedback.write(marks, tmp_path / "채점 결과", due=feedback.deadline("2026-12-01"))
    table = pd.read_csv(written[0], encoding="utf-8-sig")
    assert (table["늦음"] == "늦음").sum() == 1 and openpyxl.load_workbook(written[2]).sheetnames == ["제출", "문항"]
    pages = [file.read_text(encoding="utf-8") for file in written[3:]]
    assert len(pages) == len(marks.submissions) and all('lang="ko"' in page and "http" not in page for page in pages)


def test_a_cell_cannot_become_a_formula(marked, tmp_path):
    marks = marked[2]
    bad = grading.Marks(marks.exercises.assign(까닭="=cmd|x"), marks.submissions.assign(까닭="+1"))
    file = feedback.write(bad, tmp_path)[1]
    assert set(pd.read_csv(file, encoding="utf-8-sig")["까닭"]) == {"'=cmd|x"}
    assert openpyxl.load_workbook(tmp_path / feedback.BOOK)["문항"]["G2"].data_type == "s"


def test_what_a_student_wrote_is_escaped_on_the_page(marked, tmp_path):
    marks = marked[2]
    bad = grading.Marks(marks.exercises, marks.submissions.assign(까닭="<script>"))
    assert all("<script>" not in file.read_text(encoding="utf-8") for file in feedback.write(bad, tmp_path)[3:])


def test_copies_are_judged_by_the_ledger_and_need_it(tmp_path):
    roster = tmp_path / "명단.csv"
    roster.write_text("학번\n1\n2\n", encoding="utf-8")
    made = assign.assign(roster, "01", 7, tmp_path / "과제")
    first, second = made.ledger["가명"]
    handed = tmp_path / "제출"
    handed.mkdir()
    for copy in (first, second):
        notebook = nbformat.read(made.folder / "keys" / f"{LESSON}_{copy}.ipynb", as_version=4)
        (handed / f"{copy} 최종.ipynb").write_text(nbformat.writes(kept(notebook, "01-2", "01-8")), encoding="utf-8")
    stranger = nbformat.read(handed / f"{first} 최종.ipynb", as_version=4)
    stranger.metadata["dpgkit"]["copy"] = "zzzzzzzz"
    (handed / "홍길동.ipynb").write_text(nbformat.writes(stranger), encoding="utf-8")
    marks = grading.grade(handed, records=tmp_path / "기록", ledger=made.folder, limits=FAST)
    passed = marks.exercises.query("결과 == '통과'").groupby("가명")["문항"].agg(list)
    assert passed[first] == passed[second] == ["01-2", "01-8"]
    assert marks.submissions.set_index("상태").loc[grading.NOT, "까닭"] == "장부에 없는 노트북입니다."
    alone = grading.grade(handed, records=tmp_path / "기록", limits=FAST)
    assert alone.submissions["까닭"].str.contains("장부").all() and "홍길동" not in alone.submissions.to_csv()


def test_the_same_copy_twice_is_told(marked):
    records = [{"copy": "a", "lesson": LESSON, "changed": str(n), "rows": [], "state": grading.MARKED, "why": "", "cells": 1,
                "seconds": 1.0, "file": str(n)} for n in range(2)]
    assert grading._as_tables(records).submissions["까닭"].str.contains("둘 이상").all()


def test_the_best_of_lesson_2_is_marked_without_analysing_again(tmp_path):
    notebook = kept(student.solution("02_policy_text"), "02-2")
    (tmp_path / "02_policy_text.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    marks = grading.grade(tmp_path, records=tmp_path.parent / "기록 2", limits=Limits(cell_seconds=30, total_seconds=60))
    assert marks.exercises.set_index("문항").loc["02-2", "결과"] == "통과", marks.submissions["까닭"].tolist()


@pytest.mark.parametrize(("folder", "message"), [("없음", "없는 폴더"), ("빈 폴더", "제출한 파일이 없습니다")])
def test_a_folder_without_submissions_is_refused(tmp_path, folder, message):
    (tmp_path / "빈 폴더").mkdir()
    with pytest.raises(DataError, match=message):
        grading.grade(tmp_path / folder, records=tmp_path / "기록")


def test_a_deadline_that_is_none_is_refused():
    with pytest.raises(ParameterError, match="마감"):
        feedback.deadline("다음 주")


# --- the commands


def test_the_commands_lead_from_a_list_to_marks(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("명단.csv").write_bytes("번호\r\n1\r\n".encode("cp949"))
    assert cli.main(["assign", "--students", "명단.csv", "--lesson", "01", "--seed", "3", "--to", "과제"]) == 0
    copy = next(Path("과제/keys").iterdir())
    Path("제출").mkdir()
    notebook = kept(nbformat.read(copy, as_version=4), "01-8")
    Path("제출", copy.name).write_text(nbformat.writes(notebook), encoding="utf-8")
    assert cli.main(["grade", "제출", "--ledger", "과제", "--due", "2099-01-01", "--to", "채점", "--seconds", "10"]) == 0
    assert "채점함 1건" in capsys.readouterr().out and len(list(Path("채점/feedback").iterdir())) == 1
    assert json.loads(next(Path("채점/records").iterdir()).read_text(encoding="utf-8"))["state"] == grading.MARKED


def test_a_list_with_a_repetition_is_said_in_korean(tmp_path, capsys):
    (tmp_path / "명단.csv").write_text("학번\n1\n1\n", encoding="utf-8")
    assert cli.main(["assign", "--students", str(tmp_path / "명단.csv"), "--lesson", "01", "--to", str(tmp_path / "과제")]) == 1
    assert "두 번 나오는 학생" in capsys.readouterr().err and not (tmp_path / "과제").exists()
