"""The survey on the use of e-government services: its series, and where the method breaks it."""

from itertools import pairwise

import pandas as pd

from dpgkit.reading import Reading

MEASURES = {"awareness_pct": "인지도", "usage_pct": "이용률", "satisfaction_pct": "만족도"}
MODES = {"face_to_face": "가구방문 면접", "mixed": "가구방문 면접과 온라인", "unknown": "근거 미확인"}
JUMP = 5.0           # a change in one year, in percentage points, that asks whether the method changed
DERIVED = "계산값"    # what the table writes where a value was computed from another year's change


def survey_series(survey: pd.DataFrame) -> pd.DataFrame:
    """Return the published values one a row: year, measure (Korean), value (per cent), derived, change.

    ``change`` is in percentage points against the year before, empty where that year has no value.
    """
    rows = survey.sort_values("year").melt(["year", "basis"], list(MEASURES), "measure", "value")
    rows = rows.dropna(subset="value", ignore_index=True).replace({"measure": MEASURES})
    values = rows.set_index(["measure", "year"])["value"]
    before = [values.get((row.measure, row.year - 1)) for row in rows.itertuples()]
    derived = [_is_derived(row.basis, row.measure) for row in rows.itertuples()]
    change = (rows["value"] - pd.Series(before, dtype=float)).round(2)
    return rows.assign(derived=derived, change=change)[["year", "measure", "value", "derived", "change"]]


def mode_breaks(methods: pd.DataFrame) -> pd.DataFrame:
    """Return where the way of asking changed: after, by, was, became.

    Years whose way of asking is not known lie between ``after`` (the last with the old one) and ``by`` (the first with
    the new one): the break is somewhere in them.

    >>> rows = pd.DataFrame({"year": [2018, 2019, 2021], "mode": ["face_to_face", "unknown", "mixed"]})
    >>> mode_breaks(rows)[["after", "by"]].to_numpy().tolist()
    [[2018, 2021]]
    """
    known = methods[methods["mode"] != "unknown"].sort_values("year")
    rows = [(before.year, after.year, MODES[before.mode], MODES[after.mode])
            for before, after in pairwise(known.itertuples()) if before.mode != after.mode]
    return pd.DataFrame(rows, columns=["after", "by", "was", "became"])


def jumps(series: pd.DataFrame, *, at_least: float = JUMP) -> pd.DataFrame:
    """Return the values that moved by at least so many percentage points in one year, the largest first.

    >>> rows = pd.DataFrame({"year": [2014, 2015], "measure": ["이용률"] * 2, "change": [15.6, 4.2]})
    >>> jumps(rows)["year"].tolist()
    [2014]
    """
    moved = series[series["change"].abs() >= at_least]
    return moved.sort_values("change", key=lambda change: change.abs(), ascending=False, ignore_index=True)


def breaks(survey: pd.DataFrame, methods: pd.DataFrame, *, at_least: float = JUMP) -> pd.DataFrame:
    """Return every reason not to read the series as one line: since, year, reason, what.

    The reason lies after ``since`` and no later than ``year``. Reasons: 방법 (the way of asking changed), 미확인 (it is not
    known how people were asked), 뜀 (a change of at least so many points), 계산 (a value derived from another), 빈 해 (no
    overall value).
    """
    series, modes = survey_series(survey), mode_breaks(methods)
    empty = sorted(set(range(survey["year"].min(), survey["year"].max() + 1)) - set(series["year"]))
    unknown = methods.loc[methods["mode"] == "unknown", "year"]
    rows = [(int(row.after), int(row.by), "방법", f"{row.after}년까지 {row.was}, {row.by}년부터 {row.became}")
            for row in modes.itertuples()]
    rows += [(int(year) - 1, int(year), "미확인", "어떻게 물었는지 적은 자료를 찾지 못함") for year in unknown]
    rows += [(int(row.year) - 1, int(row.year), "뜀", f"{row.measure} {row.change:+.1f}%p")
             for row in jumps(series, at_least=at_least).itertuples()]
    rows += [(int(row.year) - 1, int(row.year), "계산", f"{row.measure} {row.value}%: 발표값이 아니라 계산한 값")
             for row in series[series["derived"]].itertuples()]
    rows += [(int(year) - 1, int(year), "빈 해", "전체의 값을 찾지 못함") for year in empty]
    return pd.DataFrame(rows, columns=["since", "year", "reason", "what"]).sort_values(["year", "reason"], ignore_index=True)


def line_steps(series: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the line from each value to the next of its measure: measure, year, value, next_year, next_value, broken.

    A step is broken where a year between lacks a value, where the value jumped, and where the way of asking changed.
    Parameters: ``series`` of ``survey_series``, ``found`` of ``breaks``.
    """
    steps = series.sort_values("year")[["measure", "year", "value"]]
    later = steps.groupby("measure")[["year", "value"]].shift(-1)
    steps = steps.assign(next_year=later["year"], next_value=later["value"]).dropna(ignore_index=True).astype({"next_year": int})
    return steps.assign(broken=[_is_broken(step, found) for step in steps.itertuples()])


def read_survey(series: pd.DataFrame, found: pd.DataFrame) -> Reading:
    """Return one sentence on the last values and on how many breaks lie before them.

    >>> series = pd.DataFrame({"year": [2021, 2022], "measure": ["이용률"] * 2, "value": [89.5, 92.2]})
    >>> read_survey(series, pd.DataFrame({"reason": ["방법"]}))
    '2022년의 값은 이용률 92.2%입니다. 한 줄로 이어 읽지 말아야 할 까닭이 1가지 있습니다(방법 1).'
    """
    last = series[series["year"] == series["year"].max()]
    values = ", ".join(f"{row.measure} {row.value}%" for row in last.itertuples())
    kinds = ", ".join(f"{kind} {count}" for kind, count in found["reason"].value_counts(sort=False).items())
    return Reading(f"{series['year'].max()}년의 값은 {values}입니다. "
                   f"한 줄로 이어 읽지 말아야 할 까닭이 {len(found)}가지 있습니다({kinds or '없음'}).")


def _is_broken(step: tuple, found: pd.DataFrame) -> bool:
    jumped = (found["reason"] == "뜀") & found["what"].str.startswith(f"{step.measure} ") & (found["year"] == step.next_year)
    changed = (found["reason"] == "방법") & (found["since"] <= step.year) & (step.next_year <= found["year"])
    return bool(step.next_year - step.year > 1 or jumped.any() or changed.any())


def _is_derived(basis: str, measure: str) -> bool:
    return any(DERIVED in clause and measure in clause for clause in basis.split(";"))
