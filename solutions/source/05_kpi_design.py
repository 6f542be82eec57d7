# ---
# jupyter:
#   dpgkit:
#     lesson: 05_kpi_design
# ---

# %% [markdown]
# ## 준비
#
# 아래 세 셀을 먼저 실행하십시오. 매개변수의 값은 사람마다 다를 수 있으며, 고치면 나누어 준 문제와 다른 문제가 됩니다.
# 자료가 '만든 보기(가상)'인 표는 셈을 익히려고 지어낸 것이며 실제 기관의 값이 아닙니다.

# %%
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from dpgkit import charts, exercises, kpi, measurement, tables
from dpgkit.exercises import material05, rubrics
from dpgkit.kpi import achievement, ahp, composites, examples, gaming, indicators, judges, ladders, satisfaction, sensitivity

pd.set_option("display.max_colwidth", None)
charts.enable()

# %% tags=["parameters"]
providers: list[str] = ["청약홈", "마이홈", "LH", "SH", "GH", "서울주거포털"]  # 살펴볼 공급 기관
function: str = "list"  # 한 곳에서 되는지 볼 기능
threshold: int = 60  # 문의 기준값(%)
pool_from: int = 2019  # 비율을 묶을 첫 해
pool_to: int = 2023  # 비율을 묶을 마지막 해
base_year: int = 2020  # 달성률의 기준 연도
result_year: int = 2023  # 실적을 볼 해
goal: float = 1.0  # 목표값(%), 1이 아니면 만든 보기(가상)
judged_12: list[int] = [3, 1, 2]  # 세 전문가: 기준1은 기준2보다 몇 배
judged_13: list[int] = [5, 3, 2]  # 세 전문가: 기준1은 기준3보다 몇 배
judged_23: list[int] = [2, 3, 1]  # 세 전문가: 기준2는 기준3보다 몇 배
first_weight: float = 0.5  # 첫 지표의 가중치
spread: float = 0.25  # 가중치를 흔드는 폭
aim: int = 80  # 실적의 목표(%)
width: float = 2.0  # 목표 앞뒤로 살필 너비(%p)
month: str = "2023-07"  # 만족도를 셈할 달
seed: int = 2026  # 카드와 문장을 고르는 씨앗

# %%
check = exercises.checker("05", providers=providers, function=function, threshold=threshold, pool_from=pool_from, pool_to=pool_to,
                          base_year=base_year, result_year=result_year, goal=goal, judged_12=judged_12, judged_13=judged_13,
                          judged_23=judged_23, first_weight=first_weight, spread=spread, aim=aim, width=width, month=month, seed=seed)
cards = material05.cards()
check.parameters()

# %% [markdown] exercise="05-1"
# 표 `cells`는 기관마다 어느 기능이 한 곳에서 되는지를 보입니다(1은 됨, 0은 안 됨, 빈 칸은 모름).
# `function`의 기능과 신청(apply)마다 되는 기관의 몫을 폭으로 냅니다. 모르는 칸을 모두 안 됨으로 보면 낮은 끝, 됨으로 보면 높은 끝입니다(%).
# 문은 그 몫이 `threshold`% 이상이어야 열립니다. 두 폭을 소수 첫째 자리까지 내고, 기능마다 문을 판정하고, 한 곳에서 신청하는 때를
# 표의 '신청: note'에서 찾아 적으십시오. 끝으로 보고서에 쓸 수 있는 문장을 고르십시오.
#
# 가. 확인되지 않은 기관은 안 하는 것이므로 신청의 통합은 실패했다. ·
# 나. 신청이 한 곳에서 된다고 확인된 기관은 아직 없고, 확인하지 못한 기관이 남아 있다. ·
# 다. 확인하지 못한 기관을 빼고 보면 되므로 신청이 되는 기관의 몫은 정확히 0%이다.

# %% exercise="05-1" part="given"
cells = material05.joined(providers)
told = material05.said_of_applying(providers).set_index("provider")[["as_of", "note", "source_title"]]
cells[[function, "apply"]].join(told.add_prefix("신청: ")).rename(columns=ladders.FUNCTIONS)

