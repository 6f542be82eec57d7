#!/usr/bin/env python3
"""Set the kit up once, then hand each command on: python3 kit.py run.

Only the standard library is used.  Annotations with brackets stand in quotes, so that an
old Python still reads this file and can say in Korean that it is too old.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO, NamedTuple

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11, 5)
NEEDED_BYTES = 2_500_000_000
LONGEST_ROOT = 90  # letters: Windows takes 259 in a whole name, and the longest installed file needs the rest
VENV_OPTIONS = ("--clear",)
INTERRUPTED = 130
UNHEARD = 141
STAMP = "dpgkit-stamp"  # written last, so its absence tells of an unfinished installation
LOG = "install.log"
SCRATCH = "dpgkit-tmp"  # for temporary files, on the disk whose free space is checked

PROGRAM = "py kit.py" if os.name == "nt" else "python3 kit.py"
COMMANDS = {
    "처음": {
        "lab": "주피터랩을 열고 첫 과를 보여 줍니다",
        "run": "모든 과를 실행하고 runs 폴더에 보고서를 만듭니다",
        "report": "실행한 결과에서 보고서(HTML, DOCX, HWPX, XLSX, PDF)를 다시 만듭니다",
        "doctor": "컴퓨터가 준비되었는지 점검합니다",
        "bundle": "인터넷이 없는 컴퓨터에 설치할 묶음(폴더와 ZIP)을 만듭니다",
    },
    "수업": {
        "teach": "수업에 쓸 시간표, 강사 노트, 슬라이드, 용어집, 검사지를 만듭니다",
        "assign": "학생마다 다른 연습문제와 정답을 만듭니다",
        "grade": "제출한 연습문제를 떼어 놓고 실행해 채점합니다",
        "site": "과, 연습문제, 자료, 코드 설명을 인터넷 없이 열리는 누리집으로 만듭니다",
    },
    "내 사례": {
        "cases": "사례의 목록을 보여 줍니다",
        "new-case": "내 사례의 폴더를 만듭니다",
        "check-case": "사례 폴더에서 고칠 것을 모두 찾아 알려 줍니다",
    },
    "내 문서": {
        "import": "내 문서 폴더를 읽어 말뭉치로 둡니다",
        "find": "말뭉치에서 그 말이 든 문장과 인용할 이름(문서#번호)을 찾습니다",
        "fetch": "법령과 보도자료의 원문, 청약 공고를 인터넷에서 받습니다 (인증키 필요)",
        "cache": "분석해 둔 낱말이 차지한 자리를 보이거나 비웁니다",
    },
    "성과": {
        "dashboard": "공유측정 저장소의 대시보드를 이 컴퓨터의 브라우저에서 봅니다",
        "new-store": "사례의 지표를 담은 빈 공유측정 저장소를 만들고 중추조직의 열쇠를 보여 줍니다",
    },
    "점검": {
        "tables": "표의 목록이나 한 표의 부호책을 보여 줍니다",
        "claims": "글의 주장을 표로 가린 결과를 보여 줍니다",
        "licences": "설치된 꾸러미의 이용 조건을 보여 줍니다",
        "test": "시험을 모두 돌립니다 (pytest의 선택 사항을 덧붙일 수 있습니다)",
        "build": "notebooks/source에서 실행된 노트북을 다시 만듭니다",
        "phrases": "영어로 옮길 말을 소스에서 모으고, 옮기지 않은 것을 보여 줍니다",
    },
}
WORDS = {word: text for commands in COMMANDS.values() for word, text in commands.items()}
OWN_HELP = {
    "test": "사용법: {0} test [파일] [-k 낱말] [-x]\n\n{1}",
    "lab": "사용법: {0} lab [--no-browser]\n\n{1}",
}
NOTE = "명령마다 쓰는 법: {0} 명령 --help\n처음 실행할 때 필요한 꾸러미를 이 폴더의 .venv에 한 번만 설치합니다."

FIRST_INSTALL = "처음 한 번만 꾸러미를 설치합니다. 2-4분쯤 걸리고 디스크를 약 1.9 GB 쓰며, 인터넷은 이번에만 필요합니다."
OFFLINE_INSTALL = "처음 한 번만 wheelhouse 폴더에서 꾸러미를 설치합니다. 몇 분 걸리고 디스크를 약 1.9 GB 쓰며, 인터넷은 쓰지 않습니다."
REBUILD = "이전 설치가 끝나지 않았거나 폴더·파이썬·꾸러미 목록이 바뀌었습니다. .venv를 처음부터 다시 만듭니다."
CUT_SHORT = "설치를 멈추었습니다. 다음에 실행하면 처음부터 다시 설치하여 바로잡습니다."
OFFLINE = (
    "\n  인터넷 없이 설치하려면: 인터넷이 되고 이 키트가 설치된 다른 컴퓨터에서 ‘python3 kit.py bundle --platform "
    "windows --python 3.12 --to 묶음’(macos, linux도 됩니다)으로 만든 묶음을 이 컴퓨터로 옮겨 그 안에서 시작합니다."
)


class Stop(Exception):
    """A reason to stop which the reader can act on."""

    def __init__(self, wrong: str, found: str, needed: str, todo: str) -> None:
        """Put the four parts of every message in the same order."""
        super().__init__(f"[멈춤] {wrong}\n  확인한 것: {found}\n  필요한 것: {needed}\n  할 일: {todo}")


class Ended(KeyboardInterrupt):
    """The window was closed, or another program asked the kit to end."""

    def __init__(self, number: int, frame: object = None) -> None:
        """Keep the number of the signal, for the child."""
        super().__init__()
        self.number = number


class Failure(NamedTuple):
    """One known way in which an installation fails."""

    pattern: str
    wrong: str
    needed: str
    todo: str

    def stop(self, found: str) -> Stop:
        """Build the message about one case of this failure."""
        return Stop(self.wrong, found, self.needed, self.todo)


DISK_FULL = Failure(
    r"No space left on device|not enough space|\[Errno 28\]|WinError 112",
    "디스크의 빈자리가 모자랍니다.",
    "빈자리 2 GB 이상",
    "필요 없는 파일을 지우거나 이 폴더를 넉넉한 디스크로 옮긴 뒤 다시 실행합니다.",
)
# The first match counts, so a cause stands before the errors that it brings about.
FAILURES = (
    DISK_FULL,
    Failure(
        r"DO NOT MATCH THE HASHES|Hash mismatch|Hashes are required",
        "내려받은 꾸러미가 목록과 다릅니다. 파일이 손상되었거나 바뀌었을 수 있어 설치하지 않습니다.",
        "requirements.lock에 적힌 해시와 똑같은 파일",
        "잠시 뒤 다시 실행합니다. 거듭되면 이 폴더를(wheelhouse 폴더가 있으면 그것도) 처음 받은 곳에서 다시 받습니다.",
    ),
    Failure(
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerif|invalid peer certificate|confirming the ssl cert",
        "보안 연결(SSL) 인증서를 확인하지 못했습니다.",
        "믿을 수 있는 인증서로 맺는 인터넷 연결",
        "컴퓨터의 날짜와 시각을 맞춥니다. 기관 보안 장비를 거친다면 전산 담당자에게 받은 인증서 파일의 위치를 "
        "환경 변수 PIP_CERT에 넣습니다." + OFFLINE,
    ),
    Failure(
        r"ProxyError|Cannot connect to proxy|Tunnel connection failed|407 Proxy",
        "프록시 서버를 거쳐 나가지 못했습니다.",
        "올바른 프록시 주소와 계정",
        "환경 변수 HTTPS_PROXY의 값을 확인하고, 프록시를 쓰지 않는 곳이면 지웁니다." + OFFLINE,
    ),
    Failure(
        r"Name or service not known|name resolution|getaddrinfo failed|nodename nor servname|dns error"
        r"|NameResolutionError|No address associated",
        "인터넷 주소를 찾지 못했습니다. 인터넷에 연결되어 있지 않은 것 같습니다.",
        "인터넷 연결",
        "유선·무선 연결과 DNS 설정을 확인하고 다시 실행합니다." + OFFLINE,
    ),
    Failure(
        r"timed out|ReadTimeout|ConnectTimeout",
        "꾸러미 저장소가 제시간에 대답하지 않았습니다.",
        "끊기지 않는 인터넷 연결",
        "연결이 느리거나 방화벽이 막았을 수 있습니다. 다른 연결로 바꾸거나 잠시 뒤 다시 실행합니다." + OFFLINE,
    ),
    Failure(
        r"NewConnectionError|ConnectionError|Connection (refused|reset|aborted|broken)|Network is unreachable"
        r"|RemoteDisconnected|IncompleteRead|ProtocolError|\b50[0-9] Server Error",
        "꾸러미 저장소와 연결하지 못했거나 내려받는 도중에 끊겼습니다.",
        "꾸러미 저장소에 닿는 인터넷 연결",
        "인터넷 연결과 방화벽을 확인하고 다시 실행합니다." + OFFLINE,
    ),
    Failure(
        r"Long Path support|WinError 206|filename or extension is too long",
        "파일의 전체 이름이 Windows가 허락하는 길이를 넘었습니다.",
        "짧은 폴더 이름",
        "이 폴더를 C:\\kit처럼 짧은 자리로 옮기고 다시 실행합니다.",
    ),
    Failure(
        r"No matching distribution found",
        "이 컴퓨터에 맞는 꾸러미를 찾지 못했습니다.",
        "64비트 파이썬 3.11.5-3.13과 꾸러미 저장소(또는 빠짐없는 wheelhouse 폴더)",
        "파이썬의 판과 인터넷 연결을 확인하고, 기관의 저장소를 쓴다면 그 꾸러미가 있는지 알아봅니다." + OFFLINE,
    ),
    Failure(
        r"WinError (5|32|145)\b|PermissionError|Permission denied|Directory not empty|\[Errno (13|26)\]",
        ".venv 안의 파일을 고칠 수 없습니다. 다른 프로그램이 쓰고 있는 것 같습니다.",
        "아무 프로그램도 쓰지 않는 .venv 폴더",
        "이 폴더를 쓰는 주피터랩·편집기·명령 창을 닫고 다시 실행합니다. 그래도 안 되면 .venv 폴더를 손수 지웁니다.",
    ),
)


class Place(NamedTuple):
    """A Python environment that can hold the kit."""

    folder: Path
    python: Path


class Progress:
    """Counts the packages in the words of pip and shows one line about them."""

    def __init__(self, total: int) -> None:
        """Start with every package that the lock names."""
        self.total, self.done = total, 0
        self.terminal = sys.stderr.isatty()

    def __call__(self, line: str) -> None:
        """Look at one line that pip wrote."""
        if line.startswith("Ignoring "):
            self.total -= 1  # meant for another system or another Python
        elif line.startswith(("Collecting ", "Processing ")):
            self.done += 1
            name = re.split(r"==|-\d", re.split(r"[/\\]", line.split()[1])[-1])[0]
            self.show(f"설치 중 {self.done}/{self.total} {name}", self.done % 50 == 0)
        elif line.startswith("Installing collected"):
            self.show("내려받은 꾸러미를 풀고 있습니다 …", True)

    def show(self, text: str, milestone: bool) -> None:
        """Rewrite the line on a terminal; elsewhere print only the milestones."""
        if self.terminal:
            print("\r" + text.ljust(60), end="\r", file=sys.stderr, flush=True)
        elif milestone:
            say(text)


def say(text: str) -> None:
    """Tell the reader something without mixing it into the output of the command."""
    print(text, file=sys.stderr, flush=True)


def speak_korean() -> None:
    """Keep a console without Hangul from breaking the messages."""
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        try:
            "한글 …‘’·".encode(stream.encoding)
            stream.reconfigure(errors="backslashreplace")  # a folder name may hold still other letters
        except (LookupError, UnicodeEncodeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def usage() -> str:
    """List every command in one line each."""
    groups = ["\n".join([group, *("  {:<12}{}".format(*line) for line in commands.items())]) for group, commands in COMMANDS.items()]
    return "\n\n".join([f"사용법: {PROGRAM} 명령 [선택 사항]", *groups, NOTE.format(PROGRAM)])


def check_word(word: str) -> None:
    """Refuse an unknown command before anything is installed for it."""
    import difflib

    if word in WORDS:
        return
    close = difflib.get_close_matches(word, WORDS, n=1)
    guess = f" 혹시 {close[0]}입니까?" if close else ""
    raise Stop("없는 명령입니다." + guess, word, ", ".join(WORDS), f"{PROGRAM} --help로 명령을 보고 다시 적습니다.")


def check_python(version: "tuple[int, ...]") -> None:
    """Refuse a Python that the packages no longer support."""
    if version >= OLDEST_PYTHON:
        return
    found, needed = (".".join(map(str, numbers)) for numbers in (version, OLDEST_PYTHON))
    raise Stop(
        "파이썬이 너무 오래되었습니다.",
        f"파이썬 {found} ({sys.executable})",
        f"파이썬 {needed} 이상 (3.12나 3.13을 권합니다)",
        "새 파이썬을 설치하고 그 파이썬으로 실행합니다. 예: python3.12 kit.py run, Windows에서는 py -3.12 kit.py run",
    )


def check_modules() -> None:
    """Refuse a Python whose system splits off what makes environments."""
    from importlib.util import find_spec

    missing = [name for name in ("venv", "ensurepip") if find_spec(name) is None]
    if missing:
        package = "python{}.{}-venv".format(*sys.version_info)
        raise Stop(
            "파이썬에 가상 환경을 만드는 부분이 빠져 있습니다.",
            f"{', '.join(missing)} 모듈이 없습니다 ({sys.executable}).",
            "venv와 ensurepip 모듈",
            f"데비안·우분투에서는 ‘sudo apt install {package}’(또는 python3-venv)를 실행한 뒤 다시 시작합니다.",
        )


def check_writable() -> None:
    """Refuse a folder in which nothing can be written."""
    probe = ROOT / ".kit-write-test"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Stop(
            "이 폴더에 파일을 쓸 수 없습니다.",
            f"{ROOT} ({error.strerror})",
            "쓰기 권한과 빈자리가 있는 폴더",
            "이 폴더를 통째로 ‘문서’ 같은 자기 폴더로 복사하고 그곳에서 다시 실행합니다.",
        ) from error


def takes_long_names() -> bool:
    """Tell whether this computer takes whole names of more than 259 letters; Windows does where its registry says so."""
    try:
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return winreg.QueryValueEx(key, "LongPathsEnabled")[0] == 1
    except ImportError:
        return True
    except OSError:
        return False


def check_length() -> None:
    """Refuse a folder so deep in Windows that the installation would fail after minutes."""
    if len(str(ROOT)) > LONGEST_ROOT and not takes_long_names():
        todo = "이 폴더를 C:\\kit처럼 짧은 자리로 옮기고 다시 실행합니다."
        raise Stop("이 폴더의 전체 이름이 너무 깁니다.", f"{len(str(ROOT))}자 ({ROOT})", f"{LONGEST_ROOT}자까지", todo)


def check_space() -> None:
    """Refuse a disk that would be full before the end."""
    import shutil

    free = shutil.disk_usage(str(ROOT)).free
    if free < NEEDED_BYTES:
        raise DISK_FULL.stop(f"빈자리 {free / 1e9:.1f} GB ({ROOT})")


def failure_in(output: str) -> "Failure | None":
    """Find the known failure that the end of an installer's output tells of."""
    end = "\n".join(output.splitlines()[-60:])  # an early warning may have been overcome later
    return next((failure for failure in FAILURES if re.search(failure.pattern, end, re.IGNORECASE)), None)


