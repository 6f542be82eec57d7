"""The report as a Word document: real headings, tables whose header repeats, pictures with captions and text alternatives."""

import io
from datetime import datetime
from pathlib import Path

from dpgkit.language import current, say
from dpgkit.report import wordparts
from dpgkit.report.layout import MANY, SMALLER, fits, is_number, is_short, shares, split
from dpgkit.report.model import Block, Chart, Heading, Paragraph, Report, Table
from dpgkit.report.outline import MARKS, mark
from dpgkit.report.pictures import Picture

CODES = {"ko": "ko-KR", "en": "en-GB"}

TEXT_WIDTH, SIDEWAYS, TALLEST = 16.6, 25.3, 15.0          # centimetres between the margins of A4, upright and turned; of a picture
PER_CENTIMETRE = 96 * 2 / 2.54
STYLES = {"question": "Question", "note": "Note", "source": "Note", "square": "Square", "circle": "Circle", "dash": "Dash"}


def write(report: Report, path: Path, pictures: dict[int, Picture]) -> None:
    """Write the report as a Word document on A4.

    Parameters: ``pictures`` by the number of the chart.
    """
    import docx

    document = docx.Document()
    wordparts.set_styles(document)
    for place, (blocks, sideways) in enumerate(split([*report.blocks(paper=True)])):
        section = document.add_section() if place else document.sections[0]
        wordparts.set_page(section, sideways=sideways)
        for block in blocks:
            _add(document, block, pictures, SIDEWAYS if sideways else TEXT_WIDTH)
    properties = document.core_properties
    properties.title, properties.subject, properties.language, properties.author = report.title, report.question, CODES[current()], "dpgkit"
    properties.comments, properties.created = "", datetime(2020, 1, 1)
    document.save(str(path))


def _add(document: object, block: Block, pictures: dict[int, Picture], total: float) -> None:
    if isinstance(block, Heading):
        heading = document.add_paragraph(block.text, "Title" if block.level == 1 else f"Heading {block.level - 1}")
        heading.paragraph_format.page_break_before = block.fresh
    elif isinstance(block, Paragraph):
        document.add_paragraph(mark(block) if block.kind in MARKS else block.text, STYLES.get(block.kind, "Normal"))
    elif isinstance(block, Table):
        _add_table(document, block, total)
    else:
        _add_chart(document, block, pictures[block.number])


def _add_table(document: object, table: Table, total: float) -> None:
    wordparts.caption(document, say("표"), table.number, table.title, keep_with_next=True)
    if table.headings:
        _fill(document, table, total)
    _add_notes(document, table.below)


def _fill(document: object, table: Table, total: float) -> None:
    small = len(table.headings) > MANY
    widths = [share * total for share in shares(table, fits(10 * total, 8 if small else 9))]
    made = wordparts.grid(document, len(table.rows) + 1, widths)
    numbers = [is_number(table, place) for place in range(len(widths))]
    for row, texts in zip(made.rows, [table.headings, *table.rows], strict=True):
        wordparts.fill_row(row, texts, widths, numbers, small=small)
    wordparts.set_header(made)
    rows = list(made.rows)
    short = is_short(table, fits(10 * total, 8 if small else 9))
    last = 0 if table.below else 1          # the last row stays with the lines below it
    wordparts.keep_together(rows[:len(rows) - last] if short else [*rows[:2], *rows[-3:len(rows) - last]])      # no row stands alone
    wordparts.describe(made, table.caption)


def _add_chart(document: object, chart: Chart, picture: Picture) -> None:
    from docx.shared import Cm

    width, height = picture.size
    centimetres = min(TEXT_WIDTH, SMALLER * width / PER_CENTIMETRE, TALLEST * width / height)
    paragraph = document.add_paragraph(style="Picture")
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.bare), width=Cm(centimetres))
    wordparts.set_alternative(shape, chart.name, chart.alternative)
    wordparts.caption(document, say("그림"), chart.number, chart.title, keep_with_next=bool(chart.below))
    _add_notes(document, chart.below)


def _add_notes(document: object, lines: list[str]) -> None:
    """Add the lines below a table or a picture, all of them on one page."""
    for place, line in enumerate(lines, start=1):
        document.add_paragraph(line, "Note").paragraph_format.keep_with_next = place < len(lines)
