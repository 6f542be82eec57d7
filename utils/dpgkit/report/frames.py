"""Tables out of the HTML that a notebook stores: the texts as shown, and numbers as numbers."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
from lxml import html

from dpgkit import tables
from dpgkit.language import say
from dpgkit.report.model import Table
from dpgkit.report.wording import clean

WHOLE, DECIMAL, PERCENT = (re.compile(pattern) for pattern in
                           (r"[-−]?(0|[1-9]\d{0,14})", r"[-−]?(0|[1-9]\d{0,14})\.\d+", r"[-−+]?\d{1,12}(\.\d+)?%"))
BLANKS = {"", "NaN", "nan", "NaT", "None", "<NA>", "–"}
MISSING = "–"
KEY, NAMES = "열쇠", ("조건", "이름")           # headings of keys; of names that may repeat another column
UNITS = {"percent": "%", "%": "%", "0-1": "0~1", "0-3": "0~3", "share": "비율(0~1)", "countries": "개국", "persons": "명",
         "minutes": "분", "documents": "건", "cells": "칸", "points": "점", "words": "번", "characters": "자"}
SAID = re.compile(r"\(.*%.*\)|\(분\)")        # the heading names its unit already
BUILT = {"critique_checks": "critiques"}      # functions that show a table of the corpus beside the case
CASE_PARTS = re.compile(r"chosen\.(mapping|links|indicators|measurements|actors|apis|codings)")
QUOTED = re.compile(r"[\"']([a-z0-9_-]+)[\"']")


def from_html(text: str, title: str, code: str = "", data: str = "") -> Table | None:
    """Return the first table of stored HTML, or None where it holds none.

    >>> from_html("<table><thead><tr><th></th><th>해</th></tr></thead><tr><th>0</th><td>2024</td></tr></table>", "가").rows
    [['2024']]

    Parameters: ``title`` for a table without caption; ``code`` of the cell that made it and ``data``, what the lesson says of its
    data, for the source line.
    """
    page = html.fragment_fromstring(text, create_parent="div") if text.strip() else None
    found = page.find(".//table") if page is not None else None
    if found is None:
        return None
    grid = _grid(found)
    heads, body = (grid[0], grid[1:]) if grid else ([], [])
    if heads and heads[0] == "" and len(heads) > 1:       # the numbers of the rows
        heads, body = heads[1:], [row[1:] for row in body]
    caption = found.findtext("caption")
    notes = [_text(node) for node in page.iterfind(".//p[@class='note']")]
    notes += [f"[{place}] {_text(node)}" for place, node in enumerate(page.iterfind(".//ol/li"), start=1)]
    return made(clean(caption) if caption else title, heads, body, source=source_of(code) or data, notes=notes)


def made(title: str, headings: list[str], rows: list[list[str]], *, source: str = "", notes: list[str] | None = None) -> Table:
    """Return a table made of texts; columns of numbers become numbers, and units come from the codebook."""
    title = re.sub(rf"(^|\()({say('표')}|Table)\s+\d+\. ", r"\1", title)
    rows = [[MISSING if cell in BLANKS - {""} else cell for cell in row] for row in rows]
    columns, formats = [], {}
    for place in range(len(headings)):
        values, kind = _numbers([row[place] for row in rows])
        columns.append(pd.Series(values, dtype=object))
        if kind:
            formats[place] = kind
    frame = pd.DataFrame(dict(enumerate(columns))).set_axis(headings, axis=1) if headings else pd.DataFrame()
    return Table(title, headings, rows, frame, formats, _units(headings), clean(source), notes or [])


def from_frame(frame: pd.DataFrame, title: str, *, source: str = "") -> Table:
    """Return a table made of a DataFrame, such as one that a lesson hands on."""
    rows = [["" if pd.isna(cell) else clean(cell) for cell in row] for row in frame.itertuples(index=False)]
    return made(title, [clean(name) for name in frame], rows, source=source)


def source_of(code: str) -> str:
    """Return where the values of a table come from, as far as the cell names a table of the corpus.

    >>> source_of('tables.in_korean(beside, "index_notes")')
    '국제 지수가 재는 것(줄마다 source_title, source_url에 적은 자료)'
    """
    described = {row["name"]: row for folder in tables.PACKAGES for row in tables.package(folder)["resources"]}
    built = [table for function, table in BUILT.items() if function in code]
    names = [*QUOTED.findall(code), *built, *(f"case-{part}" for part in CASE_PARTS.findall(code))]
    found = [described[name] for name in dict.fromkeys(names) if name in described]
    return "; ".join(f"{row['title']}({', '.join(source['title'] for source in row['sources'])})" for row in found)


def handed_on(file: Path, case: str = "") -> Table:
    """Return a result table (CSV) with Korean headings and its title from the description of the results.

    Keys that only a program reads are left out; the CSV has them. Parameters: ``case`` of the run: a table with rows of other cases
    says so in its title and names them in a note.
    """
    frame = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    titles = {row["name"]: row["title"] for row in tables.package("notebooks/results")["resources"]}
    name = file.stem
    told, shown = titles.get(name, name), _readable(tables.in_korean(frame, name)) if name in titles else frame
    table = from_frame(shown, f"{name[:2]}과의 결과: {told}", source=f"tables/{file.name}")
    others = frame.loc[frame["case"] != case, "title"].drop_duplicates() if case and {"case", "title"} <= set(frame.columns) else []
    if len(others):
        return replace(table, title=f"{name[:2]}과의 결과(견준 사례 포함): {told}",
                       notes=[f"이 사례의 줄과 견준 사례의 줄이 함께 있습니다. 견준 사례: {', '.join(others)}"])
    return table


def _readable(shown: pd.DataFrame) -> pd.DataFrame:
    """Return a table without its keys, and without names that say again what another column of words says."""
    shown = shown.loc[:, ~shown.columns.str.contains(KEY)]
    again = [place for place in range(1, shown.shape[1]) if shown.columns[place] in NAMES
             and any(shown.iloc[:, place].equals(shown.iloc[:, before]) for before in range(place))]
    return shown.iloc[:, [place for place in range(shown.shape[1]) if place not in again]]


def _grid(table: html.HtmlElement) -> list[list[str]]:
    """Return the cells of a table, a cell over several rows or columns once in each place."""
    grid: list[list[str]] = []
    spans: dict[tuple[int, int], str] = {}
    for row, element in enumerate(table.iter("tr")):
        line: list[str] = []
        for cell in element.iterchildren("th", "td"):
            while (row, len(line)) in spans:
                line.append(spans[row, len(line)])
            text, down, across = _text(cell), int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            spans.update({(row + below, len(line) + side): text for below in range(1, down) for side in range(across)})
            line += [text] * across
        while (row, len(line)) in spans:
            line.append(spans[row, len(line)])
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [""] * (width - len(line)) for line in grid]


def _text(node: html.HtmlElement) -> str:
    for line in node.iter("br"):
        line.tail = "\n" + (line.tail or "")
    return clean(node.text_content()).strip()


def _numbers(texts: list[str]) -> tuple[list[object], str]:
    """Return the values of a column and its number format, which is empty for a column of words."""
    filled = [text for text in texts if text not in BLANKS]
    if not filled or not all(WHOLE.fullmatch(text) or DECIMAL.fullmatch(text) for text in filled):
        return _percents(texts, filled)
    places = max(len(text.partition(".")[2]) for text in filled)
    kind = "0" if not places else "0." + "0" * places
    values = [None if text in BLANKS else _number(text) for text in texts]
    return values, kind


def _percents(texts: list[str], filled: list[str]) -> tuple[list[object], str]:
    if not filled or not all(PERCENT.fullmatch(text) for text in filled):
        return texts, ""
    places = max(len(text.rstrip("%").partition(".")[2]) for text in filled)
    values = [None if text in BLANKS else round(_number(text.rstrip("%")) / 100, places + 2) for text in texts]
    return values, f"0.{'0' * places}%" if places else "0%"


def _number(text: str) -> float | int:
    text = text.replace("−", "-")
    return float(text) if "." in text else int(text)


def _units(headings: list[str]) -> str:
    """Return the units of the columns that the codebook knows under one unit only."""
    known = _units_by_title()
    found = [(heading, known[heading]) for heading in headings if heading in known and not SAID.search(heading)]
    return ", ".join(f"{heading}({unit})" for heading, unit in found)


def _units_by_title() -> dict[str, str]:
    units: dict[str, set[str]] = {}
    for folder in tables.PACKAGES:
        package = tables.package(folder)
        for field in [*package.get("displayed", []), *(field for row in package["resources"] for field in row["schema"]["fields"])]:
            units.setdefault(field["title"], set()).add(UNITS.get(field.get("unit", ""), ""))
    return {title: next(iter(found)) for title, found in units.items() if len(found) == 1 and found != {""}}
