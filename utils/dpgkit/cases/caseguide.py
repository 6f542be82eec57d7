"""A case folder file by file: what each file is for, how far it is filled, and what of the template is still in it."""

from pathlib import Path

import pandas as pd

from dpgkit import cases, paths, tables
from dpgkit.cases import UNKNOWN, Case, casefiles, leftovers
from dpgkit.errors import DataError, DpgkitError

FILES = {       # what it is, and what goes without it
    "case.yml": ("이름, 물음, 요약, 기간, 출처", ""), "mapping.csv": ("조건 × 주체 × 활동 × 근거", ""),
    "actors.csv": ("자료를 주고받는 이들의 이름", "4과를 하지 않으면"), "links.csv": ("누가 누구에게 무엇을 넘기는지", "4과를 하지 않으면"),
    "indicators.csv": ("지표 카드", "5과에서 볼 지표가 없으면"), "measurements.csv": ("잰 값: 해마다 분자와 분모", "잰 값이 없으면"),
    "codings.csv": ("다른 사람이 매긴 수준", "둘째 사람이 없으면"), "apis.csv": ("공개 API와 인증키", "API가 없으면"),
    "ladder.csv": ("기관마다 되는 기능", "단계를 보지 않으면"), "gates.csv": ("단계의 문과 기준", "단계를 보지 않으면"),
    "criteria.csv": ("지표에 매긴 점수와 까닭", "점수를 매기지 않으면")}
NEEDED, ABSENT, UNREAD = "꼭 있어야 함", "없음", "읽지 못함"
FACTS = ("question", "summary")
EXAMPLE = "우리기관"                # the corpus of the README


def overview(name: str) -> pd.DataFrame:
    """Return the files of a case folder: 파일, 무엇, 없어도 되는 때, 틀, 이 사례.

    >>> overview("insurance").set_index("파일").loc[["mapping.csv", "gates.csv"], "이 사례"].tolist()
    ['17줄', '없음']

    ``틀`` and ``이 사례`` tell how many rows the file holds in the commented template and in the case.
    Raises DataError for an unknown case.
    """
    folder = cases.case_folder(name)
    rows = [(file, what, unless or NEEDED, _filled(template_file(file), file), _filled(folder / file, file))
            for file, (what, unless) in FILES.items()]
    return pd.DataFrame(rows, columns=["파일", "무엇", "없어도 되는 때", "틀", "이 사례"])


def template_file(file: str) -> Path:
    """Return where the template of a file of a case folder is kept.

    >>> template_file("mapping.csv").name
    'case_mapping.csv'
    """
    return leftovers.TEMPLATES / (file if file == "case.yml" else f"case_{file}")


def template_rows(file: str = "mapping.csv") -> pd.DataFrame:
    """Return the rows of the template of a table, with Korean words for coded values: the columns that a reader fills first.

    >>> template_rows()["조건"].iloc[0]
    '공동의 어젠다'
    """
    table = f"case-{file.removesuffix('.csv')}"
    shown = tables.in_korean(casefiles.read_cells(template_file(file), table), table)
    return shown.loc[:, (shown != "").any()].reset_index(drop=True)


def read_first_steps(name: str, folder: Path, *, program: str = paths.PROGRAM, corpus: str = "") -> str:
    """Return what to do with a new case folder, step by step.

    >>> read_first_steps("내사례", Path("내사례")).splitlines()[-1]
    '  6. 실행합니다: python3 kit.py run --case 내사례 --corpus 우리기관'

    Parameters: ``program`` how commands of the kit begin on this computer; ``corpus`` that the reader has imported already.
    """
    documents = (f"1. 들여 둔 말뭉치의 이름({corpus})을 case.yml의 corpus에 적습니다." if corpus else
                 f"1. 문서를 들이고, 그 이름({EXAMPLE})을 case.yml의 corpus에 적습니다: {program} import \"../내 문서\" --name {EXAMPLE}")
    steps = [documents, "2. case.yml을 메모장 같은 편집기로 열어 물음, 요약, 기간, 출처를 씁니다.",
             f"3. mapping.csv를 엑셀로 열어 '{leftovers.PROMPT}'으로 시작하는 칸을 이 사례의 일로 바꿉니다. "
             f"모르면 '{UNKNOWN}'이라고 적습니다.",
             f"4. 근거가 될 문장을 찾아 앞의 이름(문서#번호)을 sentences에 적습니다: {program} find {corpus or EXAMPLE} 찾을말",
             f"5. 점검합니다: {program} check-case {name}",
             f"6. 실행합니다: {program} run --case {name} --corpus {corpus or EXAMPLE}"]
    return "\n  ".join([f"사례 폴더를 만들었습니다: {folder}", *steps])


def open_case(name: str) -> Case:
    """Return a case with the rows that are as they should be; what is wrong with the others, ``checkup.check_case`` tells.

    >>> len(open_case("housing").mapping)
    18

    Raises DataError for an unknown case and for a ``case.yml`` that cannot be read.
    """
    found, _ = cases.read_tables(cases.case_folder(name))
    return Case(cases.load_info(name), **found)


def filled(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return a table of a case, or refuse it where it holds no row, so that a lesson can say what is missing.

    >>> len(filled(pd.DataFrame({"giver": ["LH"]}), "links.csv"))
    1

    Raises DataError naming the file.
    """
    if table.empty:
        raise DataError(f"{file}에 줄이 없습니다.", allowed="한 줄 이상",
                        todo=f"사례 폴더의 {file}에 줄을 더하고 다시 실행하십시오. 적을 것은 {FILES[file][0]}입니다.")
    return table


def left_over(case: Case) -> list[str]:
    """Return the places of a case that say nothing yet: words of the template, or ``근거 미확인``; none where all was written.

    >>> left_over(open_case("housing"))
    []
    """
    found = [f"case.yml {name}" for name in FACTS if getattr(case.info, name) == UNKNOWN]
    found += ["case.yml sources"] * (not case.info.sources)
    prompts = int((case.mapping["activity"] == UNKNOWN).sum())
    return found + [f"mapping.csv {prompts}줄"] * bool(prompts) + ["links.csv"] * bool((case.links["passes"] == UNKNOWN).any())


def topic(case: Case, query: str = "") -> str:
    """Return what a case is about, in words to look for: its title once its question was written, and the query.

    >>> topic(open_case("insurance"), "전송")
    '실손보험 간편청구 전송'
    """
    written = f"case.yml {FACTS[0]}" not in left_over(case)
    return f"{case.info.title if written else ''} {query}".strip()


def _filled(path: Path, file: str) -> str:
    if not path.is_file():
        return ABSENT
    if file == "case.yml":
        return "있음"
    table = f"case-{file.removesuffix('.csv')}"
    try:
        return f"{len(casefiles.read_cells(path, table))}줄"
    except DpgkitError:
        return UNREAD
