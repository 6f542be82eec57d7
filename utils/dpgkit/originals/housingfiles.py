"""A folder of housing notices: each month that came is kept by itself, so that a stopped command goes on where it was."""

import calendar
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from dpgkit import __version__, atomic, locks, tables
from dpgkit.originals import housing, notices, portals
from dpgkit.originals.client import Pace
from dpgkit.originals.errors import FetchError
from dpgkit.originals.files import today
from dpgkit.reading import Reading

PIECES, PROVENANCE = "pieces", "provenance.json"
RATES = "rates"
NAMES = {**notices.SOURCES, RATES: "경쟁률"}
ASKED = ["source", "month", "status", "rows", "fetched"]
NEW, KEPT, NONE, FAILED = "받음", "이미 있음", "받은 것이 없습니다", "실패"
SETTLING = 60            # days after a month in which its competition rates may still come
MOST_MONTHS = 120
MONTH = re.compile(r"(\d{4})(?:[-./]|년\s*)(\d{1,2})월?|(\d{4})(\d{2})")
MEANINGS = {
    "source": "출처(applyhome 청약홈, myhome 마이홈, lh LH)", "notice": "출처의 공고 번호", "unit": "공고 안의 단지 번호",
    "title": "공고 이름", "provider": "공급 기관", "region": "지역", "announced": "공고한 날", "begins": "접수 첫날",
    "ends": "접수 마지막 날",
    "households": "공급 세대 수", "pan_id": "LH 공고 번호(다른 출처의 주소에 있어도)", "url": "공고의 주소", "house_type": "주택형",
    "rank": "순위", "residence": "거주 구분(01 해당 지역)", "supplied": "공급 세대 수", "applied": "접수 건수",
    "rate": "경쟁률(출처가 '-'로 적으면 빈칸)", "group": "같은 공고의 묶음 번호", "match": "같다고 본 까닭", "listed": "실린 공고 수",
    "distinct": "겹친 것을 한 번만 센 수", "repeated": "겹쳐 실린 수", "shared": "다른 출처에도 있는 수", "alone": "그 출처에만 있는 수",
    "share": "서로 다른 공고 전체 가운데 비율(%)", "month": "달", "status": "결과", "rows": "줄 수", "fetched": "받은 날"}
NOTES = ["열의 이름과 뜻은 포털의 설명을 따랐습니다. 출처가 적지 않은 칸은 비워 두었습니다.",
         "청약홈은 아파트 분양 공고만 받습니다. 경쟁률은 마지막 값과 다를 수 있다고 포털에 적혀 있습니다.",
         "출처 사이에 같은 번호가 없어, LH 번호가 같거나 제목과 지역이 같고 날짜가 7일 안이면 같은 공고로 보았습니다.",
         "이용 조건: 근거 미확인. 공공데이터포털의 각 자료 화면에서 확인하십시오."]


@dataclass(frozen=True)
class Housing:
    """What is in the folder: notices, rates, same (which notices are one), coverage (of the sources), asked (month by month)."""

    notices: pd.DataFrame
    rates: pd.DataFrame
    same: pd.DataFrame
    coverage: pd.DataFrame
    asked: pd.DataFrame


def months(start: str, end: str) -> list[str]:
    """Return the months of a span.

    >>> months("2023-11", "2024.1")
    ['2023-11', '2023-12', '2024-01']

    Raises FetchError for what is no month, a month that has not begun, the wrong order, and more than ten years.
    """
    first, last = _month(start, "처음"), _month(end, "끝")
    if first > last:
        raise FetchError("기간의 처음이 끝보다 늦습니다.", value=f"{first} ~ {last}", todo="두 달을 바꾸어 적으십시오.")
    named = [f"{number // 12}-{number % 12 + 1:02}" for number in range(_number(first), _number(last) + 1)]
    if len(named) > MOST_MONTHS:
        raise FetchError("기간이 너무 깁니다.", value=f"{len(named)}개월", allowed=f"{MOST_MONTHS}개월까지",
                         todo="기간을 나누어 받으십시오.")
    return named


