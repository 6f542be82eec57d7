"""Decisions about words: taken once, with a reason, taken back in their order, and their effect counted by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpgkit import desk, lexicon
from dpgkit.errors import DataError

KIT = lexicon.load()


def tagged(*sentences):
    """One document a sentence; words ending in - are particles."""
    words = [(str(number), 1, place, word.rstrip("-"), "PARTICLE" if word.endswith("-") else "NOUN")
             for number, text in enumerate(sentences) for place, word in enumerate(text.split(), start=1)]
    rows = [(*where, word, word, "JKS" if pos == "PARTICLE" else "NNG", pos) for *where, word, pos in words]
    return pd.DataFrame(rows, columns=["document", "sentence", "position", "surface", "lemma", "tag", "pos"])


TOKENS = tagged("열린 혁신 이- 지역 화폐 를-", "열린 혁신 과- 지역 화폐 는-", "큰 열린 혁신 의- 지역 화폐", "열린 마당 에- 열린 혁신")
TEXTS = pd.DataFrame({"text": ["열린혁신이 지역 화폐를", "열린혁신과 지역 화폐는", "큰 열린 혁신의 지역 화폐", "열린마당에 열린혁신"]})


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "내 사전"


def test_candidates_say_how_the_text_writes_them(folder):
    table = desk.candidates(TOKENS, folder=folder, sentences=TEXTS).set_index("compound")
    assert table["written"].to_dict() == {"열린 혁신": "열린혁신", "지역 화폐": "지역 화폐"}
    assert desk.candidates(TOKENS, folder=folder)["written"].tolist() == table.index.tolist()


def test_a_decided_candidate_does_not_come_back(folder):
    desk.accept("열린혁신", "정책의 이름입니다.", folder=folder)
    desk.reject("지역 화폐", "두 낱말로 봅니다.", folder=folder)
    assert desk.candidates(TOKENS, folder=folder).empty


def test_an_accepted_word_takes_part_in_longer_ones(folder):
    tokens = tagged(*["국가 정보 화폐 를-"] * 3, "국가 정보 를-", *["지역 은행 가-"] * 3)
    desk.accept("국가 정보", "시험입니다.", folder=folder)
    assert desk.candidates(tokens, folder=folder)["compound"].tolist() == ["국가 정보 화폐", "지역 은행"]


def test_decisions_are_listed_in_their_order(folder):
    desk.accept("열린혁신", "정책의 이름입니다.", folder=folder)
    desk.gather("열린 정부 혁신", "열린혁신", "같은 말입니다.", folder=folder)
    desk.leave_out("지역", "시험입니다.", folder=folder)
    table = desk.reject("지역 화폐", "두 낱말로 봅니다.", folder=folder)
    assert table["list"].tolist() == ["nouns", "synonyms", "stopwords", "rejected"] and table["number"].tolist() == [1, 2, 3, 4]
    assert table["into"].tolist() == ["", "열린혁신", "", ""]


def test_a_word_taken_out_of_the_kits_list_is_told_as_such(folder):
    folder.mkdir()
    (folder / "nouns.csv").write_text("term,tag,reason,action\n마이홈,,뺍니다.,remove\n", encoding="utf-8")
    assert desk.decisions(folder)[["number", "into"]].values.tolist() == [[0, desk.REMOVED]]


def test_the_last_decision_is_taken_back_first(folder):
    desk.reject("지역 화폐", "두 낱말로 봅니다.", folder=folder)
    desk.accept("열린혁신", "정책의 이름입니다.", folder=folder)
    assert desk.undo(folder)["word"].tolist() == ["지역 화폐"] and desk.undo(folder).empty
    with pytest.raises(DataError, match="되돌릴 결정이 없습니다"):
        desk.undo(folder)


def test_rows_written_by_hand_are_not_taken_back(folder):
    folder.mkdir()
    (folder / "stopwords.csv").write_text("term,reason\n자료,손으로 적음\n", encoding="utf-8")
    with pytest.raises(DataError, match="되돌릴 결정이 없습니다"):
        desk.undo(folder)
    assert desk.decisions(folder)["word"].tolist() == ["자료"]


WORDS = st.sampled_from(["가나", "다라 마", "가 나"])
ACTS = st.lists(st.tuples(st.sampled_from(["accept", "reject", "leave_out"]), WORDS), max_size=3)


@given(ACTS)
@settings(max_examples=8, deadline=None)
def test_taking_everything_back_leaves_the_kit(tmp_path_factory, acts):
    folder, taken = tmp_path_factory.mktemp("내 사전"), 0
    for act, word in acts:
        try:
            taken = len(getattr(desk, act)(word, "시험입니다.", folder=folder))
        except DataError:
            assert len(desk.decisions(folder)) == taken
    for left in range(taken - 1, -1, -1):
        assert len(desk.undo(folder)) == left
    assert desk.load(folder).key == KIT.key


@pytest.mark.parametrize(("first", "second", "told"), [
    ("accept", "accept", "2행과 같은 말이 있습니다"), ("reject", "accept", "'버린 후보' 목록에 이미 있는 말"),
    ("accept", "reject", "'합칠 명사' 목록에 이미 있는 말"), ("leave_out", "accept", "'뺄 말' 목록에 이미 있는 말")])
def test_a_word_is_decided_once(folder, first, second, told):
    getattr(desk, first)("열린 혁신", "시험입니다.", folder=folder)
    with pytest.raises(DataError, match=told):
        getattr(desk, second)("열린혁신", "시험입니다.", folder=folder)
    assert len(desk.decisions(folder)) == 1


def test_a_refusal_is_told_before_anything_is_written(folder):
    assert "분석기가 받지 못하는 글자" in desk.refusal("열린/혁신", "시험입니다.", folder=folder)
    assert desk.refusal("열린혁신", "시험입니다.", folder=folder) == "" and not folder.exists()


def test_the_effect_by_hand():
    table = desk.effect_of(TOKENS, KIT, desk.with_noun(KIT, "열린혁신"))
    assert table.values.tolist() == [["열린혁신", 0, 4, 4], ["열린", 5, 1, -4], ["혁신", 4, 0, -4]]
    assert desk.read_effect(table) == "수가 바뀌는 낱말은 3개입니다: 열린혁신 0→4, 열린 5→1, 혁신 4→0."


def test_the_effect_of_asked_terms_holds_those_that_stay():
    table = desk.effect_of(TOKENS, KIT, desk.with_noun(KIT, "열린혁신"), ["열린 혁신", "지역", "없음"])
    assert table.values.tolist() == [["열린 혁신", 0, 4, 4], ["없음", 0, 0, 0], ["지역", 3, 3, 0]]
    assert desk.read_effect(table.tail(2)) == "수가 바뀌는 낱말이 없습니다."


def test_the_effect_of_written_lists(folder):
    before = desk.load(folder)
    desk.gather("열린", "개방", "같은 말입니다.", folder=folder)
    desk.leave_out("지역", "시험입니다.", folder=folder)
    table = desk.effect_of(TOKENS, before, desk.load(folder)).set_index("term")
    assert table["change"].to_dict() == {"개방": 5, "열린": -5, "지역": -3}


def test_a_preview_and_the_decision_agree(folder):
    preview = desk.effect_of(TOKENS, KIT, desk.with_noun(KIT, "지역 화폐"))
    desk.accept("지역 화폐", "시험입니다.", folder=folder)
    assert desk.effect_of(TOKENS, KIT, desk.load(folder)).equals(preview)