def stop_for(output: str, log: Path) -> Stop:
    """Turn the output of a failed installer into a message."""
    failure = failure_in(output)
    if failure is None:
        tail = "\n".join("    " + line for line in output.splitlines()[-15:])
        todo = f"위 기록을 이 키트를 준 사람에게 보여 줍니다. 전체 기록: {log if log.exists() else '없음'}"
        return Stop("뜻밖의 문제로 설치하지 못했습니다.", f"기록의 마지막 15줄\n{tail}", "오류 없이 끝나는 설치", todo)
    proofs = list(re.finditer(rf"(?i)(\S+ ){{0,6}}\S*({failure.pattern}).*", output))
    return failure.stop(proofs[-1].group()[:200])


def stamp_of(version: str = sys.version) -> str:
    """Sum up everything that an installation depends on."""
    texts = [(ROOT / name).read_bytes().replace(b"\r\n", b"\n") for name in ("requirements.lock", "pyproject.toml")]
    parts = [*texts, version.encode(), os.fsencode(str(ROOT))]
    return hashlib.sha256(b"".join(b"%d:%s" % (len(part), part) for part in parts)).hexdigest()


def is_ready(place: Place) -> bool:
    """Tell whether an installation is finished and belongs to this lock, Python and folder."""
    try:
        return (place.folder / STAMP).read_text() == stamp_of() and place.python.exists()
    except OSError:
        return False


