"""Indicator cards: read with the place of every bad cell, and each of the ten rules broken once."""

import pandas as pd
import pytest

from dpgkit import kpi, paths
from dpgkit.cases import caserows, load_case
from dpgkit.errors import DataError
from dpgkit.kpi import indicators

CASE = load_case("housing")
FILE = paths.cases_dir() / "housing" / "indicators.csv"
GOOD = {"level": "output", "name": "가", "numerator": "나", "denominator": "다", "direction": "down", "baseline": 10,
        "baseline_year": 2020, "target": 5, "target_year": 2024, "target_basis": "계획", "formula": "gap", "guard_indicator": "end",
        "accountability": "population", "frequency": "year", "limits": "라", "feeds": "end", "assumption": "까닭"}
END = {**GOOD, "indicator": "end", "level": "outcome", "guard_indicator": "out", "feeds": ""}


def found(**changes):
    """Return the rules that are broken once one card of a good pair is changed."""
    cards = pd.DataFrame([{**GOOD, "indicator": "out", **changes}, END])
    return indicators.check_cards(cards)[["행", "열", "문제"]].values.tolist()


def test_a_good_set_breaks_no_rule():
    assert found() == []


@pytest.mark.parametrize(("changes", "problem"), [
    ({"numerator": ""}, [2, "numerator", "[규칙 3] 분자가 없습니다"]),
    ({"denominator": None}, [2, "denominator", "[규칙 3] 분모가 없습니다"]),
    ({"denominator": "근거 미확인"}, [2, "denominator", "[규칙 3] 분모가 없습니다"]),
    ({"denominator": "나"}, [2, "denominator", "[규칙 3] 분자와 분모가 같습니다"]),
    ({"target_basis": "근거 미확인"}, [2, "target_basis", "[규칙 4] 목표의 근거가 없습니다"]),
    ({"target_year": None}, [2, "target_year", "[규칙 4] 목표는 있으나 목표 연도가 없습니다"]),
    ({"baseline": None}, [2, "baseline", "[규칙 4] 목표는 있으나 기준값이 없습니다"]),
    ({"baseline_year": None}, [2, "baseline_year", "[규칙 4] 목표는 있으나 기준 연도가 없습니다"]),
    ({"target": 11}, [2, "target", "[규칙 5] 목표가 기준값보다 나아지는 쪽에 있지 않습니다"]),
    ({"target": 10}, [2, "target", "[규칙 5] 목표가 기준값보다 나아지는 쪽에 있지 않습니다"]),
    ({"direction": "up", "target": 9}, [2, "target", "[규칙 5] 목표가 기준값보다 나아지는 쪽에 있지 않습니다"]),
    ({"formula": ""}, [2, "formula", "[규칙 6] 달성률 산식이 정해져 있지 않습니다"]),
    ({"formula": "simple"}, [2, "formula", "[규칙 6] 달성률 산식이 방향에 맞지 않습니다"]),
    ({"formula": "inverse", "target": 0}, [2, "formula", "[규칙 6] 목표가 0이면 이 산식을 쓸 수 없습니다"]),
    ({"direction": "hold", "formula": "hold"}, [2, "tolerance", "[규칙 6] 지키는 지표에 허용 폭이 없습니다"]),
    ({"guard_indicator": ""}, [2, "guard_indicator", "[규칙 7] 목표는 있으나 짝 지표가 없습니다"]),
    ({"guard_indicator": "nosuch"}, [2, "guard_indicator", "[규칙 7] 짝 지표의 카드가 없습니다"]),
    ({"guard_indicator": "out"}, [2, "guard_indicator", "[규칙 7] 자기 자신이 짝일 수 없습니다"]),
    ({"accountability": ""}, [2, "accountability", "[규칙 8] 책임의 종류가 없습니다"]),
    ({"accountability": "performance"}, [2, "owner", "[규칙 8] 한 사업의 지표이나 담당을 모릅니다"]),
    ({"accountability": "performance", "owner": "근거 미확인"}, [2, "owner", "[규칙 8] 한 사업의 지표이나 담당을 모릅니다"]),
    ({"frequency": ""}, [2, "frequency", "[규칙 9] 재는 주기가 없습니다"]),
    ({"limits": ""}, [2, "limits", "[규칙 9] 한계와 왜곡 위험이 없습니다"]),
    ({"weight": 0.5}, [3, "weight", "[규칙 10] 어떤 카드에만 가중치가 있습니다"]),
    ({"assumption": ""}, [2, "assumption", "[규칙 2] 이어진다고 보는 까닭이 없습니다"]),
    ({"feeds": ""}, [3, "feeds", "[규칙 2] 이 결과로 이어지는 산출 지표가 없습니다"]),
    ({"level": "activity"}, [3, "feeds", "[규칙 2] 이 결과로 이어지는 산출 지표가 없습니다"]),
])
def test_each_rule_has_its_own_message(changes, problem):
    assert found(**changes) == [problem]


