"""The exercises come from one source, and their checks are tested: right answers pass, blanks and typical errors meet their words."""

import json
import re
import unicodedata

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from dpgkit import exercises, lessons, paths
from dpgkit.errors import LessonError, ParameterError
from dpgkit.exercises import catalogue, expected02, forms, given, judging, keys, material, source, student, trial, values

LESSONS = list(catalogue.LESSONS)
FEWER = {"06_your_case": (3, 40)}          # where the reader's own case is the exercise: how many, how many minutes
ALL = [(lesson, name) for lesson in LESSONS for name in catalogue.of_lesson(lesson)]


def stored(folder, lesson):
    return nbformat.read(paths.kit_root() / folder / f"{lesson}.ipynb", as_version=4)


def plain(notebook):
    return [(cell["id"], cell.cell_type, cell.source, cell.metadata) for cell in notebook.cells]


@pytest.fixture(scope="module")
def samples():
    return {lesson: trial.samples(lesson) for lesson in LESSONS}


# --- one source, two notebooks


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_student_copy_is_made_from_the_source(lesson):
    file = paths.kit_root() / "exercises" / f"{lesson}.ipynb"
    assert file.read_text(encoding="utf-8") == nbformat.writes(student.student_copy(lesson)) + "\n", "kit.py build를 실행하십시오."


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_solution_is_made_from_the_source_and_every_check_passed(lesson):
    solution = stored("solutions", lesson)
    code = [cell for cell in solution.cells if cell.cell_type == "code"]
    assert plain(solution) == plain(student.solution(lesson)), "kit.py build를 실행하십시오."
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    count = len(catalogue.of_lesson(lesson))
    assert f"{count}/{count}" in code[-1].outputs[0].data["text/plain"]
    assert not re.search(r"/(home|root|tmp)/|Traceback|0x[0-9a-f]{8}", json.dumps([cell.outputs for cell in code]))


@pytest.mark.parametrize("lesson", LESSONS)
def test_nothing_of_the_solution_is_left_in_the_student_copy(lesson):
    text = "\n".join(cell.source for cell in stored("exercises", lesson).cells)
    regions = [found[1] for cell in source.cells(lesson) for mark in source.MARKS.values() for found in mark.findall(cell.source + "\n")]
    secret = [line.strip() for region in regions for line in region.splitlines() if len(line.strip()) > 15]
    assert len(secret) >= 5 * len(catalogue.of_lesson(lesson)) and not [line for line in secret if line in text]
    assert "### " not in text and "require" not in text and "wrong" not in text
    assert not any(cell.get("outputs") for cell in stored("exercises", lesson).cells)


@pytest.mark.parametrize("notebook", [(folder, lesson) for folder in ("exercises", "solutions") for lesson in LESSONS])
def test_the_metadata_keep_the_rules_of_nbgrader(notebook):
    """The rules of nbgrader 0.9.6 (MetadataValidatorV3), which accepted these files when it was asked."""
    marked = [(cell, cell.metadata["nbgrader"]) for cell in stored(*notebook).cells if "nbgrader" in cell.metadata]
    for cell, meta in marked:
        assert meta["schema_version"] == 3 and {"grade", "grade_id", "locked", "solution", "task"} <= set(meta) and not meta["task"]
        assert re.fullmatch(r"[A-Za-z0-9_-]+", meta["grade_id"])
        assert not meta["grade"] or (meta["points"] > 0 and meta["locked"])
        assert cell.cell_type == "code" or not (meta["grade"] or meta["solution"])
    assert len({meta["grade_id"] for _, meta in marked}) == len(marked)
    assert [sum(meta[kind] for _, meta in marked) for kind in ("grade", "solution")] == [len(catalogue.of_lesson(notebook[1]))] * 2


