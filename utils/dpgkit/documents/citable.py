"""Names of documents that can be cited: ``document#number``, several of them separated by a space."""

import re
import unicodedata
from collections.abc import Iterable

SIGNS = re.compile(r"[\s#;,]+")      # part one citation from the next, or the document from the number


def citable(name: str) -> str:
    """Return a name in NFC whose signs that cannot stand in a citation became ``_``.

    >>> citable("2023 업무 계획(안)#1.hwp")
    '2023_업무_계획(안)_1.hwp'

    Hangul, brackets, dots and slashes stay.
    """
    return SIGNS.sub("_", unicodedata.normalize("NFC", name).strip())


def is_citable(name: str) -> bool:
    """Return whether a document of this name can be cited.

    >>> is_citable("2023_계획.md"), is_citable("2023 계획.md")
    (True, False)
    """
    return not SIGNS.search(name)


def unique(names: Iterable[str]) -> list[str]:
    """Return citable names, each one once: a number tells apart those that became equal.

    >>> unique(["계획 1.hwp", "계획#1.hwp", "계획.hwp"])
    ['계획_1.hwp', '계획_1.hwp_2', '계획.hwp']
    """
    wanted = [citable(name) for name in names]
    seen, taken = set(), set(wanted)
    told = []
    for name in wanted:
        told.append(_free(name, taken) if name in seen else name)
        seen.add(name)
        taken.add(told[-1])
    return told


def read_uncitable(names: Iterable[str]) -> str:
    """Return what to do about documents that an earlier import gave names with spaces, "" where there is none.

    >>> read_uncitable(["계획.hwp", "업무 계획.hwp"]).split(". ")[0]
    "이름에 빈칸이나 #, 쉼표가 있어 인용할 수 없는 문서가 1건 있습니다(예: '업무 계획.hwp')"
    """
    odd = [name for name in names if not is_citable(name)]
    if not odd:
        return ""
    return (f"이름에 빈칸이나 #, 쉼표가 있어 인용할 수 없는 문서가 {len(odd)}건 있습니다(예: '{odd[0]}'). 예전에 들인 말뭉치입니다. "
            "kit.py import 폴더 --name 이름을 같은 폴더와 이름으로 한 번 더 실행하면 빈칸이 밑줄(_)로 바뀝니다.")


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
