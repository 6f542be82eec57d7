"""Charts of lesson 5 that lay things out: the results chain, the gates, and which functions are joined up."""

from collections.abc import Callable

import altair as alt
import numpy as np
import pandas as pd

from dpgkit.charts.look import BLUE, GREEN, GREY, ORANGE, PURPLE, WIDTH, finish
from dpgkit.charts.placing import text_width
from dpgkit.kpi import chains, gates, ladders
from dpgkit.language import say

LEVEL_COLOURS = {"투입": GREY, "과정": ORANGE, "산출": BLUE, "결과": GREEN, "영향": PURPLE}
RESULT_COLOURS = {"채움": "#BDE3D5", "못 채움": "#EBBFC5", "모름": "#E8E8E8"}
CELL_COLOURS = {"됨": BLUE, "안 됨": "#F2C894", "모름": "#E8E8E8"}
BOX_WIDTH, GAP_X, GAP_Y, LINE = 106, 34, 18, 14                # pixels
GATE_WIDTH, BOX_HEIGHT, STEP = 158, 52, 26    # pixels: a box of a criterion, and how much each gate stands above the one before


def results_chain(cards: pd.DataFrame, title: str, source: str = "지표 카드의 feeds") -> alt.TopLevelMixin:
    """Return the results chain of a set of cards: boxes by level, arrows from what leads to what follows.

    Raises DataError as ``chains.layout``.
    """
    measure = "화살표는 이어진다고 보는 쪽으로. 까닭은 화살표 위에 두면 나옵니다"
    places = chains.layout(cards)
    if places.empty:
        return finish(_nothing("이어진 지표가 없습니다"), "05_results_chain", title, measure, source)
    height = LINE * int(1 + places["name"].map(_wrapped).str.count("\n").max()) + 16
    boxes = _boxes(places, height)
    lines = _lines(chains.routes(cards), boxes, height)
    size = float(boxes["right"].max()) + 4, max(*boxes["bottom"], *lines["y"]) + 4.0
    x, y = _scales(*size)
    rect = alt.Chart(boxes).mark_rect(cornerRadius=5, fillOpacity=0.13, strokeWidth=1.5).encode(
        x("left"), y("top"), alt.X2("right"), alt.Y2("bottom"), alt.Tooltip(["name:N", "label:N"]), *_colours(boxes))
    text = alt.Chart(boxes).mark_text(lineBreak="\n", fontSize=11, lineHeight=LINE, baseline="middle").encode(
        x("middle"), y("text_y"), alt.Text("words"))
    shown = alt.Tooltip(["giver:N", "assumption:N"])
    line = alt.Chart(lines).mark_line(color="#8A8A8A", strokeWidth=1.3).encode(
        x("x"), y("y"), alt.Detail("link:N"), alt.Order("step:Q"), shown)
    head = alt.Chart(_heads(lines)).mark_point(shape="triangle", filled=True, size=45, color="#8A8A8A", opacity=1).encode(
        x("x"), y("y"), alt.Angle("angle:Q").scale(None), shown)
    chart = alt.layer(line, rect, head, text).properties(width=size[0], height=size[1])
    return finish(chart, "05_results_chain", title, measure, source)


