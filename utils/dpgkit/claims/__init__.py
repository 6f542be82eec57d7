"""Claims of the article that the kit starts from, each decided by a function that looks into the tables."""

import ast
import re
from collections.abc import Callable
from functools import partial
from inspect import signature

import pandas as pd

from dpgkit import tables
from dpgkit.claims import verdicts
from dpgkit.claims.verdicts import (
    Data,
    Verdict,
    alone_at_the_top,
    among_oecd,
    case_values,
    conditions_are,
    conditions_from,
    editions,
    event,
    everyone_has_a_part,
    first_edition,
    first_events,
    four_components,
    law_revised,
    links_added,
    mentioned,
    participation_rose,
    service,
    survey_value,
    top_ranks,
)
from dpgkit.errors import DataError
from dpgkit.reading import Reading

VERDICTS = {"supported": "뒷받침됨", "off": "어긋남", "cannot_check": "가릴 수 없음"}
COLUMNS = ["claim", "statement_ko", "topic", "verdict", "difference", "table"]
FORMS = ("event", "first_events", "mentioned", "service", "law_revised", "top_ranks", "alone_at_the_top", "among_oecd",
         "participation_rose", "survey_value", "case_values", "everyone_has_a_part", "links_added")     # for claims of readers


def load_claims() -> pd.DataFrame:
    """Return the claims, one a row, in our own words; no verdict is stored with them.

    >>> load_claims()["claim"].iloc[0]
    'C01'
    """
    return tables.load("claims")


