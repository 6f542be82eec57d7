"""Checks of the exercises of lesson 2: each step recounts from the documents of the kit, and names one way to go wrong."""

import math

from dpgkit.exercises import expected02, keys, material
from dpgkit.exercises.catalogue import exercise
from dpgkit.exercises.forms import LIST, NUMBER, TEXT, WHOLE, Steps, particle
from dpgkit.exercises.given import PolicyText
from dpgkit.exercises.values import compact, near, same_members, same_words
from dpgkit.keywords.association import log_likelihood

ENOUGH = 8               # of ten sentences coded as the key has them
UNUSED = (11, 22)        # numbers that the Comparative Agendas Project does not use
TOPICS = (*range(1, 11), *range(12, 22), 23)
BANDS = ("겹칩니다", "겹치지 않습니다")
GROUNDS = ("근거가 모자랍니다", "근거가 있습니다")      # for saying that a rate moved


@exercise("02-1", "발표된 수 되풀이하기", goal=1, kind="replicate", minutes=10, difficulty=1, where="1. 방법부터 점검하기",
          hints=("글자 수는 len(text), 띄어쓰기로 나눈 낱말 수는 len(text.split())입니다. 괄호 안을 비운 split은 줄바꿈에서도 나눕니다.",
                 "발표값은 위 표의 '기준값'에 있습니다. 차이는 센 값에서 발표값을 뺍니다. 글자열의 횟수는 text.count(word)입니다."),
          form={"글자 수": WHOLE, "띄어쓰기 낱말 수": WHOLE, "글자열 횟수": WHOLE, "차이": WHOLE,
                "발표값과 다른 것": ("글자 수", "띄어쓰기 낱말 수")})
def recounted(answer: dict, given: PolicyText) -> Steps:
    """Check the counts of the Constitution against the file that comes with the kit, and against what was published."""
    text, published = material.constitution(), material.table("published_counts").set_index("measure")["expected"]
    letters, words, found = answer["글자 수"], answer["띄어쓰기 낱말 수"], answer["글자열 횟수"]
    yield (letters == len(text) or letters != published["characters"],
           "발표된 값을 옮겨 적었습니다. 지금 들어 있는 파일에서 글자를 세십시오.")
    yield (letters == len(text) or letters != len("".join(text.split())),
           "빈칸과 줄바꿈을 빼고 셌습니다. 발표값은 파일의 모든 글자를 센 것이므로 빼지 마십시오.")
    yield (letters == len(text) or letters != len(text.encode()),
           "글자가 아니라 바이트를 셌습니다. 한글 한 글자는 UTF-8에서 세 바이트입니다.")
    yield letters == len(text), "글자 수가 다릅니다. 글을 고치지 말고 그대로 세십시오."
    yield (words == len(text.split()) or words != len(text.split(" ")),
           "빈칸에서만 나누었습니다. 줄바꿈에서도 나누어야 두 낱말이 붙지 않습니다.")
    yield words == len(text.split()), "띄어쓰기로 나눈 낱말 수가 다릅니다. 글을 빈칸과 줄바꿈에서 나누어 세십시오."
    alone = sum(word == given.word for word in text.split())
    yield (found == text.count(given.word) or found != alone,
           "그 말만 홀로 선 낱말을 셌습니다. 조사가 붙은 것도 세려면 글자열로 찾아야 합니다.")
    yield (not alone < found < text.count(given.word),
           "글자열보다 적게 셌습니다. 글자열은 더 긴 낱말 속에 든 것('국회의원' 속의 '국회'처럼)도 셉니다. "
           "분석기가 센 명사의 횟수가 아니라 text.count(word)를 적으십시오.")
    yield found == text.count(given.word), f"글자열 '{given.word}'의 횟수가 다릅니다. 매개변수 word의 말을 글 전체에서 세십시오."
    yield answer["발표값과 다른 것"] == "글자 수", "두 값을 발표값과 하나씩 견주십시오. 하나는 그대로 나옵니다."
    yield answer["차이"] != published["characters"] - len(text), "부호가 반대입니다. 센 값에서 발표값을 빼십시오."
    yield answer["차이"] == len(text) - published["characters"], "차이가 다릅니다. 센 글자 수에서 발표된 글자 수를 빼십시오."
    return "낱말 수는 발표값과 같고 글자 수만 다릅니다. 값이 어긋나면 방법을 의심하기 전에 글이 같은 판인지부터 봅니다."


