# ---
# jupyter:
#   dpgkit:
#     lesson: 01_egov_history
# ---

# %% [markdown]
# ## 준비
#
# 아래 세 셀을 먼저 실행하십시오. 매개변수의 값은 사람마다 다를 수 있으며, 고치면 나누어 준 문제와 다른 문제가 됩니다.

# %%
import altair as alt
import pandas as pd

from dpgkit import charts, exercises, history, tables
from dpgkit.history import countries, decomposition, disputes, egdi, surveys

pd.set_option("display.max_colwidth", None)
charts.enable()

# %% tags=["parameters"]
country: str = "KOR"  # 살펴볼 나라(ISO 세 글자 부호)
weighted_year: int = 2010  # 가중치를 따로 둔 회차
mean_year: int = 2003  # 세계 평균을 낼 회차
from_year: int = 2014  # 견줄 앞 회차
to_year: int = 2024  # 견줄 뒤 회차
measure: str = "이용률"  # 이용실태조사에서 볼 값
dispute: str = "first_computer_day"  # 엇갈리는 기록의 열쇠
rank: int = 3  # 주장에 나오는 순위
seed: int = 2026  # 카드와 문장을 고르는 씨앗

# %%
check = exercises.checker("01", country=country, weighted_year=weighted_year, mean_year=mean_year, from_year=from_year,
                          to_year=to_year, measure=measure, dispute=dispute, rank=rank, seed=seed)
index, editions = tables.load("egdi"), tables.load("egdi_editions")
check.parameters()

# %% [markdown] exercise="01-1"
# 유엔은 2008년과 2010년에 세 구성 지수의 가중치를 조금 다르게 두었습니다. `country`의 `weighted_year` 회차에서
# ① 세 구성 지수의 단순 평균과 ② 그 회차의 가중치를 쓴 가중 평균을 내고, ③ 발표된 `egdi`와 맞는 것을 고르십시오.
# 두 평균은 소수 넷째 자리까지 적습니다.

# %% exercise="01-1" part="given"
row = index[(index["iso3"] == country) & (index["year"] == weighted_year)].squeeze()
row[["egdi", "osi", "tii", "hci", "epi"]].to_frame("값")

# %% exercise="01-1" part="answer"
### BEGIN SOLUTION
weights = editions[editions["year"] == weighted_year].squeeze()
answer_1 = {
    "단순 평균": (row["osi"] + row["tii"] + row["hci"]) / 3,
    "가중 평균": row["osi"] * weights["weight_osi"] + row["tii"] * weights["weight_tii"] + row["hci"] * weights["weight_hci"],
    "발표값과 맞는 것": "가중 평균",
}
### END SOLUTION

# %% exercise="01-1" part="check"
check("01-1", answer_1)
### BEGIN HIDDEN TESTS
check.require("01-1", answer_1)
### END HIDDEN TESTS

# %% tags=["test"] exercise="01-1" right="반올림하고 NumPy와 pandas의 값으로"
fitted = egdi.recompute(index[(index["iso3"] == country) & (index["year"] == weighted_year)], editions).squeeze()
answer_1 = pd.Series({"단순 평균": round(fitted["plain_mean"], 4), "가중 평균": fitted["weighted_mean"], "발표값과 맞는 것": "가중평균"})

# %% tags=["test"] exercise="01-1" wrong="온라인참여지수(epi)까지"
answer_1 = {**answer_1, "단순 평균": row[["osi", "tii", "hci", "epi"]].mean()}

# %% tags=["test"] exercise="01-1" wrong="단순 평균과 같습니다"
answer_1 = {**answer_1, "가중 평균": answer_1["단순 평균"]}

# %% tags=["test"] exercise="01-1" wrong="차이가 0에 가까운 쪽"
answer_1 = {**answer_1, "발표값과 맞는 것": "단순 평균"}

# %% tags=["test"] exercise="01-1" wrong="0과 1 사이"
answer_1 = {**answer_1, "단순 평균": answer_1["단순 평균"] * 100}

