# ---
# jupyter:
#   dpgkit:
#     lesson: 04_architecture
# ---

# %% [markdown]
# ## 준비
#
# 아래 세 셀을 먼저 실행하십시오. 매개변수의 값은 사람마다 다를 수 있으며, 고치면 나누어 준 문제와 다른 문제가 됩니다.

# %%
import networkx as nx
import pandas as pd

from dpgkit import architecture, charts, exercises, tables
from dpgkit.architecture import flows, resilience
from dpgkit.exercises import casework

pd.set_option("display.max_colwidth", None)
charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 연결을 볼 사례
link_threshold: float = 0.5  # 연결이 새롭다고 볼 문턱
part_threshold: float = 0.4  # 참여자가 새롭다고 볼 문턱
net: str = "benefit"  # 그물을 잴 사례
hub: str = "혜택알리미"  # 사이에 선 정도를 셀 참여자
fall_case: str = "dpg"  # 한 곳을 빼 볼 사례
removed: str = "국가정보자원관리원"  # 빼 볼 참여자
top: int = 3  # 몫을 셀 API의 수
seed: int = 2026  # 카드와 문장을 고르는 씨앗

# %%
check = exercises.checker("04", case=case, link_threshold=link_threshold, part_threshold=part_threshold, net=net, hub=hub,
                          fall_case=fall_case, removed=removed, top=top, seed=seed)
chosen = casework.case(case)
links, actors = chosen.links, chosen.actors
check.parameters()

# %% [markdown] exercise="04-1"
# 왼쪽은 이전, 오른쪽은 이후의 그림입니다. 그림은 변수 `links`의 표로 그렸으므로 표를 보아도 됩니다(`before`와 `after`가 1이면 있는 것).
# ① 이전의 연결과 ② 이후의 연결의 수, ③ 이후에 새로 들어온 참여자의 이름을 모두, ④ 이후에 국민(이용하는 사람)에게 닿는 창구,
# 곧 받는 쪽이 국민인 연결의 수를 적고, ⑤ 쓸 수 있는 문장을 고르십시오.
#
# 가. 새로 생긴 연결이 가장 많이 쓰인다. · 나. 이 연결들이 있다는 것을 나타내며, 얼마나 오갔는지는 이 그림에 없다. ·
# 다. 창구의 수는 국민이 얼마나 편한지를 말해 준다.

# %% exercise="04-1" part="given"
charts.passing(links, architecture.positions(links, actors), title=f"{chosen.info.title}: 누가 누구에게 넘깁니까")

# %% exercise="04-1" part="answer"
### BEGIN SOLUTION
before, after = links[links["before"] == 1], links[links["after"] == 1]
old, now = ({*rows["giver"], *rows["receiver"]} for rows in (before, after))
citizens = actors.loc[actors["kind"] == "citizens", "name"]
answer_1 = {
    "이전의 연결": len(before),
    "이후의 연결": len(after),
    "새로 들어온 참여자": sorted(now - old),
    "이후에 국민에게 닿는 창구": after["receiver"].isin(citizens).sum(),
    "쓸 수 있는 문장": "나",
}
### END SOLUTION

# %% exercise="04-1" part="check"
check("04-1", answer_1)
### BEGIN HIDDEN TESTS
check.require("04-1", answer_1)
### END HIDDEN TESTS

# %% tags=["key"] exercise="04-1"
key = {"쓸 수 있는 문장": ["나"]}

# %% tags=["test"] exercise="04-1" right="compare의 표에서, 이름의 띄어쓰기를 다르게"
counted = architecture.compare(links, actors).set_index("재는 것")
answer_1 = {**answer_1, "이전의 연결": counted.at["연결 수", "이전"],
            "이후에 국민에게 닿는 창구": counted.at["국민에게 닿는 창구 수", "이후"],
            "새로 들어온 참여자": {name.replace(" ", "") for name in answer_1["새로 들어온 참여자"]}}

# %% tags=["test"] exercise="04-1" wrong="이전과 이후가 서로"
answer_1 = {**answer_1, "이전의 연결": len(after), "이후의 연결": len(before)}

# %% tags=["test"] exercise="04-1" wrong="새로 생긴 연결만"
answer_1 = {**answer_1, "이후의 연결": len(architecture.new_links(links))}

