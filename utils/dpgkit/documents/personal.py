"""Personal data in a text: counted so that the reader is warned, never shown."""

import re

import pandas as pd

MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
ADDRESS = "전자우편 주소"
PATTERNS = {         # what stands in front is looked at after the first digits: that finds a number many times faster
    "주민등록번호": re.compile(rf"{MONTH_AND_DAY}(?<=\d{{6}})(?<![\d-]\d{{6}})\s?[-–]?\s?[1-8]\d{{6}}(?![\d-])"),
    "전화번호": re.compile(r"0(?<![\d-]0)(?:1[016-9][-. )]{0,2}\d{3,4}[-. ]?\d{4}|"
                       r"(?:2|[3-6][1-5]|70)(?:\)\s?|[-. ]\s?)\d{3,4}[-. ]\d{4})(?![\d-])"),
    ADDRESS: re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,}"),
}

WHOLE = {**PATTERNS, "주민등록번호": re.compile(rf"\d\d{PATTERNS['주민등록번호'].pattern}")}      # to be hidden with the year of birth


def count(text: str) -> dict[str, int]:
    """Return how many pieces look like resident registration numbers, phone numbers and e-mail addresses.

    >>> count("담당 02-123-4567, 010-1234-5678, 접수 900101-1234567, 의안 1809890")
    {'주민등록번호': 1, '전화번호': 2, '전자우편 주소': 0}

    A resident registration number is six digits of a possible date and seven that begin with 1 to 8 (since October 2020
    its last digits follow no rule, so no checksum is asked for); a phone number begins with a prefix that is in use.
    """
    return {kind: sum(1 for _ in pattern.finditer(text)) for kind, pattern in PATTERNS.items()}


def warnings(counts: dict[str, int]) -> list[str]:
    """Return a warning for each kind of personal data that ``count`` found.

    >>> warnings(count("접수 900101-1234567"))
    ['주민등록번호로 보이는 수가 1개 있습니다.']
    """
    return [f"{_seems(kind)} {number}개 있습니다." for kind, number in counts.items() if number]


def found(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the documents that seem to hold personal data, and of which kind, never the data: 파일, 종류.

    >>> row = {"id": "공문.txt", "path": "공문.txt", "source": "공문.txt", "warnings": "전화번호로 보이는 수가 2개 있습니다."}
    >>> found(pd.DataFrame([row])).values.tolist()
    [['공문.txt', '전화번호 2개']]

    Parameters: ``documents`` with the columns path, source and warnings, as an import returns them.
    """
    rows = [(_file(row.path, row.source), kinds) for row in documents.itertuples() if (kinds := _kinds(row.warnings))]
    return pd.DataFrame(rows, columns=["파일", "종류"], dtype=str)


def read_found(table: pd.DataFrame, most: int = 20) -> str:
    """Return what to tell about documents with personal data, one line a file, "" where there is none.

    >>> read_found(pd.DataFrame({"파일": ["공문.txt"], "종류": ["전화번호 2개"]})).splitlines()[1]
    '  공문.txt: 전화번호 2개'

    Parameters: ``table`` as ``found`` returns it; ``most`` so many files are named.
    """
    if table.empty:
        return ""
    more = [f"  이 밖에 {len(table) - most}건"] if len(table) > most else []
    lines = [f"  {row.파일}: {row.종류}" for row in table.head(most).itertuples()]
    return "\n".join([f"개인정보로 보이는 글이 든 문서가 {len(table)}건 있습니다. 무엇인지는 적지 않습니다.", *lines, *more,
                      "  할 일: 그 파일을 열어 확인하고, 지운 사본을 폴더에 둔 뒤 다시 들이십시오."])


def _seems(kind: str) -> str:
    return f"{kind}로 보이는 {'글이' if kind == ADDRESS else '수가'}"


def _kinds(warnings_: str) -> str:
    numbers = {kind: re.search(rf"{_seems(kind)} (\d+)개", warnings_) for kind in PATTERNS}
    return ", ".join(f"{kind} {number[1]}개" for kind, number in numbers.items() if number)


def _file(path: str, source: str) -> str:
    return path if path.endswith(source) else f"{path} 안의 {source}"
