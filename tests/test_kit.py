"""Tests of kit.py: nothing is downloaded, and every folder is a temporary one."""

import ast
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import venv
from collections import namedtuple
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

KIT = Path(__file__).resolve().parents[1] / "kit.py"


def load(path: Path) -> ModuleType:
    """Load a copy of kit.py as a module."""
    spec = importlib.util.spec_from_file_location("kit_under_test", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def kit(tmp_path: Path) -> ModuleType:
    """Give a kit with an empty lock, in a folder with Hangul and a space in its name."""
    root = tmp_path / "한글 폴더"
    package = root / "utils" / "dpgkit"
    package.mkdir(parents=True)
    shutil.copy(KIT, root)
    (root / "requirements.lock").write_text("", encoding="utf-8")
    (root / "pyproject.toml").write_text("[project]\nname = 'dpgkit'\n", encoding="utf-8")
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text("import sys\nprint(*sys.argv[1:])\nsys.exit(7)\n", encoding="utf-8")
    return load(root / "kit.py")


@pytest.fixture
def fake_conda(kit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend that a conda environment runs the kit."""
    prefix = tmp_path / "conda"
    (prefix / "conda-meta").mkdir(parents=True)
    monkeypatch.setattr(kit.sys, "prefix", str(prefix))
    return prefix


def without_downloads(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an installation make a real but empty environment and link the package by its path."""
    monkeypatch.setattr(kit, "VENV_OPTIONS", ("--clear", "--without-pip"))
    monkeypatch.setattr(kit, "install_lock", lambda place: None)
    monkeypatch.setattr(kit, "link_package", kit.write_relative_link)
    monkeypatch.setattr(kit, "NEEDED_BYTES", 1)


def test_stamp_changes_with_lock_python_and_folder(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    stamps = {kit.stamp_of(), kit.stamp_of("another Python")}
    (kit.ROOT / "requirements.lock").write_text("tqdm==1.0\n", encoding="utf-8")
    stamps.add(kit.stamp_of())
    (kit.ROOT / "pyproject.toml").write_text("", encoding="utf-8")
    stamps.add(kit.stamp_of())
    moved = shutil.copytree(kit.ROOT, kit.ROOT.with_name("옮긴 폴더"))
    monkeypatch.setattr(kit, "ROOT", Path(moved))
    stamps.add(kit.stamp_of())
    assert len(stamps) == 5


def test_stamp_ignores_windows_line_ends(kit: ModuleType) -> None:
    lock = kit.ROOT / "requirements.lock"
    lock.write_bytes(b"one==1\ntwo==2\n")
    unix = kit.stamp_of()
    lock.write_bytes(b"one==1\r\ntwo==2\r\n")
    assert kit.stamp_of() == unix


RETRY = "WARNING: Retrying (Retry(total=0)) after connection broken by '{}': /simple/altair/\n"
SAMPLES = {
    "name": (RETRY.format("NewConnectionError: [Errno -2] Name or service not known"), "주소를 찾지 못했습니다"),
    "name-windows": (RETRY.format("NewConnectionError: [Errno 11001] getaddrinfo failed"), "주소를 찾지 못했습니다"),
    "refused": (RETRY.format("NewConnectionError: [Errno 111] Connection refused"), "연결하지 못했거나"),
    "timeout": (RETRY.format("ReadTimeoutError: Read timed out. (read timeout=15)"), "제시간에 대답하지"),
    "proxy": (RETRY.format("ProxyError: Cannot connect to proxy. NewConnectionError"), "프록시 서버"),
    "certificate": (RETRY.format("SSLError: CERTIFICATE_VERIFY_FAILED"), "인증서를 확인하지"),
    "platform": ("ERROR: No matching distribution found for altair==5.5.0", "맞는 꾸러미를 찾지"),
    "hash": ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "목록과 다릅니다"),
    "disk": ("ERROR: Could not install: [Errno 28] No space left on device", "빈자리가 모자랍니다"),
    "path": ("HINT: this system does not have Windows Long Path support enabled", "길이를 넘었습니다"),
    "path-206": ("Error: [WinError 206] The filename or extension is too long", "길이를 넘었습니다"),
    "in-use": ("Error: [WinError 32] The process cannot access the file", "다른 프로그램이 쓰고"),
    "still-written": ("Error: [Errno 39] Directory not empty: 'site-packages'", "다른 프로그램이 쓰고"),
}


@pytest.mark.parametrize(("output", "expected"), SAMPLES.values(), ids=SAMPLES)
def test_failed_install_is_explained(kit: ModuleType, output: str, expected: str) -> None:
    last = "ERROR: No matching distribution found for altair==5.5.0\n" if "WARNING" in output else ""
    message = str(kit.stop_for(output + last, kit.ROOT / "install.log"))
    wrong, found, needed, todo = message.splitlines()[:4]
    assert expected in wrong
    assert output[-40:].strip() in found
    assert needed.startswith("  필요한 것:") and todo.startswith("  할 일:")


@pytest.mark.parametrize("name", ["name", "refused", "timeout", "proxy", "certificate", "platform"])
def test_network_failure_tells_how_to_do_without_a_network(kit: ModuleType, name: str) -> None:
    message = str(kit.stop_for(SAMPLES[name][0], kit.ROOT / "install.log"))
    assert "kit.py bundle --platform" in message


def test_unknown_failure_shows_the_end_of_the_log(kit: ModuleType) -> None:
    log = kit.ROOT / "install.log"
    log.touch()
    message = str(kit.stop_for("\n".join(f"line {number}." for number in range(40)), log))
    assert "line 25." in message and "line 39." in message
    assert "line 24." not in message
    assert str(log) in message


def test_early_warning_does_not_hide_a_later_cause(kit: ModuleType) -> None:
    output = RETRY.format("Read timed out.") + "Collecting something\n" * 100 + "error: invalid command\n"
    assert kit.failure_in(output) is None


@pytest.mark.parametrize("old", [(3, 6, 15), (3, 10, 13), (3, 11, 4)])
def test_old_python_is_refused(kit: ModuleType, old: "tuple[int, ...]") -> None:
    with pytest.raises(kit.Stop, match="너무 오래되었습니다") as caught:
        kit.check_python(old)
    assert ".".join(map(str, old)) in str(caught.value)
    assert "3.11.5 이상" in str(caught.value)


def test_new_python_is_welcome(kit: ModuleType) -> None:
    assert kit.check_python((3, 11, 5)) is None
    assert kit.check_python((3, 13, 0)) is None


def test_source_can_be_read_by_python_3_6() -> None:
    tree = ast.parse(KIT.read_text(encoding="utf-8"), feature_version=(3, 6))
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    hints = [node.returns for node in functions]
    hints += [arg.annotation for node in functions for arg in node.args.args if arg.arg != "self"]
    assert futures == []
    assert all(isinstance(hint, (ast.Name, ast.Constant)) for hint in hints)  # brackets stand in quotes


def test_missing_ensurepip_names_the_package(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name))
    with pytest.raises(kit.Stop, match="ensurepip 모듈이 없습니다") as caught:
        kit.check_modules()
    assert f"apt install python3.{sys.version_info[1]}-venv" in str(caught.value)


@pytest.mark.parametrize(("letters", "takes", "refused"), [(91, False, True), (90, False, False), (200, True, False)])
def test_a_folder_too_deep_for_windows_is_refused_before_the_installation(
    kit: ModuleType, monkeypatch: pytest.MonkeyPatch, letters: int, takes: bool, refused: bool
) -> None:
    monkeypatch.setattr(kit, "takes_long_names", lambda: takes)
    monkeypatch.setattr(kit, "ROOT", Path("/" + "가" * (letters - 1)))
    if not refused:
        return kit.check_length()
    with pytest.raises(kit.Stop, match=f"너무 깁니다.*\\n.*{letters}자"):
        kit.check_length()


def test_what_is_installed_fits_behind_the_longest_folder() -> None:
    site = Path(pytest.__file__).parents[1]
    files = [file.relative_to(site).as_posix() for part in ("jupyterlab", "debugpy") for file in (site / part).rglob("*")]
    longest = max(len(".venv/Lib/site-packages/" + name) + (16 if name.endswith(".pyc") else 0) for name in files)
    assert load(KIT).LONGEST_ROOT + 1 + longest <= 259


@pytest.mark.skipif(os.name == "nt", reason="윈도에서는 레지스트리의 값에 달려 있습니다.")
def test_other_systems_take_long_names(kit: ModuleType) -> None:
    assert kit.takes_long_names()


def test_small_disk_is_refused(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**10, 0, 700_000_000))
    with pytest.raises(kit.Stop, match="빈자리 0.7 GB") as caught:
        kit.check_space()
    assert "2 GB 이상" in str(caught.value)


