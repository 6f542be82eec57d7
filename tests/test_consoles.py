"""What is printed where the console has no Hangul, or only the letters of CP949."""

import signal
import subprocess
import sys

import pytest

from dpgkit import consoles, paths


@pytest.mark.parametrize(("encoding", "has"), [("cp949", True), ("utf-8", True), ("euc_kr", True), ("ascii", False), ("cp1252", False),
                                               ("cp437", False), ("no such", False)])
def test_which_encodings_hold_hangul(encoding, has):
    assert consoles._has_hangul(encoding) == has


@pytest.mark.parametrize(("encoding", "shown"), [
    ("cp949", "한글 \\U0001f600 \\u2013".encode("cp949")), ("ascii", "한글 😀 –".encode()), ("cp1252", "한글 😀 –".encode())])
def test_a_letter_that_the_console_lacks_is_written_as_its_number(encoding, shown):
    code = f"from dpgkit import consoles; consoles.speak_korean(); print({ascii('한글 😀 –')}, end='')"
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PYTHONPATH": str(paths.kit_root() / "utils"), "LC_ALL": "C"}
    assert subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout == shown


@pytest.mark.skipif(sys.platform == "win32", reason="윈도에는 없는 신호입니다.")
def test_signals_are_heard_only_for_the_time_of_a_command_and_not_where_they_are_ignored():
    was = signal.signal(signal.SIGHUP, signal.SIG_IGN), signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with consoles.ending_in_order():
            heard = signal.getsignal(signal.SIGHUP), signal.getsignal(signal.SIGTERM)
        assert heard == (signal.SIG_IGN, signal.default_int_handler) and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, was[0]), signal.signal(signal.SIGTERM, was[1])
