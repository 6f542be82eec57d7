"""What a reader gives back: documents (Part) and the files that gave none (Failure)."""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from dpgkit.readers.errors import ReadError

PRIVATE = re.compile("[\ue000-\uf8ff]")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ufeff\ufffe\uffff\ud800-\udfff]")     # control and private use
HANGUL = re.compile("[가-힣]")
LETTER = re.compile("[A-Za-zÀ-ɏ]")
SPARSE = 1024           # fewer than one Hangul syllable in so many bytes is no Korean text
LATIN_ENOUGH = 200      # letters that make a document in another language worth keeping


@dataclass(frozen=True)
class Part:
    """One document: ``name`` (of the file; "archive.zip/member" inside a ZIP), ``title``, ``text`` (NFC), ``format``, ``warnings``.

    ``date`` and ``issuer`` are what the head of a Markdown file states, as it is written there.
    """

    name: str
    title: str
    text: str
    format: str
    warnings: tuple[str, ...] = ()
    date: str = field(default="", repr=False)
    issuer: str = field(default="", repr=False)


@dataclass(frozen=True)
class Failure:
    """One file that gave no text: ``name``, ``kind`` (as in ReadError) and the Korean ``message``."""

    name: str
    kind: str
    message: str


def part(name: str, text: str, form: str, *, title: str = "", warnings: tuple[str, ...] = ()) -> Part:
    """Return the document that a reader found, cleaned, or refuse it where it holds no text worth the name.

    >>> part("계획.txt", "정부\\ue000 계획\\r\\n", "txt")
    Part(name='계획.txt', title='계획', text='정부 계획', format='txt', warnings=('뜻을 알 수 없는 기호 1개를 뺐습니다.',))

    Raises ReadError ``no_text``.
    """
    text, dropped = tidy(text)
    found = [*warnings, *([f"뜻을 알 수 없는 기호 {dropped}개를 뺐습니다."] if dropped else []), *_language(text, name)]
    name = unicodedata.normalize("NFC", name)
    title = unicodedata.normalize("NFC", " ".join(title.split())) or PurePosixPath(name.replace("\\", "/")).stem
    return Part(name, title, text, form, tuple(found))


def tidy(text: str) -> tuple[str, int]:
    """Return the text in NFC without control and private-use characters, and how many private-use ones it held.

    >>> tidy("가\\x00나  \\n\\n\\n\\n다")
    ('가나\\n\\n다', 0)
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):       # then most lines still are, which is soon known
        text = "\n".join([unicodedata.normalize("NFC", line) for line in text.split("\n")])
    unseen = UNSEEN.findall(text)
    text = UNSEEN.sub("", text) if unseen else text
    lines = [line.rstrip() for line in text.split("\n")]
    lines = [line for line, above in zip(lines, ["", *lines], strict=False) if line or above]      # one empty line is enough
    return "\n".join(lines).strip(), len(PRIVATE.findall("".join(unseen)))


def _language(text: str, name: str) -> list[str]:
    enough = max(1, -(-len(text.encode()) // SPARSE))
    if len(list(islice(HANGUL.finditer(text), enough))) == enough:
        return []
    if len(LETTER.findall(text)) >= LATIN_ENOUGH:
        return ["한글이 거의 없는 문서입니다."]
    raise ReadError("no_text", name)
