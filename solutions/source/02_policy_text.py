# ---
# jupyter:
#   dpgkit:
#     lesson: 02_policy_text
# ---

# %% [markdown]
# ## 준비
#
# 아래 세 셀을 먼저 실행하십시오. 매개변수의 값은 사람마다 다를 수 있으며, 고치면 나누어 준 문제와 다른 문제가 됩니다.
# `data`에는 02과에서 한 대로 나눈 요약문이 들어 있습니다. `stage`(문서의 시기), `order`(시기의 차례), `sentences`(문장),
# `whole`(명사를 합친 낱말), `kept`(세는 명사), `counts`(문서마다 센 횟수)입니다.

# %%
import numpy as np
import pandas as pd

from dpgkit import agenda, charts, exercises, keywords, lexicon, tables, terms
from dpgkit.keywords import concordance, keyness, trends

pd.set_option("display.max_colwidth", None)
charts.enable()

# %% tags=["parameters"]
word: str = "국회"  # 헌법에서 셀 글자열
dropped: list[str] = ["정부", "서비스"]  # 더 뺄 낱말
stage_a: str = "디지털플랫폼정부"  # 뒤 시기
stage_b: str = "모바일·정부3.0"  # 앞 시기
term: str = "민간"  # 두 시기를 가르는지 손으로 셈할 낱말
kwic_term: str = "플랫폼"  # 문맥을 볼 낱말
rate_term: str = "서비스"  # 비율로 견줄 낱말
trend_term: str = "데이터"  # 흐름을 볼 낱말
idea: str = "platform"  # 글의 네 생각 가운데 하나
seed: int = 2026  # 카드와 문장을 고르는 씨앗

# %%
check = exercises.checker("02", word=word, dropped=dropped, stage_a=stage_a, stage_b=stage_b, term=term, kwic_term=kwic_term,
                          rate_term=rate_term, trend_term=trend_term, idea=idea, seed=seed)
data = exercises.material.digests()
check.parameters()

# %% [markdown] exercise="02-1"
# 방법을 믿으려면 답이 알려진 수부터 되풀이해 봅니다. 헌법의 글 `text`에서 ① 글자 수, ② 띄어쓰기로 나눈 낱말 수,
# ③ 글자열 `word`가 나오는 횟수(더 긴 낱말 속에 든 것까지)를 세십시오.
# ④ 앞의 두 값 가운데 발표값과 다른 것을 고르고, ⑤ 센 글자 수에서 발표된 글자 수를 빼십시오.

# %% exercise="02-1" part="given"
text = exercises.material.constitution()
tables.in_korean(tables.load("published_counts").head(2)[["label_ko", "expected", "source"]], "published_counts")

# %% exercise="02-1" part="answer"
### BEGIN SOLUTION
published = tables.load("published_counts").set_index("measure")["expected"]
answer_1 = {
    "글자 수": len(text),
    "띄어쓰기 낱말 수": len(text.split()),
    "글자열 횟수": text.count(word),
    "차이": len(text) - published["characters"],
    "발표값과 다른 것": "글자 수",
}
### END SOLUTION

# %% exercise="02-1" part="check"
check("02-1", answer_1)
### BEGIN HIDDEN TESTS
check.require("02-1", answer_1)
### END HIDDEN TESTS

# %% tags=["test"] exercise="02-1" right="pandas로 세어도"
series = pd.Series([text])
answer_1 = {**answer_1, "글자 수": series.str.len().item(), "글자열 횟수": series.str.count(word).item(),
            "띄어쓰기 낱말 수": 1.0 * len(text.split())}

# %% tags=["test"] exercise="02-1" wrong="발표된 값을 옮겨"
answer_1 = {**answer_1, "글자 수": published["characters"]}

# %% tags=["test"] exercise="02-1" wrong="빈칸과 줄바꿈을 빼고"
answer_1 = {**answer_1, "글자 수": len("".join(text.split()))}

# %% tags=["test"] exercise="02-1" wrong="홀로 선 낱말"
answer_1 = {**answer_1, "글자열 횟수": text.split().count(word)}

# %% tags=["test"] exercise="02-1" wrong="분석기가 센 명사"
answer_1 = {**answer_1, "글자열 횟수": answer_1["글자열 횟수"] - 1}

