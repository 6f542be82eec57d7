# ---
# jupyter:
#   dpgkit:
#     title: 관계의 설계
#     question: 누가 누구에게 자료를 넘기며, 바뀐 것은 참여자입니까 연결입니까? 한 곳이 멈추면 무엇이 함께 멈춥니까?
#     goals:
#       - 자료를 주고받는 관계를 표와 그림으로 옮깁니다.
#       - 연결의 새로움과 참여자의 새로움을 계산하고, 문턱을 밝혀 어떤 혁신인지 말합니다.
#       - 그물의 밀도, 칸막이, 가운데 선 참여자, 국민까지의 걸음을 재고 읽습니다.
#       - 참여자를 하나씩 빼 보고 단일 장애점을 찾습니다.
#       - 인증키의 수처럼 쉬운 수가 말하는 것과 말하지 않는 것을 가릅니다.
#     minutes: 70
#     before: 03_collective_impact
#     data: 사례 폴더의 links.csv, actors.csv, apis.csv (CC BY 4.0)
#     needs: [03_cells]
#     hands_on: [04_novelty, 04_changes, 04_shape, 04_failures]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
from dpgkit import architecture, cases, charts, impact, results, tables
from dpgkit.architecture import flows, plans, resilience
from dpgkit.impact import citations
from dpgkit.lessons import parameters
from dpgkit.reading import attempt

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름
language: str = "ko"  # 보여 줄 말(ko, en)
link_threshold: float = 0.5  # 연결이 새롭다고 볼 문턱(0~1)
part_threshold: float = 0.5  # 참여자가 새롭다고 볼 문턱(0~1)
removed: str = ""  # 빼 볼 참여자(비우면 서비스가 가장 많이 멈추는 곳)
draws: int = 200  # 무작위로 빼 보는 횟수
seed: int = 2026  # 무작위 수의 씨앗

# %%
parameters.check("04_architecture", case=case, language=language, link_threshold=link_threshold, part_threshold=part_threshold,
                 removed=removed, draws=draws, seed=seed)

# %% [markdown]
# ## 1. 표에서 관계로
#
# 헨더슨과 클라크(1990)는 부품은 그대로 두고 부품을 잇는 방법을 바꾸는 것을 **아키텍처 혁신**(architectural innovation)이라 불렀습니다.
# 3과에서 근거를 찾은 칸은 누가 움직였는지를 말해 줍니다. 이제 그들 사이에 무엇이 오갔는지를 봅니다.

# %%
cells = results.load("03_cells", case)
tables.in_korean(impact.count_documented(cells), "03_cells")

# %% [markdown]
# 연결 표의 한 줄은 '누가 누구에게 무엇을 언제부터 어떤 길로 넘긴다'입니다. 이전과 이후에 있는지를 0과 1로 적습니다.
# 빈 칸은 확인하지 못한 것입니다.

# %% tags=["report"]
chosen = cases.load_case(case)
columns = ["giver", "receiver", "passes", "before", "after", "since", "via", "status", "source_title"]
plans.in_words(chosen.links[columns], chosen.info.verified)

# %% [markdown]
# 자료를 확인한 날보다 뒤에 시작할 연결은 **계획**입니다. 아래의 그림과 값은 그날까지 이루어진 연결만 셉니다.

# %% tags=["report"]
links = architecture.happened(chosen.links, chosen.info.verified)
plans.read_planned(chosen.links, chosen.info.verified)

# %% [markdown]
# 그림의 이름 가운데에는 여러 기관을 한 마디로 묶은 것이 있습니다. 무엇을 묶었는지 밝혀 둡니다.

# %%
noted = chosen.actors[chosen.actors["note"] != ""]
tables.in_korean(noted[["name", "kind", "note"]], "case-actors")

# %% [markdown]
# ## 2. 이전과 이후
#
# **멈추고 짐작하기.** 통합 창구가 생기면 국민에게 닿는 창구의 수는 줄어들겠습니까, 늘어나겠습니까?

