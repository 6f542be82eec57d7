"""The sandbox brings plain answers back, whatever a submission does, and keeps it from what it must not reach."""

import os
import time
from pathlib import Path

import psutil
import pytest

from dpgkit import paths
from dpgkit.exercises import sandbox
from dpgkit.exercises.sandbox import DONE, Limits

FAST = Limits(cell_seconds=1, total_seconds=25, megabytes=700, file_megabytes=5, room_megabytes=20, processes=24)
needs_namespaces = pytest.mark.skipif(sandbox.level() != sandbox.NAMESPACES, reason="이 시스템은 이름 공간을 허락하지 않습니다.")
NAMES = {"1": "a", "2": "b", "3": "c"}


def run(*cells, **options):
    return sandbox.run(cells, NAMES, ["seed"], **{"limits": FAST, **options})


def test_answers_parameters_and_errors_come_back():
    ran = run("seed = 7\na = {'가': 1.5}", "b = [1, 2\n", "import numpy as np\nc = np.arange(3)")
    assert ran.ended == DONE and ran.answers == {"1": {"가": 1.5}, "2": None, "3": [0, 1, 2]}
    assert ran.given == {"seed": 7} and list(ran.errors) == [2] and "SyntaxError" in ran.errors[2]


BAD = {"while True: pass": "1초 안에 끝나지 않았습니다", "import time\ntime.sleep(60)": "1초 안에", "input('답?')": "input()은",
       "import sys\nsys.exit(0)": "SystemExit", "1 / 0": "ZeroDivisionError", "def f(): f()\nf()": "RecursionError",
       "x = bytearray(3 * 10**9)": "MemoryError", "from dpgkit.exercises import lesson01": "검사 코드를 불러올 수 없습니다",
       "open('큰 파일', 'wb').write(bytes(8 * 10**6))": "File too large",
       "import socket\nsocket.create_connection(('127.0.0.1', 80), 2)": "네트워크를 쓸 수 없습니다"}


def test_a_bad_cell_costs_only_itself():
    ran = run("a = 1", *BAD, "b = 2")
    assert ran.ended == DONE and ran.answers == {"1": 1, "2": 2, "3": None}
    assert [cell for number, cell in enumerate(BAD, start=2) if BAD[cell] not in ran.errors[number]] == []


@pytest.mark.parametrize(("cell", "ended"), [
    ("import os\nos._exit(0)", "died"), ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "died"),
    ("import ctypes\nctypes.string_at(0)", "died"),
    ("import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nwhile True:\n    try:\n        while 1: pass\n    except BaseException: 0",
     "timeout")])
def test_what_came_before_the_end_counts(cell, ended):
    ran = run("a = 1", cell, "b = 2", limits=Limits(cell_seconds=1, total_seconds=6, megabytes=700))
    assert (ran.ended, ran.answers, ran.cells) == (ended, {"1": 1, "2": None, "3": None}, 1)


def test_memory_eaten_by_many_processes_ends_the_submission():
    child = "x = bytearray(500 * 10**6); import time; time.sleep(30)"
    code = f"import subprocess, sys, time\nfor _ in range(4): subprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(20)"
    assert run("a = 1", code, limits=Limits(cell_seconds=25, total_seconds=30, megabytes=700)).ended == "memory"


def test_processes_cannot_be_started_without_end():
    ran = run("import subprocess\na = 0\nfor _ in range(400):\n    subprocess.Popen(['sleep', '60'])\n    a += 1", "b = 2")
    assert ran.ended == "processes" or "BlockingIOError" in ran.errors[1]


def test_nothing_stays_behind():
    before = {one.pid for one in psutil.process_iter()}
    run("import subprocess\nsubprocess.Popen(['sleep', '987'], start_new_session=True)\nimport threading\n"
        "threading.Thread(target=lambda: __import__('time').sleep(60)).start()")
    time.sleep(0.3)
    left = [one for one in psutil.process_iter(["pid", "cmdline"]) if one.pid not in before and "987" in (one.info["cmdline"] or [])]
    assert not left or sandbox.level() != sandbox.NAMESPACES


def test_a_checker_of_the_submission_is_not_believed():
    code = ("from dpgkit import exercises\ncheck = exercises.checker('01', country='KOR')\ncheck('1', {'가': 3})\n"
            "check.require('2', 5)\ncheck.parameters(); check.progress()")
    ran = run(code, "check = lambda *_: '통과'\ncheck('2', 6)", "c = 7")
    assert ran.ended == DONE and not ran.errors and ran.answers == {"1": {"가": 3}, "2": 5, "3": 7}


