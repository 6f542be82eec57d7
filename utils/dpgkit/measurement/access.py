"""Keys: who is at the door, what they may do, and how a refusal is written down.

A key is 32 random bytes that the kit makes (never a word that a person chose), so guessing it is out of reach however fast the
hash is; a slow hash would only slow down each submission. Kept is HMAC-SHA256 under a salt of its own, so that two stores never
hold the same fingerprint, and keys are compared in constant time.
Source: NIST SP 800-63B section 5.1.2 (look-up secrets with at least 112 bits need no slow hash).
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, insert, select, text

from dpgkit.measurement import audit
from dpgkit.measurement.errors import Refused, StoreError
from dpgkit.measurement.models import OWNED, Key, Organisation
from dpgkit.measurement.store import Store, now

MARK = "dpg"
SHAPE = re.compile(rf"{MARK}-([a-z][a-z0-9_]{{0,19}})-([0-9a-f]{{64}})")


@dataclass
class Actor:
    """An organisation at work in one transaction: what it writes goes into the tables and into the audit."""

    connection: Connection
    id: int
    name: str
    kind: str
    role: str = ""
    refusals: list[tuple[dict[str, object], Refused]] = field(default_factory=list)

    def add(self, table: Table, rows: Sequence[Mapping[str, object]]) -> list[int]:
        """Write rows and their audit entries, and return the numbers of the rows."""
        first, at = audit.next_id(self.connection, table), now()
        whole = [{**audit.typed(table, row), "id": first + place, "at": at} for place, row in enumerate(rows)]
        if whole:
            with self.held() if table.name in OWNED else nullcontext():
                self.connection.execute(insert(table), whole)
            audit.record(self.connection, self.name, table, whole)
        return [row["id"] for row in whole]

    def refuse(self, asked: Mapping[str, object], refusal: Refused) -> None:
        """Keep a refusal for the audit; the transaction goes on."""
        self.refusals.append((dict(asked), refusal))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let the database hold the actor to its own rows for the time of the block, where it has a role there."""
        if self.role:
            self.connection.exec_driver_sql(f'SET LOCAL ROLE "{self.role}"')
        yield
        if self.role:
            self.connection.exec_driver_sql("RESET ROLE")


def new_secret(name: str) -> tuple[str, dict[str, str]]:
    """Return a new key for an organisation, and what the store keeps of it.

    >>> key, kept = new_secret("lh")
    >>> key.startswith("dpg-lh-"), fingerprint(key, kept["salt"]) == kept["digest"], key in str(kept)
    (True, True, False)
    """
    key, salt = f"{MARK}-{name}-{secrets.token_hex(32)}", secrets.token_hex(32)
    return key, {"salt": salt, "digest": fingerprint(key, salt)}


def fingerprint(key: str, salt: str) -> str:
    """Return the HMAC-SHA256 of a key under a salt, as hexadecimal digits."""
    return hmac.new(salt.encode(), key.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def sign_in(connection: Connection, key: str) -> Actor:
    """Return the organisation whose key this is. Raises Refused for every other key, without telling what is wrong with it."""
    found = SHAPE.fullmatch(str(key).strip())
    name = found[1] if found else ""
    kept = select(Organisation.id, Organisation.name, Organisation.kind, Key.salt, Key.digest).join(
        Key, Key.organisation_id == Organisation.id).where(Organisation.name == name).order_by(Key.id.desc()).limit(1)
    row = connection.execute(kept).first()
    given = fingerprint(str(key).strip(), row.salt if row else "")
    if row is None or not hmac.compare_digest(given, row.digest):
        raise Refused("key")
    return Actor(connection, row.id, row.name, row.kind)


@contextmanager
def acting(store: Store, key: str, asked: Mapping[str, object]) -> Iterator[Actor]:
    """Give the organisation a transaction to write in. What is refused is undone, written down in the audit, and raised.

    Parameters: ``asked`` what was asked for, in the words of the audit.
    """
    refused, name, rest = None, "", []
    with store.writing() as connection:
        try:
            with connection.begin_nested():
                actor = sign_in(connection, key)
                name, actor.role = actor.name, role_of(connection, actor.name)
                yield actor
                rest = actor.refusals
        except Refused as refusal:
            refused, rest = refusal, [(asked, refusal)]
        audit.record_refusals(connection, name, rest)
    if refused:
        raise refused


@contextmanager
def looking(store: Store, key: str) -> Iterator[Actor]:
    """Give the organisation a transaction to read in. Raises Refused for a wrong key, which is written down."""
    name = ""
    try:
        with store.reading() as connection:
            actor = sign_in(connection, key)
            name, actor.role = actor.name, role_of(connection, actor.name)
            yield actor
    except Refused as refusal:
        with suppress(StoreError), store.writing() as connection:      # a store that cannot be written can still be read
            audit.record_refusals(connection, name, [({"일": "읽기"}, refusal)])
        raise


def role_of(connection: Connection, name: str) -> str:
    """Return the database role of an organisation, or nothing where it has none."""
    if connection.dialect.name != "postgresql":
        return ""
    known = text("SELECT rolname FROM pg_roles WHERE rolname = dpgkit_role(:name)")
    return connection.execute(known, {"name": name}).scalar() or ""


def check_backbone(actor: Actor) -> None:
    """Refuse everyone but the backbone."""
    if actor.kind != "backbone":
        raise Refused("not_backbone", value=actor.name)
