"""Originals are fetched from a server of our own that speaks the two interfaces, with its moods."""

import argparse
import email.utils
import itertools
import logging
import os
import re
import ssl
import subprocess
import sys
import threading
import time
import traceback
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pandas as pd
import pytest
import yaml

from dpgkit import __version__, documents
from dpgkit.originals import answers, client, fetch, files, laws, press
from dpgkit.originals.client import Pace
from dpgkit.originals.errors import KINDS

SAMPLES = Path(__file__).parent / "fixtures" / "fetch"
LAW_KEY = "qz7x"     # real ones are as short: the beginning of a mail address
DATA_KEY = "Aa+bB/cC0dD1eE2fF3gG4hH5iI6jJ7kK8lL9mM=="
SENT_KEY = "Aa%2BbB%2FcC0dD1eE2fF3gG4hH5iI6jJ7kK8lL9mM%3D%3D"
VERSIONS = [
    ("101", "마을우물법", "19990101", "19990101", "제정", "연혁"), ("102", "마을우물법", "20190702", "20200101", "일부개정", "연혁"),
    ("103", "마을우물법", "20240305", "20240601", "일부개정", "현행"),
    ("104", "마을우물법", "20251230", "20991231", "일부개정", "시행예정"),
    ("201", "마을우물법 시행령", "20200101", "20200101", "제정", "현행"),
    ("301", "두레박ㆍ물동이법", "20100101", "20100101", "제정", "연혁"),
    ("302", "두레박ㆍ물동이법", "20150101", "20150101", "폐지", "연혁")]


@dataclass
class Reply:
    """What the server sends instead of its usual answer."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    cut: bool = False
    delay: float = 0.0


class Server(ThreadingHTTPServer):
    """Both interfaces on one port; ``moods`` are sent first, ``asked`` holds what arrived."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.moods, self.asked, self.agents, self.releases = [], [], [], {}
        self.rows, self.obeys_pages, self.gives_total, self.keys = 100, True, True, {LAW_KEY, DATA_KEY}

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server_port}"

    def operations(self):
        return [urlsplit(path).path.strip("/") for path in self.asked]

    def answer(self, operation, asked):
        if asked.get("OC", asked.get("serviceKey")) not in self.keys:
            return sample("law_refused.xml") if "OC" in asked else refused("SERVICE_KEY_IS_NOT_REGISTERED_ERROR", 30)
        return {"lawSearch.do": self.search, "lawService.do": self.service, "pressReleaseList": self.press}[operation](asked)

    def search(self, asked):
        found = [row for row in VERSIONS if asked["query"].replace(" ", "") in row[1].replace(" ", "")
                 and (asked["target"] == "eflaw" or row[5] == "현행")]
        display, page = min(int(asked["display"]), self.rows), int(asked["page"])
        rows = "".join(law_row(*row, key=asked["OC"]) for row in found[(page - 1) * display:page * display])
        return (f"<LawSearch><target>law</target><totalCnt>{len(found)}</totalCnt><page>{page}</page><resultCode>00</resultCode>"
                f"{rows}</LawSearch>").encode()

    def service(self, asked):
        known = [row for row in VERSIONS if row[0] == asked["MST"] and asked.get("efYd", row[3]) == row[3]]
        return sample("law_text.xml") if known else "<Law>일치하는 법령이 없습니다.  법령명을 확인하여 주십시오.</Law>".encode()

    def press(self, asked):
        first, last = (datetime.strptime(asked[name], "%Y%m%d").date() for name in ("startDate", "endDate"))
        if (last - first).days > 2:
            return refused("THREE_DAYS_OVER_ERROR", 98)
        found = [item for day, items in self.releases.items() if first <= day <= last for item in items]
        rows, page = min(int(asked["numOfRows"]), self.rows), int(asked["pageNo"])
        shown = found[(page - 1) * rows:page * rows] if self.obeys_pages else found[:self.rows]
        total = f"<totalCount>{len(found)}</totalCount>" if self.gives_total else ""
        return ("<?xml version='1.0' encoding='UTF-8'?><response><header><resultCode>0</resultCode><resultMsg>NORMAL_SERVICE"
                f"</resultMsg></header><body>{total}{''.join(shown)}</body></response>").encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.server.agents.append(self.headers["User-Agent"])
        path = urlsplit(self.path)
        mood = self.server.moods.pop(0) if self.server.moods else None
        reply = mood or Reply(self.server.answer(path.path.strip("/"), dict(parse_qsl(path.query))))
        time.sleep(reply.delay)
        self.send_response(reply.status)
        for name, value in {"Content-Type": "text/xml;charset=UTF-8", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body) + 1000 * reply.cut))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_):
        pass


