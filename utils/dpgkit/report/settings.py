"""How a report was made: the versions of what computed it, and what each lesson ran with, in words."""

import ast
import platform
import re
from collections.abc import Callable, Iterator
from importlib import metadata

import nbformat

from dpgkit import cases, documents, language, tables
from dpgkit.cases import caselibrary
from dpgkit.kpi import examples
from dpgkit.language import say
from dpgkit.lessons.parameters import MODELS
from dpgkit.report import frames
from dpgkit.report.model import Paragraph, Part
from dpgkit.report.scrubbing import name_only
from dpgkit.report.wording import clean

PACKAGES = ("dpgkit", "pandas", "konlpy", "kiwipiepy", "scikit-learn", "networkx", "altair")
MADE = ("이 보고서의 문장, 표, 그림은 실행한 노트북에서 옮긴 것입니다. "
        "활동마다의 근거, 성과와 한계, 계획의 표시는 사례 폴더의 표에서 옮겼습니다. "
        "요약은 노트북의 계산된 문장을 줄인 것이고, 어미를 확실히 바꿀 수 없는 문장은 그대로 두었습니다.")
EMPTY, EVERY = "(비움)", "모든 과"
ASIDE = re.compile(r"\s*\([^()]*\)$")            # what a description says of the values that may be written
BOOLEANS = {"True": "예", "False": "아니요"}


def method(notebooks: dict[str, nbformat.NotebookNode]) -> list[Part]:
    """Return the chapter on how the report was made: a sentence, and a table of versions and parameters.

    Parameters: ``notebooks`` the lessons of the report by name. A parameter that every lesson has stands there once.
    """
    versions = [(name, metadata.version(name)) for name in PACKAGES if _installed(name)]
    rows = [["판", name, version] for name, version in [("Python", platform.python_version()), *versions]]
    given = {name: parameters(notebook) for name, notebook in notebooks.items()}
    shared = {key: value for values in given.values() for key, value in values.items() if key in ("case", "language")}
    rows += [[EVERY, *worded("00_start_here", key, value, shared)] for key, value in shared.items()]
    rows += [[f"{lesson[:2]}과 매개변수", *worded(lesson, key, value, values)] for lesson, values in given.items()
             for key, value in values.items() if key not in shared]
    return [Paragraph(MADE), frames.made("판과 매개변수", ["갈래", "이름", "값"], rows)]


def parameters(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return the parameters that a lesson ran with, as text: those injected by the run take the place of the defaults."""
    values: dict[str, str] = {}
    for cell in notebook.cells:
        if {"parameters", "injected-parameters"} & set(cell.metadata.get("tags", [])):
            values |= dict(_assigned(cell.source))
    return values


def worded(lesson: str, name: str, value: str, beside: dict[str, str]) -> list[str]:
    """Return what a parameter means and its value, both in words where the kit has words for them.

    >>> worded("03_collective_impact", "bilingual", "False", {}), worded("05_kpi_design", "judgement", "ahp_border", {})
    (['인쇄할 표에 영어를 함께 적습니다', '아니요'], ['쌍대비교의 보기', '기준표에 따라 합격이 갈리는 판단'])

    Parameters: ``value`` as ``parameters`` gives it; ``beside`` the other parameters of the lesson.
    """
    field = MODELS[lesson].model_fields.get(name) if lesson in MODELS else None
    told = ASIDE.sub("", say(field.description)) if field is not None and field.description else name
    words = WORDS[name](beside) if name in WORDS else {}
    return [told, BOOLEANS.get(value) or ", ".join(words.get(part, part) for part in value.split(", "))]


def _assigned(code: str) -> Iterator[tuple[str, str]]:
    for node in ast.parse(code).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
        if isinstance(target, ast.Name) and node.value is not None:
            yield target.id, _said(node.value)


def _said(node: ast.expr) -> str:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return clean(ast.unparse(node))
    return clean(", ".join(map(str, value)) if isinstance(value, list | tuple) else name_only(str(value))) or EMPTY


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _countries(_: dict[str, str]) -> dict[str, str]:
    return tables.load("countries").set_index("iso3")["name_ko"].to_dict()


def _titles(_: dict[str, str]) -> dict[str, str]:
    return caselibrary.library().set_index("case")["title"].to_dict()


def _indicators(beside: dict[str, str]) -> dict[str, str]:
    cards = cases.load_case(beside["case"]).indicators if beside.get("case") in cases.case_names() else None
    return {} if cards is None or cards.empty else cards.set_index("indicator")["name"].to_dict()


WORDS: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {       # what the codes of a parameter mean
    "language": lambda _: language.LANGUAGES, "corpus": lambda _: documents.CORPORA, "compare_with": _titles,
    "judgement": lambda _: examples.catalogue().set_index("example")["title_ko"].to_dict(),
    "indicator": _indicators, "country": _countries, "peers": _countries,
}
