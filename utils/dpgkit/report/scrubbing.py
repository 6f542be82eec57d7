"""What is taken out of the executed lessons: folders of the reader's machine, and words that are only taught beside the Korean ones."""

import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from dpgkit import architecture, paths

ENGLISH = re.compile("(?<=혁신)" + "|(?<=혁신)".join(re.escape(kind.partition("혁신")[2]) for kind in architecture.KINDS.values()))


def nameless(value: object) -> object:
    """Return texts, lists and dictionaries with the reader's folders cut from the paths in them, so that names are left.

    >>> nameless({"읽은 곳": [f"{Path.home()}/과제/내 문서"]})
    {'읽은 곳': ['과제/내 문서']}
    """
    return _changed(value, lambda text: _folders().sub("", text))


def one_language(value: object) -> object:
    """Return texts, lists and dictionaries without the English names of the kinds of innovation, which a lesson teaches beside them.

    >>> one_language(["아키텍처 혁신 (architectural)입니다."])
    ['아키텍처 혁신입니다.']
    """
    return _changed(value, lambda text: ENGLISH.sub("", text))


def name_only(text: str) -> str:
    r"""Return the last name of an absolute path, of this system or another, and any other text as it is.

    >>> name_only("/mnt/자료/내 문서"), name_only(r"D:\자료\내 문서"), name_only("digests")
    ('내 문서', '내 문서', 'digests')
    """
    for kind in (PurePosixPath, PureWindowsPath):
        if kind(text).is_absolute() and kind(text).name:
            return kind(text).name
    return text


def _changed(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return type(value)({key: _changed(inside, change) for key, inside in value.items()})
    return [_changed(inside, change) for inside in value] if isinstance(value, list) else value


@cache
def _folders() -> re.Pattern:
    """Return what matches the folders of the reader: home, temporary files, the kit and its data, longest first."""
    known = {paths.kit_root(), paths.kit_root().resolve(), paths.user_dir(), Path.home(), Path(tempfile.gettempdir())}
    texts = sorted({form for folder in known for form in (str(folder), folder.as_posix()) if len(folder.parts) > 1}, key=len, reverse=True)
    return re.compile("(?:file://)?(?:" + "|".join(map(re.escape, texts)) + r")(?:[\\/]+|(?=$|[\s'\",)]))")
