"""A table for a paper as a DOCX and as an XLSX file: rules above and below, merged conditions, a text alternative."""

from pathlib import Path

import pandas as pd

from dpgkit import workbooks
from dpgkit.papers import Paper

FONT = "맑은 고딕"
WIDTHS = {"condition": 3.2, "actor": 2.2, "activity": 8.6, "evidence": 8.6, "level": 1.6}        # centimetres on A4 landscape
CHARACTERS = {"condition": 18, "actor": 12, "activity": 52, "evidence": 52, "level": 7}
THICK, THIN = 12, 4          # eighths of a point


def write_docx(made: Paper, path: Path) -> None:
    """Write the table as a Word document on A4 landscape; the header repeats on every page."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    _set_font(document.styles["Normal"], Pt(9))
    document.add_paragraph().add_run(made.caption).bold = True
    _table(document, made)
    for note in made.notes:
        document.add_paragraph(note)
    for source in made.sources.itertuples():
        document.add_paragraph(f"[{source.number}] {source.source_title}. {source.source_url}")
    document.core_properties.title, document.core_properties.language = made.caption, "ko-KR"
    document.save(path)


def write_xlsx(made: Paper, path: Path) -> None:
    """Write the table as a workbook: one sheet to print, one with the sources."""
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "매핑 표"
    workbooks.append(sheet, [made.caption])
    sheet["A1"].font = Font(bold=True)
    workbooks.append(sheet, made.headings)
    for row in made.lines.itertuples(index=False):
        workbooks.append(sheet, [int(value) if name == "level" and value else value for name, value in zip(made.lines, row, strict=True)])
    for first, last in _runs(made.lines["condition"]):
        sheet.merge_cells(start_row=first + 3, end_row=last + 3, start_column=1, end_column=1)
    _dress(sheet, made)
    for note in made.notes:
        workbooks.append(sheet, [note])
    sources = book.create_sheet("출처")
    workbooks.append(sources, ["번호", "출처", "주소"])
    for source in made.sources.itertuples(index=False):
        workbooks.append(sources, list(source))
    book.save(path)


def _table(document: object, made: Paper) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(WIDTHS))
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, made.headings, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(head).bold = True
    for row in made.lines.itertuples(index=False):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for first, last in _runs(made.lines["condition"]):
        for place in range(first + 2, last + 2):
            table.cell(place, 0).text = ""            # else the merged cell repeats the name
        table.cell(first + 1, 0).merge(table.cell(last + 1, 0)).text = made.lines["condition"].iloc[first]
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS.values(), strict=True):
            cell.width = Cm(width)
    _rules(table, [first for first, _ in _runs(made.lines["condition"])])
    _describe(table, made)


def _rules(table: object, starts: list[int]) -> None:
    last = len(table.rows) - 1
    for place, row in enumerate(table.rows):
        top = THICK if place == 0 else THIN if place == 1 or place - 1 in starts else 0
        for cell in row.cells:
            _edge(cell, top, THICK if place == last else 0)


def _edge(cell: object, top: int, bottom: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()
    borders = properties.find(qn("w:tcBorders"))
    if borders is None:
        borders = OxmlElement("w:tcBorders")
        properties.append(borders)
    for name, size in (("top", top), ("bottom", bottom)):
        if size:
            edge = OxmlElement(f"w:{name}")
            for key, value in (("val", "single"), ("sz", str(size)), ("color", "111111")):
                edge.set(qn(f"w:{key}"), value)
            borders.append(edge)


def _describe(table: object, made: Paper) -> None:
    """Give the table its text alternative, and let its header repeat on every page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name, text in (("tblCaption", made.caption), ("tblDescription", made.alternative)):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), text)
        table._tbl.tblPr.append(element)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set_font(style: object, size: object) -> None:
    from docx.oxml.ns import qn

    style.font.name, style.font.size = FONT, size
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _dress(sheet: object, made: Paper) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    starts, last = {first + 3 for first, _ in _runs(made.lines["condition"])}, len(made.lines) + 2
    for row in range(2, last + 1):
        top = Side("medium") if row == 2 else Side("thin") if row in starts else None
        for cell in sheet[row]:
            cell.border = Border(top=top, bottom=Side("medium") if row == last else None)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if cell.column == len(WIDTHS) else "left")
            cell.font = Font(bold=row == 2 or cell.column == 1)
    for letter, width in zip("ABCDE", CHARACTERS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "2:2"


def _runs(values: pd.Series) -> list[tuple[int, int]]:
    """Return the first and last place of each run of equal values.

    >>> _runs(pd.Series(["가", "가", "나"]))
    [(0, 1), (2, 2)]
    """
    starts = [place for place in range(len(values)) if place == 0 or values.iloc[place] != values.iloc[place - 1]]
    return [(first, (starts[place + 1] if place + 1 < len(starts) else len(values)) - 1) for place, first in enumerate(starts)]
