"""The chart of lesson 0: how the lessons hang together."""

import altair as alt
import pandas as pd

from dpgkit.charts.look import GREY, WIDTH, finish


def road(overview: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the lessons in order, each with the tables that it takes over and hands on."""
    names = {"과": "lesson", "제목": "name", "이어받는 표": "needs", "넘기는 표": "gives"}
    data = overview.rename(columns=names)[list(names.values())].assign(left=1, middle=1.5, right=2)
    base = alt.Chart(data).encode(alt.Y("lesson:O").title(None).axis(None))
    layers = [base.mark_bar(color="#E3EEF6", size=30).encode(_road_x("left"), alt.X2("right")),
              base.mark_text(fontSize=13).encode(_road_x("middle"), alt.Text("name:N")),
              base.mark_text(align="right", dx=-8, color=GREY).encode(_road_x("left"), alt.Text("needs:N")),
              base.mark_text(align="left", dx=8, color=GREY).encode(_road_x("right"), alt.Text("gives:N"))]
    chart = alt.layer(*layers).properties(width=WIDTH, height=alt.Step(40))
    return finish(chart, "00_road", title, "왼쪽은 이어받는 표, 상자는 과, 오른쪽은 넘기는 표", "과의 머리 정보")


def _road_x(field: str) -> alt.X:
    return alt.X(f"{field}:Q").axis(None).scale(domain=[0, 3])
