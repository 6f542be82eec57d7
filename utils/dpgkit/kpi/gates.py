"""Stage gates: a gate opens only when every one of its criteria is met, never on their average."""

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError
from dpgkit.reading import Reading

RESULTS = {"met": "채움", "missed": "못 채움", "unknown": "모름"}
STATES = {"open": "열림", "closed": "닫힘", "unknown": "모름"}
COLUMNS = ["gate", "title", "criterion", "name", "measure", "comparison", "threshold"]
COMPARISONS = ("ge", "le")


def known_values(*sources: pd.DataFrame | Reading) -> pd.DataFrame:
    """Return the values that gates compare, gathered from several tables: measure, low, high.

    >>> known_values(pd.DataFrame({"indicator": ["a"], "rate": [5.0]}), pd.DataFrame({"measure": ["b"], "low": [0.5], "high": [1.0]}))
    ...     # doctest: +NORMALIZE_WHITESPACE
      measure   low   high
    0       a   5.0    5.0
    1       b  50.0  100.0

    Parameters: tables with indicator and rate in per cent (``kpi.latest``), or with measure, low and high as shares of 1
    (``ladders.function_shares``, ``ladders.integration``). Later tables do not replace earlier values. A sentence of a step that
    was not possible holds no value.
    """
    parts = [_rates(table) if "rate" in table else _ranges(table) for table in sources if isinstance(table, pd.DataFrame)]
    parts = parts or [pd.DataFrame({"measure": [], "low": [], "high": []})]
    return pd.concat(parts, ignore_index=True).drop_duplicates("measure", ignore_index=True)


def judge(criteria: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return each criterion with its value and whether it is met: the columns ``COLUMNS``, low, high, result.

    >>> criteria = pd.DataFrame([[1, "가", "a", "나", "a", "ge", 90]], columns=COLUMNS)
    >>> judge(criteria, pd.DataFrame({"measure": ["a"], "low": [80], "high": [100]}))["result"].tolist()
    ['unknown']

    A range that lies on one side of the threshold decides; one that straddles it, and a value that is missing, do not.
    Parameters: ``criteria`` as the table ``case-gates``; ``values`` as ``known_values``. Raises DataError for
    thresholds that are no numbers and criteria given twice; ParameterError for an unknown comparison.
    """
    columns.require(criteria, COLUMNS, "단계의 문", empty=True)
    columns.require(values, ["measure", "low", "high"], "잰 값", empty=True)
    for comparison in criteria["comparison"]:
        columns.known(comparison, COMPARISONS, "견주는 방향")
    _check_once(criteria)
    table = criteria[COLUMNS].assign(**columns.numbers(criteria, ["gate", "threshold"], "단계의 문", empty=True))
    table = table.astype({"gate": "int64"}).merge(values[["measure", "low", "high"]], on="measure", how="left")
    return table.assign(result=[_result(*row) for row in table[["comparison", "threshold", "low", "high"]].to_numpy()])


def ladder(judged: pd.DataFrame) -> pd.DataFrame:
    """Return each gate in its order: gate, title, criteria, met, missed, unknown, state, reached, average.

    ``state`` is open where all criteria are met, closed where one is missed, unknown otherwise; ``reached`` says whether this
    gate and all before it are open. ``average`` is the share of criteria met, shown to see what an average would hide.

    >>> judged = pd.DataFrame({"gate": [1, 1, 2], "title": ["가", "가", "나"], "result": ["met", "missed", "met"]})
    >>> ladder(judged)[["state", "reached", "average"]].values.tolist()
    [['closed', False, 0.5], ['open', False, 1.0]]
    """
    columns.require(judged, ["gate", "title", "result"], "판정한 기준", empty=True)
    rows = []
    for gate, part in judged.groupby("gate"):
        counts = part["result"].value_counts().reindex(list(RESULTS), fill_value=0)
        state = "closed" if counts["missed"] else "unknown" if counts["unknown"] else "open"
        rows.append((int(gate), part["title"].iloc[0], len(part), *map(int, counts), state, round(counts["met"] / len(part), 6)))
    table = pd.DataFrame(rows, columns=["gate", "title", "criteria", *RESULTS, "state", "average"])
    return table.assign(reached=(table["state"] == "open").cummin())[[*table.columns[:-1], "reached", "average"]]


def labelled(judged: pd.DataFrame) -> pd.DataFrame:
    """Return the judged criteria to read: 단계, 기준, 잰 값(%), 기준값, 판정."""
    span = [_span(low, high) for low, high in judged[["low", "high"]].to_numpy()]
    wanted = [f"{row.threshold:g} {'이상' if row.comparison == 'ge' else '이하'}" for row in judged.itertuples()]
    gate = judged["gate"].astype(str) + " " + judged["title"]
    table = pd.DataFrame({"단계": gate, "기준": judged["name"], "잰 값(%)": span, "기준값": wanted, "판정": judged["result"].map(RESULTS)})
    return table.astype(str)                    # a table without rows has texts too


def read_ladder(table: pd.DataFrame) -> Reading:
    """Return one sentence on which gates are open, and what holds the first closed one.

    >>> read_ladder(pd.DataFrame({"title": ["취합", "공유"], "state": ["closed", "unknown"], "reached": [False, False],
    ...                           "missed": [1, 0], "unknown": [0, 2], "criteria": [2, 2], "met": [1, 0]}))
    '문 2개 가운데 차례로 열린 것은 0개입니다. 다음 문 취합의 상태는 닫힘입니다: 기준 2개에서 채움 1개, 못 채움 1개, 모름 0개.'
    """
    if table.empty:
        return Reading("정해 둔 단계의 문이 없습니다.")
    reached = int(table["reached"].sum())
    start = f"문 {len(table)}개 가운데 차례로 열린 것은 {reached}개입니다."
    if reached == len(table):
        return Reading(start)
    row = table.iloc[reached]
    counts = ", ".join(f"{label} {row[key]}개" for key, label in RESULTS.items())
    return Reading(f"{start} 다음 문 {row['title']}의 상태는 {STATES[row['state']]}입니다: 기준 {row['criteria']}개에서 {counts}.")


def _rates(table: pd.DataFrame) -> pd.DataFrame:
    known = table.dropna(subset="rate")
    return pd.DataFrame({"measure": known["indicator"], "low": known["rate"].astype("float64"), "high": known["rate"].astype("float64")})


def _ranges(table: pd.DataFrame) -> pd.DataFrame:
    known = table.dropna(subset=["low", "high"])
    return pd.DataFrame({"measure": known["measure"], "low": 100 * known["low"], "high": 100 * known["high"]})


def _check_once(criteria: pd.DataFrame) -> None:
    twice = criteria[criteria.duplicated(["gate", "criterion"])]
    if not twice.empty:
        place = " / ".join(map(str, twice[["gate", "criterion"]].iloc[0]))
        raise DataError("같은 기준이 두 번 있습니다.", value=place, todo="한 줄을 지우십시오.")


def _result(comparison: str, threshold: float, low: float, high: float) -> str:
    if np.isnan(float(low)) or np.isnan(float(high)):
        return "unknown"
    met = (low >= threshold, high >= threshold) if comparison == "ge" else (high <= threshold, low <= threshold)
    return "met" if met[0] else "unknown" if met[1] else "missed"


def _span(low: float, high: float) -> str:
    if np.isnan(low) or np.isnan(high):
        return "근거 미확인"
    return f"{low:.1f}" if f"{low:.1f}" == f"{high:.1f}" else f"{low:.1f}~{high:.1f}"
