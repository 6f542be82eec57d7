"""Content validity by exact count and agreement between rankings, against worked tables and SciPy."""

from math import comb

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import examples, panels

RANKS = examples.long("kendall")
TABLE = [(5, 5, 1.000, 0.0312, 0.99, 0.736), (6, 6, 1.000, 0.0156, 0.99, 0.672), (7, 7, 1.000, 0.0078, 0.99, 0.622),
         (8, 7, 0.750, 0.0352, 0.75, 0.582), (9, 8, 0.778, 0.0195, 0.78, 0.548), (10, 9, 0.800, 0.0107, 0.62, 0.520),
         (11, 9, 0.636, 0.0327, 0.59, 0.496), (12, 10, 0.667, 0.0193, 0.56, 0.475), (13, 10, 0.538, 0.0461, 0.54, 0.456),
         (14, 11, 0.571, 0.0287, 0.51, 0.440), (15, 12, 0.600, 0.0176, 0.49, 0.425), (20, 15, 0.500, 0.0207, 0.42, 0.368),
         (25, 18, 0.440, 0.0216, 0.37, 0.329), (30, 20, 0.333, 0.0494, 0.33, 0.300), (40, 26, 0.300, 0.0403, 0.29, 0.260)]


def ratings(*rows):
    return pd.DataFrame([(expert, item, value) for expert, row in enumerate(rows) for item, value in enumerate(row)],
                        columns=panels.RATED)


@pytest.mark.parametrize(("n", "needed", "cvr", "p", "printed", "normal"), TABLE)
def test_the_table_of_critical_values(n, needed, cvr, p, printed, normal):
    row = panels.cvr_table((n,)).iloc[0]
    assert (row["needed"], row["lawshe_1975"]) == (needed, printed)
    assert row[["cvr", "p", "normal"]].tolist() == pytest.approx([cvr, p, normal], abs=0.00055)


@given(st.integers(1, 60))
def test_the_count_is_the_least_that_chance_seldom_reaches(n):
    def tail(count):
        return sum(comb(n, more) for more in range(count, n + 1)) / 2**n

    found = panels.needed(n)
    assert (found is None and tail(n) > 0.05) or (tail(found) <= 0.05 < tail(found - 1))


def test_the_worked_item_passes_and_three_of_five_is_0_2():
    row = panels.cvr(examples.long("delphi")).set_index("item").loc["문항 나"]
    assert row[["n", "essential", "needed"]].tolist() == [12, 11, 10] and row["cvr"] == pytest.approx(0.833333, abs=1e-6)
    assert panels.cvr(ratings([5], [5], [5], [1], [1]))["cvr"].tolist() == [0.2]


def test_eight_of_ten_passes_the_printed_decimal_but_not_the_count():
    row = panels.cvr(ratings(*[[5]] * 8, [1], [1])).iloc[0]
    assert row["cvr"] == 0.6 and not row["passes"] and row["needed"] == 9
    assert panels.cvr(ratings(*[[5]] * 9, [1]))["passes"][0]


def test_four_experts_can_never_pass():
    row = panels.cvr(ratings(*[[5]] * 4)).iloc[0]
    assert pd.isna(row["needed"]) and not row["passes"] and "전문가가 적어" in row["reason"]
    assert "정할 수 없음" in panels.read_cvr(panels.cvr(ratings(*[[5]] * 4)))


def test_an_expert_may_leave_an_item_out():
    table = pd.concat([ratings([5, 5], [5, 5]), pd.DataFrame([(9, 0, 5)], columns=panels.RATED)])
    assert panels.cvr(table)["n"].tolist() == [3, 2]


def test_the_worked_rankings_give_kendall_w():
    row = panels.kendall_w(RANKS).iloc[0]
    assert RANKS.groupby("item", sort=False)["rating"].sum().tolist() == [7, 9, 15, 20, 26, 28] and row["s"] == 377.5
    assert row[["w", "chi2", "p"]].tolist() == pytest.approx([0.862857, 21.571429, 0.000631], abs=1e-6) and row["df"] == 5


@given(st.lists(st.lists(st.integers(1, 4), min_size=4, max_size=4), min_size=3, max_size=6).filter(
    lambda rows: any(len(set(row)) > 1 for row in rows)))
def test_with_ties_the_chi_square_is_friedmans(rows):
    row = panels.kendall_w(ratings(*rows)).iloc[0]
    expected = stats.friedmanchisquare(*zip(*rows, strict=True))
    assert row["chi2"] == pytest.approx(expected.statistic, abs=1e-5) and 0 <= row["w"] <= 1 + 1e-9


@given(st.permutations(range(5)), st.integers(2, 6))
def test_the_same_order_from_everyone_is_full_agreement(order, experts):
    assert panels.kendall_w(ratings(*[order] * experts))["w"][0] == pytest.approx(1)


def test_when_all_rate_all_alike_there_is_nothing_to_agree_on():
    row = panels.kendall_w(ratings([3, 3], [3, 3])).iloc[0]
    assert pd.isna(row["w"]) and row["ties"] == 4 and "정할 수 없습니다" in panels.read_w(panels.kendall_w(ratings([3, 3], [3, 3])))


@pytest.mark.parametrize(("table", "message"), [
    (RANKS.head(-1), "빠진 평정이 있습니다(?s:.*)전문가5 / 지표6"), (RANKS[RANKS["expert"] == "전문가1"], "전문가 1명"),
    (RANKS[RANKS["item"] == "지표1"], "문항 1개"), (pd.concat([RANKS, RANKS.head(1)]), "두 번 평정했습니다"),
    (RANKS.assign(rating="높음"), "'rating' 열"), (RANKS.head(0), "평정표에 줄이 없습니다")])
def test_ratings_that_cannot_be_compared_are_refused(table, message):
    with pytest.raises(DataError, match=message):
        panels.kendall_w(table)


def test_options_are_checked():
    for options in ((0, 0.05), (5, 2)):
        with pytest.raises(ParameterError):
            panels.needed(options[0], alpha=options[1])
