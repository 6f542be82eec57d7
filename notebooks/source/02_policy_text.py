# ---
# jupyter:
#   dpgkit:
#     title: 정책 문서에서 의제를 찾기
#     question: 정책 문서는 무엇을 되풀이해 말하고, 그 말은 시기마다 어떻게 다르며, 어느 문장에 있습니까?
#     goals:
#       - 한글 문서를 문장과 낱말로 나누고, 무엇을 왜 고르거나 뺐는지 표로 보입니다.
#       - 낱말이 한 시기를 다른 시기와 가르는 정도를 재고, 그 값을 문서 수와 함께 읽습니다.
#       - 핵심어에서 그 낱말이 든 문장으로 되돌아가 뜻을 확인합니다.
#       - 의제 부호, 낱말의 그물, 주제를 만들고 무엇을 말해 주지 않는지 적습니다.
#       - 분석기와 사전을 바꾸어 결과가 얼마나 달라지는지 보고합니다.
#     minutes: 120
#     before: 01_egov_history
#     data: 정책 문서 요약문 155건(또는 국회 의안, 헌법, 내 문서 폴더), 대한민국헌법
#     needs: [01_stages]
#     hands_on: [02_keywords, 02_keyness, 02_sentences, 02_candidates]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
from dpgkit import (
                 agenda,
                 charts,
                 comparison,
                 documents,
                 history,
                 keywords,
                 lexicon,
                 morphology,
                 network,
                 results,
                 tables,
                 terms,
                 thesis,
                 topics,
)
from dpgkit.desk import manifests, methodtext
from dpgkit.keywords import collocations, concordance, dispersion, groups, keyness, trends, turnover
from dpgkit.lessons import parameters
from dpgkit.network import blocks, cooccurrence
from dpgkit.reading import attempt
from dpgkit.topics import coherence
from dpgkit.widgets import words as panels

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름
language: str = "ko"  # 보여 줄 말(ko, en)
corpus: str = "digests"  # 말뭉치 이름 또는 문서 폴더
analyzer: str = "komoran"  # 형태소 분석기
own_lexicon: str = ""  # 내 사전 폴더(비우면 키트의 사전만)
min_length: int = 2  # 셀 낱말의 가장 짧은 길이(글자)
extra_stopwords: list[str] = []  # 더 뺄 낱말
stage_a: str = "디지털플랫폼정부"  # 견줄 시기
stage_b: str = "지능형정부"  # 그 상대
term: str = "플랫폼"  # 문맥을 볼 낱말
top: int = 15  # 보여 줄 핵심어 수
topic_count: int = 6  # 주제의 수
seed: int = 2026  # 무작위 수의 씨앗

# %%
parameters.check("02_policy_text", case=case, language=language, corpus=corpus, analyzer=analyzer, own_lexicon=own_lexicon,
                 min_length=min_length, extra_stopwords=extra_stopwords, stage_a=stage_a, stage_b=stage_b, term=term, top=top,
                 topic_count=topic_count, seed=seed)

# %% [markdown]
# ## 1. 방법부터 점검하기
#
# 내 문서를 세기 전에, 답이 알려진 글로 방법을 시험합니다. **형태소 분석기**(morphological analyzer)는
# 글을 뜻이 있는 가장 작은 말로 나누는 프로그램입니다. 여기서는 헌법의 낱말 수를 기준값과 견줍니다.

# %%
check = keywords.check_method(analyzer)
check

# %% [markdown]
# `발표된 값`은 다른 곳에서 나온 것이고 `미리 센 값`은 같은 파일로 먼저 세어 둔 것입니다.

# %% tags=["report", "teaching"]
keywords.read_method(check)

# %% [markdown]
# **멈추고 짐작하기.** 글자 수가 다른데 띄어쓰기로 나눈 낱말 수는 같다면, 파일의 무엇이 바뀌었겠습니까?

# %% [markdown]
# ## 2. 문서 읽기
#
# 문서 하나가 한 줄인 표로 읽습니다. 읽지 않은 파일도 세어, 말없이 사라지는 문서가 없게 합니다.

