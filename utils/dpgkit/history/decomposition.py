"""Why a score and a rank changed: parts that add up exactly to the change between two editions of the EGDI."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dpgkit.errors import DataError
from dpgkit.history import egdi as index
from dpgkit.history.countries import korean_name
from dpgkit.history.egdi import COMPONENTS
from dpgkit.history.shapley import shares
from dpgkit.reading import Reading

WEIGHTS, REST, FIELD, PUBLISHED = "weights", "rest", "field", "published"
SCORE_PARTS = {**COMPONENTS, WEIGHTS: "가중치의 변화", REST: "나머지(반올림 등)"}
RANK_PARTS = {**SCORE_PARTS, FIELD: "평가 대상이 된 나라의 변화", PUBLISHED: "발표 순위와 센 순위의 차이"}
MOVED = [*COMPONENTS, WEIGHTS]      # what a Shapley value moves from one edition to the other, part by part
PLACES = 9          # scores are compared to so many decimals, so that equal scores stay equal


@dataclass(frozen=True)
class Edition:
    """One edition: scores and components of the assessed countries (by code), and the weights."""

    scores: pd.Series
    components: pd.DataFrame
    weights: pd.Series

    def rest(self) -> pd.Series:
        """Return what the weighted mean of the components leaves unexplained of each score."""
        return self.scores - self.components @ self.weights


def score_change(egdi: pd.DataFrame, editions: pd.DataFrame, country: str, earlier: int, later: int) -> pd.DataFrame:
    """Return what each component, the weights and the rest add to the change of one country's published score.

    Columns: part, label, value_before, value_after (of the component), added (its part of the change). The parts add up to
    the change: for each component w1*x1 - w0*x0 = mean(w)*(x1 - x0) + mean(x)*(w1 - w0), the second term being the
    weights' part. Raises DataError where an edition, its weights, the country or one of its components is missing.
    """
    old, new = _editions(egdi, editions, country, earlier, later)
    values = pd.DataFrame({"value_before": old.components.loc[country], "value_after": new.components.loc[country]})
    table = pd.DataFrame({"part": list(SCORE_PARTS), "label": list(SCORE_PARTS.values())}).join(values, on="part")
    return table.assign(added=_contributions(old, new, pd.Index([country])).loc[country].to_numpy())


def gap_change(egdi: pd.DataFrame, editions: pd.DataFrame, country: str, rivals: list[str], earlier: int, later: int) -> pd.DataFrame:
    """Return by which parts other countries caught up with one country (positive), in points of the index.

    Columns: iso3, country (Korean), a column for each part, total (change of the gap). Rivals that were not assessed in
    both editions are left out. Raises DataError as ``score_change`` does.
    """
    old, new = _editions(egdi, editions, country, earlier, later)
    both = [code for code in rivals if code in old.scores and code in new.scores]
    parts = _contributions(old, new, pd.Index([*both, country]))
    gaps = parts.loc[both] - parts.loc[country]
    gaps = gaps.assign(total=gaps.sum(axis=1)).rename_axis("iso3").reset_index()
    gaps.insert(1, "country", [korean_name(code) for code in gaps["iso3"]])
    return gaps


def rank_change(egdi: pd.DataFrame, editions: pd.DataFrame, country: str, earlier: int, later: int) -> pd.DataFrame:
    """Return for every other country what it adds to the change of one country's rank, and by which part.

    One row a rival: iso3, country (Korean), gap_before, gap_after (its score minus the country's), passed (+1 it now
    stands above, -1 no longer, 0 as before), and a column for each part; the parts of a row add up to ``passed``,
    and all of these to the change of the rank counted from the scores. The parts of components and weights are Shapley
    values: the mean, over all orders of moving one part of all countries from the earlier to the later edition, of what
    that move changes; the rest is what the weighted means leave unexplained, and the field holds countries assessed in
    one edition only. Raises DataError as ``score_change`` does.
    """
    old, new = _editions(egdi, editions, country, earlier, later)
    both = old.scores.index.intersection(new.scores.index)
    rivals = both.drop(country)

    def above(joined: frozenset[str]) -> np.ndarray:
        return _above(_weighted(old, new, both, joined), rivals, country)

    table = pd.DataFrame(shares(above, MOVED), index=rivals)
    table[REST] = _above(new.scores, rivals, country) - _above(old.scores, rivals, country) - table.sum(axis=1).round()
    table = pd.concat([table.assign(**{FIELD: 0.0}), _only(new, both, country, 1.0), _only(old, both, country, -1.0)])
    return _rivals(table, old, new, country)


def rank_parts(rivals: pd.DataFrame, egdi: pd.DataFrame, country: str, earlier: int, later: int) -> pd.DataFrame:
    """Return the parts of ``rank_change`` summed over all rivals: part, label, places (positive is a fall).

    They add up to the change of the published rank: the last part is the difference between the published rank and the
    one counted from the scores, in both editions.
    """
    sums = {part: float(rivals[part].sum()) for part in RANK_PARTS if part in rivals}
    published = _published(egdi, country, later) - _published(egdi, country, earlier)
    sums[PUBLISHED] = published - float(rivals["passed"].sum())
    return pd.DataFrame({"part": list(sums), "label": [RANK_PARTS[part] for part in sums],
                         "places": [value + 0.0 for value in sums.values()]})


def held_ranks(egdi: pd.DataFrame, editions: pd.DataFrame, country: str, earlier: int, later: int) -> pd.DataFrame:
    """Return the rank in the later edition if one part had stayed as it was in the earlier one.

    Columns: part, label, rank (as counted), rank_if_held (that part of all countries held), rank_if_own_held (that part
    of this country alone held), among the countries assessed in both editions. The differences need not add up.
    Raises DataError as ``score_change`` does.
    """
    old, new = _editions(egdi, editions, country, earlier, later)
    both = old.scores.index.intersection(new.scores.index)
    actual, rows = new.scores.loc[both], []
    for part in MOVED:
        held = _weighted(old, new, both, frozenset(MOVED) - {part}) + new.rest().loc[both]
        own = actual.where(actual.index != country, held)
        rows.append((part, SCORE_PARTS[part], *(_place(scores, country) for scores in (actual, held, own))))
    return pd.DataFrame(rows, columns=["part", "label", "rank", "rank_if_held", "rank_if_own_held"])


def overtakers(rivals: pd.DataFrame) -> pd.DataFrame:
    """Return the rivals whose place beside the country changed, those that came above it first.

    >>> overtakers(pd.DataFrame({"iso3": ["A", "B"], "passed": [0.0, 1.0], "gap_after": [0.1, 0.2]}))["iso3"].tolist()
    ['B']
    """
    changed = rivals[rivals["passed"] != 0]
    return changed.sort_values(["passed", "gap_after"], ascending=False, ignore_index=True)


def closest(rivals: pd.DataFrame, *, most: int = 3) -> pd.DataFrame:
    """Return the rivals whose place changed, or, where none did, those that stand closest in the later edition.

    >>> closest(pd.DataFrame({"iso3": ["A", "B"], "passed": [0.0, 0.0], "gap_after": [0.3, -0.1]}), most=1)["iso3"].tolist()
    ['B']
    """
    changed = overtakers(rivals)
    return changed if len(changed) else rivals.sort_values("gap_after", key=abs, ignore_index=True).head(most)


def read_score(parts: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on how much a score changed and which part changed it most.

    >>> read_score(pd.DataFrame({"label": ["통신인프라", "인적자본"], "added": [.03, -.01]}), "대한민국")
    '대한민국의 점수는 +0.0200 움직였습니다. 가장 크게 올린 것은 통신인프라(+0.0300), 가장 크게 내린 것은 인적자본(-0.0100)입니다.'
    """
    total, parts = parts["added"].sum(), parts.set_index("label")["added"]
    up = f"가장 크게 올린 것은 {parts.idxmax()}({parts.max():+.4f})" if parts.max() > 0 else "올린 것은 없고"
    down = f"가장 크게 내린 것은 {parts.idxmin()}({parts.min():+.4f})입니다." if parts.min() < 0 else "내린 것은 없습니다."
    return Reading(f"{name}의 점수는 {total:+.4f} 움직였습니다. {up}, {down}".replace("없고,", "없고"))


