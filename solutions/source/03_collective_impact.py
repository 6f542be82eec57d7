# ---
# jupyter:
#   dpgkit:
#     lesson: 03_collective_impact
# ---

# %% [markdown]
# ## 준비
#
# 아래 세 셀을 먼저 실행하십시오. 매개변수의 값은 사람마다 다를 수 있으며, 고치면 나누어 준 문제와 다른 문제가 됩니다.

# %%
import pandas as pd

from dpgkit import agreement, exercises, impact
from dpgkit.cases import caserules
from dpgkit.exercises import casework, traces
from dpgkit.impact import casecomparison, citations, coders, frameworks

pd.set_option("display.max_colwidth", None)

# %% tags=["parameters"]
case: str = "dpg"  # 살펴볼 사례
left_out: str = "mutually_reinforcing"  # 연습 값에서 뺄 조건
level: str = "nominal"  # 고칠 분석이 쓴 측정 수준
other: str = "x_road"  # 견줄 사례
figure: str = "strivetogether"  # 되풀이할 발표값
seed: int = 2026  # 카드와 문장을 고르는 씨앗

# %%
check = exercises.checker("03", case=case, left_out=left_out, level=level, other=other, figure=figure, seed=seed)
mapping = casework.mapping(case)
check.parameters()

# %% [markdown] exercise="03-1"
# 아래는 `case`의 매핑 표이고, 한 줄에 활동 하나가 있습니다. 다섯 조건을 줄로, 세 주체(정부, 기업, 국민)를 열로 하는 표를 짜십시오.
# ① 모든 칸의 수와 ② 상태가 `근거 있음`인 줄이 하나라도 있는 칸의 수, ③ 그 비율, ④ 매긴 수준이 0보다 큰 칸(채운 칸)의 비율,
# ⑤ 근거 있는 칸이 가장 적은 주체(같으면 모두)를 적으십시오. 성과와 한계는 조건이 아니므로 넣지 않습니다.

# %% exercise="03-1" part="given"
impact.labelled(mapping)[["조건", "주체", "활동", "상태"]].assign(수준=mapping["level"])

# %% exercise="03-1" part="answer"
### BEGIN SOLUTION
five = impact.five_conditions(mapping).assign(told=lambda rows: rows["status"] == "documented")
cells = five.groupby(["condition", "actor"]).agg(told=("told", "any"), level=("level", "max"))
told = cells["told"].groupby("actor").sum().rename({"government": "정부", "business": "기업", "citizens": "국민"})
answer_1 = {
    "모든 칸": 5 * 3,
    "근거 있는 칸": cells["told"].sum(),
    "근거 있는 칸의 비율": cells["told"].sum() / 15,
    "채운 칸의 비율": (cells["level"] > 0).sum() / 15,
    "근거가 가장 얇은 주체": told.index[told == told.min()].tolist(),
}
### END SOLUTION

# %% exercise="03-1" part="check"
check("03-1", answer_1)
### BEGIN HIDDEN TESTS
check.require("03-1", answer_1)
### END HIDDEN TESTS

# %% tags=["test"] exercise="03-1" right="키트의 함수로, 반올림하고, 주체를 글 하나로"
status, shares = impact.cell_status(mapping), impact.evidence_share(mapping, by="actor").sort_values("documented")
answer_1 = {**answer_1, "모든 칸": float(len(status)), "근거 있는 칸": (status["status"] == "documented").sum(),
            "근거 있는 칸의 비율": round(answer_1["근거 있는 칸의 비율"], 2), "근거가 가장 얇은 주체": shares["label"].iloc[0]}

# %% tags=["test"] exercise="03-1" wrong="줄의 수를 적었습니다"
answer_1 = {**answer_1, "모든 칸": len(impact.five_conditions(mapping))}

# %% tags=["test"] exercise="03-1" wrong="근거 있는 줄을 셌습니다"
answer_1 = {**answer_1, "근거 있는 칸": (impact.five_conditions(mapping)["status"] == "documented").sum()}

# %% tags=["test"] exercise="03-1" wrong="성과와 한계의 줄까지"
answer_1 = {**answer_1, "근거 있는 칸": (mapping["status"] == "documented").sum()}

# %% tags=["test"] exercise="03-1" wrong="100을 곱하지 마십시오"
answer_1 = {**answer_1, "채운 칸의 비율": 100 * answer_1["채운 칸의 비율"]}

