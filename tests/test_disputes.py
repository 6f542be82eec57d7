"""Values that differ: rounding, dates, names, and questions of a reader."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.history import disputes

DISPUTES = tables.load("disputes")


def rows(kind, *values):
    return pd.DataFrame({"dispute": "물음", "question_ko": "무엇입니까?", "kind": kind, "value": values, "stated_by": "자료"})


@pytest.mark.parametrize(("kind", "values", "expected"), [
    ("number", ("97.3", "97.36"), "버리면 같고 반올림하면 다름"), ("number", ("97.4", "97.36"), "반올림하면 같음"),
    ("number", ("0.935", "0.94"), "반올림하면 같음"), ("number", ("5272", "554"), "다른 값(4718 차이)"),
    ("number", ("4", "4"), "엇갈리지 않음"), ("name", ("IBM 1401", "IBM 4101"), "다른 이름"),
    ("date", ("1967-04-24", "1967-06-24"), "61일 차이"), ("date", ("2002-09-30", "2002-10"), "1달 차이"),
    ("date", ("1967", "1967-06-24"), "자세함의 차이"), ("date", ("1967", "1969-06"), "2년 차이")])
def test_kinds_of_difference(kind, values, expected):
    assert disputes.relation(rows(kind, *values)) == expected


@given(st.decimals(0, 1000, places=4, allow_nan=False), st.integers(0, 3))
def test_a_rounded_number_is_never_called_another_value(number, digits):
    both = disputes.rounding(str(number), digits)
    assert "다른 값" not in disputes.relation(rows("number", str(number), both["반올림"]))
    assert "다른 값" not in disputes.relation(rows("number", str(number), both["버림"]))


def test_the_questions_of_the_kit():
    table = disputes.disputed_values(DISPUTES).set_index("물음")
    assert len(table) == DISPUTES["dispute"].nunique() >= 9 and not table["차이의 종류"].eq("엇갈리지 않음").any()
    read = disputes.read_dispute(DISPUTES[DISPUTES["dispute"] == "awareness_2022"])
    assert "97.4, 97.3" in read and "출발점이 된 글: 97.36" in read


def test_values_of_equal_precision_get_no_note_on_rounding():
    assert disputes.read_dispute(rows("number", "647", "709")).endswith("(다른 값(62 차이)).")


@pytest.mark.parametrize(("kind", "value", "message"), [("number", "약 300", "수가 아닌 값"), ("date", "1967년 봄철", "날짜가 아닌 값")])
def test_a_value_of_the_wrong_kind_is_refused(kind, value, message):
    with pytest.raises(DataError, match=message):
        disputes.relation(rows(kind, value, "1967-04-24" if kind == "date" else "300"))


def test_a_source_added_as_a_row_joins_its_question():
    more = pd.concat([DISPUTES, DISPUTES.tail(1).assign(value="3", stated_by="내가 찾은 자료")])
    assert "4 / 1 / 3" in disputes.disputed_values(more)["엇갈리는 값"].tolist()
