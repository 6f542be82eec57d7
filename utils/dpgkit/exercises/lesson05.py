"""Checks of the exercises of lesson 5: each step recomputes from the tables of the kit, and names one way to go wrong."""

from collections.abc import Iterator
from statistics import fmean

import numpy as np

from dpgkit.exercises import expected05, keys, material05
from dpgkit.exercises.cards05 import card_mended, submissions_sorted
from dpgkit.exercises.catalogue import exercise
from dpgkit.exercises.forms import LIST, NUMBER, WHOLE, Step
from dpgkit.exercises.given import Kpi
from dpgkit.exercises.values import near, same_members
from dpgkit.kpi import AGGREGATION, gaming, gates, satisfaction

__all__ = ["card_mended", "submissions_sorted"]         # of lesson 5 as well

RESULTS = tuple(gates.RESULTS.values())
TIMES = ("이미 됩니다", "2027년 하반기가 목표입니다", "알려진 때가 없습니다")
FORMULAS = ("목표 ÷ 실적", "2 − 실적 ÷ 목표", "좁힌 거리")
CRITERIA = ("기준1", "기준2", "기준3")
UNITS = tuple(material05.units().index)
CROWDED, NOT_CROWDED = "몰려 있습니다", "몰렸다고 볼 수 없습니다"
PERCENT = 0.06           # of a percentage asked for with one decimal
THIRD = 0.0011           # of a number asked for with three decimals


@exercise("05-1", "모르는 칸을 모르는 채로 판정하기", goal=2, kind="gate", minutes=10, difficulty=2, where="5. 단계와 문",
          hints=("낮은 끝은 모르는 칸을 0으로, 높은 끝은 1로 보고 낸 몫입니다. 분모는 늘 모든 기관입니다.",
                 "폭이 모두 기준값 이상이면 채움, 모두 아래이면 못 채움, 기준값에 걸치면 모름입니다."),
          form={"낮은 끝": NUMBER, "높은 끝": NUMBER, "신청의 낮은 끝": NUMBER, "신청의 높은 끝": NUMBER, "판정": RESULTS,
                "신청의 판정": RESULTS, "한 곳에서 신청하는 때": TIMES, "쓸 수 있는 문장": ("가", "나", "다")})
def gate_judged(answer: dict, given: Kpi) -> Iterator[Step]:
    """Check the range of two shares with unknown cells, and whether each meets the threshold."""
    shares = {"": expected05.share(given.function, given), "신청의 ": expected05.share("apply", given)}
    ends = [answer[f"{which}{end}"] for which in shares for end in ("낮은 끝", "높은 끝")]
    yield max(ends) > 1, "백분율로 적으십시오. 절반이면 0.5가 아니라 50입니다."
    for which, share in shares.items():
        name, low, high = which.strip() or "이 기능의", answer[f"{which}낮은 끝"], answer[f"{which}높은 끝"]
        yield low <= high, f"{name} 두 끝이 서로 바뀌었습니다. 낮은 끝에 작은 수를 적으십시오."
        yield (not (near(low, share.known_only, PERCENT) and near(high, low, PERCENT)),
               f"{name} 모르는 칸을 빼고 나눈 값입니다. 모르는 기관도 분모에 넣어 폭으로 적으십시오.")
        yield not near(low, high, PERCENT), f"{name} 두 끝이 같습니다. 모르는 칸이 있으면 낮은 끝과 높은 끝이 다릅니다."
        yield near(low, share.low, PERCENT), f"{name} 낮은 끝이 다릅니다. 되는 기관의 수를 모든 기관의 수로 나누십시오."
        yield near(high, share.high, PERCENT), f"{name} 높은 끝이 다릅니다. 되는 기관과 모르는 기관을 더해 나누십시오."
    for which, share in shares.items():
        name, got = which.strip() or "이 기능의", answer[f"{which}판정"]
        yield (share.result != "모름" or got == "모름",
               f"{name} 폭이 기준값에 걸쳐 있습니다. 모르는 값으로는 문을 열지도 닫지도 않습니다.")
        yield got == share.result, f"{name} 판정이 다릅니다. 폭의 두 끝을 기준값 {given.threshold}%와 견주십시오."
    yield answer["한 곳에서 신청하는 때"] != TIMES[0], "한 곳에서 신청이 된다고 적은 줄은 표에 없습니다. 열 open을 보십시오."
    yield answer["한 곳에서 신청하는 때"] == TIMES[1], "표의 note를 다시 읽으십시오. 언제로 알려졌는지 적은 줄이 있습니다."
    yield (keys.fits("05-1", "쓸 수 있는 문장", answer["쓸 수 있는 문장"]),
           "모르는 기관을 안 되는 기관으로 세거나 빼 버린 문장입니다. 아는 것과 모르는 것을 함께 적은 문장을 고르십시오.")