# %% tags=["test"] exercise="03-1" wrong="가장 적은 주체를"
answer_1 = {**answer_1, "근거가 가장 얇은 주체": ["정부"]}

# %% [markdown] exercise="03-2"
# 네 줄의 근거 옆에 그 근거가 가리키는 문장(`문서이름#번호`)과 글이 있습니다. 한 줄은 번호가 어긋나 근거를 받치지 못하는 문장을 가리킵니다.
# 나머지 세 줄의 글에는 근거에 든 수(해와 달 말고)가 하나 이상 나옵니다.
# ① 어긋난 줄의 번호와 ② 그 문서에서 이 근거를 받치는 바른 문장을 `문서이름#번호`로 적고, ③ 논문에 인용하기 전에 할 일을 고르십시오.
#
# 가. 찾은 문장을 그대로 옮기고 출처를 답니다. · 나. 원문을 찾아 수와 앞뒤의 글을 확인합니다. · 다. 근거에 맞게 문장을 고쳐 적습니다.

# %% exercise="03-2" part="given"
sentences = citations.units()  # 모든 문서의 문장: document, sentence, text
traces.cited_rows(seed)

# %% exercise="03-2" part="answer"
### BEGIN SOLUTION
rows = traces.drawn_citations(seed)
wrong = rows[rows["wrong"]].iloc[0]
answer_2 = {"어긋난 줄": wrong.name + 1, "바른 문장": wrong["right"], "인용하기 전에": "나"}
### END SOLUTION

# %% exercise="03-2" part="check"
check("03-2", answer_2)
### BEGIN HIDDEN TESTS
check.require("03-2", answer_2)
### END HIDDEN TESTS

# %% tags=["key"] exercise="03-2"
key = {"인용하기 전에": ["나"]}

# %% tags=["test"] exercise="03-2" right="받치는 다른 문장을, 빈칸을 두고"
answer_2 = {**answer_2, "어긋난 줄": float(answer_2["어긋난 줄"]), "바른 문장": wrong["cited"][-1].replace("#", " # ")}

# %% tags=["test"] exercise="03-2" wrong="근거에 든 수가 문장에도 있습니다"
answer_2 = {**answer_2, "어긋난 줄": answer_2["어긋난 줄"] % 4 + 1}

# %% tags=["test"] exercise="03-2" wrong="어긋난 문장을 그대로"
answer_2 = {**answer_2, "바른 문장": wrong["shown"]}

# %% tags=["test"] exercise="03-2" wrong="'문서이름#번호'로 적습니다"
answer_2 = {**answer_2, "바른 문장": answer_2["바른 문장"].partition("#")[2]}

# %% tags=["test"] exercise="03-2" wrong="다른 문서의 문장"
answer_2 = {**answer_2, "바른 문장": rows.loc[~rows["wrong"], "shown"].iloc[0]}

# %% tags=["test"] exercise="03-2" wrong="받칠 수 없습니다"
answer_2 = {**answer_2, "바른 문장": next(place for place in wrong["elsewhere"] if place != wrong["shown"])}

# %% tags=["test"] exercise="03-2" wrong="요약문입니다"
answer_2 = {**answer_2, "인용하기 전에": "가"}

# %% [markdown] exercise="03-3"
# 여러 사례에서 뽑은 열 칸에 수준(0~3)을 매기십시오. 오른쪽의 세 열은 그 칸의 조건의 눈금입니다. 1에 이르지 못하면 0입니다.
# 문서로 확인한 만큼만 매기고, `근거 미확인`과 `혜택만`은 0으로 둡니다. 열 칸 가운데 여덟 칸이 기준의 값과 같으면 통과입니다.
# 매기는 사람에 따라 갈릴 수 있는 칸은 두 값을 다 맞는 것으로 봅니다.

# %% exercise="03-3" part="given"
casework.cells_to_rate(seed)

# %% exercise="03-3" part="answer"
### BEGIN SOLUTION
drawn, answer_3 = casework.drawn_cells(seed), {}
for number, cell in enumerate(drawn.itertuples(), start=1):
    rated = casework.mapping(cell.case).query("condition == @cell.condition and actor == @cell.actor")["level"]
    answer_3[f"칸 {number}"] = int(rated.max())
### END SOLUTION

