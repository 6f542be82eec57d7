"""Charts of the shared measurement store: published values over time, and what citizens find important beside how they rate it."""

import altair as alt
import pandas as pd

from dpgkit.charts.look import BLUE, GREEN, GREY, ORANGE, RED, WIDTH, finish
from dpgkit.measurement.voices import CROSSES

QUADRANT_COLOURS = {"먼저 고칠 것": RED, "지킬 것": GREEN, "나중에 볼 것": GREY, "지나친 것": ORANGE, "경계": "#222222"}
STORED = "저장소"


def stored_trend(values: pd.DataFrame, title: str, source: str, *, noted: pd.DataFrame | None = None,
                 target: float | None = None) -> alt.TopLevelMixin:
    """Return the published values of one indicator by period, the values that the case holds itself apart from them, and the target.

    Parameters: ``values`` and ``noted`` with period, value and data (what the values are); ``target`` in the same unit.
    """
    known = pd.concat([values, *([] if noted is None else [noted])], ignore_index=True)[["period", "value", "data"]]
    known = known.dropna(subset="value").assign(data=lambda table: table["data"].replace("", STORED), shown=lambda table:
                                                table["value"].map("{:.1f}".format))
    known = known.assign(below=known.groupby("period")["value"].rank(method="first", ascending=False) > 1)      # two names need two places
    kinds = list(dict.fromkeys(known["data"]))
    x = alt.X("period:O").title("기간").axis(labelAngle=0).sort(sorted(known["period"].unique()))
    y = alt.Y("value:Q").title("값").scale(zero=True, domainMax=_highest(known["value"], target), nice=False)
    colour = alt.Color("data:N").title(None).scale(domain=kinds, range=[BLUE, GREY, ORANGE][:len(kinds)]).legend(orient="top")
    base = alt.Chart(known).encode(x, y, colour)
    line = base.mark_line(strokeWidth=2).encode(alt.StrokeDash("data:N").title(None).scale(domain=kinds, range=[[1, 0], [6, 4], [2, 2]]))
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(alt.Tooltip(["period:O", "value:Q", "data:N"]))
    names = [base.transform_filter(alt.datum.below == below).mark_text(dy=dy, fontSize=12).encode(alt.Text("shown"))
             for below, dy in ((False, -12), (True, 15))]
    layers = [line, dots, *names]
    if target is not None:
        goal = pd.DataFrame({"target": [target]})
        layers.append(alt.Chart(goal).mark_rule(color=GREEN, strokeDash=[4, 4], strokeWidth=2).encode(alt.Y("target:Q").title("값")))
    measure = "점은 공개한 값을 묶은 것" if target is None else f"점은 공개한 값을 묶은 것, 초록 점선은 목표 {target:g}"
    return finish(alt.layer(*layers).properties(width=WIDTH, height=260), "05_stored_trend", title, measure, source)


def importance_performance(table: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return what to mend first as ``measurement.importance_performance``: importance upwards, rating to the right, and the lines."""
    cross = table["cross"].iloc[0]
    middle = table[["performance", "importance"]].mean() if cross == CROSSES["means"] else pd.Series(3.0, ["performance", "importance"])
    scales = [alt.Scale(domain=_span([*table[name], middle[name]]), nice=False, zero=False) for name in middle.index]
    x, y = (alt.X("performance:Q").title("평점 (1~5)").scale(scales[0]), alt.Y("importance:Q").title("중요도 (1~5)").scale(scales[1]))
    lines = [alt.Chart(middle.to_frame().T).mark_rule(color="#999999", strokeDash=[6, 4]).encode(channel) for channel in (x, y)]
    scale = alt.Scale(domain=list(QUADRANT_COLOURS), range=list(QUADRANT_COLOURS.values()))
    base = alt.Chart(table[["group", "n", "importance", "performance", "quadrant"]].round(3)).encode(x, y)
    dots = base.mark_point(filled=True, size=140, opacity=1).encode(
        alt.Color("quadrant:N").title(None).scale(scale).legend(orient="bottom", columns=5),
        alt.Tooltip(["group:N", "n:Q", "importance:Q", "performance:Q", "quadrant:N"]))
    text = base.mark_text(dy=-14, fontSize=12).encode(alt.Text("group"))
    measure = f"선은 {cross}. 왼쪽 위가 먼저 고칠 것"
    return finish(alt.layer(*lines, dots, text).properties(width=WIDTH * 0.8, height=300), "05_priorities", title, measure, source)


def _highest(values: pd.Series, target: float | None) -> float:
    return 1.15 * float(max([*values, *([] if target is None else [target]), 1e-9]))


def _span(values: list[float]) -> list[float]:
    """Return a domain with room for the names."""
    low, high = float(min(values)), float(max(values))
    room = max(0.25 * (high - low), 0.15)
    return [round(low - room, 3), round(high + room, 3)]
