"""A case folder file by file."""

import dataclasses

import pandas as pd
import pytest

from dpgkit import cases, paths
from dpgkit.cases import caseguide, caselibrary, facts, leftovers
from dpgkit.errors import DataError


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """A case just made from the template."""
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "내 자료"))
    return caselibrary.new_case("내사례")


def test_the_overview_names_every_file_that_a_case_can_hold():
    described = {f"{table}.csv" for table in (*cases.TABLES, "ladder", "gates", "criteria")}
    assert set(caseguide.FILES) == described | {"case.yml"}
    assert set(caseguide.overview("housing")["이 사례"]) & {"16줄", "있음"} and len(caseguide.overview("housing")) == len(described) + 1


def test_a_fresh_case_is_as_full_as_the_template(fresh):
    shown = caseguide.overview("내사례")
    assert (shown["틀"] == shown["이 사례"]).all() and shown["틀"].str.endswith("줄").sum() == 8


def test_a_file_that_cannot_be_read_is_told_not_raised(fresh):
    (fresh / "links.csv").write_text('giver,receiver\n"열린 따옴표', encoding="utf-8")
    assert caseguide.overview("내사례").set_index("파일").loc["links.csv", "이 사례"] == caseguide.UNREAD


def test_what_is_left_of_the_template_is_found_until_it_is_written_anew(fresh):
    case = caseguide.open_case("내사례")
    assert caseguide.left_over(case) == ["case.yml question", "case.yml summary", "case.yml sources", "mapping.csv 15줄", "links.csv"]
    sources = [facts.Source(title="가", url="나")]
    written = case.info.model_copy(update={"question": "무엇이 바뀌었습니까?", "summary": "썼습니다.", "sources": sources})
    empty = dataclasses.replace(case, info=written, mapping=case.mapping.head(0), links=case.links.head(0))
    assert caseguide.left_over(empty) == []


@pytest.mark.parametrize("name", cases.shipped_names())
def test_no_case_of_the_kit_holds_words_of_the_template(name):
    assert caseguide.left_over(caseguide.open_case(name)) == []


def test_the_topic_is_the_title_once_the_case_was_written(fresh):
    assert caseguide.topic(caseguide.open_case("housing")) == "청약정보 통합 조회·신청"
    assert caseguide.topic(caseguide.open_case("내사례"), "월세") == "월세"


def test_a_case_with_a_bad_row_opens_with_the_others(fresh):
    path = fresh / "mapping.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("common_agenda,government", "agenda,government"), encoding="utf-8")
    with pytest.raises(DataError):
        cases.load_case("내사례")
    assert len(caseguide.open_case("내사례").mapping) == 14


def test_an_empty_table_is_refused_by_the_name_of_its_file():
    with pytest.raises(DataError, match=r"links\.csv에 줄이 없습니다"):
        caseguide.filled(pd.DataFrame({"giver": []}), "links.csv")


def test_the_template_is_shown_with_korean_words():
    rows = caseguide.template_rows("mapping.csv")
    assert len(rows) == 15 and rows["주체"].unique().tolist() == ["정부", "기업", "국민"]
    assert rows["활동"].str.startswith(leftovers.PROMPT).all() and "수준" not in rows


@pytest.mark.parametrize(("corpus", "told"), [
    ("", 'py kit.py import "../내 문서" --name 우리기관'), ("주거_2025", "들여 둔 말뭉치의 이름(주거_2025)을 case.yml의 corpus에")])
def test_the_first_steps_are_those_of_the_readme(corpus, told):
    said = caseguide.read_first_steps("내사례", paths.cases_dir() / "내사례", program="py kit.py", corpus=corpus)
    assert told in said and f"py kit.py find {corpus or '우리기관'} 찾을말" in said and "python3" not in said
    assert said.endswith(f"py kit.py run --case 내사례 --corpus {corpus or '우리기관'}")


def test_the_readme_says_what_the_first_steps_say():
    readme = (paths.kit_root() / "README.md").read_text(encoding="utf-8")
    said = caseguide.read_first_steps("내사례", paths.cases_dir())
    for command in ('import "../내 문서" --name 우리기관', "check-case 내사례", "run --case 내사례 --corpus 우리기관"):
        assert f"python3 kit.py {command}" in said and f"python3 kit.py {command}" in readme
