"""Sheets that agencies fill in, and files that leave the store."""

import csv
import json
import os
import random
import sys
from contextlib import suppress
from datetime import datetime, time
from importlib.machinery import SourceFileLoader
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import measurement
from dpgkit.errors import DataError
from dpgkit.measurement import cids, exports, sheets

HELP = Path(__file__).parent / "fixtures" / "measurement" / "stores.py"
stores = sys.modules.get("measurement_stores") or SourceFileLoader("measurement_stores", str(HELP)).load_module()
place, local = stores.place, stores.local
FORMULAS = ["=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", " =HYPERLINK(\"a\")", "=1\n=2"]
REQUIRED = {      # Basic Tier of CIDS 3.2.0 (cids.basictier.shacl.ttl): properties that each class has exactly once
    "cids:Organization": {"hasLegalName": str}, "cids:Theme": {"hasName": str, "hasDescription": str},
    "cids:Outcome": {"hasName": str, "hasDescription": str, "forOrganization": "cids:Organization"},
    "cids:Indicator": {"hasName": str, "hasDescription": str, "unitDescription": str, "forOrganization": "cids:Organization"},
    "cids:IndicatorReport": {"hasName": str, "value": dict, "startedAtTime": str, "endedAtTime": str, "forIndicator": "cids:Indicator",
                             "forOrganization": "cids:Organization"}}


@pytest.fixture
def template(local, tmp_path):
    return measurement.make_template(local.store, local.keys["ga"], tmp_path / "양식 폴더" / "2023 양식.xlsx", period="2023")


def fill(path, rows, **formats):
    book = openpyxl.load_workbook(path)
    sheet = book[sheets.SHEET]
    for number, row in enumerate(rows, start=2):
        for letter, value in row.items():
            sheet[f"{letter}{number}"] = value
            if letter in formats:
                sheet[f"{letter}{number}"].number_format = formats[letter]
    book.save(path)
    return path


def test_the_template_offers_what_is_ones_own_and_nothing_else(template):
    book = openpyxl.load_workbook(template)
    sheet = book["제출"]
    assert [cell.value for cell in sheet[1]] == list(sheets.NOTES) and all(cell.comment for cell in sheet[1])
    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=3)] == ["ineligible_rate", "notices"]
    offers = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert offers["A2:A1000"] == "'지표'!$A$2:$A$3" and offers["B2:B1000"].startswith("'지표'!$J$2:") and sheet["B2"].number_format == "@"
    assert "wait" not in [cell.value for cell in book["지표"]["A"]] and "2024-03" in [cell.value for cell in book["지표"]["J"]]


def test_an_empty_template_submits_nothing(local, template):
    assert measurement.import_sheet(local.store, local.keys["ga"], template).empty


def test_a_filled_sheet_is_taken_line_by_line(place, tmp_path):
    path = measurement.make_template(place.store, place.keys["ga"], tmp_path / "양식.xlsx", period="2023")
    fill(path, [{"D": 5, "E": 100, "G": "=note"}, {"C": 12}, {"A": "none", "B": "2023", "C": 1, "F": "%"}])
    report = measurement.import_sheet(place.store, place.keys["ga"], path)
    assert report[["행", "결과"]].values.tolist() == [[2, "받음"], [3, "받음"], [4, "거절"]] and "없는 지표" in report["까닭"][2]
    again = measurement.import_sheet(place.store, place.keys["ga"], path)
    assert again["결과"].tolist() == ["이미 있음", "이미 있음", "거절"]
    fill(path, [{"D": 6, "I": "다시 셈"}, {"C": 12}])
    assert measurement.import_sheet(place.store, place.keys["ga"], path)["결과"].tolist() == ["받음", "이미 있음", "거절"]
    assert measurement.submissions(place.store, place.keys["ga"])["value"].tolist() == [5, 12, 6]


def test_percentages_and_dates_are_read_as_they_are_shown(local, template):
    fill(template, [{"C": 0.053, "D": 5.3, "E": 100}, {"B": datetime(2023, 3, 1), "C": 3}], C="0.0%")
    rows = measurement.read_sheet(template)
    assert rows["value"].tolist()[0] == pytest.approx(5.3) and rows["period"].tolist() == ["2023", datetime(2023, 3, 1)]
    report = measurement.import_sheet(local.store, local.keys["ga"], template)
    assert report["결과"].tolist() == ["받음", "거절"] and report["기간"].tolist() == ["2023", "2023-03"]


