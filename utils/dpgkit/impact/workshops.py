"""A workshop on the mapping table: each group of actors fills a sheet of its own, and the sheets become one table.

Nothing that a group left empty is filled in for it: a line without evidence stays ``근거 미확인``, and is counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dpgkit import tables, workbooks
from dpgkit.cases import casefiles, caserows, caserules
from dpgkit.impact import ACTORS, STATUS, condition_labels, ratings
from dpgkit.reading import Reading

SHEET = "적기"
COLUMNS = {"조건": "condition", "주체": "actor", "활동": "activity", "근거": "evidence", "근거의 시점": "as_of", "근거 상태": "status",
           "출처": "source_title", "출처 주소": "source_url", "매긴 수준": "level"}
SPARE = 3                # lines below the five, for what does not fit


@dataclass(frozen=True)
class Merged:
    """The sheets of all groups as one table: mapping (with ``coder`` the group), what is wrong, and where groups differ."""

    mapping: pd.DataFrame
    problems: pd.DataFrame
    shared: pd.DataFrame
    unproven: int


def blank_sheet(group: str = "") -> pd.DataFrame:
    """Return an empty sheet of one group, one line a condition and a few to spare.

    >>> blank_sheet("citizens")["주체"].tolist()[:2]
    ['국민', '국민']

    Parameters: ``group`` the actor that sits at the table; empty for a group of all.
    """
    labels = [*condition_labels().values(), *[""] * SPARE]
    actor = caserows.labels("case-mapping", "actor").get(group, "")
    return pd.DataFrame({column: labels if column == "조건" else actor if column == "주체" else "" for column in COLUMNS})


def write_sheets(folder: Path, groups: Iterable[str] = tuple(ACTORS), name: str = "03_workshop") -> pd.DataFrame:
    """Write one workbook for each group, with drop-downs, the conditions, the rubric and the rules: 파일, 모둠.

    Raises DataError as ``workbooks.write`` does.
    """
    words, rows = caserows.labels("case-mapping", "actor"), []
    for group in groups:
        file = workbooks.write(folder / f"{name}_{group}.xlsx", {SHEET: blank_sheet(group), **_help()}, {SHEET: choices()})
        rows.append((file.name, words[group]))
    return pd.DataFrame(rows, columns=["파일", "모둠"])


def choices() -> dict[str, Sequence[object]]:
    """Return what the drop-downs of a sheet offer, by column."""
    status = [label for key, label in STATUS.items() if key != "unwritten"]
    return {"조건": list(condition_labels().values()), "주체": list(caserows.labels("case-mapping", "actor").values()),
            "근거 상태": status, "매긴 수준": [0, 1, 2, 3]}


def merge(sheets: dict[str, pd.DataFrame], date: str) -> Merged:
    """Return the filled sheets of several groups as one mapping table.

    Parameters: ``sheets`` by the name of the group, with the columns of ``blank_sheet``; ``date`` of the workshop (ISO 8601).
    Lines without an activity are passed over. Wrong lines are listed as problems and left out of the mapping.
    """
    parts = [_cells(filled, group, date) for group, filled in sheets.items()]
    cells = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*COLUMNS.values(), "coder", "date", "place"])
    unproven = int((cells["evidence"] == caserules.UNKNOWN).sum())
    good, problems = [], []
    for group, lines in cells.groupby("coder", sort=False):
        whole = casefiles.keyed(lines, "case-mapping").set_axis(lines["place"])
        rows, wrong = caserows.checked(whole, "case-mapping", group)
        problems += [wrong, caserules.check_mapping(whole, group)]
        good.append(rows)
    mapping = pd.concat(good, ignore_index=True) if good else caserows.typed(pd.DataFrame(columns=list(_fields())), "case-mapping")
    wrong = pd.concat(problems, ignore_index=True).drop_duplicates(["파일", "행", "열"]) if problems else caserows.problem_table([])
    return Merged(mapping, wrong.reset_index(drop=True), _shared(mapping), unproven)


def read_files(files: Iterable[Path]) -> dict[str, pd.DataFrame]:
    """Return the filled sheets of workbooks or CSV files, by the name of the file.

    Raises DataError naming the file that cannot be read or lacks its sheet.
    """
    return {file.stem: workbooks.read(file, SHEET) if file.suffix == ".xlsx" else
            casefiles.read_cells(file, "case-mapping").rename(columns={key: label for label, key in COLUMNS.items()}) for file in files}


def by_actor(mapping: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the sheets that the groups would have filled in to get this mapping, one a group of actors.

    >>> from dpgkit.cases import load_case
    >>> {name: len(sheet) for name, sheet in by_actor(load_case("housing").mapping).items()}
    {'정부': 5, '기업': 5, '국민': 5}
    """
    rows = mapping[mapping["condition"].isin(list(condition_labels()))]
    words = caserows.labels("case-mapping", "actor")
    level = rows["level"].map(lambda level: "" if pd.isna(level) else str(int(level)))
    worded = rows.assign(condition=rows["condition"].map(condition_labels()), actor=rows["actor"].map(words),
                         status=rows["status"].map(STATUS), level=level)
    shown = worded[list(COLUMNS.values())].set_axis(list(COLUMNS), axis=1)
    return {actor: lines.reset_index(drop=True) for actor, lines in shown.groupby("주체", sort=False)}


