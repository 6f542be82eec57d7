"""Centralities and communities against published values; files that other programs read."""

import networkx as nx
import openpyxl
import pandas as pd
import pytest

from dpgkit import charts, network
from dpgkit.errors import DataError

TERMS = pd.DataFrame({"term": ["국민", "정부 24", "=합계", "외톨이"], "count": [9, 5, 4, 1], "documents": [3, 2, 2, 1]})
PAIRS = pd.DataFrame({"source": ["국민", "=합계", "국민"], "target": ["정부 24", "국민", "외톨이"], "count": [4, 2, 1],
                      "pmi": [1.5, 0.5, -0.5], "npmi": [0.5, 0.2, -0.1]})
NET = network.graph(PAIRS, TERMS)


def unweighted(net):
    nx.set_edge_attributes(net, 1.0, "weight")
    return net


def test_a_weight_below_zero_is_no_link():
    net = network.graph(PAIRS, TERMS, weight="npmi")
    assert net.number_of_nodes() == 4 and net.degree("외톨이") == 0 and net["국민"]["정부 24"]["weight"] == 0.5


def test_an_unknown_weight_is_refused():
    with pytest.raises(DataError, match="쓸 수 없는 값"):
        network.graph(PAIRS, TERMS, weight="g2")


def test_centralities_are_those_published_for_the_florentine_families():
    table = network.centralities(unweighted(nx.florentine_families_graph())).set_index("term")       # Padgett and Ansell 1993
    assert table.index[0] == "Medici" and table.loc["Medici", "degree"] == 6
    betweenness = table.loc[["Medici", "Guadagni", "Strozzi"], "betweenness"].round(3).tolist()
    assert betweenness == [0.522, 0.255, 0.103]                                                       # Jackson 2008, chapter 1
    assert table.loc["Medici", "closeness"] == 0.56 and (table["eigenvector"] ** 2).sum() == pytest.approx(1, abs=1e-5)
    assert table["eigenvector"].to_dict() == pytest.approx(nx.eigenvector_centrality(nx.florentine_families_graph(), tol=1e-9), abs=1e-5)


def test_a_strong_link_is_a_short_one():
    net = nx.Graph()
    net.add_weighted_edges_from([("가", "나", 4.0), ("나", "다", 4.0), ("가", "다", 1.0)])
    table = network.centralities(net).set_index("term")
    assert table.loc["나", "betweenness"] == 1 and table.loc["가", "closeness"] == pytest.approx(2 / (0.25 + 0.5))


def test_eigenvector_is_that_of_the_largest_component():
    net = unweighted(nx.Graph([("가", "나"), ("나", "다"), ("라", "마")]))
    values = network.centralities(net).set_index("term")["eigenvector"]
    assert values[["라", "마"]].tolist() == [0, 0] and values["나"] == pytest.approx(0.5 ** 0.5, abs=1e-6)


def test_louvain_reaches_the_published_modularity_of_the_karate_club():
    net = unweighted(nx.relabel_nodes(nx.karate_club_graph(), str))
    groups = network.communities(net)
    assert round(network.modularity(net, groups), 2) == 0.42 and groups["community"].nunique() == 4      # Blondel and others 2008


def test_communities_do_not_depend_on_the_order_of_the_tables():
    net = nx.Graph()
    edges = [(str(a), str(b), 1.0) for a, b in nx.karate_club_graph().edges]
    net.add_weighted_edges_from(reversed([(b, a, weight) for a, b, weight in edges]))
    again = nx.Graph()
    again.add_weighted_edges_from(edges)
    assert network.communities(net).equals(network.communities(again))


def test_communities_are_numbered_by_size_then_by_first_term():
    net = unweighted(nx.Graph([("다", "라"), ("가", "나"), ("마", "바"), ("바", "사"), ("마", "사")]))
    assert network.communities(net).groupby("community")["term"].agg("".join).to_dict() == {1: "마바사", 2: "가나", 3: "다라"}


def test_an_empty_network_gives_empty_tables_and_says_so():
    net = network.graph(PAIRS.head(0), TERMS.head(0))
    groups = network.communities(net)
    assert network.centralities(net).columns.tolist() == ["term", "degree", "strength", "betweenness", "closeness", "eigenvector"]
    assert groups.columns.tolist() == ["term", "community"] and network.modularity(net, groups) == 0
    assert network.read_network(net, groups) == "낱말 0개 사이에 연결이 없습니다."


def test_the_reading_names_all_that_share_the_first_place():
    net = unweighted(nx.Graph([("가", "나"), ("나", "다"), ("다", "라"), ("라", "가")]))
    assert "이웃이 가장 많은 것은 가, 나, 다, 라(2개)입니다." in network.read_network(net, network.communities(net))


@pytest.mark.parametrize(("ending", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
def test_korean_names_survive_a_round_trip(tmp_path, ending, read):
    groups = network.communities(NET)
    path = network.export(network.with_groups(NET, groups), tmp_path / "한글 폴더" / f"연결 그림.{ending}")
    back = read(path)
    assert sorted(back) == sorted(NET) and back["국민"]["정부 24"]["npmi"] == 0.5
    assert {term: back.nodes[term]["community"] for term in back} == groups.set_index("term")["community"].to_dict()


def test_a_workbook_holds_three_sheets_and_no_formula(tmp_path):
    marked = network.with_groups(NET, pd.DataFrame({"term": ["국민", "=합계"], "block": [1, 1]}))
    book = openpyxl.load_workbook(network.export(marked, tmp_path / "연결.XLSX"))
    assert book.sheetnames == ["nodes", "edges", "blocks"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(cells) == 2 and all(cell.data_type == "s" for cell in cells)
    assert [cell.value for cell in book["blocks"][2]] == ["block", 1, 2, "국민, =합계"]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(DataError, match="저장하지 못합니다"):
        network.export(NET, tmp_path / "연결.csv")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "연결.xlsx").mkdir()
    (tmp_path / "연결.xlsx" / "안").touch()
    with pytest.raises(DataError, match="쓰지 못했습니다"):
        network.export(NET, tmp_path / "연결.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["연결.xlsx"]


@pytest.mark.parametrize("ending", ["gexf", "graphml", "xlsx"])
def test_a_character_that_no_file_can_hold_is_a_clear_message(tmp_path, ending):
    with pytest.raises(DataError, match="제어 문자"):
        network.export(network.graph(PAIRS.head(0), TERMS.assign(term=["국\x01민", "가", "나", "다"])), tmp_path / f"연결.{ending}")


def test_a_network_without_links_is_not_drawn():
    nobody = pd.DataFrame(columns=["source", "target", "count", "pmi", "npmi"])
    net = network.graph(nobody, pd.DataFrame({"term": ["국민"], "count": [3], "documents": [1]}))
    with pytest.raises(DataError, match="그물을 그릴 수 없습니다"):
        charts.term_network(net, network.communities(net), "제목", "시험")
