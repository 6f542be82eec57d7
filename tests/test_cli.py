"""Commands, their exit codes and their messages."""

import pytest

from dpgkit import cli, runs
from dpgkit.errors import LessonError


def test_a_run_tells_where_the_report_is(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(runs, "run", lambda case, corpus: tmp_path / case)
    assert cli.main(["run"]) == 0
    assert "report.html" in capsys.readouterr().out


def test_a_folder_is_handed_on_as_an_absolute_path(monkeypatch, tmp_path):
    asked = {}
    monkeypatch.setattr(runs, "run", lambda case, corpus: asked.update(corpus=corpus) or tmp_path)
    (tmp_path / "내 문서").mkdir()
    monkeypatch.chdir(tmp_path)
    cli.main(["run", "--corpus", "내 문서"])
    assert asked["corpus"] == str((tmp_path / "내 문서").resolve())


@pytest.mark.parametrize(("arguments", "message"), [
    (["run", "--case", "없는사례"], "없는 사례입니다"), (["run", "--corpus", "없는 폴더"], "없는 말뭉치입니다"),
    (["tables", "없는표"], "없는 표입니다")])
def test_what_the_reader_can_mend_is_said_in_korean(arguments, message, capsys):
    assert cli.main(arguments) == 1
    assert message in capsys.readouterr().err


def test_an_imported_folder_becomes_a_corpus(monkeypatch, tmp_path, capsys):
    from dpgkit import documents

    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "자료"))
    (tmp_path / "내 문서").mkdir()
    (tmp_path / "내 문서" / "2023_계획.txt").write_text("정부는 국민을 위한 계획을 세운다.", encoding="utf-8")
    (tmp_path / "내 문서" / "빈 파일.hwp").write_bytes(b"")
    assert cli.main(["import", str(tmp_path / "내 문서"), "--name", "시험"]) == 0
    assert "빈 파일.hwp" in capsys.readouterr().out
    corpus = documents.read_corpus("시험")
    assert corpus.label == "말뭉치 '시험'의 문서 1건" and corpus.refused["파일"].tolist() == ["빈 파일.hwp"]


def test_a_failed_lesson_gives_exit_code_1(monkeypatch, capsys):
    def fail(case, corpus):
        raise LessonError("01 과에서 멈췄습니다.")

    monkeypatch.setattr(runs, "run", fail)
    assert cli.main(["run"]) == 1
    assert "실행 오류: 01 과에서 멈췄습니다." in capsys.readouterr().err


def test_an_interrupted_run_gives_exit_code_130(monkeypatch, capsys):
    def interrupt(case, corpus):
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "run", interrupt)
    assert cli.main(["run"]) == 130
    assert "이전 결과는 그대로 있습니다" in capsys.readouterr().err


def test_doctor_prints_each_check_and_its_exit_code(monkeypatch, capsys):
    from dpgkit import doctor

    checks = {"좋음": (lambda: "됩니다", ""), "나쁨": (lambda: doctor._need(False, "안 됩니다"), "고치십시오.")}
    monkeypatch.setattr(doctor, "CHECKS", checks)
    assert cli.main(["doctor"]) == 1
    printed = capsys.readouterr().out
    assert "[정상] 좋음: 됩니다" in printed and "[고칠 것] 나쁨: 안 됩니다\n        할 일: 고치십시오." in printed


@pytest.mark.parametrize(("arguments", "text"), [
    (["cases"], "housing\t청약정보"), (["tables"], "timeline"), (["tables", "egdi"], "온라인서비스지수"),
    (["licences"], "konlpy"), (["claims"], "[어긋남] C26")])
def test_lists_are_printed(arguments, text, capsys):
    assert cli.main(arguments) == 0
    assert text in capsys.readouterr().out


def test_a_new_case_is_made_and_checked(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    assert cli.main(["new-case", "내사례", "--from", "dpg"]) == 0 and cli.main(["check-case", "내사례"]) == 0
    assert "고칠 것이 없습니다" in capsys.readouterr().out
    links = tmp_path / "cases" / "내사례" / "links.csv"
    links.write_text(links.read_text(encoding="utf-8").replace("정부24,국민", "정부25,국민"), encoding="utf-8")
    assert cli.main(["check-case", "내사례"]) == 1
    assert "links.csv 5행 giver: 이름을 찾지 못했습니다" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["nosuch"], ["run", "--nosuch"]])
def test_a_wrong_call_gives_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2 and "명령" in capsys.readouterr().err


def test_an_empty_cache_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DPGKIT_CACHE", str(tmp_path / "없음"))
    assert cli.main(["cache"]) == 0
    assert "분석해 둔 것이 없습니다" in capsys.readouterr().out
