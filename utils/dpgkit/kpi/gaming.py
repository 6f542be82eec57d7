"""Signs that a number is managed instead of the work: at the threshold, from year to year, in a guard, in the base."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dpgkit import columns
from dpgkit.reading import Reading

ALERT = 0.05            # customary, not a law
CHECKS = ["점검", "값", "살필 것"]
WORSE, UNKNOWN_GUARD = "지표는 나아졌으나 짝이 나빠졌습니다", "짝의 값을 모릅니다"


def caliper_counts(met: int, missed: int) -> float:
    """Return the chance of so many or more results just on the good side, if both sides were as likely.

    >>> round(caliper_counts(18, 6), 6)
    0.011328

    One-sided exact binomial test; 1.0 where there are none. Gerber and Malhotra (2008), Quarterly Journal of Political
    Science 3(3).
    """
    from scipy import stats

    for count in (met, missed):
        columns.within(count, 0, np.inf, "문턱 앞뒤의 수")
    return float(stats.binom.sf(met - 1, met + missed, 0.5)) if met + missed else 1.0


def caliper(values: Sequence[float], target: float, width: float, *, direction: str = "up") -> pd.DataFrame:
    """Return how results crowd just on the good side of a target, one row: target, width, met, missed, share, p.

    >>> caliper([50, 50.5, 49.5, 70], 50, 1)[["met", "missed"]].values.tolist()
    [[2, 1]]

    A result on the target has met it. Parameters: ``width`` of the band on each side of the target, the far ends left out;
    ``direction`` up or down. Raises DataError for values that are no numbers, ParameterError for a width of 0 or less.
    """
    columns.known(direction, ("up", "down"), "방향")
    columns.within(width, np.nextafter(0, 1), np.inf, "띠의 너비")
    shares = columns.numbers(pd.DataFrame({"value": list(values)}), ["value"], "결과값")["value"]
    ahead = (shares - target) * (1 if direction == "up" else -1)
    met, missed = int(((ahead >= 0) & (ahead < width)).sum()), int(((ahead < 0) & (ahead > -width)).sum())
    share = met / (met + missed) if met + missed else np.nan
    return pd.DataFrame([(target, width, met, missed, share, round(caliper_counts(met, missed), 6))],
                        columns=["target", "width", "met", "missed", "share", "p"])


def bins(values: Sequence[float], target: float, width: float, *, direction: str = "up") -> pd.DataFrame:
    """Return a histogram whose bins never straddle the target: start, end, count, side (met, missed).

    >>> bins([49, 50, 51, 53], 50, 2)[["start", "count", "side"]].values.tolist()
    [[48.0, 1, 'missed'], [50.0, 2, 'met'], [52.0, 1, 'met']]

    Raises as ``caliper``.
    """
    caliper(values, target, width, direction=direction)
    numbers = np.asarray(list(values), dtype=float)
    rising = direction == "up"                             # the bin with the target itself lies on the good side
    places = np.floor((numbers - target) / width) if rising else np.ceil((numbers - target) / width) - 1
    spread = np.arange(places.min(), places.max() + 1)
    sides = np.where(spread >= 0, "met", "missed") if rising else np.where(spread < 0, "met", "missed")
    counts = [int((places == place).sum()) for place in spread]
    return pd.DataFrame({"start": target + spread * width, "end": target + (spread + 1) * width, "count": counts, "side": sides})


def ratchet(history: pd.DataFrame) -> pd.DataFrame:
    """Return how closely next year's rise of the target follows this year's over-achievement: measure, value, reason.

    >>> history = pd.DataFrame({"over": [2, 5, -1, 4, 0, 3], "rise": [1.5, 4, 0, 3.5, 0.5, 2]})
    >>> ratchet(history)["value"].round(6).tolist()
    [1.0, 0.979257]

    A value near 1 gives units a reason to hold back. Parameters: ``history`` with ``over`` (result minus target) and
    ``rise`` (next target minus this one). Raises DataError for fewer than three years. Bevan and Hood (2006), Public
    Administration 84(3).
    """
    values = columns.numbers(history, ["over", "rise"], "목표의 역사")
    reason = "세 해보다 적습니다" if len(values) < 3 else "한쪽 값이 모두 같습니다" if values.nunique().min() < 2 else ""
    found = [np.nan, np.nan] if reason else [_correlation(values.rank()), _correlation(values)]
    return pd.DataFrame({"measure": ["스피어만 순위상관", "피어슨 상관"], "value": found, "reason": reason})


def ratchet_history(targets: pd.DataFrame) -> pd.DataFrame:
    """Return over-achievement and the next rise from yearly targets and results: year, over, rise.

    >>> ratchet_history(pd.DataFrame({"year": [1, 2], "target": [10, 12], "actual": [11, 12]})).values.tolist()
    [[1.0, 1.0, 2.0]]

    The newest year has no next target and is left out.
    """
    rows = columns.numbers(targets, ["year", "target", "actual"], "해마다의 목표").sort_values("year")
    table = pd.DataFrame({"year": rows["year"], "over": rows["actual"] - rows["target"], "rise": -rows["target"].diff(-1)})
    return table.iloc[:-1].reset_index(drop=True)


def denominator_watch(measured_: pd.DataFrame, limit: float = 20.0) -> pd.DataFrame:
    """Return the change of the denominator from year to year: 연도, 분모, 바뀐 정도(%), 살필 것.

    >>> denominator_watch(pd.DataFrame({"year": [1, 2], "denominator": [100, 70]}))["살필 것"].tolist()
    ['', '분모가 20% 넘게 바뀌었습니다']

    Parameters: ``limit`` in per cent; a change of exactly the limit passes. A year whose denominator is not known has none.
    """
    base = measured_["denominator"].astype("float64")
    change = (100 * base.pct_change(fill_method=None)).round(1)
    note = change.abs().gt(limit).map({True: f"분모가 {limit:g}% 넘게 바뀌었습니다", False: ""}).mask(base.isna(), "분모를 모릅니다")
    return pd.DataFrame({"연도": measured_["year"], "분모": measured_["denominator"], "바뀐 정도(%)": change, "살필 것": note})


def guard_pairs(cards: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Return each indicator that has a guard, and how both moved: indicator, name, guard, moved, guard_moved, note.

    ``moved`` is ``better``, ``worse``, ``same`` or ``unknown``, seen along the direction of each card.
    Parameters: ``cards`` with indicator, name, direction, guard_indicator; ``changes`` with indicator and change (new minus
    old). Raises DataError where a column is missing.
    """
    columns.require(cards, ["indicator", "name", "direction", "guard_indicator"], "지표 카드", empty=True)
    moved = _moves(cards, changes)
    paired = cards[cards["guard_indicator"].fillna("") != ""]
    rows = [(row.indicator, row.name, row.guard_indicator, moved.get(row.indicator, "unknown"), moved.get(row.guard_indicator, "unknown"))
            for row in paired[["indicator", "name", "guard_indicator"]].itertuples(index=False)]
    table = pd.DataFrame(rows, columns=["indicator", "name", "guard", "moved", "guard_moved"])
    return table.assign(note=[_pair_note(*pair) for pair in zip(table["moved"], table["guard_moved"], strict=True)])


