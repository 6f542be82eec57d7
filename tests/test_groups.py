"""Groups of documents: labels in order, unknown ones left out, and words of each document."""

import pandas as pd
import pytest

from dpgkit.errors import DataError
from dpgkit.keywords import groups

STAGES = pd.Series({"a": "나", "b": "가", "c": "시기 미상", "d": None, "e": "", "f": 2})


def test_documents_without_a_group_are_left_out():
    assert groups.known(STAGES).to_dict() == {"a": "나", "b": "가", "f": "2"}


@pytest.mark.parametrize("series, message", [
    (pd.Series(["앞", "뒤"], index=["a", "a"]), "두 번 나오는 문서"), (pd.Series({"a": "시기 미상"}), "시기를 아는 문서가 없습니다"),
    (pd.Series([], dtype=str), "시기를 아는 문서가 없습니다")])
def test_groups_that_say_nothing_are_refused(series, message):
    with pytest.raises(DataError, match=message):
        groups.known(series)


@pytest.mark.parametrize("date, year", [
    ("1987-10-29", "1987"), ("1987-10", "1987"), ("1987", "1987"), ("", "시기 미상"), (None, "시기 미상"), ("미상", "시기 미상"),
    ("19871", "시기 미상")])
def test_years_of_dates(date, year):
    assert groups.years(pd.Series({"a": date})).tolist() == [year]


def test_an_order_has_to_name_every_group():
    assert groups.ordered(STAGES, ["2", "나", "다", "가"]) == ["2", "나", "가"]
    with pytest.raises(DataError, match="차례에 없는 시기"):
        groups.ordered(STAGES, ["나", "가"])


def test_a_group_without_documents_is_refused_with_those_that_have_some():
    with pytest.raises(DataError, match="문서가 없는 시기") as problem:
        groups.check_label(STAGES, "다")
    assert "2, 가, 나" in str(problem.value)


def test_a_side_without_documents_counts_nothing():
    counts = pd.DataFrame({"document": ["1", "1", "9"], "term": ["국민", "법률", "정부"], "count": [2, 0, 5]})
    assert groups.two_sides(counts, pd.Series({"1": "a"})).to_dict("index") == {
        "국민": {"count_a": 2, "count_b": 0, "documents_a": 1, "documents_b": 0}}
