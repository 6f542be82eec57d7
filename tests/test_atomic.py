"""A file is there whole or not at all, and what stood in the way is told in Korean."""

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dpgkit import atomic
from dpgkit.errors import DataError, LessonError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="윈도에 없는 기능을 시험합니다.")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "한글 폴더" / "표 하나.csv"
    atomic.write_text(path, "앞의 내용\n")
    return path


def only(path, text):
    return path.read_text(encoding="utf-8") == text and [left.name for left in path.parent.iterdir()] == [path.name]


def test_a_file_is_written_with_its_folder_and_replaced(file):
    assert only(file, "앞의 내용\n")
    assert atomic.write_bytes(file, "새 내용\r\n".encode()) == file and file.read_bytes() == "새 내용\r\n".encode()
    atomic.write_text(file, "똠방", encoding="cp949", durable=True)
    assert file.read_bytes() == "똠방".encode("cp949") and len(list(file.parent.iterdir())) == 1


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError("표가 아님"), DataError("다른 오류")])
def test_what_goes_wrong_in_the_block_leaves_the_old_file_and_is_not_reworded(file, stop):
    with pytest.raises(stop if isinstance(stop, type) else type(stop)), atomic.replacing(file) as part:
        part.write_text("반쪽", encoding="utf-8")
        raise stop
    assert only(file, "앞의 내용\n")


@pytest.mark.parametrize(("number", "words"), [
    (errno.ENOSPC, "빈 자리가 없습니다"), (errno.EDQUOT, "빈 자리가 없습니다"), (errno.EROFS, "읽기만 할 수 있는"),
    (errno.EACCES, "닫고 다시"), (errno.ENAMETOOLONG, "너무 깁니다"), (errno.EIO, "Input/output|I/O")])
def test_what_the_system_says_is_told_in_korean(file, monkeypatch, number, words):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(DataError, match=words) as caught:
        atomic.write_text(file, "새 내용")
    assert "표 하나.csv" in str(caught.value) and "할 일" in str(caught.value) and only(file, "앞의 내용\n")


@pytest.mark.parametrize(("number", "kind"), [(32, "shut"), (112, "full"), (206, "long"), (5, "shut")])
def test_the_numbers_of_windows_are_known(number, kind):
    problem = PermissionError(errno.EACCES, "denied")
    problem.winerror = number
    assert atomic.cause(problem, Path("표.csv")) == kind


def test_the_words_and_the_class_are_the_callers(file, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError))
    with pytest.raises(LessonError, match="부록을 쓰지 못했습니다.\n.*\n.*\n  할 일: 워드를 닫으십시오."):
        atomic.write_text(file, "", what="부록을 쓰지 못했습니다.", todo="워드를 닫으십시오.", error=LessonError)


def test_a_file_in_the_way_of_a_folder_and_a_folder_in_the_way_of_a_file_are_told(file):
    for path in (file / "안" / "표.csv", file.parent):
        with pytest.raises(DataError, match="폴더"):
            atomic.write_text(path, "새 내용")
    assert only(file, "앞의 내용\n")


def test_a_name_that_is_too_long_is_told_and_the_longest_is_written(tmp_path):
    with pytest.raises(DataError, match="너무 깁니다|폴더와 저장 장치"):
        atomic.write_text(tmp_path / ("가" * 300), "새 내용")
    longest = tmp_path / ("a" * 255)
    assert atomic.write_text(longest, "가").is_file() and len(list(tmp_path.iterdir())) == 1


