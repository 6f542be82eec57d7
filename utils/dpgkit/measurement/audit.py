"""The audit: one entry a row, each with the hash of the one before, so that no row can change unseen.

A chain shows every change but one: cutting off its end together with the rows that belong to it. ``seal`` gives the number of
entries and the last hash; kept outside the store (printed, mailed, published), it shows that too.
Source: Schneier and Kelsey 1999 (a log whose entries are chained by hashes); Haber and Stornetta 1991 (a published hash).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from sqlalchemy import Connection, Float, Select, Table, func, insert, select

from dpgkit.measurement.errors import Refused
from dpgkit.measurement.models import AUDITED, LATER, Audit
from dpgkit.measurement.store import Store, columns, now
from dpgkit.reading import Reading

START = "0" * 64
WRITTEN, REFUSED = "written", "refused"
LOG = Audit.__table__
PROBLEMS = ["자리", "번호", "문제"]
PIECE = 5000             # rows read at once


def canonical(row: Mapping[str, object]) -> str:
    """Return a row as text that is the same for the same values, on both databases.

    >>> canonical({"b": 1, "a": "가"})
    '{"a":"가","b":1}'
    """
    return json.dumps(dict(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def entry_hash(entry: Mapping[str, object]) -> str:
    """Return the SHA-256 over all columns of an entry but its hash.

    >>> entry_hash({"seq": 1, "hash": "x"}) == entry_hash({"seq": 1, "hash": "y"})
    True
    """
    return hashlib.sha256(canonical({name: value for name, value in entry.items() if name != "hash"}).encode()).hexdigest()


def typed(table: Table, row: Mapping[str, object]) -> dict[str, object]:
    """Return a row with every column of its table, numbers in the type of the column."""
    whole = {column.name: row.get(column.name) for column in table.columns}
    floats = [column.name for column in table.columns if isinstance(column.type, Float)]
    return {**whole, **{name: float(whole[name]) for name in floats if whole[name] is not None}}


def record(connection: Connection, actor: str, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Add an entry for each row that was written, in the same transaction."""
    _append(connection, actor, [(WRITTEN, table.name, row["id"], canonical(typed(table, row))) for row in rows])


def record_refusals(connection: Connection, actor: str, refusals: Sequence[tuple[Mapping[str, object], Refused]]) -> None:
    """Add an entry for each refusal: what was asked for, and why it was not done. A key is never written down."""
    told = (canonical({**asked, "code": refusal.code, "reason": refusal.line}) for asked, refusal in refusals)
    _append(connection, actor, [(REFUSED, "", 0, text.encode("utf-8", "replace").decode()) for text in told])


def seal(store: Store) -> pd.DataFrame:
    """Return the number of entries, the last hash and the time, to be kept outside the store: entries, hash, at."""
    with store.reading() as connection:
        last = connection.execute(select(LOG).order_by(LOG.c.seq.desc()).limit(1)).mappings().one()
    return pd.DataFrame([{"entries": last["seq"], "hash": last["hash"], "at": last["at"]}])


