"""The teaching pack: minutes add up, every place that is named is there, nothing on a slide needs the network."""

import argparse
import re
import shutil
from collections import Counter

import openpyxl
import pytest
import yaml

from dpgkit import lessons, report, teaching
from dpgkit.errors import DataError
from dpgkit.exercises import catalogue
from dpgkit.teaching import glossary, handouts, packs, pictures, places, planning, selectors, slides, sources, testpapers
from dpgkit.teaching.models import AREAS, LETTERS

SHEETS = sources.run_sheets()
ITEMS = sources.items()
HOURS = {"semester": 15 * 180, "two_days": 2 * 420, "managers": 120}
WRITTEN = slides.available()


@pytest.fixture(scope="module")
def decks():
    return {name: slides.deck(name) for name in WRITTEN}


@pytest.fixture
def source(tmp_path):
    return shutil.copytree(sources.folder(), tmp_path / "한글 소스")


def spoil(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", SHEETS)
def test_minutes_add_up(name):
    sheet, table = SHEETS[name], planning.table(SHEETS[name])
    assert table["분"].sum() == sheet.minutes == sum(session.minutes for session in sheet.sessions)
    assert sheet.minutes == HOURS.get(name, sheet.minutes)
    assert (table.groupby("모임", sort=False)["분"].sum().tolist()) == [session.minutes for session in sheet.sessions]


def test_the_courses_have_the_stated_number_of_meetings():
    assert {name: len(sheet.sessions) for name, sheet in SHEETS.items()} == {"managers": 1, "self_study": 10, "semester": 15, "two_days": 2}
    assert {session.minutes for session in SHEETS["semester"].sessions} == {180}


@pytest.mark.parametrize("name", SHEETS)
def test_sections_and_exercises_fit_into_their_blocks(name):
    for one in planning.plan(SHEETS[name]):
        reading = places.reading_minutes(one.block.lesson, one.sections) if one.block.lesson else 0
        assert reading + sum(exercise.minutes for exercise in one.in_class) <= one.block.minutes, one.block.title


@pytest.mark.parametrize("name", ["semester", "self_study"])
def test_full_courses_give_every_lesson_the_time_it_states(name):
    spent = planning.lesson_minutes(SHEETS[name])
    for lesson in lessons.names():
        assert spent[lesson[:2]] >= lessons.describe(lesson).minutes, lesson


@pytest.mark.parametrize("name", ["semester", "self_study"])
def test_full_courses_read_every_section_of_every_lesson(name):
    read = {(one.block.lesson, heading) for one in planning.plan(SHEETS[name]) for heading in one.sections}
    assert read >= {(number, heading) for number in ("00", "01", "02", "03", "04", "05") for heading in places.headings(number)}


@pytest.mark.parametrize("lesson", catalogue.LESSONS)
def test_the_semester_practises_every_objective_and_gives_every_exercise_once(lesson):
    given = [exercise for one in planning.plan(SHEETS["semester"]) for exercise in (*one.in_class, *one.at_home)]
    ours = Counter(exercise.name for exercise in given if exercise.name.startswith(lesson[:2]))
    assert ours == Counter(list(catalogue.of_lesson(lesson)))
    assert {exercise.goal for exercise in given if exercise.name in ours} == set(range(1, len(places.goals(lesson[:2])) + 1))


@pytest.mark.parametrize(("selector", "names"), [
    ("01-8", ["01-8"]), ("01 목표 4", ["01-3", "01-4"]), ("02 처음 2", ["02-1", "02-2"]), ("01 종류 그림 읽기", ["01-4"]),
    ("02 나머지", ["02-2", "02-3", "02-4", "02-5", "02-6", "02-7", "02-8"]),
    ("01 종류 고치기", None), ("01-99", None), ("일과", None)])
def test_selectors(selector, names):
    if names is None:
        with pytest.raises(DataError, match="없는|알 수 없는"):
            selectors.select(selector, set())
    else:
        assert [one.name for one in selectors.select(selector, {"02-1"} if "나머지" in selector else set())] == names


def test_a_lesson_without_exercises_breaks_nothing(monkeypatch):
    monkeypatch.setattr(catalogue, "LESSONS", {name: module for name, module in catalogue.LESSONS.items() if name < "03"})
    assert selectors.select("03 목표 1", set()) == []
    assert planning.NONE_YET in handouts.note(sources.notes()["03"]) + handouts.ai_rule(sources.ai_rule())
    table = planning.table(SHEETS["self_study"].model_copy(update={"sessions": SHEETS["self_study"].sessions[5:]}))
    assert table["수업 중 연습문제"].str.contains("03 목표 1 (아직 없음)", regex=False).any()


def test_exercises_that_do_not_fit_become_homework():
    block = SHEETS["semester"].sessions[2].blocks[2].model_copy(update={"minutes": 30})
    session = SHEETS["semester"].sessions[2].model_copy(update={"blocks": [block]})
    [one] = planning.plan(SHEETS["semester"].model_copy(update={"sessions": [session]}))
    assert one.at_home and sum(exercise.minutes for exercise in one.in_class) <= 30
    assert {exercise.name for exercise in (*one.in_class, *one.at_home)} == {"01-1", "01-2", "01-3", "01-4"}


@pytest.mark.parametrize("term", sources.terms(), ids=lambda term: term.term)
def test_terms_occur_first_in_the_lesson_they_name(term):
    assert glossary.first_use(term.term) == term.lesson


def test_the_glossary_has_enough_terms_and_none_twice():
    names = [term.term for term in sources.terms()]
    assert len(names) == len(set(names)) >= 80
    assert glossary.page(sources.terms()).count("\n| ") == len(names) + 2


def test_items_map_to_objectives_and_areas():
    assert len(ITEMS) >= 20 and len({item.item for item in ITEMS}) == len(ITEMS)
    assert all(testpapers.objective(item) for item in ITEMS)
    counts = testpapers.blueprint(ITEMS)
    assert counts["영역"].tolist() == list(AREAS) and (counts["문항 수"] >= testpapers.LEAST).all()


@pytest.mark.parametrize("form", testpapers.FORMS)
def test_forms_are_parallel_and_cannot_be_guessed_by_one_letter(form):
    letters = Counter(testpapers.answers(ITEMS, form)["답"])
    assert set(letters) == set(LETTERS) and max(letters.values()) <= len(ITEMS) / 2.5
    assert len({testpapers.question(item, form).ask for item in ITEMS}) == len(ITEMS)
    assert all(item.pre.ask != item.post.ask for item in ITEMS)


@pytest.mark.parametrize("form", testpapers.FORMS)
def test_papers_do_not_tell_the_answers(form):
    paper, key = testpapers.paper(ITEMS, form), testpapers.key(ITEMS, form)
    for item in ITEMS:
        assert testpapers.question(item, form).reason in key and testpapers.question(item, form).reason not in paper
    assert paper.count("- (가)") == len(ITEMS)


@pytest.mark.parametrize(("item", "form", "right"), [
    ("A1", "사전", (0.9 + 0.8 + 1.0) / 3), ("A1", "사후", (0.6 + 0.9 + 0.9) / 3), ("A2", "사후", 0.06 / 3), ("A4", "사전", 8 / 10),
    ("A5", "사전", 100 * (6 - 10) / (5 - 10)), ("A5", "사후", 100 * (5 - 8) / (4 - 8))])
def test_the_keyed_numbers_are_right(item, form, right):
    question = testpapers.question(next(one for one in ITEMS if one.item == item), form)
    chosen = question.choices[LETTERS.index(question.answer)]
    assert float(chosen.rstrip("%")) == pytest.approx(right)


@pytest.mark.parametrize("number", sources.notes())
def test_notes_name_places_and_sources(number):
    note = sources.notes()[number]
    assert len(note.questions) >= 3 and all(re.search(r"https?://", line) for line in note.case.sources)
    for wrong in note.misconceptions:
        assert places.sections(number, [wrong.section]) == [wrong.section]
    assert places.title(number) in handouts.note(note)


def test_every_lesson_has_notes_and_every_profile_a_run_sheet():
    assert {name[:2] for name in lessons.names()} <= set(sources.notes())
    assert {profile.sheet for profile in sources.profiles()} <= set(SHEETS)


@pytest.mark.parametrize("name", WRITTEN)
def test_slides_ask_no_other_machine_for_anything(decks, name):
    deck = decks[name]
    assert "://" not in deck and not re.search(r"<(?:link|iframe|script src|img)\b|@import|url\((?!data:|#)", deck)
    assert len(deck.encode()) < 3_000_000 and "DpgkitKorean" in deck


@pytest.mark.parametrize("name", WRITTEN)
def test_slides_have_one_for_each_section(decks, name):
    cells = slides.executed(name).cells
    headings = [line[3:] for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines() if line.startswith("## ")]
    assert re.findall(r'<section data-section="([^"]+)"', decks[name]) == [one for one in headings if one != "준비"]
    assert decks[name].count("<section") == len(headings) and headings[-1] == slides.CLOSING


@pytest.mark.parametrize("name", WRITTEN)
def test_ids_of_charts_are_told_apart(decks, name):
    found = re.findall(r'\bid="([^"]+)"', decks[name])
    assert not [one for one, count in Counter(found).items() if count > 1]
    assert set(re.findall(r"url\(#([^)]+)\)", decks[name])) <= set(found)


def test_questions_of_the_lesson_are_on_the_slides(decks):
    cells = slides.executed("01_egov_history").cells
    sections = {heading for heading in places.headings("01")}
    asked = sum("**멈추고 짐작하기.**" in cell.source for cell in cells)
    assert sections and decks["01_egov_history"].count('class="waiting"') == asked


def test_a_made_up_value_keeps_its_mark():
    head = "".join(f"<th>{name}</th>" for name in [*"가나다라마바", "자료"])
    body = "".join(f"<td>{value}</td>" for value in [*"123456", "만든 보기(가상)"])
    assert "만든 보기(가상)" in pictures.table(f"<table><tr>{head}</tr><tr>{body}</tr></table>")


def test_a_cell_over_two_rows_stays_in_its_column():
    table = "<table><tr><th>가</th><th>나</th></tr><tr><th rowspan='2'>조건</th><td>1</td></tr><tr><td>2</td></tr></table>"
    assert pictures.table(table).count("<td>조건</td>") == 2


def test_a_lesson_without_notebook_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(slides.paths, "notebooks_dir", lambda: tmp_path)
    with pytest.raises(DataError, match="실행된 노트북이 없어"):
        slides.executed("01_egov_history")


@pytest.mark.parametrize(("file", "old", "new", "told"), [
    ("runsheets/semester.yml", "minutes: 2700", "minutes: 2690", "적힌 길이 2690분, 더한 길이 2700분"),
    ("runsheets/semester.yml", "- {minutes: 30, kind: 강의", "- {minutes: 31, kind: 강의", "sessions 1째(과목 안내와 컴퓨터 점검)"),
    ("runsheets/two_days.yml", "kind: 시험", "kind: 퀴즈", "kind: 쓸 수 없는 말입니다"),
    ("runsheets/managers.yml", "product:", "produkt:", "sessions 1째(값을 믿기 전에 묻는 것) > product: 빠진 칸이 있습니다"),
    ("glossary.yml", "- term:", "- term", "3행 5칸: YAML의 모양이 아닙니다"),
    ("tests.yml", "answer: 가", "answer: 마", "answer: 쓸 수 없는 말입니다"),
    ("tests.yml", "area: 데이터수집", "area: 데이터 모으기", "(C1) > area: 쓸 수 없는 말입니다"),
    ("notes/01.yml", "lesson: \"01\"", "lesson: 1", "lesson: 글을 적어야 합니다")])
def test_mistakes_in_the_source_are_told_in_korean(source, file, old, new, told):
    spoil(source / file, old, new)
    with pytest.raises(DataError) as raised:
        [read(source) for read in (sources.run_sheets, sources.notes, sources.terms, sources.items)]
    assert told in str(raised.value) and file.rpartition("/")[2] in str(raised.value)


@pytest.mark.parametrize(("old", "new", "told"), [
    ('"1. 연표"', '"1. 연대기"', "없는 절"), ('exercises: ["01-6"]', 'exercises: ["01-66"]', "없는 연습문제"),
    ('lesson: "04"', 'lesson: "44"', "없는 과"), ('goal: "시기를', 'test: 중간, goal: "시기를', "쓸 수 없는 말")])
def test_places_that_are_not_there_are_told(source, old, new, told):
    spoil(source / "runsheets" / "semester.yml", old, new)
    with pytest.raises(DataError, match=told) as raised:
        planning.plan(sources.run_sheets(source)["semester"])
    assert "semester.yml" in str(raised.value)


def test_a_missing_file_and_another_encoding_are_told(source):
    (source / "profiles.yml").write_bytes("- {name: 가}".encode("cp949"))
    with pytest.raises(DataError, match="UTF-8로 다시"):
        sources.profiles(source)
    (source / "profiles.yml").unlink()
    with pytest.raises(DataError, match="소스가 없습니다"):
        sources.profiles(source)


@pytest.mark.parametrize("name", packs.pages())
def test_stored_pages_are_those_of_the_source(name):
    stored = (sources.folder().parent / name).read_text(encoding="utf-8")
    assert stored == packs.pages()[name], "python3 kit.py teach --pages"


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(slides, "available", lambda: ["00_start_here"])


def parsed(*words):
    parser = argparse.ArgumentParser()
    teaching.add_commands(parser.add_subparsers(required=True))
    options = parser.parse_args(["teach", *words])
    return options.command(options)


def test_the_command_keeps_answers_away_from_learners(quick, tmp_path, capsys):
    folder = tmp_path / "새 수업"
    assert parsed("--to", str(folder)) == 0 and "강사만" in capsys.readouterr().out
    learners = "".join(file.read_text(encoding="utf-8") for file in (folder / packs.STUDENTS).rglob("*.*"))
    assert all(item.pre.reason not in learners and item.post.ask not in learners for item in ITEMS)
    assert (folder / "students/slides/00_start_here.html").is_file() and len(list((folder / "instructors/keys").iterdir())) == 4
    book = openpyxl.load_workbook(folder / "instructors" / "시간표.xlsx")
    assert set(book.sheetnames) == {sheet.title for sheet in SHEETS.values()}
    assert sum(row[2] for row in book["이틀 교육"].iter_rows(min_row=2, values_only=True)) == 840


def test_an_earlier_pack_stays_until_the_new_one_is_whole(quick, tmp_path, monkeypatch):
    teaching.write(tmp_path / "수업")
    before = {file: file.read_bytes() for file in (tmp_path / "수업").rglob("*.*") if file.suffix != ".xlsx"}

    def stopped(name):
        raise KeyboardInterrupt

    monkeypatch.setattr(slides, "deck", stopped)
    with pytest.raises(KeyboardInterrupt):
        teaching.write(tmp_path / "수업")
    assert all(file.read_bytes() == content for file, content in before.items())
    assert [path.name for path in tmp_path.iterdir()] == ["수업"]


def test_a_folder_with_something_else_is_left_alone(quick, tmp_path):
    (tmp_path / "내 것.txt").write_text("귀한 것", encoding="utf-8")
    with pytest.raises(DataError, match="다른 것이 든 폴더"):
        teaching.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["내 것.txt"]


def test_sources_are_plain_yaml_and_the_font_is_the_one_of_reports():
    assert all(yaml.safe_load(file.read_text(encoding="utf-8")) for file in sources.folder().rglob("*.yml"))
    assert report.font("가") in slides.template(slides.SLIDES).render(
        lesson=lessons.describe("00_start_here"), number="00", slides=[], regular=report.font("가"))
