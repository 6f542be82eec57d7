"""What citizens say: recorded, answered, led to changes, counted; and the simulator that makes it up."""

import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dpgkit import measurement
from dpgkit.errors import DataError
from dpgkit.measurement import simulation

HELP = Path(__file__).parent / "fixtures" / "measurement" / "stores.py"
stores = sys.modules.get("measurement_stores") or SourceFileLoader("measurement_stores", str(HELP)).load_module()
place, local = stores.place, stores.local
SAID = pd.DataFrame({"received": ["2024-01-02", "2024.1.3", "2024-01-04", "2199-01-01", "2024-01-05", "2024-01-06"],
                     "channel": "앱", "topic": ["신청", "신청", "공고", "공고", "공고", "공고"],
                     "audience": ["청년", "", "노년", "노년", "노년", "노년"],
                     "rating": [2, 4, None, 3, 7, None], "importance": [5, 4, 3, 3, 3, 3],
                     "comment": ["느립니다. 010-1234-5678", "", "=좋습니다", "", "", ""]})
PUBLISHED = [((23, 46, 153, 419, 528), 80), ((27, 31, 173, 483, 524), 79), ((15, 27, 130, 415, 547), 82), ((20, 34, 190, 530, 506), 79),
             ((16, 20, 153, 497, 495), 80)]      # UK Office of the Public Guardian: counts of a month, and the per cent it published


@pytest.fixture
def told(place):
    report = measurement.record_feedback(place.store, place.keys["ga"], SAID)
    assert report["결과"].tolist() == ["받음", "받음", "받음", "거절", "거절", "거절"]
    measurement.record_feedback(place.store, place.keys["na"], SAID.head(1))
    return place


def test_feedback_is_kept_without_numbers_of_phones_and_seen_by_its_own(told):
    items = measurement.feedback_items(told.store, told.keys["ga"])
    assert items["comment"].tolist() == ["느립니다. (전화번호 가림)", "", "=좋습니다"]
    assert items["audience"].tolist() == ["청년", "모름", "노년"]
    assert items["received"].tolist()[1] == "2024-01-03" and items["rating"].tolist()[:2] == [2, 4]
    assert len(measurement.feedback_items(told.store, told.keys["na"])) == 1
    assert len(measurement.feedback_items(told.store, told.backbone)) == 4
    assert measurement.verify(told.store).empty


def test_answers_and_changes_are_tied_to_ones_own_feedback(told):
    replies = pd.DataFrame({"feedback": [1, 1, 2, 4, 1], "replied": ["2024-01-05", "2024-01-09", "2024-01-01", "2024-01-09", "2024-01-09"],
                            "text": ["네", "다시", "먼저", "남의 것", ""]})
    report = measurement.reply_feedback(told.store, told.keys["ga"], replies)
    assert report["결과"].tolist() == ["받음", "받음", "거절", "거절", "거절"]
    changes = pd.DataFrame([{"made": "2024-02-01", "title": "빨라짐", "detail": "", "feedback": "1, 2"},
                            {"made": "2024-02-01", "title": "남의 것", "detail": "", "feedback": [4]},
                            {"made": "2023-02-01", "title": "말하기 전", "detail": "", "feedback": [1]}])
    assert measurement.log_changes(told.store, told.keys["ga"], changes)["결과"].tolist() == ["받음", "거절", "거절"]
    items = measurement.feedback_items(told.store, told.keys["ga"]).set_index("number")
    assert measurement.changes(told.store)[["organisation", "title", "feedback"]].values.tolist() == [["ga", "빨라짐", 2]]
    assert items.loc[1, "days"] == 3 and items["changes"].tolist() == [1, 1, 0] and items["replied"].tolist() == ["2024-01-05", "", ""]
    assert measurement.verify(told.store).empty


def test_halves_of_characters_are_refused_like_everything_else(told):
    rows = pd.DataFrame({"received": ["\ud800", "2024-01-01"], "rating": [1, "\ud800"], "comment": ["\ud800", "\udfff가"]}, dtype=object)
    report = measurement.record_feedback(told.store, told.keys["ga"], rows)
    assert report["결과"].tolist() == ["거절", "받음"]
    assert measurement.feedback_items(told.store, told.keys["ga"])["comment"].tolist()[-1] == "가"
    with pytest.raises(measurement.Refused):
        measurement.add_organisation(told.store, told.backbone, "\ud800", "이름")
    assert measurement.verify(told.store).empty


def test_response_times_count_the_unanswered_too():
    items = pd.DataFrame({"received": ["2024-01-01"] * 9 + ["2024-12-30"], "days": [1, 2, 3, 4, 5, 6, 7, 30, None, None],
                          "changes": [1] * 2 + [0] * 8, "channel": ["앱"] * 5 + ["전화"] * 5})
    row = measurement.responses(items, on="2024-12-31").iloc[0]
    assert row["answered_share"] == 80 and row["median_days"] == 4.5 and row["change_share"] == 20
    assert row["p90_days"] == pytest.approx(np.quantile([1, 2, 3, 4, 5, 6, 7, 30], 0.9))
    assert row["in_time_share"] == pytest.approx(100 * 7 / 9)
    assert measurement.responses(items, by="channel")["received"].tolist() == [10, 5, 5]
    assert measurement.read_responses(measurement.responses(items.tail(1))) == "의견 1건 가운데 0건(0%)에 답했습니다."


