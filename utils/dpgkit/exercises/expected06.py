"""What the checks of lesson 6 compare with: the rules of a case folder, applied to the damaged files and to the candidates."""

from functools import cache
from typing import NamedTuple

import pandas as pd

from dpgkit.cases import caserows, caserules
from dpgkit.exercises import material06

TAKEN = "받음"
SIGNS = {"출처가 없습니다": "출처가 없음", "해나 기간이 없습니다": "수에 때가 없음", "정하는 일이 적혀 있지": "국민이 하는 일이 없음",
         "[추론] 표시": "추론 표시가 맞지 않음", "다른 줄과 같은": "다른 줄과 같은 근거", "없는 조건": "없는 조건"}
MENDS = {1: "정해진 조건의 이름으로 바꿉니다", 2: "출처를 적거나 '근거 미확인'으로 바꿉니다", 3: "이 줄만의 근거를 적습니다",
         4: "국민이 하는 일을 적거나 '혜택만'으로 바꿉니다", 5: "매긴 사람과 날을 적습니다"}


class Fault(NamedTuple):
    """One thing that is wrong in a file: its spreadsheet row, column, the rule (0 where none of the five) and what is wrong."""

    row: int
    column: str
    rule: int
    what: str


@cache
def faults(folder: int) -> dict[str, Fault]:
    """Return the fault of each of the three damaged files by its name."""
    return {name: found[0] for name, found in problems(material06.broken_files(folder)).items()}


def problems(files: dict[str, pd.DataFrame]) -> dict[str, list[Fault]]:
    """Return what is wrong with mapping, links and measurements: types, the five rules, and names that no actor has."""
    broken = caserules.check_mapping(files["mapping"])
    found = {"mapping": [_fault(row) for row in broken.to_dict("records")]}
    names = set(files["actors"]["name"])
    found["links"] = [Fault(place, column, 0, "이름을 찾지 못했습니다") for column in ("giver", "receiver")
                      for place, name in files["links"][column].items() if name not in names]
    wrong = caserows.checked(files["measurements"], "case-measurements", "measurements.csv")[1]
    found["measurements"] = [_fault(row) for row in wrong.to_dict("records")]
    return found


def mended_value(folder: int, name: str) -> str:
    """Return what the damaged cell of links or measurements held before."""
    fault = faults(folder)[name]
    table = material06.broken_files(folder)[name]
    before = material06.whole()[name]
    if name == "links":
        back = {wrong: right for right, wrong in material06.WRONG_NAMES.items()}
        return back[table.at[fault.row, fault.column]]
    column = fault.column if fault.column in before else "year"           # rows that are there twice name the whole key
    return before.at[fault.row, column]


@cache
def verdicts(sheet: int) -> list[str]:
    """Return what becomes of each candidate, by the five rules."""
    rows = material06.candidates(sheet)
    return [_verdict(rows.loc[[place]]) for place in rows.index]


class Pile(NamedTuple):
    """How many files a folder of documents holds, and what becomes of them."""

    files: int
    read: int
    twice: int
    lost: int


def pile(folder: int) -> Pile:
    """Return what becomes of the files of a made-up folder, by how they were made."""
    files = material06.pile(folder)
    lost = sum(name in (*material06.UNREADABLE, material06.EMPTY) for name in files)
    twice = sum(name.endswith("사본.txt") for name in files)
    return Pile(len(files), len(files) - lost - twice, twice, lost)


def to_do(sheet: int) -> tuple[pd.Series, list[str]]:
    """Return how many items are 갖춤, 일부 and 없음, and what is to be done in its order: what is missing before what is there in part."""
    table = material06.checklist(sheet)
    state = (table["된 것"] / table["모두"]).map(lambda share: "없음" if share == 0 else "갖춤" if share == 1 else "일부")
    order = [*table.loc[state == "없음", "무엇"], *table.loc[state == "일부", "무엇"]]
    return state.value_counts(), order


def trail(year: int) -> pd.Series:
    """Return the row of measurements.csv for a year, with its spreadsheet row as name."""
    table = material06.whole()["measurements"]
    return table[table["year"] == str(year)].iloc[0]


def ladder_cell(provider: str, function: str) -> pd.Series:
    """Return the row of ladder.csv for one function of one provider."""
    table = material06.whole()["ladder"]
    return table[(table["provider"] == provider) & (table["function"] == function)].iloc[0]


def _verdict(candidate: pd.DataFrame) -> str:
    found = caserules.check_mapping(pd.concat([material06.standing(), candidate]))
    what = " ".join(found["문제"])
    return next((verdict for sign, verdict in SIGNS.items() if sign in what), TAKEN)


def _fault(row: dict[str, object]) -> Fault:
    what = str(row["문제"])
    rule = int(what[4]) if what.startswith("[규칙") else 0
    return Fault(int(row["행"]), str(row["열"]), rule, what)