# %% tags=["test"] exercise="04-1" wrong="이전에도 있던 참여자"
answer_1 = {**answer_1, "새로 들어온 참여자": sorted(now)}

# %% tags=["test"] exercise="04-1" wrong="오른쪽 그림에만 있는"
answer_1 = {**answer_1, "새로 들어온 참여자": answer_1["새로 들어온 참여자"][:1]}

# %% tags=["test"] exercise="04-1" wrong="창구의 수가 다릅니다"
answer_1 = {**answer_1, "이후에 국민에게 닿는 창구": before["receiver"].isin(citizens).sum()}

# %% tags=["test"] exercise="04-1" wrong="그림에 없는 것"
answer_1 = {**answer_1, "쓸 수 있는 문장": "다"}

# %% [markdown] exercise="04-2"
# 이전과 이후의 연결을 집합으로 보고 새로움을 셈하십시오. ① 양쪽에 다 있는 연결, ② 한쪽에라도 있는 연결, ③ 연결의 새로움,
# ④ 참여자의 새로움입니다. 참여자는 그때의 연결에 이름이 나오는 참여자입니다. 새로움은 소수 셋째 자리까지 적습니다.

# %% exercise="04-2" part="given"
links[["giver", "receiver", "passes", "before", "after"]]

# %% exercise="04-2" part="answer"
### BEGIN SOLUTION
edges = [set(zip(rows["giver"], rows["receiver"], strict=True)) for rows in (before, after)]
both, either = edges[0] & edges[1], edges[0] | edges[1]
answer_2 = {
    "양쪽에 다 있는 연결": len(both),
    "한쪽에라도 있는 연결": len(either),
    "연결의 새로움": 1 - len(both) / len(either),
    "참여자의 새로움": 1 - len(old & now) / len(old | now),
}
### END SOLUTION

# %% exercise="04-2" part="check"
check("04-2", answer_2)
### BEGIN HIDDEN TESTS
check.require("04-2", answer_2)
### END HIDDEN TESTS

# %% tags=["test"] exercise="04-2" right="novelty의 표에서, 반올림하여"
values = architecture.novelty(links).set_index("label")["value"]
answer_2 = pd.Series({**answer_2, **values.round(3)})

# %% tags=["test"] exercise="04-2" wrong="두 쪽의 수를 더했습니다"
answer_2 = {**answer_2, "한쪽에라도 있는 연결": len(before) + len(after)}

# %% tags=["test"] exercise="04-2" wrong="두 칸이 서로 바뀌었습니다"
answer_2 = {**answer_2, "양쪽에 다 있는 연결": len(either), "한쪽에라도 있는 연결": len(both)}

# %% tags=["test"] exercise="04-2" wrong="이전의 연결로 나누었습니다"
answer_2 = {**answer_2, "연결의 새로움": len(edges[1] - edges[0]) / len(edges[0])}

# %% tags=["test"] exercise="04-2" wrong="참여자의 닮은 정도"
answer_2 = {**answer_2, "참여자의 새로움": 1 - answer_2["참여자의 새로움"]}

# %% tags=["test"] exercise="04-2" wrong="연결의 새로움과 같은 값"
answer_2 = {**answer_2, "참여자의 새로움": answer_2["연결의 새로움"]}

# %% [markdown] exercise="04-3"
# 문턱을 연결 `link_threshold`, 참여자 `part_threshold`에 둡니다. 문턱과 같은 값은 새로운 것입니다. ① `case`는 어떤 혁신입니까?
# ② 문턱을 저마다 0.2, 0.3, 0.4, 0.5, 0.6으로 바꾸어 본 스물다섯 조합 가운데 ①과 다른 이름이 되는 것은 몇입니까?
# ③ 보고서에 쓸 설명을 한두 문장으로 적으십시오. 두 새로움의 값과 두 문턱의 수가 모두 드러나야 하고, 원인이나 성공을 말하지 않습니다.

# %% exercise="04-3" part="given"
measures = architecture.novelty(links)
architecture.threshold_table(measures)

