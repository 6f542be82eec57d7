"""The files of a case folder: read as people save them, written whole or not at all, with the previous state kept."""

import csv
import hashlib
import io
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import pandas as pd

from dpgkit import atomic, tables
from dpgkit.cases.caserows import required_columns
from dpgkit.errors import DataError
from dpgkit.readers import encodings
from dpgkit.readers.errors import ReadError

SEPARATORS = ",\t;"
COMMENT = "#"
PERCENT = r"(?<=\d)\s*%$"              # the sign that is often written behind a rate
BACKUPS = ".backup"
KEPT = 20                    # earlier states of one file
NOT_SAVED = "파일을 저장하지 못했습니다. 앞의 내용은 그대로 있습니다."


def read_cells(path: Path, table: str) -> pd.DataFrame:
    """Return the cells of a CSV file as text, one column for each column of the table, indexed by spreadsheet row.

    Read are UTF-8, CP949 and UTF-16, commas, tabs and semicolons, Korean column titles and Korean words for coded
    values, lines that begin with ``#`` (comments, passed over), and files that lack columns which may be empty.
    Raises DataError naming the file, and the row where one has more cells than there are columns or an open quote.
    """
    records = _records(path)
    header = [_column(cell, table) for cell in records[min(records)]]
    _check_header(path, header, table)
    widest = max(records, key=lambda row: len(_trimmed(records[row])))
    if len(_trimmed(records[widest])) > len(header):
        raise DataError(f"{path.name} {widest}행에 칸이 열보다 많습니다.", value=f"칸 {len(records[widest])}개, 열 {len(header)}개",
                        todo="쉼표가 든 글을 큰따옴표로 묶거나 엑셀에서 고쳐 다시 저장하십시오.")
    body = {row: [*cells, *[""] * len(header)][:len(header)] for row, cells in records.items() if row != min(records)}
    cells = pd.DataFrame.from_dict(body, orient="index", columns=header, dtype=str)
    return keyed(cells, table)


