"""The parameters of an exercise notebook: what a variant changes, checked before anything is computed."""

from typing import Annotated, Literal

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from dpgkit import reading
from dpgkit.errors import ParameterError

SURVEYED = ("인지도", "이용률", "만족도")
DISPUTES = ("first_computer_day", "first_computer_model", "facom_222", "narajangteo", "awareness_2022", "dgi_2023", "open_data_2013",
            "dpg_budget_2023", "nirs_systems", "epi_rank_2016")
CASES = ("benefit", "dpg", "housing", "insurance", "strivetogether")
IN_KOREA = ("benefit", "dpg", "housing", "insurance")
ABROAD = ("strivetogether", "shape_up_somerville", "elizabeth_river", "communities_that_care", "homes_100000", "uk_gaap", "x_road",
          "singapore", "india_stack")
CONDITIONS = ("common_agenda", "shared_measurement", "mutually_reinforcing", "continuous_communication", "backbone")
FIGURES = ("strivetogether", "insurance", "projects", "committee", "proposals")
MUTUAL = ("benefit", "insurance", "strivetogether")       # nets in which some links come back
IDEAS = ("data", "platform", "actors", "value")
PROVIDERS = ("청약홈", "마이홈", "LH", "SH", "GH", "서울주거포털")
Three = Annotated[list[Annotated[int, Field(ge=1, le=9)]], Field(min_length=3, max_length=3)]


def known_stage(name: str) -> str:
    """Return the name of a stage; one that the table of stages does not have is refused."""
    from dpgkit import history, tables

    stages = history.stages(tables.load("timeline"))["stage"].tolist()
    if name not in stages:
        what = reading.particle(f"'{name}'", "은", "는")
        raise PydanticCustomError("stage", "{what}", {"what": f"{what} 없는 시기입니다.", "expected": ", ".join(stages)})
    return name


Stage = Annotated[str, AfterValidator(known_stage)]


class Given(BaseModel):
    """What every exercise notebook takes: the seed of what is drawn at random."""

    model_config = ConfigDict(extra="forbid", strict=True)
    seed: int = Field(2026, ge=0, le=2**32 - 1, description="카드와 문장을 고르는 씨앗")


class History(Given):
    """Exercises of lesson 01."""

    country: str = Field("KOR", pattern="^[A-Z]{3}$", description="살펴볼 나라(ISO 세 글자 부호)")
    weighted_year: Literal[2008, 2010] = Field(2010, description="가중치를 따로 둔 회차")
    mean_year: Literal[2003, 2004, 2005, 2008, 2010, 2012] = Field(2003, description="세계 평균을 낼 회차")
    from_year: int = Field(2014, description="견줄 앞 회차")
    to_year: int = Field(2024, description="견줄 뒤 회차")
    measure: Literal[SURVEYED] = Field("이용률", description="이용실태조사에서 볼 값")
    dispute: Literal[DISPUTES] = Field("first_computer_day", description="엇갈리는 기록의 열쇠")
    rank: int = Field(3, ge=1, le=100, description="주장에 나오는 순위")


class PolicyText(Given):
    """Exercises of lesson 02."""

    word: str = Field("국회", min_length=1, description="헌법에서 셀 글자열")
    dropped: list[str] = Field(["정부", "서비스"], min_length=1, max_length=5, description="더 뺄 낱말")
    stage_a: Stage = Field("디지털플랫폼정부", description="뒤 시기")
    stage_b: Stage = Field("모바일·정부3.0", description="앞 시기")
    term: str = Field("민간", min_length=1, description="두 시기를 가르는지 손으로 셈할 낱말")
    kwic_term: str = Field("플랫폼", min_length=1, description="문맥을 볼 낱말")
    rate_term: str = Field("서비스", min_length=1, description="비율로 견줄 낱말")
    trend_term: str = Field("데이터", min_length=1, description="흐름을 볼 낱말")
    idea: Literal[IDEAS] = Field("platform", description="글의 네 생각 가운데 하나")


class CollectiveImpact(Given):
    """Exercises of lesson 03."""

    case: Literal[IN_KOREA] = Field("dpg", description="살펴볼 사례")
    left_out: Literal[CONDITIONS] = Field("mutually_reinforcing", description="연습 값에서 뺄 조건")
    level: Literal["nominal", "interval"] = Field("nominal", description="고칠 분석이 쓴 측정 수준")
    other: Literal[ABROAD] = Field("x_road", description="견줄 사례")
    figure: Literal[FIGURES] = Field("strivetogether", description="되풀이할 발표값")