def load_data(claims: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return every table that the claims name, by its name.

    >>> sorted(load_data(pd.DataFrame({"tables": ["conditions; timeline"]})))
    ['conditions', 'timeline']
    """
    return {name: tables.load(name) for name in sorted({name for row in claims["tables"] for name in row.split("; ")})}


def decide(check: str, data: Data) -> Verdict:
    """Return the verdict of one check on the tables ``data``.

    >>> decide("five_conditions", {"conditions": tables.load("conditions")}).verdict
    'supported'

    Parameters: ``check`` is a key of ``CHECKS``, or a form of ``FORMS`` with what it should look for, as in
    ``event(title="홈택스", date="2002")``; so a claim can be added by adding a row.
    Raises DataError for a check that is neither, and for values that a form cannot use.
    """
    if check in CHECKS:
        return CHECKS[check](data)
    try:
        return written_check(check)(data)
    except (TypeError, KeyError, AttributeError, ValueError, re.error) as error:
        raise DataError("주장을 가리지 못했습니다.", value=f"{check}: {error}", allowed=f"이 표들로 가릴 수 있는 값: {', '.join(data)}",
                        todo="claims.csv의 tables 열에 쓰는 표를 모두 적고 check 열의 값을 확인하십시오.") from error


def written_check(check: str) -> Callable[[Data], Verdict]:
    """Return the function that a check written as a form stands for.

    >>> written_check('event(title="출범", date="2022")').keywords
    {'title': '출범', 'date': '2022'}

    Only plain values are read, nothing is run. Raises DataError for an unknown form or an option it does not take.
    """
    try:
        call = ast.parse(check.strip(), mode="eval").body
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in FORMS) or call.args:
            raise ValueError
        form = getattr(verdicts, call.func.id)
        options = {option.arg: ast.literal_eval(option.value) for option in call.keywords}
        signature(form).bind(None, **options)
    except (SyntaxError, ValueError, TypeError) as error:
        raise DataError("주장을 가리는 함수가 없습니다.", value=check, allowed=["있는 함수의 이름", *(f"{form}(...)" for form in FORMS)],
                        todo="claims.csv의 check 열을 고치십시오.") from error
    return partial(form, **options)


def check_claims(data: Data | None = None, *, claims: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row a claim: claim, statement_ko, topic, verdict, difference, table.

    Parameters: ``data`` tables by name, those of the corpus unless told; ``claims`` the table of that name.
    Raises DataError where a claim names no known check.
    """
    claims = load_claims() if claims is None else claims
    data = load_data(claims) if data is None else data
    found = [decide(check, data) for check in claims["check"]]
    table = claims.rename(columns={"tables": "table"})
    return table.assign(verdict=[one.verdict for one in found], difference=[one.difference for one in found])[COLUMNS]


def read_claims(ledger: pd.DataFrame) -> Reading:
    """Return one sentence on how many claims the tables support, contradict and cannot decide.

    >>> read_claims(pd.DataFrame({"claim": ["C01", "C02"], "verdict": ["supported", "off"]}))
    '주장 2개 가운데 뒷받침됨 1개, 어긋남 1개, 가릴 수 없음 0개입니다. 어긋난 주장: C02.'
    """
    counts = ", ".join(f"{label} {(ledger['verdict'] == key).sum()}개" for key, label in VERDICTS.items())
    off = ", ".join(ledger.loc[ledger["verdict"] == "off", "claim"]) or "없음"
    return Reading(f"주장 {len(ledger)}개 가운데 {counts}입니다. 어긋난 주장: {off}.")


LAUNCH, STRATEGY = "디지털플랫폼정부위원회 출범", "대한민국 디지털 전략"
STRIVE = partial(case_values, case="StriveTogether", condition="common_agenda")
DPG = partial(case_values, case="디지털플랫폼정부")
FIVE = ["공동의 어젠다", "성과시스템 공유", "상호활동의 강화", "지속적인 소통", "중추지원조직"]

CHECKS: dict[str, Callable[[Data], Verdict]] = {
    "first_computer": partial(event, title="첫 행정용 컴퓨터", date="1967"),
    "first_computer_use": partial(event, title="첫 행정용 컴퓨터", values={"쓰임": ("(인구|예산|세금)", "인구")}),
    "networks_of_the_1980s": partial(first_events, titles=["주민등록", "행정전산망", "국가기간전산망"], first="1980", last="1995"),
    "internet_1994": partial(event, title="인터넷 상용", date="1994"),
    "registry_and_passport": partial(mentioned, words=["등기", "여권", "민원통합"], first="1994", last="2001"),
    "act_2001": partial(event, title="전자정부법.*제정", date="2001"),
    "drive_2001_2007": partial(first_events, titles=["홈택스", "교육행정정보", "조달"], first="2001", last="2007"),
    "hometax_since_the_drive": partial(service, name="홈택스", operator="국세청", first="2001", last="2008"),
    "one_stop_petitions": partial(first_events, titles=["민원 포털"], first="2001", last="2007"),
    "act_rewritten": partial(law_revised, law="전자정부법", change="전부개정", first="2007", last="2012"),
    "tax_settlement_and_land": partial(mentioned, words=["연말정산", "공간정보"]),
    "definition_in_the_act": partial(mentioned, words=["제2조"]),
    "plan_2016": partial(event, title="지능정보사회 중장기", date="2016"),
    "secretary_chatbot": partial(service, name="국민비서", operator="행정안전부", does="미리 알리고 챗봇"),
    "secretary_vaccine": partial(mentioned, words=["백신"]),
    "participation_rose": partial(participation_rose, first=2016, last=2022),
    "top_three": partial(top_ranks, rank=3, first=2010, last=2022),
    "alone_in_top_three": partial(alone_at_the_top, rank=3, first=2010, last=2022),
    "four_components": four_components,
    "first_edition": partial(first_edition, year=2002),
    "every_two_years": partial(editions, column="year", fits=lambda years: years.diff().fillna(2) == 2),
    "published_in_even_years": partial(editions, column="year", fits=lambda years: years % 2 == 0),
    "assessed_in_odd_years": partial(editions, column="assessment_year", fits=lambda years: years % 2 == 1),
    "all_members": partial(editions, column="n_assessed", fits=lambda counts: counts >= 190, unit="개"),
    "high_among_oecd": partial(among_oecd, year=2022, rank=5),
    "awareness_2022": partial(survey_value, column="awareness_pct", value=97.36),
    "usage_2022": partial(survey_value, column="usage_pct", value=92.2),
    "satisfaction_2022": partial(survey_value, column="satisfaction_pct", value=97.7),
    "agenda_item_11": partial(event, title="국정과제 확정.*디지털플랫폼정부", values={
        "과제 수": (r"(\d+)대 국정과제", "120"), "번호": (r"\((\d+)번", "11")}),
    "definition_of_dpg": partial(DPG, condition="common_agenda", values={
        "주체": (r"((?:[가-힣]+·)+[가-힣]+?)가 함께", "국민·기업·정부"), "하는 일": (r"(\S+ 해결)", "사회문제 해결")}),
    "strategy_september_2022": partial(event, title=STRATEGY, date="2022-09"),
    "strategy_five_parts": partial(event, title=STRATEGY, values={"추진 전략의 수": (r"(\d+)(?:대|가지|개) (?:추진 ?)?전략", "5")}),
    "committee_launch": partial(event, title=LAUNCH, date="2022-09-02"),
    "committee_of_the_president": partial(event, title=LAUNCH, values={"소속": (r"(\S+) (?:직속|소속) 위원회", "대통령")}),
    "committee_of_experts": partial(event, title=LAUNCH, values={"위원의 출신": ("(산·학·연)", "산·학·연")}),
    "lead_projects": partial(event, title="국민체감 선도 프로젝트", values={"보기": ("(청약 통합)", "청약 통합")}),
    "open_api_portal": partial(service, name="공공데이터포털", does="오픈API", first="2000", last="2023"),
    "article_of_2011": partial(conditions_from, source="Kania & Kramer (2011)"),
    "five_conditions": partial(conditions_are, labels=FIVE),
    "strive_2006": partial(STRIVE, values={"해": (r"(\d{4})년 신시내티", "2006")}),
    "strive_place": partial(STRIVE, values={"곳": (r"\d{4}년 (신시내티\S*?)에서", "신시내티주")}),
    "strive_partners": partial(STRIVE, values={word: (f"({word})", word) for word in ("기업", "교육", "정부", "주민")}),
    "strive_progress": partial(case_values, case="StriveTogether", condition="outcome", values={
        "지표의 추세": ("개가 (양|음)의 추세", "양")}),
    "committee_as_backbone": partial(DPG, condition="backbone", values={"조직": ("(위원회)", "위원회")}),
    "portal_of_reb": partial(service, name="청약홈", operator="한국부동산원"),
    "portal_of_lh": partial(service, name="마이홈", operator="LH"),
    "portal_of_seoul": partial(service, name="서울주거포털", operator="서울"),
    "data_to_platforms": partial(links_added, kind="business"),
    "one_stop_takes_time": partial(case_values, case="청약정보 통합", condition="limit", values={
        "신청 통합": ("신청 통합은 (미완|완성)", "미완")}),
    "everyone_has_a_part": partial(everyone_has_a_part, condition="mutually_reinforcing"),
    "feedback_of_citizens": partial(everyone_has_a_part, condition="continuous_communication"),
    "relations_changed": links_added,
    "one_government": partial(mentioned, words=["하나의 정부"]),
    "henderson": partial(mentioned, words=["아키텍처"]),
}