def test_a_formula_without_a_result_is_refused_in_its_line(local, template):
    fill(template, [{"D": 5, "E": 100}, {"C": "=1+1"}, {"A": "notices", "B": "2024", "C": 3, "F": "건"}, {"A": "=A2", "C": 1}])
    for _ in range(2):
        report = measurement.import_sheet(local.store, local.keys["ga"], template)
        assert report["결과"].isin(["받음", "이미 있음"]).tolist() == [True, False, True, False]
    assert "수식" in report["까닭"][1] and "C3: =1+1" in report["까닭"][1] and "A5: =A2" in report["까닭"][3]
    assert measurement.submissions(local.store, local.keys["ga"])["value"].tolist() == [5, 3]


def test_merged_cells_are_refused(template):
    book = openpyxl.load_workbook(template)
    book[sheets.SHEET].merge_cells("A2:A3")
    book.save(template)
    with pytest.raises(DataError, match="합친 칸이 있습니다.\n  받은 값: A2:A3"):
        measurement.read_sheet(template)


@pytest.mark.parametrize(("cell", "value", "words"), [("XFD1048576", 1, "줄이 너무 많습니다"), ("K1", "값", "같은 열이 둘 있습니다: 값")])
def test_a_sheet_that_is_odd_as_a_whole_is_refused(template, cell, value, words):
    book = openpyxl.load_workbook(template)
    book[sheets.SHEET][cell] = value
    book.save(template)
    with pytest.raises(DataError, match=words):
        measurement.read_sheet(template)


@pytest.mark.parametrize(("cells", "reason"), [
    ({"C": True}, "True"), ({"C": "#DIV/0!"}, "DIV"), ({"C": time(3, 4)}, "03:04"), ({"I": "숫자 없는 정정"}, "비어 있는 칸"),
    ({"B": 45352, "C": 3}, "2024-03")])           # the number of a day
def test_an_odd_cell_is_refused_in_its_line(local, template, cells, reason):
    fill(template, [{}, cells])
    report = measurement.import_sheet(local.store, local.keys["ga"], template)
    assert report["행"].tolist() == [3] and report["결과"].tolist() == ["거절"] and reason in report["까닭"][0]


def test_a_damaged_workbook_is_told_whatever_it_makes_the_reader_raise(template):
    chance, data = random.Random(3), template.read_bytes()
    for turn in range(25):
        broken = bytearray(data[:chance.randrange(5, len(data))] if turn % 5 == 0 else data)
        for _ in range(chance.choice([1, 3, 30])):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        template.write_bytes(broken)
        with suppress(DataError):
            measurement.read_sheet(template)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_csv_is_read_as_people_save_it(local, tmp_path, encoding, sign):
    lines = [["지표", "기간", "값", "분자", "분모", "단위", "비고"], ["ineligible_rate", "2023", "", "5", "100", "%", "첫째"],
             [""] * 7, ["notices", "2023", '"1,234"', "", "", "건", '"둘째, 셋째"']]
    path = tmp_path / "값.csv"
    path.write_bytes("\r\n".join(sign.join(line) for line in lines).encode(encoding))
    report = measurement.import_sheet(local.store, local.keys["ga"], path)
    assert report[["행", "결과"]].values.tolist() == [[2, "받음"], [4, "받음"]]
    assert measurement.submissions(local.store, local.keys["ga"])["value"].tolist() == [5, 1234]


@pytest.mark.parametrize(("content", "message"), [
    (b"", "있어야 할 열이 없습니다"), ("기관,값\n가,1\n".encode(), "있어야 할 열이 없습니다"),
    (b"PK\x03\x04 broken", "엑셀 파일로 읽을 수 없습니다"),
    ('지표,기간,단위\n"가,2023,%\n'.encode(), "따옴표"), (bytes(range(256)) * 20, "읽을 수 없는 파일")])
def test_what_is_no_sheet_is_refused(tmp_path, content, message):
    path = tmp_path / "값.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=message):
        measurement.read_sheet(path)


def test_a_missing_and_an_endless_sheet_are_refused(tmp_path):
    with pytest.raises(DataError, match="파일이 없습니다"):
        measurement.read_sheet(tmp_path / "없음.xlsx")
    path = tmp_path / "긴.csv"
    path.write_text("지표,기간,단위,값\n" + "notices,2023,건,1\n" * 5001, encoding="utf-8")
    with pytest.raises(DataError, match="줄이 너무 많습니다"):
        measurement.read_sheet(path)