# %%
loaded = documents.read_corpus(corpus)
documents.flow(loaded)

# %% [markdown]
# 읽지 못한 문서가 있으면 이름과 까닭을 봅니다.

# %%
loaded.refused

# %% tags=["report", "teaching"]
documents.read_caution(loaded)

# %% [markdown]
# 1과에서 만든 시기 표로 문서를 나눕니다. 날짜를 모르는 문서는 `시기 미상`으로 두고 시기를 견줄 때 뺍니다.

# %%
stages, texts = results.load("01_stages", case), loaded.documents
texts["stage"] = history.stage_of(texts["date"], stages)
stage, order = texts.set_index("id")["stage"], [*stages["stage"], groups.UNKNOWN]
texts.groupby("stage").size().reindex(order).dropna().astype(int).rename("문서").rename_axis("시기").reset_index()

# %% [markdown]
# ## 3. 문장과 낱말
#
# 글을 다듬어 문장으로 나누고, 문장마다 낱말과 품사를 답니다. 분석기마다 다른 품사 이름은 공통 품사로 옮깁니다.

# %%
words = lexicon.with_stopwords(lexicon.load(own_lexicon or None), extra_stopwords)
analysis = morphology.analyze(texts, analyzer, lexicon=words)
tables.in_korean(analysis.tokens.head(8))

# %% [markdown]
# 다듬을 때 뺀 글자와 분석기가 거절한 문장을 셉니다. 줄이 낱말 가운데에서 바뀐 글은 낱말이 둘로 나뉠 수 있으므로,
# 세기 전에 문장을 눈으로 보십시오.

# %%
morphology.losses(analysis)

# %% [markdown]
# ## 4. 사전 다듬기
#
# 무엇을 한 낱말로 볼지가 결과를 바꿉니다. 사전에는 통째로 둘 명사, 한 낱말로 모을 유의어, 세지 않을 불용어가
# 까닭과 함께 적혀 있습니다. 규칙마다 무엇이 얼마나 바뀌었는지 남깁니다.

# %%
log = lexicon.decision_log(analysis.tokens, words, pos=morphology.NOUNS, min_length=min_length)
lexicon.effect(log)

# %% [markdown]
# 많이 바꾼 규칙부터 봅니다. 받아들일 수 없는 규칙이 있습니까?

# %%
log[log["규칙"] != lexicon.TOTAL].groupby("규칙 종류", sort=False).head(3)

# %% [markdown]
# 사전에 없는 겹말의 후보는 통계가 내놓습니다. **NPMI**는 두 말이 우연보다 얼마나 자주 붙어 나오는지를 -1에서 1로 잽니다.
# 받아들일지는 읽는 사람이 정합니다.

# %%
whole = analysis.tokens.pipe(lexicon.merge_nouns, words).pipe(lexicon.apply_synonyms, words)
candidates = collocations.compound_candidates(whole)
tables.in_korean(candidates.head(8))

# %% [markdown]
# 아래 판에서 후보를 받아들이거나 물리치면 내 사전 폴더에 까닭과 함께 적히고, 수가 어떻게 바뀌는지 보입니다.

# %%
panels.DeskPanel(analysis, folder=own_lexicon or None)

# %% [markdown]
# ## 5. 빈도와 고르게 퍼진 정도
#
# 명사만 골라 셉니다. 횟수만이 아니라 몇 문서에 나왔는지도 봅니다.

# %%
kept = whole.pipe(morphology.nouns).pipe(lexicon.drop_stopwords, words, min_length=min_length)
counts = terms.count_terms(kept)
tables.in_korean(keywords.frequency(counts).head(8))

# %% [markdown]
# **DP**(deviation of proportions)는 낱말이 한 문서에 몰렸는지를 0(고르게)에서 1(한 곳에)로 잽니다.
#
# **멈추고 짐작하기.** 자주 나오면서 한 문서에 몰린 낱말은 무엇을 뜻하겠습니까?

