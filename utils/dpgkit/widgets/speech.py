"""Controls in the language of the reader: their labels, options and hints are said, their values stay as they are."""

import html

import ipywidgets

from dpgkit.errors import DpgkitError
from dpgkit.language import current, say, say_title

HINTS = ("description", "tooltip", "placeholder")


def spoken(control: ipywidgets.Widget) -> ipywidgets.Widget:
    """Return a control with its label, its options and its hints in the language of the reader; said before anything observes it.

    >>> spoken(ipywidgets.Dropdown(options=["모두"], description="시기")).description
    '시기'
    """
    if current() == "ko":
        return control
    for hint in HINTS:
        if isinstance(text := getattr(control, hint, None), str):
            setattr(control, hint, say_title(text))
    if hasattr(control, "options"):
        _say_options(control)
    return control


def button(description: str, **look: object) -> ipywidgets.Button:
    """Return a button whose text is in the language of the reader."""
    return spoken(ipywidgets.Button(description=description, **look))


def alert(problem: Exception) -> str:
    """Return HTML that tells of a problem in the language of the reader.

    >>> alert(ValueError("<빈 값>"))
    '<pre role="alert">&lt;빈 값&gt;</pre>'
    """
    told = problem.said() if isinstance(problem, DpgkitError) else say(str(problem))
    return f'<pre role="alert">{html.escape(told)}</pre>'


def note(text: str) -> str:
    """Return a sentence in the language of the reader as HTML."""
    return html.escape(say(text))


def _say_options(control: ipywidgets.Widget) -> None:
    """Give each option its label in the language of the reader; what is chosen stays chosen."""
    chosen = control.value
    pairs = [option if isinstance(option, tuple) else (str(option), option) for option in control.options]
    control.options = [(say_title(label), value) for label, value in pairs]
    control.value = chosen