def sample(name):
    return (SAMPLES / name).read_bytes()


def refused(word, code):
    return sample("portal_refused.xml").decode().format(word=word, code=code).encode()


def law_row(serial, name, promulgated, effective, change, state, *, key=""):
    return (f"<law id='1'><법령일련번호>{serial}</법령일련번호><현행연혁코드>{state}</현행연혁코드>"
            f"<법령명한글><![CDATA[{name}]]></법령명한글>"
            f"<법령약칭명><![CDATA[{'우물법' if name == '마을우물법' else ''}]]></법령약칭명><법령ID>0099{serial[0]}</법령ID>"
            f"<공포일자>{promulgated}</공포일자><공포번호>{serial}</공포번호><제개정구분명>{change}</제개정구분명><소관부처명>행정안전부</소관부처명>"
            f"<법령구분명>법률</법령구분명><시행일자>{effective}</시행일자>"
            f"<법령상세링크>/DRF/lawService.do?OC={key}&amp;target=law&amp;MST={serial}</법령상세링크></law>")


def release(number, day, ministry="행정안전부"):
    return sample("press_item.xml").decode().format(number=number, ministry=ministry, year=day.year, month=f"{day:%m}", day=f"{day:%d}")


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def pace(self, **options):
        return Pace(clock=lambda: self.now, sleep=self.sleep, **{"timeout": 5.0, **options})


@pytest.fixture(autouse=True)
def own_settings(monkeypatch):
    for name in (fetch.LAW_KEY, fetch.DATA_KEY):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server():
    with Server() as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def get_laws(server, clock, tmp_path):
    def get(*names, **options):
        options = {"key": LAW_KEY, "base": server.base, "pace": clock.pace(), **options}
        return fetch.fetch_laws(list(names), options.pop("folder", tmp_path / "원문 폴더"), **options)
    return get


@pytest.fixture
def get_press(server, clock, tmp_path):
    def get(start, end, **options):
        options = {"key": DATA_KEY, "base": server.base, "pace": clock.pace(), **options}
        return fetch.fetch_press(start, end, options.pop("folder", tmp_path / "원문 폴더"), **options)
    return get


@pytest.fixture
def three_weeks(server):
    days = [date(2023, 4, 3) + timedelta(days=number) for number in range(7)]
    server.releases = {day: [release(f"{day:%d}{number}", day, ministry) for number, ministry in enumerate(
        ("행정안전부", "기획재정부"))] for day in days if day.weekday() < 5}
    return server


def read_back(folder, name):
    header, body = (folder / name).read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
    return yaml.safe_load(header), body.strip()


# statutes

def test_a_statute_of_today_becomes_a_file_with_header_and_whole_text(get_laws, tmp_path):
    table = get_laws("우물법")
    assert table.columns.tolist() == files.COLUMNS and table["status"].tolist() == ["받음"]
    header, body = read_back(tmp_path / "원문 폴더", table["file"][0])
    assert header == {"id": "law_00991_103_20240601", "title": "마을우물법", "date": "2024-03-05", "issuer": "행정안전부", "sources": [
        {"title": laws.PUBLISHER, "url": "https://www.law.go.kr/LSW/lsInfoP.do?lsiSeq=103&efYd=20240601"}], "type": "law",
        "fetched": files.today()}
    assert body.splitlines() == [
        "[시행 2024-06-01] [법률 제103호, 2024-03-05, 일부개정]", "", "## 제1장 총칙", "",
        "제1조(목적) 이 법은 우물을 함께 쓰는 일을 정한다. <개정 2019. 7. 2.>", "", "제1조의2(두레박)", "① 두레박은 다음과 같다.",
        "1. 나무 두레박", "가. 참나무", "(마른 것만)", "2. 쇠 두레박", "", "## 부칙", "",
        "부칙 <제7호,2019.7.2>", "이 법은 2020년 1월 1일부터 시행한다."]


