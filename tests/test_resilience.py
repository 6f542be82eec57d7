"""What stops when one part stops."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.architecture import resilience
from dpgkit.cases import load_case, shipped_names
from dpgkit.errors import ParameterError

DPG, HOUSING = load_case("dpg"), load_case("housing")
ACTORS = pd.DataFrame({"name": ["가", "나", "다", "라", "국민"], "kind": ["government"] * 4 + ["citizens"]})
NAMES = st.sets(st.sampled_from(sorted(set(DPG.links["giver"]))), max_size=5)


def net(*links):
    return pd.DataFrame(links, columns=["giver", "receiver", "needed"]).assign(before=1, after=1, passes="말")


@pytest.mark.parametrize(("needed", "gone", "left"), [
    ((0, 0), {"가"}, False), ((1, 0), {"가"}, True), ((1, 0), {"나"}, False), ((2, 2), {"가"}, False), ((2, 2), {"가", "나"}, True)])
def test_a_part_stops_with_what_it_needs(needed, gone, left):
    links = net(("가", "다", needed[0]), ("나", "다", needed[1]), ("다", "국민", 1))
    assert ("다" in resilience.stopped(links, gone, {"국민"})) is left


def test_a_stop_runs_on():
    links = net(("가", "나", 1), ("나", "다", 1), ("다", "국민", 1), ("라", "국민", 0))
    assert resilience.stopped(links, {"가"}, {"국민"}) == {"가", "나", "다"}
    table = resilience.removals(links, ACTORS).set_index("name")
    assert table.loc["가", ["stopped", "lost", "share", "own"]].tolist() == [2, 1, 0.5, 0] and table.loc["라", "own"] == 1


def test_the_fire_takes_the_two_services_that_were_drawn():
    fallen = resilience.fall(DPG.links, DPG.actors, "국가정보자원관리원")
    assert fallen.loc[fallen["상태"] == "멈춤", "주는 쪽"].tolist() == ["정부24", "나라장터"]
    assert resilience.read_fall(fallen, "국가정보자원관리원").endswith("6개 가운데 2개(정부24, 나라장터)가 함께 멈춥니다.")


def test_a_single_point_takes_more_than_its_own():
    points = resilience.single_points(resilience.removals(HOUSING.links, HOUSING.actors))
    assert points["name"].tolist() == ["통합 API"] and "1곳(통합 API)" in resilience.read_points(points)


def test_without_a_name_the_worst_is_taken():
    assert (resilience.fall(DPG.links, DPG.actors)["상태"] == "멈춤").sum() == 2


@pytest.mark.parametrize("name", ["국민", "없는 곳"])
def test_what_cannot_be_taken_out_is_refused(name):
    with pytest.raises(ParameterError, match="뺄 수 없는 참여자"):
        resilience.fall(DPG.links, DPG.actors, name)


@given(NAMES, NAMES)
def test_taking_out_more_never_brings_anything_back(first, second):
    hands = resilience.users(DPG.links, DPG.actors)
    few, many = (resilience.stopped(DPG.links, names, hands) for names in (first, first | second))
    assert first <= few <= many and not many & hands - second - first


@pytest.mark.parametrize("name", shipped_names())
def test_a_simulation_falls_from_all_to_nothing(name):
    case = load_case(name)
    table = resilience.simulate(case.links, case.actors, draws=20, seed=3)
    assert table["mean"].iloc[0] == 1 and table["mean"].iloc[-1] == 0 and table["mean"].is_monotonic_decreasing
    assert (table["low"] <= table["mean"]).all() and (table["mean"] <= table["high"]).all()


def test_a_seed_fixes_the_draws():
    first, again, other = (resilience.simulate(DPG.links, DPG.actors, draws=20, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_one_removal_on_average_is_the_mean_of_all_single_removals():
    table = resilience.removals(HOUSING.links, HOUSING.actors)
    simulated = resilience.simulate(HOUSING.links, HOUSING.actors, draws=10, seed=0)
    assert simulated["mean"].iloc[1] == pytest.approx(1 - table["share"].mean(), abs=1e-5)
