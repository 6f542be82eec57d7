"""The reader's lists as files: what people wrote stays, what cannot be read is refused before it is written."""

import os
import unicodedata

import pandas as pd
import pytest

from dpgkit import lexicon, paths
from dpgkit.desk import deskfiles
from dpgkit.errors import DataError

ROW = {"term": "열린 혁신", "tag": "NNG", "reason": "정책의 이름입니다.", "kind": ""}


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / unicodedata.normalize("NFD", "내 사전")
    place.mkdir()
    return place


def by_hand(folder, text, encoding="utf-8-sig", name="nouns"):
    (folder / f"{name}.csv").write_bytes(text.encode(encoding))


def test_a_list_is_written_as_a_lesson_reads_it(folder):
    path = deskfiles.write(folder, "nouns", deskfiles.with_row(folder, "nouns", ROW))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfterm,tag,reason,kind,action,decided\n")
    assert "열린 혁신" in lexicon.load(folder).nouns["term"].tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_what_was_written_by_hand_stays(folder, encoding):
    by_hand(folder, 'term,reason,tag,내 메모,action\n"새말","쉼표, 있음",NNP,여기\n\n마이홈,뺍니다,,저기,remove,\n', encoding)
    deskfiles.write(folder, "nouns", deskfiles.with_row(folder, "nouns", ROW))
    rows = deskfiles.rows(folder, "nouns")
    assert rows["내 메모"].tolist() == ["여기", "저기", ""] and rows["reason"].iloc[0] == "쉼표, 있음"
    assert deskfiles.numbers(rows).tolist() == [0, 0, 1]


def test_numbers_go_on_over_all_lists(folder):
    deskfiles.write(folder, "nouns", deskfiles.with_row(folder, "nouns", ROW))
    more = deskfiles.with_row(folder, deskfiles.REJECTED, {"term": "상당 부분", "reason": "정도를 말합니다."})
    assert more["decided"].tolist() == ["2"]


@pytest.mark.parametrize(("row", "told"), [
    ({"reason": ""}, "'reason' 열: 빈 칸"), ({"term": "a/b"}, "분석기가 받지 못하는 글자"), ({"tag": "VV"}, "없는 품사"),
    ({"term": "가" * 41}, "40자보다 깁니다"), ({"term": ""}, "'term' 열: 빈 칸"), ({"term": "열린\t혁신"}, "분석기가 받지 못하는 글자")])
def test_a_row_is_refused_before_anything_is_written(folder, row, told):
    with pytest.raises(DataError, match=told):
        deskfiles.write(folder, "nouns", deskfiles.with_row(folder, "nouns", {**ROW, **row}))
    assert not list(folder.iterdir())


def test_lists_that_contradict_each_other_are_refused(folder):
    circle = {"variant": "행정안전부", "term": "행안부", "reason": "시험입니다."}
    with pytest.raises(DataError, match="유의어가 돌고 돕니다"):
        deskfiles.check(folder, "synonyms", deskfiles.with_row(folder, "synonyms", circle))
    with pytest.raises(DataError, match="불용어이기도 한 말"):
        deskfiles.check(folder, "synonyms", deskfiles.with_row(folder, "synonyms", {**circle, "variant": "경우"}))


def test_the_message_names_the_readers_folder(folder):
    with pytest.raises(DataError, match=f"^{folder.name}/nouns.csv 2행"):
        deskfiles.check(folder, "nouns", deskfiles.with_row(folder, "nouns", {**ROW, "reason": ""}))


def test_a_broken_file_is_left_as_it_is(folder):
    by_hand(folder, "term,tag,reason\n가,나,다,라\n")
    with pytest.raises(DataError, match="칸이 많습니다"):
        deskfiles.with_row(folder, "nouns", ROW)
    assert (folder / "nouns.csv").read_bytes() == "term,tag,reason\n가,나,다,라\n".encode("utf-8-sig")


def test_the_state_before_is_kept(folder):
    by_hand(folder, "term,tag,reason\n새말,NNP,시험입니다.\n")
    before = (folder / "nouns.csv").read_bytes()
    deskfiles.write(folder, "nouns", deskfiles.with_row(folder, "nouns", ROW))
    assert (folder / ".backup" / "nouns.csv").read_bytes() == before


def test_a_file_that_is_open_elsewhere_stays_whole(folder, monkeypatch):
    by_hand(folder, "term,tag,reason\n새말,NNP,시험입니다.\n")
    before, rows = (folder / "nouns.csv").read_bytes(), deskfiles.with_row(folder, "nouns", ROW)

    def locked(*_):
        raise PermissionError

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(DataError, match="저장하지 못했습니다"):
        deskfiles.write(folder, "nouns", rows)
    assert (folder / "nouns.csv").read_bytes() == before and not list(folder.glob(".*part"))


def test_the_kits_own_lists_are_not_touched():
    with pytest.raises(DataError, match="키트의 사전에는 적지 않습니다"):
        deskfiles.place(paths.kit_root() / "corpus" / "lexicon")


def test_without_a_folder_the_user_data_folder_is_meant(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "자료"))
    assert deskfiles.place() == tmp_path / "자료" / "lexicon" and deskfiles.rows(deskfiles.place(), "nouns").empty


def test_an_emptied_list_is_still_a_list(folder):
    deskfiles.write(folder, "nouns", deskfiles.with_row(folder, "nouns", ROW))
    deskfiles.write(folder, "nouns", deskfiles.rows(folder, "nouns").iloc[:0])
    assert lexicon.load(folder).key == lexicon.load().key and deskfiles.rows(folder, "nouns").empty


def test_numbers_of_a_hand_made_column():
    assert deskfiles.numbers(pd.DataFrame({"decided": ["3", " ", "셋", "2.0"]})).tolist() == [3, 0, 0, 2]
