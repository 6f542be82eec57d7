"""The Korean phrases that a reader may see, gathered from the sources, and the catalogue files that hold their English."""

import ast
import csv
import json
import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import pandas as pd
import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from dpgkit import atomic, paths
from dpgkit.language.phrases import HANGUL, TOLD_APART

LEFT_OUT = {"originals", "bundle", "site", "teaching", "language", "phrasebook.py"}      # commands for those who make and hand out the kit
DATA = "data"               # flag of a phrase that is no text to show: a pattern, a word that is searched for
SYNTAX = re.compile(r"가-힣|\\[sdwb(]|\(\?")
FORMAT = re.compile(r"\{[a-z_]*(:[^{}]*)?\}")
PARAGRAPHS = re.compile(r"\n\s*\n")
WIDTH = 140
FOLDER = paths.kit_root() / "utils" / "dpgkit" / "language" / "en"
STUDIED = {"nouns.csv", "synonyms.csv", "stopwords.csv", "optional_stopwords.csv", "tags.csv", "agenda_rules.csv"}     # words of texts
GLOSSARY = "notebooks/teaching/source/glossary.yml"


def gathered() -> dict[str, list[str]]:
    """Return the phrases of every catalogue file, each phrase in the first file that has it.

    >>> "공동의 어젠다" in gathered()["tables"]
    True
    """
    found: dict[str, dict[str, None]] = {}
    known: set[str] = set()
    for name, phrases in _sources():
        new = [phrase for phrase in phrases if phrase not in known]
        known.update(new)
        found.setdefault(name, {}).update(dict.fromkeys(new))
    return {name: list(phrases) for name, phrases in found.items() if phrases}


def of_code(code: str) -> Iterator[str]:
    """Yield the Korean phrases of Python code, filled-in values as numbered holes; docstrings are none.

    >>> list(of_code('f"지표 {n}개를 쟀습니다."'))
    ['지표 {1}개를 쟀습니다.']
    """
    tree = ast.parse(code)
    passed = {id(part) for node in ast.walk(tree) for part in _inner(node)}
    for node in ast.walk(tree):
        phrase = _phrase(node) if id(node) not in passed else ""
        if HANGUL.search(phrase) and not SYNTAX.search(phrase):
            yield phrase.strip()


def of_prose(text: str) -> Iterator[str]:
    """Yield the Korean paragraphs of Markdown text.

    >>> list(of_prose("# 연표\\n\\n한 줄은 사건 하나입니다."))
    ['# 연표', '한 줄은 사건 하나입니다.']
    """
    yield from (part.strip() for part in PARAGRAPHS.split(text) if HANGUL.search(part))


def update(folder: Path) -> pd.DataFrame:
    """Write the catalogue files of a language anew, keep what is translated, and return what is missing: file, phrase.

    Phrases that the sources no longer hold are left out. What tables of the corpus give in Korean and English side by side is taken over
    where nothing is translated yet: the English of a name in a table and in a sentence may differ.
    """
    given = dict(_pairs())
    for name, phrases in gathered().items():
        old = _read(folder / f"{name}.po")
        new = Catalog(charset="utf-8")
        for phrase in phrases:
            kept = old.get(phrase)
            new.add(phrase, (kept.string if kept else "") or given.get(phrase, ""), flags=(kept.flags & {DATA}) if kept else ())
        with atomic.replacing(folder / f"{name}.po") as part, part.open("wb") as file:
            write_po(file, new, width=WIDTH, omit_header=True)
    return missing(folder)


def missing(folder: Path) -> pd.DataFrame:
    """Return the phrases without English: file, phrase.

    >>> missing(Path("nowhere")).columns.tolist()
    ['file', 'phrase']
    """
    rows = []
    for name, phrases in gathered().items():
        held = _read(folder / f"{name}.po")
        rows += [(name, phrase) for phrase in phrases if not ((entry := held.get(phrase)) and (entry.string or DATA in entry.flags))]
    return pd.DataFrame(rows, columns=["file", "phrase"])


