"""Values on which sources disagree: what kind of disagreement it is."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import combinations

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.reading import Reading

SAME_ROUNDED, SAME_CUT, APART = "반올림하면 같음", "버리면 같고 반올림하면 다름", "다른 값"


def disputed_values(disputes: pd.DataFrame) -> pd.DataFrame:
    """Return one row a question: 물음, 자료 (how many), 엇갈리는 값, 차이의 종류.

    Raises DataError for a value that is not of the kind the table says.
    """
    rows = [(part["question_ko"].iloc[0], len(part), " / ".join(part["value"].unique()), relation(part))
            for _, part in disputes.groupby("dispute", sort=False)]
    return pd.DataFrame(rows, columns=["물음", "자료", "엇갈리는 값", "차이의 종류"])


def relation(rows: pd.DataFrame) -> str:
    """Return in what way the values of one question differ.

    >>> relation(pd.DataFrame({"kind": ["date"] * 2, "value": ["1967-04-24", "1967-06-24"]}))
    '61일 차이'
    >>> relation(pd.DataFrame({"kind": ["number"] * 2, "value": ["97.3", "97.36"]}))
    '버리면 같고 반올림하면 다름'
    """
    values, kind = list(dict.fromkeys(rows["value"])), rows["kind"].iloc[0]
    if len(values) < 2:
        return "엇갈리지 않음"
    compare = {"date": _dates, "number": _numbers}.get(kind, lambda first, second: "다른 이름")
    return ", ".join(dict.fromkeys(compare(*pair) for pair in combinations(values, 2)))


def rounding(precise: str, digits: int) -> dict[str, str]:
    """Return a number with fewer decimals, rounded half up and cut off.

    >>> rounding("97.36", 1)
    {'반올림': '97.4', '버림': '97.3'}

    Raises DataError for text that is not a number.
    """
    unit = Decimal(1).scaleb(-digits)
    return {"반올림": str(_decimal(precise).quantize(unit, ROUND_HALF_UP)), "버림": str(_decimal(precise).quantize(unit, ROUND_DOWN))}


def read_dispute(rows: pd.DataFrame) -> Reading:
    """Return one sentence on who says what, and in what way the values differ.

    >>> rows = pd.DataFrame({"question_ko": ["얼마입니까?"] * 2, "kind": ["number"] * 2, "value": ["97.3", "97.36"],
    ...                      "stated_by": ["보도", "글"]})
    >>> read_dispute(rows)
    '얼마입니까? 자료의 값은 보도: 97.3, 글: 97.36 (버리면 같고 반올림하면 다름: 소수 1자리로 97.4, 97.3).'
    """
    said = ", ".join(f"{row.stated_by}: {row.value}" for row in rows.itertuples())
    note = _rounding_note(rows) if (rows["kind"] == "number").all() else ""
    return Reading(f"{rows['question_ko'].iloc[0]} 자료의 값은 {said} ({relation(rows)}{note}).")


def _rounding_note(rows: pd.DataFrame) -> str:
    places = {value: _places(value) for value in rows["value"]}
    precise, fewest = max(places, key=places.get), min(places.values())
    if places[precise] == fewest:
        return ""
    both = rounding(precise, fewest)
    return f": 소수 {fewest}자리로 {both['반올림']}, {both['버림']}"


def _numbers(first: str, second: str) -> str:
    rough, precise = sorted((first, second), key=_places)
    both = rounding(precise, _places(rough))
    if _decimal(both["반올림"]) == _decimal(rough):
        return SAME_ROUNDED
    return SAME_CUT if _decimal(both["버림"]) == _decimal(rough) else f"{APART}({abs(_decimal(first) - _decimal(second))} 차이)"


def _dates(first: str, second: str) -> str:
    shortest = min(len(first), len(second))
    if first[:shortest] == second[:shortest]:
        return "자세함의 차이"
    if shortest == 10:
        return f"{abs((_day(first) - _day(second)).days)}일 차이"
    months = [12 * _day(date).year + _day(date).month for date in (first, second)]
    return f"{abs(months[0] - months[1])}달 차이" if shortest >= 7 else f"{abs(_day(first).year - _day(second).year)}년 차이"


def _day(date: str) -> pd.Timestamp:
    try:
        return pd.Timestamp(date)
    except ValueError as error:
        raise DataError("날짜가 아닌 값입니다.", value=date, allowed="2002, 2002-09, 2002-09-30 같은 날짜",
                        todo="disputes.csv의 value나 kind를 고치십시오.") from error


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise DataError("수가 아닌 값입니다.", value=text, allowed="97.3 같은 수",
                        todo="disputes.csv의 value나 kind를 고치십시오.") from error


def _places(text: str) -> int:
    return max(0, -_decimal(text).as_tuple().exponent)
