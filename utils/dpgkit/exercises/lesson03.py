"""Checks of the exercises of lesson 3: each step recounts from the cases of the kit, and names one way to go wrong."""

from collections.abc import Iterator

from dpgkit.cases import caserows
from dpgkit.exercises import casework, expected03, keys, traces
from dpgkit.exercises.catalogue import exercise
from dpgkit.exercises.forms import LIST, NUMBER, TEXT, WHOLE, Step
from dpgkit.exercises.given import CollectiveImpact
from dpgkit.exercises.values import compact, near, same_members, same_words
from dpgkit.impact.coders import MEASURED_AS, SCALE

ENOUGH = 8               # of ten cells rated as the key has them
SENTENCES = ("가", "나", "다", "라")
DESIGNS = tuple(caserows.labels("ci_case_list", "design").values())
LEGAL, SUNSET, TOLD, LIFE = ("강함", "약함", "없음", "모름"), ("강함", "지킴", "못 지킴", "모름"), ("알려짐", "모름"), ("이어짐", "끝남")


@exercise("03-1", "표를 짜고 근거가 있는 칸 세기", goal=1, kind="compute", minutes=12, difficulty=1, where="3. 근거의 상태",
          hints=("줄이 아니라 칸을 셉니다. 조건과 주체가 같은 줄은 몇 개라도 한 칸입니다. 성과와 한계는 조건이 아닙니다.",
                 "조건을 줄로, 주체를 열로 하는 표를 짭니다. "
                 "칸마다 상태가 '근거 있음'인 줄이 하나라도 있으면 1, 없으면 0을 적고 더하십시오."),
          form={"모든 칸": WHOLE, "근거 있는 칸": WHOLE, "근거 있는 칸의 비율": NUMBER, "채운 칸의 비율": NUMBER,
                "근거가 가장 얇은 주체": LIST})
def cells_counted(answer: dict, given: CollectiveImpact) -> Iterator[Step]:
    """Check how many cells of the table hold documented evidence, and how many are above level 0."""
    found = expected03.counted(given.case)
    share, filled = found.documented / found.cells, found.filled / found.cells
    told, right = answer["근거 있는 칸"], answer["근거 있는 칸"] == found.documented
    yield (answer["모든 칸"] == found.cells or answer["모든 칸"] != found.rows,
           "줄의 수를 적었습니다. 칸은 다섯 조건과 세 주체가 만나는 자리입니다.")
    yield answer["모든 칸"] == found.cells, "모든 칸의 수가 다릅니다. 조건의 수와 주체의 수를 곱하십시오. 성과와 한계는 조건이 아닙니다."
    yield right or told != found.all_documented, "성과와 한계의 줄까지 셌습니다. 다섯 조건의 줄만 남기십시오."
    yield right or told != found.rows_documented, "근거 있는 줄을 셌습니다. 한 칸에 두 줄이 있어도 한 칸입니다."
    yield right or told != found.filled, "수준이 0보다 큰 칸을 셌습니다. 여기서는 상태가 '근거 있음'인 줄이 있는 칸을 셉니다."
    yield right, "근거 있는 칸의 수가 다릅니다. 추론과 혜택만은 문서로 확인한 근거가 아닙니다."
    for name, expected in (("근거 있는 칸의 비율", share), ("채운 칸의 비율", filled)):
        yield 0 <= answer[name] <= 1, f"'{name}'은 0과 1 사이의 값입니다. 100을 곱하지 마십시오."
        what = "근거 있는 칸을 모든 칸으로" if expected is share else "수준이 0보다 큰 칸을 모든 칸으로"
        yield near(answer[name], expected, 0.006), f"'{name}'이 다릅니다. {what} 나누십시오. 근거와 수준은 다른 열입니다."
    yield (set(map(compact, answer["근거가 가장 얇은 주체"])) & set(map(compact, found.thinnest)),
           "주체마다 근거 있는 칸을 세고 가장 적은 주체를 적으십시오.")
    yield same_members(answer["근거가 가장 얇은 주체"], found.thinnest), "칸의 수가 같은 주체가 있으면 모두 적고, 더 많은 주체는 빼십시오."


