"""How the use of a term moves over years or stages: rates with a band, shares of documents, and bursts."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from dpgkit.errors import DataError
from dpgkit.keywords import groups as by_group
from dpgkit.reading import Reading, some

COLUMNS = ["term", "period", "count", "words", "with_term", "documents", "rate", "low", "high", "share", "share_low",
           "share_high", "note"]
MILLION = 1_000_000
FEW = 5                 # with fewer documents a bootstrap band is much too narrow
SURE = 0.9999           # a rate above this cannot be told from certainty


def trend(counts: pd.DataFrame, periods: pd.Series, chosen: Iterable[str], *, order: Iterable[str] | None = None,
          resamples: int = 1000, level: float = 0.95, seed: int = 0) -> pd.DataFrame:
    """Return how often each chosen term stands in each period, with bands: the columns of ``COLUMNS``.

    rate: occurrences in a million counted words of the period. low, high: percentile bootstrap over the period's documents
    (Efron 1979), for whole documents bring their words along; missing for a single document, as ``note`` says. share: of the
    documents, those with the term, in percent; share_low, share_high: Wilson's interval (1927), which also bounds a share of 0.

    Parameters: ``counts`` as ``terms.count_terms`` returns them; ``periods`` maps a document id (index) to its stage, or to its
    year as ``groups.years`` gives it; ``order`` of the periods, sorted without; ``level`` of both bands, between 0 and 1.
    Documents without a known period and periods without counted words are left out.
    Raises DataError where no term is chosen or ``level`` or ``resamples`` makes no sense.

    >>> counts = pd.DataFrame({"document": ["a", "b"], "term": ["국민", "법률"], "count": [1, 3]})
    >>> periods = pd.Series({"a": "2022", "b": "2022"})
    >>> trend(counts, periods, ["국민"])[["count", "words", "rate", "share"]].values.tolist()
    [[1.0, 4.0, 250000.0, 50.0]]
    """
    chosen = _chosen(chosen, resamples, level)
    labels = by_group.known(periods)
    found = _occurrences(counts, labels.index, chosen)
    words = by_group.words(counts, labels.index)
    parts = [_period(label, found[labels == label], words[labels == label], resamples, level, seed)
             for label in by_group.ordered(periods, order) if words[labels == label].sum()]
    if not parts:
        raise DataError("센 낱말이 있는 시기가 없습니다.", value=f"문서 {len(labels)}건", allowed="낱말이 있는 시기 1개 이상",
                        todo="min_length를 줄이거나 문서를 더하십시오.")
    table = pd.concat(parts)
    place = table["term"].map({term: number for number, term in enumerate(chosen)})
    return table.assign(place=place).sort_values("place", kind="stable", ignore_index=True)[COLUMNS]


def mark_bursts(table: pd.DataFrame, *, ratio: float = 2.0, gamma: float = 1.0) -> pd.DataFrame:
    """Return a trend with two more columns: burst (whether the term bursts in that period) and burst_weight.

    Kleinberg's automaton with two states for documents in batches (2002): at rest a document has the term with the overall
    probability p, in a burst with ``ratio`` x p; entering a burst costs ``gamma`` x ln(number of periods), leaving it nothing.
    The states of least cost are the result. burst_weight is the cost that the whole burst saves; 0 outside of bursts.

    Parameters: ``table`` as ``trend`` returns it; ``ratio`` above 1; ``gamma`` 0 or more.
    Raises DataError for other values.

    >>> table = pd.DataFrame({"term": "국민", "with_term": [1, 1, 9, 1], "documents": 10})
    >>> mark_bursts(table)[["burst", "burst_weight"]].values.tolist()
    [[False, 0.0], [False, 0.0], [True, 5.678709], [False, 0.0]]
    """
    if ratio <= 1 or gamma < 0:
        raise DataError("몰려 나온 때를 찾는 값이 맞지 않습니다.", value=f"ratio={ratio}, gamma={gamma}",
                        allowed="ratio는 1보다 크고 gamma는 0 이상", todo="두 값을 고치십시오.")
    parts = [_with_bursts(rows, ratio, gamma) for _, rows in table.groupby("term", sort=False)]
    return pd.concat(parts) if parts else table.assign(burst=False, burst_weight=0.0)


def wilson(found: np.ndarray, tried: np.ndarray, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Return the interval of a share by Wilson's score (1927).

    >>> low, high = wilson(np.array([0]), np.array([10]))
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0], [0.2775])
    """
    from scipy.stats import norm

    z = norm.ppf((1 + level) / 2)
    share, room = found / tried, z * z / tried
    middle = (share + room / 2) / (1 + room)
    half = np.sqrt(room * (share * (1 - share) + room / 4)) / (1 + room)
    return np.clip(middle - half, 0, share), np.clip(middle + half, share, 1)


