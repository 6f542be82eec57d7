"""The wheels of a target: fetched in small batches by pip, checked against the lock, and kept for the next attempt."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from packaging.utils import InvalidWheelFilename, parse_wheel_filename
from tqdm import tqdm

from dpgkit import atomic, paths
from dpgkit.bundle import lockfile, sdists
from dpgkit.bundle.errors import BundleError, NoWheelError, explain, no_wheel
from dpgkit.bundle.lockfile import Built, Pin
from dpgkit.bundle.targets import PYTHONS, Target, platform_tags, wheel_tags

BATCH = 8               # what an interrupted download loses at most
PART = ".part-"


def cache_dir(target: Target) -> Path:
    """Return the folder in which the wheels of a target wait for the next bundle."""
    return paths.user_dir() / "bundles" / target.name


def fetch(pins: list[Pin], target: Target, cache: Path) -> tuple[dict[str, Path], dict[str, Built]]:
    """Return the wheel of every pin and, for those built here, what they were built from; both by the name of the package.

    Parameters: ``pins`` those that the target needs; ``cache`` a folder whose files are used again where their hashes still hold.
    Raises BundleError without a network, on a full disk, and where a package has nothing that fits the target.
    """
    cache.mkdir(parents=True, exist_ok=True)
    for left in cache.glob(f"{PART}*"):
        shutil.rmtree(left, ignore_errors=True)
    held = _held(pins, target, cache)
    missing = [pin for pin in pins if pin.name not in held]
    with tqdm(total=len(pins), initial=len(pins) - len(missing), desc="꾸러미를 모읍니다", unit="개") as bar:
        for start in range(0, len(missing), BATCH):
            _fetch_batch(missing[start:start + BATCH], target, cache, bar.update)
    return _complete(pins, target, cache)


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with open(file, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def pip(arguments: list[str], folder: Path) -> subprocess.CompletedProcess:
    """Run pip in a folder of its own and return what came of it; it never asks and never looks into the kit."""
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")}
    env |= {"PIP_RETRIES": "5",                     # where it does not try again, pip does not say that there is no network
            "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_PROGRESS_BAR": "off",
            "SOURCE_DATE_EPOCH": "315532800"}       # 1980, the first time a ZIP can hold: the same source gives the same wheel
    return subprocess.run([sys.executable, "-m", "pip", *arguments], cwd=folder, env=env, capture_output=True, check=False,
                          encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL)


def best(pin: Pin, files: list[Path], target: Target) -> Path | None:
    """Return the file that the target's pip would choose among wheels, or None where none fits."""
    rank = {tag: place for place, tag in enumerate(wheel_tags(target))}
    places = {file: min((rank[tag] for tag in parsed[3] if tag in rank), default=None)
              for file in files if (parsed := _parsed(file)) and parsed[:2] == (pin.name, _version(pin))}
    fitting = [file for file, place in places.items() if place is not None]
    return min(fitting, key=places.get) if fitting else None


def _held(pins: list[Pin], target: Target, cache: Path) -> dict[str, Path]:
    files = sorted(cache.glob("*.whl"))
    found = {pin.name: best(pin, files, target) for pin in pins}
    return {pin.name: found[pin.name] for pin in pins if found[pin.name] and _is_sound(found[pin.name], pin)}


def _is_sound(file: Path, pin: Pin) -> bool:
    built = sdists.note_of(file)
    return digest(file) in (({built.sha256} if built.sdist_sha256 in pin.hashes else set()) if built else pin.hashes)


def _complete(pins: list[Pin], target: Target, cache: Path) -> tuple[dict[str, Path], dict[str, Built]]:
    held = _held(pins, target, cache)
    lost = [str(pin) for pin in pins if pin.name not in held]
    if lost:
        raise BundleError("받은 꾸러미를 다시 읽지 못했습니다.", value=", ".join(lost[:5]), todo="같은 명령을 다시 실행하십시오.")
    for file in set(cache.glob("*.whl*")) - {kept for wheel in held.values() for kept in (wheel, sdists.note_path(wheel))}:
        file.unlink()            # of an earlier lock
    return held, {name: note for name, wheel in held.items() if (note := sdists.note_of(wheel))}


def _fetch_batch(pins: list[Pin], target: Target, cache: Path, tick: Callable[[int], object]) -> None:
    """Fetch some wheels at once; where one of them is not to be had, each on its own."""
    try:
        _download(pins, target, cache)
        tick(len(pins))
    except NoWheelError as error:
        if len(pins) == 1:
            _build(pins[0], target, cache, error)
            tick(1)
            return
        for pin in pins:
            _fetch_batch([pin], target, cache, tick)


def _download(pins: list[Pin], target: Target, cache: Path) -> None:
    platforms = [word for tag in platform_tags(target) for word in ("--platform", tag)]
    with _staging(cache) as folder:
        asked = folder / "asked.txt"
        asked.write_text(lockfile.requirements(pins), encoding="utf-8")
        done = pip(["download", "--only-binary=:all:", "--no-deps", "--require-hashes", "--python-version", target.python,
                    "--implementation", "cp", "--abi", target.abi, *platforms, "--dest", str(folder), "-r", str(asked)], folder)
        if done.returncode:
            raise explain(done.stdout + done.stderr)
        _keep(pins, target, folder, cache)


def _keep(pins: list[Pin], target: Target, folder: Path, cache: Path) -> None:
    files = sorted(folder.glob("*.whl"))
    for pin in pins:
        wheel = best(pin, files, target)
        if wheel is None:
            raise NoWheelError("맞는 파일이 저장소에 없습니다.", value=pin)
        if digest(wheel) not in pin.hashes:
            raise explain("DO NOT MATCH THE HASHES")
        os.replace(wheel, cache / wheel.name)


def _build(pin: Pin, target: Target, cache: Path, error: NoWheelError) -> None:
    """Build a wheel where the lock names only a source archive of pure Python."""
    with _staging(cache) as folder:
        try:
            wheel = sdists.build(pin, folder, pip, digest)
        except NoWheelError:
            raise no_wheel(str(pin), str(target), ", ".join(PYTHONS)) from error
        os.replace(sdists.note_path(wheel), sdists.note_path(cache / wheel.name))
        os.replace(wheel, cache / wheel.name)


@contextmanager
def _staging(cache: Path) -> Iterator[Path]:
    """Give a folder on the disk of the cache, so that a finished file is moved and not copied."""
    try:
        with tempfile.TemporaryDirectory(prefix=PART, dir=cache, ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except (OSError, zipfile.BadZipFile) as problem:
        if isinstance(problem, OSError):
            raise atomic.worded(problem, cache, what="받은 꾸러미를 두지 못했습니다.", error=BundleError) from problem
        raise explain("DO NOT MATCH THE HASHES") from problem


def _parsed(file: Path) -> tuple | None:
    try:
        return parse_wheel_filename(file.name)
    except InvalidWheelFilename:
        return None


def _version(pin: Pin) -> object:
    from packaging.version import Version

    return Version(pin.version)