# %% exercise="05-1" part="answer"
### BEGIN SOLUTION
ends = {name: (100 * cells[name].fillna(0).mean(), 100 * cells[name].fillna(1).mean()) for name in (function, "apply")}
words = {name: "채움" if low >= threshold else "못 채움" if high < threshold else "모름" for name, (low, high) in ends.items()}
answer_1 = {
    "낮은 끝": ends[function][0],
    "높은 끝": ends[function][1],
    "신청의 낮은 끝": ends["apply"][0],
    "신청의 높은 끝": ends["apply"][1],
    "판정": words[function],
    "신청의 판정": words["apply"],
    "한 곳에서 신청하는 때": "2027년 하반기가 목표입니다",
    "쓸 수 있는 문장": "나",
}
### END SOLUTION

# %% exercise="05-1" part="check"
check("05-1", answer_1)
### BEGIN HIDDEN TESTS
check.require("05-1", answer_1)
### END HIDDEN TESTS

# %% tags=["key"] exercise="05-1"
key = {"쓸 수 있는 문장": ["나"]}

# %% tags=["test"] exercise="05-1" right="function_shares의 표에서, 소수 첫째 자리까지"
shares = (100 * ladders.function_shares(cells).set_index("measure")[["low", "high"]]).round(1)
answer_1 = {**answer_1, "낮은 끝": shares.loc[function, "low"], "신청의 높은 끝": shares.loc["apply", "high"],
            "판정": f" {words[function]} "}

# %% tags=["test"] exercise="05-1" wrong="모르는 칸을 빼고 나눈"
answer_1 = {**answer_1, "낮은 끝": 100 * cells[function].mean(), "높은 끝": 100 * cells[function].mean()}

# %% tags=["test"] exercise="05-1" wrong="두 끝이 같습니다"
answer_1 = {**answer_1, "신청의 낮은 끝": answer_1["신청의 높은 끝"]}

# %% tags=["test"] exercise="05-1" wrong="열지도 닫지도"
answer_1 = {**answer_1, "판정": "채움"}

# %% tags=["test"] exercise="05-1" wrong="표의 note를 다시"
answer_1 = {**answer_1, "한 곳에서 신청하는 때": "알려진 때가 없습니다"}

# %% tags=["test"] exercise="05-1" wrong="세거나 빼 버린 문장"
answer_1 = {**answer_1, "쓸 수 있는 문장": "가"}

# %% [markdown] exercise="05-2"
# `pool_from`부터 `pool_to`까지의 부적격 당첨 비율을 하나로 묶습니다. ① 합끼리 나눈 비율과 ② 해마다의 비율의 평균을 소수 셋째 자리까지
# 내고(%), ③ 바로 앞 해보다 분모가 가장 크게(늘었든 줄었든) 바뀐 해와 ④ 그 바뀐 정도를 적으십시오(%, 소수 첫째 자리).
# ⑤ 지표 카드가 정한 방법을 고르십시오. 카드는 `kpi.card(cards, "ineligible_rate")`로 봅니다.

# %% exercise="05-2" part="given"
years = material05.measured(pool_from, pool_to)
tables.in_korean(years[["year", "numerator", "denominator", "rate", "source_title"]].round(3), "case-measurements")

# %% exercise="05-2" part="answer"
### BEGIN SOLUTION
change = 100 * years.set_index("year")["denominator"].pct_change()
answer_2 = {
    "합끼리 나눈 비율": 100 * years["numerator"].sum() / years["denominator"].sum(),
    "비율의 평균": years["rate"].mean(),
    "분모가 가장 크게 바뀐 해": change.abs().idxmax(),
    "바뀐 정도": change[change.abs().idxmax()],
    "카드가 정한 방법": kpi.card(cards, "ineligible_rate").set_index("항목").loc["묶는 방법", "내용"],
}
### END SOLUTION

# %% exercise="05-2" part="check"
check("05-2", answer_2)
### BEGIN HIDDEN TESTS
check.require("05-2", answer_2)
### END HIDDEN TESTS

# %% tags=["test"] exercise="05-2" right="kpi.pooling과 denominator_watch의 표에서"
ways = kpi.pooling(years).set_index("묶는 방법")["비율(%)"]
watch = gaming.denominator_watch(years).set_index("연도")["바뀐 정도(%)"]
answer_2 = {"합끼리 나눈 비율": round(ways.iloc[0], 3), "비율의 평균": ways.iloc[1], 
            "분모가 가장 크게 바뀐 해": float(watch.abs().idxmax()), "바뀐 정도": watch[watch.abs().idxmax()],
            "카드가 정한 방법": "합끼리나누기"}

