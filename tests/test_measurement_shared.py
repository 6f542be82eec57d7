"""Values of several organisations together: put together as the card says, told where they are missing, returned with a reason."""

import json
import sqlite3
import sys
from contextlib import closing
from importlib.machinery import SourceFileLoader
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dpgkit import cases, measurement
from dpgkit.dashboard.stores import open_read_only
from dpgkit.documents import personal
from dpgkit.errors import DataError
from dpgkit.measurement import access, cells, overview, readable, registry

HELP = Path(__file__).parent / "fixtures" / "measurement" / "stores.py"
stores = sys.modules.get("measurement_stores") or SourceFileLoader("measurement_stores", str(HELP)).load_module()
place, local, server = stores.place, stores.local, stores.server
MEAN = stores.INDICATORS.iloc[[0]].assign(name="wrong_visit", title="잘못 찾아간 가구의 비율", aggregation="mean_of_ratios")


def refused(code, call, *arguments, **options):
    with pytest.raises(measurement.Refused) as caught:
        call(*arguments, **options)
    assert caught.value.code == code
    return str(caught.value)


def mean_place(place):
    """Add an indicator whose card asks for the mean of ratios."""
    measurement.add_indicators(place.store, place.backbone, MEAN)
    for name in place.keys:
        measurement.assign(place.store, place.backbone, name, ["wrong_visit"])


def board(place, indicator, period="2024"):
    return measurement.dashboard(place.store, period=period).set_index("indicator").loc[indicator]


def send(place, who, indicator, **options):
    number = measurement.submit(place.store, place.keys[who], indicator, "2024", unit="%", **options)
    place.publish(number)


@pytest.mark.parametrize(("indicator", "value", "way"), [
    ("wrong_visit", (100 * 90 / 700 + 100 * 10 / 300) / 2, "비율의 평균"), ("ineligible_rate", 10.0, "합끼리 나누기")])
def test_ratios_are_put_together_as_the_card_says(place, indicator, value, way):
    mean_place(place)
    for who, numerator, denominator in (("ga", 90, 700), ("na", 10, 300)):
        send(place, who, indicator, numerator=numerator, denominator=denominator)
    row = board(place, indicator)
    assert row["value"] == pytest.approx(value) and row["pooling"] == way and measurement.verify(place.store).empty
    shown = readable.status(measurement.dashboard(place.store, period="2024"), measurement.indicators(place.store))
    assert shown.set_index("지표").loc[MEAN["title"].iloc[0], "묶는 방법"] == "비율의 평균"


def test_the_way_comes_from_the_cards_of_a_case():
    cards = cases.load_case("housing").indicators.set_index("indicator")["aggregation"]
    kept = measurement.case_indicators("housing").set_index("name")
    shares = kept.index[kept["kind"] == "ratio"]
    assert len(shares) and kept.loc[shares, "aggregation"].tolist() == cards[shares].tolist()
    assert kept.loc[kept["kind"] != "ratio", "aggregation"].eq("ratio_of_sums").all()


def test_a_way_that_is_none_is_refused(place):
    refused("choice", measurement.add_indicators, place.store, place.backbone, MEAN.assign(aggregation="median"))


@pytest.fixture
def older(tmp_path):
    """The file of a store that was made before indicators had a way of putting them together."""
    path = tmp_path / "앞의 저장소.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((HELP.parent / "older.sql").read_text(encoding="utf-8"))
    return path


@pytest.mark.parametrize("opened", [measurement.open_store, open_read_only])
def test_an_older_store_is_read_as_it_was(older, opened):
    with opened(older) as store:
        row = measurement.dashboard(store).iloc[0]
        assert (row["value"], row["pooling"]) == (10.0, "합끼리 나누기") and measurement.verify(store).empty
        assert measurement.indicators(store)["aggregation"].tolist() == ["ratio_of_sums"]


def test_an_older_store_takes_a_card_with_another_way_and_its_audit_holds(older, monkeypatch):
    monkeypatch.setattr(access, "sign_in", lambda connection, key: access.Actor(connection, 1, "backbone", "backbone"))
    with measurement.open_store(older) as store:
        sealed = measurement.seal(store)
        for name in ("wrong_visit", "again"):
            measurement.add_indicators(store, "", MEAN.assign(name=name))
        assert measurement.indicators(store)["aggregation"].tolist() == ["ratio_of_sums", "mean_of_ratios", "mean_of_ratios"]
        assert measurement.verify(store, sealed).empty
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("DROP TRIGGER indicators_UPDATE")
        connection.execute("UPDATE indicators SET aggregation = 'mean_of_ratios' WHERE id = 1")
        connection.commit()
    with measurement.open_store(older) as store:
        assert measurement.verify(store)["번호"].tolist() == [1]          # a way that was changed behind the back of the kit


