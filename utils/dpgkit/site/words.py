"""Text as HTML: Markdown, code in colours, tables, links to sources."""

import html
import re

import mistune
import pandas as pd
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;)]")
NUMBER = re.compile(r"[-−+]?\d[\d,]*(\.\d+)?%?|[–-]?")
PLUGINS = ["table", "url"]


class _WithoutHeadings(mistune.HTMLRenderer):
    """A renderer for computed texts: their headings must not mix with those of the page."""

    def heading(self, text: str, level: int, **_: object) -> str:
        return f'<p class="heading">{text}</p>\n'


def from_markdown(text: str) -> str:
    """Return Markdown as HTML; HTML inside it is shown, not run.

    >>> from_markdown("**가** <b>")
    '<p><strong>가</strong> &lt;b&gt;</p>\\n'
    """
    return boxed(mistune.create_markdown(escape=True, plugins=PLUGINS)(text))


def from_output(text: str) -> str:
    """Return a computed Markdown text as HTML without headings.

    >>> from_output("## 가")
    '<p class="heading">가</p>\\n'
    """
    return boxed(mistune.create_markdown(renderer=_WithoutHeadings(escape=True), plugins=PLUGINS)(text))


def code(source: str, *, label: str = "코드", opened: bool = True) -> str:
    """Return Python code in colours, which a reader can fold away."""
    coloured = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    return (f'<details class="code"{" open" * opened}><summary>{html.escape(label)}</summary>'
            f'<pre tabindex="0"><code>{coloured}</code></pre></details>')


def table(frame: pd.DataFrame, label: str, *, links: dict[str, dict[str, str]] | None = None) -> str:
    """Return a table as HTML: numbers to the right, addresses as links, wide ones to move sideways.

    Parameters: ``label`` what the table holds, for those who hear the page; ``links`` from the cells of a column to places.

    >>> "<td class=\\"number\\">2</td>" in table(pd.DataFrame({"가": [2]}), "보기")
    True
    """
    texts = frame.astype(object).where(frame.notna(), "").astype(str)
    grid = texts.to_numpy().tolist()
    kinds = [' class="number"' if are_numbers([row[place] for row in grid]) else "" for place in range(len(texts.columns))]
    head = "".join(f'<th scope="col"{kind}>{html.escape(str(name))}</th>' for name, kind in zip(texts, kinds, strict=True))
    places = [(links or {}).get(name, {}) for name in texts]
    rows = ["".join(f"<td{kind}>{_cell(*cell)}</td>" for *cell, kind in zip(row, places, kinds, strict=True)) for row in grid]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f'{opening(label)}<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>'


def are_numbers(texts: list[str]) -> bool:
    """Return whether a column holds numbers, and blanks at most beside them.

    >>> are_numbers(["1,024", "", "-0.5"]), are_numbers(["", "–"])
    (True, False)
    """
    return any(text[-1:].isdigit() or text[-1:] == "%" for text in texts) and all(NUMBER.fullmatch(text) for text in texts)


def opening(label: str) -> str:
    """Return the beginning of the box in which a wide table or chart moves sideways."""
    return f'<div class="table" tabindex="0" role="region" aria-label="{html.escape(label)}">'


def linked(text: str) -> str:
    """Return a text as HTML whose addresses are links.

    >>> linked("가: https://a.kr/1.")
    '가: <a href="https://a.kr/1">https://a.kr/1</a>.'
    """
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        address = html.escape(found[0])
        parts += [html.escape(text[end:found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*parts, html.escape(text[end:])])


def link(place: str, text: str) -> str:
    """Return a link."""
    return f'<a href="{html.escape(place)}">{html.escape(text)}</a>'


def boxed(text: str) -> str:
    """Return HTML whose tables stand in boxes that move sideways."""
    return text.replace("<table>", f"{opening('표')}<table>").replace("</table>", "</table></div>")


def _cell(text: str, places: dict[str, str]) -> str:
    return link(places[text], text) if text in places else linked(text).replace("\n", "<br>")
