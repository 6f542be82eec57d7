"""Files and folders that appear whole or not at all: written under another name beside it, then put in their place."""

import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dpgkit.errors import DataError, DpgkitError

PART = ".part"
WHAT = "파일을 쓰지 못했습니다."
CAUSES = {      # why, what would do, what to do
    "full": ("저장할 빈 자리가 없습니다.", "빈 자리가 있는 저장 장치", "필요 없는 파일을 지워 자리를 만들고 다시 하십시오."),
    "long": ("파일 이름이나 폴더 경로가 너무 깁니다.", "짧은 이름과 경로", "이름을 줄이거나 바깥쪽 폴더에 저장하십시오."),
    "taken": ("같은 이름의 폴더가 있거나, 폴더여야 할 것이 파일입니다.", "비어 있는 이름", "다른 이름이나 다른 폴더를 쓰십시오."),
    "readonly": ("읽기만 할 수 있는 곳입니다.", "쓸 수 있는 폴더와 파일", "읽기 전용을 풀거나 다른 폴더에 저장하십시오."),
    "shut": ("", "쓸 수 있는 폴더, 닫힌 파일", "그 파일을 연 프로그램(엑셀 등)을 닫고 다시 실행하십시오."),
    "other": ("", "쓸 수 있는 폴더, 닫힌 파일", "폴더와 저장 장치가 그대로 있는지 보고 다시 실행하십시오."),
}
NAMES = {"full": ("ENOSPC", "EDQUOT", "EFBIG"), "long": ("ENAMETOOLONG",), "taken": ("EISDIR", "ENOTDIR", "EEXIST"),
         "readonly": ("EROFS",), "shut": ("EACCES", "EPERM", "EBUSY", "ETXTBSY")}
NUMBERS = {getattr(errno, name, -1): kind for kind, names in NAMES.items() for name in names}      # no system has all of them
WINDOWS = {39: "full", 112: "full", 206: "long", 19: "readonly", 32: "shut", 33: "shut"}       # numbers of the Windows interface
LONGEST_WINDOWS = 259    # characters of a path, unless the machine allows more


def write_text(path: Path, text: str, *, encoding: str = "utf-8", what: str = WHAT, todo: str = "",
               error: type[DpgkitError] = DataError, durable: bool = False) -> Path:
    """Write text, the ends of its lines as they are, and return the path. Parameters and errors as ``replacing``."""
    return write_bytes(path, text.encode(encoding), what=what, todo=todo, error=error, durable=durable)


def write_bytes(path: Path, data: bytes, *, what: str = WHAT, todo: str = "", error: type[DpgkitError] = DataError,
                durable: bool = False) -> Path:
    """Write bytes and return the path. Parameters and errors as ``replacing``."""
    with replacing(path, what=what, todo=todo, error=error, durable=durable) as part:
        part.write_bytes(data)
    return path


@contextmanager
def replacing(path: Path, *, what: str = WHAT, todo: str = "", error: type[DpgkitError] = DataError,
              durable: bool = False) -> Iterator[Path]:
    """Give the name of a file to write; at the end of the block it takes the place of ``path``, whose folder is made where it lacks.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder) / "가 나" / "표.csv") as part:
    ...         _ = part.write_text("1", encoding="utf-8")
    ...     [file.name for file in Path(folder).rglob("*.*")]
    ['표.csv']

    Parameters: ``what`` the first sentence of the message; ``todo`` for a file that is open elsewhere; ``error`` its class;
    ``durable`` also outlives a power cut (for what a person has typed).
    Raises the error where the disk is full, the file is open elsewhere or read-only, or the path is too long; ``path`` is then as it was.
    """
    path = Path(path)
    part = path.with_name(f".{uuid.uuid4().hex[:12]}{PART}")     # shorter than most names, so that it fits where they do
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _check(path)
        yield part
        _finish(part, path, durable=durable)
    except OSError as problem:
        raise worded(problem, path, what=what, todo=todo, error=error) from problem
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def replacing_folder(folder: Path, *, what: str = WHAT, todo: str = "", error: type[DpgkitError] = DataError) -> Iterator[Path]:
    """Give an empty folder to fill; at the end of the block it takes the place of ``folder``. Parameters and errors as ``replacing``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     with replacing_folder(Path(place) / "가 나") as part:
    ...         _ = (part / "표.csv").write_text("1", encoding="utf-8")
    ...     [file.name for file in Path(place).rglob("*.*")]
    ['표.csv']
    """
    part = folder.with_name(f".{folder.name}-new")
    try:
        recover(folder)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        yield part
        _exchange(part, folder)
    except OSError as problem:
        raise worded(problem, folder, what=what, todo=todo, error=error) from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)


