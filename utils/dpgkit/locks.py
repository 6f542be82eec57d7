"""A folder that one process at a time may write into."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from dpgkit.errors import DataError

YOUNG = 10               # seconds in which a lock without content is one that is just being taken


@contextmanager
def alone(final: Path) -> Iterator[None]:
    """Keep other processes from writing into a folder for the time of the block.

    Parameters: ``final`` the folder; it need not be there yet. The lock lies beside it.
    Raises DataError where another process is writing into it, or where the lock cannot be written.
    """
    lock = final.with_name(f".{final.name}-lock")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        _take(lock)
    except FileExistsError as error:
        raise DataError("다른 곳에서 같은 폴더에 쓰고 있습니다.", value=final.name,
                        todo="그 작업이 끝난 뒤에 다시 하십시오.") from error
    except OSError as error:
        raise DataError("저장할 폴더에 쓸 수 없습니다.", value=final.parent, allowed="쓸 수 있는 폴더",
                        todo="다른 폴더를 고르거나 환경 변수 DPGKIT_DATA에 쓸 수 있는 폴더를 적으십시오.") from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _take(lock: Path) -> None:
    if lock.exists() and not _is_held(lock):
        lock.unlink()            # left behind by a process that was killed
    with open(lock, "x", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {psutil.Process().create_time():.2f}")


def _is_held(lock: Path) -> bool:
    with suppress(ValueError, psutil.Error, OSError):
        number, created = lock.read_text(encoding="utf-8").split()
        return abs(psutil.Process(int(number)).create_time() - float(created)) < 1     # not another process with its number
    with suppress(OSError):
        return not lock.stat().st_size and time.time() - lock.stat().st_mtime < YOUNG
    return False
