"""Tables of the corpus, read as ``corpus/datapackage.json`` describes them and refused where they differ."""

import io
import json
from functools import cache
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from dpgkit import atomic, paths
from dpgkit.errors import DataError

ENCODINGS = ("utf-8-sig", "cp949")   # Excel on a Korean Windows saves CSV as CP949
THOUSANDS = r"(?<=\d),(?=\d{3}(?:\D|$))"       # the commas that Excel puts into large numbers
DTYPES = {"string": str, "integer": "Int64", "number": "float64"}
PROBLEMS = {"coerce_dtype('Int64')": "정수가 아닌 값이 있습니다", "coerce_dtype('float64')": "수가 아닌 값이 있습니다",
            "not_nullable": "빈 칸이 있습니다", "isin": "쓸 수 없는 값이 있습니다"}
PACKAGES = ("corpus", "notebooks/results")
CSV_FOR_EXCEL = {"index": False, "encoding": "utf-8-sig", "lineterminator": "\n"}


@cache
def package(folder: str = "corpus") -> dict:
    """Return the data package of a folder: every table with its fields, units, sources and licence.

    Parameters: ``folder`` is ``"corpus"``, or ``"notebooks/results"`` for the tables that lessons hand on.

    >>> package()["name"]
    'dpgkit-corpus'
    """
    text = (paths.kit_root() / folder / "datapackage.json").read_text(encoding="utf-8")
    return json.loads(text)


def resource(name: str) -> dict:
    """Return the description of one table.

    >>> resource("egdi")["schema"]["primaryKey"]
    ['year', 'iso3']

    Raises DataError for a name that the data package does not hold.
    """
    known = {row["name"]: row for folder in PACKAGES for row in package(folder)["resources"]}
    if name not in known:
        raise DataError("없는 표입니다.", value=name, allowed=known, todo="표 이름을 고치십시오.")
    return known[name]


def load(name: str) -> pd.DataFrame:
    """Return a table of the corpus, checked against its description.

    >>> load("conditions")["label_ko"].tolist()[0]
    '공동의 어젠다'

    Raises DataError where a column is missing, a value has the wrong type or level, or a key is repeated.
    """
    return read(paths.kit_root() / "corpus" / resource(name)["path"], name)


def read(path: Path, name: str) -> pd.DataFrame:
    """Return the CSV file at ``path``, checked as the table ``name``.

    >>> read(paths.tables_dir() / "conditions.csv", "conditions").shape
    (5, 5)

    UTF-8 (with or without a byte-order mark) and CP949 are read; an empty text cell stays empty text.
    Raises DataError naming file, row (as a spreadsheet counts it) and column.
    """
    raw = pd.read_csv(io.StringIO(read_text(path)), dtype=str, keep_default_na=False)
    check_columns(raw, name, path.name)
    fields = resource(name)["schema"]["fields"]
    cells = raw[[field["name"] for field in fields]].apply(lambda column: column.str.strip()).replace("", pd.NA)
    counted = [field["name"] for field in fields if field["type"] != "string"]
    cells[counted] = cells[counted].replace(THOUSANDS, "", regex=True)
    try:
        table = schema(name).validate(cells, lazy=True)
    except pa.errors.SchemaErrors as error:
        raise _worded(error.failure_cases, cells, name, path) from error
    return table.assign(**{field["name"]: _plain(table[field["name"]]) for field in fields})


def schema(name: str) -> pa.DataFrameSchema:
    """Return the pandera schema of a table, made from its description.

    >>> schema("conditions").unique
    ['condition']
    """
    described = resource(name)["schema"]
    key = described.get("primaryKey", [])
    columns = {field["name"]: _column(field) for field in described["fields"]}
    return pa.DataFrameSchema(columns, coerce=True, unique=[key] if isinstance(key, str) else key or None,
                              report_duplicates="exclude_first")


