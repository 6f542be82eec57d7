# ---
# jupyter:
#   dpgkit:
#     title: 성과지표 설계
#     question: 무엇을 재면 사례가 나아졌다고 말할 수 있고, 같은 값은 산식에 따라 어떻게 달리 읽힙니까?
#     goals:
#       - 지표를 투입에서 영향까지 잇고, 지표 카드를 열 가지 규칙으로 점검합니다.
#       - 단계의 문을 세우고, 모르는 칸을 모르는 채로 판정합니다.
#       - 측정값을 목표와 견주고, 같은 결과를 달성률 산식마다 셈합니다.
#       - 쌍대비교로 가중치를 정하고, 합성지수의 순위가 방법에 얼마나 달렸는지 보입니다.
#       - 만족도를 다섯 단계의 응답 수에서 셈하고, 꾸민 수의 자국을 점검합니다.
#       - 여러 기관이 낸 값과 국민의 의견을 한 저장소에서 읽고, 국민께 드리는 진행 소식을 씁니다.
#     minutes: 110
#     before: 04_architecture
#     data: 사례 폴더의 지표 카드와 측정값, 만족도 응답 수 satisfaction_counts, 만든 보기 worked_examples, 모의자료 (CC BY 4.0)
#     needs: [03_conditions, 04_changes]
#     hands_on: [05_indicators, 05_achievement]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
import tempfile
from pathlib import Path

import pandas as pd

from dpgkit import cases, charts, kpi, measurement, results, tables
from dpgkit.cases import caseguide
from dpgkit.dashboard import views
from dpgkit.lessons import parameters
from dpgkit.measurement import readable
from dpgkit.reading import attempt
from dpgkit.widgets import kpi as panels

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름
language: str = "ko"  # 보여 줄 말(ko, en)
indicator: str = ""  # 살펴볼 지표의 열쇠(비우면 잰 값이 있는 첫 지표)
base_year: int = 0  # 달성률의 기준 연도(0이면 카드의 기준 연도나 처음 잰 해)
trend_year: int = 0  # 추세를 이어 볼 해(0이면 마지막으로 잰 해의 다음 해)
judgement: str = "ahp_border"  # 쌍대비교의 보기(가상)
spread: float = 0.25  # 가중치를 흔드는 폭(0~1)
band: float = 1.0  # 문턱 앞뒤로 살필 너비(%p)
confidence: float = 0.95  # 구간의 신뢰수준(0.5~0.99)
seed: int = 2026  # 무작위 수의 씨앗

# %%
parameters.check("05_kpi_design", case=case, language=language, indicator=indicator, base_year=base_year,
                 trend_year=trend_year, judgement=judgement, spread=spread, band=band, confidence=confidence, seed=seed)

# %% [markdown]
# 비우거나 0으로 둔 지표와 해는 이 사례의 표에서 정했고, 잰 값이 없어 정하지 못한 것은 그대로입니다. 다른 지표나 해를 보려면 적어
# 넣고 다시 실행하십시오.

# %% [markdown]
# ## 1. 앞의 과에서 넘어온 것
#
# 3과는 근거가 얇은 조건을, 4과는 새로 생긴 연결을 보여 주었습니다. 지표는 이 두 곳에서 나옵니다.

# %%
conditions = results.load("03_conditions", case)
tables.in_korean(conditions.sort_values("share")[["label", "documented", "share"]].round(2))

# %% [markdown]
# 새 연결이 생겼다면, 그 연결이 쓰이는지를 재는 산출 지표가 있어야 합니다.

# %%
tables.in_korean(results.load("04_changes", case))

# %% [markdown]
# ## 2. 결과 사슬
#
# **결과 사슬**(results chain)은 투입, 과정, 산출, 결과, 영향의 지표를 이어지는 쪽으로 늘어놓은 그림입니다.
# 화살표마다 왜 이어진다고 보는지 까닭이 있어야 합니다.
#
# **멈추고 짐작하기.** 산출 지표가 모두 올라도 결과 지표가 그대로일 수 있겠습니까?

# %% tags=["report"]
chosen = cases.load_case(case)
cards = attempt(caseguide.filled, chosen.indicators, "indicators.csv")
start = kpi.beginnings.beginning(chosen.indicators, chosen.measurements, indicator, base_year, trend_year)
indicator, base_year, trend_year = start
attempt(charts.results_chain, cards, title=attempt(kpi.chains.read_chain, cards))

