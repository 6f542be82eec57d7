"""What a mapping table holds beside the five conditions: what came of it, and where it stopped."""

from dataclasses import replace

import pandas as pd

from dpgkit.cases import caseguide
from dpgkit.impact import BEYOND, STATUS, labelled
from dpgkit.language import say, say_table
from dpgkit.report import frames
from dpgkit.report.model import Section, Topic, clean

CHAPTER = "03_collective_impact"
HEADING = "성과와 한계"
SHOWN = ["조건", "주체", "활동", "근거", "상태", "출처"]
HEADS = ["갈래", "주체", "내용", "근거", "상태", "출처"]
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
    found = rows(case)
    if found.empty:
        return section
    shown = labelled(found)[SHOWN]
    table = frames.from_frame(say_table(shown.set_axis(HEADS, axis=1)), say(HEADING))
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