@exercise("03-2", "어긋난 인용 찾기", goal=2, kind="trace", minutes=12, difficulty=2, where="4. 근거가 된 문장",
          hints=("근거에 든 수가 옆의 글에도 있는지 줄마다 보십시오. 하나도 없는 줄이 어긋난 줄입니다. 해와 달은 세지 않습니다.",
                 "어긋난 줄의 문장에서 # 앞이 문서의 이름입니다. sentences에서 그 문서의 문장만 골라 근거의 수가 든 문장을 찾으십시오."),
          form={"어긋난 줄": WHOLE, "바른 문장": TEXT, "인용하기 전에": ("가", "나", "다")})
def citation_traced(answer: dict, given: CollectiveImpact) -> Iterator[Step]:
    """Check which of four citations leads to the wrong sentence, and which sentence it should lead to."""
    rows = traces.drawn_citations(given.seed)
    wrong = rows[rows["wrong"]].iloc[0]
    document, _, number = answer["바른 문장"].partition("#")
    known = traces.sentences_of(wrong["document"])
    yield 1 <= answer["어긋난 줄"] <= traces.CITED, f"줄의 번호는 1에서 {traces.CITED}까지입니다."
    yield (answer["어긋난 줄"] == wrong.name + 1,
           "그 줄은 근거에 든 수가 문장에도 있습니다. 근거의 수가 옆의 글에 하나도 없는 줄을 찾으십시오.")
    yield ("#" in answer["바른 문장"] and number.strip().isdigit(),
           "바른 문장은 '문서이름#번호'로 적습니다. 예를 들면 2023_dpg_plan#5입니다.")
    yield same_words(document, wrong["document"]), "다른 문서의 문장입니다. 문서는 바르고 문장의 번호만 어긋났습니다."
    yield int(number) in known, "그 문서에 없는 문장 번호입니다. 번호는 1부터 그 문서의 문장 수까지입니다."
    yield (not same_words(answer["바른 문장"], wrong["shown"]),
           "표에 보인 어긋난 문장을 그대로 적었습니다. 그 문서의 다른 문장을 찾으십시오.")
    yield (any(same_words(answer["바른 문장"], one) for one in wrong["cited"]),
           "그 문장으로는 이 근거를 받칠 수 없습니다. 근거에 든 수가 그대로 나오는 문장을 찾으십시오.")
    yield (keys.fits("03-2", "인용하기 전에", answer["인용하기 전에"]),
           "이 말뭉치의 글은 요약문입니다. 논문에 옮겨 적기 전에 무엇을 더 보아야 합니까?")


@exercise("03-3", "열 칸에 수준 매기기", goal=3, kind="rating", minutes=15, difficulty=3, where="6. 수준 매기기",
          hints=("상태부터 보십시오. '근거 미확인'과 '혜택만'은 0입니다. 문서로 확인한 만큼만 매깁니다.",
                 "눈금표에서 그 조건의 줄만 보고, 3의 뜻이 근거에 적혀 있는지, 아니면 2, 아니면 1인지 위에서부터 내려오십시오. "
                 "참여했다는 것만 적혀 있으면 1, 수량과 기한이나 담당이 적혀 있으면 2입니다."),
          form={f"칸 {number}": WHOLE for number in range(1, casework.RATED + 1)})
def cells_rated(answer: dict, given: CollectiveImpact) -> Iterator[Step]:
    """Check the levels given to ten cells against the key, which allows several where coders may differ."""
    rated, drawn = list(answer.values()), casework.drawn_cells(given.seed)
    idle = [str(number) for number, (level, status) in enumerate(zip(rated, drawn["status"], strict=True), start=1)
            if status in ("unverified", "benefit_only") and level]
    right = [keys.fits("03-3", cell, level) for cell, level in zip(drawn["cell"], rated, strict=True)]
    again = [number for number, fits in enumerate(right, start=1) if not fits]
    high = [number for number in again if not any(keys.fits("03-3", drawn["cell"][number - 1], level)
                                                  for level in range(rated[number - 1], SCALE[-1] + 1))]
    yield set(rated) <= set(SCALE), "수준은 0, 1, 2, 3 가운데 하나입니다."
    yield len(set(rated)) > 1, "열 칸에 같은 수준을 매겼습니다. 칸마다 눈금표의 그 조건 줄과 견주십시오."
    yield not idle, f"근거를 찾지 못했거나 혜택만 받은 칸은 0으로 둡니다. 다시 볼 칸: {', '.join(idle)}."
    yield (rated.count(3) <= 4,
           "3이 너무 많습니다. 3은 고친 기록, 공개한 실패, 채운 빈틈처럼 눈금의 끝에 적힌 것이 근거에 있을 때만 매깁니다.")
    yield (len(high) < 4 or len(high) < len(again) - 1,
           f"전체로 높게 매겼습니다({len(high)}칸). 활동이 훌륭해 보이는지가 아니라 눈금의 말이 근거에 있는지를 보십시오.")
    yield (sum(right) >= ENOUGH,
           f"열 칸 가운데 {sum(right)}칸이 기준의 값과 같습니다. {ENOUGH}칸부터 통과입니다. 다시 볼 칸: {', '.join(map(str, again))}.")


