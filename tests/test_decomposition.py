"""Changes of score and rank add up exactly: hand-computed cases, an independent count, every country."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpgkit import tables
from dpgkit.errors import DataError
from dpgkit.history import decomposition, shapley
from dpgkit.history.decomposition import COMPONENTS, MOVED, RANK_PARTS, SCORE_PARTS

EGDI, EDITIONS = tables.load("egdi"), tables.load("egdi_editions")
KNOWN = sorted(set(EGDI["iso3"]) - {"SSD", "MNE"})
YEARS = EDITIONS["year"].tolist()
VALUES = st.integers(0, 20).map(lambda value: value / 20)


def edition(year, **countries):
    """Return rows of an edition; a country is given as its three components, and scores their plain mean."""
    rows = [(year, code, code, *parts, np.mean(parts), 0) for code, parts in countries.items()]
    table = pd.DataFrame(rows, columns=["year", "iso3", "country", *COMPONENTS, "egdi", "not_assessed"])
    return table.assign(egdi_rank=table["egdi"].round(9).rank(ascending=False, method="min").astype(int))


def weights(**years):
    rows = [(int(year[1:]), *shares) for year, shares in years.items()]
    return pd.DataFrame(rows, columns=["year", "weight_osi", "weight_tii", "weight_hci"])


EVEN = weights(y1=(1, 1, 1), y2=(1, 1, 1))


def places(egdi, editions, country, earlier, later):
    rivals = decomposition.rank_change(egdi, editions, country, earlier, later)
    return rivals, decomposition.rank_parts(rivals, egdi, country, earlier, later).set_index("part")["places"]


def test_a_score_by_hand():
    egdi = pd.concat([edition(1, A=(0.3, 0.6, 0.9)), edition(2, A=(0.6, 0.6, 0.6))])
    added = decomposition.score_change(egdi, EVEN, "A", 1, 2).set_index("part")["added"]
    assert added[list(COMPONENTS)].tolist() == pytest.approx([0.1, 0.0, -0.1]) and added["weights"] == added["rest"] == 0


def test_weights_that_differ_are_a_part_of_their_own():
    egdi = pd.concat([edition(1, A=(0.4, 0.8, 0.8)), edition(2, A=(0.8, 0.8, 0.8))])
    uneven = weights(y1=(0.5, 0.25, 0.25), y2=(1, 1, 1))
    parts = decomposition.score_change(egdi, uneven, "A", 1, 2).set_index("part")["added"]
    assert parts["osi"] == pytest.approx((0.5 + 1 / 3) / 2 * 0.4)                                    # mean weight times the change
    assert parts["weights"] == pytest.approx(0.6 * (1 / 3 - 0.5) + 0.8 * (1 / 3 - 0.25) * 2)          # mean value times the change
    assert parts.sum() == pytest.approx(0.8 - (0.4 + 0.8 + 0.8) / 3)


def test_the_parts_of_a_score_are_shapley_values():
    old, new = decomposition._editions(EGDI, EDITIONS, "KOR", 2008, 2024)
    shares = shapley.shares(lambda joined: decomposition._weighted(old, new, pd.Index(["KOR"]), joined).to_numpy(), MOVED)
    added = decomposition.score_change(EGDI, EDITIONS, "KOR", 2008, 2024).set_index("part")["added"]
    assert added[MOVED].to_dict() == pytest.approx({part: share.item() for part, share in shares.items()})


def test_a_rank_by_hand():
    egdi = pd.concat([edition(1, A=(0.9, 0.6, 0.6), B=(0.6, 0.6, 0.6)), edition(2, A=(0.9, 0.6, 0.6), B=(1.0, 0.6, 0.8))])
    rivals, parts = places(egdi, EVEN, "A", 1, 2)
    assert rivals["passed"].tolist() == [1.0]
    assert parts[list(COMPONENTS)].tolist() == pytest.approx([1.0, 0.0, 0.0])          # without the services it stays below
    assert parts.sum() == 1


def test_two_parts_that_are_both_needed_share_a_place():
    egdi = pd.concat([edition(1, A=(0.6, 0.6, 0.6), B=(0.5, 0.5, 0.5)), edition(2, A=(0.6, 0.6, 0.6), B=(0.7, 0.7, 0.5))])
    assert places(egdi, EVEN, "A", 1, 2)[1][list(COMPONENTS)].tolist() == pytest.approx([0.5, 0.5, 0.0])


def test_a_country_assessed_for_the_first_time_counts_as_a_change_of_the_field():
    egdi = pd.concat([edition(1, A=(0.6, 0.6, 0.6), C=(0.9, 0.9, 0.9)), edition(2, A=(0.6, 0.6, 0.6), B=(0.7, 0.7, 0.7))])
    rivals, parts = places(egdi, EVEN, "A", 1, 2)
    assert parts["field"] == 0 and rivals.set_index("iso3")["field"].to_dict() == {"B": 1.0, "C": -1.0}


def test_korea_fell_three_places_although_its_score_rose():
    rivals, parts = places(EGDI, EDITIONS, "KOR", 2014, 2024)
    assert parts.sum() == pytest.approx(3) and decomposition.overtakers(rivals)["country"].tolist() == ["덴마크", "에스토니아", "싱가포르"]
    assert decomposition.score_change(EGDI, EDITIONS, "KOR", 2014, 2024)["added"].sum() == pytest.approx(0.96789 - 0.94623)
    gaps = decomposition.gap_change(EGDI, EDITIONS, "KOR", ["DNK"], 2014, 2024).iloc[0]
    assert gaps["total"] == pytest.approx((0.98474 - 0.96789) - (0.81620 - 0.94623), abs=1e-9)
    assert gaps[list(SCORE_PARTS)].sum() == pytest.approx(gaps["total"])


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(KNOWN), st.sampled_from([(a, b) for a in YEARS for b in YEARS if a < b]))
def test_every_change_adds_up_to_the_published_one(country, years):
    rows = EGDI[(EGDI["iso3"] == country) & EGDI["year"].isin(years)].sort_values("year")
    if (rows["not_assessed"] == 1).any():
        with pytest.raises(DataError, match="평가받지 않은 나라"):
            decomposition.rank_change(EGDI, EDITIONS, country, *years)
        return
    rivals, parts = places(EGDI, EDITIONS, country, *years)
    assert parts.sum() == pytest.approx(rows["egdi_rank"].iloc[1] - rows["egdi_rank"].iloc[0], abs=1e-9)
    assert rivals[list(RANK_PARTS)[:-1]].sum(axis=1).to_numpy() == pytest.approx(rivals["passed"].to_numpy(), abs=1e-9)
    added = decomposition.score_change(EGDI, EDITIONS, country, *years)["added"].sum()
    assert added == pytest.approx(rows["egdi"].iloc[1] - rows["egdi"].iloc[0], abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES, VALUES, VALUES), min_size=2, max_size=5), st.tuples(*[st.integers(1, 5)] * 6))
def test_any_small_world_adds_up(world, shares):
    names = [chr(65 + place) for place in range(len(world))]
    egdi = pd.concat([edition(1, **{name: row[:3] for name, row in zip(names, world, strict=True)}),
                      edition(2, **{name: row[3:] for name, row in zip(names, world, strict=True)})])
    _, parts = places(egdi, weights(y1=shares[:3], y2=shares[3:]), "A", 1, 2)
    ranks = egdi[egdi["iso3"] == "A"]["egdi_rank"].tolist()
    assert parts.sum() == pytest.approx(ranks[1] - ranks[0], abs=1e-9)


def test_the_change_is_the_one_that_counting_gives():
    rivals = decomposition.rank_change(EGDI, EDITIONS, "UKR", 2003, 2024)
    counted = {year: (EGDI[EGDI["year"] == year]["egdi"] > EGDI[(EGDI["year"] == year) & (EGDI["iso3"] == "UKR")]["egdi"].item()).sum()
               for year in (2003, 2024)}
    assert rivals["passed"].sum() == counted[2024] - counted[2003]


def test_a_published_rank_one_off_is_a_part_of_its_own():
    parts = places(EGDI, EDITIONS, "TLS", 2018, 2020)[1]
    assert parts["published"] == 1                                        # the edition of 2020 has four ranks one off


def test_holding_one_part_gives_the_rank_of_a_world_where_it_stayed():
    egdi = pd.concat([edition(1, A=(0.9, 0.6, 0.6), B=(0.6, 0.6, 0.6)), edition(2, A=(0.9, 0.6, 0.6), B=(1.0, 0.6, 0.8))])
    held = decomposition.held_ranks(egdi, EVEN, "A", 1, 2).set_index("part")
    assert held["rank"].unique().tolist() == [2] and held.loc["osi", "rank_if_held"] == 1 and held.loc["tii", "rank_if_held"] == 2


@pytest.mark.parametrize(("country", "years", "message"), [
    ("KOR", (2024, 2014), "앞서야"), ("KOR", (2014, 2014), "앞서야"), ("KOR", (2014, 2015), "없는 회차"),
    ("XXX", (2014, 2024), "평가받지 않은 나라")])
def test_what_cannot_be_compared_is_refused(country, years, message):
    with pytest.raises(DataError, match=message):
        decomposition.score_change(EGDI, EDITIONS, country, *years)


def test_a_missing_component_is_named_with_its_country():
    broken = EGDI.copy()
    broken.loc[(broken["iso3"] == "DNK") & (broken["year"] == 2024), "hci"] = float("nan")
    with pytest.raises(DataError, match="(?s)구성 지수가 빈 나라.*2024년 DNK.*not_assessed를 1로"):
        decomposition.rank_change(broken, EDITIONS, "KOR", 2014, 2024)


def test_sentences_name_every_part_that_shares_the_first_place():
    rivals, _ = places(EGDI, EDITIONS, "KOR", 2014, 2024)
    parts = decomposition.rank_parts(rivals, EGDI, "KOR", 2014, 2024)
    assert "통신인프라·인적자본(1.17계단)" in decomposition.read_rank_parts(parts, rivals, "대한민국")
    same = decomposition.rank_parts(rivals.head(0), EGDI, "KOR", 2004, 2005)
    assert "순위가 같습니다" in decomposition.read_rank_parts(same, rivals.head(0), "대한민국")
    assert "올린 것은 없고" in decomposition.read_score(pd.DataFrame({"label": ["가"], "added": [-0.1]}), "대한민국")


def test_where_nobody_changed_place_the_closest_are_shown():
    rivals = decomposition.rank_change(EGDI, EDITIONS, "KOR", 2004, 2005)
    assert decomposition.overtakers(rivals).empty and len(decomposition.closest(rivals)) == 3
