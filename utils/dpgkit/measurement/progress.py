"""A note of one quarter to citizens: what was promised, how far it is, what they said, what was changed, what is not known.

A note that leaves out what was missed is advertising; so missed targets, unanswered feedback and unknown values have a line of their
own whether or not there is something good to tell. Made-up values are called so in each sentence that holds one, because a sentence
is quoted without its heading. The shape is the kit's own.
"""

import re
from datetime import date, timedelta

import pandas as pd

from dpgkit.errors import ParameterError
from dpgkit.kpi import UNKNOWN
from dpgkit.measurement import cells, readable, voices
from dpgkit.measurement.ledger import SIMULATED
from dpgkit.measurement.store import today
from dpgkit.measurement.voices import mark

QUARTER = re.compile(r"(\d{4})-Q([1-4])")
REACHED, MISSED = "목표에 닿았습니다", "아직 목표에 못 미칩니다"
CLOSING = "이 글의 수는 여러 기관이 함께 내고, 글을 만들 때에 공개되어 있던 값에서 셈했습니다. 다르게 알고 계시면 의견으로 알려 주십시오."
INVENTED = "이 글의 값과 의견은 모두 지어낸 모의자료이며 실제와 관계없습니다. 글의 모양만 보십시오."
MIXED = "이 글에는 모의자료가 섞여 있습니다. 국민께 내보내지 마십시오."


class Note(str):
    """Markdown that a notebook shows as it is."""

    def _repr_markdown_(self) -> str:
        return str(self)


def progress_note(values: pd.DataFrame, cards: pd.DataFrame, items: pd.DataFrame, changes: pd.DataFrame, *, quarter: str,
                  on: str = "") -> Note:
    """Return the note of a quarter in plain Korean, as one day saw it.

    Parameters: ``values`` as ``overview.dashboard``; ``cards`` of the case (indicator, name, direction, target); ``items`` as
    ``feedback_items``, ``changes`` as ``changes``: those of the quarter are told, and what is unanswered from before; ``quarter`` such as
    2025-Q3; ``on`` the day up to which answers count (default: the end of the quarter, or today where that is to come). Values of a period
    that had not ended by then are not told.
    Raises ParameterError for another shape of ``quarter`` and for a day before its beginning or after today.
    """
    found = QUARTER.fullmatch(quarter)
    if not found:
        raise ParameterError("분기의 이름이 아닙니다.", value=quarter, allowed="2025-Q3의 모양", todo="분기를 고치십시오.")
    _, first, last = cells.span(quarter)
    day = _counted_to(on, first, last)
    before, said = (_as_seen(items[items["received"].between(start, end)], day)
                    for start, end in (("", _day_before(first)), (first, min(last, day))))
    made, ended = changes[changes["made"].between(first, min(last, day))], newest(values, min(last, day))
    parts = {"약속한 것과 지금": _promises(ended, cards), "들은 것": _heard(said, day), "바꾼 것": _changed(made),
             "아직 못 한 것과 모르는 것": _left(ended, cards, said, before, day)}
    body = "\n\n".join(f"**{title}**\n\n" + "\n".join(f"- {line}" for line in lines) for title, lines in parts.items())
    kinds = readable.kind_of(pd.concat([values[["data"]], items[["data"]]]))
    closing = INVENTED if kinds == SIMULATED else MIXED if SIMULATED in kinds else CLOSING
    return Note(f"**{when(quarter)}에 국민께 드리는 진행 소식{mark(kinds)}**\n\n{body}\n\n{closing}")


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


