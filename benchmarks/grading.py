"""What marking costs: one and twenty submissions of lesson 1 and of lesson 2, one or two side by side, and marking them again.

    .venv/bin/python benchmarks/grading.py [SUBMISSIONS]

Submissions are the solutions with a comment of their own, so that none is known from another. The first line of a lesson pays for
loading the checks (and for lesson 2 for the analysed texts); machines differ, so quote the ratios. Two minutes on two cores.
"""

import sys
import tempfile
import time
from pathlib import Path

import nbformat

from dpgkit.exercises import catalogue, grading, sandbox, student

WORKERS = (1, 2)


def fill(folder: Path, lesson: str, number: int) -> None:
    """Write ``number`` submissions of a lesson into ``folder``."""
    folder.mkdir()
    for place in range(number):
        notebook = student.solution(lesson)
        notebook.cells.append(nbformat.v4.new_code_cell(f"# {place}"))
        (folder / f"{lesson} {place:03d}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")


def seconds(folder: Path, records: Path, workers: int) -> float:
    """Return how long marking a folder takes; every submission must get full marks."""
    start = time.perf_counter()
    marks = grading.grade(folder, records=records, at_once=workers)
    taken = time.perf_counter() - start
    assert (marks.exercises["결과"] == "통과").all(), marks.submissions["까닭"].tolist()
    return taken


def main(number: int) -> None:
    """Print the seconds for one and for ``number`` submissions of each lesson."""
    print(f"sandbox: {sandbox.level()}")
    for lesson in catalogue.LESSONS:
        with tempfile.TemporaryDirectory() as place:
            for count in (1, number):
                fill(Path(place, f"submissions {count}"), lesson, count)
            for workers in WORKERS:
                for count in (1, number):
                    folder, records = Path(place, f"submissions {count}"), Path(place, f"records {workers} {count}")
                    taken, again = (seconds(folder, records, workers) for _ in range(2))
                    each = f"{taken:.1f} s ({taken / count:.1f} s each)"
                    print(f"{lesson}: {count} submissions, {workers} at once: {each}, again {again:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
