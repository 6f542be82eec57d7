"""The kit's folders are found from anywhere."""

import pytest

from dpgkit import paths
from dpgkit.errors import DataError


def test_root_is_found_from_another_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("DPGKIT_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert (paths.kit_root() / "kit.py").is_file()


def test_a_wrong_home_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_HOME", str(tmp_path))
    with pytest.raises(DataError, match="키트 폴더를 찾지 못했습니다"):
        paths.kit_root()


def test_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE" in (paths.fonts_dir() / "OFL.txt").read_text(encoding="utf-8")
