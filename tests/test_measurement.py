"""The shared measurement store, on SQLite and on PostgreSQL: who may submit what, what is refused, what is kept."""

import re
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from dpgkit import measurement
from dpgkit.measurement import cells, overview
from dpgkit.measurement.errors import REASONS, TROUBLES

HELP = Path(__file__).parent / "fixtures" / "measurement" / "stores.py"
stores = sys.modules.get("measurement_stores") or SourceFileLoader("measurement_stores", str(HELP)).load_module()
place, shared = stores.place, stores.shared
RATE = {"numerator": 5, "denominator": 100, "unit": "%"}


def refused(code, call, *arguments, **options):
    with pytest.raises(measurement.Refused) as caught:
        call(*arguments, **options)
    assert caught.value.code == code
    return str(caught.value)


def submit(place, who, indicator="ineligible_rate", period="2023", **options):
    return measurement.submit(place.store, place.keys[who], indicator, period, **{**RATE, **options})


def test_a_value_goes_from_submission_to_the_public(place):
    number = place.submit(note="첫 값", evidence="내부 자료")
    assert measurement.published(place.store).empty
    place.publish(number)
    row = measurement.published(place.store).iloc[0]
    assert row[["organisation", "indicator", "period", "value", "state", "data"]].tolist() == [
        "ga", "ineligible_rate", "2023", 5.0, "published", "제출"]
    assert measurement.verify(place.store).empty


@pytest.mark.parametrize(("code", "options"), [
    ("indicator", {"indicator": "none"}), ("scope", {"indicator": "wait", "value": 3, "unit": "분"}), ("period", {"period": "2031"}),
    ("period_kind", {"period": "2024-03"}), ("closed", {"period": "2022"}), ("unit", {"unit": "명"}), ("unit", {"unit": ""}),
    ("half", {"numerator": None}), ("half", {"denominator": None, "value": 5}), ("missing", {"numerator": None, "denominator": None}),
    ("denominator", {"denominator": 0}), ("ratio", {"value": 9}), ("range", {"numerator": 101}),
    ("number", {"value": "다섯"}), ("number", {"numerator": float("inf")}), ("number", {"numerator": "1e300"}), ("number", {"value": True}),
    ("whole", {"indicator": "notices", "value": 1.5, "unit": "건", "numerator": None, "denominator": None}),
    ("whole", {"indicator": "notices", "value": -1, "unit": "건", "numerator": None, "denominator": None}),
    ("missing", {"indicator": "notices", "unit": "건", "numerator": None, "denominator": None}),
    ("nothing", {"reason": "처음인데 정정"}), ("foreign", {"organisation": "na"}), ("long", {"note": "가" * 2001})])
def test_what_does_not_hold_is_refused_with_its_reason_and_logged(shared, code, options):
    before = len(measurement.refusals(shared.store, shared.backbone))
    refused(code, submit, shared, "ga", **options)
    log = measurement.refusals(shared.store, shared.backbone).iloc[before:]
    assert log["code"].tolist() == [code] and log["actor"].tolist() == ["ga"]
    assert measurement.submissions(shared.store, shared.backbone).empty and measurement.verify(shared.store).empty


def test_a_value_is_submitted_once_and_then_corrected(place):
    first = place.submit()
    refused("duplicate", place.submit, numerator=6)
    refused("same", place.submit, reason="다시 셈")
    place.publish(first)
    second = place.submit(numerator=6, reason="다시 셈")
    assert measurement.published(place.store)["value"].tolist() == [5.0]        # a correction needs its own review
    place.publish(second)
    assert measurement.published(place.store)["value"].tolist() == [6.0]
    assert measurement.history(place.store, place.keys["ga"], first)[["revision", "value"]].values.tolist() == [[1, 5], [2, 6]]


@pytest.mark.parametrize("key", ["", "dpg-ga-" + "0" * 64, "dpg-xx-" + "0" * 64,
                                 "dpg-ga-'; DROP TABLE submissions; --", "가" * 1000, "\ud800"])
def test_a_wrong_key_opens_nothing_and_is_never_written_down(shared, key):
    before = len(measurement.refusals(shared.store, shared.backbone))
    for door in (measurement.submissions, measurement.feedback_items, measurement.refusals):
        refused("key", door, shared.store, key)
    refused("key", measurement.submit, shared.store, key, "ineligible_rate", "2023", **RATE)
    with shared.store.reading() as connection:
        told = " ".join(connection.execute(text("SELECT content FROM audit")).scalars())
    assert (not key or key not in told) and not any(secret in told for secret in (*shared.keys.values(), shared.backbone))
    assert measurement.refusals(shared.store, shared.backbone)["code"].tolist()[before:] == ["key"] * 4


def test_a_renewed_key_ends_the_old_one_and_an_ended_key_opens_nothing(place):
    old = place.keys["ga"]
    place.keys["ga"] = measurement.renew_key(place.store, old, "ga")
    refused("key", measurement.submissions, place.store, old)
    assert place.submit() == 1
    refused("not_backbone", measurement.renew_key, place.store, place.keys["ga"], "na")
    measurement.end_key(place.store, place.backbone, "ga")
    refused("key", place.submit, period="2024")