def test_a_source_with_a_mistake_is_refused(tmp_path, monkeypatch):
    text = (paths.kit_root() / "solutions" / "source" / "01_egov_history.py").read_text(encoding="utf-8")
    (tmp_path / "source").mkdir()
    monkeypatch.setattr(source, "solutions_dir", lambda: tmp_path)
    for old, new, message in [("### END SOLUTION", "### END", "닫히지"),
                              ('exercise="01-2" part="answer"', 'exercise="01-9" part="answer"', "없는 문항"),
                              ('exercise="01-2" part="check"', 'exercise="01-2" part="given"', "모자라거나")]:
        (tmp_path / "source" / "01_egov_history.py").write_text(text.replace(old, new, 1), encoding="utf-8")
        source.cells.cache_clear()
        with pytest.raises(LessonError, match=message):
            source.cells("01_egov_history")
    source.cells.cache_clear()


# --- facts


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_goal_of_a_lesson_has_an_exercise(lesson):
    found = catalogue.of_lesson(lesson).values()
    assert {one.goal for one in found} == set(range(1, len(lessons.describe(lesson).goals) + 1))
    least, minutes = FEWER.get(lesson, (6, 60))
    assert len(found) >= least and minutes <= sum(one.minutes for one in found) <= 120
    assert {one.difficulty for one in found} == {1, 2, 3}


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_an_exercise_points_to_a_heading_of_its_lesson(lesson, name):
    one = catalogue.of_lesson(lesson)[name]
    text = (lessons.sources_dir() / f"{lesson}.py").read_text(encoding="utf-8")
    assert all(f"# ## {heading}\n" in text for heading in one.where.split(catalogue.BETWEEN)) and name.startswith(lesson[:2])
    assert len(set(one.hints)) == 2 and one.kind in catalogue.KINDS and 1 <= one.difficulty <= catalogue.LEVELS


def test_all_kinds_of_work_are_there():
    assert {one.kind for lesson in LESSONS for one in catalogue.of_lesson(lesson).values()} == set(catalogue.KINDS)


# --- the checks are tested


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_a_solution_and_another_right_answer_pass(lesson, name, samples):
    rows = samples[lesson].query("exercise == @name and sample in ('solution', 'right')")
    assert rows["outcome"].tolist() == [judging.PASSED] * len(rows) and len(rows) >= 2
    fields = 2 * len(catalogue.of_lesson(lesson)[name].form)
    assert (rows["steps"] - fields >= 5).all()         # five assertions besides those on the form of the answer


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_a_blank_is_told_to_be_blank(lesson, name, samples):
    row = samples[lesson].query("exercise == @name and sample == 'blank'").iloc[0]
    assert row["outcome"] == judging.BLANK and row["says"] in row["message"]
    assert judging.judge(catalogue.of_lesson(lesson)[name], None, given.validated(lesson, {})).outcome == judging.BLANK


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_typical_wrong_answers_meet_their_own_words(lesson, name, samples):
    rows = samples[lesson].query("exercise == @name and sample == 'wrong'")
    told = rows["outcome"].isin([judging.WRONG, judging.SHAPE, judging.PARTLY])
    assert len(rows) >= 2 and told.all() and (rows["outcome"] == judging.WRONG).sum() >= 2 and rows["message"].nunique() == len(rows)
    assert [row.message for row in rows.itertuples() if row.says not in row.message] == []


@pytest.mark.parametrize(("lesson", "name"), ALL)
@pytest.mark.parametrize("answer", ["글", 3, [], [1, 2], {"없는 칸": 1}, float("nan"), len, {"가": {"나": [1]}}, pd.DataFrame({"a": [1]})])
def test_no_answer_breaks_a_check(lesson, name, answer):
    verdict = judging.judge(catalogue.of_lesson(lesson)[name], answer, given.validated(lesson, {}))
    assert verdict.outcome in (judging.WRONG, judging.BLANK, judging.PARTLY, judging.SHAPE) and verdict.message.endswith(".")


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_a_message_does_not_give_the_answer_away(lesson, name, samples):
    answer = trial.answers(lesson)[name]
    told = " ".join(samples[lesson].query("exercise == @name and sample == 'wrong'")["message"])
    texts = [str(value) for value in answer.values() if isinstance(value, float) or (isinstance(value, int) and value > 20)]
    assert not [text for text in texts if text in told]


