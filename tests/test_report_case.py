"""What stands in the report on a case and what in the appendix, and that neither names a folder of the reader."""

import html
import shutil
import tempfile
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dpgkit import cases, lessons, paths, report, results
from dpgkit.report import brief, chapters, citing, frames, gathering, pictures, printed, scrubbing, webpage
from dpgkit.report.model import Chart, Paragraph, Section, Topic, is_empty
from dpgkit.report.wording import still

POINTING = "점 하나가 사건 하나입니다. 누르면 설명이 나옵니다"
DRAWN = {"mark": "bar", "data": {"values": [{"해": 1, "값": 2}]}, "encoding": {"x": {"field": "해"}, "y": {"field": "값"}}}
LINKS = ("누가 누구에게 무엇을 넘기는가", "links")


def spec(measure="잰 것", source="자료", name="01_가"):
    return {**DRAWN, "name": name, "title": {"text": "그림입니다", "subtitle": [measure, f"출처: {source}"]},
            "description": f"그림입니다 ({measure}. 출처: {source})"}


def notebook(*cells, heading="## 1. 수준 매기기"):
    made = [new_code_cell("가", outputs=[new_output("execute_result", data)], metadata={"tags": list(tags)}) for data, *tags in cells]
    return new_notebook(cells=[new_markdown_cell(heading), *made])


def gathered(*cells, name="04_architecture", folder=Path("없는 폴더"), what=gathering.gather):
    return what(folder, "housing", {name: notebook(*cells)})


def told(made):
    return [part.text for section in made.sections for topic in section.topics for part in topic.parts if isinstance(part, Paragraph)]


@pytest.mark.parametrize(("what", "text"), [(gathering.gather, "사례입니다."), (gathering.gather_lessons, "보기입니다.")])
def test_what_is_taught_by_other_examples_stands_in_the_appendix_only(what, text):
    made = gathered(({"text/markdown": "사례입니다."}, "report"), ({"text/markdown": "보기입니다."}, "report", "teaching"), what=what)
    assert told(made) == [text]


def test_made_up_values_of_the_shipped_lessons_are_tagged_as_taught():
    cells = [cell for name in lessons.names() for cell in lessons.notebook(name).cells if "report" in cell.metadata.get("tags", [])]
    made_up = [cell for cell in cells if "MADE_UP" in cell.source or "SIMULATED" in cell.source or "practice" in cell.source]
    assert len(made_up) > 3 and all("teaching" in cell.metadata["tags"] for cell in made_up)


def test_chapters_have_names_of_their_own():
    made = gathered(({"text/html": "<table><tr><th>해</th></tr><tr><td>1</td></tr></table>"}, "report"))
    assert made.sections[0].title == chapters.CHAPTERS["04_architecture"][0]
    assert made.sections[0].topics[0].heading == "조건의 수준" == made.tables[1].title


def test_no_sentence_is_said_twice():
    first, second = (Section(name, "", "", [Topic("가", [Paragraph("4위입니다."), Paragraph(name)])]) for name in "12")
    assert [part.text for section in chapters.once([first, second]) for part in section.topics[0].parts] == ["4위입니다.", "1", "2"]


@pytest.fixture
def run_tables(tmp_path):
    shutil.copytree(results.shipped_dir("housing"), tmp_path / "tables")
    return tmp_path


def test_the_first_page_says_who_what_values_and_what_is_not_known(run_tables):
    sections = [Section(name, title, "", [Topic("가", [Paragraph(f"{title}입니다.")])]) for name, (title, _) in chapters.CHAPTERS.items()]
    lines = [line.text for line in brief.brief(cases.load_info("housing"), sections, {}, run_tables)]
    assert [text for text in ("사례", "누가", "근거 미확인") if text in lines] == ["사례", "누가", "근거 미확인"]
    assert "부적격 당첨 비율: 2023년 5.30%, 목표 1%. 목표에 못 미침" in lines and "주체는 정부, 기업, 국민임" in lines
    assert any(line.startswith("매핑 표 15칸 가운데 5칸") for line in lines) and "지표 16개 가운데 15개의 값" in lines
    assert "나라의 흐름" not in lines and "문서의 말" not in lines


def test_the_first_page_of_a_run_without_tables_still_says_what_the_case_is(tmp_path):
    lines = [line.text for line in brief.brief(cases.load_info("housing"), [], {}, tmp_path)]
    assert lines[0] == "사례" and lines[-2] == "근거 미확인"


def test_the_card_shows_what_is_not_known():
    rows = dict(brief.card(cases.load_info("housing")).rows)
    assert rows["조직의 예산"] == "근거 미확인" and rows["법적 근거"] == "대통령령·조례·규칙"


def test_sources_are_listed_once_and_cited_by_number():
    sources = citing.Sources([("가", "https://a.kr/1")], {LINKS[1]: [("나", "https://a.kr/2"), ("가", "https://a.kr/1")]})
    own = frames.made("표", ["근거", "출처"], [["말 [1]", "나"]], source="자료", notes=["주: 수", "[1] 다. https://a.kr/3"])
    chart = gathering.chart(spec(source=f"{LINKS[0]}(줄마다 적은 출처)"))
    table, drawn = citing.cited(Section("01", "", "", [Topic("가", [own, chart])]), sources).topics[0].parts
    assert table.rows == [["말 [2]", "나 [3]"]] and table.notes == ["주: 수"] and table.source == ""
    assert drawn.source == f"{LINKS[0]} [1], [3]"
    assert sources.listed() == [("가", "https://a.kr/1"), ("다", "https://a.kr/3"), ("나", "https://a.kr/2")]