# %%
spread = attempt(dispersion.dispersion, counts)
attempt(charts.dispersion_points, spread, title=attempt(dispersion.read_dispersion, spread), source=loaded.label)

# %% [markdown]
# ## 6. 핵심어
#
# 자주 나오는 낱말이 모두 핵심어는 아닙니다. **TF-IDF**는 이 문서에 많고 다른 문서에 드문 낱말에 높은 값을 줍니다.
#
# **멈추고 짐작하기.** 모든 문서에 나오는 낱말의 값은 커집니까, 작아집니까?

# %%
weights = keywords.tfidf(counts)
leading = results.save(keywords.top_terms(weights, top), "02_keywords", case)

# %% [markdown]
# 막대의 길이는 문서마다 잰 값을 더해 문서 수로 나눈 평균입니다. 그 낱말이 없는 문서의 값은 0으로 셉니다.
# 평균을 내면 여러 문서에 고르게 나오는 말이 다시 앞에 서기도 합니다.

# %% tags=["report", "teaching"]
charts.keyword_bars(leading, title=f"'{leading['term'].iloc[0]}'의 평균 TF-IDF가 가장 큽니다", source=loaded.label)

# %% [markdown]
# ## 7. 시기를 가르는 말
#
# **핵심어 통계**(keyness)는 한 시기의 문서를 다른 시기와 가르는 낱말을 찾습니다. 여기서는 말뭉치 전체를 사전 분포로 쓴
# 가중 로그 오즈의 z와 로그 우도 G²를 함께 냅니다(Monroe 외 2008, Dunning 1993).
#
# G²는 나온 횟수 O를 기대 횟수 E와 견줍니다. 기대 횟수는 두 시기가 그 말을 같은 비율로 썼다면 나왔을 횟수입니다.
# E_a = (O_a + O_b) × N_a ÷ (N_a + N_b)이고, N은 그 시기에 센 낱말의 수입니다.
#
# **멈추고 짐작하기.** 두 시기를 가르는 말로 무엇이 나오겠습니까? 셋을 적어 두십시오.

# %%
a, b = groups.pair(stage, stage_a, stage_b, order=order)
attempt(groups.read_pair, (a, b), (stage_a, stage_b), stage)

# %%
marks = attempt(keyness.keyness, counts, stage, a, b)
attempt(charts.keyness_bars, marks, a, b, title=attempt(keyness.headline, marks, a, b), source=loaded.label)

# %% tags=["report", "teaching"]
attempt(keyness.read_keyness, marks, a, b)

# %% [markdown]
# 아래 판에서 시기와 잣대를 바꾸어 봅니다.

# %%
attempt(panels.stage_panel, counts, stage, a, b, order=order, source=loaded.label)

# %% [markdown]
# 시기마다 나머지 문서와 견준 말을 다음 과로 넘깁니다.

# %%
by_stage = attempt(keyness.keyness_by_group, counts, stage, order=order, top=5)
results.save(keyness.or_empty(by_stage), "02_keyness", case)
attempt(keyness.wide, by_stage)

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 시기마다 문서의 수와 종류가 다르면, 낱말의 차이는 시기가 아니라 문서의 차이일 수 있습니다.
# 막대 끝의 횟수가 한두 문서에서 나왔는지 `documents` 열에서 확인하십시오.

# %% [markdown]
# ## 8. 흐름
#
# 낱말이 시기마다 얼마나 나왔는지 봅니다. 띠는 문서를 다시 뽑아 얻은 95 % 범위이고, 문서가 한 건인 시기에는 띠가 없습니다.

# %%
followed = [term, *leading["term"].head(3)]
flow = attempt(trends.trend, counts, stage, followed, order=order, seed=seed)
attempt(charts.trend_lines, flow, title=attempt(trends.read_trend, flow, top=1), source=loaded.label)

# %% [markdown]
# 앞 시기에 없던 말과 뒤 시기에 사라진 말입니다. 앞 시기의 문서가 적으면 없던 것이 아니라 못 본 것일 수 있어,
# 없다고 볼 수 있는 가장 큰 비율(`upper`)을 함께 냅니다.