# %% exercise="04-3" part="answer"
### BEGIN SOLUTION
kind = architecture.quadrant(measures, link_threshold, part_threshold)["kind"].iloc[0].split(" (")[0]
named = architecture.threshold_table(measures).iloc[:, 1:].to_numpy().ravel()
linkage, component = measures["value"]
answer_3 = {
    "혁신의 이름": kind,
    "다른 이름이 되는 조합": sum(f"{name} 혁신" != kind for name in named),
    "설명": f"연결의 새로움은 {linkage:.3f}, 참여자의 새로움은 {component:.3f}이다. "
           f"문턱을 연결 {link_threshold}, 참여자 {part_threshold}에 두면 {kind}이라고 부를 수 있다.",
}
### END SOLUTION

# %% exercise="04-3" part="check"
check("04-3", answer_3)
### BEGIN HIDDEN TESTS
check.require("04-3", answer_3)
### END HIDDEN TESTS

# %% tags=["test"] exercise="04-3" right="다른 말로 쓴 설명"
answer_3 = {**answer_3, "혁신의 이름": kind.replace(" ", ""),
            "설명": f"기준을 {link_threshold}(연결)과 {part_threshold}(참여자)로 잡았다. "
                   f"잰 값은 {linkage:.2f}과 {component:.2f}이고, 이름은 기준에 따라 달라진다."}

# %% tags=["test"] exercise="04-3" wrong="혁신의 이름이 다릅니다"
answer_3 = {**answer_3, "혁신의 이름": "점진적 혁신" if kind != "점진적 혁신" else "급진적 혁신"}

# %% tags=["test"] exercise="04-3" wrong="두 축이 바뀌었습니다"
answer_3 = {**answer_3, "혁신의 이름": "모듈 혁신"}

# %% tags=["test"] exercise="04-3" wrong="같은 이름이 되는 조합"
answer_3 = {**answer_3, "다른 이름이 되는 조합": 25 - answer_3["다른 이름이 되는 조합"]}

# %% tags=["test"] exercise="04-3" wrong="문턱의 수가 빠졌습니다"
answer_3 = {**answer_3, "설명": f"연결의 새로움은 {linkage:.3f}, 참여자의 새로움은 {component:.3f}이므로 {kind}이라고 할 수 있다."}

# %% tags=["test"] exercise="04-3" wrong="빠진 값이 있습니다"
answer_3 = {**answer_3, "설명": f"문턱을 연결 {link_threshold}, 참여자 {part_threshold}에 두고 보면 {kind}이라고 부를 수 있겠다."}

# %% tags=["test"] exercise="04-3" wrong="원인과 성공을"
answer_3 = {**answer_3, "설명": answer_3["설명"] + " 이 설계 덕분에 성과가 났다."}

# %% [markdown] exercise="04-4"
# 아래 분석은 `net`의 이후 그물을 `nx.Graph`로 읽어 방향을 버렸습니다. 연결은 변수 `arrows`에 있습니다.
# 방향이 있는 그물로 고쳐 ① 연결 수, ② 밀도, ③ 주고받는 연결의 비율(거꾸로 가는 연결도 있는 연결 ÷ 모든 연결),
# ④ 국민(이용하는 사람)에게 닿는 참여자에서 국민까지 가장 짧은 걸음의 평균을 적고,
# ⑤ 방향을 버리면 어떻게 되는지 고르십시오.
#
# 가. 그물이 더 촘촘해 보이고, 누가 주고 누가 받는지 알 수 없습니다. · 나. 연결이 더 많이 세어지고 밀도는 낮아집니다. ·
# 다. 아무것도 달라지지 않습니다.

# %% exercise="04-4" part="given"
there = casework.case(net)
arrows = there.links[there.links["after"] == 1]
broken = nx.Graph(list(zip(arrows["giver"], arrows["receiver"], strict=True)))
pd.Series({"연결 수": broken.number_of_edges(), "밀도": round(nx.density(broken), 3)}, dtype=object).to_frame("고치기 전")

# %% exercise="04-4" part="answer"
### BEGIN SOLUTION
directed = nx.DiGraph(list(zip(arrows["giver"], arrows["receiver"], strict=True)))
people = set(there.actors.loc[there.actors["kind"] == "citizens", "name"])
away = nx.multi_source_dijkstra_path_length(directed.reverse(), people)
walked = [steps for name, steps in away.items() if name not in people]
answer_4 = {
    "연결 수": directed.number_of_edges(),
    "밀도": nx.density(directed),
    "주고받는 연결의 비율": nx.overall_reciprocity(directed),
    "국민까지의 걸음": sum(walked) / len(walked),
    "방향을 버리면": "가",
}
### END SOLUTION