@exercise("02-2", "사전의 결정과 그 효과", goal=5, kind="compute", minutes=12, difficulty=2,
          where="3. 문장과 낱말 · 5. 빈도와 고르게 퍼진 정도",
          hints=("lexicon.with_stopwords(lexicon.load(), dropped)로 사전을 만들고 lexicon.drop_stopwords(data.kept, 그 사전)에 넣습니다.",
                 "빼기 전과 뒤의 줄(낱말 하나가 한 줄)을 셉니다. 순위는 keywords.frequency(terms.count_terms(남은 표))로 다시 냅니다."),
          form={"줄어든 낱말 수": WHOLE, "새 1위": TEXT, "새 1위의 횟수": WHOLE, "새로 5위 안에 든 말": LIST})
def dropped(answer: dict, given: PolicyText) -> Steps:
    """Check what taking out more stop words does to the counts."""
    before, after = expected02.frequencies(()), expected02.frequencies(tuple(given.dropped))
    less = before["count"].sum() - after["count"].sum()
    leading, first = [table["term"].head(5).tolist() for table in (before, after)], after.iloc[0]
    out = before[~before["term"].isin(after["term"])]
    right, top_right = answer["줄어든 낱말 수"] == less, answer["새 1위의 횟수"] == first["count"]
    yield right or answer["줄어든 낱말 수"] != len(out), "뺀 말의 가짓수를 적었습니다. 그 말이 나온 횟수를 모두 더한 만큼 줄어듭니다."
    yield (right or answer["줄어든 낱말 수"] != out["documents"].sum(),
           "그 말이 든 문서의 수를 더했습니다. 한 문서에 여러 번 나온 것도 셉니다.")
    yield (right or answer["줄어든 낱말 수"] != after["count"].sum(),
           "뺀 뒤에 남은 낱말 수를 적었습니다. 그만큼이 아니라 줄어든 만큼을 적으십시오.")
    yield right, "줄어든 낱말 수가 다릅니다. 빼기 전의 줄 수에서 뺀 뒤의 줄 수를 빼십시오."
    yield not any(same_words(answer["새 1위"], word) for word in given.dropped), "뺀 말이 아직 1위에 있습니다. 뺀 뒤의 표에서 고르십시오."
    yield same_words(answer["새 1위"], first["term"]), "새 1위가 다릅니다. 뺀 뒤에 횟수가 가장 많은 낱말을 고르십시오."
    yield top_right or answer["새 1위의 횟수"] != first["documents"], "문서 수를 적었습니다. 횟수는 '횟수'(count) 열에 있습니다."
    yield top_right, "새 1위의 횟수가 다릅니다. 다른 말을 빼도 그 말의 횟수는 달라지지 않습니다."
    new = [word for word in leading[1] if word not in leading[0]]
    yield (not same_members(answer["새로 5위 안에 든 말"], leading[1]),
           "뺀 뒤의 다섯 말을 모두 적었습니다. 전에는 5위 밖이던 말만 적으십시오.")
    yield same_members(answer["새로 5위 안에 든 말"], new), "새로 5위 안에 든 말이 다릅니다. 두 표의 앞 다섯 줄을 나란히 놓으십시오."
    return (f"불용어 {len(given.dropped)}개로 1위가 바뀌었습니다('{leading[0][0]}' → '{first['term']}'). "
            "순위를 보일 때에는 무엇을 왜 뺐는지 함께 적으십시오.")


