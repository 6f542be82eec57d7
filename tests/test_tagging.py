"""Units are analysed once, exactly as KoNLPy does it, and one that breaks an analyzer breaks nothing else."""

import json
import multiprocessing
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dpgkit import cleaning, documents, morphology, paths
from dpgkit.analyzers import Settings, java, tagging, unitstore
from dpgkit.errors import DataError

SPEECHES = paths.kit_root().parent / "shared" / "real-documents" / "scale" / "speeches_1993_2007.csv.gz"
FAKE = '''
import os, signal, time
from dpgkit.analyzers import Tagged

def tag_units(settings, units):
    with open(os.environ["CALLS"], "a", encoding="utf-8") as calls:
        print(len(units), os.getpid(), file=calls)
    for unit in units:
        if unit == "가" and os.environ.get("BROKEN"):
            raise ValueError("no dictionary")
    if os.environ.get("MUTE"):
        return Tagged([0] * len(units), [], [], [], {})
    for unit in units:
        if "멈춤" in unit:
            time.sleep(600)
        if "죽음" in unit or ("한번" in unit and not os.path.exists(os.environ["CALLS"] + unit)):
            open(os.environ["CALLS"] + unit, "w").close()
            os.kill(os.getpid(), 9)
        if "나감" in unit:
            os._exit(0)
        if "오류" in unit:
            raise ValueError("no such word")
    refused = {place: "까닭" for place, unit in enumerate(units) if "거절" in unit}
    words = [[] if place in refused else unit.split() for place, unit in enumerate(units)]
    flat = [word for unit in words for word in unit]
    return Tagged([len(unit) for unit in words], flat, flat, ["X"] * len(flat), refused)
'''


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """An analyzer that does what a unit tells it to; returns the file in which it notes its calls."""
    (tmp_path / "fakes.py").write_text(FAKE, encoding="utf-8")
    for name, value in {"CALLS": tmp_path / "calls", unitstore.FOLDER_VARIABLE: tmp_path / "cache"}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(tagging, "FUNCTION", "fakes.tag_units")
    monkeypatch.setattr(tagging, "_workers", {})
    yield tmp_path / "calls"
    tagging.release()


def tagged(units, analyzer="komoran", **options):
    """Return the surfaces of each unit, and what was refused."""
    table, refused = tagging.tag_distinct(pa.array(units, pa.string()), Settings(analyzer), progress=False, **options)
    return table["surface"].to_pylist(), refused


@pytest.mark.parametrize(("fault", "reason"), [
    ("멈춤", "시간 안에"), ("죽음", "멈췄습니다"), ("나감", "멈췄습니다"), ("오류", "멈췄습니다 (ValueError: no such word)"),
    ("거절", "까닭")])
@pytest.mark.parametrize("analyzer", ["komoran", "kkma"])
def test_a_unit_at_fault_is_found_and_the_rest_is_analysed(fake, fault, reason, analyzer):
    units = [f"낱말 {number}" for number in range(40 if analyzer == "komoran" else 4)]
    units[2] = f"그만 {fault}"
    surfaces, refused = tagged(units, analyzer, seconds=0.5)
    assert refused.keys() == {2} and reason in refused[2]
    assert surfaces == [[] if place == 2 else unit.split() for place, unit in enumerate(units)]
    assert tagged(units[:2] + units[3:], analyzer)[1] == {} and tagged([units[2]], analyzer, seconds=0.5)[1].keys() == {0}


def test_several_units_at_fault_are_each_found(fake):
    units = [f"낱말 {number}" for number in range(600)]
    for place, fault in {0: "죽음", 17: "멈춤", 18: "나감", 599: "죽음"}.items():
        units[place] = fault
    surfaces, refused = tagged(units, seconds=0.3)
    assert refused.keys() == {0, 17, 18, 599} and sum(map(len, surfaces)) == 2 * 596
    assert len(fake.read_text(encoding="utf-8").splitlines()) < 120


@pytest.mark.parametrize("analyzer", ["komoran", "kkma"])
def test_a_unit_whose_worker_was_killed_from_outside_is_tried_again(fake, analyzer):
    assert tagged(["첫 낱말", "한번 더"], analyzer) == ([["첫", "낱말"], ["한번", "더"]], {})


def test_a_chunk_with_a_part_at_fault_is_refused_and_the_others_with_its_parts_are_not(fake):
    surfaces, refused = tagged(["정부,거절", "정부,국민", "거절"], "okt")
    assert refused.keys() == {0, 2} and surfaces[1] == ["정부", ",", "국민"]
    assert tagged(["정부,거절", "국민,정부"], "okt")[1].keys() == {0}


