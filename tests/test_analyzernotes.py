"""Notes on counts appear where the counts show them, and Kkma's nouns are what they are said to be."""

import pandas as pd
import pytest

from dpgkit.comparison import CHOSEN
from dpgkit.comparison import analyzernotes as notes

COUNTS = pd.DataFrame(columns=["term", "analyzer", "count", "literal"])
CUTS = pd.DataFrame(columns=["term", "analyzer", "cut", "lost", "count"])


TEXTS = ["핵심성과지표를 국민체감 중심으로 다시 설계할 필요가 있다.", "데이터기반행정을 담당하고 마이데이터를 맡는다.",
         "공공 데이터를 열고 공공 데이터를 쓴다."]


@pytest.fixture(scope="module")
def table():
    return notes.kkma_nouns(TEXTS)


def test_nouns_of_kkma_add_compounds_to_their_parts(table):
    rows = table.set_index("term")
    assert rows.loc["핵심성과지표"].tolist() == ["핵심 + 성과 + 지표", 1, 0]
    assert rows.loc["국민체감", "parts"] == "국민 + 체감" and rows.loc[["핵심", "성과", "지표"], "by_nouns"].tolist() == [1, 1, 1]


def test_nouns_of_kkma_leave_out_repetitions(table):
    assert table.set_index("term").loc["공공", ["by_nouns", "by_tokens"]].tolist() == [1, 2]


def test_kkma_keeps_no_policy_term_whole(table):
    rows = table[table["term"].isin(CHOSEN)]
    assert len(rows) == 4 and (rows["by_tokens"] == 0).all() and (rows["parts"] != "").all()


def test_the_double_count_is_told_with_its_size(table, monkeypatch):
    monkeypatch.setattr(notes, "kkma_nouns", lambda texts: table)
    told, = notes.doubled([])
    added = table.loc[table["parts"] != "", "by_nouns"].sum()
    assert f"합친 말 {added}번을 더하고" in told and f"{table['by_nouns'].sum()}번을 셉니다" in told
    monkeypatch.setattr(notes, "kkma_nouns", lambda texts: table[table["parts"] == ""])
    assert notes.doubled([]) == []


def test_nothing_is_told_of_nothing():
    assert notes.absent(COUNTS) == notes.more(COUNTS) == notes.lost(CUTS) == []


def test_what_counts_do_not_show_is_not_told():
    counts = pd.DataFrame({"term": ["국민"], "analyzer": ["okt"], "count": [3], "literal": [3]})
    cuts = pd.DataFrame({"term": ["국민"], "analyzer": ["okt"], "cut": ["국민(명사)"], "lost": [""], "count": [3]})
    assert notes.absent(counts) == notes.more(counts) == notes.lost(cuts) == []


def test_a_long_list_is_cut_and_counted():
    cuts = pd.DataFrame({"term": list("가나다라마"), "analyzer": "okt", "cut": "", "lost": "적", "count": [1, 9, 5, 3, 2]})
    told, = notes.lost(cuts)
    assert told.endswith("'나' 9번에서 '적', '다' 5번에서 '적', '라' 3번에서 '적' 등 5가지입니다.") and "'가'" not in told


@pytest.mark.parametrize(("term", "tokens", "parts"), [
    ("전자정부", ["전자", "정부"], "전자 + 정부"), ("전자정부", ["전자정부"], ""), ("정부", ["전자", "정부", "법"], ""),
    ("나다", ["가", "나", "다"], "나 + 다"), ("없음", ["가"], ""), ("가가", ["가"], "")])
def test_parts_of_a_compound(term, tokens, parts):
    assert notes._parts(term, tokens) == parts
