"""Which parameters the exercises of lesson 2 can take, and the bands within which they are alike in difficulty."""

from functools import cache

import pandas as pd

from dpgkit.exercises import expected02, material
from dpgkit.exercises.given import PolicyText
from dpgkit.exercises.variants import Measure

WORDS = ("국회", "대통령", "법률", "국민", "법원", "선거", "국가", "국무총리", "정당", "의원", "회의", "공무원", "재판", "헌법", "자유",
         "권리", "의무", "임기", "경제", "정부", "법관", "국회의원", "국무위원", "위원", "보장")
LATER = ("디지털플랫폼정부", "지능형정부", "AI 정부")
EARLIER = ("지능형정부", "모바일·정부3.0", "전자정부 추진기")
IN_CONTEXT = ("플랫폼", "국민", "민원", "데이터", "서비스", "시스템", "신청", "주민", "정보", "행정", "기관")
LEAST = 15               # occurrences of a term that an exercise may be about
MARGIN = 0.05            # a ratio this close to a limit of the rule would hang on rounding


def pools() -> dict[str, tuple]:
    """Return what each parameter is drawn from."""
    frequent = expected02.frequencies(())
    first, others = frequent["term"].iloc[0], frequent["term"].iloc[1:9]
    terms = tuple(frequent.loc[frequent["count"] >= LEAST, "term"])
    return {"word": WORDS, "dropped": tuple([first, other] for other in others), "stage_a": LATER, "stage_b": EARLIER,
            "kwic_term": IN_CONTEXT, "term": terms, "rate_term": terms, "trend_term": terms, "idea": ("data", "platform", "actors")}


def order(values: PolicyText) -> float:
    """Return by how many stages the later one follows the earlier one; nothing where few terms look as if they went the other way."""
    stages = material.analysed().order
    turns = _turns(values.stage_a, values.stage_b)
    return stages.index(values.stage_a) - stages.index(values.stage_b) if (turns >= MARGIN).sum() >= 4 else -1


def drops(values: PolicyText) -> float:
    """Return how many words enter the first five once the others are taken out."""
    before, after = (expected02.frequencies(more)["term"].head(5) for more in ((), tuple(values.dropped)))
    return (~after.isin(before)).sum() if values.dropped[0] == before.iloc[0] else -1


def distance(values: PolicyText) -> float:
    """Return the size of the log-likelihood of the term; nothing where a count is too small to be compared."""
    cells = expected02.cells_of(values.term, values.stage_a, values.stage_b)
    return abs(cells.likelihood()) if min(cells.count_a, cells.count_b) >= 2 else -1


def hidden(values: PolicyText) -> float:
    """Return how often the term stands inside longer words; nothing where two of these stand equally often."""
    letters, words, holders = expected02.found(values.kwic_term, values.stage_a)
    return letters - words if words >= 3 and len(holders) > 1 and holders.iloc[0] > holders.iloc[1] else -1


def turned(values: PolicyText) -> float:
    """Return by how much the rate went the other way than the count; nothing where it is in doubt whether the bands overlap."""
    turn = _turns(values.stage_a, values.stage_b)[values.rate_term]
    if turn < MARGIN:                    # before the bands, which take longer
        return turn
    table = expected02.rate_bands(values)
    clear = abs(expected02.bands_gap(table, values)) > MARGIN * table.loc[[values.stage_a, values.stage_b], "rate"].max()
    return turn if clear else -1


def missing(values: PolicyText) -> float:
    """Return in how many stages the term never stands; nothing where the chart leaves its highest point or its bands in doubt."""
    table = expected02.flow(values.trend_term, values.seed).set_index("period")
    highest = table["rate"].nlargest(2)
    clear = highest.iloc[0] > 1.1 * highest.iloc[1] and abs(expected02.bands_gap(table, values)) > MARGIN * highest.iloc[0]
    return (table["count"] == 0).sum() if clear else -1


def ratio(values: PolicyText) -> float:
    """Return how far the ratio of the shares lies from the limits of the rule."""
    (share_a, _, _), (share_b, _, _) = expected02.idea_shares(values)
    times = share_a / share_b
    return min(abs(times / limit - 1) for limit in (expected02.RATIO, 1 / expected02.RATIO))


def topics(values: PolicyText) -> float:
    """Return how many groups of topics the ten sentences come from."""
    drawn = material.drawn_sentences(values.seed)
    return drawn["kind"].nunique() if len(drawn) == material.SENTENCES else -1


MEASURES = (
    Measure("02-1", "글자열의 횟수", ("word",), lambda values: material.constitution().count(values.word), 15, 150),
    Measure("02-6", "뒤 시기가 앞선 시기의 수", ("stage_a", "stage_b"), order, 1, 3),
    Measure("02-2", "새로 5위 안에 든 말", ("dropped",), drops, 1, 2),
    Measure("02-3", "G²의 크기", ("term",), distance, 1, 60),
    Measure("02-4", "다른 낱말 속에 든 곳", ("kwic_term",), hidden, 3, 150),
    Measure("02-6", "비율과 횟수가 엇갈린 정도", ("rate_term",), turned, MARGIN, 1),
    Measure("02-7", "나오지 않은 시기", ("trend_term",), missing, 1, 5),
    Measure("02-8", "규칙의 경계에서 떨어진 정도", ("idea", "stage_a", "stage_b"), ratio, MARGIN, 100),
    Measure("02-5", "문장이 온 묶음", ("seed",), topics, 5, 10),
)


@cache
def _turns(stage_a: str, stage_b: str) -> pd.Series:
    """Return for each term by how much its rate went the other way than its count, -1 where it did not or the term is rare."""
    table = expected02.by_stage()
    counts = table[[stage_a, stage_b]]
    rates = counts / counts.sum()
    change = (counts[stage_a] - counts[stage_b]) * (rates[stage_a] - rates[stage_b])
    opposite = (change < 0) & (counts.min(axis=1) >= 4) & (table.sum(axis=1) >= LEAST)
    return ((rates[stage_a] - rates[stage_b]).abs() / rates.max(axis=1)).where(opposite, -1)
