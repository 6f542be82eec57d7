"""What all pages of the site share: looks with the Korean letters they need, the script that draws charts, the one that folds code."""

from collections.abc import Iterable

import vl_convert

from dpgkit import paths
from dpgkit.charts import look
from dpgkit.report import webfonts

DRAW = """
(async () => {
  if (document.fonts) await document.fonts.ready;
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const specification = JSON.parse(figure.querySelector("script").textContent);
    const options = { actions: false, renderer: "svg", mode: "vega-lite", defaultStyle: false };
    await vegaEmbed(figure.querySelector("div"), specification, options);
    figure.dataset.chart = "drawn";
  }
})();
"""
FOLD = """(function () {
  var button = document.querySelector("[data-fold]"), codes = document.querySelectorAll("details.code"), open = true;
  if (!button || !codes.length) return;
  button.hidden = false;
  button.onclick = function () {
    open = !open;
    codes.forEach(function (code) { code.open = open; });
    button.textContent = open ? "코드 모두 접기" : "코드 모두 펴기";
  };
}());
"""
WEIGHTS = {400: "", 700: "Bold"}
PICTURE = "01_egdi_rank.png"


def style(texts: Iterable[str]) -> str:
    """Return the style sheet; it carries those Korean letters that occur in the texts, once for the whole site."""
    letters = "".join(sorted(set().union(*texts, FOLD)))
    faces = [f"@font-face {{ font-family: DpgkitKorean; font-weight: {weight}; font-display: swap; "
             f"src: url(data:font/woff;base64,{webfonts.font(letters, file)}) format(\"woff\"); }}\n" for weight, file in WEIGHTS.items()]
    rules = (paths.fonts_dir().parent / "templates" / "site.css").read_text(encoding="utf-8")
    return "".join(faces) + rules


def drawing_script() -> str:
    """Return the program that draws the charts, as a plain script: browsers refuse modules from a folder."""
    bundle = vl_convert.javascript_bundle(DRAW, vl_version=look.VEGA_LITE)
    return f'"use strict";\n(function () {{\n{bundle}\n}}());\n'


def picture() -> bytes:
    """Return the picture of the start page."""
    return (paths.notebooks_dir() / "images" / PICTURE).read_bytes()
