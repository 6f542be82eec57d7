"""The body of an HWPX document: paragraphs, tables with cells of measured size, pictures with text alternatives."""

import re
from collections.abc import Sequence
from itertools import count

from lxml import etree

from dpgkit.report.hancomstyles import CELL, HEAD, KINDS, PLACES, PLAIN, make
from dpgkit.report.layout import MANY, SMALLER, fits, is_number, is_short, shares
from dpgkit.report.model import Block, Chart, Heading, Paragraph, Table
from dpgkit.report.outline import mark, width
from dpgkit.report.pictures import SCALE, Picture

PAPER = (59528, 84188)       # A4 in HWPUNIT, 7200 an inch
SIDE, TOP, EDGE = 5669, 4252, 2835
PER_PIXEL, PER_MILLIMETRE = 75, 7200 / 25.4
TALLEST = 42500
CELL_SIDE, CELL_TOP = 340, 200
SIZED = {"widthRelTo": "ABSOLUTE", "heightRelTo": "ABSOLUTE", "protect": 0}
WRAPPED = {"textWrap": "TOP_AND_BOTTOM", "textFlow": "BOTH_SIDES", "lock": 0, "dropcapstyle": "None"}


def section(blocks: Sequence[Block], pictures: dict[int, Picture], *, sideways: bool) -> etree._Element:
    """Return a section with its page, upright or turned, and its content."""
    numbers = count(1)
    total = PAPER[sideways] - 2 * SIDE
    paragraphs = [paragraph for block in blocks for paragraph in _paragraphs(block, pictures, total)]
    if not paragraphs or paragraphs[0][0].find(".//{*}t").text is None:
        paragraphs.insert(0, _text("", "note"))
    first = paragraphs[0]
    first.insert(0, make("hp:run", {"charPrIDRef": first[0].get("charPrIDRef")}, _page(sideways), *_controls()))
    for paragraph in paragraphs:
        paragraph.set("id", str(next(numbers)))
    return make("hs:sec", {}, *paragraphs)


def _paragraphs(block: Block, pictures: dict[int, Picture], total: int) -> list[etree._Element]:
    if isinstance(block, Heading):
        return [_text(block.text, "title" if block.level == 1 else f"heading{block.level}", fresh=block.fresh)]
    if isinstance(block, Paragraph):
        return _lines(mark(block), block.kind)
    if isinstance(block, Table):
        drawn = [_paragraph("text", make("hp:run", {"charPrIDRef": PLACES["text"]}, _table(block, total), make("hp:t", {})))]
        return [_text(block.caption, "caption"), *(drawn if block.headings else []), *(_text(line, "note") for line in block.below)]
    picture = make("hp:run", {"charPrIDRef": PLACES["picture"]}, _picture(block, pictures[block.number], total), make("hp:t", {}))
    return [_paragraph("picture", picture), _text(block.caption, "caption"), *(_text(line, "note") for line in block.below)]


def _lines(text: str, kind: str) -> list[etree._Element]:
    """Return a paragraph for each line: some readers lose what follows a break within one."""
    return [_text(line, kind) for line in text.split("\n")]


def _text(text: str, kind: str, *, fresh: bool = False) -> etree._Element:
    shown = make("hp:t", {})
    shown.text = re.sub(r"\s", " ", text) or None
    return _paragraph(kind, make("hp:run", {"charPrIDRef": PLACES[kind]}, shown), fresh=fresh)


def _paragraph(kind: str, run: etree._Element, *, fresh: bool = False) -> etree._Element:
    return make("hp:p", {"id": 0, "paraPrIDRef": PLACES[kind], "styleIDRef": PLACES[kind], "pageBreak": fresh, "columnBreak": 0,
                         "merged": 0}, run)


