"""What the last run of the tests says about each lesson: noted by the run itself, read by the evidence page.

``evidence.after(terminalreporter, exitstatus, config)`` stands in the test configuration; ``evidence.table()`` gives one row a lesson.
"""

import ast
import hashlib
import json
import platform
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from importlib import metadata
from pathlib import Path

import pandas as pd

from dpgkit import atomic, lessons, paths

FILE = "evidence.json"
OUTCOMES = {"passed": "passed", "xfailed": "passed", "failed": "failed", "error": "failed", "xpassed": "failed", "skipped": "skipped"}
COUNTS = ("passed", "failed", "skipped")
PACKAGES = ("pandas", "altair", "konlpy", "kiwipiepy", "scikit-learn", "networkx", "pytest", "nbval")
ENDED = (0, 1)           # all passed, some failed
UNKNOWN = "근거 미확인"
COLUMNS = ["lesson", "date", "cells_passed", "cells_failed", "cells_skipped", "seconds", "tests_passed", "tests_failed", "tests_skipped",
           "python", "platform", "packages", "state"]
CHANGED, FAILED, HELD = "노트북이 그 뒤에 바뀜", "맞지 않은 것이 있음", "모두 맞음"
Files = dict[str, dict]


def after(reporter: object, exitstatus: int, config: object) -> None:
    """Note the run that pytest is about to sum up; says nothing and never fails.

    Parameters: as pytest gives them to ``pytest_terminal_summary``. Not noted are the workers of a divided run, runs that were
    stopped, runs of chosen tests only (-k, -m, --lf, -x, single tests), and runs in folders that cannot be written.
    """
    with suppress(Exception):
        whole = int(exitstatus) in ENDED and not _is_part(config) and Path(config.rootpath) == paths.kit_root()
        if whole and not hasattr(config, "workerinput"):
            record(reporter.stats, paths.runs_dir())


def record(results: Mapping[str, Iterable[object]], folder: Path) -> Path:
    """Write what the tests of a run showed to ``folder/evidence.json`` and return the file; files that did not run keep their entry.

    Parameters: ``results`` the reports of pytest by outcome, each with ``nodeid`` and ``duration`` in seconds.
    Raises DataError where the file cannot be written.
    """
    machine = {"date": datetime.now().astimezone().isoformat(timespec="seconds"), "python": platform.python_version(),
               "platform": f"{platform.system()} {platform.machine()}", "packages": _versions()}
    fresh = {file: {**machine, "sha256": digest(paths.kit_root() / file), "counts": counts} for file, counts in count(results).items()}
    known = {file: entry for file, entry in read(folder).items() if (paths.kit_root() / file).is_file()}
    text = json.dumps({**known, **fresh}, ensure_ascii=False, indent=1, sort_keys=True)
    return atomic.write_text(folder / FILE, text + "\n")


def count(results: Mapping[str, Iterable[object]]) -> dict[str, dict[str, dict[str, float]]]:
    """Return passed, failed, skipped and seconds by test file and by the lesson that a test names, empty for none.

    >>> from types import SimpleNamespace as Report
    >>> count({"passed": [Report(nodeid="tests/test_lessons.py::test_runs[04_architecture]", duration=0.5)]})
    {'tests/test_lessons.py': {'04_architecture': {'passed': 1, 'failed': 0, 'skipped': 0, 'seconds': 0.5}}}
    """
    counted: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(lambda: {**dict.fromkeys(COUNTS, 0), "seconds": 0.0}))
    for outcome, reports in results.items():
        for report in reports:
            if isinstance(identity := getattr(report, "nodeid", None), str) and hasattr(report, "duration"):
                row = counted[identity.partition("::")[0]][lesson_of(identity)]
                row["seconds"] = round(row["seconds"] + report.duration, 3)
                if outcome in OUTCOMES:
                    row[OUTCOMES[outcome]] += 1
    return {file: dict(rows) for file, rows in counted.items()}


def lesson_of(identity: str) -> str:
    """Return the lesson that a test belongs to by its notebook or its parameter, or an empty text.

    >>> lesson_of("notebooks/04_architecture.ipynb::Cell 1"), lesson_of("tests/test_kpi.py::test_rates")
    ('04_architecture', '')
    """
    file, _, name = identity.partition("::")
    given = name.partition("[")[2]
    return next((lesson for lesson in lessons.names() if lesson in given or file == f"notebooks/{lesson}.ipynb"), "")