# %% [markdown] exercise="01-2"
# 아래 분석은 `mean_year` 회차의 세계 평균을 냅니다. 그런데 평가하지 않은 나라의 지수가 0으로 적혀 있습니다.
# 분석을 고쳐 ① 평가받은 나라의 수, ② 고친 세계 평균, ③ 고친 값에서 고치기 전의 값을 뺀 값을 적으십시오.

# %% exercise="01-2" part="given"
broken = index[index["year"] == mean_year]["egdi"].mean()
round(float(broken), 4)

# %% exercise="01-2" part="answer"
### BEGIN SOLUTION
rated = index[(index["year"] == mean_year) & (index["not_assessed"] == 0)]
answer_2 = {"평가받은 나라": len(rated), "세계 평균": rated["egdi"].mean(), "고친 뒤 달라진 값": rated["egdi"].mean() - broken}
### END SOLUTION

# %% exercise="01-2" part="check"
check("01-2", answer_2)
### BEGIN HIDDEN TESTS
check.require("01-2", answer_2)
### END HIDDEN TESTS

# %% tags=["test"] exercise="01-2" right="표 world_means에서, 소수 넷째 자리까지"
means = egdi.world_means(index).set_index("year").loc[mean_year]
answer_2 = {"평가받은 나라": means["assessed"], "세계 평균": means["mean"], "고친 뒤 달라진 값": means["mean"] - means["mean_with_zeros"]}

# %% tags=["test"] exercise="01-2" wrong="0이 아직 들어 있습니다"
answer_2 = {**answer_2, "세계 평균": broken}

# %% tags=["test"] exercise="01-2" wrong="평가하지 않은 나라까지 셌습니다"
answer_2 = {**answer_2, "평가받은 나라": (index["year"] == mean_year).sum()}

# %% tags=["test"] exercise="01-2" wrong="모든 회차를 한데"
answer_2 = {**answer_2, "세계 평균": egdi.assessed(index)["egdi"].mean()}

# %% tags=["test"] exercise="01-2" wrong="부호가 반대입니다"
answer_2 = {**answer_2, "고친 뒤 달라진 값": -answer_2["고친 뒤 달라진 값"]}

# %% [markdown] exercise="01-3"
# `from_year`와 `to_year` 사이에 `country`의 점수가 바뀌었습니다. 두 회차 모두 지수는 세 구성 지수의 단순 평균입니다.
# ① 구성 지수마다 점수에 더한 몫을 내고(내렸으면 음수), ② 점수를 가장 크게 올린 것을 고르십시오. 세 몫을 더하면 점수의 변화가 됩니다.

# %% exercise="01-3" part="given"
two = index[(index["iso3"] == country) & index["year"].isin([from_year, to_year])].sort_values("year").set_index("year")
two[["egdi", "osi", "tii", "hci"]]

# %% exercise="01-3" part="answer"
### BEGIN SOLUTION
parts = (two.loc[to_year, ["osi", "tii", "hci"]] - two.loc[from_year, ["osi", "tii", "hci"]]).astype(float) / 3
answer_3 = parts.rename(egdi.COMPONENTS).to_dict()
answer_3["가장 크게 올린 것"] = max(egdi.COMPONENTS.values(), key=answer_3.get)
### END SOLUTION

# %% exercise="01-3" part="check"
check("01-3", answer_3)
### BEGIN HIDDEN TESTS
check.require("01-3", answer_3)
### END HIDDEN TESTS

# %% tags=["test"] exercise="01-3" right="score_change의 표에서"
table = decomposition.score_change(index, editions, country, from_year, to_year).head(3).set_index("label")["added"]
answer_3 = {**table.round(5), "가장 크게 올린 것": table.idxmax()}

# %% tags=["test"] exercise="01-3" wrong="3으로 나누어야"
answer_3 = {**answer_3, **{name: answer_3[name] * 3 for name in egdi.COMPONENTS.values()}}

