"""Exercises: made from one source, checked at once in the notebook, drawn anew for each student, and marked in a sandbox.

``check = exercises.checker("01_egov_history", country=country, ...)`` and then ``check("01-3", answer_3)``.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from dpgkit.exercises.commands import add_commands

if TYPE_CHECKING:
    from dpgkit.exercises import material
    from dpgkit.exercises.checking import Checker

__all__ = ["add_commands", "build_all", "checker", "material"]


def checker(lesson: str, **values: object) -> "Checker":
    """Return what checks the answers of an exercise notebook with these parameters.

    >>> checker("01_egov_history").progress().done["01-1"]
    False

    Raises ParameterError for an unknown lesson, and for parameters that cannot be.
    """
    from dpgkit.exercises.checking import Checker

    return Checker(lesson, **values)


def build_all() -> list[Path]:
    """Make all exercise and solution notebooks and the key file anew, and return the files written."""
    from dpgkit.exercises import student

    return student.build_all()


def __getattr__(name: str) -> ModuleType:
    """Import ``material`` when it is asked for: the command line imports this package, and pandas is slow to import."""
    if name == "material":
        return import_module("dpgkit.exercises.material")
    raise AttributeError(name)
