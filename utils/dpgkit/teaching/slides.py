"""Slides of a lesson, made from its executed notebook: one slide a section with its question, its chart and its reading."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat

from dpgkit import lessons, paths, report
from dpgkit.errors import DataError
from dpgkit.report import gathering
from dpgkit.teaching import pictures
from dpgkit.teaching.markdown import SLIDES, inline, template

CLOSING = "마무리"
QUESTION, CAUTION = "**멈추고 짐작하기.**", "**이렇게 잘못 읽을 수 있습니다.**"
READING = "**읽기** — "
LIMITS = "이 과로 알 수 없는 것:"
HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
NUMBER = re.compile(r"^\d+\. ")
SENTENCE_END = re.compile(r"(?<=[.?!]) +")
LEAD_LETTERS, READING_LETTERS = 130, 200


class Slide(NamedTuple):
    """What one section shows: the texts are HTML without a paragraph around them; empty where the section has none."""

    heading: str
    lead: str
    question: str
    picture: str
    table: str
    readings: list[str]
    caution: str


def deck(name: str, notebook: nbformat.NotebookNode | None = None) -> str:
    """Return the slides of a lesson as one page that asks no other machine for anything.

    Parameters: ``notebook`` the executed lesson; without it, the one stored in the kit.
    Raises DataError where the lesson has no executed notebook.
    """
    content = {"lesson": lessons.describe(name), "number": name[:2], "slides": slides(notebook or executed(name))}
    letters = template(SLIDES).render(content)
    return template(SLIDES).render(content, regular=report.font(letters), bold=report.font(letters, "Bold"))


def executed(name: str) -> nbformat.NotebookNode:
    """Return the stored notebook of a lesson.

    Raises DataError where it is missing.
    """
    file = paths.notebooks_dir() / f"{name}.ipynb"
    if not file.is_file():
        raise DataError("실행된 노트북이 없어 슬라이드를 만들 수 없습니다.", value=file.name,
                        todo=f"{paths.PROGRAM} build를 먼저 실행하십시오.")
    return nbformat.read(file, as_version=4)


def available() -> list[str]:
    """Return the lessons that have an executed notebook.

    >>> available()[0]
    '00_start_here'
    """
    return [name for name in lessons.names() if Path(paths.notebooks_dir() / f"{name}.ipynb").is_file()]


def slides(notebook: nbformat.NotebookNode) -> list[Slide]:
    """Return one slide for each numbered section of an executed lesson, and one for its closing."""
    return [_slide(heading, cells, f"s{number}") for number, (heading, cells) in enumerate(_sections(notebook), start=1)]


def _sections(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, list[nbformat.NotebookNode]]]:
    found: dict[str, list[nbformat.NotebookNode]] = {}
    heading = ""
    for cell in notebook.cells:
        names = HEADING.findall(cell.source) if cell.cell_type == "markdown" else []
        heading = names[-1] if names else heading
        found.setdefault(heading, []).append(cell)
    return ((name, cells) for name, cells in found.items() if NUMBER.match(name) or name == CLOSING)


def _slide(heading: str, cells: list[nbformat.NotebookNode], place: str) -> Slide:
    paragraphs = [part for cell in cells if cell.cell_type == "markdown" for part in _paragraphs(cell.source)]
    outputs = _outputs(cells)
    picture, table = _picture(outputs, place), _table(outputs)
    picture = "" if pictures.is_tall(picture) and table else picture
    asked = _marked(paragraphs, QUESTION, 10 * LEAD_LETTERS)
    letters = LEAD_LETTERS // 2 if asked and picture else LEAD_LETTERS
    plain = next((part for part in _paragraphs(cells[0].source) if not part.startswith((QUESTION, CAUTION, "- ", "|"))), "")
    caution = _limits(paragraphs) if heading == CLOSING else _marked(paragraphs, CAUTION, letters)
    lead = "" if heading == CLOSING or (asked and picture and caution) else _shown(plain, letters)
    return Slide(heading, lead, asked, picture, "" if picture else table,
                 _readings(outputs, bool(picture)), caution)


def _picture(outputs: list[dict], place: str) -> str:
    spec = next((data[gathering.CHART] for data in outputs if gathering.CHART in data), None)
    return pictures.svg(spec, place) if spec else ""


def _table(outputs: list[dict]) -> str:
    return next((shown for data in outputs if "text/html" in data and (shown := pictures.table(data["text/html"]))), "")


def _limits(paragraphs: list[str]) -> str:
    """Return what the closing of a lesson says that the lesson cannot tell."""
    found = next((part for part in "\n".join(paragraphs).split("\n- ") if part.removeprefix("- ").startswith(LIMITS)), "")
    return _shown(" ".join(found.removeprefix("- ").removeprefix(LIMITS).split()), 3 * LEAD_LETTERS)


def _paragraphs(source: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"\n\s*\n", HEADING.sub("", source))]
    return [part if part.startswith(("-", "|", "1.")) else " ".join(part.split()) for part in parts if part]


def _outputs(cells: list[nbformat.NotebookNode]) -> list[dict]:
    """Return the outputs of cells, those first that the report shows too."""
    shown = [(gathering.SHOWN not in cell.metadata.get("tags", []), output.data) for cell in cells if cell.cell_type == "code"
             for output in cell.outputs if "data" in output]
    return [data for _, data in sorted(shown, key=lambda pair: pair[0])]


def _readings(outputs: list[dict], pictured: bool) -> list[str]:
    """Return the first computed sentences that do not stand above the chart already; without a picture, those of the chart too."""
    told = [data["text/markdown"].removeprefix(READING) for data in outputs if "text/markdown" in data]
    chart = next((data["text/plain"] for data in outputs if gathering.CHART in data), "") if pictured else ""
    new = [one for one in told if "|" not in one and whole_sentences(one, READING_LETTERS) not in chart]
    titles = [] if pictured else [data["text/plain"].rpartition(" (")[0] for data in outputs if gathering.CHART in data]
    return [_shown(one, READING_LETTERS) for one in [*new, *titles][:1]]


def _marked(paragraphs: list[str], mark: str, letters: int) -> str:
    found = next((part for part in paragraphs if part.startswith(mark)), "")
    return _shown(found.removeprefix(mark).strip(), letters)


def _shown(text: str, letters: int) -> str:
    return pictures.without_addresses(inline(whole_sentences(text, letters))) if text else ""


def whole_sentences(text: str, letters: int) -> str:
    """Return as many whole sentences from the beginning of a text as fit, at least one.

    >>> whole_sentences("가입니다. 나입니다. 다입니다.", 12)
    '가입니다. 나입니다.'
    """
    sentences = SENTENCE_END.split(text.strip())
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + 1 + len(sentence) > letters:
            break
        kept = f"{kept} {sentence}"
    return kept
