"""Evidence traced to its sentence: rows of the mapping tables whose numbers stand in the sentences that they cite, and nowhere else."""

import re
from functools import cache
from random import Random

import pandas as pd

from dpgkit.exercises import casework
from dpgkit.impact import citations

CITED = 4                # rows that the exercise shows
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
DATE = re.compile(r"(?:19|20)\d{2}(?:[-~.]\d{1,2}){0,2}년?|\d+월|\d+일")


def cited_rows(seed: int) -> pd.DataFrame:
    """Return four rows of evidence, each with the sentence that it cites, one of them wrong: 줄, 사례, 활동, 근거, 문장, 글.

    >>> cited_rows(2026)["줄"].tolist()
    [1, 2, 3, 4]
    """
    rows = drawn_citations(seed)
    return pd.DataFrame({"줄": range(1, CITED + 1), "사례": rows["title"], "활동": rows["activity"], "근거": rows["evidence"],
                         "문장": rows["shown"], "글": rows["text"]})


@cache
def drawn_citations(seed: int) -> pd.DataFrame:
    """Return the rows behind ``cited_rows``, for reading only.

    Columns: title, activity, evidence, document, cited (all that will do), right (the one with the number), shown, elsewhere, text, wrong.
    """
    draw, pool = Random(f"citations {seed}"), traceable()
    rows = pool.iloc[draw.sample(range(len(pool)), len(pool))].drop_duplicates("document").head(CITED).reset_index(drop=True)
    wrong = draw.randrange(CITED)
    elsewhere = draw.choice(rows["elsewhere"][wrong])
    shown = rows["shown"].where(rows.index != wrong, elsewhere)
    return rows.assign(right=rows["shown"], shown=shown, text=shown.map(_sentences()), wrong=rows.index == wrong)


def sentences_of(document: str) -> list[int]:
    """Return the numbers of the sentences of a document.

    >>> sentences_of("2022_dpg_committee_launch")[-1]
    15
    """
    return [int(place.partition("#")[2]) for place in _sentences() if place.startswith(f"{document}#")]


@cache
def traceable() -> pd.DataFrame:
    """Return the rows of evidence with a number that only the sentences cited from their document hold."""
    found = []
    for name, title in casework.titles().items():
        told = casework.mapping(name).query("status == 'documented'")
        found += [(title, *traced) for row in told.itertuples() if (traced := _traced(row))]
    columns = ["title", "activity", "evidence", "document", "cited", "shown", "elsewhere"]
    return pd.DataFrame(found, columns=columns).drop_duplicates("evidence", ignore_index=True)


def _traced(row: object) -> tuple[str, str, str, list[str], str, list[str]] | None:
    """Return what ``traceable`` holds of a row, nothing where no number leads to one of its sentences."""
    cited, text = str(row.sentences).split(), _sentences()
    wanted = {number for number in NUMBER.findall(DATE.sub(" ", row.evidence)) if len(number) > 1}
    for place in cited:
        document = place.partition("#")[0]
        others = [one for one in text if one.startswith(f"{document}#") and one not in cited]
        if wanted & _numbers(text[place]) and not any(wanted & _numbers(text[one]) for one in others):
            same = [one for one in cited if one.startswith(f"{document}#")]
            return row.activity, row.evidence, document, same, place, others
    return None


def _numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


@cache
def _sentences() -> dict[str, str]:
    rows = citations.units()
    return dict(zip(rows["document"] + "#" + rows["sentence"].astype(str), rows["text"], strict=True))
