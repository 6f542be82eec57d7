"""What a reader must know of counts by several analyzers, told only where the counts show it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from dpgkit.analyzers import java
from dpgkit.reading import some
from dpgkit.workers import Limits, Lost, Worker

SECONDS, BATCH = 120, 25           # of Kkma, for a batch of sentences, its start included
NAMED = 3                          # terms that a note names


def absent(counts: pd.DataFrame) -> list[str]:
    """Tell which chosen terms the texts do not hold.

    >>> absent(pd.DataFrame({"term": ["국민비서"], "analyzer": ["okt"], "count": [0], "literal": [0]}))
    ['고른 말 가운데 이 글에 없는 말: 국민비서.']

    Parameters: ``counts`` as in ``comparison.Comparison``.
    """
    terms = counts.loc[counts["literal"] == 0, "term"].unique()
    return [f"고른 말 가운데 이 글에 없는 말: {', '.join(terms)}."] if len(terms) else []


def lost(cuts: pd.DataFrame) -> list[str]:
    """Tell for each analyzer what it loses of the terms because it takes a part of them for something else than a noun.

    >>> lost(pd.DataFrame({"term": ["공공데이터"], "analyzer": ["okt"], "lost": ["공공"], "count": [22]}))
    ["okt: 명사로 보지 않아 세지 않는 조각이 있습니다. '공공데이터' 22번에서 '공공'입니다."]

    Parameters: ``cuts`` as in ``comparison.Comparison``.
    """
    rows = cuts[cuts["lost"] != ""].sort_values(["count", "term"], ascending=[False, True], kind="stable")
    return [f"{name}: 명사로 보지 않아 세지 않는 조각이 있습니다. {_listed(part.to_dict('records'), _lost_part)}"
            for name, part in rows.groupby("analyzer", sort=False)]


def more(counts: pd.DataFrame) -> list[str]:
    """Tell which terms are counted more often than their letters stand in the text: the lexicon joins what is written apart.

    >>> more(pd.DataFrame({"term": ["민관협력"] * 2, "analyzer": ["okt", "kiwi"], "count": [4, 3], "literal": [2, 2]}))
    ["띄어 쓴 것도 사전이 합쳐 세므로 글자 그대로보다 많은 말이 있습니다. '민관협력' 글자 그대로 2번, okt 4번, kiwi 3번입니다."]
    """
    rows = counts[counts["count"] > counts["literal"]]
    told = [{"term": term, "literal": literal, "each": ", ".join(f"{row.analyzer} {row.times:,}번" for row in part.itertuples())}
            for (term, literal), part in rows.rename(columns={"count": "times"}).groupby(["term", "literal"], sort=False)]
    what = "띄어 쓴 것도 사전이 합쳐 세므로 글자 그대로보다 많은 말이 있습니다."
    return [f"{what} {_listed(told, _more_part)}"] if told else []


def doubled(texts: Iterable[str]) -> list[str]:
    """Tell what ``Kkma().nouns()`` of KoNLPy would count in the same texts, where it adds compounds to their parts."""
    table = kkma_nouns(texts)
    added = table[table["parts"] != ""]
    if added.empty:
        return []
    example, by_nouns, by_tokens = added.iloc[0], table["by_nouns"].sum(), table["by_tokens"].sum()
    words = ", ".join([example["term"], *example["parts"].split(" + ")])
    return [f"kkma: KoNLPy의 Kkma().nouns()는 합친 말을 그 조각과 함께 돌려줍니다({words}). 같은 문장에서 합친 말 "
            f"{added['by_nouns'].sum():,}번을 더하고, 한 번 부를 때 같은 말은 한 번만 돌려주어 {by_nouns:,}번을 셉니다. "
            f"여기서는 겹치지 않는 토큰을 셉니다({by_tokens:,}번)."]


def kkma_nouns(texts: Iterable[str]) -> pd.DataFrame:
    """Return what ``Kkma().nouns()`` counts beside the tokens of ``Kkma().pos()``: term, parts, by_nouns, by_tokens.

    Each text is one call. ``nouns()`` adds the compounds of neighbouring nouns and numbers to their parts, and returns no word
    twice a call. by_tokens counts the tokens with a tag that begins with N. parts: the tokens of a word that is none itself.
    """
    by_nouns, by_tokens, parts = Counter(), Counter(), {}
    for nouns, tokens in _asked(list(texts)):
        by_nouns.update(nouns)
        by_tokens.update(tokens)
        parts |= {term: split for term in nouns if (split := _parts(term, tokens))}
    rows = [(term, parts.get(term, ""), by_nouns[term], by_tokens[term]) for term in sorted(by_nouns | by_tokens)]
    table = pd.DataFrame(rows, columns=["term", "parts", "by_nouns", "by_tokens"])
    return table.sort_values("by_nouns", ascending=False, kind="stable", ignore_index=True)


def nouns_of_kkma(texts: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    """Return the nouns of each text as Kkma's ``nouns`` and its ``pos`` give them; it is called in a process of its own."""
    java.start()
    from konlpy.tag import Kkma

    kkma = Kkma()
    return [(kkma.nouns(text), [word for word, tag in kkma.pos(text) if tag.startswith("N")]) for text in texts]


def _asked(texts: list[str]) -> list[tuple[list[str], list[str]]]:
    """Return the answers of Kkma without the batches that it could not do."""
    worker = Worker(f"{__name__}.nouns_of_kkma", Limits(SECONDS))
    try:
        answers = [worker.call(texts[start:start + BATCH]) for start in range(0, len(texts), BATCH)]
    finally:
        worker.end()
    return [unit for answer in answers if not isinstance(answer, Lost) for unit in answer]


def _parts(term: str, tokens: list[str]) -> str:
    """Return the neighbouring tokens that make up a term, with + between; empty where it is a token, or no such run."""
    runs = (tokens[start:end] for start in range(len(tokens)) for end in range(start + 2, len(tokens) + 1))
    return "" if term in tokens else next((" + ".join(run) for run in runs if "".join(run) == term), "")


def _listed(rows: list[dict], told: Callable[[dict], str]) -> str:
    return f"{some(map(told, rows), NAMED, counted='가지')}입니다."


def _lost_part(row: dict) -> str:
    return f"'{row['term']}' {row['count']:,}번에서 '{row['lost']}'"


def _more_part(row: dict) -> str:
    return f"'{row['term']}' 글자 그대로 {row['literal']:,}번, {row['each']}"
