"""One list of sources for a whole report: each source once, with a number that tables and charts refer to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pandas as pd

from dpgkit import cases, tables
from dpgkit.cases import casefiles
from dpgkit.errors import DpgkitError
from dpgkit.report import frames
from dpgkit.report.model import Chart, Part, Section, Table, clean

LISTED = re.compile(r"^\[(\d+)\] (.+?)\.? (https?://\S+)$")      # a source below a table
CITED = re.compile(r"\[(\d+)\](?=$|\n)")
SAID = ("출처", "source_title")                                   # headings of columns that name sources
BY_ROW = re.compile(r"\(줄마다 (적은 )?출처\)|의 줄마다 적은 자료|\(줄마다 source_title, source_url에 적은 자료\)|\(앞 과의 계산\)")
TABLES = ("mapping", "links", "actors", "indicators", "measurements", "apis", "ladder")
ALSO = {"연결 표": "links", "매핑 표": "mapping", "지표 카드": "indicators"}


class Sources:
    """The sources of a report in the order in which they are first named, and the case tables that name them by row."""

    def __init__(self, first: Iterable[tuple[str, str]] = (), by_table: dict[str, list[tuple[str, str]]] | None = None) -> None:
        """Take the sources that stand first, and those of each table of the case."""
        self._numbers: dict[tuple[str, str], int] = {}
        self._by_table = by_table or {}
        self._known = {title: url for rows in self._by_table.values() for title, url in rows}
        for title, url in first:
            self._known.setdefault(title, url)
            self.number(title, url)

    def number(self, title: str, url: str) -> int:
        """Return the number of a source, a new one where it was not named before.

        >>> sources = Sources([("가", "u")])
        >>> sources.number("나", "v"), sources.number("가", "u")
        (2, 1)
        """
        return self._numbers.setdefault((title, url), len(self._numbers) + 1)

    def known(self, title: str) -> int | None:
        """Return the number of a source that the case names, by its title, or None."""
        return self.number(title, self._known[title]) if title in self._known else None

    def behind(self, text: str) -> list[int]:
        """Return the numbers of the sources behind a source line: a title itself, or the rows of the tables that it names."""
        whole = [number for part in re.split(r"; |, ", text) if (number := self.known(part.strip()))]
        named = [number for label, table in _labels().items() if label in text
                 for title, url in self._by_table.get(table, []) if (number := self.number(title, url))]
        return sorted({*whole, *named})

    def listed(self) -> list[tuple[str, str]]:
        """Return the sources in the order of their numbers, as title and address."""
        return list(self._numbers)


def of_case(case: str) -> Sources:
    """Return the list that begins with the sources of a case and knows those of its tables."""
    info, folder = cases.load_info(case), cases.case_folder(case)
    return Sources([(clean(source.title), source.url) for source in info.sources],
                   {table: _rows(folder / f"{table}.csv", table) for table in TABLES})


def cited(section: Section, sources: Sources) -> Section:
    """Return a section whose tables and charts refer to the list by number."""
    topics = [replace(topic, parts=[_cited(part, sources) for part in topic.parts]) for topic in section.topics]
    return replace(section, topics=topics)


def references(numbers: Sequence[int]) -> str:
    """Return numbers as a reader cites them, neighbours together.

    >>> references([1, 2, 3, 7])
    '[1]~[3], [7]'
    """
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(f"[{run[0]}]" if len(run) == 1 else f"[{run[0]}]{'~' if len(run) > 2 else ', '}[{run[-1]}]" for run in runs)


def _cited(part: Part, sources: Sources) -> Part:
    if isinstance(part, Chart):
        return replace(part, source=_line(part.source, sources))
    return _table(part, sources) if isinstance(part, Table) else part


def _table(table: Table, sources: Sources) -> Table:
    own = {int(found[1]): sources.number(found[2], found[3]) for note in table.notes if (found := LISTED.match(note))}
    rows = [[CITED.sub(lambda found: f"[{own.get(int(found[1]), found[1])}]", cell) if own else cell for cell in row] for row in table.rows]
    for place in [place for place, heading in enumerate(table.headings) if heading in SAID]:
        rows = [[*row[:place], _with_number(row[place], sources), *row[place + 1:]] for row in rows]
    notes = [note.replace("아래 출처의 번호", "출처의 번호") for note in table.notes if not LISTED.match(note)]
    return frames.made(table.title, table.headings, rows, source="" if own else _line(table.source, sources), notes=notes)


def _with_number(cell: str, sources: Sources) -> str:
    number = sources.known(cell)
    return f"{cell} [{number}]" if number else cell


def _line(text: str, sources: Sources) -> str:
    """Return a source line with the numbers of what it names; that every row names its own is then told by the numbers."""
    found = references(sources.behind(text))
    return f"{BY_ROW.sub('', text)} {found}" if found else text.replace("(앞 과의 계산)", "(이 보고서의 계산)")


def _labels() -> dict[str, str]:
    """Return how source lines call the tables of a case: by title, by file, and in short."""
    described = {row["name"]: row["title"] for row in tables.package("corpus")["resources"]}
    return {**{described[f"case-{table}"]: table for table in TABLES}, **{f"{table}.csv": table for table in TABLES}, **ALSO}


def _rows(file: Path, table: str) -> list[tuple[str, str]]:
    """Return the sources that the rows of a file of the case name, each once; a file that is absent or cannot be read names none."""
    try:
        cells = casefiles.read_cells(file, f"case-{table}") if file.is_file() else pd.DataFrame()
    except DpgkitError:         # the check of the case tells what is wrong with it
        return []
    if not {"source_title", "source_url"} <= set(cells.columns):
        return []
    named = cells.loc[cells["source_url"].str.contains("://"), ["source_title", "source_url"]].drop_duplicates()
    return [(clean(title), url) for title, url in named.itertuples(index=False)]
