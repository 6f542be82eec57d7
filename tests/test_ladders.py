"""Integration, coverage and build-out against worked vectors; what is unknown widens the range and never disappears."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import tables
from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import examples, indicators, ladders

GRID, VOLUMES = examples.example("ladder"), examples.example("ladder_volumes")["volume"]
PLATFORMS = examples.example("platforms")
RUNGS, REACH = PLATFORMS[list(ladders.RUNGS)], PLATFORMS["reach"]
CASE = ladders.grid(indicators.case_table("housing", "ladder"))


def test_the_worked_grid_gives_its_five_measures():
    table = ladders.integration(GRID, volumes=VOLUMES).set_index("measure")
    assert table["low"].to_dict() == pytest.approx({"plain": 0.36, "weighted": 0.25, "volume": 0.293478, "end_to_end": 0,
                                                    "up_to_eligibility": 0.26087}, abs=1e-6)
    assert (table["low"] == table["high"]).all()


def test_unknown_cells_widen_the_range_and_are_counted():
    table = ladders.integration(GRID.replace(0, np.nan), volumes=VOLUMES).set_index("measure")
    assert table.loc["end_to_end"].tolist()[1:] == [0, 1] and table.loc["plain"].tolist()[1:] == [0.36, 1]
    assert "칸 25개 가운데 16개는 모르므로" in ladders.read_integration(table.reset_index(), GRID.replace(0, np.nan))


@given(st.lists(st.lists(st.sampled_from([0.0, 1.0, np.nan]), min_size=5, max_size=5), min_size=1, max_size=6))
def test_filling_an_unknown_cell_keeps_within_the_range(rows):
    cells = pd.DataFrame(rows, columns=list(ladders.FUNCTIONS))
    wide = ladders.integration(cells)
    for value in (0.0, 1.0):
        filled = ladders.integration(cells.fillna(value))
        assert (filled["low"] >= wide["low"]).all() and (filled["high"] <= wide["high"]).all()


def test_the_case_knows_less_than_half_of_its_cells():
    shares = ladders.function_shares(CASE).set_index("measure")
    assert shares.loc["list", ["low", "high", "unknown"]].tolist() == [0.5, 1.0, 3]
    assert shares.loc["apply", "high"] < 0.2 and shares.loc["result", "unknown"] == 6
    assert "처음부터 끝까지 되는 몫은 0.0~16.7%" in ladders.read_integration(ladders.integration(CASE), CASE)


def test_without_a_table_there_is_no_index():
    empty = ladders.grid(indicators.case_table("benefit", "ladder"))
    assert ladders.integration(empty)["low"].isna().all() and "셈하지 않았습니다" in ladders.read_integration(pd.DataFrame(), empty)


@pytest.mark.parametrize(("rows", "error", "message"), [
    ([("가", "list", 2)], DataError, "통합 표의 'open' 열"),
    ([("가", "list", 0.5)], DataError, "0이나 1"),
    ([("가", "list", 1), ("가", "list", 0)], DataError, "같은 칸이 두 번"),
    ([("가", "pay", 1)], ParameterError, "없는 기능입니다"),
])
def test_a_bad_grid_is_refused(rows, error, message):
    with pytest.raises(error, match=message):
        ladders.integration(ladders.grid(pd.DataFrame(rows, columns=["provider", "function", "open"])))


@pytest.mark.parametrize("volumes", [VOLUMES * 0, VOLUMES.drop("SH"), -VOLUMES])
def test_bad_volumes_are_refused(volumes):
    with pytest.raises(DataError, match="기관의 공고 수"):
        ladders.integration(GRID, volumes=volumes)


def test_a_duplicate_is_counted_once():
    assert ladders.coverage(1150, 1081, 46)["value"].tolist() == [0.94, 0.90]
    for counts in ((0, 1, 0), (10, 5, 6), (10, 5, -1)):
        with pytest.raises(DataError, match="통합한 몫을 낼 수 없습니다"):
            ladders.coverage(*counts)


def test_matching_by_key_finds_duplicates_strangers_and_gaps():
    source = pd.DataFrame({"office": list("가가나나"), "number": [1, 2, 1, 1]})
    listed = pd.DataFrame({"office": list("가가나다"), "number": [1, 1, 1, 9]})
    assert ladders.matched(source, listed, ["office", "number"])["count"].tolist() == [3, 4, 2, 1, 1, 1]
    with pytest.raises(DataError, match="통합 목록"):
        ladders.matched(source, listed.drop(columns="number"), ["office", "number"])


def test_the_worked_platforms_give_their_rungs():
    table = ladders.buildout(RUNGS, REACH)
    assert table["share"].tolist() == pytest.approx([0.833333, 0.666667, 0.333333, 0, 0], abs=1e-6)
    assert table["weighted"].tolist() == pytest.approx([0.933333, 0.833333, 0.3, 0, 0], abs=1e-6)
    assert table["share"].mean() == pytest.approx(0.366667, abs=1e-6) and table["skipped"].sum() == 0


def test_a_skipped_rung_is_counted():
    assert ladders.buildout(pd.DataFrame({"look_up": [1, 0], "alert": [1, 1]}))["skipped"].tolist() == [0, 1]


def test_concentration_gives_the_worked_index_and_the_keys_of_the_case():
    assert ladders.concentration([0.45, 0.30, 0.15, 0.10])["value"].tolist()[1:3] == pytest.approx([0.325, 3.076923], abs=1e-6)
    total, _, _, top = ladders.concentration(tables.load("case-apis")["keys"])["value"]
    assert total == 2267 and round(100 * top, 1) == 72.9
    with pytest.raises(DataError, match="몫을 낼 수 없습니다"):
        ladders.concentration([0, 0])


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=20), st.integers(2, 9))
def test_concentration_does_not_depend_on_the_unit(counts, times):
    one, other = (ladders.concentration([count * factor for count in counts])["value"] for factor in (1, times))
    assert one[1:].tolist() == pytest.approx(other[1:].tolist(), abs=1e-5) and 1 / len(counts) <= one[1] + 1e-6


def test_lags_have_a_median_and_a_long_end():
    assert ladders.lags([5])["value"].tolist() == [1, 5, 5]
    with pytest.raises(DataError, match="걸린 날"):
        ladders.lags([1, -1])
