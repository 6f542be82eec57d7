"""The date of a document and where it comes from: the reader's ``dates.csv``, the head of the text, the name of file or folder."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path, PurePosixPath

import pandas as pd

from dpgkit import tables
from dpgkit.documents.citable import citable
from dpgkit.errors import DataError

FILE = "dates.csv"                     # in the folder of the documents: what the reader knows better
GIVEN, STATED, NAMED, PLACED = FILE, "문서 첫머리", "파일 이름", "폴더 이름"
UNKNOWN = "시기 미상"
UNKNOWNS = (UNKNOWN, "모름", "미상", "근거 미확인")
COLUMNS = {"파일": "file", "file": "file", "날짜": "date", "date": "date"}
ALLOWED = "2024, 2024-03, 2024-03-01 같은 날짜나 '모름'"
HEAD = 2000                            # characters in which the date of a document is looked for
CENTURY = r"(?<!\d)((?:1[89]|20)\d\d)"
YEAR = re.compile(rf"{CENTURY}(?!\d)")
DAYS = tuple(map(re.compile, (
    rf"{CENTURY}([-_])(\d\d)\2(\d\d)(?!\d)", rf"{CENTURY}(\.) ?(\d\d?)\. ?(\d\d?)(?!\d)", rf"{CENTURY}(년) ?(\d\d?)월 ?(\d\d?)일",
    rf"{CENTURY}()(\d\d)(\d\d)(?!\d)", r"[('’‘]()(\d\d)\. ?(\d\d?)\. ?(\d\d?)\.?(?!\d)")))
SHORT_DAY = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)")
MONTHS = tuple(map(re.compile, (
    rf"{CENTURY}년 ?(\d\d?)월", rf"{CENTURY}\. ?(\d\d?)(?:월|\.(?! ?\d))", rf"{CENTURY}[-_.](\d\d)(?![-_.]?\d)",
    rf"{CENTURY}(0[1-9]|1[0-2])(?!\d)")))
WRITTEN = re.compile(r"(\d{4})(?:\s*[-./년]\s*(\d{1,2})(?:\s*[-./월]\s*(\d{1,2}))?)?\s*[.월일년]?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")
IN_TEXT = re.compile(rf"{CENTURY}(?:\s?\.\s?|년\s?|[-/])(\d\d?)(?:(?:\s?\.\s?|월\s?|[-/])(\d\d?)(?!\d))?")
FIRST_SHORT_YEAR = 70                  # (700101) is 1970, (690101) is 2069


def date_of(name: str) -> str:
    """Return the day, the month or the year that a file name carries, "" if none.

    >>> [date_of(name) for name in ("2023_계획.md", "2024. 3. 1. 공고.hwp", "(250813) 동향.hwp", "통계(2014.8월).hwp", "201012.pdf")]
    ['2023', '2024-03-01', '2025-08-13', '2014-08', '']

    Six digits are read as year, month and day, or else as year and month; where they can be both, the year is not known either.
    """
    found = next(filter(None, (*_days(name), *_short_days(name), *_months(name))), "")
    year = YEAR.search(name)
    return found or (year[1] if year else "")


def of_folders(name: str) -> str:
    """Return the date that a folder on the way to a file carries, the nearest first; a folder with several years says nothing.

    >>> [of_folders(name) for name in ("2023년/안/계획.hwp", "2010-2020/계획.hwp", "2021/(221201) 묶음.zip/계획.hwp")]
    ['2023', '', '2022-12-01']
    """
    folders = PurePosixPath(name).parts[-2::-1]
    return next(filter(None, (date_of(folder) for folder in folders if len(YEAR.findall(folder)) < 2)), "")


def written(text: str) -> str:
    """Return a date as a person or a spreadsheet writes it in ISO 8601, "" where it is none.

    >>> [written(text) for text in ("2024", "2024. 3. 1.", "2024년 3월", "20240301", "2024/3/1 0:00", "Mar-24", "2024-13")]
    ['2024', '2024-03-01', '2024-03', '2024-03-01', '2024-03-01', '2024-03', '']
    """
    text = " ".join(text.split())
    if found := WRITTEN.fullmatch(text):
        return _iso(*found.groups())
    for pattern, form in (("%Y%m%d", "%Y-%m-%d"), ("%b-%y", "%Y-%m")):      # a spreadsheet turns 2024-03 into Mar-24
        try:
            return datetime.strptime(text, pattern).strftime(form)
        except ValueError:
            continue
    return ""


def first_in(text: str) -> str:
    """Return the first date in the head of a text: a hint, because it can be the date of something else.

    >>> first_in("보도자료\\n배포: 2025. 8. 13.(수)"), first_in("2023년의 계획")
    ('2025-08-13', '')
    """
    found = (_iso(*match.groups()) for match in IN_TEXT.finditer(text[:HEAD]))
    return next(filter(None, found), "")


def choose(name: str, stated: str, given: dict[str, str]) -> tuple[str, str]:
    """Return the date of a document and where it comes from, two empty texts where it is not known.

    >>> choose("2023_계획.hwp", "", {}), choose("2023_계획.hwp", "", {"2023_계획.hwp": "2022-12-30"})
    (('2023', '파일 이름'), ('2022-12-30', 'dates.csv'))

    Parameters: ``name`` of the file below the folder; ``stated`` what the text says of itself; ``given`` as ``matched`` returns it.
    """
    known = ((written(stated), STATED), (date_of(PurePosixPath(name).name), NAMED), (of_folders(name), PLACED))
    found = next((pair for pair in known if pair[0]), ("", ""))
    wanted = given.get(name, found[0])
    return found if wanted == found[0] else (wanted, GIVEN)


def is_list(path: Path) -> bool:
    """Return whether a file is the list of dates in a folder of documents.

    >>> is_list(Path("내 문서/dates.csv")), is_list(Path("내 문서/dates.hwp"))
    (True, False)
    """
    return path.name.casefold() == FILE


def load(folder: Path) -> pd.DataFrame:
    """Return the dates that the reader wrote down in ``dates.csv``: file, date ("" where it is said to be unknown).

    A copy of the list that an import leaves (``files.csv``) will do; rows without a date are passed over.
    Raises DataError for a file without the two columns, and for a date that cannot be read, naming its row.
    """
    if not (folder / FILE).is_file():
        return pd.DataFrame(columns=["file", "date"], dtype=str)
    try:
        raw = pd.read_csv(io.StringIO(tables.read_text(folder / FILE)), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise _no_list("") from error
    table = raw.rename(columns=lambda name: COLUMNS.get(str(name).strip(), name))
    if not {"file", "date"} <= set(table.columns):
        raise _no_list(", ".join(map(str, raw.columns)))
    rows = table[["file", "date"]].apply(lambda column: column.str.strip())[lambda rows: rows["date"] != ""]
    return rows.assign(date=[_checked(place, cell) for place, cell in rows["date"].items()]).reset_index(drop=True)


def matched(listed: pd.DataFrame, names: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Return the dates by the names of the documents, and the listed files that are not among them.

    >>> matched(pd.DataFrame({"file": ["하위\\\\계획 1.hwp", "없음.hwp"], "date": ["2024", "2023"]}), ["하위/계획 1.hwp"])
    ({'하위/계획 1.hwp': '2024'}, ['없음.hwp'])

    A file may be listed by its place, by the name it is cited with, or by its bare name where only one has it; an archive stands
    for all of its documents. Parameters: ``listed`` as ``load`` returns it.
    """
    places = _places(names)
    dated, unknown = {}, []
    for row in listed.itertuples():
        found = places.get(_key(row.file), [])
        dated.update(dict.fromkeys(found, row.date))
        unknown += [row.file] * (not found)
    return dated, unknown


