"""A note of one quarter to citizens: what was promised, how far it is, what they said, what was changed, what is not known.

A note that leaves out what was missed is advertising; so missed targets, unanswered feedback and unknown values have a line of their
own whether or not there is something good to tell. The shape is the kit's own.
"""

import re

import pandas as pd

from dpgkit.errors import ParameterError
from dpgkit.kpi import UNKNOWN
from dpgkit.measurement import cells, readable, voices
from dpgkit.measurement.ledger import SIMULATED

QUARTER = re.compile(r"(\d{4})-Q([1-4])")
REACHED, MISSED = "목표에 닿았습니다", "아직 목표에 못 미칩니다"
CLOSING = "이 글의 수는 여러 기관이 함께 내고 공개한 값에서 셈했습니다. 다르게 알고 계시면 의견으로 알려 주십시오."


class Note(str):
    """Markdown that a notebook shows as it is."""

    def _repr_markdown_(self) -> str:
        return str(self)


def progress_note(values: pd.DataFrame, cards: pd.DataFrame, items: pd.DataFrame, changes: pd.DataFrame, *, quarter: str) -> Note:
    """Return the note of a quarter in plain Korean.

    Parameters: ``values`` as ``overview.dashboard``; ``cards`` of the case (indicator, name, direction, target); ``items`` as
    ``feedback_items``, ``changes`` as ``changes``: those of the quarter are told; ``quarter`` such as 2025-Q3. Values of a period that
    had not ended by then are not told. Raises ParameterError for another shape of ``quarter``.
    """
    found = QUARTER.fullmatch(quarter)
    if not found:
        raise ParameterError("분기의 이름이 아닙니다.", value=quarter, allowed="2025-Q3의 모양", todo="분기를 고치십시오.")
    _, first, last = cells.span(quarter)
    said, made = items[items["received"].between(first, last)], changes[changes["made"].between(first, last)]
    ended = newest(values, last)
    parts = {"약속한 것과 지금": _promises(ended, cards), "들은 것": _heard(said), "바꾼 것": _changed(made),
             "아직 못 한 것과 모르는 것": _left(ended, cards, said)}
    body = "\n\n".join(f"**{title}**\n\n" + "\n".join(f"- {line}" for line in lines) for title, lines in parts.items())
    return Note(f"**{when(quarter)}에 국민께 드리는 진행 소식{_label(values, items)}**\n\n{body}\n\n{CLOSING}")


def newest(values: pd.DataFrame, day: str = "9999-12-31") -> pd.DataFrame:
    """Return the newest published value of each indicator whose period had ended on a day: the columns of ``overview.dashboard``.

    >>> values = pd.DataFrame({"indicator": "a", "period": ["2023", "2024", "2025"], "value": [1.0, 2.0, None]})
    >>> newest(values)["period"].tolist(), newest(values, "2023-12-31")["period"].tolist()
    (['2024'], ['2023'])
    """
    ends = values["period"].map(lambda name: cells.span(name)[2]).astype(str)
    known = values.assign(ends=ends)[values["value"].notna() & (ends <= day)].sort_values("ends", kind="stable")
    return known.groupby("indicator").tail(1).sort_values("indicator", ignore_index=True).drop(columns="ends")


def when(period: str) -> str:
    """Return the name of a period to read.

    >>> when("2024"), when("2024-Q3"), when("2024-H1"), when("2024-03")
    ('2024년', '2024년 3분기', '2024년 상반기', '2024년 3월')
    """
    year, _, part = period.partition("-")
    if not part:
        return f"{year}년"
    halves = {"H1": "상반기", "H2": "하반기"}
    if part in halves:
        return f"{year}년 {halves[part]}"
    return f"{year}년 {part[1]}분기" if part[0] == "Q" else f"{year}년 {int(part)}월"


def _label(values: pd.DataFrame, items: pd.DataFrame) -> str:
    kinds = {readable.kind_of(values), readable.kind_of(items)}
    return f" ({SIMULATED})" if any(SIMULATED in kind for kind in kinds) else ""


def _promises(ended: pd.DataFrame, cards: pd.DataFrame) -> list[str]:
    whole = ended.merge(cards[["indicator", "name", "direction", "target"]], on="indicator")
    return [_promise(row) for row in whole.itertuples()] or ["공개한 값이 아직 없습니다."]


def _promise(row: tuple) -> str:
    now = f"{row.name}: {when(row.period)} 값은 {row.value:.1f}{row.unit}입니다."
    if pd.isna(row.target):
        return f"{now} 정해 둔 목표가 없습니다."
    limit = {"down": "이하", "up": "이상"}.get(row.direction, "안팎")
    reached = {"down": row.value <= row.target, "up": row.value >= row.target}.get(row.direction)
    if reached is None:
        return f"{now} 목표는 {row.target:g}{row.unit} {limit}입니다."
    return f"{now} 목표는 {row.target:g}{row.unit} {limit}이고, {REACHED if reached else MISSED}."


def _heard(said: pd.DataFrame) -> list[str]:
    if said.empty:
        return ["이 분기에 받은 의견이 없습니다."]
    topic = said["topic"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    answered = voices.responses(said).iloc[0]
    lines = [f"의견 {len(said)}건을 받았고 {answered['answered']:.0f}건에 답했습니다.",
             f"가장 많이 말씀하신 것은 {topic.index[0]}({topic.iloc[0]}건)입니다."]
    if answered["answered"]:
        half, most = (f"{answered[name]:.0f}일" for name in ("median_days", "p90_days"))
        lines.insert(1, f"답을 받기까지 절반은 {half} 안에, 열에 아홉은 {most} 안이었습니다.")
    return lines


def _changed(made: pd.DataFrame) -> list[str]:
    whole = made.groupby(["made", "title"], as_index=False)["feedback"].sum()
    return [f"{row.made}: {row.title} (의견 {row.feedback}건에서 나온 변화입니다)" for row in whole.itertuples()] or [
        "이 분기에 의견에서 나온 변화가 없습니다."]


def _left(ended: pd.DataFrame, cards: pd.DataFrame, said: pd.DataFrame) -> list[str]:
    whole = ended.merge(cards[["indicator", "name", "direction", "target"]], on="indicator")
    sign = whole["direction"].map({"down": -1, "up": 1}).astype("float64")
    missed = whole.loc[(whole["value"] - whole["target"]) * sign < 0, "name"].tolist()
    waiting, unknown = int(said["replied"].eq("").sum()), len(cards) - len(whole)
    lines = [f"목표에 못 미친 지표: {', '.join(missed)}."] if missed else []
    lines += [f"의견 {waiting}건에는 아직 답하지 못했습니다."] if waiting else []
    lines += [f"지표 {len(cards)}개 가운데 {unknown}개는 공개한 값이 없어 {UNKNOWN}입니다."] if unknown else []
    return lines or ["목표에 못 미친 지표와 답하지 못한 의견이 없습니다."]
