"""How much a lesson costs above an empty notebook, measured side by side in one run.

    .venv/bin/python benchmarks/lessons.py [ROUNDS]

Each round executes an empty notebook and then every lesson, one after the other, and at last the main job as a whole.
Figures are medians over the rounds; machines differ, so quote the ratios.
"""

import contextlib
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import papermill
from nbformat.v4 import new_code_cell, new_notebook

from dpgkit import build, lessons, paths, runs
from dpgkit.lessons import parameters


def seconds(function: Callable, *arguments: object, **options: object) -> float:
    """Return how long a call takes, with what it prints thrown away."""
    start = time.perf_counter()
    with contextlib.redirect_stderr(io.StringIO()):
        function(*arguments, **options)
    return time.perf_counter() - start


def empty_notebook(folder: Path) -> Path:
    """Write a notebook of one cell that does nothing, and return its path."""
    file = folder / "empty.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("None")]), file)
    return file


def one_round(folder: Path) -> dict[str, float]:
    """Return the seconds of an empty notebook, of every lesson, and of the whole job."""
    empty, values = empty_notebook(folder), parameters.for_case("housing")
    taken = {"empty": seconds(papermill.execute_notebook, empty, folder / "out.ipynb", kernel_name="python3", progress_bar=False)}
    with build.handing_on(folder):
        for name in lessons.names():
            taken[name] = seconds(runs.execute, name, values[name], folder)
    paths.runs_dir = lambda: folder / "runs"          # the reader's own results stay as they are
    taken["job"] = seconds(runs.run, "housing")
    return taken


def main(rounds: int) -> None:
    """Print the medians over the rounds and the ratios to the empty notebook."""
    measured = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            measured.append(one_round(Path(folder)))
    median = {name: statistics.median(row[name] for row in measured) for name in measured[0]}
    floor = len(lessons.names()) * median["empty"]
    print(f"{'empty notebook':24s}{median['empty']:7.1f} s")
    for name in lessons.names():
        print(f"{name:24s}{median[name]:7.1f} s {median[name] / median['empty']:6.1f} x empty")
    print(f"{'all lessons in a row ':24s}{sum(median[name] for name in lessons.names()):7.1f} s")
    print(f"{'main job with report':24s}{median['job']:7.1f} s {median['job'] / floor:6.1f} x as many empty notebooks ({floor:.1f} s)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
