"""Which format a file really has, whatever its name says."""

import re
from pathlib import PurePath

from dpgkit.readers import containers
from dpgkit.readers.errors import ReadError
from dpgkit.readers.sources import Source

FORMATS = {"hwp": "한글 문서(HWP)", "hwpx": "한글 문서(HWPX)", "pdf": "PDF", "docx": "워드 문서(DOCX)",
           "xlsx": "엑셀 문서(XLSX)", "csv": "CSV 표", "txt": "글 파일(TXT)", "md": "마크다운(MD)",
           "html": "웹 페이지(HTML)", "zip": "압축 파일(ZIP)"}
ALIASES = {"htm": "html", "xhtml": "html", "xml": "html", "tsv": "csv", "markdown": "md", "text": "txt"}
PACKED = ("hwp", "hwpx", "pdf", "docx", "xlsx", "zip", "doc", "xls")     # a web page in their place is a failed download
ERROR_PAGE = 2000           # characters: a longer page holds something of its own
OLD_OFFICE = "만든 프로그램에서 열어 DOCX나 XLSX로 다시 저장하십시오."
LEFTOVER = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._|~\$)", re.IGNORECASE)
DRM = re.compile(rb"\A.{0,16}(DRMONE|NASCA DRM|SCDSA|MarkAny|Fasoo)", re.DOTALL)
HTML = re.compile(r"\A[\s\ufeff]*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype\s+html|<html|<head|<body)", re.IGNORECASE | re.DOTALL)
HWPML = re.compile(r"<HWPML[\s>]")
PICTURE = re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}(WEBP|AVI )", re.DOTALL)     # a text may begin with BM
PARTS = (("hwpx", r"(contents/(section\d+\.xml|content\.hpf)|.*/section\d+\.xml)"), ("docx", r"word/document\.xml"),
         ("xlsx", r"xl/workbook\.xml"))
FOREIGN = re.compile(r"(ppt/|content\.xml$|META-INF/container\.xml$|AndroidManifest)")


def sniff(data: bytes, name: str) -> str:
    """Return the format of a file, a key of ``FORMATS``, by what it holds.

    >>> sniff(b"%PDF-1.7", "report.hwp"), sniff("정부".encode(), "a.md")
    ('pdf', 'md')

    Parameters: ``data`` the whole file; ``name`` decides only between plain text formats.
    Raises ReadError for an empty, foreign, locked or damaged file and for what was saved in place of a document.
    """
    return form_of(Source(data, name))


def form_of(source: Source) -> str:
    """Return what ``sniff`` does, of a file whose reader will find it opened."""
    _refuse_stand_ins(source.data, source.name)
    if source.data.startswith(containers.OLE):
        return _ole(source)
    if source.data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package(source)
    return "pdf" if b"%PDF-" in source.data[:1024] else _text(source)


def is_leftover(name: str) -> bool:
    """Return whether a file was left by the system or an office program, and was never a document.

    >>> is_leftover("자료.zip/__MACOSX/._계획.hwp"), is_leftover("~$계획.docx"), is_leftover("계획.hwp")
    (True, True, False)
    """
    return bool(LEFTOVER.search(name.replace("\\", "/")))


def suffix(name: str) -> str:
    """Return the format that a name promises, or its extension where that is none of ``FORMATS``.

    >>> suffix("가.HTM"), suffix("나.doc")
    ('html', 'doc')
    """
    ending = PurePath(name).suffix.lower().lstrip(".")
    return ALIASES.get(ending, ending)


def _refuse_stand_ins(data: bytes, name: str) -> None:
    if is_leftover(name):
        raise ReadError("leftover", name)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReadError("empty_file", name)
    if data.startswith(b"version https://git-lfs"):
        raise ReadError("lfs_pointer", name)
    if data.startswith(b"HWP Document File V"):
        raise ReadError("encrypted" if any(data[126:128]) else "hwp3", name)   # the word at byte 126 marks a password
    if DRM.search(data[:200]):
        raise ReadError("drm", name)
    if PICTURE.match(data):
        raise ReadError("picture", name)


def _ole(source: Source) -> str:
    entries, name = {entry[0] for entry in source.ole.listdir()}, source.name
    if "FileHeader" in entries:
        return "hwp"
    if "EncryptedPackage" in entries:
        raise ReadError("drm" if b"D\0R\0M\0E\0n\0c\0r\0y\0p\0t" in source.data else "encrypted", name)
    if entries & {"WordDocument", "Workbook", "Book", "PowerPoint Document"}:
        raise ReadError("unknown_format", name, todo=OLD_OFFICE)
    raise ReadError("damaged" if suffix(name) in ("hwp", "hwpx") else "unknown_format", name)


def _package(source: Source) -> str:
    members, name = [member.replace("\\", "/") for member in source.zip.namelist()], source.name
    for form, pattern in PARTS:
        if any(re.fullmatch(pattern, member, re.IGNORECASE) for member in members):
            return form
    if any(FOREIGN.match(member) for member in members):
        raise ReadError("unknown_format", name)
    if suffix(name) in ("hwpx", "hwp", "docx", "xlsx"):
        raise ReadError("damaged", name)
    return "zip"


def _text(source: Source) -> str:
    text, name = source.text[0], source.name
    head = text[:4096]
    if HWPML.search(head):
        raise ReadError("hwpml", name)
    if HTML.match(head):
        return _page(text, name)
    if head.lstrip("\ufeff \n\r\t").startswith("<?xml"):
        return "html"
    form = suffix(name)
    return form if form in ("md", "csv", "html") else "txt"


def _page(text: str, name: str) -> str:
    shown = re.sub(r"<(script|style).*?</\1>|<[^>]*>|\s+", "", text, flags=re.DOTALL | re.IGNORECASE)
    if suffix(name) in PACKED and len(shown) < ERROR_PAGE:
        raise ReadError("html_error_page", name)
    return "html"