ODD = ["object()", "lambda: 1", "list(range(10**6))", "type('X', (dict,), {'items': lambda self: 1/0})(a=1)", "float('nan')",
       "type('X', (), {'__class__': property(lambda self: 1/0)})()", "'가' * 10**6"]


def test_any_answer_crosses_as_plain_data():
    ran = sandbox.run([f"a{n} = {value}" for n, value in enumerate(ODD)], {str(n): f"a{n}" for n in range(len(ODD))}, [], limits=FAST)
    assert ran.ended == DONE and not ran.errors and len(ran.answers) == len(ODD)
    assert max(len(str(answer)) for answer in ran.answers.values()) < 60_000


def test_lines_that_are_no_messages_do_no_harm():
    junk = b'{"cell": "x"}\n[1]\n{"done": 1}\n'
    code = f"import os\nfor n in range(3, 40):\n    try: os.write(n, {junk!r})\n    except OSError: pass"
    ran = run("a = 1", code)
    assert ran.answers["1"] == 1


def test_without_namespaces_limits_still_hold():
    how = sandbox.PROCESS if os.name == "nt" else sandbox.LIMITS
    ran = run("a = 1", "while True: pass", "x = bytearray(3 * 10**9)", "import os\nb = dict(os.environ)", "os._exit(1)", how=how)
    assert ran.ended == "died" and ran.answers["1"] == 1 and "1초" in ran.errors[2] and "Memory" in ran.errors[3]
    assert ran.answers["2"]["USER"] == "student" and not [name for name in ran.answers["2"] if "KEY" in name or "TOKEN" in name]


@needs_namespaces
def test_files_of_the_marker_and_the_answers_are_out_of_sight(tmp_path):
    (tmp_path / "비밀.txt").write_text("비밀", encoding="utf-8")
    root, package = paths.kit_root(), Path(sandbox.__file__).parent
    code = (f"from pathlib import Path\nroot = Path({str(root)!r})\npackage = Path({str(package)!r})\n"
            "a = [name for name in ('kit.py', 'solutions', 'exercises', 'tests', '.git') if (root / name).exists()]\n"
            f"b = [Path({str(tmp_path)!r}).exists(), *(len((package / one).read_bytes()) for one in ('lesson01.py', 'keys.json'))]\n"
            "c = [len(file.read_bytes()) for file in package.glob('__pycache__/lesson*')]")
    ran = run(code)
    assert ran.ended == DONE and ran.answers["1"] == ["kit.py"] and ran.answers["2"] == [False, 0, 0] and not any(ran.answers["3"] or [])


@needs_namespaces
def test_nothing_can_be_written_but_a_small_throw_away_home():
    code = (f"import os, shutil\na = []\nfor place in ({str(paths.kit_root())!r}, '/usr', '/'):\n"
            "    try: open(os.path.join(place, 'x'), 'w')\n    except OSError: a.append(place)\n"
            "b = os.getuid() or os.path.exists(os.path.join('/proc/1', 'root', 'home'))\n"
            "c = 0\ntry:\n    for c in range(50): open(f'/tmp/{c}', 'wb').write(bytes(4 * 10**6))\nexcept OSError: pass")
    ran = run(code)
    assert len(ran.answers["1"]) == 3 and ran.answers["2"] and ran.answers["3"] < 10
    assert not (paths.kit_root() / "x").exists()


@needs_namespaces
def test_there_is_no_network_and_no_way_up():
    code = ("import ctypes, os, subprocess\nlibc = ctypes.CDLL(None, use_errno=True)\n"
            "a = [line.split(':')[0].strip() for line in open('/proc/net/dev').readlines()[2:]]\n"
            "b = [libc.mount(b'none', b'/tmp', b'tmpfs', 0, None), libc.unshare(0x10000000 | 0x20000), libc.chroot(b'/tmp'),\n"
            "     libc.sethostname(b'x', 1), libc.setuid(0) if os.getuid() else -1]\n"
            "c = len([one for one in os.listdir('/proc') if one.isdigit()])")
    ran = run(code)
    assert set(ran.answers["1"]) <= {"lo"} and ran.answers["2"] == [-1] * 5 and ran.answers["3"] <= 3
