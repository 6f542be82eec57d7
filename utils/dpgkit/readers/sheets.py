"""XLSX and CSV: the column that holds the text, or all of them."""

import csv
import io
from collections import Counter
from itertools import islice

from dpgkit.errors import DataError
from dpgkit.readers.errors import ReadError
from dpgkit.readers.parts import HANGUL, Part, part
from dpgkit.readers.plain import encoding_note
from dpgkit.readers.sources import Source

SEPARATORS = ",\t;|"
LONGEST_CELL = 10_000_000       # characters
MOST_ROWS = 1_048_576           # as many as a worksheet of Excel has
Rows = list[list[str]]


def read_csv(source: Source, *, column: str = "") -> Part:
    """Return the text of a CSV file, one row a paragraph.

    >>> read_csv(Source("번호;내용\\n1;디지털 정부\\n2;공공 데이터".encode("cp949"), "a.csv")).text
    '디지털 정부\\n\\n공공 데이터'

    Parameters: ``column`` as for ``row_texts``. Raises ReadError, and DataError for an unknown column.
    """
    rows, encoding = csv_rows(source)
    return _part(source.name, [rows], "csv", column, encoding_note(encoding))


def read_xlsx(source: Source, *, column: str = "") -> Part:
    """Return the text of each sheet of a workbook, one row a paragraph.

    Parameters: ``column`` as for ``row_texts``. Raises ReadError, and DataError for an unknown column.
    """
    return _part(source.name, xlsx_sheets(source), "xlsx", column, ())


def csv_rows(source: Source) -> tuple[Rows, str]:
    """Return the rows of a CSV file and its encoding. Raises ReadError."""
    text, encoding = source.text
    csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_separator(text))
        rows = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise ReadError("damaged", source.name) from error
    if not rows:
        raise ReadError("no_text", source.name)
    return rows, encoding


def xlsx_sheets(source: Source) -> list[Rows]:
    """Return the rows of each sheet of a workbook that holds any. Raises ReadError."""
    import openpyxl  # slow to import, and most folders hold no workbook

    source.package.refuse_declarations()
    try:
        book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        sheets = [_sheet_rows(sheet) for sheet in book.worksheets]
    except MemoryError:
        raise
    except Exception as error:      # openpyxl lets TypeError, KeyError and others through on broken workbooks
        raise ReadError("damaged", source.name) from error
    if not any(sheets):
        raise ReadError("no_text", source.name)
    return [rows for rows in sheets if rows]


def row_texts(rows: Rows, column: str = "") -> tuple[list[str], str]:
    """Return the text of each row below the header, and the name of the column it is from; "" where all were joined.

    >>> row_texts([["번호", "내용"], ["1", "디지털 정부"]])
    (['디지털 정부'], '내용')

    Parameters: ``column`` names the column. Without it the column with the most Hangul is taken if it holds at least
    half of what the table holds; otherwise the cells of a row are joined. The header is the first row with more than
    one filled cell, because titles stand above it. Raises DataError for an unknown column.
    """
    start = next((place for place, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
    header, body = [cell.strip() for cell in rows[start]], rows[start + 1:]
    if column and column not in header:
        raise DataError("없는 열입니다.", value=column, allowed=[cell for cell in header if cell], todo="열 이름을 고치십시오.")
    if not body or max(map(len, rows)) == 1:
        return [" ".join(row) for row in rows], ""
    place = header.index(column) if column else _fullest(body)
    if place is None:
        return [" ".join(filter(None, map(str.strip, row))) for row in body], ""
    return [row[place].strip() if place < len(row) else "" for row in body], header[place] if place < len(header) else ""


def _fullest(body: Rows) -> int | None:
    width = max(map(len, body))
    sizes = [sum(len(HANGUL.findall(row[place])) for row in body if place < len(row)) for place in range(width)]
    if not any(sizes):
        sizes = [sum(len(row[place]) for row in body if place < len(row)) for place in range(width)]
    return sizes.index(max(sizes)) if 2 * max(sizes) >= sum(sizes) else None


def _part(name: str, sheets: list[Rows], form: str, column: str, warnings: tuple[str, ...]) -> Part:
    texts, notes = [], []
    for rows in sheets:
        found, title = row_texts(rows, column)
        texts += filter(None, found)
        width = max(map(len, rows))
        notes.append(f"열 {width}개 가운데 '{title}' 열을 글로 읽었습니다." if title else f"열 {width}개를 이어 글로 읽었습니다.")
    return part(name, "\n\n".join(texts), form, warnings=(*warnings, *dict.fromkeys(notes)))


def _sheet_rows(sheet: object) -> Rows:
    sheet.reset_dimensions()    # the size that the file declares is often wrong, and may be hostile
    rows = ([_cell(value) for value in row] for row in islice(sheet.iter_rows(values_only=True), MOST_ROWS))
    return [row for row in rows if any(row)]


def _cell(value: object) -> str:
    return "" if value is None else str(value).strip()


def _separator(text: str) -> str:
    sample = text[:20_000]
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> int:
    """How many cells stand in rows of the most usual width: the right separator makes many and equal ones."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((width * times for width, times in widths.items()), default=0)
