"""ZIP archives of documents: members are read in memory, one level deep."""

import zipfile
from collections.abc import Callable

from dpgkit.readers import containers
from dpgkit.readers.errors import ReadError
from dpgkit.readers.sniffing import is_leftover

NESTED = "압축 파일 안의 압축 파일은 먼저 풀어 넣으십시오."
Member = tuple[str, Callable[[], bytes]]


def members(data: bytes, name: str) -> list[Member]:
    """Return the documents in an archive: "archive.zip/member" and a function that returns the member's bytes.

    Names without the UTF-8 mark are CP949, as Korean Windows writes them; "..", drive letters and leading slashes are
    left out of names. The functions raise ReadError ``leftover``, ``encrypted``, ``damaged`` or ``too_large``.
    Raises ReadError ``damaged``, or ``too_large`` for too many members.
    """
    archive = _opened(data, name)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    documents = sum(not is_leftover(info.filename) for info in infos)      # a Mac adds a leftover to each
    if documents > containers.MANY or len(infos) > 2 * containers.MANY:
        raise ReadError("too_large", name)
    left = [containers.LARGEST]
    return [_member(archive, info, name, left) for info in infos]


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return containers.opened(data, name, encoding="cp949")
    except ReadError:       # the names are in neither UTF-8 nor CP949
        return containers.opened(data, name)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, left: list[int]) -> Member:
    full = f"{name}/{_safe(info.filename)}"

    def fetch() -> bytes:
        if is_leftover(info.filename):
            raise ReadError("leftover", full)
        if info.flag_bits & 1:
            raise ReadError("encrypted", full)
        left[0] -= info.file_size
        if left[0] < 0:
            raise ReadError("too_large", full)
        containers.check_growth(info.file_size, info.compress_size, full)
        try:
            return archive.read(info)
        except containers.DAMAGE as error:
            raise ReadError("damaged", full) from error

    return full, fetch


def _safe(member: str) -> str:
    """A name that leads nowhere.

    >>> _safe("..\\\\..\\\\C:/공문/계획.hwp")
    '공문/계획.hwp'
    """
    steps = member.replace("\\", "/").split("/")
    return "/".join(step for step in steps if step not in ("", ".", "..") and not step.endswith(":")) or "이름 없음"
