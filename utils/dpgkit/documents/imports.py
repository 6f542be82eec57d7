"""A folder of the reader's own documents becomes a corpus: read, counted, freed of repetitions, kept."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath

import pandas as pd
from tqdm import tqdm

import dpgkit
from dpgkit import atomic, locks
from dpgkit.documents import citable, corpora, dates, intake, journal, listing, personal, twins
from dpgkit.documents.corpora import corpora_dir, corpus_names, load_corpus
from dpgkit.documents.dates import date_of
from dpgkit.errors import DataError, ParameterError
from dpgkit.tables import CSV_FOR_EXCEL
from dpgkit.workers import Limits, Lost, Task, run

__all__ = ["Imported", "corpora_dir", "corpus_names", "date_of", "import_folder", "load_corpus"]
COLUMNS = ["id", "title", "date", "issuer", "source", "format", "path", "sha256", "warnings", "text"]
ENGINES = ("unhwp", "syhwp", "olefile", "pypdfium2", "python-docx", "openpyxl", "lxml", "pyarrow")
REASONS = {
    "timeout": "시간 초과", "memory": "메모리 초과", "crash": "읽다가 멈춤", "locked": "다른 프로그램이 열고 있거나 권한 없음",
    "missing": "사라졌거나 문서가 아님", "long": "너무 긴 위치", "unreadable": "저장 장치에서 읽지 못함", "huge": "500 MB를 넘음",
    "empty_file": "빈 파일", "html_error_page": "인터넷 오류 화면", "lfs_pointer": "Git LFS 표시 파일",
    "unknown_format": "알 수 없는 형식", "picture": "그림", "encrypted": "암호",
    "distribution": "배포용 문서", "hwp3": "HWP 3.x", "hwpml": "HWPML", "damaged": "깨진 파일", "too_large": "압축을 풀면 지나치게 커짐",
    "no_text": "글이 없음", "no_hangul": "한글이 나오지 않는 PDF", "placeholder": "배포용 안내문뿐", "drm": "문서 보안(DRM)",
    "unreadable_library": "읽는 꾸러미가 없음"}
PASSED_OVER = "leftover"                 # counted, and not among the refused: nobody misses .DS_Store
FEW = 5                    # files that an error names
SHAPE = "2"                # of what is kept of a file: with another one, the file is read again


@dataclass(frozen=True)
class Imported:
    """An imported corpus: ``documents``, ``flow`` (how many at each step), ``refused`` (file, kind, message),
    ``repeated`` (document, kept, reason), ``files`` (as ``listing.table``), ``absent`` (files that ``dates.csv`` names and the
    folder lacks) and the ``folder`` that holds all of it."""

    documents: pd.DataFrame
    flow: pd.DataFrame
    refused: pd.DataFrame
    repeated: pd.DataFrame
    files: pd.DataFrame
    absent: list[str]
    folder: Path


def import_folder(folder: Path, name: str, *, destination: Path | None = None, workers: int | None = None, seconds: float = 60,
                  megabytes: int = 2000, progress: bool = True, reader: str = intake.READER) -> Imported:
    """Read every document below a folder and keep it as the corpus ``name``; the folder itself is never written to.

    Parameters: ``destination`` the folder for the corpus, ``corpora_dir()`` if None; ``workers`` processes, at most four by
    default; ``seconds`` and ``megabytes`` what one file may cost; ``reader`` the dotted name of a function like ``intake.read_file``.
    Files that have not changed since an earlier or stopped import are not read again.
    Raises ParameterError and DataError before anything is written; the previous corpus stays until the new one is whole.
    """
    folder = _checked_folder(folder)
    limits = _checked_limits(workers, seconds, megabytes)
    final = corpora.place(name, folder, destination)
    files, listed = journal.found_files(folder), dates.load(folder)
    if not files:
        raise DataError("파일이 없는 폴더입니다.", value=folder, allowed="문서가 든 폴더", todo="폴더 위치를 확인하십시오.")
    with locks.alone(final):
        atomic.recover(final)
        with _on_disk(final):
            lines = _read(files, final, _conditions(folder, limits, reader), progress, limits=limits, reader=reader,
                          number=workers or min(4, os.cpu_count() or 1))
        imported = _assemble(files, lines, final, listed)
        _write(imported, files, lines, folder)
    return imported


def _checked_folder(folder: Path) -> Path:
    place = Path(folder).expanduser().absolute()
    if not place.is_dir():
        raise DataError("폴더가 아니라 파일입니다." if place.is_file() else "없는 폴더입니다.", value=folder, allowed="문서가 든 폴더",
                        todo=corpora.instead(str(folder)))
    return place


def _checked_limits(number: int | None, seconds: float, megabytes: int) -> Limits:
    for label, value in {"workers": 1 if number is None else number, "seconds": seconds, "megabytes": megabytes}.items():
        if value <= 0:
            raise ParameterError(f"{label}의 값이 너무 작습니다.", value=value, allowed="0보다 큰 수", todo="값을 고치십시오.")
    return Limits(seconds, megabytes)


def _conditions(folder: Path, limits: Limits, reader: str) -> dict:
    engines = "; ".join([reader, *(f"{name} {version}" for name, version in versions().items()), *personal.PATTERNS, SHAPE])
    return {"root": str(folder), "engines": engines, "limits": [limits.seconds, limits.megabytes]}


@cache
def versions() -> dict[str, str]:
    """Return the versions of the kit and of the libraries that read documents.

    >>> "dpgkit" in versions()
    True
    """
    known = {"dpgkit": dpgkit.__version__}
    for name in ENGINES:
        try:
            known[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return known


def _read(files: list[journal.Found], final: Path, conditions: dict, progress: bool, *, number: int, limits: Limits,
          reader: str) -> dict[str, dict]:
    """Return the journal line of every file, reading those that are new or changed."""
    staging = corpora.staging(final)
    earlier = journal.load(final, staging)
    lines = {file.key: earlier[file.key] for file in files if journal.still_true(file, earlier.get(file.key), conditions)}
    changed = [file for file in files if file.key not in lines]
    tasks = [Task(file, (file.path, file.name)) for file in changed]
    answers = run(tasks, reader, workers=number, limits=limits)
    stay = tuple(lines.values())
    bar = tqdm(total=len(files), initial=len(lines), desc="문서를 읽습니다", unit="개", **({} if progress else {"disable": True}))
    with bar, closing(answers), journal.writing(staging) as log:
        try:
            for line in stay:
                log.keep(line)
            for task, answer in answers:
                file = task.key
                told = intake.refusal(file.name, answer.kind) if isinstance(answer, Lost) else answer
                lines[file.key] = journal.entry(file, told, conditions)
                log.add(lines[file.key])
                bar.update()
        except KeyboardInterrupt:
            raise KeyboardInterrupt(f"멈췄습니다. 읽은 파일 {len(lines)}개는 다음에 다시 읽지 않습니다.") from None
    return lines


def _assemble(files: list[journal.Found], lines: dict[str, dict], final: Path, listed: pd.DataFrame | None = None) -> Imported:
    """Return the corpus as tables, with every part either a document, repeated or refused."""
    read = [(file, part, lines[file.key]["sha256"]) for file in files for part in lines[file.key]["parts"]]
    failures = [failure for file in files for failure in lines[file.key]["failures"] if failure["kind"] != PASSED_OVER]
    passed = sum(failure["kind"] == PASSED_OVER for file in files for failure in lines[file.key]["failures"])
    refused = pd.DataFrame([[journal.shown(failure[key]) for key in ("name", "kind", "message")] for failure in failures],
                           columns=["file", "kind", "message"], dtype=str)
    if not read:
        raise _nothing_read(refused)
    documents, names, origins, absent = _documents(read, listed, refused["file"])
    own = documents["date"] if listed is None else _documents(read, None, [])[0]["date"]
    repeated = twins.overlaps(documents.assign(date=own))        # a date that was corrected does not tell a copy from its original
    kept = ~documents["id"].isin(repeated["document"])
    private = sum(any(part["personal"].values()) for (_, part, _), stays in zip(read, kept, strict=True) if stays)
    return Imported(documents[kept].reset_index(drop=True), _flow(len(documents), refused, passed, len(repeated), private),
                    refused, repeated, listing.table(documents, names, origins, repeated, refused), absent, final)


def _documents(read: list[tuple], listed: pd.DataFrame | None,
               refused: Iterable[str]) -> tuple[pd.DataFrame, list[str], list[str], list[str]]:
    """Return the documents, the names of their files, where their dates come from, and the files of ``dates.csv`` that are not there."""
    names = [journal.shown(part["name"]) for _, part, _ in read]
    given, absent = dates.matched(listed, [*names, *refused]) if listed is not None else ({}, [])
    dated = [dates.choose(name, part.get("date", ""), given) for name, (_, part, _) in zip(names, read, strict=True)]
    rows = [_row(*one, name, day) for one, name, (day, _) in zip(read, names, dated, strict=True)]
    documents = pd.DataFrame(rows, columns=COLUMNS, dtype=str)
    documents["id"] = citable.unique(documents["id"])
    return documents, names, [origin for _, origin in dated], absent


def _row(file: journal.Found, part: dict, sha256: str, name: str, day: str) -> list[str]:
    return [name, journal.shown(part["title"]), day, journal.shown(part.get("issuer", "")), PurePosixPath(name).name, part["format"],
            file.name, sha256, "; ".join(part["warnings"]), part["text"]]


def _nothing_read(refused: pd.DataFrame) -> DataError:
    lines = [f"    {row.file}: {row.message.splitlines()[0]} {listing.todo(row.message)}" for row in refused.head(FEW).itertuples()]
    lines += [f"    이 밖에 {len(refused) - FEW}개가 있습니다."] if len(refused) > FEW else []
    return DataError("읽은 문서가 없어서 말뭉치를 만들지 않았습니다.", value="\n".join([_summary(refused), *lines]),
                     allowed="읽을 수 있는 문서가 있는 폴더", todo="파일마다 적힌 대로 고친 원본을 넣고 다시 실행하십시오.")


def _flow(read: int, refused: pd.DataFrame, passed: int, repeated: int, private: int) -> pd.DataFrame:
    reasons = [(f"읽지 못한 파일: {REASONS.get(kind, kind)}", number) for kind, number in Counter(refused["kind"]).most_common()]
    rows = [("찾은 파일", read + len(refused) + passed), ("읽은 파일", read), ("읽지 못한 파일", len(refused)), *reasons,
            ("건너뛴 딸린 파일", passed), ("겹친 문서", repeated), ("남긴 문서", read - repeated), ("개인정보로 보이는 문서", private)]
    return pd.DataFrame(rows, columns=["단계", "수"])


def _summary(refused: pd.DataFrame) -> str:
    return ", ".join(f"{REASONS.get(kind, kind)} {number}" for kind, number in Counter(refused["kind"]).most_common())


def _write(imported: Imported, files: list[journal.Found], lines: dict[str, dict], folder: Path) -> None:
    staging = corpora.staging(imported.folder)
    with _on_disk(imported.folder):
        imported.documents.to_parquet(staging / corpora.DOCUMENTS, engine="pyarrow", compression="zstd", index=False)
        for table in ("refused", "flow", "repeated", "files"):
            getattr(imported, table).to_csv(staging / f"{table}.csv", **CSV_FOR_EXCEL)
        text = _manifest(imported, files, lines, folder)
        (staging / "manifest.json").write_text(text, encoding="utf-8", errors="replace", newline="\n")
    corpora.exchange(imported.folder)
    (imported.folder / journal.FILE).unlink(missing_ok=True)
    shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _on_disk(final: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DataError("말뭉치를 쓰지 못했습니다.", value=final.name, allowed="빈자리가 있는 저장 장치",
                        todo="자리를 비우고 다시 가져오십시오. 읽은 것은 남아 있고 이전 말뭉치도 그대로 있습니다.") from error


def _manifest(imported: Imported, files: list[journal.Found], lines: dict[str, dict], folder: Path) -> str:
    outcomes = {file.key: Counter(failure["kind"] for failure in lines[file.key]["failures"]) for file in files}
    rows = [{"path": file.name, "size": file.size, "mtime": file.mtime, "sha256": lines[file.key]["sha256"],
             "outcome": {"read": len(lines[file.key]["parts"]), **outcomes[file.key]}} for file in files]
    facts = {"created": datetime.now(UTC).isoformat(timespec="seconds"), "folder": str(folder), "versions": versions(),
             "documents": len(imported.documents), "repeated": len(imported.repeated), "refused": len(imported.refused)}
    head = json.dumps(facts, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{head},\n "files": [\n  ' + ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n ]\n}\n"
