"""The head of an HWPX document: fonts, borders, and one style with its letters and its paragraph for each kind of text."""

from typing import NamedTuple

from lxml import etree

XML = "application/xml"
BASE = "http://www.hancom.co.kr/hwpml/"
SPACES = {"ha": f"{BASE}2011/app", "hp": f"{BASE}2011/paragraph", "hp10": f"{BASE}2016/paragraph", "hs": f"{BASE}2011/section",
          "hc": f"{BASE}2011/core", "hh": f"{BASE}2011/head", "opf": "http://www.idpf.org/2007/opf/"}
CHARACTER_UNIT = f"{BASE}2016/HwpUnitChar"
LANGUAGES = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
FONTS = {"함초롬바탕": "바탕", "맑은 고딕": "함초롬돋움"}       # with the one that stands in where it is missing
SERIF, SANS = range(2)
PLAIN, CLEAR, CELL, HEAD = 1, 2, 3, 4        # borders and fills
BLACK, BLUE, GREY, LINE, SHADE = "#222222", "#0B4A6F", "#555555", "#9AA5AF", "#E8EEF4"
LARGEST = "4294967295"       # no letters of its own


class Kind(NamedTuple):
    """A kind of text: name in Korean and English, letters (size in hundredths of a point) and paragraph (lengths in HWPUNIT)."""

    name: str
    english: str
    size: int = 1050
    colour: str = BLACK
    bold: bool = False
    font: int = SERIF
    align: str = "JUSTIFY"
    level: int = -1
    left: int = 0
    hang: int = 0
    before: int = 0
    after: int = 0
    spacing: int = 150
    keep: bool = False


KINDS = {
    "text": Kind("바탕글", "Normal", after=400),
    "title": Kind("제목", "Title", 2000, BLUE, True, SANS, "LEFT", after=300, spacing=130, keep=True),
    "heading2": Kind("개요 1", "Outline 1", 1500, BLUE, True, SANS, "LEFT", 0, before=1200, after=500, spacing=130, keep=True),
    "heading3": Kind("개요 2", "Outline 2", 1200, BLUE, True, SANS, "LEFT", 1, before=1000, after=400, spacing=130, keep=True),
    "question": Kind("물음", "Question", 1100, GREY, after=500, keep=True),
    "note": Kind("주", "Note", 900, GREY, align="LEFT", before=100, after=200, spacing=130),
    "source": Kind("출처", "Source", 900, GREY, align="LEFT", after=200, spacing=130),
    "square": Kind("요약 1", "Summary 1", 1150, bold=True, font=SANS, align="LEFT", before=500, after=150, spacing=135, keep=True),
    "circle": Kind("요약 2", "Summary 2", align="LEFT", left=600, hang=1350, after=80, spacing=135),
    "dash": Kind("요약 3", "Summary 3", 1000, GREY, align="LEFT", left=1950, hang=800, after=50, spacing=130),
    "caption": Kind("캡션", "Caption", 1000, bold=True, font=SANS, align="LEFT", before=600, after=200, spacing=130, keep=True),
    "picture": Kind("그림", "Picture", align="LEFT", before=500, spacing=100, keep=True),
    "cell": Kind("표 글", "Cell", 900, font=SANS, align="LEFT", spacing=125),
    "number": Kind("표 수", "Number", 900, font=SANS, align="RIGHT", spacing=125),
    "head": Kind("표 머리", "Head", 900, bold=True, font=SANS, align="CENTER", spacing=125),
    "small cell": Kind("좁은 표 글", "Small Cell", 800, font=SANS, align="LEFT", spacing=125),
    "small number": Kind("좁은 표 수", "Small Number", 800, font=SANS, align="RIGHT", spacing=125),
    "small head": Kind("좁은 표 머리", "Small Head", 800, bold=True, font=SANS, align="CENTER", spacing=125),
}
PLACES = {kind: str(place) for place, kind in enumerate(KINDS)}       # letters, paragraph and style of a kind have one number


def make(name: str, values: dict[str, object], *inside: etree._Element | str) -> etree._Element:
    """Return an element such as ``hp:run``; numbers and truth values are written as OWPML writes them."""
    prefix, _, tag = name.partition(":")
    element = etree.Element(f"{{{SPACES[prefix]}}}{tag}", {key: _value(value) for key, value in values.items()}, nsmap=SPACES)
    for part in inside:
        if isinstance(part, str):
            element.text = part
        else:
            element.append(part)
    return element


def header(sections: int) -> etree._Element:
    """Return ``Contents/header.xml`` for a document of so many sections."""
    starts = make("hh:beginNum", dict.fromkeys(("page", "footnote", "endnote", "pic", "tbl", "equation"), 1))
    lists = make("hh:refList", {}, _fonts(), _counted("borderFills", _borders()), _counted("charProperties", map(_letters, KINDS)),
                 _counted("tabProperties", [make("hh:tabPr", {"id": 0, "autoTabLeft": 0, "autoTabRight": 0})]),
                 _counted("numberings", [_numbering()]), _counted("paraProperties", map(_paragraph, KINDS)),
                 _counted("styles", map(_style, KINDS)))
    fit = make("hh:compatibleDocument", {"targetProgram": "HWP201X"}, make("hh:layoutCompatibility", {}))
    option = make("hh:docOption", {}, make("hh:linkinfo", {"path": "", "pageInherit": 0, "footnoteInherit": 0}))
    return make("hh:head", {"version": "1.4", "secCnt": sections}, starts, lists, fit, option, make("hh:trackchageConfig", {"flags": 56}))


