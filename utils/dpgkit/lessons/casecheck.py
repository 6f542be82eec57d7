"""Is a case ready: everything that is wrong with it, what the lessons would refuse, and one line on what comes next."""

from collections.abc import Iterator

import pandas as pd

from dpgkit import cases, impact, paths
from dpgkit.cases import UNKNOWN, caseguide, caserows
from dpgkit.cases.caserows import problem_table
from dpgkit.errors import DpgkitError, ParameterError
from dpgkit.impact import checkup, citations
from dpgkit.lessons import parameters
from dpgkit.reading import Reading, some

SHOWN = 3                # values of one kind of problem that are shown
SAME = ["파일", "열", "문제", "할 일"]


def check(name: str) -> pd.DataFrame:
    """Return every problem of a case, those with the parameters of the lessons among them, in the order in which to mend them.

    >>> len(check("housing"))
    0

    Columns as ``checkup.check_case`` has them. Raises DataError for an unknown case only.
    """
    problems = pd.concat([checkup.check_case(name), problem_table(_refused(name))], ignore_index=True)
    order = {file: place for place, file in enumerate(caseguide.FILES)}
    return problems.sort_values("파일", key=lambda files: files.map(order).fillna(len(order)), kind="stable", ignore_index=True)


def can_run(name: str) -> bool:
    """Return whether ``run`` would begin with this case.

    >>> can_run("housing")
    True
    """
    try:
        parameters.for_case(name)
    except DpgkitError:
        return False
    return True


def read_table(problems: pd.DataFrame) -> str:
    """Return problems to read, one a paragraph; the same problem in several rows of a file is told once.

    >>> rows = [caserows.problem("mapping.csv", row, "level", "정수가 아닙니다", "셋", "고치십시오.") for row in (2, 3, 5)]
    >>> print(read_table(problem_table(rows)))
    mapping.csv 2~3, 5행 level(매긴 수준): 정수가 아닙니다 (3곳)
            받은 값: 셋
            할 일: 고치십시오.
    """
    return "\n".join(_paragraph(same) for _, same in problems.groupby(SAME, sort=False))


def read_ready(name: str, problems: pd.DataFrame, *, runs: bool, program: str = paths.PROGRAM) -> Reading:
    """Return one line on whether a case is ready, what is still missing, and the next command.

    >>> read_ready("housing", problem_table([]), runs=True)
    "사례 'housing': 준비되었습니다. 다음 명령: python3 kit.py run --case housing"

    Parameters: ``problems`` as ``check`` returns them; ``runs`` as ``can_run``; ``program`` how commands begin on this computer.
    """
    again, go = f"{program} check-case {name}", f"{program} run --case {name}"
    missing = ", ".join([f"{file} {count}곳" for file, count in problems["파일"].value_counts(sort=False).items()] + _absent(name, runs))
    if not runs:
        return Reading(f"사례 '{name}': 아직 실행할 수 없습니다. 고칠 것: {missing}. 고친 뒤의 명령: {again}")
    if not problems.empty:
        return Reading(f"사례 '{name}': 실행할 수 있으나 내기에는 이릅니다. 모자란 것: {missing}. "
                       f"채우지 않은 칸은 보고서에 '{UNKNOWN}'으로 나옵니다. 채운 뒤의 명령: {again}. 지금 실행하려면: {go}")
    told = f" 아직 없는 것: {missing}." if missing else ""
    return Reading(f"사례 '{name}': 준비되었습니다.{told} 다음 명령: {go}")


def report(name: str, *, program: str = paths.PROGRAM) -> tuple[str, bool]:
    """Return what the command ``check-case`` prints, and whether nothing was found.

    Parameters: ``program`` how commands of the kit begin on this computer. Raises DataError for an unknown case.
    """
    problems = check(name)
    ready = read_ready(name, problems, runs=can_run(name), program=program)
    return "\n".join(filter(None, [read_table(problems), ready])), problems.empty


def _refused(name: str) -> Iterator[dict[str, object]]:
    """Yield what each lesson says against its parameters; nothing where the tables must be mended first."""
    try:
        case = cases.load_case(name)
    except DpgkitError:
        return
    odd = [checkup.odd_measurements(case.measurements), checkup.stage_problems(cases.case_folder(name))]
    if any(not table.empty for table in odd):        # lessons would blame their parameters
        return
    given = case.info.parameters
    found = []
    for lesson in parameters.MODELS:
        try:
            parameters.validated(lesson, {**(given.get(lesson) or {}), "case": name})
        except DpgkitError as error:
            found.append(caserows.from_error("case.yml", error, f"parameters의 {lesson}"))
    yield from found
    try:
        parameters.for_case(name)
    except ParameterError as error:          # names of lessons, and what lessons take over from each other
        if not found:
            yield caserows.from_error("case.yml", error, "parameters")
    except DpgkitError:                      # sentences that are not there: the check of the case has told them
        return


def _absent(name: str, runs: bool) -> list[str]:
    """Return what a case that can be run does not have at all."""
    if not runs:
        return []
    case = cases.load_case(name)
    told = (impact.cell_status(case.mapping)["status"] == "documented").any()
    parts = {"문서로 확인한 칸": told, "근거 문장(mapping.csv의 sentences)": len(citations.citations(case.mapping)),
             "지표 카드(indicators.csv)": len(case.indicators), "잰 값(measurements.csv)": len(case.measurements)}
    return [what for what, there in parts.items() if not there]


def _titled(file: str, column: str) -> str:
    """Return a column with its Korean title, so that a reader need not know the English key."""
    table = file.removesuffix(".csv")
    fields = caserows.row_model(f"case-{table}").model_fields if table in cases.TABLES else {}
    return f"{column}({fields[column].title})" if column in fields else column


def _paragraph(same: pd.DataFrame) -> str:
    first, rows = same.iloc[0], [row for row in same["행"] if row]
    file, column, what = first["파일"], _titled(first["파일"], first["열"]), first["문제"]
    place = f"{file} {citations.rows_in_words(rows)}행 {column}: {what}" if rows else f"{file} {column}: {what}"
    place = f"{place} ({len(same)}곳)" if len(same) > 1 else place
    values = [value for value in dict.fromkeys(same["받은 값"]) if value]
    shown = some(values, SHOWN, joint=" / ")
    lines = {"받은 값": shown, "할 일": first["할 일"]}
    return "\n".join([place, *(f"        {label}: {text}" for label, text in lines.items() if text)])
