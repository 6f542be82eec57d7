"""What a notebook shows, in the language of the reader: a step between a cell's value and its output."""

import html
import re
from collections.abc import Iterator

import pandas as pd

from dpgkit import language

TEXTS = re.compile(r"(?<=>)[^<>]*[가-힣][^<>]*(?=<)")
ATTRIBUTES = re.compile(r'((?:aria-label|alt|title|summary)=")([^"]*[가-힣][^"]*)(?=")')
SAID = '<div translate="no">'         # around what is said already
UNTOUCHED = re.compile(rf"(<(style|script)\b.*?</\2>|{SAID}.*?</div>)", re.DOTALL)
CODE_KEYS = {"labelExpr", "calculate", "test", "filter", "expr", "update"}
KEPT_KEYS = {"field", "type", "$schema", "as", "groupby", "href", "url", "font", "fields", "key", "param", "format"}


def install() -> None:
    """Let the running notebook show what its cells return in the language of the reader; elsewhere nothing happens."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None or getattr(shell.display_formatter.format, "speaks", False):
        return
    plain = shell.display_formatter.format

    def spoken(shown: object, *arguments: object, **options: object) -> tuple[dict, dict]:
        if isinstance(shown, pd.DataFrame):
            return plain(language.say_table(shown), *arguments, **options)
        data, about = plain(shown, *arguments, **options)
        return {mime: _said(mime, content) for mime, content in data.items()}, about

    spoken.speaks = True
    shell.display_formatter.format = spoken


def as_said(page: str) -> str:
    """Return HTML whose texts are in the language of the reader already, so that they are left alone."""
    return page if language.current() == "ko" else f"{SAID}{page}</div>"


def say_html(page: str) -> str:
    """Return a piece of HTML with its texts, and the texts of its attributes, in the language of the reader.

    >>> say_html('<p title="시기">시기</p>')
    '<p title="시기">시기</p>'
    """
    if language.current() == "ko":
        return page
    parts = UNTOUCHED.split(page)
    return "".join(part if place % 3 == 1 else "" if place % 3 == 2 else _say_markup(part) for place, part in enumerate(parts))


def say_spec(spec: dict) -> dict:
    """Return a chart specification with its texts and the values of its data in the language of the reader.

    Names of fields stay: they tie the drawing to its data. Values inside expressions change as they do in the data, and the
    words that are studied stay wherever they stand.
    """
    if language.current() == "ko":
        return spec
    return _said_spec(spec, "", set(_studied(spec.get("datasets", {}))))


def _said_spec(spec: object, key: str, studied: set[str]) -> object:
    if key in KEPT_KEYS or (isinstance(spec, str) and spec in studied):
        return spec
    if isinstance(spec, dict):
        return {name: _said_spec(value, name, studied) for name, value in _titled(spec).items()}
    if isinstance(spec, list):
        return [_said_spec(value, key, studied) for value in spec]
    if not isinstance(spec, str):
        return spec
    return _say_code(spec) if key in CODE_KEYS else language.say(spec)


def _studied(datasets: dict[str, list[dict]]) -> Iterator[str]:
    for row in (row for rows in datasets.values() for row in rows):
        yield from (value for name, value in row.items() if name in language.STUDIED and isinstance(value, str))


def _titled(spec: dict) -> dict:
    """Give a channel that shows the name of its field as its title that title, so that it can be said."""
    field = spec.get("field")
    shows_name = isinstance(field, str) and "type" in spec and "title" not in spec and re.search("[가-힣]", field)
    return {**spec, "title": field} if shows_name else spec


def _say_code(code: str) -> str:
    return re.sub(r"(?<!\[)'([^']*[가-힣][^']*)'", lambda quoted: "'" + language.say(quoted[1]).replace("'", "\\'") + "'", code)


def _say_markup(markup: str) -> str:
    texts = TEXTS.sub(lambda text: html.escape(language.say(html.unescape(text[0])), quote=False), markup)
    return ATTRIBUTES.sub(lambda pair: pair[1] + html.escape(language.say(html.unescape(pair[2]))), texts)


def _said(mime: str, content: object) -> object:
    if not isinstance(content, str):
        return content
    if mime in ("text/html", "image/svg+xml"):
        return say_html(content)
    return language.say(content) if mime in ("text/markdown", "text/plain") else content
