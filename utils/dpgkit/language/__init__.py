"""The language a reader sees: Korean, as everything is written, or English, by a catalogue of phrases.

Nothing is translated while the kit computes. What is shown passes through ``say`` on its way out: tables, readings, charts,
errors, reports. So a lesson has the same code cells in both languages.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dpgkit.language import phrases

if TYPE_CHECKING:          # slow to import, and every command imports this module
    import pandas as pd

LANGUAGES = {"ko": "한국어", "en": "English"}
VARIABLE = "DPGKIT_LANGUAGE"      # in the environment, so that kernels and workers inherit it


def current() -> str:
    """Return the language that a reader sees, ``"ko"`` or ``"en"``.

    >>> current()
    'ko'
    """
    chosen = os.environ.get(VARIABLE, "ko")
    return chosen if chosen in LANGUAGES else "ko"


def use(language: str) -> None:
    """Show everything that follows in a language, ``"ko"`` or ``"en"``; in a notebook also what cells return."""
    os.environ[VARIABLE] = language
    if language != "ko":
        from dpgkit.language import display

        display.install()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Show what is made in this block in a language.

    >>> with speaking("en"):
    ...     current()
    'en'
    """
    before = current()
    os.environ[VARIABLE] = language
    try:
        yield
    finally:
        os.environ[VARIABLE] = before


def say(text: str) -> str:
    """Return a text in the language of the reader; what the catalogue does not hold stays as it is.

    >>> say("공동의 어젠다")
    '공동의 어젠다'
    """
    return text if current() == "ko" else phrases.translate(text, current())


def say_table(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table to show: headings, row labels and cells in the language of the reader; words that are studied stay.

    >>> import pandas as pd
    >>> say_table(pd.DataFrame({"시기": ["전산화"]})).columns.tolist()
    ['시기']
    """
    if current() == "ko":
        return table
    import pandas as pd

    shown = table.copy()
    for place in range(shown.shape[1]):
        if shown.columns[place] not in phrases.WORDS and not pd.api.types.is_numeric_dtype(shown.dtypes.iloc[place]):
            shown.isetitem(place, shown.iloc[:, place].astype(object).map(_cell))
    return shown.set_axis(_labels(shown.columns), axis=1).set_axis(_labels(shown.index), axis=0)


def _labels(index: "pd.Index") -> "pd.Index":
    import pandas as pd

    if isinstance(index, pd.MultiIndex):
        return pd.MultiIndex.from_tuples([tuple(map(_cell, labels)) for labels in index], names=list(map(_cell, index.names)))
    return index if pd.api.types.is_numeric_dtype(index) else pd.Index(list(map(_cell, index)), name=_cell(index.name))


def _cell(value: object) -> object:
    return say(value) if isinstance(value, str) else value
