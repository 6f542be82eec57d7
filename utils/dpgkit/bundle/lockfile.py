"""The lock of the kit as pins, those that a target needs, and the lock that a bundle carries."""

import re
from pathlib import Path
from typing import NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dpgkit import paths
from dpgkit.bundle.targets import Target, environment

FILE = "requirements.lock"
ENTRY = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Pin(NamedTuple):
    """One package of the lock: ``hashes`` are those of all its files, ``marker`` says where it is needed."""

    name: str
    version: str
    marker: Marker | None
    hashes: frozenset[str]

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


class Built(NamedTuple):
    """A wheel that was built from a source archive of the lock, and what it was built from."""

    wheel: str
    sha256: str
    sdist: str
    sdist_sha256: str


def read(path: Path | None = None) -> list[Pin]:
    """Return the pins of a lock, by default of the kit's own.

    >>> len(read()) > 150
    True
    """
    text = (path or paths.kit_root() / FILE).read_text(encoding="utf-8")
    return [_pin(entry) for entry in ENTRY.split(text) if "==" in entry]


def needed(pins: list[Pin], target: Target) -> list[Pin]:
    """Return the pins that apply on the target.

    >>> from dpgkit.bundle.targets import Target
    >>> {"pywinpty", "colorama"} <= {pin.name for pin in needed(read(), Target("windows", "x86_64", "3.12"))}
    True
    """
    answers = environment(target)
    return [pin for pin in pins if pin.marker is None or pin.marker.evaluate(answers)]


def requirements(pins: list[Pin]) -> str:
    """Return pins as a file that pip reads, each with all its hashes and without its marker."""
    return "".join(f"{pin} {' '.join(f'--hash=sha256:{digest}' for digest in sorted(pin.hashes))}\n" for pin in pins)


def with_built(text: str, built: dict[str, Built]) -> str:
    """Return a lock that also accepts the wheels which were built here, each with a note on what it was built from.

    >>> print(with_built("a==1 \\\\\\n    --hash=sha256:00\\n", {"a": Built("a-1-py3-none-any.whl", "11", "a-1.tar.gz", "00")}))
    # a-1-py3-none-any.whl (sha256 11) was built for this bundle from a-1.tar.gz (sha256 00)
    a==1 \\
        --hash=sha256:00 \\
        --hash=sha256:11
    <BLANKLINE>

    Parameters: ``text`` the lock; ``built`` by the name of the package.
    """
    return "".join(_entry_with(entry, built.get(_name(entry))) for entry in ENTRY.split(text))


def _pin(entry: str) -> Pin:
    asked = Requirement(entry.split("\\")[0].split("--hash")[0].strip())
    return Pin(canonicalize_name(asked.name), str(asked.specifier).removeprefix("=="), asked.marker, frozenset(HASH.findall(entry)))


def _name(entry: str) -> str:
    return canonicalize_name(re.match(r"[A-Za-z0-9._-]*", entry).group())


def _entry_with(entry: str, built: Built | None) -> str:
    if not built:
        return entry
    note = f"# {built.wheel} (sha256 {built.sha256}) was built for this bundle from {built.sdist} (sha256 {built.sdist_sha256})\n"
    return f"{note}{entry.rstrip()} \\\n    --hash=sha256:{built.sha256}\n"
