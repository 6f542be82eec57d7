"""The second line on PostgreSQL: real sessions of real roles see and write no more than their own."""

import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import psycopg
import pytest

from dpgkit import measurement
from dpgkit.measurement import access
from dpgkit.measurement.models import Submission

HELP = Path(__file__).parent / "fixtures" / "measurement" / "stores.py"
stores = sys.modules.get("measurement_stores") or SourceFileLoader("measurement_stores", str(HELP)).load_module()
server, local = stores.server, stores.local
VALUE = "(id, at, organisation_id, indicator_id, period_id, revision, value, unit, note, evidence, reason, state, simulated)"


@pytest.fixture
def session(server):
    """Return sessions that log in as the role of an organisation, after values of both were submitted and one was published."""
    names = {row.organisation: row.role for row in measurement.grant_roles(server.store, server.backbone).itertuples()}
    server.submit("ga", numerator=11)
    server.submit("na", numerator=22)
    server.submit("na", period="2024", numerator=33)
    server.publish(3)
    said = stores.pd.DataFrame({"received": ["2024-01-02"], "topic": ["신청"], "rating": [1], "comment": ["나에게만 한 말"]})
    measurement.record_feedback(server.store, server.keys["na"], said)
    opened = []

    def open_(name):
        with psycopg.connect(server.where, autocommit=True) as connection:
            connection.execute(f"""ALTER ROLE "{names[name]}" LOGIN PASSWORD 'geheim'""")
        opened.append(psycopg.connect(stores.other(server.where, username=names[name], password="geheim")))
        return opened[-1]

    yield open_
    for connection in opened:
        connection.close()


def test_a_session_sees_its_own_values_and_the_published_ones(session):
    ga = session("ga")
    assert ga.execute("SELECT value FROM submissions ORDER BY id").fetchall() == [(11.0,), (33.0,)]
    assert session("na").execute("SELECT value FROM submissions ORDER BY id").fetchall() == [(22.0,), (33.0,)]
    assert ga.execute("SELECT count(*) FROM feedback").fetchone() == (0,)
    assert session("backbone").execute("SELECT count(*) FROM submissions").fetchone() == (3,)


def test_not_even_a_count_or_a_join_or_a_function_leaks(session):
    ga = session("ga")
    assert ga.execute("SELECT max(value), count(*) FROM submissions WHERE organisation_id = 3").fetchone() == (33.0, 1)
    joined = "SELECT count(*) FROM organisations JOIN submissions ON organisation_id = organisations.id WHERE value = 22"
    assert ga.execute(joined).fetchone() == (0,)
    ga.execute("CREATE FUNCTION pg_temp.look(v double precision) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 "
               "AS $$ BEGIN RAISE NOTICE 'saw %', v; RETURN true; END $$")
    seen = []
    ga.add_notice_handler(lambda notice: seen.append(notice.message_primary))
    ga.execute("SELECT id FROM submissions WHERE pg_temp.look(value)")
    assert sorted(seen) == ["saw 11", "saw 33"]


@pytest.mark.parametrize("statement", [
    "SELECT * FROM audit", "SELECT * FROM keys", "UPDATE submissions SET value = 1", "DELETE FROM submissions",
    "TRUNCATE submissions CASCADE", "INSERT INTO audit SELECT * FROM audit", "ALTER TABLE submissions DISABLE ROW LEVEL SECURITY",
    "DROP TABLE submissions",
    "ALTER TABLE submissions DISABLE TRIGGER USER", "CREATE ROLE dpg_other", "INSERT INTO assignments VALUES (99, '', 2, 3, 1)",
    "CREATE OR REPLACE FUNCTION public.dpgkit_me() RETURNS integer LANGUAGE sql AS 'SELECT 3'"])
def test_a_session_has_no_right_to_what_is_not_its_own(session, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session("ga").execute(statement)


def test_a_session_cannot_write_for_another(session):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        session("ga").execute(f"INSERT INTO submissions {VALUE} VALUES (50, '', 3, 1, 1, 1, 5, '%', '', '', '', 1, 0)")


def test_what_a_session_writes_past_the_kit_is_refused_when_it_is_committed(server, session):
    ga = session("ga")
    ga.execute(f"INSERT INTO submissions {VALUE} VALUES (50, '', 2, 1, 1, 1, 5, '%', '', '', '', 1, 0)")
    with pytest.raises(psycopg.errors.RaiseException, match="감사 기록이 없는 행"):
        ga.commit()
    with pytest.raises(psycopg.errors.RaiseException), session("ga") as other:
        other.execute("INSERT INTO reviews VALUES (50, '', 1, 4, 2, '')")
    assert measurement.verify(server.store).empty and len(measurement.published(server.store)) == 1


def test_a_mistake_in_the_kit_is_caught_by_the_database(server):
    theirs = {"organisation_id": 3, "indicator_id": 1, "period_id": 2, "revision": 1, "value": 1.0, "unit": "%", "note": "", "evidence": "",
              "reason": "", "state": 1, "simulated": 0}
    with pytest.raises(measurement.StoreError) as caught, access.acting(server.store, server.keys["ga"], {}) as actor:
        actor.add(Submission.__table__, [theirs])
    assert caught.value.kind == "denied" and measurement.submissions(server.store, server.backbone).empty


def test_a_mistake_in_reading_is_caught_too(server, session):
    with access.looking(server.store, server.keys["ga"]) as actor, actor.held():
        values = actor.connection.exec_driver_sql("SELECT value FROM submissions ORDER BY id").scalars().all()
    assert values == [11.0, 33.0]


def test_roles_are_a_matter_of_postgresql_and_of_the_backbone(server, local):
    with pytest.raises(measurement.StoreError):
        measurement.grant_roles(local.store, local.backbone)
    with pytest.raises(measurement.Refused):
        measurement.grant_roles(server.store, server.keys["ga"])
    assert measurement.grant_roles(server.store, server.backbone)["organisation"].tolist() == ["backbone", "ga", "na"]


def test_without_roles_the_doors_of_the_kit_still_hold(server):
    measurement.add_organisation(server.store, server.backbone, "da", "다 기관")     # has no role yet
    assert server.submit() == 1 and measurement.verify(server.store).empty
