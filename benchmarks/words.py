"""From text to a document-term matrix: the usual loop, Kiwi, and the kit, measured side by side in one run.

    .venv/bin/python benchmarks/words.py [ROUNDS]
    .venv/bin/python benchmarks/words.py memory [MEGABYTES ...]

Presidential speeches of ``../shared/real-documents/scale`` (1.4 million chunks). Each figure comes from a process of its own that
reads the same Parquet file: (a) KoNLPy's tutorial loop ``Okt().pos`` per document and CountVectorizer, (b) kiwipiepy with its own
pool and CountVectorizer, (c) the kit with an empty store, (d) the kit with a full one, (e) reading the text and splitting it at white
space. ``memory`` streams text of the given sizes (the speeches over and over, one word in twenty varied) into shards. Peak memory
is that of the process and all its children, Java included. Machines differ, so quote the ratios.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import psutil

SPEECHES = Path(__file__).resolve().parents[2] / "shared" / "real-documents" / "scale" / "speeches_1993_2007.csv.gz"
CHUNKS = (325_000, 1_300_000)
NAMES = {"loop": "(a) Okt().pos loop", "kiwi": "(b) kiwipiepy pool", "cold": "(c) kit, empty store", "warm": "(d) kit, full store",
         "floor": "(e) read and split"}
NOUN_TAGS = ("NNG", "NNP", "NNB")


def floor(documents: Path) -> int:
    """Read the text and split it at white space: no analysis can cost less."""
    return sum(len(text.split()) for text in pd.read_parquet(documents)["text"])


def loop(documents: Path) -> int:
    """Do what tutorials do; the texts are cleaned first, because the loop would stop at the first odd one."""
    from konlpy.tag import Okt
    from sklearn.feature_extraction.text import CountVectorizer

    from dpgkit import cleaning
    from dpgkit.analyzers import java

    java.start(heavy=True)
    okt = Okt()
    texts = [cleaning.clean(text) for text in pd.read_parquet(documents)["text"]]
    nouns = [[word for word, tag in okt.pos(text) if tag == "Noun" and len(word) > 1] for text in texts]
    return CountVectorizer(analyzer=list).fit_transform(nouns).sum()


def kiwi(documents: Path) -> int:
    """Give all texts to Kiwi's own pool."""
    from kiwipiepy import Kiwi
    from sklearn.feature_extraction.text import CountVectorizer

    tagged = Kiwi(num_workers=os.cpu_count()).tokenize(pd.read_parquet(documents)["text"].tolist())
    nouns = [[token.form for token in tokens if token.tag in NOUN_TAGS and len(token.form) > 1] for tokens in tagged]
    return CountVectorizer(analyzer=list).fit_transform(nouns).sum()


def kit(documents: Path) -> int:
    """Count with the kit; whether the store is empty or full is up to ``DPGKIT_CACHE``."""
    from dpgkit import terms

    return terms.count_matrix(pd.read_parquet(documents), "okt", progress=False).matrix.sum()


def stream(megabytes: int) -> int:
    """Write the words of that much varied text into shards, and return the number of documents."""
    from dpgkit.morphology import shards

    with tempfile.TemporaryDirectory() as folder:
        return len(shards.analyze_to_parquet(varied(megabytes), Path(folder) / "shards", progress=False).documents)


def varied(megabytes: int) -> Iterator[pd.DataFrame]:
    """Yield the speeches over and over, from the second time on with one word in twenty doubled onto its neighbour."""
    chosen, size, turn = random.Random(2026), 0, 0
    while True:
        for table in pd.read_csv(SPEECHES, usecols=["speech_text"], dtype=str, chunksize=100):
            texts = [varied_text(text, chosen) if turn else text for text in table["speech_text"].fillna("")]
            yield pd.DataFrame({"id": [f"{turn}-{number}" for number in table.index], "text": texts})
            size += sum(len(text.encode("utf-8")) for text in texts)
            if size >= megabytes * 1e6:
                return
        turn += 1


