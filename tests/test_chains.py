"""Results chains: what leads where, what is broken, and a drawing on which links go to the right."""

import pandas as pd
import pytest

from dpgkit.cases import load_case
from dpgkit.errors import DataError
from dpgkit.kpi import chains

CASE = load_case("housing").indicators


def cards(*rows):
    table = pd.DataFrame(rows, columns=["indicator", "level", "feeds"])
    return table.assign(name=table["indicator"], assumption="까닭", guard_indicator="")


STRAIGHT = cards(("a", "activity", "b c"), ("b", "output", "d"), ("c", "output", "b"), ("d", "outcome", ""))


def test_the_chain_of_the_case_is_sound():
    assert chains.problems(CASE).empty and len(chains.edges(CASE)) > 10
    assert chains.read_chain(CASE).endswith("사슬의 문제는 없습니다.")


def test_feeders_are_found_through_several_links():
    assert chains.feeders(STRAIGHT, "d") == ["a", "b", "c"] and chains.feeders(STRAIGHT, "a") == []


@pytest.mark.parametrize(("rows", "who", "what"), [
    ([("a", "output", "x")], "a", "없는 지표로 이어집니다: x"),
    ([("a", "output", "a")], "a", "자기 자신으로 이어집니다"),
    ([("a", "outcome", "b"), ("b", "output", "")], "a", "아래 수준으로 이어집니다: b"),
    ([("a", "output", "b"), ("b", "output", "a")], "a", "되돌아오는 길이 있습니다"),
    ([("a", "output", "")], "a", "어떤 지표로도 이어지지 않습니다"),
])
def test_a_broken_chain_is_named(rows, who, what):
    assert [who, what] in chains.problems(cards(*rows)).values.tolist()


def test_a_link_without_a_reason_is_named_and_counted():
    silent = STRAIGHT.assign(assumption=["", "까닭", "까닭", ""])
    assert chains.problems(silent)["problem"].tolist() == ["이어진다고 보는 까닭이 없습니다: b", "이어진다고 보는 까닭이 없습니다: c"]
    assert "고칠 곳은 2곳입니다: a." in chains.read_chain(silent)


def test_a_guard_need_not_lead_anywhere():
    guarded = pd.concat([STRAIGHT, cards(("e", "output", ""))], ignore_index=True)
    assert chains.problems(guarded)["indicator"].tolist() == ["e"]
    assert chains.problems(guarded.assign(guard_indicator=["", "", "", "e", ""])).empty


@pytest.mark.parametrize("chain", [CASE, STRAIGHT], ids=["case", "straight"])
def test_every_link_leads_to_the_right_and_no_two_boxes_share_a_place(chain):
    places = chains.layout(chain).set_index("indicator")
    assert all(places.loc[link.giver, "x"] < places.loc[link.receiver, "x"] for link in chains.edges(chain).itertuples())
    assert not places.duplicated(["x", "y"]).any() and places.groupby("x")["level"].nunique().max() == 1


def test_long_links_pass_between_the_boxes():
    boxes, ways = chains.layout(CASE), chains.routes(CASE)
    inner = ways[(ways["step"] > 0) & (ways["step"] < ways.groupby(["giver", "receiver"])["step"].transform("max"))]
    assert len(inner) > 3
    for stop in inner.itertuples():
        assert (boxes.loc[boxes["x"] == stop.x, "y"] - stop.y).abs().min() >= (1 + chains.PASSING) / 2 - 1e-9


def test_a_circle_cannot_be_drawn():
    with pytest.raises(DataError, match="결과 사슬을 그릴 수 없습니다(?s:.*)되돌아오는"):
        chains.layout(cards(("a", "output", "b"), ("b", "output", "a")))


def test_another_library_sees_the_same_graph():
    net = chains.graph(CASE)
    assert set(net.edges) == set(chains.edges(CASE)[["giver", "receiver"]].itertuples(index=False, name=None))


def test_a_card_that_is_missing_is_an_error():
    with pytest.raises(DataError, match="없는 지표입니다"):
        chains.feeders(STRAIGHT, "nosuch")
    with pytest.raises(DataError, match="feeds"):
        chains.nodes(STRAIGHT.drop(columns="feeds"))
