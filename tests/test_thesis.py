"""The claim tested on documents whose answer is known: planted, absent, too few; and what the reading says of each."""

from dataclasses import replace
from math import log, log2

import numpy as np
import pandas as pd
import pytest

from dpgkit import charts, thesis
from dpgkit.analyzers import java
from dpgkit.errors import DataError, ParameterError
from dpgkit.thesis import NO, OPEN, YES, ideas
from dpgkit.thesis.plans import load_plan

PLAN = load_plan()
MINE = replace(PLAN, groups={"새 계획": ("뒤",), "옛 계획": ("앞",)}, analyzers=("kiwi",), stopwords=("base",))
DATA, PLAIN = "모든 데이터를 연결한다.", "날씨가 맑고 바람이 분다."


def counts(*rows):
    """Return counts of one idea; a row is (sentences with it, all sentences)."""
    return pd.DataFrame(rows, columns=["data", "sentences"], index=[f"d{place}" for place in range(len(rows))])


def sides(letters):
    return pd.Series(list(letters), index=[f"d{place}" for place in range(len(letters))])


def corpus(*, with_data, documents=6):
    """Return documents of two stages; the later ones hold ``with_data`` sentences on data in ten, the earlier ones one."""
    rows = [(f"{stage}{number}", stage, " ".join([DATA] * held + [PLAIN] * (10 - held)))
            for stage, held in (("뒤", with_data), ("앞", 1)) for number in range(documents)]
    texts = pd.DataFrame(rows, columns=["id", "stage", "text"]).assign(title="계획")
    return texts, texts.set_index("id")["stage"]


# --- the statement

def test_the_hypotheses_are_stated_first_and_are_every_idea_with_every_other_group():
    table = thesis.prestatement()
    claims = table[table["갈래"] == "가설"]
    assert claims.index.tolist() == list(range(8)) and claims["값"].str.contains("지능형정부보다 디지털플랫폼정부에서").sum() == 4
    assert table["까닭"].str.len().gt(0).all() and not table["까닭"].eq("키트가 정한 값을 바꾸었습니다.").any()


def test_the_checksum_changes_with_any_value():
    keys = [thesis.prestatement(plan)["값"].iloc[-1] for plan in (PLAN, PLAN, replace(PLAN, seed=1), replace(PLAN, alpha=0.01))]
    assert keys[0] == keys[1] and len(set(keys)) == 3 and len(keys[0]) == 64


# --- one comparison

def test_sizes_are_those_worked_by_hand():
    row = thesis.compare(counts((3, 10), (5, 10), (0, 0), (1, 20), (1, 20)), sides("aaabb"), PLAN).iloc[0]
    alpha = thesis.PRIOR * 10 / 60
    odds = log((8 + alpha) / (20 + 1 - 8 - alpha)) - log((2 + alpha) / (40 + 1 - 2 - alpha))
    assert row[["documents_a", "documents_b", "sentences_a", "sentences_b", "count_a", "count_b"]].tolist() == [2, 2, 20, 40, 8, 2]
    assert row["rate_a"] == 40 and row["rate_b"] == 5 and row["log_ratio"] == pytest.approx(3) and row["log_odds"] == pytest.approx(odds)


def test_a_count_of_none_is_taken_as_a_half():
    row = thesis.compare(counts((4, 10), (0, 10)), sides("ab"), PLAN).iloc[0]
    assert row["log_ratio"] == pytest.approx(log2(4 / 0.5)) and np.isnan(row["p"]) and row["why"] == "한쪽의 문서가 5건보다 적습니다."


@pytest.mark.parametrize(("rows", "letters", "why"), [
    ([(1, 5)] * 9, "aaaaabbbb", "한쪽의 문서가 5건보다 적습니다."), ([(1, 5)] * 5, "aaaaa", "한쪽의 문서가 5건보다 적습니다."),
    ([(0, 5)] * 10, "aaaaabbbbb", "그 낱말이 든 문장이 없습니다."), ([(1, 5)], "b", "한쪽의 문서가 5건보다 적습니다."),
    ([(0, 0)] * 10, "aaaaabbbbb", "한쪽의 문서가 5건보다 적습니다.")])
def test_where_nothing_can_be_told_there_is_no_p(rows, letters, why):
    table = thesis.judge(thesis.compare(counts(*rows), sides(letters), PLAN), PLAN)
    assert table[["p", "p_holm", "low"]].isna().all(axis=None) and table[["verdict", "why"]].values.tolist() == [[OPEN, why]]