def _table(table: Table, total: int) -> etree._Element:
    widths = _widths(table, total)
    small = "small " if len(widths) > MANY else ""
    numbers = [is_number(table, place) for place in range(len(widths))]
    kinds = [[f"{small}head"] * len(widths), *[[f"{small}{'number' if number else 'cell'}" for number in numbers]] * len(table.rows)]
    texts = [table.headings, *table.rows]
    heights = [max(map(_height, row, kind, widths)) for row, kind in zip(texts, kinds, strict=True)]
    rows = [make("hp:tr", {}, *(_cell(text, kind, (row, column), (widths[column], heights[row]))
                                for column, (text, kind) in enumerate(zip(texts[row], kinds[row], strict=True))))
            for row in range(len(texts))]
    divided = "NONE" if is_short(table, _columns(table, total)) else "CELL"
    return make("hp:tbl", {"id": table.number, "zOrder": table.number, "numberingType": "TABLE", **WRAPPED, "pageBreak": divided,
                           "repeatHeader": 1, "rowCnt": len(rows), "colCnt": len(widths), "cellSpacing": 0, "borderFillIDRef": CELL,
                           "noAdjust": 0},
                make("hp:sz", {"width": sum(widths), "height": sum(heights), **SIZED}), _position("0"), _margin("outMargin", 0, 140),
                _margin("inMargin", CELL_SIDE, CELL_TOP), *rows)


def _columns(table: Table, total: int) -> int:
    return fits(total / PER_MILLIMETRE, 8 if len(table.headings) > MANY else 9)


def _widths(table: Table, total: int) -> list[int]:
    widths = [int(share * total) for share in shares(table, _columns(table, total))]
    return [*widths[:-1], widths[-1] + total - sum(widths)]


