"""The evidence line of an indicator: from its measured value to the cell of the mapping table, its evidence, and a sentence.

A measurement may name the sentence that states it. Where it does not, the cell of the card still cites sentences, but these are evidence
for the activity in that cell and not for the value: the two ways are kept apart. Nor does a sentence state the value because it is named.
"""

import pandas as pd

from dpgkit import tables
from dpgkit.cases import caserows
from dpgkit.errors import DataError
from dpgkit.impact import checkup, citations, condition_labels
from dpgkit.kpi import NAMED, UNKNOWN, WORDS, latest, read_trend
from dpgkit.reading import Reading, some

REACH = {"stated": "문장까지", "cited": "문장을 댔으나 그 값은 없음", "sentence": "같은 칸의 문장까지", "source": "출처까지",
         "cell": "칸까지", "none": "이어지는 칸이 없음"}
RATE_ONLY = " (비율만 알려짐)"
UNMEASURED = "잰 값이 없음"
COLUMNS = ["indicator", "name", "year", "rate", "value_source", "condition", "actor", "row", "evidence", "source_title", "cited", "text",
           "reach"]


def trail(cards: pd.DataFrame, measurements: pd.DataFrame, mapping: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return for each indicator the way from its value back to a sentence, as far as it goes: the columns of ``COLUMNS``.

    One row for each sentence that the newest measurement names and that holds its value (``reach`` stated), or for each that it names
    where none does (cited); else one for each sentence that the cell cites (condition and actor of the card), one where there is
    none. ``row`` of the mapping counts as a spreadsheet does, 0 where the cell has none. ``value_source`` is where the newest
    measured value comes from.
    Parameters: ``sentences`` document, sentence, text of the corpus that the case cites.
    Raises DataError for a case without cards.
    """
    if cards.empty:
        raise DataError("지표 카드가 없어 근거의 길을 그을 수 없습니다.", allowed="지표 한 장 이상",
                        todo="indicators.csv에 지표의 조건(condition)과 주체(actor)를 적으십시오.")
    begun = cards[["indicator", "name", "condition", "actor"]].merge(_newest(cards, measurements), on="indicator")
    cells = mapping[["condition", "actor", "evidence", "status", "source_title"]].assign(row=caserows.lines(mapping))
    ways = begun.merge(cells, how="left", on=["condition", "actor"])
    ways = ways.assign(row=ways["row"].fillna(0).astype("int64"))
    beside = ways.merge(_cited(mapping.assign(key=caserows.lines(mapping)), sentences), how="left", left_on="row", right_on="key")
    stated = ways.merge(_cited(begun.assign(key=begun["indicator"]), sentences), left_on="indicator", right_on="key")
    stated = stated.assign(reach=["stated" if checkup.states(row.text, row.rate, row.numerator) else "cited"
                                  for row in stated.itertuples()])
    texts = {name: "" for name in ("evidence", "status", "source_title", "cited", "text")}
    beside = beside.fillna(texts)
    beside = beside.assign(reach=[_reach(row) for row in beside.itertuples()])
    return _longest(pd.concat([stated.fillna(texts), beside], ignore_index=True), begun["indicator"])


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


def state_in_words(state: pd.DataFrame, measurements: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the newest values as ``kpi.latest`` gives them, ready to read, what nobody knows as ``근거 미확인``.

    Parameters: ``measurements`` of the case add where each value comes from, and that only its rate is known where that is so.
    """
    shown = state[["name", "level", "year", "rate", "target", "status"]].round(2).astype(object)
    if measurements is not None:
        shown = shown.assign(**_origins(state, measurements))
    return tables.in_korean(shown.fillna(UNKNOWN), "05_indicators").rename(columns={"origin": "출처"})


def cards_in_words(cards: pd.DataFrame, measured: pd.DataFrame) -> pd.DataFrame:
    """Return the cards that have a target or a measured value, to read: 지표, 무엇을 재는가, 기준값, 목표값, 목표의 근거, 산식, 담당, 한계.

    What a card does not say is ``근거 미확인``. Parameters: ``measured`` values with a column indicator.
    """
    ready = cards[cards["target"].notna() | cards["indicator"].isin(measured["indicator"])]
    parts = [f"{card.definition or UNKNOWN} ({card.numerator or UNKNOWN} ÷ {card.denominator or UNKNOWN})" for card in ready.itertuples()]
    columns = {"name": "지표", "target_basis": "목표의 근거", "formula": "달성률 산식", "owner": "담당", "limits": "한계"}
    shown = ready.assign(formula=ready["formula"].map(WORDS["formula"]))[list(columns)].rename(columns=columns)
    shown.insert(1, "무엇을 재는가", parts)
    for place, (label, value, year) in enumerate((("기준값", "baseline", "baseline_year"), ("목표값", "target", "target_year")), start=2):
        shown.insert(place, label, [_with_year(*pair) for pair in zip(ready[value], ready[year], strict=True)])
    return shown.astype(object).replace("", UNKNOWN).fillna(UNKNOWN).reset_index(drop=True)


def _with_year(value: float, year: float) -> str:
    if pd.isna(value):
        return UNKNOWN
    shown = f"{round(value, 2):g}%"
    return shown if pd.isna(year) else f"{shown} ({year:.0f}년)"


def _origins(state: pd.DataFrame, measurements: pd.DataFrame) -> dict[str, list[str]]:
    """Return for each newest value its source and, where the counts are not known, that only the rate is."""
    rows = measurements.drop_duplicates(["indicator", "year"]).set_index(["indicator", "year"])
    found = [rows.loc[place] if place in rows.index else None for place in zip(state["indicator"], state["year"], strict=True)]
    return {"origin": ["" if row is None else f"{row['source_title']}{RATE_ONLY if pd.isna(row['denominator']) else ''}" for row in found]}


def achieved_in_words(achieved: pd.DataFrame) -> pd.DataFrame:
    """Return the achievement under each formula as ``kpi.achievement_of`` gives it, ready to read; what cannot be computed says so."""
    shown = achieved[["label", "value", "chosen", "reason"]].round(1).astype(object)
    shown = shown.assign(value=shown["value"].fillna("셈하지 않음"), chosen=shown["chosen"].map({1: "예", 0: ""}))
    return tables.in_korean(shown, "05_achievement")


def by_card_in_words(achieved: pd.DataFrame) -> pd.DataFrame:
    """Return the achievement of each card as ``achievement.by_card`` gives it, ready to read; what cannot be computed says so."""
    titles = {"name": "지표", "label": "카드가 정한 산식", "value": "달성률(%)", "lowest": "가장 낮은 산식", "highest": "가장 높은 산식"}
    shown = achieved[list(titles)].rename(columns=titles).round(1).astype(object)
    return shown.fillna("셈하지 않음").replace("", "정하지 않음")


def or_empty(table: pd.DataFrame | Reading) -> pd.DataFrame:
    """Return a trail, or one without rows where the case did not allow it.

    >>> or_empty(Reading("지표 카드가 없습니다.")).empty
    True
    """
    return table if isinstance(table, pd.DataFrame) else pd.DataFrame(columns=COLUMNS)


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return a trail to read, one row an indicator, from its value to its sentences: 지표, 값, 칸, 근거, 출처, 문장, 글, 닿은 곳.

    Where nothing was measured no way begins, and the sentences of the cell are named but not quoted.
    Parameters: ``table`` as ``trail`` returns it.
    """
    actors, known = caserows.labels("case-mapping", "actor"), table["rate"].notna()
    value = [UNKNOWN if pd.isna(row.rate) else f"{row.rate:.2f}% ({row.year}년, {row.value_source})" for row in table.itertuples()]
    cell = table["condition"].map(condition_labels()) + " · " + table["actor"].map(actors)
    rows = table["row"].where(table["row"] > 0).map("{:.0f}행".format, na_action="ignore").fillna("")
    shown = pd.DataFrame({"지표": table["name"], "값": value, "칸": cell, "행": rows, "근거": table["evidence"],
                          "출처": table["source_title"], "문장": table["cited"], "글": table["text"].where(known, ""),
                          "닿은 곳": table["reach"].map(REACH).where(known, UNMEASURED)})
    joined = shown.groupby(table["indicator"], sort=False).agg(_each_once).reset_index(drop=True)
    places = joined.pop("행")
    return joined.assign(칸=joined["칸"].where(places == "", joined["칸"] + " (" + places + ")"))


def read_trail(table: pd.DataFrame) -> Reading:
    """Return one or two sentences on how many indicators lead from a measured value to a sentence, and where the others end.

    >>> read_trail(pd.DataFrame({"indicator": ["a", "b"], "name": ["가", "나"], "rate": [1, None], "reach": ["sentence", "cell"]}))
    '지표 2개 가운데 잰 값이 적힌 문장까지 이어진 것은 0개, 같은 칸의 문장까지만 이어진 것은 1개입니다. 잰 값이 없음: 나.'
    """
    ends = table.drop_duplicates("indicator")
    known = ends["rate"].notna()
    start = (f"지표 {len(ends)}개 가운데 잰 값이 적힌 문장까지 이어진 것은 {whole(table)}개, 같은 칸의 문장까지만 이어진 것은 "
             f"{whole(table, 'sentence')}개입니다.")
    stops = {UNMEASURED: ~known, **{REACH[reach]: known & (ends["reach"] == reach) for reach in ("cited", "source", "cell", "none")}}
    return Reading(" ".join([start, *(f"{label}: {some(ends.loc[there, 'name'], NAMED, counted='개')}."
                                      for label, there in stops.items() if there.any())]))


def whole(table: pd.DataFrame, reach: str = "stated") -> int:
    """Return how many indicators lead from a measured value to a sentence that states it, or as far as ``reach`` says.

    >>> ends = pd.DataFrame({"indicator": ["a", "b", "c"], "rate": [1.0, None, 2.0], "reach": ["stated", "sentence", "sentence"]})
    >>> whole(ends), whole(ends, "sentence")
    (1, 1)
    """
    ends = table.drop_duplicates("indicator")
    return int(((ends["reach"] == reach) & ends["rate"].notna()).sum())


def _newest(cards: pd.DataFrame, measurements: pd.DataFrame) -> pd.DataFrame:
    """Return the newest value of each indicator, its source and the sentences that it names: indicator, year, rate, numerator,
    denominator, value_source, sentences."""
    state = latest(cards, measurements)[["indicator", "year", "rate"]]
    told = measurements.reindex(columns=["indicator", "year", "numerator", "denominator", "source_title", "sentences"], fill_value="")
    found = state.merge(told.rename(columns={"source_title": "value_source"}), how="left", on=["indicator", "year"])
    return found.fillna({"value_source": "", "sentences": ""})


def _cited(rows: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the cited sentences that are there: key (of the row that cites), cited, text."""
    found = citations.citations(rows).merge(sentences[["document", "sentence", "text"]], on=["document", "sentence"])
    return pd.DataFrame({"key": rows["key"].to_numpy()[found["row"]], "cited": found["document"] + "#" + found["sentence"].astype(str),
                         "text": found["text"]})


def _reach(row: tuple) -> str:
    if row.row == 0:
        return "none"
    if row.status == "unverified":
        return "cell"
    return "sentence" if row.text else "source"


def _longest(table: pd.DataFrame, order: pd.Series) -> pd.DataFrame:
    """Return for each indicator, in that order, the rows whose way is as long as any of its ways."""
    length = table["reach"].map({reach: place for place, reach in enumerate(REACH)})
    best = table[length == length.groupby(table["indicator"]).transform("min")]
    place = best["indicator"].map({name: place for place, name in enumerate(order)})
    return best.loc[place.sort_values(kind="stable").index, COLUMNS].reset_index(drop=True)


def _each_once(texts: pd.Series) -> str:
    return " / ".join(dict.fromkeys(filter(None, texts)))
