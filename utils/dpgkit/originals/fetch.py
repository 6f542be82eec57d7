"""Originals for readers with a network and a key: statutes and press releases as Markdown files of one folder."""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

# the other modules of originals are slow to import, and the command line imports this one: the functions import them
from dpgkit import paths
from dpgkit.originals.errors import FetchError

if TYPE_CHECKING:
    import pandas as pd

    from dpgkit.originals.client import Pace, Service
    from dpgkit.originals.housingfiles import Housing

__all__ = ["DATA_KEY", "LAW_BASE", "LAW_KEY", "PRESS_BASE", "FetchError", "add_commands", "fetch_housing", "fetch_laws", "fetch_press"]

LAW_BASE = "https://www.law.go.kr/DRF"
PRESS_BASE = "https://apis.data.go.kr/1371000/pressReleaseService"
LAW_KEY, DATA_KEY = "DPGKIT_LAW_KEY", "DPGKIT_DATA_KEY"
FOLDER, HOUSING_FOLDER = "원문", "청약공고"


def fetch_laws(names: list[str], destination: Path, *, on: str | date = "", key: str | None = None, base: str = LAW_BASE,
               pace: "Pace | None" = None) -> "pd.DataFrame":
    """Fetch statutes by name, as they stand today or stood on a day, and return one row a statute.

    >>> fetch_laws([], Path("원문"), key="열쇠")
    Traceback (most recent call last):
    dpgkit.originals.errors.FetchError: 받을 법령의 이름이 없습니다.
      할 일: 법령 이름을 하나 이상 적으십시오.

    Parameters: ``names`` full or official short names; ``destination`` a folder; ``on`` a day (YYYY-MM-DD); ``key`` or the
    environment variable ``DPGKIT_LAW_KEY``; ``base`` the address of the service; ``pace`` how fast to ask.
    Columns: id, title, date (of promulgation), issuer, source (address), file, status. Files that are there are not fetched
    again; ``manifest.csv`` lists what was fetched and what failed.
    Raises FetchError for a bad date, a missing or refused key, a used-up quota, no network, and where no statute was found.
    Source: 국가법령정보 공동활용 (법제처), open.law.go.kr.
    """
    from dpgkit.originals import client, files, laws

    listed = [names] if isinstance(names, str) else names
    wanted = list(dict.fromkeys(" ".join(name.split()) for name in listed if name.strip()))
    if not wanted:
        raise FetchError("받을 법령의 이름이 없습니다.", todo="법령 이름을 하나 이상 적으십시오.")
    on, destination = _day(on, "--on") if on else "", Path(destination).expanduser()
    files.check_folder(destination)
    with client.Client(laws.SERVICE, base, _key(key, laws.SERVICE), pace) as service:
        questions = [files.Question(f"법령 {name} {on}".strip(), _later(laws.find_law, service, name, on), on) for name in wanted]
        return files.collect(questions, destination)


def fetch_press(start: str | date, end: str | date, destination: Path, *, ministry: str = "", query: str = "",
                key: str | None = None, base: str = PRESS_BASE, pace: "Pace | None" = None) -> "pd.DataFrame":
    """Fetch the press releases of a span of days and return one row a release.

    >>> fetch_press("2023-04-16", "2023-04-13", Path("원문"), key="열쇠")
    Traceback (most recent call last):
    dpgkit.originals.errors.FetchError: 기간의 처음이 끝보다 늦습니다.
      받은 값: 2023-04-16 ~ 2023-04-13
      할 일: 두 날짜를 바꾸어 적으십시오.

    Parameters: ``start``, ``end`` days (YYYY-MM-DD), both included; ``destination`` a folder; ``ministry`` part of a ministry's
    name; ``query`` a word of title or text; ``key`` or the environment variable ``DPGKIT_DATA_KEY``; ``base``; ``pace``.
    Columns and files as ``fetch_laws``; date is the day of approval. One request covers three days, and all releases of the
    days are read: ministry and word only choose what is kept.
    Raises FetchError for bad dates, a missing or refused key, a used-up quota, no network, and where nothing was found.
    Source: 문화체육관광부 정책브리핑 보도자료 (공공데이터포털 15095295).
    """
    from dpgkit.originals import client, files, press

    start, end = _span(start, end)
    destination = Path(destination).expanduser()
    files.check_folder(destination)
    chosen = "".join(f" {label}={value}" for label, value in (("부처", ministry), ("낱말", query)) if value)
    with client.Client(press.SERVICE, base, _key(key, press.SERVICE), pace) as service:
        questions = [files.Question(f"보도자료 {first}~{last}{chosen}",
                                    _later(press.find_press, service, first, last, ministry=ministry, query=query), last)
                     for first, last in press.periods(start, end)]
        table = files.collect(questions, destination)
    if not table["file"].any():
        raise FetchError("조건에 맞는 보도자료가 없습니다.", value=f"{start} ~ {end}{chosen}",
                         todo="기간을 넓히거나 부처와 낱말을 고치십시오. 부처는 그때의 이름으로 적습니다.")
    shown = (table["file"] != "") & ~table["id"].duplicated() | table["status"].str.startswith(files.FAILED)
    return table[shown].reset_index(drop=True)


