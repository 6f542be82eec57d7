"""Housing notices and competition rates from three open interfaces, for readers with a key of the public data portal.

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
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from dpgkit.originals import answers
from dpgkit.originals.client import Client, Pace, Service
from dpgkit.originals.errors import FetchError

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
NOTICES = ["source", "notice", "unit", "title", "provider", "region", "announced", "begins", "ends", "households", "pan_id", "url"]
COMPETED = ["notice", "house_type", "rank", "residence", "supplied", "applied", "rate"]
PAN_ID = re.compile(r"[?&]panId=(\w+)")
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "applyhome": {"notice": ("PBLANC_NO", "HOUSE_MANAGE_NO"), "unit": ("HOUSE_MANAGE_NO",), "title": ("HOUSE_NM",),
                  "provider": ("BSNS_MBY_NM",), "region": ("SUBSCRPT_AREA_CODE_NM",), "announced": ("RCRIT_PBLANC_DE",),
                  "begins": ("RCEPT_BGNDE", "SUBSCRPT_RCEPT_BGNDE"), "ends": ("RCEPT_ENDDE", "SUBSCRPT_RCEPT_ENDDE"),
                  "households": ("TOT_SUPLY_HSHLDCO",), "pan_id": (), "url": ("PBLANC_URL",)},
    "myhome": {"notice": ("pblancId",), "unit": ("houseSn",), "title": ("pblancNm",), "provider": ("suplyInsttNm",),
               "region": ("brtcNm", "brtcCodeNm"), "announced": ("rcritPblancDe",), "begins": ("beginDe",), "ends": ("endDe",),
               "households": ("sumSuplyCo", "totHshldCo"), "pan_id": (), "url": ("url", "pcUrl", "mobileUrl")},
    "lh": {"notice": ("PAN_ID",), "unit": (), "title": ("PAN_NM",), "provider": (), "region": ("CNP_CD_NM",),
           "announced": ("PAN_NT_ST_DT", "PAN_DT"), "begins": (), "ends": ("CLSG_DT",), "households": (), "pan_id": ("PAN_ID",),
           "url": ("DTL_URL",)},
}


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
            answer = json.loads(text)
        except json.JSONDecodeError:
            if "<html" in text[:200].lower():
                raise self.error("html") from None
            raise FetchError(f"{self.name}의 답을 읽을 수 없습니다(JSON이 아니거나 중간에 끊겼습니다).", kind="not_xml",
                             todo="잠시 뒤에 다시 실행하십시오.") from None
        if isinstance(answer, dict) and isinstance(answer.get("code"), int) and answer["code"] < 0:
            raise self.error("key" if answer["code"] in (-4, -401) else "busy")
        return answer


def fetch_notices(start: str, end: str, *, sources: tuple[str, ...] = tuple(BASES), key: str | None = None,
                  bases: Mapping[str, str] | None = None, pace: Pace | None = None) -> pd.DataFrame:
    """Fetch the notices announced in a span of days, one row a notice and unit.

    Parameters: ``start``, ``end`` days (YYYY-MM-DD), both included; ``sources`` of applyhome, myhome, lh; ``key`` or the environment
    variable ``DPGKIT_DATA_KEY``; ``bases`` other addresses; ``pace``.
    Columns: source, notice and unit (numbers of the source), title, provider, region, announced, begins, ends (ISO 8601), households,
    pan_id (LH's number, also where 마이홈 links to it), url. What a source does not say is empty.
    Raises FetchError for bad days or sources, a missing or refused key, no network, and where a source gives fewer than it counts.
    """
    first, last = answers.day(start), answers.day(end)
    if not first or not last or first > last:
        raise FetchError("기간을 읽을 수 없습니다.", value=f"{start} ~ {end}", allowed="YYYY-MM-DD, 처음이 끝보다 이르게",
                         todo="날짜를 고치십시오.")
    if unknown := [source for source in sources if source not in BASES]:
        raise FetchError("없는 출처입니다.", value=", ".join(unknown), allowed=BASES, todo="sources를 고치십시오.")
    rows = []
    for source in sources:
        with JsonClient(SERVICES[source], {**BASES, **(bases or {})}[source], _key(key, SERVICES[source]), pace) as client:
            rows += [_notice(source, record) for record in READERS[source](client, first, last)]
    table = pd.DataFrame(rows, columns=NOTICES).drop_duplicates(["source", "notice", "unit"])
    within = table["announced"].between(first, last) | (table["announced"] == "")
    return table[within].astype({"households": "Int64"}).reset_index(drop=True)


def fetch_rates(notices: list[str], *, key: str | None = None, base: str = BASES["applyhome"], pace: Pace | None = None) -> pd.DataFrame:
    """Fetch the competition rates of 청약홈 notices, one row a house type, rank and residence.

    Parameters: ``notices`` numbers as ``fetch_notices`` gives them for applyhome; the rest as there.
    Columns: notice, house_type, rank (1, 2), residence (01 is the region itself), supplied, applied, rate. A rate that the service does
    not give ("-", "(△12)" or nothing) is missing, never 0 and never computed. Counts may differ from the final ones (portal's note).
    """
    found = []
    with JsonClient(RATES, base, _key(key, RATES), pace) as client:
        for notice in dict.fromkeys(notices):
            for record in _cloud(client, COMPETITION, {"cond[PBLANC_NO::EQ]": notice}):
                found.append((_first(record, "PBLANC_NO") or notice, _first(record, "HOUSE_TY"), _first(record, "SUBSCRPT_RANK_CODE"),
                              _first(record, "RESIDE_SECD"), _count(_first(record, "SUPLY_HSHLDCO")), _count(_first(record, "REQ_CNT")),
                              rate(_first(record, "CMPET_RATE", "SUPLY_CMPET_RATE"))))
    return pd.DataFrame(found, columns=COMPETED).astype({"supplied": "Int64", "applied": "Int64", "rate": "Float64"})


def rate(text: str) -> float | None:
    """Return a competition rate, or None where the service gives none.

    >>> rate("20.05"), rate("1,234.5"), rate("-"), rate("(△12)"), rate("")
    (20.05, 1234.5, None, None, None)
    """
    plain = text.replace(",", "")
    return float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def _applyhome(client: JsonClient, start: str, end: str) -> Iterator[Mapping]:
    yield from _cloud(client, DETAIL, {"cond[RCRIT_PBLANC_DE::GTE]": start, "cond[RCRIT_PBLANC_DE::LTE]": end})


def _cloud(client: JsonClient, operation: str, conditions: Mapping[str, str]) -> Iterator[Mapping]:
    def page(number: int) -> tuple[list, int | None]:
        answer = client.json(operation, page=number, perPage=ROWS, returnType="JSON", **conditions)
        body = _inside(answer)
        return _listed(body.get("data")), _count(body.get("matchCount", body.get("totalCount")))

    yield from _pages(client, page)


def _myhome(client: JsonClient, start: str, end: str) -> Iterator[Mapping]:
    months = {"yearMtBegin": start[:7].replace("-", ""), "yearMtEnd": end[:7].replace("-", "")}
    for operation in ("rsdtRcritNtcList", "ltRsdtRcritNtcList"):
        def page(number: int, operation: str = operation) -> tuple[list, int | None]:
            answer = client.json(operation, pageNo=number, numOfRows=ROWS, _type="json", **months)
            body = _inside(answer, "response", "body")
            items = body.get("item", body.get("items"))
            return _listed(items.get("item") if isinstance(items, dict) and "item" in items else items), _count(body.get("totalCount"))

        yield from _pages(client, page)


def _lh(client: JsonClient, start: str, end: str) -> Iterator[Mapping]:
    def page(number: int) -> tuple[list, int | None]:
        days = {"PAN_ST_DT": start.replace("-", ""), "PAN_ED_DT": end.replace("-", "")}
        answer = client.json("lhLeaseNoticeInfo1", PG_SZ=ROWS, PAGE=number, **days)
        blocks = [block for block in _listed(answer) if "dsList" in block]
        rows = [row for block in blocks for row in _listed(block["dsList"])]
        return rows, _count(rows[0].get("ALL_CNT")) if rows else 0

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


def _notice(source: str, record: Mapping) -> tuple[object, ...]:
    found = {name: _first(record, *fields) for name, fields in FIELDS[source].items()}
    for name in ("announced", "begins", "ends"):
        found[name] = answers.day(found[name])
    if linked := PAN_ID.search(found["url"]):
        found["pan_id"] = found["pan_id"] or linked[1]
    return (source, *({**found, "households": _count(found["households"]), "provider": found["provider"] or _owner(source)}[name]
                      for name in NOTICES[1:]))


def _owner(source: str) -> str:
    return "LH" if source == "lh" else ""


def _inside(answer: object, *names: str) -> dict:
    for name in names:
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer if isinstance(answer, dict) else {}


def _listed(value: object) -> list:
    listed = value if isinstance(value, list) else [value]
    return [record for record in listed if isinstance(record, dict)]


def _first(record: Mapping, *names: str) -> str:
    texts = (" ".join(str(record[name]).split()) for name in names if record.get(name) is not None)
    return next((text for text in texts if text), "")


def _count(value: object) -> int | None:
    text = str(value if value is not None else "").replace(",", "").strip()
    return int(float(text)) if re.fullmatch(r"\d+(\.0+)?", text) else None


def _key(key: str | None, service: Service) -> str:
    found = (key or os.environ.get(KEY, "")).strip()
    if not found:
        raise service.error("no_key")
    return found
