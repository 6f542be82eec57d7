"""Phrases in tables of tokens: by hand, and against the plainest way of doing it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.lexicon import phrases

COLUMNS = ["document", "sentence", "position", "surface", "lemma", "tag", "pos"]


def tokens(*sentences):
    """Return a table from sentences like ``"청약/NOUN 홈/NOUN 이/PARTICLE"``; NOUN is the default."""
    rows = [("글", number, place, *_token(token)) for number, sentence in enumerate(sentences, start=1)
            for place, token in enumerate(sentence.split(), start=1)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _token(text):
    word, _, pos = text.partition("/")
    return word, word, "NNG", pos or "NOUN"


def lemmas(table, words):
    return phrases.rewrite(table, words)[0]["lemma"].tolist()


def test_parts_become_one_token():
    table, found = phrases.rewrite(tokens("디지털 플랫폼 정부 를/PARTICLE"), {"디지털플랫폼정부": "디지털플랫폼정부"})
    assert table.values.tolist() == [["글", 1, 1, "디지털플랫폼정부", "디지털플랫폼정부", "NNG+NNG+NNG", "NOUN"],
                                     ["글", 1, 4, "를", "를", "NNG", "PARTICLE"]]
    assert found == {"디지털플랫폼정부": {("디지털", "플랫폼", "정부"): 1}}


@pytest.mark.parametrize(("sentences", "expected"), [
    (["a b c"], ["abc"]),                                      # the longest first
    (["a b b"], ["ab", "b"]), (["x a b c"], ["x", "abc"]),
    (["ab c"], ["abc"]), (["abc"], ["abc"]),
    (["aa b"], ["aa", "b"]), (["a bc"], ["abc"]),             # whole tokens only
    (["a", "b"], ["a", "b"]),                                  # one sentence only
    (["a b/PARTICLE"], ["a", "b"]), (["a/ENDING b"], ["a", "b"]), (["a b/PARTICLE c"], ["abc"]),
])
def test_what_counts_as_a_phrase(sentences, expected):
    assert lemmas(tokens(*sentences), {"ab": "ab", "abc": "abc"}) == expected


def test_a_longer_phrase_goes_before_one_that_begins_earlier():
    assert lemmas(tokens("a b c d"), {"ab": "AB", "bcd": "BCD"}) == ["a", "BCD"]


def test_words_that_do_not_stand_side_by_side_stay_apart():
    table = tokens("정부 의/PARTICLE 혁신")
    assert lemmas(table[table["pos"] == "NOUN"], {"정부혁신": "정부혁신"}) == ["정부", "혁신"]


def test_a_joined_token_still_has_its_neighbours():
    table = tokens("a b c d")
    table, _ = phrases.rewrite(table, {"ab": "ab"})
    assert lemmas(table, {"abc": "X"}) == ["X", "d"]
    assert lemmas(table[table["lemma"] != "c"], {"abd": "X"}) == ["ab", "d"]


def test_spaces_do_not_count_but_are_mended():
    table, found = phrases.rewrite(tokens("집합적임팩트 집합적 임팩트"), {"집합적임팩트": "집합적 임팩트"})
    assert table["lemma"].tolist() == ["집합적 임팩트"] * 2 and sum(found["집합적임팩트"].values()) == 2


def test_what_a_replacement_makes_possible_is_done_too():
    assert lemmas(tokens("AI 기본법"), {"AI": "인공지능", "인공지능기본법": "인공지능기본법"}) == ["인공지능기본법"]


def test_columns_and_their_types_stay():
    table = tokens("a b").astype({"tag": "category", "pos": "category", "document": "category"})
    done, _ = phrases.rewrite(table, {"ab": "X"})
    assert list(done.columns) == COLUMNS and done.dtypes.drop(["tag", "pos"]).equals(table.dtypes.drop(["tag", "pos"]))
    assert isinstance(done["tag"].dtype, pd.CategoricalDtype) and table["lemma"].tolist() == ["a", "b"]


def test_a_table_without_rows_stays_empty():
    assert phrases.rewrite(tokens(), {"ab": "X"})[0].empty and len(phrases.bare_lemmas(tokens())) == 0


def plainly(words, rules):
    """Do the same one phrase at a time on a list: the longest, then the first; again and again."""
    while True:
        runs = [(len("".join(words[start:end])), -start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1)
                if "".join(words[start:end]) in rules and words[start:end] != [rules["".join(words[start:end])]]]
        if not runs:
            return words
        size, start, end = max(runs)
        words = [*words[:-start], rules["".join(words[-start:end])], *words[end:]]


LETTERS = st.lists(st.sampled_from(["a", "b", "c", "ab", "bc"]), max_size=9)
NOUNS = st.sets(st.text("abc", min_size=2, max_size=4), max_size=5)


@given(LETTERS, NOUNS)
def test_nouns_are_merged_as_the_plain_way_does(words, nouns):
    assert lemmas(tokens(" ".join(words)), {noun: noun for noun in nouns}) == plainly(words, {noun: noun for noun in nouns})


@given(LETTERS, st.dictionaries(st.text("abc", min_size=1, max_size=3), st.text("xyz", min_size=1, max_size=2), max_size=5))
def test_every_token_is_accounted_for_and_once_is_enough(words, rules):
    table = tokens(" ".join(words))
    done, found = phrases.rewrite(table, rules)
    removed = sum((len(parts) - 1) * count for splits in found.values() for parts, count in splits.items())
    assert len(table) - len(done) == removed
    again, nothing = phrases.rewrite(done, rules)
    assert again.equals(done) and not nothing
    assert "".join(done["surface"]) == "".join(words)
