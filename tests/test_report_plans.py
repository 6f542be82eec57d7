"""Links that are only planned: neither sentences nor tables of a report say that they have changed anything."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dpgkit import architecture, cases, paths, tables
from dpgkit.language import speaking
from dpgkit.report import frames, gathering, plans
from dpgkit.report.model import Chart, Paragraph

NEW = "중계기관,가입자,청구 결과 알림,0,1,{since},앱,0,inferred,회의록,\n"


@pytest.fixture
def case_with(tmp_path, monkeypatch):
    """A function that makes a case of the reader with one more link, which begins at some time."""
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))

    def made(since, keep=True):
        folder = tmp_path / "cases" / "내사례"
        shutil.copytree(paths.cases_dir() / "insurance", folder)
        head, *lines = (folder / "links.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
        lines = lines if keep else [line for line in lines if ",1,1," in line]
        (folder / "links.csv").write_text("".join([head, *lines, NEW.format(since=since)]), encoding="utf-8")
        text = (folder / "case.yml").read_text(encoding="utf-8").replace("id: insurance", "id: 내사례")
        (folder / "case.yml").write_text(text, encoding="utf-8")
        return cases.load_case("내사례")
    return made


def notebook(case):
    """What lesson 4 shows of the links."""
    said = architecture.read_novelty(architecture.novelty(case.links))
    columns = ["giver", "receiver", "passes", "before", "after", "since"]
    shown = [("표에서 관계로", {"text/html": tables.in_korean(case.links[columns], "case-links").to_html()}),
             ("이전과 이후", {gathering.CHART: {"name": "04_passing", "title": {"text": said.partition(": ")[2], "subtitle": ["점."]},
                                            "data": {"values": [{"x": 1}]}}, "text/plain": ""}),
             ("새로움을 두 수로", {"text/markdown": said})]
    cells = [cell for heading, data in shown for cell in
             (new_markdown_cell(f"## {heading}"), new_code_cell("가", outputs=[new_output("execute_result", data)],
                                                                metadata={"tags": ["report", "summary"]}))]
    return new_notebook(cells=cells)


def gathered(case):
    return gathering.gather(Path("없음"), "내사례", {plans.CHAPTER: notebook(case)})


def said(made):
    parts = [block for block in made.blocks() if isinstance(block, Paragraph | Chart)]
    return [part.title if isinstance(part, Chart) else part.text for part in parts]


@pytest.mark.parametrize(("since", "after"), [("2027", "계획"), ("2026-12", "계획"), ("2026", "있음"), ("2024-10-25", "있음"),
                                              ("", "있음")])
def test_a_link_that_begins_after_the_data_were_checked_is_planned(case_with, since, after):
    table = gathered(case_with(since)).tables[1]
    assert table.rows[-1][3:5] == ["없음", after] and table.rows[0][3:5] == ["있음", "있음"]


def test_what_is_planned_has_not_changed_anything(case_with):
    made = gathered(case_with("2027", keep=False))
    words = said(made)
    assert "연결의 새로움 0.000, 참여자의 새로움 0.000: 연결도 참여자도 바뀌지 않았습니다. 계획한 연결 1개까지 이루어지면 " \
           "연결의 새로움은 0.250, 참여자의 새로움은 0.250입니다." in words
    assert "새로 생긴 연결은 0개이고, 계획한 연결은 1개입니다." in words
    assert not any("더 많이 바뀌" in text or "만큼 바뀌" in text for text in words)
    assert any(text.startswith("계획한 연결은 1개입니다: 중계기관 → 가입자(청구 결과 알림, 2027).") for text in words)


def test_without_plans_the_sentences_stay_as_they_were(case_with):
    case = case_with("2024")
    assert str(architecture.read_novelty(architecture.novelty(case.links))) in said(gathered(case)) and plans.of_case("내사례").told == ""


def test_the_table_of_changes_in_the_workbook_calls_a_plan_a_plan(case_with):
    case = case_with("2027")
    table = frames.from_frame(architecture.new_links(case.links), "변화")
    changed = plans.in_workbook(table, plans.CHANGES, plans.of_case("내사례"))
    assert [row[-1] for row in changed.rows] == ["새로 생김"] * 3 + ["계획"]
    assert [row[-1] for row in changed.rows] == architecture.new_links(case.links, case.info.verified)["change"].tolist()


def test_a_run_in_english_is_reworded_too(case_with):
    case_with("2027")
    with speaking("en"):
        found = plans.of_case("내사례")
    assert all(text.isascii() for text in found.instead.values()) and found.note == "Planned links included: 1."


def test_happened_leaves_other_links_alone():
    links = pd.DataFrame({"before": [1, 0, 0], "after": [1, 1, 1], "since": ["2027", "2027", ""]})
    assert architecture.happened(links, "2026-11-23")["after"].tolist() == [1, 0, 1]