def test_an_older_database_is_read_and_brought_up(server):
    server.direct("ALTER TABLE indicators DROP COLUMN aggregation")
    assert set(measurement.dashboard(server.store)["pooling"]) == {"합끼리 나누기", "합"} and measurement.verify(server.store).empty
    mean_place(server)
    assert measurement.indicators(server.store)["aggregation"].tolist() == ["ratio_of_sums"] * 3 + ["mean_of_ratios"]
    assert measurement.verify(server.store).empty and server.submit() == 1


def test_whatever_is_assigned_and_open_counts_before_anything_came(place):
    measurement.add_periods(place.store, place.backbone, ["2021", "2999"], closes={"2021": "2022-03-31"})
    whole = measurement.dashboard(place.store)
    assert set(whole["period"]) == {"2023", "2024"}           # 2021 and 2022 are closed, 2999 has not begun, 2024-03 is nobody's
    assert measurement.read_dashboard(whole) == "맡은 값 8개 가운데 0개를 냈고 0개를 공개했습니다."
    assert measurement.dashboard(place.store, period="2024")[["assigned", "submitted", "data"]].values.tolist() == [[2, 0, ""]] * 2
    assert "2024" in refused("period", measurement.dashboard, place.store, period="2031")


def test_values_that_are_missing_do_not_mix_the_kind_of_the_data():
    rows = pd.DataFrame({"assigned": [2, 2], "submitted": [2, 0], "published": [1, 0], "data": ["모의자료", ""]})
    assert measurement.read_dashboard(rows).endswith("이 값은 모의자료입니다.")


def test_whoever_runs_the_store_reads_who_has_not_submitted_what(place):
    place.submit(period="2024")
    back = place.submit("na", period="2024")
    measurement.review(place.store, place.backbone, back, "returned", note="분모를 적어 주십시오")
    place.submit("na", draft=True)                            # a draft is its writer's alone
    left = measurement.missing(place.store, place.backbone, period="2024")
    assert left[["organisation", "indicator", "state"]].values.tolist() == [
        ["ga", "notices", ""], ["na", "ineligible_rate", "returned"], ["na", "notices", ""]]
    whole = measurement.missing(place.store, place.backbone)
    waiting = measurement.dashboard(place.store)
    assert (whole["state"] == "").sum() == (waiting["assigned"] - waiting["submitted"]).sum() == 6
    assert set(measurement.missing(place.store, place.keys["ga"])["organisation"]) == {"ga"}
    shown = readable.missing(left, measurement.indicators(place.store), measurement.organisations(place.store))
    assert shown.values.tolist()[1] == ["나 기관", "부적격 당첨 비율", "2024", "없음", "돌려보낸 뒤 다시 안 냄"]


def test_a_rate_alone_is_taken_and_not_divided_sum_by_sum(place):
    send(place, "ga", "ineligible_rate", value=12.4)
    row = board(place, "ineligible_rate")
    assert row["value"] == pytest.approx(12.4) and row["pooling"] == overview.ONE
    send(place, "na", "ineligible_rate", numerator=10, denominator=100)
    row = board(place, "ineligible_rate")
    assert pd.isna(row["value"]) and row["pooling"] == "합끼리 나눌 수 없음(분자와 분모가 없는 값 1개)"
    shown = readable.status(measurement.dashboard(place.store, period="2024"), measurement.indicators(place.store)).set_index("지표")
    assert shown.loc["부적격 당첨 비율", "공개한 값"] == "셈하지 않음" and shown.loc["공고 수", "공개한 값"] == "근거 미확인"
    assert measurement.published(place.store)["numerator"].isna().tolist() == [True, False]


def test_a_rate_alone_has_a_mean(place):
    mean_place(place)
    send(place, "ga", "wrong_visit", value=12)
    send(place, "na", "wrong_visit", numerator=10, denominator=100)
    assert board(place, "wrong_visit")[["value", "pooling"]].tolist() == [11.0, "비율의 평균"]


