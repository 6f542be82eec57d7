"""Marks a folder of notebooks: each is run in a sandbox, and its answers are judged outside of it."""

import hashlib
import json
import shutil
import tempfile
import threading
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from dpgkit import atomic
from dpgkit.exercises import assign, catalogue, given, material, sandbox, submissions, values
from dpgkit.exercises.judging import BLANK, judge
from dpgkit.exercises.sandbox import DONE, ENDS, Limits, Ran
from dpgkit.exercises.submissions import Submission

MARKED, PARTLY, NOT = "채점함", "일부만 실행함", "채점하지 못함"
ROWS = ["가명", "과", "문항", "결과", "점수", "만점", "까닭", "다시 볼 곳", "파일"]
SHEET = ["가명", "과", "상태", "점수", "만점", "통과", "문항 수", "까닭", "실행한 셀", "초", "낸 때", "파일"]
MOST_STORED = 60_000_000      # bytes of analysed units that are worth copying for each submission
JUDGES = ("lesson*.py", "expected*.py", "keys.json", "forms.py", "values.py", "judging.py", "casework.py", "traces.py", "material.py",
          "runner.py")


@dataclass(frozen=True)
class Marks:
    """What came of marking: one row an exercise (``ROWS``), and one row a submission (``SHEET``)."""

    exercises: pd.DataFrame
    submissions: pd.DataFrame


def grade(folder: Path, *, records: Path, ledger: Path | None = None, lesson: str = "", limits: Limits | None = None,
          at_once: int = 2) -> Marks:
    """Run and judge every submission of a folder; one that was marked before, unchanged, is not run again.

    Parameters: ``records`` the folder for what is known of each submission; ``ledger`` the folder that ``assign`` wrote, without
    which everybody has the parameters of the shipped notebook; ``lesson`` the lesson of files that do not say; ``limits`` of a
    submission; ``at_once`` submissions side by side.
    Raises DataError for a folder without files, a ledger that is none, and an unknown lesson.
    """
    handed_out = None if ledger is None else assign.read_ledger(ledger)
    lesson = catalogue.named(lesson) if lesson else ""
    files = submissions.find(folder)
    records.mkdir(parents=True, exist_ok=True)
    known: list[dict] = []
    with tqdm(total=len(files), desc="채점합니다", unit="건", bar_format="{desc} {bar} {n}/{total} [{elapsed}]") as bar:
        for record in _records(files, handed_out, lesson, records, limits or Limits(), at_once):
            known.append(record)
            bar.update()
    return _as_tables(known)


def judged(submission: Submission, ran: Ran, parameters: given.Given) -> dict[str, object]:
    """Return what a submission is worth: its row, and the rows of its exercises, as plain data."""
    rows, ended = [], "" if ran.ended == DONE else f"{ENDS[ran.ended]}({ran.cells + (ran.ended != 'start')}번째 코드 셀)."
    for name, exercise in catalogue.of_lesson(submission.lesson).items():
        verdict = judge(exercise, _bounded(ran.answers.get(name)), parameters)
        why = verdict.message
        if verdict.outcome == BLANK:
            why = f"답이 없습니다. {ended}".strip() if ended else f"답이 없습니다. {_first_error(ran)}".strip()
        points = exercise.difficulty if verdict.passed else 0
        rows.append((submission.copy, submission.lesson, name, verdict.outcome, points, exercise.difficulty, why,
                     "" if verdict.passed else f"{name[:2]}과 '{exercise.where}'", submission.digest[:8]))
    notes = [ended, _first_error(ran), ran.problem, _changed(ran, parameters), *submission.notes]
    return {"rows": rows, "state": MARKED if ran.ended == DONE else PARTLY, "why": " ".join(dict.fromkeys(filter(None, notes))),
            "cells": ran.cells, "seconds": ran.seconds, **_facts(submission)}


def not_judged(submission: Submission, why: str = "") -> dict[str, object]:
    """Return the row of a submission that could not be run, as plain data; a file that could not be read is named, to be found."""
    file = unicodedata.normalize("NFC", "/".join(submission.file.parts[-2:]))
    named = "" if submission.cells else f" 파일: {file}"
    return {"rows": [], "state": NOT, "why": f"{why or submission.problem}.{named}", "cells": 0, "seconds": 0.0, **_facts(submission)}