# %% [markdown]
# 화살표의 까닭을 읽습니다. 까닭은 앞으로 확인할 가정입니다.

# %%
names = chosen.indicators.set_index("indicator")["name"]
links = kpi.chains.edges(chosen.indicators)
links.assign(giver=links["giver"].map(names), receiver=links["receiver"].map(names)).set_axis(["앞의 지표", "뒤의 지표", "까닭"], axis=1)

# %% [markdown]
# ## 3. 지표 카드와 열 가지 규칙
#
# 지표마다 카드 한 장을 둡니다. 카드는 매핑 표의 칸(조건과 주체)에서 나옵니다. 모르는 것은 비워 두지 않고 `근거 미확인`이라고 적습니다.

# %%
listed = ["name", "condition", "actor", "level", "numerator", "denominator", "direction", "target"]
tables.in_korean(chosen.indicators[listed].astype(object).fillna(kpi.UNKNOWN), "case-indicators")

# %% [markdown]
# 목표를 적었거나 값을 잰 지표의 카드를 한 표에 모읍니다. 보고서에는 이 표가 들어갑니다.

# %% tags=["report"]
kpi.trails.cards_in_words(chosen.indicators, chosen.measurements)

# %% [markdown]
# 카드 한 장을 펼쳐 읽고 고쳐 봅니다. 칸을 고치면 규칙을 바로 점검하고, 옮겨 적을 줄이 만들어집니다. 파일을 적어 주지 않으면 아무것도
# 저장하지 않습니다. 다른 사람이 재도 같은 값이 나올 만큼 적혀 있는지 보십시오.

# %%
panels.CardEditor(case, indicator)

# %% [markdown]
# 카드 묶음을 규칙 열 가지로 점검합니다. 규칙은 지표의 값이 아니라 카드의 빈 곳을 찾습니다.

# %%
rates = kpi.rates(chosen.measurements)
broken = kpi.indicators.check_cards(chosen.indicators, measured=rates)
kpi.indicators.rule_table(broken)

# %% tags=["report"]
kpi.indicators.read_rules(chosen.indicators, broken)

# %% [markdown]
# 어긴 곳마다 무엇을 하면 되는지 나옵니다. 확인하지 못한 것을 지어내어 채우지 말고, 어긴 채로 두고 알아볼 거리로 삼습니다.

# %%
broken[["행", "열", "문제", "받은 값", "할 일"]]

# %% [markdown]
# ## 4. 좋은 지표입니까: SMART와 RACER
#
# **SMART**와 **RACER**는 지표의 좋고 나쁨을 묻는 물음의 묶음입니다. 물음마다 0, 1, 2점을 매기고 까닭을 한 문장으로 적습니다.

# %%
pd.concat([kpi.criteria.questions(name).assign(틀=name) for name in ("SMART", "RACER")], ignore_index=True)[["틀", "기준", "물음"]]

# %% [markdown]
# 높은 점수가 0점을 덮어 주지 않습니다. 0점이 하나라도 있으면 그 지표는 막힙니다. 점수마다 까닭이 사례 폴더의 `criteria.csv`에 있습니다.

# %%
scored = attempt(caseguide.filled, kpi.indicators.case_table(case, "criteria"), "criteria.csv")
verdicts = attempt(kpi.criteria.totals, scored)
by_name = attempt(pd.DataFrame.replace, verdicts, {"indicator": names.to_dict()})
attempt(pd.DataFrame.set_axis, by_name, ["지표", "틀", "합", "만점", "가장 낮은 점수", "0점인 기준", "판정"], axis=1)

# %% tags=["report"]
attempt(kpi.criteria.read_totals, verdicts)

# %% [markdown]
# ## 5. 단계와 문
#
# 서비스가 이어지는 데에는 차례가 있습니다. 기관마다 어느 기능이 한 곳에서 되는지 봅니다. 모르는 칸은 비워 둡니다.
# 기능의 무게는 목록 1, 상세 1, 자격 확인 2, 신청 3, 결과 1이며 키트의 제안입니다.
#
# **멈추고 짐작하기.** 정보를 보는 일과 신청하는 일 가운데 어느 쪽이 먼저 한 곳에 모이겠습니까?

