"""Who owns what a bundle carries: the name of each wheel's licence and the licence texts, out of the wheels themselves."""

import re
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path, PurePosixPath

import pandas as pd

FILE = "THIRD_PARTY_LICENCES"
UNKNOWN = "근거 미확인"
TEXTS = re.compile(r"/(licenses|legal)/|(licen[cs]e|copying|notice|authors|patents|ofl)[^/]*$", re.IGNORECASE)
NOT_TEXTS = (".py", ".pyc", ".pyi", ".json", ".js", ".html", ".css", ".map", ".png", ".svg")
CHOICE = r"\bOR\b|Artistic|MIT|BSD|Apache|MPL"          # one of several licences may be chosen
RULE = "=" * 100


def table(wheels: list[Path]) -> pd.DataFrame:
    """Return one row a wheel: package, version, licence (as the package states it), file, megabytes, texts (how many)."""
    rows = []
    for wheel in sorted(wheels, key=lambda file: file.name.lower()):
        facts = metadata(wheel)
        rows.append((facts["Name"], facts["Version"], licence(facts), wheel.name, round(wheel.stat().st_size / 1e6, 2), len(texts(wheel))))
    return pd.DataFrame(rows, columns=["package", "version", "licence", "file", "megabytes", "texts"])


def copyleft(wheels: pd.DataFrame) -> list[str]:
    """Return the packages of a table of licences that are only under a GPL, so that what is handed on with them follows it.

    >>> copyleft(pd.DataFrame({"package": ["a", "b", "c"], "licence": ["GPL-3.0-or-later", "LGPL-3.0-only", "MIT"]}))
    ['a']
    """
    strong = wheels["licence"].str.contains(r"(?<!L)GPL|(?<!Lesser )General Public", regex=True)
    return wheels.loc[strong & ~wheels["licence"].str.contains(CHOICE, regex=True), "package"].tolist()


def metadata(wheel: Path) -> Message:
    """Return the headers of a wheel's METADATA."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        return Parser().parsestr(archive.read(name).decode("utf-8", "replace"), headersonly=True)


def licence(facts: Message) -> str:
    """Return what a package says of its licence: an SPDX expression, its classifiers, or the first line of its free text.

    >>> facts = Message()
    >>> facts["Classifier"] = "License :: OSI Approved :: MIT License"
    >>> licence(facts), licence(Message())
    ('MIT License', '근거 미확인')
    """
    classes = [line.split(" :: ")[-1] for line in facts.get_all("Classifier", []) if line.startswith("License ::")]
    free = (facts.get("License") or "").strip().partition("\n")[0]
    return next((text for text in (facts.get("License-Expression"), ", ".join(classes), free) if text), UNKNOWN)


def texts(wheel: Path) -> dict[str, str]:
    """Return the licence texts of a wheel by their names inside it: those beside its METADATA, else the shallow ones, else any."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if TEXTS.search(name) and not name.lower().endswith((*NOT_TEXTS, "/"))]
        beside = [name for name in names if ".dist-info/" in name]
        shallow = [name for name in names if len(PurePosixPath(name).parts) < 4]
        return {name: archive.read(name).decode("utf-8", "replace").strip() for name in beside or shallow or names}


def page(wheels: list[Path]) -> str:
    """Return the list of licences and, below it, every text once with the packages that carry it."""
    shown = table(wheels)
    lines = [f"{row.package} {row.version}: {row.licence}" + ("" if row.texts else " (휠 안에 이용 조건의 글이 없습니다)")
             for row in shown.itertuples()]
    head = (f"이 묶음에 담긴 꾸러미 {len(shown)}개의 이용 조건입니다. 이름은 꾸러미가 밝힌 대로이고, 글은 그대로 옮겼습니다.\n"
            f"{', '.join(copyleft(shown))}은(는) GPL입니다. 이 묶음을 다른 사람에게 나누어 주면 묶음 전체가 GPL을 따라야 합니다.")
    parts = [f"{RULE}\n{', '.join(owners)}\n{RULE}\n{text}" for text, owners in _owners(wheels).items()]
    return "\n\n".join([head, "\n".join(lines), *parts]) + "\n"


def _owners(wheels: list[Path]) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for wheel in sorted(wheels, key=lambda file: file.name.lower()):
        for name, text in texts(wheel).items():
            owners.setdefault(text, []).append(f"{wheel.name.split('-')[0]} ({PurePosixPath(name).name})")
    return owners
