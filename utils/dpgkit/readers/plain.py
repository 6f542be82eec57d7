"""Text, Markdown and web pages."""

import datetime
import re
import unicodedata
from dataclasses import replace

from dpgkit.readers import marks
from dpgkit.readers.errors import ReadError
from dpgkit.readers.parts import Part, part
from dpgkit.readers.sources import Source

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
HEADING = re.compile(r"^#{1,2}\s+(.+?)\s*#*$", re.MULTILINE)
SILENT = ("script", "style", "noscript", "template", "head", "select", "svg")
INLINE = ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
          "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
          "sup", "time", "tt", "u", "var", "wbr")
FENCE = re.compile(r"\s*(```|~~~)")
SET_APART = re.compile(r"\s*(#{1,6}(\s|$)|\||</?[A-Za-z!]|([-*_=]\s?){3,}$)")       # headings, tables, markup and rules take a line
BEGINS = re.compile(r"\s*(>|\[\^|[-*+]\s|\*\*[①-⑳])")
FACTS = {"title": ("title", "제목"), "date": ("date", "날짜", "공포일자"), "issuer": ("issuer", "기관", "소관부처")}
KINDS_OF_FACTS = (str, int, datetime.date)
HARD_BREAK = ("  ", "\\")
PAGE = re.compile(r"<(html|body|p|div|br|li|td)\b", re.IGNORECASE)      # other XML keeps the lines that it is written in
NAMES = {"cp949": "CP949", "johab": "조합형", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


def read_txt(source: Source) -> Part:
    """Return a text file. Raises ReadError ``unknown_format`` or ``no_text``."""
    text, encoding = source.text
    return part(source.name, text, "txt", warnings=encoding_note(encoding))


def read_md(source: Source) -> Part:
    """Return a Markdown file without its front matter, each paragraph and item on one line.

    The title is that of the front matter or the first heading; date and issuer are those of the front matter.

    >>> law = read_md(Source("---\\ntitle: 전자정부법\\ndate: 2001-03-28\\n---\\n# 제1장\\n이 법은".encode(), "a.md"))
    >>> law.title, law.date
    ('전자정부법', '2001-03-28')
    """
    text, encoding = source.text
    text = text.replace("\r\n", "\n")
    match = FRONT_MATTER.match(text)
    body = text[match.end():] if match else text
    heading = HEADING.search(body)
    facts = _facts(match.group(1)) if match else {}
    title = facts.get("title", "") or (heading.group(1) if heading else "")
    found = part(source.name, unwrapped(body), "md", title=title, warnings=encoding_note(encoding))
    return replace(found, date=facts.get("date", ""), issuer=facts.get("issuer", ""))


def unwrapped(text: str) -> str:
    """Return Markdown in which a line break inside a paragraph or an item is a space, as Markdown means it.

    >>> unwrapped("# 제목\\n국민이\\n편리한 정부\\n- 첫째\\n  이어짐\\n- 둘째")
    '# 제목\\n국민이 편리한 정부\\n- 첫째 이어짐\\n- 둘째'

    Lines that begin with a mark of Korean documents (①, 가., □) count as items. Code between fences stays as it is.
    """
    lines: list[str] = []
    is_code = False
    for line in text.split("\n"):
        is_fence = FENCE.match(line) is not None
        if lines and not is_code and not is_fence and _runs_on(lines[-1], line):
            lines[-1] = f"{lines[-1].rstrip()} {line.lstrip()}"
        else:
            lines.append(line)
        is_code ^= is_fence
    return "\n".join(lines)


def read_html(source: Source) -> Part:
    """Return what a web page shows, without scripts and styles. Raises ReadError ``damaged`` or ``no_text``."""
    from lxml import html

    text, encoding = source.text
    try:
        page = html.document_fromstring(re.sub(r"\A[\s\ufeff]*<\?xml[^>]*>", "", text))
    except (ValueError, html.etree.ParserError) as error:
        raise ReadError("damaged", source.name) from error
    title = " ".join(page.xpath("//head/title/text()"))
    return part(source.name, _shown(page, is_page=PAGE.search(text) is not None), "html", title=title, warnings=encoding_note(encoding))


def encoding_note(encoding: str) -> tuple[str, ...]:
    """Return the warning that names an encoding other than UTF-8.

    >>> encoding_note("cp949"), encoding_note("utf-8")
    (('CP949로 저장된 글을 읽었습니다.',), ())
    """
    return (f"{NAMES[encoding]}{'으로' if encoding == 'johab' else '로'} 저장된 글을 읽었습니다.",) if encoding in NAMES else ()


def _runs_on(above: str, line: str) -> bool:
    if not above.strip() or not line.strip() or above.endswith(HARD_BREAK):
        return False
    if SET_APART.match(above) or SET_APART.match(line) or FENCE.match(above) or BEGINS.match(line):
        return False
    return line.lstrip().startswith("*") or not marks.begins_item(line)       # *word* is emphasis, not an item


def _facts(front_matter: str) -> dict[str, str]:
    """Return what the front matter states of title, date and issuer, under one of their names."""
    import yaml

    try:
        fields = yaml.safe_load(front_matter)
    except yaml.YAMLError:
        return {}
    stated = fields if isinstance(fields, dict) else {}
    return {fact: next((_plain(stated[name]) for name in names if name in stated), "") for fact, names in FACTS.items()}


def _plain(value: object) -> str:
    values = value if isinstance(value, list) else [value]
    return unicodedata.normalize("NFC", ", ".join(str(one) for one in values if isinstance(one, KINDS_OF_FACTS)))


def _shown(page: object, *, is_page: bool) -> str:
    from lxml.etree import Comment

    for element in list(page.iter(*SILENT, Comment)):
        if element.getparent() is not None:
            element.drop_tree()
    kept = page.iter("pre") if is_page else [page]
    as_written = {node for element in kept for node in element.iter("*")}
    for element in page.iter("*"):
        edge = "" if element.tag in INLINE else "\n"
        element.text = edge + _text_shown(element.text, element in as_written)
        element.tail = edge + _text_shown(element.tail, element.getparent() in as_written)
    lines = (" ".join(line.split()) for line in page.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def _text_shown(text: str | None, as_written: bool) -> str:
    """Return a piece of text as a browser shows it: a line break in the source is a space outside of <pre>."""
    return (text or "") if as_written else re.sub(r"\s+", " ", text or "")
