"""Lessons 3 and 4 run to their last cell for every kind of case, with nothing changed but the parameters."""

import shutil

import pandas as pd
import pytest

from dpgkit import cases, lessons, results, tables
from dpgkit.cases import caselibrary
from dpgkit.errors import ParameterError
from dpgkit.impact import citations


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A results folder that holds what lesson 2 hands on."""
    monkeypatch.setenv(results.FOLDER_VARIABLE, str(tmp_path / "결과 표"))
    found = citations.units().head(5).assign(code="backbone", matched="말", decision="")
    results.save(found, "02_candidates", "housing")
    results.save(pd.DataFrame({"term": ["국민"], "tfidf": [0.1], "count": [3], "documents": [1]}), "02_keywords", "housing")
    return tmp_path / "결과 표"


def run(name, **values):
    """Execute the cells of a lesson one after the other, with other parameters, and return what they leave."""
    left = {}
    for cell in lessons.notebook(name).cells:
        if cell.cell_type == "code":
            exec(cell.source, left)
            left.update(values if "parameters" in cell.metadata.get("tags", []) else {})
    return left


@pytest.mark.parametrize("case", ["housing", "dpg", "strivetogether"])
def test_the_lessons_run_for_the_three_cases(folder, case):
    third = run("03_collective_impact", case=case, bilingual=True)
    assert len(third["compared"]) >= 10 and third["pair"]["coder"].nunique() == 2
    fourth = run("04_architecture", case=case)
    assert len(fourth["failures"]) > 3 and set(fourth["measures"]["measure"]) == {"linkage", "component"}
    written = {path.name for path in folder.iterdir()}
    assert {f"{table}.csv" for name in ("03_collective_impact", "04_architecture") for table in lessons.describe(name).hands_on} <= written
    assert {"03_mapping.docx", "03_mapping.html", "03_mapping.xlsx", "03_workshop_citizens.xlsx", "03_coding_sheet.xlsx"} <= written


@pytest.mark.parametrize("source", [None, "x_road"])
def test_the_lessons_run_for_a_case_that_was_just_made(folder, tmp_path, monkeypatch, source):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "내 자료"))
    caselibrary.new_case("내사례", source)
    assert run("03_collective_impact", case="내사례", compare_with=[])["compared"]["case"].unique().tolist() == ["내사례"]
    assert run("04_architecture", case="내사례")["simulated"]["mean"].iloc[0] == 1


@pytest.mark.parametrize(("lesson", "values", "message"), [
    ("03_collective_impact", {"compare_with": ["없음"]}, "없는 사례입니다"),
    ("03_collective_impact", {"coder_b": "누구"}, "그 이름으로 매긴 값이 없습니다"),
    ("04_architecture", {"removed": "국민"}, "뺄 수 없는 참여자"), ("04_architecture", {"link_threshold": 1.5}, "1.0 이하"),
    ("04_architecture", {"seed": -1}, "0 이상")])
def test_a_bad_value_is_refused_before_anything_is_written(folder, lesson, values, message):
    before = sorted(folder.iterdir())
    with pytest.raises(Exception, match=message):
        run(lesson, **values)
    assert sorted(folder.iterdir()) == before


def test_a_case_without_links_is_told_what_lesson_4_needs(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "내 자료"))
    (caselibrary.new_case("내사례") / "links.csv").unlink()
    assert cases.load_case("내사례").links.empty
    with pytest.raises(ParameterError, match="연결 표가 없습니다"):
        run("04_architecture", case="내사례")


@pytest.mark.parametrize("lines", [
    ["구청,시민,처리 결과,0,1,2027-01,,0,unverified,,"], ["구청,시민,처리 결과,1,0,,,1,unverified,,"],
    ["구청,시민,처리 결과,0,1,,,2,unverified,,", "시민,구청,신청서,1,1,,,0,unverified,,"], ["구청,시민,처리 결과,0,0,,,0,unverified,,"]])
def test_lesson_4_runs_where_a_side_has_no_link(folder, tmp_path, monkeypatch, lines):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "내 자료"))
    own = caselibrary.new_case("내사례")
    (own / "actors.csv").write_text("name,kind\n구청,government\n시민,citizens\n", encoding="utf-8")
    (own / "links.csv").write_text("giver,receiver,passes,before,after,since,via,needed,status,source_title,source_url\n"
                                   + "\n".join(lines), encoding="utf-8")
    for table in lessons.describe("04_architecture").needs:
        results.save(tables.read(results.shipped_dir("housing") / f"{table}.csv", table), table, "내사례")
    left = run("04_architecture", case="내사례")
    assert set(left["measures"]["measure"]) == {"linkage", "component"}


def test_a_second_coder_of_the_readers_own_takes_the_place_of_the_rule(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "내 자료"))
    own = caselibrary.new_case("내사례", "housing")
    shutil.copyfile(cases.case_folder("housing") / "mapping.csv", own / "mapping.csv")
    (own / "codings.csv").write_text("condition,actor,coder,date,level,source\nbackbone,government,둘째,2026-12-01,1,기한이 있음\n"
                                     "backbone,business,둘째,2026-12-01,1,위원\n", encoding="cp949")
    merged = run("03_collective_impact", case="내사례", compare_with=[], coder_a="키트", coder_b="둘째")["merged"]
    assert merged.set_index(["condition", "actor"])["level_b"].dropna().to_dict() == {
        ("backbone", "government"): 1, ("backbone", "business"): 1}
