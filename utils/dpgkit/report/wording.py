"""The letters and the sentences that a report may hold: what every file can store, and what paper can say."""

import re
import unicodedata

WIDE_BRACKETS = str.maketrans("｢｣", "「」")      # the kit's font has no narrow ones
UNWRITABLE = re.compile(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")    # XML refuses them
TWICE = re.compile(r"([^\W\d_][^\[\]\n]{1,40}) \[\1\]", re.IGNORECASE)      # a mark that repeats the words before it
# what only a page on a screen can do
POINTING = re.compile(r"누르면|누르십시오|클릭|마우스|위에 두면|위에 올리면|끌어서|굴리면"
                      r"|\b(?:[Cc]lick|[Pp]ress|[Pp]oint at|[Hh]over)\b")


def clean(text: str) -> str:
    """Return a text as every file can hold it: NFC, wide brackets, no control characters, no mark that says the same again.

    >>> clean("｢전자정부법｣\\x00"), clean("근거 미확인 [근거 미확인]"), clean("2024년 10 [10]")
    ('「전자정부법」', '근거 미확인', '2024년 10 [10]')
    """
    plain = unicodedata.normalize("NFC", str(text).replace("\r\n", "\n")).translate(WIDE_BRACKETS)
    return TWICE.sub(r"\1", UNWRITABLE.sub("", plain))


def still(text: str) -> str:
    """Return a text without the sentences that tell a reader to point or to press.

    >>> still("점 하나가 사건 하나입니다. 누르면 설명이 나옵니다")
    '점 하나가 사건 하나입니다.'
    """
    return " ".join(part for part in re.split(r"(?<=[.?]) +", text) if not POINTING.search(part))
