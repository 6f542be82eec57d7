"""The dashboard: what it shows, that it cannot write, and the page as a browser gets it."""

import argparse
import dataclasses
import html
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pandas as pd
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dpgkit import cases, charts, kpi, measurement
from dpgkit.dashboard import add_commands, fitting, panels, server, stores, views
from dpgkit.errors import DataError, ParameterError
from dpgkit.measurement import progress, readable
from dpgkit.measurement.errors import StoreError

HELP = Path(__file__).parent / "fixtures" / "measurement" / "stores.py"
helpers = sys.modules.get("measurement_stores") or SourceFileLoader("measurement_stores", str(HELP)).load_module()
place = helpers.place
ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//""")


@pytest.fixture(autouse=True)
def kit_theme():
    charts.enable()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A made-up store in a folder with Hangul, a space and signs that an address would have to escape."""
    found = measurement.simulated_store(tmp_path_factory.mktemp("자료") / "공유 측정#1%.sqlite")
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def view(made):
    return views.open_view("housing", made.store.place, made.backbone)


def test_the_page_tells_what_the_store_holds(view, made):
    page = views.summary(view)
    assert page.said == measurement.read_dashboard(measurement.dashboard(made.store)) and "모의자료로 만든 저장소입니다" in page
    newest = progress.newest(view.status).set_index("indicator")
    assert f"{newest.loc['ineligible_rate', 'value']:.2f} %" in page and page.count("모의자료") >= 4


def test_the_status_follows_the_period(view):
    panel = panels.status_panel(view)
    assert panel.controls["period"].value == "2025" and panel.output.value.count("<tr") == 1 + 3
    panel.controls["period"].value = views.ALL
    assert panel.output.value.count("<tr") == 1 + 15
    assert readable.status(view.status, view.names)["자료"].unique().tolist() == ["모의자료"]


def test_the_trend_is_a_drawing_with_a_text_alternative_and_the_values_of_the_case_apart(view):
    panel = panels.trend_panel(view)
    shown = panel.output.value
    assert 'role="img" aria-label="부적격 당첨 비율: 기간마다 공개한 값(모의자료)' in shown and "<svg" in shown
    assert ">사례에 적은 값<" in shown and ">모의자료<" in shown and ">11.3<" in shown
    panel.controls["indicator"].value = "notice_integration"
    assert "공고 통합 제공 비율(모의자료): 2021년" in panel.output.value and ">사례에 적은 값<" not in panel.output.value


def test_gates_are_judged_by_the_store_and_the_ladder_of_the_case_each_named(view):
    best = progress.newest(view.status).set_index("indicator")["value"]["private_buildout"]
    page, values = views.gates_view(view), views.gate_values(view).set_index("measure")
    assert f"<td>{best:.1f}</td>" in page and page.count("<td>저장소의 공개한 값</td>") == 2
    shares = kpi.ladders.function_shares(kpi.ladders.grid(kpi.indicators.case_table("housing", "ladder"))).set_index("measure")
    assert (values.loc[shares.index, ["low", "high"]].to_numpy() == 100 * shares[["low", "high"]].to_numpy()).all()
    assert set(values.loc[shares.index, "source"]) == {views.IN_LADDER} and page.count("<td>사례의 ladder.csv</td>") == 4
    early = views.gates_view(view, "2021")
    first = view.status.query("indicator == 'private_buildout' and period == '2021'")["value"].iloc[0]
    assert f"<td>{first:.1f}</td>" in early


def test_two_values_of_one_period_have_their_names_apart():
    own, noted = (pd.DataFrame({"period": ["2024"], "value": [value], "data": [kind]}) for value, kind in ((61.2, "제출"), (60.0, "공식")))
    spec = charts.stored_trend(own, "제목", "시험", noted=noted).to_dict()
    rows = {row["shown"]: row["below"] for rows in spec["datasets"].values() for row in rows if "shown" in row}
    places = {layer["transform"][0]["filter"]: layer["mark"]["dy"] for layer in spec["layer"] if layer["mark"]["type"] == "text"}
    assert rows == {"61.2": False, "60.0": True} and sorted(places.values()) == [-12, 15]


@pytest.mark.parametrize("by", views.GROUPS)
def test_feedback_is_grouped_and_labelled(view, by):
    panel = panels.feedback_panel(view)
    panel.controls["by"].value = by
    counts = view.items.groupby(views.GROUPS[by]).size()
    assert f"<th>{by}</th>" in panel.output.value and all(f"<td>{name}</td>" in panel.output.value for name in counts.index)
    assert "열에 아홉" in panel.output.value and "NaN" not in panel.output.value
    sentences = [one for one in views.feedback_view(view, by).said.split(". ") if re.search(r"\d건|\d일", one)]
    assert len(sentences) == 3 and all("(모의자료)" in one for one in sentences)


def test_a_group_that_nobody_answered_has_a_dash(view):
    items = view.items.head(3).assign(days=pd.array([None, 1, 2], "Int64"), topic=["가", "나", "나"])
    page = views.feedback_view(dataclasses.replace(view, items=items))
    assert "NaN" not in page and page.count("<td>-</td>") >= 2 and "<td>1.5</td>" in page


def test_feedback_needs_a_key_and_a_wrong_one_is_told_in_its_place(made):
    without = views.open_view("housing", made.store.place)
    assert without.items is None and "DPGKIT_STORE_KEY" in panels.feedback_panel(without)
    wrong = views.open_view("housing", made.store.place, "dpg-backbone-" + "0" * 64)
    assert "열쇠가 맞지 않습니다" in views.feedback_view(wrong) and "맡은 값" in views.summary(wrong)


def test_a_member_sees_its_own_feedback_only(made):
    own = views.open_view("housing", made.store.place, made.keys["mock_e"])
    assert own.items["organisation"].unique().tolist() == ["mock_e"]


def test_an_empty_store_is_told_and_not_drawn(tmp_path):
    store, key = measurement.create_store(tmp_path / "빈.sqlite")
    store.close()
    empty = views.open_view("benefit", tmp_path / "빈.sqlite", key)
    assert "맡은 값 0개" in views.summary(empty) and "정해 둔 단계의 문이 없습니다" in panels.gates_panel(empty).output.value
    assert "공개한 값이 아직 없습니다" in panels.trend_panel(empty) and "받은 의견이 없습니다" in panels.feedback_panel(empty)
    assert "맡은 값 0개" in panels.status_panel(empty).output.value


@pytest.mark.parametrize(("call", "message"), [
    (lambda view: views.status_view(view, "1999"), "낸 값이 없는 기간"), (lambda view: views.gates_view(view, "1999"), "낸 값이 없는 기간"),
    (lambda view: views.trend_view(view, "없음"), "공개한 값이 없는 지표"), (lambda view: views.feedback_view(view, "나이"), "없는 무리")])
def test_what_is_not_there_is_refused(view, call, message):
    with pytest.raises(DataError, match=message):
        call(view)


def test_nothing_can_be_written_through_the_store_of_the_dashboard(place):
    """On SQLite and on PostgreSQL: not by the doors of the kit, not by SQL."""
    before = len(measurement.submissions(place.store, place.backbone))
    with stores.open_read_only(place.store.place if not place.store.is_postgres else place.store.engine.url.render_as_string(
            hide_password=False)) as store:
        with pytest.raises(StoreError) as caught:
            measurement.add_periods(store, place.backbone, ["2031"])
        assert caught.value.kind == "readonly"
        for sql in ("INSERT INTO periods SELECT 99, at, 'x', kind, starts, ends, closes FROM periods", "DELETE FROM audit",
                    "CREATE TABLE more (a integer)"):
            with pytest.raises(DBAPIError), store.engine.begin() as connection:
                connection.execute(text(sql))
        assert measurement.verify(store).empty and len(measurement.submissions(store, place.backbone)) == before
    assert "2031" not in measurement.periods(place.store)["name"].tolist()


def test_what_others_write_meanwhile_is_seen(made):
    with stores.open_read_only(made.store.place) as store:
        before = len(measurement.periods(store))
        measurement.add_periods(made.store, made.backbone, ["2019"])
        assert len(measurement.periods(store)) == before + 1


@pytest.mark.parametrize("content", [None, b"", b"not a database at all" * 9])
def test_what_is_no_store_is_refused_and_not_made(tmp_path, content):
    path = tmp_path / "없음.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError):
        stores.open_read_only(path)
    assert path.exists() == (content is not None) and (content is None or path.read_bytes() == content)


def test_the_note_tells_what_was_missed_and_what_is_not_known(view):
    told = progress.progress_note(view.status, view.case.indicators, view.items, view.changes, quarter="2025-Q3")
    said = view.items[view.items["received"].between("2025-07-01", "2025-09-30")]
    in_time = said["replied"].ne("") & said["replied"].le("2025-09-30")
    assert f"의견(모의자료) {len(said)}건을 받았고, 2025-09-30까지 {in_time.sum()}건에 답했습니다" in told
    assert f"이 분기에 받은 의견(모의자료) {(~in_time).sum()}건에는 2025-09-30까지 답하지 못했습니다" in told
    before = view.items[view.items["received"] < "2025-07-01"]["replied"]
    assert f"앞선 분기에 받은 의견(모의자료) {(before.eq('') | before.gt('2025-09-30')).sum()}건에도" in told
    assert "목표에 못 미친 지표(모의자료): 부적격 당첨 비율" in told and "기간의 공개한 값(모의자료)이 없어 근거 미확인" in told
    assert "2024년 값은" in told and "2025년 값은" not in told          # the year had not ended
    assert "2025-09-01: 접속이 몰릴 때" in told and "2025-03-10" not in told
    counted = [line for line in told.splitlines() if re.search(r"\d(%|건|일 )|지표", line) and line.startswith("- ")]
    assert counted and all("(모의자료)" in line for line in counted) and told.endswith(progress.INVENTED)


def test_the_note_counts_to_a_named_day_and_says_which_values_are_partial():
    cards = pd.DataFrame({"indicator": ["a", "b"], "name": ["가 비율", "나 비율"], "direction": "up", "target": [60.0, None]})
    values = pd.DataFrame({"indicator": ["a", "b"], "period": "2023", "value": [50.0, 10.0], "unit": "%", "assigned": [3, 2],
                           "published": [2.0, 2.0], "data": "제출"})
    items = pd.DataFrame({"received": ["2024-02-01", "2024-04-02", "2024-05-01", "2024-06-20"], "topic": "방문", "data": "제출",
                          "replied": ["", "2024-04-05", "2024-08-01", ""], "days": [None, 3, 92, None], "changes": 0})
    nothing = pd.DataFrame(columns=["made", "title", "feedback", "data"])
    told = progress.progress_note(values, cards, items, nothing, quarter="2024-Q2")
    assert "의견 3건을 받았고, 2024-06-30까지 1건에 답했습니다" in told and "이 분기에 받은 의견 2건에는 2024-06-30까지" in told
    assert "앞선 분기에 받은 의견 1건에도 2024-06-30까지 답하지 못했습니다" in told
    assert "50.0%입니다. 맡은 기관 3곳 가운데 2곳의 값만 담았습니다. 목표는 60% 이상이고, 이 값은 아직 목표에 못 미칩니다" in told
    assert "맡은 기관 모두의 값이 아닌 지표: 가 비율." in told and "모의" not in told and told.endswith(progress.CLOSING)
    later = progress.progress_note(values, cards, items, nothing, quarter="2024-Q2", on="2024-08-01")
    assert "2024-08-01까지 2건에 답했습니다" in later and "이 분기에 받은 의견 1건에는 2024-08-01까지" in later


@pytest.mark.parametrize(("quarter", "on"), [("2024-Q2", "2024-03-31"), ("2024-Q2", "2999-01-01"), ("2024-Q2", "2024.7.1"),
                                               ("2999-Q1", "")])
def test_a_note_is_not_counted_to_a_day_that_cannot_be(view, quarter, on):
    with pytest.raises(ParameterError, match="셀 수 있는 날이 아닙니다"):
        progress.progress_note(view.status, view.case.indicators, view.items, view.changes, quarter=quarter, on=on)


def test_a_note_of_a_quarter_in_which_nothing_happened(view):
    told = progress.progress_note(view.status.head(0), view.case.indicators, view.items, view.changes, quarter="1999-Q1")
    assert "공개한 값이 아직 없습니다" in told and "받은 의견이 없습니다" in told and "나온 변화가 없습니다" in told
    with pytest.raises(ParameterError, match="분기의 이름이 아닙니다"):
        progress.progress_note(view.status, view.case.indicators, view.items, view.changes, quarter="2025-3")


@pytest.mark.parametrize("address", [0, "taken"])
def test_a_port_is_chosen_or_refused_in_korean(address):
    with socket.create_server((server.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        if address:
            with pytest.raises(server.DashboardError, match="그 포트를 쓸 수 없습니다(?s:.*)--port 0"):
                server.free_port(port)
        else:
            assert server.free_port(0) not in (0, port)


def test_nothing_starts_for_a_wrong_case_or_store(tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("시작하지 않아야 합니다"))
    for options in ({"case": "없는사례"}, {"case": "benefit"}, {"store": str(tmp_path / "없음.sqlite")}):
        with pytest.raises((DataError, StoreError)), server.serving(**{"case": "housing", "port": 0, **options}):
            pass


def test_a_server_that_ends_at_once_is_told(monkeypatch, tmp_path):
    real = subprocess.Popen
    monkeypatch.setattr(server.subprocess, "Popen", lambda command, **options: real([sys.executable, "-c", "raise SystemExit('끊김')"],
                                                                                     **options))
    with pytest.raises(server.DashboardError, match="시작되지 않았습니다(?s:.*)끊김"), server.serving(port=0):
        pass


def test_the_server_is_told_to_stay_on_this_computer():
    told = server.settings(1234, "/a/", Path("b"))
    assert told["Voila"]["ip"] == "127.0.0.1" and told["Voila"]["base_url"] == "/a/" and told["Voila"]["port_retries"] == 0
    assert not re.search(r"https?:", json.dumps(told))


def test_templates_name_no_other_computer():
    files = [file for file in (server.HERE / "share").rglob("*") if file.is_file()]
    assert len(files) == 3 and not any(ELSEWHERE.search(file.read_text(encoding="utf-8")) for file in files)


@pytest.fixture(scope="module")
def command():
    """The command as a reader starts it, on a free port; gives the process and the address that it printed."""
    code = ("import argparse, sys; from dpgkit.dashboard import add_commands; p = argparse.ArgumentParser(); "
            "add_commands(p.add_subparsers()); o = p.parse_args(sys.argv[1:]); sys.exit(o.command(o))")
    group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if sys.platform == "win32" else {}
    process = subprocess.Popen([sys.executable, "-c", code, "dashboard", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, **group)
    lines = []
    while line := process.stdout.readline():
        lines.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/\S+/", line):
            break
    assert found, "".join(lines)
    yield process, found[0]
    if process.poll() is None:
        process.terminate()
        process.wait(30)


def outputs(page):
    """Return what the cells of a page show, as the browser gets it, joined."""
    found = re.findall(r'<script type="application/vnd\.voila\.cell-output\+json">(.*?)</script>', page, re.DOTALL)
    parts = [json.loads(cell)["data"] for cell in found if "data" in json.loads(cell)]
    return "".join("".join(part.get("text/html", "")) for part in parts), parts


def test_the_page_comes_over_the_loopback_in_korean_and_from_nowhere_else(command):
    _, address = command
    assert httpx.get(urljoin(address, "/")).status_code == 404            # the address is the password
    page = html.unescape(httpx.get(address, timeout=120).text)
    shown, parts = outputs(page)
    for heading in ("공유측정 대시보드", "제출의 상태", "지표의 흐름", "단계의 문", "국민의 의견"):
        assert heading in page
    assert "맡은 값 75개 가운데 71개를 냈고 62개를 공개했습니다. 이 값은 모의자료입니다." in shown and "6.28 %" in shown
    assert sum("application/vnd.jupyter.widget-view+json" in part for part in parts) == 4
    assert not ELSEWHERE.search(page) and "Traceback" not in page and '<html lang="ko">' in page
    config = json.loads(re.search(r'<script id="jupyter-config-data" type="application/json">(.*?)</script>', page, re.DOTALL)[1])
    assert not re.search(r"https?://", json.dumps(config))
    assets = sorted(set(re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css)[^"]*)"', page)))
    assert len(assets) >= 3
    for asset in assets:
        answer = httpx.get(urljoin(address, asset), timeout=60)
        assert answer.status_code == 200 and not (asset.split("?")[0].endswith(".css") and ELSEWHERE.search(answer.text)), asset


def test_it_listens_on_this_computer_only(command):
    psutil = pytest.importorskip("psutil")
    process, address = command
    port = int(re.search(r":(\d+)/", address)[1])
    found = [one for child in psutil.Process(process.pid).children(recursive=True) for one in child.net_connections("tcp")
             if one.status == psutil.CONN_LISTEN and one.laddr.port == port]
    assert [one.laddr.ip for one in found] == ["127.0.0.1"]


def test_a_browser_draws_it_and_follows_the_selectors_from_the_keyboard(command):
    sync = pytest.importorskip("playwright.sync_api", reason="playwright가 없어 건너뜁니다")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    if not chromium:
        pytest.skip("크로미엄이 없어 건너뜁니다")
    with sync.sync_playwright() as play:
        page = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(command[1], timeout=120_000)
        page.wait_for_function("document.querySelectorAll('figure svg').length >= 3", timeout=120_000)
        labels = []
        for _ in range(4):
            page.keyboard.press("Tab")
            labels.append(page.evaluate("(one => one.labels[0].innerText + getComputedStyle(one).outlineStyle)(document.activeElement)"))
            if len(labels) == 2:
                page.keyboard.press("ArrowDown")
        page.wait_for_function("document.body.innerText.includes('공고 통합 제공 비율(모의자료): 2021년')", timeout=60_000)
        page.set_viewport_size({"width": 390, "height": 3000})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        wide = "[...document.querySelectorAll('figure svg')].every(one => one.getBoundingClientRect().width >= one.viewBox.baseVal.width)"
        assert page.evaluate(wide)               # drawn at their own size, to be moved sideways
        assert labels == ["기간solid", "지표solid", "이 기간까지solid", "무리solid"]
        assert page.evaluate("document.documentElement.lang") == "ko"
        assert not [url for url in asked if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))]


def test_ctrl_c_closes_it_without_remains(command):
    psutil = pytest.importorskip("psutil")
    process, address = command
    family = psutil.Process(process.pid).children(recursive=True)
    folders = {Path(one.cwd()) for one in family[:1]}
    process.send_signal(signal.CTRL_BREAK_EVENT if sys.platform == "win32" else signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0 and "대시보드를 닫았습니다" in rest and "Traceback" not in rest
    assert not psutil.wait_procs(family, timeout=10)[1] and not any(folder.exists() for folder in folders)
    with pytest.raises(httpx.HTTPError):
        httpx.get(address, timeout=5)


def test_the_command_explains_itself():
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    options = parser.parse_args(["dashboard", "--case", "dpg", "--port", "0"])
    assert (options.case, options.store, options.port) == ("dpg", "", 0)


def test_every_case_with_shares_has_a_page(tmp_path):
    for case in ("dpg", "insurance"):
        one = measurement.simulated_store(tmp_path / f"{case}.sqlite", case=case, items=40)
        one.store.close()
        seen = views.open_view(case, tmp_path / f"{case}.sqlite", one.backbone)
        assert "<svg" in panels.trend_panel(seen).output.value and len(seen.items) == 40
        assert isinstance(views.first_indicator(seen, "없음"), str) and isinstance(seen.status, pd.DataFrame)


def typed(*words):
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    options = parser.parse_args(words)
    return options.command(options)


def test_a_store_is_made_by_a_command_with_the_indicators_of_a_case_and_its_key_once(tmp_path, capsys):
    file = tmp_path / "공유 측정" / "성과.sqlite"
    assert typed("new-store", str(file), "--case", "insurance") == 0
    said = capsys.readouterr().out
    key = re.search(r"열쇠: (dpg-backbone-[0-9a-f]{64})", said)[1]
    assert said.count(key) == 1 and f'dashboard --case insurance --store "{file}"' in said
    with stores.open_read_only(file) as store:
        assert measurement.indicators(store)["name"].tolist() == ["linked_share", "unclaimed_amount"]
    with measurement.open_store(file) as store:
        assert measurement.add_organisation(store, key, "city", "가온시").startswith("dpg-")
    assert "GUIDE.md" in said and "지표 2개를 담았습니다: linked_share, unclaimed_amount" in said
    with pytest.raises(StoreError, match="이미 저장소가 있습니다"):
        typed("new-store", str(file), "--case", "insurance")


def test_a_store_is_not_made_of_a_case_that_nobody_named(tmp_path):
    with pytest.raises(DataError, match="어느 사례의 지표를 담을지") as caught:
        typed("new-store", str(tmp_path / "성과.sqlite"))
    assert "housing" in caught.value.names and "benefit" not in caught.value.names and not list(tmp_path.iterdir())


@pytest.fixture
def insured(tmp_path):
    """A store of the case insurance without a value."""
    store, key = measurement.create_store(tmp_path / "보험.sqlite")
    with store:
        measurement.add_indicators(store, key, measurement.case_indicators("insurance"))
        yield store, key


def test_a_store_of_another_case_is_refused_with_the_cases_that_fit(insured, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("시작하지 않아야 합니다"))
    for wrong in ("housing", "benefit"):
        with pytest.raises(DataError, match="저장소의 지표가 이 사례에 하나도 없습니다") as caught:
            views.open_view(wrong, insured[0].place)
        assert caught.value.names == ["insurance"] and "--case insurance" in str(caught.value)
        with pytest.raises(DataError, match="하나도 없습니다"), server.serving(wrong, store=insured[0].place, port=0):
            pass
    assert "지표 카드에 없어" not in views.summary(views.open_view("insurance", insured[0].place))


def test_indicators_that_the_case_does_not_know_are_told_on_the_page(insured):
    extra = measurement.case_indicators("housing").query("name == 'ineligible_rate'")
    measurement.add_indicators(*insured, extra)
    told = views.summary(views.open_view("insurance", insured[0].place))
    assert "저장소의 지표 3개 가운데 1개는 이 사례의 지표 카드에 없어 목표와 단계의 문에 쓰이지 않습니다: ineligible_rate" in told


def test_a_store_that_fits_no_case_says_so():
    alone = pd.DataFrame({"name": ["없는_지표"]})
    with pytest.raises(DataError, match="저장소의 지표를 가진 사례가 없음"):
        fitting.check_fit(alone, cases.load_case("housing"))


def test_a_case_without_indicators_makes_no_store(tmp_path):
    with pytest.raises(DataError, match="지표 카드가 없는 사례"):
        typed("new-store", str(tmp_path / "성과.sqlite"), "--case", "benefit")
    assert not list(tmp_path.iterdir())


def test_a_store_that_is_not_there_names_the_command_that_makes_one(tmp_path):
    with pytest.raises(StoreError, match="python3 kit.py new-store") as caught:
        typed("dashboard", "--store", str(tmp_path / "없음.sqlite"), "--port", "0")
    assert "create_store" not in str(caught.value)
