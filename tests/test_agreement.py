"""Agreement against published vectors, two other implementations, and the ways in which ratings can be wrong."""

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from dpgkit import agreement
from dpgkit.errors import DataError, ParameterError

STANDARD = """1 2 3 3 2 1 4 1 2 . . .
              1 2 3 3 2 2 4 1 2 5 . 3
              . 3 3 3 2 3 4 2 2 5 1 .
              1 2 3 3 2 4 4 1 2 5 1 ."""         # the "C" data: four coders, twelve units, forty pairable values
CELLS = "3 2 1 2 1 0 2 2 1 1 1 2 3 1 0\n3 2 1 2 2 0 2 1 1 1 1 1 3 1 1"      # the fifteen cells of a mapping table


def long(text):
    rows = [(unit, f"부호자{coder}", value) for coder, line in enumerate(text.splitlines(), start=1)
            for unit, value in enumerate(line.split(), start=1)]
    return pd.DataFrame(rows, columns=["unit", "coder", "value"]).replace({"value": {".": None}})


def of_matrix(matrix):
    return pd.DataFrame([(unit, f"c{coder}", value) for coder, row in enumerate(matrix) for unit, value in enumerate(row)],
                        columns=["unit", "coder", "value"])


@pytest.mark.parametrize(("level", "expected"), [
    ("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)])
def test_alpha_of_the_standard_data(level, expected):
    found = agreement.alpha(long(STANDARD), level=level)
    assert found.value == pytest.approx(expected, abs=1e-6) and (found.units, found.coders) == (11, 4)


@pytest.mark.parametrize(("level", "expected"), [("nominal", 0.612040), ("ordinal", 0.767861), ("interval", 0.819876)])
def test_the_level_decides_whether_the_mapping_table_passes(level, expected):
    assert agreement.alpha(long(CELLS), level=level).value == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("weights", "expected"), [("none", 0.602649), ("quadratic", 0.813665)])
def test_raw_agreement_and_kappa_of_the_mapping_table(weights, expected):
    assert agreement.kappa(long(CELLS), weights=weights).value == pytest.approx(expected, abs=1e-6)
    assert agreement.raw_agreement(long(CELLS)).value == pytest.approx(11 / 15)


def test_raw_agreement_of_many_coders_counts_pairs_within_units():
    ratings = long("1 1\n1 2\n1 .")                 # unit 1: three equal pairs; unit 2: one pair that differs
    assert agreement.raw_agreement(ratings).value == 3 / 4


MATRICES = st.integers(2, 4).flatmap(lambda coders: st.lists(
    st.lists(st.sampled_from([np.nan, 0, 1, 2, 5]), min_size=4, max_size=4), min_size=coders, max_size=coders))


@settings(max_examples=60, deadline=None)
@given(MATRICES, st.sampled_from(list(agreement.LEVELS)))
def test_alpha_equals_another_implementation(matrix, level):
    data = np.array(matrix, dtype=float)
    shared = data[:, (~np.isnan(data)).sum(axis=0) > 1]
    assume(len(np.unique(shared[~np.isnan(shared)])) > 1 and (~np.isnan(shared)).any(axis=1).all())
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    assert agreement.alpha(of_matrix(matrix), level=level).value == pytest.approx(expected, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12),
       st.sampled_from(list(agreement.WEIGHTS)))
def test_kappa_equals_another_implementation(pairs, weights):
    first, second = zip(*pairs, strict=True)
    assume(len({*first, *second}) > 1)
    expected = cohen_kappa_score(first, second, labels=range(4), weights=None if weights == "none" else weights)
    found = agreement.kappa(of_matrix([first, second]), weights=weights, scale=range(4))
    assert found.value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("measure", [agreement.kappa, lambda ratings: agreement.alpha(ratings, level="nominal")])
def test_no_variation_at_all_is_undefined_and_says_why(measure):
    found = measure(long("1 1 1\n1 1 1"))
    assert found.value is None and "모든 값이 하나로 같아서" in found.reason


def test_a_table_of_all_measures_shows_the_reason_beside_the_gap():
    table = agreement.measures(long("1 1 1\n1 1 1"), level="ordinal").set_index("name")
    assert table.loc["그대로 일치한 비율", "value"] == 1 and table["value"].isna().sum() == 4
    assert (table.loc[table["value"].isna(), "reason"] != "").all()


def test_three_coders_have_no_kappa_row():
    names = agreement.measures(long("1 2\n1 2\n2 2"), level="nominal")["name"].tolist()
    assert names == ["그대로 일치한 비율", "크리펜도르프 알파(명목)"]


@pytest.mark.parametrize(("level", "error", "message"), [
    (None, ParameterError, "측정 수준을 정하지 않았습니다"), ("metric", ParameterError, "없는 측정 수준입니다"),
    ("interval", DataError, "등간 수준에 쓸 수 없는 값.*\n.*높음"), ("ordinal", DataError, "scale에 적은 차례"),
    ("ratio", DataError, "비율 수준에 쓸 수 없는 값")])
def test_a_level_that_does_not_fit_is_refused(level, error, message):
    with pytest.raises(error, match=message):
        agreement.alpha(long("높음 낮음\n높음 낮음"), level=level)


def test_below_zero_has_no_ratio_level():
    with pytest.raises(DataError, match="0 이상의 수"):
        agreement.alpha(long("-1 2\n1 2"), level="ratio")


@pytest.mark.parametrize(("text", "message"), [
    ("1 2 3", "부호자가 둘보다 적습니다"), (". .\n. .", "부호자가 둘보다 적습니다"),
    ("1 .\n. 2", "두 사람이 함께 본 것이 하나도 없습니다")])
def test_ratings_of_one_coder_are_refused(text, message):
    with pytest.raises(DataError, match=message):
        agreement.raw_agreement(long(text))


def test_a_unit_coded_twice_by_one_coder_and_a_missing_column_are_refused():
    ratings = long("1 2\n1 2")
    with pytest.raises(DataError, match="두 번 보았습니다.\n.*부호자1: 1"):
        agreement.alpha(pd.concat([ratings, ratings.head(1)]), level="nominal")
    with pytest.raises(DataError, match="다음 열을 더하십시오: coder"):
        agreement.raw_agreement(ratings.drop(columns="coder"))


def test_kappa_wants_exactly_two_coders_and_a_known_weight():
    with pytest.raises(DataError, match="부호자 두 사람을 견줍니다"):
        agreement.kappa(long("1 2\n1 2\n1 2"))
    with pytest.raises(ParameterError, match="없는 가중 방법입니다"):
        agreement.kappa(long("1 2\n1 2"), weights="cubic")


def test_words_have_an_order_once_the_scale_names_it():
    scale = ["없음", "싹틈", "움직임", "무르익음"]
    words = long(CELLS).assign(value=lambda rows: rows["value"].map(lambda value: scale[int(value)]))
    assert agreement.alpha(words, level="ordinal", scale=scale).value == pytest.approx(0.767861, abs=1e-6)
    assert agreement.kappa(words, weights="quadratic", scale=scale).value == pytest.approx(0.813665, abs=1e-6)
    with pytest.raises(DataError, match="차례에 없는 값이 있습니다.\n.*무르익음"):
        agreement.alpha(words, level="ordinal", scale=scale[:3])


@pytest.mark.parametrize("spellings", [[1, "1"], [1.0, 1], ["1", " 1 "], ["가", "\u1100\u1161"]])
def test_one_value_in_two_spellings_agrees(spellings):
    ratings = pd.DataFrame({"unit": [1, 1], "coder": ["A", "B"], "value": spellings})
    assert agreement.raw_agreement(ratings).value == 1


def test_equal_numbers_in_two_spellings_agree_at_numeric_levels():
    assert agreement.alpha(long("1.0 2 3\n1 2.00 2"), level="ordinal").value == agreement.alpha(
        long("1 2 3\n1 2 2"), level="ordinal").value


def test_disagreements_list_each_coder_and_leave_gaps_empty():
    table = agreement.disagreements(long(STANDARD))
    assert table["unit"].tolist() == [2, 6, 8]
    assert table.loc[1].tolist() == [6, "1", "2", "3", "4"]
    assert agreement.disagreements(long("1 2 .\n1 3 .\n. . 1")).iloc[0].tolist() == [2, "2", "3", ""]


def test_the_confusion_table_holds_every_shared_unit():
    table = agreement.confusion(long(CELLS), scale=range(4))
    assert table.to_numpy().sum() == 15 and table.to_numpy().trace() == 11
    assert table.loc["1", "0"] == 0 and table.loc["0", "1"] == 1


def test_the_bootstrap_interval_is_repeatable_and_holds_the_value():
    row = agreement.bootstrap_alpha(long(STANDARD), level="nominal", repeats=200, seed=7).iloc[0]
    again = agreement.bootstrap_alpha(long(STANDARD), level="nominal", repeats=200, seed=7).iloc[0]
    assert row.equals(again) and row["low"] < row["value"] < row["high"] <= 1


def test_draws_without_variation_are_counted():
    row = agreement.bootstrap_alpha(long("1 1 2\n1 1 2"), level="nominal", repeats=300, seed=1).iloc[0]
    assert row["undefined"] == pytest.approx(300 * ((2 / 3) ** 3 + (1 / 3) ** 3), abs=40)


@pytest.mark.parametrize(("level", "words"), [
    ("nominal", "0.612입니다. 크리펜도르프(2004)가 쓰지 말라고 한 .667 미만"),
    ("ordinal", "0.768입니다. 크리펜도르프(2004)가 잠정적인 결론에만 쓰라고 한 .667 이상 .800 미만"),
    ("interval", "0.820입니다. 크리펜도르프(2004)가 믿을 만하다고 본 .800 이상")])
def test_the_reading_names_the_limits_and_their_source(level, words):
    text = agreement.read_agreement(long(CELLS), level=level)
    assert text.startswith("부호자 2명이 함께 본 15개에서 그대로 일치한 비율은 73.3%") and words in text and "관례일 뿐" in text


def test_the_reading_of_an_undefined_alpha_says_so():
    assert "정할 수 없습니다. 모든 값이 하나로" in agreement.read_agreement(long("1 1\n1 1\n1 1"), level="nominal")
