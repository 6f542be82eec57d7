"""A run as the content of a report: what the executed notebooks show in cells with the tag ``report``.

Cells that also have the tag ``teaching`` (national background, worked examples, simulated data) do not speak of the case; they
go into the appendix on the course.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import mistune
import nbformat
from lxml import html

from dpgkit import cases, lessons, paths
from dpgkit.errors import DataError
from dpgkit.language import say
from dpgkit.report import beyond, citing, evidence, frames, others, settings
from dpgkit.report.brief import brief, card
from dpgkit.report.chapters import chapter, once, prefix
from dpgkit.report.model import Chart, Paragraph, Part, Report, Section, Table, Topic
from dpgkit.report.outline import outline
from dpgkit.report.saying import spoken
from dpgkit.report.scrubbing import nameless, one_language
from dpgkit.report.wording import clean

CHART, WIDGET = "application/vnd.vegalite.v5+json", "application/vnd.jupyter.widget-view+json"
SHOWN, CHOSEN, TAUGHT = "report", "summary", "teaching"     # tags: cells of the report, of its first page, of the appendix
LEADS = READ, CANNOT = "읽기", "이 문서로는 할 수 없습니다"          # what stands before a computed sentence
TOLD_TO_AUTHOR = re.compile(r"\b\w+\.csv")          # a step that cannot be done names the file to fill
OF_CASE = "사례 폴더의 표(이 보고서의 계산)"
ABOUT = "이 부록에 대하여"
LESSONS = ("이 부록은 사례에 대한 것이 아닙니다. 나라의 흐름, 방법을 배우는 보기, 모의자료로 한 연습을 과의 차례대로 모았습니다. "
           "만든 보기와 모의자료에는 그렇다고 적혀 있으며, 사례의 근거로 쓰지 않습니다.")


def gather(folder: Path, case: str, notebooks: dict[str, nbformat.NotebookNode] | None = None) -> Report:
    """Return the content of the report on the case of a run, and only that: what lessons teach by other examples is left out.

    Parameters: ``folder`` with executed notebooks and, where there are any, the tables that lessons handed on; ``notebooks``
    where they are read already.
    Raises DataError where the folder holds no executed lesson or one that cannot be read, and for an unknown case.
    """
    info, sources = cases.load_info(case), citing.of_case(case)
    notebooks = notebooks or read_notebooks(folder)
    compared = others.of_run(folder, case)
    kept = once([chapter(section) for section in sections(notebooks, taught=False)])
    kept = [_completed(section, case, notebooks[section.name], compared) for section in kept]
    chosen = {name: _chosen(notebook, headed=True) for name, notebook in notebooks.items()}
    return spoken(Report(
        clean(info.title), clean(info.question), case, clean(info.summary), info.period, info.verified,
        brief(info, kept, chosen, folder), [citing.cited(section, sources) for section in kept], sources.listed(),
        settings.method(_of(kept, notebooks)), [table for _, table in _extras(folder, kept, case)],
        facts=[card(info)], licensed=cases.case_folder(case).is_relative_to(paths.cases_dir())))


def gather_lessons(folder: Path, case: str, notebooks: dict[str, nbformat.NotebookNode] | None = None) -> Report:
    """Return the content of the appendix on the course: national background, worked examples and exercises on simulated data.

    Parameters and errors as of ``gather``.
    """
    info, sources = cases.load_info(case), citing.of_case(case)
    notebooks = notebooks or read_notebooks(folder)
    kept = sections(notebooks, taught=True)
    return spoken(Report(
        f"{clean(info.title)}: 과에서 배우는 보기", "과는 무엇을 어떤 보기로 가르칩니까?", case, LESSONS, info.period, info.verified,
        outline(kept), [citing.cited(section, sources) for section in kept], sources.listed(),
        settings.method(_of(kept, notebooks)), about=ABOUT, licensed=True))


def read_notebooks(folder: Path) -> dict[str, nbformat.NotebookNode]:
    """Return the executed lessons of a folder by name, in reading order.

    Raises DataError where there is none, or where one cannot be read.
    """
    files = {name: folder / f"{name}.ipynb" for name in lessons.names() if (folder / f"{name}.ipynb").is_file()}
    if not files:
        raise DataError("실행한 결과가 없습니다.", value=folder.name, allowed="run 명령으로 실행한 사례",
                        todo=f"먼저 {paths.PROGRAM} run --case 사례 로 실행하십시오.")
    try:
        return {name: one_language(nameless(nbformat.read(file, as_version=4))) for name, file in files.items()}
    except (ValueError, OSError) as error:
        raise DataError("실행한 노트북을 읽을 수 없습니다.", value=folder.name, allowed="run 명령이 만든 노트북",
                        todo="run 명령으로 다시 실행하십시오.") from error


def specs(notebooks: dict[str, nbformat.NotebookNode]) -> list[dict]:
    """Return the specification of every chart of the notebooks, in the report or not."""
    return [output["data"][CHART] for notebook in notebooks.values() for _, output in outputs(notebook) if CHART in output["data"]]


def sections(notebooks: dict[str, nbformat.NotebookNode], *, taught: bool) -> list[Section]:
    """Return what the report shows of each lesson, of the case or of what is taught beside it; lessons without are left out."""
    found = [_section(name, notebook, taught) for name, notebook in notebooks.items()]
    return [section for section in found if section.topics]


def topics(notebook: nbformat.NotebookNode, data: str = "", *, taught: bool | None = None) -> list[Topic]:
    """Return what the report shows of a notebook: sentences, tables and charts below their headings, in order.

    Parameters: ``data`` names the data of the lesson, for tables whose source the cell does not tell; ``taught`` cells that
    teach by other examples, cells that do not, or all.
    """
    found: list[Topic] = []
    for cell, output in outputs(notebook):
        tags = cell.metadata.get("tags", [])
        if SHOWN not in tags or taught not in (None, TAUGHT in tags):
            continue
        heading = _heading(notebook, cell)
        if not found or found[-1].heading != heading:
            found.append(Topic(heading, []))
        found[-1].parts.extend(_untold(_parts(output["data"], heading, cell.source, data), found[-1].parts))
    return [topic for topic in found if topic.parts]


def outputs(notebook: nbformat.NotebookNode) -> Iterator[tuple[nbformat.NotebookNode, dict]]:
    """Yield each code cell with each of its outputs that show something."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield from ((cell, output) for output in cell.get("outputs", []) if "data" in output)


