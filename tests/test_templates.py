"""What the templates of a case tell a reader to write is what the kit reads."""

import re

import pytest

from dpgkit.cases import caserows, leftovers

TEMPLATES = sorted(path.name for path in leftovers.TEMPLATES.glob("case_*.csv"))
PAIR = re.compile(r"(?<![\w.])([a-z_]+)\(([^():]+)[):]")


def comments(file):
    return [line for line in (leftovers.TEMPLATES / file).read_text(encoding="utf-8-sig").splitlines() if line.startswith("#")]


@pytest.mark.parametrize("file", TEMPLATES)
def test_the_korean_word_behind_a_code_can_be_written_instead_of_it(file):
    table = file.replace("_", "-").removesuffix(".csv")
    known = {(code, word) for column in caserows.row_model(table).model_fields for code, word in caserows.labels(table, column).items()}
    codes = {code for code, _ in known}
    wrong = [pair for line in comments(file) for pair in PAIR.findall(line) if pair[0] in codes and pair not in known]
    assert not wrong


@pytest.mark.parametrize("file", TEMPLATES)
def test_every_column_of_a_template_is_one_that_the_kit_knows(file):
    text = (leftovers.TEMPLATES / file).read_text(encoding="utf-8-sig")
    header = next(line for line in text.splitlines() if not line.startswith("#")).split(",")
    fields = caserows.row_model(file.replace("_", "-").removesuffix(".csv")).model_fields
    assert set(header) <= set(fields) and set(caserows.required_columns(file.replace("_", "-").removesuffix(".csv"))) <= set(header)


def test_the_lists_of_words_are_there_to_be_checked():
    found = [pair for file in TEMPLATES for line in comments(file) for pair in PAIR.findall(line)]
    assert len(found) > 50 and ("gap", "좁힌 거리") in found and ("inferred", "추론") in found
