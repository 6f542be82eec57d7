"""Cases beside each other."""

import re

import pytest

from dpgkit.cases import caselibrary
from dpgkit.errors import DataError
from dpgkit.impact import casecomparison

ALL = casecomparison.compare()
CI = ["strivetogether", "shape_up_somerville", "elizabeth_river", "communities_that_care", "homes_100000", "happy_alliance", "uk_gaap",
      "x_road", "singapore", "india_stack", "denmark", "dpg", "housing"]


def test_the_gap_of_the_notes_is_the_widest():
    table = casecomparison.gaps(ALL[ALL["case"].isin(CI)]).set_index("condition")
    assert table["cases"].eq(13).all() and table.loc["continuous_communication", "empty"] == 6 == table["empty"].max()
    assert "지속적인 소통(6개)" in casecomparison.read_gaps(casecomparison.gaps(ALL[ALL["case"].isin(CI)]))


def test_what_was_not_looked_for_is_no_zero():
    row = ALL.query("case == 'x_road' and condition == 'continuous_communication'").iloc[0]
    assert row["documented"] == 0 and row.isna()["level"]
    assert casecomparison.side_by_side(ALL[ALL["case"] == "x_road"])["에스토니아 X-Road"].iloc[3] == "– (0줄)"


def test_cases_keep_the_order_in_which_they_were_named():
    compared = casecomparison.compare(["x_road", "housing", "x_road"])
    assert list(dict.fromkeys(compared["case"])) == ["x_road", "housing"] and len(compared) == 10


def test_the_strongest_design_stands_first():
    designs = casecomparison.outcomes(CI)["design"].tolist()
    assert designs[:3] == ["randomised", "controlled", "compared"] and len(designs) == 13


def test_a_case_is_read_against_the_middle_of_the_others():
    said = casecomparison.read_comparison(casecomparison.compare(["dpg", "strivetogether", "elizabeth_river"]), "dpg")
    assert said == ("디지털플랫폼정부를 다른 2개 사례의 가운데값과 견주면, 낮은 조건: 성과시스템 공유·지속적인 소통. "
                    "높은 조건: 공동의 어젠다·상호활동의 강화.")


def test_a_case_alone_is_read_without_a_middle():
    assert casecomparison.read_comparison(casecomparison.compare(["dpg"]), "dpg").endswith("낮은 조건: 없음. 높은 조건: 없음.")


def test_an_unknown_case_is_refused():
    with pytest.raises(DataError, match="없는 사례입니다"):
        casecomparison.compare(["없음"])


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    return caselibrary.new_case("내사례", "housing")


def test_own_cases_that_nobody_named_stay_out(own):
    caselibrary.new_case("남의사례")
    assert set(casecomparison.compare()["case"]) == set(ALL["case"])
    beside = casecomparison.compare(beside=["내사례", "dpg"])
    assert set(beside["case"]) == {*ALL["case"], "내사례"} and len(beside) == len(ALL) + 5


def test_a_copied_case_is_told_from_its_source(own):
    table = casecomparison.side_by_side(casecomparison.compare(["내사례", "housing", "dpg"]))
    assert table.columns.tolist()[1:3] == ["청약정보 통합 조회·신청 (내사례)", "청약정보 통합 조회·신청 (housing)"]


@pytest.mark.parametrize("title", ["", "''", "'  '"])
def test_a_case_without_a_title_is_called_by_its_folder(own, title):
    text = (own / "case.yml").read_text(encoding="utf-8")
    (own / "case.yml").write_text(re.sub("(?m)^title:.*$", f"title: {title}", text), encoding="utf-8")
    assert casecomparison.compare(["내사례"])["title"].unique().tolist() == ["내사례"]