def survivors(asked: pd.DataFrame) -> pd.DataFrame:
    """Return at which exits of a service people were asked: exit, left, asked, share, note.

    >>> survivors(pd.DataFrame({"exit": ["성공", "중단"], "left": [90, 10], "asked": [45, 0]}))["note"].tolist()
    ['', '이 길로 나간 사람에게 묻지 않았습니다']

    Parameters: ``left`` people who left by an exit, ``asked`` those of them who were asked.
    Raises DataError where more were asked than left.
    """
    columns.require(asked, ["exit"], "나간 길")
    counts = columns.numbers(asked, ["left", "asked"], "나간 길", low=0)
    columns.numbers(asked.assign(asked=counts["left"] - counts["asked"]), ["asked"], "나간 길(나간 사람보다 물은 사람이 많음)", low=0)
    share = (counts["asked"] / counts["left"].where(counts["left"] > 0)).round(6)
    note = ["이 길로 나간 사람에게 묻지 않았습니다" if left and not some else "" for left, some in counts.to_numpy()]
    return asked[["exit"]].assign(left=counts["left"], asked=counts["asked"], share=share, note=note)


def panel(*, threshold: pd.DataFrame | None = None, following: pd.DataFrame | None = None, guards: pd.DataFrame | None = None,
          base: pd.DataFrame | None = None, exits: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the checks that were made in one table: 점검, 값, 살필 것.

    >>> panel(threshold=caliper([50] * 5, 50, 1))["살필 것"].tolist()
    ['목표에 막 닿은 쪽에 몰려 있습니다']

    Parameters: the tables of ``caliper``, ``ratchet``, ``guard_pairs``, ``denominator_watch`` and ``survivors``; those left
    out were not checked and do not appear.
    """
    rows = [] if threshold is None else [_threshold_row(threshold.iloc[0])]
    rows += [] if following is None else [_ratchet_row(following.iloc[0])]
    rows += [] if guards is None else [_guards_row(guards["note"])]
    known = None if base is None else base[base["분모"].notna()]
    rows += [] if known is None or known.empty else [_count_row("분모의 변화", known["살필 것"], "해", "분모가 크게 바뀌었습니다")]
    rows += [] if exits is None else [_count_row("묻는 자리", exits["note"], "길", "묻지 않은 길이 있습니다")]
    return pd.DataFrame(rows, columns=CHECKS)


def read_panel(table: pd.DataFrame) -> Reading:
    """Return one sentence on which checks ask for a second look.

    >>> read_panel(pd.DataFrame({"점검": ["문턱", "분모"], "살필 것": ["몰려 있습니다", ""]}))
    '점검 2가지 가운데 살필 것은 1가지입니다: 문턱. 왜곡의 증거가 아니라 다시 볼 자리입니다.'
    """
    found = table.loc[table["살필 것"] != "", "점검"]
    if found.empty:
        return Reading(f"점검 {len(table)}가지에서 살필 것을 찾지 못했습니다. 왜곡이 없다는 뜻은 아닙니다.")
    return Reading(f"점검 {len(table)}가지 가운데 살필 것은 {len(found)}가지입니다: {', '.join(found)}. "
                   "왜곡의 증거가 아니라 다시 볼 자리입니다.")


def _correlation(values: pd.DataFrame) -> float:
    return round(float(np.corrcoef(values["over"], values["rise"])[0, 1]), 6)


def _moves(cards: pd.DataFrame, changes: pd.DataFrame) -> dict[str, str]:
    """Return for each indicator with a known change whether it got better, worse or stayed; one to be held is not judged by a change."""
    cards = cards[cards["direction"] != "hold"]
    signs = cards.set_index("indicator")["direction"].map({"up": 1, "down": -1, "hold": 0}).astype("float64")
    ahead = changes.dropna(subset="change").set_index("indicator")["change"] * signs
    words = {1.0: "better", -1.0: "worse", 0.0: "same"}
    return {name: words[float(np.sign(value))] for name, value in ahead.dropna().items()}


def _pair_note(moved: str, guard: str) -> str:
    if moved == "better" and guard == "worse":
        return WORSE
    return UNKNOWN_GUARD if moved == "better" and guard == "unknown" else ""


def _threshold_row(row: pd.Series) -> tuple[str, str, str]:
    crowded = "목표에 막 닿은 쪽에 몰려 있습니다" if row["p"] < ALERT else ""
    return "문턱", f"닿음 {row['met']:.0f}, 못 닿음 {row['missed']:.0f}, p = {row['p']:.4f}", crowded


def _ratchet_row(row: pd.Series) -> tuple[str, str, str]:
    if row["reason"]:
        return "톱니", row["reason"], ""
    return "톱니", f"{row['measure']} {row['value']:.2f}", "더 해낸 만큼 다음 목표가 올랐습니다" if row["value"] > 0.5 else ""


def _guards_row(notes: pd.Series) -> tuple[str, str, str]:
    """Return the row of the guards: a guard whose value is not known is counted apart, it is not worse."""
    worse, unknown = int((notes == WORSE).sum()), int((notes == UNKNOWN_GUARD).sum())
    value = f"{len(notes)}쌍 가운데 나빠진 짝 {worse}쌍"
    value = f"{len(notes)}쌍 가운데 나빠진 짝 {worse}쌍, 값을 모르는 짝 {unknown}쌍" if unknown else value
    return "짝 지표", value, "나아진 지표의 짝이 나빠졌습니다" if worse else ""


def _count_row(check: str, notes: pd.Series, counter: str, warning: str) -> tuple[str, str, str]:
    found = int((notes != "").sum())
    return check, f"{len(notes)}{counter} 가운데 {found}{counter}", warning if found else ""
