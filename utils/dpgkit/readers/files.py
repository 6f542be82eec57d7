"""One call for every file: sniff it, hand it to the reader of its format, and say what was odd."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from dpgkit.errors import DataError
from dpgkit.readers import archives, containers, hwp, pdf, plain, sheets, sniffing, word
from dpgkit.readers.errors import ReadError
from dpgkit.readers.parts import Failure, Part, tidy
from dpgkit.readers.sources import Source

READERS: dict[str, Callable[..., Part]] = {
    "hwp": hwp.read_hwp, "hwpx": hwp.read_hwpx, "pdf": pdf.read_pdf, "docx": word.read_docx, "xlsx": sheets.read_xlsx,
    "csv": sheets.read_csv, "txt": plain.read_txt, "md": plain.read_md, "html": plain.read_html}
OPTIONS = {"pdf": ("join_lines",), "csv": ("column",), "xlsx": ("column",)}


def read(path: Path, *, join_lines: bool = True, column: str = "") -> list[Part]:
    """Return the documents of the file at ``path``: one, or for a ZIP one for each member that can be read.

    >>> from dpgkit import paths
    >>> read(paths.kit_root() / "README.md")[0].format
    'md'

    Parameters: ``join_lines`` undoes line wraps in a PDF; ``column`` names the text column of a CSV or XLSX.
    Raises ReadError with its ``kind``, and DataError where the file is missing or another program holds it.
    """
    return read_bytes(_bytes(Path(path)), Path(path).name, join_lines=join_lines, column=column)


def read_bytes(data: bytes, name: str, *, join_lines: bool = True, column: str = "") -> list[Part]:
    """Return the documents of a file given as bytes.

    >>> read_bytes("정부의 계획".encode("cp949"), "계획.txt")[0].text
    '정부의 계획'

    Parameters as for ``read``; ``name`` is the file's name. Members of a ZIP that fail are left out; ``read_all`` lists them.
    Raises ReadError where nothing can be read.
    """
    parts, errors = _all(data, name, join_lines=join_lines, column=column)
    if errors and not parts:
        raise max(errors, key=lambda error: (error.kind != "leftover", error.kind == "encrypted"))     # what the reader can mend
    return parts


def read_all(data: bytes, name: str, *, join_lines: bool = True, column: str = "") -> tuple[list[Part], list[Failure]]:
    """Return the documents of a file and what could not be read. Never raises ReadError, whatever the file holds.

    >>> [failure.kind for failure in read_all(b"", "빈 파일.hwp")[1]]
    ['empty_file']

    Parameters as for ``read_bytes``. Raises DataError for a column that the file does not have.
    """
    parts, errors = _all(data, name, join_lines=join_lines, column=column)
    return parts, [Failure(unicodedata.normalize("NFC", error.name), error.kind, str(error)) for error in errors]


def read_rows(path: Path, column: str = "") -> list[Part]:
    """Return each row of a CSV or XLSX file as a document, named "file#row" with rows counted below the header.

    Parameters: ``column`` names the text column; without it ``sheets.row_texts`` chooses.
    Rows without text are left out. Raises ReadError, and DataError for another format or an unknown column.
    """
    data, name = _bytes(Path(path)), Path(path).name
    source = Source(data, name)
    form = sniffing.form_of(source)
    if form not in ("csv", "xlsx"):
        raise DataError("행으로 나눌 수 없는 형식입니다.", value=name, allowed="CSV, XLSX", todo="표 파일을 넣으십시오.")
    tables = [sheets.csv_rows(source)[0]] if form == "csv" else sheets.xlsx_sheets(source)
    texts = [text for table in tables for text in sheets.row_texts(table, column)[0]]
    name = unicodedata.normalize("NFC", name)
    return [Part(f"{name}#{number}", f"{Path(name).stem} {number}행", tidy(text)[0], form)
            for number, text in enumerate(texts, start=1) if tidy(text)[0]]


def _all(data: bytes, name: str, **options: object) -> tuple[list[Part], list[ReadError]]:
    source = Source(data, name)
    try:
        form = sniffing.form_of(source)
        if form != "zip":
            return [_document(source, form, **options)], []
        members = archives.members(data, name)
    except ReadError as error:
        return [], [error]
    return _members(members, name, **options)


def _members(members: list[archives.Member], name: str, **options: object) -> tuple[list[Part], list[ReadError]]:
    parts, errors = [], []
    for member, fetch in members:
        try:
            source = Source(fetch(), member)
            parts.append(_document(source, sniffing.form_of(source), **options))
        except ReadError as error:
            errors.append(error)
    is_empty = not parts and all(error.kind == "leftover" for error in errors)
    return parts, [*errors, *([ReadError("no_text", name)] if is_empty else [])]


def _document(source: Source, form: str, **options: object) -> Part:
    if form == "zip":
        raise ReadError("unknown_format", source.name, todo=archives.NESTED)
    reader = partial(READERS[form], **{option: options[option] for option in OPTIONS.get(form, ())})
    try:
        found = reader(source)
    except (ReadError, DataError):
        raise
    except MemoryError:
        raise
    except Exception as error:      # no library may take the whole import down with one file
        raise ReadError("damaged", source.name) from error
    return replace(found, warnings=(*_mismatch(source.name, form), *found.warnings))


def _mismatch(name: str, form: str) -> tuple[str, ...]:
    promised = sniffing.suffix(name)
    if promised == form or promised not in sniffing.FORMATS:
        return ()
    return (f"확장자는 .{promised}이지만 내용은 {form.upper()}입니다.",)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > containers.LARGEST:
            raise ReadError("too_large", path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError("파일이 없습니다.", value=path.name, todo="파일 이름과 위치를 확인하십시오.") from None
    except OSError:
        raise DataError("열 수 없는 파일입니다.", value=path.name,
                        todo="한컴오피스 같은 프로그램에서 열려 있으면 닫고, 클라우드에만 있으면 내려받으십시오.") from None
