"""What a report holds, whichever file it becomes: headings, paragraphs, tables and charts in one order."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

import pandas as pd

WIDE_BRACKETS = str.maketrans("｢｣", "「」")      # the kit's font has no narrow ones
UNWRITABLE = re.compile(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")    # XML refuses them
SUMMARY, DETAILS, SOURCES, METHOD = "요약", "사례의 개요", "출처", "만든 방법"
NOTHING = "보고서에 넣을 결과가 없습니다."


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 is the title of the report; ``anchor`` names its place; ``fresh`` begins a page."""

    text: str
    level: int
    anchor: str = ""
    fresh: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``kind`` is text, question, note, source, or a level of the summary: square, circle, dash."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, eq=False)
class Table:
    """A table: the texts as a reader saw them and the values behind them, with unit, source and notes.

    ``frame`` holds numbers where a column holds numbers; ``formats`` the number format of such columns, by position.
    """

    title: str
    headings: list[str]
    rows: list[list[str]]
    frame: pd.DataFrame
    formats: dict[int, str] = field(default_factory=dict)
    unit: str = ""
    source: str = ""
    notes: list[str] = field(default_factory=list)
    number: int = 0

    @property
    def caption(self) -> str:
        """The caption with its number."""
        return f"표 {self.number}. {self.title}"

    @property
    def below(self) -> list[str]:
        """The lines below the table: unit, source, notes."""
        lines = [f"단위: {self.unit}" if self.unit else "", f"출처: {self.source}" if self.source else ""]
        return [line for line in [*lines, *self.notes] if line]


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart: its Vega-Lite specification, its finding as title, what is measured, its source and a text alternative."""

    name: str
    title: str
    measure: str
    source: str
    alternative: str
    spec: dict
    number: int = 0

    @property
    def caption(self) -> str:
        """The caption with its number."""
        return f"그림 {self.number}. {self.title}"

    @property
    def below(self) -> list[str]:
        """The lines below the picture: what is measured, source."""
        return [line for line in (self.measure, f"출처: {self.source}" if self.source else "") if line]


Part = Paragraph | Table | Chart
Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True)
class Topic:
    """What a report shows below one heading of a lesson."""

    heading: str
    parts: list[Part]


@dataclass(frozen=True)
class Section:
    """What a report shows of one lesson."""

    name: str
    title: str
    question: str
    topics: list[Topic]


@dataclass(frozen=True, eq=False)
class Report:
    """A whole report; ``blocks`` gives its content in reading order, the same for every kind of file.

    ``extras`` are the tables that lessons hand on; only the workbook carries them.
    """

    title: str
    question: str
    case: str
    summary: str
    period: str
    verified: str
    outline: list[Paragraph]
    sections: list[Section]
    sources: list[tuple[str, str]]
    method: list[Part]
    extras: list[Table] = field(default_factory=list)

    @property
    def date_line(self) -> str:
        """The line below the title: case, period, date of the data, licence."""
        return f"사례 {self.case} · 기간 {self.period} · 자료를 확인한 날 {self.verified} · 자료와 글 CC BY 4.0"

    def blocks(self) -> Iterator[Block]:
        """Yield headings, paragraphs, tables and charts in reading order, tables and charts numbered."""
        numbers = {Table: count(1), Chart: count(1)}
        for block in self._unnumbered():
            yield replace(block, number=next(numbers[type(block)])) if type(block) in numbers else block

    def _unnumbered(self) -> Iterator[Block]:
        yield Heading(self.title, 1)
        yield from (Paragraph(self.question, "question"), Paragraph(self.date_line, "note"))
        yield Heading(SUMMARY, 2, "summary")
        yield from self.outline
        yield Heading(DETAILS, 2, "case", fresh=True)
        yield Paragraph(self.summary)
        for place, section in enumerate(self.sections):
            yield from _section_blocks(section, fresh=place > 0)
        yield Heading(SOURCES, 2, "sources", fresh=True)
        yield from (Paragraph(f"[{place}] {title}. {url}", "source") for place, (title, url) in enumerate(self.sources, start=1))
        yield Heading(METHOD, 2, "method")
        yield from self.method

    @property
    def tables(self) -> list[Table]:
        """The tables of the report in reading order."""
        return [block for block in self.blocks() if isinstance(block, Table)]

    @property
    def charts(self) -> list[Chart]:
        """The charts of the report in reading order."""
        return [block for block in self.blocks() if isinstance(block, Chart)]


def clean(text: str) -> str:
    """Return a text as every file can hold it: NFC, wide brackets, no control characters.

    >>> clean("｢전자정부법｣\\x00")
    '「전자정부법」'
    """
    return UNWRITABLE.sub("", unicodedata.normalize("NFC", str(text).replace("\r\n", "\n")).translate(WIDE_BRACKETS))


def _section_blocks(section: Section, *, fresh: bool) -> Iterator[Block]:
    yield Heading(section.title, 2, section.name, fresh=fresh)
    yield Paragraph(section.question, "question")
    for place, topic in enumerate(section.topics, start=1):
        yield Heading(topic.heading, 3, f"{section.name}-{place}")
        yield from topic.parts
