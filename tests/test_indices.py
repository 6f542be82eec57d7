"""Indices side by side: ranks counted from scores, countries that an index does not cover."""

import pytest

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.history import indices

SCORES = indices.index_scores(tables.load("egdi"), tables.load("oecd_dgi"), tables.load("gtmi"))
NOTES = tables.load("index_notes")


@pytest.mark.parametrize(("index", "edition", "score", "rank", "countries"), [
    ("egdi", 2024, 0.96789, 4, 193), ("dgi", 2023, 0.93, 1, 38), ("ourdata", 2023, 0.91, 1, 40), ("gtmi", 2022, 0.9914, 1, 198)])
def test_korea_stands_where_it_was_published(index, edition, score, rank, countries):
    row = indices.side_by_side(SCORES, "KOR", NOTES).set_index("index").loc[index]
    assert row[["edition", "score", "rank", "countries"]].tolist() == [edition, score, rank, countries] and row["measures_ko"]


def test_counted_ranks_are_those_of_the_world_bank_table():
    bank = tables.load("gtmi").query("year == 2022").set_index("iso3")["rank_calc"]
    assert SCORES[SCORES["index"] == "gtmi"].set_index("iso3")["rank"].sort_index().equals(bank.sort_index().astype(int))


def test_the_mean_of_the_oecd_is_no_country():
    assert indices.OECD_MEAN not in set(SCORES["iso3"])


def test_an_index_that_does_not_cover_a_country_says_so():
    table = indices.side_by_side(SCORES, "SGP", NOTES)
    assert table.set_index("index")["rank"].isna().to_dict() == {"egdi": False, "dgi": True, "ourdata": True, "gtmi": False}
    assert "DGI·OURdata에는 이 나라의 값이 없습니다" in indices.read_indices(table, "싱가포르")
    with pytest.raises(DataError, match="어느 지수에도 없는 나라"):
        indices.side_by_side(SCORES, "ZZZ", NOTES)


def test_agreement_agrees_with_scipy():
    from scipy.stats import spearmanr
    wide = SCORES.pivot(index="iso3", columns="index", values="score")[["egdi", "gtmi"]].dropna()
    row = indices.rank_agreement(SCORES).set_index(["first", "second"]).loc[("EGDI", "GTMI")]
    assert row["correlation"] == pytest.approx(spearmanr(wide["egdi"], wide["gtmi"])[0], abs=6e-3) and row["countries"] == len(wide)


def test_published_editions_of_korea():
    rows = indices.published_editions(tables.load("indices"), "KOR").set_index(["index", "edition"])["rank"]
    assert rows[("dgi", 2019)] == rows[("ourdata", 2015)] == rows[("gtmi", 2022)] == 1 and len(rows) == 9


def test_every_index_has_a_note():
    assert set(NOTES["index"]) == set(indices.INDICES) == set(SCORES["index"])
