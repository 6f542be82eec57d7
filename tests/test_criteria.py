"""SMART, RACER and CREAM: a 0 blocks, every score has a reason, nothing is left out."""

import pandas as pd
import pytest

from dpgkit import tables
from dpgkit.cases import load_case
from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import criteria, indicators

CASE = indicators.case_table("housing", "criteria")


def judged(framework="SMART", **scores):
    rows = [("a", framework, name, scores.get(name, 2), "까닭") for name in criteria.FRAMEWORKS[framework]]
    return pd.DataFrame(rows, columns=criteria.COLUMNS)


@pytest.mark.parametrize("framework", criteria.FRAMEWORKS)
def test_a_framework_has_five_questions(framework):
    assert len(criteria.questions(framework)) == 5 and criteria.questions(framework)["물음"].str.endswith("니까?").all()
    assert criteria.questions(framework)["기준"].tolist() == [criteria.label(framework, name) for name in criteria.FRAMEWORKS[framework]]


@pytest.mark.parametrize(("scores", "total", "lowest", "verdict"), [
    ({}, 10, 2, "쓸 수 있음"), ({"specific": 1}, 9, 1, "고쳐 씀"), ({"time_bound": 0}, 8, 0, "막힘"),
    ({"specific": 0, "relevant": 0}, 6, 0, "막힘")])
def test_the_minimum_is_reported_beside_the_sum(scores, total, lowest, verdict):
    row = criteria.totals(judged(**scores)).iloc[0]
    assert row[["total", "highest", "lowest", "verdict"]].tolist() == [total, 10, lowest, verdict]
    assert row["blocked"] == ", ".join(criteria.label("SMART", name) for name, score in scores.items() if score == 0)


def test_the_judgements_of_the_case_are_complete():
    table = criteria.totals(CASE)
    assert table.loc[table["framework"] == "SMART", "blocked"].str.contains("기한").all()
    assert "SMART: 지표 3개 가운데 0점이 하나라도 있어 막힌 것은 3개" in criteria.read_totals(table)
    assert "time_bound" not in criteria.read_totals(table)


@pytest.mark.parametrize(("change", "message"), [
    (lambda table: table.assign(score=[2, 2, 3, 2, 2]), "'score' 열 2번 줄"),
    (lambda table: table.assign(score=[2, 2, 0.5, 2, 2]), "점수는 0, 1, 2 가운데 하나"),
    (lambda table: table.assign(reason=["까닭", " ", "까닭", "까닭", "까닭"]), "점수에 까닭이 없습니다(?s:.*)measurable"),
    (lambda table: table.assign(criterion=["specific"] * 5), "같은 기준을 두 번"),
    (lambda table: table.assign(criterion=["bold", *table["criterion"][1:]]), "없는 기준입니다"),
    (lambda table: table.head(4), "매기지 않은 기준이 있습니다(?s:.*)time_bound"),
    (lambda table: table.drop(columns="reason"), "다음 열을 더하십시오: reason"),
])
def test_incomplete_scores_are_refused(change, message):
    with pytest.raises(DataError, match=message):
        criteria.totals(change(judged()))


def test_an_unknown_framework_is_refused():
    for call in (lambda: criteria.questions("CLEAR"), lambda: criteria.totals(judged().assign(framework="CLEAR"))):
        with pytest.raises(ParameterError, match="없는 틀입니다"):
            call()


def test_the_card_itself_suggests_scores_that_agree_with_the_judgement_on_time():
    hints = criteria.suggest(load_case("housing").indicators).set_index(["indicator", "criterion"])["score"]
    assert hints[("ineligible_rate", "time_bound")] == 1 and hints[("private_buildout", "time_bound")] == 0
    assert set(hints) <= {0, 1, 2} and len(hints) == 5 * 16


def test_the_scoring_sheet_of_a_ministry_sums_to_a_hundred_without_the_bonus():
    sheet = tables.load("self_evaluation")
    sums = sheet.groupby("item", sort=False)["points"].sum()
    assert sums.to_dict() == {"성과지표 적절성": 20, "의견수렴": 20, "추진과정": 20, "목표달성도": 40, "가점": 5}
    assert sums.drop("가점").sum() == 100 and len(sheet) == 14 + 1
