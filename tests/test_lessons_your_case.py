"""Lesson 6 runs to its last cell for a case of the kit, for one just made with documents of the reader's own, and without indicators."""

import sys
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from dpgkit import cases, results, tables
from dpgkit.cases import caselibrary
from dpgkit.errors import DataError, DpgkitError
from dpgkit.lessons import parameters
from dpgkit.reading import Impossible

NAME = "06_your_case"
HELP = Path(__file__).parent / "fixtures" / "lessons" / "running.py"
running = sys.modules.get("lesson_running") or SourceFileLoader("lesson_running", str(HELP)).load_module()
run = partial(running.run, NAME)
PLAN = ("---\ntitle: 청년 월세 지원 계획\ndate: 2023-03-02\nissuer: 가온시\n---\n"
        "전담조직인 청년주거추진단을 설치하고 인력 다섯 명을 두었다. 은행은 창구의 역할을 맡고 기관 사이의 자료를 연계한다.\n")


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A results folder with what lesson 1 hands on, and the place for cases of the reader's own."""
    return running.own_folders(tmp_path, monkeypatch, NAME).parent


def test_the_lesson_shows_the_second_case_end_to_end(own):
    left, shown = run()
    said = [text for text in shown if isinstance(text, Impossible)]
    assert len(said) == 1 and said[0].startswith("gates.csv에 줄이 없습니다")
    drawn = [chart.to_dict()["name"] for chart in shown if isinstance(chart, alt.TopLevelMixin)]
    assert drawn == ["06_keyness", "06_levels", "06_passing", "06_rate"]
    assert left["topic"] == ["실손보험", "청구"] and "2023_insurance_claim_law" in left["within"].index
    assert (left["proposed"].groupby(["condition", "actor"]).size() <= 2).all()
    found = results.load("06_readiness", "insurance").set_index("item")["found"]
    assert found["trail"] == "지표 2장 가운데 1장, 같은 칸의 문장까지만 0장"
    trail = results.load("06_trail", "insurance").set_index("indicator").loc["linked_share"]
    assert trail["reach"] == "stated" and "104,541곳 가운데 10,920곳" in trail["text"]


def test_a_fresh_case_and_a_small_folder_run_to_the_last_cell_and_say_what_is_missing(own):
    case, folder = caselibrary.new_case("내사례"), own / "내 문서"
    folder.mkdir()
    (folder / "2023_계획.md").write_text(PLAN, encoding="utf-8")
    (folder / "회의록 2024.txt").write_bytes("정부와 기업, 국민이 함께 문제를 해결하기로 합의했다. 날씨가 맑았다.".encode("cp949"))
    (folder / "망가진.pdf").write_bytes(b"%PDF-1.4")
    before = {path: path.read_bytes() for path in case.rglob("*")}
    left, shown = run(case="내사례", corpus=str(folder), query="월세 은행")
    assert before == {path: path.read_bytes() for path in case.rglob("*")}             # nothing is written into the reader's case
    assert left["loaded"].refused["파일"].tolist() == ["망가진.pdf"] and left["stage"].tolist() == ["디지털플랫폼정부"] * 2
    found = left["proposed"]
    assert "전담조직" in found.loc[found["condition"] == "backbone", "matched"].iloc[0]
    assert not any("nan" in text for text in shown if isinstance(text, str))
    assert sum(isinstance(text, Impossible) for text in shown) == 6                    # values, rate, gates and the way back
    checked = results.load("06_readiness", "내사례").set_index("item")
    assert checked.loc["names", "found"] == "2건 가운데 2건" and checked.loc["values", "state"] == "missing"


def test_a_case_without_indicators_links_or_a_matching_sentence(own):
    folder, case = own / "한 편", caselibrary.new_case("내사례", "strivetogether")
    (case / "links.csv").unlink()
    folder.mkdir()
    (folder / "시.txt").write_text("바람이 불고 비가 내린다.", encoding="utf-8")
    left, shown = run(case="내사례", corpus=str(folder))
    assert left["proposed"].empty and left["stage"].tolist() == ["시기 미상"]
    assert any("links.csv에 줄이 없습니다" in text for text in shown if isinstance(text, Impossible))
    assert results.load("06_trail", "내사례").empty and "문서를 더하거나" in " ".join(text for text in shown if isinstance(text, str))
    assert isinstance(shown[-1], str) and "먼저 할 것" in shown[-1]


@pytest.mark.parametrize(("values", "message"), [
    ({"case": "없음"}, "없는 사례"), ({"corpus": "/없는/폴더"}, "없는 말뭉치"), ({"top": 2}, "3 이상"), ({"per_cell": 0}, "1 이상"),
    ({"query": "가" * 201}, "200개까지"), ({"seed": -1}, "0 이상")])
def test_a_bad_value_is_refused(values, message):
    with pytest.raises(DpgkitError, match=message):
        parameters.check(NAME, **values)


@pytest.mark.parametrize(("given", "corpus", "read"), [
    ({}, None, ("digests", "digests")), ({}, "bills", ("bills", "bills")),
    ({"02_policy_text": {"corpus": "bills"}}, None, ("bills", "bills")),
    ({"06_your_case": {"corpus": "konlpy"}}, None, ("digests", "konlpy"))])
def test_the_corpus_of_a_run_reaches_both_lessons_that_read(monkeypatch, given, corpus, read):
    info = cases.load_info("benefit").model_copy(update={"parameters": given})
    monkeypatch.setattr(cases, "load_info", lambda name: info)
    values = parameters.for_case("benefit", corpus)
    assert tuple(values[lesson]["corpus"] for lesson in parameters.READERS) == read


def test_a_corpus_that_is_not_there_stops_the_run():
    with pytest.raises(DataError):
        parameters.for_case("benefit", "/없는/폴더")


def test_a_table_of_proposals_can_be_read_back():
    kept = pd.read_csv(results.shipped_dir("insurance") / "06_proposals.csv", encoding="utf-8-sig")
    assert kept.columns.tolist() == [field["name"] for field in tables.resource("06_proposals")["schema"]["fields"]]
