"""Text, Markdown and web pages."""

import re

from dpgkit.readers.errors import ReadError
from dpgkit.readers.parts import Part, part
from dpgkit.readers.sources import Source

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
HEADING = re.compile(r"^#{1,2}\s+(.+?)\s*#*$", re.MULTILINE)
SILENT = ("script", "style", "noscript", "template", "head", "select", "svg")
BLOCKS = ("p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "table", "caption", "tr", "td", "th", "h1", "h2", "h3", "h4",
          "h5", "h6", "section", "article", "header", "footer", "nav", "aside", "main", "blockquote", "pre", "figure",
          "figcaption", "address", "form", "fieldset", "legend")
NAMES = {"cp949": "CP949", "johab": "조합형", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


def read_txt(source: Source) -> Part:
    """Return a text file. Raises ReadError ``unknown_format`` or ``no_text``."""
    text, encoding = source.text
    return part(source.name, text, "txt", warnings=encoding_note(encoding))


def read_md(source: Source) -> Part:
    """Return a Markdown file without its front matter; its title is that of the front matter or the first heading.

    >>> read_md(Source("---\\ntitle: 전자정부법\\n---\\n# 제1장\\n이 법은".encode(), "a.md")).title
    '전자정부법'
    """
    text, encoding = source.text
    text = text.replace("\r\n", "\n")
    match = FRONT_MATTER.match(text)
    body = text[match.end():] if match else text
    heading = HEADING.search(body)
    title = (_title(match.group(1)) if match else "") or (heading.group(1) if heading else "")
    return part(source.name, body, "md", title=title, warnings=encoding_note(encoding))


def read_html(source: Source) -> Part:
    """Return what a web page shows, without scripts and styles. Raises ReadError ``damaged`` or ``no_text``."""
    from lxml import html

    text, encoding = source.text
    try:
        page = html.document_fromstring(re.sub(r"\A[\s\ufeff]*<\?xml[^>]*>", "", text))
    except (ValueError, html.etree.ParserError) as error:
        raise ReadError("damaged", source.name) from error
    title = " ".join(page.xpath("//head/title/text()"))
    return part(source.name, _shown(page), "html", title=title, warnings=encoding_note(encoding))


def encoding_note(encoding: str) -> tuple[str, ...]:
    """Return the warning that names an encoding other than UTF-8.

    >>> encoding_note("cp949"), encoding_note("utf-8")
    (('CP949로 저장된 글을 읽었습니다.',), ())
    """
    return (f"{NAMES[encoding]}{'으로' if encoding == 'johab' else '로'} 저장된 글을 읽었습니다.",) if encoding in NAMES else ()


def _title(front_matter: str) -> str:
    import yaml

    try:
        fields = yaml.safe_load(front_matter)
    except yaml.YAMLError:
        return ""
    title = fields.get("title", fields.get("제목")) if isinstance(fields, dict) else None
    return title if isinstance(title, str) else ""


def _shown(page: object) -> str:
    from lxml.etree import Comment

    for element in list(page.iter(*SILENT, Comment)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in page.iter(*BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in page.text_content().splitlines())
    return "\n".join(line for line in lines if line)
