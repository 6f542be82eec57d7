"""The pages of the dashboard below their selectors."""

from functools import partial

import ipywidgets

from dpgkit.dashboard.views import ALL, GROUPS, View, feedback_view, gates_view, status_view, trend_view
from dpgkit.widgets.page import Page
from dpgkit.widgets.panel import Panel


def status_panel(view: View) -> Panel:
    """Return the state of the submissions below a selector of the period, which begins with the newest one."""
    newest = view.periods[-1] if view.periods else ALL
    return Panel(partial(status_view, view), period=_dropdown("기간", [ALL, *reversed(view.periods)], newest))


def trend_panel(view: View) -> Panel | Page:
    """Return the values over time below a selector of the indicator; a sentence where nothing is published."""
    known = set(view.status.loc[view.status["value"].notna(), "indicator"])
    options = [(row.title, row.name) for row in view.names[["title", "name"]].itertuples(index=False) if row.name in known]
    if not options:
        return Page("공개한 값이 아직 없습니다.")
    return Panel(partial(trend_view, view), indicator=_dropdown("지표", options, options[0][1]))


def gates_panel(view: View) -> Panel:
    """Return the gates below a selector of the period up to which values count."""
    return Panel(partial(gates_view, view), period=_dropdown("이 기간까지", [ALL, *reversed(view.periods)], ALL))


def feedback_panel(view: View) -> Panel | Page:
    """Return the feedback below a selector of what it is grouped by; a sentence where there is none."""
    if view.items is None or view.items.empty:
        return feedback_view(view)
    return Panel(partial(feedback_view, view), by=_dropdown("무리", list(GROUPS), "주제"))


def _dropdown(label: str, options: list, value: object) -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(options=options, value=value, description=label)
