"""nbgrader's own code accepts the solutions, and what it makes of them is the student copy that the kit makes.

Compared are, cell by cell: the kind, the id, the text, and nbgrader's metadata. Two things differ and are put aside: nbgrader writes
its own stub where the kit writes the fields of the answer, and it adds what it keeps for itself (checksums, which cells can be edited).
"""

import json

import nbformat
import pytest

from dpgkit import paths
from dpgkit.exercises import catalogue, forms, student

pytest.importorskip("nbgrader", reason="nbgrader가 설치되어 있지 않습니다.")
from jsonschema import ValidationError
from nbgrader import nbgraderformat, preprocessors
from traitlets.config import Config

LESSONS = list(catalogue.LESSONS)
STUB = "답을 적는 자리"
CHAIN = (preprocessors.CheckCellMetadata, preprocessors.LockCells, preprocessors.ClearSolutions, preprocessors.ClearHiddenTests,
         preprocessors.ClearOutput, preprocessors.ComputeChecksums)
OWN = {"checksum", "cell_type"}        # what nbgrader keeps in its metadata beside what the kit writes


def read(folder, lesson):
    return nbgraderformat.reads((paths.kit_root() / folder / f"{lesson}.ipynb").read_text(encoding="utf-8"), as_version=4)


def released(notebook):
    config = Config({"ClearSolutions": {"code_stub": {"python": STUB}}})
    for step in CHAIN:
        notebook, _ = step(config=config).preprocess(notebook, {})
    return notebook


@pytest.fixture(scope="module", params=LESSONS)
def pair(request):
    """What nbgrader makes of a solution, the student copy of the kit, and the exercises."""
    return released(read("solutions", request.param)), read("exercises", request.param), catalogue.of_lesson(request.param)


def test_the_cells_are_the_same_in_kind_and_order(pair):
    made, ours, exercises = pair
    assert [(cell.cell_type, cell.id) for cell in made.cells] == [(cell.cell_type, cell.id) for cell in ours.cells]
    assert sum(cell.metadata.get("nbgrader", {}).get("grade", False) for cell in made.cells) == len(exercises)


def test_the_text_of_every_cell_is_the_same_but_for_the_stub(pair):
    made, ours, exercises = pair
    blanks = {f"{one.name}-answer": f"{one.variable} = {forms.blank(one.form)}" for one in exercises.values()}
    told = [cell.source.replace(STUB, blanks[cell.id]) if cell.id in blanks else cell.source for cell in made.cells]
    assert sum(STUB in cell.source for cell in made.cells) == len(exercises)
    assert [text.strip() for text in told] == [cell.source.strip() for cell in ours.cells]


def test_the_metadata_are_the_same_but_for_what_nbgrader_keeps(pair):
    made, ours, _ = pair
    theirs = [{key: value for key, value in cell.metadata.get("nbgrader", {}).items() if key not in OWN} for cell in made.cells]
    assert theirs == [dict(cell.metadata.get("nbgrader", {})) for cell in ours.cells]
    assert [cell.metadata.get("tags") for cell in made.cells] == [cell.metadata.get("tags") for cell in ours.cells]


def test_nothing_is_left_of_outputs_and_hidden_tests(pair):
    text = nbformat.writes(pair[0])
    assert "HIDDEN TESTS" not in text and "BEGIN SOLUTION" not in text and ".require(" not in text
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in pair[0].cells)


def test_the_student_copy_passes_the_check_too(pair):
    for step in (preprocessors.CheckCellMetadata, preprocessors.ComputeChecksums):
        step().preprocess(pair[1].copy(), {})


@pytest.mark.parametrize("lesson", LESSONS)
def test_nbgrader_refuses_an_id_that_stands_twice(lesson):
    notebook = student.solution(lesson)
    first, second = [cell for cell in notebook.cells if "nbgrader" in cell.metadata][:2]
    second.metadata["nbgrader"]["grade_id"] = first.metadata["nbgrader"]["grade_id"]
    with pytest.raises(ValidationError, match="Duplicate grade id"):
        nbgraderformat.reads(json.dumps(notebook), as_version=4)
