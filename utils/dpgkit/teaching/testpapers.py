"""The tests before and after a course: the papers to print, the keys apart, and what each area and objective is asked."""

from typing import Literal

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.teaching import places
from dpgkit.teaching.markdown import grid
from dpgkit.teaching.models import AREAS, LETTERS, Item, Question

Form = Literal["사전", "사후"]
FORMS: tuple[Form, ...] = ("사전", "사후")
LEAST = 4                # items of an area in each form
AREA_SOURCE = "데이터 역량 진단의 개인 역량 네 영역 (전자신문 2023-02-15, https://www.etnews.com/20230215000119)"


def paper(items: list[Item], form: Form) -> str:
    """Return a test as Markdown without anything that tells the answers."""
    questions = "\n\n".join(_asked(number, question(item, form)) for number, item in enumerate(items, start=1))
    return (f"# {form} 검사\n\n이름: ____________________   날짜: ____________________\n\n"
            f"문항 {len(items)}개, 30분입니다. 물음마다 하나를 고르십시오. 모르면 비워 두십시오. 성적에 넣지 않습니다.\n\n{questions}\n")


def key(items: list[Item], form: Form) -> str:
    """Return the answers of a test with their reasons and objectives as Markdown, for the instructor only."""
    return (f"# {form} 검사의 답 (강사만)\n\n영역의 출처: {AREA_SOURCE}\n\n{grid(answers(items, form))}\n\n"
            "## 점수를 읽는 법\n\n영역마다 맞은 수를 사전과 사후에 나란히 적습니다.\n"
            "사전과 사후의 문항은 같은 목표를 다른 물음으로 묻습니다.\n"
            "두 검사의 난도가 같은지는 아직 확인하지 않았습니다(근거 미확인).\n"
            "한 사람의 한두 문항 차이로 말하지 말고 반 전체를 보십시오.\n")


def answers(items: list[Item], form: Form) -> pd.DataFrame:
    """Return the answers as a table: 번호, 문항, 답, 까닭, 영역, 과, 목표."""
    rows = [(number, item.item, one.answer, one.reason, item.area, places.title(item.lesson), objective(item))
            for number, item in enumerate(items, start=1) for one in [question(item, form)]]
    return pd.DataFrame(rows, columns=["번호", "문항", "답", "까닭", "영역", "과", "목표"])


def question(item: Item, form: Form) -> Question:
    """Return the question of an item in one of the forms."""
    return item.pre if form == "사전" else item.post


def objective(item: Item) -> str:
    """Return the objective of the lesson that an item asks for.

    Raises DataError for an objective that the lesson does not have.
    """
    goals = places.goals(item.lesson)
    if item.goal > len(goals):
        raise DataError(f"문항 {item.item}의 목표가 {places.title(item.lesson)} 과에 없습니다.", value=item.goal, allowed=f"1~{len(goals)}",
                        todo="tests.yml의 goal을 고치십시오.")
    return goals[item.goal - 1]


def blueprint(items: list[Item]) -> pd.DataFrame:
    """Return how many items ask for each area: 영역, 문항 수, 문항.

    Raises DataError for an area with fewer items than ``LEAST``.
    """
    rows = [(area, len(found), ", ".join(found)) for area in AREAS for found in [[one.item for one in items if one.area == area]]]
    thin = next((row for row in rows if row[1] < LEAST), None)
    if thin:
        raise DataError("문항이 모자란 영역이 있습니다.", value=f"{thin[0]} {thin[1]}개", allowed=f"영역마다 {LEAST}개 이상",
                        todo="tests.yml에 문항을 더하십시오.")
    return pd.DataFrame(rows, columns=["영역", "문항 수", "문항"])


def _asked(number: int, one: Question) -> str:
    choices = "\n".join(f"- ({letter}) {choice}" for letter, choice in zip(LETTERS, one.choices, strict=True))
    return f"**{number}.** {one.ask}\n\n{choices}"
