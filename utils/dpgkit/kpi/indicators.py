"""Sets of indicator cards: read from a case folder, and checked by the ten rules that make a set worth measuring."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd

from dpgkit import cases
from dpgkit.cases import casefiles, caserows
from dpgkit.cases.caserows import problem, problem_table
from dpgkit.kpi import chains
from dpgkit.kpi.achievement import FORMULAS, formulas_for
from dpgkit.reading import Reading

FILE = "indicators.csv"
UNKNOWN = "근거 미확인"
RULES = {
    1: "묶음에 결과나 영향 지표가 하나는 있습니다.",
    2: "결과 지표마다 그리로 이어지는 산출 지표가 있고, 이어진다고 보는 까닭이 적혀 있습니다.",
    3: "분자와 분모가 있고 서로 다릅니다.",
    4: "목표에는 근거, 목표 연도, 기준값, 기준 연도가 따릅니다.",
    5: "목표는 방향에 맞습니다.",
    6: "목표를 적은 카드에는 달성률 산식이 하나 정해져 있고 방향에 맞습니다.",
    7: "목표를 적은 카드는 짝 지표를 열쇠로 댑니다.",
    8: "책임의 종류가 있고, 한 사업의 지표이면 담당이 있습니다.",
    9: "재는 주기와 한계를 적습니다.",
    10: "가중치는 모두 적거나 모두 비우며, 적으면 더해서 1입니다.",
}
Found = tuple[int, str, int, str, object, str]


def case_table(name: str, table: str) -> pd.DataFrame:
    """Return a table of a case folder that may be absent (``indicators``, ``ladder``, ``gates``, ``criteria``), empty then.

    >>> case_table("housing", "ladder")["provider"].nunique()
    6

    Raises DataError for an unknown case, and for a bad cell with file, row and column.
    """
    return read_table(cases.case_folder(name) / f"{table}.csv", f"case-{table}")


def read_table(path: Path, table: str) -> pd.DataFrame:
    """Return the rows of a file, each checked as a pydantic model of the codebook.

    Parameters: ``table`` a name of the codebook such as ``case-indicators``. A missing file gives no rows.
    Raises DataError naming file, row and column of the first bad cell.
    """
    if not path.is_file():
        return caserows.typed(pd.DataFrame(columns=list(caserows.row_model(table).model_fields)), table)
    rows, problems = caserows.checked(casefiles.read_cells(path, table), table, path.name)
    caserows.refuse(problems)
    return rows.reset_index(drop=True)


def check_cards(cards: pd.DataFrame, *, file: str = FILE, measured: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return every place where a set of cards breaks one of the ten rules, as ``caserows.problem_table``.

    >>> card = {"indicator": "a", "name": "가", "level": "output", "numerator": "나", "denominator": "다", "direction": "up"}
    >>> check_cards(pd.DataFrame([card]))["문제"].tolist()[0]
    '[규칙 1] 결과나 영향 지표가 없습니다'

    Parameters: ``cards`` with the columns of ``case-indicators`` (missing ones count as empty); ``measured`` with
    indicator, year and rate, against which baselines are checked. Row 0 means the set as a whole.
    """
    cells = _complete(cards)
    checks = [*CHECKS, *([] if measured is None else [partial(_measured_baseline, measured=measured)])]
    return problem_table([problem(file, row, column, f"[규칙 {rule}] {what}", "" if pd.isna(value) else value, todo)
                          for check in checks for row, column, rule, what, value, todo in check(cells)])


def rule_table(problems: pd.DataFrame) -> pd.DataFrame:
    """Return the ten rules with the number of places that break each: 규칙, 뜻, 어긴 곳.

    >>> rule_table(pd.DataFrame({"문제": ["[규칙 10] 가중치의 합이 1이 아닙니다"]}))["어긴 곳"].tolist()[-1]
    1
    """
    broken = problems["문제"].astype(str).str.extract(r"\[규칙 (\d+)\]")[0]
    counts = [int((broken == str(rule)).sum()) for rule in RULES]
    return pd.DataFrame({"규칙": list(RULES), "뜻": list(RULES.values()), "어긴 곳": counts})


