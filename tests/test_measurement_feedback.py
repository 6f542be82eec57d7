"""What citizens say: recorded, answered, led to changes, counted; and the simulator that makes it up."""

import sys
import tempfile
from importlib.machinery import SourceFileLoader
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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
    assert measurement.read_responses(measurement.responses(items.tail(1))) == (
        "2024-12-30까지 받은 의견 1건 가운데 0건(0%)에 그날까지 답했습니다.")


def test_the_share_in_time_names_its_denominator_and_its_day():
    items = pd.DataFrame({"received": ["2024-06-01"] * 13 + ["2024-06-29"], "days": [3, 10, 20, 40] + [None] * 10, "changes": 0})
    row = measurement.responses(items, on="2024-06-30").iloc[0]
    assert row[["received", "answered", "due", "in_time", "on"]].tolist() == [14, 3, 13, 2, "2024-06-30"]      # 40 days are not over yet
    told = measurement.read_responses(measurement.responses(items, on="2024-06-30"))
    assert told.endswith("받은 지 14일이 지난 의견 13건 가운데 2건(15%)에 14일 안에 답했습니다.") and told.startswith("2024-06-30까지 받은")
    assert measurement.responses(items, on="2024-06-15").iloc[0][["received", "answered", "due"]].tolist() == [13, 2, 13]
    assert measurement.responses(items)["on"].tolist() == ["2024-07-11"]            # the day of the last answer
    marked = measurement.read_responses(measurement.responses(items), data="모의자료")
    assert all("(모의자료)" in sentence for sentence in marked.split(". "))


@pytest.mark.parametrize("channel", ["앱", ""])
def test_the_same_table_twice_is_kept_once(place, channel):
    table = pd.DataFrame({"received": ["2024.1.3", "2024-01-03", "2024-01-04"], "channel": channel, "topic": "공고", "rating": [4, 4, None],
                          "comment": ["좋습니다", " 좋습니다", "010-1234-5678로 주십시오"]})
    first = measurement.record_feedback(place.store, place.keys["ga"], table)
    assert first["결과"].tolist() == ["받음", "이미 있음", "받음"] and first["번호"].tolist() == [1, 1, 2]
    assert "own_number" in first["까닭"][1]
    again = measurement.record_feedback(place.store, place.keys["ga"], table)
    assert set(again["결과"]) == {"이미 있음"} and again["번호"].tolist() == [1, 1, 2]
    other = measurement.record_feedback(place.store, place.keys["na"], table)
    assert other["결과"].tolist() == ["받음", "이미 있음", "받음"]            # another organisation was told too
    assert len(measurement.feedback_items(place.store, place.backbone)) == 4 and measurement.verify(place.store).empty


def test_a_true_repeat_has_a_number_of_its_own(place):
    same = pd.DataFrame({"received": "2024-01-03", "channel": "전화", "topic": "공고", "rating": 2, "comment": "",
                         "own_number": [11, 12, 12]})
    assert measurement.record_feedback(place.store, place.keys["ga"], same)["번호"].tolist() == [1, 2, 2]
    more = pd.concat([same, same.head(1).assign(own_number=13)], ignore_index=True)
    report = measurement.record_feedback(place.store, place.keys["ga"], more)
    assert report["결과"].tolist() == ["이미 있음"] * 3 + ["받음"] and report["번호"].tolist() == [1, 2, 2, 3]


def test_a_row_that_says_nothing_is_refused(place):
    rows = pd.DataFrame({"received": "2024-01-03", "rating": [3, 3], "channel": ["", "전화"], "topic": [None, ""], "comment": ["", None]})
    report = measurement.record_feedback(place.store, place.keys["ga"], rows)
    assert report["결과"].tolist() == ["거절", "받음"] and "창구, 주제, 의견" in report["까닭"][0]


def test_a_change_is_made_up_where_the_feedback_is(told):
    measurement.record_feedback(told.store, told.keys["ga"], SAID.head(1).assign(comment="지어낸 말"), simulated=True)
    made = pd.DataFrame({"made": "2024-02-01", "title": list("가나다라"), "feedback": ["1", "5", "1,5", ""]})
    measurement.log_changes(told.store, told.keys["ga"], made)
    assert measurement.changes(told.store)["data"].tolist() == ["제출", "모의자료", "모의자료·제출", ""]


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


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["앱", "전화"]), st.sampled_from([1, 2, None]), st.sampled_from(["", "가", "나"])), max_size=8),
       st.randoms())
def test_any_table_in_any_order_and_any_number_of_times_is_kept_once(rows, chance):
    said = [{"received": "2024-01-03", "channel": "앱", "topic": kind, "rating": rating, "comment": words or "-"}
            for kind, rating, words in rows]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store, backbone = measurement.create_store(Path(folder) / "저장소.sqlite")
        with store:
            for _ in range(3):
                chance.shuffle(said)
                measurement.record_feedback(store, backbone, pd.DataFrame(said))
            assert len(measurement.feedback_items(store, backbone)) == len({tuple(row.values()) for row in said})
