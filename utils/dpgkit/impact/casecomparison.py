"""Cases beside each other: how far each condition got, how much evidence stands there, and how strong the outcome is.

A level speaks of the condition of a case (the highest of its cells), so that cases with other actors can be compared.
An empty cell of a case with rows only may mean that our short search did not look there.
"""

from collections.abc import Iterable

import pandas as pd

from dpgkit.cases import caselibrary, caserows
from dpgkit.impact import condition_labels, five_conditions
from dpgkit.reading import Reading, particle

DESIGNS = ("randomised", "controlled", "compared", "trend", "monitoring", "target", "counts", "review", "unknown")   # by strength


def compare(names: Iterable[str] | None = None, *, beside: Iterable[str] = ()) -> pd.DataFrame:
    """Return the conditions of several cases, one row each: case, title, condition, label, documented, level.

    ``documented`` counts rows with documented evidence; ``level`` is missing where nobody rated the condition.
    Parameters: ``names`` of cases, in the order wanted; all cases of the kit where it is not given, and ``beside`` them the
    reader's own that are named. Raises DataError for an unknown case.
    """
    wanted = list(beside) if names is None else list(names)
    known = caselibrary.comparable(wanted).set_index("case")
    chosen = list(dict.fromkeys([*known.index, *wanted] if names is None else wanted))
    mappings = caselibrary.load_mappings(chosen)
    titles = _titles(known["title"].reindex(chosen))
    parts = [_conditions(mappings[name]).assign(case=name, title=titles[name]) for name in chosen]
    columns = ["case", "title", "condition", "label", "documented", "level"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def side_by_side(compared: pd.DataFrame) -> pd.DataFrame:
    """Return the comparison to read, one row a condition and one column a case: ``level (documented rows)``.

    >>> rows = pd.DataFrame({"title": ["가"], "condition": ["backbone"], "label": ["중추지원조직"], "documented": [2], "level": [1]})
    >>> side_by_side(rows)["가"].tolist()
    ['1 (2줄)']
    """
    shown = compared["level"].map(lambda level: "–" if pd.isna(level) else f"{int(level)}")
    told = compared.assign(text=shown + " (" + compared["documented"].astype(str) + "줄)")
    wide = told.pivot(index="label", columns="title", values="text")
    order = [label for label in condition_labels().values() if label in wide.index]
    return wide.reindex(index=order, columns=list(dict.fromkeys(told["title"]))).rename_axis("조건").rename_axis(None, axis=1).reset_index()


def outcomes(names: Iterable[str]) -> pd.DataFrame:
    """Return what is known of the outcome of cases, the strongest design first: case, title, country, design, change_level, headline.

    >>> outcomes(["x_road", "communities_that_care"])["design"].tolist()
    ['randomised', 'counts']
    """
    names = list(names)
    known = caselibrary.comparable(names)
    chosen = known[known["case"].isin(names)].sort_values("design", key=lambda column: column.map(DESIGNS.index), kind="stable")
    return chosen[["case", "title", "country", "design", "change_level", "headline"]].reset_index(drop=True)


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of outcomes with Korean words for design and level of change.

    >>> in_words(outcomes(["x_road"]))["성과 설계"].tolist()
    ['이용·산출 집계']
    """
    words = {column: caserows.labels("ci_case_list", column) for column in ("design", "change_level")}
    told = table.assign(**{column: table[column].map(labels) for column, labels in words.items()})
    return told.drop(columns="case").rename(columns={"title": "사례", "country": "나라", "design": "성과 설계",
                                                     "change_level": "변화의 층(사례에 적은 판단)", "headline": "알려진 성과"})


def gaps(compared: pd.DataFrame) -> pd.DataFrame:
    """Return for each condition how many cases have no documented row: condition, label, cases, empty, rows.

    >>> rows = pd.DataFrame({"condition": ["backbone"] * 2, "label": "중추지원조직", "documented": [0, 3]})
    >>> gaps(rows)[["cases", "empty", "rows"]].values.tolist()
    [[2, 1, 3]]
    """
    order = list(condition_labels())
    table = compared.groupby(["condition", "label"], as_index=False).agg(
        cases=("documented", "size"), empty=("documented", lambda counts: int((counts == 0).sum())), rows=("documented", "sum"))
    return table.sort_values("condition", key=lambda column: column.map(order.index), ignore_index=True)


def read_gaps(table: pd.DataFrame) -> Reading:
    """Return one sentence on the condition that most cases say nothing about.

    >>> read_gaps(pd.DataFrame({"label": ["가", "나"], "cases": [13, 13], "empty": [6, 0], "rows": [8, 20]})).split(". ")[0]
    '사례 13개 가운데 근거가 한 줄도 없는 사례가 가장 많은 조건은 가(6개)입니다'
    """
    most = table["empty"].max()
    if most == 0:
        return Reading(f"사례 {table['cases'].max()}개 모두 조건마다 근거가 한 줄 이상 있습니다.")
    names = "·".join(table.loc[table["empty"] == most, "label"])
    return Reading(f"사례 {table['cases'].max()}개 가운데 근거가 한 줄도 없는 사례가 가장 많은 조건은 {names}({most}개)입니다. "
                   "드물게 하는 일인지, 드물게 적는 일인지, 덜 찾은 것인지는 이 표로 가릴 수 없습니다.")


def read_comparison(compared: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on where a case stands lower and higher than all the others it is compared with.

    >>> rows = pd.DataFrame({"case": ["가", "나"], "title": ["가", "나"], "condition": "backbone", "label": "중추지원조직",
    ...                      "level": [1, 3]})
    >>> read_comparison(rows, "가")
    '가를 다른 1개 사례의 가운데값과 견주면, 낮은 조건: 중추지원조직. 높은 조건: 없음.'
    """
    own = compared[compared["case"] == name].set_index("label")["level"].astype("Float64")
    middle = compared[compared["case"] != name].astype({"level": "Float64"}).groupby("label")["level"].median().reindex(own.index)
    title = compared.loc[compared["case"] == name, "title"].iloc[0]
    lower, higher = (own.index[(sign * (middle - own) > 0).fillna(False)] for sign in (1, -1))
    others = compared["case"].nunique() - 1
    sides = f"낮은 조건: {_listed(lower)}. 높은 조건: {_listed(higher)}."
    return Reading(f"{particle(title, '을', '를')} 다른 {others}개 사례의 가운데값과 견주면, {sides}")


def _titles(titles: pd.Series) -> pd.Series:
    """Return titles that tell the cases apart: a copied case keeps the title until its owner changes it."""
    whole = titles.fillna(titles.index.to_series())
    return whole.mask(whole.duplicated(keep=False), whole + " (" + whole.index + ")")


def _conditions(mapping: pd.DataFrame) -> pd.DataFrame:
    rows = five_conditions(mapping)
    labels = condition_labels()
    told = rows[rows["status"] == "documented"].groupby("condition").size().reindex(list(labels), fill_value=0)
    level = rows.astype({"level": "Int64"}).groupby("condition")["level"].max().reindex(list(labels))
    return pd.DataFrame({"condition": list(labels), "label": list(labels.values()), "documented": told.tolist(),
                         "level": level.astype("Int64").tolist()}).astype({"level": "Int64"})


def _listed(labels: Iterable[str]) -> str:
    return "·".join(labels) or "없음"
