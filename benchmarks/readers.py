"""What importing a folder costs above the bare engine, measured side by side in one run.

    .venv/bin/python benchmarks/readers.py [ROUNDS [FILES ...]]

The HWP and HWPX files of ``../shared/real-documents`` are repeated until there are 100 and then 1,000 in a temporary folder,
each with a mark of its own in the text, so that the search for repetitions finds as little as it does in a real folder.
Each round reads them with ``unhwp.parse`` and with ``readers.read_all`` in a plain loop, then with ``import_folder`` and one and
two workers (checks, search for repetitions and writing included), and once more with nothing changed. The start of workers
is measured on its own: an import of one or two of the smallest files. Figures are medians over the rounds; machines differ, so
quote the ratios. Beside the time on the clock stands what all processes took of the processor (not on Windows), which does not
grow where the machine does something else as well. Three rounds take about a minute and a half on two idle cores.
"""

import io
import os
import re
import statistics
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import olefile
import unhwp

from dpgkit import paths, readers
from dpgkit.documents import imports

FILES = (100, 1000)
WORKERS = (1, 2)
HANGUL = re.compile("[가-힣]{2}")


def seconds(function: Callable, *arguments: object, **options: object) -> tuple[float, float]:
    """Return how long a call takes, on the clock and of the processor in this process and those that it ended."""
    start, before = time.perf_counter(), sum(os.times()[:4])
    function(*arguments, **options)
    return time.perf_counter() - start, sum(os.times()[:4]) - before


def fill(folder: Path, number: int) -> int:
    """Write ``number`` variants of the real files into ``folder``, and return how many there are."""
    source = paths.kit_root().parent / "shared" / "real-documents"
    files = [file for kind in ("hwp", "hwpx") for file in sorted((source / kind).iterdir())]
    for place in range(number if files else 0):
        file = files[place % len(files)]
        mark = chr(ord("가") + place // 100) + chr(ord("힣") - place % 100)
        data = (marked_hwpx if file.suffix == ".hwpx" else marked_hwp)(file.read_bytes(), mark)
        (folder / f"{place:04d}_{file.name}").write_bytes(data)
    return number if files else 0


def marked_hwpx(data: bytes, mark: str) -> bytes:
    """Return a document of whose text the first two syllables in a row are ``mark``."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.endswith("section0.xml"):
                content = re.sub(f"(?<=<hp:t>){HANGUL.pattern}", mark, content.decode("utf-8"), count=1).encode()
            new.writestr(info, content)
    return written.getvalue()


def marked_hwp(data: bytes, mark: str) -> bytes:
    """Return the same of an HWP 5 document, with the mark at a place in its later half where the packed section still fits."""
    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as ole:
        packed = ole.openstream("BodyText/Section0").read()
        section = zlib.decompress(packed, -15)
        places = [text.start() * 2 for text in HANGUL.finditer(section.decode("utf-16-le", errors="replace"))]
        for start in places[len(places) // 2:]:
            compressor = zlib.compressobj(9, wbits=-15)
            new = compressor.compress(section[:start] + mark.encode("utf-16-le") + section[start + 4:]) + compressor.flush()
            if len(new) <= len(packed):
                ole.write_stream("BodyText/Section0", new.ljust(len(packed), b"\0"))
                break
        return file.getvalue()


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


def one_round(source: Path, small: dict[int, Path]) -> dict[str, tuple[float, float]]:
    """Return the seconds of both loops, of the start of workers, of an import with as many, and of a second import."""
    taken = {"unhwp.parse in a loop": seconds(bare, source), "read_all in a loop": seconds(checked, source)}
    for workers in WORKERS:
        with tempfile.TemporaryDirectory() as target:
            run = partial(imports.import_folder, destination=Path(target), workers=workers, progress=False)
            taken[f"start of workers, {workers}"] = seconds(run, small[workers], "small")
            taken[f"import, workers={workers}"] = seconds(run, source, "bench")
            taken["second import"] = seconds(run, source, "bench")
    return taken


def report(number: int, clock: dict[str, float], processor: dict[str, float]) -> None:
    """Print the medians and the ratios to the bare loop."""
    floor = [taken["unhwp.parse in a loop"] for taken in (clock, processor)]
    for name in clock:
        print(f"{name:24s}{clock[name]:7.2f} s {number / clock[name]:8.0f} files/s {clock[name] / floor[0]:6.2f} x bare"
              f"   processor {processor[name]:7.2f} s {processor[name] / floor[1]:6.2f} x bare")
    for workers in WORKERS:
        above = [taken[f"import, workers={workers}"] - taken[f"start of workers, {workers}"] for taken in (clock, processor)]
        print(f"(import - start) / bare, workers={workers}: {above[0] / floor[0]:.2f}, {number / above[0]:.0f} files/s"
              f"   processor {above[1] / floor[1]:.2f}")


def main(rounds: int, numbers: tuple[int, ...]) -> None:
    """Measure folders of each size, every figure in every round."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as small:
            if not fill(Path(folder), number):
                sys.exit("../shared/real-documents is not there")
            starts = smallest(Path(folder), Path(small))
            one_round(starts[2], starts)          # the first start is a cold one
            measured = [one_round(Path(folder), starts) for _ in range(rounds)]
        print(f"\n{number} files, medians of {rounds} rounds")
        report(number, *({name: statistics.median(row[name][kind] for row in measured) for name in measured[0]} for kind in (0, 1)))


def smallest(folder: Path, target: Path) -> dict[int, Path]:
    """Return a folder for each number of workers that holds as many of the smallest files."""
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_size)
    for workers in WORKERS:
        (target / f"{workers}").mkdir()
        for file in files[:workers]:
            (target / f"{workers}" / file.name).write_bytes(file.read_bytes())
    return {workers: target / f"{workers}" for workers in WORKERS}


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(given[0] if given else 3, tuple(given[1:]) or FILES)
