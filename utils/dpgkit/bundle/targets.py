"""The computers a bundle can be made for: what their Python answers to a marker, and which wheels it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from packaging import tags

from dpgkit.bundle.errors import BundleError

PYTHONS = ("3.11", "3.12", "3.13")
OLDEST_MACOS = 13                                # raised only as far as the wheels of the lock ask for
NEWEST_GLIBC = 28                                # Debian 10, RHEL 8, Ubuntu 18.10 and all that came later
OLDEST_GLIBC = {"x86_64": 5, "aarch64": 17}
LEGACY = {5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"}


class System(NamedTuple):
    """What the Python of a system says of itself, in the words of PEP 508, and what a reader calls that system."""

    os_name: str
    sys_platform: str
    platform_system: str
    platform_machine: str
    korean: str


SYSTEMS = {
    ("windows", "x86_64"): System("nt", "win32", "Windows", "AMD64", "Windows 10 이상 (64비트)"),
    ("macos", "arm64"): System("posix", "darwin", "Darwin", "arm64", f"macOS {OLDEST_MACOS} 이상 (애플 실리콘)"),
    ("macos", "x86_64"): System("posix", "darwin", "Darwin", "x86_64", f"macOS {OLDEST_MACOS} 이상 (인텔)"),
    ("linux", "x86_64"): System("posix", "linux", "Linux", "x86_64", f"리눅스 (x86_64, glibc 2.{NEWEST_GLIBC} 이상)"),
    ("linux", "arm64"): System("posix", "linux", "Linux", "aarch64", f"리눅스 (arm64, glibc 2.{NEWEST_GLIBC} 이상)"),
}


@dataclass(frozen=True)
class Target:
    """A system, an architecture and a version of Python such as ``3.12``."""

    platform: str
    arch: str
    python: str

    @property
    def system(self) -> System:
        """Return what its Python says of itself."""
        return SYSTEMS[self.platform, self.arch]

    @property
    def name(self) -> str:
        """Return a name for folders.

        >>> Target("windows", "x86_64", "3.12").name
        'windows-x86_64-py312'
        """
        return f"{self.platform}-{self.arch}-{self.abi.replace('cp', 'py')}"

    @property
    def abi(self) -> str:
        """Return the tag of its CPython.

        >>> Target("windows", "x86_64", "3.12").abi
        'cp312'
        """
        return "cp" + self.python.replace(".", "")

    def __str__(self) -> str:
        return f"{self.system.korean}, 파이썬 {self.python}"


def target(platform: str, arch: str | None = None, python: str = "3.12") -> Target:
    """Return a target after checking its three parts.

    >>> str(target("windows"))
    'Windows 10 이상 (64비트), 파이썬 3.12'

    Parameters: ``platform`` windows, macos or linux; ``arch`` x86_64 or arm64, where missing the usual one of the platform;
    ``python`` as ``3.12``.
    Raises BundleError for a part that no bundle can be made for.
    """
    archs = {system: [arch for name, arch in SYSTEMS if name == system] for system, _ in SYSTEMS}
    if platform not in archs:
        raise BundleError("모르는 운영체제입니다.", value=platform, allowed=archs, todo="--platform을 고치십시오.")
    arch = arch or archs[platform][0]
    if arch not in archs[platform]:
        raise BundleError("그 운영체제의 묶음을 만들 수 없는 아키텍처입니다.", value=f"{platform} {arch}", allowed=archs[platform],
                          todo="--arch를 고치십시오. ARM용 Windows에는 64비트(x86_64) 파이썬을 설치해 x86_64 묶음을 씁니다.")
    if python not in PYTHONS:
        raise BundleError("묶음을 만들 수 없는 파이썬 판입니다.", value=python, allowed=PYTHONS, todo="--python을 고치십시오.")
    return Target(platform, arch, python)


def environment(target: Target) -> dict[str, str]:
    """Return what markers are compared with on the target, whichever machine asks.

    >>> environment(Target("windows", "x86_64", "3.12"))["sys_platform"]
    'win32'
    """
    full = f"{target.python}.99"      # markers of the lock tell minor versions apart, and the latest patch is the safest guess
    return target.system._asdict() | {
        "python_version": target.python, "python_full_version": full, "implementation_name": "cpython", "implementation_version": full,
        "platform_python_implementation": "CPython", "platform_release": "", "platform_version": "", "extra": ""}


def platform_tags(target: Target) -> list[str]:
    """Return the platform tags of wheels that run on the target, the closest first.

    >>> platform_tags(Target("windows", "x86_64", "3.12"))
    ['win_amd64']
    """
    if target.platform == "windows":
        return ["win_amd64"]
    if target.platform == "macos":
        return list(tags.mac_platforms((OLDEST_MACOS, 0), target.arch))
    return list(_linux_tags(target.system.platform_machine))


def wheel_tags(target: Target) -> list[tags.Tag]:
    """Return every tag that the target takes, the closest first."""
    version, platforms = tuple(map(int, target.python.split("."))), platform_tags(target)
    return [*tags.cpython_tags(version, [target.abi], platforms), *tags.compatible_tags(version, target.abi, platforms)]


def _linux_tags(machine: str) -> Iterator[str]:
    for minor in range(NEWEST_GLIBC, OLDEST_GLIBC[machine] - 1, -1):
        yield f"manylinux_2_{minor}_{machine}"
        if minor in LEGACY:
            yield f"{LEGACY[minor]}_{machine}"
    yield f"linux_{machine}"
