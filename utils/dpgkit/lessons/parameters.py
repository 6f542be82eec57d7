"""Parameters of the lessons: names, types and ranges, checked before a kernel starts and again in the lesson."""

from typing import Annotated, Literal

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from dpgkit import cases, documents, kpi, language, lexicon, morphology, tables
from dpgkit.cases import caselibrary, caserows
from dpgkit.documents import corpora
from dpgkit.errors import ParameterError
from dpgkit.history import decomposition, egdi
from dpgkit.impact import checkup, coders
from dpgkit.keywords import groups
from dpgkit.kpi import beginnings, indicators
from dpgkit.kpi.achievement import by_card

EXPECTED = {"string_type": "글자", "int_type": "정수", "float_type": "수", "list_type": "목록", "bool_type": "참·거짓"}
JUDGEMENTS = ("ahp_perfect", "ahp_usual", "ahp_uneven", "ahp_circle", "ahp_four", "ahp_five", "ahp_border")   # worked examples


def _case(name: str) -> str:
    cases.load_info(name)
    return name


def _comparable(name: str) -> str:
    caselibrary.load_mapping(name)
    return name


def _corpus(name: str) -> str:
    if name not in [*documents.CORPORA, *corpora.corpus_names()]:
        documents.checked_folder(name)
    return name


def _lexicon(folder: str) -> str:
    lexicon.load(folder or None)
    return folder


def _stage(name: str) -> str:
    known = [*tables.load("timeline")["stage"].unique(), groups.UNKNOWN]
    if name not in known:
        raise ParameterError("없는 시기입니다(stage_a, stage_b).", value=name, allowed=known, todo="시기의 이름을 고치십시오.")
    return name


class LessonParameters(BaseModel):
    """What every lesson takes: the case, and the language it is shown in."""

    model_config = ConfigDict(extra="forbid", strict=True)
    case: Annotated[str, AfterValidator(_case)] = Field("housing", description="사례 폴더의 이름")
    language: Literal["ko", "en"] = Field("ko", description="보여 줄 말(ko, en)")


class History(LessonParameters):
    """Lesson 01."""

    country: str = Field("KOR", description="살펴볼 나라(ISO 세 글자 부호)")
    peers: list[str] = Field(["DNK", "EST", "GBR", "SGP"], description="견줄 나라들", max_length=6)
    first_year: int = Field(2003, description="첫 회차")
    last_year: int = Field(2024, description="마지막 회차")
    from_year: int = Field(2014, description="순위를 견줄 앞 회차")
    to_year: int = Field(2024, description="순위를 견줄 뒤 회차")
    stages: list[str] = Field([], description="연표에서 볼 시기(비우면 모두)")

    @model_validator(mode="after")
    def _fits_the_tables(self) -> "History":
        index = tables.load("egdi")
        self._check_countries(index)
        self._check_years(index)
        known = tables.load("timeline")["stage"].unique()
        if unknown := [stage for stage in self.stages if stage not in known]:
            raise ParameterError("연표에 없는 시기입니다(stages).", value=", ".join(unknown), allowed=known,
                                 todo="시기의 이름을 고치거나 목록을 비우십시오.")
        for code in (self.country, *self.peers):
            egdi.country_series(index, code, self.first_year, self.last_year)
        decomposition.score_change(index, tables.load("egdi_editions"), self.country, self.from_year, self.to_year)
        return self

    def _check_countries(self, index: pd.DataFrame) -> None:
        known = set(index["iso3"])
        if unknown := [code for code in (self.country, *self.peers) if code not in known]:
            raise ParameterError("EGDI 표에 없는 나라입니다(country, peers).", value=", ".join(unknown),
                                 allowed=f"ISO 세 글자 부호 {len(known)}개 (예: KOR, DNK)", todo="나라 부호를 고치십시오.")

    def _check_years(self, index: pd.DataFrame) -> None:
        years = egdi.edition_years(index)
        for year in (self.first_year, self.last_year, self.from_year, self.to_year):
            if not years[0] <= year <= years[-1]:
                raise ParameterError("EGDI 표에 없는 해입니다.", value=year, allowed=f"{years[0]} 이상 {years[-1]} 이하",
                                     todo="해를 고치십시오.")
        for first, last in ((self.first_year, self.last_year), (self.from_year, self.to_year)):
            if first >= last:
                raise ParameterError("첫 회차가 마지막 회차보다 앞서야 합니다.", value=f"{first}, {last}",
                                     allowed="first_year < last_year, from_year < to_year", todo="두 해를 고치십시오.")


