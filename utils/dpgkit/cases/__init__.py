"""A case folder as one object: what the case is, who does what, who passes what to whom, what is measured."""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dpgkit import paths
from dpgkit.cases import casefiles, caserows, caserules, facts, leftovers
from dpgkit.cases.caserows import problem, problem_table
from dpgkit.cases.facts import CaseInfo
from dpgkit.cases.leftovers import UNKNOWN
from dpgkit.errors import DataError, DpgkitError

TABLES = ("mapping", "actors", "links", "indicators", "measurements", "apis", "codings")     # all but the first may be absent

CARDS = ("indicators", "indicator")


@dataclass(frozen=True)
class Case:
    """One case: its text and its tables."""

    info: CaseInfo
    mapping: pd.DataFrame
    actors: pd.DataFrame
    links: pd.DataFrame
    indicators: pd.DataFrame
    measurements: pd.DataFrame
    apis: pd.DataFrame
    codings: pd.DataFrame


def own_dir() -> Path:
    """Return the folder of the reader's own cases, beside the imported corpora and outside the kit."""
    return paths.user_dir() / "cases"


def shipped_names() -> list[str]:
    """Return the names of the cases in ``corpus/cases``.

    >>> shipped_names()
    ['benefit', 'dpg', 'housing', 'insurance', 'strivetogether']
    """
    return sorted(_named(paths.cases_dir()))


def case_names() -> list[str]:
    """Return the names of all cases that have a folder: those of the kit and the reader's own.

    >>> "housing" in case_names()
    True
    """
    return sorted({**_named(paths.cases_dir()), **_named(own_dir())})


def case_folder(name: str) -> Path:
    """Return the folder of a case; the reader's own comes first.

    >>> case_folder("housing").name
    'housing'

    Raises DataError for an unknown case.
    """
    known = {**_named(paths.cases_dir()), **_named(own_dir())}
    if unicodedata.normalize("NFC", name) not in known:
        raise DataError("없는 사례입니다.", value=name, allowed=case_names(),
                        todo="사례 이름을 고치거나 kit.py new-case로 그 이름의 사례를 만드십시오.")
    return known[unicodedata.normalize("NFC", name)]


def load_info(name: str) -> CaseInfo:
    """Return the text and the parameters of a case.

    >>> load_info("housing").title
    '청약정보 통합 조회·신청'

    A case without a title has the name of its folder, and words of the template are ``근거 미확인``.
    Raises DataError for an unknown case and for a ``case.yml`` that does not hold what it should.
    """
    return facts.read(case_folder(name) / "case.yml")


def load_case(name: str) -> Case:
    """Return a case with all its tables, each checked against the codebook and the five rules.

    >>> load_case("housing").mapping.shape[0]
    18

    Raises DataError as ``load_info`` does, and for the first problem in a table or between tables.
    """
    info = load_info(name)
    found, problems = read_tables(case_folder(name))
    caserows.refuse(pd.concat([wrong_name(info, name), problems]))
    return Case(info, **found)