def verify(store: Store, sealed: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return everything that does not agree with the audit, one line each; an empty table where all is as it was written.

    Parameters: ``sealed`` an earlier result of ``seal``. Columns: 자리 (table), 번호 (row or entry), 문제.
    """
    with store.reading() as connection:
        problems, told, hashes = _check_chain(connection)
        for table in AUDITED.values():
            problems += _check_rows(connection, table, told.pop(table.name, {}))
        problems += [(name, number, "모르는 표의 기록입니다") for name, rows in told.items() for number in rows]
    if sealed is not None:
        entries, hash_ = int(sealed["entries"].iloc[0]), sealed["hash"].iloc[0]
        if hashes.get(entries) != hash_:
            problems.append(("audit", entries, "봉인한 때의 기록과 다릅니다"))
    return pd.DataFrame(problems, columns=PROBLEMS)


def read_verify(problems: pd.DataFrame, sealed: pd.DataFrame) -> Reading:
    """Return one sentence on whether the store is as it was written. Parameters: the results of ``verify`` and ``seal``.

    >>> read_verify(pd.DataFrame(columns=PROBLEMS), pd.DataFrame({"entries": [1021]}))
    '감사 기록 1,021개가 빠짐없이 이어지고, 적힌 뒤에 바뀐 행이 없습니다.'
    """
    entries = f"감사 기록 {int(sealed['entries'].iloc[0]):,}개"
    if problems.empty:
        return Reading(f"{entries}가 빠짐없이 이어지고, 적힌 뒤에 바뀐 행이 없습니다.")
    first = problems.iloc[0]
    return Reading(f"{entries}에서 맞지 않는 곳이 {len(problems)}곳 있습니다. 첫 번째: {first['자리']} {first['번호']}번, {first['문제']}.")


def _append(connection: Connection, actor: str, entries: list[tuple[str, str, int, str]]) -> None:
    last = connection.execute(select(LOG.c.seq, LOG.c.hash).order_by(LOG.c.seq.desc()).limit(1)).first()
    first, previous, at, rows = last.seq + 1 if last else 1, last.hash if last else START, now(), []
    for seq, (action, entity, row_id, content) in enumerate(entries, start=first):
        row = {"seq": seq, "at": at, "actor": actor, "action": action, "entity": entity, "row_id": row_id, "content": content,
               "previous": previous}
        previous = entry_hash(row)
        rows.append({**row, "hash": previous})
    if rows:
        connection.execute(insert(LOG), rows)


def _check_chain(connection: Connection) -> tuple[list[tuple], dict[str, dict[int, str]], dict[int, str]]:
    """Return what is wrong with the chain, the content that it tells for each row, and the hash of each entry."""
    problems, told, hashes = [], {}, {}
    expected, previous = 1, START
    for row in _rows(connection, LOG, "seq"):
        if row["seq"] != expected:
            problems.append(("audit", expected, "기록이 빠졌거나 차례가 바뀌었습니다"))
        if row["previous"] != previous or not _whole(row):
            problems.append(("audit", row["seq"], "기록이 바뀌었습니다"))
        if row["action"] == WRITTEN:
            if row["row_id"] in told.setdefault(row["entity"], {}):
                problems.append(("audit", row["seq"], "같은 행을 두 번 적었습니다"))
            told[row["entity"]][row["row_id"]] = row["content"]
        expected, previous = row["seq"] + 1, row["hash"]
        hashes[row["seq"]] = row["hash"]
    return problems, told, hashes


def _check_rows(connection: Connection, table: Table, told: dict[int, str]) -> list[tuple]:
    """Return the rows of a table that differ from what the audit tells, are missing, or were never told of."""
    problems = []
    for row in _rows(connection, table, "id"):
        content = told.pop(row["id"], None)
        if content is None:
            problems.append((table.name, row["id"], "감사 기록에 없는 행입니다"))
        elif not _same(content, table, row):
            problems.append((table.name, row["id"], "적힌 뒤에 바뀐 행입니다"))
    return problems + [(table.name, number, "지워진 행입니다") for number in told]


def _same(content: str, table: Table, row: Mapping[str, object]) -> bool:
    try:
        whole = typed(table, row)
        older = {name: value for name, value in whole.items() if LATER.get((table.name, name)) != value}
        return content in (canonical(whole), canonical(older))      # written before a column came, and nothing else in it since
    except (TypeError, ValueError):            # SQLite lets a column hold any type
        return False


def _whole(entry: Mapping[str, object]) -> bool:
    try:
        return entry_hash(entry) == entry["hash"]
    except (TypeError, ValueError):
        return False


def _rows(connection: Connection, table: Table, order: str) -> Iterator[Mapping[str, object]]:
    result = connection.execution_options(yield_per=PIECE).execute(select(*columns(connection, table)).order_by(table.c[order]))
    yield from result.mappings()


def next_id(connection: Connection, table: Table) -> int:
    """Return the number of the next row of a table."""
    return (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1


def refusal_table(connection: Connection, rows: Select) -> pd.DataFrame:
    """Return refusals to read: seq, at, actor, code, reason, asked."""
    found = []
    for row in connection.execute(rows).mappings():
        try:
            content = dict(json.loads(row["content"]))
        except (TypeError, ValueError):       # changed behind the back of the kit; verify tells which
            content = {"reason": "읽을 수 없는 기록입니다", "일": row["content"]}
        code, reason = content.pop("code", ""), content.pop("reason", "")
        found.append((row["seq"], row["at"], row["actor"], code, reason, canonical(content)))
    return pd.DataFrame(found, columns=["seq", "at", "actor", "code", "reason", "asked"])
