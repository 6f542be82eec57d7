# ---
# jupyter:
#   dpgkit:
#     title: 내 사례, 내 문서
#     question: 내 사례를 빈 틀에서 시작해 보고서까지 가져가려면 무엇이 갖추어져 있고, 무엇이 모자랍니까?
#     goals:
#       - 빈 틀에서 사례 폴더를 만들고, 고칠 곳을 파일과 행과 열로 찾습니다.
#       - 내 문서를 읽고, 읽지 못한 문서와 그 까닭을 말합니다.
#       - 근거가 없는 칸의 후보 문장을 찾고, 읽어 본 뒤 받아들이거나 물리칩니다.
#       - 지표의 값에서 매핑 표의 칸, 근거, 문장까지 거슬러 갑니다.
#       - 내기 전에 모자란 것을 점검표로 만들고, 먼저 할 일을 정합니다.
#     minutes: 60
#     before: 05_kpi_design
#     data: 사례 폴더, 말뭉치(정책 문서 요약문 또는 내 문서 폴더) (CC BY 4.0)
#     needs: [01_stages]
#     hands_on: [06_proposals, 06_trail, 06_readiness]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비
#
# 앞의 과는 사례 하나를 여러 눈으로 보았습니다. 이 과는 한자리에서 처음부터 끝까지 갑니다.
# 처음에는 키트의 두 번째 사례로 해 보고, 그다음 `case`에 내 사례를, `corpus`에 내 문서의 폴더를 적어 다시 실행하십시오.

# %%
from dpgkit import (
                 agenda,
                 architecture,
                 cases,
                 charts,
                 documents,
                 history,
                 impact,
                 keywords,
                 kpi,
                 lexicon,
                 morphology,
                 results,
                 tables,
                 terms,
)
from dpgkit.cases import caseguide, caserules
from dpgkit.charts import naming
from dpgkit.impact import checkup, citations, coders, proposals, ratings
from dpgkit.keywords import keyness, references
from dpgkit.kpi import gates, indicators, ladders, trails
from dpgkit.lessons import parameters, readiness
from dpgkit.reading import attempt

charts.enable()

# %% tags=["parameters"]
case: str = "insurance"  # 사례 폴더의 이름
language: str = "ko"  # 보여 줄 말(ko, en)
corpus: str = "digests"  # 말뭉치 이름 또는 문서 폴더
query: str = ""  # 후보 문장을 찾을 때 더할 말(빈칸으로 나눔)
top: int = 10  # 보여 줄 낱말 수
per_cell: int = 2  # 칸마다 보여 줄 후보 문장 수
seed: int = 2026  # 무작위 수의 씨앗

# %%
parameters.check("06_your_case", case=case, language=language, corpus=corpus, query=query, top=top, per_cell=per_cell,
                 seed=seed)

# %% [markdown]
# ## 1. 필요한 것과 틀
#
# 사례는 폴더 하나이고, 꼭 있어야 하는 파일은 둘입니다. 아래의 명령은 설명이 달린 **틀**(template)을 사용자 자료 폴더에 만듭니다.
#
# ```
# python3 kit.py new-case 내사례
# ```
#
# 이 노트북은 사례 폴더에 아무것도 쓰지 않습니다. 표는 엑셀이나 편집기로 고칩니다.

# %%
caseguide.overview(case)

# %% [markdown]
# 틀의 매핑 표는 칸마다 물음으로 시작합니다. 물음을 활동으로 바꾸고, 찾지 못한 근거는 `근거 미확인`으로 둡니다.

# %%
caseguide.template_rows("mapping.csv").head(5)

# %% [markdown]
# 지금 보는 사례입니다.

# %%
chosen = caseguide.open_case(case)
cases.describe(chosen.info)

# %% [markdown]
# ## 2. 사례 점검
#
# 표의 형, 매핑 표의 다섯 규칙, 표 사이의 이름, 인용한 문장을 모두 점검합니다. 한 줄이 고칠 곳 하나이며, 빈 표이면 고칠 것이 없습니다.
# 형이 틀린 줄은 아래의 단계에서 빠지고, 틀에 있던 글은 `근거 미확인`으로 나옵니다. 명령으로는 `python3 kit.py check-case 내사례`입니다.