def _places(names: Iterable[str]) -> dict[str, list[str]]:
    whole, bare = defaultdict(list), defaultdict(list)
    for name in names:
        whole[_key(name)].append(name)
        bare[_key(PurePosixPath(name).name)].append(name)
        for folder in PurePosixPath(name).parents:
            whole[_key(str(folder))] += [name] if folder.suffix.lower() == ".zip" else []
    return {key: found for key, found in bare.items() if len(found) == 1} | {key: found for key, found in whole.items() if found}


def _key(name: str) -> str:
    return citable(name.replace("\\", "/").removeprefix("./"))


def _checked(place: int, cell: str) -> str:
    found = "" if cell in UNKNOWNS else written(cell)
    if not found and cell not in UNKNOWNS:
        raise DataError(f"{FILE} {place + 2}행의 날짜를 읽을 수 없습니다.", value=cell, allowed=ALLOWED,
                        todo="그 칸을 고치고 다시 실행하십시오.")
    return found


def _no_list(columns: str) -> DataError:
    return DataError(f"{FILE}는 문서의 날짜를 적는 표인데 '파일'과 '날짜' 열이 없습니다.", value=columns, allowed="파일, 날짜",
                     todo="첫 줄에 파일,날짜라고 적으십시오. 날짜 표가 아니라 문서이면 다른 이름으로 바꾸십시오.")


def _days(name: str) -> Iterable[str]:
    for pattern in DAYS:
        yield from (_day(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
                    for year, month, day in (_numbers(found) for found in pattern.finditer(name)))


def _numbers(found: re.Match) -> list[str]:
    return [part for part in found.groups() if part.isdecimal()]


def _short_days(name: str) -> Iterable[str]:
    for found in SHORT_DAY.finditer(name):
        year, month, day = map(int, found.groups())
        if not MONTHS[-1].fullmatch(found[0]):             # 201012: December 2010, or 12 October 2020?
            yield _day(year + (1900 if year >= FIRST_SHORT_YEAR else 2000), month, day)


def _months(name: str) -> Iterable[str]:
    for pattern in MONTHS:
        for found in pattern.finditer(name):
            is_day = len(found[0]) == 6 and found[0].isdecimal() and _day(2000 + int(found[0][:2]), int(found[0][2:4]), int(found[0][4:]))
            yield "" if is_day else _iso(found[1], found[2])


def _iso(year: str, month: str | None = None, day: str | None = None) -> str:
    """Return a date as far as it is known, "" where there is no such month or day."""
    whole = _day(int(year), int(month or 1), int(day or 1))
    return whole[:10 if day else 7 if month else 4]


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
