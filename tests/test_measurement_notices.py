"""Housing notices from a server of our own that speaks the three interfaces, and which of them are the same."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from dpgkit import measurement
from dpgkit.errors import DataError
from dpgkit.measurement import notices
from dpgkit.originals import housing
from dpgkit.originals.client import Pace
from dpgkit.originals.errors import FetchError

KEY = "Aa+bB/cC0dD1eE2fF3gG4hH5iI6jJ7kK8lL9mM=="
APPLYHOME = [{"HOUSE_MANAGE_NO": "2024000101", "PBLANC_NO": "2024000101", "HOUSE_NM": "가나 센트럴", "SUBSCRPT_AREA_CODE_NM": "서울",
              "RCRIT_PBLANC_DE": "2024-03-05", "RCEPT_BGNDE": "2024-03-18", "RCEPT_ENDDE": "2024-03-20", "TOT_SUPLY_HSHLDCO": 178,
              "PBLANC_URL": "https://www.applyhome.co.kr/1"},
             {"HOUSE_MANAGE_NO": "2024000102", "PBLANC_NO": "2024000102", "HOUSE_NM": "필드가 빠진 단지", "RCRIT_PBLANC_DE": "2024-03-06",
              "TOT_SUPLY_HSHLDCO": None}]
MYHOME = [{"pblancId": "15000", "houseSn": 1, "pblancNm": "다라지구 A-1블록 행복주택 입주자 모집공고",
           "suplyInsttNm": "LH", "brtcNm": "경기도", "rcritPblancDe": "20240307", "beginDe": "20240318", "endDe": "20240322",
           "sumSuplyCo": "1,200",
           "url": "https://apply.lh.or.kr/view?panId=0000060123&a=1"},
          {"pblancId": "15000", "houseSn": 2, "pblancNm": "다라지구 A-1블록 행복주택 입주자 모집공고",
           "suplyInsttNm": "LH", "brtcNm": "경기도", "rcritPblancDe": "20240307", "url": ""},
          {"pblancId": "15001", "houseSn": 0, "pblancNm": "마바동 장기전세 입주자모집공고",
           "suplyInsttNm": "SH공사", "brtcNm": "서울특별시", "rcritPblancDe": "20240308", "beginDe": "", "endDe": "미정", "sumSuplyCo": ""}]
LH = [{"PAN_ID": "0000060123", "PAN_NM": "다라지구 A1블록 행복주택 예비입주자모집공고", "CNP_CD_NM": "경기도", "PAN_NT_ST_DT": "2024.03.07",
       "CLSG_DT": "2024.03.22", "DTL_URL": "https://apply.lh.or.kr/view?panId=0000060123", "ALL_CNT": "1"}]
COMPETITION = [("084.9A", 1, "01", "401", "20.05"), ("084.9A", 1, "02", "0", "-"),
               ("059.9B", 2, "01", "3", "(△12)"), ("059.9B", 2, "02", None, None)]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.moods, self.asked, self.rows = [], [], {"applyhome": APPLYHOME, "lh": LH, "rsdtRcritNtcList": MYHOME, "ltRsdtRcritNtcList": []}

    def bases(self):
        return {name: f"http://127.0.0.1:{self.server_port}/{name}" for name in housing.BASES}

    def answer(self, path, asked):
        if asked.pop("serviceKey") != KEY:
            return 401, {"code": -401, "msg": "유효하지 않은 인증키 입니다."}
        operation = path.rpartition("/")[2]
        if operation == "getAPTLttotPblancCmpet":
            number = asked["cond[PBLANC_NO::EQ]"]
            return 200, cloud([{"HOUSE_MANAGE_NO": number, "PBLANC_NO": number, "HOUSE_TY": kind, "SUBSCRPT_RANK_CODE": rank,
                                "RESIDE_SECD": home, "SUPLY_HSHLDCO": 20, "REQ_CNT": applied, "CMPET_RATE": rate}
                               for kind, rank, home, applied, rate in COMPETITION], asked)
        if operation == "getAPTLttotPblancDetail":
            return 200, cloud(self.rows["applyhome"], asked)
        if operation in self.rows:
            return 200, portal(self.rows[operation], asked)
        return 200, [{"dsSch": [{"PAGE": asked["PAGE"]}]}, {"dsList": self.rows["lh"], "resHeader": [{"SS_CODE": "Y"}]}]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        path = urlsplit(self.path)
        status, body = self.server.moods.pop(0) if self.server.moods else self.server.answer(path.path, dict(parse_qsl(path.query)))
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def cloud(rows, asked):
    size, page = int(asked["perPage"]), int(asked["page"])
    shown = rows[(page - 1) * size:page * size]
    return {"currentCount": len(shown), "data": shown, "matchCount": len(rows), "page": page, "perPage": size, "totalCount": 2843}


def portal(rows, asked):
    size, page = int(asked["numOfRows"]), int(asked["pageNo"])
    shown = rows[(page - 1) * size:page * size]
    item = {} if not shown else {"item": shown[0] if len(shown) == 1 else shown}
    return {"response": {"header": {"resultCode": "00", "resultMsg": "NORMAL SERVICE."},
                         "body": {"totalCount": str(len(rows)), "numOfRows": str(size), "pageNo": str(page), **item}}}


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv(housing.KEY, raising=False)
    with Server() as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield running
        running.shutdown()


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


@pytest.mark.parametrize("odd", [None, [], "text", {"response": "text"}, {"response": {"body": {"items": {"item": None}}}},
                                 {"data": {"a": 1}}, [1, 2]])
def test_an_answer_of_another_shape_is_no_notice(server, odd):
    server.moods = [(200, odd)] * 2
    assert len(get(server, "myhome")) <= 1


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
