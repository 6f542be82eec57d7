"""Documents as one table: id, title, date, issuer, source, format, path, sha256, warnings, text."""

import hashlib
import re
import unicodedata
from pathlib import Path

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dpgkit import paths, tables
from dpgkit.errors import DataError

COLUMNS = ["id", "title", "date", "issuer", "source", "format", "path", "sha256", "warnings", "text"]
CORPORA = {"digests": "정책 문서 요약문(키트에 들어 있음)", "bills": "국회 의안 10건(KoNLPy에 들어 있음)",
           "constitution": "대한민국헌법(KoNLPy에 들어 있음)", "konlpy": "의안 10건과 헌법"}
READABLE = (".txt", ".md")
TITLE_END = re.compile(r"\(\w+의원|\n\s*의\s*안\b")
FILED_ON = re.compile(r"(?:발의|제출)연월일\s*:\s*(\d{4})\.\s*(\d{1,2})\.\s*(\d{1,2})\.")
HEADER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


class DigestSource(BaseModel):
    """A page that a digest rests on."""

    model_config = ConfigDict(extra="forbid")
    title: str
    url: str


class Digest(BaseModel):
    """The header of a digest in ``corpus/documents``."""

    model_config = ConfigDict(extra="forbid")
    id: str
    title: str
    title_en: str
    date: str
    stage: str
    type: str
    issuer: str
    sources: list[DigestSource]
    confidence: str
    licence: str


def load_documents(corpus: str) -> pd.DataFrame:
    """Return a corpus as one table, one row a document, text in NFC.

    >>> load_documents("bills").shape
    (10, 10)

    Parameters: ``corpus`` is a name in ``CORPORA``, or a folder with .txt and .md files.
    Columns: those of ``COLUMNS``, all text; date is ISO 8601 and empty where unknown.
    Raises DataError for an unknown name and for a folder without readable text.
    """
    builtin = {"digests": [_digests], "bills": [_bills], "constitution": [_constitution], "konlpy": [_bills, _constitution]}
    if corpus in builtin:
        return pd.concat([read() for read in builtin[corpus]], ignore_index=True)
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


def digest_headers() -> pd.DataFrame:
    """Return the headers of all digests as a table, with the addresses of their sources in one column.

    >>> digest_headers().set_index("id").loc["2023_dpg_plan", "issuer"]
    '디지털플랫폼정부위원회'

    Raises DataError naming the digest whose header is not as it should be.
    """
    headers = [_split_digest(path)[0].model_dump() for path in _digest_files()]
    table = pd.DataFrame(headers)
    return table.assign(sources=table["sources"].map(lambda rows: " ".join(row["url"] for row in rows)))


def _digests() -> pd.DataFrame:
    rows = [(*_digest_row(*_split_digest(path)), path) for path in _digest_files()]
    return _documents([(*fields, "md", path.name, path.read_bytes(), text) for *fields, text, path in rows])


def _digest_row(header: Digest, text: str) -> tuple[str, ...]:
    return header.id, header.title, header.date, header.issuer, header.sources[0].title, text


def _digest_files() -> list[Path]:
    return sorted((paths.kit_root() / "corpus" / "documents").glob("*.md"))


def _split_digest(path: Path) -> tuple[Digest, str]:
    text = tables.read_text(path)
    header = HEADER.match(text)
    try:
        facts = Digest.model_validate(yaml.safe_load(header[1]) if header else {})
    except (yaml.YAMLError, ValidationError) as error:
        raise DataError(f"{path.name}의 머리 정보가 맞지 않습니다.", value=str(error).splitlines()[0], allowed=Digest.model_fields,
                        todo="파일 첫머리의 --- 사이를 고치십시오.") from error
    return facts, text[header.end():].strip()


def _bills() -> pd.DataFrame:
    from konlpy.corpus import kobill  # konlpy is slow to import, and most lessons read no text

    return _documents([_bill(name, kobill.open(name).read()) for name in sorted(kobill.fileids())])


def _bill(name: str, text: str) -> tuple:
    title = " ".join(TITLE_END.split(text)[0].split())
    filed = FILED_ON.search(text)
    date = "-".join(f"{int(part):02d}" for part in filed.groups()) if filed else ""
    return name.removesuffix(".txt"), title, date, "국회", "KoNLPy kobill", "txt", f"kobill/{name}", text.encode(), text


def _constitution() -> pd.DataFrame:
    from konlpy.corpus import kolaw

    name, text = "constitution.txt", kolaw.open("constitution.txt").read()
    return _documents([("constitution", "대한민국헌법", "1987-10-29", "대한민국", "KoNLPy kolaw", "txt", f"kolaw/{name}",
                        text.encode(), text)])


def _folder(folder: Path) -> pd.DataFrame:
    return _documents([_file(path, folder) for path in _readable(folder)])


def _file(path: Path, folder: Path) -> tuple:
    name = path.relative_to(folder).as_posix()
    facts, text = _front_matter(tables.read_text(path))
    year = re.match(r"(1[89]|20)\d\d", path.name)   # YEAR_slug.md carries its year in its name
    date = str(facts.get("date") or (year.group() if year else ""))
    return (str(facts.get("id") or name), str(facts.get("title") or path.stem), date, str(facts.get("issuer") or ""), name,
            path.suffix[1:].lower(), name, path.read_bytes(), text)


def _front_matter(text: str) -> tuple[dict, str]:
    """Return the facts between the leading ``---`` lines, as fetched originals and digests have them, and the rest."""
    header = HEADER.match(text)
    try:
        facts = yaml.safe_load(header[1]) if header else None
    except yaml.YAMLError:
        facts = None
    return (facts, text[header.end():].strip()) if isinstance(facts, dict) else ({}, text)


def _documents(rows: list[tuple]) -> pd.DataFrame:
    """Return rows of (id, title, date, issuer, source, format, path, bytes, text) as the documents table."""
    table = pd.DataFrame(rows, columns=[*COLUMNS[:7], "data", "text"])
    table["sha256"] = table["data"].map(lambda data: hashlib.sha256(data).hexdigest())
    return table.assign(warnings="")[COLUMNS].map(lambda text: unicodedata.normalize("NFC", text))


def _readable(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in READABLE and path.is_file())
