"""The exercises of lesson 5: published numbers come out, and the store and the ten rules decide as the checks do."""

import pytest

from dpgkit import measurement
from dpgkit.exercises import expected05, material05, trial
from dpgkit.exercises.given import Kpi
from dpgkit.measurement.errors import REASONS

GIVEN = Kpi()


@pytest.fixture(scope="module")
def answers():
    return trial.answers("05_kpi_design")


# --- published and hand-computed numbers


def test_the_rates_of_five_years_pool_as_published(answers):
    answer = answers["05-2"]
    assert answer["합끼리 나눈 비율"] == pytest.approx(8.811066, abs=1e-6) and answer["비율의 평균"] == pytest.approx(8.544351, abs=1e-6)
    assert (answer["분모가 가장 크게 바뀐 해"], round(answer["바뀐 정도"], 1)) == (2023, -35.7)


def test_one_result_reads_three_ways(answers):
    found = [answers["05-3"][name] for name in ("목표 ÷ 실적", "2 − 실적 ÷ 목표", "좁힌 거리")]
    assert found == pytest.approx([18.884831, -329.525509, 49.486170], abs=1e-5)


def test_three_experts_give_the_worked_weights(answers):
    answer = answers["05-4"]
    assert answer["마주 보는 칸의 곱"] == pytest.approx(1.2222, abs=1e-4)
    assert [answer[f"기준{place}"] for place in (1, 2, 3)] == pytest.approx([0.532777, 0.299198, 0.168025], abs=1e-6)


def test_the_share_of_the_satisfied_of_one_month(answers):
    answer = answers["05-7"]
    assert answer["점수의 평균"] == pytest.approx(79.200323, abs=1e-6) and answer["만족한 몫"] == pytest.approx(81.340872, abs=1e-6)
    assert answer["발표값을 내는 산식"] == "점수의 평균"


def test_looking_up_is_joined_before_applying():
    looking, applying = (expected05.share(function, GIVEN) for function in ("list", "apply"))
    assert (looking.low, looking.high, looking.result) == (50, 100, "모름")
    assert applying.low == 0 and applying.result == "못 채움"
    assert material05.said_of_applying(["LH", "SH"])["note"].str.contains("2027년 하반기").all()


@pytest.mark.parametrize(("judged", "contradict"), [(([3, 1, 2], [6, 3, 2], [2, 3, 1]), 0), (([2] * 3, [3] * 3, [4] * 3), 0.053924)])
def test_the_closed_form_of_the_consistency_index(judged, contradict):
    given = Kpi(judged_12=judged[0], judged_13=judged[1], judged_23=judged[2])
    assert expected05.worst_ratio(given) * expected05.RANDOM_INDEX == pytest.approx(contradict, abs=1e-6)


# --- the store of lesson 5


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made, backbone = measurement.create_store(tmp_path_factory.mktemp("측정") / "store.sqlite")
    cards = material05.STORED.drop(columns="맡음").assign(definition="모의자료", period_kind="year", level="output")
    measurement.add_indicators(made, backbone, cards)
    measurement.add_periods(made, backbone, list(material05.CLOSES), closes=material05.CLOSES)
    key = measurement.add_organisation(made, backbone, material05.ORGANISATION, "모의기관 가")
    measurement.assign(made, backbone, material05.ORGANISATION, ["notice_integration", "feedback_received"])
    measurement.submit(made, key, **material05.EARLIER)
    yield made, key
    made.close()


@pytest.mark.parametrize("seed", range(12))
def test_a_real_store_decides_as_the_check_does(store, seed):
    rows = material05.submissions(seed)
    for place, outcome in enumerate(expected05.outcomes(seed)):
        report = measurement.submit_table(*store, rows.iloc[[place]], dry=True).iloc[0]
        code = next(code for code, word in expected05.OUTCOMES.items() if word == outcome)
        assert report["결과"] == ("거절" if code else "받음")
        assert not code or report["까닭"].startswith(REASONS[code][0])


def test_every_reason_to_refuse_comes_up():
    assert {outcome for seed in range(40) for outcome in expected05.outcomes(seed)} == set(expected05.OUTCOMES.values())


# --- the cards of lesson 5


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_card_can_be_mended_but_for_what_nobody_knows(seed):
    damaged = material05.damaged_cards(seed)
    whole = material05.cards().set_index("indicator").loc[material05.INDICATOR]
    left = expected05.broken_rules(material05.mended(damaged, whole[list(material05.DAMAGES)].to_dict()))
    assert len(expected05.broken_rules(damaged)) == 4 and set(left) == {expected05.UNFIXABLE}


def test_what_is_done_to_the_cards_does_not_reach_the_check():
    material05.cards().drop(columns="formula", inplace=True)
    assert "formula" in material05.cards()