class PolicyText(LessonParameters):
    """Lesson 02."""

    corpus: Annotated[str, AfterValidator(_corpus)] = Field("digests", description="말뭉치 이름 또는 문서 폴더")
    analyzer: Literal[morphology.ANALYZERS] = Field("komoran", description="형태소 분석기")
    own_lexicon: Annotated[str, AfterValidator(_lexicon)] = Field("", description="내 사전 폴더(비우면 키트의 사전만)")
    min_length: int = Field(2, ge=1, le=5, description="셀 낱말의 가장 짧은 길이(글자)")
    extra_stopwords: list[str] = Field([], description="더 뺄 낱말", max_length=200)
    stage_a: Annotated[str, AfterValidator(_stage)] = Field("디지털플랫폼정부", description="견줄 시기")
    stage_b: Annotated[str, AfterValidator(_stage)] = Field("지능형정부", description="그 상대")
    term: str = Field("플랫폼", min_length=1, max_length=40, description="문맥을 볼 낱말")
    top: int = Field(15, ge=3, le=50, description="보여 줄 핵심어 수")
    topic_count: int = Field(6, ge=2, le=30, description="주제의 수")
    seed: int = Field(2026, ge=0, le=2**32 - 1, description="무작위 수의 씨앗")


class CollectiveImpact(LessonParameters):
    """Lesson 03."""

    compare_with: list[Annotated[str, AfterValidator(_comparable)]] = Field(["dpg", "strivetogether"], description="견줄 사례들",
                                                                            max_length=20)
    coder_a: str = Field("", description="첫째로 매긴 사람(비우면 mapping.csv의 사람)")
    coder_b: str = Field("규칙", description="둘째로 매긴 사람('규칙'은 근거의 양을 세는 규칙)")
    bilingual: bool = Field(False, description="인쇄할 표에 영어를 함께 적습니다")

    @model_validator(mode="after")
    def _both_have_rated(self) -> "CollectiveImpact":
        coders.pair(cases.load_case(self.case), self.coder_a, self.coder_b)
        return self


class Architecture(LessonParameters):
    """Lesson 04."""

    link_threshold: float = Field(0.5, ge=0, le=1, description="연결이 새롭다고 볼 문턱(0~1)")
    part_threshold: float = Field(0.5, ge=0, le=1, description="참여자가 새롭다고 볼 문턱(0~1)")
    removed: str = Field("", description="빼 볼 참여자(비우면 서비스가 가장 많이 멈추는 곳)")
    draws: int = Field(200, ge=10, le=5000, description="무작위로 빼 보는 횟수")
    seed: int = Field(2026, ge=0, le=2**32 - 1, description="무작위 수의 씨앗")

    @model_validator(mode="after")
    def _can_be_removed(self) -> "Architecture":
        case = cases.load_case(self.case)
        if case.links.empty:
            raise ParameterError("이 사례에는 연결 표가 없습니다.", value=self.case, allowed="links.csv와 actors.csv가 있는 사례",
                                 todo="누가 누구에게 무엇을 넘기는지 links.csv에 적으십시오.")
        if self.removed:
            from dpgkit.architecture import happened, resilience

            resilience.fall(happened(case.links, case.info.verified), case.actors, self.removed)
        return self


