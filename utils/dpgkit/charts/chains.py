"""Charts of lesson 5 that lay things out: the results chain, the gates, and which functions are joined up."""

from collections.abc import Callable

import altair as alt
import numpy as np
import pandas as pd

from dpgkit.charts import lettering
from dpgkit.charts.grids import Grid
from dpgkit.charts.lettering import broken, most_lines
from dpgkit.charts.look import BLUE, GREEN, GREY, ORANGE, PURPLE, WIDTH, finish
from dpgkit.kpi import chains, gates, ladders
from dpgkit.language import say, say_title

LEVEL_COLOURS = {"투입": GREY, "과정": ORANGE, "산출": BLUE, "결과": GREEN, "영향": PURPLE}
RESULT_COLOURS = {"채움": "#BDE3D5", "못 채움": "#EBBFC5", "모름": "#E8E8E8"}
CELL_COLOURS = {"됨": BLUE, "안 됨": "#F2C894", "모름": "#E8E8E8"}
BOX_WIDTH, GAP_X, GAP_Y, LINE, LETTERS, AIR = 106, 34, 18, 14, 11, 5       # pixels; AIR between a box's edge and its words
GATE_WIDTH, GATE_GAP, STEP = 158, 10, 26      # pixels: a box of a criterion, and how much each gate stands above the one before
HEAD, HEAD_LINE = 13, 17                      # pixels: the letters of a gate's name, and its lines


def results_chain(cards: pd.DataFrame, title: str, source: str = "지표 카드의 feeds") -> alt.TopLevelMixin:
    """Return the results chain of a set of cards: boxes by level, arrows from what leads to what follows.

    Raises DataError as ``chains.layout``.
    """
    measure = "화살표는 이어진다고 보는 쪽으로. 까닭은 화살표 위에 두면 나옵니다"
    places = chains.layout(cards)
    if places.empty:
        return finish(_nothing("이어진 지표가 없습니다"), "05_results_chain", title, measure, source)
    height = LINE * most_lines(places["name"].map(_wrapped)) + 16
    boxes = _boxes(places, height)
    lines = _lines(chains.routes(cards), boxes, height)
    size = float(boxes["right"].max()) + 4, max(*boxes["bottom"], *lines["y"]) + 4.0
    x, y = _scales(*size)
    rect = alt.Chart(boxes).mark_rect(cornerRadius=5, fillOpacity=0.13, strokeWidth=1.5).encode(
        x("left"), y("top"), alt.X2("right"), alt.Y2("bottom"), alt.Tooltip(["name:N", "label:N"]), *_colours(boxes))
    text = alt.Chart(boxes).mark_text(lineBreak="\n", fontSize=LETTERS, lineHeight=LINE, baseline="middle").encode(
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
    text = alt.Chart(data).mark_text(lineBreak="\n", fontSize=LETTERS, lineHeight=LINE, baseline="middle").encode(
        x("middle"), y("text_y"), alt.Text("text"))
    head = alt.Chart(heads).mark_text(lineBreak="\n", fontSize=HEAD, lineHeight=HEAD_LINE, fontWeight="bold", baseline="bottom").encode(
        x("middle"), y("head_y"), alt.Text("head"))
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
    grid = Grid("function", list(dict.fromkeys(data["function"])), "provider", list(dict.fromkeys(data["provider"])), row=36)
    base = grid.cells(data)
    fill = base.mark_rect(stroke="white", strokeWidth=2).encode(
        alt.Color("state:N").title(None).scale(domain=list(CELL_COLOURS), range=list(CELL_COLOURS.values())))
    text = base.mark_text(fontSize=12).encode(
        alt.Text("state:N"), alt.condition("datum.state == '됨'", alt.ColorValue("white"), alt.ColorValue("#333333")))
    return finish(grid.framed(fill, text), "05_integration", title, measure, source)


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
    shown, heads = gates.labelled(judged), _gate_heads(judged)
    order = {gate: place for place, gate in enumerate(heads["gate"])}
    place = judged["gate"].map(order)
    words = _criteria(shown)
    height = LINE * most_lines(words) + 2 * AIR
    left = place * (GATE_WIDTH + GATE_GAP)
    top = HEAD_LINE * most_lines(heads["head"]) + 7 + (len(order) - 1 - place) * STEP + judged.groupby("gate").cumcount() * (height + 4)
    data = pd.DataFrame({"gate": judged["gate"], "name": judged["name"], "words": shown["판정"], "span": shown["잰 값(%)"],
                         "wanted": shown["기준값"], "text": words, "left": left, "right": left + GATE_WIDTH, "top": top,
                         "bottom": top + height, "middle": left + GATE_WIDTH / 2})
    data["text_y"] = _first_line(data["top"] + height / 2, data["text"])
    spots = data.groupby("gate", as_index=False).agg(middle=("middle", "first"), top=("top", "min"))
    heads = heads.merge(spots, on="gate")
    return data, heads.assign(head_y=heads["top"] - 4 - heads["head"].str.count("\n") * HEAD_LINE)


def _gate_heads(judged: pd.DataFrame) -> pd.DataFrame:
    """Return the gates in order with what stands above each: its number, its name and its state."""
    states, titles = gates.ladder(judged).set_index("gate")["state"], judged.drop_duplicates("gate").set_index("gate")["title"]
    heads = {gate: _side_by_side(say_title(f"{gate} {titles[gate]}"), "·", say(gates.STATES[states[gate]]), GATE_WIDTH, HEAD, bold=True)
             for gate in sorted(judged["gate"].unique())}
    return pd.DataFrame({"gate": heads.keys(), "head": heads.values()})


def _criteria(shown: pd.DataFrame) -> list[str]:
    """Return what stands in each box: the criterion, what was measured and what is wanted, each line no wider than the box."""
    pixels = GATE_WIDTH - 2 * AIR
    return [f"{_wrapped(name, GATE_WIDTH)}\n{_side_by_side(say_title(measured), '→', say(wanted), pixels, LETTERS)}"
            for name, measured, wanted in zip(shown["기준"], shown["잰 값(%)"], shown["기준값"], strict=True)]


def _side_by_side(first: str, joint: str, second: str, pixels: float, size: int, *, bold: bool = False) -> str:
    """Return two texts in one line, or each in lines of its own where one is too short for both."""
    whole, apart = ([line for text in texts for line in lettering.lines(text, pixels, size, bold=bold)]
                    for texts in ([f"{first} {joint} {second}"], [first, f"{joint} {second}"]))
    return "\n".join(whole if len(whole) == 1 else apart)


def _wrapped(text: str, pixels: int = BOX_WIDTH) -> str:
    """Return a text in the language of the reader, broken into lines that stand inside a box of so many pixels."""
    return broken(text, pixels - 2 * AIR, LETTERS)


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
