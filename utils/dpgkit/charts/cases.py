"""Charts of lessons 3 and 5: evidence, levels and comparison of cases, and the measured values of an indicator."""

import altair as alt
import pandas as pd

from dpgkit import impact
from dpgkit.charts.grids import Grid
from dpgkit.charts.lettering import width
from dpgkit.charts.look import BLUE, ORANGE, WIDTH, finish
from dpgkit.language import say_title

STATUS_COLOURS = {"근거 있음": BLUE, "추론": "#9CC5DF", "혜택만": "#F2C894", "근거 미확인": "#DDDDDD", "적지 않음": "#F7F7F7"}
LEVEL_COLOURS = ["#F1F1F1", "#BFD7EA", "#5B9BC8", "#0B5A8A"]           # 0 to 3, told apart in grey too
NONE = "–"
AIR = 16                                       # pixels beside the words of a cell
TEXT = "#222222"


def evidence_grid(mapping: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the conditions by actors, each cell coloured and labelled by the state of its evidence."""
    labels, actors = impact.condition_labels(), impact.actor_labels(mapping)
    cells = impact.cell_status(mapping)
    data = pd.DataFrame({"condition": cells["condition"].map(labels), "actor": cells["actor"].map(actors),
                         "status": cells["status"].map(impact.STATUS)})
    cell = max([WIDTH * 0.2, *(width(say_title(status)) + AIR for status in STATUS_COLOURS)])
    grid = Grid("actor", list(actors.values()), "condition", list(labels.values()), cell=cell, row=42)
    base = grid.cells(data)
    fill = base.mark_rect(stroke="white", strokeWidth=2).encode(
        alt.Color("status:N").title(None).scale(domain=list(STATUS_COLOURS), range=list(STATUS_COLOURS.values())).legend(_edged()))
    text = base.mark_text(fontSize=12).encode(
        alt.Text("status:N"),
        alt.condition("datum.status == '근거 있음'", alt.ColorValue("white"), alt.ColorValue(TEXT)))
    return finish(grid.framed(fill, text), "03_evidence", title, "칸마다 가장 확실한 근거의 상태", "매핑 표의 줄마다 적은 자료")


def level_grid(matrix: pd.DataFrame, title: str, coder: str) -> alt.TopLevelMixin:
    """Return the conditions by actors, each cell coloured and labelled by the level that one coder gave."""
    labels = impact.condition_labels()
    actors = impact.actor_labels(pd.DataFrame({"condition": "backbone", "actor": list(matrix)}))
    data = matrix.rename(index=labels, columns=actors).rename_axis("condition").reset_index().melt(
        "condition", var_name="actor", value_name="level")
    grid = Grid("actor", list(actors.values()), "condition", list(labels.values()), cell=WIDTH * 0.17)
    chart = grid.framed(*_levels(grid.cells(data.assign(text=_words(data["level"])))))
    return finish(chart, "03_levels", title, f"눈금 0~3, 매긴 사람: {coder}. {NONE}는 매기지 않음", "매핑 표와 눈금표")


def case_heat(compared: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return cases by conditions: colour and first figure the highest level, in brackets the documented rows."""
    order = list(impact.condition_labels().values())
    data = compared.assign(text=_words(compared["level"]) + " (" + compared["documented"].astype(str) + ")",
                           level=compared["level"].astype("float64"))[["title", "label", "level", "text"]]
    grid = Grid("label", order, "title", list(dict.fromkeys(data["title"])), row=28)
    chart = grid.framed(*_levels(grid.cells(data)))
    return finish(chart, "03_cases", title, f"조건마다 가장 높은 수준 0~3, 괄호는 근거 있는 줄의 수. {NONE}는 적힌 것이 없음",
                  "사례 폴더의 매핑 표와 ci_cases 표")


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


def _levels(base: alt.Chart) -> list[alt.Chart]:
    scale = alt.Scale(domain=[0, 1, 2, 3], range=LEVEL_COLOURS)
    fill = base.mark_rect(stroke="white", strokeWidth=2).encode(
        alt.Color("level:O").title("수준").scale(scale).legend(_edged()), alt.Tooltip(["text:N"]))
    text = base.mark_text(fontSize=12).encode(
        alt.Text("text:N"), alt.condition("datum.level >= 3", alt.ColorValue("white"), alt.ColorValue(TEXT)))
    return [fill, text]


def _edged() -> alt.Legend:
    """Return a legend whose pale colours stand out from the page."""
    return alt.Legend(symbolStrokeColor="#AAAAAA", symbolStrokeWidth=1)


def _words(levels: pd.Series) -> pd.Series:
    return levels.map(lambda level: NONE if pd.isna(level) else f"{int(level)}")