# %% exercise="03-3" part="check"
check("03-3", answer_3)
### BEGIN HIDDEN TESTS
check.require("03-3", answer_3)
### END HIDDEN TESTS

# %% tags=["key"] exercise="03-3"
key = {
    "dpg common_agenda government": [2], "dpg common_agenda business": [1], "dpg shared_measurement business": [0],
    "dpg mutually_reinforcing citizens": [1], "dpg continuous_communication business": [0, 1],
    "dpg continuous_communication citizens": [0], "dpg backbone government": [1, 2], "dpg backbone business": [1],
    "housing common_agenda government": [1], "housing common_agenda citizens": [1], "housing shared_measurement citizens": [0],
    "housing mutually_reinforcing government": [1, 2], "housing continuous_communication citizens": [0], "housing backbone citizens": [0],
    "benefit common_agenda government": [2], "benefit common_agenda citizens": [0], "benefit mutually_reinforcing business": [1, 2],
    "benefit mutually_reinforcing citizens": [1], "benefit continuous_communication citizens": [0],
    "insurance common_agenda government": [1], "insurance shared_measurement business": [0],
    "insurance mutually_reinforcing citizens": [1], "insurance backbone government": [0],
    "elizabeth_river common_agenda multi": [2, 3], "elizabeth_river shared_measurement academia": [2],
    "elizabeth_river continuous_communication backbone_org": [2, 3],
    "homes_100000 common_agenda multi": [2], "homes_100000 shared_measurement multi": [2], "homes_100000 backbone nonprofit": [2],
    "uk_gaap common_agenda government": [1], "uk_gaap shared_measurement government": [2],
    "uk_gaap continuous_communication government": [2, 3],
    "happy_alliance common_agenda business": [1], "happy_alliance shared_measurement academia": [1],
    "happy_alliance backbone business": [1],
    "communities_that_care mutually_reinforcing multi": [2, 3], "communities_that_care shared_measurement government": [1, 2],
}

# %% tags=["test"] exercise="03-3" right="두 칸이 기준과 달라도"
told = [f"칸 {number}" for number, status in enumerate(drawn["status"], start=1) if status == "documented"]
answer_3 = {**answer_3, **{name: 1 if answer_3[name] != 1 else 2 for name in told[:2]}}

# %% tags=["test"] exercise="03-3" wrong="열 칸에 같은 수준"
answer_3 = dict.fromkeys(answer_3, 1)

# %% tags=["test"] exercise="03-3" wrong="칸은 0으로 둡니다"
answer_3 = {name: max(1, rated) for name, rated in answer_3.items()}

# %% tags=["test"] exercise="03-3" wrong="3이 너무 많습니다"
answer_3 = {name: 3 if rated else 0 for name, rated in answer_3.items()}

# %% tags=["test"] exercise="03-3" wrong="전체로 높게"
answer_3 = {name: {0: 0, 1: 2, 2: 2, 3: 3}[rated] if number % 2 else min(3, rated + bool(rated)) for number, (name, rated)
            in enumerate(answer_3.items()) }

# %% tags=["test"] exercise="03-3" wrong="칸이 기준의 값과 같습니다"
answer_3 = {name: max(0, rated - 1) for name, rated in answer_3.items()}

# %% [markdown] exercise="03-4"
# 두 사람이 매긴 연습 값입니다(지어낸 값이며 `left_out`의 조건은 뺐습니다). 코헨의 카파를 식대로 셈하십시오.
# ① 그대로 일치한 비율, ② 우연히 일치할 비율, ③ 카파를 적고, ④ 카파가 그대로 일치한 비율보다 낮은 까닭을 고르십시오.
#
# 가. 우연히 일치할 몫을 뺐기 때문입니다. · 나. 한 사람이 다른 사람보다 정확하기 때문입니다. · 다. 어긋난 칸을 두 번 셌기 때문입니다.

# %% exercise="03-4" part="given"
practice = casework.side_by_side(left_out)
practice

# %% exercise="03-4" part="answer"
### BEGIN SOLUTION
raw = (practice["가"] == practice["나"]).mean()
expected = sum((practice["가"] == value).mean() * (practice["나"] == value).mean() for value in range(4))
answer_4 = {
    "그대로 일치한 비율": raw,
    "우연히 일치할 비율": expected,
    "카파": (raw - expected) / (1 - expected),
    "카파가 더 낮은 까닭": "가",
}
### END SOLUTION