def read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return the tables of a case folder and everything that is wrong with them, as ``caserows.problem_table``.

    A table with problems holds only its good rows, and ``caserows.lines`` tells where they stand in their files.
    A table that may be absent and is, is empty.
    """
    found, problems = {}, []
    for table in TABLES:
        found[table], wrong = read_table(folder / f"{table}.csv", f"case-{table}", required=table == TABLES[0])
        problems.append(wrong)
    actors, cards = (names_in(folder / f"{table}.csv", f"case-{table}", column) for table, column in (("actors", "name"), CARDS))
    problems.append(unknown_names(found["links"], ["giver", "receiver"], actors, "links.csv", "actors.csv의 name"))
    problems.append(unknown_names(found["measurements"], ["indicator"], cards, "measurements.csv", "indicators.csv의 indicator"))
    problems.append(caserules.check_units(found["measurements"], found["indicators"]))
    read = {name: leftovers.without(caserows.with_lines(rows), name) for name, rows in found.items()}
    return read, pd.concat(problems, ignore_index=True)


def read_table(path: Path, table: str, *, required: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the good rows of one table of a case and everything that is wrong with it, as ``caserows.problem_table``.

    >>> len(read_table(case_folder("housing") / "gates.csv", "case-gates")[0])
    10

    A file that is absent gives no rows, and a problem only where it is ``required``.
    """
    empty = caserows.typed(pd.DataFrame(columns=list(caserows.row_model(table).model_fields)), table)
    if not required and not path.is_file():
        return empty, problem_table([])
    try:
        cells = casefiles.read_cells(path, table)
    except DpgkitError as error:
        return empty, problem_table([caserows.from_error(path.name, error)])
    rows, problems = caserows.checked(cells, table, path.name)
    if table == "case-mapping":
        broken = caserules.check_mapping(cells, path.name)
        ruled = set(zip(broken["행"], broken["열"], strict=True))      # a rule says better what a type error says too
        typing = [row for row in problems.to_dict("records") if (row["행"], row["열"]) not in ruled]
        problems = problem_table([*typing, *broken.to_dict("records")])
    if table == "case-measurements":
        problems = problem_table([*problems.to_dict("records"), *caserules.check_measurements(cells, path.name).to_dict("records")])
    return rows, problems


def names_in(path: Path, table: str, column: str) -> pd.Series | None:
    """Return the names in a column of a file, those of rows with problems too; none without a file, None where it cannot be read.

    >>> "LH" in names_in(case_folder("housing") / "actors.csv", "case-actors", "name").tolist()
    True
    """
    try:
        return casefiles.read_cells(path, table)[column] if path.is_file() else pd.Series(dtype=str)
    except DpgkitError:
        return None


def unknown_names(table: pd.DataFrame, columns: list[str], known: pd.Series | None, file: str, where: str) -> pd.DataFrame:
    """Return every name in columns of a table that another table does not know, as ``caserows.problem_table``.

    Parameters: ``known`` names, None where the other table cannot be read, which is told by itself; ``file`` in which the table
    stands; ``where`` the file and the column that know the names, for the reader.
    """
    if known is None:
        return problem_table([])
    return problem_table([problem(file, row, column, "이름을 찾지 못했습니다", value, f"{where}에 더하거나 이름을 고치십시오.")
                          for column in columns for row, value in table.loc[~table[column].isin(known), column].items()])


def describe(info: CaseInfo) -> pd.DataFrame:
    """Return the text of a case as a table of two columns.

    >>> describe(load_info("housing")).iloc[0].tolist()
    ['이름', '청약정보 통합 조회·신청']
    """
    rows = {"이름": info.title, "영어 이름": info.title_en, "물음": info.question, "요약": info.summary,
            "기간": info.period, "확인한 날": info.verified, "출처": " / ".join(source.url for source in info.sources) or UNKNOWN}
    return pd.DataFrame(rows.items(), columns=["항목", "내용"])


def wrong_name(info: CaseInfo, name: str) -> pd.DataFrame:
    """Return the problem of a ``case.yml`` whose id is not the name of its folder, as ``caserows.problem_table``.

    >>> wrong_name(load_info("housing"), "housing").empty
    True
    """
    if info.id == unicodedata.normalize("NFC", name):
        return problem_table([])
    return problem_table([problem("case.yml", 0, "id", "id가 폴더 이름과 다릅니다", info.id, f"id를 {name}(으)로 고치십시오.")])


def json_schema() -> dict[str, dict]:
    """Return the JSON Schema of every file of a case folder, by file name.

    >>> sorted(json_schema())[:2]
    ['actors.csv', 'apis.csv']
    """
    rows = {f"{table}.csv": caserows.row_model(f"case-{table}").model_json_schema() for table in TABLES}
    return {"case.yml": CaseInfo.model_json_schema(), **rows}


def write_schema() -> Path:
    """Write the JSON Schema into ``corpus/cases/case.schema.json``, after a change of the codebook, and return the file."""
    file = paths.cases_dir() / "case.schema.json"
    file.write_text(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return file


def _named(folder: Path) -> dict[str, Path]:
    return {unicodedata.normalize("NFC", path.parent.name): path.parent for path in folder.glob("[!.]*/case.yml")}
