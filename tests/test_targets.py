"""Targets that the past alone would give, against the textbook."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dpgkit.errors import DataError
from dpgkit.kpi import targets

PAST = pd.DataFrame({"year": [2019, 2020, 2021, 2022, 2023], "rate": [11.301, 9.503, 8.848, 7.774, 5.295]})


def test_the_trend_alone_gives_the_worked_targets():
    table = targets.trend_targets(PAST, 2023).set_index("basis")["value"]
    assert table.tolist() == pytest.approx([6.5475, 8.708333, 7.774], abs=1e-6)
    assert targets.slope(PAST.head(4)) == pytest.approx(-1.1236, abs=1e-6)


def test_the_prediction_interval_is_that_of_the_textbook():
    line = targets.trend_targets(PAST, 2023).iloc[0]
    x, y = PAST["year"][:4].to_numpy(float), PAST["rate"][:4].to_numpy()
    fit = stats.linregress(x, y)
    left = y - fit.intercept - fit.slope * x
    margin = stats.t.ppf(0.975, 2) * np.sqrt((left @ left) / 2 * (1 + 1 / 4 + (2023 - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum()))
    assert [line["low"], line["high"]] == pytest.approx([line["value"] - margin, line["value"] + margin])


def test_two_years_give_a_line_without_an_interval_and_one_year_none():
    line = targets.trend_targets(PAST, 2021).iloc[0]
    assert line["value"] == pytest.approx(7.705) and np.isnan(line["low"])
    with pytest.raises(DataError, match="추세를 낼 해가 모자랍니다"):
        targets.trend_targets(PAST, 2020)


@pytest.mark.parametrize(("target", "direction", "words"), [(1.0, "down", "5.55만큼 더 나아가야"), (7.0, "down", "가만히 두어도"),
                                                            (9.0, "up", "2.45만큼 더 나아가야")])
def test_the_reading_says_how_ambitious_a_target_is(target, direction, words):
    assert words in targets.read_challenge(targets.trend_targets(PAST, 2023), target, direction, 2023)
