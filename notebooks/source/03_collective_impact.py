# ---
# jupyter:
#   dpgkit:
#     title: 집합적 임팩트 매핑 표
#     question: 다섯 조건마다 누가 무엇을 했고, 그 근거는 어디에 있습니까?
#     goals:
#       - 집합적 임팩트의 다섯 조건을 말합니다.
#       - 조건과 주체로 표를 짜고 칸마다 근거의 상태를 매깁니다.
#       - 근거가 얇은 조건과 주체를 찾아 무엇을 더 알아볼지 정합니다.
#     minutes: 35
#     before: 02_policy_text
#     data: 사례 폴더의 mapping.csv (CC BY 4.0)
#     needs: [02_keywords]
#     hands_on: [03_cells, 03_conditions]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
from dpgkit import cases, charts, impact, parameters, results, tables

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름

# %%
parameters.check("03_collective_impact", case=case)

# %% [markdown]
# ## 1. 다섯 조건
#
# 카니아와 크레이머는 여러 주체의 협력이 사회문제를 푸는 데 이르려면 다섯 조건이 있어야 한다고 보았습니다.

# %%
tables.in_korean(tables.load("conditions")[["label_ko", "label_en", "meaning_ko"]])

# %% [markdown]
# ## 2. 사례의 매핑 표
#
# 줄은 조건, 칸은 주체입니다. 활동은 글의 표를 우리말로 새로 쓰고 사례의 사실로 채웠습니다.
# 디지털플랫폼정부가 스스로 집합적 임팩트라는 이름을 쓴 것은 아닙니다. 이 표는 바깥에서 읽은 것입니다.

# %%
chosen = cases.load_case(case)
cases.describe(chosen.info)

# %% [markdown]
# 한 줄이 한 조건입니다. 가로로 읽으면 주체들이 같은 조건에서 서로 다른 일을 맡는지 보입니다.

# %% tags=["report"]
impact.table_of_conditions(chosen.mapping)

# %% [markdown]
# **멈추고 짐작하기.** 열다섯 칸 가운데 문서로 확인되는 칸은 몇 개이겠습니까? 어느 주체의 칸이 가장 비어 있겠습니까?

# %% [markdown]
# ## 3. 근거의 상태
#
# 활동이 적혀 있다고 일어난 일은 아닙니다. 칸마다 상태를 매깁니다.
#
# - `근거 있음`: 문서에서 확인했습니다.
# - `추론`: 다른 사실에서 미루어 보았습니다.
# - `혜택만`: 주체가 한 일이 아니라 받은 혜택만 적혀 있습니다.
# - `근거 미확인`: 찾지 못했습니다. 없었다는 뜻이 아닙니다.

# %% tags=["report"]
impact.labelled(chosen.mapping)[["조건", "주체", "상태", "근거", "출처"]]

# %% [markdown]
# 같은 내용을 칸의 색으로 보면 빈 곳이 한눈에 들어옵니다.

# %% tags=["report"]
charts.evidence_grid(chosen.mapping, title=impact.read_evidence(chosen.mapping).split(". ")[0])

# %% tags=["report"]
impact.read_evidence(chosen.mapping)

# %% [markdown]
# 주체마다, 조건마다 근거가 있는 칸의 비율을 셉니다. 두 표는 4과와 5과가 이어받습니다.

# %%
results.save(impact.cell_status(chosen.mapping), "03_cells", case)
tables.in_korean(impact.evidence_share(chosen.mapping, by="actor").round(2))

# %%
tables.in_korean(results.save(impact.evidence_share(chosen.mapping), "03_conditions", case))

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 근거가 많은 조건이 잘된 조건은 아닙니다. 정부의 활동은 보도로 남기 쉽고,
# 국민의 활동은 남기 어렵습니다. 빈 칸은 먼저 더 찾아볼 곳입니다.

# %% [markdown]
# ## 4. 문서의 말과 표의 말
#
# 2과에서 찾은 핵심어가 조건의 활동에 나오는지 봅니다. 겹치는 말이 적다면 그 말뭉치는 이 사례의 근거가 되기 어렵습니다.

# %%
leading = results.load("02_keywords", case)
shared = impact.shared_words(chosen.mapping, leading)
tables.in_korean(shared[["label", "words", "count"]])

# %% tags=["report"]
impact.read_shared_words(shared)

# %% [markdown]
# ## 마무리

# %%
impact.read_evidence(chosen.mapping)

# %% [markdown]
# - 이 과로 알 수 없는 것: 조건을 갖추었기 때문에 성과가 났는지는 이 표로 말할 수 없습니다. 한 사람이 매긴 상태이기도 합니다.
# - 다음 과로 넘기는 표: `03_cells`(칸마다 근거의 상태), `03_conditions`(조건마다 근거의 비율).
# - 참고: Kania & Kramer (2011), Stanford Social Innovation Review. 유두호 (2023-03-07), 소프트웨어정책연구소.
