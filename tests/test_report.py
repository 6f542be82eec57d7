"""The report: what a run puts in, how it is remade, and that odd text cannot break the page."""

import argparse
import base64
import io
import json
import re
import shutil

import pytest
from fontTools.ttLib import TTFont
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from dpgkit import cases, language, lessons, paths, report
from dpgkit.errors import DataError, ParameterError
from dpgkit.report import frames, gathering, saying, settings, webpage
from dpgkit.report.model import Chart, Paragraph, Report, Section, Topic
from dpgkit.report.outline import PAGE, mark, outline, width

TABLE = "<table><thead><tr><th></th><th>해</th><th>값</th></tr></thead><tbody>" \
        "<tr><th>0</th><td>2020</td><td>-12.5%</td></tr></tbody></table>"
SPEC = {"name": "01_rank", "mark": "bar", "title": {"text": ["첫 줄", "둘째 줄"], "subtitle": ["재는 것", "출처: 자료"]}}


def notebook(*data, tags=("report",), heading="## 1. 연표"):
    cells = [new_markdown_cell(heading)]
    for bundle in data:
        cell = new_code_cell("x", outputs=[new_output("execute_result", bundle)])
        cell.metadata["tags"] = list(tags)
        cells.append(cell)
    return new_notebook(cells=cells)


def made(*parts, **more):
    section = Section("01_가", "과", "물음?", [Topic("연표", list(parts))])
    return Report(**{"title": "제목", "question": "물음?", "case": "housing", "summary": "개요", "period": "2020",
                     "verified": "2026-11-23", "outline": outline([section]), "sections": [section],
                     "sources": [("출처", "https://example.kr/1")], "method": [], **more})


def test_headings_sentences_and_tables_come_in_order():
    drawn = {gathering.CHART: SPEC, "text/plain": "대신"}
    topics = report.parts(notebook({"text/markdown": "**읽기** — 올랐습니다."}, {"text/html": TABLE}, drawn))
    sentence, table, chart = topics[0].parts
    assert topics[0].heading == "연표" and sentence.text == "올랐습니다."
    assert table.headings == ["해", "값"] and table.rows == [["2020", "-12.5%"]] and table.frame.iloc[0].tolist() == [2020, -0.125]
    assert (chart.title, chart.measure, chart.source, chart.alternative) == ("첫 줄 둘째 줄", "재는 것", "자료", "대신")


@pytest.mark.parametrize("data", [{"text/html": TABLE}, {"text/markdown": "가"}])
def test_only_tagged_cells_are_shown(data):
    assert report.parts(notebook(data, tags=())) == []


@pytest.mark.parametrize(("data", "texts"), [
    ({"text/markdown": "- 하나\n- 둘\n\n`부호` **굵게**"}, ["하나", "둘", "부호 굵게"]),
    ({"text/plain": "'글자만'"}, ["글자만"]), ({"text/plain": "Panel()", gathering.WIDGET: {}}, []), ({"text/html": ""}, []),
])
def test_outputs_that_are_no_table_become_sentences_or_nothing(data, texts):
    assert [part.text for topic in report.parts(notebook(data)) for part in topic.parts] == texts


def test_a_reading_that_only_repeats_the_chart_above_is_left_out():
    topics = report.parts(notebook({gathering.CHART: SPEC, "text/plain": ""}, {"text/markdown": "**읽기** — 첫 줄 둘째 줄"}))
    assert [type(part) for part in topics[0].parts] == [Chart]


@pytest.mark.parametrize(("texts", "values", "kind"), [
    (["1", "20"], [1, 20], "0"), (["0.5", "", "1.25"], [0.5, None, 1.25], "0.00"), (["007"], ["007"], ""), (["2020-02"], ["2020-02"], ""),
    (["9.9%", "–"], [0.099, None], "0.0%"), (["", ""], ["", ""], ""), (["1", "한"], ["1", "한"], ""), (["1" * 30], ["1" * 30], ""),
])
def test_numbers_are_numbers_and_words_stay_words(texts, values, kind):
    table = frames.made("가", ["열"], [[text] for text in texts])
    assert table.frame["열"].tolist() == values and table.formats.get(0, "") == kind


