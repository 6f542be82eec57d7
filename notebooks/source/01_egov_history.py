# ---
# jupyter:
#   dpgkit:
#     title: 전자정부의 역사
#     question: 한국의 전자정부는 어떤 단계를 밟아 왔고, 국제 지수는 그 길을 어떻게 보여 줍니까?
#     goals:
#       - 연표를 시기로 묶고, 자료끼리 엇갈리는 기록을 가려 읽습니다.
#       - 전자정부, 지능형정부, 디지털플랫폼정부를 여섯 차원에서 견줍니다.
#       - 전자정부발전지수(EGDI)를 구성 지수에서 다시 계산해 발표값과 견줍니다.
#       - 점수와 순위가 바뀐 까닭을 더해서 맞아떨어지는 몫으로 나눕니다.
#       - 글의 주장을 표로 가려, 뒷받침되는 말과 어긋나는 말을 나눕니다.
#     minutes: 90
#     before: 00_start_here
#     data: 연표 127건, 유엔 EGDI 2003~2024, OECD와 세계은행의 지수, 서비스 조사, 법률 연혁 (CC BY 4.0, 출처는 줄마다)
#     hands_on: [01_stages, 01_egdi, 01_claims]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
import pandas as pd

from dpgkit import charts, claims, history, results, tables
from dpgkit.history import countries, decomposition, disputes, egdi, indices, laws, surveys
from dpgkit.lessons import parameters
from dpgkit.widgets import history as panels

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름
language: str = "ko"  # 보여 줄 말(ko, en)
country: str = "KOR"  # 살펴볼 나라(ISO 세 글자 부호)
peers: list[str] = ["DNK", "EST", "GBR", "SGP"]  # 견줄 나라들
first_year: int = 2003  # 첫 회차
last_year: int = 2024  # 마지막 회차
from_year: int = 2014  # 순위를 견줄 앞 회차
to_year: int = 2024  # 순위를 견줄 뒤 회차
stages: list[str] = []  # 연표에서 볼 시기(비우면 모두)

# %%
parameters.check("01_egov_history", case=case, language=language, country=country, peers=peers, first_year=first_year,
                 last_year=last_year, from_year=from_year, to_year=to_year, stages=stages)

# %% [markdown]
# ## 1. 연표
#
# 연표의 한 줄은 사건 하나입니다. 날짜를 모르는 사건은 연도나 달까지만 적었고,
# 자료마다 날짜가 다른 사건은 지우지 않고 `엇갈림`으로 표시했습니다.

# %%
timeline = tables.load("timeline")
tables.in_korean(timeline[["date", "title_ko", "stage", "type", "confidence"]].head(5), "timeline")

# %% [markdown]
# 여덟 **시기**(stage)는 이 연표에서 나눈 것입니다. 2017년 백서는 세 시기로 나누므로, 나누는 방법은 하나가 아닙니다.
# 아래 그림은 시기마다 띠를 하나씩 두었습니다. 점을 누르면 설명이 나오고, 그 설명을 누르면 출처가 열립니다.

# %% tags=["report", "teaching"]
shown = history.filter_events(timeline, stages=stages)
charts.timeline(shown, title=history.read_timeline(shown))

# %% [markdown]
# 같은 시기라도 무엇이 많았는지는 다릅니다. 법이 많은 시기와 시스템이 많은 시기를 찾아보십시오.

# %%
history.events_per_stage(timeline)

# %% [markdown]
# 시기의 처음과 끝은 그 시기에 든 첫 사건과 마지막 사건의 날입니다. 2과는 이 표로 문서를 시기에 나누어 담습니다.
# 두 시기가 겹치는 때의 문서는 나중 시기에 넣습니다.

# %% tags=["report", "teaching"]
stage_table = results.save(history.stages(timeline), "01_stages", case)
tables.in_korean(stage_table)

# %% [markdown]
# 조건을 골라 연표를 거릅니다. 조작 판은 함수 `panels.timeline_view`에 고르는 칸을 붙인 것이므로, 같은 함수를 셀에서 불러도 됩니다.
# 예를 들면 `panels.timeline_view(stage="AI 정부", kind="법")`입니다.

# %%
panels.timeline_panel(confidence="엇갈림")

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 점이 많은 시기는 일이 많았던 시기일 수도, 기록이 많이 남은 시기일 수도 있습니다.
# 인터넷에 남은 보도로 모은 연표는 최근으로 올수록 촘촘해집니다.

