"""What the store says at a glance: how far each indicator has come in each period, and what the published values add up to."""

import pandas as pd
from sqlalchemy import Select, and_, case, distinct, func, select

from dpgkit import cases
from dpgkit.measurement.ledger import REAL, SIMULATED, published_rows
from dpgkit.measurement.models import ACCEPTED, RETURNED, SUBMITTED, Indicator, Period, Review, Submission
from dpgkit.measurement.registry import assigned
from dpgkit.measurement.store import Store
from dpgkit.reading import Reading

POOLING = {"ratio": "합끼리 나누기", "count": "합", "number": "평균"}
COLUMNS = ["indicator", "period", "assigned", "submitted", "waiting", "returned", "accepted", "published", "value", "unit",
           "pooling", "data"]
OFFICIAL, NOTED = "공식", "사례에 적은 값"
# what a source must say to count as official, and not deny
SAYS_OFFICIAL = r"(?<!비)공식 ?(?:통계|자료|집계|발표)(?! ?(?:아님|아닌|이 아|가 아))"
SUBMISSIONS, REVIEWS = Submission.__table__, Review.__table__


def dashboard(store: Store, *, period: str | None = None) -> pd.DataFrame:
    """Return one row an indicator and period: how many organisations are assigned, how many submitted and in which state their newest
    value is, and what the published values come to.

    Parameters: ``period`` only this one. Columns: indicator, period, assigned, submitted, waiting, returned, accepted, published (counts
    of organisations), value (published values pooled: ratio of sums, sum, or mean), unit, pooling, data (모의자료, 제출 or both).
    What is not published adds to the counts and never to the value. Raises StoreError where the store cannot be read.
    """
    with store.reading() as connection:
        states = _frame(connection.execute(_states(period)))
        values = _frame(connection.execute(_values(period)))
        expected = pd.Series([indicator for _, indicator in assigned(connection)], dtype="int64").value_counts()
        named = _frame(connection.execute(select(Indicator.id.label("indicator_id"), Indicator.name.label("indicator"), Indicator.unit,
                                                 Indicator.kind)))
        dated = _frame(connection.execute(select(Period.id.label("period_id"), Period.name.label("period"), Period.starts)))
    table = states.merge(values, on=["indicator_id", "period_id"], how="left").merge(named, on="indicator_id").merge(dated, on="period_id")
    table = table.assign(assigned=table["indicator_id"].map(expected).fillna(0).astype(int), pooling=table["kind"].map(POOLING),
                         value=_pooled(table), data=_data(table["simulated"], table["submitted"]))
    return table.sort_values(["indicator", "starts", "period"], ignore_index=True)[COLUMNS].astype({"value": float})


def case_values(case_name: str = "housing") -> pd.DataFrame:
    """Return the values that a case holds itself, apart from everything in the store: indicator, period, numerator, denominator, value,
    data, source.

    >>> case_values()[["period", "data"]].iloc[-1].tolist()
    ['2023', '사례에 적은 값']

    ``data`` is 공식 only where the source of the row says so (공식 통계, 공식 집계 ...).
    """
    known = cases.load_case(case_name).measurements
    rates = 100 * known["numerator"] / known["denominator"]
    said = known["source_title"].str.contains(SAYS_OFFICIAL)
    return pd.DataFrame({"indicator": known["indicator"], "period": known["year"].astype(str), "numerator": known["numerator"],
                         "denominator": known["denominator"], "value": rates, "data": said.map({True: OFFICIAL, False: NOTED}),
                         "source": known["source_title"]})


def read_dashboard(table: pd.DataFrame) -> Reading:
    """Return one or two sentences on how far the submissions have come, and whether they are simulated.

    >>> read_dashboard(pd.DataFrame({"assigned": [5], "submitted": [4], "published": [3], "data": ["모의자료"]}))
    '맡은 값 5개 가운데 4개를 냈고 3개를 공개했습니다. 이 값은 모의자료입니다.'
    """
    expected, submitted, shown = (int(table[name].sum()) for name in ("assigned", "submitted", "published"))
    kinds = set(table["data"])
    note = " 이 값은 모의자료입니다." if kinds == {SIMULATED} else "" if kinds <= {REAL} else " 모의자료가 섞여 있습니다."
    return Reading(f"맡은 값 {expected}개 가운데 {submitted}개를 냈고 {shown}개를 공개했습니다.{note}")


def _states(period: str | None) -> Select:
    """Count the newest revision of each value by its state."""
    later = SUBMISSIONS.alias("later")
    steps = select(REVIEWS.c.submission_id, func.max(REVIEWS.c.state).label("state")).group_by(REVIEWS.c.submission_id).subquery()
    state = func.coalesce(steps.c.state, SUBMISSIONS.c.state).label("state")      # joined at once: far quicker than row by row
    rows = select(SUBMISSIONS.c.indicator_id, SUBMISSIONS.c.period_id, SUBMISSIONS.c.simulated, state).select_from(
        SUBMISSIONS.outerjoin(steps, steps.c.submission_id == SUBMISSIONS.c.id))
    newest = _of(period, rows.where(~select(later.c.id).where(later.c.corrects == SUBMISSIONS.c.id).exists())).subquery()
    counts = {"submitted": newest.c.state >= SUBMITTED, "waiting": newest.c.state == SUBMITTED, "returned": newest.c.state == RETURNED,
              "accepted": newest.c.state == ACCEPTED}
    return select(newest.c.indicator_id, newest.c.period_id, *(_count(rule).label(name) for name, rule in counts.items()),
                  _count(and_(newest.c.simulated == 1, newest.c.state >= SUBMITTED)).label("simulated")
                  ).group_by(newest.c.indicator_id, newest.c.period_id)


def _values(period: str | None) -> Select:
    """Add up the published values."""
    rows = _of(period, select(SUBMISSIONS.c.indicator_id, SUBMISSIONS.c.period_id, func.sum(SUBMISSIONS.c.value).label("total"),
                              func.sum(SUBMISSIONS.c.numerator).label("numerator"),
                              func.sum(SUBMISSIONS.c.denominator).label("denominator"),
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
    ratio = 100 * table["numerator"].astype(float) / table["denominator"].astype(float)
    mean = table["total"].astype(float) / table["published"].astype(float)
    return ratio.where(table["kind"] == "ratio", table["total"].where(table["kind"] == "count", mean))


def _data(simulated: pd.Series, submitted: pd.Series) -> pd.Series:
    words = pd.Series(f"{SIMULATED}·{REAL}", index=simulated.index)
    return words.mask(simulated == 0, REAL).mask(simulated == submitted, SIMULATED).mask(submitted == 0, "")
