"""Dispersion against Gries' own example and a plain loop."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.errors import DataError
from dpgkit.keywords.dispersion import dispersion

# the corpus of five parts with which Gries (2008) explains the measure
GRIES = ["b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a", "b a g h a b e a a t", "b a h a a b e a x a t"]


def counted(texts):
    rows = pd.DataFrame([(str(number), term) for number, text in enumerate(texts) for term in text.split()], columns=["document", "term"])
    return rows.groupby(["document", "term"]).size().rename("count").reset_index()


@pytest.mark.parametrize("term, dp, norm", [("a", 0.18, 0.18 / 0.82), ("x", 0.78, 0.78 / 0.82), ("b", 0.02, 0.02 / 0.82)])
def test_dp_of_the_example_of_gries(term, dp, norm):
    row = dispersion(counted(GRIES)).set_index("term").loc[term]     # 0.18 for a is printed in the article; x and b by hand
    assert [row["dp"], row["dp_norm"]] == pytest.approx([dp, norm], abs=1e-6)


def test_a_term_alone_in_the_smallest_part_reaches_one():
    table = dispersion(counted(["가", "나 나", "나 나 나"])).set_index("term")
    assert table.loc["가", "dp_norm"] == 1 and table.loc["가", "documents"] == 1


def test_identical_documents_spread_every_term_evenly():
    assert dispersion(counted(["국민 법률 법률"] * 3))["dp"].tolist() == [0, 0]


@given(st.lists(st.lists(st.sampled_from("가나다"), min_size=1, max_size=9).map(" ".join), min_size=2, max_size=6))
def test_dp_is_that_of_the_formula(texts):
    words = [text.split() for text in texts]
    total = sum(map(len, words))
    for row in dispersion(counted(texts)).itertuples():
        seen = [part.count(row.term) / row.count for part in words]
        expected = sum(abs(share - len(part) / total) for share, part in zip(seen, words, strict=True)) / 2
        assert row.dp == pytest.approx(expected, abs=1e-6) and 0 <= row.dp_norm <= 1


@pytest.mark.parametrize("texts", [[], ["국민 법률"]])
def test_fewer_than_two_documents_are_refused(texts):
    with pytest.raises(DataError, match="문서가 더 있어야"):
        dispersion(counted(texts))
