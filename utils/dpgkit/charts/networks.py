"""Charts of lesson 2: which terms go together, and what documents are about."""

from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pandas as pd

from dpgkit.charts.look import BLUE, GREY, PALETTE, WIDTH, finish
from dpgkit.charts.placing import NAME, placed
from dpgkit.errors import DataError
from dpgkit.language import say_title
from dpgkit.network import blocks as blocking
from dpgkit.topics.coherence import MEASURES

NET_WIDTH, NET_HEIGHT = 680, 560
LINES = (0.7, 6.0)                     # pixels: the thinnest and the thickest link
COLOURS = PALETTE[:-1]                 # one each for the largest communities; the others share the grey
CELL = 58                              # pixels: a cell of the density matrix
MINUS = "replace(datum.label, '\\u2212', '-')"       # the fonts have no minus sign of their own
PANEL = 190                            # pixels: the width of one topic
REST = "그 밖"                          # the small communities together

if TYPE_CHECKING:
    import networkx as nx


def term_network(net: "nx.Graph", groups: pd.DataFrame, title: str, source: str, *, seed: int = 1) -> alt.TopLevelMixin:
    """Return the network of terms: dots as large as the count, coloured by community, links as thick as their weight.

    Terms without a link are not drawn. Parameters: ``groups`` as ``network.communities`` returns them.
    Raises DataError for a network without links, which leaves nothing to draw.
    """
    if not net.size():
        raise DataError("함께 나온 낱말이 없어 그물을 그릴 수 없습니다.", value="연결 0개", allowed="연결 1개 이상",
                        todo="문서를 더하거나 낱말의 수를 늘리십시오.")
    places = placed(net, groups, NET_WIDTH, NET_HEIGHT, seed=seed)
    places["terms"] = _named_communities(places)
    x = alt.X("x:Q").axis(None).scale(domain=[0, NET_WIDTH], nice=False)
    y = alt.Y("y:Q").axis(None).scale(domain=[0, NET_HEIGHT], nice=False)
    name_y = alt.Y("name_y:Q").axis(None).scale(domain=[0, NET_HEIGHT], nice=False)
    line = alt.Chart(_links(net, places)).mark_rule(color="#B8B8B8", opacity=0.7, strokeCap="round").encode(
        x, y, alt.X2("x2"), alt.Y2("y2"), alt.StrokeWidth("width:Q").scale(None), alt.Tooltip(["terms:N", "weight:Q"]))
    base = alt.Chart(places)
    dots = base.mark_circle(opacity=1, stroke="white", strokeWidth=1).encode(
        x, y, alt.Size("area:Q").scale(None), _community_colour(places), alt.Tooltip(["term:N", "count:Q", "terms:N"])
    ).transform_calculate(area="PI * datum.radius * datum.radius")
    halo = base.mark_text(fontSize=NAME, stroke="white", strokeWidth=3.5).encode(x, name_y, alt.Text("term:N"))
    names = base.mark_text(fontSize=NAME, color="#222222").encode(x, name_y, alt.Text("term:N"))
    chart = (line + dots + halo + names).properties(width=NET_WIDTH, height=NET_HEIGHT)
    measure = f"낱말 {len(places)}개. 점의 넓이는 나온 횟수, 선의 굵기는 이어진 정도, 색은 자주 함께 나오는 무리"
    return finish(chart, "02_network", title, measure, source)