# %% tags=["report"]
ladder = attempt(caseguide.filled, kpi.indicators.case_table(case, "ladder"), "ladder.csv")
cells = attempt(kpi.ladders.grid, ladder)
joined = attempt(kpi.ladders.integration, cells)
attempt(charts.integration_grid, cells, title=attempt(kpi.ladders.read_integration, joined, cells),
        source="사례 폴더의 ladder.csv(줄마다 출처)")

# %% [markdown]
# 신청의 칸이 무엇에 근거하는지 읽습니다. 아직 되지 않는다면 언제로 알려졌는지 보십시오.

# %%
attempt(kpi.ladders.told, ladder, "apply")

# %% [markdown]
# 기능마다 되는 기관의 몫입니다. 모르는 칸을 안 됨으로 세면 낮은 끝, 됨으로 세면 높은 끝입니다.

# %%
shares = attempt(kpi.ladders.function_shares, cells)
attempt(kpi.ladders.in_words, shares)

# %% [markdown]
# **단계의 문**(stage gate)은 기준을 모두 채워야 열립니다. 기준값은 키트의 제안이며, 모르는 값으로는 문을 열지도 닫지도 않습니다.

# %% tags=["report", "summary"]
state = kpi.latest(chosen.indicators, chosen.measurements)
criteria = attempt(caseguide.filled, kpi.indicators.case_table(case, "gates"), "gates.csv")
judged = attempt(kpi.gates.judge, criteria, kpi.gates.known_values(state, shares))
attempt(charts.gate_steps, judged, title=attempt(kpi.gates.read_ladder, attempt(kpi.gates.ladder, judged)),
        source="사례 폴더의 gates.csv, ladder.csv, measurements.csv")

# %% tags=["report"]
attempt(kpi.gates.labelled, judged)

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 모르는 칸이 많은 표에서 평균 하나만 내면 모르는 것이 못한 것으로 보입니다. 그래서 폭으로 적습니다.

# %% [markdown]
# ## 6. 측정값
#
# **멈추고 짐작하기.** 비율과 사람 수는 언제나 같은 방향으로 움직이겠습니까?

# %%
measured = attempt(kpi.measured, chosen.measurements, indicator)
listed = attempt(pd.DataFrame.round, attempt(pd.DataFrame.drop, measured, columns=["indicator", "source_url"]), 2)
attempt(tables.in_korean, listed, "case-measurements")

# %% [markdown]
# 값의 변화와 목표까지 남은 거리를 함께 봅니다.

# %% tags=["report"]
origin = ", ".join(chosen.measurements.loc[chosen.measurements["indicator"] == indicator, "source_title"].unique())
attempt(charts.rate_line, measured, kpi.target(chosen.indicators, indicator), title=attempt(kpi.trails.read_value, cards, measured),
        source=origin)

# %% [markdown]
# 카드마다 마지막 측정값과 목표를 한 표에 모읍니다.

# %% tags=["report"]
results.save(state, "05_indicators", case)
kpi.trails.state_in_words(state, chosen.measurements)

# %% [markdown]
# 여러 해를 한 값으로 묶는 방법은 둘입니다. 합끼리 나누거나, 해마다의 비율을 평균 냅니다. 카드에 어느 쪽인지 적어야 합니다.

# %%
attempt(kpi.pooling, measured)

# %% [markdown]
# 지난 값의 추세를 그대로 이으면 나올 값을 봅니다. 목표는 그 범위의 안에 있습니까, 밖에 있습니까?
# 추세가 그대로 이어진다는 보장은 없습니다.

# %%
expected = attempt(kpi.targets.trend_targets, measured, trend_year, confidence=confidence)
attempt(kpi.targets.trend_in_words, expected)

# %% [markdown]
# ## 7. 달성률은 하나가 아닙니다
#
# 기준 연도의 값, 목표값, 마지막 해의 값을 이 방향에 쓰는 모든 산식에 넣어 봅니다.

# %%
achieved = attempt(kpi.achievement_of, chosen.indicators, measured, indicator, base_year)
found = achieved if isinstance(achieved, pd.DataFrame) else pd.DataFrame(columns=kpi.achievement.COLUMNS)
results.save(found, "05_achievement", case)
attempt(kpi.trails.achieved_in_words, achieved)