# %% tags=["test"] exercise="01-3" wrong="부호가 반대입니다"
answer_3 = {**answer_3, **{name: -answer_3[name] for name in egdi.COMPONENTS.values()}}

# %% tags=["test"] exercise="01-3" wrong="'통신인프라'의 몫이 다릅니다"
answer_3 = {**answer_3, "통신인프라": answer_3["통신인프라"] + 0.01}

# %% tags=["test"] exercise="01-3" wrong="가장 큰 것을 고르십시오"
answer_3 = {**answer_3, "가장 크게 올린 것": min(egdi.COMPONENTS.values(), key=answer_3.get)}

# %% [markdown] exercise="01-4"
# 아래 그림의 위쪽은 점수, 아래쪽은 순위입니다. 회차마다 바로 앞 회차와 견주어 ① 점수는 올랐는데 순위는 내려간 회차를 모두 적고,
# ② 점수와 순위가 함께 나아진 회차를 모두 적으십시오(없으면 빈 목록 `[]`). ③ 왜 그런 일이 생깁니까?
#
# 가. 점수를 재는 사람이 바뀌어서 · 나. 다른 나라의 점수가 더 많이 올라서 · 다. 지수의 가장 큰 값이 1이어서

# %% exercise="01-4" part="given"
name = countries.korean_name(country)
series = egdi.country_series(index, country, 2008, 2024)
base = alt.Chart(series).mark_line(point=True).encode(alt.X("year:O").title(None))
score = base.encode(alt.Y("egdi:Q").title("점수").scale(zero=False)).properties(width=520, height=150)
place = base.encode(alt.Y("egdi_rank:Q").title("순위").scale(reverse=True, zero=False)).properties(width=520, height=150)
charts.finish(score & place, "ex01_score_and_rank", f"{name}: 점수와 순위", "전자정부발전지수와 순위(위가 앞섬)", "UN DESA EGOVKB")

# %% exercise="01-4" part="answer"
### BEGIN SOLUTION
up, rank_change = series["egdi"].diff() > 0, series["egdi_rank"].diff()
answer_4 = {
    "점수는 오르고 순위는 내려간 회차": series.loc[up & (rank_change > 0), "year"].tolist(),
    "점수와 순위가 함께 나아진 회차": series.loc[up & (rank_change < 0), "year"].tolist(),
    "까닭": "나",
}
### END SOLUTION

# %% exercise="01-4" part="check"
check("01-4", answer_4)
### BEGIN HIDDEN TESTS
check.require("01-4", answer_4)
### END HIDDEN TESTS

# %% tags=["key"] exercise="01-4"
key = {"까닭": ["나"]}

# %% tags=["test"] exercise="01-4" right="차례를 바꾸고 글자로 적어도"
answer_4 = {title: [str(year) for year in reversed(years)] if title != "까닭" else years for title, years in answer_4.items()}

# %% tags=["test"] exercise="01-4" wrong="방향을 거꾸로"
answer_4 = {**answer_4, "점수는 오르고 순위는 내려간 회차": answer_4["점수와 순위가 함께 나아진 회차"]}

# %% tags=["test"] exercise="01-4" wrong="개 더 있습니다"
answer_4 = {**answer_4, "점수는 오르고 순위는 내려간 회차": []}

# %% tags=["test"] exercise="01-4" wrong="견줄 앞 회차가 그림에 없습니다"
answer_4 = {**answer_4, "점수와 순위가 함께 나아진 회차": [2008, *answer_4["점수와 순위가 함께 나아진 회차"]]}

# %% tags=["test"] exercise="01-4" wrong="순위는 견주어 정해집니다"
answer_4 = {**answer_4, "까닭": "다"}

