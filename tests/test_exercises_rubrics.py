"""Rubrics: four levels for every criterion, two anchors for every level, and markers whose agreement is counted."""

import openpyxl
import pytest

from dpgkit.errors import DataError, ParameterError
from dpgkit.exercises import rubrics

FIRST = {"a": (1, 2, 3, 4), "b": (2, 2, 3, 3), "c": (4, 4, 1, 2)}
SECOND = {"a": (1, 2, 3, 4), "b": (2, 3, 3, 3), "c": (2, 4, 1, 2)}


def filled(path, levels, task="mapping"):
    rubrics.write_sheet(levels, task, path)
    book = openpyxl.load_workbook(path)
    for row, value in zip(book[rubrics.SHEET].iter_rows(min_row=2), [level for one in levels.values() for level in one], strict=True):
        row[2].value = value
    book.save(path)
    return path


@pytest.mark.parametrize("task", rubrics.TASKS)
def test_every_criterion_has_four_levels_and_every_level_two_anchors(task):
    table = rubrics.rubric(task)
    assert len(table) == 4 and table.notna().all(axis=None) and table[list(rubrics.LEVELS)].nunique(axis=1).eq(4).all()
    assert rubrics.anchors(task).groupby("level").size().tolist() == [2, 2, 2, 2]


def test_two_markers_are_compared(tmp_path):
    sheets = {"가": filled(tmp_path / "가.xlsx", FIRST), "나": filled(tmp_path / "나.xlsx", SECOND)}
    ratings = rubrics.read_sheets(sheets)
    table = rubrics.agreed(ratings).query("기준 == '모두'").set_index("재는 것")["값"]
    assert len(ratings) == 24 and table.iloc[0] == pytest.approx(10 / 12)
    assert rubrics.to_discuss(ratings)[["submission", "가", "나"]].values.tolist() == [["c", 4, 2]]


def test_a_sheet_offers_the_levels_and_holds_the_rubric(tmp_path):
    book = openpyxl.load_workbook(rubrics.write_sheet(["a"], "kpi", tmp_path / "표.xlsx"))
    assert book.sheetnames == [rubrics.SHEET, rubrics.GUIDE, rubrics.SAMPLES]
    assert book[rubrics.SHEET].data_validations.dataValidation[0].formula1 == '"1,2,3,4"'


def test_what_cannot_work_is_refused(tmp_path):
    with pytest.raises(ParameterError, match="기준표가 없는"):
        rubrics.rubric("essay")
    with pytest.raises(DataError, match="겹칩니다"):
        rubrics.write_sheet(["a", "a"], "kpi", tmp_path / "표.xlsx")
    path = filled(tmp_path / "다.xlsx", {"a": (1, 5, 3, 4)})
    with pytest.raises(DataError, match="쓸 수 없는 수준"):
        rubrics.read_sheets({"다": path})
    with pytest.raises(DataError, match="이미 적은"):
        rubrics.write_sheet(["a"], "mapping", path)
    with pytest.raises(DataError, match="줄이 다릅니다"):
        rubrics.read_sheets({"가": filled(tmp_path / "가.xlsx", FIRST), "나": filled(tmp_path / "나.xlsx", {"a": (1, 2, 3, 4)})})