def test_read_only_folder_is_refused(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "touch", refuse)  # root may write even where the permission bits forbid it
    with pytest.raises(kit.Stop, match="파일을 쓸 수 없습니다") as caught:
        kit.check_writable()
    assert str(kit.ROOT) in str(caught.value)


def test_writable_folder_stays_clean(kit: ModuleType) -> None:
    before = sorted(kit.ROOT.iterdir())
    kit.check_writable()
    assert sorted(kit.ROOT.iterdir()) == before


@pytest.mark.parametrize("args", [[], ["-h"], ["--help"], ["help"]])
def test_help_lists_every_command_in_groups_and_installs_nothing(
    kit: ModuleType, args: "list[str]", capsys: pytest.CaptureFixture
) -> None:
    assert kit.main(args) == 0
    text = capsys.readouterr().out
    for group, commands in kit.COMMANDS.items():
        below = text.split(f"\n{group}\n")[1].split("\n\n")[0].splitlines()
        assert [line.split()[0] for line in below] == list(commands)
    assert not (kit.ROOT / ".venv").exists()


@pytest.mark.parametrize("word", ["test", "lab"])
def test_help_of_what_other_programs_do_is_korean_and_installs_nothing(
    kit: ModuleType, word: str, capsys: pytest.CaptureFixture
) -> None:
    assert kit.main([word, "--help"]) == 0
    assert kit.WORDS[word] in capsys.readouterr().out
    assert not (kit.ROOT / ".venv").exists()


