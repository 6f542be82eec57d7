"""A folder, and a ZIP of it, that installs the kit on a computer without a network, made on any computer that has one."""

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

# the other modules are slow to import, and the command line imports this one: the functions import them

if TYPE_CHECKING:
    from dpgkit.bundle.lockfile import Built
    from dpgkit.bundle.targets import Target

NEEDED_BYTES = 1_600_000_000      # the wheels, the folder and the ZIP
WHEELS = "wheelhouse"


class Bundle(NamedTuple):
    """A finished bundle: ``files`` of the kit, ``wheels`` and those of them ``built`` here, ``bytes`` of the ZIP."""

    folder: Path
    archive: Path
    files: int
    wheels: int
    built: list[str]
    bytes: int


def make_bundle(platform: str, folder: Path, *, arch: str | None = None, python: str = "3.12") -> Bundle:
    """Make a folder and a ZIP beside it with the kit and every wheel that the target needs, and return what was made.

    Parameters: ``platform`` windows, macos or linux; ``folder`` a new one outside the kit; ``arch`` x86_64 or arm64; ``python``
    the version on the target. Wheels that were fetched before are used again while their hashes hold.
    Raises BundleError for an unknown target, a folder that is in the way, a full disk, no network, and a package without a wheel;
    DataError where another process makes the same bundle.
    """
    from dpgkit import locks
    from dpgkit.bundle import lockfile, targets, wheels

    target, folder = targets.target(platform, arch, python), Path(folder).expanduser().absolute()
    check_folder(folder)
    cache = wheels.cache_dir(target)
    with locks.alone(folder), locks.alone(cache):
        files, built = wheels.fetch(lockfile.needed(lockfile.read(), target), target, cache)
        return _assemble(target, folder, list(files.values()), built)


def check_folder(folder: Path) -> None:
    """Refuse a place for a bundle before anything is fetched.

    Raises BundleError where the folder or its ZIP is there already, lies in the kit, or has too little room on its disk.
    """
    from dpgkit import paths
    from dpgkit.bundle.errors import BundleError

    taken = next((place for place in (folder, archive_of(folder)) if place.exists()), None)
    if taken:
        raise BundleError("같은 이름이 이미 있습니다.", value=taken, todo="--to에 새 이름을 적거나 있던 것을 다른 곳으로 옮기십시오.")
    if folder.resolve().is_relative_to(paths.kit_root().resolve()):
        raise BundleError("키트 폴더 안에는 묶음을 만들 수 없습니다.", value=folder, allowed="키트 폴더 밖의 새 폴더",
                          todo="--to를 고치십시오.")
    disk = next(place for place in folder.parents if place.exists())
    free = shutil.disk_usage(disk).free
    if free < NEEDED_BYTES:
        raise BundleError("디스크의 빈자리가 모자랍니다.", value=f"{free / 1e9:.1f} GB ({disk})",
                          allowed=f"{NEEDED_BYTES / 1e9:.1f} GB 이상",
                          todo="필요 없는 파일을 지우거나 --to에 넉넉한 디스크의 폴더를 적으십시오.")


def archive_of(folder: Path) -> Path:
    """Return the ZIP that stands beside a bundle.

    >>> archive_of(Path("묶음 3.12")).name
    '묶음 3.12.zip'
    """
    return folder.with_name(folder.name + ".zip")


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the command ``bundle`` to the command line."""
    text = "인터넷이 없는 컴퓨터에 설치할 묶음(폴더와 ZIP)을 만듭니다"
    parser = commands.add_parser("bundle", help=text, description=text)
    parser.add_argument("--platform", required=True, metavar="운영체제", help="대상 컴퓨터: windows, macos, linux")
    parser.add_argument("--arch", metavar="아키텍처", help="x86_64 또는 arm64 (기본: macos는 arm64, 다른 것은 x86_64)")
    parser.add_argument("--python", default="3.12", metavar="판", help="대상 컴퓨터의 파이썬: 3.11, 3.12, 3.13 (기본: 3.12)")
    parser.add_argument("--to", type=Path, required=True, metavar="폴더", help="만들 폴더. ZIP은 그 옆에 놓입니다")
    parser.set_defaults(command=_bundle)


def _bundle(options: argparse.Namespace) -> int:
    made = make_bundle(options.platform, options.to, arch=options.arch, python=options.python)
    print(f"묶음을 만들었습니다. 키트의 파일 {made.files}개, 꾸러미 {made.wheels}개, ZIP {made.bytes / 1e6:.0f} MB입니다.\n"
          f"  폴더: {made.folder}\n  ZIP: {made.archive}")
    for name in made.built:
        print(f"  소스에서 만든 꾸러미: {name}")
    print("  대상 컴퓨터로 옮긴 뒤 읽어보기.txt를 보십시오.")
    return 0


def _assemble(target: "Target", folder: Path, wheels: list[Path], built: "dict[str, Built]") -> Bundle:
    from dpgkit import atomic
    from dpgkit.bundle import packing
    from dpgkit.bundle.errors import BundleError

    unfinished = folder.with_name(f".{folder.name}-unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        files = _fill(target, unfinished, wheels, built)
        with atomic.replacing(archive_of(folder), what="ZIP을 쓰지 못했습니다.", error=BundleError) as part:
            packing.write_zip(unfinished, folder.name, part)
            unfinished.rename(folder)
    except OSError as problem:
        raise atomic.worded(problem, folder, what="묶음을 쓰지 못했습니다.", error=BundleError) from problem
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    sources = [f"{note.sdist} → {note.wheel}" for note in built.values()]
    return Bundle(folder, archive_of(folder), files, len(wheels), sources, archive_of(folder).stat().st_size)


def _fill(target: "Target", folder: Path, wheels: list[Path], built: "dict[str, Built]") -> int:
    """Put everything into a new folder and return how many files of the kit there are."""
    from dpgkit import paths
    from dpgkit.bundle import kitfiles, licences, lockfile, packing, starters
    from dpgkit.bundle.wheels import digest

    files = kitfiles.copy(paths.kit_root(), folder)
    lock = folder / lockfile.FILE
    lock.write_text(lockfile.with_built(lock.read_text(encoding="utf-8"), built), encoding="utf-8", newline="\n")
    (folder / WHEELS).mkdir()
    for wheel in wheels:
        shutil.copy2(wheel, folder / WHEELS)
    pages = {starters.NAMES[target.platform]: starters.script(target), starters.HELP: starters.no_python(target),
             starters.README: starters.readme(target, wheels, [note.wheel for note in built.values()]),
             licences.FILE + ".txt": licences.page(wheels).encode("utf-8")}
    for name, data in pages.items():
        (folder / name).write_bytes(data)
    for name in starters.NAMES.values():
        if name.endswith(packing.RUNNABLE) and (folder / name).exists():
            (folder / name).chmod(0o755)
    packing.write_sums(folder, digest)
    return len(files)