def read(folder: Path) -> Files:
    """Return what is noted in a folder, by test file; empty where nothing is, or where it cannot be read."""
    with suppress(OSError, ValueError):
        noted = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return noted if isinstance(noted, dict) else {}
    return {}


def table(folder: Path | None = None) -> pd.DataFrame:
    """Return what is known of each lesson, one row a lesson, the columns in ``COLUMNS``; unknown values are missing.

    Parameters: ``folder`` with the notes; the kit's folder of runs where it is None. ``seconds`` are those of the notebook.
    """
    noted = read(folder or paths.runs_dir())
    return pd.DataFrame([_row(name, noted) for name in lessons.names()], columns=COLUMNS)


@cache
def packages(lesson: str) -> frozenset[str]:
    """Return the modules and packages of the kit that a lesson imports.

    >>> sorted(packages("04_architecture"))[:3]
    ['architecture', 'cases', 'charts']
    """
    found: set[str] = set()
    tree = ast.parse((lessons.sources_dir() / f"{lesson}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "dpgkit":
            inside = node.module.split(".")[1:2]
            found |= set(inside or [alias.name for alias in node.names])
    return frozenset(found)


@cache
def subjects(file: str) -> frozenset[str]:
    """Return the modules and packages that a test file is about, as its name says.

    >>> [sorted(subjects(file)) for file in ("tests/test_ahp.py", "utils/dpgkit/kpi/ahp.py", "tests/test_measurement_files.py")]
    [['kpi'], ['kpi'], ['measurement']]
    """
    parts = Path(file).parts
    if parts[:2] == ("utils", "dpgkit"):
        return frozenset({parts[2].removesuffix(".py")})
    stem, owners = Path(file).stem.removeprefix("test_"), _owners()
    while stem and stem not in owners:
        stem = stem.rpartition("_")[0]
    return owners.get(stem, frozenset())


def digest(file: Path) -> str:
    """Return the checksum of a notebook, or an empty text: other files may change without a lesson showing anything else."""
    if file.suffix != ".ipynb" or not file.is_file():
        return ""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


@cache
def _owners() -> dict[str, frozenset[str]]:
    """Return for each name of a module the top modules that it may belong to: itself, or the packages that hold it."""
    package = paths.kit_root() / "utils" / "dpgkit"
    found: dict[str, set[str]] = defaultdict(set)
    for file in package.glob("*/[a-z]*.py"):
        found[file.stem].add(file.parent.name)
    tops = {path.stem for path in package.glob("[a-z]*.py")} | {path.parent.name for path in package.glob("*/__init__.py")}
    return {name: frozenset(owners) for name, owners in found.items()} | {name: frozenset({name}) for name in tops}


def _row(lesson: str, noted: Files) -> tuple[object, ...]:
    notebook = f"notebooks/{lesson}.ipynb"
    entry = noted.get(notebook)
    if not entry:
        return (lesson, *[None] * (len(COLUMNS) - 2), UNKNOWN)
    cells = entry["counts"][lesson]
    ours = [counts for file, one in noted.items() if file != notebook for named, counts in one["counts"].items()
            if named == lesson or (not named and subjects(file) & packages(lesson))]
    tests = [sum(counts[outcome] for counts in ours) for outcome in COUNTS]
    fits = entry["sha256"] == digest(paths.kit_root() / notebook)
    state = CHANGED if not fits else FAILED if cells["failed"] or tests[1] else HELD
    versions = ", ".join(f"{name} {version}" for name, version in entry["packages"].items())
    return (lesson, entry["date"], *(cells[outcome] for outcome in COUNTS), cells["seconds"], *tests,
            entry["python"], entry["platform"], versions, state)


def _is_part(config: object) -> bool:
    options = ("keyword", "markexpr", "lf", "stepwise", "maxfail", "deselect", "collectonly")
    return any(getattr(config.option, name, None) for name in options) or any("::" in str(one) for one in config.args)


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        with suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found
