"""E-government history: the timeline, its stages, and three forms of government compared."""

from collections.abc import Collection, Iterable

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.reading import Reading

TYPES = {"law": "법", "plan": "계획", "system": "시스템", "organisation": "조직", "event": "사건", "evaluation": "평가"}
CONFIDENCE = {"verified": "확인", "single_source": "한 자료", "conflict": "엇갈림"}
FORMS = {"egov": "전자정부", "intelligent": "지능형정부", "platform": "디지털플랫폼정부"}
ARTICLE = "2023-03-07"       # the day of the article that the kit starts from
LANE_GAP = 0.022             # the least distance of two dots in one lane, as a share of the band's width


def stages(timeline: pd.DataFrame) -> pd.DataFrame:
    """Return one row a stage: order, stage, start, end, events (dates of its first and last event).

    >>> timeline = pd.DataFrame({"stage": ["가", "나"], "date": ["1967", "1995-08-04"], "id": ["T1", "T2"]})
    >>> stages(timeline)["start"].tolist()
    ['1967', '1995-08-04']
    """
    table = timeline.groupby("stage", sort=False).agg(start=("date", "min"), end=("date", "max"), events=("id", "size"))
    table = table.sort_values("start", kind="stable").reset_index()
    table.insert(0, "order", range(1, len(table) + 1))
    return table


def stage_of(dates: pd.Series, stage_table: pd.DataFrame) -> pd.Series:
    """Return for each date the last stage that had begun, ``시기 미상`` where there is no date or none had.

    A year or a month alone counts as its middle.

    >>> table = pd.DataFrame({"stage": ["가", "나"], "start": ["1967", "1995-03-01"]})
    >>> stage_of(pd.Series(["1987-10-29", "1995", ""]), table).tolist()
    ['가', '나', '시기 미상']
    """
    def find(date: str) -> str:
        day = date + {4: "-07-01", 7: "-15"}.get(len(date), "")
        begun = stage_table.loc[stage_table["start"] <= day, "stage"] if date else stage_table["stage"].head(0)
        return begun.iloc[-1] if len(begun) else "시기 미상"

    return dates.map(find)


def events_per_stage(timeline: pd.DataFrame) -> pd.DataFrame:
    """Return how many events of each type fall into each stage.

    >>> timeline = pd.DataFrame({"stage": ["가"], "type": ["law"], "date": ["1967"]})
    >>> events_per_stage(timeline).loc["가", "법"]
    np.int64(1)
    """
    table = pd.crosstab(timeline["stage"], timeline["type"]).reindex(timeline["stage"].unique())
    return table.rename(columns=TYPES).rename_axis(index="시기", columns=None)


def filter_events(timeline: pd.DataFrame, *, stages: Collection[str] = (), types: Collection[str] = (),
                  confidence: Collection[str] = (), actor: str = "", word: str = "", since: str = "", until: str = "") -> pd.DataFrame:
    """Return the events that fit everything asked for; what is left empty asks for nothing.

    Parameters: ``types`` and ``confidence`` take keys or their Korean words; ``actor`` and ``word`` are looked for as
    they are, in the actor and in title or description; ``since`` and ``until`` are ISO dates and both belong to it, and
    a year or a month alone counts where it may lie between them.
    All columns stay, so a conflict between sources is never hidden. Raises DataError for an unknown stage, type or level.

    >>> events = pd.DataFrame({"type": ["law", "plan"], "date": ["2001", "2003-08"], "title_ko": ["법", "계획"]})
    >>> filter_events(events, types=["계획"], since="2002")["title_ko"].tolist()
    ['계획']
    """
    kept = pd.Series(True, index=timeline.index)
    wanted = {"stage": _known(stages, {one: one for one in timeline.get("stage", ())}, "시기"),
              "type": _known(types, TYPES, "종류"), "confidence": _known(confidence, CONFIDENCE, "확인 정도")}
    for column, keys in wanted.items():
        kept &= timeline[column].isin(keys) if keys else True
    if actor:
        kept &= timeline["actor"].str.contains(actor, regex=False)
    if word:
        kept &= (timeline["title_ko"] + " " + timeline["description_ko"]).str.contains(word, regex=False)
    if since or until:
        kept &= timeline["date"].map(lambda date: since[:len(date)] <= date and (not until or date[:len(until)] <= until))
    return timeline[kept]


def conflicts(timeline: pd.DataFrame) -> pd.DataFrame:
    """Return the events whose sources disagree: those marked so, and confirmed ones with a note on a minor disagreement.

    >>> rows = pd.DataFrame({"confidence": ["verified", "conflict", "verified"], "conflict_note": ["", "다름", "조금 다름"]})
    >>> conflicts(rows)["conflict_note"].tolist()
    ['다름', '조금 다름']
    """
    noted = timeline[(timeline["confidence"] == "conflict") | (timeline["conflict_note"] != "")]
    return noted.sort_values("confidence", key=lambda levels: levels != "conflict", kind="stable")


def first_day(dates: pd.Series) -> pd.Series:
    """Return dates as days; a year or a month alone stands for its first day.

    >>> first_day(pd.Series(["1967", "1967-03", "1967-06-24"])).dt.strftime("%Y-%m-%d").tolist()
    ['1967-01-01', '1967-03-01', '1967-06-24']
    """
    return pd.to_datetime(dates.map(lambda date: date + "-01-01"[len(date) - 4:] if len(date) < 10 else date))