def read_trend(table: pd.DataFrame, *, top: int = 3) -> Reading:
    """Return for the first ``top`` terms where they begin, peak and end, whether the bands part, and when they burst.

    >>> table = pd.DataFrame({"term": "국민", "period": ["앞", "뒤"], "count": [1, 4], "rate": [100.0, 900.0], "low": [50.0, 500.0],
    ...                       "high": [200.0, 1200.0], "documents": [9, 8], "burst": [False, True]})
    >>> read_trend(table)
    "'국민': 백만 낱말에 앞 100번(실제 1번), 뒤 900번(실제 4번). 처음과 끝의 띠가 겹치지 않습니다. 몰려 나온 때: 뒤."

    Parameters: ``table`` as ``trend`` or ``mark_bursts`` returns it.
    """
    parts = [_read_term(term, rows) for term, rows in list(table.groupby("term", sort=False))[:top]]
    few = table.loc[table["documents"] < FEW, "period"].drop_duplicates()
    if len(few):
        parts.append(f"문서가 {FEW}건보다 적은 시기 {len(few)}개: {some(few, 4)}.")
    return Reading(" ".join(parts) or "고른 낱말이 없습니다.")


def _chosen(chosen: Iterable[str], resamples: int, level: float) -> list[str]:
    chosen = list(dict.fromkeys(chosen))
    if not chosen:
        raise DataError("고른 낱말이 없습니다.", value=0, allowed="낱말 1개 이상", todo="볼 낱말을 고르십시오.")
    if not 0 < level < 1 or resamples < 1:
        raise DataError("띠를 그릴 값이 맞지 않습니다.", value=f"level={level}, resamples={resamples}",
                        allowed="level은 0과 1 사이, resamples는 1 이상", todo="두 값을 고치십시오.")
    return chosen


def _occurrences(counts: pd.DataFrame, documents: pd.Index, chosen: list[str]) -> pd.DataFrame:
    """Return how often each chosen term stands in each document: documents x terms."""
    rows = counts[counts["term"].isin(chosen)]
    return rows.pivot_table(index="document", columns="term", values="count", aggfunc="sum").reindex(
        index=documents, columns=chosen).fillna(0).astype("int64")


def _period(label: str, found: pd.DataFrame, words: pd.Series, resamples: int, level: float, seed: int) -> pd.DataFrame:
    """Return one row a term for one period."""
    number, total, count = len(words), words.sum(), found.sum()
    with_term = (found > 0).sum()
    low, high = _bootstrap(found.to_numpy(), words.to_numpy(), resamples, level, seed)
    share_low, share_high = wilson(with_term.to_numpy(), np.full(len(with_term), number), level)
    table = pd.DataFrame({
        "term": found.columns, "period": label, "count": count.to_numpy(), "words": total, "with_term": with_term.to_numpy(),
        "documents": number, "rate": count.to_numpy() / total * MILLION, "low": low, "high": high,
        "share": with_term.to_numpy() / number * 100, "share_low": share_low * 100, "share_high": share_high * 100})
    return table.round(2).assign(note=[_note(number, found) for found in with_term])