# %% [markdown]
# ## 2. 세 가지 정부
#
# 글은 전자정부가 **지능형정부**(intelligent government, 인공지능으로 먼저 알려 주는 정부)를 거쳐
# **디지털플랫폼정부**(Digital Platform Government)로 나아간다고 말합니다. 무엇이 달라지는지 여섯 차원에서 견줍니다.
#
# **멈추고 짐작하기.** 세 정부에서 가장 크게 달라지는 것은 기술입니까, 국민의 역할입니까?

# %% tags=["report", "teaching"]
comparison = tables.load("stage_comparison")
tables.in_korean(history.compare_forms(comparison), "stage_comparison")

# %% [markdown]
# 칸마다 출처가 있습니다. `종합`이라고 적힌 칸은 한 자료가 그렇게 말한 것이 아니라 우리가 묶은 것이므로 더 조심해 읽습니다.

# %%
history.read_forms(comparison)

# %%
tables.in_korean(comparison.loc[comparison["basis"] == "synthesis", ["dimension", "form", "source_title"]], "stage_comparison")

# %% [markdown]
# ## 3. 법은 어떻게 자랐습니까
#
# 정부의 모습이 바뀌면 법도 바뀝니다. 법의 판마다 조의 수와 글자 수를 세었습니다. 전자정부법의 표는 지금의 이름이 된
# 2007년의 판부터 있습니다. `law`에 다른 법률의 이름을 적으면 그 법을 볼 수 있습니다.

# %% tags=["report", "teaching"]
law = "전자정부법"
growth = laws.law_growth(tables.load("law_history"), law)
charts.law_growth(growth, title=laws.read_growth(growth, law))

# %% [markdown]
# **타법개정**은 다른 법이 바뀌어 따라 고친 것입니다. 판의 수만 세면 법이 자주 손질된 것처럼 보이지만, 판마다 무게가 다릅니다.

# %%
tables.in_korean(laws.changes_by_kind(growth))

# %% [markdown]
# ## 4. 엇갈리는 기록
#
# 자료가 서로 다를 때는 어느 쪽이 맞는지 정하기 전에 둘을 나란히 둡니다. 이것이 **사료 비판**(source criticism)의 첫걸음입니다.

# %%
disputed = tables.load("disputes")
disputes.disputed_values(disputed)

# %% [markdown]
# **멈추고 짐작하기.** 같은 컴퓨터의 첫날을 두 자료가 다르게 적었다면, 두 날은 각각 무엇을 가리키겠습니까?
# 도착한 날, 켠 날, 행사를 연 날을 나누어 생각해 보십시오.

# %%
first_day = disputed[disputed["dispute"] == "first_computer_day"]
tables.in_korean(first_day[["value", "stated_by", "source_kind", "refers_to_ko", "source_title"]], "disputes")

# %% [markdown]
# 수가 엇갈릴 때는 반올림부터 따져 봅니다. 자세한 쪽을 반올림해도 다른 쪽이 되지 않으면, 두 수는 같은 값이 아니거나
# 어느 한쪽이 잘못 옮겨진 것입니다.

# %% tags=["report", "teaching"]
disputes.read_dispute(disputed[disputed["dispute"] == "awareness_2022"])

# %% [markdown]
# **해 보기.** 위의 물음 가운데 하나를 골라 다음을 적으십시오. ① 누가 언제 한 말입니까? ② 무엇을 센 것입니까?
# ③ 어느 자료를 더 보면 정할 수 있습니까? ④ 지금 한쪽을 쓴다면 각주에 무엇이라고 적겠습니까?
# 정할 수 없다면 정하지 않고 둘 다 적는 것도 답입니다.

# %% [markdown]
# ## 5. 전자정부발전지수
#
# 유엔은 **전자정부발전지수**(EGDI, E-Government Development Index)를 세 구성 지수의 평균으로 냅니다.
# 온라인서비스, 통신인프라, 인적자본이 그것입니다. 온라인참여지수는 따로 발표하며 평균에 들어가지 않습니다.

# %%
index = tables.load("egdi")
series = results.save(egdi.country_series(index, country, first_year, last_year), "01_egdi", case)
tables.in_korean(series, "egdi")

# %% [markdown]
# 순위는 혼자 움직이지 않으므로 견줄 나라를 함께 놓습니다.

# %% tags=["report", "teaching"]
name = countries.korean_name(country)
together = egdi.compare_countries(index, [country, *peers], first_year, last_year)
charts.ranks(together, title=egdi.read_rank(series, name))

# %% [markdown]
# 지수를 움직인 것이 무엇인지 보려면 세 조각으로 나누어 견줄 나라, 세계 평균과 함께 봅니다.

