"""The site: nothing asked of other machines, every link leads somewhere, no answers, and evidence that tells what is not known."""

import argparse
import io
import json
import re
import shutil
from collections import Counter
from types import SimpleNamespace
from urllib.parse import unquote

import lxml.html
import nbformat
import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from dpgkit import lessons, paths, site
from dpgkit.errors import DataError
from dpgkit.report.gathering import CHART
from dpgkit.site import building, datapages, evidence, evidencepage, notebookpages, outputs, pages, words
from dpgkit.site.pages import Page

LESSON = "04_architecture"
CHOICE = building.Choice([LESSON], ["01_egov_history"], ["egdi", "01_claims"], ["housing"], ["dpgkit.kpi", "dpgkit.kpi.ahp"])
TABLE = ("<style>x</style><table class='dataframe'><thead><tr><th></th><th>해</th></tr></thead>"
         "<tbody><tr><th>0</th><td>2020</td></tr></tbody></table>")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return site.build(tmp_path_factory.mktemp("한글 폴더") / "site", CHOICE).parent


@pytest.fixture(scope="module")
def texts(folder):
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in folder.rglob("*.html")}


@pytest.fixture(scope="module")
def trees(texts):
    return {place: lxml.html.fromstring(text) for place, text in texts.items()}


def report(identity, seconds=0.5):
    return SimpleNamespace(nodeid=identity, duration=seconds)


def test_nothing_is_asked_of_another_machine(folder, trees):
    for place, tree in trees.items():
        for address in tree.xpath("//script/@src | //link/@href | //img/@src | //iframe/@src | //object/@data | //source/@src"):
            assert not re.match(r"(\w+:)?//", address) and ((folder / place).parent / address).is_file(), (place, address)
    style = (folder / "assets" / "site.css").read_text(encoding="utf-8")
    assert all(address.startswith("data:") for address in re.findall(r"url\((\S+?)\)", style)) and "@import" not in style


def test_every_link_leads_somewhere(folder, trees):
    places = {(folder / place).resolve(): set(tree.xpath("//@id")) for place, tree in trees.items()}
    for place, tree in trees.items():
        for address in tree.xpath("//a/@href"):
            if not address.startswith(("https://", "http://")):
                file, _, anchor = unquote(address).partition("#")
                target = ((folder / place).parent / file).resolve() if file else (folder / place).resolve()
                assert target in places and (not anchor or anchor in places[target]), (place, address)


def test_pages_have_one_title_and_headings_in_order(trees):
    for place, tree in trees.items():
        levels = [int(node.tag[1]) for node in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1 and levels.count(1) == 1, place
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), place
        assert tree.get("lang") == "ko" and tree.xpath("//a[@class='skip']/@href") == ["#main-content"]
        assert max(Counter(tree.xpath("//@id")).values()) == 1 and not tree.xpath("//img[not(@alt)]"), place


def test_a_lesson_draws_every_chart_of_its_notebook_and_tells_it_in_words(trees):
    stored = nbformat.read(paths.notebooks_dir() / f"{LESSON}.ipynb", as_version=4)
    specs = [output.data[CHART] for cell in stored.cells for output in cell.get("outputs", []) if CHART in output.get("data", {})]
    figures = trees[f"lessons/{LESSON}.html"].xpath("//figure[@data-chart]")
    assert [json.loads(figure.findtext("script"))["name"] for figure in figures] == [spec["name"] for spec in specs]
    assert [figure.findtext("figcaption/details/p") for figure in figures] == [spec["description"] for spec in specs]
    assert [place for place, tree in trees.items() if tree.xpath("//script[contains(@src, 'charts.js')]")] == [f"lessons/{LESSON}.html"]


def test_a_lesson_shows_every_cell_and_every_output(trees):
    stored = nbformat.read(paths.notebooks_dir() / f"{LESSON}.ipynb", as_version=4)
    code = [cell.source for cell in stored.cells if cell.cell_type == "code" and cell.source.strip()]
    assert [node.text_content() for node in trees[f"lessons/{LESSON}.html"].xpath("//details[@class='code']/pre/code")] == code
    shown = sum("text/html" in output.get("data", {}) for cell in stored.cells for output in cell.get("outputs", []))
    assert len(trees[f"lessons/{LESSON}.html"].xpath("//div[@class='output']")) == shown


