"""Styles, pages, fields and tables of a Word document, where python-docx leaves them to its reader."""

from collections.abc import Iterable, Sequence

FONT = "맑은 고딕"
BLUE, DARK, GREY, LINE, SHADE = "0B4A6F", "222222", "555555", "9AA5AF", "E8EEF4"
OWN_STYLES = {      # size in points, colour, left indent and first line in centimetres, space before and after in points
    "Question": (11, GREY, 0, 0, 0, 6), "Note": (9, GREY, 0, 0, 2, 3), "Square": (11.5, DARK, 0, 0, 8, 2),
    "Circle": (10.5, DARK, 1.0, -0.5, 1, 1), "Dash": (10, GREY, 1.5, -0.35, 0, 1), "Picture": (10, DARK, 0, 0, 8, 2),
    "Cell": (9, DARK, 0, 0, 1, 1), "Small Cell": (8, DARK, 0, 0, 1, 1),
}


def set_styles(document: object) -> None:
    """Give the styles of a document Korean fonts, dark colours and measured space."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    styles = document.styles
    _set(styles["Normal"], 10.5, DARK)
    styles["Normal"].paragraph_format.line_spacing, styles["Normal"].paragraph_format.space_after = 1.35, Pt(5)
    for name, size in (("Title", 20), ("Heading 1", 15), ("Heading 2", 12), ("Caption", 10)):
        _set(styles[name], size, BLUE if name != "Caption" else DARK, bold=True)
    styles["Title"].paragraph_format.space_after = Pt(4)
    _set_korean(styles)
    for name, (size, colour, left, first, before, after) in OWN_STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _set(style, size, colour, bold=name == "Square")
        _space(style, left, first, before, after)
    for name in ("Picture", "Question", "Square"):
        styles[name].paragraph_format.keep_with_next = True


def set_page(section: object, *, sideways: bool = False) -> None:
    """Make a section A4 with its margins, upright or turned, with the page number below."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if sideways else (Cm(21), Cm(29.7))
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    below = section.footer.paragraphs[0]
    if not below.runs:
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field(below, "PAGE", "1")


def caption(document: object, word: str, number: int, title: str, *, keep_with_next: bool) -> None:
    """Add a caption whose number Word can count and list."""
    paragraph = document.add_paragraph(f"{word} ", "Caption")
    field(paragraph, f"SEQ {word} \\* ARABIC", str(number))
    paragraph.add_run(f". {title}")
    paragraph.paragraph_format.keep_with_next = keep_with_next


def field(paragraph: object, instruction: str, result: str) -> None:
    """Add a field that Word computes, with the text that others show."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "code", "separate", "text", "end"):
        run = paragraph.add_run(result if kind == "text" else "")
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def grid(document: object, rows: int, widths: Sequence[float]) -> object:
    """Return an empty table with thin lines and columns of these widths in centimetres."""
    from docx.shared import Cm

    made = document.add_table(rows=rows, cols=len(widths), style="Table Grid")
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINE))
    made._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption")
    return made


def fill_row(row: object, texts: Sequence[str], widths: Sequence[float], numbers: Sequence[bool], *, small: bool) -> None:
    """Write the texts of a row; numbers stand on the right; no page break falls into it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for cell, text, width, number in zip(row.cells, texts, widths, numbers, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Small Cell" if small else "Cell"
        paragraph.add_run(text)
        if number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def set_header(table: object) -> None:
    """Make the first row a header: bold, shaded, repeated on every page."""
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell in row.cells:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))
        for run in cell.paragraphs[0].runs:
            run.bold = True


def keep_together(rows: Iterable[object]) -> None:
    """Keep rows on the page of the row that follows them."""
    for row in rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def describe(table: object, text: str) -> None:
    """Give a table its text alternative."""
    table._tbl.tblPr.append(_element("w:tblCaption", val=text))


def set_alternative(shape: object, name: str, text: str) -> None:
    """Give a picture its name and its text alternative."""
    properties = shape._inline.docPr
    properties.set("name", name)
    properties.set("descr", text)


def _set_korean(styles: object) -> None:
    """Say that the text is Korean, which keeps words whole, and put no space between Hangul and figures."""
    from docx.oxml.ns import qn

    defaults = styles.element.find(qn("w:docDefaults"))
    languages = defaults.find(f".//{qn('w:lang')}")
    if languages is not None:
        languages.set(qn("w:val"), "en-US")
        languages.set(qn("w:eastAsia"), "ko-KR")
    form = styles["Normal"].element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        form.insert_element_before(_element(name, val="0"), "w:spacing", "w:ind", "w:jc", "w:rPr")


def _set(style: object, size: float, colour: str, *, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _space(style: object, left: float, first: float, before: float, after: float) -> None:
    from docx.shared import Cm, Pt

    form = style.paragraph_format
    form.left_indent, form.first_line_indent = Cm(left), Cm(first)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.25


def _element(name: str, **values: str) -> object:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element