def varied_text(text: str, chosen: random.Random) -> str:
    """Return a text with one word in twenty followed by the next without a space: a new chunk, as new texts bring."""
    return "".join(word + ("" if chosen.random() < 0.05 else " ") for word in text.split())


def prepared(folder: Path, chunks: int) -> Path:
    """Write the first speeches that hold so many chunks, and return the file."""
    speeches = pd.read_csv(SPEECHES, dtype=str)["speech_text"].fillna("")
    taken = speeches[speeches.str.split().str.len().cumsum() <= chunks]
    file = folder / f"{chunks}.parquet"
    pd.DataFrame({"id": taken.index.astype(str), "text": taken}).to_parquet(file)
    return file


def measured(name: str, *arguments: object, cache: Path) -> tuple[float, float]:
    """Return the seconds and the peak megabytes of one measurement in a process of its own."""
    environment = {**os.environ, "DPGKIT_CACHE": str(cache)}
    process = subprocess.Popen([sys.executable, __file__, "one", name, *map(str, arguments)], env=environment, stdout=subprocess.PIPE)
    peak = 0
    while process.poll() is None:
        peak = max(peak, tree_memory(psutil.Process(process.pid)))
        time.sleep(0.05)
    if process.returncode:
        sys.exit(process.returncode)
    return json.loads(process.stdout.read())["seconds"], peak / 2**20


def tree_memory(process: psutil.Process) -> int:
    """Return the resident bytes of a process and its children."""
    total = 0
    try:
        for one in [process, *process.children(recursive=True)]:
            total += one.memory_info().rss
    except psutil.Error:
        pass
    return total


def one(name: str, argument: str) -> None:
    """Run one measurement here, start of Java and imports included, and print its seconds."""
    works = {"floor": floor, "loop": loop, "kiwi": kiwi, "cold": kit, "warm": kit}
    start = time.perf_counter()
    if name == "stream":
        stream(int(argument))
    else:
        works[name](Path(argument))
    print(json.dumps({"seconds": time.perf_counter() - start}))


def compare(rounds: int) -> None:
    """Print seconds, ratios and peak memory of each way, for two sizes of corpus."""
    cold = {}
    for chunks in CHUNKS:
        with tempfile.TemporaryDirectory() as folder:
            file, rows = prepared(Path(folder), chunks), {name: [] for name in NAMES}
            for turn in range(rounds):
                for name in NAMES:
                    rows[name].append(measured(name, file, cache=Path(folder) / f"cache-{turn}"))
        seconds = {name: statistics.median(second for second, _ in got) for name, got in rows.items()}
        cold[chunks] = seconds["cold"]
        print(f"{chunks:,} chunks")
        for name, label in NAMES.items():
            peak = max(megabytes for _, megabytes in rows[name])
            print(f"  {label:22s}{seconds[name]:8.2f} s{seconds['loop'] / seconds[name]:8.1f} x faster than (a)"
                  f"{seconds['kiwi'] / seconds[name]:7.1f} x (b){seconds[name] / seconds['floor']:8.1f} x floor{peak:7.0f} MB", flush=True)
    small, large = CHUNKS
    print(f"{large / small:.0f} times the corpus costs {cold[large] / cold[small]:.2f} times as much with an empty store")


def memory(sizes: list[int]) -> None:
    """Print seconds and peak memory of the streaming call."""
    for megabytes in sizes:
        with tempfile.TemporaryDirectory() as cache:
            seconds, peak = measured("stream", megabytes, cache=Path(cache))
        print(f"{megabytes:4d} MB of text {seconds:8.1f} s {peak:7.0f} MB at its peak", flush=True)


if __name__ == "__main__":
    if not SPEECHES.is_file():
        sys.exit("../shared/real-documents is not there")
    if sys.argv[1:2] == ["one"]:
        one(*sys.argv[2:4])
    elif sys.argv[1:2] == ["memory"]:
        memory([int(size) for size in sys.argv[2:]] or [30, 300])
    else:
        compare(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
