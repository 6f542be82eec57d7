"""The English lessons: the same code, prose in English, outputs in English but for what is quoted from Korean texts."""

import ast
import re

import nbformat
import pytest

from dpgkit import lessons
from dpgkit.language.phrases import HANGUL
from dpgkit.lessons import mirror

NAMES = lessons.names()
SENTENCE = re.compile("[가-힣]니다")
QUOTED = re.compile(r"\([^)]*\)|`[^`]*`|'[^']*'|‘[^’]*’")      # a Korean term beside its English, what a reader types, words under study


def code(name, language):
    return [ast.dump(ast.parse(cell.source)) for cell in lessons.notebook(name, language).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("name", NAMES)
def test_code_cells_are_the_same_but_for_the_language(name):
    korean, english = code(name, "ko"), code(name, "en")
    different = [(one, other) for one, other in zip(korean, english, strict=True) if one != other]
    assert len(different) == 1
    assert different[0][0].replace("value=Constant(value='ko')", "value=Constant(value='en')") == different[0][1]


@pytest.mark.parametrize("name", NAMES)
def test_prose_and_comments_are_english(name):
    cells = lessons.notebook(name, "en").cells
    prose = [QUOTED.sub("", cell.source) for cell in cells if cell.cell_type == "markdown"]
    comments = [comment for cell in cells if cell.cell_type == "code" for comment in re.findall(r"# (.*)$", cell.source, re.MULTILINE)]
    assert not [text for text in [*prose, *map(lambda comment: QUOTED.sub("", comment), comments)] if HANGUL.search(text)]


@pytest.mark.parametrize("name", NAMES)
def test_cells_keep_their_identity_and_tags(name):
    korean, english = lessons.notebook(name).cells, lessons.notebook(name, "en").cells
    assert [(cell.id, cell.metadata) for cell in korean] == [(cell.id, cell.metadata) for cell in english]


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_english_notebook_is_that_of_the_source(name):
    shipped = nbformat.read(lessons.file(name, "en"), as_version=4)
    assert [cell.source for cell in shipped.cells] == [cell.source for cell in lessons.notebook(name, "en").cells]


@pytest.mark.parametrize("name", NAMES)
def test_findings_and_titles_of_charts_are_english(name):
    cells = nbformat.read(lessons.file(name, "en"), as_version=4).cells
    shown = [output["data"] for cell in cells for output in cell.get("outputs", []) if "data" in output]
    readings = [data["text/markdown"] for data in shown if "text/markdown" in data]
    titles = [data["application/vnd.vegalite.v5+json"]["title"]["text"] for data in shown if "application/vnd.vegalite.v5+json" in data]
    said = [QUOTED.sub("", text if isinstance(text, str) else " ".join(text)) for text in readings + titles]
    left = SENTENCE if name[:2] in ("02", "06") else HANGUL      # these speak of Korean words
    assert not [text for text in said if left.search(text)]


def test_a_korean_cell_comes_back_as_it_is():
    cell = nbformat.v4.new_markdown_cell("모르는 말")
    assert mirror.said(cell, "ko") == mirror.said(cell, "en") == "모르는 말"
