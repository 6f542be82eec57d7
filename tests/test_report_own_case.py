"""The report on a reader's own case: every source of a number, limits shown, nothing that is told to its author only."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dpgkit import cases, paths
from dpgkit.language import speaking
from dpgkit.report import beyond, brief, chapters, citing, frames, gathering
from dpgkit.report.model import Chart, Paragraph, Report, Section, Table, Topic

CODED = ["condition", "actor", "coder_a", "level_a", "coder_b", "level_b", "consensus", "note"]
MEASURED = "indicator,year,numerator,denominator,sentences,source_title,source_url\n" \
           "rent,2023,80,100,,옛 조사,https://a.kr/0\nrent,2024,79,100,,새 조사,https://a.kr/1\njoin,2026,41,50,,내부 기록,근거 미확인\n"
EMPTY = "**이 문서로는 할 수 없습니다** — gates.csv에 줄이 없습니다. gates.csv에 줄을 더하십시오. 적을 것은 단계의 문과 기준입니다."


@pytest.fixture
def own_case(tmp_path, monkeypatch):
    """A case of the reader, made of the shipped one: measured twice, without gates."""
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    folder = tmp_path / "cases" / "내사례"
    shutil.copytree(paths.cases_dir() / "housing", folder)
    (folder / "gates.csv").unlink()
    settings = (folder / "case.yml").read_text(encoding="utf-8").replace("id: housing", "id: 내사례")
    (folder / "case.yml").write_text(settings, encoding="utf-8")
    (folder / "measurements.csv").write_text(MEASURED, encoding="utf-8")
    return folder


def table(source, headings=("지표",), rows=(("부담 비율",),)):
    return frames.made("표", list(headings), [list(row) for row in rows], source=source)


def cited(sources, *parts):
    return citing.cited(Section("05", "", "", [Topic("가", list(parts))]), sources).topics[0].parts


def notebook(heading, *markdown, tags=("report", "summary")):
    shown = [new_code_cell("가", outputs=[new_output("execute_result", {"text/markdown": text})], metadata={"tags": list(tags)})
             for text in markdown]
    return new_notebook(cells=[new_markdown_cell(f"## {heading}"), *shown])


def texts(report):
    return [block.text for block in report.blocks() if isinstance(block, Paragraph)]


def test_the_latest_values_cite_the_source_of_each_indicator_and_no_other(own_case):
    sources = citing.of_case("내사례")
    latest, every = cited(sources, table("지표와 마지막 측정값(앞 과의 계산)"), table("측정값(줄마다 적은 출처)"))
    names = [title for title, _ in sources.listed()]
    number = {name: place for place, name in enumerate(names, start=1)}
    assert latest.source == f"지표와 마지막 측정값 {citing.references([number['새 조사'], number['내부 기록']])}"
    assert "옛 조사" in names and every.source.startswith("측정값 [") and ("내부 기록", "") in sources.listed()


def test_a_table_with_a_column_of_sources_cites_only_what_its_rows_name():
    sources = citing.Sources([], {"links": [("서울시, 2026", "https://a.kr/1"), ("나", "https://a.kr/2")], "measurements": [("조사", "")]})
    rows = [("5.3% (2023년, 조사)", "서울시, 2026")]
    found, = cited(sources, table("연결 표; 측정값; 매핑 표", ("값", "출처"), rows))
    assert found.rows == [["5.3% (2023년, 조사)", "서울시, 2026 [2]"]] and found.source == "연결 표 [2]; 측정값 [1]; 매핑 표"
    assert sources.listed() == [("조사", ""), ("서울시, 2026", "https://a.kr/1")]


def test_critiques_are_cited_by_their_own_sources():
    line = frames.source_of("frameworks.critique_checks(chosen.mapping, chosen.info)")
    found, = cited(citing.of_case("housing"), table(line, ("누가", "비판"), [("Wolff (2016)", "가")]))
    own, mapping = found.source.split("; ")
    assert own.endswith(found.rows[0][0].removeprefix("Wolff (2016)")) and "[" not in mapping


@pytest.mark.parametrize("again", [("가  나", "https://a.kr/1"), ("가 나.", "https://a.kr/1/"), ("가 나 ", " https://a.kr/1")])
def test_the_same_source_has_one_number(again):
    sources = citing.Sources([("가 나", "https://a.kr/1")])
    assert sources.number(*again) == 1 and len(sources.listed()) == 1


def test_a_report_in_english_lists_no_source_twice():
    with speaking("en"):
        sources = citing.of_case("housing")
        known = sources.listed()[0]
        own = frames.made("Table 1. Pair", ["Evidence"], [["said [1]"]], notes=[f"[1] {known[0]}. {known[1]}"])
        found, = cited(sources, own)
    assert found.rows == [["said [1]"]] and sources.listed().count(known) == 1 and found.title == "Pair"


@pytest.mark.parametrize(("second", "shown"), [("규칙", False), ("", False), ("이주무", True)])
def test_agreement_stands_on_the_first_page_only_between_two_persons(tmp_path, second, shown):
    (tmp_path / "tables").mkdir()
    row = ["backbone", "government", "김주무", 1, second, 1 if second else "", "", ""]
    pd.DataFrame([row], columns=CODED).to_csv(tmp_path / "tables" / "03_coding.csv", index=False)
    made = gathering.gather(tmp_path, "housing", {beyond.CHAPTER: notebook(brief.TWO, "알파는 0.7입니다.")})
    assert any("알파" in line.text for line in made.outline) is shown
    assert "알파는 0.7입니다." in texts(made)


def test_outcome_and_limit_are_shown_with_their_sources():
    made = gathering.gather(Path("없음"), "housing", {beyond.CHAPTER: notebook("수준 매기기", "가입니다.")})
    found = next(part for part in made.tables if part.title == beyond.HEADING)
    assert [row[0] for row in found.rows] == ["성과", "한계", "한계"] and all("[" in row[3] for row in found.rows)
    assert found.headings[3:] == ["근거", "근거 문장"] and all("#" in row[4] for row in found.rows)
    lines = [line.text for line in made.outline]
    assert sum(line.startswith(("성과: ", "한계: ")) for line in lines) == 3


def test_a_case_without_outcome_and_limit_has_no_such_table(own_case):
    mapping = (own_case / "mapping.csv").read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in mapping if not line.startswith(("outcome", "limit"))]
    (own_case / "mapping.csv").write_text("\n".join(kept), encoding="utf-8")
    section = Section(beyond.CHAPTER, "", "", [])
    assert beyond.told(section, "내사례") is section and beyond.lines("내사례") == []


def test_what_is_told_to_the_author_is_left_out(own_case):
    made = gathering.gather(Path("없음"), "내사례", {"05_kpi_design": notebook("단계와 문", EMPTY, "지표는 둘입니다.")})
    said = texts(made)
    assert not any(".csv" in text or "적을 것" in text for text in said) and "지표는 둘입니다." in said and "단계의 문" in said


def test_an_empty_step_alone_leaves_no_heading(own_case):
    made = gathering.gather(Path("없음"), "내사례", {"05_kpi_design": notebook("단계와 문", EMPTY)})
    assert made.sections == []


def test_only_what_the_kit_ships_has_its_licence(own_case):
    lessons = {"04_architecture": notebook("가", "나입니다.")}
    lines = [gathering.gather(Path("없음"), case, lessons).date_line for case in ("housing", "내사례")]
    assert ["CC BY" in line for line in lines] == [True, False] and lines[1].endswith("자료를 확인한 날 2026-11-23")


def test_an_empty_chart_is_named_without_the_period_of_its_title():
    chart = Chart("01", "고칠 곳은 1곳입니다: 참여율.", "", "", "", {"data": {"values": []}})
    made = Report("", "", "housing", "", "", "", [], [Section("01", "", "", [Topic("가", [chart])])], [], [])
    assert "'고칠 곳은 1곳입니다: 참여율' 그림에는 그릴 값이 없습니다." in texts(made)


def test_chapters_of_a_run_in_english_are_named_too():
    with speaking("en"):
        from dpgkit.language import say
        renamed = chapters.chapter(Section("03", "", "", [Topic(say("다른 틀로 되묻기"), [])])).topics[0].heading
    assert renamed == "중추조직과 비판의 점검"


def test_the_whole_case_still_loads(own_case):
    assert cases.load_info("내사례").id == "내사례" and isinstance(brief.card(cases.load_info("내사례")), Table)