# %%
changed = attempt(turnover.turnover, counts, stage, b, a)
attempt(turnover.read_turnover, changed)

# %% [markdown]
# ## 9. 낱말에서 문장으로
#
# 핵심어가 든 문장을 찾아 둡니다. 3과는 이 문장들을 조건표의 근거로 씁니다.

# %%
evidence = results.save(keywords.find_sentences(analysis.sentences, kept, weights, leading["term"].tolist()), "02_sentences", case)
tables.in_korean(evidence.groupby("term", sort=False).head(1)[["term", "document", "sentence", "text"]].head(5))

# %% [markdown]
# 낱말만 보고 뜻을 정하지 않습니다. **KWIC**(문맥 속 핵심어)은 낱말의 앞뒤를 나란히 놓아 줍니다.

# %%
tables.in_korean(concordance.concordance(analysis.sentences, term)[["document", "left", "keyword", "right"]].head(8))

# %% [markdown]
# 글자로 찾으면 더 긴 낱말 속에 든 것까지 나옵니다. 앞의 수는 글자로, 뒤의 수는 낱말로 찾은 곳입니다.

# %%
len(concordance.concordance(analysis.sentences, term)), len(concordance.concordance(analysis.sentences, term, tokens=whole))

# %%
panels.kwic_panel(texts, analysis, term)

# %% [markdown]
# ## 10. 의제 부호
#
# **부호책**(code book)은 어떤 말이 어떤 의제를 뜻하는지 미리 적은 규칙입니다. 정책 의제 비교 연구(CAP)의 21개 주제와
# 디지털 정부의 하위 부호, 글의 네 생각, 집합적 임팩트의 다섯 조건을 문장마다 답니다.

# %%
codebook = agenda.load_codebook()
codebook.codes.query("scheme == 'cap'")[["code", "label_ko", "meaning_ko"]].set_axis(["부호", "이름", "뜻"], axis=1)

# %% [markdown]
# 아래 그림은 글의 네 생각입니다. 한 문장에 여러 부호가 붙을 수 있습니다.

# %%
coded = agenda.code_sentences(whole, analysis.sentences, codebook)
ideas = agenda.agenda_by(coded[coded["scheme"] == "dpg"], stage, sentences=analysis.sentences)
attempt(charts.agenda_lines, ideas, codebook.labels("dpg"), order, title=agenda.read_agenda(ideas, codebook), source=loaded.label)

# %% [markdown]
# 문서마다 부호를 하나 고르면 가장 많은 문장을 차지한 것을 씁니다. 같은 수이면 고르지 않고 모두 보입니다.

# %%
topics_of = agenda.code_documents(agenda.roll_up(coded, codebook), sentences=analysis.sentences)
agenda.predominant(topics_of, codebook).head(8)

# %% [markdown]
# 규칙이 사람의 판단과 얼마나 맞는지는 손으로 답을 단 문장이 있어야 알 수 있습니다. `agenda.coding_sheet`가 두 사람이 따로
# 채울 표를 만들고, `agenda.compare_with_rules`가 정밀도와 재현율을 냅니다. 다섯 조건의 후보 문장은 3과로 넘깁니다.

# %%
found = results.save(agenda.candidate_sentences(coded, analysis.sentences), "02_candidates", case)
tables.in_korean(found.groupby("code", sort=False).head(1).drop(columns="decision").replace({"code": codebook.labels("condition")}))

# %% [markdown]
# ## 11. 말의 그물
#
# 한 문장에 함께 나온 낱말을 잇습니다. 선의 굵기는 함께 나온 횟수, 색은 서로 촘촘히 이어진 무리입니다.

# %%
nodes = cooccurrence.nodes(kept, top=40)
net = network.graph(cooccurrence.backbone(cooccurrence.edges(kept, nodes)), nodes)
communities = network.communities(net, seed=seed)
attempt(charts.term_network, net, communities, title=network.headline(net, communities), source=loaded.label)

# %% tags=["report", "teaching"]
network.read_network(net, communities)

