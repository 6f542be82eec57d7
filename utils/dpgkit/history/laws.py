"""How statutes grew: every version of a law with its articles and characters."""

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.reading import Reading

OTHER = "타법개정"         # a change that only follows from a change of another law


def law_growth(laws: pd.DataFrame, law: str) -> pd.DataFrame:
    """Return the versions of one law in the order of promulgation, with what each added.

    Columns: promulgated, effective, law_no, change, n_articles, text_chars, added_articles, added_chars (against the
    version before; empty for the first). Raises DataError for a law that the table does not hold.
    """
    rows = laws[laws["law"] == law].sort_values(["promulgated", "law_no"], ignore_index=True)
    if rows.empty:
        raise DataError("연혁 표에 없는 법률입니다.", value=law, allowed=sorted(laws["law"].unique()), todo="법률의 이름을 고치십시오.")
    columns = ["promulgated", "effective", "law_no", "change", "n_articles", "text_chars"]
    return rows[columns].assign(added_articles=rows["n_articles"].diff(), added_chars=rows["text_chars"].diff())


def changes_by_kind(growth: pd.DataFrame) -> pd.DataFrame:
    """Return for each kind of change how many versions it made and how many articles and characters it added.

    >>> rows = pd.DataFrame({"change": ["제정", "일부개정"], "added_articles": [None, 3.], "added_chars": [None, 500.]})
    >>> changes_by_kind(rows).to_numpy().tolist()
    [['일부개정', 1, 3, 500]]
    """
    later = growth.iloc[1:]
    table = later.groupby("change").agg(versions=("change", "size"), added_articles=("added_articles", "sum"),
                                        added_chars=("added_chars", "sum"))
    return table.astype(int).sort_values("added_chars", ascending=False).reset_index()


def read_growth(growth: pd.DataFrame, law: str) -> Reading:
    """Return one sentence on how far a law grew and which version added most.

    >>> rows = pd.DataFrame({"promulgated": ["2007-01-03", "2010-02-04"], "change": ["일부개정", "전부개정"],
    ...                      "n_articles": [63, 78], "text_chars": [24431, 36936], "added_chars": [None, 12505.]})
    >>> read_growth(rows, "전자정부법")
    '「전자정부법」: 2007년 63조 24,431자에서 2010년 78조 36,936자가 되었습니다. 가장 많이 는 것은 2010-02-04 전부개정(+12,505자)입니다.'
    """
    first, last = growth.iloc[0], growth.iloc[-1]
    size = [f"{row.promulgated[:4]}년 {row.n_articles}조 {row.text_chars:,}자" for row in (first, last)]
    if len(growth) == 1:
        return Reading(f"「{law}」: {size[0]}이고 그 뒤의 판은 표에 없습니다.")
    most = growth.loc[growth["added_chars"].astype(float).idxmax()]
    largest = f" 가장 많이 는 것은 {most.promulgated} {most.change}({most.added_chars:+,.0f}자)입니다." if most.added_chars > 0 else ""
    return Reading(f"「{law}」: {size[0]}에서 {size[1]}가 되었습니다.{largest}")
