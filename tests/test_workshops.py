"""Sheets go out to groups of actors and come back as one table."""

import openpyxl
import pytest

from dpgkit.cases import load_case, shipped_names
from dpgkit.impact import workshops

DAY = "2026-12-01"
LINE = {"조건": "지속적인 소통", "주체": "국민", "활동": "의견을 냅니다.", "근거": "", "근거의 시점": "", "근거 상태": "", "출처": "",
        "출처 주소": "", "매긴 수준": ""}


def sheet(*lines):
    return workshops.pd.DataFrame([{**LINE, **line} for line in lines])


def test_an_empty_sheet_has_a_line_for_each_condition():
    blank = workshops.blank_sheet("business")
    assert len(blank) == 8 and blank["조건"].iloc[:5].is_unique and (blank["주체"] == "기업").all() and (blank["활동"] == "").all()


def test_empty_sheets_merge_to_nothing(tmp_path):
    written = workshops.write_sheets(tmp_path)
    merged = workshops.merge(workshops.read_files(tmp_path / name for name in written["파일"]), DAY)
    assert written["모둠"].tolist() == ["정부", "기업", "국민"] and merged.mapping.empty and merged.problems.empty
    assert "아직 적은 활동이 없습니다" in workshops.read_merge(merged)


def test_a_filled_workbook_comes_back(tmp_path):
    workshops.write_sheets(tmp_path, ["citizens"])
    file = tmp_path / "03_workshop_citizens.xlsx"
    book = openpyxl.load_workbook(file)
    page = book[workshops.SHEET]
    assert len(page.data_validations.dataValidation) == 4 and book.sheetnames == ["적기", "조건", "눈금", "규칙"]
    page["C2"], page["I2"] = "목표를 함께 정합니다.", 2
    book.save(file)
    merged = workshops.merge(workshops.read_files([file]), DAY)
    row = merged.mapping.iloc[0]
    assert row[["condition", "actor", "status", "level", "coder", "date"]].tolist() == [
        "common_agenda", "citizens", "unverified", 2, "03_workshop_citizens", DAY]
    assert merged.problems.empty and merged.unproven == 1


def test_cells_that_two_groups_wrote_are_listed_with_both_levels():
    merged = workshops.merge({"가": sheet({"매긴 수준": "1"}), "나": sheet({"활동": "답을 요구합니다.", "매긴 수준": "3"})}, DAY)
    assert merged.shared[["조건", "주체", "모둠", "수준"]].values.tolist() == [["지속적인 소통", "국민", "가 / 나", "가 1, 나 3"]]
    assert len(merged.mapping) == 2 and "함께 적은 칸은 1개" in workshops.read_merge(merged)


def test_wrong_lines_are_named_by_group_and_row_and_left_out():
    merged = workshops.merge({"가": sheet({"활동": ""}, {"매긴 수준": "높음"}, {"활동": "혜택을 받습니다."})}, DAY)
    assert merged.problems[["파일", "행", "열"]].values.tolist() == [["가", 3, "level"], ["가", 4, "activity"]]
    assert merged.mapping["activity"].tolist() == ["혜택을 받습니다."]         # a broken rule is shown, an unreadable cell is left out


@pytest.mark.parametrize("name", shipped_names())
def test_a_case_taken_apart_by_actors_comes_back_whole(name):
    mapping = load_case(name).mapping.query("condition not in ['outcome', 'limit']")
    merged = workshops.merge(workshops.by_actor(mapping), DAY)
    assert len(merged.mapping) == len(mapping) and merged.problems.empty
    assert sorted(merged.mapping["activity"]) == sorted(mapping["activity"])


def test_a_sheet_saved_as_csv_is_read_too(tmp_path):
    sheet({"활동": "의견을 냅니다."}).to_csv(tmp_path / "국민.csv", index=False, encoding="cp949")
    merged = workshops.merge(workshops.read_files([tmp_path / "국민.csv"]), DAY)
    assert merged.mapping[["condition", "coder"]].values.tolist() == [["continuous_communication", "국민"]]
