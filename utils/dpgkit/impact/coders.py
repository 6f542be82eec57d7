"""Two people rate the same cells without seeing each other's levels; then their agreement, and what they settle on.

The rubric is ordered, so the level of measurement is declared here, before anyone codes: ordinal.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dpgkit import agreement, tables, workbooks
from dpgkit.cases import Case, casefiles, caserows
from dpgkit.errors import DataError, ParameterError
from dpgkit.impact import condition_labels, five_conditions, ratings
from dpgkit.reading import Reading

RULE = "규칙"                # a coder that is no person
MEASURED_AS = "ordinal"
SCALE = (0, 1, 2, 3)
CELL = ["condition", "actor"]
CODED = [*CELL, "coder", "date", "level", "source"]
SHEET, EYES = "매기기", ["조건", "주체", "활동", "근거", "출처", "수준", "까닭과 근거"]
DATED = r"(?:19|20)\d{2}"


def codings(case: Case) -> pd.DataFrame:
    """Return every level given to a cell of a case, one row a cell and coder: condition, actor, coder, date, level, source.

    The levels stand in ``mapping.csv`` (the highest of a cell's rows) and ``codings.csv``; the coder ``규칙`` is computed.
    """
    rows = five_conditions(case.mapping)
    rated = rows[rows["level"].notna()].sort_values("level").groupby([*CELL, "coder"], as_index=False).last()
    own = rated.assign(source=rated["evidence"])[CODED]
    return pd.concat([own, case.codings[CODED], by_rule(case.mapping)], ignore_index=True).astype({"level": "Int64"})


def by_rule(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the levels that a plain rule gives, as ``codings`` does: how much evidence stands there, not what it says.

    0 no documented row, 1 one, 2 one that names a year, 3 two or more that do, from different sources.

    >>> mapping = pd.DataFrame({"condition": ["backbone"], "actor": ["multi"], "status": ["documented"],
    ...                         "evidence": ["2022년 설치"], "as_of": [""], "source_url": ["가"]})
    >>> by_rule(mapping)["level"].tolist()
    [2]
    """
    rows = five_conditions(mapping)
    told = rows["status"] == "documented"
    dated = told & (rows["evidence"].str.contains(DATED) | rows["as_of"].str.contains(DATED))
    counts = rows.assign(told=told, dated=rows["source_url"].where(dated)).groupby(CELL, sort=False).agg(
        told=("told", "sum"), dated=("dated", "nunique"))
    level = counts["dated"].clip(upper=2) + (counts["told"] > 0)
    words = counts.apply(lambda cell: f"근거 있는 줄 {cell['told']}개, 연도가 든 출처 {cell['dated']}개", axis=1)
    return counts.assign(coder=RULE, date="", level=level.astype("Int64"), source=words).reset_index()[CODED]


def pair(case: Case, coder_a: str = "", coder_b: str = RULE) -> pd.DataFrame:
    """Return the levels of two coders over the cells that hold any evidence, as ``codings`` does.

    Parameters: ``coder_a`` empty means the coder of ``mapping.csv``. Cells without evidence are left out, since both
    must give 0 there and agreement would look better than it is. No rows where nobody has rated anything.
    Raises ParameterError for a coder without levels.
    """
    known = codings(case)
    people = [name for name in dict.fromkeys(known["coder"]) if name != RULE]
    if not people:
        return known.head(0)                   # a case that nobody has rated yet
    names = [coder_a or people[0], coder_b]
    for name in names:
        if name not in set(known["coder"]):
            raise ParameterError("이 사례에서 그 이름으로 매긴 값이 없습니다.", value=name, allowed=known["coder"].unique(),
                                 todo="coder_a나 coder_b를 고치거나 매긴 표를 codings.csv로 더하십시오.")
    rows = five_conditions(case.mapping)
    held = rows.loc[rows["status"] != "unverified", CELL].drop_duplicates()
    chosen = known[known["coder"].isin(names)].merge(held, on=CELL)
    return chosen.sort_values("coder", key=lambda column: column.map(names.index), kind="stable", ignore_index=True)


def rater(mapping: pd.DataFrame) -> str:
    """Return who gave the levels of a mapping table, ``아직 없음`` where nobody has.

    >>> rater(pd.DataFrame({"coder": ["", "가", "나", "가"]}))
    '가, 나'
    """
    return ", ".join(dict.fromkeys(name for name in mapping["coder"] if name)) or "아직 없음"


def units(coded: pd.DataFrame) -> pd.DataFrame:
    """Return levels as the long table of ``agreement``: unit, coder, value.

    >>> units(pd.DataFrame({"condition": ["backbone"], "actor": ["business"], "coder": ["가"], "level": [2]})).iloc[0].tolist()
    ['중추지원조직 · 기업', '가', 2]
    """
    actors = caserows.labels("case-mapping", "actor")
    unit = coded["condition"].map(condition_labels()) + " · " + coded["actor"].map(actors)
    return pd.DataFrame({"unit": unit, "coder": coded["coder"], "value": coded["level"].astype(object)})


def measures(coded: pd.DataFrame, level: str = MEASURED_AS) -> pd.DataFrame:
    """Return raw agreement, kappa and alpha at the declared level of measurement: name, value, units, coders, reason.

    No rows where there are no two coders. Raises DataError as ``agreement.measures`` does.
    """
    if coded["coder"].nunique() < 2:
        return pd.DataFrame(columns=["name", "value", "units", "coders", "reason"])
    return agreement.measures(units(coded), level=level, scale=SCALE)


def alphas(coded: pd.DataFrame, levels: Sequence[str] = ("nominal", "ordinal", "interval")) -> pd.DataFrame:
    """Return alpha at several levels of measurement, to see how much hangs on the choice: name, value, verdict.

    Raises DataError as ``agreement.alpha`` does.
    """
    found = [agreement.alpha(units(coded), level=level, scale=SCALE) for level in levels]
    verdict = ["" if one.value is None else ".800 이상" if one.value >= agreement.RELIABLE else
               ".667 이상 .800 미만" if one.value >= agreement.TENTATIVE else ".667 미만" for one in found]
    values = [None if one.value is None else round(one.value, 6) for one in found]
    return pd.DataFrame({"name": [one.name for one in found], "value": values, "verdict": verdict}).astype({"value": "float64"})


def merge(coded: pd.DataFrame) -> pd.DataFrame:
    """Return the levels of two coders beside each other, with a consensus that is filled only where they agree.

    Columns: condition, actor, coder_a, level_a, coder_b, level_b, consensus, note. Both originals stay as they are.
    """
    first, second = [*dict.fromkeys(coded["coder"]), "", ""][:2]
    sides = [coded.loc[coded["coder"] == name, [*CELL, "level"]].rename(columns={"level": f"level_{side}"})
             for name, side in ((first, "a"), (second, "b"))]
    both = sides[0].merge(sides[1], on=CELL, how="outer")
    order = {key: place for place, key in enumerate(condition_labels())}
    both = both.sort_values("condition", key=lambda column: column.map(order), kind="stable", ignore_index=True)
    agreed = both["level_a"].where(both["level_a"] == both["level_b"])
    return both.assign(coder_a=first, coder_b=second, consensus=agreed.astype("Int64"), note="")[
        [*CELL, "coder_a", "level_a", "coder_b", "level_b", "consensus", "note"]]


def settle(merged: pd.DataFrame, decisions: dict[tuple[str, str], tuple[int, str]]) -> pd.DataFrame:
    """Return the merged levels with what the coders settled on after talking; the originals stay as they are.

    Parameters: ``decisions`` from (condition, actor) to (level, reason). Raises DataError for an unknown cell or level.
    """
    settled = merged.copy()
    for (condition, actor), (level, reason) in decisions.items():
        place = settled.index[(settled["condition"] == condition) & (settled["actor"] == actor)]
        if place.empty or level not in SCALE:
            raise DataError("합의한 값을 넣을 수 없습니다.", value=f"{condition}, {actor}: {level}", allowed="견준 칸과 0~3",
                            todo="조건, 주체, 수준을 확인하십시오.")
        settled.loc[place, ["consensus", "note"]] = [level, reason]
    return settled


def disagreements(merged: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Return the cells in which the two differ, the widest first: 조건, 주체, each coder's level, 차이, 까닭.

    Parameters: ``merged`` as ``merge``, ``coded`` as ``pair`` returns it.
    """
    apart = merged.assign(gap=(merged["level_a"] - merged["level_b"]).abs()).query("gap > 0")
    apart = apart.sort_values("gap", ascending=False, kind="stable")
    why = coded.groupby(CELL)["source"].agg(" ↔ ".join).rename("why").reset_index()
    shown = apart.merge(why, on=CELL, how="left")
    a, b = [*dict.fromkeys(coded["coder"]), "가", "나"][:2]
    return pd.DataFrame({"조건": shown["condition"].map(condition_labels()),
                         "주체": shown["actor"].map(caserows.labels("case-mapping", "actor")),
                         a: shown["level_a"], b: shown["level_b"], "차이": shown["gap"], "적은 까닭": shown["why"]})


def coding_sheet(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return what a second coder gets to see: each cell with its activities and evidence, and no level of anyone.

    >>> coding_sheet(tables.load("ci_cases").query("case_id == 'x_road'"))["수준"].unique().tolist()
    ['']
    """
    rows = five_conditions(mapping)
    rows = rows[rows["status"] != "unverified"]
    cells = rows.groupby(CELL, sort=False)[["activity", "evidence", "source_title"]].agg(" / ".join).reset_index()
    actors = caserows.labels("case-mapping", "actor")
    return pd.DataFrame({"조건": cells["condition"].map(condition_labels()), "주체": cells["actor"].map(actors), "활동": cells["activity"],
                         "근거": cells["evidence"], "출처": cells["source_title"], "수준": "", "까닭과 근거": ""})[EYES]


def write_sheet(mapping: pd.DataFrame, path: Path) -> Path:
    """Write the sheet of a second coder as a workbook with the rubric and drop-downs, and return its path.

    Raises DataError as ``workbooks.write`` does.
    """
    return workbooks.write(path, {SHEET: coding_sheet(mapping), "눈금": ratings.rubric()}, {SHEET: {"수준": SCALE}})


def read_sheet(path: Path, coder: str, date: str) -> pd.DataFrame:
    """Return the levels of a filled sheet as ``codings`` does; cells without a level are left out.

    Parameters: ``coder`` who filled it in, ``date`` when (ISO 8601). Raises DataError naming the row that will not do.
    """
    filled = workbooks.read(path, SHEET).rename(columns={"조건": "condition", "주체": "actor", "수준": "level", "까닭과 근거": "source"})
    cells = casefiles.keyed(filled, "case-codings").assign(coder=coder, date=date)
    cells = cells.set_axis(range(2, len(cells) + 2))[lambda table: table["level"] != ""]
    rows, problems = caserows.checked(cells, "case-codings", path.name)
    caserows.refuse(problems)
    return rows[CODED].reset_index(drop=True)


def practice() -> pd.DataFrame:
    """Return the practice levels of two invented coders over fifteen cells, to learn the measures on; no real case.

    >>> len(practice())
    30
    """
    return tables.load("case-codings")[CODED].astype({"level": "Int64"})


def read_alphas(table: pd.DataFrame) -> Reading:
    """Return one sentence on whether the verdict hangs on the level of measurement.

    >>> read_alphas(pd.DataFrame({"name": ["가", "나"], "value": [.6, .9], "verdict": [".667 미만", ".800 이상"]}))
    '같은 값인데 측정 수준에 따라 판정이 2가지로 갈립니다(.667 미만, .800 이상). 그래서 수준은 매기기 전에 정합니다.'
    """
    verdicts = list(dict.fromkeys(table["verdict"]))
    if len(verdicts) == 1:
        return Reading(f"이 값에서는 측정 수준을 바꾸어도 판정이 같습니다({verdicts[0] or '셈할 수 없음'}).")
    return Reading(f"같은 값인데 측정 수준에 따라 판정이 {len(verdicts)}가지로 갈립니다({', '.join(verdicts)}). "
                   "그래서 수준은 매기기 전에 정합니다.")


def read_pair(coded: pd.DataFrame) -> Reading:
    """Return the sentences of ``agreement.read_agreement``, and a warning where one coder is a rule."""
    if coded["coder"].nunique() < 2:
        return Reading("아직 두 사람이 매긴 값이 없습니다. 매기는 표를 나누어 주고 채운 뒤 다시 실행하십시오.")
    said = agreement.read_agreement(units(coded), level=MEASURED_AS, scale=SCALE)
    rule = " 한쪽은 사람이 아니라 근거의 양만 세는 규칙이므로, 이 값은 근거의 양과 매긴 수준이 얼마나 다른지를 보여 줍니다."
    return Reading(said + (rule if RULE in set(coded["coder"]) else ""))
