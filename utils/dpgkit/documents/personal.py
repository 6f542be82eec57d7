"""Personal data in a text: counted so that the reader is warned, never shown."""

import re

MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
PATTERNS = {         # what stands in front is looked at after the first digits: that finds a number many times faster
    "주민등록번호": re.compile(rf"{MONTH_AND_DAY}(?<=\d{{6}})(?<![\d-]\d{{6}})\s?[-–]?\s?[1-8]\d{{6}}(?![\d-])"),
    "전화번호": re.compile(r"0(?<![\d-]0)(?:1[016-9][-. )]{0,2}\d{3,4}[-. ]?\d{4}|"
                       r"(?:2|[3-6][1-5]|70)(?:\)\s?|[-. ]\s?)\d{3,4}[-. ]\d{4})(?![\d-])"),
}


def count(text: str) -> dict[str, int]:
    """Return how many numbers look like resident registration numbers and like phone numbers.

    >>> count("담당 02-123-4567, 010-1234-5678, 접수 900101-1234567, 의안 1809890")
    {'주민등록번호': 1, '전화번호': 2}

    A resident registration number is six digits of a possible date and seven that begin with 1 to 8 (since October 2020
    its last digits follow no rule, so no checksum is asked for); a phone number begins with a prefix that is in use.
    """
    return {kind: sum(1 for _ in pattern.finditer(text)) for kind, pattern in PATTERNS.items()}


def warnings(counts: dict[str, int]) -> list[str]:
    """Return a warning for each kind of personal data that ``count`` found.

    >>> warnings(count("접수 900101-1234567"))
    ['주민등록번호로 보이는 수가 1개 있습니다.']
    """
    return [f"{kind}로 보이는 수가 {number}개 있습니다." for kind, number in counts.items() if number]
