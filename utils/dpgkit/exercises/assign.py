"""A notebook of their own for each student: parameters drawn from a seed, a key that matches, and no names in what is handed out."""

import json
import secrets
import unicodedata
from pathlib import Path
from typing import NamedTuple

import nbformat
import pandas as pd
from tqdm import tqdm

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.exercises import catalogue, student, trial, variants

NUMBERS = ("학번", "번호", "교번", "id", "ID", "student", "student_id")      # names of the column that tells students apart
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
    ``answers.csv`` the answers. Only ``NAME_가명.csv`` beside the list leads from a student to a pseudonym. The same list and
    seed give the same variants; new students can be added later.
    Parameters: ``roster`` a CSV file (UTF-8 or CP949) with a column 학번; ``lesson`` a name or a number.
    Raises DataError for a list that cannot be read, is empty or names a student twice, and where another seed was used before.
    """
    lesson, numbers = catalogue.named(lesson), read_roster(roster)
    before = _ledger_before(folder, lesson, seed)
    mapping = Path(roster).with_name(f"{Path(roster).stem}_가명.csv")
    pseudonyms = _pseudonyms(mapping, numbers)
    rows, answers = [], []
    for number in tqdm(numbers, desc="학생마다 노트북을 만듭니다", unit="명"):
        copy, values = pseudonyms[number], variants.draw(lesson, f"{seed} {number}").model_dump()
        _write_copy(folder, lesson, copy, values)
        rows.append((copy, lesson, seed, json.dumps(values, ensure_ascii=False)))
        answers += [(copy, *row) for row in _answer_rows(lesson, values)]
    ledger = _merged(before, pd.DataFrame(rows, columns=COLUMNS[LEDGER]))
    tables.write(pd.DataFrame(list(pseudonyms.items()), columns=["학번", "가명"]), mapping)
    tables.write(ledger, folder / LEDGER)
    kept = _kept_answers(folder, {row[0] for row in rows}, lesson)
    tables.write(_merged(kept, pd.DataFrame(answers, columns=COLUMNS[ANSWERS])), folder / ANSWERS)
    return Assigned(ledger, folder, mapping)


def read_roster(file: Path) -> list[str]:
    """Return what tells the students of a list apart, in the order of the list.

    Raises DataError for a file that is no text, without such a column, without students, with an empty cell, or with a student twice.
    """
    rows = [[_clean(cell) for cell in row] for row in _rows(tables.read_text(Path(file)))]
    header = rows[0] if rows else []
    column = next((header.index(name) for name in NUMBERS if name in header), None)
    if column is None:
        raise DataError("학생을 가르는 열이 없습니다.", value=", ".join(header), allowed=NUMBERS,
                        todo="명단의 첫 줄에 열 이름을 적고, 학번이 든 열을 '학번'으로 하십시오.")
    body = [row for row in rows[1:] if any(row)]
    numbers = [row[column] if column < len(row) else "" for row in body]
    problems = [(not numbers, "명단에 학생이 없습니다.", "첫 줄만 있음"),
                ("" in numbers, "학번이 빈 줄이 있습니다.", f"{numbers.index('') + 2 if '' in numbers else 0}행"),
                (len(set(numbers)) < len(numbers), "명단에 두 번 나오는 학생이 있습니다.", _repeated(numbers))]
    for wrong, what, value in problems:
        if wrong:
            raise DataError(what, value=value, allowed="줄마다 다른 학번", todo="명단을 고치고 다시 실행하십시오.")
    return numbers


def read_ledger(folder: Path) -> pd.DataFrame:
    """Return the ledger of a folder of assignments: 가명, 과, 씨앗, 매개변수 (as a dict).

    Raises DataError where it is missing or its columns are not those.
    """
    file = Path(folder) / LEDGER
    rows = [[_clean(cell) for cell in row] for row in _rows(tables.read_text(file))]
    if not rows or rows[0] != COLUMNS[LEDGER]:
        raise DataError("과제의 장부가 아닙니다.", value=file.name, allowed=COLUMNS[LEDGER], todo="dpgkit assign이 만든 폴더를 적으십시오.")
    table = pd.DataFrame(rows[1:], columns=COLUMNS[LEDGER])
    return table.assign(매개변수=[json.loads(text) for text in table["매개변수"]])


def _rows(text: str) -> list[list[str]]:
    import csv
    import io

    return list(csv.reader(io.StringIO(text)))


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip().lstrip("\ufeff")


def _repeated(numbers: list[str]) -> str:
    return ", ".join(dict.fromkeys(number for number in numbers if numbers.count(number) > 1))


def _pseudonyms(mapping: Path, numbers: list[str]) -> dict[str, str]:
    """Return a pseudonym for each student: those given before, and new ones that say nothing of whose they are."""
    known = {row[0]: row[1] for row in _rows(tables.read_text(mapping))[1:]} if mapping.is_file() else {}
    known = {_clean(number): copy for number, copy in known.items()}
    for number in numbers:
        while number not in known:
            copy = secrets.token_hex(4)
            known |= {} if copy in known.values() or copy.isdigit() else {number: copy}      # Excel turns digits into numbers
    return known


def _ledger_before(folder: Path, lesson: str, seed: int) -> pd.DataFrame:
    if not (folder / LEDGER).is_file():
        return pd.DataFrame(columns=COLUMNS[LEDGER])
    before = read_ledger(folder)
    seeds = set(before.loc[before["과"] == lesson, "씨앗"])
    if seeds - {str(seed)}:
        raise DataError("이 과는 다른 씨앗으로 이미 나누어 주었습니다.", value=f"seed {seed}", allowed=f"seed {', '.join(sorted(seeds))}",
                        todo="같은 씨앗을 쓰거나 --to로 다른 폴더를 적으십시오.")
    return before.assign(매개변수=[json.dumps(values, ensure_ascii=False) for values in before["매개변수"]])


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
    rows = _rows(tables.read_text(folder / ANSWERS))[1:] if (folder / ANSWERS).is_file() else []
    kept = [row for row in rows if not (row[0] in copies and row[1].startswith(lesson[:2]))]
    return pd.DataFrame(kept, columns=COLUMNS[ANSWERS])


def _merged(before: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of both tables, the new ones in the place of old ones for the same copy, lesson or field."""
    keys = [column for column in new.columns if column not in ("씨앗", "매개변수", "답")]
    return pd.concat([before, new], ignore_index=True).drop_duplicates(keys, keep="last", ignore_index=True)
