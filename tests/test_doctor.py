"""The machine check finds what is wrong and says what to do."""

import pytest

from dpgkit import doctor


def test_this_machine_is_ready():
    checks = doctor.examine()
    assert checks["결과"].tolist() == ["정상"] * 9, checks.to_string()
    assert doctor.read_checks(checks) == "9가지 점검이 모두 정상입니다."


def test_a_failing_check_says_what_to_do_and_stops_no_other(monkeypatch):
    def broken():
        raise OSError("자바가 없습니다.")

    monkeypatch.setattr(doctor, "CHECKS", {"자바": (broken, "다시 설치하십시오."), "파이썬": (doctor.python_version, "")})
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
