"""Checks of the two exercises of lesson 5 in which others hand something in: submissions to the store, and an indicator card."""

from collections.abc import Iterator

from dpgkit.exercises import expected05, keys, material05
from dpgkit.exercises.catalogue import exercise
from dpgkit.exercises.forms import LIST, TEXT, WHOLE, Step
from dpgkit.exercises.given import Kpi
from dpgkit.exercises.values import compact, same_words
from dpgkit.kpi import ACCOUNTABILITY
from dpgkit.kpi.achievement import DIRECTIONS, FORMULAS

TAKEN, *REFUSALS = expected05.OUTCOMES.values()
GUARD = "wrongly_refused"


@exercise("05-8", "제출을 받을지 거절할지 가려내기", goal=6, kind="submission", minutes=10, difficulty=1,
          where="13. 공유 측정: 여러 기관이 한 저장소에",
          hints=("차례로 보십시오. 맡은 지표인가, 있는 기간인가, 단위가 맞는가, 분자와 분모와 값이 맞는가, 마감 앞인가, 처음 내는 값인가.",
                 "비율은 값을 비워 두어도 됩니다. 이미 낸 값은 정정 까닭(reason)을 적어야 다시 낼 수 있습니다."),
          form={f"줄 {number}": (TAKEN, *REFUSALS) for number in range(1, material05.ROWS + 1)})
def submissions_sorted(answer: dict, given: Kpi) -> Iterator[Step]:
    """Check which made-up submissions the store takes, and why it refuses the others."""
    outcomes = expected05.outcomes(given.seed)
    got = [answer[f"줄 {number}"] for number in range(1, material05.ROWS + 1)]
    yield got.count(TAKEN) < len(got), "모두 받지는 않습니다. 규칙을 어긴 줄이 있습니다."
    yield got.count(TAKEN) > 0, "모두 거절하지는 않습니다. 규칙에 맞는 줄도 있습니다."
    for number, (mine, right) in enumerate(zip(got, outcomes, strict=True), start=1):
        yield mine == TAKEN or right != TAKEN, f"{number}번 줄은 규칙에 맞는데 거절했습니다. 빈 값과 정정 까닭을 다시 보십시오."
        yield mine != TAKEN or right == TAKEN, f"{number}번 줄은 받지 않습니다. 단위, 기간, 맡은 지표, 분모를 차례로 보십시오."
        yield mine == right, f"{number}번 줄을 거절하는 까닭이 다릅니다. 그 줄에서 어긴 것은 하나뿐입니다."


@exercise("05-9", "망가진 지표 카드를 점검하고 고치기", goal=1, kind="sheet", minutes=16, difficulty=3, where="3. 지표 카드와 열 가지 규칙",
          hints=("indicators.check_cards(cards)는 어긴 규칙의 번호와 할 일을 알려 줍니다. 고친 뒤에도 다시 돌려 보십시오.",
                 "방향은 목표와 기준값을 견주어, 짝 지표는 값을 꾸밀 때 나빠질 것으로 정합니다. 모르는 것은 지어내지 않습니다."),
          form={"어긴 규칙": LIST, "지어내지 않고는 못 고치는 규칙": WHOLE, "direction": tuple(DIRECTIONS), "denominator": TEXT,
                "formula": tuple(FORMULAS), "guard_indicator": TEXT, "accountability": tuple(ACCOUNTABILITY)})
def card_mended(answer: dict, given: Kpi) -> Iterator[Step]:
    """Check which rules a damaged card breaks, and that the mended card breaks none that can be kept without inventing."""
    cards = material05.damaged_cards(given.seed)
    broken, got = set(expected05.broken_rules(cards)), {compact(rule).removeprefix("규칙") for rule in answer["어긴 규칙"]}
    yield got <= set(map(str, range(1, 11))), "규칙의 번호를 1부터 10까지의 수로 적으십시오."
    missed = {str(rule) for rule in broken} - got
    yield not missed, f"어긴 규칙이 {len(missed)}개 더 있습니다. 한 카드가 아니라 묶음을 점검하십시오."
    yield len(got) == len(broken), "지킨 규칙이 들어 있습니다. 표 rule_table에서 어긴 곳이 0인 규칙은 빼십시오."
    yield (keys.fits("05-9", "지어내지 않고는 못 고치는 규칙", answer["지어내지 않고는 못 고치는 규칙"]),
           "그 규칙은 카드 안의 것만으로 고칠 수 있습니다. 출처가 알려 주지 않은 칸이 어느 규칙에 걸렸는지 보십시오.")
    left = expected05.broken_rules(material05.mended(cards, answer))
    for rule in (5, 3, 6, 8, 7):
        yield rule not in left, f"고친 카드가 규칙 {rule}번을 아직 어깁니다: {left.get(rule)}."
    yield ("당첨자" in compact(answer["denominator"]) and "부적격" not in compact(answer["denominator"]),
           "분모는 정의의 '가운데'에 해당하는 사람들입니다. 정의를 다시 읽고 무엇 가운데서 세는지 적으십시오.")
    yield (same_words(answer["guard_indicator"], GUARD),
           "그 지표는 값을 꾸며도 나빠지지 않습니다. 신청을 지나치게 막아 비율을 낮출 때 나빠질 지표를 고르십시오.")
    yield not set(left) - {expected05.UNFIXABLE}, "고치기 전에 지키던 규칙을 어기게 되었습니다. 다른 칸은 그대로 두십시오."
