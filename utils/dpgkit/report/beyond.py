"""What a mapping table holds beside the five conditions: what came of it, and where it stopped."""

from dataclasses import replace

import pandas as pd

from dpgkit.cases import caseguide
from dpgkit.impact import BEYOND, STATUS
from dpgkit.language import say
from dpgkit.report import evidence, frames
from dpgkit.report.model import Section, Topic
from dpgkit.report.wording import clean

CHAPTER = "03_collective_impact"
HEADING = "성과와 한계"
HEADS = ["갈래", "주체", "내용", "근거", "시점", "근거 문장"]
AFTER = 1                # topics of the chapter before it: the mapping table itself
MOST = 2                 # lines of a kind on the first page


def rows(case: str) -> pd.DataFrame:
    """Return the rows of the mapping on outcome and limit, as the case folder holds them, outcome first.

    >>> rows("housing")["condition"].tolist()
    ['outcome', 'limit', 'limit']

    Raises DataError for an unknown case.
    """
    mapping = caseguide.open_case(case).mapping
    found = mapping[mapping["condition"].isin(list(BEYOND))]
    return found.sort_values("condition", key=lambda column: column.map(list(BEYOND).index), kind="stable")


def told(section: Section, case: str) -> Section:
    """Return the chapter on the conditions with a table of outcome and limit behind the mapping table, where there are any."""
    found = rows(case) if section.name == CHAPTER else pd.DataFrame()
    if found.empty:
        return section
    shown = evidence.rows(found).iloc[:, :len(HEADS)].set_axis(HEADS, axis=1)
    table = replace(frames.from_frame(shown.loc[:, (shown != "").any()], say(HEADING)), notes=evidence.listed(found))
    return replace(section, topics=[*section.topics[:AFTER], Topic(say(HEADING), [table]), *section.topics[AFTER:]])


def lines(case: str) -> list[list[str]]:
    """Return outcome and limit as lines of the first page, at most ``MOST`` of each, what is not documented marked.

    >>> lines("housing")[0]
    ['성과: 부적격 당첨자의 비율이 낮아졌습니다.']
    """
    found = rows(case).groupby("condition", sort=False).head(MOST)
    return [[_line(row.condition, clean(row.activity), row.status)] for row in found.itertuples()]


def _line(condition: str, activity: str, status: str) -> str:
    said = activity if status == "documented" or STATUS[status] in activity else f"{activity} [{STATUS[status]}]"
    return f"성과: {said}" if condition == "outcome" else f"한계: {said}"
