"""The codebook as pages: every table with its fields, units, levels, source and licence."""

import html

import pandas as pd

from dpgkit import paths, tables
from dpgkit.report.frames import UNITS
from dpgkit.site import words
from dpgkit.site.pages import Page, in_order

KINDS = {"string": "글", "integer": "정수", "number": "수"}
HEADS = {"corpus": "자료의 표", "notebooks/results": "과가 넘기는 표"}
FIRST = 5                # rows that a page shows


def names() -> list[str]:
    """Return the names of all tables that have a description.

    >>> names()[:2]
    ['timeline', 'egdi']
    """
    return [row["name"] for folder in tables.PACKAGES for row in tables.package(folder)["resources"]]


def table_pages(chosen: list[str]) -> list[Page]:
    """Return the pages of tables after a page that lists them.

    Raises DataError for a name that no description has.
    """
    pages = in_order(_page(tables.resource(name)) for name in chosen)
    return [_list(chosen), *pages]


def fields(resource: dict) -> pd.DataFrame:
    """Return what each column of a table means: 열, 뜻, 설명, 형, 단위, 빈칸, 쓸 수 있는 값.

    >>> fields(tables.resource("egdi")).loc[5, ["열", "단위"]].tolist()
    ['egdi', '0~1']
    """
    rows = [(field["name"], field["title"], field.get("description", ""), KINDS[field["type"]],
             UNITS.get(field.get("unit", ""), field.get("unit", "")),
             "안 됨" if field.get("constraints", {}).get("required") else "됨", _levels(field)) for field in resource["schema"]["fields"]]
    named = pd.DataFrame(rows, columns=["열", "뜻", "설명", "형", "단위", "빈칸", "쓸 수 있는 값"])
    return named.loc[:, lambda table: (table != "").any()]


def _page(resource: dict) -> Page:
    frame = pd.read_csv(_file(resource), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    name, key = resource["name"], resource["schema"].get("primaryKey", [])
    facts = [("이름", name), ("파일", _place(resource)), ("줄", f"{len(frame):,}"),
             ("열쇠", ", ".join([key] if isinstance(key, str) else key)),
             ("출처", " / ".join(f"{source['title']} {source.get('path', '')}".strip() for source in resource["sources"])),
             ("이용 조건", ", ".join(f"{licence['name']} ({licence['title']})" for licence in resource["licenses"]))]
    listed = "".join(f"<dt>{label}</dt><dd>{words.linked(text)}</dd>" for label, text in facts if text)
    shown = tables.in_korean(frame.head(FIRST), name)
    return Page(f"data/{name}.html", resource["title"], f"<h1>{html.escape(resource['title'])}</h1>"
                f"<p>{words.linked(resource.get('description', ''))}</p><dl>{listed}</dl>"
                f"<h2>열</h2>{words.table(fields(resource), '열의 뜻')}"
                f"<h2>처음 {min(FIRST, len(frame))}줄</h2>{words.table(shown, '표의 처음')}")


def _list(chosen: list[str]) -> Page:
    parts = []
    for folder, head in HEADS.items():
        rows = [(row["title"], row["name"], len(row["schema"]["fields"]), row["sources"][0]["title"], row["licenses"][0]["name"])
                for row in tables.package(folder)["resources"] if row["name"] in chosen]
        frame = pd.DataFrame(rows, columns=["내용", "표", "열의 수", "출처", "이용 조건"])
        places = dict(zip(frame["내용"], frame["표"] + ".html", strict=True))
        parts += [f"<h2>{head}</h2>{words.table(frame, head, links={'내용': places})}"] if rows else []
    told = ("<p>표마다 열의 뜻, 형, 단위, 쓸 수 있는 값, 출처, 이용 조건을 적은 부호책입니다. "
            "값을 인용할 때에는 표에 적힌 출처를 함께 적으십시오.</p>")
    return Page("data/index.html", "자료", f"<h1>자료</h1>{told}" + "".join(parts))


def _levels(field: dict) -> str:
    labels = field.get("labels", {})
    levels = [str(level) for level in field.get("constraints", {}).get("enum", labels)]
    return "\n".join(f"{level}: {labels[level]}" if level in labels else level for level in levels)


def _place(resource: dict) -> str:
    folder = next(folder for folder in tables.PACKAGES if resource in tables.package(folder)["resources"])
    return f"{folder}/{resource['path']}"


def _file(resource: dict) -> object:
    return paths.kit_root() / _place(resource)
