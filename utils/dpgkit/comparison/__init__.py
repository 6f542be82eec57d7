"""The same sentences through several analyzers: how far their lists agree, how each cuts a term, and what it counts for that.

The choice of analyzer decides what is counted, so it is a result to report, not a detail of the set-up.
"""

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import pandas as pd

from dpgkit import cleaning, morphology, tables
from dpgkit.analyzers import check, java, tagging
from dpgkit.comparison import analyzernotes
from dpgkit.errors import DataError
from dpgkit.keywords.collocations import places
from dpgkit.keywords.concordance import token_spans
from dpgkit.lexicon import Lexicon, drop_stopwords, merge_nouns, phrases
from dpgkit.lexicon.wordlists import bare
from dpgkit.morphology import NOUNS
from dpgkit.reading import Reading

USUAL = ("komoran", "okt", "kiwi")
SLOW = ("hannanum", "kkma")
SLOW_SENTENCES = 500               # what all analyzers read where a slow one is among them
CHOSEN = ("디지털플랫폼정부", "집합적 임팩트", "공공데이터", "마이데이터", "민관협력", "핵심성과지표", "국민체감", "원스톱 서비스",
          "국민비서 구삐", "데이터기반행정")
SHORTEST = 2                       # letters of a term in the lists
NO_JAVA = "{}: 자바가 없어서 견주지 못했습니다."
JOINED = "사전의 명사"              # what the lexicon put together after the analysis
COUNTS, CUTS = ["term", "analyzer", "count", "literal"], ["term", "analyzer", "cut", "lost", "count"]
SPEED = ["analyzer", "characters", "start_seconds", "seconds", "per_second"]


@dataclass(frozen=True, eq=False)
class Comparison:
    """What several analyzers made of the same sentences.

    ``top_terms``: analyzer, rank, term, count. ``overlap``: a, b, shared (terms in both lists), jaccard. ``counts``: term, analyzer,
    count, literal (how often the letters stand in the text). ``cuts``: term, analyzer, cut (the tokens that cover the letters),
    lost (those of them that are no nouns), count. ``notes``: what a reader must know, as the counts show it. ``sentences`` out of
    ``sentences_in_all`` were read. ``speed`` is empty unless it was asked for: it is another one each time, so keep it out of
    stored notebooks.
    """

    top_terms: pd.DataFrame
    overlap: pd.DataFrame
    counts: pd.DataFrame
    cuts: pd.DataFrame
    notes: tuple[str, ...]
    sentences: int
    sentences_in_all: int
    speed: pd.DataFrame = field(repr=False)


@dataclass(frozen=True, eq=False)
class _Answer:
    """What one analyzer made of the sentences: occurrences of the terms of its list, of all nouns, and the cuts."""

    listed: pd.Series
    nouns: pd.Series
    cuts: pd.DataFrame
    notes: tuple[str, ...]


def compare(documents: pd.DataFrame | Iterable[str], analyzers: Sequence[str] = USUAL, *, lexicon: Lexicon | None = None, top: int = 50,
            chosen: Sequence[str] = CHOSEN, sample: int | None = None, seed: int = 1, timed: bool = False,
            progress: bool = True) -> Comparison:
    """Return what several analyzers make of the same sentences.

    >>> compare(["공공데이터를 연다."], ["komoran", "okt"], chosen=["공공데이터"]).cuts[["analyzer", "cut", "lost"]].values.tolist()
    [['komoran', '공공(명사) + 데이터(명사)', ''], ['okt', '공공(관형사) + 데이터(명사)', '공공']]

    Parameters: ``documents`` with id and text, or texts; ``lexicon`` whose nouns stay whole and whose stop words are not listed
    (variants are not gathered, so that a count can stand beside that of the letters); ``top`` terms a list; ``chosen`` terms to
    follow; ``sample`` how many sentences all analyzers read, drawn with ``seed`` (None: all, or ``SLOW_SENTENCES`` where one of
    ``SLOW`` is asked for); ``timed`` to fill ``speed``. Where there is no Java, the analyzers that need it are left out.
    Raises DataError for fewer than two analyzers, an unknown one, and a ``top`` or ``sample`` below 1.
    """
    names, chosen = _checked(analyzers, top, sample), list(dict.fromkeys(chosen))
    whole = _sentences(documents)
    read = _drawn(whole, names, sample, seed)
    answers = {name: _answer(name, read, lexicon, chosen, progress) for name in names if not check(name).java or java.is_there()}
    lists = _top_terms(answers, top)
    counts = _counts(answers, chosen, read["text"])
    cuts = pd.concat([pd.DataFrame(columns=CUTS), *(answer.cuts for answer in answers.values() if len(answer.cuts))], ignore_index=True)
    notes = [*_read_notes(len(read), len(whole), seed), *(NO_JAVA.format(name) for name in names if name not in answers),
             *(note for answer in answers.values() for note in answer.notes), *analyzernotes.absent(counts), *analyzernotes.lost(cuts),
             *analyzernotes.more(counts), *(analyzernotes.doubled(read["text"]) if "kkma" in answers else [])]
    times = speed(documents, list(answers), lexicon=lexicon, sample=len(read), seed=seed) if timed else pd.DataFrame(columns=SPEED)
    return Comparison(lists, overlap(lists), counts, cuts, tuple(dict.fromkeys(notes)), len(read), len(whole), times)


