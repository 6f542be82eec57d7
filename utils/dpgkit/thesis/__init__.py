"""The article's claim, tested: do the words of its four ideas mark one group of documents against the others?

What is tested, and what will count as support, is stated before any counting; see the module ``plans`` and the table ``thesis``.
"""

import hashlib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from dpgkit import agenda, lexicon, morphology
from dpgkit.errors import DataError
from dpgkit.keywords import groups
from dpgkit.keywords.keyness import log_odds
from dpgkit.lexicon.wordlists import bare
from dpgkit.reading import Reading
from dpgkit.thesis import ideas, permutation
from dpgkit.thesis.plans import SETTINGS, Plan, check_plan, load_plan, stated

COLUMNS = ["target", "comparison", "idea", "analyzer", "stopwords", "names", "documents_a", "documents_b", "sentences_a", "sentences_b",
           "count_a", "count_b", "rate_a", "rate_b", "log_ratio", "low", "high", "log_odds", "p", "p_holm", "verdict", "why"]
VERDICTS = YES, NO, OPEN = "받쳐 줌", "받쳐 주지 않음", "판단할 수 없음"
MAIN = ["analyzer", "stopwords", "names"]
PRIOR = 1.0              # sentences: the weight of the prior of the log-odds


def prestatement(plan: Plan | None = None, codebook: agenda.Codebook | None = None) -> pd.DataFrame:
    """Return what is stated before any counting, the hypotheses first: 갈래, 이름, 값, 까닭; the last row is a checksum of it all.

    >>> prestatement()["이름"].head(2).tolist()
    ['가설 1', '가설 2']
    """
    plan = plan or load_plan()
    claims = [f"'{idea}'의 낱말이 든 문장의 몫이 {other}보다 {plan.target}에서 큽니다."
              for other, idea in product(list(plan.groups)[1:], ideas.labels(codebook).values())]
    rows = [("가설", f"가설 {number}", claim, "출발점이 된 글의 주장입니다.") for number, claim in enumerate(claims, start=1)]
    rows += stated(plan)
    key = hashlib.sha256("\n".join("\t".join(row) for row in rows).encode("utf-8")).hexdigest()
    rows.append(("지문", "sha256", key, "위의 모든 줄에서 셈한 값입니다. 한 글자라도 바꾸면 달라집니다."))
    shown = pd.DataFrame(rows, columns=["갈래", "이름", "값", "까닭"])
    return shown.assign(값=shown["값"].str.replace(";", "; "))            # so that long lists can be broken into lines


def compare(counts: pd.DataFrame, sides: pd.Series, plan: Plan, kinds: pd.Series | None = None) -> pd.DataFrame:
    """Return one row an idea: how much larger its share of sentences is on side ``a``, with range and p before correction.

    >>> counts = pd.DataFrame({"data": [4, 4, 1, 1], "sentences": 8}, index=list("abcd"))
    >>> table = compare(counts, pd.Series({"a": "a", "b": "a", "c": "b", "d": "b"}), load_plan())
    >>> table[["count_a", "count_b", "rate_a", "log_ratio"]].values.tolist(), table["why"].tolist()
    ([[8.0, 2.0, 50.0, 2.0]], ['한쪽의 문서가 5건보다 적습니다.'])

    Parameters: ``counts`` as ``ideas.count_ideas`` returns them; ``sides`` maps a document (index) to ``a`` or ``b``; ``kinds`` maps it
    to its kind, and only documents of one kind are exchanged. Documents without sentences are left out. ``why`` is empty
    where there is a p.
    """
    table = counts[counts["sentences"] > 0].join(sides.rename("side"), how="inner").sort_index()
    first, codes = (table["side"] == "a").to_numpy(), [column for column in counts if column != "sentences"]
    found, units = table[codes].to_numpy(float), table["sentences"].to_numpy(float)
    sums = {side: (int(marks.sum()), int(units[marks].sum()), found[marks].sum(axis=0)) for side, marks in (("a", first), ("b", ~first))}
    rows = {"idea": codes}
    for side, (documents, sentences, counted) in sums.items():
        rows |= {f"documents_{side}": documents, f"sentences_{side}": sentences, f"count_{side}": counted.astype(int)}
    strata = None if kinds is None else kinds.reindex(table.index).fillna("").astype(str).to_numpy()
    return pd.DataFrame(rows).pipe(_with_sizes).assign(**_chances(found, units, first, strata, plan))