def exchange(part: Path, folder: Path, *, what: str = WHAT, todo: str = "", error: type[DpgkitError] = DataError) -> None:
    """Put a whole folder in the place of an earlier one, which stays aside until then. Parameters and errors as ``replacing``.

    A kill at any moment leaves both: ``recover`` brings the earlier one back.
    """
    try:
        _exchange(part, folder)
    except OSError as problem:
        raise worded(problem, folder, what=what, todo=todo, error=error) from problem


def recover(folder: Path) -> None:
    """Bring back the earlier folder where an exchange was stopped in between, and clear away what an exchange left behind."""
    if aside(folder).is_dir() and not folder.exists():
        os.replace(aside(folder), folder)
    shutil.rmtree(aside(folder), ignore_errors=True)


def aside(folder: Path) -> Path:
    """Return where the earlier folder stands while a new one takes its place.

    >>> aside(Path("runs/housing")).name
    '.housing-old'
    """
    return folder.with_name(f".{folder.name}-old")


def check_free(folder: Path, mark: str) -> None:
    """Refuse a folder that holds something else than what an earlier command made there.

    Parameters: ``mark`` the name of the file by which such a folder is known. Raises DataError.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / mark).exists()):
        raise DataError("다른 것이 든 폴더입니다.", value=folder, allowed="새 폴더, 빈 폴더, 이 명령이 만든 폴더",
                        todo="--to에 다른 폴더를 적으십시오.")


def worded(problem: OSError, path: Path, *, what: str = WHAT, todo: str = "", error: type[DpgkitError] = DataError) -> DpgkitError:
    """Return the Korean error for what the system says about a file.

    >>> print(worded(OSError(errno.ENOSPC, "No space left on device"), Path("표.csv")))
    파일을 쓰지 못했습니다. 저장할 빈 자리가 없습니다.
      받은 값: 표.csv
      쓸 수 있는 값: 빈 자리가 있는 저장 장치
      할 일: 필요 없는 파일을 지워 자리를 만들고 다시 하십시오.
    """
    kind = cause(problem, path)
    why, allowed, then = CAUSES[kind]
    name = f"{path.name[:80]} ({problem.strerror})" if kind == "other" and problem.strerror else path.name[:80]
    return error(f"{what} {why}".strip(), value=name, allowed=allowed, todo=todo if todo and kind == "shut" else then)


def cause(problem: OSError, path: Path) -> str:
    """Return why a file could not be written, as a key of ``CAUSES``."""
    found = WINDOWS.get(getattr(problem, "winerror", None) or 0) or NUMBERS.get(problem.errno or 0)
    if os.name == "nt" and problem.errno == errno.ENOENT and len(str(path.absolute())) > LONGEST_WINDOWS:
        return "long"                      # Windows only says that there is no such place
    return found or ("shut" if isinstance(problem, PermissionError) else "other")


def _check(path: Path) -> None:
    """Refuse what would only fail, or replace a protected file, after all has been written."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists() and not os.access(path, os.W_OK):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def _finish(part: Path, path: Path, *, durable: bool) -> None:
    if durable:
        with open(part, "rb+") as file:
            os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, part)        # what colleagues were allowed to do with it, they still are
    os.replace(part, path)


def _exchange(part: Path, folder: Path) -> None:
    recover(folder)
    if folder.exists():
        os.replace(folder, aside(folder))
    try:
        os.replace(part, folder)
    except OSError:
        recover(folder)
        raise
    shutil.rmtree(aside(folder), ignore_errors=True)