# %%
problems = checkup.check_case(case)
problems

# %% tags=["report"]
checkup.read_problems(problems, case)

# %% [markdown]
# ## 3. 문서 읽기
#
# 읽은 문서와 읽지 못한 문서를 함께 셉니다.

# %%
loaded = references.open_corpus(corpus)
documents.flow(loaded)

# %% [markdown]
# 읽지 못했거나 다른 문서와 겹친 것의 이름과 까닭입니다. 빈 표이면 모두 읽었습니다.

# %%
loaded.refused

# %% tags=["report"]
documents.read_caution(loaded)

# %% [markdown]
# 1과의 시기로 나누어 셉니다. 날짜를 모르는 문서는 `시기 미상`입니다.

# %%
stage = history.stage_of(loaded.documents["date"], results.load("01_stages", case))
stage.value_counts(sort=False).rename("문서").rename_axis("시기").reset_index()

# %% [markdown]
# 글이 온전히 읽혔는지는 눈으로 봅니다. 문장 다섯을 무작위로 뽑습니다. 깨진 글자나 끊긴 낱말이 있습니까?

# %%
words = lexicon.load()
both = references.beside(loaded, corpus, citations.citations(chosen.mapping)["document"])
analysis = morphology.analyze(both.texts, lexicon=words)
sentences = references.of_read(analysis.sentences, both)
tables.in_korean(references.sample(sentences, seed), "06_proposals")

# %% [markdown]
# ## 4. 이 문서의 말
#
# 명사를 세어 자주 나온 말부터 봅니다. 방법을 고르고 따지는 일은 2과에 있습니다.

# %%
tokens = analysis.tokens.pipe(lexicon.merge_nouns, words).pipe(lexicon.apply_synonyms, words)
kept = tokens.pipe(morphology.nouns).pipe(lexicon.drop_stopwords, words)
own = terms.count_terms(references.of_read(kept, both))
tables.in_korean(keywords.frequency(own).head(top))

# %% [markdown]
# 자주 나온 말이 이 문서를 가르는 말은 아닙니다. 내 문서는 키트의 요약문과 견주고, 요약문을 읽을 때에는 사례가 인용한 문서를
# 나머지와 견줍니다.
#
# **멈추고 짐작하기.** 이 문서를 다른 문서와 가르는 말은 무엇이겠습니까? 셋을 적어 두십시오.

# %% tags=["report"]
marks = attempt(keyness.keyness, terms.count_terms(kept), attempt(references.sides, both), both.own, both.other)
bars = attempt(charts.keyness_bars, marks, both.own, both.other, title=attempt(keyness.headline, marks, both.own, both.other),
               source=both.label, top=top)
attempt(naming.renamed, bars, "06_keyness")

# %% tags=["report"]
attempt(keyness.read_keyness, marks, both.own, both.other)

# %% [markdown]
# 낱말만 보고 뜻을 정하지 않습니다. 앞선 말이 든 문장을 읽습니다. 견줄 상대가 없으면 TF-IDF가 큰 말의 문장입니다.

# %%
tables.in_korean(references.leading_sentences(analysis.sentences, kept, both, marks, top), "02_sentences")

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 보도자료와 법령은 글의 종류가 다르므로 다른 말을 씁니다. 가르는 말이 사례가 아니라 글의 종류에서
# 나왔을 수 있습니다.

# %% [markdown]
# ## 5. 근거가 없는 칸의 후보 문장
#
# 근거가 없거나, 있어도 문장을 대지 않은 칸을 찾습니다.

# %%
weak = proposals.weak_cells(chosen.mapping)
tables.in_korean(weak, "06_proposals")

# %% [markdown]
# 먼저 사례의 이름과 매개변수 `query`에 나오는 말로 이 사례를 다룬 문서를 고릅니다.

