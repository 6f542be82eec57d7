"""Selectors: short words in a run sheet that stand for exercises, looked up when the sheet is made.

``01-8`` one exercise, ``03 모두`` all of a lesson, ``03 목표 1`` those of an objective, ``03 종류 계산하기`` those of a kind,
``03 처음 2`` the first ones, ``03 나머지`` those that were not given before.
"""

import re

from dpgkit.errors import DataError
from dpgkit.exercises import catalogue
from dpgkit.exercises.catalogue import Exercise

ONE = re.compile(r"(\d\d)-\d+")
MANY = re.compile(r"(\d\d) (모두|나머지|목표 (\d)|처음 (\d+)|종류 (.+))")
ALLOWED = "01-8, 03 모두, 03 목표 1, 03 종류 계산하기, 03 처음 2, 03 나머지"


def exercises_of(number: str) -> dict[str, Exercise]:
    """Return the exercises of the lesson with this number by name; none where the lesson has none yet.

    >>> next(iter(exercises_of("01")))
    '01-1'
    """
    lesson = next((name for name in catalogue.LESSONS if name[:2] == number), "")
    return catalogue.of_lesson(lesson) if lesson else {}


def select(selector: str, given: set[str]) -> list[Exercise]:
    """Return the exercises that a selector stands for, those in ``given`` left out unless it names them one by one.

    >>> [exercise.name for exercise in select("01 목표 2", set())]
    ['01-8']

    Raises DataError for words that are no selector, and for an exercise, an objective's number or a kind that is not there.
    """
    if ONE.fullmatch(selector):
        return [_one(selector)]
    found = MANY.fullmatch(selector)
    if not found:
        raise DataError("알 수 없는 연습문제의 표시입니다.", value=selector, allowed=ALLOWED, todo="표시를 고치십시오.")
    number, word, goal, first, kind = found.groups()
    left = [exercise for exercise in exercises_of(number).values() if exercise.name not in given]
    if kind:
        return [exercise for exercise in left if exercise.kind == _kind(kind)]
    if goal:
        return [exercise for exercise in left if exercise.goal == int(goal)]
    return left[:int(first)] if first else left


def number_of(selector: str) -> str:
    """Return the number of the lesson whose exercises a selector takes.

    >>> number_of("03 목표 1")
    '03'
    """
    return selector[:2]


def _one(name: str) -> Exercise:
    known = exercises_of(number_of(name))
    if name not in known:
        raise DataError("없는 연습문제입니다.", value=name, allowed=known or "이 과의 연습문제는 아직 없습니다",
                        todo="번호를 고치거나 '03 모두'처럼 과로 적으십시오.")
    return known[name]


def _kind(word: str) -> str:
    keys = {label: key for key, label in catalogue.KINDS.items()}
    if word not in keys:
        raise DataError("없는 종류의 연습문제입니다.", value=word, allowed=keys, todo="종류의 이름을 고치십시오.")
    return keys[word]
