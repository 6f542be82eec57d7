"""JupyterLab as ``kit.py lab`` starts it: the lessons run from the menu, and the panels follow the keyboard."""

import importlib.util
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx
import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import dpgkit
from dpgkit import lessons, paths, results
from dpgkit.dashboard.server import free_port
from dpgkit.report.gathering import CHART
from dpgkit.widgets.panel import PLAIN

OWN = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "DPGKIT_DATA")
UNFINISHED = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].filter(one => !/\\d/.test(one.textContent)).length"
COLOURS = """one => {
  const canvas = one.querySelector("canvas"), pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return new Set(new Uint32Array(pixels.buffer)).size; }"""
FAILED = '[data-mime-type$="stderr"], [data-mime-type$="error"], pre[role="alert"]'
READY = """
import pandas as pd
from dpgkit import charts, morphology
from dpgkit.cases import caselibrary
from dpgkit.widgets import cases, history, kpi, words
charts.enable()
texts = pd.DataFrame({"id": list("0123"), "title": ["첫째", "둘째", "셋째", "넷째"], "stage": ["앞", "앞", "뒤", "뒤"],
                      "text": ["공고통합이 지역화폐를 바꾼다.", "공고통합과 지역화폐는 다르다.", "공고통합의 지역화폐", "지역화폐"]})
analysis = morphology.analyze(texts, "kiwi", progress=False)
counts = pd.DataFrame([("0", "전산", 6), ("0", "국민", 2), ("1", "전산", 4), ("2", "국민", 5), ("2", "자료", 4), ("3", "자료", 3)],
                      columns=["document", "term", "count"])
caselibrary.new_case("내사례", "housing")
"""
CHOOSE = ["Space", "ArrowDown", "Enter"]        # JupyterLab takes the arrows for itself while a list of choices is closed
PANELS = {       # what makes a panel, its control (a label or a place), the keys, and what it shows only afterwards
    "country_panel": ("history.country_panel(view='점수의 변화')", "보기", CHOOSE, "더 오른 나라는"),
    "timeline_panel": ("history.timeline_panel(confidence='한 자료')", "날짜 확인", CHOOSE, "<td>엇갈림</td>"),
    "kwic_panel": ("words.kwic_panel(texts, analysis, term='지역화폐')", "시기", CHOOSE, "'앞' 시기의 문서에서 찾은 곳 2곳"),
    "stage_panel": ("words.stage_panel(counts, texts.set_index('id')['stage'], min_count=1)", "재는 법", CHOOSE, "(로그 우도 G2, 막대"),
    "DeskPanel": ("words.DeskPanel(analysis, folder='내 사전', min_count=2)", "후보", CHOOSE, "하나로 세면"),
    "MappingEditor": ("cases.MappingEditor('내사례')", "css=textarea >> nth=1", ["Control+a", "35곳"], "근거의 수에 해나 기간이 없습니다"),
    "comparison_panel": ("cases.comparison_panel('housing', ['dpg'])", "사례", ["Home"], "혜택알리미"),
    "ahp_panel": ("kpi.ahp_panel(['값', '때', '곳'])", "css=.noUi-handle >> nth=0", ["ArrowLeft"], "가장 무거운 기준은 값"),
    "CardEditor": ("kpi.CardEditor('housing')", "지표", ["처음 쓰는 지표"], "'처음 쓰는 지표' 카드는"),
}


class Lab:
    """A JupyterLab at work on a copy of the notebooks without outputs."""

    def __init__(self, folder, kit):
        self.home, self.own, self.port, self.token = folder / "한글 폴더", folder / "own", free_port(0), secrets.token_hex(16)
        self.copy(paths.kit_root(), kit)
        options = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={self.port}",
                   "--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}"]
        with open(folder / "lab.log", "wb") as log:
            self.process = subprocess.Popen(kit.command(Path(sys.executable), "lab", options), env=self.environment(kit), stdout=log,
                                            stderr=log, stdin=subprocess.DEVNULL)

    def copy(self, root, kit):
        shutil.copytree(root / "notebooks", self.home / "notebooks", ignore=shutil.ignore_patterns("source", "results"))
        shutil.copytree(root / "utils/dpgkit/jupyterlab", self.home / "utils/dpgkit/jupyterlab")
        for file in (self.home / "notebooks").glob("*.ipynb"):
            notebook = nbformat.read(file, 4)
            for cell in notebook.cells:
                cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
            nbformat.write(notebook, file)
        kit.ROOT = self.home

    def environment(self, kit):
        """Return what the kit gives JupyterLab, with folders of the test in place of the reader's."""
        tables = shutil.copytree(os.environ[results.FOLDER_VARIABLE], self.own / "tables")
        given = {**kit.child_env("lab"), **{name: str(self.own / name) for name in OWN}, results.FOLDER_VARIABLE: str(tables),
                 "DPGKIT_HOME": str(paths.kit_root()), "PYTHONPATH": str(Path(dpgkit.__file__).parents[1]),
                 "JUPYTER_PREFER_ENV_PATH": "1"}
        return {name: value for name, value in given.items() if name != PLAIN}

    def address(self, name=""):
        """Return where the browser begins, or the page of a notebook."""
        place = f"lab/tree/notebooks/{name}.ipynb?reset&" if name else "?"
        return f"http://127.0.0.1:{self.port}/{place}token={self.token}"

    def wait(self):
        end = time.monotonic() + 120
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/api?token={self.token}", timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.2)
        pytest.fail("주피터랩이 시작되지 않았습니다")

    def stop(self):
        family = [*psutil.Process(self.process.pid).children(recursive=True), self.process]
        for one in family:
            one.terminate()
        self.process.wait(60)
        for one in psutil.wait_procs(family[:-1], timeout=10)[1]:
            one.kill()


