"""Work that needs judgement: a rubric of four levels with anchor samples, a sheet for each marker, and how far two markers agree."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from dpgkit import agreement, workbooks
from dpgkit.errors import DataError, ParameterError

TASKS = {"mapping": "집합적 임팩트 매핑 표", "kpi": "성과지표 시트"}
LEVELS = (1, 2, 3, 4)
APART = 2                # levels from which two markers should talk
SHEET, GUIDE, SAMPLES = "채점", "기준", "보기"
COLUMNS = ["제출", "기준", "수준", "메모"]


def rubric(task: str) -> pd.DataFrame:
    """Return the rubric of a task, one row a criterion: criterion, label_ko, and what each level (1 to 4) looks like.

    >>> rubric("kpi").columns.tolist()
    ['criterion', 'label_ko', 1, 2, 3, 4]

    Raises ParameterError for an unknown task.
    """
    rows = _rows("rubric", task)
    wide = rows.pivot(index=["criterion", "label_ko"], columns="level", values="descriptor_ko")
    return wide.loc[rows[["criterion", "label_ko"]].drop_duplicates().itertuples(index=False, name=None)].rename_axis(
        columns=None).reset_index()


def anchors(task: str) -> pd.DataFrame:
    """Return the samples against which markers set their eyes, two for each level: level, sample_ko, why_ko.

    The samples were made up for this purpose and describe no real case. Raises ParameterError for an unknown task.
    """
    return _rows("anchors", task).drop(columns="task").reset_index(drop=True)


def write_sheet(submissions: Iterable[str], task: str, path: Path) -> Path:
    """Write an Excel sheet for one marker: every submission by every criterion, with the levels to choose from, and the rubric.

    Parameters: ``submissions`` pseudonyms. Raises DataError for none, for one that is there twice, and where levels are already
    written into the file; ParameterError for an unknown task.
    """
    names = [str(name) for name in submissions]
    if not names or len(set(names)) < len(names):
        raise DataError("채점할 제출이 없거나 겹칩니다.", value=", ".join(names), allowed="서로 다른 가명 1개 이상",
                        todo="목록을 고치십시오.")
    if path.is_file() and (workbooks.read(path, SHEET)["수준"] != "").any():
        raise DataError("수준을 이미 적은 표가 있습니다.", value=path.name, allowed="새 파일 이름", todo="다른 이름으로 저장하십시오.")
    guide = rubric(task)
    rows = [(name, label, "", "") for name in names for label in guide["label_ko"]]
    shown = guide.drop(columns="criterion").rename(columns={"label_ko": "기준", **{level: f"수준 {level}" for level in LEVELS}})
    samples = anchors(task).set_axis(["수준", "보기로 지어낸 글", "까닭"], axis=1)
    sheets = {SHEET: pd.DataFrame(rows, columns=COLUMNS), GUIDE: shown, SAMPLES: samples}
    return workbooks.write(path, sheets, {SHEET: {"수준": LEVELS}})


def read_sheets(sheets: dict[str, Path]) -> pd.DataFrame:
    """Return the levels of several markers as one long table for ``agreement``: unit, coder, value, submission, criterion.

    Parameters: ``sheets`` the file of each marker by a name for the marker; a row without a level was not marked.
    Raises DataError for a level that is none, for a row that is there twice, and for sheets that do not hold the same rows.
    """
    parts = []
    for coder, path in sheets.items():
        table = workbooks.read(path, SHEET)[COLUMNS[:3]].set_axis(["submission", "criterion", "value"], axis=1)
        wrong = table[~table["value"].isin(["", *map(str, LEVELS)])]
        if len(wrong) or table.duplicated(["submission", "criterion"]).any():
            raise DataError("쓸 수 없는 수준이거나 겹친 줄입니다.", value=f"{coder}: {', '.join(wrong['value']) or '겹친 줄'}",
                            allowed=LEVELS, todo="그 칸을 고치고 나누어 준 줄을 그대로 두십시오.")
        parts.append(table.assign(coder=coder, unit=table["submission"] + " · " + table["criterion"]))
    if any(set(part["unit"]) != set(parts[0]["unit"]) for part in parts):
        raise DataError("두 채점표의 줄이 다릅니다.", value=", ".join(sheets), allowed="같은 제출과 같은 기준",
                        todo="같은 표를 나누어 주었는지 보십시오.")
    return pd.concat(parts, ignore_index=True)[["unit", "coder", "value", "submission", "criterion"]]


def agreed(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return how far the markers agree, for each criterion and over all: 기준, 재는 것, 값, 줄.

    The levels are ordered, so weighted kappa and alpha at the ordinal level count how far apart two levels are. A measure that
    cannot be computed, for example where all levels are the same, has no value.
    Raises DataError as ``agreement.measures`` does.
    """
    groups = [*((criterion, rows) for criterion, rows in ratings.groupby("criterion", sort=False)), ("모두", ratings)]
    parts = [agreement.measures(rows[["unit", "coder", "value"]], level="ordinal", scale=LEVELS).assign(기준=label)
             for label, rows in groups]
    table = pd.concat(parts, ignore_index=True)
    return table.rename(columns={"name": "재는 것", "value": "값", "units": "줄"})[["기준", "재는 것", "값", "줄"]]


def to_discuss(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return the rows on which markers lie two levels or more apart: submission, criterion, and one column for each marker.

    >>> to_discuss(pd.DataFrame({"submission": "a", "criterion": "근거", "coder": ["A", "B"], "value": ["1", "3"]}))["B"].tolist()
    [3]
    """
    wide = ratings.assign(value=pd.to_numeric(ratings["value"])).pivot(index=["submission", "criterion"], columns="coder", values="value")
    return wide[wide.max(axis=1) - wide.min(axis=1) >= APART].rename_axis(columns=None).reset_index()


def _rows(name: str, task: str) -> pd.DataFrame:
    if task not in TASKS:
        raise ParameterError("기준표가 없는 과제입니다.", value=task, allowed=TASKS, todo="과제의 이름을 고치십시오.")
    table = pd.read_csv(Path(__file__).with_name(f"{name}.csv"), encoding="utf-8")
    return table[table["task"] == task]
