"""A notebook of their own for each student: parameters drawn from a seed, a key that matches, and no names in what is handed out."""

import json
from pathlib import Path
from typing import NamedTuple

import nbformat
import pandas as pd
from tqdm import tqdm

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.exercises import catalogue, rosters, student, trial, variants

LEDGER, ANSWERS = "ledger.csv", "answers.csv"
COLUMNS = {LEDGER: ["가명", "과", "씨앗", "매개변수"], ANSWERS: ["가명", "문항", "칸", "답"]}


class Assigned(NamedTuple):
    """What was written: one row a student in ``ledger`` (no names), and the table that leads from a student to the copy."""

    ledger: pd.DataFrame
    folder: Path
    mapping: Path


def assign(roster: Path, lesson: str, seed: int, folder: Path) -> Assigned:
    """Write a student copy and a key for each student of a list, and return what was written.

    ``folder/students`` holds what is handed out, ``folder/keys`` the solutions, ``ledger.csv`` the parameters by pseudonym and
    ``answers.csv`` the answers. Only ``NAME_가명.csv`` beside the list leads from a student to a pseudonym. The same number and
    seed give the same variant, students with numbers in a row get other values of a parameter, and who is in the ledger keeps what
    stands there; new students can be added later.
    Parameters: ``roster`` a CSV file (UTF-8 or CP949) with a column 학번; ``lesson`` a name or a number.
    Raises DataError for a list that cannot be read, is empty or names a student twice, and where another seed was used before.
    """
    lesson, numbers = catalogue.named(lesson), rosters.read(roster)
    before = _ledger_before(folder, lesson, seed)
    pseudonyms = rosters.pseudonyms(roster, numbers)
    rows, answers = [], []
    for number in tqdm(numbers, desc="학생마다 노트북을 만듭니다", unit="명"):
        copy, values = pseudonyms[number], _values(before, lesson, pseudonyms[number], seed, number)
        _write_copy(folder, lesson, copy, values)
        rows.append((copy, lesson, seed, json.dumps(values, ensure_ascii=False)))
        answers += [(copy, *row) for row in _answer_rows(lesson, values)]
    ledger = _merged(before, pd.DataFrame(rows, columns=COLUMNS[LEDGER]))
    mapping = rosters.write(roster, pseudonyms)
    tables.write(ledger, folder / LEDGER)
    kept = _kept_answers(folder, {row[0] for row in rows}, lesson)
    tables.write(_merged(kept, pd.DataFrame(answers, columns=COLUMNS[ANSWERS])), folder / ANSWERS)
    return Assigned(ledger, folder, mapping)


def read_ledger(folder: Path) -> pd.DataFrame:
    """Return the ledger of a folder of assignments: 가명, 과, 씨앗, 매개변수 (as a dict).

    Raises DataError where it is missing or its columns are not those.
    """
    file = Path(folder) / LEDGER
    rows = rosters.cells(tables.read_text(file))
    if not rows or rows[0] != COLUMNS[LEDGER]:
        raise DataError("과제의 장부가 아닙니다.", value=file.name, allowed=COLUMNS[LEDGER], todo="dpgkit assign이 만든 폴더를 적으십시오.")
    table = pd.DataFrame(rows[1:], columns=COLUMNS[LEDGER])
    return table.assign(매개변수=[json.loads(text) for text in table["매개변수"]])


def _ledger_before(folder: Path, lesson: str, seed: int) -> pd.DataFrame:
    if not (folder / LEDGER).is_file():
        return pd.DataFrame(columns=COLUMNS[LEDGER])
    before = read_ledger(folder)
    seeds = set(before.loc[before["과"] == lesson, "씨앗"])
    if seeds - {str(seed)}:
        raise DataError("이 과는 다른 씨앗으로 이미 나누어 주었습니다.", value=f"seed {seed}", allowed=f"seed {', '.join(sorted(seeds))}",
                        todo="같은 씨앗을 쓰거나 --to로 다른 폴더를 적으십시오.")
    return before.assign(매개변수=[json.dumps(values, ensure_ascii=False) for values in before["매개변수"]])


def _values(before: pd.DataFrame, lesson: str, copy: str, seed: int, number: str) -> dict[str, object]:
    """Return the parameters of a student: those that were handed out before, or new ones."""
    known = before.loc[(before["가명"] == copy) & (before["과"] == lesson), "매개변수"]
    return json.loads(known.iloc[0]) if len(known) else variants.deal(lesson, seed, number).model_dump()


def _write_copy(folder: Path, lesson: str, copy: str, values: dict[str, object]) -> None:
    made = {"students": student.student_copy(lesson, values, copy=copy), "keys": student.solution(lesson, values, copy=copy)}
    for name, notebook in made.items():
        file = folder / name / f"{lesson}_{copy}.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")


def _answer_rows(lesson: str, values: dict[str, object]) -> list[tuple]:
    return [(name, field, answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))
            for name, fields in trial.answers(lesson, values).items() for field, answer in fields.items()]


def _kept_answers(folder: Path, copies: set[str], lesson: str) -> pd.DataFrame:
    rows = rosters.cells(tables.read_text(folder / ANSWERS))[1:] if (folder / ANSWERS).is_file() else []
    kept = [row for row in rows if not (row[0] in copies and row[1].startswith(lesson[:2]))]
    return pd.DataFrame(kept, columns=COLUMNS[ANSWERS])


def _merged(before: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of both tables, the new ones in the place of old ones for the same copy, lesson or field."""
    keys = [column for column in new.columns if column not in ("씨앗", "매개변수", "답")]
    return pd.concat([before, new], ignore_index=True).drop_duplicates(keys, keep="last", ignore_index=True)
