"""Which encoding a Korean text file is in, decided on the whole file."""

import codecs
import re

from dpgkit.readers.errors import ReadError

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAMPLE = 20_000            # characters that decide between encodings which both fit
CUT = 4                     # bytes at the end that a cut-off download may spoil
COMMON = frozenset("이다는의에을를하고가은로한지기대인사정제시도어서아나자해리일그수부과보안전있것들")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
EXPECTED = re.compile(r"[\t\n\r -~가-힣ㄱ-ㅣ\u2010-\u33ff\uff00-\uffe6·«»±×÷°§¶]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the encoding it was in.

    >>> decode("정부".encode("cp949"), "a.txt")
    ('정부', 'cp949')

    The order: byte-order mark, UTF-16 by its zero bytes, strict UTF-8, strict CP949 or, where its syllables are
    much more usual, Johab. An error within the last four bytes is forgiven. Raises ReadError ``unknown_format``.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    found = _wide(data) if b"\0" in data else _narrow(data)
    if found is None or _is_binary(found[0]):
        raise ReadError("unknown_format", name)
    return found


def _wide(data: bytes) -> tuple[str, str] | None:
    even = data[:len(data) // 2 * 2]
    texts = [(even.decode(encoding, errors="replace"), encoding) for encoding in ("utf-16-le", "utf-16-be")]
    text, encoding = max(texts, key=lambda pair: _expected(pair[0]))
    if _expected(text) > 0.9:
        return text, encoding
    return _narrow(data.replace(b"\0", b"")) if data.count(b"\0") * 100 < len(data) else None


def _narrow(data: bytes) -> tuple[str, str] | None:
    text = _strict(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    texts = {encoding: _strict(data, encoding) for encoding in ("cp949", "johab")}
    known = [(text, encoding) for encoding, text in texts.items() if text is not None]
    return max(known, key=lambda pair: _usual(pair[0]) * (1 if pair[1] == "cp949" else 0.5), default=None)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        near_end = error.start >= len(data) - CUT and error.start > CUT
        return data[:error.start].decode(encoding) if near_end else None


def _expected(text: str) -> float:
    return len(EXPECTED.findall(text[:SAMPLE])) / max(1, len(text[:SAMPLE]))


def _usual(text: str) -> float:
    """The share of the most frequent syllables among all characters beyond ASCII, and a little for being readable."""
    beyond = [character for character in text[:SAMPLE] if ord(character) > 127]
    return 0.001 + sum(character in COMMON for character in beyond) / max(1, len(beyond))


def _is_binary(text: str) -> bool:
    return (len(text) - len(CONTROL.sub("", text))) * 100 > len(text)