def collect(span: list[str], sources: list[str], folder: Path, *, rates: bool = True, key: str | None = None,
            bases: Mapping[str, str] | None = None, pace: Pace | None = None) -> Housing:
    """Ask for every month that the folder does not hold yet, write the tables, and return them.

    Parameters: ``span`` as ``months`` returns it; the rest as ``fetch.fetch_housing``. Raises FetchError where no source gave anything,
    DataError where another command writes into the folder.
    """
    steps = [(source, month) for source in sources for month in span]
    steps += [(RATES, month) for month in span if rates and "applyhome" in sources]
    with locks.alone(folder), ExitStack() as opened:
        clients = {source: opened.enter_context(portals.open_client(source, key=key, bases=bases, pace=pace))
                   for source in dict.fromkeys(source for source, _ in steps)}
        asked, errors = _ask_all(steps, clients, folder)
        found = _gathered(folder, steps, asked)
        if errors and found.notices.empty:
            raise errors[0]
        _write(found, folder, span)
    if found.notices.empty:
        raise FetchError("그 기간에 공고가 없습니다.", value=f"{span[0]} ~ {span[-1]}", todo="기간을 넓히거나 출처를 더하십시오.")
    return found


def read_housing(found: Housing) -> Reading:
    """Return what came and which notices are the same, in a few sentences."""
    counts = found.notices.groupby("source", sort=False).size()
    listed = ", ".join(f"{NAMES[source]} {count}줄" for source, count in counts.items())
    given = int(found.rates["rate"].notna().sum())
    told = f" 경쟁률은 {len(found.rates)}줄이고 값이 있는 것은 {given}줄입니다." if len(found.rates) else ""
    undated = int(((found.same["announced"] == "") | (found.same["title"] == "")).sum())
    unknown = f" 제목이나 날짜가 없어 번호로만 견준 공고가 {undated}건 있습니다." if undated else ""
    return Reading(f"받은 공고: {listed}.{told} {notices.read_coverage(found.coverage)}{_read_gaps(found.asked)}{unknown}")


def _read_gaps(asked: pd.DataFrame) -> str:
    own, came = asked[asked["source"] != RATES], asked[asked["fetched"] != ""]
    absent = [NAMES[source] for source in own["source"].unique() if source not in set(came["source"])]
    left_out = sorted(set(own["month"]) - _compared(asked))
    less = f" 어느 출처에서 받지 못한 달({', '.join(left_out)})은 겹침을 셀 때 뺐습니다." if left_out else ""
    return less + (f" {', '.join(absent)}에서는 하나도 받지 못했습니다." if absent else "")


def _ask_all(steps: list[tuple[str, str]], clients: Mapping, folder: Path) -> tuple[pd.DataFrame, list[FetchError]]:
    rows, given_up, errors = [], {}, []
    for source, month in tqdm(steps, desc="청약 공고를 받습니다"):
        status = _known(folder, source, month)
        try:
            if not status and source in given_up:
                raise given_up[source]
            status = status or _ask(clients[source], folder, source, month)
        except FetchError as error:
            status = f"{FAILED}: {error.reason}"
            errors.append(error)
            if error.ends_all:
                given_up[source] = error          # the other months would fail as well, the other sources may not
        piece = _piece(folder, source, month) or {}
        rows.append((source, month, status, len(piece.get("rows", [])), piece.get("fetched", "")))
    return pd.DataFrame(rows, columns=ASKED), errors


def _ask(client: portals.JsonClient, folder: Path, source: str, month: str) -> str:
    first, last = _days(month)
    if source != RATES:
        table = housing.notices_of(client, source, first, last)
    else:
        announced = _piece(folder, "applyhome", month)
        if announced is None:
            raise FetchError("청약홈 공고를 받지 못해 경쟁률을 묻지 않았습니다.", todo="공고를 먼저 받으십시오.")
        table = housing.rates_of(client, [row[1] for row in announced["rows"]])
    rows = table.astype(object).where(table.notna(), None).to_numpy().tolist()
    text = json.dumps({"source": source, "month": month, "fetched": today(), "rows": rows}, ensure_ascii=False)
    atomic.write_text(_place(folder, source, month), text, error=FetchError)
    return NEW if rows else NONE


