"""One file read in a worker: its text, its sha256, the personal data that it seems to hold, or why it gave nothing."""

import hashlib
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from dpgkit import atomic, readers
from dpgkit.documents import personal

READER = "dpgkit.documents.intake.read_file"
LARGEST = 500 * 2**20
MESSAGES = {       # why a file gave nothing, and what the reader can do
    "timeout": ("정해 둔 시간 안에 읽지 못했습니다.", "파일을 나누거나 HWPX, PDF, TXT로 저장해 다시 들이십시오."),
    "memory": ("읽는 데 메모리가 너무 많이 듭니다.", "파일을 나누거나 HWPX, PDF, TXT로 저장해 다시 들이십시오."),
    "crash": ("읽는 도중에 읽기 프로그램이 멈췄습니다.", "만든 프로그램에서 열어 다른 형식으로 저장해 다시 들이십시오."),
    "locked": ("다른 프로그램이 열고 있거나 읽을 권한이 없는 파일입니다.",
               "그 파일을 연 프로그램을 닫으십시오. 그래도 안 되면 읽을 수 있는 사본을 넣고 다시 들이십시오."),
    "missing": ("파일이 사라졌거나 문서 파일이 아닙니다.", "폴더에 그 파일이 있는지 보십시오. 바로 가기이면 원본을 넣으십시오."),
    "long": ("파일의 위치를 적은 글이 너무 깁니다.", "파일과 폴더의 이름을 줄이거나, 문서 폴더를 C:\\문서처럼 바깥쪽으로 옮기십시오."),
    "unreadable": ("저장 장치에서 파일을 읽지 못했습니다.", "클라우드에만 있으면 내려받고, USB에 있으면 컴퓨터로 옮겨 다시 들이십시오."),
    "huge": (f"{LARGEST // 2**20} MB를 넘는 파일이라 읽지 않았습니다.", "파일을 나누어 저장하십시오."),
    "no_text": readers.KINDS["no_text"]}
KINDS = {PermissionError: "locked", FileNotFoundError: "missing", OSError: "unreadable"}


def read_file(path: str, name: str, read: Callable = readers.read_all) -> dict:
    """Return the answer for one file: its sha256, its parts with personal data counted, its failures.

    Parameters: ``name`` of the file as the reader of the kit sees it; ``read`` takes the bytes and the name and returns
    parts and failures. sha256 is hex, and "" where the file was not read to its end; parts and failures are dicts.
    Raises MemoryError, after which a worker is replaced.
    """
    try:
        if not Path(path).is_file():
            return refusal(name, _absent(path))
        if Path(path).stat().st_size > LARGEST:
            return refusal(name, "huge")
        data = Path(path).read_bytes()
        parts, failures = read(data, name)
        answer = {"sha256": hashlib.sha256(data).hexdigest(), "parts": [_told(part) for part in parts],
                  "failures": [asdict(failure) for failure in failures]}
    except MemoryError:
        raise
    except Exception as error:
        kind = next((kind for cause, kind in KINDS.items() if isinstance(error, cause)), "crash")
        return refusal(name, _absent(path) if kind == "missing" else kind)
    return answer if parts or failures else refusal(name, "no_text", answer["sha256"])


def refusal(name: str, kind: str, sha256: str = "") -> dict:
    """Return the answer for a file that gave nothing.

    >>> print(refusal("계획.hwp", "huge")["failures"][0]["message"])
    500 MB를 넘는 파일이라 읽지 않았습니다.
      할 일: 파일을 나누어 저장하십시오.
    """
    message = "\n  할 일: ".join(MESSAGES[kind])
    return {"sha256": sha256, "parts": [], "failures": [{"name": name, "kind": kind, "message": message}]}


def _absent(path: str) -> str:
    """Return why a file is not there: Windows finds none whose whole name is longer than it takes."""
    return "long" if sys.platform == "win32" and len(path) > atomic.LONGEST_WINDOWS else "missing"


def _told(part: readers.Part) -> dict:
    counts = personal.count(part.text)
    return {**asdict(part), "warnings": [*part.warnings, *personal.warnings(counts)], "personal": counts}
