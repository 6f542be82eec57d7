"""The shared measurement store under load: many writers, killed writers, a full disk, a hundred thousand submissions.

    .venv/bin/python benchmarks/measurement.py [writers|kills|disk|dashboard] [ADDRESS]

Without an address a store on SQLite in a temporary folder is measured; with one (``postgresql://.../{}``, where {} stands for the name
of a database that may be created) that server. ``writers``: 8 processes submit 500 values each, every value is then counted. ``kills``: 50
times a writer is killed at a moment by chance. ``disk``: a store on a file system of 2 MB (Linux, as root). ``dashboard``: 100,000
submissions, a third of them published; the baseline is the same table made from all rows, read into pandas. Machines differ, so
quote the ratios.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from sqlalchemy import select

from dpgkit import measurement
from dpgkit.measurement.models import Review, Submission

WRITERS, EACH, KILLS, ROUNDS = 8, 500, 50, 5
ORGANISATIONS, INDICATORS, PERIODS = 20, 50, 100
WRITE = """
import sys
from dpgkit import measurement
with measurement.open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    for month in range(int(sys.argv[3]), int(sys.argv[4])):
        period = f"{1900 + month // 12}-{month % 12 + 1:02}"
        print(measurement.submit(store, sys.argv[2], "i0", period, value=month, unit="건"), flush=True)
