"""The timeline as bands, one a stage: every event a dot of its own, its description and source a click away."""

import re

import altair as alt
import pandas as pd

from dpgkit import history
from dpgkit.charts.lettering import broken
from dpgkit.charts.look import BLUE, GREY, ORANGE, finish
from dpgkit.errors import DataError
from dpgkit.language import say

SHAPES = {"법": "square", "계획": "triangle-up", "시스템": "circle", "조직": "diamond", "사건": "cross", "평가": "triangle-down"}
COLOURS = {"확인": BLUE, "한 자료": GREY, "엇갈림": ORANGE}
BAND_WIDTH, LANE, HEAD, FOOT, MARGIN = 680, 15, 24, 20, 6      # pixels: a band's width, and the heights of its parts
LINE = 17             # height of a line of the description, in pixels
ADDRESS = re.compile(r"[:,]?\s*https?://\S+")      # the table holds the addresses; a drawing has no room for them
TICKS = 8             # about so many dates below a band
INSET = 0.025         # how far the first and the last dot of a band stand from its edges


def timeline(events: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the events in bands, one a stage, each with a time axis of its own; a click shows what happened, and where
    that is written.

    Shape shows the type, colour how well the date is confirmed; dots of one stage never lie on one another.
    Raises DataError where there is no event to draw.
    """
    if events.empty:
        raise DataError("그릴 사건이 없습니다.", allowed="사건이 한 줄 이상인 연표", todo="거르는 조건을 줄이십시오.")
    dots = _dots(events)
    bands, dates = _bands(dots), _dates(dots)
    chosen = alt.selection_point(name="chosen", fields=["id"], empty=False, value=_first_choice(dots))
    height = int(bands["bottom"].max())
    chart = alt.layer(*_frame(bands, dates), _points(dots, chosen)).properties(width=BAND_WIDTH, height=height)
    lines = int(dots["words"].str.count("\n").max()) + 1
    below = _description(dots, chosen).properties(width=BAND_WIDTH, height=lines * LINE)
    measure = "점 하나가 사건 하나입니다. 누르면 아래에 설명이 나옵니다. 띠마다 시간의 길이가 다르며, 날을 모르면 그 해나 달의 첫날입니다"
    return finish(alt.vconcat(chart, below, spacing=4), "01_timeline", title, measure, "연표의 줄마다 적은 자료")


def _dots(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events with their place on the drawing and the words that a click shows."""
    table = history.lanes(events)
    lanes = table.groupby("stage", sort=False)["lane"].max() + 1
    heights = HEAD + FOOT + lanes * LANE + MARGIN
    tops = heights.cumsum() - heights
    table = table.assign(top=table["stage"].map(tops), bottom=table["stage"].map(tops + heights - MARGIN))
    table = table.assign(x=INSET + table["place"] * (1 - 2 * INSET), y=table["top"] + HEAD + (table["lane"] + 0.5) * LANE,
                         kind=table["type"].map(history.TYPES), sure=table["confidence"].map(history.CONFIDENCE))
    return table.assign(words=[_words(row) for row in table.itertuples()])


def _words(row: tuple) -> str:
    note = "엇갈리는 점: " + ADDRESS.sub("", row.conflict_note).replace(" ;", ";") if row.conflict_note else ""
    parts = [f"{say(row.title_ko)} ({row.date}, {say(row.actor)})", row.description_ko, note, f"출처: {row.source_title}"]
    return "\n".join(broken(part, BAND_WIDTH) for part in parts if part)


def _first_choice(dots: pd.DataFrame) -> list[dict[str, str]]:
    """Return the event that is shown before the first click: one with a conflict where there is one."""
    noted = dots[dots["confidence"] == "conflict"]
    return [{"id": (noted if len(noted) else dots)["id"].iloc[0]}]


def _bands(dots: pd.DataFrame) -> pd.DataFrame:
    table = dots.groupby("stage", sort=False).agg(top=("top", "min"), bottom=("bottom", "max"), events=("id", "size"),
                                                  first=("date", "min"), last=("date", "max")).reset_index()
    spans = [f"{row.stage} · {row.first[:4]}~{row.last[:4]} · {row.events}건" for row in table.itertuples()]
    return table.assign(left=0.0, right=1.0, head=table["top"] + HEAD / 2, span=spans)


def _dates(dots: pd.DataFrame) -> pd.DataFrame:
    """Return the dates to write below each band: years, or months where a band is short."""
    rows = []
    for stage, part in dots.groupby("stage", sort=False):
        first, last = part["day"].min(), part["day"].max()
        for day, text in _ticks(first, last):
            share = (day - first) / (last - first) if last > first else 0.5
            rows.append((stage, INSET + share * (1 - 2 * INSET), part["bottom"].iloc[0] - FOOT / 2, text))
    return pd.DataFrame(rows, columns=["stage", "x", "y", "date"])


def _ticks(first: pd.Timestamp, last: pd.Timestamp) -> list[tuple[pd.Timestamp, str]]:
    years = last.year - first.year
    if years >= 2:
        step = next(step for step in (1, 2, 5, 10, 20) if years / step <= TICKS)
        days = pd.to_datetime([f"{year}-01-01" for year in range(first.year, last.year + 1) if year % step == 0])
        return [(day, str(day.year)) for day in days if first <= day <= last]
    months = pd.date_range(first, last, freq="MS")
    return [(day, f"{day:%Y-%m}") for day in months[::max(1, len(months) // TICKS)]] or [(first, f"{first:%Y-%m-%d}")]


def _frame(bands: pd.DataFrame, dates: pd.DataFrame) -> list[alt.Chart]:
    """Return what stands behind the dots: the bands, their names and their dates."""
    x, y = alt.X("left:Q").axis(None).scale(domain=[0, 1], nice=False), alt.Y("top:Q").axis(None).scale(
        domain=[0, float(bands["bottom"].max())], reverse=True, nice=False)
    box = alt.Chart(bands).mark_rect(color="#F4F4F4", cornerRadius=4).encode(x, alt.X2("right"), y, alt.Y2("bottom"))
    names = alt.Chart(bands).mark_text(align="left", dx=8, fontSize=12, fontWeight="bold").encode(
        alt.X("left:Q"), alt.Y("head:Q"), alt.Text("span"))
    marks = alt.Chart(dates).mark_text(fontSize=11, color="#666666").encode(alt.X("x:Q"), alt.Y("y:Q"), alt.Text("date"))
    return [box, names, marks]


def _points(dots: pd.DataFrame, chosen: alt.Parameter) -> alt.Chart:
    shown = {"date": "날짜", "title_ko": "사건", "actor": "주체", "kind": "종류", "sure": "날짜 확인"}
    return alt.Chart(_drawn(dots)).mark_point(size=75, filled=True, opacity=0.9).encode(
        alt.X("x:Q"),
        alt.Y("y:Q"),
        alt.Shape("kind:N").title("종류").scale(domain=list(SHAPES), range=list(SHAPES.values())).legend(orient="right"),
        alt.Color("sure:N").title("날짜 확인").scale(domain=list(COLOURS), range=list(COLOURS.values())),
        alt.condition(chosen, alt.SizeValue(200), alt.SizeValue(75)),
        tooltip=[alt.Tooltip(f"{column}:N", title=label) for column, label in shown.items()],
    ).add_params(chosen)


def _description(dots: pd.DataFrame, chosen: alt.Parameter) -> alt.Chart:
    """Return the words about the chosen event; a click on them opens its source."""
    return alt.Chart(_drawn(dots)).transform_filter(chosen).mark_text(
        align="left", baseline="top", lineBreak="\n", fontSize=12, lineHeight=LINE, color="#333333").encode(
        alt.XValue(4), alt.YValue(4), alt.Text("words"), alt.Href("source_url"))


def _drawn(dots: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that are drawn; both views share them, so that the chart carries them once."""
    columns = ["id", "x", "y", "kind", "sure", "date", "title_ko", "actor", "words", "source_url"]
    return dots[columns].round(4)
