"""Row models come from the codebook, and every bad cell is named."""

import pandas as pd
import pytest

from dpgkit import tables
from dpgkit.cases import caserows
from dpgkit.errors import DataError

ROW = {"giver": "가", "receiver": "나", "passes": "말", "before": "0", "after": "1", "since": "", "via": "", "needed": "0",
       "status": "documented", "source_title": "", "source_url": ""}


def found(*changes):
    cells = pd.DataFrame([{**ROW, "giver": f"가{place}", **change} for place, change in enumerate(changes)])
    return caserows.checked(cells.set_axis(range(2, len(cells) + 2)), "case-links", "links.csv")


@pytest.mark.parametrize("table", [row["name"] for row in tables.package()["resources"] if row["name"].startswith("case-")])
def test_a_row_model_has_the_fields_of_the_codebook(table):
    described = tables.resource(table)["schema"]["fields"]
    schema = caserows.row_model(table).model_json_schema()
    assert list(schema["properties"]) == [field["name"] for field in described]
    assert schema["required"] == caserows.required_columns(table)


@pytest.mark.parametrize(("change", "what"), [
    ({"before": "예"}, "정수가 아닌 값이 있습니다 (이전에 있음)"), ({"before": "2"}, "쓸 수 없는 값이 있습니다 (이전에 있음)"),
    ({"passes": ""}, "빈 칸이 있습니다 (넘기는 것)"), ({"status": "좋음"}, "쓸 수 없는 값이 있습니다 (근거 상태)"),
    ({"since": "22.10"}, "적는 방식이 다릅니다 (시작한 때)")])
def test_a_bad_cell_is_named(change, what):
    rows, problems = found({}, change)
    assert problems[["파일", "행", "문제"]].values.tolist() == [["links.csv", 3, what]] and len(rows) == 1


def test_every_bad_cell_is_listed_not_only_the_first():
    _, problems = found({"before": "예", "status": "좋음"}, {"after": ""})
    assert problems["행"].tolist() == [2, 2, 3]


def test_a_repeated_key_is_named():
    _, problems = found({"giver": "가"}, {"giver": "가"})
    assert problems["문제"].tolist() == ["앞의 행과 겹칩니다"] and problems["행"].tolist() == [3]


def test_numbers_as_excel_writes_them_are_whole_numbers():
    rows, problems = found({"before": "1.0"})
    assert problems.empty and rows["before"].tolist() == [1] and str(rows["before"].dtype) == "int64"


def test_the_first_problem_is_refused_with_the_number_of_all():
    with pytest.raises(DataError, match=r"links.csv 2행 'before' 열: 정수가 아닌 값이 있습니다 \(이전에 있음\) \(모두 2개\)"):
        caserows.refuse(found({"before": "가"}, {"after": "나"})[1])
    caserows.refuse(caserows.problem_table([]))
