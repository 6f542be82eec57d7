"""Markdown as the pack writes it: tables, lists, and a page that prints."""

from collections.abc import Iterable

import jinja2
import mistune
import pandas as pd

PAGE = "teaching_page.html"
SLIDES = "teaching_slides.html"


def grid(table: pd.DataFrame) -> str:
    """Return a table in Markdown.

    >>> grid(pd.DataFrame({"가": ["1|2"]})).splitlines()[2]
    '| 1\\\\|2 |'
    """
    rows = [list(table), ["---"] * len(table.columns), *table.astype(str).to_numpy().tolist()]
    return "\n".join("| " + " | ".join(_cell(value) for value in row) + " |" for row in rows)


def bullets(lines: Iterable[str]) -> str:
    """Return lines as a list in Markdown.

    >>> bullets(["가", "나"])
    '- 가\\n- 나'
    """
    return "\n".join(f"- {line}" for line in lines)


def printable(text: str, title: str) -> str:
    """Return Markdown as a page of its own that asks no other machine for anything and prints on A4.

    >>> "<h1>" in printable("# 가", "가")
    True
    """
    turned = mistune.create_markdown(escape=True, plugins=["table"])(text)
    return template(PAGE).render(title=title, body=turned)


def inline(text: str) -> str:
    """Return a piece of Markdown as HTML without a paragraph around it.

    >>> inline("**가** <b>")
    '<strong>가</strong> &lt;b&gt;'
    """
    turned = mistune.create_markdown(escape=True)(text).strip()
    return turned.removeprefix("<p>").removesuffix("</p>") if turned.count("<p>") == 1 else turned


def template(name: str) -> jinja2.Template:
    """Return one of the kit's templates."""
    return jinja2.Environment(loader=jinja2.PackageLoader("dpgkit", "templates"), autoescape=True).get_template(name)


def _cell(value: str) -> str:
    return value.replace("|", "\\|").replace("\n", " ")
