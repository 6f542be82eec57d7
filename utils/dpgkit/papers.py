"""A table for a paper, whatever wrote it: caption, lines, notes, numbered sources, a text alternative, and its HTML."""

import html
from dataclasses import dataclass

import pandas as pd

STYLE = """
body { font-family: NanumGothic, 'Malgun Gothic', 'Apple SD Gothic Neo', sans-serif; margin: 2em auto; max-width: 60em; color: #111; }
table.paper { border-collapse: collapse; width: 100%; border-top: 2px solid #111; border-bottom: 2px solid #111; font-size: 10pt; }
table.paper caption { text-align: left; font-weight: bold; padding-bottom: .5em; }
table.paper th, table.paper td { text-align: left; vertical-align: top; padding: .35em .6em; line-height: 1.45; }
table.paper thead th { border-bottom: 1px solid #111; }
table.paper tbody + tbody tr:first-child > * { border-top: 1px solid #bbb; }
table.paper tbody th { font-weight: bold; white-space: nowrap; }
table.paper td.level { text-align: center; }
p.note, ol.sources { font-size: 9pt; color: #333; }
@media print { body { margin: 0; max-width: none; } @page { size: A4 landscape; margin: 18mm; } tbody { break-inside: avoid; } }
"""



@dataclass(frozen=True, repr=False)
class Paper:
    """A table for a paper: caption, one row a line, heading of each column, notes below it, sources, and a text alternative.

    ``lines``: condition, actor, activity, evidence, level; ``sources``: number, source_title, source_url.
    """

    caption: str
    lines: pd.DataFrame
    headings: list[str]
    notes: list[str]
    sources: pd.DataFrame
    alternative: str

    def __repr__(self) -> str:
        return self.alternative

    def _repr_html_(self) -> str:
        return f"<style>{STYLE}</style>{_body(self)}"


def to_html(made: Paper) -> str:
    """Return a whole HTML page with the table, ready to print, that asks no other machine for anything."""
    return (f'<!DOCTYPE html>\n<html lang="ko">\n<head>\n<meta charset="utf-8">\n<title>{html.escape(made.caption)}</title>\n'
            f"<style>{STYLE}</style>\n</head>\n<body>\n{_body(made)}\n</body>\n</html>\n")


def _body(made: Paper) -> str:
    heads = "".join(f'<th scope="col">{html.escape(head)}</th>' for head in made.headings)
    groups = "".join(_group(condition, rows) for condition, rows in made.lines.groupby("condition", sort=False))
    notes = "".join(f'<p class="note">{html.escape(note)}</p>' for note in made.notes)
    sources = "".join(f"<li>{html.escape(row.source_title)}. {html.escape(row.source_url)}</li>" for row in made.sources.itertuples())
    return (f'<table class="paper"><caption>{html.escape(made.caption)}</caption><thead><tr>{heads}</tr></thead>{groups}</table>'
            f'{notes}<ol class="sources">{sources}</ol>')


def _group(condition: str, rows: pd.DataFrame) -> str:
    cells = [f"<td>{_text(row.actor)}</td><td>{_text(row.activity)}</td><td>{_text(row.evidence)}</td>"
             f'<td class="level">{row.level}</td>' for row in rows.itertuples()]
    first = f'<th scope="rowgroup" rowspan="{len(rows)}">{_text(condition)}</th>'
    return "<tbody>" + "".join(f"<tr>{first if not place else ''}{cell}</tr>" for place, cell in enumerate(cells)) + "</tbody>"


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