@POSIX
def test_a_full_disk_is_told_and_the_old_file_stays(file):
    script = ("import resource, signal, sys; from pathlib import Path; from dpgkit import atomic\n"
              "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
              "atomic.write_text(Path(sys.argv[1]), '가' * 5000)")
    run = subprocess.run([sys.executable, "-c", script, file], capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 1 and "DataError: 파일을 쓰지 못했습니다. 저장할 빈 자리가 없습니다." in run.stderr
    assert only(file, "앞의 내용\n")


@POSIX
def test_a_read_only_file_is_not_replaced_and_rights_stay_as_they_were(file, monkeypatch):
    file.chmod(0o664)
    atomic.write_text(file, "앞의 내용\n")
    assert file.stat().st_mode & 0o777 == 0o664
    monkeypatch.setattr(atomic.os, "access", lambda *_: False)       # the tests may run as root, whom no right stops
    with pytest.raises(DataError, match="읽기만 할 수 있는"):
        atomic.write_text(file, "새 내용")
    assert only(file, "앞의 내용\n")


def test_a_kill_at_any_step_leaves_a_whole_file(file):
    script = ("import os, sys; from pathlib import Path; from dpgkit import atomic\n"
              "os.replace = lambda *_: os._exit(9)\natomic.write_text(Path(sys.argv[1]), '새 내용', durable=True)")
    assert subprocess.run([sys.executable, "-c", script, file]).returncode == 9
    assert file.read_text(encoding="utf-8") == "앞의 내용\n"


def test_many_at_once_leave_one_whole_file(file):
    texts = [str(number) * 20_000 for number in range(8)]
    threads = [threading.Thread(target=atomic.write_text, args=(file, text)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.read_text(encoding="utf-8") in texts and len(list(file.parent.iterdir())) == 1


# folders

def folder_of(place, text):
    place.mkdir(parents=True)
    (place / "표.csv").write_text(text, encoding="utf-8")
    return place


def all_of(place):
    return {path.name: (path / "표.csv").read_text(encoding="utf-8") for path in place.iterdir()}


@pytest.mark.parametrize("earlier", [True, False])
def test_a_folder_appears_whole(tmp_path, earlier):
    final = tmp_path / "한글 폴더"
    if earlier:
        folder_of(final, "옛것")
    with atomic.replacing_folder(final) as part:
        (part / "표.csv").write_text("새것", encoding="utf-8")
        assert final.exists() == earlier
    assert all_of(tmp_path) == {"한글 폴더": "새것"}


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, DataError("다른 오류"), OSError(errno.ENOSPC, "full")])
def test_what_goes_wrong_while_a_folder_is_filled_leaves_the_earlier_one(tmp_path, stop):
    final = folder_of(tmp_path / "결과", "옛것")
    wanted = DataError if isinstance(stop, OSError) else stop if isinstance(stop, type) else type(stop)
    with pytest.raises(wanted), atomic.replacing_folder(final) as part:
        (part / "표.csv").write_text("반쪽", encoding="utf-8")
        raise stop
    assert all_of(tmp_path) == {"결과": "옛것"}


@pytest.mark.parametrize("fails", ["first", "second"])
@pytest.mark.parametrize("winerror", [5, 32])
def test_a_file_open_in_windows_is_told_and_the_earlier_folder_stays(tmp_path, monkeypatch, fails, winerror):
    final, part = folder_of(tmp_path / "결과", "옛것"), folder_of(tmp_path / "새것", "새것")
    real, blocked = os.replace, {"first": final, "second": part}[fails]

    def replace(source, target):
        if Path(source) == blocked:
            problem = PermissionError(errno.EACCES, "denied")
            problem.winerror = winerror
            raise problem
        real(source, target)
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(LessonError, match="결과를 바꾸지 못했습니다.\n.*\n.*\n  할 일: .*엑셀.*닫고 다시"):
        atomic.exchange(part, final, what="결과를 바꾸지 못했습니다.", error=LessonError)
    assert all_of(tmp_path) == {"결과": "옛것", "새것": "새것"}


KILLED = """
import os, shutil, sys
from pathlib import Path
from dpgkit import atomic
left, real, clear = int(sys.argv[2]), os.replace, shutil.rmtree
def counted(call):
    def one(*words, **options):
        global left
        if not left:
            os._exit(9)
        left -= 1
        return call(*words, **options)
    return one
os.replace, shutil.rmtree = counted(real), counted(clear)
place = Path(sys.argv[1])
atomic.exchange(place / "새것", place / "결과")
"""


@pytest.mark.parametrize("step", range(5))
def test_a_kill_at_any_step_of_an_exchange_loses_nothing(tmp_path, step):
    folder_of(tmp_path / "결과", "옛것"), folder_of(tmp_path / "새것", "새것")
    code = subprocess.run([sys.executable, "-c", KILLED, tmp_path, str(step)]).returncode
    kept = all_of(tmp_path)
    atomic.recover(tmp_path / "결과")
    after = all_of(tmp_path)
    assert code == (0 if step > 3 else 9) and "새것" in kept.values() and set(after) <= {"결과", "새것"}
    assert after["결과"] == ("옛것" if "새것" in after else "새것")


def test_a_folder_with_something_else_is_refused_by_the_path_that_was_typed(tmp_path, monkeypatch):
    monkeypatch.chdir(folder_of(tmp_path / "내 것", "귀한 것").parent)
    with pytest.raises(DataError, match="받은 값: 내 것"):
        atomic.check_free(Path("내 것"), ".mark")
    (tmp_path / "내 것" / ".mark").touch()
    atomic.check_free(Path("내 것"), ".mark")
    atomic.check_free(Path("새 폴더"), ".mark")
