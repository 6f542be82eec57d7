"""Indicator cards and achievement formulas against worked vectors."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest

from dpgkit import kpi
from dpgkit.cases import load_case
from dpgkit.errors import DataError
from dpgkit.kpi import trails
from dpgkit.kpi.achievement import side_by_side
from dpgkit.kpi.gaming import denominator_watch

CASE = load_case("housing")
MEASURED = kpi.measured(CASE.measurements, "ineligible_rate")


def test_the_rates_are_those_reported():
    assert MEASURED["rate"].round(2).tolist() == [11.30, 9.50, 8.85, 7.77, 5.30]


def test_pooled_and_mean_rates_differ():
    assert kpi.pooling(MEASURED)["비율(%)"].tolist() == pytest.approx([8.811066, 8.544351], abs=1e-6)
    assert MEASURED["numerator"].sum() == 80071


@pytest.mark.parametrize(("base", "target", "actual", "expected"), [
    (10, 5, 6, [83.333333, 80, 80]),
    (10, 5, 4, [125, 120, 120]),
    (9.503127, 1, 5.295255, [18.884831, -329.5255, 49.486170]),
])
def test_downward_achievement_under_each_formula(base, target, actual, expected):
    assert side_by_side(base, target, actual)["value"].tolist() == pytest.approx(expected, abs=1e-5)


def test_upward_achievement_under_each_formula():
    assert side_by_side(40, 60, 55, "up")["value"].tolist() == pytest.approx([91.666667, 75], abs=1e-6)


def test_a_target_of_zero_leaves_the_ratio_formulas_undefined():
    assert side_by_side(10, 0, 5)["value"].isna().tolist() == [True, True, False]


def test_the_press_figure_is_the_mean_of_rates_that_were_rounded_twice():
    once = [Decimal(f"{rate:.2f}") for rate in MEASURED["rate"]]
    twice = [rate.quantize(Decimal("0.1"), ROUND_HALF_UP) for rate in once]
    assert sum(twice) / 5 == Decimal("8.56")


def test_the_case_from_2020_to_2023():
    table = kpi.achievement_of(CASE.indicators, MEASURED, "ineligible_rate", 2020)
    assert table["value"].tolist() == pytest.approx([18.884831, -329.525509, 49.486170], abs=1e-6)


@pytest.mark.parametrize(("indicator", "year"), [("ineligible_rate", 1999), ("notice_integration", 2020)])
def test_achievement_needs_a_target_and_a_measured_base(indicator, year):
    with pytest.raises(DataError, match="달성률을 낼 수 없습니다"):
        kpi.achievement_of(CASE.indicators, MEASURED, indicator, year)


def test_bad_input_is_refused():
    with pytest.raises(DataError, match="없는 방향"):
        side_by_side(1, 2, 3, "sideways")
    with pytest.raises(DataError, match="분모가 0보다"):
        kpi.rates(pd.DataFrame({"numerator": [1], "denominator": [0]}))
    with pytest.raises(DataError, match="측정값이 없는 지표"):
        kpi.measured(CASE.measurements, "private_buildout")
    with pytest.raises(DataError, match="없는 지표"):
        kpi.card(CASE.indicators, "nosuch")


def test_what_is_unknown_is_said():
    card = kpi.card(CASE.indicators, "private_buildout").set_index("항목")["내용"]
    assert card["목표값"] == card["목표의 근거"] == card["기준값"] == "근거 미확인"


def test_a_card_reads_in_korean():
    card = kpi.card(CASE.indicators, "ineligible_rate").set_index("항목")["내용"]
    shown = card[["방향", "달성률 산식", "재는 주기", "기준값", "기준 연도"]].tolist()
    assert shown == ["낮출수록", "좁힌 거리", "해마다", "9.503127", "2020"]


def test_from_one_year_to_the_same_year_no_distance_is_closed():
    case = load_case("insurance")
    table = kpi.achievement_of(case.indicators, kpi.measured(case.measurements, "linked_share"), "linked_share", 2025)
    assert table.set_index("formula")["value"].round(1).dropna().to_dict() == {"simple": 10.4}
    assert table["reason"].iloc[-1] == "2025년 다음에 잰 해가 없습니다"
    assert kpi.read_result(case.indicators, "linked_share", table).endswith("산식은 하나(실적 ÷ 목표)이고 10.4%입니다.")
    assert trails.achieved_in_words(table)["달성률(%)"].tolist() == [10.4, "셈하지 않음"]


def test_without_cards_nothing_is_counted():
    assert kpi.read_state(kpi.latest(CASE.indicators.head(0), CASE.measurements)) == "지표 카드가 없어 목표에 견줄 값이 없습니다."


def test_what_nobody_knows_is_said_in_the_state_to_read():
    shown = trails.state_in_words(kpi.latest(CASE.indicators, CASE.measurements)).set_index("지표")
    assert shown.loc["이용자 만족도 점수", ["연도", "비율(%)"]].tolist() == ["근거 미확인"] * 2
    assert shown.loc["부적격 당첨 비율", ["연도", "비율(%)", "목표값"]].tolist() == [2023, 5.3, 1.0]


def test_a_long_list_of_names_is_cut():
    words = kpi.read_state(kpi.latest(CASE.indicators, CASE.measurements))
    assert words.count(",") == 3 and " 등)" in words


def test_status_against_the_target():
    state = kpi.latest(CASE.indicators, CASE.measurements).set_index("indicator")["status"]
    assert state["ineligible_rate"] == "목표에 못 미침" and set(state.drop("ineligible_rate")) == {"측정값 없음"}


@pytest.mark.parametrize(("direction", "rate", "status"), [
    ("down", 5, "목표에 닿음"), ("down", 6, "목표에 못 미침"), ("up", 5, "목표에 닿음"), ("up", 4, "목표에 못 미침"),
    ("hold", 6, "목표에 닿음"), ("hold", 7, "목표에 못 미침")])
def test_status_follows_the_direction(direction, rate, status):
    cards = pd.DataFrame([{"indicator": "a", "name": "가", "level": "output", "direction": direction, "target": 5.0, "tolerance": 1.0}])
    measured = pd.DataFrame({"indicator": ["a"], "year": [2024], "numerator": [rate], "denominator": [100]})
    assert kpi.latest(cards, measured)["status"].tolist() == [status]


def test_a_case_without_indicators_has_an_empty_state():
    case = load_case("benefit")
    assert kpi.latest(case.indicators, case.measurements).empty


def test_large_changes_of_the_denominator_are_marked():
    watch = denominator_watch(MEASURED).set_index("연도")
    assert watch.loc[2023, "바뀐 정도(%)"] == -35.7 and watch["살필 것"].ne("").sum() == 2


def test_a_baseline_that_only_the_card_knows_is_counted_from():
    cards = pd.DataFrame([{"indicator": "a", "name": "비율", "direction": "up", "baseline": 60.0, "baseline_year": 2022, "target": 100.0,
                           "formula": "gap", "tolerance": None}])
    measured = pd.DataFrame({"indicator": ["a"], "year": [2024], "rate": [75.0]})
    table = kpi.achievement_of(cards, measured, "a", 2022)
    assert table[["formula", "value", "chosen"]].values.tolist() == [["simple", 75.0, 0], ["gap", 37.5, 1]]
    assert kpi.read_result(cards, "a", table).endswith("카드가 정한 산식(좁힌 거리)으로는 37.5%입니다.")
    assert trails.achieved_in_words(table)["카드가 정한 산식"].tolist() == ["", "예"]
    with pytest.raises(DataError, match="쓸 수 있는 값: 2022, 2024"):
        kpi.achievement_of(cards, measured, "a", 2023)