# %% tags=["report"]
measures = results.save(architecture.novelty(links), "04_novelty", case)
charts.passing(links, architecture.positions(links, chosen.actors),
               title=architecture.read_novelty(measures).partition(": ")[2])

# %% [markdown]
# 그림에서 본 것을 수로 다시 셉니다.

# %% tags=["report"]
architecture.compare(links, chosen.actors)

# %% [markdown]
# 새로 생긴 연결은 5과에서 지표를 고를 때 씁니다.

# %%
tables.in_korean(results.save(architecture.new_links(chosen.links, chosen.info.verified), "04_changes", case))

# %% [markdown]
# ## 3. 새로움을 두 수로
#
# 이전과 이후의 연결을 집합으로 보고, 둘 가운데 한쪽에만 있는 것의 비율을 냅니다(자카드 거리).
# 참여자에도 같은 식을 씁니다. 두 값은 0(그대로)에서 1(모두 바뀜) 사이입니다.

# %%
measures[["label", "value"]].set_axis(["재는 것", "값"], axis=1)

# %% tags=["report", "summary"]
architecture.read_novelty(measures)

# %% [markdown]
# 두 값을 두 축에 놓으면 네 가지 혁신이 갈립니다. 어디까지를 새롭다고 볼지는 보는 사람이 정합니다.
# 매개변수 `link_threshold`와 `part_threshold`가 그 **문턱**입니다.
#
# **멈추고 짐작하기.** 문턱을 조금 옮기면 이 사례의 이름이 바뀌겠습니까?

# %% tags=["report"]
charts.quadrant_plot(measures, link_threshold, part_threshold,
                     title=architecture.read_quadrant(measures, link_threshold, part_threshold).split(". ")[0])

# %%
architecture.threshold_table(measures)

# %% tags=["report"]
architecture.read_quadrant(measures, link_threshold, part_threshold)

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 어디까지를 한 참여자로 보는지에 따라 값이 달라집니다.
# 한 참여자를 둘로 나누어 그리면 두 값이 모두 바뀝니다. 값과 함께 그린 범위와 문턱을 밝히십시오.

# %% [markdown]
# ## 4. 그물의 모양
#
# 칸막이는 같은 종류끼리만 이어져 있다는 뜻입니다. 종류가 같은 둘을 잇는 연결의 비율, **E-I 지수**, **모듈성**(modularity)은
# 모두 칸막이를 재지만 우연을 빼는 방법이 다릅니다.

# %% tags=["report"]
shape = results.save(flows.shape(links, chosen.actors), "04_shape", case)
tables.in_korean(shape[["label", "before", "after", "meaning"]].round(3), "04_shape")

# %% tags=["report"]
flows.read_shape(shape)

# %% [markdown]
# **매개 중심성**(betweenness)은 다른 둘 사이의 가장 짧은 길에 얼마나 자주 서는지를 셉니다. 큰 참여자는 다리이면서 목이기도 합니다.

# %%
flows.between(links).head(5).round(3).set_axis(["참여자", "이전", "이후"], axis=1)

# %% [markdown]
# 국민에게 닿기까지 몇 걸음입니까? `–`는 그때 없었거나 닿는 길이 없다는 뜻입니다.
# 걸음이 늘었다면 사이에 선 참여자가 생긴 것입니다. 그 참여자가 한 일을 줄였는지는 따로 봅니다.

# %%
away = flows.steps(links, chosen.actors).astype("string").fillna("–")
away.set_axis(["참여자", "이전의 걸음", "이후의 걸음"], axis=1)

# %% [markdown]
# ## 5. 한 곳이 멈추면
#
# 이어 붙인 만큼 함께 멈출 수 있습니다. 2025년 9월 국가정보자원관리원의 화재를 먼저 봅니다. 디지털플랫폼정부 사례의 그림에서
# 그곳을 빼고, 이어지는 서비스와 멈추는 서비스를 가릅니다.