# %%
read = references.of_read(tokens, both)
topic = proposals.topic_words(caseguide.topic(chosen, query), read, words)
within = proposals.about(read, topic)
proposals.read_about(within, topic)

# %% [markdown]
# 문장에서 세 가지를 찾습니다. 조건의 규칙에 걸린 말, 주체의 이름, 칸의 활동에 나오는 말입니다. 둘 이상이 있으면 후보이고,
# 많이 갖춘 문장과 드문 말이 겹친 문장을 앞에 놓습니다.

# %%
coded = agenda.code_sentences(read, sentences, agenda.load_codebook())
weak = proposals.with_words(weak, caseguide.topic(chosen, query), words)
proposed = proposals.propose(weak, read, sentences, coded, chosen.actors, within, per_cell=per_cell)
results.save(proposed, "06_proposals", case)
proposals.in_words(proposed)

# %% tags=["report"]
proposals.read_proposals(weak, proposed)

# %% [markdown]
# **멈추고 짐작하기.** 후보 가운데 읽어 보니 칸의 근거가 되는 문장은 몇이겠습니까? 낱말만 겹친 문장은 어느 것입니까?
#
# 받아들이려면 `accept`에 `예`를 적습니다. `row`는 매핑 표를 엑셀에서 열었을 때의 행 번호입니다.
#
# ```
# sheet = proposals.as_sheet(proposed)
# sheet.loc[0, "accept"] = "예"
# citations.accept(chosen.mapping, sheet)
# ```
#
# 여기서는 아무것도 받아들이지 않습니다. 받아들인 문장은 사람이 `mapping.csv`의 `sentences`에 옮겨 적고, 근거와 상태도 함께 고칩니다.

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 후보가 없는 칸은 근거가 없다는 뜻이 아닙니다.
# 문서가 다른 말로 썼거나, 그 문서를 모으지 않았을 수 있습니다.

# %% [markdown]
# ## 6. 매핑 표
#
# 줄은 조건, 칸은 주체입니다. 일어난 일로 확인하지 못한 활동에는 대괄호로 표시가 붙습니다.

# %%
impact.table_of_conditions(chosen.mapping)

# %% [markdown]
# 매긴 수준과 가장 약한 고리입니다. 매기지 않은 칸은 비워 둡니다.

# %%
matrix = ratings.ratings(chosen.mapping)
naming.renamed(charts.level_grid(matrix, title=ratings.read_scores(matrix).split(". ")[0], coder=coders.rater(chosen.mapping)), "06_levels")

# %%
ratings.read_scores(matrix)

# %% [markdown]
# 다섯 규칙을 어긴 곳을 규칙마다 셉니다. 어긴 줄이 있으면 `run`은 시작하지 않습니다.

# %%
caserules.rule_table(problems)

# %% [markdown]
# ## 7. 누가 누구에게 넘기는가
#
# 연결 표가 있으면 이전과 이후를 나란히 그립니다. 그물의 모양과 빼 보기는 4과에서 합니다.

# %%
links = attempt(architecture.happened, attempt(caseguide.filled, chosen.links, "links.csv"), chosen.info.verified)
measures = attempt(architecture.novelty, links)
places = attempt(architecture.positions, links, chosen.actors)
flow = attempt(charts.passing, links, places, title=attempt(architecture.read_novelty, measures))
attempt(naming.renamed, flow, "06_passing")

# %% [markdown]
# ## 8. 지표와 잰 값
#
# 카드마다 마지막으로 잰 값과 목표를 봅니다. 모르는 값은 채우지 않습니다.

# %%
cards = attempt(caseguide.filled, chosen.indicators, "indicators.csv")
state = attempt(kpi.latest, cards, chosen.measurements)
attempt(trails.state_in_words, state)

# %% tags=["report"]
attempt(kpi.read_state, state)

# %%
indicators.read_rules(chosen.indicators, indicators.check_cards(chosen.indicators, measured=kpi.rates(chosen.measurements)))

# %% [markdown]
# 잰 값이 있는 첫 지표입니다.