@exercise("05-2", "여러 해의 비율을 하나로 묶기", goal=3, kind="compute", minutes=10, difficulty=1, where="6. 측정값",
          hints=("합끼리 나누기는 분자의 합 ÷ 분모의 합입니다. 비율의 평균은 해마다의 비율을 더해 해의 수로 나눕니다.",
                 "바뀐 정도는 (그해의 분모 − 앞 해의 분모) ÷ 앞 해의 분모입니다. 줄었으면 음수입니다."),
          form={"합끼리 나눈 비율": NUMBER, "비율의 평균": NUMBER, "분모가 가장 크게 바뀐 해": WHOLE, "바뀐 정도": NUMBER,
                "카드가 정한 방법": tuple(AGGREGATION.values())})
def pooled(answer: dict, given: Kpi) -> Iterator[Step]:
    """Check both ways to pool the yearly rates, and the year in which the base changed most."""
    rows = material05.measured(given.pool_from, given.pool_to)
    ratio, mean = 100 * rows["numerator"].sum() / rows["denominator"].sum(), rows["rate"].mean()
    change = (100 * rows.set_index("year")["denominator"].pct_change()).dropna()
    year = int(change.abs().idxmax())
    got, other = answer["합끼리 나눈 비율"], answer["비율의 평균"]
    whole = material05.measured(2019, 2023)
    yield got > 1 and other > 1, "백분율로 적으십시오. 100을 곱하지 않은 값입니다."
    yield not (near(got, mean, THIRD) and near(other, ratio, THIRD)), "두 값이 서로 바뀌었습니다."
    yield not near(got, mean, THIRD), "합끼리 나눈 비율에 비율의 평균을 적었습니다. 분자끼리, 분모끼리 먼저 더하십시오."
    yield (near(got, ratio, THIRD) or not near(got, 100 * whole["numerator"].sum() / whole["denominator"].sum(), THIRD),
           "모든 해를 더했습니다. pool_from부터 pool_to까지만 더하십시오.")
    yield near(got, ratio, THIRD), "합끼리 나눈 비율이 다릅니다. 소수 셋째 자리까지 적으십시오."
    yield (near(other, mean, THIRD) or not near(other, fmean(rows["rate"].round(1)), THIRD),
           "이미 반올림한 비율을 평균했습니다. 반올림은 마지막에 한 번만 하십시오.")
    yield near(other, mean, THIRD), "비율의 평균이 다릅니다. 해마다의 비율(rate)을 더해 해의 수로 나누십시오."
    yield answer["분모가 가장 크게 바뀐 해"] != given.pool_from, "첫 해는 견줄 앞 해가 없습니다."
    yield answer["분모가 가장 크게 바뀐 해"] == year, "더 크게 바뀐 해가 있습니다. 늘어난 것과 줄어든 것을 크기로 견주십시오."
    yield not near(answer["바뀐 정도"], -change[year], PERCENT), "부호가 반대입니다. 줄었으면 음수로 적으십시오."
    yield near(answer["바뀐 정도"], change[year], PERCENT), "바뀐 정도가 다릅니다. 앞 해의 분모로 나누고 백분율로 적으십시오."
    yield answer["카드가 정한 방법"] == AGGREGATION["ratio_of_sums"], "지표 카드의 '묶는 방법'을 보십시오. 카드에 적힌 방법을 따릅니다."


