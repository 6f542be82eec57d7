"""Housing notices and competition rates as tables, for readers with a key of the public data portal."""

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

from dpgkit.originals import answers
from dpgkit.originals.client import Pace
from dpgkit.originals.errors import FetchError
from dpgkit.originals.portals import BASES, KEY, READERS, JsonClient, checked_sources, competition, count, open_client

__all__ = ["BASES", "COMPETED", "KEY", "NOTICES", "as_notices", "as_rates", "fetch_notices", "fetch_rates", "notices_of", "rate",
           "rates_of"]

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
    found = []
    for source in checked_sources(sources):
        with open_client(source, key=key, bases=bases, pace=pace) as client:
            found.append(notices_of(client, source, first, last))
    return pd.concat(found, ignore_index=True)


def notices_of(client: JsonClient, source: str, first: str, last: str) -> pd.DataFrame:
    """Return the notices that one source announced in a span of days, as ``fetch_notices`` does."""
    rows = [_notice(source, record) for record in READERS[source](client, first, last)]
    return as_notices(rows).drop_duplicates(["source", "notice", "unit"]).pipe(_within, first, last)


def rates_of(client: JsonClient, notices: list[str]) -> pd.DataFrame:
    """Return the competition rates of 청약홈 notices, as ``fetch_rates`` does."""
    return as_rates([_competed(notice, record) for notice in dict.fromkeys(notices) for record in competition(client, notice)])


def as_notices(rows: list) -> pd.DataFrame:
    """Return rows in the order of ``NOTICES`` as a table of notices.

    >>> as_notices([])["households"].dtype
    Int64Dtype()
    """
    return pd.DataFrame(rows, columns=NOTICES).astype({"households": "Int64"})


def as_rates(rows: list) -> pd.DataFrame:
    """Return rows in the order of ``COMPETED`` as a table of competition rates.

    >>> as_rates([("1", "084A", "1", "01", 20, None, None)])["rate"].isna().tolist()
    [True]
    """
    return pd.DataFrame(rows, columns=COMPETED).astype({"supplied": "Int64", "applied": "Int64", "rate": "Float64"})


def fetch_rates(notices: list[str], *, key: str | None = None, base: str = BASES["applyhome"], pace: Pace | None = None) -> pd.DataFrame:
    """Fetch the competition rates of 청약홈 notices, one row a house type, rank and residence.

    Parameters: ``notices`` numbers as ``fetch_notices`` gives them for applyhome; the rest as there.
    Columns: notice, house_type, rank (1, 2), residence (01 is the region itself), supplied, applied, rate. A rate that the service does
    not give ("-", "(△12)" or nothing) is missing, never 0 and never computed. Counts may differ from the final ones (portal's note).
    """
    with open_client("rates", key=key, bases={"applyhome": base}, pace=pace) as client:
        return rates_of(client, notices)


def rate(text: str) -> float | None:
    """Return a competition rate, or None where the service gives none.

    >>> rate("20.05"), rate("1,234.5"), rate("-"), rate("(△12)"), rate("")
    (20.05, 1234.5, None, None, None)
    """
    plain = text.replace(",", "")
    return float(plain) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", plain) else None


def _notice(source: str, record: Mapping) -> tuple[object, ...]:
    found = {name: _first(record, *fields) for name, fields in FIELDS[source].items()}
    for name in ("announced", "begins", "ends"):
        found[name] = answers.day(found[name])
    if linked := PAN_ID.search(found["url"]):
        found["pan_id"] = found["pan_id"] or linked[1]
    return (source, *({**found, "households": count(found["households"]), "provider": found["provider"] or _owner(source)}[name]
                      for name in NOTICES[1:]))


def _competed(notice: str, record: Mapping) -> tuple[object, ...]:
    names = ("HOUSE_TY", "SUBSCRPT_RANK_CODE", "RESIDE_SECD")
    counts = (count(_first(record, name)) for name in ("SUPLY_HSHLDCO", "REQ_CNT"))
    return (_first(record, "PBLANC_NO") or notice, *(_first(record, name) for name in names), *counts,
            rate(_first(record, "CMPET_RATE", "SUPLY_CMPET_RATE")))


def _within(table: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    return table[table["announced"].between(first, last) | (table["announced"] == "")].reset_index(drop=True)


def _owner(source: str) -> str:
    return "LH" if source == "lh" else ""


def _first(record: Mapping, *names: str) -> str:
    texts = (_tidy(str(record[name])) for name in names if record.get(name) is not None)
    return next((text for text in texts if text), "")


def _tidy(text: str) -> str:
    """Return text in NFC on one line, without the signs and halves of characters that an escape in JSON can stand for."""
    whole = answers.UNFIT.sub("", text).encode("utf-8", "replace").decode()
    return " ".join(unicodedata.normalize("NFC", whole).split())
