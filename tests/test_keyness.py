"""Keyness against scipy, a plain loop, a published example of the log-odds, and groups that leave nothing to compare."""

from math import log, log2, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from dpgkit.errors import DataError
from dpgkit.keywords import keyness as module
from dpgkit.keywords.keyness import keyness, keyness_by_group, read_keyness

STAGES = pd.Series({"1": "앞", "2": "앞", "3": "뒤", "4": "끝", "5": "시기 미상"})
ROWS = [("1", "전산", 6), ("1", "국민", 1), ("2", "전산", 3), ("2", "기계", 2), ("3", "국민", 7), ("3", "데이터", 4), ("3", "전산", 1),
        ("4", "데이터", 9), ("4", "국민", 2), ("5", "국민", 100)]
COUNTS = pd.DataFrame(ROWS, columns=["document", "term", "count"])


def plain(a, b, prior=500.0):
    """The same table from plain loops over the rows."""
    sides = {side: {} for side in "ab"}
    whole = {}
    for document, term, count in ROWS:
        whole[term] = whole.get(term, 0) + count
        for side, labels in (("a", a), ("b", b)):
            if STAGES[document] in labels:
                sides[side][term] = sides[side].get(term, 0) + count
    n = {side: sum(sides[side].values()) for side in sides}
    table = {}
    for term in {*sides["a"], *sides["b"]}:
        x, y, alpha = sides["a"].get(term, 0), sides["b"].get(term, 0), prior * whole[term] / sum(whole.values())
        odds = [log((c + alpha) / (n[s] + prior - c - alpha)) for c, s in ((x, "a"), (y, "b"))]
        g2 = chi2_contingency([[x, y], [n["a"] - x, n["b"] - y]], correction=False, lambda_="log-likelihood")[0]
        table[term] = [x, y, x / n["a"] * 1e6, log2(max(x, .5) / n["a"] / (max(y, .5) / n["b"])),
                       g2 * (1 if x / n["a"] >= y / n["b"] else -1), (odds[0] - odds[1]) / sqrt(1 / (x + alpha) + 1 / (y + alpha))]
    return table


@pytest.mark.parametrize("a, b, rest", [("앞", "뒤", ["뒤"]), ("끝", "앞", ["앞"]), ("앞", None, ["뒤", "끝"]), ("뒤", None, ["앞", "끝"])])
def test_the_table_is_that_of_a_plain_loop(a, b, rest):
    got = keyness(COUNTS, STAGES, a, b, min_count=1).set_index("term")
    expected = plain([a], rest)
    assert set(got.index) == set(expected)
    for term, row in got.iterrows():
        numbers = row[["count_a", "count_b", "rate_a", "log_ratio", "g2", "z"]].astype(float).tolist()
        assert numbers == pytest.approx(expected[term], abs=0.006)
    assert got["z"].is_monotonic_decreasing


def test_documents_without_a_known_stage_are_not_part_of_the_rest():
    assert keyness(COUNTS, STAGES, "앞").set_index("term").loc["국민", "count_b"] == 9


def test_the_log_odds_are_those_of_a_published_example():
    # "the quick brown fox jumps over the lazy pig" against "the lazy purple pig jumps over the lazier donkey", flat prior 0.05;
    # the README of the Python package fightin_words gives 0.689 for the words of one side and 0 for the shared ones
    delta, z = module.log_odds(np.array([1, 1, 2, 0]), np.array([0, 1, 2, 1]), 9, 9, np.array([.05] * 4), .05 * 11)
    assert z.round(10).tolist() == [0.6894227887, 0, 0, -0.6894227887]


def test_a_term_whose_prior_turned_the_sign_is_listed_on_neither_side():
    table = keyness(COUNTS, STAGES, "끝", min_count=1)        # the whole corpus is four fifths 국민, both sides are drawn there
    turned = table.set_index("term").loc["국민"]
    assert turned["z"] > 0 and turned["rate_a"] < turned["rate_b"]
    assert not any("국민" in rows["term"].tolist() for rows in module.leading(table))


def test_the_two_sides_mirror_each_other():
    ab, ba = (keyness(COUNTS, STAGES, *pair, min_count=1).set_index("term") for pair in (("앞", "뒤"), ("뒤", "앞")))
    for measure in ("g2", "z", "log_ratio", "log_odds"):
        assert (ab[measure] + ba[measure].reindex(ab.index)).abs().max() < 2e-6
    assert (ab["documents_a"] == ba["documents_b"].reindex(ab.index)).all()


def test_identical_documents_differ_in_nothing():
    counts = pd.DataFrame({"document": ["1", "1", "3", "3"], "term": ["국민", "법률"] * 2, "count": [3, 2, 3, 2]})
    table = keyness(counts, STAGES, "앞", "뒤")
    assert table[["g2", "z", "log_ratio", "log_odds"]].abs().to_numpy().max() == 0 and (table["p"] == 1).all()
    assert "'앞' 쪽: 없음. '뒤' 쪽: 없음." in read_keyness(table, "앞", "뒤")


@pytest.mark.parametrize("counts, a, b, message", [
    (COUNTS, "없음", None, "문서가 없는 시기"), (COUNTS, "앞", "없음", "문서가 없는 시기"), (COUNTS, "앞", "앞", "같은 시기"),
    (COUNTS[COUNTS["document"] != "4"], "앞", "끝", "센 낱말이 없는 시기"), (COUNTS.head(0), "앞", None, "견줄 낱말"),
    (COUNTS[COUNTS["term"] == "국민"], "앞", None, "견줄 낱말"), (COUNTS.assign(count=0), "앞", None, "견줄 낱말")])
def test_groups_that_cannot_be_compared_are_refused(counts, a, b, message):
    with pytest.raises(DataError, match=message):
        keyness(counts, STAGES, a, b)


def test_a_prior_without_weight_is_refused():
    with pytest.raises(DataError, match="사전 분포"):
        keyness(COUNTS, STAGES, "앞", prior=0)


def test_rare_terms_leave_an_empty_table_and_a_sentence():
    table = keyness(COUNTS, STAGES, "앞", "뒤", min_count=99)
    assert table.empty and table.columns.tolist() == module.COLUMNS
    assert read_keyness(table, "앞", "뒤") == "'앞' 쪽과 '뒤' 쪽에서 견줄 만큼 나온 낱말이 없습니다."


def test_each_group_against_the_rest_in_the_given_order():
    table = keyness_by_group(COUNTS, STAGES, order=["앞", "뒤", "끝"], top=1, min_count=1)
    assert table[["group", "term"]].to_numpy().tolist() == [["앞", "전산"], ["뒤", "국민"], ["끝", "데이터"]]    # not 국민: see leading
    with pytest.raises(DataError, match="시기가 하나뿐"):
        keyness_by_group(COUNTS, STAGES[["1", "2", "5"]])


def test_the_reading_warns_of_terms_of_one_document():
    reading = read_keyness(keyness(COUNTS, STAGES, "앞", "뒤", min_count=1), "앞", "뒤", top=2)
    assert reading.startswith("'앞' 쪽: 전산(9번과 1번), 기계(2번과 0번). '뒤' 쪽: 국민(1번과 7번), 데이터(0번과 4번).")
    assert reading.endswith("문서 한 건에만 나온 낱말: 기계, 국민, 데이터.")