def test_what_is_stored_starts_no_worker(fake, monkeypatch):
    units = ["정부는", "정부,국민", "국민"]
    cold = tagged(units, "okt")
    tagging.release()
    monkeypatch.setattr(tagging, "Worker", None)
    assert tagged(units, "okt") == cold and tagged(units[::-1], "okt")[0] == cold[0][::-1]
    assert tagged(["정부", ",", "국민"], "okt")[0] == [["정부"], [","], ["국민"]]        # parts are kept as well
    assert tagged([], "okt") == tagged([], "okt", keep=False) == ([], {})


def test_without_the_store_the_tokens_are_the_same(fake):
    units = ["정부는", "정부,국민", "국민", "(국민)"]
    expected = ([["정부는"], ["정부", ",", "국민"], ["국민"], ["(", "국민", ")"]], {})
    assert tagged(units, "okt", keep=False) == expected and unitstore.usage().empty
    assert tagged(units, "okt") == tagged(units, "okt") == expected and len(unitstore.usage()) == 1


def test_a_worker_that_cannot_start_is_told_in_korean(fake, monkeypatch):
    monkeypatch.setenv("BROKEN", "1")
    with pytest.raises(DataError, match=r"시작하지 못했습니다(.|\n)*komoran(.|\n)*no dictionary(.|\n)*kiwi로"):
        tagged(["낱말"])
    monkeypatch.setattr(tagging, "FUNCTION", "dpgkit.nowhere.tag_units")
    with pytest.raises(DataError, match="시작하지 못했습니다"):
        tagged(["낱말"])


def test_a_worker_that_says_nothing_is_refused_and_nothing_is_stored(fake, monkeypatch):
    monkeypatch.setenv("MUTE", "1")
    with pytest.raises(DataError, match=r"hannanum: 글을 받고 낱말을 하나도(.|\n)*C:.dpgkit(.|\n)*kiwi로"):
        tagged(["낱말"], "hannanum")
    monkeypatch.delenv("MUTE")
    assert unitstore.usage().empty and tagging._workers == {} and tagged(["낱말"], "hannanum") == ([["낱말"]], {})


def test_ctrl_c_ends_the_worker_and_the_next_call_has_another(fake):
    timer = threading.Timer(1, signal.raise_signal, (signal.SIGINT,))
    tagged(["낱말"])
    with pytest.raises(KeyboardInterrupt):
        timer.start()
        tagged(["멈춤"], seconds=60)
    assert tagging._workers == {} and tagged(["둘째 낱말"])[0] == [["둘째", "낱말"]]


def test_threads_take_turns(fake):
    lots = [[f"낱말 {thread} {number}" for number in range(30)] for thread in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda lot: tagged(lot, keep=False), lots))
    assert answers == [([unit.split() for unit in lot], {}) for lot in lots]


def in_child(pipe, units):
    pipe.send((tagged(units, keep=False), [worker.process.pid for worker in tagging._workers.values()]))


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="이 운영체제에는 fork가 없습니다")
def test_a_child_process_has_a_worker_of_its_own(fake):
    tagged(["낱말"])
    mine, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=in_child, args=(theirs, ["딸린 낱말"]), daemon=True)
    child.start()
    answer, workers = mine.recv()
    child.join()
    assert answer == ([["딸린", "낱말"]], {}) and not set(workers) & {worker.process.pid for worker in tagging._workers.values()}
    assert tagged(["내 낱말"], keep=False) == ([["내", "낱말"]], {})


REFERENCE = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from dpgkit.analyzers import java
java.start(heavy=True)
import jpype
from konlpy.tag import Okt
okt = Okt()

def told(task):
    flags = [jpype.java.lang.Boolean(task["norm"]), jpype.java.lang.Boolean(task["stem"])]
    return str(jpype.java.lang.String.join("\\n", okt.jki.tokenize(task["text"], *flags)))     # what Okt().pos splits into pairs

with ThreadPoolExecutor(2) as pool:
    print(json.dumps(list(pool.map(told, json.load(sys.stdin)))))
"""
SLANG = "이것도 되나욬ㅋㅋㅋㅋㅋ 사랑햌ㅋㅋ 훌쩍훌쩍훌쩍훌쩍 그랰ㅋㅋ? 안됔ㅋㅋㅋ,좋다아아아아 샤릉해"


def texts(corpus):
    if corpus == "slang":
        slang = pd.DataFrame({"id": ["글"], "text": [SLANG]})
        return pd.concat([texts("digests").iloc[::10], documents.load_documents("constitution"), slang])[["id", "text"]]
    if corpus != "speeches":
        return documents.load_documents(corpus)
    speeches = pd.read_csv(SPEECHES, usecols=["speech_text"], dtype=str)["speech_text"].fillna("").iloc[::17].head(150)
    return pd.DataFrame({"id": speeches.index.astype(str), "text": speeches})


def tasks():
    """Return what to compare: corpus, id, norm, stem, text; the dictionary forms of every third speech."""
    for corpus in ("bills", "constitution", "digests", "slang", *(["speeches"] if SPEECHES.is_file() else [])):
        table = texts(corpus)
        for place, (name, text) in enumerate(zip(table["id"], map(cleaning.clean, table["text"]), strict=True)):
            for stem in (False, True) if corpus != "speeches" or place % 3 == 0 else (False,):
                yield {"corpus": corpus, "id": name, "norm": corpus == "slang", "stem": stem, "text": text}


@pytest.fixture(scope="module")
def konlpy_says(tmp_path_factory):
    """Start KoNLPy's Okt in a process of its own; returns the function that waits for its (document, word or form, tokens)."""
    asked, files = list(tasks()), [tmp_path_factory.mktemp("konlpy") / name for name in ("asked", "answered")]
    files[0].write_text(json.dumps(asked), encoding="utf-8")
    with open(files[0], "rb") as source, open(files[1], "wb") as sink, subprocess.Popen(
            [sys.executable, "-c", REFERENCE], stdin=source, stdout=sink) as process:
        def answer(corpus):
            assert process.wait(timeout=500) == 0
            told = json.loads(files[1].read_text(encoding="utf-8"))
            return [(task["id"], "lemma" if task["stem"] else "surface", tokens) for task, tokens in zip(asked, told, strict=True)
                    if task["corpus"] == corpus]
        yield answer


