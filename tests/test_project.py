"""The project as a whole: layers, links, lock, environment, style."""

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter

import pytest
import yaml

from dpgkit import paths

ROOT = paths.kit_root()
PACKAGE = ROOT / "utils" / "dpgkit"
MODULES = {path.stem: [path] for path in PACKAGE.glob("[a-z]*.py")} | {
    path.parent.name: sorted(path.parent.glob("*.py")) for path in PACKAGE.glob("*/__init__.py")}
LAYERS = {      # a module imports only from its own layer and from those above it
    "ground": {"language", "errors", "reading", "paths", "locks", "atomic", "columns", "workers", "papers", "workbooks"},
    "material": {"readers", "tables", "originals", "results", "cases", "documents"},
    "words": {"cleaning", "lexicon", "analyzers", "morphology", "terms"},
    "meaning": {"finding", "agreement", "keywords", "agenda", "network", "topics", "comparison", "desk", "thesis"},
    "government": {"history", "impact", "architecture", "kpi", "measurement", "claims"},
    "showing": {"charts", "widgets"},
    "running": {"phrasebook", "consoles", "lessons", "report", "exercises", "teaching", "dashboard", "bundle", "site", "build", "runs",
                "doctor", "cli"},
}


def nodes(name):
    return [node for path in MODULES[name] for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


def imports(name):
    names = set()
    for node in nodes(name):
        if isinstance(node, ast.ImportFrom) and node.module == "dpgkit":
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dpgkit."):
            names.add(node.module.split(".")[1])
    return names & set(MODULES) - {name}


def test_imports_point_one_way():
    layer = {name: place for place, names in enumerate(LAYERS.values()) for name in names}
    assert set(MODULES) == set(layer)
    wrong = [(name, other) for name in MODULES for other in imports(name)
             if layer[other] > layer[name] and (name, other) != ("doctor", "charts")]
    assert not wrong
    assert list(TopologicalSorter({name: imports(name) for name in MODULES}).static_order())


@pytest.mark.parametrize("name", [*sorted(set(MODULES) - {"originals"}), "kit"])      # originals are tested through fetch
def test_every_module_has_a_test_of_its_name(name):
    assert (ROOT / "tests" / f"test_{name}.py").is_file()


def test_the_lock_is_hashed_and_names_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?:|--(index|extra-index|find-links)", lock)
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert len(entries) > 100 and all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_the_conda_environment_adds_nothing_of_its_own():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, locked = environment["dependencies"]
    assert re.fullmatch(r"python=3\.\d+", python) and pip == "pip" and locked == {"pip": ["-r requirements.lock"]}


def test_every_direct_requirement_is_locked():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for needed in project["dependencies"]:
        assert re.search(rf"^{re.escape(re.split('[<>= ;]', needed)[0])}==", lock, re.MULTILINE), needed


@pytest.mark.parametrize("page", ["README.md", "README.en.md", "GUIDE.md", "CONTRIBUTING.md", "LICENSE-CONTENT.md",
                                  "THIRD_PARTY.md", "corpus/README.md"])
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if not target.startswith("http")]
    missing = [target for target in targets if not (ROOT / page).parent.joinpath(target).exists()]
    assert not missing


def test_the_code_keeps_to_the_style():
    checked = subprocess.run([sys.executable, "-m", "ruff", "check", str(ROOT)], capture_output=True, text=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("name", MODULES)
def test_functions_are_short_and_typed(name):
    for node in nodes(name):
        if isinstance(node, ast.FunctionDef):
            assert node.returns is not None, node.name
            body = node.body[1:] if ast.get_docstring(node) else node.body
            assert not body or body[-1].end_lineno - body[0].lineno < 30, node.name
