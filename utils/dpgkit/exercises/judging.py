"""One answer against the check of its exercise: passed, wrong and why, or not answered yet."""

from collections.abc import Generator
from dataclasses import dataclass

from dpgkit.exercises import forms, values
from dpgkit.exercises.catalogue import Exercise

PASSED, WRONG, BLANK, FAILED = "통과", "다시", "빈칸", "검사 오류"
PARTLY, SHAPE = "빈칸 있음", "꼴"       # some fields are empty; a field holds what its kind does not allow
RIGHT = "맞습니다."


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
        variable = forms.particle(exercise.variable, "은", "는")
        return Verdict(SHAPE, f"{variable} 이름과 값을 짝지은 사전이어야 합니다. 칸은 {fields}입니다.", 1)
    taken, steps = 0, _steps(exercise, forms.shaped(answer, exercise.form), given)
    try:
        while True:
            outcome, (holds, message) = next(steps)
            taken += 1
            if not holds:
                return Verdict(outcome, message, taken)
    except StopIteration as end:
        return Verdict(PASSED, end.value, taken)
    except Exception as error:           # an answer that the check did not foresee must not look right
        return Verdict(FAILED, f"이 답은 검사하지 못했습니다({type(error).__name__}). 값의 모양을 다시 보십시오.", taken)


def _steps(exercise: Exercise, fields: dict[str, object], given: object) -> Generator[tuple[str, forms.Step], None, str]:
    """Yield every step with the outcome where it does not hold, and return what to say where all of them hold."""
    for step in forms.filled(fields, exercise.form):
        yield PARTLY, step
    for step in forms.steps(fields, exercise.form):
        yield SHAPE, step
    check = exercise.check(fields, given)
    while True:
        try:
            step = next(check)
        except StopIteration as end:
            return f"{RIGHT} {end.value}" if end.value else RIGHT
        yield WRONG, step
