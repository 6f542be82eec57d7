"""What was analysed once is found again, whatever happens to the files."""

import os
import random
import subprocess
import sys
import time

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpgkit.analyzers import Settings, unitstore
from dpgkit.analyzers.unitstore import UnitStore
from dpgkit.errors import DataError

OKT = Settings("okt")
ADDING = """
import sys
sys.path.insert(0, sys.argv[3])
from test_unitstore import OKT, UnitStore, table
for start in range(0, 400, 10):
    UnitStore(OKT).add(table([f"{sys.argv[1]}{number}" for number in range(start, start + 10)] + [f"둘 다 {start}"]))
"""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv(unitstore.FOLDER_VARIABLE, str(tmp_path / "분석 결과"))
    return tmp_path / "분석 결과"


def table(units):
    """Return analysed units whose tokens one can tell from the unit."""
    lists = {"surface": [[unit, unit[:1]] for unit in units], "lemma": [[f"{unit}다", ""] for unit in units],
             "tag": [["Noun", "X"]] * len(units)}
    return pa.table({"unit": pa.array(units, pa.string())} | {name: pa.array(rows, pa.list_(pa.string())) for name, rows in lists.items()})


def found(store, units):
    """Return the units that the store knows, having checked that each is there once and with its own tokens."""
    known = store.look_up(pa.array(units, pa.string()))
    places = known["place"].to_pylist()
    expected = table([units[place] for place in places])
    assert len(set(places)) == len(places) and known.drop(["place"]).to_pydict() == expected.drop(["unit"]).to_pydict()
    return {units[place] for place in places}


def test_what_was_added_is_found():
    store = UnitStore(OKT)
    assert found(store, ["가", "나"]) == set()
    store.add(table(["가", "나", "다"]))
    store.add(table(["라"]))
    assert found(UnitStore(OKT), ["나", "마", "라"]) == {"나", "라"}
    assert found(store, []) == set()


WORDS = st.text("가나다", min_size=1, max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORDS, unique=True), max_size=6), st.sets(WORDS))
def test_files_that_overlap_give_each_unit_once(lots, wanted):
    unitstore.clear()
    store = UnitStore(OKT)
    for units in lots:
        store.add(table(units))
    for _ in range(2):
        assert found(store, sorted(wanted)) == wanted & set().union(*lots)
        store._join(store._files())


def test_many_files_are_joined_and_large_ones_left(monkeypatch):
    store = UnitStore(OKT)
    units = [f"낱말{number}" for number in range(60)]
    store.add(table(units[:20]))
    [large] = store._files()
    monkeypatch.setattr(unitstore, "LARGE", large.stat().st_size)
    monkeypatch.setattr(unitstore, "MOST_FILES", 4)
    for number, unit in enumerate(units[20:]):
        store.add(table([unit, f"둘째 {number % 3}"]))
    assert len(store._files()) < 12 and large in store._files() and found(store, units) == set(units)
    assert not list(store.folder.glob("*.part"))


def test_damaged_files_are_taken_away_and_the_rest_stays():
    store, chosen = UnitStore(OKT), random.Random(7)
    store.add(table([f"낱말{number}" for number in range(300)]))
    [file] = store._files()
    whole = file.read_bytes()
    store.add(table(["성한 낱말"]))
    for turn in range(60):
        place = chosen.randrange(len(whole))
        flipped = whole[:place] + bytes([whole[place] ^ (1 << chosen.randrange(8))]) + whole[place + 1:]
        file.write_bytes(flipped if turn % 3 else whole[:place])
        assert found(store, ["낱말7", "성한 낱말"]) == {"성한 낱말"} and not file.exists()
    store.add(table(["낱말7"]))
    assert found(store, ["낱말7", "성한 낱말"]) == {"낱말7", "성한 낱말"}


@pytest.mark.parametrize("other", [
    Settings("okt", norm=True), Settings("okt", (("가나", "NNG"),)), Settings("okt", (("가나", "NNP"),)), Settings("kiwi")])
def test_another_way_of_analysing_has_a_store_of_its_own(other):
    UnitStore(OKT).add(table(["가"]))
    assert found(UnitStore(other), ["가"]) == set() and unitstore.key(other) != unitstore.key(OKT)
    assert unitstore.key(Settings("okt", heavy=True)) == unitstore.key(OKT)


