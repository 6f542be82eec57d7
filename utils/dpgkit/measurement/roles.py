"""The second line on PostgreSQL: one database role an organisation, held to its own rows by the database itself.

The doors of the kit check keys. On PostgreSQL each row of a member is also written under the role of that member, and the
policies below decide what the role sees and writes, so that a mistake in the kit or a session with the role's own password
reaches no further. A row that did not come through the kit has no entry in the audit and is refused when it is committed.
"""

import re

import pandas as pd
from sqlalchemy import Connection, select, text

from dpgkit.measurement import access
from dpgkit.measurement.errors import StoreError
from dpgkit.measurement.models import AUDITED, DRAFT, OWNED, PUBLISHED, Organisation
from dpgkit.measurement.store import Store

COMMON = ("organisations", "indicators", "periods", "assignments")       # everyone may read these
LONGEST = 63             # bytes of a name in PostgreSQL
ROLE = re.compile(r"[a-z0-9_]+")
FUNCTIONS = f"""
CREATE FUNCTION dpgkit_role(name text) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT 'dpg_' || current_database() || '_' || name $$;
CREATE FUNCTION dpgkit_me() RETURNS integer LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT id FROM organisations WHERE dpgkit_role(name) = current_user $$;
CREATE FUNCTION dpgkit_is_backbone() RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM organisations WHERE dpgkit_role(name) = current_user AND kind = 'backbone') $$;
CREATE FUNCTION dpgkit_state(submission integer) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT coalesce(max(state), {DRAFT}) FROM (SELECT state FROM reviews WHERE submission_id = submission
      UNION ALL SELECT state FROM submissions WHERE id = submission) AS steps $$;
CREATE FUNCTION dpgkit_keep() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '고치거나 지울 수 없는 표입니다'; END $$;
CREATE FUNCTION dpgkit_audited() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM audit WHERE entity = TG_TABLE_NAME AND row_id = NEW.id) THEN
    RAISE EXCEPTION '감사 기록이 없는 행입니다';
  END IF;
  RETURN NULL;
END $$;
CREATE INDEX ix_audit_row ON audit (entity, row_id);
"""
KEEP = """
CREATE TRIGGER dpgkit_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION dpgkit_keep();
CREATE TRIGGER dpgkit_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION dpgkit_keep();
"""
AUDITED_ONLY = """
CREATE CONSTRAINT TRIGGER dpgkit_audited AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION dpgkit_audited();
"""
MINE = "organisation_id = dpgkit_me()"
SUBMITTED_TO_BACKBONE = "dpgkit_is_backbone() AND dpgkit_state({row}) > " + str(DRAFT)
VISIBLE = {      # what a role sees of a table that belongs to somebody
    "changes": "true",
    "submissions": f"{MINE} OR dpgkit_state(id) = {PUBLISHED} OR ({SUBMITTED_TO_BACKBONE.format(row='id')})",
    "reviews": f"{MINE} OR EXISTS (SELECT 1 FROM submissions WHERE submissions.id = submission_id AND submissions.{MINE})"
               f" OR dpgkit_state(submission_id) = {PUBLISHED} OR ({SUBMITTED_TO_BACKBONE.format(row='submission_id')})",
}
POLICY = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY dpgkit_see ON {table} FOR SELECT USING ({see});
CREATE POLICY dpgkit_write ON {table} FOR INSERT WITH CHECK ({mine});
"""


def fence(connection: Connection) -> None:
    """Make the rules of a new store: rows that stay, rows that are audited, rows that only their organisation sees."""
    connection.exec_driver_sql(FUNCTIONS)
    for table in (*AUDITED, "audit"):
        connection.exec_driver_sql(KEEP.format(table=table))
    for table in AUDITED:
        connection.exec_driver_sql(AUDITED_ONLY.format(table=table))
    for table in OWNED:
        see = VISIBLE.get(table, f"{MINE} OR dpgkit_is_backbone()")
        connection.exec_driver_sql(POLICY.format(table=table, see=see, mine=MINE))


def grant_roles(store: Store, key: str) -> pd.DataFrame:
    """Make a database role for each organisation that has none, and return them: organisation, role.

    The roles cannot log in. To let an organisation look with its own password: ``ALTER ROLE ... LOGIN PASSWORD ...``.
    Raises Refused for a key that is not the backbone's; StoreError on SQLite, and where the owner may not make roles.
    """
    if not store.is_postgres:
        raise StoreError("denied", value=store.place, allowed="PostgreSQL 저장소")
    with access.acting(store, key, {"일": "역할 만들기"}) as actor:
        access.check_backbone(actor)
        names = actor.connection.execute(select(Organisation.name).order_by(Organisation.id)).scalars().all()
        made = [(name, _make(actor.connection, name)) for name in names]
    return pd.DataFrame(made, columns=["organisation", "role"])


def _make(connection: Connection, name: str) -> str:
    role = connection.execute(text("SELECT dpgkit_role(:name)"), {"name": name}).scalar_one()
    if len(role.encode()) > LONGEST or not ROLE.fullmatch(role):
        raise StoreError("denied", value=role, allowed=f"영문 소문자, 숫자, _로 된 {LONGEST}자까지의 이름")
    if not access.role_of(connection, name):
        connection.exec_driver_sql(f'CREATE ROLE "{role}" NOLOGIN')
    connection.exec_driver_sql(f'GRANT "{role}" TO CURRENT_USER')
    connection.exec_driver_sql(f'GRANT SELECT ON {", ".join((*COMMON, *OWNED))} TO "{role}"')
    connection.exec_driver_sql(f'GRANT INSERT ON {", ".join(OWNED)} TO "{role}"')
    return role
