"""What a notebook uses: ``check("01-3", answer_3)`` says at once whether an answer is right, and if not, where to look."""

import html
from collections import Counter
from dataclasses import dataclass

import pandas as pd

from dpgkit.errors import ParameterError
from dpgkit.exercises import catalogue, given, variants
from dpgkit.exercises.catalogue import Exercise
from dpgkit.exercises.judging import BLANK, PARTLY, PASSED, SHAPE, WRONG, Verdict, judge

COLOURS = {PASSED: "#1b6e3c", BLANK: "#555", PARTLY: "#555", SHAPE: "#555"}
KEPT = "앞서 통과한 문항이라 진도는 그대로입니다. 채점은 마지막에 적은 답으로 합니다."
OTHER = "#9a3412"
BOX = "display:inline-block;width:1.4em;height:.7em;margin-right:2px;border:1px solid #555"


class Checker:
    """Checks the answers of one exercise notebook, and remembers which were right once and how often each was wrong.

    Parameters: ``lesson`` a name or a number; ``values`` the parameters of the notebook.
    Raises ParameterError for parameters that cannot be, or with which an exercise has no good answer.
    """

    def __init__(self, lesson: str, **values: object) -> None:
        self.lesson = catalogue.named(lesson)
        self.exercises = catalogue.of_lesson(self.lesson)
        self.values = given.validated(self.lesson, values)
        variants.refuse_unsolvable(self.lesson, self.values)
        self.passed: set[str] = set()
        self.tries: Counter[str] = Counter()

    def __call__(self, name: str, answer: object) -> "Feedback":
        """Return what the check of an exercise says of an answer; hints come with the first and the second failure.

        Empty fields and slips of form are no failures, and what passed once stays passed.
        Raises ParameterError for an unknown exercise.
        """
        exercise = self._named(name)
        verdict = judge(exercise, answer, self.values)
        self.tries[name] += verdict.outcome == WRONG
        self.passed |= {name} if verdict.passed else set()
        return Feedback(exercise, verdict, self.tries[name], self.progress())

    def require(self, name: str, answer: object) -> None:
        """Raise AssertionError with the words of the check where an answer is not right; graders use it."""
        verdict = judge(self._named(name), answer, self.values)
        assert verdict.passed, f"{name}: {verdict.message}"

    def parameters(self) -> pd.DataFrame:
        """Return the parameters of the notebook as a table: 매개변수, 값, 뜻."""
        return given.as_table(self.values)

    def progress(self) -> "Progress":
        """Return how many exercises have passed so far."""
        return Progress({name: name in self.passed for name in self.exercises})

    def _named(self, name: str) -> Exercise:
        if name not in self.exercises:
            raise ParameterError("없는 문항입니다.", value=name, allowed=self.exercises, todo="문항의 번호를 고치십시오.")
        return self.exercises[name]


@dataclass(frozen=True, repr=False)
class Progress:
    """How far a lesson is done: for each exercise whether it has passed."""

    done: dict[str, bool]

    def __str__(self) -> str:
        bar = "".join("■" if passed else "□" for passed in self.done.values())
        return f"진도 {bar} {sum(self.done.values())}/{len(self.done)}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        count, most = sum(self.done.values()), len(self.done)
        boxes = "".join(f'<span title="{name}" style="{BOX};background:{"#1b6e3c" if passed else "#fff"}"></span>'
                        for name, passed in self.done.items())
        return (f'<div role="progressbar" aria-valuemin="0" aria-valuemax="{most}" aria-valuenow="{count}" '
                f'aria-label="진도">진도 {boxes} {count}/{most}</div>')


@dataclass(frozen=True, repr=False)
class Feedback:
    """What a student sees after a check: the verdict, the hints earned so far, where to look again, and the progress."""

    exercise: Exercise
    verdict: Verdict
    tries: int
    progress: Progress

    @property
    def passed(self) -> bool:
        """Whether the answer is right."""
        return self.verdict.passed

    def lines(self) -> list[str]:
        """Return the sentences, one a line."""
        first = f"[{self.verdict.outcome}] {self.exercise.name} {self.exercise.title}: {self.verdict.message}"
        if self.verdict.outcome in (PASSED, BLANK):
            return [first]
        hints = [f"도움말 {number}: {hint}" for number, hint in enumerate(self.exercise.hints[:self.tries], start=1)]
        kept = [KEPT] if self.progress.done[self.exercise.name] else []
        if self.verdict.outcome in (PARTLY, SHAPE):
            return [first, *hints, *kept]
        return [first, *hints, f"다시 볼 곳: {self.exercise.name[:2]}과 '{self.exercise.where}'", *kept]

    def __str__(self) -> str:
        return "\n".join([*self.lines(), str(self.progress)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        colour = COLOURS.get(self.verdict.outcome, OTHER)
        lines = "".join(f"<div>{html.escape(line)}</div>" for line in self.lines())
        return f'<div role="status" style="border-left:4px solid {colour};padding:.2em .8em">{lines}{self.progress._repr_html_()}</div>'
