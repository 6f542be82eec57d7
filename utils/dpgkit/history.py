"""E-government history: the timeline, its stages, and the UN index taken apart."""

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.reading import Reading

COMPONENTS = {"osi": "온라인서비스", "tii": "통신인프라", "hci": "인적자본"}
TYPES = {"law": "법", "plan": "계획", "system": "시스템", "organisation": "조직", "event": "사건", "evaluation": "평가"}
CONFIDENCE = {"verified": "확인", "single_source": "한 자료", "conflict": "엇갈림"}
MISFIT = 0.00015   # a larger difference cannot come from rounding the components to four or five digits


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


def assessed(egdi: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of countries that were assessed; an index of 0 means not assessed, not zero.

    >>> assessed(pd.DataFrame({"not_assessed": [0, 1]})).index.tolist()
    [0]
    """
    return egdi[egdi["not_assessed"] == 0]


def country_series(egdi: pd.DataFrame, country: str, first_year: int, last_year: int) -> pd.DataFrame:
    """Return one country's index, rank and components, one row an edition.

    Parameters: ``egdi`` the table of that name, ``country`` an ISO 3166 alpha-3 code.
    Raises DataError for a country without rows in these years.
    """
    rows = assessed(egdi)
    chosen = rows[(rows["iso3"] == country) & rows["year"].between(first_year, last_year)]
    if chosen.empty:
        raise DataError("그 나라의 값이 그 기간에 없습니다.", value=f"{country}, {first_year}~{last_year}",
                        allowed=f"회차 {', '.join(map(str, sorted(egdi['year'].unique())))}",
                        todo="나라 부호(ISO 세 글자)와 기간을 확인하십시오.")
    return chosen[["year", "egdi_rank", "egdi", *COMPONENTS]].sort_values("year").reset_index(drop=True)


def recompute(egdi: pd.DataFrame, editions: pd.DataFrame) -> pd.DataFrame:
    """Return the index beside the plain mean and beside the weighted mean of its three components.

    Columns added: plain_mean, plain_difference, weighted_mean, weighted_difference (published minus computed).
    The plain mean is the UN's formula; 2008 and 2010 used the weights of the table ``egdi_editions``.
    """
    table = egdi.merge(editions[["year", *(f"weight_{name}" for name in COMPONENTS)]], on="year")
    plain = table[list(COMPONENTS)].mean(axis=1)
    weights = table[[f"weight_{name}" for name in COMPONENTS]].to_numpy()
    weighted = (table[list(COMPONENTS)] * weights).sum(axis=1) / weights.sum(axis=1)
    added = {"plain_mean": plain, "plain_difference": table["egdi"] - plain,
             "weighted_mean": weighted, "weighted_difference": table["egdi"] - weighted}
    rounded = {name: values.round(5) + 0.0 for name, values in added.items()}   # adding 0.0 turns -0.0 into 0.0
    return egdi.reset_index(drop=True).assign(**rounded)


def misfits(recomputed: pd.DataFrame, column: str = "plain_difference") -> pd.DataFrame:
    """Return the rows whose published index differs from the computed one by more than rounding.

    >>> misfits(pd.DataFrame({"plain_difference": [0.00001, -0.01]})).index.tolist()
    [1]
    """
    return recomputed[recomputed[column].abs() > MISFIT]


def read_rank(series: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on how a country's rank and index moved between the first and the last edition.

    >>> series = pd.DataFrame({"year": [2020, 2022], "egdi_rank": [2, 3], "egdi": [.956, .9529]})
    >>> read_rank(series, "대한민국")
    '대한민국: 2020년 2위(0.956), 2022년 3위(0.953). 이 기간에 가장 높은 순위는 2위입니다.'
    """
    first, last = series.iloc[0], series.iloc[-1]
    return Reading(f"{name}: {first.year:.0f}년 {first.egdi_rank:.0f}위({first.egdi:.3f}), {last.year:.0f}년 "
            f"{last.egdi_rank:.0f}위({last.egdi:.3f}). 이 기간에 가장 높은 순위는 {series['egdi_rank'].min():.0f}위입니다.")


def read_components(series: pd.DataFrame) -> Reading:
    """Return one sentence on which component rose and fell most between the first and the last edition.

    >>> series = pd.DataFrame({"osi": [.6, 1.0], "tii": [.7, .8], "hci": [.95, .91]})
    >>> read_components(series)
    '가장 많이 오른 것은 온라인서비스(+0.400), 가장 적게 오르거나 내린 것은 인적자본(-0.040)입니다.'
    """
    change = series[list(COMPONENTS)].iloc[-1] - series[list(COMPONENTS)].iloc[0]
    most, least = change.idxmax(), change.idxmin()
    return Reading(f"가장 많이 오른 것은 {COMPONENTS[most]}({change[most]:+.3f}), "
            f"가장 적게 오르거나 내린 것은 {COMPONENTS[least]}({change[least]:+.3f})입니다.")


def read_misfits(recomputed: pd.DataFrame) -> Reading:
    """Return one sentence on where the plain mean of the components is not the published index.

    >>> read_misfits(pd.DataFrame({"year": [2008], "plain_difference": [0.001], "weighted_difference": [0.0]}))
    '단순 평균과 어긋나는 값은 1개(2008년)이고, 회차별 가중치를 쓰면 0개로 줄어듭니다.'
    """
    plain, weighted = misfits(recomputed), misfits(recomputed, "weighted_difference")
    years = ", ".join(f"{year}년" for year in sorted(plain["year"].unique())) or "없음"
    return Reading(f"단순 평균과 어긋나는 값은 {len(plain)}개({years})이고, 회차별 가중치를 쓰면 {len(weighted)}개로 줄어듭니다.")