def gate_steps(judged: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return the gates as stairs, each with its criteria coloured by whether they are met, as ``gates.judge``."""
    measure = "문은 아래의 기준을 모두 채워야 열립니다. 평균으로 열지 않습니다"
    if judged.empty:
        return finish(_nothing("정해 둔 단계의 문이 없습니다"), "05_gates", title, measure, source)
    data, heads = _stairs(judged)
    width, height = float(data["right"].max()), float(data["bottom"].max())
    x, y = _scales(width, height)
    scale = alt.Scale(domain=list(RESULT_COLOURS), range=list(RESULT_COLOURS.values()))
    rect = alt.Chart(data).mark_rect(cornerRadius=4, stroke="white", strokeWidth=2).encode(
        x("left"), y("top"), alt.X2("right"), alt.Y2("bottom"), alt.Color("words:N").title("기준").scale(scale).legend(orient="bottom"),
        alt.Tooltip(["name:N", "words:N", "span:N", "wanted:N"]))
    text = alt.Chart(data).mark_text(lineBreak="\n", fontSize=11, lineHeight=LINE, baseline="middle").encode(
        x("middle"), y("text_y"), alt.Text("text"))
    head = alt.Chart(heads).mark_text(fontSize=13, fontWeight="bold", baseline="bottom").encode(
        x("middle"), y("top"), alt.Text("head"))
    chart = alt.layer(rect, text, head).properties(width=width, height=height)
    return finish(chart, "05_gates", title, measure, source)


def integration_grid(cells: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return which functions of which providers work in one place, as ``ladders.grid``; what is not known is grey."""
    measure = "기능이 한 곳에서 되는지. 모르는 칸은 회색"
    if cells.empty:
        return finish(_nothing("통합 표가 없습니다"), "05_integration", title, measure, source)
    labels = {**ladders.FUNCTIONS, **ladders.RUNGS}
    data = cells.rename(columns=labels).rename_axis("provider").reset_index().melt("provider", var_name="function")
    data = data.assign(state=data["value"].map({1.0: "됨", 0.0: "안 됨"}).fillna("모름")).drop(columns="value")
    base = alt.Chart(data).encode(alt.X("function:N").title(None).sort(None).axis(orient="top", labelAngle=0),
                                  alt.Y("provider:N").title(None).sort(None))
    fill = base.mark_rect(stroke="white", strokeWidth=2).encode(
        alt.Color("state:N").title(None).scale(domain=list(CELL_COLOURS), range=list(CELL_COLOURS.values())))
    text = base.mark_text(fontSize=12).encode(
        alt.Text("state:N"), alt.condition("datum.state == '됨'", alt.ColorValue("white"), alt.ColorValue("#333333")))
    chart = (fill + text).properties(width=WIDTH * 0.75, height=alt.Step(36))
    return finish(chart, "05_integration", title, measure, source)


def _nothing(words: str) -> alt.Chart:
    """Return a drawing that says why there is none, so that a lesson runs for every case."""
    return alt.Chart(pd.DataFrame({"words": [words]})).mark_text(fontSize=13, color="#595959").encode(alt.Text("words")).properties(
        width=WIDTH * 0.7, height=50)


def _boxes(places: pd.DataFrame, height: int) -> pd.DataFrame:
    left = places["x"] * (BOX_WIDTH + GAP_X)
    middle = _down(places["y"], places["y"], height)
    words = places["name"].map(_wrapped)
    return places.assign(left=left, right=left + BOX_WIDTH, top=middle - height / 2, bottom=middle + height / 2,
                         middle=left + BOX_WIDTH / 2, words=words, text_y=_first_line(middle, words))


def _down(y: pd.Series, boxes: pd.Series, height: int) -> pd.Series:
    """Return heights in pixels from the top, the highest box at the upper edge."""
    return (y - boxes.min()) * (height + GAP_Y) + height / 2


def _lines(routes: pd.DataFrame, boxes: pd.DataFrame, height: int) -> pd.DataFrame:
    """Return the corners of each link: from the right side of a box, straight past the columns between, to the left side of another."""
    names = boxes.set_index("indicator")["name"]
    table = routes.assign(y=_down(routes["y"], boxes["y"], height), left=routes["x"] * (BOX_WIDTH + GAP_X),
                          link=routes["giver"] + " " + routes["receiver"])
    first, last = table["step"] == 0, table["step"] == table.groupby("link")["step"].transform("max")
    entering = table.assign(x=table["left"] - np.where(last, 4, 0))[~first]
    leaving = table.assign(x=table["left"] + BOX_WIDTH, step=table["step"] + 0.5)[~last]
    corners = pd.concat([entering, leaving]).sort_values(["link", "step"], ignore_index=True)
    return corners.assign(giver=corners["giver"].map(names))[["link", "giver", "assumption", "step", "x", "y"]]


def _heads(lines: pd.DataFrame) -> pd.DataFrame:
    """Return where each link ends and from where it comes, as the angle of its head."""
    ends = lines.groupby("link", sort=False).tail(2)
    first, last = ends.groupby("link", sort=False).head(1), ends.groupby("link", sort=False).tail(1)
    run = last[["x", "y"]].to_numpy() - first[["x", "y"]].to_numpy()
    return last.assign(angle=np.degrees(np.arctan2(run[:, 0], -run[:, 1])).round(1))


def _stairs(judged: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the boxes of the criteria, each gate a step higher than the one before, and the heads above them."""
    shown, states = gates.labelled(judged), gates.ladder(judged).set_index("gate")["state"].map(gates.STATES)
    order = {gate: place for place, gate in enumerate(sorted(judged["gate"].unique()))}
    place = judged["gate"].map(order)
    inside = judged.groupby("gate").cumcount()
    rise = (len(order) - 1 - place) * STEP
    left, top = place * (GATE_WIDTH + 10), 24 + rise + inside * (BOX_HEIGHT + 4)
    measured = shown["잰 값(%)"].map(say) + " → " + shown["기준값"].map(say)
    words = shown["기준"].map(lambda name: _wrapped(name, GATE_WIDTH - 10)) + "\n" + measured
    data = pd.DataFrame({"gate": judged["gate"], "name": judged["name"], "words": shown["판정"], "span": shown["잰 값(%)"],
                         "wanted": shown["기준값"], "text": words, "left": left, "right": left + GATE_WIDTH, "top": top,
                         "bottom": top + BOX_HEIGHT, "middle": left + GATE_WIDTH / 2})
    data["text_y"] = _first_line(data["top"] + BOX_HEIGHT / 2, data["text"])
    heads = data.groupby("gate", as_index=False).agg(middle=("middle", "first"), top=("top", "min"))
    titles = judged.drop_duplicates("gate").set_index("gate")["title"]
    return data, heads.assign(top=heads["top"] - 4, head=[f"{gate} {titles[gate]} · {states[gate]}" for gate in heads["gate"]])


def _wrapped(text: str, pixels: int = BOX_WIDTH - 8) -> str:
    """Return a text broken between words into lines that are no wider than so many pixels, where its words allow."""
    lines = [""]
    for word in say(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, 11) > pixels:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _first_line(middle: pd.Series, words: pd.Series) -> pd.Series:
    """Return where the first of several lines stands so that all of them are centred."""
    return middle - (words.str.count("\n") * LINE) / 2


def _scales(width: float, height: float) -> tuple[Callable[[str], alt.X], Callable[[str], alt.Y]]:
    """Return what makes a channel of a field that holds pixels, from the upper left; all layers must share the scale."""
    across, down = alt.Scale(domain=[0, width], nice=False), alt.Scale(domain=[height, 0], nice=False)
    return (lambda field: alt.X(f"{field}:Q").axis(None).scale(across)), (lambda field: alt.Y(f"{field}:Q").axis(None).scale(down))


def _colours(boxes: pd.DataFrame) -> tuple[alt.Fill, alt.Stroke]:
    """Return the colours of the levels for area and edge, with a legend of those that are there."""
    scale = alt.Scale(domain=list(LEVEL_COLOURS), range=list(LEVEL_COLOURS.values()))
    there = [label for label in LEVEL_COLOURS if label in set(boxes["label"])]
    return (alt.Fill("label:N", scale=scale, legend=alt.Legend(orient="bottom", title=None, values=there)),
            alt.Stroke("label:N", scale=scale, legend=None))