def read_rules(cards: pd.DataFrame, problems: pd.DataFrame) -> Reading:
    """Return one sentence on how many rules a set of cards keeps.

    >>> read_rules(pd.DataFrame({"indicator": ["a"]}), pd.DataFrame({"문제": ["[규칙 3] 분모가 없습니다"]}))
    '지표 1개의 묶음은 규칙 10개 가운데 9개를 지킵니다. 어긴 규칙: 3. 고칠 곳은 모두 1곳입니다.'
    """
    if cards.empty:
        return Reading("지표 카드가 없습니다.")
    table = rule_table(problems)
    broken = table.loc[table["어긴 곳"] > 0, "규칙"]
    start = f"지표 {len(cards)}개의 묶음은 규칙 {len(RULES)}개 가운데 {len(RULES) - len(broken)}개를 지킵니다."
    return Reading(start if broken.empty else f"{start} 어긴 규칙: {', '.join(map(str, broken))}. 고칠 곳은 모두 {len(problems)}곳입니다.")


def _complete(cards: pd.DataFrame) -> pd.DataFrame:
    """Return the cards with every column of the codebook and the spreadsheet's row numbers as index."""
    fields = caserows.row_model("case-indicators").model_fields
    numbers = ["baseline", "baseline_year", "target", "target_year", "tolerance", "weight"]
    whole = cards.reindex(columns=list(fields))
    whole[numbers] = whole[numbers].apply(pd.to_numeric, errors="coerce").astype("float64")
    texts = [name for name in fields if name not in numbers]
    whole[texts] = whole[texts].astype(object).where(whole[texts].notna(), "").astype(str)
    return whole.set_axis(caserows.lines(cards)) if isinstance(whole.index, pd.RangeIndex) else whole


def _has_outcome(cells: pd.DataFrame) -> Iterator[Found]:
    if not cells["level"].isin(chains.ENDS).any():
        yield 0, "level", 1, "결과나 영향 지표가 없습니다", "", "산출만 세지 않도록 국민에게 일어난 변화를 재는 지표를 더하십시오."


def _outcomes_are_fed(cells: pd.DataFrame) -> Iterator[Found]:
    level, links = cells.set_index("indicator")["level"], chains.edges(cells)
    for row in cells.index[cells["level"].isin(chains.ENDS)]:
        led = [name for name in chains.feeders(cells, cells["indicator"][row]) if level[name] == "output"]
        if not led:
            what, todo = "이 결과로 이어지는 산출 지표가 없습니다", "산출 지표의 feeds에 이 지표의 열쇠를 적으십시오."
            yield row, "feeds", 2, what, cells["name"][row], todo
    for giver in links.loc[links["assumption"] == "", "giver"].unique():
        row = cells.index[cells["indicator"] == giver][0]
        yield row, "assumption", 2, "이어진다고 보는 까닭이 없습니다", cells["name"][row], "assumption에 까닭을 한 문장으로 적으십시오."


def _has_base(cells: pd.DataFrame) -> Iterator[Found]:
    for column, what in (("numerator", "분자"), ("denominator", "분모")):
        for row in cells.index[cells[column].isin(["", UNKNOWN])]:
            yield row, column, 3, f"{what}가 없습니다", cells["name"][row], f"무엇을 세는지 {what}에 적으십시오."
    for row in cells.index[(cells["numerator"] == cells["denominator"]) & (cells["denominator"] != "")]:
        yield row, "denominator", 3, "분자와 분모가 같습니다", cells["denominator"][row], "분모에 무엇 가운데서 세는지 적으십시오."


def _grounded_target(cells: pd.DataFrame) -> Iterator[Found]:
    aimed = cells[cells["target"].notna()]
    for row in aimed.index[aimed["target_basis"].isin(["", UNKNOWN])]:
        yield row, "target_basis", 4, "목표의 근거가 없습니다", aimed["target"][row], "누가 언제 정한 목표인지 적으십시오."
    needs = {"target_year": "목표는 있으나 목표 연도가 없습니다", "baseline": "목표는 있으나 기준값이 없습니다",
             "baseline_year": "목표는 있으나 기준 연도가 없습니다"}
    for column, what in needs.items():
        needed = aimed if column == "target_year" else aimed[aimed["direction"] != "hold"]       # a held target is its own baseline
        for row in needed.index[needed[column].isna()]:
            yield row, column, 4, what, aimed["name"][row], f"{column}에 적으십시오."


def _fitting_target(cells: pd.DataFrame) -> Iterator[Found]:
    known = cells[cells["target"].notna() & cells["baseline"].notna()]
    ahead = (known["target"] - known["baseline"]) * known["direction"].map({"up": 1, "down": -1}).astype("float64")
    for row in known.index[(ahead <= 0) & known["direction"].isin(["up", "down"])]:
        value = f"기준값 {known['baseline'][row]:g}, 목표 {known['target'][row]:g}"
        yield row, "target", 5, "목표가 기준값보다 나아지는 쪽에 있지 않습니다", value, "목표나 direction을 고치십시오."


