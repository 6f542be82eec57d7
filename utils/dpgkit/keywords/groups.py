"""Documents in groups: the stage or the year that each belongs to, and how many words it holds."""

from collections.abc import Iterable, Sequence

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.reading import Reading, particle

UNKNOWN = "시기 미상"      # as ``history.stage_of`` has it


def known(groups: pd.Series) -> pd.Series:
    """Return the groups without the documents whose group is empty or ``시기 미상``, labels as text.

    >>> known(pd.Series({"a": "앞", "b": "시기 미상", "c": ""})).to_dict()
    {'a': '앞'}

    Parameters: ``groups`` maps a document id (index) to the label of its group.
    Raises DataError where a document stands twice, or none has a group.
    """
    if groups.index.has_duplicates:
        raise DataError("두 번 나오는 문서가 있습니다.", value=groups.index[groups.index.duplicated()][0],
                        allowed="문서마다 시기 하나", todo="문서의 id가 겹치지 않게 고치십시오.")
    found = groups[groups.notna() & ~groups.isin([UNKNOWN, ""])].astype(str)
    if found.empty:
        raise DataError("시기를 아는 문서가 없습니다.", value=f"문서 {len(groups)}건", allowed="시기를 아는 문서 1건 이상",
                        todo="파일 이름의 앞이나 문서 폴더의 dates.csv에 날짜를 적고 다시 들이십시오.")
    return found


def years(dates: pd.Series) -> pd.Series:
    """Return the year of each date, ``시기 미상`` where there is none.

    >>> years(pd.Series({"a": "2023-04", "b": ""})).to_dict()
    {'a': '2023', 'b': '시기 미상'}

    Parameters: ``dates`` in ISO 8601 (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``) or empty, by document id.
    """
    return dates.astype("string").str.extract(r"^(\d{4})(?:-|$)", expand=False).fillna(UNKNOWN).astype(str)


def ordered(groups: pd.Series, order: Iterable[str] | None = None) -> list[str]:
    """Return the labels that hold documents, in the given order, or sorted where there is none.

    >>> ordered(pd.Series({"a": "나", "b": "가"})), ordered(pd.Series({"a": "나", "b": "가"}), ["나", "다", "가"])
    (['가', '나'], ['나', '가'])

    Raises DataError where ``order`` leaves out a label.
    """
    labels = sorted(known(groups).unique())
    if order is None:
        return labels
    order = list(dict.fromkeys(map(str, order)))
    missing = [label for label in labels if label not in order]
    if missing:
        raise DataError("차례에 없는 시기가 있습니다.", value=", ".join(missing), allowed=order, todo="그 시기를 차례에 넣으십시오.")
    return [label for label in order if label in labels]


def check_label(groups: pd.Series, label: str) -> None:
    """Refuse a label that no document carries.

    >>> check_label(pd.Series({"a": "앞"}), "앞")

    Raises DataError naming the labels that documents carry.
    """
    labels = ordered(groups)
    if label not in labels:
        raise DataError("문서가 없는 시기입니다.", value=label, allowed=labels, todo="시기 이름을 고치거나 그 시기의 문서를 더하십시오.")


def pair(groups: pd.Series, a: str, b: str, *, order: Sequence[str] = ()) -> tuple[str, str]:
    """Return the two groups to compare: ``a`` and ``b`` if both hold documents, otherwise the two that hold most.

    Parameters: ``order`` of the groups in time; the two that hold most then come back as ``a`` and ``b`` do, the later first.

    >>> pair(pd.Series({"1": "앞", "2": "앞", "3": "뒤"}), "뒤", "없음")
    ('앞', '뒤')

    With fewer than two groups to choose from, ``a`` and ``b`` come back as they are.
    """
    sizes = groups[groups.notna() & ~groups.isin([UNKNOWN, ""])].value_counts()
    if {a, b} <= set(sizes.index) or len(sizes) < 2:
        return a, b
    first, second = sorted(map(str, sizes.index[:2]), key=lambda name: list(order).index(name) if name in order else -1, reverse=True)
    return first, second


def read_pair(chosen: tuple[str, str], wanted: tuple[str, str], groups: pd.Series | None = None) -> Reading:
    """Return one sentence on the two groups that are compared, and why they are others than wanted, or why none are.

    >>> read_pair(("뒤", "앞"), ("뒤", "없음"))
    "'없음'의 문서가 없어 문서가 많은 두 시기 '뒤', '앞'을 견줍니다."
    >>> read_pair(("뒤", "앞"), ("뒤", "앞"), pd.Series({"a": "뒤"})).split(". ")[0]
    "문서가 있는 시기가 '뒤' 하나뿐이라 시기를 견줄 수 없습니다"

    Parameters: ``groups`` of the documents, as ``pair`` takes them. Raises DataError where no document has a group.
    """
    there = [] if groups is None else ordered(groups)
    if len(there) == 1:
        return Reading(f"문서가 있는 시기가 '{there[0]}' 하나뿐이라 시기를 견줄 수 없습니다. "
                       "다른 시기의 문서를 더하거나 틀린 날짜를 고치십시오.")
    shown = particle(", ".join(f"'{name}'" for name in chosen), "을", "를")
    missing = [f"'{name}'" for name in wanted if name not in chosen]
    return Reading(f"{', '.join(missing)}의 문서가 없어 문서가 많은 두 시기 {shown} 견줍니다." if missing else f"두 시기 {shown} 견줍니다.")


def words(counts: pd.DataFrame, documents: Iterable[str]) -> pd.Series:
    """Return how many counted words each document holds, 0 for a document without any.

    >>> words(pd.DataFrame({"document": ["a", "a"], "count": [2, 1]}), ["a", "b"]).tolist()
    [3, 0]
    """
    return counts.groupby("document")["count"].sum().reindex(list(documents), fill_value=0)


def two_sides(counts: pd.DataFrame, sides: pd.Series) -> pd.DataFrame:
    """Return for each term its occurrences and documents on two sides: count_a, count_b, documents_a, documents_b by term.

    >>> counts = pd.DataFrame({"document": ["1", "2"], "term": ["국민", "국민"], "count": [2, 1]})
    >>> two_sides(counts, pd.Series({"1": "a", "2": "b"})).loc["국민"].tolist()
    [2, 1, 1, 1]

    Parameters: ``sides`` maps a document id (index) to ``a`` or ``b``; other documents are left out.
    """
    marked = counts.assign(side=counts["document"].map(sides))[lambda rows: rows["side"].notna() & (rows["count"] > 0)]
    table = marked.groupby(["term", "side"]).agg(count=("count", "sum"), documents=("document", "nunique"))
    table = table.unstack(fill_value=0).reindex(columns=[(what, side) for what in table for side in "ab"], fill_value=0)
    return table.set_axis([f"{what}_{side}" for what, side in table.columns], axis=1)
