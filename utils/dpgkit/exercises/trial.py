"""The source of a notebook tried out in this process: its solutions, blanks, and the other answers written beside them."""

from functools import cache

import nbformat
import pandas as pd

from dpgkit.exercises import catalogue, given, source
from dpgkit.exercises.judging import judge
from dpgkit.exercises.values import plain

SAMPLES = ("solution", "blank", "right", "wrong")


def samples(lesson: str, values: dict[str, object] | None = None) -> pd.DataFrame:
    """Return what the checks say of every answer that the source knows: exercise, sample, says, outcome, message, steps.

    ``sample`` is one of ``SAMPLES``; ``says`` why a right answer differs from the solution, or the words that a wrong one must meet.
    Parameters: ``values`` parameters other than those of the source.
    """
    names, rows = solved(lesson, values), []
    checked = given.validated(lesson, values or {})
    for name, exercise in catalogue.of_lesson(lesson).items():
        found = [("solution", "", names[exercise.variable]), ("blank", "아직 답이 없습니다", dict.fromkeys(exercise.form, ...))]
        for cell in _beside(lesson, name, "test"):
            kind = next(kind for kind in ("right", "wrong") if kind in cell.metadata)
            found.append((kind, cell.metadata[kind], _run(cell, dict(names))[exercise.variable]))
        verdicts = [(kind, says, judge(exercise, answer, checked)) for kind, says, answer in found]
        rows += [(name, kind, says, verdict.outcome, verdict.message, verdict.steps) for kind, says, verdict in verdicts]
    return pd.DataFrame(rows, columns=["exercise", "sample", "says", "outcome", "message", "steps"])


def answers(lesson: str, values: dict[str, object] | None = None) -> dict[str, object]:
    """Return the answer of the solution to each exercise as plain data."""
    names = solved(lesson, values)
    return {name: plain(names[exercise.variable]) for name, exercise in catalogue.of_lesson(lesson).items()}


def solved(lesson: str, values: dict[str, object] | None = None) -> dict[str, object]:
    """Return the variables of the notebook after all its cells but the checks have run."""
    names: dict[str, object] = {}
    for cell in source.cells(lesson):
        if cell.cell_type == "code" and not source.tags(cell) & source.BESIDE and _is_quiet(cell):
            text = source.with_values(cell.source, values or {}) if "parameters" in source.tags(cell) else cell.source
            exec(_compiled(text, lesson), names)
    return names


def key(lesson: str) -> dict[str, dict[str, list[object]]]:
    """Return the exact answers that the source keeps: exercise -> field -> the answers that are right."""
    kept = {name: _beside(lesson, name, "key") for name in catalogue.of_lesson(lesson)}
    return {name: _run(cell, {})["key"] for name, cells in kept.items() for cell in cells}


def _is_quiet(cell: nbformat.NotebookNode) -> bool:
    """Return whether a cell belongs to the way to the answers: not a check, and not the progress at the end."""
    return cell.metadata.get("part") != "check" and not cell.source.startswith("check.")


def _beside(lesson: str, name: str, tag: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in source.cells(lesson) if cell.metadata.get("exercise") == name and tag in source.tags(cell)]


def _run(cell: nbformat.NotebookNode, names: dict[str, object]) -> dict[str, object]:
    exec(_compiled(cell.source, "시험 셀"), names)
    return names


@cache
def _compiled(text: str, name: str) -> object:
    return compile(text, f"<{name}>", "exec")
