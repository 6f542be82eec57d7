"""Every verdict comes out of the tables: change a table and the verdict changes."""

import re

import pandas as pd
import pytest

from dpgkit import claims, paths, tables
from dpgkit.errors import DataError

CLAIMS = claims.load_claims()
DATA = claims.load_data(CLAIMS)
LEDGER = claims.check_claims(DATA, claims=CLAIMS)
ARTICLE = paths.kit_root().parent / "shared" / "seed-article.txt"
NAMES = ["디지털플랫폼정부위원회", "대한민국디지털전략", "전자정부서비스이용실태조사", "지능정보사회중장기종합대책"]


def changed(table, row, column, value):
    frame = DATA[table].copy()
    frame.loc[row(frame), column] = value
    return {**DATA, table: frame}


def edition(year):
    return lambda frame: frame["year"] == year


def korea(year):
    return lambda frame: (frame["iso3"] == "KOR") & (frame["year"] == year)


def titled(words, column="title_ko"):
    return lambda frame: frame[column].str.contains(words)


def verdict(check, data=DATA):
    return claims.decide(check, data).verdict


def test_every_claim_has_its_own_check_and_every_check_a_claim():
    assert CLAIMS["check"].is_unique and set(CLAIMS["check"]) == set(claims.CHECKS)


def test_there_are_claims_of_every_topic_and_verdict():
    assert len(CLAIMS) >= 28
    assert set(CLAIMS["topic"]) == {"history", "egdi", "survey", "dpg", "collective_impact", "housing", "architecture"}
    assert LEDGER.columns.tolist() == claims.COLUMNS
    counts = LEDGER["verdict"].value_counts()
    assert set(counts.index) == set(claims.VERDICTS) and counts.min() >= 5 and counts.idxmax() == "supported"


def test_every_difference_is_a_sentence_and_only_decided_claims_have_rows():
    assert LEDGER["difference"].str.endswith(".").all()
    found = [claims.decide(check, DATA) for check in CLAIMS["check"]]
    assert all((one.rows == 0) == (one.verdict == "cannot_check") for one in found)


@pytest.mark.parametrize(("check", "expected", "words"), [
    ("awareness_2022", "off", "97.3(소수 한 자리)"), ("usage_2022", "supported", "92.2"), ("satisfaction_2022", "supported", "97.7"),
    ("top_three", "supported", "2024년 4위"), ("alone_in_top_three", "supported", "KOR 7회"), ("four_components", "off", "2243개"),
    ("first_edition", "cannot_check", "2003년"), ("published_in_even_years", "off", "2003년, 2005년"), ("all_members", "off", "173개"),
    ("committee_launch", "supported", "2022-09-02"), ("agenda_item_11", "supported", "120"), ("strive_place", "off", "북켄터키"),
])
def test_verdicts_on_the_tables_of_the_kit(check, expected, words):
    found = claims.decide(check, DATA)
    assert found.verdict == expected and words in found.difference


@pytest.mark.parametrize(("check", "change", "expected"), [
    ("awareness_2022", ("service_survey", edition(2022), "awareness_pct", 97.36), "supported"),
    ("usage_2022", ("service_survey", edition(2022), "usage_pct", 92.3), "off"),
    ("satisfaction_2022", ("service_survey", edition(2022), "satisfaction_pct", float("nan")), "cannot_check"),
    ("top_three", ("egdi", korea(2016), "egdi_rank", 4), "off"),
    ("alone_in_top_three", ("egdi", lambda frame: frame["iso3"] == "AUS", "egdi_rank", 2), "off"),
    ("participation_rose", ("egdi", korea(2022), "epi", 0.99), "supported"),
    ("high_among_oecd", ("egdi", korea(2022), "egdi", 0.5), "off"),
    ("all_members", ("egdi_editions", lambda frame: frame["n_assessed"] < 190, "n_assessed", 191), "supported"),
    ("first_computer", ("timeline", titled("첫 행정용 컴퓨터"), "date", "1968-06-24"), "off"),
    ("plan_2016", ("timeline", titled("지능정보사회 중장기"), "title_ko", "다른 계획"), "cannot_check"),
    ("agenda_item_11", ("timeline", titled("120대"), "title_ko", "110대 국정과제 확정(11번 디지털플랫폼정부)"), "off"),
    ("committee_of_the_president", ("timeline", titled("위원회 출범"), "actor", "국무총리 소속 위원회"), "off"),
    ("five_conditions", ("conditions", lambda frame: frame.index == 4, "label_ko", "모금"), "off"),
    ("strive_2006", ("ci_cases", titled("2006년 신시내티", "evidence"), "evidence", "2007년 신시내티에서"), "off"),
    ("act_rewritten", ("law_history", lambda frame: frame["law"] == "전자정부법", "change", "일부개정"), "off"),
    ("portal_of_lh", ("services", titled("마이홈", "service_ko"), "operator", "국토교통부"), "off"),
    ("secretary_vaccine", ("services", titled("국민비서", "service_ko"), "purpose_ko", "백신 접종을 알림"), "supported"),
    ("everyone_has_a_part", ("case-mapping", lambda frame: frame["actor"] == "citizens", "status", "documented"), "supported"),
    ("data_to_platforms", ("case-links", lambda frame: frame["after"] == 1, "before", 1), "off"),
])
def test_a_changed_table_changes_the_verdict(check, change, expected):
    assert verdict(check) != expected
    assert verdict(check, changed(*change)) == expected


