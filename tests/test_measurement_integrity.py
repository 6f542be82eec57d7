"""What the store withstands: many writers, killed writers, a full disk, someone who changes rows behind its back."""

import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, closing
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pandas as pd
import psycopg
import pytest
from sqlalchemy import Float, Integer, make_url

from dpgkit import measurement
from dpgkit.measurement import access, audit
from dpgkit.measurement.models import AUDITED, Audit

HELP = Path(__file__).parent / "fixtures" / "measurement" / "stores.py"
stores = sys.modules.get("measurement_stores") or SourceFileLoader("measurement_stores", str(HELP)).load_module()
place, local, server = stores.place, stores.local, stores.server
COLUMNS = [(table.name, column.name) for table in (*AUDITED.values(), Audit.__table__) for column in table.columns]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="윈도에 없는 기능을 시험합니다.")


def filled(place):
    """Put at least two rows into every table."""
    place.publish(place.submit(), place.submit("na"))
    place.submit(numerator=6, reason="다시 셈")
    said = pd.DataFrame({"received": ["2024-01-02"] * 2, "channel": "앱", "topic": "신청", "audience": "청년", "rating": [2, 4],
                         "importance": 5, "comment": ["느립니다.", ""]})
    for _ in range(2):
        numbers = measurement.record_feedback(place.store, place.keys["ga"], said)["번호"]
        answers = pd.DataFrame({"feedback": numbers, "replied": "2024-01-05", "text": "고치겠습니다."})
        measurement.reply_feedback(place.store, place.keys["ga"], answers)
        change = pd.DataFrame([{"made": "2024-02-01", "title": "빨라짐", "detail": "", "feedback": numbers.tolist()}])
        measurement.log_changes(place.store, place.keys["ga"], change)


def monthly(place, writers):
    """Add one member for each writer, a monthly indicator, and the months."""
    card = stores.INDICATORS.iloc[[1]].assign(name="visits", period_kind="month", highest=1e9)
    measurement.add_indicators(place.store, place.backbone, card)
    measurement.add_periods(place.store, place.backbone, [f"{1950 + month // 12}-{month % 12 + 1:02}" for month in range(240)])
    keys = [measurement.add_organisation(place.store, place.backbone, f"w{number}", f"기관 {number}") for number in range(writers)]
    for number in range(writers):
        measurement.assign(place.store, place.backbone, f"w{number}", ["visits"])
    return keys


def write(place, key, first, count, *word):
    arguments = [sys.executable, HELP.parent / "writer.py", place.where, key, str(first), str(count), *word]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.mark.parametrize("column", range(len(COLUMNS)), ids=[".".join(pair) for pair in COLUMNS])
def test_a_change_in_any_column_of_any_row_is_found(column, tampered):
    table, name = COLUMNS[column]
    assert table in tampered(table, name)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tampered(request, tmp_path_factory):
    """Return the tables in which the verification finds something after one column of one row was changed; the row is put back."""
    place = stores.new_place(request.param, tmp_path_factory.mktemp("고친"), request.config)
    filled(place)
    assert measurement.verify(place.store).empty
    place.direct()
    table_of = {**AUDITED, "audit": Audit.__table__}

    def change(table, name):
        kind, key = table_of[table].c[name].type, "seq" if table == "audit" else "id"
        number = isinstance(kind, Integer | Float)
        with place.store.reading() as connection:
            before = connection.exec_driver_sql(f"SELECT {name} FROM {table} WHERE {key} = 2").scalar()
        old = "NULL" if before is None else str(before) if number else "'" + str(before).replace("'", "''") + "'"
        new = "999" if number else "'바뀜'"
        where = {key: 999} if name == key else {key: 2}
        place.direct(*_free(place), f"UPDATE {table} SET {name} = {new} WHERE {key} = 2")
        found = set(measurement.verify(place.store)["자리"])
        place.direct(*_free(place), f"UPDATE {table} SET {name} = {old} WHERE {key} = {where[key]}")
        assert measurement.verify(place.store).empty
        return found

    yield change
    place.close()


def _free(place):
    if not place.store.is_postgres:
        return ["PRAGMA ignore_check_constraints = ON"]      # foreign keys are off unless a connection asks for them
    with psycopg.connect(place.where) as connection:
        rules = connection.execute("SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype IN ('c', 'f') AND connamespace = "
                                   "'public'::regnamespace").fetchall()
    return [f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name in rules]


