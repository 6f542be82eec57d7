"""One answer against the check of its exercise: passed, wrong and why, or not answered yet."""

from dataclasses import dataclass
from itertools import chain

from dpgkit.exercises import forms, values
from dpgkit.exercises.catalogue import Exercise

PASSED, WRONG, BLANK, FAILED = "통과", "다시", "빈칸", "검사 오류"


@dataclass(frozen=True)
class Verdict:
    """What a check says of an answer: one of the outcomes above, the sentence, and how many steps it took."""

    outcome: str
    message: str
    steps: int = 0

    @property
    def passed(self) -> bool:
        """Whether the answer is right."""
        return self.outcome == PASSED


def judge(exercise: Exercise, answer: object, given: object) -> Verdict:
    """Return the verdict on one answer: the first step that does not hold speaks.

    Parameters: ``answer`` whatever a notebook held, or what ``values.plain`` made of it; ``given`` the parameters of the lesson.
    """
    answer = values.plain(answer)
    if values.is_blank(answer):
        return Verdict(BLANK, f"아직 답이 없습니다. {exercise.variable}의 칸마다 ... 대신 값을 적고 다시 실행하십시오.")
    if not isinstance(answer, dict) and not (isinstance(answer, list) and len(answer) == 1):
        fields = ", ".join(f'"{name}"' for name in exercise.form)
        return Verdict(WRONG, f"{exercise.variable}는 이름과 값을 짝지은 사전이어야 합니다. 칸은 {fields}입니다.", 1)
    fields = forms.shaped(answer, exercise.form)
    taken = 0
    try:
        for holds, message in chain(forms.steps(fields, exercise.form), exercise.check(fields, given)):
            taken += 1
            if not holds:
                return Verdict(WRONG, message, taken)
    except Exception as error:           # an answer that the check did not foresee must not look right
        return Verdict(FAILED, f"이 답은 검사하지 못했습니다({type(error).__name__}). 값의 모양을 다시 보십시오.", taken)
    return Verdict(PASSED, "맞습니다.", taken)
