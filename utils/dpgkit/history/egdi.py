"""The UN E-Government Development Index (EGDI): series, recomputation from its components, means, stability of ranks."""

from itertools import pairwise, product

import numpy as np
import pandas as pd

from dpgkit.errors import DataError
from dpgkit.history.countries import korean_name
from dpgkit.reading import Reading

COMPONENTS = {"osi": "온라인서비스", "tii": "통신인프라", "hci": "인적자본"}
REGIONS = {"Africa": "아프리카", "Americas": "아메리카", "Asia": "아시아", "Europe": "유럽", "Oceania": "오세아니아"}
MISFIT = 0.00015       # a larger difference from the plain mean cannot come from rounding to four or five digits
TOLERANCE = 0.0001     # with the weights of its edition every index fits as closely, but for known exceptions
LEAST, MOST, STEP = 0.2, 0.5, 0.05      # the weights that ``ranks_under_weights`` tries


def assessed(egdi: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of countries that were assessed; an index of 0 means not assessed, not zero.

    >>> assessed(pd.DataFrame({"not_assessed": [0, 1]})).index.tolist()
    [0]
    """
    return egdi[egdi["not_assessed"] == 0]


def edition_years(egdi: pd.DataFrame) -> list[int]:
    """Return the years of the editions.

    >>> edition_years(pd.DataFrame({"year": [2024, 2022, 2024]}))
    [2022, 2024]
    """
    return sorted(int(year) for year in egdi["year"].unique())


def country_series(egdi: pd.DataFrame, country: str, first_year: int, last_year: int) -> pd.DataFrame:
    """Return one country's index, rank and components, one row an edition.

    Parameters: ``egdi`` the table of that name, ``country`` an ISO 3166 alpha-3 code.
    Raises DataError for a country without rows in these years.
    """
    rows = assessed(egdi)
    chosen = rows[(rows["iso3"] == country) & rows["year"].between(first_year, last_year)]
    if chosen.empty:
        raise DataError("그 나라의 값이 그 기간에 없습니다.", value=f"{country}, {first_year}~{last_year}",
                        allowed=f"회차 {', '.join(map(str, edition_years(egdi)))}",
                        todo="나라 부호(ISO 세 글자)와 기간을 확인하십시오.")
    return chosen[["year", "egdi_rank", "egdi", *COMPONENTS]].sort_values("year").reset_index(drop=True)


def compare_countries(egdi: pd.DataFrame, countries: list[str], first_year: int, last_year: int) -> pd.DataFrame:
    """Return the series of several countries below one another, with their Korean names in ``country``.

    Columns: iso3, country, then those of ``country_series``; a country named twice comes once.
    Raises DataError as ``country_series`` does.
    """
    parts = []
    for code in dict.fromkeys(countries):
        english = egdi.loc[egdi["iso3"] == code, "country"].tail(1)
        series = country_series(egdi, code, first_year, last_year)
        series.insert(0, "country", korean_name(code, english.squeeze() if len(english) else ""))
        series.insert(0, "iso3", code)
        parts.append(series)
    return pd.concat(parts, ignore_index=True)


def weights_of(editions: pd.DataFrame, year: int) -> dict[str, float]:
    """Return the weight of each component in one edition; they add up to 1.

    >>> table = pd.DataFrame({"year": [2010], "weight_osi": [.34], "weight_tii": [.33], "weight_hci": [.33]})
    >>> weights_of(table, 2010)["osi"]
    0.34

    Raises DataError for an edition whose weights the table ``egdi_editions`` does not hold.
    """
    rows = editions[editions["year"] == year]
    if rows.empty:
        raise DataError("회차의 가중치가 없습니다.", value=year, allowed=", ".join(map(str, editions["year"])),
                        todo="corpus/tables/egdi_editions.csv에 그 회차의 줄(가중치와 출처)을 더하십시오.")
    raw = {name: float(rows.iloc[0][f"weight_{name}"]) for name in COMPONENTS}
    return {name: value / sum(raw.values()) for name, value in raw.items()}


def recompute(egdi: pd.DataFrame, editions: pd.DataFrame) -> pd.DataFrame:
    """Return the index beside the plain mean and beside the weighted mean of its three components.

    Columns added: plain_mean, plain_difference, weighted_mean, weighted_difference (published minus computed; empty
    where a component is missing). The plain mean is the UN's formula; 2008 and 2010 used the weights of ``editions``.
    Raises DataError as ``weights_of`` does.
    """
    table = egdi.reset_index(drop=True)
    by_year = {year: weights_of(editions, year) for year in edition_years(table)}
    weights = pd.DataFrame([by_year[year] for year in table["year"]], columns=list(COMPONENTS))
    plain = table[list(COMPONENTS)].mean(axis=1, skipna=False)
    weighted = (table[list(COMPONENTS)] * weights).sum(axis=1, skipna=False)
    added = {"plain_mean": plain, "plain_difference": table["egdi"] - plain,
             "weighted_mean": weighted, "weighted_difference": table["egdi"] - weighted}
    return table.assign(**{name: values.round(5) + 0.0 for name, values in added.items()})  # + 0.0 turns -0.0 into 0.0


def misfits(recomputed: pd.DataFrame, column: str = "plain_difference", *, above: float = MISFIT) -> pd.DataFrame:
    """Return the rows whose published index differs from the computed one by more than ``above``.

    >>> misfits(pd.DataFrame({"plain_difference": [0.00001, -0.01]})).index.tolist()
    [1]
    """
    return recomputed[recomputed[column].abs() > above]


def exceptions(recomputed: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that do not fit even with the weights, or cannot be computed, and whether they are known.

    Parameters: ``checks`` the table ``egdi_checks``, which lists the exceptions found when the data were collected.
    Column added: ``known``, one of 알려진 예외, 새로 나온 예외, 구성 지수가 빔.
    """
    table = recomputed[recomputed["weighted_difference"].isna() | recomputed.index.isin(
        misfits(recomputed, "weighted_difference", above=TOLERANCE).index)]
    listed = checks.loc[checks["egdi_minus_weighted"].abs() > TOLERANCE, ["year", "iso3"]]
    known = pd.MultiIndex.from_frame(table[["year", "iso3"]]).isin(pd.MultiIndex.from_frame(listed))
    kind = np.where(table["weighted_difference"].isna(), "구성 지수가 빔", np.where(known, "알려진 예외", "새로 나온 예외"))
    return table.assign(known=kind)


def world_means(egdi: pd.DataFrame) -> pd.DataFrame:
    """Return the world mean of each edition with and without the countries not assessed.

    >>> rows = pd.DataFrame({"year": [2003] * 2, "iso3": ["A", "B"], "egdi": [.6, 0.], "not_assessed": [0, 1]})
    >>> world_means(rows).iloc[0].tolist()
    [2003.0, 1.0, 1.0, 0.6, 0.3]
    """
    grouped = egdi.groupby("year")
    table = pd.DataFrame({"assessed": grouped["not_assessed"].apply(lambda flags: int((flags == 0).sum())),
                          "not_assessed": grouped["not_assessed"].sum(),
                          "mean": assessed(egdi).groupby("year")["egdi"].mean(),
                          "mean_with_zeros": grouped["egdi"].mean()})
    return table.round(4).reset_index()


def group_means(egdi: pd.DataFrame, countries: list[str] | None = None) -> pd.DataFrame:
    """Return the mean index and components of the world, each region and a set of countries, without the not-assessed.

    Columns: year, group, countries, egdi, osi, tii, hci. Parameters: ``countries`` codes of the set, shown as 고른 나라.
    """
    rows = assessed(egdi)
    groups = {"세계": rows, **{label: rows[rows["region"] == name] for name, label in REGIONS.items()}}
    if countries:
        groups["고른 나라"] = rows[rows["iso3"].isin(countries)]
    values = ["egdi", *COMPONENTS]
    means = [part.groupby("year")[values].mean().assign(group=label, countries=part.groupby("year").size())
             for label, part in groups.items()]
    return pd.concat(means).round(4).reset_index()[["year", "group", "countries", *values]]


def rank_stability(egdi: pd.DataFrame) -> pd.DataFrame:
    """Return how far ranks moved from each edition to the next.

    Columns: from_year, to_year, countries (assessed in both), correlation (Spearman's rho), moved (mean places),
    stayed (how many of the first ten were among the first ten again).
    """
    ranks = assessed(egdi).pivot(index="iso3", columns="year", values="egdi_rank").astype(float)
    rows = []
    for before, after in pairwise(sorted(ranks.columns)):
        both = ranks[[before, after]].dropna().rank(method="min")
        moved = (both[after] - both[before]).abs().mean()
        stayed = ((ranks[before] <= 10) & (ranks[after] <= 10)).sum()
        rows.append((before, after, len(both), round(both[before].corr(both[after]), 3), round(moved, 1), int(stayed)))
    return pd.DataFrame(rows, columns=["from_year", "to_year", "countries", "correlation", "moved", "stayed"])


def ranks_under_weights(egdi: pd.DataFrame, country: str, year: int) -> pd.DataFrame:
    """Return the rank of a country for many sets of weights, each weight from 0.2 to 0.5 in steps of 0.05.

    Columns: osi, tii, hci (weights), rank. A rank that hardly moves does not hang on the choice of equal weights
    (Saisana, Saltelli & Tarantola 2005). Raises DataError for a country not assessed in that edition.
    """
    rows = assessed(egdi).query("year == @year").set_index("iso3")[list(COMPONENTS)].dropna()
    if country not in rows.index:
        raise DataError("그 회차에 평가받지 않은 나라입니다.", value=f"{korean_name(country)}, {year}년",
                        allowed=f"{year}년에 평가받은 나라 {len(rows)}개", todo="나라나 회차를 바꾸십시오.")
    grid = np.round(np.arange(LEAST, MOST + STEP / 2, STEP), 2)
    sets = [(a, b, round(1 - a - b, 2)) for a, b in product(grid, grid) if LEAST <= round(1 - a - b, 2) <= MOST]
    scores = pd.DataFrame({weights: (rows * weights).sum(axis=1).round(9) for weights in sets})
    ranks = scores.rank(ascending=False, method="min").loc[country].astype(int)
    return pd.DataFrame(sets, columns=list(COMPONENTS)).assign(rank=ranks.to_numpy())


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
    plain, weighted = misfits(recomputed), misfits(recomputed, "weighted_difference", above=TOLERANCE)
    years = ", ".join(f"{year}년" for year in sorted(plain["year"].unique())) or "없음"
    return Reading(f"단순 평균과 어긋나는 값은 {len(plain)}개({years})이고, 회차별 가중치를 쓰면 {len(weighted)}개로 줄어듭니다.")


def read_means(means: pd.DataFrame) -> Reading:
    """Return one sentence on how far counting the not-assessed as zero pulls the world mean down.

    >>> read_means(pd.DataFrame({"year": [2003], "not_assessed": [20], "mean": [.40], "mean_with_zeros": [.36]}))
    '2003년의 세계 평균은 0.400인데, 평가하지 않은 20개 나라를 0점으로 세면 0.360까지 내려갑니다.'
    """
    row = means.assign(gap=means["mean"] - means["mean_with_zeros"]).sort_values("gap").iloc[-1]
    if not row["not_assessed"]:
        return Reading("모든 회차에서 모든 나라를 평가했으므로 두 평균이 같습니다.")
    return Reading(f"{row['year']:.0f}년의 세계 평균은 {row['mean']:.3f}인데, 평가하지 않은 {row['not_assessed']:.0f}개 나라를 "
                   f"0점으로 세면 {row['mean_with_zeros']:.3f}까지 내려갑니다.")


def read_weights(ranks: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on how far the choice of weights moves a country's rank.

    >>> read_weights(pd.DataFrame({"rank": [3, 4, 4]}), "대한민국")
    '가중치를 3가지로 바꾸어 보면 대한민국의 순위는 3위에서 4위까지이고, 가장 자주 나온 순위는 4위(2가지)입니다.'
    """
    usual = ranks["rank"].mode().iloc[0]
    return Reading(f"가중치를 {len(ranks)}가지로 바꾸어 보면 {name}의 순위는 {ranks['rank'].min()}위에서 {ranks['rank'].max()}위까지이고, "
                   f"가장 자주 나온 순위는 {usual}위({(ranks['rank'] == usual).sum()}가지)입니다.")
