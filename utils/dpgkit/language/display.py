"""What a notebook shows, in the language of the reader: a step between a cell's value and its output."""

import html
import re

import pandas as pd

from dpgkit import language
from dpgkit.language.phrases import HANGUL

TEXTS = re.compile(r"(?<=>)[^<>]*[가-힣][^<>]*(?=<)")
CELLS = re.compile(r"(<t[hd]\b[^<>]*>)([^<>]*[가-힣][^<>]*)(?=<)")
ATTRIBUTES = re.compile(r'((?:aria-label|alt|title|summary)=")([^"]*[가-힣][^"]*)(?=")')
SAID, END = '<section translate="no">', "</section>"         # around what is said already; not a div, which tables hold
UNTOUCHED = re.compile(rf"(<(style|script)\b.*?</\2>|{SAID}.*?{END})", re.DOTALL)
MARKUP, PLAIN = ("text/html", "image/svg+xml"), ("text/markdown", "text/plain")
CODE_KEYS = {"labelExpr", "calculate", "test", "filter", "expr", "update"}
TEXT_NODES = re.compile(r">[^<>]*\d~[^<>]*(?=<)")
RANGES = re.compile(r"([-+]?\d[\d.,:/-]*%?)~([-+]?\d[\d.,:/-]*%?)(?![\d.,%]*\s?[가-힣])")      # beside Korean letters they stay
WORDS = language.STUDIED | {"terms"}       # fields of a chart that hold studied words, one or several
KEPT_KEYS = {"field", "type", "$schema", "as", "groupby", "href", "url", "font", "fields", "key", "param", "format"}


def install() -> None:
    """Let the running notebook show what its cells return in the language of the reader; elsewhere nothing happens."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None or getattr(shell.display_formatter.format, "speaks", False):
        return
    plain = shell.display_formatter.format

    def spoken(shown: object, *arguments: object, **options: object) -> tuple[dict, dict]:
        if language.current() == "ko":
            return plain(shown, *arguments, **options)
        is_table = isinstance(shown, pd.DataFrame)
        data, about = plain(language.say_table(shown) if is_table else shown, *arguments, **options)
        return {mime: (_ranged if is_table else _said)(mime, content) for mime, content in data.items()}, about

    spoken.speaks = True
    shell.display_formatter.format = spoken


def as_said(page: str) -> str:
    """Return HTML whose texts are in the language of the reader already, so that they are left alone."""
    return page if language.current() == "ko" else f"{SAID}{_ranged('text/html', page)}{END}"


def say_html(page: str) -> str:
    """Return a piece of HTML with its texts, and the texts of its attributes, in the language of the reader.

    >>> say_html('<p title="시기">시기</p>')
    '<p title="시기">시기</p>'
    """
    if language.current() == "ko":
        return page
    parts = UNTOUCHED.split(page)
    return "".join(part if place % 3 == 1 else "" if place % 3 == 2 else _say_markup(part) for place, part in enumerate(parts))


def say_ranges(text: str) -> str:
    """Return a text with its ranges of numbers as English writes them; what stands beside Korean letters stays as it is.

    >>> say_ranges("12.5~56.2%, -3~+2, 2001~2007년")
    '12.5–56.2%, -3 to +2, 2001~2007년'
    """
    return RANGES.sub(lambda ends: f"{ends[1]}{' to ' if re.search('[-+]', ends[0]) else '–'}{ends[2]}", text)


def say_spec(spec: dict) -> dict:
    """Return a chart specification with its texts and the values of its data in the language of the reader.

    Labels begin with a large letter. Names of fields stay: they tie the drawing to its data. Values inside expressions change
    as they do in the data, and the words that are studied stay in the fields that hold them.
    """
    return spec if language.current() == "ko" else _said_spec(spec)


def _said_spec(spec: object, key: str = "", studied: bool = False) -> object:
    """Return a part of a specification said: ``studied`` parts are words of documents, which stay."""
    if key in KEPT_KEYS:
        return spec
    if isinstance(spec, dict) and "subtitle" in spec:          # the heading that charts.finish has said
        return {name: _each_range(value) for name, value in spec.items()}
    if isinstance(spec, dict):
        studied = studied or str(spec.get("field")) in WORDS
        return {name: _said_spec(value, name, name != "title" and (studied or name in WORDS)) for name, value in _titled(spec).items()}
    if isinstance(spec, list):
        return [_said_spec(value, key, studied) for value in spec]
    if studied or not isinstance(spec, str):
        return spec
    return _say_code(spec) if key in CODE_KEYS else say_ranges(spec if key == "description" else _label(spec))


def _each_range(told: object) -> object:
    return [_each_range(line) for line in told] if isinstance(told, list) else say_ranges(told) if isinstance(told, str) else told


def _label(text: str) -> str:
    return language.say_title(text) if HANGUL.search(text) else text


def _titled(spec: dict) -> dict:
    """Give a channel that shows the name of its field as its title that title, so that it can be said."""
    field = spec.get("field")
    shows_name = isinstance(field, str) and "type" in spec and "title" not in spec and re.search("[가-힣]", field)
    return {**spec, "title": field} if shows_name else spec


def _say_code(code: str) -> str:
    return re.sub(r"(?<!\[)'([^']*[가-힣][^']*)'", lambda quoted: "'" + language.say_title(quoted[1]).replace("'", "\\'") + "'", code)


def _say_markup(markup: str) -> str:
    cells = CELLS.sub(lambda cell: cell[1] + html.escape(language.say_title(html.unescape(cell[2])), quote=False), markup)
    texts = TEXTS.sub(lambda text: html.escape(language.say(html.unescape(text[0])), quote=False), cells)
    return ATTRIBUTES.sub(lambda pair: pair[1] + html.escape(language.say(html.unescape(pair[2]))), _ranged("text/html", texts))


def _said(mime: str, content: object) -> object:
    if not isinstance(content, str):
        return content
    if mime in MARKUP:
        return say_html(content)
    return say_ranges(language.say(content)) if mime in PLAIN else content


def _ranged(mime: str, content: object) -> object:
    """Return what is said already with its ranges as English writes them; addresses and code in markup stay."""
    if mime in MARKUP:
        return TEXT_NODES.sub(lambda node: say_ranges(node[0]), content)
    return say_ranges(content) if mime in PLAIN else content