@exercise("02-3", "핵심어 통계를 손으로", goal=2, kind="compute", minutes=15, difficulty=3, where="7. 시기를 가르는 말",
          hints=("기대 횟수 a = 두 시기에 나온 횟수의 합 × 시기 a의 낱말 수 ÷ 두 시기 낱말 수의 합입니다. "
                 "ln은 np.log, 밑이 2인 로그는 np.log2입니다.",
                 "로그 비 1은 두 배, -1은 절반입니다. a가 기대보다 많으면 G2도 로그 비도 양수여야 합니다."),
          form={"기대 횟수 a": NUMBER, "기대 횟수 b": NUMBER, "G2": NUMBER, "로그 비": NUMBER})
def keyness_by_hand(answer: dict, given: PolicyText) -> Steps:
    """Check expected counts, log-likelihood and log ratio of one term in two stages."""
    cells = expected02.cells_of(given.term, given.stage_a, given.stage_b)
    (chance_a, chance_b), g2 = cells.expected(), cells.likelihood()
    whole = float(log_likelihood(cells.count_a, cells.count_a + cells.count_b, cells.words_a, cells.words_a + cells.words_b))
    ratio, got = math.log2(cells.rates()[0] / cells.rates()[1]), answer["G2"]
    right = any(near(got, one, 0.02) for one in (g2, whole))
    yield (not (near(answer["기대 횟수 a"], chance_b, 0.02) and near(answer["기대 횟수 b"], chance_a, 0.02)),
           "두 기대 횟수가 서로 바뀌었습니다.")
    yield not _nearly(answer["기대 횟수 a"], chance_a, 0.02) and not _nearly(answer["기대 횟수 b"], chance_b, 0.02), _closer("둘")
    total = cells.count_a + cells.count_b
    yield (near(answer["기대 횟수 a"] + answer["기대 횟수 b"], total, 0.05),
           "두 기대 횟수를 더하면 두 시기에 나온 횟수의 합이 되어야 합니다.")
    yield (near(answer["기대 횟수 a"], chance_a, 0.02),
           "기대 횟수는 두 시기의 낱말 수에 비례해 나눕니다. 똑같이 반으로 나누거나 문서 수로 나누지 않았는지 보십시오.")
    yield right or not near(abs(got) * 2, abs(g2), 0.02), "마지막에 2를 곱하지 않았습니다. G²는 합의 두 배입니다."
    yield right or not near(abs(got) * math.log(10), abs(g2), 0.02), "밑이 10인 로그를 썼습니다. G²에는 자연로그(np.log)를 씁니다."
    yield right or not near(abs(got) * math.log(2), abs(g2), 0.02), "밑이 2인 로그를 썼습니다. G²에는 자연로그(np.log)를 씁니다."
    yield right or not near(got, -g2, 0.02), "부호가 반대입니다. 시기 a가 기대보다 많이 쓰면 양수, 적게 쓰면 음수입니다."
    yield right or not _nearly(got, g2, 0.02), _closer("둘")
    yield right, "G²가 다릅니다. 두 칸의 '횟수 × ln(횟수 ÷ 기대 횟수)'를 더해 2를 곱하십시오."
    yield not near(answer["로그 비"], ratio * math.log(2), 0.005), "로그 비에 자연로그를 썼습니다. 밑을 2로 하면 1이 두 배를 뜻합니다."
    yield not near(answer["로그 비"], 2**ratio, 0.005), "로그를 취하지 않았습니다. np.log2(비율 a / 비율 b)입니다."
    yield not near(answer["로그 비"], -ratio, 0.005), "로그 비의 두 시기가 바뀌었습니다. 시기 a의 비율을 시기 b의 비율로 나눕니다."
    yield not _nearly(answer["로그 비"], ratio, 0.005, 0.05), _closer("셋")
    yield near(answer["로그 비"], ratio, 0.005), "로그 비가 다릅니다. 횟수가 아니라 비율(횟수 ÷ 낱말 수)의 몫에 밑이 2인 로그를 취합니다."
    of_a, of_b = expected02.documents_with(given.term, given.stage_a, given.stage_b)
    side = "이보다 큽니다" if abs(g2) > expected02.CRITICAL else "여기에 못 미칩니다"
    size = particle(f"{abs(g2):.2f}", "은", "는")
    return (f"G2의 크기 {expected02.CRITICAL}가 p = .05의 경계이고, {size} {side}. "
            f"그 말이 나온 문서는 시기 a에 {of_a}건, 시기 b에 {of_b}건입니다. 횟수가 한두 문서에 몰리지 않았는지 함께 보십시오.")