def venv_place() -> Place:
    """Name the environment of the kit's own."""
    folder = ROOT / ".venv"
    return Place(folder, folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def conda_place() -> "Place | None":
    """Name the conda environment that runs this file, if one does."""
    here = Place(Path(sys.prefix), Path(sys.executable))
    return here if (here.folder / "conda-meta").is_dir() else None


def locked_lines() -> "list[str]":
    """Read the requirements of the lock without their hashes."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [line.rstrip(" \\") for line in lines if re.match(r"[A-Za-z0-9].*==", line)]


def first_unmet() -> str:
    """Name one requirement that the running environment does not meet, or nothing."""
    from importlib.metadata import PackageNotFoundError, version

    from pip._vendor.packaging.requirements import Requirement

    for needed in map(Requirement, locked_lines()):
        if needed.marker and not needed.marker.evaluate():
            continue
        try:
            if not needed.specifier.contains(version(needed.name), prereleases=True):
                return str(needed)
        except PackageNotFoundError:
            return str(needed)
    return ""


def conda_serves(place: Place) -> bool:
    """Tell whether a conda environment already holds every package, and say so if not."""
    try:
        unmet = first_unmet() if os.access(str(place.folder), os.W_OK) else "쓰기 권한"
    except ImportError:
        unmet = "pip"
    if unmet:
        say(f"이 conda 환경에는 필요한 것이 다 있지 않아({unmet}) 따로 .venv를 씁니다.")
    return not unmet


def child_env(word: str = "") -> "dict[str, str]":
    """Give a child the same surroundings on every computer."""
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")}
    env.update(PYTHONUTF8="1", PYTHONIOENCODING="utf-8", PYTHONNOUSERSITE="1", DPGKIT_HOME=str(ROOT))
    if word in ("test", "build"):
        env.update(PYTHONHASHSEED="0", TQDM_DISABLE="1")
    return env


def install_env(place: Place) -> "dict[str, str]":
    """Keep the installer quiet and its temporary files beside the environment."""
    env = child_env()
    env.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(place.folder / SCRATCH)))
    env.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PIP_PROGRESS_BAR="off", PIP_USER="0")
    env.update(UV_PYTHON_DOWNLOADS="never", LC_ALL="C.UTF-8")  # setuptools writes a Hangul path by the locale
    return env


def run_step(place: Place, argv: "list[str]", watch: "Progress | None" = None) -> None:
    """Run one step of the installation and keep all that it says in the log."""
    lines = []
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    texts = {"encoding": "utf-8", "errors": "replace"}
    with subprocess.Popen(argv, cwd=str(ROOT), env=install_env(place), close_fds=False, **pipes, **texts) as child:
        try:
            for line in child.stdout:
                lines.append(line)
                if watch:
                    watch(line)
        except BaseException:
            child.kill()
            raise
        finally:
            keep(place.folder / LOG, lines)
    if child.returncode:
        raise stop_for("".join(lines), place.folder / LOG)


def keep(log: Path, lines: "list[str]") -> None:
    """Add the output of one step to the log, unless the step failed to make its folder."""
    if log.parent.is_dir():
        with open(log, "a", encoding="utf-8") as file:
            file.writelines(lines)


def make_venv(place: Place) -> None:
    """Make an empty environment, in the place of any earlier one."""
    # Started from inside .venv, this Python cannot be removed while it runs; the one beneath it can go on.
    python = getattr(sys, "_base_executable", None) or sys.executable
    run_step(place, [python, "-m", "venv", *VENV_OPTIONS, str(place.folder)])


def installer(place: Place) -> "list[str]":
    """Name the installer: pip, or uv for those who ask for it."""
    import shutil

    uv = shutil.which("uv") if os.environ.get("KIT_UV") == "1" else None
    if uv:
        return [uv, "pip", "install", "--compile-bytecode", "--python", str(place.python)]
    return [str(place.python), "-m", "pip", "install"]


def install_lock(place: Place) -> None:
    """Install exactly what the lock names, from the wheelhouse folder if there is one."""
    wheels = ROOT / "wheelhouse"
    source = ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []
    argv = [*installer(place), "--require-hashes", "--no-deps", *source, "-r", "requirements.lock"]
    watch = Progress(len(locked_lines()))
    try:
        run_step(place, argv, watch)
    finally:
        watch.show("", False)


def link_package(place: Place) -> None:
    """Make the kit's own package importable in an environment."""
    own = place == venv_place()
    try:
        run_step(place, [*installer(place), "--no-index", "--no-deps", "--no-build-isolation", "-e", "."])
    except Stop:
        # Before Python 3.12.4 a link cannot hold letters outside the locale; the relative one has none.
        if not own or "UnicodeEncodeError" not in (place.folder / LOG).read_text(encoding="utf-8"):
            raise
    if own:
        write_relative_link(place)


def write_relative_link(place: Place) -> None:
    """Point to the package from where it is linked, so that every locale can read the path."""
    import sysconfig

    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(place.folder)}))
    link = next(site.glob("__editable__.dpgkit-*.pth"), site / "dpgkit.pth")
    link.write_text(os.path.relpath(str(ROOT / "utils"), str(site)) + "\n", encoding="ascii")


