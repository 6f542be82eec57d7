"""The four measures that every GOV.UK service publishes: cost per transaction, digital take-up, completion, satisfaction."""

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.kpi import satisfaction
from dpgkit.reading import Reading

DIGITAL = ("digital", "assisted")           # help with the digital channel counts as digital
CHANNELS = {"digital": "온라인", "assisted": "도움받은 온라인", "phone": "전화", "post": "우편", "counter": "창구"}
LABELS = {"cost": "건당 비용", "take_up": "디지털 이용률", "completion": "완료율", "strict": "완료율(자격 없음을 빼고 셈)",
          "audience": "대상자 이용률(호주식)", "satisfaction": "만족도 점수"}
FORMULAS = {"cost": "모든 창구의 비용 ÷ 모든 창구의 완료 건수", "take_up": "온라인 완료 건수 ÷ 모든 창구의 완료 건수",
            "completion": "온라인에서 바르게 끝난 건수 ÷ 시작한 건수", "strict": "온라인에서 성공한 건수 ÷ 시작한 건수",
            "audience": "온라인 완료 건수 ÷ 대상이 되는 건수", "satisfaction": "0, 25, 50, 75, 100점의 평균"}
COLUMNS = ["measure", "label", "value", "unit", "formula", "reason"]


def measures(transactions: pd.DataFrame, *, answers: pd.DataFrame | None = None, audience: float | None = None) -> pd.DataFrame:
    """Return the measures of a service: measure, label, value, unit, formula, reason.

    >>> rows = pd.DataFrame({"channel": ["digital", "counter"], "started": [9500, None], "succeeded": [7900, 1400],
    ...                      "not_eligible": [700, 0], "cost": [240e6, 172e6]})
    >>> measures(rows)["value"].round(6).tolist()
    [41200.0, 86.0, 90.526316, 83.157895]

    A rightful "you are not eligible" counts as completed; only errors and drop-outs do not. A measure that cannot be computed
    is missing, with its reason. Parameters: ``transactions`` one row a channel with started (may be empty beside the digital
    channels), succeeded, not_eligible and cost (may be empty); ``answers`` five counts as ``satisfaction.scores`` takes
    them; ``audience`` how many transactions the target audience would make. Raises DataError for numbers that cannot be,
    ParameterError for an unknown channel. UK Government service manual, measuring success.
    """
    numbers = _checked(transactions)
    digital = transactions["channel"].isin(DIGITAL).to_numpy()
    completed = numbers["succeeded"] + numbers["not_eligible"]
    online, started = completed[digital].sum(), numbers["started"][digital].sum(min_count=int(digital.sum()))
    spent = numbers["cost"].sum(min_count=len(numbers))
    rows = [_row("cost", spent, completed.sum(), "원", "비용을 모르는 창구가 있습니다", 1),
            _row("take_up", online, completed.sum(), "%"),
            _row("completion", online, started, "%", "시작한 건수를 모릅니다"),
            _row("strict", numbers["succeeded"][digital].sum(), started, "%", "시작한 건수를 모릅니다")]
    rows += [] if audience is None else [_row("audience", online, audience, "%")]
    rows += [] if answers is None else [_pooled(answers)]
    return pd.DataFrame(rows, columns=COLUMNS)


def read_measures(table: pd.DataFrame) -> Reading:
    """Return one sentence with the measures, and one on what the rule for "not eligible" changes.

    >>> read_measures(pd.DataFrame({"measure": ["completion", "strict"], "label": ["완료율", "엄격한 완료율"],
    ...                             "value": [90.526316, 83.157895], "unit": "%"}))
    '완료율 90.5%, 엄격한 완료율 83.2%입니다. 자격이 없다는 바른 안내를 완료로 세면 완료율이 7.3%p 높아집니다.'
    """
    known = table.dropna(subset="value")
    listed = ", ".join(f"{row.label} {_shown(row.value, row.unit)}" for row in known.itertuples())
    values = known.set_index("measure")["value"]
    if known.empty:
        return Reading("낼 수 있는 값이 없습니다.")
    if not {"completion", "strict"} <= set(values.index):
        return Reading(f"{listed}입니다.")
    apart = round(values["completion"], 1) - round(values["strict"], 1)         # so that the sentence adds up as printed
    return Reading(f"{listed}입니다. 자격이 없다는 바른 안내를 완료로 세면 완료율이 {apart:.1f}%p 높아집니다.")


def _checked(transactions: pd.DataFrame) -> pd.DataFrame:
    columns.require(transactions, ["channel", "started", "succeeded", "not_eligible", "cost"], "처리 건수")
    for channel in transactions["channel"]:
        columns.known(channel, CHANNELS, "창구")
    done = columns.numbers(transactions, ["succeeded", "not_eligible"], "처리 건수", low=0)
    rest = columns.numbers(transactions, ["started", "cost"], "처리 건수", low=0, missing=True)
    ended = done.sum(axis=1)
    columns.numbers(pd.DataFrame({"started": (rest["started"] - ended)}), ["started"], "처리 건수(시작한 건수가 끝난 건수보다 적음)", low=0,
                    missing=True)
    return pd.concat([done, rest], axis=1).reset_index(drop=True)


def _row(measure: str, part: float, whole: float, unit: str, reason: str = "", times: float = 100) -> tuple[object, ...]:
    if pd.isna(part) or pd.isna(whole):
        return measure, LABELS[measure], np.nan, unit, FORMULAS[measure], reason
    if whole <= 0:
        return measure, LABELS[measure], np.nan, unit, FORMULAS[measure], "나눌 건수가 0입니다"
    return measure, LABELS[measure], round(float(times * part / whole), 6), unit, FORMULAS[measure], ""


def _pooled(answers: pd.DataFrame) -> tuple[object, ...]:
    total = answers[list(satisfaction.LEVELS)].sum().to_frame().T
    value = satisfaction.scores(total)["score"].iloc[0]
    return "satisfaction", LABELS["satisfaction"], float(value), "점", FORMULAS["satisfaction"], ""


def _shown(value: float, unit: str) -> str:
    return f"{value:,.0f}{unit}" if unit == "원" else f"{value:.1f}{unit}"
