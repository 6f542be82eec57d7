"""Variants: parameters drawn from a seed so that every exercise stays solvable and as hard as the others of its kind."""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from random import Random
from types import MappingProxyType

import pandas as pd

from dpgkit.errors import DpgkitError, ParameterError
from dpgkit.exercises import catalogue, forms, given
from dpgkit.exercises.given import Given

MOST_DRAWS = 2_000


@dataclass(frozen=True)
class Measure:
    """How hard an exercise is for given parameters: a number that must lie in a band, and the parameters that it hangs on."""

    exercise: str
    what: str
    names: tuple[str, ...]
    of: Callable[[Given], float]
    low: float
    high: float

    def fits(self, values: Given) -> bool:
        """Return whether the number lies in its band; parameters for which there is none do not fit."""
        return self.low <= self.value(values) <= self.high

    def value(self, values: Given) -> float:
        """Return the number, below every band where the tables hold nothing to compute it from."""
        try:
            return float(self.of(values))
        except (DpgkitError, KeyError, IndexError, ValueError, ZeroDivisionError):
            return float("-inf")


def measures(lesson: str) -> tuple[Measure, ...]:
    """Return what keeps the exercises of a lesson solvable and alike in difficulty."""
    return _bands(lesson).MEASURES


def deal(lesson: str, seed: int, number: str) -> Given:
    """Return the parameters of one student: the values of ``by_turns``, and others where those do not go together.

    The same seed and number give the same parameters, whoever else is on the list.
    Parameters: ``number`` what tells the student apart. Raises ParameterError as ``draw`` does.
    """
    return draw(lesson, f"{seed} {number}", first=by_turns(lesson, seed, number))


def by_turns(lesson: str, seed: int, number: str) -> dict[str, object]:
    """Return a value of each parameter for a student, so that those with numbers in a row get other ones.

    >>> len({by_turns("02_policy_text", 2026, f"20260{student}")["idea"] for student in (11, 12, 13)})
    3

    Left out are parameters whose values hang on others. Parameters: ``number`` digits are read as a number, other signs are hashed.
    """
    digits = re.sub(r"\D", "", number)
    turn = int(digits) if digits else zlib.crc32(number.encode())
    values, before = {}, Counter()
    for name, pool in _bands(lesson).pools().items():
        if not callable(pool):
            shift = turn // len(pool) ** before[len(pool)] if before[len(pool)] else 0      # or pools of one size would go in step
            values[name] = Random(f"{lesson} {seed} {name}").sample(pool, len(pool))[(turn + shift) % len(pool)]
            before[len(pool)] += 1
    return values


def draw(lesson: str, seed: object, *, first: Mapping[str, object] = MappingProxyType({})) -> Given:
    """Return parameters drawn from a seed; the same seed gives the same ones.

    >>> draw("01_egov_history", "가") == draw("01_egov_history", "가")
    True

    What makes an exercise too hard, too easy or unsolvable is drawn again, for that exercise only.
    Parameters: ``first`` values to try before any is drawn.
    Raises ParameterError where no parameters fit, which a change of the tables may bring about.
    """
    chance, pools = Random(f"{lesson} {seed}"), {**_bands(lesson).pools(), "seed": range(2**32)}
    values: dict[str, object] = {}
    wanted = tuple(pools)
    for _ in range(MOST_DRAWS):
        for name in wanted:
            pool = pools[name]
            values[name] = first[name] if name in first else chance.choice(pool(values) if callable(pool) else pool)
        first = {}
        drawn = given.validated(lesson, values)
        misfit = next((one for one in measures(lesson) if not one.fits(drawn)), None)
        if misfit is None:
            return drawn
        wanted = misfit.names
    raise ParameterError("조건에 맞는 변형을 찾지 못했습니다.", value=f"{misfit.exercise}: {misfit.what}",
                         allowed=f"{misfit.low}~{misfit.high}", todo="표가 바뀌었으면 dpgkit/exercises의 bands 모듈을 고치십시오.")


def difficulty(lesson: str, values: Given) -> pd.DataFrame:
    """Return how hard each exercise is with these parameters: 문항, 재는 것, 값, 낮은 끝, 높은 끝."""
    rows = [(one.exercise, one.what, one.value(values), one.low, one.high) for one in measures(lesson)]
    return pd.DataFrame(rows, columns=["문항", "재는 것", "값", "낮은 끝", "높은 끝"])


def refuse_unsolvable(lesson: str, values: Given) -> None:
    """Refuse parameters with which an exercise has no good answer.

    Raises ParameterError naming the exercise and its parameters.
    """
    for one in measures(lesson):
        if not one.fits(values):
            raise ParameterError(f"이 값으로는 문항 {forms.particle(one.exercise, '을', '를')} 풀 수 없습니다.", value=", ".join(
                f"{name}={getattr(values, name)!r}" for name in one.names), allowed=f"{one.what}: {one.low:g}~{one.high:g}",
                todo="매개변수를 나누어 준 값으로 되돌리십시오.")


@cache
def _bands(lesson: str) -> object:
    return import_module(f"dpgkit.exercises.{catalogue.LESSONS[lesson].replace('lesson', 'bands')}")