@pytest.mark.parametrize(("name", "value"), [("FORMAT", 1), ("version", lambda _: "konlpy 0.0")])
def test_an_older_format_or_version_is_not_read(monkeypatch, name, value):
    with monkeypatch.context() as patch:
        patch.setattr(unitstore, name, value)
        UnitStore(OKT).add(table(["가"]))
        assert found(UnitStore(OKT), ["가"]) == {"가"}
    assert found(UnitStore(OKT), ["가"]) == set()


def test_two_processes_that_add_at_once_lose_nothing(cache):
    folder = os.path.dirname(__file__)
    environment = {**os.environ, unitstore.FOLDER_VARIABLE: str(cache)}
    processes = [subprocess.Popen([sys.executable, "-c", ADDING, name, "", folder], env=environment) for name in "가나"]
    assert [process.wait(timeout=120) for process in processes] == [0, 0]
    expected = {f"{name}{number}" for name in "가나" for number in range(400)} | {f"둘 다 {start}" for start in range(0, 400, 10)}
    assert found(UnitStore(OKT), sorted(expected)) == expected
    assert len(UnitStore(OKT)._files()) <= unitstore.MOST_FILES + 1


def used(settings, days_ago, megabytes=1):
    """Make a store of this size that was used so long ago."""
    store = UnitStore(settings)
    store.add(table(["가"]))
    [file] = store._files()
    file.write_bytes(file.read_bytes() + bytes(megabytes * 2**20))
    os.utime(store.folder, (time.time() - days_ago * 86400,) * 2)
    return store


def test_the_longest_unused_goes_first():
    stores = [used(Settings("okt", ((name, "NNG"),)), days_ago) for name, days_ago in (("가", 3), ("나", 9), ("다", 5))]
    unitstore.keep_small(stores[1].folder, 2.5)
    assert [store.folder.exists() for store in stores] == [True, True, False]       # the one in use goes last
    unitstore.keep_small(stores[0].folder, 0.5)
    assert stores[0].folder.exists() and not stores[0]._files() and not stores[1].folder.exists()


def test_a_warm_look_up_counts_as_use():
    store = UnitStore(OKT)
    store.add(table(["가"]))
    os.utime(store.folder, (1, 1))
    assert found(store, ["가"]) == {"가"} and store.folder.stat().st_mtime > 1


def test_the_size_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv(unitstore.SIZE_VARIABLE, "0")
    UnitStore(OKT).add(table(["가"]))
    assert unitstore.usage()["files"].tolist() == [0]
    monkeypatch.setenv(unitstore.SIZE_VARIABLE, "많이")
    with pytest.raises(DataError, match="많이"):
        UnitStore(OKT)


def test_nothing_else_in_the_folder_is_touched(cache):
    mine = [cache / "내-문서" / "글.parquet", cache / "okt-보고서" / "글.txt", cache / "글.parquet"]
    for path in mine:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(2**20))
    UnitStore(OKT).add(table(["가"]))
    unitstore.keep_small(UnitStore(OKT).folder, 0)
    assert unitstore.usage()["analyzer"].tolist() == ["okt"]
    unitstore.clear()
    assert all(path.is_file() for path in mine) and unitstore.usage().empty


def test_a_disk_that_cannot_be_written_costs_only_the_store(cache, monkeypatch):
    cache.write_text("폴더가 아닙니다", encoding="utf-8")
    UnitStore(OKT).add(table(["가"]))
    assert found(UnitStore(OKT), ["가"]) == set() and unitstore.usage().empty and unitstore.clear() == 0
    cache.unlink()

    def full(*_, **__):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(unitstore.pq.ParquetWriter, "write_table", full)
    UnitStore(OKT).add(table(["가"]))
    assert found(UnitStore(OKT), ["가"]) == set() and not list(UnitStore(OKT).folder.iterdir())


def test_unfinished_files_of_killed_processes_go_after_an_hour():
    store = UnitStore(OKT)
    store.add(table(["가"]))
    old, new = store.folder / "old.part", store.folder / "new.part"
    for path in (old, new):
        path.write_bytes(b"PAR1")
    os.utime(old, (time.time() - 3700,) * 2)
    store.add(table(["나"]))
    assert not old.exists() and new.exists() and found(store, ["가", "나"]) == {"가", "나"}


def test_files_are_read_in_parts(monkeypatch):
    monkeypatch.setattr(unitstore, "ROWS", 7)
    store, units = UnitStore(OKT), [f"낱말{number}" for number in range(50)]
    store.add(table(units))
    assert found(store, units) == set(units) and np.mean([len(batch) for batch in store._batches(store._files())]) <= 7
