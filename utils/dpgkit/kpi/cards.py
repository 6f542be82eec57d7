"""One indicator card that is being written: checked as typed, shown as a row to copy, written only into a file that is named."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dpgkit import locks, tables
from dpgkit.cases import casefiles, caserows
from dpgkit.kpi import indicators
from dpgkit.reading import Reading

TABLE = "case-indicators"
UNKNOWN = "근거 미확인"
STARTS = {"level": "output", "condition": "shared_measurement", "actor": "government", "unit": "%", "aggregation": "ratio_of_sums",
          "direction": "up", "target_basis": UNKNOWN, "owner": UNKNOWN, "source_title": UNKNOWN}


def fields() -> dict[str, str]:
    """Return the fields of a card with their Korean titles, in the order of the file.

    >>> list(fields().items())[:2]
    [('indicator', '지표 열쇠'), ('name', '지표')]
    """
    return {field["name"]: field["title"] for field in tables.resource(TABLE)["schema"]["fields"]}


def blank(**values: str) -> dict[str, str]:
    """Return the text of an empty card; what it needs and what nobody knows yet is ``근거 미확인``.

    >>> blank(name="비율")["unit"], blank()["owner"], blank()["target"]
    ('%', '근거 미확인', '')
    """
    return {**dict.fromkeys(fields(), ""), **STARTS, **values}


def from_case(cards: pd.DataFrame, indicator: str) -> dict[str, str]:
    """Return the text of a card of a case, numbers as short as they can be written.

    >>> from dpgkit.cases import load_case
    >>> from_case(load_case("housing").indicators, "ineligible_rate")["baseline_year"]
    '2020'

    An indicator without a card gives an empty card of that name.
    """
    chosen = cards[cards["indicator"] == indicator]
    if chosen.empty:
        return blank(indicator=indicator)
    row = chosen.iloc[0]
    return {name: "" if name not in row or pd.isna(row[name]) else row[name] if isinstance(row[name], str) else f"{row[name]:.10g}"
            for name in fields()}


def as_row(card: Mapping[str, str]) -> pd.DataFrame:
    """Return a card as a table of one row of text, Korean words for coded values turned into their keys."""
    return casefiles.keyed(pd.DataFrame([dict(card)], dtype=str), TABLE)


def problems(card: Mapping[str, str], others: pd.DataFrame | None = None, *, measured: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what is to be mended in a card among the other cards of its set, as ``caserows.problem_table``; row 0 means the set.

    >>> problems(blank(indicator="", name="가", definition="나", numerator="다"))["열"].tolist()
    ['indicator']

    Parameters: ``others`` cards of the set (one of the same name is replaced by this one); ``measured`` as ``indicators.check_cards``.
    """
    row = as_row(card).set_axis([2])
    typed, wrong = caserows.checked(row, TABLE, indicators.FILE)
    if not wrong.empty:             # rules read numbers and levels: first things first
        return wrong
    rest = [] if others is None else [others[others["indicator"] != typed["indicator"].iloc[0]]]
    broken = indicators.check_cards(pd.concat([typed, *rest], ignore_index=True), measured=measured)
    return broken[broken["행"].isin([0, 2])].reset_index(drop=True)


def as_csv(card: Mapping[str, str]) -> str:
    """Return a card as CSV text with its header, to copy into ``indicators.csv``.

    >>> as_csv(blank(indicator="a")).splitlines()[1][:9]
    'a,,output'
    """
    return as_row(card).to_csv(index=False, lineterminator="\n")


def put(card: Mapping[str, str], path: Path) -> int:
    """Write a card into a CSV file of cards, whole or not at all, and return how many cards it holds now.

    A card of the same key is replaced, the others stay as they are; a file that is not there is made. Raises DataError for a file that
    holds no cards, that another process is writing, or that cannot be written.
    """
    path = Path(path).expanduser()
    with locks.alone(path):
        before = casefiles.read_cells(path, TABLE) if path.is_file() else as_row({}).iloc[:0]
        row = as_row(card)
        place = before["indicator"] == row["indicator"].iloc[0]
        rows = before.copy()
        if place.any():
            rows.loc[place.idxmax()] = row.iloc[0]
        else:
            rows = pd.concat([rows, row], ignore_index=True)
        casefiles.save(rows, path, TABLE)
    return len(rows)


def read_card(card: Mapping[str, str], found: pd.DataFrame) -> Reading:
    """Return one sentence on how much of a card is written and what is still to be mended.

    >>> read_card(blank(name="비율"), pd.DataFrame({"문제": ["가", "나"]}))
    "'비율' 카드는 칸 29개 가운데 10개를 채웠고 그 가운데 3개는 근거 미확인입니다. 고칠 것이 2곳 있습니다."
    """
    filled, unknown = sum(bool(text) for text in card.values()), sum(text == UNKNOWN for text in card.values())
    left = f"고칠 것이 {len(found)}곳 있습니다." if len(found) else "고칠 것이 없습니다."
    return Reading(f"'{card['name'] or '이름 없는'}' 카드는 칸 {len(card)}개 가운데 {filled}개를 채웠고 그 가운데 {unknown}개는 "
                   f"{UNKNOWN}입니다. {left}")