def keyed(cells: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return text cells with the columns of the table and the keys that Korean words stand for.

    >>> keyed(pd.DataFrame({"condition": ["중추지원조직"], "level": ["3"]}), "case-codings").iloc[0].tolist()
    ['backbone', '', '', '', '3', '']
    """
    fields = tables.resource(table)["schema"]["fields"]
    whole = cells.reindex(columns=[field["name"] for field in fields], fill_value="").fillna("").astype(str)
    whole = whole.map(lambda text: unicodedata.normalize("NFC", text).strip())
    for field in fields:
        words = {label: key for key, label in field.get("labels", {}).items()}
        whole[field["name"]] = whole[field["name"]].map(lambda text, words=words: words.get(text, text))
        if field["type"] in ("integer", "number"):
            whole[field["name"]] = whole[field["name"]].str.replace(tables.THOUSANDS, "", regex=True)
        if field["type"] == "number":
            whole[field["name"]] = whole[field["name"]].str.replace(PERCENT, "", regex=True)
    return whole


def digest(path: Path) -> str:
    """Return the checksum of a file, empty where there is none, to see whether someone else has changed it since."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def save(rows: pd.DataFrame, path: Path, table: str, *, since: str | None = None) -> Path:
    """Write a table of a case so that a stop at any moment leaves the old or the new file whole, and return its path.

    The previous file goes into ``.backup`` beside it; the last 20 are kept. Parameters: ``since`` the ``digest`` of the
    file when it was read. Raises DataError where the file was changed in the meantime, where a column is missing,
    or where the file cannot be written, for example while Excel holds it open.
    """
    tables.check_columns(rows, table, path.name)
    if since is not None and digest(path) != since:
        raise DataError("그사이 다른 곳에서 이 파일을 고쳤습니다.", value=path.name, allowed="읽은 뒤로 바뀌지 않은 파일",
                        todo="파일을 다시 읽고 고친 것을 옮기십시오. 지금 고친 것은 저장하지 않았습니다.")
    names = [field["name"] for field in tables.resource(table)["schema"]["fields"]]
    data = rows[names].to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
    _back_up(path)
    return _write_whole(path, data)


def backups(path: Path) -> list[Path]:
    """Return the earlier states of a file, oldest first."""
    return sorted((path.parent / BACKUPS).glob(f"{path.stem}-[0-9]*{path.suffix}"))


def restore(path: Path) -> Path:
    """Put the newest earlier state of a file back in its place and return its path.

    Raises DataError where no earlier state was kept.
    """
    kept = backups(path)
    if not kept:
        raise DataError("되돌릴 앞의 상태가 없습니다.", value=path.name, todo="저장한 적이 있는 파일에서 되돌리십시오.")
    _write_whole(path, kept[-1].read_bytes())
    kept[-1].unlink()
    return path


def _records(path: Path) -> dict[int, list[str]]:
    """Return the records of a file that hold anything, by the row in which a spreadsheet shows them."""
    if not path.is_file():
        raise DataError("파일이 없습니다.", value=path.name, todo="파일 이름과 위치를 확인하십시오.")
    try:
        text, _ = encodings.decode(path.read_bytes(), path.name)
    except ReadError as error:
        raise DataError("글자로 읽을 수 없는 파일입니다.", value=path.name, allowed="CSV UTF-8 또는 엑셀의 CSV",
                        todo="엑셀에서 'CSV UTF-8(쉼표로 분리)'로 다시 저장하십시오.") from error
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_separator(text), strict=True)
    records: dict[int, list[str]] = {}
    try:
        records = {row: cells for row, cells in enumerate(reader, start=1) if any(map(str.strip, cells)) and not _is_comment(cells)}
    except csv.Error as error:
        raise DataError(f"{path.name}의 {reader.line_num}번째 줄까지 읽고 멈췄습니다. 닫히지 않은 따옴표가 있습니다.",
                        todo="저장이 끝나지 않은 파일인지 보고, 엑셀에서 열어 다시 저장하십시오.") from error
    if not records:
        raise DataError("빈 파일입니다.", value=path.name, todo="첫 줄에 열 이름을 적으십시오.")
    return records


def _is_comment(cells: list[str]) -> bool:
    return cells[0].lstrip().startswith(COMMENT)


def _separator(text: str) -> str:
    """Return the sign that most often divides the header."""
    header = next((line for line in text.lstrip("\ufeff").splitlines() if line.strip() and not line.lstrip('" ').startswith(COMMENT)), "")
    counts = Counter(header)
    return max(SEPARATORS, key=lambda sign: counts[sign])


def _column(cell: str, table: str) -> str:
    titles = {field["title"]: field["name"] for field in tables.resource(table)["schema"]["fields"]}
    name = unicodedata.normalize("NFC", cell).strip()
    return titles.get(name, name)


def _check_header(path: Path, header: list[str], table: str) -> None:
    missing = [name for name in required_columns(table) if name not in header]
    twice = [name for name, times in Counter(filter(None, header)).items() if times > 1]
    if missing or twice:
        what = f"있어야 할 열이 없습니다: {', '.join(missing)}" if missing else f"같은 이름의 열이 둘 있습니다: {', '.join(twice)}"
        raise DataError(f"{path.name}에 {what}.", value=", ".join(header), allowed=required_columns(table),
                        todo="첫 줄의 열 이름을 고치십시오.")


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _write_whole(path: Path, data: bytes) -> Path:
    return atomic.write_bytes(path, data, what=NOT_SAVED, durable=True)


def _back_up(path: Path) -> None:
    if not path.is_file():
        return
    folder = path.parent / BACKUPS
    kept = backups(path)
    number = int(kept[-1].stem.rpartition("-")[2]) + 1 if kept else 1
    with atomic.replacing(folder / f"{path.stem}-{number:06d}{path.suffix}", what=NOT_SAVED) as part:
        shutil.copyfile(path, part)
    for old in kept[:max(0, len(kept) + 1 - KEPT)]:
        old.unlink(missing_ok=True)
