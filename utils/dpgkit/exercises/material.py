"""What the exercises are about: tables and texts of the kit as the exercises need them, and what is drawn by a seed."""

from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import pandas as pd

from dpgkit import history, tables

CARDS, SENTENCES = 4, 10
POOL = Path(__file__).with_name("cap_sentences.csv")


class Digests(NamedTuple):
    """The digests of the kit, analysed as lesson 2 does it.

    ``stage`` maps a document to its stage and ``order`` lists the stages; ``whole`` are the tokens with nouns merged and synonyms
    gathered, ``kept`` the nouns that are counted, ``counts`` how often each stands in each document.
    """

    stage: pd.Series
    order: list[str]
    sentences: pd.DataFrame
    whole: pd.DataFrame
    kept: pd.DataFrame
    counts: pd.DataFrame


@cache
def table(name: str) -> pd.DataFrame:
    """Return a table of the corpus, read once; for reading only."""
    return tables.load(name)


def digests() -> Digests:
    """Return the analysed digests; every call gives copies, so that nothing a notebook does to them reaches a check."""
    return Digests(*(part.copy() for part in analysed()))


@cache
def analysed() -> Digests:
    """Return the analysed digests for reading only."""
    from dpgkit import documents, lexicon, morphology, terms

    texts, words = documents.load_documents("digests"), lexicon.load()
    stages = history.stages(table("timeline"))
    analysis = morphology.analyze(texts, "komoran", lexicon=words, progress=False)
    whole = analysis.tokens.pipe(lexicon.merge_nouns, words).pipe(lexicon.apply_synonyms, words)
    kept = whole.pipe(morphology.nouns).pipe(lexicon.drop_stopwords, words, min_length=2)
    stage = history.stage_of(texts["date"], stages).set_axis(texts["id"])
    return Digests(stage, stages["stage"].tolist(), analysis.sentences, whole, kept, terms.count_terms(kept))


@cache
def constitution() -> str:
    """Return the text of the Constitution that comes with KoNLPy."""
    from dpgkit import documents

    return documents.load_documents("constitution")["text"].iloc[0]


def cards(seed: int) -> pd.DataFrame:
    """Return four cells of the table ``stage_comparison`` without saying whose they are: 카드, 차원, 글.

    >>> cards(2026)["카드"].tolist()
    [1, 2, 3, 4]
    """
    return tables.in_korean(drawn_cells(seed)[["dimension", "text_ko"]], "stage_comparison").set_axis(
        ["차원", "글"], axis=1).assign(카드=range(1, CARDS + 1))[["카드", "차원", "글"]]


def drawn_cells(seed: int) -> pd.DataFrame:
    """Return the rows behind ``cards``: every form of government is among them, and of the basis both kinds."""
    cells, draw = table("stage_comparison"), Random(f"cards {seed}")
    while True:
        chosen = cells.iloc[draw.sample(range(len(cells)), CARDS)]
        if chosen["form"].nunique() == 3 and chosen["basis"].nunique() == 2:
            return chosen.reset_index(drop=True)


def sentences_to_code(seed: int) -> pd.DataFrame:
    """Return ten sentences of the digests to code by hand: 번호, 문장; no topic gives more than three of them."""
    return drawn_sentences(seed)[["text"]].set_axis(["문장"], axis=1).assign(번호=range(1, SENTENCES + 1))[["번호", "문장"]]


def drawn_sentences(seed: int) -> pd.DataFrame:
    """Return the rows of the pool behind ``sentences_to_code``: sentence (its number in the pool), kind, document, text."""
    pool = pd.read_csv(POOL, encoding="utf-8", dtype=str, keep_default_na=False)
    shuffled = pool.iloc[Random(f"sentences {seed}").sample(range(len(pool)), len(pool))]
    turns = shuffled.groupby("kind").cumcount()
    return shuffled[turns < 3].head(SENTENCES).reset_index(drop=True)
