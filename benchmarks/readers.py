"""What importing a folder costs above the bare engine, measured side by side in one run.

    .venv/bin/python benchmarks/readers.py [ROUNDS]

The HWP and HWPX files of ``../shared/real-documents`` are repeated to about a hundred in a temporary folder. Each round reads
them with ``unhwp.parse`` and with ``readers.read_all`` in a plain loop, then with ``import_folder`` and one and two workers
(worker start-up, checks, search for repetitions and writing included). Figures are medians over the rounds; machines differ,
so quote the ratios.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import unhwp

from dpgkit import imports, paths, readers

FILES = 100


def seconds(function: Callable, *arguments: object, **options: object) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    function(*arguments, **options)
    return time.perf_counter() - start


def fill(folder: Path) -> int:
    """Copy the real files round and round into ``folder``, and return how many there are."""
    source = paths.kit_root().parent / "shared" / "real-documents"
    files = sorted(file for kind in ("hwp", "hwpx") for file in (source / kind).iterdir())
    for number in range(FILES if files else 0):
        shutil.copy(files[number % len(files)], folder / f"{number:03d}_{files[number % len(files)].name}")
    return FILES if files else 0


def bare(folder: Path) -> None:
    """Read every file with the engine alone; what it refuses is passed over."""
    for file in sorted(folder.iterdir()):
        try:
            _ = unhwp.parse(str(file)).text
        except Exception:
            continue


def checked(folder: Path) -> None:
    """Read every file with the kit's readers in this process, which is what a worker does with it."""
    for file in sorted(folder.iterdir()):
        readers.read_all(file.read_bytes(), file.name)


def one_round(source: Path) -> dict[str, float]:
    """Return the seconds of both loops, of an import with one and two workers, and of a second import."""
    taken = {"unhwp.parse in a loop": seconds(bare, source), "read_all in a loop": seconds(checked, source)}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as target:
            options = {"destination": Path(target), "workers": workers, "progress": False}
            taken[f"import, workers={workers}"] = seconds(imports.import_folder, source, "bench", **options)
            taken["second import"] = seconds(imports.import_folder, source, "bench", **options)
    return taken


def main(rounds: int) -> None:
    """Print the medians over the rounds and the ratios to the bare loop."""
    with tempfile.TemporaryDirectory() as folder:
        if not (number := fill(Path(folder))):
            sys.exit("../shared/real-documents is not there")
        measured = [one_round(Path(folder)) for _ in range(rounds)]
    median = {name: statistics.median(row[name] for row in measured) for name in measured[0]}
    floor = median["unhwp.parse in a loop"]
    for name, taken in median.items():
        print(f"{name:24s}{taken:7.2f} s {number / taken:8.0f} files/s {taken / floor:6.2f} x bare")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