# --- answers as plain data


@pytest.mark.parametrize(("answer", "expected"), [
    (np.float64(1.5), 1.5), (np.int64(3), 3), (np.bool_(True), True), (..., None), (pd.NA, None), ({2, 1}, [1, 2]),
    (np.array([1, 2]), [1, 2]),
    (pd.Series([1, 2]), [1, 2]), (pd.Series([1, 2], index=["가", "나"]), {"가": 1, "나": 2}), (pd.DataFrame({"가": [1]}), [{"가": 1}]),
    (unicodedata.normalize("NFD", " 정부 "), "정부"), (len, {"?": "builtin_function_or_method"}), (10**400, {"?": "너무 큰 값"})])
def test_answers_become_plain(answer, expected):
    assert values.plain(answer) == expected


@property_of(st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(), lambda inner: (
    st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)), max_leaves=12))
def test_plain_answers_stay_as_they_are_and_fit_json(answer):
    once = values.plain(answer)
    assert values.plain(once) == once and json.loads(json.dumps(once)) == once


def test_an_endless_answer_is_cut():
    loop = []
    loop.append(loop)
    assert "너무 큰 값" in str(values.plain(loop)) and "너무 큰 값" in str(values.plain(list(range(10**6))))


@pytest.mark.parametrize(("value", "kind", "expected"), [
    (3.0, forms.WHOLE, 3), (2014, forms.LIST, [2014]), ({"5": 2016}, forms.LIST, [2016]), ("뒷받침 됨", ("뒷받침됨", "어긋남"), "뒷받침됨"),
    (97.3, forms.TEXT, "97.3"), ("다.", ("가", "다"), "다"), ("2014, 2016", forms.LIST, "2014, 2016")])
def test_a_field_takes_what_means_the_same(value, kind, expected):
    assert forms.shaped({"칸": value}, {"칸": kind}) == {"칸": expected}


# --- keys


def test_the_key_file_holds_hashes_of_the_answers_in_the_source():
    kept = {name: key for lesson in LESSONS for name, key in trial.key(lesson).items()}
    text = keys.FILE.read_text(encoding="utf-8")
    assert text == keys.content(kept, json.loads(text)["salt"]), "kit.py build를 실행하십시오."
    assert keys.fits("01-7", "다", "가릴 수 없음") and not keys.fits("01-7", "다", "어긋남") and not keys.fits("99-1", "다", "가")


def test_the_sentences_to_code_are_sentences_of_the_digests():
    pool, known = pd.read_csv(material.POOL, encoding="utf-8"), set(material.analysed().sentences["text"])
    assert len(pool) >= 30 and set(pool["text"]) <= known
    assert set(trial.key("02_policy_text")["02-5"]) == {str(number) for number in pool["sentence"]}


# --- in the notebook


WRONG_2 = {"평가받은 나라": 193, "세계 평균": 0.4, "고친 뒤 달라진 값": 0}


@pytest.mark.parametrize(("slip", "outcome", "words"), [
    ({"평가받은 나라": 193}, judging.PARTLY, "'세계 평균', '고친 뒤 달라진 값' 칸"),
    (WRONG_2 | {"세계 평균": "0.4"}, judging.SHAPE, "따옴표 없이 수"),
    ([1, 2], judging.SHAPE, "answer_2는"), (..., judging.BLANK, "아직 답이")])
def test_blanks_and_slips_of_form_cost_no_hint(slip, outcome, words):
    check = exercises.checker("01")
    shown = [str(check("01-2", slip)) for _ in range(3)]
    assert all(f"[{outcome}]" in text and words in text and "도움말" not in text for text in shown)
    assert "도움말 1" in str(check("01-2", WRONG_2)) and ("도움말 1" in str(check("01-2", slip))) == (outcome != judging.BLANK)