def _section(name: str, notebook: nbformat.NotebookNode, taught: bool) -> Section:
    lesson = lessons.describe(name)
    return Section(name, lesson.title, lesson.question, topics(notebook, lesson.data if taught else OF_CASE, taught=taught))


def _of(kept: list[Section], notebooks: dict[str, nbformat.NotebookNode]) -> dict[str, nbformat.NotebookNode]:
    return {section.name: notebooks[section.name] for section in kept}


def _completed(section: Section, case: str, notebook: nbformat.NotebookNode, compared: list[str]) -> Section:
    """Return a section with what the case folder knows beyond the lesson: citations, outcome and limit, what is of others."""
    given = settings.parameters(notebook)
    section = evidence.told(section, case, english=given.get("bilingual") == "True")
    return others.told(beyond.told(section, case), compared, given.get("corpus", ""))


def _extras(folder: Path, kept: list[Section], case: str) -> list[tuple[str, Table]]:
    """Return the tables that the lessons of the report handed on and that hold a row, by name."""
    numbers = {section.name[:2] for section in kept}
    handed = [(file.stem, frames.handed_on(file, case)) for file in sorted((folder / "tables").glob("*.csv")) if file.name[:2] in numbers]
    return [(name, table) for name, table in handed if table.rows]


def _untold(parts: list[Part], above: list[Part]) -> list[Part]:
    """Return the parts without the sentence that the title of a chart above says already."""
    titles = [part.title.removesuffix(".") for part in above if isinstance(part, Chart)]
    kept = []
    for part in parts:
        said = next((title for title in titles if isinstance(part, Paragraph) and f"{part.text}.".startswith(f"{title}.")), None)
        rest = part.text[len(said):].lstrip(". ") if said else ""
        kept += [part] if said is None else [Paragraph(rest)] if rest else []
    return kept


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
    label = f"{say('출처')}: "
    source = next((line.removeprefix(label) for line in lines if line.startswith(label)), "")
    measure = " ".join(line for line in lines if not line.startswith(label))
    text = one_language(clean(" ".join(_listed(above["text"])))) or clean(spec.get("name", ""))
    described = one_language(clean(alternative or spec.get("description", ""))) or text
    return Chart(spec.get("name", "chart"), text, clean(measure), clean(source), described, spec)


def _texts(markdown: str) -> list[str]:
    """Return the paragraphs and the points of a computed text, without its marks."""
    page = html.fragment_fromstring(mistune.html(markdown), create_parent="div")
    lead = re.compile(rf"^({'|'.join(re.escape(say(text)) for text in LEADS)})\s*[—–-]\s*")
    found = [clean(node.text_content()).strip() for node in page.iter("p", "li", "h1", "h2", "h3", "h4", "td", "th")
             if node.tag != "li" or node.find("p") is None]
    return [said for text in found if not _to_author(text) and (said := lead.sub("", text))]


def _to_author(text: str) -> bool:
    """Return whether a text tells the author of the case which file to fill, which is no reader's business."""
    return text.startswith((CANNOT, say(CANNOT))) and bool(TOLD_TO_AUTHOR.search(text))


def _chosen(notebook: nbformat.NotebookNode, *, headed: bool = False) -> list[str]:
    """Return the sentences that a lesson names for the first page, each behind what it speaks of where that is wanted."""
    found = []
    for cell, output in outputs(notebook):
        if CHOSEN in cell.metadata.get("tags", []):
            parts = [part for part in _parts(output["data"], "", "", "") if isinstance(part, Chart | Paragraph)]
            above = prefix(_heading(notebook, cell)) if headed else ""
            found += [above + (part.title if isinstance(part, Chart) else part.text) for part in parts]
    return found


def _heading(notebook: nbformat.NotebookNode, cell: nbformat.NotebookNode) -> str:
    return clean(re.sub(r"^\d+\. ", "", lessons.heading_above(notebook.cells, notebook.cells.index(cell))))


def _listed(text: str | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)

