"""Everything that is wrong with a case folder, in one table."""

from pathlib import Path

import pandas as pd

from dpgkit import cases, documents
from dpgkit.cases import caserows, caserules, leftovers
from dpgkit.cases.caserows import problem, problem_table
from dpgkit.documents import corpora
from dpgkit.errors import DpgkitError
from dpgkit.impact import citations
from dpgkit.reading import Reading


def check_case(name: str) -> pd.DataFrame:
    """Return every problem of a case: 파일, 행, 열, 문제, 받은 값, 할 일; no row where all is well.

    >>> len(check_case("housing"))
    0

    Read are ``case.yml``, all tables, the five rules, names between tables, the cited sentences, the sources of links,
    and what of the template is still there.
    Raises DataError for an unknown case only.
    """
    folder = cases.case_folder(name)
    found, problems = cases.read_tables(folder)
    try:
        info = cases.load_info(name)
    except DpgkitError as error:
        return problem_table([caserows.from_error("case.yml", error), *problems.to_dict("records")])
    parts = [cases.wrong_name(info, name), _floating_corpus(info.corpus), caserules.check_dates(info.period, info.verified), problems,
             caserules.check_links(found["links"]), leftovers.in_folder(folder), broken_citations(found["mapping"], info.corpus),
             broken_citations(found["measurements"], info.corpus, "measurements.csv")]
    return pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)


def read_problems(problems: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on whether a case is ready to run.

    >>> read_problems(problem_table([]), "housing")
    "사례 'housing'에 고칠 것이 없습니다."
    """
    if problems.empty:
        return Reading(f"사례 '{name}'에 고칠 것이 없습니다.")
    files = ", ".join(f"{file} {count}곳" for file, count in problems["파일"].value_counts(sort=False).items())
    return Reading(f"사례 '{name}'에 고칠 것이 {len(problems)}곳 있습니다: {files}.")


def _floating_corpus(corpus: str) -> pd.DataFrame:
    """Return the problem of a corpus that is a folder seen from here only: lessons run in another folder."""
    folder = Path(corpus).expanduser()
    if corpus in [*documents.CORPORA, *corpora.corpus_names()] or folder.is_absolute() or not folder.is_dir():
        return problem_table([])
    return problem_table([problem("case.yml", 0, "corpus", "폴더의 위치가 처음부터 적혀 있지 않습니다", corpus,
                                  f"전체 위치로 적으십시오: {folder.resolve().as_posix()}")])


def broken_citations(rows: pd.DataFrame, corpus: str, file: str = "mapping.csv") -> pd.DataFrame:
    """Return every sentence that a table of a case names and that is not there, as ``caserows.problem_table``.

    >>> len(broken_citations(cases.load_case("insurance").measurements, "digests", "measurements.csv"))
    0

    A corpus that cannot be read is one problem. Parameters: ``rows`` with a column ``sentences``: the mapping or the measurements.
    """
    cited = rows.assign(**{name: "" for name in ("condition", "actor") if name not in rows})
    if citations.citations(cited).empty:
        return problem_table([])
    try:
        return citations.check_citations(cited, citations.units(corpus), file)
    except DpgkitError as error:
        return problem_table([caserows.from_error("case.yml", error, "corpus")])