# %% exercise="03-4" part="check"
check("03-4", answer_4)
### BEGIN HIDDEN TESTS
check.require("03-4", answer_4)
### END HIDDEN TESTS

# %% tags=["key"] exercise="03-4"
key = {"카파가 더 낮은 까닭": ["가"]}

# %% tags=["test"] exercise="03-4" right="키트의 함수로, 소수 셋째 자리까지"
long = coders.units(casework.practice(left_out))
answer_4 = {**answer_4, "그대로 일치한 비율": round(agreement.raw_agreement(long).value, 3), "우연히 일치할 비율": round(expected, 3),
            "카파": round(agreement.kappa(long, scale=coders.SCALE).value, 3)}

# %% tags=["test"] exercise="03-4" wrong="어긋난 비율을"
answer_4 = {**answer_4, "그대로 일치한 비율": 1 - raw}

# %% tags=["test"] exercise="03-4" wrong="똑같이 나온다고"
answer_4 = {**answer_4, "우연히 일치할 비율": 0.25}

# %% tags=["test"] exercise="03-4" wrong="평균해 제곱"
answer_4 = {**answer_4, "우연히 일치할 비율": (pd.concat([practice["가"], practice["나"]]).value_counts(normalize=True) ** 2).sum()}

# %% tags=["test"] exercise="03-4" wrong="빼기만"
answer_4 = {**answer_4, "카파": raw - expected}

# %% tags=["test"] exercise="03-4" wrong="무엇을 뺐는지"
answer_4 = {**answer_4, "카파가 더 낮은 까닭": "나"}

# %% [markdown] exercise="03-5"
# 아래 분석은 같은 연습 값의 알파를 `level`의 측정 수준으로 냈습니다. 이 키트의 눈금은 매기기 전에 **서열**로 정해 두었습니다.
# ① 정해 둔 수준으로 고친 알파, ② 고치기 전의 판정과 ③ 고친 뒤의 판정, ④ 고치기 전의 수준을 쓰지 말아야 할 까닭을 적으십시오.
#
# 가. 0과 3이 어긋난 것을 0과 1이 어긋난 것과 똑같이 셉니다. · 나. 눈금의 모든 간격이 같다고 봅니다. ·
# 다. 값이 작게 나와 보고하기 어렵습니다. · 라. 두 사람에게는 쓸 수 없는 방법입니다.

# %% exercise="03-5" part="given"
rated = coders.units(casework.practice(left_out))
broken = agreement.alpha(rated, level=level, scale=(0, 1, 2, 3))
f"{broken.name}: {broken.value:.4f}"

# %% exercise="03-5" part="answer"
### BEGIN SOLUTION
def verdict(alpha):
    return ".800 이상" if alpha >= 0.8 else ".667 이상 .800 미만" if alpha >= 0.667 else ".667 미만"


mended = agreement.alpha(rated, level="ordinal", scale=(0, 1, 2, 3)).value
answer_5 = {"고친 알파": mended, "고치기 전의 판정": verdict(broken.value), "고친 뒤의 판정": verdict(mended),
            "쓰지 말아야 할 까닭": {"nominal": "가", "interval": "나"}[level]}
### END SOLUTION

# %% exercise="03-5" part="check"
check("03-5", answer_5)
### BEGIN HIDDEN TESTS
check.require("03-5", answer_5)
### END HIDDEN TESTS

# %% tags=["key"] exercise="03-5"
key = {"쓰지 말아야 할 까닭 nominal": ["가"], "쓰지 말아야 할 까닭 interval": ["나"]}

# %% tags=["test"] exercise="03-5" right="alphas의 표에서, 띄어쓰기를 다르게"
table = coders.alphas(casework.practice(left_out)).set_index("name")
answer_5 = {**answer_5, "고친 알파": table.at["크리펜도르프 알파(서열)", "value"].round(4),
            "고친 뒤의 판정": table.at["크리펜도르프 알파(서열)", "verdict"].replace(" ", "")}

# %% tags=["test"] exercise="03-5" wrong="고치기 전의 값입니다"
answer_5 = {**answer_5, "고친 알파": broken.value}

# %% tags=["test"] exercise="03-5" wrong="미리 정한 수준이 아닙니다"
other_level = "interval" if level == "nominal" else "nominal"
answer_5 = {**answer_5, "고친 알파": agreement.alpha(rated, level=other_level, scale=(0, 1, 2, 3)).value}

