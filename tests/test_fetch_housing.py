"""``dpgkit fetch housing`` against a server of our own: what is written, what is told, what a stop leaves, and that the key is nowhere."""

import argparse
import hashlib
import json
import logging
import sys
import traceback
from importlib.machinery import SourceFileLoader
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pandas as pd
import pytest

from dpgkit.errors import DataError
from dpgkit.originals import fetch, files, housing, housingfiles, notices
from dpgkit.originals.client import Pace
from dpgkit.originals.fetch import FetchError

HELP = Path(__file__).parent / "fixtures" / "fetch" / "portals.py"
portals = sys.modules.get("fetch_portals") or SourceFileLoader("fetch_portals", str(HELP)).load_module()
KEY = portals.KEY
REFUSED = (401, {"code": -401, "msg": "유효하지 않은 인증키 입니다."})


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv(housing.KEY, raising=False)
    with portals.running() as running:
        yield running


@pytest.fixture
def get(server, tmp_path):
    def call(start="2024-03", end="", **options):
        pace = Pace(per_second=1000, tries=2, timeout=5, sleep=lambda _: None)
        options = {"key": KEY, "bases": server.bases(), "pace": pace, **options}
        return fetch.fetch_housing(start, end or start, options.pop("folder", tmp_path / "청약 공고"), **options)
    return call


def read(folder, name):
    return pd.read_csv(folder / name, encoding="utf-8-sig", dtype=str, keep_default_na=False)


def operations(server):
    return [urlsplit(path).path.rpartition("/")[2] for path in server.asked]


