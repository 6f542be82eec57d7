"""What a run leaves for a reader: one offline page with interactive charts, and every chart as a picture."""

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import mistune
import nbformat
import vl_convert
from fontTools import subset

from dpgkit import cases, charts, lessons, paths

CHART = "application/vnd.vegalite.v5+json"
SHOWN = "report"         # cells with this tag go into the report
WIDE_BRACKETS = str.maketrans("｢｣", "「」")      # the kit's font has no narrow ones
DRAW = """
for (const figure of document.querySelectorAll("figure[data-chart]")) {
  const specification = JSON.parse(figure.querySelector("script").textContent);
  vegaEmbed(figure.querySelector("div"), specification, { actions: false, renderer: "svg", mode: "vega-lite" });
}
"""


def write(folder: Path, case: str) -> Path:
    """Write ``charts/`` and ``report.html`` beside the executed notebooks in ``folder``, and return the report.

    The page carries everything it needs and asks no other machine for anything.
    """
    notebooks = {name: nbformat.read(folder / f"{name}.ipynb", as_version=4) for name in lessons.names()}
    write_charts(folder / "charts", notebooks)
    sections = [{"name": name, "lesson": lessons.describe(name), "parts": shown}
                for name, notebook in notebooks.items() if (shown := list(parts(notebook)))]
    content = {"info": cases.load_info(case), "sections": sections}
    letters = _template().render(content)
    page = _template().render(content, bundle=_script(), regular=font(letters), bold=font(letters, "Bold"))
    target = folder / "report.html"
    target.write_text(page, encoding="utf-8", newline="\n")
    return target


def write_charts(folder: Path, notebooks: dict[str, nbformat.NotebookNode]) -> list[Path]:
    """Write every chart of the notebooks as SVG and PNG, named as the chart is, and return the files."""
    folder.mkdir(exist_ok=True)
    specs = [output.data[CHART] for notebook in notebooks.values() for _, output in _outputs(notebook)
             if CHART in output.data]
    for spec in specs:
        (folder / f"{spec['name']}.svg").write_text(charts.to_svg(spec), encoding="utf-8")
        (folder / f"{spec['name']}.png").write_bytes(charts.to_png(spec))
    return sorted(folder.iterdir())


def parts(notebook: nbformat.NotebookNode) -> Iterator[dict[str, object]]:
    """Yield what the report shows of a notebook: heading, sentence, table or chart, in the order of the lesson."""
    heading = ""
    for cell, output in _outputs(notebook):
        if SHOWN not in cell.metadata.get("tags", []):
            continue
        above = lessons.heading_above(notebook.cells, notebook.cells.index(cell))
        if above != heading:
            heading = above
            yield {"kind": "heading", "text": re.sub(r"^\d+\. ", "", heading)}
        yield _part(output.data)


def font(text: str, weight: str = "") -> str:
    """Return the glyphs of ``text`` from the kit's Korean font as WOFF in base64, for machines without such a font.

    >>> base64.b64decode(font("국민"))[:4]
    b'wOFF'

    The subset carries no font name, since the font's licence reserves its names for the unmodified font.
    """
    options = subset.Options(flavor="woff", name_IDs=[], layout_features=[], hinting=False)
    options.drop_tables += [f"TSI{number}" for number in range(6)]      # sources of hints, which it cannot subset
    whole = subset.load_font(str(paths.fonts_dir() / f"NanumGothic{weight}.ttf"), options)
    chosen = subset.Subsetter(options)
    chosen.populate(text=text)
    chosen.subset(whole)
    target = io.BytesIO()
    subset.save_font(whole, target, options)
    return base64.b64encode(target.getvalue()).decode("ascii")


def _part(data: dict) -> dict[str, object]:
    if CHART in data:
        return {"kind": "chart", "spec": data[CHART], "alternative": data["text/plain"]}
    if "text/markdown" in data:
        return {"kind": "text", "html": mistune.html(data["text/markdown"])}
    return {"kind": "table", "html": _plain_table(data["text/html"])}


def _plain_table(html: str) -> str:
    """Return the HTML of a DataFrame without its style block and without the column of row numbers."""
    html = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL).translate(WIDE_BRACKETS)
    return re.sub(r"<th></th>|<th>\d+</th>", "", html)


def _outputs(notebook: nbformat.NotebookNode) -> Iterator[tuple]:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield from ((cell, output) for output in cell.outputs if "data" in output)


def _script() -> str:
    return vl_convert.javascript_bundle(DRAW, vl_version=charts.VEGA_LITE).replace("</script", "<\\/script")


def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("dpgkit", "templates")
    return jinja2.Environment(loader=loader, autoescape=True).get_template("report.html")
