"""Where the steps on one indicator begin when the reader leaves that open."""

import pandas as pd
import pytest

from dpgkit import cases
from dpgkit.errors import ParameterError
from dpgkit.kpi import beginnings

CARDS = pd.DataFrame({"indicator": ["a", "b", "c"], "baseline_year": [2020, None, 2024]})
VALUES = pd.DataFrame({"indicator": ["b", "b", "c", "c"], "year": [2025, 2023, 2023, 2024]})


@pytest.mark.parametrize(("given", "found"), [
    ({}, ("b", 2023, 2026)), ({"indicator": "c"}, ("c", 2024, 2025)), ({"indicator": "c", "base_year": 2023}, ("c", 2023, 2025)),
    ({"indicator": "a"}, ("a", 0, 0)), ({"trend_year": 2030}, ("b", 2023, 2030)), ({"indicator": "a", "base_year": 1999}, ("a", 1999, 0))])
def test_what_is_open_is_taken_from_the_case(given, found):
    assert beginnings.beginning(CARDS, VALUES, **given) == found


@pytest.mark.parametrize(("cards", "values", "found"), [(CARDS, VALUES.head(0), ("a", 0, 0)), (CARDS.head(0), VALUES.head(0), ("", 0, 0)),
                                                        (CARDS[["indicator"]], VALUES, ("b", 2023, 2026))])
def test_a_case_that_lacks_something_leaves_it_open(cards, values, found):
    assert beginnings.beginning(cards, values) == found


@pytest.mark.parametrize(("given", "allowed"), [({"indicator": "d"}, "a, b, c"), ({"base_year": 2024}, "2023, 2025")])
def test_what_the_case_does_not_have_is_refused_with_what_it_has(given, allowed):
    with pytest.raises(ParameterError, match=f"쓸 수 있는 값: {allowed}"):
        beginnings.beginning(CARDS, VALUES, **given)


def test_a_baseline_that_only_the_card_tells_is_where_to_begin():
    told = CARDS.assign(baseline=[9.5, None, None])
    values = pd.DataFrame({"indicator": ["a"], "year": [2024]})
    assert beginnings.beginning(told, values) == ("a", 2020, 2025) and beginnings.beginning(CARDS, values) == ("a", 2024, 2025)
    with pytest.raises(ParameterError, match="쓸 수 있는 값: 2020, 2024"):
        beginnings.beginning(told, values, base_year=2021)


def test_the_case_of_housing_begins_where_its_card_says():
    case = cases.load_case("housing")
    assert beginnings.beginning(case.indicators, case.measurements) == ("ineligible_rate", 2020, 2024)
