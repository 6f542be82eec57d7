"""A case folder as one object: what the case is, who does what, who passes what to whom, what is measured."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dpgkit import paths, tables
from dpgkit.errors import DataError

TABLES = ("mapping", "actors", "links", "indicators", "measurements")


class Source(BaseModel):
    """Where a statement comes from."""

    model_config = ConfigDict(extra="forbid")
    title: str
    url: str


class CaseInfo(BaseModel):
    """The content of ``case.yml``: text about the case, and parameters for the lessons."""

    model_config = ConfigDict(extra="forbid")
    id: str
    title: str
    title_en: str
    question: str
    summary: str
    period: str
    verified: str
    sources: list[Source]
    parameters: dict[str, dict] = {}


@dataclass(frozen=True)
class Case:
    """One case: its text and its tables."""

    info: CaseInfo
    mapping: pd.DataFrame
    actors: pd.DataFrame
    links: pd.DataFrame
    indicators: pd.DataFrame
    measurements: pd.DataFrame


def case_names() -> list[str]:
    """Return the names of the cases.

    >>> case_names()
    ['housing']
    """
    return sorted(path.parent.name for path in paths.cases_dir().glob("*/case.yml"))


def load_info(name: str) -> CaseInfo:
    """Return the text and the parameters of a case.

    >>> load_info("housing").title
    '청약정보 통합 조회·신청'

    Raises DataError for an unknown case and for a ``case.yml`` that does not hold what it should.
    """
    if name not in case_names():
        raise DataError("없는 사례입니다.", value=name, allowed=case_names(),
                        todo="사례 이름을 고치거나 corpus/cases에 그 이름의 폴더를 만드십시오.")
    return _parse(paths.cases_dir() / name / "case.yml")


def load_case(name: str) -> Case:
    """Return a case with all its tables, each checked against the codebook.

    >>> load_case("housing").mapping.shape[0]
    15

    Raises DataError as ``load_info`` does, and where a table or a link between tables is broken.
    """
    info = load_info(name)
    folder = paths.cases_dir() / name
    if info.id != name:
        raise DataError("case.yml의 id가 폴더 이름과 다릅니다.", value=info.id, allowed=name,
                        todo="case.yml의 id를 폴더 이름으로 고치십시오.")
    case = Case(info, **{table: tables.read(folder / f"{table}.csv", f"case-{table}") for table in TABLES})
    _check_known(case.links, ["giver", "receiver"], case.actors["name"], "links.csv", "actors.csv의 name")
    _check_known(case.measurements, ["indicator"], case.indicators["indicator"], "measurements.csv",
                 "indicators.csv의 indicator")
    _check_sources(case.mapping)
    return case


def describe(info: CaseInfo) -> pd.DataFrame:
    """Return the text of a case as a table of two columns.

    >>> describe(load_info("housing")).iloc[0].tolist()
    ['이름', '청약정보 통합 조회·신청']
    """
    rows = {"이름": info.title, "영어 이름": info.title_en, "물음": info.question, "요약": info.summary,
            "기간": info.period, "확인한 날": info.verified, "출처": " / ".join(source.url for source in info.sources)}
    return pd.DataFrame(rows.items(), columns=["항목", "내용"])


def _parse(path: Path) -> CaseInfo:
    try:
        content = yaml.safe_load(tables.read_text(path))
        return CaseInfo.model_validate(content)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(f"{path.parent.name}/case.yml의 모양이 잘못되었습니다.", allowed="YAML",
                        value=f"{mark.line + 1}행 근처" if mark else None, todo="들여쓰기와 따옴표를 확인하십시오.") from error
    except ValidationError as error:
        what = "빠진 항목이 있습니다" if error.errors()[0]["type"] == "missing" else "맞지 않는 항목이 있습니다"
        raise DataError(f"{path.parent.name}/case.yml에 {what}: {_first_field(error)}", allowed=CaseInfo.model_fields,
                        todo="그 항목을 더하거나 고치십시오.") from error


def _first_field(error: ValidationError) -> str:
    return ".".join(str(part) for part in error.errors()[0]["loc"])


def _check_sources(mapping: pd.DataFrame) -> None:
    bare = mapping[(mapping["status"] != "unverified") & ((mapping["source_title"] == "") | (mapping["source_url"] == ""))]
    if not bare.empty:
        raise DataError(f"mapping.csv {bare.index[0] + 2}행에 출처가 없습니다.", value=bare["activity"].iloc[0],
                        allowed="source_title과 source_url, 또는 status를 unverified로",
                        todo="출처를 적거나 '근거 미확인'으로 바꾸십시오.")


def _check_known(table: pd.DataFrame, columns: list[str], known: pd.Series, file: str, where: str) -> None:
    for column in columns:
        unknown = table.loc[~table[column].isin(known), column]
        if not unknown.empty:
            raise DataError(f"{file} {unknown.index[0] + 2}행의 이름을 찾지 못했습니다.", value=unknown.iloc[0],
                            allowed=known.tolist(), todo=f"{where}에 더하거나 이름을 고치십시오.")