# %% tags=["report", "teaching"]
means = egdi.group_means(index, [country, *peers])
charts.components(together, means, title=egdi.read_components(series))

# %% [markdown]
# 평균을 낼 때 함정이 하나 있습니다. 평가하지 않은 나라의 지수는 0으로 적혀 있으나 0점이라는 뜻이 아닙니다.

# %%
world = egdi.world_means(index)
egdi.read_means(world)

# %% [markdown]
# 지역의 평균도 평가받은 나라만으로 냅니다.

# %%
tables.in_korean(means[means["year"] == series["year"].max()].drop(columns="year"))

# %% [markdown]
# ## 6. 순위는 왜 바뀌었습니까
#
# **멈추고 짐작하기.** 점수가 오르면 순위도 오릅니까? 매개변수 `from_year`와 `to_year` 사이에 점수와 순위가 어느 쪽으로
# 움직였을지 정한 뒤에 아래를 보십시오.

# %%
editions = tables.load("egdi_editions")
between = egdi.country_series(index, country, from_year, to_year)
egdi.read_rank(between, name)

# %% [markdown]
# 먼저 **점수**를 나눕니다. 구성 지수가 바뀐 만큼에 가중치를 곱하면 그 지수가 점수에 더한 값이 됩니다.
# 두 회차의 가중치가 다르면 가중치의 변화도 한 몫입니다. 몫을 모두 더하면 점수의 변화와 정확히 같습니다.

# %% tags=["report", "teaching"]
score = decomposition.score_change(index, editions, country, from_year, to_year)
charts.score_parts(score, *between["egdi"].iloc[[0, -1]], (from_year, to_year), title=decomposition.read_score(score, name))

# %% [markdown]
# **순위**는 다른 나라의 점수에 달려 있습니다. 두 회차 사이에 이 나라와 앞뒤가 바뀐 나라를 찾습니다.
# 점수 차이는 그 나라의 점수에서 이 나라의 점수를 뺀 값입니다.

# %%
rivals = decomposition.rank_change(index, editions, country, from_year, to_year)
tables.in_korean(decomposition.overtakers(rivals)[["country", "gap_before", "gap_after", "passed"]].round(5))

# %% [markdown]
# 그 나라들은 무엇으로 차이를 좁히거나 벌렸습니까? 순위가 바뀐 나라가 없으면 가장 가까운 세 나라를 보입니다.

# %% tags=["report", "teaching"]
gaps = decomposition.gap_change(index, editions, country, decomposition.closest(rivals)["iso3"].tolist(), from_year, to_year)
charts.gap_parts(gaps, name, title=decomposition.read_gaps(gaps, name))

# %% [markdown]
# 이제 순위를 나눕니다. 한 구성 지수만 앞 회차의 값으로 되돌리고 순위를 다시 세어 봅니다.
# 모든 나라를 되돌릴 때와 이 나라만 되돌릴 때가 다릅니다.

# %%
held = decomposition.held_ranks(index, editions, country, from_year, to_year)
tables.in_korean(held.drop(columns="part"))

# %% [markdown]
# 하나씩 되돌린 차이는 더해도 순위의 변화와 맞지 않습니다. 먼저 되돌리는 것에 따라 몫이 달라지기 때문입니다.
# 그래서 되돌리는 차례를 모두 해 보고 평균을 냅니다. 이 평균이 **섀플리 값**(Shapley value)이며, 더하면 순위의 변화와 정확히 같습니다.

# %% tags=["report", "teaching"]
places = decomposition.rank_parts(rivals, index, country, from_year, to_year)
charts.rank_parts(places, title=decomposition.read_rank_parts(places, rivals, name))

# %% [markdown]
# 순위는 얼마나 단단한 값입니까? 가중치를 셋에 똑같이 주지 않았다면 순위는 이렇게 달라졌을 것입니다.

# %%
egdi.read_weights(egdi.ranks_under_weights(index, country, to_year), name)

# %% [markdown]
# 다른 나라들의 순위도 회차마다 움직입니다. 순위 상관이 1이면 모든 나라의 차례가 그대로라는 뜻입니다.

# %%
tables.in_korean(egdi.rank_stability(index).tail(4))

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 순위가 내린 것만으로 그 나라의 전자정부가 나빠졌다고 말할 수 없습니다.
# 구성 지수의 몫은 무엇이 점수를 움직였는지를 말할 뿐, 그 지수가 왜 움직였는지는 말하지 않습니다.
# 회차마다 묻는 항목도 조금씩 바뀌므로 두 회차의 값이 같은 자로 잰 것은 아닙니다.

