"""A run as the content of a report: what the executed notebooks show in cells with the tag ``report``."""

import ast
import platform
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import mistune
import nbformat
from lxml import html

from dpgkit import cases, lessons
from dpgkit.errors import DataError
from dpgkit.report import frames
from dpgkit.report.model import Chart, Paragraph, Part, Report, Section, Topic, clean
from dpgkit.report.outline import outline

CHART, WIDGET = "application/vnd.vegalite.v5+json", "application/vnd.jupyter.widget-view+json"
SHOWN, CHOSEN = "report", "summary"         # tags: cells of the report, and those whose sentences stand in the summary
READING = re.compile(r"^읽기\s*[—–-]\s*")
PACKAGES = ("dpgkit", "pandas", "konlpy", "kiwipiepy", "scikit-learn", "networkx", "altair")
MADE = ("이 보고서의 문장, 표, 그림은 실행한 노트북에서 그대로 옮긴 것입니다. 요약은 노트북의 계산된 문장을 줄인 것이고, "
        "어미를 확실히 바꿀 수 없는 문장은 그대로 두었습니다.")


def gather(folder: Path, case: str, notebooks: dict[str, nbformat.NotebookNode] | None = None) -> Report:
    """Return the content of the report on a run.

    Parameters: ``folder`` with executed notebooks and, where there are any, the tables that lessons handed on; ``notebooks``
    where they are read already.
    Raises DataError where the folder holds no executed lesson or one that cannot be read, and for an unknown case.
    """
    info = cases.load_info(case)
    notebooks = notebooks or read_notebooks(folder)
    sections = [made for name, notebook in notebooks.items() if (made := _section(name, notebook)).topics]
    chosen = {name: _chosen(notebook) for name, notebook in notebooks.items()}
    extras = [frames.handed_on(file) for file in sorted((folder / "tables").glob("*.csv"))]
    return Report(
        clean(info.title), clean(info.question), case, clean(info.summary), info.period, info.verified,
        outline(sections, chosen), sections, [(clean(source.title), source.url) for source in info.sources], _method(notebooks), extras)


def read_notebooks(folder: Path) -> dict[str, nbformat.NotebookNode]:
    """Return the executed lessons of a folder by name, in reading order.

    Raises DataError where there is none, or where one cannot be read.
    """
    files = {name: folder / f"{name}.ipynb" for name in lessons.names() if (folder / f"{name}.ipynb").is_file()}
    if not files:
        raise DataError("실행한 결과가 없습니다.", value=folder.name, allowed="run 명령으로 실행한 사례",
                        todo="먼저 python3 kit.py run --case 사례 로 실행하십시오.")
    try:
        return {name: nbformat.read(file, as_version=4) for name, file in files.items()}
    except (ValueError, OSError) as error:
        raise DataError("실행한 노트북을 읽을 수 없습니다.", value=folder.name, allowed="run 명령이 만든 노트북",
                        todo="run 명령으로 다시 실행하십시오.") from error


def specs(notebooks: dict[str, nbformat.NotebookNode]) -> list[dict]:
    """Return the specification of every chart of the notebooks, in the report or not."""
    return [output["data"][CHART] for notebook in notebooks.values() for _, output in outputs(notebook) if CHART in output["data"]]


def topics(notebook: nbformat.NotebookNode, data: str = "") -> list[Topic]:
    """Return what the report shows of a notebook: sentences, tables and charts below their headings, in order.

    Parameters: ``data`` names the data of the lesson, for tables whose source the cell does not tell.
    """
    found: list[Topic] = []
    for cell, output in outputs(notebook):
        if SHOWN not in cell.metadata.get("tags", []):
            continue
        heading = clean(re.sub(r"^\d+\. ", "", lessons.heading_above(notebook.cells, notebook.cells.index(cell))))
        if not found or found[-1].heading != heading:
            found.append(Topic(heading, []))
        told = {part.title for part in found[-1].parts if isinstance(part, Chart)}       # a reading may only repeat the title above
        found[-1].parts.extend(part for part in _parts(output["data"], heading, cell.source, data)
                               if not isinstance(part, Paragraph) or part.text not in told)
    return found


