"""Importance-performance and Kano against the worked examples, and lines that move items."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import examples, priorities

ITEMS = examples.example("importance").rename_axis("item").reset_index()
ANSWERS = examples.example("kano").rename_axis("item").reset_index()
COUNTS = st.lists(st.integers(0, 99), min_size=4, max_size=4).filter(any)


def test_the_worked_items_fall_into_their_quadrants():
    table = priorities.importance_performance(ITEMS)
    assert table["quadrant"].tolist() == ["concentrate", "keep", "overkill", "low", "concentrate"]
    assert set(table["lines"]) == {"중요도 3.88, 실행도 3.24"} and not table["on_line"].any()


def test_the_middle_of_the_scale_puts_an_item_on_the_line():
    table = priorities.importance_performance(ITEMS, crosshair=3)
    assert table["on_line"].tolist() == [True, False, False, True, False] and table["quadrant"][0] == "keep"
    assert "먼저 고칠 것: 속성4, 속성5. 선 위에 있는 것: 속성1, 속성4." in priorities.read_importance(table)


def test_equal_items_all_lie_on_the_line():
    table = priorities.importance_performance(ITEMS.assign(importance=0.1, performance=0.7))
    assert table["on_line"].all() and set(table["quadrant"]) == {"keep"} and "없습니다" in priorities.read_importance(table)


def test_the_worked_answers_give_both_coefficients():
    assert priorities.kano(ANSWERS)[["better", "worse"]].values.tolist() == [[0.7, -0.5]]


def test_reverse_and_questionable_answers_stay_outside():
    row = priorities.kano(ANSWERS.assign(reverse=50, questionable=7)).iloc[0]
    assert row[["n", "left_out", "better", "worse"]].tolist() == [100, 57, 0.7, -0.5]


@given(COUNTS, st.integers(2, 9))
def test_coefficients_lie_in_their_range_and_do_not_depend_on_the_number_asked(counts, times):
    one, more = (priorities.kano(pd.DataFrame([["가", *(count * factor for count in counts)]], columns=["item", *priorities.KANO])).iloc[0]
                 for factor in (1, times))
    assert 0 <= one["better"] <= 1 and -1 <= one["worse"] <= 0
    assert one[["better", "worse", "kind"]].tolist() == more[["better", "worse", "kind"]].tolist()


def test_kinds_that_tie_are_both_named():
    tie = pd.DataFrame([["가", 5, 5, 1, 0]], columns=["item", *priorities.KANO])
    assert priorities.kano(tie)["kind"].tolist() == ["매력 · 일원"]


def test_bad_input_is_refused():
    with pytest.raises(DataError, match="셈할 응답이 없는 문항"):
        priorities.kano(ANSWERS.assign(**dict.fromkeys(priorities.KANO, 0)))
    with pytest.raises(DataError, match="평정의 'performance' 열"):
        priorities.importance_performance(ITEMS.assign(performance="좋음"))
    with pytest.raises(ParameterError, match="기준선"):
        priorities.importance_performance(ITEMS, crosshair="median")
