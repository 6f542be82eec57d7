"""What stands in a report on a case that is not of the case: other cases and other documents, named as such."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from dpgkit import tables
from dpgkit.keywords.references import DIGESTS
from dpgkit.language import say, say_title
from dpgkit.report.chapters import title_of
from dpgkit.report.model import Paragraph, Section, Topic

COMPARED = "사례끼리 견주기"
WORDS = "문서를 가르는 말"
BESIDE = "문서를 키트의 요약문과 가르는 말"


def of_run(folder: Path, case: str) -> list[str]:
    """Return the titles of the cases with which a run compared its case, none where it compared it with none.

    Parameters: ``folder`` of the run with the tables that lessons handed on.
    """
    file = folder / "tables" / "03_cases.csv"
    return titles(tables.read(file, "03_cases"), case) if file.is_file() else []


def titles(compared: pd.DataFrame, case: str) -> list[str]:
    """Return the titles of the other cases in a table of several.

    >>> titles(pd.DataFrame({"case": ["a", "b", "b"], "title": ["가", "나", "나"]}), "a")
    ['나']
    """
    return compared.loc[compared["case"] != case, "title"].drop_duplicates().tolist()


def told(section: Section, compared: Sequence[str], corpus: str) -> Section:
    """Return a section that names the cases compared with, and says where documents that are not the reader's stand beside them.

    Parameters: ``compared`` titles of cases; ``corpus`` that the run read, empty where it is not known.
    """
    return replace(section, topics=[_documents(_cases(topic, compared), corpus) for topic in section.topics])


def _cases(topic: Topic, compared: Sequence[str]) -> Topic:
    if title_of(topic.heading) not in (COMPARED, say(COMPARED)) or not compared:
        return topic
    return replace(topic, parts=[*topic.parts, Paragraph(say(f"견준 사례: {', '.join(compared)}"), "note")])


def _documents(topic: Topic, corpus: str) -> Topic:
    """Return the topic on words that set documents apart; the digests are not of the case of a reader who brought documents."""
    if title_of(topic.heading) not in (WORDS, say(WORDS)) or corpus in ("", DIGESTS):
        return topic
    text = (f"말뭉치 '{corpus}'의 문서를 키트에 든 정책 문서 요약문과 견준 것입니다. "
            "요약문은 이 사례의 문서가 아니며, 글의 종류가 달라 갈린 말도 있습니다.")
    return Topic(say_title(BESIDE), [Paragraph(say(text)), *topic.parts])
