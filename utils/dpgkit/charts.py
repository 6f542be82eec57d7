"""Charts of the lessons: functions that return an Altair chart, one theme, and a renderer that works offline."""

import base64
import copy
from functools import cache

import altair as alt
import numpy as np
import pandas as pd
import vl_convert

from dpgkit import history, impact, paths

FONT = "NanumGothic, Malgun Gothic, Apple SD Gothic Neo, DpgkitKorean, sans-serif"
BLUE, ORANGE, GREEN, RED, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#B2182B", "#7B3294", "#6E6E6E"
PALETTE = [BLUE, ORANGE, GREEN, PURPLE, RED, GREY]        # Okabe and Ito's colours, dark enough to read
STATUS_COLOURS = {"근거 있음": BLUE, "추론": "#9CC5DF", "혜택만": "#F2C894", "근거 미확인": "#DDDDDD", "적지 않음": "#F7F7F7"}
KIND_COLOURS = {"government": BLUE, "business": ORANGE, "citizens": GREEN}
VEGA_LITE = "5.20"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH = 600
SIDE_WIDTH, SIDE_HEIGHT, LAYERS = 330, 300, 5
PIXELS = np.array([SIDE_WIDTH / LAYERS, SIDE_HEIGHT])   # what one unit of x and of y takes up in ``passing``


def enable() -> None:
    """Switch on the kit's theme and renderer for the charts that follow, and show table cells whole.

    The renderer gives JupyterLab the Vega-Lite 5 it can draw offline, and a picture for everything else.
    """
    pd.set_option("display.max_colwidth", None)
    alt.theme.register("dpgkit", enable=True)(theme)
    alt.renderers.register("dpgkit", mime_bundle)
    alt.renderers.enable("dpgkit")
    alt.data_transformers.disable_max_rows()


def theme() -> alt.theme.ThemeConfig:
    """Return the look that all charts share.

    >>> theme()["config"]["range"]["category"][0]
    '#0072B2'
    """
    label = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 260}
    return {"config": {
        "font": FONT, "range": {"category": PALETTE}, "view": {"stroke": None},
        "axis": {**label, "gridColor": "#E8E8E8", "domainColor": "#999999"}, "legend": label,
        "title": {"anchor": "start", "fontSize": 16, "subtitleFontSize": 12, "subtitleColor": "#555555", "offset": 12,
                  "subtitlePadding": 4},
        "header": {"labelFontSize": 13, "titleFontSize": 13}}}


def mime_bundle(spec: dict, **_: object) -> dict[str, object]:
    """Return a chart as the notebook stores it: the specification, a PNG and a text alternative."""
    portable = {**copy.deepcopy(spec), "$schema": SCHEMA}
    picture = base64.b64encode(to_png(spec)).decode("ascii")
    return {"application/vnd.vegalite.v5+json": portable, "image/png": picture,
            "text/plain": spec.get("description", "")}


def to_png(spec: dict) -> bytes:
    """Return a chart specification drawn as PNG, with the kit's Korean font."""
    _register_fonts()
    return vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, ppi=100)


def to_svg(spec: dict) -> str:
    """Return a chart specification drawn as SVG, with the kit's Korean font."""
    _register_fonts()
    return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)


def finish(chart: alt.TopLevelMixin, name: str, title: str, measure: str, source: str) -> alt.TopLevelMixin:
    """Return the chart with its finding as title, what is measured and the source below it, and a text alternative.

    Parameters: ``name`` becomes the file name of the picture.
    """
    heading = alt.TitleParams(title, subtitle=[measure, f"출처: {source}"])
    return chart.properties(name=name, title=heading, description=f"{title} ({measure}. 출처: {source})")


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


def keyword_bars(keywords: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return the leading terms as bars of mean TF-IDF; colour shows in how many documents each stands."""
    chart = alt.Chart(keywords).mark_bar().encode(
        alt.X("tfidf:Q").title("평균 TF-IDF").axis(tickCount=6),
        alt.Y("term:N").title(None).sort("-x"),
        alt.Color("documents:Q").title("나온 문서 수").scale(scheme="blues", domainMin=0),
        alt.Tooltip(["term:N", "tfidf:Q", "count:Q", "documents:Q"]),
    ).properties(width=WIDTH, height=alt.Step(20))
    return finish(chart, "02_keywords", title, "문서마다 잰 TF-IDF의 평균", source)


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


def _full_date(date: str) -> str:
    return date + "-01-01"[len(date) - 4:] if len(date) < 10 else date


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(paths.fonts_dir()))
