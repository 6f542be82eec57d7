"""The three open interfaces that publish housing notices: where they are, how they page, how they refuse.

청약홈 (15098547, 15098905; ``page``, ``perPage``, ``cond[FIELD::GTE]``) answers ``{"data": [...], "totalCount": n}``; refusals are
``{"code": -4, "msg": ...}``. 마이홈 (15108420; ``pageNo``, ``numOfRows``, ``yearMtBegin``, ``yearMtEnd``) answers ``response`` with
``header/resultCode`` and ``body`` with ``totalCount`` and ``item`` (a list, one object, or nothing). LH 공고문 (``PG_SZ``, ``PAGE``,
``PAN_ST_DT``, ``PAN_ED_DT``) answers a list of blocks, one of which holds ``dsList``. Names of operations and fields are known from
the portal's descriptions and from programs that call the services, not from a call of our own: a field that is missing, or named
otherwise, leaves its cell empty, and a rate of "-" is no rate. The three have no common key.
"""

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dpgkit.originals.client import Client, Pace, Service
from dpgkit.originals.errors import FetchError
from dpgkit.originals.notices import SOURCES

KEY = "DPGKIT_DATA_KEY"
BASES = {"applyhome": "https://api.odcloud.kr/api", "myhome": "https://apis.data.go.kr/1613000/HWSPR02",
         "lh": "https://apis.data.go.kr/B552555/lhLeaseNoticeInfo1"}
SERVICES = {source: Service(f"공공데이터포털 {name}", "serviceKey", KEY, f"data.go.kr에서 '{full}'의 활용을 신청하십시오.")
            for source, name, full in (("applyhome", "청약홈 분양정보", "한국부동산원_청약홈 분양정보 조회 서비스"),
                                       ("myhome", "마이홈 모집공고", "국토교통부_마이홈포털 공공주택 모집공고 조회 서비스"),
                                       ("lh", "LH 공고문", "한국토지주택공사_분양임대공고문 조회 서비스"))}
RATES = Service("공공데이터포털 청약 경쟁률", "serviceKey", KEY,
                "data.go.kr에서 '한국부동산원_청약홈 청약접수 경쟁률'의 활용을 신청하십시오.")
DETAIL, COMPETITION = "ApplyhomeInfoDetailSvc/v1/getAPTLttotPblancDetail", "ApplyhomeInfoCmpetRtSvc/v1/getAPTLttotPblancCmpet"
ROWS, MOST_PAGES = 100, 100


class JsonClient(Client):
    """A client of a service that answers in JSON."""

    def __init__(self, service: Service, base: str, key: str, pace: Pace | None = None) -> None:
        super().__init__(service, base, key, pace)
        self.name = service.name
        self._http.headers["Accept"] = "application/json"

    def json(self, operation: str, **parameters: object) -> Any:
        """Return the answer of one operation. Raises FetchError where the service refuses, stays silent, or answers something else."""
        return self.xml(operation, **parameters)

    def _parsed(self, text: str) -> Any:
        try:
            answer = json.loads(self._without_key(json.dumps(json.loads(text), ensure_ascii=False)))     # "\\/" may have hidden a key
        except (ValueError, RecursionError):
            if "<html" in text[:200].lower():
                raise self.error("html") from None
            raise FetchError(f"{self.name}의 답을 읽을 수 없습니다(JSON이 아니거나 중간에 끊겼습니다).", kind="not_xml",
                             todo="잠시 뒤에 다시 실행하십시오.") from None
        if isinstance(answer, dict) and isinstance(answer.get("code"), int) and answer["code"] < 0:
            raise self.error("key" if answer["code"] in (-4, -401) else "busy")
        return answer


def checked_sources(sources: Iterable[str]) -> list[str]:
    """Return the sources that are meant, all without any. Raises FetchError for an unknown one.

    >>> checked_sources(["LH", "마이홈"]), checked_sources([])
    (['lh', 'myhome'], ['applyhome', 'myhome', 'lh'])
    """
    titles = {title: source for source, title in SOURCES.items()}
    meant = {source: titles.get(unicodedata.normalize("NFC", source), source.lower()) for source in sources}
    if unknown := [source for source, name in meant.items() if name not in BASES]:
        raise FetchError("없는 출처입니다.", value=", ".join(unknown), allowed=[*BASES], todo="출처의 이름을 고치십시오.")
    return list(dict.fromkeys(meant.values())) or [*BASES]


def has_key(key: str | None) -> bool:
    """Return whether there is a key, given or in the environment."""
    return bool((key or os.environ.get(KEY, "")).strip())


def open_client(source: str, *, key: str | None = None, bases: Mapping[str, str] | None = None, pace: Pace | None = None) -> JsonClient:
    """Return the client of a source, or of ``rates``. Raises FetchError where there is no key."""
    service = SERVICES.get(source, RATES)
    return JsonClient(service, {**BASES, **(bases or {})}["applyhome" if source == "rates" else source], _key(key, service), pace)


