"""One process at a time writes into a folder."""

import os

import pytest

from dpgkit import locks
from dpgkit.errors import DataError


def test_one_writer_at_a_time(tmp_path):
    with locks.alone(tmp_path / "글"):
        with pytest.raises(DataError, match="다른 곳에서"), locks.alone(tmp_path / "글"):
            pass
        assert list(tmp_path.glob(".*-lock"))
    (tmp_path / ".글-lock").write_text("999999999 1.0", encoding="utf-8")     # left by a process that was killed
    with locks.alone(tmp_path / "글"):
        pass
    assert not list(tmp_path.iterdir())


def test_an_empty_lock_is_being_taken_unless_it_is_old(tmp_path):
    lock = tmp_path / ".글-lock"
    lock.touch()
    with pytest.raises(DataError, match="다른 곳에서"), locks.alone(tmp_path / "글"):
        pass
    os.utime(lock, (0, 0))
    with locks.alone(tmp_path / "글"):
        assert lock.read_text(encoding="utf-8").startswith(str(os.getpid()))
