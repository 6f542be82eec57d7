"""One file read in a worker: its text, its sha256, the personal data that it seems to hold, or why it gave nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from dpgkit import readers
from dpgkit.documents import personal

READER = "dpgkit.documents.intake.read_file"
LARGEST = 500 * 2**20
MESSAGES = {
    "timeout": "정해 둔 시간 안에 읽지 못했습니다.", "memory": "읽는 데 메모리가 너무 많이 듭니다.",
    "crash": "읽는 도중에 읽기 프로그램이 멈췄습니다.", "locked": "다른 프로그램이 열고 있거나 읽을 권한이 없는 파일입니다.",
    "missing": "파일이 사라졌거나 문서 파일이 아닙니다.", "unreadable": "저장 장치에서 파일을 읽지 못했습니다.",
    "huge": f"{LARGEST // 2**20} MB를 넘는 파일이라 읽지 않았습니다.", "no_text": "읽을 글이 없는 문서입니다."}
KINDS = {PermissionError: "locked", FileNotFoundError: "missing", OSError: "unreadable"}


def read_file(path: str, name: str, read: Callable = readers.read_all) -> dict:
    """Return the answer for one file: its sha256, its parts with personal data counted, its failures.

    Parameters: ``name`` of the file as the reader of the kit sees it; ``read`` takes the bytes and the name and returns
    parts and failures. sha256 is hex, and "" where the file was not read to its end; parts and failures are dicts.
    Raises MemoryError, after which a worker is replaced.
    """
    try:
        if not Path(path).is_file():
            return refusal(name, "missing")
        if Path(path).stat().st_size > LARGEST:
            return refusal(name, "huge")
        data = Path(path).read_bytes()
        parts, failures = read(data, name)
        answer = {"sha256": hashlib.sha256(data).hexdigest(), "parts": [_told(part) for part in parts],
                  "failures": [asdict(failure) for failure in failures]}
    except MemoryError:
        raise
    except Exception as error:
        return refusal(name, next((kind for cause, kind in KINDS.items() if isinstance(error, cause)), "crash"))
    return answer if parts or failures else refusal(name, "no_text", answer["sha256"])


def refusal(name: str, kind: str, sha256: str = "") -> dict:
    """Return the answer for a file that gave nothing.

    >>> refusal("계획.hwp", "timeout")["failures"][0]["message"]
    '정해 둔 시간 안에 읽지 못했습니다.'
    """
    return {"sha256": sha256, "parts": [], "failures": [{"name": name, "kind": kind, "message": MESSAGES[kind]}]}


def _told(part: readers.Part) -> dict:
    counts = personal.count(part.text)
    return {**asdict(part), "warnings": [*part.warnings, *personal.warnings(counts)], "personal": counts}
