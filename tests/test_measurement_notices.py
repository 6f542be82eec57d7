"""Housing notices from a server of our own that speaks the three interfaces, and which of them are the same."""

import json
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pandas as pd
import pytest

from dpgkit import measurement
from dpgkit.errors import DataError
from dpgkit.originals import housing, notices
from dpgkit.originals.client import Pace
from dpgkit.originals.errors import FetchError

HELP = Path(__file__).parent / "fixtures" / "fetch" / "portals.py"
portals = sys.modules.get("fetch_portals") or SourceFileLoader("fetch_portals", str(HELP)).load_module()
APPLYHOME, KEY, cloud = portals.APPLYHOME, portals.KEY, portals.cloud


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv(housing.KEY, raising=False)
    with portals.running() as running:
        yield running


def get(server, *sources, start="2024-03-01", end="2024-03-31", **options):
    options = {"key": KEY, "bases": server.bases(), "pace": Pace(per_second=1000, tries=2, timeout=5, sleep=lambda _: None), **options}
    return housing.fetch_notices(start, end, sources=sources or tuple(housing.BASES), **options)


def test_all_three_sources_become_one_table(server):
    table = get(server)
    assert table["source"].tolist() == ["applyhome"] * 2 + ["myhome"] * 3 + ["lh"] and list(table) == housing.NOTICES
    first = table.iloc[0]
    assert first[["notice", "title", "announced", "ends"]].tolist() == ["2024000101", "가나 센트럴", "2024-03-05", "2024-03-20"]
    assert first["households"] == 178
    assert table["pan_id"].tolist() == ["", "", "0000060123", "", "", "0000060123"] and table["households"].tolist()[2] == 1200
    assert table.iloc[5][["announced", "provider"]].tolist() == ["2024-03-07", "LH"]


def test_what_a_source_does_not_say_stays_empty(server):
    table = get(server).set_index(["source", "notice", "unit"])
    bare, open_ended = table.loc[("applyhome", "2024000102", "2024000102")], table.loc[("myhome", "15001", "0")]
    assert bare[["region", "begins", "url"]].tolist() == ["", "", ""] and pd.isna(bare["households"])
    assert open_ended[["begins", "ends"]].tolist() == ["", ""] and pd.isna(open_ended["households"])
    filled = measurement.completeness(get(server)).set_index(["source", "field"])["filled"]
    assert filled["applyhome", "region"] == 50 and filled["lh", "begins"] == 0 and filled["myhome", "title"] == 100


def test_a_rate_that_is_not_given_is_missing_and_never_zero(server):
    rates = housing.fetch_rates(["2024000101"], key=KEY, base=server.bases()["applyhome"], pace=Pace(per_second=1000))
    assert rates["rate"].tolist()[0] == 20.05 and rates["rate"].isna().tolist() == [False, True, True, True]
    assert rates["applied"].tolist()[:3] == [401, 0, 3] and pd.isna(rates["applied"][3]) and rates["residence"].tolist()[:2] == ["01", "02"]


def test_pages_are_read_to_the_end_and_a_short_answer_is_told(server):
    server.rows["applyhome"] = [{**APPLYHOME[0], "HOUSE_MANAGE_NO": str(number), "PBLANC_NO": str(number)} for number in range(230)]
    assert len(get(server, "applyhome")) == 230 and len(server.asked) == 3
    server.moods = [(200, {"data": APPLYHOME, "matchCount": 50}), (200, {"data": [], "matchCount": 50})]
    with pytest.raises(FetchError, match="50건 가운데 2건만"):
        get(server, "applyhome")


def test_days_outside_the_span_are_left_out(server):
    assert get(server, "applyhome", start="2024-03-06")["notice"].tolist() == ["2024000102"]


@pytest.mark.parametrize(("mood", "kind"), [
    ((401, {"code": -401, "msg": "인증키는 필수 항목 입니다."}), "key"),
    ((200, {"code": -4, "msg": "등록되지 않은 인증키 입니다."}), "key"),
    ((200, b"<OpenAPI_ServiceResponse><returnReasonCode>22</returnReasonCode></OpenAPI_ServiceResponse>"), "quota"),
    ((200, b"<!DOCTYPE html><html></html>"), "html"), ((200, b'{"data": ['), "not_xml"), ((500, b"oops"), "busy"),
    ((200, {"code": -9}), "busy")])
def test_refusals_are_told_in_korean_and_never_with_the_key(server, mood, kind):
    server.moods = [mood, mood]
    with pytest.raises(FetchError) as caught:
        get(server, "applyhome")
    assert caught.value.kind == kind and KEY not in str(caught.value) and "청약홈" in str(caught.value)


@pytest.mark.parametrize("odd", [None, [], "text", {"response": "text"}, {"result": []}, [1, 2]])
@pytest.mark.parametrize("source", ["applyhome", "myhome", "lh"])
def test_an_answer_of_another_shape_is_told_and_not_taken_for_an_empty_one(server, odd, source):
    server.moods = [(200, odd)] * 2
    with pytest.raises(FetchError, match="알려진 모양이 아닙니다"):
        get(server, source)


