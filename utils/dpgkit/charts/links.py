"""Charts of lesson 4: who passes data to whom, what kind of innovation that is, and what a removal leaves."""

import altair as alt
import numpy as np
import pandas as pd

from dpgkit import architecture
from dpgkit.cases import caserows
from dpgkit.charts.look import BLUE, GREEN, GREY, ORANGE, PURPLE, RED, WIDTH, finish

KIND_COLOURS = {"government": BLUE, "business": ORANGE, "citizens": GREEN, "nonprofit": "#B8679B", "academia": "#2C93C9",
                "backbone_org": RED, "multi": "#8A8A8A"}
COLOUR_WORDS = {"government": "파랑", "business": "주황", "citizens": "초록", "nonprofit": "분홍", "academia": "하늘",
                "backbone_org": "빨강", "multi": "회색"}
SIDE_WIDTH, ROW_HEIGHT, LOWEST = 345, 78, 280
APART, RIM, SHORT = 5, 12, 16    # pixels between two opposite arrows, from the middle of a dot to where a line begins, and to its tip
DOT, AIR = 9, 8               # pixels: radius of a dot, and what a line keeps away from one that it does not belong to
BEND = tuple(range(11))       # points of a bent line
DEEPEST, HIGHEST = -0.1, 1.06  # of y, so that names have room
NEAR = 48                     # degrees around straight up or down in which a link would cross a name