def _nearly(got: float, expected: float, within: float, about: float = 0.1) -> bool:
    """Return whether a number is wrong only by rounding too early."""
    return near(got, expected, about) and not near(got, expected, within)


def _closer(digits: str) -> str:
    return f"거의 맞습니다. 소수 {digits}째 자리까지 적으십시오."


@exercise("02-4", "글자로 찾기와 낱말로 찾기", goal=3, kind="compute", minutes=10, difficulty=2, where="9. 낱말에서 문장으로",
          hints=("concordance.concordance(문장, 말)은 글자가 있는 모든 곳을, tokens=낱말표를 주면 그 낱말인 곳만 찾습니다.",
                 "낱말표의 lemma에 그 말이 들어 있되 같지는 않은 것을 골라 value_counts로 세면 어느 말이 품었는지 보입니다."),
          form={"글자로 찾은 곳": WHOLE, "낱말로 찾은 곳": WHOLE, "다른 낱말 속에 든 곳": WHOLE, "가장 자주 품은 말": TEXT})
def in_context(answer: dict, given: PolicyText) -> Steps:
    """Check how often a term stands as letters, as a word, and inside longer words."""
    letters, words, holders = expected02.found(given.kwic_term, given.stage_a)
    data = material.analysed()
    everywhere = sum(text.count(given.kwic_term) for text in data.sentences["text"])
    sentences = data.sentences.loc[data.sentences["document"].map(data.stage) == given.stage_a, "text"]
    with_term = int(sentences.str.contains(given.kwic_term, regex=False).sum())
    got = answer["글자로 찾은 곳"]
    yield got == letters or got != everywhere, "모든 시기의 문장에서 찾았습니다. 시기가 stage_a인 문서의 문장만 고르십시오."
    yield got == letters or got != with_term, "그 말이 든 문장의 수를 셌습니다. 한 문장에 두 번 나오면 두 곳입니다."
    yield got == letters or got != words, "낱말로 찾은 수를 적었습니다. tokens를 주지 않고 찾으십시오."
    yield got == letters, "글자로 찾은 곳의 수가 다릅니다. stage_a의 문장에서 매개변수 kwic_term의 말을 찾으십시오."
    yield answer["낱말로 찾은 곳"] != letters, "글자로 찾은 수와 같습니다. tokens=tokens를 주었는지 보십시오."
    yield (answer["낱말로 찾은 곳"] == words,
           "낱말로 찾은 곳의 수가 다릅니다. 합친 명사가 든 낱말표(data.whole)에서 그 시기의 것을 쓰십시오.")
    yield answer["다른 낱말 속에 든 곳"] == letters - words, "다른 낱말 속에 든 곳은 글자로 찾은 곳에서 낱말로 찾은 곳을 뺀 것입니다."
    yield not same_words(answer["가장 자주 품은 말"], given.kwic_term), "찾는 말 자체를 적었습니다. 그 말을 품은 더 긴 낱말을 적으십시오."
    yield (same_words(answer["가장 자주 품은 말"], holders.index[0]),
           "가장 자주 품은 말이 다릅니다. 그 말이 든 lemma를 횟수로 줄 세우십시오.")
    return (f"글자로 찾은 {letters}곳 가운데 {letters - words}곳은 더 긴 낱말 속입니다. "
            "찾으려던 뜻이 어느 쪽이었는지에 따라 셀 것이 다릅니다.")


