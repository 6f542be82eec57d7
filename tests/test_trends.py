"""Trends against hand computations, scipy's bootstrap and interval, and every sequence of bursts there is."""

from itertools import pairwise, product
from math import comb, log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, bootstrap

from dpgkit.errors import DataError
from dpgkit.keywords import trends
from dpgkit.keywords.trends import mark_bursts, read_trend, trend

PERIODS = pd.Series({"a": "앞", "b": "앞", "c": "뒤", "d": "시기 미상", "e": "뒤", "f": "끝"})
COUNTS = pd.DataFrame([("a", "국민", 1), ("a", "법률", 9), ("b", "법률", 10), ("c", "국민", 4), ("d", "국민", 99), ("e", "법률", 4),
                       ("f", "법률", 3)], columns=["document", "term", "count"])
ORDER = ["앞", "뒤", "끝"]


def test_rates_and_shares_by_hand():
    table = trend(COUNTS, PERIODS, ["국민"], order=ORDER)
    assert table[["period", "count", "words", "with_term", "documents", "rate", "share"]].to_numpy().tolist() == [
        ["앞", 1, 20, 1, 2, 50000.0, 50.0], ["뒤", 4, 8, 1, 2, 500000.0, 50.0], ["끝", 0, 3, 0, 1, 0.0, 0.0]]


def test_the_band_of_two_documents_by_hand():
    row = trend(COUNTS, PERIODS, ["국민"], order=ORDER).iloc[0]      # drawn: a a, a b, b b with 1/4, 1/2, 1/4
    assert [row["low"], row["high"]] == [0, 100000]
    narrow = trend(COUNTS, PERIODS, ["국민"], order=ORDER, level=0.3).iloc[0]
    assert [narrow["low"], narrow["high"]] == [50000, 50000]


def test_the_band_is_near_that_of_scipy():
    rng = np.random.default_rng(1)
    found, words = rng.poisson(2, 60), rng.integers(50, 150, 60)
    counts = pd.concat([pd.DataFrame({"document": range(60), "term": "국민", "count": found}),
                        pd.DataFrame({"document": range(60), "term": "그 밖", "count": words - found})])
    row = trend(counts, pd.Series("2024", index=range(60)), ["국민"], resamples=4000).iloc[0]
    expected = bootstrap((found, words), lambda x, y, axis: x.sum(axis) / y.sum(axis) * 1e6, paired=True, method="percentile",
                         n_resamples=4000, rng=rng).confidence_interval
    assert [row["low"], row["high"]] == pytest.approx([expected.low, expected.high], rel=0.03)


def test_a_band_does_not_hang_on_the_other_terms_and_periods():
    whole = trend(COUNTS, PERIODS, ["법률", "국민"], order=ORDER)
    alone = trend(COUNTS, PERIODS[PERIODS == "앞"], ["국민"])
    assert whole[(whole["term"] == "국민") & (whole["period"] == "앞")].iloc[0].tolist() == alone.iloc[0].tolist()
    assert whole["term"].tolist() == ["법률"] * 3 + ["국민"] * 3


def test_bands_that_say_little_say_so():
    notes = trend(COUNTS, PERIODS, ["국민"], order=ORDER)
    assert notes["note"].str[:8].tolist() == ["문서가 적어 띠", "문서가 적어 띠", "문서가 1건이라"]
    assert notes["low"].isna().tolist() == [False, False, True]
    nobody = trend(COUNTS, PERIODS, ["없는 말"], order=ORDER).iloc[0]
    assert nobody["note"].startswith("나온 문서가 없어") and nobody["share_high"] > 50


@given(st.integers(1, 40).flatmap(lambda tried: st.tuples(st.integers(0, tried), st.just(tried))))
def test_the_interval_of_a_share_is_that_of_scipy(pair):
    low, high = trends.wilson(*map(np.array, pair))
    expected = binomtest(*pair).proportion_ci(method="wilson")
    assert [low, high] == pytest.approx([expected.low, expected.high], abs=1e-9)


