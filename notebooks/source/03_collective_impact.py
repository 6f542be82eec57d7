# ---
# jupyter:
#   dpgkit:
#     title: 집합적 임팩트 매핑 표
#     question: 다섯 조건마다 누가 무엇을 했고, 그 근거는 어디에 있으며, 두 사람이 매겨도 같습니까?
#     goals:
#       - 집합적 임팩트의 다섯 조건을 말하고, 조건과 주체로 표를 짭니다.
#       - 칸마다 근거의 상태를 매기고, 근거가 된 문장으로 되돌아갑니다.
#       - 눈금으로 수준을 매기고, 두 사람의 값이 얼마나 일치하는지 계산합니다.
#       - 여러 사례를 견주고, 견준 값으로 말할 수 없는 것을 적습니다.
#       - 논문에 넣을 표와 모둠이 채울 표를 만듭니다.
#     minutes: 100
#     before: 02_policy_text
#     data: 사례 폴더의 mapping.csv, 견줄 사례의 표 ci_cases, 눈금표 rubric (CC BY 4.0)
#     needs: [02_keywords, 02_candidates]
#     hands_on: [03_cells, 03_conditions, 03_levels, 03_coding, 03_cases]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
from dpgkit import cases, charts, impact, results, tables
from dpgkit.cases import caserules as rules
from dpgkit.impact import casecomparison as comparison
from dpgkit.impact import citations, coders, frameworks, handouts, ratings, workshops
from dpgkit.lessons import parameters
from dpgkit.widgets import cases as panels

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름
language: str = "ko"  # 보여 줄 말(ko, en)
compare_with: list[str] = ["dpg", "strivetogether"]  # 견줄 사례들
coder_a: str = ""  # 첫째로 매긴 사람(비우면 mapping.csv의 사람)
coder_b: str = "규칙"  # 둘째로 매긴 사람('규칙'은 근거의 양을 세는 규칙)
bilingual: bool = False  # 인쇄할 표에 영어를 함께 적습니다

# %%
parameters.check("03_collective_impact", case=case, language=language, compare_with=compare_with, coder_a=coder_a,
                 coder_b=coder_b, bilingual=bilingual)

# %% [markdown]
# ## 1. 다섯 조건
#
# **집합적 임팩트**(Collective Impact)는 서로 다른 부문의 주체들이 하나의 사회문제를 함께 풀려고 공통의 틀에 스스로를 묶는 일입니다.
# 카니아와 크레이머(2011)는 그 일이 문제를 푸는 데 이르려면 다섯 조건이 있어야 한다고 보았습니다.

# %%
tables.in_korean(tables.load("conditions")[["label_ko", "label_en", "meaning_ko"]])

# %% [markdown]
# 조건은 있고 없음보다 얼마나 갖추었는가로 갈립니다. 아래는 공개 문서만으로 매길 수 있게 키트가 정한 **눈금**(rubric)입니다.
# 문서로 확인한 만큼만 매기고, 근거를 찾지 못한 칸은 0으로 둡니다.

# %%
ratings.rubric()

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
# 일어난 일로 확인하지 못한 활동에는 대괄호로 표시가 붙습니다.

# %% tags=["report"]
impact.table_of_conditions(chosen.mapping, english=bilingual)

# %% [markdown]
# **멈추고 짐작하기.** 이 칸들 가운데 문서로 확인되는 칸은 얼마나 되겠습니까? 어느 주체의 칸이 가장 비어 있겠습니까?

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
charts.evidence_grid(chosen.mapping, title=impact.read_evidence(chosen.mapping).split(". ")[0])

# %% tags=["report", "summary"]
impact.read_evidence(chosen.mapping)

# %% [markdown]
# 조건마다 근거가 있는 칸의 비율을 셉니다. 4과와 5과가 이어받습니다.