@exercise("02-5", "열 문장에 의제 부호 달기", goal=4, kind="coding", minutes=15, difficulty=3, where="10. 의제 부호",
          hints=("수단이 아니라 내용을 보십시오. 컴퓨터로 한 세금 신고는 기술(17)이 아니라 세금의 이야기이고, "
                 "CAP은 세금을 거시경제(1)에 둡니다.",
                 "행정 조직, 공무원, 증명서, 국제 평가, 행정서비스 자체를 말하면 20, 통신망과 컴퓨터 기술 자체를 말하면 17입니다. "
                 "개인정보는 2, 복지는 13, 주택과 청약과 노숙은 14입니다."),
          form={f"문장 {number}": WHOLE for number in range(1, material.SENTENCES + 1)})
def coded(answer: dict, given: PolicyText) -> Steps:
    """Check the topics given to ten sentences against the key, which allows several where coders may differ."""
    given_codes, drawn = list(answer.values()), material.drawn_sentences(given.seed)["sentence"]
    yield not set(given_codes) & set(UNUSED), "11과 22는 쓰지 않는 번호입니다. 부호표에 있는 번호만 적으십시오."
    yield set(given_codes) <= set(TOPICS), "부호표에 없는 번호가 있습니다. 1에서 23까지의 큰 부호(11과 22는 없음)만 적으십시오."
    yield (len(set(given_codes)) > 1,
           "열 문장에 같은 부호를 달았습니다. 전자적인 수단은 거의 모든 문장에 나옵니다. 문장이 무엇을 다루는지 보십시오.")
    technical = sum(code == 17 for code in given_codes)
    yield technical <= 6, f"{technical}문장을 17(기술)로 보았습니다. 기술을 수단으로 쓴 문장은 그 내용의 부호를 답니다."
    right = [keys.fits("02-5", number, code) for number, code in zip(drawn, given_codes, strict=True)]
    again = ", ".join(str(number) for number, fits in enumerate(right, start=1) if not fits)
    yield (sum(right) >= ENOUGH,
           f"열 문장 가운데 {sum(right)}문장이 기준 부호와 같습니다. {ENOUGH}문장부터 통과입니다. 다시 볼 문장: {again}.")
    if not again:
        return "열 문장이 모두 기준과 같습니다. 짝이 다르게 본 문장이 있으면 왜 그런지 이야기하십시오."
    return f"열 문장 가운데 {sum(right)}문장이 기준과 같아 통과입니다. 기준과 다른 문장: {again}. 왜 다르게 보았는지 짝과 이야기하십시오."


@exercise("02-6", "횟수로 견준 분석 고치기", goal=2, kind="repair", minutes=10, difficulty=2, where="8. 흐름",
          hints=("두 시기의 글의 양이 다르면 횟수를 바로 견줄 수 없습니다. 시기마다 센 낱말의 수를 먼저 구하십시오.",
                 "비율 = 횟수 ÷ 그 시기에 센 낱말의 수 × 1,000,000입니다. 방향은 횟수가 아니라 비율로, 판단은 두 띠가 겹치는지로 냅니다."),
          form={"낱말 수 a": WHOLE, "낱말 수 b": WHOLE, "비율 a": NUMBER, "비율 b": NUMBER, "방향": ("늘었다", "줄었다"), "판단": GROUNDS})
