"""Civil-service capacity as indicators: what was learnt counts once it is used at work, hours count once they were measured twice."""

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError
from dpgkit.reading import Reading

SKILLS = {"rpa": "업무 자동화(RPA)", "collaboration": "디지털 협업도구", "data_literacy": "데이터 리터러시"}
WITHIN = 90            # days from the end of training to the first use at work
PHASES = ("before", "after")


def used_at_work(training: pd.DataFrame, as_of: str, *, within: int = WITHIN) -> pd.DataFrame:
    """Return for each skill who was to learn, who learnt and who used it in time: skill, label, target, trained, waiting, used,
    trained_share, used_share.

    >>> training = pd.DataFrame({"person": [1, 2], "skill": "rpa", "trained": ["2025-01-01", "2025-01-01"], "used": ["2025-02-01", ""]})
    >>> used_at_work(training, "2025-12-31")[["trained_share", "used_share"]].values.tolist()
    [[100.0, 50.0]]

    ``used_share`` = trained and used within the days / target, in per cent, those left out whose days are not over and who
    have not used it yet (``waiting``): nobody can tell about them. Parameters: ``training`` one row a person who is to learn and
    a skill, with the dates ``trained`` and ``used`` (empty where not); ``as_of`` the day of counting. Raises DataError for dates
    that are none, lie after ``as_of``, use before training, and a person twice; ParameterError for an unknown skill.
    """
    table = _dated(training, as_of)
    due = pd.Timestamp(as_of) - pd.Timedelta(days=within)
    timely = table["used"].notna() & (table["used"] - table["trained"] <= pd.Timedelta(days=within))
    table = table.assign(timely=timely, waiting=(table["trained"] > due) & table["used"].isna())
    rows = []
    for skill, part in table.groupby("skill", sort=False):
        target, trained = len(part), int(part["trained"].notna().sum())
        waiting, used = int(part["waiting"].sum()), int(part["timely"].sum())
        known = target - waiting
        rows.append((skill, SKILLS[skill], target, trained, waiting, used, round(100 * trained / target, 6),
                     round(100 * used / known, 6) if known else np.nan))
    return pd.DataFrame(rows, columns=["skill", "label", "target", "trained", "waiting", "used", "trained_share", "used_share"])


