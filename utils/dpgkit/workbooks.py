"""Workbooks that people fill in: a frozen header, columns wide enough to read, drop-downs for coded values."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd

from dpgkit import atomic
from dpgkit.errors import DataError

WIDEST, NARROWEST = 60, 8
LAST_ROW = 500           # drop-downs reach this far down


def write(path: Path, sheets: Mapping[str, pd.DataFrame], choices: Mapping[str, Mapping[str, Sequence[object]]] | None = None) -> Path:
    """Write tables as the sheets of one workbook and return its path; it appears whole or not at all.

    Parameters: ``sheets`` by name; ``choices`` for each sheet the columns with a drop-down and what it offers.
    Raises DataError where the file cannot be written, for example while Excel holds it open.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        _fill(book.create_sheet(name), table, (choices or {}).get(name, {}))
    with atomic.replacing(path, what="엑셀 파일을 쓰지 못했습니다.") as part:
        book.save(part)
    return path


def read(path: Path, sheet: str) -> pd.DataFrame:
    """Return the cells of one sheet as text, the first row as header, rows that hold nothing left out.

    Raises DataError where the file is missing, is no workbook, or has no such sheet.
    """
    import openpyxl

    if not path.is_file():
        raise DataError("파일이 없습니다.", value=path.name, todo="파일 이름과 위치를 확인하십시오.")
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (BadZipFile, OSError, KeyError, ValueError) as error:
        raise DataError("엑셀 파일로 읽을 수 없습니다.", value=path.name, allowed=".xlsx 파일",
                        todo="엑셀에서 다시 저장하십시오.") from error
    if sheet not in book.sheetnames:
        raise DataError("그 이름의 시트가 없습니다.", value=sheet, allowed=book.sheetnames,
                        todo="나누어 준 파일의 시트 이름을 바꾸지 마십시오.")
    rows = [[_text(value) for value in row] for row in book[sheet].iter_rows(values_only=True)]
    header, *body = rows or [[]]
    return pd.DataFrame([row for row in body if any(row)], columns=header, dtype=str)


def append(sheet: object, values: Sequence[object]) -> None:
    """Add a row to a sheet of openpyxl; a text that begins with ``=`` stays text, so that no formula comes in by a cell."""
    sheet.append(list(values))
    for cell in sheet[sheet.max_row]:
        if cell.data_type == "f":
            cell.data_type = "s"


def _fill(sheet: object, table: pd.DataFrame, choices: Mapping[str, Sequence[object]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    append(sheet, list(table))
    for row in table.astype(object).where(table.notna(), None).itertuples(index=False):
        append(sheet, list(row))
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
    for column, name in enumerate(table, start=1):
        letter = get_column_letter(column)
        widths = [_width(str(value)) for value in (name, *table[name].dropna())]
        sheet.column_dimensions[letter].width = min(WIDEST, max(NARROWEST, *widths) + 2)
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if name in choices:
            _offer(sheet, letter, choices[name])
    sheet.freeze_panes = "A2"


def _offer(sheet: object, letter: str, values: Sequence[object]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = DataValidation("list", formula1='"' + ",".join(map(str, values)) + '"', allow_blank=True, showErrorMessage=True,
                             errorTitle="쓸 수 없는 값", error="목록에 있는 값을 고르십시오.")
    sheet.add_data_validation(offered)
    offered.add(f"{letter}2:{letter}{LAST_ROW}")


def _width(text: str) -> int:
    """Return the width of a text where a Hangul syllable takes two columns."""
    return max((sum(2 if ord(letter) > 0x1100 else 1 for letter in line) for line in text.split("\n")), default=0)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
