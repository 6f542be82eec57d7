"""The exercises: facts about each, and the function that checks an answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import pandas as pd

from dpgkit.errors import ParameterError
from dpgkit.exercises.forms import Form, Step

KINDS = {"compute": "계산하기", "choose": "고르고 까닭 대기", "repair": "잘못된 분석 고치기", "chart": "그림 읽기",
         "coding": "문장에 부호 달기", "card": "카드 가려내기", "replicate": "발표된 수 되풀이하기", "claim": "주장 가리기",
         "gate": "문 판정하기", "submission": "제출 가려내기", "sheet": "지표 카드 고치기",
         "trace": "근거 문장 찾기", "rating": "수준 매기기", "compare": "사례 견주기", "rule": "어긴 규칙 찾기", "judge": "조직 판정하기",
         "removal": "하나를 빼 보기",
         "folder": "사례 폴더 고치기", "source": "값의 출처 찾기"}
LESSONS = {"01_egov_history": "lesson01", "02_policy_text": "lesson02", "03_collective_impact": "lesson03",
           "04_architecture": "lesson04",
           "05_kpi_design": "lesson05",
           "06_your_case": "lesson06"}
LEVELS = 3               # of difficulty; an exercise gives as many points
BETWEEN = " · "


@dataclass(frozen=True)
class Exercise:
    """What is known of an exercise.

    ``goal`` counts the goals in the header of the lesson from 1; ``where`` is the heading of the lesson to read again, or several
    with ``BETWEEN`` them;
    ``hints`` come one after the other when an answer fails; ``form`` has the fields of the answer; ``check`` takes the fields
    and the parameters and yields steps, of which the first that does not hold is told.
    """

    name: str
    title: str
    goal: int
    kind: str
    minutes: int
    difficulty: int
    where: str
    hints: tuple[str, str]
    form: Form
    check: Callable[[dict, object], Iterator[Step]]

    @property
    def variable(self) -> str:
        """The name of the variable that holds the answer: ``answer_3`` for exercise 01-3."""
        return f"answer_{self.name.partition('-')[2]}"


def exercise(name: str, title: str, **facts: object) -> Callable[[Callable], Exercise]:
    """Make an exercise of the function below that checks it; the options are the other facts of ``Exercise``."""
    return lambda check: Exercise(name, title, check=check, **facts)


@cache
def of_lesson(lesson: str) -> dict[str, Exercise]:
    """Return the exercises of a lesson by name, in order.

    >>> list(of_lesson("01_egov_history"))[0]
    '01-1'

    Raises ParameterError for a lesson without exercises.
    """
    if lesson not in LESSONS:
        raise ParameterError("연습문제가 없는 과입니다.", value=lesson, allowed=LESSONS, todo="과의 이름을 고치십시오.")
    found = [one for one in vars(import_module(f"dpgkit.exercises.{LESSONS[lesson]}")).values() if isinstance(one, Exercise)]
    return {one.name: one for one in sorted(found, key=lambda one: (len(one.name), one.name))}


def named(lesson: str) -> str:
    """Return the name of the lesson that a number or a name stands for.

    >>> named("01"), named("2"), named("02_policy_text")
    ('01_egov_history', '02_policy_text', '02_policy_text')

    Raises ParameterError as ``of_lesson`` does.
    """
    short = lesson.strip().zfill(2)
    return next((name for name in LESSONS if name == lesson or name[:2] == short), None) or next(iter(of_lesson(lesson)))


def overview(lesson: str) -> pd.DataFrame:
    """Return the exercises of a lesson as a table: 문항, 물음, 목표, 하는 일, 분, 난도.

    >>> overview("01_egov_history").columns.tolist()
    ['문항', '물음', '목표', '하는 일', '분', '난도']
    """
    rows = [(one.name, one.title, one.goal, KINDS[one.kind], one.minutes, level(one)) for one in of_lesson(lesson).values()]
    return pd.DataFrame(rows, columns=["문항", "물음", "목표", "하는 일", "분", "난도"])


def level(exercise: Exercise) -> str:
    """Return the difficulty of an exercise as filled and empty dots."""
    return "●" * exercise.difficulty + "○" * (LEVELS - exercise.difficulty)
