"""The exercises of lesson 6: the damaged folders and the candidates are judged by the real rules of a case folder."""

import pandas as pd
import pytest

from dpgkit import cases, documents
from dpgkit.exercises import catalogue, expected06, judging, material05, material06, trial
from dpgkit.exercises.given import YourCase

LESSON = "06_your_case"


@pytest.fixture(scope="module")
def answers():
    return trial.answers(LESSON)


def said(name, answer, given):
    return judging.judge(catalogue.of_lesson(LESSON)[name], answer, given).message



@pytest.mark.parametrize("folder", range(1, 26))
def test_a_damaged_folder_is_read_with_the_same_three_problems(folder, tmp_path):
    files = material06.broken_files(folder)
    problems = cases.read_tables(material06.write_files(files, tmp_path))[1].set_index("파일")
    faults = expected06.faults(folder)
    assert sorted(problems.index) == sorted(f"{name}.csv" for name in faults)
    assert [problems.at[f"{name}.csv", "행"] for name in faults] == [fault.row for fault in faults.values()]


@pytest.mark.parametrize("folder", range(1, 26))
def test_mended_links_and_measurements_hold_what_the_case_holds(folder):
    files = material06.broken_files(folder)
    for name in ("links", "measurements"):
        fault, value = expected06.faults(folder)[name], expected06.mended_value(folder, name)
        column = fault.column if fault.column in files[name] else "year"
        files[name].at[fault.row, column] = value
    left = expected06.problems(files)
    assert left["links"] == left["measurements"] == [] and len(left["mapping"]) == 1


def test_all_five_rules_and_all_reasons_come_up():
    assert {expected06.faults(folder)["mapping"].rule for folder in range(1, 31)} == {1, 2, 3, 4, 5}
    assert {verdict for sheet in range(1, 41) for verdict in expected06.verdicts(sheet)} == {"받음", *expected06.SIGNS.values()}


@pytest.mark.parametrize("sheet", range(1, 11))
def test_made_up_candidates_are_refused_for_what_is_wrong_with_them(sheet):
    rows = material06.candidates(sheet)
    wrong = {row["activity"] + row["evidence"]: reason for reason, row in material06.BAD.items()}
    expected = [wrong.get(row.activity + row.evidence, "받음") for row in rows.itertuples()]
    assert expected06.verdicts(sheet) == expected


def test_a_value_is_traced_to_its_spreadsheet_row(answers):
    answer = answers["06-3"]
    assert (answer["행"], answer["분자"], answer["분모"]) == (4, 21221, 239853)
    assert "보도" in answer["출처"]


@pytest.mark.parametrize("year", range(2019, 2024))
def test_an_index_from_0_is_not_the_row_of_a_spreadsheet(answers, year):
    given = YourCase(year=year)
    answer = {**answers["06-3"], "행": int(expected06.trail(year).name) - 2}
    assert "0부터 센 번호" in said("06-3", answer, given)


def test_unknown_is_not_the_same_as_closed():
    given = YourCase(provider="청약홈", function="eligibility")
    assert pd.isna(material05.joined(["청약홈"]).loc["청약홈", "eligibility"])
    answer = {**trial.answers(LESSON, {"provider": "청약홈", "function": "detail"})["06-3"], "통합 표의 칸": "안 됨"}
    assert "모름입니다" in said("06-3", answer, given)


@pytest.mark.parametrize("folder", range(1, 9))
def test_a_made_up_pile_is_read_as_it_was_made(folder, tmp_path):
    loaded, expected = documents.read_corpus(str(material06.write_pile(folder, tmp_path))), expected06.pile(folder)
    twice = loaded.refused["까닭"].str.startswith("다른 문서와 겹칩니다").sum()
    assert (len(loaded.documents), twice, len(loaded.refused) - twice) == (expected.read, expected.twice, expected.lost)


@pytest.mark.parametrize("sheet", range(1, 21))
def test_what_is_missing_comes_before_what_is_there_in_part(sheet):
    counts, order = expected06.to_do(sheet)
    done = material06.checklist(sheet).set_index("무엇")["된 것"]
    assert counts.sum() == len(material06.ITEMS) and (done[order[:2]] == 0).all() and (done[order[2:]] > 0).all()