# %% exercise="04-4" part="check"
check("04-4", answer_4)
### BEGIN HIDDEN TESTS
check.require("04-4", answer_4)
### END HIDDEN TESTS

# %% tags=["key"] exercise="04-4"
key = {"방향을 버리면": ["가"]}

# %% tags=["test"] exercise="04-4" right="shape의 표에서, 반올림하여"
table = flows.shape(there.links, there.actors).set_index("measure")["after"].round(3)
answer_4 = {**answer_4, "연결 수": float(len(arrows)), "밀도": table["density"], "주고받는 연결의 비율": table["reciprocity"],
            "국민까지의 걸음": round(table["steps"], 2)}

# %% tags=["test"] exercise="04-4" wrong="하나로 세어졌습니다"
answer_4 = {**answer_4, "연결 수": broken.number_of_edges()}

# %% tags=["test"] exercise="04-4" wrong="고치기 전의 밀도"
answer_4 = {**answer_4, "밀도": nx.density(broken)}

# %% tags=["test"] exercise="04-4" wrong="한 번만 셌습니다"
answer_4 = {**answer_4, "주고받는 연결의 비율": answer_4["주고받는 연결의 비율"] / 2}

# %% tags=["test"] exercise="04-4" wrong="주고받는 것처럼"
answer_4 = {**answer_4, "주고받는 연결의 비율": 1}

# %% tags=["test"] exercise="04-4" wrong="국민은 넣지 않습니다"
answer_4 = {**answer_4, "국민까지의 걸음": sum(away.values()) / len(away)}

# %% tags=["test"] exercise="04-4" wrong="어느 쪽으로 움직였는지"
answer_4 = {**answer_4, "방향을 버리면": "나"}

# %% [markdown] exercise="04-5"
# `net`의 이후 그물에서 `hub`가 얼마나 사이에 서는지 셈하십시오. ① 받는 연결과 ② 주는 연결의 수, ③ `hub`가 가장 짧은 길에 서는
# 쌍의 수(가→나와 나→가는 다른 쌍. 가장 짧은 길이 둘인데 하나에만 서면 0.5), ④ 있을 수 있는 쌍의 수, ⑤ 그 몫인 매개 중심성,
# ⑥ 모든 참여자 가운데 가장 자주 사이에 선 참여자(같으면 모두)를 적으십시오.

# %% exercise="04-5" part="given"
arrows[["giver", "receiver"]]

# %% exercise="04-5" part="answer"
### BEGIN SOLUTION
standing = nx.betweenness_centrality(directed, normalized=False)
possible = (len(directed) - 1) * (len(directed) - 2)
answer_5 = {
    "받는 연결": directed.in_degree(hub),
    "주는 연결": directed.out_degree(hub),
    "사이에 선 쌍": standing[hub],
    "있을 수 있는 쌍": possible,
    "매개 중심성": standing[hub] / possible,
    "가장 자주 사이에 선 참여자": [name for name, pairs in standing.items() if pairs == max(standing.values())],
}
### END SOLUTION

# %% exercise="04-5" part="check"
check("04-5", answer_5)
### BEGIN HIDDEN TESTS
check.require("04-5", answer_5)
### END HIDDEN TESTS

# %% tags=["test"] exercise="04-5" right="between의 표에서, 글 하나로"
ranked = flows.between(there.links)
answer_5 = {**answer_5, "매개 중심성": round(ranked.set_index("name").at[hub, "after"], 3),
            "가장 자주 사이에 선 참여자": ranked["name"].iloc[0]}

# %% tags=["test"] exercise="04-5" wrong="주는 연결이 서로 바뀌었습니다"
answer_5 = {**answer_5, "받는 연결": answer_5["주는 연결"], "주는 연결": answer_5["받는 연결"]}

