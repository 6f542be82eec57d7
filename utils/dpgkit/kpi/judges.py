"""Several judges, one set of weights: judgements or priorities put together, and how much the weights may move."""

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError, ParameterError
from dpgkit.kpi import ahp, consistency
from dpgkit.reading import Reading

WAYS = {"aij": "판단을 모음(AIJ, 기하평균)", "aip": "가중치를 모음(AIP, 기하평균)", "aip_arithmetic": "가중치를 모음(AIP, 산술평균)"}
STEPS = 8              # 1 to 9 on each side of equal importance


def matrices(judgements: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the matrix of each judge, all with the criteria in the same order.

    >>> rows = pd.DataFrame({"expert": ["갑", "을"], "first": ["가", "나"], "second": ["나", "가"], "value": [2, 2]})
    >>> [table.loc["가"].tolist() for table in matrices(rows).values()]
    [[1.0, 2.0], [1.0, 0.5]]

    Parameters: ``judgements`` with expert, first, second, value. Raises DataError as ``ahp.matrix``, naming the judge.
    """
    columns.require(judgements, ["expert", *ahp.JUDGED], "쌍대비교")
    criteria = list(dict.fromkeys([*judgements["first"], *judgements["second"]]))
    found = {}
    for expert, rows in judgements.groupby("expert", sort=False):
        try:
            found[str(expert)] = ahp.matrix(rows, criteria)
        except DataError as error:
            what, *rest = str(error).split("\n")
            raise DataError(f"{expert}의 판단: {what}", todo=" ".join(line.strip() for line in rest)) from error
    return found


def combine(tables: dict[str, pd.DataFrame], *, how: str = "geometric", importance: dict[str, float] | None = None) -> pd.DataFrame:
    """Return one matrix from those of all judges: the element-wise geometric mean (AIJ).

    >>> two = [pd.DataFrame([[1, value], [1 / value, 1]]) for value in (2.0, 8.0)]
    >>> combine(dict(zip("갑을", two))).iloc[0].tolist()
    [1.0, 4.0]

    The arithmetic mean is refused, since it breaks reciprocity: what a says of b is no longer the inverse of what b says of a.
    Parameters: ``importance`` of the judges (default equal). Raises ParameterError for another mean, DataError as
    ``ahp.check_matrix``. Aczél and Saaty (1983), Journal of Mathematical Psychology 27(1).
    """
    for table in tables.values():
        ahp.check_matrix(table)
    stack, share = np.array([table.to_numpy(dtype=float) for table in tables.values()]), _importance(tables, importance)
    if how != "geometric":
        raise ParameterError("판단은 기하평균으로만 모읍니다.", value=_broken(how, stack, share), allowed="geometric",
                             todo="how를 빼십시오. 가중치를 산술평균하려면 group의 aip_arithmetic을 보십시오.")
    names = next(iter(tables.values())).columns
    return pd.DataFrame(np.exp(np.tensordot(share, np.log(stack), axes=1)), index=names, columns=names)


def group(judgements: pd.DataFrame, *, importance: dict[str, float] | None = None) -> pd.DataFrame:
    """Return the weights of the group in every way, and those of each judge: way, label, criterion, weight.

    ``way`` is ``aij``, ``aip``, ``aip_arithmetic`` or the name of a judge. Raises as ``matrices``.
    """
    tables = matrices(judgements)
    share = _importance(tables, importance)
    own = np.array([ahp.weights(table)["weight"] for table in tables.values()])
    product = np.exp(share @ np.log(own))
    found = {"aij": ahp.weights(combine(tables, importance=importance))["weight"].to_numpy(), "aip": product / product.sum(),
             "aip_arithmetic": share @ own, **dict(zip(tables, own, strict=True))}
    names = list(next(iter(tables.values())).columns)
    rows = [(way, WAYS.get(way, way), name, round(float(weight), 9)) for way, values in found.items()
            for name, weight in zip(names, values, strict=True)]
    return pd.DataFrame(rows, columns=["way", "label", "criterion", "weight"])


def each(judgements: pd.DataFrame, *, index_table: str = "dpgkit", limit: float = consistency.LIMIT) -> pd.DataFrame:
    """Return the consistency of every judge and of the group: judge, then the columns of ``consistency.consistency``."""
    tables = matrices(judgements)
    whole = {**tables, "모두(AIJ)": combine(tables)}
    rows = [consistency.consistency(table, index_table=index_table, limit=limit).assign(judge=name) for name, table in whole.items()]
    return pd.concat(rows, ignore_index=True)[["judge", *rows[0].columns.drop("judge")]]


def intervals(judgements: pd.DataFrame, *, steps: int = 1, draws: int = 2000, seed: int = 20260101,
              confidence: float = 0.95) -> pd.DataFrame:
    """Return the group's weights and how far they move when each judgement moves: criterion, weight, low, high, first.

    In each draw every judgement of every judge moves by a whole number of steps of Saaty's scale, drawn evenly from
    ``-steps`` to ``steps``; low and high are percentiles of the weights of the group, ``first`` the share of the draws in
    which a criterion has the largest weight. It shows how much hangs on single answers, not what other judges would say.
    Weights are row geometric means of the joint matrix. The design is the kit's own. Raises as ``matrices``.
    """
    columns.within(steps, 0, STEPS, "칸 수")
    tables = matrices(judgements)
    names, count = list(next(iter(tables.values())).columns), len(next(iter(tables.values())))
    upper = np.triu_indices(count, 1)
    places = np.array([_step(table.to_numpy(dtype=float)[upper]) for table in tables.values()])
    moves = np.random.default_rng(seed).integers(-steps, steps + 1, size=(draws, *places.shape))
    logs = np.log(_judgement((places + moves).clip(-STEPS, STEPS))).mean(axis=1)
    moved = np.zeros((draws, count, count))
    moved[:, upper[0], upper[1]], moved[:, upper[1], upper[0]] = logs, -logs
    found = ahp.geometric(np.exp(moved))
    tails = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    own = ahp.weights(combine(tables), method="geometric")["weight"]
    first = (found == found.max(axis=1, keepdims=True)).mean(axis=0)
    return pd.DataFrame({"criterion": names, "weight": own, "low": tails[0].round(6), "high": tails[1].round(6), "first": first.round(4)})


def read_intervals(table: pd.DataFrame) -> Reading:
    """Return one sentence on whether the largest weight stays the largest.

    >>> read_intervals(pd.DataFrame({"criterion": ["가", "나"], "weight": [0.6, 0.4], "low": [0.5, 0.3], "high": [0.7, 0.5],
    ...                              "first": [0.97, 0.03]}))
    '가장 무거운 기준은 가(0.600, 흔들면 0.500~0.700)입니다. 판단을 흔든 것 가운데 97.0%에서 가장 무겁습니다.'
    """
    row = table.loc[table["weight"].idxmax()]
    return Reading(f"가장 무거운 기준은 {row['criterion']}({row['weight']:.3f}, 흔들면 {row['low']:.3f}~{row['high']:.3f})입니다. "
                   f"판단을 흔든 것 가운데 {100 * row['first']:.1f}%에서 가장 무겁습니다.")


def _importance(tables: dict[str, pd.DataFrame], importance: dict[str, float] | None) -> np.ndarray:
    values = np.array([1.0 if importance is None else importance.get(name, np.nan) for name in tables])
    if not len(values) or np.isnan(values).any() or (values < 0).any() or values.sum() <= 0:
        raise DataError("판단한 사람의 무게가 맞지 않습니다.", value=importance, allowed="사람마다 0 이상, 더해서 0보다 큰 수",
                        todo="빠진 사람을 더하거나 importance를 빼십시오.")
    return values / values.sum()


def _broken(how: str, stack: np.ndarray, share: np.ndarray) -> str:
    if how != "arithmetic":
        return how
    mean = np.tensordot(share, stack, axes=1)
    return f"산술평균하면 1줄 2열과 2줄 1열의 곱이 1이 아니라 {mean[0, 1] * mean[1, 0]:.4f}" if mean.shape[0] > 1 else how


def _step(values: np.ndarray) -> np.ndarray:
    """Return judgements as steps from equal importance: 3 is 2 steps, 1/3 is -2."""
    return np.where(values >= 1, values - 1, 1 - 1 / values)


def _judgement(steps: np.ndarray) -> np.ndarray:
    return np.where(steps >= 0, steps + 1, 1 / (1 - np.minimum(steps, 0)))
