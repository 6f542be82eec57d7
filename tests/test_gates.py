"""A gate opens on all of its criteria; a range that straddles the threshold decides nothing."""

import pandas as pd
import pytest

from dpgkit import kpi
from dpgkit.cases import load_case
from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import gates, indicators, ladders
from dpgkit.reading import Reading

CRITERIA = pd.DataFrame([(1, "취합", "a", "목록", "list", "ge", 90.0), (1, "취합", "b", "겹침", "duplicates", "le", 5.0),
                         (2, "공유", "c", "API", "api", "ge", 50.0)], columns=gates.COLUMNS)


def judged(**ranges):
    values = pd.DataFrame([(name, *(span if isinstance(span, tuple) else (span, span))) for name, span in ranges.items()],
                          columns=["measure", "low", "high"])
    return gates.judge(CRITERIA, values)


@pytest.mark.parametrize(("values", "results"), [
    ({"list": 90, "duplicates": 5, "api": 50}, ["met", "met", "met"]),
    ({"list": 89.9, "duplicates": 5.1, "api": 49}, ["missed", "missed", "missed"]),
    ({"list": (80, 95), "duplicates": (4, 6), "api": (50, 60)}, ["unknown", "unknown", "met"]),
    ({"list": (10, 20), "duplicates": (6, 7)}, ["missed", "missed", "unknown"]),
    ({"list": (95, 99), "duplicates": (0, 5), "api": None}, ["met", "met", "unknown"]),
])
def test_criteria_are_judged_by_the_whole_range(values, results):
    assert judged(**values)["result"].tolist() == results


@pytest.mark.parametrize(("values", "states", "reached"), [
    ({"list": 90, "duplicates": 5, "api": 50}, ["open", "open"], [True, True]),
    ({"list": 100, "duplicates": 6, "api": 50}, ["closed", "open"], [False, False]),
    ({"list": 100, "api": 50}, ["unknown", "open"], [False, False]),
    ({"list": 90, "duplicates": 5, "api": 10}, ["open", "closed"], [True, False]),
])
def test_a_gate_opens_on_all_criteria_and_in_turn(values, states, reached):
    table = gates.ladder(judged(**values))
    assert table["state"].tolist() == states and table["reached"].tolist() == reached


def test_an_average_would_have_hidden_the_missed_criterion():
    table = gates.ladder(judged(list=100, duplicates=50, api=60))
    assert table["average"].tolist() == [0.5, 1.0] and not table["reached"].any()


def test_shares_become_per_cent_and_earlier_values_stay():
    state = pd.DataFrame({"indicator": ["a", "b"], "rate": [5.0, None]})
    values = gates.known_values(state, pd.DataFrame({"measure": ["a", "b", "c"], "low": [0.9, 0.1, None], "high": [1.0, 0.2, None]}))
    assert values.set_index("measure").to_dict("index") == {"a": {"low": 5, "high": 5}, "b": {"low": 10, "high": 20}}


def test_the_case_stands_before_its_first_gate_and_its_last_one_is_closed():
    case, cells = load_case("housing"), ladders.grid(indicators.case_table("housing", "ladder"))
    values = gates.known_values(kpi.latest(case.indicators, case.measurements), ladders.function_shares(cells))
    table = gates.ladder(gates.judge(indicators.case_table("housing", "gates"), values))
    assert table["state"].tolist() == ["unknown", "unknown", "unknown", "closed"] and not table["reached"].any()
    assert "차례로 열린 것은 0개" in gates.read_ladder(table)


def test_every_criterion_of_the_case_has_a_measure_and_a_basis():
    criteria, cards = indicators.case_table("housing", "gates"), load_case("housing").indicators
    assert set(criteria["measure"]) <= set(cards["indicator"]) | set(ladders.FUNCTIONS) and (criteria["basis"] != "").all()


def test_without_gates_nothing_is_judged():
    table = gates.ladder(gates.judge(CRITERIA.head(0), pd.DataFrame(columns=["measure", "low", "high"])))
    assert table.empty and gates.read_ladder(table) == "정해 둔 단계의 문이 없습니다."


def test_open_gates_are_all_there_is_to_say():
    assert gates.read_ladder(gates.ladder(judged(list=90, duplicates=5, api=50))) == "문 2개 가운데 차례로 열린 것은 2개입니다."


def test_the_table_to_read_shows_what_is_not_known():
    shown = gates.labelled(judged(list=(80, 95)))
    assert shown["잰 값(%)"].tolist() == ["80.0~95.0", "근거 미확인", "근거 미확인"] and shown["기준값"].tolist()[1] == "5 이하"


@pytest.mark.parametrize(("criteria", "error", "message"), [
    (CRITERIA.assign(threshold=["높음", 1, 1]), DataError, "'threshold' 열"),
    (CRITERIA.assign(criterion="a"), DataError, "같은 기준이 두 번"),
    (CRITERIA.assign(comparison="gt"), ParameterError, "없는 견주는 방향"),
    (CRITERIA.drop(columns="measure"), DataError, "다음 열을 더하십시오: measure"),
])
def test_bad_criteria_are_refused(criteria, error, message):
    with pytest.raises(error, match=message):
        gates.judge(criteria, pd.DataFrame({"measure": ["a"], "low": [1], "high": [1]}))


def test_a_step_that_was_not_possible_holds_no_value():
    known = pd.DataFrame({"indicator": ["a"], "rate": [5.0]})
    assert gates.known_values(Reading("할 수 없습니다."), known)["measure"].tolist() == ["a"]
    criteria = pd.DataFrame([[1, "가", "a", "나", "a", "ge", 90]], columns=gates.COLUMNS)
    assert gates.judge(criteria, gates.known_values(Reading("할 수 없습니다.")))["result"].tolist() == ["unknown"]
