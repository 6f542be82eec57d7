"""Whether a submitted row may be taken: is the indicator the organisation's own, is the period right, does the value hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, select

from dpgkit.measurement import cells
from dpgkit.measurement.access import Actor
from dpgkit.measurement.errors import Refused
from dpgkit.measurement.models import DRAFT, PERIOD_KINDS, SUBMITTED, Indicator, Period, Submission
from dpgkit.measurement.registry import assigned
from dpgkit.measurement.store import columns
from dpgkit.reading import some

ROUNDING = 0.05 + 1e-9   # a ratio given with one decimal may be this far from numerator ÷ denominator
SUBMISSIONS = Submission.__table__
OFFERED = 12             # so many names are told to choose from
COMPARED = ("value", "numerator", "denominator", "note", "evidence")


@dataclass
class Desk:
    """What has to be known to check the rows of one organisation: its indicators, the periods, and what it submitted before.

    Parameters: ``indicators`` and ``periods`` of the store by name; ``own`` the numbers of the indicators that it may submit; ``latest``
    its newest submission of each indicator and period; ``titles`` the names of the indicators whose title is theirs alone.
    """

    actor: Actor
    today: str
    indicators: dict[str, Mapping] = field(default_factory=dict)
    periods: dict[str, Mapping] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    latest: dict[tuple[int, int], Mapping] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def indicator(self, row: Mapping[str, object]) -> Mapping | None:
        """Return the indicator that a row names, by its name or by its whole title; None where there is none."""
        named = cells.clean(row.get("indicator"), 10**9)
        return self.indicators.get(named) or self.indicators.get(self.titles.get(" ".join(named.split()), ""))

    def period(self, row: Mapping[str, object]) -> Mapping | None:
        """Return the period that a row names; None where there is none."""
        return self.periods.get(cells.period_name(row.get("period")))


def open_desk(actor: Actor, rows: list[Mapping[str, object]], today: str) -> Desk:
    """Return what is needed to check these rows."""
    connection = actor.connection
    indicators, periods = (_by_name(connection, table) for table in (Indicator.__table__, Period.__table__))
    own = {indicator for _, indicator in assigned(connection, actor.id)}
    titles = [row["title"] for row in indicators.values()]
    desk = Desk(actor, today, indicators, periods, own,
                titles={row["title"]: name for name, row in indicators.items() if titles.count(row["title"]) == 1})
    wanted, spans = ({found["id"] for row in rows if (found := look(row))} for look in (desk.indicator, desk.period))
    mine = select(SUBMISSIONS).where(SUBMISSIONS.c.organisation_id == actor.id, SUBMISSIONS.c.indicator_id.in_(wanted),
                                     SUBMISSIONS.c.period_id.in_(spans)).order_by(SUBMISSIONS.c.revision)
    desk.latest.update({(row["indicator_id"], row["period_id"]): row for row in connection.execute(mine).mappings()})
    return desk


def checked(desk: Desk, row: Mapping[str, object], *, simulated: bool) -> dict[str, object]:
    """Return a row as it goes into the table of submissions.

    Parameters: ``row`` with indicator, period, value, numerator, denominator, unit, note, evidence, reason (of a correction), draft
    and, where the sheet names it, organisation. Raises Refused with the first reason against it.
    """
    _check_formulas(row)
    indicator = _indicator(desk, row)
    period = _period(desk, row, indicator)
    if period["kind"] != indicator["period_kind"]:
        kind, known = PERIOD_KINDS[indicator["period_kind"]], _offer(_periods(desk, indicator))
        raise Refused("period_kind", value=period["name"], allowed=f"{kind}: {known}" if known else kind)
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
    found, said = desk.indicator(row), cells.label(row.get("indicator")) or "빈 칸"
    if found is None:
        raise Refused("indicator", value=said, allowed=_own(desk))
    if found["id"] not in desk.own:
        raise Refused("scope", value=said, allowed=_own(desk))
    return found


def _period(desk: Desk, row: Mapping[str, object], indicator: Mapping) -> Mapping:
    found = desk.period(row)
    if found is None:
        raise Refused("period", value=cells.period_name(row.get("period")) or "빈 칸", allowed=_offer(_periods(desk, indicator)))
    return found


def _own(desk: Desk) -> str:
    """Return the indicators that may be submitted, each with its title, to choose from."""
    return _offer([f"{name}({row.get('title', name)})" for name, row in desk.indicators.items() if row["id"] in desk.own])


def _periods(desk: Desk, indicator: Mapping) -> list[str]:
    """Return the periods in which an indicator is measured, the newest first."""
    return sorted((name for name, row in desk.periods.items() if row["kind"] == indicator["period_kind"]), reverse=True)


def _offer(names: list[str]) -> str:
    return some(names, OFFERED, counted="개")


def _check_formulas(row: Mapping[str, object]) -> None:
    for cell in row.values():
        if isinstance(cell, cells.Formula):
            raise Refused("formula", value=f"{cell.place}: {cell}")


def _values(indicator: Mapping, row: Mapping[str, object]) -> dict[str, float | None]:
    value, numerator, denominator = (cells.number(row.get(name), label, unit=indicator["unit"] if name == "value" else "")
                                     for name, label in (("value", "값"), ("numerator", "분자"), ("denominator", "분모")))
    if value is not None:
        _check_range(indicator, value)           # told first: whoever sees 139 % looks no further
    if indicator["kind"] == "ratio":
        value = _ratio(value, numerator, denominator)
        _check_range(indicator, value, _said(numerator, denominator, value))
    if value is None:
        raise Refused("missing", value="값: 빈 칸")
    return {"value": value, "numerator": numerator, "denominator": denominator}


def _check_range(indicator: Mapping, value: float, said: str = "") -> None:
    if indicator["kind"] == "count" and (value < 0 or value != int(value)):
        raise Refused("whole", value=f"{value:g}")
    if not indicator["lowest"] <= value <= indicator["highest"]:
        allowed = f"{indicator['lowest']:g} ~ {indicator['highest']:g} {indicator['unit']}"
        raise Refused("range", value=said or f"{value:g}", allowed=allowed)


def _said(numerator: float | None, denominator: float | None, value: float) -> str:
    return "" if numerator is None else f"분자 {numerator:g} ÷ 분모 {denominator:g} = {value:g}"


def _ratio(value: float | None, numerator: float | None, denominator: float | None) -> float:
    """Return a ratio from its counts; without both of them, the ratio as it was told."""
    if numerator is None and denominator is None:
        if value is None:
            raise Refused("missing", value="값, 분자, 분모: 빈 칸")
        return value
    if numerator is None or denominator is None:
        raise Refused("half", value=f"분자 빈 칸, 분모 {denominator:g}" if numerator is None else f"분자 {numerator:g}, 분모 빈 칸")
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
    _check_formulas(row)
    indicator, period = desk.indicator(row), desk.period(row)
    before = desk.latest.get((indicator["id"], period["id"])) if indicator and period else None
    if before is None or indicator["id"] not in desk.own or cells.label(row.get("unit")) != before["unit"]:
        return 0
    found = {**_values(indicator, row), **{name: cells.clean(row.get(name)) for name in ("note", "evidence", "reason")}}
    same = all(found[name] == before[name] for name in (*COMPARED, "reason"))
    return before["id"] if same else 0


def remark(indicator: Mapping, row: Mapping[str, object]) -> str:
    """Return what to tell whoever submitted a row that was taken: what cannot be done with a ratio whose counts are not known."""
    if indicator["kind"] != "ratio" or row["numerator"] is not None or indicator.get("aggregation") == "mean_of_ratios":
        return ""
    return "비율만 받았습니다. 분자와 분모가 없어 다른 기관의 값과 합끼리 나눌 수 없습니다."


def _by_name(connection: Connection, table: Table) -> dict[str, Mapping]:
    return {row["name"]: row for row in connection.execute(select(*columns(connection, table)).order_by(table.c.id)).mappings()}