def test_cells_over_several_rows_are_given_to_each_row():
    table = frames.from_html("<p class='note'>주</p><table><caption>표 1. 짝</caption><tr><th>가</th><th>나</th></tr>"
                             "<tr><td rowspan='2'>합친</td><td>1</td></tr><tr><td>2<br>3</td></tr></table><ol><li>책</li></ol>", "제목")
    assert table.rows == [["합친", "1"], ["합친", "2\n3"]] and table.title == "짝" and table.notes == ["주", "[1] 책"]


def test_the_summary_fits_on_a_page_whatever_the_lessons_say():
    topics = [Topic(f"{number}", [Paragraph(f"{'가나다 ' * 25}{number}입니다. 또 {number}개를 보았습니다.")]) for number in range(12)]
    lines = outline([Section(f"{number}", f"과 {number}", "", topics) for number in range(7)])
    assert sum(-(-width(mark(line)) // 88) for line in lines) <= PAGE
    assert [line.kind for line in lines].count("square") == 7


def test_a_lesson_may_name_its_own_sentences_for_the_summary():
    section = Section("01", "과", "", [Topic("가", [Paragraph("첫째입니다.")])])
    assert [line.text for line in outline([section], {"01": ["둘째입니다."]})] == ["과", "둘째임"]
    assert gathering._chosen(notebook({"text/markdown": "둘째입니다."}, tags=("report", "summary"))) == ["둘째입니다."]


def test_parameters_of_the_run_take_the_place_of_the_defaults():
    cells = [new_code_cell('top: int = 5  # 수\npeers: list[str] = ["가", "나"]', metadata={"tags": ["parameters"]}),
             new_code_cell("top = 9", metadata={"tags": ["injected-parameters"]})]
    assert settings.parameters(new_notebook(cells=cells)) == {"top": "9", "peers": "가, 나"}


def test_text_that_looks_like_markup_stays_text():
    evil = "</script><script>alert(1)</script>"
    spec = {"name": "x", "mark": "bar", "title": {"text": evil, "subtitle": evil}, "description": evil}
    page = webpage.to_html(made(Paragraph(evil), gathering.chart(spec), frames.made(evil, [evil], [[evil]]), title="<b>사례</b>"))
    assert "<script>alert" not in page and "<b>사례" not in page
    figure = html.fromstring(page).find(".//figure/script")
    assert json.loads(figure.text)["description"] == evil


def test_the_page_has_one_title_ordered_headings_and_a_contents_list():
    page = html.fromstring(webpage.to_html(made(Paragraph("가"), frames.made("표", ["열"], [["1"]]))))
    levels = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1 and levels[0] == 1 and all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False))
    anchors = {node.get("id") for node in page.iter() if node.get("id")}
    assert {link.get("href")[1:] for link in page.findall(".//nav//a")} <= anchors and page.find(".//th").get("scope") == "col"
    assert page.get("lang") == "ko" and page.find(".//a[@class='skip']").get("href") == "#summary"


def test_the_page_asks_no_other_machine():
    page = webpage.to_html(made(Paragraph("가"), gathering.chart(SPEC)))
    markup = page[:page.index('<script type="module">')]
    assert not re.search(r'(src|data)="http|@import|<link|url\(http', markup) and len(page.encode()) < 3_000_000


