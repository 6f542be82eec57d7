"""Links of a case that are only planned: a report says so wherever it speaks of what is new."""

from dataclasses import dataclass, replace

import pandas as pd

from dpgkit import architecture
from dpgkit.cases import caseguide
from dpgkit.language import say, say_title
from dpgkit.reading import some
from dpgkit.report import frames
from dpgkit.report.chapters import title_of
from dpgkit.report.model import Chart, Paragraph, Part, Section, Table, Topic

CHAPTER, LINKS, CHANGES = "04_architecture", "연결 표", "04_changes"
BEFORE, AFTER = 3, 4     # columns of the table of links
SIDES = {"1": "있음", "0": "없음"}
NAMED = 3                # planned links that a sentence names
PURPLE = {"보라색은 새로 생긴 연결.": "보라색은 새로 생긴 연결과 계획한 연결."}


@dataclass(frozen=True, eq=False)
class Plans:
    """The planned links of a case: which, what the lesson said of all new links and what to say instead, a sentence, a note."""

    links: pd.DataFrame
    planned: pd.Series
    instead: dict[str, str]
    told: str = ""
    note: str = ""

    def reworded(self, text: str) -> str:
        """Return a sentence of the lesson with the plans told apart from what has happened."""
        said = next((said for said in self.instead if said in text), None)
        return text if said is None else text.replace(said, self.instead[said])


def of_case(case: str) -> Plans:
    """Return the planned links of a case; most have none.

    >>> of_case("housing").instead
    {}

    Raises DataError for an unknown case.
    """
    whole = caseguide.open_case(case)
    links, verified = whole.links, whole.info.verified
    planned = architecture.planned(links, verified) if len(links) else pd.Series(dtype=bool)
    count = int(planned.sum())
    if not count:
        return Plans(links, planned, {})
    return Plans(links, planned, _instead(links, verified, count), say(_told(links[planned], verified)),
                 say(f"계획한 연결 {count}개가 들어 있습니다."))


def told(section: Section, plans: Plans) -> Section:
    """Return the chapter on the links, in words where a link is there or not, and its plans told apart."""
    if section.name != CHAPTER:
        return section
    return replace(section, topics=[_topic(topic, plans) for topic in section.topics])


def in_workbook(table: Table, name: str, plans: Plans) -> Table:
    """Return a table that the lesson on links handed on: that of the changes calls a plan a plan, others say that it is among them.

    Parameters: ``name`` of the table, as in ``04_changes``.
    """
    if not plans.instead or not name.startswith(CHAPTER[:2]):
        return table
    changed = plans.links[plans.links["before"] != plans.links["after"]]
    if name != CHANGES or len(changed) != len(table.rows):
        return replace(table, notes=[*table.notes, plans.note])
    rows = [[*row[:-1], say(architecture.PLAN) if mark else row[-1]] for row, mark in
            zip(table.rows, plans.planned[changed.index], strict=True)]
    return frames.made(table.title, table.headings, rows, source=table.source, notes=table.notes)


def _topic(topic: Topic, plans: Plans) -> Topic:
    if title_of(topic.heading) != LINKS:
        return replace(topic, parts=[_part(part, plans) for part in topic.parts])
    parts = [_in_words(part, plans) if isinstance(part, Table) else part for part in topic.parts]
    return replace(topic, parts=[*parts, *([Paragraph(plans.told)] if plans.told else [])])


def _part(part: Part, plans: Plans) -> Part:
    """Return a part with its sentences reworded; tables and charts say that plans are among what they show."""
    if isinstance(part, Paragraph):
        return replace(part, text=plans.reworded(part.text))
    if isinstance(part, Table):
        return replace(part, notes=[*part.notes, *filter(None, [plans.note])])
    measure = part.measure
    for said, better in PURPLE.items() if plans.instead else ():
        measure = measure.replace(said, better)
    title, alternative = plans.reworded(part.title), plans.reworded(part.alternative)
    measure = " ".join(filter(None, [_ended(measure), plans.note])) if plans.note else measure
    return replace(part, title=title, alternative=alternative, measure=measure) if isinstance(part, Chart) else part


def _in_words(table: Table, plans: Plans) -> Table:
    """Return the table of links with words for what is there before and after."""
    if len(table.rows) != len(plans.links) or len(table.headings) <= AFTER:
        return table
    rows = [list(row) for row in table.rows]
    for row, mark in zip(rows, plans.planned, strict=True):
        row[BEFORE], row[AFTER] = say(SIDES.get(row[BEFORE], row[BEFORE])), say(SIDES.get(row[AFTER], row[AFTER]))
        row[AFTER] = say(architecture.PLAN) if mark else row[AFTER]
    return frames.made(table.title, table.headings, rows, source=table.source, notes=table.notes)


def _instead(links: pd.DataFrame, verified: str, count: int) -> dict[str, str]:
    """Return what the lesson says of the links as if every plan had come true, each with what to say."""
    whole, now = architecture.novelty(links), architecture.happened(links, verified)
    said = str(architecture.read_novelty(whole))
    linkage, component = whole["value"]
    if_done = f"계획한 연결 {count}개까지 이루어지면 연결의 새로움은 {linkage:.3f}, 참여자의 새로움은 {component:.3f}입니다."
    new = int(((now["after"] == 1) & (now["before"] != 1)).sum())
    title = f"새로 생긴 연결은 {new}개이고, 계획한 연결은 {count}개입니다."
    verdict = said.partition(": ")[2]
    return {say(said): f"{say(str(architecture.read_novelty(architecture.novelty(now))))} {say(if_done)}",
            say(verdict): say(title), say_title(verdict): say(title)}


def _told(links: pd.DataFrame, verified: str) -> str:
    names = some((f"{link.giver} → {link.receiver}({link.passes}, {link.since})" for link in links.itertuples()), NAMED)
    return (f"계획한 연결은 {len(links)}개입니다: {names}. "
            f"시작할 때가 자료를 확인한 날({verified})보다 뒤이므로 그날까지는 바뀐 것이 아닙니다. "
            "'이후'의 그림과 값에는 계획한 연결도 들어 있습니다.")


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "?")) else f"{text}."
