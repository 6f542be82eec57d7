"""The mapping table as one would put it into a paper: numbered sources, marks explained below, in HTML, Word and Excel."""

from pathlib import Path

import pandas as pd

from dpgkit import atomic
from dpgkit.cases import CaseInfo, caserows
from dpgkit.impact import STATUS, STATUS_EN, condition_labels, five_conditions, printouts
from dpgkit.papers import Paper, to_html

HEADS = {"condition": ("조건", "Condition"), "actor": ("주체", "Actor"), "activity": ("활동", "Activity"), "evidence": ("근거", "Evidence"),
         "level": ("수준", "Level")}
ACTORS_EN = {"government": "Government", "business": "Business", "citizens": "Citizens", "nonprofit": "Nonprofit", "academia": "Academia",
             "backbone_org": "Backbone", "multi": "Several together"}


def paper(info: CaseInfo, mapping: pd.DataFrame, *, english: bool = False) -> Paper:
    """Return the mapping table of a case laid out for a paper.

    >>> from dpgkit.cases import load_case
    >>> paper(load_case("housing").info, load_case("housing").mapping)
    표 1. 청약정보 통합 조회·신청의 집합적 임팩트 매핑: 조건 5개, 주체 3개, 활동 15줄. 근거 있음 8줄, 추론 1줄, 혜택만 1줄, 근거 미확인 5줄.

    Parameters: ``english`` adds English headings and a line of English to each cell that has one.
    """
    rows = five_conditions(mapping)
    sources = numbered_sources(rows)
    title = f"{info.title}의 집합적 임팩트 매핑"
    caption = f"표 1. {title}" + (f" (Table 1. Collective impact mapping: {info.title_en})" if english else "")
    counts = rows["status"].map(STATUS).value_counts().reindex(list(STATUS.values())).dropna().astype(int)
    told = ", ".join(f"{label} {count}줄" for label, count in counts.items())
    alternative = (f"표 1. {title}: 조건 {rows['condition'].nunique()}개, 주체 {rows['actor'].nunique()}개, 활동 {len(rows)}줄. {told}.")
    heads = [f"{ko} ({en})" if english else ko for ko, en in HEADS.values()]
    return Paper(caption, lines(rows, sources, english=english), heads, _notes(rows, info, english), sources, alternative)


def lines(rows: pd.DataFrame, sources: pd.DataFrame, *, english: bool = False) -> pd.DataFrame:
    """Return one row a line of the table: condition, actor, activity, evidence (with the number of its source), level.

    The rows stand in the order of the conditions and of the actors; the English goes below the Korean in the same cell.
    """
    conditions, actors = condition_labels(), caserows.labels("case-mapping", "actor")
    order = rows["condition"].map(list(conditions).index) * 100 + rows["actor"].map(list(actors).index)
    rows = rows.iloc[order.argsort(kind="stable")]
    numbers = sources.set_index(["source_title", "source_url"])["number"].to_dict()
    cited = [numbers.get((row.source_title, row.source_url)) for row in rows.itertuples()]
    evidence = [f"{text}{f' [{number}]' if number else ''}" for text, number in zip(rows["evidence"], cited, strict=True)]
    marks = rows["status"].map(lambda status: "" if status in ("documented", "unverified") else f" [{STATUS[status]}]")
    table = pd.DataFrame({"condition": rows["condition"].map(conditions), "actor": rows["actor"].map(actors),
                          "activity": rows["activity"] + marks, "evidence": evidence,
                          "level": rows["level"].map(lambda level: "" if pd.isna(level) else str(int(level)))}).reset_index(drop=True)
    if not english:
        return table
    below = {"condition": rows["condition"].map(condition_labels("en")), "actor": rows["actor"].map(ACTORS_EN),
             "activity": rows["activity_en"]}
    return table.assign(**{name: table[name] + below[name].reset_index(drop=True).map(lambda text: f"\n{text}" if text else "")
                           for name in below})


def numbered_sources(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sources of a mapping, each once, in the order in which they appear: number, source_title, source_url.

    >>> numbered_sources(pd.DataFrame({"source_title": ["가", "", "가"], "source_url": ["나", "", "나"]})).values.tolist()
    [[1, '가', '나']]
    """
    named = rows.loc[rows["source_url"] != "", ["source_title", "source_url"]].drop_duplicates().reset_index(drop=True)
    named.insert(0, "number", range(1, len(named) + 1))
    return named


def write(made: Paper, folder: Path, name: str = "03_mapping") -> pd.DataFrame:
    """Write the table as HTML, DOCX and XLSX into a folder and return what was written: 파일, 무엇.

    Raises DataError where a file cannot be written, for example while Word holds it open.
    """
    kinds = {"html": ("브라우저로 열고 인쇄합니다", lambda path: path.write_text(to_html(made), encoding="utf-8", newline="\n")),
             "docx": ("논문에 붙여 넣습니다", lambda path: printouts.write_docx(made, path)),
             "xlsx": ("줄마다 고칩니다", lambda path: printouts.write_xlsx(made, path))}
    rows = []
    for kind, (use, writer) in kinds.items():
        file = folder / f"{name}.{kind}"
        with atomic.replacing(file, todo="그 파일을 연 프로그램(워드, 엑셀 등)을 닫고 다시 실행하십시오.") as part:
            writer(part)
        rows.append((file.name, use))
    return pd.DataFrame(rows, columns=["파일", "무엇"])


def _notes(rows: pd.DataFrame, info: CaseInfo, english: bool) -> list[str]:
    marks = [STATUS[status] + (f" ({STATUS_EN[status]})" if english else "") for status in ("inferred", "benefit_only")
             if (rows["status"] == status).any()]
    told = f"주: 활동의 대괄호는 문서로 확인한 일이 아님을 뜻합니다({', '.join(marks)})." if marks else "주:"
    coders = ", ".join(sorted(set(rows["coder"]) - {""})) or "없음"
    return [f"{told} 수준은 0~3의 눈금이며 매긴 사람은 {coders}입니다. 근거의 대괄호 속의 수는 아래 출처의 번호입니다. "
            f"기간 {info.period}, 확인한 날 {info.verified}."]
