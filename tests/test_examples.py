"""The worked examples are whole, say what they are, and say that they are made up."""

import pytest

from dpgkit import tables
from dpgkit.errors import ParameterError
from dpgkit.kpi import examples


def test_the_list_names_every_example_and_no_other():
    assert set(examples.catalogue()["example"]) == set(tables.load("worked_examples")["example"])


@pytest.mark.parametrize("table", ["worked_examples", "worked_example_list", "training_example", "time_samples_example"])
def test_every_row_says_that_it_is_made_up(table):
    assert set(tables.load(table)["source"]) == {examples.MADE_UP}


def test_rows_and_columns_keep_the_order_of_the_file():
    table = examples.example("ladder")
    assert list(table.index) == ["청약홈", "마이홈", "LH", "SH", "GH"] and list(table.columns)[::4] == ["list", "result"]


def test_a_cell_that_is_not_given_is_missing():
    assert examples.example("transactions").isna().sum().sum() == 1


def test_an_unknown_example_lists_the_known_ones():
    for load in (examples.example, examples.judgements, examples.long):
        with pytest.raises(ParameterError, match="없는 보기입니다(?s:.*)ahp_border"):
            load("nosuch")
