"""모의자료: submissions and feedback made up by a seeded simulator, so that the store can be tried without anybody's real values.

No organisation, value or comment in here exists. ``assumptions`` lists every number the simulator uses; all of them are our own and
none is an estimate of anything. Everything it writes is marked 모의자료 in the store, in every table and in every file.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.measurement import feedback, ledger, registry
from dpgkit.measurement.store import Store

SEED = 2026
YEARS = ("2021", "2022", "2023", "2024", "2025")
MEMBERS = {"mock_a": "모의기관 가", "mock_b": "모의기관 나", "mock_c": "모의기관 다", "mock_d": "모의기관 라", "mock_e": "모의기관 마"}
SIZES = {"mock_a": 4000, "mock_b": 2500, "mock_c": 1200, "mock_d": 600, "mock_e": 300}
STARTS = {"ineligible_rate": (11.0, -1.0, 0.6), "notice_integration": (40.0, 9.0, 4.0), "private_buildout": (10.0, 7.0, 3.0)}
OTHER, MOST = (50.0, 4.0, 3.0), 3       # what an indicator that is not named above gets, and how many indicators a store has
LATE, RETURNED, CORRECTED = 0.10, 0.08, 0.12      # shares of values not yet in, sent back, corrected
CHANNELS = {"누리집 게시판": (0.40, 6, 0.80), "전화": (0.25, 2, 0.95), "민간 앱": (0.20, 12, 0.55), "방문": (0.15, 1, 0.98)}
AUDIENCES = {"19~39세": 0.58, "40~59세": 0.32, "60세 이상": 0.10}
PEOPLE = {"19~39세": 38, "40~59세": 36, "60세 이상": 26}
TOPICS = {"공고 찾기": (0.30, 3.6, 4.3), "자격 확인": (0.28, 2.4, 4.7), "신청": (0.22, 3.0, 4.5), "결과 알림": (0.12, 3.8, 3.6),
          "상담": (0.08, 3.3, 3.2)}
GOOD, BAD = "좋음", "나쁨"
COMMENTS = {
    "공고 찾기": {GOOD: ["공고를 한 화면에서 볼 수 있어 편했습니다.", "지역별로 공고를 골라 볼 수 있어 좋았습니다."],
               BAD: ["같은 공고가 두 번 나와서 헷갈렸습니다.", "공고가 늦게 올라와 접수 기간을 놓쳤습니다."]},
    "자격 확인": {GOOD: ["자격을 미리 확인할 수 있어 안심했습니다.", "무주택 기간을 자동으로 계산해 주어 편했습니다."],
               BAD: ["자격 기준이 어려워서 가점을 잘못 넣었습니다.", "세대원 주택 소유를 확인할 방법이 없었습니다.",
                     "무주택 기간 계산이 어렵습니다."]},
    "신청": {GOOD: ["신청 단계가 짧아져 좋았습니다.", "서류를 다시 내지 않아도 되어 편했습니다."],
           BAD: ["접속자가 많아 신청 화면이 멈췄습니다.", "기관마다 따로 신청해야 해서 번거로웠습니다."]},
    "결과 알림": {GOOD: ["당첨 결과를 알림으로 받아 좋았습니다.", "발표 날짜를 미리 알려 주어 좋았습니다."],
               BAD: ["결과 알림이 오지 않아 직접 찾아보았습니다.", "예비 순번이 언제 오는지 알 수 없었습니다."]},
    "상담": {GOOD: ["상담원이 자세히 설명해 주었습니다.", "상담 전화가 바로 연결되었습니다."],
           BAD: ["상담 전화가 연결되지 않았습니다.", "상담원마다 설명이 달랐습니다."]},
}
SILENT = 0.35            # share of feedback that is only a rating
CHANGES = (("2024-06-03", "겹친 공고를 하나로 묶음", "공고 찾기"), ("2025-03-10", "세대원 주택 소유 확인 화면을 더함", "자격 확인"),
           ("2025-09-01", "접속이 몰릴 때 대기 순서를 보여 줌", "신청"))
LED = 0.5                # share of low ratings of a topic, received before its change, that are linked to it


@dataclass(frozen=True)
class Simulated:
    """A store full of 모의자료: the ``store``, the key of the ``backbone``, and the ``keys`` of the members by name."""

    store: Store
    backbone: str
    keys: dict[str, str]


def simulated_store(where: str | Path | None, *, case: str = "housing", seed: int = SEED, items: int = 400) -> Simulated:
    """Make a store with five made-up organisations, three indicators of a case, five years of submissions and their feedback.

    Parameters: ``where`` as for ``create_store``; ``case`` that has shares in % among its indicators; ``seed`` decides everything but
    keys and times; ``items`` of feedback.
    Raises DataError for a case without such an indicator, StoreError where there is a store already.
    """
    cards = _chosen(case)
    store, backbone = registry.create_store(where, title="모의 중추지원조직")
    registry.add_indicators(store, backbone, cards)
    registry.add_periods(store, backbone, YEARS)
    keys = {name: registry.add_organisation(store, backbone, name, title) for name, title in MEMBERS.items()}
    for name in keys:
        registry.assign(store, backbone, name, cards["name"].tolist())
    values = simulated_submissions(cards["name"].tolist(), seed=seed)
    for name, key in keys.items():
        _submit(store, backbone, key, values[values["organisation"] == name])
    said = simulated_feedback(items=items, seed=seed)
    for name, key in keys.items():
        _tell(store, key, said[said["organisation"] == name])
    return Simulated(store, backbone, keys)


def simulated_submissions(indicators: list[str] | None = None, *, seed: int = SEED) -> pd.DataFrame:
    """Return made-up submissions: organisation, indicator, period, numerator, denominator, unit, note, reason, fate, data.

    >>> simulated_submissions()["data"].unique().tolist()
    ['모의자료']

    ``fate`` is what becomes of the row: published, submitted, returned; a row with a reason corrects the row before it.
    """
    chance, rows = random.Random(seed), []
    for organisation, size in SIZES.items():
        for indicator in indicators or STARTS:
            start, step, spread = STARTS.get(indicator, OTHER)
            for place, year in enumerate(YEARS):
                if year == YEARS[-1] and chance.random() < LATE:
                    continue
                denominator = max(10, round(size * chance.uniform(0.8, 1.2)))
                share = min(99.0, max(0.1, chance.gauss(start + step * place, spread)))
                row = {"organisation": organisation, "indicator": indicator, "period": year, "numerator": round(denominator * share / 100),
                       "denominator": denominator, "unit": "%", "note": "", "reason": "", "fate": _fate(chance, year)}
                rows += [row, *_corrections(chance, row)]
    return pd.DataFrame(rows).assign(data=ledger.SIMULATED)


def simulated_feedback(*, items: int = 400, seed: int = SEED) -> pd.DataFrame:
    """Return made-up feedback: organisation, received, channel, topic, audience, rating, importance, comment, replied, data.

    >>> simulated_feedback(items=3)["organisation"].str.startswith("mock_").all()
    np.True_
    """
    chance = random.Random(seed + 1)
    rows = [_said(chance) for _ in range(items)]
    return pd.DataFrame(rows).assign(data=ledger.SIMULATED).sort_values(["received", "organisation"], ignore_index=True)


def trials(store: Store) -> pd.DataFrame:
    """Return made-up rows to see what the store takes and refuses, as ``submit_table`` wants them: the first indicator of the store
    sent again, with another unit, with more than there are, for a period that is not there, and as a correction with its reason.
    """
    first = registry.indicators(store)["name"].iloc[0]
    row = {"indicator": first, "period": YEARS[0], "numerator": 40, "denominator": 500, "unit": "%", "reason": ""}
    changed = ({}, {"unit": "명"}, {"numerator": 600}, {"period": "2031"}, {"reason": "겹쳐 센 것을 뺐습니다."})
    return pd.DataFrame([{**row, **change} for change in changed])


def population() -> pd.DataFrame:
    """Return the made-up population that ``coverage`` compares the voices with: audience, people, data.

    >>> population()["people"].sum().item()
    100
    """
    return pd.DataFrame({"audience": list(PEOPLE), "people": list(PEOPLE.values()), "data": ledger.SIMULATED})


def assumptions() -> pd.DataFrame:
    """Return every number that the simulator uses: 가정, 값, 뜻.

    >>> assumptions().columns.tolist()
    ['가정', '값', '뜻']
    """
    rows = [(f"크기 {MEMBERS[name]}", size, "해마다 세는 분모의 가운데 값 (80~120%로 흩어짐)") for name, size in SIZES.items()]
    rows += [(f"지표 {name}", f"{start:g}, {step:+g}, {spread:g}", "2021년의 비율(%), 해마다의 변화(%p), 흩어짐(표준편차)")
             for name, (start, step, spread) in STARTS.items()]
    rows += [("그 밖의 지표", "{:g}, {:+g}, {:g}".format(*OTHER), "위와 같음")]
    rows += [("아직 안 낸 몫", LATE, "마지막 해"), ("돌려보낸 몫", RETURNED, "낸 값 가운데"), ("정정한 몫", CORRECTED, "공개한 값 가운데")]
    rows += [(f"창구 {name}", f"{share:g}, {days:g}, {answered:g}", "의견의 몫, 답하기까지의 중앙값(일), 답한 몫")
             for name, (share, days, answered) in CHANNELS.items()]
    rows += [(f"집단 {name}", f"{share:g}, {PEOPLE[name]}", "의견의 몫, 인구의 몫(%)") for name, share in AUDIENCES.items()]
    rows += [(f"주제 {name}", f"{share:g}, {rating:g}, {importance:g}", "의견의 몫, 평점의 평균, 중요도의 평균")
             for name, (share, rating, importance) in TOPICS.items()]
    rows += [("평점만 남긴 몫", SILENT, "의견 글이 없음"), ("변화로 이어진 몫", LED, "바꾸기 전에 받은 낮은 평점 가운데"),
             ("난수의 씨앗", SEED, "random.Random")]
    return pd.DataFrame(rows, columns=["가정", "값", "뜻"]).astype({"값": str})


def _chosen(case: str) -> pd.DataFrame:
    """Return the first shares in % of a case, those of ``STARTS`` before others."""
    cards = registry.case_indicators(case, period_kind="year")
    shares = cards[cards["kind"] == "ratio"]
    if shares.empty:
        raise DataError("모의자료를 만들 지표가 없습니다.", value=case, allowed="단위가 %인 지표 카드가 있는 사례",
                        todo="indicators.csv에 비율 지표의 카드를 더하십시오.")
    return shares.sort_values("name", key=lambda names: ~names.isin(STARTS), kind="stable").head(MOST)


def _fate(chance: random.Random, year: str) -> str:
    if chance.random() < RETURNED:
        return "returned"
    return "submitted" if year == YEARS[-1] and chance.random() < 0.4 else "published"


def _corrections(chance: random.Random, row: dict[str, object]) -> list[dict[str, object]]:
    if row["fate"] != "published" or chance.random() >= CORRECTED:
        return []
    better = max(0, row["numerator"] - max(1, row["denominator"] // 100))
    return [{**row, "numerator": better, "reason": "겹쳐 센 것을 뺐습니다."}]


def _said(chance: random.Random) -> dict[str, object]:
    channel, audience, topic = (chance.choices(list(kinds), [_share(value) for value in kinds.values()])[0]
                                for kinds in (CHANNELS, AUDIENCES, TOPICS))
    _, usual, answered = CHANNELS[channel]
    _, rating, importance = TOPICS[topic]
    received = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
    level = _level(chance, rating)
    words = COMMENTS[topic][GOOD if level >= 4 or (level == 3 and chance.random() < 0.5) else BAD]
    days = round(usual * chance.lognormvariate(0, 0.8))
    replied = (received + timedelta(days=days)).isoformat() if chance.random() < answered else ""
    return {"organisation": chance.choices(list(SIZES), list(SIZES.values()))[0], "received": received.isoformat(), "channel": channel,
            "topic": topic, "audience": audience, "rating": level, "importance": _level(chance, importance),
            "comment": "" if chance.random() < SILENT else chance.choice(words), "replied": replied}


def _share(value: float | tuple[float, ...]) -> float:
    return value[0] if isinstance(value, tuple) else value


def _level(chance: random.Random, mean: float) -> int:
    return min(5, max(1, round(chance.gauss(mean, 0.9))))


def _submit(store: Store, backbone: str, key: str, rows: pd.DataFrame) -> None:
    """Submit first values, review them, then submit and publish the corrections."""
    for chosen in (rows[rows["reason"] == ""], rows[rows["reason"] != ""]):
        report = ledger.submit_table(store, key, chosen, simulated=True)
        numbers = report["번호"].set_axis(chosen.index)
        for fate in ("returned", "published"):
            moved = [int(number) for number in numbers[chosen["fate"] == fate]]
            if fate == "published":
                ledger.review(store, backbone, moved, "accepted")
            ledger.review(store, backbone, moved, fate, note="" if fate == "published" else "분모를 어떻게 세었는지 적어 주십시오.")


def _tell(store: Store, key: str, said: pd.DataFrame) -> None:
    """Record feedback, the answers to it and the changes that it led to."""
    numbers = feedback.record_feedback(store, key, said.assign(own_number=said.index), simulated=True)["번호"].set_axis(said.index)
    answered = said[said["replied"] != ""]
    replies = pd.DataFrame({"feedback": numbers[answered.index], "replied": answered["replied"], "text": "살펴보고 있습니다. (모의자료)"})
    feedback.reply_feedback(store, key, replies)
    for made, title, topic in CHANGES:
        low = said[(said["topic"] == topic) & (said["rating"] <= 2) & (said["received"] < made)]
        led = [int(number) for number in numbers[low.index]][:round(len(low) * LED)]
        if led:
            change = {"made": made, "title": title, "detail": ledger.SIMULATED, "feedback": led}
            feedback.log_changes(store, key, pd.DataFrame([change]))
