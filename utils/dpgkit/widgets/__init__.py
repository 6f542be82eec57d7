"""Controls above a chart or a table. Each panel is a plain function with controls around it, never more."""

from dpgkit.widgets.panel import Panel, as_html

__all__ = ["Panel", "as_html"]