def test_a_sheet_of_another_organisation_is_refused(local, tmp_path):
    path = tmp_path / "남의.csv"
    path.write_text("기관,지표,기간,단위,값\nna,notices,2023,건,1\nga,notices,2023,건,2\n", encoding="utf-8")
    report = measurement.import_sheet(local.store, local.keys["ga"], path)
    assert report["결과"].tolist() == ["거절", "받음"] and "다른 기관" in report["까닭"][0]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_no_cell_of_an_export_is_a_formula(place, tmp_path, suffix):
    for turn, formula in enumerate(FORMULAS):
        place.submit(numerator=turn, note=formula, evidence=formula, reason=formula if turn else "")
    path = measurement.export_values(place.store, tmp_path / f"값{suffix}", key=place.keys["ga"])
    if suffix == ".xlsx":
        with ZipFile(path) as packed:
            assert not any(b"<f>" in packed.read(name) for name in packed.namelist() if "worksheets" in name)
        notes = [cell for cell in openpyxl.load_workbook(path)["값"]["J"]][1:]
        assert {cell.data_type for cell in notes} == {"s"} and all(cell.quotePrefix for cell in notes) and len(notes) == len(FORMULAS)
    else:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
        assert all(row["비고"].startswith("'") for row in rows) and [float(row["값"]) for row in rows] == list(range(len(FORMULAS)))


@given(st.text(max_size=40))
def test_a_safe_cell_begins_with_no_sign_and_can_be_read_back(text):
    safe = exports.safe(text)
    assert not safe.lstrip().startswith(exports.SIGNS)
    assert exports.plain(safe) == text or text.startswith("'")


def test_simulated_values_say_so_in_name_cell_and_note(local, tmp_path):
    rows = pd.DataFrame([{"indicator": "notices", "period": "2023", "value": 3, "unit": "건"}])
    measurement.submit_table(local.store, local.keys["ga"], rows, simulated=True)
    local.publish(1)
    for suffix in (".xlsx", ".csv", ".jsonld"):
        export = measurement.export_cids if suffix == ".jsonld" else measurement.export_values
        path = export(local.store, tmp_path / f"값{suffix}")
        assert path.name == f"모의자료_값{suffix}"
        if suffix != ".xlsx":
            assert "모의자료" in path.read_text(encoding="utf-8-sig")
    book = openpyxl.load_workbook(tmp_path / "모의자료_값.xlsx")
    assert book["값"]["N2"].value == "모의자료" and "모의자료" in book["안내"]["A2"].value


def test_an_export_appears_whole_or_not_at_all(local, tmp_path, monkeypatch):
    target = tmp_path / "값.xlsx"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "open in Excel")))
    with pytest.raises(DataError, match="파일을 쓰지 못했습니다"):
        measurement.export_values(local.store, target)
    assert target.read_bytes() == b"old" and [path.name for path in tmp_path.iterdir() if path.suffix != ""] == ["값.xlsx"]
    with pytest.raises(DataError, match="파일 종류"):
        measurement.export_values(local.store, tmp_path / "값.pdf")


@pytest.fixture
def things(local, tmp_path):
    numbers = [local.submit(note="비고 글"), local.submit("na", numerator=30, denominator=300)]
    numbers.append(measurement.submit(local.store, local.keys["ga"], "notices", "2023", value=7, unit="건"))
    local.publish(*numbers)
    local.submit(period="2024", numerator=99)
    path = measurement.export_cids(local.store, tmp_path / "값.jsonld", base="https://example.org/청약", theme="청약",
                                   about="한 곳에서 조회")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", REQUIRED)
def test_the_standard_has_what_its_basic_tier_asks_for(things, kind):
    kinds = {thing["@id"]: thing["@type"] for thing in things}
    assert len(kinds) == len(things) and kind in kinds.values()
    for thing in (thing for thing in things if thing["@type"] == kind):
        for name, expected in REQUIRED[kind].items():
            if isinstance(expected, str):
                assert kinds[thing[name]] == expected
            else:
                assert isinstance(thing[name], expected) and thing[name]
        assert thing["@context"] == cids.CONTEXT


def test_the_standard_holds_the_published_values_and_no_other(things):
    reports = [thing for thing in things if thing["@type"] == "cids:IndicatorReport"]
    assert [report["value"] for report in reports] == [{"@type": "i72:Measure", "hasNumericalValue": value} for value in ("5", "7", "10")]
    assert "99" not in json.dumps(things) and "비고: 비고 글" in reports[0]["hasComment"]
    assert (reports[0]["startedAtTime"], reports[0]["endedAtTime"]) == ("2023-01-01T00:00:00+09:00", "2023-12-31T23:59:59+09:00")
    assert sum(thing["@type"] == "cids:Outcome" for thing in things) == 2          # the outcome indicator of two organisations
    assert "cids:IndicatorReport" in measurement.cids_mapping()["클래스"].tolist()


@pytest.mark.parametrize("base", ["", "ftp://a", "https://a b"])
def test_the_standard_wants_an_address(local, tmp_path, base):
    with pytest.raises(DataError, match="주소"):
        measurement.export_cids(local.store, tmp_path / "값.jsonld", base=base)