# %% tags=["report"]
attempt(charts.achievement_bars, achieved, title=attempt(kpi.read_result, chosen.indicators, indicator, achieved), source=origin)

# %% [markdown]
# 그래서 산식은 값을 보기 전에 카드에 정해 둡니다. 목표와 잰 값이 있는 지표마다, 카드가 정한 산식의 값과 다른 산식까지 넣은 범위입니다.
# 기준값은 카드의 기준 연도에 잰 값이고, 재지 않은 해이면 카드에 적힌 값입니다.

# %% tags=["report"]
kpi.trails.by_card_in_words(kpi.achievement.by_card(chosen.indicators, kpi.rates(chosen.measurements)))

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 지표가 바뀐 것을 사업의 탓이나 공으로만 돌릴 수 없습니다. 같은 기간에 제도와 여건도 바뀝니다.

# %% [markdown]
# ## 8. 가중치: 쌍대비교
#
# **분석적 계층화 과정**(AHP)은 두 기준씩 견주어 몇 배 중요한지 적고, 그 판단에서 가중치를 셈합니다.
# 아래의 판단은 **만든 보기(가상)** 이며 실제 전문가의 답이 아닙니다.

# %% [markdown]
# 가가 나보다, 나가 다보다 중요하면 가는 다보다 그만큼 더 중요해야 합니다. **일관성 비율**(CR)은 판단이 서로 얼마나 어긋나는지 봅니다.
#
# **멈추고 짐작하기.** 이 판단은 0.1 이하라는 관례를 지키겠습니까?

# %%
judged_pairs = kpi.examples.judgements(judgement)
pairs = kpi.ahp.matrix(judged_pairs)
panels.ahp_panel(list(pairs), judged_pairs["value"].map(kpi.consistency.times_text))

# %% [markdown]
# 관례를 넘었다면 판단을 고쳐 맞추지 않고, 가장 어긋난 셋부터 판단한 사람에게 다시 묻습니다. 이 사례의 기준으로 판단하려면
# `panels.ahp_panel(panels.ahp_criteria(case))`라고 적습니다.

# %% [markdown]
# CR은 무작위 판단의 평균으로 나눈 값이고, 그 평균의 표가 책마다 조금씩 다릅니다. 만든 보기(가상)를 표마다 판정합니다.

# %% tags=["report", "teaching"]
kpi.consistency.read_tables(kpi.consistency.by_table(pairs))

# %% [markdown]
# 여러 사람의 판단은 기하평균으로 모읍니다. 판단마다 한 칸씩 흔들어 가중치가 얼마나 움직이는지 함께 봅니다.
# 세 전문가의 판단은 만든 보기(가상)입니다.

# %% tags=["report", "teaching"]
panel = pd.concat([kpi.examples.judgements(f"ahp_expert_{place}").assign(expert=f"전문가{place}") for place in (1, 2, 3)])
moved = kpi.judges.intervals(panel, seed=seed, confidence=confidence)
charts.ahp_weights(moved, title=kpi.judges.read_intervals(moved), source=kpi.examples.MADE_UP)

# %% [markdown]
# ## 9. 합성지수와 순위
#
# **합성지수**(composite indicator)는 여러 지표를 한 눈금으로 옮기고(표준화) 하나로 묶습니다. 네 기관의 값은 만든 보기(가상)입니다.

# %%
units, scheme = kpi.examples.example("composite"), kpi.examples.example("composite_scheme")
added = units.index[-1]
four = units.drop(index=added)
four.assign(자료=kpi.examples.MADE_UP)

# %% [markdown]
# **멈추고 짐작하기.** 옮기는 방법과 묶는 방법만 바꾸면 1위가 바뀌겠습니까?

# %%
compared = kpi.composites.compare(four, scheme)
compared["표준화"] = compared["normalisation"].map(kpi.composites.NORMALISATIONS).str.split("(").str[0]
compared["묶는 방법"] = compared["aggregation"].map(kpi.composites.AGGREGATIONS)
compared.pivot(index=["표준화", "묶는 방법"], columns="unit", values="rank").reset_index().rename_axis(columns=None)

# %% tags=["report", "teaching"]
kpi.composites.read_compare(compared)

