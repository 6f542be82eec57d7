"""The look that all charts share, and a renderer that works offline."""

import base64
import copy
import io
from functools import cache

import altair as alt
import pandas as pd
import vl_convert
from PIL import Image

from dpgkit import language, paths
from dpgkit.charts.lettering import even_lines
from dpgkit.language.display import say_spec

FONT = "NanumGothic, Malgun Gothic, Apple SD Gothic Neo, DpgkitKorean, sans-serif"
BLUE, ORANGE, GREEN, RED, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#B2182B", "#7B3294", "#6E6E6E"
PALETTE = [BLUE, ORANGE, GREEN, PURPLE, RED, GREY]        # Okabe and Ito's colours, dark enough to read
VEGA_LITE = "5.20"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH = 600
HEADING = 640                                  # pixels above a drawing of that width and its axis
TITLE_SIZE, NOTE_SIZE = 16, 12
COLOURS = 192


def enable() -> None:
    """Switch on the kit's theme and renderer for the charts that follow, and show table cells whole.

    What cells show is in the language that the environment variable ``DPGKIT_LANGUAGE`` names, Korean without it.
    The renderer gives JupyterLab the Vega-Lite 5 it can draw offline, and a picture for everything else.
    """
    language.use(language.current())
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
        "axis": {**label, "labelFlush": False, "gridColor": "#E8E8E8", "domainColor": "#999999"},
        "legend": {**label, "layout": {"top": {"margin": 24}}},
        "title": {"anchor": "start", "fontSize": TITLE_SIZE, "subtitleFontSize": NOTE_SIZE, "subtitleColor": "#555555", "offset": 12,
                  "subtitlePadding": 4},
        "header": {"labelFontSize": 13, "titleFontSize": 13}}}


def mime_bundle(spec: dict, **_: object) -> dict[str, object]:
    """Return a chart as the notebook stores it: the specification, a PNG and a text alternative."""
    said = say_spec(spec)
    portable = {**copy.deepcopy(said), "$schema": SCHEMA}
    picture = base64.b64encode(to_png(said)).decode("ascii")
    return {"application/vnd.vegalite.v5+json": portable, "image/png": picture,
            "text/plain": said.get("description", "")}


def to_png(spec: dict) -> bytes:
    """Return a chart specification drawn as PNG, with the kit's Korean font."""
    _register_fonts()
    return _smaller(vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, ppi=100))


def to_svg(spec: dict) -> str:
    """Return a chart specification drawn as SVG, with the kit's Korean font."""
    _register_fonts()
    return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)


def finish(chart: alt.TopLevelMixin, name: str, title: str, measure: str, source: str) -> alt.TopLevelMixin:
    """Return the chart with its finding as title, what is measured and the source below it, and a text alternative.

    Parameters: ``name`` becomes the file name of the picture. A long title is broken into lines, so that it does not widen
    the drawing.
    """
    title, measure, source = language.say_title(title), language.say_title(measure), language.say(f"출처: {source}")
    head = even_lines(title, HEADING, TITLE_SIZE, bold=True)
    subtitle = [*even_lines(measure, HEADING, NOTE_SIZE), source]            # in one line, which reports look for
    heading = alt.TitleParams(head[0] if len(head) == 1 else head, subtitle=subtitle)
    return chart.properties(name=name, title=heading, description=f"{title} ({measure}. {source})")


def _smaller(png: bytes) -> bytes:
    """Return a picture with a palette instead of four channels: a chart has few colours, and a notebook many charts."""
    with Image.open(io.BytesIO(png)) as picture, io.BytesIO() as file:
        picture.convert("RGB").quantize(COLOURS).save(file, "PNG", optimize=True, dpi=(100, 100))
        return file.getvalue()


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(paths.fonts_dir()))
