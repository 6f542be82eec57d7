"""Variants: every student can solve theirs, they differ, they are as hard as each other, and no name leaves the list."""

import json
from functools import cache

import nbformat
import pandas as pd
import pytest

from dpgkit import agenda, tables
from dpgkit.errors import DataError, ParameterError
from dpgkit.exercises import assign, catalogue, given, judging, rosters, student, trial, variants

LESSONS = list(catalogue.LESSONS)
SEEDS = range(30)


@pytest.fixture(scope="module", params=LESSONS)
def drawn(request):
    once, coded = cache(tables.load), []       # tables and coded sentences do not change between variants
    code = agenda.code_sentences
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "load", lambda name: once(name).copy())
        patch.setattr(agenda, "code_sentences", lambda *given_: coded[0] if coded else coded.append(code(*given_)) or coded[0])
        yield request.param, [variants.draw(request.param, f"2026 {seed}") for seed in SEEDS]


def test_every_variant_is_solved_by_the_solution(drawn):
    lesson, every = drawn
    for parameters in every:
        answers = trial.answers(lesson, parameters.model_dump())
        verdicts = {name: judging.judge(one, answers[name], parameters) for name, one in catalogue.of_lesson(lesson).items()}
        assert not {name: verdict.message for name, verdict in verdicts.items() if not verdict.passed}, parameters


def test_variants_differ_but_not_in_difficulty(drawn):
    lesson, every = drawn
    seen = {json.dumps(one.model_dump(exclude={"seed"}), ensure_ascii=False) for one in every}
    assert len(seen) >= 25
    for parameters in every:
        table = variants.difficulty(lesson, parameters)
        assert table["값"].between(table["낮은 끝"], table["높은 끝"]).all()


@pytest.mark.parametrize("lesson", LESSONS)
def test_an_answer_to_another_variant_does_not_pass(lesson):
    one, other = (variants.draw(lesson, seed) for seed in ("가", "나"))
    answers = trial.answers(lesson, one.model_dump())
    passed = [name for name, exercise in catalogue.of_lesson(lesson).items() if judging.judge(exercise, answers[name], other).passed]
    assert len(passed) <= 3


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_parameters_of_the_source_are_those_of_the_model(lesson):
    assert {name: trial.solved(lesson)[name] for name in given.MODELS[lesson].model_fields} == given.MODELS[lesson]().model_dump()


def test_where_nothing_fits_the_draw_says_so(monkeypatch):
    monkeypatch.setattr(variants, "MOST_DRAWS", 5)
    impossible = variants.Measure("01-1", "없는 것", ("country",), lambda values: 0, 1, 2)
    monkeypatch.setattr(variants, "measures", lambda lesson: (impossible,))
    with pytest.raises(ParameterError, match="찾지 못했습니다"):
        variants.draw("01_egov_history", 1)


@pytest.mark.parametrize(("lesson", "distinct"), [
    ("02_policy_text", {"word": 20, "idea": 3}), ("03_collective_impact", {"left_out": 5}), ("06_your_case", {"folder": 20, "year": 5})])
def test_students_with_numbers_in_a_row_get_other_values(lesson, distinct):
    dealt = [variants.by_turns(lesson, 2026, f"2026{number:03}") for number in range(1, 21)]
    for name, different in distinct.items():
        values = [one[name] for one in dealt]
        assert len(set(values)) == different
        assert all(one != after for one, after in zip(values, values[1:], strict=False)) or different < 4


def test_what_is_dealt_is_kept_where_it_can_be_solved():
    first, dealt = variants.by_turns("06_your_case", 2026, "7"), variants.deal("06_your_case", 2026, "7").model_dump()
    assert sum(dealt[name] == value for name, value in first.items()) >= len(first) - 2


@pytest.mark.parametrize("number", ["김-가", "2026-001", "٣"])
def test_any_number_of_a_student_will_do(number):
    values = variants.deal("01_egov_history", 2026, number)
    assert variants.difficulty("01_egov_history", values)["값"].notna().all()


# --- copies for a list of students


@pytest.fixture(scope="module")
def assigned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("수업 자료")
    roster = folder / "명단.csv"
    roster.write_bytes("이름,학번\r\n홍길동,2026001\r\n김하늘,2026002\r\n이슬비,2026003\r\n".encode("cp949"))
    return roster, assign.assign(roster, "01", 2026, folder / "과제 1")


def test_a_copy_and_a_key_for_each_student(assigned):
    _, made = assigned
    assert made.ledger["가명"].is_unique and len(made.ledger) == 3
    for row in made.ledger.itertuples():
        copy = nbformat.read(made.folder / "students" / f"{row.과}_{row.가명}.ipynb", as_version=4)
        key = nbformat.read(made.folder / "keys" / f"{row.과}_{row.가명}.ipynb", as_version=4)
        assert copy.metadata["dpgkit"] == {"lesson": row.과, "copy": row.가명}
        parameters = [cell.source for cell in copy.cells if "parameters" in cell.metadata.get("tags", [])]
        assert f"country: str = {json.loads(row.매개변수)['country']!r}  # 살펴볼 나라" in parameters[0]
        assert [cell.id for cell in copy.cells] == [cell.id for cell in key.cells]


