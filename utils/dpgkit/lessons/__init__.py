"""The lessons: a percent source with a header of facts about the lesson, and the notebook that is made from it."""

import hashlib
import re
from collections import Counter
from functools import cache
from pathlib import Path

import jupytext
import nbformat
import pandas as pd
from pydantic import BaseModel, ConfigDict

from dpgkit import paths
from dpgkit.lessons import mirror

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
QUIET = ["--IPKernelApp.log_level=40"]   # kernels warn about their local connection, which means nothing to a reader


class Lesson(BaseModel):
    """What the header of a source says about its lesson."""

    model_config = ConfigDict(extra="forbid")
    title: str
    question: str
    goals: list[str]
    minutes: int
    before: str
    data: str
    needs: list[str] = []
    hands_on: list[str] = []
    verified: str


def sources_dir() -> Path:
    """Return the folder of the percent sources.

    >>> sources_dir().name
    'source'
    """
    return paths.notebooks_dir() / "source"


def names() -> list[str]:
    """Return the names of the lessons in reading order.

    >>> names()[0]
    '00_start_here'
    """
    return sorted(path.stem for path in sources_dir().glob("[0-9][0-9]_*.py"))


@cache
def describe(name: str) -> Lesson:
    """Return what the header of a source says about its lesson.

    >>> describe("01_egov_history").hands_on
    ['01_stages', '01_egdi', '01_claims']
    """
    return Lesson.model_validate(_read(name).metadata["dpgkit"])


def overview() -> pd.DataFrame:
    """Return the lessons as a table: 과, 제목, 물음, 분, 이어받는 표, 넘기는 표.

    >>> overview().columns.tolist()
    ['과', '제목', '물음', '분', '이어받는 표', '넘기는 표']
    """
    rows = [(name, lesson.title, lesson.question, lesson.minutes, ", ".join(lesson.needs), ", ".join(lesson.hands_on))
            for name in names() for lesson in [describe(name)]]
    return pd.DataFrame(rows, columns=["과", "제목", "물음", "분", "이어받는 표", "넘기는 표"])


def file(name: str, language: str = "ko") -> Path:
    """Return where the notebook of a lesson lies: the Korean ones in ``notebooks``, others in a folder named by their language.

    >>> file("00_start_here", "en").parent.name
    'en'
    """
    folder = paths.notebooks_dir()
    return (folder if language == "ko" else folder / language) / f"{name}.ipynb"


def notebook(name: str, language: str = "ko") -> nbformat.NotebookNode:
    """Return the notebook of a lesson without outputs: title cell from the header, then the cells of the source.

    The same source always gives the same bytes: cell ids are made from the content of the cells. In another language the prose
    and the comments are those of the catalogue; the code is the same but for the parameter ``language``.
    """
    parsed = _read(name)
    title = nbformat.v4.new_markdown_cell(title_text(describe(name)))
    cells = [title, *parsed.cells]
    for cell, identity in zip(cells, _identities(cells), strict=True):
        cell["id"] = identity
        cell["metadata"] = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        cell["source"] = mirror.said(cell, language)
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "dpgkit": parsed.metadata["dpgkit"]}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def title_text(lesson: Lesson) -> str:
    """Return the first cell of a lesson: its question, what the reader can do afterwards, time, data.

    >>> lesson = Lesson(title="가", question="나?", goals=["셉니다."], minutes=5, before="없음", data="표",
    ...                 verified="2026-11-23")
    >>> title_text(lesson).splitlines()[0]
    '# 가'
    """
    goals = "\n".join(f"- {goal}" for goal in lesson.goals)
    return (f"# {lesson.title}\n\n**{lesson.question}**\n\n이 과를 마치면 다음을 할 수 있습니다.\n\n{goals}\n\n"
            f"| 읽고 실행하는 시간 | 먼저 할 것 | 자료 | 확인한 날 |\n|---|---|---|---|\n"
            f"| {lesson.minutes}분 | {lesson.before} | {lesson.data} | {lesson.verified} |")


def heading_above(cells: list[dict], index: int) -> str:
    """Return the nearest heading above a cell, which is how a reader finds it.

    >>> heading_above([{"cell_type": "markdown", "source": "## 1. 연표"}, {"cell_type": "code", "source": ""}], 1)
    '1. 연표'
    """
    for cell in reversed(cells[:index]):
        headings = re.findall(r"^#+ +(.+)$", cell["source"], re.MULTILINE) if cell["cell_type"] == "markdown" else []
        if headings:
            return headings[-1]
    return "첫머리"


def _read(name: str) -> nbformat.NotebookNode:
    text = (sources_dir() / f"{name}.py").read_text(encoding="utf-8")
    return jupytext.reads(text, fmt="py:percent")


def _identities(cells: list[nbformat.NotebookNode]) -> list[str]:
    digests = [hashlib.sha256(f"{cell.cell_type}{cell.source}".encode()).hexdigest()[:8] for cell in cells]
    seen: Counter[str] = Counter()
    identities = []
    for digest in digests:
        identities.append(f"{digest}-{seen[digest]}" if seen[digest] else digest)
        seen[digest] += 1
    return identities