def block_matrix(found: pd.DataFrame, members: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return the densities between blocks as a small heat map; a dark frame marks cells above the overall mean.

    Parameters: ``found`` as ``blocks.densities`` and ``members`` as ``blocks.concor`` return them.
    """
    held = blocking.members(members, shown=4).set_index("block")["terms"]
    data = found.assign(terms=found["row"].map(lambda block: f"{block}  {held[block]}"), share=found["density"] / found["density"].max())
    base = alt.Chart(data).encode(alt.X("column:O").title("블록").axis(orient="top", labelAngle=0),
                                  alt.Y("terms:N").title(None).sort(alt.SortField("row")).axis(labelLimit=420, ticks=False))
    fill = base.mark_rect(stroke="white", strokeWidth=3).encode(
        alt.Color("density:Q").title("밀도").scale(scheme="blues", domainMin=0).legend(None))
    frame = base.transform_filter("datum.dense == 1").mark_rect(filled=False, stroke="#222222", strokeWidth=2)
    text = base.mark_text(fontSize=12).encode(
        alt.Text("density:Q", format=".2f"), alt.condition("datum.share > 0.7", alt.ColorValue("white"), alt.ColorValue("#222222")))
    chart = (fill + frame + text.transform_filter("isValid(datum.density)")).properties(width=alt.Step(CELL), height=alt.Step(CELL))
    return finish(chart, "02_blocks", title, "블록 사이 연결의 평균. 테두리는 전체 평균보다 높은 칸", source)


def topic_shares(shares: pd.DataFrame, title: str, source: str, *, columns: int = 3) -> alt.TopLevelMixin:
    """Return the share of each topic in each group of documents, one panel a topic, with its band.

    Parameters: ``shares`` as ``topics.group_shares`` returns them; groups stand in their order, from top to bottom.
    """
    order = list(dict.fromkeys(shares["group"]))
    size = shares.drop_duplicates("group").set_index("group")["documents"]
    names = {group: f"{say_title(group)} ({size[group]})" for group in order}
    data = shares.dropna(subset="share").assign(terms=shares["topic"].astype(str) + ". " + shares["label"], name=shares["group"].map(names))
    base = alt.Chart(data.drop(columns="label")).encode(
        alt.Y("name:N").title(None).sort(list(names.values())).axis(grid=True),
        alt.Tooltip(["group:N", "share:Q", "low:Q", "high:Q", "documents:Q"]))
    x = alt.X("share:Q").title(None).axis(format="%", tickCount=4).scale(domain=[0, _ceiling(shares)])
    band = base.transform_filter("isValid(datum.low)").mark_rule(color=BLUE, strokeWidth=5, opacity=0.3).encode(
        alt.X("low:Q").title(None), alt.X2("high"))
    chart = (band + base.mark_circle(color=BLUE, size=60, opacity=1).encode(x)).properties(width=PANEL, height=alt.Step(20))
    panels = chart.facet(alt.Facet("terms:N").title(None).sort(list(dict.fromkeys(data["terms"]))).header(labelAnchor="start"),
                         columns=columns)
    measure = "문서마다 잰 주제의 몫을 평균한 값. 옅은 띠는 문서를 다시 뽑아 본 범위, 괄호 안은 문서 수"
    return finish(panels, "02_topics", title, measure, source)


def coherence_line(table: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return coherence and stability over the number of topics, one panel a measure; a ring marks the highest value.

    Parameters: ``table`` as ``coherence.choose_k`` returns it.
    """
    panels = [_measure_line(table.dropna(subset=column), column, name) for column, name in MEASURES.items() if table[column].notna().any()]
    return finish(alt.vconcat(*panels, spacing=14), "02_coherence", title, "모두 클수록 좋은 값. 동그라미는 가장 높은 곳", source)


def _measure_line(table: pd.DataFrame, column: str, name: str) -> alt.TopLevelMixin:
    base = alt.Chart(table[["k", column]]).encode(
        alt.X("k:O").title("주제의 수" if column == list(MEASURES)[-1] else None).axis(labelAngle=0),
        alt.Y(f"{column}:Q").title(name).scale(zero=False).axis(tickCount=4, labelExpr=MINUS),
        alt.Tooltip(["k:O", f"{column}:Q"]))
    best = base.transform_filter(alt.FieldOneOfPredicate("k", [int(table.loc[table[column].idxmax(), "k"])]))
    ring = best.mark_point(color=BLUE, size=220, strokeWidth=1.5)
    return (base.mark_line(color=BLUE, strokeWidth=2) + base.mark_circle(color=BLUE, size=50, opacity=1) + ring).properties(
        width=WIDTH, height=110)


def _links(net: "nx.Graph", places: pd.DataFrame) -> pd.DataFrame:
    """Return the links with both ends and a width, the thickest last."""
    links = pd.DataFrame(list(net.edges(data="weight")), columns=["one", "other", "weight"]).sort_values("weight", kind="stable")
    at = places.set_index("term")[["x", "y"]]
    start, end = at.loc[links["one"]].to_numpy(), at.loc[links["other"]].to_numpy()
    width = np.maximum(LINES[1] * links["weight"] / links["weight"].max(), LINES[0]).round(2)
    drawn = pd.DataFrame({"terms": links["one"] + " - " + links["other"], "weight": links["weight"].round(3)})
    return drawn.assign(x=start[:, 0], y=start[:, 1], x2=end[:, 0], y2=end[:, 1], width=width)


def _named_communities(places: pd.DataFrame) -> pd.Series:
    """Return the name of each term's community: its number and most frequent terms; small ones share a name."""
    ordered = places.sort_values(["community", "count", "term"], ascending=[True, False, True])
    names = {number: f"{number} " + "·".join(part.head(3)) for number, part in ordered.groupby("community")["term"]}
    shown = list(names)[:len(COLOURS)]
    return places["community"].map(lambda number: names[number] if number in shown else say_title(REST))


def _community_colour(places: pd.DataFrame) -> alt.Color:
    named = places.sort_values("community")["terms"].unique()
    rest = [name for name in named if name == say_title(REST)]
    domain = [name for name in named if name not in rest]
    colours = [*COLOURS[:len(domain)], GREY]
    return alt.Color("terms:N").title(None).scale(domain=[*domain, *rest], range=colours[:len(domain) + len(rest)]).legend(
        orient="bottom", columns=3, symbolOpacity=1)


def _ceiling(shares: pd.DataFrame) -> float:
    """Return the right end of the axis: the highest share or band, up to the next tenth."""
    return min(np.ceil(np.nanmax([0.1, shares["share"].max(), shares["high"].max()]) * 10) / 10, 1.0)