def test_the_answers_match_the_copies(assigned):
    _, made = assigned
    answers = pd.read_csv(made.folder / "answers.csv", encoding="utf-8-sig", dtype=str)
    row = assign.read_ledger(made.folder).iloc[0]
    shown = answers[(answers["가명"] == row["가명"]) & (answers["문항"] == "01-2")].set_index("칸")["답"]
    assert json.loads(shown["세계 평균"]) == trial.answers("01_egov_history", row["매개변수"])["01-2"]["세계 평균"]


def test_no_name_and_no_number_leaves_the_list(assigned):
    roster, made = assigned
    text = "".join(file.read_text(encoding="utf-8-sig") for file in made.folder.rglob("*") if file.is_file())
    names = "".join(file.name for file in made.folder.rglob("*"))
    assert not [word for word in ("홍길동", "김하늘", "이슬비", "2026001", "2026002") if word in text + names]
    assert "홍길동" not in made.mapping.read_text(encoding="utf-8-sig") and made.mapping.parent == roster.parent


def test_the_same_list_gives_the_same_copies_and_new_students_are_added(assigned):
    roster, made = assigned
    roster.write_text("학번\n2026001\n2026002\n2026003\n2026004\n", encoding="utf-8")
    again = assign.assign(roster, "01_egov_history", 2026, made.folder)
    assert again.ledger.head(3).astype(str).equals(made.ledger.astype(str)) and len(again.ledger) == 4


def test_another_seed_for_the_same_lesson_is_refused(assigned):
    roster, made = assigned
    with pytest.raises(DataError, match="다른 씨앗"):
        assign.assign(roster, "01", 7, made.folder)


@pytest.mark.parametrize(("text", "message"), [
    ("학번\n1\n2\n1\n", "두 번 나오는"), ("이름\n가\n", "가르는 열이 없습니다"), ("학번\n", "학생이 없습니다"),
    ("학번,이름\n1,가\n,나\n", "빈 줄"), ("", "가르는 열이 없습니다")])
def test_a_list_that_cannot_work_is_refused_before_anything_is_written(tmp_path, text, message):
    (tmp_path / "명단.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        assign.assign(tmp_path / "명단.csv", "01", 2026, tmp_path / "과제")
    assert [file.name for file in tmp_path.iterdir()] == ["명단.csv"]


def test_values_with_quotes_and_hangul_become_python():
    text = 'word: str = "국회"  # 글\ndropped: list[str] = ["정부"]  # 말\nseed: int = 1  # 씨앗'
    changed = student.source.with_values(text, {"word": "가'\"나", "dropped": ["다", "라"], "seed": 5})
    names = {}
    exec(changed, names)
    assert (names["word"], names["dropped"], names["seed"]) == ("가'\"나", ["다", "라"], 5) and changed.count("#") == 3


def test_what_was_handed_out_stays_whatever_is_dealt_later(assigned, monkeypatch):
    roster, made = assigned
    before = assign.read_ledger(made.folder).set_index("가명")["매개변수"].to_dict()
    monkeypatch.setattr(variants, "deal", lambda *given_: variants.draw("01_egov_history", "나중의 방식"))
    again = assign.read_ledger(assign.assign(roster, "01", 2026, made.folder).folder).set_index("가명")["매개변수"].to_dict()
    assert {copy: again[copy] for copy in before} == before


def test_marks_can_carry_numbers_and_names(tmp_path):
    roster = tmp_path / "명단.csv"
    roster.write_text("이름,학번\n홍길동,007\n\n김하늘,008\n", encoding="utf-8-sig")
    with pytest.raises(DataError, match="가명 파일이 없습니다"):
        rosters.students(roster)
    known = rosters.pseudonyms(roster, rosters.read(roster))
    rosters.write(roster, known)
    marks = pd.DataFrame({"가명": [known["008"], "x1", known["008"]], "점수": [3, 0, 2]}, index=[5, 6, 7])
    told = rosters.with_students(marks, rosters.students(roster))
    assert told.columns.tolist() == ["가명", "학번", "이름", "점수"]
    assert told[["학번", "이름", "점수"]].values.tolist() == [["008", "김하늘", 3], ["", "", 0], ["008", "김하늘", 2]]


def test_an_empty_number_is_named_by_the_row_of_the_spreadsheet(tmp_path):
    roster = tmp_path / "명단.csv"
    roster.write_text("학번,이름\n\n1,가\n,나\n", encoding="utf-8")
    with pytest.raises(DataError, match="받은 값: 4행"):
        rosters.read(roster)
