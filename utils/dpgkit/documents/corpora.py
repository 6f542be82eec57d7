"""Where imported corpora live on the reader's computer, and how one takes the place of another."""

import difflib
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow

from dpgkit import atomic, paths
from dpgkit.errors import DataError

DOCUMENTS = "documents.parquet"
LISTS = {"refused": ["file", "kind", "message"], "repeated": ["document", "kept", "reason"]}
KITS_OWN = ("bills", "constitution", "konlpy", "digests")


def corpora_dir() -> Path:
    """Return the folder of imported corpora."""
    return paths.user_dir() / "corpora"


def corpus_names(*, destination: Path | None = None) -> list[str]:
    """Return the names of the imported corpora.

    Parameters: ``destination`` the folder that holds them, if it is not ``corpora_dir()``.
    """
    folder = Path(destination) if destination else corpora_dir()
    return sorted(file.parent.name for file in folder.glob(f"[!.]*/{DOCUMENTS}"))


def load_corpus(name: str, *, destination: Path | None = None) -> pd.DataFrame:
    """Return the documents of an imported corpus: id, title, date, issuer, source, format, path, sha256, warnings, text.

    Raises DataError for a name that was not imported and for a file that cannot be read any more.
    """
    folder = (Path(destination) if destination else corpora_dir()) / checked_name(name)
    atomic.recover(folder)
    if not (folder / DOCUMENTS).is_file():
        raise DataError("가져온 적이 없는 말뭉치입니다.", value=name, allowed=corpus_names(destination=destination),
                        todo="이름을 고치거나 문서 폴더를 먼저 가져오십시오.")
    try:
        return pd.read_parquet(folder / DOCUMENTS).astype(str)
    except (pyarrow.ArrowException, OSError) as error:
        raise DataError("말뭉치 파일이 깨졌습니다.", value=name, todo="문서 폴더를 다시 가져오십시오.") from error


def load_list(name: str, kind: str) -> pd.DataFrame:
    """Return what an import left beside a corpus, all text: ``refused`` (file, kind, message) or ``repeated`` (document, kept, reason).

    An earlier import without such a list gives one without rows.
    """
    file = corpora_dir() / name / f"{kind}.csv"
    if not file.is_file():
        return pd.DataFrame(columns=LISTS[kind], dtype=str)
    return pd.read_csv(file, encoding="utf-8-sig", dtype=str, keep_default_na=False)


def instead(typed: str, names: Sequence[str] = ()) -> str:
    """Return what to do about a corpus or a folder that is not there: the name that may have been meant, where one is near.

    >>> instead("우리기간", ["우리기관"])
    "혹시 '우리기관'입니까? 이름이나 폴더 위치를 고치십시오."

    Parameters: ``names`` of the corpora that there are; folders beside the one that was typed are looked through as well.
    """
    path = Path(typed).expanduser()
    if path.is_file():
        return "그 파일이 든 폴더를 적으십시오."
    folders = {unicodedata.normalize("NFC", one.name): one.name for one in _beside(path)}
    near = difflib.get_close_matches(unicodedata.normalize("NFC", path.name), [*names, *folders], n=1)
    if not near:
        return "이름이나 폴더 위치를 고치십시오."
    found = near[0] if near[0] in names else path.parent / folders[near[0]]
    return f"혹시 '{found}'입니까? 이름이나 폴더 위치를 고치십시오."


def checked_name(name: str) -> str:
    """Return the name of a corpus in NFC, or refuse it.

    >>> checked_name("주거_2025")
    '주거_2025'

    Raises DataError for other signs than letters, digits, Hangul, - and _, and for the kit's own corpora.
    """
    name = unicodedata.normalize("NFC", str(name))
    if not paths.is_name(name):
        raise DataError("말뭉치 이름으로 쓸 수 없습니다.", value=name, allowed="한글, 영문자, 숫자, -, _로 된 60자까지",
                        todo="이름을 고치십시오.")
    if name.lower() in KITS_OWN:
        raise DataError("키트에 들어 있는 말뭉치의 이름입니다.", value=name, allowed=f"{', '.join(KITS_OWN)}이 아닌 이름",
                        todo="다른 이름을 지으십시오.")
    return name


def place(name: str, source: Path, destination: Path | None = None) -> Path:
    """Return the folder where a corpus will be, refused where it would lie in the kit or among the documents themselves.

    Parameters: ``source`` the folder of the documents; ``destination`` the folder for the corpus folder.
    """
    parent = Path(destination).expanduser().absolute() if destination else corpora_dir()
    for taken in [*_kit(), source]:
        if parent.resolve().is_relative_to(taken.resolve()):
            raise DataError("이 폴더에는 말뭉치를 저장하지 않습니다.", value=parent, allowed="키트 폴더와 문서 폴더의 바깥",
                            todo="destination이나 환경 변수 DPGKIT_DATA에 다른 폴더를 적으십시오.")
    return parent / checked_name(name)


def staging(final: Path) -> Path:
    """Return the folder where the next state of a corpus is made."""
    return final.with_name(f".{final.name}-new")


def exchange(final: Path) -> None:
    """Put the staged corpus in the place of the previous one.

    Raises DataError where a program holds a file of the previous one open; it then stays as it is.
    """
    atomic.exchange(staging(final), final, what="이전 말뭉치를 바꾸지 못했습니다.",
                    todo="말뭉치 폴더의 파일을 연 프로그램(엑셀 등)을 닫고 다시 가져오십시오.")


def _beside(path: Path) -> list[Path]:
    try:
        return [one for one in path.parent.iterdir() if one.is_dir() and not one.name.startswith(".")]
    except OSError:
        return []


def _kit() -> list[Path]:
    try:
        return [paths.kit_root()]
    except DataError:
        return []
