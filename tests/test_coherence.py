"""Coherence by hand, and as gensim 4.4 has it; stability where it is certain."""

from math import log

import numpy as np
import pandas as pd
import pytest

from dpgkit.errors import DataError
from dpgkit.topics import coherence

# Four documents: 가 in a b c, 나 in a b, 다 in a d, 라 in every one.
HELD = {"가": "abc", "나": "ab", "다": "ad", "라": "abcd"}
COUNTS = pd.DataFrame([(document, term, 2) for term, documents in HELD.items() for document in documents],
                      columns=["document", "term", "count"])


def leading(*terms):
    return pd.DataFrame({"topic": 1, "label": "가", "term": terms, "rank": range(1, len(terms) + 1)})


def test_u_mass_and_npmi_equal_the_formulas_by_hand():
    found = coherence.coherence(leading("가", "나", "다"), COUNTS).iloc[0]
    assert found["u_mass"] == pytest.approx(np.mean([log(3 / 3), log(2 / 3), log(2 / 2)]), abs=1e-6)     # D(가)=3, D(가, 나)=2 ...
    pairs = [log((2 / 4) / (3 / 4 * 2 / 4)) / -log(2 / 4), log((1 / 4) / (3 / 4 * 2 / 4)) / -log(1 / 4), 0]
    assert found["npmi"] == pytest.approx(np.mean(pairs), abs=1e-6)


def test_the_heavier_term_of_a_pair_is_the_measure():
    assert coherence.coherence(leading("나", "가"), COUNTS)["u_mass"][0] == pytest.approx(log(3 / 2), abs=1e-6)
    assert coherence.coherence(leading("가", "나"), COUNTS)["u_mass"][0] == 0


@pytest.mark.parametrize(("terms", "npmi"), [(("라", "라2"), 0), (("나", "다2"), -1), (("가",), np.nan), (("가", "없음"), np.nan)])
def test_pairs_that_tell_nothing_or_never_meet(terms, npmi):
    more = pd.DataFrame([*[(document, "라2", 1) for document in "abcd"], ("c", "다2", 1)], columns=COUNTS.columns)
    found = coherence.coherence(leading(*terms), pd.concat([COUNTS, more]))["npmi"][0]
    assert found == npmi or (np.isnan(found) and np.isnan(npmi))


def test_only_the_top_terms_count():
    assert coherence.coherence(leading("가", "나", "다"), COUNTS, top=2).equals(coherence.coherence(leading("가", "나"), COUNTS))


def clear(subjects=3, each=8):
    rows = [(f"{subject}-{number}", f"{subject}{term}", 1 + (number * term) % 3) for subject in range(subjects)
            for number in range(each) for term in range(5)]
    return pd.DataFrame(rows, columns=["document", "term", "count"])


@pytest.mark.parametrize(("method", "least"), [("nmf", 1), ("lda", 0.6)])          # LDA may miss a subject for a seed
def test_topics_without_doubt_are_stable_and_coherent(method, least):
    table = coherence.choose_k(clear(), [2, 3], method=method, top=5, runs=3)
    assert table.columns.tolist() == ["k", "npmi", "u_mass", "stability", "misfit"]
    three = table.set_index("k").loc[3]
    assert least <= three["stability"] <= 1 and three["npmi"] == 1 and three["misfit"] < table.set_index("k").loc[2, "misfit"]


def test_a_choice_repeats_itself():
    assert coherence.choose_k(clear(), [2, 4], runs=2).equals(coherence.choose_k(clear(), [2, 4], runs=2))


def test_too_few_documents_or_runs_have_no_stability():
    assert np.isnan(coherence.stability(COUNTS, 4)) and np.isnan(coherence.stability(clear(), 3, runs=1))


def test_a_number_that_cannot_be_is_refused():
    with pytest.raises(DataError, match="나눌 수 없는 주제의 수"):
        coherence.choose_k(COUNTS, [2, 40])


@pytest.mark.parametrize(("stability", "expected"), [([.9, .1], "값마다 가리키는 수가 다르므로"), ([.1, .9], "모두 같은 수를 가리키지만"),
                                                     ([np.nan] * 2, "u_mass 4개(-1.000)입니다")])
def test_the_reading_leaves_the_choice_to_the_reader(stability, expected):
    table = pd.DataFrame({"k": [2, 4], "npmi": [.1, .2], "u_mass": [-2., -1.], "stability": stability})
    assert expected in coherence.read_coherence(table) and "읽고 정하십시오" in coherence.read_coherence(table)
    assert coherence.read_coherence(table.head(0)) == "주제의 수를 견줄 값이 없습니다."
