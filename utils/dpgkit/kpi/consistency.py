"""How far pairwise judgements contradict one another: CI, CR under a named random-index table, and where it comes from."""

from itertools import combinations

import numpy as np
import pandas as pd

from dpgkit import columns, tables
from dpgkit.errors import ParameterError
from dpgkit.kpi.ahp import check_matrix, geometric, principal, weights
from dpgkit.reading import Reading, particle

TABLES = {"dpgkit": "키트의 계산", "saaty_1980": "Saaty 1980", "saaty_2005": "Saaty 2005", "donegan_dodd_1991": "Donegan·Dodd 1991",
          "alonso_lamata_2006": "Alonso·Lamata 2006"}
CLOSE = 1.0005         # judgements that agree but for rounding
LIMIT = 0.10           # Saaty's rule; he also named 0.05 for three criteria and 0.08 for four


def consistency(table: pd.DataFrame, *, index_table: str = "dpgkit", limit: float = LIMIT) -> pd.DataFrame:
    """Return how consistent the judgements are, one row: n, lambda_max, ci, table, ri, cr, limit, passes, gci.

    >>> border = pd.DataFrame([[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]])
    >>> [bool(consistency(border, index_table=name)["passes"].iloc[0]) for name in ("saaty_1980", "dpgkit")]
    [True, False]

    ``cr`` is 0 for two criteria and fewer, by definition. ``gci`` is the geometric consistency index (Aguarón and
    Moreno-Jiménez 2003), NaN below three criteria. Parameters: ``index_table`` one of ``TABLES``, always named beside the CR.
    Raises as ``check_matrix`` and ``random_index``.
    """
    check_matrix(table)
    n = len(table)
    largest, _ = principal(table.to_numpy(dtype=float))
    ci = max(0.0, (largest - n) / (n - 1)) if n > 2 else 0.0
    ri = random_index(n, index_table)
    cr = ci / ri if n > 2 else 0.0
    row = (n, round(largest, 6), round(ci, 6), index_table, ri, round(cr, 6), limit, cr <= limit, round(_gci(table), 6))
    return pd.DataFrame([row], columns=["n", "lambda_max", "ci", "table", "ri", "cr", "limit", "passes", "gci"])


def by_table(table: pd.DataFrame, *, limit: float = LIMIT) -> pd.DataFrame:
    """Return the consistency under every random-index table, one row each, as ``consistency`` with a Korean label."""
    rows = [consistency(table, index_table=name, limit=limit) for name in TABLES]
    return pd.concat(rows, ignore_index=True).assign(label=list(TABLES.values()))


def random_index(n: int, index_table: str = "dpgkit") -> float:
    """Return the mean consistency index of random matrices of a size; 0 for two criteria and fewer.

    >>> random_index(3), random_index(3, "saaty_1980"), random_index(2)
    (0.524457454, 0.58, 0.0)

    Raises ParameterError for an unknown table and for more criteria than the tables hold.
    """
    columns.known(index_table, TABLES, "무작위 지수 표")
    if n <= 2:
        return 0.0
    known = tables.load("critical_values").query("measure == 'random_index' and table == @index_table").set_index("n")["value"]
    if n not in known.index:
        raise ParameterError("무작위 지수가 없는 크기입니다.", value=f"기준 {n}개", allowed=f"기준 {max(known.index)}개까지",
                             todo="기준을 묶어 층을 나누십시오.")
    return float(known[n])


def triples(table: pd.DataFrame) -> pd.DataFrame:
    """Return how far each three judgements contradict, worst first: first, second, third, said, implied, times.

    ``implied`` is what first-second and second-third together say about first-third, ``times`` how far ``said`` is from it.

    >>> triples(pd.DataFrame([[1, 3, 1 / 3], [1 / 3, 1, 3], [3, 1 / 3, 1]]))[["said", "implied", "times"]].round(3).values.tolist()
    [[0.333, 9.0, 27.0]]

    Raises as ``check_matrix``. Koczkodaj (1993), Mathematical and Computer Modelling 18(7).
    """
    check_matrix(table)
    rows = []
    for first, second, third in combinations(table.columns, 3):
        said, implied = table.loc[first, third], table.loc[first, second] * table.loc[second, third]
        rows.append((first, second, third, float(said), float(implied), float(np.exp(abs(np.log(said / implied))))))
    found = pd.DataFrame(rows, columns=["first", "second", "third", "said", "implied", "times"])
    return found.round(6).sort_values("times", ascending=False, kind="stable", ignore_index=True)


