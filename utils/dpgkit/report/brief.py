"""The first page of a report on a case: what it is, who, the weakest condition, the relations, the indicators, what is not known."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from dpgkit import tables
from dpgkit.cases import UNKNOWN, CaseInfo, caseguide, caserows
from dpgkit.cases.facts import Backbone, legal
from dpgkit.impact import coders, condition_labels
from dpgkit.reading import some
from dpgkit.report import beyond, frames
from dpgkit.report.chapters import prefix
from dpgkit.report.endings import sentences
from dpgkit.report.model import Paragraph, Section, Table
from dpgkit.report.outline import findings, fitted
from dpgkit.report.wording import clean

SPOKEN = ("03_collective_impact", "04_architecture", "05_kpi_design")      # lessons whose own sentences stand on the page
MISSED = "목표에 못 미침"
SILENT = ("unverified", "unwritten")       # states of cells that tell nothing
LISTED = 4               # indicators with a value on the page; the chapter has them all
TWO = "두 사람이 따로 매기기"       # heading of the lesson over what two coders agree on
NAMED = 5                # names in a list of what is not known
FACTS = {"established": "세운 날", "sunset": "존속기한", "staff": "전담 인원", "budget": "조직의 예산"}


def brief(info: CaseInfo, sections: Sequence[Section], chosen: Mapping[str, list[str]], folder: Path) -> list[Paragraph]:
    """Return the lines of the first page, as many as fit on it.

    Parameters: ``sections`` of the report; ``chosen`` the sentences that lessons name for it, by lesson; ``folder`` with the
    tables that lessons handed on in this run, so that the page says what the chapters say.
    """
    cells, state = (_handed_on(folder, name) for name in ("03_cells", "05_indicators"))
    told = {section.name: findings(section, chosen.get(section.name)) for section in sections if section.name in SPOKEN}
    groups = [("사례", [sentences(clean(info.summary))]), ("누가", who(info, cells))]
    groups += [(section.title, _by_persons(told[section.name], folder)) for section in sections if section.name in SPOKEN[:2]]
    groups += [(section.title, values(state, _aimed(info.id)) + told[section.name]) for section in sections if section.name == SPOKEN[2]]
    groups += [(beyond.HEADING, beyond.lines(info.id)), (UNKNOWN, unknown(info, cells, state))]
    return fitted([(title, [line for line in lines if line]) for title, lines in groups])


def who(info: CaseInfo, cells: pd.DataFrame) -> list[list[str]]:
    """Return who takes part: the actors with a row that tells what they do, and the backbone with what it stands on."""
    words = caserows.labels("case-mapping", "actor")
    told = set() if cells.empty else set(cells.loc[~cells["status"].isin(SILENT), "actor"])
    names = [words[actor] for actor in words if actor in told]
    lines = [[f"주체는 {', '.join(names)}입니다."]] if names else []
    return lines + ([[backbone(info.backbone)]] if info.backbone else [])


def backbone(body: Backbone) -> str:
    """Return a sentence on the backbone: its name, its legal basis, when it began and when it ended.

    >>> backbone(Backbone(name="위원회", legal_basis="decree", established="2022-07-01", ended="2025-12"))
    '중추조직은 위원회입니다(대통령령·조례·규칙, 세운 날 2022-07-01, 끝난 때 2025-12).'
    """
    facts = [legal(body), f"세운 날 {body.established}", f"끝난 때 {body.ended}" if body.ended else ""]
    known = [fact for fact in facts if fact and UNKNOWN not in fact]
    return f"중추조직은 {clean(body.name)}입니다({', '.join(known)})." if known else f"중추조직은 {clean(body.name)}입니다."


def values(state: pd.DataFrame, aimed: Mapping[str, int] | None = None) -> list[list[str]]:
    """Return a line for each measured indicator: its last value, the target and whether that was met.

    >>> state = pd.DataFrame([{"indicator": "a", "name": "부적격 비율", "year": 2023, "rate": 5.2953, "target": 1.0, "status": MISSED}])
    >>> values(state), values(state, {"a": 2028})[0][0].split(", ")[1]
    ([['부적격 비율: 2023년 5.30%, 목표 1%. 목표에 못 미침']], '목표 1%(2028년). 목표 연도 전이며 아직 목표에 못 미침')

    Parameters: ``aimed`` the years by which targets are to be met, by indicator.
    """
    rows = [row for row in state.to_dict("records") if pd.notna(row["rate"])]
    return [[_value(row, (aimed or {}).get(row["indicator"], 0))] for row in rows][:LISTED]


def _value(row: Mapping[str, object], aimed: int) -> str:
    target = "" if pd.isna(row["target"]) else f", 목표 {row['target']:g}%({aimed}년)" if aimed else f", 목표 {row['target']:g}%"
    early = aimed > row["year"] and row["status"] == MISSED
    status = f"목표 연도 전이며 아직 {MISSED}" if early else row["status"]
    return f"{row['name']}: {int(row['year'])}년 {row['rate']:.2f}%{target}. {status}"


def _aimed(case: str) -> dict[str, int]:
    """Return the years by which the targets of a case are to be met."""
    years = caseguide.open_case(case).indicators.set_index("indicator")["target_year"].dropna()
    return {indicator: int(year) for indicator, year in years.items()}


def unknown(info: CaseInfo, cells: pd.DataFrame, state: pd.DataFrame) -> list[list[str]]:
    """Return what nobody found: cells of the mapping without evidence, indicators without a value, facts on the backbone."""
    return [[line] for line in (_cells(cells), _indicators(state), _gates(info.id), _facts(info.backbone)) if line]


def card(info: CaseInfo) -> Table:
    """Return the facts of ``case.yml`` as a table: country, period, how the outcome is known, the backbone."""
    words = {column: caserows.labels("ci_case_list", column) for column in ("design", "change_level")}
    rows = [["나라", info.country], ["기간", info.period], ["성과를 안 방법", words["design"].get(info.design, info.design)],
            ["바뀐 범위", words["change_level"].get(info.change_level, info.change_level)], ["알려진 성과", info.headline]]
    if info.backbone:
        rows += [["중추조직", info.backbone.name], ["법적 근거", legal(info.backbone)]]
        rows += [[label, getattr(info.backbone, name)] for name, label in FACTS.items()] + [["끝난 때", info.backbone.ended]]
    return frames.made("사례의 카드", ["항목", "내용"], [[name, clean(value)] for name, value in rows if value])




def _cells(cells: pd.DataFrame) -> str:
    if cells.empty:
        return ""
    conditions, actors = condition_labels(), caserows.labels("case-mapping", "actor")
    empty = [f"{conditions.get(row.condition, row.condition)}({actors.get(row.actor, row.actor)})" for row in cells.itertuples()
             if row.status == "unverified"]
    return f"매핑 표 {len(cells)}칸 가운데 {len(empty)}칸: {some(empty, NAMED)}" if empty else ""


def _indicators(state: pd.DataFrame) -> str:
    lacking = sum(pd.isna(row["rate"]) for row in state.to_dict("records"))
    return f"지표 {len(state)}개 가운데 {lacking}개의 값" if lacking else ""


def _gates(case: str) -> str:
    filled = caseguide.overview(case).set_index("파일").loc["gates.csv", "이 사례"]
    return "단계의 문" if filled == caseguide.ABSENT or filled.startswith("0") else ""


def _by_persons(lines: list[list[str]], folder: Path) -> list[list[str]]:
    """Return lines without the one on two coders, unless both of the run are persons."""
    if len(_raters(folder / "tables" / "03_coding.csv") - {"", coders.RULE}) == 2:
        return lines
    return [line for line in lines if not line or not line[0].startswith(prefix(TWO))]


def _raters(file: Path) -> set[str]:
    """Return who rated the cells of a run; a second one may be missing, so that the table is read as it stands."""
    coded = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig") if file.is_file() else pd.DataFrame()
    return {*coded.get("coder_a", []), *coded.get("coder_b", [])}


def _facts(body: Backbone | None) -> str:
    if body is None:
        return "중추조직"
    lacking = ["법적 근거"] if body.legal_basis == "unknown" else []
    lacking += [label for name, label in FACTS.items() if UNKNOWN in getattr(body, name)]
    return f"중추조직의 {', '.join(lacking)}" if lacking else ""


def _handed_on(folder: Path, name: str) -> pd.DataFrame:
    file = folder / "tables" / f"{name}.csv"
    return tables.read(file, name) if file.is_file() else pd.DataFrame()