def test_no_answer_is_on_the_site(texts):
    together = "".join(lxml.html.fromstring(text).text_content() for text in texts.values())
    solved = nbformat.read(paths.kit_root() / "solutions" / "01_egov_history.ipynb", as_version=4)
    given = nbformat.read(paths.kit_root() / "exercises" / "01_egov_history.ipynb", as_version=4)
    lines = {line.strip() for cell in solved.cells for line in cell.source.splitlines() if len(line.strip()) > 24}
    lines -= {line.strip() for cell in given.cells for line in cell.source.splitlines()}
    assert lines and not [line for line in lines if line in together]
    keys = (paths.kit_root() / "utils" / "dpgkit" / "exercises" / "keys.json").read_text(encoding="utf-8")
    assert not [key for key in re.findall(r'"([0-9a-f]{16,})"', keys) if key in together]
    assert not any(word in together for word in ("강사 노트:", "사후 검사의 답"))


def test_no_folder_of_this_machine_is_on_the_site(texts):
    assert not [place for place, text in texts.items() if str(paths.kit_root()) in text]


def test_the_modules_that_mark_exercises_have_no_page():
    assert not [name for name in building.Choice().modules if name.startswith("dpgkit.exercises.")]


def test_the_font_has_every_letter_of_the_pages_once(folder, texts):
    import base64

    style = (folder / "assets" / "site.css").read_text(encoding="utf-8")
    fonts = [TTFont(io.BytesIO(base64.b64decode(data))) for data in re.findall(r"font/woff;base64,([^)]+)\)", style)]
    syllables = {ord(letter) for text in texts.values() for letter in text if "가" <= letter <= "힣"}
    assert len(fonts) == 2 and all(syllables <= set(font.getBestCmap()) for font in fonts)
    assert not any("base64" in text for text in texts.values())


def test_lessons_lead_on_to_each_other():
    first, second = pages.in_order(Page(f"lessons/{name}.html", name, "<h1>가</h1>") for name in ("가", "나"))
    assert 'rel="next" href="../lessons/나.html"' in pages.render(first) and 'rel="prev" href="../lessons/가.html"' in pages.render(second)


@pytest.mark.parametrize(("body", "ids"), [
    ("<h1>가</h1><h2>나</h2><h2>나</h2>", ["나", "나-2"]), ("<h2 id='a'>가</h2><p id='a'></p>", ["a-2"]), ("<h2>!</h2>", ["절"])])
def test_places_of_headings_differ(body, ids):
    assert [place for place, _ in pages.with_places(body)[1]] == ids


def test_a_codebook_page_has_every_column_with_unit_and_levels(trees):
    tree = trees["data/egdi.html"]
    assert tree.xpath("//table[1]/tbody/tr/td[1]/text()")[:3] == ["year", "iso3", "country"]
    assert "CC-BY-4.0" in tree.text_content() and tree.xpath("//dd/a/@href")[0].startswith("https://")
    levels = datapages.fields({"schema": {"fields": [{"name": "x", "type": "string", "title": "가", "labels": {"a": "하나"},
                                                      "constraints": {"enum": ["a", "b"], "required": True}}]}})
    assert levels["쓸 수 있는 값"].tolist() == ["a: 하나\nb"] and levels["빈칸"].tolist() == ["안 됨"]


def test_stored_html_loses_its_looks_and_keeps_its_sense():
    shown = outputs.cleaned(TABLE + "<script>alert(1)</script><p onclick='x()' class='note'>주</p>", '절 "1"')
    tree = lxml.html.fromstring(shown)
    assert not tree.xpath("//style | //script | //@onclick | //@border") and tree.xpath("//th/@scope") == ["col"]
    assert [cell.text for cell in tree.xpath("//th | //td")] == ["해", "2020"] and tree.xpath("//td/@class") == ["number"]
    assert tree.xpath("//@aria-label") == ['표: 절 "1"'] and tree.xpath("//p/@class") == ["note"]


