"""Documents as one table: id, title, date, issuer, source, format, path, sha256, warnings, text."""

import hashlib
import re
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dpgkit import paths, readers, tables
from dpgkit.cases.facts import Source
from dpgkit.documents import citable, corpora, dates, imports, journal
from dpgkit.errors import DataError
from dpgkit.reading import Reading, some

COLUMNS = ["id", "title", "date", "issuer", "source", "format", "path", "sha256", "warnings", "text"]
CORPORA = {"digests": "정책 문서 요약문(키트에 들어 있음)", "bills": "국회 의안 10건(KoNLPy에 들어 있음)",
           "constitution": "대한민국헌법(KoNLPy에 들어 있음)", "konlpy": "의안 10건과 헌법"}
REFUSED = ["파일", "까닭"]
REPEATS = "다른 문서와 겹칩니다"         # why a document was left out though it was read
TITLE_END = re.compile(r"\(\w+의원|\n\s*의\s*안\b")
FILED_ON = re.compile(r"(?:발의|제출)연월일\s*:\s*(\d{4})\.\s*(\d{1,2})\.\s*(\d{1,2})\.")
HEADER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


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
    sources: list[Source]
    confidence: str
    licence: str


@dataclass(frozen=True)
class Corpus:
    """A corpus that was read: its documents, what was refused and why, and how to name it beside a result."""

    documents: pd.DataFrame
    refused: pd.DataFrame
    label: str


def load_documents(corpus: str) -> pd.DataFrame:
    """Return a corpus as one table, one row a document, text in NFC.

    >>> load_documents("bills").shape
    (10, 10)

    Parameters: ``corpus`` is a name in ``CORPORA``, or a folder with documents (HWP, HWPX, PDF, DOCX, text ...).
    Columns: those of ``COLUMNS``, all text; date is ISO 8601 and empty where unknown.
    Raises DataError for an unknown name and for a folder without readable text.
    """
    return read_corpus(corpus).documents


def read_corpus(corpus: str) -> Corpus:
    """Return a corpus with its documents, the files that could not be read, and its name.

    >>> read_corpus("digests").label.endswith("(원문이 아님)")
    True

    Raises DataError as ``load_documents`` does.
    """
    if (name := unicodedata.normalize("NFC", corpus)) in corpora.corpus_names():
        return _imported(name)
    builtin = {"digests": [_digests], "bills": [_bills], "constitution": [_constitution], "konlpy": [_bills, _constitution]}
    if corpus not in builtin:
        return _folder(checked_folder(corpus))
    documents = pd.concat([read() for read in builtin[corpus]], ignore_index=True)
    label = f"정책 문서 요약문 {len(documents)}편(원문이 아님)" if corpus == "digests" else CORPORA[corpus]
    return Corpus(documents, pd.DataFrame(columns=REFUSED), label)


def checked_folder(corpus: str) -> Path:
    """Return the folder that ``corpus`` names, or refuse it.

    Raises DataError where it is neither a known corpus nor a folder that holds files.
    """
    folder = Path(corpus).expanduser()
    if not folder.is_dir():
        names = [*CORPORA, *corpora.corpus_names()]
        raise DataError("말뭉치가 아니라 파일입니다." if folder.is_file() else "없는 말뭉치입니다.", value=corpus,
                        allowed=[*names, "문서가 든 폴더"], todo=corpora.instead(corpus, names))
    if all(readers.is_leftover(file.name) for file in journal.found_files(folder.absolute())):
        raise DataError("읽을 문서가 없는 폴더입니다.", value=corpus, allowed=f"{', '.join(readers.FORMATS.values())} 파일이 있는 폴더",
                        todo="문서를 그 폴더에 넣으십시오.")
    return folder


def flow(corpus: Corpus) -> pd.DataFrame:
    """Return how many documents were found, refused and kept, so that nothing goes missing unseen.

    >>> flow(read_corpus("bills"))["수"].tolist()
    [10, 0, 10]
    """
    kept, refused = len(corpus.documents), len(corpus.refused)
    rows = [("찾은 문서", kept + refused), ("읽지 못했거나 겹친 문서", refused), ("남긴 문서", kept)]
    return pd.DataFrame(rows, columns=["단계", "수"])


