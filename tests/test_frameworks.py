"""Gateways, shifts, critiques, the needle and what a backbone stands on."""

import pandas as pd
import pytest

from dpgkit.cases import load_case, load_info, shipped_names
from dpgkit.cases.facts import Backbone
from dpgkit.impact import frameworks

HOUSING = load_case("housing")
STRONG = Backbone(name="가", legal_basis="law", established="2010", sunset="없음", staff="12명", budget="30억 원")


def test_there_are_five_gateways_and_only_the_first_was_seen():
    table = frameworks.gateways(HOUSING.mapping)
    assert table["관문"].tolist() == [1, 1, 1, 1, 2, 3, 4, 5] and table.loc[table["관문"] > 1, "점검 항목"].eq("근거 미확인").all()
    assert table["근거 있는 줄"].tolist() == ["2", "1", "1", "2", "–", "–", "–", "–"]


def test_there_are_six_shifts_each_with_a_question():
    assert len(frameworks.shifts()) == 6 and frameworks.shifts()["물음"].str.endswith("?").all()
    assert frameworks.shifts(english=True)["3.0"].iloc[-1] == "변화를 담는 그릇 (Container for change)"


@pytest.mark.parametrize("name", shipped_names())
def test_every_critique_gets_an_answer_from_the_table(name):
    table = frameworks.critique_checks(load_case(name).mapping, load_info(name))
    assert len(table) == 6 and table["표가 말하는 것"].str.len().gt(5).all()


def test_the_citizens_rows_are_counted_apart():
    table = frameworks.critique_checks(HOUSING.mapping, HOUSING.info)
    assert table["표가 말하는 것"].iloc[0] == "국민의 줄 5개 가운데 한 일이 문서로 확인된 줄 1개, 받기만 한 줄 1개"
    assert table["표가 말하는 것"].iloc[3] == "근거에 나오는 가장 이른 때: 2022-04"


def years(*rates):
    return pd.DataFrame({"year": range(2000, 2000 + len(rates)), "numerator": rates, "denominator": 100})


@pytest.mark.parametrize(("rates", "direction", "progress", "moved"), [
    ((50, 55), "up", 10.0, True), ((50, 54), "up", 8.0, False), ((50, 45), "down", 10.0, True), ((50, 60), "down", -20.0, False)])
def test_the_needle_moves_at_ten_per_cent(rates, direction, progress, moved):
    assert frameworks.needle(years(*rates), direction)[["progress", "moved"]].values.tolist() == [[progress, moved]]


def test_the_housing_rate_moved_by_more_than_half():
    moved = frameworks.needle(HOUSING.measurements, "down")
    assert moved["progress"].iloc[0] == pytest.approx(53.1, abs=0.05) and "문턱을 넘습니다" in frameworks.read_needle(moved, "가")


@pytest.mark.parametrize("rates", [(), (50,), (0, 50)])
def test_a_needle_without_a_start_does_not_move(rates):
    moved = frameworks.needle(years(*rates))
    assert not moved["moved"].iloc[0] and "볼 수 없습니다" in frameworks.read_needle(moved, "가")


def test_the_committee_of_2022_is_the_worked_failure():
    backbone = load_info("dpg").backbone
    assert frameworks.stress_test(backbone)["판정"].tolist() == ["약함", "못 지킴", "모름", "모름", "끝남"]
    assert "이르지 못합니다" in frameworks.read_stress(backbone)


def test_a_backbone_by_law_with_means_stands():
    assert frameworks.stress_test(STRONG)["판정"].tolist() == ["강함", "강함", "알려짐", "알려짐", "이어짐"]
    assert frameworks.read_stress(STRONG).endswith("이어지고 있습니다.")


@pytest.mark.parametrize(("change", "item"), [
    ({"legal_basis": "agreement"}, "이르지 못합니다. 걸리는 것: 법적 근거."), ({"ended": "2020"}, "이르지 못합니다. 걸리는 것: 지금도"),
    ({"staff": "3명. 나머지는 근거 미확인"}, "알 수 없습니다. 모르는 것: 전담 인원."), ({"sunset": "근거 미확인"}, "모르는 것: 존속기한.")])
def test_one_weak_support_is_named(change, item):
    assert item in frameworks.read_stress(STRONG.model_copy(update=change))


def test_a_case_without_a_backbone_is_unknown_not_failed():
    assert frameworks.stress_test(None)["판정"].tolist() == ["모름"] and "볼 수 없습니다" in frameworks.read_stress(None)
