"""Every case one can compare, whether it has a folder or only rows in ``ci_cases``, and how a new folder begins."""

import re
import shutil
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd

from dpgkit import cases, paths, tables
from dpgkit.cases import casefiles
from dpgkit.cases.leftovers import TEMPLATES
from dpgkit.errors import DataError

COLUMNS = ["case", "title", "title_en", "country", "design", "change_level", "headline", "kind"]
PLACEHOLDER, MADE_ON = "CASE_NAME", "MADE_ON"


def library() -> pd.DataFrame:
    """Return the cases that can be compared: case, title, title_en, country, design, change_level, headline, kind.

    >>> {"housing", "x_road"} <= set(library()["case"])
    True

    ``kind`` is ``folder`` for a case with a folder, ``broken`` where its ``case.yml`` cannot be read, and ``rows`` for one
    that stands in the table ``ci_cases`` only.
    """
    folders = pd.DataFrame([_facts(name) for name in cases.case_names()], columns=COLUMNS)
    listed = tables.load("ci_case_list").rename(columns={"case_id": "case"}).assign(kind="rows")[COLUMNS]
    return pd.concat([folders, listed[~listed["case"].isin(folders["case"])]], ignore_index=True)


def comparable(named: Iterable[str] = ()) -> pd.DataFrame:
    """Return the cases that a case is compared with: those of the kit, and the reader's own only where they are named.

    >>> "x_road" in comparable()["case"].tolist()
    True

    Columns as ``library`` has them, without cases whose ``case.yml`` cannot be read.
    """
    known = library().query("kind != 'broken'")
    others = set(cases.case_names()) - set(cases.shipped_names()) - set(named)
    return known[~known["case"].isin(others)].reset_index(drop=True)


def load_mapping(name: str) -> pd.DataFrame:
    """Return the mapping table of a case that has a folder, or the rows of one that has none.

    >>> len(load_mapping("x_road"))
    6

    Raises DataError for an unknown case and for a broken folder.
    """
    return load_mappings([name])[name]


def load_mappings(names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return the mapping tables of several cases by name, each as ``load_mapping`` does.

    >>> list(load_mappings(["x_road", "denmark"]))
    ['x_road', 'denmark']
    """
    names, folders = list(names), cases.case_names()
    rows = tables.load("ci_cases") if set(names) - set(folders) else pd.DataFrame({"case_id": []})
    if unknown := [name for name in names if name not in folders and name not in set(rows["case_id"])]:
        raise DataError("없는 사례입니다.", value=unknown[0], allowed=library()["case"], todo="견줄 사례의 이름을 고치십시오.")
    return {name: cases.load_case(name).mapping if name in folders else _as_mapping(rows[rows["case_id"] == name]) for name in names}


def new_case(name: str, source: str | None = None) -> Path:
    """Make a folder for a case of the reader's own, from the commented template or from another case, and return it.

    Parameters: ``source`` the case to copy, with a folder or without. The folder appears whole or not at all.
    Raises DataError for a name that cannot be used or is taken, and for an unknown source.
    """
    name = _free_name(name)
    final = cases.own_dir() / name
    staging = final.with_name(f".{name}-new")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        staging.mkdir(parents=True)
        _fill(staging, name, source)
        staging.rename(final)
    except OSError as error:
        raise DataError("사례 폴더를 만들지 못했습니다.", value=final.parent.name, allowed="쓸 수 있는 폴더",
                        todo="환경 변수 DPGKIT_DATA에 쓸 수 있는 폴더를 적으십시오.") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return final


def _as_mapping(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(activity_en="").drop(columns=["case", "case_id"]).reset_index(drop=True)


def _facts(name: str) -> tuple[str, ...]:
    try:
        info = cases.load_info(name)
    except DataError:               # one broken case of the reader's own must not hide the others
        return name, name, name, "", "unknown", "unknown", cases.UNKNOWN, "broken"
    return name, info.title, info.title_en, info.country, info.design, info.change_level, info.headline, "folder"


def _free_name(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    if not paths.is_name(name):
        raise DataError("사례 이름으로 쓸 수 없습니다.", value=name, allowed="한글, 영문자, 숫자, -, _로 된 60자까지",
                        todo="이름을 고치십시오.")
    if name in set(library()["case"]):
        raise DataError("이미 있는 사례의 이름입니다.", value=name, todo="다른 이름을 지으십시오.")
    return name


def _fill(folder: Path, name: str, source: str | None) -> None:
    if source is None or source not in cases.case_names():
        for file in TEMPLATES.glob("case*"):
            text = file.read_text(encoding="utf-8").replace(PLACEHOLDER, name).replace(MADE_ON, date.today().isoformat())
            encoding = "utf-8-sig" if file.suffix == ".csv" else "utf-8"       # Excel reads Hangul only with the mark
            (folder / file.name.removeprefix("case_")).write_text(text, encoding=encoding, newline="\n")
        if source is not None:
            casefiles.save(load_mapping(source), folder / "mapping.csv", "case-mapping")
            shutil.rmtree(folder / casefiles.BACKUPS, ignore_errors=True)
        return
    for file in sorted(cases.case_folder(source).glob("[!.]*.*")):
        shutil.copyfile(file, folder / file.name)
    facts = folder / "case.yml"
    text = re.sub(r"^id:.*$", f"id: {name}", tables.read_text(facts), count=1, flags=re.MULTILINE)
    facts.write_text(text, encoding="utf-8", newline="\n")
