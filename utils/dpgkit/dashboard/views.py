"""What the dashboard shows, as pages: a sentence, a chart with its text alternative, and the table behind it."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from dpgkit import cases, charts, kpi, measurement
from dpgkit.cases import Case
from dpgkit.dashboard.fitting import check_fit, unknown_here
from dpgkit.dashboard.stores import open_read_only
from dpgkit.errors import DataError, DpgkitError
from dpgkit.kpi import gates, indicators, ladders
from dpgkit.measurement import progress, readable
from dpgkit.measurement.ledger import SIMULATED
from dpgkit.measurement.store import today
from dpgkit.measurement.voices import last_day, mark
from dpgkit.reading import Reading
from dpgkit.widgets.page import Page

CASE, STORE, KEY = "DPGKIT_DASHBOARD_CASE", "DPGKIT_DASHBOARD_STORE", "DPGKIT_STORE_KEY"
ALL = "모두"
GROUPS = {"주제": "topic", "창구": "channel", "집단": "audience", "기관": "organisation"}
NOTHING = "-"            # in a table, where nothing was counted
IN_STORE, IN_LADDER = "저장소의 공개한 값", "사례의 ladder.csv"
NO_KEY = f"의견은 열쇠가 있어야 볼 수 있습니다. 환경 변수 {KEY}에 기관의 열쇠를 넣고 다시 여십시오."


@dataclass(frozen=True)
class View:
    """What was read from a store at one moment, with the case it belongs to.

    ``status`` as ``measurement.dashboard``; ``names`` as ``measurement.indicators``; ``items`` as ``measurement.feedback_items``, none
    without a key; ``refusal`` why there are none; ``changes`` as ``measurement.changes``.
    """

    case: Case
    status: pd.DataFrame
    names: pd.DataFrame
    changes: pd.DataFrame
    items: pd.DataFrame | None = None
    refusal: str = NO_KEY

    @property
    def data(self) -> str:
        """What the values are: 모의자료, 제출, or both."""
        return readable.kind_of(self.status)

    @property
    def periods(self) -> list[str]:
        """The periods that something was submitted for, in order."""
        return sorted(self.status["period"].unique())


def open_view(case: str = "", store: str | Path = "", key: str = "") -> View:
    """Read a store once and return what the dashboard shows of it.

    Parameters: each is taken from the environment where it is left out; without ``key`` there is no feedback.
    Raises DataError for an unknown case and for one that has none of the store's indicators, StoreError where the store cannot be read. A
    wrong key is told in place of the feedback.
    """
    chosen = cases.load_case(case or os.environ.get(CASE, "housing"))
    with open_read_only(store or os.environ.get(STORE)) as opened:
        check_fit(measurement.indicators(opened), chosen)
        view = View(chosen, measurement.dashboard(opened), measurement.indicators(opened), measurement.changes(opened))
        secret = key or os.environ.get(KEY, "")
        if not secret:
            return view
        try:
            return replace(view, items=measurement.feedback_items(opened, secret))
        except DpgkitError as problem:
            return replace(view, refusal=str(problem).splitlines()[0])


def summary(view: View) -> Page:
    """Return the first part of the page: which case, how far the submissions are, and the newest published values."""
    newest = progress.newest(view.status)
    told = [f"사례: {view.case.info.title}. 이 페이지는 저장소를 읽기만 합니다. 새로 고치면 저장소를 다시 읽습니다."]
    told += [unknown_here(view.names, view.case)] * bool(unknown_here(view.names, view.case))
    told += ["모의자료로 만든 저장소입니다. 기관, 값, 의견 모두 지어낸 것이며 실제와 관계없습니다."] if SIMULATED in view.data else []
    parts = [] if newest.empty else [_values(newest, view)]
    return Page(measurement.read_dashboard(view.status), *told, *parts)


def status_view(view: View, period: str = ALL) -> Page:
    """Return how far the submissions of a period have come. Raises DataError for a period without a submission."""
    rows = view.status[_of_period(view, period)]
    return Page(measurement.read_dashboard(rows), readable.status(rows, view.names))


def trend_view(view: View, indicator: str) -> Page:
    """Return the published values of an indicator over time, beside the values that the case holds itself and the target.

    Raises DataError for an indicator without a published value.
    """
    values = view.status[(view.status["indicator"] == indicator) & view.status["value"].notna()]
    if values.empty:
        raise DataError("공개한 값이 없는 지표입니다.", value=indicator, todo="다른 지표를 고르십시오.")
    known = measurement.case_values(view.case.info.id) if len(view.case.measurements) else pd.DataFrame(columns=["indicator"])
    beside = known[known["indicator"] == indicator]
    target = kpi.target(view.case.indicators, indicator) if len(view.case.indicators) else None
    title = _title(view, indicator)
    shown = f"{title}: 기간마다 공개한 값{mark(readable.kind_of(values))}"
    chart = charts.stored_trend(values, shown, _origin(view, beside), noted=beside if len(beside) else None,
                                target=target)
    return Page(read_trend(values, title), chart, _with_noted(values, beside))


def first_indicator(view: View, wanted: str = "") -> str:
    """Return an indicator with a published value: the wanted one where it has one. Raises DataError where nothing is published."""
    known = view.status.loc[view.status["value"].notna(), "indicator"].tolist()
    if not known:
        raise DataError("공개한 값이 아직 없습니다.", todo="기관이 낸 값을 살펴 공개하십시오.")
    return wanted if wanted in known else known[0]


def gates_view(view: View, period: str = ALL) -> Page:
    """Return the gates of the case, judged by the values published until a period and by the case's ladder, as lesson 05 reads it.

    What the case has measured itself is left to lesson 05. Raises DataError for a period without a submission.
    """
    _of_period(view, period)
    criteria = indicators.case_table(view.case.info.id, "gates")
    if criteria.empty:
        return Page("이 사례에는 정해 둔 단계의 문이 없습니다.")
    known = gate_values(view, period)
    judged = gates.judge(criteria, known)
    said = gates.read_ladder(gates.ladder(judged))
    files = "사례 폴더의 gates.csv, ladder.csv" if (known["source"] == IN_LADDER).any() else "사례 폴더의 gates.csv"
    chart = charts.gate_steps(judged, "단계의 문과 그 기준", f"{files}, 저장소의 {view.data or '공개한 값'}")
    origins = judged["measure"].map(known.set_index("measure")["source"]).fillna(NOTHING)
    kinds = origins.map({IN_STORE: view.data}).fillna(NOTHING)
    return Page(said, "저장소의 공개한 값과, 사례의 ladder.csv에 지금 적힌 것으로 판정합니다. measurements.csv의 값은 쓰지 않습니다.",
                chart, gates.labelled(judged).assign(**{"값의 출처": origins, "자료": kinds}))


def gate_values(view: View, period: str = ALL) -> pd.DataFrame:
    """Return what gates compare, and where it comes from: measure, low, high, source. A published value goes before the ladder."""
    until = view.status if period == ALL else view.status[view.status["period"] <= period]
    newest = progress.newest(until)
    stored = gates.known_values(newest.loc[newest["unit"] == "%", ["indicator", "value"]].rename(columns={"value": "rate"}))
    noted = gates.known_values(ladders.function_shares(ladders.grid(indicators.case_table(view.case.info.id, "ladder"))))
    both = pd.concat([stored.assign(source=IN_STORE), noted.assign(source=IN_LADDER)], ignore_index=True)
    return both.drop_duplicates("measure", ignore_index=True)


def feedback_view(view: View, by: str = "주제") -> Page:
    """Return how feedback was answered, what to mend first, and what was changed. Parameters: ``by`` one of ``GROUPS``.

    Raises DataError for another grouping.
    """
    if by not in GROUPS:
        raise DataError("없는 무리입니다.", value=by, allowed=GROUPS, todo="무리를 고치십시오.")
    if view.items is None:
        return Page(view.refusal)
    if view.items.empty:
        return Page("받은 의견이 없습니다.")
    data, counted = readable.kind_of(view.items), measurement.responses(view.items, by=GROUPS[by], on=_looked_at(view.items))
    made = [] if view.changes.empty else ["의견에서 나온 변화", readable.changes(view.changes, data=data)]
    answered = readable.responses(counted, data=data, by=by)
    answered = answered.astype(object).where(answered.notna(), NOTHING)
    return Page(measurement.read_responses(counted, data=data), answered, *_heard(view.items, data),
                *_priorities(view.items, GROUPS[by], data), *made)


def read_trend(values: pd.DataFrame, title: str) -> Reading:
    """Return one sentence on the way from the first to the last published value.

    >>> read_trend(pd.DataFrame({"period": ["2021", "2025"], "value": [10.5, 6.3], "unit": "%", "data": "모의자료"}), "비율")
    '비율(모의자료): 2021년 10.5%에서 2025년 6.3%로 4.2%p 내렸습니다.'
    """
    first, last = values.iloc[0], values.iloc[-1]
    change = round(last["value"], 1) - round(first["value"], 1)
    verb = "내렸습니다" if change < 0 else "올랐습니다" if change > 0 else "그대로입니다"
    named = f"{title}{mark(readable.kind_of(values))}"
    start, end = (f"{progress.when(row['period'])} {row['value']:.1f}{row['unit']}" for row in (first, last))
    if len(values) == 1:
        return Reading(f"{named}: {start}.")
    points = f"{abs(change):.1f}{'%p' if last['unit'] == '%' else last['unit']} " if change else ""
    return Reading(f"{named}: {start}에서 {end}로 {points}{verb}.")


def _of_period(view: View, period: str) -> pd.Series:
    if period != ALL and period not in view.periods:
        raise DataError("낸 값이 없는 기간입니다.", value=period, allowed=[ALL, *view.periods], todo="기간을 고치십시오.")
    return view.status["period"].eq(period) if period != ALL else pd.Series(True, index=view.status.index)


def _values(newest: pd.DataFrame, view: View) -> pd.DataFrame:
    return readable.status(newest, view.names)[["지표", "기간", "공개한 값", "공개", "맡은 기관", "자료"]]


def _title(view: View, indicator: str) -> str:
    return view.names.set_index("name")["title"].get(indicator, indicator)


def _origin(view: View, noted: pd.DataFrame) -> str:
    told = [f"{kind}({', '.join(rows['source'].unique())})" for kind, rows in noted.groupby("data")] if len(noted) else []
    return ", ".join([f"저장소의 {view.data or '공개한 값'}", *told])


def _with_noted(values: pd.DataFrame, noted: pd.DataFrame) -> pd.DataFrame:
    rows = values.assign(source="저장소")[["period", "value", "data", "source"]]
    whole = pd.concat([rows, noted.reindex(columns=rows.columns)], ignore_index=True) if len(noted) else rows
    return whole.round(2).set_axis(["기간", "값", "자료", "출처"], axis=1)


def _looked_at(items: pd.DataFrame) -> str:
    """Return the day on which feedback is looked at: today, but the last day of what is made up, which does not grow old."""
    return "" if readable.kind_of(items) == SIMULATED else max(today(), f"{last_day(items):%Y-%m-%d}")


def _heard(items: pd.DataFrame, data: str) -> list[object]:
    """Return whose voices are heard; only the made-up store brings a population to compare with."""
    if data != SIMULATED:
        return []
    return ["누구의 목소리가 들립니까? 몫의 비가 1보다 작으면 덜 들립니다.",
            readable.coverage(measurement.coverage(items, measurement.population()), data=data)]


def _priorities(items: pd.DataFrame, by: str, data: str) -> list[object]:
    if items.dropna(subset=["importance", "rating"]).empty:
        return []
    table = measurement.importance_performance(items, by=by)
    chart = charts.importance_performance(table, measurement.read_priorities(table, data=data), f"의견의 평점과 중요도({data})")
    return [chart, readable.priorities(table, data=data)]
