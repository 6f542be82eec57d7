"""Several judges: worked group weights, the mean that is refused, and intervals that follow from the seed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import ahp, examples, judges

EXPERTS = pd.concat([examples.judgements(f"ahp_expert_{name}").assign(expert=f"전문가{name}") for name in "123"], ignore_index=True)
SCALE = [1 / value for value in range(9, 1, -1)] + list(range(1, 10))


def weights(way):
    return judges.group(EXPERTS).query("way == @way")["weight"].tolist()


def test_the_joint_matrix_is_the_worked_one():
    table = judges.combine(judges.matrices(EXPERTS)).to_numpy()
    assert table[np.triu_indices(3, 1)].tolist() == pytest.approx([1.817121, 3.107233, 1.817121], abs=1e-6)
    assert table * table.T == pytest.approx(np.ones((3, 3)))


@pytest.mark.parametrize(("way", "expected"), [
    ("aij", [0.532777, 0.299198, 0.168025]), ("aip", [0.532777, 0.299198, 0.168025]), ("aip_arithmetic", [0.525633, 0.302741, 0.171626])])
def test_the_worked_group_weights(way, expected):
    assert weights(way) == pytest.approx(expected, abs=1e-6)


def test_each_judge_and_the_group_have_their_consistency():
    table = judges.each(EXPERTS).set_index("judge")
    assert list(table.index) == ["전문가1", "전문가2", "전문가3", "모두(AIJ)"]
    assert table.loc["모두(AIJ)", "ci"] == pytest.approx(0.000205, abs=1e-6)


def test_the_arithmetic_mean_of_judgements_is_refused_with_its_reason():
    with pytest.raises(ParameterError, match=r"기하평균으로만 모읍니다(?s:.*)곱이 1이 아니라 1\.2222(?s:.*)aip_arithmetic"):
        judges.combine(judges.matrices(EXPERTS), how="arithmetic")


@given(st.lists(st.sampled_from(SCALE), min_size=2, max_size=5))
def test_the_geometric_mean_keeps_reciprocity(values):
    tables = {str(place): pd.DataFrame([[1, value], [1 / value, 1]]) for place, value in enumerate(values)}
    table = judges.combine(tables).to_numpy()
    assert table[0, 1] * table[1, 0] == pytest.approx(1)


def test_one_judge_alone_is_the_group():
    alone = EXPERTS[EXPERTS["expert"] == "전문가1"]
    own = ahp.weights(ahp.matrix(alone))["weight"].tolist()
    assert judges.group(alone).query("way == 'aij'")["weight"].tolist() == pytest.approx(own, abs=1e-8)


def test_a_judge_of_all_the_importance_decides():
    found = judges.group(EXPERTS, importance={"전문가1": 1, "전문가2": 0, "전문가3": 0}).query("way == 'aij'")["weight"].tolist()
    assert found == pytest.approx([0.648329, 0.229651, 0.122020], abs=1e-6)
    with pytest.raises(DataError, match="무게가 맞지 않습니다"):
        judges.group(EXPERTS, importance={"전문가1": 1})


def test_a_bad_judgement_names_its_judge():
    with pytest.raises(DataError, match="전문가2의 판단: 쌍대비교에 쓸 수 없는 값"):
        judges.group(EXPERTS.assign(value=[3, 5, 2, 1, 33, 3, 2, 2, 1]))
    with pytest.raises(DataError, match="전문가3의 판단: 견주지 않은 쌍"):
        judges.group(EXPERTS.head(8))


def test_the_seed_decides_the_interval_and_no_step_leaves_no_interval():
    one, same, other = (judges.intervals(EXPERTS, draws=200, seed=seed) for seed in (1, 1, 2))
    assert one.equals(same) and not one.equals(other)
    still = judges.intervals(EXPERTS, steps=0, draws=5)
    assert (still["high"] - still["low"]).abs().max() < 1e-6 and still["first"].tolist() == [1, 0, 0]


@given(st.integers(1, 8))
@settings(max_examples=8)
def test_intervals_hold_the_weight_and_grow_with_the_steps(steps):
    small, large = (judges.intervals(EXPERTS, steps=size, draws=300) for size in (0, steps))
    assert ((large["high"] - large["low"]) >= (small["high"] - small["low"])).all() and large["first"].sum() >= 1
    assert large["low"].between(0, 1).all() and large["high"].between(0, 1).all()


@pytest.mark.parametrize("value", SCALE)
def test_judgements_and_steps_translate_both_ways(value):
    step = judges._step(np.array([value]))
    assert step.round(9)[0] == round(step[0]) and judges._judgement(step.round())[0] == pytest.approx(value)


def test_the_reading_names_the_heaviest():
    assert "가장 무거운 기준은 기준1(0.533" in judges.read_intervals(judges.intervals(EXPERTS, draws=50))