def rates_not_counts(answer: dict, given: PolicyText) -> Steps:
    """Check that two stages of different size are compared by rates."""
    cells = expected02.cells_of(given.rate_term, given.stage_a, given.stage_b)
    sizes, rates = (cells.words_a, cells.words_b), cells.rates()
    got, per_million = (answer["낱말 수 a"], answer["낱말 수 b"]), (answer["비율 a"], answer["비율 b"])
    documents = material.analysed().stage.value_counts()
    yield (got != tuple(documents[[given.stage_a, given.stage_b]]),
           "문서의 수를 적었습니다. 시기마다 센 낱말의 수(count의 합)가 있어야 합니다.")
    tokens = expected02.all_tokens()
    yield (got != tuple(tokens[[given.stage_a, given.stage_b]]),
           "조사까지 모든 낱말을 셌습니다. 세는 명사(data.counts)의 횟수만 더하십시오.")
    yield got != sizes[::-1], "두 시기의 낱말 수가 서로 바뀌었습니다. a는 뒤 시기(stage_a)입니다."
    yield got == sizes, "시기의 낱말 수가 다릅니다. 그 시기 문서의 count를 모두 더하십시오. 그 낱말만이 아니라 모든 낱말입니다."
    yield (not all(near(one, rate / 1e6, 1e-5) for one, rate in zip(per_million, rates, strict=True)),
           "낱말 하나에 대한 비율입니다. 백만을 곱하십시오.")
    yield not all(near(one, count, 0.01) for one, count in zip(per_million, cells[:2], strict=True)), "비율이 아니라 횟수를 적었습니다."
    yield (not all(near(one, rate, max(1, rate / 1000)) for one, rate in zip(per_million, rates[::-1], strict=True)),
           "두 시기의 비율이 서로 바뀌었습니다. a는 뒤 시기(stage_a)입니다.")
    for name, one, rate in zip("ab", per_million, rates, strict=True):
        yield near(one, rate, max(1, rate / 1000)), f"비율 {name}가 다릅니다. 횟수를 그 시기의 낱말 수로 나누고 백만을 곱하십시오."
    went = "늘었다" if rates[0] > rates[1] else "줄었다"
    yield answer["방향"] == went, "횟수로 결론을 냈습니다. 앞 시기(b)에서 뒤 시기(a)로 비율이 어떻게 움직였는지 보십시오."
    apart = bool(expected02.bands_gap(expected02.rate_bands(given), given) > 0)
    yield (answer["판단"] == GROUNDS[apart],
           "판단이 다릅니다. 한쪽 띠의 아래 끝이 다른 쪽 띠의 위 끝보다 높아야 겹치지 않는 것이고, 겹치면 우연과 가를 근거가 모자랍니다.")
    return expected02.on_chance(went, cells, apart)


@exercise("02-7", "흐름 그림 읽기", goal=2, kind="chart", minutes=8, difficulty=1, where="8. 흐름",
          hints=("점의 높이는 비율, 옅은 띠는 문서를 다시 뽑아 얻은 95% 범위입니다. 새 셀에서 flow를 실행하면 표로 나옵니다.",
                 "두 띠가 겹치는지는 한쪽의 아래 끝(low)이 다른 쪽의 위 끝(high)보다 높은지로 봅니다."),
          form={"비율이 가장 높은 시기": TEXT, "한 번도 나오지 않은 시기": LIST, "두 시기의 띠": BANDS,
                "쓸 수 있는 문장": ("가", "나", "다")})
def flow_read(answer: dict, given: PolicyText) -> Steps:
    """Check what was read from the chart of a trend."""
    table = expected02.flow(given.trend_term, given.seed).set_index("period")
    most, seen = table["rate"].idxmax(), table["count"].idxmax()
    never, got = table.index[table["count"] == 0].tolist(), answer["한 번도 나오지 않은 시기"]
    said = answer["비율이 가장 높은 시기"]
    yield (same_words(said, most) or not same_words(said, seen),
           "횟수가 가장 많은 시기를 적었습니다. 글이 많은 시기는 횟수도 많습니다. 점의 높이를 보십시오.")
    yield any(same_words(said, period) for period in table.index), "그림에 없는 시기입니다. 가로축의 이름을 그대로 적으십시오."
    yield same_words(said, most), "비율이 가장 높은 시기가 다릅니다. 가장 높은 점의 시기를 읽으십시오."
    yield ({compact(one) for one in never} <= set(map(compact, got)),
           "한 번도 나오지 않은 시기가 더 있습니다. 높이가 0인 점을 모두 찾으십시오.")
    yield same_members(got, never), "나온 시기가 들어 있습니다. 높이가 낮은 것과 0은 다릅니다."
    apart = bool(expected02.bands_gap(table, given) > 0)
    yield (answer["두 시기의 띠"] == BANDS[apart],
           "stage_a와 stage_b의 띠를 다시 보십시오. 한쪽의 아래 끝이 다른 쪽의 위 끝보다 높아야 겹치지 않는 것입니다.")
    fits = keys.fits("02-7", "쓸 수 있는 문장", answer["쓸 수 있는 문장"])
    yield (fits or answer["쓸 수 있는 문장"] != "나",
           "요약문에 그 말이 나오지 않은 것과 정부가 그 일을 하지 않은 것은 다릅니다. 다른 말로 적었거나 요약에서 빠졌을 수 있습니다.")
    yield (fits, "그 문장은 그림이 말하지 않는 것을 말합니다. 무엇을 센 것인지(요약문의 낱말)만 말하는 문장을 고르십시오.")
    return ("두 시기의 띠가 겹치지 않으므로 비율의 차이를 말할 수 있으나, 까닭은 이 그림에 없습니다." if apart else
            "두 시기의 띠가 겹치므로 점의 높이가 달라도 두 시기의 차이를 말할 근거가 모자랍니다.")


