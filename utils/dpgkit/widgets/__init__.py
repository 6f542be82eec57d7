"""Controls above a chart or a table. Each panel is a plain function with controls around it, never more."""

from dpgkit.widgets.page import Page
from dpgkit.widgets.panel import Panel, as_html
from dpgkit.widgets.words import DeskPanel, desk_view, kwic_panel, kwic_view, stage_panel, stage_view

__all__ = ["DeskPanel", "Page", "Panel", "as_html", "desk_view", "kwic_panel", "kwic_view", "stage_panel", "stage_view"]
