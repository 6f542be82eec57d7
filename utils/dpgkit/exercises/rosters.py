"""Lists of students: who is on them, and the pseudonyms under which their copies go around."""

import csv
import io
import secrets
import unicodedata
from pathlib import Path

import pandas as pd

from dpgkit import tables
from dpgkit.errors import DataError

NUMBERS = ("학번", "번호", "교번", "id", "ID", "student", "student_id")      # names of the column that tells students apart
NAMES = ("이름", "성명", "name", "Name")
COLUMNS = ["학번", "가명"]


def read(file: Path) -> list[str]:
    """Return what tells the students of a list apart, in the order of the list.

    Raises DataError for a file that is no text, without such a column, without students, with an empty cell, or with a student twice.
    """
    header, body = _table(file)
    column = _column(header, NUMBERS)
    if column is None:
        raise DataError("학생을 가르는 열이 없습니다.", value=", ".join(header), allowed=NUMBERS,
                        todo="명단의 첫 줄에 열 이름을 적고, 학번이 든 열을 '학번'으로 하십시오.")
    numbers = [_at(row, column) for row in body.values()]
    empty = [f"{line}행" for line, row in body.items() if not _at(row, column)]
    problems = [(not numbers, "명단에 학생이 없습니다.", "첫 줄만 있음"), (bool(empty), "학번이 빈 줄이 있습니다.", ", ".join(empty)),
                (len(set(numbers)) < len(numbers), "명단에 두 번 나오는 학생이 있습니다.", _repeated(numbers))]
    for wrong, what, value in problems:
        if wrong:
            raise DataError(what, value=value, allowed="줄마다 다른 학번", todo="명단을 고치고 다시 실행하십시오.")
    return numbers


def beside(roster: Path) -> Path:
    """Return the file beside a list that leads from a student to a pseudonym.

    >>> beside(Path("명단.csv")).name
    '명단_가명.csv'
    """
    return Path(roster).with_name(f"{Path(roster).stem}_가명.csv")


def pseudonyms(roster: Path, numbers: list[str]) -> dict[str, str]:
    """Return a pseudonym for each student: those given before, and new ones that say nothing of whose they are.

    Parameters: ``roster`` the list, ``numbers`` of its students.
    """
    known = _known(roster)
    for number in numbers:
        while number not in known:
            copy = secrets.token_hex(4)
            known |= {} if copy in known.values() or copy.isdigit() else {number: copy}      # Excel turns digits into numbers
    return known


def write(roster: Path, known: dict[str, str]) -> Path:
    """Write which pseudonym each student has into the file beside the list, and return it."""
    return tables.write(pd.DataFrame(list(known.items()), columns=COLUMNS), beside(roster))


def students(roster: Path) -> pd.DataFrame:
    """Return whose pseudonym is whose: 가명, 학번, and 이름 where the list has names.

    Raises DataError as ``read`` does, and where no pseudonyms were given to this list.
    """
    numbers, known = read(roster), _known(roster)
    if not known:
        raise DataError("이 명단의 가명 파일이 없습니다.", value=Path(roster).name, allowed=f"{beside(roster).name}이 곁에 있는 명단",
                        todo="assign에 쓴 명단을 적으십시오. 가명 파일은 그 명단의 곁에 있습니다.")
    header, body = _table(roster)
    column = _column(header, NAMES)
    names = {} if column is None else dict(zip(numbers, (_at(row, column) for row in body.values()), strict=True))
    table = pd.DataFrame([(copy, number) for number, copy in known.items()], columns=["가명", "학번"], dtype=str)
    return table.assign(이름=table["학번"].map(names).fillna("")) if names else table


def with_students(marks: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return a table of marks with the columns of ``students`` behind the pseudonym, empty for pseudonyms of nobody.

    >>> with_students(pd.DataFrame({"가명": ["a", "x"], "점수": [1, 2]}), pd.DataFrame({"가명": ["a"], "학번": ["7"]})).values.tolist()
    [['a', '7', 1], ['x', '', 2]]
    """
    whole = marks[["가명"]].merge(known, how="left", on="가명").fillna("").set_axis(marks.index)
    return pd.concat([whole, marks.drop(columns="가명")], axis=1)


def cells(text: str) -> list[list[str]]:
    """Return the rows of a CSV text, their cells in NFC without spaces at the ends.

    >>> cells("학번,이름\\n 7 ,가\\n")
    [['학번', '이름'], ['7', '가']]
    """
    return [[unicodedata.normalize("NFC", cell).strip().lstrip("\ufeff") for cell in row] for row in csv.reader(io.StringIO(text))]


def _table(file: Path) -> tuple[list[str], dict[int, list[str]]]:
    """Return the header of a list, and its rows that hold anything by the row in which a spreadsheet shows them."""
    rows = cells(tables.read_text(Path(file)))
    return (rows[0] if rows else []), {line: row for line, row in enumerate(rows[1:], start=2) if any(row)}


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _at(row: list[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _known(roster: Path) -> dict[str, str]:
    file = beside(roster)
    return {row[0]: row[1] for row in cells(tables.read_text(file))[1:] if len(row) > 1} if file.is_file() else {}


def _repeated(numbers: list[str]) -> str:
    return ", ".join(dict.fromkeys(number for number in numbers if numbers.count(number) > 1))