# %% tags=["test"] exercise="05-2" wrong="분자끼리, 분모끼리"
answer_2 = {**answer_2, "합끼리 나눈 비율": answer_2["비율의 평균"]}

# %% tags=["test"] exercise="05-2" wrong="이미 반올림한 비율"
answer_2 = {**answer_2, "비율의 평균": years["rate"].round(1).mean()}

# %% tags=["test"] exercise="05-2" wrong="서로 바뀌었습니다"
answer_2 = {**answer_2, "합끼리 나눈 비율": answer_2["비율의 평균"], "비율의 평균": answer_2["합끼리 나눈 비율"]}

# %% tags=["test"] exercise="05-2" wrong="부호가 반대입니다"
answer_2 = {**answer_2, "바뀐 정도": -answer_2["바뀐 정도"]}

# %% tags=["test"] exercise="05-2" wrong="견줄 앞 해가 없습니다"
answer_2 = {**answer_2, "분모가 가장 크게 바뀐 해": pool_from}

# %% [markdown] exercise="05-3"
# 부적격 당첨 비율을 `base_year`에서 `goal`%까지 낮추기로 했다고 합시다. `result_year`의 비율을 실적으로 하여
# ①②③ 세 산식의 달성률을 내십시오(%, 소수 첫째 자리). 100을 넘거나 음수여도 그대로 적습니다.
# ④ 카드(`kpi.card`)가 정해 둔 산식과 ⑤ 그 산식으로 보고할 달성률을 적고, ⑥ 보고서에 쓸 수 있는 문장을 고르십시오.
#
# 가. 세 산식 가운데 달성률이 가장 높은 것을 골라 적는다. ·
# 나. 카드에 먼저 정해 둔 산식의 값을 적고, 다른 산식으로는 얼마인지도 밝힌다. ·
# 다. 어느 하나에 치우치지 않도록 세 달성률을 평균하여 적는다.

# %% exercise="05-3" part="given"
both = material05.measured(2019, 2023).query("year in (@base_year, @result_year)")
tables.in_korean(both[["year", "rate"]].round(6), "case-measurements")

# %% exercise="05-3" part="answer"
### BEGIN SOLUTION
rate = both.set_index("year")["rate"]
base, actual = rate[base_year], rate[result_year]
answer_3 = {
    "목표 ÷ 실적": 100 * goal / actual,
    "2 − 실적 ÷ 목표": 100 * (2 - actual / goal),
    "좁힌 거리": 100 * (actual - base) / (goal - base),
    "카드가 정한 산식": kpi.card(cards, "ineligible_rate").set_index("항목").loc["달성률 산식", "내용"],
    "쓸 수 있는 문장": "나",
}
answer_3["보고할 달성률"] = answer_3[answer_3["카드가 정한 산식"]]
### END SOLUTION

# %% exercise="05-3" part="check"
check("05-3", answer_3)
### BEGIN HIDDEN TESTS
check.require("05-3", answer_3)
### END HIDDEN TESTS

# %% tags=["key"] exercise="05-3"
key = {"쓸 수 있는 문장": ["나"]}

# %% tags=["test"] exercise="05-3" right="side_by_side의 표에서, 소수 첫째 자리까지"
found = achievement.side_by_side(base, goal, actual).set_index("label")["value"].round(1)
answer_3 = {**found, "카드가 정한 산식": "좁힌거리", "보고할 달성률": found["좁힌 거리"], "쓸 수 있는 문장": "나"}

# %% tags=["test"] exercise="05-3" wrong="거꾸로입니다"
answer_3 = {**answer_3, "목표 ÷ 실적": 100 * actual / goal}

# %% tags=["test"] exercise="05-3" wrong="음수를 0으로"
answer_3 = {**answer_3, "2 − 실적 ÷ 목표": 0}

# %% tags=["test"] exercise="05-3" wrong="남은 거리를"
answer_3 = {**answer_3, "좁힌 거리": 100 - answer_3["좁힌 거리"]}

# %% tags=["test"] exercise="05-3" wrong="그 값을 적습니다"
answer_3 = {**answer_3, "보고할 달성률": max(answer_3["목표 ÷ 실적"], answer_3["2 − 실적 ÷ 목표"])}

# %% tags=["test"] exercise="05-3" wrong="값을 보고 산식을"
answer_3 = {**answer_3, "쓸 수 있는 문장": "가"}