# %%
fire, place = cases.load_case("dpg"), "국가정보자원관리원"
fallen = resilience.fall(fire.links, fire.actors, place)
fallen

# %%
resilience.read_fall(fallen, place)

# %% [markdown]
# 그림은 실제보다 작습니다. 그리지 않은 연결은 이 계산에서 끊어지지 않습니다. 실제로 멈춘 시스템의 수를 문장에서 확인하십시오.

# %%
told = citations.quoted("2025_nirs_fire#4 2025_nirs_fire#8 2025_nirs_fire#16", citations.units())
tables.in_korean(told, "02_candidates")

# %% [markdown]
# **멈추고 짐작하기.** 고른 사례에서 하나만 뺀다면, 어느 곳이 가장 많은 서비스를 멈추게 하겠습니까?

# %% tags=["report"]
failures = results.save(resilience.removals(links, chosen.actors), "04_failures", case)
tables.in_korean(failures.round(3), "04_failures")

# %% tags=["report", "summary"]
resilience.read_points(failures)

# %% [markdown]
# 매개변수 `removed`에 이름을 적으면 그 참여자를 뺍니다.

# %%
gone = attempt(resilience.worst, failures, removed)
attempt(resilience.read_fall, attempt(resilience.fall, links, chosen.actors, gone), gone)

# %% [markdown]
# 여럿이 차례 없이 멈추면 어떻습니까? 순서를 무작위로 뽑아 하나씩 더 빼 봅니다. 씨앗이 같으면 결과도 같습니다.

# %% tags=["report"]
simulated = resilience.simulate(links, chosen.actors, draws=draws, seed=seed)
attempt(charts.survival_line, simulated, attempt(resilience.read_one, simulated), draws, seed)

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 무엇이 없으면 멈추는지(`needed`)는 자료가 아니라 그린 사람의 판단입니다.
# 실제의 고장은 무작위가 아니며, 가까이 놓인 것이 함께 멈춥니다. 이 계산은 순서를 정해 점검할 곳을 찾는 데 씁니다.

# %% [markdown]
# ## 6. 쉬운 수 하나: 인증키
#
# 공개 API에 발급된 인증키의 수는 누구나 볼 수 있습니다. 그래서 연결의 크기를 재는 데 쓰고 싶어집니다.

# %%
keys = flows.key_shares(chosen.apis)
keys[["name", "keys", "running"]].set_axis(["API", "인증키", "쌓은 비율"], axis=1)

# %% tags=["report"]
flows.read_keys(keys)

# %% [markdown]
# - 말하는 것: 문을 열어 둔 API가 몇 개이고, 쓰겠다고 신청한 개발자가 어디에 몰렸는지.
# - 말하지 않는 것: 지금 쓰고 있는지, 몇 번 불렀는지, 국민이 그 화면을 보았는지. 화면을 찍은 날도 모릅니다.
# - 그래서 접근의 지표로만 쓰고, 5과에서 이용의 지표와 짝을 짓습니다.

# %% [markdown]
# ## 마무리

# %%
architecture.read_novelty(measures)

# %%
resilience.read_points(failures)

# %% [markdown]
# - 이 과로 알 수 없는 것: 연결이 있다는 것과 많이 쓰인다는 것은 다릅니다. 오간 양은 이 표에 없습니다.
# - 다음 과로 넘기는 표: `04_novelty`(두 새로움), `04_changes`(생기고 사라진 연결), `04_shape`(그물의 모양), `04_failures`(빼 보기).
# - 참고: Henderson & Clark (1990), Administrative Science Quarterly 35(1), 9-30. Freeman (1977), Sociometry 40(1), 35-41.
#   Krackhardt & Stern (1988), Social Psychology Quarterly 51(2), 123-140. Newman & Girvan (2004), Physical Review E 69, 026113.