@pytest.mark.parametrize(("data", "part"), [
    ({"text/plain": "'<b>'"}, "&lt;b&gt;"), ({"text/markdown": "# 가"}, '<p class="heading">가</p>'), ({"text/plain": ""}, ""),
    ({CHART: {"$schema": "https://vega.example", "mark": "</script>"}, "text/plain": "대신"}, '"mark":"\\u003c/script>"')])
def test_outputs_cannot_break_the_page(data, part):
    shown = outputs.show(data, "절")
    assert part in shown and "https:" not in shown


def test_tables_take_repeated_columns_missing_values_and_links():
    frame = pd.DataFrame([["가", None, 1.5]], columns=["열", "열", "수"])
    shown = words.table(frame, "보기", links={"열": {"가": "a.html"}})
    assert shown.count("<th ") == 3 and '<a href="a.html">가</a>' in shown and "None" not in shown and '<td class="number">1.5' in shown


@pytest.mark.parametrize(("name", "problem"), [("없는_과", "넣을 노트북이 없습니다"), ("01_egov_history", "실행하지 않은 셀")])
def test_a_lesson_that_was_not_executed_is_refused(name, problem, tmp_path, monkeypatch):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    monkeypatch.setattr(paths, "kit_root", lambda: tmp_path)
    (tmp_path / "notebooks").mkdir()
    nbformat.write(notebook, tmp_path / "notebooks" / "01_egov_history.ipynb")
    with pytest.raises(DataError, match=problem):
        notebookpages.lesson_pages([name])


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "내 글.txt").write_text("가", encoding="utf-8")
    with pytest.raises(DataError, match="다른 것이 든 폴더"):
        site.build(tmp_path, CHOICE)
    assert [file.name for file in tmp_path.iterdir()] == ["내 글.txt"]


