"""The main job: whole or not at all, the same tables each time, and a failure that names its cell."""

import os
import subprocess
import sys
import time

import nbformat
import pandas as pd
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dpgkit import atomic, lessons, paths, report, results, runs
from dpgkit.errors import LessonError, ParameterError
from dpgkit.lessons import parameters

FACTS = "{title: 가, question: 나, goals: [], minutes: 1, before: 없음, data: 없음, verified: ''}"
HEADER = f"# ---\n# jupyter:\n#   dpgkit: {FACTS}\n# ---\n"


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """One whole run of the housing case in a folder with a Korean name."""
    folder = tmp_path_factory.mktemp("한글 결과")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "runs_dir", lambda: folder)
        return runs.run("housing")


def test_a_run_leaves_notebooks_tables_charts_and_a_report(finished):
    assert sorted(path.stem for path in finished.glob("*.ipynb")) == lessons.names()
    assert (finished / "report.html").is_file() and not list(finished.parent.glob(".*"))
    assert {path.suffix for path in (finished / "charts").iterdir()} == {".svg", ".png"}


def test_a_run_gives_the_shipped_tables_again(finished):
    for shipped in results.shipped_dir("housing").glob("*.csv"):
        assert (finished / "tables" / shipped.name).read_bytes() == shipped.read_bytes()


def test_parameters_of_the_case_are_injected_readably(finished):
    cells = nbformat.read(finished / "01_egov_history.ipynb", as_version=4).cells
    injected = [cell.source for cell in cells if "injected-parameters" in cell.metadata.get("tags", [])]
    assert "peers = ['DNK', 'EST', 'GBR', 'SGP']" in injected[0]


def test_the_report_asks_no_other_machine(finished):
    page = (finished / "report.html").read_text(encoding="utf-8")
    markup = page[:page.index('<script type="module">')]
    assert not any(token in markup for token in ('src="http', "@import", '<link', "url(http"))
    drawn = len(list((finished / "charts").glob("*.svg")))
    assert 0 < page.count("<figure data-chart>") < drawn        # the findings among them
    assert (finished / "report.html").stat().st_size < 3_000_000


def test_the_report_shows_findings_in_order(finished):
    page = (finished / "report.html").read_text(encoding="utf-8").partition('id="case"')[2]      # below the summary
    places = [page.index(text) for text in ("열다섯 칸", "-329.5%")]
    assert places == sorted(places)


@pytest.mark.parametrize(("lesson", "values", "table", "check"), [
    ("01_egov_history", {"country": "EST", "peers": ["FIN"], "first_year": 2010, "last_year": 2020}, "01_egdi",
     lambda table: table["year"].tolist() == [2010, 2012, 2014, 2016, 2018, 2020]),
    ("05_kpi_design", {"base_year": 2019}, "05_achievement",
     lambda table: table["value"].round(2).tolist() == [18.88, -329.53, 58.3]),
])
def test_other_parameters_give_other_results(tmp_path, monkeypatch, lesson, values, table, check):
    monkeypatch.setenv(results.FOLDER_VARIABLE, str(tmp_path))
    for shipped in results.shipped_dir("housing").glob("0[34]*.csv"):
        (tmp_path / shipped.name).write_bytes(shipped.read_bytes())
    runs.execute(lesson, parameters.validated(lesson, values).model_dump(), tmp_path)
    assert check(pd.read_csv(tmp_path / f"{table}.csv"))


def test_own_documents_from_a_korean_folder(tmp_path, monkeypatch):
    folder = tmp_path / "내 문서"
    folder.mkdir()
    (folder / "2019_가.txt").write_text("데이터를 연결하는 플랫폼을 만든다. 국민이 플랫폼에서 신청한다.", encoding="utf-8")
    (folder / "2023_나.md").write_bytes("정부는 데이터를 개방한다. 기업이 데이터를 활용한다.".encode("cp949"))
    monkeypatch.setenv(results.FOLDER_VARIABLE, str(tmp_path))
    (tmp_path / "01_stages.csv").write_bytes((results.shipped_dir("housing") / "01_stages.csv").read_bytes())
    notebook = runs.execute("02_policy_text", {"case": "housing", "corpus": str(folder), "top": 5}, tmp_path)
    assert "내 문서" in nbformat.read(notebook, as_version=4).cells[4].source          # Korean values stay readable
    assert {"데이터", "플랫폼"} <= set(pd.read_csv(tmp_path / "02_keywords.csv")["term"])