@exercise("05-3", "산식은 값을 보기 전에 정하기", goal=3, kind="choose", minutes=12, difficulty=2, where="7. 달성률은 하나가 아닙니다",
          hints=("낮출수록 좋은 지표의 세 산식은 목표 ÷ 실적, 2 − 실적 ÷ 목표, (실적 − 기준) ÷ (목표 − 기준)입니다.",
                 "음수와 100을 넘는 값도 자르지 않고 적습니다. 카드의 '달성률 산식'은 kpi.card로 볼 수 있습니다."),
          form={**dict.fromkeys(FORMULAS, NUMBER), "카드가 정한 산식": FORMULAS, "보고할 달성률": NUMBER,
                "쓸 수 있는 문장": ("가", "나", "다")})
def formula_fixed(answer: dict, given: Kpi) -> Iterator[Step]:
    """Check one result under three formulas, and that the card decides which one is reported."""
    found = expected05.formulas(given)
    inverse, two_minus, gap = (answer[name] for name in FORMULAS)
    yield max(map(abs, (inverse, gap))) > 1, "백분율로 적으십시오. 100을 곱하지 않은 값입니다."
    yield (near(inverse, found[FORMULAS[0]], PERCENT) or not near(inverse, 1e4 / found[FORMULAS[0]], PERCENT),
           "목표 ÷ 실적이 거꾸로입니다. 낮출수록 좋은 지표이므로 목표를 실적으로 나누십시오.")
    yield near(inverse, found[FORMULAS[0]], PERCENT), "목표 ÷ 실적이 다릅니다. 실적은 result_year의 비율입니다."
    yield two_minus != 0 or near(found[FORMULAS[1]], 0, PERCENT), "음수를 0으로 잘랐습니다. 값은 자르지 말고 그대로 적으십시오."
    yield near(two_minus, found[FORMULAS[1]], PERCENT), "2 − 실적 ÷ 목표가 다릅니다. 나눈 값을 2에서 빼고 100을 곱하십시오."
    yield (near(gap, found[FORMULAS[2]], PERCENT) or not near(gap, 100 - found[FORMULAS[2]], PERCENT),
           "남은 거리를 적었습니다. 기준에서 목표까지 가운데 이미 간 몫을 적으십시오.")
    yield near(gap, found[FORMULAS[2]], PERCENT), "좁힌 거리가 다릅니다. (실적 − 기준) ÷ (목표 − 기준)이고 기준은 base_year의 비율입니다."
    yield answer["카드가 정한 산식"] == FORMULAS[2], "카드가 정한 산식이 아닙니다. 값이 커 보이는 산식이 아니라 카드의 항목을 보십시오."
    yield (near(answer["보고할 달성률"], found[FORMULAS[2]], PERCENT),
           "보고할 달성률이 카드가 정한 산식의 값과 다릅니다. 산식을 정했으면 그 값을 적습니다.")
    yield (keys.fits("05-3", "쓸 수 있는 문장", answer["쓸 수 있는 문장"]),
           "값을 보고 산식을 고르거나 뜻이 다른 수를 섞은 문장입니다. 먼저 정한 산식과 다른 산식의 값을 함께 밝히는 문장을 고르십시오.")


@exercise("05-4", "세 전문가의 판단을 잘못 모은 분석 고치기", goal=4, kind="repair", minutes=14, difficulty=3, where="8. 가중치: 쌍대비교",
          hints=("칸마다 세 판단을 곱해 세제곱근을 내면 기하평균입니다. 그 행렬은 마주 보는 칸의 곱이 모두 1입니다.",
                 "기준이 셋이면 줄마다 세 칸을 곱해 세제곱근을 내고, 그 셋을 더해 1이 되게 나누면 가중치입니다. ahp.weights로 견주십시오."),
          form={"마주 보는 칸의 곱": NUMBER, **dict.fromkeys(CRITERIA, NUMBER), "가장 무거운 기준": CRITERIA,
                "산술평균을 쓰지 않는 까닭": ("가", "나", "다")})
