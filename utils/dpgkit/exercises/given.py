"""The parameters of an exercise notebook: what a variant changes, checked before anything is computed."""

from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dpgkit.errors import ParameterError

SURVEYED = ("인지도", "이용률", "만족도")
DISPUTES = ("first_computer_day", "first_computer_model", "facom_222", "narajangteo", "awareness_2022", "dgi_2023", "open_data_2013",
            "dpg_budget_2023", "nirs_systems", "epi_rank_2016")
IDEAS = ("data", "platform", "actors", "value")


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
    stage_a: str = Field("디지털플랫폼정부", description="뒤 시기")
    stage_b: str = Field("모바일·정부3.0", description="앞 시기")
    term: str = Field("민간", min_length=1, description="두 시기를 가르는지 손으로 셈할 낱말")
    kwic_term: str = Field("플랫폼", min_length=1, description="문맥을 볼 낱말")
    rate_term: str = Field("서비스", min_length=1, description="비율로 견줄 낱말")
    trend_term: str = Field("데이터", min_length=1, description="흐름을 볼 낱말")
    idea: Literal[IDEAS] = Field("platform", description="글의 네 생각 가운데 하나")


MODELS: dict[str, type[Given]] = {"01_egov_history": History, "02_policy_text": PolicyText}


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
        raise ParameterError(f"매개변수 '{name}'에 쓸 수 없는 값입니다.", value=repr(problem["input"]), allowed=allowed,
                             todo=f"'{name}'({fields[name].description})을 나누어 준 값으로 되돌리십시오.") from error


def as_table(given: Given) -> pd.DataFrame:
    """Return parameters as a table: 매개변수, 값, 뜻."""
    rows = [(name, ", ".join(value) if isinstance(value := getattr(given, name), list) else str(value), field.description)
            for name, field in type(given).model_fields.items()]
    return pd.DataFrame(rows, columns=["매개변수", "값", "뜻"])
