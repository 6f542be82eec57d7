"""How far coders agree: raw agreement, Cohen's kappa, Krippendorff's alpha, and the units on which they differ.

Ratings are one long table: unit, coder, value; an empty value was not coded. A coefficient that cannot be computed is
``None`` together with its reason, never 1.0 and never a bare NaN.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dpgkit.errors import DataError, ParameterError
from dpgkit.reading import Reading

LEVELS = {"nominal": "명목", "ordinal": "서열", "interval": "등간", "ratio": "비율"}
WEIGHTS = {"none": "", "linear": "(선형 가중)", "quadratic": "(제곱 가중)"}
TENTATIVE, RELIABLE = 0.667, 0.800      # Krippendorff (2004): customary limits, not laws
ALIKE = "모든 값이 하나로 같아서 우연히 일치할 몫을 셈할 수 없습니다"
COLUMNS = ["unit", "coder", "value"]


@dataclass(frozen=True)
class Coefficient:
    """A measure of agreement: its Korean name, its value or None with the reason, and what it was computed from."""

    name: str
    value: float | None
    units: int
    coders: int
    reason: str = ""


def raw_agreement(ratings: pd.DataFrame) -> Coefficient:
    """Return the share of pairs of values, within units, that are equal; with two coders the share of units.

    >>> raw_agreement(pd.DataFrame({"unit": [1, 1, 2, 2], "coder": list("ABAB"), "value": list("xxxy")})).value
    0.5

    Raises DataError for fewer than two coders, for a unit coded twice by one of them, and where no unit was coded by two.
    """
    wide = _wide(ratings)
    counts, _ = _counts(wide, _ordered(wide))
    coded = counts.sum(axis=1)
    equal, pairs = (counts * (counts - 1)).sum(), (coded * (coded - 1)).sum()
    return Coefficient("그대로 일치한 비율", float(equal / pairs), len(wide), wide.shape[1])


def kappa(ratings: pd.DataFrame, *, weights: str = "none", scale: Sequence[object] = ()) -> Coefficient:
    """Return Cohen's kappa of two coders over the units that both have coded.

    >>> kappa(pd.DataFrame({"unit": [1, 1, 2, 2], "coder": list("ABAB"), "value": list("xxyy")})).value
    1.0

    Parameters: ``weights`` one of ``WEIGHTS``, where linear and quadratic count the steps between two values; ``scale`` the
    values from lowest to highest, which weights need where the values are not numbers.
    Raises DataError as ``raw_agreement`` does, and for other than two coders. Cohen (1960, 1968).
    """
    _check_known(weights, WEIGHTS, "가중 방법")
    table = _crossed(ratings, scale, "nominal" if weights == "none" else "ordinal")
    met, places = table.to_numpy(), np.arange(len(table))
    steps = np.abs(np.subtract.outer(places, places))
    cost = {"none": steps > 0, "linear": steps, "quadratic": steps**2}[weights]
    expected = np.outer(met.sum(axis=1), met.sum(axis=0)) / met.sum()
    value = _ratio(float((cost * met).sum()), float((cost * expected).sum()))
    return Coefficient(f"코헨의 카파{WEIGHTS[weights]}", value, int(met.sum()), 2, "" if value is not None else ALIKE)


def alpha(ratings: pd.DataFrame, *, level: str | None = None, scale: Sequence[object] = ()) -> Coefficient:
    """Return Krippendorff's alpha for any number of coders, values missing or not, at a declared level of measurement.

    >>> alpha(pd.DataFrame({"unit": [1, 1, 2, 2], "coder": list("ABAB"), "value": [1, 1, 2, 2]}), level="nominal").value
    1.0

    Parameters: ``level`` one of ``LEVELS``, declared before coding, since the same data pass at one and fail at another;
    ``scale`` the values from lowest to highest, for ordinal values that are not numbers.
    Raises ParameterError for a level that is not declared or not known; DataError as ``raw_agreement`` does, and for values
    that are not numbers where the level needs them. Krippendorff (2004), Content Analysis, 2nd ed., chapter 11.
    """
    counts, values, wide = _prepared(ratings, level, scale)
    value = _alpha(counts, np.ones(len(counts)), values, level)
    return Coefficient(f"크리펜도르프 알파({LEVELS[level]})", value, len(wide), wide.shape[1], "" if value is not None else ALIKE)


def bootstrap_alpha(ratings: pd.DataFrame, *, level: str | None = None, scale: Sequence[object] = (), repeats: int = 1000,
                    seed: int = 0, confidence: float = 0.95) -> pd.DataFrame:
    """Return alpha with a percentile interval from units drawn with replacement: name, value, low, high, repeats, undefined.

    ``undefined`` counts the draws without any variation, which are left out. Zapf et al. (2016), BMC Medical Research
    Methodology 16, 93. Raises as ``alpha`` does.
    """
    counts, values, _ = _prepared(ratings, level, scale)
    patterns, sizes = np.unique(counts, axis=0, return_counts=True)        # units coded alike weigh together
    draws = np.random.default_rng(seed).multinomial(len(counts), sizes / len(counts), size=repeats)
    drawn = [_alpha(patterns, draw, values, level) for draw in draws]
    defined = [value for value in drawn if value is not None]
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    low, high = np.quantile(defined, tails) if defined else (np.nan, np.nan)
    found = alpha(ratings, level=level, scale=scale)
    return pd.DataFrame([(found.name, found.value, low, high, repeats, repeats - len(defined))],
                        columns=["name", "value", "low", "high", "repeats", "undefined"])


def measures(ratings: pd.DataFrame, *, level: str | None = None, scale: Sequence[object] = ()) -> pd.DataFrame:
    """Return every measure that fits these ratings, one row each: name, value, units, coders, reason.

    >>> ratings = pd.DataFrame({"unit": [1, 1], "coder": ["A", "B"], "value": [1, 1]})
    >>> measures(ratings, level="nominal")["reason"].tolist()[-1]
    '모든 값이 하나로 같아서 우연히 일치할 몫을 셈할 수 없습니다'

    Kappa is given for two coders only, weighted where the level is not nominal. Raises as ``alpha`` does.
    """
    rows = [raw_agreement(ratings), alpha(ratings, level=level, scale=scale)]
    if rows[0].coders == 2:
        weights = ["none"] if level == "nominal" else list(WEIGHTS)
        rows[1:1] = [kappa(ratings, weights=weight, scale=scale) for weight in weights]
    table = pd.DataFrame([vars(row) for row in rows])
    return table.astype({"value": "float64"}).round({"value": 6})


def disagreements(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return the units whose values differ, one row each: unit, then one column for each coder (empty: not coded).

    >>> disagreements(pd.DataFrame({"unit": [1, 1, 2, 2], "coder": list("ABAB"), "value": list("xxxy")})).values.tolist()
    [[2, 'x', 'y']]
    """
    wide = _wide(ratings)
    differing = wide[wide.nunique(axis=1) > 1].fillna("")
    return differing.rename_axis(columns=None).reset_index()