def test_an_earlier_site_stays_when_a_new_one_fails(folder, tmp_path, monkeypatch):
    copy = shutil.copytree(folder, tmp_path / "site")
    (copy / "옛것.txt").write_text("", encoding="utf-8")
    monkeypatch.setattr(building, "pages", lambda choice: [Page("index.html", "가", "<h1>가</h1>")])
    with monkeypatch.context() as patch:
        patch.setattr(building.assets, "drawing_script", lambda: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(DataError, match="빈 자리가 없습니다"):
            site.build(copy, CHOICE)
    assert (copy / "옛것.txt").is_file() and [file.name for file in tmp_path.iterdir()] == ["site"]
    monkeypatch.setattr(building.assets, "drawing_script", str)
    site.build(copy, CHOICE)
    assert not (copy / "옛것.txt").exists() and sorted(file.name for file in copy.glob("*.html")) == ["index.html"]


def test_the_command_says_where_to_begin(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(building, "pages", lambda choice: [Page("index.html", "가", "<h1>가</h1>")])
    monkeypatch.setattr(building.assets, "drawing_script", str)
    parser = argparse.ArgumentParser()
    site.add_commands(parser.add_subparsers())
    options = parser.parse_args(["site", "--to", str(tmp_path / "가 나")])
    assert options.command(options) == 0 and "1쪽" in capsys.readouterr().out and (tmp_path / "가 나" / "index.html").is_file()


def test_evidence_counts_by_lesson_and_keeps_what_did_not_run(tmp_path):
    notebook = f"notebooks/{LESSON}.ipynb"
    first = {"passed": [report(f"{notebook}::Cell 0"), report(f"{notebook}::Cell 1", 2), report("tests/test_architecture.py::test_x"),
                        report("tests/test_flows.py::test_y"), report(f"tests/test_lessons.py::test_z[{LESSON}]"),
                        report("tests/test_lessons.py::test_z[01_egov_history]"), report("tests/test_topics.py::test_other")],
             "": [report(f"{notebook}::Cell 0", 1)], "warnings": [SimpleNamespace(nodeid="")], "deselected": [SimpleNamespace()]}
    evidence.record(first, tmp_path)
    again = "tests/test_architecture.py::test_"
    evidence.record({"failed": [report(f"{again}x")], "skipped": [report(f"{again}s")]}, tmp_path)
    row = evidence.table(tmp_path).set_index("lesson").loc[LESSON]
    assert row[["cells_passed", "cells_failed", "seconds"]].tolist() == [2, 0, 3.5]
    assert row[["tests_passed", "tests_failed", "tests_skipped"]].tolist() == [2, 1, 1] and row["state"] == evidence.FAILED


@pytest.mark.parametrize("content", [None, "", "[]", "{"])
def test_without_a_record_nothing_is_claimed(content, tmp_path):
    if content is not None:
        (tmp_path / evidence.FILE).write_text(content, encoding="utf-8")
    noted = evidence.table(tmp_path)
    assert noted["state"].unique().tolist() == [evidence.UNKNOWN] and noted["lesson"].tolist() == lessons.names()
    page = lxml.html.fromstring(evidencepage.evidence_page(lessons.names(), noted).body)
    assert page.xpath("//tbody/tr/td[2]/text()") == ["근거 미확인"] * len(noted)


def test_a_record_of_another_notebook_says_so(tmp_path):
    evidence.record({"passed": [report(f"notebooks/{LESSON}.ipynb::Cell 0")]}, tmp_path)
    file = tmp_path / evidence.FILE
    file.write_text(re.sub(r'"sha256": "\w', '"sha256": "x', file.read_text(encoding="utf-8")), encoding="utf-8")
    noted = evidence.table(tmp_path)
    assert noted.set_index("lesson").loc[LESSON, "state"] == evidence.CHANGED
    assert evidence.CHANGED in evidencepage.evidence_page([LESSON], noted).body


OPTIONS = {"keyword": "", "markexpr": "", "lf": False, "stepwise": False, "maxfail": 0, "deselect": None, "collectonly": False}


@pytest.mark.parametrize(("options", "args", "exitstatus", "written"), [
    ({}, ["tests"], 0, True), ({}, ["tests"], 1, True), ({}, ["tests"], 2, False), ({"keyword": "kpi"}, ["tests"], 0, False),
    ({"maxfail": 1}, ["tests"], 1, False), ({}, ["tests/test_kpi.py::test_rates"], 0, False)])
def test_only_whole_runs_are_noted(options, args, exitstatus, written, kit_copy):
    config = SimpleNamespace(rootpath=paths.kit_root(), option=SimpleNamespace(**{**OPTIONS, **options}), args=args)
    evidence.after(SimpleNamespace(stats={"passed": [report("tests/test_kpi.py::test_rates")]}), exitstatus, config)
    assert (paths.runs_dir() / evidence.FILE).exists() == written


@pytest.mark.parametrize("reporter", [None, SimpleNamespace(stats={"passed": 3})])
def test_a_record_that_fails_does_not_fail_the_run(reporter, kit_copy):
    config = SimpleNamespace(rootpath=paths.kit_root(), option=SimpleNamespace(**OPTIONS), args=[])
    assert evidence.after(reporter, 0, config) is None and not (paths.runs_dir() / evidence.FILE).exists()


@pytest.mark.parametrize("name", lessons.names())
def test_the_subject_of_every_lesson_has_tests(name):
    files = [file.relative_to(paths.kit_root()).as_posix() for file in (paths.kit_root() / "tests").glob("test_*.py")]
    assert any(evidence.subjects(file) & evidence.packages(name) for file in files)


@pytest.mark.parametrize("place", ["binder/postBuild", "binder/start", "binder/requirements.txt", "binder/runtime.txt",
                                   ".devcontainer/devcontainer.json", ".github/workflows/pages.yml"])
def test_files_for_hosts_name_only_what_is_there(place):
    if not (paths.kit_root() / place).is_file():
        pytest.skip("저장소를 내려받은 폴더에만 있는 파일입니다.")
    text = (paths.kit_root() / place).read_text(encoding="utf-8")
    assert "\r" not in text and not re.search(r"https?://", text)
    named = re.findall(r"python (kit\.py)|-r (\.\./\S+)", text)
    assert all(((paths.kit_root() / place).parent / second if second else paths.kit_root() / first).exists() for first, second in named)
