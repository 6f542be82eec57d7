"""Every problem of a case in one table."""

import re

import pytest

from dpgkit import cases, impact
from dpgkit.cases import caselibrary
from dpgkit.documents import imports
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


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    return caselibrary.new_case("새사례")


def lines(file):
    return file.read_text(encoding="utf-8-sig").splitlines()


def test_what_is_left_of_the_template_is_told_by_file_row_and_column(fresh):
    found = checkup.check_case("새사례")
    assert found["파일"].value_counts().to_dict() == {"mapping.csv": 15, "case.yml": 5, "actors.csv": 2, "links.csv": 1}
    for row in found[found["행"] > 0].to_dict("records"):        # the row is the line that an editor shows
        line = lines(fresh / row["파일"])[row["행"] - 1]
        assert line.startswith(f"{row['열']}:") or row["받은 값"] in line
    assert found.loc[found["행"] == 0, "열"].tolist() == ["period"]


QUESTION = "정부는 어떤 목표를 함께 내걸었습니까?"


@pytest.mark.parametrize("written", [QUESTION, "적을 것: 아직", f"적을 것: {QUESTION}"])
def test_a_question_stays_a_question_without_its_mark(fresh, written):
    file = fresh / "mapping.csv"
    text = file.read_text(encoding="utf-8-sig").replace(f"적을 것: {QUESTION}", written)
    file.write_text(text, encoding="utf-8")
    assert written in set(checkup.check_case("새사례")["받은 값"])
    assert set(cases.load_case("새사례").mapping["activity"]) == {"근거 미확인"}


def test_no_word_of_the_template_is_read_as_the_case(fresh):
    case = cases.load_case("새사례")
    read = " ".join([case.info.model_dump_json(), *(table.to_csv() for table in (case.mapping, case.links))])
    assert not any(word in read for word in ("적을 것", "한 문장으로", "두세 문장", "넘기는 것을", "중추조직의 이름", "example.go.kr"))
    assert impact.table_of_conditions(case.mapping)["정부"].str.startswith("근거 미확인").all()


def test_a_link_that_claims_a_document_names_its_source(fresh):
    text = "# 설명\n\ngiver,receiver,passes,before,after,needed,status\n기관,국민,안내,1,1,0,documented\n"
    (fresh / "links.csv").write_text(text, encoding="utf-8")
    found = checkup.check_case("새사례").query("파일 == 'links.csv'")
    assert found[["행", "열", "받은 값"]].values.tolist() == [[4, "source_url", "기관 → 국민: 안내"]]


@pytest.mark.parametrize(("old", "new", "column"), [
    ("period: 2024-01 ~ 2026-01", "period: 요즘", "period"), ("period: 2024-01 ~ 2026-01", "period: 2026 ~ 2024", "period"),
    ('verified: "2026-11-23"', 'verified: "2226-11-23"', "verified"), ('verified: "2026-11-23"', 'verified: "11월 23일"', "verified")])
def test_odd_dates_of_a_case_are_told(folder, old, new, column):
    text = re.sub("(?m)^(period: ).*$", r"\g<1>2024-01 ~ 2026-01", (folder / "case.yml").read_text(encoding="utf-8"))
    assert old in text
    (folder / "case.yml").write_text(text.replace(old, new), encoding="utf-8")
    assert checkup.check_case("내사례")[["파일", "열"]].values.tolist() == [["case.yml", column]]


def test_a_broken_citation_is_told_by_the_line_of_the_file(folder):
    file = folder / "mapping.csv"
    head, *body = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(["# 하나", head, "# 둘", *body]).replace("2022_dpg_direction#11", "2022_dpg_direction#99"), encoding="utf-8")
    found = checkup.check_case("내사례")
    assert len(found) and all("#99" in lines(file)[row - 1] for row in found["행"])


@pytest.mark.parametrize(("wrong", "what"), [
    ("2023_insurance_claim_law#99", "그 번호의 문장이 없습니다"), ("없는_문서#1", "그 이름의 문서가 없습니다"),
    ("2023_insurance_claim_law 13", "적는 방식이 다릅니다 (값이 적힌 문장)")])
def test_a_sentence_that_a_value_names_must_be_there(tmp_path, monkeypatch, wrong, what):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    file = caselibrary.new_case("내사례", "insurance") / "measurements.csv"
    file.write_text("# 설명\n" + re.sub(r"2023_insurance_claim_law#\d+", wrong, file.read_text(encoding="utf-8-sig")), encoding="utf-8")
    row = checkup.check_case("내사례").iloc[0]
    assert row[["파일", "행", "열", "문제", "받은 값"]].tolist() == ["measurements.csv", 3, "sentences", what, wrong]