# %% [markdown]
# 기관 하나를 더해 봅니다. 다른 기관의 값이 그대로인데도 순위가 바뀌면 **순위 역전**(rank reversal)입니다. 자료에서 눈금을 잡는
# 최소-최대와, 가장 나쁜 값과 가장 좋은 값을 미리 정하는 골대를 견줍니다.

# %%
ways = {way: kpi.composites.reversal(units, scheme, added, normalisation=way) for way in ("minmax", "goalposts")}
pd.DataFrame([(kpi.composites.NORMALISATIONS[way], kpi.composites.read_reversal(found, added)) for way, found in ways.items()],
             columns=["표준화", "기관 하나를 더하면"])

# %% [markdown]
# 가중치도 한 가지로 정해지지 않습니다. 네 기관의 산술평균에서 가중치를 정한 값의 앞뒤로 흔들어, 순위가 머무는 범위를 봅니다.

# %% tags=["report", "teaching"]
unsure = kpi.sensitivity.uncertainty(four, scheme, aggregation="arithmetic", spread=spread, seed=seed)
charts.rank_intervals(unsure, title=kpi.sensitivity.read_uncertainty(unsure), source=kpi.examples.MADE_UP)

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 순위표는 방법을 감춥니다. 표준화, 묶는 방법, 가중치를 적지 않은 순위는 다시 셈할 수 없습니다.

# %% [markdown]
# ## 10. 꾸민 수 찾기
#
# 지표가 목표가 되면 일이 아니라 수를 돌보게 됩니다. 목표가 80%인 기관 마흔 곳의 실적을 봅니다. 만든 보기(가상)입니다.
#
# **멈추고 짐작하기.** 목표 바로 위와 바로 아래에 기관이 비슷하게 있겠습니까?

# %% tags=["report", "teaching"]
shown, aim = kpi.examples.example("threshold")["value"], 80
near = kpi.gaming.caliper(shown, aim, band)
signs = kpi.gaming.panel(threshold=near, following=kpi.gaming.ratchet(kpi.examples.example("ratchet")))
piles = kpi.gaming.bins(shown, aim, band)
charts.gaming_histogram(piles, aim, title=kpi.gaming.read_panel(signs), source=kpi.examples.MADE_UP)

# %% [markdown]
# **문턱** 점검은 목표의 앞뒤에 몰린 수를, **톱니** 점검은 더 해낸 만큼 다음 목표가 오르는지를 봅니다. 둘 다 만든 보기(가상)의 값입니다.

# %%
signs.assign(자료=kpi.examples.MADE_UP)

# %% [markdown]
# 이제 이 사례를 봅니다. 지표가 나아지는 동안 짝 지표가 나빠지지 않았는지, 분모가 크게 바뀐 해가 있는지 점검합니다.

# %%
by_year = rates.sort_values("year").groupby("indicator")["rate"]
changes = (by_year.last() - by_year.first()).rename("change").reset_index()
pairs_moved = kpi.gaming.guard_pairs(chosen.indicators, changes)
checked = attempt(kpi.gaming.panel, guards=pairs_moved, base=attempt(kpi.gaming.denominator_watch, measured))
checked

# %% tags=["report"]
attempt(kpi.gaming.read_panel, checked)

# %% [markdown]
# 측정값이 한 해뿐인 지표는 바뀌었는지 알 수 없습니다. 짝의 값을 모르면 나아졌다고만 말하지 않습니다.

# %% [markdown]
# ## 11. 공무원의 역량
#
# 수료한 사람의 수는 배움을 세지 쓰임을 세지 않습니다. 배우고 90일 안에 자기 일에 쓴 사람을 셉니다. 여덟 사람의 **만든 보기(가상)** 입니다.

# %%
training = pd.DataFrame({
    "person": range(1, 9), "skill": "rpa", "trained": ["2026-01-12"] * 6 + ["2026-06-01", ""],
    "used": ["2026-01-20", "2026-03-02", "2026-04-10", "2026-06-15", "", "", "", ""]})
skills = kpi.capacity.used_at_work(training, "2026-06-30")
counted = skills[["label", "target", "trained", "waiting", "used", "trained_share", "used_share"]].round(1)
counted.set_axis(["역량", "배울 사람", "배운 사람", "아직 모름", "쓴 사람", "배운 비율(%)", "쓴 비율(%)"], axis=1).assign(
    자료=kpi.examples.MADE_UP)

