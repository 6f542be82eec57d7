"""What an import tells of each file."""

from pathlib import Path

import pandas as pd
import pytest

from dpgkit.documents import imports, listing

LOCKED = "암호가 걸린 파일입니다.\n  받은 값: 잠김.hwp\n  할 일: 암호를 푸십시오."


def imported(count, tmp_path, **changes):
    rows = [(f"글_{number}.txt", f"글 {number}.txt", "2023" if number % 2 else "", "정부의 글", "", "") for number in range(count)]
    documents = pd.DataFrame(rows, columns=["id", "source", "date", "text", "warnings", "path"])
    refused = pd.DataFrame([("잠김.hwp", "encrypted", LOCKED)], columns=["file", "kind", "message"])
    repeated = pd.DataFrame([("글_0.txt", "글_1.txt", "같은 글")], columns=["document", "kept", "reason"])
    origins = documents["date"].map({"2023": "파일 이름", "": ""})
    files = listing.table(documents, documents["source"], origins, repeated, refused)
    flow = imports._flow(count, refused, 0, 1, 0)
    return imports.Imported(documents.drop(index=0), flow, refused, repeated, files, changes.get("absent", []), tmp_path)


@pytest.mark.parametrize(("count", "rows"), [(5, 6), (500, 20)])
def test_what_is_told_stays_readable(tmp_path, count, rows):
    told = listing.read_import(imported(count, tmp_path), "우리기관", program="py kit.py")
    table = told.split("\n\n")[1].splitlines()
    assert len(table) == rows + 2 + (count == 500) and len(told.splitlines()) < 50
    assert max(map(listing.width, table[:-1])) < 80 and "py kit.py find 우리기관 낱말" in told
    assert str(tmp_path / "files.csv") in table[-1] and ("이 밖에 481개" in told) is (count == 500)


def test_every_file_has_its_date_its_reason_and_what_to_do(tmp_path):
    files = imported(3, tmp_path).files.set_index("파일")
    assert files.loc["글 0.txt", ["결과", "까닭"]].tolist() == ["겹침", "다른 문서와 겹칩니다: 글_1.txt (같은 글)"]
    assert files.loc["글 1.txt", ["날짜", "날짜의 근거", "인용할 이름"]].tolist() == ["2023", "파일 이름", "글_1.txt"]
    assert files.loc["잠김.hwp", ["결과", "까닭", "할 일"]].tolist() == ["읽지 못함", "암호가 걸린 파일입니다.", "암호를 푸십시오."]


def test_a_document_without_a_date_is_named_with_what_to_do(tmp_path):
    told = listing.read_import(imported(3, tmp_path, absent=["없는 글.txt"]), "우리기관")
    assert "날짜를 모르는 문서 1건은 시기를 견줄 때 빠집니다(시기 미상): 글 2.txt" in told and "2025-02-03처럼" in told
    assert "dates.csv에 적힌 파일 1개가 폴더에 없습니다: 없는 글.txt" in told


@pytest.mark.parametrize(("days", "told"), [
    (["2021", "2024-03-01"], "2021년부터 2024년까지"), (["2024", "2024-03-01"], "모두 2024년의 글이라 시기를 견줄 수 없습니다"),
    (["", ""], "날짜를 아는 문서가 없습니다."), (["1916", "2024"], "맞는지 보십시오: 가.hwp 1916"),
    (["2024", "2999-01-01"], "나.hwp 2999-01-01")])
def test_the_years_are_told_and_the_odd_ones_asked_about(days, told):
    rows = pd.DataFrame({"파일": ["가.hwp", "나.hwp"], "결과": "읽음", "날짜": days, "날짜의 근거": "파일 이름", "글 앞머리의 날짜": ""})
    assert told in "\n".join(listing.read_dates(rows))


def test_columns_stand_under_each_other():
    lines = listing.aligned([["파일", "날짜"], ["a.hwp", "2024"], ["가나다라마바사아자차카타파하 아주 긴 이름의 문서.hwp", ""]])
    assert lines[2].endswith("문서.hwp") and listing.width(lines[2]) <= listing.WIDEST
    assert listing.width(lines[0].partition("날짜")[0]) == listing.width(lines[1].partition("2024")[0])


def test_nothing_is_said_of_what_is_not_there(tmp_path):
    empty = imported(3, tmp_path).files.query("결과 == '읽음'")
    assert listing.read_lost(empty) == [] and listing.read_twins(empty) == []
    assert listing.FILE == "files.csv" and Path(listing.FILE).suffix == ".csv"
