"""The mapping table of a report with what each row rests on: the evidence, of which time it is, its sentences, its source."""

from dataclasses import replace

import pandas as pd

from dpgkit import documents
from dpgkit.cases import UNKNOWN, caseguide, caserows
from dpgkit.impact import BEYOND, STATUS, condition_labels, five_conditions
from dpgkit.language import say
from dpgkit.report import citing, frames
from dpgkit.report.chapters import title_of
from dpgkit.report.model import Part, Section, Table
from dpgkit.report.wording import clean

CHAPTER, ACTIVITIES = "03_collective_impact", "활동마다의 근거"
HEADS = ["조건", "주체", "활동", "근거", "시점", "근거 문장", "수준"]
UNMARKED = ("documented", "unverified")          # the evidence itself says so
TOLD = "근거 문장은 말뭉치 '{}'의 문서 이름과 문장 번호입니다."


def told(section: Section, case: str, *, english: bool = False) -> Section:
    """Return the chapter on the conditions, its table of activities with the time and the sentences of each evidence.

    The rows are those of the case folder. Parameters: ``english`` adds a line of English to cells that have one.
    """
    if section.name != CHAPTER:
        return section
    topics = [replace(topic, parts=[_filled(part, case, english) for part in topic.parts])
              if title_of(topic.heading) == ACTIVITIES else topic for topic in section.topics]
    return replace(section, topics=topics)


def rows(mapping: pd.DataFrame, *, english: bool = False) -> pd.DataFrame:
    """Return the rows of a mapping to read: 조건, 주체, 활동, 근거 (with the number of its source), 시점, 근거 문장, 수준.

    >>> from dpgkit.cases import load_case
    >>> rows(load_case("insurance").mapping).iloc[0, 4:].tolist()
    ['', '2022_dpg_direction#11\\n2023_insurance_claim_law#3', '1']

    Parameters: ``mapping`` of the five conditions and, behind them, outcome and limit. The numbers are those of ``sources``.
    """
    mapping = ordered(mapping)
    numbers = {(row.source_title, row.source_url): f" [{row.number}]" for row in sources(mapping).itertuples()}
    cited = [numbers.get(place, "") for place in zip(mapping["source_title"], mapping["source_url"], strict=True)]
    mark = mapping["status"].map(lambda status: "" if status in UNMARKED else f" [{STATUS[status]}]")
    below = mapping["activity_en"].map(lambda text: f"\n{text}" if english and text else "")
    actors, conditions = caserows.labels("case-mapping", "actor"), {**condition_labels(), **BEYOND}
    columns = [mapping["condition"].map(conditions), mapping["actor"].map(actors), mapping["activity"] + mark + below,
               mapping["evidence"] + cited, mapping["as_of"], mapping["sentences"].str.split().str.join("\n"),
               mapping["level"].map(lambda level: "" if pd.isna(level) else str(int(level)))]
    return pd.concat(columns, axis=1, ignore_index=True).set_axis(HEADS, axis=1).reset_index(drop=True)


def sources(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the sources of a mapping, each once, with or without an address: number, source_title, source_url.

    >>> sources(pd.DataFrame({"source_title": ["가", "근거 미확인", "나"], "source_url": ["", "", "https://a.kr"]})).values.tolist()
    [[1, '가', ''], [2, '나', 'https://a.kr']]
    """
    named = mapping.loc[~mapping["source_title"].isin(["", UNKNOWN]), ["source_title", "source_url"]].drop_duplicates(ignore_index=True)
    named.insert(0, "number", range(1, len(named) + 1))
    return named


def listed(mapping: pd.DataFrame) -> list[str]:
    """Return the sources of a mapping as notes below a table, which the report moves into its list of sources."""
    return [f"[{row.number}] {say(clean(row.source_title))}. {citing.address(row.source_url)}".strip()
            for row in sources(ordered(mapping)).itertuples()]


def cited_in(corpus: str) -> str:
    """Return the sentence that says of which corpus the names of sentences are.

    >>> cited_in("우리기관")
    "근거 문장은 말뭉치 '우리기관'의 문서 이름과 문장 번호입니다."
    """
    return TOLD.format(documents.CORPORA.get(corpus, corpus).partition("(")[0].strip())


def ordered(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a mapping in the order of the conditions and, within each, of the actors."""
    conditions, actors = [*condition_labels(), *BEYOND], list(caserows.labels("case-mapping", "actor"))
    places = mapping["condition"].map(conditions.index) * len(actors) + mapping["actor"].map(actors.index)
    return mapping.loc[places.sort_values(kind="stable").index]


def _filled(part: Part, case: str, english: bool) -> Part:
    if not isinstance(part, Table):
        return part
    whole = caseguide.open_case(case)
    mapping = five_conditions(whole.mapping)
    if mapping.empty:
        return part
    notes = [note for note in part.notes if not note.startswith("[")]
    notes += [say(cited_in(whole.info.corpus))] if (mapping["sentences"] != "").any() else []
    made = frames.from_frame(rows(mapping, english=english), part.title)
    return replace(made, notes=[*notes, *listed(mapping)])
