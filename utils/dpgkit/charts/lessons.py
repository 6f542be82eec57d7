"""The chart of lesson 0: how the lessons hang together."""

import altair as alt
import pandas as pd

from dpgkit.charts.lettering import width
from dpgkit.charts.look import GREY, finish
from dpgkit.language import say_title

NAME, TABLE = 13, 11               # pixels: the letters of a lesson's name and of the tables beside it
EDGE, AIR = 14, 8                  # pixels: between a name and the edge of its box, and between the box and a table


def road(overview: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the lessons in order, each with the tables that it takes over and hands on."""
    names = {"과": "lesson", "제목": "name", "이어받는 표": "needs", "넘기는 표": "gives"}
    data = overview.rename(columns=names)[list(names.values())].assign(name=lambda table: table["name"].map(say_title))
    before, box, after = _widest(data["needs"], TABLE) + AIR, _widest(data["name"], NAME) + 2 * EDGE, _widest(data["gives"], TABLE) + AIR
    data = data.assign(left=before, middle=before + box / 2, right=before + box)
    base = alt.Chart(data).encode(alt.Y("lesson:O").title(None).axis(None))
    scale = alt.Scale(domain=[0, before + box + after], nice=False)
    left, middle, right = (alt.X(f"{field}:Q").axis(None).scale(scale) for field in ("left", "middle", "right"))
    layers = [base.mark_bar(color="#E3EEF6", size=30).encode(left, alt.X2("right")),
              base.mark_text(fontSize=NAME).encode(middle, alt.Text("name:N")),
              base.mark_text(align="right", dx=-AIR, fontSize=TABLE, color=GREY).encode(left, alt.Text("needs:N")),
              base.mark_text(align="left", dx=AIR, fontSize=TABLE, color=GREY).encode(right, alt.Text("gives:N"))]
    chart = alt.layer(*layers).properties(width=before + box + after, height=alt.Step(40))
    return finish(chart, "00_road", title, "왼쪽은 이어받는 표, 상자는 과, 오른쪽은 넘기는 표", "과의 머리 정보")


def _widest(texts: pd.Series, size: int) -> float:
    return max((width(text, size) for text in texts.fillna("").astype(str)), default=0.0)