# %%
kpi.capacity.read_used(skills)

# %% [markdown]
# 아낀 시간은 앞뒤를 모두 잰 업무에서만 셈합니다. 뒤를 재지 않은 업무에는 수 대신 까닭이 나옵니다. 역시 만든 보기(가상)입니다.

# %%
samples = pd.DataFrame({"task": ["문서 취합"] * 8 + ["자료 입력"] * 3, "phase": ["before"] * 4 + ["after"] * 4 + ["before"] * 3,
                        "minutes": [52, 47, 55, 50, 31, 28, 36, 33, 20, 22, 19]})
hours = kpi.capacity.hours_saved(samples, confidence=confidence)
timed = hours[["task", "before", "after", "saved", "low", "high", "reason"]].round(1).astype(object).fillna("")
timed.set_axis(["업무", "앞(분)", "뒤(분)", "줄어든 분", "낮은 끝", "높은 끝", "셈하지 않은 까닭"], axis=1).assign(
    자료=kpi.examples.MADE_UP)

# %%
kpi.capacity.read_hours(hours)

# %% [markdown]
# ## 12. 만족도
#
# 만족도는 다섯 단계의 응답 수가 있어야 다시 셈할 수 있습니다. 응답 수를 다달이 공개한 나라 밖의 서비스로 셈합니다. 만든 값이 아닙니다.
#
# **멈추고 짐작하기.** 점수의 평균과 만족한 사람의 몫은 같은 수이겠습니까?

# %%
counts = tables.load("satisfaction_counts")
monthly = kpi.satisfaction.scores(counts, confidence=confidence)
monthly[["period", "n", "score", "top_two", "top_two_low", "top_two_high", "source_title"]].round(1).set_axis(
    ["달", "응답", "점수의 평균", "만족한 몫(%)", "윌슨 낮은 끝", "윌슨 높은 끝", "출처"], axis=1)

# %% [markdown]
# **윌슨 구간**(Wilson interval)은 응답 수가 적거나 몫이 끝에 가까워도 0과 100% 사이에 머무는 구간입니다.

# %% tags=["report", "teaching"]
charts.satisfaction_lines(monthly, title=kpi.satisfaction.read_scores(monthly), source=", ".join(counts["source_title"].unique()))

# %% [markdown]
# 발표한 값이 어느 산식에서 나왔는지는 셈해 보면 압니다.

# %% tags=["report", "teaching"]
kpi.satisfaction.read_published(kpi.satisfaction.published_by(counts))

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 끝까지 마친 사람에게만 물으면, 중간에 그만둔 사람의 불만은 만족도에 들어오지 않습니다.

# %% [markdown]
# ## 13. 공유 측정: 여러 기관이 한 저장소에
#
# **공유 측정**(shared measurement)은 여러 기관이 같은 지표를 같은 뜻으로 재어 한 곳에 내는 일입니다. 기관마다 자기 열쇠로 내고, 낸 값은
# 고쳐지지 않으며, 정정은 까닭과 함께 새 줄로 남습니다. 이 절의 기관, 값, 의견은 모두 씨앗으로 만든 **모의자료**이며 임시 폴더에
# 두었다가 지웁니다. 쓰인 가정은 `measurement.assumptions()`에 모두 있습니다.

# %%
folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
made = attempt(measurement.simulated_store, Path(folder.name) / "공유측정.sqlite", case=case, seed=seed)
store, backbone, keys = (attempt(getattr, made, part) for part in ("store", "backbone", "keys"))
attempt(readable.members, store)

# %% [markdown]
# 모의기관 하나가 다섯 줄을 냅니다. 네 줄에는 잘못이 하나씩 있습니다.
#
# **멈추고 짐작하기.** 어느 줄이 받아들여지겠습니까? 거절된 줄은 무엇을 고치면 됩니까?

# %%
sent = attempt(measurement.trials, store)
received = attempt(measurement.submit_table, store, attempt(dict.get, keys, "mock_a"), sent, simulated=True)
attempt(readable.answers, sent, received)

# %% [markdown]
# 받은 줄과 거절한 줄은 모두 앞 줄의 지문을 품은 **감사 기록**(audit)으로 남습니다. 한 줄이라도 바꾸면 사슬이 끊어집니다.