def lanes(timeline: pd.DataFrame, *, gap: float = LANE_GAP) -> pd.DataFrame:
    """Return the events with a place for each dot, so that no two dots of a stage lie on one another.

    Columns added: day, place (0 to 1 between the first and the last event of its stage) and lane (0, 1, 2 ...): each
    event takes the lowest lane in which the dot before it is at least ``gap`` away.

    >>> rows = pd.DataFrame({"stage": ["가"] * 3, "date": ["2001", "2001-01-02", "2003"]})
    >>> lanes(rows)["lane"].tolist()
    [0, 1, 0]
    """
    table = timeline.assign(day=first_day(timeline["date"])).sort_values("day", kind="stable")
    grouped = table.groupby("stage")["day"]
    start, length = grouped.transform("min"), grouped.transform("max") - grouped.transform("min")
    table["place"] = ((table["day"] - start) / length).where(length > pd.Timedelta(0), 0.5).round(5)
    for _, rows in table.groupby("stage"):
        table.loc[rows.index, "lane"] = _lowest_lanes(rows["place"], gap)
    return table.astype({"lane": int}).reset_index(drop=True) if len(table) else table.assign(lane=0)


def compare_forms(comparison: pd.DataFrame) -> pd.DataFrame:
    """Return the forms of government side by side, one row a dimension; an empty cell becomes 근거 미확인.

    Columns: dimension, then the Korean names of ``FORMS``.

    >>> rows = pd.DataFrame({"dimension": ["data"], "form": ["egov"], "text_ko": ["기관이 갖습니다."]})
    >>> compare_forms(rows).loc[0].tolist()
    ['data', '기관이 갖습니다.', '근거 미확인', '근거 미확인']
    """
    order = comparison["dimension"].unique()
    table = comparison.pivot(index="dimension", columns="form", values="text_ko")
    table = table.reindex(index=order, columns=list(FORMS)).fillna("근거 미확인").rename(columns=FORMS)
    return table.rename_axis(columns=None).reset_index()


def read_forms(comparison: pd.DataFrame) -> Reading:
    """Return one sentence on how many cells of the comparison a source states, and how many were put together.

    >>> read_forms(pd.DataFrame({"dimension": ["data"] * 2, "basis": ["sourced", "synthesis"]}))
    '칸 2개 가운데 1개는 자료에 적혀 있고, 1개는 연표의 줄을 묶어 정리한 것입니다.'
    """
    stated = (comparison["basis"] == "sourced").sum()
    return Reading(f"칸 {len(comparison)}개 가운데 {stated}개는 자료에 적혀 있고, "
                   f"{len(comparison) - stated}개는 연표의 줄을 묶어 정리한 것입니다.")


def read_timeline(events: pd.DataFrame) -> Reading:
    """Return one sentence on how many events there are, from when to when, and how well they are confirmed.

    >>> read_timeline(pd.DataFrame({"date": ["1967", "2001"], "stage": ["가", "나"], "confidence": ["conflict", "verified"]}))
    '1967년부터 2001년까지 사건 2개를 시기 2개로 나누었습니다. 날짜 확인: 확인 1개, 한 자료 0개, 엇갈림 1개.'
    """
    if events.empty:
        return Reading("조건에 맞는 사건이 없습니다.")
    counts = ", ".join(f"{label} {(events['confidence'] == key).sum()}개" for key, label in CONFIDENCE.items())
    return Reading(f"{events['date'].min()[:4]}년부터 {events['date'].max()[:4]}년까지 사건 {len(events)}개를 시기 "
                   f"{events['stage'].nunique()}개로 나누었습니다. 날짜 확인: {counts}.")


def read_filter(chosen: pd.DataFrame, timeline: pd.DataFrame) -> Reading:
    """Return one sentence on how many events a filter leaves, and how many conflicts it puts out of sight.

    >>> rows = pd.DataFrame({"confidence": ["conflict", "verified"]})
    >>> read_filter(rows.tail(1), rows)
    '사건 2개 가운데 1개를 보입니다. 보이지 않는 것 가운데 자료가 엇갈리는 사건이 1개 있습니다.'
    """
    hidden = (timeline.drop(chosen.index)["confidence"] == "conflict").sum()
    note = f" 보이지 않는 것 가운데 자료가 엇갈리는 사건이 {hidden}개 있습니다." if hidden else ""
    return Reading(f"사건 {len(timeline)}개 가운데 {len(chosen)}개를 보입니다.{note}")


def read_after(events: pd.DataFrame, day: str = ARTICLE) -> Reading:
    """Return one sentence on what the timeline holds after a day, by type.

    >>> read_after(pd.DataFrame({"type": ["law", "law", "event"], "date": ["2024", "2025", "2025-09-26"]}), "2023-03-07")
    '2023-03-07 뒤의 사건은 3개입니다: 법 2개, 사건 1개. 마지막 날짜는 2025-09-26입니다.'
    """
    counts = events["type"].map(TYPES).value_counts(sort=True)
    listed = ", ".join(f"{label} {count}개" for label, count in counts.items()) or "없음"
    last = f" 마지막 날짜는 {events['date'].max()}입니다." if len(events) else ""
    return Reading(f"{day} 뒤의 사건은 {len(events)}개입니다: {listed}.{last}")


def _known(wanted: Collection[str], labels: dict[str, str], what: str) -> list[str]:
    """Return the keys of what is wanted, whether it is written as a key or in Korean."""
    keys = {**{label: key for key, label in labels.items()}, **{key: key for key in labels}}
    unknown = [one for one in wanted if one not in keys]
    if unknown:
        raise DataError(f"연표에 없는 {what}입니다.", value=", ".join(unknown), allowed=dict.fromkeys(labels.values()),
                        todo=f"{what}의 이름을 고치십시오.")
    return [keys[one] for one in wanted]


def _lowest_lanes(places: Iterable[float], gap: float) -> list[int]:
    last: list[float] = []
    found = []
    for place in places:
        free = next((lane for lane, taken in enumerate(last) if place - taken >= gap), len(last))
        last[free:free + 1] = [place]
        found.append(free)
    return found