def passing(links: pd.DataFrame, places: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return who passes data to whom, before and after, every actor in the same place on both sides."""
    layers, height = _size(places)
    pixels = np.array([SIDE_WIDTH / layers, height / (HIGHEST - DEEPEST)])
    named = _beside(places, _arrows(links, places, pixels))
    sides = [_passing_side(_arrows(links[links[side] == 1], places, pixels), named, label, (layers, height))
             for side, label in architecture.SIDES.items()]
    return finish(alt.hconcat(*sides, spacing=24, bounds="flush"), "04_passing", title, _key(places), "연결 표의 줄마다 적은 자료")


def quadrant_plot(measures: pd.DataFrame, link_threshold: float, part_threshold: float, title: str) -> alt.TopLevelMixin:
    """Return where the case stands between the four kinds of innovation, with the thresholds as lines."""
    values = measures.set_index("measure")["value"]
    point = pd.DataFrame({"component": [values["component"]], "linkage": [values["linkage"]],
                          "name": [f"연결 {values['linkage']:.3f}, 참여자 {values['component']:.3f}"]})
    x = alt.X("component:Q").title("참여자의 새로움").scale(domain=[0, 1])
    y = alt.Y("linkage:Q").title("연결의 새로움").scale(domain=[0, 1])
    rules = [alt.Chart(pd.DataFrame({axis: [threshold]})).mark_rule(color=GREY, strokeDash=[6, 4]).encode(**{key: f"{axis}:Q"})
             for key, axis, threshold in (("y", "linkage", link_threshold), ("x", "component", part_threshold))]
    names = alt.Chart(_corners(link_threshold, part_threshold)).mark_text(fontSize=13, color="#595959").encode(x, y, alt.Text("kind"))
    dot = alt.Chart(point).mark_point(filled=True, size=160, color=BLUE, opacity=1).encode(x, y, alt.Tooltip(["linkage:Q", "component:Q"]))
    halo = alt.Chart(point).mark_text(dy=-16, fontSize=12, stroke="white", strokeWidth=4).encode(x, y, alt.Text("name"))
    chart = alt.layer(*rules, names, dot, halo, halo.mark_text(dy=-16, fontSize=12)).properties(width=WIDTH * 0.62, height=WIDTH * 0.5)
    return finish(chart, "04_quadrant", title, "두 값 모두 0(그대로)에서 1(모두 바뀜). 점선은 매개변수로 정한 문턱", "연결 표에서 계산")


def survival_line(simulated: pd.DataFrame, title: str, draws: int, seed: int) -> alt.TopLevelMixin:
    """Return the share of services left as parts are taken out at random, with the middle eight tenths of the draws."""
    shares = {column: 100 * simulated[column] for column in ("mean", "low", "high")}
    base = alt.Chart(simulated.assign(**shares)).encode(alt.X("removed:O").title("무작위로 뺀 참여자 수").axis(labelAngle=0))
    band = base.mark_area(opacity=0.2, color=BLUE).encode(
        alt.Y("low:Q").title("이어지는 서비스 (%)").scale(domain=[0, 100]), alt.Y2("high:Q"))
    line = base.mark_line(color=BLUE, strokeWidth=2).encode(alt.Y("mean:Q"), alt.Tooltip(["removed:O", "mean:Q", "low:Q", "high:Q"]))
    chart = (band + line + line.mark_point(color=BLUE, filled=True, size=50)).properties(width=WIDTH * 0.8, height=240)
    return finish(chart, "04_survival", title, f"선은 평균, 띠는 가운데 80%. {draws}번 뽑음, 씨앗 {seed}", "연결 표에서 계산")


def _size(places: pd.DataFrame) -> tuple[int, int]:
    """Return the number of layers and the height of one side in pixels, more where many stand in one layer."""
    return int(places["x"].max()), max(LOWEST, ROW_HEIGHT * int(places.groupby("x").size().max()))


def _key(places: pd.DataFrame) -> str:
    words = caserows.labels("case-actors", "kind")
    dots = ", ".join(f"{COLOUR_WORDS[kind]} {words[kind]}" for kind in KIND_COLOURS if kind in set(places["kind"]))
    return f"화살표는 자료를 주는 쪽에서 받는 쪽으로, 보라색은 새로 생긴 연결. 점은 {dots}"


def _passing_side(arrows: pd.DataFrame, places: pd.DataFrame, label: str, size: tuple[int, int]) -> alt.TopLevelMixin:
    layers, height = size
    named = {"width": SIDE_WIDTH, "height": height, "title": alt.TitleParams(label, fontSize=13)}
    if arrows.empty:
        return alt.layer(alt.Chart(pd.DataFrame({"words": ["연결이 없습니다"]})).mark_text(fontSize=13, color="#595959").encode(
            alt.Text("words"))).properties(**named)
    present = places[places["name"].isin(pd.concat([arrows["giver"], arrows["receiver"]]))]
    ways, arrows = _around(arrows, present, np.array([SIDE_WIDTH / layers, height / (HIGHEST - DEEPEST)]))
    x = alt.X("x:Q").axis(None).scale(domain=[0.5, layers + 0.5], nice=False)
    y = alt.Y("y:Q").axis(None).scale(domain=[DEEPEST, HIGHEST], nice=False)
    colour = alt.Color("colour:N").scale(None)
    line = alt.Chart(ways).mark_line(strokeWidth=1.5, opacity=0.8).encode(
        x, y, alt.Detail("link:N"), alt.Order("step:Q"), colour, alt.Tooltip(["giver", "passes", "receiver"]))
    head = alt.Chart(arrows).mark_point(shape="triangle", filled=True, size=60, opacity=1).encode(
        alt.X("x2:Q").axis(None), alt.Y("y2:Q").axis(None), alt.Angle("angle:Q").scale(None), colour)
    dots = alt.Chart(present).mark_circle(size=260, opacity=1, stroke="white", strokeWidth=2.5).encode(
        x, y, alt.Color("kind:N").scale(domain=list(KIND_COLOURS), range=list(KIND_COLOURS.values())).legend(None))
    halos, names = zip(*(_names(group, x, y, dy) for dy, group in present.groupby("dy")), strict=True)
    return alt.layer(line, *halos, head, dots, *names).resolve_scale(color="independent").properties(**named)


def _names(places: pd.DataFrame, x: alt.X, y: alt.Y, dy: int) -> tuple[alt.Chart, alt.Chart]:
    """Return the white edges that keep names readable over lines, and the names; arrow heads go between the two."""
    base = alt.Chart(places).encode(x, y, alt.Text("name"))
    return base.mark_text(dy=dy, fontSize=12, stroke="white", strokeWidth=4), base.mark_text(dy=dy, fontSize=12)


def _beside(places: pd.DataFrame, arrows: pd.DataFrame) -> pd.DataFrame:
    """Return the places with ``dy``: the name stands below its dot, above it where fewer links would cross it there."""
    leaving = pd.concat([arrows[["giver", "angle"]].set_axis(["name", "angle"], axis=1),
                         arrows[["receiver", "angle"]].set_axis(["name", "angle"], axis=1).assign(angle=arrows["angle"] + 180)])
    up = np.abs((leaving["angle"] + 180) % 360 - 180)                 # 0 is straight up
    crossed = leaving.assign(above=up < NEAR, below=up > 180 - NEAR).groupby("name")[["above", "below"]].sum()
    higher = places["name"].map(crossed["above"] < crossed["below"]).fillna(False).astype(bool)
    return places.assign(dy=np.where(higher, -20, 21))


def _arrows(links: pd.DataFrame, places: pd.DataFrame, pixels: np.ndarray) -> pd.DataFrame:
    """Return each link as a line and the place and angle of its head; two opposite links run beside each other.

    Parameters: ``pixels`` what one unit of x and of y takes up.
    """
    at = places.set_index("name")[["x", "y"]].astype(float)
    start, end = at.loc[links["giver"]].to_numpy(), at.loc[links["receiver"]].to_numpy()
    run = (end - start) * pixels                                       # direction and length as seen on the screen
    along = run / np.linalg.norm(run, axis=1, keepdims=True)
    pairs = set(zip(links["giver"], links["receiver"], strict=True))
    both = np.array([[(receiver, giver) in pairs] for giver, receiver in zip(links["giver"], links["receiver"], strict=True)])
    aside = np.where(both.reshape(-1, 1), along[:, ::-1] * [APART, -APART], 0.0)
    start, tip = start + (aside + RIM * along) / pixels, end + (aside - SHORT * along) / pixels         # from rim to rim
    table = links[["giver", "receiver", "passes"]].reset_index(drop=True)
    return table.assign(x=start[:, 0].round(4), y=start[:, 1].round(4), x2=tip[:, 0].round(4), y2=tip[:, 1].round(4),
                        angle=np.degrees(np.arctan2(run[:, 0], run[:, 1])).round(1),
                        colour=links["before"].map({1: GREY, 0: PURPLE}).to_numpy())


def _around(arrows: pd.DataFrame, places: pd.DataFrame, pixels: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the points of every line in order, and the arrows with the angle at their tips: a line bends around dots in its way."""
    dots = places.set_index("name")[["x", "y"]].astype(float)
    rows, angles = [], []
    for link, arrow in enumerate(arrows.itertuples(index=False)):
        ends = np.array([[arrow.x, arrow.y], [arrow.x2, arrow.y2]]) * pixels
        turn = _turn(ends, dots.drop(index=[arrow.giver, arrow.receiver]).to_numpy() * pixels)
        points = _curve(ends, turn) if turn is not None else ends
        leg = points[-1] - points[-2]
        angles.append(arrow.angle if turn is None else round(float(np.degrees(np.arctan2(*leg))), 1))
        rows += [(link, step, *spot.round(4), arrow.giver, arrow.passes, arrow.receiver, arrow.colour)
                 for step, spot in enumerate(points / pixels)]
    ways = pd.DataFrame(rows, columns=["link", "step", "x", "y", "giver", "passes", "receiver", "colour"])
    return ways, arrows.assign(angle=angles)


def _turn(ends: np.ndarray, dots: np.ndarray) -> np.ndarray | None:
    """Return the point that a line is drawn towards so that it passes the nearest dot in its way, or None where none is."""
    run = ends[1] - ends[0]
    length = np.linalg.norm(run)
    along, across = run / length, np.array([-run[1], run[0]]) / length
    far = (dots - ends[0]) @ along
    off = np.where((far > 0) & (far < length), (dots - ends[0]) @ across, np.inf)
    if not len(off) or abs(off).min() > DOT + AIR:
        return None
    nearest = off[abs(off).argmin()]
    side = -1 if nearest > 0 else 1
    return (ends[0] + ends[1]) / 2 + across * side * 2 * (DOT + AIR + DOT - abs(nearest))      # a curve goes half as far as its turn


def _curve(ends: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """Return points of a quadratic Bézier curve."""
    share = np.array(BEND).reshape(-1, 1) / BEND[-1]
    return (1 - share) ** 2 * ends[0] + 2 * share * (1 - share) * turn + share ** 2 * ends[1]


def _corners(link_threshold: float, part_threshold: float) -> pd.DataFrame:
    """Return the four kinds, each in the middle of its corner."""
    rows = [(name, (1 + part_threshold) / 2 if parts else part_threshold / 2,
             (1 + link_threshold) / 2 if new else link_threshold / 2) for (new, parts), name in architecture.KINDS.items()]
    return pd.DataFrame(rows, columns=["kind", "component", "linkage"])
