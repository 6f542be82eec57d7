"""Lessons and exercises as pages, from the notebooks as they are stored: nothing is executed again."""

import html
import re

import nbformat

from dpgkit import lessons, paths
from dpgkit.errors import DataError
from dpgkit.exercises import catalogue
from dpgkit.report.gathering import CHART
from dpgkit.site import outputs, words
from dpgkit.site.pages import Page, in_order

LONG = 14                # lines from which on code is folded at first
AWAY = re.compile(r'<a href="(?!https?:|#)[^"]*">(.*?)</a>')        # to files of the kit, which the site does not have
BUILD = f"{paths.PROGRAM} build를 먼저 실행하십시오."
FOLD = '<p><button type="button" data-fold hidden>코드 모두 접기</button></p>'


def lesson_pages(names: list[str]) -> list[Page]:
    """Return the pages of lessons, in reading order, after a page that lists them.

    Raises DataError where a lesson has no executed notebook.
    """
    pages = [_lesson(name) for name in names]
    return [_lesson_list(names), *in_order(pages)]


def exercise_pages(names: list[str]) -> list[Page]:
    """Return the pages of exercise notebooks as students get them, after a page that lists them."""
    return [_exercise_list(names), *in_order(_exercise(name) for name in names)]


def body(notebook: nbformat.NotebookNode) -> str:
    """Return the cells of a notebook as HTML: text, code to fold, and what was shown when it was executed."""
    return "\n".join(_cell(notebook.cells, number) for number in range(len(notebook.cells)))


def read(file_name: str, folder: str) -> nbformat.NotebookNode:
    """Return a stored notebook of the kit.

    Raises DataError where it is missing, or holds no output where a lesson should.
    """
    file = paths.kit_root() / folder / file_name
    if not file.is_file():
        raise DataError("누리집에 넣을 노트북이 없습니다.", value=f"{folder}/{file_name}", todo=BUILD)
    return nbformat.read(file, as_version=4)


def _lesson(name: str) -> Page:
    notebook = read(f"{name}.ipynb", "notebooks")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if not all(cell.execution_count for cell in code):
        raise DataError("실행하지 않은 셀이 있는 과입니다.", value=name, allowed="실행된 노트북", todo=BUILD)
    charts = any(CHART in output.get("data", {}) for cell in code for output in cell.outputs)
    title = f"{name[:2]} {lessons.describe(name).title}"
    return Page(f"lessons/{name}.html", title, body(notebook).replace("</h1>", f"</h1>{FOLD}", 1), charts)


def _exercise(name: str) -> Page:
    told = (f'<p class="note">풀 때에는 주피터랩에서 <code>exercises/{name}.ipynb</code>를 엽니다. '
            f'검사 셀은 거기에서 실행됩니다.</p>{FOLD}')
    text = body(read(f"{name}.ipynb", "exercises")).replace("</h1>", f"</h1>{told}", 1)
    return Page(f"exercises/{name}.html", f"연습문제 {name[:2]} {lessons.describe(name).title}", text)


def _cell(cells: list[nbformat.NotebookNode], number: int) -> str:
    cell = cells[number]
    if cell.cell_type == "markdown":
        return AWAY.sub(r"\1", words.from_markdown(cell.source))
    if not cell.source.strip():
        return ""
    label = "코드: 매개변수" if "parameters" in cell.metadata.get("tags", []) else "코드"
    shown = words.code(cell.source, label=label, opened=len(cell.source.splitlines()) < LONG)
    heading = lessons.heading_above(cells, number)
    return shown + "".join(_output(output, heading) for output in cell.get("outputs", []))


def _output(output: dict, heading: str) -> str:
    if "data" in output:
        return outputs.show(output["data"], heading)
    text = output.get("text", "")
    return f'<pre class="output" tabindex="0">{html.escape(text)}</pre>' if text.strip() else ""


def _lesson_list(names: list[str]) -> Page:
    table = lessons.overview().set_index("과").loc[names].reset_index()
    shown = table[["제목", "물음", "분"]].assign(제목=table["과"].str[:2] + " " + table["제목"])
    places = {title: f"{name}.html" for title, name in zip(shown["제목"], names, strict=True)}
    told = ("<p>노트북에 저장된 결과를 그대로 옮겼습니다. 매개변수를 바꾸어 다시 실행하려면 "
            "<code>python3 kit.py lab</code>으로 노트북을 엽니다.</p>")
    return Page("lessons/index.html", "과", f"<h1>과</h1>{told}{words.table(shown, '과의 목록', links={'제목': places})}")


def _exercise_list(names: list[str]) -> Page:
    parts = [f"<h2>{words.link(f'{name}.html', f'{name[:2]} {lessons.describe(name).title}')}</h2>"
             + words.table(catalogue.overview(name), f"{name[:2]}과의 연습문제") for name in names]
    told = ("<p>학생이 받는 노트북입니다. 답은 없습니다. 빈칸을 채우고 검사 셀을 실행하면 맞았는지, 무엇을 다시 볼지 알려 줍니다.</p>")
    return Page("exercises/index.html", "연습문제", f"<h1>연습문제</h1>{told}" + "".join(parts))
