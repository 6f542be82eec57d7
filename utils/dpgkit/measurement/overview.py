"""What the store says at a glance: how far each indicator has come in each period, what the published values add up to, who still has
to submit what."""

import pandas as pd
from sqlalchemy import Connection, Select, and_, case, distinct, func, select

from dpgkit import cases
from dpgkit.cases.values import rates
from dpgkit.kpi import AGGREGATION
from dpgkit.measurement import access
from dpgkit.measurement.errors import Refused
from dpgkit.measurement.ledger import REAL, SIMULATED, published_rows
from dpgkit.measurement.models import ACCEPTED, RETURNED, STATES, SUBMITTED, Indicator, Organisation, Period, Review, Submission
from dpgkit.measurement.registry import assigned
from dpgkit.measurement.store import Store, columns, today
from dpgkit.reading import Reading

POOLING = {"count": "합", "number": "평균"}
ONE = "한 기관의 값"          # a ratio without its counts: of one organisation it can be shown, of several not divided sum by sum
COLUMNS = ["indicator", "period", "assigned", "submitted", "waiting", "returned", "accepted", "published", "value", "unit",
           "pooling", "data"]
COUNTS = ["submitted", "waiting", "returned", "accepted", "simulated", "published", "bare"]
PLACE = ["indicator_id", "period_id"]
OFFICIAL, NOTED = "공식", "사례에 적은 값"
# what a source must say to count as official, and not deny
SAYS_OFFICIAL = r"(?<!비)공식 ?(?:통계|자료|집계|발표)(?! ?(?:아님|아닌|이 아|가 아))"
SUBMISSIONS, REVIEWS = Submission.__table__, Review.__table__


def dashboard(store: Store, *, period: str | None = None) -> pd.DataFrame:
    """Return one row an indicator and period: how many organisations are assigned, how many submitted and in which state their newest
    value is, and what the published values come to.

    Parameters: ``period`` only this one. Columns: indicator, period, assigned, submitted, waiting, returned, accepted, published (counts
    of organisations), value (published values put together), unit, pooling (how: ratios as their card says by the ratio of sums or the
    mean of ratios, counts by their sum, numbers by their mean; or why not), data (모의자료, 제출 or both; "" where there is none).
    There is a row for every assigned indicator in every period that is open for it (it has begun, and its last day has not passed),
    and for whatever was submitted. What is not published adds to the counts and never to the value.
    Raises Refused for a period that the store does not have, StoreError where the store cannot be read.
    """
    with store.reading() as connection:
        _check_period(connection, period)
        table = _places(connection, period).merge(_frame(connection.execute(_values(period))), on=PLACE, how="left")
        expected = pd.Series([indicator for _, indicator in assigned(connection)], dtype="int64").value_counts()
    table[COUNTS] = table[COUNTS].astype("float64").fillna(0).astype("int64")
    table = table.assign(assigned=table["indicator_id"].map(expected).fillna(0).astype(int), pooling=_ways(table), value=_pooled(table),
                         data=_data(table["simulated"], table["submitted"]))
    return table.sort_values(["indicator", "starts", "period"], ignore_index=True)[COLUMNS].astype({"value": float})


def missing(store: Store, key: str, *, period: str | None = None) -> pd.DataFrame:
    """Return who has not submitted what, one row an organisation, indicator and period: organisation, indicator, period, closes (the last
    day, "" without one), state ("" where nothing came, or returned).

    Parameters: ``key`` of the backbone, which sees all organisations; a member sees its own rows; ``period`` only this one. The periods
    are those of ``dashboard``. Raises Refused for a wrong key and for a period that the store does not have.
    """
    with access.looking(store, key) as actor:
        _check_period(actor.connection, period)
        pairs = assigned(actor.connection, None if actor.kind == "backbone" else actor.id)
        due = _places(actor.connection, period).merge(pd.DataFrame(sorted(pairs), columns=["organisation_id", "indicator_id"]),
                                                      on="indicator_id")
        sent = _frame(actor.connection.execute(_newest(period)))
        names = _frame(actor.connection.execute(select(Organisation.id.label("organisation_id"), Organisation.name.label("organisation"))))
    newest = sent[sent["state"] >= SUBMITTED][["organisation_id", *PLACE, "state"]]
    whole = due.merge(newest, on=["organisation_id", *PLACE], how="left").merge(names, on="organisation_id")
    left = whole[whole["state"].isna() | (whole["state"] == RETURNED)].sort_values(["starts", "period", "organisation_id", "indicator_id"])
    told = left["state"].map({RETURNED: STATES[RETURNED]}).fillna("").astype(object)
    return left.assign(state=told)[["organisation", "indicator", "period", "closes", "state"]].reset_index(drop=True)