@exercise("02-8", "글의 주장을 시험하기", goal=4, kind="choose", minutes=12, difficulty=3,
          where="10. 의제 부호 · 13. 글의 주장을 시험하기",
          hints=("몫 = 근거 문장 ÷ 모든 문장입니다. 둘 다 위 표의 같은 줄에 있습니다.",
                 "먼저 정한 규칙대로만 판정합니다. 값을 본 뒤에 규칙을 바꾸면 시험이 아닙니다."),
          form={"몫 a": NUMBER, "몫 b": NUMBER, "배": NUMBER, "판정": ("주장 쪽", "반대쪽", "판단할 수 없음"),
                "덧붙일 말": ("가", "나", "다")})
def claim_tested(answer: dict, given: PolicyText) -> Steps:
    """Check the share of sentences with one idea in two stages, and the verdict by the rule set beforehand."""
    (share_a, seen_a, coded_a), (share_b, seen_b, coded_b) = expected02.idea_shares(given)
    ratio = share_a / share_b
    yield answer["몫 a"] < 1 and answer["몫 b"] < 1, "백분율이나 문장 수를 적었습니다. 몫은 0과 1 사이의 값입니다."
    yield not near(answer["몫 a"], coded_a), "부호가 붙은 문장만으로 나누었습니다. 그 시기의 '모든 문장'으로 나누십시오."
    yield not (near(answer["몫 a"], share_b) and near(answer["몫 b"], share_a)), "두 시기의 몫이 서로 바뀌었습니다. a는 stage_a입니다."
    for name, share in zip("ab", (share_a, share_b), strict=True):
        yield (near(answer[f"몫 {name}"], share, 0.0006),
               f"stage_{name}의 몫이 다릅니다. 표의 '근거 문장'을 같은 줄의 '모든 문장'으로 나누십시오. "
               "둘째 자리까지만 적었다면 넷째 자리까지 적으십시오.")
    yield not near(answer["배"], share_a - share_b, 0.001), "두 몫을 뺐습니다. '배'는 stage_a의 몫을 stage_b의 몫으로 나눈 것입니다."
    yield near(answer["배"], ratio, 0.02 * ratio), "'배'가 다릅니다. stage_a의 몫을 stage_b의 몫으로 나누십시오."
    yield (answer["판정"] == expected02.verdict_of(ratio, seen_a, seen_b),
           "먼저 정한 규칙과 다른 판정입니다. 문장 수의 조건부터 차례로 따져 보십시오.")
    yield (keys.fits("02-8", "덧붙일 말", answer["덧붙일 말"]),
           "그 말은 이 수가 보여 주지 않습니다. 무엇에서 센 수인지와 무엇을 말하지 못하는지를 밝히는 말을 고르십시오.")
    return (f"먼저 정한 규칙으로는 '{answer['판정']}'입니다(근거 문장 {seen_a}개와 {seen_b}개, {ratio:.2f}배). 규칙이 다르면 판정도 "
            "다를 수 있으니 02과 13절의 판정과 견주어 보십시오.")
