"""The UN index recomputed from its components, its means, and later editions dropped in."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import tables
from dpgkit.errors import DataError, ParameterError
from dpgkit.history import egdi
from dpgkit.lessons import parameters

EGDI, EDITIONS = tables.load("egdi"), tables.load("egdi_editions")
RECOMPUTED = egdi.recompute(egdi.assessed(EGDI), EDITIONS)
INDICES = st.floats(0, 1).map(lambda value: round(value, 5))
LATER = EGDI[EGDI["year"] == 2024].assign(year=2026)


def later_weights(**changed):
    row = {**EDITIONS.iloc[-1], "year": 2026, **changed}
    return pd.concat([EDITIONS, pd.DataFrame([row])], ignore_index=True)


def test_the_plain_mean_is_the_index_outside_the_weighted_editions():
    assert set(egdi.misfits(RECOMPUTED)["year"]) == {2008, 2010}
    assert len(egdi.misfits(RECOMPUTED)) == 347                      # as the data collection lists them


def test_the_listed_misfits_are_those_that_we_find():
    listed = tables.load("egdi_checks").set_index(["year", "iso3"])["egdi_minus_mean"]
    found = egdi.misfits(RECOMPUTED).set_index(["year", "iso3"])["plain_difference"]
    assert found.sort_index().to_dict() == pytest.approx(listed.sort_index().to_dict(), abs=1.1e-5)


def test_with_the_weights_every_index_is_the_published_one_but_for_two_known_exceptions():
    left = egdi.exceptions(RECOMPUTED, tables.load("egdi_checks"))
    assert left.set_index("iso3")["weighted_difference"].to_dict() == pytest.approx({"KHM": -0.0028, "CMR": -0.0121}, abs=5e-5)
    assert set(left["known"]) == {"알려진 예외"} and set(left["year"]) == {2008}
    assert (RECOMPUTED.drop(left.index)["weighted_difference"].abs() <= 0.0001).all() and len(RECOMPUTED) == 2243


@pytest.mark.parametrize(("column", "value", "kind"), [("egdi", 0.5, "새로 나온 예외"), ("hci", float("nan"), "구성 지수가 빔")])
def test_a_row_that_does_not_fit_or_cannot_be_computed_is_listed(column, value, kind):
    broken = egdi.assessed(EGDI).copy()
    broken.loc[(broken["iso3"] == "KOR") & (broken["year"] == 2024), column] = value
    left = egdi.exceptions(egdi.recompute(broken, EDITIONS), tables.load("egdi_checks"))
    assert left.set_index("iso3").loc["KOR", "known"] == kind and len(left) == 3


@given(INDICES, INDICES, INDICES, st.floats(0.1, 1), st.floats(0.1, 1), st.floats(0.1, 1))
def test_weights_need_not_add_up_to_one(osi, tii, hci, first, second, third):
    row = pd.DataFrame({"year": [2030], "egdi": [0.0], "osi": [osi], "tii": [tii], "hci": [hci]})
    weights = pd.DataFrame({"year": [2030], "weight_osi": [first], "weight_tii": [second], "weight_hci": [third]})
    mean = (first * osi + second * tii + third * hci) / (first + second + third)
    assert egdi.recompute(row, weights)["weighted_mean"].iloc[0] == pytest.approx(mean, abs=1e-5)


def test_korea_has_the_same_values_in_both_tables():
    korea = tables.load("egdi_korea").set_index("year")
    series = egdi.country_series(EGDI, "KOR", 2003, 2024).set_index("year")
    assert (korea[series.columns] == series).all(axis=None)


@pytest.mark.parametrize(("year", "mean"), [(2020, 0.5988), (2022, 0.6102), (2024, 0.6382)])
def test_world_means_are_those_published(year, mean):
    assert egdi.world_means(EGDI).set_index("year").loc[year, "mean"] == pytest.approx(mean, abs=5e-5)


def test_the_regional_means_of_2022_are_those_published():
    means = egdi.group_means(EGDI).query("year == 2022").set_index("group")["egdi"]
    assert means[["유럽", "아시아", "아메리카", "오세아니아", "아프리카"]].tolist() == [0.8305, 0.6493, 0.6438, 0.5081, 0.4054]


def test_zeros_are_left_out_of_means():
    means = egdi.world_means(EGDI).set_index("year")
    assert means.loc[2003, ["assessed", "not_assessed"]].tolist() == [173, 20]
    assert means.loc[2003, "mean_with_zeros"] == EDITIONS.set_index("year").loc[2003, "world_mean"]
    assert means.loc[2003, "mean"] == pytest.approx(0.3607 * 193 / 173, abs=2e-4)
    assert "20개 나라를 0점으로" in egdi.read_means(egdi.world_means(EGDI))


def test_a_chosen_set_has_a_mean_of_its_own():
    means = egdi.group_means(EGDI, ["DNK", "EST"]).query("year == 2024 and group == '고른 나라'").iloc[0]
    assert means["countries"] == 2 and means["egdi"] == pytest.approx((0.98474 + 0.97274) / 2, abs=5e-5)


def test_korea_ranks_as_published():
    ranks = egdi.country_series(EGDI, "KOR", 2003, 2024).set_index("year")["egdi_rank"].to_dict()
    assert ranks == {2003: 13, 2004: 5, 2005: 5, 2008: 6, 2010: 1, 2012: 1, 2014: 1, 2016: 3, 2018: 3, 2020: 2, 2022: 3, 2024: 4}


def test_countries_are_compared_by_their_korean_names():
    table = egdi.compare_countries(EGDI, ["KOR", "DNK", "KOR"], 2022, 2024)
    assert table["country"].tolist() == ["대한민국", "대한민국", "덴마크", "덴마크"]


def test_an_unknown_country_is_refused():
    with pytest.raises(DataError, match="그 나라의 값이 그 기간에 없습니다"):
        egdi.country_series(EGDI, "XXX", 2003, 2024)


def test_stability_agrees_with_scipy():
    from scipy.stats import spearmanr
    ranks = EGDI.pivot(index="iso3", columns="year", values="egdi_rank")[[2022, 2024]]
    found = egdi.rank_stability(EGDI).set_index("to_year").loc[2024]
    assert found["correlation"] == pytest.approx(spearmanr(ranks[2022], ranks[2024])[0], abs=6e-4)
    assert found["countries"] == 193 and 0 <= found["stayed"] <= 10


def test_equal_weights_give_the_published_rank():
    ranks = egdi.ranks_under_weights(EGDI.assign(osi=EGDI["egdi"], tii=EGDI["egdi"], hci=EGDI["egdi"]), "KOR", 2024)
    assert set(ranks["rank"]) == {4} and ranks[["osi", "tii", "hci"]].sum(axis=1).round(9).eq(1).all()
    with pytest.raises(DataError, match="평가받지 않은 나라"):
        egdi.ranks_under_weights(EGDI, "SSD", 2003)


def test_a_later_edition_is_computed_with_its_weights():
    later = pd.concat([EGDI, LATER])
    found = egdi.recompute(egdi.assessed(later), later_weights())
    assert len(found) == 2243 + 193 and egdi.country_series(later, "KOR", 2024, 2026)["year"].tolist() == [2024, 2026]
    assert len(egdi.exceptions(found, tables.load("egdi_checks"))) == 2


def test_a_later_edition_without_weights_is_refused_with_what_to_do():
    with pytest.raises(DataError, match="(?s)회차의 가중치가 없습니다.*2026.*egdi_editions.csv에"):
        egdi.recompute(pd.concat([EGDI, LATER]), EDITIONS)


def test_a_later_edition_widens_what_parameters_may_be(monkeypatch):
    changed = {"egdi": pd.concat([EGDI, LATER], ignore_index=True), "egdi_editions": later_weights()}
    load = tables.load
    monkeypatch.setattr(tables, "load", lambda name: changed[name] if name in changed else load(name))
    assert parameters.check("01_egov_history", last_year=2026, to_year=2026)["값"].tolist()[5] == "2026"
    with pytest.raises(ParameterError, match="2003 이상 2026 이하"):
        parameters.check("01_egov_history", last_year=2027)


@pytest.mark.parametrize(("values", "message"), [
    ({"stages": ["없는 시기"]}, "연표에 없는 시기"), ({"from_year": 2024, "to_year": 2014}, "앞서야 합니다"),
    ({"country": "SSD", "from_year": 2003}, "평가받지 않은 나라"), ({"from_year": 2015}, "없는 회차입니다"),
    ({"peers": ["SSD"], "last_year": 2005, "first_year": 2003}, "그 기간에 없습니다"),
])
def test_parameters_that_the_tables_cannot_serve_are_refused(values, message):
    with pytest.raises((DataError, ParameterError), match=message):
        parameters.check("01_egov_history", **values)


def test_a_country_added_as_a_row_is_drawn_with_its_name():
    row = {**EGDI[(EGDI["iso3"] == "KOR") & (EGDI["year"] == 2024)].iloc[0], "iso3": "XKX", "country": "Kosovo"}
    table = egdi.compare_countries(pd.concat([EGDI, pd.DataFrame([row])]), ["KOR", "XKX"], 2024, 2024)
    assert table["country"].tolist() == ["대한민국", "(Kosovo)"]


def test_sentences_follow_the_numbers():
    series = pd.DataFrame({"year": [2010, 2024], "egdi_rank": [1, 4], "egdi": [0.87854, 0.96789]})
    assert egdi.read_rank(series, "KOR").startswith("KOR: 2010년 1위(0.879), 2024년 4위(0.968)")
    nothing = pd.DataFrame({"year": [2020], "plain_difference": [0.0], "weighted_difference": [0.0]})
    assert "0개(없음)" in egdi.read_misfits(nothing)
    even = pd.DataFrame({"year": [2024], "not_assessed": [0], "mean": [0.6], "mean_with_zeros": [0.6]})
    assert "두 평균이 같습니다" in egdi.read_means(even)
