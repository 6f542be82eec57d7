"""Computed sentences are text everywhere and prose in a notebook."""

from dpgkit.reading import Reading


def test_a_reading_is_text():
    assert Reading("올랐습니다.") == "올랐습니다."


def test_a_notebook_shows_it_as_prose():
    assert Reading("올랐습니다.")._repr_markdown_() == "**읽기** — 올랐습니다."
