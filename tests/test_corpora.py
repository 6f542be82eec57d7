"""Where imported corpora live."""

import os
from pathlib import Path

import pandas as pd
import pytest

from dpgkit import paths
from dpgkit.documents import corpora
from dpgkit.errors import DataError


@pytest.mark.parametrize("name", ["", "a b", "a/b", "..", "가.나", "nul", "Bills", "digests", "ㄱ", "a" * 61])
def test_bad_names_are_refused(name):
    with pytest.raises(DataError):
        corpora.checked_name(name)


@pytest.mark.parametrize(("system", "variables", "end"), [
    ("win32", {"LOCALAPPDATA": "/u/AppData/Local"}, "/u/AppData/Local/dpgkit/corpora"),
    ("linux", {"XDG_DATA_HOME": "/x"}, "/x/dpgkit/corpora"), ("linux", {"HOME": "/h"}, "/h/.local/share/dpgkit/corpora"),
    ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/dpgkit/corpora"), ("linux", {"DPGKIT_DATA": "/d"}, "/d/corpora")])
@pytest.mark.skipif(os.name == "nt", reason="paths of other systems")
def test_every_system_has_its_place(monkeypatch, system, variables, end):
    for name in ("DPGKIT_DATA", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(paths.sys, "platform", system)
    assert corpora.corpora_dir() == Path(end)


def made(folder, text):
    folder.mkdir(parents=True)
    pd.DataFrame({"id": ["a"], "text": [text]}).to_parquet(folder / corpora.DOCUMENTS)
    return folder


def test_a_stopped_exchange_is_undone(tmp_path):
    final = tmp_path / "글"
    made(tmp_path / ".글-old", "옛 글")
    assert corpora.load_corpus("글", destination=tmp_path)["text"].tolist() == ["옛 글"]
    made(corpora.staging(final), "새 글")
    corpora.exchange(final)
    assert corpora.load_corpus("글", destination=tmp_path)["text"].tolist() == ["새 글"]
    assert [path.name for path in tmp_path.iterdir()] == ["글"]


def test_an_exchange_that_fails_leaves_the_previous_corpus(tmp_path):
    made(tmp_path / "글", "옛 글")
    with pytest.raises(DataError, match="바꾸지 못했습니다"):        # there is nothing staged
        corpora.exchange(tmp_path / "글")
    assert corpora.load_corpus("글", destination=tmp_path)["text"].tolist() == ["옛 글"]


def test_unknown_and_damaged_corpora_are_told(tmp_path):
    with pytest.raises(DataError, match="가져온 적이 없는"):
        corpora.load_corpus("글", destination=tmp_path)
    (made(tmp_path / "글", "글") / corpora.DOCUMENTS).write_bytes(b"PAR1")
    with pytest.raises(DataError, match="깨졌습니다"):
        corpora.load_corpus("글", destination=tmp_path)


def test_an_import_of_earlier_days_has_no_list(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    made(tmp_path / "corpora" / "글", "글")
    assert corpora.load_list("글", "repeated").columns.tolist() == ["document", "kept", "reason"]


@pytest.mark.parametrize(("typed", "told"), [
    ("우리기간", "혹시 '우리기관'입니까?"), ("없음/우리기간", "혹시 '우리기관'입니까?"), ("가", "이름이나 폴더")])
def test_a_name_that_is_near_is_asked_about(tmp_path, monkeypatch, typed, told):
    monkeypatch.chdir(tmp_path)
    assert corpora.instead(typed, ["우리기관"]).startswith(told)
