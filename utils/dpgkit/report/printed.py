"""The report as a tagged PDF: bookmarks, repeated table headers, text alternatives, the kit's fonts embedded."""

import json
import re
import tempfile
import unicodedata
from importlib import resources
from pathlib import Path

from dpgkit import paths
from dpgkit.language import current, say
from dpgkit.report.layout import MANY, PADDING, SMALLER, fits, is_number, is_short, pieces, shares, split
from dpgkit.report.model import Block, Heading, Paragraph, Report, Table
from dpgkit.report.outline import mark
from dpgkit.report.pictures import SCALE, Picture
from dpgkit.report.webfonts import letters

MAY_BREAK = "\u200b"     # no space, and a line may end there
CELLS = ("headings", "rows")        # their texts are printable already
LACKING = "〓"           # the printers' sign for a letter that is not in the case
# letters that the kit's font lacks and NFKC does not make plainer, by what stands for them
NEAREST = {"−": "-", "▪": "■", "▫": "□", "‑": "-", "✓": "○", "✔": "○", "✗": "×", "✘": "×", "⇒": "→", "◦": "○", "․": "·", "∙": "·",
           "‧": "·", "・": "·", "ㆍ": "·", "～": "~", "〜": "~", "⋯": "…", "➔": "→", "➜": "→", "◾": "■", "◼": "■", "▶": "▷"}
TEXT_WIDTH, SIDEWAYS, TALLEST = 170, 257, 150       # millimetres
PER_MILLIMETRE = 96 * SCALE / 25.4
STANDARD = "ua-1"        # PDF/UA: tagged, titled, with text alternatives
CONTENTS = "목차"


def write(report: Report, path: Path, pictures: dict[int, Picture]) -> None:
    """Write the report as a PDF with nothing but what the kit brings.

    Parameters: ``pictures`` by the number of the chart.
    """
    import typst

    groups = [{"sideways": sideways, "parts": [_part(block, pictures, SIDEWAYS if sideways else TEXT_WIDTH) for block in blocks]}
              for blocks, sideways in split([*report.blocks(paper=True)])]
    content = {"title": report.title, "question": report.question, "contents": say(CONTENTS), "language": current(), "groups": groups,
               "listed": sum(isinstance(block, Heading) and block.level > 1 for block in report.blocks())}
    with tempfile.TemporaryDirectory() as folder:
        _lay_out(Path(folder), content, report, pictures)
        data = typst.compile(str(Path(folder) / "report.typ"), root=folder, font_paths=[str(paths.fonts_dir())], ignore_system_fonts=True,
                             pdf_standards=STANDARD)
    path.write_bytes(data)


def printable(text: str) -> str:
    """Return a text in letters of the kit's font; a letter it lacks becomes its plain form, else ``〓``.

    >>> printable("정부 ２０２４ −5 😀")
    '정부 ２０２４ -5 〓'
    """
    return "".join(letter if letter in "\n\t" or ord(letter) in letters() else _plainer(letter) for letter in text)


def breakable(text: str, room: float) -> str:
    """Return a text of a cell in letters of the kit's font, in which words wider than the cell may be broken, and no others."""
    return re.sub(r"\S+", lambda word: MAY_BREAK.join(pieces(word[0], room)), printable(text))


def _plainer(letter: str) -> str:
    plain = NEAREST.get(letter) or unicodedata.normalize("NFKC", letter)
    if plain != letter and all(ord(part) in letters() for part in plain):
        return plain
    return "" if unicodedata.category(letter) in ("Mn", "Cf", "Cc") else LACKING


def _lay_out(folder: Path, content: dict, report: Report, pictures: dict[int, Picture]) -> None:
    template = resources.files("dpgkit").joinpath("templates", "report.typ").read_text(encoding="utf-8")
    (folder / "report.typ").write_text(template, encoding="utf-8")
    (folder / "content.json").write_text(json.dumps(_printable(content), ensure_ascii=False), encoding="utf-8")
    for chart in report.charts:
        (folder / f"{chart.number}.png").write_bytes(pictures[chart.number].bare)


def _printable(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: inside if key in CELLS else _printable(inside) for key, inside in value.items()}
    return [_printable(inside) for inside in value] if isinstance(value, list) else value


def _part(block: Block, pictures: dict[int, Picture], total: float) -> dict[str, object]:
    """Return a block as the template takes it."""
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level, "fresh": block.fresh, "anchor": block.anchor}
    if isinstance(block, Paragraph):
        return {"kind": block.kind, "text": mark(block)}
    if isinstance(block, Table):
        size = 7.5 if len(block.headings) > MANY else 8.5
        rooms = [share * fits(total, size) - PADDING for share in shares(block, fits(total, size))]
        headings, *rows = [[breakable(text, room) for text, room in zip(row, rooms, strict=True)] for row in (block.headings, *block.rows)]
        return {"kind": "table", "caption": block.caption, "headings": headings, "rows": rows, "below": block.below,
                "numbers": [is_number(block, place) for place in range(len(block.headings))], "size": size,
                "shares": shares(block, fits(total, size)), "whole": is_short(block, fits(total, size))}
    width, height = pictures[block.number].size
    return {"kind": "chart", "file": f"{block.number}.png", "caption": block.caption, "below": block.below,
            "alternative": block.alternative, "width": min(TEXT_WIDTH, SMALLER * width / PER_MILLIMETRE, TALLEST * width / height)}