@pytest.mark.parametrize(("cells_", "words"), [
    ({"value": 139}, ["범위를 벗어났습니다", "받은 값: 139", "0 ~ 100 %"]),
    ({"numerator": 120, "denominator": 100}, ["범위를 벗어났습니다", "받은 값: 분자 120 ÷ 분모 100 = 120", "0 ~ 100 %"]),
    ({"value": 139, "numerator": 3}, ["범위를 벗어났습니다", "받은 값: 139"]),
    ({"denominator": 100}, ["하나만 있습니다", "받은 값: 분자 빈 칸, 분모 100", "비율만 알면"]),
    ({"numerator": 7.5}, ["받은 값: 분자 7.5, 분모 빈 칸"]),
    ({}, ["비어 있는 칸", "받은 값: 값, 분자, 분모: 빈 칸"])])
def test_a_refusal_tells_what_was_received(local, cells_, words):
    rows = pd.DataFrame([{"indicator": "ineligible_rate", "period": "2024", "unit": "%", **cells_}])
    told = measurement.submit_table(local.store, local.keys["ga"], rows, dry=True)["까닭"][0]
    assert [word for word in words if word not in told] == []


def test_a_line_with_a_rate_alone_is_taken_with_a_remark(local):
    rows = pd.DataFrame([{"indicator": "ineligible_rate", "period": "2024", "unit": "%", "value": value} for value in ("45%", "45%")])
    report = measurement.submit_table(local.store, local.keys["ga"], rows)
    assert report["결과"].tolist() == ["받음", "이미 있음"] and "합끼리 나눌 수 없습니다" in report["까닭"][0]
    assert measurement.submissions(local.store, local.keys["ga"])["value"].tolist() == [45.0]


def test_parts_of_a_ratio_may_be_money_or_time_but_counts_are_whole(local):
    assert local.submit(numerator=1.5, denominator=30) == 1
    refused("whole", measurement.submit, local.store, local.keys["ga"], "notices", "2024", value=1.5, unit="건")


def test_a_member_reads_why_its_value_was_returned(place):
    number = place.submit()
    measurement.review(place.store, place.backbone, number, "returned", note="근거 문서를 붙여 주십시오")
    for table in (measurement.submissions(place.store, place.keys["ga"]), measurement.history(place.store, place.keys["ga"], number)):
        assert table[["state", "review"]].values.tolist() == [["returned", "근거 문서를 붙여 주십시오"]]
    again = place.submit(numerator=6, reason="근거를 붙임")
    assert measurement.history(place.store, place.keys["ga"], again)["review"].tolist() == ["근거 문서를 붙여 주십시오", ""]
    assert "review" not in measurement.published(place.store) and measurement.submissions(place.store, place.keys["na"]).empty


def test_a_revision_that_was_corrected_is_reviewed_no_more(place):
    first = place.submit()
    draft = place.submit(numerator=6, reason="다시 셈", draft=True)
    measurement.review(place.store, place.backbone, first, "accepted")            # nobody else knows of the draft
    measurement.send(place.store, place.keys["ga"], draft)
    told = refused("superseded", measurement.review, place.store, place.backbone, first, "published")
    assert f"받은 값: {first}\n  쓸 수 있는 값: {draft}\n" in told
    place.publish(draft)
    assert measurement.published(place.store)["value"].tolist() == [6.0]


def test_a_title_is_as_good_as_a_name_and_a_wrong_one_is_told_what_there_is(local):
    rows = pd.DataFrame([("부적격  당첨 비율", "2024"), ("부적격", "2024"), ("ineligible_rate", "2031"), ("대기 시간", "2024"),
                         ("ineligible_rate", "2024-03")], columns=["indicator", "period"])
    report = measurement.submit_table(local.store, local.keys["ga"], rows.assign(numerator=5, denominator=100, unit="%"))
    assert report["결과"].tolist() == ["받음", *["거절"] * 4]
    offered = "ineligible_rate(부적격 당첨 비율), notices(공고 수)"
    assert offered in report["까닭"][1] and "2024, 2023, 2022" in report["까닭"][2]
    assert "맡은 지표가 아닙니다" in report["까닭"][3] and offered in report["까닭"][3] and "연: 2024, 2023" in report["까닭"][4]
    assert measurement.submissions(local.store, local.keys["ga"])["indicator"].tolist() == ["ineligible_rate"]


def test_titles_that_two_indicators_share_name_neither(local):
    measurement.add_indicators(local.store, local.backbone, MEAN.assign(title="공고 수"))
    refused("indicator", measurement.submit, local.store, local.keys["ga"], "공고 수", "2024", value=3, unit="건")