# %% tags=["test"] exercise="02-1" wrong="부호가 반대입니다"
answer_1 = {**answer_1, "차이": -answer_1["차이"]}

# %% [markdown] exercise="02-2"
# 무엇을 세지 않을지 정하면 순위가 바뀝니다. 지금의 사전 `lexicon.load()`에 `dropped`의 말을 불용어로 더하고 `data.kept`에서 뺀 뒤
# ① 줄어든 낱말 수, ② 새 1위와 ③ 그 횟수, ④ 전에는 5위 밖이었다가 새로 5위 안에 든 말을 모두 적으십시오.
# 아래 표는 빼기 전의 앞 다섯 말입니다.

# %% exercise="02-2" part="given"
before = keywords.frequency(data.counts)
tables.in_korean(before[["term"]].head(5))

# %% exercise="02-2" part="answer"
### BEGIN SOLUTION
words = lexicon.with_stopwords(lexicon.load(), dropped)
left = lexicon.drop_stopwords(data.kept, words)
after = keywords.frequency(terms.count_terms(left))
answer_2 = {
    "줄어든 낱말 수": len(data.kept) - len(left),
    "새 1위": after["term"].iloc[0],
    "새 1위의 횟수": after["count"].iloc[0],
    "새로 5위 안에 든 말": [one for one in after["term"].head(5) if one not in before["term"].head(5).tolist()],
}
### END SOLUTION

# %% exercise="02-2" part="check"
check("02-2", answer_2)
### BEGIN HIDDEN TESTS
check.require("02-2", answer_2)
### END HIDDEN TESTS

# %% tags=["test"] exercise="02-2" right="사전 없이 걸러서"
others = before[~before["term"].isin(dropped)]
answer_2 = {**answer_2, "줄어든 낱말 수": before["count"].sum() - others["count"].sum(), "새 1위": f" {others['term'].iloc[0]} ",
            "새로 5위 안에 든 말": set(others["term"].head(5)) - set(before["term"].head(5))}

# %% tags=["test"] exercise="02-2" wrong="가짓수를 적었습니다"
answer_2 = {**answer_2, "줄어든 낱말 수": len(dropped)}

# %% tags=["test"] exercise="02-2" wrong="남은 낱말 수를 적었습니다"
answer_2 = {**answer_2, "줄어든 낱말 수": len(left)}

# %% tags=["test"] exercise="02-2" wrong="말마다 따옴표를"
answer_2 = {**answer_2, "새로 5위 안에 든 말": ", ".join(after["term"].head(5))}

# %% tags=["test"] exercise="02-2" wrong="아직 1위에 있습니다"
answer_2 = {**answer_2, "새 1위": before["term"].iloc[0]}

# %% tags=["test"] exercise="02-2" wrong="문서 수를 적었습니다"
answer_2 = {**answer_2, "새 1위의 횟수": after["documents"].iloc[0]}

# %% tags=["test"] exercise="02-2" wrong="다섯 말을 모두"
answer_2 = {**answer_2, "새로 5위 안에 든 말": after["term"].head(5)}

# %% [markdown] exercise="02-3"
# `term`이 시기 a(`stage_a`)와 시기 b(`stage_b`)를 얼마나 가르는지 손으로 셈합니다. 아래 표의 네 수로 ①② 두 시기의 기대 횟수,
# ③ 로그 우도 G² = 2 × (O_a × ln(O_a ÷ E_a) + O_b × ln(O_b ÷ E_b)), ④ 로그 비(a의 비율 ÷ b의 비율을 밑이 2인 로그로)를 내십시오.
# 시기 a가 기대보다 적게 쓰면 G²을 음수로 적습니다. 소수 둘째 자리까지면 됩니다(로그 비는 셋째 자리).
#
# 기대 횟수는 두 시기가 그 말을 같은 비율로 썼다면 나왔을 횟수입니다. E_a = (O_a + O_b) × N_a ÷ (N_a + N_b)이고,
# O는 표의 횟수, N은 표의 낱말 수입니다.

# %% exercise="02-3" part="given"
counts = data.counts.assign(stage=data.counts["document"].map(data.stage))
total = counts.groupby("stage")["count"].sum()[[stage_a, stage_b]]
of_term = counts[counts["term"] == term].groupby("stage")["count"].sum()[[stage_a, stage_b]]
pd.DataFrame({"횟수": of_term, "낱말 수": total}).rename_axis("시기").reset_index()