def _sources() -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the name of a catalogue file and phrases for it: tables first, whose words the rest repeats."""
    root = paths.kit_root()
    yield "tables", [*(korean for korean, _ in _pairs() if HANGUL.search(korean)), *TOLD_APART]
    for package in ("corpus", "notebooks/results"):
        yield "tables", _of_package(json.loads((root / package / "datapackage.json").read_text(encoding="utf-8")))
    tables = [path for folder in ("", "tables", "lexicon") for path in sorted((root / "corpus" / folder).glob("*.csv"))]
    yield from (("corpus_tables", _of_rows(path)) for path in tables if path.name not in STUDIED)
    yield from (("corpus_cases", _of_rows(path)) for path in sorted((root / "corpus" / "cases").glob("*/*.csv")))
    yield from (("corpus_cases", _of_settings(path)) for path in sorted((root / "corpus" / "cases").glob("*/case.yml")))
    modules = root / "utils" / "dpgkit"
    yield from (("cases", _of_rows(path)) for path in sorted((modules / "templates").glob("case_*.csv")))
    for path in sorted(modules.rglob("*.py")):
        place = path.relative_to(modules).parts
        if place[0] not in LEFT_OUT:
            yield place[0] if len(place) > 1 else "kit", of_code(path.read_text(encoding="utf-8"))
    yield "report", re.findall(r'say\("([^"]+)"\)', (modules / "templates" / "report.html").read_text(encoding="utf-8"))
    yield "glossary", [*_of_glossary("meaning"), *of_code((modules / "teaching" / "glossary.py").read_text(encoding="utf-8"))]
    for path in sorted((root / "notebooks" / "source").glob("[0-9]*.py")):
        yield f"lesson{path.stem[:2]}", _of_lesson(path)


def _of_lesson(path: Path) -> Iterator[str]:
    import jupytext

    notebook = jupytext.read(path, fmt="py:percent")
    header = notebook.metadata["dpgkit"]
    yield from (text for value in header.values() for text in (value if isinstance(value, list) else [value])
                if isinstance(text, str) and HANGUL.search(text))
    for cell in notebook.cells:
        yield from of_prose(cell.source) if cell.cell_type == "markdown" else _of_cell(cell.source)


def _of_cell(code: str) -> Iterator[str]:
    yield from of_code(code)
    yield from (comment.strip() for comment in re.findall(r"# (.*[가-힣].*)$", code, re.MULTILINE))


def _of_glossary(field: str) -> list[str]:
    return [entry[field] for entry in yaml.safe_load((paths.kit_root() / GLOSSARY).read_text(encoding="utf-8"))]


def _of_package(package: dict) -> Iterator[str]:
    fields = [field for table in package["resources"] for field in table["schema"]["fields"]] + package.get("displayed", [])
    for table in package["resources"]:
        yield from (text for text in (table["title"], *(source["title"] for source in table["sources"])) if HANGUL.search(text))
    for field in fields:
        yield from (text for text in (field["title"], *field.get("labels", {}).values(), *field.get("constraints", {}).get("enum", []))
                    if HANGUL.search(str(text)))


def _of_rows(path: Path) -> Iterator[str]:
    """Yield the Korean cells of a table that has no English beside them."""
    for row in _rows(path):
        yield from (text for column, text in row.items()
                    if text and HANGUL.search(text) and not column.endswith("url") and not _english(row, column))


def _of_settings(path: Path) -> Iterator[str]:
    def texts(value: object) -> Iterator[str]:
        if isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                yield from texts(inner)
        elif isinstance(value, str) and HANGUL.search(value):
            yield value

    yield from texts(yaml.safe_load(path.read_text(encoding="utf-8")))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _english(row: dict[str, str], column: str) -> str:
    return row.get(f"{column.removesuffix('_ko')}_en", "") if column.endswith("_ko") else ""


def _pairs() -> Iterator[tuple[str, str]]:
    """Yield Korean and English that stand side by side: terms of the glossary, columns such as name_ko and name_en of the corpus."""
    yield from zip(_of_glossary("term"), _of_glossary("en"), strict=True)
    corpus = paths.kit_root() / "corpus"
    for path in [*sorted(corpus.glob("*.csv")), *sorted((corpus / "tables").glob("*.csv")), corpus / "lexicon" / "agenda_codes.csv"]:
        for row in _rows(path):
            yield from ((text, _english(row, column)) for column, text in row.items() if _english(row, column) and HANGUL.search(text))


def _inner(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node that are no phrases of their own: the text of an f-string, a docstring."""
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
        yield from (part.format_spec for part in node.values if isinstance(part, ast.FormattedValue) and part.format_spec)
    if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node, clean=False) is not None:
        yield node.body[0].value


def _phrase(node: ast.AST) -> str:
    holes = count(1)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):       # a template for ``str.format``, or text without holes
        return FORMAT.sub(lambda _: f"{{{next(holes)}}}", node.value)
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(part.value if isinstance(part, ast.Constant) else f"{{{next(holes)}}}" for part in node.values)


def _read(file: Path) -> Catalog:
    if not file.is_file():
        return Catalog(charset="utf-8")
    with file.open("rb") as lines:
        return read_po(lines, charset="utf-8")
