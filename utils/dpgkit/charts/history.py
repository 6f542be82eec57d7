"""Charts of lesson 1: the timeline, ranks and the components of an index."""

import altair as alt
import pandas as pd

from dpgkit import history
from dpgkit.charts.look import BLUE, GREY, ORANGE, WIDTH, finish


def timeline(events: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the events by date and stage; shape shows the type, colour how well the date is confirmed."""
    columns = ["date", "title_ko", "stage", "actor"]
    data = events[columns].assign(day=events["date"].map(_full_date), type=events["type"].map(history.TYPES),
                                  confidence=events["confidence"].map(history.CONFIDENCE))
    chart = alt.Chart(data).mark_point(size=70, filled=True, opacity=0.8).encode(
        alt.X("day:T").title(None).axis(format="%Y").scale(padding=12),
        alt.Y("stage:N").title(None).sort(list(events["stage"].unique())),
        alt.Shape("type:N").title("종류").sort(list(history.TYPES.values())),
        alt.Color("confidence:N").title("날짜 확인").scale(domain=list(history.CONFIDENCE.values()),
                                                      range=[BLUE, GREY, ORANGE]),
        alt.Tooltip([f"{column}:N" for column in columns]),
    ).properties(width=WIDTH, height=260).interactive(bind_y=False)
    return finish(chart, "01_timeline", title, "점 하나가 사건 하나, 날을 모르면 그 해나 달의 첫날", "연표의 줄마다 적은 자료")


def ranks(series: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the EGDI rank of several countries over the editions; rank 1 stands on top."""
    base = alt.Chart(series).encode(
        alt.X("year:O").title(None).axis(labelAngle=0),
        alt.Y("egdi_rank:Q").title("순위").scale(reverse=True, domainMin=1, nice=False).axis(values=[1, *range(5, 200, 5)]),
        alt.Color("country:N").title(None),
        alt.Tooltip(["country:N", "year:O", "egdi_rank:Q", "egdi:Q"]))
    chart = (base.mark_line(strokeWidth=2) + base.mark_point(size=60, filled=True)).properties(width=WIDTH, height=260)
    return finish(chart, "01_egdi_rank", title, "유엔 전자정부발전지수 순위", "UN DESA EGOVKB")


def components(series: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the index and its three components of one country over the editions."""
    labels = {"egdi": "종합(EGDI)", **history.COMPONENTS}
    data = series.melt("year", list(labels), var_name="part", value_name="value")
    base = alt.Chart(data.assign(part=data["part"].map(labels))).encode(
        alt.X("year:O").title(None).axis(labelAngle=0),
        alt.Y("value:Q").title("지수 (0~1)").scale(zero=False),
        alt.Color("part:N").title(None).sort(list(labels.values())),
        alt.Tooltip(["part:N", "year:O", "value:Q"]))
    chart = (base.mark_line(strokeWidth=2) + base.mark_point(size=60, filled=True)).properties(width=WIDTH, height=260)
    return finish(chart, "01_egdi_components", title, "전자정부발전지수와 세 구성 지수", "UN DESA EGOVKB")


def _full_date(date: str) -> str:
    return date + "-01-01"[len(date) - 4:] if len(date) < 10 else date
