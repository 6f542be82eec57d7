"""The chart of agenda codes over groups of documents."""

import altair as alt
import pandas as pd

from dpgkit.charts.look import BLUE, WIDTH, finish


def agenda_lines(table: pd.DataFrame, labels: dict[str, str], order: list[str], title: str, source: str) -> alt.TopLevelMixin:
    """Return one panel a code with its share of the sentences of each group.

    Not stacked: a sentence can carry several codes, so shares do not add up. Parameters: ``table`` as ``agenda.agenda_by``
    returns it; ``labels`` the name of each code; ``order`` of the groups.
    """
    data = table[["group", "code", "sentences", "of", "share"]].assign(code=table["code"].map(labels)).round({"share": 4})
    base = alt.Chart(data).encode(
        alt.X("group:N").title(None).sort([label for label in order if label in set(data["group"])]).axis(labelAngle=-40),
        alt.Y("share:Q").title("문장의 몫").axis(format="%", tickCount=4),
        tooltip=["code:N", "group:N", "sentences:Q", "of:Q", alt.Tooltip("share:Q", format=".1%")])
    panel = (base.mark_line(color=BLUE, strokeWidth=2) + base.mark_point(color=BLUE, filled=True, size=45, opacity=1)
             + base.mark_text(dy=-9, fontSize=10).encode(alt.Text("sentences:Q"))).properties(width=WIDTH / 2 - 40, height=120)
    chart = panel.facet(alt.Facet("code:N").title(None).sort(list(data["code"].unique())), columns=2)
    chart = chart.resolve_axis(x="independent", y="independent")
    return finish(chart, "02_agenda", title, "부호가 붙은 문장이 그 시기의 모든 문장에서 차지하는 몫, 점 위는 문장 수", source)
