"""What a person double-clicks on the target, and the page that tells them how."""

import zipfile
from pathlib import Path, PurePosixPath

from dpgkit.bundle.targets import Target

HELP = "start-help.txt"
README = "읽어보기.txt"
NAMES = {"windows": "시작.bat", "macos": "start.command", "linux": "start.sh"}
LONGEST_WINDOWS = 259
TEMPORARY = ".140000000000000"      # Python compiles a module under a name with such a number behind it
FOLDERS = {"purelib": "Lib/site-packages", "platlib": "Lib/site-packages", "scripts": "Scripts", "headers": "Include", "data": ""}

# Only ASCII: a console of any code page reads it alike. What is Korean is typed out of a file in UTF-8.
WINDOWS = r"""@echo off
setlocal
set "OLDPAGE="
for /f "tokens=2 delims=:" %%a in ('chcp') do set "OLDPAGE=%%a"
chcp 65001 >nul
pushd "%~dp0"
if not exist "kit.py" goto zipped
set "PYTHON="
py -@PYTHON@ -c "import sys; sys.exit(sys.maxsize < 2**32)" >nul 2>nul && set "PYTHON=py -@PYTHON@"
if defined PYTHON goto start
set "PLACE=%LocalAppData%\Programs\Python\Python@SHORT@\python.exe"
if not exist "%PLACE%" set "PLACE=%ProgramFiles%\Python@SHORT@\python.exe"
if exist "%PLACE%" set PYTHON="%PLACE%"
if defined PYTHON goto start
python -c "import sys; sys.exit(sys.version_info[:2] != (@COMMA@) or sys.maxsize < 2**32)" >nul 2>nul && set "PYTHON=python"
if defined PYTHON goto start
type "@HELP@"
set "CODE=2"
goto end
:zipped
echo Please unzip the whole folder first: right-click the ZIP file, choose "Extract All", then start again.
set "CODE=2"
goto end
:start
if "%~1"=="" goto lab
%PYTHON% kit.py %*
set "CODE=%errorlevel%"
goto end
:lab
%PYTHON% kit.py lab
set "CODE=%errorlevel%"
:end
popd
if not "%CODE%"=="0" pause
if defined OLDPAGE chcp %OLDPAGE:.=% >nul
exit /b %CODE%
"""

UNIX = r"""#!/bin/sh
cd "$(dirname "$0")" || exit 1
[ $# -gt 0 ] || set -- lab
for python in python@PYTHON@ /Library/Frameworks/Python.framework/Versions/@PYTHON@/bin/python@PYTHON@ \
    /opt/homebrew/bin/python@PYTHON@ /usr/local/bin/python@PYTHON@ python3; do
    if "$python" -c 'import platform, sys; sys.exit((sys.version_info[:2], platform.machine()) != ((@COMMA@), "@MACHINE@"))' 2>/dev/null
    then
        exec "$python" kit.py "$@"
    fi
done
cat "@HELP@"
exit 2
"""

NO_PYTHON = """[멈춤] 이 묶음을 쓸 수 있는 파이썬을 찾지 못했습니다.
  필요한 것: 64비트 파이썬 {python}, {korean}
  할 일: {todo}
        설치한 뒤 {start}을(를) 다시 실행합니다.
"""
TODOS = {
    "windows": "python.org에서 'Windows installer (64-bit)' {python} 판을 받아 설치합니다. 관리자 권한은 필요 없습니다.\n"
               "        인터넷이 없으면 다른 컴퓨터에서 받은 설치 파일을 이 폴더와 함께 옮겨 옵니다.",
    "macos": "python.org에서 'macOS installer' {python} 판을 받아 설치합니다. 인터넷이 없으면 다른 컴퓨터에서 받아 옮겨 옵니다.",
    "linux": "배포판의 꾸러미 관리자로 python{python}과 python{python}-venv를 설치합니다.",
}
PAGE = """디지털플랫폼정부를 데이터로 읽는 주피터 키트: 인터넷이 없는 곳에 설치하는 묶음

대상: {target}
파이썬 꾸러미 {wheels}개({megabytes:.0f} MB)와 키트가 모두 들어 있습니다. 설치한 뒤에는 디스크를 약 2 GB 씁니다.

1. ZIP으로 받았으면 먼저 압축을 풉니다.{path}
2. 대상 컴퓨터에 64비트 파이썬 {python}이(가) 있어야 합니다. 없으면 파이썬 설치 파일도 함께 옮깁니다.
3. {start}
   처음 한 번은 wheelhouse 폴더에서 설치하고(몇 분), 주피터랩이 첫 과에서 열립니다. 인터넷은 쓰지 않습니다.

다른 명령은 README.md에 있습니다. 예: {example}
옮기다가 손상되지 않았는지 보려면: {check}
{built}
나누어 줄 때: 꾸러미마다 이용 조건이 다르며 THIRD_PARTY_LICENCES.txt에 모두 있습니다. GPL인 꾸러미(KoNLPy 등)가 들어 있으므로
이 묶음을 다른 사람에게 나누어 주면 묶음 전체가 GPL을 따라야 합니다.
"""
STARTS = {"windows": "시작.bat을 두 번 누릅니다.",
          "macos": "start.command를 두 번 누릅니다. 열 수 없다고 하면 터미널에서 ‘sh start.command’를 실행합니다.",
          "linux": "터미널에서 ‘sh start.sh’를 실행합니다."}
