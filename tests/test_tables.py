"""Tables are what the codebook says, and a broken file is refused with file, row and column."""

import pandas as pd
import pytest

from dpgkit import paths, tables
from dpgkit.errors import DataError

GOOD = "term,reason,criterion\n국민,시험입니다.,너무 넓은 말\n정부,시험입니다.,너무 넓은 말\n"
ALL = [row["name"] for row in tables.package()["resources"]]


def write(folder, text, encoding="utf-8"):
    file = folder / "불용어 표.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("name", ALL)
def test_every_table_of_the_corpus_loads(name):
    assert len(tables.load(name)) > 0


@pytest.mark.parametrize("name", ALL)
def test_every_field_has_a_meaning_in_both_languages(name):
    for field in tables.resource(name)["schema"]["fields"]:
        assert field["title"] and field["description"]


UNSOURCED = {"stopwords", "optional_stopwords", "tags"}            # our own decisions, each with its reason
SOURCES = ("source_url", "source_title", "source")


@pytest.mark.parametrize("name", [name for name in ALL if name not in UNSOURCED | {"egdi", "case-actors"}])
def test_every_row_names_its_source_or_says_it_is_unknown(name):
    table = tables.load(name)
    named = sum((table[column] != "").astype(int) for column in SOURCES if column in table)
    unknown = (table == "unverified").any(axis=1) | (table == "근거 미확인").any(axis=1)
    assert ((named > 0) | unknown).all()


def test_every_row_of_the_large_index_has_the_source_of_its_edition():
    assert set(tables.load("egdi")["year"]) == set(tables.load("egdi_editions")["year"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_files_saved_by_excel_are_read(tmp_path, encoding):
    assert tables.read(write(tmp_path, GOOD.replace("\n", "\r\n"), encoding), "stopwords")["term"].tolist() == ["국민", "정부"]


@pytest.mark.parametrize(("text", "message"), [
    ("term\n국민\n", "있어야 할 열이 없습니다"),
    (GOOD + "의회,,너무 넓은 말\n", "4행 'reason'.*빈 칸"),
    (GOOD + "국민,다시,너무 넓은 말\n", "4행이 앞의 행과 겹칩니다"),
])
def test_a_broken_table_is_refused(tmp_path, text, message):
    with pytest.raises(DataError, match=message):
        tables.read(write(tmp_path, text), "stopwords")


@pytest.mark.parametrize(("cell", "message"), [
    ("이천십", "2행 'year'.*정수가 아닌 값"), ("", "2행 'year'.*빈 칸")])
def test_a_wrong_number_is_refused(tmp_path, cell, message):
    header = ",".join(field["name"] for field in tables.resource("egdi")["schema"]["fields"])
    with pytest.raises(DataError, match=message):
        tables.read(write(tmp_path, f"{header}\n{cell},KOR,Korea,Asia,1,1,1,1,1,1,0\n"), "egdi")


def test_an_unknown_level_is_refused_with_the_levels(tmp_path):
    text = (paths.cases_dir() / "housing" / "mapping.csv").read_text(encoding="utf-8").replace("government", "정부", 1)
    with pytest.raises(DataError, match="쓸 수 있는 값: government, business, citizens"):
        tables.read(write(tmp_path, text), "case-mapping")


def test_binary_is_not_text(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00\x81\x00")
    with pytest.raises(DataError, match="글자로 읽을 수 없는"):
        tables.read_text(tmp_path / "a.csv")


def test_a_missing_file_and_an_unknown_table_are_refused(tmp_path):
    with pytest.raises(DataError, match="파일이 없습니다"):
        tables.read_text(tmp_path / "nosuch.csv")
    with pytest.raises(DataError, match="없는 표입니다"):
        tables.load("nosuch")


def test_not_assessed_rows_are_those_with_an_index_of_zero():
    egdi = tables.load("egdi")
    assert ((egdi["egdi"] == 0) == (egdi["not_assessed"] == 1)).all()
    assert egdi["not_assessed"].sum() == 73        # as the notes of the data collection count them


@pytest.mark.parametrize("folder", tables.PACKAGES)
def test_another_implementation_accepts_the_codebook_and_every_table(folder):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(paths.kit_root() / folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "note"])


def test_several_broken_rows_are_counted(tmp_path):
    with pytest.raises(DataError, match="모두 2개 행"):
        tables.read(write(tmp_path, GOOD + "의회,,너무 넓은 말\n법원,,너무 넓은 말\n"), "stopwords")


@pytest.mark.parametrize(("columns", "headings"), [
    (["topic", "label", "terms", "share"], ["주제", "이름", "앞선 낱말", "몫"]),                     # topics.summary: made only to be shown
    (["label", "documented", "share"], ["이름", "근거 있는 칸", "근거 있는 칸의 비율"]),
    (["claim", "difference", "table"], ["주장 번호", "자료와 글의 차이", "쓴 표"]),
    (["code", "document", "matched", "text"], ["조건", "문서", "걸린 말", "글"]),
    (["group", "countries", "egdi"], ["묶음", "나라 수", "전자정부발전지수"])])
def test_a_column_of_many_tables_is_headed_as_in_the_table_that_is_shown(columns, headings):
    assert tables.in_korean(pd.DataFrame(columns=columns)).columns.tolist() == headings


@pytest.mark.parametrize("name", [row["name"] for row in tables.package("notebooks/results")["resources"]])
def test_tables_that_lessons_hand_on_keep_their_own_headings_without_being_named(name):
    fields = tables.resource(name)["schema"]["fields"]
    shown = tables.in_korean(pd.DataFrame(columns=[field["name"] for field in fields]))
    assert shown.columns.tolist() == [field["title"] for field in fields]
