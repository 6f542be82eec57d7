"""The measured values of a case: a year's numerator and denominator, or its rate alone where the counts are not known."""

import numpy as np
import pandas as pd

from dpgkit.errors import DataError

COUNTS = ["numerator", "denominator"]


def rates(measurements: pd.DataFrame) -> pd.DataFrame:
    """Return the measurements with a column ``rate`` in per cent: computed from the counts, or as it was told where they are not known.

    >>> told = pd.DataFrame({"numerator": [6052, None], "denominator": [114291, None], "rate": [None, 91.7]})
    >>> rates(told)["rate"].round(6).tolist()
    [5.295255, 91.7]

    Raises DataError for a denominator that is not above 0.
    """
    counts = measurements[COUNTS].astype("float64")
    wrong = measurements[counts["denominator"] <= 0]
    if not wrong.empty:
        row = wrong.iloc[0]
        raise DataError("분모가 0보다 커야 합니다.", value=f"{row.get('year', '')}년 {row['denominator']}", allowed="0보다 큰 수",
                        todo="measurements.csv의 분모를 고치십시오.")
    told = measurements["rate"].astype("float64") if "rate" in measurements else np.nan
    return measurements.assign(rate=(100 * counts["numerator"] / counts["denominator"]).fillna(told))
