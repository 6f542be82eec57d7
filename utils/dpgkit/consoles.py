"""The surroundings of a command: consoles without Hangul, pipes that nobody reads to their end, and being told to end."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from typing import TextIO

from dpgkit import language

SAMPLE = "한글 …‘’·"
ENDINGS = ("SIGTERM", "SIGHUP")      # what a closed window or a service manager sends; Windows has only the first
UNHEARD = 141                       # the exit code of a program whose pipe was closed


def speak_korean() -> None:
    """Keep a console from stopping a command: without Hangul it gets UTF-8, and letters that it lacks are written as their numbers.

    >>> speak_korean()

    A console of Windows takes every letter; it is the pipe and the redirected file that follow the code page.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if _has_hangul(stream.encoding) else "utf-8", errors="backslashreplace")


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let a command that is told to end stop its children and close its files, as it does after Ctrl+C.

    >>> with ending_in_order():
    ...     pass

    What a parent chose to ignore (``nohup``) stays ignored; outside the main thread nothing is changed.
    """
    numbers = [getattr(signal, name) for name in ENDINGS if hasattr(signal, name)]
    earlier = {number: signal.getsignal(number) for number in numbers if signal.getsignal(number) is signal.SIG_DFL}
    with suppress(ValueError):
        for number in earlier:
            signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        with suppress(ValueError):
            for number in earlier:
                signal.signal(number, signal.SIG_DFL)


@contextmanager
def saying() -> Iterator[None]:
    """Let what is printed in this block appear in the language of the reader.

    >>> with language.speaking("en"), saying():
    ...     print("받은 값: 집")
    Value received: 집
    """
    if language.current() == "ko":
        yield
        return
    with redirect_stdout(_Said(sys.stdout)):
        yield


class _Said:
    """A stream that says each text before it is written; for all else it is the stream itself."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(language.say_lines(text))
        return len(text)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


@contextmanager
def left_unheard() -> Iterator[None]:
    """Let a command end without complaint where nobody reads on, as behind ``| head``. Raises SystemExit there."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())       # the last flush of Python has a place to go
        raise SystemExit(UNHEARD) from None


def _has_hangul(encoding: str) -> bool:
    try:
        return bool(SAMPLE.encode(encoding))
    except (LookupError, UnicodeEncodeError):
        return False
