"""The five rules of a mapping table: one message each, and all rows of the kit keep them."""

import pandas as pd
import pytest

from dpgkit import tables
from dpgkit.cases import caserules

ROW = {"condition": "common_agenda", "actor": "government", "activity": "목표를 알렸습니다.", "evidence": "2022년 목표 3개를 발표",
       "as_of": "", "status": "documented", "level": "1", "coder": "가", "date": "2026-01-02", "sentences": "",
       "source_title": "신문", "source_url": "https://a.kr/"}


def messages(*changes):
    cells = pd.DataFrame([{**ROW, "evidence": f"{ROW['evidence']} {place}", **change} for place, change in enumerate(changes)])
    return caserules.check_mapping(cells.set_axis(range(2, len(cells) + 2)))["문제"].tolist()


@pytest.mark.parametrize(("change", "message"), [
    ({"condition": "agenda"}, "[규칙 1] 없는 조건입니다"),
    ({"actor": "회사"}, "[규칙 1] 없는 주체입니다"),
    ({"source_url": ""}, "[규칙 2] 출처가 없습니다"),
    ({"status": "unverified"}, "[규칙 2] '근거 미확인'이라는 글과 근거 상태가 서로 다릅니다"),
    ({"evidence": "근거 미확인"}, "[규칙 2] '근거 미확인'이라는 글과 근거 상태가 서로 다릅니다"),
    ({"status": "inferred"}, "[규칙 2] [추론] 표시와 근거 상태가 서로 다릅니다"),
    ({"evidence": "[추론] 2022년에 있었을 것"}, "[규칙 2] [추론] 표시와 근거 상태가 서로 다릅니다"),
    ({"evidence": "기업 35곳"}, "[규칙 3] 근거의 수에 해나 기간이 없습니다"),
    ({"actor": "citizens", "activity": "혜택을 받습니다."}, "[규칙 4] 국민이 하거나 정하는 일이 적혀 있지 않습니다"),
    ({"coder": ""}, "[규칙 5] 매긴 사람이나 날이 없습니다"),
    ({"date": ""}, "[규칙 5] 매긴 사람이나 날이 없습니다"),
])
def test_each_broken_rule_has_its_own_message(change, message):
    assert messages({}, change) == [message]


def test_copied_evidence_is_found_whatever_the_spaces():
    assert messages({"evidence": "2022년 발표"}, {"evidence": "2022년  발표 "}) == ["[규칙 3] 다른 줄과 같은 근거입니다"]


@pytest.mark.parametrize("change", [
    {"evidence": "기업 35곳", "as_of": "시점 미확인"}, {"evidence": "20개월 동안 35곳"}, {"evidence": "182일의 기록"},
    {"actor": "citizens", "activity": "과제를 제안합니다."},
    {"actor": "citizens", "activity": "혜택을 받습니다.", "status": "benefit_only"},
    {"condition": "outcome", "actor": "citizens", "activity": "대기가 줄었습니다.", "level": "", "coder": "", "date": ""},
    {"evidence": "근거 미확인", "status": "unverified", "source_title": "", "source_url": ""}])
def test_what_the_rules_ask_for_passes(change):
    assert messages({}, change) == []


def test_all_rows_of_the_library_keep_the_rules():
    table = tables.load("ci_cases")
    assert len(table) == 94 and caserules.check_mapping(table, "ci_cases.csv").empty


def test_problems_are_counted_by_rule():
    cells = pd.DataFrame([{**ROW, "coder": ""}, {**ROW, "evidence": "35곳", "coder": ""}])
    assert caserules.rule_table(caserules.check_mapping(cells))["어긴 곳"].tolist() == [0, 0, 1, 0, 2]
