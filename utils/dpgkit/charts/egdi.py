"""Charts of the EGDI: ranks, components beside peers, and what a change of score and rank is made of."""

import altair as alt
import pandas as pd

from dpgkit.charts.look import BLUE, GREY, ORANGE, PALETTE, WIDTH, finish
from dpgkit.history import decomposition
from dpgkit.history.egdi import COMPONENTS

SOURCE = "UN DESA EGOVKB"
PART_COLOURS = dict(zip(decomposition.SCORE_PARTS.values(), [*PALETTE[:4], GREY], strict=True))
WORLD = "세계 평균"
PLAIN_MINUS = "replace(datum.label, '−', '-')"      # the kit's font lacks the longer sign
SHOWN = 12            # rivals drawn one by one


def ranks(series: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the EGDI rank of several countries over the editions; rank 1 stands on top, the first country stands out."""
    base = alt.Chart(_with_width(series)).encode(
        alt.X("year:O").title(None).axis(labelAngle=0),
        alt.Y("egdi_rank:Q").title("순위").scale(reverse=True, domainMin=1, nice=False).axis(values=[1, *range(5, 200, 5)], format="d"),
        _colour(series),
        alt.Tooltip(["country:N", "year:O", "egdi_rank:Q", "egdi:Q"]))
    line = base.mark_line().encode(alt.StrokeWidth("width:Q").scale(None))
    chart = (line + base.mark_point(size=60, filled=True, opacity=1)).properties(width=WIDTH, height=260)
    return finish(chart, "01_egdi_rank", title, "유엔 전자정부발전지수 순위", SOURCE)


def components(series: pd.DataFrame, means: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the index and its three components for several countries beside the mean of the world, one panel each.

    Parameters: ``series`` of ``egdi.compare_countries``, the country that stands out first; ``means`` of
    ``egdi.group_means``.
    """
    parts = {"egdi": "종합(EGDI)", **COMPONENTS}
    world = means[(means["group"] == "세계") & means["year"].isin(series["year"])].assign(country=WORLD)
    table = pd.concat([_with_width(series), world.assign(width=1.5)])
    panels = [_panel(table, name, label, series) for name, label in parts.items()]
    chart = alt.concat(*panels, columns=2).resolve_scale(color="shared")
    measure = f"지수(0~1, 세로축은 그림마다 다름), 점선은 {WORLD}(평가하지 않은 나라는 뺌)"
    return finish(chart, "01_egdi_components", title, measure, SOURCE)


def score_parts(parts: pd.DataFrame, before: float, after: float, years: tuple[int, int], title: str) -> alt.TopLevelMixin:
    """Return how a score went from one edition to another: each part takes up where the part above it ended.

    Parameters: ``parts`` of ``decomposition.score_change``, ``before`` and ``after`` the two scores.
    """
    steps = parts[parts["part"].isin(COMPONENTS) | (parts["added"].abs() >= 0.00005)]
    ends = before + steps["added"].cumsum()
    bars = steps.assign(start=ends - steps["added"], end=ends, words=steps["added"].map("{:+.4f}".format),
                        direction=steps["added"].ge(0).map({True: "올림", False: "내림"}))[["label", "start", "end", "words", "direction"]]
    totals = pd.DataFrame({"label": [f"{year}년 점수" for year in years], "end": [before, after],
                           "words": [f"{before:.4f}", f"{after:.4f}"]})
    order = [totals["label"][0], *bars["label"], totals["label"][1]]
    y = alt.Y("label:N").title(None).sort(order)
    bar = alt.Chart(bars).mark_bar(height=18).encode(
        alt.X("start:Q").title("지수").scale(zero=False, padding=40).axis(tickCount=6), alt.X2("end"), y,
        alt.Color("direction:N").title(None).scale(domain=["올림", "내림"], range=[BLUE, ORANGE]))
    dot = alt.Chart(totals).mark_point(filled=True, size=110, color="#333333", opacity=1).encode(alt.X("end:Q"), y)
    ends = pd.concat([bars.assign(right=bars[["start", "end"]].max(axis=1)), totals.assign(right=totals["end"])])
    text = alt.Chart(ends[["label", "right", "words"]]).mark_text(align="left", dx=9).encode(alt.X("right:Q"), y, alt.Text("words"))
    chart = (bar + dot + text).properties(width=WIDTH, height=alt.Step(32))
    return finish(chart, "01_score_parts", title, "막대는 구성 지수가 점수를 올리거나 내린 만큼. 모두 더하면 두 점수의 차이", SOURCE)


def gap_parts(gaps: pd.DataFrame, name: str, title: str) -> alt.TopLevelMixin:
    """Return by which components other countries caught up with one country, the largest first.

    Parameters: ``gaps`` of ``decomposition.gap_change``, ``name`` of the country.
    """
    shown = gaps.reindex(gaps["total"].abs().sort_values(ascending=False).index).head(SHOWN).round(9)      # the last digits of a sum vary
    long = shown.melt(["country", "total"], list(decomposition.SCORE_PARTS), "part", "value")
    long = long[long["value"].abs() >= 0.00005].assign(label=lambda rows: rows["part"].map(decomposition.SCORE_PARTS))
    y = alt.Y("country:N").title(None).sort(shown["country"].tolist())
    used = [label for label in PART_COLOURS if label in set(long["label"])]
    long = long.assign(order=long["label"].map({label: place for place, label in enumerate(used)}))
    bars = alt.Chart(long[["country", "label", "value", "order"]]).mark_bar(height=18).encode(
        alt.X("value:Q").title(f"{name}보다 더 오른 점수").axis(labelExpr=PLAIN_MINUS, tickCount=8), y,
        alt.Color("label:N").title(None).scale(domain=used, range=[PART_COLOURS[label] for label in used]),
        alt.Order("order:Q"),
        alt.Tooltip(["country:N", "label:N", "value:Q"]))
    dots = alt.Chart(shown[["country", "total"]]).mark_point(shape="diamond", filled=True, size=80, color="black", opacity=1).encode(
        alt.X("total:Q"), y)
    chart = (bars + dots).properties(width=WIDTH, height=alt.Step(30))
    measure = f"막대는 구성 지수마다 {name}보다 더(왼쪽은 덜) 오른 점수, 마름모는 더한 값"
    return finish(chart, "01_gap_parts", title, measure, SOURCE)


def rank_parts(parts: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return how many places each part moved a rank, as ``decomposition.rank_parts`` gives them."""
    shown = parts[parts["part"].isin(COMPONENTS) | (parts["places"].abs() >= 0.005)]
    direction = shown["places"].gt(0).map({True: "끌어내림", False: "끌어올림"})
    table = shown.assign(words=shown["places"].map("{:+.2f}".format), direction=direction, edge=shown["places"].clip(lower=0))
    table = table.drop(columns="part")
    base = alt.Chart(table).encode(alt.Y("label:N").title(None).sort(table["label"].tolist()))
    bars = base.mark_bar(height=18).encode(
        alt.X("places:Q").title("순위가 움직인 계단 수 (오른쪽이 내려감)").scale(padding=30).axis(labelExpr=PLAIN_MINUS, tickCount=6),
        alt.Color("direction:N").title(None).scale(domain=["끌어올림", "끌어내림"], range=[BLUE, ORANGE]))
    text = base.mark_text(align="left", dx=5).encode(alt.X("edge:Q"), alt.Text("words"))
    chart = (bars + text).properties(width=WIDTH, height=alt.Step(32))
    return finish(chart, "01_rank_parts", title, "구성 지수마다의 몫(섀플리 값). 모두 더하면 순위의 변화", SOURCE)


def _panel(table: pd.DataFrame, name: str, label: str, series: pd.DataFrame) -> alt.TopLevelMixin:
    data = table[["country", "year", name, "width"]].rename(columns={name: "value"}).dropna()
    years = [int(year) for year in sorted(data["year"].unique())]
    base = alt.Chart(data, title=alt.TitleParams(label, fontSize=13)).encode(
        alt.X("year:Q").title(None).axis(format="d", values=years[::-2], labelAngle=0).scale(nice=False, zero=False),
        alt.Y("value:Q").title(None).scale(zero=False).axis(tickCount=6),
        _colour(series, WORLD),
        alt.Tooltip(["country:N", "year:Q", "value:Q"]))
    dash = alt.condition(f"datum.country == '{WORLD}'", alt.value([4, 3]), alt.value([1, 0]))
    line = base.mark_line().encode(alt.StrokeWidth("width:Q").scale(None), strokeDash=dash)
    return (line + base.mark_point(size=28, filled=True, opacity=1)).properties(width=WIDTH * 0.48, height=170)


def _with_width(series: pd.DataFrame) -> pd.DataFrame:
    """Return the series with a width for each line: the first country is drawn boldest."""
    return series.assign(width=(series["country"] == series["country"].iloc[0]).map({True: 3.5, False: 1.5}))


def _colour(series: pd.DataFrame, *more: str) -> alt.Color:
    names = list(series["country"].unique())
    colours = [PALETTE[place % (len(PALETTE) - 1)] for place in range(len(names))]
    return alt.Color("country:N").title(None).scale(domain=[*names, *more], range=[*colours, *[GREY] * len(more)])