# %%
key = attempt(trails.first_measured, cards, chosen.measurements)
measured = attempt(kpi.measured, chosen.measurements, key)
line = attempt(charts.rate_line, measured, attempt(kpi.target, cards, key), title=attempt(trails.read_value, cards, measured),
               source=attempt(trails.sources, measured))
attempt(naming.renamed, line, "06_rate")

# %% [markdown]
# 단계의 문을 세웠다면 어디까지 열렸는지 봅니다. 기준과 모르는 칸은 5과에서 따집니다.

# %%
criteria = attempt(caseguide.filled, attempt(indicators.case_table, case, "gates"), "gates.csv")
shares = attempt(ladders.function_shares, attempt(ladders.grid, attempt(indicators.case_table, case, "ladder")))
judged = attempt(gates.judge, criteria, gates.known_values(state, shares))
attempt(gates.read_ladder, attempt(gates.ladder, judged))

# %% [markdown]
# ## 9. 근거의 길
#
# 지표 카드에는 조건과 주체가 적혀 있습니다. 그래서 지표의 값에서 매핑 표의 칸으로, 칸의 근거와 출처로,
# 다시 문서의 문장으로 거슬러 갈 수 있습니다.
#
# - `문장까지`: `measurements.csv`의 `sentences`가 그 값이 적힌 문장을 댑니다.
# - `같은 칸의 문장까지`: 값이 적힌 문장은 모르고, 같은 칸의 활동을 말하는 문장만 있습니다. 값의 근거가 아닙니다.
# - `문장을 댔으나 그 값은 없음`: `sentences`에 문장을 적었으나 그 문장에 분자도 분모도 비율도 없습니다. 값의 근거가 아닙니다.
#
# **멈추고 짐작하기.** 이 사례의 지표 가운데 값이 적힌 문장까지 닿는 것은 몇이겠습니까?

# %% tags=["report"]
quoted = attempt(citations.units, chosen.info.corpus)
trail = attempt(trails.trail, chosen.indicators, chosen.measurements, chosen.mapping, quoted)
attempt(trails.in_words, trail)

# %% tags=["report"]
results.save(trails.or_empty(trail), "06_trail", case)
attempt(trails.read_trail, trail)

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 문장에 값이 적혀 있다고 값이 맞는 것은 아닙니다. 문장이 원문을 옮긴 글인지, 같은 해와 같은 분모를
# 말하는지 읽어서 확인해야 합니다.

# %% [markdown]
# ## 10. 낼 준비
#
# 위의 모든 단계에서 셈한 것을 한 표에 모읍니다. `없음`은 못했다는 뜻이 아니라 아직 보이지 않는다는 뜻입니다.
# 알 수 없는 것은 `근거 미확인`으로 두고 내도 됩니다. 지어내어 채우지 마십시오.

# %% tags=["report"]
checked = results.save(readiness.checklist(chosen, problems, loaded, corpus, trail), "06_readiness", case)
readiness.in_words(checked)

# %% [markdown]
# 명령 하나로 일곱 과를 모두 실행하고 보고서를 만듭니다. 노트북을 열지 않아도 됩니다.
#
# ```
# python3 kit.py run --case 내사례 --corpus 우리기관
# ```

# %% [markdown]
# ## 마무리

# %% tags=["report"]
readiness.read_checklist(checked)

# %% [markdown]
# - 이 과로 알 수 없는 것: 점검표는 있고 없음을 셉니다. 근거가 옳은지, 지표가 맞는 것을 재는지는 사람이 읽고 정합니다.
# - 이 과가 남기는 표: `06_proposals`(후보 문장), `06_trail`(지표에서 문장까지의 길), `06_readiness`(점검표).
# - 다음에 할 일: 점검표에서 먼저 할 것 하나를 골라 사례 폴더를 고치고 이 과를 다시 실행합니다.
# - 참고: Kania & Kramer (2011), Stanford Social Innovation Review. Monroe, Colaresi & Quinn (2008), Political Analysis 16(4).