def overlap(top_terms: pd.DataFrame) -> pd.DataFrame:
    """Return how far lists of terms agree, one row an ordered pair of analyzers: a, b, shared, jaccard.

    jaccard: terms in both lists over terms in either, from 0 to 1 (Jaccard 1912).

    >>> lists = pd.DataFrame({"analyzer": ["가", "가", "나", "나"], "term": ["국민", "정부", "국민", "법률"]})
    >>> overlap(lists).values.tolist()
    [['가', '나', 1, 0.333333], ['나', '가', 1, 0.333333]]
    """
    lists = {name: set(terms) for name, terms in top_terms.groupby("analyzer", sort=False)["term"]}
    rows = [(a, b, len(lists[a] & lists[b]), round(len(lists[a] & lists[b]) / len(lists[a] | lists[b]), 6))
            for a, b in permutations(lists, 2)]
    return pd.DataFrame(rows, columns=["a", "b", "shared", "jaccard"])


def speed(documents: pd.DataFrame | Iterable[str], analyzers: Sequence[str] = USUAL, *, lexicon: Lexicon | None = None,
          sample: int | None = SLOW_SENTENCES, seed: int = 1) -> pd.DataFrame:
    """Return how fast analyzers are here and now, with nothing kept from before: the columns of ``SPEED``.

    start_seconds: until a new process is ready; seconds: for its first reading of the sentences; per_second: characters in each
    of these. They are seconds on the clock of a computer that does other things too: take them as ratios.
    """
    read = _drawn(_sentences(documents), analyzers, sample, seed)
    rows = [(name, int(read["text"].str.len().sum()), *_seconds(name, read, lexicon)) for name in analyzers]
    table = pd.DataFrame(rows, columns=SPEED[:-1])
    return table.assign(per_second=(table["characters"] / table["seconds"]).round()).round(2)


def read_overlap(top_terms: pd.DataFrame) -> Reading:
    """Return which analyzers agree most and least.

    >>> lists = pd.DataFrame({"analyzer": ["가", "가", "나", "나"], "term": ["국민", "정부", "국민", "법률"]})
    >>> read_overlap(lists)
    '많이 나온 낱말을 2개씩 견주면 가·나의 겹침은 0.33입니다.'
    """
    pairs = overlap(top_terms).query("a < b").sort_values("jaccard", kind="stable")
    if pairs.empty:
        return Reading("분석기가 하나뿐이어서 견줄 것이 없습니다.")
    length, least, most = top_terms.groupby("analyzer").size().max(), pairs.iloc[0], pairs.iloc[-1]
    told = f"많이 나온 낱말을 {length:,}개씩 견주면"
    if len(pairs) == 1:
        return Reading(f"{told} {most['a']}·{most['b']}의 겹침은 {most['jaccard']:.2f}입니다.")
    return Reading(f"{told} 가장 많이 겹치는 둘은 {most['a']}·{most['b']}({most['jaccard']:.2f})입니다. "
                   f"가장 적게 겹치는 둘은 {least['a']}·{least['b']}({least['jaccard']:.2f})입니다.")


def read_counts(counts: pd.DataFrame) -> Reading:
    """Return the chosen term on which analyzers differ most.

    >>> read_counts(pd.DataFrame({"term": ["공공데이터"] * 2, "analyzer": ["okt", "kiwi"], "count": [0, 15], "literal": [22, 22]}))
    "수가 가장 크게 갈리는 말은 '공공데이터'입니다. 글자 그대로 22번: kiwi 15번, okt 0번."
    """
    spread = counts.groupby("term", sort=False)["count"].agg(lambda times: times.max() - times.min())
    if not len(spread) or not spread.max():
        return Reading("고른 말의 수는 분석기마다 같습니다.")
    rows = counts[counts["term"] == spread.idxmax()]
    each = ", ".join(f"{'·'.join(part['analyzer'])} {times:,}번" for times, part in sorted(rows.groupby("count"), reverse=True))
    return Reading(f"수가 가장 크게 갈리는 말은 '{spread.idxmax()}'입니다. 글자 그대로 {rows['literal'].iloc[0]:,}번: {each}.")


def _checked(analyzers: Sequence[str], top: int, sample: int | None) -> list[str]:
    names = list(dict.fromkeys(analyzers))
    for name in names:
        check(name)
    if len(names) < 2:
        raise DataError("견줄 분석기가 모자랍니다.", value=", ".join(names), allowed="서로 다른 분석기 2개 이상",
                        todo="분석기를 더 적으십시오.")
    for word, number in (("top", top), ("sample", sample)):
        if number is not None and number < 1:
            raise DataError("수가 너무 작습니다.", value=f"{word} {number}", allowed="1 이상", todo=f"매개변수 {word}의 값을 고치십시오.")
    return names


def _sentences(documents: pd.DataFrame | Iterable[str]) -> pd.DataFrame:
    names, texts = morphology.named(documents)
    return cleaning.split_all(names, cleaning.clean_all(texts)[0])