EXAMPLES = {"windows": "시작.bat doctor", "macos": "sh start.command doctor", "linux": "sh start.sh doctor"}
CHECKS = {"windows": "certutil -hashfile 파일이름 SHA256의 값을 SHA256SUMS와 견줍니다. 설치할 때에도 꾸러미마다 확인합니다.",
          "macos": "shasum -a 256 -c SHA256SUMS", "linux": "sha256sum -c SHA256SUMS"}


def script(target: Target) -> bytes:
    """Return the start script of a target: ASCII only, with the line ends of its system."""
    text = WINDOWS if target.platform == "windows" else UNIX
    values = {"@PYTHON@": target.python, "@SHORT@": target.python.replace(".", ""), "@COMMA@": target.python.replace(".", ", "),
              "@MACHINE@": target.system.platform_machine, "@HELP@": HELP}
    for mark, value in values.items():
        text = text.replace(mark, value)
    return _lines(text, target).encode("ascii")


def no_python(target: Target) -> bytes:
    """Return what the start script shows where it finds no Python that fits: UTF-8 without a mark, for the console."""
    text = NO_PYTHON.format(python=target.python, korean=target.system.korean, start=NAMES[target.platform],
                            todo=TODOS[target.platform].format(python=target.python))
    return _lines(text, target).encode("utf-8")


def readme(target: Target, wheels: list[Path], built: list[str]) -> bytes:
    """Return the page of a bundle; on Windows with the mark by which an old Notepad knows UTF-8."""
    path, platform = "", target.platform
    if platform == "windows":
        path = f"\n   푼 폴더의 전체 이름은 {longest_root(wheels, target)}자를 넘지 않게 합니다. 넘으면 Windows가 설치하지 못합니다."
    text = PAGE.format(target=target, wheels=len(wheels), megabytes=sum(wheel.stat().st_size for wheel in wheels) / 1e6, path=path,
                       python=target.python, start=STARTS[platform], example=EXAMPLES[platform], check=CHECKS[platform],
                       built="".join(f"소스로만 나온 꾸러미는 묶음을 만들 때 휠로 만들었습니다: {name}\n" for name in built))
    return _lines(text, target).encode("utf-8-sig" if platform == "windows" else "utf-8")


def longest_root(wheels: list[Path], target: Target) -> int:
    r"""Return how long the full name of the kit's folder may be on Windows, so that every installed file still has a legal name.

    The longest installed name, with ``.venv`` and the compiled twin of a module, is taken from the wheels.
    """
    longest = max((len(name) for wheel in wheels for name in installed_names(wheel, target)), default=0)
    return LONGEST_WINDOWS - longest - len("\\")


def installed_names(wheel: Path, target: Target) -> list[str]:
    """Return where the files of a wheel go on Windows, relative to the kit's folder, with modules while they are compiled."""
    with zipfile.ZipFile(wheel) as archive:
        places = [_place(name) for name in archive.namelist() if not name.endswith("/")]
    ending = f".cpython-{target.abi[2:]}.pyc{TEMPORARY}"
    compiled = [str(place.parent / "__pycache__" / (place.stem + ending)) for place in places if place.suffix == ".py"]
    return [*map(str, places), *compiled]


def _place(name: str) -> PurePosixPath:
    top, _, rest = name.partition("/")
    if top.endswith(".data"):
        kind, _, rest = rest.partition("/")
        return PurePosixPath(".venv", FOLDERS.get(kind, ""), rest)
    return PurePosixPath(".venv", FOLDERS["purelib"], name)


def _lines(text: str, target: Target) -> str:
    return text.replace("\n", "\r\n") if target.platform == "windows" else text
