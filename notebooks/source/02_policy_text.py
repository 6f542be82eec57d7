# ---
# jupyter:
#   dpgkit:
#     title: 정책 문서에서 핵심어 찾기
#     question: 정책 문서는 무엇을 되풀이해 말하고, 그 말은 어느 문장에 있습니까?
#     goals:
#       - 한글 문서를 문장과 명사로 나누고, 무엇을 왜 뺐는지 표로 보입니다.
#       - TF-IDF로 문서마다 두드러진 낱말을 찾습니다.
#       - 핵심어에서 그 낱말이 든 문장으로 되돌아갑니다.
#       - 내 계산이 알려진 값과 맞는지 점검합니다.
#     minutes: 45
#     before: 01_egov_history
#     data: KoNLPy에 든 국회 의안 10건과 대한민국헌법, 정책 문서 요약문, 또는 내 문서 폴더
#     needs: [01_stages]
#     hands_on: [02_keywords, 02_sentences]
#     verified: "2026-11-23"
# ---

# %% [markdown]
# ## 준비

# %%
from dpgkit import charts, documents, history, keywords, morphology, parameters, results, tables, terms

charts.enable()

# %% tags=["parameters"]
case: str = "housing"  # 사례 폴더의 이름
corpus: str = "konlpy"  # 말뭉치 이름 또는 문서 폴더
analyzer: str = "komoran"  # 형태소 분석기
min_length: int = 2  # 셀 낱말의 가장 짧은 길이(글자)
extra_stopwords: list[str] = []  # 더 뺄 낱말
top: int = 15  # 보여 줄 핵심어 수

# %%
parameters.check("02_policy_text", case=case, corpus=corpus, analyzer=analyzer, min_length=min_length,
                 extra_stopwords=extra_stopwords, top=top)

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

# %% tags=["report"]
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

# %% tags=["report"]
documents.read_caution(loaded)

# %% [markdown]
# 1과에서 만든 시기 표로 문서를 나눕니다. 날짜를 모르는 문서는 `시기 미상`으로 둡니다.

# %%
stages, texts = results.load("01_stages", case), loaded.documents
texts["stage"] = history.stage_of(texts["date"], stages)
tables.in_korean(texts[["id", "title", "date", "stage"]].head(12).rename(columns={"id": "document"}))

# %% [markdown]
# ## 3. 문장과 명사
#
# 글을 다듬어 문장으로 나누고, 문장마다 명사를 뽑습니다.
# 줄이 낱말 가운데에서 바뀐 글은 낱말이 둘로 나뉠 수 있으므로, 세기 전에 문장을 눈으로 보십시오.

# %%
units = morphology.sentences(texts)
tables.in_korean(units.head(4))

# %% [markdown]
# 무엇을 세지 않기로 했는지가 결과를 바꿉니다. 단계마다 얼마나 줄었는지 남깁니다.

# %%
nouns = morphology.nouns(units, analyzer)
terms.filter_effect(nouns, min_length=min_length, extra=extra_stopwords)

# %% [markdown]
# 불용어(stop word)는 세지 않기로 정한 낱말입니다. 까닭은 `corpus/lexicon/stopwords.csv`에 한 줄씩 적혀 있습니다.
# 더 빼고 싶은 낱말은 매개변수 `extra_stopwords`에 적고, 아래 수가 어떻게 바뀌는지 봅니다.

# %%
kept = terms.drop_stopwords(nouns, min_length=min_length, extra=extra_stopwords)
counts = terms.count_terms(kept)
tables.in_korean(keywords.frequency(counts).head(8))

# %% [markdown]
# ## 4. 핵심어
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

# %% tags=["report"]
charts.keyword_bars(leading, title=f"'{leading['term'].iloc[0]}'의 평균 TF-IDF가 가장 큽니다", source=loaded.label)

# %% [markdown]
# 시기마다 두드러진 낱말을 따로 봅니다.

# %%
by_stage = keywords.top_terms_by(weights, texts.set_index("id")["stage"], top=5)
tables.in_korean(by_stage)

# %% [markdown]
# **이렇게 잘못 읽을 수 있습니다.** 시기마다 문서의 수와 종류가 다르면, 낱말의 차이는 시기가 아니라 문서의 차이일 수 있습니다.
# 그림의 색은 그 낱말이 나온 문서의 수입니다. 문서 하나에만 나온 낱말이 위에 있는지 보십시오.

# %% [markdown]
# ## 5. 낱말에서 문장으로
#
# 핵심어가 든 문장을 찾아 둡니다. 3과는 이 낱말들을 조건표의 활동과 견줍니다.

# %%
evidence = results.save(keywords.find_sentences(units, kept, weights, leading["term"].tolist()), "02_sentences", case)
tables.in_korean(evidence[["term", "document", "sentence"]].head(9))

# %% [markdown]
# 낱말만 보고 뜻을 정하지 않습니다. 문장을 읽고 그 낱말이 무엇을 가리키는지 확인합니다.

# %% tags=["report"]
tables.in_korean(evidence.groupby("term", sort=False).head(1)[["term", "text"]].head(5))

# %% [markdown]
# ## 마무리

# %%
keywords.read_method(check)

# %% [markdown]
# - 이 과로 알 수 없는 것: 낱말의 수는 글쓴이의 뜻도 정책의 효과도 아닙니다. 분석기를 바꾸면 수도 달라집니다.
# - 다음 과로 넘기는 표: `02_keywords`(핵심어), `02_sentences`(핵심어가 든 문장).
# - 참고: 박은정·조성준(2014), KoNLPy. Spärck Jones (1972), Journal of Documentation 28(1).