def judgements_joined(answer: dict, given: Kpi) -> Iterator[Step]:
    """Check the weights of three experts put together by the geometric mean, and what the arithmetic mean breaks."""
    found, got = expected05.group(given), np.array([answer[name] for name in CRITERIA])
    fits = np.abs(got - found.weights).max() <= THIRD / 2
    yield (not near(answer["마주 보는 칸의 곱"], 1, 0.0006) or near(found.product, 1, 0.0006),
           "곱이 1이면 서로 역수인 행렬입니다. 고치기 전의 표 broken에서 두 칸을 곱하십시오.")
    yield near(answer["마주 보는 칸의 곱"], found.product, THIRD), "마주 보는 칸의 곱이 다릅니다. broken의 1줄 2열과 2줄 1열을 곱하십시오."
    yield np.abs(got - found.means).max() > THIRD, "기하평균을 그대로 적었습니다. 셋을 더해 1이 되도록 그 합으로 나누십시오."
    yield near(got.sum(), 1, 0.003), "가중치 셋을 더하면 1이 되어야 합니다."
    yield (fits or np.abs(got - found.of_arithmetic).max() > THIRD / 2,
           "산술평균한 행렬의 가중치입니다. 칸마다 기하평균을 내어 행렬을 다시 만드십시오.")
    yield (fits or np.abs(got - found.mean_weights).max() > THIRD / 2,
           "사람마다 낸 가중치를 산술평균했습니다. 여기서는 판단을 먼저 모은 뒤에 가중치를 냅니다.")
    for name, value in zip(CRITERIA, found.weights, strict=True):
        yield near(answer[name], value, THIRD / 2), f"'{name}'의 가중치가 다릅니다. 소수 셋째 자리까지 적으십시오."
    yield answer["가장 무거운 기준"] == CRITERIA[int(found.weights.argmax())], "고친 가중치 가운데 가장 큰 것을 고르십시오."
    yield (keys.fits("05-4", "산술평균을 쓰지 않는 까닭", answer["산술평균을 쓰지 않는 까닭"]),
           "산술평균한 표에서 무엇이 깨졌는지 보십시오. 앞에서 낸 두 칸의 곱이 실마리입니다.")


@exercise("05-5", "순위가 얼마나 단단한지 읽기", goal=4, kind="chart", minutes=10, difficulty=2, where="9. 합성지수와 순위",
          hints=("점은 정한 가중치의 순위, 막대는 가중치를 흔들었을 때 머무는 범위입니다. 막대가 없으면 자리가 그대로입니다.",
                 "composites.composite에서 aggregation만 바꾸면 묶는 방법을 견줄 수 있습니다."),
          form={"자리가 그대로인 기관": LIST, "1위에 닿는 기관": LIST, "산술평균의 1위": UNITS, "기하평균의 1위": UNITS,
                "쓸 수 있는 문장": ("가", "나", "다")})
