"""The report as one HTML page: interactive charts, a table of contents, nothing from another machine."""

import json

import jinja2
import vl_convert

from dpgkit.charts import look
from dpgkit.language import current, say
from dpgkit.report.layout import is_number, needs_landscape, shares
from dpgkit.report.model import Block, Chart, Heading, Paragraph, Report, Table
from dpgkit.report.outline import MARKS
from dpgkit.report.webfonts import font
from dpgkit.report.wording import still

SCREEN = 120             # columns of text side by side in a table on the screen
NARROW, WIDE = 5, 68     # em: the least width for a column, and for a table with many of them; narrower windows scroll
DRAW = """
for (const figure of document.querySelectorAll("figure[data-chart]")) {
  const specification = JSON.parse(figure.querySelector("script").textContent);
  vegaEmbed(figure.querySelector("div"), specification, { actions: false, renderer: "svg", mode: "vega-lite" });
}
"""


def to_html(report: Report) -> str:
    """Return the whole page; it asks no other machine for anything."""
    blocks = [_viewed(block) for block in report.blocks()]
    content = {"title": report.title, "blocks": blocks, "first": _first(blocks), "contents": contents(report), "language": current()}
    letters = template().render(content)
    return template().render(content, bundle=script(), regular=font(letters), bold=font(letters, "Bold"))


def contents(report: Report) -> list[tuple[Heading, list[Heading]]]:
    """Return the headings of the second level, each with those below it."""
    found: list[tuple[Heading, list[Heading]]] = []
    for block in report.blocks():
        if isinstance(block, Heading) and block.level == 2:
            found.append((block, []))
        elif isinstance(block, Heading) and block.level == 3:
            found[-1][1].append(block)
    return found


def script() -> str:
    """Return the program that draws the charts, in one piece that a page can carry."""
    return vl_convert.javascript_bundle(DRAW, vl_version=look.VEGA_LITE).replace("</script", "<\\/script")


def template() -> jinja2.Template:
    """Return the template of the page."""
    loader = jinja2.PackageLoader("dpgkit", "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}      # so that the font holds the letters of the charts too
    environment.globals["say"] = say
    return environment.get_template("report.html")


def _first(blocks: list[dict[str, object]]) -> int:
    """Return how many blocks stand before the list of contents: the title and the summary, up to the next heading."""
    places = [place for place, item in enumerate(blocks) if item["kind"] == "heading" and item["block"].level == 2]
    return places[1] if len(places) > 1 else len(blocks)


def _viewed(block: Block) -> dict[str, object]:
    """Return a block as the template takes it."""
    if isinstance(block, Heading):
        return {"kind": "heading", "block": block}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "block": block, "mark": MARKS.get(block.kind, "")}
    if isinstance(block, Table):
        widths = [f"{100 * share:.1f}" for share in shares(block, SCREEN)]
        return {"kind": "table", "block": block, "numbers": [is_number(block, place) for place in range(len(block.headings))],
                "widths": widths, "least": max(NARROW * len(widths), WIDE if needs_landscape(block) else 0)}
    lines = [(line, still(line)) for line in block.below]       # what stands on the screen, and on paper
    return {"kind": "chart", "block": block, "spec": _bare(block), "lines": lines}


def _bare(chart: Chart) -> dict:
    """Return the specification without its title, which the caption of the page gives, and with the text alternative."""
    spec = json.loads(json.dumps(chart.spec))
    if isinstance(spec.get("title"), dict) and "subtitle" in spec["title"]:
        del spec["title"]
    return {**spec, "description": chart.alternative}
