"""The cases of the kit as pages: what each is about, and its table of conditions by actors with the evidence."""

import html

import pandas as pd

from dpgkit import cases, impact, paths, tables
from dpgkit.site import words
from dpgkit.site.pages import Page, in_order

EVIDENCE = ["condition", "actor", "activity", "status", "evidence", "source_title", "source_url"]


def names() -> list[str]:
    """Return the names of the cases that come with the kit; one that the reader has put in their place stays private."""
    return [name for name in cases.shipped_names() if cases.case_folder(name).parent == paths.cases_dir()]


def case_pages(chosen: list[str]) -> list[Page]:
    """Return the pages of cases after a page that lists them.

    Raises DataError for a case that does not hold what it should.
    """
    loaded = {name: cases.load_case(name) for name in chosen}
    return [_list(loaded), *in_order(_page(name, case) for name, case in loaded.items())]


def _page(name: str, case: cases.Case) -> Page:
    info = case.info
    facts = [("물음", info.question), ("기간", info.period), ("확인한 날", info.verified)]
    listed = "".join(f"<dt>{label}</dt><dd>{html.escape(text)}</dd>" for label, text in facts if text)
    sources = "".join(f"<li>{words.link(source.url, source.title)}</li>" for source in info.sources)
    rows = tables.in_korean(case.mapping[EVIDENCE], "case-mapping")
    return Page(f"cases/{name}.html", info.title, f"<h1>{html.escape(info.title)}</h1><p>{html.escape(info.summary)}</p><dl>{listed}</dl>"
                f"<h2>매핑 표</h2><p>줄은 조건, 칸은 주체입니다. 대괄호는 일어난 일로 확인하지 못한 활동입니다. {_read(case.mapping)}</p>"
                f"{words.table(impact.table_of_conditions(case.mapping), '조건과 주체의 매핑 표')}"
                f"<h2>줄마다의 근거</h2>{words.table(rows, '줄마다의 근거')}<h2>출처</h2><ul>{sources}</ul>")


def _read(mapping: pd.DataFrame) -> str:
    return html.escape(str(impact.read_evidence(mapping)))


def _list(loaded: dict[str, cases.Case]) -> Page:
    rows = [(case.info.title, case.info.question, case.info.period, case.info.verified) for case in loaded.values()]
    frame = pd.DataFrame(rows, columns=["사례", "물음", "기간", "확인한 날"])
    places = {case.info.title: f"{name}.html" for name, case in loaded.items()}
    told = ("<p>키트에 든 사례입니다. 내 사례는 <code>python3 kit.py new-case 이름</code>으로 시작하며, "
            "이 누리집에는 들어가지 않습니다.</p>")
    return Page("cases/index.html", "사례", f"<h1>사례</h1>{told}" + words.table(frame, "사례의 목록", links={"사례": places}))
