"""Sentences with the words of an idea: names are no words, stop words carry no rule, whichever way an analyzer cuts."""

import pandas as pd
import pytest

from dpgkit import lexicon, morphology
from dpgkit.thesis import ideas
from dpgkit.thesis.plans import load_plan

PLAN, BASE, WIDE = load_plan(), lexicon.load(), lexicon.load(optional=True)


def coded(*sentences, words=BASE, analyzer="kiwi"):
    found = morphology.analyze([" ".join(sentences)], analyzer, lexicon=BASE, progress=False)
    assert len(found.sentences) == len(sentences)
    return ideas.code_ideas(found.tokens, found.sentences, words, PLAN), found.sentences


@pytest.mark.parametrize("analyzer", ["kiwi", "okt", "komoran"])
@pytest.mark.parametrize("name", ["디지털플랫폼정부를", "디지털 플랫폼 정부를", "디지털플랫폼정부위원회가", "플랫폼정부를", "DPG를"])
def test_the_name_is_no_word_of_the_platform(name, analyzer):
    codes, _ = coded(f"우리는 {name} 만든다.", analyzer=analyzer)
    assert codes["code"].tolist() == [ideas.NAME]


def test_a_platform_beside_the_name_is_one():
    codes, sentences = coded("디지털플랫폼정부는 공통 플랫폼을 연다.", "디지털 플랫폼 위에서 만난다.", "정부가 만난다.")
    assert codes.loc[codes["code"] == "platform", "sentence"].tolist() == [1, 2]
    assert ideas.count_ideas(codes, sentences, PLAN)["platform"].tolist() == [2]


@pytest.mark.parametrize(("names", "platform"), [("out", 1), ("untitled", 1), ("in", 2)])
def test_names_count_only_where_the_plan_says_so(names, platform):
    codes, sentences = coded("디지털플랫폼정부를 세운다.", "공통 플랫폼을 연다.", "비가 온다.")
    row = ideas.count_ideas(codes, sentences, PLAN, names).iloc[0]
    assert row["platform"] == platform and row["sentences"] == 3


def test_a_sentence_with_name_and_word_counts_once():
    codes, sentences = coded("디지털플랫폼정부는 공통 플랫폼을 연다.")
    assert ideas.count_ideas(codes, sentences, PLAN, "in")["platform"].tolist() == [1]


def test_a_rule_cannot_rest_on_a_stop_word():
    text = "정부와 기업과 국민이 함께 문제를 푼다."
    assert coded(text)[0]["code"].tolist() == ["actors"] and coded(text, words=WIDE)[0].empty


def test_other_codes_of_the_code_book_are_left_out():
    codes, _ = coded("위원회를 설치하고 데이터를 개방한다.")
    assert set(codes["code"]) == {"data"}


def test_a_document_without_any_word_keeps_its_row():
    table = pd.DataFrame({"document": ["a", "b"], "sentence": [1, 1]})
    found = ideas.count_ideas(table.head(1).assign(code="data"), table, PLAN)
    assert found.values.tolist() == [[1, 0, 0, 0, 1], [0, 0, 0, 0, 1]] and found.index.tolist() == ["a", "b"]


def test_nothing_gives_nothing():
    empty = pd.DataFrame({"document": [], "sentence": [], "code": []}, dtype=str)
    assert ideas.count_ideas(empty, empty, PLAN).shape == (0, 5)