def ranks_read(answer: dict, given: Kpi) -> Iterator[Step]:
    """Check which organisations keep their rank when the weights move, and which come first under another mean."""
    table = expected05.ranks(given)
    steady, first = table.index[table["low"] == table["high"]], table.index[table["low"] == 1]
    moving, got, reach = table.index.difference(steady), answer["자리가 그대로인 기관"], answer["1위에 닿는 기관"]
    yield set(map(str, [*got, *reach])) <= set(UNITS), f"그림에 없는 이름이 있습니다. {', '.join(UNITS)} 가운데에서 적으십시오."
    yield not (len(moving) and same_members(got, moving)), "움직이는 기관을 적었습니다. 막대가 한 자리에 머무는 기관을 적으십시오."
    yield set(steady) <= set(got), "자리가 그대로인 기관이 더 있습니다. 막대의 길이가 0인 기관을 모두 적으십시오."
    yield same_members(got, steady), "자리가 바뀌는 기관이 들어 있습니다. 막대가 두 순위에 걸치면 넣지 않습니다."
    yield set(first) <= set(reach), "막대가 1위에 닿는 기관이 더 있습니다. 점이 아니라 막대의 왼쪽 끝을 보십시오."
    yield same_members(reach, first), "막대가 1위에 닿지 않는 기관이 들어 있습니다."
    by_sum, by_product = (expected05.first_by(way, given.first_weight) for way in ("arithmetic", "geometric"))
    yield answer["산술평균의 1위"] == by_sum, "산술평균의 1위가 다릅니다. 그림의 점을 보십시오."
    yield (answer["기하평균의 1위"] != answer["산술평균의 1위"],
           "묶는 방법을 바꾸지 않은 순위입니다. aggregation을 geometric으로 바꾸어 다시 셈하십시오.")
    yield answer["기하평균의 1위"] == by_product, "기하평균의 1위가 다릅니다. 열 rank가 1인 기관을 보십시오."
    yield (keys.fits("05-5", "쓸 수 있는 문장", answer["쓸 수 있는 문장"]),
           "그림보다 더 말하거나 덜 말한 문장입니다. 무엇을 바꾸면 1위가 달라지는지 적은 문장을 고르십시오.")


@exercise("05-6", "목표 앞뒤에 몰린 실적 살피기", goal=5, kind="compute", minutes=12, difficulty=3, where="10. 꾸민 수 찾기",
          hints=("막 닿은 쪽은 목표 이상, 목표 + 너비 미만입니다. 막 못 닿은 쪽은 목표 − 너비 초과, 목표 미만입니다.",
                 "p는 양쪽에 있을 가망이 같을 때 막 닿은 쪽이 이만큼이거나 더 많을 확률입니다. gaming.caliper_counts로 견주십시오."),
          form={"막 닿은 기관": WHOLE, "막 못 닿은 기관": WHOLE, "p": NUMBER, "판단": (CROWDED, NOT_CROWDED),
                "다음에 할 일": ("가", "나", "다")})
def crowding(answer: dict, given: Kpi) -> Iterator[Step]:
    """Check how many results lie just above and just below the target, and how likely that is by chance."""
    results = material05.agency_results(given.seed, given.aim)["실적"]
    row = gaming.caliper(results, given.aim, given.width).iloc[0]
    met, missed, p = answer["막 닿은 기관"], answer["막 못 닿은 기관"], answer["p"]
    on_it = int((results == given.aim).sum())
    yield met + missed < len(results), "모든 기관을 셌습니다. 목표 앞뒤의 너비 안만 세십시오."
    yield row["met"] == row["missed"] or (met, missed) != (row["missed"], row["met"]), "두 수가 서로 바뀌었습니다."
    yield on_it == 0 or (met, missed) != (row["met"] - on_it, row["missed"] + on_it), "목표와 똑같은 실적은 목표에 닿은 것입니다."
    yield met == row["met"], "막 닿은 기관의 수가 다릅니다. 목표 이상이고 목표 + 너비보다 작은 실적을 세십시오."
    yield missed == row["missed"], "막 못 닿은 기관의 수가 다릅니다. 목표보다 작고 목표 − 너비보다 큰 실적을 세십시오."
    yield 0 <= p <= 1, "확률은 0과 1 사이의 값입니다."
    yield near(p, row["p"]) or not near(p, 2 * row["p"]), "양쪽 확률입니다. 막 닿은 쪽에 몰린 것만 보므로 한쪽 확률을 냅니다."
    yield (near(p, row["p"]) or not near(p, gaming.caliper_counts(met + 1, missed - 1)),
           "막 닿은 수보다 더 많을 확률만 셌습니다. 그 수와 같은 경우도 넣으십시오.")
    yield (near(p, row["p"]) or not near(p, gaming.caliper_counts(missed, met)),
           "못 닿은 쪽에 몰릴 확률입니다. 막 닿은 쪽의 수를 넣으십시오.")
    yield near(p, row["p"]), "p가 다릅니다. 너비 안의 기관 수만큼 동전을 던진다고 보고 한쪽 확률을 넷째 자리까지 적으십시오."
    yield answer["판단"] == (CROWDED if row["p"] < gaming.ALERT else NOT_CROWDED), f"p를 관례의 {gaming.ALERT:g}와 견주십시오."
    yield (keys.fits("05-6", "다음에 할 일", answer["다음에 할 일"]),
           "이 점검은 왜곡의 증거가 아니라 다시 볼 자리를 알려 줍니다. 확인하는 일을 고르십시오.")


