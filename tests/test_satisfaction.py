"""Satisfaction against published months, an independent interval, and counts that cannot be."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.kpi import satisfaction

PUBLISHED = tables.load("satisfaction_counts")
COUNTS = st.lists(st.integers(0, 500), min_size=5, max_size=5).filter(any)


def counts(*rows):
    return pd.DataFrame(rows, columns=list(satisfaction.LEVELS))


@pytest.mark.parametrize(("months", "matched"), [(14, 14), (19, 19)])
def test_the_weighted_score_gives_every_published_month_and_the_top_two_none(months, matched):
    table = satisfaction.published_by(PUBLISHED.head(months)).set_index("formula")
    assert table["matched"].to_dict() == {"score": matched, "top_two": 0} and set(table["months"]) == {months}


@pytest.mark.parametrize(("row", "score", "published"), [
    ((23, 46, 153, 419, 528), 79.576561, 80), ((27, 31, 173, 483, 524), None, 79), ((15, 27, 130, 415, 547), None, 82),
    ((20, 34, 190, 530, 506), None, 79), ((16, 20, 153, 497, 495), None, 80)])
def test_single_months(row, score, published):
    found = satisfaction.scores(counts(row)).iloc[0]
    assert np.floor(found["score"] + 0.5) == published
    assert score is None or found["score"] == pytest.approx(score, abs=1e-6)


def test_the_share_of_the_satisfied_lies_1_4_to_4_points_above():
    table = satisfaction.scores(PUBLISHED.head(14))
    gap = table["top_two"] - table["score"]
    assert round(gap.min(), 1) == 1.4 and round(gap.max(), 1) == 4.0
    assert table.set_index("period").loc["2023-07", "top_two"] == pytest.approx(81.34, abs=0.005)


@pytest.mark.parametrize(("count", "total", "low", "high"), [
    (847, 1169, 0.698238, 0.749393), (8, 10, 0.490162, 0.943318), (6052, 114291, 0.051669, 0.054266)])
def test_wilson_gives_the_worked_intervals(count, total, low, high):
    assert satisfaction.wilson(count, total) == pytest.approx((low, high), abs=1e-6)


@given(COUNTS)
def test_wilson_is_the_root_of_its_equation(row):
    top, n, z = row[3] + row[4], sum(row), 1.959963984540054
    for end in satisfaction.wilson(top, n):
        assert (top / n - end) ** 2 == pytest.approx(z**2 * end * (1 - end) / n, abs=1e-9)


@given(COUNTS)
def test_turning_the_scale_round_turns_the_score_round(row):
    one, other = satisfaction.scores(counts(row, row[::-1]))["score"]
    assert one + other == pytest.approx(100, abs=1e-5)


@given(COUNTS, st.integers(2, 9))
def test_more_answers_of_the_same_kind_narrow_the_interval_only(row, times):
    one, more = satisfaction.scores(counts(row, [count * times for count in row])).to_dict("records")
    assert one["score"] == pytest.approx(more["score"], abs=1e-5)
    assert more["top_two_high"] - more["top_two_low"] <= one["top_two_high"] - one["top_two_low"] + 1e-6


def test_all_equal_answers_leave_nothing_unsure_about_the_score():
    row = satisfaction.scores(counts((0, 0, 7, 0, 0))).iloc[0]
    assert row[["score", "score_low", "score_high", "top_two"]].tolist() == [50, 50, 50, 0] and row["top_two_high"] > 0


@pytest.mark.parametrize("row", [(0, 0, 0, 0, 0), (1, 2, 3, 4, 0.5), (1, 2, 3, 4, -1), (1, 2, 3, 4, None), (1, 2, 3, 4, "많음")])
def test_counts_that_cannot_be_are_refused(row):
    with pytest.raises(DataError, match="응답 수|만족도를 낼 수 없는"):
        satisfaction.scores(counts(row))


def test_one_percentage_alone_is_not_enough():
    with pytest.raises(DataError, match="응답 수에 있어야 할 열이 없습니다"):
        satisfaction.scores(pd.DataFrame({"published_percent": [94.6]}))
    with pytest.raises(DataError, match="발표한 만족도가 없습니다"):
        satisfaction.published_by(counts((1, 2, 3, 4, 5)).assign(published_percent=None))


def test_the_shares_add_up_and_the_readings_name_the_formula():
    assert satisfaction.shares(PUBLISHED)["share"].sum() == pytest.approx(1, abs=1e-5)
    assert "점의 평균(19개)" in satisfaction.read_published(satisfaction.published_by(PUBLISHED))
    wrong = satisfaction.published_by(PUBLISHED.assign(published_percent=1))
    assert "산식을 찾지 못했습니다" in satisfaction.read_published(wrong)