def _records(files: list[Path], ledger: pd.DataFrame | None, lesson: str, records: Path, limits: Limits,
             at_once: int) -> Iterator[dict]:
    """Yield the record of each submission: what was known, what cannot be run, and then what is run now."""
    waiting = []
    for submission in submissions.read(files, ledger=ledger, lesson=lesson, at_once=at_once):
        parameters, problem = _parameters(submission, ledger)
        file = records / f"{_key(submission, parameters)}.json"
        if problem:
            yield not_judged(submission, problem)
        elif file.is_file():
            yield json.loads(file.read_text(encoding="utf-8")) | _facts(submission)
        else:
            waiting.append((submission, parameters, file))
    stop = threading.Event()
    with _cache_for({one.lesson for one, _, _ in waiting}) as cache_folder, ThreadPoolExecutor(at_once) as pool:
        running = {pool.submit(_run, submission, limits, cache_folder, stop): (submission, parameters, file)
                   for submission, parameters, file in waiting}
        try:
            for future in as_completed(running):
                submission, parameters, file = running[future]
                ran = future.result()
                record = not_judged(submission, f"{ENDS[ran.ended]} {ran.problem}") if ran.ended == "start" else judged(
                    submission, ran, parameters)
                if ran.ended != "start":         # what never began is tried again the next time
                    _keep(file, record)
                yield record
        except BaseException:        # Ctrl-C, or a table that stopped asking: what is running ends, what is done stays
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _run(submission: Submission, limits: Limits, cache_folder: Path | None, stop: threading.Event) -> Ran:
    names = {name: exercise.variable for name, exercise in catalogue.of_lesson(submission.lesson).items()}
    parameters = list(given.MODELS[submission.lesson].model_fields)
    return sandbox.run(submission.cells, names, parameters, limits=limits, cache_folder=cache_folder, stop=stop)


def _parameters(submission: Submission, ledger: pd.DataFrame | None) -> tuple[given.Given | None, str]:
    """Return the parameters with which a submission is judged, and why it cannot be."""
    if submission.problem:
        return None, submission.problem
    if ledger is None:
        lone = submission.copy.startswith("x")
        return given.validated(submission.lesson, {}), "" if lone else "사람마다 다른 노트북이라 장부(--ledger)가 있어야 합니다"
    rows = ledger[(ledger["가명"] == submission.copy) & (ledger["과"] == submission.lesson)]
    if rows.empty:
        return None, "그 과의 노트북을 나누어 준 기록이 장부에 없습니다"
    return given.validated(submission.lesson, rows.iloc[0]["매개변수"]), ""


@contextmanager
def _cache_for(lessons: set[str]) -> Iterator[Path | None]:
    """Provide a folder with the texts of lesson 2 already analysed, so that no submission has to do so."""
    if "02_policy_text" not in lessons:
        yield None
        return
    material.analysed()
    own = _stored_units()
    with tempfile.TemporaryDirectory(prefix="dpgkit-cache-") as folder:
        if own.is_dir() and sum(file.stat().st_size for file in own.glob("*")) <= MOST_STORED:
            shutil.copytree(own, Path(folder, own.name), dirs_exist_ok=True)
        yield Path(folder)


def _stored_units() -> Path:
    """Return where the marker's own cache keeps what the exercises analyse."""
    from dpgkit import lexicon, morphology
    from dpgkit.analyzers import unitstore

    settings, _ = morphology.settings_for("komoran", lexicon.load(), False)
    return unitstore.UnitStore(settings).folder


def _bounded(answer: object) -> object:
    """Return an answer cut to size once more: what came through the pipe need not have been cut in the sandbox."""
    return values.plain(answer)


def _first_error(ran: Ran) -> str:
    cell, error = next(iter(ran.errors.items()), (0, ""))
    return f"{cell}번째 코드 셀의 오류: {error}" if error else ""


def _changed(ran: Ran, parameters: given.Given) -> str:
    expected = values.plain(parameters.model_dump())
    names = [name for name, value in expected.items() if ran.given and ran.given.get(name) != value]
    return f"매개변수가 나누어 준 값과 다릅니다: {', '.join(names)}." if names else ""


def _facts(submission: Submission) -> dict[str, object]:
    return {"copy": submission.copy, "lesson": submission.lesson, "changed": submission.changed.isoformat(" ", "minutes"),
            "file": submission.digest[:8]}


def _key(submission: Submission, parameters: given.Given | None) -> str:
    package = Path(__file__).parent
    code = b"".join(file.read_bytes() for pattern in JUDGES for file in sorted(package.glob(pattern)))
    told = f"{submission.digest} {submission.copy} {submission.lesson} {parameters!r}".encode()
    return hashlib.sha256(code + told).hexdigest()[:24]


def _keep(file: Path, record: dict[str, object]) -> None:
    atomic.write_text(file, json.dumps(record, ensure_ascii=False), what="채점 기록을 쓰지 못했습니다.",
                      todo="쓸 수 있는 폴더를 --to로 적으십시오.")


def _as_tables(records: list[dict[str, object]]) -> Marks:
    records = sorted(records, key=lambda one: (one["lesson"], one["copy"], one["changed"]))
    copies = [(one["copy"], one["lesson"]) for one in records]
    rows = []
    for one in records:
        again = "같은 가명으로 낸 파일이 둘 이상입니다." if copies.count((one["copy"], one["lesson"])) > 1 else ""
        points, most = (sum(row[place] for row in one["rows"]) for place in (4, 5))
        passed = sum(row[4] > 0 for row in one["rows"])
        why = " ".join(filter(None, [one["why"], again]))
        rows.append((one["copy"], one["lesson"], one["state"], points, most, passed, len(one["rows"]), why, one["cells"], one["seconds"],
                     one["changed"], one["file"]))
    return Marks(pd.DataFrame([row for one in records for row in one["rows"]], columns=ROWS), pd.DataFrame(rows, columns=SHEET))
