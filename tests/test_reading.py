"""Computed sentences are text everywhere and prose in a notebook."""

import pytest

from dpgkit.reading import Reading, some


def test_a_reading_is_text():
    assert Reading("올랐습니다.") == "올랐습니다."


def test_a_notebook_shows_it_as_prose():
    assert Reading("올랐습니다.")._repr_markdown_() == "**읽기** — 올랐습니다."


@pytest.mark.parametrize(("names", "told"), [("", ""), ("가나", "가, 나"), ("가나다라", "가, 나, 다, 라"), ("가나다라마", "가, 나, 다 등")])
def test_a_list_never_hides_exactly_one_name(names, told):
    assert some(names, 3) == told