@exercise("03-4", "카파를 손으로", goal=3, kind="compute", minutes=15, difficulty=3, where="7. 두 사람이 따로 매기기",
          hints=("우연히 일치할 비율: 수준마다 (가가 그 수준을 준 비율 × 나가 그 수준을 준 비율)을 내고 0에서 3까지 더합니다.",
                 "카파 = (그대로 일치한 비율 - 우연히 일치할 비율) ÷ (1 - 우연히 일치할 비율)입니다."),
          form={"그대로 일치한 비율": NUMBER, "우연히 일치할 비율": NUMBER, "카파": NUMBER, "카파가 더 낮은 까닭": ("가", "나", "다")})
def kappa_by_hand(answer: dict, given: CollectiveImpact) -> Iterator[Step]:
    """Check raw agreement, agreement by chance and Cohen's kappa of two practice coders."""
    found = expected03.chance(given.left_out)
    raw, expected, kappa = (answer[name] for name in ("그대로 일치한 비율", "우연히 일치할 비율", "카파"))
    yield 0 <= raw <= 1 and 0 <= expected <= 1, "비율은 0과 1 사이의 값입니다. 칸의 수나 백분율을 적지 마십시오."
    yield not near(raw, 1 - found.raw, 0.001) or near(raw, found.raw, 0.001), "어긋난 비율을 적었습니다. 두 값이 같은 칸을 세십시오."
    yield near(raw, found.raw, 0.001), "그대로 일치한 비율이 다릅니다. 두 사람의 값이 같은 칸의 수를 모든 칸의 수로 나누십시오."
    yield (not near(expected, found.even, 0.001),
           "네 수준이 똑같이 나온다고 보았습니다. 두 사람이 실제로 그 수준을 얼마나 자주 주었는지를 써야 합니다.")
    yield (near(expected, found.expected, 0.001) or not near(expected, found.pooled, 0.001),
           "두 사람의 비율을 평균해 제곱했습니다. 코헨의 카파는 두 사람의 비율을 서로 곱합니다.")
    yield near(expected, found.expected, 0.001), "우연히 일치할 비율이 다릅니다. 수준마다 두 비율을 곱해 모두 더하십시오."
    yield not near(kappa, found.raw - found.expected, 0.001), "우연을 빼기만 했습니다. '1 - 우연히 일치할 비율'로 나누어야 합니다."
    yield (not near(kappa, (found.raw - found.expected) / found.raw, 0.001),
           "나누는 수가 다릅니다. 일치한 비율이 아니라 '1 - 우연히 일치할 비율'로 나눕니다.")
    yield near(kappa, found.kappa, 0.002), "카파가 다릅니다. 도움말의 식에 앞의 두 값을 넣고, 반올림은 마지막에 하십시오."
    yield (keys.fits("03-4", "카파가 더 낮은 까닭", answer["카파가 더 낮은 까닭"]),
           "카파의 식에서 무엇을 뺐는지 보십시오. 두 사람이 많이 쓴 수준이 겹치면 무엇이 커집니까?")


@exercise("03-5", "측정 수준을 바꾼 분석 고치기", goal=3, kind="repair", minutes=10, difficulty=2, where="7. 두 사람이 따로 매기기",
          hints=("눈금에는 차례가 있으나 0과 1의 사이와 1과 2의 사이가 같다는 보장은 없습니다. 매기기 전에 정해 둔 수준을 쓰십시오.",
                 "agreement.alpha(표, level=\"...\", scale=(0, 1, 2, 3)).value에서 level만 바꿉니다. "
                 "이름은 nominal, ordinal, interval입니다."),
          form={"고친 알파": NUMBER, "고치기 전의 판정": expected03.VERDICTS, "고친 뒤의 판정": expected03.VERDICTS,
                "쓰지 말아야 할 까닭": SENTENCES})