@pytest.fixture(scope="module")
def kit():
    spec = importlib.util.spec_from_file_location("kit_of_the_browser_tests", paths.kit_root() / "kit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def lab(browser, kit, tmp_path_factory):
    started = Lab(tmp_path_factory.mktemp("lab"), kit)
    try:
        started.wait()
        yield started
    finally:
        started.stop()


def stored(name):
    return nbformat.read(paths.notebooks_dir() / f"{name}.ipynb", 4)


def run_all(page):
    """Run all cells from the menu, once the kernel is there, and wait for the last one or for one that fails."""
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
    page.wait_for_function(f"{UNFINISHED} === 0 || document.querySelector(`{FAILED}`)", timeout=500_000)
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()


def colours_of_charts(page):
    """Scroll to each chart, for a chart is drawn when it comes into view, and return how many colours each one has."""
    drawn = page.locator(".jp-RenderedVegaCommon5")
    for place in range(drawn.count()):
        drawn.nth(place).scroll_into_view_if_needed()
        drawn.nth(place).locator("canvas").wait_for()
    return [one.evaluate(COLOURS) for one in drawn.all()]


def check_lesson(page, name):
    """The lesson has run to its end: every cell has a number, every chart is drawn, and nothing failed."""
    run_all(page)
    notebook = stored(name)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    charts = sum(CHART in output.get("data", {}) for cell in cells for output in cell.outputs)
    assert page.locator(".jp-CodeCell").count() == len(cells)
    found = colours_of_charts(page)
    assert len(found) == charts > 0 and min(found) > 5
    assert page.locator(FAILED).all_inner_texts() == []


def test_the_lab_opens_on_the_first_lesson_which_runs_to_its_end(lab, browser, visit):
    page = visit(browser)
    page.goto(lab.address())
    page.locator(".jp-NotebookPanel").wait_for()
    assert page.url.endswith("/lab/tree/notebooks/00_start_here.ipynb")
    assert page.locator(".jp-Notebook h1").first.inner_text().startswith(lessons.describe("00_start_here").title)
    assert page.locator(".jp-toast-message, .Toastify__toast").count() == 0           # no news, no question about updates
    check_lesson(page, "00_start_here")


@pytest.mark.parametrize("name", [
    name if name.startswith("01") else pytest.param(name, marks=pytest.mark.slow) for name in lessons.names()[1:]])
def test_a_lesson_runs_from_the_menu_and_draws_its_charts(lab, browser, visit, name):
    page = visit(browser)
    page.goto(lab.address(name))
    check_lesson(page, name)


@pytest.fixture(scope="module")
def panels(lab, browser, visit):
    """A notebook with a cell for each panel, after it has run."""
    cells = [new_code_cell(code) for code in (READY.strip(), *(made for made, *_ in PANELS.values()))]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), lab.home / "notebooks" / "판.ipynb")
    page = visit(browser)
    page.goto(lab.address("판"))
    run_all(page)
    assert page.locator(FAILED).all_inner_texts() == []
    return page


def test_every_panel_of_the_kit_is_tried():
    from dpgkit.widgets import Panel, cases, history, kpi, words

    known = {name for module in (cases, history, kpi, words) for name, one in vars(module).items()
             if getattr(one, "__module__", "") == module.__name__
             and (re.fullmatch(r"[a-z]+_panel", name) or isinstance(one, type) and issubclass(one, Panel))}
    assert known == set(PANELS)


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_follows_the_keyboard(panels, name):
    _, control, keys, expected = PANELS[name]
    cell = panels.locator(".jp-CodeCell").nth(1 + list(PANELS).index(name))
    assert expected not in shown(cell)
    (cell.locator(control) if control.startswith("css=") else cell.get_by_label(control, exact=True)).focus()
    for key in keys:
        panels.keyboard.press(key) if key.isascii() else panels.keyboard.insert_text(key)
    end = time.monotonic() + 30
    while expected not in shown(cell) and time.monotonic() < end:
        panels.wait_for_timeout(100)
    assert expected in shown(cell) and cell.locator(FAILED).count() == 0


def shown(cell):
    """Return the HTML that a panel shows below its controls."""
    return "".join(part.inner_html() for part in cell.locator(".widget-html-content").all())