# %% [markdown]
# **CONCOR**는 연결된 모습이 닮은 낱말을 같은 블록에 넣습니다. 서로 이어지지 않아도 이웃이 같으면 한 블록입니다.

# %%
table = network.adjacency(net)
block = attempt(blocks.concor, table)
attempt(blocks.read_blocks, block, attempt(blocks.densities, table, block))

# %% [markdown]
# ## 12. 주제
#
# 함께 나오는 낱말의 묶음을 **주제**로 뽑습니다. 주제의 수는 정해져 있지 않으므로, 몇 가지 수에서 응집도와 안정성을 봅니다.

# %%
choice = attempt(coherence.choose_k, counts, [3, 6, 9], seed=seed, runs=3)
attempt(coherence.read_coherence, choice)

# %%
model = attempt(topics.topics, counts, topic_count, seed=seed)
attempt(tables.in_korean, attempt(topics.summary, model))

# %% [markdown]
# 시기마다 주제의 몫이 어떻게 다른지 봅니다. 주제의 이름은 앞선 낱말 셋이고, 뜻은 문장을 읽고 붙입니다.

# %%
shares = attempt(topics.shares_by, model, stage, order=order, seed=seed)
attempt(charts.topic_shares, shares, title=attempt(topics.read_topics, shares), source=loaded.label)

# %% [markdown]
# ## 13. 글의 주장을 시험하기
#
# 글은 디지털플랫폼정부가 데이터, 플랫폼, 여러 주체, 가치를 앞세운다고 말합니다. 세기 전에 무엇을 어떻게 시험할지 적습니다.

# %%
thesis.prestatement()

# %%
tested = attempt(thesis.examine, texts, stage, kinds=documents.kinds(texts))
attempt(charts.thesis_forest, tested, title=attempt(thesis.headline, tested), source=loaded.label)

# %% tags=["report", "teaching"]
attempt(thesis.read_thesis, tested, loaded.label)

# %% [markdown]
# ## 14. 분석기를 바꾸면
#
# 같은 글을 다른 분석기로 나누면 앞선 낱말이 얼마나 겹칩니까?

# %%
compared = comparison.compare(texts, lexicon=words, chosen=["공공데이터", "디지털플랫폼정부", "행정안전부", term])
charts.analyzer_overlap(compared.overlap, title=comparison.read_overlap(compared.top_terms), source=loaded.label)

# %% [markdown]
# 고른 낱말의 횟수를 글자열의 횟수와 나란히 놓습니다. 분석기가 낱말을 다르게 자르면 횟수가 줄어듭니다.

# %%
charts.analyzer_counts(compared.counts, title=comparison.read_counts(compared.counts), source=loaded.label)

# %% [markdown]
# ## 15. 방법을 글로 남기기
#
# 아래 문단은 실제로 쓴 값에서 만들어집니다. 논문이나 보고서에 붙이고, 결정 기록은 부록으로 냅니다.

# %%
manifest = manifests.gather(loaded, analysis, words, log, kept, seeds={"seed": seed},
                            parameters={"analyzer": analyzer, "min_length": min_length, "topic_count": topic_count})
methodtext.method_paragraph(manifest)

# %% [markdown]
# ## 마무리

# %%
attempt(keyness.read_keyness, marks, a, b)

# %% [markdown]
# - 이 과로 알 수 없는 것: 낱말의 수는 글쓴이의 뜻도 정책의 효과도 아닙니다. 분석기와 사전을 바꾸면 수도 달라집니다.
# - 다음 과로 넘기는 표: `02_keywords`(핵심어), `02_keyness`(시기를 가르는 말), `02_sentences`(핵심어가 든 문장),
#   `02_candidates`(다섯 조건의 후보 문장).
# - 참고: 박은정·조성준(2014), KoNLPy. Spärck Jones(1972), Journal of Documentation 28(1). Monroe, Colaresi, Quinn(2008),
#   Political Analysis 16(4). Gries(2008), International Journal of Corpus Linguistics 13(4). Baumgartner 외(2019), CAP.
