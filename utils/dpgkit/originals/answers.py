"""From the bytes of an answer to text: encodings, safe XML, dates, and HTML without its tags."""

import html
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

import lxml.html
from lxml import etree

KOREAN = ("euc-kr", "euckr", "ks_c_5601", "ksc5601", "cp949", "ms949", "windows-949", "uhc")
DECLARED = re.compile(rb"""<\?xml[^>]{0,80}encoding\s*=\s*["']([\w.-]+)""", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")     # characters that XML does not allow
KEY_IN_LINK = re.compile(r"(?<=[?&;])(?:OC|serviceKey)=[^&\s\"'<>\]]*&?(?:amp;)?", re.IGNORECASE)
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
IMAGE = re.compile(r"</?img\b[^>]*>", re.IGNORECASE)
BLOCKS = ("p", "div", "br", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd")
DAYS = ("%Y%m%d", "%Y-%m-%d", "%Y.%m.%d", "%m/%d/%Y")             # press releases carry the month first


def decoded(data: bytes, content_type: str = "") -> str:
    """Return an answer as text that XML allows: UTF-8, or CP949 where it says so or is no UTF-8.

    >>> decoded('<?xml version="1.0" encoding="euc-kr"?><a>똠방각하</a>'.encode("cp949"))[-11:]
    '<a>똠방각하</a>'
    """
    declared = DECLARED.search(data[:200])
    said = (declared[1].decode("ascii") if declared else content_type).lower()
    names = ("cp949", "utf-8-sig") if any(name in said for name in KOREAN) else ("utf-8-sig", "cp949")
    for name in names:
        try:
            return UNFIT.sub("", data.decode(name))
        except UnicodeDecodeError:
            continue
    return UNFIT.sub("", data.decode("utf-8", errors="replace"))


def flaw(text: str) -> str:
    """Return why an answer is no XML that may be read: ``html``, ``unsafe``, ``not_xml``, or nothing.

    >>> flaw("<!DOCTYPE html><html>"), flaw("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), flaw("Unexpected errors"), flaw("<a/>")
    ('html', 'unsafe', 'not_xml', '')
    """
    start = text[PROLOG.match(text).end():][:100].lower()
    if re.match(r"<!doctype\s+html|<html\b", start):
        return "html"
    return "unsafe" if start.startswith("<!") else "" if start.startswith("<") else "not_xml"


def root(text: str) -> etree._Element:
    """Return the root of an XML answer, read without network, DTD and entities.

    >>> root("<a><b>글</b></a>").tag
    'a'

    Raises lxml's XMLSyntaxError for XML that is not whole.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
                             remove_pis=True)
    return etree.fromstring(DECLARATION.sub("", text.lstrip("\ufeff")), parser)


def words(node: etree._Element, *names: str) -> str:
    """Return the text of the first named part that has any, or of the node itself, in NFC; nothing where none is there.

    >>> words(root("<a><b/><c> 글 </c></a>"), "b", "c"), words(root("<a>글</a>"))
    ('글', '글')
    """
    found = [part for name in names for part in node.iterfind(f".//{name}")] if names else [node]
    texts = (unicodedata.normalize("NFC", "".join(part.itertext())).strip() for part in found)
    return next((text for text in texts if text), "")


def day(value: str) -> str:
    """Return a date as ISO 8601, or nothing where it is none.

    >>> day("20230414"), day("04/14/2023 09:30:00"), day("2023.04.14"), day("미정")
    ('2023-04-14', '2023-04-14', '2023-04-14', '')
    """
    for pattern in DAYS:
        try:
            return datetime.strptime((value.split() or [""])[0], pattern).date().isoformat()
        except ValueError:
            continue
    return ""


def number(value: str) -> int | None:
    """Return a whole number, or None where the answer gives none.

    >>> number("12"), number("")
    (12, None)
    """
    return int(value) if value.isdecimal() else None


def tidy(text: str) -> str:
    """Return text with one space between words, no empty lines, and without the escapes and images left in it.

    >>> tidy(" 가 \\t 나\\n\\n 다 &lt;개정&gt;<img src='a'>")
    '가 나\\n다 <개정>'
    """
    lines = (" ".join(line.split()) for line in IMAGE.sub("", html.unescape(text)).splitlines())
    return "\n".join(line for line in lines if line)


def plain(text: str) -> str:
    """Return the text of a piece of HTML, one line a block; text without tags stays as it is.

    >>> plain("<p>가&middot;나</p><p>다<br>라</p>"), plain("가 &amp; 나")
    ('가·나\\n다\\n라', '가 & 나')
    """
    if "&lt;" in text and not MARKUP.search(text):
        text = html.unescape(text)
    if not MARKUP.search(text):
        return tidy(text)
    tree = lxml.html.fromstring(f"<div>{text}</div>")
    etree.strip_elements(tree, "script", "style", etree.Comment, with_tail=False)
    _separate(tree.iter(*BLOCKS), "\n")
    _separate(tree.iter("td", "th"), " ")
    return tidy(tree.text_content())


def _separate(nodes: Iterable[etree._Element], mark: str) -> None:
    for node in nodes:
        node.text = mark + (node.text or "")
        node.tail = mark + (node.tail or "")
