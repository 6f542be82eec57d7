"""Functions that decide a claim: each looks into the tables and returns what they say, with the numbers."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from dpgkit.history import egdi
from dpgkit.impact import ACTORS

Data = Mapping[str, pd.DataFrame]              # tables by name
Values = Mapping[str, tuple[str, str]]         # label: the pattern whose first group is the value, the value claimed


class Verdict(NamedTuple):
    """What the tables say of a claim: a key of VERDICTS, a Korean sentence with the numbers, how many rows decided."""

    verdict: str
    difference: str
    rows: int


def event(data: Data, *, title: str, date: str = "", values: Values | None = None) -> Verdict:
    """Decide by the earliest event whose title has the pattern: its date, and the values found in its text."""
    rows = _matching(data["timeline"], title, ["title_ko"]).sort_values("date").head(1)
    if rows.empty:
        return _unknown("연표에 이 사건이 없습니다.")
    first = rows.iloc[0]
    if not first["date"].startswith(date):
        return Verdict("off", f"{first['id']}의 날짜는 {first['date']}이고, 글의 때는 {date}입니다.", 1)
    return _compare(rows, ["title_ko", "actor", "description_ko"], values or {}, f"{first['id']} {first['date']}")


def first_events(data: Data, *, titles: list[str], first: str, last: str) -> Verdict:
    """Decide whether the earliest event of each title falls between two years."""
    dates = {title: _matching(data["timeline"], title, ["title_ko"])["date"].min() for title in titles}
    missing = [title for title, date in dates.items() if pd.isna(date)]
    if missing:
        return _unknown(f"연표에 없는 것: {', '.join(missing)}.")
    inside = all(first <= date[:4] <= last for date in dates.values())
    return _verdict(inside, "연표에서 가장 이른 줄: " + ", ".join(f"{title} {date}" for title, date in dates.items()) + ".", len(dates))


def mentioned(data: Data, *, words: list[str], first: str = "", last: str = "9") -> Verdict:
    """Decide whether events or services between two years name every word; silence decides nothing."""
    events = data["timeline"][["id", "date", "title_ko", "description_ko"]].to_numpy()
    services = data["services"][["service_ko", "launch_date", "service_ko", "purpose_ko"]].to_numpy()
    text = pd.DataFrame([*events, *services], columns=["row", "date", "name", "text"])
    text = text[text["date"].between(first, last)]
    found = {word: _matching(text, word, ["name", "text"])["row"].tolist() for word in words}
    missing = [word for word, rows in found.items() if not rows]
    if missing:
        return _unknown(f"연표와 서비스 표에 적혀 있지 않은 것: {', '.join(missing)}.")
    rows = sorted({row for some in found.values() for row in some})
    return Verdict("supported", f"적혀 있는 줄: {', '.join(rows)}.", len(rows))


def service(data: Data, *, name: str, operator: str = "", does: str = "", first: str = "", last: str = "9") -> Verdict:
    """Decide by one service: who runs it and when it began, where its purpose says what the claim speaks of."""
    rows = _matching(_matching(data["services"], name, ["service_ko"]), does, ["purpose_ko"])
    if rows.empty or (first and not rows.iloc[0]["launch_date"]):
        return _unknown(f"서비스 표에 '{name}'에 관해 이것을 가릴 줄이 없습니다.")
    row = rows.iloc[0]
    fits = operator in row["operator"] and first <= row["launch_date"] <= last
    started = row["launch_date"] or "근거 미확인"
    return _verdict(fits, f"{row['service_ko']}: 운영 {row['operator']}, 시작 {started}, {row['purpose_ko']}.", len(rows))


def law_revised(data: Data, *, law: str, change: str, first: str, last: str) -> Verdict:
    """Decide whether a statute saw a change of this kind between two years."""
    rows = data["law_history"].query("law == @law")
    if rows.empty:
        return _unknown(f"법률 연혁 표에 「{law}」이 없습니다.")
    inside = rows[rows["promulgated"].str[:4].between(first, last)]
    dates = ", ".join(inside.loc[inside["change"] == change, "promulgated"])
    return _verdict(bool(dates), f"{first}~{last}년의 판 {len(inside)}개 가운데 {change}: {dates or '없음'}.", len(inside))


def top_ranks(data: Data, *, rank: int, first: int, last: int) -> Verdict:
    """Decide whether Korea stood at ``rank`` or better in every edition from ``first`` to ``last``."""
    ranks = _korea(data)["egdi_rank"]
    inside, after = ranks.loc[first:last], ranks.loc[last + 1:]
    if inside.empty:
        return _unknown("이 기간의 대한민국 순위가 없습니다.")
    later = f" 그 뒤: {_listed(after, '위')}." if len(after) else ""
    return _verdict((inside <= rank).all(), f"{len(inside)}개 회차의 순위: {_listed(inside, '위')}.{later}", len(inside))


def alone_at_the_top(data: Data, *, rank: int, first: int, last: int) -> Verdict:
    """Decide whether Korea and no other country stood at ``rank`` or better in every edition."""
    rows = data["egdi"][data["egdi"]["year"].between(first, last)]
    times = rows[rows["egdi_rank"] <= rank].groupby("iso3")["year"].nunique().sort_values(ascending=False)
    if times.empty:
        return _unknown("이 기간의 순위가 없습니다.")
    editions = rows["year"].nunique()
    shown = ", ".join(f"{iso3} {count}회" for iso3, count in times.head(3).items())
    alone = times.index[times == editions].tolist() == ["KOR"]
    return _verdict(alone, f"{editions}개 회차에서 {rank}위 안에 든 횟수: {shown}.", len(times))


def four_components(data: Data) -> Verdict:
    """Decide whether the index is the mean of four components, participation included, rather than of three."""
    rows = egdi.assessed(data["egdi"]).dropna(subset=["epi", *egdi.COMPONENTS])
    if rows.empty:
        return _unknown("지수와 그 구성 지수가 없습니다.")
    sets = [list(egdi.COMPONENTS), [*egdi.COMPONENTS, "epi"]]
    three, four = (int((rows[columns].mean(axis=1) - rows["egdi"]).abs().le(egdi.MISFIT).sum()) for columns in sets)
    return _verdict(four > three, f"{len(rows)}개 값 가운데 온라인서비스·통신인프라·인적자본 셋의 평균과 맞는 것이 {three}개, "
                    f"온라인참여를 넣은 넷의 평균과 맞는 것이 {four}개입니다.", len(rows))


def first_edition(data: Data, *, year: int) -> Verdict:
    """Decide whether the first edition is that of ``year``; a table that begins later decides nothing."""
    first = data["egdi_editions"]["year"].min()
    if not first <= year:
        return _unknown(f"표의 첫 회차는 {first}년이고, {year}년이나 그 앞의 회차는 없습니다.")
    return _verdict(first == year, f"표의 첫 회차는 {first}년입니다.", 1)


def editions(data: Data, *, column: str, fits: Callable[[pd.Series], pd.Series], unit: str = "") -> Verdict:
    """Decide whether a column of the editions fits in every edition."""
    table = data["egdi_editions"].set_index("year", drop=False).sort_index()
    if column not in table or table.empty:
        return _unknown("회차 표에는 발표한 해만 있고 이것을 가릴 열이 없습니다.")
    wrong = table.loc[~fits(table[column]), column]
    shown = _listed(wrong, unit) if unit else ", ".join(f"{value}년" for value in wrong)
    return _verdict(wrong.empty, f"{len(table)}개 회차 가운데 글과 다른 것이 {len(wrong)}개입니다({shown or '없음'}).", len(table))


def among_oecd(data: Data, *, year: int, rank: int) -> Verdict:
    """Decide whether Korea is within ``rank`` among the countries of the OECD data set."""
    rows = egdi.assessed(data["egdi"]).query("year == @year")
    rows = rows[rows["iso3"].isin(data["oecd_dgi"]["area"])].set_index("iso3")["egdi"]
    if "KOR" not in rows:
        return _unknown(f"{year}년 대한민국의 값이 없습니다.")
    place = int(rows.rank(ascending=False, method="min")["KOR"])
    return _verdict(place <= rank, f"{year}년 OECD 자료에 든 {len(rows)}개 나라 가운데 {place}위입니다"
                    f"(대한민국 {rows['KOR']:.4f}, 평균 {rows.mean():.4f}).", len(rows))


def participation_rose(data: Data, *, first: int, last: int) -> Verdict:
    """Decide whether Korea's participation index was higher in the edition ``last`` than in ``first``."""
    index = _korea(data)["epi"].dropna()
    if not {first, last} <= set(index.index):
        return _unknown("두 회차의 온라인참여지수가 없습니다.")
    return _verdict(index[last] > index[first], f"온라인참여지수는 {first}년 {index[first]:.4f}, {last}년 {index[last]:.4f}입니다.", 2)


