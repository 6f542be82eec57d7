# ---
# jupyter:
#   dpgkit:
#     title: 관계의 설계
#     question: 누가 누구에게 자료를 넘기며, 바뀐 것은 참여자입니까 연결입니까?
#     goals:
#       - 자료를 주고받는 관계를 표와 그림으로 옮깁니다.
#       - 연결의 새로움과 참여자의 새로움을 계산합니다.
#       - 두 값으로 어떤 혁신인지 말하고, 그 말의 한계를 적습니다.
#     minutes: 30
#     before: 03_collective_impact
#     data: 사례 폴더의 links.csv, actors.csv (CC BY 4.0)
#     needs: [03_cells]
#     hands_on: [04_novelty, 04_changes]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
from dpgkit import architecture, cases, charts, impact, parameters, results, tables

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름

# %%
parameters.check("04_architecture", case=case)

# %% [markdown]
# ## 1. 표에서 관계로
#
# 헨더슨과 클라크는 부품은 그대로 두고 부품을 잇는 방법을 바꾸는 것을 **아키텍처 혁신**(architectural innovation)이라 불렀습니다.
# 3과에서 근거를 찾은 칸은 누가 움직였는지를 말해 줍니다. 이제 그들 사이에 무엇이 오갔는지를 봅니다.

# %%
cells = results.load("03_cells", case)
tables.in_korean(impact.count_documented(cells))

# %% [markdown]
# 연결 표의 한 줄은 '누가 누구에게 무엇을 넘긴다'입니다. 이전과 이후에 있는지를 0과 1로 적습니다.

# %% tags=["report"]
chosen = cases.load_case(case)
tables.in_korean(chosen.links[["giver", "receiver", "passes", "before", "after", "source_title"]])

# %% [markdown]
# ## 2. 이전과 이후
#
# **멈추고 짐작하기.** 통합 창구가 생기면 국민에게 닿는 창구의 수는 줄어들겠습니까, 늘어나겠습니까?

# %% tags=["report"]
measures = results.save(architecture.novelty(chosen.links), "04_novelty", case)
charts.passing(chosen.links, architecture.positions(chosen.links, chosen.actors),
               title=architecture.read_novelty(measures).partition(": ")[2])

# %% [markdown]
# 그림에서 본 것을 수로 다시 셉니다.

# %% tags=["report"]
architecture.compare(chosen.links)

# %% [markdown]
# 새로 생긴 연결은 5과에서 지표를 고를 때 씁니다.

# %%
tables.in_korean(results.save(architecture.new_links(chosen.links), "04_changes", case))

# %% [markdown]
# ## 3. 새로움을 두 수로
#
# 이전과 이후의 연결을 집합으로 보고, 둘 가운데 한쪽에만 있는 것의 비율을 냅니다(자카드 거리).
# 참여자에도 같은 식을 씁니다. 두 값은 0(그대로)에서 1(모두 바뀜) 사이입니다.

# %%
tables.in_korean(measures)

# %% tags=["report"]
architecture.read_novelty(measures)

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 어디까지를 한 참여자로 보는지에 따라 값이 달라집니다.
# 한 참여자를 둘로 나누어 그리면 두 값이 모두 바뀝니다. 값과 함께 그린 범위를 밝히십시오.

# %% [markdown]
# ## 마무리

# %%
architecture.read_novelty(measures)

# %% [markdown]
# - 이 과로 알 수 없는 것: 연결이 있다는 것과 많이 쓰인다는 것은 다릅니다. 오간 양은 이 표에 없습니다.
# - 다음 과로 넘기는 표: `04_novelty`(두 새로움), `04_changes`(생기고 사라진 연결).
# - 참고: Henderson & Clark (1990), Administrative Science Quarterly 35(1), 9-30.
