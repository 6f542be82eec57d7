"""HWP 5 and HWPX: three engines one after the other, with the flags of the file looked at first."""

import os
import re
import struct
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dpgkit.readers import containers, hwp_records, hwpx_nested, hwpx_sections
from dpgkit.readers.errors import ReadError
from dpgkit.readers.parts import Part, part
from dpgkit.readers.sources import Source

PASSWORD, DISTRIBUTION = 2, 4       # bits of the FileHeader's properties, HWP 5.0 format specification, section 4.1
PLACEHOLDER = re.compile(r"상위\s*버전의\s*배포용\s*문서")
PLACEHOLDER_LENGTH = 600
Engine = Callable[[bytes, str], tuple[str, int]]


def read_hwp(source: Source) -> Part:
    """Return an HWP 5 document. Raises ReadError.

    The text comes from unhwp, then syhwp, then the kit's own reader of records; a distribution document only from
    syhwp, which decrypts it. Hidden comments are part of the text and are counted in a warning.
    """
    data, name = source.data, source.name
    header = containers.stream(source.ole, "FileHeader", name)
    if not header.startswith(b"HWP Document File") or len(header) < 40:
        raise ReadError("damaged", name)
    flags = struct.unpack_from("<I", header, 36)[0]
    if flags & PASSWORD:
        raise ReadError("encrypted", name)
    if flags & DISTRIBUTION:
        return _distribution(data, name)
    text, tables = _first_text([_unhwp, _syhwp_checked, hwp_records.read], data, name)
    return part(name, text, "hwp", warnings=_warnings(*_survey(source, tables)))


def read_hwpx(source: Source) -> Part:
    """Return an HWPX document, from unhwp, then syhwp, then the kit's own reader. Raises ReadError.

    Notes, text boxes, captions and hidden comments stand behind their paragraph, headers and footers once at the end.
    """
    if hwpx_sections.is_encrypted(source.package):
        raise ReadError("encrypted", source.name)
    data, counts = _checked(source)
    text, _ = _first_text([_unhwp, _syhwp, hwpx_sections.read], data, source.name)
    return part(source.name, text, "hwpx", warnings=_warnings(counts[b"tbl"], counts[b"hiddenComment"]))


def _checked(source: Source) -> tuple[bytes, Counter]:
    """Return an HWPX file without declarations and without paragraphs inside paragraphs, and what it holds."""
    members, sections = dict(source.package.checked_xml()), hwpx_sections.sections(source.package)
    counts = hwpx_sections.survey(members[name] for name in sections)
    is_nested = counts[b"subList"] > counts[b"tc"]      # of lists of paragraphs, the engine reads cells of tables only
    return hwpx_nested.unnested(members, sections) if is_nested else source.data, counts


def _first_text(engines: list[Engine], data: bytes, name: str) -> tuple[str, int]:
    kinds = []
    for engine in engines:
        try:
            text, tables = engine(data, name)
        except ReadError as error:
            kinds.append(error.kind)
            if error.kind in ("too_large", "encrypted"):    # another engine would only run into the same bomb
                raise
            continue
        if text.strip() and not _is_placeholder(text):
            return text, tables
        kinds.append("placeholder" if text.strip() else "no_text")
    raise ReadError(next((kind for kind in ("placeholder", "no_text") if kind in kinds), "damaged"), name)


def _unhwp(data: bytes, name: str) -> tuple[str, int]:
    try:
        import unhwp  # loads a native library, which not every machine has
    except (ImportError, OSError) as error:
        raise ReadError("unreadable_library", name) from error
    try:
        with unhwp.parse_bytes(data) as document:
            return document.text, 0      # it would write every table out only to count them
    except unhwp.UnhwpError as error:
        raise ReadError(_kind(unhwp, error), name) from error
    except (UnicodeDecodeError, ValueError) as error:
        raise ReadError("damaged", name) from error


def _kind(unhwp: object, error: Exception) -> str:
    kinds = {unhwp.ErrorKind.ENCRYPTED: "encrypted", unhwp.ErrorKind.DISTRIBUTION_RESTRICTED: "distribution"}
    is_limit = error.kind == unhwp.ErrorKind.DECOMPRESSION and re.search(r"limit|exceed|too large|bomb", str(error), re.IGNORECASE)
    return "too_large" if is_limit else kinds.get(error.kind, "damaged")


def _syhwp(data: bytes, name: str) -> tuple[str, int]:
    import syhwp

    path = _temporary(data)     # syhwp reads files only
    try:
        document = syhwp.open(path)
        return document.text, len(document.tables)
    except syhwp.EncryptedDocumentError as error:
        raise ReadError("encrypted", name) from error
    except MemoryError:
        raise
    except Exception as error:  # a young parser on broken files: whatever it meets, the file is damaged
        raise ReadError("damaged", name) from error
    finally:
        path.unlink()


def _syhwp_checked(data: bytes, name: str) -> tuple[str, int]:
    """Look at the sizes first: syhwp has no limit on the whole document."""
    hwp_records.sections(Source(data, name))
    return _syhwp(data, name)


def _temporary(data: bytes) -> Path:
    handle, path = tempfile.mkstemp(prefix="dpgkit-", suffix=".hwp")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return Path(path)


def _distribution(data: bytes, name: str) -> Part:
    try:
        text, tables = _syhwp(data, name)
    except ReadError as error:
        raise ReadError("encrypted" if error.kind == "encrypted" else "distribution", name) from error
    if not text.strip() or _is_placeholder(text):
        raise ReadError("distribution", name)
    return part(name, text, "hwp", warnings=("배포용 문서의 본문을 풀어 읽었습니다.", *_warnings(tables, 0)))


def _is_placeholder(text: str) -> bool:
    return len(text) < PLACEHOLDER_LENGTH and bool(PLACEHOLDER.search(text))


def _survey(source: Source, tables: int) -> tuple[int, int]:
    try:
        return hwp_records.survey(source)
    except ReadError:        # the engine was more patient with the file
        return tables, 0


def _warnings(tables: int, hidden: int) -> tuple[str, ...]:
    return (*([f"표 {tables}개"] if tables else []), *([f"숨은 설명 {hidden}곳을 본문과 함께 읽었습니다."] if hidden else []))