def _known(folder: Path, source: str, month: str) -> str:
    """Return the status of a month that need not be asked for again, or nothing."""
    piece = _piece(folder, source, month)
    days = timedelta(days=SETTLING if source == RATES else 0)
    settled = (date.fromisoformat(_days(month)[1]) + days).isoformat()
    return "" if piece is None or piece["fetched"] <= settled else KEPT if piece["rows"] else NONE


def _piece(folder: Path, source: str, month: str) -> dict | None:
    """Return what came for a month, or nothing where nothing whole is there."""
    width = len(housing.COMPETED if source == RATES else housing.NOTICES)
    try:
        piece = json.loads(_place(folder, source, month).read_text(encoding="utf-8"))
        whole = (piece["source"], piece["month"]) == (source, month) and all(len(row) == width for row in piece["rows"])
        return piece if whole and isinstance(piece["fetched"], str) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _gathered(folder: Path, steps: list[tuple[str, str]], asked: pd.DataFrame) -> Housing:
    rows = {step: (_piece(folder, *step) or {}).get("rows", []) for step in steps}
    whole = housing.as_notices([row for step in steps if step[0] != RATES for row in rows[step]])
    rates = housing.as_rates([row for step in steps if step[0] == RATES for row in rows[step]])
    compared = _compared(asked)
    common = [row for step in steps if step[0] != RATES and step[1] in compared for row in rows[step]]
    listed = housing.as_notices(common).drop_duplicates(["source", "notice", "unit"])
    return Housing(whole.drop_duplicates(["source", "notice", "unit"]).reset_index(drop=True), rates.drop_duplicates(ignore_index=True),
                   notices.same_notices(listed), notices.provider_coverage(listed), asked)


def _compared(asked: pd.DataFrame) -> set[str]:
    """Return the months that came from every source that gave any."""
    came = asked[(asked["source"] != RATES) & (asked["fetched"] != "")]
    sources = came.groupby("month")["source"].nunique()
    return set(sources[sources == came["source"].nunique()].index)


def _write(found: Housing, folder: Path, span: list[str]) -> None:
    named = {"notices.csv": found.notices, "rates.csv": found.rates, "same.csv": found.same, "coverage.csv": found.coverage}
    for name, table in named.items():
        with atomic.replacing(folder / name, error=FetchError) as part:
            table.to_csv(part, **tables.CSV_FOR_EXCEL)
    about = {name: {"rows": len(table), "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
                    "columns": {column: MEANINGS[column] for column in table}} for name, table in named.items()}
    used = dict.fromkeys(found.asked["source"])
    services = [{"source": source, "name": NAMES[source], "service": portals.SERVICES.get(source, portals.RATES).name,
                 "address": portals.BASES.get(source, portals.BASES["applyhome"])} for source in used]
    facts = {"made_by": f"dpgkit {__version__}", "made": today(), "months": [span[0], span[-1]], "services": services,
             "summary": read_housing(found) if len(found.notices) else "공고가 없습니다.", "notes": NOTES, "tables": about,
             "asked": found.asked.to_dict("records")}
    atomic.write_text(folder / PROVENANCE, json.dumps(facts, ensure_ascii=False, indent=1) + "\n", error=FetchError)


def _place(folder: Path, source: str, month: str) -> Path:
    return folder / PIECES / f"{source}_{month}.json"


def _month(value: str, name: str) -> str:
    found = MONTH.fullmatch(unicodedata.normalize("NFC", str(value)).strip())
    year, month = (found[1] or found[3], found[2] or found[4]) if found else ("0", "0")
    named = f"{int(year):04}-{int(month):02}"
    if not 1 <= int(month) <= 12 or not int(year) or named > today()[:7]:
        raise FetchError(f"달로 읽을 수 없거나 아직 오지 않은 달입니다: {name}", value=value, allowed=f"YYYY-MM, {today()[:7]}까지",
                         todo="2024-01처럼 연도와 달만 적으십시오.")
    return named


def _number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:]) - 1


def _days(month: str) -> tuple[str, str]:
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-01", f"{month}-{calendar.monthrange(year, number)[1]}"
