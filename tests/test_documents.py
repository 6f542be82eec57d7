"""Documents are one table, whatever they come from."""

import unicodedata

import pytest

from dpgkit import documents
from dpgkit.errors import DataError


@pytest.mark.parametrize(("corpus", "size"), [("digests", 155), ("bills", 10), ("constitution", 1), ("konlpy", 11)])
def test_shipped_corpora_have_the_same_columns(corpus, size):
    table = documents.load_documents(corpus)
    assert table.columns.tolist() == documents.COLUMNS
    assert len(table) == size and table["id"].is_unique and table["text"].str.len().min() > 500


def test_every_bill_has_its_date_and_whole_title():
    bills = documents.load_documents("bills").set_index("id")
    assert bills["date"].between("2010-11-12", "2010-11-15").all()
    assert bills.loc["1809893", "title"].endswith("일부개정법률안")


def test_a_folder_of_odd_files_is_read(tmp_path):
    (tmp_path / "하위 폴더").mkdir()
    (tmp_path / "2023_계획.md").write_text("국민을 위한 계획", encoding="utf-8")
    (tmp_path / "하위 폴더" / "공문.txt").write_bytes("정부의 공문".encode("cp949"))
    (tmp_path / "nfd.txt").write_text(unicodedata.normalize("NFD", "데이터기반행정"), encoding="utf-8")
    (tmp_path / "보고서.hwp").write_bytes(b"\x89PNG")
    corpus = documents.read_corpus(str(tmp_path))
    table = corpus.documents.set_index("id")
    assert table.loc["2023_계획.md", "date"] == "2023"
    assert table.loc["하위_폴더/공문.txt", "text"] == "정부의 공문"
    assert table.loc["nfd.txt", "text"] == "데이터기반행정"
    assert documents.flow(corpus)["수"].tolist() == [4, 1, 3]
    assert corpus.refused["파일"].tolist() == ["보고서.hwp"] and "보고서.hwp" in documents.read_caution(corpus)
    assert str(tmp_path.parent) not in corpus.label


def test_digests_come_with_a_caution():
    assert "원문이나 정책을 말하지 않습니다" in documents.read_caution(documents.read_corpus("digests"))


def test_facts_at_the_head_of_a_file_are_used(tmp_path):
    (tmp_path / "법.md").write_text("---\ntitle: 전자정부법\ndate: 2001-03-28\nissuer: 국회\n---\n\n제1조 목적", encoding="utf-8")
    (tmp_path / "줄.txt").write_text("---\n그냥: [글\n---\n뒤", encoding="utf-8")
    law, plain = documents.load_documents(str(tmp_path)).to_dict("records")
    assert (law["title"], law["date"], law["issuer"], law["text"]) == ("전자정부법", "2001-03-28", "국회", "제1조 목적")
    assert plain["text"].startswith("---") and plain["title"] == "줄"


def test_an_empty_folder_and_one_without_text_are_refused(tmp_path):
    with pytest.raises(DataError, match="읽을 문서가 없는 폴더"):
        documents.load_documents(str(tmp_path))
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(DataError, match="."):
        documents.load_documents(str(tmp_path))


def test_an_unknown_corpus_is_refused():
    with pytest.raises(DataError, match="digests, bills, constitution, konlpy"):
        documents.load_documents("billz")