# %% exercise="02-3" part="answer"
### BEGIN SOLUTION
expected = total * of_term.sum() / total.sum()
g2 = 2 * (of_term * np.log(of_term / expected)).sum()
rates = of_term / total
answer_3 = {
    "기대 횟수 a": expected.iloc[0],
    "기대 횟수 b": expected.iloc[1],
    "G2": g2 if of_term.iloc[0] > expected.iloc[0] else -g2,
    "로그 비": np.log2(rates.iloc[0] / rates.iloc[1]),
}
### END SOLUTION

# %% exercise="02-3" part="check"
check("02-3", answer_3)
### BEGIN HIDDEN TESTS
check.require("02-3", answer_3)
### END HIDDEN TESTS

# %% tags=["test"] exercise="02-3" right="keyness의 표에서(네 칸의 G²)"
marks = keyness.keyness(data.counts, data.stage, stage_a, stage_b).set_index("term").loc[term]
answer_3 = {**answer_3, "기대 횟수 a": round(answer_3["기대 횟수 a"], 2), "G2": marks["g2"], "로그 비": round(marks["log_ratio"], 3)}

# %% tags=["test"] exercise="02-3" wrong="2를 곱하지 않았습니다"
answer_3 = {**answer_3, "G2": answer_3["G2"] / 2}

# %% tags=["test"] exercise="02-3" wrong="밑이 10인 로그"
answer_3 = {**answer_3, "G2": answer_3["G2"] / np.log(10)}

# %% tags=["test"] exercise="02-3" wrong="부호가 반대입니다"
answer_3 = {**answer_3, "G2": -answer_3["G2"]}

# %% tags=["test"] exercise="02-3" wrong="더하면 두 시기에 나온 횟수"
answer_3 = {**answer_3, "기대 횟수 a": total.iloc[0], "기대 횟수 b": total.iloc[1]}

# %% tags=["test"] exercise="02-3" wrong="소수 둘째 자리까지"
answer_3 = {**answer_3, "G2": answer_3["G2"] + 0.06}

# %% tags=["test"] exercise="02-3" wrong="로그를 취하지 않았습니다"
answer_3 = {**answer_3, "로그 비": rates.iloc[0] / rates.iloc[1]}

# %% tags=["test"] exercise="02-3" wrong="로그 비에 자연로그"
answer_3 = {**answer_3, "로그 비": np.log(rates.iloc[0] / rates.iloc[1])}

# %% [markdown] exercise="02-4"
# 글자로 찾으면 더 긴 낱말 속에 든 것까지 나옵니다. 시기가 `stage_a`인 문서의 문장에서 `kwic_term`을 찾아 ① 글자로 찾은 곳의 수,
# ② 낱말(`tokens`)로 찾은 곳의 수, ③ 다른 낱말 속에 든 곳의 수, ④ 그 말을 품은 더 긴 낱말(lemma) 가운데 가장 잦은 것을 적으십시오.
# 몇 줄을 눈으로 읽고, 찾으려던 뜻이 어느 쪽인지 생각해 보십시오.

# %% exercise="02-4" part="given"
sentences = data.sentences[data.sentences["document"].map(data.stage) == stage_a]
tokens = data.whole[data.whole["document"].map(data.stage) == stage_a]
lines = concordance.concordance(sentences, kwic_term, window=20)
context = lines["left"] + "【" + lines["keyword"] + "】" + lines["right"]
pd.DataFrame({"문서": lines["document"], "문맥": context}).head(8)

# %% exercise="02-4" part="answer"
### BEGIN SOLUTION
as_words = concordance.concordance(sentences, kwic_term, tokens=tokens)
longer = tokens[tokens["lemma"].str.contains(kwic_term, regex=False) & (tokens["lemma"] != kwic_term)]
answer_4 = {
    "글자로 찾은 곳": len(lines),
    "낱말로 찾은 곳": len(as_words),
    "다른 낱말 속에 든 곳": len(lines) - len(as_words),
    "가장 자주 품은 말": longer["lemma"].value_counts().index[0],
}
### END SOLUTION

# %% exercise="02-4" part="check"
check("02-4", answer_4)
### BEGIN HIDDEN TESTS
check.require("02-4", answer_4)
### END HIDDEN TESTS

