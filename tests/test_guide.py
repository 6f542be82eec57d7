"""GUIDE.md stays true: what it shows for a shared store is run as a reader would run it."""

import argparse
import re
from pathlib import Path

import pytest

from dpgkit import measurement, paths
from dpgkit.dashboard import add_commands, views

SECTION = "공유측정 저장소"


@pytest.fixture(scope="module")
def section():
    text = (paths.kit_root() / "GUIDE.md").read_text(encoding="utf-8")
    return re.search(rf"^## {SECTION}\n(.*?)^## ", text, re.DOTALL | re.MULTILINE)[1]


@pytest.fixture(scope="module")
def ran(section, tmp_path_factory):
    """The commands and the Python of the section, run in a folder of their own; gives the folder, the key and the names."""
    folder, patch = tmp_path_factory.mktemp("저장소 보기"), pytest.MonkeyPatch()
    patch.chdir(folder)
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    words = re.search(r"kit\.py (new-store \S+ --case \S+)", section)[1].split()
    store, key = None, []
    made = measurement.create_store
    patch.setattr(measurement, "create_store", lambda where: key.append(made(where)) or key[0])
    options = parser.parse_args(words)
    assert options.command(options) == 0
    store, backbone = key[0]
    patch.setenv("DPGKIT_STORE_KEY", backbone)
    names = {}
    for block in re.findall(r"```python\n(.*?)```", section, re.DOTALL):
        exec(compile(block, "GUIDE.md", "exec"), names)
    yield folder, store.place, names
    patch.undo()


def test_the_values_come_to_what_the_guide_says(ran):
    _, place, names = ran
    with measurement.open_store(place) as store:
        row = measurement.dashboard(store).iloc[0]
    assert row["value"] == 7.5 and row["published"] == 2 and names["report"]["결과"].tolist() == ["받음"]
    assert "맡은 기관" not in names["note"] and "2025-03-31까지 1건에 답했습니다" in names["note"]


def test_the_files_that_the_guide_names_are_there(ran):
    folder, *_ = ran
    files = {"가온시.xlsx", "공개한 값.xlsx", "공개한 값.jsonld", "성과 사본.sqlite", "성과.sqlite"}
    assert files <= {path.name for path in folder.iterdir()}


def test_the_dashboard_opens_the_store_with_the_case_of_the_guide(ran, section):
    _, place, _ = ran
    case = re.search(r"dashboard --store \S+ --case (\S+)", section)[1]
    view = views.open_view(case, place)
    assert "7.50 %" in views.summary(view) and len(view.items) == 2


@pytest.mark.parametrize("name", ["make_template", "import_sheet", "record_feedback", "reply_feedback", "log_changes", "export_cids",
                                  "export_values", "add_organisation", "renew_key", "assign", "add_periods", "review", "DPGKIT_STORE_KEY"])
def test_the_guide_tells_of_each_step(section, name):
    assert name in section


def test_no_store_is_opened_in_the_guide_without_its_case(section):
    guide = Path(paths.kit_root() / "GUIDE.md").read_text(encoding="utf-8")
    assert not re.search(r"(new-store|dashboard --store) (?!.*--case)", guide)