def case_values(case_name: str = "housing") -> pd.DataFrame:
    """Return the values that a case holds itself, apart from everything in the store: indicator, period, numerator, denominator, value,
    data, source.

    >>> case_values()[["period", "data"]].iloc[-1].tolist()
    ['2023', '사례에 적은 값']

    ``data`` is 공식 only where the source of the row says so (공식 통계, 공식 집계 ...).
    """
    known = cases.load_case(case_name).measurements
    said = known["source_title"].str.contains(SAYS_OFFICIAL)
    return pd.DataFrame({"indicator": known["indicator"], "period": known["year"].astype(str), "numerator": known["numerator"],
                         "denominator": known["denominator"], "value": rates(known)["rate"],
                         "data": said.map({True: OFFICIAL, False: NOTED}),
                         "source": known["source_title"]})


def read_dashboard(table: pd.DataFrame) -> Reading:
    """Return one or two sentences on how far the submissions have come, and whether they are simulated.

    >>> read_dashboard(pd.DataFrame({"assigned": [5], "submitted": [4], "published": [3], "data": ["모의자료"]}))
    '맡은 값 5개 가운데 4개를 냈고 3개를 공개했습니다. 이 값은 모의자료입니다.'
    """
    expected, submitted, shown = (int(table[name].sum()) for name in ("assigned", "submitted", "published"))
    kinds = set(table["data"]) - {""}
    note = " 이 값은 모의자료입니다." if kinds == {SIMULATED} else "" if kinds <= {REAL} else " 모의자료가 섞여 있습니다."
    return Reading(f"맡은 값 {expected}개 가운데 {submitted}개를 냈고 {shown}개를 공개했습니다.{note}")


def _check_period(connection: Connection, period: str | None) -> None:
    known = connection.execute(select(Period.name).order_by(Period.starts)).scalars().all()
    if period is not None and period not in known:
        raise Refused("period", value=period, allowed=known)


def _places(connection: Connection, period: str | None) -> pd.DataFrame:
    """Return the indicators and periods of which there is something to tell, with the counts of the submissions, where there are any."""
    states = _frame(connection.execute(_states(period)))
    cards = {column.name: column for column in columns(connection, Indicator.__table__)}
    wanted = [cards["id"].label("indicator_id"), cards["name"].label("indicator"),
              *(cards[name] for name in ("unit", "kind", "period_kind", "aggregation"))]
    named = _frame(connection.execute(select(*wanted)))
    dated = _frame(connection.execute(select(Period.id.label("period_id"), Period.name.label("period"), Period.kind.label("period_kind"),
                                             Period.starts, Period.closes)))
    whole = named.merge(dated, on="period_kind").merge(states, on=PLACE, how="left")
    own = {indicator for _, indicator in assigned(connection)}
    is_open = (whole["starts"] <= today()) & (whole["closes"].eq("") | (whole["closes"] >= today())) & whole["indicator_id"].isin(own)
    return whole[whole["submitted"].notna() | (is_open & (whole["period"].eq(period) if period is not None else True))]