def test_nobody_sees_the_unpublished_values_of_another(place):
    mine = place.submit()
    measurement.submit(place.store, place.keys["na"], "ineligible_rate", "2023", numerator=77, denominator=100, unit="%")
    own = measurement.submissions(place.store, place.keys["ga"])
    assert own["organisation"].unique().tolist() == ["ga"] and 77.0 not in own["value"].tolist()
    refused("submission", measurement.history, place.store, place.keys["ga"], mine + 1)
    refused("submission", measurement.send, place.store, place.keys["ga"], mine + 1)
    refused("not_backbone", measurement.review, place.store, place.keys["ga"], mine, "accepted")
    board = measurement.dashboard(place.store)
    assert board["submitted"].tolist() == [2, 0, 0, 0] and board["value"].isna().all() and measurement.published(place.store).empty


def test_a_draft_is_its_writers_alone_until_it_is_sent(place):
    number = place.submit(draft=True)
    assert measurement.submissions(place.store, place.backbone).empty
    refused("submission", measurement.review, place.store, place.backbone, number, "accepted")
    assert measurement.dashboard(place.store)["submitted"].sum() == 0
    measurement.send(place.store, place.keys["ga"], number)
    assert measurement.submissions(place.store, place.backbone)["state"].tolist() == ["submitted"]


def test_states_only_move_forward_and_all_or_none_of_a_list(place):
    one, other = place.submit(), place.submit(period="2024")
    refused("state", measurement.review, place.store, place.backbone, [one, other], "published")
    refused("submission", measurement.review, place.store, place.backbone, [one, 99], "accepted")
    refused("missing", measurement.review, place.store, place.backbone, one, "returned")
    measurement.review(place.store, place.backbone, one, "returned", note="분모를 적어 주십시오")
    refused("state", measurement.review, place.store, place.backbone, one, "accepted")
    assert measurement.submissions(place.store, place.backbone)["state"].tolist() == ["returned", "submitted"]
    refused("choice", measurement.review, place.store, place.backbone, one, "gone")


@pytest.mark.parametrize(("numbers", "code"), [
    (10**30, "submission"), (-1, "submission"), ("x", "submission"), ([None], "submission"), (float("inf"), "submission"),
    (pd.Series([1.0]), ""), (pd.Series([1])[0], ""), ("1", "")])
def test_numbers_come_as_they_stand_in_a_table(place, numbers, code):
    place.submit()
    if code:
        refused(code, measurement.review, place.store, place.backbone, numbers, "accepted")
    else:
        measurement.review(place.store, place.backbone, numbers, "accepted")
        assert measurement.submissions(place.store, place.backbone)["state"].tolist() == ["accepted"]


@pytest.mark.parametrize("empty", [pd.NA, pd.NaT, float("nan"), None])
def test_what_is_missing_is_missing_in_every_form(shared, empty):
    refused("period", submit, shared, "ga", period=empty)
    refused("half", submit, shared, "ga", numerator=empty)
    refused("missing", submit, shared, "ga", numerator=empty, denominator=empty)
    assert cells.clean(empty) == ""
    with pytest.raises(measurement.Refused):
        cells.day(empty, "받은 날")


def test_an_indicator_can_be_taken_away_again(place):
    measurement.assign(place.store, place.backbone, "ga", ["ineligible_rate"], allowed=False)
    refused("scope", place.submit)
    measurement.assign(place.store, place.backbone, "ga", ["ineligible_rate"])
    assert place.submit() == 1


def test_many_rows_are_taken_one_by_one_and_a_second_time_does_no_harm(place):
    rows = pd.DataFrame({"indicator": ["ineligible_rate", "notices", "x" * 5000, "ineligible_rate", None],
                         "period": [2023, 2023.0, "2023", 2024, ""],
                         "value": [None, "1,234", 1, 7, None], "numerator": [5, None, None, 5, None],
                         "denominator": [100, None, None, 100, None], "unit": ["%", "건", "%", "%", None]}, index=[2, 3, 4, 5, 6])
    dry = measurement.submit_table(place.store, place.keys["ga"], rows, dry=True)
    assert measurement.submissions(place.store, place.keys["ga"]).empty
    report = measurement.submit_table(place.store, place.keys["ga"], rows)
    assert report["결과"].tolist() == dry["결과"].tolist() == ["받음", "받음", "거절", "거절", "거절"]
    assert report["행"].tolist() == [2, 3, 4, 5, 6] and "7" in report["까닭"][3]
    again = measurement.submit_table(place.store, place.keys["ga"], rows)
    assert again["결과"].tolist() == ["이미 있음", "이미 있음", "거절", "거절", "거절"]
    assert again["번호"].tolist()[:2] == report["번호"].tolist()[:2]
    assert measurement.verify(place.store).empty