# %%
results.save(impact.cell_status(chosen.mapping), "03_cells", case)
shares = results.save(impact.evidence_share(chosen.mapping), "03_conditions", case)
tables.in_korean(shares.drop(columns="condition").round(2), "03_conditions")

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 근거가 많은 조건이 잘된 조건은 아닙니다. 정부의 활동은 보도로 남기 쉽고,
# 국민의 활동은 남기 어렵습니다. 빈 칸은 먼저 더 찾아볼 곳입니다.

# %% [markdown]
# ## 4. 근거가 된 문장
#
# 근거는 문장까지 거슬러 갈 수 있어야 합니다. 표의 `sentences` 칸에는 `문서이름#문장번호`가 있고, 여기서 그 문장을 앞뒤와 함께 읽습니다.
# 말뭉치가 요약문이면 문장도 요약문의 것이므로, 인용하기 전에 원문을 확인하십시오.

# %%
lines = citations.in_context(chosen.mapping, citations.units(chosen.info.corpus))
citations.in_words(lines).head(5)

# %%
citations.read_citations(chosen.mapping)

# %% [markdown]
# 2과는 조건마다 **후보 문장**을 골라 넘겼습니다. 후보는 규칙에 걸린 문장일 뿐이며 저절로 표에 들어가지 않습니다.
# `accept`에 `예`를, `row`에 매핑 표의 행 번호를 적어 `citations.accept`에 넣으면 그 줄에만 붙습니다.

# %%
sheet = citations.decision_sheet(results.load("02_candidates", case))
citations.sheet_in_words(sheet)

# %%
citations.read_candidates(sheet, chosen.mapping)

# %% [markdown]
# 핵심어가 활동에 나오는지도 봅니다. 겹치는 말이 적다면 그 말뭉치는 이 사례의 근거가 되기 어렵습니다.

# %%
shared = impact.shared_words(chosen.mapping, results.load("02_keywords", case))
impact.read_shared_words(shared)

# %% [markdown]
# ## 5. 표의 다섯 규칙
#
# 다른 사람이 다시 볼 수 있으려면 표가 지켜야 할 것이 있습니다. 규칙을 어긴 줄은 사례를 읽을 때 거절됩니다.

# %%
rules.rule_table(rules.check_mapping(chosen.mapping))

# %% [markdown]
# 표를 고쳐 보십시오. 고치는 동안 규칙을 점검하고, 되돌릴 수 있으며, 저장하면 내 사례 폴더에 들어갑니다.
# 키트의 사례를 고치면 사본이 생깁니다.

# %%
panels.MappingEditor(case)

# %% [markdown]
# ## 6. 수준 매기기
#
# **멈추고 짐작하기.** 눈금표를 보고, 이 사례에서 가장 낮은 조건을 먼저 골라 보십시오.

# %% tags=["report"]
matrix = ratings.ratings(chosen.mapping)
results.save(ratings.long(matrix), "03_levels", case)
charts.level_grid(matrix, title=ratings.read_scores(matrix).split(". ")[0], coder=coders.rater(chosen.mapping))

# %% [markdown]
# 한 사례를 한 수로 줄이는 방법은 여럿이고, 방법마다 다른 것을 감춥니다. 평균은 약한 고리를 감추고, 가장 약한 고리는 나머지를 감춥니다.
# 가중치를 준 점수에는 **쌍대비교**(두 조건씩 견주어 정하는 방법)의 보기 값을 넣었습니다. 내 판단으로 바꾸어 보십시오.

# %%
weights = dict(zip(matrix.index, ratings.EXAMPLE_WEIGHTS, strict=True))
scored = ratings.scores(matrix, weights)
scored[["label", "value", "meaning"]].set_axis(["점수", "값", "셈"], axis=1).round(3)

# %% tags=["report", "summary"]
ratings.read_scores(matrix)

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 주체의 칸 수가 다른 사례끼리 평균을 견주면, 칸을 많이 그린 사례가 낮아 보입니다.
# 사례를 견줄 때에는 조건마다 가장 높은 칸을 씁니다.