def _newest(period: str | None) -> Select:
    """Return the SQL for the newest revision of each value with its state."""
    later = SUBMISSIONS.alias("later")
    steps = select(REVIEWS.c.submission_id, func.max(REVIEWS.c.state).label("state")).group_by(REVIEWS.c.submission_id).subquery()
    state = func.coalesce(steps.c.state, SUBMISSIONS.c.state).label("state")      # joined at once: far quicker than row by row
    rows = select(SUBMISSIONS.c.organisation_id, SUBMISSIONS.c.indicator_id, SUBMISSIONS.c.period_id, SUBMISSIONS.c.simulated,
                  state).select_from(SUBMISSIONS.outerjoin(steps, steps.c.submission_id == SUBMISSIONS.c.id))
    return _of(period, rows.where(~select(later.c.id).where(later.c.corrects == SUBMISSIONS.c.id).exists()))


def _states(period: str | None) -> Select:
    """Count the newest revision of each value by its state."""
    newest = _newest(period).subquery()
    counts = {"submitted": newest.c.state >= SUBMITTED, "waiting": newest.c.state == SUBMITTED, "returned": newest.c.state == RETURNED,
              "accepted": newest.c.state == ACCEPTED}
    return select(newest.c.indicator_id, newest.c.period_id, *(_count(rule).label(name) for name, rule in counts.items()),
                  _count(and_(newest.c.simulated == 1, newest.c.state >= SUBMITTED)).label("simulated")
                  ).group_by(newest.c.indicator_id, newest.c.period_id)


def _values(period: str | None) -> Select:
    """Add up the published values; ``bare`` are those without a numerator and a denominator."""
    rows = _of(period, select(SUBMISSIONS.c.indicator_id, SUBMISSIONS.c.period_id, func.sum(SUBMISSIONS.c.value).label("total"),
                              func.sum(SUBMISSIONS.c.numerator).label("numerator"),
                              func.sum(SUBMISSIONS.c.denominator).label("denominator"),
                              _count(SUBMISSIONS.c.numerator.is_(None)).label("bare"),
                              func.count(distinct(SUBMISSIONS.c.organisation_id)).label("published")
                              ).where(SUBMISSIONS.c.id.in_(published_rows())))
    return rows.group_by(SUBMISSIONS.c.indicator_id, SUBMISSIONS.c.period_id)


def _of(period: str | None, rows: Select) -> Select:
    if period is None:
        return rows
    return rows.where(SUBMISSIONS.c.period_id.in_(select(Period.id).where(Period.name == period)))


def _count(rule: object) -> object:
    return func.sum(case((rule, 1), else_=0))


def _frame(result: object) -> pd.DataFrame:
    return pd.DataFrame(result.all(), columns=list(result.keys()))


def _pooled(table: pd.DataFrame) -> pd.Series:
    """Return the published values put together in the way of ``_ways``; none where a way cannot be gone."""
    sums = 100 * table["numerator"].astype(float) / table["denominator"].astype(float)
    mean = table["total"].astype(float) / table["published"].where(table["published"] > 0)
    divided = sums.where(table["bare"] == 0, mean.where(table["published"] == 1))
    return divided.where(_divides(table), table["total"].where(table["kind"] == "count", mean))


def _ways(table: pd.DataFrame) -> pd.Series:
    """Return how the published values of each row are put together, in words."""
    ratios = table["aggregation"].map(AGGREGATION)
    bare = table["bare"].map(lambda count: f"합끼리 나눌 수 없음(분자와 분모가 없는 값 {count}개)")
    divided = ratios.mask(table["bare"] > 0, bare).mask((table["bare"] > 0) & (table["published"] == 1), ONE)
    return ratios.mask(_divides(table), divided).where(table["kind"] == "ratio", table["kind"].map(POOLING))


def _divides(table: pd.DataFrame) -> pd.Series:
    return table["kind"].eq("ratio") & table["aggregation"].eq("ratio_of_sums")


def _data(simulated: pd.Series, submitted: pd.Series) -> pd.Series:
    words = pd.Series(f"{SIMULATED}·{REAL}", index=simulated.index)
    return words.mask(simulated == 0, REAL).mask(simulated == submitted, SIMULATED).mask(submitted == 0, "")
