"""What a calculation needs of its input: columns that are there, numbers within their range, options that are known."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from dpgkit.errors import DataError, ParameterError


def require(table: pd.DataFrame, names: Sequence[str], what: str, *, empty: bool = False) -> None:
    """Refuse a table without one of the named columns, or without rows.

    >>> require(pd.DataFrame({"item": [1]}), ["item"], "평정표")

    Parameters: ``what`` the Korean name of the table; ``empty`` lets a table without rows pass. Raises DataError.
    """
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise DataError(f"{what}에 있어야 할 열이 없습니다.", value=", ".join(map(str, table.columns)) or "열 없음", allowed=names,
                        todo=f"다음 열을 더하십시오: {', '.join(missing)}")
    if not len(table) and not empty:
        raise DataError(f"{what}에 줄이 없습니다.", allowed="한 줄 이상", todo="값을 적어 넣으십시오.")


def numbers(table: pd.DataFrame, names: Sequence[str], what: str, *, low: float = -np.inf, high: float = np.inf,
            missing: bool = False, empty: bool = False) -> pd.DataFrame:
    """Return the named columns as float64.

    >>> numbers(pd.DataFrame({"a": ["1", "2.5"]}), ["a"], "표")["a"].tolist()
    [1.0, 2.5]

    Parameters: ``low``, ``high`` the range, both ends allowed; ``missing`` lets empty cells stand as NaN; ``empty`` lets a
    table without rows pass.
    Raises DataError naming row and column of the first cell that is no number, is empty, infinite or out of range.
    """
    require(table, names, what, empty=empty)
    cells = table[list(names)]
    values = cells.apply(pd.to_numeric, errors="coerce").astype("float64")
    blank = cells.isna() | (cells == "")
    wrong = (values.isna() & ~blank) | np.isinf(values) | (values < low) | (values > high) | (blank & (not missing))
    if wrong.to_numpy().any():
        row, column = np.argwhere(wrong.to_numpy())[0]
        raise DataError(f"{what}의 '{names[column]}' 열 {cells.index[row]}번 줄에 쓸 수 없는 값이 있습니다.",
                        value="빈 칸" if blank.iloc[row, column] else cells.iloc[row, column], allowed=span(low, high),
                        todo="그 칸을 고치고 다시 실행하십시오.")
    return values


def known(value: object, allowed: Iterable[object], what: str) -> None:
    """Refuse an option that is not among the allowed ones.

    >>> known("linear", ["linear"], "사분위수 규칙")

    Raises ParameterError listing what is allowed.
    """
    allowed = list(allowed)
    if value not in allowed:
        raise ParameterError(f"없는 {what}입니다.", value=value, allowed=allowed, todo=f"{what}의 이름을 고치십시오.")


def within(value: float, low: float, high: float, what: str) -> None:
    """Refuse a number outside its range, both ends allowed.

    >>> within(0.05, 0, 1, "유의수준")

    Raises ParameterError.
    """
    if not low <= value <= high:                # NaN fails too
        raise ParameterError(f"쓸 수 없는 {what}입니다.", value=value, allowed=span(low, high), todo=f"{what}의 값을 고치십시오.")


def span(low: float, high: float) -> str:
    """Return a range in words.

    >>> span(0, float("inf")), span(0, 1)
    ('0 이상의 수', '0부터 1까지의 수')
    """
    if np.isinf(low) and np.isinf(high):
        return "수"
    if np.isinf(high):
        return f"{low:g} 이상의 수"
    return f"{high:g} 이하의 수" if np.isinf(low) else f"{low:g}부터 {high:g}까지의 수"
