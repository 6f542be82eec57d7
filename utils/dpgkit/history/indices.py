"""International indices side by side: the UN's EGDI, the OECD's DGI and OURdata, the World Bank's GTMI."""

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.history import countries, egdi
from dpgkit.reading import Reading

INDICES = {"egdi": "EGDI", "dgi": "DGI", "ourdata": "OURdata", "gtmi": "GTMI"}
OECD_MEASURES = {"DG": "dgi", "OUR": "ourdata"}
OECD_MEAN = "OECD_REP"          # the OECD's own mean stands among the countries of its file
DATA_LAG = 1                    # the OECD's indices of 2023 hold data of 2022
PUBLISHED = {"OECD Digital Government Index": "dgi", "OECD OURdata Index": "ourdata", "World Bank GTMI": "gtmi"}


def index_scores(egdi_table: pd.DataFrame, oecd: pd.DataFrame, gtmi: pd.DataFrame) -> pd.DataFrame:
    """Return the composite scores of the last edition of each index: index, edition, iso3, score, rank, countries, mean.

    Ranks are counted from the scores (equal scores share the better rank), among the countries of the table at hand.
    Parameters: the tables ``egdi``, ``oecd_dgi`` and ``gtmi``.
    """
    un = egdi.assessed(egdi_table)
    un = un[un["year"] == un["year"].max()].rename(columns={"year": "edition", "egdi": "score"}).assign(index="egdi")
    composite = oecd[oecd["measure"].isin(OECD_MEASURES) & (oecd["area"] != OECD_MEAN)]
    composite = composite.assign(index=composite["measure"].map(OECD_MEASURES), edition=composite["data_year"] + DATA_LAG)
    composite = composite.rename(columns={"area": "iso3", "value": "score"})
    bank = gtmi[gtmi["year"] == gtmi["year"].max()].rename(columns={"year": "edition", "gtmi": "score"}).assign(index="gtmi")
    columns = ["index", "edition", "iso3", "score"]
    table = pd.concat([part[columns] for part in (un, composite, bank)], ignore_index=True).dropna(subset="score")
    grouped = table.groupby("index")["score"]
    return table.assign(rank=grouped.rank(ascending=False, method="min").astype(int),
                        countries=grouped.transform("size"), mean=grouped.transform("mean").round(3))


def side_by_side(scores: pd.DataFrame, country: str, notes: pd.DataFrame) -> pd.DataFrame:
    """Return one country on every index: index, edition, score, rank, countries, mean, measures_ko.

    An index that does not cover the country has an empty score and rank. Parameters: ``scores`` of ``index_scores``,
    ``notes`` the table ``index_notes``. Raises DataError for a country that none of the indices covers.
    """
    own = scores[scores["iso3"] == country].set_index("index")
    if own.empty:
        raise DataError("어느 지수에도 없는 나라입니다.", value=country, allowed="ISO 세 글자 부호 (예: KOR, DNK)",
                        todo="나라 부호를 고치십시오.")
    about = scores.groupby("index")[["edition", "countries", "mean"]].first()
    table = about.join(own[["score", "rank"]]).reindex(list(INDICES)).join(notes.set_index("index")["measures_ko"])
    table = table.astype({"rank": "Int64", "edition": "Int64", "countries": "Int64"}).reset_index()
    return table[["index", "edition", "score", "rank", "countries", "mean", "measures_ko"]]


def rank_agreement(scores: pd.DataFrame) -> pd.DataFrame:
    """Return how alike each pair of indices orders the countries both cover: Spearman's rho, and the countries.

    >>> rows = pd.DataFrame({"index": ["egdi"] * 3 + ["gtmi"] * 3, "iso3": list("ABC") * 2, "score": [3, 2, 1, 30, 20, 10.]})
    >>> rank_agreement(rows)[["first", "second", "correlation", "countries"]].to_numpy().tolist()
    [['EGDI', 'GTMI', 1.0, 3]]
    """
    wide = scores.pivot(index="iso3", columns="index", values="score")
    names = [name for name in INDICES if name in wide]
    rows = []
    for place, first in enumerate(names):
        for second in names[place + 1:]:
            both = wide[[first, second]].dropna().rank()
            rows.append((INDICES[first], INDICES[second], round(both[first].corr(both[second]), 2), len(both)))
    return pd.DataFrame(rows, columns=["first", "second", "correlation", "countries"])


def published_editions(indices: pd.DataFrame, country: str) -> pd.DataFrame:
    """Return the composite scores and ranks that were published for one country, edition by edition.

    Columns: index, edition, score, rank, n_countries, average, confidence. Parameters: ``indices`` the table of that
    name, ``country`` an ISO 3166 alpha-3 code.
    """
    rows = indices[(indices["dimension"] == "composite") & indices["index"].isin(PUBLISHED)]
    rows = rows[countries.codes_of(rows["country"]) == country]
    table = rows.assign(index=rows["index"].map(PUBLISHED)).sort_values(["index", "edition"], ignore_index=True)
    return table[["index", "edition", "score", "rank", "n_countries", "average", "confidence"]]


def read_indices(table: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on where a country stands on each index, and which do not cover it.

    >>> rows = pd.DataFrame({"index": ["egdi", "dgi"], "rank": [4, None], "countries": [193, 38]})
    >>> read_indices(rows, "대한민국")
    '대한민국의 순위: EGDI 193개국 가운데 4위. DGI에는 이 나라의 값이 없습니다.'
    """
    covered = table[table["rank"].notna()]
    ranks = ", ".join(f"{INDICES[row.index_name]} {row.countries}개국 가운데 {row.rank:.0f}위"
                      for row in covered.rename(columns={"index": "index_name"}).itertuples())
    lacking = "·".join(table.loc[table["rank"].isna(), "index"].map(INDICES))
    return Reading(f"{name}의 순위: {ranks}. {lacking}에는 이 나라의 값이 없습니다." if lacking else f"{name}의 순위: {ranks}.")