# %% tags=["test"] exercise="04-5" wrong="방향 없이 셌습니다"
answer_5 = {**answer_5, "있을 수 있는 쌍": possible // 2}

# %% tags=["test"] exercise="04-5" wrong="쌍의 수가 아니라 몫"
answer_5 = {**answer_5, "사이에 선 쌍": answer_5["매개 중심성"]}

# %% tags=["test"] exercise="04-5" wrong="두 배입니다"
answer_5 = {**answer_5, "매개 중심성": 2 * answer_5["매개 중심성"]}

# %% tags=["test"] exercise="04-5" wrong="다리일 수도"
answer_5 = {**answer_5, "가장 자주 사이에 선 참여자": [hub]}

# %% [markdown] exercise="04-6"
# `fall_case`의 이후 그물에서 `removed`를 뺍니다. 규칙은 네 가지입니다.
#
# - '없으면 멈춤'(`needed`)이 1이면 주는 쪽이 멈출 때 받는 쪽도 멈춥니다. 0이면 없어도 됩니다.
# - 2이면, 그 받는 쪽에게 2로 주는 곳이 모두 멈추어야 멈춥니다.
# - 이용하는 사람은 멈추지 않습니다. 국민, 그리고 아무것도 넘기지 않는 참여자입니다.
# - 서비스는 이용하는 사람에게 가는 연결입니다. 주는 쪽이 멈추면 그 서비스가 멈춥니다.
#
# ① `removed` 말고 함께 멈추는 참여자를 모두(없으면 `[]`), ② 멈추는 서비스와 ③ 모든 서비스의 수, ④ `removed`가 남의 서비스까지 멈추게 하는
# 단일 장애점인지, ⑤ `removed`가 주는 연결의 `needed`를 모두 0으로 바꾸고 빼면 멈추는 서비스의 수, ⑥ 쓸 수 있는 문장을 적으십시오.
#
# 가. 그린 연결과 그린 사람의 판단대로라면 이만큼이 함께 멈추므로, 먼저 점검할 곳이다. · 나. 이곳이 멈추면 실제로 이만큼만 멈춘다. ·
# 다. 빼도 멈추는 서비스가 없는 참여자는 없어도 된다.

# %% exercise="04-6" part="given"
drawn = casework.case(fall_case)
shown = drawn.links[drawn.links["after"] == 1]
tables.in_korean(shown[["giver", "receiver", "passes", "needed"]], "case-links")

# %% exercise="04-6" part="answer"
### BEGIN SOLUTION
hands = resilience.users(drawn.links, drawn.actors)
stopped = resilience.stopped(drawn.links, {removed}, hands)
services = resilience.services(drawn.links, drawn.actors)
lost = services["giver"].isin(stopped).sum()
loose = drawn.links.assign(needed=drawn.links["needed"].mask(drawn.links["giver"] == removed, 0))
answer_6 = {
    "함께 멈추는 참여자": sorted(stopped - {removed}),
    "멈추는 서비스": lost,
    "모든 서비스": len(services),
    "단일 장애점입니까": "그렇습니다" if lost > (services["giver"] == removed).sum() else "아닙니다",
    "없어도 되면 멈추는 서비스": services["giver"].isin(resilience.stopped(loose, {removed}, hands)).sum(),
    "쓸 수 있는 문장": "가",
}
### END SOLUTION

# %% exercise="04-6" part="check"
check("04-6", answer_6)
### BEGIN HIDDEN TESTS
check.require("04-6", answer_6)
### END HIDDEN TESTS

# %% tags=["key"] exercise="04-6"
key = {"쓸 수 있는 문장": ["가"]}

# %% tags=["test"] exercise="04-6" right="fall의 표에서, 집합으로"
fallen = resilience.fall(drawn.links, drawn.actors, removed)
answer_6 = {**answer_6, "함께 멈추는 참여자": stopped - {removed}, "멈추는 서비스": (fallen["상태"] == "멈춤").sum(),
            "모든 서비스": float(len(fallen))}

# %% tags=["test"] exercise="04-6" wrong="뺀 곳 자신이"
answer_6 = {**answer_6, "함께 멈추는 참여자": sorted(stopped)}

# %% tags=["test"] exercise="04-6" wrong="더 있습니다"
answer_6 = {**answer_6, "함께 멈추는 참여자": []}

# %% tags=["test"] exercise="04-6" wrong="멈추지 않는 참여자가"
answer_6 = {**answer_6, "함께 멈추는 참여자": [*answer_6["함께 멈추는 참여자"], *(set(services["giver"]) - stopped)]}

# %% tags=["test"] exercise="04-6" wrong="이어지는 서비스를"
answer_6 = {**answer_6, "멈추는 서비스": len(services) - lost}

# %% tags=["test"] exercise="04-6" wrong="단일 장애점은"
answer_6 = {**answer_6, "단일 장애점입니까": "아닙니다" if answer_6["단일 장애점입니까"] == "그렇습니다" else "그렇습니다"}

# %% tags=["test"] exercise="04-6" wrong="모두 0으로 바꾸면"
answer_6 = {**answer_6, "없어도 되면 멈추는 서비스": answer_6["없어도 되면 멈추는 서비스"] + 1}

# %% tags=["test"] exercise="04-6" wrong="그린 사람의 판단"
answer_6 = {**answer_6, "쓸 수 있는 문장": "나"}

# %% [markdown] exercise="04-7"
# 청약 사례의 공개 API 가운데 일곱의 인증키입니다. ① 모든 인증키의 수, ② 인증키가 많은 `top`개의 몫(0~1),
# ③ 많은 차례로 더할 때 모든 인증키의 절반에 이르는 API의 수, ④ 인증키가 무엇의 지표인지, ⑤ 쓸 수 있는 문장을 적으십시오.
#
# 가. 인증키가 많은 API가 국민에게 가장 많이 쓰인다. · 나. 발급된 인증키가 몇 개의 API에 몰려 있다. · 다. 인증키가 적은 API는 닫아도 된다.

# %% exercise="04-7" part="given"
issued = casework.apis(seed)
issued

# %% exercise="04-7" part="answer"
### BEGIN SOLUTION
largest = issued["인증키"].sort_values(ascending=False)
answer_7 = {
    "모든 인증키": largest.sum(),
    "많은 것들의 몫": largest.head(top).sum() / largest.sum(),
    "절반에 이르는 API": (largest.cumsum() < largest.sum() / 2).sum() + 1,
    "무엇의 지표입니까": "접근",
    "쓸 수 있는 문장": "나",
}
### END SOLUTION

# %% exercise="04-7" part="check"
check("04-7", answer_7)
### BEGIN HIDDEN TESTS
check.require("04-7", answer_7)
### END HIDDEN TESTS

# %% tags=["key"] exercise="04-7"
key = {"무엇의 지표입니까": ["접근"], "쓸 수 있는 문장": ["나"]}

# %% tags=["test"] exercise="04-7" right="key_shares의 표에서, 반올림하여"
running = flows.key_shares(issued.set_axis(["name", "keys"], axis=1).assign(data_id=""))["running"]
answer_7 = {**answer_7, "많은 것들의 몫": round(running[top - 1], 3), "절반에 이르는 API": int(running.ge(0.5).idxmax()) + 1}

# %% tags=["test"] exercise="04-7" wrong="백분율을"
answer_7 = {**answer_7, "많은 것들의 몫": 100 * answer_7["많은 것들의 몫"]}

# %% tags=["test"] exercise="04-7" wrong="인증키의 수를 적었습니다"
answer_7 = {**answer_7, "많은 것들의 몫": largest.head(top).sum()}

# %% tags=["test"] exercise="04-7" wrong="나머지의 몫"
answer_7 = {**answer_7, "많은 것들의 몫": 1 - answer_7["많은 것들의 몫"]}

# %% tags=["test"] exercise="04-7" wrong="드나든 수도 아니고"
answer_7 = {**answer_7, "무엇의 지표입니까": "이용"}

# %% tags=["test"] exercise="04-7" wrong="인증키로 알 수 없는 것"
answer_7 = {**answer_7, "쓸 수 있는 문장": "가"}

# %% [markdown]
# ## 여기까지
#
# 모두 통과했으면 04-3의 설명을 짝과 바꾸어 읽어 보십시오. 검사는 두 값과 두 문턱이 적혔는지만 봅니다.
# 그 문턱을 왜 골랐는지는 사람이 묻고 사람이 답합니다.

# %%
check.progress()