def _height(text: str, kind: str, wide: int) -> int:
    """Return the height of a cell in HWPUNIT, near enough for programs that do not measure it themselves."""
    size, room = KINDS[kind].size, max(1, wide - 2 * CELL_SIDE)
    lines = sum(max(1, -(-width(line) * size // 2 // room)) for line in text.split("\n"))
    return int(lines * size * KINDS[kind].spacing / 100) + 2 * CELL_TOP


def _cell(text: str, kind: str, place: tuple[int, int], size: tuple[int, int]) -> etree._Element:
    head = place[0] == 0
    inside = make("hp:subList", {"id": "", "textDirection": "HORIZONTAL", "lineWrap": "BREAK", "vertAlign": "CENTER" if head else "TOP",
                                 **dict.fromkeys(("linkListIDRef", "linkListNextIDRef", "textWidth", "textHeight", "hasTextRef",
                                                  "hasNumRef"), 0)}, *_lines(text, kind))
    return make("hp:tc", {"name": "", "header": head, "hasMargin": 0, "protect": 0, "editable": 0, "dirty": 0,
                          "borderFillIDRef": HEAD if head else CELL}, inside,
                make("hp:cellAddr", {"colAddr": place[1], "rowAddr": place[0]}), make("hp:cellSpan", {"colSpan": 1, "rowSpan": 1}),
                make("hp:cellSz", {"width": size[0], "height": size[1]}), _margin("cellMargin", CELL_SIDE, CELL_TOP))


def _picture(chart: Chart, picture: Picture, total: int) -> etree._Element:
    pixels = [side * PER_PIXEL // SCALE for side in picture.size]
    factor = min(SMALLER, total / pixels[0], TALLEST / pixels[1])
    wide, high = (int(side * factor) for side in pixels)
    whole = [side * PER_PIXEL for side in picture.size]
    corners = [make(f"hc:pt{place}", {"x": x, "y": y}) for place, (x, y) in enumerate(((0, 0), (wide, 0), (wide, high), (0, high)))]
    matrices = [make(f"hc:{name}Matrix", {f"e{place}": int(place in (1, 5)) for place in range(1, 7)}) for name in ("trans", "sca", "rot")]
    return make("hp:pic", {"id": 1000 + chart.number, "zOrder": 1000 + chart.number, "numberingType": "PICTURE", **WRAPPED, "href": "",
                           "groupLevel": 0, "instid": 2000 + chart.number, "reverse": 0},
                make("hp:offset", {"x": 0, "y": 0}), make("hp:orgSz", {"width": wide, "height": high}),
                make("hp:curSz", {"width": wide, "height": high}), make("hp:flip", {"horizontal": 0, "vertical": 0}),
                make("hp:rotationInfo", {"angle": 0, "centerX": wide // 2, "centerY": high // 2, "rotateimage": 1}),
                make("hp:renderingInfo", {}, *matrices), make("hp:imgRect", {}, *corners),
                make("hp:imgClip", {"left": 0, "right": whole[0], "top": 0, "bottom": whole[1]}), _margin("inMargin", 0, 0),
                make("hp:imgDim", {"dimwidth": whole[0], "dimheight": whole[1]}),
                make("hc:img", {"binaryItemIDRef": f"image{chart.number}", "bright": 0, "contrast": 0, "effect": "REAL_PIC", "alpha": 0}),
                make("hp:effects", {}), make("hp:sz", {"width": wide, "height": high, **SIZED}), _position("1"), _margin("outMargin", 0, 0),
                make("hp:shapeComment", {}, chart.alternative))


def _position(as_letter: str) -> etree._Element:
    return make("hp:pos", {"treatAsChar": as_letter, "affectLSpacing": 0, "flowWithText": 1, "allowOverlap": 0, "holdAnchorAndSO": 0,
                           "vertRelTo": "PARA", "horzRelTo": "PARA", "vertAlign": "TOP", "horzAlign": "LEFT", "vertOffset": 0,
                           "horzOffset": 0})


def _margin(name: str, side: int, top: int) -> etree._Element:
    return make(f"hp:{name}", {"left": side, "right": side, "top": top, "bottom": top})


def _controls() -> list[etree._Element]:
    columns = make("hp:colPr", {"id": "", "type": "NEWSPAPER", "layout": "LEFT", "colCount": 1, "sameSz": 1, "sameGap": 0})
    return [make("hp:ctrl", {}, columns),
            make("hp:ctrl", {}, make("hp:pageNum", {"pos": "BOTTOM_CENTER", "formatType": "DIGIT", "sideChar": "-"}))]


def _page(sideways: bool) -> etree._Element:
    """Return the page of a section; paper turned sideways keeps its width and height and says that it is turned."""
    paper = make("hp:pagePr", {"landscape": "NARROWLY" if sideways else "WIDELY", "width": PAPER[0], "height": PAPER[1],
                               "gutterType": "LEFT_ONLY"},
                 make("hp:margin", {"header": EDGE, "footer": EDGE, "gutter": 0, "left": SIDE, "right": SIDE, "top": TOP, "bottom": TOP}))
    begins = dict.fromkeys(("page", "pic", "tbl", "equation"), 0)
    hides = dict.fromkeys(("hideFirstHeader", "hideFirstFooter", "hideFirstMasterPage"), 0)
    also = dict.fromkeys(("hideFirstPageNum", "hideFirstEmptyLine", "showLineNumber"), 0)
    return make("hp:secPr", {"id": "", "textDirection": "HORIZONTAL", "spaceColumns": 1134, "tabStop": 8000, "tabStopVal": 4000,
                             "tabStopUnit": "HWPUNIT", "outlineShapeIDRef": 1, "memoShapeIDRef": 0, "textVerticalWidthHead": 0,
                             "masterPageCnt": 0},
                make("hp:grid", {"lineGrid": 0, "charGrid": 0, "wonggojiFormat": 0}),
                make("hp:startNum", {"pageStartsOn": "BOTH", **begins}),
                make("hp:visibility", {**hides, "border": "SHOW_ALL", "fill": "SHOW_ALL", **also}),
                make("hp:lineNumberShape", {"restartType": 0, "countBy": 0, "distance": 0, "startNumber": 0}), paper,
                _notes("footNotePr", "EACH_COLUMN"), _notes("endNotePr", "END_OF_DOCUMENT"), *map(_border, ("BOTH", "EVEN", "ODD")))


def _notes(name: str, place: str) -> etree._Element:
    return make(f"hp:{name}", {}, make("hp:autoNumFormat", {"type": "DIGIT", "userChar": "", "prefixChar": "", "suffixChar": ")",
                                                            "supscript": 0}),
                make("hp:noteLine", {"length": -1, "type": "SOLID", "width": "0.12 mm", "color": "#000000"}),
                make("hp:noteSpacing", {"betweenNotes": 283, "belowLine": 567, "aboveLine": 850}),
                make("hp:numbering", {"type": "CONTINUOUS", "newNum": 1}), make("hp:placement", {"place": place, "beneathText": 0}))


def _border(kind: str) -> etree._Element:
    return make("hp:pageBorderFill", {"type": kind, "borderFillIDRef": PLAIN, "textBorder": "PAPER", "headerInside": 0,
                                      "footerInside": 0, "fillArea": "PAPER"},
                make("hp:offset", dict.fromkeys(("left", "right", "top", "bottom"), 1417)))
