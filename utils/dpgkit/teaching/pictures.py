"""What a slide can show of an executed cell: a chart as SVG inside the page, a table cut to what can be read from afar."""

import html
import math
import re

import lxml.html

from dpgkit import charts

MOST_LINES, MOST_COLUMNS, MOST_LETTERS = 10, 5, 60
ACROSS = 100             # letters of a table that stand beside each other
ORIGIN = "자료"           # the column that says where a made-up value comes from is never cut off
LINKS = re.compile(r"</?a\b[^>]*>")
NAMESPACES = re.compile(r'\s(?:xmlns(?::\w+)?|version|class)="[^"]*"')
SPOKEN = re.compile(r'\s(?:aria-[a-z]+|role)="[^"]*"')       # of single marks: hundreds of them, with what a pointer would show
ADDRESS = re.compile(r"\S*://\S*")
CUT = "…"


def svg(spec: dict, place: str) -> str:
    """Return a chart as SVG that stands in a page: no links, no addresses, and ids that no other chart of the page has.

    Parameters: ``place`` what tells the charts of a page apart, for example ``s3``.
    """
    drawn = SPOKEN.sub("", LINKS.sub("", charts.to_svg(spec)))
    drawn = re.sub(r'\bid="', f'id="{place}-', drawn).replace("url(#", f"url(#{place}-").replace('href="#', f'href="#{place}-')
    start, rest = drawn[:drawn.index(">")], drawn[drawn.index(">"):]
    label = html.escape(spec.get("description", ""))
    start = re.sub(r'\s(width|height)="[^"]*"', "", NAMESPACES.sub("", start))
    return f'{start} preserveAspectRatio="xMidYMin meet" role="img" aria-label="{label}"{rest}'


def table(text: str) -> str:
    """Return the first table of an output as plain HTML, cut to a few rows, columns and letters; says what it left out.

    >>> table("<table><thead><tr><th></th><th>가</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table>")
    '<table><tr><th>가</th></tr><tr><td>1</td></tr></table>'
    """
    rows = _rows(text)
    if not rows:
        return ""
    shown = _fitting([_columns(row, rows[0]) for row in rows])
    lines = "".join(f"<tr>{''.join(f'<{tag}>{_cell(value)}</{tag}>' for value in row)}</tr>"
                    for row, tag in zip(shown, ["th"] + ["td"] * len(shown), strict=False))
    left = [f"{len(rows) - 1}줄 가운데 {len(shown) - 1}줄"] * (len(rows) > len(shown))
    left += [f"{len(rows[0])}칸 가운데 {MOST_COLUMNS}칸"] * (len(rows[0]) > MOST_COLUMNS)
    return f"<table>{lines}</table>" + (f'<p class="left">{", ".join(left)}을 보입니다. 나머지는 노트북에 있습니다.</p>' if left else "")


def is_tall(spec_svg: str) -> bool:
    """Return whether a drawing is too tall for a slide, where its letters would become too small to read.

    >>> is_tall('<svg viewBox="0 0 100 200">'), is_tall('<svg viewBox="0 0 200 100">')
    (True, False)
    """
    found = re.search(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"', spec_svg)
    return bool(found) and float(found[2]) > float(found[1])


def without_addresses(text: str) -> str:
    """Return a text without web addresses.

    >>> without_addresses("출처: https://example.org/가 입니다")
    '출처:  입니다'
    """
    return ADDRESS.sub("", text)


def _rows(text: str) -> list[list[str]]:
    tables = lxml.html.fromstring(f"<div>{text}</div>").xpath(".//table")
    if not tables:
        return []
    rows = [row for row in _spread(tables[0].xpath(".//tr")) if row]
    numbered = len(rows) > 1 and not rows[0][0] and all(row[0].isdigit() for row in rows[1:])
    return [row[1:] if numbered else row for row in rows]


def _spread(rows: list) -> list[list[str]]:
    """Return the texts of rows, a cell that reaches over several rows or columns repeated in each."""
    texts: list[list[str]] = []
    reaching: dict[int, tuple[int, str]] = {}            # by column: for how many more rows, and with what text
    for row in rows:
        line: list[str] = []
        for cell in [*row.xpath("./th|./td"), None]:
            while len(line) in reaching:
                left, text = reaching.pop(len(line))
                reaching |= {-len(line) - 1: (left - 1, text)} if left > 1 else {}
                line.append(text)
            if cell is not None:
                text, down = " ".join(cell.text_content().split()), int(cell.get("rowspan", 1))
                for _ in range(int(cell.get("colspan", 1))):
                    reaching |= {-len(line) - 1: (down - 1, text)} if down > 1 else {}
                    line.append(text)
        reaching = {-place - 1 if place < 0 else place: kept for place, kept in reaching.items()}
        texts.append(line)
    return texts


def _columns(row: list[str], header: list[str]) -> list[str]:
    if len(header) > MOST_COLUMNS and header[-1] == ORIGIN:
        return [*row[:MOST_COLUMNS - 1], row[-1]]
    return row[:MOST_COLUMNS]


def _fitting(rows: list[list[str]]) -> list[list[str]]:
    """Return the header and as many rows as a slide has lines for."""
    wide, used, kept = ACROSS / max(1, len(rows[0])), 0, rows[:1]
    for row in rows[1:]:
        used += max((math.ceil(min(len(value), MOST_LETTERS) / wide) for value in row), default=1) or 1
        if used > MOST_LINES and len(kept) > 1:
            break
        kept.append(row)
    return kept


def _cell(value: str) -> str:
    shown = without_addresses(value)
    return html.escape(shown if len(shown) <= MOST_LETTERS else shown[:MOST_LETTERS].rstrip() + CUT)
