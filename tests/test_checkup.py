"""Every problem of a case in one table."""

import pytest

from dpgkit import cases
from dpgkit.cases import caselibrary
from dpgkit.impact import checkup


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    return caselibrary.new_case("내사례", "housing")


def test_the_cases_of_the_kit_have_no_problem():
    assert {name: len(checkup.check_case(name)) for name in cases.shipped_names()} == dict.fromkeys(cases.shipped_names(), 0)


def test_problems_of_all_files_are_listed_at_once(folder):
    changes = {"case.yml": ("id: 내사례", "id: 남의사례"), "mapping.csv": ("2022_dpg_direction#11", "2022_dpg_direction#99"),
               "links.csv": (",1,1,2020-02-03", ",1,둘,2020-02-03"), "measurements.csv": ("ineligible_rate,2019", "없는지표,2019")}
    for file, (old, new) in changes.items():
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    problems = checkup.check_case("내사례")
    assert sorted(problems["파일"]) == ["case.yml", "links.csv", "mapping.csv", "measurements.csv"]
    assert "고칠 것이 4곳 있습니다" in checkup.read_problems(problems, "내사례")


def test_a_case_file_that_cannot_be_read_does_not_hide_the_tables(folder):
    (folder / "case.yml").write_text("id: [", encoding="utf-8")
    (folder / "links.csv").write_text("giver\n", encoding="utf-8")
    assert {"case.yml", "links.csv"} <= set(checkup.check_case("내사례")["파일"])


def test_a_corpus_that_is_not_there_is_a_problem_of_the_case_file(folder):
    text = (folder / "case.yml").read_text(encoding="utf-8")
    (folder / "case.yml").write_text(text.replace("country: 한국", "country: 한국\ncorpus: 없는말뭉치"), encoding="utf-8")
    assert checkup.check_case("내사례")[["파일", "열"]].values.tolist() == [["case.yml", "corpus"]]
