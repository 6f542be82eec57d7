"""The network of terms: which are central, which form communities, and files for other programs."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dpgkit import atomic
from dpgkit.errors import DataError
from dpgkit.network.cooccurrence import EDGES
from dpgkit.reading import Reading, some

WEIGHTS = {"count": "함께 나온 횟수", "pmi": "PMI", "npmi": "NPMI"}
FILES = {".gexf": "write_gexf", ".graphml": "write_graphml", ".xlsx": ""}      # the ending decides; networkx writes the first two
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")            # XML has no place for these

if TYPE_CHECKING:
    import networkx as nx


def graph(pairs: pd.DataFrame, terms: pd.DataFrame, *, weight: str = "count") -> "nx.Graph":
    """Return the network of the terms: each link carries ``weight``, each term its count and documents.

    Pairs with a weight of 0 or less are left out, for they stand apart rather than together.

    Parameters: ``pairs`` and ``terms`` as ``cooccurrence.edges`` and ``cooccurrence.nodes`` return them.
    Raises DataError for a weight that is not in ``WEIGHTS``.

    >>> terms = pd.DataFrame({"term": ["국민", "법률"], "count": [3, 2], "documents": [1, 1]})
    >>> pairs = pd.DataFrame({"source": ["국민"], "target": ["법률"], "count": [2], "pmi": [0.5], "npmi": [0.4]})
    >>> graph(pairs, terms, weight="npmi")["국민"]["법률"]["weight"]
    0.4
    """
    import networkx as nx

    if weight not in WEIGHTS:
        raise DataError("연결의 굵기로 쓸 수 없는 값입니다.", value=weight, allowed=WEIGHTS, todo="weight를 고치십시오.")
    linked = pairs[(pairs[weight] > 0) & pairs["source"].isin(terms["term"]) & pairs["target"].isin(terms["term"])]
    linked = linked.assign(weight=linked[weight].astype(float)).set_index(["source", "target"])
    net = nx.Graph()
    net.add_nodes_from(_plain(terms.set_index("term")[["count", "documents"]]).items())
    net.add_edges_from((*ends, facts) for ends, facts in _plain(linked[["weight", *EDGES[2:]]]).items())
    return net


def centralities(net: "nx.Graph") -> pd.DataFrame:
    """Return where each term stands: term, degree, strength, betweenness, closeness, eigenvector (Freeman 1979; Bonacich 1972).

    Degree counts the neighbours, strength adds the weights of the links. For betweenness and closeness a link is
    1 / weight long; closeness is multiplied by the share of terms within reach (Wasserman and Faust 1994). The
    eigenvector is that of the weights in the largest component, of length 1; terms outside that component have 0.
    """
    import networkx as nx

    far = nx.Graph((one, other, {"length": 1 / weight}) for one, other, weight in net.edges(data="weight"))
    far.add_nodes_from(net)
    values = {"degree": dict(net.degree), "strength": dict(net.degree(weight="weight")),
              "betweenness": nx.betweenness_centrality(far, weight="length"),
              "closeness": nx.closeness_centrality(far, distance="length"), "eigenvector": _eigenvector(net)}
    table = pd.DataFrame(values, index=pd.Index(list(net), name="term"), columns=list(values)).round(6).reset_index()
    return table.sort_values(["strength", "term"], ascending=[False, True], ignore_index=True)


def communities(net: "nx.Graph", *, seed: int = 1, resolution: float = 1.0) -> pd.DataFrame:
    """Return the communities by the Louvain method (Blondel and others 2008): term, community.

    Number 1 is the largest; of equals, the one whose first term comes first in the alphabet. A higher ``resolution``
    gives more and smaller communities. The order of the tables that the network was made from changes nothing.
    """
    import networkx as nx

    names = sorted(net)
    number = {name: place for place, name in enumerate(names)}         # sets of words change their order from run to run
    plain = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    plain.add_weighted_edges_from(sorted((*sorted((number[one], number[other])), weight)
                                         for one, other, weight in net.edges(data="weight")))
    found = nx.community.louvain_communities(plain, seed=seed, resolution=resolution)
    ordered = sorted(map(sorted, found), key=lambda members: (-len(members), members))
    rows = [(names[member], place) for place, members in enumerate(ordered, start=1) for member in members]
    return pd.DataFrame(rows, columns=["term", "community"])


def modularity(net: "nx.Graph", groups: pd.DataFrame) -> float:
    """Return how much more weight lies within ``communities`` than chance would put there (Newman 2004); 0 without links."""
    import networkx as nx

    members = [set(part) for _, part in groups.groupby("community")["term"]]
    return round(nx.community.modularity(net, members), 6) if net.size() else 0.0


def adjacency(net: "nx.Graph") -> pd.DataFrame:
    """Return the network as a square table of its weights, terms by terms, for ``blocks.concor``."""
    import networkx as nx

    return nx.to_pandas_adjacency(net)


def headline(net: "nx.Graph", groups: pd.DataFrame) -> str:
    """Return the title of a picture of a network: its size and how many communities it has.

    >>> headline(graph(pd.DataFrame(columns=EDGES), pd.DataFrame({"term": ["국민"], "count": [3], "documents": [1]})),
    ...          pd.DataFrame({"term": ["국민"], "community": [1]}))
    '낱말 1개, 연결 0개, 둘 이상이 모인 무리 0개'
    """
    together = int((groups["community"].value_counts() > 1).sum())
    return f"낱말 {net.number_of_nodes()}개, 연결 {net.number_of_edges()}개, 둘 이상이 모인 무리 {together}개"


def read_network(net: "nx.Graph", groups: pd.DataFrame) -> Reading:
    """Return a few sentences on the size of a network, its best linked terms and its communities.

    >>> pairs = pd.DataFrame({"source": ["국민"], "target": ["법률"], "count": [2], "pmi": [0.5], "npmi": [0.4]})
    >>> net = graph(pairs, pd.DataFrame({"term": ["국민", "법률"], "count": [3, 2], "documents": [1, 1]}))
    >>> str(read_network(net, communities(net))).split(". ")[0]
    '낱말 2개 가운데 2개가 연결 1개로 이어져 있습니다'
    """
    size, links = net.number_of_nodes(), net.number_of_edges()
    if not links:
        return Reading(f"낱말 {size}개 사이에 연결이 없습니다.")
    table = centralities(net)
    linked, most = int((table["degree"] > 0).sum()), table["degree"].max()
    bridge = f" 낱말을 잇는 가장 짧은 길에 가장 자주 놓인 것은 {_leaders(table, 'betweenness')}입니다." * bool(table["betweenness"].any())
    count = int((groups["community"].value_counts() > 1).sum())
    return Reading(f"낱말 {size}개 가운데 {linked}개가 연결 {links}개로 이어져 있습니다. 이웃이 가장 많은 것은 "
                   f"{_leaders(table, 'degree')}({most}개)입니다.{bridge} "
                   f"둘 이상이 모인 무리는 {count}개이고, 모듈성은 {modularity(net, groups):.2f}입니다.")


def with_groups(net: "nx.Graph", groups: pd.DataFrame) -> "nx.Graph":
    """Return a copy of the network whose terms carry the other columns of a table with a column ``term``.

    Parameters: ``groups`` for example as ``communities``, ``centralities`` or ``blocks.concor`` return them.

    >>> net = graph(pd.DataFrame(columns=EDGES), pd.DataFrame({"term": ["국민"], "count": [3], "documents": [1]}))
    >>> with_groups(net, pd.DataFrame({"term": ["국민"], "community": [1]})).nodes["국민"]
    {'count': 3, 'documents': 1, 'community': 1}
    """
    import networkx as nx

    marked = net.copy()
    nx.set_node_attributes(marked, _plain(groups.set_index("term")))
    return marked


def export(net: "nx.Graph", path: Path) -> Path:
    """Write the network for another program: GEXF (Gephi), GraphML, or XLSX with the sheets nodes, edges and blocks.

    The file appears whole or not at all. The sheet ``blocks`` lists the members of each community and block that
    ``with_groups`` gave the terms. Raises DataError for another ending, or where the file cannot be written.
    """
    import networkx as nx

    path = Path(path)
    kind = path.suffix.lower()
    if kind not in FILES:
        raise DataError("이 형식으로는 저장하지 못합니다.", value=path.name, allowed=FILES, todo="파일 이름의 끝을 고치십시오.")
    broken = [term for term in net if CONTROL.search(term)]
    if broken:
        raise DataError("파일에 담을 수 없는 제어 문자가 낱말에 있습니다.", value=repr(broken[0]), todo="그 낱말을 고치거나 빼십시오.")
    with atomic.replacing(path, what="네트워크 파일을 쓰지 못했습니다.") as part:
        _write_workbook(net, part) if kind == ".xlsx" else getattr(nx, FILES[kind])(net, part)
    return path


def _eigenvector(net: "nx.Graph") -> dict[str, float]:
    import networkx as nx

    parts = sorted(map(sorted, nx.connected_components(net)), key=lambda part: (-len(part), part))
    if not parts or len(parts[0]) < 2:
        return dict.fromkeys(net, 0.0)
    _, vectors = np.linalg.eigh(nx.to_numpy_array(net, nodelist=parts[0]))      # ascending: the last one is the leading one
    return {**dict.fromkeys(net, 0.0), **dict(zip(parts[0], np.abs(vectors[:, -1]), strict=True))}


def _plain(table: pd.DataFrame) -> dict:
    """Return the rows of a table as plain Python values, by its index."""
    return dict(zip(table.index, table.astype(object).to_dict("records"), strict=True))


def _leaders(table: pd.DataFrame, column: str) -> str:
    """Return the terms that share the highest value, three at most."""
    best = sorted(table.loc[table[column] == table[column].max(), "term"])
    return some(best, 3)


def _write_workbook(net: "nx.Graph", path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    terms = pd.DataFrame([{"term": term, **facts} for term, facts in net.nodes(data=True)])
    links = [{"source": one, "target": other, **facts} for one, other, facts in net.edges(data=True)]
    links = pd.DataFrame(links, columns=["source", "target", "weight", *EDGES[2:]])
    for name, table in {"nodes": terms, "edges": links, "blocks": _members(terms)}.items():
        sheet = book.create_sheet(name)
        for row in [list(table.columns), *table.astype(object).where(table.notna(), None).to_numpy().tolist()]:
            sheet.append(row)
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.data_type, cell.quotePrefix = "s", True          # text stays text, even where it begins with =
    book.save(path)


def _members(terms: pd.DataFrame) -> pd.DataFrame:
    """Return one row a community and a block: kind, number, size, terms."""
    rows = [(kind, number, len(part), ", ".join(part)) for kind in ("community", "block") if kind in terms
            for number, part in terms.groupby(kind)["term"]]
    return pd.DataFrame(rows, columns=["kind", "number", "size", "terms"])
