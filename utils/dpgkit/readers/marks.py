"""The marks with which Korean public documents begin an item: □, ○, ※, ①, 가., 1), 제1조(...) and their like."""

import re

ORDER = "가나다라마바사아자차카타파하"
SIGNS = "□■○●◯◎ㅇㅁ•∙◦▪▫◇◆◈▶▷►▸▹❍❏❑❒☞✓✔➔➜※"
NUMBERED = (r"\(?\d{1,2}(?:의\d{1,2})?\\?[.)](?!\d)|" rf"\(?[{ORDER}]\\?[.)](?:\s|$)|" r"[①-⑳㉠-㉻⓵-⓾❶-❿➊-➓ⓐ-ⓩⅠ-Ⅻⅰ-ⅻ]\.?|"
            r"제\d+[편장절관](?:의\d+)?(?:\s|$)|제\d+조(?:의\d+)?(?:\s*[(①]|$)")     # in Markdown a backslash stands before the stop
MARK = re.compile(rf"[{SIGNS}*·★☆]|[-–—](?!\d)|[△▲oO]\s|{NUMBERED}")
ALONE = re.compile(rf"[{SIGNS}]|{NUMBERED}")
LAST_SYLLABLE = "다."       # where a page is wrapped within words, rather the end of 한다. than an item


def begins_item(line: str, *, wrapped: bool = False) -> bool:
    """Return whether a line begins with the mark of an item.

    >>> begins_item("가. 추진 배경"), begins_item("2024년에는"), begins_item("다. 그리고", wrapped=True)
    (True, False, False)

    Parameters: ``wrapped`` says that the line above may run on into it.
    """
    line = line.lstrip()
    return MARK.match(line) is not None and not (wrapped and line.startswith(LAST_SYLLABLE))


def stands_alone(line: str) -> bool:
    """Return whether a line is a mark and nothing else.

    >>> stands_alone("□"), stands_alone("제1조"), stands_alone("□ 개요")
    (True, True, False)
    """
    return len(line) < 10 and ALONE.fullmatch(line) is not None
