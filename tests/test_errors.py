"""Every message says what, which value, what is allowed, what to do."""

import pytest

from dpgkit import errors


def test_message_has_all_parts_in_order():
    error = errors.DataError("없는 표입니다.", value="egd", allowed=["egdi"], todo="이름을 고치십시오.")
    assert str(error).splitlines() == ["없는 표입니다.", "  받은 값: egd", "  쓸 수 있는 값: egdi", "  할 일: 이름을 고치십시오."]


def test_parts_that_are_not_given_are_left_out():
    assert str(errors.DpgkitError("틀렸습니다.")) == "틀렸습니다."


def test_a_value_of_zero_is_shown():
    assert "받은 값: 0" in str(errors.DpgkitError("틀렸습니다.", value=0))


@pytest.mark.parametrize("kind", [errors.ParameterError, errors.DataError, errors.LessonError])
def test_a_notebook_shows_the_lines_without_a_traceback(kind):
    shown = kind("첫 줄", todo="고치십시오.")._render_traceback_()
    assert shown == [kind.title, "첫 줄", "  할 일: 고치십시오."]
