"""A report in the language of the reader: everything in it that is text, and nothing else."""

from collections.abc import Callable
from dataclasses import fields, replace

import pandas as pd

from dpgkit import language
from dpgkit.language.display import say_ranges
from dpgkit.report.model import Chart, Heading, Paragraph, Report, Section, Table, Topic

KEPT = {Chart: {"name", "spec", "number"}, Table: {"formats", "number"}, Section: {"name"}, Report: {"case"},
        Paragraph: {"kind"}, Heading: {"anchor"}}
TITLES, HEADS = ("title", "heading"), ("headings",)
SPOKEN = (Chart, Table, Section, Report, Paragraph, Heading, Topic)


def spoken(part: object) -> object:
    """Return a report, or a part of one, with its texts in the language of the reader.

    >>> spoken(Paragraph("시기"))
    Paragraph(text='시기', kind='text')
    """
    if language.current() == "ko":
        return part
    return _said(part)


def _said(part: object) -> object:
    if isinstance(part, SPOKEN):
        kept = KEPT.get(type(part), set())
        said = {field.name: _said(getattr(part, field.name)) for field in fields(part) if field.name not in kept}
        titles = {name: language.say_title(said[name]) for name in TITLES if said.get(name)}
        titles |= {name: [language.say_title(text) for text in said[name]] for name in HEADS if name in said}
        return replace(part, **said | titles)
    kinds: dict[type, Callable] = {
        str: lambda text: say_ranges(language.say(text)), pd.DataFrame: language.say_table,
        list: lambda rows: [_said(row) for row in rows], tuple: lambda rows: tuple(_said(row) for row in rows)}
    return next((said(part) for kind, said in kinds.items() if isinstance(part, kind)), part)
