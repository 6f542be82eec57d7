"""What is printed where the console has no Hangul, or only the letters of CP949."""

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