@pytest.mark.parametrize(("on", "serial", "target"), [
    ("", "103", "law"), ("2019-12-31", "101", "eflaw"), ("20200101", "102", "eflaw"), (date(2024, 5, 31), "102", "eflaw")])
def test_the_version_in_force_on_the_day_is_chosen(get_laws, server, on, serial, target):
    server.rows = 2   # several pages
    assert f"_{serial}_" in get_laws("마을우물법", on=on)["id"][0]
    service = dict(parse_qsl(urlsplit(server.asked[-1]).query))
    assert service["MST"] == serial and service["target"] == target and ("efYd" in service) == bool(on)
    assert len(server.asked) == (2 if not on else 4)


@pytest.mark.parametrize(("name", "on", "message"), [
    ("우물", "", "쓸 수 있는 값: 마을우물법, 마을우물법 시행령"), ("마을우물법", "1998-12-31", "1999-01-01 이후의 날짜"),
    ("두레박·물동이법", "2016-01-01", "2015-01-01 이전의 날짜"), ("없는법", "", "그 이름의 법령이 없습니다.")])
def test_a_statute_that_is_not_there_is_explained(get_laws, tmp_path, name, on, message):
    with pytest.raises(fetch.FetchError, match=re.escape(message)):
        get_laws(name, on=on)
    assert not (tmp_path / "원문 폴더").exists()


def test_a_statute_listed_as_current_before_its_day_is_not_taken(get_laws, server):
    row = law_row("104", "마을우물법", "20251230", "20991231", "일부개정", "현행")
    server.moods = [Reply(f"<LawSearch><totalCnt>1</totalCnt>{row}</LawSearch>".encode())]
    assert get_laws("마을우물법")["id"].tolist() == ["law_00991_103_20240601"]
    assert ["target=eflaw" in path for path in server.asked] == [False, True, True]