def _value(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _counted(name: str, items: object) -> etree._Element:
    items = list(items)
    return make(f"hh:{name}", {"itemCnt": len(items)}, *items)


def _fonts() -> etree._Element:
    def face(language: str) -> etree._Element:
        return make("hh:fontface", {"lang": language.upper(), "fontCnt": len(FONTS)}, *map(_font, range(len(FONTS)), FONTS))
    return _counted("fontfaces", map(face, LANGUAGES))


def _font(place: int, name: str) -> etree._Element:
    stands_in = make("hh:substFont", {"face": FONTS[name], "type": "TTF", "isEmbedded": 0, "binaryItemIDRef": ""})
    return make("hh:font", {"id": place, "face": name, "type": "TTF", "isEmbedded": 0}, stands_in)


def _borders() -> list[etree._Element]:
    return [_border(PLAIN, "NONE"), _border(CLEAR, "NONE", "none"), _border(CELL, "SOLID"), _border(HEAD, "SOLID", SHADE)]


def _border(place: int, kind: str, fill: str = "") -> etree._Element:
    diagonals = [make(f"hh:{name}", {"type": "NONE", "Crooked": 0, "isCounter": 0}) for name in ("slash", "backSlash")]
    sides = [make(f"hh:{side}Border", {"type": kind, "width": "0.12 mm", "color": LINE}) for side in ("left", "right", "top", "bottom")]
    diagonal = make("hh:diagonal", {"type": "SOLID", "width": "0.1 mm", "color": "#000000"})
    brush = [make("hc:fillBrush", {}, make("hc:winBrush", {"faceColor": fill, "hatchColor": "#999999", "alpha": 0}))] if fill else []
    return make("hh:borderFill", {"id": place, "threeD": 0, "shadow": 0, "centerLine": "NONE", "breakCellSeparateLine": 0},
                *diagonals, *sides, diagonal, *brush)


def _letters(name: str) -> etree._Element:
    kind = KINDS[name]
    measures = [make(f"hh:{tag}", dict.fromkeys(LANGUAGES, value))
                for tag, value in (("fontRef", kind.font), ("ratio", 100), ("spacing", 0), ("relSz", 100), ("offset", 0))]
    bold = [make("hh:bold", {})] if kind.bold else []
    marks = [make("hh:underline", {"type": "NONE", "shape": "SOLID", "color": "#000000"}),
             make("hh:strikeout", {"shape": "NONE", "color": "#000000"}), make("hh:outline", {"type": "NONE"}),
             make("hh:shadow", {"type": "NONE", "color": "#B2B2B2", "offsetX": 10, "offsetY": 10})]
    return make("hh:charPr", {"id": PLACES[name], "height": kind.size, "textColor": kind.colour, "shadeColor": "none", "useFontSpace": 0,
                              "useKerning": 0, "symMark": "NONE", "borderFillIDRef": CLEAR}, *measures, *bold, *marks)


def _numbering() -> etree._Element:
    """Return the numbering of the outline: levels without a sign, since the headings of the report have no numbers."""
    heads = [make("hh:paraHead", {"start": 1, "level": level, "align": "LEFT", "useInstWidth": 1, "autoIndent": 1, "widthAdjust": 0,
                                  "textOffsetType": "PERCENT", "textOffset": 50, "numFormat": "DIGIT", "charPrIDRef": LARGEST,
                                  "checkable": 0}) for level in range(1, 11)]
    return make("hh:numbering", {"id": 1, "start": 0}, *heads)


def _paragraph(name: str) -> etree._Element:
    kind = KINDS[name]
    heading = {"type": "OUTLINE" if kind.level >= 0 else "NONE", "idRef": 0, "level": max(kind.level, 0)}
    breaks = {"breakLatinWord": "KEEP_WORD", "breakNonLatinWord": "KEEP_WORD", "widowOrphan": 1, "keepWithNext": kind.keep, "keepLines": 0,
              "pageBreakBefore": 0, "lineWrap": "BREAK"}
    case = make("hp:case", {}, *_lengths(kind, 1))
    case.set(f"{{{SPACES['hp']}}}required-namespace", CHARACTER_UNIT)
    offsets = ("offsetLeft", "offsetRight", "offsetTop", "offsetBottom", "connect", "ignoreMargin")
    border = {"borderFillIDRef": CLEAR, **dict.fromkeys(offsets, 0)}
    return make("hh:paraPr", {"id": PLACES[name], "tabPrIDRef": 0, "condense": 0, "fontLineHeight": 0, "snapToGrid": 1,
                              "suppressLineNumbers": 0, "checked": 0},
                make("hh:align", {"horizontal": kind.align, "vertical": "BASELINE"}), make("hh:heading", heading),
                make("hh:breakSetting", breaks), make("hh:autoSpacing", {"eAsianEng": 0, "eAsianNum": 0}),
                make("hp:switch", {}, case, make("hp:default", {}, *_lengths(kind, 2))), make("hh:border", border))


def _lengths(kind: Kind, factor: int) -> list[etree._Element]:
    """Return margins and line spacing; programs that do not know the newer unit read lengths as halves."""
    values = {"intent": -kind.hang, "left": kind.left, "right": 0, "prev": kind.before, "next": kind.after}
    margin = make("hh:margin", {}, *(make(f"hc:{name}", {"value": value * factor, "unit": "HWPUNIT"}) for name, value in values.items()))
    return [margin, make("hh:lineSpacing", {"type": "PERCENT", "value": kind.spacing, "unit": "HWPUNIT"})]


def _style(name: str) -> etree._Element:
    kind, place = KINDS[name], PLACES[name]
    following = place if kind.level < 0 else PLACES["text"]
    return make("hh:style", {"id": place, "type": "PARA", "name": kind.name, "engName": kind.english, "paraPrIDRef": place,
                             "charPrIDRef": place, "nextStyleIDRef": following, "langID": 1042, "lockForm": 0})
