# ---
# jupyter:
#   dpgkit:
#     title: 전자정부의 역사
#     question: 한국의 전자정부는 어떤 단계를 밟아 왔고, 국제 지수는 그 길을 어떻게 보여 줍니까?
#     goals:
#       - 연표를 시기로 묶고, 자료끼리 엇갈리는 사건을 찾아냅니다.
#       - 전자정부발전지수(EGDI)를 구성 지수에서 다시 계산해 발표값과 견줍니다.
#       - 순위가 바뀐 까닭을 세 구성 지수로 나누어 설명합니다.
#       - 글의 주장을 표로 가려, 뒷받침되는 말과 어긋나는 말을 나눕니다.
#     minutes: 50
#     before: 00_start_here
#     data: 연표 127건, 유엔 EGDI 2003~2024 (CC BY 4.0)
#     hands_on: [01_stages, 01_egdi]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
import pandas as pd

from dpgkit import charts, claims, history, parameters, results, tables

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름
country: str = "KOR"  # 살펴볼 나라(ISO 세 글자 부호)
peers: list[str] = ["DNK", "EST", "GBR", "SGP"]  # 견줄 나라들
first_year: int = 2003  # 첫 회차
last_year: int = 2024  # 마지막 회차

# %%
parameters.check("01_egov_history", case=case, country=country, peers=peers, first_year=first_year, last_year=last_year)

# %% [markdown]
# ## 1. 연표
#
# 연표의 한 줄은 사건 하나입니다. 날짜를 모르는 사건은 연도나 달까지만 적었고,
# 자료마다 날짜가 다른 사건은 지우지 않고 `conflict`로 표시했습니다.

# %%
timeline = tables.load("timeline")
tables.in_korean(timeline[["date", "title_ko", "stage", "type", "confidence"]].head(6))

# %% [markdown]
# 여덟 **시기**(stage)는 이 연표에서 나눈 것입니다. 2017년 백서는 세 시기로 나누므로, 나누는 방법은 하나가 아닙니다.

# %% tags=["report"]
charts.timeline(timeline, title=f"{len(timeline)}개 사건을 {timeline['stage'].nunique()}개 시기로 나누었습니다")

# %% [markdown]
# 같은 시기라도 무엇이 많았는지는 다릅니다. 법이 많은 시기와 시스템이 많은 시기를 찾아보십시오.

# %%
history.events_per_stage(timeline)

# %% [markdown]
# 시기의 처음과 끝은 그 시기에 든 첫 사건과 마지막 사건의 날입니다. 2과는 이 표로 문서를 시기에 나누어 담습니다.
# 두 시기가 겹치는 때의 문서는 나중 시기에 넣습니다.

# %% tags=["report"]
stages = results.save(history.stages(timeline), "01_stages", case)
tables.in_korean(stages)

# %% [markdown]
# ## 2. 엇갈리는 기록
#
# 자료가 서로 다를 때는 어느 쪽이 맞는지 정하기 전에 둘을 나란히 둡니다.

# %%
tables.in_korean(timeline.loc[timeline["confidence"] == "conflict", ["date", "title_ko", "conflict_note"]])

# %% [markdown]
# **멈추고 짐작하기.** 같은 컴퓨터의 첫날을 두 자료가 다르게 적었다면, 두 날은 각각 무엇을 가리키겠습니까?
# 도착한 날, 켠 날, 행사를 연 날을 나누어 생각해 보십시오.

# %% [markdown]
# ## 3. 전자정부발전지수
#
# 유엔은 **전자정부발전지수**(EGDI, E-Government Development Index)를 세 구성 지수의 평균으로 냅니다.
# 온라인서비스, 통신인프라, 인적자본이 그것입니다. 온라인참여지수는 따로 발표하며 평균에 들어가지 않습니다.

# %%
egdi = tables.load("egdi")
series = history.country_series(egdi, country, first_year, last_year)
tables.in_korean(series)

# %% [markdown]
# 첫 회차와 마지막 회차를 한 문장으로 견줍니다. 이 문장은 표에서 계산하므로 나라를 바꾸면 함께 바뀝니다.