# %% [markdown] exercise="05-4"
# 세 전문가가 기준 셋을 둘씩 견주었습니다(만든 보기, 가상). 아래 분석은 세 사람의 행렬을 칸마다 **산술평균**하여 모았습니다.
# ① `broken`의 1줄 2열과 2줄 1열을 곱하십시오. 서로 역수이면 1이어야 합니다. ② 칸마다 **기하평균**으로 다시 모아 세 기준의 가중치를 내고
# (소수 셋째 자리, 더하면 1), ③ 가장 무거운 기준을 적고, ④ 산술평균을 쓰지 않는 까닭을 고르십시오.
#
# 가. 앞이 뒤보다 중요하다는 판단과 뒤가 앞보다 중요하다는 판단이 서로 역수가 아니게 되므로 ·
# 나. 사람이 셋뿐이어서 평균을 낼 수 없으므로 · 다. 기하평균이 언제나 더 큰 가중치를 주므로

# %% exercise="05-4" part="given"
experts = material05.judgements(judged_12, judged_13, judged_23)
broken = sum(experts.values()) / len(experts)
broken.round(4).assign(자료=examples.MADE_UP)

# %% exercise="05-4" part="answer"
### BEGIN SOLUTION
joint = np.exp(np.mean([np.log(table) for table in experts.values()], axis=0))
means = joint.prod(axis=1) ** (1 / 3)
answer_4 = {"마주 보는 칸의 곱": broken.iloc[0, 1] * broken.iloc[1, 0], **dict(zip(broken.columns, means / means.sum(), strict=True))}
answer_4["가장 무거운 기준"] = broken.columns[means.argmax()]
answer_4["산술평균을 쓰지 않는 까닭"] = "가"
### END SOLUTION

# %% exercise="05-4" part="check"
check("05-4", answer_4)
### BEGIN HIDDEN TESTS
check.require("05-4", answer_4)
### END HIDDEN TESTS

# %% tags=["key"] exercise="05-4"
key = {"산술평균을 쓰지 않는 까닭": ["가"]}

# %% tags=["test"] exercise="05-4" right="judges.combine과 고유벡터로, 소수 셋째 자리까지"
by_vector = ahp.weights(judges.combine(experts)).set_index("criterion")["weight"].round(3)
answer_4 = {**answer_4, **by_vector, "마주 보는 칸의 곱": round(answer_4["마주 보는 칸의 곱"], 3), "가장 무거운 기준": by_vector.idxmax()}

# %% tags=["test"] exercise="05-4" wrong="산술평균한 행렬의"
values = ahp.principal(broken.to_numpy())[1]
answer_4 = {**answer_4, **dict(zip(broken.columns, values, strict=True))}

# %% tags=["test"] exercise="05-4" wrong="가중치를 산술평균했습니다"
own = sum(ahp.weights(table)["weight"] for table in experts.values()) / len(experts)
answer_4 = {**answer_4, **dict(zip(broken.columns, own, strict=True))}

# %% tags=["test"] exercise="05-4" wrong="기하평균을 그대로"
answer_4 = {**answer_4, **dict(zip(broken.columns, means, strict=True))}

# %% tags=["test"] exercise="05-4" wrong="서로 역수인 행렬"
answer_4 = {**answer_4, "마주 보는 칸의 곱": 1}

# %% tags=["test"] exercise="05-4" wrong="무엇이 깨졌는지"
answer_4 = {**answer_4, "산술평균을 쓰지 않는 까닭": "다"}

# %% [markdown] exercise="05-5"
# 네 기관(만든 보기, 가상)의 지표 셋을 골대로 옮기고 산술평균으로 묶은 순위입니다. 점은 정한 가중치의 순위이고,
# 막대는 가중치를 `spread`만큼 흔들었을 때 순위가 머무는 5~95% 범위입니다. ① 자리가 그대로인 기관과
# ② 막대가 1위에 닿는 기관(점이 1위인 곳도 넣습니다)을 모두 적고, ③ 산술평균의 1위와 ④ 묶는 방법만 기하평균으로 바꾼 1위를 적으십시오.
# ⑤ 보고서에 쓸 수 있는 문장을 고르십시오.
#
# 가. 1위 기관은 모든 지표에서 가장 낫다. ·
# 나. 이 가중치와 묶는 방법에서는 1위이나, 묶는 방법을 바꾸면 1위가 달라진다. ·
# 다. 순위가 흔들리므로 네 기관은 차이가 없다.