# %% tags=["test"] exercise="02-4" right="글에서 바로 세어도"
answer_4 = {**answer_4, "글자로 찾은 곳": sentences["text"].str.count(kwic_term).sum(), "가장 자주 품은 말": longer["lemma"].mode()[0]}

# %% tags=["test"] exercise="02-4" wrong="모든 시기의 문장에서"
answer_4 = {**answer_4, "글자로 찾은 곳": data.sentences["text"].str.count(kwic_term).sum()}

# %% tags=["test"] exercise="02-4" wrong="글자로 찾은 수와 같습니다"
answer_4 = {**answer_4, "낱말로 찾은 곳": answer_4["글자로 찾은 곳"]}

# %% tags=["test"] exercise="02-4" wrong="찾는 말 자체"
answer_4 = {**answer_4, "가장 자주 품은 말": kwic_term}

# %% [markdown] exercise="02-5"
# 아래 열 문장에 정책 의제 비교 연구(CAP)의 큰 부호를 하나씩 다십시오. 문장이 **무엇을 다루는지**를 보고, 수단은 보지 않습니다.
# 두 부호가 모두 맞을 수 있는 문장에서는 기준이 둘을 받아들입니다. 여덟 문장이 기준과 같으면 통과입니다.
# 문장의 표 다음에 부호의 뜻이 나옵니다. 11과 22는 쓰지 않는 번호입니다.

# %% exercise="02-5" part="given"
exercises.material.sentences_to_code(seed)

# %%
codebook = agenda.load_codebook()
codebook.codes.query("scheme == 'cap'")[["code", "label_ko", "meaning_ko"]].set_axis(["부호", "이름", "뜻"], axis=1)

# %% exercise="02-5" part="answer"
### BEGIN SOLUTION
topics = {"가": 3, "나": 7, "다": 6, "라": 1, "마": 2, "바": 17, "사": 20, "자": 20, "카": 13, "타": 14, "파": 15, "하": 5}
drawn = exercises.material.drawn_sentences(seed)
answer_5 = {f"문장 {number}": topics[kind] for number, kind in enumerate(drawn["kind"], start=1)}
### END SOLUTION

# %% exercise="02-5" part="check"
check("02-5", answer_5)
### BEGIN HIDDEN TESTS
check.require("02-5", answer_5)
### END HIDDEN TESTS

# %% tags=["key"] exercise="02-5"
key = {"1": [20], "2": [15, 20], "3": [6], "4": [3, 12], "5": [20], "6": [17, 20], "7": [5, 17], "8": [15], "9": [7], "10": [7],
       "11": [20], "12": [15], "13": [20, 21], "14": [13], "15": [1], "16": [14], "17": [20], "18": [3], "19": [13, 14],
       "20": [17, 20], "21": [7], "22": [2], "23": [20, 21], "24": [3, 6], "25": [13], "26": [1], "27": [13, 14], "28": [6],
       "29": [17, 20], "30": [13], "31": [17], "32": [2], "33": [2], "34": [17], "35": [6], "36": [14]}

# %% tags=["test"] exercise="02-5" right="두 문장을 달리 보아도"
answer_5 = {**answer_5, "문장 1": 19, "문장 2": 23}

# %% tags=["test"] exercise="02-5" wrong="같은 부호를 달았습니다"
answer_5 = dict.fromkeys(answer_5, 17)

# %% tags=["test"] exercise="02-5" wrong="쓰지 않는 번호"
answer_5 = {**answer_5, "문장 4": 11}

# %% tags=["test"] exercise="02-5" wrong="기술을 수단으로 쓴 문장"
answer_5 = {**dict.fromkeys(answer_5, 17), "문장 1": 20, "문장 2": 20}

# %% tags=["test"] exercise="02-5" wrong="다시 볼 문장: 1, 2, 3"
answer_5 = {**answer_5, "문장 1": 19, "문장 2": 19, "문장 3": 19}

# %% tags=["test"] exercise="02-5" wrong="정수 하나를"
answer_5 = {**answer_5, "문장 5": "D20-1"}

# %% tags=["test"] exercise="02-5" wrong="'문장 3', '문장 7' 칸이 비어"
answer_5 = {**answer_5, "문장 3": ..., "문장 7": ...}