# %% tags=["report", "teaching"]
attempt(measurement.read_verify, attempt(measurement.verify, store), attempt(measurement.seal, store))

# %% [markdown]
# 대시보드는 이 저장소를 읽기만 합니다. 명령 `python3 kit.py dashboard`로 열면 고르는 칸이 달린 같은 화면과, 5절의 문을 저장소의
# 공개한 값과 사례의 `ladder.csv`로 다시 판정한 화면을 봅니다. 진짜 저장소를 만드는 법은 `GUIDE.md`의 '공유측정 저장소'에 있습니다.

# %%
view = attempt(views.open_view, case, attempt(getattr, store, "place"), backbone)
attempt(views.status_view, view)

# %% [markdown]
# 공개하지 않은 값은 합에 들어가지 않습니다. 여러 기관의 비율은 합끼리 나눕니다. 사례에 적은 값이 있으면 모의자료와 따로 그립니다.

# %%
attempt(views.trend_view, view, attempt(views.first_indicator, view, indicator))

# %% [markdown]
# ## 14. 국민의 의견과 진행 소식
#
# 의견은 답해야 끝납니다. 답한 몫만 보면 늦은 답이 숨으므로, 중앙값과 열에 아홉(90번째 백분위수)을 함께 봅니다.

# %%
items = attempt(measurement.feedback_items, store, backbone)
responded = attempt(measurement.responses, items, by="channel")
attempt(readable.responses, responded, data=measurement.SIMULATED, by="창구")

# %% tags=["report", "teaching"]
attempt(measurement.read_responses, responded, data=measurement.SIMULATED)

# %% [markdown]
# 누구의 목소리가 들립니까? 몫의 비가 1보다 작은 집단은 인구에 견주어 덜 들립니다. 견준 인구도 모의자료입니다.

# %%
heard = attempt(measurement.coverage, items, measurement.population())
attempt(readable.coverage, heard, data=measurement.SIMULATED)

# %% [markdown]
# **중요도-성취도 분석**(importance-performance analysis)은 중요하다고 하면서 평점이 낮은 것을 먼저 고치자고 합니다.
#
# **멈추고 짐작하기.** 의견이 가장 많은 주제가 먼저 고칠 주제이겠습니까?

# %% tags=["report", "teaching"]
priority = attempt(measurement.importance_performance, items)
attempt(charts.importance_performance, priority, attempt(measurement.read_priorities, priority, data=measurement.SIMULATED),
        measurement.SIMULATED)

# %% [markdown]
# 분기마다 국민께 드리는 소식입니다. 못 이룬 것과 모르는 것, 앞선 분기에 답하지 못한 것을 빼지 않습니다. 답은 분기의 마지막 날까지 셉니다.

# %% tags=["report", "teaching"]
note = attempt(measurement.progress_note, attempt(measurement.dashboard, store), chosen.indicators, items,
               attempt(measurement.changes, store), quarter="2025-Q3")
attempt(measurement.Store.close, store)
folder.cleanup()
note

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 의견은 말한 사람의 것입니다. 말하지 않은 사람과 그만둔 사람의 생각은 이 표에 없습니다.

# %% [markdown]
# ## 마무리

# %% tags=["report", "summary"]
kpi.read_state(state)

# %% [markdown]
# - 이 과로 알 수 없는 것: 측정값이 없는 지표는 나쁜 것이 아니라 모르는 것입니다. 지표가 나아진 까닭도 이 과로는 알 수 없습니다.
#   만든 보기(가상)에서 나온 수는 셈을 익히는 데에만 씁니다.
# - 이 과가 남기는 표: `05_indicators`(지표와 마지막 측정값), `05_achievement`(산식별 달성률).
# - 다음에 할 일: 어긴 규칙과 모르는 칸에서 하나를 골라 자료를 찾습니다.
#   `indicators.csv`와 `measurements.csv`를 고친 뒤 이 과를 다시 실행하십시오.
# - 참고: Kusek & Rist (2004), World Bank. Doran (1981), Management Review. Saaty (1980), The Analytic Hierarchy Process.
#   OECD & JRC (2008), Handbook on Constructing Composite Indicators. Gerber & Malhotra (2008), Quarterly Journal of Political Science.
#   Wilson (1927), JASA. 측정값의 출처는 표의 줄마다 적혀 있습니다.
