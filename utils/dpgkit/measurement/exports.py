"""Files that leave the store: workbooks and CSV that no spreadsheet takes for a program, with 모의자료 written on them."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from dpgkit import atomic
from dpgkit.errors import DataError
from dpgkit.kpi import AGGREGATION, LEVELS
from dpgkit.measurement import cells, ledger, registry
from dpgkit.measurement.ledger import REAL, SIMULATED
from dpgkit.measurement.models import KINDS, PERIOD_KINDS, STATE_WORDS
from dpgkit.measurement.store import Store

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")       # what a spreadsheet takes for a formula
TITLES = {"number": "번호", "organisation": "기관", "indicator": "지표", "period": "기간", "revision": "판", "value": "값",
          "numerator": "분자", "denominator": "분모", "unit": "단위", "note": "비고", "evidence": "근거", "reason": "정정 까닭",
          "state": "상태", "data": "자료", "name": "이름", "title": "제목", "kind": "종류", "definition": "정의", "period_kind": "주기",
          "level": "수준", "lowest": "가장 작은 값", "highest": "가장 큰 값", "aggregation": "묶는 방법", "review": "살핀 쪽의 말"}
ROLES = {"member": "구성 기관", "backbone": "중추지원조직"}
WORDS = {"state": STATE_WORDS, "period_kind": PERIOD_KINDS, "level": LEVELS, "aggregation": AGGREGATION, "kind": {**KINDS, **ROLES}}
WIDEST = 60
MOST = 32_767            # characters that a cell holds
ABOUT = {SIMULATED: "이 파일의 값은 방법을 배우려고 만든 모의자료이며 실제 기관의 값이 아닙니다.", REAL: "기관이 낸 값입니다."}


def export_values(store: Store, path: Path, *, key: str | None = None) -> Path:
    """Write the published values to a workbook (.xlsx) or a CSV file and return its path; 모의자료_ stands in front of simulated ones.

    Parameters: ``key`` of an organisation to write everything that it may see instead.
    Raises DataError for another kind of file and where it cannot be written, Refused for a wrong key.
    """
    path = ending(path, ".xlsx", ".csv")
    values = ledger.submissions(store, key) if key else ledger.published(store)
    target = labelled(path, values)
    shown = in_words(values)
    if path.suffix.lower() == ".csv":
        return save(csv_bytes(shown), target)
    notes = pd.DataFrame({"안내": [ABOUT[kind] for kind in values["data"].unique()] or ["값이 없습니다."]})
    return save_book(book({"값": shown, "지표": in_words(registry.indicators(store)), "기관": in_words(registry.organisations(store)),
                           "안내": notes}), target)


def ending(path: Path, *kinds: str) -> Path:
    """Return a path whose name ends as the file will be written. Raises DataError for another ending.

    >>> ending("값.csv", ".xlsx", ".csv").name
    '값.csv'
    """
    if Path(path).suffix.lower() not in kinds:
        raise DataError("쓸 수 없는 파일 종류입니다.", value=Path(path).name, allowed=kinds, todo="파일 이름의 끝을 고치십시오.")
    return Path(path)


def labelled(path: Path, table: pd.DataFrame) -> Path:
    """Return the path with 모의자료_ in front of the name where any row of the table is simulated.

    >>> labelled(Path("값.csv"), pd.DataFrame({"data": ["모의자료"]})).name
    '모의자료_값.csv'
    """
    simulated = (table["data"] == SIMULATED).any() and not path.name.startswith(SIMULATED)
    return path.with_name(f"{SIMULATED}_{path.name}") if simulated else path


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with Korean column titles and Korean words for codes.

    >>> in_words(pd.DataFrame({"kind": ["count"], "level": ["outcome"]})).values.tolist()
    [['개수', '결과']]
    """
    said = {name: table[name].replace(words) for name, words in WORDS.items() if name in table}
    return table.assign(**said).rename(columns=TITLES)


def safe(value: object) -> object:
    """Return a value that a spreadsheet reads as text, not as a formula; numbers stay numbers.

    >>> safe("=cmd|'/C calc'!A0"), safe(" @SUM(A1)"), safe(-5.0), safe("가")
    ("'=cmd|'/C calc'!A0", "' @SUM(A1)", -5.0, '가')

    Source: OWASP, CSV Injection.
    """
    return f"'{value}" if isinstance(value, str) and _looks_like_formula(value) else value


def plain(text: str) -> str:
    """Return a cell of CSV without the mark that ``safe`` put in front of it.

    >>> plain(safe("=가")), plain("'가'")
    ('=가', "'가'")
    """
    return text[1:] if text.startswith("'") and _looks_like_formula(text[1:]) else text


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV that Excel opens as it is: UTF-8 with its mark, every cell safe."""
    whole = table.astype(object).where(table.notna(), "")
    return whole.map(safe).rename(columns=safe).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "replace")


def book(sheets: dict[str, pd.DataFrame]) -> object:
    """Return a workbook with one sheet a table."""
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, table in sheets.items():
        sheet = made.create_sheet(name)
        fill(sheet, [list(table), *table.astype(object).where(table.notna(), None).to_numpy().tolist()])
        dress(sheet)
    return made


def fill(sheet: object, rows: Iterable[Sequence[object]]) -> None:
    """Write rows into an empty sheet; text that looks like a formula stays text, also after someone edits the cell."""
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            if isinstance(value, str):
                cell.value, cell.data_type = cells.HIDDEN.sub("", value)[:MOST], "s"
                cell.quotePrefix = _looks_like_formula(value)
            else:
                cell.value = value


def dress(sheet: object, *, widths: Sequence[int] = ()) -> None:
    """Freeze the header, make it bold, and give the columns a width in which they can be read."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
    for place, column in enumerate(sheet.iter_cols(), start=1):
        found = max(_width(cell.value) for cell in column)
        sheet.column_dimensions[get_column_letter(place)].width = widths[place - 1] if widths else min(WIDEST, max(8, found) + 2)
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def save_book(made: object, path: Path) -> Path:
    """Write a workbook whole or not at all, and return its path."""
    data = io.BytesIO()
    made.save(data)
    return save(data.getvalue(), path)


def save(data: bytes, path: Path) -> Path:
    """Write a file whole or not at all, and return its path. Raises DataError where it cannot be written."""
    return atomic.write_bytes(path, data)


def _looks_like_formula(text: str) -> bool:
    return text.startswith(SIGNS) or text.lstrip().startswith(SIGNS)


def _width(value: object) -> int:
    return max((sum(2 if ord(letter) > 0x1100 else 1 for letter in line) for line in str(value or "").split("\n")), default=0)
