"""The rows of a case table as pydantic models, made from the codebook, with every problem named by file, row and column."""

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from dpgkit import tables
from dpgkit.errors import DataError, DpgkitError

PROBLEMS = ["파일", "행", "열", "문제", "받은 값", "할 일"]
NUMBERS = {"integer": int, "number": float}
LINES = "lines"              # in the attrs of a table that was read from a file
WORDS = {"missing": "빈 칸이 있습니다", "literal_error": "쓸 수 없는 값이 있습니다", "greater_than_equal": "쓸 수 없는 값이 있습니다",
         "less_than_equal": "쓸 수 없는 값이 있습니다", "string_pattern_mismatch": "적는 방식이 다릅니다",
         "int_parsing": "정수가 아닌 값이 있습니다", "int_from_float": "정수가 아닌 값이 있습니다",
         "float_parsing": "수가 아닌 값이 있습니다", "finite_number": "수가 아닌 값이 있습니다"}
COUNT = "정수로 고치십시오. 비율(%)만 알려졌으면 분자와 분모를 비우고 rate에 비율을 적습니다."
ONCE = {"case-links": "한 쌍에는 한 줄만 적습니다. 넘기는 것이 여럿이면 한 줄의 passes에 이어 적고 나머지 줄을 지우십시오."}
EXAMPLES = {"sentences": "문서이름#문장번호를 빈칸으로 나눔 (예: 2023_dpg_plan#5)", "date": "2026-11-23처럼 연-월-일",
            "case-measurements.numerator": COUNT, "case-measurements.denominator": COUNT,
            "since": "2022-10처럼 연-월-일, 연-월, 연 가운데 하나로 적으십시오. "
                     "엑셀이 날짜로 바꾸었으면 칸의 서식을 '텍스트'로 하고 다시 적으십시오.", "issued": "2022-11-25처럼 연-월-일"}


def problem(file: str, row: int, column: str, what: str, value: object = "", todo: str = "") -> dict[str, object]:
    """Return one problem as a row of a table with the columns ``PROBLEMS``.

    >>> problem("mapping.csv", 2, "level", "정수가 아닌 값이 있습니다", "셋", "고치십시오.")["행"]
    2

    Parameters: ``row`` as a spreadsheet counts it, with the header in row 1; 0 where the whole file is meant.
    """
    return dict(zip(PROBLEMS, (file, row, column, what, str(value), todo), strict=True))


def from_error(file: str, error: DpgkitError, column: str = "") -> dict[str, object]:
    """Return an error that a reader can mend as one problem of a file, as ``problem`` does.

    >>> from_error("case.yml", DpgkitError("없는 말뭉치입니다.", value="집", todo="이름을 고치십시오."), "corpus")["할 일"]
    '이름을 고치십시오.'
    """
    what, *rest = str(error).split("\n")
    told = dict(line.strip().partition(": ")[::2] for line in rest if ": " in line)
    allowed = f" 쓸 수 있는 값: {told['쓸 수 있는 값']}" if "쓸 수 있는 값" in told else ""
    return problem(file, 0, column, what.rstrip("."), told.get("받은 값", ""), f"{told.get('할 일', '')}{allowed}".strip())


