"""Charts of lesson 1 beside the timeline and the index: a law that grows, a survey with breaks, the claims."""

import altair as alt
import pandas as pd

from dpgkit import claims, history, tables
from dpgkit.charts.look import BLUE, GREEN, GREY, ORANGE, PURPLE, WIDTH, finish
from dpgkit.history import surveys

CHANGES = {"제정": PURPLE, "전부개정": ORANGE, "일부개정": BLUE, "타법개정": GREY}
MEASURES = dict(zip(surveys.MEASURES.values(), [BLUE, ORANGE, GREEN], strict=True))
HEIGHT = 260
VERDICTS = dict(zip(claims.VERDICTS.values(), [BLUE, ORANGE, "#BBBBBB"], strict=True))


def law_growth(growth: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the characters of a law at each promulgation; colour shows what kind of change it was."""
    data = growth.assign(day=history.first_day(growth["promulgated"]))
    data = data[["day", "promulgated", "change", "text_chars", "n_articles", "law_no"]]
    kinds = [kind for kind in CHANGES if kind in set(data["change"])]
    base = alt.Chart(data).encode(
        alt.X("day:T").title(None).axis(format="%Y", tickCount=10).scale(padding=12),
        alt.Y("text_chars:Q").title("본문 글자 수").scale(zero=True, nice=True))
    line = base.mark_line(interpolate="step-after", color="#BBBBBB", strokeWidth=2)
    dots = base.mark_point(filled=True, size=80, opacity=1).encode(
        alt.Color("change:N").title("바뀐 것").scale(domain=kinds, range=[CHANGES[kind] for kind in kinds]),
        alt.Tooltip(["promulgated:N", "change:N", "law_no:Q", "n_articles:Q", "text_chars:Q"]))
    chart = (line + dots).properties(width=WIDTH, height=240)
    measure = "점 하나가 공포된 판 하나, 세로는 본문의 글자 수"
    return finish(chart, "01_law", title, measure, "국가법령정보센터 법령 연혁(표 law_history)")


def survey(series: pd.DataFrame, breaks: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return the survey's values; a dashed line crosses a break, an open dot is a derived value, grey years are those of
    which the method is not known.

    Parameters: ``series`` of ``surveys.survey_series``, ``breaks`` of ``surveys.breaks``.
    """
    years = sorted(set(series["year"]) | set(breaks["year"]))
    x = alt.X("year:O").title(None).scale(domain=years).axis(labelAngle=0)
    unknown = alt.Chart(breaks.loc[breaks["reason"] == "미확인", ["year"]]).mark_rect(color="#EFEFEF").encode(
        x, alt.YValue(0), alt.Y2Value(HEIGHT))
    colour = alt.Color("measure:N").title(None).scale(domain=list(MEASURES), range=list(MEASURES.values()))
    y = alt.Y("value:Q").title("비율 (%)").scale(domain=[50, 100], zero=False)
    steps = alt.Chart(surveys.line_steps(series, breaks)).mark_rule(strokeWidth=2).encode(
        x, y, alt.X2("next_year"), alt.Y2("next_value"), colour,
        strokeDash=alt.condition("datum.broken", alt.value([3, 3]), alt.value([1, 0])))
    dots = alt.Chart(series[["year", "measure", "value", "derived"]]).mark_point(size=60, opacity=1, strokeWidth=2).encode(
        x, y, colour, fill=alt.condition("datum.derived", alt.value("white"), colour),
        tooltip=["measure:N", "year:O", "value:Q"])
    marks = alt.Chart(breaks.loc[breaks["reason"] == "방법", ["year"]]).mark_rule(color="#333333", strokeDash=[2, 2]).encode(x)
    chart = (unknown + marks + steps + dots).properties(width=WIDTH, height=HEIGHT)
    measure = "점선은 이어 읽지 않을 곳, 세로줄은 방법이 바뀐 해, 빈 점은 계산한 값, 회색 해는 방법을 모름"
    return finish(chart, "01_survey", title, measure, "행정안전부 전자정부서비스 이용실태조사(표 service_survey)")


def ledger_bars(ledger: pd.DataFrame, title: str) -> alt.TopLevelMixin:
    """Return how many claims of each topic the tables support, contradict and cannot decide."""
    labels = next(field["labels"] for field in tables.resource("claims")["schema"]["fields"] if field["name"] == "topic")
    data = ledger.assign(topic=ledger["topic"].map(labels).fillna(ledger["topic"]), verdict=ledger["verdict"].map(claims.VERDICTS))
    counts = data.groupby(["topic", "verdict"], sort=False).size().rename("claims").reset_index()
    order = {label: place for place, label in enumerate(VERDICTS)}
    counts = counts.assign(order=counts["verdict"].map(order))
    chart = alt.Chart(counts).mark_bar(height=18).encode(
        alt.X("claims:Q").title("주장의 수").axis(tickMinStep=1),
        alt.Y("topic:N").title(None).sort(list(data["topic"].unique())),
        alt.Color("verdict:N").title("판정").scale(domain=list(VERDICTS), range=list(VERDICTS.values())),
        alt.Order("order:Q"),
        alt.Tooltip(["topic:N", "verdict:N", "claims:Q"]),
    ).properties(width=WIDTH, height=alt.Step(28))
    measure = "주제마다 표가 뒷받침하는 주장, 어긋나는 주장, 가릴 수 없는 주장"
    return finish(chart, "01_claims", title, measure, "주장마다 적은 표(claims)")