def outputs(notebook: nbformat.NotebookNode) -> Iterator[tuple[nbformat.NotebookNode, dict]]:
    """Yield each code cell with each of its outputs that show something."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield from ((cell, output) for output in cell.get("outputs", []) if "data" in output)


def _section(name: str, notebook: nbformat.NotebookNode) -> Section:
    lesson = lessons.describe(name)
    return Section(name, lesson.title, lesson.question, topics(notebook, lesson.data))


def _parts(data: dict, heading: str, code: str, source: str) -> list[Part]:
    if CHART in data:
        return [chart(data[CHART], data.get("text/plain", ""))]
    if "text/markdown" in data:
        return [Paragraph(text) for text in _texts(data["text/markdown"])]
    table = frames.from_html(data.get("text/html", ""), heading, code, source)
    if table is not None:
        return [table]
    plain = "" if WIDGET in data else clean(data.get("text/plain", "")).strip("'\"")
    return [Paragraph(plain)] if plain else []


def chart(spec: dict, alternative: str = "") -> Chart:
    """Return a chart from its specification: the finding is its title, what is measured and the source its subtitle."""
    title = spec.get("title") or ""
    above = title if isinstance(title, dict) else {"text": title}
    lines = _listed(above.get("subtitle", ""))
    source = next((line.removeprefix("출처: ") for line in lines if line.startswith("출처: ")), "")
    measure = " ".join(line for line in lines if not line.startswith("출처: "))
    text = clean(" ".join(_listed(above["text"]))) or clean(spec.get("name", ""))
    described = clean(alternative or spec.get("description", "")) or text
    return Chart(spec.get("name", "chart"), text, clean(measure), clean(source), described, spec)


def _texts(markdown: str) -> list[str]:
    """Return the paragraphs and the points of a computed text, without its marks."""
    page = html.fragment_fromstring(mistune.html(markdown), create_parent="div")
    found = [READING.sub("", clean(node.text_content()).strip()) for node in page.iter("p", "li", "h1", "h2", "h3", "h4", "td", "th")
             if node.tag != "li" or node.find("p") is None]
    return [text for text in found if text]


def _chosen(notebook: nbformat.NotebookNode) -> list[str]:
    marked = [cell for cell in notebook.cells if CHOSEN in cell.metadata.get("tags", [])]
    parts = [part for cell in marked for output in cell.get("outputs", []) if "data" in output
             for part in _parts(output["data"], "", "", "")]
    return [part.title if isinstance(part, Chart) else part.text for part in parts if isinstance(part, Chart | Paragraph)]


def _method(notebooks: dict[str, nbformat.NotebookNode]) -> list[Part]:
    versions = [(name, metadata.version(name)) for name in PACKAGES if _installed(name)]
    rows = [["판", name, version] for name, version in [("Python", platform.python_version()), *versions]]
    rows += [[f"{name[:2]}과 매개변수", key, value] for name, notebook in notebooks.items() for key, value in parameters(notebook).items()]
    return [Paragraph(MADE), frames.made("판과 매개변수", ["갈래", "이름", "값"], rows)]


def parameters(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return the parameters that a lesson ran with, as text: those injected by the run take the place of the defaults."""
    values: dict[str, str] = {}
    for cell in notebook.cells:
        if {"parameters", "injected-parameters"} & set(cell.metadata.get("tags", [])):
            values |= dict(_assigned(cell.source))
    return values


def _assigned(code: str) -> Iterator[tuple[str, str]]:
    for node in ast.parse(code).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
        if isinstance(target, ast.Name) and node.value is not None:
            yield target.id, _said(node.value)


def _said(node: ast.expr) -> str:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return clean(ast.unparse(node))
    return clean(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)) or "(비움)"


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _listed(text: str | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)