def finish(place: Place) -> None:
    """Link the package and, last of all, note that everything is in place."""
    import shutil

    (place.folder / SCRATCH).mkdir(exist_ok=True)
    link_package(place)
    shutil.rmtree(str(place.folder / SCRATCH), ignore_errors=True)
    (place.folder / STAMP).write_text(stamp_of())


def lock_folder() -> "IO[str]":
    """Keep a second window from clearing what the first one installs."""
    handle = open(ROOT / "kit.py", encoding="utf-8")  # noqa: SIM115 - the caller closes it
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.set_inheritable(handle.fileno(), True)  # an installer that outlives this process keeps the lock
    except ImportError:
        pass  # Windows itself refuses to clear files in use
    except BlockingIOError as error:
        todo = "그 설치가 끝난 뒤 다시 실행합니다."
        raise Stop("다른 곳에서 이미 설치하고 있습니다.", str(ROOT), "한 번에 하나의 설치", todo) from error
    return handle


def install(place: Place) -> None:
    """Build the environment from scratch."""
    check_modules()
    check_length()
    check_writable()
    with lock_folder():
        first = OFFLINE_INSTALL if (ROOT / "wheelhouse").is_dir() else FIRST_INSTALL
        say(REBUILD if place.folder.exists() else first)
        if (place.folder / STAMP).exists():
            (place.folder / STAMP).unlink()
        make_venv(place)
        check_space()  # now that an earlier installation no longer takes any
        (place.folder / SCRATCH).mkdir()
        install_lock(place)
        finish(place)
        say("설치를 마쳤습니다.")