def check_columns(table: pd.DataFrame, name: str, file: str = "") -> None:
    """Refuse a table that lacks a column of its description.

    >>> check_columns(load("conditions"), "conditions")

    Raises DataError naming the columns that are missing.
    """
    expected = [field["name"] for field in resource(name)["schema"]["fields"]]
    missing = [column for column in expected if column not in table.columns]
    if missing:
        raise DataError(f"{file or name}에 있어야 할 열이 없습니다.", value=", ".join(map(str, table.columns)),
                        allowed=expected, todo=f"다음 열을 더하십시오: {', '.join(missing)}")


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8 or CP949.

    >>> read_text(paths.kit_root() / "corpus" / "lexicon" / "stopwords.csv").startswith("term,reason")
    True

    Raises DataError where the file is missing, is neither encoding, or holds NUL bytes.
    """
    if not path.is_file():
        raise DataError("파일이 없습니다.", value=path, todo="파일 이름과 위치를 확인하십시오.")
    data = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n")
    raise DataError("글자로 읽을 수 없는 파일입니다.", value=path, allowed="UTF-8 또는 CP949로 저장한 글",
                    todo="편집기에서 UTF-8로 다시 저장하십시오.")


def write(table: pd.DataFrame, path: Path) -> Path:
    """Write a table as a CSV file that Excel opens with its Hangul, whole or not at all, and return the path.

    Raises DataError where the file is open elsewhere or cannot be written.
    """
    with atomic.replacing(path) as part:
        table.to_csv(part, **CSV_FOR_EXCEL)
    return path


def codebook(name: str) -> pd.DataFrame:
    """Return what each column of a table means.

    >>> codebook("conditions").columns.tolist()
    ['열', '뜻', '형', '단위', '쓸 수 있는 값']
    """
    rows = [(field["name"], field["title"], field["type"], field.get("unit", ""), _levels(field))
            for field in resource(name)["schema"]["fields"]]
    return pd.DataFrame(rows, columns=["열", "뜻", "형", "단위", "쓸 수 있는 값"])


def in_korean(table: pd.DataFrame, name: str = "") -> pd.DataFrame:
    """Return a table to read: Korean column names and Korean words for coded values, as the codebook gives them.

    Parameters: ``name`` of the table whose meanings come first, where the same column means different things; without one, the first
    table that has every column is meant, and where there is none, columns that are made only to be shown come before those of tables.

    >>> in_korean(pd.DataFrame({"date": ["2024"], "confidence": ["verified"], "메모": [""]}), "timeline").iloc[0].tolist()
    ['2024', '확인', '']
    >>> in_korean(pd.DataFrame({"topic": [1], "share": [0.5]})).columns.tolist()
    ['주제', '몫']
    """
    fields = {**_fields(""), **_fields(name or _described(table))}
    words = {column: fields[column]["labels"] for column in table if fields.get(column, {}).get("labels")}
    shown = table.assign(**{column: table[column].map(labels).fillna(table[column]) for column, labels in words.items()})
    return shown.rename(columns={column: fields[column]["title"] for column in table if column in fields})


def catalogue() -> pd.DataFrame:
    """Return the tables of the corpus with title, source and licence.

    >>> "timeline" in catalogue()["표"].tolist()
    True
    """
    rows = [(row["name"], row["title"], row["sources"][0]["title"], row["licenses"][0]["name"])
            for row in package()["resources"]]
    return pd.DataFrame(rows, columns=["표", "내용", "출처", "이용 조건"])


def _described(table: pd.DataFrame) -> str:
    """Return the name of the first table that has every column of a table, or nothing."""
    rows = [row for folder in PACKAGES for row in package(folder)["resources"]]
    return next((row["name"] for row in rows if set(table.columns) <= set(_fields(row["name"]))), "")


@cache
def _fields(name: str) -> dict[str, dict]:
    """Return the fields of one table by name; with no name those only shown, then those of all tables: the first one decides."""
    if name:
        return {field["name"]: field for field in resource(name)["schema"]["fields"]}
    packages = [package(folder) for folder in PACKAGES]
    fields = [field for one in packages for field in one.get("displayed", [])]
    fields += [field for one in packages for row in one["resources"] for field in row["schema"]["fields"]]
    return {field["name"]: field for field in reversed(fields)}


def _levels(field: dict) -> str:
    return ", ".join(str(level) for level in field.get("constraints", {}).get("enum", []))


def _column(field: dict) -> pa.Column:
    rules = field.get("constraints", {})
    checks = [pa.Check.isin(rules["enum"])] if "enum" in rules else []
    return pa.Column(DTYPES[field["type"]], checks, nullable=not rules.get("required", False))


def _plain(column: pd.Series) -> pd.Series:
    """Return a column without missing values in a plain type: empty text for text, int64 for whole numbers."""
    if column.dtype == "Int64":
        return column if column.isna().any() else column.astype("int64")
    return column if column.dtype == "float64" else column.fillna("")


def _worded(failures: pd.DataFrame, cells: pd.DataFrame, name: str, path: Path) -> DataError:
    first = failures.sort_values("index", kind="stable").iloc[0]
    row, kind = int(first["index"]), first["check"].split("(")[0]
    places = failures.drop_duplicates(["index", "column"])["index"].nunique()
    more = f" (모두 {places}개 행)" if places > 1 else ""
    if kind == "multiple_fields_uniqueness":
        key = schema(name).unique
        return DataError(f"{path.name} {row + 2}행이 앞의 행과 겹칩니다{more}.", value=cells.loc[row, key].tolist(),
                         allowed=f"{', '.join(key)} 묶음은 한 번씩만", todo="겹친 행 하나를 지우거나 고치십시오.")
    field = next(field for field in resource(name)["schema"]["fields"] if field["name"] == first["column"])
    what = PROBLEMS.get(kind) or PROBLEMS[first["check"]]
    return DataError(f"{path.name} {row + 2}행 '{field['name']}'({field['title']}) 열에 {what}{more}.",
                     value="" if what == PROBLEMS["not_nullable"] else first["failure_case"],
                     allowed=_levels(field) or field["type"], todo="그 칸을 고치고 다시 실행하십시오.")
