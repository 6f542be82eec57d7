"""Where the store is: an SQLite file (nothing to install) or a PostgreSQL database, opened for reading or for one writer at a time."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import ColumnElement, Connection, Engine, Table, create_engine, event, inspect, literal, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from dpgkit import atomic, paths
from dpgkit.measurement.errors import StoreError, translated
from dpgkit.measurement.models import AUDITED, LATER, Base

FILE = "공유측정.sqlite"
KOREA = timezone(timedelta(hours=9))
PATIENCE = 60            # seconds that a writer waits for the others
FENCE = """
CREATE TRIGGER {table}_{action} BEFORE {action} ON {table}
BEGIN SELECT RAISE(ABORT, '고치거나 지울 수 없는 표입니다'); END"""


@dataclass(frozen=True)
class Store:
    """An opened store. Whoever holds the file or the owner's password can read everything: keys guard the doors of this kit.

    Parameters: ``engine`` of SQLAlchemy; ``place`` how to name the store in a message, without a password.
    """

    engine: Engine
    place: str

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the store."""
        self.close()

    @property
    def is_postgres(self) -> bool:
        """Whether the store is a PostgreSQL database."""
        return self.engine.dialect.name == "postgresql"

    def close(self) -> None:
        """Close all connections, so that the file can be moved or deleted."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one unchanging state of the store. Raises StoreError where it cannot be read."""
        with translated(self.place), self.engine.connect() as connection, connection.begin():
            if self.is_postgres:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that alone may write until the block ends; all of it is kept, or nothing.

        Raises StoreError where the disk is full, the store is read-only, or others write for longer than a minute.
        """
        with translated(self.place), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if self.is_postgres:       # one writer at a time, as in SQLite: the audit is one chain
                    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                    connection.execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))
                yield connection


def default_path() -> Path:
    """Return the usual place of the store: in the user data folder, or below ``DPGKIT_DATA``."""
    return paths.user_dir() / "measurement" / FILE


def make_tables(where: str | Path | None, then: Callable[[Connection], str]) -> tuple[Store, str]:
    """Return a new store and what ``then`` returns, which writes its first rows in the same transaction.

    Parameters: ``where`` a path, or an address such as ``postgresql://user:password@host/database``; none for ``default_path()``.
    Raises StoreError where there is a store already or where nothing can be written.
    """
    store = connected(where)
    if not store.is_postgres:
        _make_folder(Path(store.place))
    with translated(store.place), store.engine.connect() as connection:
        if not store.is_postgres:      # readers do not wait for the writer; said past SQLAlchemy, which would begin a transaction
            connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")
        connection = connection.execution_options(writes=True)
        with connection.begin():
            if store.is_postgres:      # of two who make it at once, one comes too late
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('dpgkit'))"))
            if inspect(connection).has_table("audit"):
                raise StoreError("exists", value=store.place)
            Base.metadata.create_all(connection)
            return store, then(connection)


def open_store(where: str | Path | None = None) -> Store:
    """Return the store at a path or an address; use it with ``with``, or ``close()`` it.

    Parameters: ``where`` as for ``create_store``. Raises StoreError where there is none, or where it cannot be read.
    """
    store = connected(where)
    if not store.is_postgres and not _is_there(Path(store.place)):
        raise StoreError("absent", value=store.place)
    with translated(store.place), store.engine.connect() as connection:
        if not inspect(connection).has_table("audit"):
            raise StoreError("absent", value=store.place)
    return store


def back_up(store: Store, path: str | Path) -> Path:
    """Write a whole copy of an SQLite store while others may be writing, and return its path; copying the file by hand may miss the
    newest rows. Raises StoreError where there is a file already or no room, and for PostgreSQL, which has ``pg_dump``; nothing half
    written is left.
    """
    target = Path(path).expanduser().absolute()
    if store.is_postgres:
        raise StoreError("denied", value=store.place, allowed="SQLite 저장소 (PostgreSQL은 pg_dump)")
    if target.exists():
        raise StoreError("exists", value=target)
    _make_folder(target)
    with translated(str(target)), atomic.replacing(target, what="저장소의 사본을 쓰지 못했습니다.") as part, \
            store.engine.connect() as connection:
        connection.connection.driver_connection.execute("VACUUM INTO ?", [str(part)])
    return target


def connected(where: str | Path | None) -> Store:
    """Return a store whose place is known and which nothing has been asked of yet. Raises StoreError for no address at all."""
    url = _url(where)
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)      # a server may have been restarted
        return Store(engine, url.set(query={}).render_as_string(hide_password=True))
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Store(engine, str(url.database))


def columns(connection: Connection, table: Table) -> list[ColumnElement]:
    """Return the columns of a table, with what holds there in place of a column that the store was made before."""
    lacking = _lacking(connection, table)
    return [literal(LATER[table.name, column.name]).label(column.name) if column.name in lacking else column for column in table.columns]


def add_later_columns(connection: Connection, table: Table) -> None:
    """Give a table of an older store the columns that came later; its rows stay as they are, and so does their audit."""
    for name in _lacking(connection, table):
        rules = [rule for rule in table.constraints if str(rule.name).endswith(f"_{name}")]
        checks = "".join(f" CONSTRAINT {rule.name} CHECK ({rule.sqltext})" for rule in rules)
        kind, value = table.c[name].type.compile(connection.dialect), LATER[table.name, name]
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {name} {kind} DEFAULT '{value}' NOT NULL{checks}")


def _lacking(connection: Connection, table: Table) -> list[str]:
    later = [name for place, name in LATER if place == table.name]
    known = {column["name"] for column in inspect(connection).get_columns(table.name)} if later else set()
    return [name for name in later if name not in known]


def fence(connection: Connection) -> None:
    """Make the rows of a new SQLite store stay as they are."""
    for table in (*AUDITED, "audit"):
        for action in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(FENCE.format(table=table, action=action))


def now() -> str:
    """Return the time in UTC as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def today() -> str:
    """Return the date in Korea as ISO 8601."""
    return datetime.now(KOREA).date().isoformat()


def _url(where: str | Path | None) -> URL:
    named = str(where or default_path())
    if "://" not in named:
        return URL.create("sqlite", database=str(Path(named).expanduser().absolute()))
    try:
        url = make_url(named.replace("postgres://", "postgresql://", 1))
    except ArgumentError as error:
        raise StoreError("absent", allowed="파일 위치 또는 postgresql://...") from error
    if url.get_backend_name() not in ("sqlite", "postgresql") or not url.database:
        raise StoreError("absent", value=url.get_backend_name(), allowed="파일 위치 또는 postgresql://...")
    return url


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None          # the driver must not begin transactions by itself
    for rule in ("foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {rule}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:             # a folder that may not be looked into
        raise StoreError("place", value=path) from error


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("place", value=path) from error
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreError("readonly", value=path)
