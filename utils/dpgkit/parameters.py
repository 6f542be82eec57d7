"""Parameters of the lessons: names, types and ranges, checked before a kernel starts and again in the lesson."""

from typing import Annotated, Literal

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from dpgkit import cases, corpora, documents, history, kpi, morphology, tables
from dpgkit.errors import ParameterError

EXPECTED = {"string_type": "글자", "int_type": "정수", "float_type": "수", "list_type": "목록", "bool_type": "참·거짓"}
Year = Annotated[int, Field(ge=2003, le=2024)]


def _country(code: str) -> str:
    known = sorted(tables.load("egdi")["iso3"].unique())
    if code not in known:
        raise ParameterError("EGDI 표에 없는 나라입니다(country, peers).", value=code,
                             allowed=f"ISO 세 글자 부호 {len(known)}개 (예: KOR, DNK)", todo="나라 부호를 고치십시오.")
    return code


def _case(name: str) -> str:
    cases.load_info(name)
    return name


def _corpus(name: str) -> str:
    if name not in [*documents.CORPORA, *corpora.corpus_names()]:
        documents.checked_folder(name)
    return name


Country = Annotated[str, AfterValidator(_country)]


class LessonParameters(BaseModel):
    """What every lesson takes: the case."""

    model_config = ConfigDict(extra="forbid", strict=True)
    case: Annotated[str, AfterValidator(_case)] = Field("housing", description="사례 폴더의 이름")


class History(LessonParameters):
    """Lesson 01."""

    country: Country = Field("KOR", description="살펴볼 나라(ISO 세 글자 부호)")
    peers: list[Country] = Field(["DNK", "EST", "GBR", "SGP"], description="견줄 나라들", max_length=6)
    first_year: Year = Field(2003, description="첫 회차")
    last_year: Year = Field(2024, description="마지막 회차")

    @model_validator(mode="after")
    def _in_order(self) -> "History":
        if self.first_year >= self.last_year:
            raise ParameterError("첫 회차가 마지막 회차보다 앞서야 합니다.", value=f"{self.first_year}, {self.last_year}",
                                 allowed="first_year < last_year (2003~2024)", todo="두 해를 고치십시오.")
        return self

    @model_validator(mode="after")
    def _has_editions(self) -> "History":
        history.country_series(tables.load("egdi"), self.country, self.first_year, self.last_year)
        return self


class PolicyText(LessonParameters):
    """Lesson 02."""

    corpus: Annotated[str, AfterValidator(_corpus)] = Field("konlpy", description="말뭉치 이름 또는 문서 폴더")
    analyzer: Literal[morphology.ANALYZERS] = Field("komoran", description="형태소 분석기")
    min_length: int = Field(2, ge=1, le=5, description="셀 낱말의 가장 짧은 길이(글자)")
    extra_stopwords: list[str] = Field([], description="더 뺄 낱말", max_length=200)
    top: int = Field(15, ge=3, le=50, description="보여 줄 핵심어 수")


class CollectiveImpact(LessonParameters):
    """Lesson 03."""


class Architecture(LessonParameters):
    """Lesson 04."""


class KpiDesign(LessonParameters):
    """Lesson 05."""

    indicator: str = Field("ineligible_rate", description="살펴볼 지표의 열쇠")
    base_year: int = Field(2020, ge=1990, le=2100, description="달성률의 기준 연도")

    @model_validator(mode="after")
    def _is_measured(self) -> "KpiDesign":
        case = cases.load_case(self.case)
        kpi.achievement_of(case.indicators, kpi.measured(case.measurements, self.indicator), self.indicator, self.base_year)
        return self


MODELS: dict[str, type[LessonParameters]] = {
    "00_start_here": LessonParameters, "01_egov_history": History, "02_policy_text": PolicyText,
    "03_collective_impact": CollectiveImpact, "04_architecture": Architecture, "05_kpi_design": KpiDesign,
}


def check(lesson: str, **values: object) -> pd.DataFrame:
    """Return the checked parameters of a lesson as a table: 매개변수, 값, 뜻.

    >>> check("01_egov_history", country="DNK").iloc[1].tolist()
    ['country', 'DNK', '살펴볼 나라(ISO 세 글자 부호)']

    Raises ParameterError for an unknown lesson, an unknown name, a wrong type or a value out of range.
    """
    checked = validated(lesson, values)
    rows = [(name, _shown(getattr(checked, name)), field.description)
            for name, field in type(checked).model_fields.items()]
    return pd.DataFrame(rows, columns=["매개변수", "값", "뜻"])


def validated(lesson: str, values: dict[str, object]) -> LessonParameters:
    """Return the parameters of a lesson as a checked object.

    >>> validated("02_policy_text", {"top": 5}).top
    5

    Raises ParameterError as ``check`` does.
    """
    if lesson not in MODELS:
        raise ParameterError("없는 과입니다.", value=lesson, allowed=MODELS, todo="과의 이름을 고치십시오.")
    try:
        return MODELS[lesson].model_validate(values)
    except ValidationError as error:
        raise _worded(lesson, error) from error


def for_case(case: str, corpus: str | None = None) -> dict[str, dict[str, object]]:
    """Return the checked parameters of every lesson for one case, as its ``case.yml`` sets them.

    Parameters: ``corpus`` replaces the corpus of lesson 02.

    >>> for_case("housing")["05_kpi_design"]["base_year"]
    2020

    Raises ParameterError as ``check`` does, and DataError for an unknown case.
    """
    given = cases.load_case(case).info.parameters       # the whole case is checked before the first lesson
    unknown = [lesson for lesson in given if lesson not in MODELS]
    if unknown:
        raise ParameterError("case.yml의 parameters에 없는 과가 있습니다.", value=unknown[0], allowed=MODELS,
                             todo="과의 이름을 고치십시오.")
    wanted = {lesson: {**(given.get(lesson) or {}), "case": case} for lesson in MODELS}
    if corpus is not None:
        wanted["02_policy_text"]["corpus"] = corpus
    return {lesson: validated(lesson, values).model_dump() for lesson, values in wanted.items()}


def _worded(lesson: str, error: ValidationError) -> ParameterError:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    fields = MODELS[lesson].model_fields
    if first["type"] == "extra_forbidden":
        return ParameterError(f"{lesson}에 없는 매개변수입니다.", value=name, allowed=fields, todo="이름을 고치거나 빼십시오.")
    return ParameterError(f"{lesson}의 매개변수 '{name}'에 쓸 수 없는 값입니다.", value=repr(first["input"]),
                          allowed=_allowed(first), todo=f"'{name}'({fields[name].description})의 값을 고치십시오.")


def _allowed(problem: dict) -> str:
    limits = problem.get("ctx", {})
    for key, words in {"ge": "{} 이상", "le": "{} 이하", "max_length": "{}개까지", "expected": "{} 가운데 하나"}.items():
        if key in limits:
            return words.format(limits[key])
    return EXPECTED.get(problem["type"], problem["type"])


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
