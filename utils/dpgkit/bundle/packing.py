"""The list of checksums of a folder, and the folder as one ZIP that keeps its names and its scripts runnable."""

import zipfile
from collections.abc import Callable
from pathlib import Path

SUMS = "SHA256SUMS"
RUNNABLE = (".sh", ".command")
STORED = (".whl", ".png", ".ttf", ".gz", ".zip")        # already small


def write_sums(folder: Path, digest: Callable[[Path], str]) -> Path:
    """Write the SHA-256 of every file below a folder in the form that ``sha256sum -c`` reads, and return that file."""
    names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file() and file != folder / SUMS)
    lines = "".join(f"{digest(folder / name)}  {name}\n" for name in names)
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")
    return folder / SUMS


def write_zip(folder: Path, name: str, archive: Path) -> Path:
    """Write a folder into a ZIP under a name of its own and return the ZIP.

    Parameters: ``folder``; ``name`` of the one folder in the ZIP; ``archive`` the file to write.
    Names are UTF-8 with the flag that says so, which Windows 8 and newer respect.
    """
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            _add(packed, file, f"{name}/{file.relative_to(folder).as_posix()}")
    return archive


def _add(packed: zipfile.ZipFile, file: Path, name: str) -> None:
    entry = zipfile.ZipInfo.from_file(file, name, strict_timestamps=False)
    entry.compress_type = zipfile.ZIP_STORED if file.suffix in STORED else zipfile.ZIP_DEFLATED
    entry.create_system = 3                      # Unix, also when packed on Windows, so that the mode below is read
    entry.external_attr = (0o100755 if file.suffix in RUNNABLE else 0o100644) << 16
    with open(file, "rb") as read, packed.open(entry, "w", force_zip64=file.stat().st_size > 2**31) as written:
        while part := read.read(2**20):
            written.write(part)
