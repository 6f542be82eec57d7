"""Documents as one table: id, title, date, issuer, source, text."""

import re
import unicodedata
from pathlib import Path

import pandas as pd

from dpgkit import tables
from dpgkit.errors import DataError

COLUMNS = ["id", "title", "date", "issuer", "source", "text"]
CORPORA = {"bills": "국회 의안 10건(KoNLPy에 들어 있음)", "constitution": "대한민국헌법(KoNLPy에 들어 있음)",
           "konlpy": "의안 10건과 헌법"}
READABLE = (".txt", ".md")
TITLE_END = re.compile(r"\(\w+의원|\n\s*의\s*안\b")
FILED_ON = re.compile(r"(?:발의|제출)연월일\s*:\s*(\d{4})\.\s*(\d{1,2})\.\s*(\d{1,2})\.")


def load_documents(corpus: str) -> pd.DataFrame:
    """Return a corpus as one table, one row a document, text in NFC.

    >>> load_documents("bills").shape
    (10, 6)

    Parameters: ``corpus`` is ``"bills"``, ``"constitution"``, ``"konlpy"`` (both), or a folder with .txt and .md files.
    Columns: id, title, date (ISO 8601, empty where unknown), issuer, source, text.
    Raises DataError for an unknown name and for a folder without readable text.
    """
    if corpus in CORPORA:
        parts = {"bills": [_bills()], "constitution": [_constitution()], "konlpy": [_bills(), _constitution()]}[corpus]
        return pd.concat(parts, ignore_index=True)
    return _folder(checked_folder(corpus))


def checked_folder(corpus: str) -> Path:
    """Return the folder that ``corpus`` names, or refuse it.

    Raises DataError where it is neither a known corpus nor a folder that holds .txt or .md files.
    """
    folder = Path(corpus).expanduser()
    if not folder.is_dir():
        raise DataError("없는 말뭉치입니다.", value=corpus, allowed=[*CORPORA, "문서가 든 폴더"],
                        todo="이름이나 폴더 위치를 고치십시오.")
    if not _readable(folder):
        raise DataError("읽을 문서가 없는 폴더입니다.", value=corpus, allowed=f"{', '.join(READABLE)} 파일이 있는 폴더",
                        todo="문서를 글 파일로 저장해 그 폴더에 넣으십시오.")
    return folder


def flow(corpus: str, documents: pd.DataFrame) -> pd.DataFrame:
    """Return how many files were found, passed over and kept, so that nothing goes missing unseen.

    >>> flow("bills", load_documents("bills"))["수"].tolist()
    [10, 0, 10]
    """
    found = len(documents) if corpus in CORPORA else sum(path.is_file() for path in Path(corpus).rglob("*"))
    rows = [("찾은 파일", found), ("읽지 않은 파일(글 파일이 아님)", found - len(documents)), ("읽은 문서", len(documents))]
    return pd.DataFrame(rows, columns=["단계", "수"])


def _bills() -> pd.DataFrame:
    from konlpy.corpus import kobill  # konlpy is slow to import, and most lessons read no text

    rows = [_bill(name, kobill.open(name).read()) for name in sorted(kobill.fileids())]
    return pd.DataFrame(rows, columns=COLUMNS)


def _bill(name: str, text: str) -> tuple[str, ...]:
    title = " ".join(TITLE_END.split(text)[0].split())
    filed = FILED_ON.search(text)
    date = "-".join(f"{int(part):02d}" for part in filed.groups()) if filed else ""
    return name.removesuffix(".txt"), title, date, "국회", f"KoNLPy kobill/{name}", _nfc(text)


def _constitution() -> pd.DataFrame:
    from konlpy.corpus import kolaw

    text = kolaw.open("constitution.txt").read()
    row = ("constitution", "대한민국헌법", "1987-10-29", "대한민국", "KoNLPy kolaw/constitution.txt", _nfc(text))
    return pd.DataFrame([row], columns=COLUMNS)


def _folder(folder: Path) -> pd.DataFrame:
    rows = [_file(path, folder) for path in _readable(folder)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _file(path: Path, folder: Path) -> tuple[str, ...]:
    name = _nfc(path.relative_to(folder).as_posix())
    year = re.match(r"(1[89]|20)\d\d", path.name)   # YEAR_slug.md carries its year in its name
    return name, _nfc(path.stem), year.group() if year else "", "", name, _nfc(tables.read_text(path))


def _readable(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in READABLE and path.is_file())


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
