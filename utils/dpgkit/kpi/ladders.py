"""How far a service is joined up: per provider and function, per notice, and per private platform; what is not known stays open.

A cell is 1 where a function works in one place, 0 where it does not, NaN where nobody knows. Every index is therefore a range:
``low`` counts the unknown as 0, ``high`` as 1. Without unknown cells both are the same; without any cell both are NaN.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from dpgkit import columns, tables
from dpgkit.errors import DataError
from dpgkit.reading import Reading

FUNCTIONS = {"list": "목록", "detail": "상세", "eligibility": "자격 확인", "apply": "신청", "result": "결과"}
RUNGS = {"look_up": "조회", "eligibility": "자격 확인", "alert": "알림", "apply": "신청", "result": "결과"}
EXAMPLE_WEIGHTS = {"list": 1, "detail": 1, "eligibility": 2, "apply": 3, "result": 1}       # the kit's proposal
UP_TO = "eligibility"
UNKNOWN = "근거 미확인"


def grid(ladder: pd.DataFrame) -> pd.DataFrame:
    """Return providers by functions from one row a cell, in the order of the rows and of ``FUNCTIONS``.

    >>> ladder = pd.DataFrame({"provider": ["가", "가"], "function": ["list", "apply"], "open": [1, None]})
    >>> grid(ladder).iloc[0, :2].tolist()
    [1.0, nan]

    Raises DataError for a value other than 0, 1 or empty, and for a cell given twice; ParameterError for an unknown function.
    """
    columns.require(ladder, ["provider", "function", "open"], "통합 표", empty=True)
    for function in ladder["function"].unique():
        columns.known(function, FUNCTIONS, "기능")
    twice = ladder[ladder.duplicated(["provider", "function"])]
    if not twice.empty:
        raise DataError("같은 칸이 두 번 있습니다.", value=" / ".join(twice[["provider", "function"]].iloc[0]), todo="한 줄을 지우십시오.")
    values = columns.numbers(ladder.astype({"open": object}), ["open"], "통합 표", low=0, high=1, missing=True, empty=True)["open"]
    wide = ladder.assign(open=values).pivot(index="provider", columns="function", values="open")
    return wide.reindex(index=ladder["provider"].unique(), columns=list(FUNCTIONS)).rename_axis(index=None, columns=None)


def integration(cells: pd.DataFrame, *, weights: Mapping[str, float] | None = None, volumes: pd.Series | None = None) -> pd.DataFrame:
    """Return what sums up a grid: measure, label, low, high, each 0 to 1.

    >>> integration(pd.DataFrame([[1, 1, 0], [1, 0, 0]], columns=["list", "detail", "eligibility"]))["low"].tolist()[:2]
    [0.5, 0.375]

    Rows: the mean of all cells; with function weights; with function weights and provider volumes; the share of the volume
    where all functions work; the same up to the eligibility check. The design is the kit's own.
    Parameters: ``weights`` of the functions (default ``EXAMPLE_WEIGHTS``); ``volumes`` of the providers (default equal).
    Raises DataError for weights or volumes that are negative, all 0 or missing.
    """
    values = _cells(cells)
    by_function = _shares(weights or EXAMPLE_WEIGHTS, list(values.columns), "기능의 가중치")
    equal = np.full(len(values), 1 / max(len(values), 1))
    by_provider = equal if volumes is None else _shares(volumes, list(values.index), "기관의 공고 수")
    first = values.loc[:, :UP_TO] if UP_TO in values.columns else values
    ranges = {"plain": ("칸의 평균", lambda part: part.to_numpy().mean(), values),
              "weighted": ("기능의 무게를 둔 평균", lambda part: equal @ part @ by_function, values),
              "volume": ("기능의 무게와 공고 수를 둔 평균", lambda part: by_provider @ part @ by_function, values),
              "end_to_end": ("처음부터 끝까지 되는 몫", lambda part: by_provider @ (part == 1).all(axis=1), values),
              "up_to_eligibility": ("자격 확인까지 되는 몫", lambda part: by_provider @ (part == 1).all(axis=1), first)}
    rows = [(measure, label, *_range(sum_up, part)) for measure, (label, sum_up, part) in ranges.items()]
    return pd.DataFrame(rows, columns=["measure", "label", "low", "high"])


def function_shares(cells: pd.DataFrame, *, volumes: pd.Series | None = None) -> pd.DataFrame:
    """Return for each function the share of the providers where it works: measure, label, low, high, unknown.

    >>> function_shares(pd.DataFrame({"list": [1, 1], "apply": [0, None]}))[["low", "high"]].values.tolist()
    [[1.0, 1.0], [0.0, 0.5]]

    Parameters and errors as ``integration``.
    """
    values = _cells(cells)
    equal = np.full(len(values), 1 / max(len(values), 1))
    by_provider = equal if volumes is None else _shares(volumes, list(values.index), "기관의 공고 수")
    labels, unknown = {**FUNCTIONS, **RUNGS}, values.isna().sum()
    rows = [(name, labels.get(name, name), *_range(lambda part: by_provider @ part, values[name]), int(unknown[name])) for name in values]
    return pd.DataFrame(rows, columns=["measure", "label", "low", "high", "unknown"])


def in_words(shares: pd.DataFrame) -> pd.DataFrame:
    """Return the share of each function to read: 기능, 낮은 끝, 높은 끝, 모르는 기관.

    >>> in_words(pd.DataFrame({"label": ["신청"], "low": [0.0], "high": [0.333], "unknown": [2]}))["높은 끝"].tolist()
    [0.33]
    """
    return shares[["label", "low", "high", "unknown"]].set_axis(["기능", "낮은 끝", "높은 끝", "모르는 기관"], axis=1).round(2)


def told(ladder: pd.DataFrame, function: str) -> pd.DataFrame:
    """Return what the cells of one function rest on, to read: who, whether it works, as of when, what is known, the source."""
    rows = ladder.loc[ladder["function"] == function, ["provider", "open", "as_of", "note", "source_title"]]
    return tables.in_korean(rows.astype(object).fillna(UNKNOWN), "case-ladder")


def coverage(source: int, listed: int, duplicates: int) -> pd.DataFrame:
    """Return the share of the source notices that one list holds, raw and with duplicates counted once: way, value.

    >>> coverage(1150, 1081, 46)["value"].tolist()
    [0.94, 0.9]

    Parameters: ``source`` different notices of the providers, ``listed`` entries of the joint list, ``duplicates`` of them.
    Raises DataError for counts that cannot be.
    """
    if not (source > 0 and 0 <= duplicates <= listed):
        raise DataError("통합한 몫을 낼 수 없습니다.", value=f"원래 {source}, 목록 {listed}, 겹침 {duplicates}",
                        allowed="0 < 원래, 0 <= 겹침 <= 목록", todo="세 수를 고치십시오.")
    return pd.DataFrame({"way": ["겹친 것을 그대로 셈", "겹친 것을 한 번만 셈"],
                         "value": [round(listed / source, 6), round((listed - duplicates) / source, 6)]})


def matched(source: pd.DataFrame, listed: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """Return how a joint list covers the source notices, found by a common key: what, count.

    >>> source = pd.DataFrame({"id": ["a", "b", "c"]})
    >>> matched(source, pd.DataFrame({"id": ["a", "a", "x"]}), ["id"])["count"].tolist()
    [3, 3, 1, 1, 1, 2]

    Rows: source notices, entries of the list, different ones found, duplicates, entries without a source, notices missing.
    Raises DataError where a key column is missing.
    """
    for table, what in ((source, "원래의 공고"), (listed, "통합 목록")):
        columns.require(table, key, what)
    wanted, entries = (set(map(tuple, table[list(key)].astype(str).to_numpy())) for table in (source, listed))
    counts = {"원래의 서로 다른 공고": len(wanted), "목록에 실린 줄": len(listed), "목록에서 찾은 서로 다른 공고": len(wanted & entries),
              "겹친 줄": len(listed) - len(entries), "원래의 공고에 없는 줄": len(entries - wanted),
              "목록에 빠진 공고": len(wanted - entries)}
    return pd.DataFrame(counts.items(), columns=["what", "count"])


def buildout(platforms: pd.DataFrame, reach: pd.Series | None = None) -> pd.DataFrame:
    """Return how many platforms stand on each rung: rung, label, share, weighted share (by reach), skipped.

    >>> buildout(pd.DataFrame({"look_up": [1, 1], "apply": [0, 1]}))["share"].tolist()
    [1.0, 0.5]

    ``skipped`` counts platforms on a rung without the one before. Parameters: ``platforms`` by rungs in their order, 0 or 1;
    ``reach`` of each platform, such as its users. Raises DataError for cells other than 0 and 1 and for a reach that cannot be.
    """
    cells = columns.numbers(platforms, list(platforms.columns), "앱의 계단", low=0, high=1)
    weight = np.ones(len(cells)) / len(cells) if reach is None else _shares(reach, list(cells.index), "이용자의 몫")
    before = cells.shift(1, axis=1, fill_value=1.0)
    return pd.DataFrame({"rung": list(cells), "label": [RUNGS.get(name, name) for name in cells], "share": cells.mean().round(6).tolist(),
                         "weighted": (weight @ cells).round(6).tolist(), "skipped": (cells > before).sum().astype("int64").tolist()})


def concentration(counts: Sequence[float], *, top: int = 3) -> pd.DataFrame:
    """Return how far a total lies with few: measure, value.

    >>> concentration([45, 30, 15, 10])["value"].tolist()
    [100.0, 0.325, 3.076923, 0.9]

    Rows: total, Herfindahl-Hirschman index, effective number (its inverse), share of the ``top`` largest.
    Raises DataError for counts that are negative, missing or all 0.
    """
    values = columns.numbers(pd.DataFrame({"count": list(counts)}), ["count"], "몫", low=0)["count"]
    if values.sum() <= 0:
        raise DataError("몫을 낼 수 없습니다.", value="모두 0", allowed="더해서 0보다 큰 수", todo="수를 고치십시오.")
    shares = values / values.sum()
    index = float((shares**2).sum())
    largest = float(shares.nlargest(top).sum())
    return pd.DataFrame({"measure": ["합계", "쏠림(HHI)", "사실상의 수", f"큰 {top}개의 몫"],
                         "value": [float(values.sum()), round(index, 6), round(1 / index, 6), round(largest, 6)]})


def lags(days: Sequence[float]) -> pd.DataFrame:
    """Return how long something takes: measure, value (days); median and the 90th percentile.

    >>> lags([1, 2, 3, 4, 10])["value"].tolist()
    [5.0, 3.0, 7.6]

    Raises DataError for days that are negative or missing.
    """
    values = columns.numbers(pd.DataFrame({"days": list(days)}), ["days"], "걸린 날", low=0)["days"]
    return pd.DataFrame({"measure": ["건수", "가운데값", "90% 지점"],
                         "value": [float(len(values)), float(values.median()), round(float(values.quantile(0.9)), 6)]})


def read_integration(table: pd.DataFrame, cells: pd.DataFrame) -> Reading:
    """Return one sentence with the weighted index beside the end-to-end share, and how many cells nobody knows.

    >>> table = pd.DataFrame({"measure": ["volume", "end_to_end"], "low": [0.2, 0.0], "high": [0.5, 0.25]})
    >>> read_integration(table, pd.DataFrame({"list": [1.0, None]}))
    '무게를 둔 통합 정도는 20.0~50.0%이고, 처음부터 끝까지 되는 몫은 0.0~25.0%입니다. 칸 2개 가운데 1개는 모르므로 값이 폭으로 나옵니다.'
    """
    if not cells.size:
        return Reading("통합 표가 없어 통합 정도를 셈하지 않았습니다.")
    rows = table.set_index("measure")
    unknown, size = int(cells.isna().to_numpy().sum()), cells.size
    tail = f" 칸 {size}개 가운데 {unknown}개는 모르므로 값이 폭으로 나옵니다." if unknown else ""
    return Reading(f"무게를 둔 통합 정도는 {_percent(rows.loc['volume'])}이고, "
                   f"처음부터 끝까지 되는 몫은 {_percent(rows.loc['end_to_end'])}입니다.{tail}")


def _cells(cells: pd.DataFrame) -> pd.DataFrame:
    values = columns.numbers(cells, list(cells.columns), "통합 표", low=0, high=1, missing=True, empty=True)
    if (values % 1 != 0).where(values.notna(), False).to_numpy().any():
        raise DataError("통합 표의 칸은 0이나 1, 또는 빈 칸입니다.", todo="칸을 고치십시오.")
    return values


def _shares(weights: Mapping[str, float] | pd.Series, names: list[object], what: str) -> np.ndarray:
    """Return weights in the order of the names, summing to 1."""
    values = np.array([weights.get(name, np.nan) for name in names], dtype=float)
    if np.isnan(values).any() or (values < 0).any() or values.sum() <= 0:
        raise DataError(f"{what}가 맞지 않습니다.", value=dict(zip(names, values.tolist(), strict=True)),
                        allowed="빠짐없이 0 이상, 더해서 0보다 큰 수", todo=f"{what}를 고치십시오.")
    return values / values.sum()


def _range(sum_up: Callable[[pd.DataFrame | pd.Series], float], part: pd.DataFrame | pd.Series) -> tuple[float, float]:
    if not part.size:
        return np.nan, np.nan                      # nobody has looked
    return tuple(round(float(sum_up(part.fillna(unknown))), 6) for unknown in (0.0, 1.0))


def _percent(row: pd.Series) -> str:
    low, high = f"{100 * row['low']:.1f}", f"{100 * row['high']:.1f}"
    return f"{low}%" if low == high else f"{low}~{high}%"