def read_gaps(gaps: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on which other country rose most beside one country, and through which part.

    >>> gaps = pd.DataFrame({"country": ["덴마크"], "osi": [.10], "tii": [.02], "hci": [.02], "weights": [0], "rest": [0], "total": [.14]})
    >>> read_gaps(gaps, "대한민국")
    '대한민국보다 가장 많이 더 오른 나라는 덴마크(+0.1400)이고, 그 가운데 가장 큰 몫은 온라인서비스(+0.1000)입니다.'
    """
    if gaps.empty:
        return Reading("견줄 나라가 없습니다.")
    way, row = ("더", gaps.loc[gaps["total"].idxmax()]) if gaps["total"].max() > 0 else ("덜", gaps.loc[gaps["total"].idxmin()])
    parts = row[list(SCORE_PARTS)].astype(float)
    part = parts.idxmax() if way == "더" else parts.idxmin()
    return Reading(f"{name}보다 가장 많이 {way} 오른 나라는 {row['country']}({row['total']:+.4f})이고, "
                   f"그 가운데 가장 큰 몫은 {SCORE_PARTS[part]}({parts[part]:+.4f})입니다.")


def read_rank_parts(parts: pd.DataFrame, rivals: pd.DataFrame, name: str) -> Reading:
    """Return one sentence on how many places a country lost or gained, to how many others, and by which part most.

    >>> parts = pd.DataFrame({"label": ["통신인프라", "인적자본"], "places": [2.5, -0.5]})
    >>> read_rank_parts(parts, pd.DataFrame({"passed": [1, 1]}), "대한민국")
    '대한민국: 2계단 내려갔습니다. 앞선 나라가 2개 늘고 0개 줄었습니다. 가장 크게 끌어내린 것은 통신인프라(2.50계단)입니다.'
    """
    total, by_label = parts["places"].sum(), parts.set_index("label")["places"]
    move = f"{abs(total):.0f}계단 {'내려갔습니다' if total > 0 else '올라갔습니다'}" if round(total) else "순위가 같습니다"
    most, verb = (by_label.max(), "끌어내린") if total > 0 else (by_label.min(), "끌어올린")
    leading = "·".join(by_label.index[np.isclose(by_label, most)])
    cause = f" 가장 크게 {verb} 것은 {leading}({abs(most):.2f}계단)입니다." if round(total) else ""
    return Reading(f"{name}: {move}. 앞선 나라가 {(rivals['passed'] > 0).sum()}개 늘고 {(rivals['passed'] < 0).sum()}개 줄었습니다.{cause}")


def _editions(egdi: pd.DataFrame, editions: pd.DataFrame, country: str, earlier: int, later: int) -> tuple[Edition, Edition]:
    if earlier >= later:
        raise DataError("앞 회차가 뒤 회차보다 앞서야 합니다.", value=f"{earlier}, {later}",
                        allowed=", ".join(map(str, index.edition_years(egdi))), todo="두 회차를 바꾸십시오.")
    return _edition(egdi, editions, country, earlier), _edition(egdi, editions, country, later)


def _edition(egdi: pd.DataFrame, editions: pd.DataFrame, country: str, year: int) -> Edition:
    rows = index.assessed(egdi).query("year == @year").set_index("iso3")
    if country not in rows.index:
        what = "그 회차에 평가받지 않은 나라입니다." if len(rows) else "없는 회차입니다."
        raise DataError(what, value=f"{korean_name(country)}, {year}년", allowed=f"회차 {', '.join(map(str, index.edition_years(egdi)))}",
                        todo="나라나 회차를 바꾸십시오.")
    values = rows[["egdi", *COMPONENTS]].astype(float)
    empty = values.index[values.isna().any(axis=1)]
    if len(empty):
        raise DataError("구성 지수가 빈 나라가 있어 나눌 수 없습니다.", value=f"{year}년 {', '.join(empty)}",
                        allowed="세 구성 지수와 지수가 모두 있는 줄",
                        todo="egdi.csv의 그 칸을 채우거나, 평가하지 않은 나라이면 not_assessed를 1로 고치십시오.")
    weights = pd.Series(index.weights_of(editions, year))
    return Edition(values["egdi"], values[list(COMPONENTS)], weights)


def _weighted(old: Edition, new: Edition, countries: pd.Index, joined: frozenset[str]) -> pd.Series:
    """Return the weighted means with the parts in ``joined`` of the later edition and the others of the earlier."""
    weights = (new if WEIGHTS in joined else old).weights
    return sum((new if part in joined else old).components.loc[countries, part] * weights[part] for part in COMPONENTS)


def _contributions(old: Edition, new: Edition, countries: pd.Index) -> pd.DataFrame:
    before, after = old.components.loc[countries], new.components.loc[countries]
    table = (after - before) * (old.weights + new.weights) / 2
    by_weights = ((before + after) / 2 * (new.weights - old.weights)).sum(axis=1)
    return table.assign(**{WEIGHTS: by_weights, REST: new.rest().loc[countries] - old.rest().loc[countries]}) + 0.0


def _above(scores: pd.Series, rivals: pd.Index, country: str) -> np.ndarray:
    """Return 1.0 for each rival that scores higher than the country, else 0.0."""
    return ((scores.loc[rivals] - scores[country]).round(PLACES) > 0).to_numpy(dtype=float)


def _place(scores: pd.Series, country: str) -> int:
    return int(_above(scores, scores.index, country).sum()) + 1


def _only(edition: Edition, both: pd.Index, country: str, sign: float) -> pd.DataFrame:
    """Return the rivals assessed in this edition alone: one that scores higher adds ``sign`` through the field."""
    alone = edition.scores.index.difference(both)
    return pd.DataFrame({**dict.fromkeys(SCORE_PARTS, 0.0), FIELD: sign * _above(edition.scores, alone, country) + 0.0}, index=alone)


def _rivals(parts: pd.DataFrame, old: Edition, new: Edition, country: str) -> pd.DataFrame:
    gaps = {"gap_before": old.scores - old.scores[country], "gap_after": new.scores - new.scores[country]}
    table = parts.assign(passed=parts.sum(axis=1).round() + 0.0, **{name: gap.reindex(parts.index) for name, gap in gaps.items()})
    table.insert(0, "country", [korean_name(code) for code in table.index])
    first = ["iso3", "country", "gap_before", "gap_after", "passed"]
    return table.rename_axis("iso3").reset_index()[[*first, *SCORE_PARTS, FIELD]]


def _published(egdi: pd.DataFrame, country: str, year: int) -> float:
    return float(egdi.loc[(egdi["iso3"] == country) & (egdi["year"] == year), "egdi_rank"].squeeze())