def confusion(ratings: pd.DataFrame, *, scale: Sequence[object] = ()) -> pd.DataFrame:
    """Return how often each value of the first coder (rows) met each value of the second (columns).

    >>> confusion(pd.DataFrame({"unit": [1, 1, 2, 2], "coder": list("ABAB"), "value": list("xxxy")})).loc["x"].tolist()
    [1, 1]

    Raises DataError as ``kappa`` does.
    """
    return _crossed(ratings, scale, "nominal")


def read_agreement(ratings: pd.DataFrame, *, level: str | None = None, scale: Sequence[object] = ()) -> Reading:
    """Return two sentences on raw agreement and alpha, beside the limits that are customary.

    >>> ratings = pd.DataFrame({"unit": [1, 1, 2, 2], "coder": list("ABAB"), "value": [1, 1, 2, 2]})
    >>> print(read_agreement(ratings, level="nominal").split(". ")[0])
    부호자 2명이 함께 본 2개에서 그대로 일치한 비율은 100.0%이고, 크리펜도르프 알파(명목)는 1.000입니다

    Raises as ``alpha`` does.
    """
    raw, found = raw_agreement(ratings), alpha(ratings, level=level, scale=scale)
    units = f"부호자 2명이 함께 본 {raw.units}개" if raw.coders == 2 else f"부호자 {raw.coders}명 가운데 둘 이상이 본 {raw.units}개"
    same = f"{units}에서 {raw.name}은 {100 * raw.value:.1f}%이고"
    if found.value is None:
        return Reading(f"{same}, {found.name}는 정할 수 없습니다. {found.reason}.")
    return Reading(f"{same}, {found.name}는 {found.value:.3f}입니다. {_custom(found.value)} 이 기준은 관례일 뿐 법칙이 아닙니다.")


