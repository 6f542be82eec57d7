"""Sentences coded by the rules, and what the codes of a document, a group or a condition come to.

Rules look at the lemmas of one sentence. A term matches one token or several that stand next to each other, so that
디지털플랫폼정부 is found whichever way an analyzer cuts it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import groupby, product
from typing import NamedTuple

import numpy as np
import pandas as pd

from dpgkit.agenda.codebook import Codebook, terms_of
from dpgkit.reading import Reading, particle

CODED = ["document", "sentence", "code", "rule", "matched", "scheme"]
ANY = "*"                        # *위원회: a word that ends so; 청약*: one that begins so
CLOSED = ("PARTICLE", "ENDING")          # no term begins with one: 정부의 + 무 is not 의무
Spans = dict[str, list[tuple[int, int]]]         # term -> first and last position of each place where it stands


class Rule(NamedTuple):
    """A rule ready to match: its terms without spaces, and how each is shown."""

    rule: str
    code: str
    scheme: str
    all: tuple[str, ...]
    any: tuple[str, ...]
    none: tuple[str, ...]
    window: int
    shown: dict[str, str]


def code_sentences(tokens: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return one row for each rule that fires in a sentence: document, sentence, code, rule, matched, scheme.

    A rule fires where all its ``all`` terms stand, one of its ``any`` terms where it has some, and none of its ``none`` terms.
    With a window, the ``all`` terms and the ``any`` term stand within that many tokens. A ``none`` term that holds a term of the
    rule takes away only the places inside it: 플랫폼정부 keeps the name from counting as 플랫폼, not the rest of the sentence.

    Parameters: ``tokens`` document, sentence, position, lemma, pos; ``sentences`` document, sentence, in reading order.

    >>> tokens = pd.DataFrame({"document": "a", "sentence": 1, "position": [1, 2], "lemma": ["성과", "지표"], "pos": "NOUN"})
    >>> from dpgkit.agenda import load_codebook
    >>> coded = code_sentences(tokens, tokens.head(1), load_codebook())
    >>> coded.loc[coded["scheme"] == "condition", ["code", "matched"]].values.tolist()
    [['shared_measurement', '성과지표']]
    """
    rules = _compiled(codebook)
    wanted = defaultdict(list)
    for place, rule in enumerate(rules):
        for term in rule.all + rule.any:
            wanted[term].append(place)
    terms = {term for rule in rules for term in rule.all + rule.any + rule.none}
    rows = []
    for number, spans in _spans_by_sentence(tokens, sentences, terms):
        for place in sorted({place for term in spans for place in wanted.get(term, ())}):
            matched = _matched(rules[place], spans)
            if matched:
                rows.append((number, rules[place].code, rules[place].rule, ", ".join(matched), rules[place].scheme))
    where = sentences[["document", "sentence"]].iloc[[row[0] for row in rows]].reset_index(drop=True)
    return where.join(pd.DataFrame([row[1:] for row in rows], columns=CODED[2:]))