def level_repaired(answer: dict, given: CollectiveImpact) -> Iterator[Step]:
    """Check alpha at the level of measurement that the rubric declares, and the verdict before and after."""
    broken, right = (expected03.alpha(given.left_out, level) for level in (given.level, MEASURED_AS))
    other = expected03.alpha(given.left_out, "interval" if given.level == "nominal" else "nominal")
    got, fits = answer["고친 알파"], near(answer["고친 알파"], right, 0.0006)
    yield -1 <= got <= 1, "알파는 1을 넘지 않습니다. 100을 곱하지 마십시오."
    yield fits or not near(got, broken, 0.0006), "고치기 전의 값입니다. 측정 수준이 아직 그대로입니다."
    yield fits or not near(got, other, 0.0006), "다른 수준으로 바꾸었으나 미리 정한 수준이 아닙니다. 눈금에 있는 것은 차례뿐입니다."
    yield (fits or not near(got, expected03.chance(given.left_out).kappa, 0.0006), "카파를 적었습니다. 여기서는 알파를 고칩니다.")
    yield fits, "고친 알파가 다릅니다. 같은 칸에서 측정 수준만 바꾸십시오."
    yield answer["고치기 전의 판정"] == expected03.verdict_of(broken), "고치기 전의 판정이 다릅니다. 주어진 값을 .667과 .800에 견주십시오."
    yield answer["고친 뒤의 판정"] == expected03.verdict_of(right), "고친 뒤의 판정이 다릅니다. 고친 알파를 .667과 .800에 견주십시오."
    yield (keys.fits("03-5", f"쓰지 말아야 할 까닭 {given.level}", answer["쓰지 말아야 할 까닭"]),
           "고치기 전의 수준이 값의 차이를 어떻게 세는지 보십시오. 무엇을 버리거나, 있지도 않은 무엇을 있다고 봅니까?")


@exercise("03-6", "두 사례 견주기", goal=4, kind="compare", minutes=10, difficulty=2, where="8. 사례끼리 견주기",
          hints=("사례마다 조건의 수준은 그 조건에서 가장 높은 칸입니다. 평균을 쓰면 주체를 많이 그린 사례가 낮아 보입니다.",
                 "한쪽에 그 조건의 줄이 없으면 0이 아니라 모르는 것입니다. 그 조건은 견줄 수 없는 조건에 적습니다. 없으면 []입니다."),
          form={"더 높은 조건": LIST, "더 낮은 조건": LIST, "견줄 수 없는 조건": LIST, "쓸 수 있는 문장": SENTENCES})
def cases_compared(answer: dict, given: CollectiveImpact) -> Iterator[Step]:
    """Check in which conditions a case stands higher or lower than another, and in which nothing can be said."""
    table = expected03.compared(given.case, given.other)
    higher, lower, unknown = expected03.differing(table)
    by_mean = expected03.differing(table, "own_mean", "other_mean")
    got = [answer[name] for name in ("더 높은 조건", "더 낮은 조건", "견줄 수 없는 조건")]
    right = same_members(got[0], higher) and same_members(got[1], lower)
    names = {compact(label) for label in table["label"]}
    yield {compact(one) for side in got for one in side} <= names, f"조건의 이름을 표에 적힌 대로 적으십시오: {', '.join(table['label'])}."
    sets = [set(map(compact, side)) for side in got]
    yield (sum(map(len, sets)) == len(set.union(*sets)),
           "한 조건이 두 칸에 들어 있습니다. 조건마다 한 칸에만 적고, 같은 수준이면 어디에도 적지 않습니다.")
    yield (not set(map(compact, unknown)) & {compact(one) for side in got[:2] for one in side},
           "줄이 없는 조건을 0으로 보고 견주었습니다. 찾지 못한 것과 없는 것은 다릅니다.")
    yield same_members(got[2], unknown), "견줄 수 없는 조건이 다릅니다. 어느 한쪽이라도 그 조건의 줄이 없는 것만 적으십시오."
    yield (right or not (same_members(got[0], lower) and same_members(got[1], higher)),
           "두 사례가 서로 바뀌었습니다. case를 other에 견줍니다.")
    yield (right or not (same_members(got[0], by_mean[0]) and same_members(got[1], by_mean[1])),
           "칸의 평균으로 견주었습니다. 주체의 칸 수가 다르므로 조건마다 가장 높은 칸을 쓰십시오.")
    yield same_members(got[0], higher), "더 높은 조건이 다릅니다. 조건마다 두 사례의 가장 높은 수준을 나란히 놓으십시오."
    yield same_members(got[1], lower), "더 낮은 조건이 다릅니다. 조건마다 두 사례의 가장 높은 수준을 나란히 놓으십시오."
    yield (keys.fits("03-6", "쓸 수 있는 문장", answer["쓸 수 있는 문장"]),
           "그 문장은 이 표가 말하지 않는 것을 말합니다. 수준은 찾은 문서로 한 사람이 매긴 값입니다.")


