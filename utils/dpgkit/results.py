"""The tables that lessons hand to one another, kept as CSV files that Excel opens."""

import os
from pathlib import Path

import pandas as pd

from dpgkit import atomic, paths, tables
from dpgkit.errors import DataError

SHIPPED_CASE = "housing"
FOLDER_VARIABLE = "DPGKIT_RESULTS"   # a run sets it, so that its tables go into the run's own folder


def save(table: pd.DataFrame, name: str, case: str) -> pd.DataFrame:
    """Write a result table for the lessons that follow, and return it.

    Parameters: ``name`` begins with the number of the lesson, as in ``01_stages``, and is described in
    ``notebooks/results/datapackage.json``. The file appears whole or not at all. Raises DataError where the columns
    are not those described, or where the file cannot be written, for example while Excel holds it open.
    """
    tables.check_columns(table, name)
    file = results_dir(case) / f"{name}.csv"
    with atomic.replacing(file, what="결과 표를 쓰지 못했습니다.") as part:
        table.to_csv(part, **tables.CSV_FOR_EXCEL)
    return table


def load(name: str, case: str) -> pd.DataFrame:
    """Return a table that an earlier lesson wrote, checked against its description.

    Without a run of the reader's own, the tables that come with the executed lessons are used; those of lessons 01 and 02
    do not speak of the case, so they serve every case.

    >>> load("01_stages", "housing")["order"].tolist()
    [1, 2, 3, 4, 5, 6, 7, 8]

    Raises DataError where no lesson has written it for this case.
    """
    shipped = [shipped_dir(case), *([shipped_dir(SHIPPED_CASE)] if name[:2] in ("01", "02") else [])]
    folders = [results_dir(case), *([] if os.environ.get(FOLDER_VARIABLE) else shipped)]
    for folder in folders:
        if (folder / f"{name}.csv").is_file():
            return tables.read(folder / f"{name}.csv", name)
    raise DataError("앞 과에서 넘겨줄 표가 없습니다.", value=f"{name} (사례 {case})",
                    allowed=f"{name[:2]}과가 만든 표", todo=f"{name[:2]}과 노트북을 먼저 끝까지 실행하십시오.")


def results_dir(case: str) -> Path:
    """Return the folder for the tables of a case: the run's own, or ``runs/CASE/tables``.

    >>> results_dir("housing").parts[-2:] if not os.environ.get(FOLDER_VARIABLE) else ("housing", "tables")
    ('housing', 'tables')
    """
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else paths.runs_dir() / case / "tables"


def shipped_dir(case: str) -> Path:
    """Return the folder of the tables that come with the executed lessons.

    >>> shipped_dir("housing").name
    'housing'
    """
    return paths.notebooks_dir() / "results" / case
