"""The mapping editor and the comparison view, without a browser."""

import pytest

from dpgkit import cases
from dpgkit.cases import caselibrary
from dpgkit.widgets import cases as panels


@pytest.fixture
def editor(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    caselibrary.new_case("내사례", "housing")
    return panels.MappingEditor("내사례")


def test_coded_columns_have_drop_downs_and_text_is_checked_while_typing(editor):
    assert type(editor.controls["0.condition"]).__name__ == "Dropdown" and len(editor.grid.children) == 19
    assert editor.controls["0.activity"].continuous_update and "고칠 것이 없습니다" in editor.output.value
    editor.controls["0.evidence"].value = "35곳"
    assert "[규칙 3] 근거의 수에 해나 기간이 없습니다" in editor.output.value
    editor.controls["0.evidence"].value = "2022년 35곳"
    assert "고칠 것이 없습니다" in editor.output.value


def test_a_changed_drop_down_changes_the_draft(editor):
    editor.controls["0.level"].value = "3"
    assert editor.draft.rows.at[0, "level"] == "3"


def test_undo_and_redo_fill_the_controls_again(editor):
    editor.controls["0.level"].value = "3"
    editor.press("undo")
    assert editor.controls["0.level"].value == "1"
    editor.press("redo")
    assert editor.controls["0.level"].value == "3"


def test_rows_come_and_go(editor):
    editor.press("add")
    assert len(editor.grid.children) == 20 and editor.controls["18.status"].value == "unverified"
    editor.press("delete", 18)
    editor.grid.children[1].children[-1].click()
    assert len(editor.grid.children) == 18 and "18.status" not in editor.controls


def test_saving_is_said_and_done(editor):
    editor.controls["0.activity"].value = "목표를 함께 적었습니다."
    editor.buttons["save"].click()
    assert "저장했습니다: 내사례/mapping.csv" in editor.status.value
    assert cases.load_case("내사례").mapping["activity"].iloc[0] == "목표를 함께 적었습니다."


def test_a_problem_with_saving_is_shown_and_nothing_is_lost(editor):
    (cases.own_dir() / "내사례" / "mapping.csv").write_text("condition\n", encoding="utf-8")
    editor.controls["0.activity"].value = "지우지 마십시오."
    editor.press("save")
    assert 'role="alert"' in editor.status.value and editor.draft.rows.at[0, "activity"] == "지우지 마십시오."


def test_a_value_that_is_not_allowed_can_still_be_opened(editor):
    editor.draft.set(0, "status", "<좋음>")
    editor.fill()
    assert editor.controls["0.status"].value == "<좋음>" and "&lt;좋음&gt;" in editor.output.value


def test_a_stored_notebook_holds_the_plain_twin(editor, monkeypatch):
    monkeypatch.setenv("DPGKIT_PLAIN", "1")
    bundle = editor._repr_mimebundle_()
    assert bundle["text/html"].count("<tr") == 19 and bundle["text/plain"] == "조작 판: 매핑 표 고치기"
    monkeypatch.delenv("DPGKIT_PLAIN")
    assert "application/vnd.jupyter.widget-view+json" in editor._repr_mimebundle_()


def test_the_comparison_follows_the_chosen_cases():
    panel = panels.comparison_panel("housing", ["dpg"])
    assert "디지털플랫폼정부" in panel.output.value and "에스토니아" not in panel.output.value
    panel.controls["titles"].value = ["에스토니아 X-Road"]
    assert "에스토니아" in panel.output.value and "청약정보" in panel.output.value


def test_the_twin_of_the_comparison_is_a_chart():
    assert panels.compare_chart("housing", ["dpg"]).to_dict()["title"]["text"].startswith("낮은 조건: 공동의 어젠다.")
