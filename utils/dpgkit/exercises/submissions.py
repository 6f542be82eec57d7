"""What students handed in: every file of a folder, read in a process of its own, and whose and for which lesson it is."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from dpgkit import workers
from dpgkit.errors import DataError
from dpgkit.exercises import catalogue

MOST_MEGABYTES = 250         # of a file; pictures and printed text make notebooks large, code does not
LARGE_MEGABYTES = 20         # of outputs, from which the marker is told
MOST_CODE, MOST_CELLS = 2_000_000, 1_000
READING = workers.Limits(seconds=90, megabytes=2_000)
COPY = re.compile(r"[0-9a-z]{4,16}")
READ = "dpgkit.exercises.submissions.read_notebook"
LOST = {"timeout": "읽는 데 너무 오래 걸립니다", "memory": "읽는 데 메모리가 너무 많이 듭니다", "crash": "읽다가 프로그램이 멈추었습니다"}


@dataclass(frozen=True)
class Submission:
    """One file: whose copy it is, for which lesson, its code cells, when it was changed, and what is wrong with it."""

    file: Path
    digest: str
    copy: str
    lesson: str
    cells: tuple[str, ...]
    changed: datetime
    problem: str = ""
    notes: tuple[str, ...] = ()


def find(folder: Path) -> list[Path]:
    """Return the files of a folder and those below it, without what systems leave behind, in order.

    Raises DataError where there is no such folder, or no file in it.
    """
    folder = Path(folder).expanduser()
    if not folder.is_dir():
        raise DataError("없는 폴더입니다.", value=folder, todo="제출한 노트북이 든 폴더를 적으십시오.")
    found = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()
             and not any(part.startswith((".", "~$", "__MACOSX")) for part in file.relative_to(folder).parts)]
    if not found:
        raise DataError("제출한 파일이 없습니다.", value=folder, allowed=".ipynb 파일이 든 폴더", todo="폴더를 확인하십시오.")
    return found


def read(files: list[Path], *, ledger: pd.DataFrame | None = None, lesson: str = "", at_once: int = 2) -> Iterator[Submission]:
    """Yield what each file holds, or what is wrong with it, in the order in which they are read.

    Parameters: ``ledger`` the copies that were handed out (``assign.read_ledger``); ``lesson`` the one to mark where a file does not
    say; ``at_once`` processes side by side.
    """
    good = [file for file in files if file.suffix.lower() == ".ipynb" and file.stat().st_size <= MOST_MEGABYTES * workers.MEGABYTE]
    for file in set(files) - set(good):
        large = file.suffix.lower() == ".ipynb"
        problem = f"파일이 {MOST_MEGABYTES}MB보다 큽니다" if large else "노트북(.ipynb) 파일이 아닙니다"
        yield _submission(file, {"problem": problem}, ledger, lesson)
    tasks = [workers.Task(file, (str(file),)) for file in good]
    for task, answer in workers.run(tasks, READ, workers=at_once, limits=READING) if tasks else ():
        facts = {"problem": LOST[answer.kind]} if isinstance(answer, workers.Lost) else answer
        yield _submission(task.key, facts, ledger, lesson)


def read_notebook(file: str) -> dict[str, object]:
    """Return the facts of a notebook file: cells (code), copy, lesson, notes; or ``problem`` where it cannot be read."""
    try:
        notebook = json.loads(Path(file).read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {"problem": "깨진 파일이거나 노트북의 형식이 아닙니다"}
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        return {"problem": "노트북의 형식(nbformat 4)이 아닙니다"}
    metadata = notebook.get("metadata") if isinstance(notebook.get("metadata"), dict) else {}
    language = _text(_part(metadata, "language_info", "name") or _part(metadata, "kernelspec", "language")) or "python"
    cells = [_text(cell.get("source")) for cell in notebook["cells"] if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    problems = [(language.lower() not in ("python", "ipython"), f"파이썬이 아니라 {language[:20]} 노트북입니다"),
                (not any(cell.strip() for cell in cells), "코드 셀이 없습니다"),
                (len(cells) > MOST_CELLS or sum(map(len, cells)) > MOST_CODE, "코드가 너무 많습니다")]
    for wrong, problem in problems:
        if wrong:
            return {"problem": problem}
    return {"cells": cells, "copy": _text(_part(metadata, "dpgkit", "copy")), "lesson": _text(_part(metadata, "dpgkit", "lesson")),
            "notes": _notes(notebook, file)}


def _notes(notebook: dict, file: str) -> list[str]:
    """Return what is odd about a notebook without making it wrong."""
    outputs = Path(file).stat().st_size - sum(len(_text(cell.get("source"))) for cell in notebook["cells"] if isinstance(cell, dict))
    ids = [cell.get("id") for cell in notebook["cells"] if isinstance(cell, dict) and cell.get("id")]
    kernel = _text(_part(notebook.get("metadata", {}), "kernelspec", "name")) or "python3"
    megabytes = outputs // workers.MEGABYTE
    odd = [(megabytes > LARGE_MEGABYTES, f"출력이 큽니다({megabytes}MB). 출력은 읽지 않았습니다."),
           (len(set(ids)) < len(ids), "복사한 셀이 있습니다."),
           (kernel != "python3", f"커널 이름이 {kernel[:20]}입니다. 파이썬으로 실행했습니다.")]
    return [words for holds, words in odd if holds]


def _submission(file: Path, facts: dict[str, object], ledger: pd.DataFrame | None, lesson: str) -> Submission:
    digest, known = _sha256(file), set() if ledger is None else set(ledger["가명"])
    named = [part for part in re.split(r"[^0-9a-z]+", file.stem.lower()) if part in known]
    copy = str(facts.get("copy", ""))
    copy = copy if COPY.fullmatch(copy) and (ledger is None or copy in known) else (named or [""])[0]
    lesson = lesson or next((one for one in catalogue.LESSONS if one in (facts.get("lesson"), file.stem[:len(one)])), "")
    problem = str(facts.get("problem", ""))
    if not problem and not lesson:
        problem = "어느 과의 연습문제인지 알 수 없습니다"
    if not problem and ledger is not None and not copy:
        problem = "장부에 없는 노트북입니다"
    return Submission(file, digest, copy or f"x{digest[:7]}", lesson, tuple(facts.get("cells", ())), datetime.fromtimestamp(
        file.stat().st_mtime), problem, tuple(facts.get("notes", ())))


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _part(table: object, *names: str) -> object:
    for name in names:
        table = table.get(name) if isinstance(table, dict) else None
    return table


def _text(source: object) -> str:
    """Return the text of a cell, which a notebook holds as one text or as a list of lines."""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""
