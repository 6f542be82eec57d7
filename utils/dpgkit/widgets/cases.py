"""Controls for cases: a mapping table to write on, and cases beside each other."""

import os
from collections.abc import Iterable

import altair as alt
import ipywidgets

from dpgkit import charts
from dpgkit.cases import caselibrary, caserows
from dpgkit.errors import DpgkitError
from dpgkit.impact import casecomparison, drafts
from dpgkit.language import say_title
from dpgkit.widgets.panel import PLAIN, Panel, as_html
from dpgkit.widgets.speech import alert, button, note, spoken

CHOSEN = ("condition", "actor", "status", "level")         # columns with a drop-down
LONG = ("activity", "evidence")
COLUMNS = ("condition", "actor", "activity", "evidence", "as_of", "status", "level", "coder", "date", "source_title", "source_url",
           "sentences")
WIDTHS = {"condition": "9em", "actor": "7em", "activity": "18em", "evidence": "18em", "status": "8em", "level": "5em", "source_url": "12em"}


class MappingEditor(Panel):
    """A mapping table with drop-downs, checked while one types, with undo, saved into the reader's own case folder.

    Parameters: ``case`` the case to open. The twin of the panel is the table with what is to be mended.
    """

    def __init__(self, case: str) -> None:
        self.draft, self.status = drafts.open_draft(case), ipywidgets.HTML()
        self.buttons = {name: button(label) for name, label in
                        {"add": "줄 더하기", "undo": "되돌리기", "redo": "다시 하기", "save": "저장"}.items()}
        for name, pressed in self.buttons.items():
            pressed.on_click(lambda _, name=name: self.press(name))
        self.grid = ipywidgets.VBox()
        super().__init__(self.check)
        self.fill()

    def check(self, **_: object) -> object:
        """Return what is to be mended, as a table, or a sentence that nothing is."""
        problems = self.draft.problems()
        return drafts.read_draft(self.draft) if problems.empty else problems

    def fill(self) -> None:
        """Make the controls anew from the rows of the draft."""
        self.controls = {f"{row}.{column}": self._control(row, column) for row in range(len(self.draft.rows)) for column in COLUMNS}
        lines = [ipywidgets.HBox([*(self.controls[f"{row}.{column}"] for column in COLUMNS), self._remove(row)])
                 for row in range(len(self.draft.rows))]
        self.grid.children = [_header(), *lines]
        self.draw()

    def change(self, row: int, column: str, value: str) -> None:
        """Write one cell and check the table."""
        self.draft.set(row, column, value)
        self.draw()

    def press(self, name: str, row: int = 0) -> None:
        """Do what a button says: add, delete, undo, redo or save; a problem is shown beside the buttons."""
        try:
            if name == "save":
                file = self.draft.save()
                self.status.value = note(f"저장했습니다: {self.draft.case}/{file.name}. {drafts.read_draft(self.draft)}")
                return
            {"add": self.draft.add, "undo": self.draft.undo, "redo": self.draft.redo, "delete": lambda: self.draft.delete(row)}[name]()
            self.status.value = ""
            self.fill()
        except DpgkitError as problem:
            self.status.value = alert(problem)

    def widget(self) -> ipywidgets.VBox:
        """Return buttons, table and what is to be mended as one widget."""
        return ipywidgets.VBox([ipywidgets.HBox([*self.buttons.values(), self.status]), self.grid, self.output])

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        if os.environ.get(PLAIN):
            return {"text/html": as_html(drafts.in_korean(self.draft.rows)) + self.output.value, "text/plain": "조작 판: 매핑 표 고치기"}
        return super()._repr_mimebundle_(**options)

    def _control(self, row: int, column: str) -> ipywidgets.ValueWidget:
        value, look = self.draft.rows.at[row, column], _look(caserows.lines(self.draft.rows)[row], column)
        if column in CHOSEN:
            control = ipywidgets.Dropdown(options=_options(column, value), value=value, **look)
        else:
            kind = ipywidgets.Textarea if column in LONG else ipywidgets.Text
            control = kind(value=value, continuous_update=True, **look)
        spoken(control).observe(lambda change: self.change(row, column, change["new"]), names="value")
        return control

    def _remove(self, row: int) -> ipywidgets.Button:
        remove = button("지우기", layout=ipywidgets.Layout(width="5em"))
        remove.on_click(lambda _: self.press("delete", row))
        return remove


def comparison_panel(case: str, compare_with: Iterable[str]) -> Panel:
    """Return cases by conditions above a list from which cases are chosen; the first one stays on top.

    The list holds the cases of the kit and those named here, not every case that the reader has made.
    """
    compare_with = list(compare_with)
    known = caselibrary.comparable([case, *compare_with])
    twice = known["title"].duplicated(keep=False)       # a copied case keeps the title until its owner changes it
    names = dict(zip(known["title"].where(~twice, known["title"] + " (" + known["case"] + ")"), known["case"], strict=True))
    chosen = [title for title, name in names.items() if name in {case, *compare_with}]
    picker = ipywidgets.SelectMultiple(options=list(names), value=chosen, rows=8, description="사례",
                                       layout=ipywidgets.Layout(width="24em"))
    return Panel(lambda titles: compare_chart(case, [names[title] for title in titles]), titles=picker)


def compare_chart(case: str, compare_with: Iterable[str]) -> alt.TopLevelMixin:
    """Return the heat map of a case and others, titled by where the case stands: the plain twin of the panel."""
    compared = casecomparison.compare([case, *compare_with])
    return charts.case_heat(compared, casecomparison.read_comparison(compared, case).partition("견주면, ")[2])


def _options(column: str, value: str) -> list[tuple[str, str]]:
    """Return what a drop-down offers; a value of the file that is not allowed stays in the list until it is changed."""
    words = {"": "", "0": "0", "1": "1", "2": "2", "3": "3"} if column == "level" else caserows.labels("case-mapping", column)
    offered = [(label, key) for key, label in words.items() if key != "unwritten"]
    return offered if value in words else [*offered, (f"? {value}", value)]


def _titles() -> dict[str, str]:
    return {field: caserows.row_model("case-mapping").model_fields[field].title for field in COLUMNS}


def _look(line: int, column: str) -> dict[str, object]:
    """Return width and name of a control; the name, with the row of the file, is for those who hear the page."""
    return {"layout": _layout(column), "description": f"{line}행 {_titles()[column]}", "style": {"description_width": "0px"}}


def _layout(column: str) -> ipywidgets.Layout:
    return ipywidgets.Layout(width=WIDTHS.get(column, "8em"), flex="0 0 auto")       # the heads stand above their columns


def _header() -> ipywidgets.HBox:
    heads = [ipywidgets.HTML(f"<b>{say_title(title)}</b>", layout=_layout(column)) for column, title in _titles().items()]
    return ipywidgets.HBox(heads, layout=ipywidgets.Layout(overflow="visible"))       # only the whole table scrolls