@exercise("05-7", "발표된 만족도 되풀이하기", goal=5, kind="replicate", minutes=14, difficulty=2, where="12. 만족도",
          hints=("점수의 평균은 다섯 단계에 0, 25, 50, 75, 100점을 주고 응답 수로 나눈 것입니다. 만족한 몫은 위의 두 단계입니다.",
                 "윌슨 구간은 satisfaction.wilson(만족한 사람 수, 응답 수)에 100을 곱합니다. 몫에 같은 폭을 더하고 빼는 구간이 아닙니다."),
          form={"점수의 평균": NUMBER, "만족한 몫": NUMBER, "윌슨 낮은 끝": NUMBER, "윌슨 높은 끝": NUMBER,
                "발표값을 내는 산식": ("점수의 평균", "만족한 몫"), "그대로 나온 달의 수": WHOLE})
def satisfaction_repeated(answer: dict, given: Kpi) -> Iterator[Step]:
    """Check both ways to sum up one month of answers, Wilson's interval, and which of them was published."""
    row = expected05.answers().loc[given.month]
    score, share, low, high = (answer[name] for name in ("점수의 평균", "만족한 몫", "윌슨 낮은 끝", "윌슨 높은 끝"))
    plain = expected05.wald(row)
    top = row["satisfied"] + row["very_satisfied"]
    strict = 100 * row["very_satisfied"] / row["n"]
    wide = [100 * end for end in satisfaction.wilson(int(top), int(row["n"]), confidence=0.99)]
    yield not near(score, row["score"] / 25 + 1, THIRD), "1점부터 5점으로 낸 평균입니다. 0, 25, 50, 75, 100점을 주십시오."
    yield min(score, share) > 1, "0과 100 사이의 값으로 적으십시오."
    yield not near(score, row["published_percent"], 0.0001), "발표된 값을 옮겨 적었습니다. 응답 수에서 다시 셈하십시오."
    yield not near(score, row["top_two"], PERCENT), "만족한 몫을 점수의 평균에 적었습니다. 두 산식은 서로 다른 수를 냅니다."
    yield near(score, row["score"], PERCENT), "점수의 평균이 다릅니다. 단계마다 점수 × 응답 수를 더해 모든 응답 수로 나누십시오."
    yield not near(share, strict, PERCENT), "'매우 만족'만 셌습니다. '만족'과 '매우 만족'을 더하십시오."
    yield near(share, row["top_two"], PERCENT), "만족한 몫이 다릅니다. 위의 두 단계를 모든 응답 수로 나누십시오."
    yield (near(low, row["top_two_low"], 0.006) or not near(low, plain[0], 0.006),
           "몫에서 같은 폭을 더하고 뺀 구간입니다. 윌슨 구간은 몫의 양쪽 폭이 다릅니다.")
    yield not near(low, wide[0], 0.006), "신뢰수준이 다릅니다. 95% 구간을 내십시오."
    yield near(low, row["top_two_low"], 0.011), "윌슨 구간의 낮은 끝이 다릅니다. 소수 둘째 자리까지 적으십시오."
    yield near(high, row["top_two_high"], 0.011), "윌슨 구간의 높은 끝이 다릅니다. 소수 둘째 자리까지 적으십시오."
    yield answer["발표값을 내는 산식"] == "점수의 평균", "두 값을 반올림해 그달의 발표값(published_percent)과 견주십시오."
    yield (answer["그대로 나온 달의 수"] == expected05.reproduced(),
           "달마다 그 산식의 값을 반올림해 발표값과 같은 달을 세십시오. 한 달이 아니라 표의 모든 달입니다.")
