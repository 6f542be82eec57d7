"""What the checks of lesson 3 compare with, recounted from the cases of the kit."""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from dpgkit import agreement, impact
from dpgkit.cases import caserules
from dpgkit.exercises import casework
from dpgkit.impact import coders, frameworks, ratings

VERDICTS = (".667 미만", ".667 이상 .800 미만", ".800 이상")
UNKNOWN = "모름"


class Share(NamedTuple):
    """The part and the whole of a published figure."""

    part: int
    whole: int


FIGURES = {"strivetogether": Share(34, 53), "insurance": Share(10_920, 104_541), "projects": Share(10, 31), "committee": Share(19, 23),
           "proposals": Share(14, 271)}


class Counted(NamedTuple):
    """What stands in the mapping table of a case: cells, cells with documented evidence, cells above level 0, and rows."""

    cells: int
    documented: int
    filled: int
    rows_documented: int
    rows: int
    all_documented: int
    thinnest: list[str]


class Chance(NamedTuple):
    """Agreement of two coders: raw, expected by chance, kappa; and what comes out of two ways to go wrong."""

    raw: float
    expected: float
    kappa: float
    even: float
    pooled: float


@cache
def counted(name: str) -> Counted:
    """Return what stands in the mapping table of a case."""
    mapping = casework.shipped(name).mapping
    rows, cells, levels = impact.five_conditions(mapping), impact.cell_status(mapping), ratings.ratings(mapping)
    actors = impact.evidence_share(mapping, by="actor")
    thinnest = actors.loc[actors["documented"] == actors["documented"].min(), "label"].tolist()
    return Counted(len(cells), int((cells["status"] == "documented").sum()), int((levels > 0).to_numpy().sum()),
                   int((rows["status"] == "documented").sum()), len(rows), int((mapping["status"] == "documented").sum()), thinnest)


@cache
def chance(left_out: str) -> Chance:
    """Return the parts of Cohen's kappa from the levels of the two practice coders (Cohen 1960)."""
    table = casework.side_by_side(left_out)
    first, second = ([(table[coder] == level).mean() for level in coders.SCALE] for coder in "가나")
    raw, expected = float((table["가"] == table["나"]).mean()), float(np.dot(first, second))
    pooled = float((np.add(first, second) ** 2 / 4).sum())
    return Chance(raw, expected, (raw - expected) / (1 - expected), 1 / len(coders.SCALE), pooled)


@cache
def alpha(left_out: str, level: str) -> float:
    """Return Krippendorff's alpha of the practice coders at a level of measurement."""
    return agreement.alpha(coders.units(casework.practice(left_out)), level=level, scale=coders.SCALE).value


def verdict_of(value: float) -> str:
    """Return which of the customary limits an alpha reaches.

    >>> verdict_of(0.7)
    '.667 이상 .800 미만'
    """
    return VERDICTS[(value >= agreement.TENTATIVE) + (value >= agreement.RELIABLE)]


@cache
def compared(own: str, other: str) -> pd.DataFrame:
    """Return the highest level of each condition in two cases, and the mean of its cells: label, own, other, own_mean, other_mean."""
    labels, sides = impact.condition_labels(), {}
    for side, name in (("own", own), ("other", other)):
        rows = impact.five_conditions(casework.mapping(name)).astype({"level": "Float64"}).groupby("condition")["level"]
        sides |= {side: rows.max(), f"{side}_mean": rows.mean()}
    return pd.DataFrame(sides).reindex(list(labels)).assign(label=list(labels.values())).reset_index(drop=True)


def differing(table: pd.DataFrame, own: str = "own", other: str = "other") -> tuple[list[str], list[str], list[str]]:
    """Return the conditions in which the own case stands higher, in which it stands lower, and which cannot be compared."""
    known = table[[own, other]].notna().all(axis=1)
    gap = (table[own] - table[other]).fillna(0)
    return tuple(table.loc[rows, "label"].tolist() for rows in (known & (gap > 0), known & (gap < 0), ~known))


def judged(seed: int) -> tuple[dict[str, str], str]:
    """Return the verdict on each support of the invented backbone, and whether it could reach level 3."""
    table = frameworks.stress_test(casework.backbone(seed)).set_index("점검")["판정"]
    weak, unknown = table.isin(frameworks.WEAK).any(), (table == UNKNOWN).any()
    return table.to_dict(), "이르지 못합니다" if weak else "알 수 없습니다" if unknown else "이릅니다"


@cache
def broken_rules(seed: int) -> list[int]:
    """Return for each row handed in which rule it breaks, 0 where none."""
    found = caserules.check_mapping(casework.drawn_rows(seed))
    numbers = found["문제"].str.extract(r"\[규칙 (\d)\]")[0].astype(int)
    by_row = dict(zip(found["행"] - 2, numbers, strict=True))
    return [int(by_row.get(row, 0)) for row in range(casework.HANDED_IN)]


@cache
def levels_drawn(seed: int) -> set[int]:
    """Return the levels that the kit gives to the ten cells drawn for rating."""
    cells = casework.drawn_cells(seed)
    rated = {name: casework.mapping(name).groupby(["condition", "actor"])["level"].max() for name in set(cells["case"])}
    return {int(rated[row.case][row.condition, row.actor]) for row in cells.itertuples()}