# %% tags=["test"] exercise="03-5" wrong="카파를 적었습니다"
answer_5 = {**answer_5, "고친 알파": agreement.kappa(rated, scale=(0, 1, 2, 3)).value}

# %% tags=["test"] exercise="03-5" wrong="고친 뒤의 판정이 다릅니다"
answer_5 = {**answer_5, "고친 뒤의 판정": answer_5["고치기 전의 판정"]}

# %% tags=["test"] exercise="03-5" wrong="무엇을 버리거나"
answer_5 = {**answer_5, "쓰지 말아야 할 까닭": "다"}

# %% [markdown] exercise="03-6"
# `case`를 `other`에 견줍니다. 조건마다 그 사례의 수준은 그 조건에서 **가장 높은 칸**입니다. 같은 수준이면 어디에도 적지 않습니다.
# ① `case`가 더 높은 조건, ② 더 낮은 조건, ③ 어느 한쪽에 줄이 없어 견줄 수 없는 조건을 모두 적고(없으면 `[]`),
# ④ 쓸 수 있는 문장을 고르십시오.
#
# 가. 높은 조건이 많은 사례가 성공한다. · 나. 찾은 문서로 매기면 두 사례의 수준이 갈리며, 왜 갈리는지는 이 표로 알 수 없다. ·
# 다. 줄이 없는 조건은 그 사례가 하지 않은 일이다. · 라. 더 낮은 조건 때문에 그 사례가 실패했다.

# %% exercise="03-6" part="given"
both = pd.concat([casework.mapping(name).assign(사례=name) for name in (case, other)], ignore_index=True)
impact.labelled(both)[["조건", "주체", "상태"]].assign(사례=both["사례"], 수준=both["level"])

# %% exercise="03-6" part="answer"
### BEGIN SOLUTION
top = impact.five_conditions(both).groupby(["condition", "사례"])["level"].max().unstack().reindex(impact.condition_labels())
top = top.rename(index=impact.condition_labels()).astype("float")
answer_6 = {
    "더 높은 조건": top.index[top[case] > top[other]].tolist(),
    "더 낮은 조건": top.index[top[case] < top[other]].tolist(),
    "견줄 수 없는 조건": top.index[top.isna().any(axis=1)].tolist(),
    "쓸 수 있는 문장": "나",
}
### END SOLUTION

# %% exercise="03-6" part="check"
check("03-6", answer_6)
### BEGIN HIDDEN TESTS
check.require("03-6", answer_6)
### END HIDDEN TESTS

# %% tags=["key"] exercise="03-6"
key = {"쓸 수 있는 문장": ["나"]}

# %% tags=["test"] exercise="03-6" right="비교 표에서, 차례를 바꾸고 띄어쓰기를 다르게"
wide = casecomparison.compare([case, other]).pivot(index="label", columns="case", values="level").astype("Float64")
answer_6 = {**answer_6, "더 높은 조건": {one.replace(" ", "") for one in wide.index[(wide[case] > wide[other]).fillna(False)]}}

# %% tags=["test"] exercise="03-6" wrong="0으로 보고 견주었습니다"
answer_6 = {**answer_6, "더 높은 조건": [*answer_6["더 높은 조건"], *answer_6["견줄 수 없는 조건"]], "견줄 수 없는 조건": []}

# %% tags=["test"] exercise="03-6" wrong="두 사례가 서로 바뀌었습니다"
answer_6 = {**answer_6, "더 높은 조건": answer_6["더 낮은 조건"], "더 낮은 조건": answer_6["더 높은 조건"]}

# %% tags=["test"] exercise="03-6" wrong="칸의 평균으로"
average = impact.five_conditions(both).groupby(["condition", "사례"])["level"].mean().unstack().rename(index=impact.condition_labels())
answer_6 = {**answer_6, "더 높은 조건": average.index[(average[case] > average[other]).fillna(False)],
            "더 낮은 조건": average.index[(average[case] < average[other]).fillna(False)]}

# %% tags=["test"] exercise="03-6" wrong="두 칸에 들어 있습니다"
answer_6 = {**answer_6, "견줄 수 없는 조건": [*answer_6["견줄 수 없는 조건"], *answer_6["더 낮은 조건"]]}

# %% tags=["test"] exercise="03-6" wrong="표가 말하지 않는 것"
answer_6 = {**answer_6, "쓸 수 있는 문장": "가"}