# %% [markdown] exercise="02-6"
# 아래 분석은 `rate_term`이 앞 시기(b)보다 뒤 시기(a)에 더 쓰였는지를 횟수로 견줍니다. 그런데 두 시기의 글의 양이 다릅니다.
# ①② 두 시기에 센 낱말의 수(`data.counts`의 횟수를 모두 더한 것), ③④ 백만 낱말에 나온 횟수(비율)를 내고, ⑤ 비율이 b에서 a로 움직인
# 방향을 적으십시오. ⑥ 그 다음 표는 문서를 다시 뽑아 얻은 비율의 95% 띠입니다. 두 띠가 겹치면 방향을 말할 '근거가 모자랍니다',
# 겹치지 않으면 '근거가 있습니다'를 고르십시오.

# %% exercise="02-6" part="given"
counts = data.counts.assign(stage=data.counts["document"].map(data.stage))
of_rate_term = counts[counts["term"] == rate_term].groupby("stage")["count"].sum()[[stage_a, stage_b]]
"늘었다" if of_rate_term[stage_a] > of_rate_term[stage_b] else "줄었다"

# %%
bands = trends.trend(data.counts, data.stage, [rate_term], order=[*data.order, "시기 미상"], seed=seed).set_index("period")
bands.loc[[stage_a, stage_b], ["low", "high"]].set_axis(["띠의 아래 끝", "띠의 위 끝"], axis=1).rename_axis("시기").reset_index()

# %% exercise="02-6" part="answer"
### BEGIN SOLUTION
size = counts.groupby("stage")["count"].sum()[[stage_a, stage_b]]
per_million = of_rate_term / size * 1_000_000
(low_a, low_b), (high_a, high_b) = bands.loc[[stage_a, stage_b], ["low", "high"]].to_numpy().T
answer_6 = {
    "낱말 수 a": size[stage_a],
    "낱말 수 b": size[stage_b],
    "비율 a": per_million[stage_a],
    "비율 b": per_million[stage_b],
    "방향": "늘었다" if per_million[stage_a] > per_million[stage_b] else "줄었다",
    "판단": "근거가 있습니다" if low_a > high_b or low_b > high_a else "근거가 모자랍니다",
}
### END SOLUTION

# %% exercise="02-6" part="check"
check("02-6", answer_6)
### BEGIN HIDDEN TESTS
check.require("02-6", answer_6)
### END HIDDEN TESTS

# %% tags=["test"] exercise="02-6" right="trend의 표에서"
rows = trends.trend(data.counts, data.stage, [rate_term], order=[*data.order, "시기 미상"]).set_index("period")
answer_6 = {**answer_6, "낱말 수 a": rows.loc[stage_a, "words"], "비율 a": rows.loc[stage_a, "rate"],
            "비율 b": round(rows.loc[stage_b, "rate"])}

# %% tags=["test"] exercise="02-6" wrong="횟수로 결론을 냈습니다"
answer_6 = {**answer_6, "방향": "줄었다" if answer_6["방향"] == "늘었다" else "늘었다"}

# %% tags=["test"] exercise="02-6" wrong="'방향'에는 다음 가운데"
answer_6 = {**answer_6, "방향": "늘어났다"}

# %% tags=["test"] exercise="02-6" wrong="우연과 가를 근거가"
answer_6 = {**answer_6, "판단": "근거가 있습니다" if answer_6["판단"] == "근거가 모자랍니다" else "근거가 모자랍니다"}

# %% tags=["test"] exercise="02-6" wrong="조사까지 모든 낱말을"
tokens_of = data.whole["document"].map(data.stage).value_counts()
answer_6 = {**answer_6, "낱말 수 a": tokens_of[stage_a], "낱말 수 b": tokens_of[stage_b]}

# %% tags=["test"] exercise="02-6" wrong="비율이 서로 바뀌었습니다"
answer_6 = {**answer_6, "비율 a": answer_6["비율 b"], "비율 b": answer_6["비율 a"]}

# %% tags=["test"] exercise="02-6" wrong="문서의 수를 적었습니다"
sizes = data.stage.value_counts()
answer_6 = {**answer_6, "낱말 수 a": sizes[stage_a], "낱말 수 b": sizes[stage_b]}