def fetch_housing(start: str, end: str, destination: Path, *, sources: Sequence[str] = (), rates: bool = True, key: str | None = None,
                  bases: Mapping[str, str] | None = None, pace: "Pace | None" = None) -> "Housing":
    """Fetch housing notices and competition rates of some months into tables of one folder, and say which notices are the same.

    >>> fetch_housing("2024-06", "2024-01", Path("청약공고"), key="열쇠")
    Traceback (most recent call last):
    dpgkit.originals.errors.FetchError: 기간의 처음이 끝보다 늦습니다.
      받은 값: 2024-06 ~ 2024-01
      할 일: 두 달을 바꾸어 적으십시오.

    Parameters: ``start``, ``end`` months (YYYY-MM), both included; ``destination`` a folder; ``sources`` of applyhome, myhome, lh (all
    without); ``rates`` whether to ask for the competition rates of the 청약홈 notices, one request a notice; ``key`` or the environment
    variable ``DPGKIT_DATA_KEY``; ``bases`` other addresses; ``pace``.
    Returns the tables that are written: notices, rates, same, coverage, and asked (what became of each month). Months that are over and
    were fetched are not asked for again, so that a stopped command goes on where it was.
    Raises FetchError for odd months, a missing key, and where nothing came; what one source refuses does not keep the others out.
    Source: 공공데이터포털 15098547, 15098905, 15108420 and LH 분양임대공고문 조회 서비스.
    """
    from dpgkit.originals import files, housingfiles, portals

    months = housingfiles.months(start, end)
    chosen = portals.checked_sources(sources)
    destination = Path(destination).expanduser()
    files.check_place(destination)
    if not portals.has_key(key):
        raise portals.SERVICES[chosen[0]].error("no_key")
    return housingfiles.collect(months, chosen, destination, rates=rates, key=key, bases=bases, pace=pace)


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the command ``fetch`` with ``law``, ``press`` and ``housing`` to the command line; another source is one more entry here."""
    text = "법령과 보도자료의 원문, 청약 공고를 인터넷에서 받습니다 (인증키 필요)"
    sources = commands.add_parser("fetch", help=text, description=text).add_subparsers(
        title="받을 것", required=True, metavar="받을_것")
    law = _source(sources, "law", _law, f"법령을 이름으로 받습니다 (인증키: 환경 변수 {LAW_KEY})")
    law.add_argument("names", nargs="+", metavar="이름", help="법령의 정식 이름이나 약칭. 빈칸이 있으면 따옴표로 묶습니다")
    law.add_argument("--on", default="", metavar="날짜", help="그날 시행 중인 판 (예: 2020-01-01, 기본: 지금)")
    press = _source(sources, "press", _press, f"부처 보도자료를 기간으로 받습니다 (인증키: 환경 변수 {DATA_KEY})")
    press.add_argument("start", metavar="처음", help="첫날 (예: 2023-04-14)")
    press.add_argument("end", metavar="끝", help="마지막 날")
    press.add_argument("--ministry", default="", metavar="부처", help="부처 이름의 전부나 일부")
    press.add_argument("--query", default="", metavar="낱말", help="제목이나 본문에 있어야 할 낱말")
    housing = _source(sources, "housing", _housing, f"청약 공고와 경쟁률을 달로 받습니다 (인증키: 환경 변수 {DATA_KEY})", HOUSING_FOLDER)
    housing.add_argument("start", metavar="처음", help="첫 달 (예: 2024-01)")
    housing.add_argument("end", nargs="?", metavar="끝", help="마지막 달 (기본: 첫 달)")
    housing.add_argument("--source", nargs="+", default=[], metavar="출처",
                         help="applyhome(청약홈), myhome(마이홈), lh 가운데 (기본: 모두)")
    housing.add_argument("--no-rates", action="store_true", help="경쟁률은 받지 않습니다 (공고마다 한 번 묻습니다)")


def _source(sources: argparse._SubParsersAction, name: str, function: Callable[[argparse.Namespace], int], text: str,
            folder: str = FOLDER) -> argparse.ArgumentParser:
    parser = sources.add_parser(name, help=text, description=text)
    parser.add_argument("--to", type=Path, default=Path(folder), metavar="폴더", help=f"넣을 폴더 (기본: {folder})")
    parser.set_defaults(command=function)
    return parser


def _law(options: argparse.Namespace) -> int:
    return _report(fetch_laws(options.names, options.to, on=options.on), options.to)


def _press(options: argparse.Namespace) -> int:
    table = fetch_press(options.start, options.end, options.to, ministry=options.ministry, query=options.query)
    return _report(table, options.to)


def _housing(options: argparse.Namespace) -> int:
    from dpgkit.originals import housingfiles

    found = fetch_housing(options.start, options.end or options.start, options.to, sources=options.source, rates=not options.no_rates)
    print(housingfiles.read_housing(found))
    failed = found.asked["status"].str.startswith(housingfiles.FAILED)
    for row in found.asked[failed | (found.asked["rows"] == 0)].itertuples():
        print(f"  {row.month} {housingfiles.NAMES[row.source]}: {row.status}")
    print(f"  표(CSV): {options.to}\n  출처와 열의 뜻: {options.to / housingfiles.PROVENANCE}")
    return 1 if failed.any() else 0


def _report(table: "pd.DataFrame", folder: Path) -> int:
    from dpgkit.originals import files

    failed = table[table["file"] == ""]
    new, kept = ((table["status"] == status).sum() for status in (files.NEW, files.KEPT))
    print(f"새로 받은 문서 {new}건, 이미 있던 문서 {kept}건, 받지 못한 것 {len(failed)}건입니다.\n  목록: {folder / files.MANIFEST}")
    for row in failed.itertuples():
        print(f"  {row.title}: {row.status}")
    print(f'  이 문서로 2과를 실행하려면: {paths.PROGRAM} run --corpus "{folder}"')
    return 1 if len(failed) else 0


def _key(key: str | None, service: "Service") -> str:
    found = (key or os.environ.get(service.variable, "")).strip()
    if not found:
        raise service.error("no_key")
    return found


def _span(start: str | date, end: str | date) -> tuple[str, str]:
    first, last = _day(start, "처음"), _day(end, "끝")
    if first > last:
        raise FetchError("기간의 처음이 끝보다 늦습니다.", value=f"{first} ~ {last}", todo="두 날짜를 바꾸어 적으십시오.")
    return first, last


def _day(value: str | date, name: str) -> str:
    from dpgkit.originals import answers, files

    day = answers.day(str(value).strip()) if str(value).strip() else ""
    if not day or day > files.today():
        raise FetchError(f"날짜를 읽을 수 없거나 오늘보다 뒤입니다: {name}", value=value, allowed=f"YYYY-MM-DD, {files.today()}까지",
                         todo="날짜를 고치십시오.")
    return day


def _later(function: Callable, *values: object, **options: object) -> Callable[[], list]:
    return lambda: function(*values, **options)