# %% [markdown]
# 나라와 회차를 바꾸어 같은 그림을 그려 봅니다.
# 조작할 수 없는 곳에서는 `panels.country_view("EST", 2010, 2020, "순위의 변화")`처럼 부릅니다.

# %%
panels.country_panel(country, from_year, to_year, view="점수의 변화")

# %% [markdown]
# ## 7. 발표값을 다시 계산하기
#
# 발표된 지수가 정말 세 지수의 평균인지 평가받은 모든 나라에서 따져 봅니다.

# %%
recomputed = egdi.recompute(egdi.assessed(index), editions)
tables.in_korean(recomputed.loc[recomputed["iso3"] == country, ["year", "egdi", "plain_mean", "plain_difference", "weighted_difference"]])

# %% [markdown]
# 한 나라가 아니라 모든 나라에서 어긋나는 곳을 셉니다. 어긋나는 회차가 보이면 규칙이 바뀌었는지 의심합니다.

# %% tags=["report", "teaching"]
egdi.read_misfits(recomputed)

# %% [markdown]
# 회차별 가중치를 쓰고도 0.0001 넘게 어긋나는 줄은 아래가 전부입니다. 새 회차의 자료를 넣으면 새로 나온 예외가 여기에 나타납니다.

# %%
left = countries.in_korean(egdi.exceptions(recomputed, tables.load("egdi_checks")))
tables.in_korean(left[["year", "country", "egdi", "weighted_mean", "weighted_difference", "known"]])

# %% [markdown]
# ## 8. 국민에게 물은 조사
#
# 지수는 나라를 밖에서 잽니다. 안에서는 국민에게 전자정부 서비스를 아는지, 쓰는지, 만족하는지를 묻습니다.
# 그런데 묻는 방법이 바뀌면 값도 바뀝니다. 이어 읽지 말아야 할 곳부터 찾습니다.

# %%
survey, methods = tables.load("service_survey"), tables.load("survey_methods")
breaks = surveys.breaks(survey, methods)
tables.in_korean(breaks[["year", "reason", "what"]], "service_survey")

# %% [markdown]
# **멈추고 짐작하기.** 한 해에 값이 크게 뛰었다면 서비스가 좋아져서입니까, 묻는 법이 바뀌어서입니까?
# 무엇을 더 알면 가를 수 있습니까?

# %% tags=["report", "teaching"]
answers = surveys.survey_series(survey)
charts.survey(answers, breaks, title=surveys.read_survey(answers, breaks))

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 만족도는 써 본 사람에게만 물은 값입니다. 쓰지 못한 사람의 불편은 이 값에 들어 있지 않습니다.

# %% [markdown]
# ## 9. 다른 지수
#
# 전자정부를 재는 지수는 여럿이고, 재는 것이 서로 다릅니다. 순위는 표에 있는 나라끼리 점수로 센 것입니다.

# %% tags=["report", "teaching"]
scores = indices.index_scores(index, tables.load("oecd_dgi"), tables.load("gtmi"))
notes = tables.load("index_notes")
beside = indices.side_by_side(scores, country, notes)
tables.in_korean(beside, "index_notes")

# %%
indices.read_indices(beside, name)

# %% [markdown]
# 지수마다 모으는 방법과 조심할 점이 다릅니다. 순위를 매기려고 만든 것이 아닌 지수도 있습니다.

# %%
tables.in_korean(notes[["index", "publisher_ko", "collected_ko", "caution_ko", "source_title"]], "index_notes")

# %% [markdown]
# 같은 나라들을 지수마다 줄 세우면 차례가 얼마나 닮았습니까? 순위 상관이 낮은 두 지수는 서로 다른 것을 재고 있을 수 있습니다.

# %%
tables.in_korean(indices.rank_agreement(scores))

# %% [markdown]
# ## 10. 글의 주장을 표로 가리기
#
# 이 키트가 출발한 글은 전자정부와 디지털플랫폼정부에 관해 확인할 수 있는 말을 여럿 합니다. 그 말을 우리말로 다시 적고,
# 하나마다 표를 들여다보는 함수를 붙였습니다. 판정은 손으로 적지 않으며, 표가 바뀌면 판정도 바뀝니다.
#
# **멈추고 짐작하기.** 수치, 날짜, 뜻풀이 가운데 어떤 종류의 말이 가장 많이 어긋나겠습니까?

# %% tags=["report", "teaching"]
ledger = results.save(claims.check_claims(), "01_claims", case)
charts.ledger_bars(ledger, title=claims.read_claims(ledger))

