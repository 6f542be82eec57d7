"""Input that cannot serve a calculation is refused with the place and the value."""

import numpy as np
import pandas as pd
import pytest

from dpgkit import columns
from dpgkit.errors import DataError, ParameterError

TABLE = pd.DataFrame({"a": [1, 2], "b": ["3", "4.5"]}, index=[2, 3])


def test_numbers_are_float_and_keep_the_index():
    found = columns.numbers(TABLE, ["b", "a"], "표")
    assert found["b"].tolist() == [3.0, 4.5] and found.index.tolist() == [2, 3] and set(map(str, found.dtypes)) == {"float64"}


@pytest.mark.parametrize(("cell", "shown"), [("셋", "셋"), ("", "빈 칸"), (None, "빈 칸"), (np.inf, "inf"), (-1, "-1"), (11, "11")])
def test_a_bad_cell_is_named_with_row_and_column(cell, shown):
    table = pd.DataFrame({"a": [1, cell]}, index=[2, 3], dtype=object)
    with pytest.raises(DataError, match=rf"표의 'a' 열 3번 줄에(?s:.*)받은 값: {shown}\n.*0부터 10까지"):
        columns.numbers(table, ["a"], "표", low=0, high=10)


def test_empty_cells_may_be_allowed():
    assert columns.numbers(pd.DataFrame({"a": [1, None]}), ["a"], "표", missing=True)["a"].isna().tolist() == [False, True]


def test_a_missing_column_and_an_empty_table_are_refused():
    with pytest.raises(DataError, match="표에 있어야 할 열이 없습니다(?s:.*)다음 열을 더하십시오: c"):
        columns.require(TABLE, ["a", "c"], "표")
    with pytest.raises(DataError, match="표에 줄이 없습니다"):
        columns.require(TABLE.head(0), ["a"], "표")


def test_options_and_ranges_are_checked():
    with pytest.raises(ParameterError, match="없는 규칙입니다(?s:.*)쓸 수 있는 값: 가, 나"):
        columns.known("다", ["가", "나"], "규칙")
    for value in (-1, 2, float("nan")):
        with pytest.raises(ParameterError, match="0부터 1까지의 수"):
            columns.within(value, 0, 1, "몫")


@pytest.mark.parametrize(("low", "high", "words"), [(0, np.inf, "0 이상의 수"), (-np.inf, 9, "9 이하의 수"), (-np.inf, np.inf, "수")])
def test_ranges_are_put_into_words(low, high, words):
    assert columns.span(low, high) == words