@pytest.mark.parametrize("table", [*AUDITED, "audit"])
def test_a_deleted_row_is_found(local, table):
    filled(local)
    key = "seq" if table == "audit" else "id"
    local.direct(f"DELETE FROM {table} WHERE {key} = 2")
    assert table in set(measurement.verify(local.store)["자리"])


@pytest.mark.parametrize("statements", [
    ["UPDATE audit SET seq = -1 WHERE seq = 3", "UPDATE audit SET seq = 3 WHERE seq = 4", "UPDATE audit SET seq = 4 WHERE seq = -1"],
    ["UPDATE submissions SET id = -1 WHERE id = 1", "UPDATE submissions SET id = 1 WHERE id = 2",
     "UPDATE submissions SET id = 2 WHERE id = -1"],
    ["INSERT INTO reviews SELECT 900, at, 3, 4, organisation_id, note FROM reviews WHERE id = 1"],
    ["INSERT INTO audit SELECT 900, at, actor, action, entity, row_id, content, previous, hash FROM audit WHERE seq = 2"]])
def test_reordered_and_smuggled_rows_are_found(place, statements):
    filled(place)
    place.direct(*(_free(place) if place.store.is_postgres else []), *statements)
    assert not measurement.verify(place.store).empty


def test_only_a_seal_shows_that_the_end_was_cut_off(place):
    place.submit()
    sealed = measurement.seal(place.store)
    place.direct("DELETE FROM audit WHERE entity = 'submissions'", "DELETE FROM submissions")
    assert measurement.verify(place.store).empty
    assert measurement.verify(place.store, sealed)["문제"].tolist() == ["봉인한 때의 기록과 다릅니다"]


def test_a_seal_stays_true_while_the_store_grows(place):
    place.submit()
    sealed = measurement.seal(place.store)
    place.submit(period="2024")
    assert measurement.verify(place.store, sealed).empty


@pytest.mark.parametrize("statement", ["UPDATE submissions SET value = 1", "DELETE FROM audit"])
def test_rows_cannot_be_changed_without_taking_the_fence_down(place, statement):
    place.submit()
    with pytest.raises(measurement.StoreError) as caught, place.store.writing() as connection:
        connection.exec_driver_sql(statement)
    assert caught.value.kind == "rule" and measurement.verify(place.store).empty


def test_many_writers_lose_nothing_and_double_nothing(place):
    keys = monthly(place, 8)
    process = write(place, ",".join(keys), 0, 40)             # benchmarks/measurement.py writes 500 each
    numbers = [word for word in process.communicate()[0].split() if word.isdecimal()]
    assert len(numbers) == len(set(numbers)) == 320 and process.returncode == 0
    table = measurement.submissions(place.store, place.backbone)
    assert len(table) == 320 and not table.duplicated(["organisation", "indicator", "period"]).any()
    assert sorted(map(int, numbers)) == table["number"].tolist() and measurement.verify(place.store).empty


def test_of_those_who_race_for_one_value_one_wins(place):
    key, *_ = monthly(place, 1)
    processes = [write(place, key, 0, 15, "wait") for _ in range(2)]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [word for process in processes for word in process.communicate()[0].split()]
    assert said.count("duplicate") == 15 and len(measurement.submissions(place.store, place.backbone)) == 15
    assert measurement.verify(place.store).empty


def test_corrections_at_once_follow_one_another(place):
    place.submit()
    told = []

    def correct(number):
        told.append(place.submit(numerator=10 + number, reason=f"{number}번째 정정"))

    threads = [threading.Thread(target=correct, args=(number,)) for number in range(20)]       # more than the connections of a store
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = measurement.history(place.store, place.keys["ga"], 1)
    assert rows["revision"].tolist() == list(range(1, 22)) and sorted(told) == rows["number"].tolist()[1:]
    assert sorted(rows["value"]) == [5, *range(10, 30)] and measurement.verify(place.store).empty


def test_of_those_who_make_one_store_one_does(tmp_path):
    told = _made_at_once(tmp_path / "하나.sqlite")
    assert sorted(told) == ["exists"] * 4 + ["made"]