def test_a_bad_parameter_stops_before_a_kernel_starts(monkeypatch):
    monkeypatch.setattr(runs.papermill, "execute_notebook", lambda *args, **kwargs: pytest.fail("a kernel was started"))
    info = parameters.cases.load_info("housing").model_copy(update={"parameters": {"01_egov_history": {"country": "XXX"}}})
    monkeypatch.setattr(parameters.cases, "load_info", lambda name: info)
    with pytest.raises(ParameterError, match="EGDI 표에 없는 나라"):
        runs.run("housing")


def test_a_lesson_checks_its_parameters_itself(tmp_path):
    with pytest.raises(LessonError, match=r"'준비' 아래 \[4\]번 셀에서.*\n  셀: parameters.check.*\n  이유: 첫 회차가 마지막 회차보다"):
        runs.execute("01_egov_history", {"first_year": 2020, "last_year": 2010}, tmp_path)


def tiny(kit, name, *cells):
    """Put a lesson of a few cells into a kit folder."""
    (kit / "notebooks" / "source" / f"{name}.py").write_text(HEADER, encoding="utf-8")
    notebook = new_notebook(cells=[new_markdown_cell("## 1. 시험"), *map(new_code_cell, cells)])
    nbformat.write(notebook, kit / "notebooks" / f"{name}.ipynb")


@pytest.fixture
def tiny_kit(kit_copy, monkeypatch):
    """A kit of one lesson that fails, with the results of an earlier run."""
    monkeypatch.setattr(parameters, "for_case", lambda case, *others: dict.fromkeys(lessons.names(), {}))
    monkeypatch.setattr(report, "write", lambda folder, case, **options: None)
    (kit_copy / "runs" / "housing").mkdir()
    (kit_copy / "runs" / "housing" / "report.html").write_text("이전 결과", encoding="utf-8")
    yield kit_copy
    lessons.describe.cache_clear()


@pytest.mark.parametrize(("cells", "message"), [
    (["1", "1 / 0", "2"], "'1. 시험' 아래 \\[2\\]번 셀에서 멈췄습니다(.|\n)*division by zero"),
    (["import sys; sys.exit(0)", "2"], "마지막 셀까지 가지 못했습니다|멈췄습니다"),
    (["import os; os._exit(0)", "2"], "98_tiny 과를 실행하지 못했습니다"),
])
def test_a_failing_lesson_leaves_the_previous_results(tiny_kit, cells, message):
    tiny(tiny_kit, "98_tiny", *cells)
    with pytest.raises(LessonError, match=message):
        runs.run("housing")
    assert (tiny_kit / "runs" / "housing" / "report.html").read_text(encoding="utf-8") == "이전 결과"
    assert (tiny_kit / "runs" / "housing-failed").is_dir()


def test_a_good_run_replaces_the_previous_results(tiny_kit):
    tiny(tiny_kit, "98_tiny", "1")
    (tiny_kit / "runs" / "housing-failed").mkdir()
    assert runs.run("housing") == tiny_kit / "runs" / "housing"
    assert [path.name for path in (tiny_kit / "runs").iterdir()] == ["housing"]
    assert [path.name for path in (tiny_kit / "runs" / "housing").glob("*.*")] == ["98_tiny.ipynb"]


def test_an_interrupt_ends_the_kernels_at_once(tiny_kit):
    kernel = [sys.executable, "-c", "import time; time.sleep(60)"]
    before = set(psutil.Process().children())
    with pytest.raises(KeyboardInterrupt), runs._kernel_pool() as pool:
        waiting = pool.submit(subprocess.run, kernel)
        while not set(psutil.Process().children()) - before:
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert waiting.result().returncode != 0


def test_results_are_brought_back_after_a_stop_between_two_renames(tiny_kit):
    folder = tiny_kit / "runs" / "housing"
    folder.rename(folder.with_name(".housing-old"))
    atomic.recover(folder)
    assert (folder / "report.html").read_text(encoding="utf-8") == "이전 결과"


def test_lessons_wait_for_the_tables_they_need():
    assert runs.order()["05_kpi_design"] == {"03_collective_impact", "04_architecture"}
    assert runs.order()["00_start_here"] == set()


def test_lessons_side_by_side_leave_the_folder_of_the_process_as_it_was(tiny_kit):
    before = os.getcwd()
    runs.run("housing")
    assert os.getcwd() == before
