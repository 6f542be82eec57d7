"""A case folder is checked as a whole."""

import shutil

import pytest

from dpgkit import cases, paths
from dpgkit.errors import DataError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the housing case that a test may break."""
    shutil.copytree(paths.cases_dir() / "housing", tmp_path / "내사례")
    monkeypatch.setattr(paths, "cases_dir", lambda: tmp_path)
    return tmp_path / "내사례"


def replace(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", cases.case_names())
def test_every_shipped_case_loads(name):
    assert cases.load_case(name).info.id == name


def test_a_case_with_a_korean_name_loads(folder):
    replace(folder / "case.yml", "id: housing", "id: 내사례")
    assert len(cases.load_case("내사례").links) == 12


@pytest.mark.parametrize(("file", "old", "new", "message"), [
    ("case.yml", "id: 내사례", "id: housing", "id가 폴더 이름과 다릅니다"),
    ("case.yml", "question:", "물음:", "빠진 항목이 있습니다: question"),
    ("mapping.csv", ",전자신문 2022-05-02,https://etnews.com/20220502000287", ",,", "mapping.csv 2행에 출처가 없습니다"),
    ("case.yml", "sources:", "sources: [", "모양이 잘못되었습니다"),
    ("links.csv", "\n청약홈,국민", "\n청약집,국민", "links.csv 2행의 이름을 찾지 못했습니다"),
    ("measurements.csv", "ineligible_rate,2019", "nosuch,2019", "measurements.csv 2행의 이름을 찾지 못했습니다"),
    ("mapping.csv", ",documented,", ",좋음,", "쓸 수 없는 값이 있습니다"),
])
def test_a_broken_case_is_refused(folder, file, old, new, message):
    replace(folder / "case.yml", "id: housing", "id: 내사례")
    replace(folder / file, old, new)
    with pytest.raises(DataError, match=message):
        cases.load_case("내사례")


def test_an_unknown_case_lists_the_known_ones():
    with pytest.raises(DataError, match="쓸 수 있는 값: housing"):
        cases.load_case("hosing")
