"""Words on disk: whole however often the work is stopped, and the same wherever it is done."""

import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager

import pandas as pd
import pyarrow.parquet as pq
import pytest

from dpgkit import documents, lexicon, morphology, terms
from dpgkit.analyzers import java, tagging
from dpgkit.errors import DataError
from dpgkit.morphology import shards

FAKE = '''
import time
from dpgkit.analyzers import Tagged

def tag_units(settings, units):
    time.sleep(0.05)
    words = [unit.split() for unit in units]
    flat = [word for unit in words for word in unit]
    return Tagged([len(unit) for unit in words], flat, flat, ["NNG"] * len(flat), {})
'''
RUN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from dpgkit.analyzers import tagging
from dpgkit.morphology import shards
tagging.FUNCTION = "fakes.tag_units"
shards.analyze_to_parquet(Path(sys.argv[2]), Path(sys.argv[3]), "komoran", characters=150, keep=False, progress=False)
"""


@pytest.fixture(scope="module")
def table():
    chosen = documents.load_documents("digests")[["id", "text"]].iloc[::8]
    odd = pd.DataFrame({"id": ["빈 글", "기호"], "text": ["", "·\u200b·"]})
    return pd.concat([chosen.iloc[:7], odd, chosen.iloc[7:]], ignore_index=True)


@pytest.fixture
def by_space(tmp_path, monkeypatch):
    """An analyzer that splits at spaces, in workers as well; returns the folder of its module."""
    (tmp_path / "fakes.py").write_text(FAKE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(tagging, "FUNCTION", "fakes.tag_units")
    monkeypatch.setattr(tagging, "_workers", {})
    yield tmp_path
    tagging.release()


def made(documents_, folder, analyzer="okt", **options):
    return shards.analyze_to_parquet(documents_, folder, analyzer, **{"characters": 1500, "progress": False, **options})


def content(folder):
    """Return all tokens and all that the shards of a folder say, read plainly, with the numbers of the files."""
    files = sorted(folder.glob("0*.parquet"))
    tokens = pd.concat([pq.read_table(file).to_pandas().astype(str) for file in files], ignore_index=True)
    told = shards.opened(folder)
    return [file.name for file in files], tokens, *(part.values.tolist() for part in (told.documents, told.skipped, told.removed))


def same(one, other):
    return one[0] == other[0] and one[1].equals(other[1]) and one[2:] == other[2:]


@pytest.mark.parametrize("analyzer", ["okt", "komoran"])
def test_shards_hold_the_words_of_the_analysis(tmp_path, table, analyzer):
    told = made(table, tmp_path / "말뭉치", analyzer)
    whole = morphology.analyze(table, analyzer, progress=False)
    names, tokens, counted, _, removed = content(tmp_path / "말뭉치")
    assert names == [f"{number:05d}.parquet" for number in range(told.made)] and told.made > 5
    assert tokens.equals(whole.tokens.astype(str)) and removed == whole.removed.values.tolist() and told.notes == whole.notes
    expected = whole.tokens["document"].value_counts()
    assert counted == [[name, expected.get(name, 0)] for name in table["id"]]


def test_files_tables_and_streams_make_the_same_shards(tmp_path, table, by_space):
    table.to_csv(tmp_path / "글.csv", index=False)
    table.to_csv(tmp_path / "cp949.csv", index=False, encoding="cp949", errors="ignore")
    table.to_parquet(tmp_path / "글.parquet")
    sources = [table, tmp_path / "글.csv", tmp_path / "글.parquet", (table.iloc[start:start + 3] for start in range(0, len(table), 3))]
    for number, source in enumerate(sources):
        made(source, tmp_path / str(number))
    told = [content(tmp_path / str(number)) for number in range(len(sources))]
    assert all(same(told[0], other) for other in told[1:])
    assert len(made(tmp_path / "cp949.csv", tmp_path / "cp949").documents) == len(table)


@pytest.mark.parametrize("seed", [2026])
def test_a_run_killed_again_and_again_ends_as_if_it_had_not_been(tmp_path, table, by_space, seed):
    chosen, csv, folder = random.Random(seed), tmp_path / "글.csv", tmp_path / "말뭉치"
    table.to_csv(csv, index=False)
    made(csv, tmp_path / "한 번에", "komoran", characters=150, keep=False)
    kills = 0
    while True:
        before = len(list(folder.glob("*")))
        process = subprocess.Popen([sys.executable, "-c", RUN, by_space, csv, folder])
        while process.poll() is None and len(list(folder.glob("*"))) <= before:
            time.sleep(0.01)
        time.sleep(chosen.random() * 0.2)
        process.kill()
        process.wait(timeout=60)
        if (folder / shards.DONE).exists():
            break
        kills += 1
        with pytest.raises(DataError, match="멈춘 폴더|없는 폴더"):
            shards.opened(folder)
    (folder / "00003.part").write_bytes(b"PAR1")
    last = made(csv, folder, "komoran", characters=150, keep=False)
    assert kills and last.made == 0 and not list(folder.glob("*.part"))
    assert same(content(folder), content(tmp_path / "한 번에"))


@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
def test_a_shard_that_is_gone_or_damaged_is_made_again(tmp_path, table, by_space, damage):
    first = made(table, tmp_path)
    expected, file = content(tmp_path), tmp_path / "00002.parquet"
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-20] if damage == "cut" else (tmp_path / "00001.parquet").read_bytes())
    if damage != "other":
        with pytest.raises(DataError, match="다시 실행"):
            shards.opened(tmp_path)
    assert made(table, tmp_path).made == 1 and same(content(tmp_path), expected) and first.made > 3


def test_what_has_changed_is_made_again_and_what_is_too_much_goes(tmp_path, table, by_space, monkeypatch):
    assert made(table, tmp_path).made > made(table, tmp_path).made == 0
    changed = table.assign(text=[text + " 덧붙임" if row == 9 else text for row, text in enumerate(table["text"])])
    assert made(changed, tmp_path).made == 1 and "덧붙임" in content(tmp_path)[1]["surface"].tolist()
    monkeypatch.setattr(shards, "FORMAT", 0)
    assert made(changed, tmp_path).made == len(list(tmp_path.glob("0*.parquet")))
    assert made(changed, tmp_path, "komoran").made == len(list(tmp_path.glob("0*.parquet")))
    nouns = lexicon.load()
    assert made(changed, tmp_path, "komoran", lexicon=nouns).made > 3 and made(changed, tmp_path, "komoran", lexicon=nouns).made == 0
    fewer = made(changed.iloc[:4], tmp_path, "komoran", lexicon=nouns)
    assert fewer.documents["document"].tolist() == changed["id"].tolist()[:4] == content(tmp_path)[1]["document"].unique().tolist()


def test_files_of_the_reader_are_left_alone(tmp_path, table, by_space):
    mine = [tmp_path / name for name in ("2023.parquet", "00001 사본.parquet", "글.part", "글.csv")]
    for file in mine:
        file.write_bytes(b"PAR1")
    made(table, tmp_path)
    made(table.iloc[:1], tmp_path)
    assert all(file.read_bytes() == b"PAR1" for file in mine) and len(shards.opened(tmp_path).documents) == 1


def test_no_document_is_an_empty_corpus(tmp_path, table, by_space):
    made(table, tmp_path / "말뭉치")
    told = made(table.iloc[:0], tmp_path / "말뭉치")
    assert told.documents.empty and told.skipped.empty and told.removed.columns.tolist() == ["kind", "documents", "count"]
    assert shards.count_terms(tmp_path / "말뭉치").columns.tolist() == ["document", "term", "count"]
    blank = made(pd.DataFrame({"id": ["a"], "text": ["\n"]}), tmp_path / "빈 말뭉치")
    assert blank.documents.values.tolist() == [["a", 0]] and shards.count_terms(tmp_path / "빈 말뭉치", by="corpus").empty


@pytest.mark.parametrize(("documents_", "what"), [
    (pd.DataFrame({"id": ["a"], "body": ["가"]}), "열이 없습니다"), (pd.DataFrame({"id": ["a", "a"], "text": ["가", "나"]}), "여럿"),
    ([pd.DataFrame({"name": ["a"], "text": ["가"]})], "열이 없습니다"), ("없는 파일.csv", "파일이 없습니다")])
def test_bad_documents_are_refused_before_anything_is_written(tmp_path, documents_, what):
    with pytest.raises(DataError, match=what):
        made(documents_, tmp_path / "말뭉치")
    assert not list(tmp_path.iterdir())


def test_an_id_that_is_repeated_late_stops_the_run_without_a_false_result(tmp_path, by_space):
    stream = (pd.DataFrame({"id": [name], "text": ["가나다 " * 40]}) for name in "abca")
    with pytest.raises(DataError, match="여럿(.|\n)*a"):
        made(stream, tmp_path / "말뭉치", characters=100)
    with pytest.raises(DataError, match="멈춘 폴더"):
        shards.count_terms(tmp_path / "말뭉치")


def test_one_process_at_a_time(tmp_path, table, by_space):
    csv, folder = tmp_path / "글.csv", tmp_path / "말뭉치"
    table.to_csv(csv, index=False)
    with subprocess.Popen([sys.executable, "-c", RUN, by_space, csv, folder]) as other:
        while other.poll() is None and not list(folder.glob("0*.parquet")):
            time.sleep(0.01)
        with pytest.raises(DataError, match="다른 곳에서"):
            made(csv, folder)
        other.kill()
    assert made(csv, folder).documents["document"].tolist() == table["id"].tolist()      # the lock went with the process


@pytest.mark.parametrize("folder", ["한글 말뭉치", "내 [말뭉치] {1}"])
def test_duckdb_counts_as_terms_does(tmp_path, table, folder):
    made(table, tmp_path / folder)
    tokens = morphology.analyze(table, "okt", progress=False).tokens
    for pos, least in ((morphology.NOUNS, 2), (("VERB",), 1), ((), 3)):
        kept = tokens[(tokens["pos"].isin(pos) if pos else True) & (tokens["lemma"].str.len() >= least)]
        assert shards.count_terms(tmp_path / folder, pos=pos, min_length=least).astype(str).equals(terms.count_terms(kept).astype(str))
    whole = shards.count_terms(tmp_path / folder, by="corpus").sort_values("term")
    expected = terms.count_matrix(table, progress=False).terms[["term", "count", "documents"]]
    assert whole.values.tolist() == expected.values.tolist() and not (tmp_path / folder / ".duckdb").exists()


def test_what_cannot_be_counted_is_told(tmp_path, table):
    with pytest.raises(DataError, match="없는 폴더"):
        shards.count_terms(tmp_path)
    with pytest.raises(DataError, match="document, corpus"):
        shards.count_terms(tmp_path, by="word")
    with pytest.raises(DataError, match="없는 형태소"):
        made(table, tmp_path / "말뭉치", "mecab")


def test_without_java_the_shards_say_so(tmp_path, monkeypatch):
    monkeypatch.setattr(java, "is_there", lambda: False)
    told = made(pd.DataFrame({"id": ["a"], "text": ["국민이 만든다."]}), tmp_path)
    assert told.notes == (morphology.NO_JAVA.format(analyzer="okt"),) and told.documents.values.tolist() == [["a", 5]]


@pytest.fixture(scope="module")
def expected(tmp_path_factory, table):
    folder = tmp_path_factory.mktemp("한 대로")
    made(table, folder)
    return content(folder)


def test_two_processes_of_dask_make_the_same_shards(tmp_path, table, expected):
    distributed = pytest.importorskip("distributed", reason="distributed가 없습니다")
    with (distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1",
                                   local_directory=str(tmp_path / "dask")) as cluster, distributed.Client(cluster) as client):
        told = made(table, tmp_path / "말뭉치", client=client, keep=False)
        assert same(content(tmp_path / "말뭉치"), expected) and told.made == len(expected[0])
        (tmp_path / "말뭉치" / "00001.parquet").unlink()
        assert made(table, tmp_path / "말뭉치", client=client).made == 1 and same(content(tmp_path / "말뭉치"), expected)


@contextmanager
def dask(folder, *command):
    """Run a command of Dask in a process of its own, for as long as the block lasts."""
    arguments = [sys.executable, "-m", "dask", *command, "--no-dashboard", "--scheduler-file", str(folder / "scheduler.json")]
    environment = {**os.environ, "DASK_TEMPORARY_DIRECTORY": str(folder)}
    process = subprocess.Popen(arguments, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not (folder / "scheduler.json").exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert process.poll() is None and (folder / "scheduler.json").exists()
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def test_a_scheduler_and_a_worker_of_the_command_line_make_the_same_shards(tmp_path, table, expected):
    distributed = pytest.importorskip("distributed", reason="distributed가 없습니다")
    with (dask(tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0"),
          dask(tmp_path, "worker", "--host", "127.0.0.1", "--nworkers", "2", "--nthreads", "1", "--death-timeout", "60"),
          distributed.Client(scheduler_file=str(tmp_path / "scheduler.json"), timeout=60) as client):
        client.wait_for_workers(2, timeout=60)
        made(table, tmp_path / "말뭉치", client=client)
    assert same(content(tmp_path / "말뭉치"), expected)