def survey_value(data: Data, *, column: str, value: float, year: int = 2022) -> Verdict:
    """Decide whether a survey result is the value claimed, to the last digit."""
    found = data["service_survey"].query("year == @year")[column].dropna()
    if found.empty:
        return _unknown(f"{year}년 조사의 값이 없습니다.")
    seen = found.iloc[0]
    lacking = "" if seen == value else f" 글의 값({value})은 찾지 못했습니다."
    return _verdict(seen == value, f"{year}년에 발표된 값은 {seen}(소수 한 자리)입니다.{lacking}", 1)


def conditions_are(data: Data, *, labels: list[str]) -> Verdict:
    """Decide whether the conditions are exactly these, in any order."""
    known = data["conditions"]["label_ko"].tolist()
    if not known:
        return _unknown("조건 표가 비어 있습니다.")
    return _verdict(sorted(known) == sorted(labels), f"조건 표의 {len(known)}개: {', '.join(known)}.", len(known))


def conditions_from(data: Data, *, source: str) -> Verdict:
    """Decide whether every condition rests on this source."""
    fits = data["conditions"]["source"].str.contains(source, regex=False)
    if fits.empty:
        return _unknown("조건 표가 비어 있습니다.")
    return _verdict(fits.all(), f"조건 {len(fits)}개 가운데 {fits.sum()}개의 출처에 적혀 있습니다: {source}.", len(fits))


