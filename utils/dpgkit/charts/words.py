"""Charts of lesson 2: the words of documents."""

import altair as alt
import pandas as pd

from dpgkit.charts.look import WIDTH, finish


def keyword_bars(keywords: pd.DataFrame, title: str, source: str) -> alt.TopLevelMixin:
    """Return the leading terms as bars of mean TF-IDF; colour shows in how many documents each stands."""
    chart = alt.Chart(keywords).mark_bar().encode(
        alt.X("tfidf:Q").title("평균 TF-IDF").axis(tickCount=6),
        alt.Y("term:N").title(None).sort("-x"),
        alt.Color("documents:Q").title("나온 문서 수").scale(scheme="blues", domainMin=0),
        alt.Tooltip(["term:N", "tfidf:Q", "count:Q", "documents:Q"]),
    ).properties(width=WIDTH, height=alt.Step(20))
    return finish(chart, "02_keywords", title, "문서마다 잰 TF-IDF의 평균", source)
