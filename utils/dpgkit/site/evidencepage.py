"""The evidence page: when each lesson was last tested, on which machine, and with what result."""

import pandas as pd

from dpgkit import lessons
from dpgkit.site import evidence, words
from dpgkit.site.pages import Page

TOLD = ("<p>시험이 끝날 때마다 시험이 스스로 남긴 기록입니다. 기록이 없으면 <strong>근거 미확인</strong>이라고 적습니다. "
        "노트북이 그 뒤에 바뀌었으면 그 기록은 지금의 노트북을 말하지 않으므로 그렇다고 적습니다.</p>")
HOW = ("<h2>읽는 법</h2><ul><li>노트북의 셀: 과를 처음부터 다시 실행해 저장된 결과와 한 셀씩 견준 수입니다.</li>"
       "<li>과의 시험: 과의 이름이 적힌 시험과, 과가 가져다 쓰는 모듈의 시험입니다. "
       "여러 과가 같은 모듈을 쓰면 그 시험은 과마다 셉니다. 시험 파일마다 마지막 결과를 모읍니다.</li>"
       "<li>초: 노트북을 다시 실행하는 데 걸린 시간입니다. 컴퓨터마다 다릅니다.</li>"
       "<li>모두 맞음: 셀과 시험에 틀린 것이 없습니다. 방법이 옳다는 뜻은 아니며, 방법은 과마다 적은 한계를 보십시오.</li></ul>"
       "<p>기록을 새로 하려면 <code>python3 kit.py test</code>를 실행한 뒤 <code>python3 kit.py site</code>로 누리집을 다시 만듭니다.</p>")
HEADS = ["과", "마지막 시험", "결과", "노트북의 셀", "초", "과의 시험", "파이썬", "운영체제"]


def evidence_page(built: list[str], noted: pd.DataFrame | None = None) -> Page:
    """Return the evidence page; ``built`` are the names of the lessons that the site has, ``noted`` the table of the evidence."""
    noted = evidence.table() if noted is None else noted
    shown = in_words(noted[noted["lesson"].isin(built)])
    titles = {title(name): f"lessons/{name}.html" for name in built}
    versions = noted["packages"].dropna().unique()
    packages = f"<h2>꾸러미의 판</h2><ul>{''.join(f'<li>{one}</li>' for one in versions)}</ul>" if len(versions) else ""
    return Page("evidence.html", "근거", f"<h1>근거</h1>{TOLD}{words.table(shown, '과마다의 시험', links={'과': titles})}{HOW}{packages}")


def in_words(noted: pd.DataFrame) -> pd.DataFrame:
    """Return the table of the evidence as a reader sees it, the columns in ``HEADS``."""
    rows = [(title(row.lesson), row.date[:16].replace("T", " ") if known else evidence.UNKNOWN, row.state if known else "",
             _counted(row.cells_passed, row.cells_failed, row.cells_skipped) if known else "", f"{row.seconds:.1f}" if known else "",
             _counted(row.tests_passed, row.tests_failed, row.tests_skipped) if known else "", row.python if known else "",
             row.platform if known else "") for row in noted.itertuples() for known in [row.state != evidence.UNKNOWN]]
    return pd.DataFrame(rows, columns=HEADS).loc[:, lambda table: (table != "").any()]


def title(name: str) -> str:
    """Return the number and the title of a lesson.

    >>> title("01_egov_history")
    '01 전자정부의 역사'
    """
    return f"{name[:2]} {lessons.describe(name).title}"


def _counted(passed: float, failed: float, skipped: float) -> str:
    parts = [f"통과 {passed:.0f}", f"실패 {failed:.0f}" if failed else "", f"건너뜀 {skipped:.0f}" if skipped else ""]
    return ", ".join(part for part in parts if part)
