"""Two coders: the worked example of the notes, a rule as second coder, and a sheet that goes out and comes back."""

import dataclasses

import openpyxl
import pandas as pd
import pytest

from dpgkit.cases import load_case, shipped_names
from dpgkit.errors import DataError, ParameterError
from dpgkit.impact import coders

CASE = load_case("housing")
PRACTICE = coders.practice()


def test_the_practice_values_are_those_of_the_notes():
    wide = PRACTICE.pivot_table(index=coders.CELL, columns="coder", values="level", sort=False)
    assert wide["가"].tolist() == [3, 2, 1, 2, 1, 0, 2, 2, 1, 1, 1, 2, 3, 1, 0]
    assert wide["나"].tolist() == [3, 2, 1, 2, 2, 0, 2, 1, 1, 1, 1, 1, 3, 1, 1]


@pytest.mark.parametrize(("name", "value"), [
    ("그대로 일치한 비율", 0.733333), ("코헨의 카파", 0.602649), ("코헨의 카파(제곱 가중)", 0.813665),
    ("크리펜도르프 알파(서열)", 0.767861)])
def test_the_practice_agreement_is_that_of_the_notes(name, value):
    assert coders.measures(PRACTICE).set_index("name").loc[name, "value"] == pytest.approx(value, abs=1e-6)


def test_the_verdict_hangs_on_the_level_of_measurement():
    table = coders.alphas(PRACTICE)
    assert table["value"].tolist() == [0.61204, 0.767861, 0.819876] and table["verdict"].nunique() == 3
    assert "3가지로 갈립니다" in coders.read_alphas(table)


@pytest.mark.parametrize(("rows", "level"), [
    ([("unverified", "근거 미확인", "")], 0), ([("inferred", "[추론] 2022년", "가")], 0), ([("documented", "설치", "가")], 1),
    ([("documented", "2022년", "가")], 2), ([("documented", "2022년", "가"), ("documented", "2023년", "가")], 2),
    ([("documented", "2022년", "가"), ("documented", "2023년", "나")], 3)])
def test_the_rule_counts_evidence(rows, level):
    mapping = pd.DataFrame(rows, columns=["status", "evidence", "source_url"]).assign(condition="backbone", actor="business", as_of="")
    assert coders.by_rule(mapping)["level"].tolist() == [level]


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_case_has_two_coders(name):
    coded = coders.pair(load_case(name))
    assert list(dict.fromkeys(coded["coder"])) == ["키트", coders.RULE]
    merged = coders.merge(coded)
    assert merged[["level_a", "level_b"]].notna().all(axis=None)
    assert merged["consensus"].notna().sum() + len(coders.disagreements(merged, coded)) == len(merged)


def test_cells_without_evidence_do_not_make_agreement_look_better():
    assert len(coders.merge(coders.pair(CASE))) == 10


def test_an_unknown_coder_is_refused_with_the_known_ones():
    with pytest.raises(ParameterError, match="쓸 수 있는 값: 키트, 규칙"):
        coders.pair(CASE, "", "없는사람")


def test_a_case_that_nobody_rated_says_so():
    bare = dataclasses.replace(CASE, mapping=CASE.mapping.assign(level=pd.array([pd.NA] * len(CASE.mapping), "Int64")))
    coded = coders.pair(bare)
    assert coded.empty and coders.measures(coded).empty and coders.merge(coded).empty
    assert coders.disagreements(coders.merge(coded), coded).empty and "아직 두 사람이" in coders.read_pair(coded)


def test_a_sheet_goes_out_blind_and_comes_back(tmp_path):
    file = coders.write_sheet(CASE.mapping, tmp_path / "둘째 사람.xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book["매기기"]
    header = [cell.value for cell in sheet[1]]
    assert book.sheetnames == ["매기기", "눈금"] and sheet.max_row == 11
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["F2:F500"]
    assert not any(cell.value for row in sheet.iter_rows(min_row=2, min_col=6) for cell in row)
    for row in range(2, 5):
        sheet.cell(row, header.index("수준") + 1, row - 2)
    book.save(file)
    back = coders.read_sheet(file, "둘째", "2026-12-01")
    assert back["level"].tolist() == [0, 1, 2] and set(back["coder"]) == {"둘째"}
    both = coders.pair(dataclasses.replace(CASE, codings=back), "키트", "둘째")
    assert len(coders.merge(both)) == 10 and coders.measures(both)["units"].iloc[0] == 3


def test_a_level_off_the_scale_is_named_by_its_row(tmp_path):
    file = coders.write_sheet(CASE.mapping, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(file)
    book["매기기"].cell(3, 6, "높음")
    book.save(file)
    with pytest.raises(DataError, match=r"a.xlsx 3행 'level' 열: 정수가 아닌 값"):
        coders.read_sheet(file, "둘째", "2026-12-01")


def test_consensus_stands_beside_the_originals():
    merged = coders.merge(PRACTICE)
    settled = coders.settle(merged, {("shared_measurement", "business"): (1, "지표의 목록만 있음")})
    row = settled.set_index(coders.CELL).loc[("shared_measurement", "business")]
    assert row[["level_a", "level_b", "consensus", "note"]].tolist() == [1, 2, 1, "지표의 목록만 있음"]
    pd.testing.assert_frame_equal(settled[["level_a", "level_b"]], merged[["level_a", "level_b"]])
    assert merged["consensus"].isna().sum() == 4


@pytest.mark.parametrize("decision", [{("backbone", "academia"): (1, "")}, {("backbone", "business"): (4, "")}])
def test_a_decision_that_fits_no_cell_is_refused(decision):
    with pytest.raises(DataError, match="합의한 값을 넣을 수 없습니다"):
        coders.settle(coders.merge(PRACTICE), decision)
