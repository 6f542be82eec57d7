"""Levels given to the cells of a mapping table, and the few numbers that sum them up.

A level is 0 to 3 as the table ``rubric`` says; a cell that nobody has rated counts as 0 and is counted beside the scores.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dpgkit import tables
from dpgkit.impact import actor_labels, condition_labels, five_conditions
from dpgkit.reading import Reading

HIGHEST = 3
EXAMPLE_WEIGHTS = (0.244403, 0.403048, 0.136732, 0.079086, 0.136732)   # pairwise judgements 1/2 2 3 2 3 4 3 2 1 1/2, CR 0.007
LABELS = {"fill_rate": "채운 칸의 비율", "mean": "평균 수준", "weakest": "가장 약한 고리", "balance": "균형",
          "geometric": "조건 몫의 기하평균", "equal": "같은 가중치의 점수", "weighted": "가중치를 준 점수"}
MEANINGS = {"fill_rate": "수준이 0보다 큰 칸 ÷ 모든 칸", "mean": "모든 칸의 수준의 평균 (0~3)", "weakest": "가장 낮은 조건의 평균 ÷ 3",
            "balance": "가장 낮은 조건의 평균 ÷ 가장 높은 조건의 평균", "geometric": "조건마다의 평균 ÷ 3을 곱해 낸 평균",
            "equal": "조건마다의 평균 ÷ 3의 평균", "weighted": "조건마다의 평균 ÷ 3에 가중치를 곱한 합"}


def rubric() -> pd.DataFrame:
    """Return the rubric to read, one row a condition: 조건, 0, 1, 2, 3, 물을 근거.

    >>> rubric().columns.tolist()
    ['조건', '0', '1', '2', '3', '물을 근거']
    """
    rows = tables.load("rubric")
    wide = rows.pivot(index="condition", columns="level", values="meaning_ko").reindex(list(condition_labels()))
    wide.columns = [str(level) for level in wide.columns]
    asked = rows.drop_duplicates("condition").set_index("condition")["ask_for"]
    return wide.assign(**{"물을 근거": asked}).rename(index=condition_labels()).rename_axis("조건").reset_index()


def ratings(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the level of each cell, conditions by actors: the highest of its rows, 0 where no row stands, NaN where not rated.

    >>> mapping = pd.DataFrame({"condition": ["backbone"] * 2, "actor": ["government"] * 2, "level": [1, 2]})
    >>> ratings(mapping).loc["backbone"].tolist()
    [2.0, 0.0, 0.0]
    """
    rows, actors = five_conditions(mapping), list(actor_labels(mapping))
    levels = rows.astype({"level": "Float64"}).groupby(["condition", "actor"])["level"].max()
    cells = pd.MultiIndex.from_product([condition_labels(), actors], names=["condition", "actor"])
    return levels.reindex(cells, fill_value=0).astype("float64").unstack()[actors].reindex(list(condition_labels()))


def long(matrix: pd.DataFrame) -> pd.DataFrame:
    """Return a matrix of levels as a table, one row a cell: condition, actor, level.

    >>> long(pd.DataFrame([[1.0]], index=["backbone"], columns=["business"])).values.tolist()
    [['backbone', 'business', 1.0]]
    """
    rows = [(condition, actor, matrix.at[condition, actor]) for condition in matrix.index for actor in matrix]
    return pd.DataFrame(rows, columns=["condition", "actor", "level"])


def scores(matrix: pd.DataFrame, weights: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Return what sums up the levels: measure, label, value, meaning; NaN where it cannot be computed.

    >>> scores(pd.DataFrame([[3.0, 3.0], [0.0, 3.0]]))["value"].tolist()[:4]
    [0.75, 2.25, 0.5, 0.5]

    Parameters: ``matrix`` conditions by actors as ``ratings`` returns it; ``weights`` of the conditions, any sum above 0.
    """
    levels = matrix.fillna(0).to_numpy(float)
    means = levels.mean(axis=1)
    shares = means / HIGHEST
    weight = _weights(matrix, weights)
    values = {"fill_rate": (levels > 0).mean(), "mean": levels.mean(), "weakest": shares.min(),
              "balance": means.min() / means.max() if means.max() > 0 else np.nan,
              "geometric": float(np.prod(shares) ** (1 / len(shares))), "equal": shares.mean(), "weighted": shares @ weight}
    rows = [(measure, LABELS[measure], round(float(value), 6), MEANINGS[measure]) for measure, value in values.items()]
    return pd.DataFrame(rows, columns=["measure", "label", "value", "meaning"])


def means(matrix: pd.DataFrame, by: str = "condition") -> pd.DataFrame:
    """Return the mean level of each condition or actor: key, label, mean.

    >>> means(pd.DataFrame([[3.0, 1.0]], index=["backbone"], columns=["government", "citizens"]))["mean"].tolist()
    [2.0]
    """
    values = matrix.fillna(0).mean(axis=1 if by == "condition" else 0)
    labels = condition_labels() if by == "condition" else actor_labels(pd.DataFrame({"condition": "backbone", "actor": list(matrix)}))
    return pd.DataFrame({"key": values.index, "label": [labels.get(key, key) for key in values.index], "mean": values.round(6).tolist()})


def unrated(matrix: pd.DataFrame) -> int:
    """Return how many written cells nobody has rated.

    >>> unrated(pd.DataFrame([[1.0, float("nan")]]))
    1
    """
    return int(matrix.isna().to_numpy().sum())


def read_scores(matrix: pd.DataFrame) -> Reading:
    """Return two sentences on how much is filled and which condition holds the case back.

    >>> read_scores(pd.DataFrame([[3.0], [1.0]], index=["backbone", "common_agenda"], columns=["government"]))
    '2칸 가운데 2칸(100%)이 0보다 높습니다. 가장 약한 고리는 공동의 어젠다(평균 1.00)이고, 가장 높은 조건의 0.33배입니다.'
    """
    table, found = means(matrix), scores(matrix).set_index("measure")["value"]
    weakest = "·".join(table.loc[table["mean"] == table["mean"].min(), "label"])
    filled = int((matrix > 0).to_numpy().sum())
    start = f"{matrix.size}칸 가운데 {filled}칸({100 * found['fill_rate']:.0f}%)이 0보다 높습니다."
    if pd.isna(found["balance"]):
        return Reading(f"{start} 아직 0보다 높은 수준을 매긴 칸이 없습니다.")
    left = f" 매기지 않은 {unrated(matrix)}칸은 0으로 셌습니다." if unrated(matrix) else ""
    return Reading(f"{start} 가장 약한 고리는 {weakest}(평균 {table['mean'].min():.2f})이고, "
                   f"가장 높은 조건의 {found['balance']:.2f}배입니다.{left}")


def _weights(matrix: pd.DataFrame, weights: Mapping[str, float] | None) -> np.ndarray:
    values = np.ones(len(matrix)) if weights is None else np.array([weights.get(key, 0.0) for key in matrix.index], float)
    return values / values.sum()