# %% [markdown] exercise="03-7"
# 사례마다 알려진 수가 있습니다. 아래 근거의 글에서 물은 것의 ① 전체와 ② 부분을 찾아 ③ 비율을 내십시오.
# ④ 이 사례의 성과를 안 방법(`성과 설계`)을 표에 적힌 대로 옮기고, ⑤ 쓸 수 있는 문장을 고르십시오.
#
# 가. 다섯 조건을 갖추었기 때문에 이 비율이 나왔다. ·
# 나. 이것은 한 자료가 전한 비율이다. 협력이 무엇을 바꾸었는지는 이 값만으로 말할 수 없다. ·
# 다. 같은 조건을 갖춘 다른 곳도 이만큼 이룬다. · 라. 나머지는 협력이 실패한 것이다.

# %% exercise="03-7" part="given"
casework.figure(figure)

# %% exercise="03-7" part="answer"
### BEGIN SOLUTION
numbers = {"strivetogether": (53, 34), "insurance": (104_541, 10_920), "projects": (31, 10), "committee": (23, 19), "proposals": (271, 14)}
whole, part = numbers[figure]
design = casework.figure(figure)["성과 설계"].iloc[0]
answer_7 = {"전체": whole, "부분": part, "비율": part / whole, "성과의 설계": design, "쓸 수 있는 문장": "나"}
### END SOLUTION

# %% exercise="03-7" part="check"
check("03-7", answer_7)
### BEGIN HIDDEN TESTS
check.require("03-7", answer_7)
### END HIDDEN TESTS

# %% tags=["key"] exercise="03-7"
key = {"쓸 수 있는 문장": ["나"]}

# %% tags=["test"] exercise="03-7" right="실수와 반올림으로"
answer_7 = pd.Series({**answer_7, "전체": float(whole), "비율": round(part / whole, 3)})

# %% tags=["test"] exercise="03-7" wrong="서로 바뀌었습니다"
answer_7 = {**answer_7, "전체": part, "부분": whole}

# %% tags=["test"] exercise="03-7" wrong="나머지를 적었습니다"
answer_7 = {**answer_7, "부분": whole - part, "비율": 1 - part / whole}

# %% tags=["test"] exercise="03-7" wrong="백분율을"
answer_7 = {**answer_7, "비율": 100 * part / whole}

# %% tags=["test"] exercise="03-7" wrong="나머지로 나누었습니다"
answer_7 = {**answer_7, "비율": part / (whole - part)}

# %% tags=["test"] exercise="03-7" wrong="성과의 설계가 다릅니다"
answer_7 = {**answer_7, "성과의 설계": "무작위 배정"}

# %% tags=["test"] exercise="03-7" wrong="이 비율이 말하지 않는 것"
answer_7 = {**answer_7, "쓸 수 있는 문장": "가"}

# %% [markdown] exercise="03-8"
# 모둠이 낸 다섯 줄을 합치기 전에 다섯 규칙으로 살핍니다. 연습을 위해 세 줄을 일부러 망가뜨렸고, 저마다 다른 규칙을 어겼습니다.
# 줄마다 어긴 규칙의 번호를 적으십시오. 어긴 것이 없으면 0입니다. 같은 근거가 두 줄에 있으면 아래의 줄이 어긴 것입니다.
#
# 1. 조건과 주체는 정해진 이름 가운데 하나입니다.
# 2. 줄마다 근거와 출처가 있거나 '근거 미확인'이라고 적고, 미루어 본 줄에는 [추론]을 붙입니다.
# 3. 한 근거를 두 줄에 쓰지 않고, 근거에 든 수에는 해나 기간을 밝힙니다.
# 4. 국민의 줄에는 국민이 하거나 정하는 일을 적고, 받기만 하면 '혜택만'으로 표시합니다.
# 5. 수준을 매긴 줄에는 매긴 사람과 날을 적습니다.
#
# 끝으로 합치기 전에 할 일을 고르십시오.
#
# 가. 어긴 줄을 지우고 합칩니다. · 나. 모둠에 돌려보내 고치게 하고, 받은 파일은 그대로 둡니다. · 다. 그럴듯한 출처를 대신 채워 넣습니다.

# %% exercise="03-8" part="given"
casework.handed_in(seed)

