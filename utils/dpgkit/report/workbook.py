"""The report as a workbook: the summary, one sheet a table with numbers as numbers, and the sources."""

import re
from collections.abc import Iterable
from pathlib import Path

from dpgkit import workbooks
from dpgkit.language import say
from dpgkit.report.model import Paragraph, Report, Table, reference
from dpgkit.report.outline import mark, width

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")     # in the names of sheets
FORMULA = ("=", "+", "-", "@", "\t", "\n")
LONGEST_NAME, LONGEST_CELL = 31, 32_767      # letters that Excel takes
NARROWEST, WIDEST, INDEX = 8, 60, "목록"


def write(report: Report, path: Path) -> None:
    """Write the tables of the report, and those that lessons handed on, as one workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    index = book.active
    index.title = INDEX
    listed = []
    for table, name in _named([*report.tables, *report.extras]):
        _fill(book.create_sheet(name), table)
        listed.append((name, table))
    _write_index(index, report, listed)
    book.properties.title, book.properties.creator = report.title, "dpgkit"
    book.save(path)


def _named(tables: Iterable[Table]) -> list[tuple[Table, str]]:
    """Return each table with the name of its sheet, which is short and used once."""
    named: dict[str, Table] = {}
    for table in tables:
        plain = FORBIDDEN.sub(" ", f"{say('표')}{table.number} {table.title}" if table.number else table.title).strip()
        name, copy = plain[:LONGEST_NAME], 2
        while name.lower() in map(str.lower, [INDEX, *named]):
            name, copy = f"{plain[:LONGEST_NAME - 4]} ({copy})", copy + 1
        named[name] = table
    return [(table, name) for name, table in named.items()]


def _fill(sheet: object, table: Table) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    append(sheet, [table.caption if table.number else table.title])
    sheet["A1"].font = Font(bold=True, size=12)
    if table.headings:
        append(sheet, table.headings)
    for cell in sheet[2] if table.headings else []:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for values in table.frame.itertuples(index=False, name=None):
        append(sheet, values)
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = table.formats.get(cell.column - 1, "General")
    _set_widths(sheet, table)
    sheet.freeze_panes = "A3"
    append(sheet, [])
    for line in table.below:
        append(sheet, [line])
    _set_print(sheet)


def append(sheet: object, values: Iterable[object]) -> None:
    """Add a row; a text that Excel might read as a formula stays text, also after someone edits the cell."""
    values = [value[:LONGEST_CELL] if isinstance(value, str) else value for value in values]
    workbooks.append(sheet, values or [""])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str) and cell.value.startswith(FORMULA):
            cell.data_type, cell.quotePrefix = "s", True


def _set_widths(sheet: object, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    for place, heading in enumerate(table.headings):
        longest = max(width(line) for text in (heading, *(row[place] for row in table.rows)) for line in text.split("\n"))
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(WIDEST, max(NARROWEST, longest) + 2)


def _set_print(sheet: object) -> None:
    """Print a sheet one page wide on A4, its header on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "1:2"


def _write_index(sheet: object, report: Report, listed: list[tuple[str, Table]]) -> None:
    from openpyxl.styles import Alignment, Font

    append(sheet, [report.title])
    append(sheet, [report.question])
    append(sheet, [report.date_line])
    _write_lines(sheet, say("요약"), [mark(line) for line in report.outline])
    _write_lines(sheet, say("시트"), [])
    for name, table in listed:
        append(sheet, [name, say(f"{len(table.rows)}줄"), table.source])
        sheet.cell(sheet.max_row, 1).hyperlink = f"#'{name}'!A1"
    _write_lines(sheet, say("출처"), [reference(place, title, url) for place, (title, url) in enumerate(report.sources, start=1)])
    _write_lines(sheet, say("만든 방법"), [part.text for part in report.method if isinstance(part, Paragraph)])
    for row in sheet.iter_rows():
        if row[0].value in (report.title, *map(say, ("요약", "시트", "출처", "만든 방법"))):
            row[0].font = Font(bold=True, size=12)
        for cell in row:
            cell.alignment = Alignment(vertical="top")
    for letter, wide in zip("ABC", (44, 8, 60), strict=True):
        sheet.column_dimensions[letter].width = wide


def _write_lines(sheet: object, heading: str, lines: list[str]) -> None:
    for line in ("", heading, *lines):
        append(sheet, [line] if line else [])