class KpiDesign(LessonParameters):
    """Lesson 05."""

    indicator: str = Field("", description="살펴볼 지표의 열쇠(비우면 잰 값이 있는 첫 지표)")
    base_year: int = Field(0, ge=0, le=2100, description="달성률의 기준 연도(0이면 카드의 기준 연도나 처음 잰 해)")
    trend_year: int = Field(0, ge=0, le=2100, description="추세를 이어 볼 해(0이면 마지막으로 잰 해의 다음 해)")
    judgement: Literal[JUDGEMENTS] = Field("ahp_border", description="쌍대비교의 보기(가상)")
    spread: float = Field(0.25, ge=0, le=1, description="가중치를 흔드는 폭(0~1)")
    band: float = Field(1.0, ge=0.1, le=50, description="문턱 앞뒤로 살필 너비(%p)")
    confidence: float = Field(0.95, ge=0.5, le=0.99, description="구간의 신뢰수준(0.5~0.99)")
    seed: int = Field(2026, ge=0, le=2**32 - 1, description="무작위 수의 씨앗")

    @model_validator(mode="after")
    def _fits_the_case(self) -> "KpiDesign":
        case = cases.load_case(self.case)
        for table in ("ladder", "gates", "criteria"):          # a bad cell is told before anything is written
            indicators.case_table(self.case, table)
        by_card(case.indicators, kpi.rates(case.measurements))
        start = beginnings.beginning(case.indicators, case.measurements, self.indicator, self.base_year, self.trend_year)
        self.indicator, self.base_year, self.trend_year = start
        if self.indicator in set(case.measurements["indicator"]) and kpi.target(case.indicators, self.indicator) is not None:
            measured = kpi.measured(case.measurements, self.indicator)
            kpi.achievement_of(case.indicators, measured, self.indicator, self.base_year)
        return self


class YourCase(LessonParameters):
    """Lesson 06."""

    case: Annotated[str, AfterValidator(_case)] = Field("insurance", description="사례 폴더의 이름")
    corpus: Annotated[str, AfterValidator(_corpus)] = Field("digests", description="말뭉치 이름 또는 문서 폴더")
    query: str = Field("", max_length=200, description="후보 문장을 찾을 때 더할 말(빈칸으로 나눔)")
    top: int = Field(10, ge=3, le=50, description="보여 줄 낱말 수")
    per_cell: int = Field(2, ge=1, le=10, description="칸마다 보여 줄 후보 문장 수")
    seed: int = Field(2026, ge=0, le=2**32 - 1, description="무작위 수의 씨앗")


MODELS: dict[str, type[LessonParameters]] = {
    "00_start_here": LessonParameters, "01_egov_history": History, "02_policy_text": PolicyText,
    "03_collective_impact": CollectiveImpact, "04_architecture": Architecture, "05_kpi_design": KpiDesign,
    "06_your_case": YourCase,
}
READERS = ("02_policy_text", "06_your_case")          # the lessons that read documents


def check(lesson: str, **values: object) -> pd.DataFrame:
    """Return the checked parameters of a lesson as a table: 매개변수, 값, 뜻; what follows is shown in the language among them.

    >>> check("01_egov_history", country="DNK").iloc[2].tolist()
    ['country', 'DNK', '살펴볼 나라(ISO 세 글자 부호)']

    Raises ParameterError for an unknown lesson, an unknown name, a wrong type or a value out of range.
    """
    if values.get("language") in language.LANGUAGES:          # what is wrong is told in the language that was asked for
        language.use(str(values["language"]))
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


def for_case(case: str, corpus: str | None = None, spoken: str = "ko") -> dict[str, dict[str, object]]:
    """Return the checked parameters of every lesson for one case, as its ``case.yml`` sets them.

    Parameters: ``corpus`` replaces the corpus of lessons 02 and 06; without it, lesson 06 reads what ``case.yml`` sets for itself,
    for lesson 02, or for the sentences that its mapping cites. ``spoken`` is the language of the lessons.

    >>> for_case("housing")["05_kpi_design"]["base_year"]
    2020

    Raises ParameterError as ``check`` does, and DataError for an unknown case.
    """
    whole = cases.load_case(case)           # the whole case is checked before the first lesson
    info = whole.info
    for file, rows in {"mapping.csv": whole.mapping, "measurements.csv": whole.measurements}.items():
        caserows.refuse(checkup.broken_citations(rows, info.corpus, file))
    given = info.parameters
    unknown = [lesson for lesson in given if lesson not in MODELS]
    if unknown:
        raise ParameterError("case.yml의 parameters에 없는 과가 있습니다.", value=unknown[0], allowed=MODELS,
                             todo="과의 이름을 고치십시오.")
    wanted = {lesson: {**(given.get(lesson) or {}), "case": case, "language": spoken} for lesson in MODELS}
    wanted["06_your_case"].setdefault("corpus", wanted["02_policy_text"].get("corpus", info.corpus))
    if corpus is not None:
        for lesson in READERS:
            wanted[lesson]["corpus"] = corpus
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
