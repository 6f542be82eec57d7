"""The five rules of a mapping table: what a row must say so that a second reader can check it."""

import re
from collections.abc import Iterator

import pandas as pd

from dpgkit.cases.caserows import labels, problem, problem_table

UNKNOWN, INFERRED, CITIZENS = "근거 미확인", "[추론]", "citizens"
RULES = {
    1: "조건과 주체는 정해진 이름 가운데 하나입니다.",
    2: "줄마다 근거와 출처가 있거나 '근거 미확인'이라고 적고, 미루어 본 줄에는 [추론]을 붙입니다.",
    3: "한 근거를 두 줄에 쓰지 않고, 근거에 든 수에는 해나 기간을 밝힙니다.",
    4: "국민의 줄에는 국민이 하거나 정하는 일을 적고, 받기만 하면 '혜택만'으로 표시합니다.",
    5: "수준을 매긴 줄에는 매긴 사람과 날을 적습니다.",
}
DOING = ("참여", "제안", "고르", "골라", "고른", "결정", "정하", "정합", "정한", "선택", "투표", "평가", "응답", "답하", "제공", "동의",
         "신청", "서약", "약속", "신고", "의견", "요청", "요구", "묻", "검토", "감시", "실천", "청구", "가입", "운영", "만듭", "만들")
PERIOD = re.compile(r"(?:19|20)\d{2}|\d+\s*(?:년|개월|개\s?학년도|학년도|학기|분기|주|일)")


def check_mapping(mapping: pd.DataFrame, file: str = "mapping.csv") -> pd.DataFrame:
    """Return every row of a mapping table that breaks one of the five rules, as ``caserows.problem_table``.

    >>> row = {"condition": "backbone", "actor": "citizens", "activity": "혜택을 받습니다.", "evidence": "근거 미확인",
    ...        "as_of": "", "status": "unverified", "level": "", "coder": "", "date": "", "source_title": "", "source_url": ""}
    >>> check_mapping(pd.DataFrame([row]))["문제"].tolist()
    ['[규칙 4] 국민이 하거나 정하는 일이 적혀 있지 않습니다']

    Parameters: ``mapping`` typed, or text as ``casefiles.read_cells`` returns it with spreadsheet rows as index.
    """
    cells = _text(mapping)
    return problem_table([problem(file, row, column, f"[규칙 {rule}] {what}", value, todo)
                          for check in CHECKS for row, column, rule, what, value, todo in check(cells)])


def rule_table(problems: pd.DataFrame) -> pd.DataFrame:
    """Return the five rules with the number of rows that break each: 규칙, 뜻, 어긴 곳.

    >>> rule_table(pd.DataFrame({"문제": ["[규칙 3] 근거가 겹칩니다"]}))["어긴 곳"].tolist()
    [0, 0, 1, 0, 0]
    """
    broken = problems["문제"].astype(str).str.extract(r"\[규칙 (\d)\]")[0]
    counts = [int((broken == str(rule)).sum()) for rule in RULES]
    return pd.DataFrame({"규칙": list(RULES), "뜻": list(RULES.values()), "어긴 곳": counts})


Found = tuple[int, str, int, str, str, str]


def _known_names(cells: pd.DataFrame) -> Iterator[Found]:
    for column, what in (("condition", "조건"), ("actor", "주체")):
        words = labels("case-mapping", column)
        allowed = ", ".join(f"{key}({label})" for key, label in words.items())
        for row, value in cells.loc[~cells[column].isin(list(words)), column].items():
            yield row, column, 1, f"없는 {what}입니다", value, f"{allowed} 가운데 하나로 고치십시오."


def _evidence_and_source(cells: pd.DataFrame) -> Iterator[Found]:
    unknown, inferred = cells["evidence"] == UNKNOWN, cells["evidence"].str.contains(INFERRED, regex=False)
    unsourced = (cells["source_title"] == "") | (cells["source_url"] == "")
    told = cells["status"] != "unverified"
    for row in cells.index[told & ~unknown & unsourced]:
        yield row, "source_url", 2, "출처가 없습니다", cells["activity"][row], "출처의 이름과 주소를 적거나 '근거 미확인'으로 바꾸십시오."
    for row in cells.index[(unknown != ~told) & (cells["evidence"] != "")]:
        what = "'근거 미확인'이라는 글과 근거 상태가 서로 다릅니다"
        yield row, "status", 2, what, cells["evidence"][row], "둘을 같게 고치십시오."
    for row in cells.index[inferred != (cells["status"] == "inferred")]:
        what = "[추론] 표시와 근거 상태가 서로 다릅니다"
        yield row, "evidence", 2, what, cells["evidence"][row], "미루어 본 줄이면 둘 다 추론으로 적으십시오."


def _own_dated_evidence(cells: pd.DataFrame) -> Iterator[Found]:
    told = cells[~cells["evidence"].isin([UNKNOWN, ""])]
    squeezed = told["evidence"].str.replace(r"\s+", "", regex=True)
    for row in told.index[squeezed.duplicated()]:
        yield row, "evidence", 3, "다른 줄과 같은 근거입니다", told["evidence"][row], "이 줄만의 근거를 적으십시오."
    undated = told["evidence"].str.contains(r"\d") & ~told["evidence"].str.contains(PERIOD) & (told["as_of"] == "")
    for row in told.index[undated]:
        todo = "근거에 해나 기간을 쓰거나 as_of(근거의 시점)에 적으십시오. 모르면 '시점 미확인'이라고 적습니다."
        yield row, "as_of", 3, "근거의 수에 해나 기간이 없습니다", told["evidence"][row], todo


def _citizens_act(cells: pd.DataFrame) -> Iterator[Found]:
    five = ~cells["condition"].isin(["outcome", "limit"])
    idle = ~cells["activity"].str.contains("|".join(DOING))
    for row in cells.index[five & (cells["actor"] == CITIZENS) & (cells["status"] != "benefit_only") & idle]:
        todo = "국민이 하는 일을 참여, 제안, 결정, 평가, 동의 같은 말로 적거나 상태를 '혜택만'으로 바꾸십시오."
        yield row, "activity", 4, "국민이 하거나 정하는 일이 적혀 있지 않습니다", cells["activity"][row], todo


def _coder_and_date(cells: pd.DataFrame) -> Iterator[Found]:
    for row in cells.index[(cells["level"] != "") & ((cells["coder"] == "") | (cells["date"] == ""))]:
        yield row, "coder", 5, "매긴 사람이나 날이 없습니다", cells["level"][row], "coder와 date를 적으십시오."


CHECKS = (_known_names, _evidence_and_source, _own_dated_evidence, _citizens_act, _coder_and_date)


def _text(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the cells as text, indexed by the row in which a spreadsheet shows them."""
    counted_from_0 = mapping.index.equals(pd.RangeIndex(len(mapping)))
    rows = mapping.set_axis(mapping.index + 2) if counted_from_0 else mapping
    return rows.astype(object).where(rows.notna(), "").astype(str)
