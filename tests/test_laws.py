"""A statute grows version by version."""

import pytest

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.history import laws

LAWS = tables.load("law_history")


@pytest.mark.parametrize(("law", "versions"), LAWS["law"].value_counts().items())
def test_what_versions_add_is_how_far_the_law_grew(law, versions):
    growth = laws.law_growth(LAWS, law)
    assert len(growth) == versions and growth["promulgated"].is_monotonic_increasing
    assert growth["added_chars"].sum() == growth["text_chars"].iloc[-1] - growth["text_chars"].iloc[0]
    assert laws.changes_by_kind(growth)["versions"].sum() == versions - 1


def test_the_e_government_act():
    growth = laws.law_growth(LAWS, "전자정부법")
    assert growth["n_articles"].tolist()[0::len(growth) - 1] == [63, 100]
    assert "2010-02-04 전부개정(+10,912자)" in laws.read_growth(growth, "전자정부법")


def test_a_law_that_never_grew_is_not_said_to_have_grown():
    read = laws.read_growth(laws.law_growth(LAWS, "데이터기반행정 활성화에 관한 법률"), "그 법")
    assert "가장 많이" not in read and "11,775자" in read
    assert "그 뒤의 판은 표에 없습니다" in laws.read_growth(laws.law_growth(LAWS, "전자정부법").head(1), "전자정부법")


def test_an_unknown_law_is_refused_with_the_laws():
    with pytest.raises(DataError, match="(?s)연혁 표에 없는 법률.*전자정부법"):
        laws.law_growth(LAWS, "없는 법")
