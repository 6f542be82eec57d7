"""The tables of the store as people read them: Korean headings, titles instead of names, and a word where a value is 모의자료."""

import pandas as pd

from dpgkit.measurement import registry
from dpgkit.measurement.ledger import REAL, SIMULATED
from dpgkit.measurement.store import Store

UNKNOWN, UNPOOLED = "근거 미확인", "셈하지 않음"
KINDS = {"backbone": "기간과 지표를 정하고 낸 값을 살핍니다", "member": "맡은 지표를 냅니다"}
STATUS = {"title": "지표", "period": "기간", "assigned": "맡은 기관", "submitted": "낸 기관", "waiting": "살필 것", "returned": "돌려보냄",
          "accepted": "받아들임", "published": "공개", "shown": "공개한 값", "pooling": "묶는 방법", "data": "자료"}
RESPONSES = {"group": "무리", "received": "받은 의견", "answered": "답한 의견", "answered_share": "답한 몫(%)",
             "median_days": "답까지 중앙값(일)", "p90_days": "열에 아홉(일)", "due": "기한이 지난 의견",
             "in_time_share": "그 가운데 기한 안(%)", "led_to_change": "바뀐 일로 이어짐"}
COVERAGE = {"group": "집단", "items": "의견", "share": "의견의 몫(%)", "population_share": "인구의 몫(%)", "ratio": "몫의 비"}
PRIORITIES = {"group": "주제", "n": "의견", "importance": "중요도", "performance": "평점", "quadrant": "자리"}
MISSING = {"organisation": "기관", "indicator": "지표", "period": "기간", "closes": "마감", "state": "상태"}
NOT_YET = {"": "아직 안 냄", "returned": "돌려보낸 뒤 다시 안 냄"}
CHANGES = {"made": "바꾼 날", "title": "바꾼 일", "feedback": "이어진 의견"}


def members(store: Store) -> pd.DataFrame:
    """Return who takes part in a store and what each does, to read: 기관, 하는 일, 맡은 지표."""
    known = registry.organisations(store)
    with store.reading() as connection:
        counts = pd.Series([organisation for organisation, _ in registry.assigned(connection)], dtype="int64").value_counts()
    own = [int(counts.get(place, 0)) for place in range(1, len(known) + 1)]       # rows are counted from 1 without gaps
    return pd.DataFrame({"기관": known["title"], "하는 일": known["kind"].map(KINDS), "맡은 지표": own})


def answers(sent: pd.DataFrame, report: pd.DataFrame) -> pd.DataFrame:
    """Return what was sent in and what became of it, to read: 기간, 분자, 분모, 단위, 정정 까닭, 결과, 까닭, 자료.

    Parameters: ``sent`` as ``simulation.trials``; ``report`` as ``ledger.submit_table``.
    """
    names = {"period": "기간", "numerator": "분자", "denominator": "분모", "unit": "단위", "reason": "정정 까닭"}
    told = sent[list(names)].rename(columns=names).reset_index(drop=True)
    return told.assign(결과=report["결과"], 까닭=report["까닭"], 자료=SIMULATED)