def test_a_sheet_of_one_organisation_is_refused_with_the_key_of_another(local, tmp_path):
    path = measurement.make_template(local.store, local.keys["ga"], tmp_path / "양식.xlsx", period="2024")
    book = openpyxl.load_workbook(path)
    book["제출"]["D2"], book["제출"]["E2"] = 5, 100
    book.save(path)
    report = measurement.import_sheet(local.store, local.keys["na"], path)
    assert report["결과"].tolist() == ["거절"] and "다른 기관의 몫" in report["까닭"][0] and "ga" in report["까닭"][0]
    assert measurement.import_sheet(local.store, local.keys["ga"], path)["결과"].tolist() == ["받음"]
    assert [row[0].value for row in book["제출"].iter_rows(max_row=1)] == ["지표"] and book["안내"]["B9"].value == "ga"


@pytest.mark.parametrize(("name", "period", "error", "words"), [
    ("양식.xlsx", "2031", measurement.Refused, "없는 기간"), ("양식.xlsx", "2024-03", measurement.Refused, "재는 기간이 아닙니다"),
    ("양식.csv", "2024", DataError, ".xlsx"), ("양식", "", DataError, "파일 종류")])
def test_a_sheet_that_could_not_be_sent_is_not_made(local, tmp_path, name, period, error, words):
    with pytest.raises(error, match=words):
        measurement.make_template(local.store, local.keys["ga"], tmp_path / name, period=period)
    assert not (tmp_path / name).exists()


def test_a_sheet_has_lines_for_what_is_measured_in_the_period(local, tmp_path):
    measurement.add_indicators(local.store, local.backbone, MEAN.assign(period_kind="month"))
    measurement.assign(local.store, local.backbone, "ga", ["wrong_visit"])
    for period, names in (("2024", ["ineligible_rate", "notices"]), ("2024-03", ["wrong_visit"])):
        path = measurement.make_template(local.store, local.keys["ga"], tmp_path / f"{period}.xlsx", period=period)
        lines = openpyxl.load_workbook(path)["제출"].iter_rows(min_row=2, max_col=1, values_only=True)
        assert [line[0] for line in lines if line[0]] == names


def test_the_standard_is_json_and_says_so_in_its_name(local, tmp_path):
    with pytest.raises(DataError, match="파일 종류"):
        measurement.export_cids(local.store, tmp_path / "값.txt")
    assert json.loads(measurement.export_cids(local.store, tmp_path / "값.json").read_text(encoding="utf-8"))[0]["@type"] == "cids:Theme"


def test_an_exported_workbook_has_words_for_codes(local, tmp_path):
    local.publish(local.submit())
    book = openpyxl.load_workbook(measurement.export_values(local.store, tmp_path / "값.xlsx"))
    cells_ = {cell.value for sheet in ("지표", "기관", "값") for row in book[sheet].iter_rows() for cell in row}
    assert {"비율(분자 ÷ 분모)", "개수", "연", "결과", "합끼리 나누기", "구성 기관", "공개"} <= cells_
    assert not cells_ & {"ratio", "count", "year", "outcome", "output", "member", "backbone_", "ratio_of_sums", "published"}


@pytest.mark.parametrize("text", ["900101-1234567", "홍길동 9001011234567", "900101 - 2234567입니다"])
def test_of_a_resident_number_not_even_the_year_of_birth_is_kept(text):
    assert cells.masked(text).count("(주민등록번호 가림)") == 1 and not any(sign.isdigit() for sign in cells.masked(text))
    assert personal.count(text)["주민등록번호"] == 1


def test_levels_of_a_store_are_those_of_the_cards():
    from dpgkit.kpi import AGGREGATION, LEVELS
    from dpgkit.measurement.models import AGGREGATIONS

    assert tuple(LEVELS) == registry.LEVELS and tuple(AGGREGATION) == AGGREGATIONS


def test_a_value_of_a_case_that_is_known_as_a_rate_stays_one(monkeypatch):
    case = cases.load_case("housing")
    known = case.measurements.head(1).astype({"numerator": float, "denominator": float}).assign(numerator=None, denominator=None, rate=12.4)
    monkeypatch.setattr(overview.cases, "load_case", lambda name: type("Case", (), {"measurements": known}))
    assert measurement.case_values()["value"].tolist() == [12.4]