def judge(table: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the comparisons of one setting with p_holm, verdict and why, by the rules of the plan.

    >>> row = {"log_ratio": 1.0, "low": 0.4, "high": 1.5, "p": 0.01, "why": ""}
    >>> judge(pd.DataFrame([row]), load_plan())["verdict"].tolist()
    ['받쳐 줌']
    """
    corrected = table.assign(p_holm=permutation.holm(table["p"].to_numpy(float)))
    decided = [_decided(row, plan) for row in corrected.itertuples()]
    return corrected.assign(verdict=[verdict for verdict, _ in decided], why=[why for _, why in decided])


def examine(texts: pd.DataFrame, stages: pd.Series, *, plan: Plan | None = None, kinds: pd.Series | None = None,
            folder: Path | str | None = None, codebook: agenda.Codebook | None = None, keep: bool = True,
            progress: bool = True) -> pd.DataFrame:
    """Return the test of every hypothesis in every setting of the plan, the main setting first: the columns of ``COLUMNS``.

    rate: sentences with words of the idea in a hundred. log_ratio: log2 of rate_a / rate_b (Hardie 2014). low, high: percentile
    bootstrap over documents (Efron 1979). log_odds: with a weak prior in the shape of both sides (Monroe, Colaresi and Quinn
    2008). p: one-sided, by exchanging documents (Phipson and Smyth 2010). p_holm: corrected over the setting (Holm 1979).

    Parameters: ``texts`` documents with id and text, and title where documents with the name in it are to be left out once;
    ``stages`` maps a document id (index) to its stage or any other label; ``kinds`` to its kind, and only documents of one kind
    are exchanged; ``folder`` of the reader's own lexicon; ``keep`` and ``progress`` as for ``morphology.analyze``.
    Raises DataError where no document belongs to a group of the plan.
    """
    plan, codebook = check_plan(plan or load_plan()), codebook or agenda.load_codebook()
    labels = _labels(stages, texts, plan)
    chosen = texts[texts["id"].isin(labels.index)]
    without = {"untitled": labels.drop(_titled(chosen, plan))} if "title" in texts else {}
    ways = [names for names in plan.names if names != "untitled" or without]
    parts = []
    for analyzer, stopwords, coded, sentences in _coded(chosen, plan, folder, codebook, keep, progress):
        for names in ways:
            counts = ideas.count_ideas(coded, sentences, plan, names, codebook)
            part = judge(_compared(counts, without.get(names, labels), plan, kinds), plan)
            parts.append(part.assign(analyzer=analyzer, stopwords=stopwords, names=names))
    table = pd.concat(parts, ignore_index=True)
    return table.assign(target=plan.target, idea=table["idea"].map(ideas.labels(codebook)))[COLUMNS]


def main_setting(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the main setting, which the plan names first."""
    return table[(table[MAIN] == table[MAIN].iloc[0]).all(axis=1)]


def headline(table: pd.DataFrame) -> str:
    """Return one sentence that counts the verdicts of the main setting, to stand above a chart.

    >>> rows = pd.DataFrame({"analyzer": "kiwi", "stopwords": "base", "names": "out", "verdict": [YES, OPEN]})
    >>> headline(rows)
    '가설 2개 가운데 받쳐 줌 1개, 받쳐 주지 않음 0개, 판단할 수 없음 1개'
    """
    counts = main_setting(table)["verdict"].value_counts().reindex(VERDICTS, fill_value=0)
    told = ", ".join(f"{verdict} {count}개" for verdict, count in counts.items())
    return f"가설 {counts.sum()}개 가운데 {told}"


def read_thesis(table: pd.DataFrame, label: str = "") -> Reading:
    """Return what the test found: verdicts of the main setting, what changes with the settings, and what it cannot tell.

    Parameters: ``table`` as ``examine`` returns it; ``label`` of the corpus, which says whether its texts are originals.
    """
    main = main_setting(table)
    setting = ", ".join(SETTINGS.get(value, value) for value in main[MAIN].iloc[0])
    parts = [f"미리 정한 주 설정({setting})의 결과입니다.",
             *(_read_comparison(name, rows) for name, rows in main.groupby("comparison", sort=False)),
             _read_settings(table), _read_names(table)]
    if "원문이 아님" in label:
        parts.append("센 것은 요약문입니다. 요약문은 원문이 아니므로 원문이나 정책에 관한 결론이 아닙니다.")
    parts.append("때와 글의 갈래가 다르면 쓰는 말도 다릅니다. 몫의 차이가 곧 생각의 차이라는 뜻은 아닙니다.")
    return Reading(" ".join(part for part in parts if part))


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return the test to read: ratios in times, Korean words for the settings, one row a hypothesis and setting."""
    times = table.assign(**{column: (2.0 ** table[column]).round(2) for column in ("log_ratio", "low", "high")})
    words = {column: table[column].replace(SETTINGS) for column in ("stopwords", "names")}
    named = {"comparison": "견준 쪽", "idea": "생각", "analyzer": "분석기", "stopwords": "불용어", "names": "정책의 이름",
             "documents_a": "문서", "documents_b": "견준 문서", "rate_a": "문장의 몫(%)", "rate_b": "견준 몫(%)", "log_ratio": "배",
             "low": "범위의 아래", "high": "범위의 위", "p": "p", "p_holm": "고친 p", "verdict": "판정", "why": "까닭"}
    return times.assign(**words)[list(named)].rename(columns=named).round({"문장의 몫(%)": 1, "견준 몫(%)": 1, "p": 4, "고친 p": 4})


def _labels(stages: pd.Series, texts: pd.DataFrame, plan: Plan) -> pd.Series:
    """Return the group of each document that belongs to one and is not left out."""
    of_group = {label: name for name, several in plan.groups.items() for label in several}
    known = groups.known(stages)
    found = known.map(of_group).drop(list(plan.documents), errors="ignore").dropna()
    found = found[found.index.isin(texts["id"])]
    if found.empty:
        raise DataError("견줄 묶음에 든 문서가 없습니다.", value=", ".join(known.unique()), allowed=list(of_group),
                        todo="시기의 이름이나 미리 정한 묶음을 고치십시오.")
    return found


def _titled(texts: pd.DataFrame, plan: Plan) -> list[str]:
    """Return the documents with the policy's name in the title."""
    spellings = [bare(name) for name in plan.spellings]
    held = texts["title"].map(lambda title: any(name in bare(title) for name in spellings))
    return texts.loc[held, "id"].tolist()


def _coded(texts: pd.DataFrame, plan: Plan, folder: Path | str | None, codebook: agenda.Codebook | None, keep: bool,
           progress: bool) -> Iterator[tuple[str, str, pd.DataFrame, pd.DataFrame]]:
    """Yield analyzer, stop words, coded sentences and all sentences; an analyzer that another stood in for comes once."""
    lists = {name: lexicon.load(folder, optional=name == "optional") for name in plan.stopwords}
    done = set()
    for analyzer in plan.analyzers:
        analysis = morphology.analyze(texts, analyzer, lexicon=lists[plan.stopwords[0]], keep=keep, progress=progress)
        if analysis.analyzer not in done:
            done.add(analysis.analyzer)
            for name, words in lists.items():
                coded = ideas.code_ideas(analysis.tokens, analysis.sentences, words, plan, codebook)
                yield analysis.analyzer, name, coded, analysis.sentences


def _compared(counts: pd.DataFrame, labels: pd.Series, plan: Plan, kinds: pd.Series | None) -> pd.DataFrame:
    """Return the comparisons of the claim's group with each of the others."""
    parts = [compare(counts, labels.map({plan.target: "a", other: "b"}).dropna(), plan, kinds).assign(comparison=other)
             for other in list(plan.groups)[1:]]
    return pd.concat(parts, ignore_index=True)


def _with_sizes(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with rates, log ratio and log-odds; missing where a side has no sentence or neither has the idea."""
    a, b, n_a, n_b = (table[name].astype(float) for name in ("count_a", "count_b", "sentences_a", "sentences_b"))
    known = (n_a > 0) & (n_b > 0) & (a + b > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (a + b) / (n_a + n_b)
        odds, _ = log_odds(a, b, n_a, n_b, PRIOR * share, PRIOR)
        sizes = {"log_ratio": permutation.log_ratio(a, b, n_a, n_b), "log_odds": odds}
        rates = {"rate_a": 100 * a / n_a, "rate_b": 100 * b / n_b}
    return table.assign(**rates, **{name: values.where(known) for name, values in sizes.items()})


def _chances(found: np.ndarray, units: np.ndarray, first: np.ndarray, strata: np.ndarray | None, plan: Plan) -> dict[str, object]:
    """Return low, high and p of each idea, missing where ``why`` says that they would mean nothing."""
    missing = np.full(found.shape[1], np.nan)
    if min(first.sum(), (~first).sum()) < plan.least_documents:
        return {"low": missing, "high": missing, "p": missing, "why": f"한쪽의 문서가 {plan.least_documents}건보다 적습니다."}
    low, high = permutation.ranges(found, units, first, resamples=plan.resamples, level=plan.level, seed=plan.seed)
    p = permutation.p_values(found, units, first, strata, draws=plan.permutations, seed=plan.seed)
    few = permutation.ways(first, strata) < 1 / plan.alpha
    absent = found.sum(axis=0) == 0
    why = np.where(absent, "그 낱말이 든 문장이 없습니다.", "바꾸어 놓을 같은 종류의 문서가 모자랍니다." if few else "")
    ends = {"low": np.where(absent, np.nan, low), "high": np.where(absent, np.nan, high)}
    return {**ends, "p": np.where(absent | few, np.nan, p), "why": why}


def _decided(row: tuple, plan: Plan) -> tuple[str, str]:
    least = np.log2(plan.least_ratio)
    if row.why:
        return OPEN, row.why
    if row.high < least:
        return NO, f"범위의 위 끝이 {plan.least_ratio:g}배에 못 미칩니다."
    if row.p_holm <= plan.alpha and row.low > 0:
        return YES, f"고친 p가 {plan.alpha:g} 이하이고 범위가 1배 위에 있습니다."
    if row.low > 0:
        return OPEN, f"범위는 1배 위에 있으나 고친 p가 {plan.alpha:g}보다 큽니다."
    return OPEN, f"범위가 1배 아래와 {plan.least_ratio:g}배 위를 함께 담습니다."


def _read_comparison(name: str, rows: pd.DataFrame) -> str:
    first, order = rows.iloc[0], rows["verdict"].map(VERDICTS.index)
    reasons = rows["why"].where(rows["p"].isna(), "").str.rstrip(".")
    told = []
    for (place, why), held in rows.groupby([order, reasons], sort=True):
        shown = ", ".join(f"'{row.idea}' {_times(row.log_ratio)}(문장 {row.count_a}개와 {row.count_b}개)" for row in held.itertuples())
        told.append(f"{VERDICTS[place]}{f'({why})' if why else ''}: {shown}")
    return f"{first['target']} {first['documents_a']}건을 {name} {first['documents_b']}건과 견주면 {'; '.join(told)}."


def _times(log_ratio: float) -> str:
    return "값 없음" if np.isnan(log_ratio) else f"{2.0 ** log_ratio:.1f}배"


def _read_settings(table: pd.DataFrame) -> str:
    settings = len(table[MAIN].drop_duplicates())
    if settings == 1:
        return ""
    hypotheses = table.groupby(["comparison", "idea"], sort=False)["verdict"]
    changing = [f"{comparison} 쪽과 견준 '{idea}'({', '.join(f'{verdict} {count}' for verdict, count in verdicts.value_counts().items())})"
                for (comparison, idea), verdicts in hypotheses if verdicts.nunique() > 1]
    return (f"설정 {settings}가지에서 판정이 한결같은 가설은 {len(hypotheses)}개 가운데 {len(hypotheses) - len(changing)}개입니다."
            + (f" 설정에 따라 바뀌는 가설: {', '.join(changing)}." if changing else ""))


def _read_names(table: pd.DataFrame) -> str:
    """Return how the policy's name bears on the result: counted as a word, and in the titles of documents."""
    main = main_setting(table)
    same = table[(table[MAIN[:2]] == main[MAIN[:2]].iloc[0]).all(axis=1)]
    kinds = dict(list(same.groupby("names")))
    told = []
    if {"out", "in"} <= set(kinds):
        both = kinds["out"].merge(kinds["in"], on=["comparison", "idea"], suffixes=("", "_in"))
        moved = both[(both["log_ratio"] - both["log_ratio_in"]).abs() > permutation.NEARLY]
        shown = ", ".join(f"{row.comparison} 쪽과 견준 '{row.idea}' {_times(row.log_ratio)} → {_times(row.log_ratio_in)}"
                          for row in moved.itertuples())
        told += [f"정책의 이름도 낱말로 세면 값이 바뀌지만 이름을 센 것일 뿐입니다: {shown}."] if shown else []
    if {"out", "untitled"} <= set(kinds):
        named = kinds["out"]["documents_a"].max() - kinds["untitled"]["documents_a"].max()
        held = (kinds["untitled"]["verdict"] == YES).sum()
        told.append(f"제목에 이름이 든 {main['target'].iloc[0]} 문서 {named}건은 그 낱말을 쓸 수밖에 없습니다. "
                    f"그 문서를 빼면 받쳐 주는 가설은 {held}개입니다.")
    return " ".join(told)