@pytest.mark.parametrize("empty", [{"response": {"body": {"items": {"item": None}}}}, {"response": {"body": {"totalCount": 0}}},
                                   {"response": {"header": {"resultCode": "03", "resultMsg": "NODATA_ERROR"}}}])
def test_a_month_without_notices_is_empty(server, empty):
    server.moods = [(200, empty)] * 2
    assert get(server, "myhome").empty


def test_what_json_can_hide_does_no_harm(server):
    server.rows["applyhome"] = [{**APPLYHOME[0], "HOUSE_NM": "\ud800\x00 가\u1100\u1161 " + KEY, "TOT_SUPLY_HSHLDCO": "9" * 400}]
    body = json.dumps(cloud(server.rows["applyhome"], {"perPage": 100, "page": 1})).replace("/", "\\/").encode()
    for mood in ((200, body), (200, b"[" * 100_000), (200, b'{"data": ' + b"9" * 5000 + b"}")):
        server.moods = [mood] * 2
        try:
            table = get(server, "applyhome")
        except FetchError as error:
            assert error.kind in ("not_xml", "shape")
            continue
        assert table["title"].tolist() == ["? 가가"] and table["households"].isna().all()


@pytest.mark.parametrize("options", [{"start": "2024-04-01"}, {"start": "봄"}, {"key": " "}])
def test_a_bad_question_is_refused_before_it_is_asked(server, options):
    with pytest.raises(FetchError):
        get(server, **options)
    with pytest.raises(FetchError):
        get(server, "naver")
    assert server.asked == []


def test_the_same_notice_is_found_by_number_and_by_title(server):
    table = get(server)
    same = measurement.same_notices(table).set_index(["source", "notice"])
    assert same.loc[("myhome", "15000"), "group"] == same.loc[("lh", "0000060123"), "group"] and same["group"].nunique() == 4
    assert same.loc[("lh", "0000060123"), "match"] == "LH 번호" and (same["match"] == "").sum() == 3
    by_title = measurement.same_notices(table.assign(pan_id="")).set_index(["source", "notice"])
    assert by_title.loc[("lh", "0000060123"), "match"] == "제목·지역·날짜" and by_title["group"].nunique() == 4


def made(source, rows):
    return pd.DataFrame([(source, *row, "") for row in rows], columns=["source", "notice", "title", "region", "announced", "pan_id"])


def test_two_numbers_of_one_source_are_two_notices_unless_one_corrects_the_other():
    rows = [("1", "가 행복주택 모집공고", "서울", "2024-03-01"), ("2", "가 행복주택 모집공고", "서울", "2024-03-02"),
            ("3", "가 행복주택 모집공고", "부산", "2024-03-02"),
            ("4", "[정정공고] 가 행복주택 모집공고", "서울특별시", "2024-03-04"), ("5", "가 행복주택 모집공고", "서울", "2024-05-04")]
    assert measurement.same_notices(made("lh", rows[:3]))["group"].nunique() == 3
    assert measurement.same_notices(made("lh", [rows[0], rows[3]]))["group"].nunique() == 1
    assert measurement.same_notices(made("lh", [rows[3], rows[4]]))["group"].nunique() == 2


def test_coverage_counts_a_doubled_notice_once():
    own = made("lh", [(str(number), f"{number}지구 모집공고", "서울", "2024-03-01") for number in range(1150)])
    listed = made("myhome", [(str(number), f"{number}지구 모집공고", "서울", "2024-03-01") for number in range(1035)])
    twice = made("myhome", [(f"b{number}", f"[정정공고] {number}지구 모집공고", "서울", "2024-03-03") for number in range(46)])
    rows = measurement.notice_coverage(own, pd.concat([listed, twice])).set_index("항목")["값"]
    assert rows["통합 목록에서 겹친 공고"] == 46 and rows["통합 목록의 공고"] == 1081
    assert rows["겹침을 빼지 않은 비율(%)"] == pytest.approx(94.0) and rows["겹침을 뺀 비율(%)"] == pytest.approx(90.0)
    assert rows["찾은 원래 공고의 비율(%)"] == pytest.approx(90.0) and rows["원래 공고에 없는 통합 공고"] == 0


def test_coverage_tells_what_the_list_has_beyond():
    own, listed = made("lh", [("1", "가", "서울", "2024-03-01")]), made("myhome", [("9", "나", "서울", "2024-03-01")])
    rows = measurement.notice_coverage(own, listed).set_index("항목")["값"]
    assert rows["찾은 원래 공고의 비율(%)"] == 0 and rows["원래 공고에 없는 통합 공고"] == 1
    with pytest.raises(DataError):
        measurement.notice_coverage(own.head(0), listed)
    with pytest.raises(DataError, match="pan_id"):
        measurement.same_notices(own.drop(columns="pan_id"))


@pytest.mark.parametrize(("one", "other"), [
    ("가나 A-1블록 모집공고", "가나A1블록  모집공고문"), ("（정정공고）가나 청약", "가나 청약"), ("가나(1차)", "가나 １차")])
def test_titles_differ_only_in_what_matters(one, other):
    assert notices.plain_title(one) == notices.plain_title(other)
    assert notices.plain_title("가나 1차 모집공고") != notices.plain_title("가나 2차 모집공고")