def test_the_dashboard_pools_by_the_kind_of_the_indicator(place):
    numbers = [place.submit(), place.submit("na", numerator=30, denominator=300)]
    numbers += [measurement.submit(place.store, place.keys[who], "notices", "2023", value=value, unit="건")
                for who, value in (("ga", 7), ("na", 8))]
    place.publish(*numbers)
    place.submit(period="2024")
    board = measurement.dashboard(place.store).set_index(["indicator", "period"])
    assert board.loc[("ineligible_rate", "2023"), "value"] == pytest.approx(100 * 35 / 400)
    assert board.loc[("notices", "2023"), "value"] == 15 and board.loc[("notices", "2023"), "assigned"] == 2
    assert board.loc[("ineligible_rate", "2024"), ["submitted", "waiting", "published"]].tolist()[:2] == [1, 1]
    assert measurement.dashboard(place.store, period="2024")["period"].tolist() == ["2024"] * 2


def test_registering_is_the_backbones_and_names_are_unique(place):
    for call in (lambda: measurement.add_organisation(place.store, place.keys["ga"], "da", "다"),
                 lambda: measurement.add_periods(place.store, place.keys["ga"], ["2030"]),
                 lambda: measurement.assign(place.store, place.keys["ga"], "ga", ["wait"])):
        refused("not_backbone", call)
    refused("taken", measurement.add_organisation, place.store, place.backbone, "ga", "다")
    refused("name", measurement.add_organisation, place.store, place.backbone, "가", "다")
    refused("taken", measurement.add_periods, place.store, place.backbone, ["2030", "2030"])
    refused("period", measurement.add_periods, place.store, place.backbone, ["2030-13"])
    assert "2030" not in measurement.periods(place.store)["name"].tolist()
    assert len(measurement.organisations(place.store)) == 3


NASTY = ["'; DROP TABLE submissions; --", '"); DELETE FROM audit; --', "%s %(a)s :b {c} \\", "=cmd|'/C calc'!A0", "\x00\x07\ud800\ufffe가",
         "🏳️‍🌈e\u0301\u202e뒤집힘", "ﷺ" * 1500, "null", "가" * 2000]


def test_odd_text_is_only_text(place):
    for turn, nasty in enumerate(NASTY):
        number = place.submit(numerator=turn, note=nasty, evidence=nasty, reason=nasty if turn else "")
        kept = measurement.submissions(place.store, place.keys["ga"]).set_index("number").loc[number, "note"]
        assert kept == cells.clean(nasty)
        refused("indicator", submit, place, "ga", indicator=nasty[:300])
    assert len(measurement.submissions(place.store, place.keys["ga"])) == len(NASTY) and measurement.verify(place.store).empty


@given(st.text(max_size=300))
def test_cleaned_text_can_be_stored_and_stays_the_same(text):
    once = cells.clean(text)
    assert cells.clean(once) == once
    assert once.encode("utf-8").decode() == once and "\x00" not in once


@given(value=st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.none(), st.booleans()))
def test_whatever_stands_in_a_cell_is_taken_or_refused(value):
    try:
        found = cells.number(value, "값")
    except measurement.Refused:
        return
    assert found is None or abs(found) <= cells.LARGEST


@pytest.mark.parametrize(("name", "days"), [
    ("2024", ("year", "2024-01-01", "2024-12-31")), ("2023-H2", ("half", "2023-07-01", "2023-12-31")),
    ("2024-Q1", ("quarter", "2024-01-01", "2024-03-31")), ("2023-02", ("month", "2023-02-01", "2023-02-28"))])
def test_periods_begin_and_end_where_the_calendar_says(name, days):
    assert cells.span(name) == days


def test_an_empty_store_has_empty_tables(place):
    assert measurement.published(place.store).empty and measurement.changes(place.store).empty
    assert measurement.feedback_items(place.store, place.backbone).empty and measurement.refusals(place.store, place.backbone).empty
    assert measurement.read_dashboard(measurement.dashboard(place.store)) == "맡은 값 8개 가운데 0개를 냈고 0개를 공개했습니다."


def test_values_of_a_case_stay_apart_and_name_their_source():
    table = measurement.case_values()
    rates = table[table["indicator"] == "ineligible_rate"].set_index("period")["value"]
    assert rates["2023"] == pytest.approx(5.295255, abs=1e-6) and set(table["data"]) == {"사례에 적은 값"} and (table["source"] != "").all()


@pytest.mark.parametrize(("source", "official"), [
    ("국가데이터처 공식 통계 2025", True), ("행정안전부 공식집계", True), ("보도의 국토교통부 자료", False), ("비공식 통계", False),
    ("공식 통계 아님", False), ("공식 블로그", False)])
def test_only_a_source_that_says_so_is_official(source, official):
    assert bool(re.search(overview.SAYS_OFFICIAL, source)) == official


def test_every_reason_says_what_to_do():
    for what, todo in (*REASONS.values(), *TROUBLES.values()):
        assert what.endswith("다.") or what.endswith("다") and todo.endswith("오."), what


def test_all_names_of_the_package_are_there():
    assert all(hasattr(measurement, name) for name in measurement.__all__)
