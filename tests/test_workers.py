"""Work in a process of its own."""

import os
import subprocess
import sys

import psutil
import pytest

from dpgkit import paths, workers
from dpgkit.errors import DataError
from dpgkit.workers import Limits, Lost, Task, Worker

STUB = '''
import ctypes, os, sys, time

def act(what, value=None):
    if what == "add":
        return sum(value)
    if what == "pid":
        return os.getpid()
    if what == "sleep":
        time.sleep(value)
    if what == "exit":
        os._exit(3)
    if what == "segv":
        ctypes.string_at(0)
    if what == "hog":
        return len([bytearray(150_000_000) for _ in range(30)])
    if what == "raise":
        raise ValueError("no such value" + chr(10) + "second line")
    if what == "leave":
        sys.exit("bye")
    if what == "lambda":
        return lambda: None
    if what == "print":
        print("loud", flush=True)
    return what
'''
FORGETFUL = """
import sys
from dpgkit.workers import Limits, Worker
worker = Worker("acts.act", Limits(30))
print(worker.call("pid"), flush=True)
worker.give(("sleep", 600))
"""


@pytest.fixture(scope="module")
def acts(tmp_path_factory):
    """The dotted name of a function of our own that workers can import."""
    folder = tmp_path_factory.mktemp("일꾼 폴더")
    (folder / "acts.py").write_text(STUB, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(paths.kit_root() / "utils")]))
        patch.syspath_prepend(str(folder))
        yield "acts.act"


@pytest.fixture(scope="module")
def worker(acts):
    worker = Worker(acts, Limits(seconds=2, megabytes=300))
    yield worker
    worker.end()


@pytest.mark.parametrize(("arguments", "answer"), [
    (("add", [1, 2, 3]), 6), (("print",), "print"), (("raise",), Lost("crash", "ValueError: no such value")),
    (("leave",), Lost("crash", "SystemExit: bye"))])
def test_an_answer_and_an_error_leave_the_process_as_it_is(worker, arguments, answer):
    before = worker.call("pid")
    assert worker.call(*arguments) == answer
    assert worker.call("pid") == before


@pytest.mark.parametrize(("arguments", "kind"), [
    (("sleep", 600), "timeout"), (("exit",), "crash"), (("segv",), "crash"), (("hog",), "memory")])
def test_what_a_task_breaks_is_replaced(worker, arguments, kind):
    before = worker.call("pid")
    assert worker.call(*arguments) == Lost(kind)
    assert worker.call("pid") != before and not psutil.pid_exists(before)


def test_an_answer_that_cannot_travel_is_told(worker):
    lost = worker.call("lambda")
    assert lost.kind == "crash" and "pickle" in lost.reason.lower()
    assert worker.call("add", [1]) == 1


def test_tasks_come_back_with_their_answers(acts):
    tasks = [Task(f"과제 {number}", ("add", [number, 1])) for number in range(6)] + [Task("멈춤", ("sleep", 600))]
    done = {task.key: answer for task, answer in workers.run(tasks, acts, workers=2, limits=Limits(1))}
    assert done == {**{f"과제 {number}": number + 1 for number in range(6)}, "멈춤": Lost("timeout")}


def test_ctrl_c_leaves_no_answer_for_the_next_call(acts, monkeypatch):
    worker = Worker(acts, Limits(30))
    assert worker.call("add", [1]) == 1
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(worker, "_wait", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
        worker.call("sleep", 600)
    assert worker.call("add", [2]) == 2
    worker.end()


def test_a_worker_that_ended_starts_again(worker):
    before = worker.call("pid")
    worker.end()
    assert not psutil.pid_exists(before)
    assert worker.call("add", [2, 2]) == 4


def test_a_forgotten_worker_ends_with_its_parent(acts):
    told = subprocess.run([sys.executable, "-c", FORGETFUL], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert told.stderr == "" and not psutil.pid_exists(int(told.stdout))


def test_a_worker_ends_when_its_parent_is_killed(acts):
    script = FORGETFUL.replace('worker.give(("sleep", 600))', "import time; time.sleep(600)")
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    assert psutil.wait_procs([child], timeout=30)[0] == [child]


def test_a_dropped_worker_ends_at_once(acts):
    worker = Worker(acts, Limits(30))
    number = worker.call("pid")
    del worker
    assert not psutil.pid_exists(number)


def test_a_function_that_cannot_be_imported_is_told():
    with pytest.raises(DataError, match="시작하지 못했습니다"):
        list(workers.run([Task("a", ())], "dpgkit.nowhere.read", workers=1, limits=Limits(1)))


def test_nothing_to_do_starts_nothing():
    assert list(workers.run([], "dpgkit.nowhere.read", workers=2, limits=Limits(1))) == []


@pytest.mark.parametrize(("arguments", "kind"), [(("sleep", 600), "timeout"), (("exit",), "crash"), (("hog",), "memory")])
def test_a_task_that_waits_behind_a_lost_one_is_done(acts, arguments, kind):
    tasks = [Task(f"{number}", arguments if number == 2 else ("add", [number])) for number in range(8)]
    done = {task.key: answer for task, answer in workers.run(tasks, acts, workers=1, limits=Limits(1, 300))}
    assert done == {**{f"{number}": number for number in range(8)}, "2": Lost(kind)}


def test_a_worker_that_died_between_two_calls_is_replaced(worker):
    assert worker.call("pid") == worker.process.pid
    worker.process.kill()
    worker.process.join()
    assert worker.call("add", [3]) == 3


def test_limits_may_change_between_two_tasks(acts):
    worker = Worker(acts, Limits(60))
    assert worker.call("add", [1]) == 1
    worker.limits = Limits(0.5)
    assert worker.call("sleep", 600) == Lost("timeout")
    worker.end()