# %% tags=["test"] exercise="02-6" wrong="백만을 곱하십시오"
answer_6 = {**answer_6, "비율 a": answer_6["비율 a"] / 1e6, "비율 b": answer_6["비율 b"] / 1e6}

# %% tags=["test"] exercise="02-6" wrong="낱말 수가 서로 바뀌었습니다"
answer_6 = {**answer_6, "낱말 수 a": answer_6["낱말 수 b"], "낱말 수 b": answer_6["낱말 수 a"]}

# %% [markdown] exercise="02-7"
# 그림은 `trend_term`이 시기마다 백만 낱말에 몇 번 나왔는지를 보입니다. 그림을 보고 ① 비율이 가장 높은 시기,
# ② 한 번도 나오지 않은 시기를 모두, ③ `stage_a`와 `stage_b`의 띠가 겹치는지를 적고, ④ 보고서에 쓸 수 있는 문장을 고르십시오.
#
# 가. 비율이 오른 것은 그 시기의 정책이 성공했기 때문이다. ·
# 나. 한 번도 나오지 않은 시기에는 정부가 이 일을 하지 않았다. · 다. 이 요약문들에서는 ①의 시기에 이 낱말의 비율이 가장 높았다.
#
# 범례의 '몰려 나온 때'는 그 낱말이 든 문서가 유난히 몰린 시기를 따로 잴 때의 표시입니다. 이 그림에서는 재지 않아 모두 '보통'입니다.

# %% exercise="02-7" part="given"
flow = trends.trend(data.counts, data.stage, [trend_term], order=[*data.order, "시기 미상"], seed=seed)
charts.trend_lines(flow, title=f"'{trend_term}'의 흐름", source="정책 문서 요약문(원문이 아님)")

# %% exercise="02-7" part="answer"
### BEGIN SOLUTION
by_period = flow.set_index("period")
a, b = by_period.loc[stage_a], by_period.loc[stage_b]
answer_7 = {
    "비율이 가장 높은 시기": by_period["rate"].idxmax(),
    "한 번도 나오지 않은 시기": by_period.index[by_period["count"] == 0].tolist(),
    "두 시기의 띠": "겹치지 않습니다" if a["low"] > b["high"] or b["low"] > a["high"] else "겹칩니다",
    "쓸 수 있는 문장": "다",
}
### END SOLUTION

# %% exercise="02-7" part="check"
check("02-7", answer_7)
### BEGIN HIDDEN TESTS
check.require("02-7", answer_7)
### END HIDDEN TESTS

# %% tags=["key"] exercise="02-7"
key = {"쓸 수 있는 문장": ["다"]}

# %% tags=["test"] exercise="02-7" right="마침표를 찍어도"
answer_7 = {**answer_7, "쓸 수 있는 문장": "다."}

# %% tags=["test"] exercise="02-7" right="차례와 띄어쓰기가 달라도"
answer_7 = {**answer_7, "비율이 가장 높은 시기": answer_7["비율이 가장 높은 시기"].replace("정부", " 정부"),
            "한 번도 나오지 않은 시기": by_period.index[by_period["count"] == 0][::-1]}

# %% tags=["test"] exercise="02-7" wrong="더 있습니다"
answer_7 = {**answer_7, "한 번도 나오지 않은 시기": []}

# %% tags=["test"] exercise="02-7" wrong="나온 시기가 들어 있습니다"
answer_7 = {**answer_7, "한 번도 나오지 않은 시기": by_period.index}

# %% tags=["test"] exercise="02-7" wrong="그림이 말하지 않는 것"
answer_7 = {**answer_7, "쓸 수 있는 문장": "가"}

# %% tags=["test"] exercise="02-7" wrong="다른 말로 적었거나"
answer_7 = {**answer_7, "쓸 수 있는 문장": "나"}

# %% tags=["test"] exercise="02-7" wrong="그림에 없는 시기"
answer_7 = {**answer_7, "비율이 가장 높은 시기": "2023년"}