@pytest.mark.parametrize(("counts", "published"), PUBLISHED)
def test_the_score_is_the_one_that_is_published(counts, published):
    ratings = pd.DataFrame({"rating": np.repeat([1, 2, 3, 4, 5], counts)})
    row = measurement.satisfaction(ratings).iloc[0]
    assert round(row["score"]) == published and round(row["top2"]) != published
    interval = stats.binomtest(sum(counts[3:]), sum(counts)).proportion_ci(method="wilson")
    assert row[["low", "high"]].tolist() == pytest.approx([100 * interval.low, 100 * interval.high], abs=1e-6)


def test_no_rating_is_no_score():
    row = measurement.satisfaction(pd.DataFrame({"rating": pd.array([None, None], "Int64")})).iloc[0]
    assert row["n"] == 0 and row["missing"] == 2 and pd.isna(row["score"])


def test_what_to_mend_first_depends_on_where_the_lines_cross():
    given = pd.DataFrame({"importance": [4.5, 4.1, 3.2, 3.0, 4.6], "performance": [3.0, 4.2, 4.0, 2.6, 2.4]})
    assert measurement.quadrants(given)["quadrant"].tolist() == ["먼저 고칠 것", "지킬 것", "지나친 것", "나중에 볼 것", "먼저 고칠 것"]
    assert measurement.quadrants(given, cross="midpoint")["quadrant"].tolist() == ["경계", "지킬 것", "지킬 것", "경계", "먼저 고칠 것"]
    with pytest.raises(DataError):
        measurement.quadrants(given, cross="median")
    with pytest.raises(DataError):
        measurement.importance_performance(pd.DataFrame({"topic": ["가"], "importance": [None], "rating": [3]}))


def test_coverage_compares_the_voices_with_the_people():
    people = pd.DataFrame({"audience": ["청년", "중년", "노년"], "people": [25, 50, 25]})
    table = measurement.coverage(pd.DataFrame({"audience": ["청년"] * 3 + ["중년"] + ["모름"] * 9}), people)
    assert table["ratio"].tolist() == [3.0, 0.5, 0.0] and table["share"].sum() == 100
    with pytest.raises(DataError):
        measurement.coverage(pd.DataFrame({"audience": []}), people.assign(people=0))


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    made = measurement.simulated_store(tmp_path_factory.mktemp("모의") / "모의 저장소.sqlite", items=200)
    yield made
    made.store.close()


def test_the_simulator_is_seeded_and_marks_everything(simulated):
    for make in (simulation.simulated_submissions, simulation.simulated_feedback):
        pd.testing.assert_frame_equal(make(), make())
        assert not make(seed=1).equals(make()) and set(make()["data"]) == {"모의자료"}
    for table in (measurement.submissions(simulated.store, simulated.backbone), measurement.published(simulated.store),
                  measurement.feedback_items(simulated.store, simulated.backbone), measurement.dashboard(simulated.store)):
        assert set(table["data"]) == {"모의자료"}
    assert all(title.startswith("모의") for title in measurement.organisations(simulated.store)["title"])
    assert measurement.verify(simulated.store).empty and "모의자료" in measurement.read_dashboard(measurement.dashboard(simulated.store))


def test_the_simulated_store_holds_every_kind_of_step(simulated):
    table = measurement.submissions(simulated.store, simulated.backbone)
    assert {"submitted", "returned", "published"} <= set(table["state"]) and (table["revision"] > 1).any()
    assert len(table) == len(simulation.simulated_submissions()) and measurement.refusals(simulated.store, simulated.backbone).empty
    items = measurement.feedback_items(simulated.store, simulated.backbone)
    assert len(items) == 200 and (items["changes"] > 0).any() and items["days"].notna().any() and (items["replied"] == "").any()


def test_the_simulator_tells_every_number_it_uses():
    told = " ".join(simulation.assumptions()["값"])
    for value in (simulation.SEED, simulation.LATE, simulation.RETURNED, simulation.CORRECTED, simulation.SILENT, simulation.LED):
        assert f"{value}" in told
    assert len(simulation.assumptions()) >= sum(map(len, (simulation.SIZES, simulation.STARTS, simulation.CHANNELS, simulation.TOPICS)))


def test_comments_are_mined_with_the_kits_own_engine(simulated):
    items = measurement.feedback_items(simulated.store, simulated.backbone)
    words = measurement.comment_terms(items, top=3, analyzer="kiwi")
    assert set(words["group"]) == set(simulation.TOPICS) and "자격" in words.loc[words["group"] == "자격 확인", "term"].tolist()
    found = measurement.comments_with(items, "자격")
    assert len(found) and found["comment"].str.contains("자격").all()


def test_the_quadrants_follow_the_means_that_the_simulator_was_given(simulated):
    items = measurement.feedback_items(simulated.store, simulated.backbone)
    table = measurement.importance_performance(items).set_index("group")
    assert table.loc["자격 확인", "quadrant"] == "먼저 고칠 것" and table["n"].sum() == 200
