# ---
# jupyter:
#   dpgkit:
#     title: 성과지표 설계
#     question: 무엇을 재면 사례가 나아졌다고 말할 수 있고, 같은 값은 산식에 따라 어떻게 달리 읽힙니까?
#     goals:
#       - 지표 카드에 분자, 분모, 방향, 목표의 근거를 적습니다.
#       - 측정값을 비율로 바꾸고 해마다의 변화를 읽습니다.
#       - 달성률 산식을 바꾸어 가며 같은 결과가 어떻게 달라지는지 보입니다.
#     minutes: 40
#     before: 04_architecture
#     data: 사례 폴더의 indicators.csv, measurements.csv (CC BY 4.0)
#     needs: [03_conditions, 04_changes]
#     hands_on: [05_indicators, 05_achievement]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
from dpgkit import cases, charts, kpi, parameters, results, tables

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름
indicator: str = "ineligible_rate"  # 살펴볼 지표의 열쇠
base_year: int = 2020  # 달성률의 기준 연도

# %%
parameters.check("05_kpi_design", case=case, indicator=indicator, base_year=base_year)

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
# ## 2. 지표 카드
#
# 지표마다 카드 한 장을 둡니다. 분모와 목표의 근거가 없는 카드는 아직 지표가 아닙니다.
# 모르는 것은 비워 두지 않고 `근거 미확인`이라고 적습니다.

# %%
chosen = cases.load_case(case)
tables.in_korean(chosen.indicators[["name", "level", "numerator", "denominator", "direction", "target"]], "case-indicators")

# %% [markdown]
# 카드 한 장을 펼쳐 읽습니다. 같은 지표를 다른 사람이 재도 같은 값이 나올 만큼 적혀 있는지 보십시오.

# %% tags=["report"]
kpi.card(chosen.indicators, indicator)

# %% [markdown]
# 카드 묶음이 갖추어야 할 것을 점검합니다.

# %%
kpi.check_cards(chosen.indicators, chosen.mapping)

# %% [markdown]
# ## 3. 측정값
#
# **멈추고 짐작하기.** 비율과 사람 수는 언제나 같은 방향으로 움직이겠습니까?

# %%
measured = kpi.measured(chosen.measurements, indicator)
tables.in_korean(measured[["year", "numerator", "denominator", "rate"]].round(2), "case-measurements")

# %% [markdown]
# 값의 변화와 목표까지 남은 거리를 함께 봅니다.

# %% tags=["report"]
charts.rate_line(measured, kpi.target(chosen.indicators, indicator), title=kpi.read_trend(measured),
                 source=measured["source_title"].iloc[0])

# %% [markdown]
# 여러 해를 한 값으로 묶는 방법은 둘입니다. 합끼리 나누거나, 해마다의 비율을 평균 냅니다. 카드에 어느 쪽인지 적어야 합니다.

# %%
kpi.pooling(measured).round(3)

# %% [markdown]
# ## 4. 달성률은 하나가 아닙니다
#
# 기준 연도의 값, 목표값, 마지막 해의 값을 세 산식에 넣어 봅니다.

# %% tags=["report"]
achieved = kpi.achievement_of(chosen.indicators, measured, indicator, base_year)
results.save(achieved, "05_achievement", case).round(1)

# %% tags=["report"]
kpi.read_result(chosen.indicators, indicator, achieved)

# %% [markdown]
# 카드마다 마지막 측정값과 목표를 한 표에 모읍니다.

# %%
state = results.save(kpi.latest(chosen.indicators, chosen.measurements), "05_indicators", case)
tables.in_korean(state[["name", "level", "year", "rate", "target", "status"]].round(2), "05_indicators")

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 지표가 바뀐 것을 사업의 탓이나 공으로만 돌릴 수 없습니다. 같은 기간에 제도와 여건도 바뀝니다.
# 분모가 크게 변한 해는 따로 살피십시오.

# %%
kpi.denominator_watch(measured)

# %% [markdown]
# ## 마무리

# %% tags=["report"]
kpi.read_state(state)

# %% [markdown]
# - 이 과로 알 수 없는 것: 측정값이 없는 지표는 나쁜 것이 아니라 모르는 것입니다.
# - 이 과가 남기는 표: `05_indicators`(지표와 마지막 측정값), `05_achievement`(산식별 달성률).
# - 참고: Kusek & Rist (2004), World Bank. 측정값의 출처는 표의 줄마다 적혀 있습니다.