def test_hints_come_one_after_the_other_and_a_blank_costs_none():
    check = exercises.checker("01")
    one = catalogue.of_lesson("01_egov_history")["01-2"]
    assert one.hints[0] not in str(check("01-2", ...))
    first, second = str(check("01-2", WRONG_2)), str(check("01-2", WRONG_2))
    assert one.hints[0] in first and one.hints[1] not in first and one.hints[1] in second
    assert f"1과 '{one.where}'" in first and "□□□□□□□□ 0/8" in first


def test_the_progress_follows_the_answers_and_what_passed_stays():
    check, solved = exercises.checker("01"), trial.solved("01_egov_history")
    assert check("01-8", solved["answer_8"]).passed and check("01-1", solved["answer_1"]).passed
    assert str(check.progress()) == "진도 ■□□□□□□■ 2/8" and 'aria-valuenow="2"' in check.progress()._repr_html_()
    again = check("01-1", {name: -1 for name in solved["answer_1"]})
    assert not again.passed and again.progress.done["01-1"] and "진도는 그대로" in str(again)
    assert "진도는 그대로" not in str(check("01-2", WRONG_2))


def test_a_pass_says_what_the_result_means_with_its_numbers():
    check, names = exercises.checker("02"), trial.solved("02_policy_text")
    said = str(check("02-6", names["answer_6"]))
    rates = [f"{count / words * 1e6:,.0f}번" for count, words in ((29, 2206), (37, 3419))]
    assert all(rate in said for rate in rates) and "0.61" in said and "'줄었다고 말할 근거가 모자란다'" in said
    moved = names["answer_5"] | {"문장 1": 19, "문장 2": 23}
    assert "8문장이 기준과 같아 통과입니다. 기준과 다른 문장: 1, 2." in str(check("02-5", moved))


def test_a_lesson_that_tells_nothing_more_still_passes():
    assert judging.judge(catalogue.of_lesson("01_egov_history")["01-1"], trial.answers("01_egov_history")["01-1"],
                         given.validated("01_egov_history", {})).message == judging.RIGHT


@pytest.mark.parametrize(("counts", "apart", "words"), [
    ((37, 29, 3419, 2206), False, "근거가 모자란다"), ((90, 10, 1000, 1000), True, "겹치지 않습니다")])
def test_a_rate_that_moved_is_reported_with_chance(counts, apart, words):
    assert words in expected02.on_chance("줄었다", expected02.Cells(*counts), apart)


def test_an_unknown_stage_is_named_with_those_there_are():
    with pytest.raises(ParameterError, match="stage_b '전자정부'는 없는 시기입니다.*\n.*\n.*모바일·정부3.0"):
        exercises.checker("02", stage_b="전자정부")


def test_what_a_student_wrote_cannot_become_html():
    shown = exercises.checker("01")("01-3", {"온라인서비스": "<script>"})._repr_html_()
    assert "<script>" not in shown and 'role="status"' in shown


@pytest.mark.parametrize(("values_", "message"), [({"country": "Korea"}, "쓸 수 없는 값"), ({"rnak": 3}, "없는 매개변수"),
                                                  ({"country": "DNK", "rank": 30}, "풀 수 없습니다"), ({"seed": "2026"}, "쓸 수 없는 값")])
def test_parameters_that_cannot_be_are_refused(values_, message):
    with pytest.raises(ParameterError, match=message):
        exercises.checker("01", **values_)


def test_unknown_lessons_and_exercises_are_refused():
    for wrong in (lambda: exercises.checker("07"), lambda: exercises.checker("01")("01-99", 1)):
        with pytest.raises(ParameterError, match="없는"):
            wrong()


def test_the_hidden_test_raises_with_the_words_of_the_check():
    with pytest.raises(AssertionError, match="01-2: 아직 답이 없습니다"):
        exercises.checker("01").require("01-2", ...)


def test_what_a_notebook_does_to_the_texts_does_not_reach_the_checks():
    exercises.material.digests().counts.drop(columns="count", inplace=True)
    assert "count" in material.analysed().counts