# %%
results.save(series, "01_egdi", case)
history.read_rank(series, country)

# %% [markdown]
# **멈추고 짐작하기.** 점수가 오르면 순위도 오릅니까? 아래 그림을 보기 전에 답을 정하십시오.

# %% [markdown]
# 순위는 혼자 움직이지 않으므로 견줄 나라를 함께 놓습니다.

# %%
together = pd.concat([
    history.country_series(egdi, code, first_year, last_year).assign(country=code) for code in [country, *peers]])

# %% tags=["report"]
charts.ranks(together, title=history.read_rank(series, country))

# %% [markdown]
# 순위를 움직인 것이 무엇인지 보려면 지수를 세 조각으로 나눕니다.

# %% tags=["report"]
charts.components(series, title=history.read_components(series))

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 순위는 다른 나라의 점수에 달려 있습니다. 한 나라의 순위가 내린 것만으로
# 그 나라의 전자정부가 나빠졌다고 말할 수 없습니다. 회차마다 묻는 항목도 조금씩 바뀝니다.

# %% [markdown]
# ## 4. 발표값을 다시 계산하기
#
# 발표된 지수가 정말 세 지수의 평균인지 모든 나라에서 따져 봅니다. 평가하지 않은 나라는 뺍니다.
# 지수가 0으로 적혀 있으나 0점이라는 뜻이 아니기 때문입니다.

# %%
recomputed = history.recompute(history.assessed(egdi), tables.load("egdi_editions"))
shown = ["year", "egdi", "plain_mean", "plain_difference", "weighted_difference"]
tables.in_korean(recomputed.loc[recomputed["iso3"] == country, shown])

# %% [markdown]
# 한 나라가 아니라 평가받은 모든 나라에서 어긋나는 곳을 셉니다.

# %% tags=["report"]
history.read_misfits(recomputed)

# %% [markdown]
# 어긋나는 회차가 보이면 규칙이 바뀌었는지 의심합니다. 회차별 가중치를 쓰고도 남는 줄은 아래와 같습니다.

# %%
left = history.misfits(recomputed, "weighted_difference")
tables.in_korean(left[["year", "country", "egdi", "weighted_mean", "weighted_difference"]])

# %% [markdown]
# ## 5. 글의 주장을 표로 가리기
#
# 이 키트가 출발한 글은 전자정부와 디지털플랫폼정부에 관해 확인할 수 있는 말을 여럿 합니다. 그 말을 우리말로 다시 적고,
# 하나마다 표를 들여다보는 함수를 붙였습니다. 판정은 손으로 적지 않으며, 표가 바뀌면 판정도 바뀝니다.
#
# **멈추고 짐작하기.** 수치, 날짜, 뜻풀이 가운데 어떤 종류의 말이 가장 많이 어긋나겠습니까?

# %% tags=["report"]
ledger = claims.check_claims()
claims.read_claims(ledger)

# %% [markdown]
# 어긋난 말만 봅니다. 글이 틀렸다는 뜻일 수도, 표가 다른 것을 재고 있다는 뜻일 수도 있습니다.

# %% tags=["report"]
off = ledger[ledger["verdict"] == "off"]
tables.in_korean(off[["claim", "statement_ko", "difference"]])

# %% [markdown]
# 가릴 수 없는 말은 틀린 말이 아닙니다. 이 키트의 표에 그것을 정할 줄이 없을 뿐입니다.

# %%
tables.in_korean(ledger.loc[ledger["verdict"] == "cannot_check", ["claim", "statement_ko", "difference"]].head(5))

# %% [markdown]
# ## 마무리
#
# 이 과에서 계산한 것을 한 줄로 다시 적습니다.

# %%
history.read_rank(series, country)

# %% [markdown]
# - 이 과로 알 수 없는 것: 지수가 높은 것과 국민이 편해진 것은 다른 일입니다. 지수는 서비스가 있는지를 주로 봅니다.
# - 다음 과로 넘기는 표: `01_stages`(시기의 처음과 끝), `01_egdi`(한 나라의 지수).
# - 자료: UN DESA, E-Government Survey 2003~2024. 연표의 출처는 줄마다 적혀 있습니다.
