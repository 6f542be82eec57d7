"""Consoles and pipes that have no Hangul, or only the letters of CP949, and what is printed on them."""

import sys

SAMPLE = "한글 …‘’·"


def speak_korean() -> None:
    """Keep a console from stopping a command: without Hangul it gets UTF-8, and letters that it lacks are written as their numbers.

    >>> speak_korean()

    A console of Windows takes every letter; it is the pipe and the redirected file that follow the code page.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if _has_hangul(stream.encoding) else "utf-8", errors="backslashreplace")


def _has_hangul(encoding: str) -> bool:
    try:
        return bool(SAMPLE.encode(encoding))
    except (LookupError, UnicodeEncodeError):
        return False
