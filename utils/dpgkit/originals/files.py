"""A folder of originals: one Markdown file a document, one manifest of what was fetched and what was not."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pandas as pd
import yaml
from tqdm import tqdm

from dpgkit import atomic, tables
from dpgkit.originals.errors import FetchError

COLUMNS = ["id", "title", "date", "issuer", "source", "file", "status"]
MANIFEST = "manifest.csv"
LEDGER = [*COLUMNS, "asked", "fetched"]
NEW, KEPT, NONE, FAILED = "받음", "이미 있음", "없음", "실패"
KOREA = timezone(timedelta(hours=9))
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
LONGEST_TITLE = 50        # 50 Hangul syllables are 150 of the 255 bytes that a file name may have
STORED = re.compile(r"_((?:law|press)_[\w-]+)\.md$")


@dataclass(frozen=True)
class Original:
    """A document to keep: its header, and the function that gives its text when the file is not there yet."""

    id: str
    title: str
    date: str
    issuer: str
    url: str
    publisher: str
    type: str
    text: Callable[[], str]


@dataclass(frozen=True)
class Question:
    """What is asked of a service: its wording in the manifest, the search, and the day after which the answer stays the same."""

    asked: str
    find: Callable[[], Iterable[Original]]
    settled: str = ""


def collect(questions: list[Question], folder: Path) -> pd.DataFrame:
    """Return one row a document after asking every question that the folder does not answer yet.

    Parameters: ``questions``; ``folder`` where files and manifest go.
    Columns: those of ``COLUMNS``; ``source`` is the address, ``status`` begins with 받음, 이미 있음, 없음 or 실패.
    Raises FetchError where the key, the quota or the network stands in the way (what came before is kept), where no question
    gives a document, and where the folder cannot be written.
    """
    ledger, errors = read_manifest(folder), []
    for question in tqdm(questions, desc="원문을 받습니다"):
        if not _answered(ledger, question, folder):
            rows, error = _ask(question, folder)
            ledger = pd.concat([ledger[ledger["asked"] != question.asked], rows], ignore_index=True)
            errors += [error] if error else []
            _keep(ledger, folder, error)
    table = ledger[ledger["asked"].isin([question.asked for question in questions])]
    if errors and not table["file"].any():
        raise errors[0]
    return table[COLUMNS].reset_index(drop=True)


def check_folder(folder: Path) -> None:
    """Refuse a place that cannot take the files, before anything is asked.

    Raises FetchError where a file has the folder's name, or the manifest there is another program's table.
    """
    check_place(folder)
    read_manifest(folder)


def check_place(folder: Path) -> None:
    """Refuse a place whose name a file has. Raises FetchError."""
    if folder.exists() and not folder.is_dir():
        raise FetchError("원문을 넣을 폴더의 이름을 파일이 쓰고 있습니다.", value=folder, todo="다른 폴더 이름을 쓰십시오.")


def read_manifest(folder: Path) -> pd.DataFrame:
    """Return the manifest of a folder, empty where there is none.

    >>> read_manifest(Path("없는 폴더")).columns.tolist()[-2:]
    ['asked', 'fetched']

    Raises FetchError for a manifest that lacks a column.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return pd.DataFrame(columns=LEDGER, dtype=str)
    try:
        table = pd.read_csv(io.StringIO(tables.read_text(path)), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        table = pd.DataFrame()
    if not set(LEDGER) <= set(table.columns):
        raise FetchError(f"{MANIFEST}가 이 명령이 만든 표가 아닙니다.", value=", ".join(table.columns), allowed=LEDGER,
                         todo="그 파일을 다른 곳으로 옮기거나 다른 폴더를 쓰십시오.")
    return table[LEDGER]


def file_name(original: Original) -> str:
    """Return a file name that Windows, macOS and Linux take, and that begins with the date.

    >>> file_name(Original("press_1", 'A/B: "가나"?', "2023-04-14", "", "", "", "press", str))
    '2023-04-14_A B 가나_press_1.md'
    """
    title = " ".join(FORBIDDEN.sub(" ", unicodedata.normalize("NFC", original.title)).split())[:LONGEST_TITLE]
    return f"{original.date or '날짜없음'}_{title.strip(' .') or '제목없음'}_{_safe_id(original.id)}.md"


def page(original: Original) -> str:
    """Return a document as Markdown with its header.

    >>> page(Original("law_1", "법", "2023-04-14", "부", "https://a", "법제처", "law", lambda: "글")).splitlines()[:3]
    ['---', 'id: law_1', 'title: 법']
    """
    header = {"id": original.id, "title": original.title, "date": original.date, "issuer": original.issuer,
              "sources": [{"title": original.publisher, "url": original.url}], "type": original.type, "fetched": today()}
    text = yaml.safe_dump(header, allow_unicode=True, sort_keys=False, width=10_000)
    return unicodedata.normalize("NFC", f"---\n{text}---\n\n{original.text()}\n")


def today() -> str:
    """Return the date in Korea.

    >>> len(today())
    10
    """
    return datetime.now(KOREA).date().isoformat()


def _ask(question: Question, folder: Path) -> tuple[pd.DataFrame, FetchError | None]:
    stored = {match[1]: path.name for path in folder.glob("*.md") if (match := STORED.search(path.name))}
    rows, error = [], None
    try:
        for original in question.find():
            rows.append(_store(original, folder, stored))
    except FetchError as problem:       # what came before it stays
        error = problem
    if error or not rows:
        status = f"{FAILED}: {error.reason}" if error else f"{NONE}: 조건에 맞는 문서가 없습니다"
        rows.append(("", question.asked, "", "", "", "", status))
    return pd.DataFrame([(*row, question.asked, today()) for row in rows], columns=LEDGER), error


def _store(original: Original, folder: Path, stored: dict[str, str]) -> tuple[str, ...]:
    name, status = stored.get(_safe_id(original.id), ""), KEPT
    if not name:
        name, status = file_name(original), NEW
        _write(folder / name, page(original).encode("utf-8"))
        stored[_safe_id(original.id)] = name
    return original.id, original.title, original.date, original.issuer, original.url, name, status


def _answered(ledger: pd.DataFrame, question: Question, folder: Path) -> bool:
    rows = ledger["asked"] == question.asked
    known = ledger[rows]
    whole = not known["status"].str.startswith(FAILED).any() and all((folder / name).is_file() for name in known["file"] if name)
    done = bool(rows.any() and whole and question.settled and (known["fetched"] > question.settled).all())
    if done:
        ledger.loc[rows & (ledger["file"] != ""), "status"] = KEPT
    return done


def _keep(ledger: pd.DataFrame, folder: Path, error: FetchError | None) -> None:
    if folder.is_dir() or ledger["file"].any():   # a first call that fails leaves no empty folder behind
        _write(folder / MANIFEST, ledger.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
    if error and error.ends_all:
        raise error


def _write(path: Path, data: bytes) -> None:
    atomic.write_bytes(path, data, error=FetchError)


def _safe_id(name: str) -> str:
    return re.sub(r"[^\w-]", "-", name)