# %% [markdown]
# 어긋난 말만 봅니다. 글이 틀렸다는 뜻일 수도, 표가 다른 것을 재고 있다는 뜻일 수도 있습니다.
# `자료와 글의 차이`에 판정을 정한 줄과 값이 있습니다.

# %% tags=["report", "teaching"]
tables.in_korean(ledger.loc[ledger["verdict"] == "off", ["claim", "statement_ko", "difference", "table"]])

# %% [markdown]
# 가릴 수 없는 말은 틀린 말이 아닙니다. 이 키트의 표에 그것을 정할 줄이 없을 뿐입니다.

# %%
tables.in_korean(ledger.loc[ledger["verdict"] == "cannot_check", ["claim", "statement_ko", "difference"]].head(5))

# %% [markdown]
# ## 11. 글이 나온 뒤
#
# 글은 2023년 3월에 나왔습니다. 그 뒤에 일어난 일로 글의 전망을 다시 읽습니다.

# %% tags=["report", "teaching"]
after = history.filter_events(timeline, since=history.ARTICLE)
history.read_after(after)

# %% [markdown]
# 조직과 법과 평가만 봅니다. 무엇이 생겼고 무엇이 없어졌습니까?

# %%
turning = history.filter_events(after, types=["조직", "법", "평가"])
tables.in_korean(turning[["date", "title_ko", "type", "confidence"]], "timeline")

# %% [markdown]
# ## 12. 줄을 더하기
#
# 표에 줄을 하나 더하면 모든 계산이 그 줄을 함께 셉니다. 여기서는 저장하지 않고 보기로만 더합니다.
# 오래 남기려면 `corpus/tables`의 CSV에 같은 열로 한 줄을 적습니다.
#
# **주장을 더하기.** `check` 칸에 가리는 함수와 값을 적습니다. 글의 주장 하나를 마지막 회차까지 늘려 다시 가려 봅니다.

# %%
latest = index["year"].max()
longer = claims.load_claims().query("check == 'top_three'").assign(
    claim="내 주장", statement_ko=f"2010~{latest}년의 회차에서 한국은 늘 3위 안이었다.",
    check=f"top_ranks(rank=3, first=2010, last={latest})")
tables.in_korean(claims.check_claims(claims=longer)[["claim", "statement_ko", "verdict", "difference"]])

# %% [markdown]
# **사건을 더하기.** `timeline.csv`의 열을 채워 한 줄을 더합니다. 출처를 모르면 더하지 않습니다.

# %%
event = timeline.tail(1).assign(id="T999", title_ko="(보기) 내가 더한 사건", confidence="single_source")
history.read_timeline(pd.concat([timeline, event]))

# %% [markdown]
# **나라를 더하기.** 목록에 부호를 하나 더하면 됩니다. 유엔이 새 회차를 내면 `dpgkit.history.editions`의 `read_edition`이 내려받은
# 파일을 읽고, 모르는 나라 이름이 있으면 `countries.csv`의 어느 칸에 적을지 알려 줍니다.

# %%
wider = egdi.compare_countries(index, [country, *peers, countries.code_of("핀란드")], first_year, last_year)
tables.in_korean(wider.groupby("iso3").tail(1).sort_values("egdi_rank")[["country", "year", "egdi_rank", "egdi"]], "egdi")

# %% [markdown]
# ## 마무리
#
# 이 과에서 계산한 것을 한 줄로 다시 적습니다.

# %%
decomposition.read_rank_parts(places, rivals, f"{name} {from_year}~{to_year}년")

# %% [markdown]
# - 이 과로 알 수 없는 것: 지수가 높은 것과 국민이 편해진 것은 다른 일입니다. 지수는 서비스와 기반이 있는지를 보고,
#   조사는 써 본 사람의 말을 듣습니다. 어느 쪽도 정책이 그 결과를 낳았다고 보여 주지는 않습니다.
# - 다음 과로 넘기는 표: `01_stages`(시기의 처음과 끝), `01_egdi`(한 나라의 지수), `01_claims`(주장과 판정).
# - 남는 물음: 위원회가 없어지고 이름이 바뀐 뒤에도 이어지는 것이 있다면, 디지털플랫폼정부에서 새로웠던 것은 무엇입니까?
#   2과에서 문서의 말로, 4과에서 주체 사이의 연결로 다시 묻습니다.
# - 참고: UN DESA, E-Government Survey 2003~2024. Shapley (1953), Annals of Mathematics Studies 28.
#   Saisana, Saltelli & Tarantola (2005), Journal of the Royal Statistical Society A 168(2). 연표의 출처는 줄마다 적혀 있습니다.