# %% exercise="05-5" part="given"
four, scheme = material05.units(), material05.scheme(first_weight)
moved = sensitivity.uncertainty(four, scheme, aggregation="arithmetic", spread=spread, seed=seed)
charts.rank_intervals(moved, title="가중치를 흔들었을 때의 순위", source=examples.MADE_UP)

# %% exercise="05-5" part="answer"
### BEGIN SOLUTION
geometric = composites.composite(four, scheme, aggregation="geometric").set_index("unit")["rank"]
by_unit = moved.set_index("unit")
answer_5 = {
    "자리가 그대로인 기관": by_unit.index[by_unit["low"] == by_unit["high"]].tolist(),
    "1위에 닿는 기관": by_unit.index[by_unit["low"] == 1].tolist(),
    "산술평균의 1위": by_unit["rank"].idxmin(),
    "기하평균의 1위": geometric.idxmin(),
    "쓸 수 있는 문장": "나",
}
### END SOLUTION

# %% exercise="05-5" part="check"
check("05-5", answer_5)
### BEGIN HIDDEN TESTS
check.require("05-5", answer_5)
### END HIDDEN TESTS

# %% tags=["key"] exercise="05-5"
key = {"쓸 수 있는 문장": ["나"]}

# %% tags=["test"] exercise="05-5" right="차례를 바꾸고 손으로 셈해서"
scaled = (four - scheme["worst"]) / (scheme["best"] - scheme["worst"])
answer_5 = {**answer_5, "1위에 닿는 기관": tuple(reversed(answer_5["1위에 닿는 기관"])),
            "기하평균의 1위": (scaled ** scheme["weight"]).prod(axis=1).idxmax()}

# %% tags=["test"] exercise="05-5" wrong="움직이는 기관을"
answer_5 = {**answer_5, "자리가 그대로인 기관": by_unit.index[by_unit["low"] < by_unit["high"]]}

# %% tags=["test"] exercise="05-5" wrong="점이 아니라 막대의"
answer_5 = {**answer_5, "1위에 닿는 기관": [answer_5["산술평균의 1위"]]}

# %% tags=["test"] exercise="05-5" wrong="묶는 방법을 바꾸지 않은"
answer_5 = {**answer_5, "기하평균의 1위": answer_5["산술평균의 1위"]}

# %% tags=["test"] exercise="05-5" wrong="더 말하거나 덜 말한"
answer_5 = {**answer_5, "쓸 수 있는 문장": "다"}

# %% [markdown] exercise="05-6"
# 목표가 `aim`%인 기관 마흔 곳의 실적입니다(만든 보기, 가상). 아래에는 작은 것부터 늘어놓았고 표 `agencies`에 기관마다 있습니다.
# 목표 바로 위에 실적이 몰렸는지 봅니다.
# ① 막 닿은 기관(목표 이상, 목표 + `width` 미만)과 ② 막 못 닿은 기관(목표 미만, 목표 − `width` 초과)을 세고,
# ③ 양쪽에 있을 가망이 똑같을 때 막 닿은 쪽이 이만큼이거나 더 많을 한쪽 확률 p를 넷째 자리까지 내십시오.
# ④ p가 관례인 0.05보다 작으면 몰린 것으로 판단하고, ⑤ 다음에 할 일을 고르십시오.
#
# 가. 실적을 조작한 기관의 명단을 발표한다. · 나. 그 기관들의 원자료와 짝 지표를 다시 본다. · 다. 목표를 더 높여 몰리지 않게 한다.

# %% exercise="05-6" part="given"
agencies = material05.agency_results(seed, aim)
pd.DataFrame(np.sort(agencies["실적"]).reshape(5, 8)).assign(자료=examples.MADE_UP)

# %% exercise="05-6" part="answer"
### BEGIN SOLUTION
ahead = (agencies["실적"] - aim).round(1)
met, missed = int(((ahead >= 0) & (ahead < width)).sum()), int(((ahead < 0) & (ahead > -width)).sum())
p = gaming.caliper_counts(met, missed)
answer_6 = {"막 닿은 기관": met, "막 못 닿은 기관": missed, "p": p, "판단": "몰려 있습니다" if p < 0.05 else "몰렸다고 볼 수 없습니다",
            "다음에 할 일": "나"}
### END SOLUTION

# %% exercise="05-6" part="check"
check("05-6", answer_6)
### BEGIN HIDDEN TESTS
check.require("05-6", answer_6)
### END HIDDEN TESTS