def measurements(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the counts of ``used_at_work`` as measured values of the cards (``rpa_used``): indicator, year, numerator, denominator.

    >>> measurements(pd.DataFrame({"skill": ["rpa"], "target": [10], "waiting": [2], "used": [4]}), 2025).values.tolist()
    [['rpa_used', 2025, 4, 8]]
    """
    known = table[table["target"] > table["waiting"]]
    return pd.DataFrame({"indicator": known["skill"] + "_used", "year": year, "numerator": known["used"],
                         "denominator": known["target"] - known["waiting"]}).reset_index(drop=True)


def hours_saved(samples: pd.DataFrame, volumes: pd.Series | None = None, *, confidence: float = 0.95) -> pd.DataFrame:
    """Return what a task takes before and after a change: task, n_before, n_after, before, after, saved, low, high, hours, hours_low,
    hours_high, reason.

    Minutes are means of the sample; ``saved`` has Welch's interval. ``hours`` a year follow from the volume. A task that was
    not measured at least twice on both sides has no number, only a reason; estimates are not taken.

    >>> samples = pd.DataFrame({"task": "가", "phase": ["before", "before", "after", "after"], "minutes": [30, 34, 10, 14]})
    >>> hours_saved(samples, pd.Series({"가": 60}))[["saved", "hours"]].values.tolist()
    [[20.0, 20.0]]

    Parameters: ``samples`` one row a measured piece of work with task, phase (before, after), minutes; ``volumes`` pieces a
    year by task. Raises DataError for minutes that cannot be, ParameterError for an unknown phase. Welch (1947), Biometrika 34.
    """
    columns.require(samples, ["task", "phase", "minutes"], "시간 표본")
    for phase in samples["phase"].unique():
        columns.known(phase, PHASES, "잰 때")
    minutes = samples.assign(minutes=columns.numbers(samples, ["minutes"], "시간 표본", low=0)["minutes"])
    rows = [(task, *_saved(part, np.nan if volumes is None else volumes.get(task, np.nan), confidence))
            for task, part in minutes.groupby("task", sort=False)]
    names = ["task", "n_before", "n_after", "before", "after", "saved", "low", "high", "hours", "hours_low", "hours_high", "reason"]
    return pd.DataFrame(rows, columns=names).round(6)


def read_used(table: pd.DataFrame, *, within: int = WITHIN) -> Reading:
    """Return one sentence on how far learning and using lie apart; ``within`` as it was counted.

    >>> read_used(pd.DataFrame({"label": ["RPA"], "trained_share": [80.0], "used_share": [40.0], "waiting": [1]}))
    '배운 비율과 90일 안에 업무에 쓴 비율: RPA 80.0%와 40.0%. 아직 90일이 지나지 않아 판단하지 않은 사람은 1명입니다.'
    """
    listed = ", ".join(f"{row.label} {row.trained_share:.1f}%와 {_share(row.used_share)}" for row in table.itertuples())
    waiting = int(table["waiting"].sum())
    tail = f" 아직 {within}일이 지나지 않아 판단하지 않은 사람은 {waiting}명입니다." if waiting else ""
    return Reading(f"배운 비율과 {within}일 안에 업무에 쓴 비율: {listed}.{tail}")


def read_hours(table: pd.DataFrame) -> Reading:
    """Return one sentence on the tasks whose saving was measured, and those where it was not.

    >>> read_hours(pd.DataFrame({"task": ["가", "나"], "saved": [20.0, None], "low": [12.0, None], "high": [28.0, None],
    ...                          "reason": ["", "앞 없음"]}))
    '앞뒤를 잰 업무 1가지 가운데 시간이 줄었다고 말할 수 있는 것은 1가지입니다: 가 20.0분(12.0~28.0). 셈하지 않은 업무: 나.'
    """
    known = table[table["reason"] == ""]
    sure = known[known["low"] > 0]
    listed = ", ".join(f"{row.task} {row.saved:.1f}분({row.low:.1f}~{row.high:.1f})" for row in sure.itertuples())
    left = ", ".join(table.loc[table["reason"] != "", "task"])
    start = f"앞뒤를 잰 업무 {len(known)}가지 가운데 시간이 줄었다고 말할 수 있는 것은 {len(sure)}가지입니다"
    return Reading(f"{start}{': ' if listed else ''}{listed}." + (f" 셈하지 않은 업무: {left}." if left else ""))


def _dated(training: pd.DataFrame, as_of: str) -> pd.DataFrame:
    columns.require(training, ["person", "skill", "trained", "used"], "배움의 표")
    for skill in training["skill"].unique():
        columns.known(skill, SKILLS, "역량")
    table = training.assign(**{name: _dates(training[name]) for name in ("trained", "used")})
    wrong = {"같은 사람의 같은 역량이 두 줄입니다": table.duplicated(["person", "skill"]),
             "쓴 날이 배운 날보다 앞섭니다": table["used"] < table["trained"],
             "배우지 않았는데 쓴 날이 있습니다": table["used"].notna() & table["trained"].isna(),
             f"{as_of}보다 뒤의 날이 있습니다": (table["trained"] > pd.Timestamp(as_of)) | (table["used"] > pd.Timestamp(as_of))}
    for what, rows in wrong.items():
        if rows.any():
            first = training[rows].iloc[0]
            place = " / ".join(map(str, first[["person", "skill", "trained", "used"]]))
            raise DataError(f"{what}.", value=place, todo="그 줄을 고치십시오.")
    return table


def _dates(column: pd.Series) -> pd.Series:
    cells = column.where(column.notna() & (column != ""), None)
    days = pd.to_datetime(cells, errors="coerce", format="%Y-%m-%d")
    wrong = cells[cells.notna() & days.isna()]
    if not wrong.empty:
        raise DataError("날짜로 읽을 수 없는 칸이 있습니다.", value=wrong.iloc[0], allowed="2025-03-01처럼 연-월-일",
                        todo="그 칸을 고치십시오.")
    return days


def _saved(part: pd.DataFrame, volume: float, confidence: float) -> tuple[object, ...]:
    from scipy import stats

    before, after = (part.loc[part["phase"] == phase, "minutes"].to_numpy() for phase in PHASES)
    sizes, means = (len(before), len(after)), [values.mean() if len(values) else np.nan for values in (before, after)]
    if min(sizes) < 2:
        return *sizes, *means, *[np.nan] * 6, "앞과 뒤를 두 번 이상 재지 않아 셈하지 않습니다"
    saved = means[0] - means[1]
    if before.std() == after.std() == 0:
        low = high = saved                          # every piece took the same time: nothing to be unsure about
    else:
        low, high = stats.ttest_ind(before, after, equal_var=False).confidence_interval(confidence)
    hours = [value * volume / 60 for value in (saved, low, high)]
    return *sizes, *means, saved, low, high, *hours, ""


def _share(value: float) -> str:
    return "아직 모름" if pd.isna(value) else f"{value:.1f}%"
