"""What a report on a reader's own case says of its evidence: citations, times, other cases, other documents, the words of parameters."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dpgkit import cases, paths
from dpgkit.language import speaking
from dpgkit.report import beyond, brief, citing, evidence, frames, gathering, others, settings
from dpgkit.report.model import Paragraph
from dpgkit.report.saying import spoken
from dpgkit.report.wording import clean

PAPER = "<table><caption>표 1. 매핑</caption><tr><th>조건</th><th>활동</th></tr><tr><td>가</td><td>나</td></tr></table>" \
        "<p class='note'>주: 수준은 0~3입니다.</p>"


@pytest.fixture
def own_case(tmp_path, monkeypatch):
    """A case of the reader that cites sentences and documents without an address."""
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    folder = tmp_path / "cases" / "내사례"
    shutil.copytree(paths.cases_dir() / "insurance", folder)
    settings_file = folder / "case.yml"
    settings_file.write_text(settings_file.read_text(encoding="utf-8").replace("id: insurance", "id: 내사례"), encoding="utf-8")
    mapping = pd.read_csv(folder / "mapping.csv", dtype=str, keep_default_na=False)
    mapping.loc[0, ["as_of", "sentences", "source_title", "source_url"]] = ["2022-05", "계획.txt#3 계획.txt#7", "우리 계획", "내부 자료"]
    mapping.loc[3, ["source_title", "source_url"]] = ["우리 점검", ""]
    mapping.loc[1, "activity"] = cases.UNKNOWN
    mapping.to_csv(folder / "mapping.csv", index=False)
    return folder


def notebook(heading, *outputs, code=""):
    cells = [new_code_cell("가", outputs=[new_output("execute_result", data)], metadata={"tags": ["report"]}) for data in outputs]
    return new_notebook(cells=[new_code_cell(code, metadata={"tags": ["parameters"]}), new_markdown_cell(f"## {heading}"), *cells])


def gathered(lesson, made, case="내사례", folder=Path("없음")):
    return gathering.gather(folder, case, {lesson: made})


def texts(made):
    return [block.text for block in made.blocks() if isinstance(block, Paragraph)]


def test_every_activity_shows_its_time_its_sentences_and_its_source(own_case):
    made = gathered(evidence.CHAPTER, notebook("10. 종이와 모둠", {"text/html": PAPER}))
    table = next(table for table in made.tables if table.title == "매핑")
    assert table.headings == evidence.HEADS and len(table.rows) == 15
    named = {title: f"[{place}]" for place, (title, _) in enumerate(made.sources, start=1)}
    first, fourth = table.rows[0], table.rows[3]
    assert first[4:6] == ["2022-05", "계획.txt#3\n계획.txt#7"] and first[3].endswith(named["우리 계획"])
    assert fourth[3].endswith(named["우리 점검"]) and table.notes[0].startswith("주:") and "digests" not in table.notes[1]
    assert ("우리 계획", "내부 자료") in made.sources and ("우리 점검", "") in made.sources


@pytest.mark.parametrize(("note", "source"), [
    ("[1] 가. https://a.kr", ("가", "https://a.kr")), ("[1] 가. 내부 자료", ("가", "내부 자료")), ("[1] 가.", ("가", ""))])
def test_a_source_below_a_table_may_have_no_address(note, source):
    sources = citing.Sources([("나", "https://b.kr")])
    table = frames.made("표", ["근거"], [["말 [1]"]], notes=[note])
    assert citing._table(table, sources).rows == [["말 [2]"]] and sources.listed()[1] == source


def test_an_address_wins_over_none_for_the_same_title():
    sources = citing.Sources([], {"links": [("가", "")], "mapping": [("가", "내부 자료")]})
    assert sources.number("가", "") == sources.number("가", "내부 자료") and sources.listed() == [("가", "내부 자료")]


def test_what_is_unknown_is_said_once(own_case):
    assert clean(f"{cases.UNKNOWN} [{cases.UNKNOWN}] / 가 [{cases.UNKNOWN}]") == f"{cases.UNKNOWN} / 가 [{cases.UNKNOWN}]"
    text = (own_case / "case.yml").read_text(encoding="utf-8").replace("title: 다자비 2025-10", f"title: {cases.UNKNOWN}")
    (own_case / "case.yml").write_text(text, encoding="utf-8")
    assert cases.UNKNOWN not in [title for title, _ in citing.of_case("내사례").listed()]


def test_outcome_and_limit_name_their_sentences():
    table = beyond.told(gathering.Section(beyond.CHAPTER, "", "", []), "insurance").topics[0].parts[0]
    assert table.headings == [head for head in beyond.HEADS if head != "시점"] and "2023_insurance_claim_law#12" in table.rows[0][4]


def test_cases_compared_with_are_named_in_text_and_workbook(own_case, tmp_path):
    (tmp_path / "tables").mkdir()
    rows = [(case, title, "backbone", "중추지원조직", 1, 1) for case, title in (("내사례", "우리"), ("dpg", "디지털플랫폼정부"))]
    columns = ["case", "title", "condition", "label", "documented", "level"]
    pd.DataFrame(rows, columns=columns).to_csv(tmp_path / "tables" / "03_cases.csv", index=False)
    made = gathered(evidence.CHAPTER, notebook("8. 사례끼리 견주기", {"text/markdown": "낮은 조건: 없음."}), folder=tmp_path)
    assert "견준 사례: 디지털플랫폼정부" in texts(made)
    sheet = next(table for table in made.extras if "견준 사례 포함" in table.title)
    assert sheet.headings == ["사례", "조건", "근거 있는 줄", "가장 높은 수준"] and "디지털플랫폼정부" in sheet.notes[0]


@pytest.mark.parametrize(("corpus", "told"), [("우리문서", True), ("digests", False)])
def test_documents_of_the_kit_beside_own_ones_are_called_so(corpus, told):
    made = gathered("06_your_case", notebook("4. 이 문서의 말", {"text/markdown": "병원입니다."}, code=f'corpus = "{corpus}"'), "insurance")
    assert (made.sections[0].topics[0].heading == others.BESIDE) is told
    assert any("요약문은 이 사례의 문서가 아니며" in text for text in texts(made)) is told


@pytest.mark.parametrize(("lesson", "name", "value", "words"), [
    ("03_collective_impact", "bilingual", "False", ["인쇄할 표에 영어를 함께 적습니다", "아니요"]),
    ("03_collective_impact", "compare_with", "dpg, x", ["견줄 사례들", "디지털플랫폼정부, x"]),
    ("05_kpi_design", "indicator", "linked_share", ["살펴볼 지표의 열쇠", "전산 연계 기관의 비율"]),
    ("01_egov_history", "peers", "DNK, EST", ["견줄 나라들", "덴마크, 에스토니아"]),
    ("06_your_case", "language", "ko", ["보여 줄 말", "한국어"]), ("04_architecture", "none", "1", ["none", "1"]),
])
def test_parameters_are_told_in_words(lesson, name, value, words):
    assert settings.worded(lesson, name, value, {"case": "insurance"}) == words


def test_a_parameter_of_every_lesson_stands_once_in_the_table():
    made = settings.method({name: notebook("가", code='case = "dpg"\nlanguage = "ko"\nseed = 1') for name in
                            ("04_architecture", "05_kpi_design")})[1]
    assert [row[1:] for row in made.rows if row[0] == settings.EVERY] == [["사례 폴더의 이름", "dpg"], ["보여 줄 말", "한국어"]]
    assert [row[0] for row in made.rows[-2:]] == ["04과 매개변수", "05과 매개변수"]


def test_headings_of_a_table_in_english_begin_with_a_capital():
    with speaking("en"):
        assert spoken(frames.made("표", ["조건", "시점"], [["가", "1"]])).headings == ["Condition", "Date"]


def test_english_names_of_the_kinds_of_innovation_stand_in_lessons_only():
    spec = {"name": "04_quadrant", "title": {"text": ["문턱을 두면 아키텍처 혁신", "(architectural)입니다"], "subtitle": ["점"]}}
    made = gathering.chart(spec, "모듈 혁신 (modular)의 그림")
    assert (made.title, made.alternative) == ("문턱을 두면 아키텍처 혁신입니다", "모듈 혁신의 그림")


def test_an_actor_without_a_row_that_tells_something_takes_no_part():
    cells = pd.DataFrame({"actor": ["government", "business", "citizens"], "status": ["documented", "unwritten", "unverified"]})
    assert brief.who(cases.load_info("housing"), cells)[0] == ["주체는 정부입니다."]
