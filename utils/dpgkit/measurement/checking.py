"""Whether a submitted row may be taken: is the indicator the organisation's own, is the period right, does the value hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from dpgkit.measurement import cells
from dpgkit.measurement.access import Actor
from dpgkit.measurement.errors import Refused
from dpgkit.measurement.models import DRAFT, PERIOD_KINDS, SUBMITTED, Indicator, Period, Submission
from dpgkit.measurement.registry import assigned

ROUNDING = 0.05 + 1e-9   # a ratio given with one decimal may be this far from numerator ÷ denominator
SUBMISSIONS = Submission.__table__
COMPARED = ("value", "numerator", "denominator", "note", "evidence")


@dataclass
class Desk:
    """What has to be known to check the rows of one organisation: its indicators, the periods, and what it submitted before."""

    actor: Actor
    today: str
    indicators: dict[str, Mapping] = field(default_factory=dict)
    periods: dict[str, Mapping] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    latest: dict[tuple[int, int], Mapping] = field(default_factory=dict)


def open_desk(actor: Actor, rows: list[Mapping[str, object]], today: str) -> Desk:
    """Return what is needed to check these rows."""
    connection = actor.connection
    indicators = _named(connection, Indicator.__table__, {cells.label(row.get("indicator")) for row in rows})
    periods = _named(connection, Period.__table__, {cells.period_name(row.get("period")) for row in rows})
    own = {indicator for _, indicator in assigned(connection, actor.id)}
    mine = select(SUBMISSIONS).where(
        SUBMISSIONS.c.organisation_id == actor.id, SUBMISSIONS.c.indicator_id.in_([row["id"] for row in indicators.values()]),
        SUBMISSIONS.c.period_id.in_([row["id"] for row in periods.values()])).order_by(SUBMISSIONS.c.revision)
    latest = {(row["indicator_id"], row["period_id"]): row for row in connection.execute(mine).mappings()}
    return Desk(actor, today, indicators, periods, own, latest)


def checked(desk: Desk, row: Mapping[str, object], *, simulated: bool) -> dict[str, object]:
    """Return a row as it goes into the table of submissions.

    Parameters: ``row`` with indicator, period, value, numerator, denominator, unit, note, evidence, reason (of a correction), draft
    and, where the sheet names it, organisation. Raises Refused with the first reason against it.
    """
    indicator, period = _indicator(desk, row), _period(desk, row)
    if period["kind"] != indicator["period_kind"]:
        raise Refused("period_kind", value=period["name"], allowed=PERIOD_KINDS[indicator["period_kind"]])
    unit = cells.label(row.get("unit"))
    if unit != indicator["unit"]:
        raise Refused("unit", value=unit or "빈 칸", allowed=[indicator["unit"]])
    values = _values(indicator, row)
    texts = {name: cells.clean(row.get(name)) for name in ("note", "evidence", "reason")}
    state = DRAFT if row.get("draft") else SUBMITTED
    found = {"organisation_id": desk.actor.id, "indicator_id": indicator["id"], "period_id": period["id"], "unit": unit, **values, **texts,
             "state": state, "simulated": int(simulated)}
    return {**found, **_revision(desk, found, period)}


def _indicator(desk: Desk, row: Mapping[str, object]) -> Mapping:
    named = cells.label(row.get("organisation"))
    if named and named != desk.actor.name:
        raise Refused("foreign", value=named, allowed=[desk.actor.name])
    name = cells.label(row.get("indicator"))
    if name not in desk.indicators:
        raise Refused("indicator", value=name or "빈 칸")
    if desk.indicators[name]["id"] not in desk.own:
        raise Refused("scope", value=name)
    return desk.indicators[name]


def _period(desk: Desk, row: Mapping[str, object]) -> Mapping:
    name = cells.period_name(row.get("period"))
    if name not in desk.periods:
        raise Refused("period", value=name or "빈 칸")
    return desk.periods[name]


def _values(indicator: Mapping, row: Mapping[str, object]) -> dict[str, float | None]:
    value, numerator, denominator = (cells.number(row.get(name), label, unit=indicator["unit"] if name == "value" else "")
                                     for name, label in (("value", "값"), ("numerator", "분자"), ("denominator", "분모")))
    if indicator["kind"] == "ratio":
        value = _ratio(value, numerator, denominator)
    if value is None:
        raise Refused("missing", value="값")
    if indicator["kind"] == "count" and (value < 0 or value != int(value)):
        raise Refused("whole", value=f"{value:g}")
    if not indicator["lowest"] <= value <= indicator["highest"]:
        raise Refused("range", value=f"{value:g}", allowed=f"{indicator['lowest']:g} ~ {indicator['highest']:g} {indicator['unit']}")
    return {"value": value, "numerator": numerator, "denominator": denominator}


def _ratio(value: float | None, numerator: float | None, denominator: float | None) -> float:
    if numerator is None or denominator is None:
        raise Refused("missing", value="분자" if numerator is None else "분모")
    if denominator <= 0:
        raise Refused("denominator", value=f"{denominator:g}")
    exact = 100 * numerator / denominator
    if value is not None and abs(value - exact) > ROUNDING:
        raise Refused("ratio", value=f"{value:g}", allowed=f"{exact:.4g}")
    return exact


def _revision(desk: Desk, found: Mapping[str, object], period: Mapping) -> dict[str, object]:
    place = (found["indicator_id"], found["period_id"])
    before = desk.latest.get(place)
    if before is None:
        if found["reason"]:
            raise Refused("nothing", value=period["name"])
        if period["closes"] and desk.today > period["closes"]:
            raise Refused("closed", value=period["name"], allowed=f"{period['closes']}까지")
        return {"revision": 1, "corrects": None}
    if not found["reason"]:
        raise Refused("duplicate", value=f"{period['name']}, 앞서 낸 값 {before['value']:g}")
    if all(found[name] == before[name] for name in COMPARED):
        raise Refused("same", value=f"{before['value']:g}")
    return {"revision": before["revision"] + 1, "corrects": before["id"]}


def is_repeated(desk: Desk, row: Mapping[str, object]) -> int:
    """Return the number of the submission that says exactly the same, or 0; a sheet that is sent twice does no harm."""
    indicator = desk.indicators.get(cells.label(row.get("indicator")))
    period = desk.periods.get(cells.period_name(row.get("period")))
    before = desk.latest.get((indicator["id"], period["id"])) if indicator and period else None
    if before is None or indicator["id"] not in desk.own or cells.label(row.get("unit")) != before["unit"]:
        return 0
    found = {**_values(indicator, row), **{name: cells.clean(row.get(name)) for name in ("note", "evidence", "reason")}}
    same = all(found[name] == before[name] for name in (*COMPARED, "reason"))
    return before["id"] if same else 0


def _named(connection: Connection, table: type, names: set[str]) -> dict[str, Mapping]:
    return {row["name"]: row for row in connection.execute(select(table).where(table.c.name.in_(names))).mappings()}