def test_sources_of_a_case_have_addresses_and_numbers_in_order():
    sources = citing.of_case("housing")
    assert sources.behind("매핑 표의 줄마다 적은 자료") and all("://" in url for _, url in sources.listed())
    assert len(set(sources.listed())) == len(sources.listed())


@pytest.mark.parametrize("paper", [True, False])
def test_paper_does_not_ask_anyone_to_press(paper):
    made = gathered(({gathering.CHART: spec(POINTING), "text/plain": spec(POINTING)["description"]}, "report"))
    chart = next(block for block in made.blocks(paper=paper) if isinstance(block, Chart))
    assert ("누르면" in chart.measure + chart.alternative) is not paper
    page = webpage.to_html(made)
    assert f'<p class="below screen">{POINTING}' in page and f'<p class="below paper">{still(POINTING)}</p>' in page


@pytest.mark.parametrize("data", [{"values": []}, {"values": [{}]}, {"values": [{"words": "없습니다"}]}])
def test_empty_charts_and_tables_are_told_and_not_numbered(data):
    empty = {**spec(name="02_나"), "data": data}
    made = gathered(({gathering.CHART: empty, "text/plain": ""}, "report"), ({gathering.CHART: spec(), "text/plain": ""}, "report"),
                    ({"text/html": "<table><thead><tr><th>해</th></tr></thead></table>"}, "report"))
    assert is_empty(empty) and [chart.caption for chart in made.charts] == ["그림 1. 그림입니다"]
    assert "'조건의 수준' 표에는 적을 것이 없습니다." in [block.text for block in made.blocks() if isinstance(block, Paragraph)]


def whole_text(file):
    """All bytes of a file, of every part where it is a package, and what a PDF says of itself."""
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        text = "".join(page.get_textpage().get_text_range() for page in document) + str(document.get_metadata_dict())
        document.close()
        return text + file.read_bytes().decode("latin-1")
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as package:
            return html.unescape("".join(name + package.read(name).decode("utf-8", "replace") for name in package.namelist()))
    return file.read_text(encoding="utf-8")


def test_no_format_names_a_folder_of_the_reader(tmp_path):
    place = tmp_path / "김주임" / "내 문서"
    cells = [({"text/markdown": f"'{place}'에서 읽었습니다. {Path.home() / '과제'}"}, "report"),
             ({gathering.CHART: spec(source=str(place)), "text/plain": f"{place}"}, "report"),
             ({"text/html": f"<table><tr><th>글</th></tr><tr><td>{place / '가.hwp'}</td></tr></table>"}, "report")]
    made = notebook(*cells)
    made.cells.append(new_code_cell(f'corpus = "{place.as_posix()}"', metadata={"tags": ["injected-parameters"]}))
    read = gathering.gather(tmp_path, "housing", {"04_architecture": scrubbing.nameless(made)})
    files = report.write_all(read, tmp_path / "낼 것")
    for file in files:
        text = whole_text(file)
        assert str(tmp_path) not in text and f"{Path.home()}/" not in text and f"{tempfile.gettempdir()}/pytest" not in text, file.name
        assert file.suffix == ".pdf" or "내 문서" in text, file.name


def test_every_letter_of_the_shipped_lessons_is_in_both_fonts_of_the_pdf():
    notebooks = {name: gathering.nbformat.read(lessons.file(name), as_version=4) for name in lessons.names()}
    for what in (gathering.gather, gathering.gather_lessons):
        blocks = [webpage._viewed(block) for block in what(Path("없음"), "housing", notebooks).blocks()]
        shown = printed.printable(webpage.template().render(title="", blocks=blocks, first=3))
        assert printed.LACKING not in shown
        for weight in ("", "Bold"):
            with TTFont(paths.fonts_dir() / f"NanumGothic{weight}.ttf", lazy=True) as font:
                assert {ord(letter) for letter in shown if not letter.isspace()} <= set(font.getBestCmap())


@pytest.mark.parametrize("letter", [*printed.NEAREST])
def test_letters_the_font_lacks_have_a_near_one(letter):
    assert printed.LACKING not in printed.printable(letter)


def test_numbers_below_zero_on_an_axis_are_written_in_the_font_of_the_kit():
    below = {**spec(), "data": {"values": [{"해": "가", "값": -2.5}]}, "encoding": {"x": {"field": "값", "type": "quantitative"}}}
    shown = {ord(letter) for text in etree.fromstring(pictures.draw(below).svg.encode("utf-8")).itertext() for letter in text.strip()}
    assert ord("-") in shown and shown <= printed.letters()


def test_the_appendix_is_a_file_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "runs_dir", lambda: tmp_path)
    (tmp_path / "housing").mkdir()
    shutil.copy(lessons.file("06_your_case"), tmp_path / "housing")
    files = report.remake("housing", ["xlsx"], tmp_path / "낼 것", with_lessons=True)
    assert [file.name for file in files] == ["report.xlsx", "appendix.xlsx"]