def test_kinds_that_stand_on_one_side_only_cannot_be_exchanged():
    table = counts(*[(3, 5)] * 5, *[(0, 5)] * 5)
    apart = pd.Series(["법"] * 5 + ["계획"] * 5, index=table.index)
    assert thesis.compare(table, sides("aaaaabbbbb"), PLAN, apart)["why"].tolist() == ["바꾸어 놓을 같은 종류의 문서가 모자랍니다."]
    assert thesis.compare(table, sides("aaaaabbbbb"), PLAN)["p"].iloc[0] == pytest.approx(1 / 252)


def test_documents_that_are_all_alike_show_no_difference():
    row = thesis.judge(thesis.compare(counts(*[(2, 5)] * 12), sides("ab" * 6), PLAN), PLAN).iloc[0]
    assert (row["log_ratio"], row["low"], row["high"], row["p"]) == (0, 0, 0, 1) and row["verdict"] == NO


@pytest.mark.parametrize(("low", "high", "p", "verdict"), [
    (0.4, 1.5, 0.01, YES), (0.4, 1.5, 0.05, YES), (0.4, 1.5, 0.2, OPEN), (-0.4, 1.5, 0.2, OPEN), (-0.4, 1.5, 0.01, OPEN),
    (-0.4, 0.5, 0.2, NO), (0.1, 0.5, 0.01, NO), (-2, -1, 1.0, NO)])
def test_the_verdict_follows_the_stated_rule(low, high, p, verdict):
    row = {"log_ratio": (low + high) / 2, "low": low, "high": high, "p": p, "why": ""}
    judged = thesis.judge(pd.DataFrame([row]), PLAN)
    assert judged["verdict"].tolist() == [verdict] and judged["why"].iloc[0].endswith("다.")


def test_the_correction_is_over_the_hypotheses_of_the_setting():
    rows = pd.DataFrame({"log_ratio": 1.0, "low": 0.4, "high": 1.5, "p": [0.02, 0.03, 0.2], "why": ""})
    assert thesis.judge(rows, PLAN)["p_holm"].tolist() == pytest.approx([0.06, 0.06, 0.2])


# --- whole documents

def test_a_planted_idea_is_found_and_the_others_are_not():
    table = thesis.examine(*corpus(with_data=6), plan=MINE, progress=False)
    main = thesis.main_setting(table).set_index("idea")
    assert table.columns.tolist() == thesis.COLUMNS and set(table["names"]) == {"out", "in", "untitled"}
    assert main.loc["데이터", ["count_a", "count_b", "rate_a", "verdict"]].tolist() == [36, 6, 60, YES]
    assert main.drop("데이터")["why"].eq("그 낱말이 든 문장이 없습니다.").all()


def test_the_same_documents_on_both_sides_do_not_support_it():
    main = thesis.main_setting(thesis.examine(*corpus(with_data=1), plan=MINE, progress=False)).set_index("idea")
    assert main.loc["데이터", "verdict"] == NO and main.loc["데이터", "p"] == 1


def test_too_few_documents_give_a_reading_and_no_p():
    table = thesis.examine(*corpus(with_data=6, documents=1), plan=MINE, progress=False)
    assert table["p"].isna().all() and "판단할 수 없음(한쪽의 문서가 5건보다 적습니다): '데이터' 6.0배" in thesis.read_thesis(table)


def test_a_group_without_documents_gives_a_reading_and_no_p():
    texts, stages = corpus(with_data=6)
    table = thesis.examine(texts, stages, plan=replace(MINE, groups={**MINE.groups, "없는 계획": ("다른 때",)}), progress=False)
    empty = table[table["comparison"] == "없는 계획"]
    assert empty["documents_b"].eq(0).all() and empty["verdict"].eq(OPEN).all() and empty["rate_b"].isna().all()
    assert table.loc[(table["comparison"] == "옛 계획") & (table["idea"] == "데이터"), "verdict"].eq(YES).all()


def test_documents_named_after_the_policy_are_left_out_once():
    texts, stages = corpus(with_data=6, documents=7)
    texts["title"] = ["디지털 플랫폼 정부 계획" if name == "뒤0" else "계획" for name in texts["id"]]
    table = thesis.examine(texts, stages, plan=MINE, progress=False)
    assert table.groupby("names", sort=False)["documents_a"].first().to_dict() == {"out": 7, "in": 7, "untitled": 6}
    assert "제목에 이름이 든 새 계획 문서 1건은" in thesis.read_thesis(table)


def test_without_titles_and_with_documents_left_out():
    texts, stages = corpus(with_data=6, documents=7)
    table = thesis.examine(texts.drop(columns="title"), stages, plan=replace(MINE, documents=("뒤0", "nosuch")), progress=False)
    assert set(table["names"]) == {"out", "in"} and table["documents_a"].eq(6).all() and table["documents_b"].eq(7).all()