"""


def new_store(address: str, organisations: int, indicators: int, months: int) -> tuple[measurement.Store, str, list[str], str]:
    """Return a store with its backbone key, the keys of its members, and its place."""
    where = _database(address) if address else str(Path(tempfile.mkdtemp(prefix="측정-")) / "공유 측정.sqlite")
    store, backbone = measurement.create_store(where)
    cards = [(f"i{number}", f"지표 {number}", "잰 것", "건", "count", "month", "output", 0, 1e9) for number in range(indicators)]
    names = ["name", "title", "definition", "unit", "kind", "period_kind", "level", "lowest", "highest"]
    measurement.add_indicators(store, backbone, pd.DataFrame(cards, columns=names))
    measurement.add_periods(store, backbone, [_month(number) for number in range(months)])
    keys = [measurement.add_organisation(store, backbone, f"o{number}", f"기관 {number}") for number in range(organisations)]
    for number in range(organisations):
        measurement.assign(store, backbone, f"o{number}", [card[0] for card in cards])
    return store, backbone, keys, where


def writers(address: str) -> None:
    """Let eight processes write 500 values each and count them."""
    store, backbone, keys, where = new_store(address, WRITERS, 1, EACH)
    began = time.perf_counter()
    running = [_writer(where, key, 0, EACH) for key in keys]
    numbers = [int(word) for process in running for word in process.communicate()[0].split()[1:]]
    seconds = time.perf_counter() - began
    table = measurement.submissions(store, backbone)
    doubled = int(table.duplicated(["organisation", "indicator", "period"]).sum())
    lost = len(set(numbers) - set(table["number"]))
    print(f"{WRITERS} writers x {EACH}: told {len(numbers)}, kept {len(table)}, lost {lost}, doubled {doubled}, problems in the audit "
          f"{len(measurement.verify(store))}; {len(table) / seconds:.0f} submissions a second in all")


def kills(address: str) -> None:
    """Kill a writer fifty times and look at what is left."""
    chance, told = random.Random(7), []
    store, backbone, (key,), where = new_store(address, 1, 1, 30 * KILLS)
    for turn in range(KILLS):
        process = _writer(where, key, 30 * turn, 30 * (turn + 1))
        told += [int(line) for line in _lines(process, chance.randrange(12))]
        time.sleep(chance.uniform(0, 0.05))          # somewhere in the middle of the next ones
        process.kill()
        told += [int(word) for word in process.communicate()[0].split()]
    table = measurement.submissions(store, backbone)
    whole = "" if address else f", {_pragma(store, 'integrity_check')}"
    print(f"{KILLS} kills: told {len(told)}, kept {len(table)}, lost {len(set(told) - set(table['number']))}, kept before it could be told "
          f"{len(table) - len(told)}, problems in the audit {len(measurement.verify(store))}{whole}")


def disk(address: str) -> None:
    """Fill a small file system and read what the store says."""
    with tempfile.TemporaryDirectory(prefix="꽉 찬-") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=True)
        try:
            store, backbone = measurement.create_store(Path(folder) / "공유 측정.sqlite")
            for turn in range(100_000):
                measurement.add_organisation(store, backbone, f"o{turn}", "가" * 200)
        except measurement.StoreError as error:
            print(f"full disk, {error.kind}: {str(error).splitlines()[0]}")
        (Path(folder) / "공유 측정.sqlite-wal").stat()
        print(f"problems in the audit {len(measurement.verify(store))}, organisations {len(measurement.organisations(store))}")
        store.close()
        subprocess.run(["umount", folder], check=True)


def dashboard(address: str) -> None:
    """Ask a store of 100,000 submissions for its dashboard, beside two baselines."""
    store, backbone, keys, _ = new_store(address, ORGANISATIONS, INDICATORS, PERIODS)
    began = time.perf_counter()
    for key in keys:
        rows = [(f"i{indicator}", _month(month), indicator + month, "건")
                for indicator in range(INDICATORS) for month in range(PERIODS)]
        measurement.submit_table(store, key, pd.DataFrame(rows, columns=["indicator", "period", "value", "unit"]))
    filled = time.perf_counter() - began
    for state in ("accepted", "published"):
        measurement.review(store, backbone, range(1, ORGANISATIONS * INDICATORS * PERIODS, 3), state)
    if store.is_postgres:
        with store.writing() as connection:
            connection.exec_driver_sql("ANALYZE")
    count = ORGANISATIONS * INDICATORS * PERIODS
    print(f"{count:,} submissions filled in at {count / filled:,.0f} a second")
    ours = _seconds(lambda: measurement.dashboard(store))
    for name, call in {"one period": lambda: measurement.dashboard(store, period=_month(3)),
                       "baseline (rows into pandas)": lambda: _in_pandas(store), "published()": lambda: measurement.published(store),
                       "verify()": lambda: measurement.verify(store)}.items():
        other = _seconds(call, 1 if name == "verify()" else ROUNDS)
        print(f"{name}: {other:.3f} s, {other / ours:.2f} of the dashboard ({ours:.3f} s)")


def _in_pandas(store: measurement.Store) -> pd.DataFrame:
    with store.reading() as connection:
        rows = pd.DataFrame(connection.execute(select(Submission.__table__)).all())
        steps = pd.DataFrame(connection.execute(select(Review.__table__)).all())
    state = rows["id"].map(steps.groupby("submission_id")["state"].max()).fillna(rows["state"])
    newest = rows.assign(now=state).sort_values("revision").groupby(["organisation_id", "indicator_id", "period_id"]).tail(1)
    return newest.groupby(["indicator_id", "period_id"]).agg(submitted=("now", lambda now: (now >= 1).sum()), value=("value", "sum"))


def _seconds(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _writer(where: str, key: str, first: int, last: int) -> subprocess.Popen:
    arguments = [sys.executable, "-c", WRITE, where, key, str(first), str(last)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def _lines(process: subprocess.Popen, count: int) -> list[str]:
    """Return some lines after the first, which only says that the writer is ready."""
    return [process.stdout.readline() for _ in range(count + 1)][1:]


def _month(number: int) -> str:
    return f"{1900 + number // 12}-{number % 12 + 1:02}"


def _pragma(store: measurement.Store, name: str) -> str:
    with store.reading() as connection:
        return f"{name} {connection.exec_driver_sql(f'PRAGMA {name}').scalar()}"


def _database(address: str) -> str:
    import psycopg

    name = f"b{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address.format(name)


if __name__ == "__main__":
    chosen, address = [*sys.argv[1:2], "writers"][0], (sys.argv[2:] or [""])[0]
    {"writers": writers, "kills": kills, "disk": disk, "dashboard": dashboard}[chosen](address)