def competition(client: JsonClient, notice: str) -> Iterator[Mapping]:
    """Give the records of competition rates of one 청약홈 notice."""
    yield from _cloud(client, COMPETITION, {"cond[PBLANC_NO::EQ]": notice})


def count(value: object) -> int | None:
    """Return a whole number, or None where an answer gives none.

    >>> count("1,200"), count(3.0), count("-"), count(None)
    (1200, 3, None, None)
    """
    text = str(value if value is not None else "").replace(",", "").strip()
    return int(float(text)) if re.fullmatch(r"\d{1,12}(\.0+)?", text) else None


def _applyhome(client: JsonClient, start: str, end: str) -> Iterator[Mapping]:
    yield from _cloud(client, DETAIL, {"cond[RCRIT_PBLANC_DE::GTE]": start, "cond[RCRIT_PBLANC_DE::LTE]": end})


def _cloud(client: JsonClient, operation: str, conditions: Mapping[str, str]) -> Iterator[Mapping]:
    def page(number: int) -> tuple[list, int | None]:
        answer = client.json(operation, page=number, perPage=ROWS, returnType="JSON", **conditions)
        body = _known(client, answer, isinstance(answer, dict) and "data" in answer)
        return _listed(body["data"]), count(body.get("matchCount", body.get("totalCount")))

    yield from _pages(client, page)


def _myhome(client: JsonClient, start: str, end: str) -> Iterator[Mapping]:
    months = {"yearMtBegin": start[:7].replace("-", ""), "yearMtEnd": end[:7].replace("-", "")}
    for operation in ("rsdtRcritNtcList", "ltRsdtRcritNtcList"):
        def page(number: int, operation: str = operation) -> tuple[list, int | None]:
            answer = client.json(operation, pageNo=number, numOfRows=ROWS, _type="json", **months)
            _known(client, answer, bool(_inside(answer, "response")))
            body = _inside(answer, "response", "body")
            items = body.get("item", body.get("items"))
            return _listed(items.get("item") if isinstance(items, dict) and "item" in items else items), count(body.get("totalCount"))

        yield from _pages(client, page)


def _lh(client: JsonClient, start: str, end: str) -> Iterator[Mapping]:
    def page(number: int) -> tuple[list, int | None]:
        days = {"PAN_ST_DT": start.replace("-", ""), "PAN_ED_DT": end.replace("-", "")}
        answer = client.json("lhLeaseNoticeInfo1", PG_SZ=ROWS, PAGE=number, **days)
        known = any("dsList" in block or "dsSch" in block for block in _listed(answer))
        blocks = [block for block in _listed(_known(client, answer, known)) if "dsList" in block]
        rows = [row for block in blocks for row in _listed(block["dsList"])]
        return rows, count(rows[0].get("ALL_CNT")) if rows else 0

    yield from _pages(client, page)


READERS: dict[str, Callable[[JsonClient, str, str], Iterator[Mapping]]] = {"applyhome": _applyhome, "myhome": _myhome, "lh": _lh}


def _pages(client: JsonClient, page: Callable[[int], tuple[list, int | None]]) -> Iterator[Mapping]:
    """Give the records of all pages; a service that repeats a page has no more."""
    seen, received, total = set(), 0, None
    for number in range(1, MOST_PAGES + 1):
        records, counted = page(number)
        total = counted if total is None else total
        fresh = {text: record for record in records if (text := json.dumps(record, sort_keys=True)) not in seen}
        yield from fresh.values()
        seen, received = seen | set(fresh), received + (len(records) if fresh else 0)
        if not fresh or (len(records) < ROWS if total is None else received >= total):
            break
    if total is not None and received < total:
        raise FetchError(f"공고 {total}건 가운데 {received}건만 받았습니다.", todo="기간을 나누어 다시 받으십시오.")


def _known(client: JsonClient, answer: Any, known: bool) -> Any:
    """Return an answer of a known shape; an unknown one must not pass for a month without notices."""
    if not known:
        raise FetchError(f"{client.name}의 답이 알려진 모양이 아닙니다.", kind="shape",
                         todo="서비스가 바뀌었는지 포털의 공지를 확인하십시오.")
    return answer


def _inside(answer: object, *names: str) -> dict:
    for name in names:
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer if isinstance(answer, dict) else {}


def _listed(value: object) -> list:
    listed = value if isinstance(value, list) else [value]
    return [record for record in listed if isinstance(record, dict)]


def _key(key: str | None, service: Service) -> str:
    if not has_key(key):
        raise service.error("no_key")
    return (key or os.environ[KEY]).strip()
