"""Cases with a folder and cases with rows, and the first steps of a new one."""

import pytest

from dpgkit import cases, tables
from dpgkit.cases import caselibrary, caserows, leftovers
from dpgkit.errors import DataError
from dpgkit.impact import checkup


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "내 자료"))
    return tmp_path / "내 자료" / "cases"


def test_every_case_of_the_table_can_be_loaded_as_a_mapping():
    rows = tables.load("ci_cases")
    listed = caselibrary.library().set_index("case")
    assert set(rows["case_id"]) <= set(listed.index) and len(set(rows["case_id"])) == 13
    for name in listed.index:
        mapping = caselibrary.load_mapping(name)
        assert list(mapping) == list(caserows.row_model("case-mapping").model_fields) and len(mapping) > 4


def test_the_gap_of_the_notes_shows_in_the_table():
    counts = tables.load("ci_cases").groupby("condition")["case_id"].agg(["size", "nunique"])
    assert counts.loc["continuous_communication"].tolist() == [8, 7]       # 6 of the 13 cases have none
    assert counts["size"].drop(["continuous_communication", "outcome", "limit"]).between(13, 18).all()


def test_an_unknown_case_is_refused():
    with pytest.raises(DataError, match="없는 사례입니다"):
        caselibrary.load_mapping("없음")


@pytest.mark.parametrize(("source", "rows"), [(None, 15), ("x_road", 6), ("housing", 18)])
def test_a_new_case_lacks_only_what_its_owner_writes(own, source, rows):
    folder = caselibrary.new_case("내사례", source)
    assert folder == own / "내사례" and set(checkup.check_case("내사례")["문제"]) <= {leftovers.WHAT, "다루는 기간을 적지 않았습니다"}
    assert len(cases.load_case("내사례").mapping) == rows and cases.load_info("내사례").id == "내사례"
    assert [path.name for path in own.iterdir()] == ["내사례"]


@pytest.mark.parametrize(("name", "message"), [
    ("housing", "이미 있는 사례"), ("x_road", "이미 있는 사례"), ("내 사례", "쓸 수 없습니다"), ("con", "쓸 수 없습니다"),
    ("../밖", "쓸 수 없습니다")])
def test_a_name_that_will_not_do_is_refused(own, name, message):
    with pytest.raises(DataError, match=message):
        caselibrary.new_case(name)
    assert not own.exists()


def test_an_unknown_source_leaves_no_folder(own):
    with pytest.raises(DataError, match="없는 사례입니다"):
        caselibrary.new_case("내사례", "없음")
    assert not list(own.iterdir())


def test_a_broken_case_does_not_hide_the_others(own):
    folder = caselibrary.new_case("내사례")
    (folder / "case.yml").write_text("id: [", encoding="utf-8")
    listed = caselibrary.library().set_index("case")["kind"]
    assert listed["내사례"] == "broken" and listed["housing"] == "folder"


def test_the_designs_are_those_of_the_notes():
    design = caselibrary.library().set_index("case")["design"]
    expected = {"communities_that_care": "randomised", "shape_up_somerville": "controlled", "homes_100000": "compared",
                "strivetogether": "trend", "elizabeth_river": "monitoring", "singapore": "target", "dpg": "review"}
    assert design[list(expected)].to_dict() == expected