def test_of_those_who_make_one_store_on_a_server_one_does():
    where = stores.database()
    told = _made_at_once(where)
    stores.dropped(where)
    assert sorted(told) == ["exists"] * 4 + ["made"]


def _made_at_once(where):
    told = []

    def make():
        try:
            store, _ = measurement.create_store(where)
            store.close()
            told.append("made")
        except measurement.StoreError as error:
            told.append(error.kind)

    threads = [threading.Thread(target=make) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_a_clock_that_goes_backwards_changes_nothing(place, monkeypatch):
    first = place.submit()
    for module in (access, audit):
        monkeypatch.setattr(module, "now", lambda: "1999-01-01T00:00:00.000000+00:00")
    place.keys["ga"] = measurement.renew_key(place.store, place.backbone, "ga")
    place.publish(place.submit(numerator=6, reason="시계가 뒤로 갔습니다"))
    rows = measurement.history(place.store, place.keys["ga"], first)
    assert rows["value"].tolist() == [5, 6] and rows["state"].tolist() == ["submitted", "published"]
    assert measurement.verify(place.store).empty


def test_a_killed_writer_leaves_a_whole_store(place):
    key, *_ = monthly(place, 1)
    chance, told = random.Random(7), []
    for turn in range(3):
        process = write(place, key, 60 * turn, 60)
        process.stdout.readline()                 # it is ready
        told += [int(process.stdout.readline()) for _ in range(chance.randrange(8))]
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        told += [int(word) for word in process.communicate()[0].split()]
    table = measurement.submissions(place.store, place.backbone)
    assert set(told) <= set(table["number"]) and len(table) <= len(told) + 3
    assert measurement.verify(place.store).empty and place.submit() == len(table) + 1


def test_a_full_disk_is_told_and_what_was_there_stays(local):
    local.submit()
    with local.store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with closing(local.store.engine.raw_connection()) as raw:
        raw.driver_connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(measurement.StoreError) as caught:
        for turn in range(200):
            local.submit(numerator=turn, note="가" * 2000, reason=f"{turn}번째")
    assert caught.value.kind == "full" and "디스크" in str(caught.value)
    local.store.close()
    assert measurement.verify(local.store).empty and local.submit(numerator=77, reason="다시 됩니다") > 1


@POSIX
def test_a_file_that_may_not_grow_is_told_too(local):
    script = ("import resource, sys; from dpgkit import measurement; store = measurement.open_store(sys.argv[1])\n"
              "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
              "for turn in range(300): measurement.submit(store, sys.argv[2], 'ineligible_rate', '2023', numerator=turn,\n"
              "    denominator=1000, unit='%', note='가' * 2000, reason='까닭' if turn else '')\n")
    arguments = [sys.executable, "-c", script, local.where, local.keys["ga"]]
    run = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 1 and "StoreError: 저장" in run.stderr and "앞의 내용은 그대로 있습니다" in run.stderr
    assert measurement.verify(local.store).empty


READ_ONLY = """
import os, sys
from dpgkit import measurement
measurement.open_store(sys.argv[1]).close()
if os.geteuid() == 0:                    # whom no permission stops
    os.setegid(65534)
    os.seteuid(65534)
with measurement.open_store(sys.argv[2]) as store:
    print(len(measurement.published(store)), flush=True)
    measurement.submit(store, sys.argv[3], "notices", "2024", value=3, unit="건")
"""


@POSIX
@pytest.mark.parametrize("mode", [0o777, 0o555, 0o000])
def test_a_file_that_may_only_be_read_is_told(local, mode):
    local.store.close()
    with tempfile.TemporaryDirectory() as folder:
        shut = Path(folder) / "닫힌 곳" / "저장소.sqlite"
        shut.parent.mkdir()
        shutil.copyfile(local.where, shut)
        for path, right in ((shut, 0o444), (shut.parent, mode), (Path(folder), 0o755)):
            path.chmod(right)
        arguments = [sys.executable, "-c", READ_ONLY, local.where, shut, local.keys["ga"]]
        run = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8")
        shut.parent.chmod(0o777)
    assert run.returncode == 1 and re.search("StoreError: (읽기만 할 수 있는|저장소를 열 수 없)", run.stderr), run.stderr[-500:]


def test_a_read_only_database_is_told(server):
    name = make_url(server.where).database
    with psycopg.connect(server.where, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    server.store.close()
    with pytest.raises(measurement.StoreError) as caught:
        server.submit()
    assert caught.value.kind == "readonly" and measurement.published(server.store).empty


@pytest.mark.parametrize(("content", "kind"), [(None, "absent"), (b"", "absent"), (b"not a database at all" * 100, "broken")])
def test_what_is_no_store_is_told(tmp_path, content, kind):
    path = tmp_path / "아무것.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(measurement.StoreError) as caught:
        measurement.open_store(path)
    assert caught.value.kind == kind


def test_a_store_is_not_made_twice_and_a_broken_off_start_can_be_repeated(local, tmp_path):
    with pytest.raises(measurement.StoreError) as caught:
        measurement.create_store(local.where)
    assert caught.value.kind == "exists"
    (tmp_path / "빈.sqlite").touch()
    store, key = measurement.create_store(tmp_path / "빈.sqlite")
    with store:
        assert measurement.submissions(store, key).empty


def test_a_copy_is_whole_while_the_store_is_open(local, server, tmp_path):
    local.submit()
    copy = measurement.back_up(local.store, tmp_path / "사본" / "저장소.sqlite")
    local.submit(period="2024")
    with measurement.open_store(copy) as store:
        assert len(measurement.submissions(store, local.backbone)) == 1 and measurement.verify(store).empty
    blocked = copy / "안" / "저장소.sqlite"            # below a file
    for store, where in ((local.store, copy), (local.store, blocked), (server.store, tmp_path / "다른.sqlite")):
        with pytest.raises(measurement.StoreError):
            measurement.back_up(store, where)


def test_a_copy_without_room_leaves_nothing(local, tmp_path, monkeypatch):
    local.submit()
    with closing(local.store.engine.raw_connection()) as raw:
        raw.driver_connection.set_authorizer(lambda action, *_: int(action == sqlite3.SQLITE_ATTACH))     # which a copy needs
    with pytest.raises(measurement.StoreError):
        measurement.back_up(local.store, tmp_path / "사본" / "저장소.sqlite")
    assert not list((tmp_path / "사본").iterdir())


def test_too_many_at_once_is_told(local):
    with ExitStack() as held, pytest.raises(measurement.StoreError) as caught:
        local.store.engine.pool._timeout = 0.05
        for _ in range(16):
            held.enter_context(local.store.reading())
    assert caught.value.kind == "busy"


def test_refusals_that_were_tampered_with_are_shown_and_found(place):
    with pytest.raises(measurement.Refused):
        place.submit(numerator=999)
    place.direct("UPDATE audit SET content = 'kaputt' WHERE action = 'refused'")
    assert measurement.refusals(place.store, place.backbone)["reason"].tolist() == ["읽을 수 없는 기록입니다"]
    assert "audit" in measurement.verify(place.store)["자리"].tolist()


def test_a_server_that_is_not_there_is_told_without_the_password():
    with pytest.raises(measurement.StoreError) as caught:
        measurement.open_store("postgresql://user:geheim@127.0.0.1:1/nothing")
    assert caught.value.kind == "offline" and "geheim" not in str(caught.value)


@pytest.mark.parametrize("where", ["mysql://a/b", "nonsense://", "postgresql://host"])
def test_an_address_of_something_else_is_refused(where):
    with pytest.raises(measurement.StoreError):
        measurement.open_store(where)


def test_someone_else_who_writes_for_long_is_waited_for_then_told(local, monkeypatch):
    local.store.close()
    store = measurement.open_store(local.where)
    with closing(sqlite3.connect(local.where, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(store.engine.raw_connection()) as raw:
            raw.driver_connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(measurement.StoreError) as caught:
            measurement.submit(store, local.keys["ga"], "notices", "2024", value=3, unit="건")
        assert caught.value.kind == "busy" and measurement.published(store).empty        # readers do not wait
    store.close()


def test_the_fence_stands_on_every_table(local):
    with local.store.reading() as connection:
        names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    assert names == {f"{table}_{action}" for table in (*AUDITED, "audit") for action in ("UPDATE", "DELETE")}
