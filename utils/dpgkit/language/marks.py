"""Korean inside English: marks around the words that are kept on purpose, and how much else is left."""

import re

from dpgkit.language.phrases import HANGUL

MARKS, KEPT = re.compile("[\ue000\ue001]"), re.compile("\ue000[^\ue001]*\ue001")
WORD = re.compile("[가-힣]+")
ENGLISH_WORD = re.compile(r"(?<![\w./=-])[a-z]{2,}(?![\w./=-])")


def kept(text: str) -> str:
    """Return Korean that stays as it is, with marks around it."""
    return f"\ue000{text}\ue001"


def unmarked(text: str) -> str:
    """Return a text without marks.

    >>> unmarked(kept("정부") + " occurs most")
    '정부 occurs most'
    """
    return MARKS.sub("", text)


def left(text: str) -> int:
    """Return how many Korean syllables are left, but for those that are kept on purpose.

    >>> left(kept("정부") + " 낱말")
    2
    """
    return len(HANGUL.findall(KEPT.sub("", text)))


def is_said(text: str) -> bool:
    """Tell whether a text is English already, but for Korean words that were kept.

    >>> is_said("'정부' has the largest mean TF-IDF"), is_said("정부의 낱말 the")
    (True, False)
    """
    words = len(ENGLISH_WORD.findall(text))
    return words > 1 and words >= 2 * len(WORD.findall(text)) and not HANGUL.match(text)