def test_notices_rates_and_what_is_the_same_become_tables_with_their_provenance(get, tmp_path):
    found, folder = get(), tmp_path / "청약 공고"
    table = read(folder, "notices.csv")
    assert table["source"].tolist() == ["applyhome"] * 2 + ["myhome"] * 3 + ["lh"] and table["pan_id"].tolist()[-1] == "0000060123"
    assert read(folder, "rates.csv")["rate"].tolist() == ["20.05", "", "", ""] * 2          # of two notices; "-" is no rate
    assert (folder / "notices.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    told = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    assert [row["rows"] for row in told["asked"]] == [2, 3, 1, 8] and told["asked"][0]["fetched"] == files.today()
    for name, about in told["tables"].items():
        assert about["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert list(about["columns"]) == list(read(folder, name)) and about["rows"] == len(read(folder, name))
    assert told["summary"] == housingfiles.read_housing(found) and "근거 미확인" in told["notes"][-1]


def test_coverage_and_duplicates_are_counted(get):
    rows = get().coverage.set_index("source")
    assert rows.loc["전체"].tolist() == [5, 4, 1, 1, 3, 100.0]       # five notices of which one stands in two lists
    assert rows["distinct"].tolist() == [2, 2, 1, 4] and rows["share"].tolist() == [50.0, 50.0, 25.0, 100.0]
    assert rows["alone"].tolist() == [2, 1, 0, 3] and rows["shared"].tolist() == [0, 1, 1, 1]


def test_the_summary_says_it_in_korean(get):
    assert housingfiles.read_housing(get()) == (
        "받은 공고: 청약홈 2줄, 마이홈 3줄, LH 1줄. 경쟁률은 8줄이고 값이 있는 것은 2줄입니다. 공고는 5건이고 겹친 것을 한 번만 세면 "
        "4건이며, 둘 이상의 출처에 실린 것은 1건(25.0%)입니다. 출처별로는 청약홈 2건(50.0%), 마이홈 2건(50.0%), LH 1건(25.0%)을 싣고 "
        "있습니다.")


def test_what_came_is_not_asked_for_again_and_the_rest_is(get, server, tmp_path):
    get("2024-02", "2024-03")
    before, asked = (tmp_path / "청약 공고" / "notices.csv").read_bytes(), len(server.asked)
    found = get("2024-02", "2024-03")
    assert len(server.asked) == asked and (tmp_path / "청약 공고" / "notices.csv").read_bytes() == before
    assert found.asked["status"].tolist() == ["받은 것이 없습니다", "이미 있음"] * 4
    (tmp_path / "청약 공고" / "pieces" / "lh_2024-03.json").write_text('{"source": "lh", "rows": [', encoding="utf-8")
    get("2024-02", "2024-03")
    assert operations(server)[asked:] == ["lhLeaseNoticeInfo1"]
    get("2024-03", sources=["applyhome"], rates=False)
    assert read(tmp_path / "청약 공고", "notices.csv")["source"].unique().tolist() == ["applyhome"]


@pytest.mark.parametrize("turn", range(1, 7))
def test_a_stop_at_any_request_is_taken_up_again(get, server, tmp_path, monkeypatch, turn):
    real, calls = portals.Server.answer, []

    def stopping(self, *arguments):
        calls.append(arguments)
        if len(calls) == turn:
            monkeypatch.setattr(housing, "notices_of", interrupted)
            monkeypatch.setattr(housing, "rates_of", interrupted)
        return real(self, *arguments)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(portals.Server, "answer", stopping)
    with pytest.raises(KeyboardInterrupt):
        get("2024-02", "2024-03")
    folder = tmp_path / "청약 공고"
    pieces = set(folder.glob("pieces/*"))
    assert all(json.loads(piece.read_text(encoding="utf-8"))["rows"] is not None for piece in pieces) and not list(folder.rglob("*.part"))
    monkeypatch.undo()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert get("2024-02", "2024-03").coverage["listed"].tolist() == [2, 2, 1, 5]


def test_a_month_that_is_not_over_and_rates_that_may_still_come_are_asked_again(get, server, monkeypatch):
    monkeypatch.setattr(housingfiles, "today", lambda: "2024-03-31")
    get()
    asked = len(server.asked)
    monkeypatch.setattr(housingfiles, "today", lambda: "2024-04-20")
    get(), get()
    assert operations(server)[asked:] == ["getAPTLttotPblancDetail", "rsdtRcritNtcList", "ltRsdtRcritNtcList", "lhLeaseNoticeInfo1",
                                          *["getAPTLttotPblancCmpet"] * 4]


def test_what_one_source_refuses_does_not_keep_the_others_out(get, server):
    real = server.answer
    server.answer = lambda path, asked: REFUSED if "myhome" in path else real(path, asked)
    found = get("2024-02", "2024-03")
    assert found.asked.set_index(["source", "month"]).loc[("myhome", "2024-02"), "status"].startswith("실패: 공공데이터포털 마이홈")
    assert operations(server).count("rsdtRcritNtcList") == 1                # not asked for the second month
    assert "마이홈에서는 하나도 받지 못했습니다" in housingfiles.read_housing(found) and len(found.notices) == 3


def test_a_month_that_one_source_lacks_is_left_out_of_the_coverage(get, server):
    real = server.answer
    server.answer = lambda path, asked: (200, []) if asked.get("PAN_ST_DT") == "20240301" else real(path, asked)
    found = get("2024-03", "2024-04")
    assert found.coverage.set_index("source").loc["전체", "listed"] == 0 and len(found.notices) == 5
    assert "어느 출처에서 받지 못한 달(2024-03)은 겹침을 셀 때 뺐습니다" in housingfiles.read_housing(found)


def test_nothing_at_all_is_told(get, server, tmp_path):
    with pytest.raises(FetchError, match="그 기간에 공고가 없습니다"):
        get("2024-05")
    server.answer = lambda *_: REFUSED
    with pytest.raises(FetchError, match="인증키를 받아들이지"):
        get(folder=tmp_path / "빈 곳")
    with pytest.raises(FetchError, match="연결하지 못했습니다"):
        get(folder=tmp_path / "빈 곳", bases=dict.fromkeys(housing.BASES, "http://127.0.0.1:1"))
    assert not (tmp_path / "빈 곳").exists()


@pytest.mark.parametrize(("start", "end", "words"), [
    ("2024-13", "", "달로 읽을 수 없거나"), ("2024-00", "", "달로"), ("봄", "", "달로"), ("2024-01-15", "", "연도와 달만"),
    ("2999-01", "", "오지 않은"), ("20241", "", "달로"),
    ("2024-03", "2024-02", "끝보다 늦습니다"), ("2000-01", "2024-01", "120개월까지"), ("0000-01", "", "달로")])
def test_odd_months_are_refused_before_anything_is_asked(get, server, start, end, words):
    with pytest.raises(FetchError, match=words):
        get(start, end)
    assert not server.asked


@pytest.mark.parametrize("text", ["2024-3", " 2024.03 ", "202403", "2024년 3월", "2024/03"])
def test_a_month_is_read_as_people_write_it(text):
    assert housingfiles.months(text, "2024-03") == ["2024-03"]


@pytest.mark.parametrize(("options", "words"), [
    ({"key": " "}, "인증키가 없습니다.*\n.*data.go.kr.*DPGKIT_DATA_KEY"), ({"sources": ["naver"]}, "없는 출처"),
    ({"folder": Path(__file__)}, "파일이 쓰고")])
def test_a_bad_question_is_refused_before_it_is_asked(get, server, options, words):
    with pytest.raises(FetchError, match=words):
        get(**options)
    assert not server.asked


def test_two_commands_do_not_write_into_one_folder(get, tmp_path):
    with housingfiles.locks.alone(tmp_path / "청약 공고"), pytest.raises(DataError, match="같은 폴더에 쓰고"):
        get()


@pytest.mark.parametrize("mood", [None, REFUSED, (500, b"oops"), (200, b"<html>" + KEY.encode()), (200, [KEY]), (200, {"data": KEY})])
def test_the_key_is_nowhere(get, server, tmp_path, monkeypatch, caplog, capfd, mood):
    caplog.set_level(logging.DEBUG)
    server.rows["applyhome"] = [{**portals.APPLYHOME[0], "HOUSE_NM": f"단지 {KEY} {quote(KEY, safe='')}",
                                 "PBLANC_URL": f"https://a/?serviceKey={quote(KEY, safe='')}&b=1"}]
    monkeypatch.setenv(housing.KEY, quote(KEY, safe=""))
    server.moods, told = [mood] * 12 if mood else [], []
    try:
        found = get(key=None)
        told.append(repr(found))
    except FetchError as error:
        told += [*traceback.format_exception(error, chain=True), repr(error), *error._render_traceback_()]
    told += [path.name + path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    told += [caplog.text, *capfd.readouterr()]
    assert server.asked and all(dict(parse_qsl(urlsplit(path).query))["serviceKey"] == KEY for path in server.asked)
    for form in (KEY, quote(KEY, safe=""), KEY.replace("/", "\\/")):
        assert form not in "\n".join(told)


def test_the_command_writes_and_tells(server, tmp_path, monkeypatch, capsys):
    parser = argparse.ArgumentParser()
    fetch.add_commands(parser.add_subparsers())
    function, pace = fetch.fetch_housing, Pace(per_second=1000, sleep=lambda _: None)
    monkeypatch.setattr(fetch, "fetch_housing", lambda *values, **options: function(*values, bases=server.bases(), pace=pace, **options))
    monkeypatch.setenv(housing.KEY, KEY)

    def run(*arguments):
        options = parser.parse_args(["fetch", "housing", *arguments, "--to", str(tmp_path / "표")])
        return options.command(options)

    assert run("2024-03") == 0 and "둘 이상의 출처에 실린 것은 1건" in capsys.readouterr().out
    server.rows["lh"] = []
    assert run("2024-02", "2024-03", "--source", "LH", "applyhome", "--no-rates") == 0
    assert "2024-02 LH: 받은 것이 없습니다" in capsys.readouterr().out
    server.moods = [REFUSED]
    assert run("2024-03", "2024-04", "--source", "myhome", "--no-rates") == 1
    printed = capsys.readouterr().out
    assert "2024-04 마이홈: 실패: 공공데이터포털 마이홈 모집공고에서 인증키를 받아들이지 않았습니다." in printed


def test_notices_without_a_title_are_not_compared_by_it(get, server):
    server.rows["applyhome"] = [{"PBLANC_NO": number, "HOUSE_MANAGE_NO": number, "RCRIT_PBLANC_DE": "2024-03-05"} for number in (1, 2)]
    found = get(sources=["applyhome"], rates=False)
    assert found.coverage["distinct"].tolist() == [2, 2] and "번호로만 견준 공고가 2건" in housingfiles.read_housing(found)
    assert notices.read_coverage(notices.provider_coverage(found.notices.head(0))) == "공고가 없어 겹침을 셈하지 않았습니다."
