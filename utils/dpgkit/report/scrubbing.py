"""No folder of the reader's machine in a report: a document folder is known by its name."""

import re
import tempfile
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from dpgkit import paths


def nameless(value: object) -> object:
    """Return texts, lists and dictionaries with the reader's folders cut from the paths in them, so that names are left.

    >>> nameless({"읽은 곳": [f"{Path.home()}/과제/내 문서"]})
    {'읽은 곳': ['과제/내 문서']}
    """
    if isinstance(value, str):
        return _folders().sub("", value)
    if isinstance(value, dict):
        return type(value)({key: nameless(inside) for key, inside in value.items()})
    return [nameless(inside) for inside in value] if isinstance(value, list) else value


def name_only(text: str) -> str:
    r"""Return the last name of an absolute path, of this system or another, and any other text as it is.

    >>> name_only("/mnt/자료/내 문서"), name_only(r"D:\자료\내 문서"), name_only("digests")
    ('내 문서', '내 문서', 'digests')
    """
    for kind in (PurePosixPath, PureWindowsPath):
        if kind(text).is_absolute() and kind(text).name:
            return kind(text).name
    return text


@cache
def _folders() -> re.Pattern:
    """Return what matches the folders of the reader: home, temporary files, the kit and its data, longest first."""
    known = {paths.kit_root(), paths.kit_root().resolve(), paths.user_dir(), Path.home(), Path(tempfile.gettempdir())}
    texts = sorted({form for folder in known for form in (str(folder), folder.as_posix()) if len(folder.parts) > 1}, key=len, reverse=True)
    return re.compile("(?:file://)?(?:" + "|".join(map(re.escape, texts)) + r")(?:[\\/]+|(?=$|[\s'\",)]))")