class Architecture(Given):
    """Exercises of lesson 04."""

    case: Literal[CASES] = Field("housing", description="연결을 볼 사례")
    link_threshold: float = Field(0.5, ge=0, le=1, description="연결이 새롭다고 볼 문턱")
    part_threshold: float = Field(0.4, ge=0, le=1, description="참여자가 새롭다고 볼 문턱")
    net: Literal[MUTUAL] = Field("benefit", description="그물을 잴 사례")
    hub: str = Field("혜택알리미", min_length=1, description="사이에 선 정도를 셀 참여자")
    fall_case: Literal[CASES] = Field("dpg", description="한 곳을 빼 볼 사례")
    removed: str = Field("국가정보자원관리원", min_length=1, description="빼 볼 참여자")
    top: Literal[2, 3, 4] = Field(3, description="몫을 셀 API의 수")


class Kpi(Given):
    """Exercises of lesson 05."""

    providers: list[Literal[PROVIDERS]] = Field(list(PROVIDERS), min_length=4, max_length=6, description="살펴볼 공급 기관")
    function: Literal["list", "detail", "eligibility"] = Field("list", description="한 곳에서 되는지 볼 기능")
    threshold: int = Field(60, ge=1, le=100, description="문의 기준값(%)")
    pool_from: int = Field(2019, ge=2019, le=2023, description="비율을 묶을 첫 해")
    pool_to: int = Field(2023, ge=2019, le=2023, description="비율을 묶을 마지막 해")
    base_year: int = Field(2020, ge=2019, le=2023, description="달성률의 기준 연도")
    result_year: int = Field(2023, ge=2019, le=2023, description="실적을 볼 해")
    goal: float = Field(1.0, gt=0, le=10, description="목표값(%), 1이 아니면 만든 보기(가상)")
    judged_12: Three = Field([3, 1, 2], description="세 전문가: 기준1은 기준2보다 몇 배")
    judged_13: Three = Field([5, 3, 2], description="세 전문가: 기준1은 기준3보다 몇 배")
    judged_23: Three = Field([2, 3, 1], description="세 전문가: 기준2는 기준3보다 몇 배")
    first_weight: float = Field(0.5, gt=0, lt=1, description="첫 지표의 가중치")
    spread: float = Field(0.25, gt=0, lt=1, description="가중치를 흔드는 폭")
    aim: int = Field(80, ge=50, le=95, description="실적의 목표(%)")
    width: float = Field(2.0, gt=0, le=5, description="목표 앞뒤로 살필 너비(%p)")
    month: str = Field("2023-07", pattern=r"^\d{4}-\d{2}$", description="만족도를 셈할 달")


class YourCase(Given):
    """Exercises of lesson 06."""

    folder: int = Field(1, ge=1, le=200, description="망가뜨린 사례 폴더의 번호")
    sheet: int = Field(1, ge=1, le=200, description="근거 후보 묶음의 번호")
    year: int = Field(2021, ge=2019, le=2023, description="되짚을 해")
    provider: Literal[PROVIDERS] = Field("SH", description="통합 표에서 볼 기관")
    function: Literal["list", "detail", "eligibility", "apply", "result"] = Field("apply", description="통합 표에서 볼 기능")


MODELS: dict[str, type[Given]] = {"01_egov_history": History, "02_policy_text": PolicyText,
                                  "03_collective_impact": CollectiveImpact, "04_architecture": Architecture,
                                  "05_kpi_design": Kpi, "06_your_case": YourCase}


def validated(lesson: str, values: dict[str, object]) -> Given:
    """Return the parameters of an exercise notebook as a checked object.

    >>> validated("01_egov_history", {"rank": 5}).rank
    5

    Raises ParameterError for an unknown lesson or name, and for a value that cannot be.
    """
    if lesson not in MODELS:
        raise ParameterError("연습문제가 없는 과입니다.", value=lesson, allowed=MODELS, todo="과의 이름을 고치십시오.")
    try:
        return MODELS[lesson].model_validate(values)
    except ValidationError as error:
        problem, fields = error.errors()[0], MODELS[lesson].model_fields
        name = str(problem["loc"][0])
        if name not in fields:
            raise ParameterError("연습문제에 없는 매개변수입니다.", value=name, allowed=fields, todo="이름을 고치거나 빼십시오.") from error
        allowed = problem.get("ctx", {}).get("expected", f"처음 값은 {MODELS[lesson]().model_dump()[name]!r}")
        what = problem.get("ctx", {}).get("what", "")
        said = f"{name} {what}" if what else f"매개변수 '{name}'에 쓸 수 없는 값입니다."
        raise ParameterError(said, value=repr(problem["input"]), allowed=allowed,
                             todo=f"'{name}'의 값({fields[name].description})을 나누어 준 대로 되돌리십시오.") from error


def as_table(given: Given) -> pd.DataFrame:
    """Return parameters as a table: 매개변수, 값, 뜻."""
    rows = [(name, ", ".join(map(str, value)) if isinstance(value := getattr(given, name), list) else str(value), field.description)
            for name, field in type(given).model_fields.items()]
    return pd.DataFrame(rows, columns=["매개변수", "값", "뜻"])
