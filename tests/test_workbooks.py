"""Workbooks that people fill in."""

import openpyxl
import pandas as pd
import pytest

from dpgkit import workbooks
from dpgkit.errors import DataError

TABLE = pd.DataFrame({"조건": ["중추지원조직"], "수준": pd.array([pd.NA], "Int64"), "수": [1.0]})


def test_a_table_comes_back_as_text(tmp_path):
    file = workbooks.write(tmp_path / "한글 폴더" / "가.xlsx", {"표": TABLE})
    assert workbooks.read(file, "표").values.tolist() == [["중추지원조직", "", "1"]]
    assert [path.name for path in file.parent.iterdir()] == ["가.xlsx"]


def test_a_drop_down_offers_the_values(tmp_path):
    sheet = openpyxl.load_workbook(workbooks.write(tmp_path / "가.xlsx", {"표": TABLE}, {"표": {"수준": (0, 1)}}))["표"]
    offered = sheet.data_validations.dataValidation[0]
    assert offered.formula1 == '"0,1"' and str(offered.sqref) == "B2:B500" and sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width >= 14             # a syllable takes two columns


@pytest.mark.parametrize(("make", "message"), [
    (lambda file: None, "파일이 없습니다"), (lambda file: file.write_bytes(b"PK"), "엑셀 파일로 읽을 수 없습니다"),
    (lambda file: workbooks.write(file, {"다른": TABLE}), "그 이름의 시트가 없습니다")])
def test_what_is_no_such_workbook_is_refused(tmp_path, make, message):
    make(tmp_path / "가.xlsx")
    with pytest.raises(DataError, match=message):
        workbooks.read(tmp_path / "가.xlsx", "표")


def test_a_locked_file_is_a_clear_message(tmp_path):
    (tmp_path / "가.xlsx").mkdir()
    with pytest.raises(DataError, match="엑셀 파일을 쓰지 못했습니다"):
        workbooks.write(tmp_path / "가.xlsx", {"표": TABLE})