def contrast(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(pair, 16) / 255 for pair in re.findall("..", digits)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_letters_stand_out_from_the_page():
    style = (paths.kit_root() / "utils/dpgkit/templates/report.html").read_text(encoding="utf-8")
    colours = re.findall(r"[{; ]color: (#[0-9a-fA-F]+)", style)
    assert len(colours) > 4 and min(map(contrast, colours)) >= 4.5


@pytest.mark.parametrize("weight", ["", "Bold"])
def test_the_font_carries_the_letters_and_no_reserved_name(weight):
    font = TTFont(io.BytesIO(base64.b64decode(report.font("국민 정부", weight))))
    assert {ord(letter) for letter in "국민정부"} <= set(font.getBestCmap())
    assert not [record for record in font["name"].names if "nanum" in record.toUnicode().lower()]


def test_the_script_is_one_piece():
    script = webpage.script()
    assert "</script" not in script and "vegaEmbed" not in script[:100] and len(script) > 500_000


@pytest.fixture
def run_folder(tmp_path, monkeypatch):
    """A folder of runs that holds the shipped executed lesson 05 as a run of the housing case."""
    monkeypatch.setattr(paths, "runs_dir", lambda: tmp_path / "실행 결과")
    folder = tmp_path / "실행 결과" / "housing"
    folder.mkdir(parents=True)
    shutil.copy(paths.notebooks_dir() / f"{lessons.names()[-1]}.ipynb", folder)
    return folder


def call(*arguments):
    parser = argparse.ArgumentParser()
    report.add_commands(parser.add_subparsers())
    options = parser.parse_args(["report", *arguments])
    return options.command(options)


def test_the_command_remakes_a_format_elsewhere_without_executing(run_folder, tmp_path, capsys):
    assert call("--format", "XLSX", "--to", str(tmp_path / "제출 폴더")) == 0
    assert [file.name for file in (tmp_path / "제출 폴더").iterdir()] == ["report.xlsx"] and "report.xlsx" in capsys.readouterr().out
    assert [file.suffix for file in run_folder.iterdir()] == [".ipynb"]


@pytest.mark.parametrize(("arguments", "error", "message"), [
    (["--case", "housing", "--format", "hwp"], ParameterError, "만들 수 없는 형식(.|\n)*hwp(.|\n)*html, docx, hwpx, xlsx, pdf"),
    (["--case", "dpg"], DataError, "실행한 결과가 없습니다(.|\n)*먼저 python3 kit.py run"),
    (["--case", "없는사례"], DataError, "사례"),
])
def test_the_command_refuses_in_korean_before_it_writes(run_folder, arguments, error, message):
    with pytest.raises(error, match=message):
        call(*arguments)
    assert [file.suffix for file in run_folder.iterdir()] == [".ipynb"]


def test_a_damaged_notebook_is_named(run_folder):
    next(run_folder.glob("*.ipynb")).write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="노트북을 읽을 수 없습니다"):
        report.remake("housing", ["xlsx"])


def test_a_file_open_elsewhere_stays_as_it_was(tmp_path, monkeypatch):
    (tmp_path / "report.xlsx").write_bytes(b"before")

    def refuse(source, target):
        raise PermissionError(13, "shut")
    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(DataError, match="보고서를 쓰지 못했습니다(.|\n)*한글, 워드"):
        report.write_all(made(), tmp_path, ["xlsx"])
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("report.xlsx", b"before")]


def test_write_makes_every_format_and_every_chart(run_folder):
    assert report.write(run_folder, "housing") == run_folder / "report.html"
    assert {file.suffix[1:] for file in run_folder.glob("report.*")} == set(report.FORMATS)
    names = {spec["name"] for spec in gathering.specs(gathering.read_notebooks(run_folder))}
    assert {file.name for file in (run_folder / "charts").iterdir()} == {f"{name}.{kind}" for name in names for kind in ("svg", "png")}
    assert not list(run_folder.glob(".*")) and (run_folder / "report.html").stat().st_size < 3_000_000


def test_the_text_of_the_case_is_on_the_page(run_folder):
    gathered = gathering.gather(run_folder, "housing")
    info = cases.load_info("housing")
    assert (gathered.title, gathered.verified) == (info.title, info.verified)
    assert gathered.sources[:len(info.sources)] == [(source.title, source.url) for source in info.sources]
    assert {row[1] for row in gathered.method[1].rows} >= {"dpgkit", "Python", "사례 폴더의 이름"}


def test_an_english_report_writes_ranges_as_english_does():
    with language.speaking("en"):
        assert saying.spoken(Paragraph("12.5~56.2%")).text == "12.5–56.2%"
    assert saying.spoken(Paragraph("12.5~56.2%")).text == "12.5~56.2%"