# %% tags=["key"] exercise="05-6"
key = {"다음에 할 일": ["나"]}

# %% tags=["test"] exercise="05-6" right="caliper의 표와 동전 던지기의 셈으로"
row = gaming.caliper(agencies["실적"], aim, width).iloc[0]
coins = pd.Series(1, index=[0])
for _ in range(met + missed):
    coins = coins.add(coins.rename(lambda heads: heads + 1), fill_value=0)
answer_6 = {**answer_6, "막 닿은 기관": row["met"], "막 못 닿은 기관": row["missed"],
            "p": round(coins[coins.index >= met].sum() / coins.sum(), 4)}

# %% tags=["test"] exercise="05-6" wrong="양쪽 확률입니다"
answer_6 = {**answer_6, "p": 2 * p}

# %% tags=["test"] exercise="05-6" wrong="모든 기관을 셌습니다"
answer_6 = {**answer_6, "막 닿은 기관": int((ahead >= 0).sum()), "막 못 닿은 기관": int((ahead < 0).sum())}

# %% tags=["test"] exercise="05-6" wrong="서로 바뀌었습니다"
answer_6 = {**answer_6, "막 닿은 기관": missed, "막 못 닿은 기관": met}

# %% tags=["test"] exercise="05-6" wrong="더 많을 확률만"
answer_6 = {**answer_6, "p": gaming.caliper_counts(met + 1, missed - 1)}

# %% tags=["test"] exercise="05-6" wrong="다시 볼 자리"
answer_6 = {**answer_6, "다음에 할 일": "가"}

# %% [markdown] exercise="05-7"
# 나라 밖의 한 서비스는 다섯 단계의 응답 수와 만족도(%)를 다달이 함께 발표합니다. 지어낸 값이 아닙니다. `month`의 응답 수에서
# ① 점수의 평균(0, 25, 50, 75, 100점)과 ② 만족한 몫('만족'과 '매우 만족', %)을 소수 첫째 자리까지,
# ③④ 만족한 몫의 윌슨 95% 구간을 소수 둘째 자리까지 내십시오(%).
# ⑤ 반올림했을 때 발표값이 되는 산식을 고르고, ⑥ 표의 모든 달 가운데 그 산식의 값을 반올림하면 발표값이 그대로 나오는 달이 몇인지 세십시오.

# %% exercise="05-7" part="given"
counts = tables.load("satisfaction_counts")
tables.in_korean(counts[counts["period"] == month].drop(columns="source_url"), "satisfaction_counts")

# %% exercise="05-7" part="answer"
### BEGIN SOLUTION
levels = ["very_dissatisfied", "dissatisfied", "neither", "satisfied", "very_satisfied"]
n = counts[levels].sum(axis=1)
score = counts[levels] @ [0, 25, 50, 75, 100] / n
one = counts.index[counts["period"] == month][0]
happy = int(counts.loc[one, ["satisfied", "very_satisfied"]].sum())
low, high = satisfaction.wilson(happy, int(n[one]))
answer_7 = {
    "점수의 평균": score[one],
    "만족한 몫": 100 * happy / n[one],
    "윌슨 낮은 끝": 100 * low,
    "윌슨 높은 끝": 100 * high,
    "발표값을 내는 산식": "점수의 평균",
    "그대로 나온 달의 수": int((np.floor(score + 0.5) == counts["published_percent"]).sum()),
}
### END SOLUTION

# %% exercise="05-7" part="check"
check("05-7", answer_7)
### BEGIN HIDDEN TESTS
check.require("05-7", answer_7)
### END HIDDEN TESTS

# %% tags=["test"] exercise="05-7" right="satisfaction.scores와 published_by의 표에서"
whole = satisfaction.scores(counts).set_index("period").loc[month]
answer_7 = {**answer_7, "점수의 평균": round(whole["score"], 1), "만족한 몫": round(whole["top_two"], 1),
            "윌슨 낮은 끝": round(whole["top_two_low"], 2), "윌슨 높은 끝": round(whole["top_two_high"], 2), 
            "그대로 나온 달의 수": satisfaction.published_by(counts)["matched"].max()}

# %% tags=["test"] exercise="05-7" wrong="1점부터 5점으로"
answer_7 = {**answer_7, "점수의 평균": 1 + score[one] / 25}

# %% tags=["test"] exercise="05-7" wrong="'매우 만족'만"
answer_7 = {**answer_7, "만족한 몫": 100 * counts.loc[one, "very_satisfied"] / n[one]}

