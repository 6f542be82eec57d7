"""A grid of cells: heads above its columns and names beside its rows, both broken into lines that have room.

Labels of an axis would do, but those of several lines run down into the cells: only a text mark can be moved line by line.
"""

import altair as alt
import pandas as pd

from dpgkit.charts.lettering import broken, most_lines, width
from dpgkit.language import say_title

HEAD, WORD, SIDE = 96, 160, 250    # pixels: the least width of a column, the widest word of a head, and how wide a row's name may be
SIZE, LINE, AIR = 12, 14, 7        # pixels: letters, lines, and what stays free between a name and the cells
UPWARDS = "split(datum.{}, '\\n').length - 1"         # lines above the first one


class Grid:
    """The columns and the rows of a grid and what they are called."""

    def __init__(self, x: str, columns: list[str], y: str, rows: list[str], *, cell: float = HEAD, row: float = 40) -> None:
        """Parameters: ``x`` and ``y`` the fields that hold the columns and the rows; ``cell`` and ``row`` least sizes in pixels."""
        words = [width(word, SIZE) + AIR for name in columns for word in say_title(name).split()]
        self.x, self.y, self.cell = x, y, max(cell, HEAD, *(min(word, WORD) for word in words))
        self.heads = pd.DataFrame({x: columns, "head": [broken(name, self.cell - AIR, SIZE) for name in columns]})
        self.names = pd.DataFrame({y: rows, "name": [broken(name, SIDE, SIZE) for name in rows]})
        self.row = max(row, LINE * most_lines(self.names["name"]) + 4)

    def cells(self, data: pd.DataFrame) -> alt.Chart:
        """Return the base of what is drawn in the cells."""
        return alt.Chart(data).encode(self._across(), self._down())

    def framed(self, *layers: alt.Chart) -> alt.LayerChart:
        """Return the layers of the cells with the heads and the names around them."""
        lines = alt.ExprRef(f"-{AIR} - {LINE} * ({UPWARDS.format('head')})"), alt.ExprRef(f"-{LINE / 2} * ({UPWARDS.format('name')})")
        text = {"lineBreak": "\n", "fontSize": SIZE, "lineHeight": LINE}
        heads = alt.Chart(self.heads).mark_text(baseline="bottom", dy=lines[0], **text).encode(
            self._across(), alt.YValue(0), alt.Text("head:N"))
        names = alt.Chart(self.names).mark_text(align="right", baseline="middle", dx=-AIR, dy=lines[1], **text).encode(
            alt.XValue(0), self._down(), alt.Text("name:N"))
        return alt.layer(*layers, heads, names).properties(width=self.cell * len(self.heads), height=alt.Step(self.row))

    def _across(self) -> alt.X:
        return alt.X(f"{self.x}:N").axis(None).scale(domain=self.heads[self.x].tolist())

    def _down(self) -> alt.Y:
        return alt.Y(f"{self.y}:N").axis(None).scale(domain=self.names[self.y].tolist())
