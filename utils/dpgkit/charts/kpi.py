"""Charts of lesson 5: achievement, satisfaction, weights, ranks under uncertainty, signs of gaming."""

import altair as alt
import pandas as pd

from dpgkit.charts.look import BLUE, GREEN, GREY, ORANGE, RED, WIDTH, finish
from dpgkit.kpi import satisfaction

SIDES = {"met": "목표에 닿음", "missed": "못 닿음"}
MINUS = "\N{MINUS SIGN}"
RANK = "순위 (왼쪽이 높음)"
WAYS = {"score": ("점수의 평균", BLUE), "top_two": ("만족한 사람의 몫", ORANGE)}


def achievement_bars(table: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return the achievement of one result under each formula, as ``achievement.side_by_side``, negative values included."""
    known = table.dropna(subset="value")
    data = pd.DataFrame({"label": known["label"].str.replace(MINUS, "-"), "value": known["value"],
                         "shown": known["value"].map("{:,.1f}%".format), "sign": known["value"] < 0})
    hyphen = f"replace(datum.label, '{MINUS}', '-')"                   # the kit's font has no minus sign
    x = alt.X("value:Q").title("달성률 (%)").scale(**_room(data["value"])).axis(labelExpr=hyphen)
    base = alt.Chart(data).encode(alt.Y("label:N").title(None).sort(None), x)
    bars = base.mark_bar(size=22).encode(alt.Color("sign:N").scale(domain=[False, True], range=[BLUE, RED]).legend(None))
    texts = [base.transform_filter(f"datum.value {test} 0").mark_text(align=side, dx=shift, fontSize=12, **halo).encode(alt.Text("shown"))
             for halo in ({"stroke": "white", "strokeWidth": 5}, {}) for test, side, shift in ((">=", "left", 6), ("<", "right", -6))]
    rule = alt.Chart(pd.DataFrame({"value": [100]})).mark_rule(color=ORANGE, strokeDash=[6, 4]).encode(x)
    chart = alt.layer(bars, rule, *texts).properties(width=WIDTH * 0.85, height=alt.Step(44))
    return finish(chart, "05_achievement", title, "같은 기준값, 목표, 실적을 산식마다 넣은 값. 점선은 100%", source)


def satisfaction_lines(scores: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return both ways to sum up the same answers by month with their intervals, and the published value as diamonds."""
    data = pd.concat([pd.DataFrame({"period": scores["period"], "way": label, "value": scores[way], "low": scores[f"{way}_low"],
                                    "high": scores[f"{way}_high"]}) for way, (label, _) in WAYS.items()])
    scale = alt.Scale(domain=[label for label, _ in WAYS.values()], range=[colour for _, colour in WAYS.values()])
    base = alt.Chart(data).encode(alt.X("period:O").title(None).axis(labelAngle=-45),
                                  alt.Color("way:N").title(None).scale(scale).legend(orient="top", symbolOpacity=1))
    y = alt.Y("value:Q").title("0~100").scale(zero=False)
    line = base.mark_line(strokeWidth=2).encode(y, alt.Tooltip(["period:O", "way:N", "value:Q", "low:Q", "high:Q"]))
    band = base.mark_rule(opacity=0.45, strokeWidth=3).encode(alt.Y("low:Q").title("0~100"), alt.Y2("high"))
    layers = [band, line]
    if "published_percent" in scores and scores["published_percent"].notna().any():
        known = scores[["period", "published_percent"]].dropna().astype({"published_percent": "float64"})
        layers.append(alt.Chart(known).mark_point(shape="diamond", size=70, color="#222222", filled=True, opacity=1).encode(
            alt.X("period:O"), alt.Y("published_percent:Q"), alt.Tooltip(["period:O", "published_percent:Q"])))
    measure = "선은 셈한 값, 세로 막대는 신뢰구간, 검은 마름모는 발표한 값"
    return finish(alt.layer(*layers).properties(width=WIDTH, height=260), "05_satisfaction", title, measure, source)


def satisfaction_levels(counts: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return the five levels of satisfaction as shares of all answers."""
    data = satisfaction.shares(counts).assign(shown=lambda table: table["share"].map("{:.1%}".format))
    x = alt.X("share:Q").title("응답의 몫").axis(format="%").scale(domainMin=0, domainMax=float(data["share"].max()) * 1.15, nice=False)
    base = alt.Chart(data).encode(alt.Y("label:N").title(None).sort(None), x)
    bars = base.mark_bar(size=22, color=BLUE).encode(tooltip=["label:N", "count:Q", "share:Q"])
    chart = (bars + base.mark_text(align="left", dx=6).encode(alt.Text("shown"))).properties(width=WIDTH * 0.8, height=alt.Step(34))
    return finish(chart, "05_satisfaction_levels", title, f"응답 {int(data['count'].sum()):,}건", source)


def ahp_weights(intervals: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return weights with the range in which they move when judgements move, as ``judges.intervals``, heaviest on top."""
    data = intervals[["criterion", "weight", "low", "high", "first"]].assign(shown=intervals["weight"].map("{:.3f}".format))
    base = alt.Chart(data).encode(alt.Y("criterion:N").title(None).sort(alt.EncodingSortField("weight", order="descending")))
    x = alt.X("low:Q").title("가중치").scale(domain=[0, float(data["high"].max()) * 1.08], nice=False).axis(tickCount=6)
    ticks = alt.Tooltip(["criterion:N", "weight:Q", "low:Q", "high:Q", "first:Q"])
    span = base.mark_rule(strokeWidth=7, color="#9CC5DF").encode(x, alt.X2("high"), ticks)
    at = alt.X("weight:Q").title("가중치")                 # layers must agree on the title of an axis
    dot = base.mark_point(filled=True, size=110, color=BLUE, opacity=1).encode(at, ticks)
    text = base.mark_text(dy=-14, fontSize=12).encode(at, alt.Text("shown"))
    chart = (span + dot + text).properties(width=WIDTH * 0.8, height=alt.Step(48))
    return finish(chart, "05_ahp_weights", title, "점은 가중치, 막대는 판단을 흔들었을 때의 범위", source)


def weight_bars(weights: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return weights as bars in the order of the criteria, as ``ahp.weights``."""
    data = weights[["criterion", "weight"]].assign(shown=weights["weight"].map("{:.3f}".format))
    x = alt.X("weight:Q").title("가중치 (합이 1)").scale(domain=[0, float(data["weight"].max()) * 1.15], nice=False).axis(tickCount=6)
    base = alt.Chart(data).encode(alt.Y("criterion:N").title(None).sort(None), x)
    bars = base.mark_bar(size=20, color=BLUE).encode(tooltip=["criterion:N", "weight:Q"])
    chart = (bars + base.mark_text(align="left", dx=6, fontSize=12).encode(alt.Text("shown"))).properties(
        width=WIDTH * 0.7, height=alt.Step(30))
    return finish(chart, "05_weights", title, "쌍대비교의 고유벡터", source)


def rank_intervals(uncertainty: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return the rank of each unit with the range in which it moves when the weights move, as ``sensitivity.uncertainty``."""
    data = uncertainty[["unit", "score", "rank", "low", "high", "first"]].astype({"rank": "int64"})
    data = data.assign(shown=[f"{row.rank}위, 1위가 될 몫 {100 * row.first:.1f}%" for row in data.itertuples()])
    order = data.sort_values(["rank", "unit"])["unit"].tolist()
    base = alt.Chart(data).encode(alt.Y("unit:N").title(None).sort(order))
    scale = alt.Scale(domain=[0.5, len(data) + 2.2], nice=False)
    x = alt.X("low:Q").title(RANK).scale(scale).axis(values=list(range(1, len(data) + 1)), format="d")
    span = base.mark_rule(strokeWidth=7, color="#9CC5DF").encode(x, alt.X2("high"))
    dot = base.mark_point(filled=True, size=110, color=BLUE, opacity=1).encode(
        alt.X("rank:Q").title(RANK), alt.Tooltip(["unit:N", "score:Q", "rank:Q", "low:Q", "high:Q", "first:Q"]))
    text = base.mark_text(align="left", dx=10, fontSize=12, color="#333333").encode(alt.X("high:Q").title(RANK), alt.Text("shown"))
    chart = (span + dot + text).properties(width=WIDTH * 0.9, height=alt.Step(36))
    return finish(chart, "05_composite_ranks", title, "점은 정한 가중치의 순위, 막대는 가중치를 흔들었을 때의 5~95% 범위", source)


def gaming_histogram(bins: pd.DataFrame, target: float, title: str, source: str) -> alt.TopLevelMixin:
    """Return how results lie around a target, as ``gaming.bins``: bars on the good side and short of it, a line at the target."""
    data = bins.assign(words=bins["side"].map(SIDES), shown=[f"{count:.0f}" if count > 0 else "" for count in bins["count"]])
    most = float(data["count"].max())
    base = alt.Chart(data).encode(alt.X("start:Q").title("실적").scale(zero=False, nice=False), alt.X2("end"))
    bars = base.mark_bar(stroke="white").encode(
        alt.Y("count:Q").title("수").axis(format="d", tickCount=max(1, min(6, int(most)))).scale(domain=[0, most * 1.12]), alt.Y2(datum=0),
        alt.Tooltip(["start:Q", "end:Q", "count:Q", "words:N"]),
        alt.Color("words:N").title(None).scale(domain=list(SIDES.values()), range=[GREEN, GREY]).legend(orient="top"))
    middle = alt.Chart(data.assign(middle=(data["start"] + data["end"]) / 2)[data["shown"] != ""])
    text = middle.mark_text(dy=-8, fontSize=12).encode(
        alt.X("middle:Q").title("실적"), alt.Y("count:Q").title("수"), alt.Text("shown:N"))
    rule = alt.Chart(pd.DataFrame({"target": [target]})).mark_rule(color=ORANGE, strokeWidth=2, strokeDash=[6, 4]).encode(
        alt.X("target:Q").title("실적"))
    chart = alt.layer(bars, rule, text).properties(width=WIDTH, height=240)
    width = data["end"].iloc[0] - data["start"].iloc[0]
    return finish(chart, "05_gaming", title, f"점선은 목표 {target:g}. 막대 하나의 너비는 {width:g}", source)


def _room(values: pd.Series) -> dict[str, float]:
    """Return a domain with room for the numbers beside the bars."""
    low, high = min(values.min(), 0.0), max(values.max(), 100.0)
    room = 0.16 * (high - low)
    return {"domainMin": low - room if low < 0 else 0.0, "domainMax": high + room, "nice": False}
