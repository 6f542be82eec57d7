"""The files of the kit that a bundle carries: those of the kit, and none of the reader's."""

import fnmatch
import os
import shutil
import subprocess
from pathlib import Path

PARTS = ("CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "GUIDE.md", "LICENSE", "LICENSE-CONTENT.md", "README.en.md", "README.md",
         "THIRD_PARTY.md", "environment.yml", "kit.py", "pyproject.toml", "requirements.lock", "benchmarks", "corpus", "exercises",
         "notebooks", "solutions", "tests", "utils")
LEFT_OUT = ("__pycache__", "*.egg-info", ".*", "*.pyc", "~$*", "hs_err_pid*.log", "replay_pid*.log")


def listed(root: Path) -> list[Path]:
    """Return the kit's files, relative to its root and sorted: those that git tracks, or the known parts where there is no git.

    >>> from dpgkit import paths
    >>> {Path("kit.py"), Path("utils/dpgkit/errors.py")} <= set(listed(paths.kit_root()))
    True
    """
    tracked = _tracked(root)
    return sorted(file for file in (_walked(root) if tracked is None else tracked) if (root / file).is_file())


def copy(root: Path, folder: Path) -> list[Path]:
    """Copy the kit's files into a folder and return them, relative to it."""
    files = listed(root)
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / file, folder / file)
    return files


def _tracked(root: Path) -> list[Path] | None:
    if not (root / ".git").exists() or not shutil.which("git"):
        return None
    done = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=False)
    return None if done.returncode else [Path(os.fsdecode(name)) for name in done.stdout.split(b"\0") if name]


def _walked(root: Path) -> list[Path]:
    files = [root / part for part in PARTS if (root / part).is_file()]
    for part in PARTS:
        for folder, below, names in os.walk(root / part):
            below[:] = [name for name in below if not _is_left_out(name)]
            files += [Path(folder) / name for name in names if not _is_left_out(name)]
    return [file.relative_to(root) for file in files]


def _is_left_out(name: str) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in LEFT_OUT)