# %% tags=["test"] exercise="05-7" wrong="같은 폭을 더하고 뺀"
share = happy / n[one]
half = 1.96 * np.sqrt(share * (1 - share) / n[one])
answer_7 = {**answer_7, "윌슨 낮은 끝": 100 * (share - half), "윌슨 높은 끝": 100 * (share + half)}

# %% tags=["test"] exercise="05-7" wrong="반올림해 그달의 발표값"
answer_7 = {**answer_7, "발표값을 내는 산식": "만족한 몫"}

# %% tags=["test"] exercise="05-7" wrong="발표된 값을 옮겨"
answer_7 = {**answer_7, "점수의 평균": counts.loc[one, "published_percent"]}

# %% [markdown] exercise="05-8"
# 한 기관이 측정 저장소에 여섯 줄을 내려고 합니다(모의자료). 여섯 줄은 서로 상관없이 따로 냅니다. 아래의 사정을 읽고
# 줄마다 받을지, 거절하면 왜인지 적으십시오. 거절할 줄이 어긴 것은 하나씩입니다.
#
# - 오늘은 2026년 3월 2일입니다. 저장소에 있는 기간은 2023, 2024, 2025년입니다.
#   2023년의 마감은 2024년 3월 31일이었고 나머지는 마감이 없습니다.
# - `notice_integration`은 비율(%, 0~100)이고 이 기관이 맡았습니다. 2024년의 값(450 ÷ 1000)을 이미 냈습니다.
# - 비율의 값(value)은 비워 두면 저장소가 분자 ÷ 분모로 셈합니다. 이미 낸 값을 고치려면 정정하는 까닭(reason)을 적습니다.
# - `feedback_received`는 개수(건, 0 이상)이고 이 기관이 맡았습니다. · `ineligible_rate`는 비율(%)이고 다른 기관이 맡았습니다.

# %% exercise="05-8" part="given"
rows = material05.submissions(seed)
rows.astype(object).fillna("")

# %% exercise="05-8" part="answer"
### BEGIN SOLUTION
folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
store, backbone = measurement.create_store(Path(folder.name) / "store.sqlite")
cards_of_store = material05.STORED.drop(columns="맡음").assign(definition="만든 보기(가상)", period_kind="year", level="output")
measurement.add_indicators(store, backbone, cards_of_store)
measurement.add_periods(store, backbone, list(material05.CLOSES), closes=material05.CLOSES)
own_key = measurement.add_organisation(store, backbone, material05.ORGANISATION, "모의기관 가")
measurement.assign(store, backbone, material05.ORGANISATION, ["notice_integration", "feedback_received"])
measurement.submit(store, own_key, **material05.EARLIER)
reports = [measurement.submit_table(store, own_key, rows[rows["줄"] == number], dry=True)["까닭"].iloc[0] for number in rows["줄"]]
store.close()
folder.cleanup()
signs = {"단위가 다릅니다": "단위가 다름", "분자 ÷ 분모와": "값이 분자 ÷ 분모와 다름", "분모가 0보다": "분모가 0",
         "범위를": "범위를 벗어남", "맡은 지표가": "맡은 지표가 아님", "없는 기간": "없는 기간", "마감이": "마감이 지남",
         "이미 냈습니다": "이미 낸 값", "정수여야": "개수가 정수가 아님"}
answer_8 = {f"줄 {number}": next((word for sign, word in signs.items() if sign in told), "받음")
            for number, told in enumerate(reports, start=1)}
### END SOLUTION

# %% exercise="05-8" part="check"
check("05-8", answer_8)
### BEGIN HIDDEN TESTS
check.require("05-8", answer_8)
### END HIDDEN TESTS

# %% tags=["test"] exercise="05-8" right="띄어쓰기를 다르게"
answer_8 = {title: outcome.replace(" ", "") for title, outcome in answer_8.items()}

# %% tags=["test"] exercise="05-8" wrong="규칙에 맞는데 거절"
answer_8 = {**answer_8, next(title for title, told in answer_8.items() if told == "받음"): "이미 낸 값"}

# %% tags=["test"] exercise="05-8" wrong="받지 않습니다"
answer_8 = {**answer_8, next(title for title, told in answer_8.items() if told != "받음"): "받음"}

