"""Runs of equal names become one merged cell; the files themselves are tested with ``handouts``."""

import pandas as pd
import pytest

from dpgkit.impact import printouts


@pytest.mark.parametrize(("values", "runs"), [
    ("", []), ("가", [(0, 0)]), ("가가나", [(0, 1), (2, 2)]), ("가나가", [(0, 0), (1, 1), (2, 2)])])
def test_runs_are_found(values, runs):
    assert printouts._runs(pd.Series(list(values), dtype=object)) == runs


def test_columns_fit_the_page():
    assert sum(printouts.WIDTHS.values()) <= 29.7 - 4 and list(printouts.WIDTHS) == list(printouts.CHARACTERS)