def written(analysis, column):
    """Return the tokens of each document as Okt writes them: one word/tag a line."""
    lines = analysis.tokens[column] + "/" + analysis.tokens["tag"]
    return lines.groupby(analysis.tokens["document"], sort=False).agg("\n".join)


@pytest.mark.parametrize("corpus", ["bills", "constitution", "digests", "slang", "speeches"])
def test_okt_is_that_of_konlpy_token_by_token(konlpy_says, corpus):
    if corpus == "speeches" and not SPEECHES.is_file():
        pytest.skip("../shared/real-documents가 없습니다")
    analysis = morphology.analyze(texts(corpus), "okt", norm=corpus == "slang", progress=False)
    mine = {column: written(analysis, column) for column in ("surface", "lemma")}
    expected = konlpy_says(corpus)
    assert [(name, column, mine[column].get(name, "")) for name, column, _ in expected] == expected
    assert analysis.skipped.empty and {name for name, _, _ in expected} == set(texts(corpus)["id"])


@pytest.fixture(scope="module")
def okt():
    """KoNLPy's own, in this process."""
    java.start()
    from konlpy.tag import Okt

    return Okt()


def test_what_is_compared_is_what_konlpy_returns(okt, konlpy_says):
    text = cleaning.clean(documents.load_documents("constitution")["text"][0])
    told = {column: [tuple(line.rsplit("/", 1)) for line in tokens.split("\n")] for _, column, tokens in konlpy_says("constitution")}
    assert told == {"surface": okt.pos(text), "lemma": okt.pos(text, stem=True)}


WORDS = st.sampled_from([
    "정부", "한국", "가", "국민을", "추진한다", "하고", "예쁘다는", "않았을까", "데이터기반행정을", "년", "회", "ㅋㅋ", "ㅏ", "大韓",
    "AI", "www", "kr", "com", "http://", "user", "é", "1", "24", "1,000", "3.5", "2024년", "5%", "\u1100", "\u0301", "ㆍ"])
JOINTS = st.sampled_from([*""".,!?·…()「」“’'"<~;:/-_@#$&%=*^、※→℃￦""", "", "", " ", " "])
MIXED = st.lists(st.tuples(WORDS, JOINTS) | st.tuples(JOINTS, JOINTS), max_size=12).map(lambda pairs: "".join(map("".join, pairs)))


@settings(max_examples=150, deadline=None)
@given(MIXED | st.text(max_size=40) | st.text("가나다.,·(/:@#$_-&1a한국ㅋ ", max_size=40))
@example("가.한국 가.한국/나 @가나 #가나,다 $가.나 1.가,나 3월,가 a@가.kr 가,www.a.kr 가·나.다 '가'나'다 (가)나)다~ 가ㆍ나")
def test_any_text_is_as_konlpy_has_it(okt, text):
    tokens, cleaned = morphology.analyze([text], "okt", keep=False, progress=False).tokens, cleaning.clean(text)
    assert list(zip(tokens["surface"], tokens["tag"], strict=True)) == okt.pos(cleaned)
    assert list(zip(tokens["lemma"], tokens["tag"], strict=True)) == okt.pos(cleaned, stem=True)


def test_a_worker_killed_in_the_middle_costs_nothing_but_the_retry():
    table = documents.load_documents("digests").iloc[:60]
    expected = morphology.analyze(table, "komoran", progress=False).tokens
    done = threading.Event()

    def kill():
        while not done.wait(0.4):
            for worker in list(tagging._workers.values())[:1]:
                worker.process.kill()
                return
    killer = threading.Thread(target=kill)
    killer.start()
    analysis = morphology.analyze(table, "komoran", keep=False, progress=False)
    done.set()
    killer.join()
    assert analysis.skipped.empty and analysis.tokens.equals(expected)
