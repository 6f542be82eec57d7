"""Links that are only planned: they have changed nothing yet, and tables and sentences say so."""

import shutil

import pandas as pd
import pytest

from dpgkit import architecture, cases, paths
from dpgkit.architecture import plans

NEW = "중계기관,가입자,청구 결과 알림,0,1,{since},앱,0,inferred,회의록,\n"


@pytest.fixture
def case_with(tmp_path, monkeypatch):
    """A function that makes a case of the reader with one more link, which begins at some time."""
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))

    def made(since, keep=True):
        folder = tmp_path / "cases" / "내사례"
        shutil.copytree(paths.cases_dir() / "insurance", folder)
        head, *lines = (folder / "links.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
        lines = lines if keep else [line for line in lines if ",1,1," in line]
        (folder / "links.csv").write_text("".join([head, *lines, NEW.format(since=since)]), encoding="utf-8")
        text = (folder / "case.yml").read_text(encoding="utf-8").replace("id: insurance", "id: 내사례")
        (folder / "case.yml").write_text(text, encoding="utf-8")
        return cases.load_case("내사례")
    return made


def test_what_is_planned_is_told_and_has_not_changed_anything(case_with):
    case = case_with("2027", keep=False)
    told = plans.read_planned(case.links, case.info.verified)
    assert told.startswith("계획한 연결은 1개입니다: 중계기관 → 가입자(청구 결과 알림, 2027). ")
    assert told.endswith("이루어지면 연결의 새로움은 0.250, 참여자의 새로움은 0.250이 됩니다.")
    now = architecture.happened(case.links, case.info.verified)
    assert architecture.novelty(now)["value"].tolist() == [0, 0]
    assert "바뀌지 않았습니다" in architecture.read_novelty(architecture.novelty(now))


@pytest.mark.parametrize(("since", "after"), [("2027", "계획"), ("2026-12", "계획"), ("2026", "있음"), ("2024-10-25", "있음"),
                                              ("", "있음")])
def test_a_link_that_begins_after_the_data_were_checked_is_planned(case_with, since, after):
    case = case_with(since)
    shown = plans.in_words(case.links, case.info.verified)
    assert shown.iloc[-1][["이전에 있음", "이후에 있음"]].tolist() == ["없음", after]
    assert (plans.read_planned(case.links, case.info.verified) == "계획한 연결은 없습니다.") == (after == "있음")
    assert architecture.new_links(case.links, case.info.verified)["change"].iloc[-1] == ("계획" if after == "계획" else "새로 생김")


def test_happened_leaves_other_links_alone():
    links = pd.DataFrame({"before": [1, 0, 0], "after": [1, 1, 1], "since": ["2027", "2027", ""]})
    assert architecture.happened(links, "2026-11-23")["after"].tolist() == [1, 0, 1]
