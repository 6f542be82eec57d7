"""A case folder is checked as a whole."""

import json
import shutil
import unicodedata

import pytest

from dpgkit import cases, paths
from dpgkit.errors import DataError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the housing case that a test may break."""
    shutil.copytree(paths.cases_dir() / "housing", tmp_path / "내사례")
    monkeypatch.setattr(paths, "cases_dir", lambda: tmp_path)
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "자료"))
    replace(tmp_path / "내사례" / "case.yml", "id: housing", "id: 내사례")
    return tmp_path / "내사례"


def replace(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", cases.shipped_names())
def test_every_shipped_case_loads(name):
    case = cases.load_case(name)
    assert case.info.id == name and len(case.links) > 5


def test_a_case_with_a_korean_name_loads(folder):
    assert len(cases.load_case("내사례").links) == 12


def test_a_folder_name_as_a_mac_writes_it_is_found(folder):
    folder.rename(folder.with_name(unicodedata.normalize("NFD", "내사례")))
    assert cases.case_names() == ["내사례"] and len(cases.load_case("내사례").mapping) == 18


@pytest.mark.parametrize(("file", "old", "new", "message"), [
    ("case.yml", "id: 내사례", "id: housing", "id가 폴더 이름과 다릅니다"),
    ("case.yml", "question:", "물음:", "빠진 항목이 있습니다: question"),
    ("case.yml", "design: trend", "design: good", "맞지 않는 항목이 있습니다: design"),
    ("case.yml", "sources:", "sources: [", r"case.yml 1\d행 \d+칸: 괄호"),
    ("mapping.csv", ",전자신문 2022-05-02,https://etnews.com/20220502000287", ",,",
     r"mapping.csv 2행 'source_url' 열: \[규칙 2\] 출처가 없습니다"),
    ("mapping.csv", ",documented,1,", ",좋음,1,", "쓸 수 없는 값이 있습니다"),
    ("links.csv", "\n청약홈,국민", "\n청약집,국민", "links.csv 2행 'giver' 열: 이름을 찾지 못했습니다"),
    ("measurements.csv", "ineligible_rate,2019", "nosuch,2019", "measurements.csv 2행 'indicator' 열: 이름을 찾지 못했습니다"),
    ("links.csv", "giver,receiver", "giver,받음", "links.csv: links.csv에 있어야 할 열이 없습니다: receiver"),
])
def test_a_broken_case_is_refused(folder, file, old, new, message):
    replace(folder / file, old, new)
    with pytest.raises(DataError, match=message):
        cases.load_case("내사례")


def test_tables_that_may_be_absent_are_empty(folder):
    for name in cases.TABLES[1:]:
        (folder / f"{name}.csv").unlink(missing_ok=True)
    case = cases.load_case("내사례")
    assert len(case.mapping) == 18 and case.links.empty and "giver" in case.links and case.measurements["year"].dtype == "int64"


def test_without_a_mapping_there_is_no_case(folder):
    (folder / "mapping.csv").unlink()
    with pytest.raises(DataError, match="mapping.csv: 파일이 없습니다"):
        cases.load_case("내사례")


def test_a_case_of_the_readers_own_is_found_beside_the_corpora(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "자료" / "cases" / "다른사례")
    replace(tmp_path / "자료" / "cases" / "다른사례" / "case.yml", "id: 내사례", "id: 다른사례")
    assert cases.case_names() == ["내사례", "다른사례"] and cases.case_folder("다른사례").parent == cases.own_dir()


def test_an_unknown_case_lists_the_known_ones():
    with pytest.raises(DataError, match="쓸 수 있는 값: .*housing"):
        cases.load_case("hosing")


def test_the_exported_schema_is_that_of_the_models():
    shipped = json.loads((paths.cases_dir() / "case.schema.json").read_text(encoding="utf-8"))
    assert shipped == json.loads(json.dumps(cases.json_schema())), "부호책을 고쳤다면 cases.write_schema()를 실행하십시오."


def test_parameters_name_lessons_that_exist():
    from dpgkit.lessons import parameters

    for name in cases.shipped_names():
        assert set(cases.load_info(name).parameters) <= set(parameters.MODELS)
