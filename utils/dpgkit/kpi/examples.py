"""Worked examples to learn a calculation on; all of them are made up and say so."""

import pandas as pd

from dpgkit import columns, tables

MADE_UP = "만든 보기(가상)"


def catalogue() -> pd.DataFrame:
    """Return the worked examples: example, title_ko, row_ko, column_ko, value_ko, source.

    >>> set(catalogue()["source"])
    {'만든 보기(가상)'}
    """
    return tables.load("worked_example_list")


def example(name: str) -> pd.DataFrame:
    """Return one worked example as a wide table, rows and columns in the order of the file, NaN where nothing stands.

    >>> example("composite").loc["A"].tolist()
    [20.0, 80.0, 4.0]

    Raises ParameterError for an unknown example.
    """
    cells = _cells(name)
    wide = cells.pivot(index="row", columns="column", values="value")
    return wide.reindex(index=cells["row"].unique(), columns=cells["column"].unique()).rename_axis(index=None, columns=None)


def judgements(name: str) -> pd.DataFrame:
    """Return a worked example of pairwise judgements: first, second, value.

    >>> judgements("ahp_border")["value"].tolist()
    [2.0, 3.0, 4.0]

    Raises ParameterError for an unknown example.
    """
    return _cells(name).rename(columns={"row": "first", "column": "second"})[["first", "second", "value"]]


def long(name: str) -> pd.DataFrame:
    """Return a worked example of ratings: expert, item, rating.

    >>> long("delphi")["rating"].tolist()[:2]
    [3.0, 5.0]

    Raises ParameterError for an unknown example.
    """
    return _cells(name).rename(columns={"row": "expert", "column": "item", "value": "rating"})[["expert", "item", "rating"]]


def _cells(name: str) -> pd.DataFrame:
    columns.known(name, catalogue()["example"], "보기")
    return tables.load("worked_examples").query("example == @name").reset_index(drop=True)