def read_merge(merged: Merged) -> Reading:
    """Return one sentence on what the groups brought together."""
    groups = merged.mapping["coder"].replace("", pd.NA).dropna().nunique()
    if merged.mapping.empty:
        return Reading("아직 적은 활동이 없습니다. 모둠의 표를 채운 뒤 다시 합치십시오.")
    return Reading(f"모둠 {groups}개가 활동 {len(merged.mapping)}줄을 적었습니다. 근거를 찾지 못한 줄은 {merged.unproven}개, "
                   f"둘 이상의 모둠이 함께 적은 칸은 {len(merged.shared)}개, 고칠 곳은 {len(merged.problems)}곳입니다.")


def _help() -> dict[str, pd.DataFrame]:
    conditions = tables.load("conditions")[["label_ko", "meaning_ko"]].set_axis(["조건", "뜻"], axis=1)
    rules = pd.DataFrame({"규칙": list(caserules.RULES), "뜻": list(caserules.RULES.values())})
    return {"조건": conditions, "눈금": ratings.rubric(), "규칙": rules}


def _cells(filled: pd.DataFrame, group: str, date: str) -> pd.DataFrame:
    """Return the written lines of one sheet as text with the columns of the mapping, ``coder`` the group, ``place`` the row."""
    rows = filled.rename(columns=COLUMNS).reindex(columns=list(COLUMNS.values()), fill_value="").fillna("").astype(str)
    rows = rows.assign(coder=group, date=date, place=range(2, len(rows) + 2))
    rows = rows[rows["activity"].str.strip() != ""]
    bare = (rows["evidence"].str.strip() == "") & (rows["status"].str.strip() == "")
    return rows.assign(evidence=rows["evidence"].mask(bare, caserules.UNKNOWN), status=rows["status"].mask(bare, STATUS["unverified"]))


def _shared(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that more than one group wrote into: 조건, 주체, 모둠, 활동, 수준."""
    words, rows = caserows.labels("case-mapping", "actor"), []
    for (condition, actor), lines in mapping.groupby(["condition", "actor"], sort=False):
        if lines["coder"].nunique() > 1:
            levels = ", ".join(f"{row.coder} {row.level}" for row in lines.itertuples() if pd.notna(row.level))
            rows.append((condition_labels().get(condition, condition), words[actor], " / ".join(dict.fromkeys(lines["coder"])),
                         " / ".join(lines["activity"]), levels))
    return pd.DataFrame(rows, columns=["조건", "주체", "모둠", "활동", "수준"])


def _fields() -> list[str]:
    return list(caserows.row_model("case-mapping").model_fields)
