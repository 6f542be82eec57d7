"""What the exercises of lessons 3 and 4 are about: the kit's own cases as they come, and what is drawn from them by a seed.

A reader who has changed a case in lesson 3 has a copy that comes first elsewhere; here the case of the kit is read.
"""

from dataclasses import fields, replace
from functools import cache
from random import Random

import pandas as pd
import yaml

from dpgkit import cases, impact, paths, tables
from dpgkit.cases import Case, CaseInfo, caserows
from dpgkit.cases.facts import Backbone
from dpgkit.exercises import material
from dpgkit.impact import coders

FOLDERS = ("benefit", "dpg", "housing", "insurance", "strivetogether")
RATED, HANDED_IN, APIS = 10, 5, 7      # rows that an exercise shows
FOR_RATING = {
    "dpg": ("common_agenda government", "common_agenda business", "shared_measurement business", "mutually_reinforcing citizens",
            "continuous_communication business", "continuous_communication citizens", "backbone government", "backbone business"),
    "housing": ("common_agenda government", "common_agenda citizens", "shared_measurement citizens", "mutually_reinforcing government",
                "continuous_communication citizens", "backbone citizens"),
    "benefit": ("common_agenda government", "common_agenda citizens", "mutually_reinforcing business", "mutually_reinforcing citizens",
                "continuous_communication citizens"),
    "insurance": ("common_agenda government", "shared_measurement business", "mutually_reinforcing citizens", "backbone government"),
    "elizabeth_river": ("common_agenda multi", "shared_measurement academia", "continuous_communication backbone_org"),
    "homes_100000": ("common_agenda multi", "shared_measurement multi", "backbone nonprofit"),
    "uk_gaap": ("common_agenda government", "shared_measurement government", "continuous_communication government"),
    "happy_alliance": ("common_agenda business", "shared_measurement academia", "backbone business"),
    "communities_that_care": ("mutually_reinforcing multi", "shared_measurement government"),
}
FIGURES = {              # the case, words of the row that holds a published figure, and what is asked of it
    "strivetogether": ("strivetogether", "성공지표 53개", "모든 성공지표와 그 가운데 좋은 방향으로 움직인 것"),
    "insurance": ("insurance", "104,541곳", "모든 의료기관과 그 가운데 이어진 곳"),
    "projects": ("dpg", "31개 가운데 10개", "모든 국민드림 과제와 그 가운데 실적과 계획을 점검한 것"),
    "committee": ("dpg", "위원 23명", "출범 때의 모든 위원과 그 가운데 민간위원"),
    "proposals": ("dpg", "제안 271개에서", "4월 13일까지의 모든 제안과 거기에서 추린 후보"),
}
BREACHES = {1: {"condition": "홍보"}, 2: {"source_title": "", "source_url": ""}, 3: {},      # 3 takes the evidence of the row above
            4: {"activity": "더 빠르고 편리한 서비스를 누립니다."}, 5: {"coder": "", "date": ""}}
INVENTED = {"legal_basis": ("law", "decree", "agreement"),
            "sunset": ("없음", "2031-06-30", "2029-12-31", "2030-03-31", cases.UNKNOWN),
            "staff": ("상근 12명", "위원 25명 이내. 전담 인원은 근거 미확인", cases.UNKNOWN),
            "budget": ("해마다 8억 원", "사업 예산은 부처에 편성(900억 원). 조직의 예산은 근거 미확인", cases.UNKNOWN),
            "ended": ("", "2026-03")}


@cache
def shipped(name: str) -> Case:
    """Return a case of the kit for reading only, whatever copy of it the reader has.

    >>> shipped("housing").info.title
    '청약정보 통합 조회·신청'
    """
    folder = paths.cases_dir() / name
    info = CaseInfo.model_validate(yaml.safe_load(tables.read_text(folder / "case.yml")))
    found, problems = cases.read_tables(folder)
    caserows.refuse(problems)
    return Case(info, **found)


def case(name: str) -> Case:
    """Return a case of the kit; every call gives copies, so that nothing a notebook does to them reaches a check."""
    whole = shipped(name)
    copied = {field.name: getattr(whole, field.name).copy() for field in fields(whole) if field.name != "info"}
    return replace(whole, **copied)


