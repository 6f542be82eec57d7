"""Statutes from the open interface of the National Law Information Center (국가법령정보 공동활용).

Search: ``lawSearch.do`` (``target`` law or eflaw, ``query``, ``display`` at most 100, ``page``) answers ``LawSearch`` with
``totalCnt`` and one ``law`` a version. Text: ``lawService.do`` (``MST``, with eflaw also ``efYd``) answers ``법령`` with 기본정보,
조문/조문단위 (항, 호, 목) and 부칙/부칙단위. Names of parameters and fields: the service's own guide (lsNwListGuide,
lsNwInfoGuide, lsEfYdListGuide, lsEfYdInfoGuide). The nesting of the text, the answer to an unknown computer
(``Response/result``) and to an unknown number (``Law``) are known from programs that call the service; missing parts are
therefore passed over. 별표 (annexes) are not read.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from dpgkit.originals import answers
from dpgkit.originals.client import Client, Service
from dpgkit.originals.errors import FetchError
from dpgkit.originals.files import Original, today

SERVICE = Service("국가법령정보 공동활용", "OC", "DPGKIT_LAW_KEY",
                  "open.law.go.kr에서 OPEN API 활용을 신청하고 이 컴퓨터의 IP 주소를 등록하십시오.")
PUBLISHER = "법제처 국가법령정보센터"
ROWS, MOST_PAGES = 100, 50
DOTS = re.compile("[·・‧•∙]")
CONTENTS = ("조문내용", "항내용", "호내용", "목내용")
ABOLISHED = ("폐지", "타법폐지", "일괄폐지")     # 폐지제정 puts a new law in the old one's place


@dataclass(frozen=True)
class Version:
    """A statute as it stood from one day on; days are ISO 8601."""

    serial: str
    law: str
    name: str
    short: str
    promulgated: str
    effective: str
    number: str
    kind: str
    change: str
    ministry: str
    state: str


def find_law(client: Client, name: str, on: str = "") -> list[Original]:
    """Return the version of a statute in force today, or on a day, as a list of one.

    Parameters: ``name`` the full or the official short name; ``on`` an ISO 8601 day.
    Raises FetchError where no statute has that name, none was in force, or the service refuses.
    """
    found = list(_versions(client, name, "eflaw" if on else "law"))
    named = [version for version in found if _same(name) in (_same(version.name), _same(version.short))]
    if not named:
        raise FetchError("그 이름의 법령이 없습니다.", value=name, allowed=sorted({version.name for version in found})[:10],
                         todo="법령의 정식 이름이나 약칭을 쓰십시오.")
    version = in_force(named, on)
    if not on and version.effective > today():   # promulgated, and listed as current, but not yet in force
        return find_law(client, name, today())
    return [_original(client, version, bool(on))]


def in_force(versions: list[Version], on: str = "") -> Version:
    """Return the version in force on a day, or today's where no day is given.

    Raises FetchError where the statute did not apply yet, or no longer.
    """
    if not on:
        current = [version for version in versions if version.state == "현행"] or versions
        return max(current, key=lambda version: (version.effective, version.promulgated))
    begun = [version for version in versions if version.effective and version.effective <= on]
    first = min((version.effective for version in versions if version.effective), default="")
    if not begun:
        raise FetchError("그날 시행 중인 판이 없습니다.", value=f"{versions[0].name} {on}", allowed=f"{first} 이후의 날짜",
                         todo="--on의 날짜를 고치십시오.")
    latest = max(begun, key=lambda version: (version.effective, version.promulgated))
    if latest.change in ABOLISHED:
        raise FetchError("그날 전에 폐지된 법령입니다.", value=f"{latest.name} {on}", allowed=f"{latest.effective} 이전의 날짜",
                         todo="--on의 날짜를 고치십시오.")
    return latest


def law_text(answer: etree._Element) -> str:
    """Return the text of a statute: chapters as headings, one paragraph an article, supplementary provisions at the end.

    >>> law_text(answers.root("<법령><조문단위><조문내용>제1조(목적)</조문내용><항><항내용>① 가</항내용></항></조문단위></법령>"))
    '제1조(목적)\\n① 가'
    """
    articles = [_article(unit) for unit in answer.iter("조문단위")]
    additions = [answers.tidy(answers.words(unit, "부칙내용")) for unit in answer.iter("부칙단위")]
    parts = [*articles, *(["## 부칙"] if any(additions) else []), *additions]
    return "\n\n".join(part for part in parts if part)


def _versions(client: Client, name: str, target: str) -> Iterator[Version]:
    asked, seen = DOTS.sub("ㆍ", " ".join(name.split())), set()
    for number in range(1, MOST_PAGES + 1):
        answer = client.xml("lawSearch.do", target=target, type="XML", query=asked, display=ROWS, page=number)
        versions = [version for node in answer.iter("law") if (version := _version(node)) and version not in seen]
        yield from versions
        seen.update(versions)
        total = answers.number(answers.words(answer, "totalCnt"))
        if not versions or (len(versions) < ROWS if total is None else len(seen) >= total):
            return


def _version(node: etree._Element) -> Version | None:
    names = ("법령일련번호", "법령ID", "법령명한글", "법령약칭명", "공포일자", "시행일자", "공포번호", "법령구분명", "제개정구분명",
             "소관부처명", "현행연혁코드")
    serial, law, name, short, promulgated, effective, *rest = (answers.words(node, field) for field in names)
    return Version(serial, law, name, short, answers.day(promulgated), answers.day(effective), *rest) if serial and name else None


def _original(client: Client, version: Version, dated: bool) -> Original:
    effective = version.effective.replace("-", "")
    url = f"https://www.law.go.kr/LSW/lsInfoP.do?lsiSeq={version.serial}&efYd={effective}"
    return Original(f"law_{version.law or 0}_{version.serial}_{effective}", version.name, version.promulgated or version.effective,
                    version.ministry, url, PUBLISHER, "law", lambda: _text(client, version, effective if dated else ""))


def _text(client: Client, version: Version, effective: str) -> str:
    target = {"target": "eflaw", "efYd": effective} if effective else {"target": "law"}
    answer = client.xml("lawService.do", type="XML", MST=version.serial, **target)
    text = law_text(answer)
    if answer.tag != "법령" or not text:
        raise FetchError("법령의 본문을 받지 못했습니다.", value=f"{version.name} ({version.serial})",
                         todo="잠시 뒤에 같은 명령을 다시 실행하십시오.")
    number = " ".join(part for part in (version.kind, f"제{version.number}호" if version.number else "") if part)
    facts = [f"[시행 {version.effective}]" if version.effective else "",
             f"[{', '.join(part for part in (number, version.promulgated, version.change) if part)}]"]
    return " ".join(fact for fact in facts if len(fact) > 2) + f"\n\n{text}"


def _article(unit: etree._Element) -> str:
    lines = [answers.tidy(answers.words(part)) for part in unit.iter(*CONTENTS)]
    text = "\n".join(line for line in lines if line)
    return f"## {' '.join(text.split())}" if answers.words(unit, "조문여부") == "전문" and text else text


def _same(name: str) -> str:
    return DOTS.sub("ㆍ", "".join(unicodedata.normalize("NFC", name).split()))
