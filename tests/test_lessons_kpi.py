"""Lesson 5 runs to its last cell for every kind of case, with nothing changed but the parameters."""

import re
import sys
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pandas as pd
import pytest

from dpgkit import cases, results
from dpgkit.cases import caselibrary
from dpgkit.errors import DpgkitError
from dpgkit.kpi import examples
from dpgkit.lessons import parameters
from dpgkit.reading import Impossible
from dpgkit.widgets import Panel

NAME = "05_kpi_design"
MEASURED = ("housing", "dpg", "insurance")
HELP = Path(__file__).parent / "fixtures" / "lessons" / "running.py"
running = sys.modules.get("lesson_running") or SourceFileLoader("lesson_running", str(HELP)).load_module()
run = partial(running.run, NAME)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A results folder that holds what lessons 3 and 4 hand on, and a place for cases of the reader's own."""
    return running.own_folders(tmp_path, monkeypatch, NAME)


@pytest.mark.parametrize("case", cases.shipped_names())
def test_the_lesson_runs_for_every_case_of_the_kit(folder, case):
    left, shown = run(**parameters.for_case(case)[NAME])
    said = [text for text in shown if isinstance(text, Impossible)]
    assert bool(said) == (case != "housing")
    assert isinstance(left["made"], Impossible) == left["chosen"].indicators.empty
    assert not any(re.search(r"\bnan\b|NaN", text) for text in shown if isinstance(text, str))
    assert len(results.load("05_indicators", case)) == len(left["chosen"].indicators)
    assert results.load("05_achievement", case).empty == (case not in MEASURED)


@pytest.mark.parametrize(("source", "cards"), [(None, 0), ("housing", 16), ("x_road", 0)])
def test_the_lesson_runs_for_a_case_that_was_just_made(folder, source, cards):
    caselibrary.new_case("내사례", source)
    left, _ = run(case="내사례")
    assert len(results.load("05_indicators", "내사례")) == len(left["state"]) == cards


def test_what_the_lesson_finds_about_the_housing_case(folder):
    left, shown = run()
    assert left["achieved"]["value"].round(2).tolist() == [18.88, -329.53, 49.49]
    assert set(left["broken"]["문제"].str.slice(0, 6)) == {"[규칙 4]", "[규칙 8]"}
    assert left["cells"][["list", "detail"]].max().tolist() == [1, 1] and left["cells"]["apply"].max() == 0
    assert any("관례를 넘습니다" in panel.output.value for panel in shown if isinstance(panel, Panel))
    assert left["monthly"]["top_two_low"].lt(left["monthly"]["top_two"]).all()


def test_the_seed_alone_decides_what_is_drawn(folder):
    first, again, other = (run(seed=seed)[0] for seed in (1, 1, 2))
    assert first["unsure"].equals(again["unsure"]) and first["moved"].equals(again["moved"])
    assert not first["moved"].equals(other["moved"])
    assert first["items"].equals(again["items"]) and not first["items"].equals(other["items"]) and first["note"] == again["note"]


CARD = ("indicator,name,level,condition,actor,definition,numerator,denominator,unit,aggregation,direction,target,target_basis,guard,owner,"
        "source_title\n"
        "빈지표,빈,output,shared_measurement,government,뜻,분자,분모,%,ratio_of_sums,up,,근거 미확인,짝,담당,근거 미확인\n"
        "월세,월세 지원 비율,output,shared_measurement,government,뜻,분자,분모,%,ratio_of_sums,up,50,근거 미확인,짝,담당,근거 미확인\n")


def test_a_case_of_the_readers_own_runs_without_a_word_about_indicator_or_years(folder):
    case = caselibrary.new_case("내사례")
    (case / "indicators.csv").write_text(CARD, encoding="utf-8")
    (case / "measurements.csv").write_text("indicator,year,numerator,denominator,source_title,source_url\n"
                                           "월세,2025,30,100,보도,https://example.org\n월세,2024,20,100,보도,https://example.org\n",
                                           encoding="utf-8")
    left, shown = run(case="내사례")
    assert (left["indicator"], left["base_year"], left["trend_year"]) == ("월세", 2024, 2026)
    assert left["achieved"].set_index("formula")["value"].round(1).to_dict()["gap"] == 33.3           # 10 of the 30 points to 50%
    assert parameters.for_case("내사례")[NAME]["base_year"] == 2024


def test_a_case_with_a_rate_alone_and_a_baseline_of_its_card_runs_to_the_last_cell(folder):
    case = caselibrary.new_case("내사례")
    cards = CARD.replace(",target,", ",baseline,baseline_year,target,formula,").replace(",up,,근거", ",up,,,,,근거")
    (case / "indicators.csv").write_text(cards.replace(",up,50,근거", ",up,20,2022,50,gap,근거"), encoding="utf-8")
    (case / "measurements.csv").write_text("indicator,year,rate,source_title,source_url\n월세,2024,35%,기관 기록,내부 자료\n",
                                           encoding="utf-8")
    left, shown = run(case="내사례")
    assert (left["indicator"], left["base_year"]) == ("월세", 2022)
    assert left["achieved"].set_index("formula").loc["gap", ["value", "chosen"]].tolist() == [50.0, 1]
    by_card = [table for table in shown if isinstance(table, pd.DataFrame) and "가장 낮은 산식" in table]
    assert by_card[0][["지표", "카드가 정한 산식", "달성률(%)"]].values.tolist() == [["월세 지원 비율", "좁힌 거리", 50.0]]
    assert any("셈하지 않음: 분자와 분모를" in str(table) for table in shown)