def prepare() -> Path:
    """Return the Python that holds everything, after installing it where needed."""
    place, conda = venv_place(), conda_place()
    if is_ready(place):
        return place.python
    if conda and is_ready(conda):
        return conda.python
    try:
        if conda and conda_serves(conda):
            finish(conda)
            return conda.python
        install(place)
    except OSError as error:
        raise stop_for(f"{type(error).__name__}: {error}", place.folder / LOG) from error
    return place.python


def command(python: Path, word: str, args: "list[str]") -> "list[str]":
    """Translate a command of the kit into the program to run."""
    if word == "test":
        workers = [] if any(arg.startswith(("-n", "--numprocesses")) for arg in args) else ["-n", "2"]
        return [str(python), "-m", "pytest", *workers, "--dist", "loadscope", *args]
    if word == "lab":
        settings = f"--LabApp.app_settings_dir={ROOT / 'utils' / 'dpgkit' / 'jupyterlab'}"
        start = "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb"
        # Not "-m jupyter lab", which prefers a jupyter-lab of any other Python on the PATH.
        return [str(python), "-m", "jupyterlab", settings, f"--ServerApp.root_dir={ROOT}", start, *args]
    return [str(python), "-m", "dpgkit", word, *args]


def run(argv: "list[str]", word: str) -> int:
    """Run a command to its end, even when the reader interrupts it, and return its exit code."""
    child = subprocess.Popen(argv, env=child_env(word), cwd=str(ROOT) if word == "test" else None)
    ended = 0
    while True:
        try:
            code = child.wait()
            return ended or (code if code >= 0 else 128 - code)
        except Ended as end:
            ended = 128 + end.number
            child.send_signal(end.number)
        except KeyboardInterrupt:
            ended = INTERRUPTED  # the child got it too and is closing its files


def end(number: int, frame: object) -> None:
    """Turn a signal into an exception, so that no child is left behind."""
    raise Ended(number)


def listen() -> None:
    """Hear the signals by which a computer ends programs, unless the reader chose to ignore them (nohup)."""
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def start(args: "list[str]") -> int:
    """Do what the command line asks for and return the exit code."""
    check_python(sys.version_info[:3])
    if not args or args[0] in ("-h", "--help", "help"):
        print(usage(), flush=True)
        return 0
    check_word(args[0])
    if args[0] in OWN_HELP and ("-h" in args or "--help" in args):
        print(OWN_HELP[args[0]].format(PROGRAM, WORDS[args[0]]), flush=True)
        return 0
    try:
        python = prepare()
    except KeyboardInterrupt:
        say("\n" + CUT_SHORT)
        return INTERRUPTED
    return run(command(python, args[0], args[1:]), args[0])


def main(args: "list[str]") -> int:
    """Start, and end without a traceback whatever the reader does meanwhile."""
    speak_korean()
    try:
        return start(args)
    except Stop as stop:
        say(str(stop))
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # behind "| head", which took what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNHEARD


if __name__ == "__main__":
    listen()
    sys.exit(main(sys.argv[1:]))