# %% [markdown]
# ## 7. 두 사람이 따로 매기기
#
# 한 사람이 매긴 값은 그 사람의 값입니다. 두 사람이 서로의 값을 보지 않고 매긴 뒤에 일치를 봅니다.
# 먼저 **연습 값**으로 재는 법을 봅니다. 지어낸 값이며 실제 사례가 아닙니다.

# %%
practice = coders.practice()
coders.measures(practice)[["name", "value", "units"]].set_axis(["재는 것", "값", "견준 칸"], axis=1).round(3)

# %% [markdown]
# **크리펜도르프 알파**(Krippendorff's alpha)는 우연히 일치할 몫을 뺀 일치도입니다. 값의 차이를 어떻게 세는지가 **측정 수준**입니다.
# 이름만 다른가(명목), 차례가 있는가(서열), 간격이 같은가(등간)에 따라 같은 값이 다르게 나옵니다.

# %%
coders.alphas(practice).set_axis(["재는 것", "값", "관례의 기준"], axis=1).round(3)

# %% tags=["report", "teaching"]
coders.read_alphas(coders.alphas(practice))

# %% [markdown]
# 이 키트의 눈금에는 차례가 있으므로 **서열**로 미리 정해 둡니다. 둘째 사람에게는 첫째의 값이 없는 표를 엑셀로 줍니다.
# 채운 표는 `coders.read_sheet`로 읽어 사례 폴더의 `codings.csv`에 두고, `coder_b`에 그 사람의 이름을 적습니다.

# %%
coders.write_sheet(chosen.mapping, results.results_dir(case) / "03_coding_sheet.xlsx")
coders.coding_sheet(chosen.mapping).head(3)

# %% [markdown]
# 이제 이 사례에서 두 사람의 값을 나란히 놓습니다. 근거가 하나도 없는 칸은 둘 다 0일 수밖에 없으므로 뺍니다.

# %%
pair = coders.pair(chosen, coder_a, coder_b)
merged = results.save(coders.merge(pair), "03_coding", case)
coders.measures(pair)[["name", "value", "units", "reason"]].set_axis(["재는 것", "값", "견준 칸", "셈할 수 없는 까닭"], axis=1).round(3)

# %% tags=["report", "summary"]
coders.read_pair(pair)

# %% [markdown]
# 어긋난 칸은 실패가 아니라 이야기할 거리입니다. 합의한 값은 `coders.settle`로 적으며, 두 사람이 처음 매긴 값은 그대로 남습니다.

# %% tags=["report"]
coders.disagreements(merged, pair)

# %% [markdown]
# ## 8. 사례끼리 견주기
#
# **멈추고 짐작하기.** 나라 안팎의 사례를 모으면 어느 조건의 근거가 가장 드물겠습니까? 그 까닭은 무엇이겠습니까?

# %% tags=["report", "teaching"]
whole = comparison.compare(beside=[case, *compare_with])
gaps = comparison.gaps(whole)
charts.case_heat(whole, title=comparison.read_gaps(gaps).split(". ")[0])

# %% tags=["report", "teaching"]
comparison.read_gaps(gaps)

# %% [markdown]
# 고른 사례만 나란히 놓습니다. 사례를 바꾸어 가며 보려면 목록에서 고르십시오.

# %%
compared = results.save(comparison.compare([case, *compare_with]), "03_cases", case)
comparison.side_by_side(compared)

# %%
panels.comparison_panel(case, compare_with)

# %% tags=["report"]
comparison.read_comparison(compared, case)

# %% [markdown]
# 조건 옆에는 성과와 그 성과를 안 **방법**을 함께 둡니다. 위에 있을수록 협력의 몫을 가르기 쉬운 설계입니다.

# %%
comparison.in_words(comparison.outcomes(whole["case"].unique()))

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 알려진 사례는 잘된 사례입니다. 잘된 사례에 조건이 갖추어져 있어도, 조건을 갖춘 곳이 얼마나 성공하는지는
# 이 표에서 나오지 않습니다. 그래서 '때문에'가 아니라 '이바지했다'고 씁니다.

