"""The chart of the article's claim, tested: how many times as often each idea stands on one side, with its range."""

import altair as alt
import numpy as np
import pandas as pd

from dpgkit.charts.look import BLUE, GREY, RED, WIDTH, finish
from dpgkit.language import current
from dpgkit.thesis import NO, OPEN, YES

COLOURS = {YES: BLUE, NO: RED, OPEN: GREY}
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross"]
ROW = 16               # pixels for one analyzer
TIMES = "(datum.value < 1 ? '1/' + format(1 / datum.value, 'd') : format(datum.value, 'd')) + '{}'"
UNIT = {"ko": "배", "en": "×"}


def thesis_forest(table: pd.DataFrame, title: str, source: str, *, least_ratio: float = 1.5, stopwords: str = "",
                  names: str = "") -> alt.TopLevelMixin:
    """Return the ratio of each idea with its range, one panel a comparison, one row an idea and analyzer.

    Parameters: ``table`` as ``thesis.examine`` returns it; ``least_ratio`` of the plan; ``stopwords`` and ``names`` choose the
    setting that is drawn, the main one where they are empty.
    """
    first = table.iloc[0]
    chosen = table[(table["stopwords"] == (stopwords or first["stopwords"])) & (table["names"] == (names or first["names"]))]
    data = _drawn(chosen)
    analyzers = list(chosen["analyzer"].unique())
    base = alt.Chart().encode(
        alt.Y("idea:N").title(None).sort(list(chosen["idea"].unique())).scale(paddingInner=0.3), alt.YOffset("analyzer:N").sort(analyzers),
        alt.Color("verdict:N").title("판정").scale(domain=list(COLOURS), range=list(COLOURS.values())).legend(orient="top"))
    ranges = base.mark_rule(strokeWidth=2).encode(_times(data).title(None), alt.X2("high"))
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        alt.X("ratio:Q"), alt.Tooltip(list(data.drop(columns="panel"))),
        alt.Shape("analyzer:N").title("분석기").scale(domain=analyzers, range=SHAPES[:len(analyzers)]).legend(orient="top"))
    same, least = (alt.Chart().mark_rule(color=GREY, strokeDash=dash).encode(alt.XDatum(value))
                   for value, dash in ((1, [1, 0]), (least_ratio, [4, 4])))
    panel = alt.layer(same, least, ranges, points, data=data).properties(width=WIDTH, height=alt.Step(ROW))
    chart = panel.facet(alt.Facet("panel:N").title(None).sort(list(data["panel"].unique())), columns=1)
    measure = f"가로는 {first['target']} 쪽 문장의 몫이 몇 배인지(로그 눈금), 선은 문서를 다시 뽑은 범위, 점선은 {least_ratio:g}배"
    return finish(chart.resolve_axis(x="independent"), "02_thesis", title, measure, source)


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with ratios in times instead of logarithms, and the panel each belongs to."""
    times = {new: (2.0 ** table[old]).round(3) for new, old in (("ratio", "log_ratio"), ("low", "low"), ("high", "high"))}
    panel = [f"{other} {count}건과 견줌" for other, count in zip(table["comparison"], table["documents_b"], strict=True)]
    columns = ["comparison", "idea", "analyzer", "count_a", "count_b", "p_holm", "verdict"]
    return table[columns].round({"p_holm": 4}).assign(**times, panel=panel)


def _times(data: pd.DataFrame) -> alt.X:
    """Return a scale of doublings that holds every range and reaches at least from a half to twice."""
    ends = np.log2(data[["ratio", "low", "high"]].stack().dropna())
    first, last = int(np.floor(min([-1, *ends]))), int(np.ceil(max([1, *ends])))
    step = -(-(last - first) // 8)
    values = [2.0 ** power for power in range(first, last + 1) if power % step == 0]
    return alt.X("low:Q").scale(type="log", base=2, domain=[2.0 ** first, 2.0 ** last], nice=False).axis(
        values=values, labelExpr=TIMES.format(UNIT[current()]))