@exercise("03-7", "발표된 성과를 되풀이하기", goal=4, kind="replicate", minutes=10, difficulty=2, where="8. 사례끼리 견주기",
          hints=("근거의 글에서 전체와 부분을 따로 찾으십시오. '가운데', '중' 앞의 수가 전체입니다.",
                 "비율 = 부분 ÷ 전체입니다. 성과의 설계는 표의 '성과 설계' 열에 있습니다. "
                 "견줄 대상이 없는 값은 협력의 몫을 말하지 못합니다."),
          form={"전체": WHOLE, "부분": WHOLE, "비율": NUMBER, "성과의 설계": DESIGNS, "쓸 수 있는 문장": SENTENCES})
def figure_replicated(answer: dict, given: CollectiveImpact) -> Iterator[Step]:
    """Check a published share computed anew, and what may be said of it given how the outcome is known."""
    figure = expected03.FIGURES[given.figure]
    whole, part, share = answer["전체"], answer["부분"], answer["비율"]
    expected = figure.part / figure.whole
    yield not (whole == figure.part and part == figure.whole), "전체와 부분이 서로 바뀌었습니다."
    yield whole == figure.whole, "전체가 다릅니다. 근거의 글에서 '가운데'나 '에서' 앞에 적힌 수를 찾으십시오."
    yield part == figure.part or part != figure.whole - figure.part, "나머지를 적었습니다. 묻는 것은 글에 적힌 부분입니다."
    yield part == figure.part, "부분이 다릅니다. 근거의 글에 적힌 수를 그대로 옮기십시오."
    yield not near(share, expected * 100, 0.6), "백분율을 적었습니다. 비율은 0과 1 사이의 값입니다."
    yield not near(share, figure.part / (figure.whole - figure.part), 0.0006), "나머지로 나누었습니다. 전체로 나누어야 비율이 됩니다."
    yield not near(share, figure.whole / figure.part, 0.006), "전체를 부분으로 나누었습니다. 거꾸로입니다."
    yield near(share, expected, 0.0006), "비율이 다릅니다. 부분을 전체로 나누고 소수 셋째 자리까지 적으십시오."
    yield (answer["성과의 설계"] == casework.figure(given.figure)["성과 설계"].iloc[0],
           "성과의 설계가 다릅니다. 이 사례의 '성과 설계' 열을 그대로 적으십시오.")
    yield (keys.fits("03-7", "쓸 수 있는 문장", answer["쓸 수 있는 문장"]),
           "그 문장은 이 비율이 말하지 않는 것을 말합니다. 견줄 대상이 있는지, 고른 사례인지, 나머지가 무엇인지 보십시오.")


@exercise("03-8", "모둠의 표에서 어긴 규칙 찾기", goal=5, kind="rule", minutes=12, difficulty=2, where="5. 표의 다섯 규칙",
          hints=("규칙을 1번부터 하나씩 들고 다섯 줄을 훑으십시오. 조건의 이름, 출처, 같은 근거, 국민이 하는 일, 매긴 사람과 날입니다.",
                 "같은 근거가 두 줄에 있으면 아래의 줄이 규칙 3을 어긴 것입니다. 국민의 줄에서는 국민이 하거나 정하는 말을 찾으십시오."),
          form={**{f"줄 {number}": WHOLE for number in range(1, casework.HANDED_IN + 1)}, "합치기 전에": ("가", "나", "다")})
