"""The panels of lesson 5, moved without a browser: weights from sliders, and the card editor."""

import csv
import io

import pandas as pd
import pytest

from dpgkit import charts
from dpgkit.cases import casefiles, load_case
from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import ahp, cards, consistency
from dpgkit.widgets import kpi as panels

THREE = ["값", "때", "곳"]


@pytest.fixture(autouse=True)
def kit_theme():
    charts.enable()


@pytest.fixture
def editor():
    return panels.CardEditor("housing", "ineligible_rate")


def test_a_slider_for_each_pair_from_nine_times_one_to_nine_times_the_other():
    panel = panels.ahp_panel(THREE)
    words = [label for label, _ in panel.controls["pair_1"].options]
    assert [control.description for control in panel.controls.values()][:3] == ["값 : 때", "값 : 곳", "때 : 곳"]
    assert len(words) == 17 and (words[0], words[8], words[-1]) == ("값 9배", "같음", "곳 9배")


def test_moving_a_slider_gives_the_worked_weights_and_the_ratio_under_the_named_table():
    panel = panels.ahp_panel(THREE)
    assert "모든 기준의 가중치가 같습니다" in panel.output.value
    for name, value in zip(("pair_0", "pair_1", "pair_2"), ("2", "6", "3"), strict=True):
        panel.controls[name].value = value
    assert [f"<td>{weight}</td>" in panel.output.value for weight in (0.6, 0.3, 0.1)] == [True] * 3
    assert "어긋난 셋이 없습니다" in panel.output.value and "CR은 0.0000" in panel.output.value


def test_the_verdict_follows_the_table_that_is_chosen():
    panel = panels.ahp_panel(THREE, ["2", "3", "4"])
    assert "키트의 계산의 무작위 지수로 나눈 CR은 0.1028입니다. 0.1 이하라는 관례를 넘습니다" in panel.output.value
    panel.controls["index_table"].value = "saaty_1980"
    assert "Saaty 1980의 무작위 지수로 나눈 CR은 0.0930입니다. 0.1 이하라는 관례를 지킵니다" in panel.output.value


def test_the_triple_that_contradicts_most_is_named_in_a_sentence():
    page = panels.ahp_view([*THREE, "힘"], ["1", "1", "1", "3", "1", "1/9"])
    assert "가장 어긋난 셋은 값, 곳, 힘입니다" in page
    assert "값과 곳, 곳과 힘의 판단대로면 값은 힘의 1/9배여야 하는데 1배라고 했습니다(9.0배 어긋남)" in page


def test_the_panel_shows_what_its_twin_shows_and_is_stored_plain(monkeypatch):
    panel = panels.ahp_panel(THREE, ["2", "3", "4"])
    assert panel.output.value.strip() == str(panels.ahp_view(THREE, ["2", "3", "4"]))
    monkeypatch.setenv("DPGKIT_PLAIN", "1")
    assert panel._repr_mimebundle_()["text/html"] == panel.output.value and 'role="img"' in panel.output.value


@pytest.mark.parametrize(("case", "names"), [("housing", 5), ("benefit", 5)])
def test_the_criteria_of_a_case_are_korean_names(case, names):
    found = panels.ahp_criteria(case)
    assert len(found) == names and found[0] == "구체성" and len(panels.ahp_panel(found).controls) == 11


@pytest.mark.parametrize("names", [["하나"], ["가", "가"], [str(number) for number in range(10)], ["가", " "]])
def test_criteria_that_cannot_be_compared_are_refused(names):
    with pytest.raises(ParameterError, match="쌍대비교를 할 수 없는 기준"):
        panels.ahp_panel(names)


def test_two_criteria_have_no_triple_and_names_are_escaped():
    page = panels.ahp_view(["<b>", "나"], ["9"])
    assert "어긋날 셋이 없습니다" in page and "<td>&lt;b&gt;</td>" in page and "<td>0.9</td>" in page


def test_a_judgement_too_few_is_refused():
    with pytest.raises(DataError, match="견주지 않은 쌍"):
        panels.ahp_view(THREE, ["2", "3"])


