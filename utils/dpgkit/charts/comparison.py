"""Charts of lesson 2: several analyzers beside each other, and two groups of documents."""

import altair as alt
import numpy as np
import pandas as pd

from dpgkit.charts.look import BLUE, GREY, ORANGE, PALETTE, WIDTH, finish

CELL = 64                          # pixels: a cell of the heat map
ROW = 9                            # pixels: one analyzer within the row of a term
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
MEASURES = {"z": "가중 로그 오즈의 z", "g2": "로그 우도 G2", "log_ratio": "로그 비율(2배가 1)"}
MINUS = "replace(datum.label, '\\u2212', '-')"        # the Korean font has no long minus


def analyzer_overlap(overlap: pd.DataFrame, title: str, source: str, *, top: int = 50) -> alt.TopLevelMixin:
    """Return how far the lists of analyzers agree as a heat map, darker where more terms are in both.

    Parameters: ``overlap`` as ``comparison.overlap`` returns it; ``top`` the length of the lists, to be named.
    """
    order = list(dict.fromkeys(overlap["a"]))
    base = alt.Chart(overlap).encode(alt.X("b:N").title(None).sort(order).axis(orient="top", labelAngle=0, ticks=False, domain=False),
                                     alt.Y("a:N").title(None).sort(order).axis(ticks=False, domain=False),
                                     alt.Tooltip(["a:N", "b:N", "jaccard:Q", "shared:Q"]))
    fill = base.mark_rect(stroke="white", strokeWidth=3).encode(alt.Color("jaccard:Q").scale(scheme="blues", domain=[0, 1]).legend(None))
    text = base.mark_text(fontSize=13).encode(alt.Text("jaccard:Q", format=".2f"),
                                              alt.condition("datum.jaccard > 0.7", alt.ColorValue("white"), alt.ColorValue("#222222")))
    chart = (fill + text).properties(width=alt.Step(CELL), height=alt.Step(CELL))
    measure = f"많이 나온 낱말 {top}개씩의 겹침(자카드), 0은 겹치지 않음, 1은 같음"
    return finish(chart, "02_analyzer_overlap", title, measure, source)


def analyzer_counts(counts: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return how often each analyzer counts a term as a row of dots; a line marks how often its letters stand in the text.

    Terms that do not stand in the text are not drawn. Parameters: ``counts`` as in ``comparison.Comparison``.
    """
    data = counts[counts[["count", "literal"]].max(axis=1) > 0]
    measure = "분석기마다 명사로 센 횟수, 세로 줄은 글자 그대로 나온 횟수"
    if data.empty:
        nothing = alt.Chart(pd.DataFrame({"words": ["고른 말이 이 글에 나오지 않습니다"]})).mark_text(fontSize=13).encode(alt.Text("words"))
        return finish(nothing.properties(width=WIDTH * 0.7, height=50), "02_analyzer_counts", title, measure, source)
    names = list(dict.fromkeys(data["analyzer"]))
    terms = data.drop_duplicates("term").sort_values(["literal", "term"], ascending=[False, True])["term"].tolist()
    y = alt.Y("term:N").title(None).sort(terms).axis(ticks=False, domain=False)
    lines = alt.Chart(data.drop_duplicates("term")[["term", "literal"]]).mark_tick(
        color="#222222", thickness=2, size=ROW * max(len(names), 1) + 6).encode(alt.X("literal:Q"), y, alt.Tooltip(["term:N", "literal:Q"]))
    dots = alt.Chart(data).mark_point(filled=True, size=58, opacity=1).encode(
        alt.X("count:Q").title("나온 횟수").axis(tickMinStep=1, tickCount=8, format="d").scale(domainMin=0, padding=6), y,
        alt.YOffset("analyzer:N").sort(names),
        alt.Color("analyzer:N").title(None).scale(domain=names, range=PALETTE[:len(names)]).legend(orient="top"),
        alt.Shape("analyzer:N").title(None).scale(domain=names, range=SHAPES[:len(names)]).legend(orient="top"),
        alt.Tooltip(["term:N", "analyzer:N", "count:Q", "literal:Q"]))
    chart = (lines + dots).properties(width=WIDTH, height=alt.Step(ROW * max(len(names), 1) + 14, **{"for": "position"}))
    return finish(chart, "02_analyzer_counts", title, measure, source)


def measure_bars(keyness: pd.DataFrame, a: str, b: str, title: str, source: str, *, measure: str = "z", top: int = 10) -> alt.TopLevelMixin:
    """Return the terms that set two groups apart by one of ``MEASURES``, the counts in both at the ends of the bars.

    Parameters: ``keyness`` as ``keyness.keyness`` returns it for the groups ``a`` and ``b``.
    """
    ends = furthest(keyness, measure, top=top)
    data = ends[["term", measure, "count_a", "count_b", "documents_a", "documents_b"]].round(2).assign(
        side=np.where(ends[measure] > 0, a, b), counts=ends["count_a"].astype(str) + " : " + ends["count_b"].astype(str))
    reach = max(data[measure].abs().max() * 1.2, 1) if len(data) else 1
    base = alt.Chart(data).encode(
        alt.X(f"{measure}:Q").title(f"← {b} 쪽 | {MEASURES[measure]} | {a} 쪽 →").scale(domain=[-reach, reach]).axis(labelExpr=MINUS),
        alt.Y("term:N").title(None).sort(data["term"].tolist()),
        alt.Color("side:N").title(None).scale(domain=[a, b], range=[BLUE, ORANGE]).legend(orient="top"),
        alt.Tooltip(["term:N", f"{measure}:Q", "count_a:Q", "count_b:Q", "documents_a:Q", "documents_b:Q"]))
    right, left = (base.transform_filter(f"datum.{measure} {sign} 0").mark_text(align=align, dx=dx, fontSize=11).encode(
        alt.Text("counts:N"), alt.ColorValue(GREY)) for sign, align, dx in ((">", "left", 4), ("<", "right", -4)))
    chart = (base.mark_bar(opacity=0.85) + right + left).properties(width=WIDTH, height=alt.Step(20))
    return finish(chart, "02_keyness", title, f"{MEASURES[measure]}, 막대 끝은 나온 횟수({a} : {b})", source)


def furthest(keyness: pd.DataFrame, measure: str, *, top: int = 10) -> pd.DataFrame:
    """Return the rows of the ``top`` terms on either side, from the furthest on the side of a to the furthest on that of b.

    A term is listed where the measure and the rates agree on the side.

    >>> table = pd.DataFrame({"term": ["전산", "국민"], "g2": [5.0, -6.0], "rate_a": [9, 1], "rate_b": [1, 9]})
    >>> furthest(table, "g2", top=1)["term"].tolist()
    ['전산', '국민']
    """
    ordered = keyness.sort_values([measure, "term"], ascending=[False, True])
    of_a = ordered[(ordered[measure] > 0) & (ordered["rate_a"] > ordered["rate_b"])].head(top)
    of_b = ordered[(ordered[measure] < 0) & (ordered["rate_a"] < ordered["rate_b"])].tail(top)
    return pd.concat([of_a, of_b], ignore_index=True)