def rules_found(answer: dict, given: CollectiveImpact) -> Iterator[Step]:
    """Check which rule each of five rows breaks."""
    expected = expected03.broken_rules(given.seed)
    got = [answer[f"줄 {number}"] for number in range(1, casework.HANDED_IN + 1)]
    yield set(got) <= set(range(6)), "규칙의 번호는 1에서 5까지이고, 어긴 것이 없으면 0입니다."
    yield any(got), "어긴 줄이 없다고 보았습니다. 다섯 줄 가운데 세 줄에 고칠 것이 있습니다."
    yield sum(map(bool, got)) == 3, "어긴 줄은 세 줄입니다. 멀쩡한 줄은 0으로 두십시오."
    clean = [str(number) for number, (one, rule) in enumerate(zip(got, expected, strict=True), start=1) if one and not rule]
    yield not clean, f"멀쩡한 줄을 어겼다고 했습니다: {', '.join(clean)}. 그 줄의 이름, 출처, 근거, 매긴 사람을 다시 보십시오."
    for number, (one, rule) in enumerate(zip(got, expected, strict=True), start=1):
        yield one == rule, f"줄 {number}은 고칠 줄이 맞으나 규칙의 번호가 다릅니다. 규칙의 뜻을 하나씩 대어 보십시오."
    yield (keys.fits("03-8", "합치기 전에", answer["합치기 전에"]),
           "어긴 줄은 지우거나 고쳐 주는 것이 아니라 근거를 아는 사람에게 돌려보내야 합니다.")


@exercise("03-9", "중추조직이 기댄 것 판정하기", goal=3, kind="judge", minutes=10, difficulty=1, where="9. 다른 틀로 되묻기",
          hints=("법률은 국회가 바꾸어야 하므로 강함, 대통령령이나 협약은 약함입니다. 기한보다 먼저 끝났으면 못 지킴, "
                 "적혀 있지 않으면 모름입니다.",
                 "인원과 예산은 그 조직 자체의 것이어야 합니다. 글에 수가 있어도 '전담 인원은 근거 미확인'이라고 적혀 있으면 모름입니다. "
                 "수준 3: 걸리는 것이 있으면 이르지 못합니다. 걸리는 것은 없고 모르는 것이 있으면 알 수 없습니다."),
          form={"법적 근거": LEGAL, "존속기한": SUNSET, "전담 인원": TOLD, "조직의 예산": TOLD, "지금도 있습니까": LIFE,
                "수준 3에": ("이릅니다", "이르지 못합니다", "알 수 없습니다")})
def backbone_judged(answer: dict, given: CollectiveImpact) -> Iterator[Step]:
    """Check the verdict on what an invented backbone stands on."""
    verdicts, overall = expected03.judged(given.seed)
    facts = casework.backbone(given.seed)
    yield answer["법적 근거"] == verdicts["법적 근거"], "법적 근거의 판정이 다릅니다. 누가 그것을 없앨 수 있는지 보십시오."
    yield (answer["존속기한"] == verdicts["존속기한"] or not facts.ended or answer["존속기한"] != "지킴",
           "기한이 남았는데 조직은 먼저 끝났습니다. 존속기한과 끝난 때를 견주십시오.")
    yield answer["존속기한"] == verdicts["존속기한"], "존속기한의 판정이 다릅니다. 적힌 기한, 끝난 때, 근거 미확인을 차례로 보십시오."
    for name, text in (("전담 인원", facts.staff), ("조직의 예산", facts.budget)):
        borrowed = any(letter.isdigit() for letter in text) and verdicts[name] == "모름"
        yield not (borrowed and answer[name] == "알려짐"), f"'{name}'에 적힌 수는 조직 자체의 것이 아닙니다. 글을 끝까지 읽으십시오."
        yield answer[name] == verdicts[name], f"'{name}'의 판정이 다릅니다. 조직 자체의 수가 적혀 있으면 알려짐, 아니면 모름입니다."
    yield answer["지금도 있습니까"] == verdicts["지금도 있습니까"], "끝난 때가 적혀 있는지 보십시오."
    yield answer["수준 3에"] == overall, "약함, 못 지킴, 끝남이 하나라도 있으면 이르지 못하고, 없으면서 모름이 있으면 알 수 없습니다."