def status(table: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the overview of the store to read, one row an indicator and period.

    >>> row = {"indicator": "a", "period": "2024", "assigned": 5, "submitted": 4, "waiting": 1, "returned": 0, "accepted": 0,
    ...        "published": 3, "value": 8.25, "unit": "%", "pooling": "합끼리 나누기", "data": "모의자료"}
    >>> status(pd.DataFrame([row]), pd.DataFrame({"name": ["a"], "title": ["비율"]}))[["지표", "공개한 값", "자료"]].iloc[0].tolist()
    ['비율', '8.25 %', '모의자료']

    Parameters: ``table`` as ``overview.dashboard``; ``indicators`` as ``registry.indicators``. What is not published is 근거 미확인;
    what cannot be put together is 셈하지 않음.
    """
    titles = indicators.set_index("name")["title"]
    shown = [_shown(row) for row in table.itertuples()]
    whole = table.assign(title=table["indicator"].map(titles).fillna(table["indicator"]), shown=shown,
                         published=table["published"].fillna(0).astype("int64"))
    return whole[list(STATUS)].rename(columns=STATUS)


def missing(table: pd.DataFrame, indicators: pd.DataFrame, organisations: pd.DataFrame) -> pd.DataFrame:
    """Return who has not submitted what, to read: 기관, 지표, 기간, 마감, 상태.

    >>> row = {"organisation": "a", "indicator": "b", "period": "2025", "closes": "", "state": ""}
    >>> titles = [pd.DataFrame({"name": [name], "title": [title]}) for name, title in (("b", "비율"), ("a", "가 기관"))]
    >>> missing(pd.DataFrame([row]), *titles).iloc[0].tolist()
    ['가 기관', '비율', '2025', '없음', '아직 안 냄']

    Parameters: ``table`` as ``overview.missing``; the others as ``registry.indicators`` and ``registry.organisations``.
    """
    titles = {name: known.set_index("name")["title"] for name, known in (("organisation", organisations), ("indicator", indicators))}
    named = table.assign(**{name: table[name].map(known).fillna(table[name]) for name, known in titles.items()},
                         closes=table["closes"].replace("", "없음"), state=table["state"].replace(NOT_YET))
    return named[list(MISSING)].rename(columns=MISSING)


def responses(table: pd.DataFrame, *, data: str, by: str = "무리") -> pd.DataFrame:
    """Return how feedback was answered, to read. Parameters: ``table`` as ``voices.responses``; ``data`` what the values are; ``by`` the
    heading of the groups.

    >>> responses(pd.DataFrame({name: [1.0] for name in RESPONSES}), data="모의자료").astype(str).iloc[0, [1, -1]].tolist()
    ['1', '모의자료']
    """
    counts = dict.fromkeys(("received", "answered", "due", "led_to_change"), "int64")
    shown = table[list(RESPONSES)].astype(counts).round(1).astype(object)
    return shown.where(shown.notna(), "-").rename(columns={**RESPONSES, "group": by}).assign(자료=data)


def coverage(table: pd.DataFrame, *, data: str) -> pd.DataFrame:
    """Return whose voices are heard, to read. Parameters: ``table`` as ``voices.coverage``."""
    return table[list(COVERAGE)].round(2).rename(columns=COVERAGE).assign(자료=data)


def priorities(table: pd.DataFrame, *, data: str) -> pd.DataFrame:
    """Return what to mend first, to read, the lowest rating on top. Parameters: ``table`` as ``voices.importance_performance``."""
    rows = table.sort_values("performance", kind="stable", ignore_index=True)
    return rows[list(PRIORITIES)].round(2).rename(columns=PRIORITIES).assign(자료=data)


def changes(table: pd.DataFrame, *, data: str) -> pd.DataFrame:
    """Return what was changed because of feedback, to read: one row a day and title, the feedback of all organisations together.

    >>> rows = pd.DataFrame({"made": ["2025-03-10"] * 2, "title": ["가"] * 2, "feedback": [2, 3]})
    >>> changes(rows, data="모의자료").astype(str).iloc[0].tolist()
    ['2025-03-10', '가', '5', '모의자료']
    """
    whole = table.groupby(["made", "title"], as_index=False)["feedback"].sum()
    return whole[list(CHANGES)].rename(columns=CHANGES).assign(자료=data)


def kind_of(table: pd.DataFrame) -> str:
    """Return what the values of a table are: 모의자료, 제출, both, or nothing where there is no row.

    >>> kind_of(pd.DataFrame({"data": ["모의자료", "제출", ""]})), kind_of(pd.DataFrame({"data": []}))
    ('모의자료·제출', '')
    """
    found = {part for value in table["data"] for part in str(value).split("·") if part}
    return "·".join(kind for kind in (SIMULATED, REAL) if kind in found)


def _shown(row: tuple) -> str:
    if pd.isna(row.value):
        return UNPOOLED if row.published > 0 else UNKNOWN
    return f"{row.value:,.2f} {row.unit}"