def test_a_year_of_assessment_decides_what_could_not_be_checked():
    editions = DATA["egdi_editions"].assign(assessment_year=DATA["egdi_editions"]["year"] // 2 * 2 - 1)
    assert verdict("assessed_in_odd_years", {**DATA, "egdi_editions": editions}) == "supported"


def test_an_index_of_four_components_would_be_found():
    egdi = DATA["egdi"].assign(egdi=DATA["egdi"][["osi", "tii", "hci", "epi"]].mean(axis=1))
    assert verdict("four_components", {**DATA, "egdi": egdi}) == "supported"


@pytest.mark.parametrize("check", claims.CHECKS)
def test_empty_tables_never_support_a_claim(check):
    assert verdict(check, {name: table.head(0) for name, table in DATA.items()}) != "supported"


def test_a_claim_with_an_unknown_check_is_refused():
    with pytest.raises(DataError, match="주장을 가리는 함수가 없습니다"):
        claims.check_claims(DATA, claims=CLAIMS.head(1).assign(check="nosuch"))


def test_nothing_is_fetched(monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("network"))
    assert claims.check_claims().equals(LEDGER)


def test_the_reading_counts_the_ledger():
    counts = LEDGER["verdict"].value_counts()
    assert f"어긋남 {counts['off']}개, 가릴 수 없음 {counts['cannot_check']}개" in claims.read_claims(LEDGER)


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not part of the kit")
def test_no_run_of_twelve_characters_comes_from_the_article():
    article = re.sub(r"\s", "", tables.read_text(ARTICLE))
    texts = CLAIMS[["statement_ko", "where_ko", "note"]].to_numpy().ravel()
    plain = [re.sub("|".join(NAMES), "\n", re.sub(r"\s", "", text)) for text in texts]
    runs = {text[start:start + 12] for text in plain for start in range(len(text) - 11)}
    assert not [run for run in runs if "\n" not in run and run in article]


@pytest.mark.parametrize(("check", "tables_", "expected"), [
    ('event(title="홈택스", date="2002")', "timeline", "supported"), ('event(title="홈택스", date="2003")', "timeline", "off"),
    ("top_ranks(rank=3, first=2010, last=2024)", "egdi", "off"), ('service(name="정부24", operator="행정안전부")', "services", "supported"),
    ('event(title="없는 사건")', "timeline", "cannot_check"),
    ("survey_value(column='usage_pct', value=92.2)", "service_survey", "supported"),
])
def test_a_claim_added_as_a_row_is_decided(check, tables_, expected):
    row = CLAIMS.head(1).assign(claim="내 주장", check=check, tables=tables_)
    ledger = claims.check_claims(claims=pd.concat([CLAIMS, row]))
    assert ledger["verdict"].iloc[-1] == expected and len(ledger) == len(CLAIMS) + 1


@pytest.mark.parametrize("check", [
    'event("홈택스")', "event(titel='홈택스')", "__import__('os')", "event(title=open('x'))", "top_ranks(rank=3", "decide()"])
def test_only_known_forms_with_plain_values_are_read(check):
    with pytest.raises(DataError, match="(?s)주장을 가리는 함수가 없습니다.*check 열을 고치십시오"):
        claims.decide(check, DATA)


@pytest.mark.parametrize(("check", "data"), [("top_ranks(rank=3, first=2010, last=2024)", {}), ('event(title="(", date="2002")', DATA)])
def test_a_check_that_lacks_its_table_or_cannot_be_read_is_explained(check, data):
    with pytest.raises(DataError, match="주장을 가리지 못했습니다"):
        claims.decide(check, data)
