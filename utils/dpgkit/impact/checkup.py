"""Everything that is wrong with a case folder, in one table."""

import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from dpgkit import cases, documents
from dpgkit.cases import caserows, caserules, leftovers, values
from dpgkit.cases.caserows import problem, problem_table
from dpgkit.documents import corpora
from dpgkit.errors import DpgkitError
from dpgkit.impact import citations
from dpgkit.reading import Reading

DATES = re.compile(r"(?<![\d,])(?:(?:19|20)\d\d(?:\s?년|-\d\d?(?!\d)(?:-\d\d?(?!\d))?|\.\s?\d\d?\.(?:\s?\d\d?\.?(?!\d))?)"
                   r"|\d\d?\s?월(?:\s?\d\d?\s?일)?)|제\s?\d+")
STAGES = ("ladder", "gates", "criteria")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
FIGURE = re.compile(rf"((?:{NUMBER}[조억만]\s?)*)({NUMBER})?(?:\s?(%|퍼센트)(\s?[pP]|\s?포인트)?)?")
LARGE = {"조": 10**12, "억": 10**8, "만": 10**4}


def check_case(name: str) -> pd.DataFrame:
    """Return every problem of a case: 파일, 행, 열, 문제, 받은 값, 할 일; no row where all is well.

    >>> len(check_case("housing"))
    0

    Read are ``case.yml``, all tables, the five rules, names between tables, the cited sentences, the sources of links,
    whether these sentences hold the measured values, and what of the template is still there.
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
             broken_citations(found["measurements"], info.corpus, "measurements.csv"), odd_measurements(found["measurements"]),
             unstated_values(found["measurements"], info.corpus), stage_problems(folder)]
    return pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)


def stage_problems(folder: Path) -> pd.DataFrame:
    """Return everything that is wrong with the ladder, the gates and the criteria of a case, as ``caserows.problem_table``.

    >>> stage_problems(cases.case_folder("housing")).empty
    True

    What a gate measures is an indicator or a function of the ladder; a misspelt key would be a value that nobody knows.
    """
    found = {table: cases.read_table(folder / f"{table}.csv", f"case-{table}") for table in STAGES}
    keys = cases.names_in(folder / "indicators.csv", "case-indicators", "indicator")
    measures = None if keys is None else pd.Series([*keys, *caserows.labels("case-ladder", "function")])
    known = {"gates": ("measure", measures, "indicators.csv의 indicator나 ladder.csv의 function"),
             "criteria": ("indicator", keys, "indicators.csv의 indicator")}
    unknown = [cases.unknown_names(found[table][0], [column], names, f"{table}.csv", where)
               for table, (column, names, where) in known.items()]
    return pd.concat([*(wrong for _, wrong in found.values()), *unknown], ignore_index=True)


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
        return citations.check_citations(cited, citations.units(corpus), file, corpus)
    except DpgkitError as error:
        return problem_table([caserows.from_error("case.yml", error, "corpus")])


def odd_measurements(measurements: pd.DataFrame) -> pd.DataFrame:
    """Return every measurement that gives no rate, as ``caserows.problem_table``.

    >>> odd_measurements(pd.DataFrame({"denominator": [10, 0]}))[["행", "열", "받은 값"]].values.tolist()
    [[3, 'denominator', '0']]
    """
    odd = measurements[(measurements["denominator"] <= 0).fillna(False)]
    return problem_table([problem("measurements.csv", row, "denominator", "분모가 0보다 크지 않습니다", _plain(value),
                                  "0보다 큰 분모를 적으십시오. 모르면 분자와 분모를 비우고 rate에 비율(%)을 적으십시오.")
                          for row, value in zip(caserows.lines(odd), odd["denominator"], strict=True)])


def unstated_values(measurements: pd.DataFrame, corpus: str) -> pd.DataFrame:
    """Return every measurement whose cited sentences are there and do not hold its value, as ``caserows.problem_table``.

    >>> len(unstated_values(cases.load_case("insurance").measurements, "digests"))
    0
    """
    good = measurements[(measurements["denominator"] > 0).fillna(True)]
    rows = values.rates(good[good["sentences"] != ""])
    if rows.empty or not broken_citations(rows, corpus).empty:       # told by itself
        return problem_table([])
    texts = citations.units(corpus).set_index(["document", "sentence"])["text"]
    cited = citations.citations(rows.assign(condition="", actor=""))
    said = {place: " / ".join(texts[(one.document, one.sentence)] for one in own.itertuples()) for place, own in cited.groupby("row")}
    todo = "분자나 비율(%)이 수로 적힌 문장의 번호로 고치십시오. 그런 문장이 없으면 sentences를 비우십시오."
    return problem_table([
        problem("measurements.csv", line, "sentences", "댄 문장에 이 값이 없습니다", _value(row), todo)
        for place, (line, row) in enumerate(zip(caserows.lines(rows), rows.itertuples(), strict=True))
        if not states(said.get(place, ""), row.rate, row.numerator)])


def states(text: str, rate: float, numerator: float = math.nan) -> bool:
    """Return whether a sentence holds a measured value: its rate in per cent as it is rounded to the decimals that are written, or its
    numerator as a number.

    >>> said = "2025년 기관 104,541곳 가운데 10.4%가 이었다."
    >>> states(said, 10.4457), states(said, 14.3, 15000), states("10,920곳이 이었다.", 10.4457, 10920)
    (True, False, True)

    The denominator alone states nothing: many values share it. Dates are no values. A number may be written with 만, 억 or 조; one
    that is rounded to them is another number.
    """
    counted = float("nan") if pd.isna(numerator) else float(numerator)
    return any(abs(number - rate) <= 0.5 * 10**-decimals + 1e-9 if percent else math.isclose(number, counted, rel_tol=1e-12)
               for number, decimals, percent in _figures(text))


def _figures(text: str) -> Iterator[tuple[float, int, bool]]:
    """Yield the numbers of a text: the number, how many decimals it is written with, whether it is a percentage; no percentage points."""
    for found in FIGURE.finditer(DATES.sub(" ", unicodedata.normalize("NFKC", text))):
        large, rest, percent, points = found.groups()
        if (large or rest) and not points:
            parts = re.findall(f"({NUMBER})([조억만])", large)
            number = sum(_number(part) * LARGE[unit] for part, unit in parts) + _number(rest or "0")
            yield number, len((rest or "").partition(".")[2]), bool(percent)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _value(row: tuple) -> str:
    if pd.isna(row.denominator):
        return f"비율 {row.rate:.2f}%: {row.sentences}"
    return f"분자 {_plain(row.numerator)}, 분모 {_plain(row.denominator)}, 비율 {row.rate:.2f}%: {row.sentences}"


def _plain(number: float) -> str:
    return f"{number:,.10g}" if abs(number) < 10**10 else f"{number:,.0f}"
