"""Whether a case is ready: what is missing is told once, with the next command."""

import re

import pytest

from dpgkit import cases
from dpgkit.cases import caselibrary
from dpgkit.cases.caserows import problem, problem_table
from dpgkit.lessons import casecheck


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    return caselibrary.new_case("새사례")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    return caselibrary.new_case("내사례", "housing")


def mend(file, old, new):
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", cases.shipped_names())
def test_the_cases_of_the_kit_are_ready(name):
    said, good = casecheck.report(name)
    assert good and said.endswith(f"다음 명령: python3 kit.py run --case {name}")


def test_a_fresh_case_can_run_but_is_not_ready(fresh):
    said, good = casecheck.report("새사례")
    assert not good and casecheck.can_run("새사례")
    assert "mapping.csv 9~23행 activity(활동): 틀의 글이 남아 있습니다 (15곳)" in said and said.startswith("case.yml")
    last = said.splitlines()[-1]
    assert "실행할 수 있으나" in last and "mapping.csv 15곳" in last and "지표 카드" in last and "check-case 새사례" in last


def test_what_the_lessons_would_refuse_is_told_for_all_of_them(folder):
    mend(folder / "case.yml", "parameters:", "parameters:\n  06_your_case: {top: 999}\n  04_architecture: {draws: 1}")
    found = casecheck.check("내사례")
    told = found.set_index("열")["할 일"]
    assert {"parameters의 06_your_case", "parameters의 04_architecture"} == set(told.index) and set(found["파일"]) == {"case.yml"}
    assert "50 이하" in told["parameters의 06_your_case"]
    assert "아직 실행할 수 없습니다" in casecheck.report("내사례")[0].splitlines()[-1]


@pytest.mark.parametrize(("old", "new", "column"), [
    ("parameters:", "parameters:\n  09_none: {}", "parameters"), ("country: 한국", "country: 한국\ncorpus: 없는말뭉치", "corpus")])
def test_other_troubles_of_the_case_file_are_told(folder, old, new, column):
    mend(folder / "case.yml", old, new)
    found = casecheck.check("내사례")
    assert column in found["열"].tolist() and set(found["파일"]) == {"case.yml"}


def test_a_folder_that_is_only_seen_from_here_is_told_whole(folder, tmp_path, monkeypatch):
    (tmp_path / "내 문서").mkdir()
    (tmp_path / "내 문서" / "글.txt").write_text("글이다.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    mend(folder / "case.yml", "country: 한국", "country: 한국\ncorpus: 내 문서")
    found = casecheck.check("내사례").query("열 == 'corpus'")
    assert found["할 일"].str.contains((tmp_path / "내 문서").as_posix(), regex=False).any()


def test_broken_tables_are_mended_before_parameters(folder):
    mend(folder / "links.csv", ",1,1,2020-02-03", ",1,둘,2020-02-03")
    assert casecheck.check("내사례")["파일"].tolist() == ["links.csv"]
    last = casecheck.report("내사례")[0].splitlines()[-1]
    assert re.search(r"아직 실행할 수 없습니다\. 고칠 것: links\.csv 1곳\. 고친 뒤의 명령: python3 kit\.py check-case 내사례$", last)


def test_the_same_problem_is_told_once_with_all_rows():
    rows = [problem("links.csv", row, "passes", "빈 칸이 있습니다", value, "채우십시오.") for row, value in ((9, ""), (2, "가"), (3, "가"))]
    assert casecheck.read_table(problem_table(rows)) == (
        "links.csv 2~3, 9행 passes(넘기는 것): 빈 칸이 있습니다 (3곳)\n        받은 값: 가\n        할 일: 채우십시오.")
    assert casecheck.read_table(problem_table([])) == ""


def test_a_denominator_of_nothing_is_a_problem_of_the_table_and_not_of_a_lesson(folder):
    mend(folder / "measurements.csv", "6052,114291", "6052,0")
    found = casecheck.check("내사례")
    assert found[["파일", "행", "열", "받은 값"]].values.tolist() == [["measurements.csv", 6, "denominator", "0"]]
    last = casecheck.report("내사례")[0].splitlines()[-1]
    assert "아직 실행할 수 없습니다. 고칠 것: measurements.csv 1곳" in last


def test_a_value_that_its_sentence_does_not_hold_is_not_ready(folder):
    mend(folder / "measurements.csv", "6052,114291", "500,1000")
    said, good = casecheck.report("내사례")
    assert not good and casecheck.can_run("내사례") and "measurements.csv 6행 sentences(값이 적힌 문장): 댄 문장에 이 값이 없습니다" in said