def _drawn(whole: pd.DataFrame, analyzers: Sequence[str], sample: int | None, seed: int) -> pd.DataFrame:
    """Return the sentences to read, in their order; all analyzers get the same, for counts of other sentences are no comparison."""
    wanted = sample or (SLOW_SENTENCES if set(analyzers) & set(SLOW) else len(whole))
    return whole if wanted >= len(whole) else whole.sample(wanted, random_state=seed).sort_index()


def _units(read: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"id": [str(number) for number in range(len(read))], "text": read["text"].to_numpy()})


def _answer(name: str, read: pd.DataFrame, lexicon: Lexicon | None, chosen: list[str], progress: bool) -> _Answer:
    units = _units(read)
    analysis = morphology.analyze(units, name, lexicon=lexicon, progress=progress)
    tokens = analysis.tokens if lexicon is None else merge_nouns(analysis.tokens, lexicon)
    nouns = morphology.nouns(tokens)
    words = phrases.bare_lemmas(nouns)
    listed = nouns[words.str.len() >= SHORTEST] if lexicon is None else drop_stopwords(nouns, lexicon, min_length=SHORTEST)
    skipped = [f"{name}: 분석하지 못한 곳이 {len(analysis.skipped):,}곳 있습니다."] if len(analysis.skipped) else []
    return _Answer(listed["lemma"].value_counts(), words.value_counts(), _cuts(name, units, tokens, chosen), (*analysis.notes, *skipped))


def _top_terms(answers: dict[str, _Answer], top: int) -> pd.DataFrame:
    rows = [(name, rank, term, count) for name, answer in answers.items() for rank, (term, count) in enumerate(
        sorted(answer.listed.items(), key=lambda item: (-item[1], item[0]))[:top], start=1)]
    return pd.DataFrame(rows, columns=["analyzer", "rank", "term", "count"])


def _counts(answers: dict[str, _Answer], chosen: list[str], texts: pd.Series) -> pd.DataFrame:
    rows = [(term, name, int(answer.nouns.get(bare(term), 0)), int(texts.str.count(_pattern(term)).sum()))
            for term in chosen for name, answer in answers.items()]
    return pd.DataFrame(rows, columns=COUNTS)


def _pattern(term: str) -> str:
    """Return what finds the letters of a term; a space in it may be missing in the text."""
    return " ?".join(map(re.escape, term.split()))


def _cuts(name: str, units: pd.DataFrame, tokens: pd.DataFrame, chosen: list[str]) -> pd.DataFrame:
    """Return how often which tokens cover the letters of each chosen term."""
    holding = units[units["text"].str.contains("|".join(map(_pattern, chosen)) or "$^")]
    kept = tokens[tokens["document"].isin(holding["id"])]
    kept = kept.assign(place=places(kept)) if len(kept) else kept
    label, found = _labels(name), Counter()
    for (_, rows), text in zip(kept.groupby(kept["document"].astype(int)), _texts(holding, kept), strict=True):
        spans = token_spans(text, rows["surface"].tolist(), rows["place"].tolist())
        told = [(f"{row.surface}({label.get(row.tag, JOINED)})", "" if row.pos in NOUNS else row.surface) for row in rows.itertuples()]
        found.update((term, *_covering(hit.span(), spans, told)) for term in chosen for hit in re.finditer(_pattern(term), text))
    order = sorted(found, key=lambda cut: (chosen.index(cut[0]), -found[cut], cut))
    return pd.DataFrame([(term, name, cut, lost, found[term, cut, lost]) for term, cut, lost in order], columns=CUTS)


def _texts(holding: pd.DataFrame, kept: pd.DataFrame) -> pd.Series:
    """Return the texts of the units that have tokens, in their order."""
    return holding.loc[holding["id"].isin(kept["document"]), "text"]


def _labels(name: str) -> dict[str, str]:
    tags = tables.load("tags")
    return tags[tags["analyzer"] == name].set_index("tag")["label_ko"].to_dict()


def _covering(hit: tuple[int, int], spans: list[tuple[int, int]], told: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the tokens that share a letter with a stretch of text, and those of them that are no nouns."""
    shown = [words for (start, end), words in zip(spans, told, strict=True) if start < hit[1] and hit[0] < end]
    return " + ".join(word for word, _ in shown), "·".join(lost for _, lost in shown if lost)


def _seconds(name: str, read: pd.DataFrame, lexicon: Lexicon | None) -> tuple[float, float]:
    """Return the seconds that an analyzer takes to start and to read, with nothing warm and nothing looked up."""
    tagging.release()
    clock = [time.perf_counter()]
    for units in (["가"], _units(read)):
        morphology.analyze(units, name, lexicon=lexicon, keep=False, progress=False)
        clock.append(time.perf_counter())
    return clock[1] - clock[0], clock[2] - clock[1]


def _read_notes(read: int, whole: int, seed: int) -> list[str]:
    return [f"문장 {whole:,}개 가운데 {read:,}개를 뽑아(씨앗 {seed}) 모든 분석기가 같은 문장을 읽었습니다."] if read < whole else []