def _bootstrap(found: np.ndarray, words: np.ndarray, resamples: int, level: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the band of the rate of each term; drawing documents anew is giving them multinomial weights."""
    number = len(words)
    if number < 2:
        return np.full(found.shape[1], np.nan), np.full(found.shape[1], np.nan)
    weights = np.random.default_rng(seed).multinomial(number, np.full(number, 1 / number), size=resamples)
    drawn = (weights @ words)[:, None]
    rates = np.divide(weights @ found, drawn, out=np.zeros((resamples, found.shape[1])), where=drawn > 0) * MILLION
    return tuple(np.quantile(rates, [(1 - level) / 2, (1 + level) / 2], axis=0))


def _note(documents: int, with_term: int) -> str:
    if documents == 1:
        return "문서가 1건이라 띠를 그릴 수 없습니다."
    if not with_term:
        return "나온 문서가 없어 띠가 0입니다. 문서의 몫이 가질 수 있는 가장 큰 값을 보십시오."
    return "문서가 적어 띠가 실제보다 좁습니다." if documents < FEW else ""


def _with_bursts(rows: pd.DataFrame, ratio: float, gamma: float) -> pd.DataFrame:
    found, documents = rows["with_term"].to_numpy(), rows["documents"].to_numpy()
    rest = found.sum() / documents.sum()
    busy = min(ratio * rest, SURE)
    if rest == 0 or busy <= rest:
        return rows.assign(burst=False, burst_weight=0.0)
    gain = found * np.log(busy / rest) + (documents - found) * np.log((1 - busy) / (1 - rest))     # what a burst saves in each period
    states = pd.Series(_cheapest(gain, gamma * np.log(len(gain))), index=rows.index)
    run = (states != states.shift()).cumsum()
    weight = pd.Series(gain, index=rows.index).groupby(run).transform("sum").where(states, 0.0)
    return rows.assign(burst=states, burst_weight=weight.round(6))


def _cheapest(gain: np.ndarray, entry: float) -> list[bool]:
    """Return whether each period bursts in the sequence of least cost (Viterbi's algorithm; a tie stays at rest)."""
    rest, busy, came = 0.0, entry, []
    for number, saved in enumerate(gain):
        came.append((rest > busy, number > 0 and busy <= rest + entry))     # the state before: if at rest now, if in a burst now
        rest, busy = min(rest, busy), min(busy, rest + entry) - saved
    states = [busy < rest]
    for from_rest, from_busy in reversed(came[1:]):
        states.append(from_busy if states[-1] else from_rest)
    return states[::-1]


def _read_term(term: str, rows: pd.DataFrame) -> str:
    if not rows["count"].sum():
        return f"'{term}': 어느 시기에도 나오지 않습니다."
    first, last, peak = rows.iloc[0], rows.iloc[-1], rows.loc[rows["rate"].idxmax()]
    shown = {row["period"]: f"{row['period']} {row['rate']:,.0f}번(실제 {row['count']:,}번)" for row in (first, last)}
    text = f"'{term}': 백만 낱말에 {', '.join(shown.values())}."
    if peak["period"] not in shown:
        text += f" 가장 높은 때: {peak['period']} {peak['rate']:,.0f}번(실제 {peak['count']:,}번)."
    if len(rows) > 1 and rows[["low", "high"]].iloc[[0, -1]].notna().all(axis=None):
        apart = first["high"] < last["low"] or last["high"] < first["low"]
        text += " 처음과 끝의 띠가 겹치지 않습니다." if apart else " 처음과 끝의 띠가 겹칩니다."
    bursts = _spells(rows) if "burst" in rows else []
    return text + (f" 몰려 나온 때: {', '.join(bursts)}." if bursts else "")


def _spells(rows: pd.DataFrame) -> list[str]:
    """Return each burst by its first and last period."""
    run = (rows["burst"] != rows["burst"].shift()).cumsum()
    spells = rows[rows["burst"]].groupby(run)["period"].agg(["first", "last"])
    return [row["first"] if row["first"] == row["last"] else f"{row['first']}~{row['last']}" for _, row in spells.iterrows()]