# %% [markdown] exercise="01-5"
# 아래 두 표는 `measure`의 값과 해마다 물은 방법입니다. 앞 값에서 그해의 값으로 가는 한 걸음을 다음 가운데 하나이면 끊어 읽기로 합니다.
#
# - 사이에 값이 없는 해가 있습니다.
# - 한 해에 5%p 넘게 뛰었습니다(5%p도 넣습니다).
# - 묻는 방법이 바뀐 때에 걸쳐 있습니다. 옛 방법이 확인된 마지막 해와 새 방법이 확인된 첫 해 사이의 걸음은 모두 여기에 듭니다.
#
# ① 끊어 읽을 걸음이 끝나는 해를 모두, ② 방법이 바뀐 때를 두 해(옛 방법의 마지막, 새 방법의 처음)로 적고,
# ③ 보고서에 쓸 수 있는 문장을 고르십시오.
#
# 가. 2013년부터 2022년까지 값이 꾸준히 올랐으므로 서비스가 꾸준히 좋아졌다. ·
# 나. 2021년과 2022년은 같은 방법으로 물었으므로 두 값을 견줄 수 있다. ·
# 다. 2018년과 2021년의 차이는 서비스가 좋아진 만큼이다. · 라. 값이 크게 뛴 해에는 큰 정책이 있었다.

# %% exercise="01-5" part="given"
answers = surveys.survey_series(tables.load("service_survey")).query("measure == @measure")
methods = tables.load("survey_methods")
tables.in_korean(answers.merge(methods[["year", "mode"]], how="left")[["year", "value", "change", "mode"]], "survey_methods")

# %% exercise="01-5" part="answer"
### BEGIN SOLUTION
steps = answers.assign(gap=answers["year"].diff())
cut = (steps["gap"] > 1) | (steps["change"].abs() >= 5) | steps["year"].between(2019, 2021)
answer_5 = {"끊어 읽을 해": steps.loc[cut, "year"].tolist(), "방법이 바뀐 때": [2018, 2021], "보고서 문장": "나"}
### END SOLUTION

# %% exercise="01-5" part="check"
check("01-5", answer_5)
### BEGIN HIDDEN TESTS
check.require("01-5", answer_5)
### END HIDDEN TESTS

# %% tags=["key"] exercise="01-5"
key = {"보고서 문장": ["나"]}

# %% tags=["test"] exercise="01-5" right="line_steps에서, 집합으로"
found = surveys.breaks(tables.load("service_survey"), methods)
lines = surveys.line_steps(surveys.survey_series(tables.load("service_survey")), found).query("measure == @measure and broken")
answer_5 = {"끊어 읽을 해": set(lines["next_year"]), "방법이 바뀐 때": (2021, 2018), "보고서 문장": "나"}

# %% tags=["test"] exercise="01-5" wrong="바뀐 때를 보지 않았습니다"
answer_5 = {**answer_5, "끊어 읽을 해": [year for year in answer_5["끊어 읽을 해"] if not 2019 <= year <= 2021]}

# %% tags=["test"] exercise="01-5" wrong="사이에 걸친 걸음을 모두"
answer_5 = {**answer_5, "끊어 읽을 해": [year for year in answer_5["끊어 읽을 해"] if year not in (2019, 2020)]}

# %% tags=["test"] exercise="01-5" wrong="끊을 까닭이 없는 해"
answer_5 = {**answer_5, "끊어 읽을 해": [*answer_5["끊어 읽을 해"], 2017]}

# %% tags=["test"] exercise="01-5" wrong="받칠 수 없는 문장"
answer_5 = {**answer_5, "보고서 문장": "가"}

# %% [markdown] exercise="01-6"
# 표 `disputes`에는 자료마다 값이 다른 기록이 있습니다. 열쇠가 `dispute`인 줄을 보고
# ① 엇갈리는 값을 표에 적힌 대로 모두, ② 말한 곳을 모두, ③ 차이의 종류를 적으십시오.
# ④ 이 값을 쓰는 글에 달 각주를 한두 문장으로 쓰십시오. 누가 무엇이라고 하는지와 서로 다르다는 것이 드러나야 합니다.

