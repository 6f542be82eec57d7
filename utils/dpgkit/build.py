"""From the percent sources to the executed notebooks that the kit ships, byte for byte the same each time."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from tqdm import tqdm

from dpgkit import exercises, language, lessons, paths, results, tables
from dpgkit.errors import LessonError
from dpgkit.widgets.panel import PLAIN

CELL_SECONDS = 180
CHECKSUMS = "SHA256SUMS"


def build() -> list[Path]:
    """Execute every lesson, replace the shipped notebooks and their result tables, note the corpus checksums, make the exercises.

    Every lesson is executed in each language. Nothing is replaced unless all lessons ran. Returns the files written.
    Raises LessonError naming the cell.
    """
    with tempfile.TemporaryDirectory() as folder, handing_on(Path(folder)):
        every = [(name, spoken) for spoken in language.LANGUAGES for name in lessons.names()]
        executed = {one: execute(*one) for one in tqdm(every, desc="과를 실행합니다", unit="과")}
        written = [_write(*one, notebook) for one, notebook in executed.items()]
        return [*written, *_replace_results(Path(folder)), write_checksums(), *exercises.build_all()]


def execute(name: str, spoken: str = "ko") -> nbformat.NotebookNode:
    """Return the notebook of a lesson with its outputs, without times or versions.

    Parameters: ``spoken`` the language, ``"ko"`` or ``"en"``. Raises LessonError where a cell fails.
    """
    notebook = lessons.notebook(name, spoken)
    client = NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name=lessons.KERNEL["name"], record_timing=False,
                            store_widget_state=False, extra_arguments=lessons.QUIET,
                            resources={"metadata": {"path": str(paths.notebooks_dir())}})
    try:
        client.execute()
    except CellExecutionError as error:
        raise LessonError(f"{name} 과를 만들지 못했습니다.", value=f"{error.ename}: {error.evalue}",
                          todo="그 셀의 소스를 고치십시오.") from error
    notebook.metadata = {**notebook.metadata, "language_info": {"name": "python"}}
    notebook.metadata.pop("widgets", None)
    return notebook


def checksums() -> str:
    """Return the SHA-256 of every file of the corpus, one line a file, as ``sha256sum`` writes them."""
    corpus = paths.kit_root() / "corpus"
    files = sorted(path for path in corpus.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    return "".join(f"{_sha256(path)}  {path.relative_to(corpus).as_posix()}\n" for path in files)


def write_checksums() -> Path:
    """Write ``corpus/SHA256SUMS`` and return its path."""
    file = paths.kit_root() / "corpus" / CHECKSUMS
    file.write_text(checksums(), encoding="utf-8", newline="\n")
    return file


@contextmanager
def handing_on(folder: Path) -> Iterator[None]:
    """Let the lessons in this block hand their tables on through ``folder``, without progress bars or controls to move."""
    changed = {results.FOLDER_VARIABLE: str(folder), "TQDM_DISABLE": "1", "PYTHONHASHSEED": "0", PLAIN: "1"}
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({name: value} if value is not None else {})


def _sha256(path: Path) -> str:
    """Return the checksum of a text file, the same whether Git wrote its lines with or without carriage returns."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _write(name: str, spoken: str, notebook: nbformat.NotebookNode) -> Path:
    file = lessons.file(name, spoken)
    file.parent.mkdir(exist_ok=True)
    file.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    return file


def _replace_results(folder: Path) -> list[Path]:
    """Put each table where the data package says, since not every lesson is about the same case."""
    shipped = paths.notebooks_dir() / "results"
    targets = {file: shipped / tables.resource(file.stem)["path"] for file in sorted(folder.glob("*.csv"))}
    for place in {target.parent for target in targets.values()}:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    return [Path(shutil.copy(file, target)) for file, target in targets.items()]