def test_without_java_one_analyzer_answers_once(monkeypatch):
    monkeypatch.setattr(java, "is_there", lambda: False)
    table = thesis.examine(*corpus(with_data=6), plan=replace(MINE, analyzers=("komoran", "okt", "kiwi"), names=("out",)), progress=False)
    assert table["analyzer"].tolist() == ["kiwi"] * 4


def test_stages_that_the_plan_does_not_know_are_refused():
    texts, stages = corpus(with_data=6)
    with pytest.raises(DataError, match="견줄 묶음에 든 문서가 없습니다.\n  받은 값: 뒤, 앞"):
        thesis.examine(texts, stages, plan=PLAN, progress=False)
    with pytest.raises(ParameterError, match="alpha가 맞지 않습니다"):
        thesis.examine(texts, stages, plan=replace(MINE, alpha=2), progress=False)


# --- words and drawing

def made(**settings):
    """Return a table of two ideas in one or more settings."""
    base = {"target": "새 계획", "comparison": "옛 계획", "analyzer": "kiwi", "stopwords": "base", "names": "out", "documents_a": 8,
            "documents_b": 9, "sentences_a": 80, "sentences_b": 90, "count_a": 8, "count_b": 4, "rate_a": 10.0, "rate_b": 4.4, "low": 0.5,
            "high": 2.0, "log_odds": 1.0, "p": 0.01, "p_holm": 0.02, "why": "까닭입니다."}
    rows = [{**base, "idea": "데이터", "log_ratio": 1.0, "verdict": YES, **settings},
            {**base, "idea": "플랫폼", "log_ratio": 1.0 + settings.get("names", "out").count("in"), "verdict": OPEN, **settings}]
    return pd.DataFrame(rows)[thesis.COLUMNS]


def test_the_reading_tells_verdicts_settings_names_and_limits():
    table = pd.concat([made(), made(names="in"), made(names="untitled", documents_a=6, verdict=OPEN)])
    reading = thesis.read_thesis(table, "정책 문서 요약문 155편(원문이 아님)")
    assert reading.startswith("미리 정한 주 설정(kiwi, 기본 불용어, 이름은 세지 않음)의 결과입니다. 새 계획 8건을 옛 계획 9건과 견주면 "
                              "받쳐 줌: '데이터' 2.0배(문장 8개와 4개); 판단할 수 없음: '플랫폼' 2.0배(문장 8개와 4개).")
    assert "설정 3가지에서 판정이 한결같은 가설은 2개 가운데 1개입니다." in reading and "'데이터'(받쳐 줌 2, 판단할 수 없음 1)" in reading
    assert "'플랫폼' 2.0배 → 4.0배" in reading
    assert "문서 2건은 그 낱말을 쓸 수밖에 없습니다. 그 문서를 빼면 받쳐 주는 가설은 0개입니다." in reading
    assert "요약문은 원문이 아니므로" in reading and "요약문" not in thesis.read_thesis(table, "말뭉치")


def test_one_setting_says_nothing_about_others():
    reading = thesis.read_thesis(made())
    assert "설정 " not in reading.replace("주 설정", "") and "이름도" not in reading


def test_the_table_to_read_is_in_times_and_in_korean():
    table = thesis.in_words(made())
    assert table.loc[0, ["배", "범위의 위", "불용어", "정책의 이름", "판정"]].tolist() == [2.0, 4.0, "기본 불용어", "이름은 세지 않음", YES]


@pytest.mark.parametrize(("changes", "labels"), [
    ({}, ["1/2배", "1배", "2배", "4배"]), ({"log_ratio": np.nan, "low": np.nan, "high": np.nan}, ["1/2배", "1배", "2배"]),
    ({"low": -9.0, "high": 9.0}, ["1/64배", "1배", "64배"])])
def test_the_drawing_holds_every_range(changes, labels):
    charts.enable()
    svg = charts.to_svg(charts.thesis_forest(made().assign(**changes), "제목", "시험").to_dict())
    assert all(f">{label}<" in svg for label in [*labels, "옛 계획 9건과 견줌", "데이터", YES])


def test_the_drawing_shows_the_setting_that_was_asked_for():
    table = pd.concat([made(), made(names="in").assign(documents_b=3)])
    drawn = charts.thesis_forest(table, "제목", "시험", names="in").to_dict()
    assert "3건과 견줌" in str(drawn) and "9건과 견줌" not in str(drawn)


def test_the_ideas_of_the_test_are_those_of_the_code_book():
    assert list(ideas.labels()) == ["data", "platform", "actors", "value"]
