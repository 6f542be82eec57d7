"""Charts of the lessons: functions that return an Altair chart, one theme, and a renderer that works offline."""

from dpgkit.charts.cases import evidence_grid, passing, rate_line
from dpgkit.charts.history import components, ranks, timeline
from dpgkit.charts.lessons import road
from dpgkit.charts.look import FONT, SCHEMA, VEGA_LITE, enable, finish, mime_bundle, theme, to_png, to_svg
from dpgkit.charts.words import keyword_bars

__all__ = ["FONT", "SCHEMA", "VEGA_LITE", "components", "enable", "evidence_grid", "finish", "keyword_bars", "mime_bundle", "passing",
           "ranks", "rate_line", "road", "theme", "timeline", "to_png", "to_svg"]
