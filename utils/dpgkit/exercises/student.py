"""From one source to two notebooks: the solution, executed, and the student copy without solution and hidden tests."""

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from tqdm import tqdm

from dpgkit import lessons
from dpgkit.errors import LessonError
from dpgkit.exercises import catalogue, forms, keys, source, trial
from dpgkit.exercises.catalogue import KINDS, Exercise
from dpgkit.widgets.panel import PLAIN

SCHEMA = 3               # of nbgrader's cell metadata
CELL_SECONDS = 180
QUIET = {"TQDM_DISABLE": "1", "PYTHONHASHSEED": "0", PLAIN: "1"}
HOW = ("답은 `answer_1`처럼 문항의 이름이 붙은 변수에 적습니다. `...`을 값으로 바꾸고 그 아래의 검사 셀을 실행하면 맞았는지, "
       "무엇을 다시 볼지 알려 줍니다. 검사는 인터넷 없이 되고, 틀리면 도움말이 차례로 나옵니다. "
       "빈칸과 꼴의 실수는 틀린 것으로 세지 않습니다.\n\n한 번 통과한 문항은 통과로 남습니다. "
       "준비의 셀을 다시 실행하면 진도가 처음으로 돌아갑니다.")


def build_all() -> list[Path]:
    """Write the key file, the executed solutions and the student copies, and return the files.

    Nothing is replaced unless every solution ran. Raises LessonError naming the cell.
    """
    written = [keys.write({name: key for lesson in catalogue.LESSONS for name, key in trial.key(lesson).items()})]
    solved = {lesson: executed(lesson) for lesson in tqdm(catalogue.LESSONS, desc="연습문제를 만듭니다", unit="과")}
    for lesson, notebook in solved.items():
        written += [_write(notebook, source.solutions_dir() / f"{lesson}.ipynb"),
                    _write(student_copy(lesson), source.exercises_dir() / f"{lesson}.ipynb")]
    return written


def student_copy(lesson: str, values: dict[str, object] | None = None, **metadata: object) -> nbformat.NotebookNode:
    """Return the notebook that a student gets: no solution, no hidden test, no output.

    Parameters: ``values`` parameters other than those of the source; ``metadata`` goes into the notebook under ``dpgkit``.
    """
    return _notebook(lesson, values or {}, metadata, _for_student)


def solution(lesson: str, values: dict[str, object] | None = None, **metadata: object) -> nbformat.NotebookNode:
    """Return the notebook with solutions and hidden tests, not executed; parameters as for ``student_copy``."""
    return _notebook(lesson, values or {}, metadata, lambda cell: cell.source)


def executed(lesson: str) -> nbformat.NotebookNode:
    """Return the solution with its outputs, without times or versions.

    Raises LessonError where a cell fails.
    """
    notebook = solution(lesson)
    client = NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name=lessons.KERNEL["name"], record_timing=False,
                            store_widget_state=False, extra_arguments=lessons.QUIET,
                            resources={"metadata": {"path": str(source.solutions_dir())}})
    try:
        client.execute(env={**os.environ, **QUIET})
    except CellExecutionError as error:
        raise LessonError(f"{lesson} 과의 풀이를 실행하지 못했습니다.", value=f"{error.ename}: {error.evalue}",
                          todo=f"solutions/source/{lesson}.py를 고치십시오.") from error
    notebook.metadata = {**notebook.metadata, "language_info": {"name": "python"}}
    notebook.metadata.pop("widgets", None)
    return notebook


def title_text(lesson: str) -> str:
    """Return the first cell: what the notebook is, how to answer, and the exercises as a table."""
    exercises = catalogue.of_lesson(lesson).values()
    goals = lessons.describe(lesson).goals
    rows = "\n".join(f"| {one.name} | {one.title} | {one.goal} | {KINDS[one.kind]} | {one.minutes} | {catalogue.level(one)} |"
                     for one in exercises)
    listed = "\n".join(f"{number}. {goal}" for number, goal in enumerate(goals, start=1))
    minutes = sum(one.minutes for one in exercises)
    return (f"# 연습문제 {lesson[:2]}. {lessons.describe(lesson).title}\n\n{HOW}\n\n모두 {minutes}분쯤 걸립니다. "
            f"목표의 번호는 {lesson[:2]}과가 첫머리에 적은 차례입니다.\n\n{listed}\n\n"
            f"| 문항 | 물음 | 목표 | 하는 일 | 분 | 난도 |\n|---|---|---|---|---|---|\n{rows}")


def question_text(exercise: Exercise, body: str) -> str:
    """Return the cell of a question: its heading, the facts about it, and its text."""
    return (f"## {exercise.name}. {exercise.title}\n\n목표 {exercise.goal} · {KINDS[exercise.kind]} · {exercise.minutes}분 · "
            f"난도 {catalogue.level(exercise)} · {exercise.difficulty}점\n\n{body}")


def _for_student(cell: nbformat.NotebookNode) -> str:
    text = source.without("HIDDEN TESTS", cell.source + "\n")
    if cell.metadata.get("part") == "answer":
        exercise = catalogue.of_lesson(catalogue.named(cell.metadata["exercise"][:2]))[cell.metadata["exercise"]]
        text = source.without("SOLUTION", text, f"{exercise.variable} = {forms.blank(exercise.form)}")
    return text.rstrip("\n")


def _notebook(lesson: str, values: dict, metadata: dict, shown: object) -> nbformat.NotebookNode:
    kept = [cell for cell in source.cells(lesson) if not source.tags(cell) & source.BESIDE]
    made = [nbformat.v4.new_markdown_cell(title_text(lesson), id="title", metadata=_grading("title", locked=True))]
    made += [_cell(cell, number, lesson, values, shown) for number, cell in enumerate(kept)]
    about = {"kernelspec": lessons.KERNEL, "language_info": {"name": "python"}, "dpgkit": {"lesson": lesson, **metadata}}
    return nbformat.v4.new_notebook(cells=made, metadata=about)


def _cell(cell: nbformat.NotebookNode, number: int, lesson: str, values: dict, shown: object) -> nbformat.NotebookNode:
    """Return one cell of the source as a cell of the notebook, with an id that does not change and nbgrader's metadata."""
    exercise, part = catalogue.of_lesson(lesson).get(cell.metadata.get("exercise")), cell.metadata.get("part", "question")
    if exercise is None:
        text = source.with_values(cell.source, values) if "parameters" in source.tags(cell) else cell.source
        name, marks = f"part-{number}", {"tags": sorted(source.tags(cell))} if source.tags(cell) else {}
        new = nbformat.v4.new_markdown_cell if cell.cell_type == "markdown" else nbformat.v4.new_code_cell
        return new(text, id=name, metadata=marks)
    name = f"{exercise.name}-{part}"
    if cell.cell_type == "markdown":
        return nbformat.v4.new_markdown_cell(question_text(exercise, cell.source), id=name, metadata=_grading(name, locked=True))
    options = {"answer": {"solution": True}, "check": {"grade": True, "locked": True, "points": exercise.difficulty}}
    marks = _grading(name, **options[part]) if part in options else {}
    return nbformat.v4.new_code_cell(shown(cell), id=name, metadata=marks)


def _grading(name: str, **options: object) -> dict[str, object]:
    """Return nbgrader's metadata for a cell."""
    return {"nbgrader": {"grade": False, "grade_id": name, "locked": False, "schema_version": SCHEMA, "solution": False, "task": False,
                         **options}}


def _write(notebook: nbformat.NotebookNode, file: Path) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    return file
