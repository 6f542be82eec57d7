"""The store opened so that nothing can be written: the database itself refuses, not only this kit."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import NullPool, create_engine, event, inspect
from sqlalchemy.engine import Engine

from dpgkit.measurement.errors import StoreError, translated
from dpgkit.measurement.store import PATIENCE, Store, connected


def open_read_only(where: str | Path | None = None) -> Store:
    """Return the store at a path or an address, in which every write fails.

    SQLite opens the file with ``mode=ro`` (others may go on writing, and what they write is seen); PostgreSQL makes every transaction of
    the session read-only. Parameters: ``where`` as for ``measurement.create_store``. Raises StoreError where there is no store, or
    where it cannot be read.
    """
    asked = connected(where)
    if not asked.is_postgres and not Path(asked.place).is_file():
        raise StoreError("absent", value=asked.place)
    store = Store(_postgres(asked) if asked.is_postgres else _sqlite(Path(asked.place)), asked.place)
    asked.close()
    with translated(store.place), store.engine.connect() as connection:
        if not inspect(connection).has_table("audit"):
            raise StoreError("absent", value=store.place)
    return store


def file_address(path: Path) -> str:
    """Return the address under which SQLite opens a file for reading only.

    >>> file_address(Path("/자료 1/가#나?.sqlite")).isascii(), file_address(Path("/tmp/a b.sqlite"))
    (True, 'file:///tmp/a%20b.sqlite?mode=ro')
    """
    place = path.as_posix()
    return f"file://{'' if place.startswith('/') else '/'}{quote(place, safe='/:')}?mode=ro"      # C:/a needs a third stroke


def _sqlite(path: Path) -> Engine:
    def opened() -> sqlite3.Connection:
        connection = sqlite3.connect(file_address(path), uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _postgres(asked: Store) -> Engine:
    engine = create_engine(asked.engine.url, pool_pre_ping=True)
    event.listen(engine, "connect", _read_only_session)
    return engine


def _read_only_session(connection: object, record: object) -> None:
    connection.autocommit = True               # inside a transaction the setting would be undone with it
    connection.execute("SET default_transaction_read_only = on")
    connection.autocommit = False
