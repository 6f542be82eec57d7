"""One list of sources for a whole report: each source once, with a number that tables and charts refer to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pandas as pd

from dpgkit import cases, tables
from dpgkit.cases import casefiles
from dpgkit.errors import DpgkitError
from dpgkit.impact import BEYOND
from dpgkit.language import say
from dpgkit.report import frames
from dpgkit.report.model import Chart, Part, Section, Table
from dpgkit.report.wording import clean

INTERNAL = "내부 자료"                                            # in the place of an address that nobody outside can open
LISTED = re.compile(rf"^\[(\d+)\] (.+?)\.?(?: (https?://\S+|{INTERNAL}))?$")      # a source below a table
CITED = re.compile(r"\[(\d+)\](?=$|\n)")
SAID = ("출처", "source_title", "누가")                           # headings of columns that name sources
BY_ROW = re.compile(r"\(줄마다 (적은 )?출처\)|의 줄마다 적은 자료|\(줄마다 source_title, source_url에 적은 자료\)|\(앞 과의 계산\)")
COMPUTED = "이 보고서의 계산"
TABLES = ("mapping", "links", "actors", "indicators", "measurements", "apis", "ladder")
ALSO = {"연결 표": "links", "매핑 표": "mapping", "지표 카드": "indicators", "지표와 마지막 측정값": "latest",
        "집합적 임팩트에 대한 비판과 물음": "critiques"}
BOUND = r"(?<!\w){}(?!\w)"                                         # a title that is no part of a longer word


class Sources:
    """The sources of a report in the order in which they are first named, and the case tables that name them by row."""

    def __init__(self, first: Iterable[tuple[str, str]] = (), by_table: dict[str, list[tuple[str, str]]] | None = None) -> None:
        """Take the sources that stand first, and those of each table of the case."""
        self._numbers: dict[tuple[str, str], int] = {}
        self._listed: list[tuple[str, str]] = []
        self._by_table = by_table or {}
        named = [source for rows in self._by_table.values() for source in rows]
        self._known = {title: url for title, url in sorted(named, key=lambda source: bool(source[1]))}      # an address wins over none
        for title, url in first:
            self._known.setdefault(title, url)
            self.number(title, url)

    def number(self, title: str, url: str) -> int:
        """Return the number of a source, a new one where it was not named before; blanks and a last period make no difference.

        >>> sources = Sources([("가", "u")])
        >>> sources.number("나", "v"), sources.number(" 가.", "u/")
        (2, 1)
        """
        key = self._key(title, url)
        if key not in self._numbers:
            self._listed.append((title.strip(), (url or self._known.get(title, "")).strip()))
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def known(self, title: str) -> int | None:
        """Return the number of a source that the case names, by its title, or None."""
        return self.number(title, self._known[title]) if title in self._known else None

    def titled(self, text: str) -> list[int]:
        """Return the numbers of the sources whose titles stand in a text; a title within a longer one does not count."""
        places = {}
        for title in sorted(self._known, key=len, reverse=True):
            if found := re.search(BOUND.format(re.escape(title)), text, re.IGNORECASE):      # English begins cells with a capital
                places[title] = found.start()
                text = text[:found.start()] + " " * len(title) + text[found.end():]
        return sorted({self.number(title, self._known[title]) for title in sorted(places, key=places.__getitem__)})

    def behind(self, text: str, only: set[int] | None = None) -> list[int]:
        """Return the numbers of the sources behind a source line: a title itself, or the rows of the tables that it names.

        Parameters: ``only`` the numbers that may be among them, where not all may.
        """
        found = set(self.titled(text))
        for label, table in sorted(_labels().items(), key=lambda pair: len(pair[0]), reverse=True):
            if label.casefold() in text.casefold():
                text = re.sub(re.escape(label), "", text, flags=re.IGNORECASE)
                found |= {self.number(*source) for source in self._by_table.get(table, [])
                          if only is None or self._numbers.get(self._key(*source)) in only}
        return sorted(found)

    def listed(self) -> list[tuple[str, str]]:
        """Return the sources in the order of their numbers, as title and address."""
        return list(self._listed)

    def _key(self, title: str, url: str) -> tuple[str, str]:
        return " ".join(title.split()).rstrip("."), (url or self._known.get(title, "")).strip().rstrip("/")


def of_case(case: str) -> Sources:
    """Return the list that begins with the sources of a case and knows those of its tables."""
    info, folder = cases.load_info(case), cases.case_folder(case)
    cells = {table: _cells(folder / f"{table}.csv", table) for table in TABLES}
    beyond = cells["mapping"].get("condition", pd.Series(dtype=str)).isin(list(BEYOND))
    cells |= {"mapping": cells["mapping"][~beyond], "beyond": cells["mapping"][beyond], "latest": _latest(cells["measurements"])}
    critiques = tables.load("critiques")[["who", "source"]].drop_duplicates()
    by_table = {table: _named(rows) for table, rows in cells.items()}
    by_table["critiques"] = [(say(who), say(place)) for who, place in critiques.itertuples(index=False)]
    named = [source for source in info.sources if source.title != cases.UNKNOWN]
    return Sources([(say(clean(source.title)), source.url) for source in named], by_table)


def address(text: str) -> str:
    """Return what stands as the address of a source: a page, or that it is internal, or nothing.

    >>> address("https://a.kr"), address("내부 자료"), address("근거 미확인")
    ('https://a.kr', '내부 자료', '')
    """
    return text if "://" in text or text == INTERNAL else ""


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
    own = {int(found[1]): sources.number(found[2], found[3] or "") for note in table.notes if (found := LISTED.match(note))}
    rows = [[CITED.sub(lambda found: f"[{own.get(int(found[1]), found[1])}]", cell) if own else cell for cell in row] for row in table.rows]
    places = [place for place, heading in enumerate(table.headings) if heading in (*SAID, *map(say, SAID))]
    only = {number for row in rows for number in _of_row(row, places, sources)} if places else None
    rows = [[_with_number(cell, sources) if place in places else cell for place, cell in enumerate(row)] for row in rows]
    notes = [note.replace("아래 출처의 번호", "출처의 번호") for note in table.notes if not LISTED.match(note)]
    return frames.made(table.title, table.headings, rows, source="" if own else _line(table.source, sources, only or None), notes=notes)


def _of_row(row: list[str], places: list[int], sources: Sources) -> Iterator[int]:
    """Yield the numbers of what a row names: in its columns of sources, and behind a value, as in ``5.3% (2023년, 자료)``."""
    for place, cell in enumerate(row):
        said = cell if place in places else cell.partition(", ")[2].removesuffix(")") if cell.endswith(")") else ""
        yield from sources.titled(said) if place in places else filter(None, [sources.known(said)])


def _with_number(cell: str, sources: Sources) -> str:
    found = references(sources.titled(cell))
    return f"{cell} {found}" if found else cell


def _line(text: str, sources: Sources, only: set[int] | None = None) -> str:
    """Return a source line with the numbers of what it names; that every row names its own is then told by the numbers.

    Parameters: ``only`` the numbers that the rows of a table name themselves, where they do.
    """
    parts = [text] if sources.titled(text) else text.split("; ")
    told = "; ".join(_numbered(part, sources, only) for part in parts)
    return BY_ROW.sub("", told) if told != text else text.replace("앞 과의 계산", COMPUTED)


def _numbered(text: str, sources: Sources, only: set[int] | None) -> str:
    found = references(sources.behind(text, only))
    return f"{text} {found}" if found else text


def _labels() -> dict[str, str]:
    """Return how source lines call the tables of a case, in Korean and in the language of the reader: by title, by file, in short."""
    described = {row["name"]: row["title"] for row in tables.package("corpus")["resources"]}
    titles = {**{described[f"case-{table}"]: table for table in TABLES}, **ALSO}
    return {**titles, **{say(title): table for title, table in titles.items()}, **{f"{table}.csv": table for table in TABLES}}


def _cells(file: Path, table: str) -> pd.DataFrame:
    """Return the cells of a file of the case; a file that is absent or cannot be read has none."""
    try:
        return casefiles.read_cells(file, f"case-{table}") if file.is_file() else pd.DataFrame()
    except DpgkitError:         # the check of the case tells what is wrong with it
        return pd.DataFrame()


def _latest(measured: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the newest year of each indicator."""
    if not {"indicator", "year"} <= set(measured.columns):
        return measured
    years = pd.to_numeric(measured["year"], errors="coerce")
    return measured[years == years.groupby(measured["indicator"]).transform("max")]


def _named(cells: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the sources that rows name, each once; one that is no page has an empty address."""
    if not {"source_title", "source_url"} <= set(cells.columns):
        return []
    named = cells.loc[~cells["source_title"].isin(["", cases.UNKNOWN]), ["source_title", "source_url"]].drop_duplicates()
    return [(say(clean(title)), address(url)) for title, url in named.itertuples(index=False)]