def test_triples_agree_with_an_own_search():
    table = ahp.matrix(pd.DataFrame([("가", "나", 2), ("가", "다", 3), ("나", "다", 4)], columns=ahp.JUDGED))
    assert consistency.read_triple(consistency.triples(table)).endswith("가는 다의 8배여야 하는데 3배라고 했습니다(2.7배 어긋남).")


def test_every_field_of_a_card_has_a_korean_control(editor):
    assert list(editor.controls) == list(cards.fields()) and len(editor.controls) == 29
    assert editor.controls["direction"].description == "방향" and dict(editor.controls["direction"].options)["낮출수록 좋음"] == "down"
    assert editor.controls["baseline_year"].value == "2020"


def test_rules_are_checked_while_one_types(editor):
    assert "[규칙 4] 목표는 있으나 목표 연도가 없습니다" in editor.output.value
    editor.controls["target_year"].value = "2027"
    assert "고칠 것이 없습니다" in editor.output.value
    editor.controls["direction"].value = "up"
    assert "[규칙 5] 목표가 기준값보다 나아지는 쪽에 있지 않습니다" in editor.output.value


def test_a_half_typed_number_is_told_and_the_card_stays(editor):
    editor.controls["target"].value = "일 퍼센트"
    assert "수가 아닌 값이 있습니다 (목표값)" in editor.output.value and "일 퍼센트" in editor.csv.value
    editor.controls["name"].value = "<script>"
    assert "&lt;script&gt;" in editor.output.value and "<script>" not in editor.output.value


def test_the_row_to_copy_reads_back_as_the_card(editor):
    editor.controls["definition"].value = '쉼표, "따옴표"\n둘째 줄'
    row, = csv.DictReader(io.StringIO(editor.csv.value))
    assert row["definition"] == '쉼표, "따옴표"\n둘째 줄' and row["indicator"] == "ineligible_rate" and list(row) == list(cards.fields())


def test_nothing_is_written_until_a_file_is_named(editor, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    editor.button.click()
    assert 'role="alert"' in editor.status.value and "저장할 파일을 적지 않았습니다" in editor.status.value
    assert not list(tmp_path.iterdir())


def test_a_card_is_put_among_others_and_replaces_itself(editor, tmp_path):
    path = tmp_path / "내 카드 모음.csv"
    editor.file.value = str(path)
    editor.button.click()
    assert "카드 1개" in editor.status.value
    assert cards.put(cards.blank(indicator="새것", name="새 지표"), path) == 2
    editor.controls["owner"].value = "다른 기관"
    editor.button.click()
    rows = casefiles.read_cells(path, cards.TABLE)
    assert rows["indicator"].tolist() == ["ineligible_rate", "새것"] and rows["owner"].tolist() == ["다른 기관", "근거 미확인"]
    assert sorted(file.name for file in tmp_path.iterdir()) == [".backup", "내 카드 모음.csv"]


def test_a_file_that_holds_no_cards_is_left_as_it_was(editor, tmp_path):
    path = tmp_path / "다른 표.csv"
    path.write_text("가,나\n1,2\n", encoding="utf-8")
    editor.file.value = str(path)
    editor.button.click()
    assert "있어야 할 열이 없습니다" in editor.status.value and path.read_text(encoding="utf-8") == "가,나\n1,2\n"


def test_an_empty_card_and_a_case_without_cards_can_be_begun():
    page = panels.CardEditor("benefit", "새것").output.value
    assert "빈 칸이 있습니다 (지표)" in page and "근거 미확인" in page
    assert cards.problems(cards.from_case(load_case("dpg").indicators, "ineligible_rate")).empty is False


def test_the_editor_is_stored_as_its_twin(editor, monkeypatch):
    monkeypatch.setenv("DPGKIT_PLAIN", "1")
    bundle = editor._repr_mimebundle_()
    assert bundle == {"text/html": editor.output.value, "text/plain": "조작 판: 지표 카드 쓰기"}
    assert bundle["text/html"].strip() == str(panels.card_view(editor.values(), "housing"))
    monkeypatch.delenv("DPGKIT_PLAIN")
    assert "application/vnd.jupyter.widget-view+json" in editor._repr_mimebundle_()