def read_caution(corpus: Corpus) -> Reading:
    """Return what counts of this corpus speak of: which documents, which not, and which of them have no date.

    >>> read_caution(read_corpus("bills"))
    '아래의 값은 국회 의안 10건(KoNLPy에 들어 있음)에서 센 것입니다.'
    """
    more = " 요약문을 말할 뿐 원문이나 정책을 말하지 않습니다." if "원문이 아님" in corpus.label else ""
    twice = corpus.refused["까닭"].str.startswith(REPEATS)
    lost, same = corpus.refused.loc[~twice, "파일"], corpus.refused.loc[twice, "파일"]
    unread = f" 읽지 못한 파일이 {len(lost)}개 있습니다: {some(lost, 3)}." if len(lost) else ""
    left_out = f" 다른 문서와 겹쳐 세지 않은 문서가 {len(same)}건 있습니다: {some(same, 3)}." if len(same) else ""
    return Reading(f"아래의 값은 {corpus.label}에서 센 것입니다.{more}{unread}{left_out}{_undated(corpus.documents['date'])}")


def _undated(days: pd.Series) -> str:
    """Return how many documents have no date, and how to give them one."""
    unknown, how = int((days == "").sum()), f"날짜는 파일 이름의 앞이나 문서 폴더의 {dates.FILE}에 적습니다."
    if not unknown:
        return ""
    if unknown == len(days):
        return f" 날짜를 아는 문서가 없어 시기를 견줄 수 없습니다. {how}"
    return f" 날짜를 모르는 문서가 {unknown}건이라 시기를 견줄 때 뺍니다. {how}"


def kinds(documents: pd.DataFrame) -> pd.Series | None:
    """Return the kind of each document (law, plan ...) by its id where all of them are digests, otherwise nothing.

    >>> kinds(pd.DataFrame({"id": ["2023_dpg_plan"]})).tolist()
    ['plan']
    """
    known = documents["id"].map(digest_headers().set_index("id")["type"])
    return None if known.isna().any() else known.set_axis(documents["id"])


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


def _imported(name: str) -> Corpus:
    kept = corpora.load_corpus(name)
    refused, repeated = (corpora.load_list(name, kind) for kind in ("refused", "repeated"))
    return Corpus(kept[COLUMNS], _left_out(refused, repeated), f"말뭉치 '{name}'의 문서 {len(kept)}건")


def _folder(folder: Path) -> Corpus:
    """Read a folder as an import does, each file in a process of its own with limits, and keep nothing of it."""
    with tempfile.TemporaryDirectory() as place:
        imported = imports.import_folder(folder, "folder", destination=Path(place), progress=False)
    documents = imported.documents.apply(_with_id, axis=1, folder=folder)[COLUMNS]
    documents["id"] = citable.unique(documents["id"])
    label = f"'{unicodedata.normalize('NFC', folder.resolve().name)}' 폴더의 문서 {len(documents)}건"
    return Corpus(documents, _left_out(imported.refused, imported.repeated), label)


def _with_id(row: pd.Series, folder: Path) -> pd.Series:
    """Return a document with the id that the head of its Markdown file states."""
    file = folder / row["path"]
    if row["format"] != "md" or not file.is_file():
        return row
    stated = _front_matter(file.read_bytes().decode("utf-8", "ignore").replace("\r\n", "\n")).get("id")
    return pd.Series({**row, "id": str(stated)}) if stated else row


def _left_out(refused: pd.DataFrame, repeated: pd.DataFrame) -> pd.DataFrame:
    """Return the files that were not read and the documents that repeat another, each with its reason."""
    unread = pd.DataFrame({"파일": refused["file"], "까닭": refused["message"].str.split("\n").str[0]})
    same = pd.DataFrame({"파일": repeated["document"], "까닭": [f"다른 문서와 겹칩니다: {kept}" for kept in repeated["kept"]]})
    return pd.concat([unread, same], ignore_index=True)


def _front_matter(text: str) -> dict:
    """Return the facts between the leading ``---`` lines, as fetched originals have them."""
    header = HEADER.match(text)
    try:
        facts = yaml.safe_load(header[1]) if header else None
    except yaml.YAMLError:
        facts = None
    return facts if isinstance(facts, dict) else {}


def _documents(rows: list[tuple]) -> pd.DataFrame:
    """Return rows of (id, title, date, issuer, source, format, path, bytes, text) as the documents table."""
    table = pd.DataFrame(rows, columns=[*COLUMNS[:7], "data", "text"])
    table["sha256"] = table["data"].map(lambda data: hashlib.sha256(data).hexdigest())
    return table.assign(warnings="")[COLUMNS].map(lambda text: unicodedata.normalize("NFC", text))
