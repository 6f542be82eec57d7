"""Which parameters the exercises of lesson 6 can take, and the bands within which they are alike in difficulty."""

from functools import cache

from dpgkit.exercises import expected06, material06
from dpgkit.exercises.given import PROVIDERS, YourCase
from dpgkit.exercises.variants import Measure
from dpgkit.kpi.ladders import FUNCTIONS

NUMBERS = tuple(range(1, 201))          # of damaged folders and of sheets of candidates


def pools() -> dict[str, tuple]:
    """Return what each parameter is drawn from."""
    return {"folder": NUMBERS, "sheet": NUMBERS, "year": tuple(range(2019, 2024)), "provider": PROVIDERS, "function": tuple(FUNCTIONS)}


def alone(values: YourCase) -> float:
    """Return how many things are wrong in the damaged folder; nothing where a file holds none or more than one."""
    return _faults(values.folder)


@cache
def _faults(folder: int) -> float:
    found = expected06.problems(material06.broken_files(folder))
    return sum(map(len, found.values())) if all(len(faults) == 1 for faults in found.values()) else -1


def sourced(values: YourCase) -> float:
    """Return whether the cell of the ladder has a source to be found."""
    return expected06.ladder_cell(values.provider, values.function)["source_title"] != "근거 미확인"


MEASURES = (
    Measure("06-1", "문제의 수", ("folder",), alone, 3, 3),
    Measure("06-2", "받을 후보", ("sheet",), lambda values: expected06.verdicts(values.sheet).count(expected06.TAKEN), 2, 2),
    Measure("06-2", "거절하는 까닭의 가짓수", ("sheet",), lambda values: len(set(expected06.verdicts(values.sheet))) - 1, 3, 3),
    Measure("06-4", "겹치거나 읽지 못한 파일", ("folder",), lambda values: sum(expected06.pile(values.folder)[2:]), 3, 6),
    Measure("06-5", "할 일", ("sheet",), lambda values: len(expected06.to_do(values.sheet)[1]), 5, 6),
    Measure("06-3", "출처가 있는 칸", ("provider", "function"), sourced, 1, 1),
)