def test_a_sentence_that_a_value_names_and_that_is_not_there_is_refused(folder):
    path = caselibrary.new_case("내사례", "insurance") / "measurements.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("law#13", "law#999"), encoding="utf-8")
    with pytest.raises(DpgkitError, match="measurements.csv 2행 'sentences' 열: 그 번호의 문장이 없습니다"):
        parameters.for_case("내사례")


@pytest.mark.parametrize("values", [
    {"judgement": "ahp_five", "spread": 0.0, "band": 0.1, "confidence": 0.5}, {"judgement": "ahp_circle", "spread": 1.0, "band": 50.0},
    {"indicator": "app_use", "trend_year": 1990}, {"indicator": "wrongly_refused", "base_year": 1999, "judgement": "ahp_perfect"}])
def test_the_lesson_runs_at_the_ends_of_its_parameters(folder, values):
    _, shown = run(**values)
    assert any(isinstance(text, Impossible) for text in shown) == ("indicator" in values)


def test_every_example_of_one_judge_can_be_chosen():
    known = [name for name in examples.catalogue()["example"] if name.startswith("ahp_") and "expert" not in name]
    assert list(parameters.JUDGEMENTS) == known


@pytest.mark.parametrize(("values", "message"), [
    ({"indicator": "ineligible"}, "없는 지표"), ({"case": "insurance", "indicator": "ineligible_rate"}, "linked_share"),
    ({"base_year": 2018}, "쓸 수 있는 값: 2019, 2020"), ({"case": "insurance", "base_year": 2020}, "쓸 수 있는 값: 2025"),
    ({"base_year": "2020"}, "정수"), ({"judgement": "ahp_expert_1"}, "가운데 하나"), ({"spread": 1.5}, "1.0 이하"),
    ({"band": 0.0}, "0.1 이상"), ({"confidence": 1.0}, "0.99 이하"), ({"seed": -1}, "0 이상")])
def test_a_bad_value_is_refused_before_anything_is_written(folder, values, message):
    before = sorted(folder.iterdir())
    with pytest.raises(DpgkitError, match=message):
        run(**values)
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(("file", "old", "new", "message"), [
    ("gates.csv", ",ge,", ",gt,", "gates.csv"), ("measurements.csv", ",19884,175943,", ",19884,0,", "분모|0"),
    ("indicators.csv", "ratio_of_sums,down,9.503127", "ratio_of_sums,hold,9.503127", "허용 폭")])
def test_a_case_that_cannot_be_computed_is_refused_with_the_parameters(folder, file, old, new, message):
    path = caselibrary.new_case("내사례", "housing") / file
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DpgkitError, match=message):
        parameters.check(NAME, case="내사례", indicator="app_use")


def test_a_chain_with_a_circle_is_not_drawn_but_the_lesson_goes_on(folder):
    path = caselibrary.new_case("내사례", "housing") / "indicators.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace(",app_use,앱에서 되는", ",notice_integration,앱에서 되는"), encoding="utf-8")
    _, shown = run(case="내사례")
    assert any("결과 사슬을 그릴 수 없습니다" in text for text in shown if isinstance(text, Impossible))


def test_the_store_of_the_lesson_is_made_up_labelled_verified_and_gone_and_the_widgets_hold_the_case(folder):
    left, shown = run()
    report, text = left["received"], [str(one) for one in shown if isinstance(one, str)]
    assert report["결과"].tolist() == ["거절", "거절", "거절", "거절", "받음"]
    told = ("이미 냈습니다", "단위가 다릅니다", "범위를", "없는 기간", "")
    assert all(word in reason for word, reason in zip(told, report["까닭"], strict=True))
    assert any("적힌 뒤에 바뀐 행이 없습니다" in one for one in text) and not Path(left["folder"].name).exists()
    assert "(모의자료)" in left["note"] and "못 미친 지표" in left["note"] and "근거 미확인" in left["note"]
    for page in (one for one in text if "맡은 값" in one or "단계의 문과" in one or "기간마다 공개한" in one or "열에 아홉" in one):
        assert "모의자료" in page
    assert not any(re.search(r"dpg-\w+-[0-9a-f]{8}|\d\d:\d\d:\d\d|공유측정\.sqlite", one) for one in text)      # no key, time, place
    editor, weights = (one for one in shown if isinstance(one, Panel))
    assert editor.controls["indicator"].value == "ineligible_rate" and "[규칙 4]" in editor.output.value
    assert len(weights.controls) == len(left["judged_pairs"]) + 1 and "가장 어긋난 셋은 기준1, 기준2, 기준3" in weights.output.value
