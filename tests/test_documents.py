"""Documents are one table, whatever they come from."""

import unicodedata

import pytest

from dpgkit import documents
from dpgkit.documents import imports
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


@pytest.mark.parametrize("imported", [True, False])
def test_repeated_and_undated_documents_are_told_of_a_folder_and_of_an_import(tmp_path, monkeypatch, imported):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "자료"))
    folder = tmp_path / "내 문서"
    folder.mkdir()
    texts = {"2023_계획.txt": "국민을 위한 계획", "사본.txt": "국민을 위한 계획", "공고.txt": "정부의 공고", "빈.hwp": ""}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    imports.import_folder(folder, "우리기관", workers=1, progress=False)
    corpus = documents.read_corpus("우리기관" if imported else str(folder))
    assert documents.flow(corpus)["수"].tolist() == [4, 2, 2]
    said = documents.read_caution(corpus)
    assert "읽지 못한 파일이 1개 있습니다: 빈.hwp." in said and "겹쳐 세지 않은 문서가 1건 있습니다: 사본.txt." in said
    assert "날짜를 모르는 문서가 1건이라" in said and "dates.csv에 적습니다" in said


def test_a_folder_of_one_document_without_a_date_cannot_be_compared(tmp_path):
    (tmp_path / "공고.txt").write_text("정부의 공고", encoding="utf-8")
    assert "날짜를 아는 문서가 없어 시기를 견줄 수 없습니다." in documents.read_caution(documents.read_corpus(str(tmp_path)))


@pytest.mark.parametrize(("typed", "what", "todo"), [
    ("우리기간", "없는 말뭉치입니다.", "혹시 '우리기관'입니까?"), ("내문서", "없는 말뭉치입니다.", "내 문서'입니까?"),
    ("내 문서/글.txt", "말뭉치가 아니라 파일입니다.", "그 파일이 든 폴더"),
    ("아주 다른 것", "없는 말뭉치입니다.", "  할 일: 이름이나 폴더")])
def test_what_was_meant_is_asked(tmp_path, monkeypatch, typed, what, todo):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "자료"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "내 문서").mkdir()
    (tmp_path / "내 문서" / "글.txt").write_text("정부의 글", encoding="utf-8")
    imports.import_folder(tmp_path / "내 문서", "우리기관", workers=1, progress=False)
    with pytest.raises(DataError, match=what) as told:
        documents.read_corpus(typed)
    assert todo in str(told.value)
    assert len(documents.load_documents(unicodedata.normalize("NFD", "우리기관"))) == 1


@pytest.mark.parametrize("left", ["", "Thumbs.db", "dates.csv"])
def test_a_folder_with_no_document_is_told(tmp_path, left):
    if left:
        (tmp_path / left).write_text("파일,날짜\n", encoding="utf-8")
    with pytest.raises(DataError, match="읽을 문서가 없는 폴더"):
        documents.load_documents(str(tmp_path))


def test_an_empty_folder_and_one_without_text_are_refused(tmp_path):
    with pytest.raises(DataError, match="읽을 문서가 없는 폴더"):
        documents.load_documents(str(tmp_path))
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(DataError, match="."):
        documents.load_documents(str(tmp_path))


def test_an_unknown_corpus_is_refused():
    with pytest.raises(DataError, match="digests, bills, constitution, konlpy"):
        documents.load_documents("billz")
