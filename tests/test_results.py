"""Tables are handed on whole, in a form that Excel opens, or refused."""

import pandas as pd
import pytest

from dpgkit import results
from dpgkit.errors import DataError

STAGES = pd.DataFrame({"order": [1], "stage": ["전산화"], "start": ["1961"], "end": ["1983"], "events": [10]})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(results.FOLDER_VARIABLE, str(tmp_path / "결과 표"))
    return tmp_path / "결과 표"


def test_a_table_comes_back_as_it_was(folder):
    results.save(STAGES, "01_stages", "housing")
    pd.testing.assert_frame_equal(results.load("01_stages", "housing"), STAGES, check_dtype=False)


def test_excel_can_open_the_file(folder):
    results.save(STAGES, "01_stages", "housing")
    assert (folder / "01_stages.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(folder.iterdir()) == [folder / "01_stages.csv"]


def test_a_run_of_its_own_never_borrows_the_shipped_tables(folder):
    with pytest.raises(DataError, match="앞 과에서 넘겨줄 표가 없습니다"):
        results.load("01_stages", "housing")


def test_without_a_run_the_shipped_tables_serve(monkeypatch, kit_copy):
    monkeypatch.delenv(results.FOLDER_VARIABLE)
    monkeypatch.setattr(results, "shipped_dir", lambda case: kit_copy / "실린 표")
    (kit_copy / "실린 표").mkdir()
    STAGES.to_csv(kit_copy / "실린 표" / "01_stages.csv", index=False)
    assert results.load("01_stages", "housing")["stage"].tolist() == ["전산화"]


def test_a_table_other_than_described_is_refused(folder):
    with pytest.raises(DataError, match="다음 열을 더하십시오: end"):
        results.save(STAGES.drop(columns="end"), "01_stages", "housing")
    with pytest.raises(DataError, match="없는 표입니다"):
        results.save(STAGES, "09_nosuch", "housing")


def test_a_folder_that_cannot_be_written_is_a_clear_message(tmp_path, monkeypatch):
    (tmp_path / "파일").write_text("폴더가 아님", encoding="utf-8")
    monkeypatch.setenv(results.FOLDER_VARIABLE, str(tmp_path / "파일"))
    with pytest.raises(DataError, match="결과 표를 쓰지 못했습니다"):
        results.save(STAGES, "01_stages", "housing")