def _fitting_formula(cells: pd.DataFrame) -> Iterator[Found]:
    for row, card in cells[cells["target"].notna()].iterrows():
        allowed = formulas_for(card["direction"]) if card["direction"] in ("up", "down", "hold") else []
        todo = f"{', '.join(f'{key}({FORMULAS[key].label})' for key in allowed)} 가운데 하나를 formula에 적으십시오."
        if not card["formula"]:
            yield row, "formula", 6, "달성률 산식이 정해져 있지 않습니다", card["name"], todo
        elif card["formula"] not in allowed:
            yield row, "formula", 6, "달성률 산식이 방향에 맞지 않습니다", card["formula"], todo
        elif card["target"] == 0 and FORMULAS[card["formula"]].ratio:
            yield row, "formula", 6, "목표가 0이면 이 산식을 쓸 수 없습니다", card["formula"], "좁힌 거리(gap)를 쓰십시오."
        elif card["direction"] == "hold" and not card["tolerance"] > 0:
            yield row, "tolerance", 6, "지키는 지표에 허용 폭이 없습니다", card["name"], "tolerance에 0보다 큰 수를 적으십시오."


def _guarded(cells: pd.DataFrame) -> Iterator[Found]:
    keys = set(cells["indicator"])
    for row in cells.index[cells["target"].notna() & (cells["guard_indicator"] == "")]:
        todo = "값을 꾸미면 나빠질 지표의 열쇠를 적으십시오."
        yield row, "guard_indicator", 7, "목표는 있으나 짝 지표가 없습니다", cells["name"][row], todo
    for row in cells.index[(cells["guard_indicator"] != "") & ~cells["guard_indicator"].isin(keys)]:
        todo = "그 지표의 카드를 더하거나 열쇠를 고치십시오."
        yield row, "guard_indicator", 7, "짝 지표의 카드가 없습니다", cells["guard_indicator"][row], todo
    for row in cells.index[(cells["guard_indicator"] != "") & (cells["guard_indicator"] == cells["indicator"])]:
        yield row, "guard_indicator", 7, "자기 자신이 짝일 수 없습니다", cells["guard_indicator"][row], "다른 지표의 열쇠를 적으십시오."


def _accountable(cells: pd.DataFrame) -> Iterator[Found]:
    for row in cells.index[cells["accountability"] == ""]:
        yield row, "accountability", 8, "책임의 종류가 없습니다", cells["name"][row], "population이나 performance를 적으십시오."
    for row in cells.index[(cells["accountability"] == "performance") & cells["owner"].isin(["", UNKNOWN])]:
        yield row, "owner", 8, "한 사업의 지표이나 담당을 모릅니다", cells["name"][row], "담당할 기관을 owner에 적으십시오."


def _watched(cells: pd.DataFrame) -> Iterator[Found]:
    for column, what in (("frequency", "재는 주기가 없습니다"), ("limits", "한계와 왜곡 위험이 없습니다")):
        for row in cells.index[cells[column] == ""]:
            yield row, column, 9, what, cells["name"][row], f"{column}에 적으십시오."


def _weighted(cells: pd.DataFrame) -> Iterator[Found]:
    weights = cells["weight"]
    if weights.notna().any() and weights.isna().any():
        row = weights.index[weights.isna()][0]
        yield row, "weight", 10, "어떤 카드에만 가중치가 있습니다", cells["name"][row], "모두 적거나 모두 비우십시오."
    elif weights.notna().all() and len(weights) and (abs(weights.sum() - 1) > 1e-6 or (weights < 0).any()):
        yield 0, "weight", 10, "가중치의 합이 1이 아니거나 음수가 있습니다", f"{weights.sum():g}", "0 이상, 합이 1이 되게 고치십시오."


def _measured_baseline(cells: pd.DataFrame, measured: pd.DataFrame) -> Iterator[Found]:
    rates = measured.set_index(["indicator", "year"])["rate"]
    for row, card in cells[cells["baseline"].notna()].iterrows():
        rate = rates.get((card["indicator"], card["baseline_year"]))
        if rate is not None and abs(rate - card["baseline"]) > 0.005:
            todo = f"측정값은 {rate:.6f}입니다. 어느 쪽이 맞는지 확인하십시오."
            yield row, "baseline", 4, "기준값이 그해의 측정값과 다릅니다", card["baseline"], todo


CHECKS = (_has_outcome, _outcomes_are_fed, _has_base, _grounded_target, _fitting_target, _fitting_formula, _guarded, _accountable,
          _watched, _weighted)
