"""Analytic hierarchy process: a reciprocal matrix from pairwise judgements, and weights from the matrix.

Saaty (1980), The Analytic Hierarchy Process. A judgement says how many times more important the first criterion is than the
second, 1/9 to 9; a matrix holds a_ij, with a_ji = 1 / a_ij and a_ii = 1.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError

METHODS = {"eigenvector": "고유벡터", "geometric": "행의 기하평균", "column_mean": "열을 나눈 평균(어림)"}
LARGEST = 9.0
JUDGED = ["first", "second", "value"]


def matrix(judgements: pd.DataFrame, criteria: list[str] | None = None) -> pd.DataFrame:
    """Return the reciprocal matrix of one judge from one row a pair: first, second, value (a number or a text like 1/3).

    >>> matrix(pd.DataFrame({"first": ["가"], "second": ["나"], "value": ["1/3"]})).round(3).values.tolist()
    [[1.0, 0.333], [3.0, 1.0]]

    Parameters: ``criteria`` their order (default: as they appear). Raises DataError for values outside 1/9 to 9, pairs that are
    missing or judged twice, and a criterion compared with itself.
    """
    columns.require(judgements, JUDGED, "쌍대비교")
    names = criteria or list(dict.fromkeys([*judgements["first"], *judgements["second"]]))
    _check_pairs(judgements, names)
    table = pd.DataFrame(np.eye(len(names)), index=names, columns=names)
    for first, second, value in judgements[JUDGED].itertuples(index=False):
        table.loc[first, second] = _number(value, first, second)
        table.loc[second, first] = 1 / table.loc[first, second]
    return table


def check_matrix(table: pd.DataFrame) -> None:
    """Refuse a table that is no reciprocal matrix of positive numbers.

    >>> check_matrix(pd.DataFrame([[1, 2], [0.5, 1]]))

    Raises DataError saying which entry breaks which rule.
    """
    values = columns.numbers(table, list(table.columns), "쌍대비교 행렬", low=np.nextafter(0, 1)).to_numpy()
    if values.shape[0] != values.shape[1]:
        raise DataError("쌍대비교 행렬의 줄과 열의 수가 다릅니다.", value=f"{values.shape[0]}줄 {values.shape[1]}열", allowed="같은 수",
                        todo="행렬을 고치십시오.")
    products = values * values.T
    if not np.allclose(products, 1, atol=1e-6):
        row, column = np.argwhere(~np.isclose(products, 1, atol=1e-6))[0]
        raise DataError("행렬이 서로 역수가 아닙니다.", value=f"{row + 1}줄 {column + 1}열과 그 맞은편의 곱 {products[row, column]:.4f}",
                        allowed="곱이 1", todo="한쪽을 다른 쪽의 역수로 고치십시오. 판단을 산술평균하면 역수가 깨집니다.")


def weights(table: pd.DataFrame, *, method: str = "eigenvector") -> pd.DataFrame:
    """Return the weight of each criterion, summing to 1, largest rank first: criterion, weight, rank.

    >>> weights(pd.DataFrame([[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]]))["weight"].tolist()
    [0.6, 0.3, 0.1]

    Parameters: ``method`` one of ``METHODS``; the row geometric mean equals the eigenvector for three criteria and fewer.
    Raises DataError as ``check_matrix``, ParameterError for an unknown method.
    """
    columns.known(method, METHODS, "가중치의 셈법")
    check_matrix(table)
    values = table.to_numpy(dtype=float)
    found = {"eigenvector": lambda: principal(values)[1], "geometric": lambda: geometric(values),
             "column_mean": lambda: (values / values.sum(axis=0)).mean(axis=1)}[method]()
    result = pd.DataFrame({"criterion": list(table.columns), "weight": found.round(9)})
    return result.assign(rank=result["weight"].round(6).rank(ascending=False, method="min").astype("int64"))


def hierarchy(top: pd.DataFrame, parts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the weights of the lower level over the whole: group, criterion, weight; they sum to 1.

    Parameters: ``top`` weights of the groups; ``parts`` weights within each group, by its name. Raises DataError for a group
    without weights of its own.
    """
    missing = [name for name in top["criterion"] if name not in parts]
    if missing:
        raise DataError("아래 층의 가중치가 없습니다.", value=", ".join(missing), todo="그 묶음의 쌍대비교를 더하십시오.")
    rows = [parts[row.criterion].assign(group=row.criterion, weight=lambda part, share=row.weight: (share * part["weight"]).round(9))
            for row in top.itertuples()]
    return pd.concat(rows, ignore_index=True)[["group", "criterion", "weight"]]


def principal(values: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the largest eigenvalue of a positive matrix and its eigenvector, summing to 1.

    >>> principal(np.array([[1.0, 2.0], [0.5, 1.0]]))[1].round(6).tolist()
    [0.666667, 0.333333]
    """
    found, vectors = np.linalg.eig(values)
    leading = int(found.real.argmax())
    vector = np.abs(vectors[:, leading].real)
    return float(found.real[leading]), vector / vector.sum()


def geometric(values: np.ndarray) -> np.ndarray:
    """Return the row geometric means of matrices (… × n × n), summing to 1.

    >>> geometric(np.array([[1.0, 2.0], [0.5, 1.0]])).round(6).tolist()
    [0.666667, 0.333333]

    Crawford and Williams (1985), Journal of Mathematical Psychology 29(4).
    """
    means = np.exp(np.log(values).mean(axis=-1))
    return means / means.sum(axis=-1, keepdims=True)


def _check_pairs(judgements: pd.DataFrame, names: list[str]) -> None:
    """Refuse judgements unless every two criteria are compared exactly once."""
    seen: set[frozenset] = set()
    for first, second in judgements[["first", "second"]].itertuples(index=False):
        if first == second or not {first, second} <= set(names):
            raise DataError("견줄 수 없는 쌍입니다.", value=f"{first}-{second}", allowed=names, todo="서로 다른 두 기준을 적으십시오.")
        if frozenset((first, second)) in seen:
            raise DataError("같은 쌍을 두 번 견주었습니다.", value=f"{first}-{second}", todo="한 줄을 지우십시오.")
        seen.add(frozenset((first, second)))
    missing = [f"{first}-{second}" for first, second in combinations(names, 2) if frozenset((first, second)) not in seen]
    if missing:
        raise DataError("견주지 않은 쌍이 있습니다.", value=", ".join(missing), allowed=f"{len(names) * (len(names) - 1) // 2}쌍",
                        todo="빠진 쌍을 견주어 더하십시오.")


def _number(value: object, first: str, second: str) -> float:
    try:
        number = float(Fraction(str(value).strip()))
    except (ValueError, ZeroDivisionError):
        number = np.nan
    if not 1 / LARGEST - 1e-6 <= number <= LARGEST + 1e-6:
        raise DataError("쌍대비교에 쓸 수 없는 값입니다.", value=f"{first}-{second}: {value}", allowed="1/9부터 9까지의 수",
                        todo="앞의 기준이 뒤의 기준보다 몇 배 중요한지 적으십시오.")
    return number