# %% exercise="01-6" part="given"
rows = tables.load("disputes").query("dispute == @dispute")
tables.in_korean(rows[["question_ko", "kind", "value", "stated_by", "refers_to_ko"]], "disputes")

# %% exercise="01-6" part="answer"
### BEGIN SOLUTION
sides = rows.groupby("value", sort=False)["stated_by"].agg(", ".join)
said = ". ".join(f"{who}: {value}" for value, who in sides.items())
relation = disputes.relation(rows)
kinds = {"자세함": "자세함이 다름", "버리면": "반올림이나 버림", "반올림": "반올림이나 버림", "다른 값": "수가 다름",
         "다른 이름": "이름이 다름"}
answer_6 = {
    "값": sides.index.tolist(),
    "말한 곳": rows["stated_by"].tolist(),
    "차이의 종류": next((kind for sign, kind in kinds.items() if sign in relation), "날짜가 다름"),
    "각주": f"자료마다 값이 다르다. {said}. 어느 쪽이 무엇을 가리키는지 원자료로 확인하지 못해 둘 다 적는다.",
}
### END SOLUTION

# %% exercise="01-6" part="check"
check("01-6", answer_6)
### BEGIN HIDDEN TESTS
check.require("01-6", answer_6)
### END HIDDEN TESTS

# %% tags=["test"] exercise="01-6" right="다른 말로 쓴 각주"
told = " 그러나 ".join(f"{who} 쪽 기록에는 {value}(으)로 되어 있다." for value, who in sides.items())
answer_6 = {**answer_6, "값": list(reversed(answer_6["값"])), "각주": f"{told} 두 기록이 엇갈리므로 앞의 것을 따르되 단정하지 않는다."}

# %% tags=["test"] exercise="01-6" wrong="값이 하나뿐입니다"
answer_6 = {**answer_6, "값": answer_6["값"][:1]}

# %% tags=["test"] exercise="01-6" wrong="말한 곳이 모자라거나"
answer_6 = {**answer_6, "말한 곳": answer_6["말한 곳"][:1]}

# %% tags=["test"] exercise="01-6" wrong="잘라 말할 수 없습니다"
answer_6 = {**answer_6, "각주": answer_6["각주"] + " 앞의 값이 확실히 맞다."}

# %% tags=["test"] exercise="01-6" wrong="너무 짧습니다"
answer_6 = {**answer_6, "각주": "자료마다 다르다."}

# %% tags=["test"] exercise="01-6" wrong="빠진 값이 있습니다"
answer_6 = {**answer_6, "각주": "자료마다 값이 다르다고 하므로 어느 쪽이 무엇을 가리키는지 더 찾아보고 정해야 하는 기록이다."}

# %% [markdown] exercise="01-7"
# 어느 보고서의 초안에 아래의 세 주장이 있습니다. `country`의 값으로 가려 판정을 적고, '가'가 어긋나면 어긋난 회차도 적으십시오.
#
# 가. `from_year`부터 `to_year`까지 모든 회차에서 순위가 늘 `rank`위 안이었다.
#
# 나. 같은 기간에 점수를 가장 크게 올린 구성 지수는 인적자본이다.
#
# 다. 순위가 바뀐 것은 국민이 전자정부 서비스에 만족했기 때문이다.

# %% exercise="01-7" part="given"
period = index[(index["iso3"] == country) & index["year"].between(from_year, to_year)].sort_values("year")
tables.in_korean(period[["year", "egdi_rank", "egdi", "osi", "tii", "hci"]], "egdi")

# %% exercise="01-7" part="answer"
### BEGIN SOLUTION
outside = period.loc[period["egdi_rank"] > rank, "year"].tolist()
leading = max(egdi.COMPONENTS, key=lambda part: period[part].iloc[-1] - period[part].iloc[0])
answer_7 = {
    "가": "어긋남" if outside else "뒷받침됨",
    "가가 어긋난 회차": outside,
    "나": "뒷받침됨" if leading == "hci" else "어긋남",
    "다": "가릴 수 없음",
}
### END SOLUTION

