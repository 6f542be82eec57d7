"""Achievement formulas against worked vectors, and what each cannot do."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import achievement

LEVELS = st.floats(0.01, 1e4)


@pytest.mark.parametrize(("base", "target", "actual", "direction", "expected"), [
    (10, 5, 6, "down", [83.333333, 80, 80]),
    (10, 5, 4, "down", [125, 120, 120]),
    (9.503127, 1, 5.295255, "down", [18.884831, -329.5255, 49.486170]),
    (40, 60, 55, "up", [91.666667, 75]),
])
def test_every_formula_gives_its_worked_value(base, target, actual, direction, expected):
    table = achievement.side_by_side(base, target, actual, direction)
    assert table["value"].tolist() == pytest.approx(expected, abs=1e-5) and (table["reason"] == "").all()


@pytest.mark.parametrize(("actual", "expected"), [(50, 100), (48, 100), (52, 100), (53, 50), (46.5, 25), (54, 0), (90, 0)])
def test_a_held_target_loses_outside_its_tolerance(actual, expected):
    assert achievement.side_by_side(np.nan, 50, actual, "hold", tolerance=2)["value"].tolist() == [expected]


@pytest.mark.parametrize(("values", "direction", "missing"), [
    ((10, 0, 5), "down", {"inverse": "목표가 0이면", "two_minus": "목표가 0이면"}),
    ((10, 5, 0), "down", {"inverse": "실적이 0이면"}),
    ((5, 5, 4), "down", {"gap": "목표가 기준값과 같습니다"}),
    ((np.nan, 5, 4), "down", {"gap": "기준값이 없습니다"}),
    ((-2, -4, -3), "down", {"inverse": "음수는", "two_minus": "음수는"}),
    ((0, 0, 4), "up", {"simple": "목표가 0이면", "gap": "목표가 기준값과 같습니다"}),
])
def test_a_formula_that_cannot_be_used_says_why(values, direction, missing):
    table = achievement.side_by_side(*values, direction).set_index("formula")
    assert set(table.index[table["value"].isna()]) == set(missing) == set(table.index[table["reason"] != ""])
    assert all(table.loc[key, "reason"].startswith(reason) for key, reason in missing.items())


def test_bad_input_is_refused():
    with pytest.raises(DataError, match="없는 방향"):
        achievement.side_by_side(1, 2, 3, "sideways")
    with pytest.raises(DataError, match="달성률을 낼 수 없습니다"):
        achievement.side_by_side(1, np.nan, 3)
    for tolerance in (None, 0, -1, np.nan):
        with pytest.raises(ParameterError, match="허용 폭이 있어야"):
            achievement.side_by_side(1, 2, 3, "hold", tolerance=tolerance)


@given(base=LEVELS, target=LEVELS, actual=LEVELS, scale=st.floats(0.1, 10))
def test_the_unit_of_measurement_does_not_matter(base, target, actual, scale):
    for direction in ("up", "down"):
        one = achievement.side_by_side(base, target, actual, direction)["value"]
        other = achievement.side_by_side(base * scale, target * scale, actual * scale, direction)["value"]
        assert other.tolist() == pytest.approx(one.tolist(), rel=1e-4, abs=1e-4, nan_ok=True)


@given(target=LEVELS, base=LEVELS)
def test_a_result_on_the_target_is_achieved_under_every_formula(target, base):
    for direction in ("up", "down"):
        table = achievement.side_by_side(base, target, target, direction).dropna()
        assert table["value"].tolist() == pytest.approx([100] * len(table), abs=1e-4)


def test_only_the_display_is_clipped():
    values = pd.Series([-329.5255, 49.486, 125.0, np.nan])
    assert achievement.clipped(values).tolist() == ["0.0 (자름)", "49.5", "100.0 (자름)", ""] and values[0] == -329.5255


def test_each_card_is_read_by_its_own_formula_beside_the_others():
    card = {"indicator": "a", "name": "가", "direction": "down", "baseline": 9.503127, "target": 1.0, "formula": "gap", "tolerance": None}
    aimless = {**card, "indicator": "b", "target": None}
    state = pd.DataFrame({"indicator": ["a", "b"], "rate": [5.295255, 3.0], "year": [2023, 2023]})
    row = achievement.by_card(pd.DataFrame([card, aimless]), state).set_index("indicator").loc["a"]
    assert row["label"] == "좁힌 거리"
    assert row[["value", "lowest", "highest"]].tolist() == pytest.approx([49.48617, -329.5255, 49.48617], abs=1e-4)


def test_a_distance_from_a_year_to_itself_is_closed_in_no_table():
    card = {"indicator": "a", "name": "가", "direction": "up", "baseline": 60.0, "baseline_year": 2024, "target": 100.0, "formula": "gap"}
    state = pd.DataFrame({"indicator": ["a"], "rate": [75.0], "year": [2024]})
    assert achievement.by_card(pd.DataFrame([card]), state)["value"].isna().all()
    later = achievement.by_card(pd.DataFrame([card]), state.assign(year=2025))
    assert later[["label", "value"]].values.tolist() == [["좁힌 거리", 37.5]]


def test_the_value_measured_in_the_baseline_year_comes_before_that_of_the_card():
    card = {"indicator": "a", "name": "가", "direction": "up", "baseline": 42.0, "baseline_year": 2021, "target": 70.0, "formula": "gap"}
    measured = pd.DataFrame({"indicator": "a", "year": [2024, 2021], "rate": [60.0, 41.8]})
    table = achievement.by_card(pd.DataFrame([card]), measured)
    assert table["value"].tolist() == pytest.approx([100 * (60 - 41.8) / (70 - 41.8)], abs=1e-6)
    blank = achievement.by_card(pd.DataFrame([card | {"baseline": None}]), measured)
    assert blank["value"].tolist() == table["value"].tolist()
