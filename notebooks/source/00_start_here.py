# ---
# jupyter:
#   dpgkit:
#     title: 시작하기
#     question: 이 키트로 무엇을 할 수 있고, 내 컴퓨터는 준비되어 있습니까?
#     goals:
#       - 컴퓨터가 준비되었는지 점검하고, 고칠 것이 있으면 찾습니다.
#       - 일곱 과가 무엇을 묻고 무엇을 다음 과로 넘기는지 말합니다.
#       - 표 하나의 열이 무슨 뜻인지 부호책에서 찾습니다.
#     minutes: 15
#     before: 없음
#     data: 키트에 든 표 (CC BY 4.0)
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비
#
# 셀은 위에서 아래로 하나씩 실행합니다. `Shift`와 `Enter`를 함께 누르면 실행하고 다음 셀로 갑니다.
# 자판으로 고르는 칸은 `Space`로 열고 화살표와 `Enter`로 고릅니다.

# %%
from dpgkit import cases, charts, doctor, lessons, tables
from dpgkit.lessons import parameters

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름
language: str = "ko"  # 보여 줄 말(ko, en)

# %%
parameters.check("00_start_here", case=case, language=language)

# %% [markdown]
# ## 1. 내 컴퓨터 점검
#
# 자바, 한글 분석기, 글꼴, 폴더 쓰기처럼 뒤의 과에서 쓰는 것을 모두 미리 써 봅니다.
# 결과가 `고칠 것`이면 오른쪽에 할 일이 나옵니다.

# %%
checks = doctor.examine()
checks[["점검", "결과", "할 일"]]

# %%
doctor.read_checks(checks)

# %% [markdown]
# ## 2. 일곱 과의 길
#
# 이 키트는 한 편의 정책 글에서 출발합니다. 전자정부가 단계를 밟아 지능형 정부와 디지털플랫폼정부로 자랐고,
# 그 성공은 **집합적 임팩트**(Collective Impact, 여러 주체가 다섯 조건 아래 함께 문제를 푸는 방식)에 달려 있으며,
# 바뀌어야 할 것은 부분이 아니라 **부분 사이의 관계**라는 주장입니다. 그 주장을 과마다 자료로 따져 봅니다.

# %%
road = lessons.overview()
road[["과", "물음", "분"]]

# %% [markdown]
# 앞의 과가 만든 표를 뒤의 과가 이어받습니다. 그래서 마지막 보고서의 값을 거꾸로 따라가면 첫 자료에 닿습니다.

# %%
charts.road(road, title=f"{len(road)}개 과가 표 {road['넘기는 표'].str.split(', ').explode().ne('').sum()}개를 주고받습니다")

# %% [markdown]
# ## 3. 함께 살펴볼 사례
#
# 3~5과는 사례 하나를 끝까지 따라갑니다. 매개변수 `case`를 바꾸면 다른 사례로 같은 길을 갑니다.

# %%
cases.describe(cases.load_info(case))

# %% [markdown]
# ## 4. 자료와 부호책
#
# 모든 표에는 열마다 뜻, 형, 단위를 적은 **부호책**(codebook)이 있습니다. 값의 출처는 표의 줄마다 적혀 있습니다.

# %%
tables.catalogue()

# %% [markdown]
# **멈추고 짐작하기.** 전자정부발전지수 표에서 `not_assessed`가 1인 나라의 지수는 0으로 적혀 있습니다.
# 이 값을 평균에 넣으면 평균은 어떻게 되겠습니까? 아래 부호책에서 그 열의 뜻을 찾아보십시오.

# %%
tables.codebook("egdi")

# %% [markdown]
# ## 마무리
#
# - 점검에서 고칠 것이 나왔다면 `python3 kit.py doctor`로 다시 확인합니다.
# - 이 과는 자료가 맞는지까지 보장하지 않습니다. 그 일은 과마다 출처와 견주어 합니다.
# - 다음은 `01_egov_history`입니다. 전자정부의 역사를 연표와 지수로 걷습니다.