def read_triple(found: pd.DataFrame) -> Reading:
    """Return one sentence on the three judgements that contradict one another most, as ``triples`` finds them.

    >>> read_triple(triples(pd.DataFrame([[1, 3, 1 / 3], [1 / 3, 1, 3], [3, 1 / 3, 1]], index=[*"가나다"], columns=[*"가나다"])))
    '가장 어긋난 셋은 가, 나, 다입니다. 가와 나, 나와 다의 판단대로면 가는 다의 9배여야 하는데 1/3배라고 했습니다(27.0배 어긋남).'
    """
    if found.empty:
        return Reading("기준이 셋보다 적어 서로 어긋날 셋이 없습니다.")
    row = found.iloc[0]
    if row["times"] < CLOSE:
        return Reading("어긋난 셋이 없습니다. 모든 판단이 서로 맞습니다.")
    one, other, last = row[["first", "second", "third"]]
    joined = particle(one, "과", "와"), particle(other, "과", "와"), particle(one, "은", "는")
    return Reading(f"가장 어긋난 셋은 {one}, {other}, {last}입니다. "
                   f"{joined[0]} {other}, {joined[1]} {last}의 판단대로면 {joined[2]} {last}의 "
                   f"{times_text(row['implied'])}배여야 하는데 {times_text(row['said'])}배라고 했습니다({row['times']:.1f}배 어긋남).")


def times_text(value: float) -> str:
    """Return how many times as people write it: 9, 4.5, 1/3.

    >>> times_text(9.0), times_text(1 / 3), times_text(4.5), times_text(2 / 3)
    ('9', '1/3', '4.5', '0.67')
    """
    if value < 1 and abs(1 / value - round(1 / value)) < 1e-3:
        return f"1/{round(1 / value)}"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def revisits(table: pd.DataFrame) -> pd.DataFrame:
    """Return the judgements farthest from their weights, to ask the judge again: first, second, said, weights_say, times.

    >>> revisits(pd.DataFrame([[1, 2], [0.5, 1]]))["times"].tolist()
    [1.0]

    Raises as ``check_matrix``.
    """
    share = weights(table).set_index("criterion")["weight"]
    rows = [(first, second, float(table.loc[first, second]), float(share[first] / share[second]))
            for first, second in combinations(table.columns, 2)]
    found = pd.DataFrame(rows, columns=["first", "second", "said", "weights_say"])
    found["times"] = np.exp(np.abs(np.log(found["said"] / found["weights_say"])))
    return found.round(6).sort_values("times", ascending=False, kind="stable", ignore_index=True)


def read_consistency(found: pd.DataFrame) -> Reading:
    """Return one sentence with CI, the table's name and CR.

    >>> read_consistency(pd.DataFrame({"n": [3], "ci": [0.0539], "table": ["dpgkit"], "cr": [0.1028], "limit": [0.1], "passes": [False]}))
    '기준 3개의 판단에서 CI는 0.0539이고, 키트의 계산의 무작위 지수로 나눈 CR은 0.1028입니다. 0.1 이하라는 관례를 넘습니다.'
    """
    row = found.iloc[0]
    return Reading(f"기준 {row['n']}개의 판단에서 CI는 {row['ci']:.4f}이고, {TABLES[row['table']]}의 무작위 지수로 나눈 CR은 "
                   f"{row['cr']:.4f}입니다. {row['limit']:g} 이하라는 관례를 {'지킵니다' if row['passes'] else '넘습니다'}.")


def read_tables(found: pd.DataFrame) -> Reading:
    """Return one sentence on whether the verdict depends on the random-index table.

    >>> read_tables(pd.DataFrame({"label": ["가", "나"], "passes": [True, False], "cr": [0.09, 0.11]}))
    '같은 판단의 CR은 표에 따라 0.0900~0.1100이고, 합격: 가. 불합격: 나. 어느 표를 썼는지 함께 적어야 합니다.'
    """
    span = f"같은 판단의 CR은 표에 따라 {found['cr'].min():.4f}~{found['cr'].max():.4f}이고,"
    if found["passes"].nunique() == 1:
        return Reading(f"{span} 어느 표로도 {'합격' if found['passes'].iloc[0] else '불합격'}입니다.")
    passed, failed = (", ".join(found.loc[found["passes"] == flag, "label"]) for flag in (True, False))
    return Reading(f"{span} 합격: {passed}. 불합격: {failed}. 어느 표를 썼는지 함께 적어야 합니다.")


def _gci(table: pd.DataFrame) -> float:
    n = len(table)
    if n < 3:
        return np.nan
    values = table.to_numpy(dtype=float)
    share = geometric(values)
    errors = np.log(values * share[None, :] / share[:, None])[np.triu_indices(n, 1)]
    return float(2 / ((n - 1) * (n - 2)) * (errors**2).sum())