def _custom(value: float) -> str:
    if value >= RELIABLE:
        return "크리펜도르프(2004)가 믿을 만하다고 본 .800 이상입니다."
    if value >= TENTATIVE:
        return "크리펜도르프(2004)가 잠정적인 결론에만 쓰라고 한 .667 이상 .800 미만입니다."
    return "크리펜도르프(2004)가 쓰지 말라고 한 .667 미만입니다."


def _wide(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return the units that two coders or more have coded, one column a coder, values as text, NaN where not coded."""
    missing = [column for column in COLUMNS if column not in ratings]
    if missing:
        raise DataError("부호의 표에 있어야 할 열이 없습니다.", value=", ".join(map(str, ratings.columns)), allowed=COLUMNS,
                        todo=f"다음 열을 더하십시오: {', '.join(missing)}")
    coded = ratings.assign(value=ratings["value"].map(_text)).dropna(subset="value")
    _check_once(coded)
    if coded["coder"].nunique() < 2:
        raise DataError("부호자가 둘보다 적습니다.", value=", ".join(map(str, coded["coder"].unique())) or "없음",
                        allowed="부호자 2명 이상", todo="다른 사람이 따로 붙인 부호를 더하십시오.")
    wide = coded.pivot(index="unit", columns="coder", values="value")
    shared = wide[wide.count(axis=1) > 1]
    if shared.empty:
        raise DataError("두 사람이 함께 본 것이 하나도 없습니다.", value=f"{len(wide)}개를 한 사람씩만 보았습니다",
                        allowed="두 사람 이상이 본 것 1개 이상", todo="같은 것을 두 사람이 보았는지, 이름을 같게 적었는지 확인하십시오.")
    return shared


def _check_once(coded: pd.DataFrame) -> None:
    twice = coded[coded.duplicated(["unit", "coder"])]
    if not twice.empty:
        row = twice.iloc[0]
        raise DataError("한 부호자가 같은 것을 두 번 보았습니다.", value=f"{row['coder']}: {row['unit']}",
                        allowed="부호자마다 한 번씩", todo="겹친 줄 하나를 지우십시오.")


def _text(value: object) -> str | None:
    """Return a value as text, so that 1, 1.0 and "1" are the same; None where it is missing or empty."""
    if pd.isna(value):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", str(value)).strip() or None


def _crossed(ratings: pd.DataFrame, scale: Sequence[object], level: str) -> pd.DataFrame:
    wide = _wide(ratings)
    if wide.shape[1] != 2:
        raise DataError("카파와 교차표는 부호자 두 사람을 견줍니다.", value=", ".join(map(str, wide.columns)), allowed="부호자 2명",
                        todo="두 사람만 남기거나 크리펜도르프 알파를 쓰십시오.")
    wide = wide if scale or level == "nominal" else _numbered(wide, level)
    values = _ordered(wide, scale, level)
    return pd.crosstab(wide.iloc[:, 0], wide.iloc[:, 1]).reindex(index=values, columns=values, fill_value=0)


def _prepared(ratings: pd.DataFrame, level: str | None, scale: Sequence[object]) -> tuple[np.ndarray, np.ndarray, pd.DataFrame]:
    """Return units x values counts, the value of each column as a number, and the wide table."""
    if not level:
        raise ParameterError("측정 수준을 정하지 않았습니다.", allowed=LEVELS, todo="level에 부호를 붙이기 전에 정한 수준을 적으십시오.")
    _check_known(level, LEVELS, "측정 수준")
    wide = _wide(ratings)
    measured = level in ("interval", "ratio")
    wide = _numbered(wide, level) if measured or (level == "ordinal" and not scale) else wide
    counts, used = _counts(wide, _ordered(wide, scale, level))
    return counts, np.array(used if measured else range(len(used)), dtype=float), wide


def _ordered(wide: pd.DataFrame, scale: Sequence[object] = (), level: str = "nominal") -> list[str]:
    """Return the values from lowest to highest: those of the scale, or else those found."""
    found, named = {value for value in wide.to_numpy().ravel() if not pd.isna(value)}, [_text(value) for value in scale]
    if named and not found <= set(named):
        raise DataError("차례에 없는 값이 있습니다.", value=", ".join(sorted(found - set(named))), allowed=named,
                        todo="그 값을 고치거나 scale에 더하십시오.")
    return named or sorted(found, key=str if level == "nominal" else float)


def _numbered(wide: pd.DataFrame, level: str) -> pd.DataFrame:
    """Return the wide table with one spelling for each number, refusing what is none."""
    numbers = wide.apply(pd.to_numeric, errors="coerce")
    wrong = wide.notna() & (~np.isfinite(numbers) | ((numbers < 0) & (level == "ratio")))
    if wrong.any(axis=None):
        unit = wrong.index[wrong.any(axis=1)][0]
        hint = " 또는 scale에 적은 차례" if level == "ordinal" else ""
        raise DataError(f"{LEVELS[level]} 수준에 쓸 수 없는 값이 있습니다.", value=f"{wide.loc[unit][wrong.loc[unit]].iloc[0]} ({unit})",
                        allowed=("0 이상의 수" if level == "ratio" else "수") + hint, todo="값을 고치거나 측정 수준을 다시 정하십시오.")
    return numbers.map(_text)


def _counts(wide: pd.DataFrame, values: list[str]) -> tuple[np.ndarray, list[str]]:
    codes = pd.Categorical(wide.to_numpy().ravel(), categories=values).codes.reshape(wide.shape)
    rows, columns = np.nonzero(codes >= 0)
    counts = np.zeros((len(wide), len(values)))
    np.add.at(counts, (rows, codes[rows, columns]), 1)
    kept = counts.sum(axis=0) > 0
    return counts[:, kept], [value for value, keep in zip(values, kept, strict=True) if keep]


def _alpha(counts: np.ndarray, weights: np.ndarray, values: np.ndarray, level: str) -> float | None:
    """Return alpha from units x values counts, each unit taken ``weights`` times."""
    shares = counts * (weights / (counts.sum(axis=1) - 1))[:, None]
    coincidences = counts.T @ shares - np.diag(shares.sum(axis=0))
    totals = coincidences.sum(axis=0)
    expected = (np.outer(totals, totals) - np.diag(totals)) / (totals.sum() - 1)
    distance = _distance(values, totals, level)
    return _ratio(float((distance * coincidences).sum()), float((distance * expected).sum()))


def _distance(values: np.ndarray, totals: np.ndarray, level: str) -> np.ndarray:
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    places = np.cumsum(totals) - totals / 2 if level == "ordinal" else values      # mid-ranks give the ordinal metric
    gaps = np.subtract.outer(places, places)
    if level == "ratio":
        sums = np.add.outer(values, values)
        gaps = np.divide(gaps, sums, out=np.zeros_like(gaps), where=sums > 0)
    return gaps**2


def _ratio(observed: float, expected: float) -> float | None:
    return None if np.isclose(expected, 0, atol=1e-12) else 1 - observed / expected


def _check_known(value: str, allowed: dict[str, str], what: str) -> None:
    if value not in allowed:
        raise ParameterError(f"없는 {what}입니다.", value=value, allowed=allowed, todo=f"{what}을 고치십시오.")