def case_values(data: Data, *, case: str, condition: str, values: Values) -> Verdict:
    """Decide by the values found in the evidence of one condition of a case."""
    rows = _matching(data["ci_cases"].query("condition == @condition"), case, ["case"])
    return _compare(rows, ["activity", "evidence"], values, f"{case}, {condition}")


def everyone_has_a_part(data: Data, *, condition: str) -> Verdict:
    """Decide whether each actor has a documented activity; one that only receives has none, an unverified one may have."""
    rows = data["case-mapping"].query("condition == @condition")
    states = {label: set(rows.loc[rows["actor"] == actor, "status"]) for actor, label in ACTORS.items()}
    lacking = {label: found for label, found in states.items() if "documented" not in found}
    receiving = [label for label, found in lacking.items() if found == {"benefit_only"}]
    if receiving:
        return Verdict("off", f"활동 없이 혜택만 받는 주체: {', '.join(receiving)}. 근거가 없는 주체: {', '.join(lacking)}.", len(rows))
    if lacking:
        return _unknown(f"매핑 표에 근거가 확인된 활동이 없는 주체: {', '.join(lacking)}.")
    return Verdict("supported", "정부, 기업, 국민 모두 근거가 확인된 활동이 있습니다.", len(rows))


def links_added(data: Data, *, kind: str = "") -> Verdict:
    """Decide whether links were added, to receivers of this kind where one is named."""
    links, actors = data["case-links"], data["case-actors"]
    if links.empty or actors.empty:
        return _unknown("구조 표에 연결이나 참여자가 없습니다.")
    old = set(links.query("before == 1")[["giver", "receiver"]].to_numpy().ravel())
    added = links[links["receiver"].isin(actors.loc[actors["kind"].str.contains(kind), "name"])].query("after > before")
    inside = int((added["giver"].isin(old) & added["receiver"].isin(old)).sum())
    shown = ", ".join(f"{row.giver} → {row.receiver}" for row in added.itertuples()) or "없음"
    return _verdict(len(added) > 0, f"새로 생긴 연결 {len(added)}개: {shown}. 전부터 있던 참여자끼리의 것은 {inside}개입니다.", len(links))


def _verdict(holds: bool, difference: str, rows: int) -> Verdict:
    return Verdict("supported" if holds else "off", difference, rows)


def _unknown(why: str) -> Verdict:
    return Verdict("cannot_check", why, 0)


def _matching(table: pd.DataFrame, pattern: str, columns: list[str]) -> pd.DataFrame:
    return table[table[columns].agg(" ".join, axis=1).str.contains(pattern)] if len(table) else table


def _compare(rows: pd.DataFrame, columns: list[str], values: Values, where: str) -> Verdict:
    text = " ".join(" ".join(row) for row in rows[columns].to_numpy())
    found = {label: re.search(pattern, text) for label, (pattern, _) in values.items()}
    missing = [label for label, match in found.items() if match is None]
    if rows.empty or missing:
        return _unknown(f"표의 줄({where})에서 찾지 못한 것: {', '.join(missing)}.")
    wrong = [label for label, match in found.items() if match[1] != values[label][1]]
    shown = [f"{label} {match[1]}" + (f"(글은 {values[label][1]})" if label in wrong else "") for label, match in found.items()]
    return _verdict(not wrong, f"표의 줄({where}): {', '.join(shown) or rows.iloc[0][columns[0]]}.", len(rows))


def _korea(data: Data) -> pd.DataFrame:
    return egdi.assessed(data["egdi"]).query("iso3 == 'KOR'").set_index("year").sort_index()


def _listed(values: pd.Series, unit: str) -> str:
    return ", ".join(f"{year}년 {value}{unit}" for year, value in values.items())
