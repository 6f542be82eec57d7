"""A table that is being written: taken back, checked, and saved without loss."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import cases
from dpgkit.cases import casefiles, caselibrary
from dpgkit.errors import DataError
from dpgkit.impact import drafts

CHANGES = st.lists(st.one_of(st.tuples(st.just("set"), st.integers(0, 3), st.sampled_from(["가", "나"])), st.just(("add", 0, "")),
                             st.tuples(st.just("delete"), st.integers(0, 3), st.just(""))), max_size=12)


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "내 자료"))
    return tmp_path / "내 자료" / "cases"


def apply(draft, kind, row, value):
    with contextlib.suppress(DataError):
        {"set": lambda: draft.set(row, "activity", value), "add": draft.add, "delete": lambda: draft.delete(row)}[kind]()


@given(CHANGES)
def test_every_change_can_be_taken_back_and_made_again(changes):
    draft = drafts.open_draft("housing")
    draft.rows = draft.rows.head(2)
    first = draft.rows.copy()
    for change in changes:
        apply(draft, *change)
    last = draft.rows.copy()
    while draft.undo():
        pass
    assert draft.rows.equals(first)
    while draft.redo():
        pass
    assert draft.rows.equals(last)


def test_a_change_after_an_undo_ends_the_redo():
    draft = drafts.open_draft("housing")
    draft.set(0, "activity", "가")
    draft.undo()
    draft.set(0, "activity", "나")
    assert not draft.redo() and draft.rows.at[0, "activity"] == "나"


def test_problems_show_at_once_and_go_away():
    draft = drafts.open_draft("housing")
    draft.set(0, "level", "높음")
    draft.set(1, "status", "documented")
    assert draft.problems()["행"].tolist() == [2, 3] and "고칠 것이 2곳" in drafts.read_draft(draft)
    draft.undo()
    draft.undo()
    assert draft.problems().empty


def test_problems_name_the_line_of_the_file_until_it_is_saved(own):
    file = caselibrary.new_case("내사례") / "mapping.csv"
    draft = drafts.open_draft("내사례")                   # eight lines of explanation and header stand above
    draft.delete(0)
    draft.set(draft.add(), "level", "높음")
    assert draft.rows["activity"][0] in file.read_text(encoding="utf-8-sig").splitlines()[9]
    assert set(draft.problems()["행"]) == {24}
    draft.save()
    assert set(draft.problems()["행"]) == {16} and "높음" in file.read_text(encoding="utf-8-sig").splitlines()[15]


def test_questions_of_the_template_are_for_its_owner_only(own):
    caselibrary.new_case("내사례")
    draft = drafts.open_draft("내사례")
    assert draft.rows["activity"].str.startswith("적을 것").all() and set(drafts.in_korean(draft.rows)["활동"]) == {"근거 미확인"}


def test_a_new_row_is_honest_about_its_evidence():
    draft = drafts.open_draft("housing")
    row = draft.add("backbone", "business")
    assert draft.rows.loc[row, ["evidence", "status"]].tolist() == ["근거 미확인", "unverified"]
    assert draft.problems()["문제"].tolist() == ["빈 칸이 있습니다 (활동)", "앞의 행과 겹칩니다"][:1]


@pytest.mark.parametrize(("row", "column"), [(99, "activity"), (-1, "activity"), (0, "nosuch")])
def test_a_cell_that_is_not_there_is_refused(row, column):
    with pytest.raises(DataError, match="그 칸이 없습니다"):
        drafts.open_draft("housing").set(row, column, "가")


def test_a_case_of_the_kit_is_saved_as_a_copy(own):
    before = (cases.case_folder("housing") / "mapping.csv").read_bytes()
    for number in ("", "1"):
        draft = drafts.open_draft("housing")
        draft.set(0, "activity", "고친 활동입니다.")
        assert draft.save() == own / f"housing_사본{number}" / "mapping.csv"
    assert (cases.case_folder("housing") / "mapping.csv").read_bytes() == before
    assert cases.load_case("housing_사본").mapping["activity"].iloc[0] == "고친 활동입니다."


def test_a_case_of_ones_own_is_saved_in_place_with_a_backup(own):
    file = caselibrary.new_case("내사례") / "mapping.csv"
    draft = drafts.open_draft("내사례")
    draft.set(0, "activity", "첫째")
    draft.save()
    draft.set(0, "activity", "둘째")
    assert draft.save() == file and len(casefiles.backups(file)) == 2
    assert drafts.open_draft("내사례").rows.at[0, "activity"] == "둘째"


def test_a_table_with_problems_is_saved_and_refused_by_the_lessons(own):
    caselibrary.new_case("내사례")
    draft = drafts.open_draft("내사례")
    draft.set(0, "actor", "누구")
    draft.save()
    assert drafts.open_draft("내사례").rows.at[0, "actor"] == "누구"
    with pytest.raises(DataError, match="규칙 1"):
        cases.load_case("내사례")


def test_what_someone_else_saved_is_not_overwritten(own):
    caselibrary.new_case("내사례")
    mine, theirs = drafts.open_draft("내사례"), drafts.open_draft("내사례")
    theirs.set(0, "activity", "남의 글")
    theirs.save()
    mine.set(0, "activity", "나의 글")
    with pytest.raises(DataError, match="그사이 다른 곳에서"):
        mine.save()
    assert drafts.open_draft("내사례").rows.at[0, "activity"] == "남의 글" and mine.rows.at[0, "activity"] == "나의 글"
