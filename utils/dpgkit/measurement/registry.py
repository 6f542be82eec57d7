"""What the backbone prepares: the store, the organisations with their keys, the indicators, the periods, who submits what."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, Table, func, select

from dpgkit import cases
from dpgkit.measurement import access, audit, cells, roles
from dpgkit.measurement.access import Actor
from dpgkit.measurement.errors import Refused
from dpgkit.measurement.models import AGGREGATIONS, KINDS, PERIOD_KINDS, Assignment, Indicator, Key, Organisation, Period
from dpgkit.measurement.store import Store, add_later_columns, columns, fence, make_tables

LEVELS = ("input", "activity", "output", "outcome", "impact")
ORGANISATIONS, KEYS, INDICATORS = Organisation.__table__, Key.__table__, Indicator.__table__
PERIODS, ASSIGNMENTS = Period.__table__, Assignment.__table__


def create_store(where: str | Path | None = None, *, name: str = "backbone", title: str = "중추지원조직") -> tuple[Store, str]:
    """Make an empty store and return it with the key of the backbone, which is shown only this once.

    Parameters: ``where`` a path (SQLite) or an address (``postgresql://...``), none for the user data folder; ``name`` and
    ``title`` of the backbone. Raises StoreError where there is a store already, Refused for a bad name.
    """
    checked, shown = _name(name), cells.title(title)

    def first_rows(connection: Connection) -> str:
        (roles.fence if connection.dialect.name == "postgresql" else fence)(connection)
        backbone = Actor(connection, 1, checked, "backbone")
        backbone.add(ORGANISATIONS, [{"name": checked, "title": shown, "kind": "backbone"}])
        return _new_key(backbone, 1, checked)

    return make_tables(where, first_rows)


def add_organisation(store: Store, key: str, name: str, title: str) -> str:
    """Add a member and return its key, which is shown only this once.

    Parameters: ``key`` of the backbone; ``name`` small Latin letters, digits and _, at most 20; ``title`` the full name.
    Raises Refused for another key, a bad name and a name in use.
    """
    with access.acting(store, key, {"일": "기관 더하기", "기관": str(name)[:50]}) as actor:
        access.check_backbone(actor)
        checked = _free(actor.connection, ORGANISATIONS, _name(name))
        number, = actor.add(ORGANISATIONS, [{"name": checked, "title": cells.title(title), "kind": "member"}])
        return _new_key(actor, number, checked)


def renew_key(store: Store, key: str, name: str) -> str:
    """Return a new key for an organisation; the one before ends. The backbone does this, or the organisation itself."""
    with access.acting(store, key, {"일": "열쇠 바꾸기", "기관": str(name)[:50]}) as actor:
        return _new_key(actor, _mine_or_any(actor, name), name)


def end_key(store: Store, key: str, name: str) -> None:
    """End the key of an organisation without giving out another."""
    with access.acting(store, key, {"일": "열쇠 끝내기", "기관": str(name)[:50]}) as actor:
        actor.add(KEYS, [{"organisation_id": _mine_or_any(actor, name), "salt": "", "digest": ""}])


def add_indicators(store: Store, key: str, table: pd.DataFrame) -> pd.DataFrame:
    """Add indicators and return all of the store.

    Parameters: ``table`` with the columns name, title, definition, unit, kind (ratio: numerator ÷ denominator in the unit %,
    count, number), period_kind (year, half, quarter, month), level, lowest, highest and, where it is not ratio_of_sums,
    aggregation (how the ratios of several organisations are put together: ratio_of_sums or mean_of_ratios).
    Raises Refused for the first row that does not hold what it should; then none is added.
    """
    with access.acting(store, key, {"일": "지표 더하기"}) as actor:
        access.check_backbone(actor)
        add_later_columns(actor.connection, INDICATORS)
        actor.add(INDICATORS, _distinct([_indicator(actor.connection, row) for row in table.to_dict("records")]))
    return indicators(store)


def case_indicators(name: str, *, period_kind: str = "") -> pd.DataFrame:
    """Return the indicator cards of a case as indicators of a store: shares in % from 0 to 100, put together as the card says,
    other units as plain numbers.

    >>> case_indicators("housing").set_index("name").loc["ineligible_rate", ["kind", "unit"]].tolist()
    ['ratio', '%']

    Parameters: ``period_kind`` for all of them; without it, what the card says (year where it says nothing or ``event``).
    """
    cards = cases.load_case(name).indicators
    said = cards["frequency"] if "frequency" in cards else pd.Series("year", index=cards.index)
    ways = cards["aggregation"] if "aggregation" in cards else pd.Series("", index=cards.index)
    share = cards["unit"] == "%"
    return pd.DataFrame({"name": cards["indicator"], "title": cards["name"], "definition": cards["definition"], "unit": cards["unit"],
                         "kind": share.map({True: "ratio", False: "number"}),
                         "period_kind": period_kind or said.where(said.isin(list(PERIOD_KINDS)), "year"), "level": cards["level"],
                         "lowest": share.map({True: 0.0, False: -cells.LARGEST}),
                         "highest": share.map({True: 100.0, False: cells.LARGEST}),
                         "aggregation": ways.where(share & ways.isin(AGGREGATIONS), AGGREGATIONS[0])})


def add_periods(store: Store, key: str, names: Iterable[str], *, closes: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Add periods and return all of the store.

    Parameters: ``names`` such as 2024, 2024-H1, 2024-Q1, 2024-03; ``closes`` the last day on which a period is taken.
    """
    with access.acting(store, key, {"일": "기간 더하기"}) as actor:
        access.check_backbone(actor)
        actor.add(PERIODS, _distinct([_period(actor.connection, name, (closes or {}).get(name, "")) for name in names]))
    return periods(store)


def assign(store: Store, key: str, organisation: str, names: Sequence[str], *, allowed: bool = True) -> None:
    """Let an organisation submit indicators from now on, or no longer.

    Parameters: ``key`` of the backbone; ``names`` of indicators; ``allowed`` False ends it.
    """
    with access.acting(store, key, {"일": "지표 맡기기", "기관": str(organisation)[:50]}) as actor:
        access.check_backbone(actor)
        number = _id(actor.connection, ORGANISATIONS, organisation, "organisation")
        rows = [{"organisation_id": number, "indicator_id": _id(actor.connection, INDICATORS, name, "indicator"), "allowed": int(allowed)}
                for name in names]
        actor.add(ASSIGNMENTS, rows)


def organisations(store: Store) -> pd.DataFrame:
    """Return the organisations: name, title, kind."""
    return _table(store, select(ORGANISATIONS.c.name, ORGANISATIONS.c.title, ORGANISATIONS.c.kind).order_by(ORGANISATIONS.c.id))


def indicators(store: Store) -> pd.DataFrame:
    """Return the indicators: name, title, definition, unit, kind, period_kind, level, lowest, highest, aggregation."""
    with store.reading() as connection:
        result = connection.execute(select(*columns(connection, INDICATORS)[2:]).order_by(INDICATORS.c.id))
        return pd.DataFrame(result.all(), columns=list(result.keys()))


def periods(store: Store) -> pd.DataFrame:
    """Return the periods: name, kind, starts, ends, closes."""
    return _table(store, select(*list(PERIODS.c)[2:]).order_by(PERIODS.c.starts, PERIODS.c.id))


def assigned(connection: Connection, organisation: int | None = None) -> set[tuple[int, int]]:
    """Return the pairs of organisation and indicator that hold now."""
    newest = select(func.max(ASSIGNMENTS.c.id)).group_by(ASSIGNMENTS.c.organisation_id, ASSIGNMENTS.c.indicator_id)
    rows = select(ASSIGNMENTS.c.organisation_id, ASSIGNMENTS.c.indicator_id).where(
        ASSIGNMENTS.c.allowed == 1, ASSIGNMENTS.c.id.in_(newest))
    if organisation is not None:
        rows = rows.where(ASSIGNMENTS.c.organisation_id == organisation)
    return {tuple(row) for row in connection.execute(rows)}


def _table(store: Store, rows: select) -> pd.DataFrame:
    with store.reading() as connection:
        result = connection.execute(rows)
        return pd.DataFrame(result.all(), columns=list(result.keys()))


def _name(name: str) -> str:
    if not cells.NAME.fullmatch(str(name)):
        raise Refused("name", value=name, allowed="영문 소문자로 시작하고 소문자, 숫자, _로 된 20자까지")
    return str(name)


def _free(connection: Connection, table: Table, name: str) -> str:
    if connection.execute(select(table.c.id).where(table.c.name == name)).first():
        raise Refused("taken", value=name)
    return name


def _distinct(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    names = [row["name"] for row in rows]
    for name in names:
        if names.count(name) > 1:
            raise Refused("taken", value=name)
    return rows


def _id(connection: Connection, table: Table, name: str, code: str) -> int:
    found = connection.execute(select(table.c.id).where(table.c.name == str(name))).scalar()
    if found is None:
        raise Refused(code, value=name, allowed=connection.execute(select(table.c.name)).scalars().all())
    return found


def _mine_or_any(actor: Actor, name: str) -> int:
    if name != actor.name:
        access.check_backbone(actor)
    return _id(actor.connection, ORGANISATIONS, name, "organisation")


def _new_key(actor: Actor, organisation: int, name: str) -> str:
    key, kept = access.new_secret(name)
    actor.add(KEYS, [{"organisation_id": organisation, **kept}])
    return key


def _indicator(connection: Connection, row: Mapping[str, object]) -> dict[str, object]:
    name = cells.clean(row.get("name"), 40)
    if not name:
        raise Refused("missing", value="지표 이름: 빈 칸")
    lowest, highest = (cells.number(row.get(side), side) for side in ("lowest", "highest"))
    if lowest is None or highest is None or lowest >= highest:
        raise Refused("range", value=f"{lowest} ~ {highest}", allowed="가장 작은 값 < 가장 큰 값")
    return {"name": _free(connection, INDICATORS, name), "title": cells.title(row.get("title")),
            "definition": cells.clean(row.get("definition")), "unit": cells.title(row.get("unit"))[:20],
            "kind": cells.chosen(row.get("kind"), KINDS, "kind"), "lowest": lowest, "highest": highest,
            "period_kind": cells.chosen(row.get("period_kind"), PERIOD_KINDS, "period_kind"),
            "level": cells.chosen(row.get("level"), LEVELS, "level"),
            "aggregation": cells.chosen(cells.clean(row.get("aggregation")) or AGGREGATIONS[0], AGGREGATIONS, "aggregation")}


def _period(connection: Connection, name: str, closes: str) -> dict[str, object]:
    checked = cells.period_name(name)
    kind, starts, ends = cells.span(checked)
    last = cells.day(closes, "마감") if closes else ""
    return {"name": _free(connection, PERIODS, checked), "kind": kind, "starts": starts, "ends": ends, "closes": last}


def refusals(store: Store, key: str) -> pd.DataFrame:
    """Return what was refused, newest last: seq, at, actor, code, reason, asked. The backbone sees all, a member its own."""
    with access.looking(store, key) as actor:
        rows = select(audit.LOG).where(audit.LOG.c.action == audit.REFUSED).order_by(audit.LOG.c.seq)
        if actor.kind != "backbone":
            rows = rows.where(audit.LOG.c.actor == actor.name)
        return audit.refusal_table(actor.connection, rows)
