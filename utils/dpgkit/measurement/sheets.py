"""Sheets that agencies fill in: a workbook made by the kit, read back row by row, with a report for each row."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
from sqlalchemy import select

from dpgkit.errors import DataError
from dpgkit.measurement import access, cells, exports
from dpgkit.measurement.errors import Refused
from dpgkit.measurement.ledger import submit_table
from dpgkit.measurement.models import KINDS, PERIOD_KINDS, Indicator, Organisation, Period
from dpgkit.measurement.registry import assigned
from dpgkit.measurement.store import Store, columns
from dpgkit.readers import encodings
from dpgkit.readers.errors import ReadError

SHEET, LISTS, HELP = "제출", "지표", "안내"
COLUMNS = {"지표": "indicator", "기간": "period", "값": "value", "분자": "numerator", "분모": "denominator", "단위": "unit",
           "비고": "note", "근거": "evidence", "정정 까닭": "reason", "기관": "organisation"}
NEEDED, WORDS = ("지표", "기간", "단위"), ("비고", "근거")
NOTES = {"지표": "목록에서 고르십시오. 뜻과 범위는 '지표' 시트에 있습니다.", "기간": "목록에서 고르십시오. 예: 2024, 2024-Q1, 2024-03",
         "값": "비율이면 비우고 분자와 분모를 적습니다. 분자와 분모를 모를 때에만 비율을 적으십시오. 퍼센트는 5.3처럼 적습니다.",
         "분자": "비율이면 분모와 함께 적습니다. 수만 적으십시오. 금액이나 시간이면 소수도 됩니다.",
         "분모": "비율이면 분자와 함께 적습니다. 0보다 커야 합니다.", "단위": "지표의 단위와 같아야 합니다.",
         "비고": "값을 읽을 때 알아야 할 것",
         "근거": "자료의 이름이나 주소", "정정 까닭": "이미 낸 값을 고칠 때에만 적습니다. 앞의 값은 지워지지 않고 남습니다."}
GUIDE = ["1. '제출' 시트에 한 줄에 값 하나씩 적습니다. 첫 줄의 열 이름은 바꾸지 마십시오.",
         "2. 값이 없는 줄은 비워 두십시오. 비운 줄은 읽지 않습니다.", "3. 단위를 바꾸지 마십시오. 퍼센트는 5.3처럼 적습니다.",
         "4. 한 번 낸 값은 지울 수 없습니다. 고칠 때에는 같은 지표와 기간을 다시 적고 '정정 까닭'을 적습니다.",
         "5. 이름, 전화번호 같은 개인정보를 적지 마십시오.",
         "6. 비율은 분자와 분모를 적습니다. 비율만 낸 값은 여러 기관의 값을 합끼리 나눌 때 쓸 수 없습니다.",
         "7. 이 양식은 아래에 적힌 기관의 것입니다. 다른 기관의 열쇠로 내면 거절합니다."]
OWNER = "이 양식의 기관"
LAST_ROW, MOST_ROWS = 1000, 5000
FARTHEST_ROW, FARTHEST_COLUMN = 20_000, 100     # beyond lies nothing but formats
LARGEST = 60 * 2**20     # bytes of a workbook, unpacked


def make_template(store: Store, key: str, path: Path, *, period: str = "") -> Path:
    """Write the workbook that an organisation fills in, and return its path.

    Parameters: ``key`` of the organisation, whose indicators are offered and whose name stands in the sheet; ``path`` ending in .xlsx;
    ``period`` writes one line for each of its indicators that is measured in such periods. Raises Refused for a wrong key, a period that
    is not there and one that none of its indicators is measured in, DataError for another ending and where the file cannot be written.
    """
    path = exports.ending(path, ".xlsx")
    with access.looking(store, key) as actor:
        mine = [indicator for _, indicator in assigned(actor.connection, actor.id)]
        wanted = select(*columns(actor.connection, Indicator.__table__)).where(Indicator.id.in_(mine)).order_by(Indicator.id)
        cards = actor.connection.execute(wanted).mappings().all()
        periods = dict(actor.connection.execute(select(Period.name, Period.kind).order_by(Period.starts)).tuples().all())
        title = actor.connection.execute(select(Organisation.title).where(Organisation.id == actor.id)).scalar_one()
        measured = _measured(cards, periods, period) if period else []
    lines = [[card["name"], period, None, None, None, card["unit"], None, None, None] for card in measured]
    return exports.save_book(_book(lines, cards, list(periods), title, actor.name), path)


def _measured(cards: Sequence[Mapping], periods: Mapping[str, str], period: str) -> list[Mapping]:
    """Return the indicators that are measured in a period. Raises Refused where there is none, or no such period."""
    if period not in periods:
        raise Refused("period", value=period, allowed=list(periods))
    found = [card for card in cards if card["period_kind"] == periods[period]]
    if not found:
        kinds = {card["period_kind"] for card in cards}
        raise Refused("period_kind", value=period, allowed=[name for name, kind in periods.items() if kind in kinds])
    return found


def read_sheet(path: Path) -> pd.DataFrame:
    """Return the filled-in lines of a sheet with the columns of ``submit_table``, indexed by spreadsheet row.

    Read are workbooks (the sheet 제출, or the only one) and CSV in UTF-8, CP949 or UTF-16. A cell that Excel shows as a percentage counts
    as shown; a formula without its result stays one (``cells.Formula``), and its line is refused. A line without an organisation is of the
    one that the workbook was made for. Lines without any number and without a reason for a correction are passed over.
    Raises DataError for a file that is neither, that lacks a column or has one twice, that has more than 5,000 lines, and for merged
    cells, which could be read as something else than what is shown.
    """
    path = Path(path)
    if not path.is_file():
        raise DataError("파일이 없습니다.", value=path.name, todo="파일 이름과 위치를 확인하십시오.")
    records, owner = _book_records(path) if path.read_bytes()[:4] == b"PK\x03\x04" else (_csv_records(path), None)
    header = [unicodedata.normalize("NFC", str(cell or "")).strip() for cell in records.pop(min(records), [])] if records else []
    _check_header(path.name, header)
    if len(records) > MOST_ROWS:
        raise DataError("줄이 너무 많습니다.", value=len(records), allowed=f"{MOST_ROWS:,}줄까지", todo="파일을 나누어 내십시오.")
    rows = {row: dict(zip(header, line, strict=False)) for row, line in records.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", dtype=object).reindex(columns=list(COLUMNS)).rename(columns=COLUMNS)
    table = table.where(table.notna() & (table != ""), None)
    table["organisation"] = table["organisation"].where(table["organisation"].notna(), owner)
    return table[table[["value", "numerator", "denominator", "reason"]].notna().any(axis=1)]


def _check_header(name: str, header: list[str]) -> None:
    missing = [column for column in NEEDED if column not in header]
    twice = [column for column in COLUMNS if header.count(column) > 1]
    if missing or twice:
        what = f"있어야 할 열이 없습니다: {', '.join(missing)}" if missing else f"같은 열이 둘 있습니다: {', '.join(twice)}"
        raise DataError(f"{name}에 {what}", value=", ".join(header)[:200], allowed=list(COLUMNS),
                        todo="나누어 준 파일의 첫 줄을 바꾸지 마십시오.")


def import_sheet(store: Store, key: str, path: Path, *, simulated: bool = False, dry: bool = False) -> pd.DataFrame:
    """Submit a filled-in sheet and return what became of each line: 행, 지표, 기간, 결과 (받음, 이미 있음, 거절), 까닭, 번호.

    Parameters: as ``submit_table``; ``dry`` only checks. The same sheet sent twice does no harm.
    Raises DataError as ``read_sheet``, Refused for a wrong key.
    """
    return submit_table(store, key, read_sheet(path), simulated=simulated, dry=dry)


def _book(lines: list[list], cards: Sequence, periods: Sequence[str], title: str, name: str) -> object:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = SHEET
    exports.fill(book.active, [list(NOTES), *lines])
    exports.fill(book.create_sheet(LISTS), _lists(cards, periods))
    exports.fill(book.create_sheet(HELP), [[f"{title} 제출 양식"], *([line] for line in GUIDE), [OWNER, name]])
    _dress(book[SHEET], len(cards), len(periods))
    for name in (LISTS, HELP):
        exports.dress(book[name])
    return book


def _lists(cards: Sequence, periods: Sequence[str]) -> list[list[object]]:
    rows = [[card["name"], card["title"], card["definition"], card["unit"], KINDS[card["kind"]], PERIOD_KINDS[card["period_kind"]],
             card["lowest"], card["highest"], ""] for card in cards]
    rows += [[""] * 9] * max(0, len(periods) - len(rows))
    named = [*periods, *[""] * len(rows)]
    header = ["이름", "지표", "정의", "단위", "종류", "주기", "가장 작은 값", "가장 큰 값", "", "기간"]
    return [header, *([*row, name] for row, name in zip(rows, named, strict=False))]


def _dress(sheet: object, cards: int, periods: int) -> None:
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    exports.dress(sheet, widths=[24, 12, 12, 14, 14, 10, 30, 30, 24])
    for cell in sheet[1]:
        cell.comment = Comment(NOTES[cell.value], "dpgkit", width=260, height=90)
    lists = {"A": f"'{LISTS}'!$A$2:$A${cards + 1}", "B": f"'{LISTS}'!$J$2:$J${periods + 1}", "F": f"'{LISTS}'!$D$2:$D${cards + 1}"}
    for letter, formula in lists.items():
        offer = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=True, errorTitle="쓸 수 없는 값",
                               error="목록에 있는 값을 고르십시오.")
        sheet.add_data_validation(offer)
        offer.add(f"{letter}2:{letter}{LAST_ROW}")
    numbers = DataValidation("decimal", operator="between", formula1="-1E+15", formula2="1E+15", allow_blank=True, showErrorMessage=True,
                             errorTitle="수가 아닙니다", error="수만 적으십시오.")
    sheet.add_data_validation(numbers)
    numbers.add(f"C2:E{LAST_ROW}")
    for row in range(2, LAST_ROW + 1):           # a spreadsheet must not turn 2024-03 into a day, nor a note into a formula
        for column in (2, 7, 8, 9):
            sheet[f"{get_column_letter(column)}{row}"].number_format = "@"


def _book_records(path: Path) -> tuple[dict[int, list[object]], str | None]:
    """Return the lines of a workbook by their number, and the organisation that it was made for."""
    sheet = _sheet(path, data_only=True)
    if sheet.max_row > FARTHEST_ROW:
        raise DataError("줄이 너무 많습니다.", value=sheet.max_row, allowed=f"{MOST_ROWS:,}줄까지",
                        todo="파일을 나누어 내십시오. 빈 줄뿐이면 값만 새 양식에 옮기십시오.")
    lines = [[_shown(cell) for cell in row] for row in sheet.iter_rows(max_col=min(sheet.max_column, FARTHEST_COLUMN))]
    rows = {number: row for number, row in enumerate(lines, start=1) if any(cell not in (None, "") for cell in row)}
    if merged := [str(place) for place in sheet.merged_cells.ranges if place.max_row >= min(rows, default=1)]:
        raise DataError("합친 칸이 있습니다.", value=", ".join(merged[:10]), allowed="한 칸에 값 하나",
                        todo="셀 병합을 풀고 줄마다 모두 적으십시오.")
    for row, place, formula in _formulas(path, sheet):
        rows.setdefault(row, [None] * FARTHEST_COLUMN)[place] = formula
    return dict(sorted(rows.items())), _owner(sheet.parent)


def _owner(book: object) -> str | None:
    lines = book[HELP].iter_rows(max_col=2, max_row=50, values_only=True) if HELP in book.sheetnames else ()
    return next((str(line[1]) for line in lines if len(line) == 2 and line[0] == OWNER and line[1]), None)


def _sheet(path: Path, *, data_only: bool) -> object:
    import openpyxl

    try:
        with ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise DataError("엑셀 파일이 너무 큽니다.", value=path.name, todo="값만 새 양식에 옮겨 내십시오.")
        book = openpyxl.load_workbook(path, data_only=data_only)
        return book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    except DataError:
        raise
    except Exception as error:          # a damaged workbook makes openpyxl raise whatever it meets
        raise DataError("엑셀 파일로 읽을 수 없습니다.", value=path.name, allowed=".xlsx 파일",
                        todo="엑셀에서 다시 저장하십시오.") from error


def _formulas(path: Path, shown: object) -> Iterator[tuple[int, int, cells.Formula]]:
    """Yield row, place and text of the formulas whose result is not in the file: their cells look empty, though a person sees a number
    there. What explains a value is let be."""
    with ZipFile(path) as packed:
        present = any(b"<f" in packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/"))
    rows = _sheet(path, data_only=False).iter_rows(max_col=FARTHEST_COLUMN) if present else ()
    header: list[object] = []
    for row in rows:
        header = header or [cell.value for cell in row if any(one.value not in (None, "") for one in row)]
        for cell, name in zip(row, header, strict=False):
            if cell.data_type == "f" and shown[cell.coordinate].value is None and name in COLUMNS and name not in WORDS:
                formula = cells.Formula(cell.value)
                formula.place = cell.coordinate
                yield cell.row, cell.column - 1, formula


def _shown(cell: object) -> object:
    """Return a cell as a person sees it: 5.3 for 0.053 in a cell of percentages."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return round(100 * value, 10)
    return value if isinstance(value, int | float | date) or value is None else str(value)


def _csv_records(path: Path) -> dict[int, list[object]]:
    try:
        text, _ = encodings.decode(path.read_bytes(), path.name)
    except ReadError as error:
        raise DataError("글자로 읽을 수 없는 파일입니다.", value=path.name, allowed="XLSX 또는 CSV",
                        todo="엑셀에서 다시 저장하십시오.") from error
    text = text.lstrip("\ufeff")
    sign = max(",\t;", key=(text.splitlines() or [""])[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))
    except csv.Error as error:
        raise DataError("CSV의 따옴표가 닫히지 않았거나 한 칸의 글이 지나치게 깁니다.", value=path.name,
                        todo="엑셀에서 열어 다시 저장하십시오.") from error
    return {number: [exports.plain(cell) for cell in row] for number, row in enumerate(rows, start=1) if any(map(str.strip, row))}
