"""The words of the article's ideas in documents: the sentences that hold them, with and without the policy's own name."""

import pandas as pd

from dpgkit import agenda, lexicon
from dpgkit.lexicon import phrases
from dpgkit.lexicon.wordlists import bare
from dpgkit.thesis.plans import Plan

SCHEME = "dpg"           # the article's ideas in the code book
NAME = "(이름)"          # the lemma and the code that stand for any spelling of the policy's name


def labels(codebook: agenda.Codebook | None = None) -> dict[str, str]:
    """Return the Korean name of each idea by its code.

    >>> list(labels().values())
    ['데이터', '플랫폼', '다양한 주체', '가치 창출']
    """
    return (codebook or agenda.load_codebook()).labels(SCHEME)


def code_ideas(tokens: pd.DataFrame, sentences: pd.DataFrame, words: lexicon.Lexicon, plan: Plan,
               codebook: agenda.Codebook | None = None) -> pd.DataFrame:
    """Return the sentences with words of each idea: document, sentence, code; ``NAME`` where the policy's name stands.

    Stop words and names are taken out before the rules look, so that no rule rests on them.

    Parameters: ``tokens`` and ``sentences`` as ``morphology.analyze`` returns them; ``words`` whose stop words are taken out;
    ``plan`` whose spellings are the name.
    """
    book = codebook or agenda.load_codebook()
    rules = book.rules[book.rules["code"].isin(labels(book))]
    marked, _ = phrases.rewrite(tokens, {bare(name): NAME for name in plan.spellings})
    named = marked["lemma"] == NAME
    kept = lexicon.drop_stopwords(marked[~named], words, min_length=1)
    coded = agenda.code_sentences(kept, sentences, agenda.Codebook(book.codes, rules))
    table = pd.concat([coded, marked[named].assign(code=NAME)])[["document", "sentence", "code"]]
    return table.astype({"document": str, "code": str}).drop_duplicates(ignore_index=True)


def count_ideas(coded: pd.DataFrame, sentences: pd.DataFrame, plan: Plan, names: str = "out",
                codebook: agenda.Codebook | None = None) -> pd.DataFrame:
    """Return for each document (index) its sentences with words of each idea, one column a code, and all its sentences.

    >>> from dpgkit.thesis.plans import load_plan
    >>> coded = pd.DataFrame({"document": "a", "sentence": [1, 1, 2], "code": ["data", "value", NAME]})
    >>> units = pd.DataFrame({"document": "a", "sentence": [1, 2, 3]})
    >>> [count_ideas(coded, units, load_plan(), names).loc["a"].tolist() for names in ("out", "in")]
    [[1, 0, 0, 1, 3], [1, 1, 0, 1, 3]]

    Parameters: ``coded`` as ``code_ideas`` returns it; ``names`` is ``in`` where the policy's name counts as a word of the idea
    that the plan says.
    """
    code = coded["code"].replace({NAME: plan.idea}) if names == "in" else coded["code"]
    distinct = coded.assign(code=code).drop_duplicates()
    table = distinct.groupby(["document", "code"]).size().unstack(fill_value=0)
    total = sentences.groupby("document").size()
    return table.reindex(index=total.index, columns=list(labels(codebook)), fill_value=0).assign(sentences=total)
