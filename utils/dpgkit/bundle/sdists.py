"""Wheels built here from source archives, for packages that are published as nothing else and hold only Python."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from packaging.utils import parse_wheel_filename

from dpgkit.bundle import lockfile
from dpgkit.bundle.errors import BundleError, NoWheelError, explain
from dpgkit.bundle.lockfile import Built, Pin

NOTE = ".json"
Pip = Callable[[list[str], Path], CompletedProcess]


def build(pin: Pin, folder: Path, pip: Pip, digest: Callable[[Path], str]) -> Path:
    """Fetch the source archive of a pin, build its wheel in a folder, put a note beside it, and return the wheel.

    Parameters: ``folder`` an empty one; ``pip`` runs pip with arguments in a folder; ``digest`` gives the SHA-256 of a file.
    Raises NoWheelError where there is no source archive either, or where its wheel would serve this machine only, and
    BundleError where it cannot be built.
    """
    sdist = _download(pin, folder, pip, digest)
    done = pip(["wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder), str(sdist)], folder)
    if done.returncode:
        raise _unbuilt(pin, done.stdout + done.stderr)
    wheel = next(folder.glob("*.whl"))
    if not is_pure(wheel):
        raise NoWheelError("소스에서 만든 꾸러미가 이 컴퓨터에서만 쓸 수 있는 것입니다.", value=wheel.name)
    note = Built(wheel.name, digest(wheel), sdist.name, digest(sdist))
    note_path(wheel).write_text(json.dumps(note._asdict(), indent=1) + "\n", encoding="utf-8")
    return wheel


def note_path(wheel: Path) -> Path:
    """Return where the note on a wheel lies."""
    return wheel.with_name(wheel.name + NOTE)


def note_of(wheel: Path) -> Built | None:
    """Return what a wheel was built from, or None for one that was fetched as it is."""
    try:
        return Built(**json.loads(note_path(wheel).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_pure(wheel: Path) -> bool:
    """Return whether a wheel holds only Python and so runs everywhere.

    >>> is_pure(Path("kiwipiepy_model-0.24.0-py3-none-any.whl")), is_pure(Path("a-1-cp312-cp312-linux_x86_64.whl"))
    (True, False)
    """
    return all((tag.abi, tag.platform) == ("none", "any") for tag in parse_wheel_filename(wheel.name)[3])


def _download(pin: Pin, folder: Path, pip: Pip, digest: Callable[[Path], str]) -> Path:
    asked = folder / "asked.txt"
    asked.write_text(lockfile.requirements([pin]), encoding="utf-8")
    done = pip(["download", "--no-binary=:all:", "--no-deps", "--no-build-isolation", "--require-hashes", "--dest", str(folder),
                "-r", str(asked)], folder)
    if done.returncode:
        raise explain(done.stdout + done.stderr)
    sdist = next(file for file in folder.iterdir() if file.name.endswith((".tar.gz", ".zip")))
    if digest(sdist) not in pin.hashes:
        raise explain("DO NOT MATCH THE HASHES")
    return sdist


def _unbuilt(pin: Pin, output: str) -> BundleError:
    end = " / ".join(line.strip() for line in output.splitlines()[-2:])[:200]
    return BundleError("소스로만 나온 꾸러미를 이 컴퓨터에서 휠로 만들지 못했습니다.", value=f"{pin}: {end}",
                       todo="빈자리가 2 GB쯤 되는지 보고, kit.py가 설치한 .venv에서 다시 실행하십시오.")
