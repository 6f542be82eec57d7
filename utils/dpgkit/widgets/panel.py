"""The one panel that all widgets are made of."""

import html
import os
from collections.abc import Callable

import altair as alt
import ipywidgets
import mistune
import pandas as pd

from dpgkit.charts import to_svg
from dpgkit.language import say, say_table
from dpgkit.language.display import as_said, say_html, say_spec
from dpgkit.widgets.speech import alert, spoken

PLAIN = "DPGKIT_PLAIN"      # set where nobody can move a control: builds, runs, tests


class Panel:
    """Controls above what ``show`` returns for their values; drawn anew whenever one of them changes.

    >>> panel = Panel(lambda word: f"**{word}**", word=ipywidgets.Text(value="국민", description="낱말"))
    >>> panel.controls["word"].value = "정부"
    >>> panel.output.value
    '<p><strong>정부</strong></p>\\n'

    Parameters: ``show`` takes the values of the controls by name and returns a chart, a table, or Markdown text;
    called by hand with the same values it is the plain twin of the panel. Where the environment variable
    ``DPGKIT_PLAIN`` is set, the panel shows itself as its twin, so that stored notebooks and reports hold what it holds.
    """

    def __init__(self, show: Callable, **controls: ipywidgets.ValueWidget) -> None:
        self.show, self.controls, self.output = show, controls, ipywidgets.HTML()
        for control in controls.values():
            spoken(control).observe(self.draw, names="value")
        self.draw()

    def values(self) -> dict[str, object]:
        """Return the value of each control by name."""
        return {name: control.value for name, control in self.controls.items()}

    def draw(self, _change: object = None) -> None:
        """Show the result for the values as they are now; a problem with them is shown in its place."""
        try:
            self.output.value = as_html(self.show(**self.values()))
        except Exception as problem:      # a traceback inside a callback would vanish unseen
            self.output.value = alert(problem)

    def widget(self) -> ipywidgets.VBox:
        """Return the controls and the output as one widget."""
        return ipywidgets.VBox([*self.controls.values(), self.output])

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        if os.environ.get(PLAIN):
            return {"text/html": self.output.value, "text/plain": "조작 판: " + ", ".join(self.controls)}
        return self.widget()._repr_mimebundle_()


def as_html(shown: object) -> str:
    """Return a chart (as SVG with its text alternative), a table, HTML or Markdown text as HTML in the language of the reader.

    >>> as_html("*국민*")
    '<p><em>국민</em></p>\\n'
    """
    if isinstance(shown, alt.TopLevelMixin):
        spec = say_spec(shown.to_dict())
        words = html.escape(spec.get("description", ""), quote=True)
        return as_said(f'<figure role="img" aria-label="{words}">{to_svg(spec)}</figure>')
    if isinstance(shown, pd.DataFrame):
        return as_said(say_table(shown).to_html(index=False, border=0))
    is_html = hasattr(shown, "_repr_html_")
    return say_html(mistune.html(str(shown))) if is_html else mistune.html(say(str(shown)))
