"""The one source of an exercise notebook: percent cells that say which exercise they belong to, and as what.

A cell names its ``exercise``; a code cell also its ``part``: given (what the question is about), answer (with nbgrader's
``### BEGIN SOLUTION``) or check (with ``### BEGIN HIDDEN TESTS``). Cells tagged ``test`` hold other answers, ``right="why"`` or
``wrong="words of the complaint"``, and cells tagged ``key`` the exact answers of which only hashes are kept.
"""

import re
from functools import cache
from pathlib import Path

import jupytext
import nbformat

from dpgkit import paths
from dpgkit.errors import LessonError
from dpgkit.exercises import catalogue

MARKS = {"SOLUTION": re.compile(r"^([ \t]*)### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION\n?", re.MULTILINE | re.DOTALL),
         "HIDDEN TESTS": re.compile(r"^([ \t]*)### BEGIN HIDDEN TESTS\n(.*?)^[ \t]*### END HIDDEN TESTS\n?", re.MULTILINE | re.DOTALL)}
PARTS = ("given", "answer", "check")
BESIDE = {"test", "key"}          # cells that no reader sees
PARAMETER = re.compile(r"^(\w+)(: [^=]+ = )(.*?)(  # .*)?$", re.MULTILINE)


def solutions_dir() -> Path:
    """Return the folder of the solutions, with the sources below it."""
    return paths.kit_root() / "solutions"


def exercises_dir() -> Path:
    """Return the folder of the student copies."""
    return paths.kit_root() / "exercises"


@cache
def cells(lesson: str) -> tuple[nbformat.NotebookNode, ...]:
    """Return the cells of a source, checked.

    Raises LessonError for an unknown exercise or part, a missing one, and a marker that is not closed.
    """
    text = (solutions_dir() / "source" / f"{lesson}.py").read_text(encoding="utf-8")
    found = tuple(jupytext.reads(text, fmt="py:percent").cells)
    for cell in found:
        _check_cell(cell, lesson)
    for name in catalogue.of_lesson(lesson):
        parts = [cell.metadata.get("part") or cell.cell_type for cell in found
                 if cell.metadata.get("exercise") == name and not tags(cell) & BESIDE]
        if len(parts) != len(set(parts)) or len(set(parts) - {"given"}) < 3:
            raise LessonError("문항의 셀이 모자라거나 겹칩니다.", value=f"{name}: {', '.join(parts)}",
                              allowed="질문 글, given, answer, check", todo=f"solutions/source/{lesson}.py를 고치십시오.")
    return found


def tags(cell: nbformat.NotebookNode) -> set[str]:
    """Return the tags of a cell."""
    return set(cell.metadata.get("tags", []))


def without(mark: str, text: str, instead: str = "") -> str:
    """Return the text of a cell with the regions of a marker replaced, indented as the marker was.

    >>> without("SOLUTION", "a = 1\\n### BEGIN SOLUTION\\nb = 2\\n### END SOLUTION\\n", "b = ...")
    'a = 1\\nb = ...\\n'
    """
    lines = [line for line in instead.split("\n") if line]
    return MARKS[mark].sub(lambda found: "".join(f"{found[1]}{line}\n" for line in lines), text)


def with_values(text: str, values: dict[str, object]) -> str:
    """Return the text of a parameters cell with other values; types and comments stay.

    >>> with_values("rank: int = 3  # 순위", {"rank": 5})
    'rank: int = 5  # 순위'
    """
    return PARAMETER.sub(lambda found: f"{found[1]}{found[2]}{values.get(found[1], found[3])!r}{found[4] or ''}"
                         if found[1] in values else found[0], text)


def _check_cell(cell: nbformat.NotebookNode, lesson: str) -> None:
    name, part = cell.metadata.get("exercise"), cell.metadata.get("part")
    problems = [
        (name is not None and name not in catalogue.of_lesson(lesson), "없는 문항의 셀입니다.", name),
        (part is not None and part not in PARTS, "없는 몫의 셀입니다.", part),
        (tags(cell) & BESIDE and name is None, "문항을 적지 않은 시험 셀입니다.", cell.source),
        (any(cell.source.count(f"### BEGIN {mark}") != len(found.findall(cell.source + "\n")) for mark, found in MARKS.items()),
         "닫히지 않은 표시가 있습니다.", cell.source),
        (part == "answer" and "### BEGIN SOLUTION" not in cell.source, "풀이의 표시가 없는 답 셀입니다.", name)]
    for wrong, what, value in problems:
        if wrong:
            raise LessonError(what, value=str(value).splitlines()[0], todo=f"solutions/source/{lesson}.py를 고치십시오.")