def test_a_set_without_an_outcome_fails():
    first, second = {"indicator": "a", "guard_indicator": "b", "feeds": "b"}, {"indicator": "b", "guard_indicator": "a"}
    cards = pd.DataFrame([{**GOOD, **first}, {**GOOD, **second}])
    assert indicators.check_cards(cards)["문제"].tolist() == ["[규칙 1] 결과나 영향 지표가 없습니다"]


def test_weights_must_sum_to_one():
    cards = pd.DataFrame([{**GOOD, "indicator": "out", "weight": 0.6}, {**END, "weight": 0.3}])
    assert indicators.check_cards(cards)[["행", "문제"]].values.tolist() == [[0, "[규칙 10] 가중치의 합이 1이 아니거나 음수가 있습니다"]]
    assert indicators.check_cards(cards.assign(weight=[0.6, 0.4])).empty


def test_a_card_without_a_target_needs_neither_formula_nor_guard():
    bare = {"target": None, "formula": "", "guard_indicator": "", "baseline": None, "baseline_year": None, "target_year": None}
    assert found(**bare, target_basis="") == []


def test_a_held_target_needs_no_baseline():
    assert found(direction="hold", formula="hold", tolerance=1, baseline=None, baseline_year=None) == []


def test_a_baseline_is_compared_with_the_measured_value():
    measured = kpi.rates(CASE.measurements)
    assert not indicators.check_cards(CASE.indicators, measured=measured)["문제"].str.contains("측정값과 다릅니다").any()
    wrong = CASE.indicators.assign(baseline=CASE.indicators["baseline"].where(CASE.indicators["baseline"].isna(), 9.6))
    assert "[규칙 4] 기준값이 그해의 측정값과 다릅니다" in indicators.check_cards(wrong, measured=measured)["문제"].tolist()


def test_the_case_says_honestly_what_it_lacks():
    table = indicators.rule_table(indicators.check_cards(CASE.indicators)).set_index("규칙")["어긴 곳"]
    assert table[table > 0].index.tolist() == [4, 8] and table[4] == 1         # no year for the target, owners not known
    assert "규칙 10개 가운데 8개" in indicators.read_rules(CASE.indicators, indicators.check_cards(CASE.indicators))


def test_cards_with_the_old_columns_only_are_checked_too():
    old = CASE.indicators[["indicator", "name", "level", "numerator", "denominator", "direction", "target", "target_basis", "owner"]]
    assert {"[규칙 6] 달성률 산식이 정해져 있지 않습니다", "[규칙 9] 재는 주기가 없습니다"} <= set(indicators.check_cards(old)["문제"])


def test_an_empty_set_lacks_an_outcome_and_nothing_else():
    assert indicators.check_cards(CASE.indicators.head(0))["문제"].tolist() == ["[규칙 1] 결과나 영향 지표가 없습니다"]


@pytest.mark.parametrize(("old", "new", "message"), [
    (",ratio_of_sums,", ",,", "indicators.csv 2행 'aggregation' 열: 빈 칸이 있습니다"),
    (",down,9.503127", ",아래로,9.503127", "indicators.csv 2행 'direction' 열: 쓸 수 없는 값이 있습니다"),
    (",1.0,,", ",하나,,", "indicators.csv 2행 'target' 열: 수가 아닌 값이 있습니다"),
    (",gap,", ",ratio,", r"indicators.csv 2행 'formula' 열: 쓸 수 없는 값이 있습니다 \(달성률 산식\)(?s:.*)gap\(좁힌 거리\)"),
])
def test_a_bad_cell_of_a_file_is_named(tmp_path, old, new, message):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "indicators.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        indicators.read_table(tmp_path / "indicators.csv", "case-indicators")


def test_a_file_as_excel_saves_it_with_korean_words_is_read(tmp_path):
    text = FILE.read_text(encoding="utf-8").replace(",down,", ",낮출수록 좋음,").replace(",gap,", ",좁힌 거리,")
    (tmp_path / "지표 카드.csv").write_bytes(text.encode("utf-16"))
    cards = indicators.read_table(tmp_path / "지표 카드.csv", "case-indicators")
    pd.testing.assert_frame_equal(cards, CASE.indicators)


@pytest.mark.parametrize("table", ["indicators", "ladder", "gates", "criteria"])
def test_a_table_that_is_absent_is_empty_and_typed(table):
    empty = indicators.case_table("benefit", table)
    assert empty.empty and list(empty) == list(caserows.row_model(f"case-{table}").model_fields)
    assert len(indicators.case_table("housing", table)) > 5
