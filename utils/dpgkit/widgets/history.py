"""Panels of lesson 1: a country and two editions, and the timeline filtered."""

import altair as alt
import ipywidgets
import pandas as pd

from dpgkit import charts, history, tables
from dpgkit.errors import DataError
from dpgkit.history import decomposition, egdi
from dpgkit.history.countries import choices, korean_name
from dpgkit.widgets.panel import Panel

ALL = "모두"
VIEWS = ("구성 지수", "점수의 변화", "따라잡은 나라", "순위의 변화")


def country_view(country: str = "KOR", earlier: int = 2014, later: int = 2024, view: str = VIEWS[0]) -> alt.TopLevelMixin:
    """Return a chart of one country between two editions: its components, or what its score, gap or rank changed by.

    Parameters: ``country`` ISO 3166 alpha-3, ``earlier`` and ``later`` years of editions, ``view`` one of ``VIEWS``.
    Raises DataError for an unknown view, and as ``decomposition.score_change`` does.
    """
    drawn = dict(zip(VIEWS, (_components, _score, _gaps, _rank), strict=True))
    if view not in drawn:
        raise DataError("없는 보기입니다.", value=view, allowed=VIEWS, todo="보기를 고치십시오.")
    table, editions = tables.load("egdi"), tables.load("egdi_editions")
    return drawn[view](table, editions, country, earlier, later)


def country_panel(country: str = "KOR", earlier: int = 2014, later: int = 2024, view: str = VIEWS[-1]) -> Panel:
    """Return ``country_view`` below controls for the country, the two editions and the view."""
    table = tables.load("egdi")
    years = egdi.edition_years(table)
    return Panel(country_view,
                 country=ipywidgets.Dropdown(options=choices(table["iso3"].unique()), value=country, description="나라"),
                 earlier=ipywidgets.Dropdown(options=years, value=earlier, description="앞 회차"),
                 later=ipywidgets.Dropdown(options=years, value=later, description="뒤 회차"),
                 view=ipywidgets.Dropdown(options=VIEWS, value=view, description="보기"))


def timeline_view(stage: str = ALL, kind: str = ALL, confidence: str = ALL, word: str = "") -> pd.DataFrame:
    """Return the events of the timeline that fit, as a table to read; a note on a conflict always stays beside its event.

    Parameters: Korean words for stage, type and confidence, ``모두`` for all; ``word`` is looked for in title and description.
    Raises DataError as ``history.filter_events`` does.
    """
    wanted = {"stages": stage, "types": kind, "confidence": confidence}
    asked = {name: [value] for name, value in wanted.items() if value != ALL}
    events = history.filter_events(tables.load("timeline"), word=word.strip(), **asked)
    return tables.in_korean(events[["date", "title_ko", "stage", "type", "actor", "confidence", "conflict_note"]], "timeline")


def timeline_panel(stage: str = ALL, kind: str = ALL, confidence: str = ALL, word: str = "") -> Panel:
    """Return ``timeline_view`` below controls for stage, type, confidence and a word."""
    stages = [ALL, *history.stages(tables.load("timeline"))["stage"]]
    return Panel(timeline_view,
                 stage=ipywidgets.Dropdown(options=stages, value=stage, description="시기"),
                 kind=ipywidgets.Dropdown(options=[ALL, *history.TYPES.values()], value=kind, description="종류"),
                 confidence=ipywidgets.Dropdown(options=[ALL, *history.CONFIDENCE.values()], value=confidence, description="날짜 확인"),
                 word=ipywidgets.Text(value=word, description="낱말", continuous_update=False))


def _components(table: pd.DataFrame, editions: pd.DataFrame, country: str, earlier: int, later: int) -> alt.TopLevelMixin:
    series = egdi.compare_countries(table, [country], earlier, later)
    return charts.components(series, egdi.group_means(table), egdi.read_components(series))


def _score(table: pd.DataFrame, editions: pd.DataFrame, country: str, earlier: int, later: int) -> alt.TopLevelMixin:
    parts = decomposition.score_change(table, editions, country, earlier, later)
    scores = table[table["iso3"] == country].set_index("year")["egdi"]
    title = decomposition.read_score(parts, korean_name(country))
    return charts.score_parts(parts, scores[earlier], scores[later], (earlier, later), title)


def _gaps(table: pd.DataFrame, editions: pd.DataFrame, country: str, earlier: int, later: int) -> alt.TopLevelMixin:
    rivals = decomposition.closest(decomposition.rank_change(table, editions, country, earlier, later))
    gaps = decomposition.gap_change(table, editions, country, rivals["iso3"].tolist(), earlier, later)
    return charts.gap_parts(gaps, korean_name(country), decomposition.read_gaps(gaps, korean_name(country)))


def _rank(table: pd.DataFrame, editions: pd.DataFrame, country: str, earlier: int, later: int) -> alt.TopLevelMixin:
    rivals = decomposition.rank_change(table, editions, country, earlier, later)
    parts = decomposition.rank_parts(rivals, table, country, earlier, later)
    return charts.rank_parts(parts, decomposition.read_rank_parts(parts, rivals, korean_name(country)))
