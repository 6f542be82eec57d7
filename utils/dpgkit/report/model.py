"""What a report holds, whichever file it becomes: headings, paragraphs, tables and charts in one order."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

import pandas as pd

from dpgkit.language import say
from dpgkit.report.wording import still

SUMMARY, DETAILS, SOURCES, METHOD = "요약", "사례의 개요", "출처", "만든 방법"
NOTHING = "보고서에 넣을 결과가 없습니다."
NO_SOURCES = "적은 출처가 없습니다. 출처는 근거 미확인입니다."
NO_ROWS, NO_MARKS = "'{}' 표에는 적을 것이 없습니다.", "'{}' 그림에는 그릴 값이 없습니다."
PLACEHOLDER = {"words"}                         # the only column of a chart that says why there is nothing to draw


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
        return f"{say('표')} {self.number}. {self.title}"

    @property
    def below(self) -> list[str]:
        """The lines below the table: unit, source, notes."""
        lines = [f"{say('단위')}: {self.unit}" if self.unit else "", f"{say('출처')}: {self.source}" if self.source else ""]
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
        return f"{say('그림')} {self.number}. {self.title}"

    @property
    def below(self) -> list[str]:
        """The lines below the picture: what is measured, source."""
        return [line for line in (self.measure, f"{say('출처')}: {self.source}" if self.source else "") if line]

    @property
    def still(self) -> "Chart":
        """The chart as it stands on paper: without the sentences on pointing and pressing."""
        measure = still(self.measure)
        return replace(self, measure=measure, alternative=self.alternative.replace(self.measure, measure))


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

    ``extras`` are the tables that lessons hand on; only the workbook carries them. ``about`` is the heading above ``summary``
    and ``facts``; ``licensed`` where data and text are the kit's own. An empty table or chart is told in a sentence and has no number.
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
    facts: list[Part] = field(default_factory=list)
    about: str = DETAILS
    licensed: bool = False

    @property
    def date_line(self) -> str:
        """The line below the title: case, period, date of the data, and the licence where the kit gives one."""
        if not self.licensed:
            return say(f"사례 {self.case} · 기간 {self.period} · 자료를 확인한 날 {self.verified}")
        return say(f"사례 {self.case} · 기간 {self.period} · 자료를 확인한 날 {self.verified} · 자료와 글 CC BY 4.0")

    def blocks(self, *, paper: bool = False) -> Iterator[Block]:
        """Yield headings, paragraphs, tables and charts in reading order, tables and charts numbered.

        Parameters: ``paper`` leaves out what only a screen can do.
        """
        numbers = {Table: count(1), Chart: count(1)}
        for block in map(_filled, self._unnumbered()):
            block = block.still if paper and isinstance(block, Chart) else block
            yield replace(block, number=next(numbers[type(block)])) if type(block) in numbers else block

    def _unnumbered(self) -> Iterator[Block]:
        yield Heading(self.title, 1)
        yield from (Paragraph(self.question, "question"), Paragraph(self.date_line, "note"))
        yield Heading(say(SUMMARY), 2, "summary")
        yield from self.outline
        yield Heading(self.about, 2, "case", fresh=True)
        yield from (Paragraph(self.summary), *self.facts)
        for section in self.sections:
            yield from _section_blocks(section)
        yield Heading(say(SOURCES), 2, "sources")
        yield from (Paragraph(reference(place, title, url), "source") for place, (title, url) in enumerate(self.sources, start=1))
        yield from [] if self.sources else [Paragraph(say(NO_SOURCES), "note")]
        yield Heading(say(METHOD), 2, "method")
        yield from self.method

    @property
    def tables(self) -> list[Table]:
        """The tables of the report in reading order."""
        return [block for block in self.blocks() if isinstance(block, Table)]

    @property
    def charts(self) -> list[Chart]:
        """The charts of the report in reading order."""
        return [block for block in self.blocks() if isinstance(block, Chart)]


def reference(place: int, title: str, url: str) -> str:
    """Return a source as the list of sources shows it.

    >>> reference(1, "기록", "https://a.kr"), reference(2, "낸 자료.", "")
    ('[1] 기록. https://a.kr', '[2] 낸 자료.')
    """
    return f"[{place}] {title.rstrip('.')}. {url}".strip()


def is_empty(spec: dict) -> bool:
    """Return whether a chart has data and none of it holds a row.

    >>> is_empty({"datasets": {"a": [{}]}}), is_empty({"data": {"values": [{"x": 1}]}}), is_empty({})
    (True, False, False)
    """
    found = [*spec.get("datasets", {}).values(), *_inline(spec)]
    return bool(found) and not any(set(row) - PLACEHOLDER for rows in found for row in rows)      # no rows are written as an empty one


def _inline(value: object) -> Iterator[list]:
    if isinstance(value, dict):
        if isinstance(value.get("data"), dict) and "values" in value["data"]:
            yield value["data"]["values"]
        yield from (rows for key, inside in value.items() if key not in ("data", "datasets") for rows in _inline(inside))
    elif isinstance(value, list):
        yield from (rows for inside in value for rows in _inline(inside))


def _filled(block: Block) -> Block:
    """Return a block, or a sentence in the place of a table or chart without content: its title, where that is a sentence."""
    lacking = NO_ROWS if isinstance(block, Table) and not block.rows else \
        NO_MARKS if isinstance(block, Chart) and is_empty(block.spec) else ""
    if not lacking:
        return block
    return Paragraph(block.title if block.title.endswith("니다.") else say(lacking.format(block.title.rstrip("."))), "note")


def _section_blocks(section: Section) -> Iterator[Block]:
    yield Heading(section.title, 2, section.name)
    yield Paragraph(section.question, "question")
    for place, topic in enumerate(section.topics, start=1):
        yield Heading(topic.heading, 3, f"{section.name}-{place}")
        yield from topic.parts
