"""What of the template still stands in a case: told to its owner by file, row and column, and never shown as if it were the case."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from dpgkit import tables
from dpgkit.cases import casefiles
from dpgkit.cases.caserows import problem, problem_table
from dpgkit.errors import DpgkitError

TEMPLATES = Path(__file__).parents[1] / "templates"
UNKNOWN, PROMPT, EXAMPLE_SITE = "근거 미확인", "적을 것:", "www.example.go.kr"
WHAT = "틀의 글이 남아 있습니다"
CELLS = {       # the column of a table that the template fills with words of its own, what stands there instead, and what to do
    "mapping": ("activity", UNKNOWN, "누가 무엇을 했는지 적으십시오. 찾지 못했으면 '근거 미확인'이라고 적거나 줄을 지우십시오."),
    "actors": ("note", "", "name을 이 사례의 이름으로 고치고 note를 비우십시오. 같은 이름이 links.csv에 있으면 그것도 고치십시오."),
    "links": ("passes", UNKNOWN, "누가 누구에게 무엇을 넘기는지 한 줄 이상 적으십시오. 이름은 actors.csv에 있어야 합니다.")}
FACTS = {       # what to do about an entry of case.yml
    "question": "이 사례에서 알고 싶은 것을 한 문장으로 적으십시오.",
    "summary": "무슨 일인지 두세 문장으로 적으십시오. 모르면 '근거 미확인'이라고 적으십시오.",
    "sources": "사례의 출처를 하나 이상 이름과 주소로 적으십시오.",
    "backbone": "중추조직의 이름을 적으십시오. 모르면 '근거 미확인'이라고 적거나 backbone부터 그 아래의 들여쓴 줄까지 지우십시오."}


def in_folder(folder: Path) -> pd.DataFrame:
    """Return every place of a case folder that still holds words of the template, as ``caserows.problem_table``.

    What cannot be read is passed over; ``checkup.check_case`` tells it.
    """
    rows = [*_in_facts(folder / "case.yml")]
    for table, (column, _, todo) in CELLS.items():
        cells = _cells(folder / f"{table}.csv", table)
        rows += [problem(f"{table}.csv", row, column, WHAT, text, todo)
                 for row, text in cells[is_left(cells, table)][column].items()]
    return problem_table(rows)


def is_left(rows: pd.DataFrame, table: str) -> pd.Series:
    """Return for each row of a case table whether it still holds words of the template.

    >>> is_left(pd.DataFrame({"activity": ["적을 것: 정부는 어떤 지표를 공개합니까?", "공개했습니다."]}), "mapping").tolist()
    [True, False]
    """
    column = CELLS[table][0]
    texts = rows[column].astype(str)
    return texts.str.startswith(PROMPT) | texts.isin(_words(table))


def without(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a case table in which words of the template became ``근거 미확인``, so that nobody takes them for the case.

    >>> without(pd.DataFrame({"passes": ["넘기는 것을 적습니다", "공고"]}), "links")["passes"].tolist()
    ['근거 미확인', '공고']

    A table that the template does not fill comes back as it is.
    """
    if table not in CELLS:
        return rows
    column, instead, _ = CELLS[table]
    return rows.assign(**{column: rows[column].mask(is_left(rows, table), instead)})


@cache
def invented_names() -> frozenset[str]:
    """Return the names of actors that the template asks to be replaced.

    >>> sorted(invented_names())
    ['기관', '민간 앱']
    """
    cells = casefiles.read_cells(TEMPLATES / "case_actors.csv", "case-actors")
    return frozenset(cells.loc[cells["note"] != "", "name"])


def facts_without(content: dict) -> dict:
    """Return the content of ``case.yml`` with ``근거 미확인`` in place of the words of the template, and without its example source."""
    template, told = _template_facts(), dict(content)
    told |= {name: UNKNOWN for name in ("question", "summary") if told.get(name) == template[name]}
    if isinstance(told.get("sources"), list):
        told["sources"] = [source for source in told["sources"] if not _is_example(source)]
    if isinstance(backbone := told.get("backbone"), dict) and backbone.get("name") == template["backbone"]["name"]:
        told["backbone"] = {**backbone, "name": UNKNOWN}
    return told


def _in_facts(file: Path) -> Iterator[dict[str, object]]:
    try:
        text = unicodedata.normalize("NFC", tables.read_text(file))
        content = yaml.safe_load(text)
    except (DpgkitError, yaml.YAMLError):
        return
    if not isinstance(content, dict):
        return
    told = facts_without(content)
    for name, todo in FACTS.items():
        if told.get(name) != content.get(name):
            yield problem("case.yml", _line(text, name), name, WHAT, _first_words(content[name]), todo)


def _line(text: str, name: str) -> int:
    """Return the line of a YAML text on which an entry begins, 0 where it is written in another way."""
    return next((number for number, line in enumerate(text.splitlines(), start=1) if line.startswith(f"{name}:")), 0)


def _first_words(value: object) -> str:
    """Return what a reader recognises an entry by."""
    if isinstance(value, list):
        return ", ".join(str(source.get("url", "")) for source in value if _is_example(source))
    text = str(value["name"] if isinstance(value, dict) else value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _is_example(source: object) -> bool:
    return isinstance(source, dict) and EXAMPLE_SITE in str(source.get("url", ""))


def _cells(file: Path, table: str) -> pd.DataFrame:
    try:
        return casefiles.read_cells(file, f"case-{table}")
    except DpgkitError:
        return pd.DataFrame(columns=[CELLS[table][0]], dtype=str)


@cache
def _template_facts() -> dict:
    return yaml.safe_load((TEMPLATES / "case.yml").read_text(encoding="utf-8"))


@cache
def _words(table: str) -> frozenset[str]:
    """Return the words that the template writes into a table, with and without the mark of a question."""
    texts = casefiles.read_cells(TEMPLATES / f"case_{table}.csv", f"case-{table}")[CELLS[table][0]]
    return frozenset({*texts, *texts.str.removeprefix(PROMPT).str.strip()} - {""})
