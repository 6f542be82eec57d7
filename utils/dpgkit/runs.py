"""The main job: execute all lessons for one case and keep the result only if every lesson ran to its last cell."""

import contextlib
import logging
import shutil
import warnings
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from pathlib import Path

import nbformat
import papermill
import psutil
from papermill.exceptions import PapermillExecutionError
from papermill.translators import PythonTranslator, papermill_translators
from tqdm import tqdm

from dpgkit import atomic, build, lessons, locks, paths, report
from dpgkit.errors import DataError, LessonError
from dpgkit.language import say, speaking
from dpgkit.lessons import parameters

AT_ONCE = 2              # kernels side by side; more do not help on the two cores of a small machine
START_SECONDS = 120
CELL_SECONDS = 3600      # the first reading of a long corpus takes minutes; whoever waits can stop it


class ReadableTranslator(PythonTranslator):
    """Write Korean parameter values into the notebook as they are, not as escapes."""

    @classmethod
    def translate_escaped_str(cls, str_val: str) -> str:
        """Return a Python string literal."""
        return repr(str_val) if isinstance(str_val, str) else super().translate_escaped_str(str_val)


def run(case: str, corpus: str | None = None, language: str = "ko", *, with_lessons: bool = False) -> Path:
    """Execute all lessons for a case and return the folder ``runs/CASE`` with notebooks, tables, charts and report.

    Parameters: ``language`` of the lessons and the report; results in another language than Korean lie in ``runs/CASE-LANGUAGE``.
    ``with_lessons`` also writes the appendix on the course.
    The previous results stay untouched until every lesson has run to its last cell. Raises ParameterError and
    DataError before a kernel starts, LessonError naming the cell when a lesson fails.
    """
    values = parameters.for_case(case, corpus, language)
    final = paths.run_dir(case, language)
    staging, failed = final.with_name(f".{final.name}-new"), final.with_name(f"{final.name}-failed")
    with locks.alone(final):
        atomic.recover(final)
        _fresh(staging)
        try:
            with speaking(language):
                _execute_all(staging, values)
                report.write(staging, case, with_lessons=with_lessons)
        except LessonError:
            _swap(staging, failed)
            raise
        _swap(staging, final)
        shutil.rmtree(failed, ignore_errors=True)
    return final


def order() -> dict[str, set[str]]:
    """Return for each lesson the lessons whose tables it takes over.

    >>> order()["04_architecture"]
    {'03_collective_impact'}
    """
    makers = {table: name for name in lessons.names() for table in lessons.describe(name).hands_on}
    return {name: {makers[table] for table in lessons.describe(name).needs} for name in lessons.names()}


def execute(name: str, values: dict[str, object], folder: Path) -> Path:
    """Execute one lesson with papermill and return its notebook in ``folder``.

    Raises LessonError where a cell fails, or where the last cell did not run.
    """
    papermill_translators.register("python", ReadableTranslator)
    source, target = lessons.file(name, str(values.get("language", "ko"))), folder / f"{name}.ipynb"
    try:
        papermill.execute_notebook(
            source, target, parameters=values, kernel_name=lessons.KERNEL["name"], cwd=str(paths.notebooks_dir()),
            progress_bar=False, start_timeout=START_SECONDS, execution_timeout=CELL_SECONDS,
            extra_arguments=lessons.QUIET)
    except PapermillExecutionError as error:
        raise _failure(name, target, error) from error
    except Exception as error:   # a kernel that dies or hangs ends in one of many exceptions of the Jupyter stack
        raise LessonError(f"{name} 과를 실행하지 못했습니다.", value=f"{type(error).__name__}: {error}",
                          todo="kit.py doctor로 컴퓨터를 점검하고 다시 실행하십시오.") from error
    check_complete(name, nbformat.read(target, as_version=4))
    return target


def check_complete(name: str, notebook: nbformat.NotebookNode) -> None:
    """Refuse a notebook whose last code cell did not run, for example because a cell ended the kernel quietly.

    Raises LessonError.
    """
    last = [cell for cell in notebook.cells if cell.cell_type == "code"][-1]
    if last.get("execution_count") is None:
        raise LessonError(f"{name} 과가 마지막 셀까지 가지 못했습니다.", value=last.source.splitlines()[0],
                          todo="앞의 셀에 커널을 끝내는 명령(exit 등)이 있는지 보십시오.")


def _execute_all(staging: Path, values: dict[str, dict[str, object]]) -> None:
    for noisy in ("papermill", "traitlets"):       # what a reader needs to know is in the error that we raise
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="papermill")
    sorter = TopologicalSorter(order())
    sorter.prepare()
    bar = tqdm(total=len(values), desc=say("과를 실행합니다"), unit="과", bar_format="{desc} {bar} {n}/{total} [{elapsed}]")
    here = contextlib.chdir(Path.cwd())      # papermill changes the folder of the process, and lessons side by side do not bring it back
    with here, build.handing_on(staging / "tables"), _kernel_pool() as pool, bar:
        running: dict[Future, str] = {}
        while sorter.is_active():
            for name in sorter.get_ready():
                running[pool.submit(execute, name, values[name], staging)] = name
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()
                sorter.done(running.pop(future))
                bar.update()


@contextlib.contextmanager
def _kernel_pool() -> Iterator[ThreadPoolExecutor]:
    """Run lessons side by side; when one fails or the reader interrupts, end the kernels of the others at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in psutil.Process().children(recursive=True):
                child.kill()
            raise


def _failure(name: str, target: Path, error: PapermillExecutionError) -> LessonError:
    cells = nbformat.read(target, as_version=4).cells
    index = next((place for place, cell in enumerate(cells) if cell.source == error.source), len(cells))
    reason = (str(error.evalue).strip() or error.ename).replace("\n", "\n  ")
    where = f"{name} 과의 '{lessons.heading_above(cells, index)}' 아래 [{error.exec_count}]번 셀에서 멈췄습니다."
    kept = target.parent.name.strip(".").removesuffix("-new") + "-failed"
    return LessonError(f"{where}\n  셀: {error.source.splitlines()[0]}\n  이유: {reason}",
                       todo=f"runs/{kept}/{name}.ipynb를 열어 그 셀을 보십시오. 이전 결과는 그대로 있습니다.")


def _fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    try:
        (folder / "tables").mkdir(parents=True)
    except OSError as error:
        raise DataError("결과 폴더에 쓸 수 없습니다.", value=folder.parent.name, allowed="쓸 수 있는 폴더",
                        todo="키트를 쓸 수 있는 폴더로 옮기고 다시 실행하십시오.") from error


def _swap(staging: Path, final: Path) -> None:
    atomic.exchange(staging, final, what="이전 결과를 바꾸지 못했습니다.",
                    todo="결과 폴더의 파일을 연 프로그램(엑셀 등)을 닫고 다시 실행하십시오.")
