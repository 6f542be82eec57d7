"""Commands, their exit codes and their messages."""

import argparse
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dpgkit import cli, consoles, paths, runs
from dpgkit.errors import LessonError


def test_a_run_tells_where_the_report_is(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(runs, "run", lambda case, corpus, *more, **options: tmp_path / case)
    assert cli.main(["run"]) == 0
    assert "report.html" in capsys.readouterr().out


def test_a_folder_is_handed_on_as_an_absolute_path(monkeypatch, tmp_path):
    asked = {}
    monkeypatch.setattr(runs, "run", lambda case, corpus, *more, **options: asked.update(corpus=corpus) or tmp_path)
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
    def fail(case, corpus, *more, **options):
        raise LessonError("01 과에서 멈췄습니다.")

    monkeypatch.setattr(runs, "run", fail)
    assert cli.main(["run"]) == 1
    assert "실행 오류: 01 과에서 멈췄습니다." in capsys.readouterr().err


def test_an_interrupted_run_gives_exit_code_130(monkeypatch, capsys):
    def interrupt(case, corpus, *more, **options):
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
    assert "준비되었습니다" in capsys.readouterr().out
    links = tmp_path / "cases" / "내사례" / "links.csv"
    links.write_text(links.read_text(encoding="utf-8").replace("정부24,국민", "정부25,국민"), encoding="utf-8")
    assert cli.main(["check-case", "내사례"]) == 1
    assert re.search(r"links.csv 5\b.*giver.*: 이름을 찾지 못했습니다", capsys.readouterr().out)


WRONG = {
    "": "명령이 빠졌습니다.", "runn": "없는 명령입니다. 혹시 run입니까?", "가나다": "없는 명령입니다.\n",
    "run --corpsu 글": "없는 선택 사항입니다. 혹시 --corpus입니까?\n  받은 값: --corpsu\n  쓸 수 있는 값: --case, --corpus",
    "run --corpus=글 --case=가 --corps=나": "없는 선택 사항입니다. 혹시 --corpus입니까?\n  받은 값: --corps\n",
    "cases --all": "없는 선택 사항입니다.\n", "run --corpus 내 문서": "큰따옴표로 묶으십시오.\n  받은 값: 문서",
    "import 폴더": "빠진 것이 있습니다: --name(말뭉치의 이름)", "new-case": "빠진 것이 있습니다: 이름(사례의 이름",
    "import": "빠진 것이 있습니다: 폴더(문서가 든 폴더), --name(말뭉치의 이름)", "run --case": "--case 다음에 적을 것이 빠졌습니다.",
    "cache --clear=예": "--clear에는 값을 적지 않습니다.", "dashboard --port 문": "--port에는 수를 적습니다.\n  받은 값: 문",
    "run --language kor": "--language에 적을 수 없는 값입니다. 혹시 ko입니까?\n  받은 값: kor\n  쓸 수 있는 값: ko, en",
    "fetch lwa": "없는 명령입니다. 혹시 law입니까?", "fetch": "빠진 것이 있습니다: 받을_것",
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_call_gives_exit_code_2_and_says_in_korean_what_would_be_right(words, capsys):
    assert cli.main(words.split()) == 2
    told = capsys.readouterr().err
    assert WRONG[words] in told and "할 일: " in told and " --help로 쓰는 법을 보십시오." in told
    assert not re.search(r"argument|usage|error|invalid|required|expected|unrecognized", told)


def test_the_help_of_a_command_is_korean(commands_of, capsys):
    for words in commands_of:
        with pytest.raises(SystemExit) as stop:
            cli.main([*words, "--help"])
        shown = capsys.readouterr().out
        assert stop.value.code == 0 and shown.startswith("사용법: ") and "이 도움말을 보여 줍니다" in shown
        assert not re.search(r"usage|options:|positional|show this", shown), words


@pytest.fixture
def commands_of():
    """Every command, and every command of a command."""
    def below(parser):
        inner = next((action for action in parser._actions if isinstance(action, argparse._SubParsersAction)), None)
        return [[], *[[name, *rest] for name, other in (inner.choices.items() if inner else ()) for rest in below(other)]]
    return below(cli._parser())


def test_every_value_that_a_command_takes_has_a_korean_name_and_an_explanation(commands_of):
    parser = cli._parser()
    for words in commands_of[1:]:
        one = parser
        for word in words:
            one = next(action for action in one._actions if isinstance(action, argparse._SubParsersAction)).choices[word]
        for action in one._actions:
            assert action.help or action.choices, (words, action.dest)
            assert action.nargs == 0 or action.choices or re.search("[가-힣]", str(action.metavar)), (words, action.dest)


@pytest.mark.parametrize("folder", ["../없는폴더", "없는 폴더/그 안"])
def test_a_folder_is_named_as_it_was_typed(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "자료"))
    monkeypatch.chdir(tmp_path)
    assert cli.main(["import", folder, "--name", "글"]) == 1
    assert f"받은 값: {Path(folder)}\n" in capsys.readouterr().err


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="윈도에서는 다른 프로그램을 신호로 끝내지 못합니다.")
WAITING = """
import sys, time
from dpgkit import cli
def wait(options):
    print("시작", flush=True)
    time.sleep(60)
cli.COMMANDS = (cli.Command("wait", wait, "기다립니다"),)
sys.exit(cli.main(["wait"]))
"""


@POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_command_that_is_told_to_end_closes_what_it_holds(name):
    process = subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                               env={**os.environ, "PYTHONPATH": str(paths.kit_root() / "utils"), "PYTHONIOENCODING": "utf-8"})
    process.stdout.readline()
    process.send_signal(getattr(signal, name))
    err = process.communicate(timeout=30)[1]
    assert process.returncode == 130 and "이전 결과는 그대로" in err and "Traceback" not in err


@pytest.mark.parametrize("words", [["cases"], ["tables"], ["--help"], ["run", "--help"]])
def test_a_pipe_that_nobody_reads_leaves_no_traceback(words):
    read, write = os.pipe()
    os.close(read)
    env = {**os.environ, "PYTHONPATH": str(paths.kit_root() / "utils")}
    done = subprocess.run([sys.executable, "-m", "dpgkit", *words], stdout=write, stderr=subprocess.PIPE, env=env, check=False)
    os.close(write)
    assert done.stderr == b"" and done.returncode in (0, consoles.UNHEARD)       # argparse itself keeps quiet about help


def test_an_empty_cache_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DPGKIT_CACHE", str(tmp_path / "없음"))
    assert cli.main(["cache"]) == 0
    assert "분석해 둔 것이 없습니다" in capsys.readouterr().out
