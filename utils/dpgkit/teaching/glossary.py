"""The glossary: every term in Korean and English, what it means, and the lesson that uses it first."""

import re
import unicodedata
from functools import cache

import pandas as pd

from dpgkit import lessons
from dpgkit.language import say, say_table, speaking
from dpgkit.teaching import places
from dpgkit.teaching.markdown import grid
from dpgkit.teaching.models import Term

COLUMNS = ["용어", "영어", "뜻", "처음 나오는 과", "말을 만들거나 정한 곳"]


def table(terms: list[Term]) -> pd.DataFrame:
    """Return the terms as a table, the columns in ``COLUMNS``."""
    rows = [(one.term, one.en, one.meaning, places.title(one.lesson), one.source) for one in terms]
    return pd.DataFrame(rows, columns=COLUMNS)


def page(terms: list[Term]) -> str:
    """Return the glossary as a Markdown page in the language of the reader."""
    told = (f"과에 나오는 용어 {len(terms)}개입니다. 뜻은 이 키트에서 쓰는 뜻이며, 책마다 조금씩 다를 수 있습니다.\n"
            "마지막 칸은 그 말을 만들거나 정한 글입니다. 비어 있으면 널리 쓰는 말입니다.")
    return f"# {say('용어집')}\n\n{say(told)}\n\n{grid(say_table(table(terms)))}\n"


def english_page(terms: list[Term]) -> str:
    """Return the glossary as a Markdown page in English, in the order of the English terms beside the Korean ones."""
    with speaking("en"):
        shown = table(terms)[["영어", "용어", *COLUMNS[2:]]].sort_values("영어", key=lambda words: words.str.lower())
        said = say_table(shown).assign(**{say("용어"): shown["용어"]})
        return f"# {say('용어집')}\n\n{grid(said)}\n"


def first_use(term: str) -> str:
    """Return the number of the first lesson whose text has a term at the beginning of a word, or an empty text.

    >>> first_use("섀플리 값"), first_use("없는 낱말")
    ('01', '')
    """
    pattern = re.compile(rf"(?<![가-힣A-Za-z]){re.escape(term)}")
    return next((name[:2] for name in lessons.names() if pattern.search(_text(name))), "")


@cache
def _text(name: str) -> str:
    return unicodedata.normalize("NFC", (lessons.sources_dir() / f"{name}.py").read_text(encoding="utf-8"))
