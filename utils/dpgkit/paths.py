"""Where the kit's folders are, and the reader's own, from whichever folder Python was started."""

import os
import re
import sys
from pathlib import Path

from dpgkit.errors import DataError

PROGRAM = "py kit.py" if sys.platform == "win32" else "python3 kit.py"       # as commands of the kit begin on this computer
MARKS = ("kit.py", "corpus", "notebooks")
NAME = re.compile(r"[0-9A-Za-z가-힣_-]{1,60}")
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)     # Windows opens a device under these names


def kit_root() -> Path:
    """Return the folder that holds ``kit.py``.

    >>> (kit_root() / "corpus").is_dir()
    True

    Looks at the environment variable ``DPGKIT_HOME``, then upwards from this file and from the working folder.
    Raises DataError where none of them is a kit.
    """
    named = os.environ.get("DPGKIT_HOME")
    starts = [Path(named)] if named else [Path(__file__).resolve(), Path.cwd()]
    candidates = [folder for start in starts for folder in (start, *start.parents)]
    for folder in candidates:
        if all((folder / mark).exists() for mark in MARKS):
            return folder
    raise DataError("키트 폴더를 찾지 못했습니다.", value=named or Path.cwd(),
                    allowed="kit.py, corpus, notebooks가 함께 있는 폴더",
                    todo="키트 폴더 안에서 실행하거나 환경 변수 DPGKIT_HOME에 그 폴더를 적으십시오.")


def tables_dir() -> Path:
    """Return ``corpus/tables``.

    >>> tables_dir().name
    'tables'
    """
    return kit_root() / "corpus" / "tables"


def cases_dir() -> Path:
    """Return ``corpus/cases``, one folder a case.

    >>> (cases_dir() / "housing").is_dir()
    True
    """
    return kit_root() / "corpus" / "cases"


def notebooks_dir() -> Path:
    """Return ``notebooks``, the executed lessons.

    >>> notebooks_dir().name
    'notebooks'
    """
    return kit_root() / "notebooks"


def runs_dir() -> Path:
    """Return ``runs``, where results go, one folder a case.

    >>> runs_dir().name
    'runs'
    """
    return kit_root() / "runs"


def run_dir(case: str, language: str = "ko") -> Path:
    """Return where the results of a case lie; those in another language than Korean lie beside the Korean ones.

    >>> run_dir("housing", "en").name
    'housing-en'
    """
    return runs_dir() / (case if language == "ko" else f"{case}-{language}")


def user_dir() -> Path:
    """Return the folder of what is the reader's own: ``DPGKIT_DATA``, or one in the user data folder of the system."""
    named = os.environ.get("DPGKIT_DATA")
    return Path(named).expanduser().absolute() if named else _user_data() / "dpgkit"


def is_name(name: str) -> bool:
    """Return whether a folder of this name can be made on every system.

    >>> is_name("우리기관_2025"), is_name("nul"), is_name("a/b")
    (True, False, False)
    """
    return bool(NAME.fullmatch(name)) and not DEVICES.fullmatch(name)


def fonts_dir() -> Path:
    """Return the folder of the Korean fonts that come with the kit.

    >>> sorted(font.name for font in fonts_dir().glob("*.ttf"))
    ['NanumGothic.ttf', 'NanumGothicBold.ttf']
    """
    return Path(__file__).parent / "fonts"


def _user_data() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
