"""Parameters are refused before a kernel starts, and the notebooks ask for exactly what the models know."""

import ast

import papermill
import pytest

from dpgkit import language, lessons, paths
from dpgkit.errors import DataError, ParameterError
from dpgkit.lessons import parameters


@pytest.mark.parametrize("name", lessons.names())
def test_a_notebook_and_its_model_agree(name):
    cell = papermill.inspect_notebook(str(paths.notebooks_dir() / f"{name}.ipynb"))
    fields = parameters.MODELS[name].model_fields
    assert list(cell) == list(fields)
    for key, field in fields.items():
        assert ast.literal_eval(cell[key]["default"]) == field.default
        assert cell[key]["help"] == field.description


@pytest.mark.parametrize(("lesson", "values", "message"), [
    ("01_egov_history", {"country": "XXX"}, "EGDI 표에 없는 나라"),
    ("01_egov_history", {"peers": ["KOR", "XX"]}, "EGDI 표에 없는 나라"),
    ("01_egov_history", {"peers": ["KOR"] * 7}, "6개까지"),
    ("01_egov_history", {"first_year": "2003"}, "쓸 수 있는 값: 정수"),
    ("01_egov_history", {"first_year": 1999}, "2003 이상"),
    ("01_egov_history", {"first_year": 2020, "last_year": 2010}, "첫 회차가 마지막 회차보다"),
    ("01_egov_history", {"nosuch": 1}, "없는 매개변수입니다"),
    ("02_policy_text", {"analyzer": "mecab"}, "'komoran'.*'kiwi'"),
    ("02_policy_text", {"top": True}, "쓸 수 있는 값: 정수"),
    ("99_nosuch", {}, "없는 과입니다"),
])
def test_bad_values_are_refused_in_korean(lesson, values, message):
    with pytest.raises(ParameterError, match=message):
        parameters.check(lesson, **values)


@pytest.mark.parametrize(("lesson", "values"), [("00_start_here", {"case": "없는사례"}), ("02_policy_text", {"corpus": "/없는/폴더"})])
def test_cases_and_corpora_must_exist(lesson, values):
    with pytest.raises(DataError):
        parameters.check(lesson, **values)


def test_a_case_sets_parameters_and_the_corpus_can_be_replaced():
    values = parameters.for_case("housing", corpus="bills")
    assert values["02_policy_text"]["corpus"] == "bills"
    assert {value["case"] for value in values.values()} == {"housing"} and list(values) == lessons.names()


def test_an_unknown_lesson_in_a_case_is_refused(monkeypatch):
    info = parameters.cases.load_info("housing").model_copy(update={"parameters": {"07_nosuch": {}}})
    monkeypatch.setattr(parameters.cases, "load_info", lambda name: info)
    with pytest.raises(ParameterError, match="parameters에 없는 과"):
        parameters.for_case("housing")


def test_a_wrong_value_is_told_in_the_language_that_was_asked_for():
    with language.speaking("ko"), pytest.raises(ParameterError) as caught:
        parameters.check("04_architecture", language="en", removed="Toss")
    with language.speaking("en"):
        assert "토스 (Toss)" in caught.value.said() and caught.value.said().startswith("This ")


def test_a_stage_that_is_not_there_is_refused_and_not_replaced():
    with pytest.raises(ParameterError, match="없는 시기입니다"):
        parameters.check("02_policy_text", stage_a="디지털 플랫폼")
