"""Charts of lessons 3 to 5: the evidence, the links and the measured values of a case."""

import altair as alt
import numpy as np
import pandas as pd

from dpgkit import impact
from dpgkit.charts.look import BLUE, GREEN, GREY, ORANGE, PURPLE, WIDTH, finish

STATUS_COLOURS = {"근거 있음": BLUE, "추론": "#9CC5DF", "혜택만": "#F2C894", "근거 미확인": "#DDDDDD", "적지 않음": "#F7F7F7"}
KIND_COLOURS = {"government": BLUE, "business": ORANGE, "citizens": GREEN}
SIDE_WIDTH, SIDE_HEIGHT, LAYERS = 330, 300, 5
PIXELS = np.array([SIDE_WIDTH / LAYERS, SIDE_HEIGHT])   # what one unit of x and of y takes up in ``passing``


def evidence_grid(mapping: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the conditions by actors, each cell coloured and labelled by the state of its evidence."""
    labels = impact.condition_labels()
    cells = impact.cell_status(mapping)
    data = pd.DataFrame({"condition": cells["condition"].map(labels), "actor": cells["actor"].map(impact.ACTORS),
                         "status": cells["status"].map(impact.STATUS)})
    base = alt.Chart(data).encode(
        alt.X("actor:N").title(None).sort(list(impact.ACTORS.values())).axis(orient="top", labelAngle=0),
        alt.Y("condition:N").title(None).sort(list(labels.values())))
    fill = base.mark_rect(stroke="white", strokeWidth=2).encode(
        alt.Color("status:N").title(None).scale(domain=list(STATUS_COLOURS), range=list(STATUS_COLOURS.values())))
    text = base.mark_text(fontSize=12).encode(
        alt.Text("status:N"),
        alt.condition("datum.status == '근거 있음'", alt.ColorValue("white"), alt.ColorValue("#333333")))
    chart = (fill + text).properties(width=WIDTH * 0.6, height=alt.Step(42))
    return finish(chart, "03_evidence", title, "칸마다 가장 확실한 근거의 상태", "매핑 표의 줄마다 적은 자료")


def passing(links: pd.DataFrame, places: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return who passes data to whom, before and after, every actor in the same place on both sides."""
    sides = [_passing_side(links[links[side] == 1], places, label)
             for side, label in (("before", "이전"), ("after", "이후"))]
    measure = "화살표는 자료를 주는 쪽에서 받는 쪽으로, 보라색은 새로 생긴 연결. 점은 파랑 정부, 주황 기업, 초록 국민"
    return finish(alt.hconcat(*sides), "04_passing", title, measure,
                  "연결 표의 줄마다 적은 자료")


def rate_line(measured: pd.DataFrame, target: float | None, title: str, source: str) -> alt.TopLevelMixin:
    """Return a measured rate per year, and its target as a dashed line where there is one."""
    base = alt.Chart(measured[["year", "rate", "numerator", "denominator"]]).encode(
        alt.X("year:O").title(None).axis(labelAngle=0),
        alt.Y("rate:Q").title("비율 (%)").scale(domainMin=0),
        alt.Tooltip(["year:O", "rate:Q", "numerator:Q", "denominator:Q"]))
    layers = [base.mark_line(color=BLUE, strokeWidth=2), base.mark_point(color=BLUE, size=70, filled=True),
              base.mark_text(dy=-14).encode(alt.Text("rate:Q", format=".2f"))]
    if target is not None:
        layers.append(alt.Chart(pd.DataFrame({"rate": [target]})).mark_rule(color=ORANGE, strokeDash=[6, 4]).encode(
            alt.Y("rate:Q")))
    return finish(alt.layer(*layers).properties(width=WIDTH, height=260), "05_rate", title,
                  "점선은 목표값" if target is not None else "목표값 없음", source)


def _passing_side(links: pd.DataFrame, places: pd.DataFrame, label: str) -> alt.TopLevelMixin:
    arrows = _arrows(links, places)
    present = places[places["name"].isin(pd.concat([links["giver"], links["receiver"]]))]
    x = alt.X("x:Q").axis(None).scale(domain=[0.5, LAYERS + 0.5])
    y = alt.Y("y:Q").axis(None).scale(domain=[0, 1])
    line = alt.Chart(arrows).mark_rule(strokeWidth=1.5, opacity=0.8).encode(
        x, y, alt.X2("x2"), alt.Y2("y2"), alt.Color("colour:N").scale(None), alt.Tooltip(["giver", "passes", "receiver"]))
    head = alt.Chart(arrows).mark_point(shape="triangle", filled=True, size=60, opacity=1).encode(
        alt.X("x2:Q").axis(None), alt.Y("y2:Q").axis(None), alt.Angle("angle:Q").scale(None), alt.Color("colour:N").scale(None))
    dots = alt.Chart(present).mark_circle(size=260, opacity=1).encode(
        x, y, alt.Color("kind:N").scale(domain=list(KIND_COLOURS), range=list(KIND_COLOURS.values())).legend(None))
    base = alt.Chart(present).encode(x, y, alt.Text("name"))
    halo = base.mark_text(dy=21, fontSize=12, stroke="white", strokeWidth=4)        # keeps names readable over arrows
    return (line + head + dots + halo + base.mark_text(dy=21, fontSize=12)).resolve_scale(color="independent").properties(
        width=SIDE_WIDTH, height=SIDE_HEIGHT, title=alt.TitleParams(label, fontSize=13))


def _arrows(links: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    at = places.set_index("name")[["x", "y"]].astype(float)
    start, end = at.loc[links["giver"]].to_numpy(), at.loc[links["receiver"]].to_numpy()
    run = (end - start) * PIXELS                                       # direction and length as seen on the screen
    tip = end - 16 * run / np.linalg.norm(run, axis=1, keepdims=True) / PIXELS      # stop short of the dot
    table = links[["giver", "receiver", "passes"]].reset_index(drop=True)
    return table.assign(x=start[:, 0], y=start[:, 1], x2=tip[:, 0].round(4), y2=tip[:, 1].round(4),
                        angle=np.degrees(np.arctan2(run[:, 0], run[:, 1])).round(1),
                        colour=links["before"].map({1: GREY, 0: PURPLE}).to_numpy())