def mapping(name: str) -> pd.DataFrame:
    """Return the mapping table of a case of the kit, or the rows of one that has no folder.

    >>> len(mapping("housing")), len(mapping("x_road"))
    (18, 6)
    """
    if name in FOLDERS:
        return shipped(name).mapping.copy()
    rows = material.table("ci_cases")
    return rows[rows["case_id"] == name].drop(columns=["case", "case_id"]).assign(activity_en="").reset_index(drop=True)


def titles() -> dict[str, str]:
    """Return the Korean title of each case of the kit, those with a folder first.

    >>> titles()["x_road"]
    '에스토니아 X-Road'
    """
    listed = material.table("ci_case_list").set_index("case_id")["title"].to_dict()
    return {name: shipped(name).info.title for name in FOLDERS} | listed


@cache
def practice(left_out: str) -> pd.DataFrame:
    """Return the invented levels of two coders without one condition, for reading only: condition, actor, coder, date, level, source."""
    rows = coders.practice()
    return rows[rows["condition"] != left_out].reset_index(drop=True)


def side_by_side(left_out: str) -> pd.DataFrame:
    """Return the practice levels to read, one row a cell: 칸, 가, 나.

    >>> side_by_side("backbone").shape
    (12, 3)
    """
    wide = coders.units(practice(left_out)).pivot(index="unit", columns="coder", values="value")
    order = coders.units(practice(left_out))["unit"].drop_duplicates()
    return wide.loc[order].astype(int).rename_axis(index="칸", columns=None).reset_index()


def cells_to_rate(seed: int) -> pd.DataFrame:
    """Return ten cells of several cases to rate, each with the rubric of its condition: 칸, 사례, 조건, 주체, 활동, 근거, 상태."""
    cells, rubric = drawn_cells(seed), material.table("rubric").pivot(index="condition", columns="level", values="meaning_ko")
    shown = impact.labelled(cells)[["조건", "주체", "활동", "근거", "상태"]]
    shown.insert(0, "사례", cells["title"])
    shown.insert(0, "칸", range(1, RATED + 1))
    return shown.assign(**{f"수준 {level}": cells["condition"].map(rubric[level]) for level in coders.SCALE[1:]})


@cache
def drawn_cells(seed: int) -> pd.DataFrame:
    """Return the cells behind ``cells_to_rate``, for reading only: three of them idle, of the others at most two of a case."""
    cells, draw = rated_cells(), Random(f"cells {seed}")
    shuffled = cells.iloc[draw.sample(range(len(cells)), len(cells))]
    idle, told = shuffled[shuffled["status"] != "documented"], shuffled[shuffled["status"] == "documented"]
    few = idle.drop_duplicates("status")                         # one without evidence, one that only receives
    more = idle[(idle["status"] == "unverified") & ~idle.index.isin(few.index)].head(1)
    spread = told[told.groupby("case").cumcount() < 2].head(RATED - len(few) - len(more))
    chosen = pd.concat([few, more, spread])
    return chosen.iloc[draw.sample(range(RATED), RATED)].reset_index(drop=True)


@cache
def rated_cells() -> pd.DataFrame:
    """Return the cells that can be drawn for rating, activities and evidence of a cell joined: cell, case, title, and the mapping."""
    parts = []
    for name, chosen in FOR_RATING.items():
        rows = impact.five_conditions(mapping(name))
        rows = rows.assign(cell=rows["condition"] + " " + rows["actor"])
        rows = rows[rows["cell"].isin(chosen)]
        joined = rows.groupby("cell", sort=False).agg({**dict.fromkeys(["condition", "actor", "status", "source_title"], "first"),
                                                       "activity": " / ".join, "evidence": " / ".join}).reset_index()
        parts.append(joined.assign(cell=name + " " + joined["cell"], case=name, title=titles()[name]))
    return pd.concat(parts, ignore_index=True)


def figure(name: str) -> pd.DataFrame:
    """Return the row that holds a published figure: 사례, 물은 것, 활동, 근거, 성과 설계.

    >>> figure("committee")["물은 것"].tolist()
    ['출범 때의 모든 위원과 그 가운데 민간위원']
    """
    place, words, asked = FIGURES[name]
    row = mapping(place)[lambda rows: rows["evidence"].str.contains(words, regex=False)].iloc[0]
    design = caserows.labels("ci_case_list", "design")[shipped(place).info.design]
    return pd.DataFrame([(titles()[place], asked, row["activity"], row["evidence"], design)],
                        columns=["사례", "물은 것", "활동", "근거", "성과 설계"])


