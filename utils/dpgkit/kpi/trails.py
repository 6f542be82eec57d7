"""The evidence line of an indicator: from its measured value to the cell of the mapping table, its evidence, and a sentence."""

import pandas as pd

from dpgkit import tables
from dpgkit.cases import caserows
from dpgkit.errors import DataError
from dpgkit.impact import citations, condition_labels
from dpgkit.kpi import UNKNOWN, latest, read_trend
from dpgkit.reading import Reading

REACH = {"sentence": "문장까지", "source": "출처까지", "cell": "칸까지", "none": "이어지는 칸이 없음"}
COLUMNS = ["indicator", "name", "year", "rate", "value_source", "condition", "actor", "row", "evidence", "source_title", "cited", "text",
           "reach"]


def trail(cards: pd.DataFrame, measurements: pd.DataFrame, mapping: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return for each indicator the way from its value back to a sentence, as far as it goes: the columns of ``COLUMNS``.

    One row for each cited sentence of the cell (condition and actor of the card), one where it cites none. ``row`` of the mapping
    counts as a spreadsheet does, 0 where the cell has none. ``reach`` tells where the way ends.
    ``value_source`` is where the newest measured value comes from.
    Parameters: ``sentences`` document, sentence, text of the corpus that the case cites.
    Raises DataError for a case without cards.
    """
    if cards.empty:
        raise DataError("지표 카드가 없어 근거의 길을 그을 수 없습니다.", allowed="지표 한 장 이상",
                        todo="indicators.csv에 지표의 조건(condition)과 주체(actor)를 적으십시오.")
    begun = cards[["indicator", "name", "condition", "actor"]].merge(_newest(cards, measurements), on="indicator")
    cells = mapping[["condition", "actor", "evidence", "status", "source_title"]].assign(place=range(len(mapping)))
    cited = _cited(mapping, sentences)
    table = begun.merge(cells, how="left", on=["condition", "actor"]).merge(cited, how="left", left_on="place", right_on="row")
    table = table.assign(row=(table["place"] + 2).fillna(0).astype("int64"))
    texts = {name: "" for name in ("evidence", "status", "source_title", "cited", "text")}
    table = table.fillna(texts)
    return _longest(table.assign(reach=[_reach(row) for row in table.itertuples()]))


def first_measured(cards: pd.DataFrame, measurements: pd.DataFrame) -> str:
    """Return the first card that has a measured value.

    >>> first_measured(pd.DataFrame({"indicator": ["a", "b"]}), pd.DataFrame({"indicator": ["b"]}))
    'b'

    Raises DataError where none has.
    """
    found = cards.loc[cards["indicator"].isin(measurements["indicator"]), "indicator"]
    if found.empty:
        raise DataError("잰 값이 있는 지표가 없습니다.", allowed="measurements.csv에 값이 있는 지표",
                        todo="measurements.csv에 분자와 분모를 적으십시오.")
    return found.iloc[0]


def read_value(cards: pd.DataFrame, measured_: pd.DataFrame) -> Reading:
    """Return one sentence on the measured values of one indicator, whether there is one year or several.

    >>> read_value(pd.DataFrame({"indicator": ["a"], "name": ["비율"]}), pd.DataFrame({"indicator": ["a"], "year": [2025], "rate": [10.4]}))
    "'비율'의 값은 2025년 10.40%이고, 다른 해의 값은 없습니다"
    """
    name = cards.set_index("indicator")["name"].get(measured_["indicator"].iloc[0])
    if len(measured_) == 1:
        return Reading(f"'{name}'의 값은 {measured_['year'].iloc[0]}년 {measured_['rate'].iloc[0]:.2f}%이고, 다른 해의 값은 없습니다")
    return Reading(f"'{name}'의 값은 {read_trend(measured_)}")


def sources(measured_: pd.DataFrame) -> str:
    """Return where the values of an indicator come from, each source once.

    >>> sources(pd.DataFrame({"source_title": ["가", "나", "가"]}))
    '가, 나'
    """
    return ", ".join(dict.fromkeys(measured_["source_title"]))


def state_in_words(state: pd.DataFrame) -> pd.DataFrame:
    """Return the newest values as ``kpi.latest`` gives them, ready to read: 지표, 수준, 연도, 비율, 목표값, 상태."""
    shown = state[["name", "level", "year", "rate", "target", "status"]].round(2)
    return tables.in_korean(shown, "05_indicators")


def or_empty(table: pd.DataFrame | Reading) -> pd.DataFrame:
    """Return a trail, or one without rows where the case did not allow it.

    >>> or_empty(Reading("지표 카드가 없습니다.")).empty
    True
    """
    return table if isinstance(table, pd.DataFrame) else pd.DataFrame(columns=COLUMNS)


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return a trail to read, from the value on the left to the sentence on the right: 지표, 값, 칸, 근거, 출처, 문장, 글, 닿은 곳.

    Parameters: ``table`` as ``trail`` returns it.
    """
    actors = caserows.labels("case-mapping", "actor")
    value = [UNKNOWN if pd.isna(row.rate) else f"{row.rate:.2f}% ({row.year}년, {row.value_source})" for row in table.itertuples()]
    cell = table["condition"].map(condition_labels()) + " · " + table["actor"].map(actors)
    cell = cell.where(table["row"] == 0, cell + " (" + table["row"].astype(str) + "행)")
    return pd.DataFrame({"지표": table["name"], "값": value, "칸": cell, "근거": table["evidence"], "출처": table["source_title"],
                         "문장": table["cited"], "글": table["text"], "닿은 곳": table["reach"].map(REACH)})


def read_trail(table: pd.DataFrame) -> Reading:
    """Return one or two sentences on how many indicators lead from a measured value to a sentence, and where the others end.

    >>> read_trail(pd.DataFrame({"indicator": ["a", "b"], "name": ["가", "나"], "rate": [1, None], "reach": ["sentence", "cell"]}))
    '지표 2개 가운데 잰 값에서 문장까지 이어진 것은 1개입니다. 잰 값이 없음: 나. 칸까지: 나.'
    """
    ends = table.drop_duplicates("indicator")
    start = f"지표 {len(ends)}개 가운데 잰 값에서 문장까지 이어진 것은 {whole(table)}개입니다."
    stops = {"잰 값이 없음": ends["rate"].isna(), **{REACH[reach]: ends["reach"] == reach for reach in list(REACH)[1:]}}
    parts = [f"{label}: {', '.join(ends.loc[there, 'name'])}." for label, there in stops.items() if there.any()]
    return Reading(" ".join([start, *parts]))


def whole(table: pd.DataFrame) -> int:
    """Return how many indicators lead from a measured value to a sentence.

    >>> whole(pd.DataFrame({"indicator": ["a", "b"], "rate": [1.0, None], "reach": ["sentence", "sentence"]}))
    1
    """
    ends = table.drop_duplicates("indicator")
    return int(((ends["reach"] == "sentence") & ends["rate"].notna()).sum())


def _newest(cards: pd.DataFrame, measurements: pd.DataFrame) -> pd.DataFrame:
    """Return the newest value of each indicator and its source: indicator, year, rate, value_source."""
    state = latest(cards, measurements)[["indicator", "year", "rate"]]
    told = measurements[["indicator", "year", "source_title"]].rename(columns={"source_title": "value_source"})
    return state.merge(told, how="left", on=["indicator", "year"]).fillna({"value_source": ""})


def _cited(mapping: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the cited sentences that are there: row (position), cited, text."""
    found = citations.citations(mapping)[["row", "document", "sentence"]].merge(
        sentences[["document", "sentence", "text"]], on=["document", "sentence"])
    return pd.DataFrame({"row": found["row"], "cited": found["document"] + "#" + found["sentence"].astype(str), "text": found["text"]})


def _reach(row: tuple) -> str:
    if row.row == 0:
        return "none"
    if row.status == "unverified":
        return "cell"
    return "sentence" if row.text else "source"


def _longest(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each indicator the rows whose way is as long as any of its ways."""
    length = table["reach"].map({reach: place for place, reach in enumerate(REACH)})
    best = table[length == length.groupby(table["indicator"]).transform("min")]
    return best[COLUMNS].reset_index(drop=True)