# %% [markdown] exercise="02-8"
# 글은 디지털플랫폼정부가 데이터, 플랫폼, 여러 주체, 가치를 앞세운다고 말합니다. 그 가운데 `idea`의 부호가 붙은 문장의 몫을
# `stage_a`와 `stage_b`에서 견줍니다. 보기 전에 규칙을 정해 둡니다.
#
# - 어느 한쪽이라도 근거 문장(그 부호가 붙은 문장)이 5개보다 적으면 **판단할 수 없음**.
# - 그렇지 않고 '배'(a의 몫 ÷ b의 몫)가 1.5 이상이면 **주장 쪽**, 1/1.5 이하이면 **반대쪽**, 그 사이면 **판단할 수 없음**.
#
# ①② 두 몫(근거 문장 ÷ 모든 문장), ③ 배, ④ 판정을 적고, ⑤ 결과에 덧붙일 말을 고르십시오. 표의 '근거 문장'은 그 부호가 붙은 문장이고
# '모든 문장'은 그 시기의 모든 문장입니다. 몫은 소수 넷째 자리, 배는 반올림하지 않은 몫으로 셈해 둘째 자리까지 적습니다.
# 이 문항의 규칙은 02과 13절의 시험(문서 5건, 이름은 세지 않음)을 줄인 것이라 판정이 다를 수 있습니다.
#
# 가. 그러므로 정책이 국민의 삶을 바꾸었다. · 나. 요약문에서 센 것이므로 원문과 실제의 정책은 다를 수 있다. ·
# 다. 문장의 몫이 크면 예산도 크다.

# %% exercise="02-8" part="given"
codebook = agenda.load_codebook()
coded = agenda.code_sentences(data.whole, data.sentences, codebook).query("scheme == 'dpg'")
shares = agenda.agenda_by(coded, data.stage, sentences=data.sentences)
tables.in_korean(shares[(shares["code"] == idea) & shares["group"].isin([stage_a, stage_b])][["group", "sentences", "of"]])

# %% exercise="02-8" part="answer"
### BEGIN SOLUTION
rows = shares[shares["code"] == idea].set_index("group").loc[[stage_a, stage_b]]
share_a, share_b = rows["sentences"] / rows["of"]
times = share_a / share_b
decided = "주장 쪽" if times >= 1.5 else "반대쪽" if times <= 1 / 1.5 else "판단할 수 없음"
answer_8 = {
    "몫 a": share_a,
    "몫 b": share_b,
    "배": times,
    "판정": decided if rows["sentences"].min() >= 5 else "판단할 수 없음",
    "덧붙일 말": "나",
}
### END SOLUTION

# %% exercise="02-8" part="check"
check("02-8", answer_8)
### BEGIN HIDDEN TESTS
check.require("02-8", answer_8)
### END HIDDEN TESTS

# %% tags=["key"] exercise="02-8"
key = {"덧붙일 말": ["나"]}

# %% tags=["test"] exercise="02-8" right="표의 몫을 반올림해서"
answer_8 = {**answer_8, "몫 a": round(rows["share"].iloc[0], 3), "몫 b": round(rows["share"].iloc[1], 4), "배": np.round(times, 2)}

# %% tags=["test"] exercise="02-8" wrong="백분율이나 문장 수를"
answer_8 = {**answer_8, "몫 a": share_a * 100, "몫 b": share_b * 100}

# %% tags=["test"] exercise="02-8" wrong="부호가 붙은 문장만으로"
among = agenda.agenda_by(coded, data.stage).set_index(["code", "group"])["share"]
answer_8 = {**answer_8, "몫 a": among[(idea, stage_a)], "몫 b": among[(idea, stage_b)]}

# %% tags=["test"] exercise="02-8" wrong="넷째 자리까지 적으십시오"
answer_8 = {**answer_8, "몫 a": round(share_a, 1), "몫 b": round(share_b, 1)}

# %% tags=["test"] exercise="02-8" wrong="두 몫을 뺐습니다"
answer_8 = {**answer_8, "배": share_a - share_b}

# %% tags=["test"] exercise="02-8" wrong="먼저 정한 규칙과 다른"
answer_8 = {**answer_8, "판정": "반대쪽" if answer_8["판정"] != "반대쪽" else "주장 쪽"}

# %% tags=["test"] exercise="02-8" wrong="이 수가 보여 주지 않습니다"
answer_8 = {**answer_8, "덧붙일 말": "가"}

# %% [markdown]
# ## 여기까지
#
# 모두 통과했으면 02-5에서 기준과 달랐던 문장을 짝과 견주어 보십시오. 부호는 사람마다 다를 수 있으며,
# 얼마나 다른지는 `agreement.measures`로 잴 수 있습니다.

# %%
check.progress()
