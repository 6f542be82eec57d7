"""Charts of lesson 2: the words of documents."""

import altair as alt
import numpy as np
import pandas as pd

from dpgkit.charts.look import BLUE, GREY, ORANGE, WIDTH, finish
from dpgkit.keywords.keyness import leading

HEIGHT = 340
LETTER, LINE = 11.5, 13         # pixels that a syllable of a label takes up, and a line
EDGE = 36                       # pixels left free beside the first and the last point
BURST = {False: "여느 때", True: "몰려 나온 때"}
MINUS = "replace(datum.label, '−', '-')"      # the Korean font has no long minus


def keyword_bars(keywords: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return the leading terms as bars of mean TF-IDF; colour shows in how many documents each stands."""
    chart = alt.Chart(keywords).mark_bar().encode(
        alt.X("tfidf:Q").title("평균 TF-IDF").axis(tickCount=6),
        alt.Y("term:N").title(None).sort("-x"),
        alt.Color("documents:Q").title("나온 문서 수").scale(scheme="blues", domainMin=0),
        alt.Tooltip(["term:N", "tfidf:Q", "count:Q", "documents:Q"]),
    ).properties(width=WIDTH, height=alt.Step(20))
    return finish(chart, "02_keywords", title, "문서마다 잰 TF-IDF의 평균", source)


def keyness_bars(keyness: pd.DataFrame, a: str, b: str, title: str, source: str, *, top: int = 10) -> alt.TopLevelMixin:
    """Return the terms that set two groups apart as bars to either side, with the counts in both at their ends."""
    of_a, of_b = leading(keyness, top=top)
    ends = pd.concat([of_a, of_b.iloc[::-1]])
    data = ends[["term", "z", "count_a", "count_b", "documents_a", "documents_b", "log_ratio"]].round(2).assign(
        side=np.where(ends["z"] > 0, a, b), counts=ends["count_a"].astype(str) + " : " + ends["count_b"].astype(str))
    reach = max(data["z"].abs().max() * 1.2, 1) if len(data) else 1
    base = alt.Chart(data).encode(
        alt.X("z:Q").title(f"← {b} 쪽 | z | {a} 쪽 →").scale(domain=[-reach, reach]).axis(labelExpr=MINUS),
        alt.Y("term:N").title(None).sort(data["term"].tolist()),
        alt.Color("side:N").title(None).scale(domain=[a, b], range=[BLUE, ORANGE]).legend(orient="top"),
        alt.Tooltip(["term:N", "z:Q", "log_ratio:Q", "count_a:Q", "count_b:Q", "documents_a:Q", "documents_b:Q"]))
    bars = base.mark_bar(opacity=0.85)
    right, left = (base.transform_filter(f"datum.z {sign} 0").mark_text(align=align, dx=dx, fontSize=11).encode(
        alt.Text("counts:N"), alt.ColorValue(GREY)) for sign, align, dx in ((">", "left", 4), ("<", "right", -4)))
    chart = (bars + right + left).properties(width=WIDTH, height=alt.Step(20))
    return finish(chart, "02_keyness", title, f"가중 로그 오즈의 z, 막대 끝은 나온 횟수({a} : {b})", source)


def trend_lines(trend: pd.DataFrame, title: str, source: str, *, shared: bool = True) -> alt.TopLevelMixin:
    """Return one panel a term with its rate over the periods, the band around it, and its bursts marked.

    Parameters: ``trend`` as ``trends.trend`` or ``trends.mark_bursts`` returns it; ``shared`` panels have one scale of rates.
    """
    data = trend[["term", "period", "rate", "low", "high", "count", "documents", "with_term"]].round(0).assign(
        burst=trend["burst"].map(BURST) if "burst" in trend else BURST[False])
    base = alt.Chart().encode(_periods(data["period"]))
    band = base.mark_area(color=BLUE, opacity=0.18).encode(alt.Y("low:Q"), alt.Y2("high"))
    line = base.mark_line(color=BLUE, strokeWidth=2).encode(alt.Y("rate:Q"))
    points = base.mark_point(filled=True, opacity=1).encode(
        alt.Y("rate:Q").title("백만 낱말에 나온 횟수").axis(tickCount=4),
        alt.Color("burst:N").title(None).scale(domain=list(BURST.values()), range=[BLUE, ORANGE]).legend(orient="top"),
        alt.Shape("burst:N").title(None).scale(domain=list(BURST.values()), range=["circle", "diamond"]).legend(orient="top"),
        alt.Size("documents:Q").title("문서 수").scale(domainMin=1, range=[22, 90]).legend(
            orient="top", format="d", values=_sizes(data["documents"])),
        alt.Tooltip(["term:N", "period:N", "rate:Q", "low:Q", "high:Q", "count:Q", "with_term:Q", "documents:Q"]))
    panel = alt.layer(band, line, points, data=data).properties(width=WIDTH / 2 - 40, height=130)
    chart = panel.facet(alt.Facet("term:N").title(None).sort(list(data["term"].unique())), columns=2)
    chart = chart.resolve_scale(y="shared" if shared else "independent").resolve_axis(x="independent", y="independent")
    return finish(chart, "02_trend", title, "띠는 문서를 다시 뽑아 얻은 범위, 문서가 1건인 때는 띠 없음", source)


def dispersion_points(dispersion: pd.DataFrame, title: str, source: str, *, top: int = 120) -> alt.TopLevelMixin:
    """Return the ``top`` most frequent terms by count and unevenness; only labels that do not run into each other are drawn."""
    data = dispersion.head(top)[["term", "count", "documents", "dp_norm"]].round(3)
    base = alt.Chart(data.assign(terms=_labels(data))).encode(
        alt.X("count:Q").title("나온 횟수(로그 눈금)").scale(type="log", nice=False, padding=EDGE).axis(tickCount=5, format="d"),
        alt.Y("dp_norm:Q").title("치우침(정규화한 DP)").scale(domain=[0, 1]),
        alt.Tooltip(["term:N", "count:Q", "documents:Q", "dp_norm:Q"]))
    chart = base.mark_circle(color=BLUE, size=26, opacity=0.5) + base.mark_text(align="left", dx=5, fontSize=11).encode(alt.Text("terms:N"))
    return finish(chart.properties(width=WIDTH, height=HEIGHT), "02_dispersion", title,
                  "0은 문서마다 고르게, 1은 한 곳에 몰려 나온 낱말", source)


def _periods(periods: pd.Series) -> alt.X:
    """Return years on a scale of time, so that years without documents stay open, and stages in their order."""
    if periods.str.fullmatch(r"\d{4}").all():
        return alt.X("period:Q").title(None).scale(zero=False, nice=False, padding=8).axis(format="d", tickCount=6)
    return alt.X("period:N").title(None).sort(list(periods.unique())).axis(labelAngle=-40)


def _sizes(documents: pd.Series) -> list[int]:
    return sorted({1, max(1, int(documents.max()) // 3), int(documents.max())}) if len(documents) else []


def _labels(data: pd.DataFrame) -> list[str]:
    """Return the term of each point whose label has room, the first points first, and empty text for the others."""
    size = np.log(data["count"].astype(float))
    along = EDGE + (size - size.min()) / max(size.max() - size.min(), 1) * (WIDTH - 2 * EDGE)
    taken, labels = [], []
    for x, y, term in zip(along, (1 - data["dp_norm"]) * HEIGHT, data["term"], strict=True):
        width = LETTER * len(term)
        free = all(x + width < left or right < x or abs(y - line) > LINE for left, right, line in taken)
        labels.append(term if free else "")
        taken += [(x, x + width, y)] if free else []
    return labels
