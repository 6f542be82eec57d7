"""What a stored notebook shows, as parts of a page: tables, computed sentences, and charts that the browser draws."""

import html
import json
import re

import lxml.html

from dpgkit.report.gathering import CHART, WIDGET
from dpgkit.site import words

LEFT_OUT = ("style", "script", "link", "iframe", "object", "embed", "form")
KEPT = {"colspan", "rowspan", "role", "aria-label", "href"}          # attributes of a table that are more than its looks
DRAWN = "svg"


def show(data: dict, heading: str) -> str:
    """Return one output of a cell as HTML, empty where there is nothing to see without Python.

    Parameters: ``data`` by MIME type, as the notebook stores it; ``heading`` above the cell, for those who hear the page.
    """
    if CHART in data:
        return chart(data[CHART], data.get("text/plain", ""))
    if "text/markdown" in data:
        return f'<div class="reading">{words.from_output(data["text/markdown"])}</div>'
    if data.get("text/html"):
        return f'<div class="output">{cleaned(data["text/html"], heading)}</div>'
    plain = "" if WIDGET in data else data.get("text/plain", "").strip()
    return f'<pre class="output" tabindex="0">{html.escape(plain)}</pre>' if plain else ""


def chart(spec: dict, alternative: str = "") -> str:
    """Return a chart as a figure with its specification, which the script of the site draws, and what it shows in words."""
    told = alternative or spec.get("description", "")
    bare = {**{key: value for key, value in spec.items() if key != "$schema"}, "description": told}
    stored = json.dumps(bare, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (f'<figure data-chart><div class="drawing" tabindex="0" role="group" aria-label="그림"></div>'
            f'<noscript><p>그림은 자바스크립트를 켜야 보입니다. 글로는 다음과 같습니다.</p></noscript>'
            f'<figcaption><details><summary>그림을 글로</summary><p>{html.escape(told)}</p></details></figcaption>'
            f'<script type="application/json">{stored}</script></figure>')


def cleaned(text: str, heading: str) -> str:
    """Return the HTML of an output without scripts, looks and the numbers of rows; tables say what their cells are.

    >>> cleaned("<style>p {}</style><p style='color: red' onclick='x()'>가</p>", "절")
    '<p>가</p>'
    """
    tree = lxml.html.fragment_fromstring(text, create_parent="div")
    for node in list(tree.iter(*LEFT_OUT)):
        node.drop_tree()
    for node in list(tree.iter("h1", "h2", "h3", "h4", "h5", "h6")):
        node.tag = "p"
        node.set("class", "heading")
    for node in tree.iter():
        _undress(node)
    for table in tree.iter("table"):
        _explain(table)
    inside = (tree.text or "") + "".join(lxml.html.tostring(node, encoding="unicode") for node in tree)
    return re.sub(r"<table\b", words.opening(f"표: {heading}") + "<table", inside).replace("</table>", "</table></div>")


def _undress(node: lxml.html.HtmlElement) -> None:
    """Take the looks off an element; drawings keep theirs, but nothing that runs."""
    drawing = any(one.tag == DRAWN for one in [node, *node.iterancestors()])
    note = node.get("class") in ("note", "heading")
    for name in list(node.attrib):
        wanted = not name.startswith("on") if drawing else name in KEPT or (name == "class" and note)
        if not wanted:
            del node.attrib[name]


def _explain(table: lxml.html.HtmlElement) -> None:
    heads, body = table.xpath("./thead/tr"), [row for row in table.iter("tr") if row.getparent().tag != "thead"]
    if len(heads) == 1 and len(heads[0]) > 1 and not heads[0][0].text_content().strip() and _are_numbers(body):
        for row in [*heads, *body]:
            row[0].drop_tree()
    for cell in table.xpath("./thead//th"):
        cell.set("scope", "col")
    for cell in table.xpath("./tbody//th"):
        cell.set("scope", "row")
    if not table.xpath(".//@rowspan | .//@colspan"):
        _align(heads, body)


def _are_numbers(body: list[lxml.html.HtmlElement]) -> bool:
    """Return whether the first cells are only the numbers that pandas gives to rows."""
    return bool(body) and all(len(row) > 1 and row[0].tag == "th" and row[0].text_content().strip().isdigit() for row in body)


def _align(heads: list[lxml.html.HtmlElement], body: list[lxml.html.HtmlElement]) -> None:
    for place in range(max(map(len, body), default=0)):
        cells = [row[place] for row in body if place < len(row)]
        texts = [cell.text_content().strip() for cell in cells]
        if words.are_numbers(texts):
            for cell in [*cells, *(row[place] for row in heads if place < len(row))]:
                cell.set("class", "number")