def _counted_to(on: str, first: str, last: str) -> str:
    """Return the day up to which the note counts."""
    day = on or min(last, today())
    if not (re.fullmatch(r"\d{4}-\d\d-\d\d", day) and first <= day <= today()):
        raise ParameterError("이 분기의 소식을 셀 수 있는 날이 아닙니다.", value=day, allowed=f"{first}부터 오늘까지, 2025-09-30의 모양",
                             todo="분기나 날을 고치십시오.")
    return day


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _as_seen(items: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return feedback as it stood on a day: an answer that came later is none yet."""
    return items.assign(replied=items["replied"].where(items["replied"] <= day, ""))


def _promises(ended: pd.DataFrame, cards: pd.DataFrame) -> list[str]:
    whole = ended.merge(cards[["indicator", "name", "direction", "target"]], on="indicator")
    return [_promise(row) for row in whole.itertuples()] or ["공개한 값이 아직 없습니다."]


def _promise(row: tuple) -> str:
    some = row.published < row.assigned
    share = f"맡은 기관 {row.assigned}곳 가운데 {row.published:.0f}곳의 값만 담았습니다." if some else ""
    now = f"{row.name}: {when(row.period)} 값은 {row.value:.1f}{row.unit}{mark(row.data)}입니다."
    return " ".join(filter(None, (now, share, _against_target(row))))


def _against_target(row: tuple) -> str:
    if pd.isna(row.target):
        return "정해 둔 목표가 없습니다."
    limit = {"down": "이하", "up": "이상"}.get(row.direction, "안팎")
    reached = {"down": row.value <= row.target, "up": row.value >= row.target}.get(row.direction)
    if reached is None:
        return f"목표는 {row.target:g}{row.unit} {limit}입니다."
    return f"목표는 {row.target:g}{row.unit} {limit}이고, 이 값{mark(row.data)}은 {REACHED if reached else MISSED}."


def _heard(said: pd.DataFrame, day: str) -> list[str]:
    if said.empty:
        return ["이 분기에 받은 의견이 없습니다."]
    topic, made_up = said["topic"].value_counts().sort_index().sort_values(ascending=False, kind="stable"), _mark_of(said)
    answered = voices.responses(said, on=day).iloc[0]
    lines = [f"의견{made_up} {len(said)}건을 받았고, {day}까지 {answered['answered']:.0f}건에 답했습니다."]
    if answered["answered"]:
        half, most = (f"{answered[name]:.0f}일" for name in ("median_days", "p90_days"))
        lines.append(f"답한 의견{made_up}의 절반은 {half} 안에, 열에 아홉은 {most} 안에 답을 받았습니다.")
    return [*lines, f"가장 많이 말씀하신 것{made_up}은 {topic.index[0]}({topic.iloc[0]}건)입니다."]


def _changed(made: pd.DataFrame) -> list[str]:
    whole = [(day, title, group["feedback"].sum(), _mark_of(group)) for (day, title), group in made.groupby(["made", "title"])]
    lines = [f"{day}: {title} (의견{made_up} {count}건에서 나온 변화입니다)" for day, title, count, made_up in whole]
    return lines or ["이 분기에 의견에서 나온 변화가 없습니다."]


def _left(ended: pd.DataFrame, cards: pd.DataFrame, said: pd.DataFrame, before: pd.DataFrame, day: str) -> list[str]:
    whole = ended.merge(cards[["indicator", "name", "direction", "target"]], on="indicator")
    sign = whole["direction"].map({"down": -1, "up": 1}).astype("float64")
    missed = whole[(whole["value"] - whole["target"]) * sign < 0]
    partly = whole[whole["published"] < whole["assigned"]]
    lines = [f"목표에 못 미친 지표{_mark_of(missed)}: {', '.join(missed['name'])}."] if len(missed) else []
    lines += [f"맡은 기관 모두의 값이 아닌 지표{_mark_of(partly)}: {', '.join(partly['name'])}."] if len(partly) else []
    waiting, older = (table[table["replied"] == ""] for table in (said, before))
    lines += [f"이 분기에 받은 의견{_mark_of(waiting)} {len(waiting)}건에는 {day}까지 답하지 못했습니다."] if len(waiting) else []
    lines += [f"앞선 분기에 받은 의견{_mark_of(older)} {len(older)}건에도 {day}까지 답하지 못했습니다."] if len(older) else []
    unknown = len(cards) - len(whole)
    lines += [f"지표 {len(cards)}개 가운데 {unknown}개는 이 분기까지 끝난 기간의 공개한 값{_mark_of(whole)}이 없어 {UNKNOWN}입니다."
              ] if unknown else []
    return lines or ["목표에 못 미친 지표와 답하지 못한 의견이 없습니다."]


def _mark_of(table: pd.DataFrame) -> str:
    return mark(readable.kind_of(table))