# %% tags=["test"] exercise="05-8" wrong="까닭이 다릅니다"
refused = next(title for title, told in answer_8.items() if told != "받음")
answer_8 = {**answer_8, refused: "없는 기간" if answer_8[refused] != "없는 기간" else "단위가 다름"}

# %% tags=["test"] exercise="05-8" wrong="모두 받지는"
answer_8 = dict.fromkeys(answer_8, "받음")

# %% [markdown] exercise="05-9"
# 카드 셋의 묶음에서 `ineligible_rate`의 카드를 일부러 망가뜨렸습니다(만든 보기, 가상).
# ① 묶음이 어긴 규칙의 번호(5과 3절의 열 가지)를 모두 적고,
# ② 그 가운데 알려지지 않은 것을 지어내지 않고는 고칠 수 없는 규칙을 고르십시오. ③~⑦ 그 카드의 다섯 칸을 적되,
# 잘못되지 않은 칸은 표에 있는 값을 그대로 옮깁니다. `indicators.check_cards`로 점검할 수 있습니다.
#
# 다 풀었으면 자기 사례의 카드 한 장을 같은 칸으로 써서 아래 [채점 기준](../solutions/README.md)의 네 수준에 스스로 매겨 보십시오.
# 기준은 `rubrics.rubric("kpi")`, 수준마다의 보기 글은 `rubrics.anchors("kpi")`입니다. 카드 쓰기는 컴퓨터가 아니라 사람이 읽고 매깁니다.

# %% exercise="05-9" part="given"
damaged = material05.damaged_cards(seed)
fields = ["name", "level", "definition", "numerator", "denominator", "direction", "baseline", "baseline_year", "target", "target_year",
          "formula", "guard_indicator", "accountability", "feeds", "source_title"]
damaged.set_index("indicator")[fields].astype(object).fillna("").T

# %% exercise="05-9" part="answer"
### BEGIN SOLUTION
problems = indicators.check_cards(damaged)
card = damaged.set_index("indicator").loc["ineligible_rate"]
ruled = indicators.rule_table(problems).set_index("규칙")["어긴 곳"]
answer_9 = {
    "어긴 규칙": ruled.index[ruled > 0].tolist(),
    "지어내지 않고는 못 고치는 규칙": 4,
    "direction": "down",
    "denominator": "당첨자 수",
    "formula": card["formula"] if card["formula"] != "simple" else "gap",
    "guard_indicator": "wrongly_refused",
    "accountability": "population",
}
### END SOLUTION

# %% exercise="05-9" part="check"
check("05-9", answer_9)
### BEGIN HIDDEN TESTS
check.require("05-9", answer_9)
### END HIDDEN TESTS

# %% tags=["key"] exercise="05-9"
key = {"지어내지 않고는 못 고치는 규칙": [4]}

# %% tags=["test"] exercise="05-9" right="다른 산식과 책임, 글로 쓴 규칙"
answer_9 = {**answer_9, "어긴 규칙": [f"규칙 {rule}" for rule in answer_9["어긴 규칙"]], "formula": "two_minus",
            "accountability": "performance", "denominator": "그해의 모든 당첨자"}

# %% tags=["test"] exercise="05-9" wrong="어긴 규칙이 1개 더"
answer_9 = {**answer_9, "어긴 규칙": [rule for rule in answer_9["어긴 규칙"] if rule != 4]}

# %% tags=["test"] exercise="05-9" wrong="규칙 5번을 아직"
answer_9 = {**answer_9, "direction": "up", "formula": "gap"}

# %% tags=["test"] exercise="05-9" wrong="무엇 가운데서 세는지"
answer_9 = {**answer_9, "denominator": "가구 수"}

# %% tags=["test"] exercise="05-9" wrong="꾸며도 나빠지지 않습니다"
answer_9 = {**answer_9, "guard_indicator": "end_to_end"}

# %% tags=["test"] exercise="05-9" wrong="카드 안의 것만으로"
answer_9 = {**answer_9, "지어내지 않고는 못 고치는 규칙": next(rule for rule in answer_9["어긴 규칙"] if rule != 4)}

# %% [markdown]
# ## 여기까지
#
# 아래는 성과지표 시트의 채점 기준입니다. 둘이 같은 카드를 따로 매긴 뒤 `rubrics.agreed`로 얼마나 같은지 셀 수 있습니다.

# %%
rubrics.rubric("kpi").drop(columns="criterion").rename(columns={"label_ko": "기준"})

# %%
check.progress()
