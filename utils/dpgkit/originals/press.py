"""Press releases of the ministries (정책브리핑) through the public data portal.

``pressReleaseList`` (``startDate``, ``endDate`` as YYYYMMDD and at most three days, ``pageNo``, ``numOfRows``) answers
``response`` with ``header/resultCode`` (0, 3 without a release, 98 for more than three days) and ``body`` with one ``NewsItem``
a release: NewsItemId, Title, SubTitle1-3, DataContents (HTML), MinisterCode (a Korean name, in spite of its name), ApproveDate
(MM/DD/YYYY hh:mm:ss), OriginalUrl, FileName. All of this is known from programs that call the service, not from its guide.
They do not agree whether ``pageNo`` is obeyed and whether ``totalCount`` is given: pages are asked for until one brings
nothing new, and a total that is not reached is an error. The service cannot search: ministry and word are chosen here.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from lxml import etree

from dpgkit.originals import answers
from dpgkit.originals.client import Client, Service
from dpgkit.originals.errors import FetchError
from dpgkit.originals.files import Original

SERVICE = Service("공공데이터포털 정책브리핑 보도자료", "serviceKey", "DPGKIT_DATA_KEY",
                  "data.go.kr에서 '문화체육관광부_정책브리핑_보도자료_API'의 활용을 신청하십시오.")
PUBLISHER = "대한민국 정책브리핑"
ROWS, MOST_PAGES, MOST_DAYS = 100, 50, 3


def periods(start: str, end: str) -> list[tuple[str, str]]:
    """Return a span of days in pieces of three days, as the service wants them.

    >>> periods("2023-04-13", "2023-04-16")
    [('2023-04-13', '2023-04-15'), ('2023-04-16', '2023-04-16')]
    """
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    starts = [first + timedelta(days=days) for days in range(0, (last - first).days + 1, MOST_DAYS)]
    return [(day.isoformat(), min(day + timedelta(days=MOST_DAYS - 1), last).isoformat()) for day in starts]


def find_press(client: Client, start: str, end: str, *, ministry: str = "", query: str = "") -> Iterator[Original]:
    """Give the press releases of at most three days, one after the other.

    Parameters: ``start``, ``end`` ISO 8601 days; ``ministry`` part of a ministry's name; ``query`` a word of title or text.
    Raises FetchError where the service refuses, and at the end where it gave fewer releases than it counts.
    """
    for node in _items(client, start.replace("-", ""), end.replace("-", "")):
        release = _original(node)
        if ministry in release.issuer and (query in release.title or query in release.text()):
            yield release


def _items(client: Client, start: str, end: str) -> Iterator[etree._Element]:
    seen, received, total = set(), 0, None
    for number in range(1, MOST_PAGES + 1):
        answer = client.xml("pressReleaseList", startDate=start, endDate=end, pageNo=number, numOfRows=ROWS)
        nodes = list(answer.iter("NewsItem", "item"))
        fresh = {name: node for node in nodes if (name := _name(node)) and name not in seen}
        yield from fresh.values()
        seen, received = seen | set(fresh), received + (len(nodes) if fresh else 0)
        total = answers.number(answers.words(answer, "totalCount"))
        if not fresh or (len(nodes) != ROWS if total is None else received >= total):
            break
    if total is not None and received < total:
        raise FetchError(f"보도자료 {total}건 가운데 {received}건만 받았습니다.", value=f"{start}~{end}",
                         todo="기간을 하루씩 나누어 다시 실행하십시오.")


def _original(node: etree._Element) -> Original:
    number = _name(node)
    url = answers.words(node, "OriginalUrl")
    if not url.startswith(("https://", "http://")):
        url = f"https://www.korea.kr/briefing/pressReleaseView.do?newsId={number}"
    text = _text(node)
    title = " ".join(answers.plain(answers.words(node, "Title")).split())
    return Original(f"press_{number}", title, answers.day(answers.words(node, "ApproveDate")),
                    answers.words(node, "MinisterCode"), url, PUBLISHER, "press", lambda: text)


def _name(node: etree._Element) -> str:
    return re.sub(r"[^\w-]", "-", answers.words(node, "NewsItemId", "OriginalUrl", "Title"))[-24:]


def _text(node: etree._Element) -> str:
    names = ("SubTitle1", "SubTitle2", "SubTitle3", "DataContents")
    parts = [answers.plain(answers.words(node, name)).replace("\n", "\n\n") for name in names]
    files = [name for part in node.iter("FileName") if (name := answers.words(part))]
    if not parts[-1] and files:        # many releases are only attachments
        parts.append(f"(본문이 없는 보도자료입니다. 첨부: {', '.join(files)})")
    return "\n\n".join(part for part in parts if part)
