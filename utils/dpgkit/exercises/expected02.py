"""What the checks of lesson 2 compare with, recounted from the documents of the kit."""

import math
from functools import cache
from typing import NamedTuple

import pandas as pd

from dpgkit import agenda, keywords, lexicon
from dpgkit.exercises import material
from dpgkit.exercises.given import PolicyText
from dpgkit.exercises.values import compact
from dpgkit.keywords import concordance, groups, trends

FEW, RATIO = 5, 1.5      # of exercise 02-8: sentences on each side, and how many times as many speak for the claim
CRITICAL = 3.84          # a log-likelihood with one degree of freedom beyond which p < .05


class Cells(NamedTuple):
    """How often a term stands in two groups, and how many words are counted in each."""

    count_a: int
    count_b: int
    words_a: int
    words_b: int

    def expected(self) -> tuple[float, float]:
        """Return how often the term would stand in each group if both used it alike."""
        rate = (self.count_a + self.count_b) / (self.words_a + self.words_b)
        return self.words_a * rate, self.words_b * rate

    def rates(self) -> tuple[float, float]:
        """Return the occurrences in a million words of each group."""
        return self.count_a / self.words_a * trends.MILLION, self.count_b / self.words_b * trends.MILLION

    def likelihood(self) -> float:
        """Return the signed log-likelihood from the two cells of the term (Rayson and Garside 2000)."""
        pairs = zip((self.count_a, self.count_b), self.expected(), strict=True)
        size = 2 * sum(seen * math.log(seen / chance) for seen, chance in pairs if seen)
        return size if self.count_a >= self.expected()[0] else -size


def cells_of(term: str, stage_a: str, stage_b: str) -> Cells:
    """Return the counts of a term and of all words in two stages."""
    table = by_stage()
    return Cells(*(int(table.loc[term, stage]) for stage in (stage_a, stage_b)), *(int(table[stage].sum()) for stage in (stage_a, stage_b)))


@cache
def by_stage() -> pd.DataFrame:
    """Return how often each term stands in each stage: terms x stages."""
    data = material.analysed()
    counts = data.counts.assign(stage=data.counts["document"].map(data.stage))
    return counts.groupby(["term", "stage"])["count"].sum().unstack(fill_value=0)


def documents_with(term: str, *stages: str) -> list[int]:
    """Return in how many documents of each of some stages a term stands."""
    data = material.analysed()
    having = data.counts.loc[data.counts["term"] == term, "document"].map(data.stage)
    return [int((having == stage).sum()) for stage in stages]


@cache
def all_tokens() -> pd.Series:
    """Return how many tokens of every part of speech each stage has."""
    data = material.analysed()
    return data.whole["document"].map(data.stage).value_counts()


@cache
def frequencies(more: tuple[str, ...]) -> pd.DataFrame:
    """Return the frequencies of terms without some more stop words."""
    counts = material.analysed().counts
    words = set(map(compact, lexicon.with_stopwords(lexicon.load(), more).stopwords["term"])) if more else set()
    return keywords.frequency(counts[~counts["term"].map(compact).isin(words)])


@cache
def found(term: str, stage: str) -> tuple[int, int, pd.Series]:
    """Return how often a term stands as letters and as a word in the documents of a stage, and the longer words that hold it."""
    data = material.analysed()
    inside = data.stage.index[data.stage == stage]
    sentences, whole = (table[table["document"].isin(inside)] for table in (data.sentences, data.whole))
    places = [len(concordance.concordance(sentences, term, tokens=tokens)) for tokens in (None, whole)]
    lemmas = whole["lemma"]
    return *places, lemmas[lemmas.str.contains(term, regex=False) & (lemmas != term)].value_counts()


@cache
def flow(term: str, seed: int) -> pd.DataFrame:
    """Return the trend of one term over the stages."""
    data = material.analysed()
    return trends.trend(data.counts, data.stage, [term], order=[*data.order, groups.UNKNOWN], seed=seed)


def rate_bands(given: PolicyText) -> pd.DataFrame:
    """Return the trend of the term of exercise 02-6, with the periods as its index."""
    return flow(given.rate_term, given.seed).set_index("period")


def bands_gap(table: pd.DataFrame, given: PolicyText) -> float:
    """Return by how much the bands of the two stages lie apart, below 0 where they overlap; in occurrences in a million words."""
    a, b = table.loc[given.stage_a], table.loc[given.stage_b]
    return max(a["low"] - b["high"], b["low"] - a["high"])


def on_chance(went: str, cells: Cells, apart: bool) -> str:
    """Return what a report may say of a rate that moved."""
    a, b = cells.rates()
    told = (f"비율은 백만 낱말에 {b:,.0f}번에서 {a:,.0f}번으로 움직였고, G2의 크기는 {abs(cells.likelihood()):.2f}입니다"
            f"({CRITICAL}가 p = .05의 경계). ")
    if apart:
        return f"{told}두 띠도 겹치지 않습니다. 보고서에는 문서의 수를 함께 적으십시오."
    return f"{told}두 띠가 겹쳐 우연과 가르기 어렵습니다. 보고서에는 '{went}고 말할 근거가 모자란다'고 적으십시오."


@cache
def ideas() -> pd.DataFrame:
    """Return the share of sentences of each stage with each idea of the article, among all sentences and among those with an idea."""
    data = material.analysed()
    codes = agenda.code_sentences(data.whole, data.sentences, agenda.load_codebook())
    codes = codes[codes["scheme"] == "dpg"]
    among = agenda.agenda_by(codes, data.stage)
    return agenda.agenda_by(codes, data.stage, sentences=data.sentences).merge(
        among[["group", "code", "share"]], on=["group", "code"], suffixes=("", "_of_coded")).set_index(["code", "group"])


def idea_shares(given: PolicyText) -> list[tuple[float, int, float]]:
    """Return for both stages the share of sentences with the idea, their number, and their share among the coded sentences."""
    rows = [ideas().loc[(given.idea, stage)] for stage in (given.stage_a, given.stage_b)]
    return [(float(row["share"]), int(row["sentences"]), float(row["share_of_coded"])) for row in rows]


def verdict_of(ratio: float, seen_a: int, seen_b: int) -> str:
    """Return the verdict by the rule of the exercise."""
    if min(seen_a, seen_b) < FEW:
        return "판단할 수 없음"
    return "주장 쪽" if ratio >= RATIO else "반대쪽" if ratio <= 1 / RATIO else "판단할 수 없음"
