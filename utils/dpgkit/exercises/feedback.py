"""What marking leaves: tables for the instructor (CSV and Excel), and one page for each student."""

from datetime import datetime, time
from pathlib import Path

import pandas as pd

from dpgkit import lessons, tables, workbooks
from dpgkit.errors import ParameterError
from dpgkit.exercises import catalogue, rosters
from dpgkit.exercises.grading import Marks

SHEETS = {"제출": "submissions.csv", "문항": "exercises.csv"}
BOOK = "grades.xlsx"
FORMULA = ("=", "+", "-", "@", "\t", "\r")      # a cell that begins so would be run by a spreadsheet


def write(marks: Marks, folder: Path, *, due: datetime | None = None, students: pd.DataFrame | None = None) -> list[Path]:
    """Write the tables and the pages into a folder, and return the files.

    Parameters: ``due`` adds a column 늦음 to the table of submissions, from the time at which a file was last changed;
    ``students`` as ``rosters.students`` adds to the tables, not to the pages, whose pseudonym is whose.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {"제출": marks.submissions if due is None else _with_late(marks.submissions, due), "문항": marks.exercises}
    whole = sheets if students is None else {name: rosters.with_students(table, students) for name, table in sheets.items()}
    safe = {name: table.map(_safe) for name, table in whole.items()}
    for name, file in SHEETS.items():
        tables.write(safe[name], folder / file)
    return [*(folder / file for file in SHEETS.values()), workbooks.write(folder / BOOK, safe), *_pages(marks, folder / "feedback")]


def deadline(text: str) -> datetime:
    """Return the moment that a date, or a date and a time, stands for; a date alone lasts to its last minute.

    >>> deadline("2026-12-01").hour, deadline("2026-12-01 18:00").hour
    (23, 18)

    Raises ParameterError for other text.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ParameterError("마감을 읽을 수 없습니다(--due).", value=text, allowed="2026-12-01 또는 2026-12-01 18:00",
                             todo="날짜를 고치십시오.") from error
    return datetime.combine(moment, time.max) if len(text.strip()) <= 10 else moment.replace(tzinfo=None)


def _with_late(table: pd.DataFrame, due: datetime) -> pd.DataFrame:
    late = pd.to_datetime(table["낸 때"]) > due
    return table.assign(늦음=late.map({True: "늦음", False: ""}))


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _pages(marks: Marks, folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    template, written, seen = _template(), [], {}
    for row in marks.submissions.to_dict("records"):
        key = f"{row['과']}_{row['가명']}".lstrip("_")
        seen[key] = seen.get(key, 0) + 1
        file = folder / f"{key}{'' if seen[key] == 1 else f'-{seen[key]}'}.html"
        file.write_text(template.render(_content(row, marks.exercises)), encoding="utf-8", newline="\n")
        written.append(file)
    return written


def _content(row: dict[str, object], exercises: pd.DataFrame) -> dict[str, object]:
    mine = exercises[exercises[["가명", "과", "파일"]].eq([row["가명"], row["과"], row["파일"]]).all(axis=1)]
    titles = {name: one.title for name, one in catalogue.of_lesson(row["과"]).items()} if row["과"] else {}
    rows = [{"name": one["문항"], "title": titles[one["문항"]], "outcome": one["결과"], "points": one["점수"], "most": one["만점"],
             "why": one["까닭"], "where": one["다시 볼 곳"]} for one in mine.to_dict("records")]
    title = lessons.describe(row["과"]).title if row["과"] else "알 수 없는 과"
    return {"copy": row["가명"], "title": title, "state": row["상태"], "points": row["점수"], "most": row["만점"], "passed": row["통과"],
            "count": row["문항 수"], "why": row["까닭"], "rows": rows}


def _template() -> object:
    import jinja2

    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("feedback.html")