@pytest.mark.parametrize("change, message", [
    ({"chosen": []}, "고른 낱말이 없습니다"), ({"level": 1.5}, "띠를 그릴 값"), ({"resamples": 0}, "띠를 그릴 값"),
    ({"counts": COUNTS.head(0)}, "센 낱말이 있는 시기가 없습니다"), ({"periods": PERIODS[["d"]]}, "시기를 아는 문서가 없습니다"),
    ({"order": ["앞"]}, "차례에 없는 시기")])
def test_trends_that_cannot_be_drawn_are_refused(change, message):
    with pytest.raises(DataError, match=message):
        trend(**{"counts": COUNTS, "periods": PERIODS, "chosen": ["국민"]} | change)


def test_periods_without_words_are_left_out():
    assert trend(COUNTS[COUNTS["document"] != "f"], PERIODS, ["국민"], order=ORDER)["period"].tolist() == ["앞", "뒤"]


def batches(*pairs):
    table = pd.DataFrame(pairs, columns=["with_term", "documents"])
    return table.assign(term="국민", period=[str(2000 + number) for number in range(len(table))], rate=0.0, count=table["with_term"])


def cost(states, pairs, ratio, gamma):
    """What Kleinberg (2002) charges for a sequence of states: the binomial of each batch, and each step up."""
    rest = sum(found for found, _ in pairs) / sum(tried for _, tried in pairs)
    total = 0.0
    for state, (found, tried) in zip(states, pairs, strict=True):
        p = min(ratio * rest, trends.SURE) if state else rest
        total -= log(comb(tried, found) * p**found * (1 - p) ** (tried - found))
    return total + gamma * log(len(pairs)) * sum(after > before for before, after in pairwise([0, *states]))


@settings(max_examples=60)
@given(st.lists(st.integers(1, 9).flatmap(lambda tried: st.tuples(st.integers(0, tried), st.just(tried))), min_size=1, max_size=7),
       st.sampled_from([1.5, 2.0, 3.0]), st.sampled_from([0.0, 0.5, 1.0]))
def test_bursts_are_the_cheapest_of_all_sequences(pairs, ratio, gamma):
    rest = sum(found for found, _ in pairs) / sum(tried for _, tried in pairs)
    if not 0 < rest < trends.SURE:
        return
    got = mark_bursts(batches(*pairs), ratio=ratio, gamma=gamma)["burst"].tolist()
    best = min(cost(states, pairs, ratio, gamma) for states in product([0, 1], repeat=len(pairs)))
    assert cost(got, pairs, ratio, gamma) == pytest.approx(best, abs=1e-9)


def test_a_burst_by_hand():
    # p = 12/40 = 0.3, in a burst 0.6; the third batch saves 9 ln 2 + ln(0.4/0.7) = 5.68 for an entry of ln 4 = 1.39
    table = mark_bursts(batches((1, 10), (1, 10), (9, 10), (1, 10)))
    assert table["burst"].tolist() == [False, False, True, False]
    assert table["burst_weight"].tolist() == pytest.approx([0, 0, 9 * log(2) + log(0.4 / 0.7), 0], abs=1e-6)


@pytest.mark.parametrize("pairs", [[(0, 9), (0, 5)], [(9, 9), (5, 5)], [(3, 9)], [(2, 4), (2, 4), (2, 4)]])
def test_steady_terms_do_not_burst(pairs):
    assert not mark_bursts(batches(*pairs))["burst"].any()


def test_bursts_need_a_ratio_above_one():
    with pytest.raises(DataError, match="몰려 나온 때"):
        mark_bursts(batches((1, 2)), ratio=1)
    assert mark_bursts(batches()).columns.tolist()[-2:] == ["burst", "burst_weight"]


def test_the_reading_names_peak_and_bursts():
    table = mark_bursts(trend(COUNTS, PERIODS, ["국민", "없는 말"], order=ORDER)).assign(burst=[True, True, False, False, False, False])
    assert read_trend(table) == (
        "'국민': 백만 낱말에 앞 50,000번(실제 1번), 끝 0번(실제 0번). 가장 높은 때: 뒤 500,000번(실제 4번). 몰려 나온 때: 앞~뒤. "
        "'없는 말': 어느 시기에도 나오지 않습니다. 문서가 5건보다 적은 시기 3개: 앞, 뒤, 끝.")
