"""Everything that is wrong with a case folder, in one table."""

import pandas as pd

from dpgkit import cases
from dpgkit.cases.caserows import problem, problem_table
from dpgkit.errors import DpgkitError
from dpgkit.impact import citations
from dpgkit.reading import Reading


def check_case(name: str) -> pd.DataFrame:
    """Return every problem of a case: 파일, 행, 열, 문제, 받은 값, 할 일; no row where all is well.

    >>> len(check_case("housing"))
    0

    Read are ``case.yml``, all tables, the five rules, names between tables and the cited sentences.
    Raises DataError for an unknown case only.
    """
    folder = cases.case_folder(name)
    found, problems = cases.read_tables(folder)
    try:
        info = cases.load_info(name)
    except DpgkitError as error:
        return problem_table([_as_problem("case.yml", error), *problems.to_dict("records")])
    parts = [cases.wrong_name(info, name), problems, _broken_citations(found["mapping"], info.corpus)]
    return pd.concat(parts, ignore_index=True)


def read_problems(problems: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on whether a case is ready to run.

    >>> read_problems(problem_table([]), "housing")
    "사례 'housing'에 고칠 것이 없습니다."
    """
    if problems.empty:
        return Reading(f"사례 '{name}'에 고칠 것이 없습니다.")
    files = ", ".join(f"{file} {count}곳" for file, count in problems["파일"].value_counts(sort=False).items())
    return Reading(f"사례 '{name}'에 고칠 것이 {len(problems)}곳 있습니다: {files}.")


def _broken_citations(mapping: pd.DataFrame, corpus: str) -> pd.DataFrame:
    if citations.citations(mapping).empty:
        return problem_table([])
    try:
        return citations.check_citations(mapping, citations.units(corpus))
    except DpgkitError as error:
        return problem_table([_as_problem("case.yml", error, "corpus")])


def _as_problem(file: str, error: DpgkitError, column: str = "") -> dict[str, object]:
    what, *rest = str(error).split("\n")
    return problem(file, 0, column, what.rstrip("."), "", " ".join(line.strip() for line in rest))
