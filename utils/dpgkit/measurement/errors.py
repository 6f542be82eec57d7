"""Why the shared store refuses a row, and why it cannot be read or written, in Korean."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from dpgkit import paths
from dpgkit.errors import DpgkitError

REASONS = {
    "key": ("열쇠가 맞지 않습니다.", "받은 열쇠를 빠짐없이 넣었는지 보고, 잃었으면 중추지원조직에 새 열쇠를 받으십시오."),
    "foreign": ("다른 기관의 몫입니다.", "이 열쇠의 기관 이름으로 고치십시오."),
    "not_backbone": ("중추지원조직만 할 수 있는 일입니다.", "중추지원조직의 열쇠를 쓰십시오."),
    "indicator": ("없는 지표입니다.", "지표의 이름이나 한글 제목을 그대로 적으십시오."),
    "scope": ("이 기관이 맡은 지표가 아닙니다.", "맡은 지표만 내십시오. 맡아야 하면 중추지원조직에 알리십시오."),
    "period": ("없는 기간입니다.", "기간 이름을 고치십시오."),
    "period_kind": ("이 지표가 재는 기간이 아닙니다.", "지표의 재는 주기에 맞는 기간을 고르십시오."),
    "closed": ("마감이 지난 기간입니다.", "중추지원조직에 알리십시오."),
    "number": ("수로 읽을 수 없는 칸이 있습니다.", "그 칸에 수만 적으십시오."),
    "formula": ("계산한 값이 없는 수식이 있습니다.", "엑셀에서 열어 저장한 뒤 내거나 수식을 값으로 바꾸십시오."),
    "half": ("분자와 분모 가운데 하나만 있습니다.", "둘 다 적으십시오. 비율만 알면 둘 다 비우고 값에 비율을 적으십시오."),
    "missing": ("비어 있는 칸이 있습니다.", "그 칸을 채우십시오."),
    "denominator": ("분모가 0보다 커야 합니다.", "분모를 고치십시오."),
    "ratio": ("값이 분자 ÷ 분모와 다릅니다.", "분자, 분모, 값 가운데 틀린 것을 고치십시오. 값은 비워 두어도 됩니다."),
    "whole": ("개수는 0 이상의 정수여야 합니다.", "값을 고치십시오."),
    "range": ("값이 범위를 벗어났습니다.", "값과 단위를 확인하십시오."),
    "unit": ("단위가 다릅니다.", "지표의 단위로 바꾸어 내십시오."),
    "duplicate": ("이 기간의 값을 이미 냈습니다.", "고치려면 정정 까닭을 적어 정정으로 내십시오."),
    "nothing": ("고칠 값이 없습니다.", "처음 내는 값이면 정정 까닭을 비우십시오."),
    "same": ("고친 것이 없습니다.", "바뀐 값이나 근거를 적으십시오."),
    "long": ("글이 너무 깁니다.", "글을 줄이고 자세한 것은 근거 주소로 적으십시오."),
    "state": ("지금 상태에서는 할 수 없습니다.", "제출의 상태를 먼저 확인하십시오."),
    "superseded": ("고친 값이 뒤에 온 앞의 판입니다.", "뒤에 온 판을 살피십시오."),
    "submission": ("없는 제출이거나 이 열쇠로 볼 수 없습니다.", "제출 번호를 확인하십시오."),
    "feedback": ("없는 의견이거나 이 열쇠로 볼 수 없습니다.", "의견 번호를 확인하십시오."),
    "organisation": ("없는 기관입니다.", "기관 이름을 고치십시오."),
    "name": ("이름으로 쓸 수 없습니다.", "이름을 고치십시오."),
    "taken": ("이미 있는 이름입니다.", "다른 이름을 지으십시오."),
    "choice": ("쓸 수 없는 값입니다.", "쓸 수 있는 값 가운데 하나로 고치십시오."),
    "date": ("날짜로 읽을 수 없거나 오늘보다 뒤입니다.", "2026-03-02처럼 연-월-일로 적으십시오."),
    "early": ("앞선 일보다 이른 날짜입니다.", "날짜를 고치십시오."),
}
TROUBLES = {
    "full": ("저장할 자리가 없어 쓰지 못했습니다. 쓰던 것은 저장하지 않았고 앞의 내용은 그대로 있습니다.",
             "디스크의 빈 자리를 늘린 뒤에 다시 하십시오."),
    "write": ("저장소에 쓰지 못했습니다. 디스크가 가득 찼거나 연결이 끊겼습니다. 앞의 내용은 그대로 있습니다.",
              "디스크의 빈 자리와 연결을 확인하고 다시 하십시오."),
    "readonly": ("읽기만 할 수 있는 저장소입니다.", "쓸 수 있는 폴더로 옮기거나 쓰기 권한을 받으십시오."),
    "place": ("저장소를 열 수 없습니다.", "폴더가 있는지, 쓸 수 있는지 확인하십시오."),
    "busy": ("다른 프로그램이 저장소를 오래 쓰고 있습니다.", "그 프로그램이 끝난 뒤에 다시 하십시오."),
    "broken": ("저장소 파일이 깨졌거나 저장소가 아닙니다.", "옮겨 둔 사본이 있으면 그것으로 바꾸십시오."),
    "absent": ("그 자리에 측정 저장소가 없습니다.",
               f"파일 이름이나 주소를 고치거나, {paths.PROGRAM} new-store 성과.sqlite --case 사례로 먼저 만드십시오."),
    "exists": ("그 자리에 이미 저장소가 있습니다.",
               f"다른 이름을 쓰거나, 있는 것을 {paths.PROGRAM} dashboard --store 이름 --case 사례로 보십시오."),
    "offline": ("데이터베이스 서버에 이을 수 없습니다.", "서버가 켜져 있는지, 주소와 비밀번호가 맞는지 확인하십시오."),
    "denied": ("데이터베이스 권한이 없습니다.", "저장소를 만든 사람에게 권한을 받으십시오."),
    "rule": ("저장소의 규칙에 맞지 않아 쓰지 않았습니다.", "다른 프로그램으로 저장소를 고치지 말고 이 키트로 다시 내십시오."),
    "other": ("저장소에서 알 수 없는 문제가 생겼습니다.", "같은 일이 되풀이되면 아래의 까닭을 담당자에게 알리십시오."),
}
SQLITE = {sqlite3.SQLITE_FULL: "full", sqlite3.SQLITE_IOERR: "write", sqlite3.SQLITE_READONLY: "readonly",
          sqlite3.SQLITE_PERM: "readonly", sqlite3.SQLITE_CANTOPEN: "place", sqlite3.SQLITE_BUSY: "busy",
          sqlite3.SQLITE_LOCKED: "busy", sqlite3.SQLITE_CORRUPT: "broken", sqlite3.SQLITE_NOTADB: "broken",
          sqlite3.SQLITE_CONSTRAINT: "rule"}
POSTGRES = {"53100": "full", "58030": "write", "25006": "readonly", "42501": "denied", "42P01": "absent", "55P03": "busy",
            "28P01": "offline", "28000": "offline", "3D000": "offline", "53300": "busy"}
FAMILIES = {"08": "offline", "57": "offline", "23": "rule", "P0": "rule", "40": "busy"}
RAISED = (DBAPIError, sqlite3.Error, PoolTimeout)        # what is said past SQLAlchemy, and too many readers at once


class Refused(DpgkitError):
    """A row, a key or a step that the store does not take; ``code`` is a key of ``REASONS``.

    >>> print(Refused("unit", value="명", allowed=["%"]))
    단위가 다릅니다.
      받은 값: 명
      쓸 수 있는 값: %
      할 일: 지표의 단위로 바꾸어 내십시오.
    """

    title = "제출 거절"

    def __init__(self, code: str, *, value: object = None, allowed: Iterable[object] | str = ()) -> None:
        what, todo = REASONS[code]
        shown = None if value is None else str(value)[:200].encode("utf-8", "replace").decode()      # halves of characters cannot be shown
        super().__init__(what, value=shown, allowed=allowed, todo=todo)
        self.code, self.what = code, what

    @property
    def line(self) -> str:
        """The message in one line, for a report with one line a row."""
        what, *rest = str(self).splitlines()
        return f"{what} ({', '.join(part.strip() for part in rest)})" if rest else what


class StoreError(DpgkitError):
    """The store cannot be opened, read or written; ``kind`` is a key of ``TROUBLES``."""

    title = "저장소 오류"

    def __init__(self, kind: str, *, value: object = None, allowed: Iterable[object] | str = ()) -> None:
        what, todo = TROUBLES[kind]
        super().__init__(what, value=value, allowed=allowed, todo=todo)
        self.kind = kind


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn an error of the database into a ``StoreError`` that names the place and never a password."""
    try:
        yield
    except RAISED as error:
        kind = next((kind for one in _with_causes(error) if (kind := trouble(one)) != "other"), "other")
        raise StoreError(kind, value=f"{place} ({_first_line(error)})" if kind in ("other", "rule") else place) from error


def trouble(error: Exception) -> str:
    """Return what kind of trouble a database reports, as a key of ``TROUBLES``."""
    if isinstance(error, PoolTimeout):
        return "busy"
    cause = getattr(error, "orig", error)
    if isinstance(cause, sqlite3.Error):
        if "no such table" in str(cause):
            return "absent"
        return SQLITE.get((getattr(cause, "sqlite_errorcode", 0) or 0) & 0xFF, "other")
    state = getattr(cause, "sqlstate", None)
    if state is None:
        return "offline" if type(cause).__name__ == "OperationalError" else "other"
    return POSTGRES.get(state) or FAMILIES.get(state[:2], "other")


def _with_causes(error: BaseException) -> Iterator[Exception]:
    """Give an error of the database and those that it was raised after: undoing what a full disk undid already fails as well."""
    while error is not None:
        if isinstance(error, RAISED):
            yield error
        error = error.__cause__ or error.__context__


def _first_line(error: Exception) -> str:
    return (str(getattr(error, "orig", error)).strip().splitlines() or [""])[0][:200]
