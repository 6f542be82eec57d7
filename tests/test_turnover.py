"""New and vanished terms, and how little a few documents can say of absence."""

import pandas as pd
import pytest
from scipy.stats import binomtest

from dpgkit.errors import DataError
from dpgkit.keywords import turnover as module
from dpgkit.keywords.turnover import read_turnover, turnover

STAGES = pd.Series({**{f"a{n}": "앞" for n in range(10)}, **{f"b{n}": "뒤" for n in range(20)}, "c": "끝", "d": "시기 미상"})
ROWS = ([(f"a{n}", "전산", 2) for n in range(6)] + [(f"b{n}", "데이터", 1) for n in range(15)] + [(f"b{n}", "구름", 2) for n in range(2)]
        + [(document, "정부", 1) for document in STAGES.index] + [("d", "데이터", 5)])
COUNTS = pd.DataFrame(ROWS, columns=["document", "term", "count"])


def test_terms_that_appear_and_vanish():
    table = turnover(COUNTS, STAGES, "앞", "뒤")
    assert table[["change", "term", "count", "documents", "share", "searched"]].to_numpy().tolist() == [
        ["새로 나옴", "데이터", 15, 15, 75.0, 10], ["새로 나옴", "구름", 4, 2, 10.0, 10], ["사라짐", "전산", 12, 6, 60.0, 20]]
    assert table["clear"].tolist() == [True, False, True]
    assert read_turnover(table) == ("새로 나온 말 2개: 데이터, 구름. 사라진 말 1개: 전산. "
                                    "이 가운데 1개는 문서가 적어 없어 보였을 수 있습니다.")


def test_bounds_are_the_exact_ones_and_near_the_rule_of_three():
    row = turnover(COUNTS, STAGES, "앞", "뒤").iloc[0]
    assert row["upper"] == pytest.approx(100 * binomtest(0, 10).proportion_ci(0.90, "exact").high, abs=0.006)
    assert row["lower"] == pytest.approx(100 * binomtest(15, 20).proportion_ci(0.90, "exact").low, abs=0.006)
    many = pd.Series({**STAGES, **{f"e{n}": "앞" for n in range(290)}})
    assert turnover(COUNTS, many, "앞", "뒤").iloc[0]["upper"] == pytest.approx(300 / 300, abs=0.02)


def test_one_document_can_make_nothing_clear():
    assert not turnover(COUNTS, STAGES, "끝", ["앞", "뒤"])["clear"].any()


def test_documents_without_words_are_searched_too():
    assert turnover(COUNTS[COUNTS["document"] != "a9"], STAGES, "앞", "뒤")["searched"].iloc[0] == 10


def test_nothing_new_leaves_an_empty_table_and_a_sentence():
    table = turnover(COUNTS[COUNTS["term"] == "정부"], STAGES, "앞", "뒤")
    assert table.empty and table.columns.tolist() == module.COLUMNS
    assert read_turnover(table) == "새로 나온 말 0개. 사라진 말 0개."


@pytest.mark.parametrize("before, after, message", [
    ("없음", "뒤", "문서가 없는 시기"), ("앞", "앞", "나뉘지 않습니다"), (["앞", "뒤"], ["뒤"], "나뉘지 않습니다"),
    ([], "뒤", "나뉘지 않습니다")])
def test_sides_that_cannot_be_compared_are_refused(before, after, message):
    with pytest.raises(DataError, match=message):
        turnover(COUNTS, STAGES, before, after)
    with pytest.raises(DataError, match="확실한 정도"):
        turnover(COUNTS, STAGES, "앞", "뒤", level=1)