# %% [markdown]
# ## 9. 다른 틀로 되묻기
#
# 중추지원조직은 무엇에 기대어 서 있습니까? 먼저 끝난 사례 하나를 봅니다. 디지털플랫폼정부위원회(2022~2025)입니다.
# 이 과의 출발점이 된 글은 위원회가 아직 있던 2023년 3월에 쓰였습니다.

# %%
frameworks.stress_test(cases.load_info("dpg").backbone)

# %% [markdown]
# 같은 물음을 고른 사례의 중추조직에 던집니다.

# %% tags=["report"]
frameworks.read_stress(chosen.info.backbone)

# %% [markdown]
# 집합적 임팩트에 대한 비판은 점검할 물음이 됩니다. 오른쪽은 이 사례의 표가 그 물음에 대해 말하는 것입니다.

# %% tags=["report"]
frameworks.critique_checks(chosen.mapping, chosen.info)

# %% [markdown]
# 스트라이브 투게더의 **관문**(gateway)과 태머랙의 **3.0**은 같은 다섯 조건을 다른 물음으로 바꿉니다.
# 관문은 첫째의 항목만 확인했으므로 나머지는 비워 둡니다.

# %%
frameworks.gateways(chosen.mapping)

# %%
frameworks.shifts(english=bilingual)

# %% [markdown]
# 바늘을 움직였습니까? 지역 전체의 지표가 10% 넘게 나아지면 바늘이 움직였다고 보는 기준이 있습니다.
# 잰 값이 있는 첫 지표로 봅니다. 잰 값이 없으면 없다고 나옵니다.

# %%
frameworks.read_needle(*frameworks.first_needle(chosen.indicators, chosen.measurements))

# %% [markdown]
# ## 10. 종이와 모둠
#
# 논문에 넣을 표입니다. 출처에 번호를 붙이고, 확인하지 못한 것을 주에 밝힙니다. 브라우저, 워드, 엑셀에서 쓸 파일도 함께 만듭니다.

# %% tags=["report"]
handouts.paper(chosen.info, chosen.mapping, english=bilingual)

# %%
handouts.write(handouts.paper(chosen.info, chosen.mapping, english=bilingual), results.results_dir(case))

# %% [markdown]
# 워크숍에서는 주체마다 모둠을 지어 빈 표를 채웁니다. 모둠마다 파일 하나를 받고, 고를 값은 목록에서 고릅니다.

# %%
workshops.write_sheets(results.results_dir(case))

# %% [markdown]
# 채운 파일은 `workshops.read_files`로 읽어 합칩니다. 여기서는 이 사례의 표를 주체마다 나누었다가 다시 합쳐 보입니다.

# %%
workshops.read_merge(workshops.merge(workshops.by_actor(chosen.mapping), date=chosen.info.verified))

# %% [markdown]
# ## 마무리

# %%
impact.read_evidence(chosen.mapping)

# %% [markdown]
# - 이 과로 알 수 없는 것: 조건을 갖추었기 때문에 성과가 났는지는 이 표로 말할 수 없습니다.
#   수준은 한 사람의 판단이며, 둘째가 규칙이면 판단이 아닙니다.
# - 다음 과로 넘기는 표: `03_cells`(칸마다 근거의 상태), `03_conditions`(조건마다 근거의 비율), `03_levels`(매긴 수준),
#   `03_coding`(두 사람의 값), `03_cases`(견준 사례).
# - 내 사례를 만들려면: `python3 kit.py new-case 내사례`, 고친 뒤 `python3 kit.py check-case 내사례`.
# - 참고: Kania & Kramer (2011), Stanford Social Innovation Review. Krippendorff (2004), Content Analysis. Wolff (2016), Global Journal of
#   Community Psychology Practice. Cabaj & Weaver (2016), Tamarack Institute. 유두호 (2023-03-07), 소프트웨어정책연구소.