def problem_table(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Return problems as a table, in the order of the rows of their file.

    >>> problem_table([]).columns.tolist()
    ['파일', '행', '열', '문제', '받은 값', '할 일']
    """
    return pd.DataFrame(rows, columns=PROBLEMS).sort_values(["파일", "행"], kind="stable", ignore_index=True)


def refuse(problems: pd.DataFrame) -> None:
    """Refuse a case that has problems, naming the first one and how many there are.

    Raises DataError unless the table of problems is empty.
    """
    if problems.empty:
        return
    first, more = problems.iloc[0], f" (모두 {len(problems)}개)" if len(problems) > 1 else ""
    place = f"{first['파일']} {first['행']}행" if first["행"] else first["파일"]
    column = f" '{first['열']}' 열" if first["열"] else ""
    raise DataError(f"{place}{column}: {first['문제']}{more}.", value=first["받은 값"] or None, todo=first["할 일"])


@cache
def row_model(table: str) -> type[BaseModel]:
    """Return the pydantic model of one row of a table, made from its description in the codebook.

    >>> sorted(row_model("case-codings").model_fields)
    ['actor', 'coder', 'condition', 'date', 'level', 'source']

    Parameters: ``table`` a name of the codebook such as ``case-mapping``. Raises DataError for an unknown one.
    """
    fields = {field["name"]: _field(field) for field in tables.resource(table)["schema"]["fields"]}
    config = ConfigDict(extra="forbid", str_strip_whitespace=True, title=tables.resource(table)["title"])
    return create_model(table.replace("-", "_"), __config__=config, **fields)


def checked(cells: pd.DataFrame, table: str, file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of a table with their types, and what is wrong with those that have none.

    >>> cells = pd.DataFrame({"indicator": ["가"], "year": ["이천"], "numerator": ["1"], "denominator": ["2"],
    ...                       "source_title": ["가"], "source_url": ["나"]}, index=[2])
    >>> checked(cells, "case-measurements", "measurements.csv")[1]["문제"].tolist()
    ['정수가 아닌 값이 있습니다 (연도)']

    Parameters: ``cells`` text as ``casefiles.read_cells`` returns it; both keep the spreadsheet's row numbers as index.
    """
    rows, problems = {}, []
    for row, values in zip(cells.index, cells.to_dict("records"), strict=True):
        try:
            rows[row] = row_model(table).model_validate({name: text for name, text in values.items() if text != ""}).model_dump()
        except ValidationError as error:
            problems += [_worded(file, row, table, one) for one in error.errors()]
    problems += _repeated(cells, table, file)
    return typed(pd.DataFrame.from_dict(rows, orient="index", columns=list(cells)), table), problem_table(problems)


def typed(values: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the columns of a table in their types: text, int64 (Int64 where a value is missing), float64.

    >>> typed(pd.DataFrame({"condition": [], "level": []}), "case-mapping").dtypes.astype(str).tolist()[1]
    'int64'
    """
    kinds = {field["name"]: field["type"] for field in tables.resource(table)["schema"]["fields"]}
    for name in values:
        column = values[name]
        if kinds[name] == "integer":
            values[name] = column.astype("Int64") if column.isna().any() else column.astype("int64")
        else:
            values[name] = column.astype("float64") if kinds[name] == "number" else column.astype(str)
    return values


def with_lines(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table counted from 0 that remembers the rows in which a spreadsheet shows it, which its index gave.

    >>> lines(with_lines(pd.DataFrame({"actor": ["business"]}, index=[9]))).tolist()
    [9]
    """
    told = rows.reset_index(drop=True)
    told.attrs[LINES] = [int(line) for line in rows.index]
    return told


def lines(table: pd.DataFrame) -> pd.Series:
    """Return the row of its file in which a spreadsheet shows each row of a table, by the index of the table.

    >>> lines(pd.DataFrame({"actor": ["business", "citizens"]})).tolist()
    [2, 3]

    Comments and empty lines of the file are counted, as a spreadsheet does. A table that was made and not read from a file counts
    from 2. Parameters: ``table`` a case table or some of its rows, with the index that it had when it was read.
    """
    known = dict(enumerate(table.attrs.get(LINES, [])))
    found = [known.get(place, place + 2) for place in table.index]
    return pd.Series(found, index=table.index, dtype="int64")


def labels(table: str, column: str) -> dict[str, str]:
    """Return the Korean words for the coded values of a column.

    >>> labels("case-mapping", "actor")["citizens"]
    '국민'
    """
    return _described(table)[column].get("labels", {})


def required_columns(table: str) -> list[str]:
    """Return the columns that a file of this table cannot do without.

    >>> required_columns("case-codings")
    ['condition', 'actor', 'coder']
    """
    return [name for name, field in _described(table).items() if field.get("constraints", {}).get("required")]


def _described(table: str) -> dict[str, dict]:
    return {field["name"]: field for field in tables.resource(table)["schema"]["fields"]}


def _field(field: dict) -> tuple[Any, Any]:
    rules = field.get("constraints", {})
    if field["type"] in NUMBERS:
        levels = rules.get("enum", [])
        limits = {"ge": min(levels), "le": max(levels)} if levels else {}
        finite = {"allow_inf_nan": False} if field["type"] == "number" else {}
        kind, empty = Annotated[NUMBERS[field["type"]], Field(**limits, **finite)], None
    elif "enum" in rules:
        kind, empty = Literal[tuple(rules["enum"])], ""
    else:
        kind, empty = Annotated[str, StringConstraints(pattern=rules.get("pattern"))], ""
    kind = kind if rules.get("required") or empty == "" else kind | None
    return kind, Field(... if rules.get("required") else empty, title=field["title"], description=field["description"])


def _worded(file: str, row: int, table: str, error: dict) -> dict[str, object]:
    column = str(error["loc"][0])
    value = "" if error["type"] == "missing" else error["input"]
    what = f"{WORDS.get(error['type'], '쓸 수 없는 값이 있습니다')} ({_described(table)[column]['title']})"
    allowed = _allowed(table, column)
    hint = EXAMPLES.get(f"{table}.{column}") or EXAMPLES.get(column, "그 칸을 채우거나 고치십시오.")
    return problem(file, row, column, what, value, f"{allowed} 가운데 하나로 고치십시오." if allowed else hint)


def _allowed(table: str, column: str) -> str:
    levels, words = _described(table)[column].get("constraints", {}).get("enum", []), labels(table, column)
    return ", ".join(f"{level}({words[level]})" if level in words else str(level) for level in levels)


def _repeated(cells: pd.DataFrame, table: str, file: str) -> list[dict[str, object]]:
    key = tables.resource(table)["schema"]["primaryKey"]
    key = [key] if isinstance(key, str) else key
    again = cells[cells.duplicated(key) & (cells[key] != "").any(axis=1)]
    todo = ONCE.get(table, "겹친 행 하나를 지우거나 고치십시오.")
    return [problem(file, row, ", ".join(key), "앞의 행과 겹칩니다", " / ".join(again.loc[row, key]), todo)
            for row in again.index]
