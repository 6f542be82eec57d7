"""Exact answers as salted hashes: a student who opens this file does not read the answer, though a program can try them all."""

import hashlib
import json
from functools import cache
from pathlib import Path

from dpgkit.exercises.values import compact

FILE = Path(__file__).with_name("keys.json")
ROUNDS = 20_000          # some milliseconds a try; with four choices this slows a guess, it does not prevent it


def fits(exercise: str, field: str, answer: object) -> bool:
    """Return whether an answer is one of those that the key allows for a field; False where the key has no such field."""
    return digest(exercise, field, answer, _stored()["salt"]) in _stored()["keys"].get(exercise, {}).get(field, [])


def digest(exercise: str, field: str, answer: object, salt: str) -> str:
    """Return the hash of an answer: PBKDF2 with SHA-256, 32 hex digits.

    >>> digest("01-5", "문장", "나", "소금") == digest("01-5", "문장", " 나 ", "소금")
    True
    """
    text = f"{exercise}|{field}|{compact(answer)}".encode()
    return hashlib.pbkdf2_hmac("sha256", text, salt.encode(), ROUNDS).hex()[:32]


def content(key: dict[str, dict[str, list[object]]], salt: str) -> str:
    """Return the text of the key file for clear answers: exercise -> field -> the answers that are right."""
    hashed = {exercise: {field: sorted(digest(exercise, field, answer, salt) for answer in answers)
                         for field, answers in fields.items()} for exercise, fields in sorted(key.items())}
    return json.dumps({"salt": salt, "keys": hashed}, ensure_ascii=False, indent=1) + "\n"


def write(key: dict[str, dict[str, list[object]]]) -> Path:
    """Write the key file with the salt that it already has, and return its path."""
    FILE.write_text(content(key, _stored()["salt"]), encoding="utf-8", newline="\n")
    _stored.cache_clear()
    return FILE


@cache
def _stored() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))