def test_the_kit_knows_the_commands_of_the_package_by_the_same_sentences(kit: ModuleType) -> None:
    from dpgkit import cli

    commands = next(action for action in cli._parser()._actions if hasattr(action, "choices") and action.choices)
    texts = {choice.dest: choice.help for choice in commands._choices_actions}
    assert texts | {"test": kit.WORDS["test"], "lab": kit.WORDS["lab"]} == kit.WORDS


PAGES = ["README.md", "GUIDE.md", "CONTRIBUTING.md", ".ci/run", ".github/workflows/test.yml", ".github/workflows/pages.yml"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_and_workflows_call_commands_that_there_are(kit: ModuleType, page: str) -> None:
    called = set(re.findall(r"kit\.py ([a-z][a-z-]*)", (KIT.parent / page).read_text(encoding="utf-8")))
    assert called and called <= set(kit.WORDS)


@pytest.mark.parametrize(("word", "guess"), [("runn", "혹시 run입니까?"), ("newcase", "혹시 new-case입니까?"), ("가나다", "")])
def test_a_mistyped_command_is_answered_before_anything_is_installed(
    kit: ModuleType, word: str, guess: str, capsys: pytest.CaptureFixture
) -> None:
    assert kit.main([word]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"[멈춤] 없는 명령입니다. {guess}".rstrip()) and f"확인한 것: {word}" in told
    assert ("혹시" in told) == bool(guess) and not (kit.ROOT / ".venv").exists()


@pytest.mark.parametrize(
    ("word", "args", "expected"),
    [
        ("run", [], ["dpgkit", "run"]),
        ("build", ["--all"], ["dpgkit", "build", "--all"]),
        ("새말", ["a b"], ["dpgkit", "새말", "a b"]),
        ("test", [], ["pytest", "-n", "2", "--dist", "loadscope"]),
        ("test", ["tests/a.py", "-x"], ["pytest", "-n", "2", "--dist", "loadscope", "tests/a.py", "-x"]),
        ("test", ["-n0"], ["pytest", "--dist", "loadscope", "-n0"]),
        ("test", ["-n", "4"], ["pytest", "--dist", "loadscope", "-n", "4"]),
    ],
)
def test_commands(kit: ModuleType, word: str, args: "list[str]", expected: "list[str]") -> None:
    assert kit.command(Path("py"), word, args) == ["py", "-m", *expected]


def test_lab_opens_the_first_notebook_with_the_settings_of_the_kit(kit: ModuleType) -> None:
    argv = kit.command(Path("py"), "lab", ["--no-browser"])
    assert argv[:3] == ["py", "-m", "jupyterlab"]
    assert f"--LabApp.app_settings_dir={kit.ROOT / 'utils' / 'dpgkit' / 'jupyterlab'}" in argv
    assert f"--ServerApp.root_dir={kit.ROOT}" in argv
    assert argv[-2:] == ["--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb", "--no-browser"]


def test_children_get_the_same_surroundings(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONHASHSEED", "TQDM_DISABLE"):
        monkeypatch.setenv(name, "theirs")
    env = kit.child_env("run")
    assert (env["PYTHONUTF8"], env["PYTHONIOENCODING"], env["PYTHONNOUSERSITE"]) == ("1", "utf-8", "1")
    assert env["DPGKIT_HOME"] == str(kit.ROOT)
    assert "PYTHONPATH" not in env and "PYTHONHOME" not in env
    assert env["PYTHONHASHSEED"] == env["TQDM_DISABLE"] == "theirs"
    for word in ("test", "build"):
        assert (kit.child_env(word)["PYTHONHASHSEED"], kit.child_env(word)["TQDM_DISABLE"]) == ("0", "1")


def test_wheelhouse_replaces_the_network(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = []
    monkeypatch.setattr(kit, "run_step", lambda place, argv, watch=None: steps.append(argv))
    kit.install_lock(kit.venv_place())
    (kit.ROOT / "wheelhouse").mkdir()
    kit.install_lock(kit.venv_place())
    assert all("--require-hashes" in argv and "--no-deps" in argv for argv in steps)
    assert "--no-index" not in steps[0]
    assert steps[1][steps[1].index("--no-index") + 1 :][:2] == ["--find-links", str(kit.ROOT / "wheelhouse")]


def test_uv_is_used_only_when_asked_for(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.delenv("KIT_UV", raising=False)
    assert kit.installer(kit.venv_place())[1:] == ["-m", "pip", "install"]
    monkeypatch.setenv("KIT_UV", "1")
    assert kit.installer(kit.venv_place())[:3] == ["/bin/uv", "pip", "install"]
    assert kit.install_env(kit.venv_place())["UV_PYTHON_DOWNLOADS"] == "never"


def test_progress_counts_what_applies_here(kit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    progress = kit.Progress(3)
    monkeypatch.setattr(progress, "show", lambda text, milestone: shown.append(text))
    for line in ("Ignoring appnope: markers", "Collecting numpy==2.4.6 (from -r x)", "Processing /w/a_b-1.0-py3.whl"):
        progress(line)
    progress("Installing collected packages: numpy, a-b")
    assert shown == ["설치 중 1/2 numpy", "설치 중 2/2 a_b", "내려받은 꾸러미를 풀고 있습니다 …"]


def test_conda_environment_that_holds_everything_is_used(
    kit: ModuleType, fake_conda: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = f"pytest=={version('pytest')} \\\n    --hash=sha256:0\nnone==1 ; python_version < '3'\n"
    (kit.ROOT / "requirements.lock").write_text(lines, encoding="utf-8")
    linked = []
    monkeypatch.setattr(kit, "link_package", linked.append)
    assert kit.prepare() == Path(sys.executable)
    assert kit.prepare() == Path(sys.executable)
    assert linked == [kit.Place(fake_conda, Path(sys.executable))]
    assert not (kit.ROOT / ".venv").exists()


@pytest.mark.parametrize("line", ["pytest==0.0.1", "no-such-package==1"])
def test_conda_environment_that_lacks_something_is_left_alone(
    kit: ModuleType, fake_conda: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, line: str
) -> None:
    (kit.ROOT / "requirements.lock").write_text(f"{line} \\\n", encoding="utf-8")
    monkeypatch.setattr(kit, "install", lambda place: None)
    assert kit.prepare() == kit.venv_place().python
    assert line in capsys.readouterr().err
    assert [path.name for path in fake_conda.iterdir()] == ["conda-meta"]


def test_no_conda_without_its_folder(kit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit.sys, "prefix", str(tmp_path))
    assert kit.conda_place() is None


def test_interrupted_install_is_repaired(
    kit: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    without_downloads(kit, monkeypatch)
    venv.create(kit.ROOT / ".venv", with_pip=False)
    leftover = kit.ROOT / ".venv" / "half a package"
    leftover.touch()
    assert kit.main(["run", "a b"]) == 7
    first = capfd.readouterr()
    assert "처음부터 다시 만듭니다" in first.err and first.out == "run a b\n"
    assert not leftover.exists() and kit.is_ready(kit.venv_place())
    assert kit.main(["cases"]) == 7
    assert capfd.readouterr() == ("cases\n", "")


def test_interrupt_leaves_no_stamp(
    kit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    def interrupt(place: object) -> None:
        raise KeyboardInterrupt

    without_downloads(kit, monkeypatch)
    monkeypatch.setattr(kit, "install_lock", interrupt)
    place = kit.venv_place()
    place.folder.mkdir()
    (place.folder / kit.STAMP).write_text("of an older lock", encoding="utf-8")
    assert kit.main(["run"]) == 130
    assert "설치를 멈추었습니다" in capsys.readouterr().err
    assert not kit.is_ready(place) and not (place.folder / kit.STAMP).exists()


def test_failing_step_writes_the_log(kit: ModuleType) -> None:
    place = kit.venv_place()
    place.folder.mkdir()
    code = "print('한글'); raise SystemExit('[Errno 28] No space left on device')"
    with pytest.raises(kit.Stop, match="빈자리가 모자랍니다"):
        kit.run_step(place, [sys.executable, "-c", code])
    assert "한글" in (place.folder / kit.LOG).read_text(encoding="utf-8")


def test_file_in_use_gives_a_message_and_code_2(
    kit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    def refuse(place: object) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(kit, "make_venv", refuse)
    assert kit.main(["run"]) == 2
    text = capsys.readouterr().err
    assert "다른 프로그램이 쓰고" in text and "Traceback" not in text


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses to clear files in use by itself")
def test_second_install_waits_for_the_first(kit: ModuleType, capsys: pytest.CaptureFixture) -> None:
    with kit.lock_folder():
        assert kit.main(["run"]) == 2
    assert "이미 설치하고 있습니다" in capsys.readouterr().err
    assert not (kit.ROOT / ".venv").exists()


def test_link_to_a_hangul_folder_is_plain_ascii(kit: ModuleType) -> None:
    place = kit.venv_place()
    venv.create(place.folder, with_pip=False)
    kit.write_relative_link(place)
    env = {**kit.child_env(), "LC_ALL": "C"}
    argv = [str(place.python), "-c", "import dpgkit; print(ascii(dpgkit.__file__))"]
    found = subprocess.run(argv, env=env, capture_output=True, text=True, check=True).stdout
    assert found.strip() == ascii(str(kit.ROOT / "utils" / "dpgkit" / "__init__.py"))


@pytest.mark.parametrize(("cause", "forgiven"), [("UnicodeEncodeError: 'cp1252'", True), ("error: broken", False)])
def test_only_a_folder_name_beyond_the_locale_is_forgiven(
    kit: ModuleType, monkeypatch: pytest.MonkeyPatch, cause: str, forgiven: bool
) -> None:
    linked = []
    kit.venv_place().folder.mkdir()
    monkeypatch.setattr(kit, "installer", lambda place: [sys.executable, "-c", f"raise SystemExit({cause!r})"])
    monkeypatch.setattr(kit, "write_relative_link", linked.append)
    try:
        kit.link_package(kit.venv_place())
    except kit.Stop as stop:
        assert cause in str(stop)
    assert bool(linked) == forgiven


def test_console_without_hangul_does_not_break(kit: ModuleType) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, str(kit.ROOT / "kit.py")], env=env, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith("사용법")


def test_other_folder_and_exit_code_by_signal(
    kit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    show = [sys.executable, "-c", "import os; print(os.getcwd())"]
    assert (kit.run(show, "run"), kit.run(show, "test")) == (0, 0)
    assert capfd.readouterr().out.splitlines() == [str(tmp_path), str(kit.ROOT)]
    if os.name != "nt":
        assert kit.run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], "run") == 137


def test_interrupted_command_ends_before_the_kit(
    kit: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    marks = iter([KeyboardInterrupt, 0])

    class Child:
        def wait(self) -> int:
            mark = next(marks)
            if mark is KeyboardInterrupt:
                raise mark
            return mark

    monkeypatch.setattr(kit.subprocess, "Popen", lambda *args, **options: Child())
    assert kit.run(["anything"], "run") == 130
    assert list(marks) == []


POSIX = pytest.mark.skipif(os.name == "nt", reason="윈도에서는 다른 프로그램을 신호로 끝내지 못합니다.")
CHILD = """
import os, signal, time
try:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    print(os.getpid(), flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print("닫음", flush=True)
"""
STARTER = """
import sys
from pathlib import Path
import kit
real = kit.child_env
kit.prepare = lambda: Path(sys.executable)
kit.child_env = lambda word: {**real(word), "PYTHONPATH": "utils"}
kit.listen()
sys.exit(kit.main(["run"]))
"""


def started(kit: ModuleType, code: str, **options: object) -> subprocess.Popen:
    """Start a kit whose only command is this code; the Python of the tests serves as the environment."""
    (kit.ROOT / "utils" / "dpgkit" / "__main__.py").write_text(code, encoding="utf-8")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    return subprocess.Popen([sys.executable, "-c", STARTER], cwd=kit.ROOT, **pipes, **options)


@POSIX
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_kit_that_is_told_to_end_takes_its_command_along(kit: ModuleType, name: str) -> None:
    number = getattr(signal, name)
    with started(kit, CHILD) as process:
        child = int(process.stdout.readline())
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (128 + number, "닫음\n") and "Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@POSIX
def test_what_the_reader_chose_to_ignore_stays_ignored(kit: ModuleType) -> None:
    code = "import signal\nprint(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN, flush=True)"
    with started(kit, code, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as process:
        assert process.communicate(timeout=30)[0] == "True\n"


@POSIX
def test_ctrl_c_leaves_no_traceback(kit: ModuleType) -> None:
    with started(kit, CHILD, start_new_session=True) as process:
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "닫음\n", "")


def test_a_closed_pipe_leaves_no_traceback(kit: ModuleType) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, str(kit.ROOT / "kit.py")], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert done.stderr == b"" and done.returncode == kit.UNHEARD