def test_one_missing_statute_does_not_stop_the_others(get_laws, tmp_path):
    table = get_laws("없는법", "마을우물법", "마을우물법 시행령")
    assert table["status"].tolist() == ["실패: 그 이름의 법령이 없습니다.", "받음", "받음"]
    manifest = pd.read_csv(tmp_path / "원문 폴더" / files.MANIFEST, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert manifest[files.COLUMNS].equals(table.astype(manifest.dtypes[files.COLUMNS])) and manifest["title"][0] == "법령 없는법"


def test_nothing_is_fetched_twice(get_laws, server):
    first = get_laws("마을우물법", on="2020-01-01")
    again = get_laws("마을우물법", on="2020-01-01")
    assert server.operations() == ["lawSearch.do", "lawService.do"] and again["status"].tolist() == ["이미 있음"]
    assert again.drop(columns="status").equals(first.drop(columns="status"))
    get_laws("마을우물법"), get_laws("마을우물법")     # today's version may have changed: the search is asked again, the text is not
    assert server.operations()[2:] == ["lawSearch.do", "lawService.do", "lawSearch.do"]


def test_a_deleted_file_is_fetched_again_and_an_edited_one_is_left_alone(get_laws, tmp_path):
    folder = tmp_path / "원문 폴더"
    kept, deleted = get_laws("마을우물법", "마을우물법 시행령", on="2020-06-01")["file"]
    (folder / kept).write_text("고친 글", encoding="utf-8")
    (folder / deleted).unlink()
    assert get_laws("마을우물법", "마을우물법 시행령", on="2020-06-01")["status"].tolist() == ["이미 있음", "받음"]
    assert (folder / kept).read_text(encoding="utf-8") == "고친 글"


def test_a_text_that_is_not_there_is_a_failure(get_laws, server):
    server.moods = [None, Reply("<Law>일치하는 법령이 없습니다.</Law>".encode())]
    with pytest.raises(fetch.FetchError, match="본문을 받지 못했습니다"):
        get_laws("마을우물법")


def test_cp949_and_missing_parts_are_read(get_laws, server):
    row = "<law><법령일련번호>9</법령일련번호><법령명한글>똠방법</법령명한글></law>"
    server.moods = [Reply(f"<?xml version='1.0' encoding='EUC-KR'?><LawSearch>{row}</LawSearch>".encode("cp949"))]
    server.moods += [Reply("<법령><조문><조문단위><조문내용>똠방</조문내용></조문단위></조문></법령>".encode("cp949"))]
    table = get_laws("똠방법")
    assert table[["title", "date", "issuer", "status"]].values.tolist() == [["똠방법", "", "", "받음"]]
    assert table["file"][0] == "날짜없음_똠방법_law_0_9_.md"


# press releases

def test_press_releases_of_a_span_are_fetched_three_days_at_a_time(get_press, three_weeks, tmp_path):
    table = get_press("2023-04-03", "2023-04-09")
    assert len(table) == 10 and table["date"].tolist()[::2] == [f"2023-04-0{day}" for day in range(3, 8)]
    spans = [dict(parse_qsl(urlsplit(path).query)) for path in three_weeks.asked]
    assert [(span["startDate"], span["endDate"]) for span in spans] == [
        ("20230403", "20230405"), ("20230406", "20230408"), ("20230409", "20230409")]
    header, body = read_back(tmp_path / "원문 폴더", table["file"][0])
    assert header["title"] == '우물·두레박 030호: "첫째/둘째" <계획>?' and header["issuer"] == "행정안전부" and header["type"] == "press"
    assert header["sources"][0]["url"] == "https://www.korea.kr/briefing/pressReleaseView.do?newsId=030&"
    assert body.split("\n\n") == ["- 마을마다", "하나씩 -", "우물을 함께 쓴다.", "가 나"]


@pytest.mark.parametrize(("obeys", "total", "limit", "size", "requests"), [
    (True, True, 100, 130, 2), (True, False, 100, 130, 2), (True, True, 40, 130, 4),    # 40: fewer a page than asked for
    (False, True, 999, 130, 1), (False, False, 999, 130, 1), (False, False, 100, 100, 2)])
def test_pages_are_asked_for_until_nothing_new_comes(get_press, server, obeys, total, limit, size, requests):
    server.obeys_pages, server.gives_total, server.rows, day = obeys, total, limit, date(2023, 4, 3)
    server.releases = {day: [release(1000 + number, day) for number in range(size)]}
    if obeys:
        server.releases[day][-1] = server.releases[day][0]    # one comes twice
    assert len(get_press("2023-04-03", "2023-04-03")) == size - obeys and len(server.asked) == requests


def test_releases_that_the_service_counts_and_does_not_give_are_told(get_press, server):
    server.obeys_pages, server.rows, day = False, 20, date(2023, 4, 3)
    server.releases = {day: [release(1000 + number, day) for number in range(30)]}
    table = get_press("2023-04-03", "2023-04-03")
    assert (table["status"] == "받음").sum() == 20 and table["status"].iloc[-1] == "실패: 보도자료 30건 가운데 20건만 받았습니다."
    server.obeys_pages = True
    assert get_press("2023-04-03", "2023-04-03")["status"].tolist() == ["이미 있음"] * 20 + ["받음"] * 10


@pytest.mark.parametrize(("options", "size"), [({"ministry": "기획재정"}, 5), ({"query": "031호"}, 1), ({"query": "함께 쓴다"}, 10)])
def test_ministry_and_word_choose_what_is_kept(get_press, three_weeks, options, size):
    assert len(get_press("2023-04-03", "2023-04-09", **options)) == size


def test_finished_days_are_not_asked_for_again(get_press, three_weeks):
    first = get_press("2023-04-03", "2023-04-09")
    three_weeks.asked.clear()
    again = get_press("2023-04-03", "2023-04-09")
    assert not three_weeks.asked and set(again["status"]) == {"이미 있음"} and again["id"].tolist() == first["id"].tolist()
    assert get_press("2023-04-03", "2023-04-05", ministry="기획")["status"].tolist() == ["이미 있음"] * 3   # other choice, same files


def test_days_that_may_still_grow_are_asked_for_again(get_press, server):
    today = date.fromisoformat(files.today())
    server.releases = {today: [release(1, today)]}
    get_press(today, today)
    server.releases[today].append(release(2, today))
    assert get_press(today, today)["status"].tolist() == ["이미 있음", "받음"] and len(server.asked) == 2


def test_nothing_found_is_an_error_that_names_what_was_asked(get_press, three_weeks):
    with pytest.raises(fetch.FetchError, match=r"2023-04-03 ~ 2023-04-04 부처=없는부"):
        get_press("2023-04-03", "2023-04-04", ministry="없는부")
    assert len(three_weeks.asked) == 1


def test_a_release_without_text_names_its_attachments(get_press, server, tmp_path):
    item = re.sub(r"<(DataContents|SubTitle1|NewsItemId)>.*?</\1>", "", release("7", date(2023, 4, 3)), flags=re.DOTALL)
    server.releases = {date(2023, 4, 3): [item]}
    row = get_press("2023-04-03", "2023-04-03").iloc[0]
    assert "(본문이 없는 보도자료입니다. 첨부: 붙임.hwpx)" in (tmp_path / "원문 폴더" / row["file"]).read_text(encoding="utf-8")
    assert row["id"].startswith("press_") and "newsId-7" in row["id"]


# what goes wrong

@pytest.mark.parametrize(("word", "code", "kind"), [
    ("SERVICE_KEY_IS_NOT_REGISTERED_ERROR", 30, "key"), ("LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR", 22, "quota"),
    ("DEADLINE_HAS_EXPIRED_ERROR", 31, "expired"), ("UNREGISTERED_IP_ERROR", 32, "address"), ("NO_OPENAPI_SERVICE_ERROR", 12, "gone"),
    ("SERVICE_ACCESS_DENIED_ERROR", "SERVICE_ACCESS_DENIED_ERROR", "key"), ("THREE_DAYS_OVER_ERROR", 98, "request")])
@pytest.mark.parametrize("status", [200, 403, 500])
def test_the_portal_s_errors_are_told_whatever_their_status(get_press, server, clock, tmp_path, word, code, kind, status):
    server.moods = [Reply(refused(word, code), status)]
    with pytest.raises(fetch.FetchError) as caught:
        get_press("2023-04-03", "2023-04-09")
    assert caught.value.kind == kind and "할 일" in str(caught.value)
    assert not clock.slept[2:] and not (tmp_path / "원문 폴더").exists()     # not tried again; two waits are the rate limit


@pytest.mark.parametrize(("reply", "kind"), [
    (Reply(b"Unauthorized", 401), "key"), (Reply(b"Forbidden", 403), "key"), (Reply(b"API not found", 404), "gone"),
    (Reply(b"", 302, {"Location": "https://example.invalid/"}), "moved"), (Reply(b"<!DOCTYPE html>\n<html><body>x</body></html>"), "html"),
    (Reply(b"<html><body>x</body></html>"), "html"), (Reply(b"Unexpected errors"), "not_xml"), (Reply(b""), "not_xml"),
    (Reply(b"<LawSearch><totalCnt>1</totalCnt><law><x>"), "not_xml"), (Reply(sample("bomb.xml")), "unsafe"),
    (Reply(sample("law_refused.xml")), "address"), (Reply('{"result" : "사용자 정보 검증에 실패하였습니다."}'.encode()), "address"),
    (Reply(b"<a>" + b" " * client.LARGEST + b"</a>"), "large"), (Reply(b"no gzip at all", headers={"Content-Encoding": "gzip"}), "cut")])
def test_every_odd_answer_has_its_reason(get_laws, server, reply, kind):
    server.moods = [reply] * 4
    with pytest.raises(fetch.FetchError) as caught:
        get_laws("마을우물법")
    assert caught.value.kind == kind and caught.value.reason == KINDS[kind][0].format(name=laws.SERVICE.name)


@pytest.mark.parametrize(("moods", "waits"), [
    ([Reply(status=429, headers={"Retry-After": "7"})], [7.0]), ([Reply(b"oops", 500), Reply(b"", 503)], [1.0, 2.0]),
    ([Reply(b"<LawSearch>", cut=True)], [1.0]), ([Reply(refused("SERVICETIMEOUT_ERROR", 5))], [1.0])])
def test_a_failure_that_passes_is_waited_out(get_laws, server, clock, moods, waits):
    server.moods = list(moods)
    assert get_laws("마을우물법")["status"].tolist() == ["받음"]
    assert clock.slept[:len(waits)] == waits and len(server.asked) == 2 + len(moods)


@pytest.mark.parametrize(("reply", "kind", "requests"), [
    (Reply(status=429), "quota", 4), (Reply(status=429, headers={"Retry-After": "86400"}), "quota", 1), (Reply(status=502), "busy", 4),
    (Reply(b"<LawSearch>", cut=True), "cut", 4)])
def test_a_failure_that_stays_is_told(get_laws, server, reply, kind, requests):
    server.moods = [reply] * 9
    with pytest.raises(fetch.FetchError) as caught:
        get_laws("마을우물법")
    assert caught.value.kind == kind and len(server.asked) == requests


def test_a_date_in_retry_after_is_understood(get_laws, server, clock):
    later = email.utils.format_datetime(datetime.now().astimezone() + timedelta(seconds=30))
    server.moods = [Reply(status=503, headers={"Retry-After": later})]
    get_laws("마을우물법")
    assert 20 < clock.slept[0] <= 30


def test_a_slow_answer_is_given_up(get_laws, server, clock):
    server.moods = [Reply(delay=0.5)] * 2
    with pytest.raises(fetch.FetchError, match="제때 답하지 않았습니다"):
        get_laws("마을우물법", pace=clock.pace(timeout=0.1, tries=2))


def test_an_endless_drip_is_given_up(server, clock):
    ticks = itertools.count(step=client.LONGEST)
    pace = Pace(clock=lambda: float(next(ticks)), sleep=clock.sleep, tries=1, timeout=5.0)
    with client.Client(laws.SERVICE, server.base, LAW_KEY, pace) as service, pytest.raises(fetch.FetchError, match="제때"):
        server.moods = [Reply(b"<a>" + b" " * 2**20 + b"</a>")]
        service.xml("lawSearch.do", query="가")


def test_no_network_is_told_and_leaves_nothing(get_laws, clock, tmp_path):
    with pytest.raises(fetch.FetchError, match="연결하지 못했습니다") as caught:
        get_laws("마을우물법", base="http://127.0.0.1:1")
    assert caught.value.kind == "offline" and clock.slept == [1.0, 2.0, 4.0] and not list(tmp_path.iterdir())


def test_what_came_before_a_used_up_quota_is_kept(get_press, three_weeks, tmp_path):
    three_weeks.moods = [None, Reply(refused("LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR", 22))]
    with pytest.raises(fetch.FetchError, match="횟수를 다 썼습니다"):
        get_press("2023-04-03", "2023-04-09")
    manifest = files.read_manifest(tmp_path / "원문 폴더")
    assert manifest["status"].tolist() == ["받음"] * 6 + [f"실패: {press.SERVICE.name}에서 허용한 횟수를 다 썼습니다."]
    three_weeks.asked.clear()
    assert len(get_press("2023-04-03", "2023-04-09")) == 10 and len(three_weeks.asked) == 2   # goes on where it stopped


def test_at_most_two_requests_a_second(get_press, three_weeks, clock):
    get_press("2023-04-03", "2023-04-09")
    assert clock.slept == [0.5, 0.5] and set(three_weeks.agents) == {f"dpgkit/{__version__}"}


@pytest.mark.parametrize(("start", "end"), [("2023-13-01", "2023-04-03"), ("", "2023-04-03"), ("2023-04-05", "2023-04-03"),
                                            ("2023-04-03", "2999-01-01"), ("어제", "오늘")])
def test_bad_dates_are_refused_before_anything_is_asked(get_press, server, start, end):
    with pytest.raises(fetch.FetchError, match="날짜|기간"):
        get_press(start, end)
    assert not server.asked


@pytest.mark.parametrize("make", [lambda folder: folder.write_text("글", encoding="utf-8"), lambda folder: (
    folder.mkdir(), (folder / files.MANIFEST).write_text("가,나\n1,2\n", encoding="utf-8"))])
def test_a_folder_that_belongs_to_something_else_is_refused(get_laws, server, tmp_path, make):
    make(tmp_path / "원문 폴더")
    with pytest.raises(fetch.FetchError, match="폴더의 이름|manifest.csv"):
        get_laws("마을우물법")
    assert not server.asked


def test_a_file_that_cannot_be_written_is_told(get_laws, tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(fetch.FetchError, match="파일을 쓰지 못했습니다"):
        get_laws("마을우물법")
    assert not list((tmp_path / "원문 폴더").glob("*.part")) and not list((tmp_path / "원문 폴더").glob("*.md"))


# the key

@pytest.mark.parametrize("key", [None, "", "  "])
def test_a_missing_key_is_told_with_the_place_to_get_one(get_laws, get_press, server, key):
    with pytest.raises(fetch.FetchError, match="open.law.go.kr.*DPGKIT_LAW_KEY"):
        get_laws("마을우물법", key=key)
    with pytest.raises(fetch.FetchError, match="data.go.kr.*DPGKIT_DATA_KEY"):
        get_press("2023-04-03", "2023-04-03", key=key)
    assert not server.asked


@pytest.mark.parametrize("key", [DATA_KEY, SENT_KEY, f" {SENT_KEY} ", f'"{DATA_KEY}"'])
def test_both_forms_of_the_portal_s_key_arrive_encoded_once(get_press, three_weeks, monkeypatch, key):
    monkeypatch.setenv(fetch.DATA_KEY, key)
    assert len(get_press("2023-04-03", "2023-04-03", key=None)) == 2
    assert re.search(r"serviceKey=([^&]*)", three_weeks.asked[0])[1] == SENT_KEY


@pytest.mark.parametrize(("function", "wrong"), [("get_laws", "nobody-knows-me"), ("get_press", "Zz%2Bnobody%3D%3D")])
def test_a_wrong_key_is_told_without_showing_it(request, function, wrong):
    call = {"get_laws": ("마을우물법",), "get_press": ("2023-04-03", "2023-04-03")}[function]
    with pytest.raises(fetch.FetchError, match="인증키") as caught:
        request.getfixturevalue(function)(*call, key=wrong)
    assert wrong not in str(caught.value) and unquote(wrong) not in str(caught.value)


@pytest.mark.parametrize("mood", [None, Reply(status=500), Reply(b"x", cut=True), Reply(delay=0.2),
                                  Reply(f"키 {DATA_KEY} {SENT_KEY}".encode()),
                                  Reply(refused(f"BAD KEY {SENT_KEY}", 30)), Reply(f"<a>{DATA_KEY}".encode(), 403)])
def test_the_key_is_nowhere(get_laws, get_press, three_weeks, clock, tmp_path, caplog, capfd, mood):
    caplog.set_level(logging.DEBUG)
    told, pace = [], clock.pace(timeout=0.1, tries=2)
    item = release(5, date(2023, 4, 3)).replace("우물을", f"우물을 {DATA_KEY} {SENT_KEY} https://a/?serviceKey={SENT_KEY}&b ")
    three_weeks.releases[date(2023, 4, 3)].append(item)
    for function, call in ((get_laws, ("마을우물법", "없는법")), (get_press, ("2023-04-03", "2023-04-03"))):
        three_weeks.moods = [mood] * 2
        try:
            told.append(function(*call, pace=pace).to_csv())
        except fetch.FetchError as error:
            told += traceback.format_exception(error, chain=True) + [repr(error), repr(error.__context__), *error._render_traceback_()]
    told += [path.name + path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    told += [caplog.text, *capfd.readouterr()]
    assert any(key in path for path in three_weeks.asked for key in (LAW_KEY, SENT_KEY))
    assert "HTTP Request: GET" in caplog.text or mood   # httpx did log what it asked
    for key in (LAW_KEY, DATA_KEY, SENT_KEY):
        assert key not in "\n".join(told)


def test_neither_client_nor_error_holds_the_key_in_sight(server, clock):
    with client.Client(laws.SERVICE, "http://127.0.0.1:1", LAW_KEY, clock.pace(tries=1)) as service:
        with pytest.raises(fetch.FetchError) as caught:
            service.xml("lawSearch.do", query="가")
        assert LAW_KEY not in repr(vars(service)) and LAW_KEY not in str(getattr(caught.value.__context__, "request", ""))


def test_certificates_are_checked():
    context = client._certificates(fetch.PRESS_BASE)
    assert context.verify_mode == ssl.CERT_REQUIRED and context.check_hostname and context.get_ca_certs()
    assert fetch.LAW_BASE.startswith("https:")


def test_the_proxy_of_the_office_is_used(get_laws, server, monkeypatch):
    for name, value in (("http_proxy", server.base), ("no_proxy", ""), ("NO_PROXY", "")):
        monkeypatch.setenv(name, value)
    assert get_laws("마을우물법", base="http://law.invalid/")["status"].tolist() == ["받음"]
    assert server.asked[0].startswith("http://law.invalid/lawSearch.do")


# files

@pytest.mark.parametrize(("title", "name"), [
    ("a<b>c:d\"e/f\\g|h?i*j", "2023-04-14_a b c d e f g h i j_press_1.md"), ("끝에 점...", "2023-04-14_끝에 점_press_1.md"),
    ("줄\n바꿈\t탭\x00", "2023-04-14_줄 바꿈 탭_press_1.md"), ("???", "2023-04-14_제목없음_press_1.md"),
    ("CON", "2023-04-14_CON_press_1.md")])
def test_file_names_are_safe_on_windows(title, name):
    assert files.file_name(files.Original("press_1", title, "2023-04-14", "", "", "", "press", str)) == name


def test_long_and_hostile_names_stay_inside_the_folder():
    name = files.file_name(files.Original("press_../../밖", "각" * 500, "2023-04-14", "", "", "", "press", str))
    assert len(name.encode()) < 250 and "/" not in name and ".." not in name and Path(name).name == name


def test_decomposed_hangul_is_composed(get_press, server, tmp_path):
    server.releases = {date(2023, 4, 3): [unicodedata.normalize("NFD", release(1, date(2023, 4, 3)))]}
    table = get_press("2023-04-03", "2023-04-03", ministry="행정안전부")
    text = (tmp_path / "원문 폴더" / table["file"][0]).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text + "".join(table.loc[0])) and "우물을 함께 쓴다." in text


def test_the_folder_reader_reads_what_was_fetched(get_laws, get_press, three_weeks, tmp_path):
    get_laws("마을우물법")
    get_press("2023-04-03", "2023-04-03")
    table = documents.load_documents(str(tmp_path / "원문 폴더"))
    fetched = table[table["text"].str.contains("우물")]
    assert fetched["date"].str[:4].tolist() == ["2023", "2024"]         # two releases of one text are kept once
    assert not table["path"].str.contains("manifest").any()


# the command line

@pytest.fixture
def run(monkeypatch, server, clock):
    parser = argparse.ArgumentParser()
    fetch.add_commands(parser.add_subparsers())
    for name in ("fetch_laws", "fetch_press"):
        function = getattr(fetch, name)
        monkeypatch.setattr(fetch, name, lambda *values, function=function, **options: function(
            *values, base=server.base, pace=clock.pace(), **options))

    def call(*arguments):
        options = parser.parse_args(["fetch", *map(str, arguments)])
        return options.command(options)
    return call


def test_the_commands_fetch_and_tell(run, three_weeks, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv(fetch.LAW_KEY, LAW_KEY)
    monkeypatch.setenv(fetch.DATA_KEY, SENT_KEY)
    assert run("law", "마을우물법", "--on", "2020-01-01", "--to", tmp_path / "법") == 0
    assert run("law", "마을우물법", "없는법", "--to", tmp_path / "법") == 1
    assert run("press", "2023-04-03", "2023-04-09", "--ministry", "기획재정부", "--query", "우물", "--to", tmp_path / "보도") == 0
    printed = capsys.readouterr().out
    assert "새로 받은 문서 1건, 이미 있던 문서 0건, 받지 못한 것 1건" in printed
    assert "법령 없는법: 실패: 그 이름의 법령이 없습니다." in printed
    assert "새로 받은 문서 5건" in printed and f'--corpus "{tmp_path / "보도"}"' in printed


@pytest.mark.parametrize("arguments", [[], ["law"], ["press", "2023-04-03"], ["nosuch"]])
def test_a_wrong_call_is_refused(run, arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 2 and "usage" in capsys.readouterr().err


def test_the_command_line_starts_without_the_slow_modules():
    code = "import sys, dpgkit.originals.fetch; print([name for name in ('httpx', 'lxml', 'pandas') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("text", ["<p>가<p>나", "가 < 나 그리고 R&D", "", "<!-- 숨은 글 --><p>글</p>", "&lt;p&gt;글&lt;/p&gt;",
                                  "<?xml version='1.0'?><p>글</p>"])
def test_any_piece_of_html_gives_text(text):
    assert not re.search(r"<p>|숨은", answers.plain(text)) and bool(answers.plain(text)) == bool(text)
