"""A page of a panel: a sentence, and charts and tables below it."""

import html
import re

import altair as alt
import pandas as pd

from dpgkit.language import say_table
from dpgkit.language.display import as_said
from dpgkit.widgets.panel import as_html
from dpgkit.widgets.speech import alert

BLANK = re.compile(r"[\r\n]\s*[\r\n]")        # ends a block of HTML in Markdown


class Page(str):
    """HTML that a cell shows and a panel passes on as it is; every text in it is escaped.

    >>> Page("<세 곳>", pd.DataFrame({"낱말": ["<b>"]})).count("&lt;")
    2

    Parameters: ``said`` the sentence on top, which is also the text alternative; ``parts`` charts, tables, sentences and pages.
    """

    said: str

    def __new__(cls, said: str, *parts: object) -> "Page":
        """Return a page of its parts."""
        return cls.of_html("\n".join(_part(part) for part in (said, *parts)), str(said))

    @classmethod
    def of_html(cls, body: str, said: str = "") -> "Page":
        """Return a page of HTML whose texts are escaped already."""
        page = super().__new__(cls, "<div>\n" + BLANK.sub("\n", body).strip() + "\n</div>")
        page.said = said
        return page

    @classmethod
    def alert(cls, problem: Exception) -> "Page":
        """Return a page that tells of a problem."""
        return cls.of_html(alert(problem), str(problem))

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return self.said


def table_html(table: pd.DataFrame, *, escape: bool = True) -> str:
    """Return a table as HTML that stands well outside a notebook's own style too."""
    text = say_table(table).to_html(index=False, border=0, justify="left", escape=escape)
    return as_said(text.replace("<table", '<table cellpadding="4"', 1))


def _part(part: object) -> str:
    if isinstance(part, Page):
        return str(part)
    if isinstance(part, pd.DataFrame):
        return table_html(part)
    return as_html(part) if isinstance(part, alt.TopLevelMixin) else f"<p>{html.escape(str(part))}</p>"