@pytest.mark.parametrize(("text", "good"), [
    ("10920곳이 이었다.", True), ("모두 104,541곳이다.", False), ("1만 920곳이 이었다.", True), ("비율은 10.4%다.", True),
    ("비율은 10.45퍼센트다.", True), ("비율은 10%다.", True), ("비율은 10.40%다.", False),
    ("비율은 79.1%다.", False), ("10.4%p 올랐다.", False), ("10.4점이다.", False),
    ("109,201곳이다.", False), ("약 1만 곳이다.", False), ("", False)])
def test_a_sentence_states_a_value_in_the_ways_people_write_it(text, good):
    assert checkup.states(text, 1092000 / 104541, 10920) == good


@pytest.mark.parametrize("text", ["2025년 10월 25일부터다.", "2025-10-25부터다.", "제10조가 있다.", "2025. 10. 25. 시행"])
def test_a_date_is_no_value(text):
    assert not checkup.states(text, 1000 / 2025, 2025) and not checkup.states(text, 250, 25)


def test_a_rate_may_be_written_with_the_zeros_of_its_rounding():
    rate = 1910100 / 200997
    assert checkup.states("9.50%다.", rate) and checkup.states("9.5%다.", rate) and checkup.states("50.00%", 50)


def own_insurance(tmp_path, monkeypatch, old, new):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    file = caselibrary.new_case("내사례", "insurance") / "measurements.csv"
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(f"# 설명\n{text.replace(old, new)}", encoding="utf-8")
    return checkup.check_case("내사례")


def test_a_value_that_its_sentence_does_not_hold_is_told(tmp_path, monkeypatch):
    found = own_insurance(tmp_path, monkeypatch, "10920,104541", "500,1000")
    assert found[["파일", "행", "열", "문제", "받은 값"]].values.tolist() == [[
        "measurements.csv", 3, "sentences", "댄 문장에 이 값이 없습니다", "분자 500, 분모 1,000, 비율 50.00%: 2023_insurance_claim_law#13"]]


@pytest.mark.parametrize(("new", "column", "what"), [
    ("10920,0", "denominator", "분모가 0보다 크지 않습니다"), ("10920,-5", "denominator", "분모가 0보다 크지 않습니다"),
    ("많음,104541", "numerator", "정수가 아닌 값이 있습니다 (분자)")])
def test_a_measurement_that_gives_no_rate_is_told_by_its_row(tmp_path, monkeypatch, new, column, what):
    found = own_insurance(tmp_path, monkeypatch, "10920,104541", new)
    assert found[["파일", "행", "열", "문제"]].values.tolist() == [["measurements.csv", 3, column, what]]


def test_a_document_of_another_corpus_is_told_with_that_corpus(folder, tmp_path):
    (tmp_path / "글").mkdir()
    (tmp_path / "글" / "계획.txt").write_text("위원회를 두었다. 지표를 나누었다.", encoding="utf-8")
    imports.import_folder(tmp_path / "글", "우리기관", progress=False, workers=1)
    file = folder / "mapping.csv"
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace("2022_dpg_direction#11", "계획.txt#1 2022_dpg_directon#11"), encoding="utf-8")
    todo = checkup.check_case("내사례").drop_duplicates("받은 값").set_index("받은 값")["할 일"]
    assert todo["계획.txt#1"] == ("case.yml의 corpus(digests)에는 이 문서가 없고, 말뭉치 '우리기관'에는 있습니다. "
                                "case.yml의 corpus에 적을 이름: 우리기관")
    assert "가장 비슷한 이름: 2022_dpg_direction." in todo["2022_dpg_directon#11"]


@pytest.mark.parametrize(("file", "old", "new", "problem"), [
    ("gates.csv", "private_buildout", "private_bildout", ["gates.csv", "measure", "private_bildout"]),
    ("gates.csv", ",ge,", ",gt,", ["gates.csv", "comparison", "gt"]),
    ("ladder.csv", "청약홈,list,1", "청약홈,list,2", ["ladder.csv", "open", "2"]),
    ("criteria.csv", "ineligible_rate,SMART,specific,2", "ineligible,SMART,specific,2", ["criteria.csv", "indicator", "ineligible"])])
def test_what_is_wrong_with_gates_ladder_and_criteria_is_told(tmp_path, monkeypatch, file, old, new, problem):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    path = caselibrary.new_case("내사례", "housing") / file
    path.write_text(path.read_text(encoding="utf-8-sig").replace(old, new, 1), encoding="utf-8")
    assert problem in checkup.check_case("내사례")[["파일", "열", "받은 값"]].values.tolist()