# %% exercise="01-7" part="check"
check("01-7", answer_7)
### BEGIN HIDDEN TESTS
check.require("01-7", answer_7)
### END HIDDEN TESTS

# %% tags=["key"] exercise="01-7"
key = {"다": ["가릴 수 없음"]}

# %% tags=["test"] exercise="01-7" right="실수로 읽힌 해와 띄어쓰기"
places = egdi.country_series(index, country, from_year, to_year).query("egdi_rank > @rank")["year"]
answer_7 = {**answer_7, "가가 어긋난 회차": places.astype(float), "다": "가릴수 없음"}

# %% tags=["test"] exercise="01-7" wrong="첫 회차와 마지막 회차만"
answer_7 = {**answer_7, "가": "뒷받침됨"}

# %% tags=["test"] exercise="01-7" wrong="주장대로인 회차"
answer_7 = {**answer_7, "가가 어긋난 회차": [year for year in period["year"] if year not in outside]}

# %% tags=["test"] exercise="01-7" wrong="'다'는 원인을 말합니다"
answer_7 = {**answer_7, "다": "뒷받침됨"}

# %% tags=["test"] exercise="01-7" wrong="표 egdi의 순위로 가릴 수"
answer_7 = {**answer_7, "가": "가릴 수 없음"}

# %% [markdown] exercise="01-8"
# 카드 네 장은 세 가지 정부를 견준 표에서 주인의 이름을 가린 것입니다. 카드마다 어느 정부의 칸인지 적고,
# 한 자료에서 온 것이 아니라 여러 기록을 우리가 묶어 쓴 카드의 번호를 적으십시오. 묶은 카드는 더 조심해 읽어야 합니다.

# %% exercise="01-8" part="given"
exercises.material.cards(seed)

# %% exercise="01-8" part="answer"
### BEGIN SOLUTION
cells = tables.load("stage_comparison").set_index("text_ko")
drawn = exercises.material.cards(seed).set_index("카드")["글"]
answer_8 = {f"카드 {number}": history.FORMS[cells.loc[text, "form"]] for number, text in drawn.items()}
answer_8["묶은 카드"] = [number for number, text in drawn.items() if cells.loc[text, "basis"] == "synthesis"]
### END SOLUTION

# %% exercise="01-8" part="check"
check("01-8", answer_8)
### BEGIN HIDDEN TESTS
check.require("01-8", answer_8)
### END HIDDEN TESTS

# %% tags=["test"] exercise="01-8" right="띄어쓰기를 다르게"
answer_8 = {**{title: str(owner).replace("정부", " 정부") for title, owner in answer_8.items() if title != "묶은 카드"},
            "묶은 카드": tuple(answer_8["묶은 카드"])}

# %% tags=["test"] exercise="01-8" wrong="카드 2의 주인이 다릅니다"
answer_8 = {**answer_8, "카드 2": "전자정부" if answer_8["카드 2"] != "전자정부" else "지능형정부"}

# %% tags=["test"] exercise="01-8" wrong="거꾸로입니다"
answer_8 = {**answer_8, "묶은 카드": [number for number in (1, 2, 3, 4) if number not in answer_8["묶은 카드"]]}

# %% tags=["test"] exercise="01-8" wrong="다음 가운데 하나를 그대로"
answer_8 = {**answer_8, "카드 1": "스마트정부"}

# %% [markdown]
# ## 여기까지
#
# 모두 통과했으면 01과의 마무리를 다시 읽고, 01-6의 각주를 짝과 바꾸어 보십시오. 검사는 각주에 두 값과 말한 곳이 있는지만 봅니다.
# 각주가 읽는 사람에게 도움이 되는지는 사람이 봅니다.

# %%
check.progress()