def roll_up(coded: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return the coded sentences with the codes above theirs added, each by the same rule.

    A sentence that two sub-tags lead to one topic counts once there, since counts are of distinct sentences.
    """
    parents, schemes = (codebook.codes.set_index("code")[column] for column in ("rolls_up_to", "scheme"))
    levels = [coded]
    while not levels[-1].empty:
        above = levels[-1].assign(code=levels[-1]["code"].map(parents))
        above = above[above["code"].fillna("") != ""]
        levels.append(above.assign(scheme=above["code"].map(schemes)))
    return pd.concat(levels, ignore_index=True).drop_duplicates(CODED[:4], ignore_index=True)


def code_documents(coded: pd.DataFrame, *, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return for each document how many sentences carry each code: document, scheme, code, sentences, of, share, predominant, tied.

    ``of`` counts the sentences of the document that carry any code of the scheme, or all its sentences where these are given.
    ``predominant`` marks the code with most sentences in its scheme, as the Comparative Agendas Project gives one topic to a
    document by its predominant substance; where several have as many, all are marked and ``tied`` says so.

    >>> coded = pd.DataFrame({"document": "a", "sentence": [1, 2, 2], "code": ["17", "17", "20"], "scheme": "cap"})
    >>> code_documents(coded)[["code", "sentences", "share", "predominant"]].values.tolist()
    [['17', 2, 1.0, True], ['20', 1, 0.5, False]]
    """
    counts = _counted(coded, "document", sentences)
    most = counts.groupby(["document", "scheme"])["sentences"].transform("max")
    counts["predominant"] = counts["sentences"] == most
    leaders = counts.groupby(["document", "scheme"])["predominant"].transform("sum")
    return counts.assign(tied=counts["predominant"] & (leaders > 1))


def agenda_by(coded: pd.DataFrame, groups: pd.Series, *, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the share of each code in each group of documents: group, scheme, code, sentences, of, share.

    Every group has a row for every code that stands anywhere, the most frequent code first, 0 where it does not stand there.
    Documents without a group are left out.

    Parameters: ``groups`` maps a document id (index) to its group; ``sentences`` makes ``of`` count all sentences of the group.

    >>> coded = pd.DataFrame({"document": ["a", "b"], "sentence": 1, "code": ["17", "20"], "scheme": "cap"})
    >>> agenda_by(coded, pd.Series({"a": "앞", "b": "뒤"}))["share"].tolist()
    [1.0, 0.0, 0.0, 1.0]
    """
    grouped, whole = (None if table is None else table.assign(group=table["document"].map(groups)).dropna(subset="group")
                      for table in (coded, sentences))
    counts = _counted(grouped, "group", whole)
    kinds = counts.groupby(["scheme", "code"])["sentences"].sum().reset_index()
    kinds = kinds.sort_values(["scheme", "sentences", "code"], ascending=[True, False, True])[["scheme", "code"]]
    grid = pd.DataFrame({"group": groups.drop_duplicates()}).merge(kinds, how="cross")
    table = grid.merge(counts.drop(columns="of"), how="left", on=["group", "scheme", "code"])
    table = table.merge(_totals(grouped, "group", whole), how="left").fillna({"sentences": 0, "share": 0.0, "of": 0})
    return table.astype({"sentences": int, "of": int})[["group", "scheme", "code", "sentences", "of", "share"]]


def predominant(counted: pd.DataFrame, codebook: Codebook, scheme: str = "cap") -> pd.DataFrame:
    """Return the predominant code of each document in words, ties side by side: 문서, 의제, 문장 수, 같은 수.

    Parameters: ``counted`` as ``code_documents`` returns it.
    """
    chosen = counted[(counted["scheme"] == scheme) & counted["predominant"]]
    table = chosen.assign(label=chosen["code"].map(codebook.labels(scheme))).groupby("document", sort=False).agg(
        label=("label", ", ".join), sentences=("sentences", "first"), tied=("tied", "any")).reset_index()
    return table.assign(tied=table["tied"].map({True: "예", False: ""})).set_axis(["문서", "의제", "문장 수", "같은 수"], axis=1)


def read_agenda(table: pd.DataFrame, codebook: Codebook) -> Reading:
    """Return for each code in which group its share of sentences is largest.

    Parameters: ``table`` as ``agenda_by`` returns it.
    """
    if table.empty or not table["sentences"].any():
        return Reading("부호가 붙은 문장이 없습니다")
    best = table.sort_values("share", ascending=False, kind="stable").drop_duplicates("code")
    labels = codebook.labels()
    return Reading(", ".join(f"{particle(labels[row.code], '은', '는')} '{row.group}'에서 {row.share:.0%}" for row in best.itertuples()))


def candidate_sentences(coded: pd.DataFrame, sentences: pd.DataFrame, scheme: str = "condition", per_code: int = 5) -> pd.DataFrame:
    """Return sentences to propose for each code of a scheme: code, document, sentence, matched, text, decision.

    Sentences in which more rules fire come first; a document gives a second one only when every document gave its first.
    ``decision`` is empty: the reader decides, nothing is filled in.
    """
    chosen = coded[coded["scheme"] == scheme]
    table = chosen.groupby(["code", "document", "sentence"], sort=False).agg(
        rules=("rule", "nunique"), matched=("matched", lambda terms: ", ".join(dict.fromkeys(", ".join(terms).split(", "))))).reset_index()
    table = table.merge(sentences[["document", "sentence", "text"]], on=["document", "sentence"])
    table = table.sort_values(["code", "rules"], ascending=[True, False], kind="stable")
    table["turn"] = table.groupby(["code", "document"]).cumcount()
    best = table.sort_values(["code", "turn", "rules"], ascending=[True, True, False], kind="stable").groupby("code").head(per_code)
    return best[["code", "document", "sentence", "matched", "text"]].assign(decision="").reset_index(drop=True)


def _compact(term: str) -> str:
    return "".join(unicodedata.normalize("NFC", term).casefold().split())


def _compiled(codebook: Codebook) -> list[Rule]:
    schemes = codebook.codes.set_index("code")["scheme"]
    return [_rule(row, schemes[row["code"]]) for row in codebook.rules.to_dict("records")]


def _rule(row: dict, scheme: str) -> Rule:
    cells = [terms_of(row[column]) for column in ("all", "any", "none")]
    shown = {_compact(term): term.strip(ANY) for cell in cells for term in reversed(cell)}      # of two spellings, the first
    window = int(row["window"]) if pd.notna(row["window"]) else 0
    return Rule(row["rule"], row["code"], scheme, *(tuple(map(_compact, cell)) for cell in cells), window, shown)


def _matched(rule: Rule, spans: Spans) -> list[str]:
    """Return the terms by which a rule fires in a sentence, none where it does not."""
    spans = _uncovered(rule, spans)
    if not all(term in spans for term in rule.all) or any(term in spans for term in rule.none):
        return []
    options = [(*rule.all, term) for term in rule.any if term in spans] if rule.any else [rule.all]
    held = [terms for terms in options if not rule.window or _within(terms, spans, rule.window)]
    return [rule.shown[term] for term in dict.fromkeys(term for terms in held for term in terms)]


def _uncovered(rule: Rule, spans: Spans) -> Spans:
    """Return the spans without the places of a term inside a ``none`` term that holds it, and without such ``none`` terms."""
    wanted = {*rule.all, *rule.any}
    covers = [cover for cover in rule.none if cover in spans and any(term.strip(ANY) in cover for term in wanted)]
    if not covers:
        return spans
    taken = [place for cover in covers for place in spans[cover]]
    left = {term: [(first, last) for first, last in places if not any(a <= first and last <= b for a, b in taken)]
            for term, places in spans.items() if term in wanted}
    others = {term: places for term, places in spans.items() if term not in wanted and term not in covers}
    return {term: places for term, places in {**left, **others}.items() if places}


def _within(terms: tuple[str, ...], spans: Spans, window: int) -> bool:
    places = product(*(spans[term] for term in terms))
    return any(max(last for _, last in chosen) - min(first for first, _ in chosen) < window for chosen in places)


def _spans_by_sentence(tokens: pd.DataFrame, sentences: pd.DataFrame, terms: set[str]) -> Iterator[tuple[int, Spans]]:
    """Yield, for each sentence in which a term stands, its row number in ``sentences`` and where the terms stand."""
    for number, hits in groupby(_hits(_ready(tokens, sentences), terms), key=lambda hit: hit[0]):
        spans = defaultdict(list)
        for _, term, first, last in hits:
            spans[term].append((first, last))
        yield number, spans


def _ready(tokens: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the tokens of these sentences in order: number (of the sentence), position, lemma (without spaces), opens, joined."""
    keys = [pd.MultiIndex.from_frame(table[["document", "sentence"]]) for table in (sentences, tokens)]
    table = tokens[["position", "lemma", "pos"]].astype({"lemma": str, "pos": str}).assign(number=keys[0].get_indexer(keys[1]))
    table = table[table["number"] >= 0].sort_values(["number", "position"], kind="stable", ignore_index=True)
    spaced = table["lemma"].str.contains(" ", regex=False)          # some analyzers keep a phrase of the dictionary as one token
    if spaced.any():
        parts = table[spaced].assign(lemma=table.loc[spaced, "lemma"].str.split()).explode("lemma")
        table = pd.concat([table[~spaced], parts]).sort_index(kind="stable")
    same = (table["number"].diff(-1) == 0) & (table["position"].diff(-1) >= -1)
    return table.assign(opens=~table["pos"].isin(CLOSED), joined=same)


def _hits(table: pd.DataFrame, terms: set[str]) -> Iterator[tuple[int, str, int, int]]:
    """Yield sentence number, term, first and last position of each place where a term stands."""
    codes, distinct = pd.factorize(table["lemma"])
    lemmas = [_compact(lemma) for lemma in distinct]
    whole, begun, part = _looked_for(terms, lemmas)
    starting = np.array([lemma in whole or lemma in begun or place in part for place, lemma in enumerate(lemmas)], dtype=bool)
    starts = np.flatnonzero(starting[codes] & table["opens"].to_numpy(bool)).tolist()
    codes, joined = codes.tolist(), table["joined"].tolist()
    numbers, positions = table["number"].tolist(), table["position"].tolist()
    for start in starts:
        end, text = start, lemmas[codes[start]]
        yield from ((numbers[start], term, positions[start], positions[start]) for term in part.get(codes[start], ()))
        while True:
            yield from ((numbers[start], term, positions[start], positions[end]) for term in whole.get(text, ()))
            if text not in begun or not joined[end]:
                break
            end += 1
            text += lemmas[codes[end]]


def _looked_for(terms: set[str], lemmas: list[str]) -> tuple[dict[str, list[str]], set[str], dict[int, list[str]]]:
    """Return the terms by their text, the beginnings of these texts, and the terms with a star by the lemma that holds them."""
    whole, part = defaultdict(list), defaultdict(list)
    for term in sorted(terms):
        whole[term.strip(ANY)].append(term)
    begun = {text[:end] for text in whole for end in range(1, len(text))}
    starred = [(term, text) for text, found in whole.items() for term in found if ANY in term]
    for place, lemma in enumerate(lemmas):
        for term, text in starred:
            if text in lemma and text != lemma and fnmatchcase(lemma, term):
                part[place].append(term)
    return dict(whole), begun, dict(part)


def _counted(coded: pd.DataFrame, by: str, whole: pd.DataFrame | None) -> pd.DataFrame:
    """Return distinct sentences for each group, scheme and code, most frequent first, with the total they are a share of."""
    distinct = coded.drop_duplicates(["document", "sentence", "scheme", "code"])
    counts = distinct.groupby([by, "scheme", "code"]).size().rename("sentences").reset_index()
    counts = counts.merge(_totals(coded, by, whole), how="left", on=[by, "scheme"])
    counts = counts.sort_values([by, "scheme", "sentences", "code"], ascending=[True, True, False, True], ignore_index=True)
    return counts.assign(share=counts["sentences"] / counts["of"])


def _totals(coded: pd.DataFrame, by: str, whole: pd.DataFrame | None) -> pd.DataFrame:
    if whole is None:
        distinct = coded.drop_duplicates(["document", "sentence", "scheme"])
        return distinct.groupby([by, "scheme"]).size().rename("of").reset_index()
    sizes = whole.groupby(by).size().rename("of").reset_index()
    return sizes.merge(coded[["scheme"]].drop_duplicates(), how="cross")