# %% exercise="03-8" part="answer"
### BEGIN SOLUTION
problems = caserules.check_mapping(casework.drawn_rows(seed))
broken_rule = dict(zip(problems["행"] - 1, problems["문제"].str.extract(r"\[규칙 (\d)\]")[0].astype(int), strict=True))
answer_8 = {**{f"줄 {number}": broken_rule.get(number, 0) for number in range(1, 6)}, "합치기 전에": "나"}
### END SOLUTION

# %% exercise="03-8" part="check"
check("03-8", answer_8)
### BEGIN HIDDEN TESTS
check.require("03-8", answer_8)
### END HIDDEN TESTS

# %% tags=["key"] exercise="03-8"
key = {"합치기 전에": ["나"]}

# %% tags=["test"] exercise="03-8" right="실수로 읽힌 번호"
answer_8 = {name: float(rule) if isinstance(rule, int) else rule for name, rule in answer_8.items()}

# %% tags=["test"] exercise="03-8" wrong="어긴 줄이 없다고"
answer_8 = {**answer_8, **{name: 0 for name in answer_8 if name.startswith("줄")}}

# %% tags=["test"] exercise="03-8" wrong="어긴 줄은 세 줄입니다"
answer_8 = {name: rule or 2 for name, rule in answer_8.items()}

# %% tags=["test"] exercise="03-8" wrong="멀쩡한 줄을 어겼다고"
answer_8 = {**{f"줄 {number}": answer_8[f"줄 {(number + 1) % 5 + 1}"] for number in range(1, 6)}, "합치기 전에": "나"}

# %% tags=["test"] exercise="03-8" wrong="규칙의 번호가 다릅니다"
answer_8 = {name: rule and rule % 5 + 1 if name.startswith("줄") else rule for name, rule in answer_8.items()}

# %% tags=["test"] exercise="03-8" wrong="돌려보내야"
answer_8 = {**answer_8, "합치기 전에": "다"}

# %% [markdown] exercise="03-9"
# 지어낸 조직이 무엇에 기대어 서 있는지 판정하십시오(실제 조직이 아닙니다). 판정의 말은 답의 칸에 있습니다.
# 인원과 예산은 적힌 수가 그 조직 자체의 것일 때만 알려짐입니다. 수준 3은 '대표나 정부가 바뀌어도 남는다'입니다.
# 판정에 약함, 없음, 못 지킴, 끝남 가운데 하나라도 있으면 이르지 못합니다. 그런 것은 없으나 모름이 있으면 알 수 없습니다.

# %% exercise="03-9" part="given"
casework.facts_of(casework.backbone(seed))

# %% exercise="03-9" part="answer"
### BEGIN SOLUTION
tested = frameworks.stress_test(casework.backbone(seed)).set_index("점검")["판정"]
weak, unknown = tested.isin(["약함", "없음", "못 지킴", "끝남"]).any(), (tested == "모름").any()
answer_9 = {**tested, "수준 3에": "이르지 못합니다" if weak else "알 수 없습니다" if unknown else "이릅니다"}
### END SOLUTION

# %% exercise="03-9" part="check"
check("03-9", answer_9)
### BEGIN HIDDEN TESTS
check.require("03-9", answer_9)
### END HIDDEN TESTS

# %% tags=["test"] exercise="03-9" right="띄어쓰기를 다르게, 표로"
answer_9 = pd.DataFrame([{name: verdict.replace(" ", "") for name, verdict in answer_9.items()}])

# %% tags=["test"] exercise="03-9" wrong="누가 그것을 없앨 수"
answer_9 = {**answer_9, "법적 근거": "강함" if answer_9["법적 근거"] != "강함" else "약함"}

# %% tags=["test"] exercise="03-9" wrong="끝난 때가 적혀"
answer_9 = {**answer_9, "지금도 있습니까": "이어짐" if answer_9["지금도 있습니까"] == "끝남" else "끝남"}

# %% tags=["test"] exercise="03-9" wrong="하나라도 있으면"
answer_9 = {**answer_9, "수준 3에": "이릅니다"}

# %% [markdown]
# ## 여기까지
#
# 모두 통과했으면 03-3에서 기준과 달랐던 칸을 짝과 이야기해 보십시오. 기준의 값도 한 사람이 매긴 것입니다.
# 어느 말을 보고 그렇게 매겼는지 문장을 짚어 말할 수 있으면, 값이 달라도 배운 것입니다.

# %%
check.progress()