def handed_in(seed: int) -> pd.DataFrame:
    """Return five rows as groups might hand them in, some of which break a rule, to be read: 줄, 조건, 주체, 활동 and so on."""
    rows = drawn_rows(seed)
    labels = {**impact.condition_labels(), **caserows.labels("case-mapping", "actor"), **impact.STATUS}
    names = {"condition": "조건", "actor": "주체", "activity": "활동", "evidence": "근거", "status": "상태", "source_title": "출처",
             "level": "수준", "coder": "매긴 사람", "date": "매긴 날"}
    shown = rows[list(names)].replace(labels).rename(columns=names)
    shown.insert(0, "줄", range(1, HANDED_IN + 1))
    return shown


@cache
def drawn_rows(seed: int) -> pd.DataFrame:
    """Return the rows behind ``handed_in``, for reading only: one is of the citizens, three break a rule, each another one."""
    draw = Random(f"rows {seed}")
    pool = pd.concat([mapping(name) for name in ("dpg", "housing", "benefit", "insurance")], ignore_index=True)
    pool = impact.five_conditions(pool).query("status == 'documented'").drop_duplicates("evidence")
    citizens, others = pool[pool["actor"] == "citizens"], pool[pool["actor"] != "citizens"]
    chosen = pd.concat([citizens.iloc[[draw.randrange(len(citizens))]], others.iloc[draw.sample(range(len(others)), HANDED_IN - 1)]])
    rows = chosen.iloc[draw.sample(range(HANDED_IN), HANDED_IN)].astype(object).reset_index(drop=True)
    return _broken(rows, draw)


def backbone(seed: int) -> Backbone:
    """Return an invented organisation with facts to be judged; no real case.

    >>> backbone(2026).name
    '지어낸 지원단'
    """
    draw = Random(f"body {seed}")
    facts = {name: draw.choice(choices) for name, choices in INVENTED.items()}
    if not facts["sunset"][0].isdigit():
        facts["ended"] = ""          # that it ended says something only beside the day until which it was meant to last
    return Backbone(name="지어낸 지원단", established="2023-07-01", **facts)


def facts_of(organisation: Backbone) -> pd.DataFrame:
    """Return what is known of a backbone to read, without a verdict: 항목, 적힌 것."""
    basis = {"law": "법률", "decree": "대통령령", "agreement": "업무협약"}[organisation.legal_basis]
    rows = {"이름": organisation.name, "법적 근거": basis, "세운 때": organisation.established, "존속기한": organisation.sunset,
            "전담 인원": organisation.staff, "조직의 예산": organisation.budget, "끝난 때": organisation.ended or "아직 있음"}
    return pd.DataFrame(rows.items(), columns=["항목", "적힌 것"])


def apis(seed: int) -> pd.DataFrame:
    """Return some of the open APIs of the housing case with their keys, in no order: API, 인증키.

    >>> len(apis(2026))
    7
    """
    rows = shipped("housing").apis.dropna(subset="keys")
    chosen = rows.iloc[Random(f"apis {seed}").sample(range(len(rows)), APIS)]
    return chosen[["name", "keys"]].astype({"keys": int}).set_axis(["API", "인증키"], axis=1).reset_index(drop=True)


def _broken(rows: pd.DataFrame, draw: Random) -> pd.DataFrame:
    """Return rows of which three break a rule: the fourth rule is broken by citizens, the third by a row below another."""
    place_of_citizens = rows.index[rows["actor"] == "citizens"][0]
    rules = draw.sample(list(BREACHES), 3)
    places = {4: place_of_citizens} if 4 in rules else {}
    for rule in sorted(rules, key=lambda rule: rule != 3):       # the third rule needs a row above
        free = [place for place in rows.index if place not in places.values() and (rule != 3 or place > 0)]
        places.setdefault(rule, draw.choice(free))
    for rule, place in places.items():
        change = {"evidence": rows.at[place - 1, "evidence"]} if rule == 3 else BREACHES[rule]
        for column, value in change.items():
            rows.at[place, column] = value
    return rows
